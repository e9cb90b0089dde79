//! `tiaoli new`: a small package that runs, to start from.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::layout::{padded, visible};
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice};
use crate::diagnostic::Language;
use crate::source::digest_text;

const TEXT: &str = include_str!("start/measures.txt");

/// The files of a new package, in one language.
fn files(language: Language, name: &str) -> Vec<(&'static str, String)> {
    let digest = digest_text(TEXT.as_bytes()).to_string();
    let (rules, readme, case) = match language {
        Language::Zh => (
            include_str!("start/zh/rules.tiao"),
            include_str!("start/zh/README.md"),
            include_str!("start/zh/case.json"),
        ),
        Language::En => (
            include_str!("start/en/rules.tiao"),
            include_str!("start/en/README.md"),
            include_str!("start/en/case.json"),
        ),
    };
    let manifest = include_str!("start/tiaoli.toml").replace("NAME", name);
    vec![
        ("tiaoli.toml", manifest),
        ("source/measures.txt", TEXT.to_owned()),
        ("rules.tiao", rules.replace("DIGEST", &digest)),
        ("case.json", case.to_owned()),
        ("README.md", readme.replace("NAME", name)),
    ]
}

/// `tiaoli new`.
///
/// # Errors
/// What stands in the way.
pub(crate) fn start(voice: Voice, folder: &Path) -> Result<End, Stop> {
    let shown = folder.display().to_string();
    if fs::symlink_metadata(folder).is_ok() {
        return Err(Stop::file(
            format!("“{shown}”已经存在，没有改动它"),
            format!("`{shown}` exists already and was left alone"),
        )
        .help("请换一个目录名", "choose another name"));
    }
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let fit = |name: &String| {
        !name.is_empty() && !name.contains(['"', '\\']) && !name.chars().any(char::is_control)
    };
    let Some(name) = name.filter(fit) else {
        return Err(Stop::usage(
            format!("“{shown}”不能作目录名"),
            format!("`{shown}` cannot be the name of a folder"),
        ));
    };
    let failed = |path: &Path, error: &io::Error| {
        let path = path.display();
        Stop::file(
            format!("写不了“{path}”：{error}"),
            format!("cannot write `{path}`: {error}"),
        )
    };
    for (path, content) in files(voice.language, &name) {
        let full = folder.join(path);
        let around = full.parent().unwrap_or(folder);
        fs::create_dir_all(around).map_err(|error| failed(around, &error))?;
        // `create_new` refuses what is there, also where it came in between.
        let mut file = fs::File::create_new(&full).map_err(|error| failed(&full, &error))?;
        io::Write::write_all(&mut file, content.as_bytes())
            .map_err(|error| failed(&full, &error))?;
    }
    let tongue = voice.pick("", " --lang en");
    let test = format!("tiaoli test {shown}{tongue}");
    let decide = format!("tiaoli decide {shown} {shown}/case.json{tongue}");
    let test = padded(&test, visible(&decide));
    voice.answer(&match voice.language {
        Language::Zh => format!(
            "{GREEN}✔{PLAIN} 已建好规则包“{shown}”。接下来：\n  {test}   # 运行示例\n  {decide}   # 判断一个案件\n  然后打开 {shown}/rules.tiao，把条文换成您的条文\n"
        ),
        Language::En => format!(
            "{GREEN}✔{PLAIN} The package `{shown}` is there. Next:\n  {test}   # run its examples\n  {decide}   # decide a case\n  then open {shown}/rules.tiao and put your clause in the place of ours\n"
        ),
    })?;
    Ok(End::Done)
}

//! `tiaoli fmt`: rule files in their canonical layout.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::folder::{read_bytes, rule_files};
use crate::cli::problems;
use crate::cli::voice::{End, GREEN, PLAIN, RED, Stop, Voice, YELLOW};
use crate::diagnostic::{Language, Problems};
use crate::engine::{Formatted, SourceFile, formatted};
use crate::source::Texts;

/// `tiaoli fmt`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn format(
    voice: Voice,
    paths: &[PathBuf],
    check: bool,
    language: Option<Language>,
) -> Result<End, Stop> {
    let english = language.map(|language| language == Language::En);
    let mut files = Vec::new();
    for path in paths {
        files.extend(rule_files(path)?);
    }
    let mut done = Done::default();
    for file in &files {
        one(voice, file, check, english, &mut done)?;
    }
    if voice.json {
        voice.answer_json(&json!({
            "version": 1,
            "files": files.len(),
            "changed": done.changed,
            "broken": done.broken,
        }))?;
    } else {
        let (all, changed, broken) = (files.len(), done.changed.len(), done.broken.len());
        let closing = match (voice.language, check) {
            (Language::Zh, true) => {
                format!("{all} 个文件，{changed} 个要整理，{broken} 个读不通\n")
            }
            (Language::Zh, false) => {
                format!("{all} 个文件，整理了 {changed} 个，{broken} 个读不通\n")
            }
            (Language::En, true) => {
                format!("{all} files, {changed} to be formatted, {broken} cannot be read\n")
            }
            (Language::En, false) => {
                format!("{all} files, {changed} formatted, {broken} cannot be read\n")
            }
        };
        voice.answer(&format!("{}{closing}", done.page))?;
    }
    let wrong = !done.broken.is_empty() || (check && !done.changed.is_empty());
    Ok(if wrong { End::Wrong } else { End::Done })
}

/// What was done so far.
#[derive(Default)]
struct Done {
    changed: Vec<String>,
    broken: Vec<String>,
    page: String,
}

fn one(
    voice: Voice,
    path: &Path,
    check: bool,
    english: Option<bool>,
    done: &mut Done,
) -> Result<(), Stop> {
    let name = path.display().to_string();
    let file = SourceFile {
        bytes: read_bytes(path, &name)?,
        path: name.clone(),
    };
    let gap = voice.pick("　", "  ");
    match formatted(&file, english) {
        Formatted::Unchanged => {}
        Formatted::Changed(written) => {
            let said = if check {
                format!(
                    "{YELLOW}△{PLAIN} {name}{gap}{}\n",
                    voice.pick("要整理", "is to be formatted")
                )
            } else {
                replace(path, &name, &written)?;
                format!("{GREEN}✔{PLAIN} {name}\n")
            };
            done.page.push_str(&said);
            done.changed.push(name);
        }
        Formatted::Broken(text, found) => {
            let mut texts = Texts::new();
            texts.insert(text);
            done.page
                .push_str(&problems::of_rules(voice, &found, &texts));
            done.broken.push(name);
        }
        Formatted::NoText(problem) => {
            let found: Problems = [problem].into_iter().collect();
            done.page
                .push_str(&problems::of_rules(voice, &found, &Texts::new()));
            done.broken.push(name);
        }
        Formatted::Unsafe => {
            let words = voice.pick(
                "整理后意思会变，没有改动；这是本软件的错误，请报告",
                "formatting would change what it says; it was left alone; please report this error of the program",
            );
            done.page
                .push_str(&format!("{RED}✘{PLAIN} {name}{gap}{words}\n"));
            done.broken.push(name);
        }
    }
    Ok(())
}

/// Puts new words in the place of a file at once: whoever reads it sees the old or the new, never a part.
fn replace(path: &Path, name: &str, written: &str) -> Result<(), Stop> {
    let failed = |error: &std::io::Error| {
        Stop::file(
            format!("写不了“{name}”：{error}"),
            format!("cannot write `{name}`: {error}"),
        )
    };
    // A link is followed, so that the file itself is replaced and not the link.
    let path = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let own = path
        .file_name()
        .map(|own| own.to_string_lossy().into_owned())
        .unwrap_or_default();
    let beside = folder.join(format!(".{own}.{}", std::process::id()));
    let write = || {
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(written.as_bytes())?;
        file.sync_all()?;
        fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
        fs::rename(&beside, &path)
    };
    write().map_err(|error| {
        // What was begun is taken away; that it may not be there is no matter.
        let _ = fs::remove_file(&beside);
        failed(&error)
    })
}

//! Opening a package from its folder, checking it, and its schema.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::cli::build::{only_folder, pack_at};
use crate::cli::decide::today;
use crate::cli::folder::Folder;
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice};
use crate::cli::{dependencies, problems};
use crate::engine::{Engine, Opened, PackageFiles, SourceFile};
use crate::pack;
use crate::record::{PackageHeld, RuleBase};
use crate::wire;

/// Reads and checks a package in its folder.
///
/// # Errors
/// What cannot be read.
pub(crate) fn open(path: &Path) -> Result<Engine, Stop> {
    only_folder(path)?;
    open_with(path, |_, _| ())
}

/// Reads what decides: a package in its folder, or a pack.
///
/// # Errors
/// What cannot be read.
pub(crate) fn open_any(path: &Path) -> Result<Engine, Stop> {
    match pack_at(path)? {
        Some(held) => Ok(held.engine),
        None => open_with(path, |_, _| ()),
    }
}

/// Reads what decides, with the digests of all its files, as they were read, and of the pack that they become.
///
/// # Errors
/// What cannot be read.
pub(crate) fn open_held(path: &Path) -> Result<(Engine, RuleBase), Stop> {
    if let Some(held) = pack_at(path)? {
        return Ok((held.engine, held.base));
    }
    let mut held = Vec::new();
    let keep = |files: &PackageFiles, texts: &[SourceFile]| {
        held.push(PackageHeld::of(files, texts));
    };
    let engine = open_with(path, keep)?;
    let mut held = held.into_iter();
    let own = held
        .next()
        .ok_or_else(|| Stop::file("规则包是空的", "the package is empty"))?;
    let base = RuleBase::new(own, held.collect());
    if !engine.is_sound() {
        return Ok((engine, base));
    }
    let base = pack::held(&engine, base).map_err(|refusal| Stop {
        end: End::Wrong,
        words: refusal.words,
        way_out: None,
    })?;
    Ok((engine, base))
}

/// Reads and checks a package; every package read is shown, with its texts, the opened one first.
fn open_with(
    path: &Path,
    mut shown: impl FnMut(&PackageFiles, &[SourceFile]),
) -> Result<Engine, Stop> {
    let folder = Folder::read(path)?;
    let others = dependencies::read(&folder)?;
    let files = others.iter().map(Folder::files).collect();
    let opened = Opened::join(folder.files(), files);
    let texts = folder.texts(&opened.text_paths())?;
    shown(&folder.files(), &texts);
    let mut texts_of = BTreeMap::new();
    for other in &others {
        let name = other.manifest.name.clone();
        let texts = other.texts(&opened.text_paths_of(&name));
        let texts = texts.map_err(|stop| dependencies::inside(&name, stop))?;
        shown(&other.files(), &texts);
        texts_of.insert(name, texts);
    }
    Ok(opened.check_joined(texts, texts_of))
}

/// Reads a package that must be sound; what is wrong is said, warnings are not.
///
/// # Errors
/// What cannot be read, and that something is wrong.
pub(crate) fn open_sound(voice: Voice, path: &Path) -> Result<Engine, Stop> {
    let engine = open_any(path)?;
    must_be_sound(voice, path, &engine)?;
    Ok(engine)
}

/// Says what is wrong with a package that must be sound.
///
/// # Errors
/// That something is wrong.
pub(crate) fn must_be_sound(voice: Voice, path: &Path, engine: &Engine) -> Result<(), Stop> {
    if engine.is_sound() {
        return Ok(());
    }
    if voice.json {
        let shape = json!({ "problems": wire::problems(engine.problems(), engine.texts()) });
        voice.answer_json(&shape)?;
    } else {
        voice.remark(&problems::of_rules(
            voice,
            engine.problems(),
            engine.texts(),
        ));
    }
    let stop = Stop::usage(
        "规则包有错误，不能据此判断",
        "the package has errors and decides nothing",
    );
    Err(Stop {
        end: End::Wrong,
        ..stop
    }
    .help(
        format!("用 tiaoli check {} 查看", path.display()),
        format!("see `tiaoli check {}`", path.display()),
    ))
}

/// `tiaoli check`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn check(voice: Voice, path: &Path) -> Result<End, Stop> {
    let engine = open(path)?;
    let end = if engine.is_sound() {
        End::Done
    } else {
        End::Wrong
    };
    let mut found = engine.problems().clone();
    found.extend(engine.review(today()?));
    if voice.json {
        let shape = json!({
            "package": engine.manifest().name,
            "sound": engine.is_sound(),
            "problems": wire::problems(&found, engine.texts()),
        });
        voice.answer_json(&shape)?;
        return Ok(end);
    }
    let mut page = problems::of_rules(voice, &found, engine.texts());
    let model = engine.model();
    let own = |place| model.package_of(place).is_none();
    let (norms, definitions, examples) = (
        model.norms.iter().filter(|one| own(one.span)).count(),
        model.definitions.iter().filter(|one| own(one.span)).count(),
        model.examples.len(),
    );
    let name = &engine.manifest().name;
    if found.is_empty() {
        page.push_str(&match voice.language {
            crate::diagnostic::Language::Zh => {
                format!("{GREEN}✔{PLAIN} {name}　没有问题：规范 {norms} 项，定义 {definitions} 项，示例 {examples} 个\n")
            }
            crate::diagnostic::Language::En => {
                format!("{GREEN}✔{PLAIN} {name}  nothing wrong (norms: {norms}, definitions: {definitions}, examples: {examples})\n")
            }
        });
    } else {
        let counted = problems::count(voice, &found);
        page.push_str(&format!("{name}{}{counted}\n", voice.pick("　", "  ")));
    }
    voice.answer(&page)?;
    Ok(end)
}

/// `tiaoli schema facts`.
///
/// # Errors
/// What cannot be read, or is wrong with the package.
pub(crate) fn fact_schema(voice: Voice, path: &Path) -> Result<End, Stop> {
    let engine = open_sound(voice, path)?;
    let title = voice.say(&engine.manifest().title).to_owned();
    voice.answer_json(&wire::fact_schema(&title, &engine.facts()))?;
    Ok(End::Done)
}

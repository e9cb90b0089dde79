//! Packages from their rule files, what is wrong with them, and their canonical layout.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::diagnostic::{Problems, Words};
use crate::engine::{Formatted, Manifest, Opened, PackageFiles, SourceFile, formatted};
use crate::record::{PackageHeld, RuleBase};
use crate::source::Texts;
use crate::wire;

use super::held::{Held, keep, of};
use super::question::day;
use super::refusal::Refused;
use super::{Answered, given, plain, thrown};

/// A package as the page holds it.
#[derive(Debug, Clone, Deserialize)]
struct Folder {
    /// Its name.
    name: String,
    /// Its version.
    version: String,
    /// What it is called.
    title: Title,
    /// The names of the packages that its manifest names.
    #[serde(default)]
    dependencies: Vec<String>,
    /// The text of `tiaoli.toml`.
    manifest: Option<String>,
    /// Rule files, by path.
    rules: BTreeMap<String, String>,
    /// Instrument texts, by path.
    #[serde(default)]
    texts: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Title {
    zh: String,
    en: String,
}

impl Folder {
    fn files(&self) -> PackageFiles {
        let manifest = self.manifest.as_deref().unwrap_or_default();
        let place = |name: &String| {
            let start = manifest.find(name.as_str());
            start.map_or(0..0, |start| start..start.saturating_add(name.len()))
        };
        let dependencies = self.dependencies.iter();
        PackageFiles {
            manifest: Manifest {
                name: self.name.clone(),
                version: self.version.clone(),
                title: Words::new(self.title.zh.clone(), self.title.en.clone()),
            },
            dependencies: dependencies
                .map(|name| (name.clone(), place(name)))
                .collect(),
            manifest_file: self.manifest.as_ref().map(|text| file("tiaoli.toml", text)),
            rules: self
                .rules
                .iter()
                .map(|(path, text)| file(path, text))
                .collect(),
        }
    }

    fn texts(&self, paths: &[String]) -> Vec<SourceFile> {
        let held = paths
            .iter()
            .filter_map(|path| self.texts.get_key_value(path));
        held.map(|(path, text)| file(path, text)).collect()
    }
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn opened(own: &Folder, others: &[Folder]) -> Held {
    let read = Opened::join(own.files(), others.iter().map(Folder::files).collect());
    let texts = own.texts(&read.text_paths());
    let held = PackageHeld::of(&own.files(), &texts);
    let mut joined = BTreeMap::new();
    let mut digests = Vec::new();
    for other in others {
        let texts = other.texts(&read.text_paths_of(&other.name));
        digests.push(PackageHeld::of(&other.files(), &texts));
        joined.insert(other.name.clone(), texts);
    }
    let engine = read.check_joined(texts, joined);
    let base = RuleBase::new(held, digests);
    // Records name the pack that the package becomes; one with errors becomes none, and decides nothing.
    let base = crate::pack::held(&engine, base.clone()).unwrap_or(base);
    Held { engine, base }
}

/// Reads and checks a package and all that it is built on, and keeps it under its name, whether it is sound or not.
///
/// # Errors
/// That the files have another shape.
#[wasm_bindgen]
pub fn open(own: JsValue, others: JsValue) -> Answered<JsValue> {
    let own: Folder = given(own).map_err(thrown)?;
    let others: Vec<Folder> = given(others).map_err(thrown)?;
    let held = opened(&own, &others);
    let shape = json!({
        "package": own.name,
        "sound": held.engine.is_sound(),
        "problems": held.problems(),
    });
    keep(own.name, held);
    plain(&shape)
}

/// What is wrong with a package that was opened, with the warnings and hints of a review on some day.
///
/// # Errors
/// That no package of this name is open.
#[wasm_bindgen]
pub fn problems(name: &str, today: &str) -> Answered<JsValue> {
    let found = of(name, |held| {
        let mut found = held.engine.problems().clone();
        found.extend(held.engine.review(day(today)?));
        Ok(wire::problems(&found, held.engine.texts()))
    });
    plain(&found.map_err(thrown)?)
}

/// Formats a rule file; with `english` its keywords are written in English, or in Chinese where that is false.
///
/// # Errors
/// What is wrong with a file that cannot be read.
#[wasm_bindgen]
pub fn format(path: &str, text: &str, english: Option<bool>) -> Answered<String> {
    let refused = |code, zh: &str, en: &str, problems: Value| {
        thrown(Refused::new(code, Words::new(zh, en)).because(problems))
    };
    match formatted(&file(path, text), english) {
        Formatted::Unchanged => Ok(text.to_owned()),
        Formatted::Changed(written) => Ok(written),
        Formatted::Broken(text, found) => {
            let mut texts = Texts::new();
            texts.insert(text);
            Err(refused(
                "broken",
                "文件有错误，没有排版",
                "the file has errors and was not formatted",
                wire::problems(&found, &texts),
            ))
        }
        Formatted::NoText(problem) => {
            let mut found = Problems::new();
            found.push(problem);
            Err(refused(
                "broken",
                "文件不是文本，没有排版",
                "the file is no text and was not formatted",
                wire::problems(&found, &Texts::new()),
            ))
        }
        Formatted::Unsafe => Err(refused(
            "unsafe",
            "排版后的文件与原来说的不一样，这是程序的错误；文件没有动",
            "the formatted file would not say the same, which is an error of this program; the file was left alone",
            Value::Array(Vec::new()),
        )),
    }
}

//! What an officer sees of a wrong rule file: one snapshot for each file in `tests/bad/`.

#![cfg(feature = "cli")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod joined;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use tiaoli::check::review;
use tiaoli::cli::drawn;
use tiaoli::diagnostic::{Language, explain};
use tiaoli::quantity::Date;
use tiaoli::source::Texts;
use tiaoli::syntax::parse;
use unicode_width::UnicodeWidthStr;

/// Rule files may name the plan's text under this path.
const PLAN: (&str, &str) = (
    "source/plan.txt",
    include_str!("../policies/cn-beijing/plan-2022/source/plan.txt"),
);

fn bad_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "tiao")
        })
        .collect();
    files.sort();
    files
}

/// What is said of a file: what is wrong with its form and, where it can be read, what the checker finds.
fn said(name: &str, content: &str, language: Language) -> String {
    let mut texts = Texts::new();
    let id = texts.add(format!("{name}.tiao"), content).unwrap();
    let (_, mut problems) = parse(texts.get(id).unwrap());
    if !problems.has_errors() {
        let model;
        (texts, model, problems) = joined::checked(&format!("{name}.tiao"), content, &[PLAN]);
        if !problems.has_errors() {
            let found = review(&model, Date::new(2026, 1, 1).unwrap());
            let own = found.into_iter().filter(|problem| {
                let place = problem.primary().span;
                model.package_of(place).is_none()
            });
            problems.extend(own);
        }
    }
    for problem in problems.iter() {
        assert!(
            explain(problem.code().name()).is_some(),
            "{} has no page",
            problem.code()
        );
        assert!(
            !problem.message().en.is_empty(),
            "{name}: {} has no English",
            problem.code()
        );
        let out = problem
            .ways_out()
            .iter()
            .chain(problem.fixes().iter().map(|fix| &fix.title));
        assert!(
            out.clone().count() > 0,
            "{name}: {} offers no way out",
            problem.code()
        );
        assert!(
            out.clone()
                .all(|words| !words.zh.is_empty() && !words.en.is_empty()),
            "{name}: {}",
            problem.code()
        );
    }
    let told = problems
        .sorted()
        .into_iter()
        .map(|problem| drawn(problem, &texts, language, 80, false));
    let told = told.collect::<Vec<_>>().join("\n\n");
    for line in told.lines() {
        assert!(line.width() <= 80, "{name}: {line}");
    }
    told
}

#[test]
fn every_bad_file_is_told_as_in_its_snapshot() {
    let files = bad_files();
    assert!(files.len() >= 40, "{}", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let content = fs::read_to_string(&path).unwrap();
        let words = said(&name, &content, Language::Zh);
        assert!(!words.is_empty(), "{name} is not bad");
        let page = format!("{content}\n--------\n{words}\n");
        let stored = name.clone();
        if catch_unwind(move || insta::assert_snapshot!(stored, page)).is_err() {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_same_is_told_in_english() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    for name in [
        "several-slips-in-one-declaration",
        "and-beside-or",
        "unknown-type-of-fact",
        "units-that-do-not-fit",
        "names-that-are-nearly-right",
    ] {
        let content = fs::read_to_string(folder.join(name).with_extension("tiao")).unwrap();
        insta::assert_snapshot!(
            format!("{name}-in-english"),
            said(name, &content, Language::En)
        );
    }
}

//! Decision records: every example of every package makes one that verifies and replays to the same bytes, and whatever is
//! done to one is seen and named.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

#[path = "shelf/mod.rs"]
mod shelf;

#[path = "record/tampering.rs"]
mod tampering;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Case, Engine, Manifest, Opened, PackageFiles, SourceFile};
use tiaoli::record::{PackageHeld, Record, Replayed, RuleBase, record_schema, replay, verify};

use shelf::{Folder, policies};

/// A package as it stands in its folder, and its digests.
struct Held {
    engine: Engine,
    base: RuleBase,
}

fn files(folder: &Folder) -> PackageFiles {
    let dependencies = folder.next().into_iter().map(|one| (one.name, 0..0));
    PackageFiles {
        manifest: Manifest {
            name: folder.name.clone(),
            version: folder.version(),
            title: Words::same(folder.name.clone()),
        },
        dependencies: dependencies.collect(),
        manifest_file: Some(SourceFile {
            path: "tiaoli.toml".to_owned(),
            bytes: fs::read(folder.root.join("tiaoli.toml")).unwrap(),
        }),
        rules: folder.rules(),
    }
}

/// Opens a package; `change` may do something to its files first.
fn held(folder: &Folder, change: impl Fn(&mut PackageFiles, &mut Vec<SourceFile>)) -> Held {
    let others = folder.dependencies();
    let mut own = files(folder);
    let opened = Opened::join(own.clone(), others.values().map(files).collect());
    let mut texts = folder.texts(opened.text_paths());
    change(&mut own, &mut texts);
    let joined: BTreeMap<String, Vec<SourceFile>> = (others.iter())
        .map(|(name, other)| (name.clone(), other.texts(opened.text_paths_of(name))))
        .collect();
    let digests =
        (others.iter()).map(|(name, other)| PackageHeld::of(&files(other), &joined[name]));
    let base = RuleBase::new(PackageHeld::of(&own, &texts), digests.collect());
    let opened = Opened::join(own, others.values().map(files).collect());
    Held {
        engine: opened.check_joined(texts, joined),
        base,
    }
}

fn shelf() -> Vec<Folder> {
    fn walk(path: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.join("tiaoli.toml").is_file() {
                found.push(path);
            } else if path.is_dir() {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&policies(), &mut found);
    found.sort();
    found.iter().map(|root| Folder::at(root)).collect()
}

fn recorded(held: &Held, name: Option<&str>) -> Vec<(String, Record)> {
    let examples = held.engine.model().examples.iter();
    let wanted = examples.filter(|example| name.is_none_or(|name| example.label.name == name));
    let made = wanted.map(|example| {
        let case = Case::of_example(example);
        let clocks = Engine::clocks(&case, [None; 3], example.as_of);
        let goals = held.engine.goals_of(example);
        let record = Record::decide(&held.engine, &held.base, &case, &goals, clocks);
        (example.label.name.clone(), record.unwrap())
    });
    made.collect()
}

#[test]
fn every_example_makes_a_record_that_verifies_and_replays_to_the_same_bytes() {
    let schema = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&record_schema())
        .unwrap();
    let mut count = 0;
    for folder in shelf() {
        let held = held(&folder, |_, _| ());
        for (name, record) in recorded(&held, None) {
            let place = format!("{}：{name}", folder.name);
            let record = record.recorded_at("2026-01-02T03:04:05Z");
            let bytes = record.bytes();
            let read = Record::read(&bytes).unwrap();
            assert_eq!(read.bytes(), bytes, "{place}");
            for seen in verify(&read, &held.engine, &held.base) {
                assert!(seen.holds, "{place}: {seen:?}");
            }
            assert_eq!(
                replay(&read, &held.engine, &held.base),
                Replayed::Same,
                "{place}"
            );
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            let wrong: Vec<String> = (schema.iter_errors(&value))
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{place}: {wrong:?}");
            count += 1;
        }
    }
    assert!(count > 100, "the examples were not found: {count}");
}

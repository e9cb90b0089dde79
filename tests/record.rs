//! Decision records: every example of every package makes one that verifies and replays to the same bytes, and whatever is
//! done to one is seen and named.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

#[path = "shelf/mod.rs"]
mod shelf;

#[path = "record/tampering.rs"]
mod tampering;

#[path = "record/refusing.rs"]
mod refusing;

#[cfg(feature = "wasm")]
#[path = "record/page.rs"]
mod page;

#[path = "record/sealed.rs"]
mod sealed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Case, Engine, Manifest, Opened, PackageFiles, SourceFile};
use tiaoli::record::{
    Against, Agency, Draft, Layer, Light, PackageHeld, PublicKey, Record, Replayed, RuleBase,
    SecretKey, Seen, State, record_schema, replay, verify,
};

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

/// Bytes that look random and are the same in every run.
fn random(count: usize, seed: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for block in 0.. {
        if bytes.len() >= count {
            break;
        }
        let text = format!("{seed} {block}");
        let digest = tiaoli::source::Digest::sha256(text.as_bytes()).to_string();
        let digits = digest.strip_prefix("sha256:").unwrap().as_bytes();
        bytes.extend(
            (digits.chunks(2))
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()),
        );
    }
    bytes
}

/// The records of the examples with this name, or of all; a case may be changed and an agency may add to it.
fn recorded_with(
    held: &Held,
    wanted: impl Fn(&str, &Case) -> bool,
    change: impl Fn(&mut Case),
    agency: Option<&Agency>,
) -> Vec<(String, Record)> {
    let examples = held.engine.model().examples.iter();
    let made = examples.filter_map(|example| {
        let name = &example.label.name;
        let mut case = Case::of_example(example);
        if !wanted(name, &case) {
            return None;
        }
        change(&mut case);
        let clocks = Engine::clocks(&case, [None; 3], example.as_of);
        let goals = held.engine.goals_of(example);
        let draft = Draft::decide(&held.engine, &held.base, &case, &goals, clocks, agency);
        let draft = draft.unwrap();
        let bytes = random(draft.needs(), name);
        Some((name.clone(), draft.seal(&bytes).unwrap()))
    });
    made.collect()
}

fn recorded(held: &Held, name: Option<&str>) -> Vec<(String, Record)> {
    let is = |example: &str, _: &Case| name.is_none_or(|name| example == name);
    recorded_with(held, is, |_| (), None)
}

fn plan() -> Folder {
    Folder::at(&policies().join("cn-beijing/plan-2022"))
}

fn secret() -> SecretKey {
    SecretKey::of_seed(&[7; 32])
}

fn public() -> PublicKey {
    secret().public().unwrap()
}

fn seen(held: &Held, record: &Record, keys: &[PublicKey]) -> Vec<Seen> {
    let against = Against {
        held: Some((&held.engine, &held.base)),
        keys,
        digest: None,
    };
    verify(record, &against)
}

fn lights(seen: &[Seen], state: State) -> Vec<Light> {
    let found = seen.iter().filter(|one| one.state == state);
    found.map(|one| one.light).collect()
}

/// A JSON Schema that says what it finds wrong.
struct Schema(jsonschema::Validator);

impl Schema {
    fn of(schema: &Value) -> Self {
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Self(options.build(schema).unwrap())
    }

    fn check(&self, value: &Value, place: &str) {
        let wrong: Vec<String> = (self.0.iter_errors(value))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{place}: {wrong:?}");
    }
}

#[test]
fn every_example_makes_a_record_that_verifies_in_both_layers_and_replays_to_the_same_bytes() {
    let whole = Schema::of(&record_schema(Layer::Whole));
    let public = Schema::of(&record_schema(Layer::Public));
    let opened = Schema::of(&record_schema(Layer::Opened));
    let mut count = 0;
    for folder in shelf() {
        let held = held(&folder, |_, _| ());
        for (name, record) in recorded(&held, None) {
            let place = format!("{}：{name}", folder.name);
            let record = record.recorded_at("2026-01-02T03:04:05Z");
            let bytes = record.bytes();
            let read = Record::read(&bytes).unwrap();
            assert_eq!(read.bytes(), bytes, "{place}");
            assert_eq!(read.layer(), Layer::Whole, "{place}");
            let lit = seen(&held, &read, &[]);
            let open = [Light::Signatures, Light::Procedure];
            assert_eq!(lights(&lit, State::Red), [], "{place}: {lit:?}");
            assert_eq!(lights(&lit, State::NotJudged), open, "{place}: {lit:?}");
            let again = replay(&read, &held.engine, &held.base);
            assert_eq!(again, Replayed::Same, "{place}");
            whole.check(&read.value(), &place);
            opened.check(&read.value(), &place);

            let outside = Record::read(&read.public().bytes()).unwrap();
            assert_eq!(outside.layer(), Layer::Public, "{place}");
            assert_eq!(outside.digests(), read.digests(), "{place}");
            assert_eq!(outside.signed_bytes(), read.signed_bytes(), "{place}");
            let lit = seen(&held, &outside, &[]);
            let green = [Light::Contents, Light::RuleBase, Light::Provisions];
            assert_eq!(lights(&lit, State::Green), green, "{place}: {lit:?}");
            assert_eq!(lights(&lit, State::Red), [], "{place}: {lit:?}");
            public.check(&outside.value(), &place);
            opened.check(&outside.value(), &place);
            count += 1;
        }
    }
    assert!(count > 100, "the examples were not found: {count}");
}

/// A signature with another first letter.
fn another_first_letter(sig: &str) -> String {
    let mut letters = sig.chars();
    let first = if letters.next() == Some('A') {
        'B'
    } else {
        'A'
    };
    format!("{first}{}", letters.as_str())
}

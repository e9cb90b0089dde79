//! The modules for the browser, as `cargo xtask web` builds them: the same bytes as the program itself, whatever is asked.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unreachable,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

#[path = "asking/facts.rs"]
mod facts;
mod shelf;

#[path = "shelf/every.rs"]
mod every;

#[path = "shelf/opened.rs"]
mod opened;

#[path = "shelf/packed.rs"]
mod packed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tiaoli::account::{Account, Depth};
use tiaoli::check::Computed;
use tiaoli::engine::{Aim, Case, Engine, Limits, Question, SourceFile, case_from_json};
use tiaoli::pack::Held;
use tiaoli::quantity::Date;
use tiaoli::record::{Digests, Draft};
use tiaoli::wire;

use every::every;
use opened::opened;
use packed::packed;
use shelf::Folder;

const TODAY: &str = "2026-01-02";

fn www() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    assert!(
        folder.join("dist/runtime.wasm").is_file(),
        "the modules are built by `cargo xtask web`"
    );
    folder
}

/// Runs a script of `www` with a file of cases, and gives what it wrote.
fn answered(script: &str, cases: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (
        folder.path().join("cases.json"),
        folder.path().join("answers.json"),
    );
    fs::write(&from, cases.to_string()).unwrap();
    let ran = Command::new("node")
        .current_dir(www())
        .args([Path::new(script), &from, &to])
        .output()
        .expect("node is installed");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    serde_json::from_slice(&fs::read(&to).unwrap()).unwrap()
}

/// One case of a package: what the modules are asked, and what the program says.
struct One {
    place: String,
    asked: Value,
    said: Value,
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap())
}

/// Every example of a package, its facts as a person would write them.
fn cases(folder: &Folder, held: &Held) -> Vec<One> {
    let model = held.engine.model();
    let examples = model.examples.iter();
    examples
        .map(|example| {
            let names = names(&held.engine, &held.engine.goals_of(example));
            let goals = if names.is_empty() {
                held.engine.goals_unnamed(false)
            } else {
                held.engine.goals_named(&names).unwrap()
            };
            let facts = facts::json(model, example);
            let case = case_from_json(model, &facts).unwrap();
            let said = said(held, &case, &goals);
            let question = json!({ "goals": names, "today": TODAY, "explained": true });
            One {
                place: format!("{}：{}", folder.name, example.label.name),
                asked: json!({ "facts": facts, "question": question, "record": said["record"] }),
                said,
            }
        })
        .collect()
}

fn names(engine: &Engine, goals: &[Computed]) -> Vec<String> {
    let model = engine.model();
    let names = goals.iter().map(|goal| match goal {
        Computed::Norm(id) => model.norms[id.index()].label.name.clone(),
        Computed::Definition(id) => {
            let definition = &model.definitions[id.index()];
            let object = definition
                .object
                .map(|id| &model.objects[id.index()].label.name);
            object.map_or_else(
                || definition.label.name.clone(),
                |object| format!("{object}的{}", definition.label.name),
            )
        }
        Computed::Table(_) => String::new(),
    });
    names.collect()
}

fn said(held: &Held, case: &Case, goals: &[Computed]) -> Value {
    let engine = &held.engine;
    let clocks = Engine::clocks(case, [None; 3], Date::parse_iso(TODAY).unwrap());
    let question = Question {
        goals: goals.to_vec(),
        clocks,
        explained: true,
    };
    let decision = engine.decide(case, &question).unwrap();
    let mut brief = Vec::new();
    let mut asking = engine.asking(goals);
    wire::brief(&asking.answer_case(case, clocks).unwrap(), &mut brief);
    brief.push(b'\n');
    let inquiry = engine.inquiry(case, &question, None).unwrap();
    let account = Account::of(engine, case, &decision, Depth::Officer);
    let limits = Limits {
        size: 1,
        runs: 60,
        days: 0,
    };
    let norms = goals.iter().filter_map(|goal| match goal {
        Computed::Norm(norm) => Some(*norm),
        _ => None,
    });
    let different: Vec<_> = norms
        .flat_map(|norm| {
            let search = (None, Aim::Gain, limits);
            engine.what_if(case, clocks, norm, search).unwrap()
        })
        .collect();
    let draft = Draft::decide(engine, &held.base, case, goals, clocks, None).unwrap();
    // The scripts give the modules the same bytes; no two salts are alike.
    let byte = |at: usize| {
        if at.is_multiple_of(32) {
            u8::try_from(at / 32 % 256).unwrap()
        } else {
            7
        }
    };
    let salts: Vec<u8> = (0..draft.needs()).map(byte).collect();
    let record = draft.seal(&salts).unwrap();
    let record = record.recorded_at("2026-01-02T03:04:05Z").bytes();
    json!({
        "decided": pretty(&wire::decision(engine, &decision)),
        "brief": String::from_utf8(brief).unwrap(),
        "why": pretty(&wire::account(&account)),
        "what_if": pretty(&wire::what_if(clocks, &different)),
        "ask": pretty(&wire::inquiry(engine, clocks, &inquiry)),
        "record": String::from_utf8(record).unwrap(),
        "verified": true,
        "replayed": true,
    })
}

fn text(file: &SourceFile) -> (String, String) {
    (
        file.path.clone(),
        String::from_utf8(file.bytes.clone()).unwrap(),
    )
}

/// A folder as the page gives it.
fn files(folder: &Folder, texts: &[SourceFile]) -> Value {
    let rules: BTreeMap<_, _> = folder.rules().iter().map(text).collect();
    let texts: BTreeMap<_, _> = texts.iter().map(text).collect();
    let dependencies: Vec<String> = folder.next().into_iter().map(|one| one.name).collect();
    json!({
        "name": folder.name,
        "version": folder.version(),
        "title": { "zh": folder.name, "en": folder.name },
        "dependencies": dependencies,
        "manifest": fs::read_to_string(folder.root.join("tiaoli.toml")).unwrap(),
        "rules": rules,
        "texts": texts,
    })
}

/// The texts of a package by the names that its model has for them.
fn texts(folder: &Folder, engine: &Engine, home: Option<&str>) -> Vec<SourceFile> {
    let instruments = engine.model().instruments.iter();
    let paths = instruments
        .filter(|instrument| {
            engine
                .model()
                .package_of(instrument.label.span)
                .map(|package| package.name.as_str())
                == home
        })
        .filter_map(|instrument| instrument.text_path.clone());
    folder.texts(paths.collect())
}

/// The packages that a package is built on, as the page gives them.
fn others(folder: &Folder, held: &Held) -> Vec<Value> {
    let others = folder.dependencies();
    let others = others.values();
    others
        .map(|other| files(other, &texts(other, &held.engine, Some(&other.name))))
        .collect()
}

/// A package as a pack and as rule files, with its cases.
struct Asked {
    asked: Value,
    cases: Vec<One>,
}

fn asked(folder: &Folder) -> Asked {
    let (held, pack) = packed(opened(folder));
    let cases = cases(folder, &held);
    let asked = json!({
        "pack": base64(&pack),
        "digest": Digests::of(&pack).sm3().to_string(),
        "own": files(folder, &texts(folder, &held.engine, None)),
        "others": others(folder, &held),
        "cases": cases.iter().map(|one| &one.asked).collect::<Vec<_>>(),
    });
    Asked { asked, cases }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4_usize {
            let six = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap();
            out.push(if place > three.len() {
                '='
            } else {
                char::from(LETTERS[six])
            });
        }
    }
    out
}

/// Compares what the modules answered with what the program says; how many cases there were.
fn same(packages: &[Asked], answers: &Value, ways: &[&str]) -> usize {
    let mut count = 0;
    for (package, answers) in packages.iter().zip(answers.as_array().unwrap()) {
        for way in ways {
            let answers = answers[way].as_array().unwrap();
            assert_eq!(answers.len(), package.cases.len());
            for (one, answer) in package.cases.iter().zip(answers) {
                for (kind, said) in one.said.as_object().unwrap() {
                    assert_eq!(&answer[kind], said, "{} ({way}, {kind})", one.place);
                }
                count += 1;
            }
        }
    }
    count
}

#[test]
fn every_example_is_decided_recorded_verified_and_replayed_to_the_same_bytes_by_both_modules() {
    let packages: Vec<Asked> = every().iter().map(asked).collect();
    let wanted: Vec<&Value> = packages.iter().map(|package| &package.asked).collect();
    let answers = answered("tests/cases.mjs", &json!({ "packages": wanted }));
    let count = same(&packages, &answers, &["packed", "read"]);
    assert!(count > 2 * 600, "{count}");
}

#[test]
fn a_page_in_a_browser_says_the_same_and_asks_for_nothing() {
    let packages: Vec<Asked> = every().iter().map(asked).collect();
    let wanted: Vec<&Value> = packages.iter().map(|package| &package.asked).collect();
    let answers = answered("tests/page.mjs", &json!({ "packages": wanted }));
    let count = same(&packages, &answers, &["packed"]);
    assert!(count >= 300, "{count}");
}

#[test]
fn whatever_is_refused_is_told_in_both_languages_and_a_crash_is_overcome() {
    let folder = Folder::at(&shelf::policies().join("cn-beijing/plan-2022"));
    let (held, pack) = packed(opened(&folder));
    let cases = json!({
        "pack": base64(&pack),
        "digest": Digests::of(&pack).sm3().to_string(),
        "own": files(&folder, &texts(&folder, &held.engine, None)),
        "others": others(&folder, &held),
        "question": { "today": TODAY },
    });
    let answered = answered("tests/refusals.mjs", &cases);
    assert!(answered["checked"].as_u64() > Some(30), "{answered}");
}

#[test]
fn nothing_that_a_page_loads_is_larger_than_its_budget() {
    let ran = Command::new("node")
        .current_dir(www())
        .arg("build/sizes.mjs")
        .output()
        .expect("node is installed");
    print!("{}", String::from_utf8_lossy(&ran.stdout));
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stdout)
    );
}

//! The decision tables of the DMN Technology Compatibility Kit, run by the engine; see `tests/cases/dmn-tck/README.md`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

mod dmn;

use std::collections::BTreeMap;

use serde_json::Value;
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Engine, Manifest, SourceFile};

const MODELS: &str = include_str!("cases/dmn-tck/models.jsonl");
const CASES: &str = include_str!("cases/dmn-tck/tables.jsonl");

/// How many results of how many tests have each judgment. A change here is a change of meaning.
const COUNTS: [(&str, usize); 2] = [("left out: a list of results", 15), ("passes", 61)];

fn lines(text: &str) -> Vec<Value> {
    let line = |line| serde_json::from_str(line).expect("JSON");
    text.lines().map(line).collect()
}

/// The models, each with its tests, by suite.
fn suites() -> Vec<(Value, Vec<Value>)> {
    let cases = lines(CASES);
    let of = |model: &Value| {
        let path = model["model"].as_str().expect("a path");
        let suite = path.rsplit_once('/').expect("a folder").0;
        cases
            .iter()
            .filter(|case| case["suite"] == suite)
            .cloned()
            .collect()
    };
    lines(MODELS)
        .into_iter()
        .map(|model| {
            let cases = of(&model);
            (model, cases)
        })
        .collect()
}

/// What the engine says against each example of a package.
fn failures(rules: &str) -> Vec<String> {
    let manifest = Manifest {
        name: "test/tables".to_owned(),
        version: "0.1.0".to_owned(),
        title: Words::same("表"),
    };
    let file = SourceFile {
        path: "tables.tiao".to_owned(),
        bytes: rules.as_bytes().to_vec(),
    };
    let engine = Engine::open(manifest, vec![file], Vec::new());
    let problems: Vec<&str> = engine
        .problems()
        .iter()
        .map(|problem| problem.message().zh.as_str())
        .collect();
    assert!(engine.is_sound(), "{problems:#?}\n{rules}");
    let results = engine
        .model()
        .examples
        .iter()
        .map(|example| engine.run_example(example));
    results
        .flat_map(|result| result.failures)
        .map(|failure| format!("wanted {}, got {}", failure.expected.zh, failure.found.zh))
        .collect()
}

#[test]
fn every_table_that_has_a_meaning_here_gives_the_published_result() {
    let mut counts = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for (model, cases) in suites() {
        let results = cases
            .iter()
            .map(|case| case["results"].as_array().map_or(0, Vec::len))
            .sum::<usize>();
        assert!(results > 0, "a model without tests: {}", model["model"]);
        let mut rules = match dmn::rules(&model) {
            Ok(rules) => rules,
            Err(reason) => {
                *counts
                    .entry(format!("left out: {}", reason.words()))
                    .or_default() += results;
                continue;
            }
        };
        for (number, case) in cases.iter().enumerate() {
            rules.push_str(&dmn::example(&model, number, case));
        }
        let failures = failures(&rules);
        *counts.entry("passes".to_owned()).or_default() += results - failures.len();
        wrong.extend(
            failures
                .into_iter()
                .map(|failure| format!("{}: {failure}\n{rules}", model["model"])),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (judgment, count) in &counts {
        println!("{count:5} {judgment}");
    }
    let counts: Vec<(&str, usize)> = counts
        .iter()
        .map(|(judgment, count)| (judgment.as_str(), *count))
        .collect();
    assert_eq!(counts, COUNTS);
}

#[test]
fn a_result_that_is_not_the_published_one_is_told() {
    let (model, cases) = suites().swap_remove(0);
    let mut case = cases[0].clone();
    case["results"][0]["expected"] = Value::from("Declined");
    let rules = dmn::rules(&model).expect("a table") + &dmn::example(&model, 0, &case);
    assert_eq!(failures(&rules).len(), 1);
}

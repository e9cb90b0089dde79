//! What a program means, rule by rule: the files in `meaning` hold rules with examples, and every example comes out as written,
//! on integers where everything is known and on ranges.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::string_slice,
    reason = "tests may panic and read files"
)]

#[path = "package/checking.rs"]
mod checking;
mod judge;

use std::fs;
use std::path::Path;

use tiaoli::check::Inputs;
use tiaoli::compile::{compile, verify};
use tiaoli::diagnostic::{Problem, Severity};
use tiaoli::source::Texts;
use tiaoli::vm::Machine;

/// A problem with the words that it is about.
fn told(texts: &Texts, problem: &Problem) -> String {
    let span = problem.primary().span;
    let text = texts.get(span.file()).unwrap();
    let before = text.content()[..span.range().start].lines().count();
    format!(
        "line {before}: {} {}",
        &text.content()[span.range()],
        problem.message().zh
    )
}

/// Runs every example of a file, beside the shared objects.
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/meaning");
    let mut texts = Texts::new();
    for file in ["objects.tiao", name] {
        texts
            .add(
                file.to_owned(),
                fs::read_to_string(folder.join(file)).unwrap(),
            )
            .unwrap();
    }
    let (model, problems) = checking::checked(&texts, &Inputs::default());
    let errors = problems
        .iter()
        .filter(|problem| problem.severity() == Severity::Error);
    let errors: Vec<String> = errors.map(|problem| told(&texts, problem)).collect();
    assert!(errors.is_empty(), "{name}\n{}", errors.join("\n"));
    assert!(!model.examples.is_empty(), "{name} has no example");
    let program = compile(&model);
    assert_eq!(verify(&program), Ok(()));
    let mut machine = Machine::new(&program);
    let mut failed = Vec::new();
    for example in &model.examples {
        for ranges in [false, true] {
            let found = judge::differences(&model, &program, &mut machine, example, ranges);
            failed.extend(
                found
                    .into_iter()
                    .map(|found| format!("{} (ranges: {ranges}): {found}", example.label.name)),
            );
        }
    }
    assert!(
        failed.is_empty(),
        "{name}: {} differences\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn conditions_are_three_valued_and_ask_only_for_what_matters() {
    check("conditions.tiao");
}

#[test]
fn collections_count_members_that_are_in_or_perhaps_in() {
    check("collections.tiao");
}

#[test]
fn values_are_chosen_by_cases_exceptions_and_rows() {
    check("choices.tiao");
}

#[test]
fn norms_have_outcomes_states_and_grants() {
    check("law.tiao");
}

#[test]
fn what_may_be_a_fault_is_not_settled() {
    check("faults.tiao");
}

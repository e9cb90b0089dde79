//! One test per clause of the plan: what the text says, what the rules say, what they mean, and how cases come out.
//!
//! A snapshot is what a lawyer reviews. `cargo insta review` shows what a change does to it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

#[path = "policies/cases.rs"]
mod cases;

#[path = "policies/meaning.rs"]
mod meaning;

use std::process::ExitCode;
use std::sync::{Arc, LazyLock};

use libtest_mimic::{Arguments, Trial};
use shelf::{Folder, policies};
use tiaoli::check::{ClauseLedger, InstrumentId, SentenceLedger, ledger};
use tiaoli::engine::Engine;
use tiaoli::format::{Options, Spelling, format};
use tiaoli::source::Text;
use tiaoli::syntax::document::{DeclarationKind, Item};

/// What all clauses share.
struct Plan {
    engine: Engine,
    clauses: Vec<ClauseLedger>,
}

fn plan() -> Plan {
    let engine = opened::opened(&Folder::at(&policies().join("cn-beijing/plan-2022"))).engine;
    assert!(engine.is_sound(), "the package does not pass the check");
    let clauses = ledger(engine.model()).instruments.remove(0).clauses;
    Plan { engine, clauses }
}

/// The number of the clause whose rules a file holds: `clause-12.tiao`.
fn number(text: &Text) -> Option<usize> {
    let rest = text.name().strip_prefix("clause-")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn provision(plan: &Plan, clause: &ClauseLedger) -> String {
    let title = format!(
        "《{}》{}　{}",
        plan.engine.model().instruments[0].title,
        clause.path,
        clause.heading
    );
    let mut lines = vec![title.trim_end().to_owned()];
    for sentence in &clause.sentences {
        lines.push(format!("{}　{}", sentence.path, sentence.words));
        lines.extend(errata(plan, sentence));
    }
    lines.join("\n")
}

/// The errata that touch a sentence.
fn errata(plan: &Plan, sentence: &SentenceLedger) -> Vec<String> {
    let place = sentence.span.range();
    let plan_id = plan
        .engine
        .model()
        .instruments
        .iter()
        .position(|one| one.text.is_some())
        .unwrap();
    let touches = |(of, range): &(InstrumentId, std::ops::Range<usize>)| {
        of.index() == plan_id && range.start < place.end && place.start < range.end
    };
    let found = plan
        .engine
        .model()
        .errata
        .iter()
        .filter(|one| one.ranges.iter().any(touches));
    let shown = found.map(|one| {
        let presumed = one.presumed.as_deref().unwrap_or("");
        let confidence = one.confidence.as_deref().unwrap_or("");
        format!(
            "  勘误{}（{confidence}）：“{}”，应为“{presumed}”",
            one.label.name,
            one.wording.join("”、“")
        )
    });
    shown.collect()
}

/// The declarations of a clause as the formatter writes them, without its examples.
fn norm(text: &Text) -> String {
    let (mut document, _) = tiaoli::syntax::parse(text);
    let mut examples = Vec::new();
    document.items.retain(|item| match item {
        Item::Declaration(one) if matches!(one.kind, DeclarationKind::Example(_)) => {
            examples.push(one.span);
            false
        }
        _ => true,
    });
    // What is said before and inside examples goes with them.
    let last = document.items.iter().filter_map(|item| match item {
        Item::Declaration(one) => Some(one.span.end()),
        Item::Broken { .. } => None,
    });
    let last = last.max().unwrap_or(0);
    document.comments.retain(|comment| {
        let inside = examples
            .iter()
            .any(|span| span.start() <= comment.span.start() && comment.span.end() <= span.end());
        !inside && comment.span.end() <= last
    });
    format(
        &document,
        text,
        Options {
            language: Spelling::Zh,
            width: 100,
        },
    )
    .trim_end()
    .to_owned()
}

fn snapshot(plan: &Plan, text: &Text, clause: &ClauseLedger) {
    let sections = [
        ("PROVISION", provision(plan, clause)),
        ("NORM", norm(text)),
        (
            "MEANING",
            meaning::of(plan.engine.model(), |label| label.span.file() == text.id()),
        ),
        (
            "CASES",
            cases::of(&plan.engine, |example| example.span.file() == text.id()),
        ),
    ];
    let shown: Vec<String> = sections
        .iter()
        .map(|(title, words)| format!("----- {title}\n{words}\n"))
        .collect();
    let name = format!("clause-{:02}", number(text).unwrap());
    insta::with_settings!({
        snapshot_path => "snapshots/cn-beijing/plan-2022",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown.join("\n"));
    });
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let plan = Arc::new(LazyLock::new(plan));
    let trials = (0..=22).map(|clause: usize| {
        let plan = Arc::clone(&plan);
        Trial::test(format!("clause-{clause:02}"), move || {
            let plan: &Plan = &plan;
            let text = plan
                .engine
                .texts()
                .iter()
                .find(|text| number(text) == Some(clause))
                .unwrap();
            snapshot(plan, text, &plan.clauses[clause]);
            Ok(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

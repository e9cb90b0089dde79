//! How the examples of a clause come out: the facts, the outcome, and why.

use std::collections::BTreeSet;

use tiaoli::check::{Computed, ExampleModel, ExpectationKind};
use tiaoli::engine::{Answer, Case, Engine, Figure, Mark, Question, Reason, summary};
use tiaoli::format::{Options, Spelling, format};
use tiaoli::source::Text;
use tiaoli::syntax::document::{DeclarationKind, ExampleLineKind, Item};

/// The examples that are wanted, in the order of the files.
pub fn of(engine: &Engine, wanted: impl Fn(&ExampleModel) -> bool) -> String {
    let mut examples: Vec<&ExampleModel> = engine.model().examples.iter().collect();
    examples.retain(|example| wanted(example));
    examples.sort_by_key(|example| (example.span.file(), example.span.start()));
    let told: Vec<String> = examples
        .iter()
        .map(|example| {
            let text = engine.texts().get(example.span.file()).unwrap();
            of_example(engine, text, example)
        })
        .collect();
    told.join("\n\n")
}

fn of_example(engine: &Engine, text: &Text, example: &ExampleModel) -> String {
    let mut lines = vec![given(text, example)];
    let case = Case::of_example(example);
    let question = Question {
        goals: goals(example),
        clocks: Engine::clocks(&case, [None; 3], example.as_of),
        explained: true,
    };
    let decision = engine.decide(&case, &question).unwrap();
    for (answer, reasons) in decision.answers.iter().zip(&decision.reasons) {
        lines.push(outcome(answer));
        lines.extend(reasons.iter().flat_map(|reason| why(reason, 2)));
    }
    lines.extend(decision.figures.iter().map(figure));
    let result = engine.run_example(example);
    for failure in &result.failures {
        lines.push(format!(
            "  ✘ 应为{}，实为{}",
            failure.expected.zh, failure.found.zh
        ));
    }
    lines.join("\n")
}

/// The name and the facts of an example as the formatter writes them; what it expects is left out.
fn given(text: &Text, example: &ExampleModel) -> String {
    let (mut document, _) = tiaoli::syntax::parse(text);
    document.comments.clear();
    document.items.retain_mut(|item| match item {
        Item::Declaration(declaration) if declaration.span == example.span => {
            if let DeclarationKind::Example(one) = &mut declaration.kind {
                one.lines.retain(|line| !is_expectation(&line.kind));
            }
            true
        }
        _ => false,
    });
    let options = Options {
        language: Spelling::Zh,
        width: 100,
    };
    format(&document, text, options).trim_end().to_owned()
}

const fn is_expectation(kind: &ExampleLineKind) -> bool {
    matches!(
        kind,
        ExampleLineKind::Expect { .. }
            | ExampleLineKind::ExpectValue { .. }
            | ExampleLineKind::Missing(_)
            | ExampleLineKind::Because(_)
            | ExampleLineKind::Note(_)
    )
}

fn goals(example: &ExampleModel) -> Vec<Computed> {
    let mut seen = BTreeSet::new();
    let goals = example
        .expectations
        .iter()
        .filter_map(|expectation| match &expectation.kind {
            ExpectationKind::Outcome { norm, .. } | ExpectationKind::NormValue { norm, .. } => {
                Some(Computed::Norm(*norm))
            }
            ExpectationKind::DefinitionValue { definition, .. } => {
                Some(Computed::Definition(*definition))
            }
            ExpectationKind::Missing(_) | ExpectationKind::Because(_) => None,
        });
    goals.filter(|goal| seen.insert(*goal)).collect()
}

fn outcome(answer: &Answer) -> String {
    let whose = answer
        .instance
        .as_ref()
        .map_or(String::new(), |words| format!("（{}）", words.zh));
    let missing: Vec<&str> = answer
        .missing
        .iter()
        .map(|one| one.name.zh.as_str())
        .collect();
    let missing = if missing.is_empty() {
        String::new()
    } else {
        format!("；缺：{}", missing.join("、"))
    };
    let basis: Vec<String> = answer
        .basis
        .iter()
        .map(|passage| passage.path.zh.clone())
        .collect();
    format!(
        "  → {}{whose}：{}{missing}；依据{}",
        answer.name,
        summary(answer).zh,
        basis.join("、")
    )
}

fn figure(figure: &Figure) -> String {
    let whose = figure
        .instance
        .as_ref()
        .map_or(String::new(), |words| format!("（{}）", words.zh));
    format!("  → {}{whose} ＝ {}", figure.name, figure.value.words.zh)
}

fn why(reason: &Reason, depth: usize) -> Vec<String> {
    let mark = match reason.mark {
        Mark::Holds => "✔ ",
        Mark::Fails => "✘ ",
        Mark::Open => "？ ",
        Mark::Idle => "－ ",
        Mark::Faulty => "！ ",
        Mark::Value => "",
    };
    let value = reason
        .value
        .as_ref()
        .map_or(String::new(), |value| format!(" ＝ {}", value.zh));
    let remark = reason
        .remark
        .as_ref()
        .map_or(String::new(), |remark| format!("〔{}〕", remark.zh));
    let told = if reason.told { "（见上）" } else { "" };
    let item = reason.item.as_deref().unwrap_or("");
    let words = reason.words.zh.trim_start_matches(item.trim());
    let line = format!(
        "{}{mark}{item}{words}{value}{remark}{told}",
        "  ".repeat(depth)
    );
    let deeper = reason
        .reasons
        .iter()
        .flat_map(|inner| why(inner, depth + 1));
    std::iter::once(line).chain(deeper).collect()
}

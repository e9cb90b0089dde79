//! The machine against the reference evaluator on generated packages, and what must hold of any decision.
//!
//! A failure is shrunk by the stream of choices that made the package; the package is shown as a rule file.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic, and are asked for other packages from outside"
)]

mod compared;
mod generated;
mod reference;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestCaseError};
use tiaoli::check::{
    self, Computed, Constant, DefinitionId, ExampleFact, ExampleModel, ExampleValue, FieldKind,
    Inputs, Model, Type,
};
use tiaoli::compile;
use tiaoli::diagnostic::{Problems, Severity};
use tiaoli::quantity::{Date, Number};
use tiaoli::source::{FileId, Text};

use compared::{Said, Way, by_machine, plainly};
use generated::{Choices, Package};
use reference::norms::Outcome;

/// Packages that are compared.
const CASES: u32 = 5_000;

/// Packages in which every kind of construct is looked for, and how many of them must hold each.
const LOOKED_AT: u32 = 2_000;
const LEAST: usize = 20;

/// Packages on which each law of decisions is tried.
const LAWS: u32 = 500;

/// A number that is asked for from outside.
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn config(cases: u32) -> Config {
    // The same packages in every run, unless another seed, or another number of them, is asked for.
    let rng_seed = RngSeed::Fixed(asked("TIAOLI_SEED").unwrap_or(20_220_121));
    let cases = asked("TIAOLI_CASES")
        .and_then(|cases| u32::try_from(cases).ok())
        .unwrap_or(cases);
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        rng_seed,
        ..Config::default()
    }
}

fn stream() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..500)
}

fn model_of(text: &str) -> Model {
    let text = Text::new(FileId::new(0), "generated.tiao", text.to_owned()).expect("a small text");
    let (document, problems) = tiaoli::syntax::parse(&text);
    refuse(&text, &problems);
    let (model, problems) = check::check(&[document], &Inputs::default());
    refuse(&text, &problems);
    model
}

fn refuse(text: &Text, problems: &Problems) {
    let errors = problems
        .iter()
        .filter(|problem| problem.code().severity() == Severity::Error);
    let said: Vec<String> = errors
        .map(|problem| {
            format!(
                "{} {} at `{}`",
                problem.code(),
                problem.message().zh,
                text.slice(problem.primary().span)
            )
        })
        .collect();
    assert!(
        said.is_empty(),
        "a generated package is refused:\n{}\n{}",
        said.join("\n"),
        text.content()
    );
}

/// All definitions and norms.
fn goals(model: &Model) -> Vec<Computed> {
    let definitions = (0_u32..)
        .zip(&model.definitions)
        .map(|(place, _)| Computed::Definition(DefinitionId(place)));
    definitions
        .chain(model.norms.iter().map(|norm| Computed::Norm(norm.id)))
        .collect()
}

fn machine(model: &Model, example: &ExampleModel) -> Vec<Said> {
    by_machine(
        model,
        &compile::compile(model),
        example,
        &goals(model),
        Way::Chosen,
    )
}

fn differ(
    what: &str,
    expected: &[Said],
    got: &[Said],
    package: &Package,
) -> Result<(), TestCaseError> {
    if expected == got {
        return Ok(());
    }
    let mut lines = vec![what.to_owned()];
    for (expected, got) in expected.iter().zip(got) {
        if expected != got {
            lines.push(format!("  expected {expected:?}\n  got      {got:?}"));
        }
    }
    if expected.len() != got.len() {
        lines.push(format!(
            "  expected {} answers, got {}",
            expected.len(),
            got.len()
        ));
    }
    lines.push(package.text());
    Err(TestCaseError::fail(lines.join("\n")))
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn the_machine_says_what_the_reference_says(stream in stream()) {
        let package = generated::package(stream);
        let model = model_of(&package.text());
        let goals = goals(&model);
        let program = compile::compile(&model);
        let example = &model.examples[0];
        let expected = plainly(&model, example, &goals);
        for way in [Way::Chosen, Way::Traced, Way::Ranged] {
            let got = by_machine(&model, &program, example, &goals, way);
            differ(&format!("{way:?}"), &expected, &got, &package)?;
        }
        // Asked alone, each goal has the same answer.
        for goal in &goals {
            let expected = plainly(&model, example, &[*goal]);
            let got = by_machine(&model, &program, example, &[*goal], Way::Chosen);
            differ("asked alone", &expected, &got, &package)?;
        }
    }
}

proptest! {
    #![proptest_config(config(LAWS))]

    #[test]
    fn a_newly_known_fact_never_changes_what_is_settled(stream in stream(), dropped in any::<u64>()) {
        let package = generated::package(stream);
        let model = model_of(&package.text());
        let all = &model.examples[0];
        let mut fewer = all.clone();
        let mut place = 0;
        fewer.facts.retain(|fact| {
            place += 1;
            // What is not given is its default, where it has one: nothing would be less known.
            let default = model.fields[fact.field.index()].default.is_some();
            default || matches!(fact.value, ExampleValue::Length(_)) || dropped >> (place % 64) & 1 == 0
        });
        for (before, after) in machine(&model, &fewer).iter().zip(&machine(&model, all)) {
            if before.outcome.is_some_and(is_settled) {
                prop_assert_eq!(before.outcome, after.outcome, "{}\n{}", before.about, package.text());
            }
        }
    }

    #[test]
    fn the_order_of_declarations_and_facts_never_matters(stream in stream(), turn in any::<usize>()) {
        let package = generated::package(stream);
        let model = model_of(&package.text());
        let expected = machine(&model, &model.examples[0]);
        let mut turned = package.clone();
        let places = turned.declarations.len();
        turned.declarations.rotate_left(turn % places);
        let other = model_of(&turned.text());
        differ("declarations turned", &expected, &machine(&other, &other.examples[0]), &package)?;
        let mut example = model.examples[0].clone();
        let (lists, mut facts): (Vec<_>, Vec<_>) =
            example.facts.drain(..).partition(|fact| matches!(fact.value, ExampleValue::Length(_)));
        facts.reverse();
        example.facts = lists.into_iter().chain(facts).collect();
        differ("facts turned", &expected, &machine(&model, &example), &package)?;
    }

    #[test]
    fn a_fact_that_is_not_missing_never_matters(stream in stream(), values in prop::collection::vec(any::<u32>(), 8)) {
        let package = generated::package(stream);
        let model = model_of(&package.text());
        let example = &model.examples[0];
        let before = machine(&model, example);
        let Some((given, name)) = one_more(&model, example, Choices::new(values)) else { return Ok(()) };
        let mut more = example.clone();
        more.facts.push(given);
        for (before, after) in before.iter().zip(&machine(&model, &more)) {
            let relevant = !before.outcome.is_some_and(is_settled) && before.missing.contains(&name);
            if before.outcome.is_some() && !relevant {
                prop_assert_eq!(before.outcome, after.outcome, "{} by {}\n{}", before.about, name, package.text());
            }
        }
    }

    #[test]
    fn layout_and_language_never_change_a_decision(stream in stream()) {
        let package = generated::package(stream);
        let model = model_of(&package.text());
        let expected = machine(&model, &model.examples[0]);
        let text = Text::new(FileId::new(0), "generated.tiao", package.text()).expect("a small text");
        let (document, _) = tiaoli::syntax::parse(&text);
        for language in [tiaoli::format::Spelling::Zh, tiaoli::format::Spelling::En] {
            let options = tiaoli::format::Options { language, width: 80 };
            let other = model_of(&tiaoli::format::format(&document, &text, options));
            differ("in another layout", &expected, &machine(&other, &other.examples[0]), &package)?;
        }
    }
}

#[test]
fn every_kind_of_term_condition_statement_and_declaration_is_generated() {
    let mut met = generated::kinds::Met::default();
    let mut runner = proptest::test_runner::TestRunner::new(config(LOOKED_AT));
    for _ in 0..LOOKED_AT {
        let stream = stream().new_tree(&mut runner).expect("a stream").current();
        met.see(&model_of(&generated::package(stream).text()));
    }
    let wanted: BTreeSet<String> = generated::kinds::every().into_iter().collect();
    let seen: BTreeSet<String> = met.0.keys().cloned().collect();
    let unnamed: Vec<_> = seen.difference(&wanted).collect();
    assert!(
        unnamed.is_empty(),
        "kinds that the list does not name: {unnamed:#?}"
    );
    let rare: Vec<String> = wanted
        .into_iter()
        .map(|kind| (met.0.get(&kind).copied().unwrap_or(0), kind))
        .filter(|(count, _)| *count < LEAST)
        .map(|(count, kind)| format!("{count:5} {kind}"))
        .collect();
    assert!(
        rare.is_empty(),
        "kinds that are hardly ever generated:\n{}",
        rare.join("\n")
    );
}

/// Whether an outcome waits for nothing.
const fn is_settled(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Pending | Outcome::AwaitsFinding)
}

/// A fact of the family that the case does not give, with a value, and its name.
fn one_more(
    model: &Model,
    example: &ExampleModel,
    mut choices: Choices,
) -> Option<(ExampleFact, String)> {
    let given: BTreeSet<_> = example.facts.iter().map(|fact| fact.field).collect();
    let family = (0_u32..)
        .zip(&model.objects)
        .find(|(_, object)| object.label.name == "家庭")?;
    let open: Vec<_> = family
        .1
        .fields
        .iter()
        .filter(|field| !given.contains(field) && model.fields[field.index()].default.is_none())
        .collect();
    if open.is_empty() {
        return None;
    }
    let field = *open[choices.pick(open.len())];
    let declared = &model.fields[field.index()];
    let FieldKind::Value { ty, greatest, .. } = &declared.kind else {
        return None;
    };
    let value = match ty {
        Type::Boolean => Constant::Boolean(choices.pick(2) == 1),
        Type::Number(_) => {
            let number = Number::from_i64(i64::try_from(choices.pick(31)).ok()?);
            match greatest {
                Some(Constant::Number(greatest)) => Constant::Number(number.min(*greatest)),
                _ => Constant::Number(number),
            }
        }
        Type::Date => Constant::Date(Date::from_days(
            i32::try_from(18_000 + choices.pick(2_500)).ok()?,
        )?),
        Type::Choice(choice) => Constant::Choice(*choice, u32::try_from(choices.pick(3)).ok()?),
        _ => return None,
    };
    let fact = ExampleFact {
        of: check::ExampleInstance::Root(check::ObjectId(family.0)),
        field,
        value: ExampleValue::Exactly(value),
        span: example.span,
    };
    Some((fact, format!("家庭.{}", declared.label.name)))
}

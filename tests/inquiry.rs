//! What is still to be asked: never what is given, never what cannot matter, and when nothing is left every answer is settled
//! but for what somebody else must find.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};
use shelf::{Folder, policies};
use tiaoli::check::QuestionnaireModel;
use tiaoli::engine::{
    Decision, Engine, FactEntry, FactKind, Inquiry, MissingKind, OpenQuestion, Question,
    case_from_json, summary,
};
use tiaoli::quantity::Date;
use tiaoli::vm::Clocks;
use tiaoli::wire;

/// How many answers a walk may take before it must have come to its end.
const STEPS: usize = 600;

/// A questionnaire that is being answered.
struct Walk<'e> {
    engine: &'e Engine,
    form: &'e QuestionnaireModel,
    clocks: Clocks,
    facts: Value,
    answered: BTreeSet<String>,
    schema: Validator,
}

impl<'e> Walk<'e> {
    fn new(engine: &'e Engine, form: &'e QuestionnaireModel, day: Date) -> Self {
        Self {
            engine,
            form,
            clocks: Clocks::all(day),
            facts: json!({}),
            answered: BTreeSet::new(),
            schema: jsonschema::validator_for(&wire::inquiry_schema()).unwrap(),
        }
    }

    fn question(&self) -> Question {
        let goals = self.form.goals.iter().copied();
        Question {
            goals: goals.map(tiaoli::check::Computed::Norm).collect(),
            clocks: self.clocks,
            explained: false,
        }
    }

    fn open(&self, facts: &Value) -> Option<Inquiry> {
        let case = case_from_json(self.engine.model(), &facts.to_string()).ok()?;
        let open = self
            .engine
            .inquiry(&case, &self.question(), Some(self.form));
        let open = open.unwrap();
        let shape = wire::inquiry(self.engine, self.clocks, &open);
        let wrong: Vec<String> = (self.schema.iter_errors(&shape))
            .map(|error| error.to_string())
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        Some(open)
    }

    fn decide(&self, facts: &Value) -> Decision {
        let case = case_from_json(self.engine.model(), &facts.to_string()).unwrap();
        self.engine.decide(&case, &self.question()).unwrap()
    }
}

/// Puts a value where a path says.
fn put(facts: &mut Value, path: &str, value: Value) {
    let mut at = facts;
    for step in path.split('.') {
        let (name, number) = match step.split_once('[') {
            None => (step, None),
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
        };
        if at.is_null() {
            *at = json!({});
        }
        at = &mut at[name];
        if let Some(number) = number {
            at = &mut at[number];
        }
    }
    *at = value;
}

/// Some answer that a question allows, from a number.
fn some_answer(entry: &FactEntry, seed: u64) -> Value {
    let bound = |words: &Option<tiaoli::diagnostic::Words>| {
        let shown = words.as_ref()?.zh.clone();
        let digits = shown.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        digits.parse::<i64>().ok()
    };
    match &entry.kind {
        FactKind::YesNo => json!(seed.is_multiple_of(2)),
        FactKind::Number {
            least, greatest, ..
        } => {
            let least = bound(least).unwrap_or(0);
            let greatest = bound(greatest).unwrap_or(least + 200).min(least + 100_000);
            let range = u64::try_from(greatest - least).unwrap() + 1;
            json!((least + i64::try_from(seed % range).unwrap()).to_string())
        }
        FactKind::Date { .. } => {
            let (year, month) = (2014 + seed % 13, 1 + seed / 13 % 12);
            json!(format!("{year}-{month:02}-{:02}", 1 + seed / 156 % 28))
        }
        FactKind::Text => json!("甲"),
        FactKind::Choice { options, .. } => {
            let place = usize::try_from(seed).unwrap_or(0) % options.len();
            json!(options[place].name)
        }
        FactKind::List { least, .. } => {
            let length = usize::try_from(*least).unwrap() + usize::try_from(seed % 3).unwrap();
            json!(vec![json!({}); length])
        }
    }
}

/// Outcomes, states, figures by answer: what a person would see.
fn told(decision: &Decision) -> BTreeMap<String, String> {
    let answers = decision.answers.iter().map(|answer| {
        let of = answer.instance_path.clone().unwrap_or_default();
        (format!("{} {of}", answer.name), summary(answer).zh)
    });
    answers.collect()
}

/// Every fact of every instance that is there and that nobody asks for any more.
fn unasked(walk: &Walk<'_>, open: &Inquiry) -> Vec<(String, FactEntry)> {
    let asked: BTreeSet<&str> = open.open.iter().map(|one| one.item.path.as_str()).collect();
    let sheet = walk.engine.facts();
    let mut found = Vec::new();
    let mut instances: Vec<(String, String)> = sheet
        .objects
        .iter()
        .filter(|object| !object.listed)
        .map(|object| (object.name.name.clone(), object.name.name.clone()))
        .collect();
    while let Some((path, object)) = instances.pop() {
        let object = sheet.objects.iter().find(|one| one.name.name == object);
        for entry in &object.unwrap().facts {
            let own = format!("{path}.{}", entry.name.name);
            if let FactKind::List { object, .. } = &entry.kind {
                let members = at(&walk.facts, &own).as_array().map_or(0, Vec::len);
                let members = (0..members).map(|place| (format!("{own}[{place}]"), object.clone()));
                instances.extend(members);
            } else if !asked.contains(own.as_str()) && at(&walk.facts, &own).is_null() {
                found.push((own, entry.clone()));
            }
        }
    }
    found
}

fn at<'v>(facts: &'v Value, path: &str) -> &'v Value {
    path.split('.')
        .fold(facts, |at, step| match step.split_once('[') {
            None => &at[step],
            Some((name, rest)) => {
                let place: usize = rest.trim_end_matches(']').parse().unwrap();
                &at[name][place]
            }
        })
}

/// Answers what is asked, one after another, until nothing is.
fn walk(walk: &mut Walk<'_>, seeds: &[u64]) {
    let mut seeds = seeds.iter().copied().cycle().enumerate();
    let mut seed = move || {
        let (turn, seed) = seeds.next().unwrap();
        seed.rotate_left(u32::try_from(turn % 64).unwrap()) >> 8
    };
    for _ in 0..STEPS {
        let open = walk.open(&walk.facts).unwrap();
        let wanted = |one: &&OpenQuestion| one.item.kind != MissingKind::Finding;
        for one in open.open.iter().filter(wanted) {
            let path = &one.item.path;
            assert!(!walk.answered.contains(path), "{path} is asked again");
            assert!(!one.changes.is_empty(), "{path} can change nothing");
        }
        nothing_else_matters(walk, &open, seed());
        let Some(next) = open.open.iter().find(wanted) else {
            return settled(walk);
        };
        let path = next.item.path.clone();
        let before = walk.facts.clone();
        let answer = some_answer(next.entry.as_ref().unwrap(), seed());
        put(&mut walk.facts, &path, answer);
        if walk.open(&walk.facts).is_none() {
            // Bounds that depend on the unit: the value is refused, another is tried.
            walk.facts = before;
            continue;
        }
        walk.answered.insert(path);
    }
    panic!("questions never end: {}", walk.facts);
}

/// A fact that nobody asks for changes no answer.
fn nothing_else_matters(walk: &Walk<'_>, open: &Inquiry, seed: u64) {
    let unasked = unasked(walk, open);
    if unasked.is_empty() {
        return;
    }
    let place = usize::try_from(seed >> 8).unwrap_or(0) % unasked.len();
    let (path, entry) = &unasked[place];
    let mut facts = walk.facts.clone();
    put(&mut facts, path, some_answer(entry, seed >> 3));
    if case_from_json(walk.engine.model(), &facts.to_string()).is_err() {
        return;
    }
    let (before, after) = (walk.decide(&walk.facts), walk.decide(&facts));
    assert_eq!(
        told(&before),
        told(&after),
        "{path} was not asked for, but matters"
    );
}

/// Nothing is left to ask: what is not settled waits for a finding.
fn settled(walk: &Walk<'_>) {
    let decision = walk.decide(&walk.facts);
    for answer in &decision.answers {
        for missing in &answer.missing {
            let theirs = !matches!(missing.kind, MissingKind::Fact | MissingKind::List);
            assert!(
                theirs,
                "{}: {} was never asked for",
                answer.name, missing.path
            );
        }
    }
}

fn package(path: &str) -> Engine {
    let engine = opened::opened(&Folder::at(&policies().join(path))).engine;
    assert!(engine.is_sound());
    engine
}

fn check(path: &str, form: &str, walks: u32) {
    let engine = package(path);
    let form = engine.questionnaire(form).unwrap();
    let config = Config {
        cases: walks,
        rng_seed: RngSeed::Fixed(20_220_128),
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    };
    let days = (2021..2027, 1_u32..13, 1_u32..29);
    let seeds = proptest::collection::vec(any::<u64>(), 40);
    let mut runner = TestRunner::new(config);
    let run = runner.run(&(days, seeds), |((year, month, day), seeds)| {
        let day = Date::new(year, month, day).unwrap();
        walk(&mut Walk::new(&engine, form, day), &seeds);
        Ok(())
    });
    run.unwrap();
}

#[test]
fn a_family_is_asked_what_matters_and_nothing_else() {
    check("cn-beijing/birth-one-matter", "生育一件事", 6);
}

#[test]
fn an_employer_is_asked_what_matters_and_nothing_else() {
    check("cn-beijing/birth-one-matter", "用人单位一件事", 6);
}

#[test]
fn a_district_is_asked_what_matters_and_nothing_else() {
    check("cn-beijing/birth-one-matter", "区一件事", 12);
}

/// The order in which a new family is asked.
#[test]
fn lists_come_first_what_is_sensitive_last_and_findings_are_not_asked() {
    let engine = package("cn-beijing/birth-one-matter");
    let form = engine.questionnaire("having_a_child").unwrap();
    let walk = Walk::new(&engine, form, Date::new(2025, 12, 1).unwrap());
    let open = walk.open(&json!({})).unwrap();
    let paths: Vec<&str> = open.open.iter().map(|one| one.item.path.as_str()).collect();
    assert_eq!(paths[..2], ["家庭.子女", "家庭.家长"]);
    let ranks: Vec<(bool, bool)> = (open.open.iter().skip(2))
        .map(|one| (one.entry.is_none(), one.item.sensitive))
        .collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    assert!(open.may_grow);
    let two = walk.open(&json!({"家庭": {"子女": [{}, {}], "家长": []}}));
    let two = two.unwrap();
    let first: Vec<&str> = (two.questions().take(2))
        .map(|one| one.item.path.as_str())
        .collect();
    assert_eq!(first, ["家庭.子女[0].出生日期", "家庭.子女[1].出生日期"]);
    assert!(!two.may_grow);
}

/// Children given directly, without a family, need no list.
#[test]
fn who_is_given_directly_is_not_asked_for_in_a_list() {
    let engine = package("cn-beijing/birth-one-matter");
    let form = engine.questionnaire("生育一件事").unwrap();
    let walk = Walk::new(&engine, form, Date::new(2025, 12, 1).unwrap());
    let question = Question {
        goals: engine.goals_named(&["儿童免票".to_owned()]).unwrap(),
        ..walk.question()
    };
    let asked = |facts: Value| {
        let case = case_from_json(engine.model(), &facts.to_string()).unwrap();
        let open = engine.inquiry(&case, &question, None).unwrap();
        let paths = open.open.into_iter().map(|one| one.item.path);
        paths.collect::<Vec<String>>()
    };
    assert_eq!(asked(json!({})), ["家庭.子女"]);
    assert_eq!(asked(json!({"儿童": {}})), ["儿童[0].身高"]);
    assert_eq!(asked(json!({"儿童": {"身高": "130"}})), [""; 0]);
    assert_eq!(asked(json!({"家庭": {"子女": []}})), [""; 0]);
}

//! The machine on whole packages: the benchmark's rules against the same rules by hand, and every example of the plan.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may panic and read files"
)]

#[path = "package/checking.rs"]
mod checking;
#[path = "bench/handwritten.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod handwritten;
#[path = "bench/households.rs"]
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod households;
mod judge;
mod package;
mod shelf;

use std::fs;
use std::path::Path;

use tiaoli::check::{Computed, DefinitionId, FieldId, Inputs, Model, ObjectId};
use tiaoli::compile::{Plan, compile};
use tiaoli::quantity::{Date, Number};
use tiaoli::source::Texts;
use tiaoli::vm::{Case, Clocks, Decision, Given, Instance, Machine, Mode, Value};

fn workload() -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/workload/rules.tiao");
    let mut texts = Texts::new();
    texts
        .add("rules.tiao".to_owned(), fs::read_to_string(path).unwrap())
        .unwrap();
    let (model, problems) = checking::checked(&texts, &Inputs::default());
    let problems: Vec<String> = problems
        .iter()
        .map(|problem| format!("{problem:?}"))
        .collect();
    assert_eq!(model.definitions.len(), 23, "{problems:#?}");
    model
}

struct Names<'m> {
    model: &'m Model,
}

impl Names<'_> {
    fn field(&self, alias: &str) -> FieldId {
        let place = self
            .model
            .fields
            .iter()
            .position(|field| field.label.alias.as_deref() == Some(alias));
        FieldId(u32::try_from(place.unwrap_or_else(|| panic!("{alias}"))).unwrap())
    }

    fn object(&self, alias: &str) -> ObjectId {
        let place = self
            .model
            .objects
            .iter()
            .position(|object| object.label.alias.as_deref() == Some(alias));
        ObjectId(u32::try_from(place.unwrap()).unwrap())
    }

    fn definition(&self, alias: &str) -> Option<DefinitionId> {
        let place = self
            .model
            .definitions
            .iter()
            .position(|found| found.label.alias.as_deref() == Some(alias));
        place.map(|place| DefinitionId(u32::try_from(place).unwrap()))
    }
}

fn fill(case: &mut Case<'_>, names: &Names<'_>, house: &households::Household) {
    let family = Instance::root(names.object("household"));
    let number = |value: i64| Given::Number(Number::from_i64(value));
    let (year, month, day) = house.day;
    let mut give =
        |field: &str, given: Given<'_>| case.give(family, names.field(field), given).unwrap();
    give("region", Given::Choice(u32::from(house.region)));
    give("dy", number(i64::from(year)));
    give("dm", number(i64::from(month)));
    give("dd", number(i64::from(day)));
    give("sector", Given::Choice(u32::from(house.sector)));
    give(
        "wage",
        Given::Number(Number::from_scaled(house.wage, 2).unwrap()),
    );
    give("babies", number(i64::from(house.babies)));
    give("dyst", Given::Boolean(house.dystocia));
    let first = case
        .give_list(
            family,
            names.field("parents"),
            u32::try_from(house.ages.len()).unwrap(),
        )
        .unwrap();
    for (row, age) in (first.row..).zip(&house.ages) {
        let of = Instance { row, ..first };
        case.give(of, names.field("age"), number(i64::from(*age)))
            .unwrap();
        case.give(of, names.field("mother"), Given::Boolean(row == first.row))
            .unwrap();
    }
    let length = u32::try_from(house.children.len()).unwrap();
    let first = case
        .give_list(family, names.field("children"), length)
        .unwrap();
    for (row, child) in (first.row..).zip(&house.children) {
        let of = Instance { row, ..first };
        let (year, month, day) = child.born;
        case.give(of, names.field("by"), number(i64::from(year)))
            .unwrap();
        case.give(of, names.field("bm"), number(i64::from(month)))
            .unwrap();
        case.give(of, names.field("bd"), number(i64::from(day)))
            .unwrap();
        case.give(
            of,
            names.field("h"),
            Given::Number(Number::from_scaled(i64::from(child.height), 2).unwrap()),
        )
        .unwrap();
        case.give(of, names.field("n"), Given::Boolean(child.enrolled))
            .unwrap();
    }
}

#[test]
fn the_workload_agrees_with_the_same_rules_by_hand_in_every_way_to_run() {
    let model = workload();
    let program = compile(&model);
    let names = Names { model: &model };
    let goals: Vec<DefinitionId> = handwritten::NAMES
        .iter()
        .filter_map(|name| names.definition(name))
        .collect();
    assert_eq!(goals.len(), 17);
    let computed: Vec<Computed> = goals
        .iter()
        .map(|goal| Computed::Definition(*goal))
        .collect();
    let plan = Plan::new(&program, &computed);
    let mut machine = Machine::new(&program);
    let mut case = Case::new(&program, Clocks::all(Date::new(2020, 1, 1).unwrap()));
    for number in 0..1_000 {
        let house = households::household(number);
        let (year, month, day) = house.day;
        let day = Date::new(
            year,
            u32::try_from(month).unwrap(),
            u32::try_from(day).unwrap(),
        )
        .unwrap();
        case.clear(Clocks::all(day));
        fill(&mut case, &names, &house);
        let expected = handwritten::decide(&house);
        let read = |decision: &Decision<'_>| {
            let values = goals.iter().zip(handwritten::NAMES);
            values
                .map(|(goal, name)| integer(decision.value(*goal, None).unwrap(), name))
                .collect::<Vec<i64>>()
        };
        let decision = machine.decide(&plan, &case).unwrap();
        assert_eq!(decision.mode(), Mode::Settled, "household {number}");
        assert_eq!(read(&decision), expected, "household {number}");
        if number < 100 {
            let decision = machine.decide_on_ranges(&plan, &case).unwrap();
            assert_eq!(read(&decision), expected, "household {number}");
            let decision = machine.explain(&plan, &case).unwrap();
            assert!(!decision.trace().steps().is_empty());
        }
    }
}

#[test]
fn a_warm_untraced_decision_allocates_nothing() {
    let model = workload();
    let program = compile(&model);
    let names = Names { model: &model };
    let goals = handwritten::NAMES
        .iter()
        .filter_map(|name| names.definition(name).map(Computed::Definition));
    let plan = Plan::new(&program, &goals.collect::<Vec<_>>());
    let mut machine = Machine::new(&program);
    let today = Clocks::all(Date::new(2025, 1, 1).unwrap());
    let houses: Vec<_> = (0..200).map(households::household).collect();
    // The biggest of them makes the room that the others use again.
    let mut cases: Vec<Case<'_>> = Vec::new();
    for house in &houses {
        let mut case = Case::new(&program, today);
        fill(&mut case, &names, house);
        machine.decide(&plan, &case).unwrap();
        cases.push(case);
    }
    let counted = allocation_counter::measure(|| {
        for case in &cases {
            let decision = machine.decide(&plan, case).unwrap();
            assert_eq!(decision.mode(), Mode::Settled);
        }
    });
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

/// An output as the hand-written rules tell it: the allowance in 分.
fn integer(value: Value, name: &str) -> i64 {
    match value {
        Value::Boolean { low, high } => {
            assert_eq!(low, high);
            i64::from(low)
        }
        value => {
            let number = value
                .settled_number()
                .unwrap_or_else(|| panic!("{name}: {value:?}"));
            let decimals = if name == "allowance" { 2 } else { 0 };
            number
                .scaled(decimals)
                .unwrap_or_else(|| panic!("{name}: {value:?}"))
        }
    }
}

#[test]
fn every_example_of_the_plan_comes_out_as_written_in_both_ways_to_run() {
    let (texts, inputs) = package::package();
    let (model, _) = checking::checked(&texts, &inputs);
    let program = compile(&model);
    let mut machine = Machine::new(&program);
    assert!(
        model.examples.len() > 20,
        "{} examples",
        model.examples.len()
    );
    let mut failed = Vec::new();
    for example in &model.examples {
        for ranges in [false, true] {
            for difference in judge::differences(&model, &program, &mut machine, example, ranges) {
                failed.push(format!(
                    "{} (ranges: {ranges}): {difference}",
                    example.label.name
                ));
            }
        }
    }
    assert!(
        failed.is_empty(),
        "{} differences\n{}",
        failed.len(),
        failed.join("\n")
    );
}

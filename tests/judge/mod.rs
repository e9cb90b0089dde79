//! Examples of a model as cases of the machine.

use tiaoli::check::{
    Computed, Constant, ExampleInstance, ExampleModel, ExampleValue, Expectation, ExpectationKind,
    FieldId, Model,
};
use tiaoli::compile::{Plan, Program};
use tiaoli::vm::{Case, Clocks, Given, Instance, Machine, Missing, Outcome, State, Value};

/// The case that an example describes.
pub fn case_of<'p>(program: &'p Program, model: &Model, example: &ExampleModel) -> Case<'p> {
    let clocks = Clocks {
        as_of: example.as_of,
        law_as_of: example.law_as_of.unwrap_or(example.as_of),
        known_as_of: example.known_as_of.unwrap_or(example.as_of),
    };
    let mut case = Case::new(program, clocks);
    for fact in &example.facts {
        let of = instance(&mut case, &fact.of);
        match &fact.value {
            ExampleValue::Exactly(value) => case.give(of, fact.field, given(value)).unwrap(),
            ExampleValue::Between(low, high) => {
                case.give_bounds(
                    of,
                    fact.field,
                    low.as_ref().map(given),
                    high.as_ref().map(given),
                )
                .unwrap();
            }
            ExampleValue::Length(length) => {
                case.give_list(of, fact.field, *length).unwrap();
            }
        }
    }
    for finding in &example.findings {
        let of = finding.of.as_ref().map(|of| instance(&mut case, of));
        let declared = model.findings.get(finding.finding.index()).unwrap().object;
        case.find(
            of.or(declared.map(Instance::root))
                .unwrap_or(Instance::CASE),
            finding.finding,
            finding.holds,
        )
        .unwrap();
    }
    for (reading, option) in &example.readings {
        case.read(*reading, *option).unwrap();
    }
    case
}

/// The instance of an example, made where it is given directly and not there yet.
pub fn instance(case: &mut Case<'_>, of: &ExampleInstance) -> Instance {
    match of {
        ExampleInstance::Root(object) => Instance::root(*object),
        ExampleInstance::Direct(object, number) => {
            while case.count(*object) <= *number {
                case.add(*object).unwrap();
            }
            Instance {
                object: Some(*object),
                row: *number,
            }
        }
        ExampleInstance::Member { owner, list, index } => {
            let owner = instance(case, owner);
            case.member(owner, *list, *index).unwrap()
        }
    }
}

fn given(value: &Constant) -> Given<'_> {
    match value {
        Constant::Boolean(value) => Given::Boolean(*value),
        Constant::Number(value) => Given::Number(*value),
        Constant::Date(value) => Given::Date(*value),
        Constant::Text(words) => Given::Text(words),
        Constant::Choice(_, place) => Given::Choice(*place),
    }
}

/// What an answer of the machine is called in an example.
fn expectation(
    outcome: Result<Outcome, tiaoli::vm::Fault>,
    state: Option<State>,
    wanted: Expectation,
) -> Expectation {
    let of_state = state.map(|state| match state {
        State::NotDue => Expectation::NotDue,
        State::NotPerformed => Expectation::NotPerformed,
        State::Performed => Expectation::Performed,
        State::PerformedLate => Expectation::PerformedLate,
        State::Overdue => Expectation::Overdue,
        State::Complied => Expectation::Complied,
        State::Violated => Expectation::Violated,
        State::Met => Expectation::Met,
        State::NotMet => Expectation::NotMet,
        State::Undetermined => Expectation::Undetermined,
    });
    let of_outcome = match outcome {
        Ok(Outcome::Holds) => Expectation::Holds,
        Ok(Outcome::Fails) => Expectation::Fails,
        Ok(Outcome::Pending) => Expectation::Pending,
        Ok(Outcome::AwaitsFinding) => Expectation::AwaitsFinding,
        Ok(Outcome::NotApplicable) => Expectation::NotApplicable,
        Err(_) => Expectation::Faulty,
    };
    match of_state {
        Some(of_state) if of_state == wanted => of_state,
        _ => of_outcome,
    }
}

/// The differences between what an example expects and what the machine says.
pub fn differences(
    model: &Model,
    program: &Program,
    machine: &mut Machine<'_>,
    example: &ExampleModel,
    ranges: bool,
) -> Vec<String> {
    let case = case_of(program, model, example);
    let mut goals = Vec::new();
    for expectation in &example.expectations {
        match &expectation.kind {
            ExpectationKind::Outcome { norm, .. } | ExpectationKind::NormValue { norm, .. } => {
                goals.push(Computed::Norm(*norm));
            }
            ExpectationKind::DefinitionValue { definition, .. } => {
                goals.push(Computed::Definition(*definition))
            }
            ExpectationKind::Missing(_) | ExpectationKind::Because(_) => {}
        }
    }
    let plan = Plan::new(program, &goals);
    let decision = if ranges {
        machine.decide_on_ranges(&plan, &case)
    } else {
        machine.explain(&plan, &case)
    }
    .unwrap();
    let mut found = Vec::new();
    for wanted in &example.expectations {
        match &wanted.kind {
            ExpectationKind::Outcome {
                norm,
                number,
                expectation: wanted,
            } => {
                let answers = decision.norm(*norm);
                let number = number.map(|number| usize::try_from(number).unwrap());
                if number.is_some_and(|number| number >= answers.len()) || answers.is_empty() {
                    found.push(format!(
                        "{}: no such instance",
                        program.schema().norm(*norm).unwrap().label.name
                    ));
                }
                for (place, answer) in answers.iter().enumerate() {
                    if number.is_none_or(|number| number == place) {
                        let got = expectation(answer.outcome, answer.state, *wanted);
                        if got != *wanted {
                            found.push(format!(
                                "{}: {got:?} {:?}, wanted {wanted:?}, missing {:?}",
                                program.schema().norm(*norm).unwrap().label.name,
                                answer.outcome,
                                answer.grounds.missing
                            ));
                        }
                    }
                }
            }
            ExpectationKind::NormValue {
                norm,
                number,
                relation,
                value,
            } => {
                let place = number.map_or(0, |number| usize::try_from(number).unwrap());
                let answers = decision.norm(*norm);
                let Some(answer) = answers.get(place) else {
                    found.push("no instance".to_owned());
                    continue;
                };
                let got = answer
                    .measured
                    .or_else(|| answer.grants.iter().find_map(|grant| grant.value));
                compare(program, got, *relation, value, &mut found);
            }
            ExpectationKind::DefinitionValue {
                definition,
                number,
                relation,
                value,
            } => {
                let place = number.map_or(0, |number| usize::try_from(number).unwrap());
                let got = decision
                    .definition(*definition)
                    .get(place)
                    .map(|answer| answer.value);
                compare(program, got, *relation, value, &mut found);
            }
            ExpectationKind::Missing(wanted) => {
                let mut missing = std::collections::BTreeSet::new();
                for goal in &goals {
                    let all = match goal {
                        Computed::Norm(norm) => decision
                            .norm(*norm)
                            .into_iter()
                            .map(|answer| answer.grounds)
                            .collect(),
                        Computed::Definition(definition) => decision
                            .definition(*definition)
                            .into_iter()
                            .map(|answer| answer.grounds)
                            .collect(),
                        Computed::Table(_) => Vec::new(),
                    };
                    missing.extend(all.iter().flat_map(|grounds| &grounds.missing).filter_map(
                        |missing| match missing {
                            Missing::Fact(_, field)
                            | Missing::Bounded(_, field)
                            | Missing::List(_, field) => Some(*field),
                            _ => None,
                        },
                    ));
                }
                let wanted: std::collections::BTreeSet<FieldId> = wanted.iter().copied().collect();
                if missing != wanted {
                    let names = |fields: &std::collections::BTreeSet<FieldId>| {
                        let name = |field: &FieldId| {
                            program.schema().field(*field).unwrap().label.name.clone()
                        };
                        fields.iter().map(name).collect::<Vec<_>>()
                    };
                    found.push(format!(
                        "missing {:?}, wanted {:?}",
                        names(&missing),
                        names(&wanted)
                    ));
                }
            }
            ExpectationKind::Because(wanted) => {
                let trace = decision.trace();
                let all: std::collections::BTreeSet<_> = trace
                    .steps()
                    .iter()
                    .flat_map(|step| trace.basis(step))
                    .collect();
                for citation in wanted {
                    let path = |citation| &program.schema().citation(citation).unwrap().path;
                    if !ranges
                        && !all
                            .iter()
                            .any(|known| *known == citation || path(**known) == path(*citation))
                    {
                        found.push(format!("not because of {citation:?}"));
                    }
                }
            }
        }
    }
    found
}

fn compare(
    program: &Program,
    got: Option<Value>,
    relation: tiaoli::check::Relation,
    wanted: &tiaoli::check::Constant,
    found: &mut Vec<String>,
) {
    use tiaoli::check::Relation;
    let Some(got) = got else {
        found.push(format!("no value, wanted {wanted:?}"));
        return;
    };
    let wanted = Value::of(program, wanted);
    let holds = match (relation, got.settled_number(), wanted.settled_number()) {
        (Relation::Equal, ..) => got == wanted,
        (Relation::NotEqual, ..) => got != wanted,
        (Relation::Less, Some(got), Some(wanted)) => got < wanted,
        (Relation::AtMost, Some(got), Some(wanted)) => got <= wanted,
        (Relation::Greater, Some(got), Some(wanted)) => got > wanted,
        (Relation::AtLeast, Some(got), Some(wanted)) => got >= wanted,
        _ => false,
    };
    if !holds {
        found.push(format!("{got:?}, wanted {relation:?} {wanted:?}"));
    }
}

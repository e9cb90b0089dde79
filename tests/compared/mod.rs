//! What both evaluators say, in one form.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

use std::collections::{BTreeMap, BTreeSet};

use tiaoli::check::{Computed, Constant, ExampleInstance, ExampleModel, ExampleValue, Model};
use tiaoli::compile::{Plan, Program};
use tiaoli::quantity::Number;
use tiaoli::vm::{self, Case, Clocks, Decision, FaultKind, Given, Instance, Machine};

use crate::reference::case::{Case as PlainCase, RowId};
use crate::reference::missing::Missing;
use crate::reference::norms::{Judged, Outcome, State};
use crate::reference::range::{Fault, Value};
use crate::reference::terms::{Reference, number_of_day};

/// What is said about a norm or a definition for one instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub about: String,
    pub of: String,
    pub outcome: Option<Outcome>,
    pub state: Option<State>,
    pub values: Vec<Value>,
    pub missing: BTreeSet<String>,
}

const ONCE: &str = "案";
const NO_OWNER: &str = "无主";

/// Everything that the reference says.
pub fn plainly(model: &Model, example: &ExampleModel, goals: &[Computed]) -> Vec<Said> {
    let case = PlainCase::of(model, example);
    let reference = Reference { model, case: &case };
    let mut said = Vec::new();
    for goal in goals {
        match goal {
            Computed::Norm(norm) => {
                let about = model.norms[norm.index()].label.name.clone();
                said.extend(
                    reference
                        .judge(*norm)
                        .into_iter()
                        .map(|judged| of_judged(&reference, about.clone(), judged)),
                );
            }
            Computed::Definition(definition) => {
                let declared = &model.definitions[definition.index()];
                let rows = declared.object.map(|object| case.rows_of(model, object));
                let root = declared
                    .object
                    .is_some_and(|object| case.roots.contains_key(&object));
                for row in rows.map_or(vec![None], |rows| rows.into_iter().map(Some).collect()) {
                    let scope: Vec<RowId> = row.filter(|_| !root).into_iter().collect();
                    said.push(Said {
                        about: declared.label.name.clone(),
                        of: row.map_or_else(|| ONCE.to_owned(), |row| case.name(model, row)),
                        outcome: None,
                        state: None,
                        values: vec![
                            reference
                                .definition(*definition, &scope)
                                .told(&declared.ty, model),
                        ],
                        missing: BTreeSet::new(),
                    });
                }
            }
            Computed::Table(_) => {}
        }
    }
    said
}

fn of_judged(reference: &Reference, about: String, judged: Judged) -> Said {
    let name = |row: &Option<RowId>| {
        row.map_or_else(
            || ONCE.to_owned(),
            |row| reference.case.name(reference.model, row),
        )
    };
    let field = |row: RowId, field: &tiaoli::check::FieldId| {
        let label = &reference.model.fields[field.index()].label.name;
        format!("{}.{label}", name(&Some(row)))
    };
    let missing = judged.missing.iter().map(|missing| match missing {
        Missing::Owner => NO_OWNER.to_owned(),
        Missing::Fact(row, fact) | Missing::List(row, fact) => field(*row, fact),
        Missing::Finding(row, finding) => {
            format!(
                "{}.{}",
                name(row),
                reference.model.findings[finding.index()].label.name
            )
        }
        Missing::Calendar(calendar) => reference.model.calendars[calendar.index()]
            .label
            .name
            .clone(),
    });
    let mut values = judged.grants;
    values.extend(judged.measured);
    Said {
        about,
        of: judged.instance.unwrap_or_else(|| ONCE.to_owned()),
        outcome: Some(judged.outcome),
        state: judged.state,
        values,
        missing: missing.collect(),
    }
}

/// How the machine is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As it chooses.
    Chosen,
    /// With every step kept.
    Traced,
    /// On ranges, whatever is known.
    Ranged,
}

/// Everything that the machine says.
pub fn by_machine(
    model: &Model,
    program: &Program,
    example: &ExampleModel,
    goals: &[Computed],
    way: Way,
) -> Vec<Said> {
    let plan = Plan::new(program, goals);
    let mut case = Case::new(program, clocks(example));
    let names = lay(model, example, &mut case);
    let mut machine = Machine::new(program);
    let decision = match way {
        Way::Chosen => machine.decide(&plan, &case),
        Way::Traced => machine.explain(&plan, &case),
        Way::Ranged => machine.decide_on_ranges(&plan, &case),
    };
    let decision = decision.unwrap_or_else(|limit| panic!("{limit}"));
    let mut said = Vec::new();
    for goal in goals {
        match goal {
            Computed::Norm(norm) => said.extend(of_norm(model, &decision, &names, *norm)),
            Computed::Definition(definition) => {
                for answer in decision.definition(*definition) {
                    said.push(Said {
                        about: model.definitions[definition.index()].label.name.clone(),
                        of: name(&names, answer.of),
                        outcome: None,
                        state: None,
                        values: vec![value(&answer.value)],
                        missing: BTreeSet::new(),
                    });
                }
            }
            Computed::Table(_) => {}
        }
    }
    said
}

fn of_norm(
    model: &Model,
    decision: &Decision,
    names: &BTreeMap<Instance, String>,
    norm: tiaoli::check::NormId,
) -> Vec<Said> {
    let said = |answer: vm::NormAnswer| {
        let outcome = match answer.outcome {
            Ok(vm::Outcome::Holds) => Outcome::Holds,
            Ok(vm::Outcome::Fails) => Outcome::Fails,
            Ok(vm::Outcome::Pending) => Outcome::Pending,
            Ok(vm::Outcome::AwaitsFinding) => Outcome::AwaitsFinding,
            Ok(vm::Outcome::NotApplicable) => Outcome::NotApplicable,
            Err(fault) => Outcome::Faulty(of_fault(fault.kind)),
        };
        let waits = matches!(outcome, Outcome::Pending | Outcome::AwaitsFinding);
        let mut values: Vec<Value> = answer
            .grants
            .iter()
            .filter_map(|grant| grant.value.as_ref())
            .map(value)
            .collect();
        values.extend(answer.measured.as_ref().map(value));
        Said {
            about: model.norms[norm.index()].label.name.clone(),
            of: name(names, answer.of),
            outcome: Some(outcome),
            state: answer.state.map(of_state),
            values,
            missing: if waits {
                missing(model, names, &answer.grounds.missing)
            } else {
                BTreeSet::new()
            },
        }
    };
    decision.norm(norm).into_iter().map(said).collect()
}

fn missing(
    model: &Model,
    names: &BTreeMap<Instance, String>,
    missing: &[vm::Missing],
) -> BTreeSet<String> {
    let field = |of: &Instance, field: &tiaoli::check::FieldId| {
        format!(
            "{}.{}",
            name(names, Some(*of)),
            model.fields[field.index()].label.name
        )
    };
    missing
        .iter()
        .map(|missing| match missing {
            vm::Missing::Fact(of, fact)
            | vm::Missing::Bounded(of, fact)
            | vm::Missing::List(of, fact) => field(of, fact),
            vm::Missing::Finding(of, finding) => {
                format!(
                    "{}.{}",
                    name(names, Some(*of)),
                    model.findings[finding.index()].label.name
                )
            }
            vm::Missing::Calendar(calendar) => model.calendars[calendar.index()].label.name.clone(),
            vm::Missing::Owner => NO_OWNER.to_owned(),
        })
        .collect()
}

fn name(names: &BTreeMap<Instance, String>, of: Option<Instance>) -> String {
    of.and_then(|of| names.get(&of).cloned())
        .unwrap_or_else(|| ONCE.to_owned())
}

fn of_fault(kind: FaultKind) -> Fault {
    match kind {
        FaultKind::Overflow => Fault::Overflow,
        FaultKind::DivisionByZero => Fault::DivisionByZero,
        FaultKind::NoSuchDay => Fault::NoSuchDay,
        FaultKind::NoMember => Fault::Empty,
        FaultKind::NoneApplies => Fault::NoCase,
        FaultKind::Conflict => Fault::Conflict,
        FaultKind::NotInForce => Fault::NotInForce,
    }
}

fn of_state(state: vm::State) -> State {
    match state {
        vm::State::NotDue => State::NotDue,
        vm::State::NotPerformed => State::NotPerformed,
        vm::State::Performed => State::Performed,
        vm::State::PerformedLate => State::PerformedLate,
        vm::State::Overdue => State::Overdue,
        vm::State::Complied => State::Complied,
        vm::State::Violated => State::Violated,
        vm::State::Met => State::Met,
        vm::State::NotMet => State::NotMet,
        vm::State::Undetermined => State::Undetermined,
    }
}

fn value(value: &vm::Value) -> Value {
    let truth = |truth: bool| Some(Number::from_i64(i64::from(truth)));
    let place = |place: u32| Some(Number::from_i64(i64::from(place)));
    match value {
        vm::Value::Boolean { low, high } => Value::Range(truth(*low), truth(*high)),
        vm::Value::Number { low, high } => Value::Range(*low, *high),
        vm::Value::Date { low, high } => {
            Value::Range(low.map(number_of_day), high.map(number_of_day))
        }
        vm::Value::Choice { low, high } => Value::Range(place(*low), place(*high)),
        vm::Value::Text(None) => Value::Words(None),
        vm::Value::Period(period) => Value::Period(*period),
        vm::Value::Fault(fault) => Value::Fault(of_fault(fault.kind)),
        other @ (vm::Value::Text(Some(_)) | vm::Value::Nothing) => {
            panic!("no term of the tests has the value {other:?}")
        }
    }
}

/// The clocks of an example.
pub fn clocks(example: &ExampleModel) -> Clocks {
    Clocks {
        as_of: example.as_of,
        law_as_of: example.law_as_of.unwrap_or(example.as_of),
        known_as_of: example.known_as_of.unwrap_or(example.as_of),
    }
}

/// Gives an example's facts to the machine; the names of the instances.
pub fn lay(model: &Model, example: &ExampleModel, case: &mut Case) -> BTreeMap<Instance, String> {
    let mut laid = Laid {
        model,
        places: BTreeMap::new(),
        names: BTreeMap::new(),
    };
    for (place, object) in (0_u32..).zip(&model.objects) {
        if object.lists.is_empty() {
            let id = tiaoli::check::ObjectId(place);
            laid.put(
                ExampleInstance::Root(id),
                Instance::root(id),
                object.label.name.clone(),
            );
        }
    }
    for fact in &example.facts {
        let of = laid.instance(&fact.of, case);
        match &fact.value {
            ExampleValue::Exactly(constant) => case
                .give(of, fact.field, given(constant))
                .expect("a checked fact"),
            ExampleValue::Between(low, high) => case
                .give_bounds(
                    of,
                    fact.field,
                    low.as_ref().map(given),
                    high.as_ref().map(given),
                )
                .expect("checked bounds"),
            ExampleValue::Length(length) => {
                let first = case
                    .give_list(of, fact.field, *length)
                    .expect("a checked list");
                for index in 0..*length {
                    let member = ExampleInstance::Member {
                        owner: Box::new(fact.of.clone()),
                        list: fact.field,
                        index,
                    };
                    let list = &model.fields[fact.field.index()].label.name;
                    let name = format!("{}.{list}[{index}]", laid.names[&of]);
                    laid.put(
                        member,
                        Instance {
                            object: first.object,
                            row: first.row + index,
                        },
                        name,
                    );
                }
            }
        }
    }
    for finding in &example.findings {
        let of = finding
            .of
            .as_ref()
            .map_or(Instance::CASE, |of| laid.instance(of, case));
        case.find(of, finding.finding, finding.holds)
            .expect("a checked finding");
    }
    for (reading, option) in &example.readings {
        case.read(*reading, *option).expect("a checked reading");
    }
    laid.names
}

struct Laid<'m> {
    model: &'m Model,
    places: BTreeMap<ExampleInstance, Instance>,
    names: BTreeMap<Instance, String>,
}

impl Laid<'_> {
    fn put(&mut self, of: ExampleInstance, instance: Instance, name: String) {
        self.places.insert(of, instance);
        self.names.insert(instance, name);
    }

    fn instance(&mut self, of: &ExampleInstance, case: &mut Case) -> Instance {
        if let Some(instance) = self.places.get(of) {
            return *instance;
        }
        let ExampleInstance::Direct(object, place) = of else {
            panic!("{of:?} was not laid")
        };
        let instance = case.add(*object).expect("a checked instance");
        let name = format!("{}[{place}]", self.model.objects[object.index()].label.name);
        self.put(of.clone(), instance, name);
        instance
    }
}

fn given(constant: &Constant) -> Given<'_> {
    match constant {
        Constant::Boolean(value) => Given::Boolean(*value),
        Constant::Number(value) => Given::Number(*value),
        Constant::Date(value) => Given::Date(*value),
        Constant::Text(words) => Given::Text(words),
        Constant::Choice(_, place) => Given::Choice(*place),
    }
}

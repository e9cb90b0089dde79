//! Examples of a model as cases of the machine.

use tiaoli::check::{Constant, ExampleInstance, ExampleModel, ExampleValue, Model};
use tiaoli::compile::Program;
use tiaoli::vm::{Case, Clocks, Given, Instance};

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
        let declared = model.findings[finding.finding.index()].object;
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

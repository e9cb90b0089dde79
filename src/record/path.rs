//! Paths of facts, `家庭.子女们[1].出生日期`, to what they name and back.

use crate::check::{ExampleInstance, FieldId, FieldKind, Model, ObjectId};

/// How many lists may stand in each other.
const MAX_STEPS: usize = 64;

/// The path of an instance.
pub(super) fn of_instance(model: &Model, of: &ExampleInstance) -> String {
    let object = |id: &ObjectId| {
        let object = model.objects.get(id.index());
        object.map_or("", |object| &object.label.name)
    };
    match of {
        ExampleInstance::Root(id) => object(id).to_owned(),
        ExampleInstance::Direct(id, number) => format!("{}[{number}]", object(id)),
        ExampleInstance::Member { owner, list, index } => {
            let name = of_field(model, *list);
            format!("{}.{name}[{index}]", of_instance(model, owner))
        }
    }
}

/// The name of a fact.
pub(super) fn of_field(model: &Model, field: FieldId) -> &str {
    let field = model.fields.get(field.index());
    field.map_or("", |field| &field.label.name)
}

/// The instance that a path names, and its object.
pub(super) fn instance(model: &Model, path: &str) -> Option<(ExampleInstance, ObjectId)> {
    let mut steps = path.split('.');
    let (name, number) = step(steps.next()?)?;
    let place = (model.objects.iter()).position(|object| object.label.name == name)?;
    let mut object = ObjectId(u32::try_from(place).ok()?);
    let mut here = match number {
        None => ExampleInstance::Root(object),
        Some(number) => ExampleInstance::Direct(object, number),
    };
    for (depth, words) in steps.enumerate() {
        let (name, number) = step(words)?;
        let list = field(model, object, name)?;
        let FieldKind::List { object: member, .. } = model.fields.get(list.index())?.kind else {
            return None;
        };
        if depth >= MAX_STEPS {
            return None;
        }
        object = member;
        here = ExampleInstance::Member {
            owner: Box::new(here),
            list,
            index: number?,
        };
    }
    Some((here, object))
}

/// The instance and the fact that a path names.
pub(super) fn fact(model: &Model, path: &str) -> Option<(ExampleInstance, FieldId)> {
    let (owner, name) = path.rsplit_once('.')?;
    let (of, object) = instance(model, owner)?;
    Some((of, field(model, object, name)?))
}

fn field(model: &Model, object: ObjectId, name: &str) -> Option<FieldId> {
    let is = |field: &crate::check::Field| field.object == object && field.label.name == name;
    let place = model.fields.iter().position(is)?;
    Some(FieldId(u32::try_from(place).ok()?))
}

/// A name and, in brackets, a number.
fn step(words: &str) -> Option<(&str, Option<u32>)> {
    match words.strip_suffix(']') {
        None => Some((words, None)),
        Some(inner) => {
            let (name, number) = inner.rsplit_once('[')?;
            let plain = number == "0" || !number.starts_with(['0', '+']);
            plain.then_some(())?;
            Some((name, Some(number.parse().ok()?)))
        }
    }
}

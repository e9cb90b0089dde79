//! What an instance of a case is called: in words, and as a path into the facts.

use crate::check::{ExampleInstance, FieldId, FieldKind, Label, Model, ObjectId};
use crate::diagnostic::Words;

/// What an instance is called: 家庭, 家庭的第2个子女; family, child no. 2 of family.
pub(crate) fn instance_words(model: &Model, of: &ExampleInstance, alone: bool) -> Words {
    match of {
        ExampleInstance::Root(object) => object_words(model, *object),
        ExampleInstance::Direct(object, _) if alone => object_words(model, *object),
        ExampleInstance::Direct(object, number) => {
            let name = object_words(model, *object);
            let number = number.saturating_add(1);
            Words::new(
                format!("第{number}个{}", name.zh),
                format!("{} no. {number}", name.en),
            )
        }
        ExampleInstance::Member { owner, list, index } => {
            let owner = instance_words(model, owner, alone);
            let name = member_of(model, *list)
                .map_or_else(Words::none, |object| object_words(model, object));
            let number = index.saturating_add(1);
            Words::new(
                format!("{}的第{number}个{}", owner.zh, name.zh),
                format!("{} no. {number} of {}", name.en, owner.en),
            )
        }
    }
}

/// The path of an instance in a fact file: `家庭.子女们[1]`.
pub(crate) fn instance_path(model: &Model, of: &ExampleInstance) -> String {
    match of {
        ExampleInstance::Root(object) => object_words(model, *object).zh,
        ExampleInstance::Direct(object, number) => {
            format!("{}[{number}]", object_words(model, *object).zh)
        }
        ExampleInstance::Member { owner, list, index } => {
            let name = model
                .fields
                .get(list.index())
                .map_or("", |field| &field.label.name);
            format!("{}.{name}[{index}]", instance_path(model, owner))
        }
    }
}

/// The object of the members of a list.
pub(crate) fn member_of(model: &Model, list: FieldId) -> Option<ObjectId> {
    match &model.fields.get(list.index())?.kind {
        FieldKind::List { object, .. } => Some(*object),
        FieldKind::Value { .. } => None,
    }
}

/// What an object is called.
pub(crate) fn object_words(model: &Model, object: ObjectId) -> Words {
    model
        .objects
        .get(object.index())
        .map_or_else(Words::none, |object| label_words(&object.label))
}

/// A name in both languages.
pub(crate) fn label_words(label: &Label) -> Words {
    Words::of_name(&label.name, label.alias.as_deref())
}

//! Which instance of an object a name speaks of.

use crate::source::Span;
use crate::syntax::document::Name;

use super::{Typer, Typing};
use crate::check::model::{FieldId, ObjectId};
use crate::check::names::{Named, nearest};
use crate::check::problem::names::{SeveralInstances, SeveralOwners, UnknownMember, UnknownName};
use crate::check::term::{Clock, Instance};

impl Typer<'_, '_> {
    pub(super) fn stands_in_list(&self, object: ObjectId) -> bool {
        self.check.stands_in_list(object)
    }

    /// The instance of an object here: the one in scope, else the one that owns it, else the only one of the case.
    pub(super) fn instance_of(&mut self, object: ObjectId, place: Span) -> Typing<Instance> {
        if let Some(frame) = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.object == object)
        {
            return Ok(frame.instance.clone());
        }
        if !self.stands_in_list(object) {
            return Ok(Instance::Root(object));
        }
        for frame in self.frames.iter().rev() {
            match self.check.owner(frame.object, &frame.instance, object) {
                Owner::None => {}
                Owner::One(instance) => return Ok(instance),
                Owner::Several(lists) => {
                    let problem = SeveralOwners {
                        object: self.check.object_name(frame.object).to_owned(),
                        owner: self.check.object_name(object).to_owned(),
                        lists: lists
                            .iter()
                            .map(|list| self.check.list_name(*list))
                            .collect(),
                        place,
                    };
                    return self.fail(problem);
                }
            }
        }
        let object = self.check.object_name(object).to_owned();
        self.fail(SeveralInstances { object, place })
    }

    /// Whether a name means something here beside an option of an enumeration.
    pub(super) fn is_known(&self, name: &Name) -> bool {
        clock_of(&name.text).is_some()
            || self.check.names.values.get(name).is_some()
            || self.check.names.is_broken(name)
            || self
                .frames
                .iter()
                .any(|frame| self.check.names.member(frame.object, name).is_some())
    }

    /// A name that means nothing here, with the nearest that does.
    pub(super) fn unknown_name<T>(&mut self, name: &Name) -> Typing<T> {
        if self.check.names.is_broken(name) {
            return Err(super::Untypable);
        }
        let names = &self.check.names;
        let elsewhere = names.members.elsewhere(&name.text, name.span);
        let elsewhere =
            elsewhere.map(|object| format!("{}的{}", self.check.object_name(object), name.text));
        let members = self.frames.iter();
        let known = members
            .flat_map(|frame| names.member_words(frame.object, name.span))
            .chain(names.values.words(name.span));
        let problem = UnknownName {
            name: name.text.clone(),
            place: name.span,
            nearest: elsewhere.or_else(|| nearest(&name.text, known)),
            wanted: ("名称", "name"),
        };
        self.fail(problem)
    }

    /// A name that an object does not have.
    pub(super) fn unknown_member<T>(&mut self, object: ObjectId, name: &Name) -> Typing<T> {
        if self.check.names.is_broken(name) {
            return Err(super::Untypable);
        }
        let known = self.check.names.member_words(object, name.span).into_iter();
        let problem = UnknownMember {
            name: name.text.clone(),
            object: self.check.object_name(object).to_owned(),
            place: name.span,
            nearest: nearest(&name.text, known),
        };
        self.fail(problem)
    }
}

/// An instance that owns another.
enum Owner {
    None,
    One(Instance),
    Several(Vec<FieldId>),
}

impl super::Check<'_> {
    pub(in crate::check) fn stands_in_list(&self, object: ObjectId) -> bool {
        self.model
            .objects
            .get(object.index())
            .is_some_and(|object| !object.lists.is_empty())
    }

    fn list_name(&self, list: FieldId) -> String {
        let field = self.model.fields.get(list.index());
        field
            .map(|field| format!("{}的{}", self.object_name(field.object), field.label.name))
            .unwrap_or_default()
    }

    /// The nearest owner of an instance that is of the wanted object. Lists form no ring, so this ends.
    fn owner(&self, object: ObjectId, instance: &Instance, wanted: ObjectId) -> Owner {
        let mut level: Vec<(ObjectId, Instance)> = vec![(object, instance.clone())];
        while !level.is_empty() && level.len() <= 64 {
            let mut next: Vec<(ObjectId, Instance)> = Vec::new();
            let mut found: Vec<(FieldId, Instance)> = Vec::new();
            for (object, instance) in level {
                let lists = self
                    .model
                    .objects
                    .get(object.index())
                    .map(|object| object.lists.as_slice())
                    .unwrap_or_default();
                for list in lists {
                    let Some(field) = self.model.fields.get(list.index()) else {
                        continue;
                    };
                    let owner = Instance::OwnerOf {
                        of: Box::new(instance.clone()),
                        list: *list,
                    };
                    if field.object == wanted {
                        found.push((*list, owner));
                    } else {
                        next.push((field.object, owner));
                    }
                }
            }
            match found.as_slice() {
                [] => level = next,
                [(_, only)] => return Owner::One(only.clone()),
                several => return Owner::Several(several.iter().map(|(list, _)| *list).collect()),
            }
        }
        Owner::None
    }

    /// The object that a name stands for, without telling a problem.
    pub(in crate::check) fn object_named(&self, name: &Name) -> Option<ObjectId> {
        match self.names.values.get(name) {
            Some(Named::Object(id)) => Some(id),
            _ => None,
        }
    }
}

/// The clock with this name.
pub(super) fn clock_of(name: &str) -> Option<Clock> {
    match name {
        "判断日" | "as_of" => Some(Clock::AsOf),
        "适用法日" | "law_as_of" => Some(Clock::LawAsOf),
        "知悉日" | "known_as_of" => Some(Clock::KnownAsOf),
        _ => None,
    }
}

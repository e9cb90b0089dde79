//! Objects by name: those that packages declare, and what packages add to objects that they import.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::syntax::document;

use super::declared::Placed;
use super::from_documents::Check;
use super::instruments::{count, remarks};
use super::links::PackageId;
use super::model::{Object, ObjectId};
use super::names::{Named, label};
use super::problem::imports::{AddedAlias, DeclaredApart};
use super::problem::names::{DeclaredTwice, ObjectTwice};

impl<'a> Check<'a> {
    pub(super) fn name_objects(&mut self) {
        let objects = std::mem::take(&mut self.declared.objects);
        // What adds to an imported object needs the object to be named before.
        let (mut added, own): (Vec<_>, Vec<_>) = objects.into_iter().partition(|placed| {
            let name = &placed.node.head.name;
            let package = self.names.links.package(name.span);
            self.names.links.plain(package, &name.text).is_some()
        });
        for placed in own {
            self.name_object(placed);
        }
        // The opened package adds to what the others have.
        added.sort_by_key(|placed| {
            let place = placed.node.head.name.span;
            (self.names.links.package(place).joined().is_none(), place)
        });
        let mut seen: BTreeMap<(PackageId, ObjectId), Span> = BTreeMap::new();
        for placed in added {
            self.add_to_object(placed, &mut seen);
        }
        self.declared.parts.sort_by_key(|(object, _)| *object);
    }

    fn name_object(&mut self, placed: Placed<'a, document::Object>) {
        let head = &placed.node.head;
        // Its facts are known all the same, so that nothing else is told about them.
        if let Some(Named::Object(known)) = self.names.values.get(&head.name) {
            let first = self.model.objects.get(known.index());
            let first = first.map(|object| object.label.span);
            self.problems.push(ObjectTwice {
                name: head.name.text.clone(),
                first: first.unwrap_or(head.name.span),
                second: head.name.span,
            });
            self.declared.parts.push((known, placed));
            return;
        }
        let id = ObjectId(count(self.model.objects.len()));
        let alias = head.alias.as_ref();
        let declared = self
            .names
            .values
            .declare(&head.name, alias, Named::Object(id));
        if self.twice(declared) {
            return;
        }
        if let Err(apart) = self.names.objects.declare(&head.name, alias, id) {
            self.problems.push(DeclaredApart {
                what: ("对象", "object"),
                name: apart.name,
                first: apart.second,
                second: apart.first,
            });
            self.names.values.settle(&head.name, alias, Named::Broken);
            return;
        }
        let (notes, _) = remarks(&placed.node.remarks);
        self.names.members.object(id, head.name.span);
        self.model.objects.push(Object {
            label: label(head),
            fields: Vec::new(),
            lists: Vec::new(),
            notes,
        });
        self.declared.parts.push((id, placed));
    }

    /// Facts that a package adds to an object that it imports.
    fn add_to_object(
        &mut self,
        placed: Placed<'a, document::Object>,
        seen: &mut BTreeMap<(PackageId, ObjectId), Span>,
    ) {
        let head = &placed.node.head;
        // What is not in order there is told there.
        let Some(Named::Object(id)) = self.names.values.get(&head.name) else {
            return;
        };
        if let Some(alias) = &head.alias {
            self.problems.push(AddedAlias {
                name: head.name.text.clone(),
                alias: alias.text.clone(),
                place: alias.span,
            });
        }
        let package = self.names.links.package(head.name.span);
        if let Some(first) = seen.insert((package, id), head.name.span) {
            self.problems.push(DeclaredTwice {
                name: head.name.text.clone(),
                first,
                second: head.name.span,
            });
            return;
        }
        let (notes, _) = remarks(&placed.node.remarks);
        if let Some(object) = self.model.objects.get_mut(id.index()) {
            object.notes.extend(notes);
        }
        self.declared.parts.push((id, placed));
    }
}

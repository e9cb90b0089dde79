//! Facts that nothing asks for, and norms that no example tests.

use std::collections::BTreeSet;

use crate::check::problem::lints::{FactUnused, NormUntested};
use crate::check::{
    Collection, ExpectationKind, FieldId, Instance, ListOf, Model, Norm, NormId, ObjectId, Term,
    TermKind,
};
use crate::diagnostic::Problems;

/// Tells every fact that no definition, table or norm uses.
pub(super) fn facts(model: &Model, problems: &mut Problems) {
    // A package without norms of its own declares facts for others.
    let own = |norm: &Norm| model.package_of(norm.span).is_none();
    if !model.norms.iter().any(own) {
        return;
    }
    let mut used = Used::default();
    for term in terms(model) {
        term.each(|part| used.take(part));
    }
    let subjects = model.norms.iter().filter_map(|norm| norm.object);
    used.objects.extend(subjects);
    used.objects
        .extend(model.definitions.iter().filter_map(|one| one.object));
    used.objects
        .extend(model.findings.iter().filter_map(|one| one.object));
    for (at, field) in (0_u32..).zip(&model.fields) {
        let listed = match &field.kind {
            // A list brings the members that norms are judged for.
            crate::check::FieldKind::List { object, .. } => used.objects.contains(object),
            crate::check::FieldKind::Value { .. } => false,
        };
        // Whom a norm benefits is told in words: 儿童（其中 有出生缺陷）.
        let named = |norm: &Norm| {
            norm.beneficiaries
                .iter()
                .any(|words| words.contains(&field.label.name))
        };
        let used = used.fields.contains(&FieldId(at)) || model.norms.iter().any(named);
        if !listed && !used {
            let object = model.objects.get(field.object.index());
            problems.push(FactUnused {
                object: object
                    .map(|object| object.label.name.clone())
                    .unwrap_or_default(),
                name: field.label.name.clone(),
                place: field.label.span,
            });
        }
    }
}

/// Every term of a package that decides something.
fn terms(model: &Model) -> Vec<&Term> {
    let mut found: Vec<&Term> = Vec::new();
    for definition in &model.definitions {
        found.push(&definition.value);
        for exception in &definition.exceptions {
            found.extend([&exception.condition, &exception.value]);
        }
    }
    for table in &model.tables {
        found.extend(&table.inputs);
        for row in &table.rows {
            found.push(&row.condition);
            found.extend(&row.values);
        }
    }
    for norm in &model.norms {
        found.extend(norm.terms());
    }
    found
}

#[derive(Debug, Default)]
struct Used {
    fields: BTreeSet<FieldId>,
    objects: BTreeSet<ObjectId>,
}

impl Used {
    fn take(&mut self, term: &Term) {
        match &term.kind {
            TermKind::Field { of, field } => {
                self.fields.insert(*field);
                self.instance(of);
            }
            TermKind::Definition { of, .. }
            | TermKind::Finding { of, .. }
            | TermKind::Table { of, .. }
            | TermKind::Holds { of, .. }
            | TermKind::Granted { of, .. } => {
                if let Some(of) = of {
                    self.instance(of);
                }
            }
            TermKind::Exists { collection, .. }
            | TermKind::Every { collection, .. }
            | TermKind::Aggregate { collection, .. } => self.collection(collection),
            _ => {}
        }
    }

    fn collection(&mut self, collection: &Collection) {
        for generator in &collection.generators {
            self.objects.insert(generator.object);
            if let ListOf::Field { of, field } = &generator.list {
                self.fields.insert(*field);
                self.instance(of);
            }
        }
    }

    fn instance(&mut self, instance: &Instance) {
        let mut next = Some(instance);
        while let Some(instance) = next {
            next = match instance {
                Instance::OwnerOf { of, list } => {
                    self.fields.insert(*list);
                    Some(of)
                }
                Instance::Root(_) | Instance::Bound(_) => None,
            };
        }
    }
}

/// Tells every norm that decides something and of which no example expects anything. A task that only names what is to be done
/// has nothing that an example could test.
pub(super) fn norms(model: &Model, problems: &mut Problems) {
    let expected = model
        .examples
        .iter()
        .flat_map(|example| &example.expectations);
    let tested: BTreeSet<NormId> = expected
        .filter_map(|expectation| match &expectation.kind {
            ExpectationKind::Outcome { norm, .. } | ExpectationKind::NormValue { norm, .. } => {
                Some(*norm)
            }
            _ => None,
        })
        .collect();
    for norm in model
        .norms
        .iter()
        .filter(|norm| decides(norm) && !tested.contains(&norm.id))
    {
        problems.push(NormUntested {
            kind: crate::check::account::modality_words(norm.modality),
            name: norm.label.name.clone(),
            place: norm.label.span,
        });
    }
}

fn decides(norm: &Norm) -> bool {
    norm.subject.is_some()
        || norm.condition.is_some()
        || !norm.exceptions.is_empty()
        || norm.grants.iter().any(|grant| grant.value.is_some())
        || norm.done_when.is_some()
        || norm.done_on.is_some()
        || norm.violated_when.is_some()
        || norm.measure.is_some()
}

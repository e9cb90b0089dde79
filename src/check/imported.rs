//! What the opened package sees of the others: imported members, errors elsewhere, and the names under which things are shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Problem, Problems, Severity};
use crate::source::Span;
use crate::syntax::document::{DeclarationKind, Document, Item};

use super::from_documents::{Check, Inputs};
use super::links::{Links, PackageId};
use super::model::{Label, Model, ObjectId};
use super::problem::imports::{DependencyUnsound, ImportElsewhere};

impl Check<'_> {
    /// Tells imports of members whose object is not the one that is written.
    pub(super) fn imported_members(&mut self) {
        let mut wrong = Vec::new();
        for (_, _, one) in self.names.links.all_members() {
            let objects = (0_u32..)
                .zip(&self.model.objects)
                .map(|(at, _)| ObjectId(at));
            let mut owners =
                objects.filter(|object| self.names.is_object(&one.object, one.link.to, *object));
            let found = owners.any(|object| {
                let there = self.names.members.of(object, &one.link.name, one.link.to);
                there.is_some()
            });
            if !found && !self.names.links_to_broken(one) {
                wrong.push((one.object.text.clone(), one.link.clone()));
            }
        }
        for (object, link) in wrong {
            let package = link
                .to
                .joined()
                .and_then(|at| self.inputs.joined.get(at))
                .map(|joined| joined.name.clone());
            self.problems.push(ImportElsewhere {
                name: format!("{object}的{}", link.name),
                package: package.unwrap_or_default(),
                place: link.item,
            });
        }
    }
}

/// One problem of the checked package for each package that it is built on and that is in error.
#[must_use]
pub fn unsound(documents: &[Document], inputs: &Inputs, problems: &Problems) -> Vec<Problem> {
    let mut found = Vec::new();
    for joined in &inputs.joined {
        let errors = problems.iter().filter(|problem| {
            problem.severity() == Severity::Error
                && joined.files.contains(&problem.primary().span.file())
        });
        let count = errors.count();
        if count == 0 {
            continue;
        }
        let Some(place) = place_of(&joined.name, documents, inputs) else {
            continue;
        };
        let name = joined.name.clone();
        found.push(DependencyUnsound { name, place, count }.into());
    }
    found
}

/// Where the opened package names a package, or one that is built on it.
fn place_of(name: &str, documents: &[Document], inputs: &Inputs) -> Option<Span> {
    let elsewhere: BTreeSet<_> = inputs.joined.iter().flat_map(|one| &one.files).collect();
    let own = documents
        .iter()
        .filter(|document| !elsewhere.contains(&document.file));
    let imports = own.flat_map(|document| &document.items).filter_map(|item| {
        let Item::Declaration(declaration) = item else {
            return None;
        };
        match &declaration.kind {
            DeclarationKind::Import(import) => {
                Some((import.package.text.as_str(), import.package.span))
            }
            _ => None,
        }
    });
    let named = imports.chain(
        inputs
            .dependencies
            .iter()
            .filter_map(|(name, place)| Some((name.as_str(), (*place)?))),
    );
    let named: Vec<(&str, Span)> = named.collect();
    let direct = named.iter().find(|(known, _)| *known == name);
    let through = || {
        named
            .iter()
            .find(|(known, _)| reached(known, inputs).contains(name))
    };
    direct.or_else(through).map(|(_, place)| *place)
}

/// The names of all packages that a package is built on.
fn reached<'i>(from: &'i str, inputs: &'i Inputs) -> BTreeSet<&'i str> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            let joined = inputs.joined.iter().find(|one| one.name == name);
            let names = joined.into_iter().flat_map(|one| one.dependencies.keys());
            waiting.extend(names.map(String::as_str));
        }
    }
    reached
}

/// Gives what other packages declare the names under which the opened package sees it: its own name where it is imported,
/// else `规则包：名称`. Objects and facts have one name in the whole program.
pub(super) fn show_names(model: &mut Model, documents: &[Document], inputs: &Inputs) {
    if inputs.joined.is_empty() {
        return;
    }
    let (links, _) = Links::of(documents, inputs);
    let root = PackageId::default();
    let mut seen: BTreeMap<(PackageId, &str), Vec<&str>> = BTreeMap::new();
    for (word, link) in links.words(root) {
        let words = seen.entry((link.to, link.name.as_str())).or_default();
        words.push(word);
    }
    let mut members: BTreeMap<(PackageId, &str), Vec<&str>> = BTreeMap::new();
    for (_, word, one) in links
        .all_members()
        .filter(|(package, _, _)| *package == root)
    {
        let key = (one.link.to, one.link.name.as_str());
        members.entry(key).or_default().push(word);
    }
    let homes: Vec<PackageId> = model
        .objects
        .iter()
        .map(|object| links.package(object.label.span))
        .collect();
    // Whether the opened package has a name for it.
    let shown = |label: &mut Label, object: Option<ObjectId>, member: bool| {
        let package = links.package(label.span);
        let Some(joined) = package.joined().and_then(|at| inputs.joined.get(at)) else {
            return true;
        };
        let home = object.and_then(|object| homes.get(object.index()));
        if member && home == Some(&package) {
            return true;
        }
        let known = if member { &members } else { &seen };
        match known
            .get(&(package, label.name.as_str()))
            .map(Vec::as_slice)
        {
            Some(words) if words.contains(&label.name.as_str()) => true,
            Some([word, ..]) => {
                label.name = (*word).to_owned();
                label.alias = None;
                true
            }
            Some([]) | None => {
                let from = &joined.name;
                label.alias = label.alias.as_ref().map(|alias| format!("{from}:{alias}"));
                label.name = format!("{from}：{}", label.name);
                false
            }
        }
    };
    for one in &mut model.instruments {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.errata {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.calendars {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.parameters {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.readings {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.repeals {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.declaratories {
        shown(&mut one.label, None, false);
    }
    for one in &mut model.definitions {
        shown(&mut one.label, one.object, one.object.is_some());
    }
    for one in &mut model.tables {
        shown(&mut one.label, one.object, one.object.is_some());
    }
    for one in &mut model.findings {
        shown(&mut one.label, one.object, one.object.is_some());
    }
    for one in &mut model.norms {
        if !shown(&mut one.label, one.object, false) {
            model.hidden.insert(one.id);
        }
    }
}

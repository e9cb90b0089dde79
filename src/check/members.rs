//! The names inside objects: facts, definitions, tables and findings, each of the package that declares it.
//!
//! A fact is known wherever its package is built on; what is computed or found is known in its own package, and where the
//! object is known if it is declared beside the object.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::source::Span;
use crate::syntax::document::Name;

use super::links::{Links, PackageId};
use super::model::ObjectId;
use super::names::Member;
use super::problem::names::DeclaredTwice;

#[derive(Debug, Clone, Copy)]
struct Entry {
    member: Member,
    /// Facts are known also where their declaration failed.
    fact: bool,
    package: PackageId,
    span: Span,
}

/// The members of all objects.
#[derive(Debug)]
pub(super) struct Members {
    links: Rc<Links>,
    entries: BTreeMap<ObjectId, BTreeMap<String, Vec<Entry>>>,
    homes: BTreeMap<ObjectId, PackageId>,
}

impl Members {
    pub(super) fn new(links: &Rc<Links>) -> Self {
        Self {
            links: Rc::clone(links),
            entries: BTreeMap::new(),
            homes: BTreeMap::new(),
        }
    }

    /// Takes an object in, with the place where it is declared.
    pub(super) fn object(&mut self, object: ObjectId, place: Span) {
        self.homes.insert(object, self.links.package(place));
        self.entries.entry(object).or_default();
    }

    /// Takes a fact in.
    pub(super) fn fact(
        &mut self,
        object: ObjectId,
        name: &Name,
        alias: Option<&Name>,
        member: Member,
    ) -> Result<(), DeclaredTwice> {
        self.declare(object, name, alias, member, true)
    }

    /// Takes in what is computed or found.
    pub(super) fn computed(
        &mut self,
        object: ObjectId,
        name: &Name,
        alias: Option<&Name>,
        member: Member,
    ) -> Result<(), DeclaredTwice> {
        self.declare(object, name, alias, member, false)
    }

    fn declare(
        &mut self,
        object: ObjectId,
        name: &Name,
        alias: Option<&Name>,
        member: Member,
        fact: bool,
    ) -> Result<(), DeclaredTwice> {
        let alias = alias.filter(|alias| alias.text != name.text);
        let package = self.links.package(name.span);
        let entry = |word: &Name| Entry {
            member,
            fact,
            package,
            span: word.span,
        };
        let words = || std::iter::once(name).chain(alias);
        let twice = words().find_map(|word| {
            let new = entry(word);
            let known = self.entries.get(&object)?.get(&word.text)?;
            let meets = |old: &&Entry| {
                old.fact && fact
                    || self.is_seen(object, old, package)
                    || self.is_seen(object, &new, old.package)
            };
            let first = known.iter().find(meets)?.span;
            Some(DeclaredTwice {
                name: word.text.clone(),
                first,
                second: word.span,
            })
        });
        let clashes = twice.as_ref().map(|twice| twice.name.clone());
        let entries = self.entries.entry(object).or_default();
        for word in words().filter(|word| clashes.as_ref() != Some(&word.text)) {
            entries
                .entry(word.text.clone())
                .or_default()
                .push(entry(word));
        }
        twice.map_or(Ok(()), Err)
    }

    fn is_seen(&self, object: ObjectId, entry: &Entry, from: PackageId) -> bool {
        entry.package == from
            || self.homes.get(&object) == Some(&entry.package)
            || entry.fact && self.links.is_built_on(from, entry.package)
    }

    /// What a word means inside an object at a place, imports left out.
    pub(super) fn own(&self, object: ObjectId, word: &str, place: Span) -> Option<Member> {
        let known = self.entries.get(&object)?.get(word)?;
        let package = self.links.package(place);
        let found = known
            .iter()
            .find(|entry| self.is_seen(object, entry, package))?;
        Some(found.member)
    }

    /// What a package declares of an object under a name.
    pub(super) fn of(&self, object: ObjectId, name: &str, package: PackageId) -> Option<Member> {
        let known = self.entries.get(&object)?.get(name)?;
        let found = known.iter().find(|entry| entry.package == package)?;
        Some(found.member)
    }

    /// The names of an object that a package knows.
    pub(super) fn words(&self, object: ObjectId, package: PackageId) -> Vec<&str> {
        let known = self.entries.get(&object).into_iter().flatten();
        known
            .filter(|(_, entries)| {
                let mut entries = entries.iter();
                entries.any(|entry| self.is_seen(object, entry, package))
            })
            .map(|(word, _)| word.as_str())
            .collect()
    }

    /// All names with the places where they are declared.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, Span)> {
        let all = self.entries.values().flatten();
        all.flat_map(|(word, entries)| entries.iter().map(|one| (word.as_str(), one.span)))
    }

    /// Another object that has a member of this name at a place.
    pub(super) fn elsewhere(&self, word: &str, place: Span) -> Option<ObjectId> {
        let mut objects = self.entries.keys().copied();
        objects.find(|object| self.own(*object, word, place).is_some())
    }
}

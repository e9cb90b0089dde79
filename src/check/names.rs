//! Names in, what they stand for out: one namespace for what expressions use, one for each object, one for what is cited.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::Words;
use crate::quantity::Unit;
use crate::source::Span;
use crate::syntax::built_in;
use crate::syntax::document::{Head, Name, Told};

use super::links::{Links, MemberLink, PackageId};
use super::members::Members;
use super::model::{
    CalendarId, DefinitionId, FieldId, FindingId, InstrumentId, Label, NormId, ObjectId,
    ParameterId, ReadingId, TableId,
};
use super::problem::names::{DeclaredTwice, TakenName};

/// What a name outside all objects stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Object(ObjectId),
    Parameter(ParameterId),
    Definition(DefinitionId),
    Table(TableId),
    Finding(FindingId),
    Reading(ReadingId),
    Norm(NormId),
    /// Declared, but not in order: its problem is reported.
    Broken,
}

impl Named {
    /// What it is, in both languages.
    pub(super) fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Object(_) => ("对象", "an object"),
            Self::Parameter(_) => ("参数", "a parameter"),
            Self::Definition(_) => ("定义", "a definition"),
            Self::Table(_) => ("表", "a table"),
            Self::Finding(_) => ("认定", "a finding"),
            Self::Reading(_) => ("读法", "a reading"),
            Self::Norm(_) => ("规范", "a norm"),
            Self::Broken => ("声明", "a declaration"),
        }
    }
}

/// What a name inside an object stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Field(FieldId),
    Definition(DefinitionId),
    Table(TableId),
    Finding(FindingId),
    /// Declared, but not in order: its problem is reported.
    Broken,
}

/// What can be cited by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Citable {
    Instrument(InstrumentId),
    /// A 条款, by its place among the clauses.
    Clause(usize),
}

/// A namespace: every name and alias once.
#[derive(Debug, Clone)]
pub(super) struct Space<T> {
    entries: BTreeMap<String, (T, Span)>,
}

impl<T> Default for Space<T> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
        }
    }
}

impl<T: Copy> Space<T> {
    pub(super) fn get(&self, name: &str) -> Option<T> {
        self.entries.get(name).map(|(named, _)| *named)
    }

    /// Where it is declared.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.entries.get(name).map(|(_, span)| *span)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    fn holds(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Takes a name and its alias in.
    pub(super) fn declare(
        &mut self,
        name: &Name,
        alias: Option<&Name>,
        named: T,
    ) -> Result<(), DeclaredTwice> {
        let alias = alias.filter(|alias| alias.text != name.text);
        let twice = [Some(name), alias].into_iter().flatten().find_map(|word| {
            let first = self.place(&word.text)?;
            Some(DeclaredTwice {
                name: word.text.clone(),
                first,
                second: word.span,
            })
        });
        // A name that is declared again keeps its first meaning; its alias is still known.
        for word in [Some(name), alias].into_iter().flatten() {
            self.entries
                .entry(word.text.clone())
                .or_insert((named, word.span));
        }
        twice.map_or(Ok(()), Err)
    }

    /// Gives a name and its alias another meaning, once it is known.
    pub(super) fn settle(&mut self, name: &Name, alias: Option<&Name>, named: T) {
        for word in [Some(name), alias].into_iter().flatten() {
            if let Some(entry) = self.entries.get_mut(&word.text)
                && entry.1 == word.span
            {
                entry.0 = named;
            }
        }
    }
}

/// A namespace for each package. What a name stands for depends on the place where it is written.
#[derive(Debug)]
pub(super) struct Spaces<T> {
    links: Rc<Links>,
    own: BTreeMap<PackageId, Space<T>>,
}

impl<T: Copy> Spaces<T> {
    fn new(links: &Rc<Links>) -> Self {
        Self {
            links: Rc::clone(links),
            own: BTreeMap::new(),
        }
    }

    /// What a name stands for where it is written.
    pub(super) fn get(&self, name: &Name) -> Option<T> {
        self.at(&name.text, name.span)
    }

    /// What a word stands for at a place.
    pub(super) fn at(&self, word: &str, place: Span) -> Option<T> {
        let (found, import) = self.find(word, place)?;
        if let Some(import) = import {
            self.links.mark(import);
        }
        Some(found)
    }

    /// What a word would stand for at a place, without using it.
    pub(super) fn peek(&self, word: &str, place: Span) -> Option<T> {
        self.find(word, place).map(|(found, _)| found)
    }

    fn find(&self, word: &str, place: Span) -> Option<(T, Option<Span>)> {
        let package = self.links.package(place);
        let own = self.own.get(&package).and_then(|own| own.get(word));
        if let Some(own) = own {
            return Some((own, None));
        }
        let link = self.links.plain(package, word)?;
        let found = self.own.get(&link.to)?.get(&link.name)?;
        Some((found, Some(link.item)))
    }

    /// The names that are known at a place.
    pub(super) fn words(&self, place: Span) -> impl Iterator<Item = &str> {
        let package = self.links.package(place);
        let own = self.own.get(&package).into_iter().flat_map(Space::words);
        let imported = self.links.words(package).filter_map(|(word, link)| {
            let there = self.own.get(&link.to)?;
            there.holds(&link.name).then_some(word)
        });
        own.chain(imported)
    }

    /// Takes a name and its alias in, for the package in which it is written.
    pub(super) fn declare(
        &mut self,
        name: &Name,
        alias: Option<&Name>,
        named: T,
    ) -> Result<(), DeclaredTwice> {
        let package = self.links.package(name.span);
        let own = self.own.entry(package).or_default();
        own.declare(name, alias, named)
    }

    /// Gives a name and its alias another meaning, once it is known.
    pub(super) fn settle(&mut self, name: &Name, alias: Option<&Name>, named: T) {
        let package = self.links.package(name.span);
        if let Some(own) = self.own.get_mut(&package) {
            own.settle(name, alias, named);
        }
    }
}

/// All names of a program.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) links: Rc<Links>,
    pub(super) values: Spaces<Named>,
    pub(super) citables: Spaces<Citable>,
    pub(super) calendars: Spaces<CalendarId>,
    pub(super) units: Spaces<usize>,
    /// Objects and units have one name in the whole program.
    pub(super) objects: Space<ObjectId>,
    pub(super) all_units: Space<usize>,
    pub(super) members: Members,
    /// Names of declarations that could not be read.
    broken: BTreeSet<(PackageId, String)>,
}

impl Names {
    /// No names but those of broken declarations.
    pub(super) fn new(links: Links, broken: &[Name]) -> Self {
        let links = Rc::new(links);
        let mut names = Self {
            values: Spaces::new(&links),
            citables: Spaces::new(&links),
            calendars: Spaces::new(&links),
            units: Spaces::new(&links),
            objects: Space::default(),
            all_units: Space::default(),
            members: Members::new(&links),
            broken: BTreeSet::new(),
            links,
        };
        for name in broken {
            names.break_name(name);
        }
        names
    }

    /// What a name means inside an object.
    pub(super) fn member(&self, object: ObjectId, name: &Name) -> Option<Member> {
        self.member_at(object, &name.text, name.span)
    }

    /// What a word would mean inside an object at a place.
    pub(super) fn member_at(&self, object: ObjectId, word: &str, place: Span) -> Option<Member> {
        // The document has the Chinese spelling of `count`; a fact may be named by the English one.
        let twin = || {
            let (zh, en) = built_in::ending(word)?;
            let known = |word: &str| self.member_spelled(object, word, place);
            known(zh).or_else(|| known(en))
        };
        self.member_spelled(object, word, place).or_else(twin)
    }

    fn member_spelled(&self, object: ObjectId, word: &str, place: Span) -> Option<Member> {
        let found = self.members.own(object, word, place);
        found.or_else(|| {
            let package = self.links.package(place);
            let links = self.links.members(package, word).iter();
            links
                .filter(|one| self.is_object(&one.object, one.link.to, object))
                .find_map(|one| {
                    let found = self.members.of(object, &one.link.name, one.link.to)?;
                    self.links.mark(one.link.item);
                    Some(found)
                })
        })
    }

    /// Whether the object before 的 in an import is this one, by its name there or here.
    pub(super) fn is_object(&self, name: &Name, there: PackageId, object: ObjectId) -> bool {
        let there = self.values.own.get(&there);
        let there = there.and_then(|own| own.get(&name.text));
        let imported = || {
            let links = self.objects.get(&name.text);
            links.map(Named::Object)
        };
        [there, self.values.get(name), imported()].contains(&Some(Named::Object(object)))
    }

    /// The names of an object that are known at a place.
    pub(super) fn member_words(&self, object: ObjectId, place: Span) -> Vec<&str> {
        let package = self.links.package(place);
        self.members.words(object, package)
    }

    /// Names that the language itself uses. A clock may not be hidden anywhere; functions and units only from what stands
    /// outside all objects.
    pub(super) fn taken(&self) -> Vec<TakenName> {
        let own = self.values.own.values().flat_map(|own| &own.entries);
        let own = own.map(|(name, (_, place))| (name.as_str(), *place));
        let outside = own.chain(self.links.renamed());
        let outside = outside.filter_map(|(name, place)| Some((name, place, word_kind(name)?)));
        let inside = self.members.places().filter_map(|(name, place)| {
            built_in::clock(name)?;
            Some((name, place, CLOCK))
        });
        let all = outside.chain(inside);
        all.map(|(name, place, is)| TakenName {
            name: name.to_owned(),
            place,
            is,
        })
        .collect()
    }

    /// Whether the name belongs to a declaration that could not be read.
    pub(super) fn is_broken(&self, name: &Name) -> bool {
        let package = self.links.package(name.span);
        let word = name.text.as_str();
        let there = |to: PackageId, name: &str| self.broken.contains(&(to, name.to_owned()));
        let members = self.links.members(package, word);
        there(package, word)
            || self.links.is_broken(package, word)
            || self
                .links
                .plain(package, word)
                .is_some_and(|link| there(link.to, &link.name))
            || members
                .iter()
                .any(|one| there(one.link.to, &one.link.name))
            // What belongs to an object is known wherever the object is.
            || self.broken.iter().any(|(to, broken)| {
                *to != package && broken == word && self.links.is_built_on(package, *to)
            })
    }

    /// Whether what an import of a member leads to is not in order.
    pub(super) fn links_to_broken(&self, one: &MemberLink) -> bool {
        let there = |name: &str| self.broken.contains(&(one.link.to, name.to_owned()));
        there(&one.link.name) || there(&one.object.text) || self.is_broken(&one.object)
    }

    /// Whether every declaration could be read.
    pub(super) fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// Remembers that a declaration is not in order.
    pub(super) fn break_name(&mut self, name: &Name) {
        let package = self.links.package(name.span);
        self.broken.insert((package, name.text.clone()));
    }
}

const CLOCK: (&str, &str) = ("日子", "a clock");

/// What a word is in every rule file.
fn word_kind(word: &str) -> Option<(&'static str, &'static str)> {
    if built_in::clock(word).is_some() {
        Some(CLOCK)
    } else if built_in::function(word).is_some() {
        Some(("函数", "a function"))
    } else {
        Unit::named(word).map(|_| ("单位", "a unit"))
    }
}

/// Words for people in both languages: those with Chinese letters are the Chinese ones, whichever were written first.
pub(super) fn in_both(told: &Told) -> Words {
    let words = &told.words.text;
    let twin = told.twin.as_ref().map_or(words, |twin| &twin.text);
    let is_chinese = |words: &str| {
        let mut letters = words.chars();
        letters.any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter))
    };
    if !is_chinese(words) && is_chinese(twin) {
        Words::new(twin, words)
    } else {
        Words::new(words, twin)
    }
}

/// The label of a declaration.
pub(super) fn label(head: &Head) -> Label {
    Label {
        name: head.name.text.clone(),
        alias: head.alias.as_ref().map(|alias| alias.text.clone()),
        span: head.name.span,
    }
}

/// The nearest of the known words, where one is near: at most a third of its letters differ, or one holds the other.
pub(super) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    let letters = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known.filter(|candidate| *candidate != word) {
        let length = candidate.chars().count().max(letters);
        let distance = strsim::osa_distance(word, candidate);
        let contained = letters >= 2
            && (candidate.contains(word) || word.contains(candidate))
            && candidate.chars().count() >= 2;
        let short =
            letters >= 3 && (is_shortened(word, candidate) || is_shortened(candidate, word));
        let near = distance.saturating_mul(3) <= length
            || (distance == 1 && length == 2)
            || contained
            || short;
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

/// Whether all letters of one name stand in the other in the same order, as in a shortened title.
fn is_shortened(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.chars().count() >= 3
        && short
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        let known = ["免票身高", "出生日期", "height"];
        let offer = |word: &str| nearest(word, known.into_iter());
        assert_eq!(offer("免票身长").as_deref(), Some("免票身高"));
        assert_eq!(offer("hieght").as_deref(), Some("height"));
        assert_eq!(offer("身高").as_deref(), Some("免票身高"));
        assert_eq!(offer("月收入"), None);
    }
}

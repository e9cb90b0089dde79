//! Names in, what they stand for out: one namespace for what expressions use, one for each object, one for what is cited.

use std::collections::{BTreeMap, BTreeSet};

use crate::quantity::Unit;
use crate::source::Span;
use crate::syntax::built_in;
use crate::syntax::document::{Head, Name};

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

/// All names of a package.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) values: Space<Named>,
    pub(super) members: BTreeMap<ObjectId, Space<Member>>,
    pub(super) citables: Space<Citable>,
    pub(super) calendars: Space<CalendarId>,
    pub(super) units: Space<usize>,
    /// Names of declarations that could not be read.
    pub(super) broken: BTreeSet<String>,
}

impl Names {
    /// What a name means inside an object.
    pub(super) fn member(&self, object: ObjectId, name: &str) -> Option<Member> {
        let space = self.members.get(&object)?;
        // The document has the Chinese spelling of `count`; a fact may be named by the English one.
        let twin = || built_in::ending(name).and_then(|(zh, en)| space.get(zh).or(space.get(en)));
        space.get(name).or_else(twin)
    }

    /// Names that the language itself uses. A clock may not be hidden anywhere; functions and units only from what stands
    /// outside all objects.
    pub(super) fn taken(&self) -> Vec<TakenName> {
        let outside = self.values.entries.iter();
        let outside = outside.filter_map(|(name, (_, place))| {
            let is = word_kind(name)?;
            Some((name, *place, is))
        });
        let inside = self.members.values().flat_map(|space| &space.entries);
        let inside = inside.filter_map(|(name, (_, place))| {
            built_in::clock(name)?;
            Some((name, *place, CLOCK))
        });
        let all = outside.chain(inside);
        all.map(|(name, place, is)| TakenName {
            name: name.clone(),
            place,
            is,
        })
        .collect()
    }

    /// Whether the name belongs to a declaration that could not be read.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
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

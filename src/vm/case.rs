//! A case: what is given about the instances that a decision is about.
//!
//! Facts come in typed, one at a time, and are checked against their declaration at once: a wrong one is a [`CaseError`] and
//! changes nothing. They are laid down as the machine will read them, a row of 64-bit integers for every instance; what does
//! not fit such a cell (a number with more digits than the declaration makes likely, or one of which only bounds are known) is
//! kept beside it, exactly, and makes the machine compute with ranges and fractions. A case is reused by
//! [`Case::clear`], which keeps its memory.

use std::collections::BTreeMap;

use crate::compile::{FieldId, FindingId, ObjectId, Program, ReadingId};
use crate::quantity::{Date, Number};

use super::bounds::{crossed, declared_bounds, narrowed};
use super::case_error::CaseError;
use super::limits::MAX_MEMBERS;
use super::outcome::Clocks;
use super::value::{TextId, Value, index};

mod cells;

mod laid;

pub(crate) use laid::OpenList;

/// An instance of an object in a case.
///
/// # Invariants
/// `row` is 0 for the one instance of an object that stands in no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance {
    /// Its object; none for the case as a whole.
    pub object: Option<ObjectId>,
    /// Its row among the instances of the object, in the order in which they were made.
    pub row: u32,
}

impl Instance {
    /// The case as a whole: where findings without an object belong.
    pub const CASE: Self = Self {
        object: None,
        row: 0,
    };

    /// The one instance of an object that stands in no list.
    #[must_use]
    pub const fn root(object: ObjectId) -> Self {
        Self {
            object: Some(object),
            row: 0,
        }
    }
}

/// A fact as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'a> {
    /// True or false.
    Boolean(bool),
    /// A number in base units.
    Number(Number),
    /// A day.
    Date(Date),
    /// Words.
    Text(&'a str),
    /// An option, by its place.
    Choice(u32),
}

/// What is given about the instances that a decision is about.
#[derive(Debug, Clone)]
pub struct Case<'p> {
    pub(crate) program: &'p Program,
    pub(crate) clocks: Clocks,
    /// The clocks as integers.
    pub(crate) days: [i64; 3],
    pub(crate) tables: Vec<Rows>,
    pub(crate) readings: Vec<u32>,
    texts: BTreeMap<String, u32>,
    instances: u32,
}

/// The rows of one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// How many facts, and how many lists, a row has.
    pub(crate) stride: usize,
    pub(crate) list_stride: usize,
    /// How many cells hold no value: what is missing, bounded, or too long for a cell.
    pub(crate) open: usize,
    /// How many cells hold a default.
    pub(crate) defaults: usize,
    pub(crate) count: u32,
    pub(crate) cells: Vec<i64>,
    pub(crate) states: Vec<CellState>,
    pub(crate) odd: BTreeMap<usize, Value>,
    pub(crate) lists: Vec<Option<(u32, u32)>>,
    pub(crate) owners: Vec<Option<(u32, u32)>>,
    pub(crate) unordered: bool,
}

/// What is known of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellState {
    /// Nothing is given.
    Missing,
    /// The cell holds the value.
    Known,
    /// The cell holds the default.
    Default,
    /// What is known stands beside the cells.
    Odd,
}

impl<'p> Case<'p> {
    /// A case about which nothing is given yet: each object that stands in no list has its one instance, every other none.
    #[must_use]
    pub fn new(program: &'p Program, clocks: Clocks) -> Self {
        let tables = program.tables().iter();
        let tables = tables
            .map(|table| Rows::of(table.facts.len(), table.lists.len()))
            .collect();
        let mut case = Self {
            program,
            clocks,
            days: [0; 3],
            tables,
            readings: Vec::new(),
            texts: BTreeMap::new(),
            instances: 0,
        };
        case.clear(clocks);
        case
    }

    /// Forgets everything that is given and keeps the memory.
    pub fn clear(&mut self, clocks: Clocks) {
        self.clocks = clocks;
        let days = [clocks.as_of, clocks.law_as_of, clocks.known_as_of];
        self.days = days.map(|day| i64::from(day.to_days()));
        self.instances = 0;
        self.texts.clear();
        self.readings.clear();
        self.readings.extend(
            self.program
                .schema()
                .readings
                .iter()
                .map(|reading| reading.default),
        );
        for rows in &mut self.tables {
            rows.clear();
        }
        self.add_row(0, None);
    }

    /// The clocks.
    #[must_use]
    pub const fn clocks(&self) -> Clocks {
        self.clocks
    }

    /// The program that the case is for.
    #[must_use]
    pub const fn program(&self) -> &'p Program {
        self.program
    }

    /// How many instances an object has so far.
    #[must_use]
    pub fn count(&self, object: ObjectId) -> u32 {
        let table = self.program.table_of(object);
        if table == Some(0) {
            1
        } else {
            table
                .and_then(|table| self.rows(table))
                .map_or(0, |rows| rows.count)
        }
    }

    /// An instance of an object that stands in lists, given directly, in no list.
    ///
    /// # Errors
    /// [`CaseError::OneInstance`] for an object that stands in no list; [`CaseError::TooManyInstances`].
    pub fn add(&mut self, object: ObjectId) -> Result<Instance, CaseError> {
        let table = self
            .program
            .table_of(object)
            .ok_or(CaseError::NoSuchObject)?;
        if table == 0 {
            return Err(CaseError::OneInstance(object));
        }
        self.allow(1)?;
        let row = self.add_row(table, None);
        Ok(Instance {
            object: Some(object),
            row,
        })
    }

    /// Gives a list its members: so many fresh instances, of which the first is returned; their rows follow one another.
    ///
    /// # Errors
    /// [`CaseError`] where it is no list of the owner, was given before, or has a length that its declaration or the limits
    /// exclude.
    pub fn give_list(
        &mut self,
        owner: Instance,
        list: FieldId,
        length: u32,
    ) -> Result<Instance, CaseError> {
        let number = self.program.list_of(list).ok_or(CaseError::NoList(list))?;
        let layout = *self
            .program
            .lists()
            .get(index(number))
            .ok_or(CaseError::NoList(list))?;
        let member = self
            .program
            .schema()
            .member_of(list)
            .ok_or(CaseError::NoList(list))?;
        self.check_instance(
            owner,
            self.program.schema().field(list).map(|field| field.object),
        )?;
        if length > MAX_MEMBERS {
            return Err(CaseError::TooManyMembers { list, length });
        }
        if length < layout.least || length > layout.greatest {
            return Err(CaseError::Length {
                list,
                length,
                least: layout.least,
                greatest: layout.greatest,
            });
        }
        self.allow(length)?;
        let first = self.rows(layout.members).map_or(0, |rows| rows.count);
        let stride = self
            .program
            .tables()
            .get(index(layout.owner))
            .map_or(0, |table| table.lists.len());
        let place = index(owner.row)
            .saturating_mul(stride)
            .saturating_add(index(layout.offset));
        let cell = self
            .tables
            .get_mut(index(layout.owner))
            .and_then(|rows| rows.lists.get_mut(place));
        match cell {
            Some(cell @ None) => *cell = Some((first, length)),
            Some(Some(_)) => return Err(CaseError::GivenTwice(list)),
            None => return Err(CaseError::NoSuchInstance),
        }
        for _ in 0..length {
            self.add_row(layout.members, Some((number, owner.row)));
        }
        Ok(Instance {
            object: Some(member),
            row: first,
        })
    }

    /// Gives a fact.
    ///
    /// # Errors
    /// [`CaseError`] where the fact is not one of the instance, was given before, has another type, or lies outside its bounds.
    pub fn give(
        &mut self,
        of: Instance,
        field: FieldId,
        given: Given<'_>,
    ) -> Result<(), CaseError> {
        let (column, declared) = self.fact(of, field)?;
        let value = self.checked(field, declared, given)?;
        if let Given::Text(words) = given {
            self.remember(words);
        }
        self.put(of, &column, value)
    }

    /// Gives bounds of a fact, both included; either may be none.
    ///
    /// # Errors
    /// As for [`Case::give`], and [`CaseError::Crossed`] where the low bound is above the high one, [`CaseError::NoBounds`]
    /// where the fact is neither a number nor a day.
    pub fn give_bounds(
        &mut self,
        of: Instance,
        field: FieldId,
        low: Option<Given<'_>>,
        high: Option<Given<'_>>,
    ) -> Result<(), CaseError> {
        let (column, declared) = self.fact(of, field)?;
        let all = declared_bounds(self.program, declared);
        let low = low
            .map(|given| self.checked(field, declared, given))
            .transpose()?;
        let high = high
            .map(|given| self.checked(field, declared, given))
            .transpose()?;
        let value = narrowed(all, low, high).ok_or(CaseError::NoBounds(field))?;
        if crossed(&value) {
            return Err(CaseError::Crossed(field));
        }
        self.put(of, &column, value)
    }

    /// Says what was found.
    ///
    /// # Errors
    /// [`CaseError`] where the finding is not one of the instance or was made before.
    pub fn find(&mut self, of: Instance, finding: FindingId, holds: bool) -> Result<(), CaseError> {
        let declared = self
            .program
            .schema()
            .finding(finding)
            .ok_or(CaseError::NoSuchInstance)?;
        self.check_instance(of, declared.object)?;
        let column = *self
            .program
            .finding_column(finding)
            .ok_or(CaseError::NoSuchInstance)?;
        let place = self.place(of, &column);
        let rows = self
            .tables
            .get_mut(index(column.table))
            .ok_or(CaseError::NoSuchInstance)?;
        if rows.states.get(place) == Some(&CellState::Known) {
            return Err(CaseError::FoundTwice(finding));
        }
        rows.set(place, CellState::Known, i64::from(holds));
        Ok(())
    }

    /// Takes a reading.
    ///
    /// # Errors
    /// [`CaseError::NoSuchOption`] where it has no such option.
    pub fn read(&mut self, reading: ReadingId, option: u32) -> Result<(), CaseError> {
        let options = self
            .program
            .schema()
            .reading(reading)
            .map_or(0, |reading| self.program.schema().options(reading.choice));
        match self.readings.get_mut(reading.index()) {
            Some(taken) if option < options => {
                *taken = option;
                Ok(())
            }
            _ => Err(CaseError::NoSuchOption),
        }
    }

    /// What is known of a fact: the range between its declared bounds where it is not given.
    #[must_use]
    pub fn known(&self, of: Instance, field: FieldId) -> Option<Value> {
        let column = self.program.fact_column(field)?;
        let rows = self.rows(column.table)?;
        let place = self.place(of, column);
        Some(self.cell_value(rows, place, column))
    }

    /// The words of a text.
    #[must_use]
    pub fn text(&self, text: TextId) -> Option<&str> {
        let constants = self.program.texts();
        if let Some(words) = constants.get(index(text.0)) {
            return Some(words);
        }
        self.texts
            .iter()
            .find(|(_, number)| **number == text.0)
            .map(|(words, _)| words.as_str())
    }

    /// A member of a list that is given, from 0.
    #[must_use]
    pub fn member(&self, owner: Instance, list: FieldId, number: u32) -> Option<Instance> {
        let layout = self
            .program
            .lists()
            .get(index(self.program.list_of(list)?))?;
        let stride = self.program.tables().get(index(layout.owner))?.lists.len();
        let place = index(owner.row)
            .checked_mul(stride)?
            .checked_add(index(layout.offset))?;
        let (first, length) = (*self.rows(layout.owner)?.lists.get(place)?)?;
        let row = first.checked_add(number).filter(|_| number < length)?;
        Some(Instance {
            object: self.program.schema().member_of(list),
            row,
        })
    }

    /// Where an instance stands: its owner and the list, with its place in it from 0; none where it was given directly.
    #[must_use]
    pub fn owner(&self, of: Instance) -> Option<(Instance, FieldId, u32)> {
        let table = self.program.table_of(of.object?)?;
        let rows = self.rows(table)?;
        let (list, owner) = (*rows.owners.get(index(of.row))?)?;
        let layout = self.program.lists().get(index(list))?;
        let object = self.program.schema().field(layout.field)?.object;
        let stride = self.program.tables().get(index(layout.owner))?.lists.len();
        let place = index(owner)
            .checked_mul(stride)?
            .checked_add(index(layout.offset))?;
        let (first, _) = (*self.rows(layout.owner)?.lists.get(place)?)?;
        Some((
            Instance {
                object: Some(object),
                row: owner,
            },
            layout.field,
            of.row.checked_sub(first)?,
        ))
    }

    /// The instances of an object in the order in which they are judged: lists of owners in order, members in order, those
    /// given directly last.
    #[must_use]
    pub fn instances(&self, object: ObjectId) -> Vec<Instance> {
        let table = self.program.table_of(object).unwrap_or(0);
        if table == 0 {
            return vec![Instance::root(object)];
        }
        let count = self.rows(table).map_or(0, |rows| rows.count);
        let order = self.order(table).unwrap_or_else(|| (0..count).collect());
        order
            .into_iter()
            .map(|row| Instance {
                object: Some(object),
                row,
            })
            .collect()
    }
}

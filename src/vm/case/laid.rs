//! Facts laid down as the integers of their cells, one after another, by a reader that knows the layout.
//!
//! What is laid down here is what [`Case::give`] and [`Case::give_list`] would have laid down; the reader answers for the
//! value, the case for its place. Nothing here takes memory that the case does not have, once it has held a case of that size.

use crate::compile::ListLayout;

use super::{Case, CellState, Rows};
use crate::vm::limits::MAX_MEMBERS;
use crate::vm::outcome::Clocks;
use crate::vm::value::{TextId, Value, index};

/// A list whose members are still coming in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenList {
    number: u32,
    owner: u32,
    first: u32,
    length: u32,
}

impl Case<'_> {
    /// Changes the clocks and nothing else.
    pub(crate) fn set_clocks(&mut self, clocks: Clocks) {
        self.clocks = clocks;
        let days = [clocks.as_of, clocks.law_as_of, clocks.known_as_of];
        self.days = days.map(|day| i64::from(day.to_days()));
    }

    /// Lays down a fact or finding; false where it was given before.
    pub(crate) fn lay(&mut self, (table, row, offset): (u32, u32, u32), raw: i64) -> bool {
        let Some(rows) = self.tables.get_mut(index(table)) else {
            return false;
        };
        let place = index(row)
            .saturating_mul(rows.stride)
            .saturating_add(index(offset));
        let fresh = matches!(
            rows.states.get(place),
            Some(CellState::Missing | CellState::Default)
        );
        if fresh {
            rows.set(place, CellState::Known, raw);
        }
        fresh
    }

    /// Begins a list; none where it was given before.
    pub(crate) fn open_list(&self, number: u32, owner: u32) -> Option<OpenList> {
        let layout = self.program.lists().get(index(number))?;
        let free = self.list_cell(layout, owner)?.is_none();
        let first = self.rows(layout.members)?.count;
        free.then_some(OpenList {
            number,
            owner,
            first,
            length: 0,
        })
    }

    /// The row of the next member; none where there are too many, or others came in between.
    pub(crate) fn next_member(&mut self, list: &mut OpenList) -> Option<u32> {
        let members = self.program.lists().get(index(list.number))?.members;
        let row = list.first.checked_add(list.length)?;
        if list.length >= MAX_MEMBERS || self.rows(members)?.count != row {
            return None;
        }
        self.allow(1).ok()?;
        list.length = list.length.saturating_add(1);
        Some(self.add_row(members, Some((list.number, list.owner))))
    }

    /// Ends a list; false where its declaration excludes its length.
    pub(crate) fn close_list(&mut self, list: OpenList) -> bool {
        let Some(layout) = self.program.lists().get(index(list.number)).copied() else {
            return false;
        };
        if list.length < layout.least || list.length > layout.greatest {
            return false;
        }
        let Some(rows) = self.tables.get_mut(index(layout.owner)) else {
            return false;
        };
        let place = index(list.owner)
            .saturating_mul(rows.list_stride)
            .saturating_add(index(layout.offset));
        match rows.lists.get_mut(place) {
            Some(cell) => {
                *cell = Some((list.first, list.length));
                true
            }
            None => false,
        }
    }

    fn list_cell(&self, layout: &ListLayout, owner: u32) -> Option<Option<(u32, u32)>> {
        let rows = self.rows(layout.owner)?;
        let place = index(owner)
            .checked_mul(rows.list_stride)?
            .checked_add(index(layout.offset))?;
        rows.lists.get(place).copied()
    }
}

/// Two cases are equal where the same is given about the same instances; in which order texts came in does not matter.
impl PartialEq for Case<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.program, other.program)
            && (self.clocks, &self.readings) == (other.clocks, &other.readings)
            && self.instances == other.instances
            && (0_u32..).zip(self.tables.iter().zip(&other.tables)).all(
                |(table, (mine, theirs))| {
                    mine.same_shape(theirs) && self.same_values(table, mine, other, theirs)
                },
            )
    }
}

impl Eq for Case<'_> {}

impl Case<'_> {
    fn same_values(&self, table: u32, mine: &Rows, other: &Self, theirs: &Rows) -> bool {
        let Some(layout) = self.program.tables().get(index(table)) else {
            return false;
        };
        let columns = layout
            .facts
            .iter()
            .cycle()
            .filter_map(|id| self.program.column(*id));
        mine.states
            .iter()
            .enumerate()
            .zip(columns)
            .all(|((place, _), column)| {
                let values = (
                    self.cell_value(mine, place, column),
                    other.cell_value(theirs, place, column),
                );
                match values {
                    (Value::Text(Some(one)), Value::Text(Some(another))) => {
                        self.words_of(one) == other.words_of(another)
                    }
                    (one, another) => one == another,
                }
            })
    }

    fn words_of(&self, text: TextId) -> Option<&str> {
        self.text(text)
    }
}

impl Rows {
    fn same_shape(&self, other: &Self) -> bool {
        (self.count, self.open, self.defaults) == (other.count, other.open, other.defaults)
            && self.unordered == other.unordered
            && (&self.states, &self.lists) == (&other.states, &other.lists)
            && self.owners == other.owners
    }
}

//! The registers and rows of a run.

use crate::vm::value::index;

use super::fraction::Fraction;

/// In a row register: the row is not there.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// A loop on its way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cursor {
    pub(crate) position: u32,
    pub(crate) end: u32,
    /// The table whose rows are taken in another order than they stand in; 0 for none.
    pub(crate) ordered: u32,
}

/// What both ways to run have in common: row registers and loops.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) registers: Vec<u32>,
    cursors: Vec<Cursor>,
    /// By table, the order of its rows where it is not that in which they stand.
    pub(crate) orders: Vec<Option<Vec<u32>>>,
}

impl Rows {
    pub(crate) fn new(rows: u32, tables: usize) -> Self {
        Self {
            registers: vec![NO_ROW; index(rows)],
            cursors: vec![Cursor::default(); index(rows)],
            orders: vec![None; tables],
        }
    }

    /// The row in a row register; the one row of the case for a number beyond all of them.
    #[inline]
    pub(crate) fn row(&self, register: u32) -> u32 {
        self.registers.get(index(register)).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn set(&mut self, register: u32, row: u32) {
        if let Some(slot) = self.registers.get_mut(index(register)) {
            *slot = row;
        }
    }

    /// Whether the loop has a first row.
    #[inline]
    pub(crate) fn begin(&mut self, level: u32, first: u32, length: u32, ordered: u32) -> bool {
        let end = first.saturating_add(length);
        let ordered = if self.orders.get(index(ordered)).is_some_and(Option::is_some) {
            ordered
        } else {
            0
        };
        let cursor = Cursor {
            position: first,
            end,
            ordered,
        };
        if let Some(slot) = self.cursors.get_mut(index(level)) {
            *slot = cursor;
        }
        self.take(level, cursor)
    }

    /// Whether the loop has another row.
    #[inline]
    pub(crate) fn next(&mut self, level: u32) -> bool {
        let Some(slot) = self.cursors.get_mut(index(level)) else {
            return false;
        };
        slot.position = slot.position.saturating_add(1);
        let cursor = *slot;
        self.take(level, cursor)
    }

    #[inline]
    fn take(&mut self, level: u32, cursor: Cursor) -> bool {
        if cursor.position >= cursor.end {
            return false;
        }
        let row = if cursor.ordered == 0 {
            Some(cursor.position)
        } else {
            self.in_order(cursor)
        };
        self.set(level, row.unwrap_or(NO_ROW));
        row.is_some()
    }

    fn in_order(&self, cursor: Cursor) -> Option<u32> {
        self.orders
            .get(index(cursor.ordered))?
            .as_ref()?
            .get(index(cursor.position))
            .copied()
    }
}

/// The place of a value in the rows of a table.
#[inline]
pub(crate) fn place(row: u32, stride: usize, offset: u32) -> usize {
    index(row)
        .saturating_mul(stride)
        .saturating_add(index(offset))
}

/// The registers of a run in which every value is known.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    pub(crate) integers: Vec<i64>,
    pub(crate) fractions: Vec<Fraction>,
    /// By table, the computed values of its rows.
    pub(crate) tables: Vec<Vec<i64>>,
    pub(crate) wide_tables: Vec<Vec<Fraction>>,
}

impl Registers {
    pub(crate) fn new(registers: u32, tables: usize) -> Self {
        Self {
            integers: vec![0; index(registers)],
            fractions: vec![Fraction::ZERO; index(registers)],
            tables: vec![Vec::new(); tables],
            wide_tables: vec![Vec::new(); tables],
        }
    }
}

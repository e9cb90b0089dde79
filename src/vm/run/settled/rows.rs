//! The run in which every value is known: rows and lists.

use crate::compile::ROOT;
use crate::vm::value::index;

use super::{Flow, Settled, Step};
use crate::vm::run::state::{NO_ROW, place};
use crate::vm::run::tracer::Tracer;

/// Rows.
impl<T: Tracer> Settled<'_, T> {
    #[inline]
    pub(super) fn row(&self, row: u32) -> Option<u32> {
        if row == ROOT {
            return Some(0);
        }
        Some(self.rows.row(row)).filter(|row| *row != NO_ROW)
    }

    #[inline]
    pub(super) fn load_fact(&self, row: u32, table: u32, offset: u32) -> Option<i64> {
        let rows = self.case.rows(table)?;
        rows.cells
            .get(place(self.row(row)?, rows.stride, offset))
            .copied()
    }

    #[inline]
    pub(super) fn computed(&self, row: u32, table: u32, offset: u32) -> Option<usize> {
        let stride = self.plan.strides.get(index(table)).copied()?;
        Some(place(self.row(row)?, index(stride), offset))
    }

    #[inline]
    pub(super) fn load(&self, row: u32, table: u32, offset: u32) -> Option<i64> {
        let place = self.computed(row, table, offset)?;
        self.tables.get(index(table))?.get(place).copied()
    }

    pub(super) fn load_wide(&mut self, to: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = *self.wide_tables.get(index(table))?.get(place)?;
        self.set_wide(to, value)
    }

    pub(super) fn load_root(&mut self, to: u32, row: u32, from: u32) -> Step {
        self.row(row)?;
        self.set(to, self.get(from))
    }

    pub(super) fn load_wide_root(&mut self, to: u32, row: u32, from: u32) -> Step {
        self.row(row)?;
        self.set_wide(to, self.wide(from))
    }

    #[inline]
    pub(super) fn store(&mut self, value: i64, row: u32, table: u32, offset: u32) -> Option<()> {
        let place = self.computed(row, table, offset)?;
        *self.tables.get_mut(index(table))?.get_mut(place)? = value;
        Some(())
    }

    pub(super) fn store_wide(&mut self, from: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = self.wide(from);
        *self.wide_tables.get_mut(index(table))?.get_mut(place)? = value;
        Some(Flow::Next)
    }

    pub(super) fn owner(&mut self, to: u32, row: u32, table: u32, list: u32) -> Step {
        let row = Some(row)
            .filter(|row| *row != ROOT)
            .and_then(|row| self.row(row))?;
        let (stands_in, owner) = (*self.case.rows(table)?.owners.get(index(row))?)?;
        if stands_in != list {
            return None;
        }
        self.rows.set(to, owner);
        Some(Flow::Next)
    }

    /// The first row and the length of a list.
    #[inline]
    pub(super) fn members(&self, row: u32, list: u32) -> Option<(u32, u32)> {
        let layout = self.program.lists().get(index(list))?;
        let rows = self.case.rows(layout.owner)?;
        *rows
            .lists
            .get(place(self.row(row)?, rows.list_stride, layout.offset))?
    }

    #[inline]
    pub(super) fn loop_all(&mut self, level: u32, table: u32, end: u32) -> Step {
        let count = self.case.rows(table)?.count;
        Some(if self.rows.begin(level, 0, count, table) {
            Flow::Next
        } else {
            Flow::To(end)
        })
    }

    /// Several facts of one row.
    #[inline]
    pub(super) fn load_facts(
        &self,
        registers: &mut [i64],
        (row, table): (u32, u32),
        (first, count): (u32, u32),
    ) -> Option<()> {
        let rows = self.case.rows(table)?;
        let base = place(self.row(row)?, rows.stride, 0);
        let cells = rows.cells.get(base..)?;
        for (offset, to) in self.plan.quick.moves(first, count)? {
            *registers.get_mut(index(*to))? = *cells.get(index(*offset))?;
        }
        Some(())
    }

    /// Several computed values of one row.
    #[inline]
    pub(super) fn loads(
        &self,
        registers: &mut [i64],
        (row, table): (u32, u32),
        (first, count): (u32, u32),
    ) -> Option<()> {
        let base = self.computed(row, table, 0)?;
        let values = self.tables.get(index(table))?.get(base..)?;
        for (offset, to) in self.plan.quick.moves(first, count)? {
            *registers.get_mut(index(*to))? = *values.get(index(*offset))?;
        }
        Some(())
    }

    /// Several computed values of one row, stored.
    #[inline]
    pub(super) fn stores(
        &mut self,
        registers: &[i64],
        (row, table): (u32, u32),
        (first, count): (u32, u32),
    ) -> Option<()> {
        let base = self.computed(row, table, 0)?;
        let moves = self.plan.quick.moves(first, count)?;
        let values = self.tables.get_mut(index(table))?.get_mut(base..)?;
        for (offset, from) in moves {
            *values.get_mut(index(*offset))? = *registers.get(index(*from))?;
        }
        Some(())
    }
}

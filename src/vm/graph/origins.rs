//! Where the value of each register and cell comes from, while a log is followed. The memory is used again for the next log.

use std::collections::BTreeMap;

use crate::compile::{Plan, Program, StepKind};
use crate::source::Span;
use crate::vm::case::Case;
use crate::vm::run::{NO_ROW, place};
use crate::vm::trace::StepId;
use crate::vm::value::index;

/// Where values come from.
#[derive(Debug, Default)]
pub(in crate::vm) struct Origins {
    /// By register, the step whose value it holds.
    computed: Vec<Option<StepId>>,
    /// By register, the step of what stood there before anything ran.
    given: Vec<Option<StepId>>,
    /// By row register, its row.
    rows: Vec<u32>,
    facts: Cells,
    lists: Cells,
    stored: Cells,
    absent: BTreeMap<Absent, StepId>,
    open: Vec<Open>,
    /// Emptied vectors, to be filled again.
    emptied: Vec<Vec<StepId>>,
    /// The registers that the step at hand reads.
    pub(super) reads: Vec<u32>,
}

/// What belongs to an owner that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Absent {
    Value(u32, u32),
    List(u32),
}

/// The steps of the cells of all tables.
#[derive(Debug, Default)]
struct Cells {
    /// By table: how many cells a row has, and the steps.
    tables: Vec<(usize, Vec<Option<StepId>>)>,
}

/// A step that comes to an end with a later instruction.
#[derive(Debug)]
pub(super) struct Open {
    to: u32,
    pub(super) kind: StepKind,
    pub(super) span: Span,
    pub(super) inputs: Vec<StepId>,
}

impl Cells {
    fn reset(&mut self, sizes: impl ExactSizeIterator<Item = (usize, u32)>) {
        self.tables.resize_with(sizes.len(), Default::default);
        for ((stride, steps), (wanted, rows)) in self.tables.iter_mut().zip(sizes) {
            *stride = wanted;
            steps.clear();
            steps.resize(wanted.saturating_mul(index(rows)), None);
        }
    }

    fn get(&self, table: u32, row: u32, offset: u32) -> Option<StepId> {
        let (stride, steps) = self.tables.get(index(table))?;
        *steps.get(place(row, *stride, offset))?
    }

    fn set(&mut self, table: u32, row: u32, offset: u32, id: StepId) {
        let table = self.tables.get_mut(index(table));
        let slot = table.and_then(|(stride, steps)| steps.get_mut(place(row, *stride, offset)));
        if let Some(slot) = slot {
            *slot = Some(id);
        }
    }
}

impl Origins {
    /// Forgets everything, and makes room for a program, a plan and a case.
    pub(super) fn reset(&mut self, program: &Program, plan: &Plan, case: &Case<'_>) {
        let registers = index(program.registers);
        for steps in [&mut self.computed, &mut self.given] {
            steps.clear();
            steps.resize(registers, None);
        }
        self.rows.clear();
        self.rows.resize(index(program.rows), NO_ROW);
        let counts = || case.tables.iter().map(|rows| rows.count);
        let layouts = || program.tables().iter().zip(counts().collect::<Vec<_>>());
        self.facts
            .reset(layouts().map(|(layout, count)| (layout.facts.len(), count)));
        self.lists
            .reset(layouts().map(|(layout, count)| (layout.lists.len(), count)));
        self.stored.reset(
            plan.strides
                .iter()
                .map(|stride| index(*stride))
                .zip(counts()),
        );
        self.absent.clear();
        while let Some(open) = self.open.pop() {
            self.empty(open.inputs);
        }
    }

    pub(super) fn get(&self, register: u32) -> Option<StepId> {
        let at = |steps: &[Option<StepId>]| steps.get(index(register)).copied().flatten();
        at(&self.computed).or_else(|| at(&self.given))
    }

    /// A register holds the value of a step from now on.
    pub(super) fn bind(&mut self, register: u32, step: Option<StepId>) {
        if let Some(slot) = self.computed.get_mut(index(register)) {
            *slot = step;
        }
    }

    /// A register has held the value of a step from the beginning.
    pub(super) fn give(&mut self, register: u32, step: StepId) {
        if let Some(slot) = self.given.get_mut(index(register)) {
            *slot = Some(step);
        }
    }

    pub(super) fn row(&self, register: u32) -> u32 {
        self.rows.get(index(register)).copied().unwrap_or(NO_ROW)
    }

    pub(super) fn set_row(&mut self, register: u32, row: u32) {
        if let Some(slot) = self.rows.get_mut(index(register)) {
            *slot = row;
        }
    }

    pub(super) fn fact(&self, table: u32, row: u32, offset: u32) -> Option<StepId> {
        self.facts.get(table, row, offset)
    }

    pub(super) fn set_fact(&mut self, (table, row, offset): (u32, u32, u32), id: StepId) {
        self.facts.set(table, row, offset, id);
    }

    pub(super) fn list(&self, table: u32, row: u32, offset: u32) -> Option<StepId> {
        self.lists.get(table, row, offset)
    }

    pub(super) fn set_list(&mut self, (table, row, offset): (u32, u32, u32), id: StepId) {
        self.lists.set(table, row, offset, id);
    }

    pub(super) fn stored(&self, table: u32, row: u32, offset: u32) -> Option<StepId> {
        self.stored.get(table, row, offset)
    }

    pub(super) fn store(&mut self, (table, row, offset): (u32, u32, u32), id: StepId) {
        self.stored.set(table, row, offset, id);
    }

    pub(super) fn absent(&self, absent: Absent) -> Option<StepId> {
        self.absent.get(&absent).copied()
    }

    pub(super) fn set_absent(&mut self, absent: Absent, id: StepId) {
        self.absent.insert(absent, id);
    }

    /// An empty vector.
    pub(super) fn emptied(&mut self) -> Vec<StepId> {
        self.emptied.pop().unwrap_or_default()
    }

    /// Takes a vector back.
    pub(super) fn empty(&mut self, mut steps: Vec<StepId>) {
        steps.clear();
        self.emptied.push(steps);
    }

    /// Begins the step of a register; one that never came to an end there is forgotten.
    pub(super) fn open(&mut self, to: u32, kind: StepKind, span: Span) {
        if let Some(open) = self.close(to) {
            self.empty(open.inputs);
        }
        let inputs = self.emptied();
        self.open.push(Open {
            to,
            kind,
            span,
            inputs,
        });
    }

    /// One more input of the step that is open for a register.
    pub(super) fn add(&mut self, to: u32, input: StepId) {
        let mut open = self.open.iter_mut().rev();
        if let Some(open) = open.find(|open| open.to == to) {
            open.inputs.push(input);
        }
    }

    /// Ends the step of a register.
    pub(super) fn close(&mut self, to: u32) -> Option<Open> {
        let place = self.open.iter().rposition(|open| open.to == to)?;
        Some(self.open.remove(place))
    }
}

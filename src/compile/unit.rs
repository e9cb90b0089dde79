//! One unit in the making: its instructions, labels, scopes and what it reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{CitationId, Computed, Enumerator, ObjectId, ParameterId, ReadingId};
use crate::source::Span;

use super::bounds::Bounds;
use super::instruction::{Instruction, NONE, Role};
use super::layout::{Builder, TEMPORARY, count, place};
use super::program::{ColumnId, ColumnKind, Entry, Note, Shape, StepKind, Unit};

mod rows;

/// How deep a term may nest; the parser allows less.
pub(super) const MOST_NESTED: u32 = 512;

/// A value in a register.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    pub(super) register: u32,
    pub(super) shape: Shape,
    pub(super) bounds: Bounds,
    /// The number itself, where it is written: it can be had with any number of decimals.
    pub(super) literal: Option<crate::quantity::Number>,
}

impl Operand {
    pub(super) const fn new(register: u32, shape: Shape, bounds: Bounds) -> Self {
        Self {
            register,
            shape,
            bounds,
            literal: None,
        }
    }

    pub(super) const fn condition(register: u32) -> Self {
        Self::new(register, Shape::Boolean, None)
    }
}

/// A place that instructions jump to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label(u32);

impl Label {
    /// As a target, until the unit is closed.
    pub(super) const fn target(self) -> u32 {
        self.0
    }
}

/// What stands in a unit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    Instruction(Instruction, Span, u32),
    Label(u32),
}

/// Which row an instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The case itself.
    Case,
    /// A row of a table.
    Row {
        register: u32,
        table: u32,
        scope: usize,
        sure: bool,
    },
    /// The case itself, unless the row register says that it is not there.
    CaseThrough { register: u32, scope: usize },
}

/// A stretch in which a row register keeps its row: the unit, or the body of a loop.
struct Scope {
    start: usize,
    taken: Vec<(Instruction, Span, u32)>,
}

/// One unit in the making.
pub(super) struct Draft<'b, 'm> {
    pub(super) builder: &'b mut Builder<'m>,
    pub(super) computed: Computed,
    pub(super) table: u32,
    pub(super) depth: u32,
    lines: Vec<Line>,
    entry: Vec<Entry>,
    scopes: Vec<Scope>,
    levels: BTreeMap<u32, (u32, u32, usize)>,
    temporaries: u32,
    rows: u32,
    labels: u32,
    reads: Reads,
}

/// What a unit reads.
#[derive(Default)]
struct Reads {
    needs: BTreeSet<usize>,
    own: BTreeSet<ColumnId>,
    facts: BTreeSet<ColumnId>,
    values: BTreeSet<ColumnId>,
    lists: BTreeSet<u32>,
    parameters: BTreeSet<ParameterId>,
    readings: BTreeSet<ReadingId>,
    writes: Vec<ColumnId>,
}

impl<'b, 'm> Draft<'b, 'm> {
    pub(super) fn new(
        builder: &'b mut Builder<'m>,
        computed: Computed,
        object: Option<ObjectId>,
    ) -> Self {
        let table = object
            .and_then(|object| builder.program.table_of(object))
            .unwrap_or(0);
        let mut levels = BTreeMap::new();
        if table != 0 {
            levels.insert(0, (0, table, 0));
        }
        let scopes = vec![Scope {
            start: 0,
            taken: Vec::new(),
        }];
        Self {
            builder,
            computed,
            table,
            depth: 0,
            lines: Vec::new(),
            entry: Vec::new(),
            scopes,
            levels,
            temporaries: 0,
            rows: 0,
            labels: 0,
            reads: Reads::default(),
        }
    }

    /// A register of this unit alone.
    pub(super) fn temporary(&mut self) -> u32 {
        let number = self.temporaries;
        self.temporaries = number.saturating_add(1);
        number | TEMPORARY
    }

    /// A row register of this unit alone.
    pub(super) fn row_register(&mut self) -> u32 {
        let number = self.rows;
        self.rows = number.saturating_add(1);
        number | TEMPORARY
    }

    pub(super) fn label(&mut self) -> Label {
        let number = self.labels;
        self.labels = number.saturating_add(1);
        Label(number)
    }

    /// Here is where the label points.
    pub(super) fn place(&mut self, label: Label) {
        self.lines.push(Line::Label(label.0));
    }

    /// An instruction that no trace shows.
    pub(super) fn emit(&mut self, instruction: Instruction, span: Span) {
        self.lines.push(Line::Instruction(instruction, span, NONE));
    }

    /// An instruction that is a step of the trace.
    pub(super) fn step(&mut self, instruction: Instruction, note: Note) {
        let span = note.span;
        let notes = &mut self.builder.program.side.notes;
        let number = count(notes.len());
        notes.push(note);
        self.lines
            .push(Line::Instruction(instruction, span, number));
    }

    /// A column that this unit computes.
    pub(super) fn column(&mut self, shape: Shape, bounds: Bounds) -> (ColumnId, u32) {
        let kind = ColumnKind::Value(self.computed);
        let id = self.builder.column(self.table, false, shape, kind, bounds);
        self.reads.writes.push(id);
        (
            id,
            self.builder
                .program
                .column(id)
                .map_or(NONE, |column| column.register),
        )
    }

    /// A parameter is read on 适用法日.
    pub(super) fn reads_parameter(&mut self, parameter: ParameterId) {
        self.reads.parameters.insert(parameter);
    }

    /// A reading is used.
    pub(super) fn reads_reading(&mut self, reading: ReadingId) {
        self.reads.readings.insert(reading);
    }

    /// A list is read.
    pub(super) fn reads_list(&mut self, list: u32) {
        self.reads.lists.insert(list);
    }

    /// Another unit is needed.
    pub(super) fn needs(&mut self, computed: Computed) {
        if let Some(unit) = self
            .builder
            .program
            .unit_of(computed)
            .filter(|unit| *unit != usize::MAX)
        {
            self.reads.needs.insert(unit);
        }
    }

    /// The body of a loop begins here; its members' rows stand in this register, or there is one member, the case itself.
    pub(super) fn begin_body(&mut self, level: u32, rows: Option<(u32, u32)>) {
        if let Some((table, register)) = rows {
            self.levels
                .insert(level, (register, table, self.scopes.len()));
        }
        self.scopes.push(Scope {
            start: self.lines.len(),
            taken: Vec::new(),
        });
    }

    /// Puts a step before those from a place on.
    pub(super) fn insert(&mut self, at: usize, instruction: Instruction, note: Note) {
        let span = note.span;
        let notes = &mut self.builder.program.side.notes;
        let number = count(notes.len());
        notes.push(note);
        self.lines.insert(
            at.min(self.lines.len()),
            Line::Instruction(instruction, span, number),
        );
    }

    /// The body of the loop ends here: what it takes from its row goes to its start.
    pub(super) fn end_body(&mut self, level: u32) {
        self.levels.remove(&level);
        if let Some(scope) = self.scopes.pop() {
            let taken = scope.taken.into_iter();
            let lines =
                taken.map(|(instruction, span, note)| Line::Instruction(instruction, span, note));
            self.lines
                .splice(scope.start..scope.start, lines.collect::<Vec<_>>());
        }
    }

    /// Whether the instructions from a place on can be a fault although all values are known.
    pub(super) fn may_fault_since(&self, start: usize) -> bool {
        let lines = self.lines.get(start..).unwrap_or_default();
        lines.iter().any(
            |line| matches!(line, Line::Instruction(instruction, ..) if may_fault(instruction)),
        )
    }

    /// What `work` emits, set aside, with its result.
    pub(super) fn aside<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, Vec<Line>) {
        let before = core::mem::take(&mut self.lines);
        let result = work(self);
        (result, core::mem::replace(&mut self.lines, before))
    }

    /// Puts what was set aside here.
    pub(super) fn append(&mut self, mut lines: Vec<Line>) {
        self.lines.append(&mut lines);
    }

    /// The place of the next instruction.
    pub(super) fn here(&self) -> usize {
        self.lines.len()
    }

    /// Closes the unit.
    pub(super) fn close(self) {
        let mut targets = vec![0_u32; place(self.labels)];
        let mut at = 0_u32;
        for line in &self.lines {
            match line {
                Line::Label(label) => {
                    if let Some(target) = targets.get_mut(place(*label)) {
                        *target = at;
                    }
                }
                Line::Instruction(..) => at = at.saturating_add(1),
            }
        }
        let (mut code, mut spans, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for line in self.lines {
            if let Line::Instruction(mut instruction, span, note) = line {
                instruction.operands_mut(|role, number| {
                    if role == Role::Target {
                        *number = targets.get(place(*number)).copied().unwrap_or(at);
                    }
                });
                code.push(instruction);
                spans.push(span);
                notes.push(note);
            }
        }
        let builder = self.builder;
        builder.temporaries = builder.temporaries.max(self.temporaries);
        builder.row_temporaries = builder.row_temporaries.max(self.rows);
        let number = builder.program.units.len();
        let computed = self.computed;
        let writes = self.reads.writes;
        let own = self
            .reads
            .own
            .into_iter()
            .filter(|column| !writes.contains(column))
            .collect();
        builder.program.units.push(Unit {
            computed,
            table: self.table,
            entry: self.entry,
            code,
            spans,
            notes,
            needs: self.reads.needs.into_iter().collect(),
            own,
            facts: self.reads.facts.into_iter().collect(),
            reads: self.reads.values.into_iter().collect(),
            lists: self.reads.lists.into_iter().collect(),
            parameters: self.reads.parameters.into_iter().collect(),
            readings: self.reads.readings.into_iter().collect(),
            writes,
        });
        builder.set_unit(computed, number);
    }
}

/// A note without item, citations or rest.
pub(super) fn note(step: StepKind, shape: Shape, span: Span) -> Note {
    Note {
        step,
        shape,
        item: None,
        place: 0,
        basis: Vec::new(),
        rest: Vec::new(),
        span,
    }
}

/// A note of one item among several.
pub(super) fn item_note(
    step: StepKind,
    shape: Shape,
    (item, place): (Option<Enumerator>, usize),
    basis: &[CitationId],
    span: Span,
) -> Note {
    Note {
        step,
        shape,
        item,
        place: count(place),
        basis: basis.to_vec(),
        rest: Vec::new(),
        span,
    }
}

fn written(instruction: Instruction) -> u32 {
    let mut register = NONE;
    instruction.operands(|role, _, number| {
        if matches!(role, Role::Write | Role::WriteRow) {
            register = number;
        }
    });
    register
}

/// The instruction with no register to write to: for comparing what two of them do.
fn without_target(mut instruction: Instruction) -> Instruction {
    instruction.operands_mut(|role, number| {
        if matches!(role, Role::Write | Role::WriteRow) {
            *number = NONE;
        }
    });
    instruction
}

/// Whether an instruction can be a fault although all values that it reads are known.
fn may_fault(instruction: &Instruction) -> bool {
    use Instruction as I;
    !matches!(
        instruction,
        I::Move { .. }
            | I::WideMove { .. }
            | I::LoadFact { .. }
            | I::Load { .. }
            | I::WideLoad { .. }
            | I::LoadRoot { .. }
            | I::WideLoadRoot { .. }
            | I::LoadOwned { .. }
            | I::Owner { .. }
            | I::Add { .. }
            | I::Subtract { .. }
            | I::Multiply { .. }
            | I::Rescale { .. }
            | I::Negate { .. }
            | I::Absolute { .. }
            | I::Lower { .. }
            | I::Higher { .. }
            | I::WholePart { .. }
            | I::Round { .. }
            | I::Widen { .. }
            | I::Less { .. }
            | I::AtMost { .. }
            | I::Greater { .. }
            | I::AtLeast { .. }
            | I::Equal { .. }
            | I::NotEqual { .. }
            | I::WideCompare { .. }
            | I::Member { .. }
            | I::Not { .. }
            | I::And { .. }
            | I::AndFirst { .. }
            | I::Or { .. }
            | I::OrFirst { .. }
            | I::Jump { .. }
            | I::SkipUnless { .. }
            | I::SkipIf { .. }
            | I::Holds { .. }
    )
}

//! From a program: what some goals need, strung together.
//!
//! Units of one object that can follow one another share one pass over its rows (a *segment*): what they read is loaded once
//! at its start, what they tell one another stays in registers, and what others need is stored at its end.

use std::collections::BTreeSet;

use crate::check::{Computed, ParameterId, ReadingId};
use crate::source::Span;

use super::instruction::{Instruction, NONE, Role};
use super::layout::{count, place};
use super::program::{Column, ColumnId, ColumnKind, Program, Unit};
use super::quick::{Quick, quick};

/// What some goals need of a program.
///
/// # Invariants
/// Made for one program and run with that program only.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The goals, as asked.
    pub goals: Vec<Computed>,
    pub(crate) code: Vec<Instruction>,
    pub(crate) spans: Vec<Span>,
    pub(crate) notes: Vec<u32>,
    /// For each instruction, what its unit computes.
    pub(crate) units: Vec<u32>,
    /// The facts of the case itself: place in its row, and register.
    pub(crate) root: Vec<(u32, u32)>,
    /// By table, the places of the facts that are read.
    pub(crate) facts: Vec<Vec<u32>>,
    pub(crate) lists: Vec<u32>,
    pub(crate) parameters: Vec<ParameterId>,
    pub(crate) readings: Vec<ReadingId>,
    /// By column, whether its value can be read when the plan has run.
    pub(crate) known: Vec<bool>,
    /// By table, how many computed values a row has.
    pub(crate) strides: Vec<u32>,
    pub(crate) quick: Quick,
    /// For each instruction, what a listener is told.
    pub(crate) told: Vec<Told>,
}

/// What a listener is told of an instruction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) what: Telling,
    /// The register with the value.
    pub(crate) register: u32,
    /// The row register with the row.
    pub(crate) row: u32,
}

/// What kind of value a listener is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Nothing.
    Nothing,
    /// Only that it was done, with its row.
    Row,
    /// An integer.
    Integer,
    /// A fraction.
    Fraction,
}

/// Units of one table that share a pass over its rows.
struct Segment {
    table: u32,
    units: Vec<usize>,
}

impl Plan {
    /// What the goals need of a program. A goal that the program does not compute is left out.
    #[must_use]
    pub fn new(program: &Program, goals: &[Computed]) -> Self {
        let needed = needed(program, goals);
        let segments = segments(program, &needed);
        let kept = kept(program, goals, &segments);
        let mut plan = Self {
            goals: goals.to_vec(),
            facts: vec![Vec::new(); program.tables().len()],
            strides: program
                .tables()
                .iter()
                .map(|table| count(table.computed.len()))
                .collect(),
            ..Self::default()
        };
        plan.known = vec![false; program.columns().len()];
        let units = needed.iter().filter_map(|unit| program.units().get(*unit));
        for column in units.flat_map(|unit| &unit.writes) {
            let readable = kept.contains(column)
                || program
                    .column(*column)
                    .is_some_and(|column| column.table == 0);
            if let Some(known) = plan.known.get_mut(column.index()) {
                *known = readable;
            }
        }
        plan.inputs(program, &needed);
        for segment in &segments {
            plan.segment(program, segment, &kept);
        }
        plan.quick = quick(program, &plan.code, &plan.units);
        plan
    }

    /// What is read beside computed values.
    fn inputs(&mut self, program: &Program, needed: &BTreeSet<usize>) {
        let units = || needed.iter().filter_map(|unit| program.units().get(*unit));
        let facts: BTreeSet<ColumnId> = units()
            .flat_map(|unit| unit.facts.iter().copied())
            .collect();
        for column in facts.iter().filter_map(|column| program.column(*column)) {
            if column.table == 0 {
                self.root.push((column.offset, column.register));
            }
            if let Some(offsets) = self.facts.get_mut(place(column.table)) {
                offsets.push(column.offset);
            }
        }
        let lists: BTreeSet<u32> = units()
            .flat_map(|unit| unit.lists.iter().copied())
            .collect();
        let parameters: BTreeSet<ParameterId> = units()
            .flat_map(|unit| unit.parameters.iter().copied())
            .collect();
        let readings: BTreeSet<ReadingId> = units()
            .flat_map(|unit| unit.readings.iter().copied())
            .collect();
        self.lists = lists.into_iter().collect();
        self.parameters = parameters.into_iter().collect();
        self.readings = readings.into_iter().collect();
    }

    fn segment(&mut self, program: &Program, segment: &Segment, kept: &BTreeSet<ColumnId>) {
        let units: Vec<(usize, &Unit)> = segment
            .units
            .iter()
            .filter_map(|unit| Some((*unit, program.units().get(*unit)?)))
            .collect();
        let Some((first, unit)) = units.first() else {
            return;
        };
        let (owner, span) = (
            count(*first),
            unit.entry
                .first()
                .map_or_else(|| start(unit), |entry| entry.span),
        );
        let inner = segment.table != 0;
        let begin = self.code.len();
        if inner {
            // Its target is set when the segment is complete.
            self.push(
                Instruction::LoopAll {
                    level: 0,
                    table: segment.table,
                    end: 0,
                },
                span,
                NONE,
                owner,
            );
        }
        let body = count(self.code.len());
        if inner {
            self.loads(program, &units, owner, span);
        }
        let mut entered: Vec<Instruction> = Vec::new();
        for (number, unit) in &units {
            for entry in &unit.entry {
                if !entered.contains(&entry.instruction) {
                    entered.push(entry.instruction);
                    self.push(entry.instruction, entry.span, NONE, count(*number));
                }
            }
        }
        for (number, unit) in &units {
            self.unit(unit, count(*number));
        }
        if inner {
            for column in units
                .iter()
                .flat_map(|(_, unit)| &unit.writes)
                .filter(|column| kept.contains(column))
            {
                if let Some(column) = program.column(*column) {
                    self.push(store(column), span, NONE, owner);
                }
            }
            self.push(Instruction::Next { level: 0, body }, span, NONE, owner);
            let end = count(self.code.len());
            if let Some(Instruction::LoopAll { end: target, .. }) = self.code.get_mut(begin) {
                *target = end;
            }
        }
    }

    /// What the units read of their own row and do not compute there.
    fn loads(&mut self, program: &Program, units: &[(usize, &Unit)], owner: u32, span: Span) {
        let written: BTreeSet<ColumnId> = units
            .iter()
            .flat_map(|(_, unit)| unit.writes.iter().copied())
            .collect();
        let own: BTreeSet<ColumnId> = units
            .iter()
            .flat_map(|(_, unit)| unit.own.iter().copied())
            .collect();
        for column in own
            .difference(&written)
            .filter_map(|column| program.column(*column))
        {
            self.push(load(column), span, NONE, owner);
        }
    }

    fn unit(&mut self, unit: &Unit, number: u32) {
        let base = count(self.code.len());
        for ((instruction, span), note) in unit.code.iter().zip(&unit.spans).zip(&unit.notes) {
            let mut instruction = *instruction;
            instruction.operands_mut(|role, target| {
                if role == Role::Target {
                    *target = target.saturating_add(base);
                }
            });
            self.push(instruction, *span, *note, number);
        }
    }

    fn push(&mut self, instruction: Instruction, span: Span, note: u32, unit: u32) {
        self.told.push(told(&instruction));
        self.code.push(instruction);
        self.spans.push(span);
        self.notes.push(note);
        self.units.push(unit);
    }
}

fn told(instruction: &Instruction) -> Told {
    let (mut register, mut row, mut level) = (NONE, NONE, false);
    instruction.operands(|role, _, number| match role {
        Role::Write | Role::Update => register = number,
        Role::ReadRow if !level => row = number,
        Role::WriteRow => (row, level) = (number, true),
        _ => {}
    });
    let what = match instruction {
        Instruction::Jump { .. }
        | Instruction::SkipIf { .. }
        | Instruction::LeaveIf { .. }
        | Instruction::LeaveUnless { .. }
        | Instruction::UnlessHeld { .. } => Telling::Nothing,
        _ if level || register == NONE => Telling::Row,
        Instruction::WideCompare { .. } => Telling::Integer,
        _ if instruction.name().starts_with("Wide") => Telling::Fraction,
        _ => Telling::Integer,
    };
    Told {
        what,
        register,
        row,
    }
}

fn start(unit: &Unit) -> Span {
    unit.spans
        .first()
        .copied()
        .unwrap_or(Span::at(crate::source::FileId::new(0), 0))
}

fn load(column: &Column) -> Instruction {
    let Column {
        table,
        offset,
        register: to,
        ..
    } = *column;
    match (column.kind, column.shape.is_wide()) {
        (ColumnKind::Value(_), true) => Instruction::WideLoad {
            to,
            row: 0,
            table,
            offset,
            otherwise: to,
        },
        (ColumnKind::Value(_), false) => Instruction::Load {
            to,
            row: 0,
            table,
            offset,
            otherwise: to,
        },
        (ColumnKind::Fact(_) | ColumnKind::Finding(_), _) => Instruction::LoadFact {
            to,
            row: 0,
            table,
            offset,
        },
    }
}

fn store(column: &Column) -> Instruction {
    let Column {
        table,
        offset,
        register: from,
        ..
    } = *column;
    if column.shape.is_wide() {
        Instruction::WideStore {
            from,
            row: 0,
            table,
            offset,
        }
    } else {
        Instruction::Store {
            from,
            row: 0,
            table,
            offset,
        }
    }
}

/// The units that some goals need, themselves included.
fn needed(program: &Program, goals: &[Computed]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open: Vec<usize> = goals
        .iter()
        .filter_map(|goal| program.unit_of(*goal))
        .collect();
    while let Some(unit) = open.pop() {
        if let Some(units) = program.units().get(unit)
            && found.insert(unit)
        {
            open.extend(&units.needs);
        }
    }
    found
}

/// The needed units in an order in which each stands after what it needs, as few passes over rows as possible.
fn segments(program: &Program, needed: &BTreeSet<usize>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = needed.iter().copied().collect();
    let needs = |unit: usize| {
        program
            .units()
            .get(unit)
            .map(|unit| unit.needs.as_slice())
            .unwrap_or_default()
    };
    let table = |unit: usize| program.units().get(unit).map_or(0, |unit| unit.table);
    while let Some(first) = open.first().copied() {
        let mut segment = Segment {
            table: table(first),
            units: Vec::new(),
        };
        // What the units of this segment give is at hand for the units of the same row after them; what other rows read of
        // it is only complete when the pass is, so such a unit waits for the next segment.
        let in_segment: &mut BTreeSet<usize> = &mut BTreeSet::new();
        open.retain(|unit| {
            let ready = table(*unit) == segment.table
                && needs(*unit)
                    .iter()
                    .all(|need| done.contains(need) || in_segment.contains(need))
                && !reads_other_rows(program, *unit, in_segment);
            if ready {
                in_segment.insert(*unit);
                segment.units.push(*unit);
            }
            !ready
        });
        if segment.units.is_empty() {
            // Cannot be: the first unit needs only what stands before it. Taken alone it would still be computed.
            open.retain(|unit| *unit != first);
            in_segment.insert(first);
            segment.units.push(first);
        }
        done.append(in_segment);
        segments.push(segment);
    }
    segments
}

/// Whether a unit reads, of whichever row, what the units of the segment in the making compute.
fn reads_other_rows(program: &Program, unit: usize, in_segment: &BTreeSet<usize>) -> bool {
    let Some(unit) = program.units().get(unit) else {
        return false;
    };
    unit.table != 0
        && unit.reads.iter().any(|column| {
            in_segment
                .iter()
                .filter_map(|other| program.units().get(*other))
                .any(|other| other.writes.contains(column))
        })
}

/// The columns whose values are needed after their row is done.
fn kept(program: &Program, goals: &[Computed], segments: &[Segment]) -> BTreeSet<ColumnId> {
    let mut kept = BTreeSet::new();
    let unit = |number: &usize| program.units().get(*number);
    for segment in segments {
        let here: BTreeSet<ColumnId> = segment
            .units
            .iter()
            .filter_map(unit)
            .flat_map(|unit| unit.writes.iter().copied())
            .collect();
        for unit in segment.units.iter().filter_map(unit) {
            kept.extend(unit.reads.iter().copied());
            kept.extend(
                unit.own
                    .iter()
                    .copied()
                    .filter(|column| !here.contains(column)),
            );
        }
    }
    for goal in goals
        .iter()
        .filter_map(|goal| program.unit_of(*goal))
        .filter_map(|goal| program.units().get(goal))
    {
        kept.extend(goal.writes.iter().copied());
    }
    kept
}

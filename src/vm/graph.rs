//! From the log of a run to its trace.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile::{
    ColumnId, ColumnKind, Computed, Initial, InitialValue, Instruction, NONE, Note, Plan, Program,
    ROOT, StepKind,
};
use crate::quantity::Number;
use crate::source::Span;

use super::case::{Case, CellState, Instance};
use super::range;
use super::run::{Entry, Log, NO_ROW, Width, line, place};
use super::trace::{Known, Step, StepId, Trace};
use super::value::{Fault, FaultKind, Value, index};

mod steps;

/// A trace in the making.
pub(super) struct Graph<'a> {
    program: &'a Program,
    plan: &'a Plan,
    case: &'a Case<'a>,
    pub(super) steps: Vec<Step>,
    nodes: Vec<Option<StepId>>,
    rows: Vec<u32>,
    open: BTreeMap<u32, Open>,
    stored: BTreeMap<(u32, u32, u32), StepId>,
    leaves: BTreeMap<Leaf, StepId>,
    initial: BTreeMap<u32, &'a Initial>,
    root: BTreeMap<u32, ColumnId>,
    /// The row of the innermost loop.
    member: Option<Instance>,
    /// Steps whose values may yet be a fault.
    doubtful: BTreeSet<StepId>,
    doubts: bool,
    pub(super) results: BTreeMap<(StepKind, Option<Instance>), StepId>,
    cut: bool,
}

/// A step that comes to an end with a later instruction.
struct Open {
    kind: StepKind,
    inputs: Vec<StepId>,
    span: Span,
}

/// What is there before anything is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leaf {
    Register(u32),
    Fact(u32, u32, u32),
    List(u32, u32),
    NoOwner(u32, u32),
}

impl<'a> Graph<'a> {
    /// The graph of a run.
    pub(super) fn of(program: &'a Program, plan: &'a Plan, case: &'a Case<'a>, log: &Log) -> Self {
        let mut graph = Self {
            program,
            plan,
            case,
            steps: Vec::new(),
            nodes: vec![None; index(program.registers)],
            rows: vec![NO_ROW; index(program.rows)],
            open: BTreeMap::new(),
            stored: BTreeMap::new(),
            leaves: BTreeMap::new(),
            initial: program
                .initial
                .iter()
                .map(|initial| (initial.register, initial))
                .collect(),
            root: root_columns(program),
            member: None,
            doubtful: BTreeSet::new(),
            doubts: false,
            results: BTreeMap::new(),
            cut: log.cut,
        };
        for entry in &log.entries {
            graph.entry(entry, log);
        }
        graph
    }

    /// The trace.
    pub(super) fn trace(&self) -> Trace {
        Trace {
            steps: self.steps.clone(),
            cut: self.cut,
        }
    }

    pub(super) fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(index(id.0))
    }

    fn value_of(&self, id: Option<StepId>) -> Value {
        id.and_then(|id| self.step(id))
            .map_or(Value::Nothing, |step| step.value)
    }

    fn push(&mut self, step: Step) -> StepId {
        let id = StepId(u32::try_from(self.steps.len()).unwrap_or(u32::MAX));
        self.steps.push(step);
        if self.doubts {
            self.doubtful.insert(id);
        }
        id
    }

    fn bind(&mut self, register: u32, node: Option<StepId>) {
        if let Some(slot) = self.nodes.get_mut(index(register)) {
            *slot = node;
        }
    }

    /// The step whose value a register holds.
    fn node(&mut self, register: u32) -> Option<StepId> {
        if let Some(node) = self.nodes.get(index(register)).copied().flatten() {
            return Some(node);
        }
        let leaf = Leaf::Register(register);
        if let Some(node) = self.leaves.get(&leaf) {
            return Some(*node);
        }
        if let Some(column) = self.root.get(&register).copied() {
            let column = self.program.column(column)?;
            return self.fact(column.table, 0, column.offset);
        }
        let (kind, value, span) = self.given(register)?;
        let node = self.push(plain(kind, None, value, span));
        self.leaves.insert(leaf, node);
        Some(node)
    }

    /// What stands in a register before anything runs.
    fn given(&self, register: u32) -> Option<(StepKind, Value, Span)> {
        let initial = self.initial.get(&register)?;
        let nowhere = Span::at(crate::source::FileId::new(0), 0);
        let clocks = self.case.clocks();
        let program = self.program;
        Some(match &initial.value {
            InitialValue::Constant(constant) => {
                (StepKind::Constant, Value::of(program, constant), nowhere)
            }
            InitialValue::Clock(clock) => {
                let day = match clock {
                    crate::compile::Clock::AsOf => clocks.as_of,
                    crate::compile::Clock::LawAsOf => clocks.law_as_of,
                    crate::compile::Clock::KnownAsOf => clocks.known_as_of,
                };
                (StepKind::Clock(*clock), Value::date(day), nowhere)
            }
            InitialValue::Parameter(parameter) => {
                let model = program.side().parameters.get(parameter.index())?;
                let missing = Value::Fault(Fault {
                    kind: FaultKind::NotInForce,
                    span: model.span,
                });
                let value = line(model, clocks.law_as_of, clocks.known_as_of);
                let value = value.map_or(missing, |constant| Value::of(program, constant));
                (StepKind::Parameter(*parameter), value, model.span)
            }
            InitialValue::Reading(reading) => {
                let taken = self
                    .case
                    .readings
                    .get(reading.index())
                    .copied()
                    .unwrap_or(0);
                let span = program
                    .schema()
                    .reading(*reading)
                    .map_or(nowhere, |reading| reading.label.span);
                (StepKind::Reading(*reading), Value::choice(taken), span)
            }
            InitialValue::Anything(_) | InitialValue::Bounds(_) | InitialValue::Nothing => {
                return None;
            }
        })
    }

    /// The step of a fact or finding.
    fn fact(&mut self, table: u32, row: u32, offset: u32) -> Option<StepId> {
        let leaf = Leaf::Fact(table, row, offset);
        if let Some(node) = self.leaves.get(&leaf) {
            return Some(*node);
        }
        let layout = self.program.tables().get(index(table))?;
        let column = self.program.column(*layout.facts.get(index(offset))?)?;
        let rows = self.case.rows(table)?;
        let place = place(row, layout.facts.len(), offset);
        let value = self.case.cell_value(rows, place, column);
        let source = match rows.states.get(place)? {
            CellState::Known => Known::Given,
            CellState::Default => Known::Default,
            CellState::Odd if value.is_settled() => Known::Given,
            CellState::Odd => Known::Bounded,
            CellState::Missing => Known::Missing,
        };
        let schema = self.program.schema();
        let (kind, of, span) = match column.kind {
            ColumnKind::Fact(field) => {
                let declared = schema.field(field)?;
                (
                    StepKind::Fact(field),
                    Instance {
                        object: Some(declared.object),
                        row,
                    },
                    declared.label.span,
                )
            }
            ColumnKind::Finding(finding) => {
                let declared = schema.finding(finding)?;
                (
                    StepKind::Finding(finding),
                    Instance {
                        object: declared.object,
                        row,
                    },
                    declared.label.span,
                )
            }
            ColumnKind::Value(_) => return None,
        };
        let mut step = plain(kind, Some(of), value, span);
        step.source = Some(source);
        let node = self.push(step);
        self.leaves.insert(leaf, node);
        Some(node)
    }

    /// The step of a list: how many members it has.
    fn list(&mut self, list: u32, row: u32) -> Option<StepId> {
        let leaf = Leaf::List(list, row);
        if let Some(node) = self.leaves.get(&leaf) {
            return Some(*node);
        }
        let layout = *self.program.lists().get(index(list))?;
        let declared = self.program.schema().field(layout.field)?;
        let stride = self.program.tables().get(index(layout.owner))?.lists.len();
        let given = self
            .case
            .rows(layout.owner)?
            .lists
            .get(place(row, stride, layout.offset))
            .copied()
            .flatten();
        let number = |count: u32| Number::from_i64(i64::from(count));
        let (value, source) = match given {
            Some((_, length)) => (Value::number(number(length)), Known::Given),
            None => {
                let value = Value::Number {
                    low: Some(number(layout.least)),
                    high: Some(number(layout.greatest)),
                };
                (
                    value,
                    if row == NO_ROW {
                        Known::NoOwner
                    } else {
                        Known::Missing
                    },
                )
            }
        };
        let of = Instance {
            object: Some(declared.object),
            row,
        };
        let mut step = plain(
            StepKind::List(layout.field),
            Some(of),
            value,
            declared.label.span,
        );
        step.source = Some(source);
        let node = self.push(step);
        self.leaves.insert(leaf, node);
        Some(node)
    }

    /// The step of a value of an owner that is not there.
    fn no_owner(&mut self, table: u32, offset: u32, value: Value, span: Span) -> StepId {
        let leaf = Leaf::NoOwner(table, offset);
        if let Some(node) = self.leaves.get(&leaf) {
            return *node;
        }
        let mut step = plain(StepKind::Constant, None, value, span);
        step.source = Some(Known::NoOwner);
        let node = self.push(step);
        self.leaves.insert(leaf, node);
        node
    }
}

/// Following the log.
impl Graph<'_> {
    fn entry(&mut self, entry: &Entry, log: &Log) {
        let Some(instruction) = self.plan.code.get(index(entry.at)).copied() else {
            return;
        };
        let number = self
            .plan
            .notes
            .get(index(entry.at))
            .copied()
            .unwrap_or(NONE);
        let program = self.program;
        let note = program.side().notes.get(index(number));
        let value = match entry.width {
            Width::Integer => note.map_or(Value::Nothing, |note| {
                Value::from_raw(entry.raw, note.shape)
            }),
            Width::Fraction => {
                let fraction = usize::try_from(entry.raw)
                    .ok()
                    .and_then(|place| log.fractions.get(place));
                fraction
                    .and_then(|fraction| fraction.number())
                    .map_or(Value::Nothing, Value::number)
            }
            Width::Value | Width::Doubtful => usize::try_from(entry.raw)
                .ok()
                .and_then(|place| log.values.get(place))
                .copied()
                .unwrap_or(Value::Nothing),
        };
        self.doubts = entry.width == Width::Doubtful;
        match note {
            None => self.silent(instruction, entry, value),
            Some(note) => self.noted(instruction, entry, value, note),
        }
    }

    /// An instruction that is no step of its own.
    fn silent(&mut self, instruction: Instruction, entry: &Entry, value: Value) {
        use Instruction as I;
        match instruction {
            I::Move { to, from }
            | I::WideMove { to, from }
            | I::Rescale { to, from, .. }
            | I::Widen { to, from, .. }
            | I::Narrow { to, from }
            | I::Whole { to, from, .. } => {
                let node = self.node(from);
                self.bind(to, node);
            }
            I::Within { to, outer, inner } => {
                let span = self.span(entry);
                let node = self.within(outer, inner, span);
                self.bind(to, node);
            }
            I::LoadFact {
                to,
                row,
                table,
                offset,
            }
            | I::LoadOwned {
                to,
                row,
                table,
                offset,
                ..
            } => {
                let row = if row == ROOT { 0 } else { entry.row };
                let node = if row == NO_ROW {
                    None
                } else {
                    self.fact(table, row, offset)
                };
                let span = self.span(entry);
                let node = node.unwrap_or_else(|| self.no_owner(table, offset, value, span));
                self.bind(to, Some(node));
            }
            I::Load {
                to, table, offset, ..
            }
            | I::WideLoad {
                to, table, offset, ..
            } => {
                let node = self.stored.get(&(table, entry.row, offset)).copied();
                let span = self.span(entry);
                let node =
                    node.unwrap_or_else(|| self.no_owner(table, offset | (1 << 31), value, span));
                self.bind(to, Some(node));
            }
            I::LoadRoot { to, from, .. } | I::WideLoadRoot { to, from, .. } => {
                let span = self.span(entry);
                let node = if entry.row == NO_ROW {
                    Some(self.no_owner(0, from, value, span))
                } else {
                    self.node(from)
                };
                self.bind(to, node);
            }
            I::Store {
                from,
                table,
                offset,
                ..
            }
            | I::WideStore {
                from,
                table,
                offset,
                ..
            } => {
                if let Some(node) = self.node(from) {
                    self.stored.insert((table, entry.row, offset), node);
                }
            }
            I::Owner { to, .. } => self.set_row(to, entry.row),
            I::LoopAll { level, table, .. } => {
                self.set_row(level, entry.row);
                self.member = self.instance(table, entry.row);
            }
            I::LoopList {
                level,
                list,
                row,
                figure,
                within,
                ..
            } => {
                let owner = if row == ROOT {
                    0
                } else {
                    self.rows.get(index(row)).copied().unwrap_or(NO_ROW)
                };
                self.listed((list, owner), within, figure);
                self.set_row(level, entry.row);
                let table = self
                    .program
                    .lists()
                    .get(index(list))
                    .map_or(0, |layout| layout.members);
                self.member = self.instance(table, entry.row);
            }
            I::Next { level, .. } => {
                self.set_row(level, entry.row);
                if let Some(member) = &mut self.member {
                    member.row = entry.row;
                }
                self.member = self.member_at(entry);
            }
            _ => {}
        }
    }

    /// The member that a `Next` goes on to: the object is that of its loop.
    fn member_at(&self, entry: &Entry) -> Option<Instance> {
        let Some(Instruction::Next { body, .. }) = self.plan.code.get(index(entry.at)) else {
            return self.member;
        };
        let begin = self.plan.code.get(index(*body).checked_sub(1)?)?;
        let table = match begin {
            Instruction::LoopAll { table, .. } => *table,
            Instruction::LoopList { list, .. } => self.program.lists().get(index(*list))?.members,
            _ => return self.member,
        };
        self.instance(table, entry.row)
    }

    fn span(&self, entry: &Entry) -> Span {
        let nowhere = Span::at(crate::source::FileId::new(0), 0);
        self.plan
            .spans
            .get(index(entry.at))
            .copied()
            .unwrap_or(nowhere)
    }

    fn set_row(&mut self, register: u32, row: u32) {
        if let Some(slot) = self.rows.get_mut(index(register)) {
            *slot = row;
        }
    }

    fn instance(&self, table: u32, row: u32) -> Option<Instance> {
        let object = self.program.tables().get(index(table))?.object?;
        Some(Instance {
            object: Some(object),
            row,
        })
    }

    /// The instance that the unit of an instruction is about.
    fn about(&self, entry: &Entry) -> (Option<Computed>, Option<Instance>) {
        let unit = self
            .plan
            .units
            .get(index(entry.at))
            .and_then(|unit| self.program.units().get(index(*unit)));
        let Some(unit) = unit else {
            return (None, None);
        };
        let of = if unit.table == 0 {
            self.program
                .schema()
                .object_of(unit.computed)
                .map(Instance::root)
        } else {
            self.instance(unit.table, self.rows.first().copied().unwrap_or(NO_ROW))
        };
        (Some(unit.computed), of)
    }
}

/// What a member that is in as far as `within` says adds to its figure.
fn contribution(within: &Value, value: &Value, instruction: &Instruction) -> Value {
    match instruction {
        Instruction::Exists { .. } => range::and(within, value),
        Instruction::Every { .. } => range::or(&range::negated(within), value),
        Instruction::Count { .. } => *within,
        _ if within.is_settled() => *value,
        Instruction::Sum { .. } | Instruction::WideSum { .. } => {
            range::join(&Value::ZERO, value, &Value::ANY_NUMBER)
        }
        // Whether it is in matters to the greatest and the least, whatever its value.
        _ => Value::ANY_NUMBER,
    }
}

/// A step without inputs.
const fn plain(kind: StepKind, of: Option<Instance>, value: Value, span: Span) -> Step {
    Step {
        kind,
        of,
        item: None,
        basis: Vec::new(),
        span,
        value,
        inputs: Vec::new(),
        unjudged: None,
        source: None,
    }
}

/// The step of a note.
fn inner(note: &Note, value: Value, inputs: Vec<StepId>) -> Step {
    let mut step = plain(note.step, None, value, note.span);
    step.item = note.item;
    step.basis.clone_from(&note.basis);
    step.inputs = inputs;
    step
}

/// The facts and findings of the case itself, by register.
fn root_columns(program: &Program) -> BTreeMap<u32, ColumnId> {
    let root = program
        .tables()
        .first()
        .map(|table| table.facts.as_slice())
        .unwrap_or_default();
    root.iter()
        .filter_map(|id| Some((program.column(*id)?.register, *id)))
        .collect()
}

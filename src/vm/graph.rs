//! From the log of a run to its trace.

use std::collections::BTreeSet;

use crate::compile::{
    ColumnKind, Computed, InitialValue, Instruction, NONE, Note, Origin, Plan, Program, ROOT,
    StepKind, Telling,
};
use crate::quantity::Number;
use crate::source::Span;

use super::case::{Case, CellState, Instance};
use super::range;
use super::run::{Entry, Log, NO_ROW, line, place};
use super::trace::{Known, Step, StepId, Stretch};
use super::value::{Fault, FaultKind, Value, index};

mod account;

mod origins;

mod steps;

pub(super) use self::account::Account;
pub(super) use self::origins::Origins;

use self::origins::Absent;

/// A trace in the making.
pub(super) struct Graph<'a> {
    program: &'a Program,
    plan: &'a Plan,
    case: &'a Case<'a>,
    account: Account,
    origins: Origins,
    /// The row of the innermost loop.
    member: Option<Instance>,
    /// Steps whose values may yet be a fault.
    doubtful: BTreeSet<StepId>,
}

impl<'a> Graph<'a> {
    /// The graph of a run, made in memory that was used before.
    pub(super) fn of(
        (program, plan, case): (&'a Program, &'a Plan, &'a Case<'a>),
        log: &Log,
        (mut account, mut origins): (Account, Origins),
    ) -> (Account, Origins) {
        account.clear();
        account.trace.cut = log.cut;
        origins.reset(program, plan, case);
        let mut graph = Self {
            program,
            plan,
            case,
            account,
            origins,
            member: None,
            doubtful: BTreeSet::new(),
        };
        for entry in &log.entries {
            graph.entry(entry, log);
        }
        (graph.account, graph.origins)
    }

    fn step(&self, id: StepId) -> Option<&Step> {
        self.account.trace.step(id)
    }

    fn value_of(&self, id: Option<StepId>) -> Value {
        id.and_then(|id| self.step(id))
            .map_or(Value::Nothing, |step| step.value)
    }

    /// Adds a step without inputs and citations.
    fn leaf(&mut self, step: Step) -> StepId {
        self.account.push(step, &[], None)
    }

    /// The step whose value a register holds.
    fn node(&mut self, register: u32) -> Option<StepId> {
        if let Some(node) = self.origins.get(register) {
            return Some(node);
        }
        match *self.program.origins.get(index(register))? {
            Origin::Nothing => None,
            Origin::Fact(column) => {
                let column = self.program.column(column)?;
                self.fact(column.table, 0, column.offset)
            }
            Origin::Initial(number) => {
                let (kind, value, span) = self.given(number)?;
                let node = self.leaf(plain(kind, None, value, span));
                self.origins.give(register, node);
                Some(node)
            }
        }
    }

    /// What stands in a register before anything runs.
    fn given(&self, number: u32) -> Option<(StepKind, Value, Span)> {
        let initial = self.program.initial.get(index(number))?;
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
        if let Some(node) = self.origins.fact(table, row, offset) {
            return Some(node);
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
        let node = self.leaf(step);
        self.origins.set_fact((table, row, offset), node);
        Some(node)
    }

    /// The step of a list: how many members it has.
    fn list(&mut self, list: u32, row: u32) -> Option<StepId> {
        let layout = *self.program.lists().get(index(list))?;
        let made = match row {
            NO_ROW => self.origins.absent(Absent::List(list)),
            _ => self.origins.list(layout.owner, row, layout.offset),
        };
        if made.is_some() {
            return made;
        }
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
        let node = self.leaf(step);
        match row {
            NO_ROW => self.origins.set_absent(Absent::List(list), node),
            _ => self
                .origins
                .set_list((layout.owner, row, layout.offset), node),
        }
        Some(node)
    }

    /// The step of a value of an owner that is not there.
    fn no_owner(&mut self, table: u32, offset: u32, value: Value, span: Span) -> StepId {
        let absent = Absent::Value(table, offset);
        if let Some(node) = self.origins.absent(absent) {
            return node;
        }
        let mut step = plain(StepKind::Constant, None, value, span);
        step.source = Some(Known::NoOwner);
        let node = self.leaf(step);
        self.origins.set_absent(absent, node);
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
        let value = self.value(entry, note, log);
        let before = self.account.trace.steps.len();
        match note {
            None => self.silent(instruction, entry, value),
            Some(note) => self.noted(instruction, entry, value, note),
        }
        if self.is_doubtful(entry, log) {
            let made = before..self.account.trace.steps.len();
            let made = made.filter_map(|place| u32::try_from(place).ok().map(StepId));
            self.doubtful.extend(made);
        }
    }

    /// The value that an entry tells.
    fn value(&self, entry: &Entry, note: Option<&Note>, log: &Log) -> Value {
        let told = self.plan.told.get(index(entry.at)).map(|told| told.what);
        let place = usize::try_from(entry.raw).ok();
        match told {
            Some(Telling::Integer | Telling::Fraction) if log.ranged => place
                .and_then(|place| log.values.get(place))
                .map_or(Value::Nothing, |(value, _)| *value),
            Some(Telling::Fraction) => place
                .and_then(|place| log.fractions.get(place))
                .and_then(|fraction| fraction.number())
                .map_or(Value::Nothing, Value::number),
            _ => note.map_or(Value::Nothing, |note| {
                Value::from_raw(entry.raw, note.shape)
            }),
        }
    }

    /// Whether the value that an entry tells may yet be a fault.
    fn is_doubtful(&self, entry: &Entry, log: &Log) -> bool {
        let told = self.plan.told.get(index(entry.at)).map(|told| told.what);
        let is_value = matches!(told, Some(Telling::Integer | Telling::Fraction));
        let place = usize::try_from(entry.raw).ok();
        log.ranged
            && is_value
            && place
                .and_then(|place| log.values.get(place))
                .is_some_and(|(_, doubtful)| *doubtful)
    }

    /// An instruction that is no step of its own.
    fn silent(&mut self, instruction: Instruction, entry: &Entry, value: Value) {
        use Instruction as I;
        match instruction {
            I::Move { to, from }
            | I::WideMove { to, from }
            | I::Rescale { to, from, .. }
            | I::Widen { to, from, .. }
            | I::Narrow { to, from, .. }
            | I::Whole { to, from, .. } => {
                let node = self.node(from);
                self.origins.bind(to, node);
            }
            I::Within { to, outer, inner } => {
                let span = self.span(entry);
                let node = self.within(outer, inner, span);
                self.origins.bind(to, node);
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
                self.origins.bind(to, Some(node));
            }
            I::Load {
                to, table, offset, ..
            }
            | I::WideLoad {
                to, table, offset, ..
            } => {
                let node = self.origins.stored(table, entry.row, offset);
                let span = self.span(entry);
                let node =
                    node.unwrap_or_else(|| self.no_owner(table, offset | (1 << 31), value, span));
                self.origins.bind(to, Some(node));
            }
            I::LoadRoot { to, from, .. } | I::WideLoadRoot { to, from, .. } => {
                let span = self.span(entry);
                let node = if entry.row == NO_ROW {
                    Some(self.no_owner(0, from, value, span))
                } else {
                    self.node(from)
                };
                self.origins.bind(to, node);
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
                    self.origins.store((table, entry.row, offset), node);
                }
            }
            I::Owner { to, .. } => self.origins.set_row(to, entry.row),
            I::LoopAll { level, table, .. } => {
                self.origins.set_row(level, entry.row);
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
                    self.origins.row(row)
                };
                self.listed((list, owner), within, figure);
                self.origins.set_row(level, entry.row);
                let table = self
                    .program
                    .lists()
                    .get(index(list))
                    .map_or(0, |layout| layout.members);
                self.member = self.instance(table, entry.row);
            }
            I::Next { level, .. } => {
                self.origins.set_row(level, entry.row);
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
            self.instance(unit.table, self.origins.row(0))
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
        basis: Stretch::NONE,
        span,
        value,
        inputs: Stretch::NONE,
        unjudged: None,
        source: None,
    }
}

/// The step of a note.
const fn inner(note: &Note, value: Value) -> Step {
    let mut step = plain(note.step, None, value, note.span);
    step.item = note.item;
    step
}

//! From the log of a run to its trace.

use std::collections::BTreeMap;

use crate::compile::{
    ColumnId, ColumnKind, Computed, Enumerator, Initial, InitialValue, Instruction, NONE, Note,
    Plan, Program, ROOT, Role, StepKind,
};
use crate::quantity::Number;
use crate::source::Span;

use super::case::{Case, CellState, Instance};
use super::range;
use super::run::{Entry, Log, NO_ROW, Width, line, place};
use super::trace::{Known, Step, StepId, Trace, Unjudged};
use super::value::{Fault, FaultKind, Value, index};

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
            Width::Value => usize::try_from(entry.raw)
                .ok()
                .and_then(|place| log.values.get(place))
                .copied()
                .unwrap_or(Value::Nothing),
        };
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
            | I::Whole { to, from, .. }
            | I::Within {
                to, inner: from, ..
            } => {
                let node = self.node(from);
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
                ..
            } => {
                let owner = if row == ROOT {
                    0
                } else {
                    self.rows.get(index(row)).copied().unwrap_or(NO_ROW)
                };
                let node = self.list(list, owner);
                if let (Some(open), Some(node)) = (self.open.get_mut(&figure), node) {
                    open.inputs.push(node);
                }
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

    /// An instruction that is a step.
    fn noted(&mut self, instruction: Instruction, entry: &Entry, value: Value, note: &Note) {
        use Instruction as I;
        match instruction {
            I::And { to, item, .. } | I::AndFirst { to, item, .. } => {
                let first = matches!(instruction, I::AndFirst { .. });
                self.item((to, item, first), value, value.is_false(), note);
            }
            I::Or { to, item, .. } | I::OrFirst { to, item, .. } => {
                let first = matches!(instruction, I::OrFirst { .. });
                self.item((to, item, first), value, value.is_true(), note);
            }
            I::CaseFirst { to } | I::FigureBegin { to, .. } | I::WideFigureBegin { to, .. } => {
                self.open.insert(
                    to,
                    Open {
                        kind: note.step,
                        inputs: Vec::new(),
                        span: note.span,
                    },
                );
            }
            I::SkipUnless { condition, .. } => self.skipped(condition, entry, note),
            I::Case {
                to,
                condition,
                value: from,
                ..
            }
            | I::WideCase {
                to,
                condition,
                value: from,
                ..
            } => {
                self.case((to, condition, from), value, note);
            }
            I::CaseElse {
                to, value: from, ..
            }
            | I::WideCaseElse {
                to, value: from, ..
            } => {
                let from = self.node(from);
                let step = inner(note, self.value_of(from), from.into_iter().collect());
                let node = self.push(step);
                self.close(to, Some(node), value);
            }
            I::CaseNone { to, .. } => self.close(to, None, value),
            I::Choose { to, choice } | I::WideChoose { to, choice } => {
                self.choose(to, choice, value, note)
            }
            I::Filter {
                condition, figure, ..
            } => self.filter(condition, figure, note),
            I::Exists {
                to,
                within,
                condition: from,
            }
            | I::Every {
                to,
                within,
                condition: from,
            } => {
                self.member_step(&instruction, (to, within), Some(from), note);
            }
            I::Count { to, within, .. } => self.member_step(&instruction, (to, within), None, note),
            I::Sum {
                to,
                within,
                value: from,
            }
            | I::WideSum {
                to,
                within,
                value: from,
            }
            | I::Greatest {
                to,
                within,
                value: from,
            }
            | I::WideGreatest {
                to,
                within,
                value: from,
            }
            | I::Least {
                to,
                within,
                value: from,
            }
            | I::WideLeast {
                to,
                within,
                value: from,
            } => self.member_step(&instruction, (to, within), Some(from), note),
            I::FigureEnd { to, .. } | I::WideFigureEnd { to, .. } => self.close(to, None, value),
            I::Guard { to, window, .. } => self.guard(to, window, entry, note),
            I::InForce { to, window, .. } => self.guard(to, window, entry, note),
            I::Subject { to, condition, .. } => self.subject(to, condition, value, entry, note),
            _ => self.plain_step(&instruction, entry, value, note),
        }
    }

    /// A step whose inputs are what it reads.
    fn plain_step(&mut self, instruction: &Instruction, entry: &Entry, value: Value, note: &Note) {
        let (mut to, mut reads) = (NONE, Vec::new());
        instruction.operands(|role, name, number| match role {
            Role::Write | Role::Update => to = number,
            Role::Read if number != NONE && !matches!(name, "anything" | "otherwise" | "zero") => {
                reads.push(number)
            }
            _ => {}
        });
        if let Instruction::Brackets { bands, .. } = instruction {
            let bands = self
                .program
                .side()
                .brackets
                .get(index(*bands))
                .into_iter()
                .flatten();
            reads.extend(
                bands
                    .flat_map(|(upper, rate)| upper.iter().chain([rate]))
                    .copied(),
            );
        }
        if let Instruction::Granted { outcome, .. } | Instruction::WideGranted { outcome, .. } =
            instruction
        {
            let outcome = self.node(*outcome);
            if !matches!(self.value_of(outcome), Value::Choice { low: 0, .. }) {
                reads.truncate(1);
            }
        }
        let inputs: Vec<StepId> = reads
            .into_iter()
            .filter_map(|register| self.node(register))
            .collect();
        let mut step = inner(note, value, inputs);
        self.add_row_basis(instruction, &mut step);
        let (_, of) = self.about(entry);
        let is_result = matches!(
            note.step,
            StepKind::Definition(_)
                | StepKind::Table(..)
                | StepKind::Norm(_)
                | StepKind::Grant(..)
                | StepKind::Part(..)
                | StepKind::Exception(_)
        );
        if is_result {
            step.of = of;
        }
        let node = self.push(step);
        self.bind(to, Some(node));
        if is_result {
            self.results.insert((note.step, of), node);
        }
    }

    /// The citations of the row that a table was read at.
    fn add_row_basis(&mut self, instruction: &Instruction, step: &mut Step) {
        let (Instruction::Lookup { lookup, .. }, StepKind::Table(table, _)) =
            (instruction, step.kind)
        else {
            return;
        };
        let place = step
            .inputs
            .first()
            .and_then(|input| self.step(*input))
            .and_then(|input| input.value.settled_choice());
        let model = self.program.side().lookups.get(index(*lookup));
        let row = model
            .zip(place)
            .and_then(|(model, place)| model.rows.get(index(place)).copied().flatten());
        let basis = self
            .program
            .schema()
            .table(table)
            .zip(row)
            .and_then(|(table, row)| table.rows.get(index(row)));
        if let Some(basis) = basis {
            step.basis.clone_from(basis);
        }
    }

    fn item(&mut self, (to, item, first): (u32, u32, bool), value: Value, done: bool, note: &Note) {
        if first {
            self.open.insert(
                to,
                Open {
                    kind: note.step,
                    inputs: Vec::new(),
                    span: note.span,
                },
            );
        }
        let mut node = self.node(item);
        if let Some(number) = note.item {
            let span = node
                .and_then(|node| self.step(node))
                .map_or(note.span, |step| step.span);
            let mut step = plain(StepKind::Item, None, self.value_of(node), span);
            step.item = Some(number);
            step.inputs = node.into_iter().collect();
            node = Some(self.push(step));
        }
        if let (Some(open), Some(node)) = (self.open.get_mut(&to), node) {
            open.inputs.push(node);
        }
        if done || note.rest.is_empty() {
            let why = if matches!(value, Value::Boolean { low: true, .. }) {
                Unjudged::AnotherHolds
            } else {
                Unjudged::AnotherFails
            };
            self.rest(to, &note.rest, StepKind::Item, why);
            self.close(to, None, value);
        }
    }

    /// The items that were not judged.
    fn rest(
        &mut self,
        to: u32,
        rest: &[(Option<Enumerator>, Span)],
        kind: StepKind,
        why: Unjudged,
    ) {
        for (item, span) in rest {
            let mut step = plain(kind, None, Value::Nothing, *span);
            step.item = *item;
            step.unjudged = Some(why);
            let node = self.push(step);
            if let Some(open) = self.open.get_mut(&to) {
                open.inputs.push(node);
            }
        }
    }

    /// Ends an open step.
    fn close(&mut self, to: u32, last: Option<StepId>, value: Value) {
        let Some(open) = self.open.remove(&to) else {
            return;
        };
        let mut step = plain(open.kind, None, value, open.span);
        step.inputs = open.inputs;
        step.inputs.extend(last);
        let node = self.push(step);
        self.bind(to, Some(node));
    }

    /// A case whose condition is settled false.
    fn skipped(&mut self, condition: u32, entry: &Entry, note: &Note) {
        let node = self.node(condition);
        if !self.value_of(node).is_false() {
            return;
        }
        let Some(to) = self.case_of(entry) else {
            return;
        };
        let step = inner(note, Value::boolean(false), node.into_iter().collect());
        let node = self.push(step);
        if let Some(open) = self.open.get_mut(&to) {
            open.inputs.push(node);
        }
    }

    /// The register of the cases that a skipped case belongs to: that of the case at whose end the skip arrives.
    fn case_of(&self, entry: &Entry) -> Option<u32> {
        let Some(Instruction::SkipUnless { end, .. }) = self.plan.code.get(index(entry.at)) else {
            return None;
        };
        match self.plan.code.get(index(*end).checked_sub(1)?)? {
            Instruction::Case { to, .. } | Instruction::WideCase { to, .. } => Some(*to),
            _ => None,
        }
    }

    fn case(&mut self, (to, condition, from): (u32, u32, u32), value: Value, note: &Note) {
        let condition = self.node(condition);
        let met = self.value_of(condition);
        let is_fault = met.fault().is_some();
        let from = if is_fault { None } else { self.node(from) };
        let own = if is_fault { met } else { self.value_of(from) };
        let step = inner(note, own, condition.into_iter().chain(from).collect());
        let node = self.push(step);
        if let Some(open) = self.open.get_mut(&to) {
            open.inputs.push(node);
        }
        if met.is_true() || is_fault {
            self.rest(to, &note.rest, StepKind::Case, Unjudged::EarlierCase);
            self.close(to, None, value);
        }
    }

    fn choose(&mut self, to: u32, choice: u32, value: Value, note: &Note) {
        let program = self.program;
        let Some(model) = program.side().choices.get(index(choice)) else {
            return;
        };
        let mut inputs = Vec::new();
        let mut settled = false;
        for (row, (item, span)) in model.rows.iter().zip(&note.rest) {
            let condition = self.node(row.0);
            let met = self.value_of(condition);
            settled |= met.is_true();
            let from = if met.is_false() || met.fault().is_some() {
                None
            } else {
                self.node(row.1)
            };
            let mut step = plain(
                StepKind::Case,
                None,
                from.map_or(met, |from| self.value_of(Some(from))),
                *span,
            );
            step.item = *item;
            step.inputs = condition.into_iter().chain(from).collect();
            inputs.push(self.push(step));
        }
        if !settled {
            inputs.extend(model.general.and_then(|general| self.node(general)));
        }
        let mut step = inner(note, value, inputs);
        step.basis.clone_from(&note.basis);
        let node = self.push(step);
        self.bind(to, Some(node));
    }

    fn filter(&mut self, condition: u32, figure: u32, note: &Note) {
        let node = self.node(condition);
        let value = self.value_of(node);
        if !value.is_false() && value.fault().is_none() {
            return;
        }
        let mut step = inner(note, value, node.into_iter().collect());
        step.of = if note.step == StepKind::Case {
            None
        } else {
            self.member
        };
        let node = self.push(step);
        if let Some(open) = self.open.get_mut(&figure) {
            open.inputs.push(node);
        }
    }

    fn member_step(
        &mut self,
        instruction: &Instruction,
        (to, within): (u32, u32),
        from: Option<u32>,
        note: &Note,
    ) {
        let within = if within == NONE {
            None
        } else {
            self.node(within)
        };
        let from = from.and_then(|from| self.node(from));
        let value = from.map_or(Value::boolean(true), |from| self.value_of(Some(from)));
        let value = match within {
            None => value,
            Some(within) => contribution(&self.value_of(Some(within)), &value, instruction),
        };
        let mut step = inner(note, value, within.into_iter().chain(from).collect());
        if note.step != StepKind::Case {
            step.of = self.member;
            if let Some(object) = self.member.and_then(|member| member.object) {
                step.kind = StepKind::MemberOf(object);
            }
        }
        let node = self.push(step);
        if let Some(open) = self.open.get_mut(&to) {
            open.inputs.push(node);
        }
    }

    /// A definition or norm outside its time in force.
    fn guard(&mut self, to: u32, window: u32, entry: &Entry, note: &Note) {
        let window = self.program.side().windows.get(index(window));
        if window.is_some_and(|window| window.contains(self.case.clocks().law_as_of)) {
            return;
        }
        let (computed, _) = self.about(entry);
        let value = match computed {
            Some(Computed::Norm(_)) => Value::choice(2),
            _ => Value::Fault(Fault {
                kind: FaultKind::NotInForce,
                span: note.span,
            }),
        };
        let node = self.push(plain(
            StepKind::InForce,
            None,
            Value::boolean(false),
            note.span,
        ));
        self.result(to, vec![node], value, entry, note.span);
    }

    /// A norm outside its subject.
    fn subject(&mut self, to: u32, condition: u32, value: Value, entry: &Entry, note: &Note) {
        let node = self.node(condition);
        let met = self.value_of(node);
        if !met.is_false() && met.fault().is_none() {
            return;
        }
        let value = if met.is_false() {
            Value::choice(2)
        } else {
            value
        };
        self.result(to, node.into_iter().collect(), value, entry, note.span);
    }

    /// The result of a unit that ends early.
    fn result(&mut self, to: u32, inputs: Vec<StepId>, value: Value, entry: &Entry, span: Span) {
        let (computed, of) = self.about(entry);
        let kind = match computed {
            Some(Computed::Norm(norm)) => StepKind::Norm(norm),
            Some(Computed::Definition(definition)) => StepKind::Definition(definition),
            _ => return,
        };
        let mut step = plain(kind, of, value, span);
        step.inputs = inputs;
        let node = self.push(step);
        self.bind(to, Some(node));
        self.results.insert((kind, of), node);
    }
}

/// What a member that is in as far as `within` says adds to its figure.
fn contribution(within: &Value, value: &Value, instruction: &Instruction) -> Value {
    match instruction {
        Instruction::Exists { .. } => range::and(within, value),
        Instruction::Every { .. } => range::or(&range::negated(within), value),
        Instruction::Count { .. } => *within,
        _ if within.is_settled() => *value,
        _ => range::join(&Value::ZERO, value, &Value::ANY_NUMBER),
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

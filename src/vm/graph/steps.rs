//! The steps of a trace, by the instructions that make them.

use crate::compile::{CitationId, Computed, Enumerator, Instruction, NONE, Note, Role, StepKind};
use crate::source::Span;

use super::{Graph, contribution, inner, plain};
use crate::vm::range;
use crate::vm::run::Entry;
use crate::vm::trace::{StepId, Unjudged};
use crate::vm::value::{Fault, FaultKind, Value, index};

impl<'a> Graph<'a> {
    /// An instruction that is a step.
    pub(super) fn noted(
        &mut self,
        instruction: Instruction,
        entry: &Entry,
        value: Value,
        note: &'a Note,
    ) {
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
                self.origins.open(to, note.step, note.span);
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
                let step = inner(note, self.value_of(from));
                let node = self.account.push(step, &note.basis, from);
                self.close(to, Some(node), value);
            }
            I::CaseNone { to, .. } => self.close(to, None, value),
            I::Choose { to, choice } | I::WideChoose { to, choice } => {
                self.choose(to, choice, value, note)
            }
            I::Filter {
                condition, figure, ..
            } => self.filter((condition, figure), entry, note),
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
    pub(super) fn plain_step(
        &mut self,
        instruction: &Instruction,
        entry: &Entry,
        value: Value,
        note: &'a Note,
    ) {
        let first = self.account.trace.inputs.len();
        let to = self.read(instruction);
        let mut step = inner(note, value);
        let basis = self.row_basis(instruction, note.step, first);
        let (_, of) = self.about(entry);
        let is_result = matches!(
            note.step,
            StepKind::Definition(_)
                | StepKind::Table(..)
                | StepKind::Norm(_)
                | StepKind::Grant(..)
                | StepKind::Part(..)
                | StepKind::Exception(..)
        );
        if is_result {
            step.of = of;
        }
        let basis = basis.unwrap_or(&note.basis);
        let node = self.account.push_after(step, basis, first);
        self.origins.bind(to, Some(node));
        if is_result {
            self.account.is_result(note.step, of, node);
        }
    }

    /// Puts the steps that an instruction reads among the inputs of all steps; the register that it writes.
    fn read(&mut self, instruction: &Instruction) -> u32 {
        let mut reads = core::mem::take(&mut self.origins.reads);
        reads.clear();
        let mut to = NONE;
        instruction.operands(|role, name, number| match role {
            Role::Write | Role::Update => to = number,
            Role::Read if number != NONE && !matches!(name, "anything" | "otherwise" | "zero") => {
                reads.push(number)
            }
            _ => {}
        });
        if let Instruction::Brackets { bands, .. } = instruction {
            let bands = self.program.side().brackets.get(index(*bands));
            let bands = bands.into_iter().flatten();
            let registers = bands.flat_map(|(upper, rate)| upper.iter().chain([rate]));
            reads.extend(registers.copied());
        }
        if let Instruction::Granted { outcome, .. } | Instruction::WideGranted { outcome, .. } =
            instruction
        {
            let outcome = self.node(*outcome);
            if !matches!(self.value_of(outcome), Value::Choice { low: 0, .. }) {
                reads.truncate(1);
            }
        }
        for register in &reads {
            // What is new on the way has no inputs itself, so that these stand together.
            let node = self.node(*register);
            self.account.trace.inputs.extend(node);
        }
        self.origins.reads = reads;
        to
    }

    /// The citations of the row that a table was read at; the place in the table is the first input of its step.
    fn row_basis(
        &self,
        instruction: &Instruction,
        kind: StepKind,
        first: usize,
    ) -> Option<&'a [CitationId]> {
        let (Instruction::Lookup { lookup, .. }, StepKind::Table(table, _)) = (instruction, kind)
        else {
            return None;
        };
        let input = self.account.trace.inputs.get(first).copied();
        let place = self.value_of(input).settled_choice()?;
        let model = self.program.side().lookups.get(index(*lookup))?;
        let row = model.rows.get(index(place)).copied().flatten()?;
        let table = self.program.schema().table(table)?;
        table.rows.get(index(row)).map(Vec::as_slice)
    }

    pub(super) fn item(
        &mut self,
        (to, item, first): (u32, u32, bool),
        value: Value,
        done: bool,
        note: &Note,
    ) {
        if first {
            self.origins.open(to, note.step, note.span);
        }
        let mut node = self.node(item);
        if let Some(number) = note.item {
            let span = node
                .and_then(|node| self.step(node))
                .map_or(note.span, |step| step.span);
            let mut step = plain(StepKind::Item, None, self.value_of(node), span);
            step.item = Some(number);
            node = Some(self.account.push(step, &[], node));
        }
        if let Some(node) = node {
            self.origins.add(to, node);
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
    pub(super) fn rest(
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
            let node = self.leaf(step);
            self.origins.add(to, node);
        }
    }

    /// Ends an open step.
    pub(super) fn close(&mut self, to: u32, last: Option<StepId>, value: Value) {
        let Some(open) = self.origins.close(to) else {
            return;
        };
        let step = plain(open.kind, None, value, open.span);
        let inputs = open.inputs.iter().copied().chain(last);
        let node = self.account.push(step, &[], inputs);
        self.origins.empty(open.inputs);
        self.origins.bind(to, Some(node));
    }

    /// A case whose condition is settled false.
    pub(super) fn skipped(&mut self, condition: u32, entry: &Entry, note: &Note) {
        let node = self.node(condition);
        if !self.value_of(node).is_false() {
            return;
        }
        let Some(to) = self.case_of(entry) else {
            return;
        };
        let step = inner(note, Value::boolean(false));
        let node = self.account.push(step, &note.basis, node);
        self.origins.add(to, node);
    }

    /// The register of the cases that a skipped case belongs to: that of the case at whose end the skip arrives.
    pub(super) fn case_of(&self, entry: &Entry) -> Option<u32> {
        let Some(Instruction::SkipUnless { end, .. }) = self.plan.code.get(index(entry.at)) else {
            return None;
        };
        match self.plan.code.get(index(*end).checked_sub(1)?)? {
            Instruction::Case { to, .. } | Instruction::WideCase { to, .. } => Some(*to),
            _ => None,
        }
    }

    pub(super) fn case(
        &mut self,
        (to, condition, from): (u32, u32, u32),
        value: Value,
        note: &Note,
    ) {
        let condition = self.node(condition);
        let met = self.value_of(condition);
        let is_fault = met.fault().is_some();
        let from = if is_fault { None } else { self.node(from) };
        let own = if is_fault { met } else { self.value_of(from) };
        let inputs = condition.into_iter().chain(from);
        let node = self.account.push(inner(note, own), &note.basis, inputs);
        self.origins.add(to, node);
        if met.is_true() || is_fault {
            self.rest(to, &note.rest, StepKind::Case, Unjudged::EarlierCase);
            self.close(to, None, value);
        }
    }

    pub(super) fn choose(&mut self, to: u32, choice: u32, value: Value, note: &Note) {
        let program = self.program;
        let Some(model) = program.side().choices.get(index(choice)) else {
            return;
        };
        let mut inputs = self.origins.emptied();
        let mut settled = false;
        let mut holding = Vec::new();
        for row in &model.rows {
            let condition = self.node(row.0);
            holding.push(self.value_of(condition).is_true());
        }
        for (place, (row, (item, span))) in model.rows.iter().zip(&note.rest).enumerate() {
            let mut others = model.rows.iter().zip(&holding);
            if others.any(|(other, holds)| *holds && other.2.contains(&place)) {
                let mut step = plain(StepKind::Case, None, Value::boolean(false), *span);
                step.item = *item;
                step.unjudged = Some(Unjudged::Overridden);
                inputs.push(self.leaf(step));
                continue;
            }
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
            let own = condition.into_iter().chain(from);
            inputs.push(self.account.push(step, &[], own));
        }
        if !settled {
            inputs.extend(model.general.and_then(|general| self.node(general)));
        }
        let step = inner(note, value);
        let node = self.account.push(step, &note.basis, inputs.iter().copied());
        self.origins.empty(inputs);
        self.origins.bind(to, Some(node));
    }

    pub(super) fn filter(&mut self, (condition, figure): (u32, u32), entry: &Entry, note: &Note) {
        let node = self.node(condition);
        let value = self.value_of(node);
        if !value.is_false() && value.fault().is_none() {
            return;
        }
        let mut step = inner(note, value);
        let mut inputs = [node, None];
        // A fault of a member that the filters before may leave out is not sure.
        let next = self.plan.code.get(index(entry.at).saturating_add(1));
        if let Some(Instruction::Within { outer, inner, .. }) = next
            && *inner == condition
            && value.fault().is_some()
        {
            let outer = self.node(*outer);
            if !self.value_of(outer).is_true() {
                step.value = Value::UNKNOWN;
                inputs = [node, outer];
            }
        }
        step.of = if note.step == StepKind::Case {
            None
        } else {
            self.member
        };
        let inputs = inputs.into_iter().flatten();
        let node = self.account.push(step, &note.basis, inputs);
        self.origins.add(figure, node);
    }

    pub(super) fn member_step(
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
            // Whether the filter is a fault matters, whatever the member would add.
            Some(within) if self.doubtful.contains(&within) => Value::UNKNOWN,
            Some(within) => contribution(&self.value_of(Some(within)), &value, instruction),
        };
        let mut step = inner(note, value);
        if note.step != StepKind::Case {
            step.of = self.member;
            if let Some(object) = self.member.and_then(|member| member.object) {
                step.kind = StepKind::MemberOf(object);
            }
        }
        let inputs = within.into_iter().chain(from);
        let node = self.account.push(step, &note.basis, inputs);
        self.origins.add(to, node);
    }

    /// A list that a figure goes through; where it is not given, whether its owner is in matters too.
    pub(super) fn listed(&mut self, (list, owner): (u32, u32), within: u32, figure: u32) {
        let node = self.list(list, owner);
        let given = self.value_of(node).is_settled();
        let within = if given || within == NONE {
            None
        } else {
            self.node(within)
        };
        for input in within.into_iter().chain(node) {
            self.origins.add(figure, input);
        }
    }

    /// Whether a member is in by its own filter and by those of the lists that it was reached through.
    pub(super) fn within(&mut self, outer: u32, inner: u32, span: Span) -> Option<StepId> {
        let (outer, inner) = (self.node(outer), self.node(inner));
        let (before, own) = (self.value_of(outer), self.value_of(inner));
        if before.is_true() {
            return inner;
        }
        if own.is_true() {
            return outer;
        }
        let step = plain(StepKind::All, None, range::and(&before, &own), span);
        let inputs = outer.into_iter().chain(inner);
        Some(self.account.push(step, &[], inputs))
    }

    /// A definition or norm outside its time in force.
    pub(super) fn guard(&mut self, to: u32, window: u32, entry: &Entry, note: &Note) {
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
        let node = self.leaf(plain(
            StepKind::InForce,
            None,
            Value::boolean(false),
            note.span,
        ));
        self.result(to, Some(node), value, entry, note.span);
    }

    /// A norm outside its subject.
    pub(super) fn subject(
        &mut self,
        to: u32,
        condition: u32,
        value: Value,
        entry: &Entry,
        note: &Note,
    ) {
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
        self.result(to, node, value, entry, note.span);
    }

    /// The result of a unit that ends early.
    pub(super) fn result(
        &mut self,
        to: u32,
        input: Option<StepId>,
        value: Value,
        entry: &Entry,
        span: Span,
    ) {
        let (computed, of) = self.about(entry);
        let kind = match computed {
            Some(Computed::Norm(norm)) => StepKind::Norm(norm),
            Some(Computed::Definition(definition)) => StepKind::Definition(definition),
            _ => return,
        };
        let step = plain(kind, of, value, span);
        let node = self.account.push(step, &[], input);
        self.origins.bind(to, Some(node));
        self.account.is_result(kind, of, node);
    }
}

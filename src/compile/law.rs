//! Definitions, tables and norms.

use crate::check::{
    Computed, Constant, DeadlineModel, Definition, Evidence, Grant, Instance, Measure, Model, Norm,
    NormId, ShiftUnit, TableModel, Term, TermUnit, Type,
};
use crate::source::Span;

use super::choosing::{Condition, Way};
use super::instruction::{DayFunction, Instruction, NONE};
use super::layout::{Builder, count, shape_of};
use super::program::{ColumnId, NormPart, Program, Shape, StepKind};
use super::unit::{Draft, Label, Operand, item_note, note};

/// The program of a model.
#[must_use]
pub fn compile(model: &Model) -> Program {
    let mut builder = Builder::new(model);
    for computed in &model.order {
        match computed {
            Computed::Definition(id) => {
                if let Some(definition) = model.definitions.get(id.index()) {
                    definition_unit(&mut builder, *computed, definition);
                }
            }
            Computed::Table(id) => {
                if let Some(table) = model.tables.get(id.index()) {
                    table_unit(&mut builder, *computed, table);
                }
            }
            Computed::Norm(id) => {
                if let Some(norm) = model.norms.get(id.index()) {
                    norm_unit(&mut builder, *computed, norm);
                }
            }
        }
    }
    let program = builder.finish();
    debug_assert_eq!(
        super::verify(&program),
        Ok(()),
        "the compiler refers to nothing"
    );
    program
}

fn definition_unit(builder: &mut Builder<'_>, computed: Computed, definition: &Definition) {
    let mut draft = Draft::new(builder, computed, definition.object);
    let ways: Vec<Way<'_>> = (definition.exceptions.iter())
        .map(|exception| Way {
            condition: Condition::Term(&exception.condition),
            value: Some(&exception.value),
            item: None,
            basis: &exception.basis,
            overrides: exception.overrides.iter().copied().collect(),
            span: exception.span,
        })
        .collect();
    let (value, lines) = draft.aside(|draft| {
        draft.with_exceptions(
            Some(&definition.value),
            &ways,
            &definition.ty,
            StepKind::Exceptions,
            definition.span,
        )
    });
    let (column, to) = draft.column(value.shape, value.bounds);
    let end = draft.label();
    if definition.in_force.from.is_some() || definition.in_force.until.is_some() {
        let window = draft.window(definition.in_force);
        let step = note(StepKind::InForce, Shape::Boolean, definition.span);
        draft.step(
            Instruction::Guard {
                to,
                window,
                end: end.target(),
            },
            step,
        );
    }
    draft.append(lines);
    let mut step = note(
        StepKind::Definition(definition.id),
        value.shape,
        definition.span,
    );
    step.basis.clone_from(&definition.marks.basis);
    draft.keep(to, &value, step);
    draft.place(end);
    if let Some(slot) = draft
        .builder
        .program
        .definition_columns
        .get_mut(definition.id.index())
    {
        *slot = Some(column);
    }
    draft.close();
}

fn table_unit(builder: &mut Builder<'_>, computed: Computed, table: &TableModel) {
    let mut draft = Draft::new(builder, computed, table.object);
    let mut columns = Vec::new();
    for output in 0..table.outputs.len() {
        let value = draft.output(table, output);
        let (column, to) = draft.column(value.shape, value.bounds);
        let mut step = note(
            StepKind::Table(table.id, count(output)),
            value.shape,
            table.span,
        );
        step.basis.clone_from(&table.marks.basis);
        draft.keep(to, &value, step);
        columns.push(column);
    }
    if let Some(slot) = draft
        .builder
        .program
        .table_columns
        .get_mut(table.id.index())
    {
        *slot = columns;
    }
    draft.close();
}

fn norm_unit(builder: &mut Builder<'_>, computed: Computed, norm: &Norm) {
    let mut draft = Draft::new(builder, computed, norm.object);
    let end = draft.label();
    let (outcome, to) = draft.column(Shape::Outcome, None);
    draft.norm_columns(norm.id, |columns| columns.outcome = Some(outcome));
    let window = draft.window(norm.in_force);
    let step = note(StepKind::InForce, Shape::Outcome, norm.span);
    draft.step(
        Instruction::InForce {
            to,
            window,
            end: end.target(),
        },
        step,
    );
    let subject = draft.subject(norm, to, end);
    let exceptions = draft.exception_conditions(norm);
    let condition = draft.norm_condition(norm, &exceptions);
    let mut step = note(StepKind::Norm(norm.id), Shape::Outcome, norm.span);
    step.basis.clone_from(&norm.marks.basis);
    draft.step(
        Instruction::Judge {
            to,
            subject,
            condition,
        },
        step,
    );
    draft.emit(
        Instruction::UnlessHeld {
            outcome: to,
            end: end.target(),
        },
        norm.span,
    );
    draft.grants(norm, &exceptions);
    draft.parts(norm);
    draft.place(end);
    draft.close();
}

impl Draft<'_, '_> {
    /// The place of a time in force.
    fn window(&mut self, in_force: crate::check::InForce) -> u32 {
        let windows = &mut self.builder.program.side.windows;
        windows.push(in_force);
        count(windows.len()).saturating_sub(1)
    }

    /// Keeps a value in a column.
    fn keep(&mut self, to: u32, value: &Operand, step: super::Note) {
        let from = value.register;
        let instruction = if value.shape.is_wide() {
            Instruction::WideMove { to, from }
        } else {
            Instruction::Move { to, from }
        };
        self.step(instruction, step);
    }

    fn norm_columns(&mut self, norm: NormId, set: impl FnOnce(&mut super::NormColumns)) {
        if let Some(columns) = self.builder.program.norm_columns.get_mut(norm.index()) {
            set(columns);
        }
    }

    /// A term as a column of its own.
    fn part(&mut self, norm: &Norm, part: NormPart, term: &Term) -> ColumnId {
        let value = self.term(term);
        self.part_of(norm, part, &value, term.span)
    }

    fn part_of(&mut self, norm: &Norm, part: NormPart, value: &Operand, span: Span) -> ColumnId {
        let (column, to) = self.column(value.shape, value.bounds);
        self.keep(
            to,
            value,
            note(StepKind::Part(norm.id, part), value.shape, span),
        );
        column
    }

    fn subject(&mut self, norm: &Norm, to: u32, end: Label) -> u32 {
        let Some(subject) = &norm.subject else {
            return NONE;
        };
        let condition = self.term(subject).register;
        let step = note(StepKind::Subject, Shape::Outcome, subject.span);
        self.step(
            Instruction::Subject {
                to,
                condition,
                end: end.target(),
            },
            step,
        );
        condition
    }

    /// The conditions of all exceptions, each in a column.
    fn exception_conditions(&mut self, norm: &Norm) -> Vec<u32> {
        let mut registers = Vec::new();
        for (place, exception) in norm.exceptions.iter().enumerate() {
            let value = self.term(&exception.condition);
            let (column, to) = self.column(Shape::Boolean, None);
            let mut step = note(
                StepKind::Exception(norm.id, count(place)),
                Shape::Boolean,
                exception.span,
            );
            step.basis.clone_from(&exception.basis);
            self.keep(to, &value, step);
            self.norm_columns(norm.id, |columns| columns.exceptions.push(column));
            registers.push(to);
        }
        registers
    }

    /// 条件 and not the exceptions that end the norm, and the target of an indicator.
    fn norm_condition(&mut self, norm: &Norm, exceptions: &[u32]) -> u32 {
        let general = norm
            .condition
            .as_ref()
            .map(|condition| self.term(condition).register);
        let ending = norm
            .exceptions
            .iter()
            .enumerate()
            .filter(|(_, exception)| exception.value.is_none());
        let ending: Vec<usize> = ending.map(|(place, _)| place).collect();
        let met = norm
            .measure
            .as_ref()
            .and_then(|measure| self.measure(norm, measure));
        let mut items: Vec<u32> = general.into_iter().collect();
        for place in ending {
            let counts = self.counting(norm, exceptions, place);
            items.push(self.not(counts, norm.span).register);
        }
        items.extend(met);
        match items.as_slice() {
            [] => self.constant(&Constant::Boolean(true)).register,
            [single] => *single,
            _ => self.all_of(&items, StepKind::Condition, norm.span),
        }
    }

    fn all_of(&mut self, items: &[u32], kind: StepKind, span: Span) -> u32 {
        let to = self.temporary();
        let end = self.label();
        for (place, item) in items.iter().enumerate() {
            let mut step = item_note(kind, Shape::Boolean, (None, place), &[], span);
            step.rest = items
                .iter()
                .skip(place.saturating_add(1))
                .map(|_| (None, span))
                .collect();
            self.join_item(to, *item, place == 0, (true, end), step);
        }
        self.place(end);
        to
    }

    /// The condition of an exception and not those of the exceptions that override it.
    fn counting(&mut self, norm: &Norm, exceptions: &[u32], place: usize) -> u32 {
        let own = exceptions.get(place).copied().unwrap_or(NONE);
        let overriding = norm.exceptions.iter().zip(exceptions);
        let overriding: Vec<u32> = overriding
            .filter(|(other, _)| other.overrides.contains(&place))
            .map(|(_, register)| *register)
            .collect();
        if overriding.is_empty() {
            return own;
        }
        let mut items = vec![own];
        for other in overriding {
            items.push(self.not(other, norm.span).register);
        }
        self.all_of(&items, StepKind::Condition, norm.span)
    }

    /// The measured value of an indicator, its target, and whether it is met.
    fn measure(&mut self, norm: &Norm, measure: &Measure) -> Option<u32> {
        let value = self.term(&measure.formula);
        let column = self.part_of(norm, NormPart::Measure, &value, measure.formula.span);
        self.norm_columns(norm.id, |columns| columns.measure = Some(column));
        let target = measure.target.as_ref()?;
        let wanted = self.term(&target.value);
        let column = self.part_of(norm, NormPart::Target, &wanted, target.value.span);
        self.norm_columns(norm.id, |columns| columns.target = Some(column));
        let met = self.comparison(target.relation, &value, &wanted, target.value.span);
        let column = self.part_of(norm, NormPart::Met, &met, target.value.span);
        self.norm_columns(norm.id, |columns| columns.met = Some(column));
        Some(met.register)
    }

    /// The granted values.
    fn grants(&mut self, norm: &Norm, exceptions: &[u32]) {
        let granting: Vec<(usize, &[Grant])> = (norm.exceptions.iter().enumerate())
            .filter_map(|(place, exception)| Some((place, exception.value.as_deref()?)))
            .collect();
        let most = granting
            .iter()
            .map(|(_, grants)| grants.len())
            .chain([norm.grants.len()])
            .max()
            .unwrap_or(0);
        for nth in 0..most {
            let column = self.grant(norm, exceptions, &granting, nth);
            self.norm_columns(norm.id, |columns| columns.grants.push(column));
        }
    }

    fn grant(
        &mut self,
        norm: &Norm,
        exceptions: &[u32],
        granting: &[(usize, &[Grant])],
        nth: usize,
    ) -> Option<ColumnId> {
        let general = norm.grants.get(nth).and_then(|grant| grant.value.as_ref());
        let places: Vec<usize> = granting.iter().map(|(place, _)| *place).collect();
        let mut ways = Vec::new();
        for (place, grants) in granting {
            let exception = norm.exceptions.get(*place)?;
            ways.push(Way {
                condition: Condition::Register(exceptions.get(*place).copied()?),
                value: grants.get(nth).and_then(|grant| grant.value.as_ref()),
                item: None,
                basis: &exception.basis,
                overrides: places
                    .iter()
                    .enumerate()
                    .filter(|(_, other)| exception.overrides.contains(other))
                    .map(|(at, _)| at)
                    .collect(),
                span: exception.span,
            });
        }
        let first = general.or_else(|| ways.iter().find_map(|way| way.value))?;
        let span = norm.grants.get(nth).map_or(norm.span, |grant| grant.span);
        let value = self.with_exceptions(general, &ways, &first.ty, StepKind::Exceptions, span);
        let (column, to) = self.column(value.shape, value.bounds);
        self.keep(
            to,
            &value,
            note(StepKind::Grant(norm.id, count(nth)), value.shape, span),
        );
        Some(column)
    }

    /// What states, evidence and alerts need.
    fn parts(&mut self, norm: &Norm) {
        if let Some(deadline) = &norm.deadline {
            let column = self.deadline(norm, deadline);
            self.norm_columns(norm.id, |columns| columns.deadline = column);
        }
        if let Some(term) = &norm.done_when {
            let column = self.part(norm, NormPart::DoneWhen, term);
            self.norm_columns(norm.id, |columns| columns.done_when = Some(column));
        }
        if let Some(term) = &norm.done_on {
            let column = self.part(norm, NormPart::DoneOn, term);
            self.norm_columns(norm.id, |columns| columns.done_on = Some(column));
        }
        if let Some(term) = &norm.violated_when {
            let column = self.part(norm, NormPart::ViolatedWhen, term);
            self.norm_columns(norm.id, |columns| columns.violated_when = Some(column));
        }
        if let Some(term) = norm
            .measure
            .as_ref()
            .and_then(|measure| measure.alert.as_ref())
        {
            let column = self.part(norm, NormPart::Alert, term);
            self.norm_columns(norm.id, |columns| columns.alert = Some(column));
        }
        for (place, item) in norm.evidence.iter().enumerate() {
            if let Evidence::Fact(_, term) = item {
                let column = self.part(norm, NormPart::Evidence(count(place)), term);
                self.norm_columns(norm.id, |columns| {
                    columns.evidence.push((count(place), column))
                });
            }
        }
    }

    fn deadline(&mut self, norm: &Norm, deadline: &DeadlineModel) -> Option<ColumnId> {
        let day = match deadline {
            DeadlineModel::By(term) => self.term(term),
            DeadlineModel::Within {
                from,
                amount,
                unit,
                roll,
            } => {
                let day = self.term(from).register;
                let by = match unit {
                    TermUnit::Days => ShiftUnit::Days,
                    TermUnit::Months => ShiftUnit::Months,
                    TermUnit::Workdays(calendar) => ShiftUnit::Workdays(*calendar),
                };
                self.term_end(day, *amount, by, *roll, from.span)
            }
            DeadlineModel::Every(per) => {
                let function = stretch_end(*per)?;
                let to = self.temporary();
                let day = self
                    .builder
                    .clocks
                    .get(&crate::check::Clock::AsOf)
                    .copied()
                    .unwrap_or(NONE);
                let instruction = Instruction::OfDay {
                    to,
                    day,
                    function: function as u32,
                };
                self.step(
                    instruction,
                    note(StepKind::Function, Shape::Date, norm.span),
                );
                Operand::new(to, Shape::Date, None)
            }
            DeadlineModel::Words(_) => return None,
        };
        Some(self.part_of(norm, NormPart::Deadline, &day, norm.span))
    }

    /// A norm as a condition.
    pub(super) fn holds(&mut self, of: Option<&Instance>, norm: NormId, span: Span) -> Operand {
        let outcome = self.outcome_of(of, norm, span);
        let to = self.temporary();
        self.step(
            Instruction::Holds { to, outcome },
            note(StepKind::Holds(norm), Shape::Boolean, span),
        );
        Operand::condition(to)
    }

    fn outcome_of(&mut self, of: Option<&Instance>, norm: NormId, span: Span) -> u32 {
        let column = self
            .builder
            .program
            .norm_columns(norm)
            .and_then(|columns| columns.outcome);
        self.loaded(column, of, &Type::Boolean, span).register
    }

    /// What a norm grants where it holds, zero where it does not.
    pub(super) fn granted(
        &mut self,
        of: Option<&Instance>,
        norm: NormId,
        grant: u32,
        term: &Term,
    ) -> Operand {
        let outcome = self.outcome_of(of, norm, term.span);
        let columns = self.builder.program.norm_columns(norm);
        let column = columns.and_then(|columns| {
            columns
                .grants
                .get(super::layout::place(grant))
                .copied()
                .flatten()
        });
        let value = self.loaded(column, of, &term.ty, term.span);
        let zero = self.zero(&term.ty);
        let (zero, shape) = match (value.shape, &term.ty) {
            (shape, Type::Number(_)) => (self.shaped(&zero, shape, term.span).register, shape),
            _ => (zero.register, shape_of(&term.ty)),
        };
        let to = self.temporary();
        let value_register = value.register;
        let instruction = if shape.is_wide() {
            Instruction::WideGranted {
                to,
                outcome,
                value: value_register,
                zero,
            }
        } else {
            Instruction::Granted {
                to,
                outcome,
                value: value_register,
                zero,
            }
        };
        self.step(
            instruction,
            note(StepKind::Granted(norm, grant), shape, term.span),
        );
        let bounds = super::bounds::join(value.bounds, super::bounds::between(0, 0));
        Operand::new(to, shape, bounds)
    }
}

/// The function that gives the last day of a stretch; none for one that is not of the calendar.
const fn stretch_end(per: crate::check::Per) -> Option<DayFunction> {
    use crate::check::Per;
    match per {
        Per::Year => Some(DayFunction::YearEnd),
        Per::Quarter => Some(DayFunction::QuarterEnd),
        Per::Month => Some(DayFunction::MonthEnd),
        Per::YearOfAge | Per::Birth | Per::Workday | Per::Once => None,
    }
}

//! The run on ranges: values chosen by cases, exceptions and rows; days; norms.

use crate::compile::{Constant, DayFunction, DaysFunction, Instruction, NONE, PeriodFunction};
use crate::vm::range::{self, fault};
use crate::vm::value::{FaultKind, Value, index};

use super::law::line;
use super::ranged::{Flow, Ranged};
use super::tracer::Tracer;

/// By cases. Until a case is possible the register holds [`Value::Nothing`].
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn case_first(&mut self, to: u32) -> Flow {
        self.set(to, Value::Nothing);
        self.mark(to, false)
    }

    /// Whether some case was possible, beside its value: a grant in words has none.
    fn mark(&mut self, to: u32, possible: bool) -> Flow {
        if let Some(slot) = self.registers.possible.get_mut(index(to)) {
            *slot = possible;
        }
        Flow::Next
    }

    fn is_possible(&self, to: u32) -> bool {
        self.registers
            .possible
            .get(index(to))
            .copied()
            .unwrap_or(false)
    }

    pub(super) fn case(
        &mut self,
        to: u32,
        condition: u32,
        (value, anything): (u32, u32),
        end: u32,
    ) -> Flow {
        let condition = self.get(condition);
        if condition.fault().is_some() {
            self.set(to, condition);
            return Flow::To(end);
        }
        let value = self.get(value);
        let joined = self.joined(to, value, anything);
        self.set(to, joined);
        self.mark(to, true);
        if condition.is_true() {
            return Flow::To(end);
        }
        if value.fault().is_some() {
            // A possible value that is a fault makes the whole anything.
            let anything = self.get(anything);
            self.set(to, anything);
        }
        Flow::Next
    }

    /// What is possible so far together with a value.
    fn joined(&self, to: u32, value: Value, anything: u32) -> Value {
        if self.is_possible(to) {
            range::join(&self.get(to), &value, &self.get(anything))
        } else {
            value
        }
    }

    /// The value where no case applies.
    pub(super) fn case_end(&mut self, to: u32, value: Value, anything: u32) -> Flow {
        let joined = self.joined(to, value, anything);
        self.set(to, joined)
    }

    /// Exceptions, and rows of which one may apply.
    pub(super) fn choose(&mut self, to: u32, choice: u32) -> Flow {
        let program = self.program;
        let Some(model) = program.side().choices.get(index(choice)) else {
            return Flow::Next;
        };
        let anything = self.get(model.anything);
        let conditions: Vec<Value> = model.rows.iter().map(|row| self.get(row.0)).collect();
        let overridden = |place: usize| {
            let holding = model
                .rows
                .iter()
                .zip(&conditions)
                .filter(|(_, condition)| condition.is_true());
            holding.into_iter().any(|(row, _)| row.2.contains(&place))
        };
        let mut applying: Vec<Value> = Vec::new();
        let mut possible: Vec<Value> = Vec::new();
        for (place, (row, condition)) in model.rows.iter().zip(&conditions).enumerate() {
            if overridden(place) {
                continue;
            }
            if condition.fault().is_some() {
                return self.set(to, *condition);
            }
            if condition.is_true() {
                applying.push(self.get(row.1));
            } else if !condition.is_false() {
                possible.push(self.get(row.1));
            }
        }
        let general = model.general.map(|general| self.get(general));
        let value = match general {
            Some(general) => self.by_exceptions(general, &applying, &possible, &anything),
            None => self.by_rows(&applying, &possible, &anything),
        };
        self.set(to, value)
    }

    fn by_exceptions(
        &self,
        general: Value,
        applying: &[Value],
        possible: &[Value],
        anything: &Value,
    ) -> Value {
        match (applying, possible) {
            ([], []) => general,
            ([single], []) => *single,
            (several, []) => self.agreed(several),
            ([], [single]) => range::join(&general, single, anything),
            ([], several) => {
                all_same(core::iter::once(&general).chain(several)).unwrap_or(*anything)
            }
            (applying, possible) => all_same(applying.iter().chain(possible)).unwrap_or(*anything),
        }
    }

    fn by_rows(&self, applying: &[Value], possible: &[Value], anything: &Value) -> Value {
        if let Some(found) = applying.iter().find(|value| value.fault().is_some()) {
            return *found;
        }
        match (applying, possible) {
            ([], []) => fault(FaultKind::NoneApplies, self.span),
            ([single], []) => *single,
            (several, []) => self.agreed(several),
            ([], _) => *anything,
            (applying, possible) => all_same(applying.iter().chain(possible)).unwrap_or(*anything),
        }
    }

    /// Several values that apply together: the one that they all are, else a conflict.
    fn agreed(&self, values: &[Value]) -> Value {
        if let Some(found) = values.iter().find(|value| value.fault().is_some()) {
            return *found;
        }
        all_same(values.iter()).unwrap_or_else(|| fault(FaultKind::Conflict, self.span))
    }

    /// A table that asks one input for certain places.
    pub(super) fn lookup(&mut self, to: u32, place: u32, lookup: u32) -> Flow {
        let program = self.program;
        let Some(model) = program.side().lookups.get(index(lookup)) else {
            return Flow::Next;
        };
        let (low, high) = match self.get(place) {
            Value::Choice { low, high } => (low, high),
            found @ Value::Fault(_) => return self.set(to, found),
            _ => (
                0,
                u32::try_from(model.rows.len())
                    .unwrap_or(u32::MAX)
                    .saturating_sub(1),
            ),
        };
        let row = |place: u32| model.rows.get(index(place)).copied().flatten();
        let rows: Vec<Option<u32>> = (low..=high).map(row).collect();
        let value = |row: u32| {
            model
                .values
                .get(index(row))
                .map_or(Value::Nothing, |register| self.get(*register))
        };
        let anything = self.get(model.anything);
        let result = match rows.as_slice() {
            [None] => fault(FaultKind::NoneApplies, self.span),
            [Some(row)] => value(*row),
            several => {
                // A row that holds for every place applies; every other row for some is possible.
                let first = several.first().copied().flatten();
                match first.filter(|first| several.iter().all(|row| *row == Some(*first))) {
                    Some(row) => value(row),
                    None if several.iter().all(Option::is_none) => {
                        fault(FaultKind::NoneApplies, self.span)
                    }
                    None => anything,
                }
            }
        };
        self.set(to, result)
    }
}

/// The one settled value that all of some are, if there is one.
fn all_same<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Value> {
    let mut found: Option<Value> = None;
    for value in values {
        if !value.is_settled() || found.is_some_and(|found| found != *value) {
            return None;
        }
        found = Some(*value);
    }
    found
}

/// Days and parameters.
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn day(&mut self, instruction: &Instruction) -> Flow {
        let span = self.span;
        let (to, value) = match *instruction {
            Instruction::OfDay { to, day, function } => {
                let function = DayFunction::ALL.get(index(function)).copied();
                (
                    to,
                    function.map(|function| range::of_day(function, &self.get(day))),
                )
            }
            Instruction::OfDays {
                to,
                left,
                right,
                function,
            } => {
                let function = DaysFunction::ALL.get(index(function)).copied();
                (
                    to,
                    function.map(|function| {
                        range::of_days(function, &self.get(left), &self.get(right), span)
                    }),
                )
            }
            Instruction::MakeDate {
                to,
                year,
                month,
                day,
            } => (
                to,
                Some(range::make_date(
                    &self.get(year),
                    &self.get(month),
                    &self.get(day),
                    span,
                )),
            ),
            Instruction::Workdays {
                to,
                day,
                amount,
                calendar,
                roll,
            } => {
                let calendar = self.program.side().calendars.get(index(calendar));
                let (day, amount) = (self.get(day), self.get(amount));
                let moved = calendar.map(|calendar| {
                    if roll == 0 {
                        range::workdays(calendar, &day, &amount)
                    } else {
                        range::roll_forward(calendar, &day)
                    }
                });
                (to, moved)
            }
            Instruction::OfPeriods {
                to,
                left,
                right,
                function,
            } => {
                let function = PeriodFunction::ALL.get(index(function)).copied();
                (
                    to,
                    function.map(|function| {
                        range::of_periods(function, &self.get(left), &self.get(right))
                    }),
                )
            }
            Instruction::ParameterOn { to, day, parameter }
            | Instruction::WideParameterOn { to, day, parameter } => {
                (to, self.parameter(parameter, self.get(day)))
            }
            _ => return Flow::Next,
        };
        self.set(to, value.unwrap_or(Value::Nothing))
    }

    fn parameter(&self, parameter: u32, day: Value) -> Option<Value> {
        if day.fault().is_some() {
            return Some(day);
        }
        let model = self.program.side().parameters.get(index(parameter))?;
        let Some(day) = day.settled_date() else {
            return Some(Value::anything(self.program.schema(), &model.ty));
        };
        let value: Option<&Constant> = line(model, day, self.case.clocks().known_as_of);
        let missing = || fault(FaultKind::NotInForce, self.span);
        Some(value.map_or_else(missing, |value| Value::of(self.program, value)))
    }
}

/// Norms. Their outcomes are held as places: 0 holds, 1 does not, 2 does not apply.
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn law(&mut self, instruction: &Instruction) -> Flow {
        match *instruction {
            Instruction::Guard { to, window, end } => {
                if self.in_force(window) {
                    return Flow::Next;
                }
                self.set(to, fault(FaultKind::NotInForce, self.span));
                Flow::To(end)
            }
            Instruction::InForce { to, window, end } => {
                if self.in_force(window) {
                    return Flow::Next;
                }
                self.set(to, Value::choice(2));
                Flow::To(end)
            }
            Instruction::Subject { to, condition, end } => self.subject(to, condition, end),
            Instruction::Judge {
                to,
                subject,
                condition,
            } => self.judge(to, subject, condition),
            Instruction::UnlessHeld { outcome, end } => {
                let may_hold = matches!(self.get(outcome), Value::Choice { low: 0, .. });
                self.jump(!may_hold, end)
            }
            Instruction::Holds { to, outcome } => {
                let value = holds(&self.get(outcome));
                self.set(to, value)
            }
            Instruction::Granted {
                to,
                outcome,
                value,
                zero,
            }
            | Instruction::WideGranted {
                to,
                outcome,
                value,
                zero,
            } => {
                let condition = holds(&self.get(outcome));
                // Where it may hold and its value is a fault, nothing is known but the type, which zero has.
                let anything = if matches!(self.get(zero), Value::Number { .. }) {
                    Value::ANY_NUMBER
                } else {
                    Value::Nothing
                };
                let value = range::select(&condition, &self.get(value), &self.get(zero), &anything);
                self.set(to, value)
            }
            _ => Flow::Next,
        }
    }

    fn in_force(&self, window: u32) -> bool {
        let window = self.program.side().windows.get(index(window));
        window.is_some_and(|window| window.contains(self.case.clocks().law_as_of))
    }

    fn subject(&mut self, to: u32, condition: u32, end: u32) -> Flow {
        let condition = self.get(condition);
        if condition.fault().is_some() {
            self.set(to, condition);
            return Flow::To(end);
        }
        if condition.is_false() {
            self.set(to, Value::choice(2));
            return Flow::To(end);
        }
        Flow::Next
    }

    fn judge(&mut self, to: u32, subject: u32, condition: u32) -> Flow {
        let met = if subject == NONE {
            Value::boolean(true)
        } else {
            self.get(subject)
        };
        let condition = self.get(condition);
        let outcome = match condition.fault() {
            Some(found) if found.kind == FaultKind::NotInForce => Value::choice(2),
            Some(_) => condition,
            None if met.is_true() && condition.is_true() => Value::choice(0),
            None if met.is_true() && condition.is_false() => Value::choice(1),
            None => Value::Choice { low: 0, high: 2 },
        };
        self.set(to, outcome)
    }
}

/// Whether a norm holds, as a condition.
fn holds(outcome: &Value) -> Value {
    match outcome {
        Value::Choice { low, high } if low == high => Value::boolean(*low == 0),
        Value::Fault(_) => *outcome,
        _ => Value::UNKNOWN,
    }
}

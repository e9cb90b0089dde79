//! The run on ranges: values chosen by cases, exceptions and rows; days; norms.

use crate::compile::{Constant, DayFunction, DaysFunction, Instruction, NONE, PeriodFunction};
use crate::source::Span;
use crate::vm::range::{self, Held, Reach, fault};
use crate::vm::value::{FaultKind, Value, index};

use super::law::line;
use super::ranged::{Flow, Ranged};
use super::tracer::Tracer;

/// By cases. Until a case is possible the register holds [`Value::Nothing`].
impl<T: Tracer> Ranged<'_, T> {
    pub(super) fn case_first(&mut self, to: u32) -> Flow {
        self.set(to, Held::NOTHING);
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
        if condition.is_fault() {
            self.case_end(to, condition, anything);
            return Flow::To(end);
        }
        let value = self.get(value);
        let mut joined = self.joined(to, value, anything);
        self.mark(to, true);
        if condition.value.is_true() {
            self.set(to, joined);
            return Flow::To(end);
        }
        if value.is_fault() {
            // A possible value that is a fault makes the whole anything.
            joined = Held::doubtful(self.get(anything).value);
        }
        self.set(
            to,
            Held::of(joined.value, joined.doubtful || condition.doubtful),
        )
    }

    /// What is possible so far together with a value.
    fn joined(&self, to: u32, value: Held, anything: u32) -> Held {
        if self.is_possible(to) {
            self.get(to).join(&value, &self.get(anything).value)
        } else {
            value
        }
    }

    /// The value where no case applies, or where the search ends with a fault.
    pub(super) fn case_end(&mut self, to: u32, value: Held, anything: u32) -> Flow {
        let joined = self.joined(to, value, anything);
        self.set(to, joined)
    }

    /// Exceptions, and rows of which one may apply.
    pub(super) fn choose(&mut self, to: u32, choice: u32) -> Flow {
        let program = self.program;
        let Some(model) = program.side().choices.get(index(choice)) else {
            return Flow::Next;
        };
        let mut standing = Standing::new(self.get(model.anything).value, self.span);
        let conditions: Vec<Held> = model.rows.iter().map(|row| self.get(row.0)).collect();
        let overridden = |place: usize, by: fn(&Held) -> bool| {
            let mut others = model.rows.iter().zip(&conditions);
            others.any(|(row, condition)| by(condition) && row.2.contains(&place))
        };
        for (place, (row, condition)) in model.rows.iter().zip(&conditions).enumerate() {
            if overridden(place, |condition| condition.value.is_true()) {
                continue;
            }
            if condition.is_fault() {
                if !standing.doubtful && !overridden(place, |other| other.value.is_open()) {
                    return self.set(to, *condition);
                }
                standing.confused = true;
            }
            standing.doubtful |= condition.doubtful || condition.is_fault();
            if condition.value.is_true() {
                standing.applying.push(self.get(row.1));
            } else if condition.value.is_open() {
                standing.possible.push(self.get(row.1));
            }
        }
        let general = model.general.map(|general| self.get(general));
        self.set(to, standing.value(general))
    }

    /// A table that asks one input for certain places.
    pub(super) fn lookup(&mut self, to: u32, place: u32, lookup: u32) -> Flow {
        let program = self.program;
        let Some(model) = program.side().lookups.get(index(lookup)) else {
            return Flow::Next;
        };
        let place = self.get(place);
        let (low, high) = match place.value {
            Value::Choice { low, high } => (low, high),
            Value::Fault(_) => return self.set(to, place),
            _ => (
                0,
                u32::try_from(model.rows.len())
                    .unwrap_or(u32::MAX)
                    .saturating_sub(1),
            ),
        };
        let row = |place: u32| model.rows.get(index(place)).copied().flatten();
        let rows: Vec<Option<u32>> = (low..=high).map(row).collect();
        let anything = self.get(model.anything).value;
        // A row that holds for every place applies; every other row for some is possible.
        let first = rows.first().copied().flatten();
        let applying = first.filter(|first| rows.iter().all(|row| *row == Some(*first)));
        let result = match applying {
            Some(row) => model
                .values
                .get(index(row))
                .map_or(Held::NOTHING, |register| self.get(*register)),
            None if rows.iter().all(Option::is_none) => {
                Held::sure(fault(FaultKind::NoneApplies, self.span))
            }
            None => Held::doubtful(anything),
        };
        let result = if place.doubtful {
            result.join(&Held::doubtful(result.value), &anything)
        } else {
            result
        };
        self.set(to, result)
    }
}

/// Exceptions or rows of which some apply and some may.
struct Standing {
    applying: Vec<Held>,
    possible: Vec<Held>,
    anything: Value,
    span: Span,
    /// Whether a condition may be a fault.
    doubtful: bool,
    /// Whether a condition is a fault that may yet not count.
    confused: bool,
}

impl Standing {
    const fn new(anything: Value, span: Span) -> Self {
        Self {
            applying: Vec::new(),
            possible: Vec::new(),
            anything,
            span,
            doubtful: false,
            confused: false,
        }
    }

    fn value(&self, general: Option<Held>) -> Held {
        let value = match general {
            _ if self.confused => Held::doubtful(self.anything),
            Some(general) => self.by_exceptions(general),
            None => self.by_rows(),
        };
        match value.value {
            Value::Fault(_) if self.doubtful => Held::doubtful(self.anything),
            _ => Held::of(value.value, value.doubtful || self.doubtful),
        }
    }

    fn by_exceptions(&self, general: Held) -> Held {
        match (self.applying.as_slice(), self.possible.as_slice()) {
            ([], []) => general,
            ([single], []) => *single,
            (several, []) => self.together(several),
            ([], [single]) => general.join(single, &self.anything),
            ([], possible) => self.agreed(core::iter::once(&general).chain(possible)),
            (applying, possible) => self.agreed(applying.iter().chain(possible)),
        }
    }

    fn by_rows(&self) -> Held {
        match (self.applying.as_slice(), self.possible.as_slice()) {
            ([], []) => Held::sure(fault(FaultKind::NoneApplies, self.span)),
            ([single], []) => *single,
            (several, []) => self.together(several),
            ([], _) => Held::doubtful(self.anything),
            (applying, possible) => match (range::read(applying), range::read(possible)) {
                // A possible row that stands before it may be another fault.
                (Err(Some(fault)), Ok(false)) => fault,
                _ => self.agreed(applying.iter().chain(possible)),
            },
        }
    }

    /// Several values that apply together: the one that they all are, a conflict where two settled ones differ.
    fn together(&self, values: &[Held]) -> Held {
        match range::read(values) {
            Err(Some(fault)) => fault,
            Ok(false) => {
                let settled: Vec<&Held> =
                    values.iter().filter(|value| value.is_settled()).collect();
                let differ = settled.iter().any(|value| Some(value) != settled.first());
                if differ {
                    Held::sure(fault(FaultKind::Conflict, self.span))
                } else {
                    self.agreed(values.iter())
                }
            }
            _ => Held::doubtful(self.anything),
        }
    }

    /// The one settled value that all of some are; otherwise they may contradict each other.
    fn agreed<'v>(&self, values: impl Iterator<Item = &'v Held>) -> Held {
        all_same(values).unwrap_or_else(|| Held::doubtful(self.anything))
    }
}

/// The one settled value that all of some are, if there is one.
fn all_same<'v>(values: impl Iterator<Item = &'v Held>) -> Option<Held> {
    let mut found: Option<Held> = None;
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
        match *instruction {
            Instruction::OfDay { to, day, function } => {
                let Some(function) = DayFunction::ALL.get(index(function)).copied() else {
                    return Flow::Next;
                };
                let day = self.get(day);
                let value = range::strict([&day], Reach::Total, Value::Nothing, |[day]| {
                    range::of_day(function, day)
                });
                self.set(to, value)
            }
            Instruction::OfDays {
                to,
                left,
                right,
                function,
            } => self.of_days(to, (left, right), function),
            Instruction::MakeDate {
                to,
                year,
                month,
                day,
            } => {
                let span = self.span;
                let (year, month, day) = (self.get(year), self.get(month), self.get(day));
                let value = range::strict(
                    [&year, &month, &day],
                    Reach::Limited,
                    Value::ANY_DATE,
                    |[year, month, day]| range::make_date(year, month, day, span),
                );
                self.set(to, value)
            }
            Instruction::Workdays {
                to,
                day,
                amount,
                calendar,
                roll,
            } => {
                let Some(calendar) = self.program.side().calendars.get(index(calendar)) else {
                    return Flow::Next;
                };
                let (day, amount) = (self.get(day), self.get(amount));
                let anything = Value::ANY_DATE;
                let value = if roll == 0 {
                    range::strict([&day, &amount], Reach::Total, anything, |[day, amount]| {
                        range::workdays(calendar, day, amount)
                    })
                } else {
                    range::strict([&day], Reach::Total, anything, |[day]| {
                        range::roll_forward(calendar, day)
                    })
                };
                self.set(to, value)
            }
            Instruction::OfPeriods {
                to,
                left,
                right,
                function,
            } => {
                let Some(function) = PeriodFunction::ALL.get(index(function)).copied() else {
                    return Flow::Next;
                };
                let (left, right) = (self.get(left), self.get(right));
                let anything = if function == PeriodFunction::Overlap {
                    Value::Period(None)
                } else {
                    Value::ANY_NUMBER
                };
                let value =
                    range::strict([&left, &right], Reach::Total, anything, |[left, right]| {
                        range::of_periods(function, left, right)
                    });
                self.set(to, value)
            }
            Instruction::ParameterOn { to, day, parameter }
            | Instruction::WideParameterOn { to, day, parameter } => {
                let value = self.parameter(parameter, self.get(day));
                self.set(to, value.unwrap_or(Held::NOTHING))
            }
            _ => Flow::Next,
        }
    }

    fn of_days(&mut self, to: u32, (left, right): (u32, u32), function: u32) -> Flow {
        use DaysFunction as F;
        let Some(function) = F::ALL.get(index(function)).copied() else {
            return Flow::Next;
        };
        let (reach, anything) = match function {
            F::Days | F::Months | F::CalendarMonths | F::Age | F::AgeDayAfter => {
                (Reach::Total, Value::ANY_NUMBER)
            }
            F::Period => (Reach::Total, Value::Period(None)),
            // A day moved may leave the years 1 to 9999.
            F::AddDays
            | F::AddMonths
            | F::Birthday
            | F::ChildYearStart
            | F::ChildYearStartDayAfter
            | F::ChildYearEnd
            | F::ChildYearEndDayAfter => (Reach::Limited, Value::ANY_DATE),
        };
        let span = self.span;
        let (left, right) = (self.get(left), self.get(right));
        let value = range::strict([&left, &right], reach, anything, |[left, right]| {
            range::of_days(function, left, right, span)
        });
        self.set(to, value)
    }

    fn parameter(&self, parameter: u32, day: Held) -> Option<Held> {
        if day.is_fault() {
            return Some(day);
        }
        let model = self.program.side().parameters.get(index(parameter))?;
        let settled = day.value.settled_date().filter(|_| !day.doubtful);
        let Some(day) = settled else {
            // It may be a day on which the parameter is not in force.
            let anything = Value::anything(self.program.schema(), &model.ty);
            return Some(Held::doubtful(anything));
        };
        let value: Option<&Constant> = line(model, day, self.case.clocks().known_as_of);
        let missing = || fault(FaultKind::NotInForce, self.span);
        Some(Held::sure(value.map_or_else(missing, |value| {
            Value::of(self.program, value)
        })))
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
                self.set(to, Held::sure(fault(FaultKind::NotInForce, self.span)));
                Flow::To(end)
            }
            Instruction::InForce { to, window, end } => {
                if self.in_force(window) {
                    return Flow::Next;
                }
                self.set(to, Held::sure(Value::choice(2)));
                Flow::To(end)
            }
            Instruction::Subject { to, condition, end } => self.subject(to, condition, end),
            Instruction::Judge {
                to,
                subject,
                condition,
            } => self.judge(to, subject, condition),
            Instruction::UnlessHeld { outcome, end } => {
                let may_hold = matches!(self.get(outcome).value, Value::Choice { low: 0, .. });
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
                let value = granted(&self.get(outcome), &self.get(value), &self.get(zero));
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
        if condition.is_fault() {
            self.set(to, condition);
            return Flow::To(end);
        }
        if condition.value.is_false() {
            self.set(to, Held::sure(Value::choice(2)));
            return Flow::To(end);
        }
        Flow::Next
    }

    fn judge(&mut self, to: u32, subject: u32, condition: u32) -> Flow {
        let met = if subject == NONE {
            Held::sure(Value::boolean(true))
        } else {
            self.get(subject)
        };
        let condition = self.get(condition);
        let open = Value::Choice { low: 0, high: 2 };
        let not_in_force = condition
            .value
            .fault()
            .is_some_and(|found| found.kind == FaultKind::NotInForce);
        let outcome = match (met.value.is_true(), condition.value) {
            _ if not_in_force && !met.doubtful => Held::sure(Value::choice(2)),
            (true, Value::Fault(_)) => condition,
            (false, Value::Fault(_)) => Held::doubtful(open),
            (true, value) if value.is_true() => Held::sure(Value::choice(0)),
            (true, value) if value.is_false() => Held::sure(Value::choice(1)),
            _ => Held::of(open, met.doubtful || condition.doubtful),
        };
        self.set(to, outcome)
    }
}

/// Whether a norm holds, as a condition.
fn holds(outcome: &Held) -> Held {
    match outcome.value {
        Value::Choice { low, high } if low == high => Held::sure(Value::boolean(low == 0)),
        Value::Fault(_) => *outcome,
        _ => Held::of(Value::UNKNOWN, outcome.doubtful),
    }
}

/// What a norm grants where it holds, zero where it does not.
fn granted(outcome: &Held, value: &Held, zero: &Held) -> Held {
    let condition = holds(outcome);
    if condition.is_fault() {
        return condition;
    }
    if condition.value.is_true() {
        return *value;
    }
    if condition.value.is_false() {
        return *zero;
    }
    // Where it may hold and its value is a fault, nothing is known but the type, which zero has.
    let anything = if matches!(zero.value, Value::Number { .. }) {
        Value::ANY_NUMBER
    } else {
        Value::Nothing
    };
    let joined = value.join(zero, &anything);
    Held::of(joined.value, joined.doubtful || condition.doubtful)
}

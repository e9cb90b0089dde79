//! Terms: days, spans of days, functions.

use crate::check::{Function, ShiftUnit, Term};
use crate::quantity::{AgeRule, Number};
use crate::source::Span;

use super::bounds::{self, Bounds};
use super::instruction::{DayFunction, DaysFunction, Instruction, NONE, PeriodFunction};
use super::program::{Shape, StepKind};
use super::unit::{Draft, Operand, note};

/// Which instruction a function is.
enum Family {
    Numbers,
    Day(DayFunction, Shape, Bounds),
    Days(DaysFunction, Shape, Bounds),
    Counted(DaysFunction),
    Make,
    Periods(PeriodFunction, Shape, Bounds),
}

impl Draft<'_, '_> {
    /// A function.
    pub(super) fn function(
        &mut self,
        function: Function,
        arguments: &[Term],
        span: Span,
    ) -> Operand {
        let terms = arguments;
        let arguments: Vec<Operand> = arguments
            .iter()
            .map(|argument| self.term(argument))
            .collect();
        let register = |place: usize| {
            arguments
                .get(place)
                .map_or(NONE, |argument| argument.register)
        };
        match self.family(function, span) {
            Family::Numbers => self.number_function(function, &arguments, span),
            Family::Day(function, shape, bounds) => {
                self.day(shape, bounds, span, |to| Instruction::OfDay {
                    to,
                    day: register(0),
                    function: function as u32,
                })
            }
            Family::Days(function, shape, bounds) => {
                self.day(shape, bounds, span, |to| Instruction::OfDays {
                    to,
                    left: register(0),
                    right: register(1),
                    function: function as u32,
                })
            }
            Family::Counted(function) => {
                let left = register(0);
                let sure = terms.get(1).is_some_and(|term| self.is_whole(term));
                let right = arguments
                    .get(1)
                    .map_or(NONE, |argument| self.whole(argument, sure, span));
                self.day(Shape::Date, None, span, |to| Instruction::OfDays {
                    to,
                    left,
                    right,
                    function: function as u32,
                })
            }
            Family::Make => {
                let part = |draft: &mut Self, place: usize| {
                    arguments
                        .get(place)
                        .map_or(NONE, |argument| draft.whole(argument, true, span))
                };
                let (year, month, day) = (part(self, 0), part(self, 1), part(self, 2));
                self.day(Shape::Date, None, span, |to| Instruction::MakeDate {
                    to,
                    year,
                    month,
                    day,
                })
            }
            Family::Periods(function, shape, bounds) => {
                let right = if arguments.len() > 1 {
                    register(1)
                } else {
                    register(0)
                };
                let left = register(0);
                self.day(shape, bounds, span, |to| Instruction::OfPeriods {
                    to,
                    left,
                    right,
                    function: function as u32,
                })
            }
        }
    }

    fn day(
        &mut self,
        shape: Shape,
        bounds: Bounds,
        span: Span,
        instruction: impl Fn(u32) -> Instruction,
    ) -> Operand {
        let to = self.temporary();
        self.step(instruction(to), note(StepKind::Function, shape, span));
        Operand::new(to, shape, bounds)
    }

    fn family(&self, function: Function, span: Span) -> Family {
        let whole = Shape::Narrow(0);
        let day_after = self.builder.model.conventions_of(span).age == Some(AgeRule::DayAfter);
        let by_age =
            |birthday: DaysFunction, after: DaysFunction| if day_after { after } else { birthday };
        match function {
            Function::Lower
            | Function::Higher
            | Function::Absolute
            | Function::WholePart
            | Function::Remainder => Family::Numbers,
            Function::DaysBetween => Family::Days(
                DaysFunction::Days,
                whole,
                bounds::between(-3_700_000, 3_700_000),
            ),
            Function::MonthsBetween => Family::Days(
                DaysFunction::Months,
                whole,
                bounds::between(-120_000, 120_000),
            ),
            Function::CalendarMonths => Family::Days(
                DaysFunction::CalendarMonths,
                whole,
                bounds::between(0, 120_000),
            ),
            Function::Age => {
                let function = by_age(DaysFunction::Age, DaysFunction::AgeDayAfter);
                Family::Days(function, whole, bounds::between(-10_000, 10_000))
            }
            Function::YearOf => Family::Day(DayFunction::Year, whole, bounds::between(1, 9_999)),
            Function::MonthOf => Family::Day(DayFunction::Month, whole, bounds::between(1, 12)),
            Function::DayOf => Family::Day(DayFunction::Day, whole, bounds::between(1, 31)),
            Function::MakeDate => Family::Make,
            Function::MonthStart => Family::Day(DayFunction::MonthStart, Shape::Date, None),
            Function::MonthEnd => Family::Day(DayFunction::MonthEnd, Shape::Date, None),
            Function::YearStart => Family::Day(DayFunction::YearStart, Shape::Date, None),
            Function::YearEnd => Family::Day(DayFunction::YearEnd, Shape::Date, None),
            Function::ChildYearStart => {
                let function = by_age(
                    DaysFunction::ChildYearStart,
                    DaysFunction::ChildYearStartDayAfter,
                );
                Family::Days(function, Shape::Date, None)
            }
            Function::ChildYearEnd => {
                let function = by_age(
                    DaysFunction::ChildYearEnd,
                    DaysFunction::ChildYearEndDayAfter,
                );
                Family::Days(function, Shape::Date, None)
            }
            Function::Birthday => Family::Counted(DaysFunction::Birthday),
            Function::Period => Family::Days(DaysFunction::Period, Shape::Period, None),
            Function::Overlap => Family::Periods(PeriodFunction::Overlap, Shape::Period, None),
            Function::PeriodDays => {
                Family::Periods(PeriodFunction::Days, whole, bounds::between(0, 3_700_000))
            }
            Function::PeriodMonths => {
                Family::Periods(PeriodFunction::Months, whole, bounds::between(0, 120_000))
            }
            Function::UnionDays => Family::Periods(
                PeriodFunction::UnionDays,
                whole,
                bounds::between(0, 7_400_000),
            ),
        }
    }

    /// A day moved by days, months or working days.
    pub(super) fn shift(
        &mut self,
        date: &Term,
        amount: &Term,
        by: ShiftUnit,
        span: Span,
    ) -> Operand {
        let day = self.term(date).register;
        let sure = self.is_whole(amount);
        let amount = self.term(amount);
        let amount = self.whole(&amount, sure, span);
        self.shifted(day, amount, by, span)
    }

    fn is_whole(&self, amount: &Term) -> bool {
        self.builder.whole.holds(self.builder.model, amount)
    }

    fn shifted(&mut self, day: u32, amount: u32, by: ShiftUnit, span: Span) -> Operand {
        let days = |function: DaysFunction| {
            move |to| Instruction::OfDays {
                to,
                left: day,
                right: amount,
                function: function as u32,
            }
        };
        match by {
            ShiftUnit::Days => self.day(Shape::Date, None, span, days(DaysFunction::AddDays)),
            ShiftUnit::Months => self.day(Shape::Date, None, span, days(DaysFunction::AddMonths)),
            ShiftUnit::Workdays(calendar) => {
                let to = self.temporary();
                let instruction = Instruction::Workdays {
                    to,
                    day,
                    amount,
                    calendar: calendar.0,
                    roll: 0,
                };
                self.step(
                    instruction,
                    note(StepKind::Workdays(calendar), Shape::Date, span),
                );
                Operand::new(to, Shape::Date, None)
            }
        }
    }

    /// The end of a term that runs from a day, moved off holidays where the package has a convention for it.
    pub(super) fn term_end(
        &mut self,
        day: u32,
        amount: i64,
        by: ShiftUnit,
        roll: Option<crate::check::CalendarId>,
        span: Span,
    ) -> Operand {
        let amount = self.number(Number::from_i64(amount));
        let amount = self.with_decimals(&amount, 0, span).register;
        let end = self.shifted(day, amount, by, span);
        let Some(calendar) = roll.filter(|_| !matches!(by, ShiftUnit::Workdays(_))) else {
            return end;
        };
        let to = self.temporary();
        let zero = self.number(Number::ZERO);
        let instruction = Instruction::Workdays {
            to,
            day: end.register,
            amount: zero.register,
            calendar: calendar.0,
            roll: 1,
        };
        self.step(
            instruction,
            note(StepKind::Workdays(calendar), Shape::Date, span),
        );
        Operand::new(to, Shape::Date, None)
    }
}

//! Ranges of days.

use crate::compile::{DayFunction, DaysFunction, PeriodFunction};
use crate::quantity::{
    AgeRule, Calendar, Date, Number, Period, age, birthday, calendar_months, child_year,
    days_between, months_between,
};
use crate::source::Span;
use crate::vm::value::{FaultKind, Value};

use super::{fault, first_fault};

/// The ends of a day.
const fn days(value: &Value) -> (Option<Date>, Option<Date>) {
    match value {
        Value::Date { low, high } => (*low, *high),
        _ => (None, None),
    }
}

/// The ends of a number, where they are whole and fit.
fn amounts(value: &Value) -> (Option<i64>, Option<i64>) {
    match value {
        Value::Number { low, high } => {
            (low.and_then(Number::to_i64), high.and_then(Number::to_i64))
        }
        _ => (None, None),
    }
}

const fn whole(number: i64) -> Number {
    Number::from_i64(number)
}

/// A number that must be whole: settled and not, a fault; the ends of a range are taken outwards.
pub(crate) fn to_whole(value: &Value, span: Span) -> Value {
    let Value::Number { low, high } = value else {
        return *value;
    };
    match value.settled_number() {
        Some(number) if !number.is_integer() => fault(FaultKind::NoSuchDay, span),
        Some(_) => *value,
        None => Value::Number {
            low: low.map(Number::floor),
            high: high.map(Number::ceil),
        },
    }
}

/// A function of one day.
pub(crate) fn of_day(function: DayFunction, value: &Value) -> Value {
    let (low, high) = match value {
        Value::Date { low, high } => (*low, *high),
        Value::Fault(_) => return *value,
        _ => (None, None),
    };
    let dates = |of: fn(Date) -> Date| Value::Date {
        low: low.map(of),
        high: high.map(of),
    };
    match function {
        DayFunction::Year => {
            let year = |day: Date| whole(i64::from(day.year()));
            Value::Number {
                low: low.map(year),
                high: high.map(year),
            }
        }
        DayFunction::Month => cyclic(value, 12, |day| i64::from(day.month())),
        DayFunction::Day => cyclic(value, 31, |day| i64::from(day.day())),
        DayFunction::MonthStart => dates(Date::first_of_month),
        DayFunction::MonthEnd => dates(Date::last_of_month),
        DayFunction::YearStart => dates(Date::first_of_year),
        DayFunction::YearEnd => dates(Date::last_of_year),
        DayFunction::QuarterEnd => dates(quarter_end),
    }
}

/// A number that is known only of a settled day.
fn cyclic(value: &Value, most: i64, of: impl Fn(Date) -> i64) -> Value {
    match value.settled_date() {
        Some(day) => Value::number(whole(of(day))),
        None => Value::Number {
            low: Some(Number::ONE),
            high: Some(whole(most)),
        },
    }
}

/// The last day of the quarter.
pub(crate) fn quarter_end(day: Date) -> Date {
    let months = 2_i64.saturating_sub(
        i64::from(day.month())
            .saturating_sub(1)
            .checked_rem(3)
            .unwrap_or(0),
    );
    day.first_of_month()
        .checked_add_months(months)
        .map_or(day, Date::last_of_month)
}

/// A function of two days, or of a day and a number.
pub(crate) fn of_days(function: DaysFunction, left: &Value, right: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    match function {
        DaysFunction::Days => between(left, right, days_between),
        DaysFunction::Months => between(left, right, months_between),
        DaysFunction::CalendarMonths => between(left, right, calendar_months),
        DaysFunction::Age => between(left, right, |birth, on| age(birth, on, AgeRule::OnBirthday)),
        DaysFunction::AgeDayAfter => {
            between(left, right, |birth, on| age(birth, on, AgeRule::DayAfter))
        }
        DaysFunction::AddDays => moved(left, right, span, Date::checked_add_days),
        DaysFunction::AddMonths => moved(left, right, span, Date::checked_add_months),
        DaysFunction::Birthday => moved(left, right, span, birthday),
        DaysFunction::ChildYearStart => {
            year_of_life(left, right, AgeRule::OnBirthday, Period::first, span)
        }
        DaysFunction::ChildYearStartDayAfter => {
            year_of_life(left, right, AgeRule::DayAfter, Period::first, span)
        }
        DaysFunction::ChildYearEnd => {
            year_of_life(left, right, AgeRule::OnBirthday, Period::last, span)
        }
        DaysFunction::ChildYearEndDayAfter => {
            year_of_life(left, right, AgeRule::DayAfter, Period::last, span)
        }
        DaysFunction::Period => match (left.settled_date(), right.settled_date()) {
            (Some(first), Some(last)) => Value::Period(Some(Period::new(first, last))),
            _ => Value::Period(None),
        },
    }
}

/// A count that falls with the first day and rises with the second.
fn between(from: &Value, to: &Value, count: impl Fn(Date, Date) -> i64) -> Value {
    let ((a, b), (c, d)) = (days(from), days(to));
    let count = |(from, to): (Date, Date)| whole(count(from, to));
    Value::Number {
        low: b.zip(c).map(count),
        high: a.zip(d).map(count),
    }
}

/// A day that rises with both its day and its number.
fn moved(day: &Value, amount: &Value, span: Span, by: impl Fn(Date, i64) -> Option<Date>) -> Value {
    let ((a, b), (c, d)) = (days(day), amounts(amount));
    if day.is_settled() && amount.is_settled() {
        let moved = a.zip(c).and_then(|(day, amount)| by(day, amount));
        return moved.map_or_else(|| fault(FaultKind::NoSuchDay, span), Value::date);
    }
    let end = |(day, amount): (Date, i64)| by(day, amount);
    Value::Date {
        low: a.zip(c).and_then(end),
        high: b.zip(d).and_then(end),
    }
}

/// An end of the year of a child's life that a day lies in.
fn year_of_life(
    birth: &Value,
    on: &Value,
    rule: AgeRule,
    end: impl Fn(Period) -> Option<Date>,
    span: Span,
) -> Value {
    let (a, c) = (days(birth).0, days(on).0);
    let of = |(birth, on): (Date, Date)| child_year(birth, on, rule).and_then(&end);
    // The start of a year of life jumps back where the birthday passes the day: no end says anything of what lies between.
    if !birth.is_settled() || !on.is_settled() {
        return Value::ANY_DATE;
    }
    a.zip(c)
        .and_then(of)
        .map_or_else(|| fault(FaultKind::NoSuchDay, span), Value::date)
}

/// A day from year, month and day; anything unless all are settled.
pub(crate) fn make_date(year: &Value, month: &Value, day: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(year, month).or_else(|| day.fault().map(Value::Fault)) {
        return fault;
    }
    let part = |value: &Value| value.settled_number();
    let (Some(year), Some(month), Some(day)) = (part(year), part(month), part(day)) else {
        return Value::ANY_DATE;
    };
    let date = || {
        let year = i32::try_from(year.to_i64()?).ok()?;
        let month = u32::try_from(month.to_i64()?).ok()?;
        Date::new(year, month, u32::try_from(day.to_i64()?).ok()?)
    };
    date().map_or_else(|| fault(FaultKind::NoSuchDay, span), Value::date)
}

/// Days that a calendar gives for both ends; anything unless it gives both, for a day between may lie outside it too.
const fn inside(low: Option<Date>, high: Option<Date>) -> Value {
    match (low, high) {
        (Some(_), Some(_)) => Value::Date { low, high },
        _ => Value::ANY_DATE,
    }
}

/// So many working days later; anything outside the calendar.
pub(crate) fn workdays(calendar: &Calendar, day: &Value, amount: &Value) -> Value {
    if let Some(fault) = first_fault(day, amount) {
        return fault;
    }
    let ((a, b), (c, d)) = (days(day), amounts(amount));
    let end = |(day, amount): (Date, i64)| calendar.add_workdays(day, amount);
    let (low, high) = (a.zip(c).map(end), b.zip(d).map(end));
    inside(low.flatten(), high.flatten())
}

/// The day, or the next working day; anything outside the calendar.
pub(crate) fn roll_forward(calendar: &Calendar, day: &Value) -> Value {
    if day.fault().is_some() {
        return *day;
    }
    let (low, high) = days(day);
    let end = |day: Date| calendar.roll_forward(day);
    inside(low.and_then(end), high.and_then(end))
}

/// A function of one or two periods.
pub(crate) fn of_periods(function: PeriodFunction, left: &Value, right: &Value) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    let (left, right) = match (left, right) {
        (Value::Period(Some(left)), Value::Period(Some(right))) => (*left, *right),
        _ if function == PeriodFunction::Overlap => return Value::Period(None),
        _ => return Value::ANY_NUMBER,
    };
    match function {
        PeriodFunction::Overlap => Value::Period(Some(left.overlap(&right))),
        PeriodFunction::Days => Value::number(whole(left.days())),
        PeriodFunction::Months => Value::number(whole(left.calendar_months())),
        PeriodFunction::UnionDays => Value::number(whole(left.union_days(&right))),
    }
}

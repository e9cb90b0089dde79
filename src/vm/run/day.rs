//! Days as integers.

use crate::compile::{DayFunction, DaysFunction, PeriodFunction};
use crate::quantity::{
    AgeRule, Date, Period, age, birthday, calendar_months, child_year, days_between, months_between,
};
use crate::vm::bounds::{date_of, pack, unpack};
use crate::vm::range::quarter_end;
use crate::vm::value::index;

fn raw(day: Date) -> i64 {
    i64::from(day.to_days())
}

/// A function of one day.
pub(crate) fn of_day(function: u32, day: i64) -> Option<i64> {
    let day = date_of(day)?;
    Some(match DayFunction::ALL.get(index(function))? {
        DayFunction::Year => i64::from(day.year()),
        DayFunction::Month => i64::from(day.month()),
        DayFunction::Day => i64::from(day.day()),
        DayFunction::MonthStart => raw(day.first_of_month()),
        DayFunction::MonthEnd => raw(day.last_of_month()),
        DayFunction::YearStart => raw(day.first_of_year()),
        DayFunction::YearEnd => raw(day.last_of_year()),
        DayFunction::QuarterEnd => raw(quarter_end(day)),
    })
}

/// A function of two days, or of a day and a number.
pub(crate) fn of_days(function: u32, left: i64, right: i64) -> Option<i64> {
    let function = DaysFunction::ALL.get(index(function))?;
    let day = date_of(left)?;
    match function {
        DaysFunction::AddDays => return day.checked_add_days(right).map(raw),
        DaysFunction::AddMonths => return day.checked_add_months(right).map(raw),
        DaysFunction::Birthday => return birthday(day, right).map(raw),
        _ => {}
    }
    let other = date_of(right)?;
    let year = |rule: AgeRule, end: fn(Period) -> Option<Date>| {
        child_year(day, other, rule).and_then(end).map(raw)
    };
    match function {
        DaysFunction::Days => Some(days_between(day, other)),
        DaysFunction::Months => Some(months_between(day, other)),
        DaysFunction::CalendarMonths => Some(calendar_months(day, other)),
        DaysFunction::Age => Some(age(day, other, AgeRule::OnBirthday)),
        DaysFunction::AgeDayAfter => Some(age(day, other, AgeRule::DayAfter)),
        DaysFunction::ChildYearStart => year(AgeRule::OnBirthday, Period::first),
        DaysFunction::ChildYearStartDayAfter => year(AgeRule::DayAfter, Period::first),
        DaysFunction::ChildYearEnd => year(AgeRule::OnBirthday, Period::last),
        DaysFunction::ChildYearEndDayAfter => year(AgeRule::DayAfter, Period::last),
        DaysFunction::Period => Some(pack(Period::new(day, other))),
        DaysFunction::AddDays | DaysFunction::AddMonths | DaysFunction::Birthday => None,
    }
}

/// A day from year, month and day.
pub(crate) fn make(year: i64, month: i64, day: i64) -> Option<i64> {
    let (year, month) = (i32::try_from(year).ok()?, u32::try_from(month).ok()?);
    Date::new(year, month, u32::try_from(day).ok()?).map(raw)
}

/// A function of one or two periods.
pub(crate) fn of_periods(function: u32, left: i64, right: i64) -> Option<i64> {
    let (left, right) = (unpack(left), unpack(right));
    Some(match PeriodFunction::ALL.get(index(function))? {
        PeriodFunction::Overlap => pack(left.overlap(&right)),
        PeriodFunction::Days => left.days(),
        PeriodFunction::Months => left.calendar_months(),
        PeriodFunction::UnionDays => left.union_days(&right),
    })
}

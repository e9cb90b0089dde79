//! Which day is a working day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::quantity::{Date, days_between};

/// A calendar of working days: a versioned input. Outside the days it covers it gives no answer.
///
/// Monday to Friday are working days unless they are holidays; a Saturday or Sunday is one only if it is a make-up working day.
///
/// # Source
/// 全国年节及纪念日放假办法 and the yearly notices of the State Council, which move holidays and make-up working days.
///
/// # Invariants
/// Every holiday and make-up working day is covered, no day is both, at most [`Calendar::MAX_DAYS`] days are covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub struct Calendar {
    name: String,
    from: Date,
    to: Date,
    holidays: BTreeSet<Date>,
    makeup_workdays: BTreeSet<Date>,
    /// All working days covered, as day numbers in ascending order: counting is a search.
    workdays: Vec<i32>,
}

/// A calendar as a pack keeps it: its name, the days covered, the holidays and the make-up working days.
type Kept = (String, (Date, Date), BTreeSet<Date>, BTreeSet<Date>);

impl TryFrom<Kept> for Calendar {
    type Error = CalendarError;

    fn try_from((name, covered, holidays, makeup_workdays): Kept) -> Result<Self, CalendarError> {
        Self::new(&name, covered, holidays, makeup_workdays)
    }
}

impl From<Calendar> for Kept {
    fn from(calendar: Calendar) -> Self {
        let covered = (calendar.from, calendar.to);
        (
            calendar.name,
            covered,
            calendar.holidays,
            calendar.makeup_workdays,
        )
    }
}

/// Why days do not make a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The last day covered is before the first.
    #[error("the calendar ends on {to}, before it begins on {from}")]
    Reversed {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// More days are covered than a calendar of holidays can know.
    #[error("a calendar covers at most {} days", Calendar::MAX_DAYS)]
    TooLong,
    /// A holiday or make-up working day lies outside the days covered.
    #[error("{0} is outside the days that the calendar covers")]
    Outside(Date),
    /// A day is given as a holiday and as a working day.
    #[error("{0} is given both as a holiday and as a working day")]
    Both(Date),
}

impl Calendar {
    /// How many days a calendar may cover: a hundred years.
    pub const MAX_DAYS: i64 = 36_525;

    /// The calendar that covers the days `from` to `to`, both included.
    ///
    /// # Errors
    /// [`CalendarError`] when the days covered are reversed or too many, or a holiday or make-up working day is outside them or
    /// given as both.
    pub fn new(
        name: &str,
        (from, to): (Date, Date),
        holidays: BTreeSet<Date>,
        makeup_workdays: BTreeSet<Date>,
    ) -> Result<Self, CalendarError> {
        if to < from {
            return Err(CalendarError::Reversed { from, to });
        }
        if days_between(from, to) >= Self::MAX_DAYS {
            return Err(CalendarError::TooLong);
        }
        let mut named = holidays.iter().chain(&makeup_workdays);
        if let Some(day) = named.find(|day| **day < from || to < **day) {
            return Err(CalendarError::Outside(*day));
        }
        if let Some(day) = holidays.intersection(&makeup_workdays).next() {
            return Err(CalendarError::Both(*day));
        }
        let is_workday = |day: &Date| match day.is_weekend() {
            true => makeup_workdays.contains(day),
            false => !holidays.contains(day),
        };
        let covered = (from.to_days()..=to.to_days()).filter_map(Date::from_days);
        let workdays = covered.filter(is_workday).map(Date::to_days).collect();
        Ok(Self {
            name: name.to_owned(),
            from,
            to,
            holidays,
            makeup_workdays,
            workdays,
        })
    }

    /// The calendar's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day covered.
    #[must_use]
    pub const fn from(&self) -> Date {
        self.from
    }

    /// The last day covered.
    #[must_use]
    pub const fn to(&self) -> Date {
        self.to
    }

    /// The holidays, ascending.
    pub fn holidays(&self) -> impl Iterator<Item = Date> {
        self.holidays.iter().copied()
    }

    /// The make-up working days, ascending.
    pub fn makeup_workdays(&self) -> impl Iterator<Item = Date> {
        self.makeup_workdays.iter().copied()
    }

    /// Whether the calendar has an answer for a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether a day is a working day; nothing outside the days covered.
    #[must_use]
    pub fn is_workday(&self, day: Date) -> Option<bool> {
        self.covers(day)
            .then(|| self.workdays.binary_search(&day.to_days()).is_ok())
    }

    /// The `n`-th working day after a day, which itself is not counted (before it, when `n` is negative; the day itself for 0);
    /// nothing outside the days covered.
    ///
    /// # Source
    /// Civil Code, art. 201: the day on which the period begins is not counted.
    #[must_use]
    pub fn add_workdays(&self, day: Date, n: i64) -> Option<Date> {
        if !self.covers(day) {
            return None;
        }
        if n == 0 {
            return Some(day);
        }
        let position = if n > 0 {
            self.workdays_until(day).checked_add(n)?.checked_sub(1)?
        } else {
            self.workdays_before(day).checked_add(n)?
        };
        let number = self.workdays.get(usize::try_from(position).ok()?)?;
        Date::from_days(*number)
    }

    /// How many working days lie after `from` up to and including `to`: the inverse of [`Calendar::add_workdays`]. Negative when
    /// `to` is before `from` (then `to` is counted and `from` is not); nothing when either is outside the days covered.
    #[must_use]
    pub fn workdays_between(&self, from: Date, to: Date) -> Option<i64> {
        if !self.covers(from) || !self.covers(to) {
            return None;
        }
        if to < from {
            return self
                .workdays_before(to)
                .checked_sub(self.workdays_before(from));
        }
        self.workdays_until(to)
            .checked_sub(self.workdays_until(from))
    }

    /// The day itself if it is a working day, otherwise the next one; nothing outside the days covered.
    ///
    /// # Source
    /// Civil Code, art. 203: where the last day of a period is a statutory holiday, the day after the holiday is the last day.
    #[must_use]
    pub fn roll_forward(&self, day: Date) -> Option<Date> {
        if !self.covers(day) {
            return None;
        }
        let position = usize::try_from(self.workdays_before(day)).ok()?;
        Date::from_days(*self.workdays.get(position)?)
    }

    /// How many working days covered are before a day.
    fn workdays_before(&self, day: Date) -> i64 {
        let count = self
            .workdays
            .partition_point(|number| *number < day.to_days());
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// How many working days covered are not after a day.
    fn workdays_until(&self, day: Date) -> i64 {
        let count = self
            .workdays
            .partition_point(|number| *number <= day.to_days());
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Calendar, CalendarError};
    use crate::quantity::Date;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn days(texts: &[&str]) -> BTreeSet<Date> {
        texts.iter().map(|text| day(text)).collect()
    }

    /// October 2024: holidays from the 1st to the 7th, make-up working days on Saturday the 12th and on Sunday 29 September.
    fn autumn() -> Calendar {
        let holidays = days(&[
            "2024-10-01",
            "2024-10-02",
            "2024-10-03",
            "2024-10-04",
            "2024-10-05",
            "2024-10-06",
            "2024-10-07",
        ]);
        Calendar::new(
            "2024年秋",
            (day("2024-09-23"), day("2024-10-20")),
            holidays,
            days(&["2024-09-29", "2024-10-12"]),
        )
        .unwrap()
    }

    #[test]
    fn holidays_and_make_up_days_decide_and_outside_there_is_no_answer() {
        let calendar = autumn();
        let cases = [
            ("2024-09-22", None),
            ("2024-09-23", Some(true)),
            ("2024-09-28", Some(false)),
            ("2024-09-29", Some(true)),
            ("2024-10-01", Some(false)),
            ("2024-10-05", Some(false)),
            ("2024-10-08", Some(true)),
            ("2024-10-12", Some(true)),
            ("2024-10-13", Some(false)),
            ("2024-10-20", Some(false)),
            ("2024-10-21", None),
        ];
        for (text, answer) in cases {
            assert_eq!(calendar.is_workday(day(text)), answer, "{text}");
        }
    }

    #[test]
    fn working_days_are_counted_from_the_day_after() {
        let calendar = autumn();
        let cases = [
            ("2024-09-27", 1, Some("2024-09-29")),
            ("2024-09-28", 1, Some("2024-09-29")),
            ("2024-09-30", 1, Some("2024-10-08")),
            ("2024-09-30", 5, Some("2024-10-12")),
            ("2024-10-05", 0, Some("2024-10-05")),
            ("2024-10-08", -1, Some("2024-09-30")),
            ("2024-10-05", -1, Some("2024-09-30")),
            ("2024-09-23", -1, None),
            ("2024-10-18", 1, None),
            ("2024-10-18", i64::MAX, None),
            ("2024-10-18", i64::MIN, None),
            ("2024-10-21", 1, None),
        ];
        for (start, n, end) in cases {
            assert_eq!(
                calendar.add_workdays(day(start), n),
                end.map(day),
                "{start} {n}"
            );
        }
        assert_eq!(
            calendar.workdays_between(day("2024-09-30"), day("2024-10-12")),
            Some(5)
        );
        assert_eq!(
            calendar.workdays_between(day("2024-10-12"), day("2024-09-30")),
            Some(-5)
        );
        assert_eq!(
            calendar.workdays_between(day("2024-10-01"), day("2024-10-07")),
            Some(0)
        );
        assert_eq!(
            calendar.workdays_between(day("2024-10-12"), day("2024-10-21")),
            None
        );
    }

    #[test]
    fn counting_is_the_inverse_of_adding() {
        let calendar = autumn();
        for start in calendar.from().to_days()..=calendar.to().to_days() {
            let start = Date::from_days(start).unwrap();
            for n in -25..=25 {
                if let Some(end) = calendar.add_workdays(start, n) {
                    assert_eq!(
                        calendar.workdays_between(start, end),
                        Some(n),
                        "{start} {n}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_end_of_a_holiday_is_the_next_working_day() {
        let calendar = autumn();
        let cases = [
            ("2024-10-01", Some("2024-10-08")),
            ("2024-09-28", Some("2024-09-29")),
            ("2024-10-12", Some("2024-10-12")),
            ("2024-10-13", Some("2024-10-14")),
            ("2024-10-19", None),
            ("2024-10-21", None),
        ];
        for (start, end) in cases {
            assert_eq!(calendar.roll_forward(day(start)), end.map(day), "{start}");
        }
    }

    #[test]
    fn what_makes_no_calendar_is_refused() {
        let new = |from, to, holidays: &[&str], workdays: &[&str]| {
            Calendar::new("历", (day(from), day(to)), days(holidays), days(workdays))
                .map(|calendar| calendar.name().to_owned())
        };
        assert_eq!(
            new("2024-01-01", "2024-12-31", &[], &[]),
            Ok("历".to_owned())
        );
        let reversed = CalendarError::Reversed {
            from: day("2024-01-02"),
            to: day("2024-01-01"),
        };
        assert_eq!(new("2024-01-02", "2024-01-01", &[], &[]), Err(reversed));
        assert_eq!(
            new("0001-01-01", "9999-12-31", &[], &[]),
            Err(CalendarError::TooLong)
        );
        assert_eq!(
            new("2024-01-01", "2024-12-31", &["2025-01-01"], &[]),
            Err(CalendarError::Outside(day("2025-01-01")))
        );
        assert_eq!(
            new("2024-01-01", "2024-12-31", &["2024-05-01"], &["2024-05-01"]),
            Err(CalendarError::Both(day("2024-05-01")))
        );
    }
}

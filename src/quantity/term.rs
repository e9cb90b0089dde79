//! How a term runs.

use std::fmt;

use thiserror::Error;

use crate::quantity::{Base, Calendar, Date, Number, Quantity};

/// A length of time in which something is to be done, in the days, months or years in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// How many of them; a negative number counts backwards.
    pub amount: i64,
    /// Of what.
    pub kind: TermKind,
}

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// Calendar days.
    Days,
    /// Working days of a calendar.
    Workdays,
    /// Weeks of seven calendar days.
    Weeks,
    /// Months of the calendar.
    Months,
    /// Years of the calendar.
    Years,
}

/// Why a term has no last day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TermError {
    /// Working days, or the end of a holiday, cannot be found without a calendar.
    #[error("no calendar of working days is given")]
    CalendarNeeded,
    /// The calendar does not cover the days needed: the answer is not known.
    #[error("the calendar `{calendar}` has no answer after {to} or before {from}")]
    OutsideCalendar {
        /// The calendar's name.
        calendar: String,
        /// The first day covered.
        from: Date,
        /// The last day covered.
        to: Date,
    },
    /// The last day lies outside the years 1 to 9999.
    #[error("the term ends outside the years 1 to 9999")]
    OutOfRange,
}

impl Term {
    /// A term of so many of a kind.
    #[must_use]
    pub const fn new(amount: i64, kind: TermKind) -> Self {
        Self { amount, kind }
    }

    /// The term that a quantity of time states, if it is a whole number of days, working days, weeks, months or years.
    #[must_use]
    pub fn from_quantity(quantity: &Quantity) -> Option<Self> {
        let amount = quantity.value().to_i64()?;
        let single = quantity.unit().factor() == Number::ONE;
        let kind = match (quantity.dimension().single()?, single) {
            (Base::Day, true) => TermKind::Days,
            (Base::Day, false) => TermKind::Weeks,
            (Base::Workday, true) => TermKind::Workdays,
            (Base::Month, true) => TermKind::Months,
            (Base::Month, false) => TermKind::Years,
            _ => return None,
        };
        Some(Self { amount, kind })
    }

    /// The term in English.
    #[must_use]
    pub fn en(self) -> String {
        let name = match self.kind {
            TermKind::Days => "day",
            TermKind::Workdays => "working day",
            TermKind::Weeks => "week",
            TermKind::Months => "month",
            TermKind::Years => "year",
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        format!("{} {name}{plural}", self.amount)
    }
}

/// The term in Chinese.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.kind {
            TermKind::Days => "日",
            TermKind::Workdays => "个工作日",
            TermKind::Weeks => "周",
            TermKind::Months => "个月",
            TermKind::Years => "年",
        };
        write!(f, "{}{name}", self.amount)
    }
}

/// The last day of a term that starts with an event on `start`. With `roll`, a last day that is not a working day moves to the
/// next one.
///
/// # Source
/// Civil Code, arts. 200 to 204: periods run by the calendar; the day of the event is not counted (201); a term of months or years
/// ends on the corresponding day, or on the last day of a month that has none (202); a last day that is a statutory holiday gives
/// way to the day after the holiday (203); a statute or agreement may say otherwise (204), which is why `roll` is an argument.
///
/// # Errors
/// [`TermError::CalendarNeeded`] when working days or `roll` are asked for without a calendar;
/// [`TermError::OutsideCalendar`] when the calendar does not cover the days needed; [`TermError::OutOfRange`] when the last day
/// cannot be held.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Date, Term, TermKind, deadline};
/// let received = Date::new(2024, 1, 31).unwrap();
/// let month = Term::new(1, TermKind::Months);
/// assert_eq!(deadline(received, month, None, false), Ok(Date::new(2024, 2, 29).unwrap()));
/// ```
pub fn deadline(
    start: Date,
    term: Term,
    calendar: Option<&Calendar>,
    roll: bool,
) -> Result<Date, TermError> {
    let last = match term.kind {
        TermKind::Days => start.checked_add_days(term.amount),
        TermKind::Weeks => term
            .amount
            .checked_mul(7)
            .and_then(|days| start.checked_add_days(days)),
        TermKind::Months => start.checked_add_months(term.amount),
        TermKind::Years => start.checked_add_years(term.amount),
        TermKind::Workdays => {
            let calendar = calendar.ok_or(TermError::CalendarNeeded)?;
            let last = calendar.add_workdays(start, term.amount);
            return last.ok_or_else(|| outside(calendar));
        }
    };
    let last = last.ok_or(TermError::OutOfRange)?;
    if !roll {
        return Ok(last);
    }
    let calendar = calendar.ok_or(TermError::CalendarNeeded)?;
    calendar.roll_forward(last).ok_or_else(|| outside(calendar))
}

fn outside(calendar: &Calendar) -> TermError {
    TermError::OutsideCalendar {
        calendar: calendar.name().to_owned(),
        from: calendar.from(),
        to: calendar.to(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TermKind::{Days, Months, Weeks, Workdays, Years};
    use super::{Term, TermError, deadline};
    use crate::quantity::{Calendar, Date, Number, Quantity, Unit};

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    /// 2024 with the holidays of early May and of early October.
    fn calendar() -> Calendar {
        let may = ["2024-05-01", "2024-05-02", "2024-05-03"];
        let october = [
            "2024-10-01",
            "2024-10-02",
            "2024-10-03",
            "2024-10-04",
            "2024-10-07",
        ];
        let holidays: BTreeSet<Date> = may.iter().chain(&october).map(|text| day(text)).collect();
        Calendar::new(
            "2024年",
            (day("2024-01-01"), day("2024-12-31")),
            holidays,
            BTreeSet::new(),
        )
        .unwrap()
    }

    #[test]
    fn terms_run_by_the_civil_code() {
        // start, amount, kind, last day, last day when a holiday gives way
        let cases = [
            ("2024-04-01", 30, Days, "2024-05-01", "2024-05-06"),
            ("2024-04-01", 10, Days, "2024-04-11", "2024-04-11"),
            ("2024-04-01", 0, Days, "2024-04-01", "2024-04-01"),
            ("2024-04-24", 1, Weeks, "2024-05-01", "2024-05-06"),
            ("2024-01-31", 1, Months, "2024-02-29", "2024-02-29"),
            ("2024-01-31", 3, Months, "2024-04-30", "2024-04-30"),
            ("2024-08-31", 1, Months, "2024-09-30", "2024-09-30"),
            ("2024-08-31", -6, Months, "2024-02-29", "2024-02-29"),
            ("2023-10-01", 1, Years, "2024-10-01", "2024-10-08"),
            ("2020-02-29", 4, Years, "2024-02-29", "2024-02-29"),
            ("2024-04-30", 1, Workdays, "2024-05-06", "2024-05-06"),
            ("2024-04-29", 5, Workdays, "2024-05-09", "2024-05-09"),
        ];
        let calendar = calendar();
        for (start, amount, kind, plain, rolled) in cases {
            let term = Term::new(amount, kind);
            assert_eq!(
                deadline(day(start), term, Some(&calendar), false),
                Ok(day(plain)),
                "{start} {term}"
            );
            assert_eq!(
                deadline(day(start), term, Some(&calendar), true),
                Ok(day(rolled)),
                "{start} {term}"
            );
        }
    }

    #[test]
    fn without_a_calendar_or_outside_it_there_is_no_guess() {
        let calendar = calendar();
        let ten = Term::new(10, Workdays);
        assert_eq!(
            deadline(day("2024-04-01"), ten, None, false),
            Err(TermError::CalendarNeeded)
        );
        assert_eq!(
            deadline(day("2024-04-01"), Term::new(10, Days), None, true),
            Err(TermError::CalendarNeeded)
        );
        for (start, term, roll) in [
            ("2024-12-25", ten, false),
            ("2023-12-25", ten, false),
            ("2024-12-25", Term::new(10, Days), true),
        ] {
            let result = deadline(day(start), term, Some(&calendar), roll);
            assert!(
                matches!(result, Err(TermError::OutsideCalendar { .. })),
                "{start} {term}"
            );
        }
    }

    #[test]
    fn a_term_beyond_the_calendar_is_out_of_range() {
        for kind in [Days, Weeks, Months, Years] {
            for amount in [i64::MIN, i64::MAX] {
                assert_eq!(
                    deadline(day("2024-04-01"), Term::new(amount, kind), None, false),
                    Err(TermError::OutOfRange)
                );
            }
        }
    }

    #[test]
    fn quantities_of_time_are_terms() {
        let cases = [
            ("60", "日", Some((60, Days))),
            ("10", "个工作日", Some((10, Workdays))),
            ("2", "周", Some((2, Weeks))),
            ("3", "个月", Some((3, Months))),
            ("1", "年", Some((1, Years))),
            ("1.5", "年", None),
            ("3", "周岁", None),
            ("2", "小时", None),
            ("3", "个", None),
            ("3", "元", None),
        ];
        for (value, unit, expected) in cases {
            let quantity = Quantity::new(
                Number::parse_decimal(value).unwrap(),
                Unit::named(unit).unwrap(),
            );
            let term = Term::from_quantity(&quantity);
            assert_eq!(
                term,
                expected.map(|(amount, kind)| Term::new(amount, kind)),
                "{quantity}"
            );
            if let Some(term) = term {
                assert_eq!(
                    (term.to_string(), term.en()),
                    (quantity.to_string(), quantity.display_en())
                );
            }
        }
    }
}

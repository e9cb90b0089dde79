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

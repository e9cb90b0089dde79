//! Stretches of days.

use std::fmt;

use crate::quantity::{Date, calendar_months, days_between};

/// A stretch of days from a first to a last day, both included, or no day at all.
///
/// # Invariants
/// The last day is not before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(Option<(Date, Date)>);

impl Period {
    /// The period without a day.
    pub const EMPTY: Self = Self(None);

    /// The period from a first to a last day, both included; without a day when the last is before the first.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::quantity::{Date, Period};
    /// let (first, second) = (Date::new(2024, 2, 28).unwrap(), Date::new(2024, 3, 1).unwrap());
    /// assert_eq!(Period::new(first, second).days(), 3);
    /// assert!(Period::new(second, first).is_empty());
    /// ```
    #[must_use]
    pub fn new(first: Date, last: Date) -> Self {
        if last < first {
            Self::EMPTY
        } else {
            Self(Some((first, last)))
        }
    }

    /// The period that is the calendar month of a day.
    #[must_use]
    pub fn month_of(day: Date) -> Self {
        Self::new(day.first_of_month(), day.last_of_month())
    }

    /// The period that is the calendar year of a day.
    #[must_use]
    pub fn year_of(day: Date) -> Self {
        Self::new(day.first_of_year(), day.last_of_year())
    }

    /// Whether there is no day in the period.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_none()
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> Option<Date> {
        self.0.map(|(first, _)| first)
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Option<Date> {
        self.0.map(|(_, last)| last)
    }

    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.0
            .is_some_and(|(first, last)| first <= day && day <= last)
    }

    /// How many days the period has.
    #[must_use]
    pub fn days(self) -> i64 {
        self.0.map_or(0, |(first, last)| {
            days_between(first, last).saturating_add(1)
        })
    }

    /// How many calendar months the period touches.
    #[must_use]
    pub fn calendar_months(self) -> i64 {
        self.0
            .map_or(0, |(first, last)| calendar_months(first, last))
    }

    /// The days that lie in both periods.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Self {
        match (self.0, other.0) {
            (Some((first, last)), Some((other_first, other_last))) => {
                Self::new(first.max(other_first), last.min(other_last))
            }
            _ => Self::EMPTY,
        }
    }

    /// How many days lie in one period or the other; a day in both counts once.
    #[must_use]
    pub fn union_days(&self, other: &Self) -> i64 {
        self.days()
            .saturating_add(other.days())
            .saturating_sub(self.overlap(other).days())
    }

    /// The period in Chinese: `2022年1月21日至2025年12月31日`.
    #[must_use]
    pub fn zh(self) -> String {
        match self.0 {
            None => "无".to_owned(),
            Some((first, last)) => format!("{}至{}", first.zh(), last.zh()),
        }
    }

    /// The period in English: `21 January 2022 to 31 December 2025`.
    #[must_use]
    pub fn en(self) -> String {
        match self.0 {
            None => "no day".to_owned(),
            Some((first, last)) => format!("{} to {}", first.en(), last.en()),
        }
    }
}

/// The period in Chinese.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zh())
    }
}

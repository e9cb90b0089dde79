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

#[cfg(test)]
mod tests {
    use super::Period;
    use crate::quantity::Date;

    fn period(first: &str, last: &str) -> Period {
        Period::new(
            Date::parse_iso(first).unwrap(),
            Date::parse_iso(last).unwrap(),
        )
    }

    #[test]
    fn overlap_and_union_count_each_day_once() {
        // first, second, days in both, days in either
        let cases = [
            (
                period("2024-01-01", "2024-01-31"),
                period("2024-01-31", "2024-02-01"),
                1,
                32,
            ),
            (
                period("2024-01-01", "2024-01-31"),
                period("2024-02-01", "2024-02-29"),
                0,
                60,
            ),
            (
                period("2024-01-01", "2024-12-31"),
                period("2024-02-01", "2024-02-29"),
                29,
                366,
            ),
            (
                period("2024-01-01", "2024-01-01"),
                period("2024-01-01", "2024-01-01"),
                1,
                1,
            ),
            (period("2024-01-01", "2024-01-31"), Period::EMPTY, 0, 31),
            (Period::EMPTY, Period::EMPTY, 0, 0),
        ];
        for (one, other, both, either) in cases {
            for (a, b) in [(one, other), (other, one)] {
                assert_eq!(a.overlap(&b).days(), both, "{a} {b}");
                assert_eq!(a.union_days(&b), either, "{a} {b}");
            }
        }
    }

    #[test]
    fn an_empty_period_has_nothing_in_it() {
        let empty = period("2024-02-01", "2024-01-31");
        assert_eq!(empty, Period::EMPTY);
        assert_eq!(
            (
                empty.days(),
                empty.calendar_months(),
                empty.first(),
                empty.last()
            ),
            (0, 0, None, None)
        );
        assert!(!empty.contains(Date::parse_iso("2024-01-31").unwrap()));
        assert_eq!((empty.zh().as_str(), empty.en().as_str()), ("无", "no day"));
    }

    #[test]
    fn both_ends_are_counted() {
        let all = period("0001-01-01", "9999-12-31");
        assert_eq!((all.days(), all.calendar_months()), (3_652_059, 119_988));
        let leap = Period::month_of(Date::parse_iso("2024-02-10").unwrap());
        assert_eq!(leap, period("2024-02-01", "2024-02-29"));
        assert!(leap.contains(Date::parse_iso("2024-02-29").unwrap()));
        assert_eq!(
            Period::year_of(Date::parse_iso("2024-02-10").unwrap()).days(),
            366
        );
        assert_eq!(leap.en(), "1 February 2024 to 29 February 2024");
    }
}

//! Days of the calendar.

use std::fmt;

use jiff::Span;
use jiff::civil;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A day of the calendar, from the year 1 to the year 9999.
///
/// # Examples
/// ```
/// use tiaoli::quantity::Date;
/// let published = Date::new(2022, 1, 21).unwrap();
/// assert_eq!(published.to_string(), "2022-01-21");
/// assert_eq!(published.zh(), "2022年1月21日");
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Date(civil::Date);

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Not of the form `2022-01-21`.
    #[error("a date is written like 2022-01-21")]
    Malformed,
    /// There is no such day.
    #[error("there is no such day")]
    NoSuchDay,
}

/// The first day of the count of days.
const EPOCH: civil::Date = civil::Date::constant(1970, 1, 1);
const HOURS_PER_DAY: i64 = 24;
const MONTHS_PER_YEAR: i64 = 12;

impl TryFrom<i32> for Date {
    type Error = DateError;

    fn try_from(days: i32) -> Result<Self, DateError> {
        Self::from_days(days).ok_or(DateError::NoSuchDay)
    }
}

impl From<Date> for i32 {
    fn from(date: Date) -> Self {
        date.to_days()
    }
}

impl Date {
    /// The first day that can be held.
    pub const MIN: Self = Self(civil::Date::constant(1, 1, 1));
    /// The last day that can be held.
    pub const MAX: Self = Self(civil::Date::constant(9999, 12, 31));

    /// The day with this year, month and day of the month, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day that is so many days after 1 January 1970 (before it, when negative).
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        Self(EPOCH).checked_add_days(i64::from(days))
    }

    /// How many days after 1 January 1970 the day is (before it, when negative).
    #[must_use]
    pub fn to_days(self) -> i32 {
        let days = self.0.duration_since(EPOCH).as_hours() / HOURS_PER_DAY;
        // Ten thousand years are under four million days.
        i32::try_from(days).unwrap_or_default()
    }

    /// The day written as `2022-01-21`, digits and hyphens only.
    ///
    /// # Errors
    /// [`DateError::Malformed`] when the text has another form; [`DateError::NoSuchDay`] when the calendar has no such day.
    pub fn parse_iso(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-').map(|part| {
            let digits = part.chars().all(|character| character.is_ascii_digit());
            digits.then(|| (part.len(), part.parse::<u32>().ok()))
        });
        let mut next = |width: usize| match parts.next() {
            Some(Some((length, Some(value)))) if length == width => Ok(value),
            _ => Err(DateError::Malformed),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(DateError::Malformed);
        }
        let year = i32::try_from(year).map_err(|_| DateError::NoSuchDay)?;
        Self::new(year, month, day).ok_or(DateError::NoSuchDay)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// Whether the day is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(
            self.0.weekday(),
            civil::Weekday::Saturday | civil::Weekday::Sunday
        )
    }

    /// Whether the day is the last of its month.
    #[must_use]
    pub fn is_last_of_month(self) -> bool {
        self.0.day() == self.0.days_in_month()
    }

    /// The day so many calendar days later (earlier, when negative); nothing outside the calendar.
    #[must_use]
    pub fn checked_add_days(self, days: i64) -> Option<Self> {
        // A duration in hours would do, but jiff bounds it below what lies between the first and the last day.
        let days = Span::new().try_days(days).ok()?;
        let day = self.0.checked_add(days).ok().map(Self)?;
        (Self::MIN <= day && day <= Self::MAX).then_some(day)
    }

    /// The day so many months later (earlier, when negative): the same day of the month, or the month's last day where there is
    /// no such day; nothing outside the calendar.
    ///
    /// # Source
    /// Civil Code, art. 202: the corresponding day of the month in which the period expires is the last day; where there is no
    /// corresponding day, the last day of that month is.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::quantity::Date;
    /// let end_of_january = Date::new(2024, 1, 31).unwrap();
    /// assert_eq!(end_of_january.checked_add_months(1), Date::new(2024, 2, 29));
    /// assert_eq!(end_of_january.checked_add_months(-2), Date::new(2023, 11, 30));
    /// ```
    #[must_use]
    pub fn checked_add_months(self, months: i64) -> Option<Self> {
        let month = self.month_number().checked_add(months)?;
        let year = i32::try_from(month.checked_div_euclid(MONTHS_PER_YEAR)?).ok()?;
        let month = u32::try_from(month.checked_rem_euclid(MONTHS_PER_YEAR)?)
            .ok()?
            .checked_add(1)?;
        let first = Self::new(year, month, 1)?;
        Self::new(year, month, self.day().min(first.last_of_month().day()))
    }

    /// The day so many years later (earlier, when negative): the same day of the same month, 28 February for 29 February where
    /// the year has none; nothing outside the calendar.
    ///
    /// # Source
    /// Civil Code, art. 202.
    #[must_use]
    pub fn checked_add_years(self, years: i64) -> Option<Self> {
        self.checked_add_months(years.checked_mul(MONTHS_PER_YEAR)?)
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The last day of the month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// 1 January of the year.
    #[must_use]
    pub fn first_of_year(self) -> Self {
        Self(self.0.first_of_year())
    }

    /// 31 December of the year.
    #[must_use]
    pub fn last_of_year(self) -> Self {
        Self(self.0.last_of_year())
    }

    /// The day in Chinese: `2022年1月21日`.
    #[must_use]
    pub fn zh(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }

    /// The day in English: `21 January 2022`.
    #[must_use]
    pub fn en(self) -> String {
        format!("{} {} {}", self.day(), self.month_en(), self.year())
    }

    fn month_en(self) -> &'static str {
        match self.month() {
            1 => "January",
            2 => "February",
            3 => "March",
            4 => "April",
            5 => "May",
            6 => "June",
            7 => "July",
            8 => "August",
            9 => "September",
            10 => "October",
            11 => "November",
            _ => "December",
        }
    }

    /// How many months lie between the start of the year 0 and the start of the day's month.
    fn month_number(self) -> i64 {
        let years = i64::from(self.0.year()).saturating_mul(MONTHS_PER_YEAR);
        years
            .saturating_add(i64::from(self.0.month()))
            .saturating_sub(1)
    }
}

/// The day as `2022-01-21`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How many days `to` is after `from`; negative when it is before.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from(to.to_days()).saturating_sub(i64::from(from.to_days()))
}

/// How many whole months have run from `from` by `to`: the greatest number of months that can be added to `from` without passing
/// `to`. Negative when `to` is before `from`.
///
/// A month that ends on the last day of a month, because it has no day with the number of `from`, is complete on that last day:
/// from 31 January it is one month by 29 February 2024.
///
/// # Source
/// Civil Code, art. 202, second half of the sentence.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Date, months_between};
/// let day = |y, m, d| Date::new(y, m, d).unwrap();
/// assert_eq!(months_between(day(2024, 1, 31), day(2024, 2, 29)), 1);
/// assert_eq!(months_between(day(2024, 1, 31), day(2024, 2, 28)), 0);
/// assert_eq!(months_between(day(2024, 3, 15), day(2024, 3, 14)), -1);
/// ```
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    let months = to.month_number().saturating_sub(from.month_number());
    let complete = to.day() >= from.day() || to.is_last_of_month();
    if complete {
        months
    } else {
        months.saturating_sub(1)
    }
}

/// How many whole years have run from `from` by `to`; negative when `to` is before `from`.
///
/// # Source
/// Civil Code, art. 202: from 29 February a year is complete on 28 February where the year has no 29 February.
#[must_use]
pub fn years_between(from: Date, to: Date) -> i64 {
    months_between(from, to)
        .checked_div_euclid(MONTHS_PER_YEAR)
        .unwrap_or_default()
}

/// How many calendar months are touched from `from` to `to`, both counted; zero when `to` is before `from`.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Date, calendar_months};
/// let day = |y, m, d| Date::new(y, m, d).unwrap();
/// assert_eq!(calendar_months(day(2024, 1, 31), day(2024, 2, 1)), 2);
/// assert_eq!(calendar_months(day(2024, 2, 1), day(2024, 1, 31)), 0);
/// ```
#[must_use]
pub fn calendar_months(from: Date, to: Date) -> i64 {
    if to < from {
        return 0;
    }
    to.month_number()
        .saturating_sub(from.month_number())
        .saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::{Date, DateError, calendar_months, days_between, months_between, years_between};

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn iso_dates_are_read_strictly() {
        for text in ["0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        let cases = [
            ("2022-1-21", DateError::Malformed),
            ("2022.1.21", DateError::Malformed),
            ("22-01-21", DateError::Malformed),
            ("2022-01-21-01", DateError::Malformed),
            ("2022-01", DateError::Malformed),
            ("+022-01-21", DateError::Malformed),
            ("2022-01-+1", DateError::Malformed),
            ("", DateError::Malformed),
            ("2023-02-29", DateError::NoSuchDay),
            ("1900-02-29", DateError::NoSuchDay),
            ("2022-13-01", DateError::NoSuchDay),
            ("2022-00-01", DateError::NoSuchDay),
            ("0000-01-01", DateError::NoSuchDay),
        ];
        for (text, reason) in cases {
            assert_eq!(Date::parse_iso(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        let cases = [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-03-01", 11_017),
            ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
        ];
        for (text, days) in cases {
            assert_eq!(day(text).to_days(), days, "{text}");
            assert_eq!(Date::from_days(days), Some(day(text)), "{text}");
        }
        assert_eq!(Date::from_days(i32::MAX), None);
        assert_eq!(Date::from_days(i32::MIN), None);
        assert_eq!(Date::from_days(-719_163), None);
    }

    #[test]
    fn nothing_leaves_the_calendar() {
        for amount in [i64::MIN, i64::MAX, 4_000_000, -4_000_000] {
            assert_eq!(day("2024-01-31").checked_add_days(amount), None);
            assert_eq!(day("2024-01-31").checked_add_months(amount), None);
            assert_eq!(day("2024-01-31").checked_add_years(amount), None);
        }
        assert_eq!(Date::MAX.checked_add_days(1), None);
        assert_eq!(Date::MIN.checked_add_days(3_652_058), Some(Date::MAX));
        assert_eq!(Date::MAX.checked_add_days(-3_652_058), Some(Date::MIN));
        assert_eq!(Date::MIN.checked_add_months(-1), None);
        assert_eq!(Date::new(10_000, 1, 1), None);
        assert_eq!(Date::new(2024, 1, 300), None);
    }

    #[test]
    fn a_month_without_such_a_day_ends_on_its_last() {
        let cases = [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-01-30", 1, "2024-02-29"),
            ("2024-01-29", 13, "2025-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2024-05-31", 0, "2024-05-31"),
            ("2023-12-31", 2, "2024-02-29"),
            ("2024-01-15", -1, "2023-12-15"),
        ];
        for (start, months, end) in cases {
            assert_eq!(
                day(start).checked_add_months(months),
                Some(day(end)),
                "{start} {months}"
            );
        }
        assert_eq!(
            day("2024-02-29").checked_add_years(1),
            Some(day("2025-02-28"))
        );
        assert_eq!(
            day("2024-02-29").checked_add_years(-100),
            Some(day("1924-02-29"))
        );
    }

    #[test]
    fn whole_months_and_years_are_counted_at_the_ends_of_months() {
        let cases = [
            ("2024-01-31", "2024-02-28", 0),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-01-31", "2024-03-30", 1),
            ("2024-01-31", "2024-03-31", 2),
            ("2024-02-29", "2024-03-29", 1),
            ("2024-02-29", "2025-02-27", 11),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-01-15", "2024-01-15", 0),
            ("2024-01-15", "2024-01-14", -1),
            ("2024-03-31", "2024-02-29", -1),
            ("2024-03-31", "2024-02-28", -2),
            ("2024-03-15", "2024-02-20", -1),
        ];
        for (from, to, months) in cases {
            assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
        }
        assert_eq!(years_between(day("2024-02-29"), day("2025-02-28")), 1);
        assert_eq!(years_between(day("2024-02-29"), day("2025-02-27")), 0);
        assert_eq!(years_between(day("2024-02-29"), day("2024-02-28")), -1);
    }

    #[test]
    fn calendar_months_and_days_are_counted() {
        let cases = [
            ("2024-01-31", "2024-01-31", 1, 0),
            ("2024-01-31", "2024-02-01", 2, 1),
            ("2023-12-31", "2025-01-01", 14, 367),
            ("2024-02-01", "2024-01-31", 0, -1),
        ];
        for (from, to, months, days) in cases {
            assert_eq!(calendar_months(day(from), day(to)), months, "{from} {to}");
            assert_eq!(days_between(day(from), day(to)), days, "{from} {to}");
        }
    }

    #[test]
    fn a_day_knows_its_month_its_year_and_its_names() {
        let leap = day("2024-02-10");
        assert_eq!(
            (leap.first_of_month(), leap.last_of_month()),
            (day("2024-02-01"), day("2024-02-29"))
        );
        assert_eq!(
            (leap.first_of_year(), leap.last_of_year()),
            (day("2024-01-01"), day("2024-12-31"))
        );
        assert_eq!(
            (leap.zh().as_str(), leap.en().as_str()),
            ("2024年2月10日", "10 February 2024")
        );
        assert!(leap.is_weekend() && !day("2024-02-09").is_weekend());
        assert!(day("2024-02-29").is_last_of_month() && !day("2024-02-28").is_last_of_month());
    }
}

//! When an age is reached.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Period, years_between};

/// On which day an age is reached. A rule file chooses; there is no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AgeRule {
    /// 生日当日算满: an age is reached on the birthday.
    OnBirthday,
    /// 生日次日算满: an age is reached on the day after the birthday.
    DayAfter,
}

impl AgeRule {
    /// The rule in Chinese, as a convention states it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OnBirthday => "生日当日算满",
            Self::DayAfter => "生日次日算满",
        }
    }

    /// The rule in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::OnBirthday => "reached on the birthday",
            Self::DayAfter => "reached on the day after the birthday",
        }
    }

    /// How many days after the birthday an age is reached.
    const fn days_after_birthday(self) -> i64 {
        match self {
            Self::OnBirthday => 0,
            Self::DayAfter => 1,
        }
    }
}

/// The completed years of age (周岁) on a day; negative before the birth. On the day of birth it is 0 by either rule.
///
/// # Source
/// Civil Code, art. 202: who was born on 29 February has the birthday on 28 February where the year has no 29 February.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{AgeRule, Date, age};
/// let day = |y, m, d| Date::new(y, m, d).unwrap();
/// let birth = day(2021, 6, 1);
/// assert_eq!(age(birth, day(2024, 6, 1), AgeRule::OnBirthday), 3);
/// assert_eq!(age(birth, day(2024, 6, 1), AgeRule::DayAfter), 2);
/// ```
#[must_use]
pub fn age(birth: Date, on: Date, rule: AgeRule) -> i64 {
    if on == birth {
        return 0;
    }
    match on.checked_add_days(rule.days_after_birthday().saturating_neg()) {
        Some(last_counted) => years_between(birth, last_counted),
        // Only on the first day of the calendar is there no day before, and then the birth is still to come.
        None => -1,
    }
}

/// The `n`-th birthday; the birth itself for 0. Nothing when `n` is negative or the day is outside the calendar.
///
/// # Source
/// Civil Code, art. 202.
#[must_use]
pub fn birthday(birth: Date, n: i64) -> Option<Date> {
    if n < 0 {
        None
    } else {
        birth.checked_add_years(n)
    }
}

/// The first day on which the age is `n` years. Nothing when `n` is negative or the day is outside the calendar.
///
/// # Source
/// Civil Code, art. 202.
#[must_use]
pub fn age_reached_on(birth: Date, n: i64, rule: AgeRule) -> Option<Date> {
    let birthday = birthday(birth, n)?;
    if n == 0 {
        Some(birthday)
    } else {
        birthday.checked_add_days(rule.days_after_birthday())
    }
}

/// The year of the child's life (周岁年度) that a day lies in: from the day an age is reached to the day before the next is.
/// Nothing before the birth.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{AgeRule, Date, child_year};
/// let day = |y, m, d| Date::new(y, m, d).unwrap();
/// let year = child_year(day(2020, 2, 29), day(2021, 3, 1), AgeRule::OnBirthday).unwrap();
/// assert_eq!((year.first(), year.last()), (Some(day(2021, 2, 28)), Some(day(2022, 2, 27))));
/// ```
#[must_use]
pub fn child_year(birth: Date, on: Date, rule: AgeRule) -> Option<Period> {
    let completed = age(birth, on, rule);
    let first = age_reached_on(birth, completed, rule)?;
    let next = age_reached_on(birth, completed.checked_add(1)?, rule);
    let last = next
        .and_then(|day| day.checked_add_days(-1))
        .unwrap_or(Date::MAX);
    Some(Period::new(first, last))
}

#[cfg(test)]
mod tests {
    use super::AgeRule::{DayAfter, OnBirthday};
    use super::{age, age_reached_on, birthday, child_year};
    use crate::quantity::Date;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn an_age_is_reached_on_the_day_the_rule_says() {
        // birth, day, by the birthday, by the day after
        let cases = [
            ("2021-06-01", "2024-05-31", 2, 2),
            ("2021-06-01", "2024-06-01", 3, 2),
            ("2021-06-01", "2024-06-02", 3, 3),
            ("2020-02-29", "2023-02-27", 2, 2),
            ("2020-02-29", "2023-02-28", 3, 2),
            ("2020-02-29", "2023-03-01", 3, 3),
            ("2020-02-29", "2024-02-28", 3, 3),
            ("2020-02-29", "2024-02-29", 4, 3),
            ("2020-02-29", "2024-03-01", 4, 4),
            ("2020-02-28", "2024-02-28", 4, 3),
            ("2021-06-01", "2021-06-01", 0, 0),
            ("2021-06-01", "2021-06-02", 0, 0),
            ("2021-06-01", "2021-05-31", -1, -1),
            ("0001-01-02", "0001-01-01", -1, -1),
            ("0001-01-01", "0001-01-01", 0, 0),
        ];
        for (birth, on, by_birthday, by_day_after) in cases {
            assert_eq!(
                age(day(birth), day(on), OnBirthday),
                by_birthday,
                "{birth} {on}"
            );
            assert_eq!(
                age(day(birth), day(on), DayAfter),
                by_day_after,
                "{birth} {on}"
            );
        }
    }

    #[test]
    fn birthdays_of_29_february_fall_on_the_last_of_february() {
        let leap = day("2020-02-29");
        assert_eq!(birthday(leap, 1), Some(day("2021-02-28")));
        assert_eq!(birthday(leap, 4), Some(day("2024-02-29")));
        assert_eq!(birthday(leap, 80), Some(day("2100-02-28")));
        assert_eq!(birthday(leap, 0), Some(leap));
        assert_eq!(birthday(leap, -1), None);
        assert_eq!(birthday(leap, 8000), None);
        assert_eq!(age_reached_on(leap, 1, DayAfter), Some(day("2021-03-01")));
        assert_eq!(age_reached_on(leap, 0, DayAfter), Some(leap));
    }

    #[test]
    fn years_of_life_follow_each_other_without_gap() {
        for rule in [OnBirthday, DayAfter] {
            for birth in ["2020-02-29", "2020-03-01", "2021-12-31"] {
                let mut on = day(birth);
                for completed in 0..10 {
                    let year = child_year(day(birth), on, rule).unwrap();
                    assert_eq!(year.first(), Some(on), "{birth} {completed}");
                    assert_eq!(
                        child_year(day(birth), year.last().unwrap(), rule),
                        Some(year)
                    );
                    assert_eq!(age(day(birth), on, rule), completed);
                    on = year.last().unwrap().checked_add_days(1).unwrap();
                }
            }
        }
        assert_eq!(
            child_year(day("2021-06-01"), day("2021-05-31"), OnBirthday),
            None
        );
        let last = child_year(day("9999-06-01"), day("9999-12-31"), OnBirthday).unwrap();
        assert_eq!(last.last(), Some(Date::MAX));
    }
}

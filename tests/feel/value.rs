//! Values, and how FEEL writes them.

use tiaoli::quantity::{ArithmeticError, Date, DateError, Dimension, Number, Quantity, Unit};

use super::Reason;

/// A value of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`: not known.
    Unknown,
    /// Yes or no.
    Boolean(bool),
    /// A text.
    Text(String),
    /// A day.
    Day(Date),
    /// A number or a length of time, in base units.
    Measured(Quantity),
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It has no counterpart here.
    LeftOut(Reason),
    /// It is refused.
    Refused(Refusal),
}

/// What is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The two operands measure different things.
    Dimension(Dimension, Dimension),
    /// The arithmetic has no result.
    Arithmetic(ArithmeticError),
    /// The day is outside the years that are held.
    OutsideYears,
    /// There is no such day.
    NoSuchDay,
    /// The text is not a date or a length of time.
    Malformed,
}

impl From<ArithmeticError> for Stop {
    fn from(error: ArithmeticError) -> Self {
        Self::Refused(Refusal::Arithmetic(error))
    }
}

impl Value {
    /// A plain number.
    pub const fn number(number: Number) -> Self {
        Self::Measured(Quantity::plain(number))
    }

    /// A value in the base unit of a built-in unit.
    pub fn measured(number: Number, unit: &str) -> Result<Self, Stop> {
        let unit = Unit::named(unit).ok_or(Stop::Refused(Refusal::Malformed))?;
        Ok(Self::Measured(Quantity::new(number, unit)))
    }
}

/// The day or length of time that a literal such as `@"P1Y"` writes.
pub fn literal(text: &str) -> Result<Value, Stop> {
    if text.trim_start_matches('-').starts_with('P') {
        return duration(text);
    }
    if text.contains([':', 'T']) {
        return Err(Stop::LeftOut(Reason::ClockTime));
    }
    day(text).map(Value::Day)
}

/// The day that a text such as `2021-01-01` writes.
pub fn day(text: &str) -> Result<Date, Stop> {
    Date::parse_iso(text).map_err(|error| {
        let year = text
            .trim_start_matches('-')
            .split('-')
            .next()
            .unwrap_or_default();
        let outside = text.starts_with('-') || year.len() > 4 || year == "0000";
        Stop::Refused(match error {
            _ if outside => Refusal::OutsideYears,
            DateError::NoSuchDay => Refusal::NoSuchDay,
            DateError::Malformed => Refusal::Malformed,
        })
    })
}

/// The length of time that a text such as `P1Y2M` or `PT90M` writes: months, days or minutes.
pub fn duration(text: &str) -> Result<Value, Stop> {
    let malformed = || Stop::Refused(Refusal::Malformed);
    let (negative, rest) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let rest = rest.strip_prefix('P').ok_or_else(malformed)?;
    let (calendar, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let months = parts(calendar, &[('Y', 12, 1), ('M', 1, 1)]);
    let days = parts(calendar, &[('D', 1, 1)]);
    let minutes = parts(clock, &CLOCK);
    let (amount, unit) = match (calendar.is_empty(), clock.is_empty()) {
        (false, false) => {
            days.and(minutes).ok_or_else(malformed)?;
            return Err(Stop::LeftOut(Reason::DayAndClock));
        }
        (true, _) => (minutes, "分钟"),
        (false, true) if days.is_some() => (days, "日"),
        (false, true) => (months, "个月"),
    };
    let amount = amount.ok_or_else(malformed)?;
    Value::measured(
        if negative {
            amount.checked_neg()?
        } else {
            amount
        },
        unit,
    )
}

/// The length of time that a text such as `P1DT2H` writes, in minutes, where a day is 24 hours as FEEL has it.
pub fn minutes_by_feel(text: &str) -> Option<Number> {
    let (negative, rest) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let (calendar, clock) = rest
        .strip_prefix('P')?
        .split_once('T')
        .unwrap_or((rest.strip_prefix('P')?, ""));
    let read = |text: &str, units: &[(char, i128, i128)]| {
        if text.is_empty() {
            Some(Number::ZERO)
        } else {
            parts(text, units)
        }
    };
    let days = read(calendar, &[('D', 24 * 60, 1)])?;
    let minutes = days.checked_add(read(clock, &CLOCK)?).ok()?;
    if negative {
        minutes.checked_neg().ok()
    } else {
        Some(minutes)
    }
}

/// The parts of clock time, in minutes.
const CLOCK: [(char, i128, i128); 3] = [('H', 60, 1), ('M', 1, 1), ('S', 1, 60)];

/// The sum of parts such as `1Y2M`, each part at most once and in order; nothing when the text is something else.
fn parts(text: &str, units: &[(char, i128, i128)]) -> Option<Number> {
    let mut rest = text;
    let mut total = Number::ZERO;
    for (letter, numerator, denominator) in units {
        let Some((amount, after)) = rest.split_once(*letter) else {
            continue;
        };
        // FEEL writes `0.S` for no second.
        let amount = Number::parse_decimal(amount.trim_end_matches('.')).ok()?;
        let worth = Number::ratio(*numerator, *denominator)?;
        total = total.checked_add(amount.checked_mul(worth).ok()?).ok()?;
        rest = after;
    }
    (!text.is_empty() && rest.is_empty()).then_some(total)
}

//! How an exact number is written.

use std::fmt;

use thiserror::Error;

use crate::quantity::Number;
use crate::quantity::number::power_of_ten;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NumberError {
    /// There is no digit.
    #[error("a number needs at least one digit")]
    Empty,
    /// A character is neither a digit nor the one decimal point, or the point has no digit on one side.
    #[error("not a decimal number")]
    Malformed,
    /// More digits than are kept exactly.
    #[error("more than {} significant digits", Number::MAX_DIGITS)]
    TooManyDigits,
}

impl Number {
    /// The number written as a decimal: an optional sign, digits, and at most one point with digits on both sides. Digits, sign
    /// and point may be full-width.
    ///
    /// # Errors
    /// [`NumberError`] when the text is empty, is not a decimal, or has more than [`Number::MAX_DIGITS`] significant digits or
    /// decimals.
    pub fn parse_decimal(text: &str) -> Result<Self, NumberError> {
        let unsigned = text.trim_start_matches(['+', '＋', '-', '－', '−']);
        let negative = match text.strip_suffix(unsigned) {
            Some("") | None | Some("+" | "＋") => false,
            Some("-" | "－" | "−") => true,
            Some(_) => return Err(NumberError::Malformed),
        };
        let magnitude = Written::read(unsigned.chars())?;
        let numerator = if negative {
            magnitude.digits.checked_neg()
        } else {
            Some(magnitude.digits)
        };
        let scale = power_of_ten(magnitude.decimals).ok_or(NumberError::TooManyDigits)?;
        let value = numerator.and_then(|numerator| Self::ratio(numerator, scale));
        value.ok_or(NumberError::TooManyDigits)
    }
}

impl Number {
    /// Reads what is displayed: a decimal, or a fraction.
    #[must_use]
    pub fn parse_displayed(words: &str) -> Option<Self> {
        match words.split_once('/') {
            None => Self::parse_decimal(words).ok(),
            Some((over, under)) => {
                let over = Self::parse_decimal(over).ok()?;
                over.checked_div(Self::parse_decimal(under).ok()?).ok()
            }
        }
    }
}

/// Exact decimal text without trailing zeros, or a fraction in lowest terms when the decimals never end.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(decimals) = self.decimals() else {
            return write!(f, "{}/{}", self.numerator(), self.denominator());
        };
        let sign = if self.is_negative() { "-" } else { "" };
        let divisor = self.denominator().unsigned_abs();
        let magnitude = self.numerator().unsigned_abs();
        let whole = magnitude.checked_div(divisor).unwrap_or(magnitude);
        write!(f, "{sign}{whole}")?;
        if decimals == 0 {
            return Ok(());
        }
        f.write_str(".")?;
        let mut rest = magnitude.checked_rem(divisor).unwrap_or(0);
        for _ in 0..decimals {
            let (digit, next) = next_digit(rest, divisor);
            write!(f, "{digit}")?;
            rest = next;
        }
        Ok(())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A decimal as it is written, without its sign.
struct Written {
    digits: i128,
    decimals: u32,
}

impl Written {
    fn read(text: impl Iterator<Item = char>) -> Result<Self, NumberError> {
        let mut digits = 0_i128;
        let mut significant = 0_usize;
        let mut decimals = None::<u32>;
        let mut before_point = false;
        for character in text {
            if matches!(character, '.' | '．') {
                if decimals.is_some() || !before_point {
                    return Err(NumberError::Malformed);
                }
                decimals = Some(0);
                continue;
            }
            let digit = digit_of(character).ok_or(NumberError::Malformed)?;
            before_point = true;
            if significant > 0 || digit > 0 {
                significant = significant.saturating_add(1);
            }
            decimals = decimals.map(|count| count.saturating_add(1));
            let written = decimals
                .and_then(|count| usize::try_from(count).ok())
                .unwrap_or(0);
            if significant.max(written) > Number::MAX_DIGITS {
                return Err(NumberError::TooManyDigits);
            }
            let shifted = digits
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit));
            digits = shifted.ok_or(NumberError::TooManyDigits)?;
        }
        match (before_point, decimals) {
            (false, _) => Err(NumberError::Empty),
            (true, Some(0)) => Err(NumberError::Malformed),
            (true, decimals) => Ok(Self {
                digits,
                decimals: decimals.unwrap_or(0),
            }),
        }
    }
}

/// The value of an ASCII or full-width digit.
fn digit_of(character: char) -> Option<i128> {
    let ascii = match character {
        '０'..='９' => u32::from(character).checked_sub(u32::from('０'))?,
        _ => return character.to_digit(10).map(i128::from),
    };
    Some(i128::from(ascii))
}

/// One step of long division: the next digit of `rest`/`divisor` and what remains.
///
/// Ten times the rest may not fit, so the step is made of doublings (10 = 2 × (2 × 2 + 1)), each of which stays below twice the
/// divisor.
fn next_digit(rest: u128, divisor: u128) -> (u8, u128) {
    let carry = |quotient: u8, value: u128| match value.checked_sub(divisor) {
        Some(less) => (quotient.saturating_add(1), less),
        None => (quotient, value),
    };
    let double =
        |(quotient, value): (u8, u128)| carry(quotient.saturating_mul(2), value.saturating_mul(2));
    let (quotient, four_times) = double(double((0, rest)));
    double(carry(quotient, four_times.saturating_add(rest)))
}

#[cfg(test)]
mod tests {
    use super::NumberError;
    use crate::quantity::Number;

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    #[test]
    fn decimals_are_read_exactly_in_both_widths() {
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("1.30", "1.3"),
            ("１．３０", "1.3"),
            ("－０．３", "-0.3"),
            ("+12.5", "12.5"),
            ("＋５", "5"),
            ("−7", "-7"),
            ("007", "7"),
            (
                "0.0000000000000000000000000001",
                "0.0000000000000000000000000001",
            ),
            (
                "9999999999999999999999999999",
                "9999999999999999999999999999",
            ),
            ("00000000000000000000000000000000000000000001", "1"),
        ];
        for (text, written) in cases {
            assert_eq!(number(text).to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_displayed_is_read_back() {
        let third = Number::ratio(-1, 3);
        for value in [Some(number("-12.05")), Some(number("0")), third] {
            assert_eq!(Number::parse_displayed(&value.unwrap().to_string()), value);
        }
        for wrong in ["", "/", "1/", "1/0", "1/3/2", "条"] {
            assert_eq!(Number::parse_displayed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_not_a_decimal_is_refused_with_the_reason() {
        let cases = [
            ("", NumberError::Empty),
            ("-", NumberError::Empty),
            (".5", NumberError::Malformed),
            ("5.", NumberError::Malformed),
            ("1.2.3", NumberError::Malformed),
            ("1,000", NumberError::Malformed),
            ("--1", NumberError::Malformed),
            ("1e3", NumberError::Malformed),
            ("一", NumberError::Malformed),
            ("1 ", NumberError::Malformed),
            ("٣", NumberError::Malformed),
            ("12345678901234567890123456789", NumberError::TooManyDigits),
            (
                "0.00000000000000000000000000001",
                NumberError::TooManyDigits,
            ),
        ];
        for (text, reason) in cases {
            assert_eq!(Number::parse_decimal(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn display_is_exact_at_the_edges() {
        let deep = Number::ratio(1, 1 << 126).unwrap();
        let written = deep.to_string();
        assert_eq!(deep.decimals(), Some(126));
        assert_eq!(written.len(), 128);
        assert!(
            written.starts_with("0.0000000000000000000000000000000000000117549435082"),
            "{written}"
        );
        assert!(written.ends_with('5'));
        assert_eq!(Number::ratio(7, -2).unwrap().to_string(), "-3.5");
        assert_eq!(Number::ratio(-2, 6).unwrap().to_string(), "-1/3");
        assert_eq!(
            Number::from_i128(i128::MAX).unwrap().to_string(),
            i128::MAX.to_string()
        );
        assert_eq!(format!("{:?}", number("1.50")), "1.5");
    }
}

//! Exact numbers.

use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use thiserror::Error;

/// An exact rational number.
///
/// # Invariants
/// In lowest terms, denominator above zero, numerator never `i128::MIN` (so that every number has a negative).
///
/// # Examples
/// ```
/// use tiaoli::quantity::Number;
/// let third = Number::ratio(1, 3).unwrap();
/// let whole = third.checked_mul(Number::from_i64(3)).unwrap();
/// assert_eq!(whole, Number::ONE);
/// assert_eq!(Number::parse_decimal("1.30").unwrap().to_string(), "1.3");
/// assert_eq!(third.to_string(), "1/3");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Ratio<i128>);

/// Why an operation on exact numbers has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ArithmeticError {
    /// The exact result does not fit.
    #[error("the exact result is too large to be held")]
    Overflow,
    /// The divisor is zero.
    #[error("division by zero")]
    DivisionByZero,
}

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
    /// Zero.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// One.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));
    /// The greatest number of significant digits, and of decimals, in a written number.
    pub const MAX_DIGITS: usize = 28;

    /// The number that is this integer.
    #[must_use]
    pub const fn from_i64(value: i64) -> Self {
        // Widening: every `i64` is an `i128`.
        Self(Ratio::new_raw(value as i128, 1))
    }

    /// The number that is this integer, or nothing for `i128::MIN`, which has no negative.
    #[must_use]
    pub const fn from_i128(value: i128) -> Option<Self> {
        if value == i128::MIN {
            return None;
        }
        Some(Self(Ratio::new_raw(value, 1)))
    }

    /// The quotient of two integers, or nothing when the denominator is zero or either is `i128::MIN`.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        Some(Self(Ratio::new(numerator, denominator)))
    }

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

    /// The value `digits` × 10^-`decimals`, or nothing when it does not fit.
    #[must_use]
    pub fn from_scaled(digits: i64, decimals: u32) -> Option<Self> {
        Self::ratio(i128::from(digits), power_of_ten(decimals)?)
    }

    /// The exact value × 10^`decimals`, if that is an integer that fits.
    #[must_use]
    pub fn scaled(self, decimals: u32) -> Option<i64> {
        let scale = power_of_ten(decimals)?;
        let missing = scale.checked_rem(self.denominator())?;
        if missing != 0 {
            return None;
        }
        let step = scale.checked_div(self.denominator())?;
        i64::try_from(self.numerator().checked_mul(step)?).ok()
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator in lowest terms, above zero.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// Whether the number is an integer.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        self.denominator() == 1
    }

    /// Whether the number is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator() == 0
    }

    /// Whether the number is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.numerator() < 0
    }

    /// The integer that this number is, if it is one and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.is_integer() {
            i64::try_from(self.numerator()).ok()
        } else {
            None
        }
    }

    /// How many decimals it takes to write the number exactly, or nothing when no finite number of them does.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::quantity::Number;
    /// assert_eq!(Number::ratio(1, 8).unwrap().decimals(), Some(3));
    /// assert_eq!(Number::ratio(1, 3).unwrap().decimals(), None);
    /// ```
    #[must_use]
    pub fn decimals(self) -> Option<u32> {
        let twos = self.denominator().trailing_zeros();
        let mut rest = self.denominator().checked_shr(twos)?;
        let mut fives = 0_u32;
        while rest > 1 {
            if rest % 5 != 0 {
                return None;
            }
            rest /= 5;
            fives = fives.saturating_add(1);
        }
        Some(twos.max(fives))
    }

    /// The greatest integer not above the number.
    #[must_use]
    pub fn floor(self) -> Self {
        let whole = self.numerator().checked_div_euclid(self.denominator());
        whole.and_then(Self::from_i128).unwrap_or(self)
    }

    /// The least integer not below the number.
    #[must_use]
    pub fn ceil(self) -> Self {
        let whole = self
            .numerator()
            .checked_neg()
            .and_then(|n| n.checked_div_euclid(self.denominator()));
        whole
            .and_then(i128::checked_neg)
            .and_then(Self::from_i128)
            .unwrap_or(self)
    }

    /// The sum of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, ArithmeticError> {
        Self::fitting(self.0.checked_add(&other.0))
    }

    /// The difference of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, ArithmeticError> {
        Self::fitting(self.0.checked_sub(&other.0))
    }

    /// The product of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact product does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Self, ArithmeticError> {
        Self::fitting(self.0.checked_mul(&other.0))
    }

    /// The exact quotient of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::DivisionByZero`] when `other` is zero; [`ArithmeticError::Overflow`] when the exact quotient does not
    /// fit.
    pub fn checked_div(self, other: Self) -> Result<Self, ArithmeticError> {
        if other.is_zero() {
            return Err(ArithmeticError::DivisionByZero);
        }
        Self::fitting(self.0.checked_div(&other.0))
    }

    /// The number with the other sign.
    ///
    /// # Errors
    /// None today; the result is checked like every other.
    pub fn checked_neg(self) -> Result<Self, ArithmeticError> {
        Self::ZERO.checked_sub(self)
    }

    /// The distance from zero.
    ///
    /// # Errors
    /// None today; the result is checked like every other.
    pub fn checked_abs(self) -> Result<Self, ArithmeticError> {
        if self.is_negative() {
            self.checked_neg()
        } else {
            Ok(self)
        }
    }

    /// The result, unless it breaks the invariant on the numerator.
    fn fitting(result: Option<Ratio<i128>>) -> Result<Self, ArithmeticError> {
        match result {
            Some(value) if *value.numer() != i128::MIN => Ok(Self(value)),
            _ => Err(ArithmeticError::Overflow),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::from_i64(value)
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

/// 10^`exponent`, if it fits.
fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
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
    use super::{ArithmeticError, Number, NumberError};

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    fn big(value: i128) -> Number {
        Number::from_i128(value).unwrap()
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
    fn what_does_not_fit_is_an_overflow() {
        let most = big(i128::MAX);
        let least = big(-i128::MAX);
        let tiny = Number::ratio(1, i128::MAX).unwrap();
        assert_eq!(Number::from_i128(i128::MIN), None);
        assert_eq!(Number::ratio(1, i128::MIN), None);
        assert_eq!(
            most.checked_add(Number::ONE),
            Err(ArithmeticError::Overflow)
        );
        assert_eq!(
            least.checked_sub(Number::ONE),
            Err(ArithmeticError::Overflow)
        );
        assert_eq!(
            big(1 << 126).checked_mul(Number::from_i64(-2)),
            Err(ArithmeticError::Overflow)
        );
        assert_eq!(most.checked_div(tiny), Err(ArithmeticError::Overflow));
        assert_eq!(tiny.checked_mul(tiny), Err(ArithmeticError::Overflow));
        assert_eq!(tiny.checked_add(most), Err(ArithmeticError::Overflow));
        assert_eq!(least.checked_neg(), Ok(most));
        assert_eq!(least.checked_abs(), Ok(most));
    }

    #[test]
    fn division_by_zero_is_refused() {
        assert_eq!(
            Number::ONE.checked_div(Number::ZERO),
            Err(ArithmeticError::DivisionByZero)
        );
        assert_eq!(
            Number::ZERO.checked_div(Number::ZERO),
            Err(ArithmeticError::DivisionByZero)
        );
        assert_eq!(Number::ratio(1, 0), None);
    }

    #[test]
    fn order_is_exact_where_a_product_across_would_overflow() {
        let high = i128::MAX;
        let below = |n: i128| {
            Number::ratio(
                high.checked_sub(n).unwrap(),
                high.checked_sub(n.checked_add(1).unwrap()).unwrap(),
            )
            .unwrap()
        };
        // (h-n)/(h-n-1) grows with n, by about one part in 10^76.
        for n in 0..20 {
            assert!(below(n) < below(n.checked_add(1).unwrap()), "{n}");
            assert!(
                below(n).checked_neg().unwrap()
                    > below(n.checked_add(1).unwrap()).checked_neg().unwrap()
            );
        }
        assert!(Number::ratio(1, high).unwrap() > Number::ZERO);
        assert!(Number::ratio(-1, high).unwrap() < Number::ZERO);
        assert_eq!(Number::ratio(2, 6), Number::ratio(-1, -3));
    }

    #[test]
    fn scaled_integers_hold_the_exact_value_or_nothing() {
        let cases = [
            ("12.34", 2, Some(1234)),
            ("12.34", 4, Some(123_400)),
            ("12.34", 1, None),
            ("-0.5", 1, Some(-5)),
            ("0", 18, Some(0)),
            ("9223372036854775807", 0, Some(i64::MAX)),
            ("9223372036854775808", 0, None),
            ("1", 19, None),
            ("1", 39, None),
        ];
        for (text, decimals, scaled) in cases {
            assert_eq!(
                number(text).scaled(decimals),
                scaled,
                "{text} at {decimals}"
            );
        }
        assert_eq!(Number::ratio(1, 3).unwrap().scaled(18), None);
        assert_eq!(Number::from_scaled(-1234, 2), Some(number("-12.34")));
        assert_eq!(Number::from_scaled(1, 39), None);
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
        assert_eq!(big(i128::MAX).to_string(), i128::MAX.to_string());
        assert_eq!(format!("{:?}", number("1.50")), "1.5");
    }

    #[test]
    fn floor_and_ceiling_hold_on_both_sides_of_zero() {
        let cases = [
            ("1.5", 1, 2),
            ("-1.5", -2, -1),
            ("3", 3, 3),
            ("-3", -3, -3),
            ("0.1", 0, 1),
            ("-0.1", -1, 0),
        ];
        for (text, floor, ceil) in cases {
            assert_eq!(number(text).floor().to_i64(), Some(floor), "{text}");
            assert_eq!(number(text).ceil().to_i64(), Some(ceil), "{text}");
        }
        assert_eq!(number("1.5").to_i64(), None);
    }
}

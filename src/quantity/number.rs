//! Exact numbers.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "(i128, i128)", into = "(i128, i128)")]
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

impl TryFrom<(i128, i128)> for Number {
    type Error = ArithmeticError;

    /// The quotient of both.
    fn try_from((numerator, denominator): (i128, i128)) -> Result<Self, ArithmeticError> {
        Self::ratio(numerator, denominator).ok_or(ArithmeticError::DivisionByZero)
    }
}

impl From<Number> for (i128, i128) {
    fn from(number: Number) -> Self {
        (number.numerator(), number.denominator())
    }
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
        if self.is_integer() && other.is_integer() {
            return Self::whole(self.numerator().checked_add(other.numerator()));
        }
        Self::fitting(self.0.checked_add(&other.0))
    }

    /// The difference of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, ArithmeticError> {
        if self.is_integer() && other.is_integer() {
            return Self::whole(self.numerator().checked_sub(other.numerator()));
        }
        Self::fitting(self.0.checked_sub(&other.0))
    }

    /// The product of two numbers.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact product does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Self, ArithmeticError> {
        if self.is_integer() && other.is_integer() {
            return Self::whole(self.numerator().checked_mul(other.numerator()));
        }
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

    /// What remains of the number below a whole multiple of `other`: `x － y × floor(x ÷ y)`. It has the sign of `other`.
    ///
    /// # Errors
    /// [`ArithmeticError::DivisionByZero`] when `other` is zero; [`ArithmeticError::Overflow`] when a step does not fit.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::quantity::Number;
    /// let [minus_seven, three] = [-7, 3].map(Number::from_i64);
    /// assert_eq!(minus_seven.checked_remainder(three), Ok(Number::from_i64(2)));
    /// ```
    pub fn checked_remainder(self, other: Self) -> Result<Self, ArithmeticError> {
        let whole = self.checked_div(other)?.floor();
        self.checked_sub(other.checked_mul(whole)?)
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

    /// The integer, unless it does not fit.
    fn whole(result: Option<i128>) -> Result<Self, ArithmeticError> {
        // Most figures are integers, and a common divisor need not be sought for them.
        let whole = result.and_then(Self::from_i128);
        whole.ok_or(ArithmeticError::Overflow)
    }

    /// The result, unless it breaks the invariant on the numerator.
    fn fitting(result: Option<Ratio<i128>>) -> Result<Self, ArithmeticError> {
        match result {
            Some(value) if *value.numer() != i128::MIN => Ok(Self(value)),
            _ => Err(ArithmeticError::Overflow),
        }
    }
}

/// In lowest terms, equal numbers have equal parts.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.numerator() == other.numerator() && self.denominator() == other.denominator()
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.numerator(), self.denominator()).hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value, exactly. Where a product across does not fit, the whole parts and then the rests are compared.
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.numerator().checked_mul(other.denominator());
        let right = other.numerator().checked_mul(self.denominator());
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self.0.cmp(&other.0),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::from_i64(value)
    }
}

/// 10^`exponent`, if it fits.
pub(super) fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

#[cfg(test)]
mod tests {
    use super::{ArithmeticError, Number};

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    fn big(value: i128) -> Number {
        Number::from_i128(value).unwrap()
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

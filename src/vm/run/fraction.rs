//! Exact fractions that are not in lowest terms: what a wide register holds while every value is known.
//!
//! Bringing a fraction to lowest terms costs more than everything else that a quotient needs, so it is put off: until a value
//! is shown, or until numerator or denominator would not fit, when [`Number`] takes over and has the last word.

use core::cmp::Ordering;

use crate::quantity::{Number, Rounding};

/// A fraction; the denominator is above zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub(crate) const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// `raw` divided by a power of ten.
    pub(crate) fn scaled(raw: i64, decimals: u32) -> Option<Self> {
        Some(Self {
            numerator: i128::from(raw),
            denominator: 10_i128.checked_pow(decimals)?,
        })
    }

    pub(crate) const fn of(number: Number) -> Self {
        Self {
            numerator: number.numerator(),
            denominator: number.denominator(),
        }
    }

    pub(crate) fn number(self) -> Option<Number> {
        Number::ratio(self.numerator, self.denominator)
    }

    fn exactly(
        self,
        other: Self,
        operation: impl Fn(Number, Number) -> Option<Number>,
    ) -> Option<Self> {
        operation(self.number()?, other.number()?).map(Self::of)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_add(other.numerator)
        {
            return Some(Self {
                numerator,
                denominator: self.denominator,
            });
        }
        let plain = || {
            let left = self.numerator.checked_mul(other.denominator)?;
            let right = other.numerator.checked_mul(self.denominator)?;
            let denominator = self.denominator.checked_mul(other.denominator)?;
            Some(Self {
                numerator: left.checked_add(right)?,
                denominator,
            })
        };
        plain().or_else(|| self.exactly(other, |a, b| a.checked_add(b).ok()))
    }

    pub(crate) fn negate(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_neg()?,
            denominator: self.denominator,
        })
    }

    pub(crate) fn subtract(self, other: Self) -> Option<Self> {
        self.add(other.negate()?)
    }

    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        let plain = || {
            let numerator = self.numerator.checked_mul(other.numerator)?;
            Some(Self {
                numerator,
                denominator: self.denominator.checked_mul(other.denominator)?,
            })
        };
        plain().or_else(|| self.exactly(other, |a, b| a.checked_mul(b).ok()))
    }

    pub(crate) fn divide(self, other: Self) -> Option<Self> {
        if other.numerator == 0 {
            return None;
        }
        let plain = || {
            let numerator = self.numerator.checked_mul(other.denominator)?;
            let denominator = self.denominator.checked_mul(other.numerator)?;
            if denominator > 0 {
                return Some(Self {
                    numerator,
                    denominator,
                });
            }
            Some(Self {
                numerator: numerator.checked_neg()?,
                denominator: denominator.checked_neg()?,
            })
        };
        plain().or_else(|| self.exactly(other, |a, b| a.checked_div(b).ok()))
    }

    pub(crate) fn absolute(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_abs()?,
            denominator: self.denominator,
        })
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        let plain = || {
            let left = self.numerator.checked_mul(other.denominator)?;
            Some(left.cmp(&other.numerator.checked_mul(self.denominator)?))
        };
        plain().or_else(|| Some(self.number()?.cmp(&other.number()?)))
    }

    pub(crate) fn floor(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_div_euclid(self.denominator)?,
            denominator: 1,
        })
    }

    /// The whole number that this is, if it is one and fits.
    pub(crate) fn whole(self) -> Option<i64> {
        let floor = self.numerator.checked_div_euclid(self.denominator)?;
        let is_whole = self.numerator.checked_rem_euclid(self.denominator)? == 0;
        if is_whole {
            i64::try_from(floor).ok()
        } else {
            None
        }
    }

    /// Rounded to a multiple of `step`.
    pub(crate) fn round(self, rounding: Rounding, step: Number) -> Option<Self> {
        rounding.apply(self.number()?, step).ok().map(Self::of)
    }

    /// Rounded to a multiple of `step`, an integer with so many decimals, as such an integer.
    pub(crate) fn round_off(self, rounding: Rounding, step: i64, decimals: u32) -> Option<i64> {
        let scale = 10_i128.checked_pow(decimals)?;
        let numerator = self.numerator.checked_mul(scale)?;
        let denominator = self.denominator.checked_mul(i128::from(step))?;
        let small = i64::try_from(numerator)
            .ok()
            .zip(i64::try_from(denominator).ok());
        let steps = match small {
            Some((numerator, denominator)) => round_small(numerator, denominator, rounding)?,
            None => {
                let quotient = Number::ratio(numerator, denominator)?;
                rounding.apply(quotient, Number::ONE).ok()?.to_i64()?
            }
        };
        steps.checked_mul(step)
    }
}

/// A quotient of integers, rounded; the divisor is above zero.
pub(crate) fn round_small(numerator: i64, denominator: i64, rounding: Rounding) -> Option<i64> {
    let whole = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?.unsigned_abs();
    let half = rest.checked_mul(2)?.cmp(&denominator.unsigned_abs());
    let away = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        Rounding::HalfUp => half.is_ge(),
        Rounding::HalfEven => half.is_gt() || (half.is_eq() && whole.checked_rem(2)? != 0),
    };
    match (away, numerator < 0) {
        (false, _) => Some(whole),
        (true, false) => whole.checked_add(1),
        (true, true) => whole.checked_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fraction, round_small};
    use crate::quantity::{Number, Rounding};

    fn fraction(numerator: i128, denominator: i128) -> Fraction {
        Fraction::of(Number::ratio(numerator, denominator).unwrap())
    }

    #[test]
    fn fractions_agree_with_numbers() {
        let values = [
            (0, 1),
            (1, 3),
            (-7, 2),
            (5, 1),
            (i128::from(i64::MAX), 7),
            (-1, 1_000_000),
            (i128::MAX / 3, 5),
        ];
        for (a, b) in values {
            for (c, d) in values {
                let (left, right) = (fraction(a, b), fraction(c, d));
                let (x, y) = (Number::ratio(a, b).unwrap(), Number::ratio(c, d).unwrap());
                let number = |fraction: Option<Fraction>| fraction.and_then(Fraction::number);
                assert_eq!(number(left.add(right)), x.checked_add(y).ok());
                assert_eq!(number(left.subtract(right)), x.checked_sub(y).ok());
                assert_eq!(number(left.multiply(right)), x.checked_mul(y).ok());
                assert_eq!(number(left.divide(right)), x.checked_div(y).ok());
                assert_eq!(left.compare(right), Some(x.cmp(&y)));
            }
            assert_eq!(
                fraction(a, b).floor().unwrap().number(),
                Some(Number::ratio(a, b).unwrap().floor())
            );
        }
    }

    #[test]
    fn small_quotients_round_as_numbers_do() {
        for rounding in Rounding::ALL {
            for numerator in -25..=25 {
                for denominator in 1..=6 {
                    let exact = Number::ratio(numerator, denominator).unwrap();
                    let expected = rounding.apply(exact, Number::ONE).unwrap().to_i64();
                    let numerator = i64::try_from(numerator).unwrap();
                    let denominator = i64::try_from(denominator).unwrap();
                    assert_eq!(round_small(numerator, denominator, rounding), expected);
                    let wide = Fraction::of(exact).round_off(rounding, 1, 0);
                    assert_eq!(wide, expected);
                }
            }
        }
    }

    #[test]
    fn an_amount_is_rounded_off_to_multiples_of_its_step() {
        let amount = fraction(1_000, 3);
        assert_eq!(amount.round_off(Rounding::HalfUp, 1, 2), Some(33_333));
        assert_eq!(amount.round_off(Rounding::Up, 5, 1), Some(3_335));
    }
}

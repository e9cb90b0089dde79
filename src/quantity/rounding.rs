//! The four roundings that official texts ask for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::quantity::{ArithmeticError, Number};

/// A way to round. A text that wants an amount rounded says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rounding {
    /// 四舍五入: to the nearest, half-way cases away from zero.
    HalfUp,
    /// 舍去: toward zero.
    Down,
    /// 进位: away from zero.
    Up,
    /// 银行家舍入: to the nearest, half-way cases to the even multiple.
    HalfEven,
}

impl Rounding {
    /// Every rounding, in the order in which they are explained.
    pub const ALL: [Self; 4] = [Self::HalfUp, Self::Down, Self::Up, Self::HalfEven];

    /// The multiple of `step` that `value` is rounded to. A step below zero counts as its distance from zero.
    ///
    /// # Errors
    /// [`ArithmeticError::DivisionByZero`] when `step` is zero; [`ArithmeticError::Overflow`] when the result does not fit.
    ///
    /// # Examples
    /// ```
    /// use tiaoli::quantity::{Number, Rounding};
    /// let fen = Number::parse_decimal("0.01").unwrap();
    /// let value = Number::parse_decimal("-2.345").unwrap();
    /// assert_eq!(Rounding::HalfUp.apply(value, fen).unwrap().to_string(), "-2.35");
    /// assert_eq!(Rounding::Down.apply(value, fen).unwrap().to_string(), "-2.34");
    /// assert_eq!(Rounding::Up.apply(value, fen).unwrap().to_string(), "-2.35");
    /// assert_eq!(Rounding::HalfEven.apply(value, fen).unwrap().to_string(), "-2.34");
    /// ```
    pub fn apply(self, value: Number, step: Number) -> Result<Number, ArithmeticError> {
        let step = step.checked_abs()?;
        let steps = value.checked_div(step)?;
        self.to_integer(steps)?.checked_mul(step)
    }

    /// The rounding with this name in either language; `round_half_up` and `round_half_even` are read too.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "round_half_up" => Some(Self::HalfUp),
            "round_half_even" => Some(Self::HalfEven),
            _ => Self::ALL
                .into_iter()
                .find(|rounding| rounding.zh() == text || rounding.en() == text),
        }
    }

    /// The word in an official Chinese text.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::HalfUp => "四舍五入",
            Self::Down => "舍去",
            Self::Up => "进位",
            Self::HalfEven => "银行家舍入",
        }
    }

    /// The word in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::HalfUp => "round",
            Self::Down => "round_down",
            Self::Up => "round_up",
            Self::HalfEven => "round_even",
        }
    }

    fn to_integer(self, value: Number) -> Result<Number, ArithmeticError> {
        let divisor = value.denominator().unsigned_abs();
        let magnitude = value.numerator().unsigned_abs();
        let whole = magnitude
            .checked_div(divisor)
            .ok_or(ArithmeticError::DivisionByZero)?;
        let rest = magnitude
            .checked_rem(divisor)
            .ok_or(ArithmeticError::DivisionByZero)?;
        // The rest is below the divisor, and the divisor is an `i128`: twice the rest fits.
        let half = rest.saturating_mul(2).cmp(&divisor);
        let away = match self {
            Self::Down => false,
            Self::Up => rest > 0,
            Self::HalfUp => half.is_ge(),
            Self::HalfEven => half.is_gt() || (half.is_eq() && whole % 2 == 1),
        };
        let rounded = whole.saturating_add(u128::from(away));
        let rounded = i128::try_from(rounded)
            .ok()
            .and_then(Number::from_i128)
            .ok_or(ArithmeticError::Overflow)?;
        if value.is_negative() {
            rounded.checked_neg()
        } else {
            Ok(rounded)
        }
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.zh())
    }
}

#[cfg(test)]
mod tests {
    use super::Rounding;
    use crate::quantity::{ArithmeticError, Number};

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    #[test]
    fn half_way_cases_go_where_each_rounding_says_on_both_sides_of_zero() {
        // value, step, 四舍五入, 舍去, 进位, 银行家舍入
        let cases = [
            ("2.5", "1", ["3", "2", "3", "2"]),
            ("3.5", "1", ["4", "3", "4", "4"]),
            ("-2.5", "1", ["-3", "-2", "-3", "-2"]),
            ("-3.5", "1", ["-4", "-3", "-4", "-4"]),
            ("0.5", "1", ["1", "0", "1", "0"]),
            ("-0.5", "1", ["-1", "0", "-1", "0"]),
            ("2.4", "1", ["2", "2", "3", "2"]),
            ("2.6", "1", ["3", "2", "3", "3"]),
            ("2", "1", ["2", "2", "2", "2"]),
            ("0", "1", ["0", "0", "0", "0"]),
            ("2.675", "0.01", ["2.68", "2.67", "2.68", "2.68"]),
            ("2.665", "0.01", ["2.67", "2.66", "2.67", "2.66"]),
            ("12345", "10000", ["10000", "10000", "20000", "10000"]),
            ("15000", "10000", ["20000", "10000", "20000", "20000"]),
            ("25000", "-10000", ["30000", "20000", "30000", "20000"]),
            ("7", "2.5", ["7.5", "5", "7.5", "7.5"]),
        ];
        for (value, step, expected) in cases {
            for (rounding, expected) in Rounding::ALL.into_iter().zip(expected) {
                let rounded = rounding.apply(number(value), number(step));
                assert_eq!(
                    rounded,
                    Ok(number(expected)),
                    "{value} to {step}, {rounding}"
                );
            }
        }
    }

    #[test]
    fn a_number_without_end_is_rounded_from_its_exact_value() {
        let third = Number::ratio(2, 3).unwrap();
        assert_eq!(
            Rounding::HalfUp.apply(third, number("0.01")),
            Ok(number("0.67"))
        );
        assert_eq!(
            Rounding::Down.apply(third, Number::ratio(1, 3).unwrap()),
            Ok(third)
        );
    }

    #[test]
    fn no_step_and_no_room_are_refused() {
        for rounding in Rounding::ALL {
            assert_eq!(
                rounding.apply(Number::ONE, Number::ZERO),
                Err(ArithmeticError::DivisionByZero)
            );
            let most = Number::from_i128(i128::MAX).unwrap();
            assert_eq!(
                rounding.apply(most, number("0.01")),
                Err(ArithmeticError::Overflow)
            );
        }
    }

    #[test]
    fn every_rounding_is_found_by_both_names() {
        for rounding in Rounding::ALL {
            assert_eq!(Rounding::named(rounding.zh()), Some(rounding));
            assert_eq!(Rounding::named(rounding.en()), Some(rounding));
        }
        assert_eq!(Rounding::named("round_half_up"), Some(Rounding::HalfUp));
        assert_eq!(Rounding::named("round_half_even"), Some(Rounding::HalfEven));
        assert_eq!(Rounding::named("四舍六入"), None);
    }
}

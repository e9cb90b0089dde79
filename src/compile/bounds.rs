//! Between which numbers a value lies, as far as the declarations say.
//!
//! Facts without declared bounds are taken to have at most [`DIGITS`] integer digits in their unit. The bounds decide which
//! numbers the machine holds as 64-bit integers; should a value leave them all the same, its arithmetic is checked and the
//! case is decided again with exact fractions. So a wrong bound costs time and never a figure.

use crate::quantity::{Number, Unit};

/// The integer digits that a fact without declared bounds is taken to have.
pub const DIGITS: u32 = 12;

/// The most decimals that an integer in a register stands for.
pub(super) const MOST_DECIMALS: u32 = 12;

/// The low and the high end, where both are known.
pub(super) type Bounds = Option<(Number, Number)>;

/// Whether every number between the bounds fits a register with so many decimals.
pub(super) fn fits(bounds: Bounds, decimals: u32) -> bool {
    let Some((low, high)) = bounds else {
        return false;
    };
    decimals <= MOST_DECIMALS && fits_end(low, decimals) && fits_end(high, decimals)
}

fn fits_end(end: Number, decimals: u32) -> bool {
    // Half of what an integer holds, so that a value just outside its bounds is still computed and not yet an overflow.
    let most = Number::from_i64(i64::MAX / 2);
    let scale = 10_i64.checked_pow(decimals).map(Number::from_i64);
    let scaled = scale
        .and_then(|scale| end.checked_mul(scale).ok())
        .and_then(|scaled| scaled.checked_abs().ok());
    scaled.is_some_and(|scaled| scaled <= most)
}

/// The bounds of one number.
pub(super) const fn exactly(value: Number) -> Bounds {
    Some((value, value))
}

/// The bounds between two integers.
pub(super) const fn between(low: i64, high: i64) -> Bounds {
    Some((Number::from_i64(low), Number::from_i64(high)))
}

/// The bounds of a fact without declared ones.
pub(super) fn unbounded(unit: Option<&Unit>) -> Bounds {
    let most = Number::from_i64(10_i64.checked_pow(DIGITS)?);
    let most = unit.map_or(Some(most), |unit| most.checked_mul(unit.factor()).ok())?;
    Some((most.checked_neg().ok()?, most))
}

pub(super) fn add(left: Bounds, right: Bounds) -> Bounds {
    let ((a, b), (c, d)) = (left?, right?);
    Some((a.checked_add(c).ok()?, b.checked_add(d).ok()?))
}

pub(super) fn negate(bounds: Bounds) -> Bounds {
    let (low, high) = bounds?;
    Some((high.checked_neg().ok()?, low.checked_neg().ok()?))
}

pub(super) fn multiply(left: Bounds, right: Bounds) -> Bounds {
    corners(left?, right?, Number::checked_mul)
}

pub(super) fn divide(left: Bounds, right: Bounds) -> Bounds {
    let right = right?;
    if right.0 <= Number::ZERO && right.1 >= Number::ZERO {
        return None;
    }
    corners(left?, right, Number::checked_div)
}

fn corners<E>(
    (a, b): (Number, Number),
    (c, d): (Number, Number),
    operation: impl Fn(Number, Number) -> Result<Number, E>,
) -> Bounds {
    let first = operation(a, c).ok()?;
    let rest = [
        operation(a, d).ok()?,
        operation(b, c).ok()?,
        operation(b, d).ok()?,
    ];
    Some(rest.into_iter().fold((first, first), |(low, high), end| {
        (low.min(end), high.max(end))
    }))
}

pub(super) fn absolute(bounds: Bounds) -> Bounds {
    let (low, high) = bounds?;
    let most = low.checked_abs().ok()?.max(high.checked_abs().ok()?);
    Some((Number::ZERO, most))
}

pub(super) fn join(left: Bounds, right: Bounds) -> Bounds {
    let ((a, b), (c, d)) = (left?, right?);
    Some((a.min(c), b.max(d)))
}

pub(super) fn lower(left: Bounds, right: Bounds) -> Bounds {
    let ((a, b), (c, d)) = (left?, right?);
    Some((a.min(c), b.min(d)))
}

pub(super) fn higher(left: Bounds, right: Bounds) -> Bounds {
    let ((a, b), (c, d)) = (left?, right?);
    Some((a.max(c), b.max(d)))
}

/// The bounds after a rounding to multiples of a step; where nothing is known, those of a fact without bounds.
pub(super) fn rounded(bounds: Bounds, step: Number) -> Bounds {
    let widened = || {
        let (low, high) = bounds?;
        Some((low.checked_sub(step).ok()?, high.checked_add(step).ok()?))
    };
    widened().or_else(|| unbounded(None))
}

/// The bounds of a sum of so many members.
pub(super) fn repeated(bounds: Bounds, members: i64) -> Bounds {
    join(exactly(Number::ZERO), multiply(bounds, between(0, members)))
}

#[cfg(test)]
mod tests {
    use super::{add, between, divide, fits, multiply, negate, repeated, rounded};
    use crate::quantity::Number;

    #[test]
    fn bounds_follow_the_operations() {
        assert_eq!(add(between(1, 2), between(-5, 5)), between(-4, 7));
        assert_eq!(negate(between(1, 2)), between(-2, -1));
        assert_eq!(multiply(between(-2, 3), between(-5, 7)), between(-15, 21));
        assert_eq!(divide(between(6, 12), between(2, 3)), between(2, 6));
        assert_eq!(divide(between(6, 12), between(0, 3)), None);
        assert_eq!(repeated(between(2, 3), 10), between(0, 30));
        assert_eq!(rounded(between(1, 2), Number::ONE), between(0, 3));
    }

    #[test]
    fn a_number_fits_with_half_the_room_of_an_integer() {
        assert!(fits(between(-1_000_000, 1_000_000), 12));
        assert!(!fits(between(0, 10_000_000), 12));
        assert!(!fits(between(0, 1), 13));
        assert!(!fits(None, 0));
    }
}

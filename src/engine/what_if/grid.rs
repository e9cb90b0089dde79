//! Numbers and days as whole steps, so that a range of them can be halved down to one.

use crate::check::{Constant, FieldKind, Type};
use crate::quantity::{Date, Number, Unit};

/// How far a day may move from 判断日: so many days before and after.
const DAYS_BEFORE: i64 = 120 * 366;
const DAYS_AFTER: i64 = 50 * 366;

/// How many decimals a number has whose unit has no smallest legal part.
const DECIMALS: u32 = 2;

/// The furthest that a number without bounds moves, in steps.
pub(crate) const FURTHEST: i64 = 1 << 40;

/// The steps of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grid {
    /// Days.
    Days,
    /// Multiples of a number.
    Numbers(Number),
}

/// Which way a value moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Down.
    Below,
    /// Up.
    Above,
}

/// Values at `base` moved by `from` to `to` steps to one side; `to` is none for no end.
///
/// # Invariants
/// `from` is not negative and not above `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) base: i64,
    pub(crate) side: Side,
    pub(crate) from: i64,
    pub(crate) to: Option<i64>,
}

impl Stretch {
    /// The step so far away.
    pub(crate) fn at(&self, moved: i64) -> i64 {
        match self.side {
            Side::Above => self.base.saturating_add(moved),
            Side::Below => self.base.saturating_sub(moved),
        }
    }

    /// The same stretch with other ends.
    pub(crate) fn between(self, from: i64, to: Option<i64>) -> Self {
        Self { from, to, ..self }
    }

    /// Its nearest value alone.
    pub(crate) fn nearest(self) -> Self {
        self.between(self.from, Some(self.from))
    }

    /// Its nearer and its further half; none where it is one value, or too far away to be parted.
    pub(crate) fn halves(self) -> Option<(Self, Self)> {
        let middle = match self.to {
            Some(to) => {
                let length = to.saturating_sub(self.from);
                self.from.saturating_add(length.checked_div(2)?)
            }
            None => self.from.saturating_mul(2).saturating_add(1),
        };
        let beyond = middle.saturating_add(1);
        let rests = self.to.is_none_or(|to| beyond <= to) && middle < FURTHEST;
        rests.then(|| {
            (
                self.between(self.from, Some(middle)),
                self.between(beyond, self.to),
            )
        })
    }
}

impl Grid {
    /// The steps of a fact; none where it is neither a number nor a day.
    pub(crate) fn of(kind: &FieldKind) -> Option<Self> {
        let FieldKind::Value {
            ty, unit, whole, ..
        } = kind
        else {
            return None;
        };
        match ty {
            Type::Date => Some(Self::Days),
            Type::Number(dimension) => {
                let base = Unit::base(dimension);
                let unit = unit.as_ref().unwrap_or(&base);
                let decimals = unit.natural_decimals().unwrap_or(DECIMALS);
                let decimals = if *whole { 0 } else { decimals };
                let part = Number::ratio(1, 10_i128.checked_pow(decimals)?)?;
                let step = unit.factor().checked_mul(part).ok()?;
                (!step.is_zero()).then_some(Self::Numbers(step))
            }
            _ => None,
        }
    }

    /// The value of a step.
    pub(crate) fn value(self, step: i64) -> Option<Constant> {
        match self {
            Self::Days => {
                let day = Date::from_days(i32::try_from(step).ok()?)?;
                Some(Constant::Date(day))
            }
            Self::Numbers(size) => {
                let value = Number::from_i64(step).checked_mul(size).ok()?;
                Some(Constant::Number(value))
            }
        }
    }

    /// The last step at or below a value, and the first at or above it.
    fn around(self, value: &Constant) -> Option<(i64, i64)> {
        match (self, value) {
            (Self::Days, Constant::Date(day)) => {
                let day = i64::from(day.to_days());
                Some((day, day))
            }
            (Self::Numbers(size), Constant::Number(number)) => {
                let steps = number.checked_div(size).ok()?;
                Some((steps.floor().to_i64()?, steps.ceil().to_i64()?))
            }
            _ => None,
        }
    }

    /// The values that a fact can move to: those below and above what it is, or all that it can be where it is nothing yet.
    pub(crate) fn stretches(
        self,
        now: Option<&Constant>,
        (least, greatest): (Option<&Constant>, Option<&Constant>),
        today: Date,
    ) -> Vec<Stretch> {
        let today = i64::from(today.to_days());
        let wide = matches!(self, Self::Days);
        let low = least.and_then(|least| Some(self.around(least)?.1));
        let low = low.or_else(|| wide.then(|| today.saturating_sub(DAYS_BEFORE)));
        let high = greatest.and_then(|greatest| Some(self.around(greatest)?.0));
        let high = high.or_else(|| wide.then(|| today.saturating_add(DAYS_AFTER)));
        let here = now.and_then(|now| self.around(now));
        let (below, above) = match here {
            // A value between two steps has both for neighbours.
            Some((floor, ceil)) if floor < ceil => ((ceil, 1), (floor, 1)),
            Some((here, _)) => ((here, 1), (here, 1)),
            None => {
                let start = if wide { today } else { 0 };
                let start = low.map_or(start, |low| start.max(low));
                let start = high.map_or(start, |high| start.min(high));
                ((start, 1), (start, 0))
            }
        };
        let ends = [(Side::Below, below, low), (Side::Above, above, high)];
        let stretch = |(side, (base, from), end): (Side, (i64, i64), Option<i64>)| {
            let to = end.map(|end| match side {
                Side::Below => base.saturating_sub(end),
                Side::Above => end.saturating_sub(base),
            });
            let some = to.is_none_or(|to| from <= to);
            some.then_some(Stretch {
                base,
                side,
                from,
                to,
            })
        };
        ends.into_iter().filter_map(stretch).collect()
    }
}

impl Stretch {
    /// The least and the greatest value, where it has one.
    pub(crate) fn ends(self, grid: Grid) -> (Option<Constant>, Option<Constant>) {
        let near = grid.value(self.at(self.from));
        let far = self.to.and_then(|to| grid.value(self.at(to)));
        match self.side {
            Side::Above => (near, far),
            Side::Below => (far, near),
        }
    }
}

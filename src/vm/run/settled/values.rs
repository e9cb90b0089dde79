//! The run in which every value is known: numbers, conditions, choices, figures, days and law.

use crate::compile::{FigureModel, Relation};
use crate::vm::bounds::date_of;
use crate::vm::run::fraction::{Fraction, round_small};
use crate::vm::run::law;
use crate::vm::run::tracer::Tracer;
use crate::vm::value::index;

use super::{Flow, Settled, Step, greater, lesser};

/// Numbers, conditions, choices, figures.
impl<T: Tracer> Settled<'_, T> {
    pub(super) fn remainder(&mut self, to: u32, left: u32, right: u32) -> Step {
        let (left, right) = (self.get(left), self.get(right));
        let fraction = |raw: i64| Fraction::scaled(raw, 0);
        let whole = fraction(left)?.divide(fraction(right)?)?.floor()?.whole()?;
        self.set(to, left.checked_sub(right.checked_mul(whole)?)?)
    }

    pub(super) fn wide_remainder(&mut self, to: u32, left: u32, right: u32) -> Step {
        let (left, right) = (self.wide(left), self.wide(right));
        let whole = left.divide(right)?.floor()?;
        self.set_wide(to, left.subtract(right.multiply(whole)?)?)
    }

    pub(super) fn round(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        let steps = round_small(self.get(from), step.raw, step.rounding)?;
        self.set(to, steps.checked_mul(step.raw)?)
    }

    pub(super) fn round_wide(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        self.set_wide(to, self.wide(from).round(step.rounding, step.step)?)
    }

    pub(super) fn round_off(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        self.set(
            to,
            self.wide(from)
                .round_off(step.rounding, step.raw, step.decimals)?,
        )
    }

    pub(super) fn whole(&mut self, to: u32, from: u32, decimals: u32) -> Step {
        let (value, scale) = (self.get(from), 10_i64.checked_pow(decimals)?);
        let is_whole = value.checked_rem(scale)? == 0;
        if is_whole {
            self.set(to, value.checked_div(scale)?)
        } else {
            None
        }
    }

    pub(super) fn brackets(&mut self, to: u32, value: u32, bands: u32) -> Step {
        let bands = self.program.side().brackets.get(index(bands))?;
        let value = self.wide(value);
        let (mut sum, mut lower) = (Fraction::ZERO, Fraction::ZERO);
        for (upper, rate) in bands {
            let top = upper.map_or(Some(value), |upper| lesser(value, self.wide(upper)))?;
            let inside = greater(top.subtract(lower)?, Fraction::ZERO)?;
            sum = sum.add(inside.multiply(self.wide(*rate))?)?;
            lower = upper.map_or(Some(lower), |upper| greater(lower, self.wide(upper)))?;
        }
        self.set_wide(to, sum)
    }

    pub(super) fn compare(&mut self, to: u32, left: u32, right: u32, relation: u32) -> Step {
        let order = self.wide(left).compare(self.wide(right))?;
        let holds = match relation {
            _ if relation == Relation::Less as u32 => order.is_lt(),
            _ if relation == Relation::AtMost as u32 => order.is_le(),
            _ if relation == Relation::Greater as u32 => order.is_gt(),
            _ if relation == Relation::AtLeast as u32 => order.is_ge(),
            _ if relation == Relation::Equal as u32 => order.is_eq(),
            _ => order.is_ne(),
        };
        self.truth(to, holds)
    }

    pub(super) fn member(&mut self, to: u32, from: u32, set: u32) -> Step {
        let is_in = self.is_member(from, set)?;
        self.truth(to, is_in)
    }

    #[inline]
    pub(super) fn is_member(&self, from: u32, set: u32) -> Option<bool> {
        self.is_in(self.get(from), set)
    }

    /// Whether a place is in a set.
    #[inline]
    pub(super) fn is_in(&self, place: i64, set: u32) -> Option<bool> {
        let set = self.program.side().sets.get(index(set))?;
        let place = usize::try_from(place).ok()?;
        Some(set.get(place).copied().unwrap_or(false))
    }

    /// The register of the value chosen, where one applies, or several that are the same.
    pub(super) fn chosen(
        &self,
        choice: u32,
        same: impl Fn(&Self, u32, u32) -> bool,
    ) -> Option<u32> {
        let model = self.program.side().choices.get(index(choice))?;
        let holds = |row: &(u32, u32, Vec<usize>)| self.get(row.0) != 0;
        let overridden = |place: usize| {
            model
                .rows
                .iter()
                .any(|other| holds(other) && other.2.contains(&place))
        };
        let mut found: Option<u32> = None;
        for (place, row) in model.rows.iter().enumerate() {
            if !holds(row) || overridden(place) {
                continue;
            }
            match found {
                Some(found) if !same(self, found, row.1) => return None,
                Some(_) => {}
                None => found = Some(row.1),
            }
        }
        found.or(model.general)
    }

    /// The value of a table at a place, where a row applies.
    #[inline]
    pub(super) fn looked_up(&self, place: i64, lookup: u32) -> Option<i64> {
        let model = self.program.side().lookups.get(index(lookup))?;
        let place = usize::try_from(place).ok()?;
        (*model.rows.get(place)?)?;
        model.raw.get(place).copied()
    }

    /// A fraction that is no figure yet is marked in the integer of its register.
    pub(super) fn wide_figure(&mut self, to: u32) -> Step {
        self.set(to, 0)?;
        self.set_wide(to, Fraction::ZERO)
    }

    pub(super) fn wide_extreme(
        &mut self,
        to: u32,
        value: u32,
        extreme: impl Fn(Fraction, Fraction) -> Option<Fraction>,
    ) -> Step {
        let value = self.wide(value);
        let value = if self.get(to) == 0 {
            value
        } else {
            extreme(self.wide(to), value)?
        };
        self.set(to, 1)?;
        self.set_wide(to, value)
    }

    pub(super) fn figure_end_wide(&mut self, to: u32, figure: u32) -> Step {
        let extreme = matches!(
            FigureModel::ALL.get(index(figure))?,
            FigureModel::Greatest | FigureModel::Least
        );
        if extreme && self.get(to) == 0 {
            None
        } else {
            Some(Flow::Next)
        }
    }
}

/// Days and law.
impl<T: Tracer> Settled<'_, T> {
    pub(super) fn workdays(
        &mut self,
        to: u32,
        day: u32,
        amount: u32,
        (calendar, roll): (u32, bool),
    ) -> Step {
        let calendar = self.program.side().calendars.get(index(calendar))?;
        let day = date_of(self.get(day))?;
        let found = if roll {
            calendar.roll_forward(day)
        } else {
            calendar.add_workdays(day, self.get(amount))
        };
        self.set(to, i64::from(found?.to_days()))
    }

    pub(super) fn parameter(&mut self, to: u32, day: u32, parameter: u32) -> Step {
        let model = self.program.side().parameters.get(index(parameter))?;
        let day = date_of(self.get(day))?;
        let value = law::line(model, day, self.case.clocks().known_as_of)?;
        self.set(to, law::raw(self.program, value, model.shape)?)
    }

    pub(super) fn wide_parameter(&mut self, to: u32, day: u32, parameter: u32) -> Step {
        let model = self.program.side().parameters.get(index(parameter))?;
        let day = date_of(self.get(day))?;
        let value = law::line(model, day, self.case.clocks().known_as_of)?;
        self.set_wide(to, law::fraction(value)?)
    }

    pub(super) fn in_force(&self, window: u32) -> Option<bool> {
        let window = self.program.side().windows.get(index(window))?;
        Some(window.contains(self.case.clocks().law_as_of))
    }

    /// On, or the norm does not apply.
    pub(super) fn outcome_unless(&mut self, holds: bool, to: u32, end: u32) -> Step {
        if holds {
            return Some(Flow::Next);
        }
        self.set(to, 2)?;
        Some(Flow::To(end))
    }
}

//! Parameters by day and day of knowledge.

use crate::compile::{Constant, InForce, ParameterModel, Program, Shape};
use crate::quantity::Date;

use super::fraction::Fraction;

/// The value on a day as known on another: of the lines that apply, the one published last.
pub(crate) fn line(model: &ParameterModel, day: Date, known: Date) -> Option<&Constant> {
    model
        .lines
        .get(place_of_line(model, day, known)?)
        .map(|(_, _, value)| value)
}

/// The same as an integer of the parameter's register.
pub(crate) fn raw_line(model: &ParameterModel, day: Date, known: Date) -> Option<i64> {
    model
        .raw
        .get(place_of_line(model, day, known)?)
        .copied()
        .flatten()
}

fn place_of_line(model: &ParameterModel, day: Date, known: Date) -> Option<usize> {
    let applies = |(_, line): &(usize, &(InForce, Option<Date>, Constant))| {
        line.0.contains(day) && line.1.is_none_or(|published| published <= known)
    };
    // Where two are published on one day the checker has complained; the later in order counts.
    let lines = model.lines.iter().enumerate().filter(applies);
    lines.max_by_key(|(_, line)| line.1).map(|(place, _)| place)
}

/// A constant as an integer.
pub(crate) fn raw(program: &Program, constant: &Constant, shape: Shape) -> Option<i64> {
    match (constant, shape) {
        (Constant::Number(number), Shape::Narrow(decimals)) => number.scaled(decimals),
        (Constant::Number(_), _) => None,
        (Constant::Boolean(value), _) => Some(i64::from(*value)),
        (Constant::Date(day), _) => Some(i64::from(day.to_days())),
        (Constant::Text(words), _) => program.text_constant(words).map(i64::from),
        (Constant::Choice(_, place), _) => Some(i64::from(*place)),
    }
}

/// A constant as a fraction.
pub(crate) const fn fraction(constant: &Constant) -> Option<Fraction> {
    match constant {
        Constant::Number(number) => Some(Fraction::of(*number)),
        _ => None,
    }
}

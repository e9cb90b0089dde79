//! The value of a computation on the way, in the unit that its kind of figure is counted in.

use crate::check::{Model, Type};
use crate::diagnostic::Words;
use crate::engine::Node;
use crate::quantity::{Number, Rounding, Unit, show_en, show_zh};

/// How many parts of one are shown of a long figure: a ten-thousandth.
const KEPT: i128 = 10_000;

/// What a step of arithmetic gave; none for what is no number or is not known.
pub(super) fn value(model: &Model, node: &Node, ty: &Type) -> Option<Words> {
    let Type::Number(dimension) = ty else {
        return None;
    };
    let [low, high] = node.ends.as_ref()?;
    let unit = Unit::base(dimension);
    let low = shown(low.as_deref()?, &unit)?;
    let high = shown(high.as_deref()?, &unit)?;
    let words = if low == high {
        low
    } else {
        Words::new(
            format!("{}至{}", low.zh, high.zh),
            format!("{} to {}", low.en, high.en),
        )
    };
    // Units that a package declares are known here by their Chinese names alone.
    let en = model
        .units
        .iter()
        .fold(words.en, |en, unit| match &unit.alias {
            Some(alias) => en.replace(&unit.name, &Words::of_name(&unit.name, Some(alias)).en),
            None => en,
        });
    Some(Words::new(words.zh, en))
}

fn shown(written: &str, unit: &Unit) -> Option<Words> {
    let Some((above, below)) = written.split_once('/') else {
        let number = Number::parse_decimal(written).ok()?;
        return Some(Words::new(show_zh(number, unit), show_en(number, unit)));
    };
    let number = Number::ratio(above.parse().ok()?, below.parse().ok()?)?;
    let near = Rounding::HalfUp
        .apply(number, Number::ratio(1, KEPT)?)
        .ok()?;
    Some(Words::new(
        format!("约{}", show_zh(near, unit)),
        format!("about {}", show_en(near, unit)),
    ))
}

//! The shape of a brief answer, version 1: written straight to bytes, for callers who decide many cases.
//!
//! A member that has nothing to say is left out. Figures are texts, exact, in the unit beside them.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::engine::code::{Confidence, FaultKind};
use crate::engine::{
    Brief, BriefAnswer, BriefFigure, BriefGrant, Exact, Flag, MissingName, Plain as Exactly, Told,
};

use super::answer::{codes, missing_code};
use super::figures::flag_code;

/// The version of the shape.
pub const BRIEF_VERSION: u32 = 1;

/// Writes a brief answer to the end of a buffer, as UTF-8 on one line.
pub fn brief(brief: &Brief<'_>, out: &mut Vec<u8>) {
    // Shapes of texts, lists and whole numbers always become JSON, and a buffer takes all that is written to it.
    let written = serde_json::to_writer(out, &Whole(brief));
    debug_assert!(written.is_ok(), "{written:?}");
}

struct Whole<'b, 'a>(&'b Brief<'a>);

impl Serialize for Whole<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let clocks = self.0.clocks();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &BRIEF_VERSION)?;
        map.serialize_entry("as_of", &Shown(clocks.as_of))?;
        map.serialize_entry("law_as_of", &Shown(clocks.law_as_of))?;
        map.serialize_entry("known_as_of", &Shown(clocks.known_as_of))?;
        map.serialize_entry("answers", &Answers(self.0))?;
        map.serialize_entry("figures", &Figures(self.0))?;
        map.end()
    }
}

/// Something written as its text.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Answers<'b, 'a>(&'b Brief<'a>);

impl Serialize for Answers<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.answers().map(Answer))
    }
}

struct Figures<'b, 'a>(&'b Brief<'a>);

impl Serialize for Figures<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.figures().map(Figure))
    }
}

struct Answer<'b>(BriefAnswer<'b>);

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answer = &self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("norm", answer.name)?;
        some(&mut map, "alias", answer.alias.as_ref())?;
        some(&mut map, "instance", answer.instance.as_ref())?;
        match &answer.outcome {
            Ok(outcome) => map.serialize_entry("outcome", codes::outcome(*outcome))?,
            Err(fault) => {
                map.serialize_entry("outcome", "faulty")?;
                map.serialize_entry("fault", fault_code(*fault))?;
            }
        }
        some(&mut map, "state", answer.state.map(codes::state).as_ref())?;
        if let Some((told, unit)) = &answer.measured {
            map.serialize_entry("measured", &Value { told, unit })?;
        }
        if !answer.grants.is_empty() {
            map.serialize_entry("grants", &Each(&answer.grants, Grant))?;
        }
        if let Some(told) = &answer.deadline {
            map.serialize_entry("deadline", &Value { told, unit: "" })?;
        }
        grounds(
            &mut map,
            (&answer.missing, &answer.defaults, &answer.readings),
        )?;
        flags(&mut map, &answer.flags)?;
        map.end()
    }
}

struct Figure<'b>(BriefFigure<'b>);

impl Serialize for Figure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = &self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("definition", figure.name)?;
        some(&mut map, "alias", figure.alias.as_ref())?;
        some(&mut map, "instance", figure.instance.as_ref())?;
        value(&mut map, &figure.value, figure.unit)?;
        grounds(
            &mut map,
            (&figure.missing, &figure.defaults, &figure.readings),
        )?;
        flags(&mut map, &figure.flags)?;
        map.end()
    }
}

struct Grant<'g, 'b>(&'g BriefGrant<'b>);

impl Serialize for Grant<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let grant = self.0;
        let mut map = serializer.serialize_map(None)?;
        some(&mut map, "label", grant.label.as_ref())?;
        map.serialize_entry("bound", codes::bound(grant.bound))?;
        if let Some(told) = &grant.value {
            value(&mut map, told, &grant.unit)?;
        }
        some(&mut map, "per", grant.per.map(codes::per).as_ref())?;
        if !grant.missing.is_empty() {
            map.serialize_entry("missing", &Each(&grant.missing, Missing))?;
        }
        map.end()
    }
}

fn flags<M: SerializeMap>(map: &mut M, flags: &[Flag<'_>]) -> Result<(), M::Error> {
    if flags.is_empty() {
        return Ok(());
    }
    map.serialize_entry("flags", &Each(flags, Flagged))
}

struct Flagged<'g, 'b>(&'g Flag<'b>);

impl Serialize for Flagged<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", flag_code(self.0.kind))?;
        map.serialize_entry("name", self.0.name)?;
        let confidence = self.0.confidence.map(Confidence::code);
        some(&mut map, "confidence", confidence.as_ref())?;
        map.end()
    }
}

struct Missing<'g>(&'g MissingName);

impl Serialize for Missing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", missing_code(self.0.kind))?;
        some(&mut map, "name", self.0.name.as_ref())?;
        map.end()
    }
}

struct Value<'g, 'b> {
    told: &'g Told<'b>,
    unit: &'g str,
}

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        value(&mut map, self.told, self.unit)?;
        map.end()
    }
}

/// All of a list, each in its shape.
struct Each<'g, T, F>(&'g [T], F);

impl<'g, T, S, F> Serialize for Each<'g, T, F>
where
    S: Serialize,
    F: Fn(&'g T) -> S,
{
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

struct Plain<'g, 'b>(&'g Exact<'b>);

impl Serialize for Plain<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Exact::YesNo(holds) => serializer.serialize_bool(*holds),
            // Most figures are whole, and the long way of writing texts costs more than deciding them.
            Exact::Number(Exactly::Scaled(whole, 0)) => {
                serializer.serialize_str(itoa::Buffer::new().format(*whole))
            }
            Exact::Number(number) => serializer.collect_str(number),
            Exact::Day(day) => serializer.collect_str(day),
            Exact::Words(words) => serializer.serialize_str(words),
            Exact::Stretch(period) => match (period.first(), period.last()) {
                (Some(first), Some(last)) => {
                    serializer.collect_str(&format_args!("{first}/{last}"))
                }
                _ => serializer.serialize_str(""),
            },
        }
    }
}

fn value<M: SerializeMap>(map: &mut M, told: &Told<'_>, unit: &str) -> Result<(), M::Error> {
    match told {
        Told::Settled(exact) => map.serialize_entry("value", &Plain(exact))?,
        Told::Between(low, high) => {
            some(map, "low", low.as_ref().map(Plain).as_ref())?;
            some(map, "high", high.as_ref().map(Plain).as_ref())?;
        }
        Told::Faulty(fault) => map.serialize_entry("fault", fault_code(*fault))?,
    }
    some(
        map,
        "unit",
        Some(unit).filter(|unit| !unit.is_empty()).as_ref(),
    )
}

fn some<M: SerializeMap, T: Serialize + ?Sized>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

type Grounds<'g, 'b> = (&'g [MissingName], &'g [String], &'g [(&'b str, &'b str)]);

fn grounds<M: SerializeMap>(
    map: &mut M,
    (missing, defaults, readings): Grounds<'_, '_>,
) -> Result<(), M::Error> {
    if !missing.is_empty() {
        map.serialize_entry("missing", &Each(missing, Missing))?;
    }
    some(
        map,
        "defaults",
        Some(defaults).filter(|all| !all.is_empty()),
    )?;
    if !readings.is_empty() {
        map.serialize_entry("readings", &Readings(readings))?;
    }
    Ok(())
}

struct Readings<'g, 'b>(&'g [(&'b str, &'b str)]);

impl Serialize for Readings<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// Every fault that a value may have.
pub(super) const FAULTS: [&str; 7] = [
    "overflow",
    "division_by_zero",
    "no_such_day",
    "no_member",
    "none_applies",
    "conflict",
    "not_in_force",
];

const fn fault_code(fault: FaultKind) -> &'static str {
    match fault {
        FaultKind::Overflow => "overflow",
        FaultKind::DivisionByZero => "division_by_zero",
        FaultKind::NoSuchDay => "no_such_day",
        FaultKind::NoMember => "no_member",
        FaultKind::NoneApplies => "none_applies",
        FaultKind::Conflict => "conflict",
        FaultKind::NotInForce => "not_in_force",
    }
}

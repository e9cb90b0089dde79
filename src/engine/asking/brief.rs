//! The brief answer to a question: outcomes, exact values and what is missing.

use std::borrow::Cow;
use std::fmt;

use crate::check::{Computed, DefinitionId, GrantBound, Label, NormId, ObjectId, Per, Type};
use crate::engine::answer::MissingKind;
use crate::engine::flags::{Flag, Flags};
use crate::engine::open::Engine;
use crate::quantity::{Date, Number, Period, Unit};
use crate::vm::{
    Case, Clocks, Decision, FaultKind, GrantAnswer, Instance, Missing, NormAnswer, Outcome, State,
    Value,
};

/// A goal, with what every answer to it says alike.
#[derive(Debug)]
pub(crate) struct Goal<'e> {
    computed: Computed,
    label: Option<&'e Label>,
    /// The object whose every instance it is about; none where it is about one.
    each: Option<ObjectId>,
    /// The one instance that it is about.
    once: Option<Instance>,
    manner: Option<Manner<'e>>,
    /// What is unsure and may stand behind an answer.
    flags: Flags<'e>,
}

/// The type and unit of a value.
#[derive(Debug, Clone)]
struct Manner<'e> {
    ty: &'e Type,
    unit: Cow<'e, str>,
    factor: Number,
    /// The power of ten that the factor is, if it is one.
    power: Option<i32>,
}

impl<'e> Manner<'e> {
    fn of(ty: &'e Type, unit: Option<&'e Unit>) -> Self {
        let name = match (unit, ty) {
            (Some(unit), _) => Cow::Borrowed(unit.keyword()),
            (None, Type::Number(dimension)) => {
                Cow::Owned(Unit::base(dimension).keyword().to_owned())
            }
            (None, _) => Cow::Borrowed(""),
        };
        let factor = unit.map_or(Number::ONE, Unit::factor);
        let power = (-9_i32..=12).find(|power| power_of_ten(*power) == Some(factor));
        Self {
            ty,
            unit: name,
            factor,
            power,
        }
    }
}

fn power_of_ten(power: i32) -> Option<Number> {
    let ten = 10_i128.checked_pow(power.unsigned_abs())?;
    if power < 0 {
        Number::ratio(1, ten)
    } else {
        Number::from_i128(ten)
    }
}

impl<'e> Goal<'e> {
    pub(crate) fn of(engine: &'e Engine, computed: Computed) -> Self {
        let schema = engine.program.schema();
        let object = schema.object_of(computed);
        let root = object.filter(|object| schema.is_root(*object));
        let manner = match computed {
            Computed::Definition(id) => schema
                .definition(id)
                .map(|declared| Manner::of(&declared.ty, declared.unit.as_ref())),
            _ => None,
        };
        Self {
            computed,
            label: schema.label(computed),
            each: object.filter(|_| root.is_none()),
            once: root.map(Instance::root),
            manner,
            flags: Flags::of(&engine.model, computed),
        }
    }
}

/// The answers to a question about one case: what came out, in exact values and codes.
#[derive(Debug)]
pub struct Brief<'a> {
    engine: &'a Engine,
    goals: &'a [Goal<'a>],
    case: &'a Case<'a>,
    decision: Decision<'a>,
}

/// What is said briefly about a norm for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefAnswer<'a> {
    /// The declared name.
    pub name: &'a str,
    /// Its name in the other language.
    pub alias: Option<&'a str>,
    /// The path of the instance in the facts, where it is judged for each of several.
    pub instance: Option<String>,
    /// What came out; a fault is 出错.
    pub outcome: Result<Outcome, FaultKind>,
    /// How it stands.
    pub state: Option<State>,
    /// What is granted.
    pub grants: Vec<BriefGrant<'a>>,
    /// The last day, where it is a day.
    pub deadline: Option<Told<'a>>,
    /// The measured value of an indicator, and its unit.
    pub measured: Option<(Told<'a>, Cow<'a, str>)>,
    /// What is missing and could change it.
    pub missing: Vec<MissingName>,
    /// The paths of facts that nobody gave and for which a default was taken.
    pub defaults: Vec<String>,
    /// Readings that it used: name and option.
    pub readings: Vec<(&'a str, &'a str)>,
    /// Everything unsure that it may rest on.
    pub flags: Vec<Flag<'a>>,
}

/// Something granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefGrant<'a> {
    /// Words before the value, or the whole grant.
    pub label: Option<&'a str>,
    /// The value; none for words alone.
    pub value: Option<Told<'a>>,
    /// The unit of a number.
    pub unit: Cow<'a, str>,
    /// Exact, a floor or a ceiling.
    pub bound: GrantBound,
    /// How often.
    pub per: Option<Per>,
    /// What is missing for the value.
    pub missing: Vec<MissingName>,
}

/// The value of a definition for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefFigure<'a> {
    /// The declared name.
    pub name: &'a str,
    /// Its name in the other language.
    pub alias: Option<&'a str>,
    /// The path of the instance in the facts, where it belongs to one of several.
    pub instance: Option<String>,
    /// Its value, or what is known of it.
    pub value: Told<'a>,
    /// The unit of a number, as the English view of a rule file writes it; empty for a plain number.
    pub unit: &'a str,
    /// What is missing and could change it.
    pub missing: Vec<MissingName>,
    /// The paths of facts that nobody gave and for which a default was taken.
    pub defaults: Vec<String>,
    /// Readings that it used: name and option.
    pub readings: Vec<(&'a str, &'a str)>,
    /// Everything unsure that it may rest on.
    pub flags: Vec<Flag<'a>>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingName {
    /// What kind of thing.
    pub kind: MissingKind,
    /// Its path in the facts, or the name of the calendar; none for an owner.
    pub name: Option<String>,
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told<'a> {
    /// It is this.
    Settled(Exact<'a>),
    /// It lies between these, both included, as far as they are known.
    Between(Option<Exact<'a>>, Option<Exact<'a>>),
    /// It cannot be computed.
    Faulty(FaultKind),
}

/// An exact value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exact<'a> {
    /// Yes or no.
    YesNo(bool),
    /// A number in its unit.
    Number(Plain),
    /// A day.
    Day(Date),
    /// A text or the name of an option.
    Words(&'a str),
    /// Two days, or none.
    Stretch(Period),
}

/// An exact number; written without trailing zeros, or as a fraction where decimals would not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// An integer times ten to the power of minus so many decimals.
    Scaled(i64, u32),
    /// Any number.
    Any(Number),
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut digits, mut decimals) = match self {
            Self::Any(number) => return fmt::Display::fmt(number, f),
            Self::Scaled(digits, decimals) => (*digits, *decimals),
        };
        while decimals > 0 && digits.checked_rem(10) == Some(0) {
            digits = digits.checked_div(10).unwrap_or(0);
            decimals = decimals.saturating_sub(1);
        }
        if decimals == 0 {
            return fmt::Display::fmt(&digits, f);
        }
        let sign = if digits < 0 { "-" } else { "" };
        let magnitude = digits.unsigned_abs();
        let one = 10_u64.checked_pow(decimals).unwrap_or(u64::MAX);
        let whole = magnitude.checked_div(one).unwrap_or(0);
        let rest = magnitude.checked_rem(one).unwrap_or(magnitude);
        let width = usize::try_from(decimals).unwrap_or(0);
        write!(f, "{sign}{whole}.{rest:0width$}")
    }
}

impl<'a> Brief<'a> {
    pub(crate) const fn new(
        engine: &'a Engine,
        goals: &'a [Goal<'a>],
        case: &'a Case<'a>,
        decision: Decision<'a>,
    ) -> Self {
        Self {
            engine,
            goals,
            case,
            decision,
        }
    }

    /// The three days.
    #[must_use]
    pub const fn clocks(&self) -> Clocks {
        self.case.clocks()
    }

    /// The answers about norms, norm by norm, instance by instance.
    pub fn answers(&self) -> impl Iterator<Item = BriefAnswer<'_>> {
        self.goals
            .iter()
            .filter_map(|goal| match goal.computed {
                Computed::Norm(norm) => Some((goal, norm)),
                _ => None,
            })
            .flat_map(move |(goal, norm)| {
                self.instances(goal)
                    .filter_map(move |of| self.answer(goal, norm, of))
            })
    }

    /// The values of definitions, definition by definition, instance by instance.
    pub fn figures(&self) -> impl Iterator<Item = BriefFigure<'_>> {
        self.goals
            .iter()
            .filter_map(|goal| match goal.computed {
                Computed::Definition(definition) => Some((goal, definition)),
                _ => None,
            })
            .flat_map(move |(goal, definition)| {
                self.instances(goal)
                    .filter_map(move |of| self.figure(goal, definition, of))
            })
    }

    fn instances(&self, goal: &Goal<'_>) -> impl Iterator<Item = Option<Instance>> + use<> {
        let each = goal.each.map(|object| self.case.instances(object));
        let once = each.is_none().then_some(goal.once);
        once.into_iter()
            .chain(each.unwrap_or_default().into_iter().map(Some))
    }

    fn figure(
        &self,
        goal: &'a Goal<'a>,
        definition: DefinitionId,
        of: Option<Instance>,
    ) -> Option<BriefFigure<'_>> {
        let (label, manner) = (goal.label?, goal.manner.as_ref()?);
        let mut figure = BriefFigure {
            name: &label.name,
            alias: label.alias.as_deref(),
            instance: self.named(of),
            value: self.value_of(manner, definition, of)?,
            unit: &manner.unit,
            missing: Vec::new(),
            defaults: Vec::new(),
            readings: Vec::new(),
            flags: goal.flags.on(self.clocks()).collect(),
        };
        if self.decision.has_grounds() {
            let grounds = self.decision.definition_of(definition, of)?.grounds;
            figure.missing = self.missing(&grounds.missing);
            figure.defaults = self.defaults(&grounds.defaults);
            figure.readings = self.readings(&grounds.readings);
        }
        Some(figure)
    }

    fn value_of(
        &self,
        manner: &Manner<'_>,
        definition: DefinitionId,
        of: Option<Instance>,
    ) -> Option<Told<'_>> {
        if let Some((digits, decimals)) = self.decision.scaled(definition, of) {
            let decimals = manner
                .power
                .and_then(|power| decimals.checked_add_signed(power));
            if let Some(decimals) = decimals {
                return Some(Told::Settled(Exact::Number(Plain::Scaled(
                    digits, decimals,
                ))));
            }
        }
        let value = self.decision.value(definition, of)?;
        Some(self.told(manner, &value))
    }

    fn answer(
        &self,
        goal: &'a Goal<'a>,
        norm: NormId,
        of: Option<Instance>,
    ) -> Option<BriefAnswer<'_>> {
        let label = goal.label?;
        let answer = self.decision.norm_of(norm, of)?;
        let deadline = answer.deadline.as_ref();
        let date = Manner::of(&Type::Date, None);
        Some(BriefAnswer {
            name: &label.name,
            alias: label.alias.as_deref(),
            instance: self.named(of),
            outcome: answer.outcome.map_err(|fault| fault.kind),
            state: answer.state,
            grants: self.grants(&answer),
            deadline: deadline.map(|value| self.told(&date, value)),
            measured: self.measured(&answer),
            missing: self.missing(&answer.grounds.missing),
            defaults: self.defaults(&answer.grounds.defaults),
            readings: self.readings(&answer.grounds.readings),
            flags: goal.flags.on(self.clocks()).collect(),
        })
    }

    fn measured(&self, answer: &NormAnswer) -> Option<(Told<'_>, Cow<'_, str>)> {
        let schema = self.engine.program.schema().norm(answer.norm)?;
        let measure = schema.measure.as_ref()?;
        let manner = Manner::of(&measure.ty, measure.unit.as_ref());
        let told = self.told(&manner, answer.measured.as_ref()?);
        Some((told, manner.unit))
    }

    fn grants(&self, answer: &NormAnswer) -> Vec<BriefGrant<'_>> {
        let granted = |grant: &GrantAnswer| self.grant(answer, grant);
        answer.grants.iter().filter_map(granted).collect()
    }

    fn grant(&self, answer: &NormAnswer, granted: &GrantAnswer) -> Option<BriefGrant<'_>> {
        let place = |number: u32| usize::try_from(number).ok();
        let schema = self.engine.program.schema().norm(answer.norm)?;
        let exception = granted
            .exception
            .and_then(|number| schema.exceptions.get(place(number)?));
        let grants = match exception {
            Some(exception) => exception.grants.as_deref().unwrap_or_default(),
            None => &schema.grants,
        };
        let grant = grants.get(place(granted.place)?)?;
        let manner = grant
            .ty
            .as_ref()
            .map(|ty| Manner::of(ty, grant.unit.as_ref()));
        let value = granted
            .value
            .as_ref()
            .filter(|value| **value != Value::Nothing);
        let told = value
            .zip(manner.as_ref())
            .map(|(value, manner)| self.told(manner, value));
        Some(BriefGrant {
            label: grant.words.as_deref(),
            value: told,
            unit: manner.map_or(Cow::Borrowed(""), |manner| manner.unit),
            bound: grant.bound,
            per: grant.per,
            missing: self.missing(&granted.missing),
        })
    }

    fn told(&self, manner: &Manner<'_>, value: &Value) -> Told<'_> {
        let number = |end: &Option<Number>| {
            let value = (*end)?.checked_div(manner.factor).ok()?;
            Some(Exact::Number(Plain::Any(value)))
        };
        let (low, high) = match value {
            Value::Fault(fault) => return Told::Faulty(fault.kind),
            Value::Boolean { low, high } if low == high => {
                (Some(Exact::YesNo(*low)), Some(Exact::YesNo(*high)))
            }
            Value::Number { low, high } => (number(low), number(high)),
            Value::Date { low, high } => (low.map(Exact::Day), high.map(Exact::Day)),
            Value::Choice { low, high } => (self.option(manner, *low), self.option(manner, *high)),
            Value::Text(text) => {
                let words = text.and_then(|text| self.case.text(text)).map(Exact::Words);
                (words, words)
            }
            Value::Period(period) => {
                let stretch = period.map(Exact::Stretch);
                (stretch, stretch)
            }
            Value::Boolean { .. } | Value::Nothing => (None, None),
        };
        match (low, high) {
            (Some(low), Some(_)) if value.is_settled() => Told::Settled(low),
            ends => Told::Between(ends.0, ends.1),
        }
    }

    fn option(&self, manner: &Manner<'_>, place: u32) -> Option<Exact<'_>> {
        let Type::Choice(choice) = manner.ty else {
            return None;
        };
        let (name, _) = self.engine.program.schema().option(*choice, place)?;
        Some(Exact::Words(name))
    }

    /// The path of one of several instances.
    fn named(&self, of: Option<Instance>) -> Option<String> {
        let of = of?;
        let several = of
            .object
            .is_some_and(|object| !self.engine.program.schema().is_root(object));
        several.then(|| self.path(of))
    }

    /// The path of an instance in the facts: 家庭.子女们[1].
    fn path(&self, of: Instance) -> String {
        let schema = self.engine.program.schema();
        if let Some((owner, list, number)) = self.case.owner(of) {
            let name = schema.field(list).map_or("", |field| &field.label.name);
            return format!("{}.{name}[{number}]", self.path(owner));
        }
        let Some(object) = of.object else {
            return "认定".to_owned();
        };
        let name = schema
            .object(object)
            .map_or("", |object| &object.label.name);
        if schema.is_root(object) {
            name.to_owned()
        } else {
            format!("{name}[{}]", of.row)
        }
    }

    fn missing(&self, missing: &[Missing]) -> Vec<MissingName> {
        let schema = self.engine.program.schema();
        let fact = |kind, of, field| MissingName {
            kind,
            name: schema
                .field(field)
                .map(|field| format!("{}.{}", self.path(of), field.label.name)),
        };
        let name = |one: &Missing| match *one {
            Missing::Fact(of, field) => fact(MissingKind::Fact, of, field),
            Missing::Bounded(of, field) => fact(MissingKind::Bounded, of, field),
            Missing::List(of, field) => fact(MissingKind::List, of, field),
            Missing::Finding(of, finding) => MissingName {
                kind: MissingKind::Finding,
                name: schema
                    .finding(finding)
                    .map(|finding| format!("{}.{}", self.path(of), finding.label.name)),
            },
            Missing::Calendar(calendar) => MissingName {
                kind: MissingKind::Calendar,
                name: schema
                    .calendars
                    .get(calendar.index())
                    .map(|label| label.name.clone()),
            },
            Missing::Owner => MissingName {
                kind: MissingKind::Owner,
                name: None,
            },
        };
        missing.iter().map(name).collect()
    }

    fn defaults(&self, defaults: &[(Instance, crate::check::FieldId)]) -> Vec<String> {
        let schema = self.engine.program.schema();
        let path = |(of, field): &(Instance, crate::check::FieldId)| {
            let name = &schema.field(*field)?.label.name;
            Some(format!("{}.{name}", self.path(*of)))
        };
        defaults.iter().filter_map(path).collect()
    }

    fn readings(&self, readings: &[(crate::check::ReadingId, u32)]) -> Vec<(&str, &str)> {
        let schema = self.engine.program.schema();
        let taken = |(reading, option): &(crate::check::ReadingId, u32)| {
            let declared = schema.reading(*reading)?;
            let (name, _) = schema.option(declared.choice, *option)?;
            Some((declared.label.name.as_str(), name.as_str()))
        };
        readings.iter().filter_map(taken).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;
    use crate::quantity::Number;

    #[test]
    fn a_scaled_number_is_written_as_any_other() {
        for digits in [0, 1, -1, 10, -105, 1_250_000, 99, i64::MAX, i64::MIN] {
            for decimals in [0, 1, 2, 6, 18] {
                let number = Number::from_scaled(digits, decimals).unwrap();
                assert_eq!(
                    Plain::Scaled(digits, decimals).to_string(),
                    number.to_string()
                );
            }
        }
    }
}

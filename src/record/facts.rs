//! A case to the blocks of a record, and back.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::check::{Constant, ExampleValue, FieldId, FieldKind, FindingId, Model, ReadingId, Type};
use crate::diagnostic::Words;
use crate::engine::{Case, CaseFact, CaseFinding, Decision};
use crate::quantity::{Date, Number, Unit};

use super::agency::Agency;
use super::canonical::{items, text};
use super::path;

/// The facts that were given; only the agency can say where they come from.
pub(super) fn facts(model: &Model, case: &Case, agency: Option<&Agency>) -> Value {
    let given = case.facts.iter().map(|fact| {
        let of = path::of_instance(model, &fact.of);
        let path = format!("{of}.{}", path::of_field(model, fact.field));
        let field = model.fields.get(fact.field.index());
        json!({
            "value": value(model, fact.field, &fact.value),
            "origin": agency.and_then(|agency| agency.origin(&path)),
            "sensitive": field.is_some_and(|field| field.sensitive),
            "path": path,
        })
    });
    given.collect()
}

/// The defaults that were taken.
pub(super) fn defaults(model: &Model, decision: &Decision) -> Value {
    let mut told = BTreeSet::new();
    let mut taken = Vec::new();
    for default in decision.answers.iter().flat_map(|answer| &answer.defaults) {
        let field = path::fact(model, &default.path).map(|(_, field)| field);
        let declared = field.and_then(|field| {
            let constant = model.fields.get(field.index())?.default.clone()?;
            Some(value(model, field, &ExampleValue::Exactly(constant)))
        });
        let value = declared.unwrap_or_else(|| json!({ "type": "words", "v": default.value.zh }));
        if told.insert(&default.path) {
            taken.push(json!({ "path": default.path, "value": value }));
        }
    }
    Value::Array(taken)
}

/// How many instances are given directly, by object.
pub(super) fn instances(model: &Model, case: &Case) -> Value {
    let direct = case.direct.iter().filter_map(|(object, count)| {
        let name = &model.objects.get(object.index())?.label.name;
        Some(json!({ "object": name, "count": count.to_string() }))
    });
    direct.collect()
}

/// Findings, with who made them and why.
pub(super) fn findings(model: &Model, case: &Case) -> Value {
    let made = case.findings.iter().filter_map(|made| {
        let finding = model.findings.get(made.finding.index())?;
        Some(json!({
            "finding": finding.label.name,
            "of": made.of.as_ref().map(|of| path::of_instance(model, of)),
            "question": finding.ask.as_ref().map(|ask| &ask.zh),
            "answer": if made.holds { "是" } else { "否" },
            "by": made.by,
            "reasons": made.reasons,
        }))
    });
    made.collect()
}

/// Readings that were chosen.
pub(super) fn readings(model: &Model, case: &Case) -> Value {
    let chosen = case.readings.iter().filter_map(|(reading, option)| {
        let reading = model.readings.get(reading.index())?;
        let choice = model.choices.get(reading.choice.index())?;
        let (option, _) = choice.options.get(usize::try_from(*option).ok()?)?;
        Some(json!({ "reading": reading.label.name, "option": option }))
    });
    chosen.collect()
}

fn unit_of(model: &Model, field: FieldId) -> Unit {
    match model.fields.get(field.index()).map(|field| &field.kind) {
        Some(FieldKind::Value {
            unit: Some(unit), ..
        }) => unit.clone(),
        _ => Unit::none(),
    }
}

fn value(model: &Model, field: FieldId, value: &ExampleValue) -> Value {
    let unit = unit_of(model, field);
    let end = |constant: &Option<Constant>| {
        let constant = constant.as_ref();
        constant.map(|constant| written(model, constant, &unit))
    };
    let (kind, mut shape) = match value {
        ExampleValue::Length(length) => ("list", json!({ "v": length.to_string() })),
        ExampleValue::Exactly(constant) => {
            let words = written(model, constant, &unit);
            (kind_of(constant), json!({ "v": words }))
        }
        ExampleValue::Between(low, high) => {
            let kind = low.as_ref().or(high.as_ref()).map_or("number", kind_of);
            (kind, json!({ "low": end(low), "high": end(high) }))
        }
    };
    if let Value::Object(members) = &mut shape {
        members.insert("type".to_owned(), json!(kind));
        if kind == "number" {
            members.insert("unit".to_owned(), json!(unit.zh()));
        }
    }
    shape
}

const fn kind_of(constant: &Constant) -> &'static str {
    match constant {
        Constant::Boolean(_) => "boolean",
        Constant::Number(_) => "number",
        Constant::Date(_) => "date",
        Constant::Text(_) => "text",
        Constant::Choice(..) => "choice",
    }
}

/// A constant as a text: a number exactly, in its unit, as a decimal or a fraction.
fn written(model: &Model, constant: &Constant, unit: &Unit) -> String {
    match constant {
        Constant::Boolean(true) => "是".to_owned(),
        Constant::Boolean(false) => "否".to_owned(),
        Constant::Number(number) => number
            .checked_div(unit.factor())
            .map_or_else(|_| String::new(), |number| number.to_string()),
        Constant::Date(day) => day.to_string(),
        Constant::Text(words) => words.clone(),
        Constant::Choice(id, place) => {
            let options = model.choices.get(id.index()).map(|choice| &choice.options);
            let option = options.zip(usize::try_from(*place).ok());
            let option = option.and_then(|(options, place)| options.get(place));
            option.map_or_else(String::new, |(name, _)| name.clone())
        }
    }
}

/// The case that a record tells of.
///
/// # Errors
/// The first thing that this package does not know or accept.
pub(super) fn case(model: &Model, record: &Value) -> Result<Case, Words> {
    let mut case = Case::default();
    for fact in items(record, "facts") {
        let name = text(fact, "path").unwrap_or_default();
        case.facts
            .push(read_fact(model, name, fact).ok_or_else(|| unknown("事实", "the fact", name))?);
    }
    for direct in items(record, "instances") {
        let name = text(direct, "object").unwrap_or_default();
        let read = path::instance(model, name).zip(text(direct, "count"));
        let read = read.and_then(|((_, object), count)| Some((object, count.parse().ok()?)));
        let (object, count) = read.ok_or_else(|| unknown("对象", "the object", name))?;
        case.direct.insert(object, count);
    }
    for made in items(record, "findings") {
        let name = text(made, "finding").unwrap_or_default();
        case.findings.push(
            read_finding(model, name, made).ok_or_else(|| unknown("认定", "the finding", name))?,
        );
    }
    for chosen in items(record, "readings") {
        let name = text(chosen, "reading").unwrap_or_default();
        let (reading, option) = read_reading(model, name, chosen)
            .ok_or_else(|| unknown("读法", "the reading", name))?;
        case.readings.insert(reading, option);
    }
    Ok(case)
}

fn unknown(zh: &str, en: &str, name: &str) -> Words {
    let name: String = name
        .chars()
        .take(80)
        .filter(|letter| !letter.is_control())
        .collect();
    Words::new(
        format!("这个规则包不认识或不接受记录里的{zh}“{name}”"),
        format!("this package does not know or accept {en} `{name}` of the record"),
    )
}

fn read_fact(model: &Model, name: &str, fact: &Value) -> Option<CaseFact> {
    let (of, field) = path::fact(model, name)?;
    let given = fact.get("value")?;
    let kind = text(given, "type")?;
    let declared = model.fields.get(field.index())?;
    let value = match &declared.kind {
        FieldKind::List { .. } if kind == "list" => {
            ExampleValue::Length(text(given, "v")?.parse().ok()?)
        }
        FieldKind::Value { ty, unit, .. } => {
            let none = Unit::none();
            let unit = unit.as_ref().unwrap_or(&none);
            if kind == "number" && text(given, "unit") != Some(unit.zh()) {
                return None;
            }
            let read = |words: &str| {
                let constant = constant(model, ty, unit, words)?;
                (kind_of(&constant) == kind).then_some(constant)
            };
            match text(given, "v") {
                Some(words) => ExampleValue::Exactly(read(words)?),
                None => {
                    let end = |name| match text(given, name) {
                        None => Some(None),
                        Some(words) => read(words).map(Some),
                    };
                    ExampleValue::Between(end("low")?, end("high")?)
                }
            }
        }
        FieldKind::List { .. } => return None,
    };
    Some(CaseFact { of, field, value })
}

fn constant(model: &Model, ty: &Type, unit: &Unit, words: &str) -> Option<Constant> {
    match ty {
        Type::Boolean => boolean(words).map(Constant::Boolean),
        Type::Number(_) => {
            let value = Number::parse_displayed(words)?
                .checked_mul(unit.factor())
                .ok()?;
            Some(Constant::Number(value))
        }
        Type::Date => Date::parse_iso(words).ok().map(Constant::Date),
        Type::Text => Some(Constant::Text(words.to_owned())),
        Type::Choice(id) => {
            let options = &model.choices.get(id.index())?.options;
            let place = options.iter().position(|(name, _)| name == words)?;
            Some(Constant::Choice(*id, u32::try_from(place).ok()?))
        }
        Type::Period => None,
    }
}

fn boolean(words: &str) -> Option<bool> {
    match words {
        "是" => Some(true),
        "否" => Some(false),
        _ => None,
    }
}

fn read_finding(model: &Model, name: &str, made: &Value) -> Option<CaseFinding> {
    let of = match text(made, "of") {
        None => None,
        Some(of) => Some(path::instance(model, of)?),
    };
    let object = of.as_ref().map(|(_, object)| *object);
    let is =
        |finding: &crate::check::Finding| finding.label.name == name && finding.object == object;
    let place = model.findings.iter().position(is)?;
    let owned = |name| text(made, name).map(str::to_owned);
    Some(CaseFinding {
        finding: FindingId(u32::try_from(place).ok()?),
        of: of.map(|(of, _)| of),
        holds: boolean(text(made, "answer")?)?,
        by: owned("by"),
        reasons: owned("reasons"),
    })
}

fn read_reading(model: &Model, name: &str, chosen: &Value) -> Option<(ReadingId, u32)> {
    let is = |reading: &crate::check::Reading| reading.label.name == name;
    let place = model.readings.iter().position(is)?;
    let choice = model.readings.get(place)?.choice;
    let options = &model.choices.get(choice.index())?.options;
    let wanted = text(chosen, "option")?;
    let option = options.iter().position(|(name, _)| name == wanted)?;
    let reading = ReadingId(u32::try_from(place).ok()?);
    Some((reading, u32::try_from(option).ok()?))
}

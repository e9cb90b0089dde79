//! What a decision rests on: the rule base, its conventions, the provisions and the instruments that they stand in.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::check::{CalendarModel, CitationId, Instrument, Model};
use crate::quantity::Date;
use crate::source::Digest;

use super::build::provisions;
use super::canonical::{canonical, items, text};
use super::digests::Digests;
use super::rule_base::RuleBase;

/// The provisions that each outcome and each figure rests on, in order: its own basis, then those met on the way, which
/// depend on the facts and are private.
pub(super) fn reasons(shown: &Value) -> Value {
    let of = |value: &Value, key: &str, instance: Option<&str>, outcome: Value| {
        let basis = provisions(value, "basis", &[]);
        let met = provisions(value, "cited", &basis);
        json!({
            "of": value.get(key),
            "instance": instance,
            "outcome": outcome,
            "basis": basis,
            "met": met,
        })
    };
    let answers = items(shown, "answers").map(|answer| {
        let outcome = answer.get("outcome").cloned().unwrap_or_default();
        of(answer, "norm", text(answer, "instance_path"), outcome)
    });
    let figures = items(shown, "figures").map(|figure| {
        let instance = figure.get("instance").and_then(|words| text(words, "zh"));
        of(figure, "definition", instance, Value::Null)
    });
    answers.chain(figures).collect()
}

/// The rule base: its packages, conventions and calendars, and the instruments that are cited, each once.
pub(super) fn rule_base(model: &Model, base: &RuleBase, reasons: &Value) -> Value {
    let titles = |name: &'static str| -> BTreeSet<&str> {
        let reasons = reasons.as_array().into_iter().flatten();
        let provisions = reasons.flat_map(|reason| items(reason, name));
        provisions
            .filter_map(|provision| text(provision, "title"))
            .collect()
    };
    let basis = titles("basis");
    let met: BTreeSet<&str> = titles("met").difference(&basis).copied().collect();
    let named = |titles: &BTreeSet<&str>| -> Value {
        let named = model.instruments.iter();
        let named = named.filter(|instrument| titles.contains(instrument.title.as_str()));
        named.map(|one| instrument(model, one)).collect()
    };
    json!({
        "packages": base.packages(),
        "whole": base.whole(),
        "pack": base.pack_shape(),
        "conventions": conventions(model),
        "calendars": model.calendars.iter().map(calendar).collect::<Value>(),
        "instruments": named(&basis),
        "instruments_met": named(&met),
    })
}

/// An instrument as a record keeps it.
pub(super) fn instrument(model: &Model, instrument: &Instrument) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let text = instrument.text.as_ref().map(|text| text.text().content());
    json!({
        "title": instrument.title,
        "number": instrument.number,
        "package": model.package_of(instrument.label.span).map(|package| &package.name),
        "in_force_from": day(instrument.in_force.from),
        "in_force_until": day(instrument.in_force.until),
        "held": text.is_some(),
        "sha256": text.map(|text| Digest::sha256(text.as_bytes()).to_string()),
        "sm3": text.map(|text| Digest::sm3(text.as_bytes()).to_string()),
    })
}

/// How ages, periods, comparisons and working days are counted, with the digests of what is said here.
fn conventions(model: &Model) -> Value {
    let said = &model.conventions;
    let place = |id: &CitationId| {
        let citation = model.citations.get(id.index())?;
        Some(json!({ "title": citation.title, "id": citation.path.id() }))
    };
    let calendar = said.calendar.and_then(|id| model.calendars.get(id.index()));
    let block = json!({
        "age": said.age.map(|rule| rule.zh()),
        "calendar": calendar.map(|calendar| &calendar.label.name),
        "periods": said.periods.iter().filter_map(place).collect::<Value>(),
        "comparisons": said.comparisons.iter().filter_map(place).collect::<Value>(),
    });
    with_digests(block)
}

fn calendar(calendar: &CalendarModel) -> Value {
    let days = &calendar.calendar;
    let list = |days: &mut dyn Iterator<Item = Date>| -> Value {
        days.map(|day| json!(day.to_string())).collect()
    };
    let said = json!({
        "name": calendar.label.name,
        "from": days.from().to_string(),
        "until": days.to().to_string(),
        "holidays": list(&mut days.holidays()),
        "makeup_workdays": list(&mut days.makeup_workdays()),
    });
    let mut block = with_digests(said);
    if let Value::Object(members) = &mut block {
        members.retain(|name, _| name != "holidays" && name != "makeup_workdays");
    }
    block
}

fn with_digests(mut block: Value) -> Value {
    let over = Digests::of(&canonical(&block));
    if let Value::Object(members) = &mut block {
        members.extend(over.members());
    }
    block
}

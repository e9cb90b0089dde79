//! What a decision says, conclusion by conclusion, in the same shape from a record and from a fresh decision.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::Words;
use crate::engine::{Decision, Engine};
use crate::quantity::Number;
use crate::record::{Layer, Record};
use crate::wire;

/// One conclusion: of a norm or a definition, for one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The norm or definition.
    pub goal: String,
    /// Whom or what it is about; empty where there is no object.
    pub instance: String,
    /// Where it stands.
    pub standing: Standing,
    /// How the page says it.
    pub says: Words,
    /// The provision of the norm itself.
    pub provision: Option<Provision>,
    pub(super) outcome: String,
    pub(super) contents: Vec<String>,
    pub(super) amounts: BTreeMap<Measure, Option<Number>>,
    pub(super) provisions: BTreeSet<Provision>,
    pub(super) because: Vec<String>,
    pub(super) missing: BTreeSet<String>,
    /// Which of the answers it is, as the trace counts them.
    pub(super) place: usize,
}

/// Where a conclusion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds; a figure is known.
    Holds,
    /// It does not hold, or does not apply.
    Fails,
    /// A fact is missing.
    Pending,
    /// A finding is missing.
    AwaitsFinding,
    /// It cannot be computed.
    Faulty,
}

/// A unit and a period: amounts of one measure may be compared and added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure {
    /// The unit in Chinese, with the period: `元／每月`.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

/// A provision that a conclusion rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provision {
    /// The title of the instrument.
    pub title: String,
    /// The place in it, for machines.
    pub id: String,
    /// The place in it, in Chinese.
    pub path_zh: String,
    /// The place in it, in English.
    pub path_en: String,
    pub(super) quote: Option<String>,
}

impl Provision {
    fn of(passage: &Value) -> Option<Self> {
        let path = passage.get("path");
        let side = |side: &str| path.and_then(|path| text(path, side)).unwrap_or_default();
        Some(Self {
            title: text(passage, "title")?.to_owned(),
            id: text(passage, "id")?.to_owned(),
            path_zh: side("zh").to_owned(),
            path_en: side("en").to_owned(),
            quote: text(passage, "quote").map(str::to_owned),
        })
    }

    /// The provision as it is cited.
    #[must_use]
    pub fn words(&self) -> Words {
        let title = &self.title;
        let en = match self.path_en.as_str() {
            "" => format!("《{title}》"),
            path => format!("《{title}》 {path}"),
        };
        Words::new(format!("《{title}》{}", self.path_zh), en)
    }
}

/// What a record says; nothing where a part of it is closed.
#[must_use]
pub fn of_record(record: &Record) -> Option<Vec<Conclusion>> {
    if record.layer() != Layer::Whole {
        return None;
    }
    let plain = record.plain();
    let mut told = Vec::new();
    let mut reasons = items(&plain, "reasons");
    let shapes = items(&plain, "outcomes").map(|shape| (shape, true));
    let shapes = shapes.chain(items(&plain, "figures").map(|shape| (shape, false)));
    for (place, (shape, is_norm)) in shapes.enumerate() {
        let reason = reasons.next()?;
        // What is private of a conclusion stands by itself.
        let details = shape.get("details").unwrap_or(shape);
        let all = || {
            ["basis", "met"]
                .into_iter()
                .flat_map(|name| items(reason, name))
        };
        let mut conclusion = if is_norm {
            norm(shape, details, all(), place)
        } else {
            figure(shape, details, all(), place)
        };
        conclusion.provision = all().next().and_then(Provision::of);
        told.push(conclusion);
    }
    Some(told)
}

/// What a fresh decision says, with the trace where one was kept.
#[must_use]
pub fn of_decision(engine: &Engine, decision: &Decision) -> (Vec<Conclusion>, Value) {
    let mut shown = wire::decision(engine, decision);
    let mut told: Vec<Conclusion> = Vec::new();
    let all = |value: &Value| -> Vec<Value> {
        let both = items(value, "basis").chain(items(value, "cited"));
        both.cloned().collect()
    };
    for (place, answer) in items(&shown, "answers").enumerate() {
        let provisions = all(answer);
        let mut conclusion = norm(answer, answer, provisions.iter(), place);
        conclusion.provision = items(answer, "basis").next().and_then(Provision::of);
        told.push(conclusion);
    }
    let before = told.len();
    for (place, shape) in items(&shown, "figures").enumerate() {
        let provisions = all(shape);
        let place = before.saturating_add(place);
        let mut conclusion = figure(shape, shape, provisions.iter(), place);
        conclusion.provision = items(shape, "basis").next().and_then(Provision::of);
        told.push(conclusion);
    }
    let trace = shown.get_mut("trace").map(Value::take).unwrap_or_default();
    (told, trace)
}

fn norm<'v>(
    head: &Value,
    details: &Value,
    provisions: impl Iterator<Item = &'v Value>,
    place: usize,
) -> Conclusion {
    let outcome = text(head, "outcome").unwrap_or_default().to_owned();
    let mut contents = vec![text(head, "state").unwrap_or_default().to_owned()];
    let mut amounts = BTreeMap::new();
    for grant in items(head, "grants") {
        let value = grant.get("value").filter(|value| !value.is_null());
        let label = text(grant, "label").unwrap_or_default();
        let bound = text(grant, "bound").unwrap_or_default();
        let per = grant.get("per");
        let per = |side: &str| per.and_then(|per| text(per, side)).unwrap_or_default();
        let side = |side: &str| {
            value
                .and_then(|value| text(value, side))
                .unwrap_or_default()
        };
        // What is granted, and not how the words go.
        contents.push(format!("{label}|{}|{bound}|{}", side("zh"), per("zh")));
        if let Some(value) = value {
            add(&mut amounts, value, (per("zh"), per("en")));
        }
    }
    for name in ["deadline", "done_on", "target"] {
        let said = details.get(name).and_then(|words| text(words, "zh"));
        contents.push(said.unwrap_or_default().to_owned());
    }
    contents.extend(items(details, "deeds").filter_map(|deed| deed.as_str().map(str::to_owned)));
    if let Some(measured) = details.get("measured").filter(|one| !one.is_null()) {
        contents.push(text(measured, "zh").unwrap_or_default().to_owned());
        add(&mut amounts, measured, ("", ""));
    }
    Conclusion {
        goal: text(head, "norm").unwrap_or_default().to_owned(),
        instance: text(head, "instance_path").unwrap_or_default().to_owned(),
        standing: match outcome.as_str() {
            "holds" => Standing::Holds,
            "pending" => Standing::Pending,
            "awaits_finding" => Standing::AwaitsFinding,
            "faulty" => Standing::Faulty,
            _ => Standing::Fails,
        },
        says: words(details.get("summary")),
        provision: None,
        outcome,
        contents,
        amounts,
        provisions: provisions.filter_map(Provision::of).collect(),
        because: items(details, "because")
            .filter_map(|words| text(words, "zh").map(str::to_owned))
            .collect(),
        missing: missing(details),
        place,
    }
}

fn figure<'v>(
    head: &Value,
    details: &Value,
    provisions: impl Iterator<Item = &'v Value>,
    place: usize,
) -> Conclusion {
    let value = details.get("value").unwrap_or(&Value::Null);
    let missing = missing(details);
    let settled = truth(value, "settled");
    let mut amounts = BTreeMap::new();
    add(&mut amounts, value, ("", ""));
    let instance = head.get("instance").and_then(|words| text(words, "zh"));
    let standing = match (
        settled,
        missing.iter().any(|one| one.starts_with("finding:")),
    ) {
        (true, _) => Standing::Holds,
        (false, false) => Standing::Pending,
        (false, true) => Standing::AwaitsFinding,
    };
    Conclusion {
        goal: text(head, "definition").unwrap_or_default().to_owned(),
        instance: instance.unwrap_or_default().to_owned(),
        standing,
        says: words(Some(value)),
        provision: None,
        outcome: String::new(),
        contents: vec![text(value, "zh").unwrap_or_default().to_owned()],
        amounts,
        provisions: provisions.filter_map(Provision::of).collect(),
        because: Vec::new(),
        missing,
        place,
    }
}

/// Adds a value to its measure; one that is no settled number leaves the measure without a sum.
fn add(amounts: &mut BTreeMap<Measure, Option<Number>>, value: &Value, per: (&str, &str)) {
    let (low, high) = (text(value, "low"), text(value, "high"));
    let number = low
        .filter(|_| low == high)
        .and_then(Number::parse_displayed);
    let unit = value.get("unit");
    let unit = |side: &str| unit.and_then(|unit| text(unit, side)).unwrap_or_default();
    if unit("zh").is_empty() && number.is_none() {
        return;
    }
    let joined = |unit: &str, per: &str| match per {
        "" => unit.to_owned(),
        per => format!("{unit}／{per}"),
    };
    let measure = Measure {
        zh: joined(unit("zh"), per.0),
        en: joined(unit("en"), per.1),
    };
    let held = amounts.entry(measure).or_insert(Some(Number::ZERO));
    *held = match (*held, number) {
        (Some(sum), Some(number)) => sum.checked_add(number).ok(),
        _ => None,
    };
}

/// What is missing, without the numbers of the instances: `fact:家庭.儿童.出生日期`.
fn missing(details: &Value) -> BTreeSet<String> {
    let each = items(details, "missing").map(|item| {
        let kind = text(item, "kind").unwrap_or_default();
        let path = text(item, "path").unwrap_or_default();
        format!("{kind}:{}", without_places(path))
    });
    each.collect()
}

/// A path without the numbers of its instances.
pub(super) fn without_places(path: &str) -> String {
    let mut inside = false;
    let kept = path.chars().filter(|letter| {
        inside = match letter {
            '[' => true,
            ']' => {
                inside = false;
                return false;
            }
            _ => inside,
        };
        !inside
    });
    kept.collect()
}

fn words(value: Option<&Value>) -> Words {
    let side = |side: &str| {
        let said = value.and_then(|value| text(value, side));
        said.unwrap_or_default().to_owned()
    };
    Words::new(side("zh"), side("en"))
}

fn truth(value: &Value, name: &str) -> bool {
    match value.get(name) {
        Some(Value::Bool(held)) => *held,
        Some(Value::String(words)) => words == "true",
        _ => false,
    }
}

pub(super) fn items<'v>(value: &'v Value, name: &str) -> std::slice::Iter<'v, Value> {
    let list = value.get(name).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default().iter()
}

pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

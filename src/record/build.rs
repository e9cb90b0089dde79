//! A decision to its record.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::check::{Computed, Instrument, Model};
use crate::diagnostic::Words;
use crate::engine::{Case, Decision, Engine, Question};
use crate::quantity::Date;
use crate::source::Digest;
use crate::vm::Clocks;
use crate::wire;

use super::canonical::{canonical, digests, integrity, items, pick, text, without_numbers};
use super::facts;
use super::rule_base::RuleBase;
use super::{SCHEMA, VERSION};

/// A decision record, version 1.
///
/// # Invariants
/// Its blocks are those of the schema, and hold no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub(super) blocks: Map<String, Value>,
}

const OUTCOME: [&str; 15] = [
    "norm",
    "package",
    "modality",
    "instance_path",
    "outcome",
    "state",
    "summary",
    "because",
    "deeds",
    "deadline",
    "done_on",
    "measured",
    "target",
    "alert",
    "unsettled",
];
const GRANT: [&str; 6] = ["words", "label", "value", "bound", "per", "exception"];
const PROVISION: [&str; 7] = [
    "title", "number", "path", "id", "quote", "verified", "package",
];

impl Record {
    /// Decides a case and writes down what came of it, without the time of writing.
    ///
    /// # Errors
    /// Why there is no decision.
    pub fn decide(
        engine: &Engine,
        base: &RuleBase,
        case: &Case,
        goals: &[Computed],
        clocks: Clocks,
    ) -> Result<Self, Words> {
        let question = Question {
            goals: goals.to_vec(),
            clocks,
            explained: true,
        };
        let decision = engine
            .decide(case, &question)
            .map_err(|stopped| stopped.words())?;
        Ok(Self::of(engine, base, case, goals, &decision))
    }

    fn of(
        engine: &Engine,
        base: &RuleBase,
        case: &Case,
        goals: &[Computed],
        decision: &Decision,
    ) -> Self {
        let model = engine.model();
        let shown = wire::decision(engine, decision);
        let reasons = reasons(&shown);
        let trace = shown.get("trace").map_or(Value::Null, without_numbers);
        let mut trace_block = digests(&canonical(&trace));
        if let Value::Object(members) = &mut trace_block {
            let steps = items(&trace, "nodes").count();
            members.insert("steps".to_owned(), json!(steps.to_string()));
        }
        let clocks = decision.clocks;
        let blocks = [
            ("schema", json!({ "name": SCHEMA, "version": VERSION })),
            ("kind", json!("试算")),
            (
                "engine",
                json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") }),
            ),
            (
                "rule_base",
                json!({
                    "packages": base.packages(),
                    "whole": base.whole(),
                    "pack": base.pack_shape(),
                    "instruments": instruments(model, &reasons),
                }),
            ),
            (
                "time",
                json!({
                    "as_of": clocks.as_of.to_string(),
                    "law_as_of": clocks.law_as_of.to_string(),
                    "known_as_of": clocks.known_as_of.to_string(),
                }),
            ),
            ("asked", asked(model, goals)),
            ("instances", facts::instances(model, case)),
            ("facts", facts::facts(model, case, decision)),
            ("findings", facts::findings(model, case)),
            ("readings", facts::readings(model, case)),
            ("outcomes", items(&shown, "answers").map(outcome).collect()),
            ("figures", items(&shown, "figures").map(figure).collect()),
            ("reasons", reasons),
            ("trace", trace_block),
        ];
        let blocks = blocks.map(|(name, block)| (name.to_owned(), block));
        let mut record = Self {
            blocks: blocks.into_iter().collect(),
        };
        let seal = integrity(&record.blocks);
        record.blocks.insert("integrity".to_owned(), seal);
        record
    }

    /// The record with the time at which it is written, which no digest covers.
    #[must_use]
    pub fn recorded_at(mut self, time: &str) -> Self {
        self.blocks.insert("recorded_at".to_owned(), json!(time));
        self
    }

    /// The record as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Object(self.blocks.clone())
    }

    /// The record as it is kept: its canonical form and the end of a line.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = canonical(&self.value());
        bytes.push(b'\n');
        bytes
    }

    /// Decides the same case again, with the package at hand.
    ///
    /// # Errors
    /// What the package does not know, or why there is no decision.
    pub(super) fn again(&self, engine: &Engine, base: &RuleBase) -> Result<Self, Words> {
        let value = self.value();
        if !engine.is_sound() {
            return Err(Words::new(
                "手上的规则包有错误，不能据它判断",
                "the package at hand has errors and decides nothing",
            ));
        }
        let model = engine.model();
        let day = |name| {
            let written = value.get("time").and_then(|time| text(time, name));
            written
                .and_then(|day| Date::parse_iso(day).ok())
                .ok_or_else(|| {
                    Words::new(
                        format!("记录里的 time.{name} 不是日期"),
                        format!("`time.{name}` of the record is not a date"),
                    )
                })
        };
        let clocks = Clocks {
            as_of: day("as_of")?,
            law_as_of: day("law_as_of")?,
            known_as_of: day("known_as_of")?,
        };
        let goals = items(&value, "asked").map(|goal| {
            named(model, goal).ok_or_else(|| {
                let name = text(goal, "name").unwrap_or_default();
                Words::new(
                    format!("手上的规则包里没有所问的“{name}”"),
                    format!("the package at hand has no `{name}`, which was asked"),
                )
            })
        });
        let goals: Vec<Computed> = goals.collect::<Result<_, _>>()?;
        let case = facts::case(model, &value)?;
        Self::decide(engine, base, &case, &goals, clocks)
    }
}

/// What was asked, by name.
fn asked(model: &Model, goals: &[Computed]) -> Value {
    let goals = goals.iter().filter_map(|goal| match goal {
        Computed::Norm(id) => {
            let norm = model.norms.get(id.index())?;
            Some(json!({ "kind": "norm", "name": norm.label.name, "of": null }))
        }
        Computed::Definition(id) => {
            let definition = model.definitions.get(id.index())?;
            let object = definition
                .object
                .and_then(|id| model.objects.get(id.index()));
            let of = object.map(|object| &object.label.name);
            Some(json!({ "kind": "definition", "name": definition.label.name, "of": of }))
        }
        Computed::Table(_) => None,
    });
    goals.collect()
}

fn named(model: &Model, goal: &Value) -> Option<Computed> {
    let name = text(goal, "name")?;
    if text(goal, "kind") == Some("norm") {
        let norm = model.norms.iter().find(|norm| norm.label.name == name)?;
        return Some(Computed::Norm(norm.id));
    }
    let found = model.definitions.iter().find(|one| {
        let object = one.object.and_then(|id| model.objects.get(id.index()));
        let of = object.map(|object| object.label.name.as_str());
        one.label.name == name && of == text(goal, "of")
    })?;
    Some(Computed::Definition(found.id))
}

fn outcome(answer: &Value) -> Value {
    let mut shape = pick(answer, &OUTCOME);
    let mut add = |name: &str, block: Value| shape.insert(name.to_owned(), block);
    add("grants", listed(answer, "grants", &GRANT));
    add(
        "missing",
        listed(answer, "missing", &["kind", "path", "name"]),
    );
    add(
        "readings",
        listed(answer, "readings", &["name", "option", "is_default"]),
    );
    add(
        "citations",
        listed(answer, "basis", &["title", "id", "package"]),
    );
    Value::Object(shape)
}

fn figure(figure: &Value) -> Value {
    let mut shape = pick(figure, &["definition", "instance", "value"]);
    let mut add = |name: &str, block: Value| shape.insert(name.to_owned(), block);
    add(
        "missing",
        listed(figure, "missing", &["kind", "path", "name"]),
    );
    add(
        "citations",
        listed(figure, "basis", &["title", "id", "package"]),
    );
    Value::Object(shape)
}

fn listed(value: &Value, name: &str, names: &[&str]) -> Value {
    let picked = items(value, name).map(|item| Value::Object(pick(item, names)));
    picked.collect()
}

/// The provisions that each outcome and each figure rests on, in order: its own basis, then those met on the way.
fn reasons(shown: &Value) -> Value {
    let of = |value: &Value, key: &str, instance: &str, outcome: Value| {
        let mut provisions: Vec<Value> = Vec::new();
        for passage in items(value, "basis").chain(items(value, "cited")) {
            let passage = Value::Object(pick(passage, &PROVISION));
            if !provisions.contains(&passage) {
                provisions.push(passage);
            }
        }
        json!({
            "of": value.get(key),
            "instance": value.get(instance),
            "outcome": outcome,
            "provisions": provisions,
        })
    };
    let answers = items(shown, "answers").map(|answer| {
        let outcome = answer.get("outcome").cloned().unwrap_or_default();
        of(answer, "norm", "instance_path", outcome)
    });
    let figures = items(shown, "figures").map(|figure| {
        let instance = figure.get("instance").and_then(|words| text(words, "zh"));
        let mut shape = of(figure, "definition", "", Value::Null);
        if let Value::Object(members) = &mut shape {
            members.insert("instance".to_owned(), json!(instance));
        }
        shape
    });
    answers.chain(figures).collect()
}

/// The instruments that are cited, each once.
fn instruments(model: &Model, reasons: &Value) -> Value {
    let reasons = reasons.as_array().into_iter().flatten();
    let cited: BTreeSet<&str> = reasons
        .flat_map(|reason| items(reason, "provisions"))
        .filter_map(|provision| text(provision, "title"))
        .collect();
    let named = model.instruments.iter();
    let named = named.filter(|instrument| cited.contains(instrument.title.as_str()));
    named.map(|one| instrument(model, one)).collect()
}

fn instrument(model: &Model, instrument: &Instrument) -> Value {
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

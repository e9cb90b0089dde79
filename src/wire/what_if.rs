//! The shape of what would have to be different, version 1, and its JSON Schema.

use serde::Serialize;
use serde_json::{Value, json};

use crate::engine::code::Clocks;
use crate::engine::{Aim, Change, ChangeKind, Found, Way, WhatIf};

use super::answer::codes;
use super::answer_schema::{boolean, closed, list, maybe, reference, text, whole};
use super::problem::Bilingual;

/// The version of the shape.
pub const WHAT_IF_VERSION: u32 = 1;

const AIMS: [&str; 2] = ["gain", "lose"];
const KINDS: [&str; 3] = ["given", "changed", "finding"];
const FOUND: [&str; 4] = ["already", "ways", "impossible", "not_up_to"];

#[derive(Debug, Serialize)]
struct Shape {
    version: u32,
    as_of: String,
    law_as_of: String,
    known_as_of: String,
    answers: Vec<WhatIfShape>,
}

#[derive(Debug, Serialize)]
pub(super) struct WhatIfShape {
    norm: String,
    name: Bilingual,
    instance: Option<Bilingual>,
    instance_path: Option<String>,
    aim: &'static str,
    outcome: &'static str,
    because: Vec<Bilingual>,
    found: &'static str,
    /// How many changes together: those of every way, or those up to which nothing does it.
    size: Option<usize>,
    cut: bool,
    ways: Vec<Vec<ChangeShape>>,
    fixed: Vec<Vec<ChangeShape>>,
    deciding: Vec<Bilingual>,
    from_day: Option<String>,
    runs: u64,
}

#[derive(Debug, Serialize)]
struct ChangeShape {
    kind: &'static str,
    path: String,
    name: Bilingual,
    from: Option<Bilingual>,
    to: Bilingual,
    value: String,
    reaches: Option<ReachShape>,
    words: Bilingual,
    decided_by: Vec<String>,
}

/// How far values after the nearest one do it as well; no end where all further ones do.
#[derive(Debug, Serialize)]
struct ReachShape {
    until: Option<Bilingual>,
}

/// What would have to be different.
#[must_use]
pub fn what_if(clocks: Clocks, told: &[WhatIf]) -> Value {
    let shape = Shape {
        version: WHAT_IF_VERSION,
        as_of: clocks.as_of.to_string(),
        law_as_of: clocks.law_as_of.to_string(),
        known_as_of: clocks.known_as_of.to_string(),
        answers: told.iter().map(answer).collect(),
    };
    serde_json::to_value(shape).unwrap_or_default()
}

pub(super) fn answer(told: &WhatIf) -> WhatIfShape {
    let (found, size) = match told.found {
        Found::Already => ("already", None),
        Found::Ways(size) => ("ways", Some(size)),
        Found::Impossible => ("impossible", None),
        Found::NotUpTo(size) => ("not_up_to", Some(size)),
    };
    WhatIfShape {
        norm: told.name.zh.clone(),
        name: Bilingual::from(&told.name),
        instance: told.instance.as_ref().map(Bilingual::from),
        instance_path: told.instance_path.clone(),
        aim: match told.aim {
            Aim::Gain => "gain",
            Aim::Lose => "lose",
        },
        outcome: codes::verdict(&told.now),
        because: told.because.iter().map(Bilingual::from).collect(),
        found,
        size,
        cut: told.cut,
        ways: told.ways.iter().map(way).collect(),
        fixed: told.fixed.iter().map(way).collect(),
        deciding: told.deciding.iter().map(Bilingual::from).collect(),
        from_day: told.from_day.map(|day| day.to_string()),
        runs: told.runs,
    }
}

fn way(way: &Way) -> Vec<ChangeShape> {
    way.changes.iter().map(change).collect()
}

fn change(change: &Change) -> ChangeShape {
    ChangeShape {
        kind: match change.kind {
            ChangeKind::Given => "given",
            ChangeKind::Changed => "changed",
            ChangeKind::Finding => "finding",
        },
        path: change.path.clone(),
        name: Bilingual::from(&change.name),
        from: change.from.as_ref().map(Bilingual::from),
        to: Bilingual::from(&change.to),
        value: change.written.clone(),
        reaches: change.until.as_ref().map(|until| ReachShape {
            until: until.as_ref().map(Bilingual::from),
        }),
        words: Bilingual::from(&change.words),
        decided_by: change.decided_by.clone(),
    }
}

/// The schema of what `what-if --json` prints.
#[must_use]
pub fn what_if_schema() -> Value {
    let date = json!({ "type": "string", "format": "date" });
    let (answer, change) = definitions();
    let mut schema = closed(&[
        ("version", json!({ "const": WHAT_IF_VERSION })),
        ("as_of", date.clone()),
        ("law_as_of", date.clone()),
        ("known_as_of", date),
        ("answers", list(&reference("answer"))),
    ]);
    if let Value::Object(parts) = &mut schema {
        let draft = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), draft);
        let title = json!("条理：怎样会不同 / what would have to be different, version 1");
        parts.insert("title".to_owned(), title);
        let definitions = json!({
            "words": closed(&[("zh", text()), ("en", text())]),
            "change": change,
            "answer": answer,
        });
        parts.insert("$defs".to_owned(), definitions);
    }
    schema
}

/// The schemas of what is told of one answer, and of one change.
pub(super) fn definitions() -> (Value, Value) {
    let date = json!({ "type": "string", "format": "date" });
    let ways = list(&list(&reference("change")));
    let answer = closed(&[
        ("norm", text()),
        ("name", reference("words")),
        ("instance", maybe(&reference("words"))),
        ("instance_path", maybe(&text())),
        ("aim", json!({ "enum": AIMS })),
        ("outcome", json!({ "enum": codes::OUTCOMES })),
        ("because", list(&reference("words"))),
        ("found", json!({ "enum": FOUND })),
        ("size", maybe(&whole())),
        ("cut", boolean()),
        ("ways", ways.clone()),
        ("fixed", ways),
        ("deciding", list(&reference("words"))),
        ("from_day", maybe(&date)),
        ("runs", whole()),
    ]);
    let change = closed(&[
        ("kind", json!({ "enum": KINDS })),
        ("path", text()),
        ("name", reference("words")),
        ("from", maybe(&reference("words"))),
        ("to", reference("words")),
        ("value", text()),
        (
            "reaches",
            maybe(&closed(&[("until", maybe(&reference("words")))])),
        ),
        ("words", reference("words")),
        ("decided_by", list(&text())),
    ]);
    (answer, change)
}

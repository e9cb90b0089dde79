//! The JSON Schema (2020-12) of answers, version 1. Tests hold real answers against it.

use serde_json::{Map, Value, json};

use super::answer::{VERSION, codes};
use super::brief::{BRIEF_VERSION, FAULTS};
use super::figures::{doubt_schema, flag_schema, taken_schema};
use super::trace::trace_schema;

/// The schema of what `decide --json` and `explain --json` print.
#[must_use]
pub fn answer_schema() -> Value {
    let mut schema = closed(&[
        ("version", json!({ "const": VERSION })),
        (
            "package",
            closed(&[
                ("name", text()),
                ("version", text()),
                ("title", reference("words")),
            ]),
        ),
        ("as_of", json!({ "type": "string", "format": "date" })),
        ("law_as_of", json!({ "type": "string", "format": "date" })),
        ("known_as_of", json!({ "type": "string", "format": "date" })),
        ("answers", list(&reference("answer"))),
        ("figures", list(&reference("figure"))),
    ]);
    if let Value::Object(parts) = &mut schema {
        parts.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        parts.insert("title".to_owned(), json!("条理：结论 / answers, version 1"));
        parts.insert("$defs".to_owned(), definitions());
        // The graph of all steps comes with `explain` only.
        if let Some(Value::Object(properties)) = parts.get_mut("properties") {
            properties.insert("trace".to_owned(), reference("trace"));
        }
    }
    schema
}

/// The schema of what `decide --brief` prints, and of each case of `run --brief`.
#[must_use]
pub fn brief_schema() -> Value {
    let mut schema = closed(&[
        ("version", json!({ "const": BRIEF_VERSION })),
        ("as_of", date()),
        ("law_as_of", date()),
        ("known_as_of", date()),
        ("answers", list(&reference("answer"))),
        ("figures", list(&reference("figure"))),
    ]);
    if let Value::Object(parts) = &mut schema {
        parts.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        parts.insert(
            "title".to_owned(),
            json!("条理：简短的结论 / brief answers, version 1"),
        );
        parts.insert("$defs".to_owned(), brief_definitions());
    }
    schema
}

fn brief_definitions() -> Value {
    let told = |more: &[(&'static str, Value)]| {
        let exact = json!({ "type": ["string", "boolean"] });
        let mut members = vec![
            ("value", exact.clone()),
            ("low", exact.clone()),
            ("high", exact),
            ("fault", json!({ "enum": FAULTS })),
            ("unit", text()),
        ];
        members.extend(more.iter().cloned());
        members
    };
    let grounds = [
        ("missing", list(&reference("missing"))),
        ("defaults", list(&text())),
        (
            "readings",
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        ),
        ("flags", list(&reference("flag"))),
    ];
    let mut answer = vec![
        ("state", json!({ "enum": codes::STATES })),
        ("alias", text()),
        ("instance", text()),
        ("fault", json!({ "enum": FAULTS })),
        ("measured", reference("value")),
        ("grants", list(&reference("grant"))),
        ("deadline", reference("value")),
    ];
    answer.extend(grounds.clone());
    let mut figure = told(&grounds);
    figure.extend([("alias", text()), ("instance", text())]);
    let kinds = [
        "fact",
        "bounded_fact",
        "list",
        "finding",
        "calendar",
        "owner",
    ];
    json!({
        "value": open(&[], &told(&[])),
        "answer": open(&[("norm", text()), ("outcome", json!({ "enum": codes::OUTCOMES }))], &answer),
        "figure": open(&[("definition", text())], &figure),
        "grant": open(
            &[("bound", json!({ "enum": ["exact", "at_least", "at_most"] }))],
            &told(&[
                ("label", text()),
                ("per", json!({ "enum": codes::PERS })),
                ("missing", list(&reference("missing"))),
            ]),
        ),
        "missing": open(&[("kind", json!({ "enum": kinds }))], &[("name", text())]),
        "flag": flag_schema(),
    })
}

/// An object with these members, of which the first must and the others may stand.
fn open(must: &[(&str, Value)], may: &[(&str, Value)]) -> Value {
    let mut shape = closed(must);
    if let Some(Value::Object(properties)) = shape.get_mut("properties") {
        let more = may
            .iter()
            .map(|(name, shape)| ((*name).to_owned(), shape.clone()));
        properties.extend(more);
    }
    shape
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

pub(super) fn definitions() -> Value {
    json!({
        "words": closed(&[("zh", text()), ("en", text())]),
        "answer": answer(),
        "figure": closed(&[
            ("definition", text()),
            ("alias", maybe(&text())),
            ("instance", maybe(&reference("words"))),
            ("value", reference("value")),
            ("basis", list(&reference("passage"))),
            ("missing", list(&reference("missing"))),
            ("figures", list(&reference("taken"))),
            ("doubts", list(&reference("doubt"))),
        ]),
        "taken": taken_schema(),
        "doubt": doubt_schema(),
        "value": closed(&[
            ("zh", text()),
            ("en", text()),
            ("low", maybe(&text())),
            ("high", maybe(&text())),
            ("unit", reference("words")),
            ("settled", boolean()),
        ]),
        "fault": closed(&[
            ("message", reference("words")),
            ("file", maybe(&text())),
            ("line", maybe(&whole())),
            ("character", maybe(&whole())),
        ]),
        "grant": closed(&[
            ("words", reference("words")),
            ("label", maybe(&text())),
            ("value", maybe(&reference("value"))),
            ("bound", json!({ "enum": ["exact", "at_least", "at_most"] })),
            ("per", maybe(&reference("words"))),
            ("exception", maybe(&reference("words"))),
            ("missing", list(&reference("missing"))),
            ("fault", maybe(&reference("fault"))),
        ]),
        "passage": with_package(closed(&[
            ("title", text()),
            ("number", maybe(&text())),
            ("path", reference("words")),
            ("id", text()),
            ("quote", maybe(&text())),
            ("verified", boolean()),
            ("errata", list(&reference("erratum"))),
        ])),
        "erratum": closed(&[
            ("name", text()),
            ("wording", list(&text())),
            ("presumed", maybe(&text())),
            ("grounds", maybe(&text())),
            ("confidence", maybe(&text())),
            ("effect", maybe(&text())),
        ]),
        "missing": closed(&[
            ("kind", json!({ "enum": ["fact", "bounded_fact", "list", "finding", "calendar", "owner"] })),
            ("name", reference("words")),
            ("path", text()),
            ("question", maybe(&reference("words"))),
            ("evidence", maybe(&reference("words"))),
            ("decided_by", list(&text())),
            ("sensitive", boolean()),
        ]),
        "reading": closed(&[
            ("name", reference("words")),
            ("option", reference("words")),
            ("says", text()),
            ("is_default", boolean()),
            ("others", list(&closed(&[
                ("option", reference("words")),
                ("says", text()),
                ("differs", maybe(&reference("words"))),
                ("figures", list(&reference("taken"))),
                ("doubts", list(&reference("doubt"))),
            ]))),
            ("basis", list(&reference("passage"))),
        ]),
        "default": closed(&[("name", reference("words")), ("path", text()), ("value", reference("words"))]),
        "mark": json!({ "enum": ["holds", "fails", "open", "not_judged", "fault", "value"] }),
        "trace": trace_schema(),
        "reason": closed(&[
            ("step", whole()),
            ("mark", reference("mark")),
            ("item", maybe(&text())),
            ("words", reference("words")),
            ("value", maybe(&reference("words"))),
            ("remark", maybe(&reference("words"))),
            ("basis", list(&reference("passage"))),
            ("told", boolean()),
            ("reasons", list(&reference("reason"))),
        ]),
    })
}

fn answer() -> Value {
    let mut shape = closed(&[
        ("norm", text()),
        ("alias", maybe(&text())),
        ("modality", json!({ "enum": codes::MODALITIES })),
        ("instance", maybe(&reference("words"))),
        ("instance_path", maybe(&text())),
        ("outcome", json!({ "enum": codes::OUTCOMES })),
        ("state", maybe(&json!({ "enum": codes::STATES }))),
        ("fault", maybe(&reference("fault"))),
        ("summary", reference("words")),
        ("because", list(&reference("words"))),
        ("grants", list(&reference("grant"))),
        ("deeds", list(&text())),
        ("deadline", maybe(&reference("words"))),
        ("done_on", maybe(&reference("words"))),
        ("if_late", list(&text())),
        ("measured", maybe(&reference("value"))),
        ("target", maybe(&reference("words"))),
        ("alert", maybe(&boolean())),
        (
            "evidence",
            list(&closed(&[
                ("words", text()),
                ("value", maybe(&reference("words"))),
            ])),
        ),
        ("basis", list(&reference("passage"))),
        ("missing", list(&reference("missing"))),
        ("readings", list(&reference("reading"))),
        ("defaults", list(&reference("default"))),
        ("figures", list(&reference("taken"))),
        ("doubts", list(&reference("doubt"))),
        ("refer_to", list(&reference("passage"))),
        ("unsettled", list(&text())),
        (
            "effect",
            maybe(&json!({ "enum": ["hortatory", "binding", "expected"] })),
        ),
        ("documents", list(&text())),
        ("notes", list(&text())),
    ]);
    // Reasons come with `explain` only.
    if let Some(Value::Object(properties)) = shape.get_mut("properties") {
        properties.insert("reasons".to_owned(), list(&reference("reason")));
        properties.insert("cited".to_owned(), list(&reference("passage")));
    }
    with_package(shape)
}

/// The same shape, which names the package where it is another one than the one that was opened.
pub(super) fn with_package(mut shape: Value) -> Value {
    if let Some(Value::Object(properties)) = shape.get_mut("properties") {
        let package = closed(&[("name", text()), ("version", text())]);
        properties.insert("package".to_owned(), package);
    }
    shape
}

/// An object with exactly these members.
pub(super) fn closed(members: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|(name, shape)| ((*name).to_owned(), shape.clone()))
        .collect();
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn whole() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub(super) fn boolean() -> Value {
    json!({ "type": "boolean" })
}

pub(super) fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

pub(super) fn maybe(shape: &Value) -> Value {
    json!({ "anyOf": [shape, { "type": "null" }] })
}

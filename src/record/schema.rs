//! The JSON Schema (2020-12) of a record, version 1. Tests hold the records of all examples against it.

use serde_json::{Map, Value, json};

use super::{SCHEMA, VERSION};

/// The schema of a record.
#[must_use]
pub fn record_schema() -> Value {
    let mut schema = closed(&[
        (
            "schema",
            closed(&[
                ("name", json!({ "const": SCHEMA })),
                ("version", json!({ "const": VERSION })),
            ]),
        ),
        ("kind", json!({ "const": "试算" })),
        ("engine", closed(&[("name", text()), ("version", text())])),
        ("rule_base", rule_base()),
        (
            "time",
            closed(&[
                ("as_of", day()),
                ("law_as_of", day()),
                ("known_as_of", day()),
            ]),
        ),
        (
            "asked",
            list(closed(&[
                ("kind", json!({ "enum": ["norm", "definition"] })),
                ("name", text()),
                ("of", maybe(text())),
            ])),
        ),
        (
            "instances",
            list(closed(&[("object", text()), ("count", whole())])),
        ),
        (
            "facts",
            list(closed(&[
                ("path", text()),
                ("value", value()),
                ("origin", json!({ "enum": ["填报", "默认"] })),
            ])),
        ),
        (
            "findings",
            list(closed(&[
                ("finding", text()),
                ("of", maybe(text())),
                ("question", maybe(text())),
                ("answer", json!({ "enum": ["是", "否"] })),
                ("by", maybe(text())),
                ("reasons", maybe(text())),
            ])),
        ),
        (
            "readings",
            list(closed(&[("reading", text()), ("option", text())])),
        ),
        ("outcomes", list(outcome())),
        (
            "figures",
            list(closed(&[
                ("definition", text()),
                ("instance", maybe(words())),
                ("value", shown()),
                ("missing", missing()),
                ("citations", citations()),
            ])),
        ),
        (
            "reasons",
            list(closed(&[
                ("of", text()),
                ("instance", maybe(text())),
                ("outcome", maybe(text())),
                ("provisions", list(provision())),
            ])),
        ),
        (
            "trace",
            closed(&[
                ("steps", whole()),
                ("sha256", digest("sha256")),
                ("sm3", digest("sm3")),
            ]),
        ),
        (
            "integrity",
            closed(&[
                ("canonical_form", json!({ "const": "RFC 8785" })),
                (
                    "uncovered",
                    json!({ "const": super::canonical::UNCOVERED.as_slice() }),
                ),
                ("sha256", digest("sha256")),
                ("sm3", digest("sm3")),
            ]),
        ),
    ]);
    if let Value::Object(parts) = &mut schema {
        let dialect = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), dialect);
        parts.insert(
            "title".to_owned(),
            json!("条理：判断记录 / decision record, version 1"),
        );
        // The time of writing is given by whoever writes the file.
        if let Some(Value::Object(properties)) = parts.get_mut("properties") {
            properties.insert(
                "recorded_at".to_owned(),
                json!({ "type": "string", "format": "date-time" }),
            );
        }
    }
    schema
}

fn rule_base() -> Value {
    let both = |mut parts: Vec<(&'static str, Value)>| {
        parts.extend([("sha256", digest("sha256")), ("sm3", digest("sm3"))]);
        closed(&parts)
    };
    let file = both(vec![
        ("path", text()),
        ("role", json!({ "enum": ["manifest", "rules", "text"] })),
    ]);
    closed(&[
        (
            "packages",
            list(closed(&[
                ("name", text()),
                ("version", text()),
                ("language", text()),
                ("files", list(file)),
            ])),
        ),
        ("whole", both(Vec::new())),
        ("pack", maybe(both(Vec::new()))),
        (
            "instruments",
            list(closed(&[
                ("title", text()),
                ("number", maybe(text())),
                ("package", maybe(text())),
                ("in_force_from", maybe(day())),
                ("in_force_until", maybe(day())),
                ("held", boolean()),
                ("sha256", maybe(digest("sha256"))),
                ("sm3", maybe(digest("sm3"))),
            ])),
        ),
    ])
}

/// A fact: its value, or the ends of what is known of it.
fn value() -> Value {
    json!({
        "type": "object",
        "properties": {
            "type": { "enum": ["boolean", "number", "date", "text", "choice", "list", "words"] },
            "v": text(), "low": maybe(text()), "high": maybe(text()), "unit": text(),
        },
        "required": ["type"],
        "anyOf": [{ "required": ["v"] }, { "required": ["low", "high"] }],
        "additionalProperties": false,
    })
}

fn outcome() -> Value {
    closed(&[
        ("norm", text()),
        ("package", maybe(home())),
        ("modality", text()),
        ("instance_path", maybe(text())),
        ("outcome", text()),
        ("state", maybe(text())),
        ("summary", words()),
        ("because", list(words())),
        ("deeds", list(text())),
        ("deadline", maybe(words())),
        ("done_on", maybe(words())),
        ("measured", maybe(shown())),
        ("target", maybe(words())),
        ("alert", maybe(boolean())),
        ("unsettled", list(text())),
        (
            "grants",
            list(closed(&[
                ("words", words()),
                ("label", maybe(text())),
                ("value", maybe(shown())),
                ("bound", text()),
                ("per", maybe(words())),
                ("exception", maybe(words())),
            ])),
        ),
        ("missing", missing()),
        (
            "readings",
            list(closed(&[
                ("name", words()),
                ("option", words()),
                ("is_default", boolean()),
            ])),
        ),
        ("citations", citations()),
    ])
}

fn missing() -> Value {
    list(closed(&[
        ("kind", text()),
        ("path", text()),
        ("name", words()),
    ]))
}

fn citations() -> Value {
    list(closed(&[
        ("title", text()),
        ("id", text()),
        ("package", maybe(home())),
    ]))
}

fn provision() -> Value {
    closed(&[
        ("title", text()),
        ("number", maybe(text())),
        ("path", words()),
        ("id", text()),
        ("quote", maybe(text())),
        ("verified", boolean()),
        ("package", maybe(home())),
    ])
}

fn home() -> Value {
    closed(&[("name", text()), ("version", text())])
}

fn shown() -> Value {
    closed(&[
        ("zh", text()),
        ("en", text()),
        ("low", maybe(text())),
        ("high", maybe(text())),
        ("unit", words()),
        ("settled", boolean()),
    ])
}

fn words() -> Value {
    closed(&[("zh", text()), ("en", text())])
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn whole() -> Value {
    json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)$" })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn digest(kind: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^{kind}:[0-9a-f]{{64}}$") })
}

fn boolean() -> Value {
    json!({ "type": "boolean" })
}

fn maybe(shape: Value) -> Value {
    json!({ "anyOf": [shape, { "type": "null" }] })
}

fn list(shape: Value) -> Value {
    json!({ "type": "array", "items": shape })
}

fn closed(parts: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = (parts.iter())
        .map(|(name, shape)| ((*name).to_owned(), shape.clone()))
        .collect();
    let required: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

//! The JSON Schema (2020-12) of a line of a log, of a head and of the proofs.

use serde_json::{Map, Value, json};

use super::{EXTENSION, HEAD, PROOF, SCHEMA, VERSION};

/// The schema of a line of a log; heads and proofs are in its definitions.
#[must_use]
pub fn log_schema() -> Value {
    let holds = both(vec![("kind", json!({ "enum": ["record", "envelope"] }))]);
    let entry = closed(&[
        ("holds", holds),
        ("logged_at", time()),
        (
            "number",
            json!({ "type": "string", "pattern": "^[1-9][0-9]*$" }),
        ),
        ("previous", reference("digests")),
    ]);
    let head = closed(&[
        (
            "entries",
            json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)$" }),
        ),
        ("root", reference("digests")),
        ("schema", named(HEAD)),
    ]);
    let path = json!({ "type": "array", "items": reference("digests"), "maxItems": 128 });
    let proof = closed(&[
        ("entry", reference("entry")),
        ("head", reference("head")),
        ("path", path.clone()),
        ("schema", named(PROOF)),
    ]);
    let extension = closed(&[
        ("head", reference("head")),
        ("older", reference("head")),
        ("path", path),
        ("schema", named(EXTENSION)),
    ]);
    let first = closed(&[
        ("kind", json!({ "enum": ["public", "internal"] })),
        ("schema", named(SCHEMA)),
        ("started_at", time()),
    ]);
    let first_line = closed(&[("entry", first), ("leaf", reference("digests"))]);
    let line = closed(&[
        ("entry", reference("entry")),
        ("leaf", reference("digests")),
        (
            "record",
            json!({
                "type": "object",
                "description": "判断记录或它的签名封套，见 tiaoli schema record 和 envelope / a decision record or its envelope, see `tiaoli schema record` and `envelope`",
            }),
        ),
    ]);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "条理：记录簿的一行 / a line of a log, version 1",
        "oneOf": [reference("first_line"), reference("line")],
        "$defs": {
            "digests": both(Vec::new()),
            "entry": entry,
            "extension": extension,
            "first_line": first_line,
            "head": head,
            "line": line,
            "proof": proof,
        },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn named(name: &str) -> Value {
    closed(&[
        ("name", json!({ "const": name })),
        ("version", json!({ "const": VERSION })),
    ])
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// An object with both digests.
fn both(mut parts: Vec<(&str, Value)>) -> Value {
    for kind in ["sha256", "sm3"] {
        let pattern = format!("^{kind}:[0-9a-f]{{64}}$");
        parts.push((kind, json!({ "type": "string", "pattern": pattern })));
    }
    closed(&parts)
}

fn closed(parts: &[(&str, Value)]) -> Value {
    let properties = parts.iter();
    let properties = properties.map(|(name, shape)| ((*name).to_owned(), shape.clone()));
    let required: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    json!({
        "type": "object",
        "properties": properties.collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
    })
}

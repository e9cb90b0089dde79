//! The JSON Schema (2020-12) of accounts, version 1. Tests hold real accounts against it.

use serde_json::{Map, Value, json};

use super::account::{ACCOUNT_VERSION, ITEM_KINDS, NEXT_KINDS};
use super::answer::codes;
use super::answer_schema::{boolean, closed, definitions, list, maybe, reference, text, whole};
use super::what_if::definitions as of_what_if;

/// The schema of what `why --json` and `why-not --json` print.
#[must_use]
pub fn account_schema() -> Value {
    let date = json!({ "type": "string", "format": "date" });
    let digest = closed(&[
        ("of", reference("words")),
        ("sha256", text()),
        ("sm3", text()),
    ]);
    let document = closed(&[
        ("title", text()),
        ("number", maybe(&text())),
        ("issuers", list(&text())),
        ("dated", maybe(&date)),
        ("published", maybe(&date)),
        ("from", maybe(&date)),
        ("until", maybe(&date)),
        ("digest", maybe(&text())),
        ("unsettled", list(&text())),
    ]);
    let provision = closed(&[
        ("provision", text()),
        ("norm", text()),
        ("instance", maybe(&reference("words"))),
        ("outcome", json!({ "enum": codes::OUTCOMES })),
    ]);
    let unused = closed(&[
        ("kind", reference("words")),
        ("names", list(&reference("words"))),
        ("count", whole()),
        ("of", whole()),
    ]);
    let mut schema = closed(&[
        ("version", json!({ "const": ACCOUNT_VERSION })),
        (
            "depth",
            json!({ "enum": ["citizen", "officer", "auditor"] }),
        ),
        ("title", reference("words")),
        ("package", reference("package")),
        ("as_of", date.clone()),
        ("law_as_of", date.clone()),
        ("known_as_of", date),
        ("record", maybe(&text())),
        ("provisions", list(&provision)),
        ("answers", list(&reference("told"))),
        ("documents", list(&document)),
        ("figures", list(&reference("figure"))),
        ("unused", list(&unused)),
        ("engine", maybe(&text())),
        ("digests", list(&digest)),
    ]);
    if let Value::Object(parts) = &mut schema {
        let draft = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), draft);
        let title = json!("条理：说明 / accounts of decisions, version 1");
        parts.insert("title".to_owned(), title);
        parts.insert("$defs".to_owned(), Value::Object(all()));
    }
    schema
}

/// What answers are made of, where accounts use it, and their own parts.
fn all() -> Map<String, Value> {
    let mut all = Map::new();
    if let Value::Object(of_answers) = definitions() {
        let own = ["answer", "reason", "trace", "grant", "fault"];
        let shared = of_answers.into_iter();
        all.extend(shared.filter(|(name, _)| !own.contains(&name.as_str())));
    }
    let (different, change) = of_what_if();
    all.insert("different".to_owned(), different);
    all.insert("change".to_owned(), change);
    let package = closed(&[("name", text()), ("version", text())]);
    all.insert("package".to_owned(), package);
    all.insert("told".to_owned(), told());
    if let Value::Object(lines) = lines() {
        all.extend(lines);
    }
    all
}

fn told() -> Value {
    closed(&[
        ("norm", text()),
        ("name", reference("words")),
        ("instance", maybe(&reference("words"))),
        ("instance_path", maybe(&text())),
        ("modality", json!({ "enum": codes::MODALITIES })),
        ("outcome", json!({ "enum": codes::OUTCOMES })),
        ("mark", reference("mark")),
        ("conclusion", reference("words")),
        ("failing", list(&reference("failing"))),
        ("next", list(&reference("next"))),
        (
            "grants",
            list(&closed(&[
                ("words", reference("words")),
                ("value", maybe(&reference("words"))),
                ("exception", maybe(&reference("words"))),
                ("how", list(&reference("item"))),
            ])),
        ),
        (
            "deeds",
            list(&closed(&[("verb", reference("words")), ("words", text())])),
        ),
        ("measured", maybe(&reference("counted"))),
        ("deadline", maybe(&reference("counted"))),
        ("done_on", maybe(&reference("counted"))),
        ("if_late", list(&text())),
        ("basis", list(&reference("passage"))),
        ("head", maybe(&reference("words"))),
        ("conditions", list(&reference("item"))),
        ("exceptions", list(&reference("item"))),
        ("signs", list(&reference("item"))),
        (
            "findings",
            list(&closed(&[
                ("name", reference("words")),
                ("holds", boolean()),
                ("by", maybe(&text())),
                ("reasons", maybe(&text())),
            ])),
        ),
        ("figures", list(&reference("taken"))),
        ("readings", list(&reference("reading"))),
        ("defaults", list(&reference("default"))),
        ("doubts", list(&reference("doubt"))),
        ("unsettled", list(&text())),
        ("also", list(&reference("passage"))),
        ("refer_to", list(&reference("passage"))),
        ("documents", list(&text())),
        ("effect", maybe(&reference("words"))),
        ("notes", list(&text())),
        ("different", maybe(&reference("different"))),
        ("package", maybe(&reference("package"))),
        ("place", maybe(&reference("place"))),
        ("steps", list(&whole())),
    ])
}

fn lines() -> Value {
    json!({
        "item": closed(&[
            ("kind", json!({ "enum": ITEM_KINDS })),
            ("mark", reference("mark")),
            ("number", maybe(&text())),
            ("words", reference("words")),
            ("value", maybe(&reference("words"))),
            ("note", maybe(&reference("words"))),
            ("used", list(&reference("used"))),
            ("basis", list(&reference("passage"))),
            ("step", maybe(&whole())),
            ("place", maybe(&reference("place"))),
            ("told", boolean()),
            ("items", list(&reference("item"))),
        ]),
        "used": closed(&[
            ("name", reference("words")),
            ("value", reference("words")),
            ("note", maybe(&reference("words"))),
        ]),
        "failing": closed(&[
            ("kind", json!({ "enum": ITEM_KINDS })),
            ("number", text()),
            ("words", reference("words")),
            ("used", list(&reference("used"))),
            ("items", list(&reference("failing"))),
        ]),
        "next": closed(&[
            ("kind", json!({ "enum": NEXT_KINDS })),
            ("name", reference("words")),
            ("path", text()),
            ("question", maybe(&reference("words"))),
            ("evidence", maybe(&reference("words"))),
            ("by", list(&text())),
        ]),
        "counted": closed(&[
            ("words", reference("words")),
            ("rule", maybe(&reference("words"))),
            ("how", list(&reference("item"))),
        ]),
        "place": closed(&[("file", text()), ("line", whole())]),
    })
}

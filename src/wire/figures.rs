//! The figures that an answer rests on, each with its instrument, how sure it is, and what is unsettled on the way.

use serde::Serialize;
use serde_json::{Value, json};

use crate::engine::code::Confidence;
use crate::engine::{Doubt, DoubtKind, FigureTaken, FlagKind, confidence_words};
use crate::quantity::Date;

use super::answer::{HomeShape, PassageShape, ValueShape, home_shape, passage_shape, value_shape};
use super::answer_schema::{boolean, closed, list, maybe, reference, text, with_package};
use super::problem::Bilingual;

#[derive(Debug, Serialize)]
pub(super) struct TakenShape {
    name: Bilingual,
    value: ValueShape,
    from: Option<String>,
    until: Option<String>,
    published: Option<String>,
    check_by: Option<String>,
    overdue: bool,
    source: Option<String>,
    confidence: Option<ConfidenceShape>,
    unsettled: Vec<String>,
    basis: Vec<PassageShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<HomeShape>,
}

#[derive(Debug, Serialize)]
struct ConfidenceShape {
    code: &'static str,
    words: Bilingual,
    doubtful: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct DoubtShape {
    kind: &'static str,
    name: Bilingual,
    says: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<HomeShape>,
}

pub(super) fn taken_shape(taken: &FigureTaken) -> TakenShape {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    TakenShape {
        name: Bilingual::from(&taken.name),
        value: value_shape(&taken.value),
        from: day(taken.from),
        until: day(taken.until),
        published: day(taken.published),
        check_by: day(taken.check_by),
        overdue: taken.overdue,
        source: taken.source.clone(),
        confidence: taken.confidence.map(confidence_shape),
        unsettled: taken.unsettled.clone(),
        basis: taken.basis.iter().map(passage_shape).collect(),
        package: home_shape(taken.package.as_ref()),
    }
}

fn confidence_shape(confidence: Confidence) -> ConfidenceShape {
    ConfidenceShape {
        code: confidence.code(),
        words: Bilingual::from(&confidence_words(confidence)),
        doubtful: confidence.is_doubtful(),
    }
}

pub(super) fn doubt_shape(doubt: &Doubt) -> DoubtShape {
    DoubtShape {
        kind: doubt_kind(doubt.kind),
        name: Bilingual::from(&doubt.name),
        says: doubt.says.clone(),
        package: home_shape(doubt.package.as_ref()),
    }
}

const DOUBTS: [DoubtKind; 5] = [
    DoubtKind::Definition,
    DoubtKind::Table,
    DoubtKind::Reading,
    DoubtKind::Finding,
    DoubtKind::Norm,
];

/// What kind of declaration is unsettled, for machines.
pub(super) const fn doubt_kind(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::Definition => "definition",
        DoubtKind::Table => "table",
        DoubtKind::Reading => "reading",
        DoubtKind::Finding => "finding",
        DoubtKind::Norm => "norm",
    }
}

/// What is unsure, for machines.
pub(super) const fn flag_code(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::Figure => "figure",
        FlagKind::Declared(kind) => doubt_kind(kind),
    }
}

/// The schema of a flag of a brief answer: something unsure that the answer may rest on. A figure without a confidence has
/// 存疑 only.
pub(super) fn flag_schema() -> Value {
    let kinds: Vec<&str> = std::iter::once("figure")
        .chain(DOUBTS.map(doubt_kind))
        .collect();
    let mut schema = closed(&[("kind", json!({ "enum": kinds })), ("name", text())]);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let codes = json!({ "enum": Confidence::ALL.map(Confidence::code) });
        properties.insert("confidence".to_owned(), codes);
    }
    schema
}

/// The schema of a figure that an answer rests on. `from` is the first day on which the line applies, `until` the first on
/// which it no longer does, `overdue` whether `check_by` has passed on the day of judgement.
pub(super) fn taken_schema() -> Value {
    let day = || maybe(&json!({ "type": "string", "format": "date" }));
    with_package(closed(&[
        ("name", reference("words")),
        ("value", reference("value")),
        ("from", day()),
        ("until", day()),
        ("published", day()),
        ("check_by", day()),
        ("overdue", boolean()),
        ("source", maybe(&text())),
        (
            "confidence",
            maybe(&closed(&[
                (
                    "code",
                    json!({ "enum": Confidence::ALL.map(Confidence::code) }),
                ),
                ("words", reference("words")),
                ("doubtful", boolean()),
            ])),
        ),
        ("unsettled", list(&text())),
        ("basis", list(&reference("passage"))),
    ]))
}

/// The schema of what is unsettled about a declaration that an answer rests on.
pub(super) fn doubt_schema() -> Value {
    with_package(closed(&[
        ("kind", json!({ "enum": DOUBTS.map(doubt_kind) })),
        ("name", reference("words")),
        ("says", list(&text())),
    ]))
}

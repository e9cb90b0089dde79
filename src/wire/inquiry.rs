//! The shape of what is still to be asked, version 1, and its JSON Schema.

use serde::Serialize;
use serde_json::{Value, json};

use crate::engine::code::{Clocks, Computed};
use crate::engine::{Engine, FactKind, Inquiry, Named, OpenQuestion};

use super::answer::missing_code;
use super::answer_schema::{boolean, closed, list, maybe, reference, text, whole};
use super::problem::Bilingual;

/// The version of the shape.
pub const INQUIRY_VERSION: u32 = 1;

#[derive(Debug, Serialize)]
struct InquiryShape {
    version: u32,
    as_of: String,
    law_as_of: String,
    known_as_of: String,
    questions: Vec<QuestionShape>,
    may_grow: bool,
}

#[derive(Debug, Serialize)]
struct QuestionShape {
    kind: &'static str,
    path: String,
    name: Bilingual,
    question: Option<Bilingual>,
    evidence: Option<Bilingual>,
    decided_by: Vec<String>,
    sensitive: bool,
    unchangeable: bool,
    shared_by: Option<String>,
    answer: Option<AnswerShape>,
    default: Option<Bilingual>,
    changes: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum AnswerShape {
    YesNo,
    Number {
        unit: Bilingual,
        whole: bool,
        least: Option<Bilingual>,
        greatest: Option<Bilingual>,
    },
    Date {
        least: Option<Bilingual>,
        greatest: Option<Bilingual>,
    },
    Text,
    Choice {
        options: Vec<OptionShape>,
        ordered: bool,
    },
    List {
        of: OptionShape,
        least: u32,
        greatest: u32,
    },
}

#[derive(Debug, Serialize)]
struct OptionShape {
    name: String,
    alias: Option<String>,
}

/// What is still to be asked.
#[must_use]
pub fn inquiry(engine: &Engine, clocks: Clocks, inquiry: &Inquiry) -> Value {
    let questions = inquiry.open.iter().map(|open| question(engine, open));
    let shape = InquiryShape {
        version: INQUIRY_VERSION,
        as_of: clocks.as_of.to_string(),
        law_as_of: clocks.law_as_of.to_string(),
        known_as_of: clocks.known_as_of.to_string(),
        questions: questions.collect(),
        may_grow: inquiry.may_grow,
    };
    serde_json::to_value(shape).unwrap_or_default()
}

fn question(engine: &Engine, open: &OpenQuestion) -> QuestionShape {
    let item = &open.item;
    let entry = open.entry.as_ref();
    QuestionShape {
        kind: missing_code(item.kind),
        path: item.path.clone(),
        name: Bilingual::from(&item.name),
        question: item.ask.as_ref().map(Bilingual::from),
        evidence: item.evidence.as_ref().map(Bilingual::from),
        decided_by: item.decided_by.clone(),
        sensitive: item.sensitive,
        unchangeable: entry.is_some_and(|entry| entry.unchangeable),
        shared_by: open.shared_by.clone(),
        answer: entry.map(|entry| answer(engine, &entry.kind)),
        default: entry.and_then(|entry| entry.default.as_ref().map(Bilingual::from)),
        changes: open
            .changes
            .iter()
            .filter_map(|goal| name(engine, *goal))
            .collect(),
    }
}

fn answer(engine: &Engine, kind: &FactKind) -> AnswerShape {
    let words = |words: &Option<_>| words.as_ref().map(Bilingual::from);
    match kind {
        FactKind::YesNo => AnswerShape::YesNo,
        FactKind::Number {
            unit,
            whole,
            least,
            greatest,
        } => AnswerShape::Number {
            unit: Bilingual::from(unit),
            whole: *whole,
            least: words(least),
            greatest: words(greatest),
        },
        FactKind::Date { least, greatest } => AnswerShape::Date {
            least: words(least),
            greatest: words(greatest),
        },
        FactKind::Text => AnswerShape::Text,
        FactKind::Choice { options, ordered } => AnswerShape::Choice {
            options: options.iter().map(option).collect(),
            ordered: *ordered,
        },
        FactKind::List {
            object,
            least,
            greatest,
        } => {
            let mut objects = engine.model().objects.iter();
            let label = objects.find(|one| one.label.name == *object);
            AnswerShape::List {
                of: OptionShape {
                    name: object.clone(),
                    alias: label.and_then(|one| one.label.alias.clone()),
                },
                least: *least,
                greatest: *greatest,
            }
        }
    }
}

fn option(named: &Named) -> OptionShape {
    OptionShape {
        name: named.name.clone(),
        alias: named.alias.clone(),
    }
}

fn name(engine: &Engine, goal: Computed) -> Option<String> {
    let model = engine.model();
    let label = match goal {
        Computed::Norm(id) => &model.norms.get(id.index())?.label,
        Computed::Definition(id) => &model.definitions.get(id.index())?.label,
        Computed::Table(id) => &model.tables.get(id.index())?.label,
    };
    Some(label.name.clone())
}

/// The schema of what `ask --json` prints.
#[must_use]
pub fn inquiry_schema() -> Value {
    let date = json!({ "type": "string", "format": "date" });
    let question = closed(&[
        ("kind", json!({ "enum": ["fact", "list", "finding"] })),
        ("path", text()),
        ("name", reference("words")),
        ("question", maybe(&reference("words"))),
        ("evidence", maybe(&reference("words"))),
        ("decided_by", list(&text())),
        ("sensitive", boolean()),
        ("unchangeable", boolean()),
        ("shared_by", maybe(&text())),
        ("answer", maybe(&reference("answer"))),
        ("default", maybe(&reference("words"))),
        ("changes", list(&text())),
    ]);
    let tagged = |name: &'static str, members: &[(&'static str, Value)]| {
        let mut all = vec![("type", json!({ "const": name }))];
        all.extend(members.iter().cloned());
        closed(&all)
    };
    let bounds = [
        ("least", maybe(&reference("words"))),
        ("greatest", maybe(&reference("words"))),
    ];
    let mut number = vec![("unit", reference("words")), ("whole", boolean())];
    number.extend(bounds.clone());
    let answers = [
        tagged("yes_no", &[]),
        tagged("number", &number),
        tagged("date", &bounds),
        tagged("text", &[]),
        tagged(
            "choice",
            &[
                ("options", list(&reference("option"))),
                ("ordered", boolean()),
            ],
        ),
        tagged(
            "list",
            &[
                ("of", reference("option")),
                ("least", whole()),
                ("greatest", whole()),
            ],
        ),
    ];
    let mut schema = closed(&[
        ("version", json!({ "const": INQUIRY_VERSION })),
        ("as_of", date.clone()),
        ("law_as_of", date.clone()),
        ("known_as_of", date),
        ("questions", list(&reference("question"))),
        ("may_grow", boolean()),
    ]);
    if let Value::Object(parts) = &mut schema {
        let draft = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), draft);
        let title = json!("条理：还要问什么 / what is still to be asked, version 1");
        parts.insert("title".to_owned(), title);
        let definitions = json!({
            "words": closed(&[("zh", text()), ("en", text())]),
            "option": closed(&[("name", text()), ("alias", maybe(&text()))]),
            "answer": { "anyOf": answers },
            "question": question,
        });
        parts.insert("$defs".to_owned(), definitions);
    }
    schema
}

//! The shapes of what is wrong.

use serde::Serialize;
use serde_json::{Value, json};

use crate::diagnostic::{Language, Problem, ProblemView, Problems, Words};
use crate::engine::FactProblem;
use crate::source::{LineIndex, Texts};

/// Words in both languages.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bilingual {
    zh: String,
    en: String,
}

impl From<&Words> for Bilingual {
    fn from(words: &Words) -> Self {
        Self {
            zh: words.zh.clone(),
            en: words.en.clone(),
        }
    }
}

/// A problem of a rule file.
#[must_use]
pub fn problem(problem: &Problem, texts: &Texts) -> Value {
    let view = ProblemView::new(problem, texts);
    let place = view.place.map(|place| {
        json!({
            "file": place.file,
            "line": place.start.line,
            "character": place.start.character,
            "end_line": place.end.line,
            "end_character": place.end.character,
            "words": place.words,
        })
    });
    let ways: Vec<Bilingual> = view.ways_out.iter().map(Bilingual::from).collect();
    json!({
        "code": view.code,
        "severity": view.severity.name(Language::En),
        "message": Bilingual::from(&view.message),
        "place": place,
        "ways_out": ways,
        "provision": view.provision.as_ref().map(Bilingual::from),
    })
}

/// Problems of rule files, in the order of their places.
#[must_use]
pub fn problems(problems: &Problems, texts: &Texts) -> Value {
    let sorted = problems.sorted().into_iter();
    sorted.map(|one| problem(one, texts)).collect()
}

/// Mistakes in the text of a case.
#[must_use]
pub fn fact_problems(problems: &[FactProblem], text: &str) -> Value {
    let lines = LineIndex::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let shapes = problems.iter().map(|problem| {
        let position = lines.position(u32::try_from(problem.at).unwrap_or(u32::MAX));
        fact_problem(problem, Some((position.line, position.character)), None)
    });
    shapes.collect()
}

/// A mistake in the facts of a case: at a line and a character of a text, or in a row of a table.
#[must_use]
pub fn fact_problem(problem: &FactProblem, place: Option<(u32, u32)>, row: Option<u64>) -> Value {
    let place = place.map(|(line, character)| json!({ "line": line, "character": character }));
    json!({
        "code": problem.code().name(),
        "severity": "error",
        "path": problem.path,
        "message": Bilingual::from(&problem.message()),
        "place": place,
        "row": row,
        "ways_out": [Bilingual::from(&problem.way_out())],
    })
}

//! A problem as plain values, for a door that turns it into JSON or into an editor's shapes.

use crate::diagnostic::problem::{Edit, Label, Problem, Severity};
use crate::diagnostic::words::Words;
use crate::source::{Position, Span, Texts, Utf16Position};

/// How many characters of the marked words are given at most.
const MAX_WORDS: usize = 200;

/// A problem with every place counted out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemView {
    /// The code.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// Where; none when the text is not at hand.
    pub place: Option<PlaceView>,
    /// What is said about the place; may be empty.
    pub words: Words,
    /// The other places that are at hand.
    pub labels: Vec<LabelView>,
    /// The ways out.
    pub ways_out: Vec<Words>,
    /// The ways out that an editor can take.
    pub fixes: Vec<FixView>,
    /// The provision that it belongs to.
    pub provision: Option<Words>,
}

/// A place in every way of counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceView {
    /// The name of the file.
    pub file: String,
    /// The bytes.
    pub span: Span,
    /// The first character, in words.
    pub start: Position,
    /// The character after the last, in words.
    pub end: Position,
    /// The first character, as an editor counts.
    pub start_utf16: Utf16Position,
    /// The character after the last, as an editor counts.
    pub end_utf16: Utf16Position,
    /// The words at the place, at most 200 characters of them.
    pub words: String,
}

/// A second place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelView {
    /// Where.
    pub place: PlaceView,
    /// What is said about it.
    pub words: Words,
}

/// A way out that an editor can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixView {
    /// What is done.
    pub title: Words,
    /// The places and what is put there.
    pub edits: Vec<(PlaceView, String)>,
}

impl ProblemView {
    /// Counts out the places of a problem. A fix with an edit in a text that is not at hand is left out.
    #[must_use]
    pub fn new(problem: &Problem, texts: &Texts) -> Self {
        let label = |label: &Label| {
            Some(LabelView {
                place: PlaceView::new(label.span, texts)?,
                words: label.words.clone(),
            })
        };
        let edit =
            |edit: &Edit| Some((PlaceView::new(edit.span, texts)?, edit.replacement.clone()));
        let fixes = problem.fixes().iter().filter_map(|fix| {
            Some(FixView {
                title: fix.title.clone(),
                edits: fix.edits.iter().map(edit).collect::<Option<_>>()?,
            })
        });
        Self {
            code: problem.code().name(),
            severity: problem.severity(),
            message: problem.message().clone(),
            place: PlaceView::new(problem.primary().span, texts),
            words: problem.primary().words.clone(),
            labels: problem.labels().iter().filter_map(label).collect(),
            ways_out: problem.ways_out().to_vec(),
            fixes: fixes.collect(),
            provision: problem.provision().cloned(),
        }
    }
}

impl PlaceView {
    /// Counts out a span; none when its text is not at hand.
    #[must_use]
    pub fn new(span: Span, texts: &Texts) -> Option<Self> {
        let text = texts.get(span.file())?;
        let lines = text.lines();
        Some(Self {
            file: text.name().to_owned(),
            span,
            start: lines.position(span.start()),
            end: lines.position(span.end()),
            start_utf16: lines.utf16(span.start()),
            end_utf16: lines.utf16(span.end()),
            words: text.slice(span).chars().take(MAX_WORDS).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceView, ProblemView};
    use crate::diagnostic::{Code, Fix, Label, Problem, Severity, Words};
    use crate::source::{FileId, Position, Span, Texts, Utf16Position};

    #[test]
    fn a_place_is_counted_in_every_way() {
        let mut texts = Texts::new();
        let file = texts.add("a.tiao", "甲\n𠮷乙丙").unwrap();
        let place = PlaceView::new(Span::new(file, 8, 11), &texts).unwrap();
        assert_eq!(
            (place.start, place.end),
            (
                Position {
                    line: 2,
                    character: 2
                },
                Position {
                    line: 2,
                    character: 3
                }
            )
        );
        assert_eq!(place.start_utf16, Utf16Position { line: 1, unit: 2 });
        assert_eq!(place.end_utf16, Utf16Position { line: 1, unit: 3 });
        assert_eq!(
            (place.words.as_str(), place.file.as_str()),
            ("乙", "a.tiao")
        );
    }

    #[test]
    fn what_is_not_at_hand_is_left_out() {
        let mut texts = Texts::new();
        let file = texts.add("a.tiao", "甲").unwrap();
        let (here, gone) = (Span::new(file, 0, 3), Span::at(FileId::new(9), 0));
        let problem = Problem::new(Code::new("H0501"), Words::same("甲"), Label::here(here))
            .label(gone, Words::same("乙"))
            .help(Words::same("丙"))
            .fix(Fix::replace(Words::same("丁"), here, "乙"))
            .fix(Fix::replace(Words::same("戊"), gone, "乙"));
        let view = ProblemView::new(&problem, &texts);
        assert_eq!((view.code, view.severity), ("H0501", Severity::Hint));
        assert!(view.place.is_some() && view.labels.is_empty());
        assert_eq!(view.fixes.len(), 1);
        assert_eq!(view.fixes[0].edits[0].1, "乙");
        assert_eq!(view.ways_out, [Words::same("丙")]);
        let nowhere = Problem::new(Code::new("E0001"), Words::same("甲"), Label::here(gone));
        assert_eq!(ProblemView::new(&nowhere, &texts).place, None);
    }
}

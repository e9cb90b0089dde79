//! A problem as a terminal draws it: the words of its file with a caret, and what to do.
//!
//! In comes a problem with the texts; out goes a drawing by `miette` that is read from the top: what is wrong, where it is,
//! the line with its neighbours, the ways out. Nothing is written here, and whether colours stay is settled by the stream.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters,
    ThemeStyles,
};

use crate::cli::layout::wrap;
use crate::diagnostic::{Language, Problem, Report, circled, plain};
use crate::source::Texts;

/// A problem drawn in so many columns, with or without colours; ends without a line break.
#[must_use]
pub fn drawn(
    problem: &Problem,
    texts: &Texts,
    language: Language,
    width: usize,
    colours: bool,
) -> String {
    let report = Report::new(problem, texts, language);
    let handler = GraphicalReportHandler::new_themed(theme(problem, language, colours))
        .with_width(width)
        .without_syntax_highlighting();
    let mut drawing = String::new();
    let Ok(()) = handler.render_report(&mut drawing, &Sketch(&report)) else {
        return plain(problem, texts, language);
    };
    let mut drawing = placed(&drawing, problem, texts, language);
    drawing.push_str(&ways_out(&report, language, width));
    drawing.trim_end().to_owned()
}

/// The look of a problem: its severity and code in words before the message.
fn theme(problem: &Problem, language: Language, colours: bool) -> GraphicalTheme {
    let title = format!("{} {}", problem.severity().name(language), problem.code());
    GraphicalTheme {
        characters: ThemeCharacters {
            error: title.clone(),
            warning: title.clone(),
            advice: title,
            ..ThemeCharacters::unicode()
        },
        styles: if colours {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        },
    }
}

/// The drawing with its places in words: `2:17` reads `第 2 行第 17 字`.
fn placed(drawing: &str, problem: &Problem, texts: &Texts, language: Language) -> String {
    let Some(text) = texts.get(problem.primary().span.file()) else {
        return drawing.to_owned();
    };
    let name = format!("{}:", text.name());
    let mut page = String::new();
    for line in drawing.split_inclusive('\n') {
        let header = line
            .contains(HEADER)
            .then(|| line.split_once(&name))
            .flatten();
        let place = header.and_then(|(before, after)| Some((before, in_words(after, language)?)));
        match place {
            Some((before, words)) => page.extend([before, text.name(), &words]),
            None => page.push_str(line),
        }
    }
    page
}

/// How `miette` begins the line above a source text.
const HEADER: &str = "╭─[";

/// `2:17]` as `　第 2 行第 17 字]`.
fn in_words(after: &str, language: Language) -> Option<String> {
    let (line, rest) = after.split_once(':')?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (character, rest) = rest.split_at_checked(end)?;
    Some(match language {
        Language::Zh => format!("　第 {line} 行第 {character} 字{rest}"),
        Language::En => format!("  line {line}, character {character}{rest}"),
    })
}

/// What to do, under the drawing: one way as it is, several under numbers.
fn ways_out(report: &Report<'_>, language: Language, width: usize) -> String {
    let ways = report.ways_out();
    let mut lines = Vec::new();
    match (ways.as_slice(), language) {
        ([], _) => {}
        ([only], Language::Zh) => lines.extend(wrap(only, "  怎么改：", 4, width)),
        ([only], Language::En) => lines.extend(wrap(only, "  what to do: ", 4, width)),
        (_, Language::Zh) => lines.push("  改成其中一种：".to_owned()),
        (_, Language::En) => lines.push("  one of these will do:".to_owned()),
    }
    if ways.len() > 1 {
        for (at, way) in ways.iter().enumerate() {
            lines.extend(wrap(way, &format!("   {} ", circled(at)), 6, width));
        }
    }
    for note in report.notes() {
        lines.extend(wrap(&note, "  ", 4, width));
    }
    lines.join("\n")
}

/// A report without what is written above and below the drawing.
#[derive(Debug)]
struct Sketch<'a>(&'a Report<'a>);

impl fmt::Display for Sketch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Sketch<'_> {}

impl Diagnostic for Sketch<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        self.0.severity()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }
}

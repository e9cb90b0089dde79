//! A problem as a `miette` diagnostic, so that a door can draw it.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::excerpt::{excerpt, place};
use crate::diagnostic::problem::{Problem, Severity};
use crate::diagnostic::render::circled;
use crate::diagnostic::words::Language;
use crate::diagnostic::wrap::visible;
use crate::source::{Text, Texts};

/// How many columns of a source line are drawn: 80 without the line number and the frame.
const LINE_COLUMNS: usize = 66;

/// A problem in one language with the text that it is about.
///
/// Columns are counted in characters, unlike `miette`'s own bytes. Of a line that is too wide for a terminal only the
/// part around the place is drawn.
#[derive(Debug)]
pub struct Report<'a> {
    problem: &'a Problem,
    texts: &'a Texts,
    language: Language,
    source: Option<CharacterSource<'a>>,
}

impl<'a> Report<'a> {
    /// The report of a problem. Without its text only the words are drawn.
    #[must_use]
    pub fn new(problem: &'a Problem, texts: &'a Texts, language: Language) -> Self {
        let text = texts.get(problem.primary().span.file());
        Self {
            problem,
            texts,
            language,
            source: text.map(|text| CharacterSource { text }),
        }
    }

    /// The places in other files, which cannot be drawn in this one.
    fn elsewhere(&self) -> impl Iterator<Item = String> {
        let file = self.problem.primary().span.file();
        let others = self
            .problem
            .labels()
            .iter()
            .filter(move |label| label.span.file() != file);
        others.filter_map(|label| {
            let text = self.texts.get(label.span.file())?;
            let place = place(text, label.span, self.language);
            let words = visible(label.words.in_language(self.language));
            let excerpt = excerpt(text, label.span, 60);
            Some(match self.language {
                Language::Zh => format!("另见 {}　{place}：{excerpt}　{words}", text.name()),
                Language::En => format!("see also {}  {place}: {excerpt}  {words}", text.name()),
            })
        })
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(self.problem.message().in_language(self.language)))
    }
}

impl Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.problem.code()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let mut ways: Vec<&str> = Vec::new();
        let titles = self.problem.fixes().iter().map(|fix| &fix.title);
        for way in self.problem.ways_out().iter().chain(titles) {
            let way = way.in_language(self.language);
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        let mut lines: Vec<String> = match ways.as_slice() {
            [only] => vec![visible(only)],
            several => {
                let numbered = several.iter().enumerate();
                numbered
                    .map(|(at, way)| format!("{} {}", circled(at), visible(way)))
                    .collect()
            }
        };
        lines.extend(self.elsewhere());
        if let Some(provision) = self.problem.provision() {
            let provision = visible(provision.in_language(self.language));
            lines.push(match self.language {
                Language::Zh => format!("对照原文：{provision}"),
                Language::En => format!("see: {provision}"),
            });
        }
        (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        let primary = self.problem.primary();
        let others = self.problem.labels().iter();
        let here = others.filter(|label| label.span.file() == primary.span.file());
        let labels = std::iter::once(primary).chain(here).enumerate();
        Some(Box::new(labels.map(|(at, label)| {
            let words = visible(label.words.in_language(self.language));
            let words = (!words.is_empty()).then_some(words);
            let range = source.within(&label.span.range());
            let span = SourceSpan::from((range.start, range.len()));
            if at == 0 {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            }
        })))
    }
}

/// A text as `miette` reads it, with columns in characters.
#[derive(Debug)]
struct CharacterSource<'a> {
    text: &'a Text,
}

impl CharacterSource<'_> {
    /// A range cut to the text and widened to whole characters.
    fn within(&self, range: &Range<usize>) -> Range<usize> {
        let content = self.text.content();
        let mut start = range.start.min(content.len());
        while !content.is_char_boundary(start) {
            start = start.saturating_sub(1);
        }
        let mut end = range.end.clamp(start, content.len());
        while !content.is_char_boundary(end) {
            end = end.saturating_add(1);
        }
        start..end
    }

    fn line_of(&self, byte: usize) -> u32 {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        self.text.lines().position(byte).line
    }

    fn line(&self, number: u32) -> Range<usize> {
        let end = self.text.content().len();
        self.text.lines().line_range(number).unwrap_or(end..end)
    }

    /// The lines to draw for a place: with their neighbours where all are narrow enough.
    fn lines(&self, range: &Range<usize>, before: u32, after: u32) -> Range<usize> {
        let first = self.line_of(range.start);
        let last = self.line_of(range.end.saturating_sub(1).max(range.start));
        let from = first.saturating_sub(before).max(1);
        let to = last.saturating_add(after).min(self.text.lines().count());
        let whole = self.line(from).start..self.line(to).end;
        let narrow = |number: u32| self.text.lines().line_text(number).width() <= LINE_COLUMNS;
        if (from..=to).all(narrow) {
            return whole;
        }
        if first == last {
            return self.part_of_line(first, range);
        }
        self.line(first).start..self.line(last).end
    }

    /// The part of a wide line around a place, as wide as fits.
    fn part_of_line(&self, number: u32, range: &Range<usize>) -> Range<usize> {
        let line = self.line(number);
        let columns = |range: Range<usize>| self.text.slice_range(&range).width();
        let mut part =
            range.start.clamp(line.start, line.end)..range.end.clamp(line.start, line.end);
        let mut room = LINE_COLUMNS.saturating_sub(columns(part.clone()));
        // Half of the room goes to the left, and what the left does not need to the right.
        let left = columns(line.start..part.start);
        let right = columns(part.end..line.end);
        let mut left_room = left.min(room.saturating_sub(right.min(room / 2)));
        room = room.saturating_sub(left_room);
        let before = self.text.slice_range(&(line.start..part.start));
        for letter in before.chars().rev() {
            let Some(rest) = left_room.checked_sub(letter.width().unwrap_or(0)) else {
                break;
            };
            left_room = rest;
            part.start = part.start.saturating_sub(letter.len_utf8());
        }
        let after = self.text.slice_range(&(part.end..line.end));
        for letter in after.chars() {
            let Some(rest) = room.checked_sub(letter.width().unwrap_or(0)) else {
                break;
            };
            room = rest;
            part.end = part.end.saturating_add(letter.len_utf8());
        }
        part
    }
}

impl SourceCode for CharacterSource<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let asked = span.offset()..span.offset().saturating_add(span.len());
        let range = self.within(&asked);
        let lines = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let drawn = if before == 0 && after == 0 {
            range
        } else {
            self.lines(&range, lines(before), lines(after))
        };
        let start = u32::try_from(drawn.start).unwrap_or(u32::MAX);
        let at = self.text.lines().position(start);
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let last = self.line_of(drawn.end);
        Ok(Box::new(MietteSpanContents::new_named(
            self.text.name().to_owned(),
            self.text.slice_range(&drawn).as_bytes(),
            SourceSpan::from((drawn.start, drawn.len())),
            count(at.line.saturating_sub(1)),
            count(at.character.saturating_sub(1)),
            count(last.saturating_sub(at.line)).saturating_add(1),
        )))
    }
}

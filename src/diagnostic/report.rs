//! A problem as a `miette` diagnostic, so that a door can draw it.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::excerpt::{excerpt, place};
use crate::diagnostic::problem::{Label, Problem, Severity};
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
            source: text.map(CharacterSource::new),
        }
    }

    const fn gap(&self) -> &'static str {
        match self.language {
            Language::Zh => "，",
            Language::En => ", ",
        }
    }

    /// What to do, each way once.
    #[must_use]
    pub fn ways_out(&self) -> Vec<String> {
        let mut ways = Vec::new();
        let titles = self.problem.fixes().iter().map(|fix| &fix.title);
        for way in self.problem.ways_out().iter().chain(titles) {
            let way = visible(way.in_language(self.language));
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// What else is worth reading: places that are not drawn, and the provision.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.elsewhere().collect();
        if let Some(provision) = self.problem.provision() {
            let provision = visible(provision.in_language(self.language));
            notes.push(match self.language {
                Language::Zh => format!("对照原文：{provision}"),
                Language::En => format!("see: {provision}"),
            });
        }
        notes
    }

    /// The places that cannot be drawn together with the first: in other files, or too far along the same line.
    fn elsewhere(&self) -> impl Iterator<Item = String> {
        let others = self.problem.labels().iter();
        let first = self.problem.primary().span.file();
        others.filter_map(move |label| {
            if self.is_drawn(label) {
                return None;
            }
            let text = self.texts.get(label.span.file())?;
            let place = place(text, label.span, self.language);
            let words = visible(label.words.in_language(self.language));
            let excerpt = excerpt(text, label.span, 60);
            let name = if label.span.file() == first {
                ""
            } else {
                text.name()
            };
            let said = match self.language {
                Language::Zh => format!("另见 {name}　{place}：{excerpt}　{words}"),
                Language::En => format!("see also {name}  {place}: {excerpt}  {words}"),
            };
            Some(
                said.replace("另见 　", "另见")
                    .replace("see also   ", "see also ")
                    .trim_end()
                    .to_owned(),
            )
        })
    }

    /// Whether a further place is drawn together with the first.
    fn is_drawn(&self, label: &Label) -> bool {
        let primary = self.problem.primary();
        let here = label.span.file() == primary.span.file();
        let source = self.source.as_ref().filter(|_| here);
        source.is_some_and(|source| source.fit(&primary.span.range(), &label.span.range()))
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
        let ways = self.ways_out();
        let mut lines: Vec<String> = match ways.as_slice() {
            [_] => ways,
            several => {
                let numbered = several.iter().enumerate();
                numbered
                    .map(|(at, way)| format!("{} {way}", circled(at)))
                    .collect()
            }
        };
        lines.extend(self.notes());
        (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        let primary = self.problem.primary();
        let first = source.on_one_line(&primary.span.range());
        let others = self.problem.labels().iter();
        let others = others.filter(|label| self.is_drawn(label)).map(|label| {
            let words = visible(label.words.in_language(self.language));
            (source.on_one_line(&label.span.range()), words)
        });
        let (same, others): (Vec<_>, Vec<_>) = others.partition(|(range, _)| *range == first);
        let mut said = visible(primary.words.in_language(self.language));
        // Two marks under the same words would run into each other, and so would one without words beside others.
        for (_, words) in same {
            if !said.is_empty() && !words.is_empty() {
                said.push_str(self.gap());
            }
            said.push_str(&words);
        }
        let line = source.line_of(first.start);
        if said.is_empty()
            && others
                .iter()
                .any(|(range, _)| source.line_of(range.start) == line)
        {
            said.push_str(match self.language {
                Language::Zh => "这里",
                Language::En => "here",
            });
        }
        let labelled = |(range, words): (Range<usize>, String), first: bool| {
            let words = (!words.is_empty()).then_some(words);
            let span = SourceSpan::from((range.start, range.len()));
            if first {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            }
        };
        let first = labelled((first, said), true);
        let others = others.into_iter().map(move |other| labelled(other, false));
        Some(Box::new(std::iter::once(first).chain(others)))
    }
}

/// A text as `miette` reads it, with columns in characters.
#[derive(Debug)]
struct CharacterSource<'a> {
    text: &'a Text,
    /// The text with as many bytes, without letters that steer a terminal.
    shown: Cow<'a, str>,
}

/// Further places this many lines away are drawn apart, with their own lines around them.
const APART: u32 = 6;

impl<'a> CharacterSource<'a> {
    fn new(text: &'a Text) -> Self {
        Self {
            text,
            shown: harmless(text.content()),
        }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.shown.get(range.clone()).unwrap_or("")
    }

    /// A place as far as its first line reaches.
    fn on_one_line(&self, range: &Range<usize>) -> Range<usize> {
        let range = self.within(range);
        let line = self.line(self.line_of(range.start));
        range.start..range.end.min(line.end.max(range.start))
    }

    /// Whether two places can be drawn together in a terminal.
    fn fit(&self, first: &Range<usize>, second: &Range<usize>) -> bool {
        let (first, second) = (self.on_one_line(first), self.on_one_line(second));
        let from = first.start.min(second.start);
        let to = first.end.max(second.end);
        let (top, bottom) = (
            self.line_of(from),
            self.line_of(to.saturating_sub(1).max(from)),
        );
        if top == bottom {
            return self.slice(&(from..to)).width() <= LINE_COLUMNS;
        }
        bottom.saturating_sub(top) > APART || (top..=bottom).all(|line| self.is_narrow(line))
    }

    fn is_narrow(&self, line: u32) -> bool {
        self.slice(&self.line(line)).width() <= LINE_COLUMNS
    }

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
        if (from..=to).all(|line| self.is_narrow(line)) {
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
        let columns = |range: Range<usize>| self.slice(&range).width();
        let mut part =
            range.start.clamp(line.start, line.end)..range.end.clamp(line.start, line.end);
        let mut room = LINE_COLUMNS.saturating_sub(columns(part.clone()));
        // Half of the room goes to the left, and what the left does not need to the right.
        let left = columns(line.start..part.start);
        let right = columns(part.end..line.end);
        let mut left_room = left.min(room.saturating_sub(right.min(room / 2)));
        room = room.saturating_sub(left_room);
        let before = self.slice(&(line.start..part.start));
        for letter in before.chars().rev() {
            let Some(rest) = left_room.checked_sub(letter.width().unwrap_or(0)) else {
                break;
            };
            left_room = rest;
            part.start = part.start.saturating_sub(letter.len_utf8());
        }
        let after = self.slice(&(part.end..line.end));
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

/// A text in which every letter that steers a terminal or turns the direction of writing is replaced by one as long.
fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |letter: char| {
        letter != '\n'
            && letter != '\r'
            && (letter.is_control()
                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|letter| match letter.len_utf8() {
        _ if !steers(letter) => letter,
        1 if letter == '\t' => ' ',
        1 => '?',
        2 => '\u{bf}',
        _ => '\u{fffd}',
    });
    Cow::Owned(shown.collect())
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
            self.slice(&drawn).as_bytes(),
            SourceSpan::from((drawn.start, drawn.len())),
            count(at.line.saturating_sub(1)),
            count(at.character.saturating_sub(1)),
            count(last.saturating_sub(at.line)).saturating_add(1),
        )))
    }
}

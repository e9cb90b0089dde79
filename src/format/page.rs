//! The page: lines, indents, blank lines, and comments at their places.

use unicode_width::UnicodeWidthStr;

use crate::format::word::Tongue;
use crate::source::Text;
use crate::syntax::document::{Declaration, Document, Item};

/// In which language a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// The language of the first declaration.
    Keep,
    /// Chinese keywords and full-width marks.
    Zh,
    /// English keywords and half-width marks.
    En,
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Options {
    /// The language of keywords, units and marks.
    pub language: Spelling,
    /// The columns of a line, a Han letter counting two; longer lines are broken where that changes nothing.
    ///
    /// A text, a name or a value is never broken, so a line may still be longer.
    pub width: usize,
}

/// The document as canonical text, with its comments.
///
/// `text` is the text that the document was read from.
#[must_use]
pub fn format(document: &Document, text: &Text, options: Options) -> String {
    let english = match options.language {
        Spelling::Keep => is_english(document, text),
        Spelling::Zh => false,
        Spelling::En => true,
    };
    let tongue = Tongue { english };
    let mut page = Page {
        text,
        document,
        tongue,
        width: options.width,
        lines: Vec::new(),
        next_comment: 0,
        last: 0,
    };
    for item in &document.items {
        page.item(item);
    }
    page.comments_before(u32::MAX, None);
    page.written()
}

/// Whether the first declaration has an English keyword.
fn is_english(document: &Document, text: &Text) -> bool {
    let first = document.items.iter().find_map(|item| match item {
        Item::Declaration(declaration) => Some(text.slice(declaration.keyword)),
        Item::Broken { .. } => None,
    });
    first.is_some_and(str::is_ascii)
}

/// One line of the body of a declaration.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where in the text it starts.
    pub(super) start: u32,
    pub(super) indent: usize,
    /// Its words; between two pieces the line may be broken.
    pub(super) pieces: Vec<String>,
    /// Whether a separator follows; the last entry of a declaration gets the closing mark instead.
    pub(super) separated: bool,
}

/// A line of the page.
#[derive(Debug)]
struct Line {
    words: String,
    comment: Option<String>,
    kind: LineKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Words,
    Comment,
    Blank,
}

/// The lines written so far, and the comments still to be written.
#[derive(Debug)]
struct Page<'d> {
    text: &'d Text,
    document: &'d Document,
    tongue: Tongue,
    width: usize,
    lines: Vec<Line>,
    next_comment: usize,
    /// Where in the text the last thing at the left edge ends.
    last: u32,
}

/// One level of indentation.
const INDENT: &str = "  ";

impl Page<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Declaration(declaration) => self.declaration(declaration),
            Item::Broken { span, .. } => {
                self.comments_before(span.start(), None);
                self.blank_line(span.start());
                for line in self.text.slice(*span).lines() {
                    self.push(line.trim_end().to_owned(), LineKind::Words);
                }
                self.last = span.end();
                // Its comments are part of its words.
                while self.comment_before(span.end()).is_some() {
                    self.next_comment = self.next_comment.saturating_add(1);
                }
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let (start, end) = (declaration.span.start(), declaration.span.end());
        self.comments_before(start, None);
        self.blank_line(start);
        let (opening, entries, closing_line) = self.tongue.declaration(declaration);
        let last = entries.len().saturating_sub(1);
        self.push(opening, LineKind::Words);
        for (at, entry) in entries.into_iter().enumerate() {
            self.comments_before(entry.start, Some(entry.indent));
            let separator = if entry.separated && at < last {
                self.tongue.separator()
            } else {
                ""
            };
            self.entry(&entry, separator);
        }
        // A comment on a line of its own before the closing mark stays before it.
        if closing_line
            || self
                .comment_before(end)
                .is_some_and(|comment| !self.trails(comment))
        {
            self.comments_before(end, Some(1));
            self.push(self.tongue.end().to_owned(), LineKind::Words);
        } else if let Some(line) = self.lines.last_mut() {
            line.words.push_str(self.tongue.end());
        }
        self.comments_before(end, None);
        self.last = end;
    }

    /// Writes an entry, broken between its pieces where it is too long.
    fn entry(&mut self, entry: &Entry, separator: &str) {
        let mut words = INDENT.repeat(entry.indent);
        let deeper = INDENT.repeat(entry.indent.saturating_add(2));
        let count = entry.pieces.len();
        for (at, piece) in entry.pieces.iter().enumerate() {
            let closing = if at.saturating_add(1) == count {
                separator
            } else {
                ""
            };
            let columns = words
                .width()
                .saturating_add(piece.trim_end().width())
                .saturating_add(closing.width());
            if columns > self.width && at > 0 {
                let full = std::mem::replace(&mut words, deeper.clone());
                self.push(full.trim_end().to_owned(), LineKind::Words);
                words.push_str(piece.trim_start());
            } else {
                words.push_str(piece);
            }
        }
        words.push_str(separator);
        self.push(words, LineKind::Words);
    }

    fn push(&mut self, words: String, kind: LineKind) {
        self.lines.push(Line {
            words,
            comment: None,
            kind,
        });
    }

    /// A blank line before what starts here, except at the top and under a comment that stands directly above it.
    fn blank_line(&mut self, start: u32) {
        let Some(last) = self.lines.last() else {
            return;
        };
        if last.kind == LineKind::Words
            || last.kind == LineKind::Comment && self.blank_between(self.last, start)
        {
            self.push(String::new(), LineKind::Blank);
        }
    }

    /// Whether a blank line parts two places of the text between which there are only blanks.
    fn blank_between(&self, from: u32, to: u32) -> bool {
        let range = usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0);
        let gap = self.text.content().get(range).unwrap_or_default();
        gap.matches('\n').count() > 1
    }

    // ---- comments ----

    /// Where the next comment starts, if it stands before a place.
    fn comment_before(&self, place: u32) -> Option<u32> {
        let comment = self.document.comments.get(self.next_comment)?;
        Some(comment.span.start()).filter(|start| *start < place)
    }

    /// Whether something else stands before a place on its line.
    fn trails(&self, place: u32) -> bool {
        let before = self
            .text
            .content()
            .get(..usize::try_from(place).unwrap_or(0))
            .unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.chars()
            .any(|letter| !letter.is_whitespace() && letter != '\u{FEFF}')
    }

    /// Writes the comments that stand before a place; without an indent they stand between declarations.
    fn comments_before(&mut self, place: u32, indent: Option<usize>) {
        while let Some(start) = self.comment_before(place) {
            let Some(comment) = self.document.comments.get(self.next_comment) else {
                return;
            };
            self.next_comment = self.next_comment.saturating_add(1);
            let written = self.text.slice(comment.span).trim_end().to_owned();
            let trails = self.trails(start);
            match self.lines.last_mut() {
                Some(line) if trails && line.kind == LineKind::Words && line.comment.is_none() => {
                    line.comment = Some(written)
                }
                _ => {
                    if indent.is_none() {
                        self.blank_line(start);
                    }
                    let words = format!("{}{written}", INDENT.repeat(indent.unwrap_or(0)));
                    self.push(words, LineKind::Comment);
                }
            }
            self.last = comment.span.end();
        }
    }

    fn written(&self) -> String {
        let mut written = String::new();
        for line in &self.lines {
            written.push_str(&line.words);
            if let Some(comment) = &line.comment {
                written.push_str("  ");
                written.push_str(comment);
            }
            written.push('\n');
        }
        written
    }
}

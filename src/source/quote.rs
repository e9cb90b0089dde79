//! Where quoted words stand in an instrument.

use std::ops::Range;

use crate::source::fold::Folded;
use crate::source::instrument::{NotFound, StructuredText};
use crate::source::nearest::{self, Alignment};
use crate::source::path::Path;

/// How many places of a quote are listed at most.
pub const MAX_PLACES: usize = 16;

/// Words of an instrument that a quote leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Their bytes in the raw text; with an ellipsis, from the first piece to the last.
    pub range: Range<usize>,
    /// The innermost passage that holds them all.
    pub path: Path,
    /// The line, from 1, in which they begin.
    pub line: u32,
}

/// What became of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteMatch {
    /// It stands in exactly one place.
    Found(Quoted),
    /// It stands in several places, of which at most [`MAX_PLACES`] are listed.
    Many(Vec<Quoted>),
    /// It stands in the text, but not in the passage that was named.
    Moved(Vec<Quoted>),
    /// It stands nowhere. The nearest words are given where some resemble it.
    NotFound(Option<Nearest>),
    /// The passage that was named does not exist.
    NoPassage(NotFound),
}

/// The words of the text that resemble a quote most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Where they stand.
    pub place: Quoted,
    /// How alike they are, from 0 to 100.
    pub similarity: u8,
    /// The words around the first difference, which stands in 【】: `…每年享受【10个】工作日…`. An empty 【】 stands where
    /// the quote has words that the text has not.
    pub marked: String,
    /// All differences, in order.
    pub differences: Vec<Difference>,
}

/// Words of a quote and the words of the text that stand in their place. Either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the quote.
    pub quoted: Range<usize>,
    /// Bytes of the text.
    pub written: Range<usize>,
}

impl StructuredText {
    /// Looks for the words of a quote, in one passage or in the whole text.
    ///
    /// Width of letters and marks, the kind of quotation marks, blanks and line breaks do not count; all else does, `，`
    /// and `、` included. `……` stands for words that are left out, within one clause.
    #[must_use]
    pub fn find_quote(&self, quote: &str, within: Option<&Path>) -> QuoteMatch {
        let pieces = Folded::pieces(quote);
        let whole = 0..self.folded.len();
        let scope = match within.filter(|path| !path.is_empty()) {
            None => whole.clone(),
            Some(path) => match self.resolve(path) {
                Ok(passage) => self.folded.of_bytes(&passage.range),
                Err(error) => return QuoteMatch::NoPassage(error),
            },
        };
        let mut places = self.places(&pieces, &scope);
        if let [only] = places.as_slice() {
            return QuoteMatch::Found(only.clone());
        }
        if !places.is_empty() {
            places.truncate(MAX_PLACES);
            return QuoteMatch::Many(places);
        }
        if scope != whole {
            let mut elsewhere = self.places(&pieces, &whole);
            if !elsewhere.is_empty() {
                elsewhere.truncate(MAX_PLACES);
                return QuoteMatch::Moved(elsewhere);
            }
        }
        let nearest = self.nearest_words(quote, &pieces, &scope);
        QuoteMatch::NotFound(nearest.or_else(|| self.nearest_words(quote, &pieces, &whole)))
    }

    /// All places of the pieces in order, each place once.
    fn places(&self, pieces: &[Folded], scope: &Range<usize>) -> Vec<Quoted> {
        let letters = self.folded.letters().get(scope.clone()).unwrap_or(&[]);
        let Some((first, rest)) = pieces.split_first() else {
            return Vec::new();
        };
        let later: Vec<(Vec<usize>, usize)> = rest
            .iter()
            .map(|piece| (occurrences(letters, piece.letters()), piece.len()))
            .collect();
        let clauses: Vec<Range<usize>> = if rest.is_empty() {
            Vec::new()
        } else {
            self.clauses().map(|clause| clause.range).collect()
        };
        let mut places: Vec<Range<usize>> = Vec::new();
        for start in occurrences(letters, first.letters()) {
            let mut end = start.saturating_add(first.len());
            let complete = later.iter().all(|(starts, len)| {
                let next = starts.get(starts.partition_point(|start| *start < end));
                end = next.map_or(end, |next| next.saturating_add(*len));
                next.is_some()
            });
            if !complete {
                continue;
            }
            let place = start.saturating_add(scope.start)..end.saturating_add(scope.start);
            let bytes = self.folded.to_bytes(self.text().content(), &place);
            if !rest.is_empty() && !in_one(&clauses, &bytes) {
                continue;
            }
            // Of two beginnings with the same end the later one leaves out less.
            if places.last().is_some_and(|last| last.end == bytes.end) {
                places.pop();
            }
            places.push(bytes);
            if places.len() > MAX_PLACES {
                break;
            }
        }
        places.into_iter().map(|range| self.quoted(range)).collect()
    }

    fn quoted(&self, range: Range<usize>) -> Quoted {
        let path = self.enclosing(&range).map(|passage| passage.path);
        Quoted {
            path: path.unwrap_or_default(),
            line: self.text().lines().line_at(range.start),
            range,
        }
    }

    fn nearest_words(
        &self,
        quote: &str,
        pieces: &[Folded],
        scope: &Range<usize>,
    ) -> Option<Nearest> {
        let letters = self.folded.letters().get(scope.clone())?;
        // Of a quote with an ellipsis, the first piece that is nowhere; else it is their order that is wrong.
        let lost = |piece: &&Folded| occurrences(letters, piece.letters()).is_empty();
        let piece = pieces.iter().find(lost).or_else(|| pieces.first())?;
        let Alignment {
            window,
            similarity,
            runs,
        } = nearest::align(piece.letters(), letters)?;
        let content = self.text().content();
        let in_text = |range: &Range<usize>| {
            let start = range.start.saturating_add(scope.start);
            let end = range.end.saturating_add(scope.start);
            self.folded.to_bytes(content, &(start..end))
        };
        let differences: Vec<Difference> = runs
            .iter()
            .map(|run| Difference {
                quoted: piece.to_bytes(quote, &run.quoted),
                written: in_text(&run.written),
            })
            .collect();
        let range = in_text(&window);
        let marked = marked(content, &range, differences.first());
        Some(Nearest {
            place: self.quoted(range),
            similarity,
            marked,
            differences,
        })
    }
}

/// How many letters around the first difference are shown.
const AROUND: usize = 18;

fn marked(content: &str, window: &Range<usize>, first: Option<&Difference>) -> String {
    let words = |start: usize, end: usize| content.get(start..end).unwrap_or("");
    let visible = |words: &str| -> Vec<char> {
        words
            .chars()
            .filter(|letter| !letter.is_control())
            .collect()
    };
    let Some(difference) = first else {
        return visible(words(window.start, window.end))
            .into_iter()
            .collect();
    };
    let before = visible(words(window.start, difference.written.start));
    let after = visible(words(difference.written.end, window.end));
    let mut shown = String::new();
    if before.len() > AROUND {
        shown.push('…');
    }
    shown.extend(before.iter().skip(before.len().saturating_sub(AROUND)));
    shown.push('【');
    shown.extend(visible(words(
        difference.written.start,
        difference.written.end,
    )));
    shown.push('】');
    shown.extend(after.iter().take(AROUND));
    if after.len() > AROUND {
        shown.push('…');
    }
    shown
}

fn in_one(clauses: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let clause = |byte: usize| clauses.partition_point(|clause| clause.start <= byte);
    clause(bytes.start) == clause(bytes.end.saturating_sub(1))
}

/// Where a piece begins, by Knuth, Morris and Pratt, so that no text makes it slow.
fn occurrences(letters: &[char], piece: &[char]) -> Vec<usize> {
    if piece.is_empty() || piece.len() > letters.len() {
        return Vec::new();
    }
    let borders = borders(piece);
    let mut found = Vec::new();
    let mut matched = 0_usize;
    for (at, letter) in letters.iter().enumerate() {
        matched = extend(piece, &borders, matched, *letter);
        if matched == piece.len() {
            found.push(at.saturating_add(1).saturating_sub(matched));
            matched = border(&borders, matched);
        }
    }
    found
}

/// For each length of a beginning, the length of its longest proper beginning that is also its end.
fn borders(piece: &[char]) -> Vec<usize> {
    let mut borders = vec![0, 0];
    let mut matched = 0_usize;
    for letter in piece.iter().skip(1) {
        matched = extend(piece, &borders, matched, *letter);
        borders.push(matched);
    }
    borders
}

fn extend(piece: &[char], borders: &[usize], mut matched: usize, letter: char) -> usize {
    while matched > 0 && piece.get(matched) != Some(&letter) {
        matched = border(borders, matched);
    }
    if piece.get(matched) == Some(&letter) {
        matched.saturating_add(1)
    } else {
        matched
    }
}

fn border(borders: &[usize], matched: usize) -> usize {
    borders.get(matched).copied().unwrap_or(0)
}

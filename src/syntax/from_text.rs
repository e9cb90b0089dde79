//! From text to document: the outline cuts, the grammar reads each piece alone, and a slip in one hides nothing in another.

use std::ops::Range;

use pest::error::ErrorVariant;

use crate::diagnostic::Problems;
use crate::source::Text;
use crate::syntax::cursor::Parts;
use crate::syntax::document::{Comment, Declaration, Document, Item, Name};
use crate::syntax::failure::{Stop, position};
use crate::syntax::grammar::{Rule, read_declaration};
use crate::syntax::outline::{self, MAX_DEPTH, Piece};
use crate::syntax::problem;
use crate::syntax::reader::Reader;
use crate::syntax::slip;
use crate::syntax::taken_out;

/// After so many problems of form the rest of a file is not read: it is no rule file.
const MAX_PROBLEMS: usize = 500;

/// Reads a rule file. There is always a document: what could not be read is a broken item with its problem.
#[must_use]
pub fn parse(text: &Text) -> (Document, Problems) {
    let mut problems = Problems::new();
    let mut document = Document {
        file: text.id(),
        items: Vec::new(),
        comments: Vec::new(),
    };
    let mut at = 0;
    let mut rest = None;
    while problems.len() < MAX_PROBLEMS {
        let (piece, comments) = match rest.take() {
            Some(piece) => (Some(piece), Vec::new()),
            None => outline::next_piece(text.content(), at),
        };
        let Some(piece) = piece else {
            keep_comments(text, &comments, &mut document);
            break;
        };
        at = piece.range.end;
        let (item, restart) = read_piece(text, &piece, &mut problems);
        let mut comments = piece.comments.clone();
        if let Some(restart) = restart {
            at = restart;
            comments.retain(|comment| comment.start < restart);
            rest = piece.from(restart);
        }
        keep_comments(text, &comments, &mut document);
        document.items.push(item);
    }
    (document, problems)
}

fn keep_comments(text: &Text, comments: &[Range<usize>], document: &mut Document) {
    for range in comments {
        let written = text.slice_range(range);
        let words = written
            .strip_prefix("//")
            .or_else(|| written.strip_prefix('※'))
            .unwrap_or(written);
        document.comments.push(Comment {
            text: words.to_owned(),
            span: text.span(range),
        });
    }
}

/// Reads one piece. Where it could not be read and another declaration seems to start inside it, it ends there.
fn read_piece(text: &Text, piece: &Piece, problems: &mut Problems) -> (Item, Option<usize>) {
    if !piece.deep
        && let Some(item) = read_whole(text, &piece.range, problems)
    {
        return (item, None);
    }
    let restart = outline::restart(text.content(), &piece.range);
    let range = match restart {
        Some(restart) => {
            let words = text.slice_range(&(piece.range.start..restart));
            piece.range.start..piece.range.start.saturating_add(words.trim_end().len())
        }
        None => piece.range.clone(),
    };
    if piece.deep
        && let Some(place) = outline::too_deep(text.content(), &range)
    {
        problems.push(problem::too_deep(text.span(&(place..place)), MAX_DEPTH));
        return (broken(text, &range), restart);
    }
    if (restart.is_some() || piece.deep)
        && let Some(item) = read_whole(text, &range, problems)
    {
        return (item, restart);
    }
    explain(text, &range, problems);
    (broken(text, &range), restart)
}

/// The declaration, if the grammar can read it.
fn read_whole(text: &Text, range: &Range<usize>, problems: &mut Problems) -> Option<Item> {
    let mut pairs = read_declaration(text.slice_range(range)).ok()?;
    let node = pairs.next()?;
    let mut reader = Reader::new(text.id(), range.start, problems);
    let read = reader.declaration(&node);
    if !node
        .clone()
        .into_inner()
        .any(|part| part.as_rule() == Rule::mark_end)
    {
        reader.report(problem::no_end(reader.span_at(range.len(), range.len())));
    }
    let broken_inside = reader.is_broken();
    match read {
        Some((kind, keyword)) if !broken_inside => Some(Item::Declaration(Declaration {
            kind,
            span: text.span(range),
            keyword,
        })),
        Some(_) => Some(broken(text, range)),
        None => {
            if !broken_inside {
                let place = Parts::of(&node)
                    .next()
                    .map_or_else(|| text.span(range), |part| reader.span(&part));
                reader.refuse(slip::unexpected(place, "", &[], None));
            }
            Some(broken(text, range))
        }
    }
}

/// How many slips of one declaration are told.
const MAX_SLIPS: usize = 12;

/// Tells why a declaration could not be read. The words with the slip are taken out and the rest read again, so that one slip
/// hides no other.
fn explain(text: &Text, range: &Range<usize>, problems: &mut Problems) {
    let mut words = text.slice_range(range).to_owned();
    for _ in 0..MAX_SLIPS {
        let failure = match read_declaration(&words) {
            Ok(mut pairs) => {
                if let Some(node) = pairs.next() {
                    let mut reader = Reader::after_slips(text.id(), range.start, problems);
                    let _ = reader.declaration(&node);
                }
                return;
            }
            Err(failure) => failure,
        };
        if matches!(failure.variant, ErrorVariant::CustomError { .. }) {
            problems.push(problem::too_large(text.span(range)));
            return;
        }
        let stop = Stop::new(text, &words, range.start, &failure);
        problems.push(stop.problem());
        // These are made of parts in a fixed order: without one of them nothing fits.
        if ["条款", "clause", "表", "table", "单位", "unit"]
            .iter()
            .any(|keyword| words.starts_with(keyword))
        {
            return;
        }
        let Some(left) = without(&words, stop.at()) else {
            return;
        };
        words = left;
        if outline::says_nothing(&words) {
            return;
        }
    }
}

/// The words without the slip: as little of them as lets the grammar get beyond it.
fn without(words: &str, slip: usize) -> Option<String> {
    let mut ways = taken_out::ways(words, slip);
    let most = ways.pop()?;
    let least = ways.into_iter().find(|way| {
        read_declaration(&way.words).map_or_else(|failure| position(&failure) > way.end, |_| true)
    });
    Some(least.unwrap_or(most).words)
}

fn broken(text: &Text, range: &Range<usize>) -> Item {
    let name = outline::declared_name(text.slice_range(range));
    let name = name.map(|name| Name {
        text: text
            .slice_range(&(shift(name.start, range)..shift(name.end, range)))
            .to_owned(),
        span: text.span(&(shift(name.start, range)..shift(name.end, range))),
    });
    Item::Broken {
        span: text.span(range),
        name,
    }
}

const fn shift(at: usize, range: &Range<usize>) -> usize {
    at.saturating_add(range.start)
}

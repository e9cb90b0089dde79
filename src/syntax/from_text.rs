//! From text to document: the outline cuts, the grammar reads each piece alone, and a slip in one hides nothing in another.

use std::ops::Range;

use crate::diagnostic::Problems;
use crate::source::Text;
use crate::syntax::cursor::Parts;
use crate::syntax::document::{Comment, Declaration, Document, Item};
use crate::syntax::grammar::{Rule, read_declaration};
use crate::syntax::outline::{self, MAX_DEPTH, Piece};
use crate::syntax::problem;
use crate::syntax::reader::Reader;

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
    while problems.len() < MAX_PROBLEMS {
        let (piece, comments) = outline::next_piece(text.content(), at);
        let Some(mut piece) = piece else {
            keep_comments(text, &comments, &mut document);
            break;
        };
        at = piece.range.end;
        let (item, restart) = read_piece(text, &mut piece, &mut problems);
        if let Some(restart) = restart {
            at = restart;
            piece.comments.retain(|comment| comment.start < restart);
        }
        keep_comments(text, &piece.comments, &mut document);
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
fn read_piece(text: &Text, piece: &mut Piece, problems: &mut Problems) -> (Item, Option<usize>) {
    if let Some(place) = piece.too_deep {
        problems.push(problem::too_deep(text.span(&(place..place)), MAX_DEPTH));
        return (
            broken(text, &piece.range),
            outline::restart(text.content(), &piece.range),
        );
    }
    if let Some(item) = read_whole(text, &piece.range, problems) {
        return (item, None);
    }
    let restart = outline::restart(text.content(), &piece.range);
    if let Some(restart) = restart {
        let words = text.slice_range(&(piece.range.start..restart));
        piece.range.end = piece.range.start.saturating_add(words.trim_end().len());
        if let Some(item) = read_whole(text, &piece.range, problems) {
            return (item, Some(restart));
        }
    }
    explain(text, &piece.range, problems);
    (broken(text, &piece.range), restart)
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
                reader.refuse(problem::unexpected(place, ""));
            }
            Some(broken(text, range))
        }
    }
}

fn explain(text: &Text, range: &Range<usize>, problems: &mut Problems) {
    let Err(failure) = read_declaration(text.slice_range(range)) else {
        return;
    };
    if matches!(
        failure.variant,
        pest::error::ErrorVariant::CustomError { .. }
    ) {
        problems.push(problem::too_large(text.span(range)));
        return;
    }
    let offset = match failure.location {
        pest::error::InputLocation::Pos(offset) | pest::error::InputLocation::Span((offset, _)) => {
            offset
        }
    };
    let at = range.start.saturating_add(offset).min(range.end);
    let found: String = text
        .slice_range(&(at..range.end))
        .chars()
        .take(10)
        .collect();
    let end = at.saturating_add(found.len());
    problems.push(problem::unexpected(text.span(&(at..end)), &found));
}

fn broken(text: &Text, range: &Range<usize>) -> Item {
    Item::Broken {
        span: text.span(range),
        name: None,
    }
}

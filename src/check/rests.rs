//! Citations in, the stretches of an instrument's text out that a declaration cites and quotes.

use std::ops::Range;

use crate::source::StructuredText;

use super::account::Account;
use super::model::{Citation, InstrumentId, Model};

/// Where a declaration rests on the text: the stretch that it cites, and the stretches that it quotes.
#[derive(Debug)]
pub(super) struct Rest {
    /// The place of the declaration among the accounts.
    pub(super) account: usize,
    pub(super) cited: Range<usize>,
    pub(super) quoted: Vec<Range<usize>>,
}

pub(super) fn rests(
    model: &Model,
    instrument: InstrumentId,
    text: &StructuredText,
    accounts: &[Account<'_>],
) -> Vec<Rest> {
    let mut rests = Vec::new();
    for (account, declared) in accounts.iter().enumerate() {
        for id in &declared.basis {
            let citation = model.citations.get(id.index());
            let Some(citation) = citation.filter(|one| one.instrument == Some(instrument)) else {
                continue;
            };
            if let Some(range) = &citation.range {
                rests.push(Rest {
                    account,
                    cited: range.clone(),
                    quoted: quoted(text, citation, range),
                });
            }
        }
    }
    rests
}

/// The stretches that a citation quotes; words that it leaves out by an ellipsis are not among them.
fn quoted(text: &StructuredText, citation: &Citation, range: &Range<usize>) -> Vec<Range<usize>> {
    let Some(quote) = &citation.quote else {
        return Vec::new();
    };
    if !quote.contains(['…', '⋯']) && !quote.contains("...") {
        return vec![range.clone()];
    }
    // The pieces stand in their order, so each is looked for after the one before it.
    let words = text.text().slice_range(range);
    let mut found = Vec::new();
    let mut from = 0_usize;
    let plain = quote.replace("...", "…");
    for piece in plain
        .split(['…', '⋯'])
        .filter(|piece| !piece.trim().is_empty())
    {
        let letters: Vec<char> = piece.chars().filter(|one| one.is_alphanumeric()).collect();
        let Some(place) = place_of(&letters, words, from) else {
            continue;
        };
        from = place.end;
        found.push(shifted(&place, range.start));
    }
    found
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start.saturating_add(by)..range.end.saturating_add(by)
}

/// Where letters stand in words from a byte on, marks and blanks aside.
fn place_of(letters: &[char], words: &str, from: usize) -> Option<Range<usize>> {
    let counted: Vec<(usize, char)> = words
        .char_indices()
        .filter(|(at, letter)| *at >= from && letter.is_alphanumeric())
        .collect();
    let start = counted
        .windows(letters.len().max(1))
        .position(|window| window.iter().map(|(_, letter)| letter).eq(letters))?;
    let (first, _) = counted.get(start)?;
    let (last, letter) = counted.get(start.saturating_add(letters.len()).checked_sub(1)?)?;
    Some(*first..last.saturating_add(letter.len_utf8()))
}

//! Slips in comparisons: the wrong word, none, or one in the wrong place.

use crate::diagnostic::Problem;
use crate::syntax::failure::Stop;
use crate::syntax::grammar::Rule;
use crate::syntax::outline;
use crate::syntax::slip;
use crate::syntax::wanted::{COMPARISONS, WORDS, similar, word};

impl Stop<'_> {
    /// `免票身高以下`: 以下 stands after a written quantity only.
    pub(super) fn range_after_name(&self) -> Option<Problem> {
        if !self.wants(Rule::word_comparison) {
            return None;
        }
        let name = word(self.rest());
        let (range, start) = ["以上", "以下", "以内", "以外"]
            .into_iter()
            .find_map(|range| Some((range, name.find(range)?)))?;
        let start = self.at.saturating_add(start);
        let end = start.saturating_add(range.len());
        Some(slip::range_after_name(self.span(start..end), range))
    }

    /// `身高 1.3米`: neither a comparison before the quantity nor 以上, 以下 … after it.
    pub(super) fn no_comparison(&self) -> Option<Problem> {
        if !self.wants(Rule::word_range) || self.wants(Rule::mark_separator) {
            return None;
        }
        let before = self.before().trim_end_matches(outline::is_blank);
        let start = before
            .rfind(|letter: char| "；：（，、".contains(letter) || outline::is_blank(letter))
            .map_or(0, |at| {
                at.saturating_add(
                    before
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8),
                )
            });
        let run = before.get(start..)?;
        let number = run.find(|letter: char| letter.is_ascii_digit())?;
        let name = run.get(..number)?;
        let (name, number_at) = if name.is_empty() {
            let gap = before.get(..start)?.trim_end_matches(outline::is_blank);
            let from = gap
                .rfind(|letter: char| !letter.is_alphanumeric())
                .map_or(0, |at| {
                    at.saturating_add(
                        gap.get(at..)
                            .and_then(|rest| rest.chars().next())
                            .map_or(1, char::len_utf8),
                    )
                });
            (gap.get(from..)?, start)
        } else {
            (name, start.saturating_add(number))
        };
        if let Some((wrong, meant)) = COMPARISONS.iter().find(|(wrong, _)| name.ends_with(wrong)) {
            let end = if number_at == start {
                before
                    .get(..start)?
                    .trim_end_matches(outline::is_blank)
                    .len()
            } else {
                number_at
            };
            let from = end.checked_sub(wrong.len())?;
            return Some(slip::unknown_comparison(
                self.span(from..end),
                wrong,
                Some(meant),
            ));
        }
        let quantity = before.get(number_at..)?;
        Some(slip::no_comparison(
            self.span(number_at..before.len()),
            quantity,
        ))
    }

    pub(super) fn unknown_comparison(&self) -> Option<Problem> {
        if !self.wants(Rule::word_comparison) {
            return None;
        }
        let rest = self.rest();
        if let Some((wrong, meant)) = COMPARISONS
            .iter()
            .find(|(wrong, _)| rest.starts_with(wrong))
        {
            return Some(slip::unknown_comparison(
                self.here(wrong.len()),
                wrong,
                Some(meant),
            ));
        }
        let word = word(rest);
        let (length, meant) = similar(word, WORDS.iter().copied())?;
        Some(slip::unknown_comparison(
            self.here(length),
            rest.get(..length)?,
            Some(meant),
        ))
    }
}

//! Why a declaration could not be read, in the words of the person who wrote it.
//!
//! In come the words, the place that the grammar did not get past and what it wanted there; out comes one problem. Each
//! function below knows one slip that people make; the first that recognises it speaks.

use std::ops::Range;

use crate::diagnostic::Problem;
use crate::source::{Span, Text};
use crate::syntax::grammar::{Failure, Rule};
use crate::syntax::keywords::{self, KEYWORDS};
use crate::syntax::outline;
use crate::syntax::phrase::phrase;
use crate::syntax::problem;
use crate::syntax::slip;
use crate::syntax::suspect::{Suspect, SuspectKind, suspects};
use crate::syntax::wanted::{
    CONTINUES, LINES, RESERVED, STATEMENTS, TYPES, first_letter, keyword_at, names_of,
    numeral_with_range, ordinal, similar, word,
};

/// How far the grammar got, in bytes.
pub(super) const fn position(failure: &Failure) -> usize {
    match failure.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    }
}

/// Where the grammar stopped in a declaration.
pub(super) struct Stop<'t> {
    text: &'t Text,
    /// The declaration's own words, perhaps with some of them blanked out.
    pub(super) words: &'t str,
    base: usize,
    pub(super) at: usize,
    wanted: Vec<Rule>,
    pub(super) suspects: Vec<Suspect>,
}

impl<'t> Stop<'t> {
    pub(super) fn new(text: &'t Text, words: &'t str, base: usize, failure: &Failure) -> Self {
        let at = position(failure);
        let wanted = match &failure.variant {
            pest::error::ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            pest::error::ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Self {
            text,
            words,
            base,
            at,
            wanted,
            suspects: suspects(words),
        }
    }

    /// How far the grammar got, in bytes of the declaration.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The problem, in the words of the first who recognises the slip.
    pub(super) fn problem(&self) -> Problem {
        let slips = [
            Self::quotation,
            Self::look_alike,
            Self::written_date,
            Self::outside,
            Self::empty,
            Self::no_colon,
            Self::blanks_in_label,
            Self::no_zone,
            Self::no_separator,
            Self::not_without_brackets,
            Self::reserved_piece,
            Self::unknown_keyword,
            Self::long_keyword,
            Self::words_wanted,
            Self::range_after_name,
            Self::no_comparison,
            Self::unknown_comparison,
            Self::bracket,
        ];
        slips
            .iter()
            .find_map(|slip| slip(self))
            .unwrap_or_else(|| self.unexpected())
    }

    // ---- places ----

    pub(super) fn rest(&self) -> &'t str {
        self.words.get(self.at..).unwrap_or_default()
    }

    pub(super) fn before(&self) -> &'t str {
        self.words.get(..self.at).unwrap_or_default()
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let file = |at: usize| self.base.saturating_add(at);
        self.text.span(&(file(range.start)..file(range.end)))
    }

    /// From here on, so many bytes.
    pub(super) fn here(&self, length: usize) -> Span {
        self.span(self.at..self.at.saturating_add(length))
    }

    pub(super) fn wants(&self, rule: Rule) -> bool {
        self.wanted.contains(&rule)
    }

    fn wants_any(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| self.wants(*rule))
    }

    /// Where the words before end, without blanks.
    pub(super) fn end_of_before(&self) -> usize {
        self.before().trim_end_matches(outline::is_blank).len()
    }

    // ---- slips ----

    fn look_alike(&self) -> Option<Problem> {
        let run = self.run();
        let near = self.suspects.iter().find(|suspect| {
            matches!(suspect.kind, SuspectKind::LookAlike(_))
                && run.start <= suspect.range.start
                && suspect.range.start < run.end
        })?;
        let SuspectKind::LookAlike(meant) = near.kind else {
            return None;
        };
        let written = self.words.get(near.range.clone())?.chars().next()?;
        Some(problem::look_alike(
            self.span(near.range.clone()),
            written,
            meant,
        ))
    }

    /// The unbroken run of letters around the stop.
    fn run(&self) -> Range<usize> {
        let parts = |letter: char| outline::is_blank(letter) || "；;：，、。".contains(letter);
        let start = self.before().rfind(parts).map_or(0, |at| {
            let width = self
                .before()
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
            at.saturating_add(width)
        });
        let end = self.rest().find(parts).map_or(self.words.len(), |length| {
            self.at.saturating_add(length).saturating_add(1)
        });
        start..end.max(self.at.saturating_add(1))
    }

    fn written_date(&self) -> Option<Problem> {
        let part = |letter: char| {
            letter.is_ascii_digit() || matches!(letter, '.' | '．' | '/' | '／' | '-' | '－')
        };
        let start = self.before().trim_end_matches(part).len();
        let end = self
            .rest()
            .find(|letter| !part(letter))
            .map_or(self.words.len(), |length| self.at.saturating_add(length));
        let written = self.words.get(start..end)?;
        let pieces: Vec<&str> = written
            .split(|letter: char| !letter.is_ascii_digit())
            .collect();
        let dotted = written.contains(['.', '．']);
        let place = self.span(start..end);
        match pieces.as_slice() {
            [year, month, day]
                if year.len() == 4
                    && month.len() <= 2
                    && day.len() <= 2
                    && (dotted || self.wants(Rule::date)) =>
            {
                let plain = |number: &str| number.trim_start_matches('0').to_owned();
                Some(slip::written_date(
                    place,
                    written,
                    &format!("{year}年{}月{}日", plain(month), plain(day)),
                ))
            }
            [year]
                if year.len() == 4
                    && self.wants(Rule::date)
                    && self.words.get(end..)?.trim_start().starts_with('年') =>
            {
                let rest = self.words.get(end..)?;
                let length = rest
                    .find(|letter: char| !letter.is_ascii_digit() && !"年月 ".contains(letter))
                    .unwrap_or(rest.len());
                let end = end.saturating_add(length);
                Some(slip::unfinished_date(
                    self.span(start..end),
                    self.words.get(start..end)?,
                ))
            }
            [year, month] if year.len() == 4 && month.len() <= 2 && self.wants(Rule::date) => {
                Some(slip::unfinished_date(place, written))
            }
            _ => None,
        }
    }

    /// Nothing begins here that is a declaration.
    fn outside(&self) -> Option<Problem> {
        if !self.wants(Rule::declaration) {
            return None;
        }
        let rest = self.rest();
        let word = word(rest);
        if word.is_empty() {
            let found = first_letter(rest);
            if matches!(found, "。" | "." | "；" | ";") {
                return Some(slip::surplus_mark(self.here(found.len()), found));
            }
            return Some(slip::unknown_declaration(
                self.here(found.len()),
                found,
                None,
            ));
        }
        if let Some((_, chinese, english)) =
            STATEMENTS.iter().find_map(|rule| keyword_at(*rule, rest))
        {
            let written = if rest.starts_with(chinese) {
                chinese
            } else {
                english
            };
            return Some(slip::statement_outside(self.here(written.len()), written));
        }
        let candidates = outline::DECLARATIONS.iter().copied();
        let (length, meant) = similar(rest, candidates)
            .map_or((word.len(), None), |(length, meant)| (length, Some(meant)));
        Some(slip::unknown_declaration(
            self.here(length),
            rest.get(..length).unwrap_or(word),
            meant,
        ))
    }

    fn empty(&self) -> Option<Problem> {
        let ended = self.rest().trim_start_matches(outline::is_blank);
        let nothing = ended.is_empty() || ended.starts_with(['。', '.']);
        let opened = self
            .before()
            .trim_end_matches(outline::is_blank)
            .ends_with(['：', ':']);
        let line = self.wants_any(&LINES.map(|(line, _)| line))
            || self.wants_any(&[Rule::field, Rule::interval, Rule::parameter_value]);
        (nothing
            && opened
            && line
            && self.declared()?.end >= self.end_of_before().saturating_sub(6))
        .then(|| {
            let declared = self.declared().unwrap_or(0..0);
            slip::empty_declaration(
                self.span(0..declared.end),
                self.words.get(..declared.end).unwrap_or_default(),
            )
        })
    }

    /// The words before the first colon.
    fn declared(&self) -> Option<Range<usize>> {
        self.words.find(['：', ':']).map(|end| 0..end)
    }

    fn no_separator(&self) -> Option<Problem> {
        let rest = self.rest();
        if self.wants(Rule::mark_separator) {
            let (mark, after) = match first_letter(rest) {
                mark @ ("，" | "、" | ",") => (mark, rest.get(mark.len()..)?.trim_start()),
                _ => ("", rest),
            };
            if let Some((_, chinese, english)) =
                STATEMENTS.iter().find_map(|rule| keyword_at(*rule, after))
            {
                let next = if after.starts_with(chinese) {
                    chinese
                } else {
                    english
                };
                if mark.is_empty() {
                    let end = self.end_of_before();
                    return Some(slip::no_separator(
                        self.span(end..end),
                        self.here(next.len()),
                        next,
                    ));
                }
                return Some(slip::wrong_separator(self.here(mark.len()), mark, next));
            }
        }
        // `60⏎给予：` reads 给予 as the unit of 60, and stops at the colon.
        if !rest.starts_with(['：', ':']) {
            return None;
        }
        let before = self.before().trim_end_matches(outline::is_blank);
        STATEMENTS.iter().find_map(|rule| {
            let (chinese, english) = keywords::spelling(*rule)?;
            let keyword = [chinese, english]
                .into_iter()
                .find(|keyword| before.ends_with(keyword))?;
            let start = before.len().checked_sub(keyword.len())?;
            let gap = before.get(..start)?;
            let end = gap.trim_end_matches(outline::is_blank).len();
            (end < start && end > self.declared()?.end).then(|| {
                slip::no_separator(self.span(end..end), self.span(start..before.len()), keyword)
            })
        })
    }

    fn reserved_piece(&self) -> Option<Problem> {
        let declared = self.declared()?;
        let in_head =
            self.at <= declared.end && self.wants_any(&[Rule::mark_colon, Rule::name, Rule::head]);
        let piece = RESERVED
            .iter()
            .find(|piece| self.rest().starts_with(**piece))
            .copied()
            .or_else(|| ordinal(self.rest()))
            .or_else(|| numeral_with_range(self.rest()))?;
        if in_head {
            let head = self.words.get(declared.clone())?;
            let head = head.split(['（', '(']).next().unwrap_or(head);
            let keyword = outline::DECLARATIONS
                .iter()
                .find(|keyword| head.starts_with(**keyword))?;
            let after = head.get(keyword.len()..)?;
            let start = head
                .len()
                .checked_sub(after.trim_start_matches(outline::is_blank).len())?;
            let name = head.get(start..)?.trim_end();
            // 家庭的…: what it belongs to stays as it is.
            let scope = name
                .find('的')
                .map_or(0, |at| at.saturating_add('的'.len_utf8()));
            let own = name.get(scope..).filter(|own| own.contains(piece));
            let name = own.unwrap_or(name);
            let end = start.saturating_add(head.get(start..)?.trim_end().len());
            let place = self.span(end.saturating_sub(name.len())..end);
            return Some(slip::reserved_piece(place, name, piece));
        }
        let name_fits = [
            Rule::name,
            Rule::path,
            Rule::sum,
            Rule::logic,
            Rule::condition,
            Rule::list_head,
        ];
        if self.wants_any(&name_fits) && self.begins_name(piece) {
            let name = word(self.rest());
            return Some(slip::reserved_piece(self.here(name.len()), name, piece));
        }
        // A name that the reserved piece cuts in two: no blank stands between them.
        let cut = self
            .before()
            .chars()
            .next_back()
            .is_some_and(|letter| letter.is_alphanumeric());
        if !cut
            || !self.wants_any(&[
                Rule::mark_colon,
                Rule::mark_separator,
                Rule::mark_close,
                Rule::mark_close_set,
                Rule::mark_list,
            ])
        {
            return None;
        }
        let before = self.before();
        let start = before
            .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .map_or(0, |at| {
                at.saturating_add(
                    before
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8),
                )
            });
        let length = self
            .rest()
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(self.rest().len());
        let end = self.at.saturating_add(length);
        Some(slip::reserved_piece(
            self.span(start..end),
            self.words.get(start..end)?,
            piece,
        ))
    }

    /// Whether a reserved piece stands where a name is wanted and goes on like one: 属于三类家庭, and not 属于｛…｝ or 不超过 5.
    fn begins_name(&self, piece: &str) -> bool {
        let after = self.rest().get(piece.len()..).unwrap_or_default();
        let letter = after.chars().next();
        letter.is_some_and(|letter| letter.is_alphabetic() && !letter.is_ascii())
            && !word(after).is_empty()
    }

    /// `并非 甲`: what is denied stands in brackets, so that everybody sees where it ends.
    fn not_without_brackets(&self) -> Option<Problem> {
        let before = self.before().trim_end_matches(outline::is_blank);
        let written = ["并非", "not"]
            .into_iter()
            .find(|word| before.ends_with(word))?;
        if !self.wants(Rule::mark_open) {
            return None;
        }
        let start = before.len().checked_sub(written.len())?;
        let rest = self.rest();
        let end = rest
            .find(['；', ';', '。', '\n', '）', '，'])
            .unwrap_or(rest.len());
        let denied = rest.get(..end)?.trim_end_matches(outline::is_blank);
        let place = self.span(start..self.at.saturating_add(denied.len()));
        let simple = !denied.is_empty() && denied.chars().all(|letter| letter.is_alphanumeric());
        Some(slip::not_without_brackets(
            place,
            written,
            simple.then_some(denied),
        ))
    }

    fn unknown_keyword(&self) -> Option<Problem> {
        let rest = self.rest();
        let word = word(rest);
        if word.is_empty() {
            return None;
        }
        let (_, allowed) = LINES.iter().find(|(line, _)| self.wants(*line))?;
        // A keyword of this place that was understood and then not followed by what it needs is another slip.
        if allowed.iter().any(|rule| keyword_at(*rule, rest).is_some()) {
            return None;
        }
        if let Some((_, chinese, english)) = KEYWORDS
            .iter()
            .find(|(rule, _, _)| keyword_at(*rule, word).is_some())
            && (word.starts_with(chinese)
                && rest
                    .get(chinese.len()..)
                    .is_some_and(|after| after.starts_with(['：', ':', '“', ' ', '"']))
                || word == *english)
        {
            let written = if word.starts_with(chinese) {
                chinese
            } else {
                english
            };
            return Some(slip::keyword_elsewhere(
                self.here(written.len()),
                written,
                &names_of(allowed),
            ));
        }
        let spellings = allowed
            .iter()
            .filter_map(|rule| keywords::spelling(*rule))
            .flat_map(|(chinese, english)| [chinese, english]);
        let (length, meant) = similar(rest, spellings)
            .map_or((word.len(), None), |(length, meant)| (length, Some(meant)));
        Some(slip::unknown_keyword(
            self.here(length),
            rest.get(..length).unwrap_or(word),
            meant,
            &names_of(allowed),
        ))
    }

    /// `问题“…”` where `问“…”` is meant: letters between a keyword and its words.
    fn long_keyword(&self) -> Option<Problem> {
        let extra = word(self.rest());
        let quoted = self.rest().get(extra.len()..)?.starts_with(['“', '"']);
        if !self.wants(Rule::text) || extra.is_empty() || !quoted {
            return None;
        }
        let before = self.before();
        let (_, keyword, _) = KEYWORDS
            .iter()
            .find(|(_, chinese, _)| before.ends_with(chinese))?;
        let start = before.len().checked_sub(keyword.len())?;
        let end = self.at.saturating_add(extra.len());
        let written = self.words.get(start..end)?;
        Some(slip::unknown_keyword(
            self.span(start..end),
            written,
            Some(keyword),
            &[],
        ))
    }

    /// Words in quotation marks are wanted, and stand there without marks.
    fn words_wanted(&self) -> Option<Problem> {
        let only_text =
            self.wants_any(&[Rule::text, Rule::texts]) && !self.wants(Rule::mark_separator);
        let rest = self.rest();
        let starts = rest.chars().next().is_some_and(char::is_alphanumeric);
        if !only_text || !starts {
            return None;
        }
        let length = rest
            .find(['；', ';', '。', '\n', '，', '）', '｝'])
            .unwrap_or(rest.len());
        let words = rest.get(..length)?.trim_end();
        Some(slip::quotes_wanted(self.here(words.len()), words))
    }

    /// The type of fact that was meant, where one is wanted.
    fn meant_type(&self) -> Option<&'static str> {
        let spellings = TYPES.iter().filter_map(|rule| keywords::spelling(*rule));
        let spellings = spellings.flat_map(|(chinese, english)| [chinese, english]);
        self.wants(Rule::field_type)
            .then(|| similar(self.rest(), spellings))?
            .map(|(_, meant)| meant)
    }

    fn unexpected(&self) -> Problem {
        let mut wanted: Vec<Rule> = self
            .wanted
            .iter()
            .copied()
            .filter(|rule| *rule != Rule::EOI)
            .collect();
        if wanted.iter().any(|rule| {
            matches!(
                rule,
                Rule::mark_separator | Rule::mark_close | Rule::mark_colon
            )
        }) {
            wanted.retain(|rule| !CONTINUES.contains(rule));
        }
        let phrases: Vec<(String, String)> = wanted.into_iter().map(phrase).collect();
        let rest = self.rest();
        let word = word(rest);
        let found = if word.is_empty() {
            first_letter(rest)
        } else {
            word
        };
        slip::unexpected(self.here(found.len()), found, &phrases, self.meant_type())
    }
}

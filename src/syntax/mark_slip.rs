//! Slips in marks: quotations and brackets without their other half, a colon or the mark of a table left out.

use crate::diagnostic::Problem;
use crate::syntax::failure::Stop;
use crate::syntax::grammar::Rule;
use crate::syntax::outline;
use crate::syntax::slip;
use crate::syntax::suspect::{Suspect, SuspectKind};
use crate::syntax::wanted::{STATEMENTS, keyword_at, word};

impl Stop<'_> {
    /// A quotation that is not closed, closed twice, or inside another.
    pub(super) fn quotation(&self) -> Option<Problem> {
        let near = self.suspects.iter().find(|suspect| {
            let quote = matches!(
                suspect.kind,
                SuspectKind::OpenQuote(_) | SuspectKind::NestedQuote | SuspectKind::CloseQuote(_)
            );
            quote && suspect.range.start <= self.at
        })?;
        let place = self.span(near.range.clone());
        Some(match near.kind {
            SuspectKind::NestedQuote => slip::nested_quote(place),
            SuspectKind::OpenQuote(close) => slip::open_quote(place, close),
            SuspectKind::CloseQuote(open) => slip::closed_twice(place, open, true),
            _ => return None,
        })
    }

    /// No colon between a name and its statements.
    pub(super) fn no_colon(&self) -> Option<Problem> {
        if !self.wants(Rule::mark_colon) || self.wants(Rule::mark_separator) {
            return None;
        }
        STATEMENTS
            .iter()
            .find_map(|rule| keyword_at(*rule, self.rest()))?;
        let end = self.end_of_before();
        let declared = self.words.get(..end)?;
        let next = word(self.rest());
        (!declared.contains(['：', ':']))
            .then(|| slip::no_colon(self.span(end..end), self.here(next.len()), declared))
    }

    /// The name of an example with blanks in it.
    pub(super) fn blanks_in_label(&self) -> Option<Problem> {
        let keyword = ["例", "example"]
            .into_iter()
            .find(|keyword| self.words.starts_with(keyword))?;
        let head = self.words.split(['：', ':', '（', '(', '；', ';']).next()?;
        if !self.wants(Rule::mark_colon) || self.at > head.len() {
            return None;
        }
        let name = head.get(keyword.len()..)?.trim();
        let start = keyword
            .len()
            .saturating_add(head.get(keyword.len()..)?.find(name)?);
        let parts: Vec<&str> = name.split(outline::is_blank).collect();
        let place = self.span(start..start.saturating_add(name.len()));
        (parts.len() > 1 && !name.contains('\n')).then(|| slip::blanks_in_label(place, &parts))
    }

    /// A table whose head does not part conditions from results.
    pub(super) fn no_zone(&self) -> Option<Problem> {
        let table = ["表", "table"]
            .iter()
            .any(|keyword| self.words.starts_with(keyword));
        let start = self.before().find(['｜', '|'])?;
        let parted = self.words.contains('‖') || self.words.contains("=>");
        (table && !parted).then(|| {
            let line = self
                .words
                .get(start..)
                .unwrap_or_default()
                .lines()
                .next()
                .unwrap_or_default();
            slip::no_zone(self.span(start..start.saturating_add(line.trim_end().len())))
        })
    }

    /// A bracket that is not closed, or closed twice.
    pub(super) fn bracket(&self) -> Option<Problem> {
        let opens = self.suspects.iter().rfind(|suspect| {
            matches!(suspect.kind, SuspectKind::OpenBracket(_)) && suspect.range.start < self.at
        });
        if let Some(Suspect {
            range,
            kind: SuspectKind::OpenBracket(close),
        }) = opens
        {
            return Some(slip::open_bracket(self.span(range.clone()), *close));
        }
        let here = self
            .suspects
            .iter()
            .find(|suspect| suspect.range.start == self.at)?;
        let SuspectKind::CloseBracket(open) = here.kind else {
            return None;
        };
        Some(slip::closed_twice(
            self.span(here.range.clone()),
            open,
            false,
        ))
    }
}

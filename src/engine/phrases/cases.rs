//! The cases of a value and the rows of a table: each told by when it applies and what it then gives.

use std::collections::BTreeMap;

use crate::check::{Model, Term, TermKind};
use crate::source::{FileId, Span};

use super::{CasePhrase, Speaker};

/// When a value applies, and what it is.
#[derive(Debug, Clone, Copy)]
enum When<'a> {
    /// （一）在职 的，98日.
    If(&'a Term, &'a Term),
    /// A row, by its number from 1.
    Row(usize, Span, &'a Term, &'a [Term]),
    /// （三）其他，0日.
    Otherwise(&'a Term),
}

/// Cases and rows, by where they end.
#[derive(Debug)]
pub(super) struct Cases<'a> {
    ends: BTreeMap<(FileId, u32), When<'a>>,
}

impl<'a> Cases<'a> {
    /// The rows of the tables; cases are added term by term.
    pub(super) fn of_tables(model: &'a Model) -> Self {
        let mut cases = Self {
            ends: BTreeMap::new(),
        };
        for table in &model.tables {
            for (row, number) in table.rows.iter().zip(1..) {
                let when = When::Row(number, row.span, &row.condition, &row.values);
                cases.add(row.span, when);
            }
        }
        cases
    }

    /// The cases of a term, if it has some.
    pub(super) fn of_term(&mut self, term: &'a Term) {
        let TermKind::Cases { cases, otherwise } = &term.kind else {
            return;
        };
        for case in cases {
            self.add(case.value.span, When::If(&case.condition, &case.value));
        }
        if let Some(value) = otherwise {
            self.add(value.span, When::Otherwise(value));
        }
    }

    fn add(&mut self, span: Span, when: When<'a>) {
        self.ends.entry((span.file(), span.end())).or_insert(when);
    }

    /// What is said of the case or row that a place is, if it is one.
    pub(super) fn said(&self, speaker: &Speaker<'_>, span: Span) -> Option<CasePhrase> {
        let when = self.ends.get(&(span.file(), span.end()))?;
        let zh = |term: &Term| speaker.written(term).zh;
        let en = |term: &Term| speaker.written(term).en;
        let (is_it, otherwise) = match when {
            When::If(_, value) => (span.start() <= value.span.start(), false),
            When::Otherwise(value) => (span.start() <= value.span.start(), true),
            When::Row(_, row, ..) => (span == *row, false),
        };
        let (chinese, english) = match when {
            When::If(condition, value) => (
                format!("{} 的，取{}", zh(condition), zh(value)),
                format!("if {}: {}", en(condition), en(value)),
            ),
            When::Otherwise(value) => (
                format!("其他情形，取{}", zh(value)),
                format!("otherwise: {}", en(value)),
            ),
            When::Row(number, row, condition, values) => {
                let values: Vec<String> = values.iter().map(en).collect();
                let cells = speaker.texts.slice(*row).trim().trim_matches('｜');
                let cells: Vec<&str> = cells.split_whitespace().collect();
                (
                    format!("第{number}行：{}", cells.join(" ")),
                    format!("row {number}: if {}: {}", en(condition), values.join(", ")),
                )
            }
        };
        is_it.then_some(CasePhrase {
            chinese,
            english,
            otherwise,
        })
    }
}

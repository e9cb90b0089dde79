//! What a condition says, in both languages: the words of the rules in Chinese, the same with the English names of what it
//! speaks of in English.

use crate::check::{Model, Norm};
use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::engine::{CasePhrase, Engine, FigurePhrase, Passage, PhraseForm, Reason};
use crate::source::Span;

use super::named;

/// The conditions and values of a package, in words.
pub(super) struct Wording<'a> {
    engine: &'a Engine,
}

impl<'a> Wording<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        Self { engine }
    }

    pub(super) fn model(&self) -> &'a Model {
        self.engine.model()
    }

    /// What a reason says.
    pub(super) fn of(&self, reason: &Reason, kind: Option<StepKind>) -> Words {
        let words = &reason.words;
        let untold = words.zh == words.en && !words.en.is_ascii();
        if !untold {
            return named::by_kind(self, self.plain(words), kind);
        }
        let head = !words.zh.contains(['：', ':']);
        let english = self.engine.phrases().at(reason.span);
        let english = english.map(|phrase| match phrase.form {
            PhraseForm::All if head => "all of the following hold".to_owned(),
            PhraseForm::Any if head => "at least one of the following holds".to_owned(),
            PhraseForm::Cases if head => "by cases".to_owned(),
            _ => phrase.english.clone(),
        });
        let plain = self.plain(words);
        match english {
            Some(english) if !english.is_empty() => Words::new(plain.zh, english),
            _ => plain,
        }
    }

    /// What a case of a value or a row of a table says: when it applies, and what it then gives.
    pub(super) fn case(&self, span: Span) -> Option<&'a CasePhrase> {
        self.engine.phrases().at(span)?.case.as_ref()
    }

    /// What kind of figure a computation on the way gives.
    pub(super) fn figure(&self, span: Span) -> Option<&'a FigurePhrase> {
        self.engine.phrases().at(span)?.figure.as_ref()
    }

    /// The day that the deadline of a norm is counted from.
    pub(super) fn deadline_of(&self, norm: &Norm) -> Words {
        let said = self.engine.phrases().deadline_of(norm.label.span);
        said.map_or_else(|| Words::same(""), |said| self.plain(&said))
    }

    /// Words without the names of packages before what they declare.
    pub(super) fn plain(&self, words: &Words) -> Words {
        let mut words = words.clone();
        for package in &self.model().packages {
            if words.zh.contains(package.name.as_str()) {
                words.zh = words.zh.replace(&format!("{}：", package.name), "");
            }
            if words.en.contains(package.name.as_str()) {
                words.en = words.en.replace(&format!("{}：", package.name), "");
                words.en = words.en.replace(&format!("{}:", package.name), "");
            }
        }
        words
    }

    /// Provisions whose slips are called as their own package calls them.
    pub(super) fn passages(&self, passages: &[Passage]) -> Vec<Passage> {
        passages.iter().map(|one| self.passage(one)).collect()
    }

    /// A provision whose slips are called as their own package calls them.
    pub(super) fn passage(&self, passage: &Passage) -> Passage {
        let mut passage = passage.clone();
        for slip in &mut passage.errata {
            slip.name = self.plain(&Words::same(slip.name.as_str())).zh;
        }
        passage
    }
}

//! What a condition says, in both languages: the words of the rules in Chinese, the same with the English names of what it
//! speaks of in English.

use crate::check::{FieldKind, Model, Norm, Type};
use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::engine::{Engine, Passage, PhraseForm, Reason};

use super::conclusion::the;

/// The conditions and values of a package, in words.
pub(super) struct Wording<'a> {
    engine: &'a Engine,
}

impl<'a> Wording<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        Self { engine }
    }

    fn model(&self) -> &'a Model {
        self.engine.model()
    }

    /// What a reason says.
    pub(super) fn of(&self, reason: &Reason, kind: Option<StepKind>) -> Words {
        let words = &reason.words;
        let untold = words.zh == words.en && !words.en.is_ascii();
        if !untold {
            return self.owned(self.plain(words), kind);
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

    /// A name with its owner: what is true or false of somebody is said of its owner, 儿童依法生育 and not 儿童的依法生育.
    fn owned(&self, words: Words, kind: Option<StepKind>) -> Words {
        let model = self.model();
        let label = match kind {
            Some(StepKind::Fact(id) | StepKind::List(id)) => {
                model.fields.get(id.index()).map(|one| {
                    let yes_no = matches!(
                        &one.kind,
                        FieldKind::Value {
                            ty: Type::Boolean,
                            ..
                        }
                    );
                    (&one.label, yes_no)
                })
            }
            Some(StepKind::Definition(id)) => {
                let one = model.definitions.get(id.index());
                one.map(|one| (&one.label, one.ty == Type::Boolean))
            }
            Some(StepKind::Finding(id)) => {
                model.findings.get(id.index()).map(|one| (&one.label, true))
            }
            _ => None,
        };
        let Some((label, yes_no)) = label else {
            return Words::new(words.zh, words.en.replace(" of ", " of the "));
        };
        let own = self.plain(&Words::of_name(&label.name, label.alias.as_deref()));
        let zh = match words.zh.strip_suffix(own.zh.as_str()) {
            Some(owner) if yes_no => {
                let owner = owner.strip_suffix('的').unwrap_or(owner);
                format!("{owner}{}", own.zh)
            }
            _ => words.zh.clone(),
        };
        let owner = words.en.strip_prefix(own.en.as_str());
        let en = match owner.and_then(|rest| rest.strip_prefix(" of ")) {
            Some(owner) if yes_no => format!("{}, of {}", own.en, the(owner)),
            Some(owner) => format!("{} of {}", own.en, the(owner)),
            None => words.en,
        };
        Words::new(zh, en)
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

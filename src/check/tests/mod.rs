//! The checker against small packages: what comes out as a model, and which codes come out instead.

mod show;

mod citations;
mod examples;
mod names;
mod norms;
mod order;
mod parameters;
mod references;
mod tables;
mod terms;

use std::sync::Arc;

use super::{Inputs, Model, check};
use crate::diagnostic::Problems;
use crate::source::Texts;
use crate::syntax::document::Document;

pub(super) use self::show::show;

/// The plan's text, for quotes.
pub(super) const PLAN: &str =
    include_str!("../../../policies/cn-beijing/plan-2022/source/plan.txt");

/// The documents of some rule files, each a text.
pub(super) fn documents(files: &[&str]) -> (Vec<Document>, Problems) {
    let mut texts = Texts::new();
    let mut problems = Problems::new();
    let mut documents = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let id = texts.add(format!("{at}.tiao"), *file).unwrap();
        let (document, found) = crate::syntax::parse(texts.get(id).unwrap());
        documents.push(document);
        problems.extend(found);
    }
    (documents, problems)
}

/// What the package holds beside its rule files.
pub(super) fn inputs() -> Inputs {
    Inputs {
        texts: [("source/plan.txt".to_owned(), Arc::from(PLAN))].into(),
        ..Inputs::default()
    }
}

/// The model of one rule file, and the codes of its problems in the order of the file.
pub(super) fn checked(text: &str) -> (Model, Vec<&'static str>) {
    let (documents, mut problems) = documents(&[text]);
    let (model, found) = check(&documents, &inputs());
    problems.extend(found);
    let codes = problems
        .sorted()
        .iter()
        .map(|problem| problem.code().name())
        .collect();
    (model, codes)
}

/// The model of a rule file in which nothing is wrong.
pub(super) fn model(text: &str) -> Model {
    let (documents, mut problems) = documents(&[text]);
    let (model, found) = check(&documents, &inputs());
    problems.extend(found);
    let told: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message().zh.as_str())
        .collect();
    assert!(told.is_empty(), "{told:?}\n{text}");
    model
}

/// The codes of a rule file.
pub(super) fn codes(text: &str) -> Vec<&'static str> {
    checked(text).1
}

/// The value of the definition 甲 in a rule file in which nothing is wrong, in short.
pub(super) fn value(text: &str) -> String {
    let model = model(text);
    let definition = model
        .definitions
        .iter()
        .find(|definition| definition.label.name == "甲");
    show(&model, &definition.unwrap().value)
}

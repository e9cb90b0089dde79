//! Rule files, read and checked.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tiaoli::check::{Inputs, Model, check};
use tiaoli::diagnostic::Problems;
use tiaoli::source::{FileId, Text, Texts};
use tiaoli::syntax::document::Document;

/// The model of some rule files, and all that is wrong with them.
pub fn checked(texts: &Texts, inputs: &Inputs) -> (Model, Problems) {
    let mut problems = Problems::new();
    let mut documents = Vec::new();
    for text in texts.iter() {
        let (document, found) = parsed(text);
        documents.push(document);
        problems.extend(found);
    }
    let (model, found) = check(&documents, inputs);
    problems.extend(found.iter().cloned());
    (model, problems)
}

/// What was read before, by file number and content: tests change one file of many.
type Read = BTreeMap<(FileId, String), (Document, Problems)>;

fn parsed(text: &Text) -> (Document, Problems) {
    static READ: Mutex<Read> = Mutex::new(BTreeMap::new());
    let key = (text.id(), text.content().to_owned());
    if let Some(known) = READ.lock().unwrap().get(&key) {
        return known.clone();
    }
    let read = tiaoli::syntax::parse(text);
    READ.lock().unwrap().insert(key, read.clone());
    read
}

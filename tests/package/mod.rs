//! The package of the plan, read and checked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use tiaoli::check::{Inputs, Model, check};
use tiaoli::diagnostic::Problems;
use tiaoli::source::{FileId, Text, Texts};
use tiaoli::syntax::document::Document;

const PACKAGE: &str = "policies/cn-beijing/plan-2022";

/// The package of the plan, with its texts.
pub fn package() -> (Texts, Inputs) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(PACKAGE);
    let mut names: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "tiao"))
        .collect();
    names.sort();
    let mut texts = Texts::new();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        texts.add(name, fs::read_to_string(&path).unwrap()).unwrap();
    }
    let plan = fs::read_to_string(root.join("source/plan.txt")).unwrap();
    let texts_held = BTreeMap::from([("source/plan.txt".to_owned(), plan.into())]);
    (texts, Inputs { texts: texts_held })
}

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

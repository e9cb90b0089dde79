//! The package of the plan, as it stands in the tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tiaoli::check::Inputs;
use tiaoli::source::Texts;

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
    let inputs = Inputs {
        texts: texts_held,
        ..Inputs::default()
    };
    (texts, inputs)
}

//! The package of the plan with what it is built on, as they stand in the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tiaoli::check::{Inputs, JoinedPackage};
use tiaoli::engine::SourceFile;
use tiaoli::source::Texts;

use crate::shelf::{Folder, policies};

/// The rule files of the plan under their own names, those of other packages under `package：name`, and the texts held.
pub fn package() -> (Texts, Inputs) {
    let plan = Folder::at(&policies().join("cn-beijing/plan-2022"));
    let others = plan.dependencies();
    let mut texts = Texts::new();
    for file in plan.rules() {
        texts.add(file.path, words(&file.bytes)).unwrap();
    }
    let held = plan.texts(vec!["source/plan.txt".to_owned()]);
    let held = held.into_iter().map(|SourceFile { path, bytes }| {
        let content: Arc<str> = words(&bytes).into();
        (path, content)
    });
    let mut inputs = Inputs {
        texts: held.collect(),
        dependencies: names(&plan),
        joined: Vec::new(),
    };
    for (name, folder) in &others {
        let mut files = BTreeSet::new();
        for file in folder.rules() {
            let title = format!("{name}：{}", file.path);
            files.insert(texts.add(title, words(&file.bytes)).unwrap());
        }
        inputs.joined.push(JoinedPackage {
            name: name.clone(),
            version: folder.version(),
            files,
            texts: BTreeMap::new(),
            dependencies: names(folder),
        });
    }
    (texts, inputs)
}

fn names(folder: &Folder) -> BTreeMap<String, Option<tiaoli::source::Span>> {
    let dependencies = folder.dependencies().into_keys();
    dependencies.map(|name| (name, None)).collect()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

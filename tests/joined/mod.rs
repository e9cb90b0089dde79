//! Texts that stand for several packages: each `※ ── 规则包 甲/乙 ──` on a line of its own begins another package, on which
//! the ones before it may be built.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tiaoli::check::{Inputs, JoinedPackage, Model, check, unsound};
use tiaoli::diagnostic::Problems;
use tiaoli::source::{Span, Texts};
use tiaoli::syntax::parse;

const MARK: &str = "※ ── 规则包 ";

/// The texts of the packages, the opened one first, without a name.
fn packages(content: &str) -> Vec<(Option<&str>, &str)> {
    let mut parts = content.split(MARK);
    let mut packages = vec![(None, parts.next().unwrap_or_default())];
    packages.extend(parts.map(|part| {
        let (name, text) = part.split_once(" ──").unwrap_or((part, ""));
        (Some(name.trim()), text)
    }));
    packages
}

/// Reads and checks all packages of a text.
pub fn checked(name: &str, content: &str, held: &[(&str, &str)]) -> (Texts, Model, Problems) {
    let mut texts = Texts::new();
    let mut problems = Problems::new();
    let mut documents = Vec::new();
    let mut inputs = Inputs {
        texts: held
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Arc::from(*text)))
            .collect(),
        ..Inputs::default()
    };
    let packages = packages(content);
    for (package, text) in &packages {
        let title = package.map_or_else(|| name.to_owned(), |package| format!("{package}：{name}"));
        let id = texts.add(title, *text).expect("the text is readable");
        let (document, found) = parse(texts.get(id).expect("it was added"));
        documents.push(document);
        problems.extend(found);
        if let Some(package) = package {
            inputs.joined.push(JoinedPackage {
                name: (*package).to_owned(),
                version: "0.1.0".to_owned(),
                files: BTreeSet::from([id]),
                ..JoinedPackage::default()
            });
        }
    }
    let names: Vec<&str> = packages.iter().filter_map(|(name, _)| *name).collect();
    inputs.dependencies = manifest(&mut texts, &names);
    for at in 0..inputs.joined.len() {
        let later = names.iter().skip(at + 1);
        inputs.joined[at].dependencies = later.map(|name| ((*name).to_owned(), None)).collect();
    }
    let joined = inputs.joined.len();
    inputs
        .joined
        .sort_by(|left, right| left.name.cmp(&right.name));
    assert_eq!(joined, inputs.joined.len());
    let (model, found) = check(&documents, &inputs);
    problems.extend(found);
    let unsound = unsound(&documents, &inputs, &problems);
    problems.extend(unsound);
    (texts, model, problems)
}

/// A manifest that names packages, and where it names them.
fn manifest(texts: &mut Texts, names: &[&str]) -> BTreeMap<String, Option<Span>> {
    let mut content = String::from("[dependencies]\n");
    let mut places = Vec::new();
    for name in names {
        let start = content.len() + 1;
        content.push_str(&format!(
            "\"{name}\" = {{ path = \"…\", version = \"0.1\" }}\n"
        ));
        places.push(((*name).to_owned(), start..start + name.len()));
    }
    let id = texts
        .add("tiaoli.toml", content)
        .expect("the manifest is readable");
    places
        .into_iter()
        .map(|(name, range)| (name, Some(Span::of_range(id, &range))))
        .collect()
}

//! A package as it stands in its folder, with the digests of its files and of the pack that it becomes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::diagnostic::Words;
use tiaoli::engine::{Manifest, Opened, PackageFiles, SourceFile};
use tiaoli::pack::{self, Held};
use tiaoli::record::{PackageHeld, RuleBase};

use super::shelf::{Folder, policies};

fn files(folder: &Folder) -> PackageFiles {
    let dependencies = folder.next().into_iter().map(|one| (one.name, 0..0));
    PackageFiles {
        manifest: Manifest {
            name: folder.name.clone(),
            version: folder.version(),
            title: Words::new("题", "title"),
        },
        dependencies: dependencies.collect(),
        manifest_file: Some(SourceFile {
            path: "tiaoli.toml".to_owned(),
            bytes: fs::read(folder.root.join("tiaoli.toml")).unwrap(),
        }),
        rules: folder.rules(),
    }
}

/// Opens a package, its files and those of the others in the order of their names or the other way round.
pub fn held(folder: &Folder, reversed: bool) -> Held {
    let mut own = files(folder);
    let others = folder.dependencies();
    let mut joined: Vec<PackageFiles> = others.values().map(files).collect();
    if reversed {
        own.rules.reverse();
        joined.reverse();
        for one in &mut joined {
            one.rules.reverse();
        }
    }
    let opened = Opened::join(own.clone(), joined.clone());
    let texts = folder.texts(opened.text_paths());
    let texts_of: BTreeMap<String, Vec<SourceFile>> = (others.iter())
        .map(|(name, other)| (name.clone(), other.texts(opened.text_paths_of(name))))
        .collect();
    let digests = (joined.iter()).map(|one| PackageHeld::of(one, &texts_of[&one.manifest.name]));
    let base = RuleBase::new(PackageHeld::of(&own, &texts), digests.collect());
    let engine = opened.check_joined(texts, texts_of);
    let base = pack::held(&engine, base).unwrap();
    Held { engine, base }
}

/// Every package of the shelf.
pub fn shelf() -> Vec<Folder> {
    fn walk(path: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.join("tiaoli.toml").is_file() {
                found.push(path);
            } else if path.is_dir() {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&policies(), &mut found);
    found.sort();
    found.iter().map(|root| Folder::at(root)).collect()
}

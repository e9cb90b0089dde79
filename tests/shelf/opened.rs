//! A package with all that it is built on, read and checked, and the digests of its files.

use std::collections::BTreeMap;
use std::fs;

use tiaoli::diagnostic::Words;
use tiaoli::engine::{Manifest, Opened, PackageFiles, SourceFile};
use tiaoli::pack::Held;
use tiaoli::record::{PackageHeld, RuleBase};

use crate::shelf::Folder;

/// What was read of a package and of those that it is built on.
#[derive(Debug)]
pub struct Read {
    /// Its own files.
    pub own: PackageFiles,
    /// The texts that its rules name.
    pub texts: Vec<SourceFile>,
    /// The files of the others.
    pub others: Vec<PackageFiles>,
}

/// Opens a package.
pub fn opened(folder: &Folder) -> Held {
    opened_with(folder, |_| ())
}

/// Opens a package; something may be done first to what was read.
pub fn opened_with(folder: &Folder, change: impl FnOnce(&mut Read)) -> Held {
    let folders = folder.dependencies();
    let mut read = Read {
        own: files(folder),
        texts: Vec::new(),
        others: folders.values().map(files).collect(),
    };
    let whole = Opened::join(read.own.clone(), read.others.clone());
    read.texts = folder.texts(whole.text_paths());
    change(&mut read);
    let texts: BTreeMap<String, Vec<SourceFile>> = (folders.iter())
        .map(|(name, other)| (name.clone(), other.texts(whole.text_paths_of(name))))
        .collect();
    let others = read.others.iter();
    let others = others.map(|one| PackageHeld::of(one, &texts[&one.manifest.name]));
    let base = RuleBase::new(PackageHeld::of(&read.own, &read.texts), others.collect());
    let engine = Opened::join(read.own, read.others).check_joined(read.texts, texts);
    Held { engine, base }
}

fn files(folder: &Folder) -> PackageFiles {
    let dependencies = folder.next().into_iter().map(|one| (one.name, 0..0));
    PackageFiles {
        manifest: Manifest {
            name: folder.name.clone(),
            version: folder.version(),
            title: Words::same(folder.name.clone()),
        },
        dependencies: dependencies.collect(),
        manifest_file: Some(SourceFile {
            path: "tiaoli.toml".to_owned(),
            bytes: fs::read(folder.root.join("tiaoli.toml")).unwrap(),
        }),
        rules: folder.rules(),
    }
}

//! A package with all that it is built on, read and checked.

use tiaoli::diagnostic::Words;
use tiaoli::engine::{Engine, Manifest, Opened, PackageFiles};

use crate::shelf::Folder;

/// Opens a package.
pub fn engine(folder: &Folder) -> Engine {
    let others = folder.dependencies();
    let opened = Opened::join(files(folder), others.values().map(files).collect());
    let texts = folder.texts(opened.text_paths());
    let joined = others
        .iter()
        .map(|(name, other)| (name.clone(), other.texts(opened.text_paths_of(name))));
    let joined = joined.collect();
    opened.check_joined(texts, joined)
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
        manifest_file: None,
        rules: folder.rules(),
    }
}

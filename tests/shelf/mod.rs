//! The packages under `policies/`, as they stand in the tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::diagnostic::Words;
use tiaoli::engine::{Engine, Manifest, Opened, PackageFiles, SourceFile};

/// A package in its folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// What the package is called: its path under `policies/`.
    pub name: String,
    root: PathBuf,
    manifest: toml::Table,
}

/// Every package under `policies/`, by name.
pub fn packages() -> Vec<Folder> {
    let mut found = Vec::new();
    collect(&policies(), &mut found);
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found
}

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

fn collect(folder: &Path, found: &mut Vec<Folder>) {
    if folder.join("tiaoli.toml").is_file() {
        found.push(Folder::read(folder));
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        }
    }
}

impl Folder {
    /// Reads the manifest of a package.
    pub fn named(name: &str) -> Self {
        Self::read(&policies().join(name))
    }

    fn read(root: &Path) -> Self {
        let text = fs::read_to_string(root.join("tiaoli.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        Self {
            name: manifest["name"].as_str().unwrap().to_owned(),
            root: root.to_owned(),
            manifest,
        }
    }

    /// The packages that it is built on, and those that they are built on, by name.
    pub fn dependencies(&self) -> BTreeMap<String, Folder> {
        let mut found = BTreeMap::new();
        let mut open = self.next();
        while let Some(folder) = open.pop() {
            if !found.contains_key(&folder.name) {
                open.extend(folder.next());
                found.insert(folder.name.clone(), folder);
            }
        }
        found
    }

    fn next(&self) -> Vec<Folder> {
        let named = self.manifest.get("dependencies");
        let named = named.and_then(toml::Value::as_table).into_iter().flatten();
        named
            .map(|(_, entry)| Self::read(&self.root.join(entry["path"].as_str().unwrap())))
            .collect()
    }

    /// Its rule files, by name.
    pub fn rules(&self) -> Vec<SourceFile> {
        let mut rules: Vec<SourceFile> = fs::read_dir(&self.root)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "tiao"))
            .map(|path| SourceFile {
                path: path.file_name().unwrap().to_string_lossy().into_owned(),
                bytes: fs::read(&path).unwrap(),
            })
            .collect();
        rules.sort_by(|left, right| left.path.cmp(&right.path));
        rules
    }

    /// The texts that its rules name.
    pub fn texts(&self, paths: Vec<String>) -> Vec<SourceFile> {
        let read = paths.into_iter().map(|path| SourceFile {
            bytes: fs::read(self.root.join(&path)).unwrap(),
            path,
        });
        read.collect()
    }

    /// The package with all that it is built on, read and checked.
    pub fn engine(&self) -> Engine {
        let others = self.dependencies();
        let files = others.values().map(Self::files).collect();
        let opened = Opened::join(self.files(), files);
        let texts = self.texts(opened.text_paths());
        let joined = others
            .iter()
            .map(|(name, folder)| (name.clone(), folder.texts(opened.text_paths_of(name))));
        let joined = joined.collect();
        opened.check_joined(texts, joined)
    }

    fn files(&self) -> PackageFiles {
        let dependencies = self.next().into_iter().map(|one| (one.name, 0..0));
        PackageFiles {
            manifest: Manifest {
                name: self.name.clone(),
                version: self.manifest["version"].as_str().unwrap().to_owned(),
                title: Words::same(self.name.clone()),
            },
            dependencies: dependencies.collect(),
            manifest_file: None,
            rules: self.rules(),
        }
    }
}

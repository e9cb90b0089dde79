//! The packages under `policies/`, as they stand in the tree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::engine::SourceFile;

/// A package in its folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// What the package is called: its path under `policies/`.
    pub name: String,
    /// Where it stands.
    pub root: PathBuf,
    manifest: toml::Table,
}

/// Where the packages are.
pub fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

impl Folder {
    /// Reads the manifest of the package in a folder.
    pub fn at(root: &Path) -> Self {
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

    /// The packages that its manifest names.
    pub fn next(&self) -> Vec<Folder> {
        let named = self.manifest.get("dependencies");
        let named = named.and_then(toml::Value::as_table).into_iter().flatten();
        named
            .map(|(_, entry)| Self::at(&self.root.join(entry["path"].as_str().unwrap())))
            .collect()
    }

    /// Its version.
    pub fn version(&self) -> String {
        self.manifest["version"].as_str().unwrap().to_owned()
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
}

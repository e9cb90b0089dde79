//! The packages under `policies/` that hold a text, read and checked once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tiaoli::engine::Engine;

use crate::opened::engine;
use crate::shelf::{Folder, policies};

/// The packages whose folders have a text of their own.
pub fn engines() -> &'static [Engine] {
    static READ: LazyLock<Vec<Engine>> = LazyLock::new(|| {
        let mut found = Vec::new();
        walk(&policies(), &mut found);
        found.sort();
        let holding = found.iter().filter(|root| root.join("source").is_dir());
        holding.map(|root| engine(&Folder::at(root))).collect()
    });
    &READ
}

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

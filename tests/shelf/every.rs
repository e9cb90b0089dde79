//! All packages under `policies/`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shelf::{Folder, policies};

/// Every package, in the order of the folders.
pub fn every() -> Vec<Folder> {
    let mut found = Vec::new();
    walk(&policies(), &mut found);
    found.sort();
    found.iter().map(|root| Folder::at(root)).collect()
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

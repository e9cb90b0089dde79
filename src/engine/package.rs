//! What a package is made of, before anything is read in it.

use std::ops::Range;

use crate::diagnostic::Words;

/// What a package says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Its name, such as `cn-beijing/plan-2022`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is called.
    pub title: Words,
}

/// A package as it came in, unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFiles {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The packages that it names, with the bytes of the manifest file where their names stand.
    pub dependencies: Vec<(String, Range<usize>)>,
    /// The manifest file, where there is one.
    pub manifest_file: Option<SourceFile>,
    /// Its rule files.
    pub rules: Vec<SourceFile>,
}

/// A file as it came in: a path inside the package and raw bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, with `/` between its parts.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

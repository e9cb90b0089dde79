//! The digests of all files that a package is made of, and of the pack that it becomes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engine::{PackageFiles, SourceFile};

use super::canonical::canonical;
use super::digests::Digests;

/// The language version that all packages are written in.
pub const LANGUAGE: &str = "1";

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Part {
    Manifest,
    Rules,
    Text,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileHeld {
    path: String,
    part: Part,
    digests: Digests,
}

/// One package as it was read, file by file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageHeld {
    name: String,
    version: String,
    language: String,
    files: Vec<FileHeld>,
}

/// A package and all packages that it is built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBase {
    held: Vec<PackageHeld>,
    packages: Vec<Value>,
    pack: Option<Digests>,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Rules => "rules",
            Self::Text => "text",
        }
    }
}

impl FileHeld {
    fn shape(&self) -> Value {
        let mut members = self.digests.members();
        members.insert("path".to_owned(), json!(self.path));
        members.insert("role".to_owned(), json!(self.part.code()));
        Value::Object(members)
    }
}

impl PackageHeld {
    /// Takes the digests of the manifest, the rule files and the instrument texts of a package.
    #[must_use]
    pub fn of(package: &PackageFiles, texts: &[SourceFile]) -> Self {
        let part = |part: Part| {
            move |file: &SourceFile| FileHeld {
                path: file.path.clone(),
                part,
                digests: Digests::of(&file.bytes),
            }
        };
        let manifest = package.manifest_file.iter().map(part(Part::Manifest));
        let rules = package.rules.iter().map(part(Part::Rules));
        let mut files: Vec<FileHeld> = manifest
            .chain(rules)
            .chain(texts.iter().map(part(Part::Text)))
            .collect();
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Self {
            name: package.manifest.name.clone(),
            version: package.manifest.version.clone(),
            language: LANGUAGE.to_owned(),
            files,
        }
    }

    fn shape(&self) -> Value {
        let files: Vec<Value> = self.files.iter().map(FileHeld::shape).collect();
        json!({
            "name": self.name,
            "version": self.version,
            "language": self.language,
            "files": files,
        })
    }
}

impl RuleBase {
    /// The package that decides, then those that it is built on, by name.
    #[must_use]
    pub fn new(own: PackageHeld, mut joined: Vec<PackageHeld>) -> Self {
        joined.sort_by(|left, right| left.name.cmp(&right.name));
        Self::of(std::iter::once(own).chain(joined).collect())
    }

    /// The packages as a pack holds them, in its order.
    #[must_use]
    pub(crate) fn of(held: Vec<PackageHeld>) -> Self {
        Self {
            packages: held.iter().map(PackageHeld::shape).collect(),
            held,
            pack: None,
        }
    }

    /// The same with the digests of the pack that the packages become: records then name it.
    #[must_use]
    pub const fn with_pack(mut self, digests: Digests) -> Self {
        self.pack = Some(digests);
        self
    }

    /// The digests of the whole pack of these packages, where it was made.
    #[must_use]
    pub const fn pack(&self) -> Option<Digests> {
        self.pack
    }

    /// The digests of all packages together, as records name them.
    #[must_use]
    pub fn whole_digests(&self) -> Digests {
        Digests::of(&canonical(&Value::Array(self.packages.clone())))
    }

    /// The packages, file by file.
    pub(crate) fn held(&self) -> &[PackageHeld] {
        &self.held
    }

    pub(super) fn packages(&self) -> &[Value] {
        &self.packages
    }

    /// The digests of the whole.
    pub(super) fn whole(&self) -> Value {
        self.whole_digests().value()
    }

    /// The digests of the pack; null where none was made.
    pub(super) fn pack_shape(&self) -> Value {
        self.pack.map_or(Value::Null, |pack| pack.value())
    }
}

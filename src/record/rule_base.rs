//! The digests of all files that a package is made of.

use serde_json::{Value, json};

use crate::engine::{PackageFiles, SourceFile};

use super::canonical::{canonical, digests};

/// The language version that all packages are written in.
pub const LANGUAGE: &str = "1";

/// One package as it was read, file by file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageHeld {
    shape: Value,
}

/// A package and all packages that it is built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBase {
    packages: Vec<Value>,
}

impl PackageHeld {
    /// Takes the digests of the manifest, the rule files and the instrument texts of a package.
    #[must_use]
    pub fn of(package: &PackageFiles, texts: &[SourceFile]) -> Self {
        let role = |role: &'static str| move |file| (role, file);
        let manifest = package.manifest_file.iter().map(role("manifest"));
        let rules = package.rules.iter().map(role("rules"));
        let mut files: Vec<(&str, &SourceFile)> = manifest
            .chain(rules)
            .chain(texts.iter().map(role("text")))
            .collect();
        files.sort_by(|left, right| left.1.path.cmp(&right.1.path));
        let files: Vec<Value> = files
            .into_iter()
            .map(|(role, file)| {
                let mut shape = digests(&file.bytes);
                if let Value::Object(members) = &mut shape {
                    members.insert("path".to_owned(), json!(file.path));
                    members.insert("role".to_owned(), json!(role));
                }
                shape
            })
            .collect();
        Self {
            shape: json!({
                "name": package.manifest.name,
                "version": package.manifest.version,
                "language": LANGUAGE,
                "files": files,
            }),
        }
    }
}

impl RuleBase {
    /// The package that decides, then those that it is built on, by name.
    #[must_use]
    pub fn new(own: PackageHeld, mut joined: Vec<PackageHeld>) -> Self {
        joined.sort_by(|left, right| left.name().cmp(right.name()));
        let packages = std::iter::once(own).chain(joined);
        Self {
            packages: packages.map(|package| package.shape).collect(),
        }
    }

    pub(super) fn packages(&self) -> &[Value] {
        &self.packages
    }

    /// The digests of the whole.
    pub(super) fn whole(&self) -> Value {
        digests(&canonical(&Value::Array(self.packages.clone())))
    }
}

impl PackageHeld {
    fn name(&self) -> &str {
        let name = self.shape.get("name").and_then(Value::as_str);
        name.unwrap_or_default()
    }
}

//! What is published of a log: how many entries it has, and the root over all of them.

use serde_json::{Value, json};

use crate::record::Digests;
use crate::source::Digest;

use super::entry::{canonical, version};
use super::fault::{Fault, Wrong};
use super::{HEAD, VERSION};

/// The state of a log at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries it has.
    pub entries: u64,
    /// The root of the tree over its first line and its entries.
    pub root: Digests,
}

impl Head {
    /// The head as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        json!({
            "entries": self.entries.to_string(),
            "root": self.root.value(),
            "schema": { "name": HEAD, "version": VERSION },
        })
    }

    /// The head as it is kept in a file: its canonical form and the end of a line.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = canonical(&self.value());
        bytes.push(b'\n');
        bytes
    }

    /// The digests of its file: what is published or signed.
    #[must_use]
    pub fn digests(&self) -> Digests {
        Digests::of(&self.bytes())
    }

    /// How many leaves the tree has: the entries and the first line.
    #[must_use]
    pub const fn leaves(&self) -> u64 {
        self.entries.saturating_add(1)
    }

    /// Reads a head from its file.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| other())?;
        Self::of_value(&value)
    }

    pub(super) fn of_value(value: &Value) -> Result<Self, Fault> {
        let schema = value.get("schema");
        let said = |name: &str| schema?.get(name)?.as_str();
        if said("name") != Some(HEAD) {
            return Err(other());
        }
        if said("version") != Some(VERSION) {
            return Err(version(said("version")));
        }
        let entries = value.get("entries").and_then(Value::as_str);
        let entries = entries.and_then(|entries| entries.parse().ok());
        let root = value.get("root").and_then(Digests::read);
        let head = entries
            .zip(root)
            .map(|(entries, root)| Self { entries, root });
        // u64::MAX entries would have one leaf too many.
        let head = head.filter(|head| head.value() == *value && head.entries < u64::MAX);
        head.ok_or_else(other)
    }
}

fn other() -> Fault {
    Fault::new(
        Wrong::OtherFile,
        None,
        "这不是记录簿的摘要文件（tiaoli log head --json 写出的）",
        "this is no head of a log (as `tiaoli log head --json` writes it)",
    )
}

/// What somebody knows of a published head: its digest, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// One of its digests.
    Digest(Digest),
    /// The head itself.
    Head(Head),
}

impl Known {
    /// Whether this is the head that is known.
    #[must_use]
    pub fn is(&self, head: &Head) -> bool {
        match self {
            Self::Digest(digest) => head.digests().has(digest),
            Self::Head(known) => known == head,
        }
    }

    /// Whether it may be that of so many entries.
    #[must_use]
    pub const fn may_have(&self, entries: u64) -> bool {
        match self {
            Self::Digest(_) => true,
            Self::Head(known) => known.entries == entries,
        }
    }

    /// How many entries it is said to have.
    #[must_use]
    pub const fn entries(&self) -> Option<u64> {
        match self {
            Self::Digest(_) => None,
            Self::Head(known) => Some(known.entries),
        }
    }
}

//! The two digests of one thing.

use serde_json::{Map, Value, json};

use crate::source::Digest;

/// What stands before the words of a leaf, and before the two halves of a node, so that neither passes for the other.
const LEAF: u8 = 0;
const NODE: u8 = 1;

/// A SHA-256 and an SM3 digest of the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digests {
    sha256: [u8; 32],
    sm3: [u8; 32],
}

impl Digests {
    /// The digests of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let raw = |digest| match digest {
            Digest::Sha256(bytes) | Digest::Sm3(bytes) => bytes,
        };
        Self {
            sha256: raw(Digest::sha256(bytes)),
            sm3: raw(Digest::sm3(bytes)),
        }
    }

    /// The digests of a leaf: over the byte 0 and its words.
    ///
    /// # Source
    /// RFC 9162, 2.1.1.
    #[must_use]
    pub fn leaf(words: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(words.len().saturating_add(1));
        bytes.push(LEAF);
        bytes.extend_from_slice(words);
        Self::of(&bytes)
    }

    /// The digests of a node: over the byte 1, the left and the right, each algorithm by itself.
    ///
    /// # Source
    /// RFC 9162, 2.1.1.
    #[must_use]
    pub fn node(left: &Self, right: &Self) -> Self {
        let joined = |left: &[u8], right: &[u8]| [&[NODE], left, right].concat();
        Self {
            sha256: Self::of(&joined(&left.sha256, &right.sha256)).sha256,
            sm3: Self::of(&joined(&left.sm3, &right.sm3)).sm3,
        }
    }

    /// The SHA-256 digest.
    #[must_use]
    pub const fn sha256(&self) -> Digest {
        Digest::Sha256(self.sha256)
    }

    /// The SM3 digest.
    #[must_use]
    pub const fn sm3(&self) -> Digest {
        Digest::Sm3(self.sm3)
    }

    /// Whether one of them is this digest.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        *digest == self.sha256() || *digest == self.sm3()
    }

    pub(super) fn members(&self) -> Map<String, Value> {
        let members = [("sha256", self.sha256()), ("sm3", self.sm3())];
        let members = members.map(|(name, digest)| (name.to_owned(), json!(digest.to_string())));
        members.into_iter().collect()
    }

    pub(super) fn value(&self) -> Value {
        Value::Object(self.members())
    }

    /// The digests that stand in an object; capitals and blanks are left to the comparison of the whole.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let named = |name: &str| Digest::parse(value.get(name)?.as_str()?).ok();
        match (named("sha256")?, named("sm3")?) {
            (Digest::Sha256(sha256), Digest::Sm3(sm3)) => Some(Self { sha256, sm3 }),
            _ => None,
        }
    }
}

//! The two digests of the same bytes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::source::Digest;

/// A SHA-256 and an SM3 digest of the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digests {
    sha256: [u8; 32],
    sm3: [u8; 32],
}

impl Digests {
    /// The digests of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_each(bytes, bytes)
    }

    /// The SHA-256 digest of some bytes, and the SM3 digest of others.
    #[must_use]
    pub fn of_each(sha256: &[u8], sm3: &[u8]) -> Self {
        Self {
            sha256: *Digest::sha256(sha256).bytes(),
            sm3: *Digest::sm3(sm3).bytes(),
        }
    }

    /// By SHA-256 (FIPS 180-4).
    #[must_use]
    pub const fn sha256(&self) -> Digest {
        Digest::Sha256(self.sha256)
    }

    /// By SM3 (GB/T 32905).
    #[must_use]
    pub const fn sm3(&self) -> Digest {
        Digest::Sm3(self.sm3)
    }

    /// Whether one of them is this digest.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        *digest == self.sha256() || *digest == self.sm3()
    }

    /// Both as members of an object: `sha256` and `sm3`.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let members = [("sha256", self.sha256()), ("sm3", self.sm3())];
        let members = members.map(|(name, digest)| (name.to_owned(), json!(digest.to_string())));
        members.into_iter().collect()
    }

    /// Both as an object.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Object(self.members())
    }

    /// The digests that stand in an object; capitals and blanks are left to the comparison of the whole.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let named = |name: &str| Digest::parse(value.get(name)?.as_str()?).ok();
        match (named("sha256")?, named("sm3")?) {
            (Digest::Sha256(sha256), Digest::Sm3(sm3)) => Some(Self { sha256, sm3 }),
            _ => None,
        }
    }
}

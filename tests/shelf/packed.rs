//! Packages as packs.

use tiaoli::pack::{self, Held};

/// A package that knows the digests of its pack, and the pack.
pub fn packed(mut held: Held) -> (Held, Vec<u8>) {
    held.base = pack::held(&held.engine, held.base).unwrap();
    let bytes = pack::write(&held.engine, &held.base).unwrap();
    (held, bytes)
}

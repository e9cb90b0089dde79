//! The digests of leaves and nodes, once with each algorithm.
//!
//! # Source
//! RFC 9162, 2.1.1.

use crate::record::Digests;

/// What stands before the words of a leaf, and before the two halves of a node, so that neither passes for the other.
const LEAF: u8 = 0;
const NODE: u8 = 1;

/// The digests of a leaf: over the byte 0 and its words.
#[must_use]
pub fn leaf(words: &[u8]) -> Digests {
    Digests::of(&[&[LEAF], words].concat())
}

/// The digests of a node: over the byte 1, the left and the right, each algorithm by itself.
#[must_use]
pub fn node(left: &Digests, right: &Digests) -> Digests {
    Digests::of_each(
        &[
            &[NODE],
            left.sha256().bytes().as_slice(),
            right.sha256().bytes(),
        ]
        .concat(),
        &[&[NODE], left.sm3().bytes().as_slice(), right.sm3().bytes()].concat(),
    )
}

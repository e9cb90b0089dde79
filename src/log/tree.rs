//! The Merkle tree over the lines of a log: its root from a stream of leaves, what a proof is made of, what a proof shows.
//!
//! # Source
//! RFC 9162, 2.1 (the tree is that of RFC 6962). Every digest here is a pair, and each algorithm has a tree of its own.

use std::ops::Range;

use crate::record::Digests;

use super::digests::node;

/// A tree that grows leaf by leaf and keeps only what later leaves need: at most 64 digests.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    size: u64,
    /// The roots of the full trees that it falls into, the largest first: one for each binary digit of the size.
    peaks: Vec<Digests>,
}

impl Tree {
    /// How many leaves it has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Digests) {
        let mut joined = leaf;
        let mut digits = self.size;
        while digits & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            joined = node(&left, &joined);
            digits >>= 1;
        }
        self.peaks.push(joined);
        self.size = self.size.saturating_add(1);
    }

    /// The root; that of no leaves is the digest of nothing.
    #[must_use]
    pub fn root(&self) -> Digests {
        let joined = self.peaks.iter().rev().copied();
        let root = joined.reduce(|right, left| node(&left, &right));
        root.unwrap_or_else(|| Digests::of(&[]))
    }
}

/// The greatest power of two below a size of at least two.
fn below(size: u64) -> u64 {
    size.saturating_sub(1)
        .checked_ilog2()
        .and_then(|digits| 1_u64.checked_shl(digits))
        .unwrap_or(1)
}

/// The ranges of leaves whose roots show that a leaf is in a tree, from the leaf to the root.
///
/// # Source
/// PATH of RFC 9162, 2.1.3.1.
#[must_use]
pub fn inclusion(leaf: u64, size: u64) -> Vec<Range<u64>> {
    let mut path = Vec::new();
    let mut within = 0..size;
    while leaf < size && length(&within) > 1 {
        let middle = within.start.saturating_add(below(length(&within)));
        if leaf < middle {
            path.push(middle..within.end);
            within.end = middle;
        } else {
            path.push(within.start..middle);
            within.start = middle;
        }
    }
    path.reverse();
    path
}

/// The ranges of leaves whose roots show that a tree began with an older one of at least one leaf.
///
/// # Source
/// PROOF and SUBPROOF of RFC 9162, 2.1.4.1.
#[must_use]
pub fn extension(old: u64, size: u64) -> Vec<Range<u64>> {
    let mut path = Vec::new();
    let mut within = 0..size;
    if old == 0 || old > size {
        return path;
    }
    while old < within.end {
        let middle = within.start.saturating_add(below(length(&within)));
        if old <= middle {
            path.push(middle..within.end);
            within.end = middle;
        } else {
            path.push(within.start..middle);
            within.start = middle;
        }
    }
    // The old tree itself is known to whoever asks; a part of it is not.
    if within.start > 0 {
        path.push(within);
    }
    path.reverse();
    path
}

fn length(range: &Range<u64>) -> u64 {
    range.end.saturating_sub(range.start)
}

/// Roots of ranges of leaves, taken while the leaves go by.
#[derive(Debug, Clone)]
pub struct Gather {
    ranges: Vec<(Range<u64>, Tree)>,
    next: u64,
}

impl Gather {
    /// Prepares to take these ranges, of which no two overlap.
    #[must_use]
    pub fn new(ranges: Vec<Range<u64>>) -> Self {
        let ranges = ranges.into_iter().map(|range| (range, Tree::default()));
        Self {
            ranges: ranges.collect(),
            next: 0,
        }
    }

    /// Takes the next leaf.
    pub fn push(&mut self, leaf: Digests) {
        let at = self.next;
        let mut holders = self.ranges.iter_mut();
        if let Some((_, tree)) = holders.find(|(range, _)| range.contains(&at)) {
            tree.push(leaf);
        }
        self.next = at.saturating_add(1);
    }

    /// The roots, in the order of the ranges.
    #[must_use]
    pub fn roots(&self) -> Vec<Digests> {
        self.ranges.iter().map(|(_, tree)| tree.root()).collect()
    }
}

/// Whether a leaf is in the tree of this size and root.
///
/// # Source
/// RFC 9162, 2.1.3.2.
#[must_use]
pub fn includes(size: u64, root: &Digests, at: u64, leaf: &Digests, path: &[Digests]) -> bool {
    if at >= size {
        return false;
    }
    let (mut at, mut last) = (at, size.saturating_sub(1));
    let mut joined = *leaf;
    for beside in path {
        if last == 0 {
            return false;
        }
        if is_right(at) || at == last {
            joined = node(beside, &joined);
            climb_to_right(&mut at, &mut last);
        } else {
            joined = node(&joined, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && joined == *root
}

/// Whether the tree of the new size and root began with that of the old.
///
/// # Source
/// RFC 9162, 2.1.4.2.
#[must_use]
pub fn extends(old: (u64, &Digests), new: (u64, &Digests), path: &[Digests]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == new_size {
        return path.is_empty() && old_root == new_root;
    }
    if old_size == 0 || old_size > new_size {
        return false;
    }
    let mut steps = path.iter();
    let start = if old_size.is_power_of_two() {
        Some(old_root)
    } else {
        steps.next()
    };
    let Some(start) = start else { return false };
    let (mut at, mut last) = (old_size.saturating_sub(1), new_size.saturating_sub(1));
    while is_right(at) {
        at >>= 1;
        last >>= 1;
    }
    let (mut older, mut newer) = (*start, *start);
    for beside in steps {
        if last == 0 {
            return false;
        }
        if is_right(at) || at == last {
            older = node(beside, &older);
            newer = node(beside, &newer);
            climb_to_right(&mut at, &mut last);
        } else {
            newer = node(&newer, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && older == *old_root && newer == *new_root
}

const fn is_right(at: u64) -> bool {
    at & 1 == 1
}

/// A node that is last on its level has no sibling there: it is carried up until it has one.
const fn climb_to_right(at: &mut u64, last: &mut u64) {
    while !is_right(*at) && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

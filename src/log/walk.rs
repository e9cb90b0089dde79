//! From the first line of a log to the last, each held against the one before it.

use crate::record::{Digests, Form};

use super::entry::{Entry, Kind, Line, next_line, out_of_place, read_first};
use super::fault::{Fault, Wrong};
use super::head::Head;
use super::tree::Tree;

/// A walk through a log, line by line. It keeps the tree and the last leaf, nothing of the lines behind it.
#[derive(Debug, Clone)]
pub struct Walk {
    kind: Kind,
    tree: Tree,
    last: Digests,
}

impl Walk {
    /// Begins with the first line, without its end.
    ///
    /// # Errors
    /// That this is no log, of another version, or damaged.
    pub fn begin(first: &[u8]) -> Result<Self, Fault> {
        let (kind, leaf) = read_first(first)?;
        let mut tree = Tree::default();
        tree.push(leaf);
        Ok(Self {
            kind,
            tree,
            last: leaf,
        })
    }

    /// Who the log is for.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// How many entries were read; the first line is none.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.tree.size().saturating_sub(1)
    }

    /// The number of the entry that comes next.
    #[must_use]
    pub const fn next(&self) -> u64 {
        self.tree.size()
    }

    /// The digests of the last leaf.
    #[must_use]
    pub const fn last(&self) -> Digests {
        self.last
    }

    /// What is to be published of all that was read.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            entries: self.entries(),
            root: self.tree.root(),
        }
    }

    /// Reads the next line, without its end, and holds it against the one before. The walk goes on with [`Walk::take`].
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read<'l>(&self, line: &'l [u8]) -> Result<Line<'l>, Fault> {
        let number = self.next();
        let read = Line::read(number, line)?;
        if read.entry.number != number {
            return Err(out_of_place(number, read.entry.number));
        }
        if read.entry.previous != self.last {
            let before = number.saturating_sub(1);
            return Err(Fault::new(
                Wrong::Chain,
                number,
                match before {
                    0 => "第1号接的不是这个第一行：第一行被换过".to_owned(),
                    before => format!(
                        "第{number}号接的不是这个第{before}号：第{before}号或者它前面的被换过"
                    ),
                },
                match before {
                    0 => {
                        "entry 1 was not written after this first line: the first line was replaced"
                            .to_owned()
                    }
                    before => format!(
                        "entry {number} was not written after this entry {before}: that or one before it was replaced"
                    ),
                },
            ));
        }
        Ok(read)
    }

    /// Goes on behind a line that was read.
    pub fn take(&mut self, leaf: Digests) {
        self.tree.push(leaf);
        self.last = leaf;
    }

    /// The line that enters a record or an envelope, with its end; `record` is what [`entered`](super::entered) gave.
    #[must_use]
    pub fn enter(&self, form: Form, record: &[u8], logged_at: &str) -> (Entry, Vec<u8>) {
        next_line(self.next(), self.last, logged_at, form, record)
    }
}

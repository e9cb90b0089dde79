//! Proofs that travel without the log: that an entry is in it, and that it continues an older one.

use serde_json::{Value, json};

use crate::diagnostic::Words;
use crate::record::Digests;

use super::entry::{Entry, canonical, version};
use super::fault::{Fault, Wrong};
use super::head::{Head, Known};
use super::tree::{extends, includes};
use super::{EXTENSION, PROOF, VERSION};

/// More steps than a tree of 2⁶⁴ leaves needs.
const MAX_STEPS: usize = 128;

/// A proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// That the log of a head holds an entry.
    Inclusion {
        /// The entry, without its record: the digests of that stand in it.
        entry: Entry,
        /// The head.
        head: Head,
        /// The roots beside the way from the leaf to the root.
        path: Vec<Digests>,
    },
    /// That the log of a head began with all of an older one.
    Extension {
        /// The older head.
        older: Head,
        /// The head.
        head: Head,
        /// The roots that lead from the one to the other.
        path: Vec<Digests>,
    },
}

impl Proof {
    /// The proof as it is kept in a file: its canonical form and the end of a line.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = canonical(&self.value());
        bytes.push(b'\n');
        bytes
    }

    fn value(&self) -> Value {
        let steps = |path: &[Digests]| path.iter().map(Digests::value).collect::<Vec<_>>();
        match self {
            Self::Inclusion { entry, head, path } => json!({
                "entry": entry.value(),
                "head": head.value(),
                "path": steps(path),
                "schema": { "name": PROOF, "version": VERSION },
            }),
            Self::Extension { older, head, path } => json!({
                "head": head.value(),
                "older": older.value(),
                "path": steps(path),
                "schema": { "name": EXTENSION, "version": VERSION },
            }),
        }
    }

    /// Reads a proof from its file.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| other())?;
        let schema = value.get("schema");
        let said = |name: &str| schema?.get(name)?.as_str();
        let name = said("name").filter(|name| [PROOF, EXTENSION].contains(name));
        let name = name.ok_or_else(other)?;
        if said("version") != Some(VERSION) {
            return Err(version(said("version")));
        }
        let member = |name: &str| value.get(name).ok_or_else(other);
        let head = Head::of_value(member("head")?)?;
        let steps = member("path")?.as_array().ok_or_else(other)?;
        if steps.len() > MAX_STEPS {
            return Err(other());
        }
        let path: Option<Vec<Digests>> = steps.iter().map(Digests::read).collect();
        let path = path.ok_or_else(other)?;
        let proof = if name == PROOF {
            let entry = Entry::read(member("entry")?).ok_or_else(other)?;
            Self::Inclusion { entry, head, path }
        } else {
            let older = Head::of_value(member("older")?)?;
            Self::Extension { older, head, path }
        };
        if proof.bytes() == bytes {
            Ok(proof)
        } else {
            Err(other())
        }
    }

    /// The head that it leads to.
    #[must_use]
    pub const fn head(&self) -> &Head {
        match self {
            Self::Inclusion { head, .. } | Self::Extension { head, .. } => head,
        }
    }

    /// Holds the proof against the head that was published.
    ///
    /// # Errors
    /// That it is of another head, or does not show what it says.
    pub fn verify(&self, published: &Known) -> Result<(), Fault> {
        if !published.is(self.head()) {
            return Err(Fault::proof(
                "证明所对的不是所公布的那个摘要：它是另一本记录簿的，或者是另一个时候的",
                "the proof leads to another head than the one that was published: it is of another log, or of another time",
            ));
        }
        let shown = match self {
            Self::Inclusion { entry, head, path } => {
                includes(head.leaves(), &head.root, entry.number, &entry.leaf(), path)
            }
            Self::Extension { older, head, path } => extends(
                (older.leaves(), &older.root),
                (head.leaves(), &head.root),
                path,
            ),
        };
        if shown {
            return Ok(());
        }
        Err(match self {
            Self::Inclusion { entry, .. } => Fault::proof(
                format!("证明不成立：所公布的记录簿的第{}号不是这一份", entry.number),
                format!(
                    "the proof fails: entry {} of the published log is not this one",
                    entry.number
                ),
            ),
            Self::Extension { .. } => Fault::proof(
                "证明不成立：后来的记录簿不是从先前的那一本续写的",
                "the proof fails: the later log was not continued from the earlier one",
            ),
        })
    }
}

impl Proof {
    /// Holds a proof that verifies against the record at hand, and against the older head that was published.
    ///
    /// # Errors
    /// That it is about another record, or another older log; or that it is no proof about such a thing.
    pub fn is_about(&self, record: Option<Digests>, since: Option<Known>) -> Result<(), Fault> {
        match self {
            Self::Inclusion { entry, .. } => {
                if since.is_some() {
                    return Err(Fault::proof(
                        "这是某一份在记录簿里的证明，不是记录簿续写的证明",
                        "this proves that an entry is in the log, not that the log continues another",
                    ));
                }
                if record.is_some_and(|record| record != entry.holds) {
                    return Err(Fault::proof(
                        format!(
                            "证明成立，但第{}号不是手上的这份记录：手上的不是当时登记的，或者改过",
                            entry.number
                        ),
                        format!(
                            "the proof holds, but entry {} is not the record at hand: that is another one, or was changed",
                            entry.number
                        ),
                    ));
                }
            }
            Self::Extension { older, .. } => {
                if record.is_some() {
                    return Err(Fault::proof(
                        "这是记录簿续写的证明，不是某一份在里面的证明",
                        "this proves that the log continues another, not that a record is in it",
                    ));
                }
                if !since.is_some_and(|since| since.is(older)) {
                    return Err(Fault::proof(
                        "证明所对的先前的记录簿，不是先前公布的那一本；先前公布的摘要写在 --since 后面",
                        "the earlier log of the proof is not the one that was published earlier; the digest of that stands after --since",
                    ));
                }
            }
        }
        Ok(())
    }

    /// What a proof that verifies shows.
    #[must_use]
    pub fn shows(&self) -> Words {
        match self {
            Self::Inclusion { entry, head, .. } => Words::new(
                format!(
                    "所公布的记录簿（{} 份）的第{}号就是这一份记录，登记时间写的是 {}",
                    head.entries, entry.number, entry.logged_at
                ),
                format!(
                    "entry {} of the published log ({} entries) is this record; the time written there is {}",
                    entry.number, head.entries, entry.logged_at
                ),
            ),
            Self::Extension { older, head, .. } => Words::new(
                format!(
                    "后来的记录簿（{} 份）以先前的（{} 份）开头：先前的一份也没有改、删",
                    head.entries, older.entries
                ),
                format!(
                    "the later log ({} entries) begins with the earlier one ({} entries): none of those was changed or removed",
                    head.entries, older.entries
                ),
            ),
        }
    }
}

fn other() -> Fault {
    Fault::new(
        Wrong::OtherFile,
        None,
        "这不是完好的证明（tiaoli log prove 写出的）：文件是别的，或者被改过",
        "this is no sound proof (as `tiaoli log prove` writes it): it is another file, or was changed",
    )
}

//! The log: records one after the other, so that none can be taken out, put in or changed unseen.
//!
//! In come the lines of a log, one by one, and records to enter; out go entries, the next line, a [`Head`] to publish, a
//! [`Proof`] that needs no log, or the [`Fault`] of a line. Nothing here opens a file, locks it or knows the time: a stream is the caller's, and
//! nothing keeps the lines behind it: a walk through any log needs as much memory as its longest line.
//!
//! # The bytes
//!
//! A log is UTF-8, one JSON object per line in the canonical form of RFC 8785, each line ended by one line feed and at most
//! 16 MiB long. No number occurs outside a text. A digest is `sha256:` or `sm3:` and 64 lower-case hexadecimal digits, and
//! always stands beside its twin: `{"sha256":"sha256:…","sm3":"sm3:…"}`. A time is in UTC: `2026-01-02T03:04:05Z`.
//!
//! - The first line is `{"entry":{"kind":K,"schema":{"name":"tiaoli.log","version":"1"},"started_at":T},"leaf":D}`; K is
//!   `public` or `internal`.
//! - Each further line is `{"entry":{"holds":{"kind":F,"sha256":…,"sm3":…},"logged_at":T,"number":N,"previous":D},`
//!   `"leaf":D,"record":{…}}`. N counts from 1. F is `record`, or `envelope` where `record` is the envelope of one. `holds` has
//!   the digests of the file that was entered: the bytes of `record` and a line feed. They are not those that a record has of
//!   itself, which are the same in all its layers. `previous` is the `leaf` of the line before.
//! - `leaf` has the digests of the byte 0 followed by the bytes of `entry`, the object with its braces.
//!
//! The leaves, the first line's among them, are those of a Merkle tree of RFC 9162 (that of RFC 6962), once with SHA-256 and
//! once with SM3; entry N is leaf N. A head is `{"entries":N,"root":D,"schema":{"name":"tiaoli.log-head","version":"1"}}` and a
//! line feed; the digests of these bytes are what is published or signed.
//!
//! An entry counts only when its line has its end and is safe on the disk. What stands after the last line feed is a torn
//! tail; so is a last line with a byte 0, which a disk leaves where it did not write. A log shows by itself whatever is
//! changed inside it, but not that it was written anew, or that whole entries are gone from its end: for that, a head is
//! published and [`Known`] is held against it.

mod digests;

mod tree;

mod fault;

mod entry;

mod walk;

mod read;

mod head;

mod proof;

mod provision;

mod cited;

mod schema;

pub use cited::{Cited, Hit, Outcomes, Provision, Resting, outcome_name};
pub use digests::{leaf, node};
pub use entry::{Entry, Kind, Line, entered, first_line};
pub use fault::{Fault, Wrong};
pub use head::{Head, Known};
pub use proof::Proof;
pub use provision::Asked;
pub use read::{Ending, Through, through};
pub use schema::log_schema;
pub use tree::{Gather, Tree, extends, extension, includes, inclusion};
pub use walk::Walk;

/// The name of the shape of a log.
pub const SCHEMA: &str = "tiaoli.log";
/// The name of the shape of a head.
pub const HEAD: &str = "tiaoli.log-head";
/// The name of the shape of a proof that a log holds an entry.
pub const PROOF: &str = "tiaoli.log-proof";
/// The name of the shape of a proof that a log continues another.
pub const EXTENSION: &str = "tiaoli.log-extension";
/// The version of all of them.
pub const VERSION: &str = "1";
/// The longest line, with its end, in bytes.
pub const MAX_LINE: usize = 16 * 1024 * 1024;

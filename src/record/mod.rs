//! Decision records: what an auditor keeps of a decision, and whether it still stands.
//!
//! In come a package that decides, the digests of its files and a case; out goes a [`Record`], version 1: the rule base, the
//! days, the facts, findings and readings, the outcomes, the provisions that they rest on, the digest of the trace. Or in
//! come the bytes of a record; out goes what [`verify`] sees, or where [`replay`] first differs.
//!
//! Figures are texts and keys ASCII, so that the canonical form of RFC 8785 loses nothing. Nothing here signs, reads a file
//! or knows the time: a digest shows a change to those who kept the digest, not a change by those who can compute a new one.

mod canonical;

mod rule_base;

mod facts;

mod path;

mod build;

mod read;

mod difference;

mod provisions;

mod verify;

mod schema;

pub use build::Record;
pub use difference::Difference;
pub use read::Refusal;
pub use rule_base::{Digests, LANGUAGE, PackageHeld, RuleBase};
pub use schema::record_schema;
pub use verify::{Light, Replayed, Seen, replay, verify};

/// The name of the shape.
pub const SCHEMA: &str = "tiaoli.decision-record";
/// The version of the shape.
pub const VERSION: &str = "1";

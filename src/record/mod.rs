//! Decision records: what an auditor keeps of a decision, and whether it still stands.
//!
//! In come a package that decides, the digests of its files and a case; out goes a [`Record`], version 1: the rule base, the
//! days, the facts, findings and readings, the outcomes, the provisions that they rest on, the digest of the trace. Or in
//! come the bytes of a record; out goes what [`verify`] sees, or where [`replay`] first differs.
//!
//! Figures are texts and keys ASCII, so that the canonical form of RFC 8785 loses nothing. Nothing here signs, reads a file
//! or knows the time: a digest shows a change to those who kept the digest, not a change by those who can compute a new one.

mod canonical;

mod shape;

mod layout;

mod seal;

mod rule_base;

mod agency;

mod facts;

mod path;

mod cited;

mod build;

mod record;

mod read;

mod key;

mod envelope;

mod difference;

mod provisions;

mod verify;

mod schema;

pub use agency::{Agency, agency_schema};
pub use build::Draft;
pub use difference::Difference;
pub use envelope::{APPROVAL_TYPE, PAYLOAD_TYPE, approve, envelope_schema};
pub use key::{PublicKey, SecretKey};
pub use read::Refusal;
pub use record::Record;
pub use rule_base::{Digests, LANGUAGE, PackageHeld, RuleBase};
pub use schema::record_schema;
pub use shape::Layer;
pub use verify::{Against, Light, Replayed, Seen, State, replay, verified, verify, verify_bytes};

/// The name of the shape.
pub const SCHEMA: &str = "tiaoli.decision-record";
/// The version of the shape.
pub const VERSION: &str = "1";

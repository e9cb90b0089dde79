//! Decision records: what an auditor keeps of a decision, and whether it still stands.
//!
//! In come a package that decides, the digests of its files, a case and what an agency adds; out goes a [`Draft`], and with
//! random bytes from a door a [`Record`], version 1. Or in come the bytes of a record; out goes what [`verify`] sees, seven
//! lights, or where [`replay`] first differs. Figures are texts and keys ASCII, so that the canonical form of RFC 8785 loses
//! nothing. Nothing here reads a file, knows the time or draws a random number.
//!
//! The engine is named by its name and version. The digest of what was built is left out: a program cannot vouch for its own
//! bytes, and a door that gave another's would invent. The page of an archive holds the engine; its digest is kept apart.
//!
//! A record has two layers. The whole record holds every private value with its salt; the public layer holds commitments
//! alone. Digests and signatures are over the public layer, so they hold for both. The public layer still shows: the rules,
//! the days, what was asked, which facts and findings were given (their paths, and so how many children there are), the
//! readings, each outcome, and what the agency says of itself, of its notices and of its deadlines. What the outcome itself
//! tells cannot be hidden, so the public layer needs care too. A digest that anybody can compute is no proof against a
//! deliberate change: a signature is, or a digest that was kept apart.

mod digests;

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

mod sealed;

mod read;

mod key;

mod envelope;

mod read_case;

mod difference;

mod provisions;

mod verify;

mod schema;

pub use agency::{Agency, agency_schema};
pub use build::Draft;
pub use difference::Difference;
pub use digests::Digests;
pub use envelope::{APPROVAL_TYPE, PAYLOAD_TYPE, approve, envelope_schema};
pub use key::{PublicKey, SecretKey};
pub use read::{Form, Refusal};
pub use rule_base::{LANGUAGE, PackageHeld, RuleBase};
pub use schema::record_schema;
pub use sealed::Record;
pub use shape::Layer;
pub use verify::{Against, Light, Replayed, Seen, State, replay, verified, verify, verify_bytes};

/// The name of the shape.
pub const SCHEMA: &str = "tiaoli.decision-record";
/// The version of the shape.
pub const VERSION: &str = "1";

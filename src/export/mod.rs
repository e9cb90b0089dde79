//! What leaves the house in the words of others: an instrument as Akoma Ntoso, a decision record as PROV-O.
//!
//! In comes a checked package with the text of an instrument, or a decision record; out goes the same in a published
//! vocabulary, for archives and auditors who have tools of their own. Nothing is decided, mended or made up here: what a
//! standard asks for and the package does not say is refused with the words to add, and what has no word in the standard keeps
//! its Chinese name beside it. Nothing here reads a file or knows the time.

mod refusal;

mod xml;

mod akn;

mod prov;

pub use akn::{Exported, MAX_PASSAGES, PassageId, akoma_ntoso, held_instruments, passage_ids};
pub use prov::prov;
pub use refusal::Refusal;

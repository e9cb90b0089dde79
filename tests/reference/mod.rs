//! The reference evaluator: walks the checked model, slow and obviously right, written from `grammar/MEANING.md` and sharing nothing with the
//! machine beyond `quantity`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic"
)]

pub mod case;
pub mod choosing;
pub mod collections;
pub mod functions;
pub mod missing;
pub mod norms;
pub mod range;
pub mod terms;
pub mod whole;

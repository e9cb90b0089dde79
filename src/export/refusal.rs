//! Why something cannot be exported.

use thiserror::Error;

use crate::diagnostic::Words;

/// Why there is no export, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", says.en)]
pub struct Refusal {
    /// What is wrong, and where.
    pub says: Words,
    /// What to do.
    pub help: Words,
}

impl Refusal {
    pub(crate) fn new(says: Words, help: Words) -> Self {
        Self { says, help }
    }
}

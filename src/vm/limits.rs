//! How much a case may hold and a decision may do. Whoever reaches a limit is told which.

/// The greatest number of members of one list.
pub const MAX_MEMBERS: u32 = 10_000;

/// The greatest number of instances in a case.
pub const MAX_INSTANCES: u32 = 100_000;

/// The greatest number of steps of a decision.
pub const MAX_STEPS: u64 = 50_000_000;

/// The greatest number of steps that a trace keeps.
pub const MAX_TRACE: usize = 4_000_000;

//! Program and facts in, outcomes out.

#![deny(clippy::arithmetic_side_effects)]

mod limits;

mod value;

mod bounds;

mod case_error;

mod case;

mod outcome;

mod trace;

pub use self::case::{Case, Given, Instance};
pub use self::case_error::CaseError;
pub use self::limits::{MAX_INSTANCES, MAX_MEMBERS, MAX_STEPS, MAX_TRACE};
pub use self::outcome::{
    Clocks, DefinitionAnswer, GrantAnswer, Grounds, LimitReached, Missing, NormAnswer, Outcome,
    State,
};
pub use self::trace::{Known, Step, StepId, Trace, Unjudged};
pub use self::value::{Fault, FaultKind, TextId, Value};

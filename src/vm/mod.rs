//! Program and facts in, outcomes out.
//!
//! A [`Case`] takes typed facts, one at a time, and refuses a wrong one at once. A [`Machine`] runs a
//! [`Plan`](crate::compile::Plan) on it: on plain integers and fractions where every value is known, else on ranges, with
//! faults, as `grammar/MEANING.md` says; both ways agree where both apply, and what the first cannot do exactly, the second
//! does. A [`Decision`] answers for the goals: outcome, state, granted values, what is missing and would matter; and it
//! shows the [`Trace`], a graph of steps, which costs a run that does not ask for it nothing.
//!
//! Nothing here reads a clock, rounds unasked, guesses, or panics; limits are in [`MAX_STEPS`], [`MAX_MEMBERS`] and
//! [`MAX_INSTANCES`].

#![deny(clippy::arithmetic_side_effects)]

mod limits;

mod value;

mod bounds;

mod case_error;

mod case;

mod outcome;

mod trace;

mod range;

mod run;

mod machine;

mod graph;

mod grounds;

mod state;

mod decision;

pub(crate) use self::case::OpenList;
pub use self::case::{Case, Given, Instance};
pub use self::case_error::CaseError;
pub use self::decision::Decision;
pub use self::limits::{MAX_INSTANCES, MAX_MEMBERS, MAX_STEPS, MAX_TRACE};
pub use self::machine::{Machine, Mode};
pub use self::outcome::{
    Clocks, DefinitionAnswer, GrantAnswer, Grounds, LimitReached, Missing, NormAnswer, Outcome,
    State,
};
pub use self::trace::{Known, Step, StepId, Trace, Unjudged};
pub use self::value::{Fault, FaultKind, TextId, Value};

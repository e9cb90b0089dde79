//! A checked package in, what runs but looks unfinished or out of date out.
//!
//! Nothing is changed and nothing is guessed: a lint tells a place and a way out. What lex specialis or lex posterior would
//! suggest is not said here.

mod constant;
mod time;
mod unused;

pub(super) use constant::one_always_holds;

use crate::diagnostic::Problems;
use crate::quantity::Date;

use super::model::Model;

/// All lints. `as_of` is the day on which the package is looked at.
pub(super) fn lints(model: &Model, as_of: Date, problems: &mut Problems) {
    constant::constant_conditions(model, problems);
    time::out_of_time(model, problems);
    time::due_for_review(model, as_of, problems);
    unused::facts(model, problems);
    unused::norms(model, problems);
}

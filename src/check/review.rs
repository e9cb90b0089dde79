//! A checked package in, warnings and hints out: what runs, but probably not as meant.

use crate::diagnostic::Problems;
use crate::quantity::Date;

use super::lints::lints;
use super::model::Model;
use super::wording::wording;

/// Warnings and hints on a package that passed the check. `as_of` is the day on which it is looked at.
#[must_use]
pub fn review(model: &Model, as_of: Date) -> Problems {
    let mut problems = Problems::new();
    wording(model, &mut problems);
    lints(model, as_of, &mut problems);
    problems
}

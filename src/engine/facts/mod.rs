//! Facts as JSON: what comes in is a text that a person or another program wrote; what goes out is a [`Case`] of exact,
//! typed, bounded values, or every mistake in the text at once.
//!
//! Numbers are read from their letters and never pass through a float. A name that is not declared is a mistake, never
//! ignored. Nothing here decides anything.

mod json;

mod value;

mod bounds;

mod nearest;

mod read;

mod fact;

mod finding;

mod row;

mod problem;

mod said;

mod sheet;

pub use fact::MAX_MEMBERS;
pub(crate) use finding::{BY, CONCLUSION, REASONS};
pub(crate) use json::{Node, NodeKind};
pub(crate) use nearest::nearest as nearest_name;
pub(crate) use read::{AS_OF, FINDINGS, KNOWN_AS_OF, LAW_AS_OF, READINGS};
pub(crate) use value::{Wish, read_constant, show as show_constant};

pub use json::{MAX_FACT_BYTES, MAX_FACT_CHARACTERS, MAX_FACT_DEPTH, MAX_FACT_VALUES};
pub use problem::{FactProblem, Mistake, Wanted};
pub use read::MAX_INSTANCES;
pub use row::{Column, case_from_row};
pub(crate) use sheet::entry;
pub use sheet::{FactEntry, FactKind, FactSheet, FindingSheet, Named, ObjectSheet, ReadingSheet};

use crate::check::Model;
use crate::engine::case::Case;
use crate::quantity::Date;

/// Reads the facts of a case.
///
/// # Errors
/// Every mistake, in the order of the text.
pub fn case_from_json(model: &Model, text: &str) -> Result<Case, Vec<FactProblem>> {
    let tree = json::read(text).map_err(|problem| vec![*problem])?;
    let (case, problems) = read::read_case(model, &tree);
    if problems.is_empty() {
        Ok(case)
    } else {
        Err(problems)
    }
}

/// The day that a text writes in one of the three spellings.
#[must_use]
pub fn date_from_text(words: &str) -> Option<Date> {
    let node = json::Node {
        at: 0,
        kind: json::NodeKind::Text(words.to_owned()),
    };
    value::read_date(&node).ok()
}

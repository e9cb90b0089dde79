//! The JSON shapes of what crosses the doors, versioned.
//!
//! In come answers, problems and the fact sheet of a package; out go values that serialise. Keys are ASCII, figures are
//! texts with their units, so that nothing passes through a float on its way. Nothing is decided here.

mod problem;

mod answer;

mod brief;

mod answer_schema;

mod figures;

mod trace;

mod fact_schema;

mod inquiry;

mod package;

mod what_if;

mod account;

mod account_schema;

pub use account::{ACCOUNT_VERSION, account};
pub use account_schema::account_schema;
pub use answer::{VERSION, decision};
pub use answer_schema::{answer_schema, brief_schema};
pub use brief::{BRIEF_VERSION, brief};
pub use fact_schema::fact_schema;
pub use inquiry::{INQUIRY_VERSION, inquiry, inquiry_schema};
pub use package::package;
pub use problem::{fact_problem, fact_problems, problem, problems};
pub use what_if::{WHAT_IF_VERSION, what_if, what_if_schema};

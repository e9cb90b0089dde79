//! The one façade over the pipeline.
//!
//! What comes in: files of a package as paths and bytes, and the facts of a case as text. What goes out: problems and
//! cases. It reads no file and knows no day but those it is given.

mod package;

mod open;

mod case;

mod facts;

pub use case::{Case, CaseFact, CaseFinding};
pub use facts::{
    Column, FactEntry, FactKind, FactProblem, FactSheet, FindingSheet, MAX_FACT_BYTES,
    MAX_FACT_CHARACTERS, MAX_FACT_DEPTH, MAX_FACT_VALUES, MAX_INSTANCES, MAX_MEMBERS, Mistake,
    Named, ObjectSheet, ReadingSheet, Wanted, case_from_json, case_from_row, date_from_text,
};
pub use open::{Engine, Opened};
pub use package::{Manifest, SourceFile};

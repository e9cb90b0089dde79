//! What can be wrong with the facts of a case. Each mistake says where in the case, what was expected, what stands there
//! and what to write instead.

use crate::diagnostic::{Code, Words};

use super::said::{message, way_out};

/// A fact file cannot be read as JSON.
pub const FACTS_NOT_JSON: Code = Code::new("E0651");
/// A fact file is larger, deeper or longer than is accepted.
pub const FACTS_LIMIT: Code = Code::new("E0652");
/// A fact file speaks of something that is not declared, or that cannot be given.
pub const FACT_UNKNOWN: Code = Code::new("E0653");
/// Something is given twice.
pub const FACT_TWICE: Code = Code::new("E0654");
/// A value is of the wrong kind.
pub const FACT_KIND: Code = Code::new("E0655");
/// A number stands in a unit that does not fit.
pub const FACT_UNIT: Code = Code::new("E0656");
/// Something is not a day.
pub const FACT_DATE: Code = Code::new("E0657");
/// A value is not among those declared.
pub const FACT_OPTION: Code = Code::new("E0658");
/// A value lies outside the declared bounds.
pub const FACT_BOUNDS: Code = Code::new("E0659");
/// A list is too short or too long.
pub const FACT_LENGTH: Code = Code::new("E0660");
/// A finding is incomplete.
pub const FACT_FINDING: Code = Code::new("E0661");

/// One mistake in the facts of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactProblem {
    /// Where in the case, by the names that were written: `家庭.子女们[1].出生日期`; empty for the case as a whole.
    pub path: String,
    /// The byte in the text of the fact file; in a table of cases, the column from 0.
    pub at: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// A mistake in the facts of a case, as facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// There is nothing in the file.
    Empty,
    /// It is not JSON from here on.
    NotJson {
        /// The character that stands there.
        found: Option<char>,
        /// Whether the text ended too early.
        ended: bool,
    },
    /// The file is too large.
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// Lists and objects stand too deep in each other.
    TooDeep,
    /// There are too many values or instances.
    TooMany {
        /// How many are accepted.
        limit: usize,
    },
    /// A text is too long.
    TooLong {
        /// How many characters are accepted.
        limit: usize,
    },
    /// A name that is not declared.
    Unknown {
        /// The name as written.
        name: String,
        /// What was looked for.
        wanted: Wanted,
        /// The declared name that was perhaps meant.
        nearest: Option<String>,
    },
    /// A fact of another object.
    OfOther {
        /// The name as written.
        name: String,
        /// The object that it stands in; empty at the top.
        here: String,
        /// The objects that it belongs to.
        owners: Vec<String>,
    },
    /// Something that the rules compute.
    Computed {
        /// Its name.
        name: String,
    },
    /// A finding that belongs to an object, or to none, stands in the wrong place.
    FindingPlace {
        /// Its name.
        name: String,
        /// The object that it belongs to, if any.
        object: Option<String>,
    },
    /// The same thing twice.
    Twice {
        /// The declared name.
        name: String,
        /// The spelling that was written first, where it differs.
        first: String,
    },
    /// A value of the wrong kind.
    Kind {
        /// What is expected.
        expected: Words,
        /// What stands there.
        found: Words,
    },
    /// A number that cannot be held exactly.
    TooPrecise {
        /// As written.
        found: String,
    },
    /// Not a whole number.
    NotWhole {
        /// As written.
        found: String,
        /// In what it must be whole.
        unit: Words,
    },
    /// A unit that does not exist.
    UnknownUnit {
        /// As written.
        unit: String,
        /// The unit that is expected.
        expected: Words,
    },
    /// A unit of something else.
    OtherDimension {
        /// As written.
        unit: String,
        /// What it measures.
        measures: Words,
        /// The unit that is expected.
        expected: Words,
    },
    /// Not a day, or no day of any calendar.
    Date {
        /// As written.
        found: String,
        /// Whether it has the form of a date.
        no_such_day: bool,
        /// How it would be written.
        suggestion: Option<String>,
    },
    /// Not one of the options.
    Option {
        /// As written.
        found: String,
        /// The options.
        options: Words,
        /// The option that was perhaps meant.
        nearest: Option<String>,
    },
    /// Outside the bounds.
    Bounds {
        /// As written, in the fact's unit.
        found: Words,
        /// The bounds.
        bounds: Words,
    },
    /// 至少 above 至多, or neither.
    BadRange {
        /// Whether both are given and exclude each other.
        crossed: bool,
    },
    /// A bound on something that has no order.
    NoBounds,
    /// A list too short or too long.
    Length {
        /// How many members it has.
        found: usize,
        /// The least.
        least: u32,
        /// The greatest.
        greatest: u32,
    },
    /// A finding without reasons.
    ReasonsMissing {
        /// Its name.
        name: String,
    },
    /// A finding without what was found.
    ConclusionMissing {
        /// Its name.
        name: String,
    },
}

/// What a name was expected to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// An object, a clock, 认定 or 读法.
    Top,
    /// A fact or finding of this object.
    FactOf(String),
    /// A finding that belongs to no object.
    Finding,
    /// A reading.
    Reading,
    /// 结论, 由 or 理由.
    PartOfFinding,
    /// 至少 or 至多.
    Bound,
    /// What a column of a table of cases may hold.
    Column,
}

impl FactProblem {
    pub(crate) fn of_file(at: usize, mistake: Mistake) -> Box<Self> {
        let path = String::new();
        Box::new(Self { path, at, mistake })
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match &self.mistake {
            Mistake::Empty | Mistake::NotJson { .. } => FACTS_NOT_JSON,
            Mistake::TooLarge { .. }
            | Mistake::TooDeep
            | Mistake::TooMany { .. }
            | Mistake::TooLong { .. } => FACTS_LIMIT,
            Mistake::Unknown { .. }
            | Mistake::OfOther { .. }
            | Mistake::Computed { .. }
            | Mistake::FindingPlace { .. } => FACT_UNKNOWN,
            Mistake::Twice { .. } => FACT_TWICE,
            Mistake::Kind { .. }
            | Mistake::TooPrecise { .. }
            | Mistake::NotWhole { .. }
            | Mistake::NoBounds => FACT_KIND,
            Mistake::UnknownUnit { .. } | Mistake::OtherDimension { .. } => FACT_UNIT,
            Mistake::Date { .. } => FACT_DATE,
            Mistake::Option { .. } => FACT_OPTION,
            Mistake::Bounds { .. } | Mistake::BadRange { .. } => FACT_BOUNDS,
            Mistake::Length { .. } => FACT_LENGTH,
            Mistake::ReasonsMissing { .. } | Mistake::ConclusionMissing { .. } => FACT_FINDING,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Words {
        message(&self.mistake)
    }

    /// What to do.
    #[must_use]
    pub fn way_out(&self) -> Words {
        way_out(&self.mistake)
    }
}

//! A small part of FEEL, the expression language of DMN, as far as its published cases have a meaning here.
//!
//! [`parse`] gives the tree of an expression, [`evaluate`](fn@evaluate::evaluate) its value by `tiaoli::quantity`. What FEEL has and
//! official texts do not is a [`Reason`] to leave a case out, never a failure.

pub mod checked;
pub mod evaluate;
pub mod parse;
pub mod value;

/// Why a case of FEEL has no counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Times of day, days with a time, time zones: a rule knows days.
    ClockTime,
    /// FEEL turns 24 hours into a day; here days and hours stay apart.
    DayAndClock,
    /// A year before 1 or after 9999.
    OutsideYears,
    /// Lists, ranges, contexts and functions as values.
    Collections,
    /// Powers.
    Powers,
    /// Order and joining of texts.
    Texts,
    /// Wrong number or names of arguments: FEEL's way to call functions.
    Calls,
    /// An operand of the wrong type, of a function that has no word here: the checker has nothing to refuse.
    Types,
    /// The value of another decision of the same model.
    OtherDecisions,
    /// Rounding half-way cases toward zero.
    RoundingHalfDown,
    /// Rounding to a number of decimals that is not whole.
    ScaleNotWhole,
}

impl Reason {
    /// The reason in a few words, as it is recorded with a case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ClockTime => "times of day",
            Self::DayAndClock => "days and hours stay apart",
            Self::OutsideYears => "outside the years 1 to 9999",
            Self::Collections => "lists, ranges, contexts, functions",
            Self::Powers => "powers",
            Self::Texts => "texts",
            Self::Calls => "way to call",
            Self::Types => "a wrong type, where there is no word",
            Self::OtherDecisions => "other decisions",
            Self::RoundingHalfDown => "rounding half down",
            Self::ScaleNotWhole => "scale not whole",
        }
    }
}

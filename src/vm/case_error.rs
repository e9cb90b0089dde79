//! Why something given about a case is refused.

use thiserror::Error;

use crate::compile::{FieldId, FindingId, ObjectId};

/// Why something given about a case is refused; the names are in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CaseError {
    /// No such object.
    #[error("there is no such object")]
    NoSuchObject,
    /// No such fact.
    #[error("there is no such fact")]
    NoSuchField,
    /// No such instance, or the fact, list or finding is not one of its object.
    #[error("there is no such instance of the object that this belongs to")]
    NoSuchInstance,
    /// No such option.
    #[error("there is no such option")]
    NoSuchOption,
    /// An instance of an object that always has exactly one.
    #[error("the object has exactly one instance")]
    OneInstance(ObjectId),
    /// A list given as a value.
    #[error("this is a list of instances, not a value")]
    IsList(FieldId),
    /// A value given as a list.
    #[error("this is not a list of instances")]
    NoList(FieldId),
    /// A fact given twice.
    #[error("the fact is given twice")]
    GivenTwice(FieldId),
    /// A finding made twice.
    #[error("the finding is made twice")]
    FoundTwice(FindingId),
    /// A value of another type.
    #[error("the value has another type than the fact")]
    WrongType(FieldId),
    /// A number that is not whole in its unit.
    #[error("the number must be whole in its unit")]
    NotWhole(FieldId),
    /// A value below the declared least.
    #[error("the value is below the least that is declared")]
    BelowLeast(FieldId),
    /// A value above the declared greatest.
    #[error("the value is above the greatest that is declared")]
    AboveGreatest(FieldId),
    /// Bounds of a fact that is neither a number nor a day.
    #[error("only numbers and days have bounds")]
    NoBounds(FieldId),
    /// A low bound above the high one.
    #[error("the low bound is above the high one")]
    Crossed(FieldId),
    /// A list of a length that its declaration excludes.
    #[error("the list has {length} members; {least} to {greatest} are allowed")]
    Length {
        /// The list.
        list: FieldId,
        /// Its length.
        length: u32,
        /// The least length.
        least: u32,
        /// The greatest length.
        greatest: u32,
    },
    /// A list longer than any may be.
    #[error("the list has {length} members, more than any list may have")]
    TooManyMembers {
        /// The list.
        list: FieldId,
        /// Its length.
        length: u32,
    },
    /// More instances than a case may have.
    #[error("the case has too many instances")]
    TooManyInstances,
}

//! The trace: how an answer came about, as a graph of steps in the order of the program.

use crate::compile::{CitationId, Enumerator, StepKind};
use crate::source::Span;

use super::case::Instance;
use super::value::Value;

/// How the answers of a decision came about.
///
/// # Invariants
/// Every input of a step stands before the step. A step that several others use stands there once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// The steps, in the order of the program.
    pub steps: Vec<Step>,
    /// Whether the decision took more steps than a trace keeps: the first ones are missing then.
    pub cut: bool,
}

/// The place of a step in its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u32);

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it computes.
    pub kind: StepKind,
    /// Of which instance, where it belongs to one.
    pub of: Option<Instance>,
    /// Its number, where it stands in a legal list or by cases.
    pub item: Option<Enumerator>,
    /// Its own citations.
    pub basis: Vec<CitationId>,
    /// Where it is written.
    pub span: Span,
    /// What is known of its value.
    pub value: Value,
    /// What it was computed from, in the order of the text.
    pub inputs: Vec<StepId>,
    /// Why it was not judged, where it was not: its value is then meaningless.
    pub unjudged: Option<Unjudged>,
    /// For a fact: how it is known.
    pub source: Option<Known>,
}

/// Why something was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unjudged {
    /// 已有一项不符合.
    AnotherFails,
    /// 已有一项符合.
    AnotherHolds,
    /// An earlier case applies.
    EarlierCase,
    /// Its condition does not hold.
    ConditionFails,
    /// An exception that applies overrides it.
    Overridden,
    /// The norm does not apply, or does not hold.
    NotHeld,
}

/// How a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// It is given.
    Given,
    /// Only bounds are given.
    Bounded,
    /// Its 默认 was taken.
    Default,
    /// It is not given.
    Missing,
    /// It is one of an owner that is not there.
    NoOwner,
}

impl Trace {
    /// A step.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(usize::try_from(id.0).ok()?)
    }

    /// The last step of a kind for an instance: the one that an answer rests on.
    #[must_use]
    pub fn find(&self, kind: StepKind, of: Option<Instance>) -> Option<StepId> {
        let place = self
            .steps
            .iter()
            .rposition(|step| step.kind == kind && step.of == of)?;
        u32::try_from(place).ok().map(StepId)
    }
}

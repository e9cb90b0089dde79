//! The trace: how an answer came about, as a graph of steps in the order of the program.

use crate::compile::{CitationId, Enumerator, StepKind};
use crate::source::Span;

use super::case::Instance;
use super::value::{Value, index};

/// How the answers of a decision came about.
///
/// # Invariants
/// Every input of a step stands before the step. A step that several others use stands there once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    pub(super) steps: Vec<Step>,
    /// The inputs of all steps, one after the other.
    pub(super) inputs: Vec<StepId>,
    /// The citations of all steps, one after the other.
    pub(super) citations: Vec<CitationId>,
    pub(super) cut: bool,
}

/// Where what belongs to a step stands among what belongs to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    first: u32,
    end: u32,
}

impl Stretch {
    /// Of nothing.
    pub(super) const NONE: Self = Self { first: 0, end: 0 };

    /// From a place to the end of what is there.
    pub(super) fn from<T>(first: usize, all: &[T]) -> Self {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self {
            first: place(first),
            end: place(all.len()),
        }
    }

    fn of<T>(self, all: &[T]) -> &[T] {
        all.get(index(self.first)..index(self.end))
            .unwrap_or_default()
    }
}

/// The place of a step in its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u32);

/// One step; what it was computed from is [`Trace::inputs`], what it cites [`Trace::basis`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What it computes.
    pub kind: StepKind,
    /// Of which instance, where it belongs to one.
    pub of: Option<Instance>,
    /// Its number, where it stands in a legal list or by cases.
    pub item: Option<Enumerator>,
    pub(super) basis: Stretch,
    /// Where it is written.
    pub span: Span,
    /// What is known of its value.
    pub value: Value,
    pub(super) inputs: Stretch,
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
    /// A trace without steps.
    pub(super) const EMPTY: Self = Self {
        steps: Vec::new(),
        inputs: Vec::new(),
        citations: Vec::new(),
        cut: false,
    };

    /// The steps, in the order of the program.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether the decision took more steps than a trace keeps: the last ones are missing then.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// A step.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(index(id.0))
    }

    /// What a step was computed from, in the order of the text.
    #[must_use]
    pub fn inputs(&self, step: &Step) -> &[StepId] {
        step.inputs.of(&self.inputs)
    }

    /// A step's own citations.
    #[must_use]
    pub fn basis(&self, step: &Step) -> &[CitationId] {
        step.basis.of(&self.citations)
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

//! The graph of a run when it is made: its trace, and the step that each answer rests on.

use core::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use crate::compile::{CitationId, StepKind};
use crate::vm::case::Instance;
use crate::vm::trace::{Step, StepId, Stretch, Trace};
use crate::vm::value::index;

/// What a result is a result of.
type Of = (StepKind, Option<Instance>);

/// The graph of a run.
#[derive(Debug, Default)]
pub(in crate::vm) struct Account {
    pub(in crate::vm) trace: Trace,
    /// The steps that answers rest on, in the order of the program; of several for one answer the last counts.
    results: Vec<(Of, StepId)>,
    places: OnceCell<BTreeMap<Of, StepId>>,
    visited: RefCell<Visited>,
}

/// Which steps a walk has been at.
#[derive(Debug, Default)]
pub(in crate::vm) struct Visited {
    walk: u32,
    /// By step, the last walk that was there.
    last: Vec<u32>,
}

impl Visited {
    /// Whether the walk comes to a step for the first time.
    pub(in crate::vm) fn is_new(&mut self, id: StepId) -> bool {
        match self.last.get_mut(index(id.0)) {
            Some(last) if *last != self.walk => {
                *last = self.walk;
                true
            }
            _ => false,
        }
    }
}

impl Account {
    /// Forgets everything and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.trace.steps.clear();
        self.trace.inputs.clear();
        self.trace.citations.clear();
        self.trace.cut = false;
        self.results.clear();
        self.places = OnceCell::new();
    }

    /// The step of an answer.
    pub(in crate::vm) fn result(&self, kind: StepKind, of: Option<Instance>) -> Option<StepId> {
        let all = || self.results.iter().copied().collect();
        self.places.get_or_init(all).get(&(kind, of)).copied()
    }

    pub(super) fn is_result(&mut self, kind: StepKind, of: Option<Instance>, id: StepId) {
        self.results.push(((kind, of), id));
    }

    /// Begins a walk, which [`Account::end`] ends.
    pub(in crate::vm) fn walk(&self) -> Visited {
        let mut visited = self.visited.take();
        visited.walk = visited.walk.checked_add(1).unwrap_or_else(|| {
            visited.last.clear();
            1
        });
        visited.last.resize(self.trace.steps.len(), 0);
        visited
    }

    pub(in crate::vm) fn end(&self, visited: Visited) {
        self.visited.replace(visited);
    }

    /// Adds a step with what it cites and what it was computed from.
    pub(super) fn push(
        &mut self,
        step: Step,
        basis: &[CitationId],
        inputs: impl IntoIterator<Item = StepId>,
    ) -> StepId {
        let first = self.trace.inputs.len();
        self.trace.inputs.extend(inputs);
        self.push_after(step, basis, first)
    }

    /// Adds a step whose inputs stand already among those of all steps, from a place on.
    pub(super) fn push_after(
        &mut self,
        mut step: Step,
        basis: &[CitationId],
        first: usize,
    ) -> StepId {
        let trace = &mut self.trace;
        step.inputs = Stretch::from(first, &trace.inputs);
        let cited = trace.citations.len();
        trace.citations.extend_from_slice(basis);
        step.basis = Stretch::from(cited, &trace.citations);
        let id = StepId(u32::try_from(trace.steps.len()).unwrap_or(u32::MAX));
        trace.steps.push(step);
        id
    }
}

//! What an answer rests on, step by step: which lines of which parameters were read, and which declarations were passed
//! through. The steps are those that the machine kept; what was not judged is not among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    Computed, DefinitionId, FindingId, Model, NormId, ParameterId, ReadingId, TableId,
};
use crate::compile::{NormPart, StepKind};
use crate::vm::{Clocks, DefinitionAnswer, Instance, NormAnswer, Step, StepId, Trace};

/// A declaration that says things about itself, such as 存疑.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Passed {
    /// A definition.
    Definition(DefinitionId),
    /// A table.
    Table(TableId),
    /// A reading.
    Reading(ReadingId),
    /// A finding.
    Finding(FindingId),
    /// A norm.
    Norm(NormId),
}

/// What an answer rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rest {
    /// Lines of parameters, by their place.
    pub(crate) lines: BTreeSet<(ParameterId, usize)>,
    /// Declarations.
    pub(crate) passed: BTreeSet<Passed>,
}

/// The steps of a run, with those that answers rest on.
pub(crate) struct Rests<'r> {
    model: &'r Model,
    trace: &'r Trace,
    clocks: Clocks,
    /// The last step of each kind that an answer rests on.
    results: BTreeMap<(StepKind, Option<Instance>), StepId>,
}

impl<'r> Rests<'r> {
    pub(crate) fn new(model: &'r Model, trace: &'r Trace, clocks: Clocks) -> Self {
        let results = (0_u32..).zip(trace.steps()).filter_map(|(at, step)| {
            let is_result = matches!(
                step.kind,
                StepKind::Norm(_)
                    | StepKind::Grant(..)
                    | StepKind::Part(..)
                    | StepKind::Definition(_)
            );
            is_result.then_some(((step.kind, step.of), StepId(at)))
        });
        Self {
            model,
            trace,
            clocks,
            results: results.collect(),
        }
    }

    /// The steps of an answer's outcome and of what else is told of the norm: grants, deadline, figure, target.
    pub(crate) fn roots(&self, answer: &NormAnswer) -> Vec<StepId> {
        let parts = [
            NormPart::Deadline,
            NormPart::DoneWhen,
            NormPart::DoneOn,
            NormPart::ViolatedWhen,
            NormPart::Measure,
            NormPart::Target,
        ];
        let grants = answer
            .grants
            .iter()
            .map(|grant| StepKind::Grant(answer.norm, grant.place));
        let parts = parts.map(|part| StepKind::Part(answer.norm, part));
        let kinds = std::iter::once(StepKind::Norm(answer.norm))
            .chain(grants)
            .chain(parts);
        self.steps(kinds, answer.of)
    }

    fn steps(&self, kinds: impl Iterator<Item = StepKind>, of: Option<Instance>) -> Vec<StepId> {
        kinds
            .filter_map(|kind| self.results.get(&(kind, of)).copied())
            .collect()
    }

    /// What an answer about a norm rests on.
    pub(crate) fn of_norm(&self, answer: &NormAnswer) -> Rest {
        if self.trace.is_cut() {
            return self.whatever(Computed::Norm(answer.norm));
        }
        let evidence = answer.evidence.iter();
        let evidence = evidence.map(|(place, _)| NormPart::Evidence(*place));
        let told = std::iter::once(NormPart::Alert).chain(evidence);
        let told = told.map(|part| StepKind::Part(answer.norm, part));
        let mut roots = self.roots(answer);
        roots.extend(self.steps(told, answer.of));
        let mut rest = self.under(roots);
        rest.passed.remove(&Passed::Norm(answer.norm));
        rest
    }

    /// The step of a definition's value.
    pub(crate) fn root(&self, answer: &DefinitionAnswer) -> Option<StepId> {
        let kind = StepKind::Definition(answer.definition);
        self.results.get(&(kind, answer.of)).copied()
    }

    /// What the value of a definition rests on.
    pub(crate) fn of_definition(&self, answer: &DefinitionAnswer) -> Rest {
        if self.trace.is_cut() {
            return self.whatever(Computed::Definition(answer.definition));
        }
        self.under(self.root(answer))
    }

    /// What some steps rest on.
    fn under(&self, roots: impl IntoIterator<Item = StepId>) -> Rest {
        let mut rest = Rest::default();
        let mut seen = BTreeSet::new();
        let mut open: Vec<StepId> = roots.into_iter().collect();
        while let Some(id) = open.pop() {
            let Some(step) = self.trace.step(id).filter(|step| step.unjudged.is_none()) else {
                continue;
            };
            if seen.insert(id) {
                self.take(step, &mut rest);
                open.extend(self.trace.inputs(step));
            }
        }
        rest
    }

    fn take(&self, step: &Step, rest: &mut Rest) {
        let passed = match step.kind {
            StepKind::Parameter(id) => {
                rest.lines
                    .extend(self.line(id, step).map(|line| (id, line)));
                return;
            }
            StepKind::Definition(id) => Passed::Definition(id),
            StepKind::Table(id, _) => Passed::Table(id),
            StepKind::Reading(id) => Passed::Reading(id),
            StepKind::Finding(id) => Passed::Finding(id),
            StepKind::Norm(id)
            | StepKind::Holds(id)
            | StepKind::Granted(id, _)
            | StepKind::Grant(id, _) => Passed::Norm(id),
            _ => return,
        };
        rest.passed.insert(passed);
    }

    /// The line that a step read: that of the day that it was asked for, which is 适用法日 where none is written; none where
    /// nobody knows the day, for then no line was read.
    fn line(&self, id: ParameterId, step: &Step) -> Option<usize> {
        let day = match self.trace.inputs(step).first() {
            Some(day) => self.trace.step(*day)?.value.settled_date()?,
            None => self.clocks.law_as_of,
        };
        let parameter = self.model.parameters.get(id.index())?;
        parameter.line_on(day, self.clocks.known_as_of)
    }

    /// What something may rest on, where not all its steps were kept.
    fn whatever(&self, computed: Computed) -> Rest {
        let reach = Reach::of(self.model, computed);
        let known = self.clocks.known_as_of;
        let on_law_day = reach.parameters.iter().filter_map(|id| {
            let parameter = self.model.parameters.get(id.index())?;
            let line = parameter.line_on(self.clocks.law_as_of, known)?;
            Some((*id, line))
        });
        let on_a_day = reach.on_a_day.iter().flat_map(|id| {
            let parameter = self.model.parameters.get(id.index());
            let lines = parameter.into_iter().flat_map(|one| &one.lines).enumerate();
            let known = lines.filter(move |(_, line)| line.is_known_on(known));
            known.map(|(line, _)| (*id, line))
        });
        let mut rest = Rest {
            lines: on_law_day.chain(on_a_day).collect(),
            passed: reach.passed,
        };
        if let Computed::Norm(norm) = computed {
            rest.passed.remove(&Passed::Norm(norm));
        }
        rest
    }
}

/// Everything that a definition, table or norm may rest on, whatever the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Parameters read on 适用法日.
    pub(crate) parameters: BTreeSet<ParameterId>,
    /// Parameters read on days of their own.
    pub(crate) on_a_day: BTreeSet<ParameterId>,
    /// Declarations, itself included.
    pub(crate) passed: BTreeSet<Passed>,
}

impl Reach {
    pub(crate) fn of(model: &Model, computed: Computed) -> Self {
        let mut reach = Self::default();
        let mut open = vec![computed];
        while let Some(computed) = open.pop() {
            let passed = match computed {
                Computed::Definition(id) => Passed::Definition(id),
                Computed::Table(id) => Passed::Table(id),
                Computed::Norm(id) => Passed::Norm(id),
            };
            if !reach.passed.insert(passed) {
                continue;
            }
            let Some(uses) = model.uses.get(&computed) else {
                continue;
            };
            reach.parameters.extend(&uses.parameters);
            reach.on_a_day.extend(&uses.on_a_day);
            let readings = uses.readings.iter().copied().map(Passed::Reading);
            let findings = uses.findings.iter().copied().map(Passed::Finding);
            reach.passed.extend(readings.chain(findings));
            open.extend(&uses.computed);
        }
        reach
    }
}

//! One run of the machine.

use crate::check::Computed;
use crate::compile::{NormPart, Plan, Program, StepKind};
use crate::vm::{Case, DefinitionAnswer, Machine, NormAnswer, StepId, Trace};

use super::decide::Stopped;

/// What the machine says.
#[derive(Debug)]
pub(crate) struct Raw {
    /// About norms, instance by instance, in the order of the goals.
    pub(crate) norms: Vec<NormAnswer>,
    /// About definitions, instance by instance, in the order of the goals.
    pub(crate) definitions: Vec<DefinitionAnswer>,
    /// How the answers came about, where that was asked for.
    pub(crate) trace: Option<Trace>,
}

/// Runs the machine.
///
/// The steps are always kept: without them no answer could name the readings and defaults that it used.
///
/// # Errors
/// The limit that was reached.
pub(crate) fn run(
    program: &Program,
    case: &Case<'_>,
    goals: &[Computed],
    traced: bool,
) -> Result<Raw, Stopped> {
    let plan = Plan::new(program, goals);
    let mut machine = Machine::new(program);
    let decision = machine.explain(&plan, case).map_err(Stopped::Limit)?;
    let mut raw = Raw {
        norms: Vec::new(),
        definitions: Vec::new(),
        trace: None,
    };
    for goal in goals {
        match goal {
            Computed::Norm(norm) => raw.norms.extend(decision.norm(*norm)),
            Computed::Definition(definition) => {
                raw.definitions.extend(decision.definition(*definition))
            }
            Computed::Table(_) => {}
        }
    }
    raw.trace = traced.then(|| decision.trace().clone());
    Ok(raw)
}

/// The steps that an answer rests on: its outcome, and what else was computed of the norm.
pub(crate) fn roots(trace: &Trace, answer: &NormAnswer) -> Vec<StepId> {
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
    kinds
        .filter_map(|kind| trace.find(kind, answer.of))
        .collect()
}

//! One run of the machine.

use crate::check::Computed;
use crate::compile::{Plan, Program};
use crate::vm::{Case, DefinitionAnswer, Machine, NormAnswer, Trace};

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

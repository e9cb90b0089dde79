//! What an answer may rest on that is unsure, told without its steps: everything unsure that its norm or definition can reach
//! by the rules alone. An answer rests on no more than this, so that no unsure figure leaves without a flag where no step is
//! kept.

use crate::check::{Computed, Confidence, Model, Parameter};
use crate::vm::Clocks;

use super::answer::{DoubtKind, declared};
use super::rests::Reach;

/// Something unsure that an answer may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag<'e> {
    /// What it is.
    pub kind: FlagKind,
    /// Its declared name.
    pub name: &'e str,
    /// 可信度 of a figure: of several lines that may count, the least sure.
    pub confidence: Option<Confidence>,
}

/// What is unsure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlagKind {
    /// A figure: its 可信度 is V3, GK or UNC, or it has 存疑.
    Figure,
    /// A declaration with 存疑.
    Declared(DoubtKind),
}

/// Everything unsure that a goal can reach.
#[derive(Debug)]
pub(crate) struct Flags<'e> {
    /// Parameters with an unsure line, and whether they are read on days of the case.
    parameters: Vec<(&'e Parameter, bool)>,
    declared: Vec<Flag<'e>>,
}

impl<'e> Flags<'e> {
    pub(crate) fn of(model: &'e Model, computed: Computed) -> Self {
        let reach = Reach::of(model, computed);
        let all = reach.parameters.union(&reach.on_a_day);
        let parameters = all.filter_map(|id| {
            let parameter = model.parameters.get(id.index())?;
            let unsure = parameter.lines.iter().any(|line| parameter.is_unsure(line));
            unsure.then(|| (parameter, reach.on_a_day.contains(id)))
        });
        let declared = reach.passed.iter().filter_map(|passed| {
            let (kind, label, says) = declared(model, *passed)?;
            (!says.is_empty()).then_some(Flag {
                kind: FlagKind::Declared(kind),
                name: &label.name,
                confidence: None,
            })
        });
        Self {
            parameters: parameters.collect(),
            declared: declared.collect(),
        }
    }

    /// Those that count on the days of a case.
    pub(crate) fn on(&self, clocks: Clocks) -> impl Iterator<Item = Flag<'e>> + use<'_, 'e> {
        let figures = self
            .parameters
            .iter()
            .filter_map(move |(parameter, on_a_day)| figure(parameter, *on_a_day, clocks));
        figures.chain(self.declared.iter().copied())
    }
}

fn figure(parameter: &Parameter, on_a_day: bool, clocks: Clocks) -> Option<Flag<'_>> {
    let known = clocks.known_as_of;
    let on_law_day = parameter.line_on(clocks.law_as_of, known);
    let lines = parameter.lines.iter().enumerate();
    let unsure = lines.filter(|(place, line)| {
        let counts = Some(*place) == on_law_day || (on_a_day && line.is_known_on(known));
        counts && parameter.is_unsure(line)
    });
    let least_sure = unsure.map(|(_, line)| line.confidence).max()?;
    Some(Flag {
        kind: FlagKind::Figure,
        name: &parameter.label.name,
        confidence: least_sure,
    })
}

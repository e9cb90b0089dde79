//! Running a case with some of its facts otherwise, again and again.

use crate::check::{Constant, NormId};
use crate::compile::Plan;
use crate::engine::case::Case;
use crate::engine::decide::Stopped;
use crate::engine::lay::{given, lay};
use crate::engine::open::Engine;
use crate::vm::{CaseError, Clocks, Instance, Machine};

use super::Aim;
use super::grid::{Grid, Stretch};
use super::slots::{Now, Slot, What};

/// What stands in a slot for a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// What the case gives.
    AsGiven,
    /// Whatever it may be.
    Anything,
    /// This value.
    Value(Constant),
    /// This finding.
    Found(bool),
    /// Some value of a stretch.
    Some(Grid, Stretch),
}

/// What a run says of what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// It comes about, whatever the open facts are.
    Yes,
    /// It does not, whatever they are.
    No,
    /// That depends, or cannot be computed.
    Open,
}

/// Why a search ends early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Halt {
    /// It may not run any more.
    Runs,
    /// The machine stopped.
    Stopped(Stopped),
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

/// What is run: a norm, warm.
#[derive(Debug)]
pub(crate) struct Warm<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) norm: NormId,
    pub(crate) plan: Plan,
    pub(crate) machine: Machine<'e>,
    pub(crate) case: crate::vm::Case<'e>,
}

/// The runs of one search.
#[derive(Debug)]
pub(crate) struct Runs<'w, 'e> {
    pub(crate) warm: &'w mut Warm<'e>,
    pub(crate) slots: &'w [Slot],
    /// The case without what stands in slots.
    pub(crate) rest: &'w Case,
    pub(crate) of: Option<Instance>,
    pub(crate) clocks: Clocks,
    pub(crate) aim: Aim,
    /// How many runs there were, and how many there may be.
    pub(crate) done: u64,
    pub(crate) most: u64,
}

impl Runs<'_, '_> {
    /// Runs the case with the slots held so, on some days.
    pub(crate) fn on(&mut self, held: &[Held], clocks: Clocks) -> Result<Told, Halt> {
        if self.done >= self.most {
            return Err(Halt::Runs);
        }
        self.done = self.done.saturating_add(1);
        let Warm {
            engine,
            norm,
            plan,
            machine,
            case,
        } = &mut *self.warm;
        case.clear(clocks);
        lay(self.rest, case).map_err(|refused| engine.refused(&refused))?;
        for (slot, held) in self.slots.iter().zip(held) {
            if put(case, slot, held).is_err() {
                return Ok(Told::Open);
            }
        }
        let decision = machine.decide(plan, case).map_err(Stopped::Limit)?;
        Ok(match decision.settled_outcome(*norm, self.of) {
            None => Told::Open,
            Some(outcome) if self.aim.is_met(outcome) => Told::Yes,
            Some(_) => Told::No,
        })
    }

    /// Runs the case with the slots held so.
    pub(crate) fn run(&mut self, held: &[Held]) -> Result<Told, Halt> {
        self.on(held, self.clocks)
    }
}

fn put(case: &mut crate::vm::Case<'_>, slot: &Slot, held: &Held) -> Result<(), CaseError> {
    let field = match (slot.what, held) {
        (What::Finding(finding), Held::Found(found)) => {
            return case.find(slot.of, finding, *found);
        }
        (What::Finding(finding), Held::AsGiven) => {
            return match slot.now {
                Now::Found(found) => case.find(slot.of, finding, found),
                _ => Ok(()),
            };
        }
        (What::Finding(_), _) => return Ok(()),
        (What::Fact(field), _) => field,
    };
    let bounds = |low: Option<&Constant>, high: Option<&Constant>| (low.cloned(), high.cloned());
    let (low, high) = match held {
        Held::Value(value) => return case.give(slot.of, field, given(value)),
        Held::AsGiven => match &slot.now {
            Now::Exactly(value) => return case.give(slot.of, field, given(value)),
            Now::Between(low, high) => bounds(low.as_ref(), high.as_ref()),
            Now::Nothing | Now::Default(_) | Now::Found(_) => return Ok(()),
        },
        Held::Anything | Held::Found(_) => (None, None),
        Held::Some(grid, stretch) => stretch.ends(*grid),
    };
    let (low, high) = (low.as_ref().map(given), high.as_ref().map(given));
    case.give_bounds(slot.of, field, low, high)
}

//! What would have to be different for an answer to be another: the smallest changes of facts, each proven by running it.
//!
//! In come a case, a norm, the instance that it is judged for, and whether the norm is to hold or to cease to hold. Out go all
//! changes of the smallest size that bring this about.
//!
//! *A change* gives one fact of one instance that is there another value, gives a fact that is missing, or makes a finding that
//! was not made. Lists keep their members, readings stay, and so do texts, findings that were made, and given facts that the
//! rules declare 不可改变; a single one of those that would do is shown apart, as is the first later day on which the case as it
//! is would do. Bounds are kept: those of the declaration, and those that the case gives of a fact. A day moves no further than
//! 120 years back and 50 on.
//!
//! *Size* is the number of changes. Of one size, what is merely not yet given comes before what is given otherwise, and that
//! before findings, which are for somebody else to make. A number or day moves as little as possible, down and up apart, in
//! steps of its unit: one where the fact is whole, the smallest legal part of the unit where it is not, a day for a day; where
//! several move, the first in the order of the declarations as little as possible, then the next.
//!
//! *Proof.* Every change that is told was run, and so was every stretch of values. That nothing smaller does is not sampled but
//! shown: the machine computes with ranges, so one run in which a fact may be anything, and the outcome stays settled all the
//! same, speaks for every value of that fact. What stays settled with some facts kept is a reason; every change must touch each
//! reason. Where a run on a range is not settled the range is halved, the nearer half first, down to one step. So nothing is
//! missed but by the bounds that [`Limits`] set, and an answer says when they cut the search: not found is never told as
//! impossible.
//!
//! Nothing here reads a clock, draws a number or remembers an earlier question.

mod changing;

mod grid;

mod runs;

mod search;

mod slots;

mod tell;

pub use changing::Changing;

use std::collections::BTreeSet;

use crate::check::{ExampleInstance, ExampleValue, FieldId, FindingId, NormId};
use crate::diagnostic::Words;
use crate::quantity::Date;
use crate::vm::{Clocks, Outcome};

use super::answer::Verdict;
use super::case::{Case, CaseFact, CaseFinding};
use super::decide::Stopped;
use super::open::Engine;

/// What is wanted of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// That it holds.
    Gain,
    /// That it does not hold or apply.
    Lose,
}

impl Aim {
    /// Whether a settled outcome is what is wanted.
    #[must_use]
    pub const fn is_met(self, outcome: Outcome) -> bool {
        matches!(
            (self, outcome),
            (Self::Gain, Outcome::Holds) | (Self::Lose, Outcome::Fails | Outcome::NotApplicable)
        )
    }
}

/// How far is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many facts may change together.
    pub size: usize,
    /// How many runs of the machine a search may take.
    pub runs: u64,
    /// How many later days are tried.
    pub days: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: 3,
            runs: 20_000,
            days: 366,
        }
    }
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The case is already as wanted.
    Already,
    /// There are changes of this size, and none smaller.
    Ways(usize),
    /// No change of facts that can change, of whatever size, does it: this is proven.
    Impossible,
    /// Nothing up to this size does it: this is proven; more together were not tried.
    NotUpTo(usize),
}

/// What would have to be different for the answer about one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// The norm.
    pub norm: NormId,
    /// Its name.
    pub name: Words,
    /// For whom, where it is judged for each of several.
    pub instance: Option<Words>,
    /// The path of that instance in the facts.
    pub instance_path: Option<String>,
    /// What is wanted.
    pub aim: Aim,
    /// What comes out as it is.
    pub now: Verdict,
    /// Why, where it does not hold: the items that fail, each with its number.
    pub because: Vec<Words>,
    /// What the search came to.
    pub found: Found,
    /// Whether the search ended before all that the limits allow was looked at; what is told was run all the same.
    pub cut: bool,
    /// The smallest changes.
    pub ways: Vec<Way>,
    /// What would do but nobody can change: shown, not advised.
    pub fixed: Vec<Way>,
    /// Where nothing does: the facts that nobody can change and that decide by themselves.
    pub deciding: Vec<Words>,
    /// The first later day on which the case as it is would do.
    pub from_day: Option<Date>,
    /// How many runs it took.
    pub runs: u64,
}

/// Changes that together do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Each of them is needed.
    pub changes: Vec<Change>,
}

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A fact that is missing is given.
    Given,
    /// A fact has another value.
    Changed,
    /// A finding is made.
    Finding,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// What changes.
    pub name: Words,
    /// Its path in the facts.
    pub path: String,
    /// Its value now, where there is one.
    pub from: Option<Words>,
    /// The nearest value that does it; yes or no for a finding.
    pub to: Words,
    /// The same as a fact file writes it.
    pub written: String,
    /// Where all values from [`Change::to`] on to another one do it as well: that other one, or none for no end.
    pub until: Option<Option<Words>>,
    /// The change as a sentence without an end.
    pub words: Words,
    /// Who makes the finding.
    pub decided_by: Vec<String>,
    made: Made,
}

/// What a change does to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    Fact(ExampleInstance, FieldId, crate::check::Constant),
    Finding(Option<ExampleInstance>, FindingId, bool),
}

impl Way {
    /// The case with the changes made.
    #[must_use]
    pub fn apply(&self, case: &Case) -> Case {
        let mut changed = case.clone();
        for change in &self.changes {
            match &change.made {
                Made::Fact(of, field, constant) => {
                    let value = ExampleValue::Exactly(constant.clone());
                    let mut facts = changed.facts.iter_mut();
                    match facts.find(|fact| fact.of == *of && fact.field == *field) {
                        Some(fact) => fact.value = value,
                        None => changed.facts.push(CaseFact {
                            of: of.clone(),
                            field: *field,
                            value,
                        }),
                    }
                }
                Made::Finding(of, finding, holds) => {
                    // One that was made is made otherwise, not made twice.
                    let earlier = &mut changed.findings;
                    earlier.retain(|made| made.finding != *finding || made.of != *of);
                    earlier.push(CaseFinding {
                        finding: *finding,
                        of: of.clone(),
                        holds: *holds,
                        by: None,
                        reasons: None,
                    });
                }
            }
        }
        changed
    }
}

impl Engine {
    /// What would have to be different for a norm, instance by instance; the path of an instance asks for that one only.
    ///
    /// # Errors
    /// Why the case cannot be decided.
    pub fn what_if(
        &self,
        case: &Case,
        clocks: Clocks,
        norm: NormId,
        (instance, aim, limits): (Option<&str>, Aim, Limits),
    ) -> Result<Vec<WhatIf>, Stopped> {
        let mut changing = self.changing(norm);
        let mut all = Vec::new();
        for path in changing.instances(case, clocks)? {
            if instance.is_none_or(|wanted| path.as_deref() == Some(wanted.trim())) {
                let told = changing.what_if(case, clocks, path.as_deref(), (aim, limits))?;
                all.extend(told);
            }
        }
        Ok(all)
    }
}

/// Sets of slots that were looked at.
type Seen = BTreeSet<BTreeSet<usize>>;

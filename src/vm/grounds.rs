//! What an answer rests on: a walk over the graph of its steps.

use crate::compile::StepKind;

use super::graph::Account;
use super::outcome::{Grounds, Missing};
use super::trace::{Known, Step, StepId};

impl Account {
    /// What an answer rests on, from its step.
    pub(super) fn grounds(&self, root: Option<StepId>) -> Grounds {
        let mut grounds = Grounds {
            missing: self.missing(root),
            ..Grounds::default()
        };
        let mut visited = self.walk();
        let mut open: Vec<StepId> = root.into_iter().collect();
        while let Some(id) = open.pop() {
            let Some(step) = self.trace.step(id).filter(|_| visited.is_new(id)) else {
                continue;
            };
            match (step.kind, step.source, step.of) {
                (StepKind::Fact(field), Some(Known::Default), Some(of)) => {
                    grounds.defaults.push((of, field))
                }
                (StepKind::Reading(reading), ..) => {
                    grounds
                        .readings
                        .extend(step.value.settled_choice().map(|taken| (reading, taken)));
                }
                _ => {}
            }
            open.extend(self.trace.inputs(step).iter().rev());
        }
        self.end(visited);
        grounds
    }

    /// What is missing and may change the value of a step, in order of use.
    pub(super) fn missing(&self, root: Option<StepId>) -> Vec<Missing> {
        let mut found = Vec::new();
        let mut visited = self.walk();
        let mut open: Vec<StepId> = root.into_iter().collect();
        while let Some(id) = open.pop() {
            let step = self.trace.step(id).filter(|step| self.is_open(step));
            let Some(step) = step.filter(|_| visited.is_new(id)) else {
                continue;
            };
            found.extend(self.itself(step).filter(|missing| !found.contains(missing)));
            open.extend(self.trace.inputs(step).iter().rev());
        }
        self.end(visited);
        found
    }

    /// Whether something may still change a step: its value, or whether it counts at all.
    fn is_open(&self, step: &Step) -> bool {
        let possible = || {
            let condition = self.inputs(step).next();
            step.kind == StepKind::Case
                && condition.is_some_and(|condition| condition.value.is_open())
        };
        step.unjudged.is_none() && (step.value.is_open() || possible())
    }

    fn inputs(&self, step: &Step) -> impl Iterator<Item = &Step> {
        let inputs = self.trace.inputs(step).iter();
        inputs.filter_map(|id| self.trace.step(*id))
    }

    /// What is missing in a step itself.
    fn itself(&self, step: &Step) -> Option<Missing> {
        let inputs_known = || self.inputs(step).all(|input| input.value.is_settled());
        match (step.kind, step.source, step.of) {
            (StepKind::Fact(field), Some(Known::Missing), Some(of)) => {
                Some(Missing::Fact(of, field))
            }
            (StepKind::Fact(field), Some(Known::Bounded), Some(of)) => {
                Some(Missing::Bounded(of, field))
            }
            (StepKind::Finding(finding), _, Some(of)) => Some(Missing::Finding(of, finding)),
            (StepKind::List(list), Some(Known::Missing), Some(of)) => Some(Missing::List(of, list)),
            (_, Some(Known::NoOwner), _) => Some(Missing::Owner),
            (StepKind::Workdays(calendar), ..) if inputs_known() => {
                Some(Missing::Calendar(calendar))
            }
            _ => None,
        }
    }
}

//! The search for the smallest changes.
//!
//! A *reason* is a set of slots that, kept as they are, settle the outcome against what is wanted whatever the other slots are;
//! so every change touches each reason. Sets of slots are grown by touching reasons one after another, until no reason is left
//! untouched; such a set is then tried value by value.

use std::collections::BTreeSet;

use crate::engine::open::Engine;

use super::Seen;
use super::grid::{FURTHEST, Grid, Stretch};
use super::runs::{Halt, Held, Runs, Told};
use super::slots::{Now, Other};

/// Slots with what is put there, and the last step that does it as well, where it is a stretch.
pub(crate) type Found = Vec<(usize, Put)>;

/// What is put in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Put {
    /// What is not counted in steps.
    Just(Other),
    /// The first step of the stretch, which all does it; whether it reaches as far as the fact does.
    Steps(Grid, Stretch, bool),
}

/// A search.
#[derive(Debug)]
pub(crate) struct Search<'w, 'e> {
    pub(crate) runs: Runs<'w, 'e>,
    /// The slots that may change, by their place.
    pub(crate) free: BTreeSet<usize>,
    reasons: Vec<BTreeSet<usize>>,
    /// What missing facts might be: nothing first.
    witnesses: Vec<Vec<Held>>,
    /// Whether something was too far away to be looked at.
    pub(crate) cut: bool,
}

impl<'w, 'e> Search<'w, 'e> {
    pub(crate) fn new(runs: Runs<'w, 'e>) -> Self {
        let slots = runs.slots.iter().enumerate();
        let free = slots.filter(|(_, slot)| !slot.fixed).map(|(at, _)| at);
        let free = free.collect();
        let witnesses = witnesses(runs.warm.engine, &runs);
        Self {
            runs,
            free,
            reasons: Vec::new(),
            witnesses,
            cut: false,
        }
    }

    /// The case as it is.
    pub(crate) fn as_given(&self) -> Vec<Held> {
        vec![Held::AsGiven; self.runs.slots.len()]
    }

    /// A reason that none of these slots touches.
    pub(crate) fn reason(
        &mut self,
        chosen: &BTreeSet<usize>,
    ) -> Result<Option<BTreeSet<usize>>, Halt> {
        let mut known = self.reasons.iter();
        if let Some(reason) = known.find(|reason| reason.is_disjoint(chosen)) {
            return Ok(Some(reason.clone()));
        }
        for witness in self.witnesses.clone() {
            let mut held = witness;
            set(&mut held, chosen, &Held::Anything);
            if self.runs.run(&held)? == Told::No {
                let reason = self.lessened(held, chosen)?;
                self.reasons.push(reason.clone());
                return Ok(Some(reason));
            }
        }
        Ok(None)
    }

    /// What of a case must be kept for its outcome to stay settled: facts that can change are let go first.
    fn lessened(
        &mut self,
        mut held: Vec<Held>,
        chosen: &BTreeSet<usize>,
    ) -> Result<BTreeSet<usize>, Halt> {
        let kept = |at: &usize| !chosen.contains(at);
        let all = 0..self.runs.slots.len();
        let (free, fixed): (Vec<usize>, Vec<usize>) =
            all.filter(kept).partition(|at| self.free.contains(at));
        let mut reason = BTreeSet::new();
        let mut waiting = vec![fixed, free];
        // Half of them at once, then the halves of those that cannot all go.
        while let Some(some) = waiting.pop() {
            let open: BTreeSet<usize> = some.iter().copied().collect();
            let before = held.clone();
            set(&mut held, &open, &Held::Anything);
            if open.is_empty() || held == before || self.runs.run(&held)? == Told::No {
                continue;
            }
            held = before;
            if let [one] = some.as_slice() {
                reason.insert(*one);
                continue;
            }
            let (left, right) = some.split_at(some.len().div_ceil(2));
            waiting.extend([right.to_vec(), left.to_vec()]);
        }
        Ok(reason)
    }

    /// Every change of exactly so many slots.
    pub(crate) fn of_size(&mut self, size: usize) -> (Vec<Found>, Option<Halt>) {
        let mut found = Vec::new();
        let mut seen = Seen::new();
        let mut open = vec![BTreeSet::new()];
        while let Some(chosen) = open.pop() {
            if !seen.insert(chosen.clone()) {
                continue;
            }
            match self.step(&chosen, size, &mut found) {
                Ok(next) => open.extend(next),
                Err(halt) => return (found, Some(halt)),
            }
        }
        (found, None)
    }

    fn step(
        &mut self,
        chosen: &BTreeSet<usize>,
        size: usize,
        found: &mut Vec<Found>,
    ) -> Result<Vec<BTreeSet<usize>>, Halt> {
        let next = match self.reason(chosen)? {
            Some(_) if chosen.len() >= size => return Ok(Vec::new()),
            Some(reason) => reason,
            None if chosen.len() >= size => {
                self.values(chosen, found)?;
                return Ok(Vec::new());
            }
            None => self.free.clone(),
        };
        let next = next.into_iter();
        let next = next.filter(|at| self.free.contains(at) && !chosen.contains(at));
        let with = |at: usize| chosen.iter().copied().chain([at]).collect();
        let mut next: Vec<BTreeSet<usize>> = next.map(with).collect();
        next.reverse();
        Ok(next)
    }

    /// Tries the values of some slots, all else as it is.
    fn values(&mut self, chosen: &BTreeSet<usize>, found: &mut Vec<Found>) -> Result<(), Halt> {
        let model = &self.runs.warm.engine.model;
        let today = self.runs.clocks.as_of;
        let others: Vec<(usize, Vec<Other>)> = chosen
            .iter()
            .filter_map(|at| Some((*at, self.runs.slots.get(*at)?.others(model, today))))
            .collect();
        // One value of each slot after another; what cannot do it with the later slots open is not looked at.
        let mut open: Vec<Vec<(usize, Other)>> = vec![Vec::new()];
        while let Some(picked) = open.pop() {
            let mut held = self.as_given();
            set(&mut held, chosen, &Held::Anything);
            for (at, other) in &picked {
                put(&mut held, *at, other.held());
            }
            if !picked.is_empty() && self.runs.run(&held)? == Told::No {
                continue;
            }
            match others.get(picked.len()) {
                None => found.extend(self.nearest(held, &picked)?),
                Some((at, others)) => {
                    for other in others.iter().rev() {
                        let mut more = picked.clone();
                        more.push((*at, other.clone()));
                        open.push(more);
                    }
                }
            }
        }
        Ok(())
    }

    /// The nearest steps of the stretches among what was picked.
    fn nearest(
        &mut self,
        mut held: Vec<Held>,
        picked: &[(usize, Other)],
    ) -> Result<Option<Found>, Halt> {
        let stretches = picked.iter().filter_map(|(at, other)| match other {
            Other::Some(grid, stretch) => Some((*at, *grid, *stretch)),
            _ => None,
        });
        let whole: Vec<(usize, Grid, Stretch)> = stretches.collect();
        let mut open = vec![whole.clone()];
        while let Some(mut boxed) = open.pop() {
            for (at, grid, stretch) in &boxed {
                put(&mut held, *at, Held::Some(*grid, *stretch));
            }
            match self.runs.run(&held)? {
                Told::No => {}
                Told::Yes => return self.told(held, picked, &boxed, &whole).map(Some),
                Told::Open => {
                    let parted = boxed
                        .iter()
                        .position(|(_, _, stretch)| stretch.halves().is_some());
                    let one = |stretch: &Stretch| stretch.to == Some(stretch.from);
                    match parted.and_then(|place| boxed.get_mut(place).zip(Some(place))) {
                        None => self.cut |= boxed.iter().any(|(_, _, stretch)| !one(stretch)),
                        Some(((_, _, stretch), place)) => {
                            let halves = stretch.halves();
                            for half in halves.into_iter().flat_map(|(near, far)| [far, near]) {
                                let mut other = boxed.clone();
                                if let Some((_, _, stretch)) = other.get_mut(place) {
                                    *stretch = half;
                                }
                                open.push(other);
                            }
                        }
                    }
                }
            }
        }
        Ok(None)
    }

    /// What does it, and how far each of its stretches goes on doing it.
    fn told(
        &mut self,
        mut held: Vec<Held>,
        picked: &[(usize, Other)],
        boxed: &[(usize, Grid, Stretch)],
        whole: &[(usize, Grid, Stretch)],
    ) -> Result<Found, Halt> {
        for (at, grid, stretch) in boxed {
            put(&mut held, *at, Held::Some(*grid, stretch.nearest()));
        }
        let mut found = Vec::new();
        for (at, other) in picked {
            let near = boxed.iter().find(|(slot, ..)| slot == at);
            let all = whole.iter().find(|(slot, ..)| slot == at);
            let Some(((_, grid, near), (_, _, all))) = near.zip(all) else {
                found.push((*at, Put::Just(other.clone())));
                continue;
            };
            let (goes, to_the_end) = self.goes(&held, (*at, *grid), near.from, *all)?;
            put(&mut held, *at, Held::Some(*grid, near.nearest()));
            found.push((*at, Put::Steps(*grid, goes, to_the_end)));
        }
        Ok(found)
    }

    /// How far a stretch that begins with what does it goes on doing it.
    fn goes(
        &mut self,
        held: &[Held],
        (at, grid): (usize, Grid),
        from: i64,
        all: Stretch,
    ) -> Result<(Stretch, bool), Halt> {
        let mut held = held.to_vec();
        let mut does = |search: &mut Self, to: Option<i64>| {
            let stretch = all.between(from, to);
            put(&mut held, at, Held::Some(grid, stretch));
            Ok::<bool, Halt>(search.runs.run(&held)? == Told::Yes)
        };
        if does(self, all.to)? {
            return Ok((all.between(from, all.to), true));
        }
        let edge = all.to.unwrap_or(from.saturating_add(FURTHEST));
        // What is multiplied may outgrow its limits beyond any value that is met; as far as values are looked at, it goes on.
        if all.to.is_none() && does(self, Some(edge))? {
            return Ok((all.between(from, all.to), true));
        }
        let mut yes = from;
        let mut no = edge;
        while no.saturating_sub(yes) > 1 {
            let length = no.saturating_sub(yes);
            let middle = yes.saturating_add(length.checked_div(2).unwrap_or(1));
            if does(self, Some(middle))? {
                yes = middle;
            } else {
                no = middle;
            }
        }
        Ok((all.between(from, Some(yes)), false))
    }
}

impl Other {
    fn held(&self) -> Held {
        match self {
            Self::Value(value) => Held::Value(value.clone()),
            Self::Found(found) => Held::Found(*found),
            Self::Some(grid, stretch) => Held::Some(*grid, *stretch),
        }
    }
}

fn put(held: &mut [Held], at: usize, what: Held) {
    if let Some(one) = held.get_mut(at) {
        *one = what;
    }
}

fn set(held: &mut [Held], places: &BTreeSet<usize>, what: &Held) {
    for at in places {
        put(held, *at, what.clone());
    }
}

/// What missing facts might be: nothing; all the first that they may be; all the last.
fn witnesses(engine: &Engine, runs: &Runs<'_, '_>) -> Vec<Vec<Held>> {
    let given = vec![Held::AsGiven; runs.slots.len()];
    let open = |now: &Now| matches!(now, Now::Nothing | Now::Between(..));
    if !runs.slots.iter().any(|slot| open(&slot.now)) {
        return vec![given];
    }
    let with = |first: bool| {
        let held = runs.slots.iter().map(|slot| {
            let mut others = slot.others(&engine.model, runs.clocks.as_of).into_iter();
            let other = if first { others.next() } else { others.last() };
            match other.filter(|_| open(&slot.now)) {
                None => Held::AsGiven,
                Some(Other::Some(grid, stretch)) if first => Held::Some(grid, stretch.nearest()),
                Some(Other::Some(grid, stretch)) => {
                    let far = stretch.to.unwrap_or(FURTHEST);
                    Held::Some(grid, stretch.between(far, Some(far)))
                }
                Some(other) => other.held(),
            }
        });
        held.collect::<Vec<Held>>()
    };
    vec![given, with(true), with(false)]
}

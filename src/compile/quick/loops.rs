//! Loops over one list of the case: one pass instead of several.
//!
//! A later loop is done together with an earlier one over the same list where nothing that it reads is computed in between
//! and neither of them leaves early. Its registers get names of their own, so that both bodies can stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::Rewrite;
use crate::compile::instruction::{Instruction, NONE, ROOT, Role};
use crate::compile::layout::{count, place};

/// A figure over a list of the case itself.
#[derive(Clone, Copy)]
struct Loop {
    /// Where the figure begins.
    begin: usize,
    /// Where the loop begins.
    head: usize,
    /// Where it goes on to the next row.
    next: usize,
    list: u32,
    level: u32,
}

impl Rewrite<'_> {
    /// Does later loops together with earlier ones.
    pub(super) fn fuse(&mut self) {
        // Targets are made to name instructions that are there, so that a body can be put elsewhere.
        for at in 0..self.code.len() {
            let Some(mut instruction) = self.get(at) else {
                continue;
            };
            if let Some(target) = instruction.jumps_to() {
                let target = count(self.alive(place(target)));
                instruction.operands_mut(|role, number| {
                    if role == Role::Target {
                        *number = target;
                    }
                });
                self.set(at, Some(instruction));
            }
        }
        let loops = self.loops();
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        for (number, first) in loops.iter().enumerate() {
            if gone.contains(&number) || !self.is_unconditional(first) {
                continue;
            }
            for (other, second) in loops.iter().enumerate().skip(number.saturating_add(1)) {
                if second.list == first.list
                    && !gone.contains(&other)
                    && self.can_join(first, second)
                {
                    self.join(first, second);
                    gone.insert(other);
                }
            }
        }
    }

    /// The loops that may be done together: each in the case itself, with a body that leads only to its end.
    fn loops(&self) -> Vec<Loop> {
        let mut loops = Vec::new();
        for begin in 0..self.code.len() {
            if !matches!(self.get(begin), Some(Instruction::FigureBegin { .. }))
                || !self.is_of_case(begin)
            {
                continue;
            }
            let head = self.alive(begin.saturating_add(1));
            let Some(Instruction::LoopList {
                level,
                row: ROOT,
                list,
                end,
                ..
            }) = self.get(head)
            else {
                continue;
            };
            let inside = |at: &usize| matches!(self.get(*at), Some(Instruction::Next { level: same, .. }) if same == level);
            let Some(next) = (head.saturating_add(1)..place(end).min(self.code.len())).find(inside)
            else {
                continue;
            };
            let leads_on = self
                .body(head, next)
                .all(|at| self.is_plain(at, head, next));
            if leads_on && self.alive(place(end)) == self.alive(next.saturating_add(1)) {
                loops.push(Loop {
                    begin,
                    head,
                    next,
                    list,
                    level,
                });
            }
        }
        loops
    }

    fn body(&self, head: usize, next: usize) -> impl Iterator<Item = usize> + use<'_> {
        (head.saturating_add(1)..next).filter(|at| self.get(*at).is_some())
    }

    /// Whether an instruction belongs to the case itself.
    fn is_of_case(&self, at: usize) -> bool {
        let unit = self
            .units
            .get(at)
            .and_then(|unit| self.program.units().get(place(*unit)));
        unit.is_some_and(|unit| unit.table == 0)
    }

    /// Whether an instruction stays within its loop and is no loop, figure or store itself.
    fn is_plain(&self, at: usize, head: usize, next: usize) -> bool {
        let Some(instruction) = self.get(at) else {
            return true;
        };
        let stays = instruction
            .jumps_to()
            .is_none_or(|target| (head..=next).contains(&self.alive(place(target))));
        stays
            && !instruction.name().contains("Figure")
            && !instruction.name().starts_with("Loop")
            && !matches!(
                instruction,
                Instruction::Owner { .. } | Instruction::Next { .. } | Instruction::Choose { .. }
            )
    }

    /// Whether nothing jumps over a loop.
    fn is_unconditional(&self, first: &Loop) -> bool {
        let jumps = self
            .code
            .iter()
            .take(first.begin)
            .flatten()
            .filter_map(Instruction::jumps_to);
        jumps
            .map(|target| self.alive(place(target)))
            .all(|target| target <= first.begin)
    }

    /// Whether the second loop can be done together with the first.
    fn can_join(&self, first: &Loop, second: &Loop) -> bool {
        let between = || first.next.saturating_add(1)..second.begin;
        let straight = between().filter_map(|at| self.get(at)).all(|instruction| {
            let stays = instruction
                .jumps_to()
                .is_none_or(|target| self.alive(place(target)) <= second.begin);
            stays
                && !matches!(
                    instruction,
                    Instruction::LoopAll { .. }
                        | Instruction::Store { .. }
                        | Instruction::WideStore { .. }
                )
        });
        if !straight {
            return false;
        }
        let (mut read, mut written) = (BTreeSet::new(), BTreeSet::new());
        for at in core::iter::once(second.begin).chain(self.body(second.head, second.next)) {
            self.visit(at, |role, register| match role {
                Role::Read if !written.contains(&register) => {
                    read.insert(register);
                }
                Role::Write | Role::Update => {
                    written.insert(register);
                }
                _ => {}
            });
        }
        let stretch = self
            .stretches()
            .into_iter()
            .find(|(start, end)| (*start..*end).contains(&second.begin));
        let pinned = stretch
            .map(|stretch| self.pinned_within(stretch))
            .unwrap_or_default();
        if written.iter().any(|register| pinned.contains(register)) {
            return false;
        }
        let lasting: BTreeSet<u32> = written
            .iter()
            .copied()
            .filter(|register| !self.is_temporary(*register))
            .collect();
        let mut clear = true;
        for at in first.begin..second.begin {
            self.visit(at, |role, register| {
                let writes = matches!(role, Role::Write | Role::Update);
                clear &= !(writes && read.contains(&register) || lasting.contains(&register));
            });
        }
        clear
    }

    fn is_temporary(&self, register: u32) -> bool {
        register >= self.program.own_registers
    }

    fn visit(&self, at: usize, mut visit: impl FnMut(Role, u32)) {
        let Some(instruction) = self.get(at) else {
            return;
        };
        instruction.operands(|role, _, register| {
            if register != NONE && matches!(role, Role::Read | Role::Write | Role::Update) {
                visit(role, register);
            }
        });
    }

    /// Does the second loop together with the first.
    fn join(&mut self, first: &Loop, second: &Loop) {
        self.rename_own(second);
        let body: Vec<usize> = self.body(second.head, second.next).collect();
        for at in &body {
            if let Some(Some(instruction)) = self.code.get_mut(*at) {
                instruction.operands_mut(|role, row| {
                    if role == Role::ReadRow && *row == second.level {
                        *row = first.level;
                    }
                });
            }
        }
        let is_load = |at: &usize| {
            matches!(
                self.get(*at),
                Some(Instruction::LoadFact { .. } | Instruction::Load { .. })
            )
        };
        let loads: Vec<usize> = body.iter().copied().take_while(is_load).collect();
        let rest: Vec<usize> = body.iter().copied().skip(loads.len()).collect();
        let after_loads = self
            .body(first.head, first.next)
            .find(|at| !is_load(at))
            .unwrap_or(first.next);
        self.set(second.head, None);
        self.set(second.next, None);
        self.retarget(second.begin, self.alive(second.next));
        self.before
            .entry(first.begin)
            .or_default()
            .push(second.begin);
        self.before.entry(after_loads).or_default().extend(loads);
        // The hole of its own `Next` is where its body goes on to.
        let end = self.before.entry(first.next).or_default();
        end.extend(rest);
        end.push(second.next);
    }

    /// Who jumps to one place jumps to another.
    fn retarget(&mut self, from: usize, to: usize) {
        for instruction in self.code.iter_mut().flatten() {
            instruction.operands_mut(|role, target| {
                if role == Role::Target && place(*target) == from {
                    *target = count(to);
                }
            });
        }
    }

    /// Gives the registers that a loop writes, and that are of its unit alone, names of their own.
    fn rename_own(&mut self, second: &Loop) {
        let mut names: BTreeMap<u32, u32> = BTreeMap::new();
        let mut registers = self.registers;
        for at in core::iter::once(second.begin).chain(self.body(second.head, second.next)) {
            self.visit(at, |role, register| {
                if matches!(role, Role::Write | Role::Update)
                    && register >= self.program.own_registers
                    && register < self.program.registers
                {
                    names.entry(register).or_insert_with(|| {
                        let name = registers;
                        registers = registers.saturating_add(1);
                        name
                    });
                }
            });
        }
        self.registers = registers;
        // Within its unit, a register of the unit alone stands for one value.
        let stretch = self
            .stretches()
            .into_iter()
            .find(|(start, end)| (*start..*end).contains(&second.begin));
        let Some((start, end)) = stretch else { return };
        for instruction in self.code.iter_mut().take(end).skip(start).flatten() {
            instruction.operands_mut(|role, register| {
                if matches!(role, Role::Read | Role::Write | Role::Update)
                    && let Some(name) = names.get(register)
                {
                    *register = *name;
                }
            });
        }
    }
}

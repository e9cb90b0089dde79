//! Conditions that only say where to go on.

use super::Rewrite;
use crate::compile::instruction::Instruction;
use crate::compile::layout::{count, place};

impl Rewrite<'_> {
    /// Conditions that only say where to go on become jumps.
    pub(super) fn conditions(&mut self) {
        for stretch in self.stretches() {
            self.pin(stretch);
            // Each round takes a condition apart one level further in.
            for _ in 0..64 {
                let mut changed = false;
                self.find_targets();
                let uses = self.uses(stretch);
                for (register, uses) in &uses {
                    if let ([jump], true) = (uses.reads.as_slice(), self.is_own(*register)) {
                        changed |= self.condition(*register, *jump, &uses.writes);
                    }
                }
                if !changed {
                    break;
                }
            }
        }
    }

    /// Takes one condition apart that is read by one jump alone.
    fn condition(&mut self, register: u32, jump: usize, writes: &[usize]) -> bool {
        let (wanted, target) = match self.get(jump) {
            Some(Instruction::SkipUnless { condition, end }) if condition == register => {
                (false, end)
            }
            Some(Instruction::SkipIf { condition, end }) if condition == register => (true, end),
            _ => return false,
        };
        match writes {
            [single] => self.single(*single, jump, wanted, target),
            chain => self.chain(chain, jump, wanted, target),
        }
    }

    /// A comparison straight before its jump.
    fn single(&mut self, write: usize, jump: usize, wanted: bool, target: u32) -> bool {
        use Instruction as I;
        if self.alive(write.saturating_add(1)) != jump || self.is_target_between(write, jump) {
            // A chain of one item is a move.
            return self.chain(&[write], jump, wanted, target);
        }
        let Some(comparison) = self.get(write) else {
            return false;
        };
        let end = target;
        let jumping = match (comparison, wanted) {
            (I::Less { left, right, .. }, false) | (I::AtLeast { left, right, .. }, true) => {
                I::UnlessLess { left, right, end }
            }
            (I::AtMost { left, right, .. }, false) | (I::Greater { left, right, .. }, true) => {
                I::UnlessAtMost { left, right, end }
            }
            (I::Greater { left, right, .. }, false) | (I::AtMost { left, right, .. }, true) => {
                I::UnlessGreater { left, right, end }
            }
            (I::AtLeast { left, right, .. }, false) | (I::Less { left, right, .. }, true) => {
                I::UnlessAtLeast { left, right, end }
            }
            (I::Equal { left, right, .. }, false) | (I::NotEqual { left, right, .. }, true) => {
                I::UnlessEqual { left, right, end }
            }
            (I::NotEqual { left, right, .. }, false) | (I::Equal { left, right, .. }, true) => {
                I::UnlessNotEqual { left, right, end }
            }
            (I::Member { from, set, .. }, false) => I::UnlessMember { from, set, end },
            (I::Member { from, set, .. }, true) => I::IfMember { from, set, end },
            (I::Not { from, .. }, false) => I::SkipIf {
                condition: from,
                end,
            },
            (I::Not { from, .. }, true) => I::SkipUnless {
                condition: from,
                end,
            },
            _ => return self.chain(&[write], jump, wanted, target),
        };
        self.set(write, Some(jumping));
        self.set(jump, None);
        true
    }

    /// A conjunction or disjunction whose items all lead to its jump.
    fn chain(&mut self, writes: &[usize], jump: usize, wanted: bool, target: u32) -> bool {
        use Instruction as I;
        let mut items = Vec::new();
        for write in writes {
            let (item, end, done) = match self.get(*write) {
                Some(I::And { item, end, .. } | I::AndFirst { item, end, .. }) => {
                    (item, end, false)
                }
                Some(I::Or { item, end, .. } | I::OrFirst { item, end, .. }) => (item, end, true),
                _ => return false,
            };
            if self.alive(place(end)) != jump {
                return false;
            }
            items.push((*write, item, done));
        }
        let Some((last, _)) = items.split_last() else {
            return false;
        };
        // The last item must lead on to the jump.
        if self.alive(last.0.saturating_add(1)) != jump {
            return false;
        }
        let after = count(jump.saturating_add(1));
        self.targets.insert(jump.saturating_add(1));
        for (number, (write, item, done)) in items.iter().enumerate() {
            let (condition, is_last) = (*item, number.saturating_add(1) == items.len());
            let (when, end) = match (is_last, *done == wanted) {
                (true, _) => (wanted, target),
                (false, true) => (*done, target),
                (false, false) => (*done, after),
            };
            let jumping = if when {
                I::SkipIf { condition, end }
            } else {
                I::SkipUnless { condition, end }
            };
            self.set(*write, Some(jumping));
        }
        self.set(jump, None);
        true
    }

    /// A count of members that a condition holds for needs no jump.
    pub(super) fn counts(&mut self) {
        self.find_targets();
        for at in 0..self.code.len() {
            let Some(Instruction::SkipUnless { condition, end }) = self.get(at) else {
                continue;
            };
            let next = self.alive(at.saturating_add(1));
            let Some(Instruction::Count { to, .. }) = self.get(next) else {
                continue;
            };
            let lands = self.alive(place(end)) == self.alive(next.saturating_add(1));
            if lands && !self.is_target_between(at, next) {
                self.set(at, None);
                self.set(next, Some(Instruction::CountIf { to, condition }));
            }
        }
    }
}

//! Values and counts that a comparison decides, without a jump: which way it goes cannot be foreseen.

use super::Rewrite;
use crate::compile::instruction::Instruction;
use crate::compile::layout::place;

impl Rewrite<'_> {
    /// One of two values, by a comparison.
    pub(super) fn selections(&mut self) {
        self.find_targets();
        for at in 0..self.code.len() {
            let Some((end, select)) = self.get(at).and_then(selecting) else {
                continue;
            };
            let met = self.alive(at.saturating_add(1));
            let unmet = self.alive(met.saturating_add(1));
            let after = self.alive(unmet.saturating_add(1));
            let (
                Some(Instruction::MoveJump {
                    to,
                    from: yes,
                    end: behind,
                }),
                Some(Instruction::Move { to: same, from: no }),
            ) = (self.get(met), self.get(unmet))
            else {
                continue;
            };
            let leads = self.alive(place(end)) == unmet && self.alive(place(behind)) == after;
            // Whoever jumps to a hole before the second value arrives there: only this comparison may.
            let only = !self.is_target_between(at, met) && self.jumps_into(met, unmet) == 1;
            if to == same && leads && only {
                self.set(at, Some(select(to, yes, no)));
                self.set(met, None);
                self.set(unmet, None);
            }
        }
    }

    /// How many instructions jump to a place after the first and not after the second.
    fn jumps_into(&self, after: usize, until: usize) -> usize {
        let targets = self.code.iter().flatten().filter_map(Instruction::jumps_to);
        targets
            .filter(|target| (after.saturating_add(1)..=until).contains(&place(*target)))
            .count()
    }

    /// Counts of members that two conditions hold for, or whose value lies between two.
    pub(super) fn double_counts(&mut self) {
        self.find_targets();
        for at in 0..self.code.len() {
            let next = self.alive(at.saturating_add(1));
            let last = self.alive(next.saturating_add(1));
            let (Some(first), Some(second)) = (self.get(at), self.get(next)) else {
                continue;
            };
            if self.is_target_between(at, next) {
                continue;
            }
            match (first, second, self.get(last)) {
                (
                    Instruction::SkipUnless { condition, end },
                    Instruction::CountIf {
                        to,
                        condition: other,
                    },
                    _,
                ) if self.alive(place(end)) == last => {
                    self.set(at, None);
                    let both = Instruction::CountIfBoth {
                        to,
                        condition,
                        other,
                    };
                    self.set(next, Some(both));
                }
                (
                    Instruction::UnlessAtLeast {
                        left: value,
                        right: low,
                        end,
                    },
                    Instruction::UnlessLess {
                        left: same,
                        right: high,
                        end: behind,
                    },
                    Some(Instruction::Count { to, .. }),
                ) if value == same && !self.is_target_between(next, last) => {
                    let after = self.alive(last.saturating_add(1));
                    let leads =
                        self.alive(place(end)) == after && self.alive(place(behind)) == after;
                    if leads {
                        self.set(at, None);
                        self.set(next, None);
                        let within = Instruction::CountWithin {
                            to,
                            value,
                            low,
                            high,
                        };
                        self.set(last, Some(within));
                    }
                }
                _ => {}
            }
        }
    }
}

/// What a comparison that jumps selects, given the register of the result, and both values.
fn selecting(instruction: Instruction) -> Option<(u32, impl Fn(u32, u32, u32) -> Instruction)> {
    use Instruction as I;
    let (left, right, end, turned) = match instruction {
        I::UnlessLess { left, right, end } => (left, right, end, Some(false)),
        I::UnlessAtLeast { left, right, end } => (left, right, end, Some(true)),
        I::UnlessGreater { left, right, end } => (right, left, end, Some(false)),
        I::UnlessAtMost { left, right, end } => (right, left, end, Some(true)),
        I::UnlessEqual { left, right, end } => (left, right, end, None),
        _ => return None,
    };
    let select = move |to, yes, no| match turned {
        Some(false) => I::SelectLess {
            to,
            left,
            right,
            yes,
            no,
        },
        Some(true) => I::SelectLess {
            to,
            left,
            right,
            yes: no,
            no: yes,
        },
        None => I::SelectEqual {
            to,
            left,
            right,
            yes,
            no,
        },
    };
    Some((end, select))
}

#[cfg(test)]
mod tests {
    use crate::compile::instruction::{Instruction as I, NONE};
    use crate::compile::quick::tests::after;

    #[test]
    fn one_of_two_values_needs_no_jump() {
        let code = [
            I::UnlessAtLeast {
                left: 1,
                right: 2,
                end: 2,
            },
            I::MoveJump {
                to: 3,
                from: 4,
                end: 3,
            },
            I::Move { to: 3, from: 5 },
        ];
        let select = I::SelectLess {
            to: 3,
            left: 1,
            right: 2,
            yes: 5,
            no: 4,
        };
        assert_eq!(after(&code, |rewrite| rewrite.selections()), [select]);
    }

    #[test]
    fn a_second_value_that_others_come_to_as_well_keeps_its_jumps() {
        let code = [
            I::UnlessEqual {
                left: 6,
                right: 2,
                end: 3,
            },
            I::UnlessLess {
                left: 1,
                right: 2,
                end: 3,
            },
            I::MoveJump {
                to: 3,
                from: 4,
                end: 4,
            },
            I::Move { to: 3, from: 5 },
        ];
        assert_eq!(after(&code, |rewrite| rewrite.selections()), code);
    }

    #[test]
    fn a_count_between_two_values_needs_no_jump() {
        let code = [
            I::UnlessAtLeast {
                left: 1,
                right: 2,
                end: 3,
            },
            I::UnlessLess {
                left: 1,
                right: 4,
                end: 3,
            },
            I::Count {
                to: 5,
                within: NONE,
                one: 6,
            },
        ];
        let within = I::CountWithin {
            to: 5,
            value: 1,
            low: 2,
            high: 4,
        };
        assert_eq!(after(&code, |rewrite| rewrite.double_counts()), [within]);
    }

    #[test]
    fn a_count_under_two_conditions_needs_no_jump() {
        let code = [
            I::SkipUnless {
                condition: 1,
                end: 2,
            },
            I::CountIf {
                to: 5,
                condition: 2,
            },
        ];
        let both = I::CountIfBoth {
            to: 5,
            condition: 1,
            other: 2,
        };
        assert_eq!(after(&code, |rewrite| rewrite.double_counts()), [both]);
    }
}

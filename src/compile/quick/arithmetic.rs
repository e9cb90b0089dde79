//! Arithmetic: what is computed twice is computed once, and two steps of which only the second's result is used become one.

use std::collections::BTreeMap;

use super::{Rewrite, Uses};
use crate::compile::instruction::{Instruction, Role};

impl Rewrite<'_> {
    /// Computes once what stands twice in one straight stretch.
    pub(super) fn shared(&mut self) {
        for stretch in self.stretches() {
            self.pin(stretch);
            self.find_targets();
            let uses = self.uses(stretch);
            let mut renamed: BTreeMap<u32, u32> = BTreeMap::new();
            // By instruction without its result: the register that holds that.
            let mut known: Vec<(Instruction, u32)> = Vec::new();
            for at in stretch.0..stretch.1 {
                if self.targets.contains(&at) {
                    known.clear();
                }
                let Some(instruction) = self.renamed(at, &renamed) else {
                    continue;
                };
                known.retain(|(before, kept)| !overwrites(&instruction, before, *kept));
                let Some((plain, to)) = without_result(instruction) else {
                    continue;
                };
                if !self.is_set_once(&uses, to) {
                    continue;
                }
                match known.iter().find(|(before, _)| *before == plain) {
                    Some((_, kept)) => {
                        renamed.insert(to, *kept);
                        self.set(at, None);
                    }
                    None => known.push((plain, to)),
                }
            }
        }
    }

    /// An instruction after the reads that are now of another register were put right.
    fn renamed(&mut self, at: usize, names: &BTreeMap<u32, u32>) -> Option<Instruction> {
        let mut instruction = self.get(at)?;
        instruction.operands_mut(|role, register| {
            if let (Role::Read, Some(name)) = (role, names.get(register)) {
                *register = *name;
            }
        });
        self.set(at, Some(instruction));
        Some(instruction)
    }

    /// Whether a register is the unit's own and has one value only.
    fn is_set_once(&self, uses: &BTreeMap<u32, Uses>, register: u32) -> bool {
        let once = uses
            .get(&register)
            .is_some_and(|uses| uses.writes.len() == 1);
        once && self.is_own(register)
    }

    /// A product that is only there to be added to something.
    pub(super) fn products(&mut self) {
        self.find_targets();
        for stretch in self.stretches() {
            self.pin(stretch);
            let uses = self.uses(stretch);
            for at in stretch.0..stretch.1 {
                let next = self.alive(at.saturating_add(1));
                let Some(Instruction::Multiply {
                    to: product,
                    left,
                    right,
                }) = self.get(at)
                else {
                    continue;
                };
                let Some(Instruction::Add {
                    to,
                    left: one,
                    right: other,
                }) = self.get(next)
                else {
                    continue;
                };
                let more = if one == product { other } else { one };
                let read_there = uses
                    .get(&product)
                    .is_some_and(|uses| uses.reads == [next] && uses.writes == [at]);
                let is_only = self.is_own(product) && read_there && one != other;
                if is_only && !self.is_target_between(at, next) && next < stretch.1 {
                    self.set(at, None);
                    let sum = Instruction::MultiplyAdd {
                        to,
                        left,
                        right,
                        more,
                    };
                    self.set(next, Some(sum));
                }
            }
        }
    }
}

/// The instruction as it would be with any other result, and its result, where it does nothing but compute that from registers.
fn without_result(mut instruction: Instruction) -> Option<(Instruction, u32)> {
    use Instruction as I;
    if !matches!(
        instruction,
        I::Add { .. } | I::Subtract { .. } | I::Multiply { .. } | I::Length { .. }
    ) {
        return None;
    }
    let mut result = None;
    instruction.operands_mut(|role, register| {
        if role == Role::Write {
            result = Some(*register);
            *register = 0;
        }
    });
    result.map(|result| (instruction, result))
}

/// Whether an instruction changes what another one reads, or the register that holds its result.
fn overwrites(instruction: &Instruction, other: &Instruction, result: u32) -> bool {
    let mut found = false;
    instruction.operands(|role, _, written| match role {
        Role::Write | Role::Update => {
            found |= written == result;
            other.operands(|role, _, read| found |= role == Role::Read && read == written);
        }
        // Another row: what was read of the one before is not known any more.
        Role::WriteRow => found = true,
        _ => {}
    });
    // Loads and figures that are grouped later write registers as any other instruction does.
    found
}

#[cfg(test)]
mod tests {
    use crate::compile::instruction::Instruction as I;
    use crate::compile::quick::tests::{after, is_own};

    #[test]
    fn what_stands_twice_is_computed_once() {
        let (one, two) = (is_own(1), is_own(2));
        let code = [
            I::Multiply {
                to: one,
                left: 3,
                right: 4,
            },
            I::Add {
                to: 5,
                left: one,
                right: 6,
            },
            I::Multiply {
                to: two,
                left: 3,
                right: 4,
            },
            I::Add {
                to: 7,
                left: two,
                right: 6,
            },
        ];
        let shared = after(&code, |rewrite| rewrite.shared());
        assert_eq!(
            shared,
            [
                code[0],
                code[1],
                I::Add {
                    to: 7,
                    left: one,
                    right: 6
                }
            ]
        );
    }

    #[test]
    fn what_is_changed_in_between_is_computed_again() {
        let (one, two) = (is_own(1), is_own(2));
        let code = [
            I::Multiply {
                to: one,
                left: 3,
                right: 4,
            },
            I::Move { to: 3, from: one },
            I::Multiply {
                to: two,
                left: 3,
                right: 4,
            },
            I::Move { to: 5, from: two },
        ];
        assert_eq!(after(&code, |rewrite| rewrite.shared()), code);
    }

    #[test]
    fn a_product_is_added_at_once() {
        let one = is_own(1);
        let code = [
            I::Multiply {
                to: one,
                left: 3,
                right: 4,
            },
            I::Add {
                to: 5,
                left: 6,
                right: one,
            },
        ];
        let sum = I::MultiplyAdd {
            to: 5,
            left: 3,
            right: 4,
            more: 6,
        };
        assert_eq!(after(&code, |rewrite| rewrite.products()), [sum]);
    }

    #[test]
    fn a_product_that_is_used_again_stays() {
        let one = is_own(1);
        let code = [
            I::Multiply {
                to: one,
                left: 3,
                right: 4,
            },
            I::Add {
                to: 5,
                left: 6,
                right: one,
            },
            I::Move { to: 7, from: one },
        ];
        assert_eq!(after(&code, |rewrite| rewrite.products()), code);
    }
}

//! The shorter instructions without holes.

use std::collections::BTreeSet;

use super::{Quick, Rewrite, set_place};
use crate::compile::instruction::{Instruction, Role};
use crate::compile::layout::{count, place};

impl Rewrite<'_> {
    /// Closes the holes and groups loads and stores.
    pub(super) fn close(mut self) -> Quick {
        let targets = self.code.iter().flatten().filter_map(Instruction::jumps_to);
        let targets: BTreeSet<usize> = targets.map(|target| self.alive(place(target))).collect();
        let before = core::mem::take(&mut self.before);
        let moved: BTreeSet<usize> = before.values().flatten().copied().collect();
        let mut places = vec![0_u32; self.code.len().saturating_add(1)];
        let mut code: Vec<Instruction> = Vec::new();
        for at in 0..=self.code.len() {
            let inserted = before.get(&at).map(Vec::as_slice).unwrap_or_default();
            // What was put elsewhere is there, and so are those who jump to it.
            if moved.contains(&at) {
                continue;
            }
            set_place(&mut places, at, code.len());
            for other in inserted {
                self.put(&mut code, &mut places, *other, targets.contains(other));
            }
            // Who jumps to where something was put before jumps to that.
            let start = places.get(at).copied();
            self.put(
                &mut code,
                &mut places,
                at,
                targets.contains(&at) || !inserted.is_empty(),
            );
            if let (false, Some(slot), Some(start)) =
                (inserted.is_empty(), places.get_mut(at), start)
            {
                *slot = start;
            }
        }
        for instruction in &mut code {
            instruction.operands_mut(|role, number| {
                if role == Role::Target {
                    *number = places.get(place(*number)).copied().unwrap_or(u32::MAX);
                }
            });
        }
        self.quick.code = code;
        self.quick.registers = self.registers;
        self.quick
    }

    /// Puts one instruction, or what a hole means, behind what is there.
    fn put(&mut self, code: &mut Vec<Instruction>, places: &mut [u32], at: usize, is_target: bool) {
        let Some(instruction) = self.get(at) else {
            // A hole: whoever jumps here goes on with what comes next.
            set_place(places, at, code.len());
            return;
        };
        if !is_target && self.group(code, &instruction) {
            set_place(places, at, code.len().saturating_sub(1));
            return;
        }
        set_place(places, at, code.len());
        code.push(self.opened(instruction));
    }

    /// A load or store as the first of a group.
    fn opened(&mut self, instruction: Instruction) -> Instruction {
        let first = count(self.quick.moves.len());
        let (moved, grouped) = match instruction {
            Instruction::LoadFact {
                to,
                row,
                table,
                offset,
            } => (
                (offset, to),
                Instruction::LoadFacts {
                    row,
                    table,
                    first,
                    count: 1,
                },
            ),
            Instruction::Load {
                to,
                row,
                table,
                offset,
                ..
            } => (
                (offset, to),
                Instruction::Loads {
                    row,
                    table,
                    first,
                    count: 1,
                },
            ),
            Instruction::Store {
                from,
                row,
                table,
                offset,
            } => (
                (offset, from),
                Instruction::Stores {
                    row,
                    table,
                    first,
                    count: 1,
                },
            ),
            Instruction::FigureBegin { to, figure, .. } => {
                ((figure, to), Instruction::FiguresBegin { first, count: 1 })
            }
            other => return other,
        };
        self.quick.moves.push(moved);
        grouped
    }

    /// Adds a load or store to the group before it, if there is one of its kind.
    fn group(&mut self, code: &mut [Instruction], instruction: &Instruction) -> bool {
        let Some(before) = code.last_mut() else {
            return false;
        };
        let moved = match (before, instruction) {
            (
                Instruction::LoadFacts {
                    row, table, count, ..
                },
                Instruction::LoadFact {
                    to,
                    row: other,
                    table: same,
                    offset,
                },
            ) if row == other && table == same => {
                *count = count.saturating_add(1);
                (*offset, *to)
            }
            (
                Instruction::Loads {
                    row, table, count, ..
                },
                Instruction::Load {
                    to,
                    row: other,
                    table: same,
                    offset,
                    ..
                },
            ) if row == other && table == same => {
                *count = count.saturating_add(1);
                (*offset, *to)
            }
            (
                Instruction::Stores {
                    row, table, count, ..
                },
                Instruction::Store {
                    from,
                    row: other,
                    table: same,
                    offset,
                },
            ) if row == other && table == same => {
                *count = count.saturating_add(1);
                (*offset, *from)
            }
            (
                Instruction::FiguresBegin { count, .. },
                Instruction::FigureBegin { to, figure, .. },
            ) => {
                *count = count.saturating_add(1);
                (*figure, *to)
            }
            _ => return false,
        };
        self.quick.moves.push(moved);
        true
    }
}

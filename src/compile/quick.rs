//! From a plan's instructions: shorter ones for a run in which every value is known and nobody listens.
//!
//! What only ranges, faults and traces need is left out, values are computed where they are kept, conditions become jumps,
//! and several instructions become one. A value means the same; only steps that nobody could see are gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::InForce;

use super::instruction::{Instruction, NONE, Role};
use super::layout::{count, place};
use super::program::{FigureModel, Program};

mod arithmetic;

mod conditions;

mod loops;

mod close;

mod selections;

/// The shorter instructions of a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quick {
    pub(crate) code: Vec<Instruction>,
    /// Offsets and registers of grouped loads and stores, figures and registers of grouped beginnings.
    pub(crate) moves: Vec<(u32, u32)>,
    /// The days on which everything is in force: 适用法日 must lie inside.
    pub(crate) in_force: InForce,
    /// How many registers they use.
    pub(crate) registers: u32,
}

impl Quick {
    /// Offsets and registers of a group.
    #[inline]
    pub(crate) fn moves(&self, first: u32, count: u32) -> Option<&[(u32, u32)]> {
        let first = place(first);
        self.moves.get(first..first.checked_add(place(count))?)
    }
}

/// The instructions in the making; what is taken out leaves a hole.
struct Rewrite<'p> {
    program: &'p Program,
    code: Vec<Option<Instruction>>,
    units: &'p [u32],
    /// Registers that side tables read, within the stretch at hand.
    pinned: BTreeSet<u32>,
    /// Where jumps land.
    targets: BTreeSet<usize>,
    /// What is put before an instruction, from another place.
    before: BTreeMap<usize, Vec<usize>>,
    /// How many registers there are.
    registers: u32,
    quick: Quick,
}

/// How a register is used within a unit.
#[derive(Default)]
struct Uses {
    /// Instructions that read it without writing it.
    reads: Vec<usize>,
    /// Instructions that write it.
    writes: Vec<usize>,
}

/// The shorter instructions for some instructions; `units` says to which unit each belongs.
pub(super) fn quick(program: &Program, code: &[Instruction], units: &[u32]) -> Quick {
    let mut rewrite = Rewrite {
        program,
        code: code.iter().copied().map(Some).collect(),
        units,
        pinned: BTreeSet::new(),
        targets: BTreeSet::new(),
        before: BTreeMap::new(),
        registers: program.registers,
        quick: Quick::default(),
    };
    rewrite.strip();
    rewrite.lengths();
    rewrite.coalesce();
    rewrite.conditions();
    rewrite.counts();
    rewrite.double_counts();
    rewrite.selections();
    rewrite.shared();
    rewrite.products();
    rewrite.fuse();
    rewrite.close()
}

impl Rewrite<'_> {
    fn get(&self, at: usize) -> Option<Instruction> {
        self.code.get(at).copied().flatten()
    }

    fn set(&mut self, at: usize, instruction: Option<Instruction>) {
        if let Some(slot) = self.code.get_mut(at) {
            *slot = instruction;
        }
    }

    /// The first instruction from a place on that is still there.
    fn alive(&self, from: usize) -> usize {
        let rest = self.code.iter().enumerate().skip(from);
        rest.into_iter()
            .find(|(_, instruction)| instruction.is_some())
            .map_or(self.code.len(), |(at, _)| at)
    }

    /// Whether something jumps to a place between two instructions, the second included.
    fn is_target_between(&self, after: usize, until: usize) -> bool {
        after < until
            && self
                .targets
                .range(after.saturating_add(1)..=until)
                .next()
                .is_some()
    }

    /// Looks where jumps land.
    fn find_targets(&mut self) {
        let targets = self.code.iter().flatten().filter_map(Instruction::jumps_to);
        self.targets = targets.map(place).collect();
    }

    /// Takes out what means nothing where every value is known.
    fn strip(&mut self) {
        use Instruction as I;
        for at in 0..self.code.len() {
            let Some(instruction) = self.get(at) else {
                continue;
            };
            let plain = match instruction {
                I::Guard { window, .. } => {
                    self.narrow(window);
                    None
                }
                I::CaseFirst { .. } => None,
                I::Case { to, value, end, .. } => Some(I::MoveJump {
                    to,
                    from: value,
                    end,
                }),
                I::CaseElse { to, value, .. } => Some(I::Move { to, from: value }),
                I::WideCaseElse { to, value, .. } => Some(I::WideMove { to, from: value }),
                I::WideCase { to, value, end, .. } => Some(I::WideCase {
                    to,
                    condition: NONE,
                    value,
                    anything: NONE,
                    end,
                }),
                I::Filter {
                    condition, next, ..
                } => Some(I::SkipUnless {
                    condition,
                    end: next,
                }),
                I::Exists { to, condition, .. } => Some(I::Exists {
                    to,
                    within: NONE,
                    condition,
                }),
                I::Every { to, condition, .. } => Some(I::Every {
                    to,
                    within: NONE,
                    condition,
                }),
                I::Count { to, one, .. } => Some(I::Count {
                    to,
                    within: NONE,
                    one,
                }),
                I::Sum { to, value, .. } => Some(I::Sum {
                    to,
                    within: NONE,
                    value,
                }),
                I::WideSum { to, value, .. } => Some(I::WideSum {
                    to,
                    within: NONE,
                    value,
                }),
                I::Greatest { to, value, .. } => Some(I::Greatest {
                    to,
                    within: NONE,
                    value,
                }),
                I::WideGreatest { to, value, .. } => Some(I::WideGreatest {
                    to,
                    within: NONE,
                    value,
                }),
                I::Least { to, value, .. } => Some(I::Least {
                    to,
                    within: NONE,
                    value,
                }),
                I::WideLeast { to, value, .. } => Some(I::WideLeast {
                    to,
                    within: NONE,
                    value,
                }),
                I::LoopList {
                    level,
                    row,
                    list,
                    end,
                    ..
                } => Some(I::LoopList {
                    level,
                    row,
                    list,
                    figure: NONE,
                    within: NONE,
                    end,
                    mode: 0,
                }),
                I::FigureBegin { to, figure, .. } => Some(I::FigureBegin {
                    to,
                    figure,
                    anything: NONE,
                }),
                I::WideFigureBegin { to, figure, .. } => Some(I::WideFigureBegin {
                    to,
                    figure,
                    anything: NONE,
                }),
                I::FigureEnd { figure, .. } | I::WideFigureEnd { figure, .. } => {
                    Some(instruction).filter(|_| is_extreme(figure))
                }
                I::LeaveIf { condition, end } => Some(I::SkipIf { condition, end }),
                I::LeaveUnless { condition, end } => Some(I::SkipUnless { condition, end }),
                other => Some(other),
            };
            self.set(at, plain);
        }
    }

    /// The days on which everything is in force lie inside this window as well.
    fn narrow(&mut self, window: u32) {
        let Some(window) = self.program.side().windows.get(place(window)) else {
            return;
        };
        let so_far = &mut self.quick.in_force;
        so_far.from = so_far.from.max(window.from);
        so_far.until = match (so_far.until, window.until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// A count that asks for nothing is the length of its list.
    fn lengths(&mut self) {
        for at in 0..self.code.len() {
            let Some(Instruction::FigureBegin { to, .. }) = self.get(at) else {
                continue;
            };
            let (second, third) = (self.alive(at.saturating_add(1)), 0);
            let third = self.alive(second.saturating_add(1)).max(third);
            let fourth = self.alive(third.saturating_add(1));
            let (
                Some(Instruction::LoopList { row, list, .. }),
                Some(Instruction::Count { to: counted, .. }),
            ) = (self.get(second), self.get(third))
            else {
                continue;
            };
            if counted == to
                && matches!(self.get(fourth), Some(Instruction::Next { body, .. }) if self.alive(place(body)) == third)
            {
                self.set(at, Some(Instruction::Length { to, row, list }));
                for gone in [second, third, fourth] {
                    self.set(gone, None);
                }
            }
        }
    }

    /// The stretches of one unit each.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for (at, unit) in self.units.iter().enumerate() {
            match stretches.last_mut() {
                Some((start, end)) if self.units.get(*start) == Some(unit) && *end == at => {
                    *end = at.saturating_add(1)
                }
                _ => stretches.push((at, at.saturating_add(1))),
            }
        }
        stretches
    }

    /// Looks which registers choices and bracket scales read within a stretch.
    fn pin(&mut self, stretch: (usize, usize)) {
        self.pinned = self.pinned_within(stretch);
    }

    fn pinned_within(&self, (start, end): (usize, usize)) -> BTreeSet<u32> {
        let side = self.program.side();
        let mut pinned = BTreeSet::new();
        for at in start..end {
            match self.get(at) {
                Some(
                    Instruction::Choose { choice, .. } | Instruction::WideChoose { choice, .. },
                ) => {
                    let Some(choice) = side.choices.get(place(choice)) else {
                        continue;
                    };
                    pinned.extend(
                        choice
                            .rows
                            .iter()
                            .flat_map(|row| [row.0, row.1])
                            .chain(choice.general),
                    );
                }
                Some(Instruction::Brackets { bands, .. }) => {
                    let bands = side.brackets.get(place(bands)).into_iter().flatten();
                    pinned.extend(
                        bands.flat_map(|(upper, rate)| upper.iter().copied().chain([*rate])),
                    );
                }
                _ => {}
            }
        }
        pinned
    }

    /// How registers are used within a stretch.
    fn uses(&self, (start, end): (usize, usize)) -> BTreeMap<u32, Uses> {
        let mut uses: BTreeMap<u32, Uses> = BTreeMap::new();
        for at in start..end {
            let Some(instruction) = self.get(at) else {
                continue;
            };
            instruction.operands(|role, _, register| {
                if register == NONE {
                    return;
                }
                match role {
                    Role::Read => uses.entry(register).or_default().reads.push(at),
                    Role::Write | Role::Update => uses.entry(register).or_default().writes.push(at),
                    _ => {}
                }
            });
        }
        uses
    }

    /// A register of one unit alone that no side table reads.
    fn is_own(&self, register: u32) -> bool {
        register >= self.program.own_registers
            && register < self.program.registers
            && !self.pinned.contains(&register)
    }

    /// A value is computed where it is kept, instead of being moved there.
    fn coalesce(&mut self) {
        for stretch in self.stretches() {
            self.pin(stretch);
            let mut uses = self.uses(stretch);
            for at in (stretch.0..stretch.1).rev() {
                let (to, from, rest) = match self.get(at) {
                    Some(Instruction::Move { to, from } | Instruction::WideMove { to, from }) => {
                        (to, from, None)
                    }
                    Some(Instruction::MoveJump { to, from, end }) => {
                        (to, from, Some(Instruction::Jump { end }))
                    }
                    _ => continue,
                };
                if to != from && self.is_own(from) && self.may_become(&uses, at, to, from) {
                    self.rename(&mut uses, at, to, from);
                    self.set(at, rest);
                }
            }
        }
    }

    /// Whether everything that computes `from`, for the move at a place alone, can compute `to`.
    fn may_become(&self, uses: &BTreeMap<u32, Uses>, at: usize, to: u32, from: u32) -> bool {
        let Some(source) = uses.get(&from) else {
            return false;
        };
        let first = source.writes.first().copied().unwrap_or(usize::MAX);
        let only_here = source.reads == [at] && source.writes.iter().all(|write| *write < at);
        let between = |place: &usize| first <= *place && *place < at;
        let untouched = uses.get(&to).is_none_or(|target| {
            !target.reads.iter().any(between) && !target.writes.iter().any(between)
        });
        only_here && untouched && !self.pinned.contains(&to)
    }

    /// Everything that computes `from`, for the move at a place, computes `to`.
    fn rename(&mut self, uses: &mut BTreeMap<u32, Uses>, at: usize, to: u32, from: u32) {
        let writes = uses
            .remove(&from)
            .map(|source| source.writes)
            .unwrap_or_default();
        for write in &writes {
            let Some(Some(instruction)) = self.code.get_mut(*write) else {
                continue;
            };
            instruction.operands_mut(|role, register| {
                if matches!(role, Role::Write | Role::Update) && *register == from {
                    *register = to;
                }
            });
        }
        let target = uses.entry(to).or_default();
        target.writes.retain(|write| *write != at);
        target.writes.extend(writes);
        target.writes.sort_unstable();
    }
}

fn set_place(places: &mut [u32], at: usize, length: usize) {
    if let Some(slot) = places.get_mut(at) {
        *slot = count(length);
    }
}

/// Whether a figure needs a member.
fn is_extreme(figure: u32) -> bool {
    matches!(
        FigureModel::ALL.get(place(figure)),
        Some(FigureModel::Greatest | FigureModel::Least)
    )
}

#[cfg(test)]
mod tests {
    use super::{Quick, Rewrite};
    use crate::compile::instruction::Instruction;
    use crate::compile::program::Program;
    use std::collections::{BTreeMap, BTreeSet};

    /// Registers below this one belong to the program, from here on to one unit.
    const OWN: u32 = 100;

    /// A register of one unit alone.
    pub(super) fn is_own(number: u32) -> u32 {
        OWN + number
    }

    /// What a pass makes of the instructions of one unit, without holes; targets are not moved.
    pub(super) fn after(code: &[Instruction], pass: impl Fn(&mut Rewrite<'_>)) -> Vec<Instruction> {
        let program = Program {
            registers: OWN * 2,
            own_registers: OWN,
            ..Program::default()
        };
        let units = vec![0; code.len()];
        let mut rewrite = Rewrite {
            program: &program,
            code: code.iter().copied().map(Some).collect(),
            units: &units,
            pinned: BTreeSet::new(),
            targets: BTreeSet::new(),
            before: BTreeMap::new(),
            registers: program.registers,
            quick: Quick::default(),
        };
        pass(&mut rewrite);
        rewrite.code.into_iter().flatten().collect()
    }
}

//! The run in which every value is known: the loop.
//!
//! The commonest instructions are done right here, on registers that the loop holds itself; every other is handed to
//! [`Settled::step`].

use crate::compile::Instruction;
use crate::vm::limits::MAX_STEPS;
use crate::vm::value::index;

use super::{Exit, Flow, Settled};
use crate::vm::run::tracer::Tracer;

/// The integer in a register; a register that is not there ends the run.
macro_rules! get {
    ($registers:ident, $register:expr) => {
        match $registers.get(index($register)) {
            Some(value) => *value,
            None => return Exit::Open,
        }
    };
}

/// Puts an integer into a register.
macro_rules! set {
    ($registers:ident, $register:expr, $value:expr) => {{
        let value = $value;
        match $registers.get_mut(index($register)) {
            Some(slot) => *slot = value,
            None => return Exit::Open,
        }
    }};
}

/// Puts the result of a checked operation into a register; an overflow ends the run.
macro_rules! checked {
    ($registers:ident, $to:expr, $left:expr, $operation:ident, $right:expr) => {
        match get!($registers, $left).$operation(get!($registers, $right)) {
            Some(value) => set!($registers, $to, value),
            None => return Exit::Open,
        }
    };
}

/// What is known; else the run ends.
macro_rules! known {
    ($value:expr) => {
        match $value {
            Some(value) => value,
            None => return Exit::Open,
        }
    };
}

/// The powers of ten that fit.
const POWERS: [i64; 13] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
];

/// Puts the truth of a comparison into a register.
macro_rules! truth {
    ($registers:ident, $to:expr, $left:expr, $relation:tt, $right:expr) => {
        set!($registers, $to, i64::from(get!($registers, $left) $relation get!($registers, $right)))
    };
}

/// On to the target unless a comparison holds.
macro_rules! unless {
    ($registers:ident, $next:ident, $left:expr, $relation:tt, $right:expr, $end:expr) => {
        if !(get!($registers, $left) $relation get!($registers, $right)) {
            $next = index($end);
        }
    };
}

impl<T: Tracer> Settled<'_, T> {
    /// Runs the plan.
    pub(crate) fn run(&mut self) -> Exit {
        let code = self.code;
        let mut registers: &mut [i64] = core::mem::take(&mut self.integers);
        let (mut at, mut steps) = (0_usize, 0_u64);
        // Whether everything of the plan is in force, so that no window need be looked at.
        let today = self.case.clocks().law_as_of;
        let in_force = self.plan.quick.in_force.contains(today);
        while let Some(instruction) = code.get(at) {
            use Instruction as I;
            let mut next = at.saturating_add(1);
            match *instruction {
                I::Move { to, from } => set!(registers, to, get!(registers, from)),
                I::MoveJump { to, from, end } => {
                    set!(registers, to, get!(registers, from));
                    next = index(end);
                }
                I::Add { to, left, right } => checked!(registers, to, left, checked_add, right),
                I::Subtract { to, left, right } => {
                    checked!(registers, to, left, checked_sub, right)
                }
                I::Multiply { to, left, right } => {
                    checked!(registers, to, left, checked_mul, right)
                }
                I::Lower { to, left, right } => {
                    set!(
                        registers,
                        to,
                        get!(registers, left).min(get!(registers, right))
                    );
                }
                I::Higher { to, left, right } => {
                    set!(
                        registers,
                        to,
                        get!(registers, left).max(get!(registers, right))
                    );
                }
                I::Less { to, left, right } => truth!(registers, to, left, <, right),
                I::AtMost { to, left, right } => truth!(registers, to, left, <=, right),
                I::Greater { to, left, right } => truth!(registers, to, left, >, right),
                I::AtLeast { to, left, right } => truth!(registers, to, left, >=, right),
                I::Equal { to, left, right } => truth!(registers, to, left, ==, right),
                I::NotEqual { to, left, right } => truth!(registers, to, left, !=, right),
                I::UnlessLess { left, right, end } => unless!(registers, next, left, <, right, end),
                I::UnlessAtMost { left, right, end } => {
                    unless!(registers, next, left, <=, right, end)
                }
                I::UnlessGreater { left, right, end } => {
                    unless!(registers, next, left, >, right, end)
                }
                I::UnlessAtLeast { left, right, end } => {
                    unless!(registers, next, left, >=, right, end)
                }
                I::UnlessEqual { left, right, end } => {
                    unless!(registers, next, left, ==, right, end)
                }
                I::UnlessNotEqual { left, right, end } => {
                    unless!(registers, next, left, !=, right, end)
                }
                I::And { to, item, end } | I::AndFirst { to, item, end } => {
                    let value = get!(registers, item);
                    set!(registers, to, value);
                    if value == 0 {
                        next = index(end);
                    }
                }
                I::Or { to, item, end } | I::OrFirst { to, item, end } => {
                    let value = get!(registers, item);
                    set!(registers, to, value);
                    if value != 0 {
                        next = index(end);
                    }
                }
                I::Not { to, from } => set!(registers, to, i64::from(get!(registers, from) == 0)),
                I::Jump { end } => next = index(end),
                I::SkipUnless { condition, end }
                | I::LeaveUnless { condition, end }
                | I::Filter {
                    condition,
                    next: end,
                    ..
                } => {
                    if get!(registers, condition) != 0 {
                        // On without a word: only what is passed over is told.
                        at = next;
                        continue;
                    }
                    next = index(end);
                }
                I::SkipIf { condition, end } | I::LeaveIf { condition, end } => {
                    if get!(registers, condition) != 0 {
                        next = index(end);
                    }
                }
                I::CountIf { to, condition } => checked!(registers, to, to, checked_add, condition),
                I::CountIfBoth {
                    to,
                    condition,
                    other,
                } => {
                    let one = get!(registers, condition) & get!(registers, other);
                    let counted = known!(get!(registers, to).checked_add(one));
                    set!(registers, to, counted);
                }
                I::CountWithin {
                    to,
                    value,
                    low,
                    high,
                } => {
                    let value = get!(registers, value);
                    let above = get!(registers, low) <= value;
                    let one = i64::from(above & (value < get!(registers, high)));
                    let counted = known!(get!(registers, to).checked_add(one));
                    set!(registers, to, counted);
                }
                I::MultiplyAdd {
                    to,
                    left,
                    right,
                    more,
                } => {
                    let product = known!(get!(registers, left).checked_mul(get!(registers, right)));
                    let sum = known!(product.checked_add(get!(registers, more)));
                    set!(registers, to, sum);
                }
                I::SelectLess {
                    to,
                    left,
                    right,
                    yes,
                    no,
                } => {
                    let is_less = get!(registers, left) < get!(registers, right);
                    let (yes, no) = (get!(registers, yes), get!(registers, no));
                    set!(registers, to, if is_less { yes } else { no });
                }
                I::SelectEqual {
                    to,
                    left,
                    right,
                    yes,
                    no,
                } => {
                    let is_equal = get!(registers, left) == get!(registers, right);
                    let (yes, no) = (get!(registers, yes), get!(registers, no));
                    set!(registers, to, if is_equal { yes } else { no });
                }
                I::FiguresBegin { first, count } => {
                    for (figure, to) in known!(self.plan.quick.moves(first, count)) {
                        set!(registers, *to, super::start(*figure));
                    }
                }
                I::Sum { to, value, .. } => checked!(registers, to, to, checked_add, value),
                I::Next { level, body } => {
                    if self.rows.next(level) {
                        next = index(body);
                    }
                }
                I::FigureBegin { to, figure, .. } => set!(registers, to, super::start(figure)),
                I::Count { to, .. } => {
                    let counted = known!(get!(registers, to).checked_add(1));
                    set!(registers, to, counted);
                }
                I::Rescale { to, from, factor } => {
                    let scale = known!(POWERS.get(index(factor)));
                    let value = known!(get!(registers, from).checked_mul(*scale));
                    set!(registers, to, value);
                }
                I::UnlessMember { from, set, end } => {
                    if !known!(self.is_in(get!(registers, from), set)) {
                        next = index(end);
                    }
                }
                I::IfMember { from, set, end } => {
                    if known!(self.is_in(get!(registers, from), set)) {
                        next = index(end);
                    }
                }
                I::Lookup { to, place, lookup } => {
                    let value = known!(self.looked_up(get!(registers, place), lookup));
                    set!(registers, to, value);
                }
                I::Length { to, row, list } => {
                    let (_, length) = known!(self.members(row, list));
                    set!(registers, to, i64::from(length));
                }
                I::LoopList {
                    level,
                    row,
                    list,
                    end,
                    ..
                } => {
                    let (first, length) = known!(self.members(row, list));
                    if !self.rows.begin(level, first, length, 0) {
                        next = index(end);
                    }
                }
                I::LoadFacts {
                    row,
                    table,
                    first,
                    count,
                } => {
                    known!(self.load_facts(registers, (row, table), (first, count)));
                }
                I::Loads {
                    row,
                    table,
                    first,
                    count,
                } => {
                    known!(self.loads(registers, (row, table), (first, count)));
                }
                I::Stores {
                    row,
                    table,
                    first,
                    count,
                } => {
                    known!(self.stores(registers, (row, table), (first, count)));
                }
                I::Load {
                    to,
                    row,
                    table,
                    offset,
                    ..
                } => {
                    set!(registers, to, known!(self.load(row, table, offset)));
                }
                I::LoadFact {
                    to,
                    row,
                    table,
                    offset,
                }
                | I::LoadOwned {
                    to,
                    row,
                    table,
                    offset,
                    ..
                } => {
                    set!(registers, to, known!(self.load_fact(row, table, offset)));
                }
                I::Store {
                    from,
                    row,
                    table,
                    offset,
                } => {
                    known!(self.store(get!(registers, from), row, table, offset));
                }
                I::CaseFirst { .. } => {}
                I::Case { to, value, end, .. } => {
                    set!(registers, to, get!(registers, value));
                    next = index(end);
                }
                I::CaseElse { to, value, .. } => set!(registers, to, get!(registers, value)),
                I::FigureEnd { to, figure } => {
                    // The greatest or least of nothing is a fault, and whatever stands for it is no value.
                    if get!(registers, to) == super::start(figure) && super::is_extreme(figure) {
                        return Exit::Open;
                    }
                }
                I::Guard { window, .. } => {
                    if !in_force && !known!(self.in_force(window)) {
                        return Exit::Open;
                    }
                    // What is in force is not told.
                    at = next;
                    continue;
                }
                ref other => {
                    self.integers = registers;
                    let flow = self.step(other);
                    registers = core::mem::take(&mut self.integers);
                    match flow {
                        Some(Flow::Next) => {}
                        Some(Flow::To(target)) => next = index(target),
                        None => return Exit::Open,
                    }
                }
            }
            if T::LISTENS {
                self.tell(at, registers);
            }
            // Only a step back can make a run long.
            if next <= at {
                steps = steps.saturating_add(1).saturating_add(length(next, at));
                if steps > MAX_STEPS {
                    return Exit::Limit;
                }
            }
            at = next;
        }
        Exit::Done
    }
}

/// How many instructions lie between two places.
fn length(from: usize, to: usize) -> u64 {
    u64::try_from(to.saturating_sub(from)).unwrap_or(u64::MAX)
}

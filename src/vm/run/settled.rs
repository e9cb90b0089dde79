//! The run in which every value is known: integers and fractions in registers, nothing else.
//!
//! A fault is never made here, and neither is an overflow: whatever could be one ends the run with [`Exit::Open`], and the
//! case is decided again with ranges, which say what kind of fault it is and where.

use crate::compile::{FigureModel, Instruction, NONE, Plan, Program, ROOT, Relation};
use crate::vm::case::Case;
use crate::vm::limits::MAX_STEPS;
use crate::vm::value::index;

use super::day;
use super::fraction::{Fraction, round_small};
use super::state::{NO_ROW, Registers, Rows, place};
use super::tracer::Tracer;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All goals are computed.
    Done,
    /// Something is not known, or cannot be computed in this way.
    Open,
    /// Too many steps.
    Limit,
}

/// A run.
pub(crate) struct Settled<'a, T> {
    pub(crate) program: &'a Program,
    pub(crate) plan: &'a Plan,
    pub(crate) case: &'a Case<'a>,
    pub(crate) registers: &'a mut Registers,
    pub(crate) rows: &'a mut Rows,
    pub(crate) tracer: &'a mut T,
}

/// What an instruction does to the order of the program; `None` ends the run as open.
type Step = Option<Flow>;

/// Where the program goes on.
#[derive(Debug, Clone, Copy)]
enum Flow {
    Next,
    To(u32),
}

impl<T: Tracer> Settled<'_, T> {
    /// Runs the plan.
    pub(crate) fn run(&mut self) -> Exit {
        let code = self.plan.code.as_slice();
        let (mut at, mut steps) = (0_usize, 0_u64);
        while let Some(instruction) = code.get(at) {
            let Some(flow) = self.step(instruction) else {
                return Exit::Open;
            };
            if T::LISTENS {
                self.tell(at, instruction);
            }
            match flow {
                Flow::Next => at = at.saturating_add(1),
                Flow::To(target) => {
                    let target = index(target);
                    // Only a step back can make a run long.
                    if target <= at {
                        let body = at.saturating_sub(target).saturating_add(1);
                        steps = steps.saturating_add(u64::try_from(body).unwrap_or(u64::MAX));
                        if steps > MAX_STEPS {
                            return Exit::Limit;
                        }
                    }
                    at = target;
                }
            }
        }
        Exit::Done
    }

    #[inline]
    fn get(&self, register: u32) -> i64 {
        self.registers
            .integers
            .get(index(register))
            .copied()
            .unwrap_or(0)
    }

    #[inline]
    fn set(&mut self, register: u32, value: i64) -> Step {
        *self.registers.integers.get_mut(index(register))? = value;
        Some(Flow::Next)
    }

    #[inline]
    fn truth(&mut self, register: u32, value: bool) -> Step {
        self.set(register, i64::from(value))
    }

    #[inline]
    fn wide(&self, register: u32) -> Fraction {
        self.registers
            .fractions
            .get(index(register))
            .copied()
            .unwrap_or(Fraction::ZERO)
    }

    #[inline]
    fn set_wide(&mut self, register: u32, value: Fraction) -> Step {
        *self.registers.fractions.get_mut(index(register))? = value;
        Some(Flow::Next)
    }

    /// One instruction.
    #[inline]
    fn step(&mut self, instruction: &Instruction) -> Step {
        use Instruction as I;
        match *instruction {
            I::Move { to, from } => self.set(to, self.get(from)),
            I::WideMove { to, from } => self.set_wide(to, self.wide(from)),
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
            } => self.load_fact(to, row, table, offset),
            I::Load {
                to,
                row,
                table,
                offset,
                ..
            } => self.load(to, row, table, offset),
            I::WideLoad {
                to,
                row,
                table,
                offset,
                ..
            } => self.load_wide(to, row, table, offset),
            I::LoadRoot { to, row, from, .. } => self.load_root(to, row, from),
            I::WideLoadRoot { to, row, from, .. } => self.load_wide_root(to, row, from),
            I::Store {
                from,
                row,
                table,
                offset,
            } => self.store(from, row, table, offset),
            I::WideStore {
                from,
                row,
                table,
                offset,
            } => self.store_wide(from, row, table, offset),
            I::Owner {
                to,
                row,
                table,
                list,
            } => self.owner(to, row, table, list),

            I::Add { to, left, right } => {
                self.set(to, self.get(left).checked_add(self.get(right))?)
            }
            I::Subtract { to, left, right } => {
                self.set(to, self.get(left).checked_sub(self.get(right))?)
            }
            I::Multiply { to, left, right } => {
                self.set(to, self.get(left).checked_mul(self.get(right))?)
            }
            I::Rescale { to, from, factor } => {
                self.set(to, self.get(from).checked_mul(10_i64.checked_pow(factor)?)?)
            }
            I::Negate { to, from } => self.set(to, self.get(from).checked_neg()?),
            I::Absolute { to, from } => self.set(to, self.get(from).checked_abs()?),
            I::Lower { to, left, right } => self.set(to, self.get(left).min(self.get(right))),
            I::Higher { to, left, right } => self.set(to, self.get(left).max(self.get(right))),
            I::WholePart { to, from, decimals } => self.set(
                to,
                self.get(from)
                    .checked_div_euclid(10_i64.checked_pow(decimals)?)?,
            ),
            I::Remainder { to, left, right } => self.remainder(to, left, right),
            I::Round { to, from, rounding } => self.round(to, from, rounding),

            I::Widen { to, from, decimals } => {
                self.set_wide(to, Fraction::scaled(self.get(from), decimals)?)
            }
            I::WideAdd { to, left, right } => {
                self.set_wide(to, self.wide(left).add(self.wide(right))?)
            }
            I::WideSubtract { to, left, right } => {
                self.set_wide(to, self.wide(left).subtract(self.wide(right))?)
            }
            I::WideMultiply { to, left, right } => {
                self.set_wide(to, self.wide(left).multiply(self.wide(right))?)
            }
            I::WideDivide { to, left, right } => {
                self.set_wide(to, self.wide(left).divide(self.wide(right))?)
            }
            I::WideNegate { to, from } => self.set_wide(to, self.wide(from).negate()?),
            I::WideAbsolute { to, from } => self.set_wide(to, self.wide(from).absolute()?),
            I::WideLower { to, left, right } => {
                self.set_wide(to, lesser(self.wide(left), self.wide(right))?)
            }
            I::WideHigher { to, left, right } => {
                self.set_wide(to, greater(self.wide(left), self.wide(right))?)
            }
            I::WideWholePart { to, from } => self.set_wide(to, self.wide(from).floor()?),
            I::WideRemainder { to, left, right } => self.wide_remainder(to, left, right),
            I::WideRound { to, from, rounding } => self.round_wide(to, from, rounding),
            I::RoundOff { to, from, rounding } => self.round_off(to, from, rounding),
            I::Narrow { to, from } => self.set(to, self.wide(from).whole()?),
            I::Whole { to, from, decimals } => self.whole(to, from, decimals),
            I::Brackets { to, value, bands } => self.brackets(to, value, bands),

            I::Less { to, left, right } => self.truth(to, self.get(left) < self.get(right)),
            I::AtMost { to, left, right } => self.truth(to, self.get(left) <= self.get(right)),
            I::Greater { to, left, right } => self.truth(to, self.get(left) > self.get(right)),
            I::AtLeast { to, left, right } => self.truth(to, self.get(left) >= self.get(right)),
            I::Equal { to, left, right } => self.truth(to, self.get(left) == self.get(right)),
            I::NotEqual { to, left, right } => self.truth(to, self.get(left) != self.get(right)),
            I::WideCompare {
                to,
                left,
                right,
                relation,
            } => self.compare(to, left, right, relation),
            I::Member { to, from, set } => self.member(to, from, set),

            I::Not { to, from } => self.truth(to, self.get(from) == 0),
            I::And { to, item, end } | I::AndFirst { to, item, end } => {
                self.item(to, item, end, false)
            }
            I::Or { to, item, end } | I::OrFirst { to, item, end } => {
                self.item(to, item, end, true)
            }

            I::Jump { end } => Some(Flow::To(end)),
            I::SkipUnless { condition, end } | I::LeaveUnless { condition, end } => {
                self.jump_if(condition, false, end)
            }
            I::SkipIf { condition, end } | I::LeaveIf { condition, end } => {
                self.jump_if(condition, true, end)
            }

            I::CaseFirst { .. } => Some(Flow::Next),
            I::Case { to, value, end, .. } => {
                self.set(to, self.get(value))?;
                Some(Flow::To(end))
            }
            I::WideCase { to, value, end, .. } => {
                self.set_wide(to, self.wide(value))?;
                Some(Flow::To(end))
            }
            I::CaseElse { to, value, .. } => self.set(to, self.get(value)),
            I::WideCaseElse { to, value, .. } => self.set_wide(to, self.wide(value)),
            I::CaseNone { .. } | I::TooDeep { .. } => None,
            I::Choose { to, choice } => {
                let value =
                    self.chosen(choice, |run, one, other| run.get(one) == run.get(other))?;
                self.set(to, self.get(value))
            }
            I::WideChoose { to, choice } => {
                let same = |run: &Self, one, other| {
                    run.wide(one)
                        .compare(run.wide(other))
                        .is_some_and(|order| order.is_eq())
                };
                let value = self.chosen(choice, same)?;
                self.set_wide(to, self.wide(value))
            }
            I::Lookup { to, place, lookup } => self.lookup(to, place, lookup),

            I::FigureBegin { to, figure, .. } => self.set(to, start(figure)),
            I::WideFigureBegin { to, .. } => self.wide_figure(to),
            I::LoopList {
                level,
                row,
                list,
                end,
                ..
            } => self.loop_list(level, row, list, end),
            I::LoopAll { level, table, end } => self.loop_all(level, table, end),
            I::Next { level, body } => Some(if self.rows.next(level) {
                Flow::To(body)
            } else {
                Flow::Next
            }),
            I::Filter {
                condition, next, ..
            } => self.jump_if(condition, false, next),
            I::Within { to, outer, inner } => {
                self.truth(to, self.get(outer) != 0 && self.get(inner) != 0)
            }
            I::Exists { to, condition, .. } => {
                self.truth(to, self.get(to) != 0 || self.get(condition) != 0)
            }
            I::Every { to, condition, .. } => {
                self.truth(to, self.get(to) != 0 && self.get(condition) != 0)
            }
            I::Count { to, .. } => self.set(to, self.get(to).checked_add(1)?),
            I::Sum { to, value, .. } => self.set(to, self.get(to).checked_add(self.get(value))?),
            I::WideSum { to, value, .. } => self.set_wide(to, self.wide(to).add(self.wide(value))?),
            I::Greatest { to, value, .. } => self.set(to, self.get(to).max(self.get(value))),
            I::Least { to, value, .. } => self.set(to, self.get(to).min(self.get(value))),
            I::WideGreatest { to, value, .. } => self.wide_extreme(to, value, greater),
            I::WideLeast { to, value, .. } => self.wide_extreme(to, value, lesser),
            I::FigureEnd { to, figure } => self.figure_end(to, figure),
            I::WideFigureEnd { to, figure } => self.figure_end_wide(to, figure),

            I::OfDay { to, day, function } => self.set(to, day::of_day(function, self.get(day))?),
            I::OfDays {
                to,
                left,
                right,
                function,
            } => self.set(to, day::of_days(function, self.get(left), self.get(right))?),
            I::MakeDate {
                to,
                year,
                month,
                day,
            } => self.set(
                to,
                day::make(self.get(year), self.get(month), self.get(day))?,
            ),
            I::Workdays {
                to,
                day,
                amount,
                calendar,
                roll,
            } => self.workdays(to, day, amount, (calendar, roll != 0)),
            I::OfPeriods {
                to,
                left,
                right,
                function,
            } => self.set(
                to,
                day::of_periods(function, self.get(left), self.get(right))?,
            ),

            I::ParameterOn { to, day, parameter } => self.parameter(to, day, parameter),
            I::WideParameterOn { to, day, parameter } => self.wide_parameter(to, day, parameter),
            I::Guard { window, .. } => {
                if self.in_force(window)? {
                    Some(Flow::Next)
                } else {
                    None
                }
            }
            I::InForce { to, window, end } => self.outcome_unless(self.in_force(window)?, to, end),
            I::Subject { to, condition, end } => {
                self.outcome_unless(self.get(condition) != 0, to, end)
            }
            I::Judge { to, condition, .. } => self.set(to, i64::from(self.get(condition) == 0)),
            I::UnlessHeld { outcome, end } => Some(if self.get(outcome) == 0 {
                Flow::Next
            } else {
                Flow::To(end)
            }),
            I::Holds { to, outcome } => self.truth(to, self.get(outcome) == 0),
            I::Granted {
                to,
                outcome,
                value,
                zero,
            } => {
                let from = if self.get(outcome) == 0 { value } else { zero };
                self.set(to, self.get(from))
            }
            I::WideGranted {
                to,
                outcome,
                value,
                zero,
            } => {
                let from = if self.get(outcome) == 0 { value } else { zero };
                self.set_wide(to, self.wide(from))
            }
        }
    }
}

/// What a figure starts from: no greatest is the least of all integers.
fn start(figure: u32) -> i64 {
    match FigureModel::ALL.get(index(figure)) {
        Some(FigureModel::Every) => 1,
        Some(FigureModel::Greatest) => i64::MIN,
        Some(FigureModel::Least) => i64::MAX,
        _ => 0,
    }
}

fn lesser(left: Fraction, right: Fraction) -> Option<Fraction> {
    Some(if left.compare(right)?.is_le() {
        left
    } else {
        right
    })
}

fn greater(left: Fraction, right: Fraction) -> Option<Fraction> {
    Some(if left.compare(right)?.is_ge() {
        left
    } else {
        right
    })
}

/// Rows.
impl<T: Tracer> Settled<'_, T> {
    #[inline]
    fn row(&self, row: u32) -> Option<u32> {
        if row == ROOT {
            return Some(0);
        }
        Some(self.rows.row(row)).filter(|row| *row != NO_ROW)
    }

    #[inline]
    fn load_fact(&mut self, to: u32, row: u32, table: u32, offset: u32) -> Step {
        let row = self.row(row)?;
        let stride = self.program.tables().get(index(table))?.facts.len();
        let value = *self
            .case
            .rows(table)?
            .cells
            .get(place(row, stride, offset))?;
        self.set(to, value)
    }

    #[inline]
    fn computed(&self, row: u32, table: u32, offset: u32) -> Option<usize> {
        let stride = self.plan.strides.get(index(table)).copied()?;
        Some(place(self.row(row)?, index(stride), offset))
    }

    #[inline]
    fn load(&mut self, to: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = *self.registers.tables.get(index(table))?.get(place)?;
        self.set(to, value)
    }

    fn load_wide(&mut self, to: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = *self.registers.wide_tables.get(index(table))?.get(place)?;
        self.set_wide(to, value)
    }

    fn load_root(&mut self, to: u32, row: u32, from: u32) -> Step {
        self.row(row)?;
        self.set(to, self.get(from))
    }

    fn load_wide_root(&mut self, to: u32, row: u32, from: u32) -> Step {
        self.row(row)?;
        self.set_wide(to, self.wide(from))
    }

    #[inline]
    fn store(&mut self, from: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = self.get(from);
        *self
            .registers
            .tables
            .get_mut(index(table))?
            .get_mut(place)? = value;
        Some(Flow::Next)
    }

    fn store_wide(&mut self, from: u32, row: u32, table: u32, offset: u32) -> Step {
        let place = self.computed(row, table, offset)?;
        let value = self.wide(from);
        *self
            .registers
            .wide_tables
            .get_mut(index(table))?
            .get_mut(place)? = value;
        Some(Flow::Next)
    }

    fn owner(&mut self, to: u32, row: u32, table: u32, list: u32) -> Step {
        let row = Some(row)
            .filter(|row| *row != ROOT)
            .and_then(|row| self.row(row))?;
        let (stands_in, owner) = (*self.case.rows(table)?.owners.get(index(row))?)?;
        if stands_in != list {
            return None;
        }
        self.rows.set(to, owner);
        Some(Flow::Next)
    }

    #[inline]
    fn loop_list(&mut self, level: u32, row: u32, list: u32, end: u32) -> Step {
        let layout = self.program.lists().get(index(list))?;
        let row = self.row(row)?;
        let stride = self.program.tables().get(index(layout.owner))?.lists.len();
        let (first, length) =
            (*self
                .case
                .rows(layout.owner)?
                .lists
                .get(place(row, stride, layout.offset))?)?;
        Some(if self.rows.begin(level, first, length, 0) {
            Flow::Next
        } else {
            Flow::To(end)
        })
    }

    #[inline]
    fn loop_all(&mut self, level: u32, table: u32, end: u32) -> Step {
        let count = self.case.rows(table)?.count;
        Some(if self.rows.begin(level, 0, count, table) {
            Flow::Next
        } else {
            Flow::To(end)
        })
    }
}

/// Numbers, conditions, choices, figures.
impl<T: Tracer> Settled<'_, T> {
    #[inline]
    fn item(&mut self, to: u32, item: u32, end: u32, done: bool) -> Step {
        let value = self.get(item) != 0;
        self.truth(to, value)?;
        Some(if value == done {
            Flow::To(end)
        } else {
            Flow::Next
        })
    }

    #[inline]
    fn jump_if(&mut self, condition: u32, wanted: bool, end: u32) -> Step {
        Some(if (self.get(condition) != 0) == wanted {
            Flow::To(end)
        } else {
            Flow::Next
        })
    }

    fn remainder(&mut self, to: u32, left: u32, right: u32) -> Step {
        let (left, right) = (self.get(left), self.get(right));
        let fraction = |raw: i64| Fraction::scaled(raw, 0);
        let whole = fraction(left)?.divide(fraction(right)?)?.floor()?.whole()?;
        self.set(to, left.checked_sub(right.checked_mul(whole)?)?)
    }

    fn wide_remainder(&mut self, to: u32, left: u32, right: u32) -> Step {
        let (left, right) = (self.wide(left), self.wide(right));
        let whole = left.divide(right)?.floor()?;
        self.set_wide(to, left.subtract(right.multiply(whole)?)?)
    }

    fn round(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        let steps = round_small(self.get(from), step.raw, step.rounding)?;
        self.set(to, steps.checked_mul(step.raw)?)
    }

    fn round_wide(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        self.set_wide(to, self.wide(from).round(step.rounding, step.step)?)
    }

    fn round_off(&mut self, to: u32, from: u32, rounding: u32) -> Step {
        let step = self.program.side().roundings.get(index(rounding))?;
        self.set(
            to,
            self.wide(from)
                .round_off(step.rounding, step.raw, step.decimals)?,
        )
    }

    fn whole(&mut self, to: u32, from: u32, decimals: u32) -> Step {
        let (value, scale) = (self.get(from), 10_i64.checked_pow(decimals)?);
        let is_whole = value.checked_rem(scale)? == 0;
        if is_whole {
            self.set(to, value.checked_div(scale)?)
        } else {
            None
        }
    }

    fn brackets(&mut self, to: u32, value: u32, bands: u32) -> Step {
        let bands = self.program.side().brackets.get(index(bands))?;
        let value = self.wide(value);
        let (mut sum, mut lower) = (Fraction::ZERO, Fraction::ZERO);
        for (upper, rate) in bands {
            let top = upper.map_or(Some(value), |upper| lesser(value, self.wide(upper)))?;
            let inside = greater(top.subtract(lower)?, Fraction::ZERO)?;
            sum = sum.add(inside.multiply(self.wide(*rate))?)?;
            lower = upper.map_or(Some(lower), |upper| greater(lower, self.wide(upper)))?;
        }
        self.set_wide(to, sum)
    }

    fn compare(&mut self, to: u32, left: u32, right: u32, relation: u32) -> Step {
        let order = self.wide(left).compare(self.wide(right))?;
        let holds = match relation {
            _ if relation == Relation::Less as u32 => order.is_lt(),
            _ if relation == Relation::AtMost as u32 => order.is_le(),
            _ if relation == Relation::Greater as u32 => order.is_gt(),
            _ if relation == Relation::AtLeast as u32 => order.is_ge(),
            _ if relation == Relation::Equal as u32 => order.is_eq(),
            _ => order.is_ne(),
        };
        self.truth(to, holds)
    }

    fn member(&mut self, to: u32, from: u32, set: u32) -> Step {
        let set = self.program.side().sets.get(index(set))?;
        let place = usize::try_from(self.get(from)).ok()?;
        let is_in = set.get(place).copied().unwrap_or(false);
        self.truth(to, is_in)
    }

    /// The register of the value chosen, where one applies, or several that are the same.
    fn chosen(&self, choice: u32, same: impl Fn(&Self, u32, u32) -> bool) -> Option<u32> {
        let model = self.program.side().choices.get(index(choice))?;
        let holds = |row: &(u32, u32, Vec<usize>)| self.get(row.0) != 0;
        let overridden = |place: usize| {
            model
                .rows
                .iter()
                .any(|other| holds(other) && other.2.contains(&place))
        };
        let mut found: Option<u32> = None;
        for (place, row) in model.rows.iter().enumerate() {
            if !holds(row) || overridden(place) {
                continue;
            }
            match found {
                Some(found) if !same(self, found, row.1) => return None,
                Some(_) => {}
                None => found = Some(row.1),
            }
        }
        found.or(model.general)
    }

    fn lookup(&mut self, to: u32, place: u32, lookup: u32) -> Step {
        let model = self.program.side().lookups.get(index(lookup))?;
        let place = usize::try_from(self.get(place)).ok()?;
        (*model.rows.get(place)?)?;
        self.set(to, *model.raw.get(place)?)
    }

    /// A fraction that is no figure yet is marked in the integer of its register.
    fn wide_figure(&mut self, to: u32) -> Step {
        self.set(to, 0)?;
        self.set_wide(to, Fraction::ZERO)
    }

    fn wide_extreme(
        &mut self,
        to: u32,
        value: u32,
        extreme: impl Fn(Fraction, Fraction) -> Option<Fraction>,
    ) -> Step {
        let value = self.wide(value);
        let value = if self.get(to) == 0 {
            value
        } else {
            extreme(self.wide(to), value)?
        };
        self.set(to, 1)?;
        self.set_wide(to, value)
    }

    fn figure_end(&mut self, to: u32, figure: u32) -> Step {
        let value = self.get(to);
        let none = match FigureModel::ALL.get(index(figure))? {
            FigureModel::Greatest => value == i64::MIN,
            FigureModel::Least => value == i64::MAX,
            _ => false,
        };
        if none { None } else { Some(Flow::Next) }
    }

    fn figure_end_wide(&mut self, to: u32, figure: u32) -> Step {
        let extreme = matches!(
            FigureModel::ALL.get(index(figure))?,
            FigureModel::Greatest | FigureModel::Least
        );
        if extreme && self.get(to) == 0 {
            None
        } else {
            Some(Flow::Next)
        }
    }
}

/// Days and law.
impl<T: Tracer> Settled<'_, T> {
    fn workdays(&mut self, to: u32, day: u32, amount: u32, (calendar, roll): (u32, bool)) -> Step {
        let calendar = self.program.side().calendars.get(index(calendar))?;
        let day = crate::vm::bounds::date_of(self.get(day))?;
        let found = if roll {
            calendar.roll_forward(day)
        } else {
            calendar.add_workdays(day, self.get(amount))
        };
        self.set(to, i64::from(found?.to_days()))
    }

    fn parameter(&mut self, to: u32, day: u32, parameter: u32) -> Step {
        let model = self.program.side().parameters.get(index(parameter))?;
        let day = crate::vm::bounds::date_of(self.get(day))?;
        let value = super::law::line(model, day, self.case.clocks().known_as_of)?;
        self.set(to, super::law::raw(self.program, value, model.shape)?)
    }

    fn wide_parameter(&mut self, to: u32, day: u32, parameter: u32) -> Step {
        let model = self.program.side().parameters.get(index(parameter))?;
        let day = crate::vm::bounds::date_of(self.get(day))?;
        let value = super::law::line(model, day, self.case.clocks().known_as_of)?;
        self.set_wide(to, super::law::fraction(value)?)
    }

    fn in_force(&self, window: u32) -> Option<bool> {
        let window = self.program.side().windows.get(index(window))?;
        Some(window.contains(self.case.clocks().law_as_of))
    }

    /// On, or the norm does not apply.
    fn outcome_unless(&mut self, holds: bool, to: u32, end: u32) -> Step {
        if holds {
            return Some(Flow::Next);
        }
        self.set(to, 2)?;
        Some(Flow::To(end))
    }

    /// Tells the tracer what an instruction did.
    fn tell(&mut self, at: usize, instruction: &Instruction) {
        let (mut to, mut row, mut level) = (NONE, 0, false);
        instruction.operands(|role, _, number| {
            use crate::compile::Role::{Read, ReadRow, Update, Write, WriteRow};
            match role {
                Write | Update => to = number,
                ReadRow => row = number,
                WriteRow => (row, level) = (number, true),
                Read | crate::compile::Role::Target | crate::compile::Role::Index => {}
            }
        });
        let row = self.rows.row(row);
        if level || to == NONE {
            self.tracer.integer(at, row, 0);
        } else if instruction.name().starts_with("Wide")
            && !matches!(instruction, Instruction::WideCompare { .. })
        {
            let value = self.wide(to);
            self.tracer.fraction(at, row, value);
        } else {
            let value = self.get(to);
            self.tracer.integer(at, row, value);
        }
    }
}

//! The run in which every value is known: integers and fractions in registers, nothing else.
//!
//! A fault is never made here, and neither is an overflow: whatever could be one ends the run with [`Exit::Open`], and the
//! case is decided again with ranges, which say what kind of fault it is and where.

use crate::compile::{FigureModel, Instruction, NONE, Plan, Program, Telling};
use crate::vm::case::Case;
use crate::vm::value::index;

use super::day;
use super::fraction::Fraction;
use super::state::Rows;
use super::tracer::Tracer;

mod hot;

mod rows;

mod values;

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
    pub(crate) code: &'a [Instruction],
    pub(crate) integers: &'a mut [i64],
    pub(crate) fractions: &'a mut [Fraction],
    pub(crate) tables: &'a mut [Vec<i64>],
    pub(crate) wide_tables: &'a mut [Vec<Fraction>],
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
    #[inline]
    fn get(&self, register: u32) -> i64 {
        self.integers.get(index(register)).copied().unwrap_or(0)
    }

    #[inline]
    fn set(&mut self, register: u32, value: i64) -> Step {
        *self.integers.get_mut(index(register))? = value;
        Some(Flow::Next)
    }

    #[inline]
    fn truth(&mut self, register: u32, value: bool) -> Step {
        self.set(register, i64::from(value))
    }

    #[inline]
    fn wide(&self, register: u32) -> Fraction {
        self.fractions
            .get(index(register))
            .copied()
            .unwrap_or(Fraction::ZERO)
    }

    #[inline]
    fn set_wide(&mut self, register: u32, value: Fraction) -> Step {
        *self.fractions.get_mut(index(register))? = value;
        Some(Flow::Next)
    }

    /// One of the instructions that the loop does not do itself.
    fn step(&mut self, instruction: &Instruction) -> Step {
        use Instruction as I;
        match *instruction {
            I::WideMove { to, from } => self.set_wide(to, self.wide(from)),
            I::WideLoad {
                to,
                row,
                table,
                offset,
                ..
            } => self.load_wide(to, row, table, offset),
            I::LoadRoot { to, row, from, .. } => self.load_root(to, row, from),
            I::WideLoadRoot { to, row, from, .. } => self.load_wide_root(to, row, from),
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

            I::Negate { to, from } => self.set(to, self.get(from).checked_neg()?),
            I::Absolute { to, from } => self.set(to, self.get(from).checked_abs()?),
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
            I::Narrow { to, from, .. } => self.set(to, self.wide(from).whole()?),
            I::Whole {
                to, from, decimals, ..
            } => self.whole(to, from, decimals),
            I::Brackets { to, value, bands } => self.brackets(to, value, bands),

            I::WideCompare {
                to,
                left,
                right,
                relation,
            } => self.compare(to, left, right, relation),
            I::Member { to, from, set } => self.member(to, from, set),

            I::WideCase { to, value, end, .. } => {
                self.set_wide(to, self.wide(value))?;
                Some(Flow::To(end))
            }
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
            I::WideFigureBegin { to, .. } => self.wide_figure(to),
            I::LoopAll { level, table, end } => self.loop_all(level, table, end),
            I::Within { to, outer, inner } => {
                self.truth(to, self.get(outer) != 0 && self.get(inner) != 0)
            }
            I::Exists { to, condition, .. } => {
                self.truth(to, self.get(to) != 0 || self.get(condition) != 0)
            }
            I::Every { to, condition, .. } => {
                self.truth(to, self.get(to) != 0 && self.get(condition) != 0)
            }
            I::WideSum { to, value, .. } => self.set_wide(to, self.wide(to).add(self.wide(value))?),
            I::Greatest { to, value, .. } => self.set(to, self.get(to).max(self.get(value))),
            I::Least { to, value, .. } => self.set(to, self.get(to).min(self.get(value))),
            I::WideGreatest { to, value, .. } => self.wide_extreme(to, value, greater),
            I::WideLeast { to, value, .. } => self.wide_extreme(to, value, lesser),
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
            // Done in the loop itself.
            _ => None,
        }
    }
}

/// Whether a figure needs a member.
fn is_extreme(figure: u32) -> bool {
    matches!(
        FigureModel::ALL.get(index(figure)),
        Some(FigureModel::Greatest | FigureModel::Least)
    )
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

impl<T: Tracer> Settled<'_, T> {
    /// Tells the tracer what an instruction did.
    #[inline]
    fn tell(&mut self, at: usize, registers: &[i64]) {
        let Some(told) = self.plan.told.get(at) else {
            return;
        };
        let row = if told.row == NONE {
            0
        } else {
            self.rows.row(told.row)
        };
        match told.what {
            Telling::Nothing => {}
            Telling::Row => self.tracer.integer(at, row, 0),
            Telling::Integer => {
                let value = registers.get(index(told.register)).copied();
                self.tracer.integer(at, row, value.unwrap_or(0));
            }
            Telling::Fraction => {
                let value = self.wide(told.register);
                self.tracer.fraction(at, row, value);
            }
        }
    }
}

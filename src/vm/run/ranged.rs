//! The run on ranges: the same instructions, where values may be missing, bounded, or faults.

use crate::compile::{Instruction, NONE, Plan, Program, Relation, Telling};
use crate::source::{FileId, Span};
use crate::vm::case::Case;
use crate::vm::limits::MAX_STEPS;
use crate::vm::range::{self, Figure};
use crate::vm::value::{FaultKind, Value, index};

use super::settled::Exit;
use super::state::{NO_ROW, Rows};
use super::tracer::Tracer;

mod rows;

/// The registers of a run on ranges.
#[derive(Debug, Default)]
pub(crate) struct Ranges {
    pub(crate) values: Vec<Value>,
    pub(crate) figures: Vec<Option<Figure>>,
    /// Whether a value by cases has a possible case so far.
    pub(crate) possible: Vec<bool>,
    /// By table, the computed values of its rows.
    pub(crate) tables: Vec<Vec<Value>>,
}

impl Ranges {
    pub(crate) fn new(registers: u32, tables: usize) -> Self {
        Self {
            values: vec![Value::Nothing; index(registers)],
            figures: vec![None; index(registers)],
            possible: vec![false; index(registers)],
            tables: vec![Vec::new(); tables],
        }
    }
}

/// A run.
pub(crate) struct Ranged<'a, T> {
    pub(crate) program: &'a Program,
    pub(crate) plan: &'a Plan,
    pub(crate) case: &'a Case<'a>,
    pub(crate) registers: &'a mut Ranges,
    pub(crate) rows: &'a mut Rows,
    pub(crate) tracer: &'a mut T,
    pub(crate) span: Span,
}

/// Where the program goes on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Flow {
    Next,
    To(u32),
}

impl<T: Tracer> Ranged<'_, T> {
    /// Runs the plan.
    pub(crate) fn run(&mut self) -> Exit {
        let code = self.plan.code.as_slice();
        let (mut at, mut steps) = (0_usize, 0_u64);
        while let Some(instruction) = code.get(at) {
            self.span = self
                .plan
                .spans
                .get(at)
                .copied()
                .unwrap_or(Span::at(FileId::new(0), 0));
            let flow = self.step(instruction);
            if T::LISTENS {
                self.tell(at);
            }
            steps = steps.saturating_add(1);
            if steps > MAX_STEPS {
                return Exit::Limit;
            }
            at = match flow {
                Flow::Next => at.saturating_add(1),
                Flow::To(target) => index(target),
            };
        }
        Exit::Done
    }

    pub(super) fn get(&self, register: u32) -> Value {
        self.registers
            .values
            .get(index(register))
            .copied()
            .unwrap_or(Value::Nothing)
    }

    pub(super) fn set(&mut self, register: u32, value: Value) -> Flow {
        if let Some(slot) = self.registers.values.get_mut(index(register)) {
            *slot = value;
        }
        Flow::Next
    }

    fn one(&mut self, to: u32, from: u32, operation: impl Fn(&Value) -> Value) -> Flow {
        let value = operation(&self.get(from));
        self.set(to, value)
    }

    fn two(
        &mut self,
        to: u32,
        left: u32,
        right: u32,
        operation: impl Fn(&Value, &Value) -> Value,
    ) -> Flow {
        let value = operation(&self.get(left), &self.get(right));
        self.set(to, value)
    }

    fn compare(&mut self, to: u32, left: u32, right: u32, relation: Relation) -> Flow {
        self.two(to, left, right, |left, right| {
            range::compare(relation, left, right)
        })
    }

    /// One instruction.
    fn step(&mut self, instruction: &Instruction) -> Flow {
        use Instruction as I;
        let span = self.span;
        match *instruction {
            I::Move { to, from }
            | I::WideMove { to, from }
            | I::Rescale { to, from, .. }
            | I::Widen { to, from, .. } => self.one(to, from, |value| *value),
            I::Whole { to, from, .. } | I::Narrow { to, from } => {
                self.one(to, from, |value| range::to_whole(value, span))
            }
            I::LoadFact {
                to,
                row,
                table,
                offset,
            } => self.load_fact(to, row, (table, offset), NONE),
            I::LoadOwned {
                to,
                row,
                table,
                offset,
                otherwise,
            } => self.load_fact(to, row, (table, offset), otherwise),
            I::Load {
                to,
                row,
                table,
                offset,
                otherwise,
            }
            | I::WideLoad {
                to,
                row,
                table,
                offset,
                otherwise,
            } => self.load(to, row, (table, offset), otherwise),
            I::LoadRoot {
                to,
                row,
                from,
                otherwise,
            }
            | I::WideLoadRoot {
                to,
                row,
                from,
                otherwise,
            } => {
                let from = if self.row(row) == NO_ROW {
                    otherwise
                } else {
                    from
                };
                self.one(to, from, |value| *value)
            }
            I::Store {
                from,
                row,
                table,
                offset,
            }
            | I::WideStore {
                from,
                row,
                table,
                offset,
            } => self.store(from, row, table, offset),
            I::Owner {
                to,
                row,
                table,
                list,
            } => self.owner(to, row, table, list),

            I::Add { to, left, right } | I::WideAdd { to, left, right } => {
                self.two(to, left, right, |left, right| range::add(left, right, span))
            }
            I::Subtract { to, left, right } | I::WideSubtract { to, left, right } => {
                self.two(to, left, right, |left, right| {
                    range::subtract(left, right, span)
                })
            }
            I::Multiply { to, left, right } | I::WideMultiply { to, left, right } => {
                self.two(to, left, right, |left, right| {
                    range::multiply(left, right, span)
                })
            }
            I::WideDivide { to, left, right } => self.two(to, left, right, |left, right| {
                range::divide(left, right, span)
            }),
            I::Negate { to, from } | I::WideNegate { to, from } => {
                self.one(to, from, |value| range::negate(value, span))
            }
            I::Absolute { to, from } | I::WideAbsolute { to, from } => {
                self.one(to, from, |value| range::absolute(value, span))
            }
            I::Lower { to, left, right } | I::WideLower { to, left, right } => {
                self.two(to, left, right, range::lower)
            }
            I::Higher { to, left, right } | I::WideHigher { to, left, right } => {
                self.two(to, left, right, range::higher)
            }
            I::WholePart { to, from, .. } | I::WideWholePart { to, from } => {
                self.one(to, from, range::whole_part)
            }
            I::Remainder { to, left, right } | I::WideRemainder { to, left, right } => {
                self.two(to, left, right, |left, right| {
                    range::remainder(left, right, span)
                })
            }
            I::Round { to, from, rounding }
            | I::WideRound { to, from, rounding }
            | I::RoundOff { to, from, rounding } => self.round(to, from, rounding),
            I::Brackets { to, value, bands } => self.brackets(to, value, bands),

            I::Less { to, left, right } => self.compare(to, left, right, Relation::Less),
            I::AtMost { to, left, right } => self.compare(to, left, right, Relation::AtMost),
            I::Greater { to, left, right } => self.compare(to, left, right, Relation::Greater),
            I::AtLeast { to, left, right } => self.compare(to, left, right, Relation::AtLeast),
            I::Equal { to, left, right } => self.compare(to, left, right, Relation::Equal),
            I::NotEqual { to, left, right } => self.compare(to, left, right, Relation::NotEqual),
            I::WideCompare {
                to,
                left,
                right,
                relation,
            } => self.compare(to, left, right, relation_of(relation)),
            I::Member { to, from, set } => self.member(to, from, set),

            I::Not { to, from } => self.one(to, from, range::negated),
            I::AndFirst { to, item, end } => self.item(to, None, item, (true, end)),
            I::And { to, item, end } => self.item(to, Some(to), item, (true, end)),
            I::OrFirst { to, item, end } => self.item(to, None, item, (false, end)),
            I::Or { to, item, end } => self.item(to, Some(to), item, (false, end)),

            I::Jump { end } => Flow::To(end),
            I::SkipUnless { condition, end } => self.jump(self.get(condition).is_false(), end),
            I::SkipIf { condition, end } => self.jump(self.get(condition).is_true(), end),
            // A member that settles a figure does not excuse a filter after it that is a fault.
            I::LeaveIf { .. } | I::LeaveUnless { .. } => Flow::Next,

            I::CaseFirst { to } => self.case_first(to),
            I::Case {
                to,
                condition,
                value,
                anything,
                end,
            }
            | I::WideCase {
                to,
                condition,
                value,
                anything,
                end,
            } => self.case(to, condition, (value, anything), end),
            I::CaseElse {
                to,
                value,
                anything,
            }
            | I::WideCaseElse {
                to,
                value,
                anything,
            } => {
                let value = self.get(value);
                self.case_end(to, value, anything)
            }
            I::CaseNone { to, anything } => {
                self.case_end(to, range::fault(FaultKind::NoneApplies, span), anything)
            }
            I::Choose { to, choice } | I::WideChoose { to, choice } => self.choose(to, choice),
            I::Lookup { to, place, lookup } => self.lookup(to, place, lookup),

            I::FigureBegin {
                to,
                figure,
                anything,
            }
            | I::WideFigureBegin {
                to,
                figure,
                anything,
            } => self.figure_begin(to, figure, anything),
            I::LoopList {
                level,
                row,
                list,
                figure,
                within,
                end,
                mode,
            } => self.loop_list((level, end), (row, list), (figure, within), mode),
            I::LoopAll { level, table, end } => self.loop_all(level, table, end),
            I::Next { level, body } => {
                let more = self.rows.next(level);
                self.jump(more, body)
            }
            I::Filter {
                condition,
                figure,
                next,
            } => self.filter(condition, figure, next),
            I::Within { to, outer, inner } => self.two(to, outer, inner, range::and),
            I::Exists {
                to,
                within,
                condition,
            }
            | I::Every {
                to,
                within,
                condition,
            } => self.member_of(to, within, self.get(condition)),
            I::Count { to, within, .. } => {
                self.member_of(to, within, Value::number(crate::quantity::Number::ONE))
            }
            I::Sum { to, within, value }
            | I::WideSum { to, within, value }
            | I::Greatest { to, within, value }
            | I::WideGreatest { to, within, value }
            | I::Least { to, within, value }
            | I::WideLeast { to, within, value } => self.member_of(to, within, self.get(value)),
            I::FigureEnd { to, .. } | I::WideFigureEnd { to, .. } => self.figure_end(to),

            I::OfDay { .. }
            | I::OfDays { .. }
            | I::MakeDate { .. }
            | I::Workdays { .. }
            | I::OfPeriods { .. }
            | I::ParameterOn { .. }
            | I::WideParameterOn { .. } => self.day(instruction),

            I::Guard { .. }
            | I::InForce { .. }
            | I::Subject { .. }
            | I::Judge { .. }
            | I::UnlessHeld { .. }
            | I::Holds { .. }
            | I::Granted { .. }
            | I::WideGranted { .. } => self.law(instruction),
            I::TooDeep { to } => self.set(to, range::fault(FaultKind::Overflow, span)),
            // Only in the shorter instructions, which are never run on ranges.
            I::MoveJump { .. }
            | I::Length { .. }
            | I::CountIf { .. }
            | I::UnlessLess { .. }
            | I::UnlessAtMost { .. }
            | I::UnlessGreater { .. }
            | I::UnlessAtLeast { .. }
            | I::UnlessEqual { .. }
            | I::UnlessNotEqual { .. }
            | I::UnlessMember { .. }
            | I::IfMember { .. }
            | I::LoadFacts { .. }
            | I::Loads { .. }
            | I::Stores { .. } => Flow::Next,
        }
    }

    pub(super) fn jump(&self, jumps: bool, end: u32) -> Flow {
        if jumps { Flow::To(end) } else { Flow::Next }
    }

    fn round(&mut self, to: u32, from: u32, rounding: u32) -> Flow {
        let Some(step) = self.program.side().roundings.get(index(rounding)).copied() else {
            return Flow::Next;
        };
        let span = self.span;
        self.one(to, from, |value| {
            range::round(value, step.rounding, step.step, span)
        })
    }

    fn brackets(&mut self, to: u32, value: u32, bands: u32) -> Flow {
        let program = self.program;
        let bands = program
            .side()
            .brackets
            .get(index(bands))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let bands: Vec<(Option<Value>, Value)> = bands
            .iter()
            .map(|(upper, rate)| (upper.map(|upper| self.get(upper)), self.get(*rate)))
            .collect();
        let value = range::brackets(&self.get(value), &bands, self.span);
        self.set(to, value)
    }

    fn member(&mut self, to: u32, from: u32, set: u32) -> Flow {
        let program = self.program;
        let set = program
            .side()
            .sets
            .get(index(set))
            .map(Vec::as_slice)
            .unwrap_or_default();
        self.one(to, from, |value| range::member(value, set))
    }

    fn item(&mut self, to: u32, so_far: Option<u32>, item: u32, (all, end): (bool, u32)) -> Flow {
        let item = self.get(item);
        let value = match so_far.map(|register| self.get(register)) {
            None => item,
            Some(so_far) if all => range::and(&so_far, &item),
            Some(so_far) => range::or(&so_far, &item),
        };
        self.set(to, value);
        let done = if all {
            value.is_false()
        } else {
            value.is_true()
        };
        self.jump(done, end)
    }

    /// Tells the tracer what an instruction did.
    fn tell(&mut self, at: usize) {
        let Some(told) = self.plan.told.get(at) else {
            return;
        };
        let row = self.row(told.row);
        match told.what {
            Telling::Nothing => {}
            Telling::Row => self.tracer.integer(at, row, 0),
            Telling::Integer | Telling::Fraction => {
                let value = self.get(told.register);
                self.tracer.value(at, row, value);
            }
        }
    }
}

fn relation_of(relation: u32) -> Relation {
    let all = [
        Relation::Less,
        Relation::AtMost,
        Relation::Greater,
        Relation::AtLeast,
        Relation::Equal,
        Relation::NotEqual,
    ];
    all.into_iter()
        .find(|known| *known as u32 == relation)
        .unwrap_or(Relation::NotEqual)
}

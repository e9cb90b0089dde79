//! The run on ranges: the same instructions, where values may be missing, bounded, or faults.

use crate::compile::{Instruction, NONE, Plan, Program, Relation, Telling};
use crate::source::{FileId, Span};
use crate::vm::case::Case;
use crate::vm::limits::MAX_STEPS;
use crate::vm::range::{self, Figure, Held, Reach};
use crate::vm::value::{FaultKind, Value, index};

use super::settled::Exit;
use super::state::{NO_ROW, Rows};
use super::tracer::Tracer;

mod rows;

/// The registers of a run on ranges.
#[derive(Debug, Default)]
pub(crate) struct Ranges {
    pub(crate) values: Vec<Held>,
    pub(crate) figures: Vec<Option<Figure>>,
    /// Whether a value by cases has a possible case so far.
    pub(crate) possible: Vec<bool>,
    /// By table, the computed values of its rows.
    pub(crate) tables: Vec<Vec<Held>>,
}

impl Ranges {
    pub(crate) fn new(registers: u32, tables: usize) -> Self {
        Self {
            values: vec![Held::NOTHING; index(registers)],
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
    /// The instruction after this one.
    pub(crate) next: Option<Instruction>,
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
            self.next = code.get(at.saturating_add(1)).copied();
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

    pub(super) fn get(&self, register: u32) -> Held {
        self.registers
            .values
            .get(index(register))
            .copied()
            .unwrap_or(Held::NOTHING)
    }

    pub(super) fn set(&mut self, register: u32, value: Held) -> Flow {
        if let Some(slot) = self.registers.values.get_mut(index(register)) {
            *slot = value;
        }
        Flow::Next
    }

    pub(super) fn copy(&mut self, to: u32, from: u32) -> Flow {
        let value = self.get(from);
        self.set(to, value)
    }

    /// An operation on one number.
    fn one(
        &mut self,
        to: u32,
        from: u32,
        reach: Reach,
        operation: impl Fn(&Value) -> Value,
    ) -> Flow {
        let from = self.get(from);
        let value = range::strict([&from], reach, Value::ANY_NUMBER, |[value]| {
            operation(value)
        });
        self.set(to, value)
    }

    /// A number that must be whole; between the ends of a range there may be one that is not.
    fn whole(&mut self, to: u32, from: u32, sure: bool) -> Flow {
        let (span, from) = (self.span, self.get(from));
        let value = range::strict([&from], Reach::Total, Value::ANY_NUMBER, |[value]| {
            range::to_whole(value, span)
        });
        let doubtful = value.doubtful || !(sure || value.is_fault() || value.value.is_settled());
        self.set(to, Held::of(value.value, doubtful))
    }

    /// An operation on two numbers.
    fn two(
        &mut self,
        to: u32,
        (left, right): (u32, u32),
        operation: impl Fn(&Value, &Value) -> Value,
    ) -> Flow {
        let (left, right) = (self.get(left), self.get(right));
        let anything = Value::ANY_NUMBER;
        let value = range::strict(
            [&left, &right],
            Reach::Limited,
            anything,
            |[left, right]| operation(left, right),
        );
        self.set(to, value)
    }

    /// The lesser or the greater of two numbers or days.
    fn extreme(
        &mut self,
        to: u32,
        (left, right): (u32, u32),
        operation: impl Fn(&Value, &Value) -> Value,
    ) -> Flow {
        let (left, right) = (self.get(left), self.get(right));
        let days = [&left, &right]
            .iter()
            .any(|side| matches!(side.value, Value::Date { .. }));
        let anything = if days {
            Value::ANY_DATE
        } else {
            Value::ANY_NUMBER
        };
        let value = range::strict([&left, &right], Reach::Total, anything, |[left, right]| {
            operation(left, right)
        });
        self.set(to, value)
    }

    fn compare(&mut self, to: u32, left: u32, right: u32, relation: Relation) -> Flow {
        let (left, right) = (self.get(left), self.get(right));
        let anything = Value::UNKNOWN;
        let value = range::strict([&left, &right], Reach::Total, anything, |[left, right]| {
            range::compare(relation, left, right)
        });
        self.set(to, value)
    }

    /// One instruction.
    fn step(&mut self, instruction: &Instruction) -> Flow {
        use Instruction as I;
        let span = self.span;
        match *instruction {
            I::Move { to, from }
            | I::WideMove { to, from }
            | I::Rescale { to, from, .. }
            | I::Widen { to, from, .. } => self.copy(to, from),
            I::Whole { to, from, sure, .. } | I::Narrow { to, from, sure } => {
                self.whole(to, from, sure != 0)
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
                self.copy(to, from)
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
                self.two(to, (left, right), |left, right| {
                    range::add(left, right, span)
                })
            }
            I::Subtract { to, left, right } | I::WideSubtract { to, left, right } => {
                self.two(to, (left, right), |left, right| {
                    range::subtract(left, right, span)
                })
            }
            I::Multiply { to, left, right } | I::WideMultiply { to, left, right } => {
                self.two(to, (left, right), |left, right| {
                    range::multiply(left, right, span)
                })
            }
            I::WideDivide { to, left, right } => self.two(to, (left, right), |left, right| {
                range::divide(left, right, span)
            }),
            I::Negate { to, from } | I::WideNegate { to, from } => {
                self.one(to, from, Reach::Total, |value| range::negate(value, span))
            }
            I::Absolute { to, from } | I::WideAbsolute { to, from } => {
                self.one(to, from, Reach::Total, |value| range::absolute(value, span))
            }
            I::Lower { to, left, right } | I::WideLower { to, left, right } => {
                self.extreme(to, (left, right), range::lower)
            }
            I::Higher { to, left, right } | I::WideHigher { to, left, right } => {
                self.extreme(to, (left, right), range::higher)
            }
            I::WholePart { to, from, .. } | I::WideWholePart { to, from } => {
                self.one(to, from, Reach::Total, range::whole_part)
            }
            I::Remainder { to, left, right } | I::WideRemainder { to, left, right } => {
                self.two(to, (left, right), |left, right| {
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

            I::Not { to, from } => {
                let value = self.get(from).negated();
                self.set(to, value)
            }
            I::AndFirst { to, item, end } => self.item(to, None, item, (true, end)),
            I::And { to, item, end } => self.item(to, Some(to), item, (true, end)),
            I::OrFirst { to, item, end } => self.item(to, None, item, (false, end)),
            I::Or { to, item, end } => self.item(to, Some(to), item, (false, end)),

            I::Jump { end } => Flow::To(end),
            I::SkipUnless { condition, end } => {
                self.jump(self.get(condition).value.is_false(), end)
            }
            I::SkipIf { condition, end } => self.jump(self.get(condition).value.is_true(), end),
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
                let none = Held::sure(range::fault(FaultKind::NoneApplies, span));
                self.case_end(to, none, anything)
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
            I::Within { to, outer, inner } => {
                let value = self.get(outer).and(&self.get(inner));
                self.set(to, value)
            }
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
                let one = Value::number(crate::quantity::Number::ONE);
                self.member_of(to, within, Held::sure(one))
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
            I::TooDeep { to } => self.set(to, Held::sure(range::fault(FaultKind::Overflow, span))),
            // Only in the shorter instructions, which are never run on ranges.
            I::MoveJump { .. }
            | I::Length { .. }
            | I::CountIf { .. }
            | I::CountIfBoth { .. }
            | I::CountWithin { .. }
            | I::MultiplyAdd { .. }
            | I::SelectLess { .. }
            | I::SelectEqual { .. }
            | I::FiguresBegin { .. }
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
        self.one(to, from, Reach::Limited, |value| {
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
        let bands: Vec<(Option<Held>, Held)> = bands
            .iter()
            .map(|(upper, rate)| (upper.map(|upper| self.get(upper)), self.get(*rate)))
            .collect();
        let value = self.get(value);
        let operands = bands
            .iter()
            .flat_map(|(upper, rate)| upper.iter().chain([rate]));
        let anything = Value::ANY_NUMBER;
        let spread = match range::read(core::iter::once(&value).chain(operands)) {
            Err(Some(fault)) => fault,
            Err(None) => Held::doubtful(anything),
            Ok(doubtful) => {
                let bands: Vec<(Option<Value>, Value)> = bands
                    .iter()
                    .map(|(upper, rate)| (upper.map(|upper| upper.value), rate.value))
                    .collect();
                let spread = range::brackets(&value.value, &bands, self.span);
                range::result(spread, doubtful, Reach::Limited, anything)
            }
        };
        self.set(to, spread)
    }

    fn member(&mut self, to: u32, from: u32, set: u32) -> Flow {
        let program = self.program;
        let set = program
            .side()
            .sets
            .get(index(set))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let from = self.get(from);
        let value = range::strict([&from], Reach::Total, Value::UNKNOWN, |[value]| {
            range::member(value, set)
        });
        self.set(to, value)
    }

    fn item(&mut self, to: u32, so_far: Option<u32>, item: u32, (all, end): (bool, u32)) -> Flow {
        let item = self.get(item);
        let value = match so_far.map(|register| self.get(register)) {
            None => item,
            Some(so_far) if all => so_far.and(&item),
            Some(so_far) => so_far.or(&item),
        };
        self.set(to, value);
        let done = if all {
            value.value.is_false()
        } else {
            value.value.is_true()
        };
        self.jump(done, end)
    }

    /// A value as the step of an instruction tells it.
    fn told(&self, at: usize, register: u32) -> Value {
        let held = self.get(register);
        let note = self.plan.notes.get(at).copied().unwrap_or(NONE);
        let note = self.program.side().notes.get(index(note));
        note.map_or(held.value, |note| held.told(self.program, note.shape))
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
                let value = self.told(at, told.register);
                let doubtful = self.get(told.register).doubtful;
                self.tracer.value(at, row, value, doubtful);
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

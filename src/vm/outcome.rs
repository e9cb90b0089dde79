//! Answers: outcomes, states, granted values, and what is missing.

use crate::compile::{CalendarId, DefinitionId, FieldId, FindingId, NormId, ReadingId};
use crate::quantity::Date;

use super::case::Instance;
use super::value::{Fault, Value};

/// What comes out of judging a norm; never fewer than these five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 成立.
    Holds,
    /// 不成立.
    Fails,
    /// 待定: a fact is missing.
    Pending,
    /// 待认定: only findings are missing.
    AwaitsFinding,
    /// 不适用.
    NotApplicable,
}

/// How a duty, prohibition or indicator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 未到期.
    NotDue,
    /// 尚未履行: not done, and there is no deadline to hold it against.
    NotPerformed,
    /// 已履行.
    Performed,
    /// 逾期履行.
    PerformedLate,
    /// 逾期未履行.
    Overdue,
    /// 遵守.
    Complied,
    /// 违反.
    Violated,
    /// 达标.
    Met,
    /// 未达标.
    NotMet,
    /// 无法判断.
    Undetermined,
}

/// The answer about a norm for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormAnswer {
    /// Which norm.
    pub norm: NormId,
    /// For which instance of its object; none where it is judged once.
    pub of: Option<Instance>,
    /// Its outcome; a fault is 出错.
    pub outcome: Result<Outcome, Fault>,
    /// Its state, where it has one.
    pub state: Option<State>,
    /// What is granted, where it holds or may hold.
    pub grants: Vec<GrantAnswer>,
    /// 期限: the last day.
    pub deadline: Option<Value>,
    /// 完成日期.
    pub done_on: Option<Value>,
    /// The measured value of an indicator.
    pub measured: Option<Value>,
    /// The target that it is compared with.
    pub target: Option<Value>,
    /// 预警: whether the alert condition holds.
    pub alert: Option<Value>,
    /// Items of evidence that are facts or conditions: their place among 佐证 and what is known.
    pub evidence: Vec<(u32, Value)>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// The answer about a definition for one instance, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionAnswer {
    /// Which definition.
    pub definition: DefinitionId,
    /// For which instance of its object; none where it belongs to none.
    pub of: Option<Instance>,
    /// Its value.
    pub value: Value,
    /// What it rests on.
    pub grounds: Grounds,
}

/// What an answer rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// What is missing and may still change it, in order of use.
    pub missing: Vec<Missing>,
    /// Facts for which 默认 was taken.
    pub defaults: Vec<(Instance, FieldId)>,
    /// Readings that were used: which, and which option.
    pub readings: Vec<(ReadingId, u32)>,
}

/// Something that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// A fact that is not given.
    Fact(Instance, FieldId),
    /// A fact of which only bounds are known.
    Bounded(Instance, FieldId),
    /// A list that is not given.
    List(Instance, FieldId),
    /// A finding not made.
    Finding(Instance, FindingId),
    /// Days of a calendar of working days.
    Calendar(CalendarId),
    /// The owner of an instance that stands in no such list.
    Owner,
}

/// Something granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantAnswer {
    /// Which of the norm's grants.
    pub place: u32,
    /// The exception that puts it in place of the norm's own, by its place.
    pub exception: Option<u32>,
    /// The value; none for words alone.
    pub value: Option<Value>,
    /// What the value rests on, where it is not settled.
    pub missing: Vec<Missing>,
}

/// Why a case is not decided at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitReached {
    /// More steps than a decision may take.
    Steps,
    /// The case is one of another program.
    OtherProgram,
}

impl core::fmt::Display for LimitReached {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Steps => "the decision takes too many steps",
            Self::OtherProgram => "the case is one of another program",
        })
    }
}

impl core::error::Error for LimitReached {}

/// The three clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clocks {
    /// 判断日.
    pub as_of: Date,
    /// 适用法日.
    pub law_as_of: Date,
    /// 知悉日.
    pub known_as_of: Date,
}

impl Clocks {
    /// All three clocks on one day.
    #[must_use]
    pub const fn all(day: Date) -> Self {
        Self {
            as_of: day,
            law_as_of: day,
            known_as_of: day,
        }
    }
}

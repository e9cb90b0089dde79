//! Terms: values and conditions after names, types, units and scopes are settled.
//!
//! Numbers are in base units of their dimension (元, 日, 个月, 米, 分钟 …). A term knows its type; nothing in it can be
//! misread later. What a term means where facts are missing or only bounded is written in `grammar/MEANING.md`.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Dimension, Number, Rounding};
use crate::source::Span;

use super::model::{
    CalendarId, ChoiceId, CitationId, DefinitionId, FieldId, FindingId, NormId, ObjectId,
    ParameterId, ReadingId, TableId,
};

pub use crate::syntax::expression::{Enumerator, ListHead, Operator, Relation};

/// The type of a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Type {
    /// True or false.
    Boolean,
    /// A number of some dimension; the empty dimension for a plain number.
    Number(Dimension),
    /// A day.
    Date,
    /// Words.
    Text,
    /// One of the options of an enumeration, a scale of grades or a reading.
    Choice(ChoiceId),
    /// Two days, both included, or nothing.
    Period,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Constant {
    /// True or false.
    Boolean(bool),
    /// A number in base units.
    Number(Number),
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
    /// An option, by its place in the declaration.
    Choice(ChoiceId, u32),
}

/// Which instance of an object a term speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instance {
    /// The one instance of an object that stands in no list.
    Root(ObjectId),
    /// The instance that an enclosing scope ranges over: 0 is the declaration's own object where that object stands in a
    /// list; every collection then takes the next number. The number is a depth: a declaration whose object stands in no
    /// list begins its collections at 0, and two collections side by side have the same.
    Bound(u32),
    /// The instance in whose list `of` stands; all its facts are unknown where `of` stands in no such list.
    OwnerOf {
        /// The member.
        of: Box<Instance>,
        /// The list that it stands in.
        list: FieldId,
    },
}

/// A value or a condition.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Term {
    /// Its type.
    pub ty: Type,
    /// What it computes. A pack holds the instructions instead.
    #[serde(skip, default = "compiled")]
    pub kind: TermKind,
    /// Where it is written.
    pub span: Span,
}

/// What stands in the place of a term that is compiled and gone.
const fn compiled() -> TermKind {
    TermKind::Constant(Constant::Boolean(false))
}

/// What a term computes.
#[derive(Debug, Clone)]
pub enum TermKind {
    /// A constant.
    Constant(Constant),
    /// One of the three clocks.
    Clock(Clock),
    /// A fact.
    Field {
        /// Of which instance.
        of: Instance,
        /// Which fact; never a list.
        field: FieldId,
    },
    /// A definition.
    Definition {
        /// Of which instance, where it belongs to an object.
        of: Option<Instance>,
        /// Which.
        definition: DefinitionId,
    },
    /// A finding: whether it was found.
    Finding {
        /// Of which instance, where it belongs to an object.
        of: Option<Instance>,
        /// Which.
        finding: FindingId,
    },
    /// A parameter on 适用法日, as known on 知悉日, or on another day.
    Parameter {
        /// Which.
        parameter: ParameterId,
        /// The day, where it is not 适用法日.
        on: Option<Box<Term>>,
    },
    /// The reading taken, as a choice.
    Reading(ReadingId),
    /// An output of a table.
    Table {
        /// Of which instance, where it belongs to an object.
        of: Option<Instance>,
        /// Which.
        table: TableId,
        /// The output column, from 0.
        output: u32,
    },
    /// Whether a norm holds: true for 成立, false for 不成立 and 不适用.
    Holds {
        /// For which instance of its subject, where that is an object.
        of: Option<Instance>,
        /// Which.
        norm: NormId,
    },
    /// What a norm grants where it holds, and zero where it does not.
    Granted {
        /// For which instance of its subject, where that is an object.
        of: Option<Instance>,
        /// Which.
        norm: NormId,
        /// Which of its grants, from 0.
        grant: u32,
    },
    /// `＋ － × ÷` on numbers.
    Arithmetic(Operator, Box<Term>, Box<Term>),
    /// A minus sign.
    Negative(Box<Term>),
    /// A day moved by days, months or working days.
    Shift {
        /// The day.
        date: Box<Term>,
        /// By how much, in base units of `by`; may be negative.
        amount: Box<Term>,
        /// In what.
        by: ShiftUnit,
    },
    /// A function.
    Function(Function, Vec<Term>),
    /// A written rounding to multiples of `step`.
    Round {
        /// How.
        rounding: Rounding,
        /// What.
        value: Box<Term>,
        /// To multiples of what, in base units.
        step: Number,
        /// The provisions that ask for it.
        basis: Vec<CitationId>,
    },
    /// A comparison of two terms of one type.
    Compare(Relation, Box<Term>, Box<Term>),
    /// Whether a value is one of several constants.
    Member {
        /// The value.
        value: Box<Term>,
        /// The constants, all of the value's type.
        options: Vec<Constant>,
        /// Whether the word was 不属于.
        negated: bool,
    },
    /// All of the items hold.
    All(Vec<ConditionItem>),
    /// At least one of the items holds.
    Any(Vec<ConditionItem>),
    /// The condition does not hold.
    Not(Box<Term>),
    /// Some member of the collection satisfies the condition.
    Exists {
        /// The members.
        collection: Collection,
        /// What they satisfy; none means that there is a member.
        condition: Option<Box<Term>>,
    },
    /// Every member of the collection satisfies the condition.
    Every {
        /// The members.
        collection: Collection,
        /// What they satisfy.
        condition: Box<Term>,
    },
    /// A figure over the members of a collection.
    Aggregate {
        /// Which figure.
        aggregate: Aggregate,
        /// The members.
        collection: Collection,
        /// The value of each member; none for a count.
        value: Option<Box<Term>>,
    },
    /// The value of the first case that applies.
    Cases {
        /// Conditions and values, in order.
        cases: Vec<CaseTerm>,
        /// 其他.
        otherwise: Option<Box<Term>>,
    },
    /// A value spread over bands, each part at its rate.
    Brackets {
        /// The value.
        value: Box<Term>,
        /// The bands from the lowest: up to what (none for the last) and the rate.
        bands: Vec<(Option<Term>, Term)>,
    },
}

/// One item of a condition, with its number where it stands in a legal list.
#[derive(Debug, Clone)]
pub struct ConditionItem {
    /// Its number.
    pub enumerator: Option<Enumerator>,
    /// What it asks.
    pub condition: Term,
}

/// One case of a value by cases.
#[derive(Debug, Clone)]
pub struct CaseTerm {
    /// Its number.
    pub enumerator: Enumerator,
    /// When it applies.
    pub condition: Term,
    /// Its value.
    pub value: Term,
}

/// The members that a quantifier or an aggregate ranges over: generators from the outside in.
#[derive(Debug, Clone)]
pub struct Collection {
    /// At least one; each may speak of the members of those before it.
    pub generators: Vec<Generator>,
}

/// One list that a collection ranges over.
#[derive(Debug, Clone)]
pub struct Generator {
    /// The list.
    pub list: ListOf,
    /// The object of its members.
    pub object: ObjectId,
    /// The number by which [`Instance::Bound`] speaks of its members.
    pub level: u32,
    /// 其中.
    pub filter: Option<Box<Term>>,
}

/// A list of instances.
#[derive(Debug, Clone)]
pub enum ListOf {
    /// The list of an instance.
    Field {
        /// Whose.
        of: Instance,
        /// Which.
        field: FieldId,
    },
    /// All instances of an object in the case.
    All(ObjectId),
}

/// A figure over a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aggregate {
    /// How many.
    Count,
    /// The sum; zero for none.
    Sum,
    /// The greatest; an error for none.
    Greatest,
    /// The least; an error for none.
    Least,
}

/// One of the three clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Clock {
    /// 判断日: when the facts are judged.
    AsOf,
    /// 适用法日: which law applies.
    LawAsOf,
    /// 知悉日: what had been published by then.
    KnownAsOf,
}

/// By what a day is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShiftUnit {
    /// Calendar days.
    Days,
    /// Months; a month with no such day ends on its last.
    Months,
    /// Working days of this calendar; unknown outside its range.
    Workdays(CalendarId),
}

/// The functions of the language. Arguments are numbers in base units, days, or periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// 较低者.
    Lower,
    /// 较高者.
    Higher,
    /// 绝对值.
    Absolute,
    /// 取整: the greatest whole number not above.
    WholePart,
    /// 余数: `x － y × 取整（x ÷ y）`.
    Remainder,
    /// 天数.
    DaysBetween,
    /// 月数: completed months.
    MonthsBetween,
    /// 自然月数: calendar months touched, both ends included.
    CalendarMonths,
    /// 周岁, by the package's convention.
    Age,
    /// 年份.
    YearOf,
    /// 月份.
    MonthOf,
    /// 日号.
    DayOf,
    /// 日期（年，月，日）; an error where there is no such day.
    MakeDate,
    /// 月初.
    MonthStart,
    /// 月末.
    MonthEnd,
    /// 年初.
    YearStart,
    /// 年末.
    YearEnd,
    /// 周岁年度初.
    ChildYearStart,
    /// 周岁年度末.
    ChildYearEnd,
    /// 生日.
    Birthday,
    /// 期间.
    Period,
    /// 重叠.
    Overlap,
    /// 期间天数.
    PeriodDays,
    /// 期间月数: calendar months touched.
    PeriodMonths,
    /// 合并天数: days in either period, counted once.
    UnionDays,
}

//! Questionnaires and examples.

use crate::quantity::Date;
use crate::source::Span;
use crate::syntax::document::{Citation, Head, Name, Quoted, Remark, Told};
use crate::syntax::expression::{ComparisonWord, Expression, Path};

/// 问卷: a calculator for an audience.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    /// Its name.
    pub head: Head,
    /// 受众.
    pub audience: Option<Told>,
    /// 介绍.
    pub introduction: Option<Told>,
    /// 目标: the norms that it asks for.
    pub goals: Vec<Name>,
    /// 先问: facts to ask first, in order.
    pub first: Vec<Path>,
    /// 说明, 存疑.
    pub remarks: Vec<Remark>,
}

/// 例: an executable case.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name.
    pub head: Head,
    /// Its lines, in order.
    pub lines: Vec<ExampleLine>,
}

/// One line of an example.
#[derive(Debug, Clone)]
pub struct ExampleLine {
    /// What it says.
    pub kind: ExampleLineKind,
    /// Where it stands.
    pub span: Span,
}

/// What a line of an example says.
#[derive(Debug, Clone)]
pub enum ExampleLineKind {
    /// 判断日.
    AsOf(Date),
    /// 适用法日.
    LawAsOf(Date),
    /// 知悉日.
    KnownAsOf(Date),
    /// 设: a fact.
    Let {
        /// Which fact.
        path: Path,
        /// `＝`, or a comparison word where only a bound is known.
        word: ComparisonWord,
        /// Its value.
        value: Value,
    },
    /// 认定: a finding that was made.
    Find {
        /// Which finding.
        path: Path,
        /// What was found.
        holds: bool,
        /// 由: who found it.
        by: Option<Quoted>,
        /// 理由: why.
        reasons: Option<Quoted>,
    },
    /// 读法: which reading is taken.
    Read {
        /// The reading declaration.
        reading: Name,
        /// The reading taken.
        option: Name,
    },
    /// 则成立, 则待定, 则逾期未履行 …
    Expect {
        /// What is expected.
        expectation: Expectation,
        /// Of which norm.
        goal: Goal,
    },
    /// 则：a value.
    ExpectValue {
        /// A norm (its first granted value, or its measured value) or a definition.
        goal: Goal,
        /// How it is compared.
        word: ComparisonWord,
        /// With what.
        value: Expression,
    },
    /// 缺: the relevant missing facts.
    Missing(Vec<Path>),
    /// 因为: the provisions among the reasons.
    Because(Vec<Citation>),
    /// 说明.
    Note(Quoted),
}

/// What an example asks about: a norm or definition, and of which instance of its object.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The norm or definition, perhaps with its object before `的`.
    pub path: Path,
    /// 第n个: which instance, counted from 1.
    pub number: Option<u32>,
}

/// An outcome, or the state that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expectation {
    /// 成立.
    Holds,
    /// 不成立.
    Fails,
    /// 待定.
    Pending,
    /// 待认定.
    AwaitsFinding,
    /// 不适用.
    NotApplicable,
    /// 未到期.
    NotDue,
    /// 尚未履行.
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
    /// 出错: the outcome is an error.
    Faulty,
}

/// A value of a fact in an example.
#[derive(Debug, Clone)]
pub enum Value {
    /// A plain value.
    Plain(Expression),
    /// An object: `子女｛出生日期＝2021年3月5日｝`.
    Object {
        /// Its object, where it is written.
        name: Option<Name>,
        /// Its facts; a comparison word other than `＝` gives a bound.
        pairs: Vec<(Name, ComparisonWord, Value)>,
        /// Where it stands.
        span: Span,
    },
    /// A list: `［…、…］`.
    List {
        /// Its values.
        values: Vec<Value>,
        /// Where it stands.
        span: Span,
    },
}

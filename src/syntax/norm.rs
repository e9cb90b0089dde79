//! Norms: declarations that are made of statements.

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::source::Span;
use crate::syntax::document::{Amount, Citation, Head, Interval, Name, Quoted, Told};
use crate::syntax::expression::{ComparisonWord, Expression};

/// A declaration made of statements.
#[derive(Debug, Clone)]
pub struct Norm {
    /// What kind it is.
    pub kind: NormKind,
    /// Its name, and the object that it belongs to.
    pub head: Head,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

/// The kinds of declaration that are made of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NormKind {
    /// 定义.
    Definition,
    /// 权利.
    Right,
    /// 义务.
    Duty,
    /// 禁止.
    Prohibition,
    /// 准许.
    Permission,
    /// 鼓励.
    Encouragement,
    /// 任务.
    Task,
    /// 指标.
    Indicator,
    /// 废止.
    Repeal,
    /// 认定.
    Finding,
    /// 宣示.
    Declaratory,
}

impl NormKind {
    /// The keyword that begins a declaration of this kind, in Chinese and in English.
    #[must_use]
    pub const fn keyword(self) -> (&'static str, &'static str) {
        match self {
            Self::Definition => ("定义", "define"),
            Self::Right => ("权利", "right"),
            Self::Duty => ("义务", "duty"),
            Self::Prohibition => ("禁止", "prohibition"),
            Self::Permission => ("准许", "permission"),
            Self::Encouragement => ("鼓励", "encouragement"),
            Self::Task => ("任务", "task"),
            Self::Indicator => ("指标", "indicator"),
            Self::Repeal => ("废止", "repeal"),
            Self::Finding => ("认定", "finding"),
            Self::Declaratory => ("宣示", "declaratory"),
        }
    }
}

/// One statement of a norm.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What it says.
    pub kind: StatementKind,
    /// Where it stands, without the separator.
    pub span: Span,
}

/// What a statement says.
#[derive(Debug, Clone)]
pub enum StatementKind {
    /// 依据.
    Basis(Vec<Citation>),
    /// 主体: objects, or bodies described in quotation marks.
    Subject(Vec<Bearer>),
    /// 受益.
    Beneficiary(Vec<Bearer>),
    /// 条件.
    When(Expression),
    /// 除外.
    Unless(Expression),
    /// 例外.
    Exception(Exception),
    /// 优先于.
    Overrides(Vec<Name>),
    /// 给予.
    Grant(Grant),
    /// 应当.
    Must(Quoted),
    /// 不得.
    MustNot(Quoted),
    /// 可以.
    May(Quoted),
    /// 期限.
    Deadline(Deadline),
    /// 完成标志.
    DoneWhen(Expression),
    /// 完成日期: the fact that holds the day of completion.
    DoneOn(Expression),
    /// 违反标志.
    ViolatedWhen(Expression),
    /// 逾期.
    IfLate(Quoted),
    /// 由.
    DecidedBy(Vec<Bearer>),
    /// 问.
    Ask(Told),
    /// 参考.
    Consider(Vec<Quoted>),
    /// 须说明理由.
    ReasonsRequired,
    /// 未认定前：待定.
    PendingUntilFound,
    /// 是指.
    Means(Expression),
    /// 口径.
    Formula(Expression),
    /// 基期.
    Baseline {
        /// The end of the written year, or the written day.
        on: Date,
        /// The value then.
        value: Expression,
    },
    /// 目标.
    Target {
        /// The day by which it is to be met, where one is written.
        by: Option<Date>,
        /// How it is compared.
        word: ComparisonWord,
        /// The figure.
        value: Expression,
    },
    /// 数据来源.
    DataFrom(Vec<Quoted>),
    /// 频次.
    Frequency(Per),
    /// 预警.
    Alert(Expression),
    /// 效力.
    Effect(Effect),
    /// 适用.
    InForce(Interval),
    /// 材料.
    Documents(Vec<Quoted>),
    /// 佐证: what shows that a task is done.
    EvidenceItems(Vec<EvidenceItem>),
    /// 转致.
    ReferTo(Vec<Citation>),
    /// 废除: the instruments that a repeal ends.
    Repeals(Vec<Citation>),
    /// 存疑.
    Unsettled(Quoted),
    /// 说明.
    Note(Quoted),
    /// 理由: why a passage has nothing to execute.
    Reason(Quoted),
    /// 原文: the exact words inside the cited passage.
    Quote(Vec<Quoted>),
}

/// One item that shows a task: words, or a fact of the case.
#[derive(Debug, Clone)]
pub enum EvidenceItem {
    /// Words.
    Words(Quoted),
    /// A fact, or a condition on facts.
    Fact(Expression),
}

/// Who bears or benefits: an object, perhaps only some of them, or a body described in words.
#[derive(Debug, Clone)]
pub enum Bearer {
    /// An object: `职工（其中 在岗）`.
    Object {
        /// The object.
        name: Name,
        /// 其中.
        filter: Option<Expression>,
    },
    /// A body described in quotation marks.
    Words(Quoted),
}

/// 例外: a named exception with its own basis.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its name.
    pub head: Head,
    /// 依据, 条件, 是指 or 给予, 优先于, 说明.
    pub statements: Vec<Statement>,
}

/// 给予.
#[derive(Debug, Clone)]
pub struct Grant {
    /// A label in quotation marks before the value.
    pub label: Option<Quoted>,
    /// Whether the value is exact, a floor (`不少于`) or a ceiling (`不超过`).
    pub bound: GrantBound,
    /// The value; words alone stand in `label` and have none.
    pub value: Option<Expression>,
    /// How often.
    pub per: Option<Per>,
}

/// Whether a granted value is exact, a floor or a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GrantBound {
    /// The value itself.
    Exact,
    /// 不少于, 不低于.
    AtLeast,
    /// 不超过.
    AtMost,
}

/// How often something is granted, reported or measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Per {
    /// 每年.
    Year,
    /// 每季度.
    Quarter,
    /// 每月.
    Month,
    /// 每周岁年度.
    YearOfAge,
    /// 每孩次.
    Birth,
    /// 每个工作日.
    Workday,
    /// 一次性.
    Once,
}

/// 期限.
#[derive(Debug, Clone)]
pub enum Deadline {
    /// `自X之日起60日内`.
    Within {
        /// The day from which it runs.
        from: Expression,
        /// How long.
        term: Amount,
    },
    /// `不晚于X`, `2025年底前`.
    By(Expression),
    /// `每年`.
    Every(Per),
    /// Words that cannot be checked, such as 适时.
    Vague(Quoted),
}

/// 效力.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Effect {
    /// 倡导性.
    Hortatory,
    /// 约束性.
    Binding,
    /// 预期性.
    Expected,
}

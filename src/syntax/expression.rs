//! Expressions: values and conditions as they are written, unresolved and untyped.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Rounding};
use crate::source::Span;

use super::document::{Amount, Citation, Name, Quoted};

/// A value or a condition.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it says.
    pub kind: Box<ExpressionKind>,
    /// Where it stands.
    pub span: Span,
}

/// What an expression says.
#[derive(Debug, Clone)]
pub enum ExpressionKind {
    /// A number, with its unit where one is written.
    Amount(Amount),
    /// A day.
    Date(Date),
    /// 是, 否.
    Boolean(bool),
    /// Words in quotation marks.
    Text(Quoted),
    /// A name, or names joined by `的`.
    Path(Path),
    /// A function: `月数（出生日期，判断日）`.
    Call {
        /// The function.
        function: Name,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// A written rounding: `四舍五入（…，到分）`, with the provision that asks for it.
    Round {
        /// How.
        rounding: Rounding,
        /// What is rounded.
        value: Expression,
        /// To multiples of what; `到分` is one 分.
        step: Amount,
        /// 依据.
        basis: Vec<Citation>,
    },
    /// `＋`, `－`, `×`, `÷`.
    Arithmetic {
        /// Which.
        operator: Operator,
        /// The left side.
        left: Expression,
        /// The right side.
        right: Expression,
    },
    /// A minus sign before a value.
    Negative(Expression),
    /// A comparison.
    Compare {
        /// The left side.
        left: Expression,
        /// The word or sign.
        word: ComparisonWord,
        /// The right side.
        right: Expression,
    },
    /// `属于｛…｝`, `不属于｛…｝`.
    Member {
        /// The value.
        value: Expression,
        /// Whether the word is 不属于.
        negated: bool,
        /// The values it may be.
        options: Vec<Expression>,
    },
    /// `甲 且 乙 且 丙`.
    And(Vec<Expression>),
    /// `甲 或 乙 或 丙`.
    Or(Vec<Expression>),
    /// `并非（…）`.
    Not(Expression),
    /// `存在`, `不存在`, `全部 … 均符合 …`.
    Quantified {
        /// Which.
        quantifier: Quantifier,
        /// The list.
        path: Path,
        /// The condition after 均符合.
        condition: Option<Expression>,
    },
    /// A legal list of conditions.
    List {
        /// Its opening words.
        head: ListHead,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// `按下列情形分别确定：…`.
    Cases(Vec<Case>),
    /// `分档累进（X）：…`.
    Brackets {
        /// What is spread over the bands.
        value: Expression,
        /// The bands, from the lowest.
        bands: Vec<Band>,
    },
}

/// A name, or names joined by `的`, each perhaps with a filter.
#[derive(Debug, Clone)]
pub struct Path {
    /// From the owner to the fact.
    pub segments: Vec<Segment>,
    /// Where it stands.
    pub span: Span,
}

/// One name of a path.
#[derive(Debug, Clone)]
pub struct Segment {
    /// The name.
    pub name: Name,
    /// `（其中 …）`.
    pub filter: Option<Expression>,
}

/// The four operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// `＋`.
    Add,
    /// `－`.
    Subtract,
    /// `×`.
    Multiply,
    /// `÷`.
    Divide,
}

/// The word or sign of a comparison. Words are kept apart where they mean the same: the checker compares them with the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparisonWord {
    /// 不超过, `at most`.
    NotExceeding,
    /// 超过, `more than`.
    Exceeding,
    /// 不低于, `at least`.
    NotBelow,
    /// 低于, `less than`.
    Below,
    /// 不少于, `no fewer than`.
    NotFewer,
    /// 少于, `fewer than`.
    Fewer,
    /// 多于, `over`.
    More,
    /// 等于, `is`.
    Equal,
    /// 不等于, `is not`.
    NotEqual,
    /// 早于, `before`.
    Before,
    /// 不早于, `no earlier than`.
    NotBefore,
    /// 晚于, `after`.
    After,
    /// 不晚于, `no later than`.
    NotAfter,
    /// 未满 or 不满, `under`.
    Under,
    /// 已满 or 满, `reached`.
    Reached,
    /// `X以上` after a written quantity, `or more`.
    OrMore,
    /// `X以下`, `or less`.
    OrLess,
    /// `X以内`, `or within`.
    OrWithin,
    /// `X以外`, `or beyond`: excludes the number.
    OrBeyond,
    /// `≤`.
    SignAtMost,
    /// `≥`.
    SignAtLeast,
    /// `＜`.
    SignLess,
    /// `＞`.
    SignGreater,
    /// `＝`.
    SignEqual,
    /// `≠`.
    SignNotEqual,
}

/// What a comparison word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Relation {
    /// Less than.
    Less,
    /// At most.
    AtMost,
    /// Greater than.
    Greater,
    /// At least.
    AtLeast,
    /// Equal.
    Equal,
    /// Not equal.
    NotEqual,
}

impl ComparisonWord {
    /// What the word means.
    ///
    /// # Source
    /// 《民法典》第一千二百五十九条: 以上, 以下, 以内, 届满 include the number; 不满, 未满, 超过, 以外 exclude it.
    #[must_use]
    pub fn relation(self) -> Relation {
        match self {
            Self::NotExceeding
            | Self::NotAfter
            | Self::OrLess
            | Self::OrWithin
            | Self::SignAtMost => Relation::AtMost,
            Self::NotBelow
            | Self::NotFewer
            | Self::NotBefore
            | Self::Reached
            | Self::OrMore
            | Self::SignAtLeast => Relation::AtLeast,
            Self::Below | Self::Fewer | Self::Before | Self::Under | Self::SignLess => {
                Relation::Less
            }
            Self::Exceeding | Self::More | Self::After | Self::OrBeyond | Self::SignGreater => {
                Relation::Greater
            }
            Self::Equal | Self::SignEqual => Relation::Equal,
            Self::NotEqual | Self::SignNotEqual => Relation::NotEqual,
        }
    }
}

/// How a condition speaks of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantifier {
    /// 存在.
    Exists,
    /// 不存在.
    None,
    /// 全部 … 均符合.
    Every,
}

/// The opening words of a legal list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListHead {
    /// 同时符合下列条件.
    All,
    /// 符合下列情形之一.
    Any,
    /// 下列情形均不存在.
    NoneOf,
}

/// The enumerator of an item of a legal list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Enumerator {
    /// `（一）`, first level.
    Item(u32),
    /// `1.`, second level.
    Subitem(u32),
}

/// One item of a legal list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// Its number.
    pub enumerator: Enumerator,
    /// Its condition.
    pub condition: Expression,
    /// Where it stands, with its number.
    pub span: Span,
}

/// One case of a value by cases.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its number.
    pub enumerator: Enumerator,
    /// Its condition; none is 其他.
    pub condition: Option<Expression>,
    /// The value.
    pub value: Expression,
    /// Where it stands.
    pub span: Span,
}

/// One band of a bracket scale.
#[derive(Debug, Clone)]
pub struct Band {
    /// Its number.
    pub enumerator: Enumerator,
    /// Up to and including what; none is 其余.
    pub upper: Option<Expression>,
    /// The rate on the part inside the band.
    pub rate: Expression,
    /// Where it stands.
    pub span: Span,
}

//! The document: what a rule file says, in the order it says it, with a place for every part.
//!
//! Both keyword languages, both punctuation widths and any layout give the same tree. Nothing is resolved here: a name is a
//! word, a citation is a word with markers. Spans are for people; nothing compares trees with spans included.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, Number};
use crate::source::{FileId, Span};

use crate::syntax::expression::{ComparisonWord, Expression};

pub use crate::syntax::example::{
    Example, ExampleLine, ExampleLineKind, Expectation, Goal, Questionnaire, Value,
};
pub use crate::syntax::norm::{
    Bearer, Deadline, Effect, EvidenceItem, Exception, Grant, GrantBound, Norm, NormKind, Per,
    Statement, StatementKind,
};

/// A rule file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file it was read from.
    pub file: FileId,
    /// Declarations in the order of the text; broken ones keep their place.
    pub items: Vec<Item>,
    /// Comments in the order of the text, without their marks.
    pub comments: Vec<Comment>,
}

/// One declaration, or the place of one that could not be read.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every item is a declaration"
)]
#[derive(Debug, Clone)]
pub enum Item {
    /// A declaration that was read.
    Declaration(Declaration),
    /// A declaration that could not be read; its problem is reported.
    Broken {
        /// From the first to the last letter of the broken declaration.
        span: Span,
        /// The declared name, where it could still be seen.
        name: Option<Name>,
    },
}

/// A comment, `※ …` or `// …`.
#[derive(Debug, Clone)]
pub struct Comment {
    /// The words after the mark, to the letter.
    pub text: String,
    /// With the mark, without the line break.
    pub span: Span,
}

/// A word that names something, without its quotation marks `「」`.
#[derive(Debug, Clone)]
pub struct Name {
    /// The letters of the name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Quoted words, without their quotation marks.
#[derive(Debug, Clone)]
pub struct Quoted {
    /// The words, to the letter.
    pub text: String,
    /// With the quotation marks.
    pub span: Span,
}

/// Words for people, in one language or in both: `“孩子身高多少？”（又称“How tall is the child?”）`.
#[derive(Debug, Clone)]
pub struct Told {
    /// The words.
    pub words: Quoted,
    /// The same in the other language.
    pub twin: Option<Quoted>,
}

/// What a declaration is called: `子女的月龄（又称 age_in_months）`.
#[derive(Debug, Clone)]
pub struct Head {
    /// The object that it belongs to, where one is written before `的`.
    pub scope: Option<Name>,
    /// Its name.
    pub name: Name,
    /// Its name in the other language.
    pub alias: Option<Name>,
}

/// A declaration.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// What is declared.
    pub kind: DeclarationKind,
    /// From the keyword to the closing `。`.
    pub span: Span,
    /// The keyword alone.
    pub keyword: Span,
}

/// The kinds of declaration.
#[derive(Debug, Clone)]
pub enum DeclarationKind {
    /// 引用: names from another package.
    Import(Import),
    /// 文件: an instrument.
    Instrument(Instrument),
    /// 勘误: a slip in an instrument's text.
    Erratum(Erratum),
    /// 条款: a named quote.
    Clause(Clause),
    /// 约定: how the package counts and judges.
    Convention(Vec<Convention>),
    /// 单位: countable things.
    Unit(Vec<Head>),
    /// 日历: a calendar of working days.
    Calendar(Calendar),
    /// 对象: the facts about a person or thing.
    Object(Object),
    /// 参数: values over time.
    Parameter(Parameter),
    /// 表: a decision table.
    Table(Table),
    /// 读法: the readings of one passage.
    Reading(Reading),
    /// 定义, 权利, 义务 and the other kinds that are made of statements.
    Norm(Norm),
    /// 问卷: a calculator for an audience.
    Questionnaire(Questionnaire),
    /// 例: an executable case.
    Example(Example),
}

/// 引用: names from another package.
#[derive(Debug, Clone)]
pub struct Import {
    /// The name of the package.
    pub package: Quoted,
    /// The names, in order.
    pub items: Vec<ImportItem>,
}

/// One imported name: `儿童`, `儿童的月龄（作 周月龄）`.
#[derive(Debug, Clone)]
pub struct ImportItem {
    /// The object that it belongs to, where one is written before `的`.
    pub scope: Option<Name>,
    /// Its name in its own package.
    pub name: Name,
    /// Its name here, where another is given.
    pub local: Option<Name>,
    /// Where it stands.
    pub span: Span,
}

/// A quantity as it is written: an exact number and, where one is written, its unit.
#[derive(Debug, Clone)]
pub struct Amount {
    /// The number in the written unit.
    pub number: Number,
    /// The unit, in its canonical Chinese spelling.
    pub unit: Option<UnitName>,
    /// Where it stands.
    pub span: Span,
}

/// A unit or a rate: `元`, `元/月`, `个/千人`.
#[derive(Debug, Clone)]
pub struct UnitName {
    /// The unit above the line, canonical Chinese for a built-in one, as written for a declared one.
    pub numerator: String,
    /// The units below the line.
    pub denominators: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A citation: an instrument or a named clause, and the markers that lead to a passage.
#[derive(Debug, Clone)]
pub struct Citation {
    /// What is cited.
    pub target: CitationTarget,
    /// From the largest marker to the smallest.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub span: Span,
}

/// What a citation names.
#[derive(Debug, Clone)]
pub enum CitationTarget {
    /// A declared instrument or clause.
    Name(Name),
    /// A title in `《》`, without the marks.
    Title(Quoted),
}

/// One marker of a citation: `第（十二）项`.
#[derive(Debug, Clone)]
pub struct Step {
    /// The level of the marker.
    pub level: crate::source::Level,
    /// Its number; the preamble has none and is written 0.
    pub number: u32,
    /// The number of an insertion after it, as in `第十九条之一`; 0 for none.
    pub inserted: u32,
    /// Where it stands.
    pub span: Span,
}

impl Step {
    /// The marker that it writes.
    #[must_use]
    pub const fn marker(&self) -> crate::source::Marker {
        crate::source::Marker::inserted_after(self.level, self.number, self.inserted)
    }
}

/// A stretch of time as written; both ends are included.
#[derive(Debug, Clone)]
pub struct Interval {
    /// The first day, where one is written.
    pub from: Option<(Date, Span)>,
    /// The last day, where one is written.
    pub through: Option<(Date, Span)>,
    /// Where it stands.
    pub span: Span,
}

/// 文件: an instrument.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its name in the rules.
    pub head: Head,
    /// What is said of it, in order.
    pub fields: Vec<InstrumentField>,
}

/// What is said of an instrument.
#[derive(Debug, Clone)]
pub enum InstrumentField {
    /// 标题: its title.
    Title(Quoted),
    /// 文号: its number, with `〔〕`.
    Number(Quoted),
    /// 发布机关: who issued it.
    Issuers(Vec<IssuerName>),
    /// 成文日期: the day it was signed.
    Dated(Date, Span),
    /// 公布: the day it was published.
    Published(Date, Span),
    /// 适用: when it is in force.
    InForce(Interval),
    /// 全文: the path of its text, relative to the package.
    FullText(Quoted),
    /// 全文 未收录: its text is not held.
    NotHeld(Span),
    /// 摘要: the digest of its text.
    Digest(Quoted),
    /// 存疑: what is unsettled about it.
    Unsettled(Quoted),
    /// 说明: a note for readers.
    Note(Quoted),
}

/// An issuer, written as a name or in quotation marks.
#[derive(Debug, Clone)]
pub struct IssuerName {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// 勘误: a slip in the text of an instrument, shown beside it and never mended silently.
#[derive(Debug, Clone)]
pub struct Erratum {
    /// Its number or name.
    pub head: Head,
    /// 出处: where it stands.
    pub places: Vec<Citation>,
    /// 原文: the wording as held; several where the same slip stands in several places.
    pub wording: Vec<Quoted>,
    /// 应为: the presumable wording.
    pub presumed: Option<Quoted>,
    /// 根据: why it is presumed.
    pub grounds: Option<Quoted>,
    /// 可信度: how sure this is.
    pub confidence: Option<Name>,
    /// 影响: why it matters.
    pub effect: Option<Quoted>,
}

/// 条款: a named quote.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its name.
    pub head: Head,
    /// 出处: where it stands.
    pub place: Citation,
    /// 原文: the exact words.
    pub quote: Quoted,
}

/// One line of 约定.
#[derive(Debug, Clone)]
pub enum Convention {
    /// 周岁: when an age is reached.
    Age {
        /// On the birthday (`生日当日算满`), or the day after (`生日次日算满`).
        on_birthday: bool,
        /// Where it stands.
        span: Span,
    },
    /// 期间: the provisions by which periods run.
    Periods(Vec<Citation>),
    /// 节假日: the calendar of working days.
    Holidays(Name),
    /// 比较词: the provision by which 以上, 以下 … are read.
    Comparisons(Vec<Citation>),
    /// 台账 完整: every sentence of this instrument must be accounted for.
    CompleteLedger {
        /// The instrument.
        instrument: Name,
        /// Where it stands.
        span: Span,
    },
}

/// 日历: a calendar of working days, a versioned input.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Its name.
    pub head: Head,
    /// 依据: the notices that it comes from.
    pub basis: Vec<Citation>,
    /// 范围: the days that it covers.
    pub covers: Vec<Interval>,
    /// 放假: holidays on what would be working days; single days are intervals of one day.
    pub holidays: Vec<Interval>,
    /// 上班: working days on what would be days of rest.
    pub workdays: Vec<Interval>,
    /// 说明, 存疑.
    pub remarks: Vec<Remark>,
}

/// A remark that any declaration without statements may carry.
#[derive(Debug, Clone)]
pub enum Remark {
    /// 说明: a note for readers.
    Note(Quoted),
    /// 存疑: what is unsettled.
    Unsettled(Quoted),
}

/// 对象: the facts about a person or thing.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its name.
    pub head: Head,
    /// Its facts, in order.
    pub fields: Vec<Field>,
    /// 说明, 存疑.
    pub remarks: Vec<Remark>,
}

/// One fact of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub kind: FieldType,
    /// What else is said of it, in order.
    pub options: Vec<FieldOption>,
    /// Where it stands.
    pub span: Span,
}

/// The type of a fact.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// 是否: yes or no.
    YesNo,
    /// 整数: a whole number without unit.
    Integer,
    /// 小数: a decimal number without unit.
    Decimal,
    /// 金额: an amount of money.
    Money,
    /// 数量（米）: a number in a unit.
    Quantity(UnitName),
    /// 日期: a day.
    Date,
    /// 文本: words.
    Text,
    /// 取值｛…｝: one of several names; 等级｛…｝: the same with an order, the first is the highest.
    Choice {
        /// The names with their aliases.
        options: Vec<(Name, Option<Name>)>,
        /// Whether they are grades.
        ordered: bool,
    },
    /// 多个 子女: a list of another object.
    List(Name),
}

/// What is said of a fact beside its type.
#[derive(Debug, Clone)]
pub enum FieldOption {
    /// 问: the question to a person.
    Ask(Told),
    /// 凭证: what proves it.
    Evidence(Told),
    /// 敏感: asked last, never shared.
    Sensitive(Span),
    /// 不可改变: nobody can change it, so no advice asks for it.
    Unchangeable(Span),
    /// 又称: its name in the other language.
    Alias(Name),
    /// 不低于, 不超过 …: its bounds; for a list, of its length.
    Bound(ComparisonWord, Expression),
    /// 默认: the value where none is given; shown in every answer that used it.
    Default(Expression),
    /// 共享: the data-sharing source that can supply it.
    SharedBy(Quoted),
    /// 说明: a note for readers.
    Note(Quoted),
}

/// 参数: values over time.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub head: Head,
    /// Its lines, in order.
    pub values: Vec<ParameterValue>,
    /// 说明, 存疑.
    pub remarks: Vec<Remark>,
}

/// One line of a parameter.
#[derive(Debug, Clone)]
pub struct ParameterValue {
    /// When it applies.
    pub interval: Interval,
    /// The value.
    pub value: Expression,
    /// 依据.
    pub basis: Vec<Citation>,
    /// 公布: when the value became known, where later than it applies.
    pub published: Option<(Date, Span)>,
    /// 复核: when the value should be checked again.
    pub check_by: Option<(Date, Span)>,
    /// 来源: where the figure was found.
    pub source: Option<Quoted>,
    /// 可信度: how sure it is.
    pub confidence: Option<Name>,
    /// 存疑.
    pub unsettled: Option<Quoted>,
    /// Where the line stands.
    pub span: Span,
}

/// 表: a decision table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub head: Head,
    /// 依据, 说明, 存疑 … of the whole table.
    pub statements: Vec<Statement>,
    /// 命中.
    pub hit: Option<(HitPolicy, Span)>,
    /// The input columns.
    pub inputs: Vec<Expression>,
    /// The output columns.
    pub outputs: Vec<Name>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// How many rows of a table may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPolicy {
    /// 唯一: at most one row applies.
    Unique,
    /// 首个: the first row that applies.
    First,
    /// 累加: the sum of all rows that apply.
    Sum,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// One cell for each input column.
    pub cells: Vec<Cell>,
    /// One value for each output column.
    pub values: Vec<Expression>,
    /// The row's own citations.
    pub basis: Vec<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// A condition on one input column: tests that must all hold; none means 任意.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The tests.
    pub tests: Vec<CellTest>,
    /// 其余 was written: the row applies where no other does in this column.
    pub otherwise: bool,
    /// Where it stands.
    pub span: Span,
}

/// One test of a cell.
#[derive(Debug, Clone)]
pub enum CellTest {
    /// `≥ 2`, `3以上`, `不满36个月`.
    Compare(ComparisonWord, Expression),
    /// `本市、外省市`: any of these values.
    OneOf(Vec<Expression>),
}

/// 读法: the readings of one passage.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its name.
    pub head: Head,
    /// 依据.
    pub basis: Vec<Citation>,
    /// The readings.
    pub options: Vec<ReadingOption>,
    /// 说明, 存疑.
    pub remarks: Vec<Remark>,
}

/// One reading.
#[derive(Debug, Clone)]
pub struct ReadingOption {
    /// Its name.
    pub name: Name,
    /// Its name in the other language.
    pub alias: Option<Name>,
    /// What it says.
    pub words: Quoted,
    /// 默认: taken where nobody chooses.
    pub default: bool,
    /// 提出: who proposed it.
    pub proposed_by: Option<Quoted>,
    /// Where it stands.
    pub span: Span,
}

//! Definitions, tables, findings and norms of the model.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Words;
use crate::quantity::{Date, Number, Unit};
use crate::source::Span;

use super::model::{
    CalendarId, CitationId, DefinitionId, FindingId, InForce, Label, NormId, ObjectId, TableId,
};
use super::term::{Relation, Term, Type};

pub use crate::syntax::document::{Effect, GrantBound, HitPolicy, Per};

/// What any declaration carries beside its meaning.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Marks {
    /// 依据.
    pub basis: Vec<CitationId>,
    /// 转致.
    pub refer_to: Vec<CitationId>,
    /// 存疑.
    pub unsettled: Vec<String>,
    /// 说明.
    pub notes: Vec<String>,
    /// 效力.
    pub effect: Option<Effect>,
    /// 材料.
    pub documents: Vec<String>,
}

/// A computed value or condition.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// Its number.
    pub id: DefinitionId,
    /// Its name.
    pub label: Label,
    /// The object that it belongs to.
    pub object: Option<ObjectId>,
    /// Its type.
    pub ty: Type,
    /// The unit in which it is shown, for a number.
    pub unit: Option<Unit>,
    /// The general case; for a condition with 除外, `all of (means, not unless)`.
    pub value: Term,
    /// Named exceptions, in the order of the text.
    pub exceptions: Vec<Exception<Term>>,
    /// When it applies; outside, its value is not in force.
    pub in_force: InForce,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// A named exception.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Exception<T> {
    /// Its name.
    pub label: Label,
    /// When it applies.
    pub condition: Term,
    /// What it puts in place of the general case.
    pub value: T,
    /// The places of the exceptions that it overrides, closed under transitivity.
    pub overrides: BTreeSet<usize>,
    /// 依据.
    pub basis: Vec<CitationId>,
    /// Where it stands.
    pub span: Span,
}

/// A decision table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableModel {
    /// Its number.
    pub id: TableId,
    /// Its name.
    pub label: Label,
    /// The object that it belongs to.
    pub object: Option<ObjectId>,
    /// How many rows may apply.
    pub hit: HitPolicy,
    /// The input columns, for display.
    pub inputs: Vec<Term>,
    /// The output columns: name, type, display unit.
    pub outputs: Vec<(String, Type, Option<Unit>)>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// One row of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableRow {
    /// When it applies: its cells as one condition on the inputs, 其余 settled.
    pub condition: Term,
    /// One value for each output column.
    pub values: Vec<Term>,
    /// The row's own citations, else none.
    pub basis: Vec<CitationId>,
    /// Where it stands.
    pub span: Span,
}

/// An open-textured condition that a named body must find.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finding {
    /// Its number.
    pub id: FindingId,
    /// Its name.
    pub label: Label,
    /// The object that it belongs to.
    pub object: Option<ObjectId>,
    /// Who decides.
    pub decided_by: Vec<String>,
    /// The question.
    pub ask: Option<Words>,
    /// What to weigh.
    pub consider: Vec<String>,
    /// Whether reasons must be given.
    pub reasons_required: bool,
    /// Within what time.
    pub deadline: Option<String>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of norm that are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Modality {
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
}

/// A norm that is judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Norm {
    /// Its number.
    pub id: NormId,
    /// What it says to its bearer.
    pub modality: Modality,
    /// Its name.
    pub label: Label,
    /// The object whose every instance it is judged for; none where it is about the whole case.
    pub object: Option<ObjectId>,
    /// Who bears it, for display: objects by name, bodies in words.
    pub bearers: Vec<String>,
    /// Who benefits, for display.
    pub beneficiaries: Vec<String>,
    /// 其中 of the 主体: outside it the norm does not apply.
    pub subject: Option<Term>,
    /// When it applies: its own 适用 within its instruments' time in force.
    pub in_force: InForce,
    /// 条件 and not 除外, as one condition; none holds always.
    pub condition: Option<Term>,
    /// Named exceptions; one without grants ends the norm where it applies.
    pub exceptions: Vec<Exception<Option<Vec<Grant>>>>,
    /// 给予.
    pub grants: Vec<Grant>,
    /// 应当, 不得, 可以.
    pub deeds: Vec<String>,
    /// 期限.
    pub deadline: Option<DeadlineModel>,
    /// 完成标志.
    pub done_when: Option<Term>,
    /// 完成日期.
    pub done_on: Option<Term>,
    /// 违反标志.
    pub violated_when: Option<Term>,
    /// 逾期.
    pub if_late: Vec<String>,
    /// 佐证.
    pub evidence: Vec<Evidence>,
    /// 口径, 目标 and what goes with them.
    pub measure: Option<Measure>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// Something granted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grant {
    /// Words before the value, or the whole grant.
    pub words: Option<String>,
    /// Whether the value is exact, a floor or a ceiling.
    pub bound: GrantBound,
    /// The value.
    pub value: Option<Term>,
    /// The unit in which it is shown, for a number.
    pub unit: Option<Unit>,
    /// How often.
    pub per: Option<Per>,
    /// Where it stands.
    pub span: Span,
}

/// One item that shows a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Evidence {
    /// Words.
    Words(String),
    /// A condition or value of the case, with its words.
    Fact(String, Term),
}

/// A deadline that can be checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum DeadlineModel {
    /// So long from a day on, by the rules for periods: the first day is not counted.
    Within {
        /// The day.
        from: Term,
        /// How long.
        amount: i64,
        /// In what.
        unit: TermUnit,
        /// The calendar by which the last day moves off a holiday, where the package has a convention for it.
        roll: Option<CalendarId>,
    },
    /// Not later than a day.
    By(Term),
    /// Once in every year, quarter or month: the end of the one that 判断日 lies in.
    Every(Per),
    /// Words; only where 效力 is 预期性 or 倡导性.
    Words(String),
}

/// In what a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TermUnit {
    /// Calendar days.
    Days,
    /// Working days of this calendar.
    Workdays(CalendarId),
    /// Months.
    Months,
}

/// What an indicator measures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    /// 口径; true or false for a condition.
    pub formula: Term,
    /// The unit in which it is shown.
    pub unit: Option<Unit>,
    /// 目标: by when, how compared, with what. None for an indicator that is only watched.
    pub target: Option<Target>,
    /// 基期.
    pub baseline: Option<(Date, Number)>,
    /// 数据来源.
    pub data_from: Vec<String>,
    /// 频次.
    pub frequency: Option<Per>,
    /// 预警.
    pub alert: Option<Term>,
}

/// 目标.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Target {
    /// By when.
    pub by: Option<Date>,
    /// How the measured value is compared.
    pub relation: Relation,
    /// With what.
    pub value: Term,
}

/// 废止.
#[derive(Debug, Clone)]
pub struct Repeal {
    /// Its name.
    pub label: Label,
    /// What ceases.
    pub targets: Vec<CitationId>,
    /// The day from which it is no longer in force.
    pub from: Option<Date>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// 宣示: a passage that has nothing to execute, and why.
#[derive(Debug, Clone)]
pub struct Declaratory {
    /// Its name.
    pub label: Label,
    /// 理由: why it has nothing to execute.
    pub reasons: Vec<String>,
    /// Its marks; its basis is the passage.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

//! The program: what the machine runs.
//!
//! One *unit* of instructions for every definition, table and norm, each in terms of *columns*: the facts and computed values
//! of an instance. A plan strings the units together that some goals need.

use serde::{Deserialize, Serialize};

use crate::check::{
    CalendarId, ChoiceId, CitationId, Clock, Computed, Constant, DefinitionId, Enumerator, FieldId,
    FindingId, InForce, NormId, ObjectId, ParameterId, ReadingId, TableId, Type,
};
use crate::quantity::{Calendar, Date, Number, Rounding};
use crate::source::Span;

use super::{instruction::Instruction, schema::Schema};

/// A compiled package.
///
/// # Invariants
/// What [`verify`](crate::compile::verify) checks.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    /// Made anew from the model where a program is read.
    #[serde(skip)]
    pub(crate) schema: Schema,
    pub(crate) units: Vec<Unit>,
    pub(crate) unit_of_definition: Vec<usize>,
    pub(crate) unit_of_table: Vec<usize>,
    pub(crate) unit_of_norm: Vec<usize>,
    pub(crate) columns: Vec<Column>,
    pub(crate) field_columns: Vec<Option<ColumnId>>,
    pub(crate) finding_columns: Vec<ColumnId>,
    pub(crate) definition_columns: Vec<Option<ColumnId>>,
    pub(crate) table_columns: Vec<Vec<ColumnId>>,
    pub(crate) norm_columns: Vec<NormColumns>,
    pub(crate) tables: Vec<TableLayout>,
    pub(crate) table_of_object: Vec<u32>,
    pub(crate) lists: Vec<ListLayout>,
    pub(crate) list_of_field: Vec<Option<u32>>,
    pub(crate) initial: Vec<Initial>,
    /// By register, what stands there before anything runs.
    #[serde(skip)]
    pub(crate) origins: Vec<Origin>,
    pub(crate) texts: Vec<String>,
    pub(crate) clocks: Vec<(Clock, u32)>,
    pub(crate) readings: Vec<u32>,
    pub(crate) registers: u32,
    /// From here on, registers of one unit alone.
    pub(crate) own_registers: u32,
    pub(crate) rows: u32,
    pub(crate) side: SideTables,
}

/// What instructions refer to by a number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SideTables {
    /// Sets of places.
    pub sets: Vec<Vec<bool>>,
    /// Roundings.
    pub roundings: Vec<RoundingStep>,
    /// Values chosen among several.
    pub choices: Vec<ChoiceModel>,
    /// Tables with one input of which every row asks for certain places.
    pub lookups: Vec<LookupModel>,
    /// The bands of bracket scales: upper end and rate, as registers.
    pub brackets: Vec<Vec<(Option<u32>, u32)>>,
    /// Times in force.
    pub windows: Vec<InForce>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
    /// Parameters.
    pub parameters: Vec<ParameterModel>,
    /// What the steps of a trace are.
    #[serde(with = "super::kept::notes")]
    pub notes: Vec<Note>,
}

/// The instructions of one definition, table or norm.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unit {
    /// What it computes.
    pub computed: Computed,
    /// The table of its instances; 0 for the case itself.
    pub table: u32,
    /// Owners and values that it takes from elsewhere before it begins: shared by the units of one segment.
    pub entry: Vec<Entry>,
    /// Its instructions; targets count from its first.
    pub code: Vec<Instruction>,
    /// For each instruction, where it is written.
    #[serde(with = "super::kept::spans")]
    pub spans: Vec<Span>,
    /// For each instruction, its note, or [`NONE`](crate::compile::NONE).
    #[serde(with = "super::kept::numbers")]
    pub notes: Vec<u32>,
    /// The units that it needs.
    pub needs: Vec<usize>,
    /// The columns of its own row that it reads before it computes them.
    pub own: Vec<ColumnId>,
    /// The facts and findings that it reads, of whatever row.
    pub facts: Vec<ColumnId>,
    /// The computed columns of other tables that it reads, through lists and owners.
    pub reads: Vec<ColumnId>,
    /// The lists that it reads.
    pub lists: Vec<u32>,
    /// The parameters that it reads on 适用法日.
    pub parameters: Vec<ParameterId>,
    /// The readings that it reads.
    pub readings: Vec<ReadingId>,
    /// The columns that it computes.
    pub writes: Vec<ColumnId>,
}

/// Something taken from elsewhere at the start of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The instruction.
    pub instruction: Instruction,
    /// Where it is written.
    pub span: Span,
}

/// The number of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ColumnId(pub u32);

impl ColumnId {
    /// The place in the program's vector.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A fact, a finding or a computed value of every instance of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The table of its instances; 0 for the case itself.
    pub table: u32,
    /// Its place among the facts, or among the computed values, of a row.
    pub offset: u32,
    /// The register that holds it while its own row is at hand.
    pub register: u32,
    /// How it is held.
    pub shape: Shape,
    /// What it is.
    pub kind: ColumnKind,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnKind {
    /// A fact.
    Fact(FieldId),
    /// A finding.
    Finding(FindingId),
    /// A value of a unit.
    Value(Computed),
}

/// How a value is held in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// 0 or 1.
    Boolean,
    /// The place of an option.
    Choice(ChoiceId),
    /// The days after 1 January 1970.
    Date,
    /// The number of a text in the case.
    Text,
    /// First and last day, packed.
    Period,
    /// An integer: the value times a power of ten.
    Narrow(u32),
    /// An exact fraction.
    Wide,
    /// The outcome of a norm: 0 holds, 1 does not, 2 does not apply.
    Outcome,
}

impl Shape {
    /// Whether it is an exact fraction.
    #[must_use]
    pub const fn is_wide(self) -> bool {
        matches!(self, Self::Wide)
    }
}

/// The columns of a norm.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct NormColumns {
    /// Its outcome.
    pub outcome: Option<ColumnId>,
    /// The conditions of its exceptions.
    pub exceptions: Vec<ColumnId>,
    /// The nth granted value, where there is one.
    pub grants: Vec<Option<ColumnId>>,
    /// The day from which the deadline runs, or the deadline itself.
    pub deadline: Option<ColumnId>,
    /// 完成标志.
    pub done_when: Option<ColumnId>,
    /// 完成日期.
    pub done_on: Option<ColumnId>,
    /// 违反标志.
    pub violated_when: Option<ColumnId>,
    /// The measured value.
    pub measure: Option<ColumnId>,
    /// The target.
    pub target: Option<ColumnId>,
    /// Whether the target is met.
    pub met: Option<ColumnId>,
    /// 预警.
    pub alert: Option<ColumnId>,
    /// Items of evidence that are facts or conditions, by their place.
    pub evidence: Vec<(u32, ColumnId)>,
}

/// The rows of an object; table 0 is the case itself with all objects that have one instance.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TableLayout {
    /// The object; none for the case itself.
    pub object: Option<ObjectId>,
    /// Its facts and findings, by offset.
    pub facts: Vec<ColumnId>,
    /// Its computed columns, by offset.
    pub computed: Vec<ColumnId>,
    /// The lists that its rows own, by offset.
    pub lists: Vec<u32>,
    /// The facts of a fresh row: defaults, else zero.
    pub fresh: Vec<i64>,
    /// Whether a fresh fact has its default.
    pub defaulted: Vec<bool>,
    /// How many facts have none.
    pub missing: usize,
    /// Between which integers a fact is held in a register; beyond, the case is decided with exact fractions.
    pub limits: Vec<(i64, i64)>,
}

/// A list.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ListLayout {
    /// The fact.
    pub field: FieldId,
    /// The table of its owners.
    pub owner: u32,
    /// Its place among the lists of an owner.
    pub offset: u32,
    /// The table of its members.
    pub members: u32,
    /// The least length.
    pub least: u32,
    /// The greatest length.
    pub greatest: u32,
}

/// What a register holds before anything runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initial {
    /// The register.
    pub register: u32,
    /// How it is held.
    pub shape: Shape,
    /// Its value.
    pub value: InitialValue,
}

/// What stands in a register before anything runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// Nothing: it is computed.
    Nothing,
    /// A value, by its place among [`Program::initial`].
    Initial(u32),
    /// A fact or finding of the case itself.
    Fact(ColumnId),
}

/// The value of a register before anything runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InitialValue {
    /// A constant.
    Constant(Constant),
    /// Everything that a type allows: for a value of an instance that is not there.
    Anything(Type),
    /// Everything between the declared bounds of a fact.
    Bounds(FieldId),
    /// No value: a grant in words.
    Nothing,
    /// A clock.
    Clock(Clock),
    /// A parameter on 适用法日 as known on 知悉日.
    Parameter(ParameterId),
    /// The reading taken.
    Reading(ReadingId),
}

/// A rounding to multiples of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundingStep {
    /// How.
    pub rounding: Rounding,
    /// To multiples of what.
    pub step: Number,
    /// The step as an integer with `decimals`, where the result is one.
    pub raw: i64,
    /// The decimals of the result.
    pub decimals: u32,
}

/// A value chosen among several that may apply together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceModel {
    /// The register of the general case; none for a table.
    pub general: Option<u32>,
    /// Condition, value, and the places that it overrides.
    pub rows: Vec<(u32, u32, Vec<usize>)>,
    /// The register that holds everything the type allows.
    pub anything: u32,
}

/// A table of one input whose rows ask for certain places and give constants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupModel {
    /// For each place, the row that applies.
    pub rows: Vec<Option<u32>>,
    /// For each place, the value as an integer.
    pub raw: Vec<i64>,
    /// The register of the value of each row.
    pub values: Vec<u32>,
    /// The register that holds everything the type allows.
    pub anything: u32,
}

/// A figure over a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FigureModel {
    /// 存在.
    Exists,
    /// 全部.
    Every,
    /// 个数.
    Count,
    /// 合计.
    Sum,
    /// 最大值.
    Greatest,
    /// 最小值.
    Least,
}

impl FigureModel {
    /// All, in the order of their places in the side table.
    pub const ALL: [Self; 6] = [
        Self::Exists,
        Self::Every,
        Self::Count,
        Self::Sum,
        Self::Greatest,
        Self::Least,
    ];
}

/// The lines of a parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ParameterModel {
    /// How its value is held.
    pub shape: Shape,
    /// Its type.
    pub ty: Type,
    /// When, published when, the value.
    pub lines: Vec<(InForce, Option<Date>, Constant)>,
    /// Each value as an integer of the register, where it is one.
    pub raw: Vec<Option<i64>>,
    /// Where each line is written.
    pub spans: Vec<Span>,
    /// The register that holds its value on 适用法日.
    pub register: u32,
    /// Where it is declared.
    pub span: Span,
}

/// What a step of a trace is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it computes.
    pub step: StepKind,
    /// How its value is held.
    pub shape: Shape,
    /// The number of the item that it is, in the list or the cases around it.
    pub item: Option<Enumerator>,
    /// Its place among the items of its parent.
    pub place: u32,
    /// Its citations.
    pub basis: Vec<CitationId>,
    /// The items that are not judged where the step ends early: number and place in the text.
    pub rest: Vec<(Option<Enumerator>, Span)>,
    /// Where it is written.
    pub span: Span,
}

/// What a step of a trace computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StepKind {
    /// A fact.
    Fact(FieldId),
    /// A finding.
    Finding(FindingId),
    /// A list: how many members it has.
    List(FieldId),
    /// A parameter.
    Parameter(ParameterId),
    /// A reading.
    Reading(ReadingId),
    /// A clock.
    Clock(Clock),
    /// A constant.
    Constant,
    /// A definition.
    Definition(DefinitionId),
    /// An output of a table.
    Table(TableId, u32),
    /// A norm's outcome.
    Norm(NormId),
    /// What a norm grants.
    Grant(NormId, u32),
    /// A deadline, sign, day or figure of a norm.
    Part(NormId, NormPart),
    /// A norm as a condition.
    Holds(NormId),
    /// A norm's grant as a value.
    Granted(NormId, u32),
    /// Arithmetic, by its instruction.
    Arithmetic,
    /// A function.
    Function,
    /// A written rounding.
    Rounding,
    /// A comparison.
    Comparison,
    /// 属于.
    Member,
    /// All of several conditions.
    All,
    /// At least one of several conditions.
    Any,
    /// 并非.
    Not,
    /// A value by cases.
    Cases,
    /// One case, exception or row.
    Case,
    /// A value with exceptions.
    Exceptions,
    /// One item of a legal list.
    Item,
    /// A figure over members.
    Figure(FigureModel),
    /// One member.
    MemberOf(ObjectId),
    /// 分档累进.
    Brackets,
    /// Working days, which may lie outside their calendar.
    Workdays(CalendarId),
    /// Whether something is in force.
    InForce,
    /// Who a norm is about.
    Subject,
    /// The condition of a norm.
    Condition,
    /// The condition of an exception of a norm, by its place.
    Exception(NormId, u32),
}

/// A part of a norm that is computed beside its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NormPart {
    /// 期限.
    Deadline,
    /// 完成标志.
    DoneWhen,
    /// 完成日期.
    DoneOn,
    /// 违反标志.
    ViolatedWhen,
    /// 口径.
    Measure,
    /// 目标.
    Target,
    /// Whether the target is met.
    Met,
    /// 预警.
    Alert,
    /// 佐证, by place.
    Evidence(u32),
}

/// What the rooms above ask.
impl Program {
    /// Names, types, units and citations.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The instructions of everything computed, each unit after those that it needs.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The tables of rows.
    #[must_use]
    pub fn tables(&self) -> &[TableLayout] {
        &self.tables
    }

    /// The lists.
    #[must_use]
    pub fn lists(&self) -> &[ListLayout] {
        &self.lists
    }

    /// Side tables.
    #[must_use]
    pub const fn side(&self) -> &SideTables {
        &self.side
    }

    /// The texts that the program speaks of.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The number of a text that the program speaks of.
    #[must_use]
    pub fn text_constant(&self, words: &str) -> Option<u32> {
        let place = self.texts.iter().position(|text| text == words)?;
        u32::try_from(place).ok()
    }

    /// A column.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.get(id.index())
    }

    /// The table of the instances of an object; 0 for an object that stands in no list.
    #[must_use]
    pub fn table_of(&self, object: ObjectId) -> Option<u32> {
        self.table_of_object.get(object.index()).copied()
    }

    /// The number of a list.
    #[must_use]
    pub fn list_of(&self, field: FieldId) -> Option<u32> {
        self.list_of_field.get(field.index()).copied().flatten()
    }

    /// The column of a fact that is no list.
    #[must_use]
    pub fn fact_column(&self, field: FieldId) -> Option<&Column> {
        self.column((*self.field_columns.get(field.index())?)?)
    }

    /// The column of a finding.
    #[must_use]
    pub fn finding_column(&self, finding: FindingId) -> Option<&Column> {
        self.column(*self.finding_columns.get(finding.index())?)
    }

    /// The column of a definition.
    #[must_use]
    pub fn definition_column(&self, definition: DefinitionId) -> Option<&Column> {
        self.column((*self.definition_columns.get(definition.index())?)?)
    }

    /// The columns of a norm.
    #[must_use]
    pub fn norm_columns(&self, norm: NormId) -> Option<&NormColumns> {
        self.norm_columns.get(norm.index())
    }

    /// The place of the unit that computes something.
    #[must_use]
    pub fn unit_of(&self, computed: Computed) -> Option<usize> {
        match computed {
            Computed::Definition(id) => self.unit_of_definition.get(id.index()),
            Computed::Table(id) => self.unit_of_table.get(id.index()),
            Computed::Norm(id) => self.unit_of_norm.get(id.index()),
        }
        .copied()
    }
}

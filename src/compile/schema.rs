//! What the program's facts, norms and values are called and look like: enough to read a case and to print an answer without
//! the model.

use crate::check::{Choice, Citation, Evidence, Marks, Object};
use crate::check::{
    ChoiceId, CitationId, Computed, Constant, DefinitionId, Field, FieldId, FieldKind, Finding,
    FindingId, Grant, GrantBound, InForce, Label, Modality, NormId, ObjectId, ParameterId, Per,
    Reading, ReadingId, TableId, Type,
};
use crate::quantity::{Date, Number, Unit};
use crate::source::Span;

/// The names, types, units and citations of a program, by the numbers that they have in the model.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Objects.
    pub objects: Vec<Object>,
    /// Facts.
    pub fields: Vec<Field>,
    /// Enumerations, grades and the options of readings.
    pub choices: Vec<Choice>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Readings.
    pub readings: Vec<Reading>,
    /// Parameters.
    pub parameters: Vec<ParameterSchema>,
    /// Definitions.
    pub definitions: Vec<DefinitionSchema>,
    /// Tables.
    pub tables: Vec<TableSchema>,
    /// Norms.
    pub norms: Vec<NormSchema>,
    /// Instruments: name, title, number.
    pub instruments: Vec<(Label, String, Option<String>)>,
    /// Citations.
    pub citations: Vec<Citation>,
    /// Calendars.
    pub calendars: Vec<Label>,
}

/// The facts of a fact's type that are asked for all the time.
impl Schema {
    /// An object.
    #[must_use]
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.index())
    }

    /// A fact.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.index())
    }

    /// A norm.
    #[must_use]
    pub fn norm(&self, id: NormId) -> Option<&NormSchema> {
        self.norms.get(id.index())
    }

    /// A definition.
    #[must_use]
    pub fn definition(&self, id: DefinitionId) -> Option<&DefinitionSchema> {
        self.definitions.get(id.index())
    }

    /// A table.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&TableSchema> {
        self.tables.get(id.index())
    }

    /// A parameter.
    #[must_use]
    pub fn parameter(&self, id: ParameterId) -> Option<&ParameterSchema> {
        self.parameters.get(id.index())
    }

    /// A finding.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> Option<&Finding> {
        self.findings.get(id.index())
    }

    /// A reading.
    #[must_use]
    pub fn reading(&self, id: ReadingId) -> Option<&Reading> {
        self.readings.get(id.index())
    }

    /// A citation.
    #[must_use]
    pub fn citation(&self, id: CitationId) -> Option<&Citation> {
        self.citations.get(id.index())
    }

    /// How many options a choice has.
    #[must_use]
    pub fn options(&self, id: ChoiceId) -> u32 {
        let count = self
            .choices
            .get(id.index())
            .map_or(0, |choice| choice.options.len());
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The name of an option.
    #[must_use]
    pub fn option(&self, id: ChoiceId, place: u32) -> Option<&(String, Option<String>)> {
        self.choices
            .get(id.index())?
            .options
            .get(usize::try_from(place).ok()?)
    }

    /// Whether an object has exactly one instance.
    #[must_use]
    pub fn is_root(&self, id: ObjectId) -> bool {
        self.object(id)
            .is_some_and(|object| object.lists.is_empty())
    }

    /// The object of the members of a list.
    #[must_use]
    pub fn member_of(&self, list: FieldId) -> Option<ObjectId> {
        match &self.field(list)?.kind {
            FieldKind::List { object, .. } => Some(*object),
            FieldKind::Value { .. } => None,
        }
    }

    /// The name of what is computed.
    #[must_use]
    pub fn label(&self, computed: Computed) -> Option<&Label> {
        match computed {
            Computed::Definition(id) => self.definition(id).map(|definition| &definition.label),
            Computed::Table(id) => self.table(id).map(|table| &table.label),
            Computed::Norm(id) => self.norm(id).map(|norm| &norm.label),
        }
    }

    /// The object that something computed belongs to.
    #[must_use]
    pub fn object_of(&self, computed: Computed) -> Option<ObjectId> {
        match computed {
            Computed::Definition(id) => self.definition(id)?.object,
            Computed::Table(id) => self.table(id)?.object,
            Computed::Norm(id) => self.norm(id)?.object,
        }
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct ParameterSchema {
    /// Its name.
    pub label: Label,
    /// Its type.
    pub ty: Type,
    /// The unit in which it is shown.
    pub unit: Option<Unit>,
    /// Its lines, by first day and day of publication.
    pub lines: Vec<LineSchema>,
    /// 存疑.
    pub unsettled: Vec<String>,
}

/// A line of a parameter.
#[derive(Debug, Clone)]
pub struct LineSchema {
    /// When it applies.
    pub in_force: InForce,
    /// Known from this day on.
    pub published: Option<Date>,
    /// Its value.
    pub value: Constant,
    /// 依据.
    pub basis: Vec<CitationId>,
    /// Where it is written.
    pub span: Span,
}

/// A definition.
#[derive(Debug, Clone)]
pub struct DefinitionSchema {
    /// Its name.
    pub label: Label,
    /// The object that it belongs to.
    pub object: Option<ObjectId>,
    /// Its type.
    pub ty: Type,
    /// The unit in which it is shown.
    pub unit: Option<Unit>,
    /// Its exceptions.
    pub exceptions: Vec<ExceptionSchema>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// A named exception.
#[derive(Debug, Clone)]
pub struct ExceptionSchema {
    /// Its name.
    pub label: Label,
    /// 依据.
    pub basis: Vec<CitationId>,
    /// What it grants instead, where it grants something.
    pub grants: Option<Vec<GrantSchema>>,
    /// The places of the exceptions that it overrides.
    pub overrides: std::collections::BTreeSet<usize>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct TableSchema {
    /// Its name.
    pub label: Label,
    /// The object that it belongs to.
    pub object: Option<ObjectId>,
    /// Its output columns.
    pub outputs: Vec<(String, Type, Option<Unit>)>,
    /// The citations of its rows.
    pub rows: Vec<Vec<CitationId>>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

/// Something granted.
#[derive(Debug, Clone)]
pub struct GrantSchema {
    /// Words before the value, or the whole grant.
    pub words: Option<String>,
    /// Whether the value is exact, a floor or a ceiling.
    pub bound: GrantBound,
    /// The type of its value; none for words alone.
    pub ty: Option<Type>,
    /// The unit in which it is shown.
    pub unit: Option<Unit>,
    /// How often.
    pub per: Option<Per>,
    /// Where it stands.
    pub span: Span,
}

impl GrantSchema {
    /// What a grant of the model looks like.
    #[must_use]
    pub fn of(grant: &Grant) -> Self {
        Self {
            words: grant.words.clone(),
            bound: grant.bound,
            ty: grant.value.as_ref().map(|value| value.ty.clone()),
            unit: grant.unit.clone(),
            per: grant.per,
            span: grant.span,
        }
    }
}

/// A norm.
#[derive(Debug, Clone)]
pub struct NormSchema {
    /// What it says to its bearer.
    pub modality: Modality,
    /// Its name.
    pub label: Label,
    /// The object whose every instance it is judged for.
    pub object: Option<ObjectId>,
    /// Who bears it.
    pub bearers: Vec<String>,
    /// Who benefits.
    pub beneficiaries: Vec<String>,
    /// When it applies.
    pub in_force: InForce,
    /// Its exceptions.
    pub exceptions: Vec<ExceptionSchema>,
    /// What it grants.
    pub grants: Vec<GrantSchema>,
    /// 应当, 不得, 可以.
    pub deeds: Vec<String>,
    /// 期限.
    pub deadline: Option<DeadlineSchema>,
    /// 逾期.
    pub if_late: Vec<String>,
    /// 佐证, in words.
    pub evidence: Vec<String>,
    /// What an indicator measures.
    pub measure: Option<MeasureSchema>,
    /// Its marks.
    pub marks: Marks,
    /// Where it stands.
    pub span: Span,
}

impl NormSchema {
    /// The words of one item of evidence.
    #[must_use]
    pub fn evidence_words(item: &Evidence) -> String {
        match item {
            Evidence::Words(words) | Evidence::Fact(words, _) => words.clone(),
        }
    }
}

/// What kind of deadline a norm has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadlineSchema {
    /// A day, which an answer states.
    Day,
    /// Once in every stretch of time.
    Every(Per),
    /// Words.
    Words(String),
}

/// What an indicator measures.
#[derive(Debug, Clone)]
pub struct MeasureSchema {
    /// The type of its value.
    pub ty: Type,
    /// The unit in which it is shown.
    pub unit: Option<Unit>,
    /// By when and how its value is compared with the target.
    pub target: Option<(Option<Date>, crate::check::Relation)>,
    /// 基期.
    pub baseline: Option<(Date, Number)>,
    /// 数据来源.
    pub data_from: Vec<String>,
    /// 频次.
    pub frequency: Option<Per>,
}

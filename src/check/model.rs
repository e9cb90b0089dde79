//! The model: what a package means, with every name, type, unit and citation settled.
//!
//! Everything is held in vectors and named by small numbers, in an order that does not depend on the order of files or
//! declarations: by name within each kind. Only what passed the checks is in the model; what did not is in the problems.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Words;
use crate::quantity::{AgeRule, Calendar, Date, Dimension, Unit};
use crate::source::{FileId, Path, Span, StructuredText};

use super::confidence::Confidence;
use super::norm::{Declaratory, Definition, Finding, Norm, Repeal, TableModel};
use super::term::{Constant, Type};
use super::uses::Uses;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the model's vector.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An instrument.
    InstrumentId;
    /// An erratum.
    ErratumId;
    /// A citation.
    CitationId;
    /// An enumeration, a scale of grades or a reading.
    ChoiceId;
    /// An object.
    ObjectId;
    /// A fact, over all objects.
    FieldId;
    /// A parameter.
    ParameterId;
    /// A definition.
    DefinitionId;
    /// A table.
    TableId;
    /// A finding.
    FindingId;
    /// A reading.
    ReadingId;
    /// A norm that is judged.
    NormId;
    /// A calendar.
    CalendarId;
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// The declared name.
    pub name: String,
    /// Its 又称.
    pub alias: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A stretch of time, half-open: `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct InForce {
    /// The first day; none for always before.
    pub from: Option<Date>,
    /// The first day after; none for no end.
    pub until: Option<Date>,
}

impl InForce {
    /// Whether a day lies inside.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// A checked package.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Model {
    /// The packages that it is built on, also through others, by name; not the package itself.
    pub packages: Vec<Package>,
    /// Norms of those packages that the package does not import. Their labels say `规则包：名称`.
    pub hidden: BTreeSet<NormId>,
    /// Instruments, by name.
    pub instruments: Vec<Instrument>,
    /// Errata, by name.
    pub errata: Vec<Erratum>,
    /// Citations, in order of first use.
    pub citations: Vec<Citation>,
    /// Enumerations, grades and readings.
    pub choices: Vec<Choice>,
    /// Objects, by name.
    pub objects: Vec<Object>,
    /// Facts: the facts of an object stand together, in the order of its declaration.
    pub fields: Vec<Field>,
    /// Declared units.
    pub units: Vec<Label>,
    /// Calendars.
    pub calendars: Vec<CalendarModel>,
    /// Conventions.
    pub conventions: Conventions,
    /// Parameters, by name.
    pub parameters: Vec<Parameter>,
    /// Definitions, by object and name.
    pub definitions: Vec<Definition>,
    /// Tables, by object and name.
    pub tables: Vec<TableModel>,
    /// Findings, by object and name.
    pub findings: Vec<Finding>,
    /// Readings, by name.
    pub readings: Vec<Reading>,
    /// Norms, by name.
    pub norms: Vec<Norm>,
    /// Repeals, by name. Settled when a package is checked.
    #[serde(skip)]
    pub repeals: Vec<Repeal>,
    /// Passages with nothing to execute, by name. They are for the ledger.
    #[serde(skip)]
    pub declaratories: Vec<Declaratory>,
    /// Definitions, tables and norms in an order in which each stands after what it needs. It is for the compiler.
    #[serde(skip)]
    pub order: Vec<Computed>,
    /// What each of them names itself.
    pub uses: BTreeMap<Computed, Uses>,
    /// Examples, by file and place. A pack has none.
    #[serde(skip)]
    pub examples: Vec<ExampleModel>,
    /// Questionnaires, by name.
    pub questionnaires: Vec<QuestionnaireModel>,
}

/// A package that the checked one is built on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its rule files.
    pub files: BTreeSet<FileId>,
    /// Its own conventions: what it declares is read by them.
    pub conventions: Conventions,
}

impl Model {
    /// The package that a place belongs to, where it is not the checked one.
    #[must_use]
    pub fn package_of(&self, place: Span) -> Option<&Package> {
        let mut packages = self.packages.iter();
        packages.find(|package| package.files.contains(&place.file()))
    }

    /// The conventions by which what stands at a place is read.
    #[must_use]
    pub fn conventions_of(&self, place: Span) -> &Conventions {
        self.package_of(place)
            .map_or(&self.conventions, |package| &package.conventions)
    }

    /// The same, to be filled.
    pub(super) fn conventions_at(&mut self, place: Span) -> &mut Conventions {
        let mut packages = self.packages.iter_mut();
        let package = packages.find(|package| package.files.contains(&place.file()));
        package.map_or(&mut self.conventions, |package| &mut package.conventions)
    }
}

/// Something that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Computed {
    /// A definition.
    Definition(DefinitionId),
    /// A table.
    Table(TableId),
    /// A norm.
    Norm(NormId),
}

/// An instrument: a regulation or plan as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instrument {
    /// Its name in the rules.
    pub label: Label,
    /// Its title, without `《》`; its name where no title is given.
    pub title: String,
    /// Whether a title is given.
    pub titled: bool,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuers: Vec<String>,
    /// The day it was signed.
    pub dated: Option<Date>,
    /// The day it was published.
    pub published: Option<Date>,
    /// When it is in force, repeals included.
    pub in_force: InForce,
    /// Its text, where it is held. A pack keeps it among its texts.
    #[serde(skip)]
    pub text: Option<StructuredText>,
    /// The path of its text in the package.
    pub text_path: Option<String>,
    /// Its declared digest.
    pub digest: Option<String>,
    /// 存疑.
    pub unsettled: Vec<String>,
    /// 说明.
    pub notes: Vec<String>,
    /// Whether the package asks for a complete ledger of it.
    pub complete_ledger: bool,
}

/// A slip in the text of an instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Erratum {
    /// Its name.
    pub label: Label,
    /// Where it stands, in the text of its instrument: byte ranges.
    pub ranges: Vec<(InstrumentId, core::ops::Range<usize>)>,
    /// The places as written.
    pub places: Vec<CitationId>,
    /// The wording as held.
    pub wording: Vec<String>,
    /// The presumable wording.
    pub presumed: Option<String>,
    /// Why it is presumed.
    pub grounds: Option<String>,
    /// How sure this is.
    pub confidence: Option<String>,
    /// Why it matters.
    pub effect: Option<String>,
}

/// A citation, resolved as far as the text is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The instrument, where it is declared.
    pub instrument: Option<InstrumentId>,
    /// The title, for display.
    pub title: String,
    /// The markers; full where the text is held.
    pub path: Path,
    /// The quoted words, where words are quoted.
    pub quote: Option<String>,
    /// Where the passage, or the quote inside it, stands in the held text: bytes.
    pub range: Option<core::ops::Range<usize>>,
    /// Errata that touch the range.
    pub errata: Vec<ErratumId>,
    /// The 条款 that it was written through, where it was.
    pub clause: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// An enumeration, a scale of grades or the options of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The options: name and alias.
    pub options: Vec<(String, Option<String>)>,
    /// Whether the order means something; the first option is the highest grade.
    pub ordered: bool,
}

/// An object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Object {
    /// Its name.
    pub label: Label,
    /// Its facts.
    pub fields: Vec<FieldId>,
    /// The lists that its instances stand in; none for an object with exactly one instance.
    pub lists: Vec<FieldId>,
    /// 说明.
    pub notes: Vec<String>,
}

/// A fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub label: Label,
    /// Whose it is.
    pub object: ObjectId,
    /// Its type.
    pub kind: FieldKind,
    /// The question to a person.
    pub ask: Option<Words>,
    /// What proves it.
    pub evidence: Option<Words>,
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Whether nobody can change it: it is never advised to.
    pub unchangeable: bool,
    /// The source that can supply it.
    pub shared_by: Option<String>,
    /// The value where none is given.
    pub default: Option<Constant>,
    /// 说明.
    pub notes: Vec<String>,
}

/// The type of a fact, with its bounds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all facts are values; a box would make each of them slower to read"
)]
pub enum FieldKind {
    /// A value.
    Value {
        /// Its type.
        ty: Type,
        /// The unit in which it is asked and given, for a number.
        unit: Option<Unit>,
        /// Whether only whole numbers (in its unit) are accepted.
        whole: bool,
        /// The least value, included.
        least: Option<Constant>,
        /// The greatest value, included.
        greatest: Option<Constant>,
    },
    /// A list.
    List {
        /// The object of its members.
        object: ObjectId,
        /// The least length.
        least: u32,
        /// The greatest length.
        greatest: u32,
    },
}

/// A calendar of working days.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CalendarModel {
    /// Its name.
    pub label: Label,
    /// The calendar.
    pub calendar: Calendar,
    /// 依据.
    pub basis: Vec<CitationId>,
}

/// The package's conventions.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Conventions {
    /// When an age is reached; asked for wherever an age is computed.
    pub age: Option<AgeRule>,
    /// The provisions by which periods run; a deadline then ends with the holiday that its last day falls on.
    pub periods: Vec<CitationId>,
    /// The provisions by which comparison words are read.
    pub comparisons: Vec<CitationId>,
    /// The calendar of working days.
    pub calendar: Option<CalendarId>,
    /// The instruments whose ledger must be complete, and where this is asked.
    pub complete_ledgers: Vec<(InstrumentId, Span)>,
}

/// A parameter: values over time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub label: Label,
    /// Its type.
    pub ty: Type,
    /// The unit in which it is shown, for a number.
    pub unit: Option<Unit>,
    /// Its lines, by first day and day of publication.
    pub lines: Vec<ParameterLine>,
    /// 存疑.
    pub unsettled: Vec<String>,
    /// 说明.
    pub notes: Vec<String>,
}

/// One line of a parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ParameterLine {
    /// When it applies.
    pub in_force: InForce,
    /// The value.
    pub value: Constant,
    /// 公布: known from this day on; none for always known.
    pub published: Option<Date>,
    /// 复核.
    pub check_by: Option<Date>,
    /// 来源.
    pub source: Option<String>,
    /// 可信度.
    pub confidence: Option<Confidence>,
    /// 存疑.
    pub unsettled: Option<String>,
    /// 依据.
    pub basis: Vec<CitationId>,
    /// Where it is written.
    pub span: Span,
}

/// The readings of one passage.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reading {
    /// Its name.
    pub label: Label,
    /// Its options as a choice.
    pub choice: ChoiceId,
    /// What each option says and who proposed it, in the order of the choice.
    pub options: Vec<ReadingOption>,
    /// The option taken where nobody chooses.
    pub default: u32,
    /// 依据.
    pub basis: Vec<CitationId>,
    /// 存疑.
    pub unsettled: Vec<String>,
}

/// One reading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadingOption {
    /// What it says.
    pub words: String,
    /// Who proposed it.
    pub proposed_by: Option<String>,
}

/// A calculator for an audience.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct QuestionnaireModel {
    /// Its name.
    pub label: Label,
    /// 受众.
    pub audience: Option<Words>,
    /// 介绍.
    pub introduction: Option<Words>,
    /// 目标.
    pub goals: Vec<NormId>,
    /// 先问.
    pub first: Vec<FieldId>,
}

/// An executable case.
#[derive(Debug, Clone)]
pub struct ExampleModel {
    /// Its name.
    pub label: Label,
    /// The clocks.
    pub as_of: Date,
    /// 适用法日; none for 判断日.
    pub law_as_of: Option<Date>,
    /// 知悉日; none for 判断日.
    pub known_as_of: Option<Date>,
    /// The facts, as a tree by declared names.
    pub facts: Vec<ExampleFact>,
    /// The findings made.
    pub findings: Vec<ExampleFinding>,
    /// The readings taken.
    pub readings: Vec<(ReadingId, u32)>,
    /// What is expected.
    pub expectations: Vec<ExampleExpectation>,
    /// Where it stands.
    pub span: Span,
}

/// A fact of an example: where it belongs and what it is.
#[derive(Debug, Clone)]
pub struct ExampleFact {
    /// The instance.
    pub of: ExampleInstance,
    /// The fact.
    pub field: FieldId,
    /// The value, or the length of the list.
    pub value: ExampleValue,
    /// Where it is written.
    pub span: Span,
}

/// An instance of an object in a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExampleInstance {
    /// The one instance of an object that stands in no list.
    Root(ObjectId),
    /// An instance given directly, from 0, of an object that stands in lists.
    Direct(ObjectId, u32),
    /// A member of a list, from 0.
    Member {
        /// The owner.
        owner: Box<ExampleInstance>,
        /// The list.
        list: FieldId,
        /// Which member.
        index: u32,
    },
}

/// What is known of a fact.
#[derive(Debug, Clone)]
pub enum ExampleValue {
    /// Its value.
    Exactly(Constant),
    /// Only bounds, both included.
    Between(Option<Constant>, Option<Constant>),
    /// The list has so many members.
    Length(u32),
}

/// A finding of an example.
#[derive(Debug, Clone)]
pub struct ExampleFinding {
    /// Which.
    pub finding: FindingId,
    /// Of which instance, where it belongs to an object.
    pub of: Option<ExampleInstance>,
    /// What was found.
    pub holds: bool,
    /// Who found it.
    pub by: Option<String>,
    /// Why.
    pub reasons: Option<String>,
}

/// What an example expects.
#[derive(Debug, Clone)]
pub struct ExampleExpectation {
    /// What.
    pub kind: ExpectationKind,
    /// Where it is written.
    pub span: Span,
}

/// The kinds of expectation.
#[derive(Debug, Clone)]
pub enum ExpectationKind {
    /// An outcome or state of a norm, of all instances or of the nth (from 0).
    Outcome {
        /// Which norm.
        norm: NormId,
        /// Which instance.
        number: Option<u32>,
        /// What.
        expectation: crate::syntax::document::Expectation,
    },
    /// A granted or measured value of a norm (its first), compared with a constant.
    NormValue {
        /// Which norm.
        norm: NormId,
        /// Which instance.
        number: Option<u32>,
        /// How.
        relation: super::term::Relation,
        /// With what.
        value: Constant,
    },
    /// The value of a definition, compared with a constant.
    DefinitionValue {
        /// Which.
        definition: DefinitionId,
        /// Which instance.
        number: Option<u32>,
        /// How.
        relation: super::term::Relation,
        /// With what.
        value: Constant,
    },
    /// Exactly these facts are missing, over all goals that the example asks about.
    Missing(Vec<FieldId>),
    /// These citations are among the reasons.
    Because(Vec<CitationId>),
}

/// The dimension of a number type, or none for other types.
#[must_use]
pub fn dimension_of(ty: &Type) -> Option<&Dimension> {
    match ty {
        Type::Number(dimension) => Some(dimension),
        _ => None,
    }
}

//! Document in, model out.

mod model;
mod norm;
mod term;
mod walk;

mod from_documents;

mod declared;
mod names;

mod citations;
mod instruments;
mod objects;
mod parameters;
mod readings;

mod terms;

mod computed;
mod definitions;
mod norms;
mod statements;
mod tables;

mod claims;
mod examples;
mod words;

mod account;
mod excuse;
mod ledger;
mod rests;
mod tally;

mod problem;

pub use self::from_documents::{Inputs, check};
pub use self::ledger::{
    ClauseLedger, Entry, InstrumentLedger, JOINING_WORDS, Ledger, SentenceLedger, ledger,
};
pub use self::model::{
    CalendarId, CalendarModel, Choice, ChoiceId, Citation, CitationId, Computed, Conventions,
    DefinitionId, Erratum, ErratumId, ExampleExpectation, ExampleFact, ExampleFinding,
    ExampleInstance, ExampleModel, ExampleValue, ExpectationKind, Field, FieldId, FieldKind,
    FindingId, InForce, Instrument, InstrumentId, Label, Model, NormId, Object, ObjectId,
    Parameter, ParameterId, ParameterLine, QuestionnaireModel, Reading, ReadingId, ReadingOption,
    TableId, dimension_of,
};
pub use self::norm::{
    DeadlineModel, Declaratory, Definition, Effect, Evidence, Exception, Finding, Grant,
    GrantBound, HitPolicy, Marks, Measure, Modality, Norm, Per, Repeal, TableModel, TableRow,
    Target, TermUnit,
};
pub use self::tally::{Standing, Tally};
pub use self::term::{
    Aggregate, CaseTerm, Clock, Collection, ConditionItem, Constant, Enumerator, Function,
    Generator, Instance, ListHead, ListOf, Operator, Relation, ShiftUnit, Term, TermKind, Type,
};
pub use crate::syntax::document::Expectation;

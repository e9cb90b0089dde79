//! Documents in, model out.
//!
//! In come the [`Document`](crate::syntax::document::Document)s of a package and the texts of its instruments; out come a
//! [`Model`] in which every name, type, unit, scope and citation is settled, and what is wrong, with places and ways out.
//! [`check`] is the one way in.
//!
//! Invariants of a model:
//!
//! * Everything is held in vectors and named by small numbers, given by name. The order of files and declarations never
//!   matters, and numbers have no holes: what failed is left out, with all that rests on it.
//! * A [`Term`] is well typed. Numbers are in base units of their dimension; options of enumerations, instances of objects
//!   and days of clocks are told apart for good. No definition, table or norm needs itself: [`Model::order`] puts each after
//!   what it needs.
//! * A citation of a held text has its full path and its place in the text, a quote the place of its words.
//! * Where a problem is an error, nothing should run: what is in the model is in order, but the package is not complete.
//!
//! One mistake is told once: what rests on something broken is left out without a word. What a program *means* is written
//! in `grammar/MEANING.md` and done by other rooms; nothing is decided here, no file is read, and no case is known.

mod model;
mod norm;
mod term;
mod walk;

mod confidence;
mod uses;

mod from_documents;

mod declared;
mod directory;
mod imported;
mod links;
mod members;
mod name_objects;
mod names;

mod citations;
mod instruments;
mod objects;
mod parameters;
mod readings;

mod terms;

mod computed;
mod coverage;
mod definitions;
mod norms;
mod statements;
mod tables;

mod claims;
mod examples;
mod facts;
mod rounding;
mod words;

mod account;
mod excuse;
mod ledger;
mod references;
mod rests;
mod tally;

mod lints;
mod relation;
mod review;
mod wording;

mod problem;

pub use self::confidence::Confidence;
pub use self::from_documents::{Inputs, JoinedPackage, check};
pub use self::imported::unsound;
pub use self::ledger::{
    ClauseLedger, Entry, InstrumentLedger, JOINING_WORDS, Ledger, SentenceLedger, ledger,
};
pub use self::model::{
    CalendarId, CalendarModel, Choice, ChoiceId, Citation, CitationId, Computed, Conventions,
    DefinitionId, Erratum, ErratumId, ExampleExpectation, ExampleFact, ExampleFinding,
    ExampleInstance, ExampleModel, ExampleValue, ExpectationKind, Field, FieldId, FieldKind,
    FindingId, InForce, Instrument, InstrumentId, Label, Model, NormId, Object, ObjectId, Package,
    Parameter, ParameterId, ParameterLine, QuestionnaireModel, Reading, ReadingId, ReadingOption,
    TableId, dimension_of,
};
pub use self::norm::{
    DeadlineModel, Declaratory, Definition, Effect, Evidence, Exception, Finding, Grant,
    GrantBound, HitPolicy, Marks, Measure, Modality, Norm, Per, Repeal, TableModel, TableRow,
    Target, TermUnit,
};
pub use self::references::{
    Coverage, Encoding, Neighbour, References, ReferredInstrument, ReferredProvision, Referrer,
    references,
};
pub use self::review::review;
pub use self::tally::{Standing, Tally};
pub use self::term::{
    Aggregate, CaseTerm, Clock, Collection, ConditionItem, Constant, Enumerator, Function,
    Generator, Instance, ListHead, ListOf, Operator, Relation, ShiftUnit, Term, TermKind, Type,
};
pub use self::uses::Uses;
pub use crate::syntax::document::Expectation;

#[cfg(test)]
mod tests;

//! Model in, program out.
//!
//! A [`Program`] is a unit of register instructions for every definition, table and norm, with spans, citations and item
//! numbers as side tables, and a [`Schema`] that says what everything is called. Types, units and scales are settled here:
//! a number whose bounds prove that it fits is a 64-bit integer with a fixed number of decimals, every other an exact
//! fraction; which of both is written in the [`Shape`] of its column and never changes at run time. A [`Plan`] is what some
//! goals need of a program, in an order in which adjacent units of one object share one pass over its rows.
//!
//! Nothing is decided here and nothing is lost: every term of the model has its instructions, and an instruction means the
//! same whether values are settled or ranges.

mod instruction;

mod kept;

mod schema;

mod program;

mod bounds;

mod names;

mod layout;

mod unit;

mod value;

mod whole;

mod day;

mod condition;

mod collection;

mod faultless;

mod choosing;

mod law;

mod quick;

mod plan;

mod listing;

mod verify;

pub use self::bounds::DIGITS;
pub use self::instruction::{
    DayFunction, DaysFunction, Instruction, NONE, PeriodFunction, ROOT, Role,
};
pub use self::law::compile;
pub use self::plan::Plan;
pub(crate) use self::plan::Telling;
pub(crate) use self::program::Origin;
pub use self::program::{
    ChoiceModel, Column, ColumnId, ColumnKind, Entry, FigureModel, Initial, InitialValue,
    ListLayout, LookupModel, NormColumns, NormPart, Note, ParameterModel, Program, RoundingStep,
    Shape, SideTables, StepKind, TableLayout, Unit,
};
pub use self::schema::{
    DeadlineSchema, DefinitionSchema, ExceptionSchema, GrantSchema, LineSchema, MeasureSchema,
    NormSchema, ParameterSchema, Schema, TableSchema,
};
pub use self::verify::{Broken, verify};
pub use crate::check::{
    CalendarId, Choice, ChoiceId, Citation, CitationId, Clock, Computed, Constant, DefinitionId,
    Effect, Enumerator, Field, FieldId, FieldKind, Finding, FindingId, GrantBound, InForce, Label,
    Modality, NormId, Object, ObjectId, ParameterId, Per, Reading, ReadingId, Relation, TableId,
    Type,
};

//! The one façade over the pipeline.
//!
//! What comes in: files of a package as paths and bytes, and the facts of a case as text. What goes out: problems, answers,
//! explanations, the results of examples. It reads no file and knows no day but those it is given.
//!
//! One case: [`case_from_json`], [`Engine::decide`], and the whole answer with its quotations. Case after case: [`Engine::asking`],
//! then [`Asking::answer`] for each text; the answer is a [`Brief`], and everything is used again.

mod package;

mod open;

mod case;

mod facts;

mod answer;

mod lay;

mod run;

mod rests;

mod explain;

mod graph;

mod examples;

mod decide;

mod layout;

mod flags;

mod asking;

mod inquiry;

mod what_if;

mod phrases;

pub(crate) use answer::instance_words;
pub use answer::{
    Answer, DefaultTaken, Doubt, DoubtKind, ErratumShown, EvidenceShown, FaultShown, Figure,
    FigureTaken, Granted, Home, MissingItem, MissingKind, OtherReading, Passage, ReadingTaken,
    Shown, Verdict, confidence_words, effect_words, expectation_words, grant_words, modality_words,
    outcome_words, state_words, verdict_words,
};
pub use asking::{
    Asking, Brief, BriefAnswer, BriefFigure, BriefGrant, Exact, MissingName, Plain, Told,
    Unanswered,
};
pub use case::{Case, CaseFact, CaseFinding};
pub use decide::{Decision, Question, Stopped, UnknownGoal, summary};
pub use examples::{ExampleFailure, ExampleResult};
pub(crate) use explain::MAX_WORDS;
pub use explain::{Mark, Reason};
pub use facts::{
    Column, FactEntry, FactKind, FactProblem, FactSheet, FindingSheet, MAX_FACT_BYTES,
    MAX_FACT_CHARACTERS, MAX_FACT_DEPTH, MAX_FACT_VALUES, MAX_INSTANCES, MAX_MEMBERS, Mistake,
    Named, ObjectSheet, ReadingSheet, Wanted, case_from_json, case_from_row, date_from_text,
};
pub use flags::{Flag, FlagKind};
pub use graph::{Graph, Node};
pub use inquiry::{Inquiry, OpenQuestion};
pub use layout::{Formatted, formatted};
pub use open::{Engine, Opened};
pub use package::{Manifest, PackageFiles, SourceFile};
pub use phrases::{CasePhrase, FigurePhrase, Phrase, PhraseForm, Phrases, in_sentence};
pub use what_if::{Aim, Change, ChangeKind, Changing, Found, Limits, Way, WhatIf};

/// The kinds of norm, outcome, state, grant and effect, for doors and shapes.
pub mod code {
    pub use crate::check::{Computed, Confidence, Effect, GrantBound, Modality, Per};
    pub use crate::compile::StepKind;
    pub use crate::vm::{Clocks, FaultKind, Outcome, State};
}

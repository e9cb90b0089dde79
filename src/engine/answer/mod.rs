//! Answers as people and programs read them: names, figures with units, quoted words, questions, all in both languages.

mod place;

mod passage;

mod shown;

mod figures;

mod from_outcome;

mod said;

pub use figures::{Doubt, DoubtKind, FigureTaken, OtherReading};
pub use from_outcome::{
    Answer, DefaultTaken, EvidenceShown, FaultShown, Figure, Granted, MissingItem, MissingKind,
    ReadingTaken, Shown, Verdict,
};
pub use passage::{ErratumShown, Home, Passage};
pub use said::{
    confidence_words, effect_words, expectation_words, grant_words, modality_words, outcome_words,
    state_words, verdict_words,
};

pub(crate) use figures::declared;
pub(crate) use from_outcome::{Shower, relation_words};
pub(crate) use place::{instance_path, instance_words, label_words, object_words};
pub(crate) use shown::{fault_words, option_words};

//! What an answer is told with: one account of one decision, in three depths.
//!
//! In comes a decision with its reasons and its graph; out goes an [`Account`]: per answer the conclusion as a sentence, the
//! provisions with their words, their conditions in their own order and numbering, the exceptions, the figures, the readings,
//! what is missing and who says it, and how a deadline was counted. [`Depth`] says for whom: the citizen is told plainly and
//! shortly, the officer everything that was weighed, the auditor also where each line stands and what was not used.
//!
//! All three are drawn from the same steps. A depth leaves out by kind, never by a mark that somebody set on a step. Nothing
//! is decided here and nothing laid out: doors set an account as text, Markdown or HTML.

mod told;

mod wording;

mod named;

mod computed;

mod items;

mod conclusion;

mod failing;

mod counted;

mod of_answer;

mod of_decision;

mod unused;

mod documents;

mod different;

pub use different::SEARCHED;
pub use failing::arabic;
pub use told::{
    Account, Counted, Depth, Digested, DocumentCited, Failing, FindingMade, GrantTold, Item,
    ItemKind, Next, NextKind, Place, Told, Unused, Used,
};

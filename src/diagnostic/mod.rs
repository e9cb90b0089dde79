//! How the project talks about what is wrong.
//!
//! In come facts and places from every other room; out come [`Problem`]s: values with a stable code, one sentence in
//! Chinese and in English, the places, and at least one way out. Each code has a page, [`explain`].
//!
//! Nothing is printed here and no colour is chosen. A door shows a problem as [`plain`] words, lets `miette` draw its
//! [`Report`], or turns a [`ProblemView`] of plain values into JSON.

mod words;

mod problem;

mod problems;

mod file;

mod pages;

mod wrap;

mod excerpt;

mod render;

mod report;

mod view;

pub use file::{NOT_UTF8, TOO_LARGE};
pub use pages::{explain, explained};
pub use problem::{Code, Edit, Fix, Label, Problem, Severity};
pub use problems::Problems;
pub use render::{circled, plain};
pub use report::Report;
pub use view::{FixView, LabelView, PlaceView, ProblemView};
pub use words::{Language, Words};

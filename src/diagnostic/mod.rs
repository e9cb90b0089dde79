//! How the project talks about what is wrong.
//!
//! In come facts and places from every other room; out come [`Problem`]s: values with a stable code, one sentence in
//! Chinese and in English, the places, and at least one way out. Each code has a page, [`explain`].
//!
//! Nothing is printed here and no colour is chosen.

mod words;

mod problem;

mod problems;

mod file;

mod pages;

pub use file::{NOT_UTF8, TOO_LARGE};
pub use pages::{explain, explained};
pub use problem::{Code, Edit, Fix, Label, Problem, Severity};
pub use problems::Problems;
pub use words::{Language, Words};

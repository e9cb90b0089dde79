//! Text in, document out.
//!
//! In comes the text of a rule file; out comes a [`Document`](document::Document), always, and what is wrong with its form.
//! A linear scan cuts the file at its closing marks and checks the nesting; the grammar in `grammar/` reads each declaration
//! alone, so that a slip in one hides nothing in another.
//!
//! Nothing is resolved or typed here, no file is read, and the parser's own rules never leave this room.

pub mod document;
pub mod example;
pub mod expression;
pub mod norm;

pub mod built_in;

mod fingerprint;
mod from_text;
mod grammar;
mod outline;

mod cursor;
mod keyword;
mod keywords;
mod read_declaration;
mod read_example;
mod read_expression;
mod read_norm;
mod read_word;
mod reader;

mod comparison_slip;
mod failure;
mod mark_slip;
mod phrase;
pub mod problem;
mod slip;
mod suspect;
mod taken_out;
mod wanted;

pub use fingerprint::fingerprint;
pub use from_text::parse;
pub use grammar::{is_plain_label, is_plain_name};

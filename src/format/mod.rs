//! Document in, canonical text out.
//!
//! In come a document and the text that it was read from (for comments, and for what could not be read); out comes the same
//! document in canonical form, in Chinese or in English. Names are never translated; texts, titles and comments never touched.
//!
//! Formatting twice changes nothing, and what is written reads as the same document. Nothing is checked here, and no file is
//! written.

mod page;

mod word;

mod declaration;
mod example;
mod expression;
mod norm;
mod table;

pub use page::{Options, Spelling, format};

//! Where something is written: files, spans, lines, instrument texts and their markers.
//!
//! In come names and raw texts from the doors; out come places. A [`Text`] is a named text with its lines, a [`Span`] a
//! stretch of it. A [`StructuredText`] finds the passages of an instrument by their markers, leads from a [`Path`] to a
//! passage and from a quote to the place where its words stand. A [`Digest`] says whether a text is the one meant.
//!
//! Nothing here reads a file, changes a text or knows the rule language. Every range is in bytes of the raw text, and no
//! text, path or quote makes anything here panic.

mod span;

mod lines;

mod text;

mod digest;

mod numeral;

mod path;

mod marker;

mod sentence;

mod outline;

mod instrument;

mod fold;

mod nearest;

mod quote;

pub use digest::{Digest, DigestError, digest_text};
pub use instrument::{NotFound, Passage, StructuredText, Style};
pub use lines::{LineIndex, Position, Utf16Position};
pub use numeral::is_han_numeral;
pub(crate) use numeral::leading as leading_numeral;
pub use path::{Level, Marker, Path};
pub use quote::{Difference, MAX_PLACES, Nearest, QuoteMatch, Quoted};
pub use span::{FileId, Span};
pub use text::{MAX_TEXT_BYTES, Text, TextError, Texts};

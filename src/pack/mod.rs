//! The packed program: a sound package as one file, with all that deciding, explaining and keeping records needs, and
//! neither parser nor checker.
//!
//! In comes an [`Engine`](crate::engine::Engine) with the digests of its files ([`RuleBase`](crate::record::RuleBase)); out
//! goes a pack: [`write()`]. In come the bytes of a pack; out come the same engine and rule base: [`read`]. Everything that an
//! engine made from a pack says is, byte for byte, what the engine made from the folder says; it has no documents, no
//! problems and no examples. The same package gives the same bytes, in whatever order its files came.
//!
//! A pack is untrusted. Its digests show damage, and what is read is checked again before anything is done with it: every
//! number leads somewhere, every jump goes on, every list ends. What is refused is refused in a sentence. What no check can
//! see is whether the rules in a pack are those of the texts: for that a pack has digests to compare with the publisher's.
//!
//! Stable: [`read`], [`write()`], [`Held`], [`Refusal`] with its codes, and the head of a pack (see [`MAGIC`], [`FORMAT`]). The
//! payload is not: it changes with [`FORMAT`], and a program reads its own format only.

mod blank;

mod contents;

mod head;

mod refusal;

mod slim;

mod sound;

pub use contents::{Held, held, read, write};
pub use head::{FORMAT, MAGIC, MAX_PAYLOAD};
pub use refusal::{Refusal, RefusalKind};

//! What can be wrong with a package: one struct of facts for each code, and the sentence that it becomes.

use crate::diagnostic::{Code, Label, Problem, Words};
use crate::source::Span;

/// A struct of facts for each code, each with the problem that it becomes.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty),* $(,)? } => |$facts:ident| $problem:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub(in crate::check) struct $name {
            $(pub(in crate::check) $field: $ty,)*
        }

        impl From<$name> for Problem {
            fn from($facts: $name) -> Self {
                $problem
            }
        }
    )*};
}

pub(super) mod citations;
pub(super) mod dates;
pub(super) mod imports;
pub(super) mod ledger;
pub(super) mod lints;
pub(super) mod names;
pub(super) mod norms;
pub(super) mod types;
pub(super) mod wording;

/// A problem with its sentence in both languages.
fn said(code: &'static str, place: Span, zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::new(Code::new(code), Words::new(zh, en), Label::here(place))
}

/// Words in both languages.
fn words(zh: impl Into<String>, en: impl Into<String>) -> Words {
    Words::new(zh, en)
}

/// A problem with a nearest name offered, where there is one.
fn offered(problem: Problem, place: Span, nearest: Option<String>) -> Problem {
    match nearest {
        None => problem,
        Some(name) => problem.fix(crate::diagnostic::Fix::replace(
            words(
                format!("是不是“{name}”？"),
                format!("did you mean `{name}`?"),
            ),
            place,
            name,
        )),
    }
}

//! Why there is no answer, for programs by its code and for people in both languages.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::Words;
use crate::engine::Stopped;

/// Why there is no answer.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(super) struct Refused(Box<Why>);

#[derive(Debug, Clone, Serialize)]
struct Why {
    code: &'static str,
    message: Said,
    /// What is wrong, one by one, where it is more than one thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Value>,
}

#[derive(Debug, Clone, Serialize)]
struct Said {
    zh: String,
    en: String,
}

impl Refused {
    /// A refusal of a kind.
    pub(super) fn new(code: &'static str, words: Words) -> Self {
        let message = Said {
            zh: words.zh,
            en: words.en,
        };
        Self(Box::new(Why {
            code,
            message,
            problems: None,
        }))
    }

    /// The same with what is wrong, one by one.
    pub(super) fn because(mut self, problems: Value) -> Self {
        self.0.problems = Some(problems);
        self
    }

    /// Nothing is loaded under this name.
    pub(super) fn not_loaded(name: &str) -> Self {
        let name: String = name.chars().take(80).collect();
        Self::new(
            "not_loaded",
            Words::new(
                format!("规则包“{name}”还没有载入"),
                format!("the package `{name}` is not loaded"),
            ),
        )
    }
}

impl From<Stopped> for Refused {
    fn from(stopped: Stopped) -> Self {
        Self::new("stopped", stopped.words())
    }
}

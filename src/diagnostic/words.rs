//! Sentences in both languages.

use serde::{Deserialize, Serialize};

/// The language that people are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// One of two sentences.
    #[must_use]
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// One sentence in Chinese and in English, without a full stop at its end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Words {
    /// In plain official Chinese, with full-width punctuation.
    pub zh: String,
    /// In English, beginning in lower case.
    pub en: String,
}

impl Words {
    /// A sentence in both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// Words that are the same in both languages: a name, a figure, a piece of the file.
    #[must_use]
    pub fn same(words: impl Into<String>) -> Self {
        let zh = words.into();
        Self { en: zh.clone(), zh }
    }

    /// A declared name that may have a twin: the one in Latin letters is the English one, whichever was declared first.
    #[must_use]
    pub fn of_name(name: &str, alias: Option<&str>) -> Self {
        let twin = alias.unwrap_or(name);
        let (zh, en) = if name.is_ascii() && !twin.is_ascii() {
            (twin, name)
        } else {
            (name, twin)
        };
        Self::new(zh, en.replace('_', " "))
    }

    /// No words.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            zh: String::new(),
            en: String::new(),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// Whether there are no words in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Words};

    #[test]
    fn each_language_gets_its_own_sentence() {
        let words = Words::new("单位不同", "units differ");
        assert_eq!(words.in_language(Language::Zh), "单位不同");
        assert_eq!(words.in_language(Language::En), "units differ");
        assert_eq!(Words::same("1.3").in_language(Language::En), "1.3");
        assert!(Words::none().is_empty() && !words.is_empty());
    }
}

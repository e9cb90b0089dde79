//! A page of text that grows line by line.

use crate::cli::layout::{wrap, wrap_on};
use crate::cli::voice::{FAINT, PLAIN, Voice};
use crate::diagnostic::Language;

/// Where what is said about an answer begins.
pub(crate) const BODY: usize = 4;

/// A page that grows line by line.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) voice: Voice,
    width: usize,
    text: String,
}

impl Page {
    pub(crate) fn new(voice: Voice) -> Self {
        Self {
            voice,
            width: voice.width(),
            text: String::new(),
        }
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(crate) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Words that may take several lines.
    pub(crate) fn words(&mut self, words: &str, before: &str, indent: usize) {
        for line in wrap(words, before, indent, self.width) {
            self.line(&line);
        }
    }

    /// Words whose style ends with them.
    pub(crate) fn styled(&mut self, words: &str, before: &str, indent: usize) {
        for line in wrap(words, before, indent, self.width) {
            self.line(&format!("{line}{PLAIN}"));
        }
    }

    /// The same with what stands before each further line.
    pub(crate) fn words_on(&mut self, words: &str, before: &str, further: &str) {
        for line in wrap_on(words, before, further, self.width) {
            self.line(&line);
        }
    }

    /// Words under a heading of their own: `  依据　…`.
    pub(crate) fn entry(&mut self, zh: &str, en: &str, words: &str) {
        let head = match self.voice.language {
            Language::Zh => format!("{zh}　"),
            Language::En => format!("{en}: "),
        };
        let before = format!("{}{FAINT}{head}{PLAIN}", " ".repeat(BODY));
        self.words(words, &before, BODY.saturating_add(6));
    }

    pub(crate) fn done(self) -> String {
        self.text
    }
}

//! How a command speaks: its language, its width, its colours, and where the words go.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::cli::arguments::{Colour, Manner};
use crate::diagnostic::{Language, Words};

/// The width of a page where the terminal does not say its own.
const PAGE: usize = 80;

/// How a command speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    /// In which language.
    pub(crate) language: Language,
    /// Whether answers are JSON.
    pub(crate) json: bool,
    /// Whether every problem is shown.
    pub(crate) all: bool,
    colour: Colour,
}

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Done.
    Done,
    /// Something is wrong with rules, facts or examples; or the answer is no.
    Wrong,
    /// The command line cannot be meant.
    Use,
    /// A file cannot be read or written.
    File,
}

impl End {
    /// The exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Wrong => 1,
            Self::Use => 2,
            Self::File => 3,
        }
    }
}

/// Why a command stops before it has an answer.
#[derive(Debug)]
pub(crate) struct Stop {
    /// How it ends.
    pub(crate) end: End,
    /// What to say.
    pub(crate) words: Words,
    /// What to do.
    pub(crate) way_out: Option<Words>,
}

impl Stop {
    /// The command line cannot be meant.
    pub(crate) fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            end: End::Use,
            words: Words::new(zh, en),
            way_out: None,
        }
    }

    /// A file cannot be read or written.
    pub(crate) fn file(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            end: End::File,
            words: Words::new(zh, en),
            way_out: None,
        }
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.way_out = Some(Words::new(zh, en));
        self
    }
}

impl Voice {
    /// The voice that a command line asks for.
    pub(crate) fn new(manner: Manner) -> Self {
        let language = manner.lang.map_or(Language::Zh, Language::from);
        Self {
            language,
            json: manner.json,
            all: manner.all,
            colour: manner.colour,
        }
    }

    /// A voice without colours, for what is kept.
    pub(crate) const fn plain(language: Language) -> Self {
        Self {
            language,
            json: false,
            all: false,
            colour: Colour::Never,
        }
    }

    /// The same voice in another language.
    pub(crate) const fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// One of two sentences.
    pub(crate) fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.language.pick(zh, en)
    }

    /// A sentence.
    pub(crate) fn say<'a>(&self, words: &'a Words) -> &'a str {
        words.in_language(self.language)
    }

    /// How many columns a line may have.
    pub(crate) fn width(&self) -> usize {
        if !io::stdout().is_terminal() {
            return PAGE;
        }
        terminal_width().unwrap_or(PAGE).clamp(40, 120)
    }

    fn choice(&self) -> ColorChoice {
        match self.colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        }
    }

    /// Writes an answer to standard output.
    ///
    /// # Errors
    /// When it cannot be written; a reader that went away is no error.
    pub(crate) fn answer(&self, text: &str) -> Result<(), Stop> {
        let mut stream = AutoStream::new(io::stdout(), self.choice());
        let written = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::file(
                format!("写不了标准输出：{error}"),
                format!("standard output cannot be written: {error}"),
            )),
            _ => Ok(()),
        }
    }

    /// Writes an answer as JSON.
    ///
    /// # Errors
    /// As [`Voice::answer`].
    pub(crate) fn answer_json(&self, shape: &serde_json::Value) -> Result<(), Stop> {
        let mut text = serde_json::to_string_pretty(shape).unwrap_or_default();
        text.push('\n');
        self.answer(&text)
    }

    /// Writes a remark to standard error; where nobody listens, nothing is lost.
    pub(crate) fn remark(&self, text: &str) {
        let mut stream = AutoStream::new(io::stderr(), self.choice());
        let _ = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
    }

    /// Says why a command stops.
    pub(crate) fn stop(&self, stop: &Stop) {
        let head = self.pick("错误", "error");
        let colon = self.pick("：", ": ");
        let mut text = format!("{BOLD_RED}{head}{PLAIN}{colon}{}\n", self.say(&stop.words));
        if let Some(way_out) = &stop.way_out {
            text.push_str(&format!("  {}\n", self.say(way_out)));
        }
        self.remark(&text);
    }
}

/// Bold red; taken out by the stream where there is no colour.
pub(crate) const BOLD_RED: &str = "\u{1b}[1;31m";
/// Bold.
pub(crate) const BOLD: &str = "\u{1b}[1m";
/// Faint.
pub(crate) const FAINT: &str = "\u{1b}[2m";
/// Green.
pub(crate) const GREEN: &str = "\u{1b}[32m";
/// Red.
pub(crate) const RED: &str = "\u{1b}[31m";
/// Yellow.
pub(crate) const YELLOW: &str = "\u{1b}[33m";
/// No colour any more.
pub(crate) const PLAIN: &str = "\u{1b}[0m";

fn terminal_width() -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
    Some(usize::from(width))
}

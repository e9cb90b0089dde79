//! A rule file in its canonical layout, with the proof that it still says the same.

use crate::diagnostic::{Problem, Problems};
use crate::format::{Options, Spelling, format};
use crate::source::{FileId, Text};
use crate::syntax::document::{Document, Item};
use crate::syntax::{fingerprint, parse};

use super::package::SourceFile;

/// The columns of a line of a formatted file.
const WIDTH: usize = 100;

/// What came of formatting a file.
#[derive(Debug)]
pub enum Formatted {
    /// It is in its canonical layout.
    Unchanged,
    /// Its canonical layout.
    Changed(String),
    /// It cannot be read: what is wrong with it.
    Broken(Text, Problems),
    /// It is no text at all.
    NoText(Problem),
    /// The layout does not say the same, which is an error of this program; the file is better left alone.
    Unsafe,
}

/// Formats a rule file; with `english` its keywords are written in English, or in Chinese where that is false.
#[must_use]
pub fn formatted(file: &SourceFile, english: Option<bool>) -> Formatted {
    let text = match Text::from_bytes(FileId::new(0), file.path.clone(), &file.bytes) {
        Ok(text) => text,
        Err(error) => return Formatted::NoText(Problem::from(error)),
    };
    let (document, problems) = parse(&text);
    let broken = document
        .items
        .iter()
        .any(|item| matches!(item, Item::Broken { .. }));
    if broken || problems.has_errors() {
        return Formatted::Broken(text, problems);
    }
    let language = match english {
        None => Spelling::Keep,
        Some(true) => Spelling::En,
        Some(false) => Spelling::Zh,
    };
    let options = Options {
        language,
        width: WIDTH,
    };
    let written = format(&document, &text, options);
    if written == text.content() {
        return Formatted::Unchanged;
    }
    if says_the_same(&document, &written, options) {
        Formatted::Changed(written)
    } else {
        Formatted::Unsafe
    }
}

/// Whether a layout reads as the same document with the same comments, and is laid out the same when formatted again.
fn says_the_same(document: &Document, written: &str, options: Options) -> bool {
    let Ok(text) = Text::new(FileId::new(0), "", written) else {
        return false;
    };
    let (again, problems) = parse(&text);
    let comments = |document: &Document| -> Vec<String> {
        document
            .comments
            .iter()
            .map(|comment| comment.text.trim_end().to_owned())
            .collect()
    };
    !problems.has_errors()
        && fingerprint(&again) == fingerprint(document)
        && comments(&again) == comments(document)
        && format(&again, &text, options) == written
}

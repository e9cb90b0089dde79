//! The document without its places: two spellings of one file have the same fingerprint.

use std::fmt::Write as _;

use crate::syntax::document::Document;

/// The tree of a document with every leaf text and without spans and comments, one declaration a line.
///
/// Two texts mean the same to every later room if their fingerprints are equal.
#[must_use]
pub fn fingerprint(document: &Document) -> String {
    let mut all = String::new();
    for item in &document.items {
        let mut tree = String::new();
        // Writing into a string does not fail.
        let _ = write!(tree, "{item:?}");
        push_without_spans(&tree, &mut all);
        all.push('\n');
    }
    all
}

/// Leaves `Span { … }` out of a printed tree. What stands in quotation marks is a leaf text and kept as it is.
fn push_without_spans(tree: &str, all: &mut String) {
    let mut rest = tree;
    while let Some(at) = rest.find(['"', 'S']) {
        let (before, found) = rest.split_at_checked(at).unwrap_or_default();
        all.push_str(before);
        if let Some(span) = found.strip_prefix("Span { file: FileId(") {
            rest = span.split_once('}').map_or("", |(_, after)| after);
        } else if found.starts_with('"') {
            let length = quoted_length(found);
            let (text, after) = found.split_at_checked(length).unwrap_or((found, ""));
            all.push_str(text);
            rest = after;
        } else {
            all.push('S');
            rest = found.strip_prefix('S').unwrap_or_default();
        }
    }
    all.push_str(rest);
}

/// The length of a text literal with its marks and escapes.
fn quoted_length(words: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in words.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at.saturating_add(1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::source::{FileId, Text};

    fn of(words: &str) -> String {
        let text = Text::new(FileId::new(3), "甲", words).unwrap();
        fingerprint(&crate::syntax::parse(&text).0)
    }

    #[test]
    fn places_do_not_count_and_texts_do() {
        let plain = of("条款 甲：出处 乙第一条；原文 “Span { file: FileId(1) } 与\\”。");
        assert!(plain.contains("Span { file: FileId(1) } 与"), "{plain}");
        assert!(!plain.contains("start:"), "{plain}");
        assert_eq!(
            plain,
            of("※ 注\n  clause 甲:\n cite 乙 art 1; quote \"Span { file: FileId(1) } 与\\\".")
        );
        assert_ne!(
            plain,
            of("条款 甲：出处 乙第一条；原文 “Span { file: FileId(1) } 和\\”。")
        );
    }
}

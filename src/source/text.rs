//! A text with its name: a rule file, or the text of an instrument.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use thiserror::Error;

use crate::source::lines::LineIndex;
use crate::source::span::{FileId, Span};

/// The largest text that is read: 4 MiB.
///
/// The longest Chinese code of law has about 0.4 MiB; a larger file is a mistake or an attack.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// Why a file is not accepted as a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// It has more than [`MAX_TEXT_BYTES`].
    #[error("`{name}` has {bytes} bytes, more than {MAX_TEXT_BYTES}")]
    TooLarge {
        /// The number that the file would have had.
        id: FileId,
        /// The name as shown to people.
        name: String,
        /// How large it is.
        bytes: usize,
    },
    /// It is not UTF-8, as files saved under an older Chinese encoding are not.
    #[error("`{name}` is not UTF-8 after byte {valid}")]
    NotUtf8 {
        /// The number that the file would have had.
        id: FileId,
        /// The name as shown to people.
        name: String,
        /// How many bytes at the start are in order.
        valid: usize,
    },
}

/// A named text with its lines.
///
/// # Invariants
/// At most [`MAX_TEXT_BYTES`]. The content is kept byte for byte, a byte order mark included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    id: FileId,
    name: String,
    content: Arc<str>,
    lines: LineIndex,
}

impl Text {
    /// A text under the name that people see, a relative path.
    ///
    /// # Errors
    /// [`TextError::TooLarge`] above [`MAX_TEXT_BYTES`].
    pub fn new(
        id: FileId,
        name: impl Into<String>,
        content: impl Into<Arc<str>>,
    ) -> Result<Self, TextError> {
        let name = name.into();
        let content = content.into();
        if content.len() > MAX_TEXT_BYTES {
            return Err(TextError::TooLarge {
                id,
                name,
                bytes: content.len(),
            });
        }
        let lines = LineIndex::new(Arc::clone(&content));
        Ok(Self {
            id,
            name,
            content,
            lines,
        })
    }

    /// A text from the bytes of a file.
    ///
    /// # Errors
    /// [`TextError::TooLarge`] above [`MAX_TEXT_BYTES`]; [`TextError::NotUtf8`] in another encoding.
    pub fn from_bytes(
        id: FileId,
        name: impl Into<String>,
        bytes: &[u8],
    ) -> Result<Self, TextError> {
        let name = name.into();
        if bytes.len() > MAX_TEXT_BYTES {
            return Err(TextError::TooLarge {
                id,
                name,
                bytes: bytes.len(),
            });
        }
        match str::from_utf8(bytes) {
            Ok(content) => Self::new(id, name, content),
            Err(error) => Err(TextError::NotUtf8 {
                id,
                name,
                valid: error.valid_up_to(),
            }),
        }
    }

    /// The number of the file.
    #[must_use]
    pub const fn id(&self) -> FileId {
        self.id
    }

    /// The name as shown to people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole content.
    #[must_use]
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The content, shared.
    #[must_use]
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.content)
    }

    /// Lines and columns of this text.
    #[must_use]
    pub const fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The words at a span; empty when it is of another file, out of range, or cuts a character.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        if span.file() == self.id {
            self.slice_range(&span.range())
        } else {
            ""
        }
    }

    /// The words of a byte range; empty when it is out of range or cuts a character.
    #[must_use]
    pub fn slice_range(&self, range: &Range<usize>) -> &str {
        self.content.get(range.clone()).unwrap_or("")
    }

    /// The span of a byte range of this text.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::of_range(self.id, range)
    }

    /// The span of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(&(0..self.content.len()))
    }
}

/// The texts of one run, in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    texts: BTreeMap<FileId, Text>,
}

impl Texts {
    /// No texts yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            texts: BTreeMap::new(),
        }
    }

    /// The number after the last one given.
    #[must_use]
    pub fn next_id(&self) -> FileId {
        let next = self
            .texts
            .last_key_value()
            .map_or(0, |(id, _)| id.number().saturating_add(1));
        FileId::new(next)
    }

    /// Takes a text in under the next number.
    ///
    /// # Errors
    /// As [`Text::new`].
    pub fn add(
        &mut self,
        name: impl Into<String>,
        content: impl Into<Arc<str>>,
    ) -> Result<FileId, TextError> {
        let id = self.next_id();
        let text = Text::new(id, name, content)?;
        self.insert(text);
        Ok(id)
    }

    /// Takes a text in under its own number; the text that had it before is given back.
    pub fn insert(&mut self, text: Text) -> Option<Text> {
        self.texts.insert(text.id(), text)
    }

    /// The text with this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Text> {
        self.texts.get(&id)
    }

    /// The first text with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Text> {
        self.iter().find(|text| text.name() == name)
    }

    /// The words at a span; empty when there are none.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file()).map_or("", |text| text.slice(span))
    }

    /// The texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        self.texts.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TEXT_BYTES, Text, TextError, Texts};
    use crate::source::{FileId, Span};

    const FILE: FileId = FileId::new(0);

    #[test]
    fn a_slice_never_panics() {
        let text = Text::new(FILE, "a.tiao", "免票𠮷").unwrap();
        assert_eq!(text.slice(Span::new(FILE, 0, 3)), "免");
        assert_eq!(text.slice(Span::new(FILE, 0, 4)), "", "cuts a character");
        assert_eq!(text.slice(Span::new(FILE, 6, 99)), "", "past the end");
        assert_eq!(
            text.slice(Span::new(FileId::new(7), 0, 3)),
            "",
            "other file"
        );
        assert_eq!(text.slice(text.whole()), "免票𠮷");
    }

    #[test]
    fn four_mebibytes_are_accepted_and_one_byte_more_is_refused() {
        assert!(Text::new(FILE, "a", "x".repeat(MAX_TEXT_BYTES)).is_ok());
        let refused = Text::new(FILE, "a", "x".repeat(MAX_TEXT_BYTES + 1));
        assert!(
            matches!(refused, Err(TextError::TooLarge { bytes, .. }) if bytes == MAX_TEXT_BYTES + 1)
        );
        let refused = Text::from_bytes(FILE, "a", &vec![b'x'; MAX_TEXT_BYTES + 1]);
        assert!(matches!(refused, Err(TextError::TooLarge { .. })));
    }

    #[test]
    fn an_older_encoding_is_refused_with_its_place() {
        let gb18030 = [b'a', 0xcc, 0xf5, 0xc0, 0xed];
        let refused = Text::from_bytes(FILE, "a.tiao", &gb18030);
        assert!(matches!(refused, Err(TextError::NotUtf8 { valid: 1, .. })));
    }

    #[test]
    fn texts_are_numbered_in_the_order_they_come() {
        let mut texts = Texts::new();
        let first = texts.add("a.tiao", "甲").unwrap();
        let second = texts.add("b.tiao", "乙").unwrap();
        assert!(first < second && texts.len() == 2);
        assert_eq!(texts.slice(Span::new(second, 0, 3)), "乙");
        assert_eq!(texts.named("a.tiao").map(Text::id), Some(first));
        assert_eq!(texts.slice(Span::new(FileId::new(9), 0, 3)), "");
    }
}

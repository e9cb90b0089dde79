//! Lines and columns: byte offsets as people, editors and terminals count them.

use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

/// A place in words: 第 `line` 行第 `character` 字, both from 1.
///
/// # Units
/// A character is a Unicode scalar value: 𠮷 counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub character: u32,
}

/// A place as the language server protocol counts: line and UTF-16 code unit, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utf16Position {
    /// The line, from 0.
    pub line: u32,
    /// The UTF-16 code unit in the line, from 0: 𠮷 counts twice.
    pub unit: u32,
}

/// Where the lines of a text start.
///
/// A line ends at LF, CRLF or CR; its end belongs to no column. A byte order mark at the start of the text is in no
/// column either, since no editor shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    content: Arc<str>,
    starts: Arc<[usize]>,
}

impl LineIndex {
    /// The lines of a text.
    #[must_use]
    pub fn new(content: impl Into<Arc<str>>) -> Self {
        let content = content.into();
        let mut starts = vec![if content.starts_with('\u{feff}') {
            3
        } else {
            0
        }];
        let mut bytes = content.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let end = match byte {
                b'\n' => at.saturating_add(1),
                b'\r' if bytes.next_if(|(_, next)| *next == b'\n').is_some() => {
                    at.saturating_add(2)
                }
                b'\r' => at.saturating_add(1),
                _ => continue,
            };
            starts.push(end);
        }
        Self {
            content,
            starts: starts.into(),
        }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The place of a byte in words; past the end it is the end, inside a character its start.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let (line, before) = self.before(offset);
        Position {
            line: line.saturating_add(1),
            character: narrow(before.chars().count()).saturating_add(1),
        }
    }

    /// The line, from 1, of a byte; without looking at the line itself.
    pub(in crate::source) fn line_at(&self, offset: usize) -> u32 {
        narrow(self.starts.partition_point(|start| *start <= offset).max(1))
    }

    /// The place of a byte as an editor counts.
    #[must_use]
    pub fn utf16(&self, offset: u32) -> Utf16Position {
        let (line, before) = self.before(offset);
        Utf16Position {
            line,
            unit: narrow(before.encode_utf16().count()),
        }
    }

    /// How many terminal columns stand before a byte in its line; Han letters take two.
    #[must_use]
    pub fn display_column(&self, offset: u32) -> u32 {
        let (_, before) = self.before(offset);
        let width: usize = before
            .chars()
            .map(|letter| letter.width().unwrap_or(0))
            .sum();
        narrow(width)
    }

    /// The byte at a place in words; a column past the end of its line is the end of the line, a line past the end of
    /// the text the end of the text.
    #[must_use]
    pub fn offset(&self, position: Position) -> u32 {
        let line = position.line.saturating_sub(1);
        let skip = position.character.saturating_sub(1);
        self.walk(line, skip, |_| 1)
    }

    /// The byte at an editor's place, clamped as [`LineIndex::offset`]; inside a surrogate pair it is the pair's start.
    #[must_use]
    pub fn offset_of_utf16(&self, position: Utf16Position) -> u32 {
        self.walk(position.line, position.unit, |letter| {
            narrow(letter.len_utf16())
        })
    }

    /// The words of a line, from 1, without its end; empty when there is no such line.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        self.line_range(line)
            .and_then(|range| self.content.get(range))
            .unwrap_or("")
    }

    /// The bytes of a line, from 1, without its end.
    #[must_use]
    pub fn line_range(&self, line: u32) -> Option<Range<usize>> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        let start = *self.starts.get(index)?;
        let next = self.starts.get(index.checked_add(1)?);
        let end = next.copied().unwrap_or(self.content.len());
        let words = self.content.get(start..end)?.trim_end_matches(['\r', '\n']);
        // Only the last line has no end of its own, so trimming there could eat nothing.
        Some(start..start.saturating_add(words.len()))
    }

    /// The line, from 0, of a byte, and what stands before the byte in it.
    fn before(&self, offset: u32) -> (u32, &str) {
        let mut offset = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset = offset.saturating_sub(1);
        }
        let line = self
            .starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let number = narrow(line);
        let range = self.line_range(number.saturating_add(1)).unwrap_or(0..0);
        let words = self.content.get(range.start..offset.min(range.end));
        (number, words.unwrap_or(""))
    }

    fn walk(&self, line: u32, mut units: u32, size: impl Fn(char) -> u32) -> u32 {
        let Some(range) = self.line_range(line.saturating_add(1)) else {
            return narrow(self.content.len());
        };
        let mut offset = range.start;
        for letter in self.content.get(range).unwrap_or("").chars() {
            let Some(rest) = units.checked_sub(size(letter)) else {
                break;
            };
            units = rest;
            offset = offset.saturating_add(letter.len_utf8());
        }
        narrow(offset)
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position, Utf16Position};

    /// For each byte offset: line and character from 1, UTF-16 unit from 0, display column from 0.
    fn check(content: &str, cases: &[(u32, (u32, u32), u32, u32)]) {
        let lines = LineIndex::new(content);
        for (offset, (line, character), unit, column) in cases.iter().copied() {
            let position = Position { line, character };
            assert_eq!(lines.position(offset), position, "{content:?} at {offset}");
            let utf16 = Utf16Position {
                line: line - 1,
                unit,
            };
            assert_eq!(lines.utf16(offset), utf16, "{content:?} at {offset}");
            assert_eq!(
                lines.display_column(offset),
                column,
                "{content:?} at {offset}"
            );
        }
    }

    #[test]
    fn an_empty_text_has_one_empty_line() {
        check("", &[(0, (1, 1), 0, 0), (7, (1, 1), 0, 0)]);
        assert_eq!(LineIndex::new("").count(), 1);
        assert_eq!(LineIndex::new("").line_text(1), "");
        assert_eq!(LineIndex::new("").line_text(2), "");
    }

    #[test]
    fn han_letters_count_once_and_take_two_columns() {
        check(
            "免票\n1.3米",
            &[
                (3, (1, 2), 1, 2),
                (6, (1, 3), 2, 4),
                (7, (2, 1), 0, 0),
                (10, (2, 4), 3, 3),
            ],
        );
    }

    #[test]
    fn a_letter_outside_the_basic_plane_is_one_character_two_units_two_columns() {
        check("𠮷票", &[(4, (1, 2), 2, 2), (2, (1, 1), 0, 0)]);
        let lines = LineIndex::new("𠮷票");
        assert_eq!(lines.offset_of_utf16(Utf16Position { line: 0, unit: 2 }), 4);
        assert_eq!(lines.offset_of_utf16(Utf16Position { line: 0, unit: 1 }), 0);
        assert_eq!(
            lines.offset(Position {
                line: 1,
                character: 2
            }),
            4
        );
    }

    #[test]
    fn a_carriage_return_belongs_to_the_line_end() {
        check(
            "甲\r\n乙\r丙",
            &[
                (3, (1, 2), 1, 2),
                (4, (1, 2), 1, 2),
                (5, (2, 1), 0, 0),
                (9, (3, 1), 0, 0),
            ],
        );
        let lines = LineIndex::new("甲\r\n乙\r丙");
        assert_eq!(
            (lines.line_text(1), lines.line_text(2), lines.line_text(3)),
            ("甲", "乙", "丙")
        );
    }

    #[test]
    fn a_byte_order_mark_stands_in_no_column() {
        check(
            "\u{feff}甲乙",
            &[(0, (1, 1), 0, 0), (3, (1, 1), 0, 0), (6, (1, 2), 1, 2)],
        );
    }

    #[test]
    fn an_ideographic_space_is_one_character_and_two_columns() {
        check("\u{3000}甲", &[(3, (1, 2), 1, 2)]);
    }

    #[test]
    fn places_past_the_end_are_clamped() {
        let lines = LineIndex::new("甲乙\n丙");
        assert_eq!(
            lines.offset(Position {
                line: 1,
                character: 99
            }),
            6
        );
        assert_eq!(
            lines.offset(Position {
                line: 9,
                character: 1
            }),
            10
        );
        assert_eq!(
            lines.offset(Position {
                line: 0,
                character: 0
            }),
            0
        );
        assert_eq!(
            lines.position(u32::MAX),
            Position {
                line: 2,
                character: 2
            }
        );
    }

    #[test]
    fn every_offset_of_a_character_comes_back() {
        let content = "\u{feff}甲𠮷\r\n\r\n乙\u{3000}x\n";
        let lines = LineIndex::new(content);
        for (offset, letter) in content
            .char_indices()
            .filter(|(_, letter)| !"\u{feff}\r\n".contains(*letter))
        {
            let offset = u32::try_from(offset).unwrap();
            assert_eq!(lines.offset(lines.position(offset)), offset, "{letter:?}");
            assert_eq!(
                lines.offset_of_utf16(lines.utf16(offset)),
                offset,
                "{letter:?}"
            );
        }
    }
}

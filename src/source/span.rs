//! Places in a text: which file, from which byte, to which byte.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The number that a run of the program gives to a file.
///
/// It says nothing outside that run: what is kept for later names the file and its digest instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

impl FileId {
    /// The file with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// A stretch of a file, from `start` up to but without `end`.
///
/// # Units
/// Bytes of the UTF-8 text. Lines and columns come from [`LineIndex`](crate::source::LineIndex).
///
/// # Invariants
/// `start <= end`. There is no dummy span: who has none takes one as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Span {
    file: FileId,
    start: u32,
    end: u32,
}

const _: () = assert!(size_of::<Span>() == 12);

/// A span as a pack keeps it: file, start and length, since lengths are short.
type Kept = (FileId, u32, u32);

impl From<Kept> for Span {
    fn from((file, start, length): Kept) -> Self {
        Self::new(file, start, start.saturating_add(length))
    }
}

impl From<Span> for Kept {
    fn from(span: Span) -> Self {
        (span.file, span.start, span.len())
    }
}

impl Span {
    /// The stretch between two bytes, in whichever order they are given.
    #[must_use]
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        if start <= end {
            Self { file, start, end }
        } else {
            Self {
                file,
                start: end,
                end: start,
            }
        }
    }

    /// The empty stretch before a byte: where something is missing.
    #[must_use]
    pub const fn at(file: FileId, position: u32) -> Self {
        Self {
            file,
            start: position,
            end: position,
        }
    }

    /// The stretch of a byte range; what lies beyond 4 GiB is cut off, which no accepted text reaches.
    #[must_use]
    pub fn of_range(file: FileId, range: &Range<usize>) -> Self {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        Self::new(file, start, end)
    }

    /// The file.
    #[must_use]
    pub const fn file(self) -> FileId {
        self.file
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let start = usize::try_from(self.start).unwrap_or(usize::MAX);
        let end = usize::try_from(self.end).unwrap_or(usize::MAX);
        start..end
    }

    /// Whether a byte lies inside; the end does not.
    #[must_use]
    pub const fn contains(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether the other span lies wholly inside this one, in the same file.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both; `self` alone when the other is in another file.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same stretch, this many bytes further on: for a part that was parsed alone.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self {
            file: self.file,
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, Span};

    const FILE: FileId = FileId::new(1);

    #[test]
    fn a_span_orders_its_ends() {
        let span = Span::new(FILE, 9, 4);
        assert_eq!((span.start(), span.end(), span.len()), (4, 9, 5));
    }

    #[test]
    fn the_end_is_not_inside() {
        let span = Span::new(FILE, 4, 9);
        assert!(span.contains(4) && span.contains(8) && !span.contains(9));
        assert!(!Span::at(FILE, 4).contains(4) && Span::at(FILE, 4).is_empty());
    }

    #[test]
    fn joining_covers_both_and_never_crosses_files() {
        let first = Span::new(FILE, 2, 4);
        assert_eq!(first.join(Span::new(FILE, 8, 9)), Span::new(FILE, 2, 9));
        assert_eq!(first.join(Span::new(FileId::new(2), 8, 9)), first);
        assert!(first.join(Span::new(FILE, 8, 9)).encloses(first));
    }

    #[test]
    fn a_shift_past_the_end_of_numbers_stays_ordered() {
        let span = Span::new(FILE, 5, 7).shifted(u32::MAX);
        assert!(span.is_empty() && span.start() == u32::MAX);
    }
}

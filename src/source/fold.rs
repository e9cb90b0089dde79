//! A text as quotes are compared with it: one width, one kind of quotation mark, no blanks.

use std::ops::Range;

/// The letters of a text that count, each with its place.
///
/// # Invariants
/// `letters` and `starts` have the same length; `starts` rises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    letters: Vec<char>,
    starts: Vec<u32>,
}

impl Folded {
    pub(crate) fn new(content: &str) -> Self {
        let mut folded = Self::default();
        for (at, letter) in content.char_indices() {
            folded.push(at, letter);
        }
        folded
    }

    /// The pieces of a quote between its ellipses, in order.
    pub(crate) fn pieces(quote: &str) -> Vec<Self> {
        let mut pieces = vec![Self::default()];
        for (at, letter) in quote.char_indices() {
            let gap = matches!(letter, '…' | '⋯') || in_dotted_gap(quote, at);
            match pieces.last_mut() {
                Some(piece) if !gap => piece.push(at, letter),
                _ => pieces.push(Self::default()),
            }
        }
        pieces.retain(|piece| !piece.letters.is_empty());
        pieces
    }

    fn push(&mut self, at: usize, letter: char) {
        if let Some(letter) = fold(letter) {
            self.letters.push(letter);
            self.starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    pub(crate) fn letters(&self) -> &[char] {
        &self.letters
    }

    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letters that stand in a stretch of bytes.
    pub(crate) fn of_bytes(&self, bytes: &Range<usize>) -> Range<usize> {
        let before = |byte: usize| {
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            self.starts.partition_point(|start| *start < byte)
        };
        before(bytes.start)..before(bytes.end)
    }

    /// The bytes of some letters in the content that they were folded from.
    ///
    /// No letters are the empty stretch before the next one.
    pub(crate) fn to_bytes(&self, content: &str, letters: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| {
            self.starts
                .get(at)
                .and_then(|start| usize::try_from(*start).ok())
        };
        let end_of = |at: usize| {
            let start = byte(at)?;
            let letter = content.get(start..)?.chars().next()?;
            Some(start.saturating_add(letter.len_utf8()))
        };
        let start = byte(letters.start).unwrap_or(content.len());
        if letters.is_empty() {
            return start..start;
        }
        let end = letters
            .end
            .checked_sub(1)
            .and_then(end_of)
            .unwrap_or(content.len());
        start..end.max(start)
    }
}

/// Whether a byte is one of three or more points in a row.
fn in_dotted_gap(quote: &str, at: usize) -> bool {
    let point = |letter: char| matches!(letter, '.' | '．');
    let (before, after) = quote.split_at_checked(at).unwrap_or((quote, ""));
    let left = before
        .chars()
        .rev()
        .take_while(|letter| point(*letter))
        .count();
    let right = after
        .chars()
        .take(3)
        .take_while(|letter| point(*letter))
        .count();
    right > 0 && left.saturating_add(right) >= 3
}

/// A letter in half width; none for blanks and marks that cannot be seen.
fn fold(letter: char) -> Option<char> {
    Some(match letter {
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => return None,
        _ if letter.is_whitespace() || letter.is_control() => return None,
        // Marks in marks are written ‘…’ inside “…”, so both kinds are one.
        '“' | '”' | '‘' | '’' | '＂' | '＇' | '\'' => '"',
        '\u{ff01}'..='\u{ff5e}' => {
            let code = u32::from(letter).saturating_sub(0xfee0);
            char::from_u32(code).unwrap_or(letter)
        }
        '｡' => '。',
        '､' => '、',
        '｢' => '「',
        '｣' => '」',
        '・' | '･' | '•' => '·',
        '〜' => '~',
        '〔' => '[',
        '〕' => ']',
        _ => letter,
    })
}

#[cfg(test)]
mod tests {
    use super::Folded;

    fn folded(words: &str) -> String {
        Folded::new(words).letters().iter().collect()
    }

    #[test]
    fn width_and_blanks_are_folded_and_marks_stay_apart() {
        assert_eq!(
            folded("１.３米，\u{3000}Ａ（％）\r\n“一”"),
            "1.3米,A(%)\"一\""
        );
        assert_eq!(folded("甲，乙、丙。"), "甲,乙、丙。");
        assert_ne!(folded("甲,乙"), folded("甲、乙"));
    }

    #[test]
    fn letters_know_their_bytes() {
        let content = "甲 ，\n𠮷乙";
        let text = Folded::new(content);
        assert_eq!(text.len(), 4);
        assert_eq!(content.get(text.to_bytes(content, &(1..3))), Some("，\n𠮷"));
        assert_eq!(text.of_bytes(&(4..12)), 1..3);
        assert_eq!(
            text.to_bytes(content, &(4..4)),
            content.len()..content.len()
        );
    }

    #[test]
    fn a_quote_is_cut_at_its_ellipses() {
        let pieces = |quote| Folded::pieces(quote).len();
        assert_eq!(pieces("甲……乙"), 2);
        assert_eq!(pieces("…甲…"), 1);
        assert_eq!(pieces("甲......乙...丙"), 3);
        assert_eq!(pieces("不低于4.5个"), 1);
        assert_eq!(pieces("…… "), 0);
    }
}

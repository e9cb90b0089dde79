//! A place in words, with the line around it: `第 98 行第 26 字：… 且 月收入 10000元以下 【或】 养育确有困难`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::words::Language;
use crate::diagnostic::wrap::visible;
use crate::source::{Span, Text};

/// `第 98 行第 26 字`.
pub(crate) fn place(text: &Text, span: Span, language: Language) -> String {
    let at = text.lines().position(span.start());
    let (line, character) = (at.line, at.character);
    match language {
        Language::Zh => format!("第 {line} 行第 {character} 字"),
        Language::En => format!("line {line}, character {character}"),
    }
}

/// The words of a span in 【】 with what fits of its line around them, in so many columns.
pub(crate) fn excerpt(text: &Text, span: Span, columns: usize) -> String {
    let line = text.lines().position(span.start()).line;
    let Some(bounds) = text.lines().line_range(line) else {
        return String::new();
    };
    let range = span.range();
    let start = range.start.clamp(bounds.start, bounds.end);
    let end = range.end.clamp(start, bounds.end);
    let words = |range: std::ops::Range<usize>| visible(text.slice_range(&range));
    let before = words(bounds.start..start);
    let meant = shortened(&words(start..end), columns.saturating_sub(12));
    let after = words(end..bounds.end);
    let (before, after) = (before.trim_start(), after.trim_end());
    // Brackets are four columns, an ellipsis with its blank at each side two.
    let room = columns.saturating_sub(meant.width()).saturating_sub(8);
    let half = room / 2;
    let left = room.saturating_sub(after.width().min(half));
    let right = room.saturating_sub(before.width().min(left));
    format!("{}【{meant}】{}", last(before, left), first(after, right))
}

fn first(words: &str, columns: usize) -> String {
    let shown = beginning(words, columns);
    if shown.len() < words.len() {
        format!("{}…", shown.trim_end())
    } else {
        shown.to_owned()
    }
}

fn last(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let turned: String = words.chars().rev().collect();
    let shown: String = beginning(&turned, columns).chars().rev().collect();
    format!("… {}", shown.trim_start())
}

/// As much of the beginning as fits.
fn beginning(words: &str, columns: usize) -> &str {
    let mut width = 0_usize;
    for (at, letter) in words.char_indices() {
        width = width.saturating_add(letter.width().unwrap_or(0));
        if width > columns {
            return words.get(..at).unwrap_or("");
        }
    }
    words
}

/// Long words by their beginning and their end.
fn shortened(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let half = columns.saturating_sub(1) / 2;
    let turned: String = words.chars().rev().collect();
    let end: String = beginning(&turned, half).chars().rev().collect();
    format!("{}…{end}", beginning(words, half))
}

#[cfg(test)]
mod tests {
    use super::{excerpt, place};
    use crate::diagnostic::words::Language;
    use crate::source::{FileId, Span, Text};
    use unicode_width::UnicodeWidthStr;

    fn check(content: &str, (start, end): (u32, u32), columns: usize, expected: &str) {
        let text = Text::new(FileId::new(0), "a.tiao", content).unwrap();
        let shown = excerpt(&text, Span::new(FileId::new(0), start, end), columns);
        assert_eq!(shown, expected);
        assert!(shown.width() <= columns);
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        check("  条件：甲 或 乙；\n", (15, 18), 60, "条件：甲 【或】 乙；");
        check("", (0, 0), 60, "【】");
        check("甲\r\n乙", (3, 3), 60, "甲【】");
        check("甲", (0, 99), 60, "【甲】");
    }

    #[test]
    fn a_long_line_is_shown_around_the_words() {
        let line = format!("{}或{}", "甲".repeat(40), "乙".repeat(40));
        check(&line, (120, 123), 30, "… 甲甲甲甲甲【或】乙乙乙乙乙…");
        check(&line, (0, 3), 30, "【甲】甲甲甲甲甲甲甲甲甲甲…");
        check(&line, (0, 243), 30, "【甲甲甲甲…乙乙乙乙】");
    }

    #[test]
    fn a_span_over_several_lines_is_shown_by_its_first() {
        check("甲乙\n丙丁", (3, 10), 30, "甲【乙】");
    }

    #[test]
    fn a_place_is_said_in_both_languages() {
        let text = Text::new(FileId::new(0), "a.tiao", "甲\n𠮷乙").unwrap();
        let span = Span::at(FileId::new(0), 8);
        assert_eq!(place(&text, span, Language::Zh), "第 2 行第 2 字");
        assert_eq!(place(&text, span, Language::En), "line 2, character 2");
    }
}

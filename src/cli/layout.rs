//! Words on a page of so many columns: Han letters take two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that never begin a line.
const NEVER_FIRST: &str = "，。；：、？！）】》〉”’％‰…,.;:?!)]}";
/// Marks that never end a line.
const NEVER_LAST: &str = "（【《〈“‘〔([{";

/// Breaks words into lines: the first after `before`, the others under as many blanks as `indent` says.
pub(crate) fn wrap(words: &str, before: &str, indent: usize, width: usize) -> Vec<String> {
    wrap_on(words, before, &" ".repeat(indent), width)
}

/// Breaks words into lines: the first after `before`, the others after `further`.
pub(crate) fn wrap_on(words: &str, before: &str, further: &str, width: usize) -> Vec<String> {
    let indent = visible(further);
    let mut lines = Vec::new();
    let mut line = before.to_owned();
    let mut used = visible(before);
    let mut fresh = true;
    for piece in pieces(words) {
        let wide = piece.width();
        let blank = piece.trim().is_empty();
        if !fresh && used.saturating_add(piece.trim_end().width()) > width && !blank {
            lines.push(line.trim_end().to_owned());
            further.clone_into(&mut line);
            used = indent;
            fresh = true;
        }
        if fresh && blank && used == indent && !lines.is_empty() {
            continue;
        }
        line.push_str(&piece);
        used = used.saturating_add(wide);
        fresh = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The pieces between which a line may break.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut letters = words.chars().map(shown).peekable();
    while let Some(letter) = letters.next() {
        open.push(letter);
        let next = letters.peek().copied();
        let glued = next.is_none_or(|next| {
            NEVER_FIRST.contains(next)
                || NEVER_LAST.contains(letter)
                || (is_narrow(letter) && is_narrow(next) && letter != ' ')
        });
        if !glued || next.is_none() {
            pieces.push(std::mem::take(&mut open));
        }
        if open.width() >= 60 {
            pieces.push(std::mem::take(&mut open));
        }
    }
    pieces
}

fn is_narrow(letter: char) -> bool {
    letter.width().unwrap_or(0) < 2
}

/// What could steer the terminal is spelled out.
fn shown(letter: char) -> char {
    match letter {
        '\n' | '\t' | '\r' => ' ',
        letter if letter.is_control() || is_turning(letter) => '\u{fffd}',
        letter => letter,
    }
}

/// Marks that turn the direction of writing.
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words as they may be shown: nothing in them steers the terminal.
pub(crate) fn clean(words: &str) -> String {
    words.chars().map(shown).collect()
}

/// The columns that words take, colours left out.
pub(crate) fn visible(words: &str) -> usize {
    let mut width: usize = 0;
    let mut escaped = false;
    for letter in words.chars() {
        match (escaped, letter) {
            (false, '\u{1b}') => escaped = true,
            (true, 'm') => escaped = false,
            (true, _) => {}
            (false, letter) => width = width.saturating_add(letter.width().unwrap_or(0)),
        }
    }
    width
}

/// Words filled with blanks to so many columns.
pub(crate) fn padded(words: &str, width: usize) -> String {
    let missing = width.saturating_sub(visible(words));
    format!("{words}{}", " ".repeat(missing))
}

/// Words filled with blanks on their left.
pub(crate) fn flush_right(words: &str, width: usize) -> String {
    let missing = width.saturating_sub(visible(words));
    format!("{}{words}", " ".repeat(missing))
}

/// Words cut to so many columns, with `…` where something is left out.
pub(crate) fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut used: usize = 1;
    for letter in words.chars() {
        used = used.saturating_add(letter.width().unwrap_or(0));
        if used > width {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    kept
}

/// Rows under each other, each column as wide as its widest cell; the columns in `right` stand flush right.
pub(crate) fn table(rows: &[Vec<String>], right: &[usize]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| visible(cell))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                if right.contains(&column) {
                    flush_right(cell, *width)
                } else {
                    padded(cell, *width)
                }
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, padded, table, visible, wrap};

    #[test]
    fn lines_break_between_han_letters_and_never_before_a_closing_mark() {
        let lines = wrap("一二三四五，六七八九十", "甲 ", 2, 12);
        assert_eq!(lines, ["甲 一二三四", "  五，六七八", "  九十"]);
        assert_eq!(
            wrap("an English sentence", "", 2, 12),
            ["an English", "  sentence"]
        );
        assert!(
            wrap("《方案》第（十二）项", "", 0, 6)
                .iter()
                .all(|line| !line.starts_with('》'))
        );
    }

    #[test]
    fn columns_are_counted_as_a_terminal_shows_them() {
        assert_eq!((visible("\u{1b}[1m甲\u{1b}[0m"), visible("a甲")), (2, 3));
        assert_eq!(padded("甲", 4), "甲  ");
        assert_eq!(cut("一二三四", 5), "一二…");
        let rows = vec![
            vec!["东城区".to_owned(), "3".to_owned()],
            vec!["市".to_owned(), "12".to_owned()],
        ];
        assert_eq!(table(&rows, &[1]), ["东城区   3", "市      12"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let lines = wrap("a\u{1b}[31mb\u{202e}c\nd", "", 0, 80);
        assert_eq!(lines, ["a\u{fffd}[31mb\u{fffd}c d"]);
    }
}

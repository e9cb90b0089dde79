//! Lines of at most so many terminal columns, broken as Chinese and English may be broken.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of a terminal line.
pub(crate) const COLUMNS: usize = 80;

/// Breaks words into lines of at most [`COLUMNS`], with what stands before the first and before each further line.
pub(crate) fn wrap(words: &str, first: &str, further: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for part in words.split('\n') {
        let before = if lines.is_empty() { first } else { further };
        let mut line = before.to_owned();
        let mut fresh = true;
        for token in tokens(&visible(part)) {
            if !fresh && line.width().saturating_add(token.trim_end().width()) > COLUMNS {
                lines.push(line.trim_end().to_owned());
                further.clone_into(&mut line);
            }
            fresh = false;
            for letter in token.chars() {
                // Only a single word longer than a line is broken inside.
                if line.width().saturating_add(letter.width().unwrap_or(0)) > COLUMNS
                    && letter != ' '
                {
                    lines.push(line.trim_end().to_owned());
                    further.clone_into(&mut line);
                }
                line.push(letter);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Words with every letter visible: what steers a terminal or turns the direction of writing is spelled out.
pub(crate) fn visible(words: &str) -> String {
    let mut shown = String::new();
    for letter in words.chars() {
        match letter {
            '\t' => shown.push(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                shown.extend(letter.escape_unicode());
            }
            _ if letter.is_control() => shown.extend(letter.escape_unicode()),
            _ => shown.push(letter),
        }
    }
    shown
}

/// The pieces between which a line may be broken, each with the blanks that follow it.
fn tokens(words: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for letter in words.chars() {
        let joined = before.is_some_and(|before| !may_break(before, letter));
        match tokens.last_mut() {
            Some(token) if joined => token.push(letter),
            _ => tokens.push(letter.to_string()),
        }
        before = Some(letter);
    }
    tokens
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || after == '\u{3000}' || opens(before) || closes(after) {
        return false;
    }
    let wide = |letter: char| letter.width() == Some(2);
    before == ' ' || before == '\u{3000}' || wide(before) || wide(after)
}

const fn opens(mark: char) -> bool {
    matches!(
        mark,
        '（' | '(' | '“' | '‘' | '《' | '「' | '『' | '【' | '〔' | '｛' | '[' | '{'
    )
}

const fn closes(mark: char) -> bool {
    matches!(
        mark,
        '）' | ')'
            | '”'
            | '’'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '｝'
            | ']'
            | '}'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '％'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '…'
    )
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, visible, wrap};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let sentence = "“且”和“或”混在一起，可以有两种读法；请改成其中一种，或者写成法律列举。";
        let english = "`and` and `or` are mixed here, which can be read in two ways. ";
        let unbroken = "x".repeat(300);
        for words in [&sentence.repeat(5), &english.repeat(5), &unbroken, "", " "] {
            let lines = wrap(words, "错误 E0102　", "  ");
            assert!(
                lines.iter().all(|line| line.width() <= COLUMNS),
                "{lines:#?}"
            );
            let blank = |words: &str| words.replace([' ', '\u{3000}'], "");
            assert_eq!(blank(&lines.concat()), format!("错误E0102{}", blank(words)));
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for lead in 30..50 {
            let words = format!("{}，乙（丙）。丁", "甲".repeat(lead));
            let lines = wrap(&words, "", "");
            assert!(
                lines
                    .iter()
                    .all(|line| !line.starts_with(['，', '）', '。'])),
                "{lines:#?}"
            );
            assert!(lines.iter().all(|line| !line.ends_with('（')), "{lines:#?}");
        }
    }

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        assert_eq!(
            visible("甲\u{1b}[31m\t乙\u{202e}"),
            "甲\\u{1b}[31m 乙\\u{202e}"
        );
        assert_eq!(visible("\u{3000}𠮷"), "\u{3000}𠮷");
    }
}

//! What looks wrong letter by letter: quotation marks and brackets without their partner, and letters that look like others.

use std::ops::Range;

/// Something that looks wrong, whatever the grammar says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suspect {
    /// Where it stands, in bytes of the declaration.
    pub(super) range: Range<usize>,
    pub(super) kind: SuspectKind,
}

/// What looks wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SuspectKind {
    /// A quotation mark that opens and never closes; the mark that should close it.
    OpenQuote(char),
    /// A quotation mark inside a quotation with the same marks.
    NestedQuote,
    /// A quotation mark that closes nothing; the mark that should have opened it.
    CloseQuote(char),
    /// A bracket that opens and never closes; the bracket that should close it.
    OpenBracket(char),
    /// A bracket that closes nothing; the bracket that it would need.
    CloseBracket(char),
    /// A letter that looks like another one, which is meant, if that is known.
    LookAlike(Option<char>),
}

/// Everything in a declaration that looks wrong, in order.
pub(super) fn suspects(words: &str) -> Vec<Suspect> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(letter) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = words.get(at..).unwrap_or_default();
        let next = at.saturating_add(letter.len_utf8());
        if rest.starts_with("//") || letter == '※' {
            at = at.saturating_add(rest.find('\n').unwrap_or(rest.len()));
            continue;
        }
        if let Some(close) = closing_quote(letter) {
            let after = words.get(next..).unwrap_or_default();
            match quotation(letter, close, after) {
                Ok(length) => at = next.saturating_add(length),
                Err(kind) => {
                    found.push(Suspect {
                        range: at..next,
                        kind,
                    });
                    at = next;
                }
            }
            before = close;
            continue;
        }
        if let Some(close) = closing_bracket(letter) {
            open.push((at, close));
        } else if let Some(opening) = opening_bracket(letter) {
            match open.pop() {
                Some((_, close)) if same_bracket(close, letter) => {}
                other => {
                    open.extend(other);
                    found.push(Suspect {
                        range: at..next,
                        kind: SuspectKind::CloseBracket(opening),
                    });
                }
            }
        } else if let Some(kind) = look_alike(before, letter, words.get(next..).unwrap_or_default())
        {
            found.push(Suspect {
                range: at..next,
                kind,
            });
        }
        before = letter;
        at = next;
    }
    let unclosed = open.into_iter().map(|(at, close)| Suspect {
        range: at..at.saturating_add(close.len_utf8()),
        kind: SuspectKind::OpenBracket(close),
    });
    found.extend(unclosed);
    found.sort_by_key(|suspect| suspect.range.start);
    found
}

/// How long a quotation is with its closing mark, or what is wrong with it.
fn quotation(open: char, close: char, after: &str) -> Result<usize, SuspectKind> {
    let stop = match open {
        '“' => after.find(['”', '“']),
        '"' => after.find('"'),
        _ => after.find([close, open, '\n']),
    };
    let Some(stop) = stop else {
        return Err(SuspectKind::OpenQuote(close));
    };
    let rest = after.get(stop..).unwrap_or_default();
    if rest.starts_with(close) {
        return Ok(stop.saturating_add(close.len_utf8()));
    }
    let inside = after.get(..stop).unwrap_or_default();
    if open == '“' && rest.starts_with('“') && !inside.contains(['；', ';', '。', '\n']) {
        return Err(SuspectKind::NestedQuote);
    }
    Err(SuspectKind::OpenQuote(close))
}

const fn closing_quote(letter: char) -> Option<char> {
    Some(match letter {
        '“' => '”',
        '"' => '"',
        '「' => '」',
        '`' => '`',
        '《' => '》',
        _ => return None,
    })
}

const fn closing_bracket(letter: char) -> Option<char> {
    Some(match letter {
        '（' => '）',
        '(' => ')',
        '｛' => '｝',
        '{' => '}',
        '［' => '］',
        '[' => ']',
        _ => return None,
    })
}

const fn opening_bracket(letter: char) -> Option<char> {
    Some(match letter {
        '）' => '（',
        ')' => '(',
        '｝' => '｛',
        '}' => '{',
        '］' => '［',
        ']' => '[',
        _ => return None,
    })
}

/// A bracket may close one of the other width.
fn same_bracket(wanted: char, found: char) -> bool {
    let narrow = |letter| match letter {
        '）' => ')',
        '｝' => '}',
        '］' => ']',
        other => other,
    };
    narrow(wanted) == narrow(found)
}

const CHINESE_DIGITS: &str = "〇零一二三四五六七八九十";

fn look_alike(before: char, letter: char, after: &str) -> Option<SuspectKind> {
    let next = after.chars().next().unwrap_or(' ');
    let meant = match letter {
        '”' => return Some(SuspectKind::CloseQuote('“')),
        '」' => return Some(SuspectKind::CloseQuote('「')),
        '》' => return Some(SuspectKind::CloseQuote('《')),
        'O' | 'o' | '0' | '○' | '◯'
            if CHINESE_DIGITS.contains(before) && CHINESE_DIGITS.contains(next) =>
        {
            Some('〇')
        }
        'O' | 'o' if before.is_ascii_digit() => Some('0'),
        'l' | 'I' if before.is_ascii_digit() => Some('1'),
        '○' | '◯' => Some('〇'),
        '—' | '–' | '―' | '‐' | 'ー' | '─'
            if matches!(before, '第' | '（' | '(') || is_han(next) && is_han(before) =>
        {
            Some('一')
        }
        '—' | '–' | '―' | '‐' | 'ー' | '─' => Some('－'),
        '\u{37E}' | '﹔' | '︔' => Some('；'),
        '∶' | '︰' | '﹕' | 'ː' => Some('：'),
        '﹐' | '‚' | '︐' => Some('，'),
        '､' | '﹑' => Some('、'),
        '｡' => Some('。'),
        '‘' | '＂' | '〝' => Some('“'),
        '’' if !after.starts_with('s') => Some('”'),
        '〞' | '〟' => Some('”'),
        '『' => Some('「'),
        '』' => Some('」'),
        '﹙' => Some('（'),
        '﹚' => Some('）'),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => u32::from(letter)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32),
        'а' | 'А' | 'Α' => Some(if letter == 'а' { 'a' } else { 'A' }),
        'е' | 'Е' | 'Ε' => Some(if letter == 'е' { 'e' } else { 'E' }),
        'о' | 'О' | 'Ο' | 'ο' => Some(if matches!(letter, 'о' | 'ο') {
            'o'
        } else {
            'O'
        }),
        'р' | 'Р' | 'Ρ' => Some(if letter == 'р' { 'p' } else { 'P' }),
        'с' | 'С' => Some(if letter == 'с' { 'c' } else { 'C' }),
        'х' | 'Х' | 'Χ' => Some(if letter == 'х' { 'x' } else { 'X' }),
        'у' => Some('y'),
        'В' | 'Β' => Some('B'),
        'К' | 'Κ' => Some('K'),
        'М' | 'Μ' => Some('M'),
        'Н' | 'Η' => Some('H'),
        'Т' | 'Τ' => Some('T'),
        '\u{370}'..='\u{52F}' => None,
        _ => return None,
    };
    Some(SuspectKind::LookAlike(meant))
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::{SuspectKind, suspects};

    fn check(words: &str, expected: &[(&str, SuspectKind)]) {
        let found = suspects(words);
        let found: Vec<_> = found
            .iter()
            .map(|suspect| {
                (
                    words.get(suspect.range.clone()).unwrap_or_default(),
                    suspect.kind,
                )
            })
            .collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn marks_without_a_partner_are_found() {
        check("依据：《甲》；给予：“乙”；（丙 且 [丁])", &[]);
        check("“乙；给予：“丙”", &[("“", SuspectKind::OpenQuote('”'))]);
        check(
            "“以“一老一少”为重点”",
            &[
                ("“", SuspectKind::NestedQuote),
                ("”", SuspectKind::CloseQuote('“')),
            ],
        );
        check(
            "「甲\n」",
            &[
                ("「", SuspectKind::OpenQuote('」')),
                ("」", SuspectKind::CloseQuote('「')),
            ],
        );
        check("（甲 且 乙；", &[("（", SuspectKind::OpenBracket('）'))]);
        check("甲 且 乙）；", &[("）", SuspectKind::CloseBracket('（'))]);
    }

    #[test]
    fn letters_that_look_like_others_are_found_outside_quotations() {
        check("1O日", &[("O", SuspectKind::LookAlike(Some('0')))]);
        check("二○二二年", &[("○", SuspectKind::LookAlike(Some('〇')))]);
        check("第—条", &[("—", SuspectKind::LookAlike(Some('一')))]);
        check("甲 — 乙", &[("—", SuspectKind::LookAlike(Some('－')))]);
        check("“1O—”、E25、甲’s 乙 ※ 1O", &[]);
        check("с1", &[("с", SuspectKind::LookAlike(Some('c')))]);
    }
}

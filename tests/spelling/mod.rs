//! The seven spellings of a rule file, made from its canonical text word by word.

use std::iter;

use tiaoli::source::{FileId, Text};
use tiaoli::syntax::document::Item;
use tiaoli::syntax::parse;

/// A piece of a rule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    /// Quoted words, a title or a quoted name.
    Quoted(&'t str),
    Comment(&'t str),
    Blank(&'t str),
    Mark(char),
    Word(&'t str),
}

const MARKS: &str = "：；，、。（）｛｝［］‖｜＝≠≤≥＜＞＋－×÷％";

fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '“' => closed(rest, '”'),
            '"' => closed(rest, '"'),
            '「' => closed(rest, '」'),
            '`' => closed(rest, '`'),
            '《' => closed(rest, '》'),
            _ => 0,
        };
        let comment = letter == '※' || rest.starts_with("//");
        let (piece, after) = if length > 0 {
            let (quoted, after) = rest.split_at(length);
            (Piece::Quoted(quoted), after)
        } else if comment {
            let (comment, after) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
            (Piece::Comment(comment), after)
        } else if letter.is_whitespace() {
            let (blank, after) = rest.split_at(
                rest.find(|letter: char| !letter.is_whitespace())
                    .unwrap_or(rest.len()),
            );
            (Piece::Blank(blank), after)
        } else if MARKS.contains(letter) {
            (Piece::Mark(letter), rest.split_at(letter.len_utf8()).1)
        } else {
            let end = rest
                .find(|letter: char| {
                    letter.is_whitespace() || MARKS.contains(letter) || "“\"「`《※".contains(letter)
                })
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            (Piece::Word(word), after)
        };
        found.push(piece);
        rest = after;
    }
    found
}

fn closed(words: &str, close: char) -> usize {
    let opening = words.chars().next().map_or(0, char::len_utf8);
    words
        .char_indices()
        .skip(1)
        .find(|(_, letter)| *letter == close)
        .map_or(opening, |(at, _)| at + close.len_utf8())
}

fn half(mark: char) -> &'static str {
    match mark {
        '：' => ":",
        '；' => ";",
        '，' | '、' => ",",
        '。' => ".",
        '（' => "(",
        '）' => ")",
        '｛' => "{",
        '｝' => "}",
        '［' => "[",
        '］' => "]",
        '‖' => "=>",
        '｜' => "|",
        '＝' => "=",
        '≠' => "!=",
        '≤' => "<=",
        '≥' => ">=",
        '＜' => "<",
        '＞' => ">",
        '＋' => "+",
        '－' => "-",
        '×' => "*",
        '÷' => "/",
        _ => "%",
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// The seven spellings with their names, and half-width marks without a blank.
pub fn all(chinese: &str, english: &str, seed: u64) -> Vec<(&'static str, String)> {
    vec![
        ("Chinese", chinese.to_owned()),
        ("English", english.to_owned()),
        ("half-width", half_width(chinese)),
        ("one line", one_line(chinese)),
        ("no blanks", no_blanks(chinese)),
        ("half-width, no blanks", no_blanks(&half_width(chinese))),
        ("random indents", random_indents(chinese, seed)),
        ("mixed", mixed(chinese, english, seed)),
    ]
}

fn half_width(words: &str) -> String {
    spell(words, |piece, all| match piece {
        Piece::Mark(mark) => all.push_str(half(mark)),
        other => as_it_is(other, all),
    })
}

fn one_line(words: &str) -> String {
    spell(words, |piece, all| match piece {
        Piece::Blank(_) => all.push(' '),
        Piece::Comment(_) => {}
        other => as_it_is(other, all),
    })
}

fn no_blanks(words: &str) -> String {
    spell(words, |piece, all| match piece {
        Piece::Blank(_) | Piece::Comment(_) => {}
        other => as_it_is(other, all),
    })
}

fn random_indents(words: &str, seed: u64) -> String {
    let blanks = [
        "",
        " ",
        "\n",
        "\n\n      ",
        "\t",
        "\u{3000}",
        "\r\n  ",
        "  ※ 权利 甲：“\n",
        " // 。（\n",
    ];
    let mut dice = Dice(seed);
    spell(words, |piece, all| match piece {
        Piece::Comment(comment) => {
            all.push_str(comment);
            all.push('\n');
        }
        Piece::Blank(_) => all.push_str(blanks[dice.roll(blanks.len())]),
        Piece::Mark(mark) => {
            all.push_str(blanks[dice.roll(blanks.len())]);
            all.push(mark);
            all.push_str(blanks[dice.roll(blanks.len())]);
        }
        other => as_it_is(other, all),
    })
}

/// Declarations in either language by turns, Chinese marks in either width.
fn mixed(chinese: &str, english: &str, seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_add(99));
    let (left, right) = (declarations(chinese), declarations(english));
    let mut all = String::new();
    for (chinese, english) in iter::zip(left, right) {
        if dice.roll(2) == 0 {
            all.push_str(&english);
        } else {
            all.push_str(&spell(&chinese, |piece, all| match piece {
                Piece::Mark(mark) if dice.roll(2) == 0 => all.push_str(half(mark)),
                other => as_it_is(other, all),
            }));
        }
        all.push('\n');
    }
    all
}

fn declarations(words: &str) -> Vec<String> {
    let text = Text::new(FileId::new(0), "spelling", words).unwrap();
    let (document, _) = parse(&text);
    let spans = document.items.iter().map(|item| match item {
        Item::Declaration(declaration) => declaration.span,
        Item::Broken { span, .. } => *span,
    });
    spans.map(|span| text.slice(span).to_owned()).collect()
}

fn spell(words: &str, mut how: impl FnMut(Piece<'_>, &mut String)) -> String {
    let mut all = String::new();
    for piece in pieces(words) {
        how(piece, &mut all);
    }
    all
}

fn as_it_is(piece: Piece<'_>, all: &mut String) {
    match piece {
        Piece::Mark(mark) => all.push(mark),
        Piece::Quoted(words) | Piece::Comment(words) | Piece::Blank(words) | Piece::Word(words) => {
            all.push_str(words)
        }
    }
}

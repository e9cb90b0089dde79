//! What a line of an instrument begins with.

use crate::source::instrument::Style;
use crate::source::numeral::{self, is_han_numeral};
use crate::source::path::{Level, Marker};

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// With no marker.
    Plain,
    /// With `一、` or `二。` in a plan, with `第…编/章/节/条` in a statute.
    Heading(Marker),
    /// With a number in brackets: `（一）`, `(12)`.
    Bracketed { number: u32, arabic: bool },
    /// With an Arabic number and a point: `1.`, `2、`.
    Dotted { number: u32 },
}

/// A line that is not blank, without the blanks around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the words after the marker begin.
    pub(crate) rest: usize,
    pub(crate) found: Found,
}

/// The lines of a text with the markers that they begin with.
pub(crate) fn lines(content: &str, style: Style) -> Vec<Seen> {
    let body = match style {
        Style::Plan => 0,
        Style::Statute => after_contents(content),
    };
    let mut last_article = (0, 0);
    let mut seen = Vec::new();
    for (start, end) in raw_lines(content) {
        let words = content.get(start..end).unwrap_or("");
        let (found, taken) = match style {
            _ if start < body => (Found::Plain, 0),
            Style::Plan => plan_marker(words),
            Style::Statute => statute_marker(words, &mut last_article),
        };
        let after = start.saturating_add(taken);
        let (rest, _) = trimmed(content, after, end);
        seen.push(Seen {
            start,
            end,
            rest,
            found,
        });
    }
    seen
}

/// How many bytes of the words of a passage are its marker: `（一）`, `第十九条之一`. 0 where it begins with none.
pub(crate) fn length(words: &str, style: Style) -> usize {
    match style {
        Style::Plan => plan_marker(words).1,
        Style::Statute => numbered_unit(words)
            .map(|(_, taken)| taken)
            .or_else(|| {
                bracketed(words)
                    .or_else(|| dotted(words))
                    .map(|(_, taken)| taken)
            })
            .unwrap_or(0),
    }
}

/// Whether a text has articles.
pub(crate) fn has_articles(content: &str) -> bool {
    raw_lines(content).any(|(start, end)| {
        let words = content.get(start..end).unwrap_or("");
        numbered_unit(words).is_some_and(|(marker, _)| marker == Marker::new(Level::Article, 1))
    })
}

/// The stretch without the blanks and the byte order mark around it.
pub(crate) fn trimmed(content: &str, start: usize, end: usize) -> (usize, usize) {
    let words = content.get(start..end).unwrap_or("");
    let shown = words.trim_start_matches(is_blank);
    let start = end.saturating_sub(shown.len());
    (
        start,
        start.saturating_add(shown.trim_end_matches(is_blank).len()),
    )
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}')
}

/// The lines that are not blank, trimmed.
fn raw_lines(content: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0_usize;
    content.split(['\n', '\r']).filter_map(move |line| {
        let end = start.saturating_add(line.len());
        let stretch = trimmed(content, start, end);
        start = end.saturating_add(1);
        (stretch.0 < stretch.1).then_some(stretch)
    })
}

fn plan_marker(words: &str) -> (Found, usize) {
    if let Some((found, taken)) = bracketed(words).or_else(|| dotted(words)) {
        return (found, taken);
    }
    let starts_arabic =
        words.starts_with(|letter: char| letter.is_numeric() && !is_han_numeral(letter));
    if let (Some((number, taken)), false) = (numeral::leading(words), starts_arabic) {
        let rest = words.get(taken..).unwrap_or("");
        // Errata of printed plans mix `一、` and `二。`.
        let separator = rest
            .chars()
            .next()
            .filter(|mark| "、。．.､｡".contains(*mark));
        if let Some(mark) = separator {
            let marker = Marker::new(Level::Part, number);
            return (
                Found::Heading(marker),
                taken.saturating_add(mark.len_utf8()),
            );
        }
    }
    (Found::Plain, 0)
}

fn statute_marker(words: &str, last_article: &mut (u32, u32)) -> (Found, usize) {
    if let Some((marker, taken)) = numbered_unit(words) {
        let rest = words.get(taken..).unwrap_or("");
        let parted = rest.is_empty() || rest.starts_with(is_blank);
        if marker.level() == Level::Article {
            // `第九条规定的…` at the start of a line only cites the article.
            let here = (marker.number(), marker.insertion());
            let next = (last_article.0.saturating_add(1), 0);
            let inserted = (last_article.0, last_article.1.saturating_add(1));
            if here > *last_article && (parted || here == next || here == inserted) {
                *last_article = here;
                return (Found::Heading(marker), taken);
            }
        } else if parted && !rest.contains(['。', '；', ';']) {
            return (Found::Heading(marker), taken);
        }
    }
    bracketed(words)
        .or_else(|| dotted(words))
        .unwrap_or((Found::Plain, 0))
}

/// `第十九条`, `第二章`: the marker and its length.
fn numbered_unit(words: &str) -> Option<(Marker, usize)> {
    let after = words.strip_prefix('第')?;
    let inner = after.trim_start_matches(is_blank);
    let (number, taken) = numeral::leading(inner)?;
    let unit = inner.get(taken..)?.trim_start_matches(is_blank);
    let mut letters = unit.chars();
    let level = match letters.next()? {
        '编' => Level::Book,
        '章' => Level::Chapter,
        '节' => Level::Section,
        '条' => Level::Article,
        _ => return None,
    };
    let rest = letters.as_str();
    let (inserted, rest) = insertion(rest)
        .filter(|_| level == Level::Article)
        .unwrap_or((0, rest));
    let taken = words.len().saturating_sub(rest.len());
    Some((Marker::inserted_after(level, number, inserted), taken))
}

/// `之一` after `第十九条`: its number and the words after it.
fn insertion(words: &str) -> Option<(u32, &str)> {
    let after = words.trim_start_matches(is_blank).strip_prefix('之')?;
    let after = after.trim_start_matches(is_blank);
    let (number, taken) = numeral::leading(after)?;
    Some((number, after.get(taken..)?))
}

fn bracketed(words: &str) -> Option<(Found, usize)> {
    let inner = words.strip_prefix(['(', '（'])?;
    let inner = inner.trim_start_matches(is_blank);
    let (number, taken) = numeral::leading(inner)?;
    let arabic = inner
        .chars()
        .next()
        .is_some_and(|letter| !is_han_numeral(letter));
    let rest = inner.get(taken..)?.trim_start_matches(is_blank);
    let rest = rest.strip_prefix([')', '）'])?;
    let taken = words.len().saturating_sub(rest.len());
    Some((Found::Bracketed { number, arabic }, taken))
}

fn dotted(words: &str) -> Option<(Found, usize)> {
    let first = words.chars().next()?;
    if is_han_numeral(first) {
        return None;
    }
    let (number, taken) = numeral::leading(words)?;
    let rest = words.get(taken..)?;
    let after = rest.strip_prefix(['.', '．', '、', '､'])?;
    // `1.3米以下` begins with a decimal, not with a marker.
    let decimal = after
        .starts_with(|letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter));
    let taken = words.len().saturating_sub(after.len());
    (!decimal).then_some((Found::Dotted { number }, taken))
}

/// Where the text begins after a table of contents: at the second of two equal chapter headings.
fn after_contents(content: &str) -> usize {
    let mut first: Option<&str> = None;
    for (start, end) in raw_lines(content) {
        let words = content.get(start..end).unwrap_or("");
        let Some((marker, _)) = numbered_unit(words) else {
            continue;
        };
        match first {
            None if marker.level() == Level::Article => return 0,
            None => first = Some(words),
            Some(heading) if heading == words => return start,
            Some(_) => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::{Found, lines};
    use crate::source::instrument::Style;
    use crate::source::path::{Level, Marker};

    fn check(style: Style, cases: &[(&str, Found, &str)]) {
        for (line, found, rest) in cases {
            let seen = lines(line, style);
            assert_eq!(seen[0].found, *found, "{line}");
            assert_eq!(line.get(seen[0].rest..seen[0].end), Some(*rest), "{line}");
        }
    }

    const fn heading(level: Level, number: u32) -> Found {
        Found::Heading(Marker::new(level, number))
    }

    #[test]
    fn a_plan_marks_its_lines() {
        let item = |number, arabic| Found::Bracketed { number, arabic };
        check(
            Style::Plan,
            &[
                ("一、一般要求", heading(Level::Part, 1), "一般要求"),
                ("二。安全有序", heading(Level::Part, 2), "安全有序"),
                ("(1)指导思想。甲", item(1, true), "指导思想。甲"),
                ("（七）出生", item(7, false), "出生"),
                ("(十三)促进", item(13, false), "促进"),
                ("（２０）动员", item(20, true), "动员"),
                (
                    "\u{feff}\u{3000}\u{3000}（ 二十二 ）加强",
                    item(22, false),
                    "加强",
                ),
                ("1.3米以下儿童", Found::Plain, "1.3米以下儿童"),
                ("2022年1月21日", Found::Plain, "2022年1月21日"),
                ("1. 建设", Found::Dotted { number: 1 }, "建设"),
                ("“十四五”期间", Found::Plain, "“十四五”期间"),
                ("十四五、规划", Found::Plain, "十四五、规划"),
                ("(老人身边)", Found::Plain, "(老人身边)"),
            ],
        );
    }

    #[test]
    fn a_statute_marks_its_lines() {
        check(
            Style::Statute,
            &[
                ("第一编　总则", heading(Level::Book, 1), "总则"),
                ("第 二 章 基本规定", heading(Level::Chapter, 2), "基本规定"),
                ("第一条　为了", heading(Level::Article, 1), "为了"),
                ("第一条为了", heading(Level::Article, 1), "为了"),
                ("第九条规定的情形", Found::Plain, "第九条规定的情形"),
                (
                    "第 十九 条 之 二　有下列",
                    Found::Heading(Marker::inserted_after(Level::Article, 19, 2)),
                    "有下列",
                ),
                (
                    "第二章规定的期间届满。",
                    Found::Plain,
                    "第二章规定的期间届满。",
                ),
            ],
        );
    }

    #[test]
    fn an_inserted_article_stands_after_its_own() {
        let text =
            "第一条　甲\n第一条之一乙\n第一条之二 丙\n第一条之一规定的\n第二条丁\n第二条之规定";
        let headings: Vec<String> = lines(text, Style::Statute)
            .iter()
            .map(|line| match line.found {
                Found::Heading(marker) => marker.to_string(),
                _ => "-".to_owned(),
            })
            .collect();
        let expected = ["第一条", "第一条之一", "第一条之二", "-", "第二条", "-"];
        assert_eq!(headings, expected);
    }
}

//! What is left of a declaration when the words with a slip are taken out, so that the rest can be read again.
//!
//! Lengths never change: what is taken out becomes blanks, and every place stays where it was.

use std::ops::Range;

use crate::syntax::outline::{is_blank, statement_at};

/// What may stand for the content of an item: a condition, a case with its value, a band with its rate, the last of either.
const STAND_INS: &[&str] = &["是", "是，0", "0元以下，0", "其他，0", "其余，0"];

/// The ways to take a slip out, the one that takes least first. None where the slip stands before the first colon.
pub(super) fn ways(words: &str, slip: usize) -> Vec<Way> {
    let Some(statement) = statement_at(words, slip) else {
        return Vec::new();
    };
    let mut ways = Vec::new();
    if let Some(content) = content_of_item(words, &statement, slip) {
        let room = content.len();
        let fitting = STAND_INS.iter().filter(|word| word.len() <= room);
        ways.extend(fitting.map(|word| Way::new(words, &content, word)));
    }
    ways.push(Way::new(words, &whole(words, statement), ""));
    ways
}

/// The words with a slip taken out.
#[derive(Debug)]
pub(super) struct Way {
    /// What is left.
    pub(super) words: String,
    /// Where what was taken out ends.
    pub(super) end: usize,
}

impl Way {
    fn new(words: &str, stretch: &Range<usize>, stand_in: &str) -> Self {
        let before = words.get(..stretch.start).unwrap_or_default();
        let after = words.get(stretch.end..).unwrap_or_default();
        let room = stretch.len().saturating_sub(stand_in.len());
        let mut left = String::with_capacity(words.len());
        left.push_str(before);
        left.push_str(stand_in);
        left.extend(std::iter::repeat_n(' ', room));
        left.push_str(after);
        Self {
            words: left,
            end: stretch.end,
        }
    }
}

/// The content of the item in which a slip stands, after its enumerator and before its mark, with the items under it.
fn content_of_item(words: &str, statement: &Range<usize>, slip: usize) -> Option<Range<usize>> {
    let mut item: Option<(usize, bool)> = None;
    let mut at = statement.start;
    while let Some(rest) = words.get(at..slip.min(statement.end)) {
        let Some(letter) = rest.chars().next() else {
            break;
        };
        if opens_item(words.get(statement.start..at).unwrap_or_default())
            && let Some((length, deep)) = enumerator(words.get(at..statement.end)?)
        {
            at = at.saturating_add(length);
            // A slip inside the enumerator itself is none of the content.
            if at <= slip {
                item = Some((at, deep));
            }
            continue;
        }
        at = at.saturating_add(letter.len_utf8());
    }
    let (start, deep) = item?;
    let end = if deep {
        statement.end
    } else {
        under(words, statement.end, |deep| deep)
    };
    let closed = words.get(start..end)?.trim_end_matches(is_blank);
    let closed = closed.trim_end_matches(['；', ';']);
    Some(start..start.saturating_add(closed.len()))
}

/// The statement with all its items: a list without its head would be one slip after another.
fn whole(words: &str, statement: Range<usize>) -> Range<usize> {
    let mut start = statement.start;
    while begins_with_item(words, start) {
        let before = words.get(..start).unwrap_or_default();
        let before = before.trim_end_matches(['；', ';']);
        let Some(earlier) = statement_at(words, before.len().saturating_sub(1)) else {
            break;
        };
        if earlier.start >= start {
            break;
        }
        start = earlier.start;
    }
    start..under(words, statement.end, |_| true)
}

/// Where the items end that follow a place and are wanted.
fn under(words: &str, mut end: usize, wanted: impl Fn(bool) -> bool) -> usize {
    loop {
        let rest = words.get(end..).unwrap_or_default();
        let gap = rest
            .len()
            .saturating_sub(rest.trim_start_matches(is_blank).len());
        let begins = end.saturating_add(gap);
        let follows = words
            .get(begins..)
            .and_then(enumerator)
            .is_some_and(|(_, deep)| wanted(deep));
        let next = statement_at(words, begins).filter(|next| follows && next.end > end);
        let Some(next) = next else {
            return end;
        };
        end = next.end;
    }
}

fn begins_with_item(words: &str, start: usize) -> bool {
    let rest = words.get(start..).unwrap_or_default();
    enumerator(rest.trim_start_matches(is_blank)).is_some()
}

/// Whether an item may begin after these words of a statement.
fn opens_item(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    let openings = [
        "条件",
        "之一",
        "均不存在",
        "分别确定",
        "of",
        "cases",
        "：",
        ":",
    ];
    before.is_empty() || openings.iter().any(|word| before.ends_with(word))
}

/// The length of an enumerator at the start, and whether it is one of the inner ones, `1.`.
fn enumerator(words: &str) -> Option<(usize, bool)> {
    let digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    if let Some(inner) = words.strip_prefix(['（', '(']) {
        let close = inner.find(['）', ')'])?;
        let (number, after) = inner.split_at_checked(close)?;
        let number = number.trim_matches(is_blank);
        let counted = !number.is_empty()
            && (number
                .chars()
                .all(|letter| "〇一二三四五六七八九十".contains(letter))
                || number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_lowercase()));
        let mark = after.chars().next()?.len_utf8();
        let length = words.len().checked_sub(after.len())?.checked_add(mark)?;
        return counted.then_some((length, false));
    }
    let after = words.trim_start_matches(digit);
    let point = after.trim_start_matches(is_blank);
    let mark = point
        .chars()
        .next()
        .filter(|mark| ['.', '．', '、'].contains(mark))?;
    let length = words
        .len()
        .checked_sub(point.len())?
        .checked_add(mark.len_utf8())?;
    (after.len() < words.len()).then_some((length, true))
}

#[cfg(test)]
mod tests {
    use super::ways;

    #[track_caller]
    fn check(words: &str, slip: &str, least: &str) {
        let at = words.find(slip).unwrap();
        let ways = ways(words, at);
        let way = ways.first().unwrap();
        assert_eq!(way.words.len(), words.len(), "places stay where they are");
        let seen: String = way
            .words
            .split(' ')
            .filter(|part| !part.is_empty())
            .collect();
        assert_eq!(seen, least);
    }

    #[test]
    fn the_least_that_is_taken_out_is_the_content_of_one_item() {
        check(
            "权利 甲：条件：同时符合下列条件：（一）乙；（二）错！；（三）丙；给予：“丁”。",
            "错",
            "权利甲：条件：同时符合下列条件：（一）乙；（二）是；（三）丙；给予：“丁”。",
        );
        check(
            "权利 甲：条件：同时符合下列条件：（一）错！；（二）乙。",
            "错",
            "权利甲：条件：同时符合下列条件：（一）是；（二）乙。",
        );
    }

    #[test]
    fn an_item_takes_the_items_under_it_along() {
        check(
            "权利 甲：条件：同时符合下列条件：（一）错之一：1. 乙；2. 丙；（二）丁；给予：“戊”。",
            "错",
            "权利甲：条件：同时符合下列条件：（一）是；（二）丁；给予：“戊”。",
        );
        check(
            "权利 甲：条件：同时符合下列条件：（一）符合下列情形之一：1. 乙；2. 错！；（二）丁。",
            "错",
            "权利甲：条件：同时符合下列条件：（一）符合下列情形之一：1.乙；2.是；（二）丁。",
        );
    }

    #[test]
    fn a_list_whose_head_has_the_slip_is_taken_out_whole() {
        check(
            "权利 甲：条件：同时附合下列条件：（一）乙；（二）丙；给予：“丁”。",
            "附",
            "权利甲：给予：“丁”。",
        );
    }

    #[test]
    fn outside_a_list_a_statement_is_taken_out() {
        check(
            "权利 甲：条件：乙；给予：丁！；说明：“戊”。",
            "丁",
            "权利甲：条件：乙；说明：“戊”。",
        );
    }
}

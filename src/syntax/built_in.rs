//! The words that every rule file knows besides keywords and units: functions, clocks, and what may end a path.
//!
//! The document holds their Chinese spelling, so that both spellings give one tree.

use crate::syntax::expression::Segment;

/// A word in Chinese and in English.
type Twin = (&'static str, &'static str);

/// The functions that the four roundings are not.
#[rustfmt::skip]
const FUNCTIONS: [Twin; 26] = [
    ("较低者", "min"), ("较高者", "max"), ("绝对值", "abs"), ("取整", "whole"), ("余数", "rest"),
    ("天数", "days_between"), ("月数", "months_between"), ("自然月数", "calendar_months"), ("周岁", "age"),
    ("年份", "year_of"), ("月份", "month_of"), ("日号", "day_of"), ("日期", "date"),
    ("月初", "start_of_month"), ("月末", "end_of_month"), ("年初", "start_of_year"), ("年末", "end_of_year"),
    ("周岁年度初", "child_year_start"), ("周岁年度末", "child_year_end"), ("生日", "birthday"),
    ("期间", "period"), ("重叠", "overlap"), ("期间天数", "period_days"), ("期间月数", "period_months"),
    ("合并天数", "union_days"), ("参数值", "value_on"),
];

const CLOCKS: [Twin; 3] = [
    ("判断日", "as_of"),
    ("适用法日", "law_as_of"),
    ("知悉日", "known_as_of"),
];

/// What a collection is counted by, and what a norm grants.
const ENDINGS: [Twin; 6] = [
    ("合计", "sum"),
    ("个数", "count"),
    ("人数", "headcount"),
    ("最大值", "greatest"),
    ("最小值", "least"),
    ("给予", "granted"),
];

fn twin(words: &[Twin], word: &str) -> Option<Twin> {
    words
        .iter()
        .find(|(chinese, english)| *chinese == word || *english == word)
        .copied()
}

/// Both spellings of a function.
#[must_use]
pub fn function(word: &str) -> Option<(&'static str, &'static str)> {
    twin(&FUNCTIONS, word)
}

/// Both spellings of a clock: the day of judgement and the like.
#[must_use]
pub fn clock(word: &str) -> Option<(&'static str, &'static str)> {
    twin(&CLOCKS, word)
}

/// Both spellings of a word that may end a path, such as `个数`.
#[must_use]
pub fn ending(word: &str) -> Option<(&'static str, &'static str)> {
    twin(&ENDINGS, word)
}

/// Every function in both spellings.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    FUNCTIONS.into_iter()
}

/// Gives the clock at the start of a path and the word at its end their Chinese spelling.
pub(super) fn in_chinese(segments: &mut [Segment]) {
    let several = segments.len() > 1;
    if let Some(first) = segments.first_mut()
        && let Some((chinese, _)) = clock(&first.name.text)
    {
        chinese.clone_into(&mut first.name.text);
    }
    if let Some(last) = segments.last_mut()
        && several
        && last.filter.is_none()
        && let Some((chinese, _)) = ending(&last.name.text)
    {
        chinese.clone_into(&mut last.name.text);
    }
}

//! What may stand at a place, what people write instead, and which word is near.

use crate::syntax::grammar::Rule;
use crate::syntax::keywords;

/// The word at the start: letters, digits and `_`, of any script.
pub(super) fn word(words: &str) -> &str {
    let end = words
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(words.len());
    let long = words
        .char_indices()
        .nth(24)
        .map_or(words.len(), |(at, _)| at);
    words.get(..end.min(long)).unwrap_or_default()
}

pub(super) fn first_letter(words: &str) -> &str {
    let length = words.chars().next().map_or(0, char::len_utf8);
    words.get(..length).unwrap_or_default()
}

/// The keyword, if the words begin with it. An English word must end there.
pub(super) fn keyword_at(rule: Rule, words: &str) -> Option<(Rule, &'static str, &'static str)> {
    let (chinese, english) = keywords::spelling(rule)?;
    let english_here = words.strip_prefix(english).is_some_and(|rest| {
        !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_')
    });
    (words.starts_with(chinese) || english_here).then_some((rule, chinese, english))
}

/// The spelling that the words at the start are nearest to, and how many bytes of them it replaces.
pub(super) fn similar(
    words: &str,
    spellings: impl Iterator<Item = &'static str>,
) -> Option<(usize, &'static str)> {
    let mut best: Option<(usize, usize, &'static str)> = None;
    for spelling in spellings {
        let count = spelling.chars().count();
        let english = spelling.is_ascii();
        let written: String = if english {
            word(words).to_owned()
        } else {
            words.chars().take(count).collect()
        };
        let distance = strsim::damerau_levenshtein(&written, spelling);
        let allowed = if english {
            count.saturating_div(3).max(1)
        } else {
            count.saturating_div(2).min(2)
        };
        let shorter = best.is_none_or(|(known, _, _)| distance < known);
        if distance > 0 && distance <= allowed && shorter && count > 1 {
            best = Some((distance, written.len(), spelling));
        }
    }
    best.map(|(_, length, spelling)| (length, spelling))
}

/// 第二, 第（一 …: the beginning of a citation.
pub(super) fn ordinal(words: &str) -> Option<&'static str> {
    let after = words.strip_prefix('第')?;
    let number = after.starts_with(|letter: char| {
        letter.is_ascii_digit() || "（(〇零一二两三四五六七八九十百千".contains(letter)
    });
    number.then_some("第…")
}

/// 六十周岁以上成员: a numeral with 以上 inside what should be one name.
pub(super) fn numeral_with_range(words: &str) -> Option<&'static str> {
    let begins =
        words.starts_with(|letter: char| "〇零一二两三四五六七八九十百千".contains(letter));
    let word = word(words);
    let mut ranges = ["以上", "以下", "以内", "以外"].into_iter();
    ranges.find(|range| begins && word.contains(range))
}

pub(super) fn names_of(rules: &[Rule]) -> Vec<(&'static str, &'static str)> {
    rules
        .iter()
        .filter_map(|rule| keywords::spelling(*rule))
        .collect()
}

/// What may go on where a statement may also end.
#[rustfmt::skip]
pub(super) const CONTINUES: &[Rule] = &[
    Rule::mark_open, Rule::mark_of, Rule::mark_plus, Rule::mark_minus, Rule::mark_times, Rule::mark_divide,
    Rule::mark_per, Rule::amount, Rule::join_and, Rule::join_or, Rule::member, Rule::word_comparison, Rule::word_range,
    Rule::step,
];

/// The pieces that a plain name may not contain, longest first.
#[rustfmt::skip]
pub(super) const RESERVED: &[&str] = &[
    "不超过", "不低于", "不少于", "不等于", "不属于", "不早于", "不晚于", "之日起", "均符合", "其中", "超过", "低于", "少于", "多于", "等于", "属于", "早于",
    "晚于", "未满", "已满", "以上", "以下", "以内", "以外", "序言", "的", "且", "或",
];

#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "不超过", "超过", "不低于", "低于", "不少于", "少于", "多于", "不等于", "等于", "不早于", "早于", "不晚于", "晚于", "未满", "已满", "属于", "不属于",
];

/// Words that people write for a comparison, and the word that this language has.
#[rustfmt::skip]
pub(super) const COMPARISONS: &[(&str, &str)] = &[
    ("大于等于", "不低于"), ("小于等于", "不超过"), ("大于或等于", "不低于"), ("小于或等于", "不超过"), ("不大于", "不超过"), ("不小于", "不低于"),
    ("不高于", "不超过"), ("不多于", "不超过"), ("不底于", "不低于"), ("大于", "超过"), ("小于", "低于"), ("高于", "超过"), ("至少", "不少于"),
    ("最多", "不超过"), ("达到", "不低于"), ("不满", "未满"), ("满", "已满"), ("不是", "不等于"), ("为", "等于"), ("是", "等于"),
];

/// The keywords that begin a statement or a line, in any declaration.
#[rustfmt::skip]
pub(super) const STATEMENTS: &[Rule] = &[
    Rule::keyword_basis, Rule::keyword_quote, Rule::keyword_subject, Rule::keyword_beneficiary, Rule::keyword_when,
    Rule::keyword_unless, Rule::keyword_exception, Rule::keyword_overrides, Rule::keyword_grant, Rule::keyword_must,
    Rule::keyword_must_not, Rule::keyword_may, Rule::keyword_deadline, Rule::keyword_done_when, Rule::keyword_done_on,
    Rule::keyword_violated_when, Rule::keyword_if_late, Rule::keyword_decided_by, Rule::keyword_ask,
    Rule::keyword_consider, Rule::keyword_reasons_required, Rule::keyword_until_found, Rule::keyword_means,
    Rule::keyword_formula, Rule::keyword_baseline, Rule::keyword_target, Rule::keyword_data_from,
    Rule::keyword_every_period, Rule::keyword_alert_when, Rule::keyword_effect, Rule::keyword_in_force,
    Rule::keyword_documents, Rule::keyword_evidence_item, Rule::keyword_refer_to, Rule::keyword_repeals,
    Rule::keyword_unsettled, Rule::keyword_note, Rule::keyword_reason, Rule::keyword_title, Rule::keyword_number,
    Rule::keyword_issuer, Rule::keyword_dated, Rule::keyword_published, Rule::keyword_full_text, Rule::keyword_digest,
    Rule::keyword_cite, Rule::keyword_presumed, Rule::keyword_grounds, Rule::keyword_confidence, Rule::keyword_impact,
    Rule::keyword_covers, Rule::keyword_days_off, Rule::keyword_days_worked, Rule::keyword_hit, Rule::keyword_as_of,
    Rule::keyword_law_as_of, Rule::keyword_known_as_of, Rule::keyword_let, Rule::keyword_then_holds,
    Rule::keyword_then_fails, Rule::keyword_then_pending, Rule::keyword_then, Rule::keyword_missing,
    Rule::keyword_because, Rule::keyword_audience, Rule::keyword_introduction, Rule::keyword_ask_first,
];

/// The lines that a place may want, and the keywords that begin them.
#[rustfmt::skip]
pub(super) const LINES: [(Rule, &[Rule]); 9] = [
    (
        Rule::statement,
        &[
            Rule::keyword_basis, Rule::keyword_subject, Rule::keyword_when, Rule::keyword_unless, Rule::keyword_grant,
            Rule::keyword_must, Rule::keyword_must_not, Rule::keyword_may, Rule::keyword_deadline,
            Rule::keyword_done_when, Rule::keyword_means, Rule::keyword_exception, Rule::keyword_quote,
            Rule::keyword_beneficiary, Rule::keyword_overrides, Rule::keyword_done_on, Rule::keyword_violated_when,
            Rule::keyword_if_late, Rule::keyword_decided_by, Rule::keyword_ask, Rule::keyword_consider,
            Rule::keyword_reasons_required, Rule::keyword_until_found, Rule::keyword_formula, Rule::keyword_baseline,
            Rule::keyword_target, Rule::keyword_data_from, Rule::keyword_every_period, Rule::keyword_alert_when,
            Rule::keyword_effect, Rule::keyword_in_force, Rule::keyword_documents, Rule::keyword_evidence_item,
            Rule::keyword_refer_to, Rule::keyword_repeals, Rule::keyword_unsettled, Rule::keyword_note,
            Rule::keyword_reason,
        ],
    ),
    (
        Rule::instrument_field,
        &[
            Rule::keyword_title, Rule::keyword_number, Rule::keyword_issuer, Rule::keyword_dated,
            Rule::keyword_published, Rule::keyword_in_force, Rule::keyword_full_text, Rule::keyword_digest,
            Rule::keyword_unsettled, Rule::keyword_note,
        ],
    ),
    (
        Rule::erratum_field,
        &[
            Rule::keyword_cite, Rule::keyword_quote, Rule::keyword_presumed, Rule::keyword_grounds,
            Rule::keyword_confidence, Rule::keyword_impact,
        ],
    ),
    (
        Rule::convention_line,
        &[
            Rule::keyword_age, Rule::keyword_periods, Rule::keyword_comparisons, Rule::keyword_holidays,
            Rule::keyword_ledger,
        ],
    ),
    (
        Rule::calendar_field,
        &[
            Rule::keyword_basis, Rule::keyword_covers, Rule::keyword_days_off, Rule::keyword_days_worked,
            Rule::keyword_note, Rule::keyword_unsettled,
        ],
    ),
    (
        Rule::question_line,
        &[
            Rule::keyword_audience, Rule::keyword_introduction, Rule::keyword_goals, Rule::keyword_ask_first,
            Rule::keyword_note, Rule::keyword_unsettled,
        ],
    ),
    (
        Rule::example_line,
        &[
            Rule::keyword_as_of, Rule::keyword_let, Rule::keyword_then_holds, Rule::keyword_then_fails,
            Rule::keyword_then_pending, Rule::keyword_then, Rule::keyword_missing, Rule::keyword_because,
            Rule::keyword_find, Rule::keyword_read, Rule::keyword_law_as_of, Rule::keyword_known_as_of,
            Rule::keyword_then_awaits, Rule::keyword_then_not_applicable, Rule::keyword_then_not_due,
            Rule::keyword_then_not_performed,
            Rule::keyword_then_performed, Rule::keyword_then_late, Rule::keyword_then_overdue,
            Rule::keyword_then_complied, Rule::keyword_then_violated, Rule::keyword_then_met,
            Rule::keyword_then_not_met, Rule::keyword_then_undetermined, Rule::keyword_then_faulty, Rule::keyword_note,
        ],
    ),
    (
        Rule::field_option,
        &[
            Rule::keyword_ask, Rule::keyword_evidence, Rule::keyword_sensitive, Rule::keyword_unchangeable, Rule::keyword_also,
            Rule::keyword_default, Rule::keyword_shared_by, Rule::keyword_note,
        ],
    ),
    (
        Rule::parameter_option,
        &[
            Rule::keyword_basis, Rule::keyword_published, Rule::keyword_check_by, Rule::keyword_source,
            Rule::keyword_confidence, Rule::keyword_unsettled,
        ],
    ),
];

/// The types of facts.
#[rustfmt::skip]
pub(super) const TYPES: &[Rule] = &[
    Rule::keyword_yes_no, Rule::keyword_integer, Rule::keyword_decimal, Rule::keyword_money, Rule::keyword_quantity,
    Rule::keyword_date, Rule::keyword_text, Rule::keyword_one_of, Rule::keyword_grades, Rule::keyword_list_of,
];

//! Words that stand for one thing in two languages.

use crate::syntax::expression::ComparisonWord;

/// The comparison that a word or sign writes.
pub(super) fn comparison_word(written: &str) -> Option<ComparisonWord> {
    use ComparisonWord as Word;
    let words = without_gaps(written);
    Some(match words.as_str() {
        "不超过" | "atmost" => Word::NotExceeding,
        "超过" | "morethan" => Word::Exceeding,
        "不低于" | "atleast" => Word::NotBelow,
        "低于" | "lessthan" => Word::Below,
        "不少于" | "nofewerthan" => Word::NotFewer,
        "少于" | "fewerthan" => Word::Fewer,
        "多于" | "over" => Word::More,
        "等于" | "is" => Word::Equal,
        "不等于" | "isnot" => Word::NotEqual,
        "早于" | "before" => Word::Before,
        "不早于" | "noearlierthan" => Word::NotBefore,
        "晚于" | "after" => Word::After,
        "不晚于" | "nolaterthan" => Word::NotAfter,
        "未满" | "不满" | "under" => Word::Under,
        "已满" | "满" | "reached" => Word::Reached,
        "≤" | "<=" => Word::SignAtMost,
        "≥" | ">=" => Word::SignAtLeast,
        "＜" | "<" => Word::SignLess,
        "＞" | ">" => Word::SignGreater,
        "＝" | "=" => Word::SignEqual,
        "≠" | "!=" => Word::SignNotEqual,
        _ => return None,
    })
}

/// The comparison that a word after a written quantity writes.
pub(super) fn range_word(written: &str) -> Option<ComparisonWord> {
    use ComparisonWord as Word;
    Some(match without_gaps(written).as_str() {
        "以上" | "ormore" => Word::OrMore,
        "以下" | "orless" => Word::OrLess,
        "以内" | "orwithin" => Word::OrWithin,
        "以外" | "orbeyond" => Word::OrBeyond,
        _ => return None,
    })
}

/// English words may be parted by blanks, line breaks and comments.
fn without_gaps(written: &str) -> String {
    let lines = written
        .split('\n')
        .map(|line| line.split("//").next().unwrap_or(line));
    let lines = lines.map(|line| line.split('※').next().unwrap_or(line));
    lines
        .flat_map(|line| line.chars().filter(|letter| !letter.is_whitespace()))
        .collect()
}

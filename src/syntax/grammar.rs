//! The private parser: one grammar in three files. `Rule` never leaves this room.

use std::num::NonZeroUsize;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

#[derive(Debug, Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/expression.pest"]
#[grammar = "../grammar/norm.pest"]
struct Grammar;

/// A node of the parse tree.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// The error of the parser.
pub(super) type Failure = pest::error::Error<Rule>;

/// How many rules may be tried on one declaration: enough for some hundred thousand words.
const MAX_CALLS: usize = 20_000_000;

/// Reads a text that is one declaration.
pub(super) fn read_declaration(text: &str) -> Result<Pairs<'_, Rule>, Box<Failure>> {
    pest::set_call_limit(NonZeroUsize::new(MAX_CALLS));
    Grammar::parse(Rule::declaration, text).map_err(Box::new)
}

/// Whether a name can be written without `「」`, wherever a name may stand.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let whole =
        Grammar::parse(Rule::name, name).is_ok_and(|pairs| pairs.as_str().len() == name.len());
    // Where a value may stand, these read as something else than a name, or begin as something else.
    let other = [Rule::date, Rule::amount, Rule::boolean];
    let other = other
        .into_iter()
        .any(|rule| Grammar::parse(rule, name).is_ok());
    let begins =
        OTHER_BEGINNINGS.iter().any(|word| name.starts_with(word)) || OTHER_WORDS.contains(&name);
    whole && !name.starts_with(['「', '`']) && !other && !begins
}

/// Whether the name of an example can be written without `「」`.
#[must_use]
pub fn is_plain_label(name: &str) -> bool {
    let read = Grammar::parse(Rule::label, name);
    read.is_ok_and(|pairs| pairs.as_str().len() == name.len()) && !name.starts_with(['「', '`'])
}

/// Words with which a condition or a value may begin.
const OTHER_BEGINNINGS: &[&str] = &[
    "存在",
    "不存在",
    "同时符合下列条件",
    "符合下列情形之一",
    "下列情形均不存在",
    "按下列情形分别确定",
    "分档累进",
];

/// Words that say something else where a name may stand.
const OTHER_WORDS: &[&str] = &[
    "全部",
    "并非",
    "四舍五入",
    "舍去",
    "进位",
    "银行家舍入",
    "其他",
    "其它",
    "任意",
    "其余",
    "brackets",
    "说明",
    "存疑",
    "依据",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A name ends before every reserved piece, so no letter that begins one may be taken without looking.
    #[test]
    fn a_name_ends_before_every_reserved_piece() {
        const PIECES: &[&str] = &[
            "的",
            "且",
            "或",
            "其中",
            "不超过",
            "超过",
            "不低于",
            "低于",
            "不少于",
            "少于",
            "多于",
            "不等于",
            "等于",
            "不属于",
            "属于",
            "不早于",
            "早于",
            "不晚于",
            "晚于",
            "未满",
            "已满",
            "以上",
            "以下",
            "以内",
            "以外",
            "之日起",
            "均符合",
            "序言",
            "不满3",
            "满3",
            "第3",
            "第三",
            "三岁以上",
            "十二元以下",
            "百分之三以上",
        ];
        for piece in PIECES {
            let text = format!("甲{piece}");
            let mut pairs = Grammar::parse(Rule::name, &text).expect("the name before the piece");
            let name = pairs.next().expect("a name");
            assert_eq!(name.as_str(), "甲", "a name ran into `{piece}`");
        }
    }
}

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
const MAX_CALLS: usize = 50_000_000;

/// Reads a text that is one declaration.
pub(super) fn read_declaration(text: &str) -> Result<Pairs<'_, Rule>, Box<Failure>> {
    pest::set_call_limit(NonZeroUsize::new(MAX_CALLS));
    Grammar::parse(Rule::declaration, text).map_err(Box::new)
}

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

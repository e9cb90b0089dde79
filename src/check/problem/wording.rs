//! W051: rules at odds with the words that they quote.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{said, words};

facts! {
    /// Another figure in the rule than in the quote.
    FigureDiffers { written: String, said: (String, String), place: Span, cited: Span } => |facts| {
        let (written, (zh, en)) = (&facts.written, &facts.said);
        said(
            "W0511",
            facts.place,
            format!("原文写“{written}”，这里写的是 {zh}"),
            format!("the quoted text says “{written}”, this says {en}"),
        )
        .label(facts.cited, words(format!("所引的原文：“{written}”"), format!("quoted here: “{written}”")))
        .help(words(
            "请按原文改正；数字另有出处的，请引用那个出处",
            "follow the text; where the figure comes from elsewhere, cite that place",
        ))
    };

    /// A figure of the quote that the norm does not have.
    FigureUnused { name: String, written: String, place: Span, cited: Span } => |facts| {
        let (name, written) = (&facts.name, &facts.written);
        said(
            "W0512",
            facts.place,
            format!("原文写了“{written}”，“{name}”里没有用到"),
            format!("the quoted text says “{written}”, which `{name}` does not use"),
        )
        .label(facts.cited, words(format!("所引的原文：“{written}”"), format!("quoted here: “{written}”")))
        .help(words(
            "请写进条件、给予、目标或者期限；不需要的，在“说明”里写明这个数怎样处理",
            "put it into a condition, grant, target or deadline; where it is not needed, say in a `note` what becomes of it",
        ))
    };

    /// A figure of the norm that its quotes do not have.
    FigureNotInQuote { said: (String, String), quote: String, place: Span, cited: Span } => |facts| {
        let (zh, en) = &facts.said;
        let quote = shortened(&facts.quote);
        said(
            "W0513",
            facts.place,
            format!("所引的原文里没有 {zh}"),
            format!("the quoted text does not say {en}"),
        )
        .label(facts.cited, words(format!("所引的原文：“{quote}”"), format!("quoted here: “{quote}”")))
        .help(words(
            "请引用写有这个数的条款；是推算出来的，在“说明”里写明怎样得来",
            "cite the provision that has the figure; where it was worked out, say in a `note` how",
        ))
    };

    /// A bound that the text includes and the rule excludes, or the other way round.
    BoundaryDiffers {
        written: String,
        includes: bool,
        said: (String, String),
        says_exactly: bool,
        instead: (&'static str, &'static str),
        place: Span,
        cited: Span,
    } => |facts| {
        let (written, (zh, en)) = (&facts.written, &facts.said);
        let (message_zh, message_en) = if facts.says_exactly {
            (
                format!("原文“{written}”是上限或者下限，这里给的是定数 {zh}"),
                format!("“{written}” is a floor or a ceiling, this grants {en}"),
            )
        } else if facts.includes {
            (
                format!("原文“{written}”包括本数，这里写的“{zh}”界限不同"),
                format!("“{written}” includes the figure, `{en}` draws another line"),
            )
        } else {
            (
                format!("原文“{written}”不包括本数，这里写的“{zh}”界限不同"),
                format!("“{written}” excludes the figure, `{en}` draws another line"),
            )
        };
        let (instead_zh, instead_en) = facts.instead;
        said("W0514", facts.place, message_zh, message_en)
            .label(facts.cited, words(format!("所引的原文：“{written}”"), format!("quoted here: “{written}”")))
            .help(words(
                format!("请写“{}”。以上、以下、以内包括本数，不满、超过、以外不包括（《民法典》第一千二百五十九条）", instead_zh.trim()),
                format!("write `{instead_en}`: 以上, 以下, 以内 include the figure, 不满, 超过, 以外 exclude it (Civil Code, art. 1259)"),
            ))
    };
}

/// The first words of a quote.
fn shortened(quote: &str) -> String {
    const SHOWN: usize = 24;
    let mut letters = quote.chars();
    let shown: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        format!("{shown}…")
    } else {
        shown
    }
}

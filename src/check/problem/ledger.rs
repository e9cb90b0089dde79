//! E054: what no declaration accounts for.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{said, words};

facts! {
    /// A sentence of which some words are quoted by no declaration, where the ledger must be complete.
    SentenceLeft { title: String, passage: (String, String), left: Vec<String>, cited_by: Vec<String>, asked: Span } => |facts| {
        let title = &facts.title;
        let (zh, en) = &facts.passage;
        let left = facts.left.iter().map(|words| format!("“{words}”"));
        let left = left.collect::<Vec<_>>().join("、");
        let problem = said(
            "E0541",
            facts.asked,
            format!("《{title}》{zh}还有文字没有着落：{left}"),
            format!("words of 《{title}》 {en} are not accounted for: {left}"),
        )
        .help(words(
            "请补一条规范并把这些文字写进“原文”；没有可以执行的内容的，写“宣示”并说明“理由”",
            "add a norm that quotes these words; where they have nothing to execute, a `declaratory` with its `reason`",
        ));
        if facts.cited_by.is_empty() {
            problem
        } else {
            let names = facts.cited_by.join("、");
            problem.help(words(
                format!("已经依据这一句的有：{names}。这些文字属于其中之一的，请写进它的“原文”"),
                format!("resting on this sentence already: {names}; if the words belong to one of them, add them to its `quote`"),
            ))
        }
    };
}

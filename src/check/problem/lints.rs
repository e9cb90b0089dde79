//! W052, H052: what runs, but looks unfinished or out of date.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{said, words};

/// A word in both languages.
type Word = (&'static str, &'static str);

facts! {
    /// A condition that can never, or always, hold.
    ConditionIsConstant { always: bool, place: Span } => |facts| {
        if facts.always {
            said("W0521", facts.place, "这个条件永远成立", "this condition always holds").help(words(
                "请去掉它，或者改正数值、取值和“且”“或”",
                "remove it, or correct its figures, its options, and its `and` and `or`",
            ))
        } else {
            said("W0521", facts.place, "这个条件永远不会成立", "this condition can never hold").help(words(
                "几项要求互相矛盾，或者超出了事实声明的范围，请改正",
                "its parts contradict each other or the declared bounds of the fact: correct them",
            ))
        }
    };

    /// A citation of an instrument that is not in force on any day on which it is cited.
    OutOfTime { name: String, title: String, time: (String, String), place: Span, declared: Span } => |facts| {
        let (name, title) = (&facts.name, &facts.title);
        let (zh, en) = &facts.time;
        said(
            "W0522",
            facts.place,
            format!("“{name}”适用期间，《{title}》并不适用"),
            format!("《{title}》 is in force on no day on which `{name}` applies"),
        )
        .label(facts.declared, words(format!("适用期间：{zh}"), format!("in force: {en}")))
        .help(words(
            "请引用当时适用的文件，或者改正文件的“适用”",
            "cite the instrument that was in force then, or correct its `in_force`",
        ))
    };

    /// A figure that should have been checked again by now.
    CheckIsDue { name: String, check_by: (String, String), as_of: (String, String), place: Span } => |facts| {
        let name = &facts.name;
        let ((check_zh, check_en), (as_of_zh, as_of_en)) = (&facts.check_by, &facts.as_of);
        said(
            "W0523",
            facts.place,
            format!("“{name}”应在{check_zh}以前复核，现在是{as_of_zh}"),
            format!("`{name}` was to be checked by {check_en}, and it is {as_of_en}"),
        )
        .help(words("请查对数值是否仍然有效，再改“复核”的日期", "see whether the value still stands, then set a new `check_by`"))
    };

    /// A figure that rests on little, without a word on what is unsure.
    DoubtNotSaid { name: String, confidence: &'static str, place: Span } => |facts| {
        let (name, confidence) = (&facts.name, &facts.confidence);
        said(
            "W0524",
            facts.place,
            format!("“{name}”的可信度是 {confidence}，但没有写明疑在哪里"),
            format!("the confidence of `{name}` is {confidence}, but nothing says what is unsure"),
        )
        .help(words("请用“存疑”写明哪里没有查实", "say with `unsettled` what was not confirmed"))
    };

    /// A fact that nothing uses.
    FactUnused { object: String, name: String, place: Span } => |facts| {
        let (object, name) = (&facts.object, &facts.name);
        said(
            "H0525",
            facts.place,
            format!("没有规则用到“{object}的{name}”"),
            format!("no rule uses `{name}` of `{object}`"),
        )
        .help(words("请去掉它，不要向人收集用不到的事实", "remove it: no one should be asked for what is not used"))
    };

    /// A norm that no example tests.
    NormUntested { kind: Word, name: String, place: Span } => |facts| {
        let name = &facts.name;
        let (zh, en) = facts.kind;
        said("H0526", facts.place, format!("没有一个例检验{zh}“{name}”"), format!("no example tests the {en} `{name}`"))
            .help(words(
                "请写一个“例”，最好恰好在界限上：刚好符合的和刚好不符合的",
                "write an `example`, best right on the line: one case that just meets it and one that just fails",
            ))
    };
}

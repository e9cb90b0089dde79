//! E05, first half: statements, exceptions and what a norm may rest on.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{said, words};

/// A word in both languages.
type Word = (&'static str, &'static str);

facts! {
    /// A statement that a declaration of this kind does not have.
    StatementNotAllowed { statement: Word, kind: Word, place: Span, instead: Option<Word> } => |facts| {
        let ((zh, en), (kind_zh, kind_en)) = (facts.statement, facts.kind);
        let problem = said(
            "E0501",
            facts.place,
            format!("“{kind_zh}”里不能写“{zh}”"),
            format!("a {kind_en} has no `{en}`"),
        );
        match facts.instead {
            Some((zh, en)) => problem.help(words(format!("请改写“{zh}”"), format!("write `{en}` instead"))),
            None => problem.help(words(
                "请去掉这一句，或者换一种声明",
                "remove it, or use another kind of declaration",
            )),
        }
    };

    /// A statement that a declaration of this kind must have.
    StatementMissing { statements: Vec<Word>, kind: Word, name: String, place: Span } => |facts| {
        let (kind_zh, kind_en) = facts.kind;
        let name = &facts.name;
        let zh: Vec<String> = facts.statements.iter().map(|(zh, _)| format!("“{zh}”")).collect();
        let en: Vec<String> = facts.statements.iter().map(|(_, en)| format!("`{en}`")).collect();
        let (zh, en) = (zh.join("或者"), en.join(" or "));
        said(
            "E0502",
            facts.place,
            format!("{kind_zh}“{name}”缺少{zh}"),
            format!("{kind_en} `{name}` lacks {en}"),
        )
        .help(words(format!("请补上{zh}"), format!("add {en}")))
    };

    /// Something that needs a basis and has none.
    BasisMissing { what: (String, String), place: Span } => |facts| {
        let (zh, en) = &facts.what;
        said("E0504", facts.place, format!("{zh}没有写依据"), format!("{en} has no basis"))
            .help(words(
                "请写“依据”，指到条、款、项或者段、句，例如“依据：方案第（十二）项第1段”",
                "add `basis`, down to the paragraph or sentence, such as `basis: plan item (12) para 1`",
            ))
    };

    /// More than one object in 主体.
    SeveralSubjects { first: Span, second: Span } => |facts| {
        said(
            "E0505",
            facts.second,
            "一条规范只能对一个对象判断，主体写了两个",
            "a norm is judged for one object, and its subject names two",
        )
        .label(facts.first, words("第一个在这里", "the first is here"))
        .help(words(
            "请分成两条规范，或者把其中一个写进引号，只作文字说明",
            "split the norm, or put one of them into quotation marks, as words only",
        ))
    };

    /// An exception that overrides itself in the end.
    PrecedenceRing { ring: Vec<String>, place: Span } => |facts| {
        let ring = facts.ring.join(" → ");
        said("E0506", facts.place, format!("例外的优先次序绕成了圈：{ring}"), format!("the precedence of exceptions is a ring: {ring}"))
            .help(words("请去掉其中一个“优先于”", "remove one of the `overrides`"))
    };

    /// A claim rests on a norm that creates none.
    CreatesNoClaim { name: String, kind: Word, place: Span } => |facts| {
        let name = &facts.name;
        let (zh, en) = facts.kind;
        said(
            "E0507",
            facts.place,
            format!("“{name}”是{zh}，不产生请求权，不能作为权利的条件"),
            format!("`{name}` is {en}: it creates no claim and cannot be a condition of a right"),
        )
        .help(words(
            "请把条件写成事实，或者引用一条权利、义务",
            "make the condition a fact, or name a right or a duty",
        ))
    };

    /// Readings of which not exactly one is the default.
    ReadingDefaults { name: String, found: usize, place: Span } => |facts| {
        let (name, found) = (&facts.name, facts.found);
        said(
            "E0508",
            facts.place,
            format!("读法“{name}”要有两种以上，其中一种写“默认”；现在有 {found} 种写了默认"),
            format!("reading `{name}` needs two or more options, one of them the default; {found} are marked default"),
        )
        .help(words("请在其中一种后面写“默认”", "mark one of them `default`"))
    };

    /// An example expects of a definition what only a norm can be.
    NotAnOutcome { place: Span, name: String } => |facts| {
        let name = &facts.name;
        said(
            "E0509",
            facts.place,
            format!("“{name}”不会有这种结论"),
            format!("`{name}` never has this outcome"),
        )
        .help(words(
            "定义只能写“则成立”“则不成立”（是否）或者“则：名称 ＝ 值”；状态只属于义务、任务、禁止和指标",
            "a definition holds or fails, or has a value; states belong to duties, tasks, prohibitions and indicators",
        ))
    };

    /// A fact of an example that is out of its bounds.
    OutOfBounds { name: String, bounds: (String, String), place: Span } => |facts| {
        let name = &facts.name;
        let (zh, en) = &facts.bounds;
        said("E0510", facts.place, format!("“{name}”{zh}"), format!("`{name}` {en}"))
            .help(words("请改正事实，或者放宽对象中声明的范围", "correct the fact, or widen its declared bounds"))
    };

    /// A fact of an example that is given twice.
    FactGivenTwice { name: String, first: Span, second: Span } => |facts| {
        let name = &facts.name;
        said("E0511", facts.second, format!("“{name}”给了两次"), format!("`{name}` is given twice"))
            .label(facts.first, words("先在这里给出", "first given here"))
            .help(words("请只保留一个", "keep one of them"))
    };

    /// An example expects something of an instance that its case does not have.
    NoSuchInstance { number: u32, there: u32, place: Span } => |facts| {
        let (number, there) = (facts.number, facts.there);
        said(
            "E0512",
            facts.place,
            format!("例里没有第{number}个，只有{there}个"),
            format!("the case has no number {number}, only {there}"),
        )
        .help(words(
            "请改正“第几个”，或者在“设”里把它写出来；列表在前，单独给出的在后",
            "correct the number, or give the instance; members of lists come before those given directly",
        ))
    };
}

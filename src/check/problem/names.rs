//! E02: names.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{offered, said, words};

facts! {
    /// A name that nothing declares.
    UnknownName { name: String, place: Span, nearest: Option<String>, wanted: (&'static str, &'static str) } => |facts| {
        let name = &facts.name;
        let (zh, en) = facts.wanted;
        let problem = said("E0201", facts.place, format!("找不到{zh}“{name}”"), format!("there is no {en} `{name}`"));
        let found = facts.nearest.is_some();
        let problem = offered(problem, facts.place, facts.nearest);
        if zh == "对象" {
            problem.help(words(
                format!("请检查写法，或者声明“对象 {name}”；只是机关、单位的名称，请写进引号：“{name}”"),
                format!("check the spelling, or declare object `{name}`; the name of a body goes into quotation marks"),
            ))
        } else if found {
            problem
        } else {
            problem.help(words(
                format!("请检查写法，或者声明“{name}”"),
                format!("check the spelling, or declare `{name}`"),
            ))
        }
    };

    /// A name that an object does not have.
    UnknownMember { name: String, object: String, place: Span, nearest: Option<String> } => |facts| {
        let (name, object) = (&facts.name, &facts.object);
        let problem = said(
            "E0202",
            facts.place,
            format!("“{object}”没有叫“{name}”的事实、定义或者规范"),
            format!("`{object}` has no fact, definition or norm `{name}`"),
        );
        let found = facts.nearest.is_some();
        let problem = offered(problem, facts.place, facts.nearest);
        if found {
            problem
        } else {
            problem.help(words(
                format!("请在“对象 {object}”中写明这项事实，或者写“定义 {object}的{name}”"),
                format!("declare the fact in object `{object}`, or define `{object}'s {name}`"),
            ))
        }
    };

    /// A name that is declared twice in one place.
    DeclaredTwice { name: String, first: Span, second: Span } => |facts| {
        let name = &facts.name;
        said("E0203", facts.second, format!("“{name}”声明了两次"), format!("`{name}` is declared twice"))
            .label(facts.first, words("先在这里声明", "first declared here"))
            .help(words("请把其中一个改名", "rename one of them"))
    };

    /// An object that is declared in two places of one package.
    ObjectTwice { name: String, first: Span, second: Span } => |facts| {
        let name = &facts.name;
        said("E0203", facts.second, format!("对象“{name}”声明了两次"), format!("the object `{name}` is declared twice"))
            .label(facts.first, words("先在这里声明", "first declared here"))
            .help(words(
                "把这些事实移到前一处；本来是另一个对象的，请改名",
                "move these facts to the first place; if another object is meant, rename it",
            ))
    };

    /// A name that stands for something else than what is wanted here.
    WrongKind { name: String, place: Span, is: (&'static str, &'static str), wanted: (&'static str, &'static str) } => |facts| {
        let name = &facts.name;
        let ((is_zh, is_en), (wanted_zh, wanted_en)) = (facts.is, facts.wanted);
        said(
            "E0204",
            facts.place,
            format!("“{name}”是{is_zh}，这里需要{wanted_zh}"),
            format!("`{name}` is {is_en}; here {wanted_en} is wanted"),
        )
        .help(words(format!("请换成{wanted_zh}的名称"), format!("name {wanted_en} instead")))
    };

    /// An object of which there are several, none of them in scope.
    SeveralInstances { object: String, place: Span } => |facts| {
        let object = &facts.object;
        said(
            "E0205",
            facts.place,
            format!("“{object}”有若干个，没有说明是哪一个"),
            format!("there are several of `{object}`, and which one is meant is not said"),
        )
        .help(words(
            format!("请写“存在 {object}（其中 …）”或者“{object}（其中 …）的个数”，或者把“主体”写成{object}"),
            format!("write `exists {object} (where …)` or `{object} (where …)'s count`, or make `{object}` the subject"),
        ))
    };

    /// An object that holds a member of a list may be reached through several lists.
    SeveralOwners { object: String, owner: String, lists: Vec<String>, place: Span } => |facts| {
        let (object, owner, lists) = (&facts.object, &facts.owner, facts.lists.join("、"));
        said(
            "E0206",
            facts.place,
            format!("“{object}”可以从几条路找到“{owner}”（{lists}），没有说明是哪一条"),
            format!("`{owner}` can be reached from `{object}` through several lists ({lists})"),
        )
        .help(words(
            "请把定义写在拥有这些列表的对象上",
            "move the definition to the object that owns the lists",
        ))
    };

    /// Lists that hold each other.
    ListRing { ring: Vec<String>, place: Span } => |facts| {
        let ring = facts.ring.join(" → ");
        said("E0207", facts.place, format!("对象的列表绕成了圈：{ring}"), format!("the lists of objects form a ring: {ring}"))
            .help(words("请去掉其中一个列表", "remove one of the lists"))
    };

    /// An option that an enumeration does not have.
    UnknownOption { name: String, place: Span, options: Vec<String>, nearest: Option<String> } => |facts| {
        let (name, options) = (&facts.name, facts.options.join("、"));
        let problem = said(
            "E0208",
            facts.place,
            format!("“{name}”不在可取的值之中"),
            format!("`{name}` is not among the values"),
        );
        offered(problem, facts.place, facts.nearest)
            .help(words(format!("可取的值：{options}"), format!("the values are: {options}")))
    };

    /// A unit that is neither built in nor declared.
    UnknownUnit { name: String, place: Span, nearest: Option<String> } => |facts| {
        let name = &facts.name;
        let problem = said("E0209", facts.place, format!("不认识单位“{name}”"), format!("there is no unit `{name}`"));
        offered(problem, facts.place, facts.nearest).help(words(
            format!("如果是计数的东西，请声明：单位 {name}。"),
            format!("if it is something to count, declare it: unit {name}."),
        ))
    };

    /// A ring of declarations, each computed from the next.
    Ring { ring: Vec<(String, Span)>, place: Span } => |facts| {
        let names: Vec<&str> = facts.ring.iter().map(|(name, _)| name.as_str()).collect();
        let around = names.iter().chain(names.first()).copied().collect::<Vec<_>>().join(" → ");
        let problem = said(
            "E0210",
            facts.place,
            format!("几个声明互相依赖，绕成了圈：{around}"),
            format!("declarations depend on each other in a ring: {around}"),
        );
        let problem = facts.ring.iter().skip(1).fold(problem, |problem, (name, span)| {
            problem.label(*span, words(format!("圈中有“{name}”"), format!("`{name}` is in the ring")))
        });
        problem.help(words("请让其中一个不再用到下一个", "let one of them do without the next"))
    };

    /// A declared name that is a word of the language.
    TakenName { name: String, place: Span, is: (&'static str, &'static str) } => |facts| {
        let name = &facts.name;
        let (zh, en) = facts.is;
        said(
            "E0211",
            facts.place,
            format!("“{name}”是语言自带的{zh}，不能再作名称"),
            format!("`{name}` is {en} of the language and cannot be a name"),
        )
        .help(words(
            format!("请换一个说得更具体的名称，例如在“{name}”前面写明是谁的、做什么的"),
            format!("choose a name that says more: whose `{name}`, or what for"),
        ))
    };
}

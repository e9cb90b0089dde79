//! E07: packages and what they import from each other.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{offered, said, words};

facts! {
    /// An import from a package that `tiaoli.toml` does not name.
    PackageUnknown { name: String, place: Span, nearest: Option<String> } => |facts| {
        let name = &facts.name;
        let problem = said(
            "E0701",
            facts.place,
            format!("tiaoli.toml 的 [dependencies] 里没有规则包“{name}”"),
            format!("[dependencies] in tiaoli.toml does not name the package `{name}`"),
        );
        let quoted = facts.nearest.map(|nearest| format!("“{nearest}”"));
        let problem = match quoted {
            None => problem,
            Some(nearest) => problem.fix(crate::diagnostic::Fix::replace(
                words(format!("是不是{nearest}？"), format!("did you mean {nearest}?")),
                facts.place,
                nearest,
            )),
        };
        problem.help(words(
            format!("在 tiaoli.toml 里写：\"{name}\" = {{ path = \"…\", version = \"…\" }}"),
            format!("write in tiaoli.toml: \"{name}\" = {{ path = \"…\", version = \"…\" }}"),
        ))
    };

    /// An import of a name that the other package does not declare, or that nothing can import.
    ImportUnknown {
        name: String,
        package: String,
        place: Span,
        nearest: Option<String>,
        home: Option<String>,
        not_importable: Option<(&'static str, &'static str)>,
    } => |facts| {
        let (name, package) = (&facts.name, &facts.package);
        if let Some((zh, en)) = facts.not_importable {
            return said(
                "E0702",
                facts.place,
                format!("“{package}”的“{name}”是{zh}，不能引用"),
                format!("`{name}` of `{package}` is {en}, which cannot be imported"),
            )
            .help(words(
                "能引用的是文件、条款、对象、单位、日历、参数、定义、表、认定、读法和规范",
                "documents, clauses, objects, units, calendars, parameters, definitions, tables, findings, readings and norms can be imported",
            ));
        }
        let problem = said(
            "E0702",
            facts.place,
            format!("规则包“{package}”没有声明“{name}”"),
            format!("the package `{package}` does not declare `{name}`"),
        );
        match facts.home {
            Some(home) => problem.help(words(
                format!("“{name}”是“{package}”从“{home}”引用的，请直接写：引用 “{home}”：{name}。"),
                format!("`{package}` imports it from `{home}` itself; write: import \"{home}\": {name}."),
            )),
            None => offered(problem, facts.place, facts.nearest)
                .help(words(
                    format!("请检查写法，或者在“{package}”里声明它"),
                    format!("check the spelling, or declare it in `{package}`"),
                )),
        }
    };

    /// A name that is imported twice.
    ImportTwice { name: String, first: Span, place: Span } => |facts| {
        let name = &facts.name;
        said("E0703", facts.place, format!("“{name}”引用了两次"), format!("`{name}` is imported twice"))
            .label(facts.first, words("先在这里引用", "first imported here"))
            .help(words(
                format!("去掉一处；不是一回事的，换一个名称：{name}（作 …）"),
                format!("remove one; where they are two things, give one another name: `{name} as …`"),
            ))
    };

    /// An imported name that the package declares itself.
    ImportClash { name: String, own: Span, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0704",
            facts.place,
            format!("“{name}”既是引用的，又是本规则包声明的"),
            format!("`{name}` is imported and declared in this package too"),
        )
        .label(facts.own, words("在这里声明", "declared here"))
        .help(words(
            format!("引用时换一个名称：{name}（作 …），或者把这里的声明改名"),
            format!("import it under another name: `{name} as …`, or rename the declaration"),
        ))
    };

    /// An object or a unit that two packages declare apart from each other.
    DeclaredApart { what: (&'static str, &'static str), name: String, first: Span, second: Span } => |facts| {
        let (name, (zh, en)) = (&facts.name, facts.what);
        said(
            "E0705",
            facts.second,
            format!("两个规则包各自声明了{zh}“{name}”，合在一起分不清是不是一回事"),
            format!("two packages declare the {en} `{name}` apart; together they cannot be told from each other"),
        )
        .label(facts.first, words("另一处在这里", "the other is here"))
        .help(words(
            format!("由一个规则包声明，另一个引用：引用 “…”：{name}。"),
            format!("let one package declare it and the other import it: import \"…\": {name}."),
        ))
    };

    /// Another name given to an object that a package only adds to.
    AddedAlias { name: String, alias: String, place: Span } => |facts| {
        let (name, alias) = (&facts.name, &facts.alias);
        said(
            "E0706",
            facts.place,
            format!("“{name}”是引用的对象，在这里不能再给它名称“{alias}”"),
            format!("`{name}` is an imported object; it cannot get the name `{alias}` here"),
        )
        .help(words(
            format!("去掉“（又称 {alias}）”；只在本规则包换名的，写：引用 “…”：{name}（作 {alias}）"),
            format!("remove `(aka {alias})`; to rename it in this package only, write: import \"…\": {name} as {alias}"),
        ))
    };

    /// A package that this one is built on is not in order.
    DependencyUnsound { name: String, place: Span, count: usize } => |facts| {
        let (name, count) = (&facts.name, facts.count);
        said(
            "E0707",
            facts.place,
            format!("所引用的规则包“{name}”有 {count} 个错误"),
            format!("the package `{name}`, on which this one is built, is in error (errors: {count})"),
        )
        .help(words(
            "先把那个规则包改对；它的错误一并列出",
            "put that package right first; its errors are listed too",
        ))
    };

    /// An import of a member of an object that is another object's.
    ImportElsewhere { name: String, package: String, place: Span } => |facts| {
        let (name, package) = (&facts.name, &facts.package);
        said(
            "E0702",
            facts.place,
            format!("规则包“{package}”没有声明“{name}”"),
            format!("the package `{package}` does not declare `{name}`"),
        )
        .help(words(
            "请检查“的”前面是不是它所属的对象",
            "check that the word before `'s` is the object that it belongs to",
        ))
    };

    /// An import that nothing uses.
    ImportUnused { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said("W0701", facts.place, format!("引用了“{name}”，却没有用到"), format!("`{name}` is imported and not used"))
            .help(words("用不到的，请去掉", "remove it if it is not needed"))
    };

    /// A dependency that nothing is imported from.
    DependencyUnused { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "W0702",
            facts.place,
            format!("tiaoli.toml 里有规则包“{name}”，却没有从它引用任何名称"),
            format!("tiaoli.toml names the package `{name}`, but nothing is imported from it"),
        )
        .help(words(
            format!("去掉这一行，或者写：引用 “{name}”：…。"),
            format!("remove the line, or write: import \"{name}\": …."),
        ))
    };
}

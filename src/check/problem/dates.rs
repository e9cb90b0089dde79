//! E04: dates, periods, conventions and values over time.

use crate::diagnostic::Problem;
use crate::quantity::Date;
use crate::source::Span;

use super::{offered, said, words};

facts! {
    /// Days that no line of a parameter covers, between two of its lines.
    ParameterGap { name: String, from: Date, until: Date, before: Span, after: Span } => |facts| {
        let name = &facts.name;
        let last = facts.until.checked_add_days(-1).unwrap_or(facts.until);
        said(
            "E0401",
            facts.after,
            format!("参数“{name}”在{}至{}没有值", facts.from.zh(), last.zh()),
            format!("parameter `{name}` has no value from {} to {}", facts.from.en(), last.en()),
        )
        .label(facts.before, words("前一个值到此为止", "the value before ends here"))
        .help(words("请补上这一段的值，或者改正起止日期", "add a line for these days, or correct the dates"))
    };

    /// A confidence that is none of the five.
    ConfidenceUnknown { word: String, place: Span, nearest: Option<String> } => |facts| {
        let word = &facts.word;
        let problem = said(
            "E0413",
            facts.place,
            format!("可信度没有“{word}”这一级"),
            format!("there is no confidence `{word}`"),
        )
        .help(words(
            "请写 V1（已读全文）、V2（官方或报刊转述）、V3（孤证）、GK（常识）或者 UNC（未定）",
            "write V1 (full text read), V2 (official or press report), V3 (a single report), GK (common knowledge) or UNC (not settled)",
        ));
        offered(problem, facts.place, facts.nearest)
    };

    /// A figure that is not settled, without a word on what is unsure.
    DoubtUnsaid { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0414",
            facts.place,
            format!("“{name}”的这个数未定（UNC），但没有写明疑在哪里"),
            format!("this figure of `{name}` is not settled (UNC), and nothing says what is unsure"),
        )
        .help(words(
            "请用“存疑”写明哪里没有查实；文件有几种读法的，请写成“读法”，由用到它的规则来选",
            "say with `unsettled` what was not confirmed; where the instrument can be read in several ways, declare a `reading` and let the rules that use the figure choose by it",
        ))
    };

    /// Two lines of a parameter for one day.
    ParameterOverlap { name: String, on: Date, first: Span, second: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0402",
            facts.second,
            format!("参数“{name}”在{}有两个值", facts.on.zh()),
            format!("parameter `{name}` has two values on {}", facts.on.en()),
        )
        .label(facts.first, words("另一个值在这里", "the other value is here"))
        .help(words(
            "请改正起止日期；事后追溯的规定，写上各自的“公布”日期",
            "correct the dates; for a retroactive notice, write the day on which each was published",
        ))
    };

    /// An interval that ends before it begins.
    IntervalReversed { place: Span } => |facts| {
        said("E0403", facts.place, "截止日期早于起始日期", "the end is before the beginning")
            .help(words("请对调或者改正两个日期", "exchange or correct the two dates"))
    };

    /// An age is computed, but the package does not say when an age is reached.
    AgeConventionMissing { place: Span } => |facts| {
        said(
            "E0404",
            facts.place,
            "用到了周岁，但没有约定怎样算满一岁",
            "an age is used, but when an age is reached is not agreed",
        )
        .help(words(
            "请写“约定：周岁 生日当日算满。”或者“约定：周岁 生日次日算满。”",
            "write `convention: age on_birthday.` or `convention: age day_after_birthday.`",
        ))
    };

    /// Working days are counted, but the package names no calendar.
    CalendarMissing { place: Span } => |facts| {
        said(
            "E0405",
            facts.place,
            "用到了工作日，但没有约定用哪一个日历",
            "working days are counted, but no calendar is named",
        )
        .help(words(
            "请声明“日历 法定节假日：…”，再写“约定：节假日 法定节假日。”",
            "declare a `calendar`, then write `convention: holidays NAME.`",
        ))
    };

    /// A deadline that nobody can check.
    VagueDeadline { words_written: String, place: Span } => |facts| {
        let written = &facts.words_written;
        said(
            "E0406",
            facts.place,
            format!("“{written}”没有可核验的期限"),
            format!("`{written}` is no deadline that can be checked"),
        )
        .help(words(
            "请写日期或者期间；原文确实没有的，写“效力：预期性”或者“效力：倡导性”",
            "write a date or a term; where the text has none, write `effect: expected` or `effect: hortatory`",
        ))
    };

    /// A term without a kind of day.
    TermWithoutDayKind { place: Span } => |facts| {
        said(
            "E0407",
            facts.place,
            "期限没有说按哪种日子数",
            "the term does not say in what it is counted",
        )
        .help(words(
            "请写整数加单位：10日（自然日）、10个工作日、3个月或者1年",
            "write a whole number with its unit: 10 days, 10 workdays, 3 months or 1 year",
        ))
    };

    /// A calendar that contradicts itself.
    CalendarWrong { reason: (String, String), place: Span } => |facts| {
        let (zh, en) = &facts.reason;
        said("E0408", facts.place, format!("日历有误：{zh}"), format!("the calendar is wrong: {en}"))
            .help(words("请核对公布的放假安排", "check it against the published notice"))
    };

    /// A convention that is written twice.
    ConventionRepeated { place: Span, what: (&'static str, &'static str) } => |facts| {
        let (zh, en) = facts.what;
        said("E0409", facts.place, format!("“{zh}”约定了两次"), format!("`{en}` is agreed twice"))
            .help(words("请只保留一个", "keep one of them"))
    };

    /// A deadline that recurs with something that is not a calendar period.
    DeadlineCannotRecur { place: Span } => |facts| {
        said(
            "E0410",
            facts.place,
            "期限只能按每年、每季度、每月重复",
            "a deadline recurs every year, quarter or month only",
        )
        .help(words("请写“每年”“每季度”“每月”，或者写明日期", "write per year, per quarter or per month, or a date"))
    };

    /// Two days subtracted.
    DaysSubtracted { place: Span } => |facts| {
        said("E0411", facts.place, "两个日期不能直接相减或者相加", "two days cannot be subtracted or added")
            .help(words(
                "请写“天数（早的日期，晚的日期）”或者“月数（…，…）”",
                "write `days_between(earlier, later)` or `months_between(…, …)`",
            ))
    };

    /// A day moved by something that is not a number of days, months or working days.
    ShiftUnit { place: Span, found: (String, String) } => |facts| {
        let (zh, en) = &facts.found;
        said(
            "E0412",
            facts.place,
            format!("日期只能加减日、个月、年或者个工作日，这里是{zh}"),
            format!("a day is moved by days, months, years or working days; this is {en}"),
        )
        .help(words("请写上单位，例如“3个月”“10日”；年龄请用“生日（生日，3周岁）”", "write the unit, such as `3 months`, `10 days`; for ages use `birthday(…)`"))
    };
}

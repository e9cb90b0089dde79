//! E03: types, units and dimensions.

use crate::diagnostic::Problem;
use crate::source::Span;

use super::{offered, said, words};

facts! {
    /// Two numbers of different dimensions that are added or compared.
    DimensionsDiffer { left: (String, String), right: (String, String), left_place: Span, right_place: Span, with_unit: Option<(Span, String)> } => |facts| {
        let ((left_zh, left_en), (right_zh, right_en)) = (&facts.left, &facts.right);
        let problem = said(
            "E0301",
            facts.right_place,
            format!("左边是{left_zh}，右边是{right_zh}，不能相加减或者比较"),
            format!("the left side is {left_en}, the right side is {right_en}: they cannot be added or compared"),
        )
        .label(facts.left_place, words(format!("这里是{left_zh}"), format!("this is {left_en}")))
        .label(facts.right_place, words(format!("这里是{right_zh}"), format!("this is {right_en}")));
        if let Some((place, written)) = facts.with_unit {
            problem
                .help(words(
                    format!("请给数字写上单位，例如 {written}"),
                    format!("write the unit after the number, such as {written}"),
                ))
                .fix(crate::diagnostic::Fix::replace(
                    words(format!("改为 {written}"), format!("write {written}")),
                    place,
                    written,
                ))
        } else {
            problem.help(words(
                "请换成同一种单位，或者先用乘、除换算",
                "use one kind of unit, or convert by × or ÷ first",
            ))
        }
    };

    /// A value of another type than the place asks for.
    TypeDiffers { wanted: (String, String), found: (String, String), place: Span } => |facts| {
        let ((wanted_zh, wanted_en), (found_zh, found_en)) = (&facts.wanted, &facts.found);
        let problem = said(
            "E0302",
            facts.place,
            format!("这里需要{wanted_zh}，写的是{found_zh}"),
            format!("{wanted_en} is wanted here, but this is {found_en}"),
        );
        let is_condition = wanted_en == "a condition";
        if is_condition {
            problem.help(words(
                "请写成比较，例如“家庭的月收入 不超过 10000元”",
                "write a comparison, such as `family's income at most 10000 yuan`",
            ))
        } else if found_en == "words" {
            problem.help(words(
                format!("请换成{wanted_zh}；名称不加引号"),
                format!("put {wanted_en} here; a name stands without quotation marks"),
            ))
        } else if found_en == "a number without unit" && wanted_zh.contains('（') {
            problem.help(words(
                "请在数的后面写上单位，例如“500元”、“3个月”",
                "write the unit after the number, as in `500 yuan`, `3 months`",
            ))
        } else {
            problem.help(words(format!("请换成{wanted_zh}"), format!("put {wanted_en} here")))
        }
    };

    /// A function that does not exist.
    UnknownFunction { name: String, place: Span, nearest: Option<String> } => |facts| {
        let name = &facts.name;
        let problem = said("E0303", facts.place, format!("没有叫“{name}”的函数"), format!("there is no function `{name}`"));
        offered(problem, facts.place, facts.nearest).help(words(
            "函数有：月数、天数、周岁、较低者、较高者、四舍五入等，见语言说明第4节",
            "functions are months_between, days_between, age, min, max, round …: section 4 of the language reference",
        ))
    };

    /// A function with too few or too many arguments.
    ArgumentCount { name: String, wanted: String, found: usize, place: Span } => |facts| {
        let (name, wanted, found) = (&facts.name, &facts.wanted, facts.found);
        said(
            "E0304",
            facts.place,
            format!("“{name}”要写 {wanted} 个数，写了 {found} 个"),
            format!("`{name}` takes {wanted} arguments, {found} are given"),
        )
        .help(words("请对照语言说明第4节补上或者去掉", "add or remove some: section 4 of the language reference"))
    };

    /// A list where one value is wanted.
    ListAsValue { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said(
            "E0305",
            facts.place,
            format!("“{name}”有若干个值，这里只能用一个"),
            format!("`{name}` has several values; one is wanted here"),
        )
        .help(words(
            "请写“的合计”“的个数”“的最大值”“的最小值”，或者写“存在 …（其中 …）”",
            "write `'s sum`, `'s count`, `'s greatest`, `'s least`, or `exists … (where …)`",
        ))
    };

    /// A value by cases without 其他.
    CasesWithoutOtherwise { place: Span } => |facts| {
        said(
            "E0306",
            facts.place,
            "各种情形之外没有规定：缺少“其他”",
            "nothing is said for other cases: `otherwise` is missing",
        )
        .help(words(
            "请在最后写“其他，…”；原文确实没有规定的，写明其他情形的值并在“存疑”中说明",
            "end with `otherwise, …`; where the text says nothing, say so under `unsettled`",
        ))
    };

    /// An amount that may have more decimals than its unit, without a written rounding.
    Unrounded { unit: (String, String), decimals: u32, place: Span } => |facts| {
        let (zh, en) = &facts.unit;
        let decimals = facts.decimals;
        let (kept_zh, kept_en) = if decimals == 0 {
            ("只取整数".to_owned(), "whole numbers only".to_owned())
        } else {
            (format!("最多 {decimals} 位小数"), format!("at most {decimals} decimals"))
        };
        said(
            "E0307",
            facts.place,
            format!("这个{zh}可能除不尽或者小数过多（{kept_zh}），没有写明怎样取舍"),
            format!("this {en} may have more decimals than its unit ({kept_en}) and no rounding is written"),
        )
        .help(words(
            "请写“四舍五入（…，到分）”“舍去（…，到元）”“进位（…）”之一，并写上依据",
            "write `round(…, to fen)`, `round_down`, `round_up` or `round_even`, with its basis",
        ))
    };

    /// Bounds of a fact that do not fit it.
    BoundDoesNotFit { reason: (String, String), place: Span } => |facts| {
        let (zh, en) = &facts.reason;
        said("E0308", facts.place, format!("这个范围不合适：{zh}"), format!("this bound does not fit: {en}")).help(words(
            "请写成“不低于X，不超过Y”，X不大于Y，单位与事实相同",
            "write `at least X, at most Y` with X not above Y, in the unit of the fact",
        ))
    };

    /// Something computed where only a written value may stand.
    NotConstant { place: Span } => |facts| {
        said(
            "E0309",
            facts.place,
            "这里要直接写出值，不能写需要计算的内容",
            "a written value is wanted here, nothing that must be computed",
        )
        .help(words("请写数字、日期、是、否或者名称", "write a number, a date, yes, no or a name"))
    };

    /// An expression nested too deeply.
    TooDeep { place: Span, limit: u32 } => |facts| {
        let limit = facts.limit;
        said(
            "E0310",
            facts.place,
            format!("嵌套超过 {limit} 层"),
            format!("nested more than {limit} deep"),
        )
        .help(words("请拆成几个“定义”", "split it into several definitions"))
    };

    /// An order asked of values that have none.
    NoOrder { found: (String, String), place: Span } => |facts| {
        let (zh, en) = &facts.found;
        said(
            "E0311",
            facts.place,
            format!("{zh}没有大小之分"),
            format!("{en} has no order"),
        )
        .help(words(
            "请用“等于”“不等于”“属于｛…｝”；确有高低的，在对象中写成“等级｛…｝”",
            "use `is`, `is not` or `in {…}`; where there are grades, declare `grade {…}`",
        ))
    };

    /// A filter or an aggregate where there is no list.
    NotAList { name: String, place: Span } => |facts| {
        let name = &facts.name;
        said("E0312", facts.place, format!("“{name}”不是列表"), format!("`{name}` is not a list"))
            .help(words(
                "“其中”“合计”“存在”“全部”只能用在“多个”的事实或者对象上",
                "`where`, `sum`, `exists` and `every` go with lists and objects only",
            ))
    };

    /// Two rows of a table that apply to one case.
    RowsOverlap { first: Span, second: Span, case: String } => |facts| {
        let case = &facts.case;
        said(
            "E0313",
            facts.second,
            format!("两行同时命中，例如：{case}"),
            format!("two rows apply at once, for example: {case}"),
        )
        .label(facts.first, words("与这一行重叠", "overlaps with this row"))
        .help(words(
            "请收窄其中一行，或者写“命中：首个”",
            "narrow one of the rows, or write `hit: first`",
        ))
    };

    /// A case that no row of a table covers.
    TableHole { place: Span, case: String } => |facts| {
        let case = &facts.case;
        said(
            "W0314",
            facts.place,
            format!("有情形落空，没有一行覆盖：{case}"),
            format!("a case falls through, no row covers it: {case}"),
        )
        .help(words(
            "请补一行，或者用“其余”“任意”；原文确实没有规定的，在“存疑”中说明",
            "add a row, or use `otherwise` or `any`; where the text says nothing, say so under `unsettled`",
        ))
    };

    /// Bands of a bracket scale that do not rise.
    BandsDoNotRise { place: Span } => |facts| {
        said("E0315", facts.place, "分档没有从低到高，或者只有最后一档可以写“其余部分”", "the bands do not rise, or one before the last has no upper end")
            .help(words("请按上限从低到高排列，最后一档写“其余部分”", "order the bands by their upper end; the last is `the rest`"))
    };

    /// A product or quotient whose dimension has too high a power.
    TooManyUnits { place: Span } => |facts| {
        said("E0317", facts.place, "单位连乘次数过多", "the units multiply to too high a power")
            .help(words("请检查算式中的单位", "check the units of the formula"))
    };
}

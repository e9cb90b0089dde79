//! Expressions: scopes, units, types.

use super::{codes, model, value};

/// A family with children, and a child.
const FAMILY: &str = "单位 托位。
对象 家庭（又称 family）：月收入：金额，又称 income；户籍：取值｛本市（又称 local）、外省市｝；子女们：多个 子女；人口：数量（人）；托位数：数量（托位）。
对象 子女（又称 child）：出生日期：日期；身高：数量（厘米）；残疾等级：等级｛一级、二级、三级、四级｝；玩具们：多个 玩具；入托：是否。
对象 玩具：价格：金额。
约定：周岁 生日当日算满。
";

fn check(cases: &[(&str, &str)]) {
    for (written, meant) in cases {
        let text = format!("{FAMILY}定义 甲：是指：{written}。");
        assert_eq!(value(&text), *meant, "{written}");
    }
}

fn check_of_child(cases: &[(&str, &str)]) {
    for (written, meant) in cases {
        let text = format!("{FAMILY}定义 子女的甲：是指：{written}。");
        assert_eq!(value(&text), *meant, "{written}");
    }
}

fn refuse(cases: &[(&str, &str)]) {
    for (written, code) in cases {
        let text = format!("{FAMILY}定义 甲：是指：{written}。");
        assert_eq!(codes(&text), [*code], "{written}");
    }
}

#[test]
fn units_become_base_units() {
    check(&[
        ("家庭的月收入 不超过 1.2万元", "家庭.月收入 <= 12000"),
        ("家庭的月收入 不超过 50分", "家庭.月收入 <= 0.5"),
        ("家庭的月收入 × 60％", "(家庭.月收入 * 0.6)"),
        (
            "天数（判断日，判断日）超过 2周",
            "DaysBetween(AsOf, AsOf) > 14",
        ),
        (
            "月数（判断日，判断日）未满 3年",
            "MonthsBetween(AsOf, AsOf) < 36",
        ),
        ("判断日 ＋ 1年", "(AsOf >> 12m)"),
        ("判断日 － 10日", "(AsOf >> -10d)"),
    ]);
}

#[test]
fn written_numbers_are_computed_at_once() {
    check(&[
        ("1万元 ＋ 2000元", "12000"),
        ("10元 ÷ 4", "2.5"),
        ("－ 3元", "-3"),
        ("1元 ÷ 0", "(1 / 0)"),
    ]);
}

#[test]
fn a_bare_whole_number_takes_the_counting_unit_of_the_other_side() {
    check(&[
        ("家庭的人口 不少于 3", "家庭.人口 >= 3"),
        ("3 少于 家庭的人口", "3 < 家庭.人口"),
        ("家庭的托位数 ＋ 1 超过 2托位", "(家庭.托位数 + 1) > 2"),
        ("较高者（家庭的人口，0）", "Higher(家庭.人口, 0)"),
        ("家庭的子女们的人数 等于 2", "Count #0 in 家庭.子女们 = 2"),
        ("家庭的子女们的个数 等于 2个", "Count #0 in 家庭.子女们 = 2"),
    ]);
    refuse(&[
        ("家庭的月收入 超过 3", "E0301"),
        ("家庭的人口 超过 2.5", "E0301"),
        ("家庭的人口 ＋ 家庭的托位数", "E0301"),
        ("家庭的子女们的人数 等于 家庭的子女们的个数", "E0301"),
    ]);
}

#[test]
fn a_number_without_unit_is_answered_with_the_unit() {
    let (documents, _) =
        super::documents(&[&format!("{FAMILY}定义 甲：是指：家庭的月收入 超过 10000。")]);
    let (_, problems) = crate::check::check(&documents, &super::inputs());
    let fixes: Vec<&str> = problems
        .iter()
        .flat_map(crate::diagnostic::Problem::fixes)
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.replacement.as_str()))
        .collect();
    assert_eq!(fixes, ["10000元"]);
}

#[test]
fn options_are_read_by_the_type_of_the_other_side() {
    check(&[
        ("家庭的户籍 等于 本市", "家庭.户籍 = 本市"),
        ("本市 等于 家庭的户籍", "本市 = 家庭.户籍"),
        ("家庭的户籍 不等于 local", "家庭.户籍 != 本市"),
        (
            "家庭的户籍 属于｛本市、外省市｝",
            "家庭.户籍 in {本市, 外省市}",
        ),
    ]);
    refuse(&[
        ("家庭的户籍 等于 本区", "E0208"),
        ("家庭的户籍 属于｛本市、本区｝", "E0208"),
        ("家庭的户籍 不低于 本市", "E0311"),
        ("家庭的户籍 等于 “本市”", "E0302"),
    ]);
}

#[test]
fn grades_are_compared_as_they_are_read() {
    check_of_child(&[
        ("残疾等级 不低于 三级", "#0.残疾等级 >= 三级"),
        ("残疾等级 属于｛一级、二级｝", "#0.残疾等级 in {一级, 二级}"),
    ]);
}

#[test]
fn a_definition_of_an_object_sees_its_facts_and_its_owner() {
    check_of_child(&[
        ("身高 不超过 1.3米", "#0.身高 <= 1.3"),
        ("子女的身高 不超过 1.3米", "#0.身高 <= 1.3"),
        ("家庭的月收入 超过 1元", "家庭.月收入 > 1"),
        ("玩具们的价格的合计", "Sum #1 in #0.玩具们: #1.价格"),
        (
            "周岁（出生日期，判断日）未满 3周岁",
            "Age(#0.出生日期, AsOf) < 3",
        ),
    ]);
    let text = format!("{FAMILY}定义 玩具的甲：是指：子女的身高 超过 1米。");
    assert_eq!(value(&text), "owner(#0, 玩具们).身高 > 1");
}

#[test]
fn collections_number_their_members_by_depth() {
    check(&[
        ("存在 家庭的子女们", "exists #0 in 家庭.子女们"),
        (
            "存在 家庭的子女们（其中 入托）",
            "exists #0 in 家庭.子女们 where #0.入托",
        ),
        (
            "不存在 家庭的子女们（其中 入托）",
            "!exists #0 in 家庭.子女们 where #0.入托",
        ),
        (
            "全部 家庭的子女们 均符合 入托",
            "every #0 in 家庭.子女们: #0.入托",
        ),
        (
            "家庭的子女们的玩具们的价格的最大值",
            "Greatest #0 in 家庭.子女们, #1 in #0.玩具们: #1.价格",
        ),
        ("子女的身高的最大值", "Greatest #0 in all 子女: #0.身高"),
        (
            "子女（其中 入托）的个数 超过 1",
            "Count #0 in all 子女 where #0.入托 > 1",
        ),
        (
            "存在 家庭的子女们（其中 存在 玩具们（其中 价格 超过 家庭的月收入））",
            "exists #0 in 家庭.子女们 where exists #1 in #0.玩具们 where #1.价格 > 家庭.月收入",
        ),
    ]);
    refuse(&[
        ("家庭的子女们的身高 超过 1米", "E0305"),
        ("家庭的子女们", "E0305"),
        ("存在 家庭的月收入", "E0312"),
        ("家庭的月收入的合计", "E0312"),
        ("子女的身高 超过 1米", "E0205"),
        ("家庭的子女们的入托的合计", "E0302"),
    ]);
}

#[test]
fn legal_lists_keep_their_numbers() {
    check(&[
        (
            "同时符合下列条件：（一）家庭的月收入 超过 1元；（二）符合下列情形之一：1. 家庭的户籍 等于 本市；2. 家庭的人口 超过 2",
            "(Item(1) 家庭.月收入 > 1 & Item(2) (Subitem(1) 家庭.户籍 = 本市 | Subitem(2) 家庭.人口 > 2))",
        ),
        (
            "下列情形均不存在：（一）家庭的人口 超过 2",
            "!(Item(1) 家庭.人口 > 2)",
        ),
    ]);
}

#[test]
fn values_by_cases_and_by_bands_have_one_type() {
    check(&[
        (
            "按下列情形分别确定：（一）家庭的人口 超过 2 的，1万元；（二）其他，0元",
            "[家庭.人口 > 2 -> 10000; else 0]",
        ),
        (
            "分档累进（家庭的月收入）：（一）36000元以下的部分，3％；（二）其余部分，10％",
            "bands(家庭.月收入; 36000: 0.03, rest: 0.1)",
        ),
    ]);
    refuse(&[
        (
            "按下列情形分别确定：（一）家庭的人口 超过 2 的，1万元；（二）其他，0",
            "E0301",
        ),
        (
            "按下列情形分别确定：（一）家庭的人口 的，1万元；（二）其他，0元",
            "E0302",
        ),
    ]);
}

#[test]
fn functions_and_roundings_are_typed() {
    check(&[
        (
            "四舍五入（家庭的月收入 ÷ 3，到分）",
            "HalfUp((家庭.月收入 / 3), 0.01)",
        ),
        ("日期（2024，2，29）", "MakeDate(2024, 2, 29)"),
        (
            "期间天数（重叠（期间（判断日，判断日），期间（月初（判断日），月末（判断日））））",
            "PeriodDays(Overlap(Period(AsOf, AsOf), Period(MonthStart(AsOf), MonthEnd(AsOf))))",
        ),
        ("年份（判断日）等于 2024", "YearOf(AsOf) = 2024"),
    ]);
    refuse(&[
        ("四舍五入（家庭的月收入，到日）", "E0301"),
        ("年份（家庭的月收入）", "E0302"),
        ("生日（判断日，3年）", "E0302"),
        ("较低者（1元）", "E0304"),
    ]);
}

#[test]
fn products_have_the_dimension_of_their_sides() {
    let text = format!("{FAMILY}定义 甲：是指：家庭的托位数 ÷ 家庭的人口 不低于 4.5托位/千人。");
    assert_eq!(value(&text), "(家庭.托位数 / 家庭.人口) >= 0.0045");
    refuse(&[("家庭的托位数 ÷ 家庭的人口 不低于 4.5个/千人", "E0301")]);
}

#[test]
fn one_mistake_is_told_once_and_two_are_told_at_once() {
    let text = format!(
        "{FAMILY}定义 甲：是指：家庭的月收入 超过 3。定义 乙：是指：甲 且 甲。权利 丙：依据《办法》第一条；主体：家庭；条件：乙；给予：“丙”。"
    );
    assert_eq!(codes(&text), ["E0301"]);
    assert_eq!(
        codes(&format!(
            "{FAMILY}定义 甲：是指：家庭的月收入 超过 3 且 家庭的年收入 超过 1元。"
        )),
        ["E0301", "E0202"]
    );
}

#[test]
fn a_definition_is_shown_in_the_unit_it_was_written_in() {
    let units = [
        ("家庭的月收入 ＋ 1万元", "元"),
        ("1.5万元", "万元"),
        ("60％", "％"),
        ("家庭的托位数 ÷ 家庭的人口", "托位/人"),
        ("子女的身高的最大值", "厘米"),
        ("月数（判断日，判断日）", "个月"),
    ];
    for (written, unit) in units {
        let model = model(&format!("{FAMILY}定义 甲：是指：{written}。"));
        assert_eq!(
            model.definitions[0]
                .unit
                .as_ref()
                .map(crate::quantity::Unit::zh),
            Some(unit),
            "{written}"
        );
    }
}

#[test]
fn english_says_the_same() {
    let object = "对象 家庭（又称 family）：月收入：金额，又称 income；子女们：多个 子女，又称 children；户籍：取值｛本市（又称 local）、外省市（又称 elsewhere）｝，又称 household。
    对象 子女（又称 child）：出生日期：日期，又称 birth_date；入托：是否，又称 enrolled；身高：数量（厘米），又称 height。
    ";
    let twins = [
        (
            "family's children (where enrolled)'s count at least 2",
            "家庭的子女们（其中 入托）的个数 不少于 2",
        ),
        (
            "family's children's height's greatest",
            "家庭的子女们的身高的最大值",
        ),
        (
            "exists family's children (where months_between(birth_date, as_of) under 36 months)",
            "存在 家庭的子女们（其中 月数（出生日期，判断日）未满 36个月）",
        ),
        (
            "every family's children satisfies enrolled",
            "全部 家庭的子女们 均符合 入托",
        ),
        ("family's household in {local}", "家庭的户籍 属于｛本市｝"),
        (
            "round(family's income / 3, to fen)",
            "四舍五入（家庭的月收入 ÷ 3，到分）",
        ),
        (
            "family's income at most 10000 yuan and not(family's household is elsewhere)",
            "家庭的月收入 不超过 1万元 且 并非（家庭的户籍 等于 外省市）",
        ),
    ];
    for (english, chinese) in twins {
        let first = value(&format!("{object}define 甲: means: {english}."));
        let second = value(&format!("{object}定义 甲：是指：{chinese}。"));
        assert_eq!(first, second, "{english}");
    }
}

#[test]
fn cases_that_are_complete_need_no_otherwise() {
    let cases = |cases: &str| {
        codes(&format!(
            "{FAMILY}定义 子女的甲：是指：按下列情形分别确定：{cases}。"
        ))
    };
    for complete in [
        "（一）家庭的户籍 等于 本市 的，1元；（二）家庭的户籍 等于 外省市 的，2元",
        "（一）入托 的，1元；（二）并非（入托） 的，2元",
        "（一）身高 低于 1米 的，1元；（二）身高 1米以上 的，2元",
        "（一）残疾等级 属于｛一级、二级｝ 的，1元；（二）残疾等级 等于 三级 的，2元；（三）残疾等级 等于 四级 的，3元",
    ] {
        assert_eq!(cases(complete), Vec::<&str>::new(), "{complete}");
    }
    for open in [
        "（一）家庭的户籍 等于 本市 的，1元",
        "（一）身高 低于 1米 的，1元；（二）身高 超过 1米 的，2元",
        "（一）残疾等级 属于｛一级、二级｝ 的，1元；（二）残疾等级 等于 四级 的，3元",
        "（一）入托 的，1元；（二）家庭的户籍 等于 本市 的，2元",
    ] {
        assert_eq!(cases(open), ["E0306"], "{open}");
    }
}

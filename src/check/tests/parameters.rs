//! Parameters over time.

use super::{codes, model};
use crate::check::Constant;
use crate::quantity::{Date, Number};

#[test]
fn lines_stand_by_day_and_may_end() {
    let model = model(
        "参数 标准：自2023年1月1日至2024年12月31日止，2000元，依据《办法》第一条；
         自2022年1月1日至2022年12月31日止，1000元，依据《办法》第一条，公布 2022年3月1日，复核 2027年1月1日。",
    );
    let lines = &model.parameters[0].lines;
    let values: Vec<Constant> = lines.iter().map(|line| line.value.clone()).collect();
    assert_eq!(
        values,
        [1000, 2000].map(|yuan| Constant::Number(Number::from_i64(yuan)))
    );
    let day = |year, month, day| Date::new(year, month, day).unwrap();
    assert_eq!(lines[0].in_force.until, Some(day(2023, 1, 1)), "half-open");
    assert!(
        lines[1].in_force.contains(day(2024, 12, 31))
            && !lines[1].in_force.contains(day(2025, 1, 1))
    );
    assert_eq!(lines[0].published, Some(day(2022, 3, 1)));
}

#[test]
fn gaps_and_overlaps_are_told() {
    let line = |from: &str, rest: &str| format!("自{from}{rest}，依据《办法》第一条");
    let cases: &[(&[String], &[&str])] = &[
        (
            &[
                line("2022年1月1日", "至2022年12月31日止，1元"),
                line("2023年1月1日", "起，2元"),
            ],
            &[],
        ),
        (
            &[
                line("2022年1月1日", "至2022年12月30日止，1元"),
                line("2023年1月1日", "起，2元"),
            ],
            &["E0401"],
        ),
        (
            &[
                line("2022年1月1日", "至2023年1月1日止，1元"),
                line("2023年1月1日", "起，2元"),
            ],
            &["E0402"],
        ),
        (
            &[
                line("2022年1月1日", "起，1元"),
                line("2022年1月1日", "起，2元"),
            ],
            &["E0402"],
        ),
        (
            &[
                line("2022年1月1日", "起，1元"),
                format!("{}，公布 2023年8月31日", line("2023年1月1日", "起，2元")),
            ],
            &[],
        ),
        (
            &[
                line("2022年1月1日", "起，1元"),
                line("2021年1月1日", "至2021年12月31日止，3元"),
            ],
            &[],
        ),
    ];
    for (lines, expected) in cases {
        let text = format!("参数 标准：{}。", lines.join("；"));
        assert_eq!(codes(&text), *expected, "{text}");
    }
}

#[test]
fn all_lines_have_one_type() {
    let text = |second: &str| {
        format!(
            "参数 标准：自2022年1月1日至2022年12月31日止，1元，依据《办法》第一条；自2023年1月1日起，{second}，依据《办法》第一条。"
        )
    };
    assert_eq!(codes(&text("2万元")), [""; 0]);
    assert_eq!(codes(&text("2日")), ["E0301"]);
    assert_eq!(codes(&text("是")), ["E0302"]);
}

#[test]
fn a_parameter_may_be_asked_for_another_day() {
    let text = "参数 标准：自2022年1月1日起，1元，依据《办法》第一条。定义 甲：是指：参数值（标准，年初（判断日））。";
    assert_eq!(super::value(text), "标准@YearStart(AsOf)");
    assert_eq!(
        codes("定义 甲：是指：参数值（判断日，判断日）。"),
        ["E0204"]
    );
}

#[test]
fn a_confidence_is_one_of_five() {
    let with = |word: &str| {
        format!(
            "参数 标准：自2022年1月1日起，1元，依据《办法》第一条，可信度 {word}，存疑“未见文本”。"
        )
    };
    for word in ["V1", "V2", "V3", "GK", "UNC"] {
        assert_eq!(codes(&with(word)), [""; 0], "{word}");
    }
    for word in ["v1", "V4", "高", "已核实"] {
        assert_eq!(codes(&with(word)), ["E0413"], "{word}");
    }
}

#[test]
fn what_is_not_settled_says_why_or_hangs_on_a_reading_wherever_it_is_used() {
    let parameter = "参数 标准：自2022年1月1日起，1元，依据《办法》第一条，可信度 UNC。
         读法 「算法」：依据：《办法》第一条；按标准：“按标准算”，默认；不算：“不算”。";
    let choosing = |value: &str| {
        format!("按下列情形分别确定：（一）「算法」 等于 按标准 的，{value}；（二）其他，0元")
    };
    let define =
        |name: &str, value: &str| format!("定义 {name}：依据：《办法》第二条；是指：{value}。");
    let grant = |name: &str, value: &str| {
        format!("权利 {name}：依据：《办法》第二条；主体：“居民”；给予：{value}。")
    };
    let cases: &[(&[String], &[&str])] = &[
        (&[], &["E0414"]),
        (&[grant("补助", "标准")], &["E0414"]),
        (&[grant("补助", &choosing("标准"))], &[]),
        (
            &[define("数额", "标准"), grant("补助", &choosing("数额"))],
            &[],
        ),
        (
            &[
                define("数额", "标准"),
                grant("补助", &choosing("数额")),
                grant("奖励", "数额"),
            ],
            &["E0414"],
        ),
        (
            &[define("数额", &choosing("标准")), grant("补助", "数额")],
            &[],
        ),
    ];
    for (rules, expected) in cases {
        let text = format!("{parameter}\n{}", rules.join("\n"));
        assert_eq!(codes(&text), *expected, "{text}");
    }
}

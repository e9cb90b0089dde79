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

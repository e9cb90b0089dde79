//! Decision tables.

use super::{codes, model, show};

fn table(object: &str, body: &str) -> String {
    format!("对象 家庭：{object}。表 甲：依据：《办法》第一条；{body}。")
}

#[test]
fn cells_become_one_condition_a_row() {
    let model = model(&table(
        "孩次：整数，不低于1，不超过9；户籍：取值｛本市、外省市｝",
        "｜家庭的孩次｜家庭的户籍‖金额｜ ｜1｜任意‖0元｜ ｜2｜本市‖5000元｜ ｜≥ 3 且 ＜ 9｜本市、外省市‖1万元｜ ｜9｜任意‖2万元｜ ｜2｜其余‖1元｜",
    ));
    let conditions: Vec<String> = model.tables[0]
        .rows
        .iter()
        .map(|row| show(&model, &row.condition))
        .collect();
    assert_eq!(
        conditions,
        [
            "家庭.孩次 = 1",
            "(家庭.孩次 = 2 & 家庭.户籍 = 本市)",
            "((家庭.孩次 >= 3 & 家庭.孩次 < 9) & 家庭.户籍 in {本市, 外省市})",
            "家庭.孩次 = 9",
            "(家庭.孩次 = 2 & !(家庭.孩次 = 1 | (家庭.孩次 = 2 & 家庭.户籍 = 本市) | ((家庭.孩次 >= 3 & 家庭.孩次 < 9) & 家庭.户籍 in {本市, 外省市}) | 家庭.孩次 = 9))",
        ]
    );
    let (name, _, unit) = &model.tables[0].outputs[0];
    assert_eq!(
        (name.as_str(), unit.as_ref().map(crate::quantity::Unit::zh)),
        ("金额", Some("元"))
    );
}

#[test]
fn overlaps_and_holes_come_with_a_case() {
    let births = "孩次：整数，不低于1，不超过9";
    let grades = "等第：等级｛甲等、乙等、丙等｝；有房：是否";
    let cases: &[(&str, &str, &[&str])] = &[
        (births, "｜家庭的孩次‖金额｜｜1‖0元｜｜2以上‖1元｜", &[]),
        (
            births,
            "｜家庭的孩次‖金额｜｜1‖0元｜｜3以上‖1元｜",
            &["W0314"],
        ),
        (
            births,
            "｜家庭的孩次‖金额｜｜≤ 2‖0元｜｜2以上‖1元｜",
            &["E0313"],
        ),
        (births, "｜家庭的孩次‖金额｜｜≤ 2‖1元｜｜2以上‖1元｜", &[]),
        (
            births,
            "命中：首个；｜家庭的孩次‖金额｜｜≤ 2‖0元｜｜2以上‖1元｜",
            &[],
        ),
        (
            births,
            "命中：累加；｜家庭的孩次‖金额｜｜≤ 2‖0元｜｜2以上‖1元｜",
            &[],
        ),
        (
            grades,
            "｜家庭的等第｜家庭的有房‖金额｜｜不低于 乙等｜是‖0元｜｜任意｜否‖1元｜｜丙等｜是‖2元｜",
            &[],
        ),
        (
            grades,
            "｜家庭的等第｜家庭的有房‖金额｜｜不低于 乙等｜是‖0元｜｜任意｜否‖1元｜",
            &["W0314"],
        ),
        (
            "月收入：金额",
            "｜家庭的月收入‖金额｜｜＜ 100元‖0元｜｜＞ 100元‖1元｜",
            &["W0314"],
        ),
        (
            "月收入：金额",
            "｜家庭的月收入‖金额｜｜不超过 100元‖0元｜｜超过 100元‖1元｜",
            &[],
        ),
        (
            "生日：日期",
            "｜家庭的生日‖金额｜｜早于 2022年1月1日‖0元｜｜不早于 2022年1月1日‖1元｜",
            &[],
        ),
    ];
    for (object, body, expected) in cases {
        assert_eq!(codes(&table(object, body)), *expected, "{body}");
    }
}

#[test]
fn a_hole_is_named() {
    let (documents, _) = super::documents(&[&table(
        "孩次：整数，不低于1，不超过9",
        "｜家庭的孩次‖金额｜｜1‖0元｜｜3以上‖1元｜",
    )]);
    let (_, problems) = crate::check::check(&documents, &super::inputs());
    let told: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message().zh.as_str())
        .collect();
    assert_eq!(told, ["有情形落空，没有一行覆盖：家庭的孩次＝2"]);
}

#[test]
fn columns_have_one_type_and_are_asked_by_name() {
    let body = "｜家庭的有房‖金额｜天数｜｜是‖0元｜1日｜｜否‖1元｜2日｜";
    let text = |value: &str| format!("{}定义 乙：是指：{value}。", table("有房：是否", body));
    assert_eq!(codes(&text("甲的天数 超过 1日")), [""; 0]);
    assert_eq!(codes(&text("甲 超过 1日")), ["E0204"]);
    assert_eq!(codes(&text("甲的年数 超过 1日")), ["E0201"]);
    assert_eq!(
        codes(&table(
            "有房：是否",
            "｜家庭的有房‖金额｜｜是‖0元｜｜否‖1日｜"
        )),
        ["E0301"]
    );
    assert_eq!(
        codes(&table(
            "有房：是否",
            "｜家庭的有房‖金额｜｜1‖0元｜｜否‖1元｜"
        )),
        ["E0302"]
    );
    assert_eq!(
        codes(
            "对象 家庭：有房：是否。表 甲：｜家庭的有房‖金额｜｜是‖0元‖《办法》第一条｜｜否‖1元｜。"
        ),
        ["E0504"]
    );
}

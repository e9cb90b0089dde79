//! Names: unknown, doubled, of the wrong kind, and echoes that are not told.

use super::{checked, codes, model};

#[test]
fn both_names_stand_for_one_thing() {
    let text = "对象 家庭（又称 family）：月收入：金额，又称 income。
        定义 甲：是指：family的income 超过 1元。定义 乙（又称 b）：是指：b2 且 甲。定义 丙（又称 b2）：是指：甲。";
    let model = model(text);
    let names: Vec<&str> = model
        .definitions
        .iter()
        .map(|one| one.label.name.as_str())
        .collect();
    assert_eq!(names, ["丙", "乙", "甲"]);
}

#[test]
fn a_name_may_be_declared_once_in_each_object() {
    assert_eq!(codes("对象 甲：乙：是否。对象 丙：乙：是否。"), [""; 0]);
    assert_eq!(codes("对象 甲：乙：是否；乙：金额。"), ["E0203"]);
    assert_eq!(
        codes("对象 甲（又称 丙）：乙：是否。对象 丙：乙：是否。"),
        ["E0203"]
    );
    assert_eq!(
        codes("对象 甲：乙：是否。定义 甲的乙：是指：是。"),
        ["E0203"]
    );
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let (documents, _) =
        super::documents(&["对象 家庭：月收入：金额。定义 甲：是指：家庭的月收人 超过 1元。"]);
    let (_, problems) = crate::check::check(&documents, &super::inputs());
    let fixes: Vec<&str> = problems
        .iter()
        .flat_map(crate::diagnostic::Problem::fixes)
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.replacement.as_str()))
        .collect();
    assert_eq!(fixes, ["月收入"]);
}

#[test]
fn a_fact_of_another_object_is_answered_with_its_object() {
    let (documents, _) =
        super::documents(&["对象 家庭：月收入：金额。定义 甲：是指：月收入 超过 1元。"]);
    let (_, problems) = crate::check::check(&documents, &super::inputs());
    let fixes: Vec<&str> = problems
        .iter()
        .flat_map(crate::diagnostic::Problem::fixes)
        .map(|fix| fix.title.zh.as_str())
        .collect();
    assert_eq!(fixes, ["是不是“家庭的月收入”？"]);
}

#[test]
fn what_rests_on_something_broken_is_left_out_without_a_word() {
    let text = "对象 家庭：月收入：金额；子女们：多个 子女。
        对象 子女：身高：数量（尺）；入托：是否。
        定义 甲：是指：家庭的子女们的身高的合计。
        定义 乙：是指：甲 超过 1米。
        定义 丙：是指：存在 家庭的子女们（其中 入托）。
        参数 丁：自2022年1月1日起，3尺，依据《办法》第一条。
        定义 戊：是指：丁 超过 1米。
        例 己：判断日：2024年1月1日；则成立：乙。";
    let (model, codes) = checked(text);
    assert_eq!(codes, ["E0209", "E0209"]);
    let names: Vec<&str> = model
        .definitions
        .iter()
        .map(|one| one.label.name.as_str())
        .collect();
    assert_eq!(names, ["丙"], "numbers have no holes");
    assert_eq!(model.definitions[0].id.index(), 0);
}

#[test]
fn a_declaration_that_cannot_be_read_is_known_by_its_name() {
    let text = "对象 家庭：月收入 金额。定义 甲：是指：家庭的月收入 超过 1元。";
    let (_, codes) = checked(text);
    assert!(
        codes.iter().all(|code| code.starts_with("E01")),
        "{codes:?}"
    );
}

#[test]
fn lists_may_not_hold_each_other() {
    assert_eq!(
        codes("对象 甲：乙们：多个 乙。对象 乙：甲们：多个 甲。"),
        ["E0207"]
    );
    assert_eq!(
        codes("对象 甲：甲们：多个 甲；丙：是否。定义 甲的丁：是指：丙。"),
        ["E0207"]
    );
    let three = "对象 甲：乙们：多个 乙。对象 乙：丙们：多个 丙。对象 丙：甲们：多个 甲。";
    assert_eq!(codes(three), ["E0207"]);
}

#[test]
fn facts_have_fitting_bounds() {
    let cases: &[(&str, &[&str])] = &[
        ("身高：数量（厘米），不低于30厘米，不超过2.5米", &[]),
        ("身高：数量（厘米），不低于30元", &["E0302"]),
        ("身高：数量（厘米），不低于3米，不超过2米", &["E0308"]),
        ("孩次：整数，不低于1，默认 0", &["E0308"]),
        ("人口：数量（人），不低于0", &[]),
        ("入托：是否，默认 否", &[]),
        ("户籍：取值｛甲、甲｝", &["E0203"]),
        ("玩具：多个 玩具", &["E0201"]),
    ];
    for (field, expected) in cases {
        assert_eq!(
            codes(&format!("对象 子女：{field}。")),
            *expected,
            "{field}"
        );
    }
}

#[test]
fn words_of_the_language_are_no_names() {
    for taken in [
        "定义 判断日：是指：2024-01-01。",
        "定义 as_of：是指：2024-01-01。",
        "定义 天数：是指：60日。",
        "定义 days_between：是指：60日。",
        "定义 元：是指：60日。",
        "对象 家庭：知悉日：日期。",
        "对象 家庭：记录：日期，又称 known_as_of。",
    ] {
        assert_eq!(super::codes(taken), ["E0211"], "{taken}");
    }
    for free in [
        "对象 家庭：人数：整数；天数：整数；日：整数；年龄：整数，又称 age。定义 甲：是指：家庭的人数。",
        "对象 家庭：size：整数；count：整数。define 甲: means: 家庭's count.",
    ] {
        assert_eq!(super::codes(free), Vec::<&str>::new(), "{free}");
    }
}

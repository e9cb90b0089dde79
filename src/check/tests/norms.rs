//! Norms: statements, conditions, grants, deadlines, exceptions, indicators, readings and findings.

use super::{codes, model, show};
use crate::check::{DeadlineModel, GrantBound, Modality, Model, Norm, TermUnit};

const CASE: &str = "对象 家庭：月收入：金额；有房：是否；困难：是否；子女们：多个 子女。
对象 子女：身高：数量（厘米）；胎次：整数；出生日期：日期。
日历 节假日历：依据《放假通知》；范围 自2024年1月1日至2024年12月31日止；放假 2024年1月1日。
约定：期间《民法典》第一编第十章；节假日 节假日历。
";

fn norm(text: &str) -> (Model, Norm) {
    let model = model(&format!("{CASE}{text}"));
    let named = |name: &str| model.norms.iter().find(|norm| norm.label.name == name);
    let norm = named("乙").or_else(|| named("甲")).unwrap().clone();
    (model, norm)
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(codes(&format!("{CASE}{text}")), *expected, "{text}");
    }
}

#[test]
fn a_right_has_one_condition_of_when_and_unless() {
    let (model, right) = norm(
        "权利 甲：依据：《办法》第一条；主体：子女（其中 身高 超过 1米）；受益：家庭；条件：胎次 不低于 2；除外：家庭的有房；
        给予：“补助” 不少于 1000元，每年；给予：“优先”；材料：“户口簿”。",
    );
    assert_eq!(right.modality, Modality::Right);
    let shown = |term: &Option<crate::check::Term>| show(&model, term.as_ref().unwrap());
    assert_eq!(shown(&right.subject), "#0.身高 > 1");
    assert_eq!(shown(&right.condition), "(#0.胎次 >= 2 & !家庭.有房)");
    assert_eq!(
        (right.bearers, right.beneficiaries),
        (vec!["子女".to_owned()], vec!["家庭".to_owned()])
    );
    let grants: Vec<_> = right
        .grants
        .iter()
        .map(|grant| (grant.bound, grant.value.is_some()))
        .collect();
    assert_eq!(
        grants,
        [(GrantBound::AtLeast, true), (GrantBound::Exact, false)]
    );
    assert_eq!(right.marks.documents, ["户口簿"]);
}

#[test]
fn a_norm_is_judged_for_the_object_of_its_subject() {
    let (model, duty) =
        norm("义务 甲：依据：《办法》第一条；主体：“区民政局”；应当：“核实”；条件：家庭的有房。");
    assert_eq!(
        (duty.object, duty.bearers),
        (None, vec!["区民政局".to_owned()])
    );
    assert_eq!(show(&model, duty.condition.as_ref().unwrap()), "家庭.有房");
    check(&[
        (
            "义务 甲：依据：《办法》第一条；主体：“区民政局”；应当：“核实”；条件：身高 超过 1米。",
            &["E0201"],
        ),
        (
            "义务 甲：依据：《办法》第一条；主体：家庭、子女；应当：“核实”。",
            &["E0505"],
        ),
        (
            "义务 甲：依据：《办法》第一条；主体：家人；应当：“核实”。",
            &["E0201"],
        ),
    ]);
}

#[test]
fn each_kind_of_norm_has_its_own_statements() {
    check(&[
        (
            "权利 甲：依据：《办法》第一条；主体：家庭；条件：有房。",
            &["E0502"],
        ),
        (
            "权利 甲：依据：《办法》第一条；主体：家庭；条件：月收入 超过 3。",
            &["E0502", "E0301"],
        ),
        ("权利 甲：主体：家庭；给予：1元。", &["E0504"]),
        (
            "义务 甲：依据：《办法》第一条；主体：家庭；应当：“办”；给予：1元。",
            &["E0501"],
        ),
        (
            "禁止 甲：依据：《办法》第一条；主体：家庭；不得：“拒”；违反标志：有房。",
            &[],
        ),
        (
            "禁止 甲：依据：《办法》第一条；主体：家庭；应当：“拒”。",
            &["E0502", "E0501"],
        ),
        (
            "认定 甲：依据：《办法》第一条；由：“区民政局”。",
            &["E0502"],
        ),
        (
            "认定 家庭的甲：依据：《办法》第一条；由：“区民政局”；问：“是否？”；期限：自判断日之日起10个工作日内。",
            &[],
        ),
        ("宣示 甲：依据：《办法》第一条。", &["E0502"]),
        ("废止 甲：依据：《办法》第一条。", &["E0502"]),
        ("定义 甲：是指：家庭的有房；条件：家庭的困难。", &["E0501"]),
    ]);
}

#[test]
fn a_norm_is_a_condition_of_another() {
    let rights = "权利 甲：依据：《办法》第一条；主体：子女；给予：5日。";
    let (model, second) = norm(&format!(
        "{rights}权利 乙：依据：《办法》第一条；主体：子女；条件：甲 且 甲的给予 超过 3日；给予：甲的给予 × 2。"
    ));
    assert_eq!(
        show(&model, second.condition.as_ref().unwrap()),
        "(holds(#0.甲) & granted(#0.甲)[0] > 3)"
    );
    let (model, second) = norm(&format!(
        "{rights}权利 乙：依据：《办法》第一条；主体：家庭；条件：存在 子女们（其中 甲）；给予：子女们（其中 甲）的个数 × 1元。"
    ));
    assert_eq!(
        show(&model, second.condition.as_ref().unwrap()),
        "exists #0 in 家庭.子女们 where holds(#0.甲)"
    );
}

#[test]
fn only_rights_and_duties_carry_a_right() {
    let cases = [
        (
            "鼓励 甲：依据：《办法》第一条；主体：家庭；应当：“办”。",
            "E0507",
        ),
        (
            "准许 甲：依据：《办法》第一条；主体：家庭；可以：“办”。",
            "E0507",
        ),
        (
            "任务 甲：依据：《办法》第一条；主体：家庭；应当：“办”；佐证：有房。",
            "E0507",
        ),
    ];
    for (other, code) in cases {
        let right = "权利 乙：依据：《办法》第一条；主体：家庭；条件：有房 且 甲；给予：1元。";
        check(&[(&format!("{other}{right}"), &[code])]);
        let through = "定义 家庭的丙：是指：困难 或 甲。权利 乙：依据：《办法》第一条；主体：家庭；条件：丙；给予：1元。";
        check(&[(&format!("{other}{through}"), &[code])]);
        let duty = "义务 乙：依据：《办法》第一条；主体：家庭；条件：甲；应当：“办”。";
        check(&[(&format!("{other}{duty}"), &[])]);
    }
}

#[test]
fn exceptions_override_through_each_other() {
    let model = model(&format!(
        "{CASE}定义 甲：是指：60日；
        例外 一（依据：《办法》第一条；条件：家庭的有房；是指：90日；优先于：二）；
        例外 二（条件：家庭的困难；是指：80日；优先于：三）；
        例外 三（条件：家庭的月收入 超过 1元；是指：0日）。"
    ));
    let overrides: Vec<Vec<usize>> = model.definitions[0]
        .exceptions
        .iter()
        .map(|one| one.overrides.iter().copied().collect())
        .collect();
    assert_eq!(overrides, [vec![1, 2], vec![2], vec![]]);
    check(&[
        (
            "定义 甲：是指：60日；例外 一（条件：家庭的有房；是指：90元）。",
            &["E0301"],
        ),
        (
            "定义 甲：是指：60日；例外 一（条件：家庭的有房；是指：90日；优先于：四）。",
            &["E0201"],
        ),
        (
            "定义 甲：是指：60日；例外 一（条件：家庭的有房；给予：90日）。",
            &["E0502", "E0501"],
        ),
        (
            "权利 甲：依据：《办法》第一条；主体：家庭；给予：1元；例外 一（条件：有房）。",
            &[],
        ),
    ]);
}

#[test]
fn deadlines_say_in_what_they_are_counted() {
    let duty = |deadline: &str| {
        format!(
            "义务 甲：依据：《办法》第一条；主体：子女；应当：“办”；完成日期：出生日期；期限：{deadline}。"
        )
    };
    let within = |deadline: &str| match norm(&duty(deadline)).1.deadline {
        Some(DeadlineModel::Within {
            amount, unit, roll, ..
        }) => (amount, unit, roll.is_some()),
        other => panic!("{other:?}"),
    };
    assert_eq!(within("自出生日期之日起60日内"), (60, TermUnit::Days, true));
    assert_eq!(within("自出生日期之日起2周内"), (14, TermUnit::Days, true));
    assert_eq!(
        within("自出生日期之日起1年内"),
        (12, TermUnit::Months, true)
    );
    let (amount, unit, roll) = within("自出生日期之日起5个工作日内");
    assert!(amount == 5 && matches!(unit, TermUnit::Workdays(_)) && !roll);
    assert!(matches!(
        norm(&duty("2025年底前")).1.deadline,
        Some(DeadlineModel::By(_))
    ));
    check(&[
        (&duty("“适时”"), &["E0406"]),
        (&duty("自出生日期之日起3元内"), &["E0407"]),
        (&duty("自身高之日起3日内"), &["E0302"]),
    ]);
}

#[test]
fn an_indicator_measures_and_compares_in_one_unit() {
    let indicator = |formula: &str, target: &str, alert: &str| {
        format!("对象 区：托位：数量（托位）；人口：数量（人）。单位 托位。
            指标 甲：依据：《办法》第一条；主体：区；口径：{formula}；目标：{target}；{alert}效力：预期性。")
    };
    let (model, norm) = norm(&indicator(
        "托位 ÷ 人口",
        "2025年 不低于 4.5托位/千人",
        "预警：甲 低于 4托位/千人；",
    ));
    let measure = norm.measure.unwrap();
    assert_eq!(
        measure.unit.as_ref().map(crate::quantity::Unit::zh),
        Some("托位/千人")
    );
    assert_eq!(show(&model, &measure.target.unwrap().value), "0.0045");
    assert_eq!(
        show(&model, &measure.alert.unwrap()),
        "(区.托位 / 区.人口) < 0.004"
    );
    check(&[
        (
            &indicator("托位 ÷ 人口", "2025年 不低于 4.5", ""),
            &["E0301"],
        ),
        (
            &indicator("托位 超过 1托位", "2025年 不低于 1", ""),
            &["E0302"],
        ),
    ]);
}

#[test]
fn granted_amounts_end_at_the_decimals_of_their_unit() {
    let right = |value: &str| {
        format!(
            "参数 比例：自2022年1月1日起，60％，依据《办法》第一条。权利 甲：依据：《办法》第一条；主体：家庭；给予：{value}。"
        )
    };
    let fine = [
        "1000元",
        "1000元 × 60％",
        "1000元 ÷ 8 × 子女们的个数",
        "四舍五入（月收入 ÷ 3，到分）",
        "较低者（月收入，1000元）",
        "1000元 × 比例",
        "5日 × 子女们的个数",
        "取整（月收入 ÷ 3）",
        "月收入 ÷ 30元",
    ];
    for value in fine {
        check(&[(&right(value), &[])]);
    }
    let unrounded = [
        "月收入 ÷ 3",
        "月收入 × 比例",
        "月收入 × 60％",
        "5日 ÷ 2",
        "较低者（月收入，1000元 ÷ 7）",
    ];
    for value in unrounded {
        check(&[(&right(value), &["E0307"])]);
    }
}

#[test]
fn a_reading_is_chosen_among_its_options() {
    let reading = "读法 分母：依据：《办法》第一条；占实际：“实际”，默认；占标准：“标准”。";
    let model = model(&format!("{reading}定义 甲：是指：分母 等于 占标准。"));
    assert_eq!(show(&model, &model.definitions[0].value), "分母 = 占标准");
    assert_eq!(
        (model.readings[0].default, model.readings[0].options.len()),
        (0, 2)
    );
    assert_eq!(
        codes(&format!("{reading}定义 甲：是指：分母 等于 占别处。")),
        ["E0208"]
    );
}

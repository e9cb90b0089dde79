//! Examples and questionnaires.

use super::{codes, model};
use crate::check::{Constant, ExampleInstance, ExampleValue, Expectation, ExpectationKind};
use crate::quantity::Number;

const CASE: &str =
    "对象 家庭：月收入：金额；户籍：取值｛本市、外省市｝；子女们：多个 子女，不超过3。
对象 子女：身高：数量（厘米），不低于20厘米，不超过250厘米；胎次：整数。
权利 甲：依据：《办法》第一条；主体：子女；条件：身高 不超过 1.3米；给予：5日。
定义 乙：是指：家庭的子女们的个数 超过 1。
认定 家庭的丙：依据：《办法》第一条；由：“区民政局”；问：“是否？”。
读法 丁：依据：《办法》第一条；一读：“一”，默认；二读：“二”。
";

fn example(lines: &str) -> String {
    format!("{CASE}例 试：判断日：2024年6月1日；{lines}。")
}

#[test]
fn facts_are_typed_and_stand_by_instance() {
    let model = model(&example(
        "设 家庭的子女们：［子女｛身高＝1.2米｝、子女｛身高 不超过 130厘米，胎次＝2｝］；设 家庭的户籍＝本市；设 子女：子女｛胎次＝3｝；
        认定 家庭的丙＝是（由 “区民政局”，理由 “试”）；读法 丁＝二读；则成立：甲（第2个）；则：甲 ＝ 5日；则成立：乙；缺：子女的身高；因为：《办法》第一条",
    ));
    let example = &model.examples[0];
    let shown: Vec<String> = example
        .facts
        .iter()
        .map(|fact| {
            let of = match &fact.of {
                ExampleInstance::Root(object) => format!("root {}", object.0),
                ExampleInstance::Direct(object, at) => format!("direct {} {at}", object.0),
                ExampleInstance::Member { index, .. } => format!("member {index}"),
            };
            let name = &model.fields[fact.field.index()].label.name;
            let number = |constant: &Constant| match constant {
                Constant::Number(number) => number.to_string(),
                other => format!("{other:?}"),
            };
            let value = match &fact.value {
                ExampleValue::Exactly(constant) => number(constant),
                ExampleValue::Between(low, high) => {
                    format!(
                        "{:?}..{:?}",
                        low.as_ref().map(number),
                        high.as_ref().map(number)
                    )
                }
                ExampleValue::Length(length) => format!("{length} members"),
            };
            format!("{of} {name} {value}")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "root 1 子女们 2 members",
            "member 0 身高 1.2",
            "member 1 身高 None..Some(\"1.3\")",
            "member 1 胎次 2",
            "root 1 户籍 Choice(ChoiceId(0), 0)",
            "direct 0 0 胎次 3",
        ]
    );
    assert_eq!(
        (example.findings.len(), example.readings.clone()),
        (1, vec![(crate::check::ReadingId(0), 1)])
    );
    let five = Constant::Number(Number::from_i64(5));
    assert!(matches!(
        &example.expectations[..],
        [first, second, third, _, _] if matches!(first.kind, ExpectationKind::Outcome { number: Some(1), expectation: Expectation::Holds, .. })
            && matches!(&second.kind, ExpectationKind::NormValue { value, .. } if *value == five)
            && matches!(third.kind, ExpectationKind::DefinitionValue { value: Constant::Boolean(true), .. })
    ));
}

#[test]
fn two_lines_may_give_the_two_bounds_of_a_fact() {
    let model = model(&example(
        "设 家庭的月收入 不低于 1元；设 家庭的月收入 不超过 9元；则成立：乙",
    ));
    assert!(
        matches!(&model.examples[0].facts[..], [one] if matches!(one.value, ExampleValue::Between(Some(_), Some(_))))
    );
}

#[test]
fn a_bound_that_excludes_its_end_is_the_next_value_of_a_count() {
    let model = model(&example(
        "设 子女：子女｛胎次 少于 3，身高 超过 1米｝；则成立：乙",
    ));
    let bounds: Vec<String> = model.examples[0]
        .facts
        .iter()
        .map(|fact| format!("{:?}", fact.value))
        .collect();
    assert_eq!(
        bounds,
        [
            "Between(None, Some(Number(2)))",
            "Between(Some(Number(1)), None)"
        ]
    );
}

#[test]
fn every_mistake_in_a_case_is_told() {
    let cases = [
        ("设 家庭的月收入＝1日；则成立：乙", "E0302"),
        ("设 家庭的年收入＝1元；则成立：乙", "E0202"),
        ("设 家人的月收入＝1元；则成立：乙", "E0201"),
        ("设 家庭的户籍＝本区；则成立：乙", "E0208"),
        ("设 子女：子女｛身高＝1厘米｝；则成立：乙", "E0510"),
        ("设 子女：子女｛胎次＝1.5｝；则成立：乙", "E0510"),
        ("设 子女：子女｛胎次＝1，胎次＝2｝；则成立：乙", "E0511"),
        (
            "设 家庭的子女们：［子女｛｝、子女｛｝、子女｛｝、子女｛｝］；则成立：乙",
            "E0510",
        ),
        ("设 家庭的子女们：［家庭｛｝］；则成立：乙", "E0302"),
        ("设 家庭的子女们＝2；则成立：乙", "E0302"),
        ("则成立：戊", "E0201"),
        ("则已履行：甲", "E0509"),
        ("则待定：乙", "E0509"),
        ("则：甲 ＝ 5元", "E0302"),
        ("认定 家庭的戊＝是；则成立：乙", "E0201"),
        ("读法 丁＝三读；则成立：乙", "E0208"),
        ("缺：家庭的年收入", "E0202"),
    ];
    for (lines, code) in cases {
        assert_eq!(codes(&example(lines)), [code], "{lines}");
    }
    assert_eq!(codes(&format!("{CASE}例 试：则成立：乙。")), ["E0502"]);
}

#[test]
fn a_questionnaire_names_norms_and_facts() {
    let text = |goal: &str, first: &str| {
        format!("{CASE}问卷 表单：受众 “家庭”；目标：{goal}；先问：{first}。")
    };
    let model = model(&text("甲", "家庭的户籍、子女的身高"));
    assert_eq!(
        (
            model.questionnaires[0].goals.len(),
            model.questionnaires[0].first.len()
        ),
        (1, 2)
    );
    assert_eq!(codes(&text("乙", "家庭的户籍")), ["E0204"]);
    assert_eq!(codes(&text("己", "家庭的年收入")), ["E0201", "E0202"]);
}

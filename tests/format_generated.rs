//! The formatter and the spellings, on rule files that nobody would write.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

#[path = "spelling/mod.rs"]
mod spelling;

use proptest::prelude::*;
use proptest::sample::select;
use tiaoli::diagnostic::Language;
use tiaoli::format::{Options, Spelling, format};
use tiaoli::source::{FileId, Text};
use tiaoli::syntax::{fingerprint, parse};

/// Names that read as something else where they stand without `「」`, and some that do not.
fn name() -> impl Strategy<Value = String> {
    let names = [
        "甲",
        "月收入",
        "E25",
        "child_age",
        "_x1",
        "「是」",
        "「其余」",
        "「任意」",
        "「六十日」",
        "「存在感」",
        "「全部」",
        "「并非」",
        "「其他」",
        "「目的」",
        "「甲 乙」",
        "「1.3米」",
        "「and」",
        "「不超过」",
        "「第一」",
        "「说明」",
        "「依据」",
        "「四舍五入」",
        "「二〇二二年底」",
        "「同时符合下列条件」",
        "「按下列情形分别确定」",
        "「分档累进」",
        "「权利」",
        "「自」",
        "「每年」",
        "「百分之三」",
        "「满3岁」",
        "「true」",
        "「x」",
        "「count」",
        "三孩家庭",
        "千人托位",
        "全部托位",
        "是否合格",
        "「\"」",
        "「※」",
        "「//」",
    ];
    select(names.map(str::to_owned).to_vec())
}

fn text() -> impl Strategy<Value = String> {
    let texts = [
        "“免票”",
        "\"以“一老一少”为重点\"",
        "“”",
        "“a \"b\"”",
        "“。；”",
        "“※ 不是注释”",
        "“// x”",
        "“一\n二”",
    ];
    select(texts.map(str::to_owned).to_vec())
}

fn amount() -> impl Strategy<Value = String> {
    let amounts = [
        "3",
        "1.3米",
        "0.65",
        "1万元",
        "六十日",
        "5个工作日",
        "60％",
        "百分之五",
        "4.5个/千人",
        "1000元/月",
        "三元五角",
        "36个月",
        "2托位",
        "２岁",
    ];
    select(amounts.map(str::to_owned).to_vec())
}

fn day() -> impl Strategy<Value = String> {
    select(
        [
            "2022年1月21日",
            "2024-02-29",
            "二〇二二年十二月三十一日",
            "2025年底",
        ]
        .map(str::to_owned)
        .to_vec(),
    )
}

fn comparison() -> impl Strategy<Value = String> {
    let words = [
        "不超过",
        "超过",
        "不低于",
        "低于",
        "不少于",
        "少于",
        "多于",
        "等于",
        "不等于",
        "早于",
        "不早于",
        "晚于",
        "不晚于",
        "未满",
        "已满",
        "≤",
        "≥",
        "＜",
        "＞",
        "＝",
        "≠",
    ];
    select(words.map(str::to_owned).to_vec())
}

/// A value, in brackets wherever it could be taken apart.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        name(),
        amount(),
        day(),
        text(),
        Just("是".to_owned()),
        Just("否".to_owned())
    ];
    leaf.prop_recursive(3, 20, 3, |inner| {
        prop_oneof![
            (
                inner.clone(),
                select(vec!["＋", "－", "×", "÷"]),
                inner.clone()
            )
                .prop_map(|(left, sign, right)| format!("（{left} {sign} {right}）")),
            inner.clone().prop_map(|value| format!("（－（{value}））")),
            (inner.clone(), inner.clone())
                .prop_map(|(left, right)| format!("较高者（{left}，{right}）")),
            inner
                .clone()
                .prop_map(|value| format!("四舍五入（{value}，到0.1个，依据 甲第一条）")),
            (name(), name()).prop_map(|(owner, fact)| format!("{owner}的{fact}")),
            (name(), inner.clone(), name()).prop_map(|(owner, value, fact)| format!(
                "{owner}（其中 {fact} 等于 {value}）的{fact}"
            )),
        ]
    })
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        name(),
        (value(), comparison(), value())
            .prop_map(|(left, word, right)| format!("{left} {word} {right}")),
        (
            name(),
            amount(),
            select(vec!["以上", "以下", "以内", "以外"])
        )
            .prop_map(|(left, right, word)| format!("{left} {right}{word}")),
        (value(), value(), value())
            .prop_map(|(left, one, two)| format!("{left} 不属于｛{one}、{two}｝")),
        (name(), name()).prop_map(|(owner, list)| format!("存在 {owner}的{list}")),
    ];
    leaf.prop_recursive(3, 20, 3, |inner| {
        let joined = |word: &'static str| {
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |operands| {
                format!(
                    "（{}）",
                    operands
                        .iter()
                        .map(|operand| format!("（{operand}）"))
                        .collect::<Vec<_>>()
                        .join(word)
                )
            })
        };
        prop_oneof![
            joined(" 且 "),
            joined(" 或 "),
            inner
                .clone()
                .prop_map(|condition| format!("并非（{condition}）")),
            (name(), inner.clone())
                .prop_map(|(list, condition)| format!("全部 {list} 均符合（{condition}）")),
            (inner.clone(), inner.clone())
                .prop_map(|(one, two)| format!("（同时符合下列条件：（一）{one}；（二）{two}）")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| {
                format!("（按下列情形分别确定：（一）（{one}）的，（{two}）；（二）其他，0）")
            }),
        ]
    })
}

fn declaration() -> impl Strategy<Value = String> {
    let list = (condition(), condition(), condition()).prop_map(|(one, two, three)| {
        format!(
            "同时符合下列条件：（一）{one}；（二）符合下列情形之一：1. {two}；2. {three}；（三）甲"
        )
    });
    let statement = prop_oneof![
        condition().prop_map(|condition| format!("条件：{condition}")),
        list.prop_map(|list| format!("条件：{list}")),
        value().prop_map(|value| format!("给予：“x” 不少于（{value}），每月")),
        value().prop_map(|value| format!("是指：{value}")),
        (name(), condition()).prop_map(|(exception, condition)| format!(
            "例外 {exception}（依据：甲第一条；条件：{condition}；是指：3）"
        )),
        (value(), amount()).prop_map(|(value, amount)| format!(
            "口径：分档累进（{value}）：（一）{amount}以下的部分，3％；（二）其余部分，{value}"
        )),
        text().prop_map(|text| format!("存疑：{text}")),
    ];
    let table = (name(), amount(), value(), name()).prop_map(|(input, amount, value, output)| {
        format!("表 丙：依据：甲；｜{input}｜乙‖{output}｜｜{amount}以上 且 ≤ {amount}｜{value}、甲‖{value}‖甲第二条｜｜其余｜任意‖0｜。")
    });
    let example = (name(), value(), amount(), name()).prop_map(|(fact, value, amount, goal)| {
        format!("例 丁：设 {fact}＝{value}；设 甲：［甲｛{fact} {amount}以下，乙＝｛｝｝、［］］；则：{goal}（第2个） ＝ {value}；缺：{fact}的{goal}。")
    });
    let norm = (name(), statement)
        .prop_map(|(name, statement)| format!("权利 {name}（又称 {name}）：{statement}。"));
    prop_oneof![4 => norm, 1 => table, 1 => example]
}

/// The tree of a text that has nothing wrong.
fn tree(words: &str) -> String {
    let text = Text::new(FileId::new(0), "generated", words).unwrap();
    let (document, problems) = parse(&text);
    let told: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message().in_language(Language::Zh))
        .collect();
    assert!(told.is_empty(), "{told:?}\n{words}");
    fingerprint(&document)
}

fn formatted(words: &str, language: Spelling, width: usize) -> String {
    let text = Text::new(FileId::new(0), "generated", words).unwrap();
    format(&parse(&text).0, &text, Options { language, width })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_keep_their_meaning_in_every_form(declarations in prop::collection::vec(declaration(), 1..4), seed in any::<u64>()) {
        let words = declarations.join("\n");
        let wanted = tree(&words);
        for language in [Spelling::Zh, Spelling::En] {
            let once = formatted(&words, language, 80);
            prop_assert_eq!(&wanted, &tree(&once), "{}", once);
            prop_assert_eq!(&once, &formatted(&once, language, 80));
        }
        let (chinese, english) = (formatted(&words, Spelling::Zh, 10_000), formatted(&words, Spelling::En, 10_000));
        for (spelling, spelled) in spelling::all(&chinese, &english, seed) {
            prop_assert_eq!(&wanted, &tree(&spelled), "{}:\n{}", spelling, spelled);
        }
    }
}

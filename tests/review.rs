//! Warnings and hints: the plan has none that are not meant, and each kind is told where it should be.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

#[path = "package/checking.rs"]
mod checking;
mod package;
mod shelf;

use checking::checked;
use package::package;
use tiaoli::check::Model;
use tiaoli::diagnostic::Problems;
use tiaoli::diagnostic::{Language, plain};
use tiaoli::quantity::Date;
use tiaoli::source::Texts;

/// What is told about the plan itself, and not about what it is built on.
fn reviewed(model: &Model, as_of: Date) -> Problems {
    let found = tiaoli::check::review(model, as_of).into_iter();
    let own = found.filter(|one| model.package_of(one.primary().span).is_none());
    own.collect()
}

#[test]
fn the_plan_is_not_warned_about() {
    let (texts, inputs) = package();
    let (model, _) = checked(&texts, &inputs);
    let problems = reviewed(&model, Date::new(2026, 1, 1).unwrap());
    let told: Vec<String> = problems
        .iter()
        .map(|one| plain(one, &texts, Language::Zh))
        .collect();
    assert!(told.is_empty(), "{}\n{}", told.join("\n"), told.len());
}

/// The content with other words in place of some, which are found however they are spaced.
fn changed_once(content: &str, from: &str, to: &str) -> String {
    let letters =
        |words: &str| -> Vec<char> { words.chars().filter(|one| !one.is_whitespace()).collect() };
    let wanted = letters(from);
    let counted: Vec<(usize, char)> = content
        .char_indices()
        .filter(|(_, one)| !one.is_whitespace())
        .collect();
    let place = counted
        .windows(wanted.len())
        .find(|window| window.iter().map(|(_, letter)| letter).eq(&wanted))
        .unwrap_or_else(|| panic!("{from}"));
    let (start, end) = (place[0].0, place[place.len() - 1]);
    let mut changed = content.to_owned();
    changed.replace_range(start..end.0 + end.1.len_utf8(), to);
    changed
}

/// The codes and sentences that a change of the rule files brings.
fn told(file: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let (texts, inputs) = package();
    let mut changed = Texts::new();
    for text in texts.iter() {
        let content = if text.name() == file {
            changed_once(text.content(), from, to)
        } else {
            text.content().to_owned()
        };
        changed.add(text.name(), content).unwrap();
    }
    let (model, problems) = checked(&changed, &inputs);
    let errors: Vec<String> = problems
        .iter()
        .map(|one| plain(one, &changed, Language::Zh))
        .collect();
    assert!(
        !problems.has_errors(),
        "{from} → {to}: {}",
        errors.join("\n")
    );
    let problems = reviewed(&model, Date::new(2026, 1, 1).unwrap());
    let told = problems.iter().map(|one| {
        assert!(!one.message().en.is_empty());
        assert!(!one.ways_out().is_empty());
        (one.code().name().to_owned(), one.message().zh.clone())
    });
    told.collect()
}

fn check(file: &str, from: &str, to: &str, code: &str, words: &[&str]) {
    let found = told(file, from, to);
    let of_code: Vec<_> = found.iter().filter(|(one, _)| one == code).collect();
    assert!(!of_code.is_empty(), "{from} → {to}: {found:?}");
    for word in words {
        assert!(
            of_code.iter().any(|(_, words)| words.contains(word)),
            "{word}: {of_code:?}"
        );
    }
}

#[test]
fn a_figure_at_odds_with_the_quote_is_told() {
    check(
        "clause-02.tiao",
        "目标：2025年 不低于 60％",
        "目标：2025年 不低于 0.65",
        "W0511",
        &["“不低于60%”", "65％"],
    );
    check(
        "clause-02.tiao",
        "4.5托位/千人，依据",
        "5.4托位/千人，依据",
        "W0511",
        &["“不低于4.5个”", "5.4托位/千人"],
    );
    check(
        "clause-12.tiao",
        "起，1.3米，依据",
        "起，1.4米，依据",
        "W0511",
        &["“1.3米以下”", "1.4米"],
    );
    check(
        "clause-10.tiao",
        "月龄 未满 36个月",
        "月龄 未满 37个月",
        "W0511",
        &["岁”", "37个月"],
    );
    check(
        "clause-10.tiao",
        "目标：2025年 不少于 1；",
        "目标：2025年 不少于 2；",
        "W0511",
        &["“至少设立1个”", "2"],
    );
    check(
        "clause-02.tiao",
        "期限：不晚于2025年12月31日",
        "期限：不晚于2030年12月31日",
        "W0511",
        &["“2025年”", "2030年12月31日"],
    );
}

#[test]
fn another_line_than_that_of_the_quote_is_told() {
    check(
        "clause-12.tiao",
        "身高 不超过 免票身高",
        "身高 低于 免票身高",
        "W0514",
        &["“1.3米以下”", "低于 1.3米"],
    );
    check(
        "clause-02.tiao",
        "目标：2025年 不低于 4.5托位/千人",
        "目标：2025年 超过 4.5托位/千人",
        "W0514",
        &["4.5个”包括本数", "超过 4.5"],
    );
}

#[test]
fn a_rule_that_draws_the_same_line_the_other_way_is_not_told() {
    let found = told(
        "clause-12.tiao",
        "条件：儿童的身高 不超过 免票身高",
        "除外：儿童的身高 超过 免票身高",
    );
    assert_eq!(found, []);
}

#[test]
fn a_condition_that_can_never_or_always_hold_is_told() {
    for (from, to, words) in [
        (
            "（三）月龄 未满 36个月；",
            "（三）月龄 未满 24个月；",
            "永远不会成立",
        ),
        (
            "（三）月龄 未满 36个月；",
            "（三）月龄 未满 24个月 或 月龄 不低于 20个月；",
            "永远成立",
        ),
    ] {
        check("clause-10.tiao", from, to, "W0521", &[words]);
    }
    let all = "类别 属于｛区委区政府、市委部委、市级国家机关、国有企业、人民团体、高等院校｝";
    check(
        "clause-00-preamble.tiao",
        all,
        &format!("{all} 或 类别 不等于 区委区政府"),
        "W0521",
        &["永远成立"],
    );
    check(
        "clause-00-preamble.tiao",
        all,
        &format!("{all} 且 类别 等于 其他单位"),
        "W0521",
        &["永远不会成立"],
    );
}

#[test]
fn an_instrument_out_of_its_time_is_told() {
    check(
        "instruments.tiao",
        "标题《北京市城市轨道交通车票使用规则（2021年修订版）》；\n  适用 自2021年9月19日起",
        "标题《北京市城市轨道交通车票使用规则（2021年修订版）》；\n  适用 自2020年1月1日至2021年9月18日止",
        "W0522",
        &["“儿童免票”", "车票使用规则"],
    );
}

#[test]
fn a_figure_to_be_checked_and_a_doubt_not_said_are_told() {
    let published = "可信度 V2；\n  说明：“这是方案自己的起算日";
    let due = published.replacen("；", "，复核 2025年12月31日；", 1);
    check(
        "clause-12.tiao",
        published,
        &due,
        "W0523",
        &["“免票身高”", "2025年12月31日", "2026年1月1日"],
    );
    let later = published.replacen("；", "，复核 2026年1月1日；", 1);
    assert_eq!(told("clause-12.tiao", published, &later), []);
    let unsure = published.replacen("V2", "V3", 1);
    check(
        "clause-12.tiao",
        published,
        &unsure,
        "W0524",
        &["“免票身高”", "V3"],
    );
    let said = published.replacen("V2", "V3，存疑 “未见文本”", 1);
    assert_eq!(told("clause-12.tiao", published, &said), []);
}

#[test]
fn a_fact_that_nothing_uses_and_a_norm_that_nothing_tests_are_told() {
    check(
        "objects.tiao",
        "  有出生缺陷：",
        "  星座：文本；\n  有出生缺陷：",
        "H0525",
        &["“儿童的星座”"],
    );
    let right = "权利 儿童免票（又称 child_free_ride）：";
    let more = format!(
        "权利 儿童半价：依据：免票；主体：儿童；条件：儿童的身高 不超过 免票身高；给予：“半价”。\n\n{right}"
    );
    check("clause-12.tiao", right, &more, "H0526", &["“儿童半价”"]);
}

//! Warnings and hints: the plan has none that are not meant, and each kind is told where it should be.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod package;

use package::{checked, package};
use tiaoli::check::review;
use tiaoli::diagnostic::{Language, plain};
use tiaoli::quantity::Date;
use tiaoli::source::Texts;

#[test]
fn the_plan_is_not_warned_about() {
    let (texts, inputs) = package();
    let (model, _) = checked(&texts, &inputs);
    let problems = review(&model, Date::new(2026, 1, 1).unwrap());
    let told: Vec<String> = problems
        .iter()
        .map(|one| plain(one, &texts, Language::Zh))
        .collect();
    assert!(told.is_empty(), "{}\n{}", told.join("\n"), told.len());
}

/// The codes and sentences that a change of the rule files brings.
fn told(file: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let (texts, inputs) = package();
    let mut changed = Texts::new();
    for text in texts.iter() {
        let content = if text.name() == file {
            assert!(text.content().contains(from), "{file}: {from}");
            text.content().replacen(from, to, 1)
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
    let problems = review(&model, Date::new(2026, 1, 1).unwrap());
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
        "期限：2025年底前",
        "期限：2030年底前",
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

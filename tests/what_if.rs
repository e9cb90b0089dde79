//! What would have to be different: where a change goes to, what is shown but not advised, who makes a finding, and what a
//! search says that runs out.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

#[path = "what_if/family.rs"]
mod family;

#[path = "what_if/rights.rs"]
mod rights;

use serde_json::{Value, json};
use tiaoli::check::Computed;
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Aim, Engine, Found, Limits, Manifest, SourceFile, WhatIf, case_from_json};
use tiaoli::quantity::Date;
use tiaoli::vm::Clocks;
use tiaoli::wire;

fn today() -> Date {
    Date::new(2025, 12, 1).unwrap()
}

/// A few rules of one file.
fn rules(text: &str) -> Engine {
    let manifest = Manifest {
        name: "a/b".into(),
        version: "1.0.0".into(),
        title: Words::same("例"),
    };
    let text = format!("文件 规则：标题《规则》；全文 未收录。{text}");
    let file = SourceFile {
        path: "rules.tiao".into(),
        bytes: text.into(),
    };
    Engine::open(manifest, vec![file], Vec::new())
}

fn ask(engine: &Engine, facts: &Value, aim: Aim, limits: Limits) -> WhatIf {
    let case = case_from_json(engine.model(), &facts.to_string()).unwrap();
    let goals = engine.goals_named(&["补助".to_owned()]).unwrap();
    let [Computed::Norm(norm)] = goals[..] else {
        panic!("补助 is one norm");
    };
    let clocks = Clocks::all(today());
    let told = engine
        .what_if(&case, clocks, norm, (None, aim, limits))
        .unwrap();
    let schema = jsonschema::validator_for(&wire::what_if_schema()).unwrap();
    let shape = wire::what_if(clocks, &told);
    let wrong: Vec<String> = schema
        .iter_errors(&shape)
        .map(|error| error.to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    told.into_iter().next().unwrap()
}

fn said(told: &WhatIf) -> Vec<Vec<&str>> {
    let ways = told.ways.iter();
    ways.map(|way| {
        way.changes
            .iter()
            .map(|change| change.words.zh.as_str())
            .collect()
    })
    .collect()
}

const FAMILY: &str =
    "对象 家庭：月收入：金额，不低于0元；孩子身高：数量（厘米），不低于20厘米，不超过250厘米；
    出生日期：日期，不可改变；领证日期：日期；本市：是否。";

#[test]
fn a_value_moves_to_the_line_that_the_rules_draw_and_no_further() {
    let cases = [
        (
            "月收入 不超过 10000元",
            "家庭的月收入由12000元变为10000元或者更低",
        ),
        (
            "月收入 低于 10000元",
            "家庭的月收入由12000元变为低于10000元（如9999.99元）",
        ),
        (
            "月收入 × 2 不低于 30000元",
            "家庭的月收入由12000元变为15000元或者更高",
        ),
        (
            "领证日期 ＋ 10日 不晚于 2025年6月1日",
            "家庭的领证日期由2025年8月1日变为2025年5月22日或者更早",
        ),
        ("本市", "家庭的本市由否变为是"),
    ];
    for (condition, words) in cases {
        let engine = rules(&format!(
            "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：{condition}；给予：“补助”。"
        ));
        let facts = json!({"家庭": {"月收入": "12000", "孩子身高": "133", "领证日期": "2025-08-01", "本市": false}});
        let told = ask(&engine, &facts, Aim::Gain, Limits::default());
        assert_eq!(
            (told.found, said(&told)),
            (Found::Ways(1), vec![vec![words]]),
            "{condition}"
        );
    }
}

#[test]
fn what_nobody_can_change_is_shown_and_not_advised() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：出生日期 不早于 2025年1月1日；给予：“补助”。"
    ));
    let told = ask(
        &engine,
        &json!({"家庭": {"出生日期": "2024-03-01"}}),
        Aim::Gain,
        Limits::default(),
    );
    assert_eq!(
        (told.found, told.ways.len(), told.fixed.len()),
        (Found::Impossible, 0, 1)
    );
    assert_eq!(told.fixed[0].changes[0].written, "2025-01-01");
    assert_eq!(told.deciding[0].zh, "家庭的出生日期（2024年3月1日）");
    // Who has not said yet when it was may still say so.
    let told = ask(&engine, &json!({"家庭": {}}), Aim::Gain, Limits::default());
    assert_eq!(told.found, Found::Ways(1));
}

#[test]
fn a_search_that_runs_out_says_so_and_the_other_way_is_found_too() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：本市 且 月收入 低于 100元；给予：“补助”。"
    ));
    let facts = json!({"家庭": {"月收入": "12000", "本市": false}});
    let few = Limits {
        runs: 4,
        ..Limits::default()
    };
    let told = ask(&engine, &facts, Aim::Gain, few);
    assert!(told.cut && told.found != Found::Impossible, "{told:?}");
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!((told.found, told.cut), (Found::Ways(2), false));
    let facts = json!({"家庭": {"月收入": "99.5", "本市": true}});
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!((told.found, told.ways.len()), (Found::Already, 0));
    let told = ask(&engine, &facts, Aim::Lose, Limits::default());
    assert_eq!(
        said(&told),
        [
            ["家庭的月收入由99.5元变为100元或者更高"],
            ["家庭的本市由是变为否"]
        ]
    );
}

#[test]
fn a_finding_is_for_those_to_make_who_make_it_and_comes_last() {
    let engine = rules(&format!(
        "{FAMILY} 认定 家庭的确有困难：依据：规则第二条；由：“区民政部门”；问：“是否确有困难？”；未认定前：待定。
        权利 补助：依据：规则第一条；主体：家庭；条件：家庭的本市 或 家庭的确有困难；给予：“补助”。"
    ));
    let facts = json!({"家庭": {"本市": false}});
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!(
        said(&told),
        [
            ["家庭的本市由否变为是"],
            ["由区民政部门认定“家庭的确有困难”"]
        ]
    );
    assert_eq!(told.ways[1].changes[0].decided_by, ["区民政部门"]);
}

#[test]
fn nothing_given_and_no_room_to_search_are_told_as_such() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：本市 且 月收入 低于 100元；给予：“补助”。"
    ));
    let told = ask(&engine, &json!({}), Aim::Gain, Limits::default());
    assert_eq!((told.found, told.cut), (Found::Ways(2), false));
    let none = Limits {
        size: 0,
        runs: 0,
        days: 0,
    };
    let told = ask(&engine, &json!({}), Aim::Gain, none);
    assert!(told.cut && told.ways.is_empty(), "{told:?}");
    assert_eq!(told.found, Found::NotUpTo(0));
    let one = Limits {
        size: 1,
        ..Limits::default()
    };
    let told = ask(&engine, &json!({}), Aim::Gain, one);
    assert_eq!((told.found, told.cut), (Found::NotUpTo(1), false));
    let most = Limits {
        size: usize::MAX,
        runs: 2_000,
        days: u32::MAX,
    };
    let first = ask(&engine, &json!({}), Aim::Gain, most);
    assert_eq!(first, ask(&engine, &json!({}), Aim::Gain, most));
}

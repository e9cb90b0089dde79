//! What needs what: rings, the order of the model, and independence of the order of files.

use super::{codes, documents, inputs, model};
use crate::check::{Computed, check};

#[test]
fn each_thing_stands_after_what_it_needs() {
    let model = model(
        "对象 家庭：有房：是否。
        定义 丁：是指：丙 且 甲。定义 丙：是指：甲。
        权利 甲：依据：《办法》第一条；主体：家庭；条件：有房；给予：1元。
        表 乙：依据：《办法》第一条；｜丁‖数｜｜是‖1｜｜否‖2｜。",
    );
    let names: Vec<&str> = model
        .order
        .iter()
        .map(|one| match one {
            Computed::Definition(id) => model.definitions[id.index()].label.name.as_str(),
            Computed::Table(id) => model.tables[id.index()].label.name.as_str(),
            Computed::Norm(id) => model.norms[id.index()].label.name.as_str(),
        })
        .collect();
    assert_eq!(names, ["甲", "丙", "丁", "乙"]);
}

#[test]
fn a_ring_is_told_once_with_all_its_names() {
    let text = "对象 家庭：有房：是否。
        定义 甲：是指：乙 且 家庭的有房。定义 乙：是指：丙。定义 丙：是指：丁 或 甲。
        权利 丁：依据：《办法》第一条；主体：家庭；条件：乙；给予：1元。
        定义 戊：是指：甲。";
    assert_eq!(codes(text), ["E0210"]);
    let (documents, _) = documents(&["定义 甲：是指：乙。定义 乙：是指：丙。定义 丙：是指：甲。"]);
    let (_, problems) = check(&documents, &inputs());
    let told: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message().en.as_str())
        .collect();
    assert_eq!(
        told,
        ["declarations depend on each other in a ring: 丙 → 甲 → 乙 → 丙"]
    );
    assert_eq!(
        codes("对象 家庭：有房：是否。定义 家庭的甲：是指：甲 且 有房。"),
        ["E0210"]
    );
}

#[test]
fn a_long_chain_of_definitions_is_no_deep_recursion() {
    let mut text =
        "对象 家庭：有房：是否。定义 甲：是指：D0。定义 D2000：是指：家庭的有房。".to_owned();
    for at in 0..2000 {
        text.push_str(&format!("定义 D{at}：是指：D{}。", at + 1));
    }
    let model = model(&text);
    assert_eq!(model.order.len(), 2002);
}

#[test]
fn the_order_of_files_and_declarations_does_not_matter() {
    let files = [
        include_str!("../../../tests/bench/workload/rules.tiao"),
        include_str!("../../../policies/cn-beijing/plan-2022/objects.tiao"),
        include_str!("../../../policies/cn-beijing/plan-2022/instruments.tiao"),
        include_str!("../../../policies/cn-beijing/plan-2022/clause-12.tiao"),
        "定义 未完：是指：没有的名称。",
    ];
    let (mut documents, _) = documents(&files[1..]);
    let (forward, first) = check(&documents, &inputs());
    documents.reverse();
    for document in &mut documents {
        document.items.reverse();
    }
    let (backward, second) = check(&documents, &inputs());
    assert_eq!(format!("{forward:?}"), format!("{backward:?}"));
    assert_eq!(first.sorted(), second.sorted());
    assert!(!first.is_empty());
}

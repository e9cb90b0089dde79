use super::model;
use crate::check::{Coverage, Neighbour, References, references};

/// A package whose tasks refer to these passages, one each.
fn referring(instruments: &str, passages: &[&str]) -> String {
    let mut rules = format!("文件 方案：\n  标题《总体方案》；\n  全文 未收录。\n{instruments}\n");
    let places = [("第一条", "丙事"), ("第二条", "乙事"), ("第三条", "甲事")];
    for (passage, (place, name)) in passages.iter().zip(places) {
        rules.push_str(&format!(
            "任务 {name}：\n  依据：方案{place}；\n  主体：“市政府”；\n  应当：“办理”；\n  佐证：“文件”；\n  转致：{passage}。\n"
        ));
    }
    rules
}

const LAW: &str = "文件 法：\n  标题《中华人民共和国某法（2021年）》；\n  全文 未收录。\n";

/// A package that encodes articles 7(1) and 9 of the same law under another name.
const ENCODING: &str = "文件 某法：\n  标题《中华人民共和国某法(２０２１年)》；\n  全文 未收录。
参数 假期长度：自2022年1月1日起，98日，依据 某法第七条第一款。
定义 足够：\n  依据：某法第九条；\n  是指：假期长度 不低于 90日。
任务 落实：\n  依据：某法第九条；\n  主体：“市政府”；\n  应当：“落实”；\n  佐证：“文件”。
宣示 宗旨：\n  依据：某法第一条；\n  理由：“目的”。\n";

fn found(own: &str, others: &[(&str, &str)]) -> References {
    let models: Vec<_> = others
        .iter()
        .map(|(name, text)| (*name, model(text)))
        .collect();
    let neighbours: Vec<_> = models
        .iter()
        .map(|(package, model)| Neighbour { package, model })
        .collect();
    references(&model(own), &neighbours)
}

/// One line for each instrument: how far it is encoded, then its provisions, `+` for those that are covered.
fn check(own: &str, others: &[(&str, &str)], expected: &[&str]) {
    let found = found(own, others);
    let lines = found.instruments.iter().map(|one| {
        let provisions = one.provisions.iter().map(|provision| {
            let mark = if provision.covered_in.is_empty() {
                '-'
            } else {
                '+'
            };
            format!("{mark}{}", provision.path)
        });
        let provisions: Vec<String> = provisions.collect();
        format!("{:?} {}", one.coverage(), provisions.join(" "))
    });
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

#[test]
fn an_instrument_is_encoded_when_every_provision_is_whatever_it_is_called() {
    let own = referring(LAW, &["法第七条、法第九条", "法"]);
    check(&own, &[("甲", ENCODING)], &["Encoded + +第七条 +第九条"]);
}

#[test]
fn a_provision_that_nothing_rests_on_makes_it_partly_encoded() {
    let own = referring(LAW, &["法第七条", "法第七条第二款", "法第一条"]);
    check(
        &own,
        &[("甲", ENCODING)],
        &["Partly -第一条 +第七条 -第七条第二款"],
    );
}

#[test]
fn a_wider_provision_does_not_cover_the_one_inside_it() {
    let own = referring(LAW, &["法第九条第二款"]);
    check(&own, &[("甲", ENCODING)], &["Partly -第九条第二款"]);
}

#[test]
fn an_instrument_that_is_only_declared_is_not_encoded() {
    let own = referring(LAW, &["法第七条"]);
    check(&own, &[("甲", LAW)], &["NotEncoded -第七条"]);
    check(&own, &[], &["NotEncoded -第七条"]);
}

#[test]
fn a_passage_with_nothing_to_decide_encodes_nothing() {
    let declaratory = "文件 乙：\n  标题《中华人民共和国某法（2021年）》；\n  全文 未收录。
宣示 宗旨：\n  依据：乙第七条；\n  理由：“目的”。\n";
    let own = referring(LAW, &["法第七条"]);
    check(&own, &[("甲", declaratory)], &["NotEncoded -第七条"]);
}

#[test]
fn an_instrument_without_a_title_is_known_by_its_number_and_never_by_its_name() {
    let numbered = "文件 通知：\n  文号 某发〔2022〕1号；\n  全文 未收录。\n";
    let task =
        "任务 落实：\n  依据：通知；\n  主体：“市政府”；\n  应当：“落实”；\n  佐证：“文件”。\n";
    let same = format!(
        "文件 通知：\n  标题《关于某事的通知》；\n  文号 “某发［2022］1号”；\n  全文 未收录。\n{task}"
    );
    let other = format!("文件 通知：\n  文号 某发〔2023〕9号；\n  全文 未收录。\n{task}");
    let own = referring(numbered, &["通知"]);
    check(&own, &[("甲", &same)], &["Encoded +"]);
    check(&own, &[("甲", &other)], &["NotEncoded -"]);
}

#[test]
fn the_order_is_that_of_the_text_and_not_of_the_names() {
    let instruments = format!("{LAW}文件 令：\n  标题《甲令》；\n  全文 未收录。\n");
    let own = referring(&instruments, &["法第九条", "令", "法第九条"]);
    let found = found(&own, &[("乙", ENCODING), ("甲", ENCODING)]);
    assert_eq!(found.count(), 3);
    assert_eq!(
        (
            found.with(Coverage::Encoded),
            found.with(Coverage::NotEncoded)
        ),
        (1, 1)
    );
    let law = found.instruments.first().unwrap();
    assert_eq!(law.title.as_deref(), Some("中华人民共和国某法（2021年）"));
    let article = law.provisions.first().unwrap();
    let by: Vec<&str> = article.by.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(by, ["丙事", "甲事"], "declared under clause 1 and clause 3");
    assert_eq!(article.covered_in, ["乙", "甲"]);
    let counts: Vec<_> = law
        .encodings
        .iter()
        .map(|one| (one.norms, one.definitions, one.parameters, one.left_open))
        .collect();
    assert_eq!(counts, [(1, 1, 1, 0), (1, 1, 1, 0)]);
}

//! Citations, quotes, errata, repeals and times in force.

use super::{PLAN, checked, codes, model};
use crate::check::ErratumId;
use crate::quantity::Date;

const HELD: &str = "文件 方案：标题《实施方案》；适用 自2022年1月21日起；全文 “source/plan.txt”。";

#[test]
fn a_short_path_becomes_the_full_one_and_a_quote_its_place() {
    let model = model(&format!(
        "{HELD}条款 免票：出处 方案第（十二）项第1段第5句；原文 “1.3米以下儿童乘坐公交、地铁,享受免票”。
        参数 身高：自2022年1月21日起，1.3米，依据 免票。"
    ));
    let citation = &model.citations[0];
    assert_eq!(citation.path.to_string(), "第五部分第（十二）项第1段第5句");
    assert_eq!(citation.clause.as_deref(), Some("免票"));
    let words = PLAN.get(citation.range.clone().unwrap()).unwrap();
    assert_eq!(words, "1.3米以下儿童乘坐公交、地铁,享受免票");
}

#[test]
fn width_and_blanks_of_a_quote_do_not_matter() {
    let text = format!(
        "{HELD}条款 免票：出处 方案第（十二）项；原文 “１.３米以下儿童 乘坐公交、地铁，享受免票”。"
    );
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn each_quote_of_a_norm_is_found_in_the_passage_that_holds_it() {
    let model = model(&format!(
        "{HELD}宣示 甲：依据：方案第（十二）项第1段第1句、方案第（十二）项第1段第5句；
        原文：“享受免票”、“建立育儿假”、“陪产假等制度”；理由：“试”。"
    ));
    let cited: Vec<(String, Option<&str>)> = model.declaratories[0]
        .marks
        .basis
        .iter()
        .map(|id| &model.citations[id.index()])
        .map(|citation| (citation.path.to_string(), citation.quote.as_deref()))
        .collect();
    let first = "第五部分第（十二）项第1段第1句".to_owned();
    let fifth = "第五部分第（十二）项第1段第5句".to_owned();
    assert_eq!(
        cited,
        [
            (first.clone(), Some("建立育儿假")),
            (first, Some("陪产假等制度")),
            (fifth, Some("享受免票"))
        ]
    );
}

#[test]
fn a_quote_of_a_text_that_is_not_held_is_kept_unmatched() {
    let model = model(
        "文件 条例：标题《条例》；全文 未收录。
        宣示 甲：依据：条例第十九条第一款；原文：“延长生育假六十日”；理由：“试”。",
    );
    let citation = &model.citations[0];
    assert_eq!(
        (citation.quote.as_deref(), citation.range.clone()),
        (Some("延长生育假六十日"), None)
    );
}

#[test]
fn a_title_leads_to_the_instrument_that_has_it() {
    let model = model(
        "文件 条例：标题《北京市条例（修正）》；全文 未收录。
        宣示 甲：依据：《北京市条例(修正)》第一条、《别的条例》第二条；理由：“试”。",
    );
    let found: Vec<bool> = model
        .citations
        .iter()
        .map(|citation| citation.instrument.is_some())
        .collect();
    assert_eq!(found, [true, false]);
}

#[test]
fn wrong_places_and_words_are_told_once_each() {
    let cases = [
        ("方案第（五十二）项", "免票", "E0524"),
        ("方案第1段", "免票", "E0525"),
        ("方案第（十二）项", "1.4米以下儿童", "E0526"),
        ("方案第（十三）项", "享受免票", "E0527"),
        ("方案第（十）项", "服务", "E0528"),
        ("万案第（十）项", "服务", "E0201"),
    ];
    for (place, quote, code) in cases {
        let clause = format!(
            "{HELD}条款 甲：出处 {place}；原文 “{quote}”。参数 乙：自2022年2月1日起，1元，依据 甲。"
        );
        assert_eq!(codes(&clause), [code], "{place} {quote}");
        let norm = format!("{HELD}宣示 甲：依据：{place}；原文：“{quote}”；理由：“试”。");
        assert_eq!(codes(&norm), [code], "{place} {quote}");
    }
}

#[test]
fn an_erratum_is_shown_wherever_its_passage_is_cited() {
    let model = model(&format!(
        "{HELD}勘误 E1：出处 方案第（十二）项；原文 “享受免票”；应为 “免费”；根据 “推断”；可信度 高；影响 “无”。
        宣示 甲：依据：方案第（十二）项第1段第5句、方案第（十二）项第1段第1句；理由：“试”。"
    ));
    let basis = &model.declaratories[0].marks.basis;
    let errata: Vec<&[ErratumId]> = basis
        .iter()
        .map(|id| model.citations[id.index()].errata.as_slice())
        .collect();
    assert_eq!(errata, [&[ErratumId(0)][..], &[]]);
    let (instrument, range) = &model.errata[0].ranges[0];
    assert_eq!(
        (instrument.index(), PLAN.get(range.clone())),
        (0, Some("享受免票"))
    );
}

#[test]
fn a_repeal_ends_an_instrument_and_the_norms_that_rest_on_it() {
    let text = |from: &str| {
        format!(
            "文件 旧办法：标题《旧办法》；适用 自2010年1月1日起；全文 未收录。
            文件 新办法：标题《新办法》；适用 自2022年1月21日起；全文 未收录。
            废止 甲：依据：新办法第一条；废除：旧办法。
            对象 家庭：有房：是否。
            权利 乙：依据：旧办法第二条；主体：家庭；适用：自{from}起；给予：1元。"
        )
    };
    let model = model(&text("2011年1月1日"));
    let day = |year, month, day| Date::new(year, month, day);
    assert_eq!(model.repeals[0].from, day(2022, 1, 21));
    let time = model.norms[0].in_force;
    assert_eq!((time.from, time.until), (day(2011, 1, 1), day(2022, 1, 21)));
    assert_eq!(codes(&text("2022年1月21日")), ["E0531"]);
}

#[test]
fn the_digest_is_compared_before_anything_else() {
    let text = |digest: &str| {
        format!("文件 方案：标题《实施方案》；全文 “source/plan.txt”；摘要 “{digest}”。")
    };
    let right = crate::source::digest_text(PLAN.as_bytes()).to_string();
    assert_eq!(codes(&text(&right)), [""; 0]);
    assert_eq!(codes(&text(&right.replace("586b", "0000"))), ["E0522"]);
    assert_eq!(codes(&text("md5:00")), ["E0523"]);
    let (model, codes) = checked("文件 方案：标题《实施方案》；全文 “nowhere.txt”。");
    assert_eq!((codes, model.instruments.len()), (vec!["E0521"], 1));
}

//! What is done to a record or a package, and which lights must show it.

use serde_json::{Value, json};
use tiaoli::record::{Light, Record, Refusal, Replayed, State, replay};
use tiaoli::source::Digest;

use crate::sealed::decision;
use crate::{Held, another_first_letter, lights, opened, plan, public, recorded, secret, seen};

const EXAMPLE: &str = "恰好一米三免票";

pub(crate) fn made(held: &Held) -> Record {
    let mut records = recorded(held, Some(EXAMPLE));
    records.pop().unwrap().1
}

pub(crate) fn dark(held: &Held, record: &Record) -> Vec<Light> {
    lights(&seen(held, record, &[]), State::Red)
}

/// Changes a record as somebody does who knows nothing of digests.
pub(crate) fn changed(record: &Record, change: impl Fn(&mut Value)) -> Result<Record, Refusal> {
    let mut value = record.value();
    change(&mut value);
    Record::read(value.to_string().as_bytes())
}

/// Puts in the commitments and digests that the program itself would have written, as a forger does.
pub(crate) fn resealed(record: &Record) -> Record {
    fn commit(part: &mut Value) {
        if let (Some(salt), Some(value)) = (part.get("salt"), part.get("value")) {
            let digits = salt.as_str().unwrap().as_bytes();
            let mut bytes: Vec<u8> = (digits.chunks(2))
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect();
            bytes.extend(serde_json_canonicalizer::to_vec(value).unwrap());
            part["sealed"] = json!({
                "sha256": Digest::sha256(&bytes).to_string(),
                "sm3": Digest::sm3(&bytes).to_string(),
            });
            return;
        }
        match part {
            Value::Array(items) => items.iter_mut().for_each(commit),
            Value::Object(members) => members.values_mut().for_each(commit),
            _ => {}
        }
    }
    let mut value = record.value();
    commit(&mut value);
    let sealed = Record::read(value.to_string().as_bytes()).unwrap();
    let (sha256, sm3) = sealed.digests();
    value["integrity"]["sha256"] = json!(sha256);
    value["integrity"]["sm3"] = json!(sm3);
    Record::read(value.to_string().as_bytes()).unwrap()
}

pub(crate) type Change = fn(&mut Value);

/// What is done, how, which lights beside the first show it once the forger has put in new digests, and a part of the place.
pub(crate) const TAMPERINGS: &[(&str, Change, &[Light], &str)] = &[
    (
        "a fact",
        |r| r["facts"][0]["value"]["value"]["v"] = json!("99/70"),
        &[Light::Rerun],
        "",
    ),
    (
        "the path of a fact",
        |r| r["facts"][0]["path"] = json!("儿童[0].身长"),
        &[Light::Rerun],
        "身长",
    ),
    (
        "the unit of a fact",
        |r| r["facts"][0]["value"]["value"]["unit"] = json!("元"),
        &[Light::Rerun],
        "身高",
    ),
    (
        "a fact taken out",
        |r| {
            r["facts"].as_array_mut().unwrap().remove(0);
        },
        &[Light::Rerun],
        "",
    ),
    (
        "a fact told twice",
        |r| {
            let one = r["facts"][0].clone();
            r["facts"].as_array_mut().unwrap().push(one);
        },
        &[Light::Private, Light::Rerun],
        "给了两次",
    ),
    (
        "the origin of a fact",
        |r| r["facts"][0]["origin"] = json!("证照"),
        &[Light::Rerun],
        "origin",
    ),
    (
        "an outcome",
        |r| r["outcomes"][0]["outcome"] = json!("fails"),
        &[Light::Rerun],
        "outcomes[0].outcome",
    ),
    (
        "the words of a grant",
        |r| r["outcomes"][0]["grants"]["value"][0]["words"]["zh"] = json!("每年一千元"),
        &[Light::Rerun],
        "outcomes[0].grants[0].words.zh",
    ),
    (
        "a grant added",
        |r| {
            let one = r["outcomes"][0]["grants"]["value"][0].clone();
            r["outcomes"][0]["grants"]["value"]
                .as_array_mut()
                .unwrap()
                .push(one);
        },
        &[Light::Rerun],
        "outcomes[0].grants[1]",
    ),
    (
        "an outcome taken out",
        |r| {
            r["outcomes"].as_array_mut().unwrap().pop();
        },
        &[Light::Rerun],
        "outcomes[0]",
    ),
    (
        "a citation",
        |r| r["outcomes"][0]["citations"][0]["id"] = json!("art_1"),
        &[Light::Rerun],
        "outcomes[0].citations[0].id",
    ),
    (
        "a quote",
        |r| r["reasons"][0]["basis"][0]["quote"] = json!("1.4米以下儿童免票"),
        &[Light::Provisions, Light::Rerun],
        "找不到",
    ),
    (
        "the place of a quote",
        |r| r["reasons"][0]["basis"][0]["id"] = json!("part_9"),
        &[Light::Provisions, Light::Rerun],
        "找不到",
    ),
    (
        "a quote said to be compared",
        |r| r["reasons"][0]["basis"][0]["verified"] = json!(false),
        &[Light::Rerun],
        "reasons[0].basis[0].verified",
    ),
    (
        "a provision taken out",
        |r| {
            r["reasons"][0]["basis"].as_array_mut().unwrap().pop();
        },
        &[Light::Rerun],
        "reasons[0].basis",
    ),
    (
        "an instrument's day",
        |r| r["rule_base"]["instruments"][0]["in_force_from"] = json!("1999-01-01"),
        &[Light::Provisions, Light::Rerun],
        "rule_base.instruments[0].in_force_from",
    ),
    (
        "the text said to be held",
        |r| r["rule_base"]["instruments"][0]["held"] = json!(false),
        &[Light::Provisions, Light::Rerun],
        "rule_base.instruments[0].held",
    ),
    (
        "the digest of the trace",
        |r| r["trace"]["value"]["sm3"] = json!(format!("sm3:{}", "0".repeat(64))),
        &[Light::Rerun],
        "trace.sm3",
    ),
    (
        "the steps of the trace",
        |r| r["trace"]["value"]["steps"] = json!("1"),
        &[Light::Rerun],
        "trace.steps",
    ),
    (
        "the digest of a rule file",
        |r| {
            r["rule_base"]["packages"][0]["files"][0]["sha256"] =
                json!(format!("sha256:{}", "0".repeat(64)))
        },
        &[Light::RuleBase],
        "内容不同",
    ),
    (
        "a rule file taken out",
        |r| {
            r["rule_base"]["packages"][0]["files"]
                .as_array_mut()
                .unwrap()
                .remove(0);
        },
        &[Light::RuleBase],
        "以后加的",
    ),
    (
        "the order of rule files",
        |r| {
            r["rule_base"]["packages"][0]["files"]
                .as_array_mut()
                .unwrap()
                .swap(0, 1)
        },
        &[Light::RuleBase],
        "rule_base",
    ),
    (
        "the digest of the whole",
        |r| r["rule_base"]["whole"]["sm3"] = json!(format!("sm3:{}", "0".repeat(64))),
        &[Light::RuleBase],
        "sm3",
    ),
    (
        "the version of the package",
        |r| r["rule_base"]["packages"][0]["version"] = json!("9.9.9"),
        &[Light::RuleBase],
        "9.9.9",
    ),
    (
        "the name of the package",
        |r| r["rule_base"]["packages"][0]["name"] = json!("other"),
        &[Light::RuleBase],
        "other",
    ),
    (
        "the day whose law applies",
        |r| r["time"]["law_as_of"] = json!("1990-01-01"),
        &[Light::Provisions, Light::Rerun],
        "不生效",
    ),
    (
        "what was asked",
        |r| r["asked"][0]["name"] = json!("没有的权利"),
        &[Light::Rerun],
        "没有的权利",
    ),
    (
        "another figure's question",
        |r| {
            r["asked"] = json!([]);
        },
        &[Light::Rerun],
        "",
    ),
    (
        "a reading added",
        |r| r["readings"] = json!([{ "reading": "没有", "option": "甲" }]),
        &[Light::Rerun],
        "没有",
    ),
    (
        "a finding added",
        |r| {
            r["findings"] = json!([{
                "finding": "没有", "of": null, "question": null,
                "answer": private(&json!("是"), 5), "by": null, "reasons": null,
            }])
        },
        &[Light::Rerun],
        "没有",
    ),
    (
        "the kind",
        |r| r["kind"] = json!("正式决定"),
        &[Light::Rerun, Light::Procedure],
        "kind",
    ),
    (
        "a salt",
        |r| r["facts"][0]["value"]["salt"] = json!("5".repeat(64)),
        &[],
        "",
    ),
    (
        "a salt used twice",
        |r| r["facts"][0]["value"]["salt"] = r["trace"]["salt"].clone(),
        &[Light::Private],
        "盐与另一处相同",
    ),
    (
        "whether a fact is sensitive",
        |r| r["facts"][0]["sensitive"] = json!(true),
        &[Light::Rerun],
        "facts[0].sensitive",
    ),
    (
        "a default",
        |r| {
            let one = json!({ "path": "儿童[0].身高", "value": { "type": "words", "v": "高" } });
            r["defaults"]["value"].as_array_mut().unwrap().push(one);
        },
        &[Light::Rerun],
        "defaults[",
    ),
    (
        "the reasons of an outcome",
        |r| {
            r["outcomes"][0]["details"]["value"]["because"] =
                json!([{ "zh": "另有规定", "en": "otherwise" }])
        },
        &[Light::Rerun],
        "outcomes[0].details.because",
    ),
    (
        "a provision met on the way",
        |r| {
            let one = r["reasons"][0]["basis"][0].clone();
            r["reasons"][0]["met"]["value"]
                .as_array_mut()
                .unwrap()
                .push(one);
        },
        &[Light::Rerun],
        "reasons[0].met[",
    ),
    (
        "how ages are counted",
        |r| r["rule_base"]["conventions"]["age"] = json!("生日次日算满"),
        &[Light::RuleBase, Light::Rerun],
        "rule_base.conventions.age",
    ),
    (
        "a calendar added",
        |r| {
            let digest = r["trace"]["value"].clone();
            r["rule_base"]["calendars"] = json!([{
                "name": "甲", "from": "2024-01-01", "until": "2024-12-31",
                "sha256": digest["sha256"], "sm3": digest["sm3"],
            }]);
        },
        &[Light::RuleBase, Light::Rerun],
        "rule_base.calendars[0]",
    ),
    (
        "an older text of an instrument",
        |r| r["rule_base"]["instruments"][0]["sm3"] = json!(format!("sm3:{}", "0".repeat(64))),
        &[Light::Provisions, Light::Rerun],
        "是旧文本或者别的文本",
    ),
    (
        "the engine",
        |r| r["engine"]["version"] = json!("0.0.9"),
        &[],
        "",
    ),
    (
        "the name of the record",
        |r| r["identity"]["record_id"] = json!("0".repeat(32)),
        &[],
        "",
    ),
    (
        "the case number",
        |r| r["identity"]["case_no"] = json!("〔2024〕1号"),
        &[Light::Rerun],
        "identity.case_no",
    ),
    (
        "an agency added",
        |r| r["agency"] = json!({ "authority": { "name": "某局" } }),
        &[],
        "",
    ),
];

/// A private part as the program would write it.
fn private(value: &Value, salt: u8) -> Value {
    json!({
        "sealed": { "sha256": format!("sha256:{}", "0".repeat(64)), "sm3": format!("sm3:{}", "0".repeat(64)) },
        "salt": format!("{salt:02x}").repeat(32),
        "value": value,
    })
}

/// What is done to a formal decision.
pub(crate) const OF_A_DECISION: &[(&str, Change, &[Light], &str)] = &[
    (
        "who made a finding",
        |r| r["findings"][0]["by"]["value"] = json!("另一机关"),
        &[],
        "",
    ),
    (
        "the reasons of a finding",
        |r| r["findings"][0]["reasons"]["value"] = json!("另一理由"),
        &[],
        "",
    ),
    (
        "the reasons of a finding taken out",
        |r| r["findings"][0]["reasons"] = json!(null),
        &[Light::Procedure],
        "没有写理由",
    ),
    (
        "the answer of a finding",
        |r| {
            let answer = &mut r["findings"][0]["answer"]["value"];
            *answer = json!(if *answer == "是" { "否" } else { "是" });
        },
        &[Light::Rerun],
        "",
    ),
    (
        "the remedies",
        |r| {
            r["agency"].as_object_mut().unwrap().remove("remedies");
        },
        &[Light::Procedure],
        "行政复议",
    ),
    (
        "the day of the decision",
        |r| r["agency"]["times"]["decided_at"] = json!("2019-01-02T10:00:00+08:00"),
        &[Light::Procedure],
        "才受理",
    ),
    (
        "a deadline",
        |r| r["agency"]["deadlines"][0]["due"] = json!("2024-06-02"),
        &[Light::Procedure],
        "才办结",
    ),
    (
        "service",
        |r| r["agency"]["notices"] = json!([]),
        &[Light::Procedure],
        "没有送达",
    ),
    (
        "a reply to an argument",
        |r| {
            r["agency"]["arguments"][0]
                .as_object_mut()
                .unwrap()
                .remove("reply");
        },
        &[Light::Procedure],
        "没有答复",
    ),
    (
        "the authority",
        |r| {
            r["agency"].as_object_mut().unwrap().remove("authority");
        },
        &[Light::Procedure],
        "没有写作出的机关",
    ),
    (
        "the name of the authority",
        |r| r["agency"]["authority"]["name"] = json!("别的机关"),
        &[],
        "",
    ),
    (
        "the person",
        |r| r["agency"]["person"]["value"]["pseudonym"] = json!("另一人"),
        &[],
        "",
    ),
    (
        "the evidence of a fact",
        |r| r["agency"]["facts"][0]["evidence"]["value"]["id"] = json!("另一份"),
        &[],
        "",
    ),
    (
        "the approval of the rules",
        |r| {
            let one = &mut r["agency"]["reviews"][0]["signature"]["sig"];
            *one = json!(another_first_letter(one.as_str().unwrap()));
        },
        &[Light::RuleBase],
        "批准",
    ),
];

#[test]
fn what_is_done_to_a_record_is_seen_also_under_new_digests() {
    let held = opened(&plan());
    let mut told = String::new();
    each(&held, &made(&held), TAMPERINGS, &mut told);
    each(&held, &decision(&held), OF_A_DECISION, &mut told);
    assert!(TAMPERINGS.len() + OF_A_DECISION.len() >= 40);
    insta::assert_snapshot!("tamperings", told);
}

fn each(
    held: &Held,
    record: &Record,
    tamperings: &[(&str, Change, &[Light], &str)],
    told: &mut String,
) {
    let record = record.clone().signed(&secret()).unwrap();
    let keys = [public()];
    assert_eq!(
        lights(&seen(held, &record, &keys), State::Red),
        [],
        "as it was made"
    );
    let mut wrong = Vec::new();
    for (what, change, expected, place) in tamperings {
        let naive =
            changed(&record, change).unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
        let dark = lights(&seen(held, &naive, &keys), State::Red);
        if !dark.contains(&Light::Contents) && !dark.contains(&Light::Private) {
            wrong.push(format!("{what}: without new digests {dark:?}"));
        }
        let forged = resealed(&naive);
        let lit = seen(held, &forged, &keys);
        let mut expected = expected.to_vec();
        expected.push(Light::Signatures);
        expected.sort();
        let places: Vec<&str> = lit
            .iter()
            .flat_map(|one| &one.places)
            .map(|place| place.zh.as_str())
            .collect();
        let dark = lights(&lit, State::Red);
        if dark != expected || !places.iter().any(|words| words.contains(place)) {
            wrong.push(format!("{what}: {dark:?} {places:?}"));
        }
        if expected.contains(&Light::Rerun)
            && replay(&forged, &held.engine, &held.base) == Replayed::Same
        {
            wrong.push(format!("{what}: it replays"));
        }
        told.push_str(&format!("{what}\n"));
        for one in lit.iter().filter(|one| one.state == State::Red) {
            let name = one.light.name();
            told.push_str(&format!("  {}　{}\n", name.zh, one.says.zh));
            told.push_str(&format!("  {}  {}\n", name.en, one.says.en));
            for place in &one.places {
                told.push_str(&format!("    · {}\n", without_digests(&place.zh)));
                told.push_str(&format!("    · {}\n", without_digests(&place.en)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A snapshot speaks of no digest: those of the rules change with every rule.
fn without_digests(words: &str) -> String {
    let mut told = String::new();
    let mut digits = String::new();
    for letter in words.chars().chain(['\n']) {
        if letter.is_ascii_hexdigit() {
            digits.push(letter);
            continue;
        }
        let digest = digits.len() >= 16;
        told.push_str(if digest { "〔摘要〕" } else { &digits });
        digits.clear();
        told.push(letter);
    }
    told.trim_end().to_owned()
}

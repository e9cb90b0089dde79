//! What is done to a record or a package, and which light must show it.

use serde_json::{Value, json};
use tiaoli::record::{Light, Record, Replayed, Seen, replay, verify};

use crate::shelf::{Folder, policies};
use crate::{Held, held, recorded};

const EXAMPLE: &str = "恰好一米三免票";

fn plan() -> Folder {
    Folder::at(&policies().join("cn-beijing/plan-2022"))
}

fn made(held: &Held) -> Record {
    let mut records = recorded(held, Some(EXAMPLE));
    records.pop().unwrap().1
}

fn dark(seen: &[Seen]) -> Vec<Light> {
    let dark = seen.iter().filter(|one| !one.holds);
    dark.map(|one| one.light).collect()
}

/// Changes a record as somebody does who knows nothing of digests.
fn changed(
    record: &Record,
    change: impl Fn(&mut Value),
) -> Result<Record, tiaoli::record::Refusal> {
    let mut value = record.value();
    change(&mut value);
    Record::read(value.to_string().as_bytes())
}

/// Puts in the digests that the program itself would have written, as a forger does.
fn resealed(record: &Record) -> Record {
    let mut value = record.value();
    let mut covered = value.clone();
    let blocks = covered.as_object_mut().unwrap();
    blocks.remove("integrity");
    blocks.remove("recorded_at");
    let bytes = serde_json_canonicalizer::to_vec(&covered).unwrap();
    value["integrity"]["sha256"] = json!(tiaoli::source::Digest::sha256(&bytes).to_string());
    value["integrity"]["sm3"] = json!(tiaoli::source::Digest::sm3(&bytes).to_string());
    Record::read(value.to_string().as_bytes()).unwrap()
}

type Change = fn(&mut Value);

/// What is done, how, which lights beside the first show it once the forger has put in new digests, and a part of the place.
const TAMPERINGS: &[(&str, Change, &[Light], &str)] = &[
    (
        "a fact",
        |r| r["facts"][0]["value"]["v"] = json!("99/70"),
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
        |r| r["facts"][0]["value"]["unit"] = json!("元"),
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
        &[Light::Rerun],
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
        |r| r["outcomes"][0]["grants"][0]["words"]["zh"] = json!("每年一千元"),
        &[Light::Rerun],
        "outcomes[0].grants[0].words.zh",
    ),
    (
        "a grant added",
        |r| {
            let one = r["outcomes"][0]["grants"][0].clone();
            r["outcomes"][0]["grants"].as_array_mut().unwrap().push(one);
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
        |r| r["reasons"][0]["provisions"][0]["quote"] = json!("1.4米以下儿童免票"),
        &[Light::Provisions, Light::Rerun],
        "找不到",
    ),
    (
        "the place of a quote",
        |r| r["reasons"][0]["provisions"][0]["id"] = json!("part_9"),
        &[Light::Provisions, Light::Rerun],
        "找不到",
    ),
    (
        "a quote said to be compared",
        |r| r["reasons"][0]["provisions"][0]["verified"] = json!(false),
        &[Light::Rerun],
        "reasons[0].provisions[0].verified",
    ),
    (
        "a provision taken out",
        |r| {
            r["reasons"][0]["provisions"].as_array_mut().unwrap().pop();
        },
        &[Light::Rerun],
        "reasons[0].provisions",
    ),
    (
        "an instrument's day",
        |r| r["rule_base"]["instruments"][0]["in_force_from"] = json!("1999-01-01"),
        &[Light::Rerun],
        "rule_base.instruments[0].in_force_from",
    ),
    (
        "the text said to be held",
        |r| r["rule_base"]["instruments"][0]["held"] = json!(false),
        &[Light::Rerun],
        "rule_base.instruments[0].held",
    ),
    (
        "the digest of the trace",
        |r| r["trace"]["sm3"] = json!(format!("sm3:{}", "0".repeat(64))),
        &[Light::Rerun],
        "trace.sm3",
    ),
    (
        "the steps of the trace",
        |r| r["trace"]["steps"] = json!("1"),
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
        "a day that is none",
        |r| r["time"]["known_as_of"] = json!("2024-02-30"),
        &[Light::Rerun],
        "known_as_of",
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
        |r| r["findings"] = json!([{ "finding": "没有", "of": null, "question": null, "answer": "是", "by": null, "reasons": null }]),
        &[Light::Rerun],
        "没有",
    ),
    (
        "the kind",
        |r| r["kind"] = json!("正式决定"),
        &[Light::Rerun],
        "kind",
    ),
];

#[test]
fn what_is_done_to_a_record_is_seen_also_under_new_digests() {
    let held = held(&plan(), |_, _| ());
    let record = made(&held);
    assert!(TAMPERINGS.len() >= 20);
    let mut wrong = Vec::new();
    for (what, change, lights, place) in TAMPERINGS {
        let forged =
            changed(&record, change).unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
        let seen = verify(&forged, &held.engine, &held.base);
        if !dark(&seen).contains(&Light::Digest) {
            wrong.push(format!("{what}: the digest does not show it"));
        }
        let forged = resealed(&forged);
        let seen = verify(&forged, &held.engine, &held.base);
        let places: Vec<&str> = seen
            .iter()
            .flat_map(|one| &one.places)
            .map(|place| place.zh.as_str())
            .collect();
        if dark(&seen) != *lights || !places.iter().any(|words| words.contains(place)) {
            wrong.push(format!("{what}: {:?} {places:?}", dark(&seen)));
        }
        if replay(&forged, &held.engine, &held.base) == Replayed::Same {
            wrong.push(format!("{what}: it replays"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_package_than_the_one_that_was_used_is_named_file_by_file() {
    let folder = plan();
    let right = held(&folder, |_, _| ());
    let record = made(&right);
    let check = |what: &str, other: &Held, words: &str, lights: &[Light]| {
        let seen = verify(&record, &other.engine, &other.base);
        assert_eq!(dark(&seen), lights, "{what}: {seen:?}");
        let named = seen[1].places.iter().any(|place| place.zh.contains(words));
        assert!(named, "{what}: {seen:?}");
    };
    let note = held(&folder, |own, _| {
        own.rules[0].bytes.extend_from_slice("\n".as_bytes())
    });
    check("an empty line more", &note, "内容不同", &[Light::RuleBase]);
    let version = held(&folder, |own, _| own.manifest.version = "9.0.0".to_owned());
    check("another version", &version, "9.0.0", &[Light::RuleBase]);
    let gone = held(&folder, |own, _| {
        own.rules.remove(0);
    });
    let seen = verify(&record, &gone.engine, &gone.base);
    assert!(
        seen[1]
            .places
            .iter()
            .any(|place| place.zh.contains("现在没有了")),
        "{seen:?}"
    );
    let text = held(&folder, |_, texts| {
        let words = String::from_utf8(texts[0].bytes.clone()).unwrap();
        texts[0].bytes = words.replace("1.3米以下", "1.2米以下").into_bytes();
    });
    let seen = verify(&record, &text.engine, &text.base);
    assert!(
        dark(&seen).contains(&Light::RuleBase) && dark(&seen).contains(&Light::Provisions),
        "{seen:?}"
    );
    let figure = held(&folder, |own, _| {
        for file in &mut own.rules {
            let words = String::from_utf8(file.bytes.clone()).unwrap();
            file.bytes = words
                .replace("自2022年1月21日起，1.3米", "自2022年1月21日起，1.2米")
                .into_bytes();
        }
    });
    check(
        "another figure",
        &figure,
        "clause-12.tiao",
        &[Light::RuleBase, Light::Rerun],
    );
}

#[test]
fn what_is_no_record_is_refused_with_its_reason() {
    let held = held(&plan(), |_, _| ());
    let record = made(&held);
    let bytes = record.bytes();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let refused = |bytes: &[u8], code: &str| {
        let refusal = Record::read(bytes).unwrap_err();
        assert_eq!(refusal.code, code, "{refusal:?}");
        assert!(!refusal.words.zh.is_empty() && !refusal.words.en.is_empty());
    };
    let step = bytes.len() / 60;
    for length in (1..bytes.len() - 2).step_by(step.max(1)) {
        let refusal = Record::read(&bytes[..length]).unwrap_err();
        // A cut inside a letter leaves bytes that are no letter.
        assert!(
            ["cut", "json"].contains(&refusal.code),
            "{length}: {refusal:?}"
        );
    }
    refused(&bytes[..1], "cut");
    refused(b"", "cut");
    let newer = changed(&record, |r| r["schema"]["version"] = json!("2"));
    assert_eq!(newer.unwrap_err().code, "version");
    let other = changed(&record, |r| r["schema"]["name"] = json!("other"));
    assert_eq!(other.unwrap_err().code, "not_a_record");
    let less = changed(&record, |r| {
        r.as_object_mut().unwrap().remove("facts");
    });
    assert_eq!(less.unwrap_err().code, "block");
    let more = changed(&record, |r| r["approved"] = json!("是"));
    assert_eq!(more.unwrap_err().code, "block");
    let kind = changed(&record, |r| r["facts"] = json!("none"));
    assert_eq!(kind.unwrap_err().code, "block");
    let number = changed(&record, |r| r["trace"]["steps"] = json!(7));
    assert_eq!(number.unwrap_err().code, "number");
    let kind = r#""kind":"#;
    refused(
        text.replacen(kind, &format!(r#"{kind}"x",{kind}"#), 1)
            .as_bytes(),
        "twice",
    );
    let digits = "9".repeat(100_000);
    refused(
        text.replacen(kind, &format!(r#""x":{digits},{kind}"#), 1)
            .as_bytes(),
        "number",
    );
    refused(format!("{text}{text}").as_bytes(), "json");
    refused("[".repeat(1_000_000).as_bytes(), "json");
    refused(
        format!("{{\"a\":{}", "[".repeat(1_000_000)).as_bytes(),
        "json",
    );
    refused(b"[]", "not_a_record");
    refused(b"\"x\"", "not_a_record");
    refused(b"{}", "not_a_record");
}

#[test]
fn any_byte_that_is_changed_is_refused_or_seen() {
    let held = held(&plan(), |_, _| ());
    let bytes = made(&held).bytes();
    let mut state: u64 = 7;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..60 {
        let mut other = bytes.clone();
        let place = next() % (bytes.len() - 1);
        other[place] ^= u8::try_from(1 + next() % 255).unwrap();
        if let Ok(record) = Record::read(&other) {
            let seen = verify(&record, &held.engine, &held.base);
            // A blank or another spelling of the same letter is no change.
            assert!(
                !dark(&seen).is_empty() || record.bytes() == bytes,
                "byte {place}"
            );
        }
    }
    for length in [0, 1, 10, 1000, 100_000] {
        let noise: Vec<u8> = (0..length)
            .map(|_| u8::try_from(next() % 256).unwrap())
            .collect();
        assert!(Record::read(&noise).is_err());
    }
}

#[test]
fn another_true_record_is_told_from_the_first_by_its_digest_alone() {
    let held = held(&plan(), |_, _| ());
    let record = made(&held);
    // A day later the same comes out: under new digests this is a sound record, of another case.
    let other = changed(&record, |r| r["time"]["as_of"] = json!("2024-06-02")).unwrap();
    let seen = verify(&other, &held.engine, &held.base);
    assert_eq!(dark(&seen), [Light::Digest]);
    let sealed = resealed(&other);
    assert_eq!(dark(&verify(&sealed, &held.engine, &held.base)), []);
    assert_ne!(sealed.value()["integrity"], record.value()["integrity"]);
}

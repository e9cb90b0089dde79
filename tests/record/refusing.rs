//! Another package, and bytes that are no record.

use serde_json::json;
use tiaoli::record::{Light, Record, State};

use crate::opened::opened_with;
use crate::tampering::{changed, dark, made, resealed};
use crate::{Held, lights as lights_of, opened, plan, seen};

#[test]
fn another_package_than_the_one_that_was_used_is_named_file_by_file() {
    let folder = plan();
    let right = opened(&folder);
    let record = made(&right);
    let check = |what: &str, other: &Held, words: &str, lights: &[Light]| {
        let seen = seen(other, &record, &[]);
        assert_eq!(lights_of(&seen, State::Red), lights, "{what}: {seen:?}");
        let named = seen[2].places.iter().any(|place| place.zh.contains(words));
        assert!(named, "{what}: {seen:?}");
    };
    let note = opened_with(&folder, |read| {
        read.own.rules[0].bytes.extend_from_slice("\n".as_bytes())
    });
    check("an empty line more", &note, "内容不同", &[Light::RuleBase]);
    let version = opened_with(&folder, |read| {
        read.own.manifest.version = "9.0.0".to_owned()
    });
    check("another version", &version, "9.0.0", &[Light::RuleBase]);
    let gone = opened_with(&folder, |read| {
        read.own.rules.remove(0);
    });
    let lit = seen(&gone, &record, &[]);
    assert!(
        lit[2]
            .places
            .iter()
            .any(|place| place.zh.contains("现在没有了")),
        "{lit:?}"
    );
    let text = opened_with(&folder, |read| {
        let words = String::from_utf8(read.texts[0].bytes.clone()).unwrap();
        read.texts[0].bytes = words.replace("1.3米以下", "1.2米以下").into_bytes();
    });
    let dark = dark(&text, &record);
    assert!(
        dark.contains(&Light::RuleBase) && dark.contains(&Light::Provisions),
        "{dark:?}"
    );
    let figure = opened_with(&folder, |read| {
        for file in &mut read.own.rules {
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
    let held = opened(&plan());
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
    let day = changed(&record, |r| r["time"]["known_as_of"] = json!("2024-02-30"));
    assert!(day.unwrap_err().words.zh.contains("time.known_as_of"));
    let clear = changed(&record, |r| {
        r["facts"][0]["value"] = json!({ "type": "number", "v": "1.3" })
    });
    assert!(clear.unwrap_err().words.zh.contains("facts[0].value"));
    let short = changed(&record, |r| r["facts"][0]["value"]["salt"] = json!("00"));
    assert!(short.unwrap_err().words.zh.contains("facts[0].value"));
    assert_eq!(kind.unwrap_err().code, "block");
    let number = changed(&record, |r| r["kind"] = json!(7));
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
    let held = opened(&plan());
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
            let dark = dark(&held, &record);
            // A blank or another spelling of the same letter is no change.
            assert!(!dark.is_empty() || record.bytes() == bytes, "byte {place}");
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
    let held = opened(&plan());
    let record = made(&held);
    // A day later the same comes out: under new digests this is a sound record, of another case.
    let other = changed(&record, |r| r["time"]["as_of"] = json!("2024-06-02")).unwrap();
    assert_eq!(dark(&held, &other), [Light::Contents]);
    let sealed = resealed(&other);
    assert_eq!(dark(&held, &sealed), []);
    assert_ne!(sealed.digests(), record.digests());
}

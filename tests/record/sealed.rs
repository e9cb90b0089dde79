//! Layers, openings, signatures, envelopes and what an agency adds.

use std::str::FromStr;

use serde_json::{Value, json};
use tiaoli::engine::Case;
use tiaoli::record::{
    Against, Agency, Layer, Light, PublicKey, Record, Replayed, SecretKey, State, agency_schema,
    approve, envelope_schema, record_schema, replay, verify,
};
use tiaoli::source::Digest;

use crate::tampering::{changed, resealed};
use crate::{
    Held, Schema, another_first_letter, lights, opened, plan, public, recorded, recorded_with,
    secret, seen,
};

/// What an agency adds to a formal decision on a case with a finding.
fn added(held: &Held, path: &str) -> Value {
    json!({
        "kind": "正式决定",
        "case_no": "某补〔2024〕12号",
        "supersedes": "0".repeat(32),
        "authority": { "name": "某区卫生健康委员会", "unit": "家庭发展科", "officer": "工号0017" },
        "automation": {
            "role": "support", "final_decider": "科长", "human_review": "窗口可以申请人工复核",
        },
        "person": {
            "pseudonym": "hmac-sm3:00ff",
            "relations": [{ "path": path, "pseudonym": "hmac-sm3:00fe" }],
        },
        "times": { "received": "2024-06-01", "decided_at": "2024-06-20T10:00:00+08:00" },
        "deadlines": [{
            "what": "办理期限", "due": "2024-06-30", "basis": "办事指南", "counted": "自然日",
            "met_on": "2024-06-20",
        }],
        "facts": [{
            "path": path, "origin": "证照", "obtained_at": "2024-06-02",
            "evidence": { "id": "证明第1号", "sm3": Digest::sm3(b"scan").to_string() },
        }],
        "notices": [
            { "what": "受理", "on": "2024-06-01" },
            { "what": "送达", "on": "2024-06-21", "content": "决定书" },
        ],
        "arguments": [{ "argument": "收入算多了", "reply": "已按完税证明核实" }],
        "served": { "text": "符合条件。" },
        "remedies": {
            "reconsideration": { "body": "某区人民政府", "limit": "60日" },
            "litigation": { "court": "某区人民法院", "limit": "6个月" },
        },
        "reviews": [{
            "step": "批准", "by": "法制科", "on": "2024-01-05",
            "signature": approve(&held.base, &secret()).unwrap(),
        }],
        "archive": { "retention": "永久", "tests": [{ "property": "真实性", "passed": true }] },
    })
}

fn agency(added: &Value) -> Agency {
    Agency::read(added.to_string().as_bytes()).unwrap()
}

/// A formal decision with findings.
pub(crate) fn decision(held: &Held) -> Record {
    let examples = held.engine.model().examples.iter();
    let mut with_findings = examples.filter(|example| {
        let case = Case::of_example(example);
        !case.findings.is_empty() && !case.facts.is_empty()
    });
    let name = &with_findings.next().unwrap().label.name;
    let is = |example: &str, _: &Case| example == name;
    let plain = recorded_with(held, is, |_| (), None).pop().unwrap().1;
    let value = plain.value();
    let path = value["facts"][0]["path"].as_str().unwrap();
    let explained = |case: &mut Case| {
        for made in &mut case.findings {
            made.by = Some("民政局".to_owned());
            made.reasons = Some("入户调查，收入低于标准".to_owned());
        }
    };
    let agency = agency(&added(held, path));
    recorded_with(held, is, explained, Some(&agency))
        .pop()
        .unwrap()
        .1
}

#[test]
fn a_formal_decision_says_what_its_agency_says_and_no_more() {
    let held = opened(&plan());
    let record = decision(&held).signed(&secret()).unwrap();
    let lit = seen(&held, &record, &[public()]);
    assert_eq!(lights(&lit, State::Green).len(), 7, "{lit:?}");
    assert!(lit[2].says.zh.contains("1 个签名核对无误"), "{lit:?}");
    assert_eq!(replay(&record, &held.engine, &held.base), Replayed::Same);
    let value = record.value();
    assert_eq!(value["facts"][0]["origin"], json!("证照"));
    assert_eq!(value["kind"], json!("正式决定"));
    assert_eq!(value["identity"]["case_no"], json!("某补〔2024〕12号"));
    for (layer, record) in [
        (Layer::Whole, record.clone()),
        (Layer::Public, record.public()),
    ] {
        Schema::of(&record_schema(layer)).check(&record.value(), "a formal decision");
    }
    Schema::of(&agency_schema()).check(&added(&held, "家庭"), "an agency");
    // Without an agency nothing stands in for it.
    let plain = recorded(&held, None).remove(0).1.value();
    assert!(plain.get("agency").is_none());
    assert_eq!(plain["kind"], json!("试算"));
    assert!(
        plain["facts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|fact| fact["origin"].is_null())
    );
}

#[test]
fn the_public_layer_holds_no_private_word_and_no_unsalted_digest_of_one() {
    let held = opened(&plan());
    let record = decision(&held);
    let public = String::from_utf8(record.public().bytes()).unwrap();
    for private in [
        "工号0017",
        "hmac-sm3",
        "证明第1号",
        "入户调查",
        "民政局",
        "收入算多了",
        "符合条件。",
        "决定书",
    ] {
        assert!(!public.contains(private), "{private}");
        assert!(
            String::from_utf8(record.bytes()).unwrap().contains(private),
            "{private}"
        );
    }
    let trace = record.plain()["trace"]["sm3"].as_str().unwrap().to_owned();
    assert!(!public.contains(&trace));
    // Two cases that differ in private values alone and have the same salts differ in commitments alone.
    let other = changed(&record, |r| {
        r["findings"][0]["reasons"]["value"] = json!("别的理由")
    })
    .unwrap();
    let (one, two) = (record.public().value(), resealed(&other).public().value());
    let strip = |mut value: Value| {
        value["integrity"] = json!(null);
        value["findings"][0]["reasons"] = json!(null);
        value
    };
    assert_ne!(one["findings"][0]["reasons"], two["findings"][0]["reasons"]);
    assert_eq!(strip(one), strip(two));
}

#[test]
fn single_values_are_opened_and_the_others_stay_closed() {
    let held = opened(&plan());
    let record = decision(&held).signed(&secret()).unwrap();
    let opened = record.opened(|path| path == "facts[0].value");
    assert_eq!(opened.layer(), Layer::Opened);
    let read = Record::read(&opened.bytes()).unwrap();
    Schema::of(&record_schema(Layer::Opened)).check(&read.value(), "opened");
    let lit = seen(&held, &read, &[public()]);
    assert_eq!(lights(&lit, State::Red), [], "{lit:?}");
    assert_eq!(lights(&lit, State::NotJudged), [Light::Rerun], "{lit:?}");
    assert!(read.value()["facts"][0]["value"]["value"].is_object());
    assert_eq!(read.private().iter().filter(|(_, open)| *open).count(), 1);
    let other = changed(&read, |r| r["facts"][0]["value"]["value"]["v"] = json!("0")).unwrap();
    let lit = seen(&held, &other, &[public()]);
    assert_eq!(lights(&lit, State::Red), [Light::Private], "{lit:?}");
    assert!(lit[4].places[0].zh.contains("facts[0].value"), "{lit:?}");
    let replayed = replay(&read, &held.engine, &held.base);
    assert!(matches!(replayed, Replayed::Impossible(_)), "{replayed:?}");
}

#[test]
fn the_same_bytes_make_the_same_record_and_too_few_make_none() {
    let held = opened(&plan());
    let (one, two) = (recorded(&held, None), recorded(&held, None));
    assert_eq!(one, two);
    let example = &held.engine.model().examples[0];
    let case = Case::of_example(example);
    let clocks = tiaoli::engine::Engine::clocks(&case, [None; 3], example.as_of);
    let goals = held.engine.goals_of(example);
    let draft =
        tiaoli::record::Draft::decide(&held.engine, &held.base, &case, &goals, clocks, None);
    let draft = draft.unwrap();
    assert!(draft.clone().seal(&vec![1; draft.needs() - 1]).is_err());
    // Bytes that are all the same are no randomness.
    let poor = draft.clone().seal(&vec![1; draft.needs()]).unwrap();
    let lit = seen(&held, &poor, &[]);
    assert_eq!(lights(&lit, State::Red), [Light::Private], "{lit:?}");
}

/// What is done to the signatures, which light shows it, and a part of what is said.
type Forgery = (&'static str, fn(&mut Value), State, &'static str);

const FORGERIES: &[Forgery] = &[
    ("as it was signed", |_| (), State::Green, "核对无误"),
    (
        "the signature taken out",
        |r| {
            r.as_object_mut().unwrap().remove("signatures");
        },
        State::Red,
        "没有签名",
    ),
    (
        "a byte of the signature",
        |r| {
            let sig = r["signatures"][0]["sig"].as_str().unwrap().to_owned();
            r["signatures"][0]["sig"] = json!(another_first_letter(&sig));
        },
        State::Red,
        "不是对这份记录作的",
    ),
    (
        "a signature cut short",
        |r| r["signatures"][0]["sig"] = json!("AAAA"),
        State::Red,
        "不是对这份记录作的",
    ),
    (
        "another's name on the signature",
        |r| r["signatures"][0]["keyid"] = json!(format!("sha256:{}", "0".repeat(64))),
        State::Green,
        "核对无误",
    ),
    (
        "another algorithm",
        |r| r["signatures"][0]["algorithm"] = json!("SM2"),
        State::Red,
        "不是对这份记录作的",
    ),
    (
        "a fact under the signature",
        |r| r["kind"] = json!("预审"),
        State::Red,
        "不是对这份记录作的",
    ),
];

#[test]
fn what_is_done_to_a_signature_is_named() {
    let held = opened(&plan());
    let record = recorded(&held, None).remove(0).1.signed(&secret()).unwrap();
    for (what, change, state, words) in FORGERIES {
        let forged = changed(&record, change).unwrap();
        let one = &seen(&held, &forged, &[public()])[1];
        let said: String = std::iter::once(&one.says)
            .chain(&one.places)
            .map(|words| words.zh.as_str())
            .collect();
        assert!(
            one.state == *state && said.contains(words),
            "{what}: {one:?}"
        );
    }
    let stranger = SecretKey::of_seed(&[8; 32]);
    let key = stranger.public().unwrap();
    let check = |what: &str, record: &Record, keys: &[PublicKey], state: State, words: &str| {
        let one = &seen(&held, record, keys)[1];
        let said: String = std::iter::once(&one.says)
            .chain(&one.places)
            .map(|words| words.zh.as_str())
            .collect();
        assert!(
            one.state == state && said.contains(words),
            "{what}: {one:?}"
        );
    };
    check("no key", &record, &[], State::NotJudged, "没有给公钥");
    check(
        "a stranger's key",
        &record,
        std::slice::from_ref(&key),
        State::Red,
        "没有签过",
    );
    let theirs = record.clone().signed(&stranger).unwrap();
    check(
        "a stranger signs too",
        &theirs,
        &[public()],
        State::Green,
        "没有核对",
    );
    check(
        "both keys",
        &theirs,
        &[public(), key],
        State::Green,
        "2 个签名",
    );
    let twice = record.clone().signed(&secret()).unwrap();
    assert_eq!(twice, record);
    // The signature of another record.
    let mut other = recorded(&held, None).remove(1).1.value();
    other["signatures"] = record.value()["signatures"].clone();
    let other = Record::read(other.to_string().as_bytes()).unwrap();
    check(
        "another record",
        &other,
        &[public()],
        State::Red,
        "不是对这份记录作的",
    );
}

#[test]
fn an_envelope_is_a_public_layer_with_its_signatures() {
    let held = opened(&plan());
    let record = recorded(&held, None).remove(0).1.signed(&secret()).unwrap();
    let envelope = record.envelope();
    Schema::of(&envelope_schema()).check(&envelope, "an envelope");
    let read = Record::read(envelope.to_string().as_bytes()).unwrap();
    assert_eq!(read, record.public());
    let lit = seen(&held, &read, &[public()]);
    assert_eq!(lights(&lit, State::Red), [], "{lit:?}");
    let refused = |change: fn(&mut Value), code: &str| {
        let mut other = envelope.clone();
        change(&mut other);
        let refusal = Record::read(other.to_string().as_bytes()).unwrap_err();
        assert_eq!(refusal.code, code, "{refusal:?}");
    };
    refused(|e| e["payloadType"] = json!("text/plain"), "block");
    refused(|e| e["payload"] = json!("?"), "block");
    refused(|e| e["payload"] = json!(""), "cut");
    // A blank more reads the same, but is not what was signed.
    refused(|e| e["payload"] = json!(format!("IA=={}", "")), "cut");
    let whole = tiaoli_base64(&record.bytes());
    let mut other = envelope.clone();
    other["payload"] = json!(whole);
    let refusal = Record::read(other.to_string().as_bytes()).unwrap_err();
    assert_eq!(refusal.code, "payload", "{refusal:?}");
}

fn tiaoli_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for block in bytes.chunks(3) {
        let mut number = 0_u32;
        for place in 0..3 {
            number = number << 8 | u32::from(block.get(place).copied().unwrap_or(0));
        }
        for place in 0..4 {
            let letter = LETTERS[usize::try_from(number >> (18 - 6 * place) & 63).unwrap()];
            text.push(if place <= block.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[test]
fn a_digest_that_was_kept_apart_tells_the_record_from_any_other() {
    let held = opened(&plan());
    let mut records = recorded(&held, None);
    let (one, other) = (records.remove(0).1, records.remove(0).1);
    let (sha256, sm3) = one.digests();
    for kept in [sha256, sm3] {
        let digest = Digest::from_str(&kept).unwrap();
        let against = Against {
            digest: Some(digest),
            ..Against::default()
        };
        assert_eq!(verify(&one, &against)[0].state, State::Green);
        assert_eq!(verify(&one.public(), &against)[0].state, State::Green);
        let seen = &verify(&other, &against)[0];
        assert!(
            seen.state == State::Red && seen.says.zh.contains("整份被换过"),
            "{seen:?}"
        );
    }
}

#[test]
fn what_an_agency_may_not_say_is_refused() {
    let held = opened(&plan());
    let refused = |added: Value, words: &str| {
        let refusal = Agency::read(added.to_string().as_bytes()).unwrap_err();
        assert!(refusal.words.zh.contains(words), "{refusal:?}");
    };
    refused(json!([]), "JSON 对象");
    refused(json!({ "kind": "决定" }), "kind");
    refused(json!({ "approved": true }), "approved");
    refused(json!({ "authority": {} }), "authority.name");
    refused(json!({ "times": { "received": "昨天" } }), "times.received");
    refused(
        json!({ "times": { "decided_at": "2024-06-01" } }),
        "times.decided_at",
    );
    refused(json!({ "case_no": 7 }), "数");
    refused(
        json!({ "facts": [{ "path": "x", "origin": "听说" }] }),
        "facts[0].origin",
    );
    let example = &held.engine.model().examples[0];
    let case = Case::of_example(example);
    let clocks = tiaoli::engine::Engine::clocks(&case, [None; 3], example.as_of);
    let goals = held.engine.goals_of(example);
    let decide = |added: Value| {
        let agency = agency(&added);
        tiaoli::record::Draft::decide(
            &held.engine,
            &held.base,
            &case,
            &goals,
            clocks,
            Some(&agency),
        )
    };
    let fact = decide(json!({ "facts": [{ "path": "没有的事实" }] })).unwrap_err();
    assert!(fact.zh.contains("没有的事实"), "{fact:?}");
    let finding = decide(json!({ "findings": [{ "finding": "没有的认定" }] })).unwrap_err();
    assert!(finding.zh.contains("没有的认定"), "{finding:?}");
    assert!(decide(json!({})).is_ok());
}

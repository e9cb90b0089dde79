//! What can be said from the record alone, with keys or without: digests, signatures, private values.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::Words;
use crate::record::Record;
use crate::record::canonical::{integrity, text};
use crate::record::difference::{first_in, shortened};
use crate::record::envelope::{PAYLOAD_TYPE, Signature};
use crate::record::layout::RECORD;
use crate::record::seal::{self, Place};
use crate::source::Digest;

use super::{Against, Light, Seen};

/// Looks at the digests of the public layer.
pub(super) fn digests(record: &Record, against: &Against<'_>) -> Seen {
    let wanted = integrity(&record.public().blocks);
    let kept = record.blocks.get("integrity").unwrap_or(&Value::Null);
    if let Some(difference) = first_in("integrity", kept, &wanted) {
        let says = Words::new(
            "记录写成以后被改过，或者摘要被换过：它不能证明当时是怎样判断的",
            "the record, or its digest, was changed after it was written: it does not show how the case was decided",
        );
        return Seen::broken(Light::Contents, says, vec![difference.words()]);
    }
    let Some(expected) = against.digest else {
        let says = Words::new(
            "记录的内容与它自带的摘要一致。自带的摘要谁都能重算：要排除有意的改动，看签名，或者与当时另存的摘要比对",
            "the contents are those of the digests in the record. Anybody can compute these anew: a deliberate change shows in a signature, or against a digest that was kept apart",
        );
        return Seen::holds(Light::Contents, says);
    };
    let (sha256, sm3) = record.digests();
    let found = match expected {
        Digest::Sha256(_) => sha256,
        Digest::Sm3(_) => sm3,
    };
    if expected.to_string() == found {
        let says = Words::new(
            "记录的内容与它自带的摘要一致，也与当时另存的摘要一致",
            "the contents are those of the digests in the record, and of the digest that was kept apart",
        );
        return Seen::holds(Light::Contents, says);
    }
    let says = Words::new(
        "记录自身前后一致，却不是当时另存摘要的那一份：整份被换过",
        "the record agrees with itself, but is not the one whose digest was kept apart: the whole was replaced",
    );
    let place = Words::new(
        format!("另存的摘要是 {expected}，这份记录是 {found}"),
        format!("the digest kept apart is {expected}; this record has {found}"),
    );
    Seen::broken(Light::Contents, says, vec![place])
}

/// Looks at the signatures over the public layer.
pub(super) fn signatures(record: &Record, against: &Against<'_>) -> Seen {
    let all = record.signatures();
    let keys = against.keys;
    if all.is_empty() && keys.is_empty() {
        let says = Words::new(
            "记录没有签名：不知道是谁写的，也看不出整份是否被换过",
            "the record is not signed: who wrote it is not known, nor whether the whole was replaced",
        );
        return Seen::not_judged(Light::Signatures, says);
    }
    if all.is_empty() {
        let says = Words::new(
            "给了公钥，记录却没有签名：不能算是这把钥匙的主人作出的",
            "a key was given, but the record is not signed: it does not count as made by the owner of the key",
        );
        return Seen::broken(Light::Signatures, says, Vec::new());
    }
    if keys.is_empty() {
        let count = all.len();
        let says = Words::new(
            format!("记录有 {count} 个签名，没有给公钥，不能核对；用 --key 给出签名机关的公钥"),
            format!(
                "the record has {count} signatures, but no key was given to verify them; give the signer's public key with --key"
            ),
        );
        return Seen::not_judged(Light::Signatures, says);
    }
    let payload = record.signed_bytes();
    let signatures: Vec<Signature<'_>> = all.iter().filter_map(Signature::of).collect();
    let (mut right, mut places, mut unknown) = (0_usize, Vec::new(), 0_usize);
    for signature in &signatures {
        if keys
            .iter()
            .any(|key| signature.is_by(key, PAYLOAD_TYPE, &payload))
        {
            right = right.saturating_add(1);
        } else if keys.iter().any(|key| key.id() == signature.key) {
            let key = shortened(signature.key);
            places.push(Words::new(
                format!("钥匙 {key} 的签名不是对这份记录作的，或者签名被改过"),
                format!("the signature of the key {key} is not over this record, or was changed"),
            ));
        } else {
            unknown = unknown.saturating_add(1);
        }
    }
    for key in keys {
        let signed =
            |one: &&Signature<'_>| one.key == key.id() || one.is_by(key, PAYLOAD_TYPE, &payload);
        if !signatures.iter().any(|one| signed(&one)) {
            let id = key.id();
            places.push(Words::new(
                format!("所给的公钥 {id} 没有签过这份记录"),
                format!("the key given, {id}, did not sign this record"),
            ));
        }
    }
    if !places.is_empty() {
        let says = Words::new(
            "签名与记录对不上：记录在签名以后被换过，或者不是所给公钥的主人签的",
            "the signatures do not fit the record: it was replaced after signing, or the owner of the key did not sign it",
        );
        return Seen::broken(Light::Signatures, says, places);
    }
    let (more_zh, more_en) = match unknown {
        0 => (String::new(), String::new()),
        _ => (
            format!("；另有 {unknown} 个签名，所给的公钥里没有它们的，没有核对"),
            format!("; {unknown} more are by keys that were not given, and were not verified"),
        ),
    };
    let says = Words::new(
        format!("{right} 个签名核对无误：公开层自签名以后没有改过，全本与它相配{more_zh}"),
        format!("{right} signatures are right: the public layer is as it was signed{more_en}"),
    );
    Seen::holds(Light::Signatures, says)
}

/// Looks at the private values that are open.
pub(super) fn private(record: &Record) -> Seen {
    let value = record.value();
    let places = seal::places(&RECORD, &value);
    let mut salts = BTreeSet::new();
    let (mut open, mut closed, mut wrong) = (0_usize, 0_usize, Vec::new());
    for (path, part) in &places {
        let Some(place) = Place::of(part) else {
            continue;
        };
        let Some((salt, _)) = &place.opened else {
            closed = closed.saturating_add(1);
            continue;
        };
        open = open.saturating_add(1);
        let name = named(&value, path);
        if place.opens() == Some(false) {
            wrong.push(Words::new(
                format!("{name}：值或盐不是封存时的"),
                format!("{name}: the value or its salt is not what was sealed"),
            ));
        }
        if !salts.insert(salt.clone()) {
            wrong.push(Words::new(
                format!("{name}：盐与另一处相同，相同的值会被看出来"),
                format!("{name}: its salt stands elsewhere too, which shows equal values"),
            ));
        }
    }
    if !wrong.is_empty() {
        let says = Words::new(
            "打开的值与公开层的承诺不符：私密的值在判断以后被换过，或者盐不对",
            "a value does not open its commitment in the public layer: it was replaced after the decision, or the salt is wrong",
        );
        return Seen::broken(Light::Private, says, wrong);
    }
    if open == 0 {
        let says = Words::new(
            format!("这是公开层：{closed} 处私密值都封着，不能核对，也看不到"),
            format!(
                "this is the public layer: all {closed} private values are closed, neither seen nor compared"
            ),
        );
        return Seen::not_judged(Light::Private, says);
    }
    let (more_zh, more_en) = match closed {
        0 => (String::new(), String::new()),
        _ => (
            format!("；其余 {closed} 处封着"),
            format!("; {closed} others are closed"),
        ),
    };
    let says = Words::new(
        format!("打开的 {open} 处私密值，都与公开层的承诺相符{more_zh}"),
        format!(
            "the {open} private values that are open all fit their commitments in the public layer{more_en}"
        ),
    );
    Seen::holds(Light::Private, says)
}

/// A private place with the fact or finding that it is of.
fn named(record: &Value, path: &str) -> String {
    let inner = || {
        let (list, rest) = path.split_once('[')?;
        let (number, _) = rest.split_once(']')?;
        let item = record.get(list)?.get(number.parse::<usize>().ok()?)?;
        let key = ["path", "finding", "norm", "definition", "of"];
        let name = key.iter().find_map(|key| text(item, key))?;
        Some(format!("{path}（{}）", shortened(name)))
    };
    inner().unwrap_or_else(|| path.to_owned())
}

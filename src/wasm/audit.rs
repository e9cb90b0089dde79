//! What the page of an auditor asks: a record with whatever is at hand, which may be no package at all.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::diagnostic::Words;
use crate::record::{Against, Digests, PublicKey, RuleBase};
use crate::source::Digest;

use super::held::{self, Held};
use super::refusal::Refused;
use super::{Answered, given, plain, thrown};

/// What is at hand beside a record.
#[derive(Debug, Default, Deserialize)]
struct Beside {
    /// The name under which the package is held.
    package: Option<String>,
    /// Public keys in PEM.
    #[serde(default)]
    keys: Vec<String>,
    /// A digest that was kept apart.
    digest: Option<String>,
}

/// The digests of some bytes.
#[derive(Debug, Serialize)]
struct Told {
    sha256: String,
    sm3: String,
}

/// Looks at a record with what is at hand: the text that `tiaoli verify --json` prints.
///
/// # Errors
/// Why the bytes are no record, or what was given beside it is of no use.
#[wasm_bindgen]
pub fn audit(record: &[u8], beside: JsValue) -> Answered<String> {
    looked_at(record, beside).map_err(thrown)
}

/// The digests of some bytes, as they are written everywhere.
///
/// # Errors
/// None that a page could cause.
#[wasm_bindgen]
pub fn digests(bytes: &[u8]) -> Answered<JsValue> {
    let digests = Digests::of(bytes);
    plain(&Told {
        sha256: digests.sha256().to_string(),
        sm3: digests.sm3().to_string(),
    })
}

/// What a public key in PEM is called: the digest by which signatures name it.
///
/// # Errors
/// Why it is no public key.
#[wasm_bindgen]
pub fn key_id(pem: &str) -> Answered<String> {
    Ok(key(pem).map_err(thrown)?.id().to_owned())
}

fn key(pem: &str) -> Result<PublicKey, Refused> {
    PublicKey::read(pem).map_err(|words| Refused::new("key", words))
}

fn looked_at(record: &[u8], beside: JsValue) -> Result<String, Refused> {
    let beside: Beside = given(beside)?;
    let keys = beside.keys.iter().map(|pem| key(pem));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let digest = beside.digest.as_deref().map(kept_apart).transpose()?;
    let look = |held: Option<&Held>| {
        let record = held::read(record)?;
        let held: Option<(_, &RuleBase)> = held.map(|held| (&held.engine, &held.base));
        let against = Against {
            held,
            keys: &keys,
            digest,
        };
        let seen = crate::record::verify(&record, &against);
        Ok(held::written(&crate::record::verified(&record, &seen)))
    };
    match beside.package {
        Some(name) => held::of(&name, |held| look(Some(held))),
        None => look(None),
    }
}

fn kept_apart(written: &str) -> Result<Digest, Refused> {
    Digest::parse(written.trim()).map_err(|error| {
        let shown: String = written.chars().take(80).collect();
        let words = Words::new(
            format!("“{shown}”不是摘要：要写成 sm3: 或 sha256: 加 64 位十六进制数字"),
            format!("`{shown}` is no digest: {error}"),
        );
        Refused::new("digest_written", words)
    })
}

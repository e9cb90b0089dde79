//! Signatures, in the envelope of DSSE v1.
//!
//! What is signed is the canonical public layer, so a signature holds for every layer of the record. In a record the
//! signatures stand in a list that no digest covers; [`Record::envelope`] gives the same as an envelope file, whose payload is
//! the public layer itself.

use serde_json::{Value, json};

use super::canonical::{canonical, items, text};
use super::key::{PublicKey, SecretKey};
use super::layout::SIGNATURE;
use super::read::{Refusal, misfit, refusal, strict};
use super::seal::{base64, from_base64};
use super::sealed::Record;
use super::shape::Shape::{Base64, List, Members, OneOf};
use super::shape::{Layer, Shape, must};

/// What is signed: a decision record.
pub const PAYLOAD_TYPE: &str = "application/vnd.tiaoli.decision-record+json";
/// What is signed: the digests of a rule base.
pub const APPROVAL_TYPE: &str = "application/vnd.tiaoli.rule-base+json";

const ENVELOPE: Shape = Members(&[
    must("payloadType", OneOf(&[PAYLOAD_TYPE])),
    must("payload", Base64),
    must("signatures", List(&SIGNATURE)),
]);

/// The bytes that a DSSE signature is over: `DSSEv1 LENGTH TYPE LENGTH PAYLOAD`.
pub(super) fn pre_authenticated(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let (of_type, of_payload) = (payload_type.len(), payload.len());
    let mut bytes = format!("DSSEv1 {of_type} {payload_type} {of_payload} ").into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}

/// One signature as it stands in a record.
#[derive(Debug)]
pub(super) struct Signature<'v> {
    pub(super) algorithm: &'v str,
    pub(super) key: &'v str,
    pub(super) bytes: Vec<u8>,
}

impl<'v> Signature<'v> {
    pub(super) fn of(shape: &'v Value) -> Option<Self> {
        Some(Self {
            algorithm: text(shape, "algorithm")?,
            key: text(shape, "keyid")?,
            bytes: from_base64(text(shape, "sig")?)?,
        })
    }

    /// Whether a key made it over a payload.
    pub(super) fn is_by(&self, key: &PublicKey, payload_type: &str, payload: &[u8]) -> bool {
        let bytes = pre_authenticated(payload_type, payload);
        self.algorithm == key.algorithm() && key.verifies(&bytes, &self.bytes)
    }
}

/// A signature over a payload, as it is written.
fn signature(
    key: &SecretKey,
    payload_type: &str,
    payload: &[u8],
) -> Result<Value, crate::diagnostic::Words> {
    let public = key.public()?;
    let made = key.sign(&pre_authenticated(payload_type, payload));
    Ok(json!({ "algorithm": public.algorithm(), "keyid": public.id(), "sig": base64(&made) }))
}

/// Approves a rule base: the signature that stands in `reviews` of an agency's file.
///
/// # Errors
/// That the key cannot be written.
pub fn approve(base: &super::RuleBase, key: &SecretKey) -> Result<Value, crate::diagnostic::Words> {
    signature(key, APPROVAL_TYPE, &canonical(&base.whole()))
}

impl Record {
    /// The record with one signature more; a key that signed already signs once.
    ///
    /// # Errors
    /// That the key cannot be written.
    pub fn signed(mut self, key: &SecretKey) -> Result<Self, crate::diagnostic::Words> {
        let made = signature(key, PAYLOAD_TYPE, &self.signed_bytes())?;
        let list = self.blocks.entry("signatures").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut()
            && !list.contains(&made)
        {
            list.push(made);
        }
        Ok(self)
    }

    /// The public layer and the signatures as a DSSE envelope.
    #[must_use]
    pub fn envelope(&self) -> Value {
        json!({
            "payloadType": PAYLOAD_TYPE,
            "payload": base64(&self.signed_bytes()),
            "signatures": self.signatures(),
        })
    }

    pub(super) fn signatures(&self) -> Vec<Value> {
        let blocks = self.blocks.get("signatures").and_then(Value::as_array);
        blocks.cloned().unwrap_or_default()
    }
}

/// The record in an envelope, with its signatures.
pub(super) fn record(envelope: &Value) -> Result<Record, Refusal> {
    (ENVELOPE.check(envelope, "")).map_err(|wrong| misfit(&wrong, "签名封套", "the envelope"))?;
    let payload = text(envelope, "payload").and_then(from_base64);
    let payload = payload.unwrap_or_default();
    let mut record = Record::of_value(strict(&payload)?)?;
    if record.signed_bytes() != payload || record.layer() != Layer::Public {
        return Err(refusal(
            "payload",
            "封套里的内容不是规范形式的公开层：签名所签的和读出来的不是同样的字节",
            "the payload is not a public layer in canonical form: what was signed and what is read are not the same bytes",
        ));
    }
    let signatures: Vec<Value> = items(envelope, "signatures").cloned().collect();
    record
        .blocks
        .insert("signatures".to_owned(), json!(signatures));
    Ok(record)
}

/// The JSON Schema of an envelope.
#[must_use]
pub fn envelope_schema() -> Value {
    let mut schema = ENVELOPE.schema(Layer::Public);
    if let Value::Object(parts) = &mut schema {
        let dialect = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), dialect);
        let title = json!("条理：签名封套 / signature envelope (DSSE v1)");
        parts.insert("title".to_owned(), title);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::pre_authenticated;

    /// The examples of the DSSE specification, v1.
    #[test]
    fn what_is_signed_is_encoded_as_published() {
        let encoded = pre_authenticated("http://example.com/HelloWorld", b"hello world");
        let expected = "DSSEv1 29 http://example.com/HelloWorld 11 hello world";
        assert_eq!(encoded, expected.as_bytes());
        assert_eq!(pre_authenticated("", b""), b"DSSEv1 0  0 ");
        // Lengths are of bytes, not of letters.
        assert_eq!(pre_authenticated("条", b"x"), "DSSEv1 3 条 1 x".as_bytes());
    }
}

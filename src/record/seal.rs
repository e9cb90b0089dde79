//! Private values and the commitments that stand for them in the public layer.
//!
//! A private part of a whole record is `{"sealed": {"sha256", "sm3"}, "salt", "value"}`: both digests are over the 32 bytes
//! of the salt and then the canonical form of the value. The public layer keeps `sealed` alone. Salts come from outside:
//! nothing below the doors is random.

use std::collections::BTreeMap;

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};

use super::canonical::canonical;
use super::digests::Digests;
use super::shape::Shape;

/// How many bytes a salt has.
pub(super) const SALT: usize = 32;

/// A private part: its commitment and, where it is opened, its salt and value.
#[derive(Debug)]
pub(super) struct Place<'v> {
    pub(super) sealed: &'v Value,
    pub(super) opened: Option<(Vec<u8>, &'v Value)>,
}

impl<'v> Place<'v> {
    /// Reads a private part strictly.
    pub(super) fn of(part: &'v Value) -> Option<Self> {
        let members = part.as_object()?;
        let sealed = members.get("sealed")?;
        let digest = |kind: &str| {
            let words = sealed.get(kind)?.as_str()?;
            let digits = words.strip_prefix(kind)?.strip_prefix(':')?;
            (from_hex(digits)?.len() == 32).then_some(())
        };
        digest("sha256")?;
        digest("sm3")?;
        (sealed.as_object()?.len() == 2).then_some(())?;
        if members.len() == 1 {
            return Some(Self {
                sealed,
                opened: None,
            });
        }
        (members.len() == 3).then_some(())?;
        let salt = from_hex(members.get("salt")?.as_str()?)?;
        (salt.len() == SALT).then_some(())?;
        Some(Self {
            sealed,
            opened: Some((salt, members.get("value")?)),
        })
    }

    /// Whether the value and its salt are those of the commitment; none where it is not opened.
    pub(super) fn opens(&self) -> Option<bool> {
        let (salt, value) = self.opened.as_ref()?;
        Some(*self.sealed == commitment(salt, value))
    }
}

/// The commitment to a value.
pub(super) fn commitment(salt: &[u8], value: &Value) -> Value {
    let mut bytes = salt.to_vec();
    bytes.extend(canonical(value));
    Digests::of(&bytes).value()
}

/// A value with its salt and commitment.
fn open(salt: &[u8], value: Value) -> Value {
    json!({ "sealed": commitment(salt, &value), "salt": hex(salt), "value": value })
}

/// How many private parts stand in a tree.
pub(super) fn count(shape: &Shape, tree: &mut Value) -> usize {
    let mut count: usize = 0;
    walk(shape, tree, |_, _| count = count.saturating_add(1));
    count
}

/// Seals every private part with the salt of its place.
pub(super) fn seal(shape: &Shape, tree: &mut Value, mut salt: impl FnMut(&str) -> Vec<u8>) {
    walk(shape, tree, |part, path| {
        let value = part.take();
        *part = open(&salt(path), value);
    });
}

/// Closes every private part that `keep` does not name.
pub(super) fn close(shape: &Shape, tree: &mut Value, keep: impl Fn(&str) -> bool) {
    walk(shape, tree, |part, path| {
        if !keep(path)
            && let Value::Object(members) = part
        {
            members.retain(|name, _| name == "sealed");
        }
    });
}

/// Puts the values in the place of the private parts; one that is closed stays as it is.
pub(super) fn unseal(shape: &Shape, tree: &mut Value) {
    walk(shape, tree, |part, _| {
        if let Some(value) = part.get_mut("value") {
            *part = value.take();
        }
    });
}

/// The private parts of a tree by path.
pub(super) fn places(shape: &Shape, tree: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    // The walk changes nothing; the clone lets one walk serve readers and writers.
    walk(shape, &mut tree.clone(), |part, path| {
        found.push((path.to_owned(), part.take()));
    });
    found
}

/// The salts of a record by path.
pub(super) fn salts(shape: &Shape, tree: &Value) -> BTreeMap<String, Vec<u8>> {
    let places = places(shape, tree).into_iter();
    places
        .filter_map(|(path, part)| Some((path, Place::of(&part)?.opened?.0)))
        .collect()
}

fn walk(shape: &Shape, tree: &mut Value, mut act: impl FnMut(&mut Value, &str)) {
    let Ok(()) = shape.each_private(tree, "", &mut |part, path| {
        act(part, path);
        Ok::<(), std::convert::Infallible>(())
    });
}

/// Bytes as small hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Small hexadecimal digits as bytes.
pub(super) fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    rest.is_empty().then_some(())?;
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(byte.wrapping_sub(b'a').wrapping_add(10)),
        _ => None,
    };
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)?.wrapping_mul(16).wrapping_add(digit(*low)?)))
        .collect()
}

/// Bytes in base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Base64, padded and canonical, as bytes.
pub(super) fn from_base64(words: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(words).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Place, commitment, from_hex, hex, open};

    #[test]
    fn a_commitment_opens_with_its_own_salt_and_value_alone() {
        let whole = open(&[7; 32], json!({ "v": "3" }));
        let place = |part: &serde_json::Value| Place::of(part).and_then(|place| place.opens());
        assert_eq!(place(&whole), Some(true));
        let mut other = whole.clone();
        other["value"] = json!({ "v": "4" });
        assert_eq!(place(&other), Some(false));
        let mut other = whole.clone();
        other["salt"] = json!(hex(&[8; 32]));
        assert_eq!(place(&other), Some(false));
        let mut short = whole.clone();
        short["salt"] = json!("07");
        assert!(Place::of(&short).is_none());
        let mut closed = whole;
        closed
            .as_object_mut()
            .unwrap()
            .retain(|name, _| name == "sealed");
        assert_eq!(place(&closed), None);
        assert!(Place::of(&closed).is_some());
    }

    #[test]
    fn a_commitment_is_over_the_salt_and_then_the_canonical_value() {
        // echo -n of 32 zero bytes and `{"a":"1","b":"2"}`.
        let made = commitment(&[0; 32], &json!({ "b": "2", "a": "1" }));
        let mut bytes = vec![0; 32];
        bytes.extend(br#"{"a":"1","b":"2"}"#);
        let expected = crate::source::Digest::sm3(&bytes).to_string();
        assert_eq!(made["sm3"], json!(expected));
    }

    #[test]
    fn digits_are_read_strictly() {
        assert_eq!(from_hex("00ff1a"), Some(vec![0, 255, 26]));
        for wrong in ["0", "0g", "AA", "条"] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}

//! The canonical form of RFC 8785 and the digests over it.

use serde_json::{Map, Value, json};

use super::digests::Digests;

/// What the digest does not cover: the time of writing, the signatures, and the digest itself.
pub(super) const UNCOVERED: [&str; 3] = ["recorded_at", "signatures", "integrity"];

/// The canonical form. Trees without numbers always have one.
pub(super) fn canonical(value: &Value) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

/// The block of integrity for the public layer of a record.
pub(super) fn integrity(public: &Map<String, Value>) -> Value {
    let covered = Value::Object(without(public, &UNCOVERED));
    let mut block = Digests::of(&canonical(&covered)).members();
    block.insert("canonical_form".to_owned(), json!("RFC 8785"));
    block.insert("uncovered".to_owned(), json!(UNCOVERED));
    Value::Object(block)
}

/// The blocks without some of them.
pub(super) fn without(blocks: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let kept = (blocks.iter()).filter(|(name, _)| !names.contains(&name.as_str()));
    kept.map(|(name, block)| (name.clone(), block.clone()))
        .collect()
}

/// The same tree with every number as a text.
pub(super) fn without_numbers(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(items) => Value::Array(items.iter().map(without_numbers).collect()),
        Value::Object(members) => Value::Object(
            (members.iter())
                .map(|(key, value)| (key.clone(), without_numbers(value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Some members of an object; one that is not there is null.
pub(super) fn pick(value: &Value, names: &[&str]) -> Map<String, Value> {
    let member = |name: &&str| {
        let found = value.get(*name).map_or(Value::Null, without_numbers);
        ((*name).to_owned(), found)
    };
    names.iter().map(member).collect()
}

/// The members of a list inside an object.
pub(super) fn items<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// A text inside an object.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

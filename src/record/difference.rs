//! Where two trees first differ.

use serde_json::Value;

use crate::diagnostic::Words;

/// The first place where two records differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path: `outcomes[0].grants[1].value.low`.
    pub path: String,
    /// What stands in the first; none where nothing does.
    pub left: Option<String>,
    /// What stands in the second; none where nothing does.
    pub right: Option<String>,
}

impl Difference {
    /// The difference in a sentence; the first is the record, the second what came out now.
    #[must_use]
    pub fn words(&self) -> Words {
        let zh = |side: &Option<String>| side.clone().unwrap_or_else(|| "没有".to_owned());
        let en = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".to_owned());
        let path = &self.path;
        Words::new(
            format!(
                "{path}：记录是 {}，现在是 {}",
                zh(&self.left),
                zh(&self.right)
            ),
            format!(
                "{path}: the record has {}, now it is {}",
                en(&self.left),
                en(&self.right)
            ),
        )
    }
}

/// The first place, in the order of the keys, where two trees differ. The depth of both is bounded by their readers.
pub(super) fn first(left: &Value, right: &Value) -> Option<Difference> {
    at(String::new(), Some(left), Some(right))
}

/// The same inside a block.
pub(super) fn first_in(block: &str, left: &Value, right: &Value) -> Option<Difference> {
    at(block.to_owned(), Some(left), Some(right))
}

fn at(path: String, left: Option<&Value>, right: Option<&Value>) -> Option<Difference> {
    if left == right {
        return None;
    }
    match (left, right) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let mut keys: Vec<&String> = one.keys().chain(other.keys()).collect();
            keys.sort();
            keys.dedup();
            keys.into_iter().find_map(|key| {
                let dot = if path.is_empty() { "" } else { "." };
                at(
                    format!("{path}{dot}{}", shortened(key)),
                    one.get(key),
                    other.get(key),
                )
            })
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            let length = one.len().max(other.len());
            (0..length)
                .find_map(|place| at(format!("{path}[{place}]"), one.get(place), other.get(place)))
        }
        _ => Some(Difference {
            path,
            left: left.map(|value| shortened(&value.to_string())),
            right: right.map(|value| shortened(&value.to_string())),
        }),
    }
}

/// The first letters, without what could steer a terminal.
pub(super) fn shortened(words: &str) -> String {
    let mut line: String = words
        .chars()
        .take(60)
        .filter(|letter| !letter.is_control())
        .collect();
    if words.chars().nth(60).is_some() {
        line.push('…');
    }
    line
}

//! JSON text to a tree that keeps what a person wrote: every member, also one given twice; every number to the letter; and
//! the place of each value.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::problem::{FactProblem, Mistake};

/// The greatest size of a fact file.
pub const MAX_FACT_BYTES: usize = 8 * 1024 * 1024;
/// How deep lists and objects of a fact file may stand in each other.
pub const MAX_FACT_DEPTH: usize = 64;
/// How many values a fact file may hold in all.
pub const MAX_FACT_VALUES: usize = 1_000_000;
/// How long a text of a fact file may be, in characters.
pub const MAX_FACT_CHARACTERS: usize = 10_000;

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// The first byte of the value in its text; the column of a table of cases.
    pub(crate) at: usize,
    /// What is written.
    pub(crate) kind: NodeKind,
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, to the letter.
    Number(String),
    /// A text.
    Text(String),
    /// `[…]`.
    List(Vec<Node>),
    /// `{…}`, with its members in the order of the text.
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) key: String,
    /// Where the name stands.
    pub(crate) key_at: usize,
    /// Its value.
    pub(crate) value: Node,
}

/// Reads a text as one JSON value.
///
/// # Errors
/// The one thing that keeps it from being read: it is too large or too deep, or not JSON.
pub(crate) fn read(text: &str) -> Result<Node, Box<FactProblem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_FACT_BYTES {
        return Err(FactProblem::of_file(
            0,
            Mistake::TooLarge { bytes: text.len() },
        ));
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| malformed(text, &error))?;
    let mut reader = Reader {
        start: text.as_ptr().addr(),
        values: 0,
    };
    reader.node(whole, 0)
}

/// Where and how a text stops being JSON.
fn malformed(text: &str, error: &serde_json::Error) -> Box<FactProblem> {
    let at = offset(text, error.line(), error.column());
    if text.trim().is_empty() {
        return FactProblem::of_file(0, Mistake::Empty);
    }
    let found = text.get(at..).and_then(|rest| rest.chars().next());
    FactProblem::of_file(
        at,
        Mistake::NotJson {
            found,
            ended: error.is_eof(),
        },
    )
}

/// The byte that `serde_json` means by a line and a byte column, both from 1; a column 0 is the end of the line before.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let mut at = before
        .saturating_add(column.saturating_sub(1))
        .min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

struct Reader {
    start: usize,
    values: usize,
}

impl Reader {
    fn node(&mut self, raw: &RawValue, depth: usize) -> Result<Node, Box<FactProblem>> {
        let words = raw.get();
        let at = words.as_ptr().addr().saturating_sub(self.start);
        self.values = self.values.saturating_add(1);
        if self.values > MAX_FACT_VALUES {
            return Err(FactProblem::of_file(
                at,
                Mistake::TooMany {
                    limit: MAX_FACT_VALUES,
                },
            ));
        }
        if depth >= MAX_FACT_DEPTH {
            return Err(FactProblem::of_file(at, Mistake::TooDeep));
        }
        // The whole text was read as JSON before, so only what JSON allows and we do not can fail below.
        let refused = |_| {
            FactProblem::of_file(
                at,
                Mistake::NotJson {
                    found: words.chars().next(),
                    ended: false,
                },
            )
        };
        let kind = match words.bytes().next() {
            Some(b'{') => {
                let members: Members<'_> = serde_json::from_str(words).map_err(refused)?;
                NodeKind::Object(self.members(members, depth)?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(words).map_err(refused)?;
                let nodes = items
                    .into_iter()
                    .map(|item| self.node(item, depth.saturating_add(1)));
                NodeKind::List(nodes.collect::<Result<_, _>>()?)
            }
            Some(b'"') => {
                let letters: String = serde_json::from_str(words).map_err(refused)?;
                if letters.chars().count() > MAX_FACT_CHARACTERS {
                    return Err(FactProblem::of_file(
                        at,
                        Mistake::TooLong {
                            limit: MAX_FACT_CHARACTERS,
                        },
                    ));
                }
                NodeKind::Text(letters)
            }
            Some(b't') => NodeKind::Boolean(true),
            Some(b'f') => NodeKind::Boolean(false),
            Some(b'n') => NodeKind::Null,
            _ => NodeKind::Number(words.to_owned()),
        };
        Ok(Node { at, kind })
    }

    fn members(
        &mut self,
        members: Members<'_>,
        depth: usize,
    ) -> Result<Vec<Member>, Box<FactProblem>> {
        let read = |(key, value): (&RawValue, &RawValue)| {
            let key_at = key.get().as_ptr().addr().saturating_sub(self.start);
            let refused = |_| {
                FactProblem::of_file(
                    key_at,
                    Mistake::NotJson {
                        found: Some('"'),
                        ended: false,
                    },
                )
            };
            let key: String = serde_json::from_str(key.get()).map_err(refused)?;
            let value = self.node(value, depth.saturating_add(1))?;
            Ok(Member { key, key_at, value })
        };
        members.0.into_iter().map(read).collect()
    }
}

/// The members of an object as they stand, also those with the same name.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<&RawValue, &RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Members(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_FACT_DEPTH, Node, NodeKind, read};
    use crate::engine::facts::problem::Mistake;

    fn object(node: &Node) -> &[super::Member] {
        match &node.kind {
            NodeKind::Object(members) => members,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_member_keeps_its_letters_and_its_place() {
        let text = r#" {"甲": 1.10, "甲": [true, "乙\n"], "b": null}"#;
        let tree = read(text).unwrap();
        let members = object(&tree);
        let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
        assert_eq!(keys, ["甲", "甲", "b"]);
        assert_eq!(members[0].value.kind, NodeKind::Number("1.10".to_owned()));
        let starts =
            |at: usize, words: &str| text.get(at..).is_some_and(|rest| rest.starts_with(words));
        assert!(starts(members[0].value.at, "1.10"));
        assert!(starts(members[2].key_at, "\"b\""));
        let NodeKind::List(items) = &members[1].value.kind else {
            panic!("a list")
        };
        assert_eq!(items[1].kind, NodeKind::Text("乙\n".to_owned()));
        assert!(starts(items[0].at, "true"));
    }

    #[test]
    fn what_is_not_json_says_where() {
        let found = |text: &str| read(text).unwrap_err();
        let comma = found("{\"甲\"：1}");
        assert_eq!(comma.at, 6);
        assert_eq!(
            comma.mistake,
            Mistake::NotJson {
                found: Some('：'),
                ended: false
            }
        );
        assert_eq!(found("  ").mistake, Mistake::Empty);
        assert!(matches!(
            found("{\"a\": 1").mistake,
            Mistake::NotJson { ended: true, .. }
        ));
        assert!(matches!(
            found("{\"a\": 1} x").mistake,
            Mistake::NotJson {
                found: Some('x'),
                ..
            }
        ));
    }

    #[test]
    fn deep_texts_are_refused_and_not_followed() {
        let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(&deep(MAX_FACT_DEPTH - 1)).is_ok());
        assert_eq!(
            read(&deep(MAX_FACT_DEPTH)).unwrap_err().mistake,
            Mistake::TooDeep
        );
        assert!(read(&"[".repeat(1_000_000)).is_err());
    }
}

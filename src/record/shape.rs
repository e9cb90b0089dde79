//! The shape of a record said once: what is read strictly, what the JSON Schema says and what is private all follow from it.

use crate::diagnostic;

use serde_json::{Map, Value, json};

use crate::quantity::Date;

use super::seal::{self, Place};

/// The shape of a part of a record.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// A text.
    Text,
    /// Words in Chinese and English.
    Words,
    /// True or false.
    Truth,
    /// A whole number in digits.
    Whole,
    /// A day.
    Day,
    /// A day and a time with its zone.
    Instant,
    /// A digest of this kind.
    Digest(&'static str),
    /// Bytes in base64.
    Base64,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// Nothing, or this.
    Maybe(&'static Shape),
    /// Items of one shape.
    List(&'static Shape),
    /// These members and no others.
    Members(&'static [Member]),
    /// One of these.
    Either(&'static [Shape]),
    /// Private: in the public layer a commitment stands for it; nothing where there is nothing.
    Private(&'static Shape),
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// Whether it may be absent.
    pub(super) optional: bool,
}

/// A member that always stands there.
pub(super) const fn must(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        optional: false,
    }
}

/// A member that may be absent.
pub(super) const fn may(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        optional: true,
    }
}

/// Which layer a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Everything in the clear, each private value with its salt and commitment.
    Whole,
    /// Commitments only.
    Public,
    /// Commitments, some of them opened.
    Opened,
}

impl Layer {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Public => "public",
            Self::Opened => "opened",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> diagnostic::Words {
        let (zh, en) = match self {
            Self::Whole => ("全本", "whole record"),
            Self::Public => ("公开层", "public layer"),
            Self::Opened => ("打开了一部分的公开层", "public layer with openings"),
        };
        diagnostic::Words::new(zh, en)
    }
}

/// What is wrong with a part, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A member is not there.
    Absent(String),
    /// A member is unknown.
    Unknown(String),
    /// A part has another shape.
    Other(String),
}

impl Shape {
    /// Whether a part has this shape; a private part must be a commitment or an opened one.
    pub(super) fn check(&self, part: &Value, path: &str) -> Result<(), Misfit> {
        let fits = match self {
            Self::Text => part.is_string(),
            Self::Words => return WORDS.check(part, path),
            Self::Truth => part.is_boolean(),
            Self::Whole => is_text(part, is_whole),
            Self::Day => is_text(part, |day| day.len() == 10 && Date::parse_iso(day).is_ok()),
            Self::Instant => is_text(part, is_instant),
            Self::Digest(kind) => is_text(part, |words| is_digest(kind, words)),
            Self::Base64 => is_text(part, |words| seal::from_base64(words).is_some()),
            Self::OneOf(known) => is_text(part, |words| known.contains(&words)),
            Self::Maybe(shape) => {
                return part
                    .is_null()
                    .then_some(())
                    .map_or_else(|| shape.check(part, path), Ok);
            }
            Self::List(shape) => {
                let items = part
                    .as_array()
                    .ok_or_else(|| Misfit::Other(path.to_owned()))?;
                return (items.iter().enumerate())
                    .try_for_each(|(place, item)| shape.check(item, &format!("{path}[{place}]")));
            }
            Self::Members(members) => return check_members(members, part, path),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.check(part, path).is_ok()),
            Self::Private(shape) => {
                if part.is_null() {
                    return Ok(());
                }
                let place = Place::of(part).ok_or_else(|| Misfit::Other(path.to_owned()))?;
                return match place.opened {
                    None => Ok(()),
                    Some((_, value)) => shape.check(value, path),
                };
            }
        };
        if fits {
            Ok(())
        } else {
            Err(Misfit::Other(path.to_owned()))
        }
    }

    /// Does something to every private part that is there, in the order of the shape.
    pub(super) fn each_private<E>(
        &self,
        part: &mut Value,
        path: &str,
        act: &mut dyn FnMut(&mut Value, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Private(_) if part.is_null() => Ok(()),
            Self::Private(_) => act(part, path),
            Self::Maybe(shape) => shape.each_private(part, path, act),
            Self::List(shape) => {
                let items = part.as_array_mut().into_iter().flatten().enumerate();
                for (place, item) in items {
                    shape.each_private(item, &format!("{path}[{place}]"), act)?;
                }
                Ok(())
            }
            Self::Members(members) => {
                for member in *members {
                    if let Some(part) = part.get_mut(member.name) {
                        let path = below(path, member.name);
                        member.shape.each_private(part, &path, act)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Its JSON Schema.
    pub(super) fn schema(&self, layer: Layer) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Words => WORDS.schema(layer),
            Self::Truth => json!({ "type": "boolean" }),
            Self::Whole => json!({ "type": "string", "pattern": "^(0|[1-9][0-9]*)$" }),
            Self::Day => json!({ "type": "string", "format": "date" }),
            Self::Instant => json!({ "type": "string", "format": "date-time" }),
            Self::Digest(kind) => {
                json!({ "type": "string", "pattern": format!("^{kind}:[0-9a-f]{{64}}$") })
            }
            Self::Base64 => {
                json!({ "type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]*={0,2}$" })
            }
            Self::OneOf(known) => json!({ "enum": known }),
            Self::Maybe(shape) => json!({ "anyOf": [shape.schema(layer), { "type": "null" }] }),
            Self::List(shape) => json!({ "type": "array", "items": shape.schema(layer) }),
            Self::Members(members) => members_schema(members, layer),
            Self::Either(shapes) => {
                let shapes: Vec<Value> = shapes.iter().map(|shape| shape.schema(layer)).collect();
                json!({ "anyOf": shapes })
            }
            Self::Private(shape) => {
                let nothing = json!({ "type": "null" });
                let opened = json!({
                    "type": "object",
                    "properties": {
                        "sealed": { "$ref": "#/$defs/sealed" },
                        "salt": { "$ref": "#/$defs/salt" },
                        "value": shape.schema(layer),
                    },
                    "required": ["sealed", "salt", "value"],
                    "additionalProperties": false,
                });
                let closed = json!({ "$ref": "#/$defs/closed" });
                match layer {
                    Layer::Whole => json!({ "anyOf": [opened, nothing] }),
                    Layer::Public => json!({ "anyOf": [closed, nothing] }),
                    Layer::Opened => json!({ "anyOf": [opened, closed, nothing] }),
                }
            }
        }
    }

    /// Its JSON Schema with every private part as it is given, in the clear.
    pub(super) fn clear_schema(&self) -> Value {
        match self {
            Self::Private(shape) => shape.clear_schema(),
            Self::Maybe(shape) => json!({ "anyOf": [shape.clear_schema(), { "type": "null" }] }),
            Self::List(shape) => json!({ "type": "array", "items": shape.clear_schema() }),
            Self::Members(members) => object_schema(members, |shape| shape.clear_schema()),
            other => other.schema(Layer::Whole),
        }
    }

    /// Whether a part has this shape with every private part as it is given, in the clear.
    pub(super) fn check_clear(&self, part: &Value, path: &str) -> Result<(), Misfit> {
        match self {
            Self::Private(shape) => shape.check_clear(part, path),
            Self::Maybe(_) if part.is_null() => Ok(()),
            Self::Maybe(shape) => shape.check_clear(part, path),
            Self::List(shape) => {
                let items = part
                    .as_array()
                    .ok_or_else(|| Misfit::Other(path.to_owned()))?;
                (items.iter().enumerate()).try_for_each(|(place, item)| {
                    shape.check_clear(item, &format!("{path}[{place}]"))
                })
            }
            Self::Members(members) => each_member(members, part, path, |shape, part, path| {
                shape.check_clear(part, path)
            }),
            other => other.check(part, path),
        }
    }
}

const WORDS: Shape = Shape::Members(&[must("zh", Shape::Text), must("en", Shape::Text)]);

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn check_members(members: &[Member], part: &Value, path: &str) -> Result<(), Misfit> {
    each_member(members, part, path, |shape, part, path| {
        shape.check(part, path)
    })
}

fn each_member(
    members: &[Member],
    part: &Value,
    path: &str,
    check: impl Fn(&Shape, &Value, &str) -> Result<(), Misfit>,
) -> Result<(), Misfit> {
    let Value::Object(given) = part else {
        return Err(Misfit::Other(path.to_owned()));
    };
    for member in members {
        let path = below(path, member.name);
        match given.get(member.name) {
            Some(part) => check(&member.shape, part, &path)?,
            None if member.optional => {}
            None => return Err(Misfit::Absent(path)),
        }
    }
    let known = |key: &&String| members.iter().any(|member| member.name == key.as_str());
    match given.keys().find(|key| !known(key)) {
        None => Ok(()),
        Some(key) => Err(Misfit::Unknown(below(path, key))),
    }
}

fn members_schema(members: &[Member], layer: Layer) -> Value {
    object_schema(members, |shape| shape.schema(layer))
}

fn object_schema(members: &[Member], schema: impl Fn(&Shape) -> Value) -> Value {
    let properties: Map<String, Value> = (members.iter())
        .map(|member| (member.name.to_owned(), schema(&member.shape)))
        .collect();
    let required = members.iter().filter(|member| !member.optional);
    let required: Vec<&str> = required.map(|member| member.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn is_text(part: &Value, right: impl Fn(&str) -> bool) -> bool {
    part.as_str().is_some_and(right)
}

fn is_whole(words: &str) -> bool {
    let digits = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    digits && (words == "0" || !words.starts_with('0'))
}

fn is_digest(kind: &str, words: &str) -> bool {
    let digits = words
        .strip_prefix(kind)
        .and_then(|rest| rest.strip_prefix(':'));
    digits.is_some_and(|digits| seal::from_hex(digits).is_some_and(|bytes| bytes.len() == 32))
}

/// `2024-06-15T09:00:00+08:00`, with a fraction of a second or `Z` if one likes.
fn is_instant(words: &str) -> bool {
    words.parse::<jiff::Timestamp>().is_ok() && words.as_bytes().get(10) == Some(&b'T')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Misfit, Shape, may, must};

    #[test]
    fn a_part_that_does_not_fit_is_named_by_its_path() {
        const SHAPE: Shape = Shape::Members(&[
            must("day", Shape::Day),
            may("list", Shape::List(&Shape::Whole)),
            may("at", Shape::Instant),
        ]);
        let check = |part| SHAPE.check(&part, "");
        assert_eq!(check(json!({ "day": "2024-02-29" })), Ok(()));
        assert_eq!(
            check(json!({ "day": "2024-02-29", "at": "2024-06-15T09:00:00+08:00" })),
            Ok(())
        );
        let other = |path: &str| Err(Misfit::Other(path.to_owned()));
        assert_eq!(check(json!({ "day": "2024-02-30" })), other("day"));
        assert_eq!(
            check(json!({ "day": "2024-02-29", "at": "2024-06-15" })),
            other("at")
        );
        assert_eq!(
            check(json!({ "day": "2024-02-29", "list": ["1", "01"] })),
            other("list[1]")
        );
        assert_eq!(check(json!({})), Err(Misfit::Absent("day".to_owned())));
        assert_eq!(
            check(json!({ "day": "2024-02-29", "more": true })),
            Err(Misfit::Unknown("more".to_owned()))
        );
        assert_eq!(check(json!([])), other(""));
    }
}

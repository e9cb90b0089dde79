//! Bytes to a record: strictly, since what two readers could read differently proves nothing.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::diagnostic::Words;

use super::canonical::{canonical, text};
use super::envelope;
use super::layout::RECORD;
use super::sealed::Record;
use super::shape::Misfit;
use super::{SCHEMA, VERSION};

/// Why bytes are no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of thing is wrong, for machines.
    pub code: &'static str,
    /// Why, and what to do.
    pub words: Words,
}

/// In what a record comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// By itself, in any layer.
    Record,
    /// In an envelope: its public layer and the signatures.
    Envelope,
}

impl Form {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Envelope => "envelope",
        }
    }
}

impl Record {
    /// Reads a record in any layer, or an envelope around one.
    ///
    /// # Errors
    /// Why the bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        Self::read_as(bytes).map(|(record, _)| record)
    }

    /// Reads a record, and says in what it comes.
    ///
    /// # Errors
    /// Why the bytes are none.
    pub fn read_as(bytes: &[u8]) -> Result<(Self, Form), Refusal> {
        match strict(bytes)? {
            Value::Object(blocks) if blocks.contains_key("payloadType") => {
                envelope::record(&Value::Object(blocks)).map(|record| (record, Form::Envelope))
            }
            value => Self::of_value(value).map(|record| (record, Form::Record)),
        }
    }

    /// The file of the record: its canonical form, or that of its envelope, and the end of a line.
    #[must_use]
    pub fn bytes_as(&self, form: Form) -> Vec<u8> {
        match form {
            Form::Record => self.bytes(),
            Form::Envelope => {
                let mut bytes = canonical(&self.envelope());
                bytes.push(b'\n');
                bytes
            }
        }
    }

    pub(super) fn of_value(value: Value) -> Result<Self, Refusal> {
        let schema = value.get("schema");
        let said = |name| schema.and_then(|schema| text(schema, name));
        if said("name") != Some(SCHEMA) {
            return Err(other_file());
        }
        if said("version") != Some(VERSION) {
            let found: String = said("version").unwrap_or("?").chars().take(20).collect();
            return Err(refusal(
                "version",
                format!(
                    "这是第“{found}”版的判断记录，本程序只认识第“{VERSION}”版；请用写出它的程序核对"
                ),
                format!(
                    "this decision record has version `{found}`; this program knows version `{VERSION}` only: verify it with the program that wrote it"
                ),
            ));
        }
        (RECORD.check(&value, "")).map_err(|wrong| misfit(&wrong, "判断记录", "the record"))?;
        Ok(Self::of_tree(value))
    }
}

/// Reads a tree strictly.
pub(super) fn strict(bytes: &[u8]) -> Result<Value, Refusal> {
    let Strict(value) = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
    Ok(value)
}

/// What does not fit its shape.
pub(super) fn misfit(wrong: &Misfit, zh: &str, en: &str) -> Refusal {
    let clean = |path: &String| -> String {
        let letters = path.chars().filter(|letter| !letter.is_control());
        letters.take(120).collect()
    };
    let (zh, en) = match wrong {
        Misfit::Absent(path) => (
            format!("{zh}不完整：没有 {} 这一部分", clean(path)),
            format!("{en} is not whole: it has no `{}`", clean(path)),
        ),
        Misfit::Unknown(path) => (
            format!(
                "{zh}里的 {} 不在第 {VERSION} 版之内，是后来加上的或者写错了",
                clean(path)
            ),
            format!(
                "`{}` of {en} is not part of version {VERSION}: it was added, or misspelt",
                clean(path)
            ),
        ),
        Misfit::Other(path) if path.is_empty() => (
            format!("{zh}应当是一个 JSON 对象"),
            format!("{en} should be a JSON object"),
        ),
        Misfit::Other(path) => (
            format!("{zh}的 {} 这一部分写法不对", clean(path)),
            format!("`{}` of {en} has another shape", clean(path)),
        ),
    };
    refusal("block", zh, en)
}

pub(super) fn refusal(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal {
        code,
        words: Words::new(zh, en),
    }
}

fn other_file() -> Refusal {
    refusal(
        "not_a_record",
        "这不是 tiaoli 的判断记录",
        "this is no decision record of tiaoli",
    )
}

const TWICE: &str = "a key stands twice";
const NUMBER: &str = "a number stands outside a text";

fn malformed(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    if error.is_eof() {
        return refusal(
            "cut",
            format!("记录被截断：文件在第 {line} 行第 {column} 列就完了"),
            format!("the record was cut off: the file ends at line {line}, column {column}"),
        );
    }
    if said.starts_with(TWICE) {
        return refusal(
            "twice",
            format!("同一个键写了两次（第 {line} 行第 {column} 列），不同的程序会读出不同的内容"),
            format!(
                "a key stands twice (line {line}, column {column}): two programs may read two things"
            ),
        );
    }
    if said.starts_with(NUMBER) || said.starts_with("number out of range") {
        return refusal(
            "number",
            format!("记录里的数都写成文字，这里却有一个数（第 {line} 行第 {column} 列）"),
            format!(
                "figures of a record are texts; here is a number (line {line}, column {column})"
            ),
        );
    }
    refusal(
        "json",
        format!("文件不是完好的 JSON（第 {line} 行第 {column} 列）：已损坏，或者不是判断记录"),
        format!(
            "the file is no sound JSON (line {line}, column {column}): it is damaged, or no decision record"
        ),
    )
}

/// A tree without numbers in which no key stands twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree).map(Self)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NUMBER)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Value, E> {
        Ok(Value::String(words.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Value, E> {
        Err(E::custom(NUMBER))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Value, E> {
        Err(E::custom(NUMBER))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut told = BTreeSet::new();
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if !told.insert(key.clone()) {
                return Err(A::Error::custom(TWICE));
            }
            let Strict(value) = map.next_value()?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

//! The lines of a log, written and read.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::diagnostic::Words;
use crate::record::{Digests, Form, Record};

use super::digests::leaf as leaf_of;
use super::fault::{Fault, Wrong, place};
use super::{MAX_LINE, SCHEMA, VERSION};

/// Who a log is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// For everybody: its records hold no fact in clear.
    Public,
    /// For the agency, its auditors and the courts.
    Internal,
}

impl Kind {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> Words {
        match self {
            Self::Public => Words::new("公开", "public"),
            Self::Internal => Words::new("内部", "internal"),
        }
    }
}

/// What is known of an entry without the record that it holds; its leaf in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// When it was entered, as the writer's clock said.
    pub logged_at: String,
    /// What was entered: a record, or the envelope of one.
    pub form: Form,
    /// The digests of the file that was entered, as `decide --record` or `record envelope` writes it.
    pub holds: Digests,
    /// The digests of the leaf before it.
    pub previous: Digests,
}

/// One line read: the entry, and the record that it holds, not yet read.
#[derive(Debug)]
pub struct Line<'l> {
    /// The entry.
    pub entry: Entry,
    /// The digests of its leaf.
    pub leaf: Digests,
    record: &'l str,
}

/// A line as it is cut into its members.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut<'l> {
    #[serde(borrow)]
    entry: &'l RawValue,
    #[serde(borrow, rename = "leaf")]
    _leaf: &'l RawValue,
    #[serde(borrow, default)]
    record: Option<&'l RawValue>,
}

impl Entry {
    /// The entry as it stands in the log and as a proof carries it.
    #[must_use]
    pub fn value(&self) -> Value {
        let mut holds = self.holds.members();
        holds.insert("kind".to_owned(), json!(self.form.code()));
        json!({
            "holds": holds,
            "logged_at": self.logged_at,
            "number": self.number.to_string(),
            "previous": self.previous.value(),
        })
    }

    /// The digests of its leaf: over the canonical form of the entry.
    #[must_use]
    pub fn leaf(&self) -> Digests {
        leaf_of(&canonical(&self.value()))
    }

    /// Reads an entry; nothing where the value is none, to the letter.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name)?.as_str();
        let entry = Self {
            number: text("number")?.parse().ok()?,
            logged_at: text("logged_at")?.to_owned(),
            form: form(value.pointer("/holds/kind")?.as_str()?)?,
            holds: Digests::read(value.get("holds")?)?,
            previous: Digests::read(value.get("previous")?)?,
        };
        let sound = entry.number > 0 && is_time(&entry.logged_at) && entry.value() == *value;
        sound.then_some(entry)
    }

    /// The line of this entry with its record, and the end of the line.
    fn line(&self, record: &str) -> Vec<u8> {
        let entry = canonical(&self.value());
        let leaf = canonical(&self.leaf().value());
        let parts: [&[u8]; 7] = [
            b"{\"entry\":",
            &entry,
            b",\"leaf\":",
            &leaf,
            b",\"record\":",
            record.as_bytes(),
            b"}\n",
        ];
        parts.concat()
    }
}

impl<'l> Line<'l> {
    /// Reads a line without its end.
    ///
    /// # Errors
    /// That the line was changed or damaged, or that it does not hold what was entered.
    pub(super) fn read(number: u64, line: &'l [u8]) -> Result<Self, Fault> {
        let damaged = || Fault::damaged(number);
        let cut: Cut<'l> = serde_json::from_slice(line).map_err(|_| damaged())?;
        let value: Value = serde_json::from_str(cut.entry.get()).map_err(|_| damaged())?;
        let entry = Entry::read(&value).ok_or_else(damaged)?;
        let record = cut.record.ok_or_else(damaged)?.get();
        // What is written again from what was read is the same, or the line was not written by this rule.
        let written = entry.line(record);
        let same = written.strip_suffix(b"\n") == Some(line);
        if !same {
            return Err(damaged());
        }
        if held(record) != entry.holds {
            return Err(Fault::new(
                Wrong::Held,
                number,
                format!("第{number}号里的记录不是当时登记的那一份：它被改过或者换过"),
                format!(
                    "the record in entry {number} is not the one that was entered: it was changed or replaced"
                ),
            ));
        }
        let leaf = entry.leaf();
        Ok(Self {
            entry,
            leaf,
            record,
        })
    }

    /// The file that it holds, as `decide --record` or `record envelope` writes it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.record.as_bytes(), b"\n"].concat()
    }

    /// Reads the record that it holds.
    ///
    /// # Errors
    /// That it is none, or not what its own digests say.
    pub fn record(&self) -> Result<Record, Fault> {
        let number = self.entry.number;
        let bytes = self.bytes();
        let (record, form) = Record::read_as(&bytes).map_err(|refusal| {
            Fault::new(
                Wrong::Record,
                number,
                format!("第{number}号里不是可用的判断记录：{}", refusal.words.zh),
                format!(
                    "entry {number} holds no sound decision record: {}",
                    refusal.words.en
                ),
            )
        })?;
        match entered(&record, form) {
            Err(words) => Err(Fault::new(
                Wrong::Record,
                number,
                format!("第{number}号里的记录：{}", words.zh),
                format!("the record in entry {number}: {}", words.en),
            )),
            Ok(canonical) if canonical != bytes || form != self.entry.form => {
                Err(Fault::damaged(number))
            }
            Ok(_) => Ok(record),
        }
    }
}

/// The bytes of a record, or of its envelope, that may be entered.
///
/// # Errors
/// That it is not what its own digests say, or too large.
pub fn entered(record: &Record, form: Form) -> Result<Vec<u8>, Words> {
    if !record.is_intact() {
        return Err(Words::new(
            "记录与它自带的摘要不一致：它写成以后被改过，不能登记",
            "the record is not what its own digests say: it was changed after it was written and cannot be entered",
        ));
    }
    let bytes = record.bytes_as(form);
    if bytes.len().saturating_add(FRAME) > MAX_LINE {
        return Err(Words::new(
            "记录超过 16 MiB，不能登记",
            "the record has more than 16 MiB and cannot be entered",
        ));
    }
    Ok(bytes)
}

fn form(code: &str) -> Option<Form> {
    let mut forms = [Form::Record, Form::Envelope].into_iter();
    forms.find(|form| form.code() == code)
}

/// The digests of a record's file: its canonical form and the end of a line.
fn held(record: &str) -> Digests {
    Digests::of(&[record.as_bytes(), b"\n"].concat())
}

/// More than all of a line but its record takes.
const FRAME: usize = 1024;

/// The first line of a log, and its leaf.
#[must_use]
pub fn first_line(kind: Kind, started_at: &str) -> Vec<u8> {
    let entry = canonical(&first_value(kind, started_at));
    let leaf = canonical(&leaf_of(&entry).value());
    let parts: [&[u8]; 5] = [b"{\"entry\":", &entry, b",\"leaf\":", &leaf, b"}\n"];
    parts.concat()
}

fn first_value(kind: Kind, started_at: &str) -> Value {
    json!({
        "kind": kind.code(),
        "schema": { "name": SCHEMA, "version": VERSION },
        "started_at": started_at,
    })
}

/// Reads the first line of a log, without its end.
///
/// # Errors
/// That this is no log, of another version, or damaged.
pub(super) fn read_first(line: &[u8]) -> Result<(Kind, Digests), Fault> {
    let other = || {
        Fault::new(
            Wrong::OtherFile,
            None,
            "这不是 tiaoli 的记录簿",
            "this is no log of tiaoli",
        )
    };
    let cut: Cut<'_> = serde_json::from_slice(line).map_err(|_| other())?;
    let value: Value = serde_json::from_str(cut.entry.get()).map_err(|_| other())?;
    let schema = value.get("schema");
    let said = |name: &str| schema?.get(name)?.as_str();
    if said("name") != Some(SCHEMA) {
        return Err(other());
    }
    if said("version") != Some(VERSION) {
        return Err(version(said("version")));
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("");
    let kind = match text("kind") {
        "public" => Some(Kind::Public),
        "internal" => Some(Kind::Internal),
        _ => None,
    };
    let kind = kind.filter(|_| is_time(text("started_at")));
    let kind = kind.ok_or_else(|| Fault::damaged(0))?;
    let written = first_line(kind, text("started_at"));
    if written.strip_suffix(b"\n") != Some(line) {
        return Err(Fault::damaged(0));
    }
    Ok((kind, leaf_of(&canonical(&value))))
}

pub(super) fn version(found: Option<&str>) -> Fault {
    let found: String = found.unwrap_or("?").chars().take(20).collect();
    let found: String = found
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    Fault::new(
        Wrong::Version,
        None,
        format!("这是第“{found}”版的，本程序只认识第“{VERSION}”版；请用写出它的程序"),
        format!(
            "this has version `{found}`; this program knows version `{VERSION}` only: use the program that wrote it"
        ),
    )
}

/// The next line of a log after these leaves.
pub(super) fn next_line(
    number: u64,
    previous: Digests,
    logged_at: &str,
    form: Form,
    record: &[u8],
) -> (Entry, Vec<u8>) {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    let record = String::from_utf8_lossy(record);
    let entry = Entry {
        number,
        logged_at: logged_at.to_owned(),
        form,
        holds: held(&record),
        previous,
    };
    let line = entry.line(&record);
    (entry, line)
}

/// Whether words are a time as the log writes it: `2026-01-02T03:04:05Z`.
fn is_time(words: &str) -> bool {
    let time: Result<Timestamp, _> = words.parse();
    time.is_ok_and(|time| time.to_string() == words)
}

/// The canonical form of RFC 8785. Trees without numbers always have one.
pub(super) fn canonical(value: &Value) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

/// Entries that do not stand where their numbers belong.
pub(super) fn out_of_place(wanted: u64, found: u64) -> Fault {
    let (zh, en) = place(wanted);
    if found > wanted {
        Fault::new(
            Wrong::Gap,
            wanted,
            format!("该是{zh}的地方是第{found}号：中间的被删去了，或者次序被换过"),
            format!(
                "entry {found} stands where {en} belongs: entries were removed, or their order was changed"
            ),
        )
    } else {
        Fault::new(
            Wrong::Again,
            wanted,
            format!("该是{zh}的地方是第{found}号：它被重复写入，或者次序被换过"),
            format!(
                "entry {found} stands where {en} belongs: it was put in again, or the order was changed"
            ),
        )
    }
}

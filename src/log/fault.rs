//! What is wrong with a log, or with a proof, and what that means.

use crate::diagnostic::Words;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// The bytes are no log, no head or no proof.
    OtherFile,
    /// They are of another version.
    Version,
    /// A line was changed or damaged.
    Damaged,
    /// What was being written when a writer was stopped.
    Torn,
    /// A line is longer than any that is written.
    TooLong,
    /// Entries are missing before this one.
    Gap,
    /// An entry stands where a later one belongs.
    Again,
    /// An entry was written after another one than that before it.
    Chain,
    /// The record is not the one that was entered.
    Held,
    /// What is held is no record.
    Record,
    /// The same record was entered before.
    Twice,
    /// The log is not the one whose head is known.
    Head,
    /// A proof does not show what it says.
    Proof,
}

impl Wrong {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherFile => "other_file",
            Self::Version => "version",
            Self::Damaged => "damaged",
            Self::Torn => "torn",
            Self::TooLong => "too_long",
            Self::Gap => "gap",
            Self::Again => "again",
            Self::Chain => "chain",
            Self::Held => "held",
            Self::Record => "record",
            Self::Twice => "twice",
            Self::Head => "head",
            Self::Proof => "proof",
        }
    }
}

/// Something wrong, where, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub wrong: Wrong,
    /// The number of the entry, 0 for the first line; none where there is no such place.
    pub entry: Option<u64>,
    /// In words.
    pub words: Words,
}

impl Fault {
    pub(super) fn new(
        wrong: Wrong,
        entry: impl Into<Option<u64>>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            wrong,
            entry: entry.into(),
            words: Words::new(zh, en),
        }
    }

    pub(super) fn damaged(number: u64) -> Self {
        let (zh, en) = place(number);
        Self::new(
            Wrong::Damaged,
            number,
            format!("{zh}已损坏，或者写成以后被改过：它与自带的摘要不一致"),
            format!(
                "{en} is damaged or was changed after it was written: it is not what its digests say"
            ),
        )
    }

    pub(super) fn no_first_line() -> Self {
        Self::new(
            Wrong::OtherFile,
            None,
            "这不是 tiaoli 的记录簿：没有完整的第一行",
            "this is no log of tiaoli: it has no whole first line",
        )
    }

    /// What was being written when a writer was stopped.
    #[must_use]
    pub fn torn(number: u64, bytes: u64) -> Self {
        Self::new(
            Wrong::Torn,
            number,
            format!(
                "末尾有 {bytes} 个字节，是第{number}号没有写完的一部分（写的时候断了），或者第{number}号被截断；它前面的都完好"
            ),
            format!(
                "the last {bytes} bytes are entry {number}, not written to its end (its writing was interrupted) or cut off; all before it is whole"
            ),
        )
    }

    /// A line longer than any that is written.
    #[must_use]
    pub fn too_long(number: u64) -> Self {
        let (zh, en) = place(number);
        Self::new(
            Wrong::TooLong,
            number,
            format!("{zh}超过 16 MiB，不是本程序写的"),
            format!("{en} has more than 16 MiB, which this program never writes"),
        )
    }

    /// A record that was entered before.
    #[must_use]
    pub fn twice(number: u64, first: u64) -> Self {
        Self::new(
            Wrong::Twice,
            number,
            format!("第{number}号与第{first}号是同一份记录；本程序不会重复登记，它是另外写进去的"),
            format!(
                "entry {number} is the same record as entry {first}; this program enters none twice: it was put in by other means"
            ),
        )
    }

    /// The log is not the one whose head is known.
    #[must_use]
    pub fn other_head(entries: Option<u64>, has: u64) -> Self {
        match entries {
            Some(entries) if entries > has => Self::new(
                Wrong::Head,
                None,
                format!(
                    "记录簿比所公布的短：公布时有 {entries} 份，现在只有 {has} 份，末尾的被删去了"
                ),
                format!(
                    "the log is shorter than published: it had {entries} entries and has {has}: some were removed from its end"
                ),
            ),
            _ => Self::new(
                Wrong::Head,
                None,
                "记录簿不是所公布的那一本的延续：公布以前写进去的，后来被改过、删过或者换过",
                "the log does not continue the one that was published: what had been entered by then was changed, removed or replaced",
            ),
        }
    }

    pub(super) fn proof(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Wrong::Proof, None, zh, en)
    }
}

/// A line of a log in words.
pub(super) fn place(number: u64) -> (String, String) {
    match number {
        0 => (
            "记录簿的第一行".to_owned(),
            "the first line of the log".to_owned(),
        ),
        number => (format!("第{number}号"), format!("entry {number}")),
    }
}

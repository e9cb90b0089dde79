//! The log: its tree against another one, whatever is done to its bytes seen and named, real writers killed and set against
//! each other, proofs that need no log.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

#[path = "log/tree.rs"]
mod tree;

#[path = "log/tampering.rs"]
mod tampering;

#[path = "log/writing.rs"]
mod writing;

#[path = "log/proving.rs"]
mod proving;

#[path = "log/citing.rs"]
mod citing;

#[path = "log/deciding.rs"]
mod deciding;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;
use tiaoli::log::{Ending, Fault, Kind, Through, Walk, first_line, through};
use tiaoli::record::{Form, Record};

/// Runs the program in a folder.
fn tiaoli(folder: &Path, words: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_tiaoli");
    let mut command = Command::new(program);
    command.args(words).current_dir(folder).output().unwrap()
}

/// What a run printed, which must have ended so.
fn said(output: &Output, code: i32) -> String {
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{out}{said}");
    format!("{out}{said}")
}

/// Makes the package that `tiaoli new` makes, in a folder, and gives the name of its first example.
fn demo(folder: &Path) -> String {
    said(&tiaoli(folder, &["new", "demo"]), 0);
    let rules = std::fs::read_dir(folder.join("demo")).unwrap();
    let text: String = rules
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "tiao"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let example = text.split("例 ").nth(1).unwrap();
    example.split('：').next().unwrap().trim().to_owned()
}

/// A small record of the package that `tiaoli new` makes.
fn record() -> &'static Record {
    static RECORD: OnceLock<Record> = OnceLock::new();
    RECORD.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let example = demo(folder.path());
        let words = [
            "decide",
            "demo",
            "--example",
            &example,
            "--record",
            "r.json",
        ];
        tiaoli(folder.path(), &words);
        Record::read(&std::fs::read(folder.path().join("r.json")).unwrap()).unwrap()
    })
}

/// One record of many that differ only in when they were written.
fn written(number: usize) -> Vec<u8> {
    let time = format!("2026-01-02T{:02}:{:02}:00Z", number / 60, number % 60);
    record().clone().recorded_at(&time).bytes()
}

/// A log in memory, its lines with their ends, and the walk behind them.
fn log_of(records: usize) -> (Vec<Vec<u8>>, Walk) {
    let first = first_line(Kind::Internal, "2026-01-01T00:00:00Z");
    let mut walk = Walk::begin(first.strip_suffix(b"\n").unwrap()).unwrap();
    let mut lines = vec![first];
    for number in 0..records {
        let (entry, line) = walk.enter(Form::Record, &written(number), "2026-01-03T00:00:00Z");
        walk.take(entry.leaf());
        lines.push(line);
    }
    (lines, walk)
}

/// Reads a log as `tiaoli log check` does.
fn read(bytes: &[u8]) -> Result<Through, Fault> {
    let length = u64::try_from(bytes.len()).unwrap();
    let each = |line: &tiaoli::log::Line<'_>| line.record().map(|_| ());
    through(bytes, length, each, |_| ()).unwrap()
}

/// The code of what is wrong, and where; nothing for a whole log.
fn wrong(bytes: &[u8]) -> Option<(&'static str, Option<u64>)> {
    match read(bytes).map(|through| through.ending) {
        Ok(Ending::Whole) => None,
        Ok(Ending::Torn(fault) | Ending::Broken(fault)) | Err(fault) => {
            assert!(!fault.words.zh.is_empty() && !fault.words.en.is_empty());
            Some((fault.wrong.code(), fault.entry))
        }
    }
}

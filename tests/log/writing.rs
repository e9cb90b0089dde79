//! Real processes that write one log: killed at any moment, stopped in the middle of a write, set against each other.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tiaoli::log::{Ending, Through, through};

use super::{said, tiaoli, written};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tiaoli");

/// A folder with an empty log and so many records; the arguments that enter them.
fn desk(records: usize) -> (TempDir, Vec<String>) {
    let folder = TempDir::new().unwrap();
    said(&tiaoli(folder.path(), &["log", "new", "log"]), 0);
    let mut words: Vec<String> = ["log", "append", "log", "--json"].map(str::to_owned).into();
    for number in 0..records {
        let name = format!("{number}.json");
        fs::write(folder.path().join(&name), written(number)).unwrap();
        words.push(name);
    }
    (folder, words)
}

/// What stands in the log of a folder, by number.
fn entries(folder: &Path) -> (BTreeMap<u64, String>, Through) {
    let bytes = fs::read(folder.join("log")).unwrap();
    let mut found = BTreeMap::new();
    let length = u64::try_from(bytes.len()).unwrap();
    let each = |line: &tiaoli::log::Line<'_>| {
        found.insert(line.entry.number, line.entry.holds.sm3().to_string());
        line.record().map(|_| ())
    };
    let through = through(bytes.as_slice(), length, each, |_| ()).unwrap();
    (found, through.unwrap())
}

/// The entries that a writer acknowledged.
fn acknowledged(file: &Path) -> BTreeMap<u64, String> {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().filter_map(|line| {
        let line: Value = serde_json::from_str(line).ok()?;
        let number = line["number"].as_str()?.parse().ok()?;
        (line["entered"] == true)
            .then(|| (number, line["file"]["sm3"].as_str().unwrap().to_owned()))
    });
    lines.collect()
}

#[test]
fn a_writer_killed_at_any_moment_loses_nothing_that_it_acknowledged() {
    const RECORDS: usize = 200;
    const ROUNDS: u32 = 6;
    const KILLS: u32 = 6;
    let (folder, words) = desk(RECORDS);
    let start = || {
        let acks = File::create(folder.path().join("acks")).unwrap();
        let mut command = Command::new(PROGRAM);
        let command = command.args(&words).current_dir(folder.path());
        command.stdout(acks).stderr(Stdio::null()).spawn().unwrap()
    };
    let begun = Instant::now();
    assert!(start().wait().unwrap().success());
    let whole = begun.elapsed();
    assert_eq!(entries(folder.path()).0.len(), RECORDS);
    let (mut killed, mut acked) = (0, 0);
    for round in 0..ROUNDS {
        fs::remove_file(folder.path().join("log")).unwrap();
        said(&tiaoli(folder.path(), &["log", "new", "log"]), 0);
        let mut promised = BTreeMap::new();
        for kill in 0..KILLS {
            let mut child = start();
            // The moments are spread over the time that one run takes, and differ from round to round.
            let share = (kill * ROUNDS + round + 1) * 100 / (ROUNDS * KILLS + 1);
            thread::sleep(whole * share / 110 + Duration::from_micros(u64::from(round) * 37));
            child.kill().unwrap();
            killed += u32::from(!child.wait().unwrap().success());
            let acks = acknowledged(&folder.path().join("acks"));
            acked += acks.len();
            promised.extend(acks);
            let (found, through) = entries(folder.path());
            assert!(
                !matches!(through.ending, Ending::Broken(_)),
                "{:?}",
                through.ending
            );
            for (number, digest) in &promised {
                assert_eq!(found.get(number), Some(digest), "entry {number} is lost");
            }
            assert!(
                found.len() <= promised.len() + KILLS as usize,
                "entered unasked"
            );
            // It opens, and says so.
            let whole = through.ending == Ending::Whole;
            let checked = tiaoli(folder.path(), &["log", "check", "log"]);
            said(&checked, i32::from(!whole));
        }
        assert!(start().wait().unwrap().success());
        said(&tiaoli(folder.path(), &["log", "check", "log"]), 0);
        let (found, _) = entries(folder.path());
        let mut different: Vec<&String> = found.values().collect();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), RECORDS, "each record once");
        assert_eq!(found.len(), RECORDS, "none twice");
    }
    assert!(
        killed > ROUNDS,
        "the writers were killed too late: {killed}"
    );
    assert!(
        acked > RECORDS / 4,
        "the writers were killed too early: {acked}"
    );
}

/// Runs the program where files may have so many blocks of 512 bytes; `trap` says what the writer does beyond.
fn limited(folder: &Path, blocks: u64, trap: &str, words: &str) -> std::process::Output {
    let line = format!("ulimit -f {blocks}; {trap} exec {PROGRAM} {words}");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &line])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
#[cfg(unix)]
fn a_writer_stopped_in_the_middle_of_a_write_leaves_a_torn_tail_that_the_next_sets_aside() {
    let (folder, words) = desk(3);
    let first = words[..5].join(" ");
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    let size = |name: &str| fs::metadata(folder.path().join(name)).unwrap().len();
    said(&limited(folder.path(), 10_000, "", &first), 0);
    let before = size("log");
    // The limit lies inside the second entry; the system stops the writer there.
    let blocks = before / 512 + 1;
    let stopped = limited(folder.path(), blocks, "", &words.join(" "));
    assert_eq!(stopped.status.code(), None, "{stopped:?}");
    let torn = size("log") - before;
    assert!(torn > 0 && size("log") == blocks * 512);
    let part = fs::read(folder.path().join("log")).unwrap();
    for (language, expected) in [("zh", "没有写完"), ("en", "not written to its end")] {
        let checked = tiaoli(folder.path(), &["log", "check", "log", "--lang", language]);
        let checked = said(&checked, 1);
        assert!(
            checked.contains(expected) && checked.contains(&torn.to_string()),
            "{checked}"
        );
    }
    // Reading goes on with what is whole.
    assert!(said(&tiaoli(folder.path(), &["log", "head", "log"]), 0).contains("1 份"));
    let entered = said(&tiaoli(folder.path(), &all), 0);
    assert!(entered.contains("log.torn-1"), "{entered}");
    let aside = fs::read(folder.path().join("log.torn-1")).unwrap();
    assert_eq!(aside, part[usize::try_from(before).unwrap()..]);
    said(&tiaoli(folder.path(), &["log", "check", "log"]), 0);
    assert_eq!(entries(folder.path()).0.len(), 3);
    // `repair` does the same, and does it to nothing that is whole.
    let mut bytes = fs::read(folder.path().join("log")).unwrap();
    bytes.truncate(bytes.len() - 7);
    fs::write(folder.path().join("log"), &bytes).unwrap();
    let repaired = said(&tiaoli(folder.path(), &["log", "repair", "log"]), 0);
    assert!(repaired.contains("log.torn-2"), "{repaired}");
    assert_eq!(entries(folder.path()).0.len(), 2);
    let again = said(&tiaoli(folder.path(), &["log", "repair", "log"]), 0);
    assert!(again.contains("没有要修的"), "{again}");
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_said_and_leaves_the_log_as_it_was() {
    let (folder, words) = desk(3);
    said(
        &limited(folder.path(), 10_000, "", &words[..5].join(" ")),
        0,
    );
    let before = fs::read(folder.path().join("log")).unwrap();
    let blocks = before.len() / 512 + 1;
    let blocks = u64::try_from(blocks).unwrap();
    let full = limited(folder.path(), blocks, "trap '' XFSZ;", &words.join(" "));
    let full = said(&full, 3);
    assert!(full.contains("这一份没有登记，先前登记的都在"), "{full}");
    assert_eq!(fs::read(folder.path().join("log")).unwrap(), before);
}

#[test]
fn two_writers_wait_for_each_other() {
    let (folder, words) = desk(200);
    let records = &words[4..];
    let write = |half: &[String]| {
        for few in half.chunks(4) {
            let mut line = vec!["log", "append", "log"];
            line.extend(few.iter().map(String::as_str));
            said(&tiaoli(folder.path(), &line), 0);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| write(&records[..100]));
        scope.spawn(|| write(&records[100..]));
    });
    said(&tiaoli(folder.path(), &["log", "check", "log"]), 0);
    let (found, through) = entries(folder.path());
    assert_eq!(through.ending, Ending::Whole);
    assert_eq!(found.len(), 200);
}

#[test]
fn a_writer_that_waits_says_so_and_goes_on() {
    let (folder, words) = desk(1);
    let path = folder.path().join("log");
    let log = File::options().read(true).write(true).open(path).unwrap();
    log.lock().unwrap();
    let mut command = Command::new(PROGRAM);
    let command = command.args(&words).current_dir(folder.path());
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    thread::sleep(Duration::from_millis(300));
    assert!(entries(folder.path()).0.is_empty());
    log.unlock().unwrap();
    let output = child.unwrap().wait_with_output().unwrap();
    assert!(said(&output, 0).contains("等它用完"));
    assert_eq!(entries(folder.path()).0.len(), 1);
}

#[test]
fn what_cannot_be_entered_is_refused_in_words_and_nothing_with_it() {
    let (folder, _) = desk(2);
    let root = folder.path();
    let record = String::from_utf8(written(0)).unwrap();
    let changed = record.replacen("\"kind\":\"试算\"", "\"kind\":\"预审\"", 1);
    assert_ne!(changed, record);
    fs::write(root.join("changed.json"), changed).unwrap();
    fs::write(
        root.join("cut.json"),
        &record.as_bytes()[..record.len() / 2],
    )
    .unwrap();
    fs::write(root.join("other.json"), "{}").unwrap();
    fs::create_dir(root.join("folder")).unwrap();
    let before = fs::read(root.join("log")).unwrap();
    let cases: [(&[&str], i32, &str, &str); 9] = [
        (
            &["log", "append", "log", "0.json", "changed.json"],
            1,
            "与它自带的摘要不一致",
            "not what its own digests say",
        ),
        (
            &["log", "append", "log", "0.json", "cut.json"],
            1,
            "记录被截断",
            "was cut off",
        ),
        (
            &["log", "append", "log", "0.json", "other.json"],
            1,
            "不是 tiaoli 的判断记录",
            "no decision record",
        ),
        (
            &["log", "append", "log", "0.json", "none.json"],
            3,
            "none.json",
            "none.json",
        ),
        (
            &["log", "append", "none", "0.json"],
            3,
            "tiaoli log new none",
            "tiaoli log new none",
        ),
        (
            &["log", "append", "folder", "0.json"],
            3,
            "不是文件",
            "is no file",
        ),
        (
            &["log", "append", "0.json", "1.json"],
            3,
            "不是 tiaoli 的记录簿",
            "no log of tiaoli",
        ),
        (&["log", "new", "log"], 3, "已经有了", "there already"),
        (
            &["log", "new", "0.json/log"],
            3,
            "建不了记录簿",
            "cannot be made",
        ),
    ];
    for (words, code, zh, en) in cases {
        for (language, expected) in [("zh", zh), ("en", en)] {
            let words = [words, &["--lang", language]].concat();
            let said = said(&tiaoli(root, &words), code);
            assert!(said.contains(expected), "{words:?}\n{said}");
        }
    }
    assert_eq!(
        fs::read(root.join("log")).unwrap(),
        before,
        "nothing was entered"
    );
    // The same record is told, in one run and in two.
    let twice = ["log", "append", "log", "0.json", "1.json", "0.json"];
    assert_eq!(
        said(&tiaoli(root, &twice), 0)
            .matches("先前已登记为第1号")
            .count(),
        1
    );
    assert_eq!(
        said(&tiaoli(root, &twice), 0).matches("先前已登记").count(),
        3
    );
    assert_eq!(entries(root).0.len(), 2);
    // A log that is wrong takes no more, and no repair.
    let mut bytes = fs::read(root.join("log")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(root.join("log"), &bytes).unwrap();
    assert!(said(&tiaoli(root, &twice), 1).contains("没有登记"));
    assert!(said(&tiaoli(root, &["log", "repair", "log"]), 1).contains("不能修"));
    assert_eq!(fs::read(root.join("log")).unwrap(), bytes);
}

#[test]
fn a_public_log_takes_no_fact_in_clear_unless_told_to() {
    let (folder, _) = desk(1);
    let root = folder.path();
    said(&tiaoli(root, &["log", "new", "open", "--public"]), 0);
    let refused = said(&tiaoli(root, &["log", "append", "open", "0.json"]), 1);
    assert!(
        refused.contains("有明文的事实") && refused.contains("--with-facts"),
        "{refused}"
    );
    assert!(said(&tiaoli(root, &["log", "head", "open"]), 0).contains("公开的记录簿，0 份"));
    said(
        &tiaoli(root, &["log", "append", "open", "0.json", "--with-facts"]),
        0,
    );
    assert!(said(&tiaoli(root, &["log", "head", "open"]), 0).contains("公开的记录簿，1 份"));
}

//! Proofs that travel without the log, and heads that were published.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tiaoli::log::{Gather, Known, Proof, Walk, extension, inclusion};

use tiaoli::record::Form;

use super::{log_of, said, tiaoli, written};

/// A folder with a log of seven records, their files, and the head of the first three.
fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let names: Vec<String> = (0..7).map(|number| format!("{number}.json")).collect();
    for (number, name) in names.iter().enumerate() {
        fs::write(root.join(name), written(number)).unwrap();
    }
    said(&tiaoli(root, &["log", "new", "log"]), 0);
    let enter = |names: &[String]| {
        let mut words = vec!["log", "append", "log"];
        words.extend(names.iter().map(String::as_str));
        said(&tiaoli(root, &words), 0);
    };
    enter(&names[..3]);
    keep(root, &["log", "head", "log", "--json"], "older");
    enter(&names[3..]);
    keep(root, &["log", "head", "log", "--json"], "head");
    folder
}

/// Keeps what a command prints in a file.
fn keep(root: &Path, words: &[&str], file: &str) {
    fs::write(root.join(file), said(&tiaoli(root, words), 0)).unwrap();
}

/// What a command says, in both languages, and how it ends.
fn check(root: &Path, words: &[&str], code: i32, zh: &str, en: &str) {
    for (language, expected) in [("zh", zh), ("en", en)] {
        let words = [words, &["--lang", language]].concat();
        let said = said(&tiaoli(root, &words), code);
        // Lines are broken at 80 columns.
        let said = said.replace("\n  ", if language == "zh" { "" } else { " " });
        assert!(said.contains(expected), "{words:?}\n{said}");
    }
}

#[test]
fn a_proof_verifies_offline_against_a_published_head() {
    let folder = desk();
    let root = folder.path();
    for number in 1..=7 {
        let text = number.to_string();
        keep(root, &["log", "prove", "log", &text], "proof");
        let record = format!("{}.json", number - 1);
        let verify = [
            "log",
            "verify-proof",
            "proof",
            "--head",
            "head",
            "--record",
            &record,
        ];
        let zh = format!("所公布的记录簿（7 份）的第{number}号就是这一份记录");
        let en = format!("entry {number} of the published log (7 entries) is this record");
        check(root, &verify, 0, &zh, &en);
    }
    let digest = said(&tiaoli(root, &["log", "head", "log"]), 0);
    let digests: Vec<&str> = digest.lines().skip(1).map(str::trim).collect();
    assert_eq!(digests.len(), 2);
    for digest in digests {
        let words = ["log", "verify-proof", "proof", "--head", digest];
        check(
            root,
            &words,
            0,
            "第7号就是这一份记录",
            "entry 7 of the published log",
        );
    }
    let words = [
        "log",
        "verify-proof",
        "proof",
        "--head",
        "head",
        "--record",
        "0.json",
    ];
    check(
        root,
        &words,
        1,
        "不是手上的这份记录",
        "is not the record at hand",
    );
    let words = ["log", "verify-proof", "proof", "--head", "older"];
    check(
        root,
        &words,
        1,
        "不是所公布的那个摘要",
        "another head than the one that was published",
    );
    let words = ["log", "verify-proof", "head", "--head", "head"];
    check(root, &words, 1, "不是完好的证明", "no sound proof");
    let words = ["log", "prove", "log", "8"];
    check(root, &words, 2, "记录簿有 7 份", "the log has 7");
    let words = ["log", "verify-proof", "proof", "--head", "sm3:12"];
    check(root, &words, 2, "不是完整的摘要", "no whole digest");
}

#[test]
fn a_record_comes_back_as_it_was_entered() {
    let folder = desk();
    let root = folder.path();
    for number in 1..=7_usize {
        let shown = tiaoli(root, &["log", "show", "log", &number.to_string()]);
        assert_eq!(shown.stdout, written(number - 1));
    }
    let list = said(&tiaoli(root, &["log", "list", "log"]), 0);
    assert_eq!(list.lines().count(), 9, "{list}");
}

#[test]
fn a_log_is_held_against_the_head_of_last_year() {
    let folder = desk();
    let root = folder.path();
    let words = ["log", "check", "log", "--head", "older"];
    check(
        root,
        &words,
        0,
        "公布时 3 份，都还在",
        "the 3 entries of then are all there",
    );
    keep(root, &["log", "prove", "log", "--since", "older"], "proof");
    let words = [
        "log",
        "verify-proof",
        "proof",
        "--head",
        "head",
        "--since",
        "older",
    ];
    let zh = "后来的记录簿（7 份）以先前的（3 份）开头：先前的一份也没有改、删";
    check(
        root,
        &words,
        0,
        zh,
        "begins with the earlier one (3 entries)",
    );
    let words = ["log", "verify-proof", "proof", "--head", "head"];
    check(root, &words, 1, "写在 --since 后面", "stands after --since");
    let words = [
        "log",
        "verify-proof",
        "proof",
        "--head",
        "head",
        "--since",
        "head",
    ];
    check(
        root,
        &words,
        1,
        "不是先前公布的那一本",
        "not the one that was published earlier",
    );
    // Entries gone from the end show against the head only.
    let bytes = fs::read(root.join("log")).unwrap();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    fs::write(root.join("short"), lines[..6].concat()).unwrap();
    said(&tiaoli(root, &["log", "check", "short"]), 0);
    let words = ["log", "check", "short", "--head", "head"];
    check(
        root,
        &words,
        1,
        "公布时有 7 份，现在只有 5 份",
        "it had 7 entries and has 5",
    );
    // So does a log written anew, each entry chained to the one before.
    let first = lines[0].strip_suffix(b"\n").unwrap();
    let mut walk = Walk::begin(first).unwrap();
    let mut anew = lines[0].to_vec();
    for number in [0, 5, 2, 3, 4, 6] {
        let (entry, line) = walk.enter(Form::Record, &written(number), "2026-01-03T00:00:00Z");
        walk.take(entry.leaf());
        anew.extend(line);
    }
    fs::write(root.join("anew"), anew).unwrap();
    said(&tiaoli(root, &["log", "check", "anew"]), 0);
    for head in ["older", "head"] {
        let checked = said(&tiaoli(root, &["log", "check", "anew", "--head", head]), 1);
        assert!(checked.contains("记录簿"), "{checked}");
    }
    let words = ["log", "prove", "anew", "--since", "older"];
    check(
        root,
        &words,
        1,
        "后来被改过、删过或者换过",
        "was changed, removed or replaced",
    );
}

#[test]
fn a_record_entered_twice_by_other_means_is_found() {
    let (lines, walk) = log_of(3);
    let folder = TempDir::new().unwrap();
    let (_, line) = walk.enter(Form::Record, &written(1), "2026-01-03T00:00:00Z");
    let bytes = [lines.concat(), line].concat();
    fs::write(folder.path().join("log"), bytes).unwrap();
    let words = ["log", "check", "log"];
    check(
        folder.path(),
        &words,
        1,
        "第4号与第2号是同一份记录",
        "entry 4 is the same record as entry 2",
    );
}

#[test]
fn a_proof_changed_anywhere_proves_nothing() {
    let (lines, walk) = log_of(5);
    let head = walk.head();
    let published = Known::Digest(head.digests().sm3());
    let (_, older) = log_of(3);
    let gathered = |ranges| {
        let mut gather = Gather::new(ranges);
        let mut walk = Walk::begin(lines[0].strip_suffix(b"\n").unwrap()).unwrap();
        gather.push(walk.last());
        for line in &lines[1..] {
            let leaf = walk.read(line.strip_suffix(b"\n").unwrap()).unwrap().leaf;
            walk.take(leaf);
            gather.push(leaf);
        }
        gather.roots()
    };
    let mut before = Walk::begin(lines[0].strip_suffix(b"\n").unwrap()).unwrap();
    before.take(
        before
            .read(lines[1].strip_suffix(b"\n").unwrap())
            .unwrap()
            .leaf,
    );
    let entry = before
        .read(lines[2].strip_suffix(b"\n").unwrap())
        .unwrap()
        .entry;
    let proofs = [
        Proof::Inclusion {
            entry,
            head,
            path: gathered(inclusion(2, head.leaves())),
        },
        Proof::Extension {
            older: older.head(),
            head,
            path: gathered(extension(4, head.leaves())),
        },
    ];
    for proof in proofs {
        let bytes = proof.bytes();
        let since = match &proof {
            Proof::Inclusion { .. } => None,
            Proof::Extension { older, .. } => Some(Known::Head(*older)),
        };
        let holds = |bytes: &[u8]| {
            let read = Proof::read(bytes)?;
            read.verify(&published)?;
            read.is_about(None, since)
        };
        assert_eq!(holds(&bytes), Ok(()));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut turned = bytes.clone();
                turned[at] ^= 1 << bit;
                assert!(holds(&turned).is_err(), "byte {at}, bit {bit}");
            }
            assert!(holds(&bytes[..at]).is_err());
        }
    }
}

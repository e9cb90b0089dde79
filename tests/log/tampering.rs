//! What is done to the bytes of a log is seen, and named rightly.

use tiaoli::log::{Ending, Kind, Walk, first_line};

use tiaoli::record::Form;

use super::{log_of, read, written, wrong};

fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.concat()
}

#[test]
fn a_log_is_whole_and_its_head_is_that_of_its_writer() {
    let (lines, walk) = log_of(20);
    let through = read(&joined(&lines)).unwrap();
    assert_eq!(through.ending, Ending::Whole);
    assert_eq!(through.walk.head(), walk.head());
    assert_eq!(through.whole, u64::try_from(joined(&lines).len()).unwrap());
}

#[test]
fn a_cut_at_each_byte_of_the_last_entry_is_a_torn_tail_and_all_before_it_stands() {
    let (lines, _) = log_of(3);
    let (_, before) = log_of(2);
    let bytes = joined(&lines);
    let last = bytes.len() - lines[3].len();
    for cut in last + 1..bytes.len() {
        let through = read(&bytes[..cut]).unwrap();
        let Ending::Torn(fault) = &through.ending else {
            panic!("cut at {cut}: {:?}", through.ending);
        };
        assert_eq!((fault.wrong.code(), fault.entry), ("torn", Some(3)));
        assert_eq!(through.whole, u64::try_from(last).unwrap());
        assert_eq!(through.walk.head(), before.head());
        assert!(fault.words.zh.contains(&format!("{} 个字节", cut - last)));
    }
    assert_eq!(
        wrong(&bytes[..last]),
        None,
        "an entry less is a shorter log"
    );
}

#[test]
fn bytes_that_a_disk_did_not_write_are_a_torn_tail() {
    let (lines, _) = log_of(3);
    let bytes = joined(&lines);
    let last = bytes.len() - lines[3].len();
    for hole in [
        last..last + 1,
        last + 100..last + 700,
        last..bytes.len() - 1,
    ] {
        let mut holed = bytes.clone();
        holed[hole].fill(0);
        assert_eq!(wrong(&holed), Some(("torn", Some(3))));
    }
    // Inside the log that is damage: what follows was written later.
    let mut holed = bytes.clone();
    holed[last - 50] = 0;
    assert_eq!(wrong(&holed), Some(("damaged", Some(2))));
}

#[test]
fn a_bit_turned_anywhere_is_seen_in_its_line() {
    let (lines, _) = log_of(2);
    let bytes = joined(&lines);
    let mut start = 0;
    for (number, line) in (0_u64..).zip(&lines) {
        for at in start..start + line.len() {
            let mut turned = bytes.clone();
            turned[at] ^= 1 << (at % 8);
            let Some((code, entry)) = wrong(&turned) else {
                panic!("byte {at} of entry {number}");
            };
            let is_end = at + 1 == start + line.len();
            let named = match code {
                "other_file" | "version" => number == 0,
                "damaged" => entry == Some(number),
                "held" | "record" => entry == Some(number) && number > 0,
                "torn" => is_end || turned[at] == 0,
                _ => false,
            };
            assert!(named, "byte {at} of entry {number}: {code} {entry:?}");
        }
        start += line.len();
    }
}

#[test]
fn entries_moved_removed_or_put_in_again_are_seen() {
    let (lines, _) = log_of(6);
    type Change = fn(&mut Vec<Vec<u8>>);
    let cases: [(&str, Change, (&str, u64)); 9] = [
        ("two swapped", |log| log.swap(3, 4), ("gap", 3)),
        ("first and last swapped", |log| log.swap(1, 6), ("gap", 1)),
        ("one removed", |log| drop(log.remove(4)), ("gap", 4)),
        ("the first removed", |log| drop(log.remove(1)), ("gap", 1)),
        (
            "one doubled",
            |log| log.insert(3, log[2].clone()),
            ("again", 3),
        ),
        (
            "the last doubled",
            |log| log.push(log[6].clone()),
            ("again", 7),
        ),
        (
            "an empty line",
            |log| log.insert(3, b"\n".to_vec()),
            ("damaged", 3),
        ),
        (
            "another first line",
            |log| log[0] = first_line(Kind::Internal, "2026-01-01T00:00:01Z"),
            ("chain", 1),
        ),
        (
            "the first line again",
            |log| log.insert(2, log[0].clone()),
            ("damaged", 2),
        ),
    ];
    for (name, change, (code, entry)) in cases {
        let mut changed = lines.clone();
        change(&mut changed);
        assert_eq!(
            wrong(&joined(&changed)),
            Some((code, Some(entry))),
            "{name}"
        );
    }
    let mut none = lines;
    none.remove(0);
    assert_eq!(wrong(&joined(&none)), Some(("other_file", None)));
    for other in [
        &b""[..],
        b"\n",
        b"{}\n",
        b"not a log",
        b"{\"entry\":{},\"leaf\":{}}\n",
        &[0; 100],
    ] {
        assert_eq!(wrong(other), Some(("other_file", None)));
    }
}

/// A log in which one entry is another, and all after it was chained to it.
fn forged(at: usize) -> Vec<u8> {
    let (mut lines, _) = log_of(6);
    let mut walk = Walk::begin(lines[0].strip_suffix(b"\n").unwrap()).unwrap();
    for (number, line) in lines.iter_mut().enumerate().skip(1) {
        let record = if number == at {
            written(999)
        } else {
            written(number - 1)
        };
        let (entry, made) = walk.enter(Form::Record, &record, "2026-01-03T00:00:00Z");
        walk.take(entry.leaf());
        *line = made;
    }
    joined(&lines)
}

#[test]
fn an_entry_replaced_is_seen_in_the_next_and_a_log_written_anew_only_against_its_head() {
    let (lines, walk) = log_of(6);
    for at in 1..=6 {
        let anew = forged(at);
        let through = read(&anew).unwrap();
        assert_eq!(through.ending, Ending::Whole);
        assert_ne!(through.walk.head(), walk.head());
        let mut one = lines.clone();
        let replaced = anew.split_inclusive(|byte| *byte == b'\n').nth(at).unwrap();
        one[at] = replaced.to_vec();
        let expected = (at < 6).then(|| ("chain", Some(u64::try_from(at + 1).unwrap())));
        assert_eq!(wrong(&joined(&one)), expected);
    }
}

#[test]
fn what_an_entry_holds_is_what_was_entered_and_sound() {
    let (lines, _) = log_of(1);
    let line = String::from_utf8(lines[1].clone()).unwrap();
    let first = &lines[0];
    let with = |line: &str| [first, line.as_bytes()].concat();
    // The record's own time is outside its own digest, not outside that of the entry.
    let moved = line.replace("2026-01-02T00:00:00Z", "2026-01-02T00:00:01Z");
    assert_eq!(wrong(&with(&moved)), Some(("held", Some(1))));
    let spaced = line.replacen("\"leaf\":", "\"leaf\": ", 1);
    assert_eq!(wrong(&with(&spaced)), Some(("damaged", Some(1))));
    let added = line.replacen("{\"entry\":", "{\"added\":\"\",\"entry\":", 1);
    assert_eq!(wrong(&with(&added)), Some(("damaged", Some(1))));
    // Entered by a program that does not look: the digests of the log are right, those of the record are not.
    let walk = Walk::begin(first.strip_suffix(b"\n").unwrap()).unwrap();
    let enter = |record: &[u8]| walk.enter(Form::Record, record, "2026-01-03T00:00:00Z").1;
    let record = String::from_utf8(written(0)).unwrap();
    let changed = record.replacen("tiaoli.decision-record", "tiaoli.decision-recorD", 1);
    for unsound in [
        changed.as_str(),
        "{}",
        "[1]",
        "{\"a\":1,\"a\":2}",
        &"[".repeat(5000),
    ] {
        let wrong = wrong(&[first.clone(), enter(unsound.as_bytes())].concat());
        assert!(
            matches!(wrong, Some(("record" | "damaged", Some(1)))),
            "{wrong:?}"
        );
    }
}

#[test]
fn a_line_longer_than_any_is_not_taken_into_memory() {
    let (lines, _) = log_of(1);
    let mut bytes = joined(&lines);
    bytes.resize(bytes.len() + tiaoli::log::MAX_LINE + 10, b'x');
    bytes.push(b'\n');
    assert_eq!(wrong(&bytes), Some(("too_long", Some(2))));
}

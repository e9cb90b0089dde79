//! A decision that goes into a log at once, and envelopes as entries.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::{demo, said, tiaoli};

/// A folder with a package, an internal log and a public one.
struct Desk {
    folder: TempDir,
    example: String,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let example = demo(folder.path());
        said(&tiaoli(folder.path(), &["log", "new", "log"]), 0);
        let public = ["log", "new", "open", "--public"];
        said(&tiaoli(folder.path(), &public), 0);
        Self { folder, example }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.root().join(name)).unwrap()
    }

    fn decide(&self, words: &[&str], code: i32) -> String {
        let decide = ["decide", "demo", "--example", &self.example, "--lang", "en"];
        said(&tiaoli(self.root(), &[&decide[..], words].concat()), code)
    }

    fn run(&self, words: &[&str], code: i32) -> String {
        said(&tiaoli(self.root(), words), code)
    }

    fn list(&self, log: &str) -> Vec<Value> {
        let list = self.run(&["log", "list", log, "--json"], 0);
        let list: Value = serde_json::from_str(&list).unwrap();
        list["entries"].as_array().unwrap().clone()
    }

    /// The SM3 digest that `verify` prints.
    fn verified(&self, record: &str) -> String {
        let page = self.run(&["verify", record], 0);
        let digest = page.lines().find(|line| line.starts_with("sm3:"));
        digest.unwrap().to_owned()
    }
}

#[test]
fn a_decision_is_in_its_file_and_in_the_log_before_it_is_told() {
    let desk = Desk::new();
    let told = desk.decide(&["--record", "r.json", "--log", "log"], 0);
    let digest = desk.verified("r.json");
    let ack = format!("✔ entered into `log` as 1  record {digest}");
    assert!(told.contains(&ack), "{told}");
    assert_eq!(
        tiaoli(desk.root(), &["log", "show", "log", "1"]).stdout,
        desk.file("r.json")
    );
    // Without a file the log alone keeps it, and standard output stays the decision's.
    let words = [
        "decide",
        "demo",
        "--example",
        &desk.example,
        "--json",
        "--log",
        "log",
    ];
    let ran = tiaoli(desk.root(), &words);
    let decision: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert!(decision["answers"].is_array());
    let list = desk.list("log");
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["record"]["sm3"], digest);
    assert_ne!(list[0]["record"]["sm3"], list[1]["record"]["sm3"]);
    assert_ne!(list[0]["record"], list[0]["file"]);
    assert_eq!(list[0]["layer"], "whole");
    let line = desk.run(&["log", "list", "log"], 0);
    let short = digest.get(..8).unwrap();
    assert!(line.contains(&format!("{short}…　判断日")), "{line}");
    let second = tiaoli(desk.root(), &["log", "show", "log", "2"]).stdout;
    fs::write(desk.root().join("second.json"), second).unwrap();
    let replayed = desk.run(&["replay", "second.json", "--package", "demo"], 0);
    assert!(replayed.contains("逐字节相同"), "{replayed}");
}

#[test]
fn a_public_log_takes_the_public_layer_and_the_whole_record_is_kept_beside_it() {
    let desk = Desk::new();
    let refused = desk.decide(&["--log", "open"], 2);
    assert!(
        refused.contains("the whole record must be kept elsewhere"),
        "{refused}"
    );
    assert_eq!(desk.list("open").len(), 0);
    desk.decide(&["--log", "open", "--record", "r.json"], 0);
    assert_eq!(desk.list("open")[0]["layer"], "public");
    let log = String::from_utf8(desk.file("open")).unwrap();
    assert!(!log.contains("\"salt\""), "a private value is open");
    assert_eq!(
        desk.list("open")[0]["record"]["sm3"],
        desk.verified("r.json")
    );
    let page = desk.run(
        &["verify", "r.json", "--package", "demo", "--lang", "en"],
        0,
    );
    assert!(page.contains("whole record"), "{page}");
}

#[test]
fn what_cannot_be_kept_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.decide(&["--log", "log", "--record", "first.json"], 0);
    let whole = desk.file("log");
    let refused = |words: &[&str], code: i32, said: &str| {
        let told = desk.decide(words, code);
        assert!(told.contains(said), "{words:?}: {told}");
        assert!(!told.contains("✔"), "{words:?}: {told}");
        assert!(!desk.root().join("r.json").exists(), "{words:?}");
    };
    refused(
        &["--record", "r.json", "--log", "none"],
        3,
        "there is no log `none`",
    );
    refused(
        &["--record", "r.json", "--log", "demo"],
        3,
        "is no file and cannot be a log",
    );
    refused(
        &["--record", "r.json", "--log", "first.json"],
        3,
        "this is no log of tiaoli",
    );
    refused(
        &["--record", "first.json", "--log", "log"],
        3,
        "is there already",
    );
    refused(
        &["--record", "none/r.json", "--log", "log"],
        3,
        "cannot write `none/r.json`",
    );
    refused(&["--force", "--log", "log"], 2, "--record");
    refused(&["--agency", "first.json"], 2, "--record");
    assert_eq!(desk.file("log"), whole, "the log was touched");
    // A byte of the one entry turned: refused as a whole, and left as it is.
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(desk.root().join("log"), &damaged).unwrap();
    refused(
        &["--record", "r.json", "--log", "log"],
        1,
        "Nothing was entered",
    );
    assert_eq!(desk.file("log"), damaged);
    // A torn tail was promised to nobody: it is set aside, and the decision goes in.
    let torn = [&whole[..], &whole[..40]].concat();
    fs::write(desk.root().join("log"), torn).unwrap();
    let told = desk.decide(&["--log", "log"], 0);
    assert!(told.contains("moved to `log.torn-1`"), "{told}");
    assert_eq!(desk.list("log").len(), 2);
    let names = fs::read_dir(desk.root()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| name.ends_with(".part")).collect();
    assert_eq!(left, [""; 0], "something was left half written");
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_grow_says_that_the_record_is_kept_but_not_entered() {
    let desk = Desk::new();
    desk.decide(&["--log", "log", "--record", "first.json"], 0);
    for _ in 0..3 {
        desk.decide(&["--log", "log"], 0);
    }
    // Files may be as long as two records, the log has four.
    let blocks = desk.file("first.json").len() * 2 / 512;
    let before = desk.file("log");
    assert!(before.len() > blocks * 1024);
    let script = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" decide demo --example '{}' --log log --record r.json --lang en",
        desk.example
    );
    let program = env!("CARGO_BIN_EXE_tiaoli");
    let mut command = Command::new("bash");
    let ran = command
        .args(["-c", &script, program])
        .current_dir(desk.root());
    let told = said(&ran.output().unwrap(), 3);
    assert!(
        told.contains("This record was not entered")
            && told.contains("the record was written to `r.json` but not entered"),
        "{told}"
    );
    assert_eq!(desk.file("log"), before);
    desk.run(&["log", "append", "log", "r.json"], 0);
    assert_eq!(desk.list("log").len(), 5);
}

#[test]
fn an_envelope_is_an_entry_and_counts_once_with_the_record_that_it_holds() {
    let desk = Desk::new();
    desk.decide(&["--record", "r.json"], 0);
    desk.run(&["key", "new", "key.pem"], 0);
    desk.run(
        &["sign", "r.json", "--key", "key.pem", "-o", "signed.json"],
        0,
    );
    desk.run(
        &["record", "envelope", "signed.json", "-o", "envelope.json"],
        0,
    );
    // A public log refuses the whole record and takes its envelope.
    let refused = desk.run(
        &["log", "append", "open", "envelope.json", "signed.json"],
        1,
    );
    assert!(refused.contains("“signed.json”里有明文的事实"), "{refused}");
    for log in ["open", "log"] {
        let told = desk.run(&["log", "append", log, "envelope.json"], 0);
        let ack = format!("已登记第1号　记录 {}", desk.verified("r.json"));
        assert!(told.contains(&ack), "{told}");
        let shown = tiaoli(desk.root(), &["log", "show", log, "1"]).stdout;
        assert_eq!(shown, desk.file("envelope.json"));
        assert_eq!(desk.list(log)[0]["form"], "envelope");
        desk.run(&["log", "check", log], 0);
    }
    assert!(desk.run(&["log", "list", "open"], 0).contains("签名封套"));
    desk.run(&["log", "append", "log", "signed.json"], 0);
    let list = desk.list("log");
    assert_eq!(list[0]["record"], list[1]["record"]);
    assert_ne!(list[0]["file"], list[1]["file"]);
    let cited = |places: &[&str]| {
        let asked = ["--provision", "article 1", "--json"];
        let said = desk.run(&[&["log", "cited"][..], places, &asked].concat(), 0);
        serde_json::from_str::<Value>(&said).unwrap()
    };
    for places in [&["log"][..], &["open", "."], &[".", "open", "log"]] {
        assert_eq!(cited(places)["looked_at"], 1, "{places:?}");
    }
    // Decided again: the whole record is, the envelope says why it is not.
    let csv = ["rerun", "log", "--package", "demo", "--csv", "rows.csv"];
    desk.run(&csv, 0);
    let rows = String::from_utf8(desk.file("rows.csv")).unwrap();
    assert!(rows.contains("#1") && rows.contains("#2"), "{rows}");
    let of = |number: &str| rows.lines().find(|row| row.contains(number)).unwrap();
    assert!(
        of("#1").contains("cannot_rerun") || of("#1").contains("不能重算"),
        "{rows}"
    );
    assert!(
        of("#2").contains("same") || of("#2").contains("相同"),
        "{rows}"
    );
}

//! The auditor's page and the module in it, as `cargo xtask web` makes them: they say what the program itself says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tiaoli::pack;
use tiaoli::record::{
    Against, Difference, Digests, Light, PublicKey, Record, Replayed, replay, verified, verify,
};

use crate::every::every;
use crate::packed::packed;
use crate::sealed::decision;
use crate::tampering::{Change, OF_A_DECISION, TAMPERINGS, changed, made, resealed};
use crate::{Held, opened, plan, policies, public, recorded, secret};

fn www() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    assert!(
        folder.join("dist/verify.html").is_file(),
        "the page is built by `cargo xtask web`"
    );
    folder
}

/// Runs a script of `www` with a file of cases, and gives what it wrote.
fn answered(script: &str, folder: &Path, cases: &Value) -> Value {
    let (from, to) = (folder.join("cases.json"), folder.join("answers.json"));
    fs::write(&from, cases.to_string()).unwrap();
    let ran = Command::new("node")
        .current_dir(www())
        .args([Path::new(script), &from, &to])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    serde_json::from_slice(&fs::read(&to).unwrap()).unwrap()
}

/// What the program says of a record with the pack at hand.
struct Program {
    held: pack::Held,
    keys: Vec<PublicKey>,
}

impl Program {
    fn of(pack: &[u8], keys: &[PublicKey]) -> Self {
        Self {
            held: pack::read(pack).unwrap(),
            keys: keys.to_vec(),
        }
    }

    fn verified(&self, record: &Record) -> Value {
        let against = Against {
            held: Some((&self.held.engine, &self.held.base)),
            keys: &self.keys,
            digest: None,
        };
        verified(record, &verify(record, &against))
    }

    fn alone(record: &Record) -> Value {
        verified(record, &verify(record, &Against::default()))
    }

    fn replayed(&self, record: &Record) -> Value {
        let replayed = replay(record, &self.held.engine, &self.held.base);
        let path = match &replayed {
            Replayed::Differs(Difference { path, .. }) => Some(path),
            Replayed::Same | Replayed::Impossible(_) => None,
        };
        let says = replayed.says();
        json!({
            "version": 1,
            "holds": replayed == Replayed::Same,
            "path": path,
            "says": { "zh": says.zh, "en": says.en },
        })
    }

    /// What the module is to say, byte for byte.
    fn says(&self, record: &Record) -> Value {
        json!({
            "verified": pretty(&self.verified(record)),
            "alone": pretty(&Self::alone(record)),
            "replayed": self.replayed(record),
        })
    }
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap())
}

fn text(record: &Record) -> String {
    String::from_utf8(record.bytes()).unwrap()
}

/// Every tampering, as somebody does it who knows nothing of digests and as a forger does.
fn tampered(held: &Held) -> Vec<(String, Record)> {
    let of = |record: &Record, tamperings: &[(&str, Change, &[Light], &str)]| {
        let record = record.clone().signed(&secret()).unwrap();
        let both = tamperings.iter().flat_map(|(what, change, ..)| {
            let naive = changed(&record, change).unwrap();
            let forged = resealed(&naive);
            [
                (format!("{what}, as it is"), naive),
                (format!("{what}, with new digests"), forged),
            ]
        });
        both.collect::<Vec<_>>()
    };
    let mut all = of(&made(held), TAMPERINGS);
    all.extend(of(&decision(held), OF_A_DECISION));
    // As they are in a file: the first of several differences is told in the order of the file.
    let read = |record: Record| Record::read(&record.bytes()).unwrap();
    (all.into_iter())
        .map(|(what, record)| (what, read(record)))
        .collect()
}

/// What the module is asked of some records, and what it is to say of each.
fn both(
    pack: &[u8],
    keys: &[PublicKey],
    records: Vec<(String, Record)>,
) -> (Value, Vec<(String, Value)>) {
    let program = Program::of(pack, keys);
    let pems: Vec<String> = keys.iter().map(|key| key.pem().unwrap()).collect();
    let texts: Vec<String> = records.iter().map(|(_, record)| text(record)).collect();
    let says = records.into_iter().map(|(place, record)| {
        let says = program.says(&record);
        (place, says)
    });
    let asked = json!({ "pack": base64(pack), "keys": pems, "records": texts });
    (asked, says.collect())
}

#[test]
fn the_module_says_of_every_example_and_of_every_tampering_what_the_program_says() {
    let mut asked = Vec::new();
    let mut wanted: Vec<(String, Value)> = Vec::new();
    for folder in every() {
        let (held, pack) = packed(opened(&folder));
        let records = recorded(&held, None).into_iter().map(|(name, record)| {
            let record = record.recorded_at("2026-01-02T03:04:05Z");
            (format!("{}：{name}", folder.name), record)
        });
        let (of, says) = both(&pack, &[], records.collect());
        asked.push(of);
        wanted.extend(says);
    }
    let examples = wanted.len();
    assert!(examples > 600, "{examples}");
    for (place, says) in &wanted {
        assert_eq!(says["replayed"]["holds"], json!(true), "{place}: {says}");
        assert!(
            !says["verified"].as_str().unwrap().contains("\"red\""),
            "{place}: {says}"
        );
    }
    let (held, pack) = packed(opened(&plan()));
    let (of, says) = both(&pack, &[public()], tampered(&held));
    asked.push(of);
    wanted.extend(says);
    assert!(wanted.len() > examples + 100, "{}", wanted.len());

    let folder = tempfile::tempdir().unwrap();
    let answers = answered(
        "tests/audit.mjs",
        folder.path(),
        &json!({ "packages": asked }),
    );
    let answers = answers.as_array().unwrap().iter();
    let answers: Vec<&Value> = answers.flat_map(|one| one.as_array().unwrap()).collect();
    assert_eq!(answers.len(), wanted.len());
    for ((place, says), answer) in wanted.iter().zip(answers) {
        assert_eq!(answer, says, "{place}");
    }
}

/// The program itself, in a folder.
fn tiaoli(folder: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .current_dir(folder)
        .args(arguments)
        .output();
    program.unwrap()
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let ran = tiaoli(folder, arguments);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{arguments:?}: {said}");
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn the_page_of_an_auditor_verifies_replays_and_tells_what_was_done_from_a_file_without_a_network() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rules = policies().join("cn-beijing/plan-2022");
    let (rules, empty) = (rules.to_str().unwrap(), www().join("dist/verify.html"));
    let (facts, empty) = (format!("{rules}/data/family.json"), empty.to_str().unwrap());
    printed(folder, &["key", "new", "key.pem"]);
    let public_key = printed(folder, &["key", "public", "key.pem"]);
    fs::write(folder.join("pub.pem"), public_key).unwrap();
    printed(
        folder,
        &[
            "decide",
            rules,
            &facts,
            "--as-of",
            "2024-06-15",
            "--record",
            "plain.json",
        ],
    );
    printed(
        folder,
        &[
            "sign",
            "plain.json",
            "--key",
            "key.pem",
            "-o",
            "record.json",
        ],
    );
    let kept = [
        "archive",
        "record.json",
        "--package",
        rules,
        "--key",
        "pub.pem",
        "--page",
        empty,
        "-o",
        "page.html",
    ];
    let said = printed(folder, &kept);
    assert!(said.contains("0 盏红") && said.contains("sm3:"), "{said}");
    let again = tiaoli(folder, &kept);
    assert_eq!(again.status.code(), Some(3), "nothing is written over");
    let twice = tiaoli(
        folder,
        &[
            "archive",
            "record.json",
            "--package",
            rules,
            "--page",
            "page.html",
            "-o",
            "twice.html",
        ],
    );
    assert_eq!(
        twice.status.code(),
        Some(3),
        "a page that is full is no empty page"
    );
    assert!(!folder.join("twice.html").exists());
    let verified = printed(
        folder,
        &[
            "verify",
            "record.json",
            "--package",
            rules,
            "--key",
            "pub.pem",
            "--json",
        ],
    );
    let replayed = printed(
        folder,
        &["replay", "record.json", "--package", rules, "--json"],
    );
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();

    // Files for the empty page, and what the program says of each.
    let (held, pack) = packed(opened(&plan()));
    let program = Program::of(&pack, &[public()]);
    fs::write(folder.join("rules.pack"), &pack).unwrap();
    fs::write(folder.join("signer.pem"), public().pem().unwrap()).unwrap();
    let file = |name: &str, record: &Record| {
        fs::write(folder.join(name), record.bytes()).unwrap();
        folder.join(name)
    };
    let good = made(&held).signed(&secret()).unwrap();
    let markup = |record: &mut Value| {
        record["identity"]["case_no"] = json!("</script><script>document.title = 1</script>");
    };
    let mut cases = vec![
        ("its public layer".to_owned(), good.public()),
        ("markup".to_owned(), changed(&good, markup).unwrap()),
        (
            "a formal decision".to_owned(),
            decision(&held).signed(&secret()).unwrap(),
        ),
    ];
    // A red page first, and of the rest enough that every light has been red.
    let all = tampered(&held);
    let some = all
        .into_iter()
        .enumerate()
        .filter(|(place, _)| place % 4 == 1 || *place > 90);
    cases.splice(0..0, some.map(|(_, one)| one));
    let cases: Vec<Value> = (cases.iter().enumerate())
        .map(|(place, (what, record))| {
            json!({
                "what": what,
                "file": file(&format!("{place}.json"), record),
                "verified": program.verified(record),
                "replayed": program.replayed(record),
            })
        })
        .collect();
    for light in [
        "contents",
        "signatures",
        "rule_base",
        "provisions",
        "private",
        "rerun",
        "procedure",
    ] {
        let red = |case: &Value| {
            let lights = case["verified"]["lights"].as_array().unwrap().iter();
            lights
                .clone()
                .any(|one| one["light"] == light && one["state"] == "red")
        };
        assert!(cases.iter().any(red), "{light} is never red");
    }
    let module = fs::read(www().join("generated/runtime_bg.wasm")).unwrap();
    let counts = answered(
        "tests/verify.mjs",
        folder,
        &json!({
            "archived": { "page": folder.join("page.html"), "verified": json(&verified), "replayed": json(&replayed) },
            "empty": empty,
            "pack": folder.join("rules.pack"),
            "key": folder.join("signer.pem"),
            "good": {
                "file": file("good.json", &good),
                "verified": program.verified(&good),
                "alone": Program::alone(&good),
                "replayed": program.replayed(&good),
            },
            "cases": cases,
            "digest": Digests::of(&module).sha256().to_string(),
        }),
    );
    assert!(counts["lights"].as_u64() > Some(14 * 20), "{counts}");
    assert!(counts["axe"].as_u64() > Some(20), "{counts}");
}

fn base64(bytes: &[u8]) -> String {
    use base64ct::{Base64, Encoding};
    Base64::encode_string(bytes)
}

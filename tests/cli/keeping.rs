//! Decision records through the command line: kept, signed, approved, opened, put into envelopes, verified; and nothing is left
//! half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Ran, run, run_with, started};

const KEYS: [&str; 2] = ["key.pem", "other.pem"];

/// A folder with a package, a record of its first example, two keys and their public halves.
struct Office {
    folder: TempDir,
    example: String,
}

impl Office {
    fn new() -> Self {
        let folder = started("zh");
        let rules = fs::read_to_string(folder.path().join("p/rules.tiao")).unwrap();
        let (_, rest) = rules.split_once("例 ").unwrap();
        let (example, _) = rest.split_once('：').unwrap();
        let office = Self {
            example: example.trim().to_owned(),
            folder,
        };
        office.ends(
            &[
                "decide",
                "p",
                "--example",
                &office.example,
                "--record",
                "r.json",
            ],
            0,
        );
        for key in KEYS {
            office.ends(&["key", "new", key], 0);
            let public = office.ends(&["key", "public", key], 0);
            fs::write(office.at(&format!("{key}.pub")), public.out).unwrap();
        }
        office
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.at(name)).unwrap()
    }

    fn ends(&self, words: &[&str], code: i32) -> Ran {
        let ran = run(words, self.folder.path());
        assert_eq!(ran.code, code, "{words:?}\n{}{}", ran.out, ran.err);
        ran
    }

    /// How each light stands, by its code.
    fn lights(&self, words: &[&str], code: i32) -> BTreeMap<String, String> {
        let seen = self
            .ends(&[&["verify", "--json"], words].concat(), code)
            .json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let lights = seen["lights"].as_array().unwrap().iter();
        lights
            .map(|one| (text(&one["light"]), text(&one["state"])))
            .collect()
    }

    /// Every file below the folder with its bytes.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        fn walk(path: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in fs::read_dir(path).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.insert(path.display().to_string(), fs::read(&path).unwrap());
                }
            }
        }
        let mut found = BTreeMap::new();
        walk(self.folder.path(), &mut found);
        found
    }
}

#[test]
fn a_record_is_signed_and_the_signature_holds_for_every_layer_and_its_envelope() {
    let office = Office::new();
    let sign = ["sign", "r.json", "--key", "key.pem", "-o", "s.json"];
    assert_eq!(office.ends(&sign, 0).out, "");
    for (task, file) in [("public", "p.json"), ("envelope", "e.json")] {
        office.ends(&["record", task, "s.json", "-o", file], 0);
        // Without a file, to standard output: the same bytes.
        let printed = office.ends(&["record", task, "s.json"], 0).out;
        assert_eq!(printed.into_bytes(), office.bytes(file));
    }
    let envelope: Value = serde_json::from_slice(&office.bytes("e.json")).unwrap();
    assert_eq!(
        envelope["payloadType"],
        "application/vnd.tiaoli.decision-record+json"
    );
    for file in ["s.json", "p.json", "e.json"] {
        let right = office.lights(&[file, "--key", "key.pem.pub"], 0);
        assert_eq!(right["signatures"], "green", "{file}");
        // Whoever gives a key says who should have signed.
        let wrong = office.lights(&[file, "--key", "other.pem.pub"], 1);
        assert_eq!(
            wrong["signatures"], "red",
            "{file}: signed by somebody else"
        );
        let both = [file, "--key", "other.pem.pub", "--key", "key.pem.pub"];
        assert_eq!(office.lights(&both, 1)["signatures"], "red", "{file}");
        assert_eq!(
            office.lights(&[file], 0)["signatures"],
            "not_judged",
            "{file}"
        );
    }
    let words = ["verify", "e.json", "--key", "other.pem.pub", "--lang", "en"];
    let page = office.ends(&words, 1).out;
    assert!(
        page.contains("public layer") && page.contains("did not sign this"),
        "{page}"
    );
    let mut changed = envelope;
    let sig = changed["signatures"][0]["sig"].as_str().unwrap();
    let first = if sig.starts_with('A') { 'B' } else { 'A' };
    changed["signatures"][0]["sig"] = json!(format!("{first}{}", sig.get(1..).unwrap()));
    fs::write(office.at("e.json"), changed.to_string()).unwrap();
    let changed = office.lights(&["e.json", "--key", "key.pem.pub"], 1);
    assert_eq!(changed["signatures"], "red");
    // A record that was changed is not signed: a signature would make it look whole.
    let words = String::from_utf8(office.bytes("r.json")).unwrap();
    fs::write(office.at("changed.json"), words.replacen("试算", "预审", 1)).unwrap();
    let refused = office.ends(
        &["sign", "changed.json", "--key", "key.pem", "-o", "c.json"],
        1,
    );
    assert!(refused.out.contains("没有签名") && !office.at("c.json").exists());
}

#[test]
fn chosen_values_of_a_record_are_opened_and_the_others_stay_closed() {
    let office = Office::new();
    let listed = office.ends(&["record", "open", "r.json"], 0).out;
    let facts: Vec<&str> = (listed.lines())
        .filter_map(|line| line.strip_prefix("开  "))
        .collect();
    let first = facts.first().unwrap();
    office.ends(
        &["record", "open", "r.json", "--fact", first, "-o", "o.json"],
        0,
    );
    let seen = office
        .ends(&["verify", "o.json", "--package", "p", "--json"], 0)
        .json();
    assert_eq!(seen["layer"], "opened");
    let list = office
        .ends(&["record", "open", "o.json", "--lang", "en"], 0)
        .out;
    let open = list.lines().filter(|line| line.starts_with("open"));
    assert_eq!(open.collect::<Vec<_>>(), [format!("open  {first}")]);
    let other = facts.last().unwrap();
    let closed = office.ends(&["record", "open", "o.json", "--fact", other], 1);
    assert!(closed.err.contains("打开它要用全本"), "{}", closed.err);
    let none = office.ends(
        &["record", "open", "r.json", "--fact", "没有", "--lang", "en"],
        1,
    );
    assert!(none.err.contains("no private value `没有`"), "{}", none.err);
}

#[test]
fn what_the_agency_adds_is_in_the_record_and_approvals_are_its_own() {
    let office = Office::new();
    let approval = office.ends(&["approve", "p", "--key", "key.pem"], 0).json();
    let added = json!({
        "kind": "正式决定",
        "case_no": "某补〔2024〕12号",
        "authority": { "name": "某区卫生健康委员会" },
        "automation": { "role": "support", "final_decider": "科长" },
        "times": { "received": "2024-06-01", "decided_at": "2024-06-20T10:00:00+08:00" },
        "notices": [{ "what": "送达", "on": "2024-06-21", "content": "决定书" }],
        "remedies": {
            "reconsideration": { "body": "某区人民政府", "limit": "60日" },
            "litigation": { "court": "某区人民法院", "limit": "6个月" },
        },
        "reviews": [{ "step": "批准", "by": "法制科", "on": "2024-01-05", "signature": approval }],
    });
    fs::write(office.at("agency.json"), added.to_string()).unwrap();
    let decide = |agency: &str, file: &str, code: i32| {
        let words = [
            "decide",
            "p",
            "--example",
            &office.example,
            "--agency",
            agency,
            "--record",
            file,
        ];
        office.ends(&words, code)
    };
    decide("agency.json", "formal.json", 0);
    // A formal decision that nobody signed does not count as that of the owner of a key.
    let key = ["--package", "p", "--key", "key.pem.pub"];
    let unsigned = office.lights(&[&["formal.json"][..], &key].concat(), 1);
    assert_eq!(unsigned["signatures"], "red");
    let sign = [
        "sign",
        "formal.json",
        "--key",
        "key.pem",
        "-o",
        "signed.json",
    ];
    office.ends(&sign, 0);
    let seen = [&["signed.json"][..], &key].concat();
    let lights = office.lights(&seen, 0);
    assert_eq!(
        (lights["procedure"].as_str(), lights["rule_base"].as_str()),
        ("green", "green")
    );
    let record: Value = serde_json::from_slice(&office.bytes("formal.json")).unwrap();
    assert_eq!(record["kind"], "正式决定");
    // An approval of other rules is none of these.
    let rules = fs::read_to_string(office.at("p/rules.tiao")).unwrap();
    fs::write(office.at("p/rules.tiao"), format!("{rules}\n")).unwrap();
    decide("agency.json", "after.json", 0);
    let lights = office.lights(&["after.json", "--package", "p", "--key", "key.pem.pub"], 1);
    assert_eq!(lights["rule_base"], "red");
    // What an agency cannot say is refused, and no record is left.
    fs::write(office.at("agency.json"), r#"{"outcomes":[]}"#).unwrap();
    let refused = decide("agency.json", "none.json", 1);
    assert!(refused.err.contains("schema agency"), "{}", refused.err);
    assert!(!office.at("none.json").exists());
}

#[test]
fn a_file_that_is_there_is_written_over_only_when_told_to_and_a_private_key_never() {
    let office = Office::new();
    let example = office.example.as_str();
    let tasks: [&[&str]; 5] = [
        &["decide", "p", "--example", example, "--record", "full"],
        &["sign", "r.json", "--key", "key.pem", "-o", "full"],
        &["record", "public", "r.json", "-o", "full"],
        &["record", "envelope", "r.json", "-o", "full"],
        &["record", "open", "r.json", "--fact", "trace", "-o", "full"],
    ];
    for task in tasks {
        fs::write(office.at("full"), "kept").unwrap();
        let before = office.files();
        let refused = office.ends(task, 3);
        assert!(
            refused.err.contains("“full”已经有了，没有写"),
            "{}",
            refused.err
        );
        assert_eq!(refused.out, "", "{task:?}");
        assert_eq!(office.files(), before, "{task:?}");
        let english = office.ends(&[task, &["--lang", "en"]].concat(), 3);
        assert!(
            english.err.contains("`full` is there already"),
            "{}",
            english.err
        );
        office.ends(&[task, &["--force"]].concat(), 0);
        assert_ne!(office.bytes("full"), b"kept", "{task:?}");
        office.ends(&["verify", "full"], 0);
        // A place where nothing can be written: nothing is left beside it either.
        let before = office.files();
        for place in ["nowhere/full", "p"] {
            let mut elsewhere = task.to_vec();
            *elsewhere.last_mut().unwrap() = place;
            for more in [&[][..], &["--force"]] {
                let refused = office.ends(&[&elsewhere[..], more].concat(), 3);
                assert!(!refused.err.is_empty());
                assert_eq!(office.files(), before, "{elsewhere:?}");
            }
        }
    }
    let key = office.bytes("key.pem");
    let refused = office.ends(&["key", "new", "key.pem"], 3);
    assert!(refused.err.contains("私钥不行"), "{}", refused.err);
    office.ends(&["key", "new", "key.pem", "--force"], 2);
    assert_eq!(office.bytes("key.pem"), key);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(office.at("key.pem"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn schemas_are_printed_and_what_is_written_fits_them() {
    let office = Office::new();
    office.ends(&["sign", "r.json", "--key", "key.pem", "-o", "s.json"], 0);
    office.ends(&["record", "public", "s.json", "-o", "p.json"], 0);
    office.ends(&["record", "envelope", "s.json", "-o", "e.json"], 0);
    office.ends(
        &[
            "record", "open", "s.json", "--fact", "trace", "-o", "o.json",
        ],
        0,
    );
    let files = ["s.json", "p.json", "e.json", "o.json"];
    // Which of the files fit which schema.
    let schemas: [(&str, [bool; 4]); 4] = [
        ("record", [true, false, false, false]),
        ("public", [false, true, false, false]),
        ("envelope", [false, false, true, false]),
        ("opened", [true, true, false, true]),
    ];
    for (name, fits) in schemas {
        let schema = office.ends(&["schema", name], 0).json();
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        let schema = options.build(&schema).unwrap();
        for (file, fits) in files.iter().zip(fits) {
            let value: Value = serde_json::from_slice(&office.bytes(file)).unwrap();
            assert_eq!(
                schema.is_valid(&value),
                fits,
                "{file} and the schema `{name}`"
            );
        }
    }
    let agency = office.ends(&["schema", "agency"], 0).json();
    assert!(agency["properties"]["remedies"].is_object());
}

#[test]
fn a_key_that_is_none_a_record_that_is_none_and_standard_input_are_told_apart() {
    let office = Office::new();
    let told = |words: &[&str], code: i32, zh: &str, en: &str| {
        for (language, said) in [("zh", zh), ("en", en)] {
            let ran = office.ends(&[words, &["--lang", language]].concat(), code);
            let all = format!("{}{}", ran.out, ran.err);
            assert!(all.contains(said), "{words:?}: {all}");
        }
    };
    told(
        &["verify", "r.json", "--key", "r.json"],
        3,
        "公钥",
        "public key",
    );
    told(
        &["verify", "r.json", "--key", "none"],
        3,
        "“none”",
        "`none`",
    );
    told(
        &["sign", "r.json", "--key", "key.pem.pub"],
        3,
        "私钥",
        "signing takes the private one",
    );
    told(
        &["verify", "r.json", "--digest", "sm3:12"],
        2,
        "不是摘要",
        "is no digest",
    );
    told(&["verify", "key.pem"], 1, "不是判断记录", "no sound JSON");
    told(
        &["replay", "key.pem", "--package", "p"],
        1,
        "不是判断记录",
        "no sound JSON",
    );
    told(&["verify", "none"], 3, "“none”", "`none`");
    let zeros = format!("sm3:{}", "0".repeat(64));
    assert_eq!(
        office.lights(&["r.json", "--digest", &zeros], 1)["contents"],
        "red"
    );
    let refused = office.ends(&["verify", "key.pem", "--json"], 1).json();
    assert_eq!(refused["holds"], false);
    assert!(refused["refused"]["says"]["en"].is_string());
    let text = String::from_utf8(office.bytes("r.json")).unwrap();
    let read = run_with(
        &["verify", "-", "--package", "p"],
        &text,
        office.folder.path(),
    );
    assert!(
        read.code == 0 && read.out.contains("5 盏绿，0 盏红"),
        "{}",
        read.out
    );
    let replayed = run_with(
        &["replay", "-", "--package", "p", "--json"],
        &text,
        office.folder.path(),
    );
    assert_eq!(replayed.json()["holds"], true);
}

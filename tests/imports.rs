//! Packages that import from each other: what they decide together, and what is refused.

#![cfg(feature = "cli")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a command prints, in both streams.
fn told(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap();
    let mut told = String::from_utf8(output.stdout).unwrap();
    told.push_str(&String::from_utf8(output.stderr).unwrap());
    told
}

fn family() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages")
}

#[test]
fn every_package_of_the_family_is_sound_and_its_examples_pass() {
    let mut page = String::new();
    for package in [
        "cn/vocabulary",
        "cn/leave-decree",
        "cn-city/leave-rule",
        "cn-city/family",
    ] {
        for command in ["check", "test"] {
            let _ = write!(
                page,
                "{command} {package}\n{}\n",
                told(&family(), &[command, package])
            );
        }
    }
    insta::assert_snapshot!("family_checked", page);
}

#[test]
fn a_decision_names_norms_as_the_opened_package_sees_them() {
    let case = r#"{"家庭": {"户籍": "本市", "子女们": [{"出生日期": "2024-05-01", "胎次": 1}],
        "职工们": [{"生育日期": "2024-05-01", "难产": false, "在本市参保": true}]},
        "判断日": "2024-06-01"}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.json");
    fs::write(&file, case).unwrap();
    let file = file.to_str().unwrap();
    let mut page = String::new();
    for goals in [
        &[][..],
        &["一件事"],
        &["本市产假"],
        &["cn/leave-decree：产假"],
        &["cn/leave-decree:maternity_leave"],
        &["产假"],
    ] {
        let words = [&["decide", "cn-city/family", file], goals].concat();
        let _ = write!(page, "—— {goals:?}\n{}\n", told(&family(), &words));
    }
    insta::assert_snapshot!("family_decided", page);
}

#[test]
fn an_answer_names_the_package_of_what_comes_from_another_one() {
    let words = [
        "decide",
        "cn-city/family",
        "--example",
        "两项都有",
        "--json",
    ];
    let answer: serde_json::Value = serde_json::from_str(&told(&family(), &words)).unwrap();
    let answers = answer["answers"].as_array().unwrap();
    let of = |name: &str| answers.iter().find(|one| one["norm"] == name).unwrap();
    let leave = of("本市产假");
    assert_eq!(
        leave["package"],
        serde_json::json!({ "name": "cn-city/leave-rule", "version": "0.1.0" })
    );
    let decree = &leave["basis"][0]["package"];
    assert_eq!(decree["name"], "cn/leave-decree");
    assert_eq!(of("小孩补贴")["package"], serde_json::Value::Null);
}

/// Packages as they are written: folder, manifest lines after the language, rule file.
type Package = (&'static str, &'static str, &'static str);

fn lay(folder: &Path, packages: &[Package]) {
    for (name, more, rules) in packages {
        let place = folder.join(name);
        fs::create_dir_all(&place).unwrap();
        let manifest = format!("name = \"{name}\"\nversion = \"0.3.1\"\nlanguage = \"1\"\n{more}");
        fs::write(place.join("tiaoli.toml"), manifest).unwrap();
        fs::write(place.join("rules.tiao"), rules).unwrap();
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let plain = "对象 儿童：身高：数量（厘米）。";
    let cases: &[(&str, &[Package])] = &[
        (
            "a circle",
            &[
                (
                    "a",
                    "[dependencies]\nb = { path = \"../b\", version = \"0.3\" }\n",
                    plain,
                ),
                (
                    "b",
                    "[dependencies]\nc = { path = \"../c\", version = \"0.3\" }\n",
                    plain,
                ),
                (
                    "c",
                    "[dependencies]\na = { path = \"../a\", version = \"0.3\" }\n",
                    plain,
                ),
            ],
        ),
        (
            "itself",
            &[(
                "a",
                "[dependencies]\na = { path = \".\", version = \"0.3\" }\n",
                plain,
            )],
        ),
        (
            "no folder",
            &[(
                "a",
                "[dependencies]\nb = { path = \"../b\", version = \"0.3\" }\n",
                plain,
            )],
        ),
        (
            "no manifest",
            &[(
                "a",
                "[dependencies]\nb = { path = \"..\", version = \"0.3\" }\n",
                plain,
            )],
        ),
        (
            "another name",
            &[
                (
                    "a",
                    "[dependencies]\nc = { path = \"../b\", version = \"0.3\" }\n",
                    plain,
                ),
                ("b", "", plain),
            ],
        ),
        (
            "another version",
            &[
                (
                    "a",
                    "[dependencies]\nb = { path = \"../b\", version = \">=0.4\" }\n",
                    plain,
                ),
                ("b", "", plain),
            ],
        ),
        (
            "two folders",
            &[
                (
                    "a",
                    "[dependencies]\nb = { path = \"../b\", version = \"0.3\" }\nc = { path = \"../c\", version = \"0.3\" }\n",
                    plain,
                ),
                (
                    "b",
                    "[dependencies]\nc = { path = \"c\", version = \"0.3\" }\n",
                    plain,
                ),
                ("c", "", plain),
                ("b/c", "", plain),
            ],
        ),
        (
            "a manifest in error",
            &[
                (
                    "a",
                    "[dependencies]\nb = { path = \"../b\", version = \"0.3\" }\n",
                    plain,
                ),
                ("b", "languages = 1\n", plain),
            ],
        ),
        (
            "an error in a package",
            &[
                (
                    "a",
                    "[dependencies]\nb = { path = \"../b\", version = \"0.3\" }\n",
                    "引用 “b”：儿童。 定义 高：是指：儿童的身高 超过 130厘米。",
                ),
                (
                    "b",
                    "[dependencies]\nc = { path = \"../c\", version = \"0.3\" }\n",
                    plain,
                ),
                ("c", "", "对象 ："),
            ],
        ),
    ];
    let mut page = String::new();
    for (what, packages) in cases {
        let folder = tempfile::tempdir().unwrap();
        lay(folder.path(), packages);
        if *what == "two folders" {
            let other = folder.path().join("b/c/tiaoli.toml");
            let manifest = fs::read_to_string(&other).unwrap().replace("b/c", "c");
            fs::write(other, manifest).unwrap();
        }
        for language in ["zh", "en"] {
            let said = told(folder.path(), &["check", "a", "--lang", language]);
            let _ = write!(page, "—— {what}\n{said}\n");
        }
    }
    insta::assert_snapshot!("refused", page);
}

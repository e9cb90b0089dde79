//! `tiaoli ledger --with`: which of the instruments that a package refers to are encoded.

#![cfg(feature = "cli")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may panic and read and write files"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a command prints: the section on references only, and what goes to standard error.
fn section(folder: &Path, words: &[&str]) -> String {
    let (out, err) = told(folder, words);
    let lines: Vec<&str> = out.lines().collect();
    let head = lines
        .iter()
        .position(|line| matches!(*line, "转致" | "References to other instruments"));
    let section = head.map_or(&[][..], |head| lines.get(head..).unwrap());
    format!("{}\n{err}", section.join("\n"))
}

fn told(folder: &Path, words: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    (out, String::from_utf8(output.stderr).unwrap())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const PLAN: &str = "policies/cn-beijing/plan-2022";

#[test]
fn the_ledger_of_the_plan_says_which_instruments_behind_it_are_encoded() {
    for (name, language) in [("plan", "zh"), ("plan_en", "en")] {
        let words = ["ledger", PLAN, "--with", "policies", "--lang", language];
        let page = section(root(), &words);
        for line in page.lines() {
            let wide = |letter: char| if letter.is_ascii() { 1 } else { 2 };
            let narrow = line.chars().filter(|one| "✔✘←".contains(*one)).count();
            let width: usize = line.chars().map(wide).sum();
            assert!(width - narrow <= 80, "{line}");
        }
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn without_a_folder_the_ledger_says_how_to_ask() {
    insta::assert_snapshot!("not_asked", section(root(), &["ledger", PLAN]));
    let (out, _) = told(root(), &["ledger", PLAN, "--json"]);
    let shape: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(shape.get("references"), Some(&Value::Null));
}

const LAW: &str = "文件 法：\n  标题《某法》；\n  全文 未收录。\n";
const TASK: &str = "  主体：“市政府”；\n  应当：“办理”；\n  佐证：“文件”";

fn package(folder: &Path, name: &str, rules: &str) {
    let folder = folder.join(name);
    fs::create_dir_all(&folder).unwrap();
    let manifest = format!("name = \"{name}\"\nversion = \"0.1.0\"\nlanguage = \"1\"\n");
    fs::write(folder.join("tiaoli.toml"), manifest).unwrap();
    fs::write(folder.join("rules.tiao"), rules).unwrap();
}

/// Three packages: one that refers to articles 1 and 2 of a law, one that encodes article 1, one in error.
fn three() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let refers =
        format!("{LAW}任务 办理：\n  依据：法；\n{TASK}；\n  转致：法第一条、法第二条。\n");
    package(folder.path(), "plan", &refers);
    let encodes = format!("{LAW}任务 落实：\n  依据：法第一条；\n{TASK}。\n");
    package(folder.path(), "deep/law", &encodes);
    let broken =
        format!("{LAW}任务 落实：\n  依据：法第二条；\n{TASK}；\n  条件：没有这个名称。\n");
    package(folder.path(), "broken", &broken);
    folder
}

#[test]
fn a_package_in_error_is_left_out_and_said() {
    let folder = three();
    let words = ["ledger", "plan", "--with", ".", "--with", "deep"];
    insta::assert_snapshot!("left_out", section(folder.path(), &words));
    let (out, _) = told(folder.path(), &["ledger", "plan", "--with", ".", "--json"]);
    insta::assert_snapshot!("left_out_json", out);
}

#[test]
fn a_folder_without_a_package_is_refused() {
    let folder = three();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (with, lang) in [("empty", "zh"), ("nowhere", "en")] {
        let words = ["ledger", "plan", "--with", with, "--lang", lang];
        let (out, err) = told(folder.path(), &words);
        assert_eq!(out, "");
        assert!(err.contains(with), "{err}");
    }
}

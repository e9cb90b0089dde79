//! The calculator in headless Chromium, as `cargo xtask web` bundles it: answered by keyboard, typed into, kept, and failing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a script counted.
struct Counts(Value);

impl Counts {
    #[track_caller]
    fn hold(&self, name: &str, least: u64) {
        let count = self.0.get(name).and_then(Value::as_u64);
        assert!(count >= Some(least), "{name}: {}", self.0);
    }
}

/// Runs a script of `www/tests/calculator`, which throws at what is wrong, and gives what it counted.
fn check(script: &str) -> Counts {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    assert!(
        www.join("dist/tiaoli-calculator.js").is_file(),
        "the calculator is built by `cargo xtask web`"
    );
    let ran = Command::new("node")
        .current_dir(&www)
        .arg(format!("tests/calculator/{script}.mjs"))
        .output()
        .expect("node is installed");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    Counts(serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap())
}

#[test]
fn a_parent_answers_by_keyboard_and_gets_leave_deduction_and_subsidy_with_their_clauses() {
    let counts = check("parent");
    counts.hold("rights", 3);
    counts.hold("questions", 10);
}

#[test]
fn nothing_hinders_on_any_page_in_either_language_wide_or_narrow() {
    let counts = check("states");
    counts.hold("pages", 60);
}

#[test]
fn what_is_typed_composed_or_pasted_is_kept_to_the_letter_and_read_back() {
    let counts = check("typing");
    counts.hold("composed", 3);
    counts.hold("days", 10);
}

#[test]
fn files_and_links_bring_answers_back_and_links_hold_nothing_sensitive() {
    let counts = check("keeping");
    counts.hold("links", 2);
    counts.hold("files", 4);
}

#[test]
fn without_an_engine_or_with_another_pack_it_says_why_and_shows_the_guide() {
    let counts = check("failing");
    counts.hold("failures", 12);
}

#[test]
fn a_host_embeds_it_in_its_own_way_and_its_policy_is_not_loosened() {
    check("modes").hold("ways", 9);
}

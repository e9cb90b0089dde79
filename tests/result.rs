//! How answers are shown, in headless Chromium: reasons, provisions, what would change an answer, and the sheet for printing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Runs a script of `www/tests/result`, which throws at what is wrong, and gives what it counted.
fn check(script: &str) -> Value {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    assert!(
        www.join("dist/runtime.wasm").is_file(),
        "the modules are built by `cargo xtask web`"
    );
    let ran = Command::new("node")
        .current_dir(&www)
        .arg(format!("tests/result/{script}.mjs"))
        .output()
        .expect("node is installed");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap()
}

#[test]
fn accounts_of_every_outcome_are_shown_whole_by_keyboard_on_paper_and_to_everybody() {
    let looked = check("view");
    let least = [
        ("/cases", 12),
        ("/clauses", 8),
        ("/failing", 8),
        ("/changes", 4),
        ("/printed", 12),
        ("/outcomes/holds", 20),
        ("/outcomes/pending", 6),
        ("/outcomes/awaits_finding", 2),
        ("/outcomes/fails", 8),
        ("/outcomes/not_applicable", 8),
    ];
    for (name, least) in least {
        let count = looked.pointer(name).and_then(Value::as_u64);
        assert!(count >= Some(least), "{name}: {looked}");
    }
}

//! What `README.md` shows is what happens: its commands are run, and every line it shows comes out, in the order shown.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// How the commands of the page start.
const BUILT: &str = "cargo run --release -- ";

/// A command of the page and the lines shown below it.
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// The commands in the `console` blocks of a page.
fn commands(page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (line, text) in (1..).zip(page.lines()) {
        if text.starts_with("```") {
            inside = text == "```console";
        } else if inside && let Some(command) = text.strip_prefix("$ ") {
            found.push(Shown {
                line,
                command: command.to_owned(),
                output: Vec::new(),
            });
        } else if inside {
            let shown = found.last_mut().expect("a block starts with a command");
            shown.output.push(text.to_owned());
        }
    }
    found
}

/// The first line shown that the output does not have, below the lines found so far.
fn first_missing<'a>(shown: &'a [String], output: &str) -> Option<&'a str> {
    let mut lines = output.lines();
    shown
        .iter()
        .find(|wanted| !lines.any(|line| line == wanted.as_str()))
        .map(String::as_str)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).unwrap();
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) {
    std::os::windows::fs::symlink_dir(from, to).unwrap();
}

/// Runs the commands of a page beside the packages, in a folder of its own: what they write goes there.
fn check(page: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(page)).unwrap();
    let elsewhere = TempDir::new().unwrap();
    link(&root.join("policies"), &elsewhere.path().join("policies"));
    let shown = commands(&text);
    for Shown {
        line,
        command,
        output,
    } in &shown
    {
        let arguments = command
            .strip_prefix(BUILT)
            .unwrap_or_else(|| panic!("{page}:{line}: a command starts with `{BUILT}`"));
        let ran = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
            .args(arguments.split(' '))
            .current_dir(elsewhere.path())
            .output()
            .unwrap();
        let real = String::from_utf8(ran.stdout).expect("only UTF-8 is printed");
        let said = String::from_utf8(ran.stderr).expect("only UTF-8 is printed");
        let code = ran.status.code();
        // A norm that is asked for by name and does not hold ends with 1; the answer is on the standard output all the same.
        assert!(
            matches!(code, Some(0 | 1)) && said.is_empty() && !real.is_empty(),
            "{page}:{line}: {command}\nended with {code:?}\n{real}{said}"
        );
        if let Some(missing) = first_missing(output, &real) {
            panic!(
                "{page}:{line}: {command}\ndoes not print, in this place,\n{missing}\nbut\n{real}"
            );
        }
    }
    shown.len()
}

#[test]
fn every_command_of_the_readme_prints_what_the_readme_shows() {
    assert!(check("README.md") >= 8, "the commands were not found");
}

#[test]
fn a_line_that_is_not_printed_or_printed_too_early_is_found() {
    let shown = ["one", "two"].map(str::to_owned);
    assert_eq!(first_missing(&shown, "one\nthree\ntwo\n"), None);
    assert_eq!(first_missing(&shown, "two\none\n"), Some("two"));
    assert_eq!(first_missing(&shown, "one and two\ntwo\n"), Some("one"));
}

#[test]
fn the_rule_that_the_readme_shows_is_the_rule_of_the_package() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("README.md")).unwrap();
    let clause =
        fs::read_to_string(root.join("policies/cn-beijing/plan-2022/clause-12.tiao")).unwrap();
    let block = page
        .split_once("```tiao\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(block, _)| block)
        .expect("the page shows a rule");
    // The page may leave out a note, so an end of its own may stand where the file goes on.
    let shown: Vec<String> = block
        .lines()
        .map(|line| line.trim_end_matches(['；', '。']).to_owned())
        .collect();
    let real = clause
        .lines()
        .map(|line| format!("{}\n", line.trim_end_matches(['；', '。'])))
        .collect::<String>();
    assert_eq!(first_missing(&shown, &real), None);
}

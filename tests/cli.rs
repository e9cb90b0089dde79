//! The command line as people use it: the built program, real files, what it prints and how it ends.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "cli/decide.rs"]
mod decide;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/keeping.rs"]
mod keeping;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What came of a command.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    /// Both streams and the code, as a snapshot holds them; the temporary folder is called `DIR`.
    fn shown(&self, folder: &Path) -> String {
        let text = format!(
            "exit {}\n----- out\n{}----- err\n{}",
            self.code, self.out, self.err
        );
        text.replace(&folder.display().to_string(), "DIR")
    }
}

fn run_with(arguments: &[&str], input: &str, folder: &Path) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that does not read its input closes it, which is no error here.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only UTF-8 is printed");
    let ran = Ran {
        code: output.status.code().expect("the command ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!ran.err.contains("panicked"), "{arguments:?}\n{}", ran.err);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
        "colour without a terminal: {arguments:?}"
    );
    ran
}

fn run(arguments: &[&str], folder: &Path) -> Ran {
    run_with(arguments, "", folder)
}

fn temporary() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder with a package made by `tiaoli new`.
fn started(language: &str) -> TempDir {
    let folder = temporary();
    let ran = run(&["new", "p", "--lang", language], folder.path());
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder
}

/// The small package that fact files are held against.
fn family() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad-facts/package")
}

fn snapshot(name: &str, folder: &Path, arguments: &[&str]) -> Ran {
    let ran = run(arguments, folder);
    let line = arguments.join(" ");
    insta::assert_snapshot!(name, format!("$ tiaoli {line}\n{}", ran.shown(folder)));
    ran
}

#[test]
fn a_new_package_checks_and_is_left_alone_afterwards() {
    for language in ["zh", "en"] {
        let folder = started(language);
        let checked = snapshot(
            &format!("check_new_{language}"),
            folder.path(),
            &["check", "p", "--lang", language],
        );
        assert_eq!(checked.code, 0);
        let before = fs::read_to_string(folder.path().join("p/rules.tiao")).unwrap();
        let again = snapshot(
            &format!("new_again_{language}"),
            folder.path(),
            &["new", "p", "--lang", language],
        );
        assert_eq!(again.code, 3);
        assert_eq!(
            fs::read_to_string(folder.path().join("p/rules.tiao")).unwrap(),
            before
        );
    }
}

#[test]
fn help_and_wrong_use_speak_the_language_that_is_asked_for() {
    let folder = temporary();
    for (name, arguments, code) in [
        ("help_zh", &["--help"][..], 0),
        ("help_en", &["--help", "--lang", "en"], 0),
        ("help_decide_zh", &["decide", "--help"], 0),
        ("unknown_command_zh", &["chekc"], 2),
        ("unknown_command_en", &["chekc", "--lang", "en"], 2),
        ("unknown_option_zh", &["check", "--jsno"], 2),
        ("missing_argument_zh", &["run", "p"], 2),
        ("bad_value_en", &["schema", "fact", "--lang=en"], 2),
    ] {
        assert_eq!(
            snapshot(name, folder.path(), arguments).code,
            code,
            "{name}"
        );
    }
    let version = run(&["--version"], folder.path());
    assert_eq!(
        version.out.trim(),
        format!("tiaoli {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn what_cannot_be_read_is_a_sentence_and_the_code_three() {
    let folder = started("zh");
    let path = folder.path();
    fs::create_dir(path.join("empty")).unwrap();
    fs::create_dir(path.join("bare")).unwrap();
    fs::write(
        path.join("bare/tiaoli.toml"),
        "name = \"a\"\nversion = \"1\"\nlanguage = \"1\"\n",
    )
    .unwrap();
    fs::create_dir(path.join("bad")).unwrap();
    fs::write(path.join("bad/tiaoli.toml"), "name = \n").unwrap();
    for (name, package) in [
        ("no_folder", "nowhere"),
        ("no_manifest", "empty"),
        ("no_rules", "bare"),
        ("bad_manifest", "bad"),
    ] {
        assert_eq!(snapshot(name, path, &["check", package]).code, 3, "{name}");
        assert_eq!(
            run(&["check", package, "--lang", "en"], path).code,
            3,
            "{name}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_never_lead_out_of_a_package_nor_round_in_a_circle() {
    use std::os::unix::fs::symlink;
    let folder = started("zh");
    let package = folder.path().join("p");
    symlink(&package, package.join("round")).unwrap();
    assert_eq!(run(&["check", "p"], folder.path()).code, 0);
    symlink(package.join("loop.tiao"), package.join("loop.tiao")).unwrap();
    assert_eq!(
        snapshot("link_loop", folder.path(), &["check", "p"]).code,
        3
    );
    fs::remove_file(package.join("loop.tiao")).unwrap();
    fs::write(folder.path().join("outside.tiao"), "单位 箱。").unwrap();
    symlink(folder.path().join("outside.tiao"), package.join("in.tiao")).unwrap();
    assert_eq!(snapshot("link_out", folder.path(), &["check", "p"]).code, 3);
    fs::remove_file(package.join("in.tiao")).unwrap();
    let rules = fs::read_to_string(package.join("rules.tiao")).unwrap();
    fs::write(
        package.join("rules.tiao"),
        rules.replace("source/measures.txt", "../outside.tiao"),
    )
    .unwrap();
    assert_eq!(
        snapshot("text_outside", folder.path(), &["check", "p"]).code,
        3
    );
}

#[test]
fn problems_come_three_at_a_time_unless_all_are_asked_for() {
    let folder = started("zh");
    let path = folder.path();
    let rules = path.join("p/rules.tiao");
    let right = fs::read_to_string(&rules).unwrap();
    let wrong = right
        .replace("不超过 免票身高", "不超过 免票身长")
        .replace("优惠办法》；", "优惠办法》；公布 2024.1.1；")
        .replace("享受免票”", "享受免费”")
        .replace("依据：专线除外；", "依据：专线除处；")
        .replace("1.3米，依据", "1.3元，依据")
        + "\n参数 甲：自2024年1月1日起，1米。\n权利 乙：主体：儿童；条件：身高 不超过 1元；给予：“票”。\n";
    fs::write(&rules, wrong).unwrap();
    let first = snapshot("check_three_problems", path, &["check", "p"]);
    assert_eq!(first.code, 1);
    let all = run(&["check", "p", "--all"], path);
    assert!(
        all.out.len() > first.out.len() && !all.out.contains("--all"),
        "{}",
        all.out
    );
    let listed = run(&["check", "p", "--json"], path);
    assert_eq!(listed.code, 1);
    let problems = listed.json();
    let problems = problems["problems"].as_array().unwrap();
    assert!(problems.len() > 3);
    for problem in problems {
        for key in ["code", "severity", "message", "place", "ways_out"] {
            assert!(problem.get(key).is_some(), "{key}: {problem}");
        }
    }
    assert_eq!(
        snapshot("check_problems_en", path, &["check", "p", "--lang", "en"]).code,
        1
    );
}

#[test]
fn a_rule_file_that_is_not_text_is_a_problem_like_any_other() {
    let folder = started("zh");
    fs::write(folder.path().join("p/old.tiao"), [0xcc, 0xf5, 0xbf, 0xee]).unwrap();
    assert_eq!(
        snapshot("check_not_utf8", folder.path(), &["check", "p"]).code,
        1
    );
    fs::write(
        folder.path().join("p/old.tiao"),
        "x".repeat(5 * 1024 * 1024),
    )
    .unwrap();
    assert_eq!(run(&["check", "p"], folder.path()).code, 1);
    fs::write(
        folder.path().join("p/old.tiao"),
        "x".repeat(17 * 1024 * 1024),
    )
    .unwrap();
    assert_eq!(run(&["check", "p"], folder.path()).code, 3);
}

#[test]
fn codes_are_explained_in_both_languages() {
    let folder = temporary();
    assert_eq!(
        snapshot("code_zh", folder.path(), &["code", "e0653"]).code,
        0
    );
    assert_eq!(
        snapshot("code_en", folder.path(), &["code", "E0653", "--lang", "en"]).code,
        0
    );
    assert_eq!(
        snapshot("code_unknown", folder.path(), &["code", "E9999"]).code,
        2
    );
    let all = run(&["code"], folder.path());
    assert!(all.out.lines().count() > 40, "{}", all.out);
    let listed = run(&["code", "--json"], folder.path());
    assert_eq!(
        listed.json().as_array().unwrap().len(),
        all.out.lines().count()
    );
}

#[test]
fn a_ledger_says_what_is_left_and_fails_where_it_was_to_be_complete() {
    let folder = started("zh");
    let path = folder.path();
    assert_eq!(snapshot("ledger", path, &["ledger", "p"]).code, 0);
    assert_eq!(
        snapshot("ledger_en", path, &["ledger", "p", "--lang", "en"]).code,
        0
    );
    let rules = path.join("p/rules.tiao");
    let text = fs::read_to_string(&rules).unwrap();
    fs::write(&rules, format!("{text}\n约定：台账 办法 完整。\n")).unwrap();
    assert_eq!(
        snapshot("ledger_incomplete", path, &["ledger", "p"]).code,
        1
    );
    let shape = run(&["ledger", "p", "--json"], path);
    assert_eq!(shape.code, 1);
    let shape = shape.json();
    assert_eq!(shape["instruments"][0]["complete"], Value::Bool(false));
}

#[test]
fn the_schema_of_facts_takes_what_the_reader_takes_and_refuses_what_it_refuses() {
    let package = family();
    let folder = temporary();
    let ran = run(
        &["schema", "facts", package.to_str().unwrap()],
        folder.path(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let schema = ran.json();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    insta::assert_snapshot!("schema_facts", ran.out);
    let right = [
        r#"{"家庭": {"户籍": "本市", "月收入": "1.2万元", "子女们": [{"身高": 120, "出生日期": "2021年3月5日"}]}}"#,
        r#"{"family": {"residence": "local", "income": {"at_most": 5000}}, "as_of": "2024-06-01"}"#,
        r#"{"家庭": {"养育确有困难": {"结论": true, "由": "街道办事处", "理由": "患病"}}, "认定": {"本年度资金充足": false}}"#,
        r#"{"读法": {"收入口径": "税后"}, "子女": [{}, {"身高": "1.3米"}], "判断日": "二〇二四年六月一日"}"#,
    ];
    for text in right {
        let facts: Value = serde_json::from_str(text).unwrap();
        assert!(validator.is_valid(&facts), "{text}");
    }
    // What a schema can see of the wrong files: names, kinds, options, lengths. Units, days and bounds are for the reader.
    for name in [
        "unknown-object",
        "unknown-fact",
        "unknown-alias",
        "fact-of-another-object",
        "computed-given",
        "null",
        "object-for-list",
        "list-for-object",
        "list-for-value",
        "option-unknown",
        "range-empty",
        "list-too-long",
        "finding-without-reasons",
        "finding-without-conclusion",
        "finding-unknown-part",
        "reading-unknown",
        "given-twice-by-alias",
    ] {
        let text = fs::read_to_string(package.join("..").join(format!("{name}.json"))).unwrap();
        let facts: Value = serde_json::from_str(&text).unwrap();
        assert!(!validator.is_valid(&facts), "{name}");
    }
}

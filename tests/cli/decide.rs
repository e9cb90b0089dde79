//! Deciding, explaining, examples and tables of cases.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{run, run_with, snapshot, started, temporary};

/// A package with what makes answers differ: lists, findings, readings, defaults, an indicator, a duty.
const RULES: &str = include_str!("leave.tiao");

fn leave() -> tempfile::TempDir {
    let folder = temporary();
    let package = folder.path().join("p");
    fs::create_dir(&package).unwrap();
    fs::write(
        package.join("tiaoli.toml"),
        "name = \"test/leave\"\nversion = \"0.1.0\"\nlanguage = \"1\"\ntitle = \"育儿假办法\"\n",
    )
    .unwrap();
    fs::write(package.join("leave.tiao"), RULES).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_new_package_decides_explains_and_passes_its_examples() {
    for language in ["zh", "en"] {
        let folder = started(language);
        let path = folder.path();
        for task in ["decide", "explain"] {
            let name = format!("{task}_new_{language}");
            assert_eq!(
                snapshot(&name, path, &[task, "p", "p/case.json", "--lang", language]).code,
                0
            );
        }
        assert_eq!(
            snapshot(
                &format!("test_new_{language}"),
                path,
                &["test", "p", "--lang", language]
            )
            .code,
            0
        );
        let formatted = run(&["fmt", "--check", "p"], path);
        assert_eq!(formatted.code, 0, "{}{}", formatted.out, formatted.err);
    }
}

#[test]
fn an_answer_says_all_that_it_rests_on() {
    let folder = leave();
    let path = folder.path();
    write(
        path,
        "known.json",
        r#"{"判断日": "2024-06-01", "职工": {"在岗": true, "子女们": [
        {"出生日期": "2022-06-01", "依法生育": true}, {"出生日期": "2019-01-01", "依法生育": true}]}}"#,
    );
    write(
        path,
        "half.json",
        r#"{"判断日": "2024-06-01", "职工": {"子女们": [{"依法生育": true}], "月工资": {"至多": 9000}}}"#,
    );
    write(path, "none.json", r#"{"判断日": "2024-06-01"}"#);
    for (name, arguments, code) in [
        ("decide_known", &["decide", "p", "known.json"][..], 0),
        (
            "decide_known_named",
            &["decide", "p", "known.json", "育儿假", "困难补助"],
            1,
        ),
        ("decide_half", &["decide", "p", "half.json"], 0),
        (
            "decide_half_named",
            &["decide", "p", "half.json", "育儿假", "补贴", "困难补助"],
            1,
        ),
        ("decide_none", &["decide", "p", "none.json"], 0),
        (
            "decide_everything",
            &["decide", "p", "known.json", "--everything"],
            0,
        ),
        (
            "decide_everything_en",
            &["decide", "p", "known.json", "--everything", "--lang", "en"],
            0,
        ),
        (
            "decide_example",
            &["decide", "p", "--example", "两个孩子", "育儿假"],
            0,
        ),
        (
            "decide_definition",
            &["decide", "p", "known.json", "在育儿期内"],
            0,
        ),
        ("explain_known", &["explain", "p", "known.json"], 0),
        (
            "explain_half_en",
            &["explain", "p", "half.json", "--lang", "en"],
            0,
        ),
        (
            "decide_other_days",
            &[
                "decide",
                "p",
                "known.json",
                "--as-of",
                "2027-01-01",
                "--law-as-of",
                "2020年1月1日",
            ],
            0,
        ),
    ] {
        assert_eq!(snapshot(name, path, arguments).code, code, "{name}");
    }
    let piped = run_with(&["decide", "p", "-"], r#"{"判断日": "2024-06-01"}"#, path);
    assert_eq!(piped.out, run(&["decide", "p", "none.json"], path).out);
}

#[test]
fn answers_as_json_fit_their_schema() {
    let folder = leave();
    let path = folder.path();
    let schema = run(&["schema", "answers"], path).json();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    write(
        path,
        "half.json",
        r#"{"职工": {"子女们": [{"依法生育": true}, {}], "月工资": {"至多": 9000}}, "判断日": "2024-06-01"}"#,
    );
    for arguments in [
        &["decide", "p", "half.json", "--json"][..],
        &["decide", "p", "half.json", "--json", "--everything"],
        &["explain", "p", "half.json", "--json", "--everything"],
        &["explain", "p", "--example", "两个孩子", "--json"],
        &["decide", "p", "half.json", "在育儿期内", "--json"],
    ] {
        let ran = run(arguments, path);
        let shape = ran.json();
        let wrong: Vec<String> = validator
            .iter_errors(&shape)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{arguments:?}\n{wrong:#?}");
    }
    let ran = run(&["explain", "p", "half.json", "补贴", "--json"], path);
    insta::assert_snapshot!("explain_json", ran.out);
}

#[test]
fn what_is_still_to_be_asked_is_told_with_what_an_answer_may_be() {
    let folder = leave();
    let path = folder.path();
    write(
        path,
        "half.json",
        r#"{"职工": {"子女们": [{"依法生育": true}, {}]}, "判断日": "2024-06-01"}"#,
    );
    for (name, arguments) in [
        ("ask_nothing_known", &["ask", "p", "-"][..]),
        ("ask_half_known", &["ask", "p", "half.json"]),
        ("ask_in_english", &["ask", "p", "half.json", "--lang", "en"]),
        ("ask_json", &["ask", "p", "half.json", "--json"]),
        ("ask_nothing_left", &["ask", "p", "--example", "两个孩子"]),
    ] {
        let ran = run_with(arguments, "{}", path);
        assert_eq!(ran.code, 0, "{name}");
        insta::assert_snapshot!(name, ran.out);
    }
    let schema = run(&["schema", "inquiry"], path).json();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_brief_answer_is_one_line_that_fits_its_schema() {
    let folder = leave();
    let path = folder.path();
    let schema = run(&["schema", "brief"], path).json();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    write(
        path,
        "half.json",
        r#"{"职工": {"子女们": [{"依法生育": true}, {}], "月工资": {"至多": 9000}}, "判断日": "2024-06-01"}"#,
    );
    write(path, "table.csv", "名称,月工资\n甲,5000\n乙,\n");
    for arguments in [
        &["decide", "p", "half.json"][..],
        &["decide", "p", "half.json", "--everything"],
        &["decide", "p", "--example", "两个孩子"],
        &["decide", "p", "half.json", "在育儿期内"],
    ] {
        let ran = run(&[arguments, &["--brief"]].concat(), path);
        assert_eq!(ran.out.lines().count(), 1, "{arguments:?}");
        assert!(
            validator.is_valid(&ran.json()),
            "{arguments:?}\n{}",
            ran.out
        );
        assert_eq!(ran.code, run(arguments, path).code, "{arguments:?}");
    }
    let ran = run(&["decide", "p", "half.json", "补贴", "--brief"], path);
    insta::assert_snapshot!("decide_brief", ran.out);
    let ran = run(
        &[
            "run",
            "p",
            "table.csv",
            "补贴",
            "--as-of",
            "2024-06-01",
            "--brief",
        ],
        path,
    );
    insta::assert_snapshot!("run_brief", ran.out);
}

#[test]
fn a_wrong_question_is_a_sentence() {
    let folder = leave();
    let path = folder.path();
    write(
        path,
        "wrong.json",
        r#"{"职工": {"在冈": true, "子女们": [{"出生日期": "2022.6.1"}]}}"#,
    );
    write(path, "right.json", r#"{"判断日": "2024-06-01"}"#);
    fs::write(path.join("old.json"), [0x7b, 0xcc, 0xf5]).unwrap();
    for (name, arguments, code) in [
        ("facts_wrong_zh", &["decide", "p", "wrong.json"][..], 1),
        (
            "facts_wrong_en",
            &["decide", "p", "wrong.json", "--lang", "en"],
            1,
        ),
        ("facts_missing_file", &["decide", "p", "nowhere.json"], 3),
        ("facts_folder", &["decide", "p", "p"], 3),
        ("facts_not_utf8", &["decide", "p", "old.json"], 3),
        ("goal_unknown", &["decide", "p", "right.json", "育儿价"], 2),
        (
            "example_unknown",
            &["decide", "p", "--example", "两个孩孑"],
            2,
        ),
        ("no_case", &["decide", "p"], 2),
        (
            "day_wrong",
            &["decide", "p", "right.json", "--as-of", "2024.6.1"],
            2,
        ),
    ] {
        assert_eq!(snapshot(name, path, arguments).code, code, "{name}");
    }
    let listed = run(&["decide", "p", "wrong.json", "--json"], path);
    assert_eq!(
        (
            listed.code,
            listed.json()["problems"].as_array().unwrap().len()
        ),
        (1, 2)
    );
}

#[test]
fn a_package_with_errors_decides_nothing() {
    let folder = leave();
    let path = folder.path();
    write(
        path,
        "p/more.tiao",
        "权利 甲：主体：职工；条件：在冈；给予：“票”。\n",
    );
    write(path, "right.json", "{}");
    assert_eq!(
        snapshot("decide_broken", path, &["decide", "p", "right.json"]).code,
        1
    );
    let listed = run(&["decide", "p", "right.json", "--json"], path);
    assert_eq!(listed.code, 1);
    assert!(listed.json()["problems"].is_array());
}

#[test]
fn a_failing_example_says_what_was_expected_and_what_came() {
    let folder = leave();
    let path = folder.path();
    assert_eq!(snapshot("test_all", path, &["test", "p"]).code, 0);
    let more = "例 错的期望：\n  判断日：2024年6月1日；\n  设 职工：职工｛在岗＝是｝；\n  则成立：育儿假；\n  则：补贴 ＝ 500元；\n  缺：职工的月工资；\n  因为：办法第九条。\n";
    write(path, "p/more.tiao", more);
    assert_eq!(snapshot("test_failing", path, &["test", "p"]).code, 1);
    assert_eq!(
        snapshot("test_failing_en", path, &["test", "p", "--lang", "en"]).code,
        1
    );
    assert_eq!(run(&["test", "p", "--filter", "孩子"], path).code, 0);
    assert_eq!(run(&["test", "p", "--filter", "没有这个"], path).code, 2);
    let listed = run(&["test", "p", "--json"], path);
    let shape = listed.json();
    assert_eq!((listed.code, &shape["failed"]), (1, &Value::from(1)));
}

#[test]
fn a_table_of_cases_is_decided_whole_or_not_at_all() {
    let folder = leave();
    let path = folder.path();
    write(
        path,
        "right.csv",
        "名称,职工的在岗,月工资,判断日\n甲,是,5000,2024-06-01\n乙,否,≤8000,2024-06-01\n丙,是,,2024-06-01\n",
    );
    write(
        path,
        "wrong.csv",
        "名称,职工的在岗,月工次,月工资\n甲,是,1,5000\n",
    );
    write(
        path,
        "cells.csv",
        "名称,在岗,月工资\n甲,也许,5000\n乙,是,3000\n丙,是,五千米\n",
    );
    write(path, "ragged.csv", "名称,在岗\n甲,是,3\n");
    write(path, "empty.csv", "");
    write(path, "heading.csv", "名称,在岗\n");
    for (name, arguments, code) in [
        ("run_right", &["run", "p", "right.csv"][..], 0),
        (
            "run_right_en",
            &["run", "p", "right.csv", "--lang", "en"],
            0,
        ),
        ("run_named", &["run", "p", "right.csv", "补贴"], 0),
        ("run_wrong_column", &["run", "p", "wrong.csv"], 1),
        ("run_wrong_cells", &["run", "p", "cells.csv"], 1),
        ("run_ragged", &["run", "p", "ragged.csv"], 1),
        ("run_empty", &["run", "p", "empty.csv"], 1),
        ("run_heading_only", &["run", "p", "heading.csv"], 1),
        ("run_no_file", &["run", "p", "nowhere.csv"], 3),
        (
            "run_no_such_name",
            &["run", "p", "right.csv", "--name", "户名"],
            2,
        ),
    ] {
        assert_eq!(snapshot(name, path, arguments).code, code, "{name}");
    }
    let shape = run(&["run", "p", "right.csv", "--json"], path).json();
    assert_eq!(shape["cases"].as_array().unwrap().len(), 3);
    assert_eq!(shape["cases"][0]["case"], Value::from("甲"));
}

#[test]
fn formatting_is_proved_before_a_file_is_touched() {
    let folder = leave();
    let path = folder.path();
    let file = path.join("p/leave.tiao");
    assert_eq!(run(&["fmt", "p"], path).code, 0);
    let canonical = fs::read_to_string(&file).unwrap();
    let squeezed = canonical.replace("\n  ", "").replace("；\n", "；");
    fs::write(&file, &squeezed).unwrap();
    assert_eq!(
        snapshot("fmt_check", path, &["fmt", "--check", "p"]).code,
        1
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        squeezed,
        "--check changes nothing"
    );
    assert_eq!(snapshot("fmt", path, &["fmt", "p"]).code, 0);
    assert_eq!(run(&["test", "p"], path).code, 0);
    // English and back is where it was.
    assert_eq!(run(&["fmt", "p", "--lang", "en"], path).code, 0);
    assert!(fs::read_to_string(&file).unwrap().contains("right "));
    assert_eq!(run(&["test", "p"], path).code, 0);
    assert_eq!(run(&["fmt", "p", "--lang", "zh"], path).code, 0);
    assert_eq!(run(&["test", "p"], path).code, 0);
    fs::write(&file, format!("{canonical}\n权利 甲：主体\n")).unwrap();
    let before = fs::read_to_string(&file).unwrap();
    assert_eq!(snapshot("fmt_broken", path, &["fmt", "p"]).code, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert_eq!(run(&["fmt", "nowhere"], path).code, 3);
    let left: Vec<_> = fs::read_dir(path.join("p"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "nothing is left beside the files: {left:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = leave();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(["code"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

//! A decision record told again: a whole one, its public layer, and one beside another case.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{BIRTH, policies};

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_whole_record_is_told_like_its_case_and_a_public_layer_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let package = shown(&policies().join(BIRTH));
    let facts = shown(&policies().join(BIRTH).join("data/family.json"));
    let record = shown(&folder.path().join("record.json"));
    let public = shown(&folder.path().join("public.json"));
    let goal = "产假";
    let day = ["--as-of", "2024-06-15"];
    let case = [package.as_str(), &facts, goal, day[0], day[1]];
    let (code, _, err) = run(&[&["decide"], &case[..], &["--record", &record]].concat());
    assert_eq!(code, 0, "{err}");
    let told = |arguments: &[&str]| -> Value {
        let (code, out, err) = run(arguments);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let auditor = ["--json", "--for", "auditor"];
    let mut of_record = told(&[&["why", &package, "--record", &record], &auditor[..]].concat());
    let of_case = told(&[&["why"], &case[..], &auditor].concat());
    assert!(of_record["record"].is_string());
    assert_eq!(of_record["digests"].as_array().unwrap().len(), 3);
    of_record["record"] = Value::Null;
    assert_eq!(of_record, of_case);

    let (code, ..) = run(&["record", "public", &record, "-o", &public]);
    assert_eq!(code, 0);
    for (arguments, exit, words) in [
        (
            vec!["why", &package, "--record", &public],
            1,
            "请用这份记录的全本",
        ),
        (
            vec!["why-not", &package, "--record", &public],
            1,
            "请用这份记录的全本",
        ),
        (
            vec!["why", &package, &facts, "--record", &record],
            2,
            "用了 --record 就不再写",
        ),
        (
            vec![
                "why",
                &package,
                "--record",
                &record,
                "--as-of",
                "2024-06-15",
            ],
            2,
            "用了 --record 就不再写",
        ),
        (vec!["why", &package, "--record", &facts], 1, "记录"),
    ] {
        let (code, out, err) = run(&arguments);
        assert_eq!(code, exit, "{arguments:?}\n{out}{err}");
        assert!(
            format!("{out}{err}").contains(words),
            "{arguments:?}\n{out}{err}"
        );
    }
}

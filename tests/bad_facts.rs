//! What an officer sees of a wrong fact file: one snapshot for each file in `tests/bad-facts/`.

#![expect(clippy::unwrap_used, reason = "tests may panic")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::diagnostic::{Language, Words, explain};
use tiaoli::engine::{Engine, Manifest, SourceFile, case_from_json};
use tiaoli::quantity::Date;
use tiaoli::source::LineIndex;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad-facts")
}

fn package() -> Engine {
    let bytes = fs::read(folder().join("package/family.tiao")).unwrap();
    let manifest = Manifest {
        name: "test/family".into(),
        version: "0.1.0".into(),
        title: Words::same("家庭"),
    };
    let rules = vec![SourceFile {
        path: "family.tiao".into(),
        bytes,
    }];
    let engine = Engine::open(manifest, rules, Vec::new());
    let found: Vec<_> = engine
        .problems()
        .iter()
        .map(|problem| problem.message().zh.clone())
        .collect();
    assert!(engine.is_sound(), "{found:#?}");
    engine
}

/// What is said about a text, in a language; nothing where it is right.
fn said(engine: &Engine, text: &str, language: Language) -> String {
    let Err(problems) = case_from_json(engine.model(), text) else {
        return String::new();
    };
    let lines = LineIndex::new(text);
    let mut page = String::new();
    for problem in problems {
        let position = lines.position(u32::try_from(problem.at).unwrap());
        let (message, way_out) = (problem.message(), problem.way_out());
        assert!(
            !way_out.zh.is_empty() && !way_out.en.is_empty(),
            "{message:?}"
        );
        assert!(
            explain(problem.code().name()).is_some(),
            "{} has no page",
            problem.code()
        );
        let (line, character) = (position.line, position.character);
        let path = &problem.path;
        writeln!(page, "{} {}", problem.code(), message.in_language(language)).unwrap();
        writeln!(page, "  {line}:{character} {path}").unwrap();
        writeln!(page, "  {}", way_out.in_language(language)).unwrap();
    }
    page
}

#[test]
fn every_wrong_file_says_all_that_is_wrong_with_it() {
    let engine = package();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    assert!(files.len() >= 30, "only {} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let zh = said(&engine, &text, Language::Zh);
        let en = said(&engine, &text, Language::En);
        let name = file
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(!zh.is_empty(), "{name} is right");
        let mut asking = engine.asking(&[]);
        let plainly = asking.read_plainly(&text, [None; 3], Date::MIN);
        assert!(plainly.is_none(), "the quick reader takes {name}");
        insta::assert_snapshot!(
            name,
            format!("{text}\n----- 中文\n{zh}\n----- English\n{en}")
        );
    }
}

#[test]
fn what_is_too_large_too_deep_or_too_long_is_refused() {
    let engine = package();
    let deep =
        |levels: usize| format!("{{\"家庭\": {}{}}}", "[".repeat(levels), "]".repeat(levels));
    let texts = [
        (
            "E0652",
            format!("{{\"家庭\": {{\"备注\": \"{}\"}}}}", "长".repeat(10_001)),
        ),
        ("E0652", deep(70)),
        (
            "E0652",
            format!("{{\"家庭\": \"{}\"}}", "x".repeat(9 * 1024 * 1024)),
        ),
        (
            "E0652",
            format!("{{\"家庭\": [{}1]}}", "1,".repeat(1_000_001)),
        ),
        (
            "E0652",
            format!("{{\"子女\": [{}{{}}]}}", "{},".repeat(100_001)),
        ),
        ("E0651", "[".repeat(1_000_000)),
    ];
    for (code, text) in texts {
        let mut asking = engine.asking(&[]);
        assert!(asking.read_plainly(&text, [None; 3], Date::MIN).is_none());
        let problems = case_from_json(engine.model(), &text).unwrap_err();
        let codes: Vec<&str> = problems
            .iter()
            .map(|problem| problem.code().name())
            .collect();
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn the_pages_of_these_codes_tell_the_truth() {
    let engine = package();
    for number in 651..=661 {
        let code = format!("E0{number}");
        let page = explain(&code).expect("a page");
        let example = |kind: &str| {
            let (_, rest) = page
                .split_once(&format!("```json {kind}\n"))
                .expect("an example");
            rest.split_once("```").expect("its end").0.to_owned()
        };
        let found =
            case_from_json(engine.model(), &example("bad")).expect_err("the bad example is right");
        let codes: Vec<&str> = found.iter().map(|problem| problem.code().name()).collect();
        assert_eq!(codes, [code.as_str()]);
        assert!(
            case_from_json(engine.model(), &example("good")).is_ok(),
            "{code}: the good example is wrong"
        );
    }
}

/// A right case that touches every kind of value.
const RIGHT: &str = r#"{"判断日": "2024-06-01", "家庭": {"户籍": "本市", "月收入": "1.2万元", "人数": 3,
  "子女们": [{"出生日期": "2021年3月5日", "身高": {"至少": 100, "至多": "1.3米"}, "依法生育": true, "残疾等级": "二级"}],
  "养育确有困难": {"结论": true, "由": "街道办事处", "理由": "患病"}},
  "区": {"托位总数": 1e3, "占比": "60％"}, "认定": {"本年度资金充足": false}, "读法": {"收入口径": "税后"}}"#;

/// The same without bounds: nothing that needs the careful reader.
const PLAIN: &str = r#"{"判断日": "2024-06-01", "家庭": {"户籍": "本市", "月收入": "1.2万元", "人数": 3,
  "子女们": [{"出生日期": "2021-03-05", "身高": 100.5, "依法生育": true, "残疾等级": "二级"}, {}],
  "养育确有困难": {"结论": true, "由": "街道办事处", "理由": "患病"}},
  "区": {"托位总数": 1000, "占比": "60％"}, "认定": {"本年度资金充足": false}, "读法": {"收入口径": "税后"}}"#;

/// What the quick reader takes, the careful reader reads as the same case; whether it takes it.
fn both_read_the_same(engine: &Engine, text: &str) -> bool {
    let mut asking = engine.asking(&[]);
    let plainly = asking.read_plainly(text, [None; 3], Date::MIN).cloned();
    let Some(plainly) = plainly else { return false };
    let carefully = asking.read_carefully(text, [None; 3], Date::MIN);
    assert_eq!(Ok(&plainly), carefully, "{text}");
    true
}

proptest::proptest! {
    /// Whatever is changed, put in or taken away: the reader answers, and names a place inside the text.
    #[test]
    fn no_change_of_a_case_makes_the_reader_fail(
        changes in proptest::collection::vec((0..400_usize, 0..4_usize, "[\\PC\\[\\]{}\",:0-9元年月日至是\u{0}\u{202e}]{0,3}"), 1..6)
    ) {
        thread_local! {
            static ENGINE: Engine = package();
        }
        let right = if changes.len() % 2 == 0 { RIGHT } else { PLAIN };
        let mut letters: Vec<char> = right.chars().collect();
        for (place, taken, put) in changes {
            let place = place.min(letters.len());
            let end = place.saturating_add(taken).min(letters.len());
            letters.splice(place..end, put.chars());
        }
        let text: String = letters.into_iter().collect();
        ENGINE.with(|engine| {
            both_read_the_same(engine, &text);
            if let Err(problems) = case_from_json(engine.model(), &text) {
                for problem in problems {
                    assert!(problem.at <= text.len() && !problem.message().is_empty() && !problem.way_out().is_empty());
                }
            }
        });
    }
}

#[test]
fn a_right_case_is_read() {
    let engine = package();
    assert!(case_from_json(engine.model(), RIGHT).is_ok());
    assert!(both_read_the_same(&engine, PLAIN));
}

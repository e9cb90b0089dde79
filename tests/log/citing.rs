//! The reverse index: a provision as rules, people and ids cite it, and the records that rest on it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tiaoli::log::{Asked, Cited, log_schema};
use tiaoli::record::Record;

use super::{log_of, said, tiaoli};

const TITLE: &str = "关于优化生育政策促进人口长期均衡发展的实施方案";

fn provision(id: &str) -> Value {
    json!({ "title": TITLE, "number": "某政发〔2022〕8号", "id": id })
}

#[test]
fn a_citation_in_any_spelling_holds_what_it_names_and_all_below_it() {
    let sentence = "part_5__item_12__para_1__sent_5";
    let statute = "art_19-1__para_2__point_3";
    let cases: [(&str, &[&str]); 22] = [
        ("第五部分第（十二）项第1段第5句", &[sentence]),
        ("第（十二）项第1段第5句", &[sentence]),
        ("第12项第１自然段第五句", &[sentence]),
        ("方案第（十二）项", &[sentence]),
        (
            "《关于优化生育政策促进人口长期均衡发展的实施方案》（某政发〔2022〕8号）第五部分",
            &[sentence],
        ),
        ("某政发〔2022〕8号第五部分", &[sentence]),
        ("实施方案，第五部分、第十二项", &[sentence]),
        ("part_5__item_12", &[sentence]),
        ("item_12__para_1", &[sentence]),
        ("clause 12, paragraph 1, sentence 5", &[sentence]),
        ("part 5, item (12), paragraph 1, sentence 5", &[sentence]),
        (
            "《关于优化生育政策促进人口长期均衡发展的实施方案》",
            &[sentence, statute],
        ),
        ("第十九条之一", &[statute]),
        ("第十九条之一第二款第（三）项", &[statute]),
        ("article 19-1 item 3", &[statute]),
        ("art_19-1__para_2", &[statute]),
        ("第十九条", &[]),
        ("第（十二）项第1段第6句", &[]),
        ("第1段第（十二）项", &[]),
        ("第十一项", &[]),
        ("决定第（十二）项", &[]),
        ("第一项", &[]),
    ];
    for (words, held) in cases {
        let asked = Asked::read(words).unwrap_or_else(|words| panic!("{words:?}"));
        for id in [sentence, statute] {
            assert_eq!(
                asked.holds(&provision(id)),
                held.contains(&id),
                "{words}: {id}"
            );
        }
    }
    for wrong in [
        "",
        "abc",
        "第",
        "第十二",
        "第十二条的",
        "《方案",
        "part_x",
        "第零条",
        "item",
        "_",
    ] {
        let words = Asked::read(wrong).expect_err(wrong);
        assert!(words.zh.contains("不是条文的写法") && words.en.contains("cites no provision"));
    }
}

/// The record of a case of the plan.
fn decided(root: &Path, height: &str, file: &str) -> Record {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/cn-beijing/plan-2022");
    let family = fs::read_to_string(format!("{plan}/data/family.json")).unwrap();
    assert!(family.contains("\"112\""));
    fs::write(root.join("facts.txt"), family.replace("\"112\"", height)).unwrap();
    let file = root.join(file).display().to_string();
    let words = [
        "decide",
        plan,
        "facts.txt",
        "儿童免票",
        "产假",
        "--as-of",
        "2024-06-15",
    ];
    tiaoli(root, &[&words[..], &["--record", &file]].concat());
    Record::read(&fs::read(&file).unwrap()).unwrap()
}

#[test]
fn the_records_that_rest_on_a_provision_are_counted_by_outcome() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let small = decided(root, "\"112\"", "a.json");
    let tall = decided(root, "\"150\"", "b.json");
    let cited = |words: &str| {
        let mut cited = Cited::new(Asked::read(words).unwrap());
        cited.add(&small, "small");
        cited.add(&tall, "tall");
        assert_eq!(cited.looked_at(), 2);
        cited
    };
    let sentence = cited("第（十二）项第1段第5句");
    let count = |code: &str| sentence.outcomes().get(code).copied().unwrap_or(0);
    assert_eq!(
        (count("holds"), count("fails")),
        (3, 1),
        "two children each"
    );
    assert_eq!(sentence.provisions().len(), 1);
    assert_eq!(sentence.hits().count(), 2);
    let item = cited("第（十二）项");
    assert!(item.provisions().len() > 1);
    assert!(
        item.outcomes()
            .get("pending")
            .is_some_and(|times| *times >= 2)
    );
    assert!(cited("第（十一）项").hits().next().is_none());
    // By the command: over a log, over the folder, and both, where each record counts once.
    said(&tiaoli(root, &["log", "new", "log"]), 0);
    said(
        &tiaoli(root, &["log", "append", "log", "a.json", "b.json"]),
        0,
    );
    let asked = ["--provision", "clause 12, paragraph 1, sentence 5"];
    for places in [&["log"][..], &["."], &["a.json", "b.json"], &["log", "."]] {
        let words = [&["log", "cited"], places, &asked].concat();
        let page = said(&tiaoli(root, &words), 0);
        assert!(
            page.contains("2 份记录里，依据 clause 12, paragraph 1, sentence 5 的有 2 份"),
            "{page}"
        );
        assert!(page.contains("合计　不成立 1，成立 3"), "{page}");
        let shape = tiaoli(root, &[&words[..], &["--json"]].concat());
        let shape: Value = serde_json::from_str(&said(&shape, 0)).unwrap();
        assert_eq!(shape["outcomes"], json!({ "fails": 1, "holds": 3 }));
        assert_eq!(
            shape["provisions"][0]["id"],
            "part_5__item_12__para_1__sent_5"
        );
    }
    let none = said(
        &tiaoli(
            root,
            &["log", "cited", "log", "--provision", "abc", "--lang", "en"],
        ),
        2,
    );
    assert!(none.contains("cites no provision"), "{none}");
    fs::write(root.join("c.json"), "{}").unwrap();
    let words = [&["log", "cited", "."], &asked[..], &["--lang", "en"]].concat();
    assert!(said(&tiaoli(root, &words), 1).contains("`./c.json` is not counted"));
}

#[test]
fn lines_heads_and_proofs_have_the_shapes_of_the_schema() {
    let schema = |part: Option<&str>| {
        let mut schema = log_schema();
        if let Some(part) = part {
            schema["oneOf"] = json!([{ "$ref": format!("#/$defs/{part}") }]);
        }
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        options.build(&schema).unwrap()
    };
    let line = schema(None);
    let (lines, walk) = log_of(3);
    for bytes in &lines {
        let value: Value = serde_json::from_slice(bytes).unwrap();
        assert!(line.is_valid(&value));
        for member in ["entry", "leaf"] {
            let mut less = value.clone();
            less.as_object_mut().unwrap().remove(member);
            assert!(!line.is_valid(&less), "{member}");
        }
    }
    let head: Value = serde_json::from_slice(&walk.head().bytes()).unwrap();
    assert!(schema(Some("head")).is_valid(&head) && !line.is_valid(&head));
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("log"), lines.concat()).unwrap();
    let empty = said(&tiaoli(folder.path(), &["log", "head", "log", "--json"]), 0);
    fs::write(folder.path().join("head"), empty).unwrap();
    for (part, words) in [("proof", &["2"][..]), ("extension", &["--since", "head"])] {
        let words = [&["log", "prove", "log"], words].concat();
        let proof: Value = serde_json::from_str(&said(&tiaoli(folder.path(), &words), 0)).unwrap();
        assert!(schema(Some(part)).is_valid(&proof), "{part}");
    }
    let printed = said(&tiaoli(folder.path(), &["schema", "log"]), 0);
    assert_eq!(
        serde_json::from_str::<Value>(&printed).unwrap(),
        log_schema()
    );
}

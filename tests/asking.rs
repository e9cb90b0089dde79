//! One question asked of many cases: the quick reader reads what the careful one reads, and the brief answer says what the
//! whole one says.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unreachable,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

#[path = "asking/facts.rs"]
mod facts;
#[expect(
    dead_code,
    unused_imports,
    reason = "what a package holds is counted by another test"
)]
mod generated;
mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Value, json};
use shelf::{Folder, policies};
use tiaoli::check::{Computed, DefinitionId, ExampleModel, ExampleValue};
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Asking, Case, Engine, Manifest, Question, SourceFile};
use tiaoli::quantity::Date;
use tiaoli::wire;

fn engine(rules: Vec<SourceFile>, texts: Vec<SourceFile>) -> Engine {
    let manifest = Manifest {
        name: "test/asking".to_owned(),
        version: "1.0.0".to_owned(),
        title: Words::same("问"),
    };
    let engine = Engine::open(manifest, rules, texts);
    assert!(engine.is_sound(), "{:?}", engine.problems());
    engine
}

fn of_text(text: String) -> Engine {
    let path = "generated.tiao".to_owned();
    let bytes = text.into_bytes();
    engine(vec![SourceFile { path, bytes }], Vec::new())
}

fn plan() -> Engine {
    opened::opened(&Folder::at(&policies().join("cn-beijing/plan-2022"))).engine
}

fn today() -> Date {
    Date::new(2026, 1, 1).unwrap()
}

/// Every definition and norm.
fn everything(engine: &Engine) -> Vec<Computed> {
    let model = engine.model();
    let definitions = (0_u32..)
        .zip(&model.definitions)
        .map(|(place, _)| Computed::Definition(DefinitionId(place)));
    definitions
        .chain(model.norms.iter().map(|norm| Computed::Norm(norm.id)))
        .collect()
}

/// Where the quick reader accepts a text, the careful one accepts it and the case is the same. Whether it was accepted.
fn both_read_the_same(asking: &mut Asking<'_>, text: &str) -> bool {
    let plainly = asking.read_plainly(text, [None; 3], today()).cloned();
    let Some(plainly) = plainly else {
        return false;
    };
    match asking.read_carefully(text, [None; 3], today()) {
        Ok(carefully) => assert!(
            &plainly == carefully,
            "{text}\n{plainly:#?}\n{carefully:#?}"
        ),
        Err(refused) => unreachable!("{text}\n{refused:?}"),
    }
    true
}

/// The example without what is only bounded.
fn settled(example: &ExampleModel) -> ExampleModel {
    let mut example = example.clone();
    example
        .facts
        .retain(|fact| !matches!(fact.value, ExampleValue::Between(..)));
    example
}

/// The brief answer says what the whole one says.
fn brief_says_the_same(engine: &Engine, example: &ExampleModel, goals: &[Computed]) {
    let case = Case::of_example(example);
    let clocks = Engine::clocks(&case, [None; 3], example.as_of);
    let question = Question {
        goals: goals.to_vec(),
        clocks,
        explained: false,
    };
    let whole = wire::decision(engine, &engine.decide(&case, &question).unwrap());
    let mut out = Vec::new();
    let mut asking = engine.asking(goals);
    wire::brief(&asking.answer_case(&case, clocks).unwrap(), &mut out);
    let brief: Value = serde_json::from_slice(&out).unwrap();
    thread_local! {
        static SCHEMA: jsonschema::Validator = jsonschema::validator_for(&wire::brief_schema()).unwrap();
    }
    SCHEMA.with(|schema| {
        let wrong: Vec<String> = schema.iter_errors(&brief).map(|e| e.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{brief:#}");
    });
    let name = &example.label.name;
    for key in ["as_of", "law_as_of", "known_as_of"] {
        assert_eq!(brief[key], whole[key], "{name}");
    }
    let pairs = |key: &str| {
        let (brief, whole) = (
            brief[key].as_array().unwrap(),
            whole[key].as_array().unwrap(),
        );
        assert_eq!(brief.len(), whole.len(), "{name}: {key}");
        brief.clone().into_iter().zip(whole.clone())
    };
    for (brief, whole) in pairs("answers") {
        let pick = |key: &str| (brief[key].clone(), whole[key].clone());
        for key in ["norm", "alias", "outcome", "state"] {
            let (brief, whole) = pick(key);
            assert_eq!(brief, whole, "{name}: {key}");
        }
        assert_eq!(brief["instance"], whole["instance_path"], "{name}");
        assert_eq!(brief["fault"].is_null(), whole["fault"].is_null(), "{name}");
        same_value(&brief["measured"], &whole["measured"], name);
        if !brief["deadline"]["value"].is_null() {
            assert_eq!(
                brief["deadline"]["value"], whole["deadline"]["en"],
                "{name}"
            );
        }
        same_grants(&brief["grants"], &whole["grants"], name);
        same_missing(&brief["missing"], &whole["missing"], name);
        let readings: Value = list(&whole["readings"])
            .iter()
            .map(|one| (words(&one["name"]["zh"]), one["option"]["zh"].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let told = brief.get("readings").cloned().unwrap_or(json!({}));
        assert_eq!(told, readings, "{name}");
        let defaults: Vec<&Value> = list(&whole["defaults"])
            .iter()
            .map(|d| &d["path"])
            .collect();
        let told: Vec<&Value> = list(&brief["defaults"]).iter().collect();
        assert_eq!(told, defaults, "{name}");
    }
    for (brief, whole) in pairs("figures") {
        for key in ["definition", "alias"] {
            assert_eq!(brief[key], whole[key], "{name}");
        }
        assert_eq!(brief["instance"].is_null(), whole["instance"].is_null());
        same_value(&brief, &whole["value"], name);
        same_missing(&brief["missing"], &whole["missing"], name);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn same_grants(brief: &Value, whole: &Value, name: &str) {
    assert_eq!(list(brief).len(), list(whole).len(), "{name}");
    for (brief, whole) in list(brief).iter().zip(list(whole)) {
        assert_eq!(
            (&brief["label"], &brief["bound"]),
            (&whole["label"], &whole["bound"])
        );
        assert_eq!(brief["per"].is_null(), whole["per"].is_null(), "{name}");
        assert_eq!(brief["fault"].is_null(), whole["fault"].is_null(), "{name}");
        if brief["fault"].is_null() {
            same_value(brief, &whole["value"], name);
        }
        same_missing(&brief["missing"], &whole["missing"], name);
    }
}

fn same_missing(brief: &Value, whole: &Value, name: &str) {
    assert_eq!(list(brief).len(), list(whole).len(), "{name}");
    for (brief, whole) in list(brief).iter().zip(list(whole)) {
        assert_eq!(brief["kind"], whole["kind"], "{name}");
        match words(&whole["path"]) {
            path if path.is_empty() => {
                let owner = brief["kind"] == "owner";
                assert!(owner || words(&whole["name"]["zh"]) == words(&brief["name"]));
            }
            path => assert_eq!(words(&brief["name"]), path, "{name}"),
        }
    }
}

/// What is known of a value, in both shapes.
fn same_value(brief: &Value, whole: &Value, name: &str) {
    if whole.is_null() {
        assert!(
            brief["value"].is_null() && brief["low"].is_null(),
            "{name}: {brief}"
        );
        return;
    }
    if !brief["fault"].is_null() {
        assert_eq!(whole["settled"], json!(false), "{name}");
        return;
    }
    assert_eq!(
        !brief["value"].is_null(),
        whole["settled"] == json!(true),
        "{name}: {brief} {whole}"
    );
    let [low, high] = ["low", "high"].map(|end| {
        if brief["value"].is_null() {
            &brief[end]
        } else {
            &brief["value"]
        }
    });
    let told = words(&whole["zh"]);
    if !whole["low"].is_null() || !whole["high"].is_null() {
        assert_eq!((low, high), (&whole["low"], &whole["high"]), "{name}");
        return;
    }
    match low {
        Value::Bool(holds) => assert_eq!(words(&whole["en"]), if *holds { "yes" } else { "no" }),
        Value::String(said) if brief["value"].is_string() => {
            let english = words(&whole["en"]);
            // An empty period has no days to name.
            let empty = said.is_empty() && english == "no day";
            let same = told == *said || told == format!("“{said}”") || english == *said || empty;
            assert!(same || said.contains('/'), "{name}: {brief} {whole}");
        }
        _ => {}
    }
}

#[test]
fn both_readers_read_every_example_of_the_plan_alike() {
    let engine = plan();
    let mut asking = engine.asking(&[]);
    let (mut all, mut plain) = (0, 0);
    for example in &engine.model().examples {
        let text = facts::json(engine.model(), &settled(example));
        assert!(both_read_the_same(&mut asking, &text), "given up: {text}");
        let text = facts::json(engine.model(), example);
        all += 1;
        plain += usize::from(both_read_the_same(&mut asking, &text));
        let case = asking.read_carefully(&text, [None; 3], today());
        assert!(case.is_ok(), "{text}\n{:?}", case.err());
    }
    assert!(all > 50 && plain * 2 > all, "{plain} of {all}");
}

#[test]
fn the_brief_answer_to_every_example_of_the_plan_says_what_the_whole_one_says() {
    let engine = plan();
    for (number, example) in engine.model().examples.iter().enumerate() {
        brief_says_the_same(&engine, example, &engine.goals_of(example));
        if number % 16 == 0 {
            brief_says_the_same(&engine, example, &everything(&engine));
        }
    }
}

/// The same packages in every run.
fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_220_121),
        ..Config::default()
    }
}

/// Whether a case gives instances of an object beside its lists.
fn stand_by_themselves(text: &str) -> bool {
    let case: Value = serde_json::from_str(text).unwrap();
    case.as_object().unwrap().values().any(Value::is_array)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn generated_cases_are_read_alike_and_answered_alike(
        stream in prop::collection::vec(any::<u32>(), 0..500)
    ) {
        let engine = of_text(generated::package(stream).text());
        let goals = everything(&engine);
        let example = &engine.model().examples[0];
        let mut asking = engine.asking(&goals);
        both_read_the_same(&mut asking, &facts::json(engine.model(), example));
        let text = facts::json(engine.model(), &settled(example));
        let read = both_read_the_same(&mut asking, &text);
        // Members of a list that also stand by themselves come out of order: the careful reader takes those.
        prop_assert!(read || stand_by_themselves(&text), "given up: {}", text);
        brief_says_the_same(&engine, example, &goals);
    }
}

#[test]
fn a_question_asked_again_knows_nothing_of_the_case_before() {
    let rules = "文件 规则：标题《规则》；全文 未收录。对象 孩：岁：整数，又称 age。对象 家：人数：整数，默认 1；孩们：多个 孩。\
        定义 家人：依据：规则第一条；是指：家的人数 ＋ 家的孩们的个数。";
    let engine = of_text(rules.to_owned());
    let mut asking = engine.asking(&everything(&engine));
    let mut said = |text: &str| {
        let mut out = Vec::new();
        wire::brief(&asking.answer(text, [None; 3], today()).unwrap(), &mut out);
        let brief: Value = serde_json::from_slice(&out).unwrap();
        brief["figures"][0].clone()
    };
    let three = json!({ "definition": "家人", "value": "3", "unit": "pieces" });
    let one =
        json!({ "definition": "家人", "value": "1", "unit": "pieces", "defaults": ["家.人数"] });
    for _ in 0..2 {
        assert_eq!(said(r#"{"家": {"人数": 2, "孩们": [{}]}}"#), three);
        assert_eq!(
            said(r#"{"家": {"人数": {"至少": 2, "至多": 2}, "孩们": [{"age": 3}]}}"#),
            three
        );
        assert_eq!(said(r#"{"家": {"孩们": []}}"#), one);
        let open = said("{}");
        assert_eq!(open["low"], "1");
        assert_eq!(
            open["missing"],
            json!([{ "kind": "list", "name": "家.孩们" }])
        );
    }
}

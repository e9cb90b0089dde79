//! The ledger of the plan is complete to the sentence, and every declaration of it is needed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

#[path = "package/checking.rs"]
mod checking;
mod package;
mod shelf;

use checking::checked;
use package::package;
use tiaoli::check::{Model, Standing, ledger};
use tiaoli::diagnostic::{Language, plain};
use tiaoli::source::Texts;

#[test]
fn every_sentence_of_the_plan_is_accounted_for() {
    let (texts, inputs) = package();
    let (model, problems) = checked(&texts, &inputs);
    let told: Vec<String> = problems
        .iter()
        .map(|one| plain(one, &texts, Language::Zh))
        .collect();
    assert!(!problems.has_errors(), "{}", told.join("\n"));
    let ledger = ledger(&model);
    let plan = &ledger.instruments[0];
    assert!(plan.asked.is_some());
    assert_eq!(plan.clauses.len(), 23, "the preamble and 22 clauses");
    for clause in &plan.clauses {
        assert!(!clause.sentences.is_empty(), "{}", clause.path);
    }
    assert_eq!(plan.left().count(), 0);
    assert!(plan.tally.sentences.contains_key(&Standing::Executable));
}

/// The model without one declaration that can account for words.
fn without(model: &Model, kind: &str, name: &str) -> Model {
    let mut less = model.clone();
    let object = |id: Option<tiaoli::check::ObjectId>| {
        let object = id.map(|id| model.objects[id.index()].label.name.clone());
        object.map_or(String::new(), |object| format!("{object}的"))
    };
    match kind {
        "参数" => less.parameters.retain(|one| one.label.name != name),
        "读法" => less.readings.retain(|one| one.label.name != name),
        "宣示" => less.declaratories.retain(|one| one.label.name != name),
        "废止" => less.repeals.retain(|one| one.label.name != name),
        "认定" => less
            .findings
            .retain(|one| format!("{}{}", object(one.object), one.label.name) != name),
        "定义" => less
            .definitions
            .retain(|one| format!("{}{}", object(one.object), one.label.name) != name),
        "表" => less
            .tables
            .retain(|one| format!("{}{}", object(one.object), one.label.name) != name),
        _ => less.norms.retain(|one| one.label.name != name),
    }
    less
}

#[test]
fn without_the_declarations_of_one_sentence_its_words_are_left() {
    let (texts, inputs) = package();
    let (model, _) = checked(&texts, &inputs);
    let full = ledger(&model);
    let plan = &full.instruments[0];
    let sentences: Vec<_> = plan
        .clauses
        .iter()
        .flat_map(|clause| &clause.sentences)
        .collect();
    let mut alone = 0;
    for sentence in &sentences {
        let mut less = model.clone();
        for entry in &sentence.entries {
            less = without(&less, entry.kind.0, &entry.name);
        }
        let emptied = ledger(&less);
        let left: Vec<_> = emptied.instruments[0].left().collect();
        let found = left.iter().find(|one| one.path == sentence.path).unwrap();
        assert_eq!(found.standing, Standing::NotEncoded, "{}", sentence.words);
        assert_eq!(found.entries, []);
    }
    // A declaration that alone rests on a sentence cannot be spared.
    for sentence in sentences.iter().filter(|one| one.entries.len() == 1) {
        let entry = &sentence.entries[0];
        let less = ledger(&without(&model, entry.kind.0, &entry.name));
        let mut left = less.instruments[0].left();
        assert!(left.any(|one| one.path == sentence.path), "{}", entry.name);
        alone += 1;
    }
    assert!(alone > 20, "{alone}");
}

/// The package with one declaration cut out of its rule files, and whether there was one.
fn cut(texts: &Texts, beginning: &str) -> Texts {
    let mut cut = Texts::new();
    let mut found = 0;
    for text in texts.iter() {
        let mut content = text.content().to_owned();
        if let Some(start) = content.find(beginning) {
            let end = start + content[start..].find("。\n").unwrap() + "。".len();
            content.replace_range(start..end, "");
            found += 1;
        }
        cut.add(text.name(), content).unwrap();
    }
    assert_eq!(found, 1, "{beginning}");
    cut
}

#[test]
fn the_check_fails_where_a_declaration_is_deleted() {
    let (texts, inputs) = package();
    for (beginning, passage, words) in [
        (
            "宣示 制定宗旨",
            "序言第7段第1句",
            "组织实施好三孩生育政策及配套措施",
        ),
        (
            "宣示 指导思想",
            "第一部分第（一）项第1段第1句",
            "全面贯彻党的十九大和十九大历次全会精神",
        ),
        (
            "权利 育儿假",
            "第五部分第（十二）项第1段第1句",
            "建立育儿假",
        ),
    ] {
        let texts = cut(&texts, beginning);
        let (_, problems) = checked(&texts, &inputs);
        let left = problems.iter().filter(|one| one.code().name() == "E0541");
        let told: Vec<String> = left.map(|one| one.message().zh.clone()).collect();
        assert_eq!(told.len(), 1, "{beginning}: {told:?}");
        assert!(
            told[0].contains(passage) && told[0].contains(words),
            "{}",
            told[0]
        );
    }
}

#[test]
fn one_changed_word_of_the_text_is_told_with_the_clause_the_quote_and_the_nearest_passage() {
    let (texts, mut inputs) = package();
    let plan = &inputs.texts["source/plan.txt"];
    let changed = plan.replace("1.3米以下儿童", "1.2米以下儿童");
    assert_ne!(changed.as_str(), &**plan);
    inputs
        .texts
        .insert("source/plan.txt".to_owned(), changed.into());
    let (_, problems) = checked(&texts, &inputs);
    let told: Vec<String> = problems
        .iter()
        .map(|one| plain(one, &texts, Language::Zh))
        .collect();
    let told = told.join("\n");
    for words in [
        "摘要",
        "第（十二）项",
        "1.3米以下儿童乘坐公交、地铁,享受免票",
        "【1.2】米以下儿童乘坐公交",
    ] {
        assert!(told.contains(words), "{words}:\n{told}");
    }
}

#[test]
fn words_of_a_declaration_that_failed_are_no_second_error() {
    let (texts, inputs) = package();
    let mut wrong = Texts::new();
    for text in texts.iter() {
        let content = text
            .content()
            .replace("条件：育有子女；", "条件：育有子女女；");
        wrong.add(text.name(), content).unwrap();
    }
    let (_, problems) = checked(&wrong, &inputs);
    assert!(problems.has_errors());
    assert!(problems.iter().all(|one| one.code().name() != "E0541"));
}

//! Twenty decisions, each told to a citizen, an officer and an auditor, in Chinese and in English. The snapshots are read by
//! people: what is stiff, doubled or unclear in them is mended in the words of the program.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

#[path = "account/page.rs"]
mod page;

#[path = "account/recorded.rs"]
mod recorded;

#[path = "account/kinds.rs"]
mod kinds;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use opened::opened;
use shelf::{Folder, policies};
use tiaoli::account::{Account, Depth, SEARCHED};
use tiaoli::cli::{Form, told};
use tiaoli::diagnostic::{Language, Words};
use tiaoli::engine::code::Computed;
use tiaoli::engine::{Case, Engine, Question, case_from_json};
use tiaoli::quantity::Date;
use tiaoli::wire;

/// Where the facts come from.
enum Facts {
    Example(&'static str),
    File(&'static str),
}

use Facts::{Example, File};

/// What is told: the name of its snapshot, the package, the facts, the goals (those of the example where none is named).
type Told = (&'static str, &'static str, Facts, &'static [&'static str]);

const BIRTH: &str = "cn-beijing/birth-one-matter";
const PLAN: &str = "cn-beijing/plan-2022";
const SUBSIDY: &str = "cn-beijing/child-subsidy-2025";
/// A small package beside this suite: no policy under `policies/` is at fault for facts that its own checks let through.
const HEATING: &str = "heating";

#[rustfmt::skip]
const TOLD: [Told; 20] = [
    ("leave", BIRTH, File("family.json"), &["产假"]),
    ("help_by_table_and_bands", HEATING, Example("表和分档"), &[]),
    ("help_cannot_be_computed", HEATING, Example("人数是零"), &[]),
    ("leave_unless", BIRTH, File("employee.json"), &["生育奖励假"]),
    ("deduction", BIRTH, File("family.json"), &["家庭照护扣除"]),
    ("subsidy_of_three_children", BIRTH, File("family.json"), &["本市育儿补贴"]),
    ("subsidy_no_alternative_holds", SUBSIDY, Example("H18不是依法生育也不是无人抚养"), &[]),
    ("subsidy_exception_applies", SUBSIDY, Example("迁入当年已经领过不再发"), &[]),
    ("subsidy_fact_missing", SUBSIDY, Example("户籍不知道则待定"), &[]),
    ("subsidy_not_in_force", SUBSIDY, Example("细则适用以前不适用"), &[]),
    ("subsidy_not_known_yet", SUBSIDY, Example("H20细则成文以前还不知道本市标准"), &[]),
    ("housing_priority_awaits_finding", BIRTH, File("family.json"), &["多子女家庭优先配租", "特殊家庭优先配租"]),
    ("housing_by_finding", "cn-beijing/public-rental-2011", Example("区里认定符合则来京家庭可以申请"), &[]),
    ("travel", PLAN, File("family.json"), &["儿童免票"]),
    ("special_family", "cn-beijing/special-assistance", Example("特殊家庭六十周岁每年一千二百元"), &[]),
    ("allowance_with_readings", "cn-beijing/maternity-insurance", Example("H4四种口径并列"), &["生育津贴"]),
    ("employer_violates", "cn/women-rights", Example("因产假降薪就违反"), &[]),
    ("employer_undetermined", "cn/women-rights", Example("四项没有一项不知道则无法判断"), &[]),
    ("district_target_missed", PLAN, File("city-2025.json"), &["每千人托位", "普惠占比"]),
    ("deadline_counted", SUBSIDY, Example("十一月确认十二月底以前发"), &[]),
];

fn days(facts: &Facts) -> Option<Date> {
    match facts {
        File("city-2025.json") => Date::new(2025, 12, 31),
        File(_) => Date::new(2024, 6, 15),
        Example(_) => None,
    }
}

/// The account of a decision in one depth, with what would be different.
fn account(engine: &Engine, told: &Told, depth: Depth) -> Account {
    plain(engine, told, depth).with_what_if(engine, &case_of(engine, told).0, SEARCHED)
}

/// The case, and what its example asks.
fn case_of(engine: &Engine, (_, package, facts, _): &Told) -> (Case, Vec<Computed>) {
    match facts {
        Example(name) => {
            let example = engine
                .example(name)
                .unwrap_or_else(|| panic!("{package} has no {name}"));
            (Case::of_example(example), engine.goals_of(example))
        }
        File(name) => {
            let path = policies().join(package).join("data").join(name);
            let text = std::fs::read_to_string(path).unwrap();
            (case_from_json(engine.model(), &text).unwrap(), Vec::new())
        }
    }
}

/// The account of a decision in one depth, without what would be different.
fn plain(engine: &Engine, told: &Told, depth: Depth) -> Account {
    let (_, package, facts, goals) = told;
    let (case, asked) = case_of(engine, told);
    let goals: Vec<String> = goals.iter().map(|goal| (*goal).to_owned()).collect();
    let goals = if goals.is_empty() {
        asked
    } else {
        engine.goals_named(&goals).unwrap()
    };
    let today = days(facts).or(case.as_of).unwrap();
    let question = Question {
        goals,
        clocks: Engine::clocks(&case, [None; 3], today),
        explained: true,
    };
    let decision = engine.decide(&case, &question).unwrap();
    let mut account = Account::of(engine, &case, &decision, depth);
    account.title = title(package);
    account
}

/// What the manifest calls a package; engines of tests are opened by their files alone.
fn title(package: &str) -> Words {
    let text = std::fs::read_to_string(folder(package).join("tiaoli.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let said = |language: &str| manifest["title"][language].as_str().unwrap();
    Words::new(said("zh"), said("en"))
}

/// Where a package of the table stands.
fn folder(package: &str) -> PathBuf {
    if package == HEATING {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account/heating")
    } else {
        policies().join(package)
    }
}

/// Every package of the table, opened once.
fn engines() -> BTreeMap<&'static str, Engine> {
    let names = TOLD.iter().map(|(_, package, ..)| *package);
    names
        .map(|name| (name, opened(&Folder::at(&folder(name))).engine))
        .collect()
}

#[test]
fn twenty_decisions_are_told_in_three_depths_and_two_languages() {
    let engines = engines();
    let schema = wire::account_schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for one in &TOLD {
        let engine = engines.get(one.1).unwrap();
        let mut page = String::new();
        for depth in Depth::ALL {
            let json = wire::account(&account(engine, one, depth));
            let wrong: Vec<String> = (schema.iter_errors(&json))
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", one.0);
        }
        for language in [Language::Zh, Language::En] {
            for depth in Depth::ALL {
                let account = account(engine, one, depth);
                page.push_str(&format!("════ {} · {language:?}\n", depth.code()));
                page.push_str(&told(&account, language, Form::Text));
                page.push('\n');
            }
        }
        insta::with_settings!({ omit_expression => true, snapshot_path => "snapshots/account", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(one.0, page);
        });
    }
}

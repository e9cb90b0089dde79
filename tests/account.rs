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

use std::collections::BTreeMap;

use opened::opened;
use shelf::{Folder, policies};
use tiaoli::account::{Account, Depth, SEARCHED};
use tiaoli::cli::{Form, told};
use tiaoli::diagnostic::Language;
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

#[rustfmt::skip]
const TOLD: [Told; 20] = [
    ("leave", BIRTH, File("family.json"), &["产假"]),
    ("leave_by_the_city", "cn-beijing/population-regulation", Example("单胎顺产合计一百五十八日"), &["延长生育假"]),
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
    ("special_family_other_law", "cn-beijing/special-assistance", Example("已在高档补贴不再另发"), &[]),
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

/// The account of a decision in one depth.
fn account(engine: &Engine, (_, package, facts, goals): &Told, depth: Depth) -> Account {
    let (case, asked) = match facts {
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
    };
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
    Account::of(engine, &case, &decision, depth).with_what_if(engine, &case, SEARCHED)
}

/// Every package of the table, opened once.
fn engines() -> BTreeMap<&'static str, Engine> {
    let names = TOLD.iter().map(|(_, package, ..)| *package);
    names
        .map(|name| (name, opened(&Folder::at(&policies().join(name))).engine))
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

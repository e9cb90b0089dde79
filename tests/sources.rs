//! No unsure figure reaches an outcome without its flag: every example of every package under `policies/` is decided, and
//! what its steps touched is held against what the answers say, on the page and as JSON.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/every.rs"]
mod every;

#[path = "shelf/opened.rs"]
mod opened;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use every::every;
use opened::opened;
use serde_json::Value;
use shelf::{Folder, policies};
use tiaoli::check::{Confidence, ExampleModel, Parameter, ParameterLine};
use tiaoli::engine::code::StepKind;
use tiaoli::engine::{Case, Decision, Engine, Graph, Mark, Question};
use tiaoli::quantity::Date;
use tiaoli::wire;

/// An unsure line: the name of its parameter and the line.
type Unsure<'e> = (&'e Parameter, &'e ParameterLine);

fn decide(engine: &Engine, example: &ExampleModel) -> Decision {
    let case = Case::of_example(example);
    let question = Question {
        goals: engine.goals_of(example),
        clocks: Engine::clocks(&case, [None; 3], example.as_of),
        explained: true,
    };
    engine.decide(&case, &question).unwrap()
}

fn is_unsure(parameter: &Parameter, line: &ParameterLine) -> bool {
    matches!(
        line.confidence,
        Some(Confidence::V3 | Confidence::Gk | Confidence::Unc)
    ) || line.unsettled.is_some()
        || !parameter.unsettled.is_empty()
}

/// The line of a parameter that a step read, by the normative page: in force on the day, known, published last.
fn line<'e>(
    parameter: &'e Parameter,
    graph: &Graph,
    inputs: &[u32],
    [law, known]: [Date; 2],
) -> Option<&'e ParameterLine> {
    let day = match inputs.first() {
        None => law,
        Some(input) => match &graph.nodes[*input as usize].ends {
            Some([Some(low), Some(high)]) if low == high => parsed(low),
            _ => return None,
        },
    };
    let mut best: Option<&ParameterLine> = None;
    for line in &parameter.lines {
        let inside = line.in_force.from.is_none_or(|from| from <= day)
            && line.in_force.until.is_none_or(|until| day < until);
        let heard = line.published.is_none_or(|published| published <= known);
        let later = best.is_none_or(|best| best.published <= line.published);
        if inside && heard && later {
            best = Some(line);
        }
    }
    best
}

fn parsed(day: &str) -> Date {
    let parts: Vec<&str> = day.split('-').collect();
    Date::new(
        parts[0].parse().unwrap(),
        parts[1].parse().unwrap(),
        parts[2].parse().unwrap(),
    )
    .unwrap()
}

/// The unsure lines among some steps and what they come from.
fn touched<'e>(engine: &'e Engine, decision: &Decision, roots: Vec<u32>) -> Vec<Unsure<'e>> {
    let graph = decision.graph.as_ref().unwrap();
    let days = [decision.clocks.law_as_of, decision.clocks.known_as_of];
    let mut seen = BTreeSet::new();
    let mut open = roots;
    let mut found: Vec<Unsure<'e>> = Vec::new();
    while let Some(id) = open.pop() {
        let node = &graph.nodes[id as usize];
        if node.mark == Mark::Idle || !seen.insert(id) {
            continue;
        }
        open.extend(&node.inputs);
        let StepKind::Parameter(parameter) = node.kind else {
            continue;
        };
        let parameter = &engine.model().parameters[parameter.index()];
        let read = line(parameter, graph, &node.inputs, days);
        let unsure = read.filter(|line| is_unsure(parameter, line));
        found.extend(unsure.map(|line| (parameter, line)));
    }
    found
}

/// The steps of the values of definitions that were asked for.
fn defined(engine: &Engine, decision: &Decision) -> Vec<u32> {
    let graph = decision.graph.as_ref().unwrap();
    let asked = |kind: StepKind| {
        let StepKind::Definition(id) = kind else {
            return false;
        };
        let name = &engine.model().definitions[id.index()].label.name;
        decision.figures.iter().any(|figure| figure.name == *name)
    };
    let places = (0_u32..).zip(&graph.nodes);
    places
        .filter(|(_, node)| asked(node.kind))
        .map(|(place, _)| place)
        .collect()
}

/// The brief answers to an example.
fn brief(engine: &Engine, example: &ExampleModel) -> Value {
    let case = Case::of_example(example);
    let clocks = Engine::clocks(&case, [None; 3], example.as_of);
    let mut asking = engine.asking(&engine.goals_of(example));
    let mut out = Vec::new();
    wire::brief(&asking.answer_case(&case, clocks).unwrap(), &mut out);
    let brief: Value = serde_json::from_slice(&out).unwrap();
    let schema = jsonschema::validator_for(&wire::brief_schema()).unwrap();
    assert!(schema.is_valid(&brief), "{brief}");
    brief
}

/// Whether each line is flagged, with a confidence no better than its own.
fn flagged(brief: &Value, unsure: &[Unsure<'_>], place: &str) {
    for (parameter, line) in unsure {
        let flags = brief["flags"].as_array().unwrap();
        let name = parameter.label.name.as_str();
        let own = line.confidence.map(Confidence::code);
        let is = |flag: &Value| {
            let told = flag["confidence"].as_str();
            flag["kind"] == "figure" && flag["name"] == name && rank(told) >= rank(own)
        };
        assert!(flags.iter().any(is), "{place}: {name} {flags:?}");
    }
}

fn rank(confidence: Option<&str>) -> Option<usize> {
    let known = ["V1", "V2", "V3", "GK", "UNC"];
    known.iter().position(|one| confidence == Some(one))
}

/// Whether each line is among the figures.
fn all_said(figures: &[Value], unsure: &[Unsure<'_>], place: &str) {
    for (parameter, line) in unsure {
        assert!(
            figures.iter().any(|figure| says(figure, parameter, line)),
            "{place}: {} {figures:#?}",
            parameter.label.name
        );
    }
}

/// The name of a parameter in its own package.
fn own_name(parameter: &Parameter) -> &str {
    after_colon(&parameter.label.name)
}

fn after_colon(name: &str) -> &str {
    name.split_once(['：', ':']).map_or(name, |(_, own)| own)
}

/// Whether a figure as JSON is this line, with its confidence and its doubts.
fn says(figure: &Value, parameter: &Parameter, line: &ParameterLine) -> bool {
    let code = line.confidence.map(Confidence::code);
    let from = line.in_force.from.map(|day| day.to_string());
    figure["name"]["zh"] == own_name(parameter)
        && figure["confidence"]["code"].as_str() == code
        && figure["from"].as_str() == from.as_deref()
        && figure["overdue"] == line.check_by.is_some_and(|day| day < as_of(figure, line))
        && line
            .unsettled
            .iter()
            .chain(&parameter.unsettled)
            .all(|note| {
                figure["unsettled"]
                    .as_array()
                    .unwrap()
                    .contains(&note.as_str().into())
            })
}

/// The day of judgement is not in a figure: what it says of 复核 is held against the day that would make it true.
fn as_of(figure: &Value, line: &ParameterLine) -> Date {
    match (figure["overdue"].as_bool(), line.check_by) {
        (Some(true), Some(day)) => day.checked_add_days(1).unwrap(),
        _ => Date::MIN,
    }
}

/// The printed page without blanks and line breaks.
fn page(folder: &Folder, example: &ExampleModel, language: &str) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(["--lang", language, "decide"])
        .arg(policies().join(&folder.name))
        .args(["--example", &example.label.name])
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    out.split_whitespace().collect()
}

/// What the program prints for the example of the small package, in both languages.
fn printed(command: &str, language: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources/allowance");
    let ran = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(["--lang", language, command])
        .arg(root)
        .args(["--example", "两个孩子一个在年龄内"])
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn a_page_says_where_each_figure_comes_from_and_how_sure_it_is() {
    for language in ["zh", "en"] {
        for command in ["decide", "explain"] {
            insta::assert_snapshot!(format!("{command}_{language}"), printed(command, language));
        }
    }
}

#[test]
fn a_quoted_term_keeps_both_its_brackets() {
    let page = printed("explain", "zh");
    assert!(page.contains("月补助 × （全年月数 － 1个月）\n"), "{page}");
}

#[test]
fn the_yearly_subsidy_of_beijing_is_inferred_and_says_so() {
    let folder = Folder::at(&policies().join("cn-beijing/child-subsidy-2025"));
    let engine = opened(&folder).engine;
    let unsure = |name: &str| {
        let parameters = &engine.model().parameters;
        let found = parameters
            .iter()
            .find(|one| one.label.name == name)
            .unwrap();
        found
            .lines
            .iter()
            .map(|line| (line.confidence, line.unsettled.is_some()))
            .collect::<Vec<_>>()
    };
    for name in ["本市年标准", "本市月标准"] {
        assert_eq!(unsure(name), [(Some(Confidence::Unc), true)], "{name}");
    }
}

#[test]
fn an_outcome_that_rests_on_an_unsure_figure_says_so_on_the_page_and_as_json() {
    let mut told = BTreeSet::new();
    let mut english = BTreeSet::new();
    for folder in every() {
        let engine = opened(&folder).engine;
        assert!(engine.is_sound(), "{}", folder.name);
        for example in &engine.model().examples {
            let decision = decide(&engine, example);
            let shapes = wire::decision(&engine, &decision);
            let place = format!("{} {}", folder.name, example.label.name);
            let list = |shape: &Value| shape.as_array().unwrap().clone();
            let mut unsure: Vec<Unsure<'_>> = Vec::new();
            let roots = &decision.graph.as_ref().unwrap().roots;
            assert_eq!(roots.len(), decision.answers.len());
            let brief = brief(&engine, example);
            let both = list(&shapes["answers"])
                .into_iter()
                .zip(list(&brief["answers"]));
            for (roots, (answer, brief)) in roots.iter().zip(both) {
                let touched = touched(&engine, &decision, roots.clone());
                flagged(&brief, &touched, &place);
                all_said(&list(&answer["figures"]), &touched, &place);
                unsure.extend(touched);
            }
            let values = list(&shapes["figures"]);
            let taken: Vec<Value> = values
                .iter()
                .flat_map(|value| list(&value["figures"]))
                .collect();
            let touched = touched(&engine, &decision, defined(&engine, &decision));
            all_said(&taken, &touched, &place);
            let flags = list(&brief["figures"]).into_iter();
            let flags: Vec<Value> = flags
                .filter_map(|figure| figure["flags"].as_array().cloned())
                .flatten()
                .collect();
            flagged(&serde_json::json!({ "flags": flags }), &touched, &place);
            unsure.extend(touched);
            if unsure.is_empty() {
                continue;
            }
            // Both languages say the same: the English page is looked at once for each package.
            let zh = page(&folder, example, "zh");
            let en = (english.insert(folder.name.clone())).then(|| page(&folder, example, "en"));
            for (parameter, line) in unsure {
                in_chinese(&zh, parameter, line);
                if let Some(en) = &en {
                    in_english(en, parameter, line);
                }
                told.extend(line.confidence);
            }
        }
    }
    // The packages hold figures of every kind of doubt; without them nothing would be tested.
    assert!(told.contains(&Confidence::Unc) && told.contains(&Confidence::V3));
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}

/// Whether an entry of a page begins with a name and holds a mark.
fn is_marked(page: &str, head: &str, name: &str, mark: &str) -> bool {
    let mut entries = page.split(head).filter(|entry| entry.starts_with(name));
    entries.any(|entry| entry.contains(mark))
}

fn in_chinese(page: &str, parameter: &Parameter, line: &ParameterLine) {
    let name = bare(own_name(parameter));
    let mark = match line.confidence {
        Some(Confidence::Unc) => "UNC未定",
        Some(Confidence::Gk) => "GK常识",
        Some(Confidence::V3) => "V3孤证",
        _ => "存疑：",
    };
    assert!(
        is_marked(page, "数字", &name, mark),
        "{name} {mark}\n{page}"
    );
    for note in line.unsettled.iter().chain(&parameter.unsettled) {
        assert!(page.contains(&bare(note)), "{note}\n{page}");
    }
}

fn in_english(page: &str, parameter: &Parameter, line: &ParameterLine) {
    let alias = parameter.label.alias.as_deref();
    let alias = alias.map(|alias| after_colon(alias).replace('_', ""));
    let name = alias.unwrap_or_else(|| bare(own_name(parameter)));
    let mark = match line.confidence {
        Some(Confidence::Unc) => "UNCnotsettled",
        Some(Confidence::Gk) => "GKcommonknowledge",
        Some(Confidence::V3) => "V3asinglereport",
        _ => "unsettled:",
    };
    assert!(
        is_marked(page, "figure:", &name, mark),
        "{name} {mark}\n{page}"
    );
}

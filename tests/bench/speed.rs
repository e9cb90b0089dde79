//! `cargo bench`: the workload of `tests/bench/workload` beside the same rules by hand in Rust, in one run, as ratios.
//!
//! Every figure is the median of rounds; the two sides of a ratio take turns within each round, since a machine's speed drifts.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a benchmark reads files and the clock, and prints"
)]

mod handwritten;
mod households;
mod laid;
#[path = "../package/mod.rs"]
mod package;
#[path = "../shelf/mod.rs"]
mod shelf;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tiaoli::check::{Computed, Inputs, Model};
use tiaoli::compile::{Plan, Program, compile};
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Engine, Manifest, Question, SourceFile, case_from_json};
use tiaoli::quantity::Date;
use tiaoli::vm::{Case, Machine, Trace};
use tiaoli::wire;

use households::Household;
use laid::Names;

/// Households decided in each round.
const HOUSEHOLDS: u64 = 1_000;

/// Rounds; the median counts.
const ROUNDS: usize = 15;

fn main() {
    let houses: Vec<Household> = (0..HOUSEHOLDS).map(households::household).collect();
    let workload = root().join("tests/bench/workload");
    let model = model_of(&workload);
    let program = compile(&model);
    let goals = goals(&model);

    println!("load and compile, CPU");
    let small = median(|| once(|| compile(&model_of(&workload))));
    println!("  the workload, 20 rules      {:>10}", shown(small));
    let (texts, inputs) = package::package();
    let big = median(|| once(|| compile(&checked(&texts, &inputs))));
    println!(
        "  the plan, 22 clauses        {:>10}   (at most 50 ms)",
        shown(big)
    );

    memory(&houses, &model, &program, &goals);
    text(&houses, &workload, &goals);
}

/// One decision, facts in memory.
fn memory(houses: &[Household], model: &Model, program: &Program, goals: &[Computed]) {
    let names = Names::of(model);
    let cases: Vec<Case> = houses
        .iter()
        .map(|house| names.case(program, house))
        .collect();
    let plan = Plan::new(program, goals);
    let mut machine = Machine::new(program);
    let (mut hand, mut warm, mut traced, mut graph, mut walked, mut cold) = (
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    );
    for _ in 0..ROUNDS {
        hand.push(each(houses, 20, |house| {
            black_box(handwritten::decide(black_box(house)));
        }));
        warm.push(each(&cases, 5, |case| {
            black_box(
                &machine
                    .decide(&plan, black_box(case))
                    .expect("within the limits"),
            );
        }));
        traced.push(each(&cases, 1, |case| {
            black_box(
                &machine
                    .explain(&plan, black_box(case))
                    .expect("within the limits"),
            );
        }));
        graph.push(each(&cases, 1, |case| {
            let decision = machine.explain(&plan, black_box(case));
            black_box(decision.expect("within the limits").trace());
        }));
        walked.push(each(&cases, 1, |case| {
            let decision = machine.explain(&plan, black_box(case));
            black_box(walk(decision.expect("within the limits").trace()));
        }));
        cold.push(each(&cases[..100], 1, |case| {
            let plan = Plan::new(program, goals);
            let mut machine = Machine::new(program);
            black_box(
                &machine
                    .decide(&plan, black_box(case))
                    .expect("within the limits"),
            );
        }));
    }
    let (hand, warm) = (middle(hand), middle(warm));
    println!("one decision, facts in memory, 17 outputs");
    println!("  by hand in Rust             {:>10}", shown(hand));
    row("warm, untraced", warm, hand, "by hand; at most 20");
    row(
        "warm, every step kept",
        middle(traced),
        warm,
        "untraced; at most 4",
    );
    row(
        "warm, and the graph made",
        middle(graph),
        warm,
        "untraced; paid by who asks",
    );
    row(
        "warm, and the graph walked",
        middle(walked),
        warm,
        "untraced; paid by who reads",
    );
    row(
        "cold: plan, machine, decision",
        middle(cold),
        hand,
        "by hand",
    );
}

/// At every step of a trace, everything that it came from, its number and its citations.
fn walk(trace: &Trace) -> usize {
    let steps = trace.steps().iter();
    let seen = steps.map(|step| {
        let inputs = trace.inputs(step).iter();
        let settled = inputs
            .filter_map(|input| trace.step(*input))
            .filter(|input| input.value.is_settled());
        settled.count() + trace.basis(step).len() + usize::from(step.item.is_some())
    });
    seen.sum()
}

/// JSON text to JSON text.
fn text(houses: &[Household], workload: &Path, goals: &[Computed]) {
    let engine = engine_of(workload);
    let texts: Vec<String> = houses.iter().map(Household::json).collect();
    let today = Date::new(2025, 1, 1).expect("a day");
    let mut asking = engine.asking(goals);
    let mut out = Vec::new();
    let (mut hand, mut read, mut ours, mut whole) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        hand.push(each(&texts, 2, |text| {
            black_box(handwritten::decide_json(black_box(text)));
        }));
        read.push(each(&texts, 2, |text| {
            let case = asking.read_plainly(black_box(text), [None; 3], today);
            black_box(case.expect("a generated case"));
        }));
        ours.push(each(&texts, 2, |text| {
            out.clear();
            let answer = asking
                .answer(black_box(text), [None; 3], today)
                .unwrap_or_else(|unanswered| panic!("{unanswered:?}"));
            wire::brief(&answer, black_box(&mut out));
        }));
        whole.push(each(&texts[..100], 1, |text| {
            let case = case_from_json(engine.model(), black_box(text))
                .unwrap_or_else(|problems| panic!("{problems:?}"));
            let clocks = Engine::clocks(&case, [None; 3], today);
            let question = Question {
                goals: goals.to_vec(),
                clocks,
                explained: false,
            };
            let decision = engine
                .decide(&case, &question)
                .unwrap_or_else(|stopped| panic!("{stopped:?}"));
            black_box(wire::decision(&engine, &decision).to_string());
        }));
    }
    let hand = middle(hand);
    println!("JSON text to JSON text");
    println!("  by hand in Rust with serde  {:>10}", shown(hand));
    row("facts read and checked", middle(read), hand, "by hand");
    row(
        "and decided, told briefly",
        middle(ours),
        hand,
        "by hand; at most 4",
    );
    row(
        "the whole answer instead",
        middle(whole),
        hand,
        "by hand: quotations, citations",
    );
}

fn row(what: &str, nanoseconds: f64, beside: f64, words: &str) {
    println!(
        "  {what:<28}{:>10}   {:>7.1} × {words}",
        shown(nanoseconds),
        nanoseconds / beside
    );
}

/// Nanoseconds for each of some things.
fn each<T>(things: &[T], times: u32, mut f: impl FnMut(&T)) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        for thing in things {
            f(thing);
        }
    }
    let count = f64::from(times) * f64::from(u32::try_from(things.len()).expect("few things"));
    start.elapsed().as_secs_f64() * 1e9 / count
}

fn once<T>(f: impl Fn() -> T) -> f64 {
    each(&[()], 1, |()| {
        black_box(f());
    })
}

fn median(mut f: impl FnMut() -> f64) -> f64 {
    middle((0..ROUNDS).map(|_| f()).collect())
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn shown(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.1} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.1} ms", n / 1e6),
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn goals(model: &Model) -> Vec<Computed> {
    let names = Names::of(model);
    handwritten::NAMES
        .iter()
        .map(|name| Computed::Definition(names.definition(name)))
        .collect()
}

/// The rule files of a package and the texts beside them.
fn files(package: &Path) -> (Vec<SourceFile>, Vec<SourceFile>) {
    let read = |path: PathBuf, name: String| SourceFile {
        path: name,
        bytes: fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    let entries = fs::read_dir(package)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"));
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let rules = names
        .iter()
        .filter(|name| name.ends_with(".tiao"))
        .map(|name| read(package.join(name), name.clone()));
    let plan = "source/plan.txt";
    let texts = package
        .join(plan)
        .exists()
        .then(|| read(package.join(plan), plan.to_owned()));
    (rules.collect(), texts.into_iter().collect())
}

fn words(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

fn engine_of(package: &Path) -> Engine {
    let (rules, texts) = files(package);
    let manifest = Manifest {
        name: "bench/family-benefits".to_owned(),
        version: "1.0.0".to_owned(),
        title: Words::new("测速", "speed"),
    };
    Engine::open(manifest, rules, texts)
}

fn model_of(package: &Path) -> Model {
    let (rules, texts) = files(package);
    let mut sources = tiaoli::source::Texts::new();
    for rule in rules {
        sources
            .add(rule.path, words(rule.bytes))
            .expect("a small file");
    }
    let texts = texts
        .into_iter()
        .map(|text| (text.path, words(text.bytes).into()))
        .collect();
    let inputs = Inputs {
        texts,
        ..Inputs::default()
    };
    checked(&sources, &inputs)
}

/// Rule files, read and checked.
fn checked(sources: &tiaoli::source::Texts, inputs: &Inputs) -> Model {
    let documents: Vec<_> = sources
        .iter()
        .map(|text| tiaoli::syntax::parse(text).0)
        .collect();
    let (model, problems) = tiaoli::check::check(&documents, inputs);
    assert!(!problems.has_errors(), "the package is sound");
    model
}

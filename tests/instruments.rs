//! One test per clause of the instruments behind the plan, and every package in order.
//!
//! The texts of these instruments are not held: a clause is what the rules cite. Its snapshot says which declarations rest on it,
//! what they mean, and how the examples come out that ask for them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

#[path = "policies/cases.rs"]
mod cases;
mod shelf;

#[path = "shelf/every.rs"]
mod every;

#[path = "shelf/opened.rs"]
mod opened;

#[path = "policies/meaning.rs"]
mod meaning;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use every::every;
use libtest_mimic::{Arguments, Failed, Trial};
use shelf::Folder;
use tiaoli::check::{
    CitationId, Computed, ExampleModel, ExpectationKind, Label, Model, NormId, Parameter,
    ParameterLine,
};
use tiaoli::diagnostic::{Language, plain};
use tiaoli::engine::{Engine, Question, Verdict, case_from_json};
use tiaoli::format::{Options, Spelling, format};
use tiaoli::quantity::Date;
use tiaoli::source::{FileId, Span};
use tiaoli::syntax::document::{DeclarationKind, Item};
use tiaoli::syntax::parse;

/// The package whose text is held has its own tests, clause by clause.
const PLAN: &str = "cn-beijing/plan-2022";

/// What rests on one clause: where the names of its declarations stand.
type Clauses = BTreeMap<String, Clause>;

#[derive(Debug, Default)]
struct Clause {
    /// The provision in words.
    title: String,
    declared: BTreeSet<(FileId, u32)>,
}

impl Clause {
    fn holds(&self, label: &Label) -> bool {
        self.declared
            .contains(&(label.span.file(), label.span.start()))
    }
}

/// The clauses of a package: every declaration under the provision that it cites first.
fn clauses(model: &Model) -> Clauses {
    let mut clauses = Clauses::new();
    let mut under = |label: &Label, basis: &[CitationId]| {
        let Some(first) = basis.first() else { return };
        if model.package_of(label.span).is_some() {
            return;
        }
        let clause = clauses.entry(id(model, *first)).or_default();
        clause.title = words(model, *first);
        clause
            .declared
            .insert((label.span.file(), label.span.start()));
    };
    for one in &model.parameters {
        let basis = one.lines.first().map_or(&[][..], |line| &line.basis);
        under(&one.label, basis);
    }
    for one in &model.definitions {
        under(&one.label, &one.marks.basis);
    }
    for one in &model.tables {
        under(&one.label, &one.marks.basis);
    }
    for one in &model.findings {
        under(&one.label, &one.marks.basis);
    }
    for one in &model.readings {
        under(&one.label, &one.basis);
    }
    for one in &model.norms {
        under(&one.label, &one.marks.basis);
    }
    clauses
}

/// `women_workers_decree__art_7__para_1`: what a snapshot is called.
fn id(model: &Model, citation: CitationId) -> String {
    let citation = &model.citations[citation.index()];
    let instrument = citation
        .instrument
        .map(|id| &model.instruments[id.index()].label);
    let name = instrument.map_or(citation.title.clone(), |label| {
        label.alias.clone().unwrap_or_else(|| label.name.clone())
    });
    let name: String = name
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect();
    let path = citation.path.id();
    if path.is_empty() {
        name
    } else {
        format!("{name}__{path}")
    }
}

fn words(model: &Model, citation: CitationId) -> String {
    let citation = &model.citations[citation.index()];
    format!("《{}》{}", citation.title, citation.path)
}

/// The declarations of a clause as the formatter writes them.
fn norms(engine: &Engine, clause: &Clause) -> String {
    let mut told = Vec::new();
    let files: BTreeSet<FileId> = clause.declared.iter().map(|(file, _)| *file).collect();
    for file in files {
        let text = engine.texts().get(file).unwrap();
        let (mut document, _) = parse(text);
        document.comments.clear();
        document.items.retain(|item| match item {
            Item::Declaration(one) => {
                !matches!(one.kind, DeclarationKind::Example(_)) && within(clause, one.span)
            }
            Item::Broken { .. } => false,
        });
        let options = Options {
            language: Spelling::Zh,
            width: 100,
        };
        told.push(format(&document, text, options).trim_end().to_owned());
    }
    told.join("\n\n")
}

/// Whether the name of one of the clause's declarations stands inside a declaration.
fn within(clause: &Clause, span: Span) -> bool {
    let inside = |(file, at): &(FileId, u32)| {
        *file == span.file() && span.start() <= *at && *at < span.end()
    };
    clause.declared.iter().any(inside)
}

/// Whether the first thing that an example asks for rests on the clause.
fn asks(model: &Model, clause: &Clause, example: &ExampleModel) -> bool {
    let first = example.expectations.iter().find_map(|one| match &one.kind {
        ExpectationKind::Outcome { norm, .. } | ExpectationKind::NormValue { norm, .. } => {
            Some(Computed::Norm(*norm))
        }
        ExpectationKind::DefinitionValue { definition, .. } => {
            Some(Computed::Definition(*definition))
        }
        ExpectationKind::Missing(_) | ExpectationKind::Because(_) => None,
    });
    let label = match first {
        Some(Computed::Norm(norm)) => &model.norms[norm.index()].label,
        Some(Computed::Definition(definition)) => &model.definitions[definition.index()].label,
        Some(Computed::Table(_)) | None => return false,
    };
    clause.holds(label)
}

fn snapshot(engine: &Engine, package: &str, name: &str, clause: &Clause) {
    let model = engine.model();
    let sections = [
        (
            "PROVISION",
            format!("{}〔全文未收录，按条款引用〕", clause.title),
        ),
        ("NORM", norms(engine, clause)),
        ("MEANING", meaning::of(model, |label| clause.holds(label))),
        (
            "CASES",
            cases::of(engine, |example| asks(model, clause, example)),
        ),
    ];
    let shown: Vec<String> = sections
        .iter()
        .map(|(title, words)| format!("----- {title}\n{words}\n"))
        .collect();
    insta::with_settings!({
        snapshot_path => format!("snapshots/{package}"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown.join("\n"));
    });
}

/// A package is sound, nothing in it is doubtful, and its examples come out as written.
fn in_order(engine: &Engine) -> Result<(), Failed> {
    let as_of = Date::new(2026, 6, 1).unwrap();
    let mut found: Vec<String> = engine
        .problems()
        .iter()
        .map(|one| plain(one, engine.texts(), Language::Zh))
        .collect();
    let review = engine.review(as_of);
    found.extend(
        review
            .iter()
            .map(|one| plain(one, engine.texts(), Language::Zh)),
    );
    let model = engine.model();
    let own = |one: &&Parameter| model.package_of(one.label.span).is_none();
    for one in model.parameters.iter().filter(own) {
        let unsaid = |line: &&ParameterLine| line.source.is_none() || line.confidence.is_none();
        if one.lines.iter().any(|line| unsaid(&line)) {
            found.push(format!("参数 {}：没有写来源或者可信度", one.label.name));
        }
    }
    for example in &engine.model().examples {
        for failure in engine.run_example(example).failures {
            found.push(format!(
                "例 {}：应为{}，实为{}",
                example.label.name, failure.expected.zh, failure.found.zh
            ));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(found.join("\n").into())
}

/// Every hard case of the sources is an example of some package, named by its number.
fn hard_cases(engines: &[Arc<Engine>]) -> Result<(), Failed> {
    let mut found = BTreeSet::new();
    for engine in engines {
        for example in &engine.model().examples {
            let digits: String = example
                .label
                .name
                .strip_prefix('H')
                .into_iter()
                .flat_map(str::chars)
                .take_while(char::is_ascii_digit)
                .collect();
            found.extend(digits.parse::<u32>());
        }
    }
    let missing: Vec<u32> = (1..=21).filter(|case| !found.contains(case)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("no example for {missing:?}").into())
}

/// The cases that a package holds are accepted by it, and nothing that they ask for is faulty.
fn cases_held(folder: &Folder, engine: &Engine) -> Result<(), Failed> {
    let model = engine.model();
    let data = folder.root.join("data");
    let files = data.is_dir().then(|| fs::read_dir(data).unwrap());
    for file in files.into_iter().flatten() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let name = path.display();
        let case = case_from_json(model, &text).map_err(|found| format!("{name}: {found:?}"))?;
        let goals = (0..)
            .take(model.norms.len())
            .map(|at| Computed::Norm(NormId(at)));
        let question = Question {
            goals: goals.collect(),
            clocks: Engine::clocks(&case, [None; 3], Date::new(2026, 6, 1).unwrap()),
            explained: false,
        };
        let decision = engine.decide(&case, &question).unwrap();
        for answer in &decision.answers {
            if matches!(answer.verdict, Verdict::Faulty(_)) {
                return Err(format!("{name}: {} is faulty", answer.name).into());
            }
        }
    }
    Ok(())
}

/// The page of packages names every one of them, and no other.
fn listed(names: &BTreeSet<String>) -> Result<(), Failed> {
    let page = include_str!("../policies/README.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows: BTreeSet<String> = rows
        .filter_map(|row| Some(row.split_once('`')?.0.to_owned()))
        .collect();
    if rows == *names {
        return Ok(());
    }
    Err(format!("policies/README.md names {rows:?}, there are {names:?}").into())
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let opened: Vec<(Folder, Arc<Engine>)> = every()
        .into_iter()
        .map(|folder| {
            let engine = Arc::new(opened::opened(&folder).engine);
            (folder, engine)
        })
        .collect();
    let mut trials = Vec::new();
    for (folder, engine) in &opened {
        let of = Arc::clone(engine);
        trials.push(Trial::test(
            format!("{}: in order", folder.name),
            move || in_order(&of),
        ));
        let (of, held) = (Arc::clone(engine), folder.clone());
        trials.push(Trial::test(
            format!("{}: cases held", folder.name),
            move || cases_held(&held, &of),
        ));
        if folder.name == PLAN {
            continue;
        }
        for (name, clause) in clauses(engine.model()) {
            let (of, package) = (Arc::clone(engine), folder.name.clone());
            trials.push(Trial::test(format!("{package}: {name}"), move || {
                snapshot(&of, &package, &name, &clause);
                Ok(())
            }));
        }
    }
    let names: BTreeSet<String> = opened.iter().map(|(one, _)| one.name.clone()).collect();
    trials.push(Trial::test("every package is on the page", move || {
        listed(&names)
    }));
    let engines: Vec<Arc<Engine>> = opened.into_iter().map(|(_, engine)| engine).collect();
    trials.push(Trial::test("every hard case has its example", move || {
        hard_cases(&engines)
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

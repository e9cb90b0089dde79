//! `tiaoli run`: a table of cases, one per row, and what comes out of each.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::arguments::CaseTable;
use crate::cli::decide::{chosen, days, today, wrong};
use crate::cli::figures::{self, Detail, Told};
use crate::cli::folder::read_text;
use crate::cli::layout::{clean, cut, table};
use crate::cli::mark::mark;
use crate::cli::package::open_sound;
use crate::cli::page::Page;
use crate::cli::problems;
use crate::cli::voice::{BOLD, End, FAINT, PLAIN, Stop, Voice};
use crate::diagnostic::{Language, Words};
use crate::engine::code::{Computed, Modality, Outcome};
use crate::engine::{
    Answer, Case, Column, Decision, Engine, FactProblem, Figure, MissingItem, Question, Verdict,
    case_from_row, grant_words, state_words, verdict_words,
};
use crate::quantity::Date;
use crate::wire;

/// How many rows a table may have.
const MAX_ROWS: usize = 100_000;

/// One row of the table.
struct Row {
    /// Its line in the file.
    line: u64,
    /// What it is called.
    name: String,
    /// Its cells.
    cells: Vec<String>,
}

/// `tiaoli run`.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn run(voice: Voice, asked: &CaseTable) -> Result<End, Stop> {
    let engine = open_sound(voice, &asked.package)?;
    let name = asked.table.display().to_string();
    let text = read_text(&asked.table, &name)?;
    let (headings, rows) = read(&text, &name)?;
    let naming = naming_column(&engine, &headings, asked.name.as_deref())?;
    let mut mistakes: Vec<(u64, FactProblem)> = Vec::new();
    let mut columns: Vec<(usize, Column)> = Vec::new();
    for (place, heading) in headings
        .iter()
        .enumerate()
        .filter(|(place, _)| Some(*place) != naming)
    {
        match Column::named(engine.model(), place, heading) {
            Ok(column) => columns.push((place, column)),
            Err(problem) => mistakes.push((1, *problem)),
        }
    }
    twice(&mut mistakes, &columns, &headings);
    let named = rows.into_iter().enumerate().map(|(place, (line, cells))| {
        let number = place.saturating_add(1);
        let own = naming
            .and_then(|naming| cells.get(naming))
            .map(|cell| cell.trim().to_owned());
        let name = own
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| number.to_string());
        Row { line, name, cells }
    });
    let rows: Vec<Row> = named.collect();
    let mut cases: Vec<(String, Case)> = Vec::new();
    if mistakes.is_empty() {
        for row in &rows {
            let cells = columns.iter().map(|(place, column)| {
                (
                    *place,
                    column,
                    row.cells.get(*place).map_or("", String::as_str),
                )
            });
            match case_from_row(engine.model(), &cells.collect::<Vec<_>>()) {
                Ok(case) => cases.push((row.name.clone(), case)),
                Err(problems) => {
                    mistakes.extend(problems.into_iter().map(|problem| (row.line, problem)))
                }
            }
        }
    }
    if !mistakes.is_empty() {
        return refuse(voice, &mistakes, &name, &headings);
    }
    let goals = goals(&engine, &asked.goals, &columns)?;
    let asked_days = days(&asked.days)?;
    let today = today()?;
    if asked.brief {
        let out = briefly(&engine, &goals, &cases, (asked_days, today))?;
        voice.answer(&out)?;
        return Ok(End::Done);
    }
    let mut decided: Vec<(String, Decision)> = Vec::new();
    for (name, case) in cases {
        let clocks = Engine::clocks(&case, asked_days, today);
        let question = Question {
            goals: goals.clone(),
            clocks,
            explained: false,
        };
        let decision = engine
            .decide(&case, &question)
            .map_err(|stopped| wrong(stopped.words()))?;
        decided.push((name, decision));
    }
    if voice.json {
        let shapes: Vec<Value> = decided
            .iter()
            .map(|(name, decision)| json!({ "case": name, "decision": wire::decision(&engine, decision) }))
            .collect();
        voice.answer_json(&json!({ "version": wire::VERSION, "cases": shapes }))?;
    } else {
        voice.answer(&page(voice, &engine, &decided))?;
    }
    Ok(End::Done)
}

/// The brief answers as JSON, a case on each line.
fn briefly(
    engine: &Engine,
    goals: &[Computed],
    cases: &[(String, Case)],
    (asked, today): ([Option<Date>; 3], Date),
) -> Result<String, Stop> {
    let mut asking = engine.asking(goals);
    let mut out = format!("{{\"version\":{},\"cases\":[", wire::BRIEF_VERSION).into_bytes();
    for (place, (name, case)) in cases.iter().enumerate() {
        let answer = asking.answer_case(case, Engine::clocks(case, asked, today));
        let answer = answer.map_err(|stopped| wrong(stopped.words()))?;
        let comma = if place > 0 { "," } else { "" };
        let name = Value::from(name.as_str());
        out.extend_from_slice(format!("{comma}\n{{\"case\":{name},\"decision\":").as_bytes());
        wire::brief(&answer, &mut out);
        out.push(b'}');
    }
    out.extend_from_slice(b"\n]}\n");
    Ok(String::from_utf8_lossy(&out).into_owned())
}

type Cells = Vec<(u64, Vec<String>)>;

/// The headings and the rows with their lines.
fn read(text: &str, name: &str) -> Result<(Vec<String>, Cells), Stop> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Stop {
                end: End::Wrong,
                ..Stop::file(
                    format!("“{name}”第 {line} 行读不出：{error}"),
                    format!("line {line} of `{name}` cannot be read: {error}"),
                )
            }
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, record.iter().map(str::to_owned).collect()));
        if rows.len() > MAX_ROWS {
            return Err(Stop::file(
                format!("“{name}”超过 {MAX_ROWS} 行"),
                format!("`{name}` has more than {MAX_ROWS} rows"),
            ));
        }
    }
    let wrong = |zh: String, en: String| Stop {
        end: End::Wrong,
        ..Stop::file(zh, en)
    };
    if rows.is_empty() {
        return Err(wrong(
            format!("“{name}”是空的"),
            format!("`{name}` is empty"),
        ));
    }
    let (_, headings) = rows.remove(0);
    if rows.is_empty() {
        return Err(wrong(
            format!("“{name}”只有表头，没有案件"),
            format!("`{name}` has headings and no case"),
        ));
    }
    for (line, cells) in &rows {
        if cells.len() != headings.len() {
            let (has, wants) = (cells.len(), headings.len());
            return Err(wrong(
                format!("“{name}”第 {line} 行有 {has} 格，表头有 {wants} 格"),
                format!("line {line} of `{name}` has {has} cells, the headings are {wants}"),
            )
            .help(
                "格里有逗号的，整格加引号",
                "put a cell that holds a comma into quotation marks",
            ));
        }
    }
    Ok((headings, rows))
}

/// The column that names the cases.
fn naming_column(
    engine: &Engine,
    headings: &[String],
    asked: Option<&str>,
) -> Result<Option<usize>, Stop> {
    if let Some(asked) = asked {
        let found = headings
            .iter()
            .position(|heading| heading.trim() == asked.trim());
        return found.map(Some).ok_or_else(|| {
            Stop::usage(
                format!("表里没有“{asked}”这一列"),
                format!("the table has no column `{asked}`"),
            )
        });
    }
    let is_name = |heading: &String| ["名称", "案件", "name", "case"].contains(&heading.trim());
    if let Some(found) = headings.iter().position(is_name) {
        return Ok(Some(found));
    }
    // Only the first column may be something other than a fact without saying so; any other is a mistake.
    let first = headings
        .first()
        .is_some_and(|heading| Column::named(engine.model(), 0, heading).is_err());
    Ok(first.then_some(0))
}

/// Two columns of one fact are a mistake.
fn twice(mistakes: &mut Vec<(u64, FactProblem)>, columns: &[(usize, Column)], headings: &[String]) {
    let mut seen = BTreeSet::new();
    for (place, _) in columns {
        let Some(heading) = headings.get(*place) else {
            continue;
        };
        if !seen.insert(heading.trim()) {
            let name = heading.trim().to_owned();
            let mistake = crate::engine::Mistake::Twice {
                name: name.clone(),
                first: name.clone(),
            };
            mistakes.push((
                1,
                FactProblem {
                    path: name,
                    at: *place,
                    mistake,
                },
            ));
        }
    }
}

/// Says every mistake with its row and column.
fn refuse(
    voice: Voice,
    mistakes: &[(u64, FactProblem)],
    name: &str,
    headings: &[String],
) -> Result<End, Stop> {
    if voice.json {
        let shapes = mistakes
            .iter()
            .map(|(line, problem)| wire::fact_problem(problem, None, Some(*line)));
        voice.answer_json(&json!({ "problems": shapes.collect::<Vec<_>>() }))?;
        return Ok(End::Wrong);
    }
    let limit = if voice.all { usize::MAX } else { 30 };
    let mut page = String::new();
    for (line, problem) in mistakes.iter().take(limit) {
        let number = problem.at.saturating_add(1);
        let heading = headings
            .get(problem.at)
            .map_or("", |heading| heading.trim());
        let place = match voice.language {
            Language::Zh => format!("{name}　第 {line} 行第 {number} 列（{heading}）"),
            Language::En => format!("{name}  line {line}, column {number} ({heading})"),
        };
        problems::of_fact(voice, problem, &place, &mut page);
    }
    let rest = mistakes.len().saturating_sub(limit);
    if rest > 0 {
        page.push_str(&match voice.language {
            Language::Zh => format!("还有 {rest} 个问题（--all 显示全部）\n"),
            Language::En => format!("{rest} more (--all shows them all)\n"),
        });
    }
    page.push_str(voice.pick("没有判断任何一行。\n", "No row was decided.\n"));
    voice.remark(&page);
    Ok(End::Wrong)
}

/// The goals: those named, else the rights and indicators of the objects in the table.
fn goals(
    engine: &Engine,
    names: &[String],
    columns: &[(usize, Column)],
) -> Result<Vec<Computed>, Stop> {
    let objects: BTreeSet<_> = columns
        .iter()
        .filter_map(|(_, column)| column.object())
        .collect();
    let is_here = |goal: &Computed| {
        engine
            .object_of(*goal)
            .is_some_and(|object| objects.contains(&object))
    };
    if !names.is_empty() {
        let mut goals = chosen(engine, names, false)?;
        // Of several definitions of one name those of the objects in the table are meant.
        if goals.iter().any(is_here) {
            goals.retain(|goal| {
                is_here(goal)
                    || engine.object_of(*goal).is_none()
                    || matches!(goal, Computed::Norm(_))
            });
        }
        return Ok(goals);
    }
    let mut goals = engine.norms_of(&[Modality::Right, Modality::Indicator]);
    goals.retain(is_here);
    if goals.is_empty() {
        return Err(Stop::usage(
            "表里的事实没有对应的权利或指标，请写出要判断的规范或定义",
            "no right or indicator is about the objects of the table; name the norms or definitions to decide",
        ));
    }
    Ok(goals)
}

/// One table per goal.
fn page(voice: Voice, engine: &Engine, decided: &[(String, Decision)]) -> String {
    let mut page = Page::new(voice);
    page.words(voice.say(&engine.manifest().title), BOLD, 2);
    if let Some((_, first)) = decided.first() {
        page.line(&match voice.language {
            Language::Zh => format!(
                "{PLAIN}判断日 {}　案件 {} 个",
                first.clocks.as_of.zh(),
                decided.len()
            ),
            Language::En => format!(
                "{PLAIN}day of judgement {}  {} cases",
                first.clocks.as_of,
                decided.len()
            ),
        });
    }
    let mut told = Told::default();
    let names = |pick: fn(&Decision) -> Vec<String>| {
        let mut names: Vec<String> = Vec::new();
        for name in decided.iter().flat_map(|(_, decision)| pick(decision)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    for name in names(|decision| {
        decision
            .answers
            .iter()
            .map(|answer| answer.name.clone())
            .collect()
    }) {
        norm_table(&mut page, &mut told, decided, &name);
    }
    for name in names(|decision| {
        decision
            .figures
            .iter()
            .map(|figure| figure.name.clone())
            .collect()
    }) {
        figure_table(&mut page, &mut told, decided, &name);
    }
    page.done()
}

fn norm_table(page: &mut Page, told: &mut Told, decided: &[(String, Decision)], name: &str) {
    let voice = page.voice;
    let of: Vec<(&String, &Answer)> = decided
        .iter()
        .flat_map(|(case, decision)| decision.answers.iter().map(move |answer| (case, answer)))
        .filter(|(_, answer)| answer.name == name)
        .collect();
    let Some((_, first)) = of.first() else { return };
    page.blank();
    let shown = Words::of_name(name, first.alias.as_deref());
    let shown = voice.say(&shown);
    let place = first.basis.first().map_or_else(String::new, |passage| {
        voice.say(&passage.words()).to_owned()
    });
    page.words(
        &format!("{}{place}", voice.pick("　", "  ")),
        &format!("{BOLD}{}{PLAIN}", clean(shown)),
        2,
    );
    if let Some(target) = &first.target {
        page.line(&format!(
            "{}{}",
            voice.pick("目标 ", "target "),
            voice.say(target)
        ));
    }
    let answers: Vec<&Answer> = of.iter().map(|(_, answer)| *answer).collect();
    if undecided(page, &of) {
        figures::of_answers(page, told, &answers, Detail::Doubtful);
        return;
    }
    let mut rows = vec![heading(voice)];
    for (case, answer) in &of {
        let (sign, colour) = mark(answer);
        let said = match answer.state {
            Some(state) => voice.say(&state_words(state)).to_owned(),
            None => voice.say(&verdict_words(&answer.verdict)).to_owned(),
        };
        let figures: Vec<String> = answer
            .measured
            .iter()
            .filter(|shown| !shown.unknown)
            .map(|shown| voice.say(&shown.words).to_owned())
            .chain(
                answer
                    .grants
                    .iter()
                    .filter(|grant| grant.value.is_some())
                    .map(|grant| voice.say(&grant_words(grant)).to_owned()),
            )
            .collect();
        rows.push(vec![
            cut(&clean(case), 24),
            format!("{colour}{sign} {said}{PLAIN}"),
            cut(&clean(&figures.join("；")), 30),
            cut(&clean(&lacking(voice, &answer.missing)), 40),
        ]);
    }
    lines(page, rows);
    figures::of_answers(page, told, &answers, Detail::Doubtful);
}

/// Where nothing can be said of any case and the same is missing everywhere, one line says so.
fn undecided(page: &mut Page, of: &[(&String, &Answer)]) -> bool {
    let voice = page.voice;
    let Some((_, first)) = of.first() else {
        return false;
    };
    let open = |answer: &Answer| {
        matches!(
            answer.verdict,
            Verdict::Reached(Outcome::Pending | Outcome::AwaitsFinding)
        ) && answer
            .measured
            .as_ref()
            .is_none_or(|measured| !measured.settled)
            && answer.missing.len() == first.missing.len()
            && answer
                .missing
                .iter()
                .zip(&first.missing)
                .all(|(one, other)| one.name == other.name)
    };
    if of.len() < 2 || !of.iter().all(|(_, answer)| open(answer)) {
        return false;
    }
    let count = of.len();
    let lacking = lacking(voice, &first.missing);
    let words = match voice.language {
        Language::Zh => format!("{count} 个案件都无法判断，缺：{lacking}"),
        Language::En => format!("undetermined in all {count} cases; missing: {lacking}"),
    };
    page.words(&words, "  ？ ", 5);
    true
}

fn figure_table(page: &mut Page, told: &mut Told, decided: &[(String, Decision)], name: &str) {
    let voice = page.voice;
    let of: Vec<(&String, &Figure)> = decided
        .iter()
        .flat_map(|(case, decision)| decision.figures.iter().map(move |figure| (case, figure)))
        .filter(|(_, figure)| figure.name == name)
        .collect();
    let Some((_, first)) = of.first() else { return };
    page.blank();
    let shown = Words::of_name(name, first.alias.as_deref());
    let shown = voice.say(&shown);
    page.line(&format!("{BOLD}{}{PLAIN}", clean(shown)));
    let mut rows = vec![heading(voice)];
    for (case, figure) in &of {
        rows.push(vec![
            cut(&clean(case), 24),
            String::new(),
            cut(&clean(voice.say(&figure.value.words)), 30),
            cut(&clean(&lacking(voice, &figure.missing)), 40),
        ]);
    }
    lines(page, rows);
    let taken = of.iter().flat_map(|(_, figure)| &figure.figures);
    figures::show(page, told, taken, Detail::Doubtful);
    let doubts = of.iter().flat_map(|(_, figure)| &figure.doubts);
    figures::unsettled(page, told, doubts);
}

fn heading(voice: Voice) -> Vec<String> {
    let headings = match voice.language {
        Language::Zh => ["案件", "结论", "数值", "缺"],
        Language::En => ["case", "answer", "figure", "missing"],
    };
    headings
        .map(|heading| format!("{FAINT}{heading}{PLAIN}"))
        .to_vec()
}

/// A table without the columns in which nothing stands.
fn lines(page: &mut Page, mut rows: Vec<Vec<String>>) {
    for column in (0..4_usize).rev() {
        let empty = rows
            .iter()
            .skip(1)
            .all(|row| row.get(column).is_none_or(String::is_empty));
        if empty {
            for row in &mut rows {
                if column < row.len() {
                    row.remove(column);
                }
            }
        }
    }
    for line in table(&rows, &[]) {
        page.line(&format!("  {line}"));
    }
}

fn lacking(voice: Voice, missing: &[MissingItem]) -> String {
    let names: Vec<&str> = missing.iter().map(|item| voice.say(&item.name)).collect();
    names.join(voice.pick("、", ", "))
}

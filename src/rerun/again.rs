//! One record, decided again with another package.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::Words;
use crate::engine::{Engine, Question};
use crate::quantity::{Date, Number};
use crate::record::{Record, RuleBase};
use crate::vm::Clocks;

use super::class::{Change, Class, Obstacle, compare};
use super::step::first_step;
use super::tally::Label;
use super::told::{Conclusion, of_decision, of_record};

/// How many provisions or facts the name of a group has.
const NAMED: usize = 3;

/// With what records are decided again.
#[derive(Debug, Clone, Copy)]
pub struct Way<'w> {
    /// The package.
    pub engine: &'w Engine,
    /// The day for all three clocks; none for those of the record.
    pub day: Option<Date>,
    /// The package that was used, to find the first step that differs.
    pub old: Option<(&'w Engine, &'w RuleBase)>,
    /// The fact by which records are grouped.
    pub by: Option<&'w str>,
}

/// What became of a record.
#[derive(Debug, Clone)]
pub struct Rerun {
    /// Its class: the gravest of its conclusions.
    pub class: Class,
    /// Its groups, one for each [`super::Dimension`].
    pub labels: [Option<Label>; 7],
    /// By how much an amount changed.
    pub by: Option<(Label, Number)>,
    /// What became of each conclusion.
    pub conclusions: Vec<Judged>,
    /// Whether the old package gave the record again; none where there was none, or nothing to look for.
    pub reproduced: Option<bool>,
}

/// What became of a conclusion.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What it said.
    pub before: Option<Conclusion>,
    /// What it says now.
    pub after: Option<Conclusion>,
    /// What became of it.
    pub change: Change,
    /// The first step that differs, or why there is no decision.
    pub first: Option<Words>,
}

/// Decides a record again and compares.
#[must_use]
pub fn again(record: &Record, way: &Way<'_>) -> Rerun {
    let month = record.clocks().ok().map(|clocks| clocks.as_of);
    let month = month.map(|day| Label::month(day.year(), day.month()));
    let place = way.by.and_then(|fact| place(record, fact));
    let told = of_record(record);
    let mut reproduced = None;
    let conclusions = match decided(record, way, told.as_deref()) {
        Ok((after, unknown, trace)) => {
            let mut judged = paired(told.unwrap_or_default(), after, &unknown);
            let changed = judged.iter().any(|one| one.change.class != Class::Same);
            if let Some((engine, base)) = way.old.filter(|_| changed) {
                let known = matches!(record.differs_now(engine, base), Ok(None));
                reproduced = Some(known);
                if known {
                    steps(record, engine, &trace, &mut judged);
                }
            }
            judged
        }
        Err((obstacle, words)) => {
            let stuck = |before| Judged {
                before,
                after: None,
                change: Change::cannot(obstacle),
                first: Some(words.clone()),
            };
            let told = told.filter(|told| !told.is_empty());
            match told {
                None => vec![stuck(None)],
                Some(told) => told.into_iter().map(|one| stuck(Some(one))).collect(),
            }
        }
    };
    let gravest = conclusions.iter().map(|one| one.change.class).max();
    let class = gravest.unwrap_or(Class::Same);
    let first = conclusions.iter().find(|one| one.change.class == class);
    let by = first.and_then(|one| one.change.by.clone());
    let by = by.map(|(measure, by)| (Label::step(&measure, by), by));
    let labels = [
        first.and_then(provision),
        clauses(&conclusions, class),
        by.as_ref().map(|(label, _)| label.clone()),
        needs(&conclusions, class),
        first
            .and_then(|one| one.change.obstacle)
            .map(|one| Label::alone(one.name())),
        month,
        place,
    ];
    Rerun {
        class,
        labels,
        by,
        conclusions,
        reproduced,
    }
}

type Now = (Vec<Conclusion>, Vec<String>, Value);

/// The conclusions now, what the package does not have, and the trace.
fn decided(
    record: &Record,
    way: &Way<'_>,
    told: Option<&[Conclusion]>,
) -> Result<Now, (Obstacle, Words)> {
    if !record.is_intact() {
        return Err((Obstacle::Altered, Obstacle::Altered.name()));
    }
    if told.is_none() {
        return Err((Obstacle::Closed, Obstacle::Closed.name()));
    }
    let model = way.engine.model();
    let case = record
        .case(model)
        .map_err(|words| (Obstacle::Unknown, words))?;
    let clocks = match way.day {
        Some(day) => Clocks {
            as_of: day,
            law_as_of: day,
            known_as_of: day,
        },
        None => record
            .clocks()
            .map_err(|words| (Obstacle::Altered, words))?,
    };
    let (goals, unknown) = record.goals_here(model);
    if goals.is_empty() {
        return Ok((Vec::new(), unknown, Value::Null));
    }
    let question = Question {
        goals,
        clocks,
        // Which provisions were met on the way is known only with the steps.
        explained: true,
    };
    let decision = way.engine.decide(&case, &question);
    let decision = decision.map_err(|stopped| (Obstacle::Fault, stopped.words()))?;
    let (after, trace) = of_decision(way.engine, &decision);
    Ok((after, unknown, trace))
}

/// Each conclusion with the same one now.
fn paired(before: Vec<Conclusion>, after: Vec<Conclusion>, unknown: &[String]) -> Vec<Judged> {
    let mut after: Vec<Option<Conclusion>> = after.into_iter().map(Some).collect();
    let mut judged = Vec::new();
    for one in before {
        let same = |other: &Option<Conclusion>| {
            let same =
                |other: &Conclusion| other.goal == one.goal && other.instance == one.instance;
            other.as_ref().is_some_and(same)
        };
        let found = after
            .iter_mut()
            .find(|other| same(other))
            .and_then(Option::take);
        let gone = found.is_none() && unknown.contains(&one.goal);
        let change = if gone {
            Change::cannot(Obstacle::NoGoal)
        } else {
            compare(Some(&one), found.as_ref())
        };
        judged.push(Judged {
            before: Some(one),
            after: found,
            change,
            first: gone.then(|| Obstacle::NoGoal.name()),
        });
    }
    for one in after.into_iter().flatten() {
        judged.push(Judged {
            change: compare(None, Some(&one)),
            before: None,
            after: Some(one),
            first: None,
        });
    }
    judged
}

/// Finds the first step that differs, with the package that was used.
fn steps(record: &Record, engine: &Engine, trace: &Value, judged: &mut [Judged]) {
    let model = engine.model();
    let (Ok(case), Ok(clocks)) = (record.case(model), record.clocks()) else {
        return;
    };
    let (goals, _) = record.goals_here(model);
    let question = Question {
        goals,
        clocks,
        explained: true,
    };
    let Ok(decision) = engine.decide(&case, &question) else {
        return;
    };
    let (_, old) = of_decision(engine, &decision);
    for one in judged
        .iter_mut()
        .filter(|one| one.change.class != Class::Same)
    {
        if let (Some(before), Some(after)) = (&one.before, &one.after) {
            one.first = first_step(&old, trace, (before.place, after.place));
        }
    }
}

fn provision(judged: &Judged) -> Option<Label> {
    let one = judged.before.as_ref().or(judged.after.as_ref())?;
    let goal = &one.goal;
    let Some(provision) = &one.provision else {
        return Some(Label::alone(Words::new(goal.clone(), goal.clone())));
    };
    let words = provision.words();
    Some(Label::alone(Words::new(
        format!("{goal}（{}）", words.zh),
        format!("{goal} ({})", words.en),
    )))
}

/// The provisions lost and gained by the conclusions of a class.
fn clauses(judged: &[Judged], class: Class) -> Option<Label> {
    let of = || judged.iter().filter(|one| one.change.class == class);
    let listed = |pick: fn(&Change) -> &BTreeSet<super::told::Provision>| {
        let words: BTreeSet<(String, String)> = of()
            .flat_map(|one| pick(&one.change))
            .map(|provision| {
                let words = provision.words();
                (words.zh, words.en)
            })
            .collect();
        words
    };
    let (lost, gained) = (
        listed(|change| &change.lost),
        listed(|change| &change.gained),
    );
    if lost.is_empty() && gained.is_empty() {
        return None;
    }
    // The same place on both sides: its words changed.
    let reworded: BTreeSet<_> = lost.intersection(&gained).cloned().collect();
    let part = |zh: &str, en: &str, set: Vec<(String, String)>| {
        (!set.is_empty()).then(|| {
            (
                format!("{zh}{}", joined(&set, true)),
                format!("{en} {}", joined(&set, false)),
            )
        })
    };
    let parts = [
        part(
            "不再引",
            "no longer",
            lost.difference(&reworded).cloned().collect(),
        ),
        part(
            "改引",
            "now",
            gained.difference(&reworded).cloned().collect(),
        ),
        part("原文有改动：", "reworded:", reworded.into_iter().collect()),
    ];
    let (zh, en): (Vec<String>, Vec<String>) = parts.into_iter().flatten().unzip();
    Some(Label::alone(Words::new(zh.join("；"), en.join("; "))))
}

/// The facts and findings that conclusions of a class need.
fn needs(judged: &[Judged], class: Class) -> Option<Label> {
    let of = judged.iter().filter(|one| one.change.class == class);
    let needed: BTreeSet<&String> = of.flat_map(|one| &one.change.needs).collect();
    if needed.is_empty() {
        return None;
    }
    let named = needed.into_iter().map(|one| {
        let (kind, path) = one.split_once(':').unwrap_or(("", one));
        match kind {
            "finding" => (format!("认定“{path}”"), format!("finding {path}")),
            "list" => (format!("名单“{path}”"), format!("list {path}")),
            _ => (format!("事实“{path}”"), format!("fact {path}")),
        }
    });
    let named: Vec<(String, String)> = named.collect();
    Some(Label::alone(Words::new(
        joined(&named, true),
        joined(&named, false),
    )))
}

fn joined(names: &[(String, String)], chinese: bool) -> String {
    let side = |(zh, en): &(String, String)| if chinese { zh.clone() } else { en.clone() };
    let shown: Vec<String> = names.iter().take(NAMED).map(side).collect();
    let shown = shown.join(if chinese { "、" } else { ", " });
    match names.len() {
        count if count <= NAMED => shown,
        count if chinese => format!("{shown}等{count}项"),
        count => format!("{shown} and others, {count} in all"),
    }
}

fn place(record: &Record, fact: &str) -> Option<Label> {
    let values = record.values_of(fact);
    let mut values = values.into_iter();
    let words = match (values.next(), values.next()) {
        (None, _) => return None,
        (Some(one), None) => {
            let one: String = one
                .chars()
                .take(40)
                .filter(|letter| !letter.is_control())
                .collect();
            Words::new(one.clone(), one)
        }
        _ => Words::new("不止一个", "more than one"),
    };
    Some(Label::alone(words))
}

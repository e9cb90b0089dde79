//! `tiaoli what-if`: what would have to be different.

mod alike;

use crate::cli::arguments::{Limits as Asked, Question};
use crate::cli::decide::{the_case, wrong};
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, End, PLAIN, Stop, Voice};
use crate::diagnostic::{Language, Words};
use crate::engine::code::Computed;
use crate::engine::{Aim, Found, Limits, Way, WhatIf, verdict_words};
use crate::wire;

use alike::Alike;

/// How many ways are shown.
const SHOWN: usize = 12;

/// `tiaoli what-if`.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn what_if(voice: Voice, asked: &Question, limits: &Asked) -> Result<End, Stop> {
    let Some(case) = the_case(voice, asked, false)? else {
        return Ok(End::Wrong);
    };
    let aim = if limits.lose { Aim::Lose } else { Aim::Gain };
    let limits_of_search = Limits {
        size: limits.size,
        runs: limits.runs,
        days: limits.days,
    };
    let mut told = Vec::new();
    for goal in &case.goals {
        let Computed::Norm(norm) = goal else {
            continue;
        };
        let asked = (limits.instance.as_deref(), aim, limits_of_search);
        let found = case.engine.what_if(&case.case, case.clocks, *norm, asked);
        told.extend(found.map_err(|stopped| wrong(stopped.words()))?);
    }
    if told.is_empty() {
        return Err(no_such(&limits.instance));
    }
    if voice.json {
        voice.answer_json(&wire::what_if(case.clocks, &told))?;
        return Ok(End::Done);
    }
    let mut page = Page::new(voice);
    // Of many norms those that are as wanted are not told; what is alike for several is told once.
    let several = told.len() > 1;
    let shown = told
        .iter()
        .filter(|one| !several || one.found != Found::Already);
    for same in alike::alike(voice.language, shown) {
        show(&mut page, &same);
    }
    let already = told.iter().all(|one| one.found == Found::Already);
    if already && told.len() > 1 {
        page.words(
            voice.pick("都已经是这样。", "All of them already are."),
            "",
            0,
        );
    }
    voice.answer(&page.done())?;
    Ok(End::Done)
}

fn no_such(instance: &Option<String>) -> Stop {
    match instance {
        Some(path) => Stop::usage(
            format!("案件里没有“{path}”，或者所问的规范不对它判断"),
            format!("there is no `{path}` in the case, or the norm is not judged for it"),
        )
        .help(
            "按 decide --json 里 instance_path 的写法，如 家庭.子女[0]",
            "write it as `instance_path` in `decide --json`, such as 家庭.子女[0]",
        ),
        None => Stop::usage(
            "没有可以问的：所问的规范在这个案件里没有对象，或者问的是定义",
            "there is nothing to ask about: the norm is judged for nobody in this case, or it is a definition",
        )
        .help(
            "先用 tiaoli ask 看还缺什么名单",
            "`tiaoli ask` says which lists are missing",
        ),
    }
}

fn show(page: &mut Page, same: &Alike<'_>) {
    let voice = page.voice;
    let told = same.told;
    page.blank();
    let name = voice.say(&told.name);
    let now = verdict_words(&told.now);
    let now = voice.say(&now);
    let head = match (&same.whose, voice.language) {
        (Some(whose), Language::Zh) => format!("　{whose}：现在{now}"),
        (Some(whose), Language::En) => format!(", {whose}: now {now}"),
        (None, Language::Zh) => format!("：现在{now}"),
        (None, Language::En) => format!(": now {now}"),
    };
    page.words(&head, &format!("{BOLD}{name}{PLAIN}"), 2);
    for reason in &told.because {
        page.words(&in_the_words(voice.language, reason), "  ✘ ", 4);
    }
    page.words(&same.lead, "  ", 2);
    listed(page, &same.ways);
    if let Some(words) = later(voice.language, told) {
        page.words(&words, "  ", 2);
    }
    if !same.fixed.is_empty() {
        let words = voice.pick(
            "下列事实不是谁能改变的，只作说明：",
            "Nobody can change these; they are only shown:",
        );
        page.words(words, "  ", 2);
        listed(page, &same.fixed);
    }
}

/// Why an answer is no; where the rules say it in Chinese only, as their words.
fn in_the_words(language: Language, reason: &Words) -> String {
    let words = reason.in_language(language);
    let chinese = words.chars().any(|letter| ('一'..='鿿').contains(&letter));
    match language == Language::En && chinese {
        true => format!("in the words of the rules: {words}"),
        false => words.to_owned(),
    }
}

fn listed(page: &mut Page, ways: &[String]) {
    for way in ways.iter().take(SHOWN) {
        page.words(way, "    · ", 6);
    }
    let voice = page.voice;
    if let Some(more) = ways.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let words = match voice.language {
            Language::Zh => format!("……另有 {more} 种，用 --json 查看"),
            Language::En => format!("… {more} more with --json"),
        };
        page.words(&words, "    ", 4);
    }
}

/// From which later day on the facts as they are do.
pub(crate) fn later(language: Language, told: &WhatIf) -> Option<String> {
    let day = told.from_day?;
    Some(match (language, told.aim) {
        (Language::Zh, Aim::Gain) => format!("事实不变，自{}起成立。", day.zh()),
        (Language::Zh, Aim::Lose) => format!("事实不变，自{}起不再成立。", day.zh()),
        (Language::En, Aim::Gain) => {
            format!("With the facts as they are, it holds from {day} on.")
        }
        (Language::En, Aim::Lose) => {
            format!("With the facts as they are, it no longer holds from {day} on.")
        }
    })
}

/// What the search came to, before what it found.
pub(crate) fn lead(language: Language, told: &WhatIf) -> String {
    let zh = language == Language::Zh;
    let (first, second) = match told.found {
        Found::Already => (
            "已经是这样，不用改变。".to_owned(),
            "It already is so; nothing need change.".to_owned(),
        ),
        Found::Ways(1) => (
            "怎样会不同（改变一项就够）：".to_owned(),
            "What would change it (one change is enough):".to_owned(),
        ),
        Found::Ways(size) => (
            format!("怎样会不同（至少要同时改变 {size} 项）："),
            format!("What would change it (at least {size} changes together):"),
        ),
        Found::Impossible => {
            let names = |words: fn(&Words) -> &str, between: &str| {
                let all: Vec<&str> = told.deciding.iter().map(words).collect();
                all.join(between)
            };
            let (zh, en) = (
                names(|words| &words.zh, "、"),
                names(|words| &words.en, ", "),
            );
            if told.deciding.is_empty() {
                (
                    "改变什么事实都不行：这是名单、日期或者规则本身决定的。".to_owned(),
                    "No change of facts does it: the lists, the days or the rules themselves decide.".to_owned(),
                )
            } else {
                (
                    format!("可以改变的事实怎样变都不行，由下列事实决定：{zh}。"),
                    format!("No fact that can change does it; these decide: {en}."),
                )
            }
        }
        Found::NotUpTo(0) => (
            "还没有找到。".to_owned(),
            "Nothing has been found yet.".to_owned(),
        ),
        Found::NotUpTo(size) => (
            format!("同时改变 {size} 项以内都不行；更多的没有试。"),
            format!("No {size} changes together do it; more were not tried."),
        ),
    };
    if zh { first } else { second }
}

/// A way as a sentence without an end.
pub(crate) fn sentence(language: Language, aim: Aim, way: &Way) -> String {
    let changes = way
        .changes
        .iter()
        .map(|change| change.words.in_language(language));
    let changes: Vec<&str> = changes.collect();
    match (language, aim) {
        (Language::Zh, Aim::Gain) => format!("如果{}，就成立", changes.join("，并且")),
        (Language::Zh, Aim::Lose) => format!("如果{}，就不再成立", changes.join("，并且")),
        (Language::En, Aim::Gain) => format!("if {}, it holds", changes.join(", and ")),
        (Language::En, Aim::Lose) => {
            format!("if {}, it no longer holds", changes.join(", and "))
        }
    }
}

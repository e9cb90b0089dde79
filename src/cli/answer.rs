//! Answers on a page: per norm the conclusion, what is granted, the provision with its words and their slips, what is
//! missing, and what is unsettled.

use std::collections::BTreeSet;

use crate::cli::figures::{self, Detail, Told};
use crate::cli::layout::clean;
use crate::cli::mark::mark;
use crate::cli::page::{BODY, Page};
use crate::cli::voice::{BOLD, FAINT, PLAIN, Voice, YELLOW};
use crate::diagnostic::{Language, Words};
use crate::engine::code::{Modality, Outcome};
use crate::engine::{
    Answer, Decision, Engine, ErratumShown, Figure, MissingItem, MissingKind, Passage, Verdict,
    effect_words, grant_words, modality_words, state_words, verdict_words,
};

/// How many missing things are asked for under a norm that nobody named.
const ASKED: usize = 3;

/// The head of every page of answers: the package and the days.
pub(crate) fn head(page: &mut Page, engine: &Engine, decision: &Decision) {
    let voice = page.voice;
    let manifest = engine.manifest();
    let title = voice.say(&manifest.title).to_owned();
    page.words(&title, BOLD, 2);
    let clocks = decision.clocks;
    let mut line = match voice.language {
        Language::Zh => format!("{PLAIN}判断日 {}", clocks.as_of.zh()),
        Language::En => format!("{PLAIN}day of judgement {}", clocks.as_of),
    };
    if clocks.law_as_of != clocks.as_of {
        line.push_str(&match voice.language {
            Language::Zh => format!("　适用法日 {}", clocks.law_as_of.zh()),
            Language::En => format!("  law of {}", clocks.law_as_of),
        });
    }
    if clocks.known_as_of != clocks.as_of {
        line.push_str(&match voice.language {
            Language::Zh => format!("　知悉日 {}", clocks.known_as_of.zh()),
            Language::En => format!("  known by {}", clocks.known_as_of),
        });
    }
    let gap = voice.pick("　", "  ");
    page.line(&format!(
        "{line}{gap}{FAINT}{} · {}{PLAIN}",
        clean(&manifest.name),
        clean(&manifest.version)
    ));
}

/// All answers; norms that nobody named are shown shorter where nothing can be said yet.
pub(crate) fn answers(page: &mut Page, engine: &Engine, decision: &Decision, named: bool) {
    let groups = grouped(&decision.answers);
    let (shown, brief): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .partition(|group| named || says_something(group));
    let mut told = Told::default();
    for group in shown {
        norm(page, engine, &mut told, &group, named);
    }
    if !brief.is_empty() {
        not_shown(page, &brief);
    }
    for figure in &decision.figures {
        of_definition(page, &mut told, figure, Detail::Short);
    }
}

/// The value of a definition with what it rests on.
pub(crate) fn of_definition(page: &mut Page, told: &mut Told, figure: &Figure, detail: Detail) {
    let voice = page.voice;
    page.blank();
    let name = Words::of_name(&figure.name, figure.alias.as_deref());
    let name = voice.say(&name);
    let instance =
        figure
            .instance
            .as_ref()
            .map_or_else(String::new, |words| match voice.language {
                Language::Zh => format!("（{}）", words.zh),
                Language::En => format!(" ({})", words.en),
            });
    let equals = voice.pick(" ＝ ", " = ");
    let value = voice.say(&figure.value.words);
    page.words(&format!("{name}{instance}{equals}{value}"), "", 2);
    for passage in &figure.basis {
        cited(page, passage);
    }
    figures::show(page, told, figure.figures.iter(), detail);
    figures::unsettled(page, told, figure.doubts.iter());
    for item in &figure.missing {
        wanted(page, item);
    }
}

/// The answers of one norm together, as they come.
fn grouped(answers: &[Answer]) -> Vec<Vec<&Answer>> {
    let mut groups: Vec<Vec<&Answer>> = Vec::new();
    for answer in answers {
        match groups.last_mut() {
            Some(group) if group.iter().any(|other| other.name == answer.name) => {
                group.push(answer)
            }
            _ => groups.push(vec![answer]),
        }
    }
    groups
}

/// Whether a norm is decided, or hangs on a finding only.
fn says_something(group: &[&Answer]) -> bool {
    group.iter().any(|answer| {
        !matches!(
            answer.verdict,
            Verdict::Reached(Outcome::Pending | Outcome::NotApplicable)
        ) || answer.state.is_some()
    })
}

fn norm(page: &mut Page, engine: &Engine, told: &mut Told, group: &[&Answer], named: bool) {
    let Some(first) = group.first() else { return };
    page.blank();
    heading(page, group, first);
    let alone = group.len() == 1;
    if !alone || first.instance.is_some() {
        for answer in group {
            one_of_several(page, answer);
        }
    }
    let mut defaults = BTreeSet::new();
    for answer in group {
        particulars(page, engine, answer, alone);
        taken(page, answer, &mut defaults);
    }
    common(page, first);
    figures::of_answers(page, told, group, Detail::Short);
    missing(page, group, named);
    readings(page, told, group);
    closing(page, told, first);
}

fn heading(page: &mut Page, group: &[&Answer], first: &Answer) {
    let voice = page.voice;
    let (sign, colour) = mark(first);
    let name = Words::of_name(&first.name, first.alias.as_deref());
    let name = voice.say(&name);
    let name = clean(name);
    let gap = voice.pick("　", "  ");
    let kind = if first.modality == Modality::Right {
        String::new()
    } else {
        format!(
            "{FAINT}{}{PLAIN} ",
            voice.say(&modality_words(first.modality))
        )
    };
    let single = group.len() == 1 && first.instance.is_none();
    if single {
        let said = said(voice, first);
        page.line(&format!(
            "{colour}{sign}{PLAIN} {kind}{BOLD}{name}{PLAIN}{gap}{colour}{said}{PLAIN}"
        ));
    } else {
        let holding = group
            .iter()
            .filter(|answer| answer.verdict == Verdict::Reached(Outcome::Holds))
            .count();
        let all = group.len();
        let counted = match voice.language {
            Language::Zh => format!("{all} 个中 {holding} 个成立"),
            Language::En => format!("{holding} of {all} hold"),
        };
        // One that holds is enough for the tick; where what holds is broken, its own mark stands.
        let holds = |answer: &&&Answer| answer.verdict == Verdict::Reached(Outcome::Holds);
        let held = group.iter().filter(holds).map(|answer| mark(answer));
        let (sign, colour) = held
            .min_by_key(|(sign, _)| usize::from(*sign != "✔"))
            .unwrap_or((sign, colour));
        page.line(&format!(
            "{colour}{sign}{PLAIN} {kind}{BOLD}{name}{PLAIN}{gap}{counted}"
        ));
    }
}

/// The outcome and, where there is one, the state.
fn said(voice: Voice, answer: &Answer) -> String {
    let outcome = verdict_words(&answer.verdict);
    match answer.state {
        Some(state) if answer.modality == Modality::Indicator => {
            voice.say(&state_words(state)).to_owned()
        }
        Some(state) => {
            let comma = voice.pick("，", ", ");
            format!(
                "{}{comma}{}",
                voice.say(&outcome),
                voice.say(&state_words(state))
            )
        }
        None => voice.say(&outcome).to_owned(),
    }
}

fn one_of_several(page: &mut Page, answer: &Answer) {
    let voice = page.voice;
    let (sign, colour) = mark(answer);
    let instance = answer
        .instance
        .as_ref()
        .map_or("", |words| voice.say(words));
    let gap = voice.pick("　", "  ");
    let figures: Vec<String> = answer
        .grants
        .iter()
        .filter(|grant| grant.value.is_some())
        .map(|grant| voice.say(&grant_words(grant)).to_owned())
        .chain(
            answer
                .measured
                .as_ref()
                .filter(|shown| !shown.unknown)
                .map(|shown| voice.say(&shown.words).to_owned()),
        )
        .collect();
    let figures = if figures.is_empty() {
        String::new()
    } else {
        format!("{gap}{}", clean(&figures.join("；")))
    };
    page.line(&format!(
        "  {colour}{sign}{PLAIN} {}{gap}{colour}{}{PLAIN}{figures}",
        clean(instance),
        said(voice, answer)
    ));
}

/// What is said of one answer only: figures, days, faults, defaults.
fn particulars(page: &mut Page, engine: &Engine, answer: &Answer, alone: bool) {
    let voice = page.voice;
    if let Verdict::Faulty(fault) = &answer.verdict {
        let place = engine
            .place(fault.span)
            .map_or_else(String::new, |(file, line, character)| {
                match voice.language {
                    Language::Zh => format!("（{file} 第 {line} 行第 {character} 字）"),
                    Language::En => format!(" ({file}, line {line}, character {character})"),
                }
            });
        page.entry(
            "出错",
            "error",
            &format!("{}{place}", voice.say(&fault.words)),
        );
    }
    if alone {
        for grant in &answer.grants {
            let words = grant_words(grant);
            page.entry("给予", "grant", voice.say(&words));
            if let Some(exception) = &grant.exception {
                page.entry("例外", "exception", voice.say(exception));
            }
        }
        if let Some(measured) = &answer.measured {
            let target = answer.target.as_ref().map_or_else(String::new, |target| {
                format!(
                    "{}{}",
                    voice.pick("　目标 ", "; target "),
                    voice.say(target)
                )
            });
            page.entry(
                "数值",
                "measured",
                &format!("{}{target}", voice.say(&measured.words)),
            );
        }
        if let Some(deadline) = &answer.deadline {
            page.entry("期限", "deadline", voice.say(deadline));
        }
        if let Some(day) = &answer.done_on {
            page.entry("完成日期", "done on", voice.say(day));
        }
    }
    let whose = match &answer.instance {
        Some(words) if !alone => format!("{}{}", voice.say(words), voice.pick("：", ": ")),
        _ => String::new(),
    };
    for condition in &answer.because {
        page.entry(
            "不符合",
            "fails",
            &format!("{whose}{}", voice.say(condition)),
        );
    }
}

/// The defaults that were taken, each once for all answers of a norm.
fn taken(page: &mut Page, answer: &Answer, said: &mut BTreeSet<String>) {
    let voice = page.voice;
    for default in &answer.defaults {
        let words = match voice.language {
            Language::Zh => format!("{}没有给出，按“{}”算", default.name.zh, default.value.zh),
            Language::En => format!(
                "{} is not given; {} was taken",
                default.name.en, default.value.en
            ),
        };
        if said.insert(words.clone()) {
            page.entry("默认", "default", &words);
        }
    }
}

/// What is the same for all answers of a norm.
fn common(page: &mut Page, first: &Answer) {
    let voice = page.voice;
    for deed in &first.deeds {
        let (zh, en) = match first.modality {
            Modality::Prohibition => ("不得", "must not"),
            Modality::Permission => ("可以", "may"),
            _ => ("应当", "must"),
        };
        page.entry(zh, en, deed);
    }
    for item in &first.evidence {
        let value = item.value.as_ref().map_or_else(String::new, |value| {
            format!("{}{}", voice.pick("：", ": "), voice.say(value))
        });
        page.entry("佐证", "evidence", &format!("{}{value}", item.words));
    }
    for passage in &first.basis {
        cited(page, passage);
    }
}

/// A provision with its words and their slips.
pub(crate) fn cited(page: &mut Page, passage: &Passage) {
    let language = page.voice.language;
    let gap = language.pick("　", "  ");
    let place = format!(
        "{}{gap}{}",
        place_words(language, passage),
        checked_words(language, passage)
    );
    page.entry("依据", "basis", &place);
    if let Some(quote) = &passage.quote {
        page.words(
            &format!("“{quote}”"),
            &" ".repeat(BODY.saturating_add(6)),
            BODY.saturating_add(6),
        );
    }
    for erratum in &passage.errata {
        page.entry("勘误", "erratum", &slip_words(language, erratum));
    }
}

/// The title, the number and the path of a provision.
pub(crate) fn place_words(language: Language, passage: &Passage) -> String {
    let number = passage
        .number
        .as_ref()
        .map_or_else(String::new, |number| format!("（{number}）"));
    let title = &passage.title;
    match language {
        Language::Zh => format!("《{title}》{number}{}", passage.path.zh),
        Language::En if passage.path.is_empty() => format!("《{title}》{number}"),
        Language::En => format!("《{title}》{number}, {}", passage.path.en),
    }
}

/// Whether the words of a provision were held against its text.
pub(crate) const fn checked_words(language: Language, passage: &Passage) -> &'static str {
    match (passage.verified, passage.quote.is_some()) {
        (true, _) => language.pick("〔原文已核对〕", "[checked against the text]"),
        (false, true) => language.pick("〔引文未核对〕", "[quote not checked]"),
        (false, false) => language.pick("〔原文未收录〕", "[text not held]"),
    }
}

/// A slip of the text.
pub(crate) fn slip_words(language: Language, erratum: &ErratumShown) -> String {
    let wording = erratum
        .wording
        .iter()
        .map(|words| format!("“{words}”"))
        .collect::<Vec<_>>()
        .join("、");
    let presumed = erratum.presumed.as_ref();
    match language {
        Language::Zh => {
            let presumed = presumed.map_or_else(String::new, |words| format!("，应为“{words}”"));
            format!("{} 原文作{wording}{presumed}", erratum.name)
        }
        Language::En => {
            let presumed =
                presumed.map_or_else(String::new, |words| format!(", presumably “{words}”"));
            format!("{} the text has {wording}{presumed}", erratum.name)
        }
    }
}

/// What is missing, each thing once.
fn missing(page: &mut Page, group: &[&Answer], named: bool) {
    let mut items: Vec<&MissingItem> = Vec::new();
    for answer in group {
        let of_grants = answer.grants.iter().flat_map(|grant| &grant.missing);
        for item in answer.missing.iter().chain(of_grants) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    let limit = if named || page.voice.all {
        usize::MAX
    } else {
        ASKED
    };
    for item in items.iter().take(limit) {
        wanted(page, item);
    }
    let rest = items.len().saturating_sub(limit);
    if rest > 0 {
        let words = match page.voice.language {
            Language::Zh => format!("还缺 {rest} 项（--all 显示全部）"),
            Language::En => format!("{rest} more (--all shows them all)"),
        };
        page.entry("待补", "missing", &words);
    }
}

fn wanted(page: &mut Page, item: &MissingItem) {
    let voice = page.voice;
    let name = voice.say(&item.name);
    let by = item.decided_by.join("、");
    let (zh, en) = match item.kind {
        MissingKind::Finding => ("待认定", "to be found"),
        MissingKind::Calendar => ("缺日历", "calendar"),
        _ => ("待补", "missing"),
    };
    let mut words = match (item.kind, voice.language) {
        (MissingKind::Bounded, Language::Zh) => format!("{name}（只知道范围）"),
        (MissingKind::Bounded, Language::En) => format!("{name} (only bounds are known)"),
        (MissingKind::Calendar, Language::Zh) => format!("{name}没有覆盖这些日子"),
        (MissingKind::Calendar, Language::En) => format!("{name} does not cover these days"),
        _ => name.to_owned(),
    };
    if !by.is_empty() {
        words.push_str(&match voice.language {
            Language::Zh => format!("　由{by}认定"),
            Language::En => format!("  by {by}"),
        });
    }
    if let Some(question) = &item.ask {
        let question = voice.say(question);
        words.push_str(&format!("{}{question}", voice.pick("　", "  ")));
    }
    if let Some(evidence) = &item.evidence {
        let evidence = voice.say(evidence);
        words.push_str(&match voice.language {
            Language::Zh => format!("（凭证：{evidence}）"),
            Language::En => format!(" (evidence: {evidence})"),
        });
    }
    page.entry(zh, en, &words);
}

fn readings(page: &mut Page, told: &mut Told, group: &[&Answer]) {
    let voice = page.voice;
    for answer in group {
        let instance = match &answer.instance {
            Some(words) if group.len() > 1 => {
                format!("{}{}", voice.say(words), voice.pick("：", ": "))
            }
            _ => String::new(),
        };
        for reading in &answer.readings {
            let default = if reading.is_default {
                voice.pick("（默认）", " (default)")
            } else {
                ""
            };
            let taken = format!(
                "{instance}{}{}{}{default}",
                voice.say(&reading.name),
                voice.pick("取", ": "),
                quoted(voice.language, &reading.option, &reading.says)
            );
            page.entry("读法", "reading", &taken);
            for other in &reading.others {
                let differs = match (&other.differs, voice.language) {
                    (Some(words), Language::Zh) => format!("结论变为：{}", words.zh),
                    (Some(words), Language::En) => format!("it would be: {}", words.en),
                    (None, Language::Zh) => "结论不变".to_owned(),
                    (None, Language::En) => "nothing changes".to_owned(),
                };
                let words = match voice.language {
                    Language::Zh => format!(
                        "如取{}，{differs}",
                        quoted(voice.language, &other.option, &other.says)
                    ),
                    Language::En => format!(
                        "with {}, {differs}",
                        quoted(voice.language, &other.option, &other.says)
                    ),
                };
                page.words(
                    &words,
                    &" ".repeat(BODY.saturating_add(6)),
                    BODY.saturating_add(6),
                );
                figures::show(page, told, other.figures.iter(), Detail::Doubtful);
                figures::unsettled(page, told, other.doubts.iter());
            }
        }
    }
}

/// An option of a reading with what it says.
pub(crate) fn quoted(language: Language, option: &Words, says: &str) -> String {
    match language {
        Language::Zh => format!("“{}”（{says}）", option.zh),
        Language::En => format!("“{}” ({says})", option.en),
    }
}

fn closing(page: &mut Page, told: &mut Told, first: &Answer) {
    let voice = page.voice;
    if !first.refer_to.is_empty() {
        let passages: Vec<String> = first
            .refer_to
            .iter()
            .map(|passage| voice.say(&passage.words()).to_owned())
            .collect();
        page.entry("转致", "see", &passages.join(voice.pick("、", "; ")));
    }
    if let Some(effect) = first.effect {
        page.entry("效力", "effect", voice.say(&effect_words(effect)));
    }
    if !first.documents.is_empty() {
        page.entry("材料", "documents", &first.documents.join("、"));
    }
    for words in &first.if_late {
        page.entry("逾期", "if late", words);
    }
    figures::own(page, told, first);
}

/// Norms of which nothing can be said yet, in a few lines.
fn not_shown(page: &mut Page, groups: &[Vec<&Answer>]) {
    let voice = page.voice;
    let name = |answer: &Answer| {
        let name = Words::of_name(&answer.name, answer.alias.as_deref());
        voice.say(&name).to_owned()
    };
    let of = |outcome: Outcome| -> Vec<String> {
        let is = |group: &&Vec<&Answer>| {
            let mut first = group.iter().take(1);
            first.any(|answer| answer.verdict == Verdict::Reached(outcome))
        };
        let said = |group: &Vec<&Answer>| {
            let name = group.first().map(|answer| name(answer))?;
            let doubtful = group.iter().any(|answer| figures::is_doubtful(answer));
            let flag = voice.pick("（有存疑）", " (unsettled)");
            Some(if doubtful {
                format!("{name}{flag}")
            } else {
                name
            })
        };
        groups.iter().filter(is).filter_map(said).collect()
    };
    for (outcome, sign, zh, en) in [
        (
            Outcome::Pending,
            "？",
            "待定（缺事实）",
            "pending (facts are missing)",
        ),
        (Outcome::NotApplicable, "－", "不适用", "does not apply"),
    ] {
        let names = of(outcome);
        if names.is_empty() {
            continue;
        }
        page.blank();
        let count = names.len();
        let before = match voice.language {
            Language::Zh => format!("{YELLOW}{sign}{PLAIN} {zh} {count} 项："),
            Language::En => format!("{YELLOW}{sign}{PLAIN} {count} {en}: "),
        };
        page.words(&clean(&names.join(voice.pick("、", ", "))), &before, 2);
    }
    page.line(voice.pick(
        "  写出名称，就显示缺什么、为什么。",
        "  Name one of them to see what is missing, or why.",
    ));
}

//! `tiaoli decide` and `tiaoli explain`: a case, what is asked of it, and the answers.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::cli::answer;
use crate::cli::arguments::{Days, Kept, Question as Asked};
use crate::cli::folder::{read_bytes, read_limited, text_of};
use crate::cli::log::Writing;
use crate::cli::package::{must_be_sound, open_any, open_held};
use crate::cli::page::Page;
use crate::cli::voice::{End, Stop, Voice};
use crate::cli::{explain as tree, problems, record, safe_file};
use crate::diagnostic::Words;
use crate::engine::code::{Clocks, Computed, Outcome};
use crate::engine::{Case, Decision, Engine, Question, UnknownGoal, Verdict, case_from_json};
use crate::log::Kind;
use crate::quantity::Date;
use crate::record::{Draft, Record, RuleBase};
use crate::wire;

/// `tiaoli decide`.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn decide(voice: Voice, asked: &Asked, kept: &Kept) -> Result<End, Stop> {
    if let Some(file) = &kept.record {
        safe_file::may_write(file, kept.force)?;
    }
    let Some(decided) = decided(voice, asked, false, Some(kept))? else {
        return Ok(End::Wrong);
    };
    let Decided {
        engine,
        decision,
        full,
        ..
    } = &decided;
    if voice.json {
        voice.answer_json(&wire::decision(engine, decision))?;
    } else {
        let mut page = Page::new(voice);
        answer::head(&mut page, engine, decision);
        answer::answers(&mut page, engine, decision, *full);
        voice.answer(&page.done())?;
    }
    Ok(end(&decided))
}

/// `tiaoli explain`.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn explain(voice: Voice, asked: &Asked) -> Result<End, Stop> {
    let Some(decided) = decided(voice, asked, true, None)? else {
        return Ok(End::Wrong);
    };
    let Decided {
        engine, decision, ..
    } = &decided;
    if voice.json {
        voice.answer_json(&wire::decision(engine, decision))?;
    } else {
        voice.answer(&tree::page(voice, engine, decision))?;
    }
    Ok(end(&decided))
}

/// `tiaoli decide --brief`: one line of JSON.
///
/// # Errors
/// What cannot be read or is wrong.
pub(crate) fn briefly(voice: Voice, asked: &Asked) -> Result<End, Stop> {
    let Some(case) = the_case(voice, asked, false)? else {
        return Ok(End::Wrong);
    };
    let mut asking = case.engine.asking(&case.goals);
    let brief = asking.answer_case(&case.case, case.clocks);
    let brief = brief.map_err(|stopped| wrong(stopped.words()))?;
    let mut out = Vec::new();
    wire::brief(&brief, &mut out);
    out.push(b'\n');
    voice.answer(&String::from_utf8_lossy(&out))?;
    let answers = brief.answers().map(|answer| Ended {
        name: answer.name.to_owned(),
        alias: answer.alias.map(str::to_owned),
        holds: answer.outcome == Ok(Outcome::Holds),
    });
    let answers: Vec<Ended> = answers.collect();
    Ok(end_of(
        &case.names,
        &answers,
        brief.figures().next().is_some(),
    ))
}

/// The name of a norm and whether it holds for one instance.
struct Ended {
    name: String,
    alias: Option<String>,
    holds: bool,
}

fn end(decided: &Decided) -> End {
    let answers = decided.decision.answers.iter().map(|answer| Ended {
        name: answer.name.clone(),
        alias: answer.alias.clone(),
        holds: answer.verdict == Verdict::Reached(Outcome::Holds),
    });
    let answers: Vec<Ended> = answers.collect();
    end_of(
        &decided.names,
        &answers,
        !decided.decision.figures.is_empty(),
    )
}

/// 1 where a norm asked for by its own name, not through a questionnaire, holds for nobody.
fn end_of(names: &[String], answers: &[Ended], figures: bool) -> End {
    let holds = |name: &str| {
        let mut of_norm = answers.iter().filter(|answer| answer.name == name);
        of_norm.any(|answer| answer.holds)
    };
    let is =
        |answer: &Ended, name: &String| answer.name == *name || answer.alias.as_ref() == Some(name);
    let mut asked_for = answers
        .iter()
        .filter(|answer| names.iter().any(|name| is(answer, name)));
    let no = asked_for.any(|answer| !holds(&answer.name));
    let nobody = !names.is_empty() && answers.is_empty() && !figures;
    if no || nobody { End::Wrong } else { End::Done }
}

/// A case and what is asked of it.
pub(crate) struct TheCase {
    pub(crate) engine: Engine,
    /// The digests of the files, where a record is wanted.
    base: Option<RuleBase>,
    pub(crate) case: Case,
    pub(crate) goals: Vec<Computed>,
    pub(crate) clocks: Clocks,
    /// The goals as they were named.
    pub(crate) names: Vec<String>,
    /// Whether every answer is shown in full.
    full: bool,
}

/// A case that was decided.
struct Decided {
    engine: Engine,
    decision: Decision,
    /// The goals as they were named.
    names: Vec<String>,
    /// Whether every answer is shown in full.
    full: bool,
}

/// A case with its decision, with the reasons.
pub(crate) struct DecidedCase {
    pub(crate) engine: Engine,
    /// The digests of the files, where they were wanted.
    pub(crate) base: Option<RuleBase>,
    pub(crate) case: Case,
    pub(crate) decision: Decision,
}

/// Decides what is asked, with the reasons; none where the facts are wrong, which is said.
///
/// # Errors
/// What cannot be read or decided.
pub(crate) fn decided_case(
    voice: Voice,
    asked: &Asked,
    held: bool,
) -> Result<Option<DecidedCase>, Stop> {
    let Some(TheCase {
        engine,
        base,
        case,
        goals,
        clocks,
        ..
    }) = the_case(voice, asked, held)?
    else {
        return Ok(None);
    };
    let question = Question {
        goals,
        clocks,
        explained: true,
    };
    let decision = engine
        .decide(&case, &question)
        .map_err(|stopped| wrong(stopped.words()))?;
    Ok(Some(DecidedCase {
        engine,
        base,
        case,
        decision,
    }))
}

/// Decides what is asked; none where the facts are wrong, which is said.
fn decided(
    voice: Voice,
    asked: &Asked,
    explained: bool,
    kept: Option<&Kept>,
) -> Result<Option<Decided>, Stop> {
    let kept = kept.filter(|kept| kept.record.is_some() || kept.log.is_some());
    let Some(case) = the_case(voice, asked, kept.is_some())? else {
        return Ok(None);
    };
    if let Some((kept, base)) = kept.zip(case.base.as_ref()) {
        let agency = kept.agency.as_deref().map(record::agency).transpose()?;
        let (engine, asked) = (&case.engine, (&case.case, &case.goals));
        let draft = Draft::decide(engine, base, asked.0, asked.1, case.clocks, agency.as_ref());
        let made = record::sealed(draft.map_err(wrong)?)?.recorded_at(&now());
        keep(voice, kept, &made)?;
    }
    let question = Question {
        goals: case.goals,
        clocks: case.clocks,
        explained,
    };
    let decision = case
        .engine
        .decide(&case.case, &question)
        .map_err(|stopped| wrong(stopped.words()))?;
    Ok(Some(Decided {
        engine: case.engine,
        decision,
        names: case.names,
        full: case.full,
    }))
}

/// Keeps a record in its file, in its log, or in both. What is wrong with either is found before anything is written.
fn keep(voice: Voice, kept: &Kept, made: &Record) -> Result<(), Stop> {
    let Some(path) = &kept.log else {
        return match &kept.record {
            Some(file) => safe_file::write(file, kept.force, &made.bytes()),
            None => Ok(()),
        };
    };
    let shown = path.display().to_string();
    let mut log = Writing::begin(voice, path, &[])?;
    let public = log.kind() == Kind::Public;
    if public && kept.record.is_none() {
        return Err(Stop::usage(
            format!("“{shown}”是公开的记录簿，只登记公开层；判断记录的全本要另外保存，否则就没有了"),
            format!("`{shown}` is a public log and takes the public layer only; the whole record must be kept elsewhere, or it is lost"),
        )
        .help("加上 --record 文件", "add --record FILE"));
    }
    // First the file, then the log: whatever is in the log can be told in full.
    if let Some(file) = &kept.record {
        safe_file::write(file, kept.force, &made.bytes())?;
    }
    let entry = if public { made.public() } else { made.clone() };
    let entered = log.enter_made(voice, &shown, &entry);
    entered.map_err(|stop| match &kept.record {
        None => stop,
        Some(file) => {
            let file = file.display();
            stop.help(
                format!("判断记录已写进“{file}”，只是没有登记；记录簿能写以后，用 tiaoli log append 补登"),
                format!("the record was written to `{file}` but not entered; enter it with `tiaoli log append` when the log can be written"),
            )
        }
    })
}

/// The case that is meant and what is asked of it; none where the facts are wrong, which is said.
pub(crate) fn the_case(
    voice: Voice,
    asked: &Asked,
    recorded: bool,
) -> Result<Option<TheCase>, Stop> {
    let (engine, base) = if recorded {
        let (engine, base) = open_held(&asked.package)?;
        (engine, Some(base))
    } else {
        (open_any(&asked.package)?, None)
    };
    must_be_sound(voice, &asked.package, &engine)?;
    let (case, names) = match &asked.example {
        Some(name) => (of_example(&engine, name)?, asked.rest.as_slice()),
        None => {
            let Some((facts, names)) = asked.rest.split_first() else {
                return Err(Stop::usage(
                    "缺案件：请给出案件事实的 JSON 文件，或用 --example 指定一个示例",
                    "there is no case: give the JSON file of its facts, or name an example with --example",
                ));
            };
            let Some(case) = of_file(voice, &engine, facts)? else {
                return Ok(None);
            };
            (case, names)
        }
    };
    // An example that nobody asks anything of is asked what it is about.
    let own = asked
        .example
        .as_ref()
        .filter(|_| names.is_empty() && !asked.everything);
    let own = own
        .and_then(|name| engine.example(name.trim()))
        .map(|example| engine.goals_of(example));
    let full = !names.is_empty() || own.is_some();
    let goals = match own.filter(|goals| !goals.is_empty()) {
        Some(goals) => goals,
        None => chosen(&engine, names, asked.everything)?,
    };
    let clocks = Engine::clocks(&case, days(&asked.days)?, today()?);
    let names = names.to_vec();
    Ok(Some(TheCase {
        engine,
        base,
        case,
        goals,
        clocks,
        names,
        full,
    }))
}

/// A decision could not be made.
pub(crate) fn wrong(words: Words) -> Stop {
    Stop {
        end: End::Wrong,
        words,
        way_out: None,
    }
}

fn of_example(engine: &Engine, name: &str) -> Result<Case, Stop> {
    if let Some(example) = engine.example(name.trim()) {
        return Ok(Case::of_example(example));
    }
    let names = engine
        .model()
        .examples
        .iter()
        .map(|example| example.label.name.as_str());
    let near = engine.nearest(name, names);
    let stop = Stop::usage(
        format!("没有“{name}”这个示例"),
        format!("there is no example `{name}`"),
    );
    Err(match near {
        Some(near) => stop.help(
            format!("要写的可能是“{near}”"),
            format!("did you mean `{near}`?"),
        ),
        None => stop.help(
            "用 tiaoli test 查看全部示例",
            "`tiaoli test` lists the examples",
        ),
    })
}

/// The case of a fact file; none where it is wrong, which is said.
fn of_file(voice: Voice, engine: &Engine, file: &str) -> Result<Option<Case>, Stop> {
    let (bytes, name) = if file == "-" {
        let name = voice.pick("标准输入", "standard input");
        (read_limited(io::stdin().lock(), name)?, name)
    } else {
        (read_bytes(Path::new(file), file)?, file)
    };
    let text = text_of(bytes, name)?;
    match case_from_json(engine.model(), &text) {
        Ok(case) => Ok(Some(case)),
        Err(mistakes) => {
            if voice.json {
                voice.answer_json(
                    &serde_json::json!({ "problems": wire::fact_problems(&mistakes, &text) }),
                )?;
            } else {
                voice.remark(&problems::of_facts(voice, &mistakes, name, &text));
            }
            Ok(None)
        }
    }
}

/// The norms that are asked for.
pub(crate) fn chosen(
    engine: &Engine,
    names: &[String],
    everything: bool,
) -> Result<Vec<Computed>, Stop> {
    if !names.is_empty() {
        return engine.goals_named(names).map_err(unknown);
    }
    Ok(engine.goals_unnamed(everything))
}

/// A goal that is no norm.
fn unknown(goal: UnknownGoal) -> Stop {
    let name = goal.name;
    let stop = Stop::usage(
        format!("没有“{name}”这项规范或问卷"),
        format!("there is no norm or questionnaire `{name}`"),
    );
    match goal.nearest {
        Some(near) => stop.help(
            format!("要写的可能是“{near}”"),
            format!("did you mean `{near}`?"),
        ),
        None => stop.help(
            "用 tiaoli decide … --everything 查看全部规范",
            "`tiaoli decide … --everything` shows them all",
        ),
    }
}

/// The days asked for on the command line.
pub(crate) fn days(days: &Days) -> Result<[Option<Date>; 3], Stop> {
    let read = |written: &Option<String>, option: &str| match written {
        None => Ok(None),
        Some(words) => match crate::engine::date_from_text(words) {
            Some(day) => Ok(Some(day)),
            None => Err(Stop::usage(
                format!("{option} 的“{words}”不是日期"),
                format!("`{words}` after {option} is not a date"),
            )
            .help("写成 2024-06-15 或 2024年6月15日", "write it 2024-06-15")),
        },
    };
    Ok([
        read(&days.as_of, "--as-of")?,
        read(&days.law_as_of, "--law-as-of")?,
        read(&days.known_as_of, "--known-as-of")?,
    ])
}

/// This second, as records write it.
pub(crate) fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second())
        .unwrap_or(now)
        .to_string()
}

/// Today in Beijing: the only place where a decision reads a clock.
pub(crate) fn today() -> Result<Date, Stop> {
    let now = Offset::constant(8).to_datetime(Timestamp::now());
    let read = (u32::try_from(now.month()).ok()).zip(u32::try_from(now.day()).ok());
    let day = read.and_then(|(month, day)| Date::new(i32::from(now.year()), month, day));
    day.ok_or_else(|| {
        Stop::usage(
            "机器的时钟不对，请用 --as-of 写明判断日",
            "the clock is wrong; give the day with --as-of",
        )
    })
}

//! `tiaoli rerun`: many records decided again with another package.

mod asked;

mod records;

mod rows;

mod text;

mod web;

pub(crate) use asked::Rerun;

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::decide::today;
use crate::cli::package::{must_be_sound, open_held};
use crate::cli::voice::{End, Stop, Voice};
use crate::engine::Engine;
use crate::quantity::Date;
use crate::record::{Layer, Record, RuleBase};
use crate::rerun::{Dimension, Report, Tally, Way, again, publish};

use self::records::Source;
use self::rows::Rows;

/// From how many records on a bar is shown.
const MANY: usize = 200;
/// How many of those that were not read are named.
const LISTED: u64 = 20;

/// `tiaoli rerun`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn rerun(voice: Voice, asked: &Rerun) -> Result<End, Stop> {
    let day = day(&asked.as_of)?;
    for file in [&asked.csv, &asked.html].into_iter().flatten() {
        rows::may_write(file, asked.force)?;
    }
    let (engine, base) = open_held(&asked.package)?;
    must_be_sound(voice, &asked.package, &engine)?;
    let old = asked.old.as_ref().map(|old| {
        let held = open_held(old)?;
        must_be_sound(voice, old, &held.0)?;
        Ok::<_, Stop>(held)
    });
    let old = old.transpose()?;
    let source = Source::of(&asked.records)?;
    let breakdown = Dimension::ALL
        .into_iter()
        .find(|one| one.code() == asked.by);
    let breakdown = breakdown.unwrap_or(Dimension::Place);
    let way = Way {
        engine: &engine,
        day,
        old: old.as_ref().map(|(engine, base)| (engine, base)),
        by: (breakdown == Dimension::Place).then_some(asked.by.as_str()),
    };
    let mut rows = asked
        .csv
        .as_deref()
        .map(|file| Rows::begin(file, asked.force, voice));
    let mut found = Found::default();
    let bar = progress(source.count());
    source.each(|name, record| {
        bar.inc(1);
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                found.unread_count = found.unread_count.saturating_add(1);
                // The report names no file either: a name may tell who it is.
                if found.unread_count <= LISTED {
                    let colon = voice.pick("：", ": ");
                    voice.remark(&format!("{name}{colon}{}\n", voice.say(&why)));
                }
                return Ok(());
            }
        };
        let judged = again(&record, &way);
        found.tally.add(&judged);
        if let Some(known) = judged.reproduced {
            let (same, not) = found.old.get_or_insert((0, 0));
            let counted = if known { same } else { not };
            *counted = counted.saturating_add(1);
        }
        if day.is_none() {
            found.gate(voice, name, &record, (&engine, &base));
        }
        match rows.as_mut() {
            Some(Ok(rows)) => rows.record(name, &record, &judged),
            _ => Ok(()),
        }
    })?;
    bar.finish_and_clear();
    if let Some(rows) = rows {
        rows?.end()?;
    }
    let manifest = engine.manifest();
    let report = Report {
        package: (
            manifest.title.clone(),
            manifest.name.clone(),
            manifest.version.clone(),
        ),
        day: day.map(|day| day.to_string()),
        by: asked.by.clone(),
        published: publish(&found.tally, breakdown),
        unread_count: found.unread_count,
        gate: found.gate,
        old: old.as_ref().map(|_| found.old.unwrap_or((0, 0))),
    };
    if let Some(file) = &asked.html {
        rows::write(
            file,
            asked.force,
            web::page(voice.language, &report).as_bytes(),
        )?;
    }
    if voice.json {
        voice.answer_json(&report.value())?;
    } else {
        voice.answer(&text::page(voice, &report))?;
    }
    Ok(if report.gate.1 == 0 {
        End::Done
    } else {
        End::Wrong
    })
}

#[derive(Debug, Default)]
struct Found {
    tally: Tally,
    unread_count: u64,
    gate: (u64, u64),
    old: Option<(u64, u64)>,
}

impl Found {
    /// A record that was decided with this very package must come out the same.
    fn gate(&mut self, voice: Voice, name: &str, record: &Record, held: (&Engine, &RuleBase)) {
        let (engine, base) = held;
        // What is closed or damaged says nothing of the program; it is counted as not re-run.
        if !record.used(base) || record.layer() != Layer::Whole || !record.is_intact() {
            return;
        }
        self.gate.0 = self.gate.0.saturating_add(1);
        let says = match record.differs_now(engine, base) {
            Ok(None) => return,
            Ok(Some(difference)) => difference.words(),
            Err(words) => words,
        };
        self.gate.1 = self.gate.1.saturating_add(1);
        // Which they are is told aside: the report names no record.
        if self.gate.1 <= LISTED {
            let colon = voice.pick("：", ": ");
            voice.remark(&format!("{name}{colon}{}\n", voice.say(&says)));
        }
    }
}

fn day(asked: &str) -> Result<Option<Date>, Stop> {
    match asked {
        "same" => Ok(None),
        "today" => today().map(Some),
        day => Date::parse_iso(day).map(Some).map_err(|_| {
            let day = crate::cli::layout::clean(day);
            Stop::usage(
                format!("--as-of 不能是“{day}”：写 same、today，或 2024-01-31 这样的日期"),
                format!(
                    "--as-of cannot be `{day}`: give same, today, or a date such as 2024-01-31"
                ),
            )
        }),
    }
}

fn progress(count: Option<usize>) -> ProgressBar {
    if count.is_some_and(|count| count < MANY) || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let count = count.and_then(|count| u64::try_from(count).ok());
    let bar = ProgressBar::with_draw_target(count, ProgressDrawTarget::stderr());
    let style = if count.is_some() {
        "{wide_bar} {pos}/{len}"
    } else {
        "{spinner} {pos}"
    };
    match ProgressStyle::with_template(style) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

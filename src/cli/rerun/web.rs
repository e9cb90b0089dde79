//! The report as a web page: every picture has its table beside it.

use askama::Template;

use crate::cli::rerun::text::{heading, share};
use crate::diagnostic::{Language, Words};
use crate::page::{Markup, Page, Sheet};
use crate::rerun::{Dimension, LEAST, Report};

/// A bar of a picture: its place, its width and its pattern, in thousandths.
struct Bar {
    at: u64,
    wide: u64,
    pattern: usize,
    name: String,
    count: u64,
}

struct Line {
    name: String,
    total: u64,
    bars: Vec<Bar>,
    counts: Vec<u64>,
}

struct Part {
    heading: String,
    id: String,
    lines: Vec<Line>,
    /// Which classes its rows have.
    met: Vec<bool>,
}

struct Key {
    pattern: usize,
    place: usize,
    name: String,
    count: u64,
    share: String,
}

#[derive(Template)]
#[template(path = "rerun/report.html")]
struct Body<'r> {
    report: &'r Report,
    language: Language,
    keys: Vec<Key>,
    whole: Vec<Bar>,
    parts: Vec<Part>,
}

/// How many patterns the template has.
const PATTERNS: usize = 11;

impl Body<'_> {
    fn pick<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn say<'w>(&self, words: &'w Words) -> &'w str {
        words.in_language(self.language)
    }

    fn met<'p>(&'p self, part: &'p Part) -> impl Iterator<Item = &'p Key> {
        let each = self.keys.iter().zip(&part.met);
        each.filter_map(|(key, met)| met.then_some(key))
    }

    fn sum(&self, sum: &crate::rerun::Sum) -> String {
        let (records, by) = (sum.records, &sum.by);
        match self.language {
            Language::Zh => format!("{}：{records} 份，合计 {by}", sum.name.zh),
            Language::En => format!("{}: {records} records, {by} in all", sum.name.en),
        }
    }
}

/// The page.
pub(super) fn page(language: Language, report: &Report) -> String {
    let columns = &report.published.columns;
    let total = report.published.total.unwrap_or(0);
    let names: Vec<(String, usize)> = columns
        .iter()
        .map(|column| {
            let first = column.classes.first().map_or(0, |class| class.place());
            (
                column.name().in_language(language).to_owned(),
                first % PATTERNS,
            )
        })
        .collect();
    let bars = |counts: &[u64], whole: u64| -> Vec<Bar> {
        let mut before: u64 = 0;
        let mut bars = Vec::new();
        for ((name, pattern), count) in names.iter().zip(counts) {
            let place = |count: u64| count.saturating_mul(1000).checked_div(whole).unwrap_or(0);
            let at = place(before);
            before = before.saturating_add(*count);
            if *count > 0 {
                bars.push(Bar {
                    at,
                    wide: place(before).saturating_sub(at).max(2),
                    pattern: *pattern,
                    name: name.clone(),
                    count: *count,
                });
            }
        }
        bars
    };
    let counts: Vec<u64> = columns.iter().map(|column| column.count).collect();
    let keys = columns
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(place, (column, (name, pattern)))| Key {
            pattern: *pattern,
            place: place.saturating_add(1),
            name: name.clone(),
            count: column.count,
            share: share(column.count, total),
        });
    let parts = report.published.table.iter().map(|table| {
        let lines = table.rows.iter().filter(|row| {
            // In a table of amounts, those without one would dwarf the rest.
            table.dimension != Dimension::Amount || row.name != Dimension::Amount.none()
        });
        let lines: Vec<_> = lines.collect();
        // A class that is empty in every row takes no room.
        let met: Vec<bool> = (0..columns.len())
            .map(|place| {
                let cell =
                    |row: &&crate::rerun::Row| row.counts.get(place).is_some_and(|cell| *cell > 0);
                lines.iter().any(cell)
            })
            .collect();
        let kept = |counts: &[u64]| -> Vec<u64> {
            let each = counts.iter().zip(&met);
            each.filter_map(|(count, met)| met.then_some(*count))
                .collect()
        };
        let widest = lines.iter().map(|row| row.total()).max().unwrap_or(0);
        Part {
            heading: heading(table.dimension, report)
                .in_language(language)
                .to_owned(),
            id: table.dimension.code().to_owned(),
            lines: lines
                .into_iter()
                .map(|row| Line {
                    name: row.name.in_language(language).to_owned(),
                    total: row.total(),
                    bars: bars(&row.counts, widest),
                    counts: kept(&row.counts),
                })
                .collect(),
            met: met.clone(),
        }
    });
    let body = Body {
        report,
        language,
        keys: keys.collect(),
        whole: bars(&counts, total),
        parts: parts.collect(),
    };
    let (title, name, version) = &report.package;
    let title = match language {
        Language::Zh => format!("批量重算：{}", title.zh),
        Language::En => format!("Rerun: {}", title.en),
    };
    let day = match (&report.day, language) {
        (None, Language::Zh) => "判断日照各份记录".to_owned(),
        (None, Language::En) => "day of judgement as in each record".to_owned(),
        (Some(day), Language::Zh) => format!("判断日都按 {day}"),
        (Some(day), Language::En) => format!("day of judgement {day} for all"),
    };
    let notes: Vec<String> = report
        .notes()
        .iter()
        .map(|note| note.in_language(language).to_owned())
        .collect();
    Page {
        language,
        title: &title,
        sheet: Sheet::Report,
        about: &[format!("{name} · {version}"), day],
        body: Markup::of(&body),
        foot: &notes,
    }
    .html()
}

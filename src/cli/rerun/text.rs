//! The report on a page of text.

use crate::cli::layout::clean;
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, FAINT, GREEN, PLAIN, RED, Voice};
use crate::diagnostic::{Language, Words};
use crate::rerun::{Column, Dimension, LEAST, Report, Row};

/// The report.
pub(crate) fn page(voice: Voice, report: &Report) -> String {
    let mut page = Page::new(voice);
    let (title, name, version) = &report.package;
    let title = format!(
        "{}{}",
        voice.pick("批量重算：", "Rerun: "),
        clean(voice.say(title))
    );
    page.words(&title, BOLD, 2);
    let day = match (&report.day, voice.language) {
        (None, Language::Zh) => "判断日照各份记录".to_owned(),
        (None, Language::En) => "day of judgement as in each record".to_owned(),
        (Some(day), Language::Zh) => format!("判断日都按 {day}"),
        (Some(day), Language::En) => format!("day of judgement {day} for all"),
    };
    let gap = voice.pick("　", "  ");
    page.line(&format!(
        "{PLAIN}{day}{gap}{FAINT}{} · {}{PLAIN}",
        clean(name),
        clean(version)
    ));
    page.blank();
    match report.published.total {
        None => {
            let none = Words::new(
                format!("记录不足 {LEAST} 份，不公布分类；逐份的结果见 --csv"),
                format!(
                    "fewer than {LEAST} records: no classes are published; --csv has each record"
                ),
            );
            page.words(voice.say(&none), "  ", 2);
        }
        Some(total) => classes(&mut page, report, total),
    }
    unread(&mut page, report);
    if let Some(line) = report.gate_line() {
        page.blank();
        let sign = if report.gate.1 == 0 {
            format!("{GREEN}✔{PLAIN} ")
        } else {
            format!("{RED}✘{PLAIN} ")
        };
        page.words(voice.say(&line), &sign, 2);
    }
    page.blank();
    for note in report.notes() {
        page.words(voice.say(&note), "", 0);
    }
    page.done()
}

fn classes(page: &mut Page, report: &Report, total: u64) {
    let voice = page.voice;
    let mut rows = vec![vec![
        voice.pick("记录", "records").to_owned(),
        total.to_string(),
        String::new(),
    ]];
    for column in report
        .published
        .columns
        .iter()
        .filter(|column| column.count > 0)
    {
        rows.push(vec![
            clean(voice.say(&column.name())),
            column.count.to_string(),
            share(column.count, total),
        ]);
    }
    for row in rows {
        let [name, count, share] = row.try_into().unwrap_or_default();
        let figures = format!("{count:>7}  {share:>6}  ");
        page.words(&name, &figures, 17);
    }
    for sum in &report.published.sums {
        let (records, by) = (sum.records, sum.by.to_string());
        let words = Words::new(
            format!("{}：{records} 份，合计 {by}", sum.name.zh),
            format!("{}: {records} records, {by} in all", sum.name.en),
        );
        page.words(&clean(voice.say(&words)), "  Σ ", 4);
    }
    if let Some(table) = &report.published.table {
        page.blank();
        page.line(&format!(
            "{BOLD}{}{PLAIN}",
            voice.say(&heading(table.dimension, report))
        ));
        for row in &table.rows {
            group(page, row, &report.published.columns);
        }
    }
}

/// A share in tenths of a percent, without floats.
pub(super) fn share(count: u64, total: u64) -> String {
    let tenths = count.saturating_mul(1000).checked_div(total).unwrap_or(0);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn group(page: &mut Page, row: &Row, columns: &[Column]) {
    let voice = page.voice;
    let cells = columns
        .iter()
        .zip(&row.counts)
        .filter(|(_, count)| **count > 0);
    let cells: Vec<String> = cells
        .map(|(column, count)| format!("{} {count}", clean(voice.say(&column.name()))))
        .collect();
    let figures = format!("{:>7}  ", row.total());
    page.words(&clean(voice.say(&row.name)), &figures, 9);
    page.words(&cells.join(voice.pick("，", ", ")), "         ", 9);
}

/// What a table is about.
pub(super) fn heading(dimension: Dimension, report: &Report) -> Words {
    let by = &report.by;
    let (zh, en) = match dimension {
        Dimension::Provision => ("按规范和条款", "By norm and provision"),
        Dimension::Clauses => (
            "依据的条文有哪些出入",
            "Provisions no longer or newly relied on",
        ),
        Dimension::Amount => (
            "数额变了多少（含下限，不含上限）",
            "By how much amounts change (low end included, high end not)",
        ),
        Dimension::Needs => ("还要补哪些事实、认定", "Facts and findings needed now"),
        Dimension::Obstacle => ("为什么不能重算", "Why records cannot be re-run"),
        Dimension::Month => ("按判断日所在的月份", "By month of the day of judgement"),
        Dimension::Place => {
            return Words::new(format!("按{by}"), format!("By {by}"));
        }
    };
    Words::new(zh, en)
}

fn unread(page: &mut Page, report: &Report) {
    if report.unread_count == 0 {
        return;
    }
    let voice = page.voice;
    let count = report.unread_count;
    page.blank();
    page.line(&match voice.language {
        Language::Zh => format!("{BOLD}读不出的文件 {count} 个，不在以上数内{PLAIN}"),
        Language::En => {
            format!("{BOLD}{count} files could not be read and are not counted above{PLAIN}")
        }
    });
}

//! The table of what became of each conclusion: for internal review, record by record.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::voice::{Stop, Voice};
use crate::diagnostic::Language;
use crate::record::Record;
use crate::rerun::{Class, Conclusion, Judged, Provision, Rerun};

/// A table that is being written beside the file whose name it takes at the end.
#[derive(Debug)]
pub(crate) struct Rows {
    table: csv::Writer<BufWriter<File>>,
    beside: PathBuf,
    file: PathBuf,
    force: bool,
    voice: Voice,
}

const HEAD_ZH: [&str; 12] = [
    "位置",
    "记录",
    "摘要",
    "规范或定义",
    "对象",
    "变化代码",
    "变化",
    "原结论",
    "重算结论",
    "第一处不同",
    "不再引",
    "改引",
];
const HEAD_EN: [&str; 12] = [
    "place",
    "record",
    "digest",
    "goal",
    "instance",
    "class",
    "change",
    "before",
    "after",
    "first_difference",
    "provisions_lost",
    "provisions_gained",
];

impl Rows {
    pub(crate) fn begin(file: &Path, force: bool, voice: Voice) -> Result<Self, Stop> {
        let beside = beside(file);
        let mut opened = File::options()
            .write(true)
            .create_new(true)
            .open(&beside)
            .map_err(|error| fail(file, &error))?;
        // With it, spreadsheets read the letters right.
        opened
            .write_all("\u{feff}".as_bytes())
            .map_err(|error| fail(file, &error))?;
        let mut rows = Self {
            table: csv::Writer::from_writer(BufWriter::new(opened)),
            beside,
            file: file.to_owned(),
            force,
            voice,
        };
        let head = match voice.language {
            Language::Zh => HEAD_ZH,
            Language::En => HEAD_EN,
        };
        rows.row(&head.map(str::to_owned))?;
        Ok(rows)
    }

    pub(crate) fn record(
        &mut self,
        name: &str,
        record: &Record,
        judged: &Rerun,
    ) -> Result<(), Stop> {
        for one in &judged.conclusions {
            let row = self.cells(name, record, one);
            self.row(&row)?;
        }
        Ok(())
    }

    fn cells(&self, name: &str, record: &Record, one: &Judged) -> [String; 12] {
        let voice = self.voice;
        let either = one.before.as_ref().or(one.after.as_ref());
        let of = |pick: fn(&Conclusion) -> &String| either.map(pick).cloned().unwrap_or_default();
        let says = |side: &Option<Conclusion>| {
            side.as_ref()
                .map_or_else(String::new, |side| voice.say(&side.says).to_owned())
        };
        let listed = |set: &std::collections::BTreeSet<Provision>| {
            let words: Vec<String> = set
                .iter()
                .map(|one| voice.say(&one.words()).to_owned())
                .collect();
            words.join(voice.pick("；", "; "))
        };
        let (before, after) = (says(&one.before), says(&one.after));
        let first = match &one.first {
            Some(words) => voice.say(words).to_owned(),
            None if before != after && one.change.class != Class::Same => {
                format!("{}{before} → {after}", voice.pick("结论：", "outcome: "))
            }
            None => String::new(),
        };
        [
            name.to_owned(),
            record.id().to_owned(),
            record.digests().1,
            of(|one| &one.goal),
            of(|one| &one.instance),
            one.change.class.code().to_owned(),
            voice.say(&one.change.class.name()).to_owned(),
            before,
            after,
            first,
            listed(&one.change.lost),
            listed(&one.change.gained),
        ]
    }

    fn row(&mut self, cells: &[String]) -> Result<(), Stop> {
        let cells = cells.iter().map(|cell| harmless(cell));
        (self.table.write_record(cells)).map_err(|error| fail(&self.file, &io::Error::other(error)))
    }

    pub(crate) fn end(mut self) -> Result<(), Stop> {
        let flushed = self.table.flush();
        let placed = flushed.and_then(|()| take_name(&self.beside, &self.file, self.force));
        placed.map_err(|error| fail(&self.file, &error))
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        // What was renamed is gone; what was not finished goes now.
        let _ = fs::remove_file(&self.beside);
    }
}

/// A cell that no spreadsheet takes for a formula, on one line.
fn harmless(cell: &str) -> String {
    let cell: String = cell
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if cell.starts_with(['=', '+', '-', '@']) {
        return format!("'{cell}");
    }
    cell
}

/// Whether a file may be written there.
///
/// # Errors
/// That something is there already.
pub(crate) fn may_write(file: &Path, force: bool) -> Result<(), Stop> {
    if !force && fs::symlink_metadata(file).is_ok() {
        let shown = file.display();
        return Err(Stop::file(
            format!("“{shown}”已经有了，没有写"),
            format!("`{shown}` is there already; nothing was written"),
        )
        .help(
            "换一个文件名，或者加上 --force",
            "give another name, or --force",
        ));
    }
    Ok(())
}

/// Writes a file whole or not at all.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn write(file: &Path, force: bool, bytes: &[u8]) -> Result<(), Stop> {
    let beside = beside(file);
    let opened = File::options().write(true).create_new(true).open(&beside);
    let written = opened
        .and_then(|mut opened| opened.write_all(bytes))
        .and_then(|()| take_name(&beside, file, force));
    let _ = fs::remove_file(&beside);
    written.map_err(|error| fail(file, &error))
}

fn take_name(beside: &Path, file: &Path, force: bool) -> io::Result<()> {
    if force {
        return fs::rename(beside, file);
    }
    // A link is made only where no file is.
    fs::hard_link(beside, file)
}

fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn fail(file: &Path, error: &io::Error) -> Stop {
    let shown = file.display();
    Stop::file(
        format!("写不了“{shown}”：{error}"),
        format!("cannot write `{shown}`: {error}"),
    )
}

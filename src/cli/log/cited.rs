//! `tiaoli log cited`: over logs, folders of records and records.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::folder::read_bytes;
use crate::cli::layout::clean;
use crate::cli::log::file::Open;
use crate::cli::log::look::{end_of, short};
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, End, FAINT, PLAIN, Stop, Voice, YELLOW};
use crate::diagnostic::Words;
use crate::log::{Asked, Cited, Outcomes, entered, outcome_name};
use crate::record::Record;

/// So many records are listed without `--all`.
const SHOWN: usize = 20;
/// How many files a folder may have.
const MAX_FILES: usize = 1_000_000;

/// Where a record is.
#[derive(Debug)]
struct Place {
    /// In which file.
    file: String,
    /// Under which number, in a log.
    number: Option<u64>,
    /// The digests of the record, as `verify` says them: by SHA-256 and SM3.
    digests: (String, String),
}

impl Place {
    fn of(record: &Record, file: &str, number: Option<u64>) -> Self {
        Self {
            file: file.to_owned(),
            number,
            digests: record.digests(),
        }
    }
}

/// `tiaoli log cited`.
///
/// # Errors
/// What cannot be read.
pub(super) fn cited(voice: Voice, places: &[PathBuf], provision: &str) -> Result<End, Stop> {
    let asked = Asked::read(provision).map_err(|words| Stop::usage(words.zh, words.en))?;
    let mut cited = Cited::new(asked);
    let mut end = End::Done;
    for place in places {
        if fs::metadata(place).is_ok_and(|about| about.is_dir()) {
            for file in files(place)? {
                if !add_record(voice, &mut cited, &file)? {
                    end = End::Wrong;
                }
            }
        } else if is_log(place)? {
            let shown = place.display().to_string();
            let through = Open::to_read(place)?.through(
                |line| {
                    let record = line.record()?;
                    cited.add(&record, Place::of(&record, &shown, Some(line.entry.number)));
                    Ok(())
                },
                |_| (),
            )?;
            if end_of(voice, &through.ending) == End::Wrong {
                end = End::Wrong;
            }
        } else if !add_record(voice, &mut cited, place)? {
            end = End::Wrong;
        }
    }
    if voice.json {
        voice.answer_json(&shape(&cited, provision))?;
    } else {
        voice.answer(&page(voice, &cited, provision))?;
    }
    Ok(end)
}

/// Whether a file begins as a log does.
fn is_log(path: &Path) -> Result<bool, Stop> {
    use std::io::Read as _;
    let shown = path.display();
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(10).read_to_end(&mut start));
    read.map_err(|error| {
        Stop::file(
            format!("读不了“{shown}”：{error}"),
            format!("`{shown}` cannot be read: {error}"),
        )
    })?;
    Ok(start.starts_with(b"{\"entry\":"))
}

/// The records of a folder, by name: its files that end in `.json`.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let shown = folder.display();
    let failed = |error: std::io::Error| {
        Stop::file(
            format!("读不了目录“{shown}”：{error}"),
            format!("the folder `{shown}` cannot be read: {error}"),
        )
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)?.take(MAX_FILES) {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Adds a record from its file; says so where the file is none.
fn add_record(voice: Voice, cited: &mut Cited<Place>, path: &Path) -> Result<bool, Stop> {
    let file = path.display().to_string();
    let bytes = read_bytes(path, &file)?;
    let record = Record::read_as(&bytes).map_err(|refusal| refusal.words);
    let read = record.and_then(|(record, form)| entered(&record, form).map(|_| record));
    match read {
        Ok(record) => {
            cited.add(&record, Place::of(&record, &file, None));
            Ok(true)
        }
        Err(words) => {
            let says = Words::new(
                format!("没有计入“{file}”：{}", words.zh),
                format!("`{file}` is not counted: {}", words.en),
            );
            voice.remark(&format!("{YELLOW}!{PLAIN} {}\n", voice.say(&says)));
            Ok(false)
        }
    }
}

fn shape(cited: &Cited<Place>, provision: &str) -> Value {
    let outcomes = |outcomes: &Outcomes| {
        let counted = outcomes.iter();
        let counted = counted.map(|(code, times)| (code.clone(), json!(times)));
        Value::Object(counted.collect())
    };
    let provisions = cited.provisions();
    let provisions = provisions.iter().map(|(one, resting)| {
        json!({
            "title": one.title,
            "id": one.id,
            "path": { "zh": resting.path.zh, "en": resting.path.en },
            "records": resting.records,
            "outcomes": outcomes(&resting.outcomes),
        })
    });
    let hits = cited.hits().map(|hit| {
        let decided = hit.decided.iter();
        let decided =
            decided.map(|(of, counted)| json!({ "of": of, "outcomes": outcomes(counted) }));
        json!({
            "file": hit.place.file,
            "number": hit.place.number.map(|number| number.to_string()),
            "sha256": hit.place.digests.0,
            "sm3": hit.place.digests.1,
            "decided": decided.collect::<Vec<_>>(),
        })
    });
    json!({
        "version": 1,
        "asked": provision,
        "looked_at": cited.looked_at(),
        "outcomes": outcomes(&cited.outcomes()),
        "provisions": provisions.collect::<Vec<_>>(),
        "records": hits.collect::<Vec<_>>(),
    })
}

fn counted(voice: Voice, outcomes: &Outcomes) -> String {
    let counted = outcomes.iter();
    let counted =
        counted.map(|(code, times)| format!("{} {times}", voice.say(&outcome_name(code))));
    counted.collect::<Vec<_>>().join(voice.pick("，", ", "))
}

fn page(voice: Voice, cited: &Cited<Place>, provision: &str) -> String {
    let mut page = Page::new(voice);
    let (hits, all) = (cited.hits().count(), cited.looked_at());
    let asked = clean(provision);
    let head = if hits == 0 {
        Words::new(
            format!("{all} 份记录里，没有依据 {asked} 的"),
            format!("of {all} records, none rests on {asked}"),
        )
    } else {
        Words::new(
            format!("{all} 份记录里，依据 {asked} 的有 {hits} 份"),
            format!("of {all} records, {hits} rest on {asked}"),
        )
    };
    page.words(voice.say(&head), BOLD, 0);
    page.line(PLAIN);
    if hits == 0 {
        return page.done();
    }
    let blank = voice.pick("　", "  ");
    for (one, resting) in &cited.provisions() {
        let path = voice.say(&resting.path);
        let records = resting.records;
        let records = match voice.pick("zh", "en") {
            "zh" => format!("{records} 份"),
            _ => format!("{records} records"),
        };
        let outcomes = counted(voice, &resting.outcomes);
        let title = &one.title;
        let words = format!("《{title}》{path}{blank}{records}{blank}{outcomes}");
        page.words(&words, "  ", 4);
    }
    let total = counted(voice, &cited.outcomes());
    page.words(&total, voice.pick("  合计　", "  in all  "), 4);
    page.blank();
    let shown = if voice.all { hits } else { SHOWN };
    for hit in cited.hits().take(shown) {
        let digest = short(&hit.place.digests.1);
        let file = &hit.place.file;
        let place = match hit.place.number {
            Some(number) => Words::new(format!("第{number}号"), format!("entry {number}")),
            None => Words::same(clean(file)),
        };
        let decided = hit.decided.iter().map(|(of, outcomes)| {
            let colon = voice.pick("：", ": ");
            format!("{}{colon}{}", clean(of), counted(voice, outcomes))
        });
        let decided = decided.collect::<Vec<_>>().join(voice.pick("；", "; "));
        let words = format!("{}{blank}{digest}{blank}{decided}", voice.say(&place));
        page.words(&words, "  ", 4);
    }
    if shown < hits {
        let more = hits.saturating_sub(shown);
        let words = Words::new(
            format!("另有 {more} 份，加上 --all 全部列出"),
            format!("{more} more; --all lists them"),
        );
        page.line(&format!("  {FAINT}{}{PLAIN}", voice.say(&words)));
    }
    page.done()
}

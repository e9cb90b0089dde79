//! Checking, listing and giving back.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::layout::clean;
use crate::cli::log::file::Open;
use crate::cli::log::prove::known;
use crate::cli::page::Page;
use crate::cli::voice::{End, FAINT, GREEN, PLAIN, RED, Stop, Voice};
use crate::diagnostic::Words;
use crate::log::{Ending, Fault, Line, Wrong};
use crate::record::{Digests, Form, Layer};
use crate::source::Digest;

/// `tiaoli log check`.
///
/// # Errors
/// What cannot be read.
pub(super) fn check(voice: Voice, path: &Path, head: Option<&str>) -> Result<End, Stop> {
    let published = head.map(known).transpose()?;
    let mut seen: BTreeMap<Digests, u64> = BTreeMap::new();
    let mut met = None;
    let through = Open::to_read(path)?.through(
        |line| {
            let _ = line.record()?;
            let number = line.entry.number;
            match seen.insert(line.entry.holds, number) {
                None => Ok(()),
                Some(first) => Err(Fault::twice(number, first)),
            }
        },
        |walk| {
            let entries = walk.entries();
            let fits = published.filter(|known| known.may_have(entries));
            if met.is_none() && fits.is_some_and(|known| known.is(&walk.head())) {
                met = Some(entries);
            }
        },
    )?;
    let entries = through.walk.entries();
    let mut faults: Vec<Fault> = match through.ending {
        Ending::Whole => Vec::new(),
        Ending::Torn(fault) | Ending::Broken(fault) => vec![fault],
    };
    if let Some(known) = published
        && met.is_none()
    {
        faults.push(Fault::other_head(known.entries(), entries));
    }
    let holds = faults.is_empty();
    let head = through.walk.head();
    if voice.json {
        voice.answer_json(&json!({
            "version": 1,
            "holds": holds,
            "kind": through.walk.kind().code(),
            "entries": entries.to_string(),
            "published_entries": met.map(|entries| entries.to_string()),
            "head": { "sha256": head.digests().sha256().to_string(), "sm3": head.digests().sm3().to_string() },
            "faults": faults.iter().map(fault_json).collect::<Vec<_>>(),
        }))?;
        return Ok(if holds { End::Done } else { End::Wrong });
    }
    let mut page = Page::new(voice);
    for fault in &faults {
        page.words(voice.say(&fault.words), &format!("{RED}✘{PLAIN} "), 2);
    }
    let whole = if holds {
        Words::new(
            format!("记录簿完整：{entries} 份，逐份与自带的摘要一致，前后相接"),
            format!(
                "the log is whole: {entries} entries, each what its digests say, each written after the one before it"
            ),
        )
    } else {
        Words::new(
            format!("完好的：从第一行起 {entries} 份"),
            format!("whole: {entries} entries from the first line on"),
        )
    };
    let mark = if holds {
        format!("{GREEN}✔{PLAIN} ")
    } else {
        "  ".to_owned()
    };
    page.words(voice.say(&whole), &mark, 2);
    if let Some(met) = met {
        let words = Words::new(
            format!("它是所公布的那一本的延续：公布时 {met} 份，都还在"),
            format!(
                "it continues the log that was published: the {met} entries of then are all there"
            ),
        );
        page.words(voice.say(&words), &format!("{GREEN}✔{PLAIN} "), 2);
    } else if published.is_none() && holds {
        let words = Words::new(
            "整本重写、从末尾整份删去，要与公布的摘要比对才看得出：--head",
            "a log written anew, or entries removed from its end, show only against a published digest: --head",
        );
        page.words(voice.say(&words), "  ", 2);
    }
    voice.answer(&page.done())?;
    Ok(if holds { End::Done } else { End::Wrong })
}

/// A fault as JSON.
pub(super) fn fault_json(fault: &Fault) -> Value {
    json!({
        "code": fault.wrong.code(),
        "entry": fault.entry.map(|entry| entry.to_string()),
        "says": { "zh": fault.words.zh, "en": fault.words.en },
    })
}

/// How a command ends that read a log for something else; what is wrong with the log is said.
pub(super) fn end_of(voice: Voice, ending: &Ending) -> End {
    match ending {
        Ending::Whole => End::Done,
        Ending::Torn(fault) | Ending::Broken(fault) => {
            voice.remark(&format!("{RED}✘{PLAIN} {}\n", voice.say(&fault.words)));
            // What was not written to its end was never in the log.
            if fault.wrong == Wrong::Torn {
                End::Done
            } else {
                End::Wrong
            }
        }
    }
}

/// What an entry says of itself in a list.
#[derive(Debug)]
struct Row {
    number: u64,
    logged_at: String,
    /// The digests of the record, as `verify` says them: by SHA-256 and SM3.
    record: (String, String),
    /// What was entered, and the digests of its file.
    form: Form,
    layer: Layer,
    file: Digests,
    as_of: String,
    package: String,
}

fn row(line: &Line<'_>) -> Result<Row, Fault> {
    let record = line.record()?;
    let value = record.value();
    let at = |pointer: &str| {
        let words = value.pointer(pointer).and_then(Value::as_str);
        clean(words.unwrap_or("?"))
    };
    Ok(Row {
        number: line.entry.number,
        logged_at: line.entry.logged_at.clone(),
        record: record.digests(),
        form: line.entry.form,
        layer: record.layer(),
        file: line.entry.holds,
        as_of: at("/time/as_of"),
        package: at("/rule_base/packages/0/name"),
    })
}

/// A digest in a line: `sm3:5e0f…`. It cannot be read back.
pub(super) fn short(digest: &str) -> String {
    Digest::parse(digest).map_or_else(|_| clean(digest), |digest| digest.short())
}

/// What an entry is that is not the whole record.
fn form_name(form: Form, layer: Layer) -> Option<Words> {
    match (form, layer) {
        (Form::Envelope, _) => Some(Words::new("签名封套", "envelope")),
        (Form::Record, Layer::Whole) => None,
        (Form::Record, layer) => Some(layer.name()),
    }
}

/// `tiaoli log list`.
///
/// # Errors
/// What cannot be read.
pub(super) fn list(voice: Voice, path: &Path) -> Result<End, Stop> {
    let mut rows = Vec::new();
    let through = Open::to_read(path)?.through(
        |line| {
            rows.push(row(line)?);
            Ok(())
        },
        |_| (),
    )?;
    let kind = through.walk.kind();
    let entries = through.walk.entries();
    if voice.json {
        let rows = rows.iter().map(|row| {
            json!({
                "number": row.number.to_string(),
                "logged_at": row.logged_at,
                "as_of": row.as_of,
                "package": row.package,
                "form": row.form.code(),
                "layer": row.layer.code(),
                "record": { "sha256": row.record.0, "sm3": row.record.1 },
                "file": row.file.value(),
            })
        });
        voice.answer_json(&json!({
            "version": 1,
            "kind": kind.code(),
            "entries": rows.collect::<Vec<_>>(),
        }))?;
    } else {
        let name = kind.name();
        let mut page = Page::new(voice);
        for row in &rows {
            let Row {
                number,
                logged_at,
                as_of,
                package,
                ..
            } = row;
            let digest = short(&row.record.1);
            let mut words = Words::new(
                format!("第{number}号　{logged_at}　{digest}　判断日 {as_of}　{package}"),
                format!("{number}  {logged_at}  {digest}  as of {as_of}  {package}"),
            );
            if let Some(form) = form_name(row.form, row.layer) {
                words.zh = format!("{}　{}", words.zh, form.zh);
                words.en = format!("{}  {}", words.en, form.en);
            }
            page.words(voice.say(&words), "", 4);
        }
        let words = Words::new(
            format!("{}的记录簿，{entries} 份", name.zh),
            format!("{} log, {entries} entries", name.en),
        );
        page.line(&format!("{FAINT}{}{PLAIN}", voice.say(&words)));
        let which = Words::new(
            "摘要是判断记录的，与 verify 所报的一样；所登记的文件的摘要见 --json",
            "digests are those of the records, as verify says them; those of the files are in --json",
        );
        page.words(voice.say(&which), "", 0);
        voice.answer(&page.done())?;
    }
    Ok(end_of(voice, &through.ending))
}

/// That there is no such entry.
pub(super) fn no_entry(number: u64, entries: u64) -> Stop {
    Stop::usage(
        format!("没有第{number}号：记录簿有 {entries} 份"),
        format!("there is no entry {number}: the log has {entries}"),
    )
}

/// `tiaoli log show`.
///
/// # Errors
/// What cannot be read.
pub(super) fn show(voice: Voice, path: &Path, number: u64) -> Result<End, Stop> {
    let mut found = None;
    let through = Open::to_read(path)?.through(
        |line| {
            if line.entry.number == number {
                found = Some(line.bytes());
            }
            Ok(())
        },
        |_| (),
    )?;
    let end = end_of(voice, &through.ending);
    let found = found.ok_or_else(|| no_entry(number, through.walk.entries()))?;
    voice.answer(&String::from_utf8_lossy(&found))?;
    Ok(end)
}

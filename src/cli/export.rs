//! `tiaoli export`: an instrument or a record in the vocabulary of an archive.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::check::{Instrument, InstrumentId, Model};
use crate::cli::arguments::RecordFile;
use crate::cli::decide::today;
use crate::cli::package::open_sound;
use crate::cli::record;
use crate::cli::voice::{End, Stop, Voice};
use crate::diagnostic::{Language, Words};
use crate::engine::date_from_text;
use crate::export::{PassageId, Refusal, akoma_ntoso, held_instruments, passage_ids, prov};
use crate::quantity::Date;

/// Into which vocabulary.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Akoma Ntoso.
    #[command(
        about = "把所收文件的结构写成 Akoma Ntoso XML，编号就是引用所用的｜Write the structure of a document that is held as Akoma Ntoso XML, with the ids that citations use"
    )]
    Akn(AkomaNtoso),
    /// PROV-O.
    #[command(
        about = "把判断记录写成 PROV-O（JSON-LD）：用了什么、得出什么、由谁｜Write a decision record as PROV-O (JSON-LD): what was used, what came out, by whom"
    )]
    Prov(RecordFile),
}

/// Which instrument.
#[derive(Debug, Args)]
pub(crate) struct AkomaNtoso {
    /// The package.
    #[arg(
        value_name = "PACKAGE",
        default_value = ".",
        hide_default_value = true,
        help = "规则包目录，不写则为当前目录｜The folder of the package; the current one if left out"
    )]
    package: PathBuf,
    /// The instrument.
    #[arg(
        long,
        value_name = "NAME",
        help = "哪个文件：名称或者标题；只收录一个时可以不写｜Which document, by name or title; may be left out where one is held"
    )]
    instrument: Option<String>,
    /// Only the table of ids.
    #[arg(
        long,
        help = "只写编号对照表（CSV；加 --json 为 JSON）：编号、条款、行、开头的字｜Only the table of ids, as CSV or with --json as JSON: id, provision, line, first words"
    )]
    ids: bool,
    /// The day of the export.
    #[arg(
        long,
        value_name = "DATE",
        help = "导出日，写进 XML；不写则为今天（北京时间）｜The day of the export, written into the XML; else today (Beijing time)"
    )]
    on: Option<String>,
}

/// `tiaoli export`.
///
/// # Errors
/// What cannot be read or exported.
pub(crate) fn export(voice: Voice, asked: &Export) -> Result<End, Stop> {
    match asked {
        Export::Akn(asked) => akn(voice, asked),
        Export::Prov(record) => provenance(voice, &record.file),
    }
}

fn provenance(voice: Voice, file: &str) -> Result<End, Stop> {
    let record = record::read(voice, file)?.map_err(|unread| {
        let mut stop = Stop::file(unread.words.zh, unread.words.en);
        stop.end = End::Wrong;
        stop
    })?;
    voice.answer_json(&prov(&record).map_err(refused)?)?;
    Ok(End::Done)
}

fn akn(voice: Voice, asked: &AkomaNtoso) -> Result<End, Stop> {
    let engine = open_sound(voice, &asked.package)?;
    let model = engine.model();
    let (id, instrument) = chosen(model, asked.instrument.as_deref())?;
    if asked.ids {
        let rows = passage_ids(model, id).map_err(refused)?;
        table_of_ids(voice, instrument, &rows)?;
        return Ok(End::Done);
    }
    if voice.json {
        return Err(
            Stop::usage("Akoma Ntoso 是 XML", "Akoma Ntoso is XML").help(
                "去掉 --json，或者加上 --ids 输出编号对照表",
                "leave out --json, or add --ids for the table of ids",
            ),
        );
    }
    let made = match &asked.on {
        Some(words) => day(words)?,
        None => today()?,
    };
    let exported = akoma_ntoso(model, id, made).map_err(refused)?;
    voice.answer(&exported.xml)?;
    for notice in &exported.notices {
        voice.remark(&format!("{}\n", voice.say(notice)));
    }
    Ok(End::Done)
}

/// The instrument that is meant, by its name, alias or title.
fn chosen<'m>(
    model: &'m Model,
    name: Option<&str>,
) -> Result<(InstrumentId, &'m Instrument), Stop> {
    let held: Vec<(InstrumentId, &Instrument)> = held_instruments(model).collect();
    if let Some(name) = name {
        let asked = name.trim().trim_start_matches('《').trim_end_matches('》');
        let meant = |one: &Instrument| {
            one.label.name == asked
                || one.label.alias.as_deref() == Some(asked)
                || one.title == asked
        };
        if let Some(found) = held.iter().find(|(_, one)| meant(one)) {
            return Ok(*found);
        }
        let cited = model.instruments.iter().find(|one| meant(one));
        let says = match cited {
            Some(one) => Words::new(
                format!("没有收录《{}》的全文，只按名称引用", one.title),
                format!(
                    "the text of 《{}》 is not held; it is only cited by name",
                    one.title
                ),
            ),
            None => Words::new(
                format!("没有叫“{asked}”的文件"),
                format!("no document is called `{asked}`"),
            ),
        };
        return Err(Stop::usage(says.zh, says.en)
            .help(names(&held, Language::Zh), names(&held, Language::En)));
    }
    match held.as_slice() {
        [] => Err(Stop::usage(
            "规则包没有收录任何文件的全文",
            "the package holds the text of no document",
        )
        .help(
            "在“文件”里写 全文 “source/….txt”",
            "write `full_text \"source/….txt\"` in a `document`",
        )),
        [only] => Ok(*only),
        _ => Err(Stop::usage(
            "规则包收录了几个文件的全文，要说明导出哪一个",
            "the package holds several texts; say which one",
        )
        .help(names(&held, Language::Zh), names(&held, Language::En))),
    }
}

/// Which instruments could be asked for.
fn names(held: &[(InstrumentId, &Instrument)], language: Language) -> String {
    let all: Vec<String> = held
        .iter()
        .map(|(_, one)| {
            let label = Words::of_name(&one.label.name, one.label.alias.as_deref());
            match language {
                Language::Zh => format!("--instrument {}（《{}》）", label.zh, one.title),
                Language::En => {
                    let name = one.label.alias.as_deref().unwrap_or(&one.label.name);
                    format!("--instrument {name} (《{}》)", one.title)
                }
            }
        })
        .collect();
    match language {
        Language::Zh if all.is_empty() => "规则包没有收录任何文件的全文".to_owned(),
        Language::En if all.is_empty() => "the package holds the text of no document".to_owned(),
        Language::Zh => all.join("；"),
        Language::En => all.join("; "),
    }
}

fn table_of_ids(voice: Voice, instrument: &Instrument, rows: &[PassageId]) -> Result<(), Stop> {
    if voice.json {
        let passages: Vec<Value> = rows
            .iter()
            .map(|row| {
                json!({
                    "id": row.id,
                    "path": { "zh": row.zh, "en": row.en },
                    "line": row.line,
                    "begins": row.begins,
                })
            })
            .collect();
        let shape = json!({ "version": 1, "instrument": instrument.title, "passages": passages });
        return voice.answer_json(&shape);
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["id", "path_zh", "path_en", "line", "begins"];
    let written = std::iter::once(head.map(str::to_owned))
        .chain(rows.iter().map(|row| {
            let line = row.line.to_string();
            let (zh, en) = (row.zh.clone(), row.en.clone());
            [row.id.clone(), zh, en, line, row.begins.clone()]
        }))
        .try_for_each(|row| table.write_record(row));
    let bytes = written.ok().and_then(|()| table.into_inner().ok());
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    voice.answer(&text.unwrap_or_default())
}

fn day(words: &str) -> Result<Date, Stop> {
    date_from_text(words).ok_or_else(|| {
        Stop::usage(
            format!("“{words}”不是日期"),
            format!("`{words}` is no date"),
        )
        .help("写成 2024-03-05", "write 2024-03-05")
    })
}

fn refused(refusal: Refusal) -> Stop {
    let Refusal { says, help } = refusal;
    let mut stop = Stop::file(says.zh, says.en);
    stop.end = End::Wrong;
    stop.help(help.zh, help.en)
}

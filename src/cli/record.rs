//! `tiaoli verify`, `replay`, `sign`, `approve` and `record`: what is done with decision records.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::arguments::{
    Approving, Opening, Output, RecordAndPackage, RecordTask, SchemaOf, Signing, Verifying,
};
use crate::cli::folder::{read_bytes, read_limited};
use crate::cli::key;
use crate::cli::package::open_held;
use crate::cli::page::Page;
use crate::cli::safe_file;
use crate::cli::voice::{End, FAINT, GREEN, PLAIN, RED, Stop, Voice, YELLOW};
use crate::diagnostic::Words;
use crate::engine::Engine;
use crate::record::{
    Against, Agency, Draft, Form, Layer, Record, Refusal, Replayed, RuleBase, Seen, State,
    agency_schema, approve as approved, envelope_schema, record_schema, verified,
};
use crate::source::Digest;

/// `tiaoli verify`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn verify(voice: Voice, asked: &Verifying) -> Result<End, Stop> {
    let record = match read(voice, &asked.record)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    let held: Option<(Engine, RuleBase)> = match &asked.package {
        Some(package) => Some(open_held(package)?),
        None => None,
    };
    let keys = (asked.signers.keys.iter()).map(|file| key::read_public(file));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let against = Against {
        held: held.as_ref().map(|(engine, base)| (engine, base)),
        keys: &keys,
        digest: asked.digest.as_deref().map(digest).transpose()?,
    };
    let seen = crate::record::verify(&record, &against);
    let holds = seen.iter().all(|one| one.state != State::Red);
    let (_, sm3) = record.digests();
    if voice.json {
        voice.answer_json(&verified(&record, &seen))?;
    } else {
        let mut page = Page::new(voice);
        for one in &seen {
            light_lines(&mut page, voice, one);
        }
        page.line(voice.say(&tally(&seen)));
        let layer = record.layer().name();
        let kind = kind_name(record.kind());
        let (kind, layer) = (voice.say(&kind), voice.say(&layer));
        page.line(&format!(
            "{FAINT}{kind}{}{layer}{PLAIN}",
            voice.pick("，", ", ")
        ));
        page.line(&format!("{FAINT}{sm3}{PLAIN}"));
        voice.answer(&page.done())?;
    }
    Ok(if holds { End::Done } else { End::Wrong })
}

fn digest(words: &str) -> Result<Digest, Stop> {
    Digest::parse(words).map_err(|error| {
        Stop::usage(
            format!("“{words}”不是摘要：要写成 sm3: 或 sha256: 加 64 位十六进制数字"),
            format!("`{words}` is no digest: {error}"),
        )
    })
}

/// How many lights stand how.
pub(crate) fn tally(seen: &[Seen]) -> Words {
    let count = |state: State| seen.iter().filter(|one| one.state == state).count();
    let (green, red, open) = (
        count(State::Green),
        count(State::Red),
        count(State::NotJudged),
    );
    Words::new(
        format!("七盏灯：{green} 盏绿，{red} 盏红，{open} 盏未判断"),
        format!("seven lights: {green} green, {red} red, {open} not judged"),
    )
}

fn kind_name(kind: &str) -> Words {
    let en = match kind {
        "正式决定" => "formal decision",
        "预审" => "preliminary review",
        _ => "trial calculation",
    };
    Words::new(kind, en)
}

/// Seals a draft with random bytes of the operating system: the only place where records meet chance.
///
/// # Errors
/// That the system gives none.
pub(crate) fn sealed(draft: Draft) -> Result<Record, Stop> {
    let random = key::random(draft.needs())?;
    draft.seal(&random).map_err(stopped)
}

pub(crate) fn stopped(words: Words) -> Stop {
    Stop {
        end: End::Wrong,
        words,
        way_out: None,
    }
}

/// Reads what the agency adds.
///
/// # Errors
/// Why it is not what an agency adds.
pub(crate) fn agency(file: &Path) -> Result<Agency, Stop> {
    let bytes = read_bytes(file, &file.display().to_string())?;
    Agency::read(&bytes).map_err(|refusal| {
        stopped(refusal.words).help(
            "写法见 tiaoli schema agency",
            "`tiaoli schema agency` says what may stand in it",
        )
    })
}

/// `tiaoli sign`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn sign(voice: Voice, asked: &Signing) -> Result<End, Stop> {
    let record = match read(voice, &asked.record)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    // Signing what is broken would make it look whole.
    let seen = crate::record::verify(&record, &Against::default());
    let red: Vec<&Seen> = seen.iter().filter(|one| one.state == State::Red).collect();
    if !red.is_empty() {
        let mut page = Page::new(voice);
        for one in red {
            light_lines(&mut page, voice, one);
        }
        page.line(voice.pick("没有签名", "not signed"));
        voice.answer(&page.done())?;
        return Ok(End::Wrong);
    }
    let secret = key::read_secret(&asked.signer.key)?;
    let record = record.signed(&secret).map_err(stopped)?;
    put(voice, &asked.output, &record.bytes())
}

/// `tiaoli approve`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn approve(voice: Voice, asked: &Approving) -> Result<End, Stop> {
    let (_, base) = open_held(&asked.package)?;
    let secret = key::read_secret(&asked.signer.key)?;
    let signature = approved(&base, &secret).map_err(stopped)?;
    voice.answer_json(&signature)?;
    Ok(End::Done)
}

/// `tiaoli record`.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn layers(voice: Voice, task: &RecordTask) -> Result<End, Stop> {
    let (file, output) = match task {
        RecordTask::Public { record, output } | RecordTask::Envelope { record, output } => {
            (record, output)
        }
        RecordTask::Open(opening) => (&opening.record, &opening.output),
    };
    let record = match read(voice, file)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    match task {
        RecordTask::Public { .. } => put(voice, output, &record.public().bytes()),
        RecordTask::Envelope { .. } => put(voice, output, &record.bytes_as(Form::Envelope)),
        RecordTask::Open(opening) => open(voice, &record, opening),
    }
}

fn open(voice: Voice, record: &Record, asked: &Opening) -> Result<End, Stop> {
    let value = record.value();
    let private = record.private();
    // A fact is named by its own path, anything else by its place in the record.
    let fact_at = |path: &str| {
        let number = path.strip_prefix("facts[")?.strip_suffix("].value")?;
        value
            .get("facts")?
            .get(number.parse::<usize>().ok()?)?
            .get("path")?
            .as_str()
    };
    let is = |wanted: &str, path: &str| path == wanted || fact_at(path) == Some(wanted);
    if asked.facts.is_empty() {
        let mut page = Page::new(voice);
        for (path, open) in &private {
            let mark = if *open {
                voice.pick("开", "open")
            } else {
                voice.pick("封", "closed")
            };
            page.line(&format!("{mark}  {}", fact_at(path).unwrap_or(path)));
        }
        voice.answer(&page.done())?;
        return Ok(End::Done);
    }
    for wanted in &asked.facts {
        let found = private.iter().find(|(path, _)| is(wanted, path));
        if found.is_none_or(|(_, open)| !open) {
            let why = if found.is_some() {
                Words::new(
                    format!("“{wanted}”在这份记录里封着，打开它要用全本"),
                    format!(
                        "`{wanted}` is closed in this record; opening it takes the whole record"
                    ),
                )
            } else {
                Words::new(
                    format!("记录里没有“{wanted}”这个私密值"),
                    format!("the record has no private value `{wanted}`"),
                )
            };
            return Err(stopped(why).help(
                "不写 --fact，就列出全部私密值",
                "without --fact all private values are listed",
            ));
        }
    }
    let opened = record.opened(|path| asked.facts.iter().any(|wanted| is(wanted, path)));
    put(voice, &asked.output, &opened.bytes())
}

/// Writes to the file that was asked for, or to standard output.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn put(voice: Voice, output: &Output, bytes: &[u8]) -> Result<End, Stop> {
    match &output.output {
        Some(file) => safe_file::write(file, output.force, bytes)?,
        None => voice.answer(&String::from_utf8_lossy(bytes))?,
    }
    Ok(End::Done)
}

/// `tiaoli replay`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn replay(voice: Voice, asked: &RecordAndPackage) -> Result<End, Stop> {
    let record = match read(voice, &asked.record.file)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    let (engine, base) = open_held(&asked.package)?;
    let replayed = crate::record::replay(&record, &engine, &base);
    let (holds, says) = (replayed == Replayed::Same, replayed.says());
    if voice.json {
        let path = match &replayed {
            Replayed::Differs(difference) => Some(&difference.path),
            Replayed::Same | Replayed::Impossible(_) => None,
        };
        let shape = json!({ "version": 1, "holds": holds, "path": path, "says": both(&says) });
        voice.answer_json(&shape)?;
    } else {
        let mut page = Page::new(voice);
        page.words(voice.say(&says), &format!("{} ", mark_of(holds)), 2);
        voice.answer(&page.done())?;
    }
    Ok(if holds { End::Done } else { End::Wrong })
}

/// `tiaoli schema` of what has to do with records; none where the schema is of something else.
pub(crate) fn schema(of: SchemaOf) -> Option<Value> {
    match of {
        SchemaOf::Record => Some(record_schema(Layer::Whole)),
        SchemaOf::Public => Some(record_schema(Layer::Public)),
        SchemaOf::Opened => Some(record_schema(Layer::Opened)),
        SchemaOf::Agency => Some(agency_schema()),
        SchemaOf::Envelope => Some(envelope_schema()),
        SchemaOf::Facts
        | SchemaOf::Answers
        | SchemaOf::Brief
        | SchemaOf::Account
        | SchemaOf::Inquiry
        | SchemaOf::WhatIf
        | SchemaOf::Log
        | SchemaOf::Rerun => None,
    }
}

/// Reads a record from a file or standard input.
///
/// # Errors
/// What cannot be read.
pub(crate) fn read(voice: Voice, file: &str) -> Result<Result<Record, Refusal>, Stop> {
    let bytes = if file == "-" {
        let name = voice.pick("标准输入", "standard input");
        read_limited(io::stdin().lock(), name)?
    } else {
        read_bytes(Path::new(file), file)?
    };
    Ok(Record::read(&bytes))
}

/// Says why the bytes are no record.
///
/// # Errors
/// That nobody can be told.
pub(crate) fn refused(voice: Voice, refusal: &Refusal) -> Result<End, Stop> {
    let says = &refusal.words;
    if voice.json {
        let refused = json!({ "code": refusal.code, "says": both(says) });
        voice.answer_json(&json!({ "version": 1, "holds": false, "refused": refused }))?;
    } else {
        let mut page = Page::new(voice);
        page.words(voice.say(says), &format!("{} ", mark_of(false)), 2);
        voice.answer(&page.done())?;
    }
    Ok(End::Wrong)
}

fn mark(state: State) -> String {
    match state {
        State::Green => format!("{GREEN}✔{PLAIN}"),
        State::Red => format!("{RED}✘{PLAIN}"),
        State::NotJudged => format!("{YELLOW}－{PLAIN}"),
    }
}

fn mark_of(holds: bool) -> String {
    mark(if holds { State::Green } else { State::Red })
}

fn both(words: &Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

fn light_lines(page: &mut Page, voice: Voice, seen: &Seen) {
    let name = seen.light.name();
    let blank = voice.pick("　", "  ");
    let before = format!("{} {}{blank}", mark(seen.state), voice.say(&name));
    page.words(voice.say(&seen.says), &before, 4);
    for place in &seen.places {
        page.words(voice.say(place), "    · ", 6);
    }
}

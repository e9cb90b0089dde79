//! `tiaoli verify` and `tiaoli replay`, and the file that `tiaoli decide --record` writes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::arguments::RecordAndPackage;
use crate::cli::folder::{read_bytes, read_limited};
use crate::cli::package::open_held;
use crate::cli::voice::{End, GREEN, PLAIN, RED, Stop, Voice};
use crate::diagnostic::Words;
use crate::record::{Record, Refusal, Replayed, Seen, record_schema};

/// `tiaoli verify`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn verify(voice: Voice, asked: &RecordAndPackage) -> Result<End, Stop> {
    let record = match read(voice, &asked.record)? {
        Ok(record) => record,
        Err(refusal) => return refused(voice, &refusal),
    };
    let (engine, base) = open_held(&asked.package)?;
    let seen = crate::record::verify(&record, &engine, &base);
    let holds = seen.iter().all(|one| one.holds);
    if voice.json {
        let lights: Vec<Value> = seen.iter().map(light_json).collect();
        voice.answer_json(&json!({ "version": 1, "holds": holds, "lights": lights }))?;
    } else {
        let mut page: String = seen.iter().map(|one| light_lines(voice, one)).collect();
        if let Some(digest) = digest(&record) {
            page.push_str(&format!(
                "{}{digest}\n",
                voice.pick("　摘要　", "  digest  ")
            ));
        }
        voice.answer(&page)?;
    }
    Ok(if holds { End::Done } else { End::Wrong })
}

/// `tiaoli replay`.
///
/// # Errors
/// What cannot be read.
pub(crate) fn replay(voice: Voice, asked: &RecordAndPackage) -> Result<End, Stop> {
    let record = match read(voice, &asked.record)? {
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
        voice.answer(&format!("{} {}\n", mark(holds), voice.say(&says)))?;
    }
    Ok(if holds { End::Done } else { End::Wrong })
}

/// `tiaoli schema record`.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn schema(voice: Voice) -> Result<End, Stop> {
    voice.answer_json(&record_schema())?;
    Ok(End::Done)
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

fn refused(voice: Voice, refusal: &Refusal) -> Result<End, Stop> {
    let says = &refusal.words;
    if voice.json {
        let refused = json!({ "code": refusal.code, "says": both(says) });
        voice.answer_json(&json!({ "version": 1, "holds": false, "refused": refused }))?;
    } else {
        voice.answer(&format!("{} {}\n", mark(false), voice.say(says)))?;
    }
    Ok(End::Wrong)
}

fn mark(holds: bool) -> String {
    if holds {
        format!("{GREEN}✔{PLAIN}")
    } else {
        format!("{RED}✘{PLAIN}")
    }
}

fn both(words: &Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

fn light_json(seen: &Seen) -> Value {
    json!({
        "light": seen.light.code(),
        "holds": seen.holds,
        "says": both(&seen.says),
        "places": seen.places.iter().map(both).collect::<Vec<_>>(),
    })
}

fn light_lines(voice: Voice, seen: &Seen) -> String {
    let name = seen.light.name();
    let blank = voice.pick("　", "  ");
    let mut lines = format!(
        "{} {}{blank}{}\n",
        mark(seen.holds),
        voice.say(&name),
        voice.say(&seen.says)
    );
    for place in &seen.places {
        lines.push_str(&format!("    {}\n", voice.say(place)));
    }
    lines
}

/// The digest that people compare with one that was kept apart.
fn digest(record: &Record) -> Option<String> {
    let value = record.value();
    let digest = value.get("integrity")?.get("sm3")?.as_str()?;
    let clean = digest.len() <= 80 && digest.bytes().all(|byte| byte.is_ascii_graphic());
    clean.then(|| digest.to_owned())
}

/// Whether a record may be written there.
///
/// # Errors
/// That something is there already.
pub(crate) fn may_write(file: &Path, force: bool) -> Result<(), Stop> {
    if !force && fs::symlink_metadata(file).is_ok() {
        return Err(there_already(file));
    }
    Ok(())
}

fn there_already(file: &Path) -> Stop {
    let shown = file.display();
    Stop::file(
        format!("“{shown}”已经有了，没有写"),
        format!("`{shown}` is there already; nothing was written"),
    )
    .help(
        "换一个文件名，或者加上 --force",
        "give another name, or --force",
    )
}

/// Writes a record whole or not at all.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn write(file: &Path, force: bool, record: &Record) -> Result<(), Stop> {
    write_bytes(file, force, &record.bytes())
}

/// Writes a file whole or not at all: into a file beside it that takes its name when it is safe on the disk.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn write_bytes(file: &Path, force: bool, bytes: &[u8]) -> Result<(), Stop> {
    let fail = |error: &io::Error| {
        let shown = file.display();
        Stop::file(
            format!("写不了“{shown}”：{error}"),
            format!("cannot write `{shown}`: {error}"),
        )
    };
    let beside = beside(file).ok_or_else(|| fail(&io::ErrorKind::InvalidInput.into()))?;
    let placed = put(&beside, bytes).and_then(|()| {
        if force {
            return fs::rename(&beside, file);
        }
        // A link is made only where no file is, also when another writer is at work.
        fs::hard_link(&beside, file)
    });
    // What was renamed is gone; what was linked or could not be placed goes now.
    let _ = fs::remove_file(&beside);
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(there_already(file)),
        Err(error) => Err(fail(&error)),
        Ok(()) => sync_folder(file).map_err(|error| fail(&error)),
    }
}

fn put(beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut written = File::options().write(true).create_new(true).open(beside)?;
    written.write_all(bytes)?;
    written.sync_all()
}

/// The name of the file beside it, of this process alone.
fn beside(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_string_lossy();
    let process = std::process::id();
    Some(file.with_file_name(format!(".{name}.{process}.part")))
}

/// The name of a new file is safe only when its folder is; only some systems can do that.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

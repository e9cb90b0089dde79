//! Heads and proofs.

use std::io;
use std::path::Path;

use serde_json::json;

use crate::cli::folder::{read_bytes, read_limited};
use crate::cli::log::asked::VerifyProof;
use crate::cli::log::file::Open;
use crate::cli::log::look::{end_of, fault_json, no_entry};
use crate::cli::page::Page;
use crate::cli::voice::{End, GREEN, PLAIN, RED, Stop, Voice};
use crate::diagnostic::Words;
use crate::log::{Ending, Entry, Fault, Gather, Head, Known, Proof, entered, extension, inclusion};
use crate::record::{Digests, Record};
use crate::source::Digest;

/// What somebody wrote after `--head`: a digest, or the name of a file with a head.
///
/// # Errors
/// When it is neither.
pub(super) fn known(words: &str) -> Result<Known, Stop> {
    if let Ok(digest) = Digest::parse(words) {
        return Ok(Known::Digest(digest));
    }
    if ["sha256:", "sm3:"]
        .iter()
        .any(|kind| words.starts_with(kind))
    {
        return Err(Stop::usage(
            format!("“{words}”不是完整的摘要：sm3: 或 sha256: 后面要有 64 位十六进制数"),
            format!("`{words}` is no whole digest: 64 hexadecimal digits follow sm3: or sha256:"),
        ));
    }
    let bytes = read_bytes(Path::new(words), words)?;
    let head = Head::read(&bytes).map_err(|fault| refused(words, &fault))?;
    Ok(Known::Head(head))
}

fn refused(name: &str, fault: &Fault) -> Stop {
    Stop {
        end: End::Wrong,
        words: Words::new(
            format!("“{name}”：{}", fault.words.zh),
            format!("`{name}`: {}", fault.words.en),
        ),
        way_out: None,
    }
}

/// A head or a proof is taken only of what is right up to its end.
fn must_be_whole(voice: Voice, ending: &Ending) -> Result<(), Stop> {
    match ending {
        Ending::Broken(fault) => Err(Stop {
            end: End::Wrong,
            words: fault.words.clone(),
            way_out: Some(Words::new(
                "用 tiaoli log check 核对",
                "see `tiaoli log check`",
            )),
        }),
        Ending::Whole | Ending::Torn(_) => {
            end_of(voice, ending);
            Ok(())
        }
    }
}

/// `tiaoli log head`.
///
/// # Errors
/// What cannot be read.
pub(super) fn head(voice: Voice, path: &Path) -> Result<End, Stop> {
    let through = Open::to_read(path)?.through(|_| Ok(()), |_| ())?;
    must_be_whole(voice, &through.ending)?;
    let head = through.walk.head();
    if voice.json {
        voice.answer(&String::from_utf8_lossy(&head.bytes()))?;
        return Ok(End::Done);
    }
    let kind = through.walk.kind().name();
    let (entries, digests) = (head.entries, head.digests());
    let says = Words::new(
        format!("{}的记录簿，{entries} 份。公布或签名用的摘要：", kind.zh),
        format!(
            "{} log, {entries} entries. The digest to publish or sign:",
            kind.en
        ),
    );
    voice.answer(&format!(
        "{}\n  {}\n  {}\n",
        voice.say(&says),
        digests.sm3(),
        digests.sha256()
    ))?;
    Ok(End::Done)
}

/// `tiaoli log prove`.
///
/// # Errors
/// What cannot be read, or has no such entry.
pub(super) fn prove(
    voice: Voice,
    path: &Path,
    number: Option<u64>,
    since: Option<&str>,
) -> Result<End, Stop> {
    let since = since.map(known).transpose()?;
    let mut log = Open::to_read(path)?;
    let mut entry: Option<Entry> = None;
    let mut older: Option<Head> = None;
    let through = log.through(
        |line| {
            if Some(line.entry.number) == number {
                entry = Some(line.entry.clone());
            }
            Ok(())
        },
        |walk| {
            let fits = since.filter(|known| known.may_have(walk.entries()));
            if older.is_none() && fits.is_some_and(|known| known.is(&walk.head())) {
                older = Some(walk.head());
            }
        },
    )?;
    must_be_whole(voice, &through.ending)?;
    let head = through.walk.head();
    let ranges = match (&entry, &older) {
        (Some(entry), _) => inclusion(entry.number, head.leaves()),
        (None, Some(older)) => extension(older.leaves(), head.leaves()),
        (None, None) => {
            return Err(match (number, since) {
                (Some(number), _) => no_entry(number, head.entries),
                (None, since) => {
                    let entries = since.and_then(|known| known.entries());
                    let fault = Fault::other_head(entries, head.entries);
                    Stop {
                        end: End::Wrong,
                        words: fault.words,
                        way_out: None,
                    }
                }
            });
        }
    };
    // The log is read again for the roots that the proof needs; one that grew meanwhile still begins with what was read.
    let mut gather = Gather::new(ranges);
    let again = log.through(|_| Ok(()), |walk| gather.push(walk.last()))?;
    must_be_whole(voice, &again.ending)?;
    let path = gather.roots();
    let proof = match (entry, older) {
        (Some(entry), _) => Proof::Inclusion { entry, head, path },
        (None, Some(older)) => Proof::Extension { older, head, path },
        (None, None) => return Ok(End::Wrong),
    };
    voice.answer(&String::from_utf8_lossy(&proof.bytes()))?;
    Ok(End::Done)
}

/// `tiaoli log verify-proof`.
///
/// # Errors
/// What cannot be read.
pub(super) fn verify(voice: Voice, asked: &VerifyProof) -> Result<End, Stop> {
    let name = &asked.proof;
    let bytes = if name == "-" {
        read_limited(io::stdin().lock(), voice.pick("标准输入", "standard input"))?
    } else {
        read_bytes(Path::new(name), name)?
    };
    let published = known(&asked.head)?;
    let since = asked.since.as_deref().map(known).transpose()?;
    let record = asked.record.as_deref().map(digests_of).transpose()?;
    let verified = Proof::read(&bytes)
        .and_then(|proof| proof.verify(&published).map(|()| proof))
        .and_then(|proof| proof.is_about(record, since).map(|()| proof));
    let (holds, says) = match &verified {
        Ok(proof) => (true, proof.shows()),
        Err(fault) => (false, fault.words.clone()),
    };
    if voice.json {
        voice.answer_json(&json!({
            "version": 1,
            "holds": holds,
            "says": { "zh": says.zh, "en": says.en },
            "fault": verified.as_ref().err().map(fault_json),
        }))?;
    } else {
        let mark = if holds {
            format!("{GREEN}✔{PLAIN} ")
        } else {
            format!("{RED}✘{PLAIN} ")
        };
        let mut page = Page::new(voice);
        page.words(voice.say(&says), &mark, 2);
        if let Ok(Proof::Inclusion { entry, .. }) = &verified {
            let of = voice.pick("文件", "file");
            page.line(&format!("  {of} {}", entry.holds.sm3()));
            page.line(&format!("  {of} {}", entry.holds.sha256()));
        }
        voice.answer(&page.done())?;
    }
    Ok(if holds { End::Done } else { End::Wrong })
}

/// The digests of a record at hand, as a log would enter it.
fn digests_of(path: &Path) -> Result<Digests, Stop> {
    let shown = path.display().to_string();
    let stop = |words: &Words| Stop {
        end: End::Wrong,
        words: Words::new(
            format!("“{shown}”：{}", words.zh),
            format!("`{shown}`: {}", words.en),
        ),
        way_out: None,
    };
    let bytes = read_bytes(path, &shown)?;
    let (record, form) = Record::read_as(&bytes).map_err(|refusal| stop(&refusal.words))?;
    let bytes = entered(&record, form).map_err(|words| stop(&words))?;
    Ok(Digests::of(&bytes))
}

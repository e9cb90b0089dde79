//! Starting a log, entering records, cutting off what was not written to its end.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::json;

use crate::cli::decide::now;
use crate::cli::folder::{read_bytes, read_limited};
use crate::cli::log::asked::Append;
use crate::cli::log::file::{Open, start};
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice, YELLOW};
use crate::diagnostic::Words;
use crate::log::{Ending, Kind, Through, Walk, entered, first_line};
use crate::record::{Digests, Layer, Record};

/// `tiaoli log new`.
///
/// # Errors
/// Why it cannot be made.
pub(super) fn new(voice: Voice, path: &Path, public: bool) -> Result<End, Stop> {
    let kind = if public { Kind::Public } else { Kind::Internal };
    start(path, &first_line(kind, &now()))?;
    if voice.json {
        voice.answer_json(&json!({ "version": 1, "started": true, "kind": kind.code() }))?;
        return Ok(End::Done);
    }
    let shown = path.display();
    let says = match kind {
        Kind::Public => Words::new(
            format!("已新建公开的记录簿“{shown}”：里面的记录不得有明文的事实"),
            format!("started the public log `{shown}`: its records hold no facts in clear"),
        ),
        Kind::Internal => Words::new(
            format!("已新建内部的记录簿“{shown}”"),
            format!("started the internal log `{shown}`"),
        ),
    };
    voice.answer(&format!("{GREEN}✔{PLAIN} {}\n", voice.say(&says)))?;
    Ok(End::Done)
}

/// A record that is to be entered.
#[derive(Debug)]
struct Wanted {
    name: String,
    bytes: Vec<u8>,
    holds: Digests,
    in_clear: bool,
}

/// `tiaoli log append`.
///
/// # Errors
/// What cannot be read, entered or written.
pub(super) fn append(voice: Voice, asked: &Append) -> Result<End, Stop> {
    // All are read before the first is entered.
    let wanted: Vec<Wanted> = (asked.records.iter())
        .map(|name| wanted(voice, name))
        .collect::<Result<_, _>>()?;
    enter(voice, &asked.log.file, &wanted, asked.with_facts)
}

fn wanted(voice: Voice, name: &str) -> Result<Wanted, Stop> {
    let bytes = if name == "-" {
        let name = voice.pick("标准输入", "standard input");
        read_limited(io::stdin().lock(), name)?
    } else {
        read_bytes(Path::new(name), name)?
    };
    let refused = |words: Words| Stop {
        end: End::Wrong,
        words: Words::new(
            format!("“{name}”：{}", words.zh),
            format!("`{name}`: {}", words.en),
        ),
        way_out: Some(Words::new("一份也没有登记", "nothing was entered")),
    };
    let record = Record::read(&bytes).map_err(|refusal| refused(refusal.words))?;
    let bytes = entered(&record).map_err(refused)?;
    Ok(Wanted {
        name: name.to_owned(),
        holds: Digests::of(&bytes),
        bytes,
        in_clear: is_in_clear(&record),
    })
}

/// Whether a record tells a fact itself, not a commitment to it.
fn is_in_clear(record: &Record) -> bool {
    record.layer() != Layer::Public
}

fn enter(voice: Voice, path: &Path, wanted: &[Wanted], with_facts: bool) -> Result<End, Stop> {
    let mut open = Open::to_write(voice, path)?;
    let mut there: BTreeMap<Digests, u64> = BTreeMap::new();
    let asked: BTreeMap<Digests, ()> = wanted.iter().map(|one| (one.holds, ())).collect();
    let through = open.through(
        |line| {
            if asked.contains_key(&line.entry.holds) {
                there.entry(line.entry.holds).or_insert(line.entry.number);
            }
            Ok(())
        },
        |_| (),
    )?;
    let (mut walk, mut whole) = mended(voice, path, &mut open, through)?;
    clear_facts(&walk, wanted, with_facts)?;
    for one in wanted {
        if let Some(number) = there.get(&one.holds) {
            tell(voice, one, *number, false)?;
            continue;
        }
        let (entry, line) = walk.enter(&one.bytes, &now());
        whole = open.add(whole, &line)?;
        walk.take(entry.leaf());
        there.insert(one.holds, entry.number);
        tell(voice, one, entry.number, true)?;
    }
    Ok(End::Done)
}

/// Refuses to publish facts by mistake: what was entered cannot be taken back.
fn clear_facts(walk: &Walk, wanted: &[Wanted], with_facts: bool) -> Result<(), Stop> {
    let in_clear = wanted.iter().find(|one| one.in_clear);
    match in_clear.filter(|_| walk.kind() == Kind::Public && !with_facts) {
        None => Ok(()),
        Some(one) => Err(Stop {
            end: End::Wrong,
            words: Words::new(
                format!(
                    "“{}”里有明文的事实，而这是公开的记录簿；登记了就取不出来，所以一份也没有登记",
                    one.name
                ),
                format!(
                    "`{}` holds facts in clear, and this log is public; what is entered cannot be taken out again, so nothing was entered",
                    one.name
                ),
            ),
            way_out: Some(Words::new(
                "登记它的公开层；确实要公开事实的，加上 --with-facts",
                "enter its public layer; if the facts are to be public, add --with-facts",
            )),
        }),
    }
}

/// The end of the log, after what was not written to its end is set aside.
fn mended(
    voice: Voice,
    path: &Path,
    open: &mut Open,
    through: Through,
) -> Result<(Walk, u64), Stop> {
    match through.ending {
        Ending::Whole => {}
        Ending::Torn(fault) => {
            let aside = open.cut(through.whole)?;
            let says = set_aside(&fault.words, &aside);
            voice.remark(&format!("{YELLOW}!{PLAIN} {}\n", voice.say(&says)));
        }
        Ending::Broken(fault) => {
            return Err(stopped(
                path,
                Words::new(
                    format!("{}。没有登记", fault.words.zh),
                    format!("{}. Nothing was entered", fault.words.en),
                ),
            )
            .help(
                "用 tiaoli log check 核对；从备份恢复，或者另起一本",
                "see `tiaoli log check`; restore it from a copy, or start another",
            ));
        }
    }
    Ok((through.walk, through.whole))
}

fn set_aside(torn: &Words, aside: &Path) -> Words {
    let shown = aside.display();
    Words::new(
        format!("{}。已移到“{shown}”，没有丢掉", torn.zh),
        format!("{}. They were moved to `{shown}`, not thrown away", torn.en),
    )
}

fn stopped(path: &Path, words: Words) -> Stop {
    let shown = path.display();
    Stop {
        end: End::Wrong,
        words: Words::new(
            format!("记录簿“{shown}”：{}", words.zh),
            format!("the log `{shown}`: {}", words.en),
        ),
        way_out: None,
    }
}

/// Acknowledges an entry, or says where the record was entered before.
fn tell(voice: Voice, one: &Wanted, number: u64, fresh: bool) -> Result<(), Stop> {
    let digest = one.holds.sm3();
    if voice.json {
        let shape = json!({
            "record": one.name,
            "number": number.to_string(),
            "entered": fresh,
            "sha256": one.holds.sha256().to_string(),
            "sm3": digest.to_string(),
        });
        return voice.answer(&format!("{shape}\n"));
    }
    let says = if fresh {
        Words::new(
            format!("{GREEN}✔{PLAIN} 已登记第{number}号　{digest}"),
            format!("{GREEN}✔{PLAIN} entered as {number}  {digest}"),
        )
    } else {
        Words::new(
            format!("－ 先前已登记为第{number}号，没有再登记　{digest}"),
            format!("- entered before as {number}, not again  {digest}"),
        )
    };
    voice.answer(&format!("{}\n", voice.say(&says)))
}

/// `tiaoli log repair`.
///
/// # Errors
/// What cannot be read or written.
pub(super) fn repair(voice: Voice, path: &Path) -> Result<End, Stop> {
    let mut open = Open::to_write(voice, path)?;
    let through = open.through(|_| Ok(()), |_| ())?;
    let entries = through.walk.entries();
    let (end, aside, says) = match through.ending {
        Ending::Whole => (
            End::Done,
            None,
            Words::new(
                format!("记录簿完整，共 {entries} 份，没有要修的"),
                format!("the log is whole, {entries} entries: nothing to repair"),
            ),
        ),
        Ending::Torn(fault) => {
            let aside = open.cut(through.whole)?;
            let says = set_aside(&fault.words, &aside);
            (End::Done, Some(aside), says)
        }
        Ending::Broken(fault) => (
            End::Wrong,
            None,
            Words::new(
                format!(
                    "{}。这不是写了一半，不能修，没有动它；请从备份恢复",
                    fault.words.zh
                ),
                format!(
                    "{}. That is no interrupted writing and cannot be repaired; it was left as it is: restore it from a copy",
                    fault.words.en
                ),
            ),
        ),
    };
    if voice.json {
        voice.answer_json(&json!({
            "version": 1,
            "holds": end == End::Done,
            "entries": entries.to_string(),
            "aside": aside.map(|aside| aside.display().to_string()),
            "says": { "zh": says.zh, "en": says.en },
        }))?;
    } else {
        let mark = if end == End::Done { "✔" } else { "✘" };
        voice.answer(&format!("{mark} {}\n", voice.say(&says)))?;
    }
    Ok(end)
}

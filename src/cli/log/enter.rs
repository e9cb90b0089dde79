//! Starting a log, entering records, cutting off what was not written to its end.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde_json::json;

use crate::cli::decide::now;
use crate::cli::folder::{read_bytes, read_limited};
use crate::cli::log::asked::Append;
use crate::cli::log::file::{Open, start};
use crate::cli::record;
use crate::cli::voice::{End, GREEN, PLAIN, Stop, Voice, YELLOW};
use crate::diagnostic::Words;
use crate::log::{Ending, Kind, Through, Walk, entered, first_line};
use crate::record::{Digests, Form, Layer, Record};

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
    form: Form,
    bytes: Vec<u8>,
    /// The digests of the file.
    holds: Digests,
    /// The digests of the record, as `verify` says them: by SHA-256 and SM3.
    record: (String, String),
    in_clear: bool,
}

impl Wanted {
    fn of(name: &str, record: &Record, form: Form) -> Result<Self, Words> {
        let bytes = entered(record, form)?;
        Ok(Self {
            name: name.to_owned(),
            form,
            holds: Digests::of(&bytes),
            bytes,
            record: record.digests(),
            // What is not a commitment tells a fact itself; an envelope holds the public layer.
            in_clear: record.layer() != Layer::Public,
        })
    }
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
    let holds: Vec<Digests> = wanted.iter().map(|one| one.holds).collect();
    let mut log = Writing::begin(voice, &asked.log.file, &holds)?;
    log.may_enter(&wanted, asked.with_facts)?;
    for one in &wanted {
        let (number, fresh) = log.enter(one)?;
        tell(voice, one, number, fresh)?;
    }
    Ok(End::Done)
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
    let (record, form) = Record::read_as(&bytes).map_err(|refusal| refused(refusal.words))?;
    Wanted::of(name, &record, form).map_err(refused)
}

/// A log that was read to its end, found whole, and is written by nobody else.
#[derive(Debug)]
pub(crate) struct Writing {
    open: Open,
    walk: Walk,
    whole: u64,
    /// Under which numbers what is to be entered stands already.
    there: BTreeMap<Digests, u64>,
}

impl Writing {
    /// Opens a log, to enter files with these digests.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub(crate) fn begin(voice: Voice, path: &Path, asked: &[Digests]) -> Result<Self, Stop> {
        let mut open = Open::to_write(voice, path)?;
        let asked: BTreeSet<&Digests> = asked.iter().collect();
        let mut there: BTreeMap<Digests, u64> = BTreeMap::new();
        let through = open.through(
            |line| {
                if asked.contains(&line.entry.holds) {
                    there.entry(line.entry.holds).or_insert(line.entry.number);
                }
                Ok(())
            },
            |_| (),
        )?;
        let (walk, whole) = mended(voice, path, &mut open, through)?;
        Ok(Self {
            open,
            walk,
            whole,
            there,
        })
    }

    /// Who the log is for.
    pub(crate) const fn kind(&self) -> Kind {
        self.walk.kind()
    }

    /// Enters a record that was made now, and says so when it is safe on the disk.
    ///
    /// # Errors
    /// Why it is not in the log.
    pub(crate) fn enter_made(
        &mut self,
        voice: Voice,
        name: &str,
        made: &Record,
    ) -> Result<(), Stop> {
        let one = Wanted::of(name, made, Form::Record).map_err(record::stopped)?;
        let (number, _) = self.enter(&one)?;
        let digest = &one.record.1;
        let says = Words::new(
            format!("{GREEN}✔{PLAIN} 已登记进“{name}”，第{number}号　记录 {digest}"),
            format!("{GREEN}✔{PLAIN} entered into `{name}` as {number}  record {digest}"),
        );
        // Standard output is the decision's.
        voice.remark(&format!("{}\n", voice.say(&says)));
        Ok(())
    }

    /// Enters one record, and gives its number and whether it is new.
    fn enter(&mut self, one: &Wanted) -> Result<(u64, bool), Stop> {
        if let Some(number) = self.there.get(&one.holds) {
            return Ok((*number, false));
        }
        let (entry, line) = self.walk.enter(one.form, &one.bytes, &now());
        self.whole = self.open.add(self.whole, &line)?;
        self.walk.take(entry.leaf());
        self.there.insert(one.holds, entry.number);
        Ok((entry.number, true))
    }

    /// Refuses to publish facts by mistake: what was entered cannot be taken back.
    fn may_enter(&self, wanted: &[Wanted], with_facts: bool) -> Result<(), Stop> {
        let in_clear = wanted.iter().find(|one| one.in_clear);
        match in_clear.filter(|_| self.kind() == Kind::Public && !with_facts) {
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
    let (sha256, sm3) = &one.record;
    if voice.json {
        let shape = json!({
            "name": one.name,
            "number": number.to_string(),
            "entered": fresh,
            "form": one.form.code(),
            "record": { "sha256": sha256, "sm3": sm3 },
            "file": one.holds.value(),
        });
        return voice.answer(&format!("{shape}\n"));
    }
    let says = if fresh {
        Words::new(
            format!("{GREEN}✔{PLAIN} 已登记第{number}号　记录 {sm3}"),
            format!("{GREEN}✔{PLAIN} entered as {number}  record {sm3}"),
        )
    } else {
        Words::new(
            format!("－ 先前已登记为第{number}号，没有再登记　记录 {sm3}"),
            format!("- entered before as {number}, not again  record {sm3}"),
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

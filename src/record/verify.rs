//! Whether a record stands: seven lights, each with a sentence that says what it means.
//!
//! What goes in is a record, and what the reader has of the rest: the package, public keys, a digest that was kept apart. What
//! the reader does not have is not judged, and said so. Nothing is fetched.

mod contents;

mod procedure;

mod rule_base;

use serde_json::{Value, json};

use crate::diagnostic::Words;
use crate::engine::Engine;
use crate::source::Digest;

use super::canonical::without;
use super::difference::{Difference, first};
use super::key::PublicKey;
use super::provisions;
use super::read::Refusal;
use super::rule_base::RuleBase;
use super::sealed::Record;
use super::shape::Layer;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// The digests over the canonical public layer.
    Contents,
    /// The signatures over the same.
    Signatures,
    /// The rule base, file by file, and who approved it.
    RuleBase,
    /// The provisions that are quoted.
    Provisions,
    /// The private values, each against its commitment.
    Private,
    /// The same decision, made again.
    Rerun,
    /// Notices, deadlines, findings, remedies.
    Procedure,
}

impl Light {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contents => "contents",
            Self::Signatures => "signatures",
            Self::RuleBase => "rule_base",
            Self::Provisions => "provisions",
            Self::Private => "private",
            Self::Rerun => "rerun",
            Self::Procedure => "procedure",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> Words {
        match self {
            Self::Contents => Words::new("内容", "contents"),
            Self::Signatures => Words::new("签名", "signatures"),
            Self::RuleBase => Words::new("规则包", "rule base"),
            Self::Provisions => Words::new("条文", "provisions"),
            Self::Private => Words::new("私密值", "private values"),
            Self::Rerun => Words::new("重算", "re-run"),
            Self::Procedure => Words::new("程序", "procedure"),
        }
    }
}

/// How a light stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All is well.
    Green,
    /// Something is not.
    Red,
    /// It cannot be said with what is at hand, or need not.
    NotJudged,
}

impl State {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Red => "red",
            Self::NotJudged => "not_judged",
        }
    }
}

/// What one light shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub light: Light,
    /// How it stands.
    pub state: State,
    /// What that means.
    pub says: Words,
    /// The places, where something is not well.
    pub places: Vec<Words>,
}

impl Seen {
    fn holds(light: Light, says: Words) -> Self {
        Self {
            light,
            state: State::Green,
            says,
            places: Vec::new(),
        }
    }

    fn not_judged(light: Light, says: Words) -> Self {
        Self {
            light,
            state: State::NotJudged,
            says,
            places: Vec::new(),
        }
    }

    fn broken(light: Light, says: Words, places: Vec<Words>) -> Self {
        Self {
            light,
            state: State::Red,
            says,
            places,
        }
    }
}

/// What the reader of a record has besides it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The package, and the digests of its files.
    pub held: Option<(&'a Engine, &'a RuleBase)>,
    /// The public keys of those who may have signed.
    pub keys: &'a [PublicKey],
    /// The digest of the record that was kept apart.
    pub digest: Option<Digest>,
}

/// What came of deciding again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    /// The same bytes.
    Same,
    /// The first difference.
    Differs(Difference),
    /// It could not be decided again.
    Impossible(Words),
}

impl Replayed {
    /// What came of it, in a sentence.
    #[must_use]
    pub fn says(&self) -> Words {
        match self {
            Self::Same => Words::new(
                "重新判断，得到的记录逐字节相同",
                "decided again: the record is the same, byte for byte",
            ),
            Self::Differs(difference) => {
                let words = difference.words();
                Words::new(
                    format!("重新判断，得到的记录不同。第一处：{}", words.zh),
                    format!("decided again: the record differs, first at {}", words.en),
                )
            }
            Self::Impossible(why) => Words::new(
                format!("不能重新判断：{}", why.zh),
                format!("it cannot be decided again: {}", why.en),
            ),
        }
    }
}

/// Reads a record from bytes and looks at it.
///
/// # Errors
/// Why the bytes are no record.
pub fn verify_bytes(bytes: &[u8], against: &Against<'_>) -> Result<Vec<Seen>, Refusal> {
    Ok(verify(&Record::read(bytes)?, against))
}

/// Looks at a record: the seven lights in order.
#[must_use]
pub fn verify(record: &Record, against: &Against<'_>) -> Vec<Seen> {
    vec![
        contents::digests(record, against),
        contents::signatures(record, against),
        rule_base::look(record, against),
        quoted(record, against),
        contents::private(record),
        rerun(record, against),
        procedure::look(record),
    ]
}

/// Makes the decision again, with the salts of the record, and compares all of it but the time of writing and the signatures.
#[must_use]
pub fn replay(record: &Record, engine: &Engine, base: &RuleBase) -> Replayed {
    if record.layer() != Layer::Whole {
        return Replayed::Impossible(closed());
    }
    let again = match record.again(engine, base) {
        Ok(again) => again,
        Err(words) => return Replayed::Impossible(words),
    };
    // What differs is named before the digests that differ because of it.
    let apart = ["recorded_at", "signatures", "integrity"];
    let whole = |record: &Record, apart: &[&str]| Value::Object(without(&record.blocks, apart));
    let contents = first(&whole(record, &apart), &whole(&again, &apart));
    let found = contents.or_else(|| {
        let [at, signatures, _] = apart;
        let apart = [at, signatures];
        first(&whole(record, &apart), &whole(&again, &apart))
    });
    found.map_or(Replayed::Same, Replayed::Differs)
}

/// What was seen, as the doors print it for machines.
#[must_use]
pub fn verified(record: &Record, seen: &[Seen]) -> Value {
    let (sha256, sm3) = record.digests();
    let both = |words: &Words| json!({ "zh": words.zh, "en": words.en });
    let light = |one: &Seen| {
        json!({
            "light": one.light.code(),
            "state": one.state.code(),
            "says": both(&one.says),
            "places": one.places.iter().map(both).collect::<Vec<_>>(),
        })
    };
    json!({
        "version": 1,
        "holds": seen.iter().all(|one| one.state != State::Red),
        "layer": record.layer().code(),
        "kind": record.kind(),
        "sha256": sha256,
        "sm3": sm3,
        "lights": seen.iter().map(light).collect::<Vec<_>>(),
    })
}

impl Record {
    /// Whether its contents are those of the digests in it, and every private value that is open fits its commitment.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        let looked = [
            contents::digests(self, &Against::default()),
            contents::private(self),
        ];
        looked.iter().all(|one| one.state != State::Red)
    }
}

fn closed() -> Words {
    Words::new(
        "这不是全本，事实封着：只有全本能重新判断",
        "this is not the whole record, its facts are closed: only a whole record can be decided again",
    )
}

fn quoted(record: &Record, against: &Against<'_>) -> Seen {
    let Some((engine, _)) = against.held else {
        let says = Words::new(
            "没有给规则包，所引的文字不能与所存的文本比对",
            "no package was given: the words quoted cannot be compared with the texts held",
        );
        return Seen::not_judged(Light::Provisions, says);
    };
    let found = provisions::look(engine.model(), &record.plain());
    let (there, not_held, closed) = (found.there, found.not_held, found.closed);
    if !found.wrong.is_empty() {
        let says = Words::new(
            "判断所引的文字与所存的文本不一致，或者所引的文件在适用法日不生效：判断没有它所说的依据",
            "the words that the decision cites are not those of the text held, or were not law on the day: the decision lacks the basis that it names",
        );
        return Seen::broken(Light::Provisions, says, found.wrong);
    }
    let (more_zh, more_en) = match closed {
        0 => (String::new(), String::new()),
        _ => (
            format!("；另有 {closed} 组途中所引的条文封着，没有核对"),
            format!(
                "; {closed} lists of provisions met on the way are closed and were not compared"
            ),
        ),
    };
    let says = Words::new(
        format!(
            "引用的条文中，{there} 处在所存的文本里逐字找到，{not_held} 处的原文未收、无从核对；所引文件在适用法日都有效{more_zh}"
        ),
        format!(
            "of the provisions cited, {there} stand in the texts held, to the letter; the texts of {not_held} are not held and cannot be compared; all instruments were in force on the day whose law applies{more_en}"
        ),
    );
    Seen::holds(Light::Provisions, says)
}

fn rerun(record: &Record, against: &Against<'_>) -> Seen {
    let Some((engine, base)) = against.held else {
        let says = Words::new(
            "没有给规则包，不能重新判断",
            "no package was given: it cannot be decided again",
        );
        return Seen::not_judged(Light::Rerun, says);
    };
    if record.closed_of_the_case() > 0 || record.layer() != Layer::Whole {
        return Seen::not_judged(Light::Rerun, closed());
    }
    let again = match record.again(engine, base) {
        Ok(again) => again,
        Err(words) => {
            let says = Words::new(
                "用记录里的事实和手上的规则包，不能重新判断：结论无从验证",
                "the facts of the record cannot be decided with the package at hand: the outcome is not confirmed",
            );
            return Seen::broken(Light::Rerun, says, vec![words]);
        }
    };
    let (zh, en) = other_engine(record, &again);
    match first(&record.outcome(), &again.outcome()) {
        None => {
            let says = Words::new(
                format!("用同样的事实重新判断，结论、理由和推理步骤都一样{zh}"),
                format!(
                    "the same facts, decided again, give the same outcomes, reasons and steps{en}"
                ),
            );
            Seen::holds(Light::Rerun, says)
        }
        Some(difference) => {
            let says = Words::new(
                format!(
                    "用记录里的事实重新判断，得不出记录里的内容：事实、结论或理由不是这套规则给出的{zh}"
                ),
                format!(
                    "deciding again from the facts of the record does not give what it says: the facts, outcomes or reasons are not those of these rules{en}"
                ),
            );
            Seen::broken(Light::Rerun, says, vec![difference.words()])
        }
    }
}

/// A remark, where the program that decided is not the one that decides now.
fn other_engine(record: &Record, again: &Record) -> (String, String) {
    let engine = |record: &Record| {
        let engine = record.blocks.get("engine").cloned().unwrap_or_default();
        let said = |name| super::canonical::text(&engine, name).map(super::difference::shortened);
        let (name, version) = (said("name"), said("version"));
        format!(
            "{} {}",
            name.unwrap_or_default(),
            version.unwrap_or_default()
        )
    };
    let (then, now) = (engine(record), engine(again));
    if then == now {
        return (String::new(), String::new());
    }
    (
        format!("（记录说是 {then} 判断的，现在用的是 {now}）"),
        format!(" (the record says that {then} decided; this is {now})"),
    )
}

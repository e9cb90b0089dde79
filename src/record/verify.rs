//! Whether a record stands: four lights, each with a sentence that says what it means.

use serde_json::Value;

use crate::diagnostic::Words;
use crate::engine::Engine;

use super::build::Record;
use super::canonical::{UNCOVERED, integrity, items, text};
use super::difference::{Difference, first, first_in};
use super::provisions;
use super::rule_base::RuleBase;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// The digests over the canonical form.
    Digest,
    /// The rule base, file by file.
    RuleBase,
    /// The provisions that are quoted.
    Provisions,
    /// The same decision, made again.
    Rerun,
}

impl Light {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::RuleBase => "rule_base",
            Self::Provisions => "provisions",
            Self::Rerun => "rerun",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> Words {
        match self {
            Self::Digest => Words::new("内容", "contents"),
            Self::RuleBase => Words::new("规则包", "rule base"),
            Self::Provisions => Words::new("条文", "provisions"),
            Self::Rerun => Words::new("重算", "re-run"),
        }
    }
}

/// What one light shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub light: Light,
    /// Whether all is well.
    pub holds: bool,
    /// What that means.
    pub says: Words,
    /// The places, where something is not well.
    pub places: Vec<Words>,
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

/// Looks at a record with the package at hand.
#[must_use]
pub fn verify(record: &Record, engine: &Engine, base: &RuleBase) -> Vec<Seen> {
    vec![
        digest(record),
        rule_base(record, base),
        quoted(record, engine),
        rerun(record, engine, base),
    ]
}

/// Makes the decision again and compares all of it but the time of writing.
#[must_use]
pub fn replay(record: &Record, engine: &Engine, base: &RuleBase) -> Replayed {
    let again = match record.again(engine, base) {
        Ok(again) => again,
        Err(words) => return Replayed::Impossible(words),
    };
    let mut kept = record.blocks.clone();
    kept.remove("recorded_at");
    match first(&Value::Object(kept), &again.value()) {
        None => Replayed::Same,
        Some(difference) => Replayed::Differs(difference),
    }
}

impl Record {
    /// Whether its contents are those of the digests in it.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.blocks.get("integrity") == Some(&integrity(&self.blocks))
    }
}

fn digest(record: &Record) -> Seen {
    let wanted = integrity(&record.blocks);
    let kept = record.blocks.get("integrity").unwrap_or(&Value::Null);
    let difference = first_in("integrity", kept, &wanted);
    let says = match &difference {
        None => Words::new(
            "记录的内容与它自带的摘要一致。记录没有签名：要排除有意的改动，请与当时另存的摘要比对",
            "the contents are those of the digests in the record. It is not signed: to rule out a deliberate change, compare the digest with one that was kept apart",
        ),
        Some(_) => Words::new(
            "记录写成以后被改过，或者摘要被换过：它不能证明当时是怎样判断的",
            "the record, or its digest, was changed after it was written: it does not show how the case was decided",
        ),
    };
    seen(
        Light::Digest,
        says,
        difference.iter().map(Difference::words).collect(),
    )
}

fn seen(light: Light, says: Words, places: Vec<Words>) -> Seen {
    Seen {
        light,
        holds: places.is_empty(),
        says,
        places,
    }
}

fn rule_base(record: &Record, base: &RuleBase) -> Seen {
    let kept = record.blocks.get("rule_base").unwrap_or(&Value::Null);
    let mut places = Vec::new();
    for package in items(kept, "packages") {
        let same = |one: &&Value| text(one, "name") == text(package, "name");
        match base.packages().iter().find(same) {
            Some(held) => package_places(package, held, &mut places),
            None => places.push(named(
                "规则包",
                "the package",
                text(package, "name"),
                Change::Missing,
            )),
        }
    }
    for held in base.packages() {
        let known = items(kept, "packages").any(|one| text(one, "name") == text(held, "name"));
        if !known {
            places.push(named(
                "规则包",
                "the package",
                text(held, "name"),
                Change::Added,
            ));
        }
    }
    if places.is_empty() {
        let packages = Value::Array(base.packages().to_vec());
        let order = kept
            .get("packages")
            .and_then(|packages_kept| first_in("rule_base.packages", packages_kept, &packages));
        let whole = kept.get("whole").unwrap_or(&Value::Null);
        let found = order.or_else(|| first_in("rule_base.whole", whole, &base.whole()));
        let found = found.or_else(|| other_pack(record, kept, base));
        places.extend(found.iter().map(Difference::words));
    }
    let files: usize = base
        .packages()
        .iter()
        .map(|one| items(one, "files").count())
        .sum();
    let says = if places.is_empty() {
        Words::new(
            format!("规则、清单和原文共 {files} 个文件，逐个与判断时所用的相同"),
            format!("all {files} files, rules, manifests and texts, are those that were used"),
        )
    } else {
        Words::new(
            "手上的规则包不是判断时所用的那一个：据它重算，说明不了当时的判断",
            "the package at hand is not the one that was used: deciding again with it shows nothing about the decision then",
        )
    };
    seen(Light::RuleBase, says, places)
}

/// Where the digests of the pack differ. Another version of the program may pack the same files in another way.
fn other_pack(record: &Record, kept: &Value, base: &RuleBase) -> Option<Difference> {
    let engine = record.blocks.get("engine").unwrap_or(&Value::Null);
    let same = text(engine, "version") == Some(env!("CARGO_PKG_VERSION"));
    let wanted = base.pack().filter(|_| same).map(|_| base.pack_shape())?;
    let pack = kept.get("pack").unwrap_or(&Value::Null);
    first_in("rule_base.pack", pack, &wanted)
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Missing,
    Added,
    Differs,
}

fn named(zh: &str, en: &str, name: Option<&str>, change: Change) -> Words {
    let name = name.unwrap_or("?");
    let (how_zh, how_en) = match change {
        Change::Missing => ("现在没有了", "is missing now"),
        Change::Added => (
            "是判断以后加的，或者记录里把它删了",
            "was added since, or taken out of the record",
        ),
        Change::Differs => ("内容不同", "has other contents"),
    };
    Words::new(
        format!("{zh}“{name}”{how_zh}"),
        format!("{en} `{name}` {how_en}"),
    )
}

fn package_places(kept: &Value, held: &Value, places: &mut Vec<Words>) {
    let name = text(kept, "name").unwrap_or("?");
    for key in ["version", "language"] {
        let (then, now) = (
            text(kept, key).unwrap_or("?"),
            text(held, key).unwrap_or("?"),
        );
        if then != now {
            places.push(Words::new(
                format!("规则包“{name}”的 {key}：判断时是 {then}，手上是 {now}"),
                format!("`{key}` of the package `{name}`: it was {then}, at hand is {now}"),
            ));
        }
    }
    let path = |file: &Value| text(file, "path").map(|path| format!("{name}：{path}"));
    for file in items(kept, "files") {
        let same = |one: &&Value| text(one, "path") == text(file, "path");
        let change = match items(held, "files").find(same) {
            None => Some(Change::Missing),
            Some(found) => (found != file).then_some(Change::Differs),
        };
        places
            .extend(change.map(|change| named("文件", "the file", path(file).as_deref(), change)));
    }
    for file in items(held, "files") {
        if !items(kept, "files").any(|one| text(one, "path") == text(file, "path")) {
            places.push(named(
                "文件",
                "the file",
                path(file).as_deref(),
                Change::Added,
            ));
        }
    }
}

fn quoted(record: &Record, engine: &Engine) -> Seen {
    let found = provisions::look(engine.model(), &record.value());
    let (there, not_held) = (found.there, found.not_held);
    let says = if found.wrong.is_empty() {
        Words::new(
            format!(
                "引用的条文中，{there} 处在所存的文本里逐字找到，{not_held} 处的原文未收、无从核对；所引文件在适用法日都有效"
            ),
            format!(
                "of the provisions cited, {there} stand in the texts held, to the letter; the texts of {not_held} are not held and cannot be compared; all instruments were in force on the day whose law applies"
            ),
        )
    } else {
        Words::new(
            "判断所引的文字与所存的文本不一致，或者所引的文件在适用法日不生效：判断没有它所说的依据",
            "the words that the decision cites are not those of the text held, or were not law on the day: the decision lacks the basis that it names",
        )
    };
    seen(Light::Provisions, says, found.wrong)
}

fn rerun(record: &Record, engine: &Engine, base: &RuleBase) -> Seen {
    let again = match record.again(engine, base) {
        Ok(again) => again,
        Err(words) => {
            let says = Words::new(
                "用记录里的事实和手上的规则包，不能重新判断：结论无从验证",
                "the facts of the record cannot be decided with the package at hand: the outcome is not confirmed",
            );
            return seen(Light::Rerun, says, vec![words]);
        }
    };
    let only = |record: &Record| {
        let mut blocks = record.blocks.clone();
        for name in UNCOVERED.iter().chain(&["engine"]) {
            blocks.remove(*name);
        }
        if let Some(Value::Object(base)) = blocks.get_mut("rule_base") {
            base.remove("packages");
            base.remove("whole");
            base.remove("pack");
        }
        Value::Object(blocks)
    };
    let difference = first(&only(record), &only(&again));
    let says = match &difference {
        None => Words::new(
            "用同样的事实重新判断，结论、理由和推理步骤都一样",
            "the same facts, decided again, give the same outcomes, reasons and steps",
        ),
        Some(_) => Words::new(
            "用记录里的事实重新判断，得不出记录里的内容：事实、结论或理由不是这套规则给出的",
            "deciding again from the facts of the record does not give what it says: the facts, outcomes or reasons are not those of these rules",
        ),
    };
    seen(
        Light::Rerun,
        says,
        difference.iter().map(Difference::words).collect(),
    )
}

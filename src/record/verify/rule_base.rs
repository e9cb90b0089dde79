//! The rule base: file by file, its conventions and calendars, and who approved it.

use serde_json::Value;

use crate::diagnostic::Words;
use crate::engine::Engine;
use crate::record::Record;
use crate::record::canonical::{canonical, items, text};
use crate::record::cited;
use crate::record::difference::{Difference, first_in};
use crate::record::envelope::{APPROVAL_TYPE, Signature};
use crate::record::key::PublicKey;
use crate::record::rule_base::RuleBase;

use super::{Against, Light, Seen};

/// Looks at the rule base.
pub(super) fn look(record: &Record, against: &Against<'_>) -> Seen {
    let kept = record.blocks.get("rule_base").unwrap_or(&Value::Null);
    let approvals = Approvals::of(record, kept, against.keys);
    let Some((engine, base)) = against.held else {
        if !approvals.broken.is_empty() {
            return broken(approvals);
        }
        let says = Words::new(
            format!(
                "没有给规则包，不能核对记录所说的规则是哪一套。{}",
                approvals.says.zh
            ),
            format!(
                "no package was given: which rules were used cannot be compared. {}",
                approvals.says.en
            ),
        );
        return Seen::not_judged(Light::RuleBase, says);
    };
    let mut places = packages(record, kept, base);
    if places.is_empty() {
        places = as_read(kept, engine, base);
    }
    if !places.is_empty() {
        places.extend(approvals.broken);
        let says = Words::new(
            "手上的规则包与记录里写的不同：它不是判断时所用的那一个，或者记录在判断以后被改过；据它重算，说明不了当时的判断",
            "the package at hand is not the one that the record names: another was used, or the record was changed since; deciding again with it shows nothing about the decision then",
        );
        return Seen::broken(Light::RuleBase, says, places);
    }
    if !approvals.broken.is_empty() {
        return broken(approvals);
    }
    let files = base
        .packages()
        .iter()
        .map(|one| items(one, "files").count());
    let files: usize = files.sum();
    let says = Words::new(
        format!(
            "规则、清单和原文共 {files} 个文件，逐个与判断时所用的相同。{}",
            approvals.says.zh
        ),
        format!(
            "all {files} files, rules, manifests and texts, are those that were used. {}",
            approvals.says.en
        ),
    );
    Seen::holds(Light::RuleBase, says)
}

fn broken(approvals: Approvals) -> Seen {
    let says = Words::new(
        "记录说这套规则经过批准，但批准的签名不是对它作的：不能当作批准过的规则",
        "the record says that these rules were approved, but the signature of approval is not over them: they do not count as approved",
    );
    Seen::broken(Light::RuleBase, says, approvals.broken)
}

/// What the reviews of an agency say.
struct Approvals {
    broken: Vec<Words>,
    says: Words,
}

impl Approvals {
    fn of(record: &Record, kept: &Value, keys: &[PublicKey]) -> Self {
        let whole = kept.get("whole").map(canonical).unwrap_or_default();
        let agency = record.blocks.get("agency").unwrap_or(&Value::Null);
        let (mut reviews, mut signed, mut broken) = (0_usize, 0_usize, Vec::new());
        for review in items(agency, "reviews") {
            reviews = reviews.saturating_add(1);
            let signature = review.get("signature").and_then(Signature::of);
            let Some(signature) = signature else {
                continue;
            };
            if keys
                .iter()
                .any(|key| signature.is_by(key, APPROVAL_TYPE, &whole))
            {
                signed = signed.saturating_add(1);
            } else if keys.iter().any(|key| key.id() == signature.key) {
                let step = text(review, "step").unwrap_or("?");
                broken.push(Words::new(
                    format!("“{step}”的签名不是对这套规则作的，或者签名被改过"),
                    format!("the signature of `{step}` is not over these rules, or was changed"),
                ));
            }
        }
        let says = match (reviews, signed) {
            (0, _) => Words::new("没有审核批准的签名", "It names no approval"),
            (_, 0) => Words::new(
                format!("记有 {reviews} 次审核批准，没有一个签名能用所给的公钥核对"),
                format!("Reviews named: {reviews}, none with a signature by a key that was given"),
            ),
            _ => Words::new(
                format!("记有 {reviews} 次审核批准，{signed} 个签名核对无误"),
                format!("Reviews named: {reviews}, signatures that are right: {signed}"),
            ),
        };
        Self { broken, says }
    }
}

/// What differs in conventions and calendars, where the files are the same.
fn as_read(kept: &Value, engine: &Engine, base: &RuleBase) -> Vec<Words> {
    let read = cited::rule_base(engine.model(), base, &Value::Null);
    let found = ["conventions", "calendars"].into_iter().filter_map(|name| {
        let then = kept.get(name).unwrap_or(&Value::Null);
        let now = read.get(name).unwrap_or(&Value::Null);
        first_in(&format!("rule_base.{name}"), then, now)
    });
    found.map(|difference| difference.words()).collect()
}

fn packages(record: &Record, kept: &Value, base: &RuleBase) -> Vec<Words> {
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
        match found {
            Some(found) => places.push(found.words()),
            None => places.extend(other_pack(record, kept, base).map(|found| {
                let words = found.words();
                Words::new(
                    format!("文件都相同，打成的程序包不同：记录的这一处被改过，或者程序虽是同一版，却是另外构建的。{}", words.zh),
                    format!("all files are the same, the pack made of them is not: this place of the record was changed, or the program has the same version and was built otherwise. {}", words.en),
                )
            })),
        }
    }
    places
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

//! The reverse index: which records rest on a provision, and what came of them.
//!
//! It is made from the records each time it is asked for, so it cannot be out of step with them.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::Words;
use crate::record::Record;

use super::provision::Asked;

/// Outcomes, by code, and how many.
pub type Outcomes = BTreeMap<String, u64>;

/// A provision of a record: its instrument and its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provision {
    /// The title of the instrument.
    pub title: String,
    /// The id of the passage.
    pub id: String,
}

/// What rests on one provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The path in words.
    pub path: Words,
    /// In how many records.
    pub records: u64,
    /// With which outcomes.
    pub outcomes: Outcomes,
}

/// What rests, in one record, on what is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<P> {
    /// Which record.
    pub place: P,
    /// What was decided, by name, with which outcomes.
    pub decided: BTreeMap<String, Outcomes>,
    told: BTreeMap<Provision, (Words, Outcomes)>,
}

/// The records that rest on what is asked about. `P` says where a record is.
///
/// A record that is met more than once, in whatever layers, counts once, as its most open layer tells it.
#[derive(Debug, Clone)]
pub struct Cited<P> {
    asked: Asked,
    /// By the digest of the record: how many values were open, and what rests in it.
    seen: IndexMap<String, (usize, Option<Hit<P>>)>,
}

impl<P> Cited<P> {
    /// Begins an index of what is asked about.
    #[must_use]
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            seen: IndexMap::new(),
        }
    }

    /// Looks at a record.
    pub fn add(&mut self, record: &Record, place: P) {
        let open = record.private().iter().filter(|(_, open)| *open).count();
        let (_, digest) = record.digests();
        let before = self.seen.get(&digest);
        if before.is_none_or(|(most, _)| open > *most) {
            let hit = self.hit(&record.plain(), place);
            self.seen.insert(digest, (open, hit));
        }
    }

    /// How many records were looked at.
    #[must_use]
    pub fn looked_at(&self) -> usize {
        self.seen.len()
    }

    /// The records that rest on it, in the order in which they were met.
    pub fn hits(&self) -> impl Iterator<Item = &Hit<P>> {
        self.seen.values().filter_map(|(_, hit)| hit.as_ref())
    }

    /// With which outcomes; each decision about each instance counts once.
    #[must_use]
    pub fn outcomes(&self) -> Outcomes {
        let mut outcomes = Outcomes::new();
        let decided = self.hits().flat_map(|hit| hit.decided.values());
        for (outcome, times) in decided.flatten() {
            count(&mut outcomes, outcome, *times);
        }
        outcomes
    }

    /// By provision.
    #[must_use]
    pub fn provisions(&self) -> BTreeMap<Provision, Resting> {
        let mut provisions = BTreeMap::new();
        for (provision, (path, outcomes)) in self.hits().flat_map(|hit| &hit.told) {
            let resting = provisions
                .entry(provision.clone())
                .or_insert_with(|| Resting {
                    path: path.clone(),
                    records: 0,
                    outcomes: Outcomes::new(),
                });
            resting.records = resting.records.saturating_add(1);
            for (outcome, times) in outcomes {
                count(&mut resting.outcomes, outcome, *times);
            }
        }
        provisions
    }

    /// What rests in a record; none where nothing does.
    fn hit(&self, record: &Value, place: P) -> Option<Hit<P>> {
        let mut decided: BTreeMap<String, Outcomes> = BTreeMap::new();
        let mut told: BTreeMap<Provision, (Words, Outcomes)> = BTreeMap::new();
        for reason in items(record, "reasons") {
            let outcome = outcome(record, reason);
            // What was met on the way is private; of a public layer only the basis of an outcome is known.
            let passages = items(reason, "basis").chain(items(reason, "met"));
            let mut here: Vec<Provision> = Vec::new();
            for passage in passages.filter(|one| self.asked.holds(one)) {
                let provision = Provision {
                    title: text(passage, "title"),
                    id: text(passage, "id"),
                };
                if here.contains(&provision) {
                    continue;
                }
                let empty = || (path_of(passage), Outcomes::new());
                let (_, outcomes) = told.entry(provision.clone()).or_insert_with(empty);
                count(outcomes, &outcome, 1);
                here.push(provision);
            }
            if !here.is_empty() {
                count(decided.entry(text(reason, "of")).or_default(), &outcome, 1);
            }
        }
        let rests = !decided.is_empty();
        rests.then_some(Hit {
            place,
            decided,
            told,
        })
    }
}

fn count(outcomes: &mut Outcomes, outcome: &str, times: u64) {
    let counted = outcomes.entry(outcome.to_owned()).or_default();
    *counted = counted.saturating_add(times);
}

/// The code of what came of a decision: of a duty its state, of a figure that it is one.
fn outcome(record: &Value, reason: &Value) -> String {
    let is = |outcome: &&Value| {
        outcome.get("norm") == reason.get("of")
            && outcome.get("instance_path") == reason.get("instance")
    };
    let state = items(record, "outcomes").find(is);
    let state = state.and_then(|outcome| outcome.get("state")?.as_str());
    let said = match reason.get("outcome") {
        None | Some(Value::Null) => "figure",
        Some(Value::String(code)) => code,
        // Whoever made the record public kept it closed.
        Some(_) => "closed",
    };
    state.unwrap_or(said).to_owned()
}

/// What came of a decision, in words; a code of another program stays what it is.
#[must_use]
pub fn outcome_name(code: &str) -> Words {
    let (zh, en) = match code {
        "holds" => ("成立", "holds"),
        "fails" => ("不成立", "does not hold"),
        "pending" => ("待定", "pending"),
        "awaits_finding" => ("待认定", "awaits a finding"),
        "not_applicable" => ("不适用", "not applicable"),
        "faulty" => ("出错", "faulty"),
        "not_due" => ("未到期", "not due"),
        "not_performed" => ("尚未履行", "not performed"),
        "performed" => ("已履行", "performed"),
        "performed_late" => ("逾期履行", "performed late"),
        "overdue" => ("逾期未履行", "overdue"),
        "complied" => ("遵守", "complied with"),
        "violated" => ("违反", "violated"),
        "met" => ("达标", "met"),
        "not_met" => ("未达标", "not met"),
        "undetermined" => ("无法判断", "undetermined"),
        "figure" => ("算出数值", "a figure"),
        "closed" => ("没有公开", "not public"),
        other => {
            let shown: String = other
                .chars()
                .filter(|letter| !letter.is_control())
                .collect();
            return Words::same(shown.chars().take(40).collect::<String>());
        }
    };
    Words::new(zh, en)
}

fn items<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn text(value: &Value, name: &str) -> String {
    let text = value.get(name).and_then(Value::as_str);
    text.unwrap_or("?").to_owned()
}

fn path_of(passage: &Value) -> Words {
    let path = passage.get("path");
    let said =
        |language: &str| path.map_or_else(|| text(passage, "id"), |path| text(path, language));
    Words::new(said("zh"), said("en"))
}

//! A decision to its record.

use serde_json::{Map, Value, json};

use crate::check::{Computed, Model};
use crate::diagnostic::Words;
use crate::engine::{Case, Decision, Engine, Question};
use crate::vm::Clocks;
use crate::wire;

use super::agency::Agency;
use super::canonical::{canonical, integrity, items, pick, text, without_numbers};
use super::digests::Digests;
use super::layout::RECORD;
use super::rule_base::RuleBase;
use super::seal::{self, SALT};
use super::sealed::Record;
use super::{SCHEMA, VERSION, cited, facts};

/// A record whose private values have no salts yet.
///
/// # Invariants
/// It has all blocks but those that are made when it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub(super) blocks: Map<String, Value>,
    places: usize,
}

/// How many random bytes the name of a record has.
pub(super) const NAME: usize = 16;

const DETAILS: [&str; 9] = [
    "summary",
    "because",
    "deeds",
    "deadline",
    "done_on",
    "measured",
    "target",
    "alert",
    "unsettled",
];
const GRANT: [&str; 6] = ["words", "label", "value", "bound", "per", "exception"];
const PROVISION: [&str; 7] = [
    "title", "number", "path", "id", "quote", "verified", "package",
];

impl Draft {
    /// Decides a case and writes down what came of it; the agency adds what only it knows.
    ///
    /// # Errors
    /// Why there is no decision, or what the agency says of facts and findings that the case does not have.
    pub fn decide(
        engine: &Engine,
        base: &RuleBase,
        case: &Case,
        goals: &[Computed],
        clocks: Clocks,
        agency: Option<&Agency>,
    ) -> Result<Self, Words> {
        let question = Question {
            goals: goals.to_vec(),
            clocks,
            explained: true,
        };
        let decision = engine
            .decide(case, &question)
            .map_err(|stopped| stopped.words())?;
        let blocks = blocks(engine, base, case, goals, &decision, agency);
        if let Some(agency) = agency {
            agency.fits(&blocks)?;
        }
        let mut tree = Value::Object(blocks);
        let places = seal::count(&RECORD, &mut tree);
        let Value::Object(blocks) = tree else {
            return Ok(Self {
                blocks: Map::new(),
                places: 0,
            });
        };
        Ok(Self { blocks, places })
    }

    /// How many random bytes are needed to seal it.
    #[must_use]
    pub const fn needs(&self) -> usize {
        self.places.saturating_mul(SALT).saturating_add(NAME)
    }

    /// The record, named and salted with bytes from the operating system's source of randomness: the same bytes make the same
    /// record.
    ///
    /// # Errors
    /// That the bytes are fewer than [`Draft::needs`].
    pub fn seal(self, random: &[u8]) -> Result<Record, Words> {
        let enough = random.split_at_checked(NAME);
        let enough = enough.filter(|(_, salts)| salts.len() >= self.places.saturating_mul(SALT));
        let Some((name, salts)) = enough else {
            let needs = self.needs();
            return Err(Words::new(
                format!("封存这份记录要 {needs} 个随机字节，给的不够"),
                format!("sealing this record takes {needs} random bytes; fewer were given"),
            ));
        };
        let mut salts = salts.chunks_exact(SALT);
        Ok(self.sealed(&seal::hex(name), |_| {
            salts.next().unwrap_or_default().to_vec()
        }))
    }

    /// The record under a name, with the salt of each place.
    pub(super) fn sealed(mut self, name: &str, salt: impl FnMut(&str) -> Vec<u8>) -> Record {
        if let Some(Value::Object(identity)) = self.blocks.get_mut("identity") {
            identity.insert("record_id".to_owned(), json!(name));
        }
        let mut tree = Value::Object(self.blocks);
        seal::seal(&RECORD, &mut tree, salt);
        let mut record = Record::of_tree(tree);
        let seal = integrity(&record.public().blocks);
        record.blocks.insert("integrity".to_owned(), seal);
        record
    }
}

fn blocks(
    engine: &Engine,
    base: &RuleBase,
    case: &Case,
    goals: &[Computed],
    decision: &Decision,
    agency: Option<&Agency>,
) -> Map<String, Value> {
    let model = engine.model();
    let shown = wire::decision(engine, decision);
    let reasons = cited::reasons(&shown);
    let clocks = decision.clocks;
    let blocks = [
        ("schema", json!({ "name": SCHEMA, "version": VERSION })),
        ("identity", identity(agency)),
        ("kind", kind(agency)),
        (
            "engine",
            json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") }),
        ),
        ("rule_base", cited::rule_base(model, base, &reasons)),
        (
            "time",
            json!({
                "as_of": clocks.as_of.to_string(),
                "law_as_of": clocks.law_as_of.to_string(),
                "known_as_of": clocks.known_as_of.to_string(),
            }),
        ),
        ("asked", asked(model, goals)),
        ("instances", facts::instances(model, case)),
        ("facts", facts::facts(model, case, agency)),
        ("defaults", facts::defaults(model, decision)),
        ("findings", facts::findings(model, case)),
        ("readings", facts::readings(model, case)),
        ("outcomes", items(&shown, "answers").map(outcome).collect()),
        ("figures", items(&shown, "figures").map(figure).collect()),
        ("reasons", reasons),
        ("trace", trace(&shown)),
    ];
    let blocks = blocks.map(|(name, block)| (name.to_owned(), block));
    let agency = agency.map(|agency| ("agency".to_owned(), agency.block()));
    blocks.into_iter().chain(agency).collect()
}

fn kind(agency: Option<&Agency>) -> Value {
    let said = agency.and_then(|agency| agency.head("kind"));
    said.cloned().unwrap_or_else(|| json!("试算"))
}

fn identity(agency: Option<&Agency>) -> Value {
    let mut block = Map::new();
    block.insert("language".to_owned(), json!("zh"));
    for name in ["case_no", "supersedes"] {
        if let Some(said) = agency.and_then(|agency| agency.head(name)) {
            block.insert(name.to_owned(), said.clone());
        }
    }
    Value::Object(block)
}

fn trace(shown: &Value) -> Value {
    let trace = shown.get("trace").map_or(Value::Null, without_numbers);
    let mut block = Digests::of(&canonical(&trace)).members();
    let steps = items(&trace, "nodes").count();
    block.insert("steps".to_owned(), json!(steps.to_string()));
    Value::Object(block)
}

/// What was asked, by name.
fn asked(model: &Model, goals: &[Computed]) -> Value {
    let goals = goals.iter().filter_map(|goal| match goal {
        Computed::Norm(id) => {
            let norm = model.norms.get(id.index())?;
            Some(json!({ "kind": "norm", "name": norm.label.name, "of": null }))
        }
        Computed::Definition(id) => {
            let definition = model.definitions.get(id.index())?;
            let object = definition
                .object
                .and_then(|id| model.objects.get(id.index()));
            let of = object.map(|object| &object.label.name);
            Some(json!({ "kind": "definition", "name": definition.label.name, "of": of }))
        }
        Computed::Table(_) => None,
    });
    goals.collect()
}

/// What was asked, in the package at hand.
pub(super) fn named(model: &Model, goal: &Value) -> Option<Computed> {
    let name = text(goal, "name")?;
    if text(goal, "kind") == Some("norm") {
        let norm = model.norms.iter().find(|norm| norm.label.name == name)?;
        return Some(Computed::Norm(norm.id));
    }
    let found = model.definitions.iter().find(|one| {
        let object = one.object.and_then(|id| model.objects.get(id.index()));
        let of = object.map(|object| object.label.name.as_str());
        one.label.name == name && of == text(goal, "of")
    })?;
    Some(Computed::Definition(found.id))
}

fn outcome(answer: &Value) -> Value {
    let head = [
        "norm",
        "package",
        "modality",
        "instance_path",
        "outcome",
        "state",
    ];
    let mut details = pick(answer, &DETAILS);
    details.insert("missing".to_owned(), missing(answer));
    let readings = listed(answer, "readings", &["name", "option", "is_default"]);
    details.insert("readings".to_owned(), readings);
    let mut shape = pick(answer, &head);
    let mut add = |name: &str, block: Value| shape.insert(name.to_owned(), block);
    add("citations", citations(answer));
    add("grants", listed(answer, "grants", &GRANT));
    add("details", Value::Object(details));
    Value::Object(shape)
}

fn figure(figure: &Value) -> Value {
    let mut shape = pick(figure, &["definition", "instance"]);
    let mut details = pick(figure, &["value"]);
    details.insert("missing".to_owned(), missing(figure));
    shape.insert("citations".to_owned(), citations(figure));
    shape.insert("details".to_owned(), Value::Object(details));
    Value::Object(shape)
}

fn missing(value: &Value) -> Value {
    listed(value, "missing", &["kind", "path", "name"])
}

fn citations(value: &Value) -> Value {
    listed(value, "basis", &["title", "id", "package"])
}

fn listed(value: &Value, name: &str, names: &[&str]) -> Value {
    let picked = items(value, name).map(|item| Value::Object(pick(item, names)));
    picked.collect()
}

/// The provisions of a list, each once, without those that were told already.
pub(super) fn provisions(value: &Value, name: &str, told: &[Value]) -> Vec<Value> {
    let mut provisions: Vec<Value> = Vec::new();
    for passage in items(value, name) {
        let passage = Value::Object(pick(passage, &PROVISION));
        if !told.contains(&passage) && !provisions.contains(&passage) {
            provisions.push(passage);
        }
    }
    provisions
}

//! A record: its layers, its bytes, and the case that it tells of.

use serde_json::{Map, Value, json};

use crate::check::{Computed, Model};
use crate::diagnostic::Words;
use crate::engine::{Case, Engine};
use crate::quantity::Date;
use crate::vm::Clocks;

use super::agency::Agency;
use super::build::{Draft, named};
use super::canonical::{UNCOVERED, canonical, integrity, items, text, without};
use super::facts;
use super::layout::RECORD;
use super::rule_base::RuleBase;
use super::seal;
use super::shape::Layer;

/// A decision record, version 1, in one of its layers.
///
/// # Invariants
/// Its blocks are those of the schema, and hold no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub(super) blocks: Map<String, Value>,
}

impl Record {
    pub(super) fn of_tree(tree: Value) -> Self {
        match tree {
            Value::Object(blocks) => Self { blocks },
            _ => Self { blocks: Map::new() },
        }
    }

    /// The record with the time at which it is written, which no digest covers.
    #[must_use]
    pub fn recorded_at(mut self, time: &str) -> Self {
        self.blocks.insert("recorded_at".to_owned(), json!(time));
        self
    }

    /// The record as a value.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Object(self.blocks.clone())
    }

    /// The record as it is kept: its canonical form and the end of a line.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = canonical(&self.value());
        bytes.push(b'\n');
        bytes
    }

    /// Its public layer: commitments stand for the private values.
    #[must_use]
    pub fn public(&self) -> Self {
        self.opened(|_| false)
    }

    /// Its public layer with some private values opened, by path: `facts[3].value`.
    #[must_use]
    pub fn opened(&self, keep: impl Fn(&str) -> bool) -> Self {
        let mut tree = self.value();
        seal::close(&RECORD, &mut tree, keep);
        Self::of_tree(tree)
    }

    /// The paths of its private values, each with whether it is open.
    #[must_use]
    pub fn private(&self) -> Vec<(String, bool)> {
        let places = seal::places(&RECORD, &self.value()).into_iter();
        places
            .map(|(path, part)| (path, part.get("value").is_some()))
            .collect()
    }

    /// Which layer it is.
    #[must_use]
    pub fn layer(&self) -> Layer {
        let private = self.private();
        let open = private.iter().filter(|(_, open)| *open).count();
        match open {
            0 => Layer::Public,
            _ if open == private.len() => Layer::Whole,
            _ => Layer::Opened,
        }
    }

    /// The record with its private values in place of their commitments, as they were decided; a closed one stays closed.
    #[must_use]
    pub fn plain(&self) -> Value {
        let mut tree = self.value();
        seal::unseal(&RECORD, &mut tree);
        tree
    }

    /// The name of the record: 32 hexadecimal digits from a random source.
    #[must_use]
    pub fn id(&self) -> &str {
        let identity = self.blocks.get("identity");
        identity
            .and_then(|identity| text(identity, "record_id"))
            .unwrap_or_default()
    }

    /// 试算, 预审 or 正式决定.
    #[must_use]
    pub fn kind(&self) -> &str {
        let kind = self.blocks.get("kind").and_then(Value::as_str);
        kind.unwrap_or_default()
    }

    /// The digests of the public layer as it is, computed anew: `sha256:…` and `sm3:…`.
    #[must_use]
    pub fn digests(&self) -> (String, String) {
        let block = integrity(&self.public().blocks);
        let digest = |kind| text(&block, kind).unwrap_or_default().to_owned();
        (digest("sha256"), digest("sm3"))
    }

    /// The bytes that signatures are over: the canonical public layer with its digests, without the time of writing and the
    /// signatures. They are a record by themselves.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let public = self.public().blocks;
        canonical(&Value::Object(without(
            &public,
            &["recorded_at", "signatures"],
        )))
    }

    /// What the agency added; none where it added nothing.
    #[must_use]
    pub fn agency(&self) -> Option<Agency> {
        Agency::of(&self.blocks)
    }

    /// The days of the decision.
    ///
    /// # Errors
    /// Which is none.
    pub fn clocks(&self) -> Result<Clocks, Words> {
        let time = self.blocks.get("time");
        let day = |name| {
            let written = time.and_then(|time| text(time, name));
            let day = written.and_then(|day| Date::parse_iso(day).ok());
            day.ok_or_else(|| {
                Words::new(
                    format!("记录里的 time.{name} 不是日期"),
                    format!("`time.{name}` of the record is not a date"),
                )
            })
        };
        Ok(Clocks {
            as_of: day("as_of")?,
            law_as_of: day("law_as_of")?,
            known_as_of: day("known_as_of")?,
        })
    }

    /// What was asked, in the package at hand.
    ///
    /// # Errors
    /// What the package does not have.
    pub fn goals(&self, model: &Model) -> Result<Vec<Computed>, Words> {
        let value = self.blocks.get("asked").and_then(Value::as_array);
        let goals = value.into_iter().flatten().map(|goal| {
            named(model, goal).ok_or_else(|| {
                let name = text(goal, "name").unwrap_or_default();
                Words::new(
                    format!("手上的规则包里没有所问的“{name}”"),
                    format!("the package at hand has no `{name}`, which was asked"),
                )
            })
        });
        goals.collect()
    }

    /// The case that it tells of, in the package at hand. The days of the case are those of [`Record::clocks`].
    ///
    /// # Errors
    /// What is not open, or what the package does not know or accept.
    pub fn case(&self, model: &Model) -> Result<Case, Words> {
        let closed = self.closed_of_the_case();
        if closed > 0 {
            return Err(Words::new(
                format!("记录里有 {closed} 个事实或认定没有打开，只有完整的记录能重新判断"),
                format!(
                    "{closed} facts or findings of the record are closed; only a whole record can be decided again"
                ),
            ));
        }
        facts::case(model, &self.plain())
    }

    /// How many private values of the case are closed.
    pub(super) fn closed_of_the_case(&self) -> usize {
        let of_the_case = |path: &str| path.starts_with("facts[") || path.starts_with("findings[");
        let private = self.private();
        let closed = private
            .iter()
            .filter(|(path, open)| !open && of_the_case(path));
        closed.count()
    }

    /// Decides the same case again, with the package at hand, and seals it with the same salts.
    ///
    /// # Errors
    /// What the package does not know, or why there is no decision.
    pub(super) fn again(&self, engine: &Engine, base: &RuleBase) -> Result<Self, Words> {
        if !engine.is_sound() {
            return Err(Words::new(
                "手上的规则包有错误，不能据它判断",
                "the package at hand has errors and decides nothing",
            ));
        }
        let model = engine.model();
        let clocks = self.clocks()?;
        let goals = self.goals(model)?;
        let case = self.case(model)?;
        let agency = self.agency();
        let draft = Draft::decide(engine, base, &case, &goals, clocks, agency.as_ref())?;
        let salts = seal::salts(&RECORD, &self.value());
        let zeros = vec![0; seal::SALT];
        Ok(draft.sealed(self.id(), |path| salts.get(path).unwrap_or(&zeros).clone()))
    }

    /// The blocks that a re-run must give again, in the clear.
    pub(super) fn outcome(&self) -> Value {
        let mut plain = self.plain();
        if let Value::Object(blocks) = &mut plain {
            *blocks = without(blocks, &UNCOVERED);
            blocks.remove("engine");
            if let Some(Value::Object(base)) = blocks.get_mut("rule_base") {
                *base = without(base, &["packages", "whole", "pack"]);
            }
        }
        plain
    }

    /// The outcomes, in the clear as far as they are open.
    #[must_use]
    pub fn outcomes(&self) -> Vec<Value> {
        items(&self.plain(), "outcomes").cloned().collect()
    }
}

//! What is asked of a record that is decided again with another package.

use std::collections::BTreeSet;

use crate::check::{Computed, Model};
use crate::diagnostic::Words;
use crate::engine::Engine;

use super::build::named;
use super::canonical::{items, text};
use super::difference::{Difference, first};
use super::rule_base::RuleBase;
use super::sealed::Record;

impl Record {
    /// Whether it was decided with this rule base, file by file.
    #[must_use]
    pub fn used(&self, base: &RuleBase) -> bool {
        let kept = self.blocks.get("rule_base");
        kept.and_then(|kept| kept.get("whole")) == Some(&base.whole())
    }

    /// What was asked: what the package at hand has, and the names of what it has not.
    #[must_use]
    pub fn goals_here(&self, model: &Model) -> (Vec<Computed>, Vec<String>) {
        let value = self.value();
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for goal in items(&value, "asked") {
            match named(model, goal) {
                Some(goal) => known.push(goal),
                None => unknown.push(text(goal, "name").unwrap_or_default().to_owned()),
            }
        }
        (known, unknown)
    }

    /// Where the same decision, made again, first differs: in its facts, outcomes, reasons or steps. The program that wrote it
    /// and the files of the rule base are not compared.
    ///
    /// # Errors
    /// Why it cannot be decided again.
    pub fn differs_now(
        &self,
        engine: &Engine,
        base: &RuleBase,
    ) -> Result<Option<Difference>, Words> {
        let again = self.again(engine, base)?;
        Ok(first(&self.outcome(), &again.outcome()))
    }

    /// The open values of a fact, by its path or by the last part of it, each once and in order.
    #[must_use]
    pub fn values_of(&self, fact: &str) -> BTreeSet<String> {
        let plain = self.plain();
        let is_it = |path: &str| path == fact || path.rsplit('.').next() == Some(fact);
        let named = items(&plain, "facts").filter(|one| text(one, "path").is_some_and(is_it));
        let words = named.filter_map(|one| one.get("value").and_then(|value| text(value, "v")));
        words.map(str::to_owned).collect()
    }
}

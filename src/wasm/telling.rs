//! One decision told to people, and what would have to be different for another.

use serde::Deserialize;

use crate::account::{Account, Depth};
use crate::check::Computed;
use crate::diagnostic::Words;
use crate::engine::{Aim, Limits, Question as Asked};
use crate::wire;

use super::held::{Held, written};
use super::question::Question;
use super::refusal::Refused;

/// How what would have to be different is looked for, as the page writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    /// For whom alone, as answers write it: `家庭.子女[0]`.
    instance: Option<String>,
    /// What would lose a right rather than gain it.
    lose: bool,
    /// How many facts may change together.
    size: Option<usize>,
    /// How many runs the search may take.
    runs: Option<u64>,
    /// How many later days are tried.
    days: Option<u32>,
}

impl Held {
    /// Decides a case and tells it: what `tiaoli why --json` prints.
    pub(super) fn told(
        &self,
        facts: &str,
        question: &Question,
        reader: &str,
    ) -> Result<String, Refused> {
        // What an auditor is told has digests of the whole trace; records and their page are for that.
        let depths = [Depth::Citizen, Depth::Officer];
        let depth = depths.into_iter().find(|depth| depth.code() == reader);
        let depth = depth.ok_or_else(|| {
            let shown: String = reader.chars().take(40).collect();
            Refused::new(
                "argument",
                Words::new(
                    format!("没有“{shown}”这样的说明；写 citizen（公众）或 officer（经办）"),
                    format!("nothing is told to `{shown}`; write `citizen` or `officer`"),
                ),
            )
        })?;
        let (case, goals, clocks) = self.asked(facts, question)?;
        let asked = Asked {
            goals,
            clocks,
            explained: true,
        };
        let decision = self.engine.decide(&case, &asked)?;
        let account = Account::of(&self.engine, &case, &decision, depth);
        Ok(written(&wire::account(&account)))
    }

    /// The smallest changes of facts that would turn answers: what `tiaoli what-if --json` prints.
    pub(super) fn different(
        &self,
        facts: &str,
        question: &Question,
        search: &Search,
    ) -> Result<String, Refused> {
        let (case, goals, clocks) = self.asked(facts, question)?;
        let aim = if search.lose { Aim::Lose } else { Aim::Gain };
        let usual = Limits::default();
        let limits = Limits {
            size: search.size.unwrap_or(usual.size),
            runs: search.runs.unwrap_or(usual.runs),
            days: search.days.unwrap_or(usual.days),
        };
        let instance = search.instance.as_deref();
        let mut told = Vec::new();
        for goal in goals {
            let Computed::Norm(norm) = goal else {
                continue;
            };
            let found = self
                .engine
                .what_if(&case, clocks, norm, (instance, aim, limits));
            told.extend(found?);
        }
        Ok(written(&wire::what_if(clocks, &told)))
    }
}

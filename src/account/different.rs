//! What would have to be different, beside the answers that do not hold.

use crate::engine::code::{Computed, Modality, Outcome};
use crate::engine::{Aim, Case, Engine, Limits, Verdict};

use super::told::{Account, Told};

/// How far is searched for an account: it is read while somebody waits.
pub const SEARCHED: Limits = Limits {
    size: 2,
    runs: 2_000,
    days: 366,
};

impl Account {
    /// Adds to every right that does not hold the smallest changes with which it would, each of them run; an answer that
    /// waits for facts or findings says so itself.
    #[must_use]
    pub fn with_what_if(mut self, engine: &Engine, case: &Case, limits: Limits) -> Self {
        for told in self.answers.iter_mut().filter(|told| is_refused(told)) {
            let goals = engine.goals_named(std::slice::from_ref(&told.norm));
            let norm = goals.ok().and_then(|goals| {
                goals.into_iter().find_map(|goal| match goal {
                    Computed::Norm(norm) => Some(norm),
                    Computed::Definition(_) | Computed::Table(_) => None,
                })
            });
            let path = told.instance_path.as_deref();
            let found =
                norm.map(|norm| engine.what_if(case, self.clocks, norm, (path, Aim::Gain, limits)));
            // What cannot be searched is left out; the answer stands without it.
            let found = found.and_then(Result::ok).into_iter().flatten();
            told.different = found
                .into_iter()
                .find(|one| one.instance_path == told.instance_path);
        }
        self
    }
}

fn is_refused(told: &Told) -> bool {
    let refused = matches!(
        told.verdict,
        Verdict::Reached(Outcome::Fails | Outcome::NotApplicable)
    );
    refused && matches!(told.modality, Modality::Right | Modality::Permission)
}

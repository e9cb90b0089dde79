//! The declared bounds of a fact against what is known of it.

use crate::check::Constant;
use crate::check::{ExampleValue, Model};
use crate::diagnostic::Words;
use crate::quantity::Unit;

use super::problem::Mistake;
use super::value::show;

/// The declared bounds of a fact.
pub(crate) struct Bounds<'m> {
    pub(crate) least: Option<&'m Constant>,
    pub(crate) greatest: Option<&'m Constant>,
    pub(crate) unit: Option<&'m Unit>,
}

impl Bounds<'_> {
    /// What is known, within the bounds.
    pub(crate) fn narrow(
        &self,
        model: &Model,
        low: Option<Constant>,
        high: Option<Constant>,
    ) -> Result<ExampleValue, Mistake> {
        let below = self
            .least
            .is_some_and(|least| high.as_ref().is_some_and(|high| high < least));
        let above = self
            .greatest
            .is_some_and(|greatest| low.as_ref().is_some_and(|low| low > greatest));
        if below || above {
            let shown = if below { high.as_ref() } else { low.as_ref() };
            let found = shown.map_or_else(Words::none, |value| show(model, value, self.unit));
            return Err(Mistake::Bounds {
                found,
                bounds: self.words(model),
            });
        }
        let low = low.into_iter().chain(self.least.cloned()).max();
        let high = high.into_iter().chain(self.greatest.cloned()).min();
        Ok(match (low, high) {
            (Some(low), Some(high)) if low == high => ExampleValue::Exactly(low),
            (low, high) => ExampleValue::Between(low, high),
        })
    }

    fn words(&self, model: &Model) -> Words {
        let shown = |bound: Option<&Constant>| bound.map(|bound| show(model, bound, self.unit));
        match (shown(self.least), shown(self.greatest)) {
            (Some(least), Some(greatest)) => Words::new(
                format!("不低于{}，不超过{}", least.zh, greatest.zh),
                format!("at least {}, at most {}", least.en, greatest.en),
            ),
            (Some(least), None) => Words::new(
                format!("不低于{}", least.zh),
                format!("at least {}", least.en),
            ),
            (None, Some(greatest)) => Words::new(
                format!("不超过{}", greatest.zh),
                format!("at most {}", greatest.en),
            ),
            (None, None) => Words::none(),
        }
    }
}

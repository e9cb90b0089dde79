//! How sure a figure is, and which line of a parameter counts on a day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::quantity::Date;
use crate::syntax::document;

use super::from_documents::Check;
use super::model::{Computed, Model, Parameter, ParameterId, ParameterLine};
use super::names::nearest;
use super::problem::dates::{ConfidenceUnknown, DoubtUnsaid};
use super::uses::Uses;

/// How sure a figure is, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// V1: the instrument was read in full.
    V1,
    /// V2: an official or press report of it was read.
    V2,
    /// V3: only one such report is known.
    V3,
    /// GK: it is common knowledge, and nothing was read.
    Gk,
    /// UNC: it is not settled.
    Unc,
}

impl Confidence {
    /// All of them, from the surest.
    pub const ALL: [Self; 5] = [Self::V1, Self::V2, Self::V3, Self::Gk, Self::Unc];

    /// As it is written.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::V1 => "V1",
            Self::V2 => "V2",
            Self::V3 => "V3",
            Self::Gk => "GK",
            Self::Unc => "UNC",
        }
    }

    /// Whether whoever reads an answer that rests on it must be told.
    #[must_use]
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Self::V3 | Self::Gk | Self::Unc)
    }

    fn written(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == word)
    }
}

impl Parameter {
    /// The place of the line that counts on a day as known on another: of those that apply, the one published last.
    #[must_use]
    pub fn line_on(&self, day: Date, known: Date) -> Option<usize> {
        let lines = self.lines.iter().enumerate();
        let counting = lines
            .filter(|(_, line)| line.in_force.contains(day) && line.is_known_on(known))
            .max_by_key(|(_, line)| line.published);
        counting.map(|(place, _)| place)
    }

    /// Whether whoever reads an answer that rests on a line of it must be told.
    #[must_use]
    pub fn is_unsure(&self, line: &ParameterLine) -> bool {
        line.confidence.is_some_and(Confidence::is_doubtful)
            || line.unsettled.is_some()
            || !self.unsettled.is_empty()
    }
}

impl ParameterLine {
    /// Whether it was published by a day.
    #[must_use]
    pub fn is_known_on(&self, day: Date) -> bool {
        self.published.is_none_or(|published| published <= day)
    }
}

impl Check<'_> {
    /// The confidence of a line as written.
    pub(super) fn confidence(&mut self, written: Option<&document::Name>) -> Option<Confidence> {
        let written = written?;
        let confidence = Confidence::written(&written.text);
        if confidence.is_none() {
            let known = Confidence::ALL.into_iter().map(Confidence::code);
            let upper = written.text.to_uppercase();
            let nearest = Confidence::written(&upper)
                .map(|one| one.code().to_owned())
                .or_else(|| nearest(&upper, known));
            self.problems.push(ConfidenceUnknown {
                word: written.text.clone(),
                place: written.span,
                nearest,
            });
        }
        confidence
    }

    /// Every line that is UNC and says neither what is unsure nor hangs on a reading.
    pub(super) fn doubts(&mut self) {
        // A declaration that failed may have named the reading: what rests on something broken is no second error.
        let complete =
            self.names.is_whole() && self.broken.is_empty() && !self.problems.has_errors();
        if !complete && !self.model.readings.is_empty() {
            return;
        }
        let unsaid = unsaid(&self.model)
            .into_iter()
            .filter(|(_, _, confidence)| *confidence == Confidence::Unc)
            .map(|(parameter, line, _)| DoubtUnsaid {
                name: parameter.label.name.clone(),
                place: line.span,
            });
        let unsaid: Vec<DoubtUnsaid> = unsaid.collect();
        self.problems.extend(unsaid);
    }
}

/// Every doubtful line that neither says what is unsure nor hangs on a reading wherever it is used.
pub(super) fn unsaid(model: &Model) -> Vec<(&Parameter, &ParameterLine, Confidence)> {
    let read = hanging_on_readings(model);
    let silent = (0_u32..).zip(&model.parameters).filter(|(at, parameter)| {
        parameter.unsettled.is_empty() && !read.contains(&ParameterId(*at))
    });
    let lines = silent.flat_map(|(_, parameter)| {
        let lines = parameter.lines.iter();
        lines.filter_map(move |line| {
            let confidence = line.confidence.filter(|one| one.is_doubtful())?;
            line.unsettled
                .is_none()
                .then_some((parameter, line, confidence))
        })
    });
    lines.collect()
}

/// The parameters that are used, and only where a reading decides: in a norm, definition or table that names one itself, or
/// in a definition or table that only such ones use.
fn hanging_on_readings(model: &Model) -> BTreeSet<ParameterId> {
    let mut used: BTreeSet<Computed> = BTreeSet::new();
    let mut bare: BTreeSet<Computed> = BTreeSet::new();
    let mut hanging: BTreeSet<ParameterId> = BTreeSet::new();
    let mut loose: BTreeSet<ParameterId> = BTreeSet::new();
    // Whatever uses something comes after it in the order, so the users are looked at first.
    for computed in model.order.iter().rev() {
        let uses = Uses::of(model, *computed);
        let passed_on = !matches!(computed, Computed::Norm(_))
            && used.contains(computed)
            && !bare.contains(computed);
        let reads = !uses.readings.is_empty() || passed_on;
        used.extend(&uses.computed);
        let parameters = uses.parameters.iter().chain(&uses.on_a_day);
        if reads {
            hanging.extend(parameters);
        } else {
            bare.extend(&uses.computed);
            loose.extend(parameters);
        }
    }
    hanging.retain(|parameter| !loose.contains(parameter));
    hanging
}

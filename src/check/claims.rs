//! What a right may rest on: an encouragement, a task or a permission creates no claim.

use std::collections::BTreeSet;

use crate::source::Span;

use super::from_documents::Check;
use super::model::{DefinitionId, NormId};
use super::norm::{Modality, Norm};
use super::problem::norms::CreatesNoClaim;
use super::term::{Term, TermKind};

impl Check<'_> {
    /// Tells every condition of a right that rests, directly or through definitions, on a norm that creates no claim.
    pub(super) fn claims(&mut self) {
        let mut found = Vec::new();
        for right in self
            .model
            .norms
            .iter()
            .filter(|norm| norm.modality == Modality::Right)
        {
            for condition in conditions(right) {
                condition.each(|term| {
                    for norm in self.rests_on(term) {
                        found.extend(self.no_claim(norm, term.span));
                    }
                });
            }
        }
        self.problems.extend(found);
    }

    fn no_claim(&self, norm: NormId, place: Span) -> Option<CreatesNoClaim> {
        let norm = self.norm_made(norm)?;
        let kind = match norm.modality {
            Modality::Permission => ("准许", "a permission"),
            Modality::Encouragement => ("鼓励", "an encouragement"),
            Modality::Task => ("任务", "a task"),
            Modality::Right | Modality::Duty | Modality::Prohibition | Modality::Indicator => {
                return None;
            }
        };
        Some(CreatesNoClaim {
            name: norm.label.name.clone(),
            kind,
            place,
        })
    }

    /// The norms that one reference leads to, through definitions.
    fn rests_on(&self, reference: &Term) -> BTreeSet<NormId> {
        let mut norms = BTreeSet::new();
        let mut seen: BTreeSet<DefinitionId> = BTreeSet::new();
        let mut waiting = vec![reference];
        while let Some(term) = waiting.pop() {
            match &term.kind {
                TermKind::Holds { norm, .. } | TermKind::Granted { norm, .. } => {
                    norms.insert(*norm);
                }
                TermKind::Definition { definition, .. } if seen.insert(*definition) => {
                    if let Some(definition) = self.definition_made(*definition) {
                        waiting.push(&definition.value);
                        for exception in &definition.exceptions {
                            waiting.extend([&exception.condition, &exception.value]);
                        }
                    }
                }
                // The parts of the reference itself are looked at by the caller, each at its own place.
                _ if std::ptr::eq(term, reference) => {}
                _ => waiting.extend(term.operands()),
            }
        }
        norms
    }
}

/// All conditions of a norm.
fn conditions(norm: &Norm) -> impl Iterator<Item = &Term> {
    let exceptions = norm.exceptions.iter().map(|exception| &exception.condition);
    norm.subject.iter().chain(&norm.condition).chain(exceptions)
}

//! What a definition, table or norm names in its own terms.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::{Computed, FieldId, FindingId, Model, ParameterId, ReadingId};
use super::term::{Term, TermKind};

/// What is named in the terms of something computed, each once; what those need in turn is not among it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    /// Definitions, tables and norms.
    pub computed: BTreeSet<Computed>,
    /// Parameters read on 适用法日.
    pub parameters: BTreeSet<ParameterId>,
    /// Parameters read on a day of their own.
    pub on_a_day: BTreeSet<ParameterId>,
    /// Readings.
    pub readings: BTreeSet<ReadingId>,
    /// Findings.
    pub findings: BTreeSet<FindingId>,
    /// Facts.
    pub fields: BTreeSet<FieldId>,
}

impl Uses {
    /// What something names itself.
    #[must_use]
    pub fn of(model: &Model, computed: Computed) -> Self {
        let mut uses = Self::default();
        for term in terms(model, computed) {
            term.each(|part| uses.take(part));
        }
        uses
    }

    /// What everything computed names itself; what names nothing is left out.
    pub(super) fn all(model: &Model) -> BTreeMap<Computed, Self> {
        let named = model.order.iter().filter_map(|computed| {
            let uses = Self::of(model, *computed);
            (uses != Self::default()).then_some((*computed, uses))
        });
        named.collect()
    }

    fn take(&mut self, term: &Term) {
        match &term.kind {
            TermKind::Definition { definition, .. } => {
                self.computed.insert(Computed::Definition(*definition));
            }
            TermKind::Table { table, .. } => {
                self.computed.insert(Computed::Table(*table));
            }
            TermKind::Holds { norm, .. } | TermKind::Granted { norm, .. } => {
                self.computed.insert(Computed::Norm(*norm));
            }
            TermKind::Parameter {
                parameter,
                on: None,
            } => {
                self.parameters.insert(*parameter);
            }
            TermKind::Parameter {
                parameter,
                on: Some(_),
            } => {
                self.on_a_day.insert(*parameter);
            }
            TermKind::Reading(reading) => {
                self.readings.insert(*reading);
            }
            TermKind::Finding { finding, .. } => {
                self.findings.insert(*finding);
            }
            TermKind::Field { field, .. } => {
                self.fields.insert(*field);
            }
            _ => {}
        }
    }
}

fn terms(model: &Model, computed: Computed) -> Vec<&Term> {
    match computed {
        Computed::Definition(id) => {
            let definition = model.definitions.get(id.index());
            let all = definition.into_iter().flat_map(|one| {
                let exceptions = one.exceptions.iter();
                let exceptions = exceptions.flat_map(|other| [&other.condition, &other.value]);
                std::iter::once(&one.value).chain(exceptions)
            });
            all.collect()
        }
        Computed::Table(id) => {
            let table = model.tables.get(id.index());
            let rows = table.into_iter().flat_map(|table| &table.rows);
            rows.flat_map(|row| std::iter::once(&row.condition).chain(&row.values))
                .collect()
        }
        Computed::Norm(id) => {
            let norm = model.norms.get(id.index());
            norm.map_or_else(Vec::new, super::norm::Norm::terms)
        }
    }
}

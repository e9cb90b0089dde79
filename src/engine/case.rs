//! A case: what is given about the world before anything is decided.

use std::collections::BTreeMap;

use crate::check::{
    ExampleInstance, ExampleModel, ExampleValue, FieldId, FindingId, ObjectId, ReadingId,
};
use crate::quantity::Date;

/// The facts, findings, readings and days of one case, by the numbers of a model.
///
/// # Invariants
/// What stands here is of the declared type and within the declared bounds; nothing is given twice.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// 判断日, where the case gives one.
    pub as_of: Option<Date>,
    /// 适用法日, where the case gives one.
    pub law_as_of: Option<Date>,
    /// 知悉日, where the case gives one.
    pub known_as_of: Option<Date>,
    /// How many instances are given directly, of objects that stand in lists.
    pub direct: BTreeMap<ObjectId, u32>,
    /// Facts and lengths of lists; the length of a list stands before the facts of its members.
    pub facts: Vec<CaseFact>,
    /// Findings that were made.
    pub findings: Vec<CaseFinding>,
    /// Readings that were chosen.
    pub readings: BTreeMap<ReadingId, u32>,
}

/// One fact, or the length of one list.
#[derive(Debug, Clone)]
pub struct CaseFact {
    /// Of which instance.
    pub of: ExampleInstance,
    /// Which.
    pub field: FieldId,
    /// What is known of it.
    pub value: ExampleValue,
}

/// One finding that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFinding {
    /// Which.
    pub finding: FindingId,
    /// Of which instance, where it belongs to an object.
    pub of: Option<ExampleInstance>,
    /// What was found.
    pub holds: bool,
    /// Who found it.
    pub by: Option<String>,
    /// Why.
    pub reasons: Option<String>,
}

impl Case {
    /// The case of an example.
    #[must_use]
    pub fn of_example(example: &ExampleModel) -> Self {
        let facts = example.facts.iter().map(|fact| CaseFact {
            of: fact.of.clone(),
            field: fact.field,
            value: fact.value.clone(),
        });
        let findings = example.findings.iter().map(|finding| CaseFinding {
            finding: finding.finding,
            of: finding.of.clone(),
            holds: finding.holds,
            by: finding.by.clone(),
            reasons: finding.reasons.clone(),
        });
        let mut direct = BTreeMap::new();
        for fact in &example.facts {
            if let ExampleInstance::Direct(object, number) = root_of(&fact.of) {
                let count = direct.entry(*object).or_insert(0);
                *count = number.saturating_add(1).max(*count);
            }
        }
        Self {
            direct,
            as_of: Some(example.as_of),
            law_as_of: example.law_as_of,
            known_as_of: example.known_as_of,
            facts: facts.collect(),
            findings: findings.collect(),
            readings: example.readings.iter().copied().collect(),
        }
    }
}

/// The instance that the outermost list belongs to.
fn root_of(instance: &ExampleInstance) -> &ExampleInstance {
    let mut at = instance;
    while let ExampleInstance::Member { owner, .. } = at {
        at = owner;
    }
    at
}

//! The facts and findings that can matter to an answer, one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    Computed, Constant, ExampleInstance, ExampleValue, FieldId, FieldKind, FindingId, Model,
    NormId, ObjectId, Type,
};
use crate::engine::case::Case;
use crate::engine::lay::Places;
use crate::quantity::Date;
use crate::vm::Instance;

use super::grid::{Grid, Stretch};

/// A fact or finding of one instance.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// What it is.
    pub(crate) what: What,
    /// Of which instance of the machine.
    pub(crate) of: Instance,
    /// Of which instance of the case; none for the case as a whole.
    pub(crate) place: Option<ExampleInstance>,
    /// What is given.
    pub(crate) now: Now,
    /// Whether nobody can change it.
    pub(crate) fixed: bool,
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// A fact.
    Fact(FieldId),
    /// A finding.
    Finding(FindingId),
}

/// What is given of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Now {
    /// Nothing.
    Nothing,
    /// Nothing, so that its default is taken.
    Default(Constant),
    /// A value.
    Exactly(Constant),
    /// Bounds.
    Between(Option<Constant>, Option<Constant>),
    /// What was found.
    Found(bool),
}

impl Now {
    /// The value that counts, where there is one.
    pub(crate) const fn value(&self) -> Option<&Constant> {
        match self {
            Self::Default(value) | Self::Exactly(value) => Some(value),
            Self::Nothing | Self::Between(..) | Self::Found(_) => None,
        }
    }
}

/// One way in which a slot may be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Other {
    /// This value.
    Value(Constant),
    /// This finding.
    Found(bool),
    /// Some value of a stretch.
    Some(Grid, Stretch),
}

impl Slot {
    /// Everything that the slot may be instead, the nearest first.
    pub(crate) fn others(&self, model: &Model, today: Date) -> Vec<Other> {
        let field = match self.what {
            What::Finding(_) => {
                let found = [true, false].into_iter();
                let others = found.filter(|found| self.now != Now::Found(*found));
                return others.map(Other::Found).collect();
            }
            What::Fact(field) => model.fields.get(field.index()),
        };
        let Some(kind) = field.map(|field| &field.kind) else {
            return Vec::new();
        };
        let FieldKind::Value {
            ty,
            least,
            greatest,
            ..
        } = kind
        else {
            return Vec::new();
        };
        let is_now = |value: &Constant| self.now.value() == Some(value);
        let others = |values: Vec<Constant>| {
            let others = values.into_iter().filter(|value| !is_now(value));
            others.map(Other::Value).collect()
        };
        match ty {
            Type::Boolean => others(vec![Constant::Boolean(true), Constant::Boolean(false)]),
            Type::Choice(id) => {
                let options = model.choices.get(id.index());
                let options = options.map_or(0, |choice| choice.options.len());
                let options = u32::try_from(options).unwrap_or(u32::MAX);
                others((0..options).map(|at| Constant::Choice(*id, at)).collect())
            }
            Type::Number(_) | Type::Date => {
                let Some(grid) = Grid::of(kind) else {
                    return Vec::new();
                };
                let (low, high) = match &self.now {
                    Now::Between(low, high) => (low.as_ref(), high.as_ref()),
                    _ => (None, None),
                };
                let ends = (low.or(least.as_ref()), high.or(greatest.as_ref()));
                let stretches = grid.stretches(self.now.value(), ends, today);
                let some = stretches.into_iter();
                some.map(|stretch| Other::Some(grid, stretch)).collect()
            }
            Type::Text | Type::Period => Vec::new(),
        }
    }
}

/// Everything in a case that a norm may read.
pub(crate) fn slots(model: &Model, norm: NormId, case: &Case, places: &Places) -> Vec<Slot> {
    let (fields, findings) = reach(model, norm);
    let facts = case.facts.iter();
    let given: BTreeMap<(&ExampleInstance, FieldId), &ExampleValue> = facts
        .map(|fact| ((&fact.of, fact.field), &fact.value))
        .collect();
    let made: BTreeMap<(Option<&ExampleInstance>, FindingId), bool> = (case.findings.iter())
        .map(|finding| ((finding.of.as_ref(), finding.finding), finding.holds))
        .collect();
    let mut slots = Vec::new();
    for id in fields {
        let Some(field) = model.fields.get(id.index()) else {
            continue;
        };
        let FieldKind::Value { ty, .. } = &field.kind else {
            continue;
        };
        for (of, place) in instances(model, places, field.object) {
            let now = match (given.get(&(&place, id)), &field.default) {
                (Some(ExampleValue::Exactly(value)), _) => Now::Exactly(value.clone()),
                (Some(ExampleValue::Between(low, high)), _) => {
                    Now::Between(low.clone(), high.clone())
                }
                (Some(ExampleValue::Length(_)), _) => continue,
                (None, Some(default)) => Now::Default(default.clone()),
                (None, None) => Now::Nothing,
            };
            // Who says what it is changes nothing in the world.
            let to_be_said = matches!(now, Now::Nothing | Now::Between(..));
            slots.push(Slot {
                what: What::Fact(id),
                of,
                place: Some(place),
                now,
                fixed: (field.unchangeable && !to_be_said) || *ty == Type::Text,
            });
        }
    }
    slots.sort_by_key(|slot| (slot.of, slot.what));
    for id in findings {
        let Some(finding) = model.findings.get(id.index()) else {
            continue;
        };
        let of = match finding.object {
            None => vec![(Instance::CASE, None)],
            Some(object) => {
                let all = instances(model, places, object).into_iter();
                all.map(|(of, place)| (of, Some(place))).collect()
            }
        };
        for (of, place) in of {
            let found = made.get(&(place.as_ref(), id)).copied();
            slots.push(Slot {
                what: What::Finding(id),
                of,
                place,
                now: found.map_or(Now::Nothing, Now::Found),
                fixed: found.is_some(),
            });
        }
    }
    slots
}

/// The instances of an object in a case.
fn instances(model: &Model, places: &Places, object: ObjectId) -> Vec<(Instance, ExampleInstance)> {
    let declared = model.objects.get(object.index());
    if declared.is_some_and(|object| object.lists.is_empty()) {
        return vec![(Instance::root(object), ExampleInstance::Root(object))];
    }
    let of_object = places.iter().filter(|(of, _)| of.object == Some(object));
    of_object.map(|(of, place)| (*of, place.clone())).collect()
}

/// The facts and findings that a norm may read, through whatever it needs.
fn reach(model: &Model, norm: NormId) -> (BTreeSet<FieldId>, BTreeSet<FindingId>) {
    let (mut fields, mut findings) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    let mut open = vec![Computed::Norm(norm)];
    while let Some(computed) = open.pop() {
        // What names nothing has no entry. The terms themselves are not in a pack.
        if seen.insert(computed)
            && let Some(uses) = model.uses.get(&computed)
        {
            fields.extend(&uses.fields);
            findings.extend(&uses.findings);
            open.extend(&uses.computed);
        }
    }
    (fields, findings)
}

/// The case without what stands in slots.
pub(crate) fn without(case: &Case, slots: &[Slot]) -> Case {
    let facts: BTreeSet<(&ExampleInstance, FieldId)> = slots
        .iter()
        .filter_map(|slot| match (slot.what, &slot.place) {
            (What::Fact(field), Some(place)) => Some((place, field)),
            _ => None,
        })
        .collect();
    let findings: BTreeSet<(Option<&ExampleInstance>, FindingId)> = slots
        .iter()
        .filter_map(|slot| match slot.what {
            What::Finding(finding) => Some((slot.place.as_ref(), finding)),
            What::Fact(_) => None,
        })
        .collect();
    let mut rest = case.clone();
    rest.facts
        .retain(|fact| !facts.contains(&(&fact.of, fact.field)));
    rest.findings
        .retain(|one| !findings.contains(&(one.of.as_ref(), one.finding)));
    rest
}

//! A case as the reference evaluator holds it: rows with owners, facts with bounds.

use std::collections::BTreeMap;

use tiaoli::check::{
    Clock, Constant, ExampleInstance, ExampleModel, ExampleValue, FieldId, FieldKind, FindingId,
    Instance, Model, ObjectId, ReadingId,
};
use tiaoli::quantity::Date;

use super::range::{Value, number_of};

pub type RowId = usize;

/// One instance of an object.
#[derive(Debug, Clone)]
pub struct Row {
    pub object: ObjectId,
    pub owner: Option<(RowId, FieldId)>,
    pub facts: BTreeMap<FieldId, (Option<Constant>, Option<Constant>)>,
    pub lists: BTreeMap<FieldId, Vec<RowId>>,
    pub findings: BTreeMap<FindingId, bool>,
}

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    pub as_of: Date,
    pub law_as_of: Date,
    pub known_as_of: Date,
    pub rows: Vec<Row>,
    pub roots: BTreeMap<ObjectId, RowId>,
    pub direct: BTreeMap<(ObjectId, u32), RowId>,
    pub findings: BTreeMap<FindingId, bool>,
    pub readings: BTreeMap<ReadingId, u32>,
}

impl Case {
    /// The case of an example.
    pub fn of(model: &Model, example: &ExampleModel) -> Self {
        let mut case = Self {
            as_of: example.as_of,
            law_as_of: example.law_as_of.unwrap_or(example.as_of),
            known_as_of: example.known_as_of.unwrap_or(example.as_of),
            rows: Vec::new(),
            roots: BTreeMap::new(),
            direct: BTreeMap::new(),
            findings: BTreeMap::new(),
            readings: example.readings.iter().copied().collect(),
        };
        for (place, object) in model.objects.iter().enumerate() {
            if object.lists.is_empty() {
                let id = ObjectId(u32::try_from(place).unwrap());
                let row = case.add(id, None);
                case.roots.insert(id, row);
            }
        }
        for fact in &example.facts {
            if let ExampleValue::Length(length) = fact.value {
                let owner = case.row_of(model, &fact.of);
                case.grow(model, owner, fact.field, length);
            }
        }
        for fact in &example.facts {
            let row = case.row_of(model, &fact.of);
            match &fact.value {
                ExampleValue::Exactly(value) => {
                    case.rows[row]
                        .facts
                        .insert(fact.field, (Some(value.clone()), Some(value.clone())));
                }
                ExampleValue::Between(low, high) => {
                    case.rows[row]
                        .facts
                        .insert(fact.field, (low.clone(), high.clone()));
                }
                ExampleValue::Length(_) => {}
            }
        }
        for finding in &example.findings {
            match &finding.of {
                Some(instance) => {
                    let row = case.row_of(model, instance);
                    case.rows[row]
                        .findings
                        .insert(finding.finding, finding.holds);
                }
                None => {
                    case.findings.insert(finding.finding, finding.holds);
                }
            }
        }
        case
    }

    fn add(&mut self, object: ObjectId, owner: Option<(RowId, FieldId)>) -> RowId {
        self.rows.push(Row {
            object,
            owner,
            facts: BTreeMap::new(),
            lists: BTreeMap::new(),
            findings: BTreeMap::new(),
        });
        self.rows.len() - 1
    }

    fn grow(&mut self, model: &Model, owner: RowId, list: FieldId, length: u32) {
        let FieldKind::List { object, .. } = model.fields[list.index()].kind else {
            panic!("no list")
        };
        while self.rows[owner].lists.entry(list).or_default().len() < length as usize {
            let row = self.add(object, Some((owner, list)));
            self.rows[owner].lists.get_mut(&list).unwrap().push(row);
        }
    }

    fn row_of(&mut self, model: &Model, instance: &ExampleInstance) -> RowId {
        match instance {
            ExampleInstance::Root(object) => self.roots[object],
            ExampleInstance::Direct(object, place) => match self.direct.get(&(*object, *place)) {
                Some(row) => *row,
                None => {
                    let row = self.add(*object, None);
                    self.direct.insert((*object, *place), row);
                    row
                }
            },
            ExampleInstance::Member { owner, list, index } => {
                let owner = self.row_of(model, owner);
                self.grow(model, owner, *list, index + 1);
                self.rows[owner].lists[list][*index as usize]
            }
        }
    }

    /// The row that a term speaks of; none where the member stands in no such list.
    pub fn instance(&self, instance: &Instance, bound: &[RowId]) -> Option<RowId> {
        match instance {
            Instance::Root(object) => Some(self.roots[object]),
            Instance::Bound(level) => Some(bound[*level as usize]),
            Instance::OwnerOf { of, list } => {
                let member = self.instance(of, bound)?;
                self.rows[member]
                    .owner
                    .filter(|(_, through)| through == list)
                    .map(|(owner, _)| owner)
            }
        }
    }

    /// All rows of an object, in case order.
    pub fn rows_of(&self, model: &Model, object: ObjectId) -> Vec<RowId> {
        if let Some(root) = self.roots.get(&object) {
            return vec![*root];
        }
        let mut rows = Vec::new();
        for list in &model.objects[object.index()].lists {
            for owner in self.rows_of(model, model.fields[list.index()].object) {
                rows.extend(
                    self.rows[owner]
                        .lists
                        .get(list)
                        .into_iter()
                        .flatten()
                        .copied(),
                );
            }
        }
        rows.extend(
            self.direct
                .range((object, 0)..=(object, u32::MAX))
                .map(|(_, row)| *row),
        );
        rows
    }

    /// What is known of a fact, its declared bounds and default included.
    pub fn fact(&self, model: &Model, row: Option<RowId>, field: FieldId) -> Value {
        let FieldKind::Value {
            ty,
            least,
            greatest,
            ..
        } = &model.fields[field.index()].kind
        else {
            panic!("a list is no value")
        };
        let given = row.and_then(|row| self.rows[row].facts.get(&field));
        if given.is_none()
            && row.is_some()
            && let Some(default) = &model.fields[field.index()].default
        {
            return Value::of(default);
        }
        if let Some((Some(low), Some(high))) = given
            && low == high
        {
            return Value::of(low);
        }
        let widest = Value::anything(ty, model);
        let Value::Range(mut low, mut high) = widest else {
            return widest;
        };
        let (given_low, given_high) = given.cloned().unwrap_or((None, None));
        for bound in [least.clone(), given_low].into_iter().flatten() {
            let bound = number_of(&bound);
            low = Some(low.map_or(bound, |low| low.max(bound)));
        }
        for bound in [greatest.clone(), given_high].into_iter().flatten() {
            let bound = number_of(&bound);
            high = Some(high.map_or(bound, |high| high.min(bound)));
        }
        Value::Range(low, high)
    }

    pub fn clock(&self, clock: Clock) -> Date {
        match clock {
            Clock::AsOf => self.as_of,
            Clock::LawAsOf => self.law_as_of,
            Clock::KnownAsOf => self.known_as_of,
        }
    }

    /// Where an instance stands, for comparison with other evaluators: `家庭.子女们[0]`.
    pub fn name(&self, model: &Model, row: RowId) -> String {
        let data = &self.rows[row];
        match data.owner {
            Some((owner, list)) => {
                let place = self.rows[owner].lists[&list]
                    .iter()
                    .position(|member| *member == row)
                    .unwrap();
                format!(
                    "{}.{}[{place}]",
                    self.name(model, owner),
                    model.fields[list.index()].label.name
                )
            }
            None => {
                let name = &model.objects[data.object.index()].label.name;
                match self.direct.iter().find(|(_, direct)| **direct == row) {
                    Some(((_, place), _)) => format!("{name}[{place}]"),
                    None => name.clone(),
                }
            }
        }
    }
}

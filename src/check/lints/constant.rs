//! Conditions that can never, or always, hold.
//!
//! Exact, and only for simple cases: comparisons of one fact, definition or reading with constants, joined by 且 and 或. Of a list
//! that must hold as a whole, what is not understood is left out; if the rest contradicts itself, so does the whole. A condition
//! always holds if its contrary contradicts itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::problem::lints::ConditionIsConstant;
use crate::check::relation::{mirrored, opposite};
use crate::check::{
    Constant, DefinitionId, FieldId, FieldKind, FindingId, Instance, Model, ReadingId, Relation,
    Term, TermKind, Type,
};
use crate::diagnostic::Problems;

/// Tells every condition of a package that can never, or always, hold; of several nested ones the innermost.
pub(super) fn constant_conditions(model: &Model, problems: &mut Problems) {
    let mut conditions: Vec<&Term> = Vec::new();
    for definition in &model.definitions {
        conditions.push(&definition.value);
        conditions.extend(definition.exceptions.iter().map(|one| &one.condition));
    }
    for norm in &model.norms {
        conditions.extend(norm.terms());
    }
    for condition in conditions {
        let mut parts = Vec::new();
        condition.each(|part| parts.push(part));
        // Inner terms come after those around them.
        let mut told: Vec<&Term> = Vec::new();
        for part in parts.into_iter().rev() {
            let holds_told = |around: &Term| {
                let mut found = false;
                around.each(|inner| found |= told.iter().any(|one| std::ptr::eq(*one, inner)));
                found
            };
            let joined = matches!(
                part.kind,
                TermKind::Compare(..)
                    | TermKind::Member { .. }
                    | TermKind::All(_)
                    | TermKind::Any(_)
            );
            if !joined || (!told.is_empty() && holds_told(part)) {
                continue;
            }
            let always = if Facts::of(model, part, false).contradict() {
                false
            } else if Facts::of(model, part, true).contradict() {
                true
            } else {
                continue;
            };
            told.push(part);
            problems.push(ConditionIsConstant {
                always,
                place: part.span,
            });
        }
    }
}

/// Whether, whatever the facts are, at least one of the conditions holds. Exact, and only for simple cases: no is no proof.
pub(in crate::check) fn one_always_holds<'t>(
    model: &Model,
    conditions: impl Iterator<Item = &'t Term>,
) -> bool {
    let mut facts = Facts::default();
    for condition in conditions {
        facts.add(model, condition, true);
    }
    facts.contradict()
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Compared {
    Field(Instance, FieldId),
    Definition(Option<Instance>, DefinitionId),
    Finding(Option<Instance>, FindingId),
    Reading(ReadingId),
}

/// What a value may be.
#[derive(Debug, Clone, Default)]
struct Range {
    /// The least value, and whether it is itself possible.
    low: Option<(Constant, bool)>,
    /// The greatest value, and whether it is itself possible.
    high: Option<(Constant, bool)>,
    /// The only possible ones, where they are listed.
    only: Option<BTreeSet<Constant>>,
    /// Values that are excluded one by one.
    not: BTreeSet<Constant>,
}

impl Range {
    fn narrow(&mut self, relation: Relation, to: &Constant) {
        match relation {
            Relation::Equal => self.keep(&BTreeSet::from([to.clone()])),
            Relation::NotEqual => {
                self.not.insert(to.clone());
            }
            Relation::Less => self.below(to, false),
            Relation::AtMost => self.below(to, true),
            Relation::Greater => self.above(to, false),
            Relation::AtLeast => self.above(to, true),
        }
    }

    fn keep(&mut self, options: &BTreeSet<Constant>) {
        self.only = Some(match self.only.take() {
            Some(only) => only.intersection(options).cloned().collect(),
            None => options.clone(),
        });
    }

    fn below(&mut self, bound: &Constant, included: bool) {
        let tighter = self
            .high
            .as_ref()
            .is_none_or(|(high, with)| bound < high || (bound == high && *with && !included));
        if tighter {
            self.high = Some((bound.clone(), included));
        }
    }

    fn above(&mut self, bound: &Constant, included: bool) {
        let tighter = self
            .low
            .as_ref()
            .is_none_or(|(low, with)| bound > low || (bound == low && *with && !included));
        if tighter {
            self.low = Some((bound.clone(), included));
        }
    }

    fn is_empty(&self) -> bool {
        if let Some(only) = &self.only {
            return !only.iter().any(|value| self.admits(value));
        }
        match (&self.low, &self.high) {
            (Some((low, with_low)), Some((high, with_high))) => {
                low > high || (low == high && (!with_low || !with_high || self.not.contains(low)))
            }
            _ => false,
        }
    }

    fn admits(&self, value: &Constant) -> bool {
        !self.not.contains(value)
            && self
                .low
                .as_ref()
                .is_none_or(|(low, with)| value > low || (*with && value == low))
            && self
                .high
                .as_ref()
                .is_none_or(|(high, with)| value < high || (*with && value == high))
    }
}

/// What must be so for a condition to hold.
#[derive(Debug, Default)]
struct Facts {
    ranges: BTreeMap<Compared, Range>,
    impossible: bool,
}

impl Facts {
    fn of(model: &Model, condition: &Term, negated: bool) -> Self {
        let mut facts = Self::default();
        facts.add(model, condition, negated);
        facts
    }

    fn add(&mut self, model: &Model, condition: &Term, negated: bool) {
        let facts = self;
        let mut waiting = vec![(condition, negated)];
        while let Some((term, negated)) = waiting.pop() {
            match (&term.kind, negated) {
                (TermKind::All(items), false) | (TermKind::Any(items), true) => {
                    waiting.extend(items.iter().map(|item| (&item.condition, negated)));
                }
                (TermKind::Not(inner), _) => waiting.push((inner, !negated)),
                (TermKind::Constant(Constant::Boolean(value)), _) => {
                    facts.impossible |= *value == negated;
                }
                (TermKind::Compare(relation, left, right), _) => {
                    facts.compare(model, *relation, left, right, negated);
                }
                (
                    TermKind::Member {
                        value,
                        options,
                        negated: not,
                    },
                    _,
                ) => {
                    if let Some(range) = facts.range(model, value) {
                        if *not == negated {
                            range.keep(&options.iter().cloned().collect());
                        } else {
                            range.not.extend(options.iter().cloned());
                        }
                    }
                }
                _ => {
                    if let Some(range) = facts.range(model, term) {
                        range.keep(&BTreeSet::from([Constant::Boolean(!negated)]));
                    }
                }
            }
        }
    }

    fn compare(
        &mut self,
        model: &Model,
        relation: Relation,
        left: &Term,
        right: &Term,
        negated: bool,
    ) {
        let relation = if negated {
            opposite(relation)
        } else {
            relation
        };
        match (&left.kind, &right.kind) {
            (TermKind::Constant(left), TermKind::Constant(right)) => {
                let mut range = Range::default();
                range.keep(&BTreeSet::from([left.clone()]));
                if is_ordered(left) || is_equality(relation) {
                    range.narrow(relation, right);
                    self.impossible |= range.is_empty();
                }
            }
            (_, TermKind::Constant(to)) => self.narrow(model, left, relation, to),
            (TermKind::Constant(to), _) => self.narrow(model, right, mirrored(relation), to),
            _ => {}
        }
    }

    fn narrow(&mut self, model: &Model, value: &Term, relation: Relation, to: &Constant) {
        // Grades are held by place, and the first is the highest: their order is the other way round.
        let relation = match to {
            Constant::Choice(..) => mirrored(relation),
            _ => relation,
        };
        if let Some(range) = self.range(model, value) {
            range.narrow(relation, to);
        }
    }

    fn range(&mut self, model: &Model, value: &Term) -> Option<&mut Range> {
        let compared = match &value.kind {
            TermKind::Field { of, field } => Compared::Field(of.clone(), *field),
            TermKind::Definition { of, definition } => {
                Compared::Definition(of.clone(), *definition)
            }
            TermKind::Finding { of, finding } => Compared::Finding(of.clone(), *finding),
            TermKind::Reading(reading) => Compared::Reading(*reading),
            _ => return None,
        };
        let range = self.ranges.entry(compared.clone());
        Some(range.or_insert_with(|| declared(model, &compared, &value.ty)))
    }

    fn contradict(&self) -> bool {
        self.impossible || self.ranges.values().any(Range::is_empty)
    }
}

/// What a value may be by its declaration.
fn declared(model: &Model, compared: &Compared, ty: &Type) -> Range {
    let mut range = Range::default();
    if let Compared::Field(_, field) = compared
        && let Some(field) = model.fields.get(field.index())
        && let FieldKind::Value {
            least, greatest, ..
        } = &field.kind
    {
        range.low = least.clone().map(|least| (least, true));
        range.high = greatest.clone().map(|greatest| (greatest, true));
    }
    match ty {
        Type::Boolean => range.only = Some([false, true].map(Constant::Boolean).into()),
        Type::Choice(choice) => {
            let options = model
                .choices
                .get(choice.index())
                .map_or(0, |choice| choice.options.len());
            let places = 0..u32::try_from(options).unwrap_or(u32::MAX);
            range.only = Some(
                places
                    .map(|place| Constant::Choice(*choice, place))
                    .collect(),
            );
        }
        Type::Number(_) | Type::Date | Type::Text | Type::Period => {}
    }
    range
}

const fn is_ordered(constant: &Constant) -> bool {
    matches!(constant, Constant::Number(_) | Constant::Date(_))
}

const fn is_equality(relation: Relation) -> bool {
    matches!(relation, Relation::Equal | Relation::NotEqual)
}

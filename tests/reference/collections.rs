//! Members, quantifiers and aggregates.

use tiaoli::check::{
    Aggregate, Collection, FieldKind, Function, Generator, ListOf, Operator, Term, TermKind, Type,
};
use tiaoli::quantity::Number;

use super::case::RowId;
use super::range::{Fault, Value, ZERO, all, any, arithmetic, not};
use super::terms::Reference;

/// What a collection ranges over, in order.
pub enum Found {
    /// A member that is in or perhaps in: the scopes with it, the truth of its filters, and whether one of them may be a fault.
    Member {
        bound: Vec<RowId>,
        filter: Value,
        doubtful: bool,
    },
    /// A list that is not given.
    NotGiven {
        /// The truth of the filters before it.
        within: Value,
        /// How many members it adds to a count.
        length: (u32, Option<u32>),
        /// Whether no filter of its members can be a fault.
        faultless: bool,
        /// The members on the way to it.
        bound: Vec<RowId>,
        /// Which generator it is.
        place: usize,
    },
    /// A filter that is a fault, of a member that the filters before it let in.
    Fault(Fault),
    /// A filter that is a fault, of a member that is perhaps left out before: the members on the way to it.
    PerhapsFault(Vec<RowId>),
}

impl Reference<'_> {
    /// Up to the first filter that is surely reached and a fault.
    pub fn members(&self, collection: &Collection, bound: &[RowId]) -> Vec<Found> {
        let mut found = Vec::new();
        let reached = (bound.to_vec(), Value::truth(true), false);
        self.generators(&collection.generators, 0, reached, &mut found);
        found
    }

    fn generators(
        &self,
        generators: &[Generator],
        place: usize,
        (bound, within, doubtful): (Vec<RowId>, Value, bool),
        found: &mut Vec<Found>,
    ) {
        let Some(generator) = generators.get(place) else {
            found.push(Found::Member {
                bound,
                filter: within,
                doubtful,
            });
            return;
        };
        let Some(rows) = self.rows(generator, &bound) else {
            found.push(self.not_given(generators, place, within, bound));
            return;
        };
        for row in rows {
            let before = bound.clone();
            let mut bound = bound.clone();
            assert_eq!(
                bound.len(),
                generator.level as usize,
                "levels count the scopes around"
            );
            bound.push(row);
            let own = generator
                .filter
                .as_ref()
                .map_or_else(|| Value::truth(true), |filter| self.value(filter, &bound));
            if let Value::Fault(fault) = own {
                if within.is_true() {
                    found.push(Found::Fault(fault));
                } else {
                    found.push(Found::PerhapsFault(before));
                }
            } else if !own.is_false() {
                let doubtful = doubtful || own.is_doubtful();
                let within = all(&[within.clone(), own]);
                self.generators(generators, place + 1, (bound, within, doubtful), found);
            }
            if matches!(found.last(), Some(Found::Fault(_))) {
                return;
            }
        }
    }

    fn not_given(
        &self,
        generators: &[Generator],
        place: usize,
        within: Value,
        bound: Vec<RowId>,
    ) -> Found {
        let generator = &generators[place];
        let last = place + 1 == generators.len();
        let plain = last && generator.filter.is_none();
        let ListOf::Field { field, .. } = &generator.list else {
            panic!("only a list of an instance is not given")
        };
        let FieldKind::List {
            least, greatest, ..
        } = &self.model.fields[field.index()].kind
        else {
            panic!("no list")
        };
        let least = if plain && within.is_true() { *least } else { 0 };
        let greatest = last.then_some(*greatest);
        Found::NotGiven {
            within,
            length: (least, greatest),
            faultless: generators[place..]
                .iter()
                .filter_map(|generator| generator.filter.as_deref())
                .all(is_faultless),
            bound,
            place,
        }
    }

    /// The members of a list; none where it is not given.
    pub fn rows(&self, generator: &Generator, bound: &[RowId]) -> Option<Vec<RowId>> {
        match &generator.list {
            ListOf::All(object) => Some(self.case.rows_of(self.model, *object)),
            ListOf::Field { of, field } => {
                let owner = self.case.instance(of, bound)?;
                self.case.rows[owner].lists.get(field).cloned()
            }
        }
    }

    pub fn exists(
        &self,
        collection: &Collection,
        condition: Option<&Term>,
        bound: &[RowId],
    ) -> Value {
        self.quantified(collection, condition, bound, any, |filter, own| {
            all(&[filter, own])
        })
    }

    pub fn every(&self, collection: &Collection, condition: &Term, bound: &[RowId]) -> Value {
        self.quantified(collection, Some(condition), bound, all, |filter, own| {
            any(&[not(&filter), own])
        })
    }

    /// A filter that is a fault is one of the whole, whatever the members say.
    fn quantified(
        &self,
        collection: &Collection,
        condition: Option<&Term>,
        bound: &[RowId],
        whole: fn(&[Value]) -> Value,
        satisfied: impl Fn(Value, Value) -> Value,
    ) -> Value {
        let unknown = || Value::perhaps().or_fault(true);
        let (mut truths, mut doubt) = (Vec::new(), false);
        for found in self.members(collection, bound) {
            match found {
                Found::Fault(_) if doubt => return unknown(),
                Found::Fault(fault) => return Value::Fault(fault),
                Found::PerhapsFault(_) => doubt = true,
                Found::NotGiven {
                    within, faultless, ..
                } => {
                    doubt |= !faultless;
                    truths.push(satisfied(within, unknown()));
                }
                Found::Member {
                    bound,
                    filter,
                    doubtful,
                } => {
                    doubt |= doubtful;
                    let own =
                        condition.map_or_else(|| Value::truth(true), |c| self.value(c, &bound));
                    truths.push(satisfied(filter, own));
                }
            }
        }
        match whole(&truths) {
            Value::Fault(_) if doubt => unknown(),
            value => value.or_fault(doubt),
        }
    }

    pub fn aggregate(
        &self,
        aggregate: Aggregate,
        collection: &Collection,
        value: Option<&Term>,
        bound: &[RowId],
        ty: &Type,
    ) -> Value {
        let mut parts = Parts::of(aggregate);
        for found in self.members(collection, bound) {
            match found {
                Found::Fault(fault) => parts.condition(&Value::Fault(fault), true),
                Found::PerhapsFault(_) => parts.doubt = true,
                Found::NotGiven {
                    length, faultless, ..
                } => {
                    parts.doubt |= !faultless || aggregate != Aggregate::Count;
                    parts.anything |= aggregate != Aggregate::Count;
                    let end = |n: u32| Number::from_i64(i64::from(n));
                    parts.add(Value::Range(Some(end(length.0)), length.1.map(end)), true);
                }
                Found::Member {
                    bound,
                    filter,
                    doubtful,
                } => {
                    parts.doubt |= doubtful;
                    let value = value.map_or_else(|| Value::whole(1), |t| self.value(t, &bound));
                    parts.value(value, filter.is_true());
                }
            }
        }
        match aggregate {
            Aggregate::Count | Aggregate::Sum => parts.sum(self, ty),
            Aggregate::Greatest => parts.extreme(self, ty, |a, b| a.max(b), false),
            Aggregate::Least => parts.extreme(self, ty, |a, b| a.min(b), true),
        }
    }
}

/// The parts of a figure, in order; nothing counts after one that is surely a fault.
pub struct Parts {
    aggregate: Aggregate,
    values: Vec<(Value, bool)>,
    total: Value,
    fault: Option<Fault>,
    pub doubt: bool,
    pub anything: bool,
}

impl Parts {
    pub fn of(aggregate: Aggregate) -> Self {
        Self {
            aggregate,
            values: Vec::new(),
            total: Value::settled(ZERO),
            fault: None,
            doubt: false,
            anything: false,
        }
    }

    /// The condition of a part, of which it is sure that it is looked at.
    pub fn condition(&mut self, condition: &Value, sure: bool) {
        match condition {
            Value::Fault(fault) if sure => self.stop(*fault),
            other => self.doubt |= other.is_doubtful() && self.fault.is_none(),
        }
    }

    /// A part that is in, or perhaps in.
    pub fn value(&mut self, value: Value, sure: bool) {
        match value {
            Value::Fault(fault) if sure => self.stop(fault),
            Value::Fault(_) => (self.anything, self.doubt) = (true, true),
            _ if self.fault.is_some() => {}
            value => {
                self.doubt |= value.is_doubtful();
                self.add(value.bare().clone(), sure);
            }
        }
    }

    /// What a part adds to the sum so far, whose overflow comes before what comes after it.
    fn add(&mut self, value: Value, sure: bool) {
        if self.anything {
            return;
        }
        if matches!(self.aggregate, Aggregate::Count | Aggregate::Sum) {
            let part = if sure {
                value.clone()
            } else {
                perhaps_added(&value)
            };
            match arithmetic(Operator::Add, &self.total, &part) {
                Value::Fault(fault) => return self.stop(fault),
                total => {
                    // There is never too much to count.
                    self.doubt |= total.is_doubtful() && self.aggregate == Aggregate::Sum;
                    self.total = total.bare().clone();
                }
            }
        }
        self.values.push((value, sure));
    }

    fn stop(&mut self, fault: Fault) {
        if self.fault.is_none() && !self.doubt {
            self.fault = Some(fault);
        }
        self.anything = true;
    }

    /// What the parts come to, from what their values do.
    fn whole(self, reference: &Reference, ty: &Type, f: impl FnOnce(Self) -> Value) -> Value {
        if let Some(fault) = self.fault {
            return Value::Fault(fault);
        }
        let unknown = || reference.anything(ty).or_fault(true);
        if self.anything {
            return unknown();
        }
        let doubt = self.doubt;
        match f(self) {
            Value::Fault(_) if doubt => unknown(),
            value => value.or_fault(doubt),
        }
    }

    pub fn sum(self, reference: &Reference, ty: &Type) -> Value {
        self.whole(reference, ty, |parts| parts.total)
    }

    fn extreme(
        self,
        reference: &Reference,
        ty: &Type,
        pick: fn(Number, Number) -> Number,
        least: bool,
    ) -> Value {
        self.whole(reference, ty, |parts| {
            extreme(&parts.values, ty, reference, pick, least)
        })
    }
}

/// A member perhaps in adds between nothing and its value.
pub fn perhaps_added(value: &Value) -> Value {
    let (low, high) = value.ends();
    let added = Value::Range(
        low.map(|low| low.min(ZERO)),
        high.map(|high| high.max(ZERO)),
    );
    added.or_fault(value.is_doubtful())
}

fn extreme(
    values: &[(Value, bool)],
    ty: &Type,
    reference: &Reference,
    pick: fn(Number, Number) -> Number,
    least: bool,
) -> Value {
    if values.is_empty() {
        return Value::Fault(Fault::Empty);
    }
    let Value::Range(..) = values[0].0 else {
        return reference.anything(ty);
    };
    // For the greatest: the far end is the high one of all members, the near end the low one of those surely in.
    let far = |value: &Value| {
        if least {
            value.ends().0
        } else {
            value.ends().1
        }
    };
    let near = |value: &Value| {
        if least {
            value.ends().1
        } else {
            value.ends().0
        }
    };
    let mut outer: Option<Option<Number>> = None;
    for (value, _) in values {
        let end = far(value);
        outer = Some(match outer {
            None => end,
            Some(so_far) => so_far.zip(end).map(|(a, b)| pick(a, b)),
        });
    }
    let sure: Vec<Option<Number>> = values
        .iter()
        .filter(|(_, sure)| *sure)
        .map(|(value, _)| near(value))
        .collect();
    let inner = sure.into_iter().flatten().reduce(pick);
    let outer = outer.flatten();
    let range = if least {
        Value::Range(outer, inner)
    } else {
        Value::Range(inner, outer)
    };
    // There may be none at all.
    range.or_fault(!values.iter().any(|(_, sure)| *sure))
}

/// Whether nothing in a term can be a fault.
fn is_faultless(term: &Term) -> bool {
    let itself = match &term.kind {
        TermKind::Constant(_)
        | TermKind::Clock(_)
        | TermKind::Field { .. }
        | TermKind::Finding { .. }
        | TermKind::Reading(_) => return true,
        TermKind::Function(function, _) => !matches!(
            function,
            Function::Remainder
                | Function::MakeDate
                | Function::ChildYearStart
                | Function::ChildYearEnd
                | Function::Birthday
        ),
        other => matches!(
            other,
            TermKind::Negative(_)
                | TermKind::Not(_)
                | TermKind::Compare(..)
                | TermKind::Member { .. }
                | TermKind::All(_)
                | TermKind::Any(_)
        ),
    };
    itself && term.operands().into_iter().all(is_faultless)
}

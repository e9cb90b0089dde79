//! Members, quantifiers and aggregates.

use tiaoli::check::{Aggregate, Collection, FieldKind, Generator, ListOf, Operator, Term, Type};
use tiaoli::quantity::Number;

use super::case::RowId;
use super::range::{Fault, Value, ZERO, all, any, arithmetic, not};
use super::terms::Reference;

/// A member with the truth of the filters that let it in.
pub struct Member {
    pub bound: Vec<RowId>,
    pub filter: Value,
}

/// What a collection ranges over.
pub enum Members {
    /// Some list is not given.
    NotGiven,
    /// In the order of the lists, up to the first whose filter is a fault; those settled out are left out.
    Given(Vec<Member>, Option<Fault>),
}

impl Reference<'_> {
    pub fn members(&self, collection: &Collection, bound: &[RowId]) -> Members {
        let mut members = vec![Member {
            bound: bound.to_vec(),
            filter: Value::truth(true),
        }];
        let mut fault = None;
        for generator in &collection.generators {
            let mut next = Vec::new();
            'members: for member in members {
                let Some(rows) = self.rows(generator, &member.bound) else {
                    return Members::NotGiven;
                };
                for row in rows {
                    let mut bound = member.bound.clone();
                    assert_eq!(
                        bound.len(),
                        generator.level as usize,
                        "levels count the scopes around"
                    );
                    bound.push(row);
                    let own = match &generator.filter {
                        Some(filter) => self.value(filter, &bound),
                        None => Value::truth(true),
                    };
                    let filter = all(&[member.filter.clone(), own]);
                    if let Value::Fault(first) = filter {
                        fault = Some(first);
                        break 'members;
                    }
                    if !filter.is_false() {
                        next.push(Member { bound, filter });
                    }
                }
            }
            members = next;
        }
        Members::Given(members, fault)
    }

    fn rows(&self, generator: &Generator, bound: &[RowId]) -> Option<Vec<RowId>> {
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
        match self.members(collection, bound) {
            Members::NotGiven => Value::perhaps(),
            Members::Given(_, Some(fault)) => Value::Fault(fault),
            Members::Given(members, None) => {
                let truths: Vec<Value> = members
                    .into_iter()
                    .map(|member| {
                        let own = condition
                            .map_or_else(|| Value::truth(true), |c| self.value(c, &member.bound));
                        all(&[member.filter, own])
                    })
                    .collect();
                any(&truths)
            }
        }
    }

    pub fn every(&self, collection: &Collection, condition: &Term, bound: &[RowId]) -> Value {
        match self.members(collection, bound) {
            Members::NotGiven => Value::perhaps(),
            Members::Given(_, Some(fault)) => Value::Fault(fault),
            Members::Given(members, None) => {
                let truths: Vec<Value> = members
                    .into_iter()
                    .map(|member| any(&[not(&member.filter), self.value(condition, &member.bound)]))
                    .collect();
                all(&truths)
            }
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
        let (members, fault) = match self.members(collection, bound) {
            Members::NotGiven if aggregate == Aggregate::Count => {
                return self.count_not_given(collection);
            }
            Members::NotGiven => return self.anything(ty),
            Members::Given(members, fault) => (members, fault.map(Value::Fault)),
        };
        if aggregate == Aggregate::Count {
            if let Some(fault) = fault {
                return fault;
            }
            let number = |n: usize| Some(Number::from_i64(i64::try_from(n).unwrap()));
            let sure = members
                .iter()
                .filter(|member| member.filter.is_true())
                .count();
            return Value::Range(number(sure), number(members.len()));
        }
        let term = value.expect("all aggregates but a count have a value");
        let mut values = Vec::new();
        for member in &members {
            let value = self.value(term, &member.bound);
            let sure = member.filter.is_true();
            if value.is_fault() && sure {
                return value;
            }
            values.push((value, sure));
        }
        if let Some(fault) = fault {
            return fault;
        }
        if values.iter().any(|(value, _)| value.is_fault()) {
            return self.anything(ty);
        }
        match aggregate {
            Aggregate::Sum => sum(values),
            Aggregate::Greatest => extreme(&values, ty, self, |a, b| a.max(b), false),
            _ => extreme(&values, ty, self, |a, b| a.min(b), true),
        }
    }

    fn count_not_given(&self, collection: &Collection) -> Value {
        let open = Value::Range(Some(ZERO), None);
        let [
            Generator {
                list: ListOf::Field { field, .. },
                filter,
                ..
            },
        ] = collection.generators.as_slice()
        else {
            return open;
        };
        let FieldKind::List {
            least, greatest, ..
        } = &self.model.fields[field.index()].kind
        else {
            return open;
        };
        let least = if filter.is_some() { 0 } else { *least };
        Value::Range(
            Some(Number::from_i64(i64::from(least))),
            Some(Number::from_i64(i64::from(*greatest))),
        )
    }
}

/// A member perhaps in adds between nothing and its value.
pub fn perhaps_added(value: &Value) -> Value {
    let (low, high) = value.ends();
    Value::Range(
        low.map(|low| low.min(ZERO)),
        high.map(|high| high.max(ZERO)),
    )
}

pub fn sum(values: Vec<(Value, bool)>) -> Value {
    let mut total = Value::settled(ZERO);
    for (value, sure) in values {
        let part = if sure { value } else { perhaps_added(&value) };
        total = arithmetic(Operator::Add, &total, &part);
        if total.is_fault() {
            break;
        }
    }
    total
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
    if least {
        Value::Range(outer, inner)
    } else {
        Value::Range(inner, outer)
    }
}

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

/// A list that is not given.
pub struct Open {
    /// The members on the way to it.
    pub bound: Vec<RowId>,
    /// Which generator it is.
    pub place: usize,
    /// Whether its owner is in.
    sure: bool,
}

/// What a collection ranges over.
#[derive(Default)]
pub struct Members {
    /// In the order of the lists, up to the first whose filter is a fault; those settled out are left out.
    pub given: Vec<Member>,
    /// The lists not given.
    pub open: Vec<Open>,
    pub fault: Option<Fault>,
}

impl Reference<'_> {
    pub fn members(&self, collection: &Collection, bound: &[RowId]) -> Members {
        let mut members = Members::default();
        let first = Member {
            bound: bound.to_vec(),
            filter: Value::truth(true),
        };
        let found = self.combine(&collection.generators, 0, first, &mut members);
        members.fault = found.err();
        members
    }

    /// The combinations that begin with this one, in order.
    fn combine(
        &self,
        generators: &[Generator],
        place: usize,
        member: Member,
        members: &mut Members,
    ) -> Result<(), Fault> {
        let Some(generator) = generators.get(place) else {
            members.given.push(member);
            return Ok(());
        };
        let Some(rows) = self.rows(generator, &member.bound) else {
            members.open.push(Open {
                sure: member.filter.is_true(),
                bound: member.bound,
                place,
            });
            return Ok(());
        };
        assert_eq!(
            member.bound.len(),
            generator.level as usize,
            "levels count the scopes around"
        );
        for row in rows {
            let mut bound = member.bound.clone();
            bound.push(row);
            let own = match &generator.filter {
                Some(filter) => self.value(filter, &bound),
                None => Value::truth(true),
            };
            let filter = all(&[member.filter.clone(), own]);
            if let Value::Fault(fault) = filter {
                return Err(fault);
            }
            if !filter.is_false() {
                self.combine(generators, place + 1, Member { bound, filter }, members)?;
            }
        }
        Ok(())
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
        let members = self.members(collection, bound);
        if let Some(fault) = members.fault {
            return Value::Fault(fault);
        }
        let own = |member: &Member| {
            condition.map_or_else(|| Value::truth(true), |c| self.value(c, &member.bound))
        };
        let truths = members
            .given
            .iter()
            .map(|member| all(&[member.filter.clone(), own(member)]))
            .chain(members.open.iter().map(|_| Value::perhaps()));
        any(&truths.collect::<Vec<_>>())
    }

    pub fn every(&self, collection: &Collection, condition: &Term, bound: &[RowId]) -> Value {
        let members = self.members(collection, bound);
        if let Some(fault) = members.fault {
            return Value::Fault(fault);
        }
        let truths = members
            .given
            .iter()
            .map(|member| any(&[not(&member.filter), self.value(condition, &member.bound)]))
            .chain(members.open.iter().map(|_| Value::perhaps()));
        all(&truths.collect::<Vec<_>>())
    }

    pub fn aggregate(
        &self,
        aggregate: Aggregate,
        collection: &Collection,
        value: Option<&Term>,
        bound: &[RowId],
        ty: &Type,
    ) -> Value {
        let Members { given, open, fault } = self.members(collection, bound);
        let fault = fault.map(Value::Fault);
        if aggregate == Aggregate::Count {
            return fault.unwrap_or_else(|| self.count(collection, &given, &open));
        }
        let term = value.expect("all aggregates but a count have a value");
        let mut values = Vec::new();
        for member in &given {
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
        if !open.is_empty() || values.iter().any(|(value, _)| value.is_fault()) {
            return self.anything(ty);
        }
        match aggregate {
            Aggregate::Sum => sum(values),
            Aggregate::Greatest => extreme(&values, ty, self, |a, b| a.max(b), false),
            _ => extreme(&values, ty, self, |a, b| a.min(b), true),
        }
    }

    /// How many members are in, those of lists not given included.
    fn count(&self, collection: &Collection, given: &[Member], open: &[Open]) -> Value {
        let sure = given
            .iter()
            .filter(|member| member.filter.is_true())
            .count();
        let mut low = i64::try_from(sure).unwrap();
        let mut high = Some(i64::try_from(given.len()).unwrap());
        for list in open {
            let generator = &collection.generators[list.place];
            let (least, greatest) = self.lengths(generator);
            let last = list.place + 1 == collection.generators.len();
            if last && generator.filter.is_none() && list.sure {
                low += least;
            }
            high = high.filter(|_| last).map(|high| high + greatest);
        }
        Value::Range(Some(Number::from_i64(low)), high.map(Number::from_i64))
    }

    /// How long a list may be.
    fn lengths(&self, generator: &Generator) -> (i64, i64) {
        let ListOf::Field { field, .. } = &generator.list else {
            panic!("all instances are given")
        };
        match self.model.fields[field.index()].kind {
            FieldKind::List {
                least, greatest, ..
            } => (i64::from(least), i64::from(greatest)),
            FieldKind::Value { .. } => panic!("no list"),
        }
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

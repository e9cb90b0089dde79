//! Choosing among values: cases, tables, exceptions, definitions.

use tiaoli::check::{CaseTerm, DefinitionId, Exception, HitPolicy, TableId, Term, Type};

use super::case::RowId;
use super::collections::{perhaps_added, sum};
use super::range::{Fault, Value};
use super::terms::Reference;

impl Reference<'_> {
    pub fn cases(
        &self,
        cases: &[CaseTerm],
        otherwise: Option<&Term>,
        bound: &[RowId],
        ty: &Type,
    ) -> Value {
        let mut possible = Vec::new();
        for case in cases {
            let condition = self.value(&case.condition, bound);
            if condition.is_fault() {
                return condition;
            }
            if condition.is_false() {
                continue;
            }
            let value = self.value(&case.value, bound);
            if condition.is_true() {
                return self.last(possible, value, ty);
            }
            possible.push(value);
        }
        let end = match otherwise {
            Some(term) => self.value(term, bound),
            None => Value::Fault(Fault::NoCase),
        };
        self.last(possible, end, ty)
    }

    /// The join of the possible values and the one that ended the search.
    fn last(&self, possible: Vec<Value>, end: Value, ty: &Type) -> Value {
        if possible.is_empty() {
            return end;
        }
        if end.is_fault() || possible.iter().any(Value::is_fault) {
            return self.anything(ty);
        }
        possible
            .iter()
            .fold(end, |joined, value| value.join(&joined))
    }

    pub fn definition(&self, definition: DefinitionId, scope: &[RowId]) -> Value {
        let definition = &self.model.definitions[definition.index()];
        if !definition.in_force.contains(self.case.law_as_of) {
            return Value::Fault(Fault::NotInForce);
        }
        let general = || self.value(&definition.value, scope);
        self.excepted(
            &definition.exceptions,
            general,
            |term| self.value(term, scope),
            scope,
            &definition.ty,
        )
    }

    /// The general case or what its exceptions put in its place.
    pub fn excepted<T>(
        &self,
        exceptions: &[Exception<T>],
        general: impl Fn() -> Value,
        value: impl Fn(&T) -> Value,
        scope: &[RowId],
        ty: &Type,
    ) -> Value {
        let conditions: Vec<Value> = exceptions
            .iter()
            .map(|e| self.value(&e.condition, scope))
            .collect();
        let (applying, possible, fault) = standing(exceptions, &conditions);
        if let Some(fault) = fault {
            return fault;
        }
        let values = |places: &[usize]| -> Vec<Value> {
            places
                .iter()
                .map(|p| value(&exceptions[*p].value))
                .collect()
        };
        let (sure, perhaps) = (values(&applying), values(&possible));
        if perhaps.is_empty() {
            return match sure.as_slice() {
                [] => general(),
                [one] => one.clone(),
                several => together(several),
            };
        }
        if sure.is_empty() && perhaps.len() == 1 {
            let general = general();
            if general.is_fault() || perhaps[0].is_fault() {
                return self.anything(ty);
            }
            return general.join(&perhaps[0]);
        }
        let mut everything = if sure.is_empty() {
            vec![general()]
        } else {
            sure
        };
        everything.extend(perhaps);
        agreed(&everything)
            .filter(|value| !value.is_fault())
            .unwrap_or_else(|| self.anything(ty))
    }

    pub fn table(&self, table: TableId, output: usize, scope: &[RowId]) -> Value {
        let table = &self.model.tables[table.index()];
        let ty = &table.outputs[output].1;
        let mut applying = Vec::new();
        let mut possible = Vec::new();
        let mut in_order = Vec::new();
        for row in &table.rows {
            let condition = self.value(&row.condition, scope);
            if condition.is_fault() {
                return condition;
            }
            if condition.is_false() {
                continue;
            }
            let value = self.value(&row.values[output], scope);
            if condition.is_true() {
                if table.hit == HitPolicy::First {
                    return self.last(possible, value, ty);
                }
                applying.push(value.clone());
                in_order.push((value, true));
            } else {
                possible.push(value.clone());
                in_order.push((value, false));
            }
        }
        match table.hit {
            HitPolicy::First => self.last(possible, Value::Fault(Fault::NoCase), ty),
            HitPolicy::Unique => self.unique(applying, possible, ty),
            HitPolicy::Sum => {
                if let Some((fault, _)) = in_order
                    .iter()
                    .find(|(value, sure)| *sure && value.is_fault())
                {
                    return fault.clone();
                }
                if in_order.iter().any(|(value, _)| value.is_fault()) {
                    return self.anything(ty);
                }
                let parts = in_order
                    .into_iter()
                    .map(|(v, sure)| (if sure { v } else { perhaps_added(&v) }, true));
                sum(parts.collect())
            }
        }
    }

    fn unique(&self, applying: Vec<Value>, possible: Vec<Value>, ty: &Type) -> Value {
        if let Some(fault) = applying.iter().find(|value| value.is_fault()) {
            return fault.clone();
        }
        if possible.is_empty() {
            return match applying.as_slice() {
                [] => Value::Fault(Fault::NoCase),
                [one] => one.clone(),
                several => together(several),
            };
        }
        if applying.is_empty() {
            return self.anything(ty);
        }
        let everything: Vec<Value> = applying.into_iter().chain(possible).collect();
        agreed(&everything)
            .filter(|value| !value.is_fault())
            .unwrap_or_else(|| self.anything(ty))
    }
}

/// The exceptions that apply and those that perhaps do, without those that an applying one overrides; and the first fault among the
/// conditions of those not overridden.
pub fn standing<T>(
    exceptions: &[Exception<T>],
    conditions: &[Value],
) -> (Vec<usize>, Vec<usize>, Option<Value>) {
    let sure: Vec<usize> = (0..exceptions.len())
        .filter(|p| conditions[*p].is_true())
        .collect();
    let stands = |place: &usize| {
        !sure
            .iter()
            .any(|other| exceptions[*other].overrides.contains(place))
    };
    let fault = (0..exceptions.len())
        .filter(stands)
        .map(|p| &conditions[p])
        .find(|c| c.is_fault())
        .cloned();
    let perhaps = |p: &usize| !conditions[*p].is_settled();
    let possible = (0..exceptions.len())
        .filter(perhaps)
        .filter(stands)
        .collect();
    (
        sure.iter().copied().filter(stands).collect(),
        possible,
        fault,
    )
}

/// Values that apply together: the first fault, the one that all are, else a conflict.
fn together(values: &[Value]) -> Value {
    match values.iter().find(|value| value.is_fault()) {
        Some(fault) => fault.clone(),
        None => agreed(values).unwrap_or(Value::Fault(Fault::Conflict)),
    }
}

/// The one settled value that all have.
fn agreed(values: &[Value]) -> Option<Value> {
    let first = values.first()?;
    (first.is_settled() && values.iter().all(|value| value == first)).then(|| first.clone())
}

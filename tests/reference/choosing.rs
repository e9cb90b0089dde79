//! Choosing among values: cases, tables, exceptions, definitions.

use tiaoli::check::{
    Aggregate, CaseTerm, DefinitionId, Exception, HitPolicy, TableId, TableModel, Term, Type,
};

use super::case::RowId;
use super::collections::Parts;
use super::range::{Fault, Value};
use super::terms::{Reference, first_fault};

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
                return self.last(possible, condition, ty);
            }
            if condition.is_false() {
                continue;
            }
            let value = self.value(&case.value, bound);
            if condition.is_true() {
                return self.last(possible, value, ty);
            }
            possible.push((condition, value));
        }
        let end = match otherwise {
            Some(term) => self.value(term, bound),
            None => Value::Fault(Fault::NoCase),
        };
        self.last(possible, end, ty)
    }

    /// The join of the possible values, each with its condition, and the one that ended the search.
    fn last(&self, possible: Vec<(Value, Value)>, end: Value, ty: &Type) -> Value {
        if possible.is_empty() {
            return end;
        }
        if end.is_fault() || possible.iter().any(|(_, value)| value.is_fault()) {
            return self.anything(ty).or_fault(true);
        }
        let doubtful = possible
            .iter()
            .any(|(condition, _)| condition.is_doubtful());
        possible
            .iter()
            .fold(end, |joined, (_, value)| value.join(&joined))
            .or_fault(doubtful)
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
        let anything = || self.anything(ty).or_fault(true);
        let (applying, possible, fault) = standing(exceptions, &conditions);
        let fault = match fault {
            Some(Ok(fault)) => return Value::Fault(fault),
            Some(Err(_)) => return anything(),
            None => possible.iter().any(|p| conditions[*p].is_doubtful()),
        };
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
                several => self.together(several, ty),
            };
        }
        if sure.is_empty() && perhaps.len() == 1 {
            let general = general();
            if general.is_fault() || perhaps[0].is_fault() {
                return anything();
            }
            return general.join(&perhaps[0]).or_fault(fault);
        }
        let mut everything = if sure.is_empty() {
            vec![general()]
        } else {
            sure
        };
        everything.extend(perhaps);
        agreed(&everything).map_or_else(anything, |value| value.or_fault(fault))
    }

    pub fn table(&self, table: TableId, output: usize, scope: &[RowId]) -> Value {
        let table = &self.model.tables[table.index()];
        let ty = &table.outputs[output].1;
        if table.hit == HitPolicy::First {
            return self.first_row(table, output, scope);
        }
        let conditions: Vec<Value> = table
            .rows
            .iter()
            .map(|row| self.value(&row.condition, scope))
            .collect();
        if table.hit == HitPolicy::Sum {
            return self.summed(table, output, &conditions, scope);
        }
        let doubtful = match first_fault(&conditions) {
            Some(Ok(fault)) => return Value::Fault(fault),
            Some(Err(_)) => return self.anything(ty).or_fault(true),
            None => conditions.iter().any(Value::is_doubtful),
        };
        let (mut applying, mut possible) = (Vec::new(), Vec::new());
        for (row, condition) in table.rows.iter().zip(&conditions) {
            if condition.is_true() {
                applying.push(self.value(&row.values[output], scope));
            } else if !condition.is_false() {
                possible.push(self.value(&row.values[output], scope));
            }
        }
        match self.unique(applying, possible, ty) {
            Value::Fault(_) if doubtful => self.anything(ty).or_fault(true),
            value => value.or_fault(doubtful),
        }
    }

    fn first_row(&self, table: &TableModel, output: usize, scope: &[RowId]) -> Value {
        let ty = &table.outputs[output].1;
        let mut possible = Vec::new();
        for row in &table.rows {
            let condition = self.value(&row.condition, scope);
            if condition.is_fault() {
                return self.last(possible, condition, ty);
            }
            if condition.is_false() {
                continue;
            }
            let value = self.value(&row.values[output], scope);
            if condition.is_true() {
                return self.last(possible, value, ty);
            }
            possible.push((condition, value));
        }
        self.last(possible, Value::Fault(Fault::NoCase), ty)
    }

    /// The sum over the rows, condition before value, row by row.
    fn summed(
        &self,
        table: &TableModel,
        output: usize,
        conditions: &[Value],
        scope: &[RowId],
    ) -> Value {
        let ty = &table.outputs[output].1;
        let mut parts = Parts::of(Aggregate::Sum);
        for (row, condition) in table.rows.iter().zip(conditions) {
            if condition.is_false() {
                continue;
            }
            parts.condition(condition, true);
            if !condition.is_fault() {
                let value = self.value(&row.values[output], scope);
                parts.value(value, condition.is_true());
            }
        }
        parts.sum(self, ty)
    }

    fn unique(&self, applying: Vec<Value>, possible: Vec<Value>, ty: &Type) -> Value {
        if possible.is_empty() {
            return match applying.as_slice() {
                [] => Value::Fault(Fault::NoCase),
                [one] => one.clone(),
                several => self.together(several, ty),
            };
        }
        let sound = |value: &Value| !value.is_fault() && !value.is_doubtful();
        if let Some(Ok(fault)) = first_fault(&applying)
            && possible.iter().all(sound)
        {
            return Value::Fault(fault);
        }
        let everything: Vec<Value> = applying.iter().chain(&possible).cloned().collect();
        agreed(&everything)
            .filter(|_| !applying.is_empty())
            .unwrap_or_else(|| self.anything(ty).or_fault(true))
    }

    /// Values that apply together: the first fault, the one that all are, a conflict if two that are settled differ; else one or a
    /// conflict, nobody knows.
    fn together(&self, values: &[Value], ty: &Type) -> Value {
        let unknown = || self.anything(ty).or_fault(true);
        match first_fault(values) {
            Some(Ok(fault)) => return Value::Fault(fault),
            Some(Err(_)) => return unknown(),
            None if values.iter().any(Value::is_doubtful) => return unknown(),
            None => {}
        }
        let settled: Vec<&Value> = values.iter().filter(|value| value.is_settled()).collect();
        if settled.windows(2).any(|pair| pair[0] != pair[1]) {
            return Value::Fault(Fault::Conflict);
        }
        agreed(values).unwrap_or_else(unknown)
    }
}

/// The exceptions that apply and those that perhaps do, without those that an applying one overrides; and the first fault among the
/// conditions of those not overridden, or `Err` where it may not count after all, or another come first.
pub fn standing<T>(
    exceptions: &[Exception<T>],
    conditions: &[Value],
) -> (Vec<usize>, Vec<usize>, Option<Result<Fault, ()>>) {
    let overridden = |place: usize, by: &dyn Fn(&Value) -> bool| {
        (0..exceptions.len())
            .any(|other| by(&conditions[other]) && exceptions[other].overrides.contains(&place))
    };
    let standing: Vec<usize> = (0..exceptions.len())
        .filter(|place| !overridden(*place, &Value::is_true))
        .collect();
    let of = |wanted: &dyn Fn(&Value) -> bool| -> Vec<usize> {
        let all = standing.iter().copied();
        all.filter(|place| wanted(&conditions[*place])).collect()
    };
    let mut fault = None;
    let mut doubtful = false;
    for place in &standing {
        if let Value::Fault(found) = conditions[*place] {
            let excused = overridden(*place, &|other| !other.is_settled());
            fault = Some(if doubtful || excused {
                Err(())
            } else {
                Ok(found)
            });
            break;
        }
        doubtful |= conditions[*place].is_doubtful();
    }
    (
        of(&Value::is_true),
        of(&|condition| !condition.is_settled()),
        fault,
    )
}

/// The one settled value that all have.
fn agreed(values: &[Value]) -> Option<Value> {
    let first = values.first()?;
    let same = first.is_settled() && values.iter().all(|value| value == first);
    (same && !first.is_fault()).then(|| first.clone())
}

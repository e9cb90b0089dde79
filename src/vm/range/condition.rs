//! Ranges of conditions, comparisons, and values joined.

use core::cmp::Ordering;

use crate::compile::Relation;
use crate::quantity::{Date, Number};
use crate::vm::value::Value;

use super::first_fault;

/// Both hold: false if one is settled false; the first fault if the other is settled true or a fault too, else anything; else
/// from the least to the least of the ends.
pub(crate) fn and(left: &Value, right: &Value) -> Value {
    if left.is_false() || right.is_false() {
        return Value::boolean(false);
    }
    if let Some(fault) = first_fault(left, right) {
        let may_fail = left.is_open() || right.is_open();
        return if may_fail { Value::UNKNOWN } else { fault };
    }
    let (a, b) = (ends(left), ends(right));
    Value::Boolean {
        low: a.0 && b.0,
        high: a.1 && b.1,
    }
}

/// One of both holds.
pub(crate) fn or(left: &Value, right: &Value) -> Value {
    if left.is_true() || right.is_true() {
        return Value::boolean(true);
    }
    if let Some(fault) = first_fault(left, right) {
        let may_hold = left.is_open() || right.is_open();
        return if may_hold { Value::UNKNOWN } else { fault };
    }
    let (a, b) = (ends(left), ends(right));
    Value::Boolean {
        low: a.0 || b.0,
        high: a.1 || b.1,
    }
}

/// The condition does not hold.
pub(crate) fn negated(value: &Value) -> Value {
    match value {
        Value::Boolean { low, high } => Value::Boolean {
            low: !high,
            high: !low,
        },
        other => *other,
    }
}

const fn ends(value: &Value) -> (bool, bool) {
    match value {
        Value::Boolean { low, high } => (*low, *high),
        _ => (false, true),
    }
}

/// A comparison.
pub(crate) fn compare(relation: Relation, left: &Value, right: &Value) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    match (left, right) {
        (Value::Number { low: a, high: b }, Value::Number { low: c, high: d }) => {
            of_ranges(relation, (end::<Number>(a), end(b)), (end(c), end(d)))
        }
        (Value::Date { low: a, high: b }, Value::Date { low: c, high: d }) => {
            of_ranges(relation, (end::<Date>(a), end(b)), (end(c), end(d)))
        }
        (Value::Choice { low: a, high: b }, Value::Choice { low: c, high: d }) => {
            of_ranges(relation, (Some(a), Some(b)), (Some(c), Some(d)))
        }
        (Value::Boolean { low: a, high: b }, Value::Boolean { low: c, high: d }) => {
            of_ranges(relation, (Some(a), Some(b)), (Some(c), Some(d)))
        }
        (Value::Text(Some(a)), Value::Text(Some(b))) => settled(relation, a.cmp(b)),
        (Value::Period(Some(a)), Value::Period(Some(b))) => settled(relation, a.cmp(b)),
        _ => Value::UNKNOWN,
    }
}

const fn end<T>(end: &Option<T>) -> Option<&T> {
    end.as_ref()
}

fn settled(relation: Relation, ordering: Ordering) -> Value {
    Value::boolean(match relation {
        Relation::Less => ordering.is_lt(),
        Relation::AtMost => ordering.is_le(),
        Relation::Greater => ordering.is_gt(),
        Relation::AtLeast => ordering.is_ge(),
        Relation::Equal => ordering.is_eq(),
        Relation::NotEqual => ordering.is_ne(),
    })
}

/// What is known of a comparison of two ranges; an end that is none is open.
fn of_ranges<T: Ord>(
    relation: Relation,
    left: (Option<&T>, Option<&T>),
    right: (Option<&T>, Option<&T>),
) -> Value {
    match relation {
        Relation::Less => negated(&at_most(right, left)),
        Relation::AtMost => at_most(left, right),
        Relation::Greater => negated(&at_most(left, right)),
        Relation::AtLeast => at_most(right, left),
        Relation::Equal => equal(left, right),
        Relation::NotEqual => negated(&equal(left, right)),
    }
}

fn at_most<T: Ord>(left: (Option<&T>, Option<&T>), right: (Option<&T>, Option<&T>)) -> Value {
    let always = left.1.zip(right.0).is_some_and(|(high, low)| high <= low);
    let never = left.0.zip(right.1).is_some_and(|(low, high)| low > high);
    Value::Boolean {
        low: always,
        high: !never,
    }
}

fn equal<T: Ord>(left: (Option<&T>, Option<&T>), right: (Option<&T>, Option<&T>)) -> Value {
    let apart = |a: Option<&T>, b: Option<&T>| a.zip(b).is_some_and(|(low, high)| low > high);
    let never = apart(left.0, right.1) || apart(right.0, left.1);
    let one = |range: (Option<&T>, Option<&T>)| {
        range.0.zip(range.1).is_some_and(|(low, high)| low == high)
    };
    let always = one(left) && one(right) && !never;
    Value::Boolean {
        low: always,
        high: !never,
    }
}

/// Whether every place of the range, or none, is in the set.
pub(crate) fn member(value: &Value, set: &[bool]) -> Value {
    let (low, high) = match value {
        Value::Choice { low, high } => (*low, *high),
        Value::Boolean { low, high } => (u32::from(*low), u32::from(*high)),
        Value::Fault(_) => return *value,
        _ => return Value::UNKNOWN,
    };
    let is_in = |place: u32| {
        set.get(crate::vm::value::index(place))
            .copied()
            .unwrap_or(false)
    };
    let (mut all, mut some) = (true, false);
    for place in low..=high {
        all &= is_in(place);
        some |= is_in(place);
    }
    Value::Boolean {
        low: all,
        high: some,
    }
}

/// The least range that covers both values; everything where one of them is a fault or of another kind.
pub(crate) fn join(left: &Value, right: &Value, anything: &Value) -> Value {
    match (left, right) {
        (Value::Number { low: a, high: b }, Value::Number { low: c, high: d }) => Value::Number {
            low: a.zip(*c).map(|(a, c)| a.min(c)),
            high: b.zip(*d).map(|(b, d)| b.max(d)),
        },
        (Value::Date { low: a, high: b }, Value::Date { low: c, high: d }) => Value::Date {
            low: a.zip(*c).map(|(a, c)| a.min(c)),
            high: b.zip(*d).map(|(b, d)| b.max(d)),
        },
        (Value::Choice { low: a, high: b }, Value::Choice { low: c, high: d }) => Value::Choice {
            low: *a.min(c),
            high: *b.max(d),
        },
        (Value::Boolean { low: a, high: b }, Value::Boolean { low: c, high: d }) => {
            Value::Boolean {
                low: *a && *c,
                high: *b || *d,
            }
        }
        (Value::Text(a), Value::Text(b)) if a == b => *left,
        (Value::Period(a), Value::Period(b)) if a == b => *left,
        (Value::Nothing, Value::Nothing) => *left,
        _ => *anything,
    }
}

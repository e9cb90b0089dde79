//! What the run on ranges holds in a register: what is known of a value, and whether it may yet be a fault.

use crate::compile::{Program, Shape};
use crate::vm::value::Value;

use super::{and, or};

/// What is known of a value, and whether it may yet be a fault.
///
/// # Invariants
/// A fault is not doubtful: nothing else may become of it. A doubtful condition is true or false, nobody knows which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    /// What it is, unless it is a fault after all.
    pub(crate) value: Value,
    /// Whether it may yet be a fault.
    pub(crate) doubtful: bool,
}

/// Whether an operation on values that are not settled may come to a fault of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Never: it has a result for every operand.
    Total,
    /// Where an end of its result is open: what lies beyond may leave the limits, or have no result.
    Limited,
}

impl Held {
    /// Nothing, of no type.
    pub(crate) const NOTHING: Self = Self::sure(Value::Nothing);

    /// A value that is no fault, or surely one.
    pub(crate) const fn sure(value: Value) -> Self {
        Self {
            value,
            doubtful: false,
        }
    }

    /// A value that may yet be a fault.
    pub(crate) const fn doubtful(value: Value) -> Self {
        Self::of(value, true)
    }

    /// A value and whether it may yet be a fault.
    pub(crate) const fn of(value: Value, doubtful: bool) -> Self {
        let value = match value {
            Value::Boolean { .. } if doubtful => Value::UNKNOWN,
            value => value,
        };
        Self { value, doubtful }
    }

    /// Whether it is surely a fault.
    pub(crate) const fn is_fault(&self) -> bool {
        matches!(self.value, Value::Fault(_))
    }

    /// Whether it is one value, and no fault can come of it.
    pub(crate) fn is_settled(&self) -> bool {
        !self.doubtful && self.value.is_settled()
    }

    /// The value as it is told: one value that may yet be a fault is anything.
    pub(crate) fn told(&self, program: &Program, shape: Shape) -> Value {
        if !self.doubtful || !(self.value.is_settled() || self.value == Value::Nothing) {
            return self.value;
        }
        match (self.value, shape) {
            (Value::Date { .. }, _) | (_, Shape::Date) => Value::ANY_DATE,
            (Value::Boolean { .. }, _) | (_, Shape::Boolean) => Value::UNKNOWN,
            (Value::Text(_), _) | (_, Shape::Text) => Value::Text(None),
            (Value::Period(_), _) | (_, Shape::Period) => Value::Period(None),
            (_, Shape::Choice(choice)) => Value::Choice {
                low: 0,
                high: program.schema().options(choice).saturating_sub(1),
            },
            (_, Shape::Outcome) => Value::Choice { low: 0, high: 2 },
            _ => Value::ANY_NUMBER,
        }
    }

    /// The least that covers both.
    pub(crate) fn join(&self, other: &Self, anything: &Value) -> Self {
        let doubtful = self.doubtful || other.doubtful || self.is_fault() || other.is_fault();
        Self::of(super::join(&self.value, &other.value, anything), doubtful)
    }

    /// Both hold. False if one is settled false; surely a fault only where nothing else can be false.
    pub(crate) fn and(&self, other: &Self) -> Self {
        self.both(other, and(&self.value, &other.value), Value::is_false)
    }

    /// One of both holds.
    pub(crate) fn or(&self, other: &Self) -> Self {
        self.both(other, or(&self.value, &other.value), Value::is_true)
    }

    fn both(&self, other: &Self, value: Value, decides: impl Fn(&Value) -> bool) -> Self {
        if decides(&self.value) || decides(&other.value) {
            return Self::sure(value);
        }
        if self.is_fault() && other.is_fault() {
            return *self;
        }
        let doubtful = self.doubtful || other.doubtful;
        if value.fault().is_some() && !doubtful {
            return Self::sure(value);
        }
        let doubtful = doubtful || self.is_fault() || other.is_fault();
        Self::of(
            if value.fault().is_some() {
                Value::UNKNOWN
            } else {
                value
            },
            doubtful,
        )
    }

    /// The condition does not hold.
    pub(crate) fn negated(&self) -> Self {
        Self {
            value: super::negated(&self.value),
            doubtful: self.doubtful,
        }
    }
}

/// An operation that reads all of its operands. The first that is surely a fault is the result, unless one before it may be
/// another.
pub(crate) fn strict<const N: usize>(
    operands: [&Held; N],
    reach: Reach,
    anything: Value,
    operation: impl FnOnce([&Value; N]) -> Value,
) -> Held {
    match read(operands) {
        Ok(doubtful) => {
            let value = operation(operands.map(|operand| &operand.value));
            result(value, doubtful, reach, anything)
        }
        Err(Some(fault)) => fault,
        Err(None) => Held::doubtful(anything),
    }
}

/// Whether one of some operands that are all read may yet be a fault.
///
/// # Errors
/// Where one is a fault: that one, or none where one before it may be another.
pub(crate) fn read<'h>(operands: impl IntoIterator<Item = &'h Held>) -> Result<bool, Option<Held>> {
    let mut doubtful = false;
    for operand in operands {
        if operand.is_fault() {
            return Err(Some(*operand).filter(|_| !doubtful));
        }
        doubtful |= operand.doubtful;
    }
    Ok(doubtful)
}

/// The result of an operation, from what it gives on ranges.
pub(crate) fn result(value: Value, doubtful: bool, reach: Reach, anything: Value) -> Held {
    match value {
        Value::Fault(_) if doubtful => Held::doubtful(anything),
        Value::Fault(_) => Held::sure(value),
        _ => Held::of(
            value,
            doubtful || (reach == Reach::Limited && has_open_end(&value)),
        ),
    }
}

/// Whether a number or day is open on a side.
pub(super) const fn has_open_end(value: &Value) -> bool {
    match value {
        Value::Number { low, high } => low.is_none() || high.is_none(),
        Value::Date { low, high } => low.is_none() || high.is_none(),
        _ => false,
    }
}

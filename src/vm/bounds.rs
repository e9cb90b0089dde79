//! What the declarations allow, as values.

use core::cmp::Ordering;

use crate::compile::{
    Column, ColumnKind, Constant, Field, FieldKind, Program, Schema, Shape, Type,
};
use crate::quantity::{Date, Number, Period};

use super::value::{TextId, Value};

impl Value {
    /// Everything that a type allows.
    #[must_use]
    pub fn anything(schema: &Schema, ty: &Type) -> Self {
        match ty {
            Type::Boolean => Self::UNKNOWN,
            Type::Number(_) => Self::ANY_NUMBER,
            Type::Date => Self::ANY_DATE,
            Type::Text => Self::Text(None),
            Type::Choice(choice) => Self::Choice {
                low: 0,
                high: schema.options(*choice).saturating_sub(1),
            },
            Type::Period => Self::Period(None),
        }
    }

    /// The value of a constant of a program.
    #[must_use]
    pub fn of(program: &Program, constant: &Constant) -> Self {
        match constant {
            Constant::Boolean(value) => Self::boolean(*value),
            Constant::Number(value) => Self::number(*value),
            Constant::Date(value) => Self::date(*value),
            Constant::Text(words) => Self::Text(program.text_constant(words).map(TextId)),
            Constant::Choice(_, place) => Self::choice(*place),
        }
    }

    /// The value that an integer of a register stands for.
    pub(crate) fn from_raw(raw: i64, shape: Shape) -> Self {
        match shape {
            Shape::Boolean => Self::boolean(raw != 0),
            Shape::Choice(_) | Shape::Outcome => {
                Self::choice(u32::try_from(raw).unwrap_or(u32::MAX))
            }
            Shape::Date => date_of(raw).map_or(Self::Nothing, Self::date),
            Shape::Text => Self::Text(u32::try_from(raw).ok().map(TextId)),
            Shape::Period => Self::Period(Some(unpack(raw))),
            Shape::Narrow(decimals) => {
                Number::from_scaled(raw, decimals).map_or(Self::Nothing, Self::number)
            }
            Shape::Wide => Self::Nothing,
        }
    }

    /// The integer that stands for a settled value, if one does.
    pub(crate) fn to_raw(self, shape: Shape) -> Option<i64> {
        match (shape, self) {
            (Shape::Boolean, Self::Boolean { low, high }) if low == high => Some(i64::from(low)),
            (Shape::Choice(_) | Shape::Outcome, Self::Choice { low, high }) if low == high => {
                Some(i64::from(low))
            }
            (Shape::Date, value) => value.settled_date().map(|day| i64::from(day.to_days())),
            (Shape::Text, Self::Text(Some(text))) => Some(i64::from(text.0)),
            (Shape::Period, Self::Period(Some(period))) => Some(pack(period)),
            (Shape::Narrow(decimals), value) => value.settled_number()?.scaled(decimals),
            _ => None,
        }
    }
}

/// The day with this number.
pub(crate) fn date_of(raw: i64) -> Option<Date> {
    Date::from_days(i32::try_from(raw).ok()?)
}

/// A period as one integer: the first day in the upper half, the last in the lower; an empty one ends before it begins.
pub(crate) fn pack(period: Period) -> i64 {
    let (first, last) = match (period.first(), period.last()) {
        (Some(first), Some(last)) => (first.to_days(), last.to_days()),
        _ => (1, 0),
    };
    (i64::from(first) << 32) | (i64::from(last) & 0xffff_ffff)
}

/// The period in an integer.
pub(crate) fn unpack(raw: i64) -> Period {
    let first = date_of(raw >> 32);
    let last = date_of((raw << 32) >> 32);
    match (first, last) {
        (Some(first), Some(last)) => Period::new(first, last),
        _ => Period::EMPTY,
    }
}

/// Everything that a fact's declaration allows.
pub(crate) fn declared_bounds(program: &Program, declared: &Field) -> Value {
    match &declared.kind {
        FieldKind::Value {
            ty,
            least,
            greatest,
            ..
        } => {
            let all = Value::anything(program.schema(), ty);
            let end = |constant: &Option<Constant>| {
                constant
                    .as_ref()
                    .map(|constant| Value::of(program, constant))
            };
            narrowed(all, end(least), end(greatest)).unwrap_or(all)
        }
        FieldKind::List { .. } => Value::Nothing,
    }
}

/// Everything that a fact or finding may be.
pub(crate) fn bounds_of(program: &Program, column: &Column) -> Value {
    match column.kind {
        ColumnKind::Fact(field) => program
            .schema()
            .field(field)
            .map_or(Value::Nothing, |declared| {
                declared_bounds(program, declared)
            }),
        ColumnKind::Finding(_) => Value::UNKNOWN,
        ColumnKind::Value(_) => Value::Nothing,
    }
}

/// A range between two settled values; none where its type has no bounds.
pub(crate) fn narrowed(all: Value, least: Option<Value>, greatest: Option<Value>) -> Option<Value> {
    match all {
        Value::Number { low, high } => Some(Value::Number {
            low: greater(low, least.and_then(|value| value.settled_number())),
            high: lesser(high, greatest.and_then(|value| value.settled_number())),
        }),
        Value::Date { low, high } => Some(Value::Date {
            low: greater(low, least.and_then(|value| value.settled_date())),
            high: lesser(high, greatest.and_then(|value| value.settled_date())),
        }),
        _ if least.is_none() && greatest.is_none() => Some(all),
        _ => None,
    }
}

fn greater<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    one.max(other)
}

fn lesser<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Whether the low end of a range is above its high end.
pub(crate) fn crossed(value: &Value) -> bool {
    match value {
        Value::Number {
            low: Some(low),
            high: Some(high),
        } => low > high,
        Value::Date {
            low: Some(low),
            high: Some(high),
        } => low > high,
        _ => false,
    }
}

/// Whether a settled number or day is below a constant.
pub(crate) fn below(value: &Value, least: &Constant) -> bool {
    ordering(value, least) == Some(Ordering::Less)
}

/// Whether a settled number or day is above a constant.
pub(crate) fn above(value: &Value, greatest: &Constant) -> bool {
    ordering(value, greatest) == Some(Ordering::Greater)
}

fn ordering(value: &Value, constant: &Constant) -> Option<Ordering> {
    match constant {
        Constant::Number(bound) => value.settled_number().map(|number| number.cmp(bound)),
        Constant::Date(bound) => value.settled_date().map(|day| day.cmp(bound)),
        _ => None,
    }
}

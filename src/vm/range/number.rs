//! Ranges of numbers.

use crate::quantity::{ArithmeticError, Number, Rounding};
use crate::source::Span;
use crate::vm::value::{FaultKind, Value};

use super::{fault, first_fault};

type End = Option<Number>;
type Operation = fn(Number, Number) -> Result<Number, ArithmeticError>;

/// The ends of a number; of anything else both are open.
const fn ends(value: &Value) -> (End, End) {
    match value {
        Value::Number { low, high } => (*low, *high),
        _ => (None, None),
    }
}

/// A result from its ends: where an exact end does not fit, a settled range is a fault and another is open there.
fn from_ends(
    settled: bool,
    low: Option<Result<Number, ArithmeticError>>,
    high: Option<Result<Number, ArithmeticError>>,
    span: Span,
) -> Value {
    match (settled, low, high) {
        (true, Some(Err(error)), _) | (true, _, Some(Err(error))) => fault(error.into(), span),
        (_, low, high) => Value::Number {
            low: low.and_then(Result::ok),
            high: high.and_then(Result::ok),
        },
    }
}

/// Sum.
pub(crate) fn add(left: &Value, right: &Value, span: Span) -> Value {
    by_ends(left, right, Number::checked_add, span)
}

/// Difference.
pub(crate) fn subtract(left: &Value, right: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    let ((a, b), (c, d)) = (ends(left), ends(right));
    let settled = left.is_settled() && right.is_settled();
    let low = a.zip(d).map(|(a, d)| a.checked_sub(d));
    let high = b.zip(c).map(|(b, c)| b.checked_sub(c));
    from_ends(settled, low, high, span)
}

fn by_ends(left: &Value, right: &Value, operation: Operation, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    let ((a, b), (c, d)) = (ends(left), ends(right));
    let settled = left.is_settled() && right.is_settled();
    let low = a.zip(c).map(|(a, c)| operation(a, c));
    let high = b.zip(d).map(|(b, d)| operation(b, d));
    from_ends(settled, low, high, span)
}

/// Product.
pub(crate) fn multiply(left: &Value, right: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    let zero = Some(Number::ZERO);
    if left.settled_number() == zero || right.settled_number() == zero {
        return Value::ZERO;
    }
    corners(left, right, Number::checked_mul, span)
}

/// Quotient.
pub(crate) fn divide(left: &Value, right: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    if right.settled_number() == Some(Number::ZERO) {
        return fault(FaultKind::DivisionByZero, span);
    }
    match right {
        Value::Number {
            low: Some(low),
            high: Some(high),
        } if *low <= Number::ZERO && *high >= Number::ZERO => Value::ANY_NUMBER,
        _ => corners(left, right, Number::checked_div, span),
    }
}

/// The least and the greatest of the four results on the ends; anything where an end is open.
fn corners(left: &Value, right: &Value, operation: Operation, span: Span) -> Value {
    let ((Some(a), Some(b)), (Some(c), Some(d))) = (ends(left), ends(right)) else {
        return Value::ANY_NUMBER;
    };
    let settled = a == b && c == d;
    if settled {
        return from_ends(true, Some(operation(a, c)), Some(operation(a, c)), span);
    }
    let (mut low, mut high) = (None, None);
    for (x, y) in [(a, c), (a, d), (b, c), (b, d)] {
        let Ok(number) = operation(x, y) else {
            return Value::ANY_NUMBER;
        };
        low = Some(low.map_or(number, |low: Number| low.min(number)));
        high = Some(high.map_or(number, |high: Number| high.max(number)));
    }
    Value::Number { low, high }
}

/// The other sign.
pub(crate) fn negate(value: &Value, span: Span) -> Value {
    let Value::Number { low, high } = value else {
        return *value;
    };
    let settled = value.is_settled();
    from_ends(
        settled,
        high.map(Number::checked_neg),
        low.map(Number::checked_neg),
        span,
    )
}

/// Distance from zero.
pub(crate) fn absolute(value: &Value, span: Span) -> Value {
    let Value::Number { low, high } = value else {
        return *value;
    };
    if low.is_some_and(|low| low >= Number::ZERO) {
        return *value;
    }
    if high.is_some_and(|high| high <= Number::ZERO) {
        return negate(value, span);
    }
    let farther = low
        .zip(*high)
        .map(|(low, high)| low.checked_abs().map(|low| low.max(high)));
    Value::Number {
        low: Some(Number::ZERO),
        high: farther.and_then(Result::ok),
    }
}

/// The lesser.
pub(crate) fn lower(left: &Value, right: &Value) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    // An open low end makes the result's open; an open high end leaves the other's.
    match (left, right) {
        (Value::Date { low: a, high: b }, Value::Date { low: c, high: d }) => Value::Date {
            low: a.zip(*c).map(|(a, c)| a.min(c)),
            high: lesser(*b, *d),
        },
        _ => {
            let ((a, b), (c, d)) = (ends(left), ends(right));
            Value::Number {
                low: a.zip(c).map(|(a, c)| a.min(c)),
                high: lesser(b, d),
            }
        }
    }
}

/// The greater.
pub(crate) fn higher(left: &Value, right: &Value) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    match (left, right) {
        (Value::Date { low: a, high: b }, Value::Date { low: c, high: d }) => Value::Date {
            low: (*a).max(*c),
            high: b.zip(*d).map(|(b, d)| b.max(d)),
        },
        _ => {
            let ((a, b), (c, d)) = (ends(left), ends(right));
            Value::Number {
                low: a.max(c),
                high: b.zip(d).map(|(b, d)| b.max(d)),
            }
        }
    }
}

/// The lesser of two high ends, of which an open one loses.
fn lesser<T: Ord>(left: Option<T>, right: Option<T>) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

/// The greatest whole number not above.
pub(crate) fn whole_part(value: &Value) -> Value {
    match value {
        Value::Number { low, high } => Value::Number {
            low: low.map(Number::floor),
            high: high.map(Number::floor),
        },
        other => *other,
    }
}

/// `left － right × 取整（left ÷ right）`; anything unless both are settled.
pub(crate) fn remainder(left: &Value, right: &Value, span: Span) -> Value {
    if let Some(fault) = first_fault(left, right) {
        return fault;
    }
    let (Some(x), Some(y)) = (left.settled_number(), right.settled_number()) else {
        return Value::ANY_NUMBER;
    };
    let whole = x.checked_div(y).map(Number::floor);
    let rest = whole
        .and_then(|whole| y.checked_mul(whole))
        .and_then(|multiple| x.checked_sub(multiple));
    rest.map_or_else(|error| fault(error.into(), span), Value::number)
}

/// Rounded to a multiple of a step.
pub(crate) fn round(value: &Value, rounding: Rounding, step: Number, span: Span) -> Value {
    let Value::Number { low, high } = value else {
        return *value;
    };
    let rounded = |end: Number| rounding.apply(end, step);
    from_ends(
        value.is_settled(),
        low.map(rounded),
        high.map(rounded),
        span,
    )
}

/// Spread over bands, each part at its rate.
pub(crate) fn brackets(value: &Value, bands: &[(Option<Value>, Value)], span: Span) -> Value {
    let operands = bands
        .iter()
        .flat_map(|(upper, rate)| upper.iter().chain([rate]));
    if let Some(fault) = core::iter::once(value)
        .chain(operands)
        .find_map(Value::fault)
    {
        return Value::Fault(fault);
    }
    let mut settled = Vec::with_capacity(bands.len());
    for (upper, rate) in bands {
        let upper = match upper {
            None => None,
            Some(upper) => match upper.settled_number() {
                None => return Value::ANY_NUMBER,
                number => number,
            },
        };
        let Some(rate) = rate.settled_number() else {
            return Value::ANY_NUMBER;
        };
        settled.push((upper, rate));
    }
    let (low, high) = ends(value);
    let spread = |end: Number| spread(end, &settled);
    from_ends(value.is_settled(), low.map(spread), high.map(spread), span)
}

/// The sum over the bands of the rate times the part of the value inside.
pub(crate) fn spread(
    value: Number,
    bands: &[(Option<Number>, Number)],
) -> Result<Number, ArithmeticError> {
    let mut sum = Number::ZERO;
    let mut lower = Number::ZERO;
    for (upper, rate) in bands {
        let inside = upper
            .map_or(value, |upper| value.min(upper))
            .checked_sub(lower)?;
        sum = sum.checked_add(inside.max(Number::ZERO).checked_mul(*rate)?)?;
        lower = upper.map_or(lower, |upper| lower.max(upper));
    }
    Ok(sum)
}

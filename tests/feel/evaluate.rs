//! Tree to value.

use std::collections::BTreeMap;

use tiaoli::quantity::{
    Base, Date, Dimension, Number, Quantity, Rounding, Unit, days_between, months_between,
};

use super::Reason;
use super::parse::{Expression, Operator};
use super::value::{Refusal, Stop, Value, day, duration, literal};

/// The value of an expression, given the values of its inputs.
pub fn evaluate(expression: &Expression, inputs: &BTreeMap<String, Value>) -> Result<Value, Stop> {
    let of = |inner: &Expression| evaluate(inner, inputs);
    match expression {
        Expression::Number(text) => match Number::parse_decimal(text) {
            Ok(number) => Ok(Value::number(number)),
            Err(_) => Err(Stop::Refused(Refusal::Malformed)),
        },
        Expression::Text(text) => Ok(Value::Text(text.clone())),
        Expression::At(text) => literal(text),
        Expression::Boolean(value) => Ok(Value::Boolean(*value)),
        Expression::Null => Ok(Value::Unknown),
        Expression::Name(name) => inputs
            .get(name)
            .cloned()
            .ok_or(Stop::LeftOut(Reason::OtherDecisions)),
        Expression::Negated(inner) => negated(of(inner)?),
        Expression::Binary(operator, left, right) => binary(*operator, of(left)?, of(right)?),
        Expression::Between(parts) => {
            let [value, from, to] = parts.as_ref();
            between(of(value)?, of(from)?, of(to)?)
        }
        Expression::Call(name, arguments) => {
            let values = positional(name, arguments)?
                .into_iter()
                .map(of)
                .collect::<Result<Vec<_>, _>>()?;
            call(name, &values)
        }
    }
}

fn negated(value: Value) -> Result<Value, Stop> {
    binary(
        Operator::Multiply,
        Value::number(Number::from_i64(-1)),
        value,
    )
}

fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, Stop> {
    match operator {
        Operator::And | Operator::Or => logic(operator, &left, &right),
        // A text or a truth value cannot be computed with, whether or not the other operand is known.
        _ if [&left, &right]
            .into_iter()
            .any(|side| matches!(side, Value::Text(_) | Value::Boolean(_))) =>
        {
            Err(Stop::LeftOut(Reason::Types))
        }
        _ => match (left, right) {
            (Value::Unknown, _) | (_, Value::Unknown) => Ok(Value::Unknown),
            (Value::Measured(left), Value::Measured(right)) => {
                arithmetic(operator, &left, &right).map(Value::Measured)
            }
            (left, right) => with_days(operator, left, right),
        },
    }
}

/// A conjunction is false as soon as one side is; a disjunction is true as soon as one side is.
fn logic(operator: Operator, left: &Value, right: &Value) -> Result<Value, Stop> {
    let decisive = operator == Operator::Or;
    match (truth(left)?, truth(right)?) {
        (Some(side), _) | (_, Some(side)) if side == decisive => Ok(Value::Boolean(decisive)),
        (Some(_), Some(_)) => Ok(Value::Boolean(!decisive)),
        _ => Ok(Value::Unknown),
    }
}

fn truth(value: &Value) -> Result<Option<bool>, Stop> {
    match value {
        Value::Boolean(value) => Ok(Some(*value)),
        Value::Unknown => Ok(None),
        _ => Err(Stop::LeftOut(Reason::Types)),
    }
}

fn arithmetic(operator: Operator, left: &Quantity, right: &Quantity) -> Result<Quantity, Stop> {
    let (a, b) = (left.in_base()?, right.in_base()?);
    let too_complex = || differ(left, right);
    let (number, dimension) = match operator {
        Operator::Multiply => (
            a.checked_mul(b)?,
            left.dimension()
                .mul(right.dimension())
                .ok_or_else(too_complex)?,
        ),
        Operator::Divide => (
            a.checked_div(b)?,
            left.dimension()
                .div(right.dimension())
                .ok_or_else(too_complex)?,
        ),
        _ if left.dimension() != right.dimension() => return Err(differ(left, right)),
        Operator::Add => (a.checked_add(b)?, left.dimension().clone()),
        _ => (a.checked_sub(b)?, left.dimension().clone()),
    };
    Ok(Quantity::new(number, Unit::base(&dimension)))
}

/// Two operands that measure different things: refused, unless FEEL would turn hours into days.
fn differ(left: &Quantity, right: &Quantity) -> Stop {
    let (left, right) = (left.dimension().clone(), right.dimension().clone());
    let time = |dimension: &Dimension| dimension.is(&Base::Day) || dimension.is(&Base::Clock);
    if time(&left) && time(&right) {
        return Stop::LeftOut(Reason::DayAndClock);
    }
    Stop::Refused(Refusal::Dimension(left, right))
}

fn with_days(operator: Operator, left: Value, right: Value) -> Result<Value, Stop> {
    match (operator, left, right) {
        (Operator::Subtract, Value::Day(to), Value::Day(from)) => {
            Value::measured(Number::from_i64(days_between(from, to)), "日")
        }
        (Operator::Add, Value::Day(date), Value::Measured(length))
        | (Operator::Add, Value::Measured(length), Value::Day(date)) => {
            moved(date, length.value(), length.dimension())
        }
        (Operator::Subtract, Value::Day(date), Value::Measured(length)) => {
            moved(date, length.value().checked_neg()?, length.dimension())
        }
        _ => Err(Stop::LeftOut(Reason::Types)),
    }
}

/// The day so many days or months later.
fn moved(date: Date, amount: Number, dimension: &Dimension) -> Result<Value, Stop> {
    let whole = || amount.to_i64().ok_or(Stop::Refused(Refusal::Malformed));
    let moved = match dimension.single() {
        Some(Base::Day) => date.checked_add_days(whole()?),
        Some(Base::Month) => date.checked_add_months(whole()?),
        Some(Base::Clock) => return Err(Stop::LeftOut(Reason::ClockTime)),
        _ => return Err(Stop::LeftOut(Reason::Types)),
    };
    moved
        .map(Value::Day)
        .ok_or(Stop::Refused(Refusal::OutsideYears))
}

fn between(value: Value, from: Value, to: Value) -> Result<Value, Stop> {
    match (value, from, to) {
        (Value::Unknown, _, _) | (_, Value::Unknown, _) | (_, _, Value::Unknown) => {
            Ok(Value::Unknown)
        }
        (Value::Text(_), Value::Text(_), Value::Text(_)) => Err(Stop::LeftOut(Reason::Texts)),
        (Value::Day(value), Value::Day(from), Value::Day(to)) => {
            Ok(Value::Boolean(from <= value && value <= to))
        }
        (Value::Measured(value), Value::Measured(from), Value::Measured(to)) => {
            for end in [&from, &to] {
                if value.dimension() != end.dimension() {
                    return Err(differ(&value, end));
                }
            }
            let [value, from, to] = [value.in_base()?, from.in_base()?, to.in_base()?];
            Ok(Value::Boolean(from <= value && value <= to))
        }
        _ => Err(Stop::LeftOut(Reason::Types)),
    }
}

/// The parameters of each function that is read.
const FUNCTIONS: [(&str, &[&str]); 19] = [
    ("abs", &["n"]),
    ("ceiling", &["n"]),
    ("ceiling", &["n", "scale"]),
    ("date", &["from"]),
    ("date", &["year", "month", "day"]),
    ("decimal", &["n", "scale"]),
    ("duration", &["from"]),
    ("even", &["number"]),
    ("floor", &["n"]),
    ("floor", &["n", "scale"]),
    ("modulo", &["dividend", "divisor"]),
    ("not", &["negand"]),
    ("odd", &["number"]),
    ("round down", &["n", "scale"]),
    ("round half down", &["n", "scale"]),
    ("round half up", &["n", "scale"]),
    ("round up", &["n", "scale"]),
    ("string", &["from"]),
    ("years and months duration", &["from", "to"]),
];

/// The arguments in the order of the parameters.
fn positional<'a>(
    name: &str,
    arguments: &'a [(Option<String>, Expression)],
) -> Result<Vec<&'a Expression>, Stop> {
    if matches!(name, "time" | "date and time") {
        return Err(Stop::LeftOut(Reason::ClockTime));
    }
    let shapes = FUNCTIONS.iter().filter(|(function, _)| *function == name);
    let mut fitting = shapes.filter_map(|(_, parameters)| {
        let argument = |(position, parameter): (usize, &&str)| {
            let named = arguments
                .iter()
                .find(|(name, _)| name.as_deref() == Some(*parameter));
            let placed = arguments.get(position).filter(|(name, _)| name.is_none());
            named.or(placed).map(|(_, argument)| argument)
        };
        let ordered: Option<Vec<&Expression>> =
            parameters.iter().enumerate().map(argument).collect();
        ordered.filter(|ordered| ordered.len() == arguments.len())
    });
    fitting.next().ok_or(Stop::LeftOut(Reason::Calls))
}

fn call(name: &str, values: &[Value]) -> Result<Value, Stop> {
    if values.contains(&Value::Unknown) {
        return Ok(Value::Unknown);
    }
    match (name, values) {
        ("not", [Value::Boolean(value)]) => Ok(Value::Boolean(!value)),
        ("string", _) => Err(Stop::LeftOut(Reason::Texts)),
        ("date", [Value::Day(date)]) => Ok(Value::Day(*date)),
        ("date", [Value::Text(text)]) => day(text).map(Value::Day),
        ("date", [year, month, day_of_month]) => date_of([year, month, day_of_month]),
        ("duration", [Value::Text(text)]) => duration(text),
        ("years and months duration", [Value::Day(from), Value::Day(to)]) => {
            // FEEL counts away from the earlier day and takes the sign afterwards.
            let months = if from <= to {
                months_between(*from, *to)
            } else {
                -months_between(*to, *from)
            };
            Value::measured(Number::from_i64(months), "个月")
        }
        ("abs", [Value::Measured(value)]) => {
            let magnitude = value.value().checked_abs()?;
            Ok(Value::Measured(Quantity::new(
                magnitude,
                value.unit().clone(),
            )))
        }
        (_, values) => numeric(
            name,
            &values.iter().map(plain).collect::<Result<Vec<_>, _>>()?,
        ),
    }
}

fn date_of(parts: [&Value; 3]) -> Result<Value, Stop> {
    let mut whole = [0_i64; 3];
    for (slot, part) in whole.iter_mut().zip(parts) {
        *slot = plain(part)?
            .to_i64()
            .ok_or(Stop::Refused(Refusal::NoSuchDay))?;
    }
    let [year, month, day_of_month] = whole;
    if !(1..=9999).contains(&year) {
        return Err(Stop::Refused(Refusal::OutsideYears));
    }
    let small = |value: i64| u32::try_from(value).ok();
    let date = i32::try_from(year)
        .ok()
        .zip(small(month))
        .zip(small(day_of_month));
    let date = date.and_then(|((year, month), day_of_month)| Date::new(year, month, day_of_month));
    date.map(Value::Day)
        .ok_or(Stop::Refused(Refusal::NoSuchDay))
}

fn plain(value: &Value) -> Result<Number, Stop> {
    match value {
        Value::Measured(quantity) if quantity.dimension().is_none() => Ok(quantity.value()),
        _ => Err(Stop::LeftOut(Reason::Types)),
    }
}

fn numeric(name: &str, numbers: &[Number]) -> Result<Value, Stop> {
    let number = match (name, numbers) {
        ("floor", [n]) => n.floor(),
        ("ceiling", [n]) => n.ceil(),
        ("floor", [n, scale]) => scaled(*n, *scale, |steps| Ok(steps.floor()))?,
        ("ceiling", [n, scale]) => scaled(*n, *scale, |steps| Ok(steps.ceil()))?,
        ("decimal", [n, scale]) => rounded(Rounding::HalfEven, *n, *scale)?,
        ("round half up", [n, scale]) => rounded(Rounding::HalfUp, *n, *scale)?,
        ("round up", [n, scale]) => rounded(Rounding::Up, *n, *scale)?,
        ("round down", [n, scale]) => rounded(Rounding::Down, *n, *scale)?,
        ("round half down", [_, _]) => return Err(Stop::LeftOut(Reason::RoundingHalfDown)),
        ("modulo", [dividend, divisor]) => dividend.checked_remainder(*divisor)?,
        ("even" | "odd", [n]) => {
            let even = n.checked_remainder(Number::from_i64(2))?.is_zero();
            return Ok(Value::Boolean(even == (name == "even")));
        }
        _ => return Err(Stop::LeftOut(Reason::Types)),
    };
    Ok(Value::number(number))
}

fn rounded(rounding: Rounding, number: Number, scale: Number) -> Result<Number, Stop> {
    Ok(rounding.apply(number, step(scale)?)?)
}

fn scaled(
    number: Number,
    scale: Number,
    whole: fn(Number) -> Result<Number, Stop>,
) -> Result<Number, Stop> {
    let step = step(scale)?;
    Ok(whole(number.checked_div(step)?)?.checked_mul(step)?)
}

/// The unit of the last decimal that is kept.
fn step(scale: Number) -> Result<Number, Stop> {
    let scale = scale.to_i64().ok_or(Stop::LeftOut(Reason::ScaleNotWhole))?;
    let ten = if scale < 0 {
        Number::from_i64(10)
    } else {
        Number::ONE.checked_div(Number::from_i64(10))?
    };
    let mut step = Number::ONE;
    for _ in 0..scale.unsigned_abs() {
        step = step.checked_mul(ten)?;
    }
    Ok(step)
}

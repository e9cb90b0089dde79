//! The functions of the language on ranges.

use tiaoli::check::{Function, Operator, Type};
use tiaoli::quantity::{
    AgeRule, Date, Number, Period, age, birthday, calendar_months, child_year, days_between,
    months_between,
};

use super::range::{Fault, Value, arithmetic, negate};
use super::terms::{Reference, date_of, number_of_day};

impl Reference<'_> {
    pub fn function(&self, function: Function, values: &[Value], ty: &Type) -> Value {
        match function {
            Function::Lower | Function::Higher => extreme(values, function == Function::Lower),
            Function::Absolute => absolute(&values[0]),
            Function::WholePart => self.monotone(&values[0], |n| Ok(n.floor())),
            Function::Remainder => remainder(values),
            Function::DaysBetween => between(values, days_between),
            Function::MonthsBetween => between(values, months_between),
            Function::CalendarMonths => between(values, calendar_months),
            Function::Age => between(values, |birth, on| age(birth, on, self.age_rule())),
            Function::YearOf => self.monotone(&values[0], |n| {
                day(n).map(|d| Number::from_i64(i64::from(d.year())))
            }),
            Function::MonthOf => part(&values[0], 12, Date::month),
            Function::DayOf => part(&values[0], 31, Date::day),
            Function::MakeDate => make_date(values),
            Function::MonthStart => self.day_of(values, Date::first_of_month),
            Function::MonthEnd => self.day_of(values, Date::last_of_month),
            Function::YearStart => self.day_of(values, Date::first_of_year),
            Function::YearEnd => self.day_of(values, Date::last_of_year),
            Function::ChildYearStart => self.child_year(values, Period::first),
            Function::ChildYearEnd => self.child_year(values, Period::last),
            Function::Birthday => nth_birthday(values),
            Function::Period => period(values),
            Function::Overlap => match both(values) {
                Some((a, b)) => Value::Period(Some(a.overlap(&b))),
                None => Value::Period(None),
            },
            Function::PeriodDays => of_period(&values[0], Period::days),
            Function::PeriodMonths => of_period(&values[0], Period::calendar_months),
            Function::UnionDays => both(values).map_or_else(
                || self.anything(ty),
                |(a, b)| Value::whole(a.union_days(&b)),
            ),
        }
    }

    fn age_rule(&self) -> AgeRule {
        self.model
            .conventions
            .age
            .expect("the checker asks for the convention")
    }

    fn day_of(&self, values: &[Value], f: fn(Date) -> Date) -> Value {
        self.monotone(&values[0], |number| {
            day(number).map(|day| number_of_day(f(day)))
        })
    }

    fn child_year(&self, values: &[Value], f: fn(Period) -> Option<Date>) -> Value {
        let (Some(birth), Some(on)) = (values[0].number(), values[1].number()) else {
            return Value::open().limited();
        };
        let (Ok(birth), Ok(on)) = (day(birth), day(on)) else {
            return Value::Fault(Fault::NoSuchDay);
        };
        child_year(birth, on, self.age_rule())
            .and_then(f)
            .map_or(Value::Fault(Fault::NoSuchDay), |day| {
                Value::settled(number_of_day(day))
            })
    }
}

fn day(number: Number) -> Result<Date, Fault> {
    date_of(number).ok_or(Fault::NoSuchDay)
}

fn extreme(values: &[Value], lower: bool) -> Value {
    let pick = |a: Number, b: Number| if lower { a.min(b) } else { a.max(b) };
    // An open end loses where a closed one is sure to be further in.
    let near = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (Some(a), Some(b)) => Some(pick(a, b)),
        (one, other) => one.or(other),
    };
    let far = |a: Option<Number>, b: Option<Number>| a.zip(b).map(|(a, b)| pick(a, b));
    let mut ends = values[0].ends();
    for value in &values[1..] {
        let (low, high) = value.ends();
        ends = if lower {
            (far(ends.0, low), near(ends.1, high))
        } else {
            (near(ends.0, low), far(ends.1, high))
        };
    }
    Value::Range(ends.0, ends.1)
}

fn absolute(value: &Value) -> Value {
    let (low, high) = value.ends();
    let zero = Number::ZERO;
    if low.is_some_and(|low| low >= zero) {
        return value.clone();
    }
    if high.is_some_and(|high| high <= zero) {
        return negate(value);
    }
    let far = low
        .zip(high)
        .map(|(low, high)| high.max(low.checked_neg().expect("exact numbers are symmetric")));
    Value::Range(Some(zero), far)
}

fn remainder(values: &[Value]) -> Value {
    let (Some(x), Some(y)) = (values[0].number(), values[1].number()) else {
        return Value::open().limited();
    };
    let quotient = arithmetic(Operator::Divide, &Value::settled(x), &Value::settled(y));
    let Some(quotient) = quotient.number() else {
        return quotient;
    };
    let whole = arithmetic(
        Operator::Multiply,
        &Value::settled(y),
        &Value::settled(quotient.floor()),
    );
    let Some(whole) = whole.number() else {
        return whole;
    };
    arithmetic(
        Operator::Subtract,
        &Value::settled(x),
        &Value::settled(whole),
    )
}

/// Grows with the second day, falls with the first.
fn between(values: &[Value], f: impl Fn(Date, Date) -> i64) -> Value {
    let ((a, b), (c, d)) = (values[0].ends(), values[1].ends());
    let end = |from: Option<Number>, to: Option<Number>| {
        let (from, to) = (from.and_then(date_of)?, to.and_then(date_of)?);
        Some(Number::from_i64(f(from, to)))
    };
    Value::Range(end(b, c), end(a, d))
}

fn part(value: &Value, last: i64, f: fn(Date) -> u32) -> Value {
    match value.number() {
        Some(number) => {
            day(number).map_or_else(Value::Fault, |day| Value::whole(i64::from(f(day))))
        }
        None => Value::Range(Some(Number::ONE), Some(Number::from_i64(last))),
    }
}

fn make_date(values: &[Value]) -> Value {
    let Some(parts) = values.iter().map(Value::number).collect::<Option<Vec<_>>>() else {
        return Value::open().limited();
    };
    let parts: Option<Vec<i32>> = parts
        .iter()
        .map(|n| n.to_i64().and_then(|n| i32::try_from(n).ok()))
        .collect();
    parts
        .and_then(|p| Date::new(p[0], u32::try_from(p[1]).ok()?, u32::try_from(p[2]).ok()?))
        .map_or(Value::Fault(Fault::NoSuchDay), |day| {
            Value::settled(number_of_day(day))
        })
}

fn nth_birthday(values: &[Value]) -> Value {
    let on = |birth: Number, n: Number| {
        day(birth).and_then(|birth| {
            n.to_i64()
                .and_then(|n| birthday(birth, n))
                .ok_or(Fault::NoSuchDay)
        })
    };
    if let (Some(birth), Some(n)) = (values[0].number(), values[1].number()) {
        return on(birth, n).map_or_else(Value::Fault, |day| Value::settled(number_of_day(day)));
    }
    let ((a, b), (c, d)) = (values[0].ends(), values[1].ends());
    let end = |birth: Option<Number>, n: Option<Number>| {
        birth
            .zip(n)
            .and_then(|(birth, n)| on(birth, n).ok())
            .map(number_of_day)
    };
    Value::Range(end(a, c.map(Number::floor)), end(b, d.map(Number::ceil))).limited()
}

fn period(values: &[Value]) -> Value {
    match (values[0].number(), values[1].number()) {
        (Some(first), Some(last)) => match (day(first), day(last)) {
            (Ok(first), Ok(last)) => Value::Period(Some(Period::new(first, last))),
            _ => Value::Fault(Fault::NoSuchDay),
        },
        _ => Value::Period(None),
    }
}

fn both(values: &[Value]) -> Option<(Period, Period)> {
    match values {
        [Value::Period(Some(a)), Value::Period(Some(b))] => Some((*a, *b)),
        _ => None,
    }
}

fn of_period(value: &Value, f: fn(Period) -> i64) -> Value {
    match value {
        Value::Period(Some(period)) => Value::whole(f(*period)),
        _ => Value::open(),
    }
}

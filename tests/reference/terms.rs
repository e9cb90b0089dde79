//! The value of a term.

use tiaoli::check::{
    ConditionItem, Constant, Function, Instance, Model, Relation, ShiftUnit, Term, TermKind, Type,
};
use tiaoli::quantity::{Date, Number};

use super::case::{Case, RowId};
use super::range::{
    Fault, Value, ZERO, all, any, arithmetic, compare, compare_words, decided, negate, not,
    number_of,
};

/// Where a term is evaluated.
pub struct Reference<'a> {
    pub model: &'a Model,
    pub case: &'a Case,
}

impl Reference<'_> {
    pub fn anything(&self, ty: &Type) -> Value {
        Value::anything(ty, self.model)
    }

    /// The value of a term, with the members that the scopes around it range over.
    pub fn value(&self, term: &Term, bound: &[RowId]) -> Value {
        match &term.kind {
            TermKind::Constant(constant) => Value::of(constant),
            TermKind::Clock(clock) => Value::whole(i64::from(self.case.clock(*clock).to_days())),
            TermKind::Field { of, field } => {
                self.case
                    .fact(self.model, self.case.instance(of, bound), *field)
            }
            TermKind::Finding { of, finding } => self.finding(of.as_ref(), *finding, bound),
            TermKind::Reading(reading) => {
                let taken = self.case.readings.get(reading).copied();
                Value::whole(i64::from(
                    taken.unwrap_or(self.model.readings[reading.index()].default),
                ))
            }
            TermKind::Parameter { parameter, on } => {
                self.parameter(*parameter, on.as_deref(), bound, &term.ty)
            }
            TermKind::Definition { of, definition } => match self.scope(of.as_ref(), bound) {
                Some(scope) => self.definition(*definition, &scope),
                None => self.anything(&term.ty),
            },
            TermKind::Table { of, table, output } => match self.scope(of.as_ref(), bound) {
                Some(scope) => self.table(*table, *output as usize, &scope),
                None => self.anything(&term.ty),
            },
            TermKind::Holds { of, norm } => match self.scope(of.as_ref(), bound) {
                Some(scope) => self.holds(*norm, &scope),
                None => Value::perhaps(),
            },
            TermKind::Granted { of, norm, grant } => match self.scope(of.as_ref(), bound) {
                Some(scope) => self.granted(*norm, *grant as usize, &scope, &term.ty),
                None => self.anything(&term.ty),
            },
            TermKind::Arithmetic(operator, left, right) => {
                self.strict(&term.ty, &[left, right], bound, |v| {
                    arithmetic(*operator, &v[0], &v[1])
                })
            }
            TermKind::Negative(value) => self.strict(&term.ty, &[value], bound, |v| negate(&v[0])),
            TermKind::Shift { date, amount, by } => {
                self.strict(&term.ty, &[date, amount], bound, |v| {
                    self.moved(self.shift(v, *by), &v[1], amount)
                })
            }
            TermKind::Function(function, arguments) => {
                let arguments: Vec<&Term> = arguments.iter().collect();
                self.strict(&term.ty, &arguments, bound, |v| {
                    let value = self.function(*function, v, &term.ty);
                    match function {
                        Function::Birthday => self.moved(value, &v[1], arguments[1]),
                        _ => value,
                    }
                })
            }
            TermKind::Round {
                rounding,
                value,
                step,
                ..
            } => self.strict(&term.ty, &[value], bound, |v| {
                self.monotone(&v[0], |number| {
                    rounding.apply(number, *step).map_err(Fault::from)
                })
                .limited()
            }),
            TermKind::Compare(relation, left, right) => {
                self.strict(&term.ty, &[left, right], bound, |v| {
                    self.compared(*relation, v, &left.ty)
                })
            }
            TermKind::Member {
                value,
                options,
                negated,
            } => self.strict(&term.ty, &[value], bound, |v| {
                let inside = member(&v[0], options);
                if *negated { not(&inside) } else { inside }
            }),
            TermKind::All(items) => all(&self.items(items, bound)),
            TermKind::Any(items) => any(&self.items(items, bound)),
            TermKind::Not(condition) => not(&self.value(condition, bound)),
            TermKind::Exists {
                collection,
                condition,
            } => self.exists(collection, condition.as_deref(), bound),
            TermKind::Every {
                collection,
                condition,
            } => self.every(collection, condition, bound),
            TermKind::Aggregate {
                aggregate,
                collection,
                value,
            } => self.aggregate(*aggregate, collection, value.as_deref(), bound, &term.ty),
            TermKind::Cases { cases, otherwise } => {
                self.cases(cases, otherwise.as_deref(), bound, &term.ty)
            }
            TermKind::Brackets { value, bands } => self.brackets(value, bands, bound, &term.ty),
        }
    }

    fn items(&self, items: &[ConditionItem], bound: &[RowId]) -> Vec<Value> {
        items
            .iter()
            .map(|item| self.value(&item.condition, bound))
            .collect()
    }

    /// The members that a declaration's own terms range over: its own instance, where its object stands in a list.
    /// None where there is no such instance.
    pub fn scope(&self, of: Option<&Instance>, bound: &[RowId]) -> Option<Vec<RowId>> {
        match of {
            None | Some(Instance::Root(_)) => Some(Vec::new()),
            Some(instance) => self.case.instance(instance, bound).map(|row| vec![row]),
        }
    }

    /// An operation that reads all of its operands: the first that is a fault, in the order of the text; if one before it may be
    /// a fault too, nobody knows which of them. Else the operation, which may be a fault if an operand may.
    pub fn strict(
        &self,
        ty: &Type,
        operands: &[&Term],
        bound: &[RowId],
        f: impl FnOnce(&[Value]) -> Value,
    ) -> Value {
        let values: Vec<Value> = operands
            .iter()
            .map(|operand| self.value(operand, bound))
            .collect();
        self.of_read(&values, ty, f)
    }

    pub fn of_read(&self, values: &[Value], ty: &Type, f: impl FnOnce(&[Value]) -> Value) -> Value {
        let doubtful = match first_fault(values) {
            Some(Ok(fault)) => return Value::Fault(fault),
            Some(Err(_)) => return self.anything(ty).or_fault(true),
            None => values.iter().any(Value::is_doubtful),
        };
        let bare: Vec<Value> = values.iter().map(|value| value.bare().clone()).collect();
        match f(&bare) {
            Value::Fault(_) if doubtful => self.anything(ty).or_fault(true),
            value => value.or_fault(doubtful),
        }
    }

    /// A growing function of one number, end by end.
    pub fn monotone(&self, value: &Value, f: impl Fn(Number) -> Result<Number, Fault>) -> Value {
        if let Some(number) = value.number() {
            return f(number).map_or_else(Value::Fault, Value::settled);
        }
        let (low, high) = value.ends();
        Value::Range(
            low.and_then(|low| f(low).ok()),
            high.and_then(|high| f(high).ok()),
        )
    }

    fn finding(
        &self,
        of: Option<&Instance>,
        finding: tiaoli::check::FindingId,
        bound: &[RowId],
    ) -> Value {
        let found = match of {
            Some(instance) => self
                .case
                .instance(instance, bound)
                .and_then(|row| self.case.rows[row].findings.get(&finding)),
            None => self.case.findings.get(&finding),
        };
        found.map_or_else(Value::perhaps, |holds| Value::truth(*holds))
    }

    fn parameter(
        &self,
        parameter: tiaoli::check::ParameterId,
        on: Option<&Term>,
        bound: &[RowId],
        ty: &Type,
    ) -> Value {
        let day = match on {
            None => Value::whole(i64::from(self.case.law_as_of.to_days())),
            Some(term) => self.value(term, bound),
        };
        if day.is_fault() {
            return day;
        }
        let Some(day) = day.number().and_then(date_of) else {
            return self.anything(ty).or_fault(true);
        };
        self.model.parameters[parameter.index()]
            .lines
            .iter()
            .filter(|line| line.in_force.contains(day))
            .filter(|line| {
                line.published
                    .is_none_or(|published| published <= self.case.known_as_of)
            })
            .max_by_key(|line| line.published)
            .map_or(Value::Fault(Fault::NotInForce), |line| {
                Value::of(&line.value)
            })
    }

    fn compared(&self, relation: Relation, values: &[Value], ty: &Type) -> Value {
        if let (Value::Words(left), Value::Words(right)) = (&values[0], &values[1]) {
            return compare_words(relation, left, right);
        }
        let graded =
            matches!(ty, Type::Choice(choice) if self.model.choices[choice.index()].ordered);
        // The first declared grade is the highest, and places count the other way.
        if graded {
            compare(relation, &values[1], &values[0])
        } else {
            compare(relation, &values[0], &values[1])
        }
    }

    fn shift(&self, values: &[Value], by: ShiftUnit) -> Value {
        let shifted = |date: Number, amount: Number| -> Option<Result<Number, Fault>> {
            let Some(day) = date_of(date) else {
                return Some(Err(Fault::NoSuchDay));
            };
            let Some(amount) = amount.to_i64() else {
                return Some(Err(Fault::NoSuchDay));
            };
            let moved = match by {
                ShiftUnit::Days => day.checked_add_days(amount),
                ShiftUnit::Months => day.checked_add_months(amount),
                ShiftUnit::Workdays(calendar) => {
                    return self.model.calendars[calendar.index()]
                        .calendar
                        .add_workdays(day, amount)
                        .map(|day| Ok(number_of_day(day)));
                }
            };
            Some(moved.map(number_of_day).ok_or(Fault::NoSuchDay))
        };
        if let (Some(date), Some(amount)) = (values[0].number(), values[1].number()) {
            return match shifted(date, amount) {
                Some(Ok(day)) => Value::settled(day),
                Some(Err(fault)) => Value::Fault(fault),
                None => Value::open(),
            };
        }
        let ((a, b), (c, d)) = (values[0].ends(), values[1].ends());
        let end = |date: Option<Number>, amount: Option<Number>| {
            date.zip(amount)
                .and_then(|(date, amount)| shifted(date, amount))
                .and_then(Result::ok)
        };
        let (low, high) = (end(a, c.map(Number::floor)), end(b, d.map(Number::ceil)));
        match by {
            ShiftUnit::Workdays(_) if low.is_none() || high.is_none() => Value::open(),
            ShiftUnit::Workdays(_) => Value::Range(low, high),
            ShiftUnit::Days | ShiftUnit::Months => Value::Range(low, high).limited(),
        }
    }

    fn brackets(
        &self,
        value: &Term,
        bands: &[(Option<Term>, Term)],
        bound: &[RowId],
        ty: &Type,
    ) -> Value {
        let mut operands: Vec<&Term> = vec![value];
        for (upper, rate) in bands {
            operands.extend(upper.as_ref());
            operands.push(rate);
        }
        self.strict(ty, &operands, bound, |values| {
            let Some(settled) = values[1..]
                .iter()
                .map(Value::number)
                .collect::<Option<Vec<Number>>>()
            else {
                return Value::open().limited();
            };
            let mut rest = settled.into_iter();
            let bands: Vec<(Option<Number>, Number)> = bands
                .iter()
                .map(|(upper, _)| {
                    (
                        upper.as_ref().and_then(|_| rest.next()),
                        rest.next().expect("a rate for each band"),
                    )
                })
                .collect();
            self.monotone(&values[0], |number| spread(number, &bands))
                .limited()
        })
    }
}

/// The first fault of some values that are all read: itself, or `Err` where one before it may be another.
pub fn first_fault(values: &[Value]) -> Option<Result<Fault, ()>> {
    let mut doubtful = false;
    for value in values {
        if let Value::Fault(fault) = value {
            return Some(if doubtful { Err(()) } else { Ok(*fault) });
        }
        doubtful |= value.is_doubtful();
    }
    None
}

/// The sum over the bands of the rate on the part of a number inside the band.
fn spread(number: Number, bands: &[(Option<Number>, Number)]) -> Result<Number, Fault> {
    let (mut sum, mut lower) = (ZERO, ZERO);
    for (upper, rate) in bands {
        let top = upper.map_or(number, |upper| upper.min(number));
        let part = top.checked_sub(lower)?.max(ZERO);
        sum = sum.checked_add(rate.checked_mul(part)?)?;
        lower = upper.map_or(lower, |upper| lower.max(upper));
    }
    Ok(sum)
}

/// Whether a value is among the options.
fn member(value: &Value, options: &[Constant]) -> Value {
    if let Value::Words(words) = value {
        return words.as_ref().map_or_else(Value::perhaps, |words| {
            Value::truth(
                options
                    .iter()
                    .any(|option| matches!(option, Constant::Text(text) if text == words)),
            )
        });
    }
    let (low, high) = value.ends();
    let numbers: Vec<Number> = options.iter().map(number_of).collect();
    if let Some(number) = value.number() {
        return Value::truth(numbers.contains(&number));
    }
    let inside = numbers
        .iter()
        .any(|n| low.is_none_or(|low| low <= *n) && high.is_none_or(|high| *n <= high));
    let places = matches!(
        options.first(),
        Some(Constant::Choice(..) | Constant::Boolean(_))
    );
    let every = places && {
        let (low, high) = (
            low.and_then(Number::to_i64).unwrap(),
            high.and_then(Number::to_i64).unwrap(),
        );
        (low..=high).all(|place| numbers.contains(&Number::from_i64(place)))
    };
    decided(every, !inside)
}

/// The day that a number stands for.
pub fn date_of(number: Number) -> Option<Date> {
    number
        .to_i64()
        .and_then(|days| i32::try_from(days).ok())
        .and_then(Date::from_days)
}

/// The number that stands for a day.
pub fn number_of_day(day: Date) -> Number {
    Number::from_i64(i64::from(day.to_days()))
}

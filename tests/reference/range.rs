//! What is known of a value: a range, words, a period, or a fault.

use tiaoli::check::{Constant, Model, Operator, Relation, Type};
use tiaoli::quantity::{ArithmeticError, Number, Period};

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Overflow,
    DivisionByZero,
    NoSuchDay,
    Empty,
    NoCase,
    Conflict,
    NotInForce,
}

/// What is known of a value; truths, options and days are numbers too.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Both ends included; none is open.
    Range(Option<Number>, Option<Number>),
    /// Words, where they are known.
    Words(Option<String>),
    /// A period, where both days are known.
    Period(Option<Period>),
    /// This, or a fault.
    Perhaps(Box<Value>),
    Fault(Fault),
}

pub const ZERO: Number = Number::ZERO;
pub const ONE: Number = Number::ONE;

impl From<ArithmeticError> for Fault {
    fn from(error: ArithmeticError) -> Self {
        match error {
            ArithmeticError::DivisionByZero => Self::DivisionByZero,
            _ => Self::Overflow,
        }
    }
}

impl Value {
    pub fn settled(number: Number) -> Self {
        Self::Range(Some(number), Some(number))
    }

    pub fn truth(holds: bool) -> Self {
        Self::settled(if holds { ONE } else { ZERO })
    }

    pub fn perhaps() -> Self {
        Self::Range(Some(ZERO), Some(ONE))
    }

    pub fn open() -> Self {
        Self::Range(None, None)
    }

    pub fn whole(number: i64) -> Self {
        Self::settled(Number::from_i64(number))
    }

    /// The widest value of a type.
    pub fn anything(ty: &Type, model: &Model) -> Self {
        match ty {
            Type::Boolean => Self::perhaps(),
            Type::Number(_) | Type::Date => Self::open(),
            Type::Choice(choice) => {
                let last = model.choices[choice.index()].options.len() as i64 - 1;
                Self::Range(Some(ZERO), Some(Number::from_i64(last)))
            }
            Type::Text => Self::Words(None),
            Type::Period => Self::Period(None),
        }
    }

    pub fn of(constant: &Constant) -> Self {
        match constant {
            Constant::Text(words) => Self::Words(Some(words.clone())),
            other => Self::settled(number_of(other)),
        }
    }

    pub fn is_settled(&self) -> bool {
        match self {
            Self::Range(low, high) => low.is_some() && low == high,
            Self::Words(words) => words.is_some(),
            Self::Period(period) => period.is_some(),
            Self::Perhaps(_) => false,
            Self::Fault(_) => true,
        }
    }

    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Fault(_))
    }

    /// Whether it may yet be a fault.
    pub fn is_doubtful(&self) -> bool {
        matches!(self, Self::Perhaps(_))
    }

    /// The same, or a fault, if `doubtful`.
    pub fn or_fault(self, doubtful: bool) -> Self {
        match self {
            Self::Fault(_) if doubtful => panic!("a fault may be nothing else"),
            value @ (Self::Fault(_) | Self::Perhaps(_)) => value,
            value if doubtful => Self::Perhaps(Box::new(value)),
            value => value,
        }
    }

    /// What it is, unless it is a fault after all.
    pub fn bare(&self) -> &Self {
        match self {
            Self::Perhaps(value) => value,
            value => value,
        }
    }

    /// The result of an operation that has none beyond the limits: where an end is open, it may be a fault.
    pub fn limited(self) -> Self {
        let open = matches!(&self, Self::Range(low, high) if low.is_none() || high.is_none());
        self.or_fault(open)
    }

    /// As it is told: one value that may be a fault is anything.
    pub fn told(self, ty: &Type, model: &Model) -> Self {
        match self {
            Self::Perhaps(value) if value.is_settled() => Self::anything(ty, model),
            Self::Perhaps(value) => *value,
            value => value,
        }
    }

    /// The settled number.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Range(Some(low), Some(high)) if low == high => Some(*low),
            _ => None,
        }
    }

    pub fn is_true(&self) -> bool {
        self.number() == Some(ONE)
    }

    pub fn is_false(&self) -> bool {
        self.number() == Some(ZERO)
    }

    pub fn ends(&self) -> (Option<Number>, Option<Number>) {
        match self.bare() {
            Self::Range(low, high) => (*low, *high),
            other => panic!("no range: {other:?}"),
        }
    }

    /// The least range that covers both.
    pub fn join(&self, other: &Self) -> Self {
        let doubtful = self.is_doubtful() || other.is_doubtful();
        let joined = match (self.bare(), other.bare()) {
            (Self::Range(a, b), Self::Range(c, d)) => Self::Range(
                a.zip(*c).map(|(a, c)| a.min(c)),
                b.zip(*d).map(|(b, d)| b.max(d)),
            ),
            (Self::Words(a), Self::Words(b)) => Self::Words(if a == b { a.clone() } else { None }),
            (Self::Period(a), Self::Period(b)) => Self::Period(if a == b { *a } else { None }),
            _ => panic!("no join of {self:?} and {other:?}"),
        };
        joined.or_fault(doubtful)
    }
}

/// The number that stands for a constant.
pub fn number_of(constant: &Constant) -> Number {
    match constant {
        Constant::Boolean(truth) => Number::from_i64(i64::from(*truth)),
        Constant::Number(number) => *number,
        Constant::Date(date) => Number::from_i64(i64::from(date.to_days())),
        Constant::Choice(_, place) => Number::from_i64(i64::from(*place)),
        Constant::Text(_) => panic!("words are no number"),
    }
}

pub fn negate(value: &Value) -> Value {
    let (low, high) = value.ends();
    Value::Range(high.map(minus), low.map(minus))
}

fn minus(number: Number) -> Number {
    number.checked_neg().expect("exact numbers are symmetric")
}

/// The truth of the opposite.
pub fn not(value: &Value) -> Value {
    match value {
        Value::Fault(fault) => Value::Fault(*fault),
        other => {
            let (low, high) = other.ends();
            let opposite =
                |end: Option<Number>| end.map(|end| ONE.checked_sub(end).expect("a truth"));
            Value::Range(opposite(high), opposite(low)).or_fault(other.is_doubtful())
        }
    }
}

/// All of the truths.
pub fn all(items: &[Value]) -> Value {
    if items.iter().any(Value::is_false) {
        return Value::truth(false);
    }
    let surely = items.iter().all(|item| item.is_true() || item.is_fault());
    if let Some(fault) = items.iter().find(|item| item.is_fault() && surely) {
        return fault.clone();
    }
    let doubtful = items
        .iter()
        .any(|item| item.is_fault() || item.is_doubtful());
    let unknown = items.iter().any(|item| !item.is_true());
    Value::Range(Some(if unknown { ZERO } else { ONE }), Some(ONE)).or_fault(doubtful)
}

/// Any of the truths: not all of their opposites.
pub fn any(items: &[Value]) -> Value {
    let opposites: Vec<Value> = items.iter().map(not).collect();
    not(&all(&opposites))
}

/// `＋ － × ÷` on ranges.
pub fn arithmetic(operator: Operator, left: &Value, right: &Value) -> Value {
    let ((a, b), (c, d)) = (left.ends(), right.ends());
    let settled = left.is_settled() && right.is_settled();
    let result = match operator {
        Operator::Add => ends(
            settled,
            pair(a, c, Number::checked_add),
            pair(b, d, Number::checked_add),
        ),
        Operator::Subtract => ends(
            settled,
            pair(a, d, Number::checked_sub),
            pair(b, c, Number::checked_sub),
        ),
        Operator::Multiply => {
            if left.number() == Some(ZERO) || right.number() == Some(ZERO) {
                return Value::settled(ZERO);
            }
            corners(left, right, Number::checked_mul)
        }
        Operator::Divide => {
            if right.number() == Some(ZERO) {
                return Value::Fault(Fault::DivisionByZero);
            }
            let zero_inside = c.is_none_or(|c| c <= ZERO) && d.is_none_or(|d| d >= ZERO);
            if zero_inside {
                Value::open()
            } else {
                corners(left, right, Number::checked_div)
            }
        }
    };
    result.limited()
}

type Exact = Result<Number, ArithmeticError>;

fn pair(a: Option<Number>, b: Option<Number>, f: fn(Number, Number) -> Exact) -> Option<Exact> {
    a.zip(b).map(|(a, b)| f(a, b))
}

/// A range of two ends that may have overflowed: a fault where the operands are settled, else an open end.
fn ends(settled: bool, low: Option<Exact>, high: Option<Exact>) -> Value {
    match (low, high) {
        (Some(Err(error)), _) if settled => Value::Fault(error.into()),
        (low, high) => Value::Range(low.and_then(Result::ok), high.and_then(Result::ok)),
    }
}

fn corners(left: &Value, right: &Value, f: fn(Number, Number) -> Exact) -> Value {
    let (Value::Range(Some(a), Some(b)), Value::Range(Some(c), Some(d))) = (left, right) else {
        return Value::open();
    };
    let settled = a == b && c == d;
    let results: Vec<Exact> = [(a, c), (a, d), (b, c), (b, d)]
        .map(|(x, y)| f(*x, *y))
        .into_iter()
        .collect();
    if settled {
        return match results.into_iter().next() {
            Some(Ok(number)) => Value::settled(number),
            Some(Err(error)) => Value::Fault(error.into()),
            None => Value::open(),
        };
    }
    let exact: Option<Vec<Number>> = results.into_iter().map(Result::ok).collect();
    match exact {
        Some(numbers) => Value::Range(numbers.iter().min().copied(), numbers.iter().max().copied()),
        None => Value::open(),
    }
}

/// A comparison of two ranges.
pub fn compare(relation: Relation, left: &Value, right: &Value) -> Value {
    let ((a, b), (c, d)) = (left.ends(), right.ends());
    let below = |x: Option<Number>, y: Option<Number>| x.zip(y).is_some_and(|(x, y)| x < y);
    let at_most = |x: Option<Number>, y: Option<Number>| x.zip(y).is_some_and(|(x, y)| x <= y);
    match relation {
        Relation::AtMost => decided(at_most(b, c), below(d, a)),
        Relation::Less => decided(below(b, c), at_most(d, a)),
        Relation::AtLeast => decided(at_most(d, a), below(b, c)),
        Relation::Greater => decided(below(d, a), at_most(b, c)),
        Relation::Equal => decided(
            left.is_settled() && right.is_settled() && left == right,
            below(b, c) || below(d, a),
        ),
        Relation::NotEqual => not(&compare(Relation::Equal, left, right)),
    }
}

pub fn compare_words(relation: Relation, left: &Option<String>, right: &Option<String>) -> Value {
    match (left, right) {
        (Some(left), Some(right)) => Value::truth((left == right) == (relation == Relation::Equal)),
        _ => Value::perhaps(),
    }
}

pub fn decided(holds: bool, fails: bool) -> Value {
    if holds {
        Value::truth(true)
    } else if fails {
        Value::truth(false)
    } else {
        Value::perhaps()
    }
}

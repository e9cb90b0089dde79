//! Operations on ranges, as `grammar/MEANING.md` lays them down: every function takes what is known of its operands and says
//! what is known of the result. A fault of an operand is the result, the first in the order of the text.

mod condition;

mod day;

mod figure;

mod held;

mod number;

pub(crate) use self::condition::{and, compare, join, member, negated, or};
pub(crate) use self::day::{
    make_date, of_day, of_days, of_periods, quarter_end, roll_forward, to_whole, workdays,
};
pub(crate) use self::figure::Figure;
use self::held::has_open_end;
pub(crate) use self::held::{Held, Reach, read, result, strict};
pub(crate) use self::number::{
    absolute, add, brackets, divide, higher, lower, multiply, negate, remainder, round, subtract,
    whole_part,
};

use super::value::{Fault, FaultKind, Value};
use crate::source::Span;

/// A fault at a place.
pub(crate) const fn fault(kind: FaultKind, span: Span) -> Value {
    Value::Fault(Fault { kind, span })
}

/// The first fault among two operands.
pub(crate) fn first_fault(left: &Value, right: &Value) -> Option<Value> {
    left.fault().or_else(|| right.fault()).map(Value::Fault)
}

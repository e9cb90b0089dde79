//! Arithmetic that cannot go wrong silently.
//!
//! What comes in: the figures, units, dates and numerals of official prose, as other rooms have cut them out of a text, and
//! facts of a case. What goes out: exact values ([`Number`], [`Quantity`], [`Date`], [`Period`]) and the law's own arithmetic on
//! them: how a term runs ([`deadline`]), when an age is reached ([`age()`]), which way an amount is rounded ([`Rounding`]), which
//! day is a working day ([`Calendar`]).
//!
//! Invariants:
//!
//! * A number is an exact rational. Nothing is ever rounded unless a [`Rounding`] is applied to it.
//! * A result that does not fit is an error, never a wrong figure; no operation here can panic.
//! * A unit is part of a value's type: its [`Dimension`] says what may be added to it. A calendar day never becomes a working
//!   day, a month never becomes thirty days, an age never becomes a number of years.
//!
//! What it never does: read a clock or a file, use a float, choose a rounding, an age rule or a holiday calendar by itself. It
//! knows no other room.

#![deny(clippy::arithmetic_side_effects)]

mod decimal;
mod number;
mod rounding;

mod built_in;
mod dimension;
mod unit;

mod measured;

mod date;
mod period;

mod age;
mod calendar;
mod term;

mod numeral;

#[cfg(test)]
mod laws;

pub use self::age::{AgeRule, age, age_reached_on, birthday, child_year};
pub use self::calendar::{Calendar, CalendarError};
pub use self::date::{
    Date, DateError, calendar_months, days_between, months_between, years_between,
};
pub use self::decimal::NumberError;
pub use self::dimension::{Base, Dimension};
pub use self::measured::{Quantity, QuantityError, money_read_back, show_en, show_zh};
pub use self::number::{ArithmeticError, Number};
pub use self::numeral::{parse_zh_amount, parse_zh_digits, parse_zh_number, to_zh_numeral};
pub use self::period::Period;
pub use self::rounding::Rounding;
pub use self::term::{Term, TermError, TermKind, deadline};
pub use self::unit::Unit;

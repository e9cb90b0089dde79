//! What is known of a value: a range, both ends included, or a fault.

use crate::quantity::{ArithmeticError, Date, Number, Period};
use crate::source::Span;

/// What is known of a value.
///
/// # Invariants
/// The low end is not above the high end. A number or a day may be open on either side: an end that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// True or false, `false < true`.
    Boolean {
        /// The low end.
        low: bool,
        /// The high end.
        high: bool,
    },
    /// A number in base units.
    Number {
        /// The low end.
        low: Option<Number>,
        /// The high end.
        high: Option<Number>,
    },
    /// A day.
    Date {
        /// The first day that it may be.
        low: Option<Date>,
        /// The last day that it may be.
        high: Option<Date>,
    },
    /// An option, by its place.
    Choice {
        /// The first place.
        low: u32,
        /// The last place.
        high: u32,
    },
    /// Words, by their number in the case; none where they are not known.
    Text(Option<TextId>),
    /// Two days or nothing; none where they are not known.
    Period(Option<Period>),
    /// No value: something granted in words alone.
    Nothing,
    /// The value cannot be computed.
    Fault(Fault),
}

/// The number of a text in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub(crate) u32);

/// Why a value cannot be computed, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// The place in the rules.
    pub span: Span,
}

/// Why a value cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The exact result does not fit.
    Overflow,
    /// Division by zero.
    DivisionByZero,
    /// There is no such day.
    NoSuchDay,
    /// The greatest or least of nothing.
    NoMember,
    /// No case or row applies.
    NoneApplies,
    /// Rows or exceptions apply together and differ.
    Conflict,
    /// A parameter or definition is not in force on the day.
    NotInForce,
}

impl From<ArithmeticError> for FaultKind {
    fn from(error: ArithmeticError) -> Self {
        match error {
            ArithmeticError::Overflow => Self::Overflow,
            ArithmeticError::DivisionByZero => Self::DivisionByZero,
        }
    }
}

impl Value {
    /// False or true, nobody knows which.
    pub const UNKNOWN: Self = Self::Boolean {
        low: false,
        high: true,
    };
    /// Any number.
    pub const ANY_NUMBER: Self = Self::Number {
        low: None,
        high: None,
    };
    /// Any day.
    pub const ANY_DATE: Self = Self::Date {
        low: None,
        high: None,
    };
    /// The number zero.
    pub const ZERO: Self = Self::number(Number::ZERO);

    /// A condition that is settled.
    #[must_use]
    pub const fn boolean(value: bool) -> Self {
        Self::Boolean {
            low: value,
            high: value,
        }
    }

    /// A number that is settled.
    #[must_use]
    pub const fn number(value: Number) -> Self {
        Self::Number {
            low: Some(value),
            high: Some(value),
        }
    }

    /// A day that is settled.
    #[must_use]
    pub const fn date(value: Date) -> Self {
        Self::Date {
            low: Some(value),
            high: Some(value),
        }
    }

    /// An option that is settled.
    #[must_use]
    pub const fn choice(place: u32) -> Self {
        Self::Choice {
            low: place,
            high: place,
        }
    }

    /// Whether it is one value.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Boolean { low, high } => low == high,
            Self::Number { low, high } => low.is_some() && low == high,
            Self::Date { low, high } => low.is_some() && low == high,
            Self::Choice { low, high } => low == high,
            Self::Text(text) => text.is_some(),
            Self::Period(period) => period.is_some(),
            Self::Nothing => true,
            Self::Fault(_) => false,
        }
    }

    /// Whether it is a range of more than one value.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Fault(_)) && !self.is_settled()
    }

    /// The fault, if it is one.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        match self {
            Self::Fault(fault) => Some(*fault),
            _ => None,
        }
    }

    /// Whether it is settled true.
    #[must_use]
    pub const fn is_true(&self) -> bool {
        matches!(self, Self::Boolean { low: true, .. })
    }

    /// Whether it is settled false.
    #[must_use]
    pub const fn is_false(&self) -> bool {
        matches!(self, Self::Boolean { high: false, .. })
    }

    /// The number, if it is a settled one.
    #[must_use]
    pub fn settled_number(&self) -> Option<Number> {
        match self {
            Self::Number {
                low: Some(low),
                high: Some(high),
            } if low == high => Some(*low),
            _ => None,
        }
    }

    /// The day, if it is a settled one.
    #[must_use]
    pub fn settled_date(&self) -> Option<Date> {
        match self {
            Self::Date {
                low: Some(low),
                high: Some(high),
            } if low == high => Some(*low),
            _ => None,
        }
    }

    /// The place of the option, if it is a settled one.
    #[must_use]
    pub fn settled_choice(&self) -> Option<u32> {
        match self {
            Self::Choice { low, high } if low == high => Some(*low),
            _ => None,
        }
    }
}

/// A number of the program as a place in a vector.
#[inline]
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

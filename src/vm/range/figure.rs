//! Figures over members that are in or perhaps in.

use crate::compile::FigureModel;
use crate::quantity::Number;
use crate::source::Span;
use crate::vm::value::{Fault, FaultKind, Value};

use super::{Held, add, fault, join};

/// How far a figure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureState {
    /// No member so far.
    Empty,
    /// Some members, all of whose values are known as ranges.
    Some,
    /// Anything: a value of a member that is perhaps in is a fault, or a list is not given.
    Anything,
    /// A fault, which nothing takes away.
    Stuck,
}

/// A figure over a collection, member by member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) kind: FigureModel,
    pub(crate) state: FigureState,
    pub(crate) value: Held,
    pub(crate) anything: Value,
    /// Whether a filter, or a value of a member, may be a fault: then the whole may.
    doubtful: bool,
    /// The least, for the least of members in: open until one is in.
    any_in: bool,
}

impl Figure {
    /// No member yet.
    pub(crate) const fn new(kind: FigureModel, anything: Value) -> Self {
        let value = match kind {
            FigureModel::Exists => Value::boolean(false),
            FigureModel::Every => Value::boolean(true),
            FigureModel::Count | FigureModel::Sum | FigureModel::Greatest | FigureModel::Least => {
                Value::ZERO
            }
        };
        Self {
            kind,
            state: FigureState::Empty,
            value: Held::sure(value),
            anything,
            doubtful: false,
            any_in: false,
        }
    }

    /// A filter, or a value of a member that is in, is a fault.
    pub(crate) fn stick(&mut self, fault: Fault) {
        if self.state == FigureState::Stuck {
            return;
        }
        // One that came before may be another fault.
        if self.doubtful {
            self.state = FigureState::Anything;
            return;
        }
        self.state = FigureState::Stuck;
        self.value = Held::sure(Value::Fault(fault));
    }

    /// A filter may be a fault, or is one if a member gets so far.
    pub(crate) const fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// One more member; `within` is none where nothing filters it.
    pub(crate) fn member(&mut self, within: Option<&Held>, value: &Held, span: Span) {
        if self.state == FigureState::Stuck {
            return;
        }
        match self.kind {
            FigureModel::Exists => {
                let satisfied = within.map_or(*value, |within| within.and(value));
                self.value = self.value.or(&satisfied);
            }
            FigureModel::Every => {
                let satisfied = within.map_or(*value, |within| within.negated().or(value));
                self.value = self.value.and(&satisfied);
            }
            _ => self.figure(
                within.is_none_or(|within| within.value.is_true()),
                value,
                span,
            ),
        }
    }

    fn figure(&mut self, is_in: bool, value: &Held, span: Span) {
        if let Some(found) = value.value.fault() {
            if is_in {
                self.stick(found);
            } else if self.kind != FigureModel::Count {
                self.state = FigureState::Anything;
                self.doubtful = true;
            }
            return;
        }
        self.doubtful |= value.doubtful;
        if self.state == FigureState::Anything {
            return;
        }
        let empty = self.state == FigureState::Empty;
        self.state = FigureState::Some;
        let value = &value.value;
        match self.kind {
            FigureModel::Count | FigureModel::Sum => {
                let added = if is_in { *value } else { perhaps(value) };
                self.add(&added, span);
            }
            FigureModel::Greatest => self.extreme(empty, is_in, value, true),
            _ => self.extreme(empty, is_in, value, false),
        }
        self.any_in |= is_in;
    }

    fn add(&mut self, added: &Value, span: Span) {
        let sum = add(&self.value.value, added, span);
        match sum.fault() {
            Some(found) => self.stick(found),
            None => {
                let is_sum = self.kind == FigureModel::Sum;
                self.doubtful |= is_sum && super::has_open_end(&sum);
                self.value = Held::sure(sum);
            }
        }
    }

    /// The greatest (or least) of all so far; the end that only members in hold up is open until one is in.
    fn extreme(&mut self, empty: bool, is_in: bool, value: &Value, greatest: bool) {
        let (low, high) = flipped(value, greatest);
        let (so_far_low, so_far_high) = if empty {
            (None, None)
        } else {
            flipped(&self.value.value, greatest)
        };
        let far = match (empty, so_far_high, high) {
            (true, _, high) => high,
            (false, Some(one), Some(other)) => Some(one.max(other)),
            _ => None,
        };
        let held = match (is_in, self.any_in) {
            (true, true) => so_far_low.max(low),
            (true, false) => low,
            (false, _) => so_far_low,
        };
        self.value = Held::sure(match (held, far) {
            (None, None) => self.anything,
            (held, far) => unflipped(held.map(|held| held.0), far.map(|far| far.0), greatest),
        });
    }

    /// A list that is not given; `count` bounds what it adds to a count, and `faultless` says that no filter of its
    /// members can be a fault.
    pub(crate) fn unlisted(
        &mut self,
        within: Option<&Held>,
        count: (Option<u32>, Option<u32>),
        faultless: bool,
        span: Span,
    ) {
        if self.state == FigureState::Stuck {
            return;
        }
        // A filter may be a fault for a member that is not known.
        self.doubtful |= !faultless;
        match self.kind {
            FigureModel::Exists | FigureModel::Every => {
                self.member(within, &Held::doubtful(Value::UNKNOWN), span);
            }
            FigureModel::Count if self.state == FigureState::Anything => {}
            FigureModel::Count => {
                let is_in = within.is_none_or(|within| within.value.is_true());
                let end = |number: u32| Number::from_i64(i64::from(number));
                let low = count.0.filter(|_| is_in).map_or(Number::ZERO, end);
                let added = Value::Number {
                    low: Some(low),
                    high: count.1.map(end),
                };
                self.state = FigureState::Some;
                self.add(&added, span);
            }
            _ => {
                self.state = FigureState::Anything;
                self.doubtful = true;
            }
        }
    }

    /// The figure over all members.
    pub(crate) fn finish(&self, span: Span) -> Held {
        let is_extreme = matches!(self.kind, FigureModel::Greatest | FigureModel::Least);
        match self.state {
            FigureState::Stuck => self.value,
            FigureState::Anything => Held::doubtful(self.anything),
            FigureState::Empty if is_extreme && !self.doubtful => {
                Held::sure(fault(FaultKind::NoMember, span))
            }
            FigureState::Empty if is_extreme => Held::doubtful(self.anything),
            // Of members that are only perhaps in there may be none.
            FigureState::Some if is_extreme && !self.any_in => Held::doubtful(self.value.value),
            _ if self.doubtful && self.value.is_fault() => Held::doubtful(self.anything),
            _ => Held::of(self.value.value, self.doubtful || self.value.doubtful),
        }
    }
}

/// What a member that is perhaps in adds to a sum.
fn perhaps(value: &Value) -> Value {
    let zero = Value::ZERO;
    match value {
        Value::Number { .. } => join(&zero, value, value),
        other => *other,
    }
}

/// A number that may be seen from the other side: so that the least of some is the greatest of their opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sided(Side, bool);

/// A value that has an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Number(Number),
    Date(crate::quantity::Date),
    Choice(u32),
}

impl PartialOrd for Sided {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sided {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        if self.1 {
            self.0.cmp(&other.0)
        } else {
            other.0.cmp(&self.0)
        }
    }
}

/// The two ends, the low one first as seen from the side of the greatest.
fn flipped(value: &Value, greatest: bool) -> (Option<Sided>, Option<Sided>) {
    let side = |side: Side| Sided(side, greatest);
    let (low, high) = match value {
        Value::Number { low, high } => (low.map(Side::Number), high.map(Side::Number)),
        Value::Date { low, high } => (low.map(Side::Date), high.map(Side::Date)),
        Value::Choice { low, high } => (Some(Side::Choice(*low)), Some(Side::Choice(*high))),
        _ => (None, None),
    };
    let (low, high) = (low.map(side), high.map(side));
    if greatest { (low, high) } else { (high, low) }
}

/// The value with these ends.
fn unflipped(held: Option<Side>, far: Option<Side>, greatest: bool) -> Value {
    let (low, high) = if greatest { (held, far) } else { (far, held) };
    let number = |side: Option<Side>| match side {
        Some(Side::Number(number)) => Some(number),
        _ => None,
    };
    let date = |side: Option<Side>| match side {
        Some(Side::Date(date)) => Some(date),
        _ => None,
    };
    match low.or(high) {
        Some(Side::Date(_)) => Value::Date {
            low: date(low),
            high: date(high),
        },
        Some(Side::Choice(_)) => match (low, high) {
            (Some(Side::Choice(low)), Some(Side::Choice(high))) => Value::Choice { low, high },
            _ => Value::Choice {
                low: 0,
                high: u32::MAX,
            },
        },
        _ => Value::Number {
            low: number(low),
            high: number(high),
        },
    }
}

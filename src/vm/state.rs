//! How a duty, prohibition or indicator stands, as `grammar/MEANING.md`, section 7, says.

use core::cmp::Ordering;

use crate::quantity::Date;

use super::outcome::State;
use super::value::Value;

/// What the state of a duty or task rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Performance {
    /// 判断日.
    pub(super) as_of: Date,
    /// 期限: none where there is none, or none that is a day.
    pub(super) deadline: Option<Value>,
    /// The first day of the stretch in which a fulfilment counts, for 每年 and the like.
    pub(super) since: Option<Date>,
    /// 完成日期.
    pub(super) done_on: Option<Value>,
    /// 完成标志.
    pub(super) done_when: Option<Value>,
}

impl Performance {
    /// The state.
    pub(super) fn state(&self) -> State {
        let done_on = self.done_on.and_then(|value| value.settled_date());
        if let Some(day) = done_on.filter(|day| *day <= self.as_of) {
            let counts = self.since.is_none_or(|since| since <= day);
            return if counts { self.done(day) } else { self.open() };
        }
        // A day of completion still to come: not done so far.
        if done_on.is_some() {
            return self.open();
        }
        match self.done_when {
            Some(done) if done.is_true() => self.done_some_day(),
            Some(done) if done.is_false() => self.open(),
            _ => State::Undetermined,
        }
    }

    fn against(&self, day: Date) -> Option<Ordering> {
        match self.deadline {
            None => Some(Ordering::Less),
            Some(deadline) => deadline.settled_date().map(|deadline| day.cmp(&deadline)),
        }
    }

    fn done(&self, day: Date) -> State {
        match self.against(day) {
            Some(Ordering::Less | Ordering::Equal) => State::Performed,
            Some(Ordering::Greater) => State::PerformedLate,
            None => State::Undetermined,
        }
    }

    /// Done, but the day is not known.
    fn done_some_day(&self) -> State {
        match self.against(self.as_of) {
            Some(Ordering::Less | Ordering::Equal) => State::Performed,
            Some(Ordering::Greater) | None => State::Undetermined,
        }
    }

    fn open(&self) -> State {
        if self.deadline.is_none() {
            return State::NotPerformed;
        }
        match self.against(self.as_of) {
            Some(Ordering::Less | Ordering::Equal) => State::NotDue,
            Some(Ordering::Greater) => State::Overdue,
            None => State::Undetermined,
        }
    }
}

/// The state of a prohibition that holds.
pub(super) const fn of_prohibition(violated: Value) -> State {
    if violated.is_true() {
        State::Violated
    } else if violated.is_false() {
        State::Complied
    } else {
        State::Undetermined
    }
}

/// The state of an indicator.
pub(super) const fn of_indicator(met: Value) -> State {
    if met.is_true() {
        State::Met
    } else if met.is_false() {
        State::NotMet
    } else {
        State::Undetermined
    }
}

#[cfg(test)]
mod tests {
    use super::{Performance, State};
    use crate::quantity::Date;
    use crate::vm::value::Value;

    fn day(day: u32) -> Date {
        Date::new(2024, 6, day).unwrap()
    }

    fn state(deadline: Option<u32>, done_on: Option<u32>, done: Option<bool>) -> State {
        Performance {
            as_of: day(15),
            deadline: deadline.map(|number| Value::date(day(number))),
            since: None,
            done_on: done_on.map(|number| Value::date(day(number))),
            done_when: done.map(Value::boolean),
        }
        .state()
    }

    #[test]
    fn a_duty_is_done_due_or_late() {
        assert_eq!(state(Some(10), Some(9), None), State::Performed);
        assert_eq!(state(Some(10), Some(11), None), State::PerformedLate);
        assert_eq!(state(None, Some(11), None), State::Performed);
        assert_eq!(state(Some(20), Some(18), None), State::NotDue);
        assert_eq!(state(Some(15), None, Some(false)), State::NotDue);
        assert_eq!(state(Some(14), None, Some(false)), State::Overdue);
        assert_eq!(state(Some(14), None, Some(true)), State::Undetermined);
        assert_eq!(state(Some(15), None, Some(true)), State::Performed);
        assert_eq!(state(None, None, Some(false)), State::NotPerformed);
        assert_eq!(state(None, Some(18), None), State::NotPerformed);
        assert_eq!(state(None, None, None), State::Undetermined);
    }

    #[test]
    fn a_day_of_completion_before_the_stretch_does_not_count() {
        let performance = Performance {
            as_of: day(15),
            deadline: Some(Value::date(day(30))),
            since: Some(day(1)),
            done_on: Some(Value::date(Date::new(2024, 5, 31).unwrap())),
            done_when: None,
        };
        assert_eq!(performance.state(), State::NotDue);
    }

    #[test]
    fn a_deadline_that_is_not_settled_counts_as_neither() {
        let performance = Performance {
            as_of: day(15),
            deadline: Some(Value::ANY_DATE),
            since: None,
            done_on: None,
            done_when: Some(Value::boolean(false)),
        };
        assert_eq!(performance.state(), State::Undetermined);
    }
}

//! The sign before an answer, and its colour.

use crate::cli::voice::{FAINT, GREEN, RED, YELLOW};
use crate::engine::code::{Outcome, State};
use crate::engine::{Answer, Verdict};

/// The mark and colour of an answer: what holds and is broken, overdue or missed gets no tick.
pub(crate) const fn mark(answer: &Answer) -> (&'static str, &'static str) {
    match (&answer.verdict, answer.state) {
        (Verdict::Faulty(_), _) => ("！", RED),
        (_, Some(State::Violated | State::Overdue | State::NotMet)) => ("✘", RED),
        (Verdict::Reached(Outcome::Holds), Some(State::Undetermined)) => ("？", YELLOW),
        (Verdict::Reached(Outcome::Holds), _) => ("✔", GREEN),
        (Verdict::Reached(Outcome::Fails), _) => ("✘", RED),
        (Verdict::Reached(Outcome::Pending | Outcome::AwaitsFinding), _) => ("？", YELLOW),
        (Verdict::Reached(Outcome::NotApplicable), _) => ("－", FAINT),
    }
}

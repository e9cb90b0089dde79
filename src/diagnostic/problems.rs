//! All that is wrong: what the functions that can go on return beside their result.

use std::collections::BTreeSet;

use crate::diagnostic::problem::{Code, Problem, Severity};
use crate::source::Span;

/// Problems in the order in which they were found, each once.
///
/// # Invariants
/// No two have the same code, place and message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
    known: BTreeSet<(Code, Span, String)>,
}

impl Problems {
    /// No problems.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            found: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    /// Adds a problem, or the struct of facts that becomes one; says whether it is new.
    pub fn push(&mut self, problem: impl Into<Problem>) -> bool {
        let problem = problem.into();
        let key = (
            problem.code(),
            problem.primary().span,
            problem.message().zh.clone(),
        );
        let new = self.known.insert(key);
        if new {
            self.found.push(problem);
        }
        new
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many are this serious.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let same = self
            .found
            .iter()
            .filter(|problem| problem.severity() == severity);
        same.count()
    }

    /// Whether one of them has this code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.found.iter().any(|problem| problem.code() == code)
    }

    /// The problems in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter()
    }

    /// The problems by file, place and code.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Problem> {
        let mut sorted: Vec<&Problem> = self.found.iter().collect();
        sorted.sort_by_key(|problem| (problem.primary().span, problem.code()));
        sorted
    }

    /// The first `count` to look at, errors before warnings before hints, each by place; and how many are left.
    #[must_use]
    pub fn first(&self, count: usize) -> (Vec<&Problem>, usize) {
        let mut first = self.sorted();
        first.sort_by_key(|problem| problem.severity());
        let rest = first.len().saturating_sub(count);
        first.truncate(count);
        (first, rest)
    }

    /// The problems in the order in which they were found, as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Problem> {
        self.found
    }
}

impl<P: Into<Problem>> Extend<P> for Problems {
    fn extend<I: IntoIterator<Item = P>>(&mut self, problems: I) {
        for problem in problems {
            self.push(problem);
        }
    }
}

impl<P: Into<Problem>> FromIterator<P> for Problems {
    fn from_iter<I: IntoIterator<Item = P>>(problems: I) -> Self {
        let mut all = Self::new();
        all.extend(problems);
        all
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Problems;
    use crate::diagnostic::{Code, Label, Problem, Severity, Words};
    use crate::source::{FileId, Span};

    fn problem(code: &'static str, file: u32, start: u32) -> Problem {
        let span = Span::at(FileId::new(file), start);
        Problem::new(Code::new(code), Words::same("甲"), Label::here(span))
    }

    #[test]
    fn the_same_problem_is_kept_once() {
        let mut problems = Problems::new();
        assert!(problems.push(problem("E0101", 0, 3)));
        assert!(!problems.push(problem("E0101", 0, 3)));
        assert!(problems.push(problem("E0101", 0, 4)));
        assert_eq!((problems.len(), problems.is_empty()), (2, false));
    }

    #[test]
    fn problems_come_by_file_then_place_then_code() {
        let problems: Problems = [
            problem("W0501", 1, 0),
            problem("E0301", 0, 9),
            problem("E0201", 0, 9),
            problem("H0501", 0, 1),
        ]
        .into_iter()
        .collect();
        let codes =
            |list: Vec<&Problem>| list.iter().map(|one| one.code().name()).collect::<Vec<_>>();
        assert_eq!(
            codes(problems.sorted()),
            ["H0501", "E0201", "E0301", "W0501"]
        );
        let (first, rest) = problems.first(3);
        assert_eq!((codes(first), rest), (vec!["E0201", "E0301", "W0501"], 1));
        assert_eq!(problems.first(9).1, 0);
        assert!(problems.has_errors() && problems.has(Code::new("W0501")));
        assert_eq!(problems.count(Severity::Hint), 1);
        assert_eq!(problems.into_vec().len(), 4);
    }

    #[test]
    fn warnings_alone_are_no_errors() {
        let problems: Problems = [problem("W0501", 0, 0)].into_iter().collect();
        assert!(!problems.has_errors());
    }
}

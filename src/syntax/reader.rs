//! The state of reading one declaration: where it stands, and what was found wrong on the way.

use crate::diagnostic::{Problem, Problems};
use crate::source::{FileId, Span};

/// Reads the parse tree of one declaration.
#[derive(Debug)]
pub(super) struct Reader<'p> {
    file: FileId,
    /// Where the declaration starts in its file, in bytes.
    base: usize,
    problems: &'p mut Problems,
    broken: bool,
    /// Statements were blanked out: what is left is only read for further problems.
    after_slips: bool,
}

impl<'p> Reader<'p> {
    pub(super) fn new(file: FileId, base: usize, problems: &'p mut Problems) -> Self {
        Self {
            file,
            base,
            problems,
            broken: false,
            after_slips: false,
        }
    }

    /// A reader of what is left of a declaration after its slips were blanked out.
    pub(super) fn after_slips(file: FileId, base: usize, problems: &'p mut Problems) -> Self {
        Self {
            after_slips: true,
            ..Self::new(file, base, problems)
        }
    }

    /// Whether statements were blanked out: numbers and counts mean nothing then.
    pub(super) const fn is_after_slips(&self) -> bool {
        self.after_slips
    }

    /// A span of the file from places in the declaration's own text.
    pub(super) fn span_at(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(self.base.saturating_add(at)).unwrap_or(u32::MAX);
        Span::new(self.file, place(start), place(end))
    }

    /// Reports a problem after which the declaration cannot be used; reading goes on, for what else is wrong.
    pub(super) fn refuse(&mut self, problem: Problem) {
        self.broken = true;
        self.problems.push(problem);
    }

    /// Reports a problem that leaves the declaration usable.
    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Whether something was found after which the declaration cannot be used.
    pub(super) const fn is_broken(&self) -> bool {
        self.broken
    }
}

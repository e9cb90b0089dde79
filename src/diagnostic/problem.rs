//! One thing that is wrong: facts and sentences, without colours and without the text around it.

use std::fmt;

use crate::diagnostic::words::{Language, Words};
use crate::source::Span;

/// The stable name of a kind of problem: `E0301`, `W0501`.
///
/// A code is never used again for something else. Each has a page: [`explain`](crate::diagnostic::explain).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code with this name: `E`, `W` or `H` and four digits.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// How serious it is, by its letter.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self.0.bytes().next() {
            Some(b'W') => Severity::Warning,
            Some(b'H') => Severity::Hint,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How serious a problem is, the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing runs before it is put right.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Something to look at.
    Hint,
}

impl Severity {
    /// What it is called.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Error, Language::Zh) => "错误",
            (Self::Warning, Language::Zh) => "警告",
            (Self::Hint, Language::Zh) => "提示",
            (Self::Error, Language::En) => "error",
            (Self::Warning, Language::En) => "warning",
            (Self::Hint, Language::En) => "hint",
        }
    }
}

/// A place and what is to be said about it. The words say *this*: `this is in metres`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is said about it; may be empty.
    pub words: Words,
}

impl Label {
    /// A place with something to say about it.
    #[must_use]
    pub const fn new(span: Span, words: Words) -> Self {
        Self { span, words }
    }

    /// A place that the message itself speaks about.
    #[must_use]
    pub const fn here(span: Span) -> Self {
        Self::new(span, Words::none())
    }
}

/// One replacement in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What is put there.
    pub replacement: String,
}

impl Edit {
    /// The replacement of a stretch.
    #[must_use]
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
        }
    }
}

/// A way out that an editor can take by itself.
///
/// # Invariants
/// The edits do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fix {
    /// What is done: `write 「符合规定的育儿假」`.
    pub title: Words,
    /// The replacements.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A way out by one replacement.
    #[must_use]
    pub fn replace(title: Words, span: Span, replacement: impl Into<String>) -> Self {
        Self {
            title,
            edits: vec![Edit::new(span, replacement)],
        }
    }
}

/// Something wrong in a file, as a value. It is never printed here.
///
/// A room says it as a struct of facts with `impl From<UnitMismatch> for Problem`:
///
/// ```
/// use tiaoli::diagnostic::{Code, Label, Problem, Words};
/// use tiaoli::source::Span;
///
/// /// A sum of two amounts whose units differ.
/// pub struct UnitMismatch { pub left: Span, pub right: Span, pub unit: String }
///
/// impl From<UnitMismatch> for Problem {
///     fn from(facts: UnitMismatch) -> Self {
///         let message = Words::new("单位不同，不能相加", "units differ and cannot be added");
///         Problem::new(Code::new("E0301"), message, Label::here(facts.right))
///             .label(facts.left, Words::new("这里是另一个单位", "this has another unit"))
///             .help(Words::new(
///                 format!("先换算成“{}”", facts.unit),
///                 format!("convert it to `{}` first", facts.unit),
///             ))
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    message: Words,
    primary: Label,
    labels: Vec<Label>,
    help: Vec<Words>,
    fixes: Vec<Fix>,
    cites: Option<Words>,
}

impl Problem {
    /// What is wrong, in one sentence, and where.
    #[must_use]
    pub const fn new(code: Code, message: Words, primary: Label) -> Self {
        Self {
            code,
            message,
            primary,
            labels: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
            cites: None,
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, words: Words) -> Self {
        self.labels.push(Label::new(span, words));
        self
    }

    /// Adds a way out: what to write instead.
    #[must_use]
    pub fn help(mut self, way_out: Words) -> Self {
        self.help.push(way_out);
        self
    }

    /// Adds a way out that an editor can take.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Names the provision that it belongs to.
    #[must_use]
    pub fn cites(mut self, provision: Words) -> Self {
        self.cites = Some(provision);
        self
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// How serious it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What is wrong.
    #[must_use]
    pub const fn message(&self) -> &Words {
        &self.message
    }

    /// Where.
    #[must_use]
    pub const fn primary(&self) -> &Label {
        &self.primary
    }

    /// The other places.
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The ways out.
    #[must_use]
    pub fn ways_out(&self) -> &[Words] {
        &self.help
    }

    /// The ways out that an editor can take.
    #[must_use]
    pub fn fixes(&self) -> &[Fix] {
        &self.fixes
    }

    /// The provision that it belongs to.
    #[must_use]
    pub const fn provision(&self) -> Option<&Words> {
        self.cites.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Edit, Fix, Label, Problem, Severity};
    use crate::diagnostic::words::{Language, Words};
    use crate::source::{FileId, Span};

    #[test]
    fn the_letter_of_a_code_is_its_severity() {
        let severities = ["E0101", "W0501", "H0501"].map(|name| Code::new(name).severity());
        assert_eq!(
            severities,
            [Severity::Error, Severity::Warning, Severity::Hint]
        );
        assert_eq!(Severity::Warning.name(Language::Zh), "警告");
        assert_eq!(Code::new("E0101").to_string(), "E0101");
    }

    #[test]
    fn a_problem_keeps_what_it_was_built_from() {
        let span = Span::at(FileId::new(0), 3);
        let fix = Fix::replace(Words::same("改"), span, "且");
        let problem = Problem::new(Code::new("E0101"), Words::same("甲"), Label::here(span))
            .label(span, Words::same("乙"))
            .help(Words::same("丙"))
            .fix(fix.clone())
            .cites(Words::same("丁"));
        assert_eq!(problem.message().zh, "甲");
        assert_eq!(problem.labels(), [Label::new(span, Words::same("乙"))]);
        assert_eq!(problem.ways_out(), [Words::same("丙")]);
        assert_eq!(problem.fixes(), [fix]);
        assert_eq!(problem.fixes()[0].edits, [Edit::new(span, "且")]);
        assert_eq!(problem.provision(), Some(&Words::same("丁")));
    }
}

//! Well-typed rule packages and cases, made from a stream of choices.
//!
//! The stream shrinks well: fewer and smaller choices make a smaller package, and an exhausted stream always picks the simplest.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

mod declarations;
mod facts;
mod terms;

/// A stream of choices.
#[derive(Debug, Clone)]
pub struct Choices {
    stream: Vec<u32>,
    at: usize,
}

impl Choices {
    pub fn new(stream: Vec<u32>) -> Self {
        Self { stream, at: 0 }
    }

    /// A number in `0..n`; 0 once the stream is exhausted.
    pub fn pick(&mut self, n: usize) -> usize {
        let word = self.stream.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::try_from(word).expect("32 bits fit") % n.max(1)
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        let place = self.pick(of.len());
        of[place]
    }

    /// True once in `n`.
    pub fn rarely(&mut self, n: usize) -> bool {
        self.pick(n) == n - 1
    }
}

/// The types that generated terms have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Truth,
    Plain,
    Money,
    Day,
}

/// Whose facts are in scope by their bare names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Case,
    Child,
}

/// Something declared that later terms may name.
#[derive(Debug, Clone)]
pub struct Known {
    pub name: String,
    pub kind: Kind,
    pub scope: Scope,
}

/// A generated package: its declarations and one case.
#[derive(Debug, Clone)]
pub struct Package {
    pub declarations: Vec<String>,
    pub facts: String,
}

impl Package {
    pub fn text(&self) -> String {
        let mut text = self.declarations.join("\n");
        text.push('\n');
        text.push_str(&self.facts);
        text
    }
}

/// What is made while a package grows.
pub struct Maker {
    pub choices: Choices,
    pub known: Vec<Known>,
    pub count: usize,
}

/// A package and a case from a stream of choices.
pub fn package(stream: Vec<u32>) -> Package {
    let mut maker = Maker {
        choices: Choices::new(stream),
        known: Vec::new(),
        count: 0,
    };
    let declarations = maker.declarations();
    let facts = maker.facts();
    Package {
        declarations,
        facts,
    }
}

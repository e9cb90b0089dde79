//! Well-typed rule packages and cases, made from a stream of choices.
//!
//! The stream shrinks well: fewer and smaller choices make a smaller package, and an exhausted stream always picks the simplest.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

mod amounts;
mod days;
mod facts;
pub mod kinds;
mod lists;
mod norms;
mod tables;
mod truths;
mod world;

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
    /// A number of months.
    Length,
    Day,
    /// A period.
    Span,
    /// One of the places of the world.
    Home,
    /// One of its grades.
    Grade,
}

/// Whose facts are in scope by their bare names: those of the case's one family, of a child, or of a paper of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Case,
    Child,
    Paper,
}

/// Something declared that later terms may name.
#[derive(Debug, Clone)]
pub struct Known {
    pub name: String,
    pub kind: Kind,
    pub scope: Scope,
    /// A norm is named without its object.
    pub bare: bool,
    /// A permission, an encouragement or a task: no right may rest on it.
    pub weak: bool,
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
    /// Whether what is being made may name permissions, encouragements and tasks.
    pub weak: bool,
}

impl Maker {
    /// The text of a declared name of the kind, as it is said in the scope.
    pub fn named(&mut self, kind: Kind, scope: Scope) -> Option<String> {
        let weak = self.weak;
        let fitting: Vec<String> = self
            .known
            .iter()
            .filter(|known| known.kind == kind && (weak || !known.weak))
            .filter_map(|known| said_in(known, scope))
            .collect();
        let place = self.choices.pick(fitting.len());
        fitting.get(place).cloned()
    }

    pub fn term(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        match kind {
            Kind::Truth => self.truth(scope, depth),
            Kind::Plain => self.plain(scope, depth),
            Kind::Money => self.money(scope, depth),
            Kind::Length => self.length(scope, depth),
            Kind::Day => self.day(scope, depth),
            Kind::Span => self.span(scope, depth),
            Kind::Home => self.home(scope, depth),
            Kind::Grade => self.grade(scope, depth),
        }
    }

    pub fn cases(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let mut text = String::from("按下列情形分别确定：");
        let several = self.choices.rarely(3);
        for number in ["（一）", "（二）"].iter().take(1 + usize::from(several)) {
            let condition = self.truth(scope, depth - 1);
            let value = self.term(kind, scope, depth - 1);
            text.push_str(&format!("{number}（{condition}）的，{value}；"));
        }
        let last = if several { "（三）" } else { "（二）" };
        let otherwise = self.term(kind, scope, depth - 1);
        format!("{text}{last}其他，{otherwise}")
    }
}

/// How a declared name is said in a scope; none where it cannot be.
fn said_in(known: &Known, scope: Scope) -> Option<String> {
    let direct = known.bare || known.scope == Scope::Case || known.scope == scope;
    match (known.scope, scope) {
        (Scope::Case, _) | (Scope::Child, Scope::Child | Scope::Paper) => {}
        (Scope::Paper, Scope::Paper) => {}
        _ => return None,
    }
    Some(if direct {
        known.name.clone()
    } else {
        format!("子女的{}", known.name)
    })
}

/// A package and a case from a stream of choices.
pub fn package(stream: Vec<u32>) -> Package {
    let mut maker = Maker {
        choices: Choices::new(stream),
        known: Vec::new(),
        count: 0,
        weak: false,
    };
    let declarations = maker.declarations();
    let facts = maker.facts();
    Package {
        declarations,
        facts,
    }
}

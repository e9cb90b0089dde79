//! The account of a decision, as types.

use crate::diagnostic::Words;
use crate::engine::code::{Clocks, Modality};
use crate::engine::{
    DefaultTaken, Doubt, Figure, FigureTaken, Home, Mark, Passage, ReadingTaken, Verdict, WhatIf,
};
use crate::quantity::Date;
use crate::source::Digest;

/// For whom an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// 公众: two levels, plain sentences, what to do next.
    Citizen,
    /// 经办: everything that was weighed.
    Officer,
    /// 审计: that, and where each line stands, what was not used, and the versions.
    Auditor,
}

/// The account of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// For whom.
    pub depth: Depth,
    /// The title of the package.
    pub title: Words,
    /// The package that decided.
    pub package: Home,
    /// The three days.
    pub clocks: Clocks,
    /// The answers, in the order of the decision.
    pub answers: Vec<Told>,
    /// What is known of the documents that the answers cite.
    pub documents: Vec<DocumentCited>,
    /// The values of definitions that were asked for.
    pub figures: Vec<Figure>,
    /// What the package holds and no answer rests on; only for the auditor.
    pub unused: Vec<Unused>,
    /// The version of the program; only for the auditor.
    pub engine: Option<String>,
    /// The id of the decision record that is told, where it is one.
    pub record: Option<String>,
    /// Digests by which what decided can be known again; only for the auditor, from doors that have them.
    pub digests: Vec<Digested>,
}

/// Something with its digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// What it is.
    pub of: Words,
    /// By SHA-256.
    pub sha256: Digest,
    /// By SM3.
    pub sm3: Digest,
}

/// A document that answers cite. A passage names it by title and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentCited {
    /// Its title, without `《》`.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuers: Vec<String>,
    /// The day it was signed.
    pub dated: Option<Date>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The first day on which it is in force.
    pub from: Option<Date>,
    /// The first day on which it no longer is.
    pub until: Option<Date>,
    /// The declared digest of its text, where that is held.
    pub digest: Option<String>,
    /// What is unsettled about it.
    pub unsettled: Vec<String>,
}

/// The account of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub name: Words,
    /// The declared name, as commands take it.
    pub norm: String,
    /// For whom, where it is judged for each of several.
    pub instance: Option<Words>,
    /// The path of that instance in the facts.
    pub instance_path: Option<String>,
    /// What it says to its bearer.
    pub modality: Modality,
    /// What came out.
    pub verdict: Verdict,
    /// How it stands, as one mark.
    pub mark: Mark,
    /// The conclusion as a sentence.
    pub conclusion: Words,
    /// Where it does not hold: which items of the provisions fail.
    pub failing: Vec<Failing>,
    /// What is granted.
    pub grants: Vec<GrantTold>,
    /// What must be done, must not be done or may be done, with how it begins: 应当, 不得, 可以.
    pub deeds: Vec<(Words, String)>,
    /// The measured value, its target, and how it came about.
    pub measured: Option<Counted>,
    /// The last day and how it was counted.
    pub deadline: Option<Counted>,
    /// The day of completion and how it is known.
    pub done_on: Option<Counted>,
    /// What happens after the last day.
    pub if_late: Vec<String>,
    /// The provisions that say so.
    pub basis: Vec<Passage>,
    /// How the items below hang together: 同时符合下列条件, 符合下列情形之一.
    pub head: Option<Words>,
    /// The conditions, in the order and numbering of the rules.
    pub conditions: Vec<Item>,
    /// The exceptions, whether or not they apply.
    pub exceptions: Vec<Item>,
    /// What shows that it was done, broken or not.
    pub signs: Vec<Item>,
    /// Findings that were made, by whom and why.
    pub findings: Vec<FindingMade>,
    /// The figures that it rests on.
    pub figures: Vec<FigureTaken>,
    /// The readings that it uses, with what others would give.
    pub readings: Vec<ReadingTaken>,
    /// Defaults that were taken.
    pub defaults: Vec<DefaultTaken>,
    /// What is unsettled about the declarations that it rests on.
    pub doubts: Vec<Doubt>,
    /// What is unsettled about itself.
    pub unsettled: Vec<String>,
    /// What is missing, and who says it.
    pub next: Vec<Next>,
    /// What would have to be different for it to hold, where that was searched.
    pub different: Option<WhatIf>,
    /// Other provisions among its reasons.
    pub also: Vec<Passage>,
    /// Where it sends the reader.
    pub refer_to: Vec<Passage>,
    /// What to bring.
    pub documents: Vec<String>,
    /// 效力.
    pub effect: Option<Words>,
    /// Remarks.
    pub notes: Vec<String>,
    /// The package of the rule, where it is another one.
    pub home: Option<Home>,
    /// Where the rule stands; only for the auditor.
    pub place: Option<Place>,
    /// The steps of the trace that it rests on; only for the auditor.
    pub steps: Vec<u32>,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the package names it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// One line of the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What kind of line.
    pub kind: ItemKind,
    /// How it stands.
    pub mark: Mark,
    /// Its number, as the rules write it: （一） or 1.
    pub number: Option<String>,
    /// What it is.
    pub words: Words,
    /// Its value, where it is one.
    pub value: Option<Words>,
    /// How it is known, or why it was not judged.
    pub note: Option<Words>,
    /// The facts behind it, where its own lines are left out.
    pub used: Vec<Used>,
    /// The provisions that it cites itself.
    pub basis: Vec<Passage>,
    /// The step of the trace; only for the auditor.
    pub step: Option<u32>,
    /// Where it is written; only for the auditor.
    pub place: Option<Place>,
    /// Whether its own lines stand further up.
    pub told: bool,
    /// Its own lines.
    pub items: Vec<Item>,
}

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// Whom the norm is about: outside it the norm does not apply.
    Subject,
    /// The time in which the norm applies.
    InForce,
    /// A condition.
    Condition,
    /// Conditions that must all hold.
    All,
    /// Conditions of which one is enough.
    Any,
    /// An exception.
    Exception,
    /// A fact of the case.
    Fact,
    /// A finding.
    Finding,
    /// A case of a value, or a row of a table: when it applies and what it gives.
    Case,
    /// A figure, a reading, a day or the value of a definition.
    Value,
    /// A figure on the way of a computation.
    Computed,
}

/// A fact or figure that a line used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// What it is called.
    pub name: Words,
    /// Its value.
    pub value: Words,
    /// How it is known.
    pub note: Option<Words>,
}

/// A condition that fails, in the numbering of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// Its number, with those that it stands under: （三）1.
    pub number: String,
    /// What it asks.
    pub words: Words,
    /// What kind of failing.
    pub kind: ItemKind,
    /// Why it cannot be computed, where that is how it fails.
    pub fault: Option<Words>,
    /// The facts that it fails by.
    pub used: Vec<Used>,
    /// The items below it that fail.
    pub items: Vec<Failing>,
}

/// A grant and how its value came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantTold {
    /// What is granted.
    pub words: Words,
    /// Its value alone, where it has one.
    pub value: Option<Words>,
    /// The exception that puts it in place of the general case.
    pub exception: Option<Words>,
    /// How the value came about.
    pub how: Vec<Item>,
}

/// A value or a day, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The value.
    pub words: Words,
    /// In a sentence.
    pub rule: Option<Words>,
    /// The lines.
    pub how: Vec<Item>,
}

/// A finding that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingMade {
    /// What it is called.
    pub name: Words,
    /// What was found.
    pub holds: bool,
    /// Who found it.
    pub by: Option<String>,
    /// Why.
    pub reasons: Option<String>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// What kind of thing.
    pub kind: NextKind,
    /// What it is called.
    pub name: Words,
    /// Its path in the facts.
    pub path: String,
    /// The question.
    pub ask: Option<Words>,
    /// What proves it.
    pub evidence: Option<Words>,
    /// Who says it.
    pub by: Vec<String>,
}

/// What kind of thing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextKind {
    /// A fact to be given.
    Fact,
    /// A fact of which only bounds are known.
    Bounds,
    /// A finding to be made.
    Finding,
    /// Days of a calendar.
    Calendar,
}

/// Declarations of one kind that no answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// What kind of declaration.
    pub kind: Words,
    /// The names of those that stand in the files of the rules that were used.
    pub names: Vec<Words>,
    /// How many are not used.
    pub count: usize,
    /// How many there are of the kind.
    pub of: usize,
}

impl Depth {
    /// All of them, from the plainest.
    pub const ALL: [Self; 3] = [Self::Citizen, Self::Officer, Self::Auditor];

    /// For machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Officer => "officer",
            Self::Auditor => "auditor",
        }
    }

    /// Who it is for.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Citizen => Words::new("给公众", "for the public"),
            Self::Officer => Words::new("给经办", "for the officer"),
            Self::Auditor => Words::new("给审计", "for the auditor"),
        }
    }
}

//! From the files of a package to something that decides.

use std::collections::BTreeSet;

use crate::check::{Inputs, Label, Model, check, review};
use crate::compile::{Program, compile};
use crate::diagnostic::{Problem, Problems, Severity};
use crate::quantity::Date;
use crate::source::{FileId, Span, Text, Texts};
use crate::syntax::document::{DeclarationKind, Document, InstrumentField, Item};
use crate::syntax::parse;

use super::facts::FactSheet;
use super::package::{Manifest, SourceFile};

/// A package whose rule files are read and whose instrument texts are still to come.
#[derive(Debug)]
pub struct Opened {
    manifest: Manifest,
    texts: Texts,
    /// The number that the next file gets: also one that is refused keeps its own.
    next: u32,
    documents: Vec<Document>,
    problems: Problems,
}

/// A package that is read, checked and compiled: what decides.
#[derive(Debug)]
pub struct Engine {
    pub(crate) manifest: Manifest,
    pub(crate) texts: Texts,
    pub(crate) documents: Vec<Document>,
    pub(crate) model: Model,
    pub(crate) problems: Problems,
    pub(crate) program: Program,
}

impl Opened {
    /// Reads rule files. The order in which they come does not matter.
    #[must_use]
    pub fn read(manifest: Manifest, mut rules: Vec<SourceFile>) -> Self {
        rules.sort_by(|left, right| left.path.cmp(&right.path));
        let mut opened = Self {
            manifest,
            texts: Texts::new(),
            next: 0,
            documents: Vec::new(),
            problems: Problems::new(),
        };
        for file in rules {
            let id = number(&mut opened.next);
            match Text::from_bytes(id, file.path, &file.bytes) {
                Ok(text) => {
                    let (document, problems) = parse(&text);
                    opened.documents.push(document);
                    opened.problems.extend(problems);
                    opened.texts.insert(text);
                }
                Err(error) => {
                    opened.problems.push(Problem::from(error));
                }
            }
        }
        opened
    }

    /// The paths of the instrument texts that the rules name, each once.
    #[must_use]
    pub fn text_paths(&self) -> Vec<String> {
        let mut paths = BTreeSet::new();
        for item in self.documents.iter().flat_map(|document| &document.items) {
            let Item::Declaration(declaration) = item else {
                continue;
            };
            let DeclarationKind::Instrument(instrument) = &declaration.kind else {
                continue;
            };
            for field in &instrument.fields {
                if let InstrumentField::FullText(path) = field {
                    paths.insert(path.text.clone());
                }
            }
        }
        paths.into_iter().collect()
    }

    /// Checks the rules against the texts and compiles what passed.
    #[must_use]
    pub fn check(self, texts: Vec<SourceFile>) -> Engine {
        let Self {
            manifest,
            texts: mut held,
            mut next,
            documents,
            mut problems,
        } = self;
        let mut inputs = Inputs::default();
        for file in texts {
            match Text::from_bytes(number(&mut next), file.path.clone(), &file.bytes) {
                Ok(text) => {
                    inputs.texts.insert(file.path, text.shared());
                    held.insert(text);
                }
                Err(error) => {
                    problems.push(Problem::from(error));
                }
            }
        }
        let (model, found) = check(&documents, &inputs);
        problems.extend(found);
        let program = compile(&model);
        Engine {
            manifest,
            texts: held,
            documents,
            model,
            problems,
            program,
        }
    }
}

fn number(next: &mut u32) -> FileId {
    let id = FileId::new(*next);
    *next = next.saturating_add(1);
    id
}

impl Engine {
    /// Reads, checks and compiles a package whose texts are at hand.
    #[must_use]
    pub fn open(manifest: Manifest, rules: Vec<SourceFile>, texts: Vec<SourceFile>) -> Self {
        Opened::read(manifest, rules).check(texts)
    }

    /// What the package says about itself.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its files, rules and instrument texts.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// What its rule files say.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// What is wrong with it.
    #[must_use]
    pub const fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Warnings and hints of a review on some day, beside what is wrong; none where something keeps it from deciding.
    #[must_use]
    pub fn review(&self, as_of: Date) -> Problems {
        if self.is_sound() {
            review(&self.model, as_of)
        } else {
            Problems::new()
        }
    }

    /// Whether nothing keeps it from deciding.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.count(Severity::Error) == 0
    }

    /// What it means.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// What the machine runs.
    #[must_use]
    pub const fn program(&self) -> &Program {
        &self.program
    }

    /// What it asks about a case.
    #[must_use]
    pub fn facts(&self) -> FactSheet {
        FactSheet::of(&self.model)
    }

    /// Where something is written: file, line and character, both from 1.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<(String, u32, u32)> {
        let text = self.texts.get(span.file())?;
        let position = text.lines().position(span.start());
        Some((text.name().to_owned(), position.line, position.character))
    }
}

/// Whether a name, in either spelling, is this one.
pub(crate) fn is_named(label: &Label, name: &str) -> bool {
    label.name == name || label.alias.as_deref() == Some(name)
}

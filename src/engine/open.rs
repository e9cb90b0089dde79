//! From the files of a package to something that decides.

use std::collections::BTreeSet;

use crate::check::{Inputs, Model, check};
use crate::diagnostic::{Problem, Problems, Severity};
use crate::source::{Span, Text, Texts};
use crate::syntax::document::{DeclarationKind, Document, InstrumentField, Item};
use crate::syntax::parse;

use super::facts::FactSheet;
use super::package::{Manifest, SourceFile};

/// A package whose rule files are read and whose instrument texts are still to come.
#[derive(Debug)]
pub struct Opened {
    manifest: Manifest,
    texts: Texts,
    documents: Vec<Document>,
    problems: Problems,
}

/// A package that is read and checked.
#[derive(Debug)]
pub struct Engine {
    pub(crate) manifest: Manifest,
    pub(crate) texts: Texts,
    pub(crate) documents: Vec<Document>,
    pub(crate) model: Model,
    pub(crate) problems: Problems,
}

impl Opened {
    /// Reads rule files. The order in which they come does not matter.
    #[must_use]
    pub fn read(manifest: Manifest, mut rules: Vec<SourceFile>) -> Self {
        rules.sort_by(|left, right| left.path.cmp(&right.path));
        let mut opened = Self {
            manifest,
            texts: Texts::new(),
            documents: Vec::new(),
            problems: Problems::new(),
        };
        for file in rules {
            match Text::from_bytes(opened.texts.next_id(), file.path, &file.bytes) {
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
            documents,
            mut problems,
        } = self;
        let mut inputs = Inputs::default();
        for file in texts {
            match Text::from_bytes(held.next_id(), file.path.clone(), &file.bytes) {
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
        Engine {
            manifest,
            texts: held,
            documents,
            model,
            problems,
        }
    }
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

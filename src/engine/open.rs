//! From the files of a package to something that decides.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::check::{Inputs, JoinedPackage, Label, Model, check, review, unsound};
use crate::compile::{Program, compile};
use crate::diagnostic::{Problem, Problems, Severity};
use crate::quantity::Date;
use crate::source::{FileId, Span, Text, Texts};
use crate::syntax::document::{DeclarationKind, Document, InstrumentField, Item};
use crate::syntax::parse;

use super::facts::FactSheet;
use super::package::{Manifest, PackageFiles, SourceFile};
use super::phrases::Phrases;

/// A package whose rule files are read and whose instrument texts are still to come, with all packages that it is built on.
#[derive(Debug)]
pub struct Opened {
    own: Read,
    /// In the order of their names.
    others: Vec<Read>,
    shelf: Shelf,
}

/// The files that were read, and what is wrong with them.
#[derive(Debug)]
struct Shelf {
    texts: Texts,
    /// The number that the next file gets: also one that is refused keeps its own.
    next: u32,
    problems: Problems,
}

/// One package whose rule files are read.
#[derive(Debug)]
struct Read {
    manifest: Manifest,
    dependencies: Vec<(String, Range<usize>)>,
    manifest_file: Option<SourceFile>,
    files: BTreeSet<FileId>,
    documents: Vec<Document>,
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
    /// What conditions say in English, once somebody is told.
    phrases: OnceLock<Phrases>,
    /// Where it comes from then.
    phrased: fn(&Model, &Program, &Texts) -> Phrases,
}

impl Opened {
    /// Reads rule files. The order in which they come does not matter.
    #[must_use]
    pub fn read(manifest: Manifest, rules: Vec<SourceFile>) -> Self {
        let package = PackageFiles {
            manifest,
            dependencies: Vec::new(),
            manifest_file: None,
            rules,
        };
        Self::join(package, Vec::new())
    }

    /// Reads a package and all packages that it is built on. The order in which those come does not matter.
    #[must_use]
    pub fn join(package: PackageFiles, mut others: Vec<PackageFiles>) -> Self {
        others.sort_by(|left, right| left.manifest.name.cmp(&right.manifest.name));
        let mut shelf = Shelf {
            texts: Texts::new(),
            next: 0,
            problems: Problems::new(),
        };
        let own = shelf.package(package, None);
        let others = others.into_iter().map(|other| {
            let name = other.manifest.name.clone();
            shelf.package(other, Some(&name))
        });
        let others = others.collect();
        Self { own, others, shelf }
    }

    /// The names of the packages that this one is built on.
    #[must_use]
    pub fn joined(&self) -> Vec<String> {
        let others = self.others.iter();
        others.map(|one| one.manifest.name.clone()).collect()
    }

    /// The paths of the instrument texts that the rules name, each once.
    #[must_use]
    pub fn text_paths(&self) -> Vec<String> {
        self.own.text_paths()
    }

    /// The same for a package that this one is built on.
    #[must_use]
    pub fn text_paths_of(&self, name: &str) -> Vec<String> {
        let mut others = self.others.iter();
        others
            .find(|one| one.manifest.name == name)
            .map_or_else(Vec::new, Read::text_paths)
    }

    /// Checks the rules against the texts and compiles what passed.
    #[must_use]
    pub fn check(self, texts: Vec<SourceFile>) -> Engine {
        self.check_joined(texts, BTreeMap::new())
    }

    /// The same with the texts of the packages that this one is built on, by the name of the package.
    #[must_use]
    pub fn check_joined(
        self,
        texts: Vec<SourceFile>,
        mut others: BTreeMap<String, Vec<SourceFile>>,
    ) -> Engine {
        let Self {
            own,
            others: packages,
            mut shelf,
        } = self;
        let mut inputs = Inputs {
            texts: shelf.take_texts(texts, None),
            dependencies: shelf.places(own.manifest_file, own.dependencies, None),
            joined: Vec::new(),
        };
        let mut documents = own.documents;
        for other in packages {
            let name = other.manifest.name;
            let texts = others.remove(&name).unwrap_or_default();
            let texts = shelf.take_texts(texts, Some(&name));
            let dependencies = shelf.places(other.manifest_file, other.dependencies, Some(&name));
            inputs.joined.push(JoinedPackage {
                name,
                version: other.manifest.version,
                files: other.files,
                texts,
                dependencies,
            });
            documents.extend(other.documents);
        }
        let (model, found) = check(&documents, &inputs);
        let mut problems = shelf.problems;
        problems.extend(found);
        let unsound = unsound(&documents, &inputs, &problems);
        problems.extend(unsound);
        // What is only doubtful in another package is for those who look at that one.
        let kept = problems.into_iter().filter(|problem| {
            problem.severity() == Severity::Error
                || model.package_of(problem.primary().span).is_none()
        });
        let program = compile(&model);
        Engine {
            phrases: OnceLock::new(),
            phrased: Phrases::of,
            manifest: own.manifest,
            texts: shelf.texts,
            problems: kept.collect(),
            documents,
            model,
            program,
        }
    }
}

impl Shelf {
    fn package(&mut self, package: PackageFiles, name: Option<&str>) -> Read {
        let mut rules = package.rules;
        rules.sort_by(|left, right| left.path.cmp(&right.path));
        let mut read = Read {
            manifest: package.manifest,
            dependencies: package.dependencies,
            manifest_file: package.manifest_file,
            files: BTreeSet::new(),
            documents: Vec::new(),
        };
        for file in rules {
            let id = number(&mut self.next);
            read.files.insert(id);
            match Text::from_bytes(id, in_package(name, file.path), &file.bytes) {
                Ok(text) => {
                    let (document, problems) = parse(&text);
                    read.documents.push(document);
                    self.problems.extend(problems);
                    self.texts.insert(text);
                }
                Err(error) => {
                    self.problems.push(Problem::from(error));
                }
            }
        }
        read
    }

    fn take_texts(
        &mut self,
        files: Vec<SourceFile>,
        package: Option<&str>,
    ) -> BTreeMap<String, Arc<str>> {
        let mut taken = BTreeMap::new();
        for file in files {
            let name = in_package(package, file.path.clone());
            match Text::from_bytes(number(&mut self.next), name, &file.bytes) {
                Ok(text) => {
                    taken.insert(file.path, text.shared());
                    self.texts.insert(text);
                }
                Err(error) => {
                    self.problems.push(Problem::from(error));
                }
            }
        }
        taken
    }

    /// The names of dependencies with their places in the manifest file, which becomes a file that problems can point into.
    fn places(
        &mut self,
        file: Option<SourceFile>,
        dependencies: Vec<(String, Range<usize>)>,
        package: Option<&str>,
    ) -> BTreeMap<String, Option<Span>> {
        if dependencies.is_empty() {
            return BTreeMap::new();
        }
        let id = number(&mut self.next);
        let text = file.and_then(|file| {
            Text::from_bytes(id, in_package(package, file.path), &file.bytes).ok()
        });
        let held = text.is_some();
        if let Some(text) = text {
            self.texts.insert(text);
        }
        let placed = dependencies.into_iter().map(|(name, range)| {
            let span = held.then(|| Span::of_range(id, &range));
            (name, span)
        });
        placed.collect()
    }
}

/// What a file is called: the files of other packages with the name of their package.
fn in_package(package: Option<&str>, path: String) -> String {
    match package {
        None => path,
        Some(name) => format!("{name}：{path}"),
    }
}

impl Read {
    fn text_paths(&self) -> Vec<String> {
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

    /// A package that was read, checked and compiled before: nothing is wrong with it, and its rule files are gone.
    pub(crate) fn restored(
        manifest: Manifest,
        texts: Texts,
        model: Model,
        program: Program,
        phrases: Phrases,
    ) -> Self {
        Self {
            phrases: OnceLock::from(phrases),
            phrased: |_, _, _| Phrases::default(),
            manifest,
            texts,
            documents: Vec::new(),
            model,
            problems: Problems::new(),
            program,
        }
    }

    /// What its conditions say in English.
    pub(crate) fn phrases(&self) -> &Phrases {
        let phrased = || (self.phrased)(&self.model, &self.program, &self.texts);
        self.phrases.get_or_init(phrased)
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
            let own = |problem: &Problem| {
                let place = problem.primary().span;
                self.model.package_of(place).is_none()
            };
            review(&self.model, as_of).into_iter().filter(own).collect()
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
    let is = |known: &str| {
        // A name of another package, `规则包：名称`, is known with either colon.
        let same = |(one, other): (char, char)| one == other || (one, other) == ('：', ':');
        known.chars().count() == name.chars().count() && known.chars().zip(name.chars()).all(same)
    };
    is(&label.name) || label.alias.as_deref().is_some_and(is)
}

//! Documents in, model and problems out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Problems, Severity};
use crate::quantity::Unit;
use crate::source::{FileId, Span};
use crate::syntax::document::Document;

use super::citations::Citer;
use super::computed::{DefinitionSource, NormSource, States, TableSource};
use super::declared::Declarations;
use super::excuse::excused;
use super::imported::show_names;
use super::ledger::incomplete;
use super::links::Links;
use super::model::{Conventions, Model, ObjectId, Package};
use super::names::Names;
use super::uses::Uses;

/// What a package holds beside its rule files.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The texts of instruments: path in the package, relative to the rule files' root, and content.
    pub texts: BTreeMap<String, Arc<str>>,
    /// The packages that it may import from, by name, and where its manifest names them.
    pub dependencies: BTreeMap<String, Option<Span>>,
    /// All packages that it is built on, also through others, in the order of their names.
    pub joined: Vec<JoinedPackage>,
}

/// A package that the checked one is built on.
#[derive(Debug, Clone, Default)]
pub struct JoinedPackage {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its rule files.
    pub files: BTreeSet<FileId>,
    /// The texts of its instruments, as for the checked package.
    pub texts: BTreeMap<String, Arc<str>>,
    /// The packages that it may import from, by name, and where its manifest names them.
    pub dependencies: BTreeMap<String, Option<Span>>,
}

/// Checks the documents of a package: settles every name, type, unit and citation.
///
/// What did not pass is in the problems and not in the model, nor is what needs it. The order of documents and
/// declarations does not matter.
#[must_use]
pub fn check(documents: &[Document], inputs: &Inputs) -> (Model, Problems) {
    let mut skipped = BTreeSet::new();
    let (mut model, mut problems, mut broken) = Check::run(documents, inputs, &skipped);
    // Numbers are given without holes: what failed is left out, and so is, in the end, all that rests on it.
    while !broken.is_subset(&skipped) {
        skipped.append(&mut broken);
        (model, _, broken) = Check::run(documents, inputs, &skipped);
    }
    // What a declaration that failed would account for is no second error.
    if let Some(excused) = excused(documents, &skipped) {
        problems.extend(incomplete(&model, &excused));
    }
    show_names(&mut model, documents, inputs);
    model.uses = Uses::all(&model);
    (model, problems)
}

/// One pass over the documents.
#[derive(Debug)]
pub(super) struct Check<'a> {
    pub(super) declared: Declarations<'a>,
    pub(super) inputs: &'a Inputs,
    pub(super) names: Names,
    pub(super) model: Model,
    pub(super) problems: Problems,
    pub(super) citer: Citer,
    /// Declared units, in the order of the model.
    pub(super) units: Vec<Unit>,
    pub(super) definitions: Vec<DefinitionSource<'a>>,
    pub(super) tables: Vec<TableSource<'a>>,
    pub(super) norms: Vec<NormSource<'a>>,
    pub(super) states: States,
    /// Names of declarations that failed.
    pub(super) broken: BTreeSet<Span>,
}

impl<'a> Check<'a> {
    fn run(
        documents: &'a [Document],
        inputs: &'a Inputs,
        skipped: &BTreeSet<Span>,
    ) -> (Model, Problems, BTreeSet<Span>) {
        let mut declared = Declarations::of(documents, skipped);
        let (links, told) = Links::of(documents, inputs);
        let names = Names::new(links, &std::mem::take(&mut declared.broken));
        let whole = names.is_whole();
        let joined = inputs.joined.iter().map(|joined| Package {
            name: joined.name.clone(),
            version: joined.version.clone(),
            files: joined.files.clone(),
            conventions: Conventions::default(),
        });
        let model = Model {
            packages: joined.collect(),
            ..Model::default()
        };
        let mut check = Self {
            declared,
            inputs,
            names,
            model,
            problems: told,
            citer: Citer::default(),
            units: Vec::new(),
            definitions: Vec::new(),
            tables: Vec::new(),
            norms: Vec::new(),
            states: States::default(),
            broken: BTreeSet::new(),
        };
        check.units();
        check.instruments();
        check.clauses();
        check.errata();
        check.calendars();
        check.conventions();
        check.name_objects();
        check.fields();
        check.readings();
        check.name_computed();
        check.imported_members();
        check.parameters();
        for taken in check.names.taken() {
            check.problems.push(taken);
        }
        check.bounds();
        check.repeals();
        check.findings();
        check.compute();
        check.claims();
        check.doubts();
        check.unrounded();
        check.declaratories();
        check.questionnaires();
        check.examples();
        if whole && check.problems.count(Severity::Error) == 0 {
            let unused = check.names.links.unused();
            check.problems.extend(unused);
        }
        (check.model, check.problems, check.broken)
    }

    /// The name of an object.
    pub(super) fn object_name(&self, object: ObjectId) -> &str {
        self.model
            .objects
            .get(object.index())
            .map_or("", |object| object.label.name.as_str())
    }
}

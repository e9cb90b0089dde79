//! Documents in, model and problems out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Problems;
use crate::quantity::Unit;
use crate::source::Span;
use crate::syntax::document::Document;

use super::citations::Citer;
use super::computed::{DefinitionSource, NormSource, States, TableSource};
use super::declared::Declarations;
use super::excuse::excused;
use super::ledger::incomplete;
use super::model::{Model, ObjectId};
use super::names::Names;

/// What a package holds beside its rule files.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The texts of instruments: path in the package, relative to the rule files' root, and content.
    pub texts: BTreeMap<String, Arc<str>>,
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
        let names = Names {
            broken: std::mem::take(&mut declared.broken),
            ..Names::default()
        };
        let mut check = Self {
            declared,
            inputs,
            names,
            model: Model::default(),
            problems: Problems::new(),
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
        check.parameters();
        for taken in check.names.taken() {
            check.problems.push(taken);
        }
        check.bounds();
        check.repeals();
        check.findings();
        check.compute();
        check.claims();
        check.unrounded();
        check.declaratories();
        check.questionnaires();
        check.examples();
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

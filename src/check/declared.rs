//! Documents in, declarations by kind out, in an order that does not depend on files or places.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::syntax::document::{
    Calendar, Clause, Convention, Declaration, DeclarationKind, Document, Erratum, Example, Head,
    Instrument, Item, Name, Norm, NormKind, Object, Parameter, Questionnaire, Reading, Table,
};

use super::model::ObjectId;

/// A declaration with the stretch that it covers.
#[derive(Debug)]
pub(super) struct Placed<'a, T> {
    pub(super) node: &'a T,
    pub(super) span: Span,
}

impl<T> Clone for Placed<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Placed<'_, T> {}

/// All declarations of a package, each kind by object and name.
#[derive(Debug, Default)]
pub(super) struct Declarations<'a> {
    pub(super) instruments: Vec<Placed<'a, Instrument>>,
    pub(super) errata: Vec<Placed<'a, Erratum>>,
    pub(super) clauses: Vec<Placed<'a, Clause>>,
    pub(super) conventions: Vec<&'a Convention>,
    pub(super) units: Vec<Placed<'a, Head>>,
    pub(super) calendars: Vec<Placed<'a, Calendar>>,
    pub(super) objects: Vec<Placed<'a, Object>>,
    /// What objects consist of, by object: their own declaration first, then those that add facts.
    pub(super) parts: Vec<(ObjectId, Placed<'a, Object>)>,
    pub(super) parameters: Vec<Placed<'a, Parameter>>,
    pub(super) tables: Vec<Placed<'a, Table>>,
    pub(super) readings: Vec<Placed<'a, Reading>>,
    pub(super) definitions: Vec<Placed<'a, Norm>>,
    pub(super) findings: Vec<Placed<'a, Norm>>,
    pub(super) repeals: Vec<Placed<'a, Norm>>,
    pub(super) declaratories: Vec<Placed<'a, Norm>>,
    pub(super) norms: Vec<Placed<'a, Norm>>,
    pub(super) questionnaires: Vec<Placed<'a, Questionnaire>>,
    pub(super) examples: Vec<Placed<'a, Example>>,
    /// Names of declarations that could not be read, or that failed a check before: using them is no second error.
    pub(super) broken: Vec<Name>,
}

impl<'a> Declarations<'a> {
    /// Sorts the declarations of all documents, leaving out those whose names stand at `skipped`.
    pub(super) fn of(documents: &'a [Document], skipped: &BTreeSet<Span>) -> Self {
        let mut all = Self::default();
        for item in documents.iter().flat_map(|document| &document.items) {
            match item {
                Item::Declaration(declaration) => all.take(declaration, skipped),
                Item::Broken { name, .. } => all.broken.extend(name.clone()),
            }
        }
        all.sort();
        all
    }

    fn take(&mut self, declaration: &'a Declaration, skipped: &BTreeSet<Span>) {
        let span = declaration.span;
        if let Some(head) = head_of(&declaration.kind)
            && skipped.contains(&head.name.span)
        {
            self.broken.push(head.name.clone());
            self.broken.extend(head.alias.clone());
            return;
        }
        match &declaration.kind {
            // Imports are followed before: see `links`.
            DeclarationKind::Import(_) => {}
            DeclarationKind::Instrument(node) => self.instruments.push(Placed { node, span }),
            DeclarationKind::Erratum(node) => self.errata.push(Placed { node, span }),
            DeclarationKind::Clause(node) => self.clauses.push(Placed { node, span }),
            DeclarationKind::Convention(lines) => self.conventions.extend(lines),
            DeclarationKind::Unit(heads) => self
                .units
                .extend(heads.iter().map(|node| Placed { node, span })),
            DeclarationKind::Calendar(node) => self.calendars.push(Placed { node, span }),
            DeclarationKind::Object(node) => self.objects.push(Placed { node, span }),
            DeclarationKind::Parameter(node) => self.parameters.push(Placed { node, span }),
            DeclarationKind::Table(node) => self.tables.push(Placed { node, span }),
            DeclarationKind::Reading(node) => self.readings.push(Placed { node, span }),
            DeclarationKind::Norm(node) => self.norms_of(node.kind).push(Placed { node, span }),
            DeclarationKind::Questionnaire(node) => self.questionnaires.push(Placed { node, span }),
            DeclarationKind::Example(node) => self.examples.push(Placed { node, span }),
        }
    }

    fn norms_of(&mut self, kind: NormKind) -> &mut Vec<Placed<'a, Norm>> {
        match kind {
            NormKind::Definition => &mut self.definitions,
            NormKind::Finding => &mut self.findings,
            NormKind::Repeal => &mut self.repeals,
            NormKind::Declaratory => &mut self.declaratories,
            NormKind::Right
            | NormKind::Duty
            | NormKind::Prohibition
            | NormKind::Permission
            | NormKind::Encouragement
            | NormKind::Task
            | NormKind::Indicator => &mut self.norms,
        }
    }

    fn sort(&mut self) {
        self.conventions.sort_by_key(|line| place_of(line));
        self.instruments.sort_by_key(|one| key(&one.node.head));
        self.errata.sort_by_key(|one| key(&one.node.head));
        self.clauses.sort_by_key(|one| key(&one.node.head));
        self.units.sort_by_key(|one| key(one.node));
        self.calendars.sort_by_key(|one| key(&one.node.head));
        self.objects.sort_by_key(|one| key(&one.node.head));
        self.parameters.sort_by_key(|one| key(&one.node.head));
        self.tables.sort_by_key(|one| key(&one.node.head));
        self.readings.sort_by_key(|one| key(&one.node.head));
        for norms in [
            &mut self.definitions,
            &mut self.findings,
            &mut self.repeals,
            &mut self.declaratories,
            &mut self.norms,
        ] {
            norms.sort_by_key(|one| key(&one.node.head));
        }
        self.questionnaires.sort_by_key(|one| key(&one.node.head));
        self.examples.sort_by_key(|one| key(&one.node.head));
    }
}

/// By object, then by name; the place parts only what is declared twice.
fn key(head: &Head) -> (Option<&str>, &str, Span) {
    let scope = head.scope.as_ref().map(|scope| scope.text.as_str());
    (scope, head.name.text.as_str(), head.name.span)
}

/// Conventions have no names: they stand in the order of the files.
fn place_of(line: &Convention) -> Option<Span> {
    match line {
        Convention::Age { span, .. } | Convention::CompleteLedger { span, .. } => Some(*span),
        Convention::Periods(basis) | Convention::Comparisons(basis) => {
            basis.first().map(|citation| citation.span)
        }
        Convention::Holidays(name) => Some(name.span),
    }
}

fn head_of(kind: &DeclarationKind) -> Option<&Head> {
    match kind {
        DeclarationKind::Instrument(node) => Some(&node.head),
        DeclarationKind::Erratum(node) => Some(&node.head),
        DeclarationKind::Clause(node) => Some(&node.head),
        DeclarationKind::Import(_) | DeclarationKind::Convention(_) | DeclarationKind::Unit(_) => {
            None
        }
        DeclarationKind::Calendar(node) => Some(&node.head),
        DeclarationKind::Object(node) => Some(&node.head),
        DeclarationKind::Parameter(node) => Some(&node.head),
        DeclarationKind::Table(node) => Some(&node.head),
        DeclarationKind::Reading(node) => Some(&node.head),
        DeclarationKind::Norm(node) => Some(&node.head),
        DeclarationKind::Questionnaire(node) => Some(&node.head),
        DeclarationKind::Example(node) => Some(&node.head),
    }
}

//! Terms in, the figures and days that they rest on out, each with the relation in which it bounds.
//!
//! Parameters, definitions and tables that a term uses are followed; what they rest on is remembered, so that a figure may stand
//! in their quotes as well.

use std::collections::BTreeSet;

use crate::check::relation::{mirrored, opposite};
use crate::check::{
    CitationId, Computed, Constant, DeadlineModel, Definition, Grant, GrantBound, Model, Norm,
    Operator, ParameterId, Relation, TableModel, Term, TermKind, TermUnit, Type,
};
use crate::quantity::{Base, Date, Dimension, Number, Unit};
use crate::source::Span;

/// Where a figure stands in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One side of a comparison, a target, a deadline or a granted value.
    Bound,
    /// Inside a computation or a list of values.
    Inside,
}

/// A figure of the rules.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// In base units.
    pub(super) number: Number,
    pub(super) dimension: Dimension,
    /// The unit in which it is shown.
    pub(super) unit: Unit,
    /// How it bounds, where it does.
    pub(super) relation: Option<Relation>,
    /// A granted value that is exact where the text may set a floor or a ceiling.
    pub(super) granted: bool,
    pub(super) role: Role,
    /// Whether it stands in the declaration itself, and not in one that it uses.
    pub(super) own: bool,
    pub(super) place: Span,
}

/// What a declaration rests on.
#[derive(Debug, Default)]
pub(super) struct Statement<'m> {
    pub(super) figures: Vec<Said>,
    pub(super) days: Vec<(Date, Span)>,
    /// The citations of what it uses.
    pub(super) basis: Vec<CitationId>,
    /// Words in which a figure may be explained: deeds, notes, names.
    pub(super) words: Vec<&'m str>,
}

/// A term that still has to be looked at.
struct Waiting<'m> {
    term: &'m Term,
    /// Whether an odd number of 并非 stand around it.
    negated: bool,
    own: bool,
    role: Role,
    relation: Option<Relation>,
    granted: bool,
    unit: Option<&'m Unit>,
}

/// Collects what declarations rest on.
pub(super) struct Collector<'m> {
    model: &'m Model,
    seen: BTreeSet<Computed>,
    parameters: BTreeSet<ParameterId>,
    waiting: Vec<Waiting<'m>>,
    found: Statement<'m>,
}

impl<'m> Collector<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            seen: BTreeSet::new(),
            parameters: BTreeSet::new(),
            waiting: Vec::new(),
            found: Statement::default(),
        }
    }

    pub(super) fn norm(mut self, norm: &'m Norm) -> Statement<'m> {
        self.words([&norm.label.name]);
        self.words(&norm.deeds);
        self.words(&norm.if_late);
        self.words(&norm.bearers);
        self.words(&norm.beneficiaries);
        self.words(&norm.marks.notes);
        self.words(&norm.marks.unsettled);
        self.words(&norm.marks.documents);
        for term in norm.subject.iter().chain(&norm.condition) {
            self.later(term, true);
        }
        for exception in &norm.exceptions {
            self.later(&exception.condition, true);
            self.grants(exception.value.iter().flatten());
        }
        self.grants(&norm.grants);
        self.deadline(norm.deadline.as_ref());
        for term in norm
            .done_when
            .iter()
            .chain(&norm.done_on)
            .chain(&norm.violated_when)
        {
            self.later(term, true);
        }
        for evidence in &norm.evidence {
            match evidence {
                crate::check::Evidence::Words(words) => self.words([words]),
                crate::check::Evidence::Fact(words, term) => {
                    self.words([words]);
                    self.later(term, true);
                }
            }
        }
        if let Some(measure) = &norm.measure {
            self.words(&measure.data_from);
            self.later(&measure.formula, true);
            if let Some(target) = &measure.target {
                let unit = measure.unit.as_ref();
                self.bound(&target.value, Some(target.relation), false, unit);
                self.found
                    .days
                    .extend(target.by.map(|day| (day, target.value.span)));
            }
            // 预警 is the agency's own figure, not the text's.
        }
        self.finish()
    }

    pub(super) fn definition(mut self, definition: &'m Definition) -> Statement<'m> {
        self.seen.insert(Computed::Definition(definition.id));
        self.of_definition(definition, true);
        self.finish()
    }

    pub(super) fn table(mut self, table: &'m TableModel) -> Statement<'m> {
        self.seen.insert(Computed::Table(table.id));
        self.of_table(table, true);
        self.finish()
    }

    fn of_definition(&mut self, definition: &'m Definition, own: bool) {
        self.words([&definition.label.name]);
        self.words(&definition.marks.notes);
        self.words(&definition.marks.unsettled);
        if !own {
            self.found.basis.extend(&definition.marks.basis);
        }
        self.later(&definition.value, own);
        for exception in &definition.exceptions {
            self.later(&exception.condition, own);
            self.later(&exception.value, own);
        }
    }

    fn of_table(&mut self, table: &'m TableModel, own: bool) {
        self.words([&table.label.name]);
        self.words(&table.marks.notes);
        self.words(&table.marks.unsettled);
        if !own {
            self.found.basis.extend(&table.marks.basis);
            self.found
                .basis
                .extend(table.rows.iter().flat_map(|row| &row.basis));
        }
        for row in &table.rows {
            self.later(&row.condition, own);
            for value in &row.values {
                self.later(value, own);
            }
        }
    }

    fn grants(&mut self, grants: impl IntoIterator<Item = &'m Grant>) {
        for grant in grants {
            self.words(&grant.words);
            if let Some(value) = &grant.value {
                let relation = match grant.bound {
                    GrantBound::Exact => None,
                    GrantBound::AtLeast => Some(Relation::AtLeast),
                    GrantBound::AtMost => Some(Relation::AtMost),
                };
                self.bound(value, relation, relation.is_none(), grant.unit.as_ref());
            }
        }
    }

    fn deadline(&mut self, deadline: Option<&'m DeadlineModel>) {
        match deadline {
            None | Some(DeadlineModel::Every(_)) => {}
            Some(DeadlineModel::Words(words)) => self.words([words]),
            Some(DeadlineModel::By(day)) => self.later(day, true),
            Some(DeadlineModel::Within {
                from, amount, unit, ..
            }) => {
                let base = match unit {
                    TermUnit::Days => Base::Day,
                    TermUnit::Workdays(_) => Base::Workday,
                    TermUnit::Months => Base::Month,
                };
                let dimension = Dimension::of(base);
                self.found.figures.push(Said {
                    number: Number::from_i64(*amount),
                    unit: Unit::base(&dimension),
                    dimension,
                    relation: None,
                    granted: false,
                    role: Role::Bound,
                    own: true,
                    place: from.span,
                });
                self.later(from, true);
            }
        }
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'m String>) {
        self.found
            .words
            .extend(words.into_iter().map(String::as_str));
    }

    fn later(&mut self, term: &'m Term, own: bool) {
        self.waiting.push(Waiting {
            term,
            negated: false,
            own,
            role: Role::Inside,
            relation: None,
            granted: false,
            unit: None,
        });
    }

    fn bound(
        &mut self,
        term: &'m Term,
        relation: Option<Relation>,
        granted: bool,
        unit: Option<&'m Unit>,
    ) {
        self.waiting.push(Waiting {
            term,
            negated: false,
            own: true,
            role: Role::Bound,
            relation,
            granted,
            unit,
        });
    }

    fn finish(mut self) -> Statement<'m> {
        while let Some(next) = self.waiting.pop() {
            self.look(&next);
        }
        self.found
    }

    fn look(&mut self, at: &Waiting<'m>) {
        let inside = |term: &'m Term, negated: bool| Waiting {
            term,
            negated,
            own: at.own,
            role: Role::Inside,
            relation: None,
            granted: false,
            unit: None,
        };
        match &at.term.kind {
            TermKind::Constant(constant) => self.constant(at, &at.term.ty, constant),
            TermKind::Parameter { parameter, on } => {
                self.waiting
                    .extend(on.as_deref().map(|on| inside(on, false)));
                self.parameter(at, *parameter);
            }
            TermKind::Definition { definition, .. } => {
                if self.seen.insert(Computed::Definition(*definition))
                    && let Some(definition) = self.model.definitions.get(definition.index())
                {
                    self.of_definition(definition, false);
                }
            }
            TermKind::Table { table, .. } => {
                if self.seen.insert(Computed::Table(*table))
                    && let Some(table) = self.model.tables.get(table.index())
                {
                    self.of_table(table, false);
                }
            }
            TermKind::Field { field, .. } => {
                if let Some(field) = self.model.fields.get(field.index()) {
                    self.words([&field.label.name]);
                    self.words(field.ask.iter().map(|ask| &ask.zh));
                    self.words(&field.notes);
                }
            }
            TermKind::Finding { finding, .. } => {
                if let Some(finding) = self.model.findings.get(finding.index()) {
                    self.words([&finding.label.name]);
                    self.words(finding.ask.iter().map(|ask| &ask.zh));
                    self.words(&finding.consider);
                }
            }
            TermKind::Not(inner) => self.waiting.push(inside(inner, !at.negated)),
            TermKind::Compare(relation, left, right) => {
                let relation = if at.negated {
                    opposite(*relation)
                } else {
                    *relation
                };
                for (term, relation) in [(right, relation), (left, mirrored(relation))] {
                    let mut side = inside(term, false);
                    if is_figure(term) {
                        side.role = Role::Bound;
                        side.relation = Some(relation);
                    }
                    self.waiting.push(side);
                }
            }
            TermKind::Member { value, options, .. } => {
                for option in options {
                    self.constant(&inside(at.term, false), &value.ty, option);
                }
                self.waiting.push(inside(value, false));
            }
            // A bound that is a product or a sum is not itself a figure of the text.
            TermKind::Arithmetic(
                Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide,
                ..,
            ) => {
                let parts = at.term.operands();
                self.waiting
                    .extend(parts.into_iter().map(|part| inside(part, at.negated)));
            }
            TermKind::Negative(value) | TermKind::Round { value, .. } => {
                let mut value = inside(value, at.negated);
                value.role = at.role;
                value.relation = at.relation;
                value.granted = at.granted;
                value.unit = at.unit;
                self.waiting.push(value);
            }
            _ => {
                let parts = at.term.operands();
                self.waiting
                    .extend(parts.into_iter().map(|part| inside(part, at.negated)));
            }
        }
    }

    fn constant(&mut self, at: &Waiting<'m>, ty: &Type, constant: &Constant) {
        match (constant, ty) {
            (Constant::Number(number), Type::Number(dimension)) => {
                let unit = at.unit.filter(|unit| unit.dimension() == dimension);
                self.found.figures.push(Said {
                    number: *number,
                    dimension: dimension.clone(),
                    unit: unit.cloned().unwrap_or_else(|| Unit::base(dimension)),
                    relation: at.relation,
                    granted: at.granted,
                    role: at.role,
                    own: at.own,
                    place: at.term.span,
                });
            }
            (Constant::Date(day), _) => self.found.days.push((*day, at.term.span)),
            _ => {}
        }
    }

    fn parameter(&mut self, at: &Waiting<'m>, id: ParameterId) {
        let Some(parameter) = self.model.parameters.get(id.index()) else {
            return;
        };
        if self.parameters.insert(id) {
            self.words([&parameter.label.name]);
            self.words(&parameter.notes);
            self.words(&parameter.unsettled);
            let basis = parameter.lines.iter().flat_map(|line| &line.basis);
            self.found.basis.extend(basis);
        }
        let shown = Waiting {
            term: at.term,
            unit: parameter.unit.as_ref().or(at.unit),
            own: false,
            negated: false,
            ..*at
        };
        for line in &parameter.lines {
            self.constant(&shown, &parameter.ty, &line.value);
        }
    }
}

/// Whether a term is a figure as a text writes it: a constant or a parameter.
const fn is_figure(term: &Term) -> bool {
    matches!(
        term.kind,
        TermKind::Constant(_) | TermKind::Parameter { .. }
    )
}

//! Definitions and exceptions, and what every declaration carries: marks and time in force.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Problem;
use crate::source::Span;
use crate::syntax::document::{self, Head, Norm, NormKind, Statement, StatementKind};

use super::computed::{DefinitionSource, Made};
use super::from_documents::Check;
use super::model::{CitationId, Computed, DefinitionId, InForce, TableId};
use super::names::{label, nearest};
use super::norm::{Definition, Exception, Marks};
use super::problem::citations::NeverInForce;
use super::problem::names::{DeclaredTwice, UnknownName};
use super::problem::norms::PrecedenceRing;
use super::statements::{first, texts};
use super::term::{ConditionItem, Term, TermKind, Type};
use super::terms::{Typed, Typer, Typing, Untypable};

/// What came of typing something: it, its problems, and what must be typed before it.
pub(super) type Attempt = (Option<Made>, Vec<Problem>, BTreeSet<Computed>);

impl Check<'_> {
    /// Types one definition, table or norm as far as what it needs is typed.
    pub(super) fn attempt(&mut self, one: Computed) -> Attempt {
        match one {
            Computed::Definition(id) => self.attempt_definition(id),
            Computed::Table(TableId(_)) => self.attempt_table(one),
            Computed::Norm(id) => self.attempt_norm(id),
        }
    }

    fn attempt_definition(&mut self, id: DefinitionId) -> Attempt {
        let Some(source) = self.definitions.get(id.index()).copied() else {
            return (None, Vec::new(), BTreeSet::new());
        };
        let node = source.node;
        let complete = self.statements(NormKind::Definition, &node.head, &node.statements);
        let marks = self.marks(node);
        let in_force = self.time_in_force(&node.head, &node.statements, &marks.basis);
        if !complete {
            return (None, Vec::new(), BTreeSet::new());
        }
        let mut typer = Typer::of(self, source.object);
        let typed = typer.definition_value(&node.statements);
        let (problems, needs) = typer.finish();
        let made = typed.ok().map(|(value, exceptions)| {
            let unit = value.unit.clone();
            let value = value.term;
            Made::Definition(Box::new(definition(
                id, source, value, unit, exceptions, in_force, marks,
            )))
        });
        (made, problems, needs)
    }

    /// 依据, 转致, 存疑, 说明, 效力 and 材料.
    pub(super) fn marks(&mut self, node: &Norm) -> Marks {
        self.marks_of(&node.statements)
    }

    pub(super) fn marks_of(&mut self, statements: &[Statement]) -> Marks {
        let mut basis: Vec<document::Citation> = Vec::new();
        let mut quotes: Vec<document::Quoted> = Vec::new();
        let mut marks = Marks::default();
        for statement in statements {
            match &statement.kind {
                StatementKind::Basis(citations) => basis.extend(citations.iter().cloned()),
                StatementKind::Quote(words) => quotes.extend(words.iter().cloned()),
                StatementKind::ReferTo(citations) => {
                    marks.refer_to.extend(self.cite_all(citations))
                }
                StatementKind::Effect(effect) => marks.effect = Some(*effect),
                StatementKind::Documents(documents) => {
                    marks
                        .documents
                        .extend(documents.iter().map(|document| document.text.clone()));
                }
                _ => {}
            }
        }
        marks.basis = self.cite_with(&basis, &quotes);
        marks.unsettled = texts(statements, |kind| match kind {
            StatementKind::Unsettled(words) => Some(words),
            _ => None,
        });
        marks.notes = texts(statements, |kind| match kind {
            StatementKind::Note(words) => Some(words),
            _ => None,
        });
        marks
    }

    /// 适用 within the time in force of the instruments that are the basis.
    pub(super) fn time_in_force(
        &mut self,
        head: &Head,
        statements: &[Statement],
        basis: &[CitationId],
    ) -> InForce {
        let own = first(statements, |kind| match kind {
            StatementKind::InForce(interval) => Some(interval),
            _ => None,
        });
        let own = own
            .map(|interval| self.in_force(interval))
            .unwrap_or_default();
        let cited = basis
            .iter()
            .filter_map(|id| self.model.citations.get(id.index())?.instrument);
        let times = cited.filter_map(|id| {
            self.model
                .instruments
                .get(id.index())
                .map(|instrument| instrument.in_force)
        });
        let time = times.fold(own, both);
        let empty = matches!((time.from, time.until), (Some(from), Some(until)) if until <= from);
        if empty {
            self.problems.push(NeverInForce {
                name: head.name.text.clone(),
                place: head.name.span,
            });
        }
        time
    }
}

/// The days in both.
fn both(left: InForce, right: InForce) -> InForce {
    let until = match (left.until, right.until) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    };
    InForce {
        from: left.from.max(right.from),
        until,
    }
}

fn definition(
    id: DefinitionId,
    source: DefinitionSource<'_>,
    value: Term,
    unit: Option<crate::quantity::Unit>,
    exceptions: Vec<Exception<Term>>,
    in_force: InForce,
    marks: Marks,
) -> Definition {
    Definition {
        id,
        label: label(&source.node.head),
        object: source.object,
        ty: value.ty.clone(),
        unit,
        value,
        exceptions,
        in_force,
        marks,
        span: source.span,
    }
}

/// An exception while its value is not yet brought to the type of the others.
struct Draft<'n> {
    node: &'n document::Exception,
    condition: Term,
    value: Typed,
    span: Span,
}

impl Typer<'_, '_> {
    fn definition_value(
        &mut self,
        statements: &[Statement],
    ) -> Typing<(Typed, Vec<Exception<Term>>)> {
        let means = first(statements, |kind| match kind {
            StatementKind::Means(means) => Some(means),
            _ => None,
        });
        let value = means
            .ok_or(Untypable)
            .and_then(|means| self.value(means, None));
        let unless = first(statements, |kind| match kind {
            StatementKind::Unless(unless) => Some(unless),
            _ => None,
        });
        let unless = unless.map(|unless| self.condition(unless)).transpose();
        let mut drafts = Vec::new();
        let mut failed = false;
        for statement in statements {
            let StatementKind::Exception(exception) = &statement.kind else {
                continue;
            };
            let expected = value.as_ref().ok().map(|value| value.term.ty.clone());
            match self.exception_value(exception, expected.as_ref(), statement.span) {
                Ok(draft) => drafts.push(draft),
                Err(Untypable) => failed = true,
            }
        }
        let (mut value, unless) = (value?, unless?);
        if let Some(unless) = unless {
            value = self.without(value, unless)?;
        }
        if failed {
            return Err(Untypable);
        }
        let all =
            std::iter::once(&mut value).chain(drafts.iter_mut().map(|draft| &mut draft.value));
        let unit = self.same_type(all)?;
        value.unit = value.unit.or(unit);
        let heads: Vec<(&Head, &[Statement])> = drafts
            .iter()
            .map(|draft| (&draft.node.head, draft.node.statements.as_slice()))
            .collect();
        let overrides = self.precedence(&heads);
        let mut exceptions = Vec::new();
        for (draft, overrides) in drafts.into_iter().zip(overrides) {
            let basis = self.check().marks_of(&draft.node.statements).basis;
            exceptions.push(Exception {
                label: label(&draft.node.head),
                condition: draft.condition,
                value: draft.value.term,
                overrides,
                basis,
                span: draft.span,
            });
        }
        Ok((value, exceptions))
    }

    /// A condition that holds unless another does.
    fn without(&mut self, value: Typed, unless: Term) -> Typing {
        let span = value.term.span;
        if value.term.ty != Type::Boolean {
            let wanted = self.type_words(&Type::Boolean);
            let found = self.type_words(&value.term.ty);
            self.report(super::problem::types::TypeDiffers {
                wanted,
                found,
                place: span,
            });
            return Err(Untypable);
        }
        let both = [value.term, not(unless)];
        let items = both.into_iter().map(|condition| ConditionItem {
            enumerator: None,
            condition,
        });
        let term = Term {
            ty: Type::Boolean,
            kind: TermKind::All(items.collect()),
            span,
        };
        Ok(Typed {
            term,
            unit: None,
            bare: false,
        })
    }

    fn exception_value<'n>(
        &mut self,
        node: &'n document::Exception,
        expected: Option<&Type>,
        span: Span,
    ) -> Typing<Draft<'n>> {
        let allowed = ["依据", "原文", "条件", "是指", "优先于", "说明", "存疑"];
        self.check()
            .only(&allowed, ("例外", "exception"), &node.statements);
        let condition = self.exception_condition(node);
        let means = first(&node.statements, |kind| match kind {
            StatementKind::Means(means) => Some(means),
            _ => None,
        });
        let Some(means) = means else {
            self.check()
                .exception_lacks(&node.head, &[("是指", "means")]);
            return Err(Untypable);
        };
        let value = self.value(means, expected);
        Ok(Draft {
            node,
            condition: condition?,
            value: value?,
            span,
        })
    }

    /// 条件 of an exception.
    pub(super) fn exception_condition(&mut self, node: &document::Exception) -> Typing<Term> {
        let when = first(&node.statements, |kind| match kind {
            StatementKind::When(when) => Some(when),
            _ => None,
        });
        match when {
            Some(when) => self.condition(when),
            None => {
                self.check()
                    .exception_lacks(&node.head, &[("条件", "when")]);
                Err(Untypable)
            }
        }
    }

    /// For each exception the places of those that it overrides, closed under transitivity.
    pub(super) fn precedence(
        &mut self,
        exceptions: &[(&Head, &[Statement])],
    ) -> Vec<BTreeSet<usize>> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, (head, _)) in exceptions.iter().enumerate() {
            if let Some((first, _)) = places
                .get(head.name.text.as_str())
                .and_then(|at| exceptions.get(*at))
            {
                self.report(DeclaredTwice {
                    name: head.name.text.clone(),
                    first: first.name.span,
                    second: head.name.span,
                });
            }
            places.entry(&head.name.text).or_insert(at);
            if let Some(alias) = &head.alias {
                places.entry(&alias.text).or_insert(at);
            }
        }
        let mut direct: Vec<BTreeSet<usize>> = Vec::new();
        for (_, statements) in exceptions {
            let names = statements
                .iter()
                .filter_map(|statement| match &statement.kind {
                    StatementKind::Overrides(names) => Some(names),
                    _ => None,
                });
            let mut overridden = BTreeSet::new();
            for name in names.flatten() {
                match places.get(name.text.as_str()) {
                    Some(at) => {
                        overridden.insert(*at);
                    }
                    None => self.report(UnknownName {
                        name: name.text.clone(),
                        place: name.span,
                        nearest: nearest(&name.text, places.keys().copied()),
                        wanted: ("例外", "exception"),
                    }),
                }
            }
            direct.push(overridden);
        }
        let closed = closure(&direct);
        for (at, (head, _)) in exceptions.iter().enumerate() {
            let rings = closed
                .get(at)
                .is_some_and(|overridden| overridden.contains(&at));
            if !rings {
                continue;
            }
            let in_ring = |other: &usize| closed.get(*other).is_some_and(|back| back.contains(&at));
            let names = closed
                .get(at)
                .into_iter()
                .flatten()
                .filter(|other| in_ring(other));
            let ring: Vec<String> = names
                .filter_map(|other| {
                    exceptions
                        .get(*other)
                        .map(|(head, _)| head.name.text.clone())
                })
                .collect();
            self.report(PrecedenceRing {
                ring,
                place: head.name.span,
            });
            break;
        }
        closed
    }
}

/// What can be reached in one or more steps.
fn closure(direct: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let reach = |start: &BTreeSet<usize>| {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<usize> = start.iter().copied().collect();
        while let Some(at) = waiting.pop() {
            if reached.insert(at) {
                waiting.extend(direct.get(at).into_iter().flatten());
            }
        }
        reached
    };
    direct.iter().map(reach).collect()
}

/// The negation of a condition.
pub(super) fn not(condition: Term) -> Term {
    Term {
        ty: Type::Boolean,
        span: condition.span,
        kind: TermKind::Not(Box::new(condition)),
    }
}

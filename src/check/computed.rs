//! What is computed: definitions, tables and norms, typed in an order in which each stands after what it needs.

use crate::quantity::Unit;
use crate::source::Span;
use crate::syntax::document::{Bearer, Head, Norm, StatementKind, Table};

use super::declared::Placed;
use super::from_documents::Check;
use super::instruments::count;
use super::model::{Computed, DefinitionId, FindingId, NormId, ObjectId, TableId};
use super::names::{Member, Named};
use super::norm::{Definition, TableModel};
use super::problem::names::Ring;
use super::statements::first;
use super::term::Type;

/// A definition as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct DefinitionSource<'a> {
    pub(super) node: &'a Norm,
    pub(super) span: Span,
    pub(super) object: Option<ObjectId>,
}

/// A table as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableSource<'a> {
    pub(super) node: &'a Table,
    pub(super) span: Span,
    pub(super) object: Option<ObjectId>,
}

/// A norm as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct NormSource<'a> {
    pub(super) node: &'a Norm,
    pub(super) span: Span,
    pub(super) object: Option<ObjectId>,
}

/// How far something is typed.
#[derive(Debug, Clone)]
pub(super) enum State<T> {
    /// Not yet.
    Untyped,
    /// Not in order; its problem is told.
    Broken,
    /// Typed.
    Typed(T),
}

/// A type with the unit in which its values are shown.
pub(super) type Shown = (Type, Option<Unit>);

/// An output column of a table: its name, its type, the unit in which it is shown.
pub(super) type Output = (String, Type, Option<Unit>);

/// How far each definition, table and norm is typed.
#[derive(Debug, Default)]
pub(super) struct States {
    pub(super) definitions: Vec<State<Shown>>,
    /// Output columns with their names.
    pub(super) tables: Vec<State<Vec<Output>>>,
    /// Grants in order; none for words.
    pub(super) norms: Vec<State<Vec<Option<Shown>>>>,
}

/// A definition, table or norm that was typed.
pub(super) enum Made {
    Definition(Box<Definition>),
    Table(Box<TableModel>),
    Norm(Box<super::norm::Norm>),
}

impl<'a> Check<'a> {
    /// Gives numbers and names to all that is computed or found.
    pub(super) fn name_computed(&mut self) {
        for placed in std::mem::take(&mut self.declared.definitions) {
            let id = DefinitionId(count(self.definitions.len()));
            let Some(object) = self.scoped(
                &placed.node.head,
                Named::Definition(id),
                Member::Definition(id),
            ) else {
                continue;
            };
            self.definitions.push(DefinitionSource {
                node: placed.node,
                span: placed.span,
                object,
            });
            self.states.definitions.push(State::Untyped);
        }
        for placed in std::mem::take(&mut self.declared.tables) {
            let id = TableId(count(self.tables.len()));
            let Some(object) = self.scoped(&placed.node.head, Named::Table(id), Member::Table(id))
            else {
                continue;
            };
            self.tables.push(TableSource {
                node: placed.node,
                span: placed.span,
                object,
            });
            self.states.tables.push(State::Untyped);
        }
        let mut findings = Vec::new();
        for placed in std::mem::take(&mut self.declared.findings) {
            let id = FindingId(count(findings.len()));
            if self
                .scoped(&placed.node.head, Named::Finding(id), Member::Finding(id))
                .is_some()
            {
                findings.push(placed);
            }
        }
        self.declared.findings = findings;
        self.name_norms();
    }

    fn name_norms(&mut self) {
        // Norms are numbered by name alone: their object follows from their subject.
        let mut norms: Vec<Placed<'a, Norm>> = std::mem::take(&mut self.declared.norms);
        norms.sort_by(|left, right| {
            let key = |placed: &Placed<'a, Norm>| {
                (
                    placed.node.head.name.text.as_str(),
                    placed.node.head.name.span,
                )
            };
            key(left).cmp(&key(right))
        });
        for placed in norms {
            let head = &placed.node.head;
            let id = NormId(count(self.norms.len()));
            let declared =
                self.names
                    .values
                    .declare(&head.name, head.alias.as_ref(), Named::Norm(id));
            if self.twice(declared) {
                continue;
            }
            let object = self.subject_object(placed.node);
            self.norms.push(NormSource {
                node: placed.node,
                span: placed.span,
                object,
            });
            self.states.norms.push(State::Untyped);
        }
    }

    /// The object that a norm is judged for: the one written before 的, else the first object of its subject.
    fn subject_object(&mut self, node: &Norm) -> Option<ObjectId> {
        if let Some(scope) = &node.head.scope {
            return self.object(scope);
        }
        let bearers = first(&node.statements, |kind| match kind {
            StatementKind::Subject(bearers) => Some(bearers),
            _ => None,
        })?;
        let name = bearers.iter().find_map(|bearer| match bearer {
            Bearer::Object { name, .. } => Some(name),
            Bearer::Words(_) => None,
        })?;
        self.object(name)
    }

    /// Declares a name in its object or outside all; none where that fails, else its object.
    fn scoped(&mut self, head: &Head, named: Named, member: Member) -> Option<Option<ObjectId>> {
        let Some(scope) = &head.scope else {
            let declared = self
                .names
                .values
                .declare(&head.name, head.alias.as_ref(), named);
            return (!self.twice(declared)).then_some(None);
        };
        let Some(object) = self.object(scope) else {
            self.names.break_name(&head.name);
            return None;
        };
        let alias = head.alias.as_ref();
        let declared = self
            .names
            .members
            .computed(object, &head.name, alias, member);
        (!self.twice(declared)).then_some(Some(object))
    }

    /// Types everything that is computed.
    pub(super) fn compute(&mut self) {
        let definitions =
            (0..self.definitions.len()).map(|at| Computed::Definition(DefinitionId(count(at))));
        let tables = (0..self.tables.len()).map(|at| Computed::Table(TableId(count(at))));
        let norms = (0..self.norms.len()).map(|at| Computed::Norm(NormId(count(at))));
        let all: Vec<Computed> = definitions.chain(tables).chain(norms).collect();
        let mut made = Vec::new();
        for start in all {
            self.settle(start, &mut made);
        }
        self.place(made);
    }

    /// Types one thing, and before it all that it needs. What is being typed waits on a stack of its own: a long chain of
    /// definitions is no deep recursion.
    fn settle(&mut self, start: Computed, made: &mut Vec<Made>) {
        let mut waiting = vec![start];
        while let Some(top) = waiting.last().copied() {
            if !self.is_untyped(top) {
                waiting.pop();
                continue;
            }
            let (result, problems, needs) = self.attempt(top);
            if let Some(need) = needs.first().copied() {
                match waiting.iter().position(|one| *one == need) {
                    None => waiting.push(need),
                    Some(from) => {
                        let ring: Vec<Computed> = waiting.drain(from..).collect();
                        self.ring(&ring);
                    }
                }
                continue;
            }
            self.problems.extend(problems);
            match result {
                Some(one) => {
                    self.typed(&one);
                    self.model.order.push(top);
                    made.push(one);
                }
                None => self.fail(top),
            }
            waiting.pop();
        }
    }

    fn ring(&mut self, ring: &[Computed]) {
        let names: Vec<(String, Span)> = ring.iter().filter_map(|one| self.name_of(*one)).collect();
        // Where the ring is entered depends on what was looked at first; its least name does not.
        let least = names
            .iter()
            .enumerate()
            .min_by(|left, right| left.1.cmp(right.1))
            .map_or(0, |(at, _)| at);
        let mut names = names;
        names.rotate_left(least);
        if let Some((_, place)) = names.first().cloned() {
            self.problems.push(Ring { ring: names, place });
        }
        for one in ring {
            self.fail(*one);
        }
    }

    fn is_untyped(&self, one: Computed) -> bool {
        match one {
            Computed::Definition(id) => matches!(
                self.states.definitions.get(id.index()),
                Some(State::Untyped)
            ),
            Computed::Table(id) => {
                matches!(self.states.tables.get(id.index()), Some(State::Untyped))
            }
            Computed::Norm(id) => matches!(self.states.norms.get(id.index()), Some(State::Untyped)),
        }
    }

    fn head_of(&self, one: Computed) -> Option<&'a Head> {
        match one {
            Computed::Definition(id) => self
                .definitions
                .get(id.index())
                .map(|source| &source.node.head),
            Computed::Table(id) => self.tables.get(id.index()).map(|source| &source.node.head),
            Computed::Norm(id) => self.norms.get(id.index()).map(|source| &source.node.head),
        }
    }

    fn name_of(&self, one: Computed) -> Option<(String, Span)> {
        let head = self.head_of(one)?;
        let name = match &head.scope {
            Some(scope) => format!("{}的{}", scope.text, head.name.text),
            None => head.name.text.clone(),
        };
        Some((name, head.name.span))
    }

    fn fail(&mut self, one: Computed) {
        if let Some(head) = self.head_of(one) {
            self.broken.insert(head.name.span);
        }
        match one {
            Computed::Definition(id) => {
                mark(self.states.definitions.get_mut(id.index()), State::Broken)
            }
            Computed::Table(id) => mark(self.states.tables.get_mut(id.index()), State::Broken),
            Computed::Norm(id) => mark(self.states.norms.get_mut(id.index()), State::Broken),
        }
    }

    fn typed(&mut self, made: &Made) {
        match made {
            Made::Definition(one) => {
                let shown = (one.ty.clone(), one.unit.clone());
                mark(
                    self.states.definitions.get_mut(one.id.index()),
                    State::Typed(shown),
                );
            }
            Made::Table(one) => {
                mark(
                    self.states.tables.get_mut(one.id.index()),
                    State::Typed(one.outputs.clone()),
                );
            }
            Made::Norm(one) => {
                let grants = one.grants.iter();
                let grants = grants
                    .map(|grant| Some((grant.value.as_ref()?.ty.clone(), grant.unit.clone())));
                mark(
                    self.states.norms.get_mut(one.id.index()),
                    State::Typed(grants.collect()),
                );
            }
        }
    }

    /// Puts what was typed into the model, by number.
    fn place(&mut self, made: Vec<Made>) {
        for one in made {
            match one {
                Made::Definition(one) => self.model.definitions.push(*one),
                Made::Table(one) => self.model.tables.push(*one),
                Made::Norm(one) => self.model.norms.push(*one),
            }
        }
        self.model.definitions.sort_by_key(|one| one.id);
        self.model.tables.sort_by_key(|one| one.id);
        self.model.norms.sort_by_key(|one| one.id);
    }

    /// A norm that was typed. While others failed, numbers are no places.
    pub(super) fn norm_made(&self, id: NormId) -> Option<&super::norm::Norm> {
        let at = self
            .model
            .norms
            .binary_search_by_key(&id, |norm| norm.id)
            .ok()?;
        self.model.norms.get(at)
    }

    /// A definition that was typed.
    pub(super) fn definition_made(&self, id: DefinitionId) -> Option<&Definition> {
        let at = self
            .model
            .definitions
            .binary_search_by_key(&id, |definition| definition.id)
            .ok()?;
        self.model.definitions.get(at)
    }
}

fn mark<T>(state: Option<&mut State<T>>, to: State<T>) {
    if let Some(state) = state {
        *state = to;
    }
}

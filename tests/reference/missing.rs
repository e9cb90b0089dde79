//! What is missing: the facts, findings, lists and calendars from which an unsettled value comes.

use std::collections::BTreeSet;

use tiaoli::check::{
    Aggregate, CalendarId, CaseTerm, Collection, Exception, FieldId, FindingId, Generator,
    HitPolicy, Instance, ListOf, ShiftUnit, Term, TermKind,
};

use super::case::RowId;
use super::choosing::standing;
use super::collections::{Found, perhaps_added};
use super::range::{Value, all, any, not};
use super::terms::Reference;

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    Fact(RowId, FieldId),
    List(RowId, FieldId),
    /// Of an instance, or of the case.
    Finding(Option<RowId>, FindingId),
    Calendar(CalendarId),
    /// The member stands in no such list.
    Owner,
}

/// The walk through what is not settled.
pub struct Walk<'a> {
    pub reference: &'a Reference<'a>,
    pub found: BTreeSet<Missing>,
}

impl Walk<'_> {
    pub fn term(&mut self, term: &Term, bound: &[RowId]) {
        if self.reference.value(term, bound).is_settled() {
            return;
        }
        match &term.kind {
            TermKind::Constant(_) | TermKind::Clock(_) | TermKind::Reading(_) => {}
            TermKind::Field { of, field } => {
                let row = self.reference.case.instance(of, bound);
                self.found
                    .insert(row.map_or(Missing::Owner, |row| Missing::Fact(row, *field)));
            }
            TermKind::Finding { of, finding } => {
                let row = of
                    .as_ref()
                    .map(|of| self.reference.case.instance(of, bound));
                self.found.insert(match row {
                    None => Missing::Finding(None, *finding),
                    Some(None) => Missing::Owner,
                    Some(row) => Missing::Finding(row, *finding),
                });
            }
            TermKind::Parameter { on, .. } => self.each(on.as_deref(), bound),
            TermKind::Definition { of, definition } => {
                if let Some(scope) = self.scope(of.as_ref(), bound) {
                    let definition = &self.reference.model.definitions[definition.index()];
                    self.exceptions(
                        &definition.exceptions,
                        &scope,
                        |walk| walk.term(&definition.value, &scope),
                        |walk, term| {
                            walk.term(term, &scope);
                        },
                    );
                }
            }
            TermKind::Table { of, table, output } => {
                if let Some(scope) = self.scope(of.as_ref(), bound) {
                    self.table(table.index(), *output as usize, &scope);
                }
            }
            TermKind::Holds { of, norm } => {
                if let Some(scope) = self.scope(of.as_ref(), bound) {
                    self.condition(norm.index(), &scope);
                }
            }
            TermKind::Granted { of, norm, grant } => {
                if let Some(scope) = self.scope(of.as_ref(), bound) {
                    self.condition(norm.index(), &scope);
                    if !self.reference.holds(*norm, &scope).is_false() {
                        self.grant(norm.index(), *grant as usize, &scope);
                    }
                }
            }
            TermKind::Arithmetic(_, left, right) | TermKind::Compare(_, left, right) => {
                self.each([left.as_ref(), right.as_ref()], bound);
            }
            TermKind::Negative(value) | TermKind::Not(value) => self.term(value, bound),
            TermKind::Round { value, .. } | TermKind::Member { value, .. } => {
                self.term(value, bound)
            }
            TermKind::Shift { date, amount, by } => self.shift(date, amount, *by, bound),
            TermKind::Function(_, arguments) => self.each(arguments, bound),
            TermKind::All(items) | TermKind::Any(items) => {
                self.each(items.iter().map(|item| &item.condition), bound);
            }
            TermKind::Exists {
                collection,
                condition,
            } => {
                self.quantified(collection, condition.as_deref(), bound, |filter, own| {
                    all(&[filter, own])
                });
            }
            TermKind::Every {
                collection,
                condition,
            } => {
                self.quantified(collection, Some(condition), bound, |filter, own| {
                    any(&[not(&filter), own])
                });
            }
            TermKind::Aggregate {
                aggregate: Aggregate::Sum,
                collection,
                value,
            } => {
                // A member that adds nothing whether it is in or not does not matter.
                self.quantified(
                    collection,
                    value.as_deref(),
                    bound,
                    |filter, own| match own {
                        own if filter.is_true() || own.is_fault() => own,
                        own => perhaps_added(&own),
                    },
                );
            }
            TermKind::Aggregate {
                collection, value, ..
            } => self.collection(collection, value.as_deref(), bound),
            TermKind::Cases { cases, otherwise } => self.cases(cases, otherwise.as_deref(), bound),
            TermKind::Brackets { value, bands } => {
                self.term(value, bound);
                for (upper, rate) in bands {
                    self.each(upper, bound);
                    self.term(rate, bound);
                }
            }
        }
    }

    /// As [`Reference::scope`]; where there is no such instance, its owner is what is missing.
    fn scope(&mut self, of: Option<&Instance>, bound: &[RowId]) -> Option<Vec<RowId>> {
        let scope = self.reference.scope(of, bound);
        if scope.is_none() {
            self.found.insert(Missing::Owner);
        }
        scope
    }

    fn each<'t>(&mut self, terms: impl IntoIterator<Item = &'t Term>, bound: &[RowId]) {
        for term in terms {
            self.term(term, bound);
        }
    }

    fn shift(&mut self, date: &Term, amount: &Term, by: ShiftUnit, bound: &[RowId]) {
        self.each([date, amount], bound);
        let settled = |term| self.reference.value(term, bound).is_settled();
        if let ShiftUnit::Workdays(calendar) = by
            && settled(date)
            && settled(amount)
        {
            self.found.insert(Missing::Calendar(calendar));
        }
    }

    /// What is missing for a quantifier: a member for which it is settled adds nothing.
    fn quantified(
        &mut self,
        collection: &Collection,
        condition: Option<&Term>,
        bound: &[RowId],
        judged: impl Fn(Value, Value) -> Value,
    ) {
        let found = self.reference.members(collection, bound);
        if found.iter().any(|found| matches!(found, Found::Fault(_))) {
            self.collection(collection, condition, bound);
            return;
        }
        for found in found {
            match found {
                Found::Fault(_) => {}
                Found::PerhapsFault(before) => self.filters(collection, bound.len(), &before),
                Found::NotGiven {
                    bound: before,
                    place,
                    ..
                } => {
                    self.filters(collection, bound.len(), &before);
                    self.list(&collection.generators[place], &before);
                }
                Found::Member {
                    bound: inner,
                    filter,
                    doubtful,
                } => {
                    let own = condition
                        .map_or_else(|| Value::truth(true), |c| self.reference.value(c, &inner));
                    if doubtful || !judged(filter, own).is_settled() {
                        self.filters(collection, bound.len(), &inner);
                        self.each(condition, &inner);
                    }
                }
            }
        }
    }

    /// What is missing for the filters that let these members in.
    fn filters(&mut self, collection: &Collection, outside: usize, bound: &[RowId]) {
        let inside = bound.len() - outside;
        for (depth, generator) in collection.generators.iter().take(inside).enumerate() {
            self.each(generator.filter.as_deref(), &bound[..=outside + depth]);
        }
    }

    /// The list is not given, or it has no owner.
    fn list(&mut self, generator: &Generator, bound: &[RowId]) {
        let ListOf::Field { of, field } = &generator.list else {
            panic!("all instances are given")
        };
        let owner = self.reference.case.instance(of, bound);
        self.found
            .insert(owner.map_or(Missing::Owner, |owner| Missing::List(owner, *field)));
    }

    fn collection(&mut self, collection: &Collection, inner: Option<&Term>, bound: &[RowId]) {
        self.generators(collection, 0, bound, inner);
    }

    fn generators(
        &mut self,
        collection: &Collection,
        place: usize,
        bound: &[RowId],
        inner: Option<&Term>,
    ) {
        let Some(generator) = collection.generators.get(place) else {
            self.each(inner, bound);
            return;
        };
        let Some(rows) = self.reference.rows(generator, bound) else {
            self.list(generator, bound);
            return;
        };
        for row in rows {
            let mut bound = bound.to_vec();
            bound.push(row);
            let filter = generator.filter.as_deref();
            if filter.is_some_and(|filter| self.reference.value(filter, &bound).is_false()) {
                continue;
            }
            self.each(filter, &bound);
            self.generators(collection, place + 1, &bound, inner);
        }
    }

    fn cases(&mut self, cases: &[CaseTerm], otherwise: Option<&Term>, bound: &[RowId]) {
        for case in cases {
            let condition = self.reference.value(&case.condition, bound);
            if condition.is_fault() {
                return;
            }
            if condition.is_false() {
                continue;
            }
            self.term(&case.condition, bound);
            self.term(&case.value, bound);
            if condition.is_true() {
                return;
            }
        }
        self.each(otherwise, bound);
    }

    fn table(&mut self, table: usize, output: usize, scope: &[RowId]) {
        let table = &self.reference.model.tables[table];
        for row in &table.rows {
            let condition = self.reference.value(&row.condition, scope);
            if condition.is_fault() {
                return;
            }
            if condition.is_false() {
                continue;
            }
            self.term(&row.condition, scope);
            self.term(&row.values[output], scope);
            if condition.is_true() && table.hit == HitPolicy::First {
                return;
            }
        }
    }

    fn exceptions<T>(
        &mut self,
        exceptions: &[Exception<T>],
        scope: &[RowId],
        general: impl Fn(&mut Self),
        value: impl Fn(&mut Self, &T),
    ) {
        let conditions: Vec<_> = exceptions
            .iter()
            .map(|e| self.reference.value(&e.condition, scope))
            .collect();
        let (sure, possible, _) = standing(exceptions, &conditions);
        for place in &possible {
            self.term(&exceptions[*place].condition, scope);
        }
        if sure.is_empty() {
            general(self);
        }
        for place in sure.iter().chain(&possible) {
            value(self, &exceptions[*place].value);
        }
    }

    /// What is missing for the question whether a norm holds.
    pub fn condition(&mut self, norm: usize, scope: &[RowId]) {
        let norm = &self.reference.model.norms[norm];
        for term in self.reference.conditions(norm, scope) {
            self.term(term, scope);
        }
    }

    /// What is missing for a granted value.
    pub fn grant(&mut self, norm: usize, grant: usize, scope: &[RowId]) {
        let norm = &self.reference.model.norms[norm];
        let exceptions = self.reference.granting(norm);
        let of = |grants: &Vec<tiaoli::check::Grant>| {
            grants.get(grant).and_then(|grant| grant.value.clone())
        };
        let general = norm.grants.get(grant).and_then(|grant| grant.value.clone());
        self.exceptions(
            &exceptions,
            scope,
            |walk| walk.each(&general, scope),
            |walk, grants| walk.each(&of(grants), scope),
        );
    }
}

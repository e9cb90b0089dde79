//! What is missing: the facts, findings, lists and calendars from which an unsettled value comes.

use std::collections::BTreeSet;

use tiaoli::check::{
    Aggregate, CalendarId, CaseTerm, Collection, Exception, FieldId, FindingId, HitPolicy, ListOf,
    ShiftUnit, Term, TermKind,
};

use super::case::RowId;
use super::choosing::standing;
use super::collections::{Members, perhaps_added};
use super::range::{Value, all, any, not};
use super::terms::Reference;

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    Fact(Option<RowId>, FieldId),
    List(Option<RowId>, FieldId),
    Finding(Option<RowId>, FindingId),
    Calendar(CalendarId),
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
                self.found.insert(Missing::Fact(
                    self.reference.case.instance(of, bound),
                    *field,
                ));
            }
            TermKind::Finding { of, finding } => {
                let row = of
                    .as_ref()
                    .and_then(|of| self.reference.case.instance(of, bound));
                self.found.insert(Missing::Finding(row, *finding));
            }
            TermKind::Parameter { on, .. } => self.each(on.as_deref(), bound),
            TermKind::Definition { of, definition } => {
                if let Some(scope) = self.reference.scope(of.as_ref(), bound) {
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
                if let Some(scope) = self.reference.scope(of.as_ref(), bound) {
                    self.table(table.index(), *output as usize, &scope);
                }
            }
            TermKind::Holds { of, norm } => {
                if let Some(scope) = self.reference.scope(of.as_ref(), bound) {
                    self.condition(norm.index(), &scope);
                }
            }
            TermKind::Granted { of, norm, grant } => {
                if let Some(scope) = self.reference.scope(of.as_ref(), bound) {
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
        let Members::Given(members, None) = self.reference.members(collection, bound) else {
            self.collection(collection, condition, bound);
            return;
        };
        for member in members {
            let own = condition.map_or_else(
                || Value::truth(true),
                |c| self.reference.value(c, &member.bound),
            );
            if judged(member.filter, own).is_settled() {
                continue;
            }
            for (depth, generator) in collection.generators.iter().enumerate() {
                self.each(
                    generator.filter.as_deref(),
                    &member.bound[..=bound.len() + depth],
                );
            }
            self.each(condition, &member.bound);
        }
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
        let rows = match &generator.list {
            ListOf::All(object) => self.reference.case.rows_of(self.reference.model, *object),
            ListOf::Field { of, field } => {
                let owner = self.reference.case.instance(of, bound);
                match owner.and_then(|owner| self.reference.case.rows[owner].lists.get(field)) {
                    Some(rows) => rows.clone(),
                    None => {
                        self.found.insert(Missing::List(owner, *field));
                        return;
                    }
                }
            }
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

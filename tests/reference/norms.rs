//! Outcomes and states of norms.

use std::collections::BTreeSet;

use tiaoli::check::{
    DeadlineModel, Exception, Grant, Modality, Norm, NormId, Per, Term, TermUnit, Type,
};
use tiaoli::quantity::{self, Date};

use super::case::RowId;
use super::missing::{Missing, Walk};
use super::range::{Fault, Value, ZERO, all, compare, not};
use super::terms::{Reference, date_of};

/// An outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Holds,
    Fails,
    Pending,
    AwaitsFinding,
    NotApplicable,
    Faulty(Fault),
}

/// The state that goes with an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    NotDue,
    NotPerformed,
    Performed,
    PerformedLate,
    Overdue,
    Complied,
    Violated,
    Met,
    NotMet,
    Undetermined,
}

/// What is decided of a norm for one instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub instance: Option<String>,
    pub outcome: Outcome,
    pub state: Option<State>,
    /// One for each grant with a value.
    pub grants: Vec<Value>,
    /// The measured value of an indicator.
    pub measured: Option<Value>,
    /// What is missing for the outcome.
    pub missing: BTreeSet<Missing>,
}

impl Reference<'_> {
    /// The norm judged for each instance of its object, or once.
    pub fn judge(&self, norm: NormId) -> Vec<Judged> {
        let model = &self.model.norms[norm.index()];
        match model.object {
            None => vec![self.judged(model, &[], None)],
            Some(object) => self
                .case
                .rows_of(self.model, object)
                .into_iter()
                .map(|row| {
                    let root = self.case.roots.contains_key(&object);
                    let scope = if root { Vec::new() } else { vec![row] };
                    self.judged(model, &scope, Some(self.case.name(self.model, row)))
                })
                .collect(),
        }
    }

    fn judged(&self, norm: &Norm, scope: &[RowId], instance: Option<String>) -> Judged {
        let truth = self.truth(norm, scope);
        let mut walk = Walk {
            reference: self,
            found: BTreeSet::new(),
        };
        let outcome = match truth {
            None => Outcome::NotApplicable,
            Some(Value::Fault(fault)) => Outcome::Faulty(fault),
            Some(truth) if truth.is_true() => Outcome::Holds,
            Some(truth) if truth.is_false() => Outcome::Fails,
            Some(_) => {
                walk.condition(norm.id.index(), scope);
                let only_findings = walk
                    .found
                    .iter()
                    .all(|missing| matches!(missing, Missing::Finding(..)));
                if only_findings && !walk.found.is_empty() {
                    Outcome::AwaitsFinding
                } else {
                    Outcome::Pending
                }
            }
        };
        let holds = outcome == Outcome::Holds;
        let faulty = matches!(outcome, Outcome::Faulty(_));
        let measures = outcome != Outcome::NotApplicable && !faulty;
        let measured = norm.measure.as_ref().filter(|_| measures).map(|m| {
            self.value(&m.formula, scope)
                .told(&m.formula.ty, self.model)
        });
        let state = match norm.modality {
            Modality::Duty | Modality::Task if holds => Some(self.performed(norm, scope)),
            Modality::Prohibition if holds => norm
                .violated_when
                .as_ref()
                .map(|term| self.complied(term, scope)),
            Modality::Indicator if measures => self.met(norm, scope),
            Modality::Indicator if faulty => norm
                .measure
                .as_ref()
                .and_then(|measure| measure.target.as_ref())
                .map(|_| State::Undetermined),
            _ => None,
        };
        let grants = if holds {
            self.grants(norm, scope)
        } else {
            Vec::new()
        };
        Judged {
            instance,
            outcome,
            state,
            grants,
            measured,
            missing: walk.found,
        }
    }

    /// Whether it holds: none where it does not apply.
    fn truth(&self, norm: &Norm, scope: &[RowId]) -> Option<Value> {
        if !norm.in_force.contains(self.case.law_as_of) {
            return None;
        }
        let subject = norm
            .subject
            .as_ref()
            .map_or_else(|| Value::truth(true), |term| self.value(term, scope));
        if subject.is_false() {
            return None;
        }
        if subject.is_fault() {
            return Some(subject);
        }
        let holds = self.condition(norm, scope);
        // Whoever the subject is, it does not apply then.
        if holds == Value::Fault(Fault::NotInForce) && !subject.is_doubtful() {
            return None;
        }
        if subject.is_true() {
            return Some(holds);
        }
        let doubtful = subject.is_doubtful() || holds.is_doubtful() || holds.is_fault();
        Some(Value::perhaps().or_fault(doubtful))
    }

    fn condition(&self, norm: &Norm, scope: &[RowId]) -> Value {
        let mut items = Vec::new();
        if let Some(term) = &norm.condition {
            items.push(self.value(term, scope));
        }
        let conditions: Vec<Value> = norm
            .exceptions
            .iter()
            .map(|e| self.value(&e.condition, scope))
            .collect();
        for (place, _) in norm
            .exceptions
            .iter()
            .enumerate()
            .filter(|(_, exception)| exception.value.is_none())
        {
            items.push(not(&self.counting(norm, place, &conditions)));
        }
        items.extend(self.compared_with_target(norm, scope));
        all(&items)
    }

    /// The measured value against the target.
    fn compared_with_target(&self, norm: &Norm, scope: &[RowId]) -> Option<Value> {
        let measure = norm.measure.as_ref()?;
        let target = measure.target.as_ref()?;
        let (value, figure) = (
            self.value(&measure.formula, scope),
            self.value(&target.value, scope),
        );
        Some(self.of_read(&[value, figure], &Type::Boolean, |values| {
            compare(target.relation, &values[0], &values[1])
        }))
    }

    fn met(&self, norm: &Norm, scope: &[RowId]) -> Option<State> {
        let met = self.compared_with_target(norm, scope)?;
        Some(if met.is_true() {
            State::Met
        } else if met.is_false() {
            State::NotMet
        } else {
            State::Undetermined
        })
    }

    /// Whether an exception applies and none that overrides it does.
    fn counting(&self, norm: &Norm, place: usize, conditions: &[Value]) -> Value {
        let overriding = (0..conditions.len())
            .filter(|other| norm.exceptions[*other].overrides.contains(&place));
        let parts = std::iter::once(conditions[place].clone())
            .chain(overriding.map(|other| not(&conditions[other])));
        all(&parts.collect::<Vec<_>>())
    }

    /// The terms on which the outcome rests.
    pub fn conditions<'n>(&self, norm: &'n Norm, scope: &[RowId]) -> Vec<&'n Term> {
        let mut terms: Vec<&Term> = Vec::new();
        terms.extend(&norm.subject);
        if self.condition(norm, scope).is_settled() {
            return terms;
        }
        if let Some(condition) = &norm.condition {
            terms.push(condition);
        }
        let conditions: Vec<Value> = norm
            .exceptions
            .iter()
            .map(|e| self.value(&e.condition, scope))
            .collect();
        for (place, _) in norm
            .exceptions
            .iter()
            .enumerate()
            .filter(|(_, exception)| exception.value.is_none())
        {
            if !self.counting(norm, place, &conditions).is_settled() {
                terms.push(&norm.exceptions[place].condition);
                let overriding = norm
                    .exceptions
                    .iter()
                    .filter(|other| other.overrides.contains(&place));
                terms.extend(overriding.map(|other| &other.condition));
            }
        }
        let compared = self.compared_with_target(norm, scope);
        if let Some(measure) = norm.measure.as_ref()
            && compared.is_some_and(|met| !met.is_settled())
        {
            terms.push(&measure.formula);
            terms.extend(measure.target.as_ref().map(|target| &target.value));
        }
        terms
    }

    /// Whether the norm holds, as a condition.
    pub fn holds(&self, norm: NormId, scope: &[RowId]) -> Value {
        match self.truth(&self.model.norms[norm.index()], scope) {
            None => Value::truth(false),
            Some(truth) => truth,
        }
    }

    /// What the norm grants where it holds, zero where it does not.
    pub fn granted(&self, norm: NormId, grant: usize, scope: &[RowId], ty: &Type) -> Value {
        let holds = self.holds(norm, scope);
        if holds.is_fault() {
            return holds;
        }
        if holds.is_false() {
            return Value::settled(ZERO);
        }
        let value = self.grant(&self.model.norms[norm.index()], grant, scope);
        if holds.is_true() {
            return value;
        }
        if value.is_fault() {
            self.anything(ty).or_fault(true)
        } else {
            value
                .join(&Value::settled(ZERO))
                .or_fault(holds.is_doubtful())
        }
    }

    fn grants(&self, norm: &Norm, scope: &[RowId]) -> Vec<Value> {
        (0..norm.grants.len())
            .filter(|p| norm.grants[*p].value.is_some())
            .map(|p| {
                let ty = &norm.grants[p]
                    .value
                    .as_ref()
                    .expect("a grant with a value")
                    .ty;
                self.grant(norm, p, scope).told(ty, self.model)
            })
            .collect()
    }

    fn grant(&self, norm: &Norm, grant: usize, scope: &[RowId]) -> Value {
        let of = |grants: &[Grant]| {
            let term = grants
                .get(grant)
                .and_then(|grant| grant.value.as_ref())
                .expect("a grant with a value");
            self.value(term, scope)
        };
        let ty = norm.grants[grant]
            .value
            .as_ref()
            .expect("a grant with a value")
            .ty
            .clone();
        self.excepted(
            &self.granting(norm),
            || of(&norm.grants),
            |grants| of(grants),
            scope,
            &ty,
        )
    }

    /// The exceptions that put other grants in place, with the places among themselves that they override.
    pub fn granting(&self, norm: &Norm) -> Vec<Exception<Vec<Grant>>> {
        let places: Vec<usize> = (0..norm.exceptions.len())
            .filter(|p| norm.exceptions[*p].value.is_some())
            .collect();
        places
            .iter()
            .map(|place| {
                let exception = &norm.exceptions[*place];
                Exception {
                    label: exception.label.clone(),
                    condition: exception.condition.clone(),
                    value: exception.value.clone().expect("an exception with grants"),
                    overrides: (0..places.len())
                        .filter(|p| exception.overrides.contains(&places[*p]))
                        .collect(),
                    basis: exception.basis.clone(),
                    span: exception.span,
                }
            })
            .collect()
    }

    fn complied(&self, violated: &Term, scope: &[RowId]) -> State {
        let violated = self.value(violated, scope);
        if violated.is_true() {
            State::Violated
        } else if violated.is_false() {
            State::Complied
        } else {
            State::Undetermined
        }
    }

    fn performed(&self, norm: &Norm, scope: &[RowId]) -> State {
        let now = self.case.as_of;
        let due = self.due(norm, scope);
        if due == Due::Unknown {
            return State::Undetermined;
        }
        let late = |day: Date| matches!(due, Due::On(last) if day > last);
        let done_on = norm.done_on.as_ref().map(|term| self.value(term, scope));
        let day = done_on.as_ref().and_then(Value::number).and_then(date_of);
        let stale = |day: Date| match norm.deadline {
            Some(DeadlineModel::Every(per)) => day < start_of(now, per),
            _ => false,
        };
        let done = match (&norm.done_when, day) {
            (_, Some(day)) if day <= now && !stale(day) => {
                return if late(day) {
                    State::PerformedLate
                } else {
                    State::Performed
                };
            }
            (_, Some(_)) => Value::truth(false),
            (Some(term), None) => self.value(term, scope),
            (None, None) => Value::perhaps(),
        };
        match (done.is_true(), done.is_false(), late(now)) {
            (true, _, false) => State::Performed,
            (_, true, false) if due == Due::Never => State::NotPerformed,
            (_, true, false) => State::NotDue,
            (_, true, true) => State::Overdue,
            _ => State::Undetermined,
        }
    }

    fn due(&self, norm: &Norm, scope: &[RowId]) -> Due {
        match &norm.deadline {
            None | Some(DeadlineModel::Words(_)) => Due::Never,
            Some(DeadlineModel::By(term)) => self
                .value(term, scope)
                .number()
                .and_then(date_of)
                .map_or(Due::Unknown, Due::On),
            Some(DeadlineModel::Every(per)) => Due::On(end_of(self.case.as_of, *per)),
            Some(DeadlineModel::Within {
                from,
                amount,
                unit,
                roll,
            }) => {
                let Some(from) = self.value(from, scope).number().and_then(date_of) else {
                    return Due::Unknown;
                };
                let kind = match unit {
                    TermUnit::Days => quantity::TermKind::Days,
                    TermUnit::Months => quantity::TermKind::Months,
                    TermUnit::Workdays(_) => quantity::TermKind::Workdays,
                };
                let calendar = match (unit, roll) {
                    (TermUnit::Workdays(calendar), _) | (_, Some(calendar)) => {
                        Some(&self.model.calendars[calendar.index()].calendar)
                    }
                    _ => None,
                };
                let term = quantity::Term::new(*amount, kind);
                quantity::deadline(from, term, calendar, roll.is_some())
                    .map_or(Due::Unknown, Due::On)
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Never,
    On(Date),
    Unknown,
}

fn start_of(day: Date, per: Per) -> Date {
    match per {
        Per::Month => day.first_of_month(),
        Per::Quarter => quarter(day, 0).first_of_month(),
        _ => day.first_of_year(),
    }
}

fn end_of(day: Date, per: Per) -> Date {
    match per {
        Per::Month => day.last_of_month(),
        Per::Quarter => quarter(day, 2).last_of_month(),
        _ => day.last_of_year(),
    }
}

/// A day in the nth month of the quarter.
fn quarter(day: Date, nth: u32) -> Date {
    let month = (day.month() - 1) / 3 * 3 + 1 + nth;
    Date::new(day.year(), month, 1).expect("a month of the year")
}

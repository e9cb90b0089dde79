//! Terms and norms in, their parts out: one place that knows all operands of a term.

use super::norm::{DeadlineModel, Evidence, Exception, Grant, Norm};
use super::term::{Collection, Term, TermKind};

impl Term {
    /// The operands of this term, in the order of the text; filters of collections included.
    #[must_use]
    pub fn operands(&self) -> Vec<&Self> {
        match &self.kind {
            TermKind::Constant(_)
            | TermKind::Clock(_)
            | TermKind::Field { .. }
            | TermKind::Definition { .. }
            | TermKind::Finding { .. }
            | TermKind::Reading(_)
            | TermKind::Table { .. }
            | TermKind::Holds { .. }
            | TermKind::Granted { .. } => Vec::new(),
            TermKind::Parameter { on, .. } => on.iter().map(AsRef::as_ref).collect(),
            TermKind::Arithmetic(_, left, right) | TermKind::Compare(_, left, right) => {
                vec![left, right]
            }
            TermKind::Negative(value)
            | TermKind::Not(value)
            | TermKind::Round { value, .. }
            | TermKind::Member { value, .. } => vec![value],
            TermKind::Shift { date, amount, .. } => vec![date, amount],
            TermKind::Function(_, arguments) => arguments.iter().collect(),
            TermKind::All(items) | TermKind::Any(items) => {
                items.iter().map(|item| &item.condition).collect()
            }
            TermKind::Exists {
                collection,
                condition,
            } => with(collection, condition.as_deref()),
            TermKind::Every {
                collection,
                condition,
            } => with(collection, Some(condition)),
            TermKind::Aggregate {
                collection, value, ..
            } => with(collection, value.as_deref()),
            TermKind::Cases { cases, otherwise } => {
                let cases = cases.iter().flat_map(|case| [&case.condition, &case.value]);
                cases.chain(otherwise.as_deref()).collect()
            }
            TermKind::Brackets { value, bands } => {
                let bands = bands
                    .iter()
                    .flat_map(|(upper, rate)| upper.iter().chain(std::iter::once(rate)));
                std::iter::once(value.as_ref()).chain(bands).collect()
            }
        }
    }

    /// Shows every term in this one to `see`, this one first, an operand before those after it.
    pub fn each<'t>(&'t self, mut see: impl FnMut(&'t Self)) {
        let mut waiting = vec![self];
        while let Some(term) = waiting.pop() {
            see(term);
            waiting.extend(term.operands().into_iter().rev());
        }
    }
}

impl Norm {
    /// The terms that the norm itself is made of, in the order of its statements.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        let mut found: Vec<&Term> = Vec::new();
        found.extend(&self.subject);
        found.extend(&self.condition);
        found.extend(self.exceptions.iter().flat_map(of_exception));
        found.extend(self.grants.iter().filter_map(|grant| grant.value.as_ref()));
        found.extend(self.deadline.iter().filter_map(of_deadline));
        found.extend(&self.done_when);
        found.extend(&self.done_on);
        found.extend(&self.violated_when);
        found.extend(self.evidence.iter().filter_map(of_evidence));
        if let Some(measure) = &self.measure {
            found.push(&measure.formula);
            found.extend(measure.target.as_ref().map(|target| &target.value));
            found.extend(&measure.alert);
        }
        found
    }
}

fn of_exception(exception: &Exception<Option<Vec<Grant>>>) -> Vec<&Term> {
    let grants = exception.value.iter().flatten();
    let values = grants.filter_map(|grant| grant.value.as_ref());
    std::iter::once(&exception.condition)
        .chain(values)
        .collect()
}

const fn of_deadline(deadline: &DeadlineModel) -> Option<&Term> {
    match deadline {
        DeadlineModel::Within { from, .. } => Some(from),
        DeadlineModel::By(day) => Some(day),
        DeadlineModel::Every(_) | DeadlineModel::Words(_) => None,
    }
}

const fn of_evidence(evidence: &Evidence) -> Option<&Term> {
    match evidence {
        Evidence::Fact(_, term) => Some(term),
        Evidence::Words(_) => None,
    }
}

fn with<'t>(collection: &'t Collection, last: Option<&'t Term>) -> Vec<&'t Term> {
    let filters = collection
        .generators
        .iter()
        .filter_map(|generator| generator.filter.as_deref());
    filters.chain(last).collect()
}

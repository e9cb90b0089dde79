//! Terms in, their parts out: one place that knows all operands of a term.

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

fn with<'t>(collection: &'t Collection, last: Option<&'t Term>) -> Vec<&'t Term> {
    let filters = collection
        .generators
        .iter()
        .filter_map(|generator| generator.filter.as_deref());
    filters.chain(last).collect()
}

//! Whether a term can be a fault at all: terms in, yes or no out. Never looks at a case.

use crate::check::{Function, Generator, Term, TermKind};

/// Whether no filter of the generators can be a fault.
pub(super) fn filters_are_faultless(generators: &[Generator]) -> bool {
    let mut filters = generators
        .iter()
        .filter_map(|generator| generator.filter.as_deref());
    filters.all(is_faultless)
}

/// Whether a term is made of nothing that can be a fault, as `grammar/MEANING.md` lists it.
fn is_faultless(term: &Term) -> bool {
    let mut faultless = true;
    term.each(|part| faultless &= has_a_result(&part.kind));
    faultless
}

/// Whether there is a result for whatever the operands are.
const fn has_a_result(kind: &TermKind) -> bool {
    match kind {
        TermKind::Constant(_)
        | TermKind::Clock(_)
        | TermKind::Field { .. }
        | TermKind::Finding { .. }
        | TermKind::Reading(_)
        | TermKind::Negative(_)
        | TermKind::Compare(..)
        | TermKind::Member { .. }
        | TermKind::All(_)
        | TermKind::Any(_)
        | TermKind::Not(_) => true,
        TermKind::Function(function, _) => !matches!(
            function,
            Function::Remainder
                | Function::MakeDate
                | Function::ChildYearStart
                | Function::ChildYearEnd
                | Function::Birthday
        ),
        TermKind::Parameter { .. }
        | TermKind::Definition { .. }
        | TermKind::Table { .. }
        | TermKind::Holds { .. }
        | TermKind::Granted { .. }
        | TermKind::Arithmetic(..)
        | TermKind::Shift { .. }
        | TermKind::Round { .. }
        | TermKind::Exists { .. }
        | TermKind::Every { .. }
        | TermKind::Aggregate { .. }
        | TermKind::Cases { .. }
        | TermKind::Brackets { .. } => false,
    }
}

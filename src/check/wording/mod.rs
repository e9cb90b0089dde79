//! Quotes and norms in, mismatches of figures and comparison words out.
//!
//! A quote and the rule that cites it must give the same figures, and where the text says whether a figure is included
//! (以下, 不满, 不低于 …) the rule must agree. A figure that a note explains (说明, 存疑, 应当 …) is not missed. Only quotes are
//! compared: a citation without quoted words promises nothing to the letter.

mod compare;
mod figure;
mod said;

use crate::diagnostic::Problems;

use super::model::{CitationId, Model};
use compare::{Comparison, compare};
use said::Collector;

/// Warns where the figures or comparison words of a rule are at odds with the words that it quotes.
pub(super) fn wording(model: &Model, problems: &mut Problems) {
    let all = |basis: &[CitationId],
               more: &mut dyn Iterator<Item = CitationId>|
     -> Vec<CitationId> { basis.iter().copied().chain(more).collect() };
    for norm in &model.norms {
        let exceptions = &mut norm
            .exceptions
            .iter()
            .flat_map(|one| one.basis.iter().copied());
        let declared = Comparison {
            name: &norm.label.name,
            place: norm.label.span,
            basis: &all(&norm.marks.basis, exceptions),
            // What another instrument says need not be said again.
            whole: norm.marks.refer_to.is_empty(),
        };
        compare(
            model,
            &declared,
            &Collector::new(model).norm(norm),
            problems,
        );
    }
    for definition in &model.definitions {
        let exceptions = &mut definition
            .exceptions
            .iter()
            .flat_map(|one| one.basis.iter().copied());
        let declared = Comparison {
            name: &definition.label.name,
            place: definition.label.span,
            basis: &all(&definition.marks.basis, exceptions),
            whole: false,
        };
        compare(
            model,
            &declared,
            &Collector::new(model).definition(definition),
            problems,
        );
    }
    for table in &model.tables {
        let rows = &mut table.rows.iter().flat_map(|row| row.basis.iter().copied());
        let declared = Comparison {
            name: &table.label.name,
            place: table.label.span,
            basis: &all(&table.marks.basis, rows),
            whole: false,
        };
        compare(
            model,
            &declared,
            &Collector::new(model).table(table),
            problems,
        );
    }
    for parameter in &model.parameters {
        compare::parameter(model, parameter, problems);
    }
}

//! Citations of instruments outside their time, and figures that should be looked at again.

use crate::check::confidence::unsaid;
use crate::check::problem::lints::{CheckIsDue, DoubtNotSaid, OutOfTime};
use crate::check::{CitationId, InForce, Model};
use crate::diagnostic::Problems;
use crate::quantity::Date;

/// Tells every 转致 to an instrument that is never in force while the norm is, and every line of a parameter that applies on days
/// on which the instrument that it comes from does not.
pub(super) fn out_of_time(model: &Model, problems: &mut Problems) {
    for norm in &model.norms {
        for id in &norm.marks.refer_to {
            tell(model, *id, norm.in_force, &norm.label.name, problems);
        }
    }
    for parameter in &model.parameters {
        for line in &parameter.lines {
            for id in &line.basis {
                tell(model, *id, line.in_force, &parameter.label.name, problems);
            }
        }
    }
}

fn tell(model: &Model, id: CitationId, time: InForce, name: &str, problems: &mut Problems) {
    let Some(citation) = model.citations.get(id.index()) else {
        return;
    };
    let instrument = citation
        .instrument
        .and_then(|id| model.instruments.get(id.index()));
    if let Some(instrument) = instrument.filter(|one| apart(time, one.in_force)) {
        problems.push(OutOfTime {
            name: name.to_owned(),
            title: instrument.title.clone(),
            time: (
                span(instrument.in_force, Date::zh),
                span(instrument.in_force, Date::en),
            ),
            place: citation.span,
            declared: instrument.label.span,
        });
    }
}

/// Whether two stretches have no day in common.
fn apart(left: InForce, right: InForce) -> bool {
    let ends_before = |one: InForce, other: InForce| match (one.until, other.from) {
        (Some(until), Some(from)) => until <= from,
        _ => false,
    };
    ends_before(left, right) || ends_before(right, left)
}

/// A stretch as its two days; the second is the last one inside.
fn span(time: InForce, show: impl Fn(Date) -> String) -> String {
    let last = time.until.and_then(|day| day.checked_add_days(-1));
    let [from, last] = [time.from, last].map(|day| day.map_or("…".to_owned(), &show));
    format!("{from}—{last}")
}

/// Tells every line of a parameter whose 复核 has passed, and every unsure one that does not say what is unsure.
pub(super) fn due_for_review(model: &Model, as_of: Date, problems: &mut Problems) {
    for parameter in &model.parameters {
        for line in &parameter.lines {
            if let Some(check_by) = line.check_by.filter(|check_by| *check_by < as_of) {
                problems.push(CheckIsDue {
                    name: parameter.label.name.clone(),
                    check_by: (check_by.zh(), check_by.en()),
                    as_of: (as_of.zh(), as_of.en()),
                    place: line.span,
                });
            }
        }
    }
    for (parameter, line, confidence) in unsaid(model) {
        problems.push(DoubtNotSaid {
            name: parameter.label.name.clone(),
            confidence: confidence.code(),
            place: line.span,
        });
    }
}

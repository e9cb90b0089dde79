//! The model without what only the checker, the compiler and the ledger read.

use crate::check::{DeadlineModel, Evidence, Exception, Grant, Marks, Model, Norm, Term};
use crate::source::Span;

/// A place of which only the file counts: which package something belongs to.
fn home(span: &mut Span) {
    *span = Span::at(span.file(), 0);
}

/// A place that nobody asks for.
fn nowhere(span: &mut Span) {
    *span = Span::at(crate::source::FileId::new(0), 0);
}

/// What deciding and explaining read of a model.
pub(super) fn slim(model: &Model) -> Model {
    let mut model = model.clone();
    for instrument in &mut model.instruments {
        home(&mut instrument.label.span);
        instrument.notes.clear();
    }
    for erratum in &mut model.errata {
        nowhere(&mut erratum.label.span);
        erratum.places.clear();
    }
    citations(&mut model);
    for object in &mut model.objects {
        nowhere(&mut object.label.span);
        object.notes.clear();
    }
    for field in &mut model.fields {
        field.notes.clear();
    }
    for unit in &mut model.units {
        nowhere(&mut unit.span);
    }
    for calendar in &mut model.calendars {
        nowhere(&mut calendar.label.span);
    }
    // Records name the conventions.
    model.conventions.complete_ledgers.clear();
    for package in &mut model.packages {
        package.conventions = Default::default();
    }
    for parameter in &mut model.parameters {
        parameter.notes.clear();
        for line in &mut parameter.lines {
            nowhere(&mut line.span);
        }
    }
    for definition in &mut model.definitions {
        home(&mut definition.span);
        term(&mut definition.value);
        marks(&mut definition.marks);
        exceptions(&mut definition.exceptions, term);
    }
    for table in &mut model.tables {
        home(&mut table.span);
        home(&mut table.label.span);
        marks(&mut table.marks);
        table.inputs.clear();
        for row in &mut table.rows {
            nowhere(&mut row.span);
            term(&mut row.condition);
            row.values.clear();
        }
    }
    for finding in &mut model.findings {
        home(&mut finding.span);
        marks(&mut finding.marks);
    }
    model.norms.iter_mut().for_each(norm);
    for form in &mut model.questionnaires {
        nowhere(&mut form.label.span);
    }
    model
}

/// A quote that stands in the text held is read there.
fn citations(model: &mut Model) {
    for citation in &mut model.citations {
        nowhere(&mut citation.span);
        citation.clause = None;
        let instrument = citation
            .instrument
            .and_then(|id| model.instruments.get(id.index()));
        let text = instrument.and_then(|instrument| instrument.text.as_ref());
        let held = text.zip(citation.range.as_ref());
        let held = held.map(|(text, range)| text.text().slice_range(range).trim());
        if held.is_some_and(|held| !held.is_empty() && citation.quote.as_deref() == Some(held)) {
            citation.quote = None;
        }
    }
}

fn norm(norm: &mut Norm) {
    // Which of the conditions are those of the subject, and which belong to an exception, is told by where they are written.
    norm.condition.iter_mut().for_each(term);
    exceptions(&mut norm.exceptions, |grants| {
        grants.iter_mut().flatten().for_each(grant);
    });
    norm.grants.iter_mut().for_each(grant);
    match &mut norm.deadline {
        Some(DeadlineModel::Within { from: day, .. } | DeadlineModel::By(day)) => term(day),
        Some(DeadlineModel::Every(_) | DeadlineModel::Words(_)) | None => {}
    }
    let parts = [
        &mut norm.done_when,
        &mut norm.done_on,
        &mut norm.violated_when,
    ];
    parts.into_iter().flatten().for_each(term);
    for item in &mut norm.evidence {
        if let Evidence::Fact(_, shown) = item {
            term(shown);
        }
    }
    // The target keeps its place: a step that is there is told as the target.
    if let Some(measure) = &mut norm.measure {
        term(&mut measure.formula);
        measure.alert.iter_mut().for_each(term);
    }
}

fn grant(grant: &mut Grant) {
    nowhere(&mut grant.span);
    grant.value.iter_mut().for_each(term);
}

fn term(term: &mut Term) {
    nowhere(&mut term.span);
}

fn marks(marks: &mut Marks) {
    marks.notes.clear();
}

fn exceptions<T>(exceptions: &mut [Exception<T>], value: impl Fn(&mut T)) {
    for exception in exceptions {
        nowhere(&mut exception.label.span);
        term(&mut exception.condition);
        value(&mut exception.value);
    }
}

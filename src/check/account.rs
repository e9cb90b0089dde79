//! A model in, what each of its declarations rests on and makes of the words out.

use crate::source::Span;

use super::ledger::Entry;
use super::model::{CitationId, Label, Model};
use super::norm::{DeadlineModel, Marks, Modality, Norm};
use super::tally::Standing;
use super::term::{Constant, Term, TermKind};

/// The kind of a norm in both languages.
pub(super) const fn modality_words(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Right => ("权利", "right"),
        Modality::Duty => ("义务", "duty"),
        Modality::Prohibition => ("禁止", "prohibition"),
        Modality::Permission => ("准许", "permission"),
        Modality::Encouragement => ("鼓励", "encouragement"),
        Modality::Task => ("任务", "task"),
        Modality::Indicator => ("指标", "indicator"),
    }
}

/// One declaration with the citations that it rests on.
#[derive(Debug)]
pub(super) struct Account<'m> {
    pub(super) kind: (&'static str, &'static str),
    pub(super) label: &'m Label,
    /// The object that it belongs to, for display.
    object: Option<&'m str>,
    pub(super) standing: Standing,
    pub(super) basis: Vec<CitationId>,
    /// 转致.
    pub(super) refer_to: &'m [CitationId],
    reasons: &'m [String],
    refers_to: Vec<String>,
}

impl Account<'_> {
    /// Its name with the object that it belongs to.
    pub(super) fn name(&self) -> String {
        let name = &self.label.name;
        self.object
            .map_or_else(|| name.clone(), |object| format!("{object}的{name}"))
    }

    pub(super) fn entry(&self, quoted: Vec<String>) -> Entry {
        let span: Span = self.label.span;
        Entry {
            kind: self.kind,
            name: self.name(),
            alias: self.label.alias.clone(),
            span,
            standing: self.standing,
            quoted,
            reasons: self.reasons.to_vec(),
            refers_to: self.refers_to.clone(),
        }
    }
}

/// Every declaration of the model that can account for words of an instrument.
pub(super) fn accounts(model: &Model) -> Vec<Account<'_>> {
    let mut all = Vec::new();
    for norm in &model.norms {
        let exceptions = norm.exceptions.iter().flat_map(|one| &one.basis);
        let basis = norm.marks.basis.iter().chain(exceptions).copied();
        all.push(Account {
            kind: modality_words(norm.modality),
            label: &norm.label,
            object: None,
            standing: standing_of(norm),
            basis: basis.collect(),
            refer_to: &norm.marks.refer_to,
            reasons: &[],
            refers_to: refers_to(model, &norm.marks),
        });
    }
    for definition in &model.definitions {
        let exceptions = definition.exceptions.iter().flat_map(|one| &one.basis);
        let basis = definition.marks.basis.iter().chain(exceptions).copied();
        all.push(Account {
            kind: ("定义", "definition"),
            object: object_name(model, definition.object),
            basis: basis.collect(),
            ..of_marks(model, &definition.label, &definition.marks)
        });
    }
    for table in &model.tables {
        let rows = table.rows.iter().flat_map(|row| &row.basis);
        all.push(Account {
            kind: ("表", "table"),
            object: object_name(model, table.object),
            basis: table.marks.basis.iter().chain(rows).copied().collect(),
            ..of_marks(model, &table.label, &table.marks)
        });
    }
    for finding in &model.findings {
        all.push(Account {
            kind: ("认定", "finding"),
            object: object_name(model, finding.object),
            standing: Standing::OpenTextured,
            ..of_marks(model, &finding.label, &finding.marks)
        });
    }
    for repeal in &model.repeals {
        all.push(Account {
            kind: ("废止", "repeal"),
            ..of_marks(model, &repeal.label, &repeal.marks)
        });
    }
    for declaratory in &model.declaratories {
        all.push(Account {
            kind: ("宣示", "declaratory"),
            standing: Standing::Declaratory,
            reasons: &declaratory.reasons,
            ..of_marks(model, &declaratory.label, &declaratory.marks)
        });
    }
    all.extend(without_marks(model));
    all
}

fn without_marks(model: &Model) -> Vec<Account<'_>> {
    let plain = |kind, label, standing, basis| Account {
        kind,
        label,
        object: None,
        standing,
        basis,
        refer_to: &[],
        reasons: &[],
        refers_to: Vec::new(),
    };
    let parameters = model.parameters.iter().map(|parameter| {
        let basis = parameter.lines.iter().flat_map(|line| &line.basis).copied();
        plain(
            ("参数", "parameter"),
            &parameter.label,
            Standing::Executable,
            basis.collect(),
        )
    });
    let readings = model.readings.iter().map(|reading| {
        let basis = reading.basis.clone();
        plain(
            ("读法", "reading"),
            &reading.label,
            Standing::OpenTextured,
            basis,
        )
    });
    parameters.chain(readings).collect()
}

fn of_marks<'m>(model: &'m Model, label: &'m Label, marks: &'m Marks) -> Account<'m> {
    Account {
        kind: ("", ""),
        label,
        object: None,
        standing: Standing::Executable,
        basis: marks.basis.clone(),
        refer_to: &marks.refer_to,
        reasons: &[],
        refers_to: refers_to(model, marks),
    }
}

fn object_name(model: &Model, object: Option<super::model::ObjectId>) -> Option<&str> {
    let object = model.objects.get(object?.index())?;
    Some(object.label.name.as_str())
}

fn refers_to(model: &Model, marks: &Marks) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for id in &marks.refer_to {
        let Some(citation) = model.citations.get(id.index()) else {
            continue;
        };
        if !titles.contains(&citation.title) {
            titles.push(citation.title.clone());
        }
    }
    titles
}

/// A norm with 转致 that has no figure, sign, measure or checkable deadline of its own only points elsewhere.
fn standing_of(norm: &Norm) -> Standing {
    if norm.marks.refer_to.is_empty() || has_content(norm) {
        Standing::Executable
    } else {
        Standing::NeedsAnother
    }
}

fn has_content(norm: &Norm) -> bool {
    let deadline = norm.deadline.as_ref();
    deadline.is_some_and(|deadline| !matches!(deadline, DeadlineModel::Words(_)))
        || norm.done_when.is_some()
        || norm.done_on.is_some()
        || norm.violated_when.is_some()
        || norm.measure.is_some()
        || norm.terms().into_iter().any(has_figure)
}

fn has_figure(term: &Term) -> bool {
    let mut found = false;
    term.each(|part| {
        found |= matches!(
            part.kind,
            TermKind::Constant(Constant::Number(_) | Constant::Date(_))
                | TermKind::Parameter { .. }
                | TermKind::Table { .. }
        );
    });
    found
}

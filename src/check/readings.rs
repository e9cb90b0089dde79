//! Readings, findings, repeals, passages with nothing to execute, and questionnaires.

use crate::source::Span;
use crate::syntax::document::{Head, NormKind, StatementKind};
use crate::syntax::expression::Path;

use super::declared::Placed;
use super::from_documents::Check;
use super::instruments::{count, remarks};
use super::model::{
    Choice, ChoiceId, FieldId, FindingId, QuestionnaireModel, Reading, ReadingId, ReadingOption,
};
use super::names::{Member, Named, Space, in_both, label, nearest};
use super::norm::{Finding, Repeal};
use super::problem::citations::RepealWithoutDay;
use super::problem::names::{DeclaredTwice, UnknownMember, UnknownName, WrongKind};
use super::problem::norms::ReadingDefaults;
use super::statements::{first, texts};
use super::words::deadline_words;

impl Check<'_> {
    pub(super) fn readings(&mut self) {
        for placed in std::mem::take(&mut self.declared.readings) {
            let node = placed.node;
            let id = ReadingId(count(self.model.readings.len()));
            let declared = self.names.values.declare(
                &node.head.name,
                node.head.alias.as_ref(),
                Named::Reading(id),
            );
            if self.twice(declared) {
                continue;
            }
            let basis = self.cite_all(&node.basis);
            if node.basis.is_empty() {
                self.basis_missing(&node.head, ("读法", "reading"));
            }
            let mut seen: Space<()> = Space::default();
            for option in &node.options {
                let declared = seen.declare(&option.name, option.alias.as_ref(), ());
                self.twice(declared);
            }
            let defaults = node.options.iter().filter(|option| option.default).count();
            if defaults != 1 || node.options.len() < 2 {
                self.problems.push(ReadingDefaults {
                    name: node.head.name.text.clone(),
                    found: defaults,
                    place: node.head.name.span,
                });
            }
            let names = node.options.iter().map(|option| {
                let alias = option.alias.as_ref().map(|alias| alias.text.clone());
                (option.name.text.clone(), alias)
            });
            let choice = ChoiceId(count(self.model.choices.len()));
            self.model.choices.push(Choice {
                options: names.collect(),
                ordered: false,
            });
            let (_, unsettled) = remarks(&node.remarks);
            self.model.readings.push(Reading {
                label: label(&node.head),
                choice,
                options: node
                    .options
                    .iter()
                    .map(|option| ReadingOption {
                        words: option.words.text.clone(),
                        proposed_by: option.proposed_by.as_ref().map(|by| by.text.clone()),
                    })
                    .collect(),
                default: count(
                    node.options
                        .iter()
                        .position(|option| option.default)
                        .unwrap_or(0),
                ),
                basis,
                unsettled,
            });
        }
    }

    pub(super) fn findings(&mut self) {
        for (at, placed) in std::mem::take(&mut self.declared.findings)
            .into_iter()
            .enumerate()
        {
            let node = placed.node;
            self.statements(NormKind::Finding, &node.head, &node.statements);
            let said = node.statements.as_slice();
            let object = node
                .head
                .scope
                .as_ref()
                .and_then(|scope| self.object_named(scope));
            let decided_by = first(said, |kind| match kind {
                StatementKind::DecidedBy(bearers) => Some(bearers.as_slice()),
                _ => None,
            });
            let decided_by = self.bearer_words(decided_by.unwrap_or_default());
            let consider = said.iter().filter_map(|one| match &one.kind {
                StatementKind::Consider(factors) => Some(factors),
                _ => None,
            });
            let consider = consider
                .flatten()
                .map(|factor| factor.text.clone())
                .collect();
            let mut kinds = said.iter().map(|one| &one.kind);
            let ask = kinds.find_map(|kind| match kind {
                StatementKind::Ask(question) => Some(in_both(question)),
                _ => None,
            });
            let marks = self.marks(node);
            self.model.findings.push(Finding {
                id: FindingId(count(at)),
                label: label(&node.head),
                object,
                decided_by,
                ask,
                consider,
                reasons_required: said
                    .iter()
                    .any(|one| matches!(one.kind, StatementKind::ReasonsRequired)),
                deadline: first(said, |kind| match kind {
                    StatementKind::Deadline(deadline) => Some(deadline_words(deadline)),
                    _ => None,
                }),
                marks,
                span: placed.span,
            });
        }
    }

    /// Repeals end the time in force of instruments before any norm asks for it.
    pub(super) fn repeals(&mut self) {
        for placed in std::mem::take(&mut self.declared.repeals) {
            let node = placed.node;
            let before = self
                .model
                .repeals
                .last()
                .map(|repeal| (repeal.label.name.clone(), repeal.label.span));
            if self.repeated_name(before, &node.head) {
                continue;
            }
            self.statements(NormKind::Repeal, &node.head, &node.statements);
            let targets = first(&node.statements, |kind| match kind {
                StatementKind::Repeals(citations) => Some(citations.as_slice()),
                _ => None,
            });
            let targets = self.cite_all(targets.unwrap_or_default());
            let marks = self.marks(node);
            let from = self
                .time_in_force(&node.head, &node.statements, &marks.basis)
                .from;
            if from.is_none() && !targets.is_empty() {
                self.problems.push(RepealWithoutDay {
                    name: node.head.name.text.clone(),
                    place: node.head.name.span,
                });
            }
            for target in &targets {
                let Some(citation) = self.model.citations.get(target.index()) else {
                    continue;
                };
                let whole = citation.path.is_empty();
                let instrument = citation.instrument.filter(|_| whole);
                let instrument =
                    instrument.and_then(|id| self.model.instruments.get_mut(id.index()));
                if let (Some(instrument), Some(from)) = (instrument, from) {
                    let until = instrument
                        .in_force
                        .until
                        .map_or(from, |until| until.min(from));
                    instrument.in_force.until = Some(until);
                }
            }
            self.model.repeals.push(Repeal {
                label: label(&node.head),
                targets,
                from,
                marks,
                span: placed.span,
            });
        }
    }

    /// Passages that state purpose or politics: their statements and citations are checked.
    pub(super) fn declaratories(&mut self) {
        let mut before: Option<(String, Span)> = None;
        for placed in std::mem::take(&mut self.declared.declaratories) {
            let node = placed.node;
            if self.repeated_name(before.take(), &node.head) {
                continue;
            }
            before = Some((node.head.name.text.clone(), node.head.name.span));
            self.statements(NormKind::Declaratory, &node.head, &node.statements);
            let marks = self.marks(node);
            let reasons = texts(&node.statements, |kind| match kind {
                StatementKind::Reason(words) => Some(words),
                _ => None,
            });
            self.model.declaratories.push(super::norm::Declaratory {
                label: label(&node.head),
                reasons,
                marks,
                span: placed.span,
            });
        }
    }

    /// Tells that a declaration has the name of the one before it, in the order of names.
    fn repeated_name(&mut self, before: Option<(String, Span)>, head: &Head) -> bool {
        let links = &self.names.links;
        let package = links.package(head.name.span);
        let same = |(name, place): &(String, Span)| {
            *name == head.name.text && links.package(*place) == package
        };
        let Some((_, first)) = before.filter(same) else {
            return false;
        };
        self.problems.push(DeclaredTwice {
            name: head.name.text.clone(),
            first,
            second: head.name.span,
        });
        true
    }

    pub(super) fn questionnaires(&mut self) {
        let nodes: Vec<Placed<'_, _>> = std::mem::take(&mut self.declared.questionnaires);
        for placed in nodes {
            let node = placed.node;
            let before = self
                .model
                .questionnaires
                .last()
                .map(|one| (one.label.name.clone(), one.label.span));
            if self.repeated_name(before, &node.head) {
                continue;
            }
            let mut goals = Vec::new();
            for goal in &node.goals {
                match self.names.values.get(goal) {
                    Some(Named::Norm(id)) => goals.push(id),
                    Some(Named::Broken) => {}
                    Some(other) => {
                        self.problems.push(WrongKind {
                            name: goal.text.clone(),
                            place: goal.span,
                            is: other.kind(),
                            wanted: ("规范", "a norm"),
                        });
                    }
                    None if self.names.is_broken(goal) => {}
                    None => {
                        let problem = UnknownName {
                            name: goal.text.clone(),
                            place: goal.span,
                            nearest: nearest(&goal.text, self.names.values.words(goal.span)),
                            wanted: ("规范", "norm"),
                        };
                        self.problems.push(problem);
                    }
                }
            }
            let first = node
                .first
                .iter()
                .filter_map(|path| self.field_at(path))
                .collect();
            // Those of other packages are checked with them, and asked there.
            if self.model.package_of(placed.span).is_some() {
                continue;
            }
            self.model.questionnaires.push(QuestionnaireModel {
                label: label(&node.head),
                audience: node.audience.as_ref().map(in_both),
                introduction: node.introduction.as_ref().map(in_both),
                goals,
                first,
            });
        }
    }

    /// The fact that a path from an object leads to; its problem is told where there is none.
    pub(super) fn field_at(&mut self, path: &Path) -> Option<FieldId> {
        let (first, rest) = path.segments.split_first()?;
        let mut object = self.object(&first.name)?;
        let mut field = None;
        for segment in rest {
            let name = &segment.name;
            match self.names.member(object, name) {
                Some(Member::Field(id)) => {
                    field = Some(id);
                    let kind = self.model.fields.get(id.index()).map(|field| &field.kind);
                    if let Some(super::model::FieldKind::List { object: of, .. }) = kind {
                        object = *of;
                    }
                }
                Some(Member::Broken) => return None,
                None if self.names.is_broken(name) => return None,
                Some(Member::Definition(_) | Member::Table(_) | Member::Finding(_)) => {
                    self.problems.push(WrongKind {
                        name: name.text.clone(),
                        place: name.span,
                        is: ("定义、表或者认定", "a definition, table or finding"),
                        wanted: ("事实", "a fact"),
                    });
                    return None;
                }
                None => {
                    let known = self.names.member_words(object, name.span).into_iter();
                    let problem = UnknownMember {
                        name: name.text.clone(),
                        object: self.object_name(object).to_owned(),
                        place: name.span,
                        nearest: nearest(&name.text, known),
                    };
                    self.problems.push(problem);
                    return None;
                }
            }
        }
        if field.is_none() {
            self.problems.push(WrongKind {
                name: first.name.text.clone(),
                place: path.span,
                is: ("对象", "an object"),
                wanted: ("它的一项事实", "one of its facts"),
            });
        }
        field
    }
}

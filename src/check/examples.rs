//! Examples: cases with typed facts, findings, readings and what is expected of them.

use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::document::{self, ExampleLineKind, Expectation, Goal, Name};
use crate::syntax::expression::{ComparisonWord, Expression, Path, Relation};

use super::computed::State;
use super::declared::Placed;
use super::facts::Case;
use super::from_documents::Check;
use super::instruments::count;
use super::model::{
    ExampleExpectation, ExampleFinding, ExampleInstance, ExampleModel, ExpectationKind, NormId,
};
use super::names::{Member, Named, label, nearest};
use super::norm::Modality;
use super::problem::names::{UnknownName, UnknownOption};
use super::problem::norms::{NoSuchInstance, NotAnOutcome, StatementMissing};
use super::term::{Constant, Type};
use super::terms::Typer;

/// What a goal of an example is.
enum GoalOf {
    Norm(NormId),
    Definition(super::model::DefinitionId),
}

impl Check<'_> {
    pub(super) fn examples(&mut self) {
        let nodes: Vec<Placed<'_, document::Example>> = std::mem::take(&mut self.declared.examples);
        let mut before: Option<(String, Span)> = None;
        for placed in nodes {
            let head = &placed.node.head;
            if let Some((name, first)) = &before
                && *name == head.name.text
                && self.names.links.package(*first) == self.names.links.package(head.name.span)
            {
                self.problems.push(super::problem::names::DeclaredTwice {
                    name: name.clone(),
                    first: *first,
                    second: head.name.span,
                });
                continue;
            }
            before = Some((head.name.text.clone(), head.name.span));
            let example = self.example(placed.node, placed.span);
            // Those of other packages are checked with them, and run there.
            let own = self.model.package_of(placed.span).is_none();
            self.model.examples.extend(example.filter(|_| own));
        }
        self.model.examples.sort_by_key(|example| example.span);
    }

    fn example(&mut self, node: &document::Example, span: Span) -> Option<ExampleModel> {
        let mut case = Case::default();
        let errors = self.problems.count(Severity::Error);
        let (mut as_of, mut law_as_of, mut known_as_of) = (None, None, None);
        let (mut findings, mut readings, mut expectations) = (Vec::new(), Vec::new(), Vec::new());
        for line in &node.lines {
            let expectation = match &line.kind {
                ExampleLineKind::AsOf(date) => {
                    as_of = Some(*date);
                    None
                }
                ExampleLineKind::LawAsOf(date) => {
                    law_as_of = Some(*date);
                    None
                }
                ExampleLineKind::KnownAsOf(date) => {
                    known_as_of = Some(*date);
                    None
                }
                ExampleLineKind::Let { path, word, value } => {
                    self.given(&mut case, path, *word, value, line.span);
                    None
                }
                ExampleLineKind::Find {
                    path,
                    holds,
                    by,
                    reasons,
                } => {
                    let found = self.found(&mut case, path);
                    findings.extend(found.map(|(finding, of)| ExampleFinding {
                        finding,
                        of,
                        holds: *holds,
                        by: by.as_ref().map(|by| by.text.clone()),
                        reasons: reasons.as_ref().map(|reasons| reasons.text.clone()),
                    }));
                    None
                }
                ExampleLineKind::Read { reading, option } => {
                    readings.extend(self.read(reading, option));
                    None
                }
                ExampleLineKind::Expect { expectation, goal } => self.outcome(*expectation, goal),
                ExampleLineKind::ExpectValue { goal, word, value } => {
                    self.expected_value(goal, *word, value)
                }
                ExampleLineKind::Missing(paths) => {
                    let fields = paths.iter().filter_map(|path| self.field_at(path));
                    Some(ExpectationKind::Missing(fields.collect()))
                }
                ExampleLineKind::Because(citations) => {
                    Some(ExpectationKind::Because(self.cite_all(citations)))
                }
                ExampleLineKind::Note(_) => None,
            };
            expectations.extend(expectation.map(|kind| ExampleExpectation {
                kind,
                span: line.span,
            }));
        }
        let Some(as_of) = as_of else {
            self.problems.push(StatementMissing {
                statements: vec![("判断日", "as_of")],
                kind: ("例", "example"),
                name: node.head.name.text.clone(),
                place: node.head.name.span,
            });
            return None;
        };
        if self.problems.count(Severity::Error) == errors {
            self.no_such_instances(&case, &expectations);
        }
        Some(ExampleModel {
            label: label(&node.head),
            as_of,
            law_as_of,
            known_as_of,
            facts: case.facts,
            findings,
            readings,
            expectations,
            span,
        })
    }

    /// Expectations about a third of two instances.
    fn no_such_instances(&mut self, case: &Case, expectations: &[ExampleExpectation]) {
        for expectation in expectations {
            let (object, number) = match &expectation.kind {
                ExpectationKind::Outcome { norm, number, .. }
                | ExpectationKind::NormValue { norm, number, .. } => {
                    let norm = self.norms.get(norm.index());
                    (norm.and_then(|norm| norm.object), *number)
                }
                ExpectationKind::DefinitionValue {
                    definition, number, ..
                } => {
                    let definition = self.definitions.get(definition.index());
                    (definition.and_then(|one| one.object), *number)
                }
                ExpectationKind::Missing(_) | ExpectationKind::Because(_) => continue,
            };
            let there = object.map_or(1, |object| self.instances_in(case, object));
            if number.is_some_and(|number| number >= there) {
                self.problems.push(NoSuchInstance {
                    number: number.unwrap_or_default().saturating_add(1),
                    there,
                    place: expectation.span,
                });
            }
        }
    }

    /// 认定.
    fn found(
        &mut self,
        case: &mut Case,
        path: &Path,
    ) -> Option<(super::model::FindingId, Option<ExampleInstance>)> {
        let (finding, object) = match path.segments.as_slice() {
            [only] => match self.names.values.get(&only.name) {
                Some(Named::Finding(id)) => (Some(id), None),
                Some(Named::Broken) => return None,
                _ => (None, None),
            },
            [first, second] => {
                let object = self.object(&first.name)?;
                match self.names.member(object, &second.name) {
                    Some(Member::Finding(id)) => (Some(id), Some(object)),
                    _ => (None, None),
                }
            }
            _ => (None, None),
        };
        let Some(finding) = finding else {
            let last = path.segments.last()?;
            if !self.names.is_broken(&last.name) {
                let known = self
                    .model
                    .findings
                    .iter()
                    .map(|finding| finding.label.name.as_str());
                let problem = UnknownName {
                    name: last.name.text.clone(),
                    place: path.span,
                    nearest: nearest(&last.name.text, known),
                    wanted: ("认定", "finding"),
                };
                self.problems.push(problem);
            }
            return None;
        };
        Some((
            finding,
            object.map(|object| self.lone_instance(case, object)),
        ))
    }

    /// 读法.
    fn read(&mut self, reading: &Name, option: &Name) -> Option<(super::model::ReadingId, u32)> {
        let id = match self.names.values.get(reading) {
            Some(Named::Reading(id)) => id,
            Some(Named::Broken) => return None,
            _ if self.names.is_broken(reading) => return None,
            _ => {
                let known = self
                    .model
                    .readings
                    .iter()
                    .map(|reading| reading.label.name.as_str());
                let problem = UnknownName {
                    name: reading.text.clone(),
                    place: reading.span,
                    nearest: nearest(&reading.text, known),
                    wanted: ("读法", "reading"),
                };
                self.problems.push(problem);
                return None;
            }
        };
        let choice = self.model.readings.get(id.index())?.choice;
        let options = &self.model.choices.get(choice.index())?.options;
        let same = |(name, alias): &(String, Option<String>)| {
            *name == option.text || alias.as_deref() == Some(&option.text)
        };
        let Some(at) = options.iter().position(same) else {
            let problem = UnknownOption {
                name: option.text.clone(),
                place: option.span,
                options: options.iter().map(|(name, _)| name.clone()).collect(),
                nearest: nearest(&option.text, options.iter().map(|(name, _)| name.as_str())),
            };
            self.problems.push(problem);
            return None;
        };
        Some((id, count(at)))
    }

    fn goal(&mut self, goal: &Goal) -> Option<GoalOf> {
        let named = match goal.path.segments.as_slice() {
            [only] => match self.names.values.get(&only.name) {
                Some(Named::Norm(id)) => Some(GoalOf::Norm(id)),
                Some(Named::Definition(id)) => Some(GoalOf::Definition(id)),
                Some(Named::Broken) => return None,
                _ => None,
            },
            [first, second] => {
                let object = self.object(&first.name)?;
                match (
                    self.names.member(object, &second.name),
                    self.names.values.get(&second.name),
                ) {
                    (Some(Member::Definition(id)), _) => Some(GoalOf::Definition(id)),
                    (None, Some(Named::Norm(id)))
                        if self.norms.get(id.index()).and_then(|norm| norm.object)
                            == Some(object) =>
                    {
                        Some(GoalOf::Norm(id))
                    }
                    (Some(Member::Broken), _) => return None,
                    _ => None,
                }
            }
            _ => None,
        };
        let Some(named) = named else {
            let last = goal.path.segments.last()?;
            if !self.names.is_broken(&last.name) {
                let problem = UnknownName {
                    name: last.name.text.clone(),
                    place: goal.path.span,
                    nearest: nearest(&last.name.text, self.names.values.words(last.name.span)),
                    wanted: ("规范或者定义", "norm or definition"),
                };
                self.problems.push(problem);
            }
            return None;
        };
        // What failed its own checks is no second error.
        let broken = match &named {
            GoalOf::Norm(id) => matches!(self.states.norms.get(id.index()), Some(State::Broken)),
            GoalOf::Definition(id) => {
                matches!(self.states.definitions.get(id.index()), Some(State::Broken))
            }
        };
        (!broken).then_some(named)
    }

    fn outcome(&mut self, expectation: Expectation, goal: &Goal) -> Option<ExpectationKind> {
        let number = goal.number.map(|number| number.saturating_sub(1));
        let not_an_outcome = NotAnOutcome {
            place: goal.path.span,
            name: super::words::path_words(&goal.path),
        };
        match self.goal(goal)? {
            GoalOf::Norm(norm) => {
                let modality = self.norm_made(norm)?.modality;
                if !has_outcome(modality, expectation) {
                    self.problems.push(not_an_outcome);
                    return None;
                }
                Some(ExpectationKind::Outcome {
                    norm,
                    number,
                    expectation,
                })
            }
            GoalOf::Definition(definition) => {
                let ty = &self.definition_made(definition)?.ty;
                let value = match expectation {
                    Expectation::Holds => true,
                    Expectation::Fails => false,
                    _ => {
                        self.problems.push(not_an_outcome);
                        return None;
                    }
                };
                if *ty != Type::Boolean {
                    self.problems.push(not_an_outcome);
                    return None;
                }
                Some(ExpectationKind::DefinitionValue {
                    definition,
                    number,
                    relation: Relation::Equal,
                    value: Constant::Boolean(value),
                })
            }
        }
    }

    fn expected_value(
        &mut self,
        goal: &Goal,
        word: ComparisonWord,
        value: &Expression,
    ) -> Option<ExpectationKind> {
        let number = goal.number.map(|number| number.saturating_sub(1));
        let relation = word.relation();
        match self.goal(goal)? {
            GoalOf::Norm(norm) => {
                let model = self.norm_made(norm)?;
                let granted = model.grants.iter().find_map(|grant| grant.value.as_ref());
                let value_of = granted.or(model.measure.as_ref().map(|measure| &measure.formula));
                let Some(ty) = value_of.map(|term| term.ty.clone()) else {
                    self.problems.push(NotAnOutcome {
                        place: goal.path.span,
                        name: super::words::path_words(&goal.path),
                    });
                    return None;
                };
                let (value, _) = Typer::new(self).settled(value, Some(&ty))?;
                Some(ExpectationKind::NormValue {
                    norm,
                    number,
                    relation,
                    value,
                })
            }
            GoalOf::Definition(definition) => {
                let ty = self.definition_made(definition)?.ty.clone();
                let (value, _) = Typer::new(self).settled(value, Some(&ty))?;
                Some(ExpectationKind::DefinitionValue {
                    definition,
                    number,
                    relation,
                    value,
                })
            }
        }
    }
}

/// Whether a norm can ever have an outcome or state.
const fn has_outcome(modality: Modality, expectation: Expectation) -> bool {
    match expectation {
        Expectation::Holds
        | Expectation::Fails
        | Expectation::Pending
        | Expectation::AwaitsFinding
        | Expectation::NotApplicable
        | Expectation::Faulty => true,
        Expectation::NotDue
        | Expectation::NotPerformed
        | Expectation::Performed
        | Expectation::PerformedLate
        | Expectation::Overdue => {
            matches!(modality, Modality::Duty | Modality::Task)
        }
        Expectation::Complied | Expectation::Violated => matches!(modality, Modality::Prohibition),
        Expectation::Met | Expectation::NotMet => matches!(modality, Modality::Indicator),
        Expectation::Undetermined => matches!(
            modality,
            Modality::Duty | Modality::Task | Modality::Prohibition | Modality::Indicator
        ),
    }
}

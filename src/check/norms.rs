//! Norms that are judged: rights, duties, prohibitions, permissions, encouragements, tasks and indicators.

use std::collections::BTreeSet;

use crate::quantity::{Number, Unit};
use crate::source::Span;
use crate::syntax::document::{
    self, Bearer, Deadline, Effect, EvidenceItem, NormKind, Per, Statement, StatementKind,
};
use crate::syntax::expression::Expression;

use super::computed::{Made, NormSource};
use super::definitions::{Attempt, not};
use super::from_documents::Check;
use super::model::{CalendarId, InForce, NormId};
use super::names::label;
use super::norm::{
    DeadlineModel, Evidence, Exception, Grant, Marks, Measure, Modality, Norm, Target, TermUnit,
};
use super::problem::dates::{
    CalendarMissing, DeadlineCannotRecur, TermWithoutDayKind, VagueDeadline,
};
use super::problem::norms::SeveralSubjects;
use super::problem::types::TypeDiffers;
use super::statements::{first, texts};
use super::term::{Constant, Term, TermKind, Type};
use super::terms::{Typed, Typer, Typing, Untypable, conjunction};
use super::words::words_of;

impl Check<'_> {
    pub(super) fn attempt_norm(&mut self, id: NormId) -> Attempt {
        let Some(source) = self.norms.get(id.index()).copied() else {
            return (None, Vec::new(), BTreeSet::new());
        };
        let node = source.node;
        let complete = self.statements(node.kind, &node.head, &node.statements);
        let marks = self.marks(node);
        let in_force = self.time_in_force(&node.head, &node.statements, &marks.basis);
        let scoped_to_nothing = node.head.scope.is_some() && source.object.is_none();
        let (bearers, subjects_known) = self.bearers(&node.statements, source.object);
        let beneficiaries = self.beneficiaries(&node.statements);
        // Without its object, every bare name would be told as unknown.
        if !subjects_known || scoped_to_nothing {
            return (None, Vec::new(), BTreeSet::new());
        }
        let mut typer = Typer::of(self, source.object);
        let typed = typer.norm(id, source, marks, in_force);
        let (problems, needs) = typer.finish();
        let made = typed.ok().filter(|_| complete).map(|norm| {
            Made::Norm(Box::new(Norm {
                bearers,
                beneficiaries,
                ..norm
            }))
        });
        (made, problems, needs)
    }

    /// Who bears a norm, in words; false where an object is unknown.
    fn bearers(
        &mut self,
        statements: &[Statement],
        judged: Option<super::model::ObjectId>,
    ) -> (Vec<String>, bool) {
        let subjects = first(statements, |kind| match kind {
            StatementKind::Subject(bearers) => Some(bearers),
            _ => None,
        });
        let mut names = Vec::new();
        let mut known = true;
        let mut seen: Option<Span> = None;
        for bearer in subjects.into_iter().flatten() {
            match bearer {
                Bearer::Words(words) => names.push(words.text.clone()),
                Bearer::Object { name, .. } => {
                    known &= self.object(name).is_some() && judged.is_some();
                    if let Some(first) = seen.replace(name.span) {
                        self.problems.push(SeveralSubjects {
                            first,
                            second: name.span,
                        });
                    }
                    names.push(name.text.clone());
                }
            }
        }
        (names, known)
    }

    fn beneficiaries(&mut self, statements: &[Statement]) -> Vec<String> {
        let mut names = Vec::new();
        for statement in statements {
            if let StatementKind::Beneficiary(bearers) = &statement.kind {
                names.extend(self.bearer_words(bearers));
            }
        }
        names
    }

    /// Objects and bodies in words; an object that nothing declares is told.
    pub(super) fn bearer_words(&mut self, bearers: &[Bearer]) -> Vec<String> {
        let mut names = Vec::new();
        for bearer in bearers {
            match bearer {
                Bearer::Words(words) => names.push(words.text.clone()),
                Bearer::Object { name, filter } => {
                    self.object(name);
                    names.push(match filter {
                        None => name.text.clone(),
                        Some(filter) => format!("{}（其中 {}）", name.text, words_of(filter)),
                    });
                }
            }
        }
        names
    }
}

const fn modality_of(kind: NormKind) -> Modality {
    match kind {
        NormKind::Duty => Modality::Duty,
        NormKind::Prohibition => Modality::Prohibition,
        NormKind::Permission => Modality::Permission,
        NormKind::Encouragement => Modality::Encouragement,
        NormKind::Task => Modality::Task,
        NormKind::Indicator => Modality::Indicator,
        NormKind::Right
        | NormKind::Definition
        | NormKind::Repeal
        | NormKind::Finding
        | NormKind::Declaratory => Modality::Right,
    }
}

impl Typer<'_, '_> {
    fn norm(
        &mut self,
        id: NormId,
        source: NormSource<'_>,
        marks: Marks,
        in_force: InForce,
    ) -> Typing<Norm> {
        let node = source.node;
        let said = node.statements.as_slice();
        // Everything is typed before anything is given up, so that every problem is told at once.
        let subject = self.subject(said);
        let condition = self.norm_condition(said);
        let exceptions = self.norm_exceptions(said);
        let grants = self.grants(said);
        let deadline = self.deadline_of(said, marks.effect);
        let done_when = self.optional_condition(said, |kind| match kind {
            StatementKind::DoneWhen(condition) => Some(condition),
            _ => None,
        });
        let violated_when = self.optional_condition(said, |kind| match kind {
            StatementKind::ViolatedWhen(condition) => Some(condition),
            _ => None,
        });
        let done_on = first(said, |kind| match kind {
            StatementKind::DoneOn(day) => Some(day),
            _ => None,
        });
        let done_on = done_on
            .map(|day| self.value_of(day, &Type::Date))
            .transpose();
        let evidence = self.evidence(said);
        let measure = self.measure(id, said);
        let exceptions = exceptions?;
        Ok(Norm {
            id,
            modality: modality_of(node.kind),
            label: label(&node.head),
            object: source.object,
            bearers: Vec::new(),
            beneficiaries: Vec::new(),
            subject: subject?,
            in_force,
            condition: condition?,
            exceptions,
            grants: grants?,
            deeds: texts(said, |kind| match kind {
                StatementKind::Must(words)
                | StatementKind::MustNot(words)
                | StatementKind::May(words) => Some(words),
                _ => None,
            }),
            deadline: deadline?,
            done_when: done_when?,
            done_on: done_on?.map(|day| day.term),
            violated_when: violated_when?,
            if_late: texts(said, |kind| match kind {
                StatementKind::IfLate(words) => Some(words),
                _ => None,
            }),
            evidence: evidence?,
            measure: measure?,
            marks,
            span: source.span,
        })
    }

    /// 其中 of the object in 主体.
    fn subject(&mut self, statements: &[Statement]) -> Typing<Option<Term>> {
        let bearers = first(statements, |kind| match kind {
            StatementKind::Subject(bearers) => Some(bearers),
            _ => None,
        });
        let filter = bearers
            .into_iter()
            .flatten()
            .find_map(|bearer| match bearer {
                Bearer::Object { filter, .. } => Some(filter.as_ref()),
                Bearer::Words(_) => None,
            });
        filter
            .flatten()
            .map(|filter| self.condition(filter))
            .transpose()
    }

    /// 条件 and not 除外.
    fn norm_condition(&mut self, statements: &[Statement]) -> Typing<Option<Term>> {
        let when = self.optional_condition(statements, |kind| match kind {
            StatementKind::When(condition) => Some(condition),
            _ => None,
        });
        let unless = self.optional_condition(statements, |kind| match kind {
            StatementKind::Unless(condition) => Some(condition),
            _ => None,
        });
        let (when, unless) = (when?, unless?);
        let Some(span) = when.as_ref().or(unless.as_ref()).map(|term| term.span) else {
            return Ok(None);
        };
        let conditions: Vec<Term> = when.into_iter().chain(unless.map(not)).collect();
        Ok(conjunction(conditions, span))
    }

    fn optional_condition<'s>(
        &mut self,
        statements: &'s [Statement],
        pick: impl Fn(&'s StatementKind) -> Option<&'s Expression>,
    ) -> Typing<Option<Term>> {
        first(statements, pick)
            .map(|condition| self.condition(condition))
            .transpose()
    }

    fn norm_exceptions(
        &mut self,
        statements: &[Statement],
    ) -> Typing<Vec<Exception<Option<Vec<Grant>>>>> {
        let nodes: Vec<(&document::Exception, Span)> = statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::Exception(exception) => Some((exception, statement.span)),
                _ => None,
            })
            .collect();
        let heads: Vec<_> = nodes
            .iter()
            .map(|(node, _)| (&node.head, node.statements.as_slice()))
            .collect();
        let overrides = self.precedence(&heads);
        let mut exceptions = Vec::new();
        let mut failed = false;
        for ((node, span), overrides) in nodes.into_iter().zip(overrides) {
            let allowed = ["依据", "原文", "条件", "给予", "优先于", "说明", "存疑"];
            self.check()
                .only(&allowed, ("例外", "exception"), &node.statements);
            let condition = self.exception_condition(node);
            let grants = self.grants(&node.statements);
            let basis = self.check().marks_of(&node.statements).basis;
            let (Ok(condition), Ok(grants)) = (condition, grants) else {
                failed = true;
                continue;
            };
            exceptions.push(Exception {
                label: label(&node.head),
                condition,
                value: (!grants.is_empty()).then_some(grants),
                overrides,
                basis,
                span,
            });
        }
        if failed {
            Err(Untypable)
        } else {
            Ok(exceptions)
        }
    }

    fn grants(&mut self, statements: &[Statement]) -> Typing<Vec<Grant>> {
        let mut grants = Vec::new();
        let mut failed = false;
        for statement in statements {
            let StatementKind::Grant(node) = &statement.kind else {
                continue;
            };
            let value = node
                .value
                .as_ref()
                .map(|value| self.value(value, None))
                .transpose();
            match value {
                Ok(value) => grants.push(Grant {
                    words: node.label.as_ref().map(|label| label.text.clone()),
                    bound: node.bound,
                    unit: value.as_ref().and_then(|value| value.unit.clone()),
                    value: value.map(|value| value.term),
                    per: node.per,
                    span: statement.span,
                }),
                Err(Untypable) => failed = true,
            }
        }
        if failed { Err(Untypable) } else { Ok(grants) }
    }

    fn deadline_of(
        &mut self,
        statements: &[Statement],
        effect: Option<Effect>,
    ) -> Typing<Option<DeadlineModel>> {
        let found = statements
            .iter()
            .find_map(|statement| match &statement.kind {
                StatementKind::Deadline(deadline) => Some((deadline, statement.span)),
                _ => None,
            });
        found
            .map(|(deadline, place)| self.deadline(deadline, effect, place))
            .transpose()
    }

    fn deadline(
        &mut self,
        deadline: &Deadline,
        effect: Option<Effect>,
        place: Span,
    ) -> Typing<DeadlineModel> {
        match deadline {
            Deadline::By(day) => Ok(DeadlineModel::By(self.value_of(day, &Type::Date)?.term)),
            Deadline::Every(per @ (Per::Year | Per::Quarter | Per::Month)) => {
                Ok(DeadlineModel::Every(*per))
            }
            Deadline::Every(_) => {
                self.report(DeadlineCannotRecur { place });
                Err(Untypable)
            }
            Deadline::Vague(words)
                if matches!(effect, Some(Effect::Expected | Effect::Hortatory)) =>
            {
                Ok(DeadlineModel::Words(words.text.clone()))
            }
            Deadline::Vague(words) => {
                self.report(VagueDeadline {
                    words_written: words.text.clone(),
                    place: words.span,
                });
                Err(Untypable)
            }
            Deadline::Within { from, term } => {
                let from = self.value_of(from, &Type::Date);
                let (amount, unit) = self.term_of(term)?;
                let roll = match unit {
                    TermUnit::Workdays(_) => None,
                    TermUnit::Days | TermUnit::Months => self.rolling_calendar(term.span),
                };
                Ok(DeadlineModel::Within {
                    from: from?.term,
                    amount,
                    unit,
                    roll,
                })
            }
        }
    }

    fn rolling_calendar(&mut self, place: Span) -> Option<CalendarId> {
        let conventions = self.check().model.conventions_of(place);
        conventions
            .calendar
            .filter(|_| !conventions.periods.is_empty())
    }

    fn term_of(&mut self, term: &document::Amount) -> Typing<(i64, TermUnit)> {
        let unknown = TermWithoutDayKind { place: term.span };
        let Some(name) = &term.unit else {
            self.report(unknown);
            return Err(Untypable);
        };
        let Some(unit) = self.check().unit(name) else {
            return Err(Untypable);
        };
        let amount = term
            .number
            .checked_mul(unit.factor())
            .ok()
            .and_then(Number::to_i64);
        let calendar = self.check().model.conventions_of(term.span).calendar;
        let kind = match (unit.dimension().single(), calendar) {
            (Some(crate::quantity::Base::Day), _) => Some(TermUnit::Days),
            (Some(crate::quantity::Base::Month), _) => Some(TermUnit::Months),
            (Some(crate::quantity::Base::Workday), Some(calendar)) => {
                Some(TermUnit::Workdays(calendar))
            }
            (Some(crate::quantity::Base::Workday), None) => {
                self.report(CalendarMissing { place: term.span });
                return Err(Untypable);
            }
            _ => None,
        };
        let (Some(amount), Some(kind)) = (amount, kind) else {
            self.report(unknown);
            return Err(Untypable);
        };
        Ok((amount, kind))
    }

    fn evidence(&mut self, statements: &[Statement]) -> Typing<Vec<Evidence>> {
        let mut items = Vec::new();
        let mut failed = false;
        for statement in statements {
            let StatementKind::EvidenceItems(nodes) = &statement.kind else {
                continue;
            };
            for node in nodes {
                match node {
                    EvidenceItem::Words(words) => items.push(Evidence::Words(words.text.clone())),
                    EvidenceItem::Fact(expression) => match self.value(expression, None) {
                        Ok(value) => items.push(Evidence::Fact(words_of(expression), value.term)),
                        Err(Untypable) => failed = true,
                    },
                }
            }
        }
        if failed { Err(Untypable) } else { Ok(items) }
    }

    fn measure(&mut self, id: NormId, statements: &[Statement]) -> Typing<Option<Measure>> {
        let formula = first(statements, |kind| match kind {
            StatementKind::Formula(formula) => Some(formula),
            _ => None,
        });
        let Some(formula) = formula else {
            return Ok(None);
        };
        let mut formula = self.value(formula, None)?;
        let target = self.target(&mut formula, statements);
        let baseline = self.baseline(&formula, statements);
        self.stand_in(id, Some(formula.clone()));
        let alert = self.optional_condition(statements, |kind| match kind {
            StatementKind::Alert(condition) => Some(condition),
            _ => None,
        });
        self.stand_in(id, None);
        let data_from = statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::DataFrom(sources) => Some(sources),
                _ => None,
            });
        let data_from = data_from
            .flatten()
            .map(|source| source.text.clone())
            .collect();
        let (target, target_unit) = target?;
        Ok(Some(Measure {
            // The target is written in the unit in which people speak of the figure: 托位/千人, not 托位/人.
            unit: target_unit.or_else(|| formula.unit.clone()),
            formula: formula.term,
            target,
            baseline: baseline?,
            data_from,
            frequency: first(statements, |kind| match kind {
                StatementKind::Frequency(per) => Some(*per),
                _ => None,
            }),
            alert: alert?,
        }))
    }

    fn target(
        &mut self,
        formula: &mut Typed,
        statements: &[Statement],
    ) -> Typing<(Option<Target>, Option<Unit>)> {
        let target = first(statements, |kind| match kind {
            StatementKind::Target { by, word, value } => Some((by, word, value)),
            _ => None,
        });
        let Some((by, word, value)) = target else {
            return Ok((None, None));
        };
        if !matches!(formula.term.ty, Type::Number(_)) {
            let found = self.type_words(&formula.term.ty);
            self.report(TypeDiffers {
                wanted: (
                    "数（有目标的口径）".to_owned(),
                    "a number (a formula with a target)".to_owned(),
                ),
                found,
                place: formula.term.span,
            });
            return Err(Untypable);
        }
        let mut value = self.value(value, None)?;
        self.unify(formula, &mut value)?;
        let target = Target {
            by: *by,
            relation: word.relation(),
            value: value.term,
        };
        Ok((Some(target), value.unit))
    }

    fn baseline(
        &mut self,
        formula: &Typed,
        statements: &[Statement],
    ) -> Typing<Option<(crate::quantity::Date, Number)>> {
        let baseline = first(statements, |kind| match kind {
            StatementKind::Baseline { on, value } => Some((on, value)),
            _ => None,
        });
        let Some((on, value)) = baseline else {
            return Ok(None);
        };
        let mut value = self.value(value, None)?;
        self.unify(&mut formula.clone(), &mut value)?;
        match value.term.kind {
            TermKind::Constant(Constant::Number(number)) => Ok(Some((*on, number))),
            _ => {
                self.report(super::problem::types::NotConstant {
                    place: value.term.span,
                });
                Err(Untypable)
            }
        }
    }
}

//! Reading norms: declarations that are made of statements.

use crate::syntax::cursor::Parts;
use crate::syntax::document::{
    Bearer, Deadline, DeclarationKind, Effect, EvidenceItem, Exception, Grant, GrantBound, Norm,
    NormKind, Per, Statement, StatementKind,
};
use crate::syntax::expression::ComparisonWord;
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::keyword;
use crate::syntax::keywords;
use crate::syntax::problem;
use crate::syntax::reader::Reader;

impl Reader<'_> {
    pub(super) fn norm(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node);
        let kind = norm_kind(Parts::of(&parts.next()?).next()?.as_rule())?;
        let head_node = parts.next()?;
        let head = self.head(&head_node)?;
        if !matches!(
            kind,
            NormKind::Definition | NormKind::Finding | NormKind::Indicator
        ) {
            self.refuse_scope(&head_node, &head);
        }
        let statements = self.statements(parts)?;
        self.check_twice(&statements);
        Some(DeclarationKind::Norm(Norm {
            kind,
            head,
            statements,
        }))
    }

    pub(super) fn statements(&mut self, parts: Parts<'_>) -> Option<Vec<Statement>> {
        let mut statements = Vec::new();
        for part in parts {
            statements.push(self.statement(&part)?);
        }
        Some(statements)
    }

    /// A statement that can only be said once is not said twice.
    fn check_twice(&mut self, statements: &[Statement]) {
        for (at, statement) in statements.iter().enumerate() {
            let Some(keyword) = only_once(&statement.kind) else {
                continue;
            };
            let same = |other: &&Statement| only_once(&other.kind) == Some(keyword);
            if let Some(first) = statements.iter().take(at).find(same) {
                let names = keywords::spelling(keyword).unwrap_or(("", ""));
                self.report(problem::statement_twice(statement.span, first.span, names));
            }
        }
    }

    pub(super) fn statement(&mut self, node: &Node<'_>) -> Option<Statement> {
        let inner = Parts::of(node).next()?;
        let kind = match inner.as_rule() {
            Rule::statement_citations => self.statement_citations(&inner)?,
            Rule::statement_quote => StatementKind::Quote(self.texts(&Parts::of(&inner).nth(1)?)),
            Rule::statement_bearers => self.statement_bearers(&inner)?,
            Rule::statement_condition => self.statement_condition(&inner)?,
            Rule::exception => self.exception(&inner)?,
            Rule::statement_overrides => StatementKind::Overrides(self.names(&inner)),
            Rule::grant => StatementKind::Grant(self.grant(&inner)?),
            Rule::statement_words => self.statement_words(&inner)?,
            Rule::deadline => StatementKind::Deadline(self.deadline(&inner)?),
            Rule::statement_reasons => StatementKind::ReasonsRequired,
            Rule::statement_pending => StatementKind::PendingUntilFound,
            Rule::statement_texts => self.statement_texts(&inner)?,
            Rule::baseline => self.baseline(&inner)?,
            Rule::target => self.target(&inner)?,
            Rule::frequency => StatementKind::Frequency(per(&Parts::of(&inner).nth(1)?)?),
            Rule::effect => StatementKind::Effect(effect(Parts::of(&inner).nth(1)?.as_rule())),
            Rule::statement_in_force => {
                StatementKind::InForce(self.interval(&Parts::of(&inner).nth(1)?))
            }
            Rule::evidence => self.evidence(&inner)?,
            _ => return None,
        };
        Some(Statement {
            kind,
            span: self.span(node),
        })
    }

    fn statement_citations(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let keyword = Parts::of(node).next()?.as_rule();
        let citations = self.citations(node);
        Some(match keyword {
            Rule::keyword_basis => StatementKind::Basis(citations),
            Rule::keyword_refer_to => StatementKind::ReferTo(citations),
            _ => StatementKind::Repeals(citations),
        })
    }

    fn statement_bearers(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?.as_rule();
        let mut bearers = Vec::new();
        for part in parts {
            let mut inner = Parts::of(&part);
            let first = inner.next()?;
            if first.as_rule() == Rule::text {
                bearers.push(Bearer::Words(self.quoted(&first)));
                continue;
            }
            let filter = match inner.next() {
                Some(filter) => Some(self.filter(&filter)?),
                None => None,
            };
            bearers.push(Bearer::Object {
                name: self.name(&first),
                filter,
            });
        }
        Some(match keyword {
            Rule::keyword_subject => StatementKind::Subject(bearers),
            Rule::keyword_beneficiary => StatementKind::Beneficiary(bearers),
            _ => StatementKind::DecidedBy(bearers),
        })
    }

    fn statement_condition(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?.as_rule();
        let condition = self.expression(&parts.next()?)?;
        Some(match keyword {
            Rule::keyword_when => StatementKind::When(condition),
            Rule::keyword_unless => StatementKind::Unless(condition),
            Rule::keyword_done_when => StatementKind::DoneWhen(condition),
            Rule::keyword_done_on => StatementKind::DoneOn(condition),
            Rule::keyword_violated_when => StatementKind::ViolatedWhen(condition),
            Rule::keyword_means => StatementKind::Means(condition),
            Rule::keyword_formula => StatementKind::Formula(condition),
            _ => StatementKind::Alert(condition),
        })
    }

    fn exception(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        parts.pass(Rule::keyword_exception);
        let head = self.head(&parts.next()?)?;
        let statements = self.statements(parts)?;
        self.check_twice(&statements);
        Some(StatementKind::Exception(Exception { head, statements }))
    }

    fn grant(&mut self, node: &Node<'_>) -> Option<Grant> {
        let mut grant = Grant {
            label: None,
            bound: GrantBound::Exact,
            value: None,
            per: None,
        };
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::text => grant.label = Some(self.quoted(&part)),
                Rule::word_comparison => {
                    grant.bound = match keyword::comparison_word(part.as_str())? {
                        ComparisonWord::NotFewer
                        | ComparisonWord::NotBelow
                        | ComparisonWord::SignAtLeast => GrantBound::AtLeast,
                        ComparisonWord::NotExceeding | ComparisonWord::SignAtMost => {
                            GrantBound::AtMost
                        }
                        _ => {
                            let place = self.span(&part);
                            self.refuse(problem::grant_bound(place, part.as_str()));
                            GrantBound::Exact
                        }
                    };
                }
                Rule::condition => grant.value = Some(self.expression(&part)?),
                Rule::per => grant.per = per(&part),
                _ => {}
            }
        }
        Some(grant)
    }

    fn statement_words(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?.as_rule();
        let words = parts.next()?;
        if keyword == Rule::keyword_ask {
            return self.told(&words).map(StatementKind::Ask);
        }
        let words = self.quoted(&words);
        Some(match keyword {
            Rule::keyword_must => StatementKind::Must(words),
            Rule::keyword_must_not => StatementKind::MustNot(words),
            Rule::keyword_may => StatementKind::May(words),
            Rule::keyword_if_late => StatementKind::IfLate(words),
            Rule::keyword_unsettled => StatementKind::Unsettled(words),
            Rule::keyword_note => StatementKind::Note(words),
            _ => StatementKind::Reason(words),
        })
    }

    fn deadline(&mut self, node: &Node<'_>) -> Option<Deadline> {
        let form = Parts::of(node).nth(1)?;
        let mut parts = Parts::of(&form);
        Some(match form.as_rule() {
            Rule::deadline_within => {
                parts.pass(Rule::word_from);
                let from = self.expression(&parts.next()?)?;
                let term = parts.find(|part| part.as_rule() == Rule::term)?;
                Deadline::Within {
                    from,
                    term: self.term(&term)?,
                }
            }
            Rule::deadline_by => {
                parts.pass(Rule::word_no_later);
                Deadline::By(self.expression(&parts.next()?)?)
            }
            Rule::per => Deadline::Every(per(&form)?),
            _ => Deadline::Vague(self.quoted(&form)),
        })
    }

    fn statement_texts(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        let keyword = parts.next()?.as_rule();
        let texts = self.texts(&parts.next()?);
        Some(match keyword {
            Rule::keyword_consider => StatementKind::Consider(texts),
            Rule::keyword_data_from => StatementKind::DataFrom(texts),
            _ => StatementKind::Documents(texts),
        })
    }

    fn baseline(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node).skip(1);
        let on = parts.next()?;
        let on = if on.as_rule() == Rule::date {
            self.date(&on)
        } else {
            self.year_end(&on)
        };
        let value = self.expression(&parts.next()?)?;
        Some(StatementKind::Baseline { on, value })
    }

    fn target(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut parts = Parts::of(node);
        parts.pass(Rule::keyword_target);
        let mut by = None;
        if let Some(date) = parts.accept(Rule::date) {
            by = Some(self.date(&date));
        } else if let Some(year) = parts.accept(Rule::year) {
            by = Some(self.year_end(&year));
        }
        let first = parts.next()?;
        let (word, value) = self.comparison_tail(&first, &mut parts)?;
        Some(StatementKind::Target { by, word, value })
    }

    fn evidence(&mut self, node: &Node<'_>) -> Option<StatementKind> {
        let mut items = Vec::new();
        for part in Parts::of(node).skip(1) {
            let entry = Parts::of(&part).next()?;
            items.push(match entry.as_rule() {
                Rule::text => EvidenceItem::Words(self.quoted(&entry)),
                _ => EvidenceItem::Fact(self.expression(&entry)?),
            });
        }
        Some(StatementKind::EvidenceItems(items))
    }
}

/// The keyword of a statement that may stand only once.
const fn only_once(kind: &StatementKind) -> Option<Rule> {
    Some(match kind {
        StatementKind::Subject(_) => Rule::keyword_subject,
        StatementKind::When(_) => Rule::keyword_when,
        StatementKind::Unless(_) => Rule::keyword_unless,
        StatementKind::Deadline(_) => Rule::keyword_deadline,
        StatementKind::DoneWhen(_) => Rule::keyword_done_when,
        StatementKind::DoneOn(_) => Rule::keyword_done_on,
        StatementKind::ViolatedWhen(_) => Rule::keyword_violated_when,
        StatementKind::Means(_) => Rule::keyword_means,
        StatementKind::Formula(_) => Rule::keyword_formula,
        StatementKind::Baseline { .. } => Rule::keyword_baseline,
        StatementKind::Target { .. } => Rule::keyword_target,
        StatementKind::Frequency(_) => Rule::keyword_every_period,
        StatementKind::Alert(_) => Rule::keyword_alert_when,
        StatementKind::Effect(_) => Rule::keyword_effect,
        StatementKind::InForce(_) => Rule::keyword_in_force,
        StatementKind::DecidedBy(_) => Rule::keyword_decided_by,
        StatementKind::Ask(_) => Rule::keyword_ask,
        StatementKind::ReasonsRequired => Rule::keyword_reasons_required,
        StatementKind::PendingUntilFound => Rule::keyword_until_found,
        _ => return None,
    })
}

fn per(node: &Node<'_>) -> Option<Per> {
    Some(match Parts::of(node).next()?.as_rule() {
        Rule::per_year => Per::Year,
        Rule::per_quarter => Per::Quarter,
        Rule::per_month => Per::Month,
        Rule::per_year_of_age => Per::YearOfAge,
        Rule::per_birth => Per::Birth,
        Rule::per_workday => Per::Workday,
        _ => Per::Once,
    })
}

const fn effect(rule: Rule) -> Effect {
    match rule {
        Rule::keyword_hortatory => Effect::Hortatory,
        Rule::keyword_binding => Effect::Binding,
        _ => Effect::Expected,
    }
}

const fn norm_kind(rule: Rule) -> Option<NormKind> {
    Some(match rule {
        Rule::keyword_define => NormKind::Definition,
        Rule::keyword_right => NormKind::Right,
        Rule::keyword_duty => NormKind::Duty,
        Rule::keyword_prohibition => NormKind::Prohibition,
        Rule::keyword_permission => NormKind::Permission,
        Rule::keyword_encouragement => NormKind::Encouragement,
        Rule::keyword_task => NormKind::Task,
        Rule::keyword_indicator => NormKind::Indicator,
        Rule::keyword_repeal => NormKind::Repeal,
        Rule::keyword_finding => NormKind::Finding,
        Rule::keyword_declaratory => NormKind::Declaratory,
        _ => return None,
    })
}

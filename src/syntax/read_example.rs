//! Reading examples and questionnaires.

use crate::syntax::cursor::Parts;
use crate::syntax::document::{
    DeclarationKind, Example, ExampleLine, ExampleLineKind, Expectation, Goal, Questionnaire, Value,
};
use crate::syntax::expression::ComparisonWord;
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::reader::Reader;

impl Reader<'_> {
    pub(super) fn questionnaire(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.own_head(&parts.next()?)?;
        let mut form = Questionnaire {
            head,
            audience: None,
            introduction: None,
            goals: Vec::new(),
            first: Vec::new(),
            remarks: Vec::new(),
        };
        for line in parts {
            let mut inner = Parts::of(&line);
            let first = inner.next()?;
            match first.as_rule() {
                Rule::keyword_audience => form.audience = self.told(&inner.next()?),
                Rule::keyword_introduction => form.introduction = self.told(&inner.next()?),
                Rule::keyword_goals => form.goals.extend(self.names(&line)),
                Rule::keyword_ask_first => {
                    for path in inner {
                        form.first.push(self.path(&path)?);
                    }
                }
                _ => form.remarks.push(self.remark(&first)?),
            }
        }
        Some(DeclarationKind::Questionnaire(form))
    }

    pub(super) fn example(&mut self, node: &Node<'_>) -> Option<DeclarationKind> {
        let mut parts = Parts::of(node).skip(1);
        let head = self.label(&parts.next()?)?;
        let mut lines = Vec::new();
        for line in parts {
            let inner = Parts::of(&line).next()?;
            let kind = self.example_line(&inner)?;
            lines.push(ExampleLine {
                kind,
                span: self.span(&line),
            });
        }
        Some(DeclarationKind::Example(Example { head, lines }))
    }

    fn example_line(&mut self, node: &Node<'_>) -> Option<ExampleLineKind> {
        let mut parts = Parts::of(node);
        let first = parts.next()?;
        Some(match node.as_rule() {
            Rule::example_day => {
                let day = self.date(&parts.next()?);
                match first.as_rule() {
                    Rule::keyword_as_of => ExampleLineKind::AsOf(day),
                    Rule::keyword_law_as_of => ExampleLineKind::LawAsOf(day),
                    _ => ExampleLineKind::KnownAsOf(day),
                }
            }
            Rule::example_let => {
                let path = self.path(&parts.next()?)?;
                let (word, value) = self.given_value(&mut parts)?;
                ExampleLineKind::Let { path, word, value }
            }
            Rule::example_find => self.example_find(&mut parts)?,
            Rule::example_read => ExampleLineKind::Read {
                reading: self.name(&parts.next()?),
                option: self.name(&parts.next()?),
            },
            Rule::example_expect => {
                let expectation = expectation(Parts::of(&first).next()?.as_rule())?;
                ExampleLineKind::Expect {
                    expectation,
                    goal: self.goal(&parts.next()?)?,
                }
            }
            Rule::example_value => {
                let goal = self.goal(&parts.next()?)?;
                let next = parts.next()?;
                let (word, value) = self.comparison_tail(&next, &mut parts)?;
                ExampleLineKind::ExpectValue { goal, word, value }
            }
            Rule::example_missing => {
                let mut paths = Vec::new();
                for path in parts {
                    paths.push(self.path(&path)?);
                }
                ExampleLineKind::Missing(paths)
            }
            Rule::example_because => ExampleLineKind::Because(self.citations(node)),
            Rule::example_note => ExampleLineKind::Note(self.quoted(&parts.next()?)),
            _ => return None,
        })
    }

    fn example_find(&mut self, parts: &mut Parts<'_>) -> Option<ExampleLineKind> {
        let path = self.path(&parts.next()?)?;
        let holds = matches!(parts.next()?.as_str(), "是" | "true");
        let (mut by, mut reasons) = (None, None);
        for detail in parts {
            let mut inner = Parts::of(&detail);
            let keyword = inner.next()?.as_rule();
            let words = Some(self.quoted(&inner.next()?));
            if keyword == Rule::keyword_found_by {
                by = words;
            } else {
                reasons = words;
            }
        }
        Some(ExampleLineKind::Find {
            path,
            holds,
            by,
            reasons,
        })
    }

    /// `＝ X`, `不超过 X`, `X以下`.
    fn given_value(&mut self, parts: &mut Parts<'_>) -> Option<(ComparisonWord, Value)> {
        let first = parts.next()?;
        if first.as_rule() == Rule::value {
            return Some((ComparisonWord::SignEqual, self.value(&first)?));
        }
        let (word, value) = self.comparison_tail(&first, parts)?;
        Some((word, Value::Plain(value)))
    }

    fn value(&mut self, node: &Node<'_>) -> Option<Value> {
        let form = Parts::of(node).next()?;
        let span = self.span(&form);
        let mut parts = Parts::of(&form);
        match form.as_rule() {
            Rule::value_object => {
                let name = parts.accept(Rule::name).map(|name| self.name(&name));
                let mut pairs = Vec::new();
                for pair in parts {
                    let mut inner = Parts::of(&pair);
                    let fact = self.name(&inner.next()?);
                    let (word, value) = self.given_value(&mut inner)?;
                    pairs.push((fact, word, value));
                }
                Some(Value::Object { name, pairs, span })
            }
            Rule::value_list => {
                let mut values = Vec::new();
                for value in parts {
                    values.push(self.value(&value)?);
                }
                Some(Value::List { values, span })
            }
            _ => Some(Value::Plain(self.expression(&form)?)),
        }
    }

    fn goal(&mut self, node: &Node<'_>) -> Option<Goal> {
        let mut parts = Parts::of(node);
        let path = self.path(&parts.next()?)?;
        let number = match parts.next() {
            Some(instance) => Some(self.small_number(&Parts::of(&instance).next()?)),
            None => None,
        };
        Some(Goal { path, number })
    }
}

const fn expectation(rule: Rule) -> Option<Expectation> {
    Some(match rule {
        Rule::keyword_then_holds => Expectation::Holds,
        Rule::keyword_then_fails => Expectation::Fails,
        Rule::keyword_then_pending => Expectation::Pending,
        Rule::keyword_then_awaits => Expectation::AwaitsFinding,
        Rule::keyword_then_not_applicable => Expectation::NotApplicable,
        Rule::keyword_then_not_due => Expectation::NotDue,
        Rule::keyword_then_not_performed => Expectation::NotPerformed,
        Rule::keyword_then_performed => Expectation::Performed,
        Rule::keyword_then_late => Expectation::PerformedLate,
        Rule::keyword_then_overdue => Expectation::Overdue,
        Rule::keyword_then_complied => Expectation::Complied,
        Rule::keyword_then_violated => Expectation::Violated,
        Rule::keyword_then_met => Expectation::Met,
        Rule::keyword_then_not_met => Expectation::NotMet,
        Rule::keyword_then_undetermined => Expectation::Undetermined,
        Rule::keyword_then_faulty => Expectation::Faulty,
        _ => return None,
    })
}

//! Reading values and conditions.

use crate::quantity::{Rounding, parse_zh_number};
use crate::source::Span;
use crate::syntax::built_in;
use crate::syntax::cursor::Parts;
use crate::syntax::expression::{
    Band, Case, ComparisonWord, Enumerator, Expression, ExpressionKind, ListHead, ListItem,
    Operator, Path, Quantifier, Segment,
};
use crate::syntax::grammar::{Node, Rule};
use crate::syntax::keyword;
use crate::syntax::problem;
use crate::syntax::reader::Reader;

impl Reader<'_> {
    /// Any node that is a value or a condition.
    pub(super) fn expression(&mut self, node: &Node<'_>) -> Option<Expression> {
        match node.as_rule() {
            Rule::condition | Rule::test | Rule::row_value => {
                self.expression(&Parts::of(node).next()?)
            }
            Rule::list | Rule::inner_list => self.list(node),
            Rule::cases => self.cases(node),
            Rule::brackets => self.brackets(node),
            Rule::logic => self.logic(node),
            Rule::negated => {
                let condition = Parts::of(node).find(|part| part.as_rule() == Rule::condition)?;
                let condition = self.expression(&condition)?;
                Some(self.made(node, ExpressionKind::Not(condition)))
            }
            Rule::quantified => self.quantified(node),
            Rule::comparison => self.comparison(node),
            Rule::sum | Rule::product => self.arithmetic(node),
            Rule::signed => self.signed(node),
            _ => self.atom(node),
        }
    }

    fn made(&self, node: &Node<'_>, kind: ExpressionKind) -> Expression {
        Expression {
            kind: Box::new(kind),
            span: self.span(node),
        }
    }

    // ---- conditions ----

    fn logic(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut tests = Vec::new();
        let (mut and, mut or) = (None, None);
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::join_and => and = and.or(Some(self.span(&part))),
                Rule::join_or => or = or.or(Some(self.span(&part))),
                _ => tests.push(self.expression(&part)?),
            }
        }
        if tests.len() == 1 {
            return tests.pop();
        }
        if let (Some(and), Some(or)) = (and, or) {
            let place = self.span(node);
            let english = Parts::of(node)
                .any(|part| part.as_rule() == Rule::join_or && part.as_str().starts_with('o'));
            let operands = mixed_operands(node);
            self.refuse(problem::mixed_joins(place, and, or, &operands, english));
        }
        let kind = if or.is_some() {
            ExpressionKind::Or(tests)
        } else {
            ExpressionKind::And(tests)
        };
        Some(self.made(node, kind))
    }

    fn quantified(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node);
        let quantifier = match parts.next()?.as_rule() {
            Rule::word_exists => Quantifier::Exists,
            Rule::word_none => Quantifier::None,
            _ => Quantifier::Every,
        };
        let path = self.path(&parts.next()?)?;
        let condition = match parts.find(|part| part.as_rule() != Rule::word_satisfies) {
            Some(condition) => Some(self.expression(&condition)?),
            None => None,
        };
        Some(self.made(
            node,
            ExpressionKind::Quantified {
                quantifier,
                path,
                condition,
            },
        ))
    }

    fn comparison(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node);
        let left = self.expression(&parts.next()?)?;
        let Some(next) = parts.next() else {
            return Some(left);
        };
        let kind = match next.as_rule() {
            Rule::member => {
                let negated = Parts::of(&next).next()?.as_rule() == Rule::word_not_in;
                let mut options = Vec::new();
                for option in Parts::of(&next).skip(1) {
                    options.push(self.expression(&option)?);
                }
                ExpressionKind::Member {
                    value: left,
                    negated,
                    options,
                }
            }
            _ => {
                let (word, right) = self.comparison_tail(&next, &mut parts)?;
                ExpressionKind::Compare { left, word, right }
            }
        };
        Some(self.made(node, kind))
    }

    /// `不超过 X`, or `X以下`: the first part is given, the second is taken.
    pub(super) fn comparison_tail(
        &mut self,
        first: &Node<'_>,
        parts: &mut Parts<'_>,
    ) -> Option<(ComparisonWord, Expression)> {
        let second = parts.next()?;
        if first.as_rule() == Rule::word_comparison {
            return Some((
                keyword::comparison_word(first.as_str())?,
                self.expression(&second)?,
            ));
        }
        let right = self.atom(first)?;
        Some((keyword::range_word(second.as_str())?, right))
    }

    // ---- values ----

    fn arithmetic(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node);
        let first = parts.next()?;
        let mut left = self.expression(&first)?;
        // The nodes cover the brackets around an operand; the operand itself does not.
        let mut span = self.span(&first);
        while let Some(sign) = parts.next() {
            let operator = match sign.as_rule() {
                Rule::mark_plus => Operator::Add,
                Rule::mark_minus => Operator::Subtract,
                Rule::mark_times => Operator::Multiply,
                _ => Operator::Divide,
            };
            let next = parts.next()?;
            let right = self.expression(&next)?;
            span = span.join(self.span(&next));
            left = Expression {
                kind: Box::new(ExpressionKind::Arithmetic {
                    operator,
                    left,
                    right,
                }),
                span,
            };
        }
        Some(left)
    }

    fn signed(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node);
        let negative = parts.pass(Rule::mark_minus);
        let atom = Parts::of(&parts.next()?).next()?;
        let value = self.atom(&atom)?;
        if negative {
            return Some(self.made(node, ExpressionKind::Negative(value)));
        }
        Some(value)
    }

    pub(super) fn atom(&mut self, node: &Node<'_>) -> Option<Expression> {
        let kind = match node.as_rule() {
            Rule::bracketed => return self.expression(&Parts::of(node).next()?),
            Rule::date => ExpressionKind::Date(self.date(node)),
            Rule::amount => ExpressionKind::Amount(self.amount(node)?),
            Rule::boolean => ExpressionKind::Boolean(matches!(node.as_str(), "是" | "true")),
            Rule::text => ExpressionKind::Text(self.quoted(node)),
            Rule::path => ExpressionKind::Path(self.path(node)?),
            Rule::call => {
                let mut parts = Parts::of(node);
                let mut function = self.name(&parts.next()?);
                if let Some((chinese, _)) = built_in::function(&function.text) {
                    chinese.clone_into(&mut function.text);
                }
                let mut arguments = Vec::new();
                for argument in parts {
                    arguments.push(self.expression(&argument)?);
                }
                ExpressionKind::Call {
                    function,
                    arguments,
                }
            }
            Rule::rounded => self.rounded(node)?,
            _ => return None,
        };
        Some(self.made(node, kind))
    }

    fn rounded(&mut self, node: &Node<'_>) -> Option<ExpressionKind> {
        let (mut rounding, mut value, mut step, mut basis) = (None, None, None, Vec::new());
        for part in Parts::of(node) {
            match part.as_rule() {
                Rule::word_rounding => rounding = rounding_named(part.as_str()),
                Rule::condition => value = Some(self.expression(&part)?),
                Rule::step_size => step = self.step_size(&part),
                Rule::citations => basis = self.citations(&part),
                _ => {}
            }
        }
        Some(ExpressionKind::Round {
            rounding: rounding?,
            value: value?,
            step: step?,
            basis,
        })
    }

    pub(super) fn path(&mut self, node: &Node<'_>) -> Option<Path> {
        let mut segments = Vec::new();
        for segment in Parts::of(node) {
            let mut parts = Parts::of(&segment);
            let name = self.name(&parts.next()?);
            let filter = match parts.next() {
                Some(filter) => Some(self.filter(&filter)?),
                None => None,
            };
            segments.push(Segment { name, filter });
        }
        self.check_numeral(node, &segments);
        built_in::in_chinese(&mut segments);
        Some(Path {
            segments,
            span: self.span(node),
        })
    }

    /// 六十 alone reads as a name: a Chinese numeral is a quantity only with its unit.
    fn check_numeral(&mut self, node: &Node<'_>, segments: &[Segment]) {
        let written = node.as_str().trim_end();
        if let [segment] = segments
            && segment.name.text == written
            && let Some(number) = parse_zh_number(written)
        {
            self.refuse(problem::numeral_alone(segment.name.span, written, number));
        }
    }

    /// The condition of `（其中 …）`.
    pub(super) fn filter(&mut self, node: &Node<'_>) -> Option<Expression> {
        let condition = Parts::of(node).find(|part| part.as_rule() == Rule::condition)?;
        self.expression(&condition)
    }

    // ---- legal lists, cases, scales ----

    fn list(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node);
        let head = match Parts::of(&parts.next()?).next()?.as_rule() {
            Rule::head_all => ListHead::All,
            Rule::head_any => ListHead::Any,
            _ => ListHead::NoneOf,
        };
        let mut items = Vec::new();
        for part in parts {
            let mut inner = Parts::of(&part);
            let (enumerator, _) = self.enumerator(&inner.next()?, items.len())?;
            let condition = self.expression(&inner.next()?)?;
            items.push(ListItem {
                enumerator,
                condition,
                span: self.span(&part),
            });
        }
        Some(self.made(node, ExpressionKind::List { head, items }))
    }

    fn cases(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut cases = Vec::new();
        for part in Parts::of(node).skip(1) {
            let mut inner = Parts::of(&part);
            let (enumerator, _) = self.enumerator(&inner.next()?, cases.len())?;
            let mut written = Vec::new();
            for value in inner.filter(|value| value.as_rule() == Rule::logic) {
                written.push(self.expression(&value)?);
            }
            let value = written.pop()?;
            cases.push(Case {
                enumerator,
                condition: written.pop(),
                value,
                span: self.span(&part),
            });
        }
        Some(self.made(node, ExpressionKind::Cases(cases)))
    }

    fn brackets(&mut self, node: &Node<'_>) -> Option<Expression> {
        let mut parts = Parts::of(node).skip(1);
        let value = self.expression(&parts.next()?)?;
        let mut bands = Vec::new();
        for part in parts {
            let mut inner = Parts::of(&part);
            let (enumerator, _) = self.enumerator(&inner.next()?, bands.len())?;
            let (mut upper, mut rate) = (None, None);
            for piece in inner {
                match piece.as_rule() {
                    Rule::band_upper => {
                        let bound = Parts::of(&piece).find(|bound| {
                            matches!(bound.as_rule(), Rule::amount | Rule::bracketed)
                        })?;
                        upper = Some(self.atom(&bound)?);
                    }
                    Rule::sum => rate = Some(self.expression(&piece)?),
                    _ => {}
                }
            }
            bands.push(Band {
                enumerator,
                upper,
                rate: rate?,
                span: self.span(&part),
            });
        }
        Some(self.made(node, ExpressionKind::Brackets { value, bands }))
    }

    /// The number of an item; items are numbered one by one from 1.
    fn enumerator(&mut self, node: &Node<'_>, before: usize) -> Option<(Enumerator, Span)> {
        let place = self.span(node);
        let number_part = Parts::of(node).next()?;
        let number = match number_part.as_rule() {
            Rule::enumerator_letter => letter_number(number_part.as_str())?,
            _ => self.small_number(&number_part),
        };
        let wanted = u32::try_from(before).ok()?.checked_add(1)?;
        let item = node.as_rule() == Rule::enumerator_item;
        if number != wanted && !self.is_after_slips() {
            self.report(problem::enumerator_order(
                place,
                node.as_str(),
                number,
                wanted,
                item,
            ));
        }
        Some((
            if item {
                Enumerator::Item(number)
            } else {
                Enumerator::Subitem(number)
            },
            place,
        ))
    }
}

/// a, b … z, aa, ab …
fn letter_number(letters: &str) -> Option<u32> {
    letters.bytes().try_fold(0_u32, |number, letter| {
        let place = u32::from(letter.checked_sub(b'a')?).checked_add(1)?;
        number.checked_mul(26)?.checked_add(place)
    })
}

fn rounding_named(word: &str) -> Option<Rounding> {
    match word {
        "round" => Some(Rounding::HalfUp),
        "round_even" => Some(Rounding::HalfEven),
        other => Rounding::named(other),
    }
}

/// The operands and joins of a condition that mixes 且 and 或, as they are written.
fn mixed_operands(node: &Node<'_>) -> Vec<(bool, String)> {
    let mut operands = Vec::new();
    let mut or = false;
    for part in Parts::of(node) {
        match part.as_rule() {
            Rule::join_and => or = false,
            Rule::join_or => or = true,
            _ => operands.push((or, part.as_str().trim().to_owned())),
        }
    }
    operands
}

//! Arithmetic with units and days, and written roundings.

use crate::quantity::{Base, Dimension, Number, Rounding, Unit};
use crate::source::Span;
use crate::syntax::document::{self, Amount};
use crate::syntax::expression::{Expression, ExpressionKind, Operator};

use super::{DEEPEST, Typed, Typer, Typing, Untypable, dimension_words, number_of};
use crate::check::problem::dates::{
    CalendarMissing, DaysSubtracted, ShiftUnit as ShiftUnitProblem,
};
use crate::check::problem::types::{TooDeep, TooManyUnits, TypeDiffers};
use crate::check::term::{Constant, ShiftUnit, TermKind, Type};

impl Typer<'_, '_> {
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
        span: Span,
    ) -> Typing {
        // A long sum leans to the left: it is walked, not descended into, and still counts as deep as it is.
        let mut chain = vec![(operator, right, span)];
        let mut first = left;
        while let ExpressionKind::Arithmetic {
            operator,
            left,
            right,
        } = first.kind.as_ref()
        {
            chain.push((*operator, right, first.span));
            first = left;
        }
        let length = u32::try_from(chain.len()).unwrap_or(u32::MAX);
        if self.depth.saturating_add(length) > DEEPEST {
            return self.fail(TooDeep {
                place: span,
                limit: DEEPEST,
            });
        }
        let mut sum = self.value(first, None);
        for (operator, right, span) in chain.into_iter().rev() {
            let right = self.value(right, None);
            sum = match (sum, right) {
                (Ok(left), Ok(right)) => self.operation(operator, left, right, span),
                _ => Err(Untypable),
            };
        }
        sum
    }

    fn operation(&mut self, operator: Operator, left: Typed, right: Typed, span: Span) -> Typing {
        match (operator, &left.term.ty, &right.term.ty) {
            (_, Type::Number(_), Type::Number(_)) => {}
            (Operator::Add | Operator::Subtract, Type::Date, Type::Number(dimension)) => {
                let dimension = dimension.clone();
                return self.shift(operator, left, right, &dimension, span);
            }
            (Operator::Add, Type::Number(dimension), Type::Date) => {
                let dimension = dimension.clone();
                return self.shift(operator, right, left, &dimension, span);
            }
            (_, Type::Date, Type::Date) => return self.fail(DaysSubtracted { place: span }),
            _ => {
                let wrong = if matches!(left.term.ty, Type::Number(_)) {
                    &right
                } else {
                    &left
                };
                let problem = TypeDiffers {
                    wanted: ("数".to_owned(), "a number".to_owned()),
                    found: self.type_words(&wrong.term.ty),
                    place: wrong.term.span,
                };
                return self.fail(problem);
            }
        }
        match operator {
            Operator::Add | Operator::Subtract => self.sum(operator, left, right, span),
            Operator::Multiply | Operator::Divide => self.product(operator, left, right, span),
        }
    }

    fn sum(&mut self, operator: Operator, mut left: Typed, mut right: Typed, span: Span) -> Typing {
        self.unify(&mut left, &mut right)?;
        let unit = left.unit.clone().or(right.unit.clone());
        let bare = left.bare && right.bare;
        let ty = left.term.ty.clone();
        let kind = folded(operator, &left, &right).unwrap_or_else(|| {
            TermKind::Arithmetic(operator, Box::new(left.term), Box::new(right.term))
        });
        let typed = Typed::new(ty, kind, span).in_unit(unit);
        Ok(Typed { bare, ..typed })
    }

    fn product(&mut self, operator: Operator, left: Typed, right: Typed, span: Span) -> Typing {
        let (Type::Number(first), Type::Number(second)) = (&left.term.ty, &right.term.ty) else {
            return Err(Untypable);
        };
        let product = match operator {
            Operator::Divide => first.div(second),
            Operator::Add | Operator::Subtract | Operator::Multiply => first.mul(second),
        };
        let Some(dimension) = product else {
            return self.fail(TooManyUnits { place: span });
        };
        let unit = unit_of_product(operator, &left, &right, &dimension);
        let bare = left.bare && right.bare && operator == Operator::Multiply;
        let kind = folded(operator, &left, &right).unwrap_or_else(|| {
            TermKind::Arithmetic(operator, Box::new(left.term), Box::new(right.term))
        });
        let typed = Typed::new(Type::Number(dimension), kind, span).in_unit(unit);
        Ok(Typed { bare, ..typed })
    }

    fn shift(
        &mut self,
        operator: Operator,
        date: Typed,
        amount: Typed,
        dimension: &Dimension,
        span: Span,
    ) -> Typing {
        let by = match dimension.single() {
            Some(Base::Day) => ShiftUnit::Days,
            Some(Base::Month) => ShiftUnit::Months,
            Some(Base::Workday) => match self.check.model.conventions_of(span).calendar {
                Some(calendar) => ShiftUnit::Workdays(calendar),
                None => {
                    return self.fail(CalendarMissing {
                        place: amount.term.span,
                    });
                }
            },
            _ => {
                return self.fail(ShiftUnitProblem {
                    place: amount.term.span,
                    found: dimension_words(dimension, amount.unit.as_ref()),
                });
            }
        };
        let amount = if operator == Operator::Subtract {
            negated(amount)
        } else {
            amount
        };
        let kind = TermKind::Shift {
            date: Box::new(date.term),
            amount: Box::new(amount.term),
            by,
        };
        Ok(Typed::new(Type::Date, kind, span))
    }

    pub(super) fn negative(&mut self, value: &Expression, span: Span) -> Typing {
        let typed = self.value(value, None)?;
        if !matches!(typed.term.ty, Type::Number(_)) {
            let problem = TypeDiffers {
                wanted: ("数".to_owned(), "a number".to_owned()),
                found: self.type_words(&typed.term.ty),
                place: typed.term.span,
            };
            return self.fail(problem);
        }
        let mut typed = negated(typed);
        typed.term.span = span;
        Ok(typed)
    }

    pub(super) fn round(
        &mut self,
        rounding: Rounding,
        value: &Expression,
        step: &Amount,
        basis: &[document::Citation],
        span: Span,
    ) -> Typing {
        let value = self.value(value, None);
        let step = self.amount(step);
        let basis = self.check.cite_all(basis);
        let (mut value, mut step) = (value?, step?);
        self.unify(&mut value, &mut step)?;
        let Some(multiple) =
            number_of(&step.term).filter(|step| !step.is_zero() && !step.is_negative())
        else {
            let problem = TypeDiffers {
                wanted: ("大于零的数".to_owned(), "a number above zero".to_owned()),
                found: ("零".to_owned(), "zero".to_owned()),
                place: step.term.span,
            };
            return self.fail(problem);
        };
        let unit = value.unit.clone().or(step.unit);
        let kind = TermKind::Round {
            rounding,
            value: Box::new(value.term.clone()),
            step: multiple,
            basis,
        };
        Ok(Typed::new(value.term.ty, kind, span).in_unit(unit))
    }
}

fn negated(typed: Typed) -> Typed {
    let span = typed.term.span;
    let ty = typed.term.ty.clone();
    let kind = match number_of(&typed.term).and_then(|number| number.checked_neg().ok()) {
        Some(number) => TermKind::Constant(Constant::Number(number)),
        None => TermKind::Negative(Box::new(typed.term)),
    };
    Typed {
        bare: typed.bare,
        ..Typed::new(ty, kind, span).in_unit(typed.unit)
    }
}

/// Two constants are one; a fault stays for the one who computes.
fn folded(operator: Operator, left: &Typed, right: &Typed) -> Option<TermKind> {
    let (left, right): (Number, Number) = (number_of(&left.term)?, number_of(&right.term)?);
    let result = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide => left.checked_div(right),
    };
    Some(TermKind::Constant(Constant::Number(result.ok()?)))
}

/// In what a product is shown: as its one side with a unit, else in base units.
fn unit_of_product(
    operator: Operator,
    left: &Typed,
    right: &Typed,
    dimension: &Dimension,
) -> Option<Unit> {
    if dimension.is_none() {
        return None;
    }
    let plain = |typed: &Typed| typed.term.ty == Type::Number(Dimension::NONE);
    if plain(right) {
        return left.unit.clone();
    }
    if plain(left) && operator == Operator::Multiply {
        return right.unit.clone();
    }
    Some(Unit::base(dimension))
}

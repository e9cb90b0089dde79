//! Conditions joined by words or in legal lists, values by cases, bracket scales.

use crate::quantity::{Dimension, Unit};
use crate::source::Span;
use crate::syntax::expression::{Band, Case, Enumerator, Expression, ListHead, ListItem};

use super::{Typed, Typer, Typing, Untypable, number_of};
use crate::check::lints::one_always_holds;
use crate::check::problem::types::{BandsDoNotRise, CasesWithoutOtherwise, TypeDiffers};
use crate::check::term::{CaseTerm, ConditionItem, Term, TermKind, Type};

impl Typer<'_, '_> {
    pub(super) fn all_of(&mut self, items: &[Expression], span: Span) -> Typing {
        let items = self.items(items.iter().map(|item| (None, item)))?;
        Ok(Typed::new(Type::Boolean, TermKind::All(items), span))
    }

    pub(super) fn any_of(&mut self, items: &[Expression], span: Span) -> Typing {
        let items = self.items(items.iter().map(|item| (None, item)))?;
        Ok(Typed::new(Type::Boolean, TermKind::Any(items), span))
    }

    pub(super) fn not(&mut self, condition: &Expression, span: Span) -> Typing {
        let condition = self.condition(condition)?;
        Ok(Typed::new(
            Type::Boolean,
            TermKind::Not(Box::new(condition)),
            span,
        ))
    }

    pub(super) fn legal_list(&mut self, head: ListHead, items: &[ListItem], span: Span) -> Typing {
        let items = items
            .iter()
            .map(|item| (Some(item.enumerator), &item.condition));
        let items = self.items(items)?;
        let kind = match head {
            ListHead::All => TermKind::All(items),
            ListHead::Any => TermKind::Any(items),
            ListHead::NoneOf => {
                let any = Typed::new(Type::Boolean, TermKind::Any(items), span);
                TermKind::Not(Box::new(any.term))
            }
        };
        Ok(Typed::new(Type::Boolean, kind, span))
    }

    /// All items, so that every one with a problem tells it.
    fn items<'e>(
        &mut self,
        items: impl Iterator<Item = (Option<Enumerator>, &'e Expression)>,
    ) -> Typing<Vec<ConditionItem>> {
        let typed: Vec<Typing<ConditionItem>> = items
            .map(|(enumerator, condition)| {
                let condition = self.condition(condition)?;
                Ok(ConditionItem {
                    enumerator,
                    condition,
                })
            })
            .collect();
        typed.into_iter().collect()
    }

    pub(super) fn cases(&mut self, cases: &[Case], expected: Option<&Type>, span: Span) -> Typing {
        let mut typed: Vec<(Option<Term>, Enumerator, Typed)> = Vec::new();
        let mut wanted = expected.cloned();
        let mut failed = false;
        for case in cases {
            let condition = case
                .condition
                .as_ref()
                .map(|condition| self.condition(condition))
                .transpose();
            let value = self.value(&case.value, wanted.as_ref());
            match (condition, value) {
                (Ok(condition), Ok(value)) => {
                    wanted = wanted.or_else(|| Some(value.term.ty.clone()));
                    typed.push((condition, case.enumerator, value));
                }
                _ => failed = true,
            }
        }
        if failed {
            return Err(Untypable);
        }
        let unit = self.same_type(typed.iter_mut().map(|(_, _, value)| value))?;
        let ty = typed
            .first()
            .map(|(_, _, value)| value.term.ty.clone())
            .ok_or(Untypable)?;
        let mut otherwise = None;
        let mut branches = Vec::new();
        for (condition, enumerator, value) in typed {
            match condition {
                Some(condition) => branches.push(CaseTerm {
                    enumerator,
                    condition,
                    value: value.term,
                }),
                None => otherwise = Some(Box::new(value.term)),
            }
        }
        if otherwise.is_none() {
            let conditions = branches.iter().map(|branch| &branch.condition);
            if one_always_holds(&self.check.model, conditions) {
                // Where none of the others applies, the last does.
                otherwise = branches.last().map(|last| Box::new(last.value.clone()));
            } else {
                self.report(CasesWithoutOtherwise { place: span });
            }
        }
        let kind = TermKind::Cases {
            cases: branches,
            otherwise,
        };
        Ok(Typed::new(ty, kind, span).in_unit(unit))
    }

    /// Brings values to one type, and gives the unit of the first that has one.
    pub(in crate::check) fn same_type<'t>(
        &mut self,
        values: impl Iterator<Item = &'t mut Typed>,
    ) -> Typing<Option<Unit>> {
        let mut values: Vec<&mut Typed> = values.collect();
        let unit = values.iter().find_map(|value| value.unit.clone());
        // The first value with a dimension leads; bare numbers follow it.
        let plain = Type::Number(Dimension::NONE);
        let lead = values
            .iter()
            .position(|value| !value.bare || value.term.ty != plain)
            .unwrap_or(0);
        let Some(mut leader) = values.get(lead).map(|value| (**value).clone()) else {
            return Ok(unit);
        };
        let mut failed = false;
        for value in &mut values {
            failed |= self.unify(&mut leader, value).is_err();
        }
        if failed { Err(Untypable) } else { Ok(unit) }
    }

    pub(super) fn brackets(&mut self, value: &Expression, bands: &[Band], span: Span) -> Typing {
        let value = self.value(value, None);
        let bands: Vec<_> = bands
            .iter()
            .map(|band| {
                let upper = band
                    .upper
                    .as_ref()
                    .map(|upper| self.value(upper, None))
                    .transpose();
                let rate = self.value(&band.rate, None);
                (upper, rate, band.span)
            })
            .collect();
        let mut value = value?;
        if !matches!(value.term.ty, Type::Number(_)) {
            let problem = TypeDiffers {
                wanted: ("数".to_owned(), "a number".to_owned()),
                found: self.type_words(&value.term.ty),
                place: value.term.span,
            };
            return self.fail(problem);
        }
        let last = bands.len().saturating_sub(1);
        let mut before = None;
        let mut typed = Vec::new();
        let mut ty = None;
        for (at, (upper, rate, place)) in bands.into_iter().enumerate() {
            let (mut upper, rate) = (upper?, rate?);
            if let Some(upper) = &mut upper {
                self.unify(&mut value, upper)?;
            }
            let number = upper.as_ref().and_then(|upper| number_of(&upper.term));
            let rises = number.is_none_or(|number| before.is_none_or(|before| before < number));
            if !rises || upper.is_none() != (at == last) {
                return self.fail(BandsDoNotRise { place });
            }
            before = number.or(before);
            let product = match (&value.term.ty, &rate.term.ty) {
                (Type::Number(first), Type::Number(second)) => first.mul(second),
                _ => None,
            };
            let Some(dimension) =
                product.filter(|product| ty.as_ref().is_none_or(|ty| ty == product))
            else {
                let problem = TypeDiffers {
                    wanted: ("比率".to_owned(), "a rate".to_owned()),
                    found: self.type_words(&rate.term.ty),
                    place: rate.term.span,
                };
                return self.fail(problem);
            };
            ty = Some(dimension);
            typed.push((upper.map(|upper| upper.term), rate.term));
        }
        let dimension = ty.ok_or(Untypable)?;
        let unit = if value.term.ty == Type::Number(dimension.clone()) {
            value.unit
        } else {
            Some(Unit::base(&dimension))
        };
        let kind = TermKind::Brackets {
            value: Box::new(value.term),
            bands: typed,
        };
        Ok(Typed::new(Type::Number(dimension), kind, span).in_unit(unit))
    }
}

/// Conditions that must all hold, as one; none for none.
pub(in crate::check) fn conjunction(mut conditions: Vec<Term>, span: Span) -> Option<Term> {
    if conditions.len() <= 1 {
        return conditions.pop();
    }
    let items = conditions.into_iter().map(|condition| ConditionItem {
        enumerator: None,
        condition,
    });
    Some(Term {
        ty: Type::Boolean,
        kind: TermKind::All(items.collect()),
        span,
    })
}

//! Comparisons and membership.

use crate::source::Span;
use crate::syntax::document::Name;
use crate::syntax::expression::{ComparisonWord, Expression, ExpressionKind, Relation};

use super::{Typed, Typer, Typing, Untypable};
use crate::check::problem::types::{NoOrder, NotConstant};
use crate::check::term::{Constant, Term, TermKind, Type};

impl Typer<'_, '_> {
    pub(super) fn compare(
        &mut self,
        left: &Expression,
        word: ComparisonWord,
        right: &Expression,
        span: Span,
    ) -> Typing {
        let (left, right) = self.sides(left, right);
        let (left, right) = (left?, right?);
        self.comparison(left, word.relation(), right, span)
    }

    /// Both sides, where the name of an option on one side is read by the type of the other.
    fn sides(&mut self, left: &Expression, right: &Expression) -> (Typing, Typing) {
        let may_be_option = self
            .single_name(left)
            .is_some_and(|name| !self.is_known(name));
        if may_be_option {
            let right = self.value(right, None);
            let expected = right.as_ref().ok().map(|right| right.term.ty.clone());
            // Where the right side has no type, the left side's name would be a second error.
            let left = match expected {
                Some(expected) => self.value(left, Some(&expected)),
                None => Err(Untypable),
            };
            (left, right)
        } else {
            let left = self.value(left, None);
            let expected = left.as_ref().ok().map(|left| left.term.ty.clone());
            let right = match (&expected, self.single_name(right)) {
                (None, Some(name)) if !self.is_known(name) => Err(Untypable),
                _ => self.value(right, expected.as_ref()),
            };
            (left, right)
        }
    }

    /// A comparison of two typed values.
    pub(in crate::check) fn comparison(
        &mut self,
        left: Typed,
        relation: Relation,
        right: Typed,
        span: Span,
    ) -> Typing {
        let (mut left, mut right) = (left, right);
        self.unify(&mut left, &mut right)?;
        self.ordered(&left, relation, span)?;
        let kind = TermKind::Compare(relation, Box::new(left.term), Box::new(right.term));
        Ok(Typed::new(Type::Boolean, kind, span))
    }

    /// Whether values of this type can be compared so.
    fn ordered(&mut self, value: &Typed, relation: Relation, span: Span) -> Typing<()> {
        let equality = matches!(relation, Relation::Equal | Relation::NotEqual);
        let ordered = match &value.term.ty {
            Type::Number(_) | Type::Date => true,
            Type::Choice(choice) => self
                .check
                .model
                .choices
                .get(choice.index())
                .is_some_and(|choice| choice.ordered),
            Type::Boolean | Type::Text => false,
            Type::Period => {
                let found = self.type_words(&value.term.ty);
                return self.fail(NoOrder { found, place: span });
            }
        };
        if equality || ordered {
            return Ok(());
        }
        let found = self.type_words(&value.term.ty);
        self.fail(NoOrder { found, place: span })
    }

    pub(super) fn member_of(
        &mut self,
        value: &Expression,
        negated: bool,
        options: &[Expression],
        span: Span,
    ) -> Typing {
        let value = self.value(value, None)?;
        let (options, value) = self.options(value, options)?;
        let kind = TermKind::Member {
            value: Box::new(value.term),
            options,
            negated,
        };
        Ok(Typed::new(Type::Boolean, kind, span))
    }

    /// Constants of one type with a value; the value itself takes a counting unit where it is a bare number.
    pub(in crate::check) fn options(
        &mut self,
        value: Typed,
        options: &[Expression],
    ) -> Typing<(Vec<Constant>, Typed)> {
        let mut value = value;
        let mut constants = Vec::new();
        let mut failed = false;
        let expected = value.term.ty.clone();
        for option in options {
            let Ok(mut typed) = self.value(option, Some(&expected)) else {
                failed = true;
                continue;
            };
            if self.unify(&mut value, &mut typed).is_err() {
                failed = true;
                continue;
            }
            match typed.term {
                Term {
                    kind: TermKind::Constant(constant),
                    ..
                } => constants.push(constant),
                term => {
                    self.report(NotConstant { place: term.span });
                    failed = true;
                }
            }
        }
        if failed {
            Err(Untypable)
        } else {
            Ok((constants, value))
        }
    }

    /// The one name that an expression is, without filter.
    fn single_name<'e>(&self, expression: &'e Expression) -> Option<&'e Name> {
        let ExpressionKind::Path(path) = expression.kind.as_ref() else {
            return None;
        };
        match path.segments.as_slice() {
            [only] if only.filter.is_none() => Some(&only.name),
            _ => None,
        }
    }
}

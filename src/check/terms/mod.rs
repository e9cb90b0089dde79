//! Expressions in, typed terms out: names and scopes settled, units converted, dimensions checked.

mod arithmetic;
mod collection;
mod compare;
mod condition;
mod function;
mod path;
mod scope;

pub(super) use self::condition::conjunction;

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::quantity::{Base, Date, Dimension, Number, Unit};
use crate::source::Span;
use crate::syntax::document::Amount;
use crate::syntax::expression::{Expression, ExpressionKind};

use super::from_documents::Check;
use super::model::{Computed, NormId, ObjectId};
use super::problem::names::UnknownOption;
use super::problem::types::{DimensionsDiffer, NotConstant, TooDeep, TypeDiffers};
use super::term::{Constant, Instance, Term, TermKind, Type};

/// How deep an expression may be nested.
const DEEPEST: u32 = 256;

/// A term with what is only needed while typing.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) term: Term,
    /// The unit in which it is shown.
    pub(super) unit: Option<Unit>,
    /// A whole number written without unit: it takes the counting unit of what it meets.
    pub(super) bare: bool,
}

impl Typed {
    fn new(ty: Type, kind: TermKind, span: Span) -> Self {
        Self {
            term: Term { ty, kind, span },
            unit: None,
            bare: false,
        }
    }

    fn in_unit(self, unit: Option<Unit>) -> Self {
        Self { unit, ..self }
    }

    fn constant(constant: Constant, ty: Type, span: Span) -> Self {
        Self::new(ty, TermKind::Constant(constant), span)
    }
}

/// No term: the problem is told, or it rests on something whose problem is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Untypable;

/// A typed term or nothing.
pub(super) type Typing<T = Typed> = Result<T, Untypable>;

/// An instance that names are looked up in.
#[derive(Debug, Clone)]
struct Frame {
    object: ObjectId,
    instance: Instance,
}

/// Types the expressions of one declaration.
#[derive(Debug)]
pub(super) struct Typer<'c, 'a> {
    check: &'c mut Check<'a>,
    frames: Vec<Frame>,
    /// The number of the next bound instance.
    level: u32,
    depth: u32,
    problems: Vec<Problem>,
    needs: BTreeSet<Computed>,
    /// A norm whose name stands for a value here: an indicator in its own 预警.
    stand_in: Option<(NormId, Typed)>,
}

impl<'c, 'a> Typer<'c, 'a> {
    /// A typer without an object of its own.
    pub(super) fn new(check: &'c mut Check<'a>) -> Self {
        Self {
            check,
            frames: Vec::new(),
            level: 0,
            depth: 0,
            problems: Vec::new(),
            needs: BTreeSet::new(),
            stand_in: None,
        }
    }

    /// A typer for a declaration that belongs to an object.
    pub(super) fn of(check: &'c mut Check<'a>, object: Option<ObjectId>) -> Self {
        let mut typer = Self::new(check);
        if let Some(object) = object {
            let stands_in_list = typer.stands_in_list(object);
            let instance = if stands_in_list {
                typer.level = 1;
                Instance::Bound(0)
            } else {
                Instance::Root(object)
            };
            typer.frames.push(Frame { object, instance });
        }
        typer
    }

    /// What was found, and what must be typed before this.
    pub(super) fn finish(self) -> (Vec<Problem>, BTreeSet<Computed>) {
        (self.problems, self.needs)
    }

    /// The rest of the check, for what is not an expression.
    pub(super) fn check(&mut self) -> &mut Check<'a> {
        self.check
    }

    /// Adds a problem.
    pub(super) fn report(&mut self, problem: impl Into<Problem>) {
        self.problems.push(problem.into());
    }

    /// Lets the name of a norm stand for a value.
    pub(super) fn stand_in(&mut self, norm: NormId, value: Option<Typed>) {
        self.stand_in = value.map(|value| (norm, value));
    }

    fn fail<T>(&mut self, problem: impl Into<Problem>) -> Typing<T> {
        self.report(problem);
        Err(Untypable)
    }

    /// A constant, with the unit it is shown in; its problems are told at once.
    pub(super) fn settled(
        mut self,
        expression: &Expression,
        expected: Option<&Type>,
    ) -> Option<(Constant, Option<Unit>)> {
        let typed = match expected {
            Some(expected) => self.value_of(expression, expected),
            None => self.value(expression, None),
        };
        if !self.needs.is_empty() {
            self.report(NotConstant {
                place: expression.span,
            });
        }
        let constant = match typed {
            Ok(Typed {
                term:
                    Term {
                        kind: TermKind::Constant(constant),
                        ..
                    },
                unit,
                ..
            }) => Some((constant, unit)),
            Ok(_) => {
                self.report(NotConstant {
                    place: expression.span,
                });
                None
            }
            Err(Untypable) => None,
        };
        self.check.problems.extend(self.problems);
        constant
    }

    /// A constant with its type; its problems are told at once.
    pub(super) fn settled_typed(mut self, expression: &Expression) -> Option<Typed> {
        let typed = self.value(expression, None);
        let constant = match typed {
            Ok(typed) if matches!(typed.term.kind, TermKind::Constant(_)) => Some(typed),
            Ok(_) => {
                self.report(NotConstant {
                    place: expression.span,
                });
                None
            }
            Err(Untypable) if self.needs.is_empty() => None,
            Err(Untypable) => {
                self.report(NotConstant {
                    place: expression.span,
                });
                None
            }
        };
        self.check.problems.extend(self.problems);
        constant
    }

    /// Brings constants to one type and gives the unit in which they are shown; problems are told at once.
    pub(super) fn of_one_type(mut self, values: &mut [Typed]) -> Option<Option<Unit>> {
        let unit = self.same_type(values.iter_mut());
        self.check.problems.extend(self.problems);
        unit.ok()
    }

    /// A condition.
    pub(super) fn condition(&mut self, expression: &Expression) -> Typing<Term> {
        let typed = self.value(expression, Some(&Type::Boolean))?;
        if typed.term.ty == Type::Boolean {
            return Ok(typed.term);
        }
        self.type_differs(&Type::Boolean, &typed)
    }

    /// A value of one type; a bare whole number takes its counting unit.
    pub(super) fn value_of(&mut self, expression: &Expression, expected: &Type) -> Typing {
        let mut typed = self.value(expression, Some(expected))?;
        adopt(&mut typed, expected);
        if typed.term.ty == *expected {
            return Ok(typed);
        }
        self.type_differs(expected, &typed)
    }

    fn type_differs<T>(&mut self, wanted: &Type, found: &Typed) -> Typing<T> {
        let wanted = self.type_words(wanted);
        let problem = TypeDiffers {
            wanted,
            found: self.type_words(&found.term.ty),
            place: found.term.span,
        };
        self.fail(problem)
    }

    /// A value. Where a choice is expected, the name of an option is that option.
    pub(super) fn value(&mut self, expression: &Expression, expected: Option<&Type>) -> Typing {
        if self.depth >= DEEPEST {
            return self.fail(TooDeep {
                place: expression.span,
                limit: DEEPEST,
            });
        }
        self.depth = self.depth.saturating_add(1);
        let typed = self.kind(expression, expected);
        self.depth = self.depth.saturating_sub(1);
        typed
    }

    fn kind(&mut self, expression: &Expression, expected: Option<&Type>) -> Typing {
        let span = expression.span;
        match expression.kind.as_ref() {
            ExpressionKind::Amount(amount) => self.amount(amount),
            ExpressionKind::Date(date) => Ok(date_constant(*date, span)),
            ExpressionKind::Boolean(value) => Ok(Typed::constant(
                Constant::Boolean(*value),
                Type::Boolean,
                span,
            )),
            ExpressionKind::Text(text) => Ok(Typed::constant(
                Constant::Text(text.text.clone()),
                Type::Text,
                span,
            )),
            ExpressionKind::Path(path) => self.path(path, expected),
            ExpressionKind::Call {
                function,
                arguments,
            } => self.call(function, arguments, expected, span),
            ExpressionKind::Round {
                rounding,
                value,
                step,
                basis,
            } => self.round(*rounding, value, step, basis, span),
            ExpressionKind::Arithmetic {
                operator,
                left,
                right,
            } => self.arithmetic(*operator, left, right, span),
            ExpressionKind::Negative(value) => self.negative(value, span),
            ExpressionKind::Compare { left, word, right } => self.compare(left, *word, right, span),
            ExpressionKind::Member {
                value,
                negated,
                options,
            } => self.member_of(value, *negated, options, span),
            ExpressionKind::And(items) => self.all_of(items, span),
            ExpressionKind::Or(items) => self.any_of(items, span),
            ExpressionKind::Not(condition) => self.not(condition, span),
            ExpressionKind::Quantified {
                quantifier,
                path,
                condition,
            } => self.quantified(*quantifier, path, condition.as_ref(), span),
            ExpressionKind::List { head, items } => self.legal_list(*head, items, span),
            ExpressionKind::Cases(cases) => self.cases(cases, expected, span),
            ExpressionKind::Brackets { value, bands } => self.brackets(value, bands, span),
        }
    }

    fn amount(&mut self, amount: &Amount) -> Typing {
        let Some(name) = &amount.unit else {
            let bare = amount.number.is_integer();
            let constant = Constant::Number(amount.number);
            let typed = Typed::constant(constant, Type::Number(Dimension::NONE), amount.span);
            return Ok(Typed { bare, ..typed });
        };
        let Some(unit) = self.check.unit(name) else {
            return Err(Untypable);
        };
        let Ok(base) = amount.number.checked_mul(unit.factor()) else {
            return self.fail(super::problem::types::BoundDoesNotFit {
                reason: ("数字太大".to_owned(), "the number is too large".to_owned()),
                place: amount.span,
            });
        };
        let ty = Type::Number(unit.dimension().clone());
        Ok(Typed::constant(Constant::Number(base), ty, amount.span).in_unit(Some(unit)))
    }

    /// The option of a choice with this name.
    fn option(&self, expected: Option<&Type>, name: &str) -> Option<Constant> {
        let Some(Type::Choice(choice)) = expected else {
            return None;
        };
        let options = &self.check.model.choices.get(choice.index())?.options;
        let at = options
            .iter()
            .position(|(option, alias)| option == name || alias.as_deref() == Some(name))?;
        Some(Constant::Choice(*choice, super::instruments::count(at)))
    }

    fn unknown_option(&self, choice: &Type, name: &str, place: Span) -> Option<UnknownOption> {
        let Type::Choice(id) = choice else {
            return None;
        };
        let options = &self.check.model.choices.get(id.index())?.options;
        let known = options
            .iter()
            .flat_map(|(name, alias)| [Some(name), alias.as_ref()].into_iter().flatten());
        Some(UnknownOption {
            name: name.to_owned(),
            place,
            options: options.iter().map(|(name, _)| name.clone()).collect(),
            nearest: super::names::nearest(name, known.map(String::as_str)),
        })
    }

    /// Brings two values to one type: a bare whole number takes the counting unit of the other side.
    pub(super) fn unify(&mut self, left: &mut Typed, right: &mut Typed) -> Typing<()> {
        adopt(left, &right.term.ty.clone());
        adopt(right, &left.term.ty.clone());
        if left.term.ty == right.term.ty {
            return Ok(());
        }
        if let (Type::Number(first), Type::Number(second)) = (&left.term.ty, &right.term.ty) {
            let with_unit =
                [(&*left, &*right), (&*right, &*left)]
                    .into_iter()
                    .find_map(|(one, other)| {
                        let number = one.bare.then(|| number_of(&one.term)).flatten()?;
                        let Type::Number(dimension) = &other.term.ty else {
                            return None;
                        };
                        let unit = other.unit.clone().unwrap_or_else(|| Unit::base(dimension));
                        Some((one.term.span, format!("{number}{}", unit.zh())))
                    });
            let problem = DimensionsDiffer {
                left: dimension_words(first, left.unit.as_ref()),
                right: dimension_words(second, right.unit.as_ref()),
                left_place: left.term.span,
                right_place: right.term.span,
                with_unit,
            };
            return self.fail(problem);
        }
        let wanted = left.term.ty.clone();
        self.type_differs(&wanted, right)
    }

    /// A type in words.
    pub(super) fn type_words(&self, ty: &Type) -> (String, String) {
        let (zh, en) = match ty {
            Type::Boolean => ("条件（是或者否）", "a condition"),
            Type::Date => ("日期", "a date"),
            Type::Text => ("文字", "words"),
            Type::Period => ("一段期间", "a period"),
            Type::Number(dimension) => return dimension_words(dimension, None),
            Type::Choice(id) => {
                let choice = self.check.model.choices.get(id.index());
                let options: Vec<&str> = choice
                    .map(|choice| {
                        choice
                            .options
                            .iter()
                            .map(|(name, _)| name.as_str())
                            .take(3)
                            .collect()
                    })
                    .unwrap_or_default();
                let options = options.join("、");
                return (
                    format!("“{options}”等取值"),
                    format!("a value such as {options}"),
                );
            }
        };
        (zh.to_owned(), en.to_owned())
    }
}

/// A dimension in words.
fn dimension_words(dimension: &Dimension, unit: Option<&Unit>) -> (String, String) {
    if dimension.is_none() {
        return (
            "不带单位的数".to_owned(),
            "a number without unit".to_owned(),
        );
    }
    let base = Unit::base(dimension);
    let unit = unit.unwrap_or(&base);
    let (what_zh, what_en) = (dimension.zh(), dimension.en());
    let zh = if what_zh == unit.zh() {
        what_zh
    } else {
        format!("{what_zh}（{}）", unit.zh())
    };
    let en = if what_en == unit.en() {
        what_en
    } else {
        format!("{what_en} ({})", unit.en())
    };
    (zh, en)
}

/// Gives a bare whole number the counting unit that is wanted.
pub(super) fn adopt(typed: &mut Typed, wanted: &Type) {
    let Type::Number(dimension) = wanted else {
        return;
    };
    let counted = matches!(dimension.single(), Some(Base::Person | Base::Item(_)));
    if typed.bare && counted && typed.term.ty == Type::Number(Dimension::NONE) {
        typed.term.ty = wanted.clone();
        typed.unit = Some(Unit::base(dimension));
        typed.bare = false;
    }
}

fn date_constant(date: Date, span: Span) -> Typed {
    Typed::constant(Constant::Date(date), Type::Date, span)
}

/// The number that a constant term is.
fn number_of(term: &Term) -> Option<Number> {
    match &term.kind {
        TermKind::Constant(Constant::Number(number)) => Some(*number),
        _ => None,
    }
}

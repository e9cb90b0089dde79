//! Collections: quantifiers and figures over lists.

use crate::quantity::{Base, Dimension, Unit};
use crate::source::Span;
use crate::syntax::document::Name;
use crate::syntax::expression::{Expression, Path, Quantifier, Segment};

use super::path::{At, Start};
use super::{Typed, Typer, Typing};
use crate::check::model::{FieldId, FieldKind, ObjectId};
use crate::check::names::Member;
use crate::check::problem::types::{NotAList, TypeDiffers};
use crate::check::term::{Aggregate, Collection, Term, TermKind, Type};

/// A figure over a list, as the last name of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Sum,
    Count,
    Headcount,
    Greatest,
    Least,
}

pub(super) fn figure_of(name: &str) -> Option<Figure> {
    match name {
        "合计" | "sum" => Some(Figure::Sum),
        "个数" | "count" => Some(Figure::Count),
        "人数" | "headcount" => Some(Figure::Headcount),
        "最大值" | "greatest" => Some(Figure::Greatest),
        "最小值" | "least" => Some(Figure::Least),
        _ => None,
    }
}

impl Typer<'_, '_> {
    /// Where a collection along these names starts; none where they lead through no list.
    pub(super) fn collection_start(
        &self,
        segments: &[Segment],
        figure: Option<&Name>,
    ) -> Option<Start> {
        let (first, rest) = segments.split_first()?;
        let members = &self.check.names;
        let in_scope = self
            .frames
            .iter()
            .rev()
            .find_map(|frame| members.member(frame.object, &first.name));
        let mut object = match in_scope {
            Some(Member::Field(field)) => return self.list_object(field).map(|_| Start::InScope),
            Some(_) => return None,
            None => self.check.object_named(&first.name)?,
        };
        let all = Start::AllOf(object);
        if first.filter.is_some() {
            return Some(all);
        }
        let mut value = false;
        for segment in rest {
            match members.member(object, &segment.name) {
                Some(Member::Field(field)) if self.list_object(field).is_some() => {
                    return Some(Start::InScope);
                }
                Some(_) => value = true,
                None => return None,
            }
        }
        if !value && figure.is_some_and(|figure| members.member(object, figure).is_some()) {
            return None;
        }
        object = match all {
            Start::AllOf(object) => object,
            Start::InScope => return None,
        };
        self.stands_in_list(object).then_some(all)
    }

    /// The object of the members of a list.
    pub(super) fn list_object(&self, field: FieldId) -> Option<ObjectId> {
        match self.check.model.fields.get(field.index())?.kind {
            FieldKind::List { object, .. } => Some(object),
            FieldKind::Value { .. } => None,
        }
    }

    pub(super) fn figure(
        &mut self,
        figure: Figure,
        segments: &[Segment],
        start: Start,
        span: Span,
    ) -> Typing {
        let (frames, level) = (self.frames.len(), self.level);
        let walked = self.walk(segments, start);
        self.leave(frames, level);
        let (generators, at) = walked?;
        let collection = Collection { generators };
        let name = segments
            .last()
            .map(|segment| segment.name.text.clone())
            .unwrap_or_default();
        let counts = matches!(figure, Figure::Count | Figure::Headcount);
        let value = match at {
            At::Instance(..) => None,
            at => Some(self.value_at(at, &name, span)?),
        };
        match (value, counts) {
            (None, true) => {
                let (dimension, unit) = match figure {
                    Figure::Headcount => (Dimension::of(Base::Person), Unit::named("人")),
                    _ => (Dimension::NONE, Unit::named("个")),
                };
                let kind = TermKind::Aggregate {
                    aggregate: Aggregate::Count,
                    collection,
                    value: None,
                };
                Ok(Typed::new(Type::Number(dimension), kind, span).in_unit(unit))
            }
            (None, false) => {
                let wanted = (
                    "每个成员的一个数".to_owned(),
                    "a number of each member".to_owned(),
                );
                let found = (
                    format!("“{name}”的成员"),
                    format!("the members of `{name}`"),
                );
                self.fail(TypeDiffers {
                    wanted,
                    found,
                    place: span,
                })
            }
            (Some(value), true) => {
                let wanted = ("一个列表".to_owned(), "a list".to_owned());
                let found = self.type_words(&value.term.ty);
                self.fail(TypeDiffers {
                    wanted,
                    found,
                    place: span,
                })
            }
            (Some(value), false) => self.figure_of_values(figure, collection, value, span),
        }
    }

    fn figure_of_values(
        &mut self,
        figure: Figure,
        collection: Collection,
        value: Typed,
        span: Span,
    ) -> Typing {
        let aggregate = match figure {
            Figure::Greatest => Aggregate::Greatest,
            Figure::Least => Aggregate::Least,
            Figure::Sum | Figure::Count | Figure::Headcount => Aggregate::Sum,
        };
        let fits = match &value.term.ty {
            Type::Number(_) => true,
            Type::Date => aggregate != Aggregate::Sum,
            _ => false,
        };
        if !fits {
            let found = self.type_words(&value.term.ty);
            let wanted = ("数".to_owned(), "a number".to_owned());
            return self.fail(TypeDiffers {
                wanted,
                found,
                place: span,
            });
        }
        let ty = value.term.ty.clone();
        let kind = TermKind::Aggregate {
            aggregate,
            collection,
            value: Some(Box::new(value.term)),
        };
        Ok(Typed::new(ty, kind, span).in_unit(value.unit))
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        path: &Path,
        condition: Option<&Expression>,
        span: Span,
    ) -> Typing {
        let Some(start) = self.collection_start(&path.segments, None) else {
            return self.no_collection(path);
        };
        let (frames, level) = (self.frames.len(), self.level);
        let typed = self.quantified_from(start, path, condition);
        self.leave(frames, level);
        let (collection, condition) = typed?;
        let kind = match (quantifier, condition) {
            (Quantifier::Every, Some(condition)) => TermKind::Every {
                collection,
                condition,
            },
            (Quantifier::Every, None) => {
                let found = ("列表".to_owned(), "a list".to_owned());
                let wanted = self.type_words(&Type::Boolean);
                return self.fail(TypeDiffers {
                    wanted,
                    found,
                    place: span,
                });
            }
            (Quantifier::Exists | Quantifier::None, condition) => TermKind::Exists {
                collection,
                condition,
            },
        };
        let typed = Typed::new(Type::Boolean, kind, span);
        if quantifier == Quantifier::None {
            return Ok(Typed::new(
                Type::Boolean,
                TermKind::Not(Box::new(typed.term)),
                span,
            ));
        }
        Ok(typed)
    }

    fn quantified_from(
        &mut self,
        start: Start,
        path: &Path,
        condition: Option<&Expression>,
    ) -> Typing<(Collection, Option<Box<Term>>)> {
        let (generators, at) = self.walk(&path.segments, start)?;
        let mut conditions: Vec<Term> = Vec::new();
        if !matches!(at, At::Instance(..)) {
            let name = path
                .segments
                .last()
                .map(|segment| segment.name.text.clone())
                .unwrap_or_default();
            let value = self.value_at(at, &name, path.span)?;
            if value.term.ty != Type::Boolean {
                return self.type_differs(&Type::Boolean, &value);
            }
            conditions.push(value.term);
        }
        if let Some(condition) = condition {
            conditions.push(self.condition(condition)?);
        }
        let condition = super::condition::conjunction(conditions, path.span);
        Ok((Collection { generators }, condition.map(Box::new)))
    }

    /// The names lead through no list, or mean nothing: the walk tells which.
    pub(super) fn no_collection(&mut self, path: &Path) -> Typing {
        let (frames, level) = (self.frames.len(), self.level);
        let walked = self.walk(&path.segments, Start::InScope);
        self.leave(frames, level);
        walked?;
        let name = path
            .segments
            .last()
            .map(|segment| segment.name.text.clone())
            .unwrap_or_default();
        self.fail(NotAList {
            name,
            place: path.span,
        })
    }
}

//! The facts of an example: instances, members of lists, values and bounds.

use std::collections::BTreeMap;

use crate::quantity::{Number, Unit};
use crate::source::Span;
use crate::syntax::document::{Name, Value};
use crate::syntax::expression::{ComparisonWord, Expression, Path, Relation};

use super::from_documents::Check;
use super::instruments::count;
use super::model::{ExampleFact, ExampleInstance, ExampleValue, FieldId, FieldKind, ObjectId};
use super::names::{Member, nearest};
use super::objects::outside;
use super::problem::names::{UnknownMember, WrongKind};
use super::problem::norms::{FactGivenTwice, OutOfBounds};
use super::problem::types::{BoundDoesNotFit, ListAsValue, TypeDiffers};
use super::term::Constant;
use super::terms::Typer;

/// The facts of one example while they are read.
#[derive(Default)]
pub(super) struct Case {
    pub(super) facts: Vec<ExampleFact>,
    given: BTreeMap<(ExampleInstance, FieldId), usize>,
    /// How many instances of each object are given directly.
    direct: BTreeMap<ObjectId, u32>,
}

impl Check<'_> {
    /// 设.
    pub(super) fn given(
        &mut self,
        case: &mut Case,
        path: &Path,
        word: ComparisonWord,
        value: &Value,
        span: Span,
    ) {
        let Some((first, rest)) = path.segments.split_first() else {
            return;
        };
        let Some(object) = self.object(&first.name) else {
            return;
        };
        match (rest, value) {
            ([], Value::List { values, .. }) => {
                for value in values {
                    self.given_object(case, object, value, &first.name, span);
                }
            }
            ([], value) => self.given_object(case, object, value, &first.name, span),
            ([field], value) => {
                let instance = self.lone_instance(case, object);
                self.given_fact(case, &instance, object, &field.name, (word, value), span);
            }
            ([list, ..], _) => {
                self.problems.push(ListAsValue {
                    name: list.name.text.clone(),
                    place: path.span,
                });
            }
        }
    }

    /// How many instances of an object a case holds.
    pub(super) fn instances_in(&self, case: &Case, object: ObjectId) -> u32 {
        if !self.stands_in_list(object) {
            return 1;
        }
        let listed = case.facts.iter().filter_map(|fact| match fact.value {
            ExampleValue::Length(length) => {
                (self.list_object(fact.field) == Some(object)).then_some(length)
            }
            ExampleValue::Exactly(_) | ExampleValue::Between(..) => None,
        });
        let direct = case.direct.get(&object).copied().unwrap_or(0);
        listed.fold(direct, u32::saturating_add)
    }

    fn list_object(&self, field: FieldId) -> Option<ObjectId> {
        match &self.model.fields.get(field.index())?.kind {
            FieldKind::List { object, .. } => Some(*object),
            FieldKind::Value { .. } => None,
        }
    }

    /// The one instance that a path in an example speaks of.
    pub(super) fn lone_instance(&self, case: &mut Case, object: ObjectId) -> ExampleInstance {
        if !self.stands_in_list(object) {
            return ExampleInstance::Root(object);
        }
        case.direct.entry(object).or_insert(1);
        ExampleInstance::Direct(object, 0)
    }

    fn given_object(
        &mut self,
        case: &mut Case,
        object: ObjectId,
        value: &Value,
        name: &Name,
        span: Span,
    ) {
        let instance = if self.stands_in_list(object) {
            let next = case.direct.entry(object).or_insert(0);
            let instance = ExampleInstance::Direct(object, *next);
            *next = next.saturating_add(1);
            instance
        } else {
            ExampleInstance::Root(object)
        };
        match value {
            Value::Object {
                name: written,
                pairs,
                ..
            } => {
                self.same_object(object, written.as_ref());
                self.pairs(case, &instance, object, pairs, span);
            }
            Value::Plain(_) | Value::List { .. } => {
                self.problems.push(WrongKind {
                    name: name.text.clone(),
                    place: name.span,
                    is: ("对象", "an object"),
                    wanted: (
                        "它的一项事实，或者写成“名称｛…｝”",
                        "one of its facts, or `name {…}`",
                    ),
                });
            }
        }
    }

    fn same_object(&mut self, object: ObjectId, written: Option<&Name>) {
        let Some(written) = written else {
            return;
        };
        let Some(named) = self.object(written) else {
            return;
        };
        if named != object {
            let wanted = self.object_name(object).to_owned();
            self.problems.push(TypeDiffers {
                wanted: (format!("“{wanted}”"), format!("`{wanted}`")),
                found: (format!("“{}”", written.text), format!("`{}`", written.text)),
                place: written.span,
            });
        }
    }

    fn pairs(
        &mut self,
        case: &mut Case,
        instance: &ExampleInstance,
        object: ObjectId,
        pairs: &[(Name, ComparisonWord, Value)],
        span: Span,
    ) {
        for (name, word, value) in pairs {
            let place = span_of(value).map_or(span, |value| name.span.join(value));
            self.given_fact(case, instance, object, name, (*word, value), place);
        }
    }

    fn given_fact(
        &mut self,
        case: &mut Case,
        instance: &ExampleInstance,
        object: ObjectId,
        name: &Name,
        (word, value): (ComparisonWord, &Value),
        span: Span,
    ) {
        let Some(field) = self.fact_named(object, name) else {
            return;
        };
        let Some(kind) = self
            .model
            .fields
            .get(field.index())
            .map(|field| field.kind.clone())
        else {
            return;
        };
        match (&kind, value) {
            (FieldKind::List { object, .. }, Value::List { values, .. }) => {
                self.given_list(case, instance, (field, *object), values, (name, span));
            }
            (FieldKind::Value { ty, .. }, Value::Plain(expression)) => {
                let Some((constant, _)) = Typer::new(self).settled(expression, Some(ty)) else {
                    return;
                };
                let Some(value) = self.known(&kind, word, constant, name, expression) else {
                    return;
                };
                self.take_fact(case, instance.clone(), field, value, (name, span));
            }
            (FieldKind::List { .. }, _) => {
                self.problems.push(TypeDiffers {
                    wanted: (
                        "列表，写成［…］".to_owned(),
                        "a list, written [ … ]".to_owned(),
                    ),
                    found: ("一个值".to_owned(), "one value".to_owned()),
                    place: span,
                });
            }
            (FieldKind::Value { .. }, Value::Object { span, .. } | Value::List { span, .. }) => {
                self.problems.push(TypeDiffers {
                    wanted: ("一个值".to_owned(), "one value".to_owned()),
                    found: ("对象或者列表".to_owned(), "an object or a list".to_owned()),
                    place: *span,
                });
            }
        }
    }

    fn fact_named(&mut self, object: ObjectId, name: &Name) -> Option<FieldId> {
        match self.names.member(object, name) {
            Some(Member::Field(field)) => Some(field),
            Some(Member::Broken) => None,
            Some(Member::Definition(_) | Member::Table(_) | Member::Finding(_)) => {
                self.problems.push(WrongKind {
                    name: name.text.clone(),
                    place: name.span,
                    is: ("算出来或者认定的内容", "computed or found"),
                    wanted: ("事实", "a fact"),
                });
                None
            }
            None => {
                if !self.names.is_broken(name) {
                    let known = self.names.member_words(object, name.span).into_iter();
                    let problem = UnknownMember {
                        name: name.text.clone(),
                        object: self.object_name(object).to_owned(),
                        place: name.span,
                        nearest: nearest(&name.text, known),
                    };
                    self.problems.push(problem);
                }
                None
            }
        }
    }

    fn given_list(
        &mut self,
        case: &mut Case,
        owner: &ExampleInstance,
        (field, object): (FieldId, ObjectId),
        values: &[Value],
        (name, span): (&Name, Span),
    ) {
        let length = count(values.len());
        if let Some(FieldKind::List {
            least, greatest, ..
        }) = self
            .model
            .fields
            .get(field.index())
            .map(|field| &field.kind)
            && !(*least..=*greatest).contains(&length)
        {
            let (least, greatest) = (*least, *greatest);
            self.problems.push(OutOfBounds {
                name: name.text.clone(),
                bounds: (
                    format!("只能有 {least} 至 {greatest} 个"),
                    format!("has {least} to {greatest} members"),
                ),
                place: span,
            });
        }
        self.take_fact(
            case,
            owner.clone(),
            field,
            ExampleValue::Length(length),
            (name, span),
        );
        for (index, value) in values.iter().enumerate() {
            let member = ExampleInstance::Member {
                owner: Box::new(owner.clone()),
                list: field,
                index: count(index),
            };
            match value {
                Value::Object {
                    name: written,
                    pairs,
                    span,
                } => {
                    self.same_object(object, written.as_ref());
                    self.pairs(case, &member, object, pairs, *span);
                }
                other => {
                    let wanted = self.object_name(object).to_owned();
                    self.problems.push(TypeDiffers {
                        wanted: (format!("“{wanted}｛…｝”"), format!("`{wanted} {{…}}`")),
                        found: ("一个值".to_owned(), "a value".to_owned()),
                        place: span_of(other).unwrap_or(span),
                    });
                }
            }
        }
    }

    /// What a word and a constant say of a fact.
    fn known(
        &mut self,
        kind: &FieldKind,
        word: ComparisonWord,
        constant: Constant,
        name: &Name,
        expression: &Expression,
    ) -> Option<ExampleValue> {
        if let Some(bounds) = outside(kind, &constant) {
            self.problems.push(OutOfBounds {
                name: name.text.clone(),
                bounds,
                place: expression.span,
            });
            return None;
        }
        let relation = word.relation();
        if relation == Relation::Equal {
            return Some(ExampleValue::Exactly(constant));
        }
        let ordered = matches!(constant, Constant::Number(_) | Constant::Date(_));
        let constant = beside(kind, relation, constant);
        match relation {
            // A bound that excludes its end and has no next value is known with it: less is known, nothing false.
            Relation::AtMost | Relation::Less if ordered => {
                Some(ExampleValue::Between(None, Some(constant)))
            }
            Relation::AtLeast | Relation::Greater if ordered => {
                Some(ExampleValue::Between(Some(constant), None))
            }
            _ => {
                self.problems.push(BoundDoesNotFit {
                    reason: (
                        "只有数和日期可以只知道范围".to_owned(),
                        "only numbers and dates can be known by a bound".to_owned(),
                    ),
                    place: expression.span,
                });
                None
            }
        }
    }

    fn take_fact(
        &mut self,
        case: &mut Case,
        of: ExampleInstance,
        field: FieldId,
        value: ExampleValue,
        (name, span): (&Name, Span),
    ) {
        let key = (of.clone(), field);
        let before = case.given.get(&key).and_then(|at| case.facts.get_mut(*at));
        let Some(before) = before else {
            case.given.insert(key, case.facts.len());
            case.facts.push(ExampleFact {
                of,
                field,
                value,
                span,
            });
            return;
        };
        // One line may give the lower and another the upper bound.
        match (&mut before.value, value) {
            (
                ExampleValue::Between(low @ None, Some(_)),
                ExampleValue::Between(Some(least), None),
            ) => *low = Some(least),
            (
                ExampleValue::Between(Some(_), high @ None),
                ExampleValue::Between(None, Some(greatest)),
            ) => {
                *high = Some(greatest);
            }
            _ => {
                let first = before.span;
                self.problems.push(FactGivenTwice {
                    name: name.text.clone(),
                    first,
                    second: span,
                });
            }
        }
    }
}

/// The nearest value that a bound which excludes its end still allows, where there is one.
fn beside(kind: &FieldKind, relation: Relation, constant: Constant) -> Constant {
    let above = match relation {
        Relation::Greater => true,
        Relation::Less => false,
        Relation::AtMost | Relation::AtLeast | Relation::Equal | Relation::NotEqual => {
            return constant;
        }
    };
    match (kind, &constant) {
        (_, Constant::Date(date)) => {
            let next = date.checked_add_days(if above { 1 } else { -1 });
            next.map_or(constant, Constant::Date)
        }
        (
            FieldKind::Value {
                whole: true, unit, ..
            },
            Constant::Number(number),
        ) => {
            let step = unit.as_ref().map_or(Number::ONE, Unit::factor);
            let next = if above {
                number.checked_add(step)
            } else {
                number.checked_sub(step)
            };
            next.map_or(constant, Constant::Number)
        }
        _ => constant,
    }
}

fn span_of(value: &Value) -> Option<Span> {
    match value {
        Value::Plain(expression) => Some(expression.span),
        Value::Object { span, .. } | Value::List { span, .. } => Some(*span),
    }
}

//! Objects and their facts: types, units, bounds and lists.

use std::collections::BTreeSet;

use crate::quantity::{Base, Dimension, Number, Unit};
use crate::source::Span;
use crate::syntax::document::{self, FieldOption, FieldType, UnitName};
use crate::syntax::expression::{ComparisonWord, Expression, Relation};

use super::from_documents::Check;
use super::instruments::count;
use super::model::{Choice, ChoiceId, Field, FieldId, FieldKind, Label, ObjectId};
use super::names::{Member, Named, Space, in_both, nearest};
use super::problem::names::{DeclaredTwice, ListRing, UnknownName, UnknownUnit, WrongKind};
use super::problem::types::{BoundDoesNotFit, NotConstant};
use super::term::{Constant, Type};
use super::terms::Typer;

/// The greatest length of a list that declares none.
///
/// # Source
/// `grammar/MEANING.md`, section 6.
const LONGEST_LIST: u32 = 10_000;

impl Check<'_> {
    pub(super) fn fields(&mut self) {
        for (object, placed) in self.declared.parts.clone() {
            for node in &placed.node.fields {
                self.field(object, node);
            }
        }
        self.list_rings();
    }

    fn field(&mut self, object: ObjectId, node: &document::Field) {
        let alias = node.options.iter().find_map(|option| match option {
            FieldOption::Alias(alias) => Some(alias),
            _ => None,
        });
        let kind = self.field_kind(node);
        let id = FieldId(count(self.model.fields.len()));
        let member = kind.as_ref().map_or(Member::Broken, |_| Member::Field(id));
        let declared = self.names.members.fact(object, &node.name, alias, member);
        if self.twice(declared) {
            return;
        }
        let Some(kind) = kind else {
            return;
        };
        if let FieldKind::List { object: of, .. } = &kind
            && let Some(of) = self.model.objects.get_mut(of.index())
        {
            of.lists.push(id);
        }
        let mut field = Field {
            label: Label {
                name: node.name.text.clone(),
                alias: alias.map(|alias| alias.text.clone()),
                span: node.name.span,
            },
            object,
            kind,
            ask: None,
            evidence: None,
            sensitive: false,
            unchangeable: false,
            shared_by: None,
            default: None,
            notes: Vec::new(),
        };
        for option in &node.options {
            match option {
                FieldOption::Ask(told) => field.ask = Some(in_both(told)),
                FieldOption::Evidence(told) => field.evidence = Some(in_both(told)),
                FieldOption::Sensitive(_) => field.sensitive = true,
                FieldOption::Unchangeable(_) => field.unchangeable = true,
                FieldOption::SharedBy(words) => field.shared_by = Some(words.text.clone()),
                FieldOption::Note(words) => field.notes.push(words.text.clone()),
                FieldOption::Alias(_) | FieldOption::Bound(..) | FieldOption::Default(_) => {}
            }
        }
        self.model.fields.push(field);
        if let Some(object) = self.model.objects.get_mut(object.index()) {
            object.fields.push(id);
        }
    }

    fn field_kind(&mut self, node: &document::Field) -> Option<FieldKind> {
        let value = |ty: Type, unit: Option<Unit>, whole: bool| FieldKind::Value {
            ty,
            unit,
            whole,
            least: None,
            greatest: None,
        };
        Some(match &node.kind {
            FieldType::YesNo => value(Type::Boolean, None, false),
            FieldType::Integer => value(Type::Number(Dimension::NONE), None, true),
            FieldType::Decimal => value(Type::Number(Dimension::NONE), None, false),
            FieldType::Money => value(
                Type::Number(Dimension::of(Base::Money)),
                Unit::named("元"),
                false,
            ),
            FieldType::Quantity(name) => {
                let unit = self.unit(name)?;
                let whole = is_whole(&unit);
                value(Type::Number(unit.dimension().clone()), Some(unit), whole)
            }
            FieldType::Date => value(Type::Date, None, false),
            FieldType::Text => value(Type::Text, None, false),
            FieldType::Choice { options, ordered } => {
                let choice = self.choice(options, *ordered);
                value(Type::Choice(choice), None, false)
            }
            FieldType::List(name) => FieldKind::List {
                object: self.object(name)?,
                least: 0,
                greatest: LONGEST_LIST,
            },
        })
    }

    /// The enumeration with these options; two facts with the same options have the same one.
    pub(super) fn choice(
        &mut self,
        options: &[(document::Name, Option<document::Name>)],
        ordered: bool,
    ) -> ChoiceId {
        let mut seen: Space<()> = Space::default();
        for (name, alias) in options {
            if let Err(twice) = seen.declare(name, alias.as_ref(), ()) {
                self.problems.push(twice);
            }
        }
        let options = options.iter();
        let options = options.map(|(name, alias)| {
            (
                name.text.clone(),
                alias.as_ref().map(|alias| alias.text.clone()),
            )
        });
        let choice = Choice {
            options: options.collect(),
            ordered,
        };
        let known = self.model.choices.iter().position(|known| *known == choice);
        let at = known.unwrap_or_else(|| {
            self.model.choices.push(choice);
            self.model.choices.len().saturating_sub(1)
        });
        ChoiceId(count(at))
    }

    /// The object with this name.
    pub(super) fn object(&mut self, name: &document::Name) -> Option<ObjectId> {
        match self.names.values.get(name) {
            Some(Named::Object(id)) => Some(id),
            Some(Named::Broken) => None,
            Some(other) => {
                self.problems.push(WrongKind {
                    name: name.text.clone(),
                    place: name.span,
                    is: other.kind(),
                    wanted: ("对象", "an object"),
                });
                None
            }
            None if self.names.is_broken(name) => None,
            None => {
                let known = self.names.values.words(name.span);
                let objects = known.filter(|word| {
                    let named = self.names.values.peek(word, name.span);
                    matches!(named, Some(Named::Object(_)))
                });
                let nearest = nearest(&name.text, objects);
                self.problems.push(UnknownName {
                    name: name.text.clone(),
                    place: name.span,
                    nearest,
                    wanted: ("对象", "object"),
                });
                None
            }
        }
    }

    /// The unit with this name.
    pub(super) fn unit(&mut self, name: &UnitName) -> Option<Unit> {
        let mut unit = self.single_unit(&name.numerator, name.span)?;
        for denominator in &name.denominators {
            let per = self.single_unit(denominator, name.span)?;
            unit = unit.per(&per)?;
        }
        Some(unit)
    }

    fn single_unit(&mut self, name: &str, place: Span) -> Option<Unit> {
        if let Some(unit) = Unit::named(name) {
            return Some(unit);
        }
        if let Some(index) = self.names.units.at(name, place) {
            return self.units.get(index).cloned();
        }
        let declared = self.names.units.words(place);
        let declared: Vec<String> = declared.map(str::to_owned).collect();
        let known = Unit::spellings().map(str::to_owned).chain(declared);
        let known: Vec<String> = known.collect();
        let nearest = nearest(name, known.iter().map(String::as_str));
        self.problems.push(UnknownUnit {
            name: name.to_owned(),
            place,
            nearest,
        });
        None
    }

    /// Lists that hold each other would have no end.
    fn list_rings(&mut self) {
        let owners: Vec<BTreeSet<ObjectId>> = self
            .model
            .objects
            .iter()
            .map(|object| {
                let lists = object
                    .lists
                    .iter()
                    .filter_map(|list| self.model.fields.get(list.index()));
                lists.map(|field| field.object).collect()
            })
            .collect();
        let mut told: BTreeSet<ObjectId> = BTreeSet::new();
        for at in 0..owners.len() {
            let start = ObjectId(count(at));
            let Some(ring) = ring_through(start, &owners) else {
                continue;
            };
            if ring.iter().any(|object| told.contains(object)) {
                continue;
            }
            told.extend(&ring);
            let mut names: Vec<String> = ring
                .iter()
                .map(|object| self.object_name(*object).to_owned())
                .collect();
            names.extend(names.first().cloned());
            let place = self.model.objects.get(at).map(|object| object.label.span);
            if let Some(place) = place {
                self.problems.push(ListRing { ring: names, place });
            }
        }
        // Without its lists no object is reached in a ring, and what follows ends.
        for object in &told {
            if let Some(object) = self.model.objects.get_mut(object.index()) {
                object.lists.clear();
            }
        }
    }

    /// Bounds and defaults of all facts.
    pub(super) fn bounds(&mut self) {
        for (object, placed) in std::mem::take(&mut self.declared.parts) {
            for node in &placed.node.fields {
                let member = self.names.member(object, &node.name);
                let Some(Member::Field(id)) = member else {
                    continue;
                };
                let here = self
                    .model
                    .fields
                    .get(id.index())
                    .is_some_and(|field| field.label.span == node.name.span);
                if here {
                    self.field_bounds(id, node);
                }
            }
        }
    }

    fn field_bounds(&mut self, id: FieldId, node: &document::Field) {
        let Some(mut kind) = self
            .model
            .fields
            .get(id.index())
            .map(|field| field.kind.clone())
        else {
            return;
        };
        let mut default = None;
        for option in &node.options {
            match option {
                FieldOption::Bound(word, value) => self.bound(&mut kind, *word, value),
                FieldOption::Default(value) => {
                    if let FieldKind::Value { ty, .. } = &kind {
                        default = Typer::new(self)
                            .settled(value, Some(ty))
                            .map(|(constant, _)| constant);
                    } else {
                        self.problems.push(NotConstant { place: value.span });
                    }
                }
                _ => {}
            }
        }
        self.order_of_bounds(&kind, node.span);
        if let Some(constant) = &default
            && let Some(reason) = outside(&kind, constant)
        {
            self.problems.push(BoundDoesNotFit {
                reason,
                place: node.span,
            });
        }
        if let Some(field) = self.model.fields.get_mut(id.index()) {
            field.kind = kind;
            field.default = default;
        }
    }

    fn bound(&mut self, kind: &mut FieldKind, word: ComparisonWord, value: &Expression) {
        let does_not_fit = |zh: &str, en: &str| BoundDoesNotFit {
            reason: (zh.to_owned(), en.to_owned()),
            place: value.span,
        };
        let relation = word.relation();
        let upper = match relation {
            Relation::AtMost => true,
            Relation::AtLeast => false,
            Relation::Less | Relation::Greater | Relation::Equal | Relation::NotEqual => {
                self.problems.push(does_not_fit(
                    "只能写“不低于”“不超过”",
                    "only `at least` and `at most` are bounds",
                ));
                return;
            }
        };
        match kind {
            FieldKind::List {
                least, greatest, ..
            } => {
                let none = Type::Number(Dimension::NONE);
                let Some((constant, _)) = Typer::new(self).settled(value, Some(&none)) else {
                    return;
                };
                let length = match constant {
                    Constant::Number(number) => number
                        .to_i64()
                        .and_then(|number| u32::try_from(number).ok()),
                    _ => None,
                };
                match length {
                    Some(length) if length <= LONGEST_LIST => {
                        if upper {
                            *greatest = length;
                        } else {
                            *least = length;
                        }
                    }
                    _ => {
                        self.problems.push(does_not_fit(
                            "列表的长度是0到10000的整数",
                            "the length of a list is a whole number from 0 to 10000",
                        ));
                    }
                }
            }
            FieldKind::Value {
                ty,
                least,
                greatest,
                ..
            } => {
                if !matches!(ty, Type::Number(_) | Type::Date) {
                    self.problems.push(does_not_fit(
                        "只有数和日期可以有上下限",
                        "only numbers and dates have bounds",
                    ));
                    return;
                }
                let ty = ty.clone();
                let constant = Typer::new(self)
                    .settled(value, Some(&ty))
                    .map(|(constant, _)| constant);
                if upper {
                    *greatest = constant;
                } else {
                    *least = constant;
                }
            }
        }
    }

    fn order_of_bounds(&mut self, kind: &FieldKind, place: Span) {
        let reversed = match kind {
            FieldKind::List {
                least, greatest, ..
            } => least > greatest,
            FieldKind::Value {
                least: Some(least),
                greatest: Some(greatest),
                ..
            } => least > greatest,
            FieldKind::Value { .. } => false,
        };
        if reversed {
            self.problems.push(BoundDoesNotFit {
                reason: (
                    "下限大于上限".to_owned(),
                    "the lower bound is above the upper one".to_owned(),
                ),
                place,
            });
        }
    }

    /// Tells that a name is declared twice.
    pub(super) fn twice(&mut self, declared: Result<(), DeclaredTwice>) -> bool {
        match declared {
            Ok(()) => false,
            Err(twice) => {
                self.problems.push(twice);
                true
            }
        }
    }
}

/// Whether values in a unit are whole: what is counted, and money in 分.
fn is_whole(unit: &Unit) -> bool {
    match unit.natural_decimals() {
        Some(0) => unit.factor().is_integer(),
        Some(2) => Number::from_scaled(1, 2) == Some(unit.factor()),
        _ => false,
    }
}

/// Why a value is outside the bounds of a fact; none where it is inside.
pub(super) fn outside(kind: &FieldKind, value: &Constant) -> Option<(String, String)> {
    let FieldKind::Value {
        unit,
        whole,
        least,
        greatest,
        ..
    } = kind
    else {
        return None;
    };
    if let Some(least) = least.as_ref().filter(|least| value < *least) {
        let shown = shown(least, unit.as_ref());
        return Some((
            format!("不能低于{}", shown.0),
            format!("must be at least {}", shown.1),
        ));
    }
    if let Some(greatest) = greatest.as_ref().filter(|greatest| value > *greatest) {
        let shown = shown(greatest, unit.as_ref());
        return Some((
            format!("不能超过{}", shown.0),
            format!("must be at most {}", shown.1),
        ));
    }
    if let Constant::Number(number) = value {
        let factor = unit.as_ref().map_or(Number::ONE, Unit::factor);
        let in_unit = number.checked_div(factor).ok()?;
        if *whole && !in_unit.is_integer() {
            return Some(("只能是整数".to_owned(), "must be a whole number".to_owned()));
        }
    }
    None
}

/// A constant as people read it.
pub(super) fn shown(constant: &Constant, unit: Option<&Unit>) -> (String, String) {
    match constant {
        Constant::Number(number) => {
            let none = Unit::none();
            let unit = unit.unwrap_or(&none);
            (
                crate::quantity::show_zh(*number, unit),
                crate::quantity::show_en(*number, unit),
            )
        }
        Constant::Date(date) => (date.zh(), date.en()),
        Constant::Boolean(true) => ("是".to_owned(), "yes".to_owned()),
        Constant::Boolean(false) => ("否".to_owned(), "no".to_owned()),
        Constant::Text(text) => (text.clone(), text.clone()),
        Constant::Choice(_, place) => (
            format!("第{}项", place.saturating_add(1)),
            format!("option {}", place.saturating_add(1)),
        ),
    }
}

/// A ring of owners through an object, from it back to it.
fn ring_through(start: ObjectId, owners: &[BTreeSet<ObjectId>]) -> Option<Vec<ObjectId>> {
    let mut from: std::collections::BTreeMap<ObjectId, ObjectId> =
        std::collections::BTreeMap::new();
    let mut waiting = vec![start];
    while let Some(object) = waiting.pop() {
        for owner in owners.get(object.index())? {
            if *owner == start {
                let mut ring = vec![object];
                let mut at = object;
                while at != start {
                    at = *from.get(&at)?;
                    ring.push(at);
                }
                ring.reverse();
                return Some(ring);
            }
            if !from.contains_key(owner) {
                from.insert(*owner, object);
                waiting.push(*owner);
            }
        }
    }
    None
}

//! One fact of an instance: a value, a range or a list.

use std::collections::BTreeMap;

use crate::check::{Constant, ExampleInstance, ExampleValue, FieldId, FieldKind, ObjectId, Type};
use crate::diagnostic::Words;
use crate::engine::case::CaseFact;

use super::bounds::Bounds;
use super::json::{Member, Node, NodeKind};
use super::nearest::nearest;
use super::problem::{Mistake, Wanted};
use super::read::{Here, Reader, Step};
use super::value::{Wish, found, read_constant, shortened, wrong_kind};

/// How many members a list may have.
pub const MAX_MEMBERS: usize = 10_000;
const AT_LEAST: [&str; 2] = ["至少", "at_least"];
const AT_MOST: [&str; 2] = ["至多", "at_most"];

impl Reader<'_> {
    pub(crate) fn fact(&mut self, here: &Here<'_>, id: FieldId, of: &ExampleInstance, node: &Node) {
        let model = self.model;
        let Some(field) = model.fields.get(id.index()) else {
            return;
        };
        match &field.kind {
            FieldKind::List {
                object,
                least,
                greatest,
            } => {
                self.list(here, (id, *object), (*least, *greatest), of, node);
            }
            FieldKind::Value {
                ty,
                unit,
                whole,
                least,
                greatest,
            } => {
                let wish = Wish {
                    ty,
                    unit: unit.as_ref(),
                    whole: *whole,
                };
                let value = match &node.kind {
                    NodeKind::Object(members) => self.range(here, wish, members, node.at),
                    _ => match read_constant(model, wish, node) {
                        Ok(constant) => Some((Some(constant.clone()), Some(constant))),
                        Err(mistake) => {
                            self.mistake(Some(here), node.at, mistake);
                            None
                        }
                    },
                };
                let Some((low, high)) = value else { return };
                let bounds = Bounds {
                    least: least.as_ref(),
                    greatest: greatest.as_ref(),
                    unit: unit.as_ref(),
                };
                match bounds.narrow(model, low, high) {
                    Ok(value) => self.case.facts.push(CaseFact {
                        of: of.clone(),
                        field: id,
                        value,
                    }),
                    Err(mistake) => self.mistake(Some(here), node.at, mistake),
                }
            }
        }
    }

    fn list(
        &mut self,
        here: &Here<'_>,
        (field, object): (FieldId, ObjectId),
        (least, greatest): (u32, u32),
        of: &ExampleInstance,
        node: &Node,
    ) {
        let NodeKind::List(items) = &node.kind else {
            let name = self.object_name(object);
            let expected = Words::new(
                format!("列表（方括号），每项是一个“{name}”"),
                format!("a list of `{name}` (square brackets)"),
            );
            self.mistake(
                Some(here),
                node.at,
                Mistake::Kind {
                    expected,
                    found: found(&node.kind),
                },
            );
            return;
        };
        let length = u32::try_from(items.len()).unwrap_or(u32::MAX);
        if length < least || length > greatest {
            self.mistake(
                Some(here),
                node.at,
                Mistake::Length {
                    found: items.len(),
                    least,
                    greatest,
                },
            );
        } else if items.len() > MAX_MEMBERS {
            self.mistake(Some(here), node.at, Mistake::TooMany { limit: MAX_MEMBERS });
            return;
        }
        self.case.facts.push(CaseFact {
            of: of.clone(),
            field,
            value: ExampleValue::Length(length),
        });
        for (number, item) in items.iter().enumerate() {
            let member = Here {
                outer: Some(here),
                step: Step::Member(number),
            };
            if !self.counted(&member, item.at) {
                return;
            }
            let index = u32::try_from(number).unwrap_or(u32::MAX);
            let of = ExampleInstance::Member {
                owner: Box::new(of.clone()),
                list: field,
                index,
            };
            self.instance(&member, object, &of, item);
        }
    }

    /// `{"至少": …, "至多": …}`.
    fn range(
        &mut self,
        here: &Here<'_>,
        wish: Wish<'_>,
        members: &[Member],
        at: usize,
    ) -> Option<(Option<Constant>, Option<Constant>)> {
        if !matches!(wish.ty, Type::Number(_) | Type::Date) {
            let named = members
                .iter()
                .any(|one| AT_LEAST.iter().chain(&AT_MOST).any(|name| *name == one.key));
            let mistake = if named {
                Mistake::NoBounds
            } else {
                wrong_kind(self.model, wish, &NodeKind::Object(Vec::new()))
            };
            self.mistake(Some(here), at, mistake);
            return None;
        }
        let (mut low, mut high, mut right) = (None, None, true);
        let mut told = BTreeMap::new();
        for member in members {
            let key = member.key.trim();
            let inner = Here::named(Some(here), key);
            let upper = AT_MOST.contains(&key);
            if !upper && !AT_LEAST.contains(&key) {
                let near = nearest(key, AT_LEAST.into_iter().chain(AT_MOST)).map(str::to_owned);
                let mistake = Mistake::Unknown {
                    name: shortened(key),
                    wanted: Wanted::Bound,
                    nearest: near,
                };
                self.mistake(Some(&inner), member.key_at, mistake);
                right = false;
                continue;
            }
            let [name, _] = if upper { AT_MOST } else { AT_LEAST };
            if !self.first(&mut told, upper, name, &inner, member.key_at) {
                right = false;
                continue;
            }
            match read_constant(self.model, wish, &member.value) {
                Ok(constant) if upper => high = Some(constant),
                Ok(constant) => low = Some(constant),
                Err(mistake) => {
                    self.mistake(Some(&inner), member.value.at, mistake);
                    right = false;
                }
            }
        }
        let crossed = low.is_some() && high.is_some() && low > high;
        if right && (crossed || (low.is_none() && high.is_none())) {
            self.mistake(Some(here), at, Mistake::BadRange { crossed });
            return None;
        }
        right.then_some((low, high))
    }
}

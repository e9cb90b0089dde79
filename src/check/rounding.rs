//! Unrounded amounts: a granted amount whose exact decimals its unit does not have needs a written rounding.

use std::collections::BTreeMap;

use crate::quantity::{Dimension, Number, Unit};

use super::from_documents::Check;
use super::model::{Computed, FieldKind};
use super::norm::Grant;
use super::problem::types::Unrounded;
use super::term::{Aggregate, Constant, Function, Operator, Term, TermKind, Type};

/// How many decimals the values of definitions, table columns and grants have at most, in base units; none for no limit.
#[derive(Default)]
struct Decimals {
    known: BTreeMap<(Computed, u32), Option<u32>>,
}

impl Check<'_> {
    /// Tells every granted amount that may have more decimals than its unit.
    pub(super) fn unrounded(&mut self) {
        let mut decimals = Decimals::default();
        let mut found = Vec::new();
        for one in self.model.order.clone() {
            match one {
                Computed::Definition(id) => {
                    let Some(definition) = self.definition_made(id) else {
                        continue;
                    };
                    let exceptions = definition
                        .exceptions
                        .iter()
                        .map(|exception| &exception.value);
                    let values = std::iter::once(&definition.value).chain(exceptions);
                    let most = self.most(&decimals, values);
                    decimals.known.insert((one, 0), most);
                }
                Computed::Table(id) => {
                    let Some(table) = self.model.tables.iter().find(|table| table.id == id) else {
                        continue;
                    };
                    for output in 0..table.outputs.len() {
                        let values = table.rows.iter().filter_map(|row| row.values.get(output));
                        let most = self.most(&decimals, values);
                        decimals
                            .known
                            .insert((one, super::instruments::count(output)), most);
                    }
                }
                Computed::Norm(id) => {
                    let Some(norm) = self.norm_made(id) else {
                        continue;
                    };
                    let exceptional = norm
                        .exceptions
                        .iter()
                        .filter_map(|exception| exception.value.as_deref());
                    let all: Vec<&[Grant]> = std::iter::once(norm.grants.as_slice())
                        .chain(exceptional)
                        .collect();
                    for grants in &all {
                        for (at, grant) in grants.iter().enumerate() {
                            let Some(value) = &grant.value else {
                                continue;
                            };
                            let most = self.decimals(&decimals, value);
                            let key = (one, super::instruments::count(at));
                            let before = decimals.known.get(&key).copied().unwrap_or(Some(0));
                            decimals.known.insert(
                                key,
                                before.zip(most).map(|(before, most)| before.max(most)),
                            );
                            found.extend(too_many(value, grant.unit.as_ref(), most));
                        }
                    }
                }
            }
        }
        self.problems.extend(found);
    }

    fn most<'t>(&self, known: &Decimals, values: impl Iterator<Item = &'t Term>) -> Option<u32> {
        let mut most = 0;
        for value in values {
            most = most.max(self.decimals(known, value)?);
        }
        Some(most)
    }

    /// How many decimals a number has at most; none for no limit.
    fn decimals(&self, known: &Decimals, term: &Term) -> Option<u32> {
        let remembered = |one: Computed, at: u32| known.known.get(&(one, at)).copied().flatten();
        match &term.kind {
            TermKind::Constant(Constant::Number(number)) => number.decimals(),
            TermKind::Field { field, .. } => {
                decimals_of_field(&self.model.fields.get(field.index())?.kind)
            }
            TermKind::Parameter { parameter, .. } => {
                let lines = &self.model.parameters.get(parameter.index())?.lines;
                lines
                    .iter()
                    .try_fold(0, |most: u32, line| match &line.value {
                        Constant::Number(number) => Some(most.max(number.decimals()?)),
                        _ => Some(most),
                    })
            }
            TermKind::Definition { definition, .. } => {
                remembered(Computed::Definition(*definition), 0)
            }
            TermKind::Table { table, output, .. } => remembered(Computed::Table(*table), *output),
            TermKind::Granted { norm, grant, .. } => remembered(Computed::Norm(*norm), *grant),
            TermKind::Arithmetic(operator, left, right) => {
                self.decimals_of_pair(known, *operator, left, right)
            }
            TermKind::Negative(value) => self.decimals(known, value),
            TermKind::Function(
                Function::Lower | Function::Higher | Function::Absolute | Function::Remainder,
                arguments,
            ) => self.most(known, arguments.iter()),
            TermKind::Round { step, .. } => step.decimals(),
            TermKind::Aggregate {
                aggregate, value, ..
            } => match (aggregate, value) {
                (Aggregate::Count, _) | (_, None) => Some(0),
                (_, Some(value)) => self.decimals(known, value),
            },
            TermKind::Cases { cases, otherwise } => {
                let values = cases.iter().map(|case| &case.value);
                self.most(known, values.chain(otherwise.as_deref()))
            }
            TermKind::Brackets { value, bands } => {
                let ends = bands.iter().filter_map(|(upper, _)| upper.as_ref());
                let parts = self.most(known, std::iter::once(value.as_ref()).chain(ends))?;
                let rates = self.most(known, bands.iter().map(|(_, rate)| rate))?;
                parts.checked_add(rates)
            }
            _ => Some(0),
        }
    }

    fn decimals_of_pair(
        &self,
        known: &Decimals,
        operator: Operator,
        left: &Term,
        right: &Term,
    ) -> Option<u32> {
        let first = self.decimals(known, left)?;
        match operator {
            Operator::Add | Operator::Subtract => Some(first.max(self.decimals(known, right)?)),
            Operator::Multiply => first.checked_add(self.decimals(known, right)?),
            // Only a written divisor is known not to go on for ever.
            Operator::Divide => match &right.kind {
                TermKind::Constant(Constant::Number(divisor)) => {
                    first.checked_add(Number::ONE.checked_div(*divisor).ok()?.decimals()?)
                }
                _ => None,
            },
        }
    }
}

fn decimals_of_field(kind: &FieldKind) -> Option<u32> {
    let FieldKind::Value {
        ty, unit, whole, ..
    } = kind
    else {
        return Some(0);
    };
    let Type::Number(dimension) = ty else {
        return Some(0);
    };
    if *whole {
        return unit
            .as_ref()
            .map_or(Some(0), |unit| unit.factor().decimals());
    }
    // An amount of money comes in 分 at the finest.
    dimension.natural_decimals()
}

fn too_many(value: &Term, unit: Option<&Unit>, most: Option<u32>) -> Option<Unrounded> {
    let Type::Number(dimension) = &value.ty else {
        return None;
    };
    let natural = if *dimension == Dimension::NONE {
        unit?.natural_decimals()?
    } else {
        dimension.natural_decimals()?
    };
    if most.is_some_and(|most| most <= natural) {
        return None;
    }
    let base = Unit::base(dimension);
    let unit = unit.unwrap_or(&base);
    let (zh, en) = match dimension.single() {
        Some(base) => (base.zh().to_owned(), base.en().to_owned()),
        None => (unit.zh().to_owned(), unit.en_plural().to_owned()),
    };
    Some(Unrounded {
        unit: (zh, en),
        decimals: natural,
        place: value.span,
    })
}

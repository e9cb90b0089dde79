//! The cells of a case: how they are checked, laid down and read.

use crate::compile::{Column, Field, FieldId, FieldKind, ObjectId, Plan, Type};
use crate::quantity::Number;

use super::{Case, CellState, Given, Instance, Rows};
use crate::vm::bounds::{above, below, bounds_of};
use crate::vm::case_error::CaseError;
use crate::vm::limits::MAX_INSTANCES;
use crate::vm::value::{TextId, Value, index};

/// What the machine asks.
impl Case<'_> {
    /// Whether a fact that the plan reads has its default.
    pub(crate) fn has_defaults(&self, plan: &Plan) -> bool {
        let tables = self
            .tables
            .iter()
            .zip(self.program.tables())
            .zip(&plan.facts);
        tables.into_iter().any(|((rows, layout), offsets)| {
            if rows.defaults == 0 {
                return false;
            }
            let of = |offset: &&u32| {
                layout
                    .defaulted
                    .get(index(**offset))
                    .copied()
                    .unwrap_or(false)
            };
            offsets.iter().filter(of).any(|offset| {
                let cells = rows
                    .states
                    .iter()
                    .skip(index(*offset))
                    .step_by(layout.facts.len().max(1));
                cells.into_iter().any(|state| *state == CellState::Default)
            })
        })
    }

    #[inline]
    pub(crate) fn rows(&self, table: u32) -> Option<&Rows> {
        self.tables.get(index(table))
    }

    /// What is known of a cell.
    pub(crate) fn cell_value(&self, rows: &Rows, place: usize, column: &Column) -> Value {
        match rows.states.get(place) {
            Some(CellState::Known | CellState::Default) => rows
                .cells
                .get(place)
                .map_or(Value::Nothing, |raw| Value::from_raw(*raw, column.shape)),
            Some(CellState::Odd) => rows.odd.get(&place).copied().unwrap_or(Value::Nothing),
            Some(CellState::Missing) | None => bounds_of(self.program, column),
        }
    }

    /// The rows of a table in the order in which they are judged, where that is not the order in which they were made.
    pub(crate) fn order(&self, table: u32) -> Option<Vec<u32>> {
        self.order_within(table, self.tables.len())
    }

    pub(super) fn order_within(&self, table: u32, depth: usize) -> Option<Vec<u32>> {
        let rows = self.rows(table)?;
        let depth = depth.checked_sub(1)?;
        let mut keys = Vec::new();
        for (row, owner) in (0_u32..).zip(&rows.owners) {
            keys.push(match owner {
                None => ((u32::MAX, u32::MAX), row),
                Some((list, owner)) => ((*list, self.rank(*list, *owner, table, depth)), row),
            });
        }
        if keys.is_sorted() {
            return None;
        }
        keys.sort();
        Some(keys.into_iter().map(|(_, row)| row).collect())
    }

    /// The place of an owner among the owners of a list.
    pub(super) fn rank(&self, list: u32, owner: u32, table: u32, depth: usize) -> u32 {
        let owners = self
            .program
            .lists()
            .get(index(list))
            .map_or(0, |layout| layout.owner);
        if owners == table || !self.rows(owners).is_some_and(|rows| rows.unordered) {
            return owner;
        }
        let order = self.order_within(owners, depth).unwrap_or_default();
        let place = order.iter().position(|row| *row == owner);
        place
            .and_then(|place| u32::try_from(place).ok())
            .unwrap_or(owner)
    }
}

/// Checking and laying down.
impl<'p> Case<'p> {
    pub(super) fn add_row(&mut self, table: u32, owner: Option<(u32, u32)>) -> u32 {
        let (Some(rows), Some(layout)) = (
            self.tables.get_mut(index(table)),
            self.program.tables().get(index(table)),
        ) else {
            return 0;
        };
        let row = rows.count;
        rows.cells.extend_from_slice(&layout.fresh);
        rows.states.extend(layout.defaulted.iter().map(|default| {
            if *default {
                CellState::Default
            } else {
                CellState::Missing
            }
        }));
        rows.open = rows.open.saturating_add(layout.missing);
        let defaults = layout.facts.len().saturating_sub(layout.missing);
        rows.defaults = rows.defaults.saturating_add(defaults);
        rows.lists.extend(layout.lists.iter().map(|_| None));
        let before = rows.owners.last().copied();
        rows.unordered |= before.is_some_and(|before| {
            (before.is_none() && owner.is_some())
                || (before.is_some() && owner.is_some() && owner < before)
        });
        rows.owners.push(owner);
        rows.count = row.saturating_add(1);
        row
    }

    pub(super) fn allow(&mut self, more: u32) -> Result<(), CaseError> {
        let instances = self.instances.saturating_add(more);
        if instances > MAX_INSTANCES {
            return Err(CaseError::TooManyInstances);
        }
        self.instances = instances;
        Ok(())
    }

    pub(super) fn check_instance(
        &self,
        of: Instance,
        expected: Option<ObjectId>,
    ) -> Result<(), CaseError> {
        let exists = match of.object {
            None => of.row == 0,
            Some(object) => of.row < self.count(object),
        };
        if of.object == expected && exists {
            Ok(())
        } else {
            Err(CaseError::NoSuchInstance)
        }
    }

    pub(super) fn fact(
        &self,
        of: Instance,
        field: FieldId,
    ) -> Result<(Column, &'p Field), CaseError> {
        let program = self.program;
        let declared = program
            .schema()
            .field(field)
            .ok_or(CaseError::NoSuchField)?;
        self.check_instance(of, Some(declared.object))?;
        let column = program.fact_column(field).ok_or(CaseError::IsList(field))?;
        let place = self.place(of, column);
        let state = self
            .rows(column.table)
            .and_then(|rows| rows.states.get(place));
        if matches!(state, Some(CellState::Known | CellState::Odd)) {
            return Err(CaseError::GivenTwice(field));
        }
        Ok((*column, declared))
    }

    pub(super) fn place(&self, of: Instance, column: &Column) -> usize {
        let stride = self
            .program
            .tables()
            .get(index(column.table))
            .map_or(0, |table| table.facts.len());
        let row = if column.table == 0 { 0 } else { index(of.row) };
        row.saturating_mul(stride)
            .saturating_add(index(column.offset))
    }

    /// The settled value of a fact as given, if its declaration allows it.
    pub(super) fn checked(
        &self,
        field: FieldId,
        declared: &Field,
        given: Given<'_>,
    ) -> Result<Value, CaseError> {
        let FieldKind::Value {
            ty,
            unit,
            whole,
            least,
            greatest,
        } = &declared.kind
        else {
            return Err(CaseError::IsList(field));
        };
        let value = match (ty, given) {
            (Type::Boolean, Given::Boolean(value)) => Value::boolean(value),
            (Type::Number(_), Given::Number(value)) => Value::number(value),
            (Type::Date, Given::Date(value)) => Value::date(value),
            (Type::Text, Given::Text(words)) => Value::Text(Some(self.text_id(words))),
            (Type::Choice(choice), Given::Choice(place))
                if place < self.program.schema().options(*choice) =>
            {
                Value::choice(place)
            }
            (Type::Choice(_), Given::Choice(_)) => return Err(CaseError::NoSuchOption),
            _ => return Err(CaseError::WrongType(field)),
        };
        if least.as_ref().is_some_and(|least| below(&value, least)) {
            return Err(CaseError::BelowLeast(field));
        }
        if greatest
            .as_ref()
            .is_some_and(|greatest| above(&value, greatest))
        {
            return Err(CaseError::AboveGreatest(field));
        }
        let in_unit = |number: Number| {
            unit.as_ref()
                .map_or(Ok(number), |unit| number.checked_div(unit.factor()))
        };
        match value.settled_number() {
            Some(number) if *whole && !in_unit(number).is_ok_and(Number::is_integer) => {
                Err(CaseError::NotWhole(field))
            }
            _ => Ok(value),
        }
    }

    /// The number of a text, were it given now.
    pub(super) fn text_id(&self, words: &str) -> TextId {
        let constants = self.program.texts();
        let constant = constants
            .iter()
            .position(|constant| constant == words)
            .and_then(|place| u32::try_from(place).ok());
        let next =
            || u32::try_from(constants.len().saturating_add(self.texts.len())).unwrap_or(u32::MAX);
        TextId(
            constant
                .or_else(|| self.texts.get(words).copied())
                .unwrap_or_else(next),
        )
    }

    pub(super) fn put(
        &mut self,
        of: Instance,
        column: &Column,
        value: Value,
    ) -> Result<(), CaseError> {
        let place = self.place(of, column);
        let limits = self
            .program
            .tables()
            .get(index(column.table))
            .and_then(|table| table.limits.get(index(column.offset)));
        let (low, high) = limits.copied().unwrap_or((i64::MIN, i64::MAX));
        let raw = value
            .to_raw(column.shape)
            .filter(|raw| low <= *raw && *raw <= high);
        let rows = self
            .tables
            .get_mut(index(column.table))
            .ok_or(CaseError::NoSuchInstance)?;
        match raw {
            Some(raw) => rows.set(place, CellState::Known, raw),
            None => {
                rows.set(place, CellState::Odd, 0);
                rows.odd.insert(place, value);
            }
        }
        Ok(())
    }

    /// Makes the words of a text part of the case, before they are given.
    pub(super) fn remember(&mut self, words: &str) {
        let id = self.text_id(words);
        if index(id.0) >= self.program.texts().len() {
            self.texts.insert(words.to_owned(), id.0);
        }
    }
}

impl Rows {
    /// No row of so many facts and lists yet.
    pub(super) fn of(stride: usize, list_stride: usize) -> Self {
        Self {
            stride,
            list_stride,
            ..Self::default()
        }
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.open = 0;
        self.defaults = 0;
        self.cells.clear();
        self.states.clear();
        self.odd.clear();
        self.lists.clear();
        self.owners.clear();
        self.unordered = false;
    }

    pub(super) fn set(&mut self, place: usize, state: CellState, raw: i64) {
        if let Some(cell) = self.cells.get_mut(place) {
            *cell = raw;
        }
        if let Some(cell) = self.states.get_mut(place) {
            match cell {
                CellState::Missing | CellState::Odd => self.open = self.open.saturating_sub(1),
                CellState::Default => self.defaults = self.defaults.saturating_sub(1),
                CellState::Known => {}
            }
            if state == CellState::Odd {
                self.open = self.open.saturating_add(1);
            }
            *cell = state;
        }
    }
}

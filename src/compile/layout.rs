//! Where everything stands: tables, columns, lists and the registers of what is known before anything runs.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    Clock, Computed, Constant, Field, FieldId, FieldKind, FindingId, Model, ObjectId, ParameterId,
    ReadingId, Type,
};
use crate::quantity::{Number, Unit as Measure};

use super::bounds::{self, Bounds};
use super::instruction::{Instruction, NONE, Role};
use super::names::schema_of;
use super::program::{
    Column, ColumnId, ColumnKind, Initial, InitialValue, ListLayout, Origin, ParameterModel,
    Program, Shape, TableLayout,
};
use super::whole::Whole;

/// Marks a register or row register that belongs to one unit alone, until all units are known.
pub(super) const TEMPORARY: u32 = 1 << 31;

/// The program while it is made.
pub(super) struct Builder<'m> {
    pub(super) model: &'m Model,
    pub(super) program: Program,
    pub(super) bounds: Vec<Bounds>,
    pub(super) whole: Whole,
    pub(super) entries: BTreeMap<(u32, Vec<u32>, u32), u32>,
    pub(super) clocks: BTreeMap<Clock, u32>,
    pub(super) readings: BTreeMap<ReadingId, u32>,
    pub(super) parameter_bounds: Vec<Bounds>,
    pub(super) temporaries: u32,
    pub(super) row_temporaries: u32,
    constants: BTreeMap<(Constant, Option<u32>), u32>,
    special: BTreeMap<Kind, u32>,
}

/// What a special register holds: everything of a type, everything of a fact, or nothing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Anything(Type),
    Bounds(FieldId),
    Nothing,
}

impl<'m> Builder<'m> {
    /// Tables, columns and lists of a model.
    pub(super) fn new(model: &'m Model) -> Self {
        let mut builder = Self {
            model,
            program: Program {
                schema: schema_of(model),
                rows: 1,
                ..Program::default()
            },
            bounds: Vec::new(),
            whole: Whole::of(model),
            entries: BTreeMap::new(),
            clocks: BTreeMap::new(),
            readings: BTreeMap::new(),
            parameter_bounds: Vec::new(),
            temporaries: 0,
            row_temporaries: 0,
            constants: BTreeMap::new(),
            special: BTreeMap::new(),
        };
        builder.program.side.calendars = model
            .calendars
            .iter()
            .map(|calendar| calendar.calendar.clone())
            .collect();
        builder.gather_texts();
        builder.lay_tables();
        builder.lay_facts();
        builder.lay_values();
        builder.lay_inputs();
        builder
    }

    /// The texts of the rules stand first among the texts of a case.
    fn gather_texts(&mut self) {
        let mut texts = BTreeSet::new();
        for field in &self.model.fields {
            if let Some(Constant::Text(words)) = &field.default {
                texts.insert(words.clone());
            }
        }
        self.program.texts = texts.into_iter().collect();
    }

    /// The number of a text.
    pub(super) fn text(&mut self, words: &str) -> u32 {
        if let Some(number) = self.program.text_constant(words) {
            return number;
        }
        self.program.texts.push(words.to_owned());
        count(self.program.texts.len()).saturating_sub(1)
    }

    fn lay_tables(&mut self) {
        self.program.tables.push(TableLayout::default());
        for (number, object) in self.model.objects.iter().enumerate() {
            let table = if object.lists.is_empty() {
                0
            } else {
                self.program.tables.push(TableLayout {
                    object: Some(ObjectId(count(number))),
                    ..TableLayout::default()
                });
                count(self.program.tables.len()).saturating_sub(1)
            };
            self.program.table_of_object.push(table);
        }
    }

    fn lay_facts(&mut self) {
        for (number, field) in self.model.fields.iter().enumerate() {
            let id = FieldId(count(number));
            let table = self.program.table_of(field.object).unwrap_or(0);
            let (column, list) = match &field.kind {
                FieldKind::List {
                    object,
                    least,
                    greatest,
                } => (
                    None,
                    Some(self.lay_list(id, table, *object, (*least, *greatest))),
                ),
                FieldKind::Value { ty, .. } => (Some(self.lay_fact(id, table, field, ty)), None),
            };
            self.program.field_columns.push(column);
            self.program.list_of_field.push(list);
        }
        for (number, finding) in self.model.findings.iter().enumerate() {
            let table = finding
                .object
                .and_then(|object| self.program.table_of(object))
                .unwrap_or(0);
            let id = FindingId(count(number));
            let column = self.column(table, true, Shape::Boolean, ColumnKind::Finding(id), None);
            self.program.finding_columns.push(column);
            self.fresh(table, None, (0, 1));
        }
    }

    fn lay_list(
        &mut self,
        field: FieldId,
        owner: u32,
        object: ObjectId,
        (least, greatest): (u32, u32),
    ) -> u32 {
        let members = self.program.table_of(object).unwrap_or(0);
        let number = count(self.program.lists.len());
        let mut offset = 0;
        if let Some(table) = self.program.tables.get_mut(place(owner)) {
            offset = count(table.lists.len());
            table.lists.push(number);
        }
        self.program.lists.push(ListLayout {
            field,
            owner,
            offset,
            members,
            least,
            greatest,
        });
        number
    }

    fn lay_fact(&mut self, id: FieldId, table: u32, field: &Field, ty: &Type) -> ColumnId {
        let (bounds, decimals) = fact_bounds(&field.kind);
        let shape = match ty {
            Type::Number(_) => Shape::Narrow(decimals),
            other => shape_of(other),
        };
        let column = self.column(table, true, shape, ColumnKind::Fact(id), bounds);
        let default = field
            .default
            .as_ref()
            .and_then(|default| self.raw(default, shape));
        self.fresh(table, default, limits(bounds, shape));
        column
    }

    fn fresh(&mut self, table: u32, default: Option<i64>, limits: (i64, i64)) {
        if let Some(table) = self.program.tables.get_mut(place(table)) {
            table.fresh.push(default.unwrap_or(0));
            table.defaulted.push(default.is_some());
            table.missing = table.missing.saturating_add(usize::from(default.is_none()));
            table.limits.push(limits);
        }
    }

    /// A new column.
    pub(super) fn column(
        &mut self,
        table: u32,
        fact: bool,
        shape: Shape,
        kind: ColumnKind,
        bounds: Bounds,
    ) -> ColumnId {
        let id = ColumnId(count(self.program.columns.len()));
        let mut offset = 0;
        if let Some(table) = self.program.tables.get_mut(place(table)) {
            let columns = if fact {
                &mut table.facts
            } else {
                &mut table.computed
            };
            offset = count(columns.len());
            columns.push(id);
        }
        let register = self.register();
        self.program.columns.push(Column {
            table,
            offset,
            register,
            shape,
            kind,
        });
        self.bounds.push(bounds);
        id
    }

    /// What is computed gets its columns when it is laid out; until then none.
    fn lay_values(&mut self) {
        self.program.definition_columns = vec![None; self.model.definitions.len()];
        self.program.table_columns = vec![Vec::new(); self.model.tables.len()];
        self.program.norm_columns = vec![Default::default(); self.model.norms.len()];
        self.program.unit_of_definition = vec![usize::MAX; self.model.definitions.len()];
        self.program.unit_of_table = vec![usize::MAX; self.model.tables.len()];
        self.program.unit_of_norm = vec![usize::MAX; self.model.norms.len()];
    }

    fn lay_inputs(&mut self) {
        for clock in [Clock::AsOf, Clock::LawAsOf, Clock::KnownAsOf] {
            let register = self.initial(Shape::Date, InitialValue::Clock(clock));
            self.clocks.insert(clock, register);
            self.program.clocks.push((clock, register));
        }
        for (number, reading) in self.model.readings.iter().enumerate() {
            let id = ReadingId(count(number));
            let register = self.initial(Shape::Choice(reading.choice), InitialValue::Reading(id));
            self.readings.insert(id, register);
            self.program.readings.push(register);
        }
        for (number, parameter) in self.model.parameters.iter().enumerate() {
            let (shape, bounds) = parameter_shape(parameter);
            let register = self.initial(shape, InitialValue::Parameter(ParameterId(count(number))));
            let lines = parameter
                .lines
                .iter()
                .map(|line| (line.in_force, line.published, line.value.clone()))
                .collect();
            for line in &parameter.lines {
                if let Constant::Text(words) = &line.value {
                    self.text(words);
                }
            }
            let raw = parameter
                .lines
                .iter()
                .map(|line| self.raw(&line.value, shape))
                .collect();
            let spans = parameter.lines.iter().map(|line| line.span).collect();
            let (ty, span) = (parameter.ty.clone(), parameter.label.span);
            self.program.side.parameters.push(ParameterModel {
                shape,
                ty,
                lines,
                raw,
                spans,
                register,
                span,
            });
            self.parameter_bounds.push(bounds);
        }
    }

    /// A new register.
    pub(super) fn register(&mut self) -> u32 {
        let register = self.program.registers;
        self.program.registers = register.saturating_add(1);
        register
    }

    fn initial(&mut self, shape: Shape, value: InitialValue) -> u32 {
        let register = self.register();
        self.program.initial.push(Initial {
            register,
            shape,
            value,
        });
        register
    }

    /// The register of a constant: with so many decimals for a number, or as a fraction.
    pub(super) fn constant(&mut self, constant: &Constant, shape: Shape) -> u32 {
        let decimals = match shape {
            Shape::Narrow(decimals) => Some(decimals),
            _ => None,
        };
        let key = (constant.clone(), decimals);
        if let Some(register) = self.constants.get(&key) {
            return *register;
        }
        if let Constant::Text(words) = constant {
            self.text(words);
        }
        let register = self.initial(shape, InitialValue::Constant(constant.clone()));
        self.constants.insert(key, register);
        register
    }

    /// The register that holds everything a type allows.
    pub(super) fn anything(&mut self, ty: &Type) -> u32 {
        self.special(
            Kind::Anything(ty.clone()),
            shape_of(ty),
            InitialValue::Anything(ty.clone()),
        )
    }

    /// The register that holds everything a fact may be.
    pub(super) fn bounds_register(&mut self, field: FieldId) -> u32 {
        self.special(
            Kind::Bounds(field),
            Shape::Wide,
            InitialValue::Bounds(field),
        )
    }

    /// The register that holds no value.
    pub(super) fn nothing(&mut self) -> u32 {
        self.special(Kind::Nothing, Shape::Wide, InitialValue::Nothing)
    }

    fn special(&mut self, kind: Kind, shape: Shape, value: InitialValue) -> u32 {
        if let Some(register) = self.special.get(&kind) {
            return *register;
        }
        let register = self.initial(shape, value);
        self.special.insert(kind, register);
        register
    }

    /// The integer of a constant in a register of this shape.
    pub(super) fn raw(&self, constant: &Constant, shape: Shape) -> Option<i64> {
        match (constant, shape) {
            (Constant::Boolean(value), _) => Some(i64::from(*value)),
            (Constant::Number(value), Shape::Narrow(decimals)) => value.scaled(decimals),
            (Constant::Number(_), _) => None,
            (Constant::Date(day), _) => Some(i64::from(day.to_days())),
            (Constant::Text(words), _) => self.program.text_constant(words).map(i64::from),
            (Constant::Choice(_, option), _) => Some(i64::from(*option)),
        }
    }

    /// Remembers which unit computes something.
    pub(super) fn set_unit(&mut self, computed: Computed, number: usize) {
        let slot = match computed {
            Computed::Definition(id) => self.program.unit_of_definition.get_mut(id.index()),
            Computed::Table(id) => self.program.unit_of_table.get_mut(id.index()),
            Computed::Norm(id) => self.program.unit_of_norm.get_mut(id.index()),
        };
        if let Some(slot) = slot {
            *slot = number;
        }
    }

    /// Gives the units' own registers their places after all others, and checks that nothing was left over.
    pub(super) fn finish(mut self) -> Program {
        let (registers, rows) = (self.program.registers, self.program.rows);
        let settle = |role: Role, number: &mut u32| {
            use Role::{Read, ReadRow, Update, Write, WriteRow};
            if *number == NONE || *number & TEMPORARY == 0 {
                return;
            }
            match role {
                Write | Read | Update => *number = registers.saturating_add(*number & !TEMPORARY),
                ReadRow | WriteRow => *number = rows.saturating_add(*number & !TEMPORARY),
                Role::Target | Role::Index => {}
            }
        };
        for unit in &mut self.program.units {
            let entry = unit.entry.iter_mut().map(|entry| &mut entry.instruction);
            for instruction in entry.chain(unit.code.iter_mut()) {
                Instruction::operands_mut(instruction, settle);
            }
        }
        let settle = |number: &mut u32| settle(Role::Read, number);
        self.program
            .side
            .choices
            .iter_mut()
            .flat_map(|choice| &mut choice.rows)
            .for_each(|row| {
                settle(&mut row.0);
                settle(&mut row.1);
            });
        self.program
            .side
            .choices
            .iter_mut()
            .filter_map(|choice| choice.general.as_mut())
            .for_each(settle);
        self.program
            .side
            .brackets
            .iter_mut()
            .flat_map(|bands| bands.iter_mut())
            .for_each(|(upper, rate)| {
                upper.iter_mut().for_each(settle);
                settle(rate);
            });
        self.program.own_registers = registers;
        self.program.registers = registers.saturating_add(self.temporaries);
        self.program.rows = rows.saturating_add(self.row_temporaries);
        self.program.origins = origins(&self.program);
        self.program
    }
}

/// By register, what stands there before anything runs.
pub(super) fn origins(program: &Program) -> Vec<Origin> {
    let mut origins = vec![Origin::Nothing; place(program.registers)];
    let mut set = |register: u32, origin: Origin| {
        if let Some(slot) = origins.get_mut(place(register)) {
            *slot = origin;
        }
    };
    for (number, initial) in (0_u32..).zip(&program.initial) {
        set(initial.register, Origin::Initial(number));
    }
    for id in program
        .tables
        .first()
        .into_iter()
        .flat_map(|table| &table.facts)
    {
        if let Some(column) = program.column(*id) {
            set(column.register, Origin::Fact(*id));
        }
    }
    origins
}

/// How a value that is no number is held.
pub(super) fn shape_of(ty: &Type) -> Shape {
    match ty {
        Type::Boolean => Shape::Boolean,
        Type::Number(_) => Shape::Wide,
        Type::Date => Shape::Date,
        Type::Text => Shape::Text,
        Type::Choice(choice) => Shape::Choice(*choice),
        Type::Period => Shape::Period,
    }
}

/// The bounds of a fact and the decimals with which it is held.
fn fact_bounds(kind: &FieldKind) -> (Bounds, u32) {
    let FieldKind::Value {
        ty: Type::Number(_),
        unit,
        whole,
        least,
        greatest,
    } = kind
    else {
        return (None, 0);
    };
    let assumed = bounds::unbounded(unit.as_ref());
    let end = |constant: &Option<Constant>| match constant {
        Some(Constant::Number(number)) => Some(*number),
        _ => None,
    };
    let bounds =
        assumed.map(|(low, high)| (end(least).unwrap_or(low), end(greatest).unwrap_or(high)));
    (bounds, fact_decimals(unit.as_ref(), *whole))
}

/// A whole number keeps the decimals of its unit; money keeps 分; others two or four more than their unit.
fn fact_decimals(unit: Option<&Measure>, whole: bool) -> u32 {
    let of_unit = unit
        .map_or(Some(0), |unit| unit.factor().decimals())
        .unwrap_or(6)
        .min(6);
    if whole {
        return of_unit;
    }
    match unit.and_then(Measure::natural_decimals) {
        Some(natural) => natural.max(of_unit),
        None if of_unit == 0 => 4,
        None => of_unit.saturating_add(2),
    }
}

/// Between which integers a fact is held in a register.
fn limits(bounds: Bounds, shape: Shape) -> (i64, i64) {
    let Shape::Narrow(decimals) = shape else {
        return (i64::MIN, i64::MAX);
    };
    let end = |number: Number| number.floor().scaled(decimals);
    match bounds {
        Some((low, high)) if bounds::fits(bounds, decimals) => {
            let high = end(high).and_then(|high| high.checked_add(10_i64.checked_pow(decimals)?));
            (end(low).unwrap_or(0), high.unwrap_or(0))
        }
        // Nothing fits: every value is kept beside the cells.
        _ => (1, 0),
    }
}

/// How a parameter is held, and its bounds over all its lines.
fn parameter_shape(parameter: &crate::check::Parameter) -> (Shape, Bounds) {
    if !matches!(parameter.ty, Type::Number(_)) {
        return (shape_of(&parameter.ty), None);
    }
    let mut bounds: Bounds = None;
    let mut decimals = Some(0_u32);
    for line in &parameter.lines {
        if let Constant::Number(number) = line.value {
            bounds = bounds.map_or(bounds::exactly(number), |so_far| {
                bounds::join(Some(so_far), bounds::exactly(number))
            });
            decimals =
                decimals.and_then(|most| number.decimals().map(|decimals| decimals.max(most)));
        }
    }
    match decimals {
        Some(decimals) if bounds::fits(bounds, decimals) => (Shape::Narrow(decimals), bounds),
        _ => (Shape::Wide, bounds),
    }
}

/// A length as the number of the next place.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A number as a place in a vector.
#[inline]
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

//! The machine: a plan and a case in, a decision out.

use core::cell::{OnceCell, RefCell};

use crate::compile::{Clock, ColumnId, InitialValue, Plan, Program, Shape};
use crate::source::{FileId, Span};

use super::case::{Case, CellState};
use super::decision::Decision;
use super::graph::{Account, Origins};
use super::outcome::LimitReached;
use super::range::Held;
use super::run::{
    Deaf, Exit, Fraction, Log, Ranged, Ranges, Registers, Rows, Settled, Tracer, fraction, line,
    place, raw, raw_line,
};
use super::value::{Fault, FaultKind, Value, index};

/// How a decision was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Every value was known: integers and exact fractions.
    Settled,
    /// Values were ranges, or a fault had to be told: exact numbers throughout.
    Ranged,
}

/// How a case is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// On known values, keeping nothing, where that can be.
    Quiet,
    /// On known values where that can be, keeping every step.
    Kept,
    /// On ranges, keeping every step.
    Ranges,
}

/// The registers in which decisions of one program are computed, to be used again and again.
#[derive(Debug)]
pub struct Machine<'p> {
    pub(crate) program: &'p Program,
    pub(crate) settled: Registers,
    pub(crate) ranged: Ranges,
    pub(crate) rows: Rows,
    pub(crate) log: Log,
    pub(crate) mode: Mode,
    /// Whether the log holds the steps of the last decision.
    pub(crate) logged: bool,
    /// The graph of those steps, once somebody has asked for it.
    pub(super) account: OnceCell<Account>,
    /// Memory for the next graph.
    pub(super) spare: RefCell<(Account, Origins)>,
    ready: bool,
    resolved: Resolved,
}

/// The parameters whose values stand in their registers, for two clocks.
#[derive(Debug, Default)]
struct Resolved {
    clocks: Option<(crate::quantity::Date, crate::quantity::Date)>,
    parameters: Vec<Option<bool>>,
}

impl<'p> Machine<'p> {
    /// A machine for the decisions of one program.
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        let tables = program.tables().len();
        let mut machine = Self {
            program,
            settled: Registers::new(program.registers, tables),
            ranged: Ranges::default(),
            rows: Rows::new(program.rows, tables),
            log: Log::default(),
            mode: Mode::Settled,
            logged: false,
            account: OnceCell::new(),
            spare: RefCell::default(),
            ready: false,
            resolved: Resolved {
                clocks: None,
                parameters: vec![None; program.side().parameters.len()],
            },
        };
        machine.constants();
        machine
    }

    /// Decides a case. Where every fact that the goals read is known the decision leaves no trace behind and allocates
    /// nothing; where one is missing the steps are kept, so that the answers can say which facts matter.
    ///
    /// # Errors
    /// [`LimitReached`] where the decision takes too many steps, or the case is one of another program.
    pub fn decide<'m>(
        &'m mut self,
        plan: &'m Plan,
        case: &'m Case<'m>,
    ) -> Result<Decision<'m>, LimitReached> {
        // Readings and defaults that were used are told with every answer: then the steps are kept as well.
        let quiet = plan.readings.is_empty() && !case.has_defaults(plan);
        let way = if quiet { Way::Quiet } else { Way::Kept };
        self.decided(plan, case, way)
    }

    /// Decides a case and keeps every step, for [`Decision::trace`].
    ///
    /// # Errors
    /// As for [`Machine::decide`].
    pub fn explain<'m>(
        &'m mut self,
        plan: &'m Plan,
        case: &'m Case<'m>,
    ) -> Result<Decision<'m>, LimitReached> {
        self.decided(plan, case, Way::Kept)
    }

    /// Decides a case on ranges, whatever is known: for comparing both ways.
    ///
    /// # Errors
    /// As for [`Machine::decide`].
    pub fn decide_on_ranges<'m>(
        &'m mut self,
        plan: &'m Plan,
        case: &'m Case<'m>,
    ) -> Result<Decision<'m>, LimitReached> {
        self.decided(plan, case, Way::Ranges)
    }

    fn decided<'m>(
        &'m mut self,
        plan: &'m Plan,
        case: &'m Case<'m>,
        way: Way,
    ) -> Result<Decision<'m>, LimitReached> {
        self.begin(plan, case)?;
        let known = way != Way::Ranges && self.is_settled(plan, case);
        self.logged = way != Way::Quiet;
        let done = match way {
            _ if !known => false,
            Way::Quiet => self.run_settled(plan, case, &mut Deaf)?,
            _ => self.keeping(|machine, log| machine.run_settled(plan, case, log))?,
        };
        if !done {
            self.logged = true;
            self.keeping(|machine, log| machine.run_ranged(plan, case, log))?;
        }
        Ok(Decision::new(self, plan, case))
    }

    /// A run that keeps its steps.
    fn keeping<V>(
        &mut self,
        run: impl FnOnce(&mut Self, &mut Log) -> Result<V, LimitReached>,
    ) -> Result<V, LimitReached> {
        let mut log = core::mem::take(&mut self.log);
        log.clear();
        let result = run(self, &mut log);
        self.log = log;
        result
    }

    fn begin(&mut self, plan: &Plan, case: &Case<'_>) -> Result<(), LimitReached> {
        if !core::ptr::eq(self.program, case.program) {
            return Err(LimitReached::OtherProgram);
        }
        if let Some(account) = self.account.take() {
            self.spare.get_mut().0 = account;
        }
        for (table, rows) in (0_u32..).zip(&case.tables) {
            let stride = index(plan.strides.get(index(table)).copied().unwrap_or(0));
            let length = stride.saturating_mul(index(rows.count));
            if table > 0 {
                grow(self.settled.tables.get_mut(index(table)), length, 0);
                grow(
                    self.settled.wide_tables.get_mut(index(table)),
                    length,
                    Fraction::ZERO,
                );
            }
            let slot = self.rows.orders.get_mut(index(table));
            if let Some(slot) = slot.filter(|slot| rows.unordered || slot.is_some()) {
                *slot = case.order(table);
            }
        }
        Ok(())
    }

    /// Whether everything that the plan reads is known and fits its register.
    fn is_settled(&mut self, plan: &Plan, case: &Case<'_>) -> bool {
        for (table, offsets) in (0_u32..).zip(&plan.facts) {
            let (Some(rows), Some(layout)) =
                (case.rows(table), self.program.tables().get(index(table)))
            else {
                return false;
            };
            if rows.open == 0 {
                continue;
            }
            let stride = layout.facts.len();
            for row in 0..rows.count {
                for offset in offsets {
                    let state = rows.states.get(place(row, stride, *offset));
                    if !matches!(state, Some(CellState::Known | CellState::Default)) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Makes room for the registers that the shorter instructions need beyond those of the program.
    fn make_room(&mut self, plan: &Plan) {
        let wanted = index(plan.quick.registers);
        if self.settled.integers.len() < wanted {
            self.settled.integers.resize(wanted, 0);
        }
    }

    fn run_settled<T: Tracer>(
        &mut self,
        plan: &Plan,
        case: &Case<'_>,
        tracer: &mut T,
    ) -> Result<bool, LimitReached> {
        if !self.inputs(plan, case) {
            return Ok(false);
        }
        self.mode = Mode::Settled;
        let quick = !T::LISTENS && plan.quick.in_force.contains(case.clocks().law_as_of);
        let code = if quick {
            plan.quick.code.as_slice()
        } else {
            plan.code.as_slice()
        };
        if quick {
            self.make_room(plan);
        }
        let registers = &mut self.settled;
        let mut run = Settled {
            program: self.program,
            plan,
            case,
            code,
            integers: &mut registers.integers,
            fractions: &mut registers.fractions,
            tables: &mut registers.tables,
            wide_tables: &mut registers.wide_tables,
            rows: &mut self.rows,
            tracer,
        };
        match run.run() {
            Exit::Done => Ok(true),
            Exit::Open => Ok(false),
            Exit::Limit => Err(LimitReached::Steps),
        }
    }

    fn run_ranged<T: Tracer>(
        &mut self,
        plan: &Plan,
        case: &Case<'_>,
        tracer: &mut T,
    ) -> Result<(), LimitReached> {
        self.mode = Mode::Ranged;
        self.range_inputs(plan, case);
        let (registers, rows) = (&mut self.ranged, &mut self.rows);
        let span = Span::at(FileId::new(0), 0);
        let mut run = Ranged {
            program: self.program,
            plan,
            case,
            registers,
            rows,
            tracer,
            span,
            next: None,
        };
        match run.run() {
            Exit::Done | Exit::Open => Ok(()),
            Exit::Limit => Err(LimitReached::Steps),
        }
    }
}

/// Making a vector long enough; what it holds does not matter.
fn grow<V: Copy>(values: Option<&mut Vec<V>>, length: usize, filling: V) {
    if let Some(values) = values
        && values.len() < length
    {
        values.resize(length, filling);
    }
}

/// Inputs of a run.
impl Machine<'_> {
    fn constants(&mut self) {
        for initial in &self.program.initial {
            let InitialValue::Constant(constant) = &initial.value else {
                continue;
            };
            let place = index(initial.register);
            match initial.shape {
                Shape::Wide => {
                    if let (Some(slot), Some(value)) =
                        (self.settled.fractions.get_mut(place), fraction(constant))
                    {
                        *slot = value;
                    }
                }
                shape => {
                    let value = raw(self.program, constant, shape);
                    if let (Some(slot), Some(value)) = (self.settled.integers.get_mut(place), value)
                    {
                        *slot = value;
                    }
                }
            }
        }
    }

    /// Clocks, readings, parameters and the facts of the case itself, as integers; whether all parameters are in force.
    fn inputs(&mut self, plan: &Plan, case: &Case<'_>) -> bool {
        let program = self.program;
        let integers = &mut self.settled.integers;
        let mut set = |register: u32, value: i64| {
            if let Some(slot) = integers.get_mut(index(register)) {
                *slot = value;
            }
        };
        for (clock, register) in &program.clocks {
            let [as_of, law_as_of, known_as_of] = case.days;
            set(
                *register,
                match clock {
                    Clock::AsOf => as_of,
                    Clock::LawAsOf => law_as_of,
                    Clock::KnownAsOf => known_as_of,
                },
            );
        }
        for reading in &plan.readings {
            let (register, taken) = (
                program.readings.get(reading.index()),
                case.readings.get(reading.index()),
            );
            if let (Some(register), Some(taken)) = (register, taken) {
                set(*register, i64::from(*taken));
            }
        }
        let Some(root) = case.rows(0) else {
            return false;
        };
        for (offset, register) in &plan.root {
            set(
                *register,
                root.cells.get(index(*offset)).copied().unwrap_or(0),
            );
        }
        self.parameters(plan, case)
    }

    fn parameters(&mut self, plan: &Plan, case: &Case<'_>) -> bool {
        let clocks = (case.clocks().law_as_of, case.clocks().known_as_of);
        if self.resolved.clocks != Some(clocks) {
            self.resolved.clocks = Some(clocks);
            self.resolved.parameters.fill(None);
        }
        let mut all = true;
        for parameter in &plan.parameters {
            let known = self
                .resolved
                .parameters
                .get(parameter.index())
                .copied()
                .flatten();
            all &= known.unwrap_or_else(|| self.resolve(parameter.index(), clocks));
        }
        all
    }

    /// Puts a parameter's value into its register; whether it has one that fits.
    fn resolve(
        &mut self,
        parameter: usize,
        (day, known): (crate::quantity::Date, crate::quantity::Date),
    ) -> bool {
        let Some(model) = self.program.side().parameters.get(parameter) else {
            return false;
        };
        let place = index(model.register);
        let found = match model.shape {
            Shape::Wide => {
                let value = line(model, day, known).and_then(fraction);
                let slot = self.settled.fractions.get_mut(place);
                slot.zip(value).map(|(slot, value)| *slot = value)
            }
            _ => {
                let value = raw_line(model, day, known);
                let slot = self.settled.integers.get_mut(place);
                slot.zip(value).map(|(slot, value)| *slot = value)
            }
        };
        if let Some(slot) = self.resolved.parameters.get_mut(parameter) {
            *slot = Some(found.is_some());
        }
        found.is_some()
    }

    /// The same as ranges.
    fn range_inputs(&mut self, plan: &Plan, case: &Case<'_>) {
        let program = self.program;
        if !self.ready {
            self.ranged = Ranges::new(program.registers, program.tables().len());
            self.ready = true;
        }
        for initial in &program.initial {
            let value = self.initial(&initial.value, case);
            if let Some(slot) = self.ranged.values.get_mut(index(initial.register)) {
                *slot = Held::sure(value);
            }
        }
        for (table, rows) in (1_u32..).zip(case.tables.iter().skip(1)) {
            let stride = index(plan.strides.get(index(table)).copied().unwrap_or(0));
            grow(
                self.ranged.tables.get_mut(index(table)),
                stride.saturating_mul(index(rows.count)),
                Held::NOTHING,
            );
        }
        let (Some(root), Some(layout)) = (case.rows(0), program.tables().first()) else {
            return;
        };
        for (offset, register) in &plan.root {
            let column = layout
                .facts
                .get(index(*offset))
                .and_then(|column| program.column(*column));
            let value = column.map_or(Value::Nothing, |column| {
                case.cell_value(root, index(*offset), column)
            });
            if let Some(slot) = self.ranged.values.get_mut(index(*register)) {
                *slot = Held::sure(value);
            }
        }
    }

    fn initial(&self, value: &InitialValue, case: &Case<'_>) -> Value {
        let program = self.program;
        let clocks = case.clocks();
        match value {
            InitialValue::Constant(constant) => Value::of(program, constant),
            InitialValue::Anything(ty) => Value::anything(program.schema(), ty),
            InitialValue::Bounds(field) => program
                .schema()
                .field(*field)
                .map_or(Value::Nothing, |declared| {
                    super::bounds::declared_bounds(program, declared)
                }),
            InitialValue::Nothing => Value::Nothing,
            InitialValue::Clock(Clock::AsOf) => Value::date(clocks.as_of),
            InitialValue::Clock(Clock::LawAsOf) => Value::date(clocks.law_as_of),
            InitialValue::Clock(Clock::KnownAsOf) => Value::date(clocks.known_as_of),
            InitialValue::Parameter(parameter) => {
                let Some(model) = program.side().parameters.get(parameter.index()) else {
                    return Value::Nothing;
                };
                let missing = Value::Fault(Fault {
                    kind: FaultKind::NotInForce,
                    span: model.span,
                });
                line(model, clocks.law_as_of, clocks.known_as_of)
                    .map_or(missing, |constant| Value::of(program, constant))
            }
            InitialValue::Reading(reading) => case
                .readings
                .get(reading.index())
                .map_or(Value::Nothing, |taken| Value::choice(*taken)),
        }
    }
}

/// Reading results.
impl Machine<'_> {
    /// The integer of a computed column and its decimals, where it is held as one.
    pub(crate) fn scaled(&self, plan: &Plan, id: ColumnId, row: u32) -> Option<(i64, u32)> {
        let known = plan.known.get(id.index()) == Some(&true);
        let column = self.program.column(id).filter(|_| known)?;
        let Shape::Narrow(decimals) = column.shape else {
            return None;
        };
        let raw = match (self.mode, column.table) {
            (Mode::Ranged, _) => None,
            (Mode::Settled, 0) => self.settled.integers.get(index(column.register)),
            (Mode::Settled, table) => {
                let stride = index(plan.strides.get(index(table)).copied()?);
                let cell = place(row, stride, column.offset);
                self.settled.tables.get(index(table))?.get(cell)
            }
        };
        Some((*raw?, decimals))
    }

    /// The value of a computed column, for a row of its table.
    pub(crate) fn column_value(&self, plan: &Plan, id: ColumnId, row: u32) -> Option<Value> {
        let column = self
            .program
            .column(id)
            .filter(|_| plan.known.get(id.index()) == Some(&true))?;
        let stride = index(plan.strides.get(index(column.table)).copied()?);
        let cell = place(row, stride, column.offset);
        match (self.mode, column.table) {
            (Mode::Ranged, 0) => {
                let held = self.ranged.values.get(index(column.register))?;
                Some(held.told(self.program, column.shape))
            }
            (Mode::Ranged, table) => {
                let held = self.ranged.tables.get(index(table))?.get(cell)?;
                Some(held.told(self.program, column.shape))
            }
            (Mode::Settled, 0) => match column.shape {
                Shape::Wide => self
                    .settled
                    .fractions
                    .get(index(column.register))?
                    .number()
                    .map(Value::number),
                shape => Some(Value::from_raw(
                    *self.settled.integers.get(index(column.register))?,
                    shape,
                )),
            },
            (Mode::Settled, table) => match column.shape {
                Shape::Wide => {
                    let value = self.settled.wide_tables.get(index(table))?.get(cell)?;
                    value.number().map(Value::number)
                }
                shape => Some(Value::from_raw(
                    *self.settled.tables.get(index(table))?.get(cell)?,
                    shape,
                )),
            },
        }
    }
}

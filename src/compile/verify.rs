//! Whether a program holds what its instructions refer to: in tests, debug builds, and where a pack is read.

use super::instruction::{Instruction, NONE, ROOT, Role};
use super::layout::{count, place};
use super::program::{ColumnId, Initial, Program, SideTables, Unit};

/// What is wrong with a program: an error of the compiler, never of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The place of the unit.
    pub unit: usize,
    /// The place of the instruction, entries first.
    pub at: usize,
    /// The instruction.
    pub instruction: Instruction,
    /// The operand that refers to nothing.
    pub operand: &'static str,
}

/// Checks that every register, row, target, column, list and place in a side table that an instruction names is there.
///
/// # Errors
/// The first [`Broken`] instruction.
pub fn verify(program: &Program) -> Result<(), Broken> {
    let elsewhere = |unit: usize, operand: &'static str| Broken {
        unit,
        at: 0,
        instruction: Instruction::Jump { end: 0 },
        operand,
    };
    for (number, unit) in program.units().iter().enumerate() {
        if !refers(program, unit) {
            return Err(elsewhere(number, "unit"));
        }
        let entry = unit.entry.iter().map(|entry| &entry.instruction);
        for (at, instruction) in entry.chain(&unit.code).enumerate() {
            let here = at.checked_sub(unit.entry.len());
            let found = broken(program, unit, instruction);
            let found = found.or_else(|| (!goes_on(instruction, here)).then_some("order"));
            if let Some(operand) = found {
                return Err(Broken {
                    unit: number,
                    at,
                    instruction: *instruction,
                    operand,
                });
            }
        }
    }
    if let Some(operand) = misplaced(program) {
        return Err(elsewhere(program.units().len(), operand));
    }
    Ok(())
}

/// Whether an instruction leads on: only the end of a loop leads back, and what is taken in before a row leads nowhere.
/// Several in one are made of a plan and stand in no unit.
fn goes_on(instruction: &Instruction, at: Option<usize>) -> bool {
    let leads = match (instruction, instruction.jumps_to(), at) {
        (_, None, _) => true,
        (_, Some(_), None) => false,
        (Instruction::Next { .. }, Some(target), Some(at)) => place(target) <= at,
        (_, Some(target), Some(at)) => place(target) > at,
    };
    leads && !instruction.is_several()
}

/// Whether what a unit says of itself leads somewhere.
fn refers(program: &Program, unit: &Unit) -> bool {
    let columns = [&unit.own, &unit.facts, &unit.reads, &unit.writes];
    let mut columns = columns.into_iter().flatten();
    let mut notes = unit.notes.iter().filter(|note| **note != NONE);
    columns.all(|column| program.column(*column).is_some())
        && place(unit.table) < program.tables().len()
        && unit.needs.iter().all(|need| *need < program.units().len())
        && unit
            .lists
            .iter()
            .all(|list| place(*list) < program.lists().len())
        && notes.all(|note| place(*note) < program.side().notes.len())
}

/// The first part beside the units that refers to nothing.
fn misplaced(program: &Program) -> Option<&'static str> {
    let register = |register: u32| register == NONE || register < program.registers;
    let column = |id: &ColumnId| program.column(*id).is_some();
    let table = |number: u32| place(number) < program.tables().len();
    let columns = program.columns().iter().all(|column| {
        let layout = program.tables().get(place(column.table));
        let room = layout.map_or(0, |layout| layout.facts.len().max(layout.computed.len()));
        register(column.register) && place(column.offset) < room
    });
    let tables = program.tables().iter().all(|layout| {
        let facts = layout.facts.len();
        let same = [
            layout.fresh.len(),
            layout.defaulted.len(),
            layout.limits.len(),
        ];
        let mut held = layout.facts.iter().chain(&layout.computed);
        same.iter().all(|length| *length == facts)
            && layout.missing <= facts
            && held.all(column)
            && layout
                .lists
                .iter()
                .all(|list| place(*list) < program.lists().len())
    });
    let lists = program.lists().iter().all(|list| {
        let ends = list.least <= list.greatest && list.greatest <= LONGEST_LIST;
        table(list.owner) && table(list.members) && ends
    });
    let units = program.units().len();
    let mut unit_of = program.unit_of_definition.iter();
    let unit_of = unit_of.all(|unit| *unit < units)
        && program.unit_of_table.iter().all(|unit| *unit < units)
        && program.unit_of_norm.iter().all(|unit| *unit < units);
    let initial = |initial: &Initial| initial.register < program.registers;
    let parts = [
        ("columns", columns),
        ("tables", tables),
        ("lists", lists),
        ("unit_of", unit_of),
        ("initial", program.initial.iter().all(initial)),
        ("side", side_refers(program.side(), register)),
        (
            "objects",
            program.table_of_object.iter().all(|number| table(*number)),
        ),
    ];
    let mut wrong = parts.into_iter().filter(|(_, fits)| !fits);
    wrong.next().map(|(name, _)| name)
}

/// Whether the side tables refer to registers that are there.
fn side_refers(side: &SideTables, register: impl Fn(u32) -> bool) -> bool {
    let choices = side.choices.iter().all(|choice| {
        let general = choice.general.is_none_or(&register);
        let mut rows = choice.rows.iter();
        general
            && register(choice.anything)
            && rows.all(|(condition, value, _)| register(*condition) && register(*value))
    });
    let lookups = side.lookups.iter().all(|lookup| {
        let mut values = lookup.values.iter();
        register(lookup.anything) && values.all(|value| register(*value))
    });
    let mut bands = side.brackets.iter().flatten();
    let bands = bands.all(|(upper, rate)| upper.is_none_or(&register) && register(*rate));
    let parameters = side.parameters.iter().all(|parameter| {
        let lines = parameter.lines.len();
        parameter.raw.len() == lines && parameter.spans.len() == lines
    });
    choices && lookups && bands && parameters
}

/// No list may be longer.
///
/// # Source
/// `grammar/MEANING.md`, section 6.
const LONGEST_LIST: u32 = 10_000;

/// The first operand that refers to nothing.
fn broken(program: &Program, unit: &Unit, instruction: &Instruction) -> Option<&'static str> {
    let aligned = unit.code.len() == unit.spans.len() && unit.code.len() == unit.notes.len();
    let mut found = if aligned { None } else { Some("side tables") };
    let mut table = None;
    instruction.operands(|role, name, number| {
        let fits = match role {
            Role::Write | Role::Update => number < program.registers,
            Role::Read => number == NONE || number < program.registers,
            Role::WriteRow => number < program.rows,
            Role::ReadRow => number == ROOT || number < program.rows,
            Role::Target => place(number) <= unit.code.len(),
            Role::Index => index_fits(program, instruction, name, number, table),
        };
        if name == "table" {
            table = Some(number);
        }
        if !fits && found.is_none() {
            found = Some(name);
        }
    });
    found
}

fn index_fits(
    program: &Program,
    instruction: &Instruction,
    name: &str,
    number: u32,
    table: Option<u32>,
) -> bool {
    let side = program.side();
    match name {
        "table" => place(number) < program.tables().len(),
        "offset" => offset_fits(program, instruction, number, table),
        "list" => place(number) < program.lists().len(),
        _ => side_fits(side, name, number),
    }
}

fn offset_fits(
    program: &Program,
    instruction: &Instruction,
    number: u32,
    table: Option<u32>,
) -> bool {
    let layout = table.and_then(|table| program.tables().get(place(table)));
    let is_fact = matches!(
        instruction,
        Instruction::LoadFact { .. } | Instruction::LoadOwned { .. }
    );
    layout.is_some_and(|layout| {
        let columns = if is_fact {
            layout.facts.len()
        } else {
            layout.computed.len()
        };
        number < count(columns)
    })
}

fn side_fits(side: &SideTables, name: &str, number: u32) -> bool {
    let length = match name {
        "rounding" => side.roundings.len(),
        "set" => side.sets.len(),
        "choice" => side.choices.len(),
        "lookup" => side.lookups.len(),
        "bands" => side.brackets.len(),
        "window" => side.windows.len(),
        "calendar" => side.calendars.len(),
        "parameter" => side.parameters.len(),
        "figure" => super::program::FigureModel::ALL.len(),
        // Literals: how many decimals, which relation, which function, how a loop is told.
        _ => return true,
    };
    place(number) < length
}

//! Whether a program holds what its instructions refer to: in tests and debug builds.

use super::instruction::{Instruction, NONE, ROOT, Role};
use super::layout::{count, place};
use super::program::{Program, SideTables, Unit};

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
    for (number, unit) in program.units().iter().enumerate() {
        let entry = unit.entry.iter().map(|entry| &entry.instruction);
        for (at, instruction) in entry.chain(&unit.code).enumerate() {
            if let Some(operand) = broken(program, unit, instruction) {
                return Err(Broken {
                    unit: number,
                    at,
                    instruction: *instruction,
                    operand,
                });
            }
        }
    }
    Ok(())
}

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

//! Instructions as text, for tests and for people who look for what a rule became.

use core::fmt::Write;

use super::instruction::{Instruction, NONE, ROOT, Role};
use super::plan::Plan;
use super::program::Program;

/// One instruction: its name, what it writes, what it reads.
fn line(text: &mut String, at: usize, instruction: &Instruction) {
    // Writing to a text cannot fail.
    let _ = write!(text, "{at:4} {}", instruction.name());
    instruction.operands(|role, name, number| {
        let _ = match (role, number) {
            (Role::ReadRow, ROOT) => write!(text, " {name}=case"),
            (_, NONE) => write!(text, " {name}=none"),
            (Role::Write, _) => write!(text, " r{number} <-"),
            (Role::Update, _) => write!(text, " {name}:r{number}"),
            (Role::Read, _) => write!(text, " r{number}"),
            (Role::WriteRow | Role::ReadRow, _) => write!(text, " {name}=row{number}"),
            (Role::Target, _) => write!(text, " @{number}"),
            (Role::Index, _) => write!(text, " {name}={number}"),
        };
    });
    text.push('\n');
}

/// Some instructions, one a line.
fn listed<'i>(instructions: impl Iterator<Item = &'i Instruction>) -> String {
    let mut text = String::new();
    for (at, instruction) in instructions.enumerate() {
        line(&mut text, at, instruction);
    }
    text
}

impl Program {
    /// The units as text.
    #[must_use]
    pub fn listing(&self) -> String {
        let mut text = String::new();
        for unit in self.units() {
            let name = self
                .schema()
                .label(unit.computed)
                .map_or("", |label| label.name.as_str());
            let _ = writeln!(text, "{name}");
            text.push_str(&listed(
                unit.entry
                    .iter()
                    .map(|entry| &entry.instruction)
                    .chain(&unit.code),
            ));
        }
        text
    }
}

impl Plan {
    /// The shorter instructions, for runs in which every value is known and nobody listens.
    #[must_use]
    pub fn quick_listing(&self) -> String {
        listed(self.quick.code.iter())
    }

    /// The instructions as text, each unit under its name.
    #[must_use]
    pub fn listing(&self, program: &Program) -> String {
        let mut text = String::new();
        let mut before = NONE;
        for ((at, instruction), unit) in self.code.iter().enumerate().zip(&self.units) {
            if *unit != before {
                before = *unit;
                let computed = program
                    .units()
                    .get(super::layout::place(*unit))
                    .map(|unit| unit.computed);
                let label = computed.and_then(|computed| program.schema().label(computed));
                let _ = writeln!(text, "{}", label.map_or("", |label| label.name.as_str()));
            }
            line(&mut text, at, instruction);
        }
        text
    }
}

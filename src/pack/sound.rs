//! Whether what was read fits together.

use crate::check::Model;
use crate::compile::{Program, verify};
use crate::source::Texts;

/// Checks what was read; says what does not fit.
pub(super) fn sound(_model: &Model, program: &Program, _texts: &Texts) -> Result<(), String> {
    verify(program).map_err(|broken| format!("{} {}", broken.instruction.name(), broken.operand))
}

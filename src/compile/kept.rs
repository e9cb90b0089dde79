//! Instructions as a pack keeps them: one byte that says which, then its operands. And a program that comes back from a
//! pack, which takes its names from the model again.

use core::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::Model;

use super::instruction::Instruction;
use super::names::schema_of;
use super::program::Program;

/// No instruction has more operands.
const MOST_OPERANDS: usize = 8;

impl Serialize for Instruction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut length = 1_usize;
        self.operands(|_, _, _| length = length.saturating_add(1));
        let mut tuple = serializer.serialize_tuple(length)?;
        tuple.serialize_element(&self.code())?;
        let mut written = Ok(());
        self.operands(|_, _, operand| {
            if written.is_ok() {
                // None and the row of the case, the most frequent of all, take one byte.
                written = tuple.serialize_element(&operand.wrapping_add(1));
            }
        });
        written?;
        tuple.end()
    }
}

impl<'de> Deserialize<'de> for Instruction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(MOST_OPERANDS.saturating_add(1), Operands)
    }
}

struct Operands;

impl<'de> Visitor<'de> for Operands {
    type Value = Instruction;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an instruction")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Instruction, A::Error> {
        let short = || A::Error::custom("an operand is missing");
        let code = seq.next_element::<u8>()?.ok_or_else(short)?;
        let next = || {
            let kept = seq.next_element::<u32>()?.ok_or_else(short)?;
            Ok(kept.wrapping_sub(1))
        };
        Instruction::decoded(code, next)?
            .ok_or_else(|| A::Error::custom("there is no such instruction"))
    }
}

impl Program {
    /// The program with the names, types and units of the model that it was compiled from.
    #[must_use]
    pub(crate) fn named_by(mut self, model: &Model) -> Self {
        self.schema = schema_of(model);
        self
    }
}

//! Instructions as a pack keeps them: one byte that says which, then its operands. And a program that comes back from a
//! pack, which takes its names from the model again.

use core::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::{CitationId, Enumerator, Model};
use crate::source::{FileId, Span};

use super::instruction::Instruction;
use super::layout::{origins, place};
use super::names::schema_of;
use super::program::{Note, Program, Shape, StepKind};

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

/// The mark of an instruction that stands where its note does.
const AT_ITS_NOTE: Span = Span::at(FileId::new(u32::MAX), 0);

impl Program {
    /// The program as a pack keeps it: what stands in it twice stands there once.
    #[must_use]
    pub(crate) fn packed(&self) -> Self {
        let mut program = self.clone();
        let notes = &self.side.notes;
        for unit in &mut program.units {
            for (span, note) in unit.spans.iter_mut().zip(&unit.notes) {
                let note = notes.get(place(*note));
                if note.is_some_and(|note| note.span == *span) {
                    *span = AT_ITS_NOTE;
                }
            }
        }
        program
    }

    /// How many registers of both kinds it asks for, and that many are at least mentioned in a pack.
    #[must_use]
    pub(crate) fn size(&self) -> usize {
        place(self.registers.saturating_add(self.rows)).max(place(self.own_registers))
    }

    /// How many facts, findings, definitions, tables, norms, objects and parameters it knows.
    #[must_use]
    pub(crate) fn counts(&self) -> [usize; 7] {
        [
            self.field_columns.len().min(self.list_of_field.len()),
            self.finding_columns.len(),
            self.definition_columns
                .len()
                .min(self.unit_of_definition.len()),
            self.table_columns.len().min(self.unit_of_table.len()),
            self.norm_columns.len().min(self.unit_of_norm.len()),
            self.table_of_object.len(),
            self.side.parameters.len(),
        ]
    }

    /// The program that was packed, with the names, types and units of the model that it was compiled from.
    #[must_use]
    pub(crate) fn unpacked(mut self, model: &Model) -> Self {
        for unit in &mut self.units {
            for (span, note) in unit.spans.iter_mut().zip(&unit.notes) {
                let note = self.side.notes.get(place(*note));
                if let Some(note) = note.filter(|_| *span == AT_ITS_NOTE) {
                    *span = note.span;
                }
            }
        }
        self.origins = origins(&self);
        self.schema = schema_of(model);
        self
    }
}

/// Places, each as its distance from the one before: most stand near.
#[derive(Debug, Clone, Copy)]
struct Trail {
    file: u32,
    start: u32,
}

/// How far on a file and a byte are, and how long the span is.
type Step = (i32, i32, u32);

impl Trail {
    const START: Self = Self { file: 0, start: 0 };

    fn step(&mut self, span: Span) -> Step {
        let (file, start) = (span.file().number(), span.start());
        let step = (
            file.wrapping_sub(self.file).cast_signed(),
            start.wrapping_sub(self.start).cast_signed(),
            span.len(),
        );
        *self = Self { file, start };
        step
    }

    fn span(&mut self, (file, start, length): Step) -> Span {
        self.file = self.file.wrapping_add(file.cast_unsigned());
        self.start = self.start.wrapping_add(start.cast_unsigned());
        let end = self.start.saturating_add(length);
        Span::new(FileId::new(self.file), self.start, end)
    }
}

/// The places of instructions.
pub(super) mod spans {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{AT_ITS_NOTE, Step, Trail};
    use crate::source::Span;

    pub(in crate::compile) fn serialize<S: Serializer>(
        spans: &[Span],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut trail = Trail::START;
        let steps = spans.iter().map(|span| {
            let own = *span != AT_ITS_NOTE;
            own.then(|| trail.step(*span))
        });
        steps.collect::<Vec<Option<Step>>>().serialize(serializer)
    }

    pub(in crate::compile) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Span>, D::Error> {
        let steps = Vec::<Option<Step>>::deserialize(deserializer)?;
        let mut trail = Trail::START;
        let spans = steps.into_iter();
        let spans = spans.map(|step| step.map_or(AT_ITS_NOTE, |step| trail.span(step)));
        Ok(spans.collect())
    }
}

/// The notes of instructions, which are numbered in their order.
pub(super) mod numbers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::compile::NONE;

    pub(in crate::compile) fn serialize<S: Serializer>(
        notes: &[u32],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut next = 0_u32;
        let steps = notes.iter().map(|note| {
            (*note != NONE).then(|| {
                let step = note.wrapping_sub(next).cast_signed();
                next = note.wrapping_add(1);
                step
            })
        });
        steps.collect::<Vec<Option<i32>>>().serialize(serializer)
    }

    pub(in crate::compile) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u32>, D::Error> {
        let steps = Vec::<Option<i32>>::deserialize(deserializer)?;
        let mut next = 0_u32;
        let notes = steps.into_iter().map(|step| {
            step.map_or(NONE, |step| {
                let note = next.wrapping_add(step.cast_unsigned());
                next = note.wrapping_add(1);
                note
            })
        });
        Ok(notes.collect())
    }
}

/// Notes, part by part: like stands with like.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct KeptNotes {
    steps: Vec<StepKind>,
    shapes: Vec<Shape>,
    items: Vec<Option<Enumerator>>,
    places: Vec<u32>,
    basis: Vec<Vec<CitationId>>,
    spans: Vec<Step>,
    rests: Vec<Vec<(Option<Enumerator>, Step)>>,
}

impl From<&[Note]> for KeptNotes {
    fn from(notes: &[Note]) -> Self {
        let mut kept = Self::default();
        let mut trail = Trail::START;
        for note in notes {
            kept.steps.push(note.step);
            kept.shapes.push(note.shape);
            kept.items.push(note.item);
            kept.places.push(note.place);
            kept.basis.push(note.basis.clone());
            kept.spans.push(trail.step(note.span));
            let mut inner = trail;
            let rest = note.rest.iter();
            let rest = rest.map(|(item, span)| (*item, inner.step(*span)));
            kept.rests.push(rest.collect());
        }
        kept
    }
}

impl TryFrom<KeptNotes> for Vec<Note> {
    type Error = &'static str;

    fn try_from(kept: KeptNotes) -> Result<Self, &'static str> {
        let length = kept.steps.len();
        let lengths = [
            kept.shapes.len(),
            kept.items.len(),
            kept.places.len(),
            kept.basis.len(),
            kept.spans.len(),
            kept.rests.len(),
        ];
        if lengths.iter().any(|other| *other != length) {
            return Err("the parts of notes differ in length");
        }
        let mut trail = Trail::START;
        let what = kept.steps.into_iter().zip(kept.shapes);
        let items = kept.items.into_iter().zip(kept.places);
        let places = kept.spans.into_iter().zip(kept.rests);
        let all = what.zip(items).zip(kept.basis.into_iter().zip(places));
        let notes = all.map(|(((step, shape), (item, place)), (basis, (span, rest)))| {
            let span = trail.span(span);
            let mut inner = trail;
            let rest = rest.into_iter();
            let rest = rest.map(|(item, step)| (item, inner.span(step)));
            Note {
                step,
                shape,
                item,
                place,
                basis,
                rest: rest.collect(),
                span,
            }
        });
        Ok(notes.collect())
    }
}

/// The notes of a program.
pub(super) mod notes {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{KeptNotes, Note};

    pub(in crate::compile) fn serialize<S: Serializer>(
        notes: &[Note],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        KeptNotes::from(notes).serialize(serializer)
    }

    pub(in crate::compile) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Note>, D::Error> {
        let kept = KeptNotes::deserialize(deserializer)?;
        Vec::try_from(kept).map_err(D::Error::custom)
    }
}

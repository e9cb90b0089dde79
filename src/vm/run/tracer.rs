//! Who listens to the steps of a run.

use crate::vm::value::Value;

use super::fraction::Fraction;

/// Who listens to the steps of a run; the deaf one costs nothing.
pub(crate) trait Tracer {
    /// Whether it listens at all.
    const LISTENS: bool;

    /// A step with an integer: a value, or a row.
    fn integer(&mut self, at: usize, row: u32, raw: i64);

    /// A step with a fraction.
    fn fraction(&mut self, at: usize, row: u32, fraction: Fraction);

    /// A step with a range, and whether it may yet be a fault.
    fn value(&mut self, at: usize, row: u32, value: Value, doubtful: bool);
}

/// Does not listen.
#[derive(Debug)]
pub(crate) struct Deaf;

impl Tracer for Deaf {
    const LISTENS: bool = false;

    fn integer(&mut self, _: usize, _: u32, _: i64) {}

    fn fraction(&mut self, _: usize, _: u32, _: Fraction) {}

    fn value(&mut self, _: usize, _: u32, _: Value, _: bool) {}
}

/// Writes every step down.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// Instruction, row, and an integer or the place of a wider value.
    pub(crate) entries: Vec<Entry>,
    pub(crate) fractions: Vec<Fraction>,
    /// Each value, and whether it may yet be a fault.
    pub(crate) values: Vec<(Value, bool)>,
    /// Whether values are ranges: then every value stands in `values`.
    pub(crate) ranged: bool,
    /// Whether steps were left out at the limit.
    pub(crate) cut: bool,
}

/// One step as it is written down: small, for there are many. What the integer is follows from the instruction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) at: u32,
    pub(crate) row: u32,
    pub(crate) raw: i64,
}

impl Log {
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.fractions.clear();
        self.values.clear();
        self.ranged = false;
        self.cut = false;
    }

    #[inline]
    fn push(&mut self, at: usize, row: u32, raw: i64) {
        if self.entries.len() >= crate::vm::limits::MAX_TRACE {
            self.cut = true;
            return;
        }
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.entries.push(Entry { at, row, raw });
    }
}

impl Tracer for Log {
    const LISTENS: bool = true;

    fn integer(&mut self, at: usize, row: u32, raw: i64) {
        self.push(at, row, raw);
    }

    fn fraction(&mut self, at: usize, row: u32, fraction: Fraction) {
        let place = i64::try_from(self.fractions.len()).unwrap_or(i64::MAX);
        self.fractions.push(fraction);
        self.push(at, row, place);
    }

    fn value(&mut self, at: usize, row: u32, value: Value, doubtful: bool) {
        self.ranged = true;
        let place = i64::try_from(self.values.len()).unwrap_or(i64::MAX);
        self.values.push((value, doubtful));
        self.push(at, row, place);
    }
}

//! Plan and case in, values in registers out.
//!
//! The same instructions are run in two ways: [`settled`] where every value is known and nothing can go wrong, [`ranged`]
//! otherwise. Where both apply they agree.

mod fraction;

mod tracer;

mod state;

mod day;

mod law;

mod settled;

mod ranged;

mod ranged_law;

pub(crate) use self::fraction::Fraction;
pub(crate) use self::law::{fraction, line, raw, raw_line};
pub(crate) use self::ranged::{Ranged, Ranges};
pub(crate) use self::settled::{Exit, Settled};
pub(crate) use self::state::{NO_ROW, Registers, Rows, place};
pub(crate) use self::tracer::{Deaf, Entry, Log, Tracer};

//! Records decided again with another package: what a change of the rules would do to those who were decided.
//!
//! In come records, one after the other, and a package; out goes what became of each ([`again`]), counts in groups ([`Tally`]),
//! and of these what may be published ([`publish`]). A rerun is an estimate: no record is written or changed here.
//!
//! # What is protected
//!
//! A report holds the classes and one breakdown. Each cell of it is 0 or at least 10 records: small groups are merged until that
//! is so. All other counts of records are sums of whole cells, so that subtracting counts of one report from each other gives
//! no group of 1 to 9 either. The regression gate and the old package are told without counts.
//!
//! Not protected is what somebody has who holds more than one report: another breakdown of the same records, the same over
//! other records or on another day may be subtracted from it. Nor a household with several records (records are counted, not
//! households), nor a group whose members all fare alike (who knows a member, knows how he fares), nor what a sum of amounts
//! tells of one amount that is far greater than the others. Zero is published, and so is how many files were no record. What
//! is written per record is not for publication at all.

mod told;

mod class;

mod step;

mod again;

mod tally;

mod publish;

mod report;

pub use again::{Judged, Rerun, Way, again};
pub use class::{Change, Class, Obstacle, compare};
pub use publish::{Column, LEAST, Published, Row, Sum, Table, publish};
pub use report::{Report, SCHEMA, VERSION, report_schema};
pub use step::first_step;
pub use tally::{Dimension, Label, Tally};
pub use told::{Conclusion, Measure, Provision, Standing, of_decision, of_record};

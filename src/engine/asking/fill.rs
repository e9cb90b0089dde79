//! JSON text straight into the machine's own layout, where everything in it is plainly right.
//!
//! What is not (a name that is not declared, a figure out of bounds, bounds instead of a value, anything twice) makes this
//! reader give up without a word; the careful reader then reads the same text and says all that is wrong with it, or accepts
//! it. So there is one truth about mistakes. Giving up too often costs time and never an answer.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::check::{Model, ObjectId};
use crate::engine::facts::{
    BY, CONCLUSION, MAX_FACT_BYTES, MAX_FACT_VALUES, MAX_INSTANCES, REASONS,
};
use crate::quantity::Date;
use crate::vm::Case;

use super::sheet::{FindingSlot, Part, Sheet, Spellings, Top};
use super::value::{Cell, PlainDate};

/// Deeper than this the careful reader reads.
const DEPTH: usize = 48;
/// The longest text that is taken without counting its characters.
pub(super) const LONGEST: usize = 10_000;

/// What is remembered while a text is read, kept from one text to the next.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// By object, whether it was given at the top.
    objects: Vec<bool>,
    /// By table, whether a list has put rows into it, and the last one that did.
    lists: Vec<Option<u32>>,
}

/// The days that a text gives.
pub(crate) type Days = [Option<Date>; 3];

/// Reads a text into an empty case; none where anything is not plainly right, and then the case holds rubbish.
pub(crate) fn fill(
    (model, sheet): (&Model, &Sheet),
    text: &str,
    case: &mut Case<'_>,
    seen: &mut Seen,
) -> Option<Days> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_FACT_BYTES {
        return None;
    }
    seen.objects.clear();
    seen.objects.resize(sheet.objects.len(), false);
    seen.lists.clear();
    seen.lists.resize(sheet.sources.len(), None);
    let mut filling = Filling {
        model,
        sheet,
        case,
        seen,
        days: [None; 3],
        told: [false; 2],
        values: 0,
        instances: 0,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Whole(&mut filling)).ok()?;
    json.end().ok()?;
    Some(filling.days)
}

/// A case while it is read.
pub(super) struct Filling<'s, 'c, 'p> {
    pub(super) model: &'s Model,
    pub(super) sheet: &'s Sheet,
    pub(super) case: &'c mut Case<'p>,
    seen: &'c mut Seen,
    days: Days,
    /// Whether findings and readings were given at the top.
    told: [bool; 2],
    values: usize,
    instances: usize,
}

impl Filling<'_, '_, '_> {
    /// Counts a value.
    pub(super) fn count<E: Error>(&mut self) -> Result<(), E> {
        self.values = self.values.saturating_add(1);
        sure(self.values < MAX_FACT_VALUES)
    }

    fn count_instance<E: Error>(&mut self) -> Result<(), E> {
        self.instances = self.instances.saturating_add(1);
        sure(self.instances <= MAX_INSTANCES)
    }
}

/// Goes on where something is plainly right.
pub(super) fn sure<E: Error>(right: bool) -> Result<(), E> {
    if right { Ok(()) } else { Err(doubt()) }
}

/// Gives up.
pub(super) fn doubt<E: Error>() -> E {
    E::custom("")
}

/// A name, looked up.
struct Name<'s, T>(&'s Spellings<T>);

impl<'de, 's, T> DeserializeSeed<'de> for Name<'s, T> {
    type Value = &'s T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'s T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'s, T> Visitor<'_> for Name<'s, T> {
    type Value = &'s T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<&'s T, E> {
        self.0.find(name).ok_or_else(doubt)
    }
}

/// The whole case.
struct Whole<'f, 's, 'c, 'p>(&'f mut Filling<'s, 'c, 'p>);

impl<'de> Visitor<'de> for Whole<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a case")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let filling = self.0;
        let sheet = filling.sheet;
        while let Some(top) = map.next_key_seed(Name(&sheet.top))? {
            match top {
                Top::Clock(clock) => {
                    filling.count()?;
                    let day = map.next_value_seed(PlainDate)?;
                    let slot = filling.days.get_mut(*clock).ok_or_else(doubt)?;
                    sure(slot.is_none())?;
                    *slot = Some(day);
                }
                Top::Findings => {
                    filling.tell(0)?;
                    map.next_value_seed(Findings(filling))?;
                }
                Top::Readings => {
                    filling.tell(1)?;
                    map.next_value_seed(Readings(filling))?;
                }
                Top::Root(object) => {
                    filling.tell_object(*object)?;
                    filling.count_instance()?;
                    let (object, row, depth) = (*object, 0, 1);
                    map.next_value_seed(One {
                        filling,
                        object,
                        row,
                        depth,
                    })?;
                }
                Top::Direct(object, table) => {
                    filling.tell_object(*object)?;
                    let (object, table) = (*object, *table);
                    map.next_value_seed(Direct {
                        filling,
                        object,
                        table,
                    })?;
                }
            }
        }
        Ok(())
    }
}

impl Filling<'_, '_, '_> {
    fn tell<E: Error>(&mut self, what: usize) -> Result<(), E> {
        let told = self.told.get_mut(what).ok_or_else(doubt)?;
        sure(!core::mem::replace(told, true))
    }

    fn tell_object<E: Error>(&mut self, object: ObjectId) -> Result<(), E> {
        let told = self.seen.objects.get_mut(object.index());
        sure(!core::mem::replace(told.ok_or_else(doubt)?, true))
    }

    /// Another instance given directly. Those of an object stand before the members of its lists, as the careful reader
    /// lays them down.
    fn direct<E: Error>(&mut self, object: ObjectId, table: u32) -> Result<u32, E> {
        let lists = self.seen.lists.get(place(table)).ok_or_else(doubt)?;
        sure(lists.is_none())?;
        self.count_instance()?;
        self.case.add(object).map(|of| of.row).map_err(|_| doubt())
    }

    /// Whether the members of a list come in where the careful reader lays them down.
    fn in_order<E: Error>(&mut self, number: u32, table: u32, owner: u32) -> Result<(), E> {
        let alone = self.sheet.sources.get(place(table)) == Some(&1);
        let last = self.seen.lists.get_mut(place(table)).ok_or_else(doubt)?;
        let next = owner == 0 && last.is_none_or(|last| last < number);
        sure(alone || next)?;
        *last = Some(number);
        Ok(())
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Instances of an object that stands in lists: one, or several as a list.
struct Direct<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    object: ObjectId,
    table: u32,
}

impl<'de> DeserializeSeed<'de> for Direct<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Direct<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("instances")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Self {
            filling,
            object,
            table,
        } = self;
        let row = filling.direct(object, table)?;
        let one = One {
            filling,
            object,
            row,
            depth: 1,
        };
        one.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self {
            filling,
            object,
            table,
        } = self;
        filling.count()?;
        loop {
            let next = NextDirect {
                filling: &mut *filling,
                object,
                table,
            };
            if seq.next_element_seed(next)?.is_none() {
                return Ok(());
            }
        }
    }
}

/// The next of several instances given directly.
struct NextDirect<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    object: ObjectId,
    table: u32,
}

impl<'de> DeserializeSeed<'de> for NextDirect<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self {
            filling,
            object,
            table,
        } = self;
        let row = filling.direct(object, table)?;
        let one = One {
            filling,
            object,
            row,
            depth: 2,
        };
        one.deserialize(deserializer)
    }
}

/// One instance.
struct One<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    object: ObjectId,
    row: u32,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for One<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for One<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an instance")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self {
            filling,
            object,
            row,
            depth,
        } = self;
        sure(depth < DEPTH)?;
        filling.count()?;
        let sheet = filling.sheet;
        let parts = sheet.objects.get(object.index()).ok_or_else(doubt)?;
        while let Some(part) = map.next_key_seed(Name(parts))? {
            match part {
                Part::Fact(slot) => map.next_value_seed(Cell {
                    filling: &mut *filling,
                    slot: *slot,
                    row,
                })?,
                Part::Finding(slot) => map.next_value_seed(Finding {
                    filling: &mut *filling,
                    slot: *slot,
                    row,
                })?,
                Part::List {
                    number,
                    table,
                    object,
                    owner,
                } => {
                    filling.in_order(*number, *table, *owner)?;
                    map.next_value_seed(Members {
                        filling: &mut *filling,
                        number: *number,
                        object: *object,
                        owner: row,
                        depth: depth.saturating_add(2),
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// The members of a list.
struct Members<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    number: u32,
    object: ObjectId,
    owner: u32,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Members<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("members")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self {
            filling,
            number,
            object,
            owner,
            depth,
        } = self;
        filling.count()?;
        let opened = filling.case.open_list(number, owner);
        let mut list = opened.ok_or_else(doubt)?;
        loop {
            let next = Next {
                filling: &mut *filling,
                list: &mut list,
                object,
                depth,
            };
            if seq.next_element_seed(next)?.is_none() {
                break;
            }
        }
        sure(filling.case.close_list(list))
    }
}

/// The next member of a list.
struct Next<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    list: &'f mut crate::vm::OpenList,
    object: ObjectId,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Next<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self {
            filling,
            list,
            object,
            depth,
        } = self;
        filling.count_instance()?;
        let row = filling.case.next_member(list).ok_or_else(doubt)?;
        let one = One {
            filling,
            object,
            row,
            depth,
        };
        one.deserialize(deserializer)
    }
}

/// A finding: yes or no, or its conclusion with its author and its reasons.
struct Finding<'f, 's, 'c, 'p> {
    filling: &'f mut Filling<'s, 'c, 'p>,
    slot: FindingSlot,
    row: u32,
}

impl Finding<'_, '_, '_, '_> {
    fn lay<E: Error>(self, holds: bool, reasons: bool) -> Result<(), E> {
        let FindingSlot {
            table,
            offset,
            reasons_required,
        } = self.slot;
        self.filling.count()?;
        sure(reasons || !reasons_required)?;
        let place = (table, self.row, offset);
        sure(self.filling.case.lay(place, i64::from(holds)))
    }
}

impl<'de> DeserializeSeed<'de> for Finding<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Finding<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a finding")
    }

    fn visit_bool<E: Error>(self, holds: bool) -> Result<(), E> {
        self.lay(holds, false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut holds, mut by, mut reasons) = (None, None, None);
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            self.filling.count()?;
            if CONCLUSION.contains(&key.as_ref()) {
                sure(holds.replace(map.next_value::<bool>()?).is_none())?;
            } else if BY.contains(&key.as_ref()) {
                sure(by.replace(map.next_value_seed(Written)?).is_none())?;
            } else if REASONS.contains(&key.as_ref()) {
                sure(reasons.replace(map.next_value_seed(Written)?).is_none())?;
            } else {
                return Err(doubt());
            }
        }
        self.lay(holds.ok_or_else(doubt)?, reasons == Some(true))
    }
}

/// A text of which only matters whether anything is written.
struct Written;

impl<'de> DeserializeSeed<'de> for Written {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Written {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<bool, E> {
        sure(words.len() <= LONGEST)?;
        Ok(!words.trim().is_empty())
    }
}

/// Findings that belong to no object.
struct Findings<'f, 's, 'c, 'p>(&'f mut Filling<'s, 'c, 'p>);

impl<'de> DeserializeSeed<'de> for Findings<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Findings<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("findings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let filling = self.0;
        filling.count()?;
        let sheet = filling.sheet;
        while let Some(slot) = map.next_key_seed(Name(&sheet.findings))? {
            let (slot, row) = (*slot, 0);
            map.next_value_seed(Finding {
                filling: &mut *filling,
                slot,
                row,
            })?;
        }
        Ok(())
    }
}

/// Readings that were chosen.
struct Readings<'f, 's, 'c, 'p>(&'f mut Filling<'s, 'c, 'p>);

impl<'de> DeserializeSeed<'de> for Readings<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Readings<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("readings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let filling = self.0;
        filling.count()?;
        let sheet = filling.sheet;
        let mut chosen = std::collections::BTreeSet::new();
        while let Some((reading, options)) = map.next_key_seed(Name(&sheet.readings))? {
            filling.count()?;
            let option = *map.next_value_seed(Name(options))?;
            sure(chosen.insert(*reading))?;
            filling
                .case
                .read(*reading, option)
                .map_err(|_| doubt::<A::Error>())?;
        }
        Ok(())
    }
}

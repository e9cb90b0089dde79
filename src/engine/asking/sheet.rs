//! What the names in a fact file stand for, looked up once for a package: its cell, its scale and its bounds.

use crate::check::{
    ChoiceId, Constant, Field, FieldId, FieldKind, FindingId, Label, ObjectId, ReadingId, Type,
};
use crate::compile::{Program, Shape};
use crate::engine::facts::{AS_OF, FINDINGS, KNOWN_AS_OF, LAW_AS_OF, READINGS};
use crate::engine::open::Engine;
use crate::quantity::{Number, Unit};

/// The names of a package.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// What stands at the top of a case.
    pub(crate) top: Spellings<Top>,
    /// By object, what stands in its instances.
    pub(crate) objects: Vec<Spellings<Part>>,
    /// Findings that belong to no object.
    pub(crate) findings: Spellings<FindingSlot>,
    /// Readings, with their options.
    pub(crate) readings: Spellings<(ReadingId, Spellings<u32>)>,
    /// By choice, its options.
    pub(crate) choices: Vec<Spellings<u32>>,
    /// By table, how many lists its rows may stand in.
    pub(crate) sources: Vec<u32>,
}

/// What a name at the top stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Top {
    /// One of the three days.
    Clock(usize),
    /// The findings.
    Findings,
    /// The readings.
    Readings,
    /// The one instance of an object.
    Root(ObjectId),
    /// Instances of an object that stands in lists.
    Direct(ObjectId, u32),
}

/// What a name in an instance stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// A fact.
    Fact(Slot),
    /// A list: its number, the table of its members, their object, the table of the owner.
    List {
        /// The number of the list.
        number: u32,
        /// The table of its members.
        table: u32,
        /// The object of its members.
        object: ObjectId,
        /// The table of its owners.
        owner: u32,
    },
    /// A finding.
    Finding(FindingSlot),
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FindingSlot {
    pub(crate) table: u32,
    pub(crate) offset: u32,
    pub(crate) reasons_required: bool,
}

/// Where a fact stands and what is plainly right for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) object: ObjectId,
    pub(crate) field: FieldId,
    pub(crate) table: u32,
    pub(crate) offset: u32,
    pub(crate) kind: SlotKind,
}

/// What is plainly right for a fact.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SlotKind {
    /// Yes or no.
    Boolean,
    /// A number that fits a cell.
    Number(Scale),
    /// An option.
    Choice(ChoiceId),
    /// Anything else: read as the careful reader reads it.
    Other,
}

/// How a number stands in its cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// The integer of one in the unit of the fact.
    pub(crate) one: i64,
    /// Whether it must be whole in that unit.
    pub(crate) whole: bool,
    /// The least integer.
    pub(crate) least: i64,
    /// The greatest integer.
    pub(crate) greatest: i64,
}

/// Names and what each stands for, by length and letters.
#[derive(Debug)]
pub(crate) struct Spellings<T> {
    names: Vec<(Box<str>, T)>,
}

impl<T> Spellings<T> {
    /// Of two names that are the same the first counts.
    fn of<'n>(names: impl IntoIterator<Item = (&'n str, T)>) -> Self {
        let mut names: Vec<(Box<str>, T)> = names
            .into_iter()
            .map(|(name, what)| (name.into(), what))
            .collect();
        names.sort_by(|(one, _), (other, _)| order(one, other));
        names.dedup_by(|(later, _), (first, _)| later == first);
        Self { names }
    }

    /// What a name stands for.
    pub(crate) fn find(&self, name: &str) -> Option<&T> {
        let place = self
            .names
            .binary_search_by(|(known, _)| order(known, name))
            .ok()?;
        self.names.get(place).map(|(_, what)| what)
    }
}

fn order(one: &str, other: &str) -> std::cmp::Ordering {
    (one.len(), one).cmp(&(other.len(), other))
}

/// A name and its alias, both for the same.
fn both<T: Clone>(label: &Label, what: T) -> impl Iterator<Item = (&str, T)> {
    let alias = label.alias.as_deref().map(|alias| (alias, what.clone()));
    std::iter::once((label.name.as_str(), what)).chain(alias)
}

impl Sheet {
    /// The names of a package.
    pub(crate) fn of(engine: &Engine) -> Self {
        let (model, program) = (&engine.model, &engine.program);
        let reserved = [
            (AS_OF, Top::Clock(0)),
            (LAW_AS_OF, Top::Clock(1)),
            (KNOWN_AS_OF, Top::Clock(2)),
            (FINDINGS, Top::Findings),
            (READINGS, Top::Readings),
        ];
        let reserved = reserved
            .into_iter()
            .flat_map(|(names, top)| names.map(|name| (name, top)));
        let objects = || (0_u32..).map(ObjectId).zip(&model.objects);
        let tops = objects().filter_map(|(id, object)| {
            let table = program.table_of(id)?;
            let top = if object.lists.is_empty() {
                Top::Root(id)
            } else {
                Top::Direct(id, table)
            };
            Some(both(&object.label, top))
        });
        let parts = objects().map(|(id, object)| {
            let facts = object.fields.iter().filter_map(|field| {
                let declared = model.fields.get(field.index())?;
                Some(both(&declared.label, part(program, *field, declared)?))
            });
            let findings = findings_of(engine, Some(id))
                .flat_map(|(label, slot)| both(label, Part::Finding(slot)));
            Spellings::of(facts.flatten().chain(findings))
        });
        let choices = model.choices.iter().map(|choice| options(&choice.options));
        let readings = (0_u32..)
            .map(ReadingId)
            .zip(&model.readings)
            .flat_map(|(id, reading)| {
                let names = std::iter::once(reading.label.name.as_str())
                    .chain(reading.label.alias.as_deref());
                let all = model.choices.get(reading.choice.index());
                names.map(move |name| {
                    let all = all.map_or(&[][..], |choice| &choice.options);
                    (name, (id, options(all)))
                })
            });
        let mut sources = vec![0_u32; program.tables().len()];
        for list in program.lists() {
            let members = usize::try_from(list.members).unwrap_or(usize::MAX);
            if let Some(count) = sources.get_mut(members) {
                *count = count.saturating_add(1);
            }
        }
        Self {
            top: Spellings::of(reserved.chain(tops.flatten())),
            objects: parts.collect(),
            findings: Spellings::of(
                findings_of(engine, None).flat_map(|(label, slot)| both(label, slot)),
            ),
            readings: Spellings::of(readings),
            choices: choices.collect(),
            sources,
        }
    }
}

fn options(options: &[(String, Option<String>)]) -> Spellings<u32> {
    Spellings::of((0_u32..).zip(options).flat_map(|(place, (name, alias))| {
        std::iter::once((name.as_str(), place))
            .chain(alias.as_deref().map(move |alias| (alias, place)))
    }))
}

fn findings_of(
    engine: &Engine,
    object: Option<ObjectId>,
) -> impl Iterator<Item = (&Label, FindingSlot)> {
    let all = (0_u32..).map(FindingId).zip(&engine.model.findings);
    all.filter(move |(_, finding)| finding.object == object)
        .filter_map(|(id, finding)| {
            let column = engine.program.finding_column(id)?;
            let slot = FindingSlot {
                table: column.table,
                offset: column.offset,
                reasons_required: finding.reasons_required,
            };
            Some((&finding.label, slot))
        })
}

fn part(program: &Program, id: FieldId, field: &Field) -> Option<Part> {
    if let FieldKind::List { object, .. } = &field.kind {
        let number = program.list_of(id)?;
        let layout = program.lists().get(usize::try_from(number).ok()?)?;
        return Some(Part::List {
            number,
            table: layout.members,
            object: *object,
            owner: layout.owner,
        });
    }
    let column = program.fact_column(id)?;
    let limits = usize::try_from(column.table)
        .ok()
        .zip(usize::try_from(column.offset).ok())
        .and_then(|(table, offset)| program.tables().get(table)?.limits.get(offset).copied());
    Some(Part::Fact(Slot {
        object: field.object,
        field: id,
        table: column.table,
        offset: column.offset,
        kind: kind(&field.kind, column.shape, limits?).unwrap_or(SlotKind::Other),
    }))
}

fn kind(kind: &FieldKind, shape: Shape, (low, high): (i64, i64)) -> Option<SlotKind> {
    let FieldKind::Value {
        ty,
        unit,
        whole,
        least,
        greatest,
    } = kind
    else {
        return None;
    };
    match (ty, shape) {
        (Type::Boolean, _) => Some(SlotKind::Boolean),
        (Type::Choice(choice), _) if least.is_none() && greatest.is_none() => {
            Some(SlotKind::Choice(*choice))
        }
        (Type::Number(_), Shape::Narrow(decimals)) => {
            let power = Number::from_i64(10_i64.checked_pow(decimals)?);
            let raw = |number: Number| number.checked_mul(power).ok();
            let end = |bound: &Option<Constant>| match bound {
                Some(Constant::Number(number)) => raw(*number).map(Some),
                _ => Some(None),
            };
            let least = match end(least)? {
                Some(least) => least.ceil().to_i64()?.max(low),
                None => low,
            };
            let greatest = match end(greatest)? {
                Some(greatest) => greatest.floor().to_i64()?.min(high),
                None => high,
            };
            let factor = unit.as_ref().map_or(Number::ONE, Unit::factor);
            let one = raw(factor)?.to_i64().filter(|one| *one > 0)?;
            Some(SlotKind::Number(Scale {
                one,
                whole: *whole,
                least,
                greatest,
            }))
        }
        _ => None,
    }
}

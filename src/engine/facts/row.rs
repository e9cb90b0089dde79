//! Cases as rows of a table: a heading names a fact, a cell holds its value; an empty cell gives nothing.

use crate::check::{FieldKind, Label, Model, ObjectId};
use crate::engine::case::Case;

use super::json::{Member, Node, NodeKind};
use super::nearest::nearest;
use super::problem::{FactProblem, Mistake, Wanted};
use super::read::{is, read_case, spellings};
use super::value::shortened;

/// What a column of a table of cases holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The names from the top of a case to the value.
    path: Vec<String>,
    /// The object whose fact or finding it is.
    object: Option<ObjectId>,
}

impl Column {
    /// The column that a heading names: 区的常住人口, `district.resident_population`, or the bare name of a fact that only
    /// one object has; a clock, a finding or a reading.
    ///
    /// # Errors
    /// That the heading names nothing, or several things.
    pub fn named(model: &Model, place: usize, heading: &str) -> Result<Self, Box<FactProblem>> {
        let heading = heading.trim().trim_start_matches('\u{feff}');
        let refused = |mistake| {
            let path = shortened(heading);
            Box::new(FactProblem {
                path,
                at: place,
                mistake,
            })
        };
        let clocks = [
            "判断日",
            "as_of",
            "适用法日",
            "law_as_of",
            "知悉日",
            "known_as_of",
        ];
        if clocks.contains(&heading) {
            return Ok(Self {
                path: vec![heading.to_owned()],
                object: None,
            });
        }
        for mark in ["的", ".", "'s "] {
            if let Some((owner, own)) = heading.split_once(mark)
                && let Some(object) = model
                    .objects
                    .iter()
                    .position(|object| is(&object.label, owner.trim()))
                && let Ok(object) = u32::try_from(object)
            {
                let own = own.trim();
                if belongs(model, ObjectId(object), own) {
                    return Ok(Self {
                        path: vec![owner.trim().to_owned(), own.to_owned()],
                        object: Some(ObjectId(object)),
                    });
                }
                let near = nearest(own, names_of(model, ObjectId(object))).map(str::to_owned);
                let owner = owner.trim().to_owned();
                return Err(refused(Mistake::Unknown {
                    name: shortened(own),
                    wanted: Wanted::FactOf(owner),
                    nearest: near,
                }));
            }
        }
        let owners: Vec<(usize, &Label)> = model
            .objects
            .iter()
            .enumerate()
            .filter(|(place, _)| {
                u32::try_from(*place).is_ok_and(|id| belongs(model, ObjectId(id), heading))
            })
            .map(|(place, object)| (place, &object.label))
            .collect();
        if let [(object, label)] = owners.as_slice() {
            let object = u32::try_from(*object).map(ObjectId).ok();
            return Ok(Self {
                path: vec![label.name.clone(), heading.to_owned()],
                object,
            });
        }
        if !owners.is_empty() {
            let owners = owners
                .into_iter()
                .map(|(_, label)| label.name.clone())
                .collect();
            return Err(refused(Mistake::OfOther {
                name: heading.to_owned(),
                here: String::new(),
                owners,
            }));
        }
        if model
            .findings
            .iter()
            .any(|finding| finding.object.is_none() && is(&finding.label, heading))
        {
            return Ok(Self {
                path: vec!["认定".to_owned(), heading.to_owned()],
                object: None,
            });
        }
        if model
            .readings
            .iter()
            .any(|reading| is(&reading.label, heading))
        {
            return Ok(Self {
                path: vec!["读法".to_owned(), heading.to_owned()],
                object: None,
            });
        }
        let fields = model.fields.iter().map(|field| &field.label);
        let near = nearest(heading, fields.flat_map(spellings)).map(str::to_owned);
        Err(refused(Mistake::Unknown {
            name: shortened(heading),
            wanted: Wanted::Column,
            nearest: near,
        }))
    }

    /// The object whose fact or finding it holds.
    #[must_use]
    pub const fn object(&self) -> Option<ObjectId> {
        self.object
    }
}

/// Reads a row. A cell may begin with ≥, ≤, 不低于 or 不超过 where only a bound is known.
///
/// # Errors
/// Every mistake in the row, by column.
pub fn case_from_row(
    model: &Model,
    cells: &[(usize, &Column, &str)],
) -> Result<Case, Vec<FactProblem>> {
    let mut top: Vec<Member> = Vec::new();
    for (place, column, cell) in cells {
        let cell = cell.trim();
        if !cell.is_empty() {
            put(&mut top, &column.path, *place, value(cell, *place));
        }
    }
    let tree = Node {
        at: 0,
        kind: NodeKind::Object(top),
    };
    let (case, problems) = read_case(model, &tree);
    if problems.is_empty() {
        Ok(case)
    } else {
        Err(problems)
    }
}

fn value(cell: &str, at: usize) -> Node {
    let text = |words: &str| Node {
        at,
        kind: NodeKind::Text(words.trim().to_owned()),
    };
    for (mark, bound) in [
        ("≥", "至少"),
        (">=", "至少"),
        ("不低于", "至少"),
        ("不少于", "至少"),
        ("≤", "至多"),
        ("<=", "至多"),
        ("不超过", "至多"),
    ] {
        if let Some(rest) = cell.strip_prefix(mark) {
            let member = Member {
                key: bound.to_owned(),
                key_at: at,
                value: text(rest),
            };
            return Node {
                at,
                kind: NodeKind::Object(vec![member]),
            };
        }
    }
    text(cell)
}

/// Puts a value under its names; the objects on the way are made.
fn put(members: &mut Vec<Member>, path: &[String], at: usize, value: Node) {
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        members.push(Member {
            key: name.clone(),
            key_at: at,
            value,
        });
        return;
    }
    let found = members.iter().position(|member| member.key == *name);
    let place = found.unwrap_or_else(|| {
        let value = Node {
            at,
            kind: NodeKind::Object(Vec::new()),
        };
        members.push(Member {
            key: name.clone(),
            key_at: at,
            value,
        });
        members.len().saturating_sub(1)
    });
    if let Some(Member {
        value: Node {
            kind: NodeKind::Object(inner),
            ..
        },
        ..
    }) = members.get_mut(place)
    {
        put(inner, rest, at, value);
    }
}

fn names_of(model: &Model, object: ObjectId) -> impl Iterator<Item = &str> {
    let fields = model
        .fields
        .iter()
        .filter(move |field| field.object == object)
        .map(|field| &field.label);
    let findings = model
        .findings
        .iter()
        .filter(move |one| one.object == Some(object))
        .map(|one| &one.label);
    fields.chain(findings).flat_map(spellings)
}

/// Whether an object has a fact that is a value, or a finding, of this name.
fn belongs(model: &Model, object: ObjectId, name: &str) -> bool {
    let fact = model.fields.iter().any(|field| {
        field.object == object
            && is(&field.label, name)
            && matches!(field.kind, FieldKind::Value { .. })
    });
    fact || model
        .findings
        .iter()
        .any(|one| one.object == Some(object) && is(&one.label, name))
}

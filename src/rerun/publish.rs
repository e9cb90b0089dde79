//! What may be published of a tally: one breakdown, its groups merged until no number is small.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Words;
use crate::quantity::Number;

use super::class::Class;
use super::tally::{Dimension, Label, Tally};

/// The least number of records that is published, but zero.
pub const LEAST: u64 = 10;

/// What may be published.
///
/// # Invariants
/// Every cell of the table is 0 or at least [`LEAST`], and each other number is the sum of whole cells. So is what is left when
/// published numbers are subtracted: 0, or at least [`LEAST`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// All records; none where they are too few to be published.
    pub total: Option<u64>,
    /// The classes, small ones merged.
    pub columns: Vec<Column>,
    /// Records by the groups of the one breakdown that was asked; none where it has no group that may be told.
    pub table: Option<Table>,
    /// By how much amounts changed in all; only beside the breakdown by amount.
    pub sums: Vec<Sum>,
}

/// A class, or classes that were merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The classes.
    pub classes: Vec<Class>,
    /// How many records.
    pub count: u64,
}

impl Column {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> Words {
        let names: Vec<Words> = self.classes.iter().map(|class| class.name()).collect();
        let zh: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
        let en: Vec<&str> = names.iter().map(|name| name.en.as_str()).collect();
        match names.len() {
            0 | 1 => Words::new(zh.concat(), en.concat()),
            _ => Words::new(
                format!("合并：{}", zh.join("；")),
                format!("merged: {}", en.join("; ")),
            ),
        }
    }
}

/// Records by the groups of one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// By what.
    pub dimension: Dimension,
    /// The groups; together all records.
    pub rows: Vec<Row>,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: Words,
    /// Whether it is what all others leave.
    pub rest: bool,
    /// Records by column.
    pub counts: Vec<u64>,
}

impl Row {
    /// All records of the group.
    #[must_use]
    pub fn total(&self) -> u64 {
        sum(&self.counts)
    }
}

/// By how much the amounts of one measure changed in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The measure and the direction.
    pub name: Words,
    /// How many records.
    pub records: u64,
    /// By how much in all.
    pub by: Number,
}

const fn small(count: u64) -> bool {
    count > 0 && count < LEAST
}

fn sum(cells: &[u64]) -> u64 {
    cells.iter().fold(0, |sum, cell| sum.saturating_add(*cell))
}

/// Merges until everything may be published.
#[must_use]
pub fn publish(tally: &Tally, dimension: Dimension) -> Published {
    if tally.total() < LEAST {
        return Published {
            total: None,
            columns: Vec::new(),
            table: None,
            sums: Vec::new(),
        };
    }
    let columns = columns(tally);
    let rows = rows(tally, dimension, &columns);
    let sums = match dimension {
        Dimension::Amount => sums(tally, &rows, &columns),
        _ => Vec::new(),
    };
    // A table that tells nothing but that there are no groups, or that all are merged, is none.
    let tells = |row: &Held| !row.rest && row.first().is_some();
    let table = rows.iter().any(tells).then(|| Table {
        dimension,
        rows: (rows.iter())
            .map(|row| Row {
                name: row.name(dimension),
                rest: row.rest,
                counts: row.cells.clone(),
            })
            .collect(),
    });
    Published {
        total: Some(tally.total()),
        columns,
        table,
        sums,
    }
}

/// The classes in their order; small ones become one column, which takes in others until it is not small.
fn columns(tally: &Tally) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut merged = Column {
        classes: Vec::new(),
        count: 0,
    };
    for class in Class::ALL {
        let count = tally.count(class);
        if small(count) {
            merged.classes.push(class);
            merged.count = merged.count.saturating_add(count);
        } else {
            columns.push(Column {
                classes: vec![class],
                count,
            });
        }
    }
    while small(merged.count) {
        // The smallest that is not empty; unchanged records last, so that change is not hidden in them.
        let fit = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.count > 0);
        let key = |column: &Column| (column.classes.contains(&Class::Same), column.count);
        let Some((place, _)) = fit.min_by_key(|(_, column)| key(column)) else {
            break;
        };
        let taken = columns.remove(place);
        merged.classes.extend(taken.classes);
        merged.count = merged.count.saturating_add(taken.count);
    }
    if !merged.classes.is_empty() {
        merged.classes.sort();
        columns.push(merged);
    }
    columns.sort_by(|one, other| one.classes.cmp(&other.classes));
    columns
}

/// A row that is being merged: which groups it holds, and its cells.
#[derive(Debug, Clone)]
struct Held {
    labels: BTreeSet<Option<Label>>,
    cells: Vec<u64>,
    rest: bool,
}

impl Held {
    fn is_small(&self) -> bool {
        self.cells.iter().any(|cell| small(*cell))
    }

    fn take(&mut self, other: Self) {
        self.labels.extend(other.labels);
        for (cell, more) in self.cells.iter_mut().zip(other.cells) {
            *cell = cell.saturating_add(more);
        }
    }

    fn first(&self) -> Option<&Label> {
        self.labels.iter().flatten().next()
    }

    fn chain(&self) -> Option<&(String, String)> {
        self.first()?.chain.as_ref()
    }

    /// Groups in their order: those of a chain by their order, others by their size; what has none and the rest last.
    fn order(&self) -> (bool, bool, u64, Option<Label>) {
        let label = self.first();
        let size = match self.chain() {
            Some(_) => 0,
            None => u64::MAX.saturating_sub(sum(&self.cells)),
        };
        (self.rest, label.is_none(), size, label.cloned())
    }

    fn name(&self, dimension: Dimension) -> Words {
        if self.rest {
            return Words::new("其余（合并）", "the rest (merged)");
        }
        let (Some(first), Some(last)) = (self.first(), self.labels.iter().flatten().last()) else {
            return dimension.none();
        };
        let Some((zh, en)) = &first.chain else {
            let (zh, en) = &first.low;
            return Words::new(zh.clone(), en.clone());
        };
        let whole = |chain: &str, low: &str, high: &str| {
            if low == high {
                format!("{chain}{low}")
            } else {
                format!("{chain}{low}–{high}")
            }
        };
        Words::new(
            whole(zh, &first.low.0, &last.high.0),
            whole(en, &first.low.1, &last.high.1),
        )
    }
}

/// The groups of a dimension, merged. Every step makes one row less or is the last of its row, so this ends.
fn rows(tally: &Tally, dimension: Dimension, columns: &[Column]) -> Vec<Held> {
    let Some(groups) = tally.groups(dimension) else {
        return Vec::new();
    };
    let each = groups.iter().map(|(label, classes)| Held {
        labels: [label.clone()].into(),
        cells: cells(classes, columns),
        rest: false,
    });
    let (mut open, mut done): (Vec<Held>, Vec<Held>) = each.partition(Held::is_small);
    let mut rest: Option<Held> = None;
    while let Some(mut row) = open.pop() {
        if !row.is_small() {
            done.push(row);
            continue;
        }
        // In an order, with the smaller neighbour; otherwise with the rest.
        match neighbour(&row, &open, &done) {
            Some((true, place)) => {
                row.take(open.remove(place));
                open.push(row);
            }
            Some((false, place)) => {
                row.take(done.remove(place));
                open.push(row);
            }
            None => match &mut rest {
                Some(rest) => rest.take(row),
                None => rest = Some(Held { rest: true, ..row }),
            },
        }
    }
    done.sort_by_cached_key(Held::order);
    if let Some(mut rest) = rest {
        while rest.is_small() {
            let smallest = done
                .iter()
                .enumerate()
                .min_by_key(|(_, row)| sum(&row.cells));
            let Some((place, _)) = smallest else {
                break;
            };
            rest.take(done.remove(place));
        }
        done.push(rest);
    }
    done
}

fn cells(classes: &BTreeMap<Class, u64>, columns: &[Column]) -> Vec<u64> {
    let of = |column: &Column| {
        let counts = column.classes.iter().filter_map(|class| classes.get(class));
        counts.fold(0_u64, |sum, count| sum.saturating_add(*count))
    };
    columns.iter().map(of).collect()
}

/// The row next to it in its order, the smaller of two: whether it is still open, and where it stands.
fn neighbour(row: &Held, open: &[Held], done: &[Held]) -> Option<(bool, usize)> {
    let chain = row.chain()?;
    let listed = |open: bool, rows: &'_ [Held]| {
        let each = rows.iter().enumerate();
        let same = each.filter(|(_, other)| other.chain() == Some(chain));
        same.map(|(place, other)| (other.first().cloned(), sum(&other.cells), open, place))
            .collect::<Vec<_>>()
    };
    let mut others = listed(true, open);
    others.extend(listed(false, done));
    others.sort();
    let own = row.first().cloned();
    let behind = others.partition_point(|(first, ..)| *first < own);
    let beside = [behind.checked_sub(1), Some(behind)];
    let beside = beside.into_iter().flatten().filter_map(|at| others.get(at));
    let (_, _, open, place) = beside.min_by_key(|(first, size, ..)| (*size, first))?;
    Some((*open, *place))
}

/// The sums of the measures all of whose records stand in rows of their own.
fn sums(tally: &Tally, rows: &[Held], columns: &[Column]) -> Vec<Sum> {
    let sums = tally.sums().filter_map(|((class, chain), by)| {
        let column = columns
            .iter()
            .position(|column| column.classes.contains(class))?;
        let (zh, en) = chain.clone();
        let of_chain = |row: &&Held| {
            let mut labels = row.labels.iter().flatten();
            labels.any(|label| label.chain.as_ref() == Some(chain))
        };
        let mut records: u64 = 0;
        for row in rows.iter().filter(of_chain) {
            // A part of the measure stands among others: its count would be theirs.
            if row.rest {
                return None;
            }
            records = records.saturating_add(*row.cells.get(column)?);
        }
        (records >= LEAST).then_some(Sum {
            name: Words::new(zh.trim(), en.trim()),
            records,
            by: (*by)?,
        })
    });
    sums.collect()
}

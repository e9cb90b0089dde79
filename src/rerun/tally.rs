//! Counts of records, group by group: as much memory as there are groups, whatever the number of records.

use std::collections::BTreeMap;

use crate::diagnostic::Words;
use crate::quantity::Number;

use super::again::Rerun;
use super::class::Class;
use super::told::Measure;

/// How many groups one dimension may have; with more, it is not told.
const MAX_LABELS: usize = 20_000;

/// By what records are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The norm and its provision.
    Provision,
    /// Provisions lost and gained.
    Clauses,
    /// By how much the amount changed.
    Amount,
    /// Facts and findings needed now.
    Needs,
    /// Why it cannot be decided again.
    Obstacle,
    /// The month of the day of judgement in the record.
    Month,
    /// The value of a fact: a district.
    Place,
}

impl Dimension {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Provision,
        Self::Clauses,
        Self::Amount,
        Self::Needs,
        Self::Obstacle,
        Self::Month,
        Self::Place,
    ];

    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Clauses => "clauses",
            Self::Amount => "amount",
            Self::Needs => "needs",
            Self::Obstacle => "obstacle",
            Self::Month => "month",
            Self::Place => "place",
        }
    }

    /// What a record without a group has.
    #[must_use]
    pub fn none(self) -> Words {
        let (zh, en) = match self {
            Self::Provision => ("没有结论", "no conclusion"),
            Self::Clauses => ("所依条文不变", "the same provisions"),
            Self::Amount => (
                "数额不变，或不能相减",
                "no difference in amount, or none that is a number",
            ),
            Self::Needs => ("不因此缺什么", "nothing more is needed"),
            Self::Obstacle => ("能重算", "can be re-run"),
            Self::Month => ("没有判断日", "no day of judgement"),
            Self::Place => ("记录里没有", "not in the record"),
        };
        Words::new(zh, en)
    }
}

/// The name of a group.
///
/// # Invariants
/// Groups of one chain stand in an order, and neighbours may be merged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// What groups of an order have in common; none for a group that stands by itself.
    pub chain: Option<(String, String)>,
    /// Its place in the order.
    pub order: String,
    /// Where it begins, in Chinese and English; the whole name of a group that stands by itself.
    pub low: (String, String),
    /// Where it ends.
    pub high: (String, String),
}

impl Label {
    /// A group that stands by itself.
    #[must_use]
    pub fn alone(words: Words) -> Self {
        Self {
            chain: None,
            order: words.zh.clone(),
            low: (words.zh, words.en),
            high: (String::new(), String::new()),
        }
    }

    /// A month.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Self {
        let zh = format!("{year}年{month}月");
        let en = format!("{year:04}-{month:02}");
        Self {
            chain: Some((String::new(), String::new())),
            order: en.clone(),
            low: (zh.clone(), en.clone()),
            high: (zh, en),
        }
    }

    /// A step of an amount, on the scale 1, 2, 5, 10, 20, 50 and so on.
    #[must_use]
    pub fn step(measure: &Measure, by: Number) -> Self {
        let size = by.checked_abs().unwrap_or(by);
        let (place, low, high) = scale(size);
        let up = !by.is_negative();
        let measured = |unit: &str, up: &str, open: &str| match unit {
            "" => format!("{up} "),
            unit => format!("{up}（{unit}）")
                .replace('（', open)
                .replace('）', if open == "（" { "）" } else { ")" }),
        };
        let zh = measured(&measure.zh, if up { "增加" } else { "减少" }, "（");
        let en = measured(&measure.en, if up { "up" } else { "down" }, " (");
        Self {
            chain: Some((format!("{zh} "), format!("{en} "))),
            order: format!("{place:03}"),
            low: (low.clone(), low),
            high: (high.clone(), high),
        }
    }
}

/// The step of the scale that holds a number: its place and its two ends.
fn scale(size: Number) -> (u32, String, String) {
    let mut low: i128 = 0;
    let mut high: i128 = 1;
    let mut place: u32 = 0;
    while place < 110 {
        let Some(end) = Number::from_i128(high) else {
            break;
        };
        if size < end {
            break;
        }
        low = high;
        place = place.saturating_add(1);
        // 1, 2, 5, 10: twice, two and a half times, twice.
        high = match place % 3 {
            2 => high.saturating_mul(5) / 2,
            _ => high.saturating_mul(2),
        };
    }
    (place, low.to_string(), high.to_string())
}

/// Counts of the groups of one dimension.
#[derive(Debug, Clone, Default)]
struct Groups {
    counts: BTreeMap<Option<Label>, BTreeMap<Class, u64>>,
    /// There were more groups than are kept; which ones came first must not matter, so none is told.
    is_full: bool,
}

/// Counts of records. The order in which they are counted does not matter.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    total: u64,
    classes: BTreeMap<Class, u64>,
    groups: [Groups; 7],
    sums: BTreeMap<(Class, (String, String)), Option<Number>>,
}

impl Tally {
    /// Counts a record.
    pub fn add(&mut self, record: &Rerun) {
        self.total = self.total.saturating_add(1);
        let count = self.classes.entry(record.class).or_default();
        *count = count.saturating_add(1);
        for (groups, label) in self.groups.iter_mut().zip(&record.labels) {
            if groups.is_full {
                continue;
            }
            let classes = groups.counts.entry(label.clone()).or_default();
            let count = classes.entry(record.class).or_default();
            *count = count.saturating_add(1);
            if groups.counts.len() > MAX_LABELS {
                groups.is_full = true;
                groups.counts.clear();
            }
        }
        let Some((label, by)) = &record.by else {
            return;
        };
        // As many as there are groups of amounts, at most.
        if let (Some(chain), true) = (&label.chain, self.sums.len() <= MAX_LABELS) {
            let sum = self.sums.entry((record.class, chain.clone()));
            let sum = sum.or_insert(Some(Number::ZERO));
            *sum = sum.and_then(|sum| sum.checked_add(*by).ok());
        }
    }

    /// How many records there are.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// How many records there are of a class. Not to be published: see [`super::publish`].
    #[must_use]
    pub fn count(&self, class: Class) -> u64 {
        self.classes.get(&class).copied().unwrap_or(0)
    }

    /// The groups of a dimension; none where there are too many.
    pub(super) fn groups(
        &self,
        dimension: Dimension,
    ) -> Option<&BTreeMap<Option<Label>, BTreeMap<Class, u64>>> {
        let place = Dimension::ALL.iter().position(|one| *one == dimension)?;
        let groups = self.groups.get(place)?;
        (!groups.is_full).then_some(&groups.counts)
    }

    pub(super) fn sums(
        &self,
    ) -> impl Iterator<Item = (&(Class, (String, String)), &Option<Number>)> {
        self.sums.iter()
    }
}

//! What became of a conclusion, and of a whole record.

use std::collections::BTreeSet;

use crate::diagnostic::Words;
use crate::quantity::Number;

use super::told::{Conclusion, Measure, Provision, Standing};

/// What became of a conclusion. A record counts once, under the last of the classes of its conclusions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The same outcome for the same reasons.
    Same,
    /// The same outcome for other reasons.
    OtherReasons,
    /// Another content that is neither more nor less.
    Other,
    /// It was open and is decided now.
    Settled,
    /// More is granted.
    AmountUp,
    /// Less is granted.
    AmountDown,
    /// It did not hold and does now.
    Gained,
    /// It was decided and awaits a finding now.
    AwaitsFinding,
    /// It was decided and a fact is missing now.
    Pending,
    /// It held and does not any more.
    Lost,
    /// It cannot be decided again.
    Cannot,
}

impl Class {
    /// All, from the least to the gravest.
    pub const ALL: [Self; 11] = [
        Self::Same,
        Self::OtherReasons,
        Self::Other,
        Self::Settled,
        Self::AmountUp,
        Self::AmountDown,
        Self::Gained,
        Self::AwaitsFinding,
        Self::Pending,
        Self::Lost,
        Self::Cannot,
    ];

    /// Its place among all.
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().take_while(|one| **one != self).count()
    }

    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OtherReasons => "other_reasons",
            Self::Other => "other",
            Self::Settled => "settled",
            Self::AmountUp => "amount_up",
            Self::AmountDown => "amount_down",
            Self::Gained => "gained",
            Self::AwaitsFinding => "awaits_finding",
            Self::Pending => "pending",
            Self::Lost => "lost",
            Self::Cannot => "cannot",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> Words {
        let (zh, en) = match self {
            Self::Same => ("结论和理由都不变", "same outcome, same reasons"),
            Self::OtherReasons => ("结论不变，理由不同", "same outcome, other reasons"),
            Self::Other => ("内容有变，不分增减", "other contents, neither up nor down"),
            Self::Settled => ("由悬而未决变为有结论", "was open, now decided"),
            Self::AmountUp => ("数额增加", "amount up"),
            Self::AmountDown => ("数额减少", "amount down"),
            Self::Gained => ("由不成立变为成立", "gained: holds now"),
            Self::AwaitsFinding => ("变为待认定", "awaits a finding now"),
            Self::Pending => ("变为待定（缺事实）", "pending now (a fact is missing)"),
            Self::Lost => ("由成立变为不成立", "lost: no longer holds"),
            Self::Cannot => ("不能重算", "cannot be re-run"),
        };
        Words::new(zh, en)
    }
}

/// Why a conclusion cannot be decided again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Parts of the record are closed.
    Closed,
    /// The contents do not match the digests of the record.
    Altered,
    /// The package does not know a fact, a finding or a reading of the record.
    Unknown,
    /// The package does not have what was asked.
    NoGoal,
    /// The package stops, or cannot compute the conclusion.
    Fault,
}

impl Obstacle {
    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Altered => "altered",
            Self::Unknown => "unknown_fact",
            Self::NoGoal => "no_goal",
            Self::Fault => "fault",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> Words {
        let (zh, en) = match self {
            Self::Closed => (
                "记录没有打开：只有公开层，事实看不到",
                "the record is closed: its facts cannot be seen",
            ),
            Self::Altered => (
                "记录的内容与自带的摘要不符，已损坏或被改过",
                "the contents are not those of the digests: damaged or changed",
            ),
            Self::Unknown => (
                "规则包不认识记录里的事实、认定或读法",
                "the package does not know a fact, finding or reading of the record",
            ),
            Self::NoGoal => (
                "规则包里没有所问的规范或定义",
                "the package does not have the norm or definition that was asked",
            ),
            Self::Fault => (
                "规则包算不出这个结论",
                "the package cannot compute the conclusion",
            ),
        };
        Words::new(zh, en)
    }
}

/// What became of one conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The class.
    pub class: Class,
    /// The provisions that it no longer rests on.
    pub lost: BTreeSet<Provision>,
    /// The provisions that it rests on now.
    pub gained: BTreeSet<Provision>,
    /// The facts or findings that are needed now, without the numbers of instances.
    pub needs: BTreeSet<String>,
    /// By how much the amount changed, where that is one number.
    pub by: Option<(Measure, Number)>,
    /// Why it cannot be decided again.
    pub obstacle: Option<Obstacle>,
}

impl Change {
    /// That it cannot be decided again.
    #[must_use]
    pub const fn cannot(obstacle: Obstacle) -> Self {
        Self {
            class: Class::Cannot,
            lost: BTreeSet::new(),
            gained: BTreeSet::new(),
            needs: BTreeSet::new(),
            by: None,
            obstacle: Some(obstacle),
        }
    }
}

/// Compares a conclusion of the record with the same conclusion now. One that is on one side only is another content.
#[must_use]
pub fn compare(before: Option<&Conclusion>, after: Option<&Conclusion>) -> Change {
    let none = BTreeSet::new();
    let old = before.map_or(&none, |one| &one.provisions);
    let new = after.map_or(&none, |one| &one.provisions);
    let mut change = Change {
        class: Class::Other,
        lost: old.difference(new).cloned().collect(),
        gained: new.difference(old).cloned().collect(),
        needs: BTreeSet::new(),
        by: None,
        obstacle: None,
    };
    let (Some(before), Some(after)) = (before, after) else {
        return change;
    };
    change.class = crossed(before, after);
    if matches!(change.class, Class::Pending | Class::AwaitsFinding) {
        let fresh: BTreeSet<String> = after.missing.difference(&before.missing).cloned().collect();
        change.needs = if fresh.is_empty() {
            after.missing.clone()
        } else {
            fresh
        };
    }
    if change.class == Class::Cannot {
        change.obstacle = Some(Obstacle::Fault);
    }
    if change.class != Class::Same {
        return change;
    }
    if before.contents != after.contents {
        change.by = step(before, after);
        change.class = match &change.by {
            Some((_, by)) if by.is_negative() => Class::AmountDown,
            Some(_) => Class::AmountUp,
            None => Class::Other,
        };
    } else if !change.lost.is_empty()
        || !change.gained.is_empty()
        || before.because != after.because
        || before.missing != after.missing
    {
        change.class = Class::OtherReasons;
    }
    change
}

/// The class by the outcomes alone; the same where they are the same.
fn crossed(before: &Conclusion, after: &Conclusion) -> Class {
    use Standing::{AwaitsFinding, Fails, Faulty, Holds, Pending};
    match (before.standing, after.standing) {
        (Holds, Holds) | (Pending, Pending) | (AwaitsFinding, AwaitsFinding) => Class::Same,
        (Faulty, Faulty) => Class::Same,
        // Not holding and not applying are two outcomes on one side.
        (Fails, Fails) if before.outcome == after.outcome => Class::Same,
        (Fails, Fails) => Class::Other,
        (_, Faulty) => Class::Cannot,
        (_, Pending) => Class::Pending,
        (_, AwaitsFinding) => Class::AwaitsFinding,
        (Fails, Holds) => Class::Gained,
        (Holds, Fails) => Class::Lost,
        (Pending | AwaitsFinding | Faulty, Holds | Fails) => Class::Settled,
    }
}

/// By how much the amount changed: only where one measure changed, and to a known number.
fn step(before: &Conclusion, after: &Conclusion) -> Option<(Measure, Number)> {
    let measures: BTreeSet<&Measure> = before.amounts.keys().chain(after.amounts.keys()).collect();
    let mut found = None;
    for measure in measures {
        let of = |one: &Conclusion| {
            one.amounts
                .get(measure)
                .copied()
                .unwrap_or(Some(Number::ZERO))
        };
        let by = of(after)?.checked_sub(of(before)?).ok()?;
        if by.is_zero() {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some((measure.clone(), by));
    }
    found
}

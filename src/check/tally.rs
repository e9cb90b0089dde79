//! Sentences of a ledger in, counts and shares out.

use std::collections::BTreeMap;

use super::ledger::SentenceLedger;

/// What became of a passage, from the most that can be said of it to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A norm, definition, table or parameter says it in a form that runs.
    Executable,
    /// A norm says it, but its figures and conditions are those of another instrument (转致).
    NeedsAnother,
    /// Somebody must find it (认定), or it has several readings.
    OpenTextured,
    /// It has nothing to execute, for a stated reason (宣示).
    Declaratory,
    /// No declaration quotes it.
    NotEncoded,
}

impl Standing {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Executable,
        Self::NeedsAnother,
        Self::OpenTextured,
        Self::Declaratory,
        Self::NotEncoded,
    ];

    /// What it is called, in Chinese and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Executable => ("可执行", "executable"),
            Self::NeedsAnother => ("须另有文件", "needs another instrument"),
            Self::OpenTextured => ("待认定", "open-textured"),
            Self::Declaratory => ("宣示", "declaratory"),
            Self::NotEncoded => ("尚未编写", "not yet encoded"),
        }
    }
}

/// Counts over sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sentences by standing.
    pub sentences: BTreeMap<Standing, u32>,
    /// Letters by standing.
    pub letters: BTreeMap<Standing, u32>,
    /// Letters that only join.
    pub joining: u32,
    /// Sentences of which somebody must find something, whatever else they hold.
    pub with_findings: u32,
}

impl Tally {
    /// How many sentences there are.
    #[must_use]
    pub fn sentences(&self) -> u32 {
        self.sentences.values().sum()
    }

    /// How many sentences are accounted for.
    #[must_use]
    pub fn accounted(&self) -> u32 {
        let left = self.sentences.get(&Standing::NotEncoded).copied();
        self.sentences().saturating_sub(left.unwrap_or(0))
    }

    /// How many letters there are, joining words among them.
    #[must_use]
    pub fn letters(&self) -> u32 {
        let counted: u32 = self.letters.values().sum();
        counted.saturating_add(self.joining)
    }

    /// How many letters are accounted for, joining words among them.
    #[must_use]
    pub fn accounted_letters(&self) -> u32 {
        let left = self.letters.get(&Standing::NotEncoded).copied();
        self.letters().saturating_sub(left.unwrap_or(0))
    }

    /// A part in tenths of a percent, rounded down so that only the whole is 1000.
    #[must_use]
    pub fn permille(part: u32, whole: u32) -> u32 {
        let tenths = u64::from(part)
            .saturating_mul(1000)
            .checked_div(u64::from(whole));
        tenths.map_or(1000, |tenths| u32::try_from(tenths).unwrap_or(1000))
    }

    pub(super) fn add(&mut self, sentence: &SentenceLedger) {
        add(&mut self.sentences, sentence.standing, 1);
        for (standing, letters) in &sentence.letters {
            add(&mut self.letters, *standing, *letters);
        }
        self.joining = self.joining.saturating_add(sentence.joining);
        let mut entries = sentence.entries.iter();
        let finding = entries.any(|entry| entry.standing == Standing::OpenTextured);
        self.with_findings = self.with_findings.saturating_add(u32::from(finding));
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (standing, count) in &other.sentences {
            add(&mut self.sentences, *standing, *count);
        }
        for (standing, count) in &other.letters {
            add(&mut self.letters, *standing, *count);
        }
        self.joining = self.joining.saturating_add(other.joining);
        self.with_findings = self.with_findings.saturating_add(other.with_findings);
    }
}

pub(super) fn add(counts: &mut BTreeMap<Standing, u32>, standing: Standing, more: u32) {
    let count = counts.entry(standing).or_default();
    *count = count.saturating_add(more);
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn only_the_whole_is_a_hundred_percent() {
        assert_eq!(Tally::permille(1, 3), 333);
        assert_eq!(Tally::permille(9_999, 10_000), 999);
        assert_eq!(Tally::permille(5, 5), 1000);
        assert_eq!(Tally::permille(0, 0), 1000, "nothing is left of nothing");
    }
}

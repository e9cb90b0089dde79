//! What is told alike of several instances, told once.
//!
//! In come the answers of norms, in their order; out go the same in that order, those of one norm that differ in nothing but whose
//! they are as one. Nothing is left out.

use crate::diagnostic::{Language, Words};
use crate::engine::{Way, WhatIf};

use super::{lead, sentence};

/// What is told of one instance, or of several alike.
#[derive(Debug)]
pub(super) struct Alike<'t> {
    /// That of the first.
    pub(super) told: &'t WhatIf,
    /// Whose it is.
    pub(super) whose: Option<String>,
    pub(super) lead: String,
    pub(super) ways: Vec<String>,
    pub(super) fixed: Vec<String>,
}

/// An instance by its number: what stands before that and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    before: String,
    number: String,
    after: String,
}

impl Numbered {
    fn of(language: Language, words: &Words) -> Option<Self> {
        let words = words.in_language(language);
        let mark = language.pick("第", " no. ");
        let (before, rest) = words.rsplit_once(mark)?;
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(digits)?;
        (!number.is_empty()).then(|| Self {
            before: format!("{before}{mark}"),
            number: number.to_owned(),
            after: after.to_owned(),
        })
    }

    /// The words for whichever of several is meant.
    fn each(&self, language: Language, words: &str) -> String {
        match language {
            Language::Zh => {
                let kind = self.after.strip_prefix('个').unwrap_or(&self.after);
                let whole = format!("{}{}{}", self.before, self.number, self.after);
                words.replace(&whole, &format!("这个{kind}"))
            }
            Language::En => {
                let kind = self.before.trim_end_matches(" no. ");
                let own = format!("{}{}", self.before, self.number);
                let whole = format!("{own}{}", self.after);
                let this = format!("this {kind}");
                // A longer number that begins with this one is another.
                let mut said = String::new();
                let replaced = words.replace(&whole, &this);
                let mut parts = replaced.split(own.as_str());
                said.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    let longer = part.starts_with(|letter: char| letter.is_ascii_digit());
                    said.push_str(if longer { &own } else { &this });
                    said.push_str(part);
                }
                said
            }
        }
    }
}

/// The answers, those that differ only in whose they are as one.
pub(super) fn alike<'t>(
    language: Language,
    told: impl Iterator<Item = &'t WhatIf>,
) -> Vec<Alike<'t>> {
    let mut groups: Vec<Vec<&WhatIf>> = Vec::new();
    for one in told {
        let same = |group: &&mut Vec<&WhatIf>| {
            let first = group.first();
            first.is_some_and(|first| are_alike(language, first, one))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let groups = groups.into_iter();
    groups
        .filter_map(|group| told_once(language, &group))
        .collect()
}

fn are_alike(language: Language, first: &WhatIf, other: &WhatIf) -> bool {
    let numbered = |told: &WhatIf| {
        let words = told.instance.as_ref();
        words.and_then(|words| Numbered::of(language, words))
    };
    let Some((one, two)) = numbered(first).zip(numbered(other)) else {
        return false;
    };
    let because = |told: &WhatIf, of: &Numbered| -> Vec<String> {
        let words = told.because.iter();
        words
            .map(|words| of.each(language, words.in_language(language)))
            .collect()
    };
    first.norm == other.norm
        && (one.before == two.before && one.after == two.after)
        && (first.now == other.now && first.found == other.found && first.cut == other.cut)
        && first.from_day == other.from_day
        && because(first, &one) == because(other, &two)
        && said(language, first, Some(&one)) == said(language, other, Some(&two))
}

/// What is told: before the ways, the ways, and what nobody can change.
fn said(
    language: Language,
    told: &WhatIf,
    each: Option<&Numbered>,
) -> (String, Vec<String>, Vec<String>) {
    let own = |words: String| match each {
        Some(numbered) => numbered.each(language, &words),
        None => words,
    };
    let sentences = |ways: &[Way]| -> Vec<String> {
        let ways = ways.iter();
        ways.map(|way| own(sentence(language, told.aim, way)))
            .collect()
    };
    let mut words = lead(language, told);
    if told.cut {
        words.push_str(language.pick(
            "（试算次数用完，没有找全；没有找到的不等于没有。用 --runs 增加次数）",
            " (The search ran out of runs: what was not found may exist. --runs allows more.)",
        ));
    }
    (own(words), sentences(&told.ways), sentences(&told.fixed))
}

fn told_once<'t>(language: Language, group: &[&'t WhatIf]) -> Option<Alike<'t>> {
    let told = *group.first()?;
    let instances = group.iter().filter_map(|told| told.instance.as_ref());
    let numbered: Vec<Numbered> = instances
        .filter_map(|words| Numbered::of(language, words))
        .collect();
    let (whose, each) = match (numbered.first(), group.len()) {
        (Some(first), 2..) => {
            let numbers: Vec<&str> = numbered.iter().map(|one| one.number.as_str()).collect();
            let numbers = match (language, numbers.split_last()) {
                (Language::En, Some((last, others))) => {
                    format!("{} and {last}", others.join(", "))
                }
                _ => numbers.join("、"),
            };
            let whose = format!("{}{numbers}{}", first.before, first.after);
            (Some(whose), Some(first))
        }
        _ => {
            let whose = told.instance.as_ref();
            (
                whose.map(|words| words.in_language(language).to_owned()),
                None,
            )
        }
    };
    let (lead, ways, fixed) = said(language, told, each);
    Some(Alike {
        told,
        whose,
        lead,
        ways,
        fixed,
    })
}

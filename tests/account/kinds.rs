//! The twenty decisions show every kind of thing that an account tells of; each kind names the decision that shows it.

use tiaoli::account::{Account, Depth, ItemKind, NextKind};
use tiaoli::engine::Mark;
use tiaoli::engine::Verdict;
use tiaoli::engine::code::{Modality, Outcome};

use super::{TOLD, engines, plain};

/// What is shown, the decision that shows it, and how it is known.
type Kind = (&'static str, &'static str, fn(&Account) -> bool);

fn comes_out(account: &Account, outcome: Outcome) -> bool {
    let mut answers = account.answers.iter();
    answers.any(|told| told.verdict == Verdict::Reached(outcome))
}

fn marks(account: &Account, norm: &str) -> Vec<Mark> {
    let answers = account.answers.iter().filter(|told| told.norm == norm);
    answers.map(|told| told.mark).collect()
}

#[rustfmt::skip]
const KINDS: [Kind; 19] = [
    ("成立", "deduction", |one| comes_out(one, Outcome::Holds)),
    ("不成立", "subsidy_no_alternative_holds", |one| comes_out(one, Outcome::Fails)),
    ("待定", "subsidy_fact_missing", |one| comes_out(one, Outcome::Pending)),
    ("待认定", "housing_priority_awaits_finding", |one| comes_out(one, Outcome::AwaitsFinding)),
    ("不适用", "leave", |one| comes_out(one, Outcome::NotApplicable)),
    ("出错", "help_cannot_be_computed", |one| one.answers.iter().any(|told| matches!(told.verdict, Verdict::Faulty(_)))),
    ("a duty with its state and last day", "deadline_counted", |one| one.answers.iter().any(|told| {
        told.modality == Modality::Duty && told.deadline.is_some() && told.conclusion.zh.contains("已经履行")
    })),
    ("a prohibition that is broken", "employer_violates", |one| one.answers.iter().any(|told| {
        told.modality == Modality::Prohibition && told.mark == Mark::Fails && !told.signs.is_empty()
    })),
    ("an indicator from bounds", "district_target_missed", |one| one.answers.iter().any(|told| {
        told.modality == Modality::Indicator && told.measured.as_ref().is_some_and(|measured| measured.words.zh.contains('至'))
    })),
    ("a reading that is taken, and one that is not", "allowance_with_readings", |one| one.answers.iter().any(|told| {
        told.readings.iter().any(|reading| reading.others.iter().any(|other| other.differs.is_some()))
    })),
    ("a finding that was made", "housing_by_finding", |one| one.answers.iter().any(|told| !told.findings.is_empty())),
    ("a finding that is awaited", "housing_priority_awaits_finding", |one| one.answers.iter().any(|told| {
        told.next.iter().any(|next| next.kind == NextKind::Finding)
    })),
    ("an exception that defeats", "subsidy_exception_applies", |one| one.answers.iter().any(|told| {
        told.mark == Mark::Fails && told.failing.iter().any(|failing| failing.kind == ItemKind::Exception)
    })),
    ("an amount from a table", "help_by_table_and_bands", |one| one.answers.iter().any(|told| told.grants.iter().any(|grant| {
        grant.how.iter().any(|item| item.items.iter().any(|row| row.kind == ItemKind::Case && row.mark == Mark::Holds))
    }))),
    ("an amount by bands", "help_by_table_and_bands", |one| one.answers.iter().any(|told| told.grants.iter().any(|grant| {
        format!("{:?}", grant.how).contains("分档累进")
    }))),
    ("three children, of whom one fails", "subsidy_of_three_children", |one| {
        marks(one, "本市育儿补贴") == [Mark::Fails, Mark::Holds, Mark::Holds]
    }),
    ("an erratum", "housing_priority_awaits_finding", |one| one.answers.iter().any(|told| {
        told.basis.iter().any(|passage| !passage.errata.is_empty())
    })),
    ("a rule that is not in force yet", "subsidy_not_in_force", |one| one.answers.iter().any(|told| {
        told.conditions.iter().any(|item| item.kind == ItemKind::InForce && item.mark == Mark::Fails)
    })),
    ("a figure that nobody could know yet", "subsidy_not_known_yet", |one| one.answers.iter().any(|told| told.conditions.iter().any(|item| item.mark == Mark::Faulty))),
];

#[test]
fn every_kind_of_decision_occurs_and_is_shown_where_the_table_says() {
    let engines = engines();
    for (kind, name, is_shown) in &KINDS {
        let one = TOLD.iter().find(|one| one.0 == *name).unwrap();
        let account = plain(&engines[one.1], one, Depth::Auditor);
        assert!(is_shown(&account), "{kind} is not shown by {name}");
    }
}

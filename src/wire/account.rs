//! The shape of an account, version 1: what `why --json` prints.

use serde::Serialize;
use serde_json::Value;

use crate::account::{
    Account, Counted, Digested, DocumentCited, Failing, FindingMade, GrantTold, Item, ItemKind,
    Next, NextKind, Place, Told, Unused, Used,
};
use crate::engine::Passage;
use crate::quantity::Date;

use super::answer::{
    DefaultShape, FigureShape, HomeShape, PassageShape, ReadingShape, codes, default_shape,
    figure_shape, home_shape, mark_code, passage_shape, reading_shape,
};
use super::figures::{DoubtShape, TakenShape, doubt_shape, taken_shape};
use super::problem::Bilingual;
use super::what_if::{self, WhatIfShape};

/// The version of the shape.
pub const ACCOUNT_VERSION: u32 = 1;

#[derive(Debug, Serialize)]
struct AccountShape {
    version: u32,
    depth: &'static str,
    title: Bilingual,
    package: Option<HomeShape>,
    as_of: String,
    law_as_of: String,
    known_as_of: String,
    record: Option<String>,
    provisions: Vec<ProvisionShape>,
    answers: Vec<ToldShape>,
    documents: Vec<DocumentShape>,
    figures: Vec<FigureShape>,
    unused: Vec<UnusedShape>,
    engine: Option<String>,
    digests: Vec<DigestShape>,
}

/// One provision and what came of it: the flat list, for indexes.
#[derive(Debug, Serialize)]
struct ProvisionShape {
    provision: String,
    norm: String,
    instance: Option<Bilingual>,
    outcome: &'static str,
}

/// What is known of a document; `until` is the first day on which it is no longer in force.
#[derive(Debug, Serialize)]
struct DocumentShape {
    title: String,
    number: Option<String>,
    issuers: Vec<String>,
    dated: Option<String>,
    published: Option<String>,
    from: Option<String>,
    until: Option<String>,
    digest: Option<String>,
    unsettled: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ToldShape {
    norm: String,
    name: Bilingual,
    instance: Option<Bilingual>,
    instance_path: Option<String>,
    modality: &'static str,
    outcome: &'static str,
    mark: &'static str,
    conclusion: Bilingual,
    failing: Vec<FailingShape>,
    next: Vec<NextShape>,
    grants: Vec<GrantShape>,
    deeds: Vec<DeedShape>,
    measured: Option<CountedShape>,
    deadline: Option<CountedShape>,
    done_on: Option<CountedShape>,
    if_late: Vec<String>,
    basis: Vec<PassageShape>,
    head: Option<Bilingual>,
    conditions: Vec<ItemShape>,
    exceptions: Vec<ItemShape>,
    signs: Vec<ItemShape>,
    findings: Vec<FindingShape>,
    figures: Vec<TakenShape>,
    readings: Vec<ReadingShape>,
    defaults: Vec<DefaultShape>,
    doubts: Vec<DoubtShape>,
    unsettled: Vec<String>,
    also: Vec<PassageShape>,
    refer_to: Vec<PassageShape>,
    documents: Vec<String>,
    effect: Option<Bilingual>,
    notes: Vec<String>,
    different: Option<WhatIfShape>,
    package: Option<HomeShape>,
    place: Option<PlaceShape>,
    steps: Vec<u32>,
}

#[derive(Debug, Serialize)]
struct ItemShape {
    kind: &'static str,
    mark: &'static str,
    number: Option<String>,
    words: Bilingual,
    value: Option<Bilingual>,
    note: Option<Bilingual>,
    used: Vec<UsedShape>,
    basis: Vec<PassageShape>,
    step: Option<u32>,
    place: Option<PlaceShape>,
    told: bool,
    items: Vec<ItemShape>,
}

#[derive(Debug, Serialize)]
struct UsedShape {
    name: Bilingual,
    value: Bilingual,
    note: Option<Bilingual>,
}

#[derive(Debug, Serialize)]
struct FailingShape {
    kind: &'static str,
    number: String,
    words: Bilingual,
    used: Vec<UsedShape>,
    items: Vec<FailingShape>,
}

#[derive(Debug, Serialize)]
struct NextShape {
    kind: &'static str,
    name: Bilingual,
    path: String,
    question: Option<Bilingual>,
    evidence: Option<Bilingual>,
    by: Vec<String>,
}

#[derive(Debug, Serialize)]
struct GrantShape {
    words: Bilingual,
    value: Option<Bilingual>,
    exception: Option<Bilingual>,
    how: Vec<ItemShape>,
}

#[derive(Debug, Serialize)]
struct DeedShape {
    verb: Bilingual,
    words: String,
}

#[derive(Debug, Serialize)]
struct CountedShape {
    words: Bilingual,
    rule: Option<Bilingual>,
    how: Vec<ItemShape>,
}

#[derive(Debug, Serialize)]
struct FindingShape {
    name: Bilingual,
    holds: bool,
    by: Option<String>,
    reasons: Option<String>,
}

#[derive(Debug, Serialize)]
struct PlaceShape {
    file: String,
    line: u32,
}

#[derive(Debug, Serialize)]
struct UnusedShape {
    kind: Bilingual,
    names: Vec<Bilingual>,
    count: usize,
    of: usize,
}

#[derive(Debug, Serialize)]
struct DigestShape {
    of: Bilingual,
    sha256: String,
    sm3: String,
}

/// An account of a decision.
#[must_use]
pub fn account(account: &Account) -> Value {
    let clocks = account.clocks;
    let shape = AccountShape {
        version: ACCOUNT_VERSION,
        depth: account.depth.code(),
        title: Bilingual::from(&account.title),
        package: home_shape(Some(&account.package)),
        as_of: clocks.as_of.to_string(),
        law_as_of: clocks.law_as_of.to_string(),
        known_as_of: clocks.known_as_of.to_string(),
        record: account.record.clone(),
        provisions: account.answers.iter().flat_map(provisions).collect(),
        answers: account.answers.iter().map(told).collect(),
        documents: account.documents.iter().map(document).collect(),
        figures: account.figures.iter().map(figure_shape).collect(),
        unused: account.unused.iter().map(unused).collect(),
        engine: account.engine.clone(),
        digests: account.digests.iter().map(digested).collect(),
    };
    // Shapes of texts, lists and whole numbers always become JSON.
    serde_json::to_value(shape).unwrap_or_default()
}

fn provisions(told: &Told) -> Vec<ProvisionShape> {
    let shape = |passage: &Passage| ProvisionShape {
        provision: passage.id.clone(),
        norm: told.norm.clone(),
        instance: told.instance.as_ref().map(Bilingual::from),
        outcome: codes::verdict(&told.verdict),
    };
    told.basis.iter().map(shape).collect()
}

fn document(document: &DocumentCited) -> DocumentShape {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    DocumentShape {
        title: document.title.clone(),
        number: document.number.clone(),
        issuers: document.issuers.clone(),
        dated: day(document.dated),
        published: day(document.published),
        from: day(document.from),
        until: day(document.until),
        digest: document.digest.clone(),
        unsettled: document.unsettled.clone(),
    }
}

fn told(told: &Told) -> ToldShape {
    let passages = |all: &[Passage]| all.iter().map(passage_shape).collect::<Vec<_>>();
    ToldShape {
        norm: told.norm.clone(),
        name: Bilingual::from(&told.name),
        instance: told.instance.as_ref().map(Bilingual::from),
        instance_path: told.instance_path.clone(),
        modality: codes::modality(told.modality),
        outcome: codes::verdict(&told.verdict),
        mark: mark_code(told.mark),
        conclusion: Bilingual::from(&told.conclusion),
        failing: told.failing.iter().map(failing).collect(),
        next: told.next.iter().map(next).collect(),
        grants: told.grants.iter().map(grant).collect(),
        deeds: (told.deeds.iter())
            .map(|(verb, words)| DeedShape {
                verb: Bilingual::from(verb),
                words: words.clone(),
            })
            .collect(),
        measured: told.measured.as_ref().map(counted),
        deadline: told.deadline.as_ref().map(counted),
        done_on: told.done_on.as_ref().map(counted),
        if_late: told.if_late.clone(),
        basis: passages(&told.basis),
        head: told.head.as_ref().map(Bilingual::from),
        conditions: items(&told.conditions),
        exceptions: items(&told.exceptions),
        signs: items(&told.signs),
        findings: told.findings.iter().map(finding).collect(),
        figures: told.figures.iter().map(taken_shape).collect(),
        readings: told.readings.iter().map(reading_shape).collect(),
        defaults: told.defaults.iter().map(default_shape).collect(),
        doubts: told.doubts.iter().map(doubt_shape).collect(),
        unsettled: told.unsettled.clone(),
        also: passages(&told.also),
        refer_to: passages(&told.refer_to),
        documents: told.documents.clone(),
        effect: told.effect.as_ref().map(Bilingual::from),
        notes: told.notes.clone(),
        different: told.different.as_ref().map(what_if::answer),
        package: home_shape(told.home.as_ref()),
        place: told.place.as_ref().map(place),
        steps: told.steps.clone(),
    }
}

fn items(items: &[Item]) -> Vec<ItemShape> {
    items.iter().map(item).collect()
}

fn item(item: &Item) -> ItemShape {
    ItemShape {
        kind: item_kind(item.kind),
        mark: mark_code(item.mark),
        number: item.number.clone(),
        words: Bilingual::from(&item.words),
        value: item.value.as_ref().map(Bilingual::from),
        note: item.note.as_ref().map(Bilingual::from),
        used: item.used.iter().map(used).collect(),
        basis: item.basis.iter().map(passage_shape).collect(),
        step: item.step,
        place: item.place.as_ref().map(place),
        told: item.told,
        items: items(&item.items),
    }
}

/// The kinds of lines, for machines.
pub(super) const ITEM_KINDS: [&str; 11] = [
    "subject",
    "in_force",
    "condition",
    "all",
    "any",
    "exception",
    "fact",
    "finding",
    "case",
    "value",
    "computed",
];

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Subject => "subject",
        ItemKind::InForce => "in_force",
        ItemKind::Condition => "condition",
        ItemKind::All => "all",
        ItemKind::Any => "any",
        ItemKind::Exception => "exception",
        ItemKind::Fact => "fact",
        ItemKind::Finding => "finding",
        ItemKind::Case => "case",
        ItemKind::Value => "value",
        ItemKind::Computed => "computed",
    }
}

/// The kinds of what is missing, for machines.
pub(super) const NEXT_KINDS: [&str; 4] = ["fact", "bounds", "finding", "calendar"];

fn next(next: &Next) -> NextShape {
    NextShape {
        kind: match next.kind {
            NextKind::Fact => "fact",
            NextKind::Bounds => "bounds",
            NextKind::Finding => "finding",
            NextKind::Calendar => "calendar",
        },
        name: Bilingual::from(&next.name),
        path: next.path.clone(),
        question: next.ask.as_ref().map(Bilingual::from),
        evidence: next.evidence.as_ref().map(Bilingual::from),
        by: next.by.clone(),
    }
}

fn used(used: &Used) -> UsedShape {
    UsedShape {
        name: Bilingual::from(&used.name),
        value: Bilingual::from(&used.value),
        note: used.note.as_ref().map(Bilingual::from),
    }
}

fn failing(one: &Failing) -> FailingShape {
    FailingShape {
        kind: item_kind(one.kind),
        number: one.number.clone(),
        words: Bilingual::from(&one.words),
        used: one.used.iter().map(used).collect(),
        items: one.items.iter().map(failing).collect(),
    }
}

fn grant(grant: &GrantTold) -> GrantShape {
    GrantShape {
        words: Bilingual::from(&grant.words),
        value: grant.value.as_ref().map(Bilingual::from),
        exception: grant.exception.as_ref().map(Bilingual::from),
        how: items(&grant.how),
    }
}

fn counted(counted: &Counted) -> CountedShape {
    CountedShape {
        words: Bilingual::from(&counted.words),
        rule: counted.rule.as_ref().map(Bilingual::from),
        how: items(&counted.how),
    }
}

fn finding(made: &FindingMade) -> FindingShape {
    FindingShape {
        name: Bilingual::from(&made.name),
        holds: made.holds,
        by: made.by.clone(),
        reasons: made.reasons.clone(),
    }
}

fn place(place: &Place) -> PlaceShape {
    PlaceShape {
        file: place.file.clone(),
        line: place.line,
    }
}

fn unused(unused: &Unused) -> UnusedShape {
    UnusedShape {
        kind: Bilingual::from(&unused.kind),
        names: unused.names.iter().map(Bilingual::from).collect(),
        count: unused.count,
        of: unused.of,
    }
}

fn digested(digested: &Digested) -> DigestShape {
    DigestShape {
        of: Bilingual::from(&digested.of),
        sha256: digested.sha256.to_string(),
        sm3: digested.sm3.to_string(),
    }
}

//! The documents that an account cites: who issued them, and when they are in force.

use std::collections::BTreeMap;

use crate::check::{Instrument, Model};
use crate::engine::Passage;

use super::told::{Counted, DocumentCited, Item, Told};

type Key = (String, Option<String>);

/// What is known of each document that the answers cite, once each, in the order of titles.
pub(super) fn documents(model: &Model, answers: &[Told]) -> Vec<DocumentCited> {
    let mut cited: BTreeMap<Key, Option<DocumentCited>> = BTreeMap::new();
    let mut seen = |passage: &Passage| {
        let key = (passage.title.clone(), passage.number.clone());
        cited.entry(key).or_default();
    };
    for told in answers {
        passages(told, &mut seen);
    }
    for instrument in &model.instruments {
        let key = (instrument.title.clone(), instrument.number.clone());
        if let Some(found) = cited.get_mut(&key) {
            let one = document(instrument);
            // Packages may name the same document; the one that knows most of it speaks.
            if found
                .as_ref()
                .is_none_or(|other| known(other) < known(&one))
            {
                *found = Some(one);
            }
        }
    }
    cited.into_values().flatten().collect()
}

fn document(instrument: &Instrument) -> DocumentCited {
    DocumentCited {
        title: instrument.title.clone(),
        number: instrument.number.clone(),
        issuers: instrument.issuers.clone(),
        dated: instrument.dated,
        published: instrument.published,
        from: instrument.in_force.from,
        until: instrument.in_force.until,
        digest: instrument.digest.clone(),
        unsettled: instrument.unsettled.clone(),
    }
}

fn known(document: &DocumentCited) -> usize {
    let days = [
        document.dated,
        document.published,
        document.from,
        document.until,
    ];
    days.iter().flatten().count() + document.issuers.len().min(1)
}

fn passages(told: &Told, seen: &mut impl FnMut(&Passage)) {
    let lists = [&told.basis, &told.also, &told.refer_to];
    lists.into_iter().flatten().for_each(&mut *seen);
    let figures = told.figures.iter().flat_map(|figure| &figure.basis);
    let readings = told.readings.iter().flat_map(|reading| &reading.basis);
    figures.chain(readings).for_each(&mut *seen);
    let counted = [&told.measured, &told.deadline, &told.done_on];
    let counted = counted
        .into_iter()
        .flatten()
        .map(|Counted { how, .. }| how.as_slice());
    let grants = told.grants.iter().map(|grant| grant.how.as_slice());
    let own = [&told.conditions, &told.exceptions, &told.signs];
    let mut open: Vec<&Item> = own.into_iter().flatten().collect();
    open.extend(counted.chain(grants).flatten());
    while let Some(item) = open.pop() {
        item.basis.iter().for_each(&mut *seen);
        open.extend(&item.items);
    }
}

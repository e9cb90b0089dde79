//! Models in, the instruments that one of them refers to (转致) out, and which of them the others encode.
//!
//! An instrument is the same in two packages when its title or its number is; what a package calls it for itself never counts.
//! A provision is covered when a declaration rests on it or on a part of it; where a reference names no provision, when one
//! rests on anything of the instrument. Whether a declaration says all that its provision says is not judged here.

use std::collections::BTreeSet;

use crate::source::{Path, Span};

use super::account::{Account, accounts};
use super::citations::fold_title;
use super::model::{Citation, CitationId, InstrumentId, Model};
use super::tally::Standing;

/// Another package and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'m> {
    /// Its name.
    pub package: &'m str,
    /// Its model, without errors.
    pub model: &'m Model,
}

/// What a package refers to.
#[derive(Debug, Clone, Default)]
pub struct References {
    /// In the order in which the text first refers to them.
    pub instruments: Vec<ReferredInstrument>,
}

/// An instrument that is referred to.
#[derive(Debug, Clone)]
pub struct ReferredInstrument {
    /// What the package calls it.
    pub name: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The provisions that are referred to, in order; the empty path is the instrument as a whole.
    pub provisions: Vec<ReferredProvision>,
    /// The packages with declarations that rest on it, in the order of the neighbours.
    pub encodings: Vec<Encoding>,
}

/// A provision that is referred to.
#[derive(Debug, Clone)]
pub struct ReferredProvision {
    /// Its address.
    pub path: Path,
    /// The declarations that refer to it, in the order of the text.
    pub by: Vec<Referrer>,
    /// The packages that cover it.
    pub covered_in: Vec<String>,
}

/// A declaration that refers to another instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referrer {
    /// Its kind in Chinese and in English.
    pub kind: (&'static str, &'static str),
    /// Its name.
    pub name: String,
    /// Its alias.
    pub alias: Option<String>,
    /// The clause that it rests on.
    pub clause: Path,
    /// Where it is declared.
    pub span: Span,
}

/// What one package makes of an instrument: how many of its declarations rest on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Encoding {
    /// The package.
    pub package: String,
    /// Norms.
    pub norms: u32,
    /// Definitions and tables.
    pub definitions: u32,
    /// Parameters.
    pub parameters: u32,
    /// Findings and readings.
    pub left_open: u32,
}

/// How far the other packages encode what is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// Every provision is covered.
    Encoded,
    /// Something of the instrument is encoded, but not every provision.
    Partly,
    /// Nothing of it is.
    NotEncoded,
}

impl References {
    /// How many references there are: a declaration that names two provisions makes two.
    #[must_use]
    pub fn count(&self) -> usize {
        let provisions = self.instruments.iter().flat_map(|one| &one.provisions);
        provisions.map(|provision| provision.by.len()).sum()
    }

    /// How many instruments are encoded so far.
    #[must_use]
    pub fn with(&self, coverage: Coverage) -> usize {
        let instruments = self.instruments.iter();
        instruments.filter(|one| one.coverage() == coverage).count()
    }
}

impl ReferredInstrument {
    /// How far it is encoded.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut provisions = self.provisions.iter();
        if self.encodings.is_empty() {
            Coverage::NotEncoded
        } else if provisions.all(|one| !one.covered_in.is_empty()) {
            Coverage::Encoded
        } else {
            Coverage::Partly
        }
    }
}

/// By what an instrument is known in every package: its title, its number.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    title: Option<String>,
    number: Option<String>,
}

impl Identity {
    fn is_same(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        same(&self.title, &other.title) || same(&self.number, &other.number)
    }
}

/// An instrument while its provisions are gathered.
struct Referred {
    known: Identity,
    id: Option<InstrumentId>,
    instrument: ReferredInstrument,
}

/// The instruments that the package's own declarations refer to, and what its neighbours make of them.
#[must_use]
pub fn references(model: &Model, neighbours: &[Neighbour<'_>]) -> References {
    let mut found: Vec<Referred> = Vec::new();
    for (citation, referrer) in referring(model) {
        let known = identity(model, citation);
        let id = citation.instrument;
        let same = |one: &Referred| (id.is_some() && one.id == id) || one.known.is_same(&known);
        let place = found.iter().position(same).unwrap_or_else(|| {
            let instrument = referred(model, citation);
            found.push(Referred {
                known,
                id,
                instrument,
            });
            found.len().saturating_sub(1)
        });
        let Some(Referred { instrument, .. }) = found.get_mut(place) else {
            continue;
        };
        let mut provisions = instrument.provisions.iter_mut();
        if let Some(provision) = provisions.find(|one| one.path == citation.path) {
            provision.by.push(referrer);
        } else {
            instrument.provisions.push(ReferredProvision {
                path: citation.path.clone(),
                by: vec![referrer],
                covered_in: Vec::new(),
            });
        }
    }
    for neighbour in neighbours {
        let accounts = own_accounts(neighbour.model);
        for one in &mut found {
            encode(&mut one.instrument, &one.known, *neighbour, &accounts);
        }
    }
    let instruments = found.into_iter().map(|mut one| {
        one.instrument
            .provisions
            .sort_by(|a, b| a.path.cmp(&b.path));
        one.instrument
    });
    References {
        instruments: instruments.collect(),
    }
}

fn referred(model: &Model, citation: &Citation) -> ReferredInstrument {
    let (title, number) = names(model, citation);
    let instrument = citation
        .instrument
        .and_then(|id| model.instruments.get(id.index()));
    let name = instrument.map(|instrument| instrument.label.name.clone());
    ReferredInstrument {
        name: name.unwrap_or_else(|| citation.title.clone()),
        title,
        number,
        provisions: Vec::new(),
        encodings: Vec::new(),
    }
}

/// Every 转致 of the package's own declarations, in the order of the text that they rest on.
fn referring(model: &Model) -> Vec<(&Citation, Referrer)> {
    let mut found = Vec::new();
    for account in own_accounts(model) {
        let basis = account.basis.first().and_then(|id| cited(model, *id));
        let clause = basis.map(|basis| clause(model, basis)).unwrap_or_default();
        let start = basis.and_then(|basis| basis.range.as_ref());
        let start = start.map_or(usize::MAX, |range| range.start);
        for (at, id) in account.refer_to.iter().enumerate() {
            let Some(citation) = cited(model, *id) else {
                continue;
            };
            let referrer = Referrer {
                kind: account.kind,
                name: account.name(),
                alias: account.label.alias.clone(),
                clause: clause.clone(),
                span: account.label.span,
            };
            let key = (start, clause.clone(), account.label.span, at);
            found.push((key, (citation, referrer)));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, one)| one).collect()
}

fn own_accounts(model: &Model) -> Vec<Account<'_>> {
    let mut all = accounts(model);
    all.retain(|one| model.package_of(one.label.span).is_none());
    all
}

fn cited(model: &Model, id: CitationId) -> Option<&Citation> {
    model.citations.get(id.index())
}

/// The clause that a citation lies in; what it names where the text is not held.
fn clause(model: &Model, citation: &Citation) -> Path {
    let instrument = citation
        .instrument
        .and_then(|id| model.instruments.get(id.index()));
    let text = instrument.and_then(|instrument| instrument.text.as_ref());
    let clause = text.and_then(|text| text.clause_of(&citation.path));
    clause.map_or_else(|| citation.path.clone(), |clause| clause.path)
}

/// The title and the number under which the instrument of a citation is known.
fn names(model: &Model, citation: &Citation) -> (Option<String>, Option<String>) {
    let Some(id) = citation.instrument else {
        return (Some(citation.title.clone()), None);
    };
    let Some(instrument) = model.instruments.get(id.index()) else {
        return (None, None);
    };
    let title = instrument.titled.then(|| instrument.title.clone());
    (title, instrument.number.clone())
}

fn identity(model: &Model, citation: &Citation) -> Identity {
    let (title, number) = names(model, citation);
    Identity {
        title: title.map(|title| folded(&title)),
        number: number.map(|number| folded(&number)),
    }
}

/// A title or number in one width, with one kind of bracket and without blanks.
fn folded(words: &str) -> String {
    let narrow = |letter: char| match letter {
        '〔' | '【' | '［' => '[',
        '〕' | '】' | '］' => ']',
        // The full width stands at a fixed distance above the half width.
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(letter),
        other => other,
    };
    fold_title(words).chars().map(narrow).collect()
}

/// Adds what one package makes of an instrument.
fn encode(
    instrument: &mut ReferredInstrument,
    known: &Identity,
    neighbour: Neighbour<'_>,
    accounts: &[Account<'_>],
) {
    let mut encoding = Encoding {
        package: neighbour.package.to_owned(),
        ..Encoding::default()
    };
    let mut paths: BTreeSet<&Path> = BTreeSet::new();
    for account in accounts {
        let basis = account.basis.iter();
        let citations = basis.filter_map(|id| cited(neighbour.model, *id));
        let rests: Vec<&Path> = citations
            .filter(|one| identity(neighbour.model, one).is_same(known))
            .map(|one| &one.path)
            .collect();
        let Some(count) = counted(&mut encoding, account).filter(|_| !rests.is_empty()) else {
            continue;
        };
        *count = count.saturating_add(1);
        paths.extend(rests);
    }
    if paths.is_empty() {
        return;
    }
    for provision in &mut instrument.provisions {
        if paths.iter().any(|path| path.is_within(&provision.path)) {
            provision.covered_in.push(encoding.package.clone());
        }
    }
    instrument.encodings.push(encoding);
}

/// Where a declaration is counted; one that has nothing to decide encodes nothing.
fn counted<'e>(encoding: &'e mut Encoding, account: &Account<'_>) -> Option<&'e mut u32> {
    if account.standing == Standing::Declaratory {
        return None;
    }
    match account.kind.1 {
        "repeal" => None,
        "definition" | "table" => Some(&mut encoding.definitions),
        "parameter" => Some(&mut encoding.parameters),
        "finding" | "reading" => Some(&mut encoding.left_open),
        _ => Some(&mut encoding.norms),
    }
}

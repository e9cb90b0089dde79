//! Citations, clauses and errata: from written markers and quotes to places in the held texts.
//!
//! The digest was compared when the text was taken in; here the path of markers is followed first, then the quote is looked
//! for inside the passage.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{Digest, NotFound, Path, QuoteMatch, Span};
use crate::syntax::document::{self, CitationTarget, Head, Step};

use super::from_documents::Check;
use super::instruments::count;
use super::model::{Citation, CitationId, Erratum, ErratumId, InstrumentId};
use super::names::{Citable, label, nearest};
use super::problem::citations::{
    ClauseWithMarkers, ErratumNotFound, PassageMissing, PassageUnclear, QuoteMoved, QuoteNotFound,
    QuoteTwice,
};
use super::problem::names::UnknownName;
use super::problem::norms::BasisMissing;

/// What was cited so far.
#[derive(Debug, Default)]
pub(super) struct Citer {
    /// By place, and by the place of the quote that was looked for: a statement that is read twice is cited once.
    cited: BTreeMap<(Span, Option<Span>), Option<CitationId>>,
    /// By place of a quote: in which of the citations beside it its words stand.
    holds: BTreeMap<Span, Option<usize>>,
    /// Clauses in order; none for those that could not be resolved.
    clauses: Vec<Option<Citation>>,
}

impl Check<'_> {
    pub(super) fn clauses(&mut self) {
        for placed in std::mem::take(&mut self.declared.clauses) {
            let node = placed.node;
            let index = Citable::Clause(self.citer.clauses.len());
            if let Err(twice) =
                self.names
                    .citables
                    .declare(&node.head.name, node.head.alias.as_ref(), index)
            {
                self.problems.push(twice);
                continue;
            }
            let citation = self.resolve(&node.place).map(|citation| {
                let (citation, _) = self.quoted(citation, &node.quote, true);
                Citation {
                    clause: Some(node.head.name.text.clone()),
                    ..citation
                }
            });
            self.citer.clauses.push(citation);
        }
    }

    /// All citations of a list.
    pub(super) fn cite_all(&mut self, citations: &[document::Citation]) -> Vec<CitationId> {
        citations
            .iter()
            .filter_map(|citation| self.cite(citation))
            .collect()
    }

    /// A citation without a quote of its own.
    pub(super) fn cite(&mut self, citation: &document::Citation) -> Option<CitationId> {
        let key = (citation.span, None);
        if let Some(known) = self.citer.cited.get(&key) {
            return *known;
        }
        let id = self.resolve(citation).map(|citation| self.take(citation));
        self.citer.cited.insert(key, id);
        id
    }

    /// 依据 with 原文: every quote is looked for in the cited passages; a passage with several quotes is cited for each.
    pub(super) fn cite_with(
        &mut self,
        citations: &[document::Citation],
        quotes: &[document::Quoted],
    ) -> Vec<CitationId> {
        let mut quotes_of: Vec<Vec<&document::Quoted>> = vec![Vec::new(); citations.len()];
        for quote in quotes {
            if let Some(at) = self.passage_of(citations, quote)
                && let Some(list) = quotes_of.get_mut(at)
            {
                list.push(quote);
            }
        }
        let mut cited = Vec::new();
        for (citation, quotes) in citations.iter().zip(quotes_of) {
            if quotes.is_empty() {
                cited.extend(self.cite(citation));
            }
            for quote in quotes {
                cited.extend(self.cite_quote(citation, quote));
            }
        }
        cited
    }

    fn cite_quote(
        &mut self,
        citation: &document::Citation,
        quote: &document::Quoted,
    ) -> Option<CitationId> {
        let key = (citation.span, Some(quote.span));
        if let Some(known) = self.citer.cited.get(&key) {
            return *known;
        }
        let resolved = self.resolve(citation);
        let id = resolved.map(|resolved| {
            let (resolved, _) = self.quoted(resolved, quote, true);
            self.take(resolved)
        });
        self.citer.cited.insert(key, id);
        id
    }

    /// As [`Check::look_for`], once for each quote.
    fn passage_of(
        &mut self,
        citations: &[document::Citation],
        quote: &document::Quoted,
    ) -> Option<usize> {
        if let Some(known) = self.citer.holds.get(&quote.span) {
            return *known;
        }
        let found = self.look_for(citations, quote);
        self.citer.holds.insert(quote.span, found);
        found
    }

    /// The citation in whose passage a quote stands; else the first whose text is not held; else the first, where it is
    /// reported as not found.
    fn look_for(
        &mut self,
        citations: &[document::Citation],
        quote: &document::Quoted,
    ) -> Option<usize> {
        let mut not_held = None;
        for (at, citation) in citations.iter().enumerate() {
            let Some(resolved) = self.resolve(citation) else {
                // Its problem is told; the quote may well be there.
                return Some(at);
            };
            if self.text_of(&resolved).is_none() {
                not_held = not_held.or(Some(at));
                continue;
            }
            let (_, found) = self.quoted(resolved, quote, false);
            if found {
                return Some(at);
            }
        }
        not_held.or((!citations.is_empty()).then_some(0))
    }

    fn take(&mut self, citation: Citation) -> CitationId {
        let id = CitationId(count(self.model.citations.len()));
        let errata = self.errata_of(&citation);
        self.model.citations.push(Citation { errata, ..citation });
        id
    }

    fn errata_of(&self, citation: &Citation) -> Vec<ErratumId> {
        let (Some(instrument), Some(range)) = (citation.instrument, &citation.range) else {
            return Vec::new();
        };
        let touches = |(of, slip): &(InstrumentId, Range<usize>)| {
            *of == instrument && slip.start < range.end && range.start < slip.end
        };
        let errata = self.model.errata.iter().enumerate();
        errata
            .filter(|(_, erratum)| erratum.ranges.iter().any(touches))
            .map(|(at, _)| ErratumId(count(at)))
            .collect()
    }

    /// The instrument and passage that a citation names; none where its problem is told.
    fn resolve(&mut self, citation: &document::Citation) -> Option<Citation> {
        match &citation.target {
            CitationTarget::Title(title) => {
                let instrument = self.titled(&title.text, citation.span);
                self.passage(citation, instrument, &title.text)
            }
            CitationTarget::Name(name) => match self.names.citables.get(name) {
                Some(Citable::Instrument(id)) => {
                    let title = self
                        .model
                        .instruments
                        .get(id.index())
                        .map(|instrument| instrument.title.clone());
                    self.passage(citation, Some(id), &title.unwrap_or_default())
                }
                Some(Citable::Clause(index)) => {
                    if !citation.steps.is_empty() {
                        self.problems.push(ClauseWithMarkers {
                            name: name.text.clone(),
                            place: citation.span,
                        });
                    }
                    let clause = self.citer.clauses.get(index).cloned().flatten()?;
                    Some(Citation {
                        span: citation.span,
                        ..clause
                    })
                }
                None if self.names.is_broken(name) => None,
                None => {
                    self.problems.push(UnknownName {
                        name: name.text.clone(),
                        place: name.span,
                        nearest: nearest(&name.text, self.names.citables.words(name.span)),
                        wanted: ("文件或者条款", "instrument or clause"),
                    });
                    None
                }
            },
        }
    }

    /// The instrument with a title, among those that are known at a place.
    fn titled(&self, title: &str, place: Span) -> Option<InstrumentId> {
        let wanted = fold_title(title);
        let citables = &self.names.citables;
        let known = citables.words(place).filter_map(|word| {
            let Citable::Instrument(id) = citables.peek(word, place)? else {
                return None;
            };
            let instrument = self.model.instruments.get(id.index())?;
            (fold_title(&instrument.title) == wanted).then_some((id, word))
        });
        let (_, word) = known.min()?;
        match citables.at(word, place)? {
            Citable::Instrument(id) => Some(id),
            Citable::Clause(_) => None,
        }
    }

    fn passage(
        &mut self,
        written: &document::Citation,
        instrument: Option<InstrumentId>,
        title: &str,
    ) -> Option<Citation> {
        let markers = written.steps.iter().map(Step::marker);
        let path: Path = markers.collect();
        let mut citation = Citation {
            instrument,
            title: title.to_owned(),
            path,
            quote: None,
            range: None,
            errata: Vec::new(),
            clause: None,
            span: written.span,
        };
        let Some(text) = self.text_of(&citation) else {
            return Some(citation);
        };
        if citation.path.is_empty() {
            citation.range = Some(0..text.text().content().len());
            return Some(citation);
        }
        match text.resolve(&citation.path) {
            Ok(passage) => {
                citation.path = passage.path;
                citation.range = Some(passage.range);
                Some(citation)
            }
            Err(error) => {
                self.not_resolved(&citation, error);
                None
            }
        }
    }

    fn not_resolved(&mut self, citation: &Citation, error: NotFound) {
        let title = citation.title.clone();
        let place = citation.span;
        let shown = |paths: Vec<Path>| paths.iter().map(Path::chinese).collect();
        match error {
            NotFound::Nothing { asked, nearest } => self.problems.push(PassageMissing {
                title,
                asked: (asked.chinese(), asked.english()),
                nearest: shown(nearest),
                place,
            }),
            NotFound::Several { asked, candidates } => self.problems.push(PassageUnclear {
                title,
                asked: (asked.chinese(), asked.english()),
                candidates: shown(candidates),
                place,
            }),
        };
    }

    fn text_of(&self, citation: &Citation) -> Option<&crate::source::StructuredText> {
        self.model
            .instruments
            .get(citation.instrument?.index())?
            .text
            .as_ref()
    }

    /// A citation narrowed to its quote, and whether the words were found in the passage.
    fn quoted(
        &mut self,
        citation: Citation,
        quote: &document::Quoted,
        report: bool,
    ) -> (Citation, bool) {
        let citation = Citation {
            quote: Some(quote.text.clone()),
            ..citation
        };
        let Some(text) = self.text_of(&citation) else {
            return (citation, false);
        };
        let (title, passage) = (citation.title.clone(), citation.path.chinese());
        let (place, cited) = (quote.span, citation.span);
        let paths =
            |found: &[crate::source::Quoted]| found.iter().map(|one| one.path.chinese()).collect();
        match text.find_quote(&quote.text, Some(&citation.path)) {
            QuoteMatch::Found(found) => {
                let range = Some(found.range);
                return (Citation { range, ..citation }, true);
            }
            QuoteMatch::Many(found) => {
                if report {
                    let found = paths(&found);
                    self.problems.push(QuoteTwice {
                        title,
                        found,
                        place,
                    });
                }
                return (citation, true);
            }
            _ if !report => {}
            QuoteMatch::Moved(found) => {
                let found = found.into_iter().map(|one| one.path).collect();
                self.problems.push(QuoteMoved {
                    title,
                    passage: citation.path.clone(),
                    found,
                    place,
                    cited,
                });
            }
            QuoteMatch::NotFound(near) => {
                let nearest = near.map(|near| (near.place.path.chinese(), near.marked));
                self.problems.push(QuoteNotFound {
                    title,
                    passage,
                    nearest,
                    place,
                    cited,
                });
            }
            QuoteMatch::NoPassage(error) => self.not_resolved(&citation, error),
        }
        (citation, false)
    }

    pub(super) fn errata(&mut self) {
        for placed in std::mem::take(&mut self.declared.errata) {
            let node = placed.node;
            let mut erratum = Erratum {
                label: label(&node.head),
                ranges: Vec::new(),
                places: Vec::new(),
                wording: node
                    .wording
                    .iter()
                    .map(|wording| wording.text.clone())
                    .collect(),
                presumed: node.presumed.as_ref().map(|words| words.text.clone()),
                grounds: node.grounds.as_ref().map(|words| words.text.clone()),
                confidence: node.confidence.as_ref().map(|name| name.text.clone()),
                effect: node.effect.as_ref().map(|words| words.text.clone()),
            };
            let links = &self.names.links;
            let twice = self.model.errata.last().is_some_and(|before| {
                before.label.name == erratum.label.name
                    && links.package(before.label.span) == links.package(erratum.label.span)
            });
            if twice && let Some(before) = self.model.errata.last() {
                let first = before.label.span;
                self.problems.push(super::problem::names::DeclaredTwice {
                    name: erratum.label.name,
                    first,
                    second: node.head.name.span,
                });
                continue;
            }
            self.slips(node, &mut erratum);
            self.model.errata.push(erratum);
        }
    }

    /// Where the wording of an erratum stands: every place in its passages.
    fn slips(&mut self, node: &document::Erratum, erratum: &mut Erratum) {
        let mut found: Vec<bool> = vec![false; node.wording.len()];
        let mut near: Option<String> = None;
        let mut held = false;
        let mut resolved_all = true;
        for place in &node.places {
            let Some(citation) = self.resolve(place) else {
                resolved_all = false;
                continue;
            };
            if let (Some(text), Some(instrument)) = (self.text_of(&citation), citation.instrument) {
                held = true;
                let mut ranges = Vec::new();
                for (wording, found) in node.wording.iter().zip(&mut found) {
                    match text.find_quote(&wording.text, Some(&citation.path)) {
                        QuoteMatch::Found(one) => ranges.push(one.range),
                        QuoteMatch::Many(many) => {
                            ranges.extend(many.into_iter().map(|one| one.range))
                        }
                        QuoteMatch::NotFound(nearest) => {
                            near = near.or(nearest.map(|nearest| nearest.marked));
                            continue;
                        }
                        QuoteMatch::Moved(_) | QuoteMatch::NoPassage(_) => continue,
                    }
                    *found = true;
                }
                erratum
                    .ranges
                    .extend(ranges.into_iter().map(|range| (instrument, range)));
            }
            let id = self.take(citation);
            erratum.places.push(id);
        }
        if !held || !resolved_all {
            return;
        }
        for (wording, _) in node.wording.iter().zip(found).filter(|(_, found)| !found) {
            self.problems.push(ErratumNotFound {
                name: node.head.name.text.clone(),
                wording: wording.text.clone(),
                place: wording.span,
                nearest: near.clone(),
            });
        }
    }

    /// Tells that a declaration has no basis.
    pub(super) fn basis_missing(&mut self, head: &Head, kind: (&str, &str)) {
        let name = &head.name.text;
        let (zh, en) = kind;
        self.problems.push(BasisMissing {
            what: (format!("{zh}“{name}”"), format!("{en} `{name}`")),
            place: head.name.span,
        });
    }
}

/// A title without what people leave out or write in two ways.
pub(super) fn fold_title(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '《' | '》' | '〈' | '〉'));
    kept.map(|letter| match letter {
        '（' => '(',
        '）' => ')',
        other => other,
    })
    .collect()
}

/// The first digits of a digest.
pub(super) fn short_digest(digest: Digest) -> String {
    digest.short()
}

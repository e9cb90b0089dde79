//! A cited passage with its words and what is known to be wrong with them.

use crate::check::{Citation, CitationId, Erratum, ErratumId, Model};
use crate::diagnostic::Words;
use crate::source::Span;

/// A passage that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The title of the instrument.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// Where in the instrument, in words; empty for the instrument as a whole.
    pub path: Words,
    /// The same as an id in the manner of Akoma Ntoso.
    pub id: String,
    /// The words that are quoted; else the words of the passage; none where the text is not held.
    pub quote: Option<String>,
    /// Whether the words were found in the held text.
    pub verified: bool,
    /// Slips in these words.
    pub errata: Vec<ErratumShown>,
    /// The package that declares the instrument, where it is another one.
    pub package: Option<Home>,
}

/// Another package than the one that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Home {
    /// The package that a place belongs to; none for the one that was opened.
    pub(crate) fn of(model: &Model, place: Span) -> Option<Self> {
        let package = model.package_of(place)?;
        Some(Self {
            name: package.name.clone(),
            version: package.version.clone(),
        })
    }
}

/// A slip in the text of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErratumShown {
    /// Its name.
    pub name: String,
    /// The wording as held.
    pub wording: Vec<String>,
    /// The presumable wording.
    pub presumed: Option<String>,
    /// Why it is presumed.
    pub grounds: Option<String>,
    /// How sure this is.
    pub confidence: Option<String>,
    /// Why it matters.
    pub effect: Option<String>,
}

impl Passage {
    /// The passage of a citation.
    pub(crate) fn of(model: &Model, id: CitationId) -> Option<Self> {
        let citation = model.citations.get(id.index())?;
        let instrument = citation
            .instrument
            .and_then(|id| model.instruments.get(id.index()));
        let held = words_of(model, citation);
        let errata = citation
            .errata
            .iter()
            .filter_map(|id| ErratumShown::of(model, *id));
        Some(Self {
            title: citation.title.clone(),
            number: instrument.and_then(|instrument| instrument.number.clone()),
            path: Words::new(citation.path.chinese(), citation.path.english()),
            id: citation.path.id(),
            verified: held.is_some() && citation.range.is_some(),
            quote: citation.quote.clone().or(held),
            errata: errata.collect(),
            package: instrument.and_then(|one| Home::of(model, one.label.span)),
        })
    }

    /// The passages of several citations, each once.
    pub(crate) fn all(model: &Model, ids: &[CitationId]) -> Vec<Self> {
        let mut passages: Vec<Self> = Vec::new();
        for passage in ids.iter().filter_map(|id| Self::of(model, *id)) {
            if !passages.contains(&passage) {
                passages.push(passage);
            }
        }
        passages
    }

    /// The title with its marks and the path.
    #[must_use]
    pub fn words(&self) -> Words {
        let title = &self.title;
        let path = if self.path.is_empty() {
            Words::none()
        } else {
            Words::new(self.path.zh.clone(), format!(", {}", self.path.en))
        };
        Words::new(
            format!("《{title}》{}", path.zh),
            format!("《{title}》{}", path.en),
        )
    }
}

impl ErratumShown {
    fn of(model: &Model, id: ErratumId) -> Option<Self> {
        let erratum: &Erratum = model.errata.get(id.index())?;
        Some(Self {
            name: erratum.label.name.clone(),
            wording: erratum.wording.clone(),
            presumed: erratum.presumed.clone(),
            grounds: erratum.grounds.clone(),
            confidence: erratum.confidence.clone(),
            effect: erratum.effect.clone(),
        })
    }
}

/// The held words of a citation.
fn words_of(model: &Model, citation: &Citation) -> Option<String> {
    let instrument = model.instruments.get(citation.instrument?.index())?;
    let text = instrument.text.as_ref()?;
    let words = text.text().slice_range(citation.range.as_ref()?);
    (!words.is_empty()).then(|| words.trim().to_owned())
}

//! The texts of a pack: instruments whole, rule files with only the words that a decision may quote.
//!
//! Every place that may be named keeps its line, its character and its byte; what lies between is blank, in one form for
//! every gap, so that it compresses to nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Label, Model};
use crate::compile::Program;
use crate::engine::MAX_WORDS;
use crate::source::{FileId, Span, Text, Texts};

/// What is needed of a rule file.
#[derive(Debug, Default)]
struct Needed {
    /// From and to where words are quoted.
    words: BTreeMap<u32, u32>,
    /// Bytes whose line and character are named.
    places: BTreeSet<u32>,
    /// The end of the last span.
    end: u32,
}

/// What is needed of all rule files.
pub(super) struct Blanker<'a> {
    texts: &'a Texts,
    labels: Vec<&'a Label>,
    needed: BTreeMap<FileId, Needed>,
}

impl<'a> Blanker<'a> {
    /// Looks at every place that the program names. An item of a list of conditions has the place of what it asks, so that
    /// the words of any of them may be quoted.
    pub(super) fn new(texts: &'a Texts, model: &'a Model, program: &Program) -> Self {
        let definitions = model.definitions.iter().map(|one| &one.label);
        let norms = model.norms.iter().map(|one| &one.label);
        let named: Vec<&Label> = definitions.chain(norms).collect();
        let others = (model.fields.iter().map(|one| &one.label))
            .chain(model.findings.iter().map(|one| &one.label))
            .chain(model.readings.iter().map(|one| &one.label))
            .chain(model.parameters.iter().map(|one| &one.label));
        let mut blanker = Self {
            texts,
            labels: named.clone(),
            needed: BTreeMap::new(),
        };
        // Where nothing is written, such as a clock, counts as the start of the first file.
        blanker.place(Span::at(FileId::new(0), 0));
        for label in named {
            blanker.place(label.span);
        }
        for label in others {
            blanker.words(label.span);
        }
        for unit in program.units() {
            let entries = unit.entry.iter().map(|entry| entry.span);
            for span in unit.spans.iter().copied().chain(entries) {
                blanker.words(span);
            }
        }
        for parameter in &program.side().parameters {
            for span in parameter.spans.iter().chain([&parameter.span]) {
                blanker.words(*span);
            }
        }
        for note in &program.side().notes {
            blanker.words(note.span);
            for (_, span) in &note.rest {
                blanker.words(*span);
            }
        }
        for norm in &model.norms {
            let target = norm.measure.as_ref().and_then(|one| one.target.as_ref());
            if let Some(target) = target {
                blanker.words(target.value.span);
            }
        }
        blanker
    }

    fn place(&mut self, span: Span) {
        let needed = self.needed.entry(span.file()).or_default();
        needed.places.insert(span.start());
        needed.end = needed.end.max(span.end());
    }

    /// The words of a span, as far as they are quoted.
    fn words(&mut self, span: Span) {
        self.place(span);
        let words = self.texts.slice(span);
        let own = |label: &&&Label| span.encloses(label.span);
        let labels: Vec<Span> = (self.labels.iter().filter(own))
            .map(|label| label.span)
            .collect();
        let before = |label: &Span| {
            let length = label.start().saturating_sub(span.start());
            usize::try_from(length)
                .ok()
                .and_then(|length| words.get(..length))
        };
        // A declaration is called by its name.
        if let [only] = labels.as_slice()
            && before(only).is_some_and(|before| !before.contains(['：', ':']))
        {
            return;
        }
        let quoted = words.char_indices();
        let mut quoted = quoted.filter(|(_, letter)| !letter.is_whitespace());
        let end = quoted.nth(MAX_WORDS.saturating_add(2));
        let end = end.map_or(words.len(), |(at, _)| at);
        let end = labels
            .iter()
            .filter_map(before)
            .map(str::len)
            .fold(end, usize::max);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        let to = span.start().saturating_add(end);
        let needed = self.needed.entry(span.file()).or_default();
        let kept = needed.words.entry(span.start()).or_default();
        *kept = to.max(*kept);
    }

    /// A rule file with nothing but what is needed; none where not even its name is.
    pub(super) fn blanked(&self, text: &Text) -> Option<String> {
        let needed = self.needed.get(&text.id())?;
        let content = text.content();
        // A byte order mark and old line ends are counted in ways of their own.
        if content.contains(['\r', '\u{feff}']) {
            return Some(content.to_owned());
        }
        let mut out = String::new();
        let mut at = 0_usize;
        let mut words: Vec<(usize, usize)> = Vec::new();
        let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        for (from, to) in &needed.words {
            match words.last_mut() {
                Some((_, end)) if index(*from) <= *end => *end = index(*to).max(*end),
                _ => words.push((index(*from), index(*to))),
            }
        }
        let inside = |place: usize| words.iter().any(|(from, to)| *from < place && place < *to);
        let places = needed.places.iter().map(|place| index(*place));
        let places = places.filter(|place| !inside(*place)).map(|at| (at, at));
        let mut kept: Vec<(usize, usize)> = words.iter().copied().chain(places).collect();
        kept.sort_unstable();
        for (from, to) in kept {
            gap(&mut out, content.get(at..from).unwrap_or_default());
            out.push_str(content.get(from..to).unwrap_or_default());
            at = to.max(at);
        }
        gap(
            &mut out,
            content.get(at..index(needed.end)).unwrap_or_default(),
        );
        Some(out)
    }
}

/// Blanks of the same lines and bytes; on the last line also of the same characters.
fn gap(out: &mut String, words: &str) {
    let (lines, last) = match words.rfind('\n') {
        Some(end) => words.split_at(end.saturating_add(1)),
        None => ("", words),
    };
    let breaks = lines.bytes().filter(|byte| *byte == b'\n').count();
    out.extend(std::iter::repeat_n(' ', lines.len().saturating_sub(breaks)));
    out.extend(std::iter::repeat_n('\n', breaks));
    for (length, blank) in [(1, ' '), (2, '\u{a0}'), (3, '\u{3000}'), (4, '\u{10000}')] {
        let count = last.chars().filter(|letter| letter.len_utf8() == length);
        out.extend(std::iter::repeat_n(blank, count.count()));
    }
}

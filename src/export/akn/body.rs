//! The words of the instrument in their structure, with a mark behind every slip.

use std::ops::Range;

use crate::check::Erratum;
use crate::export::akn::meta::note_id;
use crate::export::akn::structure::{Structure, Unit};
use crate::export::xml::Xml;
use crate::source::{Level, StructuredText};

/// Writes preamble and body.
pub(crate) fn body(
    xml: &mut Xml,
    text: &StructuredText,
    structure: &Structure,
    errata: &[(&Erratum, Vec<usize>)],
) {
    let mut marks: Vec<Mark<'_>> = Vec::new();
    for (at, (erratum, ends)) in errata.iter().enumerate() {
        marks.extend(ends.iter().map(|end| Mark {
            behind: *end,
            note: at,
            name: &erratum.label.name,
        }));
    }
    marks.sort_by_key(|mark| (mark.behind, mark.note));
    let mut writer = Writer {
        xml,
        text,
        structure,
        marks,
    };
    writer.document();
}

/// A mark behind a word.
#[derive(Debug)]
struct Mark<'t> {
    behind: usize,
    note: usize,
    name: &'t str,
}

struct Writer<'t> {
    xml: &'t mut Xml,
    text: &'t StructuredText,
    structure: &'t Structure,
    marks: Vec<Mark<'t>>,
}

/// The element of a level, and its name where the standard has no word for it.
const fn element(unit: &Unit, in_plan: bool) -> (&'static str, Option<&'static str>) {
    match unit.level {
        Level::Book => ("book", None),
        Level::Part => ("part", None),
        Level::Chapter => ("chapter", None),
        Level::Section => ("section", None),
        Level::Article => ("article", None),
        Level::Paragraph | Level::Clause => ("paragraph", None),
        Level::Item if in_plan => ("hcontainer", Some("item")),
        Level::Item | Level::Point => ("point", None),
        Level::Subitem => ("hcontainer", Some("subitem")),
        Level::Preamble => ("hcontainer", Some("preamble")),
        Level::Sentence => ("hcontainer", Some("sentence")),
    }
}

impl<'t> Writer<'t> {
    fn document(&mut self) {
        let structure = self.structure;
        let roots: Vec<&Unit> = structure
            .roots
            .iter()
            .filter_map(|at| structure.unit(*at))
            .collect();
        let (opening, rest) = match roots.split_first() {
            // What has no markers at all is the body itself.
            Some((first, rest)) if first.level == Level::Preamble && !rest.is_empty() => {
                (Some(*first), rest)
            }
            _ => (None, roots.as_slice()),
        };
        let only = rest.iter().all(|unit| unit.level == Level::Preamble);
        let name = if only { "mainBody" } else { "body" };
        if let Some(preamble) = opening {
            self.preamble(preamble);
        }
        self.xml.open(name, &[]);
        for unit in rest {
            self.unit(unit);
        }
        self.xml.close(name);
    }

    /// 序言 before the body: the standard allows no hierarchy in it, so its paragraphs are containers.
    fn preamble(&mut self, unit: &'t Unit) {
        let (id, path) = (unit.id.as_str(), unit.passage.path.chinese());
        self.xml
            .open("preamble", &[("eId", id), ("tiaoli:path", &path)]);
        for paragraph in self.structure.parts(unit) {
            let (id, path) = (paragraph.id.as_str(), paragraph.passage.path.chinese());
            let attributes = [("name", "paragraph"), ("eId", id), ("tiaoli:path", &path)];
            self.xml.open("container", &attributes);
            self.said(paragraph, paragraph.passage.range.clone());
            self.xml.close("container");
        }
        self.xml.close("preamble");
    }

    /// A passage of the body. Each level stands deeper than the one around it, so this ends after twelve.
    fn unit(&mut self, unit: &'t Unit) {
        let in_plan = unit.is_named("item");
        let (element, name) = element(unit, in_plan);
        let path = unit.passage.path.chinese();
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        attributes.extend(name.map(|name| ("name", name)));
        attributes.extend([("eId", unit.id.as_str()), ("tiaoli:path", path.as_str())]);
        self.xml.open(element, &attributes);
        let words = self.head(unit);
        let parts: Vec<&Unit> = self
            .structure
            .parts(unit)
            .skip_while(|part| part.level == Level::Sentence)
            .collect();
        let end = parts
            .first()
            .map_or(unit.passage.range.end, |part| part.passage.range.start);
        let own = self.trimmed(words..end);
        if !own.is_empty() {
            let around = if parts.is_empty() { "content" } else { "intro" };
            self.xml.open(around, &[]);
            self.said(unit, own);
            self.xml.close(around);
        }
        for part in parts {
            self.unit(part);
        }
        self.xml.close(element);
    }

    /// Writes marker and heading; the byte where the words of the passage begin.
    fn head(&mut self, unit: &Unit) -> usize {
        let mut at = unit.passage.range.start;
        if let Some(marker) = unit.marker.clone() {
            at = marker.end;
            self.xml.begin("num", &[]);
            self.words(marker);
            self.xml.end("num");
        }
        if let Some(heading) = unit.passage.heading.clone() {
            // The stop that parts a heading from what follows belongs to neither and stays with the heading.
            let first = self.structure.parts(unit).next();
            let end = first.map_or(unit.passage.range.end, |part| part.passage.range.start);
            let shown = self.trimmed(heading.start..end.max(heading.end));
            at = shown.end;
            self.xml.begin("heading", &[]);
            self.words(shown);
            self.xml.end("heading");
        }
        at
    }

    /// A `p` with the words of a stretch; the sentences of the passage stand in it with their ids.
    fn said(&mut self, unit: &Unit, range: Range<usize>) {
        let structure = self.structure;
        self.xml.begin("p", &[]);
        let mut at = range.start;
        let sentences = structure
            .parts(unit)
            .take_while(|part| part.level == Level::Sentence);
        for sentence in sentences {
            let own = sentence.passage.range.clone();
            self.words(at..own.start);
            at = own.end;
            let (id, path) = (sentence.id.as_str(), sentence.passage.path.chinese());
            let attributes = [("name", "sentence"), ("eId", id), ("tiaoli:path", &path)];
            self.xml.start("inline", &attributes);
            self.words(own);
            self.xml.end("inline");
        }
        self.words(at..range.end);
        self.xml.end("p");
    }

    /// The words of a stretch, with a mark behind each slip that ends in it.
    fn words(&mut self, range: Range<usize>) {
        let text = self.text.text();
        let mut at = range.start;
        let first = self
            .marks
            .partition_point(|mark| mark.behind <= range.start);
        for mark in self.marks.iter().skip(first) {
            if mark.behind > range.end {
                break;
            }
            if mark.behind > at {
                self.xml.words(text.slice_range(&(at..mark.behind)));
                at = mark.behind;
            }
            let href = format!("#{}", note_id(mark.note));
            self.xml
                .point("noteRef", &[("href", &href), ("marker", mark.name)]);
        }
        if at < range.end {
            self.xml.words(text.slice_range(&(at..range.end)));
        }
    }

    /// A stretch without the blanks around it.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let words = self.text.text().slice_range(&range);
        let blank =
            |letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}');
        let led = words.trim_start_matches(blank);
        let start = range.end.saturating_sub(led.len());
        start..start.saturating_add(led.trim_end_matches(blank).len())
    }
}

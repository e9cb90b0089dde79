//! The head of the document: identification, lifecycle, references, errata as notes.

use crate::check::{Erratum, Instrument};
use crate::export::akn::names::{Names, iri_part};
use crate::export::xml::{Attributes, Xml};
use crate::source::{Digest, StructuredText};

/// The id of the program among the references. The standard knows only persons and organizations as agents, so the program
/// stands among the latter.
const PROGRAM: &str = "#tiaoli";

/// Writes the head.
pub(crate) fn meta(
    xml: &mut Xml,
    instrument: &Instrument,
    text: &StructuredText,
    names: &Names,
    errata: &[(&Erratum, Vec<usize>)],
) {
    xml.open("meta", &[]);
    identification(xml, instrument, names);
    lifecycle(xml, instrument, names);
    references(xml, instrument, names);
    notes(xml, errata);
    proprietary(xml, instrument, text);
    xml.close("meta");
}

fn identification(xml: &mut Xml, instrument: &Instrument, names: &Names) {
    xml.open("identification", &[("source", PROGRAM)]);

    xml.open("FRBRWork", &[]);
    value(xml, "FRBRthis", &format!("{}/!main", names.work));
    value(xml, "FRBRuri", &names.work);
    xml.empty(
        "FRBRalias",
        &[("value", &instrument.title), ("name", "title")],
    );
    let days = [
        (instrument.dated, "signed"),
        (instrument.published, "published"),
    ];
    let mut dated = false;
    for (day, name) in days {
        if let Some(day) = day {
            date(xml, &day.to_string(), name);
            dated = true;
        }
    }
    if !dated {
        date(xml, &names.dated.to_string(), "inForce");
    }
    authors(xml, instrument);
    value(xml, "FRBRcountry", "cn");
    if let Some(number) = &instrument.number {
        value(xml, "FRBRnumber", number);
    }
    value(xml, "FRBRname", &names.short);
    xml.close("FRBRWork");

    xml.open("FRBRExpression", &[]);
    value(xml, "FRBRthis", &format!("{}/!main", names.expression));
    value(xml, "FRBRuri", &names.expression);
    let from = instrument.in_force.from.is_some();
    let name = if from { "inForce" } else { "signed" };
    date(xml, &names.worded.to_string(), name);
    authors(xml, instrument);
    xml.empty("FRBRlanguage", &[("language", "zho")]);
    xml.close("FRBRExpression");

    xml.open("FRBRManifestation", &[]);
    value(xml, "FRBRthis", &format!("{}/!main.akn", names.expression));
    value(xml, "FRBRuri", &names.manifestation);
    date(xml, &names.made.to_string(), "export");
    xml.empty("FRBRauthor", &[("href", PROGRAM)]);
    value(xml, "FRBRformat", "application/akn+xml");
    xml.close("FRBRManifestation");

    xml.close("identification");
}

fn authors(xml: &mut Xml, instrument: &Instrument) {
    for number in 1..=instrument.issuers.len() {
        xml.empty("FRBRauthor", &[("href", &format!("#issuer_{number}"))]);
    }
}

/// The days of the instrument's life, and the span in which it is in force, the end being the first day after.
fn lifecycle(xml: &mut Xml, instrument: &Instrument, names: &Names) {
    xml.open("lifecycle", &[("source", PROGRAM)]);
    event(xml, "event_1", &names.dated.to_string(), "generation", None);
    let from = instrument.in_force.from.map(|day| day.to_string());
    let until = instrument.in_force.until.map(|day| day.to_string());
    if let Some(from) = &from {
        event(xml, "event_2", from, "generation", Some("#entryIntoForce"));
    }
    if let Some(until) = &until {
        event(xml, "event_3", until, "repeal", Some("#endOfForce"));
    }
    xml.close("lifecycle");
    if from.is_none() && until.is_none() {
        return;
    }
    xml.open("temporalData", &[("source", PROGRAM)]);
    xml.open("temporalGroup", &[("eId", "tmpg_1")]);
    let mut span = vec![("refersTo", "#inForce")];
    span.extend(from.is_some().then_some(("start", "#event_2")));
    span.extend(until.is_some().then_some(("end", "#event_3")));
    xml.empty("timeInterval", &span);
    xml.close("temporalGroup");
    xml.close("temporalData");
}

fn event(xml: &mut Xml, id: &str, day: &str, kind: &str, refers: Option<&str>) {
    let mut attributes = vec![
        ("eId", id),
        ("date", day),
        ("type", kind),
        ("source", "#original"),
    ];
    attributes.extend(refers.map(|refers| ("refersTo", refers)));
    xml.empty("eventRef", &attributes);
}

fn references(xml: &mut Xml, instrument: &Instrument, names: &Names) {
    xml.open("references", &[("source", PROGRAM)]);
    reference(
        xml,
        "original",
        "original",
        &names.expression,
        &instrument.title,
    );
    for (issuer, number) in instrument.issuers.iter().zip(1_usize..) {
        let id = format!("issuer_{number}");
        let at = format!("/akn/ontology/organization/cn/{}", iri_part(issuer));
        reference(xml, "TLCOrganization", &id, &at, issuer);
    }
    let program = format!("条理 tiaoli {}", env!("CARGO_PKG_VERSION"));
    let at = "/akn/ontology/organization/tiaoli";
    reference(xml, "TLCOrganization", "tiaoli", at, &program);
    let in_force = &instrument.in_force;
    let concept = "/akn/ontology/concept/inForce";
    if in_force.from.is_some() || in_force.until.is_some() {
        reference(xml, "TLCConcept", "inForce", concept, "施行");
    }
    if in_force.from.is_some() {
        let at = "/akn/ontology/event/entryIntoForce";
        reference(xml, "TLCEvent", "entryIntoForce", at, "开始施行");
    }
    if in_force.until.is_some() {
        let at = "/akn/ontology/event/endOfForce";
        reference(xml, "TLCEvent", "endOfForce", at, "不再施行的第一日");
    }
    xml.close("references");
}

fn notes(xml: &mut Xml, errata: &[(&Erratum, Vec<usize>)]) {
    if errata.is_empty() {
        return;
    }
    xml.open("notes", &[("source", PROGRAM), ("xml:lang", "zh-Hans")]);
    for (at, (erratum, _)) in errata.iter().enumerate() {
        let held = format!("“{}”", erratum.wording.join("”、“"));
        let lines = [
            ("勘误", Some(&erratum.label.name)),
            ("所收文本作", Some(&held)),
            ("疑应为", erratum.presumed.as_ref()),
            ("根据", erratum.grounds.as_ref()),
            ("可信度", erratum.confidence.as_ref()),
            ("影响", erratum.effect.as_ref()),
        ];
        let id = note_id(at);
        xml.open("note", &[("eId", &id), ("marker", &erratum.label.name)]);
        for (name, words) in lines {
            if let Some(words) = words {
                xml.said("p", &[], &format!("{name}：{words}"));
            }
        }
        xml.close("note");
    }
    xml.close("notes");
}

/// The id of the note of an erratum, by its place in the list.
pub(crate) fn note_id(at: usize) -> String {
    format!("note_{}", at.saturating_add(1))
}

/// What the standard has no place for: which bytes were exported, and what the package says about them.
fn proprietary(xml: &mut Xml, instrument: &Instrument, text: &StructuredText) {
    xml.open("proprietary", &[("source", PROGRAM)]);
    let bytes = text.text().content().as_bytes();
    let (sha256, sm3) = (
        Digest::sha256(bytes).to_string(),
        Digest::sm3(bytes).to_string(),
    );
    let path = instrument.text_path.as_deref().unwrap_or_default();
    let held = [
        ("path", path),
        ("sha256", sha256.trim_start_matches("sha256:")),
        ("sm3", sm3.trim_start_matches("sm3:")),
    ];
    xml.empty("tiaoli:text", &held);
    for words in &instrument.unsettled {
        xml.said("tiaoli:unsettled", &[], words);
    }
    for words in &instrument.notes {
        xml.said("tiaoli:note", &[], words);
    }
    xml.close("proprietary");
}

fn value(xml: &mut Xml, name: &str, value: &str) {
    xml.empty(name, &[("value", value)]);
}

fn date(xml: &mut Xml, day: &str, name: &str) {
    xml.empty("FRBRdate", &[("date", day), ("name", name)]);
}

fn reference(xml: &mut Xml, name: &str, id: &str, href: &str, shown: &str) {
    let attributes: Attributes<'_> = &[("eId", id), ("href", href), ("showAs", shown)];
    xml.empty(name, attributes);
}

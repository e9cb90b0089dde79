//! What leaves in the words of others: an instrument as Akoma Ntoso says what is held, in the structure of the standard, with
//! the ids that citations use; a decision record as PROV-O is a graph that holds together.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

#[path = "export/document.rs"]
mod document;
#[path = "export/provenance.rs"]
mod provenance;
#[path = "export/shelf_models.rs"]
mod shelf_models;
#[path = "export/standard.rs"]
mod standard;

#[path = "shelf/every.rs"]
mod every;
#[path = "shelf/opened.rs"]
mod opened;
mod shelf;

use document::Element;
use proptest::prelude::*;
use proptest::test_runner::Config;
use shelf_models::engines;
use tiaoli::check::{Erratum, InForce, Instrument, InstrumentId, Label, Model};
use tiaoli::export::{MAX_PASSAGES, akoma_ntoso, held_instruments, passage_ids};
use tiaoli::quantity::Date;
use tiaoli::source::{FileId, Span, StructuredText, Text};

fn made() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// The document of an instrument, after it was held against the standard and the text.
fn check(model: &Model, id: InstrumentId) -> Element {
    let exported = akoma_ntoso(model, id, made()).unwrap();
    let root = Element::read(&exported.xml);
    assert_eq!(standard::against(&root), Vec::<String>::new());
    let text = model.instruments[id.index()].text.as_ref().unwrap();
    assert_eq!(
        letters(&spoken(&root)),
        letters(text.text().content()),
        "the words are those held"
    );
    let sentences: Vec<String> = root
        .all()
        .iter()
        .filter(|one| one.attribute("name") == Some("sentence"))
        .map(|one| one.words())
        .collect();
    let mut held: Vec<String> = text
        .sentences()
        .map(|(_, words)| words.to_owned())
        .collect();
    // The elements are gathered level by level, the sentences in their order.
    let mut told = sentences;
    held.sort();
    told.sort();
    assert_eq!(told, held, "byte for byte");
    let ids: Vec<String> = passage_ids(model, id)
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    for id in ids {
        assert!(with_id(&root, &id).is_some(), "{id} is in the table only");
    }
    root
}

/// The words of the instrument, without the head.
fn spoken(root: &Element) -> String {
    let parts = ["preamble", "body", "mainBody"];
    let document = root.elements().next().unwrap();
    let spoken = document
        .elements()
        .filter(|one| parts.contains(&one.name.as_str()));
    spoken.map(Element::words).collect()
}

/// Words without blanks.
fn letters(words: &str) -> String {
    let blank = |letter: &char| !letter.is_whitespace() && !"\u{feff}\u{200b}".contains(*letter);
    words.chars().filter(blank).collect()
}

fn with_id<'e>(root: &'e Element, id: &str) -> Option<&'e Element> {
    root.all()
        .into_iter()
        .find(|one| one.attribute("eId") == Some(id))
}

fn label(name: &str) -> Label {
    Label {
        name: name.to_owned(),
        alias: None,
        span: Span::new(FileId::new(0), 0, 0),
    }
}

/// A package that holds one text.
fn holding(content: &str) -> Model {
    let text = Text::new(FileId::new(0), "source/text.txt", content).unwrap();
    let mut model = Model::default();
    model.instruments.push(Instrument {
        label: label("某某规定"),
        title: "某某规定".to_owned(),
        titled: true,
        number: Some("甲政发〔2020〕1号".to_owned()),
        issuers: vec!["甲市人民政府".to_owned()],
        dated: Date::new(2020, 1, 2),
        published: None,
        in_force: InForce {
            from: Date::new(2020, 2, 1),
            until: Date::new(2025, 2, 1),
        },
        text: Some(StructuredText::new(text)),
        text_path: Some("source/text.txt".to_owned()),
        digest: None,
        unsettled: vec!["“甲”指什么没有写".to_owned()],
        notes: Vec::new(),
        complete_ledger: false,
    });
    model
}

const FIRST: InstrumentId = InstrumentId(0);

const STATUTE: &str = "某某规定\n\n第一章　总则\n\n第一条　为了<甲>&“乙”，制定本规定。\n第二条　有下列情形之一的，可以申请：\n\
    （一）甲；\n（二）乙：\n1.丙；\n2.丁。\n前款所称甲，是指戊。己适用。\n第二条之一　庚。\n\n第二章　附则\n第三条　本规定自2020年2月1日起施行。\n";

const PLAN: &str = "\u{feff}一、总体要求\n（一）指导思想。坚持甲。，推进乙。……\n（二）目标\n到2025年，丙。\n1.丁。\n(1)戊。\n（2）己。\n2.庚。\n二。保障措施\n各区要落实。\n";

#[test]
fn every_text_under_policies_is_exported_as_it_is_held() {
    let mut texts = 0;
    for engine in engines() {
        let model = engine.model();
        for (id, _) in held_instruments(model) {
            check(model, id);
            texts += 1;
        }
    }
    assert!(texts > 0, "no text was found");
}

#[test]
fn every_citation_of_a_held_text_leads_to_an_element_with_its_words() {
    let mut cited = 0;
    for engine in engines() {
        let model = engine.model();
        for (id, instrument) in held_instruments(model) {
            let root = check(model, id);
            let text = instrument.text.as_ref().unwrap();
            for citation in &model.citations {
                if citation.instrument != Some(id) || citation.path.is_empty() {
                    continue;
                }
                let eid = citation.path.id();
                let element = with_id(&root, &eid).unwrap_or_else(|| panic!("{eid}"));
                let words = letters(&element.words());
                if let Some(range) = &citation.range {
                    let held = letters(text.text().slice_range(range));
                    assert!(words.contains(&held), "{eid}: {held}");
                }
                let path = citation.path.chinese();
                assert_eq!(element.attribute("tiaoli:path"), Some(path.as_str()));
                cited += 1;
            }
        }
    }
    assert!(cited > 100, "{cited}");
}

#[test]
fn every_slip_is_marked_behind_its_words_and_never_mended() {
    let mut slips = 0;
    for engine in engines() {
        let model = engine.model();
        for (id, _) in held_instruments(model) {
            let root = check(model, id);
            for erratum in &model.errata {
                let places = erratum.ranges.iter().filter(|(of, _)| *of == id).count();
                if places == 0 {
                    continue;
                }
                let name = Some(erratum.label.name.as_str());
                let all = root.all();
                let marked: Vec<_> = all
                    .iter()
                    .filter(|one| one.name == "noteRef" && one.attribute("marker") == name)
                    .collect();
                assert_eq!(marked.len(), places, "{name:?}");
                let note = marked[0].attribute("href").unwrap().trim_start_matches('#');
                let note = with_id(&root, note).unwrap().words();
                let presumed = erratum.presumed.as_deref().unwrap_or_default();
                assert!(note.contains(presumed), "{note}");
                slips += places;
            }
        }
    }
    assert!(slips > 50, "{slips}");
}

#[test]
fn a_statute_and_a_plan_keep_their_structure() {
    for (name, content) in [("statute", STATUTE), ("plan", PLAN)] {
        let model = holding(content);
        check(&model, FIRST);
        let exported = akoma_ntoso(&model, FIRST, made()).unwrap();
        assert_eq!(exported.notices, []);
        insta::assert_snapshot!(format!("export_{name}"), exported.xml);
    }
}

#[test]
fn a_text_without_markers_is_a_document_of_paragraphs() {
    let root = check(&holding("关于甲的通知\n各区：\n请办理。"), FIRST);
    let document = root.elements().next().unwrap();
    assert_eq!(document.name, "doc");
    let third = with_id(&root, "preamble__para_3__sent_1").unwrap();
    assert_eq!(third.words(), "请办理。");
}

#[test]
fn a_marker_that_occurs_twice_has_an_id_of_its_own_and_a_notice() {
    let model = holding("一、甲\n（一）乙。\n（一）丙。\n二、丁\n二、戊\n己。");
    let root = check(&model, FIRST);
    let again = with_id(&root, "part_1__item_1_2__para_1").unwrap();
    assert_eq!(letters(&again.words()), "丙。");
    let inside = with_id(&root, "part_2_2__para_1__sent_1").unwrap();
    assert_eq!(inside.words(), "己。");
    let notices = akoma_ntoso(&model, FIRST, made()).unwrap().notices;
    let told: Vec<&str> = notices.iter().map(|one| one.zh.as_str()).collect();
    assert_eq!(
        told,
        [
            "第 3 行又有一个“第一部分第（一）项”，编号作 part_1__item_1_2；引用写不出是哪一个",
            "第 5 行又有一个“第二部分”，编号作 part_2_2；引用写不出是哪一个",
        ]
    );
}

#[test]
fn a_slip_across_sentences_is_marked_where_it_ends() {
    let mut model = holding("一、甲\n（一）乙。丙丁。戊。\n（二）己。");
    let content = "一、甲\n（一）乙。丙丁。戊。\n（二）己。";
    let (from, to) = (
        content.find('乙').unwrap(),
        content.find("丁。").unwrap() + 3,
    );
    model.errata.push(Erratum {
        label: label("E<1>"),
        ranges: vec![(FIRST, from..to), (FIRST, 0..3)],
        places: Vec::new(),
        wording: vec!["乙。丙丁".to_owned()],
        presumed: Some("乙，丙“丁” & <戊>".to_owned()),
        grounds: None,
        confidence: None,
        effect: None,
    });
    let root = check(&model, FIRST);
    let exported = akoma_ntoso(&model, FIRST, made()).unwrap().xml;
    assert!(exported.contains("丙丁<noteRef href=\"#note_1\" marker=\"E&lt;1&gt;\"/>。"));
    assert!(exported.contains("<num>一<noteRef"));
    assert_eq!(
        with_id(&root, "note_1").unwrap().find("p").unwrap().words(),
        "勘误：E<1>"
    );
}

#[test]
fn what_the_standard_asks_for_and_nobody_said_is_refused_with_the_words_to_add() {
    let told = |change: &dyn Fn(&mut Model)| {
        let mut model = holding(PLAN);
        change(&mut model);
        let refusal = akoma_ntoso(&model, FIRST, made()).unwrap_err();
        (refusal.says.zh, refusal.help.zh)
    };
    let text = |content: &str| {
        let text = Text::new(FileId::new(0), "source/text.txt", content).unwrap();
        Some(StructuredText::new(text))
    };
    let long = "甲\n".repeat(MAX_PASSAGES / 2 + 1);
    let shown: Vec<(String, String)> = vec![
        told(&|model| {
            model.instruments[0].dated = None;
            model.instruments[0].in_force = InForce::default();
        }),
        told(&|model| model.instruments[0].issuers.clear()),
        told(&|model| model.instruments[0].text = None),
        told(&|model| model.instruments[0].text = text(" \n\u{3000}\r\n")),
        told(&|model| model.instruments[0].text = text("一、甲\n乙\u{7}丙")),
        told(&|model| model.instruments[0].text = text(&long)),
        told(&|model| model.instruments[0].title = "甲\u{1b}[31m".to_owned()),
    ];
    let lines: Vec<String> = shown
        .iter()
        .map(|(says, help)| format!("{}\n  {help}", says.escape_debug()))
        .collect();
    insta::assert_snapshot!("export_refusals", lines.join("\n"));
}

const PIECES: [&str; 30] = [
    "一、",
    "二。",
    "十二、",
    "(1)",
    "（二）",
    "(十三)",
    "1.",
    "2．",
    "第一条",
    "第二条　",
    "第二条之一 ",
    "第三章 ",
    "第一节\n",
    "第一编 甲\n",
    "\n",
    "\r\n",
    "\r",
    "。",
    "，",
    "！",
    "”",
    "…",
    "甲",
    "乙丙",
    "<&>",
    "]]>",
    "\u{3000}",
    "\u{feff}",
    " ",
    "\t",
];

proptest! {
    #![proptest_config(Config::with_cases(300))]

    #[test]
    fn any_text_keeps_its_words_and_the_structure_of_the_standard(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..60),
    ) {
        let content = pieces.concat();
        let model = holding(&content);
        let says = content.chars().any(|letter| !letter.is_whitespace() && letter != '\u{feff}');
        if says {
            check(&model, FIRST);
        } else {
            prop_assert!(akoma_ntoso(&model, FIRST, made()).is_err());
        }
    }
}

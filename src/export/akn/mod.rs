//! The structure of an instrument as Akoma Ntoso 3.0 XML, with the ids that citations use.
//!
//! # Source
//! OASIS, *Akoma Ntoso Version 1.0 Part 2: Specifications*, 29 August 2018, schema of 30 March 2017 (namespace [`NAMESPACE`]);
//! *Akoma Ntoso Naming Convention Version 1.0*, 21 February 2019.
//!
//! | in the text | element | id |
//! |---|---|---|
//! | 序言 | `preamble` (in a text without markers: `hcontainer`) | `preamble` |
//! | 编, 章, 节, 条 | `book`, `chapter`, `section`, `article` | `book_1`, `chp_1`, `sec_1`, `art_1` |
//! | 部分 | `part` | `part_1` |
//! | 段 of a plan, 款 of a statute | `paragraph` (in 序言: `container`) | `para_1` |
//! | 项 of a statute, 点 of a plan | `point` | `point_1` |
//! | 项 of a plan | `hcontainer` named `item` | `item_1` |
//! | 目 | `hcontainer` named `subitem` | `subitem_1` |
//! | 句 | `inline` named `sentence` | `sent_1` |
//!
//! An id is that of the passage around it, two low lines, and its own: `part_5__item_12__para_1__sent_5`. It is the `id` of a
//! provision in answers and records. The standard knows no sentences; so that a citation of one leads somewhere, each stands
//! in an `inline` with the id of its paragraph and `__sent_` after it: cut that off, and the id of the paragraph is left. The
//! Chinese path stands beside every id, in the attribute `tiaoli:path`.
//!
//! A marker that occurs twice in the same place makes a second id with `_2` behind it; a notice says so, and no citation can
//! mean the second one alone.
//!
//! # Invariants
//! The words are the words held, byte for byte, only blanks between lines are laid out anew. Errata are notes: a `noteRef`
//! stands behind the words, the presumed wording in `notes`. The levels of an instrument are twelve, so nothing is nested
//! deeper than that, whatever the text.

mod structure;

mod names;

mod meta;

mod body;

mod ids;

use crate::check::{Erratum, Instrument, InstrumentId, Model};
use crate::diagnostic::Words;
use crate::export::akn::structure::Structure;
use crate::export::refusal::Refusal;
use crate::export::xml::{Xml, first_unwritable};
use crate::quantity::Date;
use crate::source::StructuredText;

pub use ids::{PassageId, passage_ids};
pub use structure::MAX_PASSAGES;

/// The namespace of the standard.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The namespace of what the standard has no word for.
const OWN_NAMESPACE: &str = "urn:tiaoli:akn:1";

/// An exported instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The document.
    pub xml: String,
    /// What its reader has to know: one sentence each.
    pub notices: Vec<Words>,
}

/// The instruments of a package whose text is held, in order.
pub fn held_instruments(model: &Model) -> impl Iterator<Item = (InstrumentId, &Instrument)> {
    model
        .instruments
        .iter()
        .enumerate()
        .filter_map(|(at, one)| {
            one.text.as_ref()?;
            Some((InstrumentId(u32::try_from(at).ok()?), one))
        })
}

/// The text of an instrument as Akoma Ntoso, made on this day.
///
/// # Errors
/// No text is held, it is empty or too large, it has a letter that XML cannot hold, or a date or an issuer is wanting that the
/// standard asks for.
pub fn akoma_ntoso(model: &Model, id: InstrumentId, made: Date) -> Result<Exported, Refusal> {
    let (instrument, text) = held(model, id)?;
    let structure = Structure::of(text)?;
    let errata = errata_of(model, id);
    let names = names::Names::of(instrument, &structure, made)?;
    let mut xml = Xml::new();
    xml.open(
        "akomaNtoso",
        &[("xmlns", NAMESPACE), ("xmlns:tiaoli", OWN_NAMESPACE)],
    );
    xml.open(
        names.kind,
        &[("name", names.kind), ("contains", "singleVersion")],
    );
    meta::meta(&mut xml, instrument, text, &names, &errata);
    body::body(&mut xml, text, &structure, &errata);
    xml.close(names.kind);
    xml.close("akomaNtoso");
    let xml = xml.done();
    if let Some((_, letter)) = first_unwritable(&xml) {
        return Err(unwritable(letter, None));
    }
    Ok(Exported {
        xml,
        notices: structure.notices,
    })
}

/// An instrument with its text.
fn held(model: &Model, id: InstrumentId) -> Result<(&Instrument, &StructuredText), Refusal> {
    let instrument = model.instruments.get(id.index());
    let pair = instrument.and_then(|one| Some((one, one.text.as_ref()?)));
    pair.ok_or_else(|| {
        let title = instrument.map_or("", |one| one.title.as_str());
        Refusal::new(
            Words::new(
                format!("没有收录《{title}》的全文，只按名称引用"),
                format!("the text of 《{title}》 is not held; it is only cited by name"),
            ),
            Words::new(
                "在它的“文件”里写 全文 “source/….txt” 和 摘要",
                "write `full_text \"source/….txt\"` and its digest in its `document`",
            ),
        )
    })
}

/// The errata of an instrument with the byte after the last word that each is about.
fn errata_of(model: &Model, id: InstrumentId) -> Vec<(&Erratum, Vec<usize>)> {
    let of = |erratum: &Erratum| -> Vec<usize> {
        let ranges = erratum.ranges.iter().filter(|(of, _)| *of == id);
        ranges.map(|(_, range)| range.end).collect()
    };
    let all = model.errata.iter().map(|erratum| (erratum, of(erratum)));
    all.filter(|(_, ends)| !ends.is_empty()).collect()
}

/// That a letter cannot stand in XML, with its line and column where they are known.
fn unwritable(letter: char, place: Option<(u32, u32)>) -> Refusal {
    let code = format!("U+{:04X}", u32::from(letter));
    let Some((line, column)) = place else {
        return Refusal::new(
            Words::new(
                format!("文件的题名、说明或者勘误里有控制字符 {code}，XML 1.0 写不了"),
                format!(
                    "the title, a note or an erratum of the document has the control character {code}, which XML 1.0 \
                     cannot hold"
                ),
            ),
            Words::new(
                "从规则文件里去掉这个字符",
                "take the character out of the rule file",
            ),
        );
    };
    Refusal::new(
        Words::new(
            format!("全文第 {line} 行第 {column} 字是控制字符 {code}，XML 1.0 写不了"),
            format!(
                "character {column} of line {line} of the text is the control character {code}, which XML 1.0 cannot hold"
            ),
        ),
        Words::new(
            "核对原件，从全文里去掉这个字符，并更新摘要；导出时不替换，免得与所收文本不同",
            "compare with the original, take the character out of the text and renew its digest; the export replaces \
             nothing, so that it stays the text that is held",
        ),
    )
}

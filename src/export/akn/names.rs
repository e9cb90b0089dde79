//! What the document is called: its IRIs by the naming convention, from what the package says and nothing else.

use crate::check::Instrument;
use crate::diagnostic::Words;
use crate::export::akn::structure::Structure;
use crate::export::refusal::Refusal;
use crate::quantity::Date;
use crate::source::Level;

/// The names and days of a document.
#[derive(Debug)]
pub(crate) struct Names {
    /// `act`, or `doc` for a text without markers.
    pub(crate) kind: &'static str,
    /// The work: the instrument whatever its wording.
    pub(crate) work: String,
    /// The day that names the work.
    pub(crate) dated: Date,
    /// The expression: the wording that is held.
    pub(crate) expression: String,
    /// The day from which the wording holds, as far as the package says it.
    pub(crate) worded: Date,
    /// The manifestation: this document.
    pub(crate) manifestation: String,
    /// The day on which it is made.
    pub(crate) made: Date,
    /// The number or short name that ends the IRI of the work.
    pub(crate) short: String,
}

impl Names {
    /// The names of an instrument.
    ///
    /// # Errors
    /// No day or no issuer is declared.
    pub(crate) fn of(
        instrument: &Instrument,
        structure: &Structure,
        made: Date,
    ) -> Result<Self, Refusal> {
        let title = &instrument.title;
        let from = instrument.in_force.from;
        let Some(dated) = instrument.dated.or(instrument.published).or(from) else {
            return Err(wanting(
                Words::new(
                    format!("《{title}》没有写日期，Akoma Ntoso 要求有"),
                    format!("《{title}》 has no date, and Akoma Ntoso asks for one"),
                ),
                Words::new(
                    "在它的“文件”里写 成文日期 或者 公布",
                    "write `dated` or `published` in its `document`",
                ),
            ));
        };
        if instrument.issuers.is_empty() {
            return Err(wanting(
                Words::new(
                    format!("《{title}》没有写发布机关，Akoma Ntoso 要求有"),
                    format!("《{title}》 has no issuer, and Akoma Ntoso asks for one"),
                ),
                Words::new(
                    "在它的“文件”里写 发布机关 “…”",
                    "write `issuer \"…\"` in its `document`",
                ),
            ));
        }
        let marked = structure.units.iter().any(|unit| {
            !matches!(
                unit.level,
                Level::Preamble | Level::Paragraph | Level::Sentence
            )
        });
        let kind = if marked { "act" } else { "doc" };
        let label = &instrument.label;
        let short = instrument.number.as_deref();
        let short = short.or(label.alias.as_deref()).unwrap_or(&label.name);
        let worded = from.unwrap_or(dated);
        let work = format!("/akn/cn/{kind}/{dated}/{}", iri_part(short));
        let expression = format!("{work}/zho@{worded}");
        Ok(Self {
            kind,
            dated,
            worded,
            manifestation: format!("{expression}.akn"),
            expression,
            work,
            made,
            short: short.to_owned(),
        })
    }
}

fn wanting(says: Words, help: Words) -> Refusal {
    Refusal::new(says, help)
}

/// Words as one step of an IRI: letters of every script stay, what parts steps or is not allowed is escaped.
pub(crate) fn iri_part(words: &str) -> String {
    let mut part = String::with_capacity(words.len());
    let mut buffer = [0_u8; 4];
    for letter in words.chars() {
        let stays = letter.is_alphanumeric()
            || matches!(letter, '-' | '.' | '_' | '~' | '〔' | '〕' | '（' | '）');
        if stays {
            part.push(letter);
            continue;
        }
        for byte in letter.encode_utf8(&mut buffer).bytes() {
            part.push_str(&format!("%{byte:02X}"));
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::iri_part;

    #[test]
    fn a_step_of_an_iri_keeps_chinese_letters_and_escapes_what_parts_steps() {
        assert_eq!(iri_part("京政发〔2022〕8号"), "京政发〔2022〕8号");
        assert_eq!(iri_part("a/b c#%"), "a%2Fb%20c%23%25");
        assert_eq!(iri_part("甲　乙@"), "甲%E3%80%80乙%40");
    }
}

//! The table of ids: where each leads, in Chinese, in English and by its first words.

use crate::check::{InstrumentId, Model};
use crate::export::akn::held;
use crate::export::akn::structure::Structure;
use crate::export::refusal::Refusal;

/// So many characters show which passage is meant.
const FIRST_WORDS: usize = 20;

/// A passage as auditors look it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageId {
    /// The id in answers, records and the exported document.
    pub id: String,
    /// Its path in Chinese.
    pub zh: String,
    /// Its path in English.
    pub en: String,
    /// The line, from 1, in which it begins.
    pub line: u32,
    /// Its first words, markers included; `…` where more follow.
    pub begins: String,
}

/// The ids of an instrument in the order of its text.
///
/// # Errors
/// No text is held, or as [`akoma_ntoso`](crate::export::akoma_ntoso) it is empty, too large or has a letter that XML cannot
/// hold: the table has no id that the document has not.
pub fn passage_ids(model: &Model, id: InstrumentId) -> Result<Vec<PassageId>, Refusal> {
    let (_, text) = held(model, id)?;
    let structure = Structure::of(text)?;
    let rows = structure.units.iter().map(|unit| PassageId {
        id: unit.id.clone(),
        zh: unit.passage.path.chinese(),
        en: unit.passage.path.english(),
        line: unit.passage.line,
        begins: first_words(text.words(&unit.passage)),
    });
    Ok(rows.collect())
}

/// The first words on the first line.
fn first_words(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default().trim();
    let mut begins: String = line.chars().take(FIRST_WORDS).collect();
    if begins.len() < words.trim().len() {
        begins.push('…');
    }
    begins
}

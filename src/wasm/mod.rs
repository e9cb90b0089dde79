//! The doors to a web page: packages live inside the module, texts come in, texts go out.
//!
//! In come a package, the facts of a case as JSON text and a question; out go the same bytes that the command line prints
//! with `--json`, or a refusal that says what is wrong in Chinese and English. Today's date is always given. Nothing here
//! reads a clock, a file or the network.

mod audit;

mod question;

mod refusal;

mod held;

mod telling;

#[cfg(feature = "wasm-full")]
mod files;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::diagnostic::Words;

use refusal::Refused;

/// What the page gets: an answer, or a refusal that is thrown.
type Answered<T> = Result<T, JsValue>;

/// A value as plain objects, lists and texts of the page.
fn plain(value: &impl Serialize) -> Answered<JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// A value of the page.
fn given<T: DeserializeOwned>(value: JsValue) -> Result<T, Refused> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        Refused::new(
            "argument",
            Words::new(
                format!("参数的写法不对：{error}"),
                format!("an argument has another shape: {error}"),
            ),
        )
    })
}

fn thrown(refused: Refused) -> JsValue {
    plain(&refused).unwrap_or_else(|error| error)
}

/// Reads a pack and keeps it; the answer is the name by which it is asked from now on, its SHA-256. Where a digest is wanted, SHA-256
/// or SM3 as `tiaoli build` prints them, another pack is refused.
///
/// # Errors
/// Why the pack is not used.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the page gives its texts away"
)]
pub fn load(pack: &[u8], digest: Option<String>) -> Answered<String> {
    held::load(pack, digest.as_deref()).map_err(thrown)
}

/// What a package says about itself and what it asks.
///
/// # Errors
/// That no package of this name is loaded.
#[wasm_bindgen]
pub fn describe(name: &str) -> Answered<JsValue> {
    let described = held::of(name, |held| Ok(held.described()));
    plain(&described.map_err(thrown)?)
}

/// Decides a case: the text that `tiaoli decide --json` prints, or `tiaoli explain --json` where reasons are wanted.
///
/// # Errors
/// What is wrong with the facts or the question, or why there is no decision.
#[wasm_bindgen]
pub fn decide(name: &str, facts: &str, question: JsValue) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    held::of(name, |held| held.decided(facts, &question)).map_err(thrown)
}

/// Decides a case briefly: the line that `tiaoli decide --brief` prints.
///
/// # Errors
/// As for [`decide`].
#[wasm_bindgen]
pub fn brief(name: &str, facts: &str, question: JsValue) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    held::of(name, |held| held.briefly(facts, &question)).map_err(thrown)
}

/// What is still to be asked of a case: the text that `tiaoli ask --json` prints.
///
/// # Errors
/// As for [`decide`].
#[wasm_bindgen]
pub fn ask(name: &str, facts: &str, question: JsValue) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    held::of(name, |held| held.still_asked(facts, &question)).map_err(thrown)
}

/// Decides a case and tells it to a reader, `citizen` or `officer`: the text that `tiaoli why --json` prints.
///
/// # Errors
/// As for [`decide`], or that there is no such reader.
#[wasm_bindgen]
pub fn why(name: &str, facts: &str, question: JsValue, reader: &str) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    held::of(name, |held| held.told(facts, &question, reader)).map_err(thrown)
}

/// What would have to be different for another answer: the text that `tiaoli what-if --json` prints.
///
/// # Errors
/// As for [`decide`].
#[wasm_bindgen]
pub fn what_if(name: &str, facts: &str, question: JsValue, search: JsValue) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    let search: telling::Search = given(search).map_err(thrown)?;
    held::of(name, |held| held.different(facts, &question, &search)).map_err(thrown)
}

/// Decides a case and writes down what came of it: the record that `tiaoli decide --record` writes.
///
/// # Errors
/// As for [`decide`].
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the page gives its texts away"
)]
pub fn record(
    name: &str,
    facts: &str,
    question: JsValue,
    recorded_at: Option<String>,
) -> Answered<String> {
    let question = given(question).map_err(thrown)?;
    let asked = |held: &held::Held| held.recorded(facts, &question, recorded_at.as_deref());
    held::of(name, asked).map_err(thrown)
}

/// Whether these bytes are a record: its text.
///
/// # Errors
/// Why they are none.
#[wasm_bindgen]
pub fn read_record(record: &[u8]) -> Answered<String> {
    let read = held::read(record).map_err(thrown)?;
    Ok(held::written(&read.value()))
}

/// Looks at a record with the package at hand: the text that `tiaoli verify --json` prints.
///
/// # Errors
/// Why the bytes are no record.
#[wasm_bindgen]
pub fn verify(name: &str, record: &[u8]) -> Answered<String> {
    held::of(name, |held| held.verified(record)).map_err(thrown)
}

/// Makes the decision of a record again: the text that `tiaoli replay --json` prints.
///
/// # Errors
/// Why the bytes are no record.
#[wasm_bindgen]
pub fn replay(name: &str, record: &[u8]) -> Answered<String> {
    held::of(name, |held| held.replayed(record)).map_err(thrown)
}

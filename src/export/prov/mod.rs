//! A decision record as PROV-O in JSON-LD.
//!
//! The deciding is an activity. It used the facts, the findings, the readings, the provisions and the rule base, and it
//! generated the outcomes and figures. The program is a software agent; an agency, an officer and those who made findings are
//! agents where the record names them. Who is not named is not there, and so is a time that the record does not tell.
//!
//! Ids are made of the record's digest: `urn:sm3:…` is the record, `urn:sm3:…#fact-1` its first fact. Files and held texts are
//! known by their own digests, so that two records built on the same text share its id.
//!
//! An outcome is derived from the provisions that the record gives for it. The record does not keep which fact each outcome
//! read, only the digest of the trace; so facts lead to outcomes through the activity, and a finer link is not made up. A
//! private value that the record does not open is told by its commitment.
//!
//! # Source
//! W3C, *PROV-O: The PROV Ontology*, Recommendation of 30 April 2013; *JSON-LD 1.0*, so that older readers take it too. The
//! context stands inside: nothing has to be fetched.

mod context;

mod nodes;

use serde_json::{Map, Value, json};

use crate::diagnostic::Words;
use crate::export::prov::nodes::Nodes;
use crate::export::refusal::Refusal;
use crate::record::Record;

/// A record as PROV-O in JSON-LD.
///
/// # Errors
/// The record has no digest to name it by.
pub fn prov(record: &Record) -> Result<Value, Refusal> {
    of_value(&record.value())
}

fn of_value(record: &Value) -> Result<Value, Refusal> {
    let digest = record.get("integrity").and_then(|block| urn(block, "sm3"));
    let Some(base) = digest else {
        return Err(Refusal::new(
            Words::new(
                "判断记录没有摘要，起不了编号",
                "the record has no digest to make ids of",
            ),
            Words::new(
                "用 tiaoli verify 核对这份记录",
                "hold the record against `tiaoli verify`",
            ),
        ));
    };
    let graph = Nodes::of(record, base).graph();
    Ok(json!({ "@context": context::context(), "@graph": graph }))
}

/// A digest as an id: `urn:sm3:` and its digits.
fn urn(block: &Value, kind: &str) -> Option<String> {
    let words = block.get(kind)?.as_str()?;
    let digits = words.strip_prefix(kind)?.strip_prefix(':')?;
    let whole = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then(|| format!("urn:{kind}:{digits}"))
}

/// A part of the record that may be private: its value where it is open, its commitment where it has one.
#[derive(Debug, Clone, Copy)]
struct Part<'v> {
    value: Option<&'v Value>,
    sealed: Option<&'v Value>,
}

impl<'v> Part<'v> {
    fn of(holder: &'v Value, name: &str) -> Self {
        let part = holder.get(name).filter(|part| !part.is_null());
        match part.and_then(|part| Some((part, part.get("sealed")?))) {
            Some((part, sealed)) => Self {
                value: part.get("value").filter(|value| !value.is_null()),
                sealed: Some(sealed),
            },
            None => Self {
                value: part,
                sealed: None,
            },
        }
    }

    fn text(self) -> Option<&'v str> {
        self.value?.as_str()
    }

    /// Writes the commitment, so that it can be held against the value whether that is shown or not.
    fn commit(self, node: &mut Map<String, Value>) {
        for (kind, name) in [("sm3", "commitmentSm3"), ("sha256", "commitmentSha256")] {
            if let Some(digest) = self.sealed.and_then(|sealed| sealed.get(kind)) {
                node.insert(name.to_owned(), digest.clone());
            }
        }
    }
}

/// The items of a list, none where there is no list.
fn items<'v>(holder: &'v Value, name: &str) -> &'v [Value] {
    let part = Part::of(holder, name);
    part.value
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::of_value;

    fn digest(kind: &str, digit: &str) -> String {
        format!("{kind}:{}", digit.repeat(64))
    }

    fn sealed(digit: &str) -> Value {
        json!({ "sm3": digest("sm3", digit), "sha256": digest("sha256", digit) })
    }

    fn node<'g>(graph: &'g Value, name: &str) -> &'g Value {
        let all = graph["@graph"].as_array().unwrap();
        let ends = |node: &&Value| node["@id"].as_str().unwrap().ends_with(name);
        all.iter().find(ends).unwrap()
    }

    #[test]
    fn what_is_closed_is_told_by_its_commitment_and_what_is_open_by_its_value_too() {
        let record = json!({
            "integrity": { "sm3": digest("sm3", "a"), "sha256": digest("sha256", "a") },
            "agency": {
                "authority": { "name": "甲局", "delegated_by": "乙局", "officer": { "sealed": sealed("b") } },
                "times": { "decided_at": "2024-03-05T09:00:00+08:00" }
            },
            "facts": [
                { "path": "甲", "value": { "sealed": sealed("c") } },
                { "path": "乙", "value": {
                    "sealed": sealed("d"), "salt": "00", "value": { "type": "number", "v": "3", "unit": "日" }
                } }
            ],
            "findings": [
                { "finding": "丙", "answer": { "sealed": sealed("e") }, "by": { "sealed": sealed("f") } },
                { "finding": "丁", "answer": "是", "by": "", "reasons": "戊" }
            ],
            "outcomes": [
                { "norm": "己", "outcome": "holds", "details": { "sealed": sealed("1") } }
            ],
            "recorded_at": "2024-03-05T01:00:01Z"
        });
        let graph = of_value(&record).unwrap();
        let closed = node(&graph, "#fact-1");
        assert_eq!(closed["commitmentSm3"], digest("sm3", "c"));
        assert_eq!(closed["value"], Value::Null);
        let open = node(&graph, "#fact-2");
        assert_eq!(open["commitmentSha256"], digest("sha256", "d"));
        assert_eq!((&open["value"], &open["unit"]), (&json!("3"), &json!("日")));
        assert!(!graph.to_string().contains("salt"));
        let decider = node(&graph, "#finding-1-decider");
        assert_eq!(decider["commitmentSm3"], digest("sm3", "f"));
        assert_eq!(decider["name"], Value::Null);
        assert_eq!(node(&graph, "#finding-2")["wasAttributedTo"], Value::Null);
        assert_eq!(
            node(&graph, "#outcome-1")["commitmentSm3"],
            digest("sm3", "1")
        );
        let officer = node(&graph, "#officer");
        assert_eq!(officer["actedOnBehalfOf"], node(&graph, "#agency")["@id"]);
        assert_eq!(
            node(&graph, "#agency")["actedOnBehalfOf"],
            node(&graph, "#delegating-agency")["@id"]
        );
        let deciding = node(&graph, "#deciding");
        assert_eq!(deciding["endedAtTime"], "2024-03-05T09:00:00+08:00");
        assert_eq!(deciding["startedAtTime"], Value::Null);
    }

    #[test]
    fn a_record_without_a_digest_has_no_name() {
        for wrong in [json!({}), json!({ "integrity": { "sm3": "sm3:xyz" } })] {
            assert!(of_value(&wrong).is_err());
        }
    }
}

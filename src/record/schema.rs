//! The JSON Schemas (2020-12) of records. They follow from the one shape by which records are read; tests hold the records of
//! all examples against them.

use serde_json::{Value, json};

use super::layout::RECORD;
use super::shape::Layer;

/// The schema of one layer of a record.
#[must_use]
pub fn record_schema(layer: Layer) -> Value {
    let mut schema = RECORD.schema(layer);
    let title = match layer {
        Layer::Whole => "条理：判断记录，全本 / decision record, whole, version 1",
        Layer::Public => "条理：判断记录，公开层 / decision record, public layer, version 1",
        Layer::Opened => {
            "条理：判断记录，打开了一部分的公开层 / decision record, public layer with openings, version 1"
        }
    };
    let digest =
        |kind: &str| json!({ "type": "string", "pattern": format!("^{kind}:[0-9a-f]{{64}}$") });
    let both = json!({
        "type": "object",
        "properties": { "sha256": digest("sha256"), "sm3": digest("sm3") },
        "required": ["sha256", "sm3"],
        "additionalProperties": false,
    });
    if let Value::Object(parts) = &mut schema {
        let dialect = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), dialect);
        parts.insert("title".to_owned(), json!(title));
        let definitions = json!({
            "sealed": both,
            "salt": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            "closed": {
                "type": "object",
                "properties": { "sealed": { "$ref": "#/$defs/sealed" } },
                "required": ["sealed"],
                "additionalProperties": false,
            },
        });
        parts.insert("$defs".to_owned(), definitions);
    }
    schema
}

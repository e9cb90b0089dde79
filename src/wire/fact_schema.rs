//! The JSON Schema (2020-12) of the facts of a package. Every fact stands under its declared name and under its alias.

use serde_json::{Map, Value, json};

use crate::engine::{
    FactEntry, FactKind, FactSheet, FindingSheet, Named, ObjectSheet, ReadingSheet,
};

/// The schema of a case of this package.
#[must_use]
pub fn fact_schema(title: &str, sheet: &FactSheet) -> Value {
    let mut top = Properties::default();
    let date = json!({ "$ref": "#/$defs/date" });
    top.put(
        ["判断日", "as_of"],
        &described(date.clone(), "判断日：按这一天的事实判断"),
    );
    top.put(
        ["适用法日", "law_as_of"],
        &described(date.clone(), "适用法日：适用这一天的规定"),
    );
    top.put(
        ["知悉日", "known_as_of"],
        &described(date, "知悉日：只用这一天以前公布的规定"),
    );
    let mut definitions = Map::new();
    definitions.insert("date".to_owned(), date_schema());
    for object in &sheet.objects {
        let name = &object.name.name;
        definitions.insert(name.clone(), object_schema(object));
        let one = json!({ "$ref": reference(name) });
        let given = if object.listed {
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        } else {
            one
        };
        top.put(object.name.spellings(), &given);
    }
    let mut findings = Properties::default();
    for finding in &sheet.findings {
        findings.put(finding.name.spellings(), &finding_schema(finding));
    }
    top.put(["认定", "findings"], &findings.closed());
    let mut readings = Properties::default();
    for reading in &sheet.readings {
        readings.put(reading.name.spellings(), &reading_schema(reading));
    }
    top.put(["读法", "readings"], &readings.closed());
    let mut schema = top.closed();
    if let Value::Object(parts) = &mut schema {
        parts.insert("$defs".to_owned(), Value::Object(definitions));
        parts.insert("title".to_owned(), json!(title));
        parts.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
    }
    schema
}

/// Properties that exclude each other where they are two spellings of one name.
#[derive(Default)]
struct Properties {
    properties: Map<String, Value>,
    exclusions: Vec<Value>,
}

impl Properties {
    fn put<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, schema: &Value) {
        let names: Vec<&str> = names.into_iter().collect();
        if names.len() > 1 {
            self.exclusions
                .push(json!({ "not": { "required": names } }));
        }
        for name in names {
            self.properties
                .entry(name.to_owned())
                .or_insert_with(|| schema.clone());
        }
    }

    fn closed(self) -> Value {
        let mut schema = json!({ "type": "object", "properties": self.properties, "additionalProperties": false });
        if let (Value::Object(parts), false) = (&mut schema, self.exclusions.is_empty()) {
            parts.insert("allOf".to_owned(), Value::Array(self.exclusions));
        }
        schema
    }
}

/// A reference to a definition: a pointer inside a URI, so letters beyond ASCII are written in percents.
fn reference(name: &str) -> String {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut written = String::from("#/$defs/");
    for byte in pointer.bytes() {
        if plain(byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

fn described(mut schema: Value, words: &str) -> Value {
    if let Value::Object(parts) = &mut schema {
        parts.insert("description".to_owned(), json!(words));
    }
    schema
}

fn date_schema() -> Value {
    json!({
        "type": "string",
        "anyOf": [
            { "format": "date" },
            { "pattern": "^[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日$" },
            { "pattern": "^[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$" }
        ]
    })
}

fn object_schema(object: &ObjectSheet) -> Value {
    let mut properties = Properties::default();
    for fact in &object.facts {
        properties.put(fact.name.spellings(), &fact_entry_schema(fact));
    }
    for finding in &object.findings {
        properties.put(finding.name.spellings(), &finding_schema(finding));
    }
    let mut schema = properties.closed();
    titled(&mut schema, &object.name);
    schema
}

fn titled(schema: &mut Value, name: &Named) {
    if let Value::Object(parts) = schema {
        parts.insert("title".to_owned(), json!(name.name));
        if let Some(alias) = &name.alias {
            parts.insert("x-alias".to_owned(), json!(alias));
        }
    }
}

fn fact_entry_schema(fact: &FactEntry) -> Value {
    let mut schema = kind_schema(&fact.kind);
    titled(&mut schema, &fact.name);
    if let Value::Object(parts) = &mut schema {
        if let Some(question) = &fact.ask {
            parts.insert("description".to_owned(), json!(question.zh));
        }
        if let Some(evidence) = &fact.evidence {
            parts.insert("x-evidence".to_owned(), json!(evidence.zh));
        }
        if fact.sensitive {
            parts.insert("x-sensitive".to_owned(), json!(true));
        }
        if fact.unchangeable {
            parts.insert("x-unchangeable".to_owned(), json!(true));
        }
        if let Some(value) = &fact.default {
            parts.insert("x-default".to_owned(), json!(value.zh));
        }
    }
    schema
}

fn kind_schema(kind: &FactKind) -> Value {
    match kind {
        FactKind::YesNo => yes_no(),
        FactKind::Number {
            unit,
            whole,
            least,
            greatest,
        } => {
            let number = if *whole { "integer" } else { "number" };
            let mut schema = ranged(&json!({ "type": [number, "string"] }));
            if let Value::Object(parts) = &mut schema {
                let facts = [
                    ("x-unit", (!unit.is_empty()).then(|| unit.zh.clone())),
                    ("x-at-least", least.as_ref().map(|words| words.zh.clone())),
                    ("x-at-most", greatest.as_ref().map(|words| words.zh.clone())),
                ];
                for (key, value) in facts {
                    if let Some(value) = value {
                        parts.insert(key.to_owned(), json!(value));
                    }
                }
            }
            schema
        }
        FactKind::Date { .. } => ranged(&json!({ "$ref": "#/$defs/date" })),
        FactKind::Text => json!({ "type": "string" }),
        FactKind::Choice { options, ordered } => {
            let names: Vec<&str> = options.iter().flat_map(Named::spellings).collect();
            let mut schema = json!({ "enum": names });
            if let (Value::Object(parts), true) = (&mut schema, *ordered) {
                parts.insert("x-grades".to_owned(), json!("highest first"));
            }
            schema
        }
        FactKind::List {
            object,
            least,
            greatest,
        } => json!({
            "type": "array",
            "items": { "$ref": reference(object) },
            "minItems": least,
            "maxItems": greatest,
        }),
    }
}

/// A value, or only its bounds.
fn ranged(value: &Value) -> Value {
    let mut bounds = Properties::default();
    bounds.put(["至少", "at_least"], value);
    bounds.put(["至多", "at_most"], value);
    let mut bounds = bounds.closed();
    if let Value::Object(parts) = &mut bounds {
        parts.insert("minProperties".to_owned(), json!(1));
    }
    json!({ "anyOf": [value, bounds] })
}

fn yes_no() -> Value {
    json!({ "enum": [true, false, "是", "否", "true", "false"] })
}

fn finding_schema(finding: &FindingSheet) -> Value {
    let mut parts = Properties::default();
    parts.put(["结论", "found"], &described(yes_no(), "认定的结论"));
    parts.put(
        ["由", "by"],
        &described(json!({ "type": "string" }), &finding.decided_by.join("、")),
    );
    parts.put(
        ["理由", "reasons"],
        &json!({ "type": "string", "minLength": 1 }),
    );
    let mut whole = parts.closed();
    let mut required =
        vec![json!({ "anyOf": [{ "required": ["结论"] }, { "required": ["found"] }] })];
    if finding.reasons_required {
        required.push(json!({ "anyOf": [{ "required": ["理由"] }, { "required": ["reasons"] }] }));
    }
    if let Some(Value::Array(all)) = whole.get_mut("allOf") {
        all.extend(required);
    }
    let mut schema = if finding.reasons_required {
        whole
    } else {
        json!({ "anyOf": [yes_no(), whole] })
    };
    titled(&mut schema, &finding.name);
    match &finding.ask {
        Some(question) => described(schema, &question.zh),
        None => schema,
    }
}

fn reading_schema(reading: &ReadingSheet) -> Value {
    let names: Vec<&str> = reading
        .options
        .iter()
        .flat_map(|(name, _)| name.spellings())
        .collect();
    let mut schema = json!({ "enum": names });
    titled(&mut schema, &reading.name);
    let said: Vec<String> = reading
        .options
        .iter()
        .map(|(name, words)| format!("{}：{words}", name.name))
        .collect();
    let default = reading
        .options
        .get(reading.default)
        .map_or("", |(name, _)| name.name.as_str());
    described(schema, &format!("{}。不写则为“{default}”", said.join("；")))
}

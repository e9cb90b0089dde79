//! The report of a rerun: what was published, on what it rests, and its shape for machines.

use serde_json::{Value, json};

use crate::diagnostic::Words;

use super::publish::{LEAST, Published};

/// The name of the shape.
pub const SCHEMA: &str = "tiaoli.rerun-report";
/// The version of the shape.
pub const VERSION: &str = "1";

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The package: its title, name and version.
    pub package: (Words, String, String),
    /// The day for all records, as it was asked.
    pub day: Option<String>,
    /// By what records were grouped, as it was asked.
    pub by: String,
    /// The counts.
    pub published: Published,
    /// How many files or entries were no record.
    pub unread_count: u64,
    /// How many records were decided with the very same package, and how many of them come out otherwise now.
    pub gate: (u64, u64),
    /// How many changed records the old package gave again, and how many not; none without an old package.
    pub old: Option<(u64, u64)>,
}

impl Report {
    /// What the report is, and is not.
    #[must_use]
    pub fn notes(&self) -> Vec<Words> {
        let mut notes = vec![Words::new(
            "这是估算：不改写任何记录。要更正已作出的决定，须走法定程序，另作决定。",
            "This is an estimate: no record is rewritten. A decision is corrected in the lawful way, by a decision of its own.",
        )];
        notes.push(match &self.old {
            None => Words::new(
                "没有给出判断时所用的规则包（--old），只比较结论和理由，不比较推理步骤。",
                "The package that was used was not given (--old): outcomes and reasons are compared, steps are not.",
            ),
            Some((_, 0)) => Words::new(
                "有变化的记录，都先用判断时所用的规则包核对过，能够重现；第一处不同的步骤见 CSV。",
                "Every changed record was first given again by the package that was used; the CSV names the first step that differs.",
            ),
            Some(_) => Words::new(
                "有变化的记录中，有的用给出的旧规则包不能重现，没有比较步骤，见 CSV。",
                "The old package does not give some of the changed records again; their steps were not compared. See the CSV.",
            ),
        });
        notes.push(Words::new(
            format!("按记录计数，一份记录只计一次，归入其各项结论中最重的一类。不足{LEAST}份的组已合并：本报告的份数相减，得不出1至{}份的组。同一批记录另按别的分组、在别的日子或换个范围再出报告，几份相减，则不在保护之内，公布前须自行把关。", LEAST.saturating_sub(1)),
            format!("Records are counted, each once, under the gravest class of its conclusions. Groups under {LEAST} are merged: subtracting counts of this report gives no group of 1 to {}. Subtracting from other reports (other breakdowns of the same records, other days, other records) is not guarded against; look to it before publishing more than one.", LEAST.saturating_sub(1)),
        ));
        notes
    }

    /// Whether the same package gives the same decisions; none where no record was decided with it.
    #[must_use]
    pub fn gate_line(&self) -> Option<Words> {
        match self.gate {
            (0, _) => None,
            (_, 0) => Some(Words::new(
                "回归检查通过：用这个规则包作出的记录，结论、理由、推理步骤全部重现",
                "regression gate passed: all records that used this very package come out the same: outcomes, reasons, steps",
            )),
            _ => Some(Words::new(
                "回归检查不通过：用这个规则包作出的记录，有的重算不同",
                "regression gate failed: some records that used this very package come out otherwise",
            )),
        }
    }

    /// The shape for machines.
    #[must_use]
    pub fn value(&self) -> Value {
        let both = |words: &Words| json!({ "zh": words.zh, "en": words.en });
        let columns = self.published.columns.iter().map(|column| {
            let codes: Vec<&str> = column.classes.iter().map(|class| class.code()).collect();
            json!({ "classes": codes, "name": both(&column.name()), "records": column.count })
        });
        let table = self.published.table.as_ref().map(|table| {
            let rows = table.rows.iter().map(|row| {
                json!({ "name": both(&row.name), "rest": row.rest, "records": row.total(), "counts": row.counts })
            });
            json!({ "by": table.dimension.code(), "rows": rows.collect::<Vec<_>>() })
        });
        let sums = self.published.sums.iter().map(|sum| {
            json!({ "name": both(&sum.name), "records": sum.records, "by": sum.by.to_string() })
        });
        let (title, name, version) = &self.package;
        json!({
            "schema": { "name": SCHEMA, "version": VERSION },
            "package": { "title": both(title), "name": name, "version": version },
            "as_of": self.day.as_deref().unwrap_or("same"),
            "by": self.by,
            "least": LEAST,
            "records": self.published.total,
            "columns": columns.collect::<Vec<_>>(),
            "table": table,
            "sums": sums.collect::<Vec<_>>(),
            "unread": self.unread_count,
            "gate": self.gate_line().map(|line| json!({ "holds": self.gate.1 == 0, "says": both(&line) })),
            "notes": self.notes().iter().map(both).collect::<Vec<_>>(),
        })
    }
}

/// The JSON Schema (2020-12) of a report, version 1.
#[must_use]
pub fn report_schema() -> Value {
    fn closed(members: &[(&str, Value)]) -> Value {
        let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
        let members = members.iter();
        let members: serde_json::Map<String, Value> = members
            .map(|(name, shape)| ((*name).to_owned(), shape.clone()))
            .collect();
        json!({ "type": "object", "properties": members, "required": names, "additionalProperties": false })
    }
    let list = |of: Value| json!({ "type": "array", "items": of });
    let maybe = |of: Value| json!({ "anyOf": [of, { "type": "null" }] });
    let text = json!({ "type": "string" });
    let words = closed(&[("zh", text.clone()), ("en", text.clone())]);
    // Nothing between is published.
    let count = json!({ "type": "integer", "anyOf": [{ "const": 0 }, { "minimum": LEAST }] });
    let whole = json!({ "type": "integer", "minimum": 0 });
    let flag = json!({ "type": "boolean" });
    let codes: Vec<&str> = super::Class::ALL.iter().map(|class| class.code()).collect();
    let dimensions: Vec<&str> = super::Dimension::ALL.iter().map(|one| one.code()).collect();
    let mut schema = closed(&[
        (
            "schema",
            closed(&[
                ("name", json!({ "const": SCHEMA })),
                ("version", json!({ "const": VERSION })),
            ]),
        ),
        (
            "package",
            closed(&[
                ("title", words.clone()),
                ("name", text.clone()),
                ("version", text.clone()),
            ]),
        ),
        ("as_of", text.clone()),
        ("by", text.clone()),
        ("least", whole.clone()),
        ("records", maybe(count.clone())),
        (
            "columns",
            list(closed(&[
                ("classes", list(json!({ "enum": codes }))),
                ("name", words.clone()),
                ("records", count.clone()),
            ])),
        ),
        (
            "table",
            maybe(closed(&[
                ("by", json!({ "enum": dimensions })),
                (
                    "rows",
                    list(closed(&[
                        ("name", words.clone()),
                        ("rest", flag.clone()),
                        ("records", count.clone()),
                        ("counts", list(count.clone())),
                    ])),
                ),
            ])),
        ),
        (
            "sums",
            list(closed(&[
                ("name", words.clone()),
                ("records", count),
                ("by", text.clone()),
            ])),
        ),
        ("unread", whole),
        (
            "gate",
            maybe(closed(&[("holds", flag), ("says", words.clone())])),
        ),
        ("notes", list(words)),
    ]);
    if let Value::Object(parts) = &mut schema {
        parts.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        parts.insert(
            "title".to_owned(),
            json!("条理：批量重算报告 / rerun report, version 1"),
        );
    }
    schema
}

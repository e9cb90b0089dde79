//! What only the agency knows of a decision: read from the file it gives, kept in the record as given, never made up.
//!
//! Every member may be absent, and then it is absent in the record. What names a person or quotes one is private.

use serde_json::{Map, Value, json};

use crate::diagnostic::Words;

use super::canonical::{items, text, without};
use super::layout::{KINDS, ORIGINS};
use super::read::{Refusal, misfit, strict};
use super::seal;
use super::shape::Shape::{
    Base64, Day, Digest, Instant, List, Members, OneOf, Private, Text, Truth,
};
use super::shape::{Member, Shape, may, must};

/// The block of an agency, as it was read.
///
/// # Invariants
/// It has the shape of the schema, and holds no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    blocks: Map<String, Value>,
}

/// What stands in the block `agency` of a record.
pub(super) const BLOCK: &[Member] = &[
    AUTHORITY, AUTOMATION, PERSON, TIMES, DEADLINES, FACTS, FINDINGS, NOTICES, HEARING, ARGUMENTS,
    SERVED, REMEDIES, REVIEWS, ARCHIVE,
];

/// What stands in the file: besides, what a record says at its head.
const FILE: Shape = Members(&[
    may("kind", OneOf(&KINDS)),
    may("case_no", Text),
    may("supersedes", Text),
    AUTHORITY,
    AUTOMATION,
    PERSON,
    TIMES,
    DEADLINES,
    FACTS,
    FINDINGS,
    NOTICES,
    HEARING,
    ARGUMENTS,
    SERVED,
    REMEDIES,
    REVIEWS,
    ARCHIVE,
]);

/// Members of the file that stand at the head of the record.
const HEAD: [&str; 3] = ["kind", "case_no", "supersedes"];

const AUTHORITY: Member = may(
    "authority",
    Members(&[
        must("name", Text),
        may("credit_code", Text),
        may("unit", Text),
        may("delegated_by", Text),
        may("officer", Private(&Text)),
    ]),
);

const AUTOMATION: Member = may(
    "automation",
    Members(&[
        must("role", OneOf(&["none", "support", "proposal", "full"])),
        may("final_decider", Text),
        may("human_review", Text),
        may("impact_assessment", Text),
    ]),
);

const PERSON: Member = may(
    "person",
    Private(&Members(&[
        must("pseudonym", Text),
        may(
            "relations",
            List(&Members(&[must("path", Text), must("pseudonym", Text)])),
        ),
    ])),
);

const TIMES: Member = may(
    "times",
    Members(&[may("received", Day), may("decided_at", Instant)]),
);

const DEADLINES: Member = may(
    "deadlines",
    List(&Members(&[
        must("what", Text),
        must("due", Day),
        may("basis", Text),
        may("counted", Text),
        may("met_on", Day),
        may("extended_to", Day),
        may("extension_reasons", Private(&Text)),
    ])),
);

const EVIDENCE: Shape = Members(&[
    must("id", Text),
    may("sha256", Digest("sha256")),
    may("sm3", Digest("sm3")),
]);

const FACTS: Member = may(
    "facts",
    List(&Members(&[
        must("path", Text),
        may("origin", OneOf(&ORIGINS)),
        may("evidence", Private(&EVIDENCE)),
        may("obtained_at", Day),
        may("corrected_from", Private(&Text)),
    ])),
);

const FINDINGS: Member = may(
    "findings",
    List(&Members(&[
        must("finding", Text),
        may("of", Text),
        may("decider", Private(&Text)),
        may("reasons", Private(&Text)),
        may("factors", Private(&List(&Text))),
        may("made_on", Day),
        may("due", Day),
    ])),
);

const NOTICES: Member = may(
    "notices",
    List(&Members(&[
        must("what", OneOf(&["受理", "补正", "事先告知", "延期", "送达"])),
        must("on", Day),
        may("content", Private(&Text)),
    ])),
);

const HEARING: Member = may(
    "hearing",
    Members(&[
        may("offered_on", Day),
        may("held_on", Day),
        may("waived", Truth),
    ]),
);

const ARGUMENTS: Member = may(
    "arguments",
    List(&Members(&[
        must("argument", Private(&Text)),
        may("reply", Private(&Text)),
    ])),
);

const SERVED: Member = may(
    "served",
    Members(&[
        must("text", Private(&Text)),
        may("template", Text),
        may("edits", Private(&List(&Text))),
    ]),
);

const REMEDIES: Member = may(
    "remedies",
    Members(&[
        may(
            "reconsideration",
            Members(&[must("body", Text), must("limit", Text)]),
        ),
        may(
            "litigation",
            Members(&[must("court", Text), must("limit", Text)]),
        ),
        may("human_review", Text),
        may("explanation", Text),
    ]),
);

/// Who reviewed and approved the rule base; a signature is over its digests.
const REVIEWS: Member = may(
    "reviews",
    List(&Members(&[
        must("step", OneOf(&["起草", "法制审核", "技术审核", "批准"])),
        must("by", Text),
        may("on", Day),
        may(
            "signature",
            Members(&[
                must("algorithm", OneOf(&["Ed25519", "SM2"])),
                must("keyid", Digest("sha256")),
                must("sig", Base64),
            ]),
        ),
    ])),
);

const ARCHIVE: Member = may(
    "archive",
    Members(&[
        may("retention", Text),
        may("number", Text),
        may(
            "tests",
            List(&Members(&[
                must("property", OneOf(&["真实性", "完整性", "可用性", "安全性"])),
                must("passed", Truth),
                may("on", Day),
            ])),
        ),
        may("package_sha256", Digest("sha256")),
        may("package_sm3", Digest("sm3")),
    ]),
);

impl Agency {
    /// Reads the file of an agency.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let value = strict(bytes)?;
        FILE.check_clear(&value, "")
            .map_err(|wrong| misfit(&wrong, "机关填写的文件", "the agency's file"))?;
        let Value::Object(blocks) = value else {
            return Err(misfit(
                &super::shape::Misfit::Other(String::new()),
                "机关填写的文件",
                "the agency's file",
            ));
        };
        Ok(Self { blocks })
    }

    /// What a record says of the agency, with every private part that is open; none where it says nothing.
    pub(super) fn of(record: &Map<String, Value>) -> Option<Self> {
        let mut block = record.get("agency")?.clone();
        seal::unseal(&Members(BLOCK), &mut block);
        let Value::Object(mut blocks) = block else {
            return None;
        };
        let identity = record.get("identity");
        for name in HEAD {
            let said = record.get(name).or_else(|| identity?.get(name));
            if let Some(said) = said {
                blocks.insert(name.to_owned(), said.clone());
            }
        }
        Some(Self { blocks })
    }

    /// Whether the facts and findings that it speaks of are in the record.
    ///
    /// # Errors
    /// The first that is not.
    pub(super) fn fits(&self, record: &Map<String, Value>) -> Result<(), Words> {
        let said = Value::Object(self.blocks.clone());
        let there = Value::Object(record.clone());
        let same = |one: &Value, other: &Value, name| text(one, name) == text(other, name);
        for fact in items(&said, "facts") {
            if !items(&there, "facts").any(|given| same(given, fact, "path")) {
                let path = text(fact, "path").unwrap_or_default();
                return Err(Words::new(
                    format!("机关填写的内容说到事实“{path}”，案件里没有给这个事实"),
                    format!(
                        "the agency's file speaks of the fact `{path}`, which the case does not give"
                    ),
                ));
            }
        }
        for finding in items(&said, "findings") {
            let is = |made: &Value| same(made, finding, "finding") && same(made, finding, "of");
            if !items(&there, "findings").any(is) {
                let name = text(finding, "finding").unwrap_or_default();
                return Err(Words::new(
                    format!("机关填写的内容说到认定“{name}”，案件里没有这一认定"),
                    format!(
                        "the agency's file speaks of the finding `{name}`, which the case does not give"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// One member of the head.
    pub(super) fn head(&self, name: &str) -> Option<&Value> {
        self.blocks.get(name)
    }

    /// The block as it stands in a record.
    pub(super) fn block(&self) -> Value {
        Value::Object(without(&self.blocks, &HEAD))
    }

    /// The origin that the agency gives for a fact.
    pub(super) fn origin(&self, path: &str) -> Option<&Value> {
        let facts = self.blocks.get("facts").and_then(Value::as_array)?;
        let is = |fact: &&Value| fact.get("path").and_then(Value::as_str) == Some(path);
        facts.iter().find(is)?.get("origin")
    }
}

/// The JSON Schema of the file of an agency.
#[must_use]
pub fn agency_schema() -> Value {
    let mut schema = FILE.clear_schema();
    if let Value::Object(parts) = &mut schema {
        let dialect = json!("https://json-schema.org/draft/2020-12/schema");
        parts.insert("$schema".to_owned(), dialect);
        let title = json!("条理：机关填写的内容 / what the agency adds to a record, version 1");
        parts.insert("title".to_owned(), title);
    }
    schema
}

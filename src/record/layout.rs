//! The shape of a record, version 1, block by block. What is `Private` is closed in the public layer.

use super::agency;
use super::shape::Shape::{
    Base64, Day, Digest, Either, Instant, List, Maybe, Members, OneOf, Private, Text, Truth, Whole,
    Words,
};
use super::shape::{Shape, may, must};
use super::{SCHEMA, VERSION};

/// The kinds of decision.
pub(super) const KINDS: [&str; 3] = ["试算", "预审", "正式决定"];
/// Where a fact comes from.
pub(super) const ORIGINS: [&str; 5] = ["填报", "数据共享", "证照", "认定", "推定"];

/// The members of a record.
pub(super) const RECORD: Shape = Members(&[
    must(
        "schema",
        Members(&[
            must("name", OneOf(&[SCHEMA])),
            must("version", OneOf(&[VERSION])),
        ]),
    ),
    must(
        "identity",
        Members(&[
            must("record_id", Text),
            must("language", OneOf(&["zh"])),
            may("case_no", Text),
            may("supersedes", Text),
        ]),
    ),
    must("kind", OneOf(&KINDS)),
    must(
        "engine",
        Members(&[must("name", Text), must("version", Text)]),
    ),
    must("rule_base", RULE_BASE),
    must(
        "time",
        Members(&[
            must("as_of", Day),
            must("law_as_of", Day),
            must("known_as_of", Day),
        ]),
    ),
    must(
        "asked",
        List(&Members(&[
            must("kind", OneOf(&["norm", "definition"])),
            must("name", Text),
            must("of", Maybe(&Text)),
        ])),
    ),
    must(
        "instances",
        List(&Members(&[must("object", Text), must("count", Whole)])),
    ),
    must(
        "facts",
        List(&Members(&[
            must("path", Text),
            must("value", Private(&VALUE)),
            must("origin", Maybe(&OneOf(&ORIGINS))),
            must("sensitive", Truth),
        ])),
    ),
    must(
        "defaults",
        Private(&List(&Members(&[must("path", Text), must("value", VALUE)]))),
    ),
    must(
        "findings",
        List(&Members(&[
            must("finding", Text),
            must("of", Maybe(&Text)),
            must("question", Maybe(&Text)),
            must("answer", Private(&OneOf(&["是", "否"]))),
            must("by", Private(&Text)),
            must("reasons", Private(&Text)),
        ])),
    ),
    must(
        "readings",
        List(&Members(&[must("reading", Text), must("option", Text)])),
    ),
    must("outcomes", List(&OUTCOME)),
    must(
        "figures",
        List(&Members(&[
            must("definition", Text),
            must("instance", Maybe(&Words)),
            must("citations", CITATIONS),
            must(
                "details",
                Private(&Members(&[must("value", SHOWN), must("missing", MISSING)])),
            ),
        ])),
    ),
    must(
        "reasons",
        List(&Members(&[
            must("of", Text),
            must("instance", Maybe(&Text)),
            must("outcome", Maybe(&Text)),
            must("basis", List(&PROVISION)),
            must("met", Private(&List(&PROVISION))),
        ])),
    ),
    must(
        "trace",
        Private(&Members(&[
            must("steps", Whole),
            must("sha256", Digest("sha256")),
            must("sm3", Digest("sm3")),
        ])),
    ),
    may("agency", Members(agency::BLOCK)),
    must(
        "integrity",
        Members(&[
            must("canonical_form", OneOf(&["RFC 8785"])),
            must("uncovered", List(&Text)),
            must("sha256", Digest("sha256")),
            must("sm3", Digest("sm3")),
        ]),
    ),
    may("recorded_at", Instant),
    may("signatures", List(&SIGNATURE)),
]);

/// One signature of an envelope.
pub(super) const SIGNATURE: Shape = Members(&[
    must("algorithm", OneOf(&["Ed25519", "SM2"])),
    must("keyid", Digest("sha256")),
    must("sig", Base64),
]);

const RULE_BASE: Shape = Members(&[
    must(
        "packages",
        List(&Members(&[
            must("name", Text),
            must("version", Text),
            must("language", Text),
            must(
                "files",
                List(&Members(&[
                    must("path", Text),
                    must("role", OneOf(&["manifest", "rules", "text"])),
                    must("sha256", Digest("sha256")),
                    must("sm3", Digest("sm3")),
                ])),
            ),
        ])),
    ),
    must("whole", DIGESTS),
    must("pack", Maybe(&DIGESTS)),
    must(
        "conventions",
        Members(&[
            must("age", Maybe(&OneOf(&["生日当日算满", "生日次日算满"]))),
            must("calendar", Maybe(&Text)),
            must("periods", List(&PLACE)),
            must("comparisons", List(&PLACE)),
            must("sha256", Digest("sha256")),
            must("sm3", Digest("sm3")),
        ]),
    ),
    must(
        "calendars",
        List(&Members(&[
            must("name", Text),
            must("from", Day),
            must("until", Day),
            must("sha256", Digest("sha256")),
            must("sm3", Digest("sm3")),
        ])),
    ),
    must("instruments", List(&INSTRUMENT)),
    must("instruments_met", Private(&List(&INSTRUMENT))),
]);

const DIGESTS: Shape = Members(&[must("sha256", Digest("sha256")), must("sm3", Digest("sm3"))]);

const PLACE: Shape = Members(&[must("title", Text), must("id", Text)]);

const INSTRUMENT: Shape = Members(&[
    must("title", Text),
    must("number", Maybe(&Text)),
    must("package", Maybe(&Text)),
    must("in_force_from", Maybe(&Day)),
    must("in_force_until", Maybe(&Day)),
    must("held", Truth),
    must("sha256", Maybe(&Digest("sha256"))),
    must("sm3", Maybe(&Digest("sm3"))),
]);

const KIND_OF_VALUE: Shape = OneOf(&[
    "boolean", "number", "date", "text", "choice", "list", "words",
]);

/// A value, or the ends of what is known of it.
const VALUE: Shape = Either(&[
    Members(&[
        must("type", KIND_OF_VALUE),
        must("v", Text),
        may("unit", Text),
    ]),
    Members(&[
        must("type", KIND_OF_VALUE),
        must("low", Maybe(&Text)),
        must("high", Maybe(&Text)),
        may("unit", Text),
    ]),
]);

const OUTCOME: Shape = Members(&[
    must("norm", Text),
    must("package", Maybe(&HOME)),
    must("modality", Text),
    must("instance_path", Maybe(&Text)),
    must("outcome", Text),
    must("state", Maybe(&Text)),
    must("citations", CITATIONS),
    must("grants", Private(&List(&GRANT))),
    must("details", Private(&DETAILS)),
]);

const GRANT: Shape = Members(&[
    must("words", Words),
    must("label", Maybe(&Text)),
    must("value", Maybe(&SHOWN)),
    must("bound", Text),
    must("per", Maybe(&Words)),
    must("exception", Maybe(&Words)),
]);

const DETAILS: Shape = Members(&[
    must("summary", Words),
    must("because", List(&Words)),
    must("deeds", List(&Text)),
    must("deadline", Maybe(&Words)),
    must("done_on", Maybe(&Words)),
    must("measured", Maybe(&SHOWN)),
    must("target", Maybe(&Words)),
    must("alert", Maybe(&Truth)),
    must("unsettled", List(&Text)),
    must("missing", MISSING),
    must(
        "readings",
        List(&Members(&[
            must("name", Words),
            must("option", Words),
            must("is_default", Truth),
        ])),
    ),
]);

const MISSING: Shape = List(&Members(&[
    must("kind", Text),
    must("path", Text),
    must("name", Words),
]));

const CITATIONS: Shape = List(&Members(&[
    must("title", Text),
    must("id", Text),
    must("package", Maybe(&HOME)),
]));

const PROVISION: Shape = Members(&[
    must("title", Text),
    must("number", Maybe(&Text)),
    must("path", Words),
    must("id", Text),
    must("quote", Maybe(&Text)),
    must("verified", Truth),
    must("package", Maybe(&HOME)),
]);

const HOME: Shape = Members(&[must("name", Text), must("version", Text)]);

const SHOWN: Shape = Members(&[
    must("zh", Text),
    must("en", Text),
    must("low", Maybe(&Text)),
    must("high", Maybe(&Text)),
    must("unit", Words),
    must("settled", Truth),
]);

//! The rules of Akoma Ntoso 3.0 that the export relies on.
//!
//! Written from the published schema (OASIS, *Akoma Ntoso Version 1.0 Part 2: Specifications*, 29 August 2018,
//! `akomantoso30.xsd`, release of 30 March 2017), for the elements that are exported and no others: which attributes each
//! needs and may have, and which elements it may hold in which order. Ids follow the *Akoma Ntoso Naming Convention Version
//! 1.0*, 21 February 2019, chapter 5.

use std::collections::BTreeMap;

use crate::document::{Element, Node};

/// Some elements of these names, at least so many and at most so many.
type Step = (&'static [&'static str], usize, usize);

const MANY: usize = usize::MAX;

/// The group `hierElements`, as far as it is used.
const HIER: &[&str] = &[
    "book",
    "part",
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "hcontainer",
];

/// What an element may be.
struct Rule {
    required: &'static [&'static str],
    optional: &'static [&'static str],
    /// The orders that are allowed.
    shapes: Vec<Vec<Step>>,
    /// Whether words may stand in it.
    mixed: bool,
}

fn holds(required: &'static [&'static str], shape: Vec<Step>) -> Rule {
    Rule {
        required,
        optional: &[],
        shapes: vec![shape],
        mixed: false,
    }
}

fn inline(required: &'static [&'static str], optional: &'static [&'static str]) -> Rule {
    Rule {
        required,
        optional,
        shapes: vec![vec![(&["inline", "noteRef"], 0, MANY)]],
        mixed: true,
    }
}

/// The type `hierarchy`: numbers and headings, then either an introduction with parts or the content.
fn hierarchy(required: &'static [&'static str]) -> Rule {
    Rule {
        required,
        optional: &["eId"],
        shapes: vec![
            vec![
                (&["num", "heading"], 0, MANY),
                (&["intro"], 0, 1),
                (HIER, 0, MANY),
                (&["wrapUp"], 0, 1),
            ],
            vec![(&["num", "heading"], 0, MANY), (&["content"], 1, 1)],
        ],
        mixed: false,
    }
}

fn core_properties(own: Vec<Step>) -> Rule {
    let mut shape: Vec<Step> = vec![
        (&["FRBRthis"], 1, 1),
        (&["FRBRuri"], 1, MANY),
        (&["FRBRalias"], 0, MANY),
        (&["FRBRdate"], 1, MANY),
        (&["FRBRauthor"], 1, MANY),
    ];
    shape.extend(own);
    holds(&[], shape)
}

fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "akomaNtoso" => holds(&[], vec![(&["act", "doc"], 1, 1)]),
        "act" | "doc" => Rule {
            optional: &["contains"],
            ..holds(
                &["name"],
                vec![
                    (&["meta"], 1, 1),
                    (&["preamble"], 0, 1),
                    (
                        if name == "act" {
                            &["body"]
                        } else {
                            &["mainBody"]
                        },
                        1,
                        1,
                    ),
                ],
            )
        },
        "meta" => holds(
            &[],
            vec![
                (&["identification"], 1, 1),
                (&["lifecycle"], 0, MANY),
                (&["temporalData"], 0, MANY),
                (&["references"], 0, MANY),
                (&["notes"], 0, MANY),
                (&["proprietary"], 0, MANY),
            ],
        ),
        "identification" => holds(
            &["source"],
            vec![
                (&["FRBRWork"], 1, 1),
                (&["FRBRExpression"], 1, 1),
                (&["FRBRManifestation"], 1, 1),
            ],
        ),
        "FRBRWork" => core_properties(vec![
            (&["FRBRcountry"], 1, 1),
            (&["FRBRnumber"], 0, MANY),
            (&["FRBRname"], 0, MANY),
        ]),
        "FRBRExpression" => core_properties(vec![(&["FRBRlanguage"], 1, MANY)]),
        "FRBRManifestation" => core_properties(vec![(&["FRBRformat"], 0, 1)]),
        "FRBRthis" | "FRBRuri" | "FRBRcountry" | "FRBRnumber" | "FRBRname" | "FRBRformat" => {
            holds(&["value"], vec![])
        }
        "FRBRalias" => holds(&["value", "name"], vec![]),
        "FRBRdate" => holds(&["date", "name"], vec![]),
        "FRBRauthor" => holds(&["href"], vec![]),
        "FRBRlanguage" => holds(&["language"], vec![]),
        "lifecycle" => holds(&["source"], vec![(&["eventRef"], 1, MANY)]),
        "eventRef" => Rule {
            optional: &["eId", "type", "refersTo"],
            ..holds(&["date", "source"], vec![])
        },
        "temporalData" => holds(&["source"], vec![(&["temporalGroup"], 1, MANY)]),
        "temporalGroup" => holds(&["eId"], vec![(&["timeInterval"], 1, MANY)]),
        "timeInterval" => Rule {
            optional: &["start", "end"],
            ..holds(&["refersTo"], vec![])
        },
        "references" => holds(
            &["source"],
            vec![(
                &["original", "TLCOrganization", "TLCConcept", "TLCEvent"],
                1,
                MANY,
            )],
        ),
        "original" | "TLCOrganization" | "TLCConcept" | "TLCEvent" => {
            holds(&["eId", "href", "showAs"], vec![])
        }
        "notes" => Rule {
            optional: &["xml:lang"],
            ..holds(&["source"], vec![(&["note"], 1, MANY)])
        },
        "note" => Rule {
            optional: &["eId", "marker"],
            ..holds(&[], vec![(&["p"], 1, MANY)])
        },
        "proprietary" => holds(
            &["source"],
            vec![(&["tiaoli:text", "tiaoli:unsettled", "tiaoli:note"], 0, MANY)],
        ),
        "preamble" => Rule {
            optional: &["eId"],
            ..holds(&[], vec![(&["container", "p"], 1, MANY)])
        },
        "container" => Rule {
            optional: &["eId"],
            ..holds(&["name"], vec![(&["p", "container"], 1, MANY)])
        },
        "body" | "mainBody" => holds(&[], vec![(HIER, 1, MANY)]),
        "hcontainer" => hierarchy(&["name"]),
        name if HIER.contains(&name) => hierarchy(&[]),
        "intro" | "content" => holds(&[], vec![(&["p"], 0, MANY)]),
        "num" | "heading" | "p" => inline(&[], &[]),
        "inline" => inline(&["name"], &["eId"]),
        "noteRef" => Rule {
            optional: &["marker"],
            ..holds(&["href"], vec![])
        },
        _ => return None,
    })
}

/// What of a document is against the rules, a line each.
pub fn against(root: &Element) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for element in root.all() {
        if let Some(id) = element.attribute("eId") {
            *ids.entry(id).or_default() += 1;
        }
        if !element.name.starts_with("tiaoli:") {
            of_element(element, &mut wrong);
        }
    }
    let repeated = ids.iter().filter(|(_, times)| **times > 1);
    wrong.extend(repeated.map(|(id, _)| format!("two elements have the id {id}")));
    for element in root.all() {
        for (name, value) in &element.attributes {
            let Some(id) = value.strip_prefix('#') else {
                continue;
            };
            if matches!(
                name.as_str(),
                "source" | "href" | "refersTo" | "start" | "end"
            ) && !ids.contains_key(id)
            {
                wrong.push(format!("{}: nothing has the id {id}", element.name));
            }
        }
    }
    passage_ids(root, None, &mut wrong);
    wrong
}

fn of_element(element: &Element, wrong: &mut Vec<String>) {
    let name = &element.name;
    let Some(rule) = rule(name) else {
        wrong.push(format!("{name} is no element of the standard that is used"));
        return;
    };
    for required in rule.required {
        if element.attribute(required).is_none_or(str::is_empty) {
            wrong.push(format!("{name} has no {required}"));
        }
    }
    for (key, value) in &element.attributes {
        let own = rule.required.contains(&key.as_str()) || rule.optional.contains(&key.as_str());
        // Every element may have attributes of other namespaces.
        let foreign = key.starts_with("tiaoli:") || key.starts_with("xmlns");
        if !own && !foreign {
            wrong.push(format!("{name} has no attribute {key}"));
        }
        let day = jiff::civil::Date::strptime("%Y-%m-%d", value);
        if key == "date" && (day.is_err() || value.len() != 10) {
            wrong.push(format!("{name}: {value} is no date"));
        }
        if key == "eId" && value.contains(char::is_whitespace) {
            wrong.push(format!("{name}: the id {value:?} has a blank"));
        }
    }
    let words = element.children.iter().any(|node| match node {
        Node::Words(words) => !words.trim().is_empty(),
        Node::Element(_) => false,
    });
    if words && !rule.mixed {
        wrong.push(format!("{name} holds words"));
    }
    let inside: Vec<&str> = element.elements().map(|one| one.name.as_str()).collect();
    if !rule.shapes.iter().any(|shape| fits(&inside, shape)) {
        wrong.push(format!("{name} may not hold {inside:?}"));
    }
}

fn fits(inside: &[&str], shape: &[Step]) -> bool {
    let mut rest = inside;
    for (names, least, most) in shape {
        let fitting = rest.iter().take_while(|name| names.contains(name)).count();
        let taken = fitting.min(*most);
        if taken < *least {
            return false;
        }
        rest = &rest[taken..];
    }
    rest.is_empty()
}

/// The names that the steps of an id may have, by element.
const STEPS: &[(&str, &[&str])] = &[
    ("preamble", &["preamble"]),
    ("book", &["book"]),
    ("part", &["part"]),
    ("chapter", &["chp"]),
    ("section", &["sec"]),
    ("article", &["art"]),
    ("paragraph", &["para"]),
    ("container", &["para"]),
    ("point", &["point"]),
    ("hcontainer", &["item", "subitem", "preamble"]),
    ("inline", &["sent"]),
];

/// The id of a passage is that of the passage around it and one step of its own.
fn passage_ids(element: &Element, around: Option<&str>, wrong: &mut Vec<String>) {
    let named = STEPS.iter().find(|(name, _)| *name == element.name);
    let mut inner = around;
    if let (Some((_, names)), Some(id)) = (named, element.attribute("eId")) {
        let own = match around {
            Some(around) => id.strip_prefix(around).and_then(|id| id.strip_prefix("__")),
            None => Some(id),
        };
        if !own.is_some_and(|own| is_step(own, names)) {
            wrong.push(format!("{} in {around:?} has the id {id}", element.name));
        }
        inner = Some(id);
    } else if named.is_some() {
        wrong.push(format!("a {} has no id", element.name));
    }
    for child in element.elements() {
        passage_ids(child, inner, wrong);
    }
}

/// `item_12`, `art_19-1`, `item_1_2` for a marker that occurs twice; `preamble` has no number.
fn is_step(step: &str, names: &[&str]) -> bool {
    names.iter().any(|name| match step.strip_prefix(name) {
        Some("") => *name == "preamble",
        Some(rest) => rest.strip_prefix('_').is_some_and(|numbers| {
            let mut numbers = numbers.split(['-', '_']);
            numbers.all(|one| !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit()))
        }),
        None => false,
    })
}

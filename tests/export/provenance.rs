//! A decision record as PROV-O, read as JSON-LD by a reader that is not ours, and held against the constraints of PROV.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term};
use serde_json::Value;

const PROV: &str = "http://www.w3.org/ns/prov#";
const PART_OF: &str = "http://purl.org/dc/terms/isPartOf";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Domain and range of each property that leads to a node, from PROV-O, W3C Recommendation of 30 April 2013.
const PROPERTIES: &[(&str, &str, &str)] = &[
    ("used", "Activity", "Entity"),
    ("wasGeneratedBy", "Entity", "Activity"),
    ("wasDerivedFrom", "Entity", "Entity"),
    ("wasQuotedFrom", "Entity", "Entity"),
    ("wasAttributedTo", "Entity", "Agent"),
    ("wasAssociatedWith", "Activity", "Agent"),
    ("qualifiedAssociation", "Activity", "Association"),
    ("agent", "Association", "Agent"),
    ("hadPlan", "Association", "Plan"),
    ("hadMember", "Collection", "Entity"),
    ("actedOnBehalfOf", "Agent", "Agent"),
];

/// The graph: what is said of each node, by property.
type Graph = BTreeMap<String, Vec<(String, Term)>>;

fn tiaoli(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tiaoli"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code().is_some_and(|code| code < 2),
        "{arguments:?}\n{told}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The record of a decision, and its export.
fn exported(arguments: &[&str]) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.json");
    let file = Path::new(&file).to_str().unwrap();
    let mut all = vec!["decide"];
    all.extend(arguments);
    all.extend(["--record", file]);
    tiaoli(&all);
    let record = std::fs::read_to_string(file).unwrap();
    (
        serde_json::from_str(&record).unwrap(),
        tiaoli(&["export", "prov", file]),
    )
}

fn read(json: &str) -> Graph {
    let mut graph = Graph::new();
    for quad in JsonLdParser::new().for_slice(json.as_bytes()) {
        let quad = quad.unwrap();
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            panic!("a node without an id: {quad:?}");
        };
        let said = graph.entry(subject.into_string()).or_default();
        said.push((quad.predicate.into_string(), quad.object));
    }
    graph
}

fn types(graph: &Graph, node: &str) -> BTreeSet<String> {
    let said = graph.get(node).into_iter().flatten();
    let types = said.filter_map(|(property, object)| match object {
        Term::NamedNode(object) if property == TYPE => Some(object.as_str().to_owned()),
        _ => None,
    });
    types.collect()
}

/// What is against the constraints, a line each.
fn against(graph: &Graph) -> Vec<String> {
    let mut wrong = Vec::new();
    let is = |node: &str, kind: &str| types(graph, node).contains(&format!("{PROV}{kind}"));
    for (node, said) in graph {
        if is(node, "Entity") && is(node, "Activity") {
            wrong.push(format!("{node} is entity and activity"));
        }
        for (property, object) in said {
            let known = match property.strip_prefix(PROV) {
                Some(name) => PROPERTIES.iter().find(|(one, ..)| *one == name).copied(),
                None if property == PART_OF => Some(("isPartOf", "Entity", "Entity")),
                None => None,
            };
            match (known, object) {
                (Some((name, domain, range)), Term::NamedNode(object)) => {
                    if !is(node, domain) {
                        wrong.push(format!("{node} {name}: not of {domain}"));
                    }
                    if !is(object.as_str(), range) {
                        wrong.push(format!("{node} {name} {object}: not of {range}"));
                    }
                }
                (Some((name, ..)), other) => wrong.push(format!("{node} {name} {other}")),
                (None, Term::NamedNode(_)) if property != TYPE => {
                    wrong.push(format!("{node}: {property} is not known"));
                }
                (None, Term::BlankNode(_)) => wrong.push(format!("{node}: {property} has no id")),
                _ => {}
            }
        }
    }
    wrong.extend(circles(graph));
    wrong
}

/// What is derived from itself.
fn circles(graph: &Graph) -> Vec<String> {
    let derived = format!("{PROV}wasDerivedFrom");
    let mut rest: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (node, said) in graph {
        let from = said.iter().filter_map(|(property, object)| match object {
            Term::NamedNode(object) if *property == derived => Some(object.as_str()),
            _ => None,
        });
        rest.insert(node, from.collect());
    }
    // What is derived from nothing that is left goes, until nothing goes any more.
    loop {
        let left: BTreeSet<&str> = rest.keys().copied().collect();
        let before = rest.len();
        rest.retain(|_, from| from.iter().any(|one| left.contains(one)));
        if rest.len() == before {
            return rest.into_keys().map(str::to_owned).collect();
        }
    }
}

fn words<'g>(graph: &'g Graph, node: &str, property: &str) -> Vec<&'g str> {
    let said = graph.get(node).into_iter().flatten();
    let words = said.filter_map(|(name, object)| match object {
        Term::Literal(literal) if name == property => Some(literal.value()),
        _ => None,
    });
    words.collect()
}

fn check(arguments: &[&str]) -> (Value, Graph, String) {
    let (record, json) = exported(arguments);
    let graph = read(&json);
    assert_eq!(against(&graph), Vec::<String>::new());
    let digest = record["integrity"]["sm3"].as_str().unwrap();
    let base = format!("urn:{digest}");
    for (block, name) in [
        ("facts", "fact"),
        ("findings", "finding"),
        ("readings", "reading"),
        ("outcomes", "outcome"),
        ("figures", "figure"),
    ] {
        let held = record[block].as_array().unwrap().len();
        let prefix = format!("{base}#{name}-");
        let told = graph.keys().filter_map(|node| node.strip_prefix(&prefix));
        let told = told.filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(told.count(), held, "{block}");
    }
    // Nothing but the two times that a record can tell.
    let instants: Vec<&str> = graph
        .keys()
        .flat_map(|node| {
            let mut found = words(&graph, node, &format!("{PROV}generatedAtTime"));
            found.extend(words(&graph, node, &format!("{PROV}endedAtTime")));
            found.extend(words(&graph, node, &format!("{PROV}startedAtTime")));
            found
        })
        .collect();
    let recorded: Vec<&str> = record["recorded_at"].as_str().into_iter().collect();
    assert_eq!(instants, recorded);
    (record, graph, base)
}

#[test]
fn a_family_s_record_is_a_graph_that_keeps_the_constraints() {
    let family = "policies/cn-beijing/birth-one-matter";
    let facts = format!("{family}/data/family.json");
    let (record, graph, base) = check(&[family, &facts, "--as-of", "2024-06-15"]);
    let outcomes = record["outcomes"].as_array().unwrap();
    assert!(outcomes.len() > 20);
    for (outcome, number) in outcomes.iter().zip(1..) {
        let node = format!("{base}#outcome-{number}");
        let value = words(&graph, &node, &format!("{PROV}value"));
        assert_eq!(value, [outcome["outcome"].as_str().unwrap()]);
        let derived = format!("{PROV}wasDerivedFrom");
        let derived = graph[&node].iter().filter(|(name, _)| *name == derived);
        let cited = outcome["citations"].as_array().unwrap().len();
        assert!(derived.count() >= cited.min(1), "{node}");
    }
    // Provisions of the plan lead to the text by its own digest.
    let instruments = record["rule_base"]["instruments"].as_array().unwrap();
    let held = instruments.iter().find(|one| one["held"] == true).unwrap();
    let text = format!("urn:{}", held["sm3"].as_str().unwrap());
    let quoted = graph.values().flatten().filter(|(property, object)| {
        *property == format!("{PROV}wasQuotedFrom")
            && matches!(object, Term::NamedNode(object) if object.as_str() == text)
    });
    assert!(quoted.count() > 0);
}

#[test]
fn a_finding_is_attributed_to_the_one_whom_the_record_names() {
    let (record, graph, base) = check(&[
        "policies/cn-beijing/plan-2022",
        "--example",
        "认定性别比正常后任务已履行",
    ]);
    assert!(!record["findings"].as_array().unwrap().is_empty());
    let decider = format!("{base}#finding-1-decider");
    assert!(types(&graph, &decider).contains(&format!("{PROV}Agent")));
    let attributed = graph[&format!("{base}#finding-1")]
        .iter()
        .any(|(name, object)| {
            *name == format!("{PROV}wasAttributedTo")
                && matches!(object, Term::NamedNode(object) if object.as_str() == decider)
        });
    assert!(attributed);
}

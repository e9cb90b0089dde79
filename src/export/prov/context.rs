//! The terms of the export: those of PROV-O and Dublin Core, and the project's own for what they have no word for.

use serde_json::{Map, Value, json};

/// Properties that lead to another node.
const LINKS: &[(&str, &str)] = &[
    ("used", "prov:used"),
    ("wasGeneratedBy", "prov:wasGeneratedBy"),
    ("wasDerivedFrom", "prov:wasDerivedFrom"),
    ("wasQuotedFrom", "prov:wasQuotedFrom"),
    ("wasAttributedTo", "prov:wasAttributedTo"),
    ("wasAssociatedWith", "prov:wasAssociatedWith"),
    ("qualifiedAssociation", "prov:qualifiedAssociation"),
    ("agent", "prov:agent"),
    ("hadPlan", "prov:hadPlan"),
    ("hadMember", "prov:hadMember"),
    ("actedOnBehalfOf", "prov:actedOnBehalfOf"),
    ("isPartOf", "dcterms:isPartOf"),
];

/// Properties that say a day or an instant.
const TIMES: &[(&str, &str, &str)] = &[
    ("endedAtTime", "prov:endedAtTime", "xsd:dateTime"),
    ("generatedAtTime", "prov:generatedAtTime", "xsd:dateTime"),
    ("asOf", "tiaoli:asOf", "xsd:date"),
    ("lawAsOf", "tiaoli:lawAsOf", "xsd:date"),
    ("knownAsOf", "tiaoli:knownAsOf", "xsd:date"),
    ("inForceFrom", "tiaoli:inForceFrom", "xsd:date"),
    ("inForceUntil", "tiaoli:inForceUntil", "xsd:date"),
];

/// The context, inline.
pub(super) fn context() -> Value {
    let mut terms: Map<String, Value> = Map::new();
    for (prefix, iri) in [
        ("prov", "http://www.w3.org/ns/prov#"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("tiaoli", "urn:tiaoli:prov:1#"),
    ] {
        terms.insert(prefix.to_owned(), json!(iri));
    }
    // What has no term of its own is the project's.
    terms.insert("@vocab".to_owned(), json!("urn:tiaoli:prov:1#"));
    terms.insert("value".to_owned(), json!("prov:value"));
    terms.insert("title".to_owned(), json!("dcterms:title"));
    for (name, iri) in LINKS {
        terms.insert((*name).to_owned(), json!({ "@id": iri, "@type": "@id" }));
    }
    for (name, iri, kind) in TIMES {
        terms.insert((*name).to_owned(), json!({ "@id": iri, "@type": kind }));
    }
    Value::Object(terms)
}

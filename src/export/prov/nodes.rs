//! The nodes of the graph, block by block of the record.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::export::prov::{Part, items, urn};

/// The graph of a record while it is made.
#[derive(Debug)]
pub(super) struct Nodes<'r> {
    record: &'r Value,
    base: String,
    /// In the order of their making.
    made: Vec<Value>,
    /// What the deciding used.
    used: Vec<String>,
    /// Who took part in it.
    associated: Vec<String>,
    /// Provisions by package, title and id.
    provisions: BTreeMap<[String; 3], String>,
    /// Instruments by title: the package that each is declared in, and its node.
    instruments: BTreeMap<String, Vec<(String, String)>>,
    instrument_count: usize,
}

impl<'r> Nodes<'r> {
    pub(super) fn of(record: &'r Value, base: String) -> Self {
        Self {
            record,
            base,
            made: Vec::new(),
            used: Vec::new(),
            associated: Vec::new(),
            provisions: BTreeMap::new(),
            instruments: BTreeMap::new(),
            instrument_count: 0,
        }
    }

    pub(super) fn graph(mut self) -> Vec<Value> {
        let plan = self.rule_base();
        self.facts();
        self.findings();
        self.readings();
        let outcomes = self.outcomes();
        self.figures();
        self.agents();
        self.deciding(plan);
        self.record_itself(&outcomes);
        self.made
    }

    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.base)
    }

    fn deciding_id(&self) -> String {
        self.id("deciding")
    }

    /// Keeps a node of these types.
    fn keep(&mut self, id: &str, types: &[&str], mut node: Map<String, Value>) {
        node.retain(|_, value| {
            !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty())
        });
        let mut whole = Map::new();
        whole.insert("@id".to_owned(), json!(id));
        whole.insert("@type".to_owned(), json!(types));
        whole.append(&mut node);
        self.made.push(Value::Object(whole));
    }

    /// The rule base: the packages with their files, and the texts.
    fn rule_base(&mut self) -> Option<String> {
        let base = self.record.get("rule_base")?;
        let mut packages = Vec::new();
        for (package, number) in items(base, "packages").iter().zip(1_usize..) {
            let mut files = Vec::new();
            for file in items(package, "files") {
                let Some(id) = urn(file, "sm3") else { continue };
                let node = fields(
                    file,
                    &[("path", "path"), ("role", "role"), ("sha256", "sha256")],
                );
                self.keep(&id, &["prov:Entity", "tiaoli:File"], node);
                files.push(id);
            }
            let id = self.id(&format!("package-{number}"));
            let mut node = fields(package, &[("name", "name"), ("version", "version")]);
            node.insert("hadMember".to_owned(), json!(files));
            self.keep(
                &id,
                &["prov:Entity", "prov:Collection", "tiaoli:Package"],
                node,
            );
            packages.push(id);
        }
        for list in ["instruments", "instruments_met"] {
            for instrument in items(base, list) {
                self.instrument(instrument);
            }
        }
        let id = base
            .get("whole")
            .and_then(|whole| urn(whole, "sm3"))
            .unwrap_or_else(|| self.id("rule-base"));
        let mut node = base
            .get("whole")
            .map(|whole| fields(whole, &[("sha256", "sha256")]));
        let node = node.get_or_insert_default();
        node.insert("hadMember".to_owned(), json!(packages));
        let types = [
            "prov:Entity",
            "prov:Collection",
            "prov:Plan",
            "tiaoli:RuleBase",
        ];
        self.keep(&id, &types, node.clone());
        self.used.push(id.clone());
        Some(id)
    }

    fn instrument(&mut self, instrument: &Value) {
        let title = text(instrument, "title");
        self.instrument_count = self.instrument_count.saturating_add(1);
        let number = self.instrument_count;
        let id = urn(instrument, "sm3").unwrap_or_else(|| self.id(&format!("instrument-{number}")));
        let node = fields(
            instrument,
            &[
                ("title", "title"),
                ("number", "number"),
                ("in_force_from", "inForceFrom"),
                ("in_force_until", "inForceUntil"),
                ("held", "held"),
                ("sha256", "sha256"),
            ],
        );
        self.keep(&id, &["prov:Entity", "tiaoli:Instrument"], node);
        let package = text(instrument, "package");
        let same = self.instruments.entry(title).or_default();
        same.push((package, id.clone()));
        self.used.push(id);
    }

    fn facts(&mut self) {
        for (fact, number) in items(self.record, "facts").iter().zip(1_usize..) {
            let mut node = fields(fact, &[("path", "path"), ("origin", "origin")]);
            let value = Part::of(fact, "value");
            value.commit(&mut node);
            if let Some(value) = value.value {
                let names = [
                    ("v", "value"),
                    ("low", "low"),
                    ("high", "high"),
                    ("unit", "unit"),
                    ("type", "valueType"),
                ];
                node.extend(fields(value, &names));
            }
            let id = self.id(&format!("fact-{number}"));
            self.keep(&id, &["prov:Entity", "tiaoli:Fact"], node);
            self.used.push(id);
        }
    }

    /// The findings, each attributed to the one who made it, where the record says who.
    fn findings(&mut self) {
        for (finding, number) in items(self.record, "findings").iter().zip(1_usize..) {
            let mut node = fields(
                finding,
                &[("finding", "name"), ("of", "of"), ("question", "question")],
            );
            for (name, term) in [("answer", "value"), ("reasons", "reasons")] {
                let part = Part::of(finding, name);
                if let Some(words) = part.text().filter(|words| !words.is_empty()) {
                    node.insert(term.to_owned(), json!(words));
                }
                if name == "answer" {
                    part.commit(&mut node);
                }
            }
            let by = Part::of(finding, "by");
            if by.sealed.is_some() || by.text().is_some_and(|name| !name.is_empty()) {
                let decider = self.id(&format!("finding-{number}-decider"));
                let mut agent = Map::new();
                by.commit(&mut agent);
                agent.insert("name".to_owned(), json!(by.text()));
                self.keep(&decider, &["prov:Agent"], agent);
                node.insert("wasAttributedTo".to_owned(), json!(decider));
            }
            let id = self.id(&format!("finding-{number}"));
            self.keep(&id, &["prov:Entity", "tiaoli:Finding"], node);
            self.used.push(id);
        }
    }

    fn readings(&mut self) {
        for (reading, number) in items(self.record, "readings").iter().zip(1_usize..) {
            let id = self.id(&format!("reading-{number}"));
            let node = fields(reading, &[("reading", "name"), ("option", "value")]);
            self.keep(&id, &["prov:Entity", "tiaoli:Reading"], node);
            self.used.push(id);
        }
    }

    /// The outcomes, each derived from the provisions that the record gives for it.
    fn outcomes(&mut self) -> Vec<String> {
        let reasons = items(self.record, "reasons");
        let mut ids = Vec::new();
        for (outcome, number) in items(self.record, "outcomes").iter().zip(1_usize..) {
            let norm = text(outcome, "norm");
            let instance = text(outcome, "instance_path");
            let mut from = Vec::new();
            for reason in reasons {
                if text(reason, "of") == norm && text(reason, "instance") == instance {
                    for list in ["provisions", "basis", "met"] {
                        from.extend(items(reason, list).iter().map(|one| self.provision(one)));
                    }
                }
            }
            from.extend(
                items(outcome, "citations")
                    .iter()
                    .map(|one| self.provision(one)),
            );
            from.sort();
            from.dedup();
            let mut node = fields(
                outcome,
                &[
                    ("norm", "name"),
                    ("instance_path", "path"),
                    ("modality", "modality"),
                    ("outcome", "value"),
                ],
            );
            let details = Part::of(outcome, "details");
            details.commit(&mut node);
            let summary = outcome
                .get("summary")
                .or_else(|| details.value?.get("summary"));
            node.insert("summary".to_owned(), spoken(summary));
            let grants = items(outcome, "grants").iter();
            let grants = grants.map(|grant| spoken(grant.get("words")));
            let grants: Vec<Value> = grants
                .filter_map(|one| one.as_array().cloned())
                .flatten()
                .collect();
            node.insert("grant".to_owned(), json!(grants));
            node.insert("wasDerivedFrom".to_owned(), json!(from));
            node.insert("wasGeneratedBy".to_owned(), json!(self.deciding_id()));
            let id = self.id(&format!("outcome-{number}"));
            self.keep(&id, &["prov:Entity", "tiaoli:Outcome"], node);
            ids.push(id);
        }
        ids
    }

    /// Values that were asked for, not being norms.
    fn figures(&mut self) {
        for (figure, number) in items(self.record, "figures").iter().zip(1_usize..) {
            let mut from: Vec<String> = items(figure, "citations")
                .iter()
                .map(|one| self.provision(one))
                .collect();
            from.sort();
            from.dedup();
            let mut node = fields(figure, &[("definition", "name")]);
            node.insert("instance".to_owned(), spoken(figure.get("instance")));
            let details = Part::of(figure, "details");
            details.commit(&mut node);
            let value = figure.get("value").or_else(|| details.value?.get("value"));
            node.insert("value".to_owned(), spoken(value));
            node.insert("wasDerivedFrom".to_owned(), json!(from));
            node.insert("wasGeneratedBy".to_owned(), json!(self.deciding_id()));
            let id = self.id(&format!("figure-{number}"));
            self.keep(&id, &["prov:Entity", "tiaoli:Figure"], node);
        }
    }

    /// The node of a provision, made when it is first met.
    fn provision(&mut self, provision: &Value) -> String {
        let home = provision.get("package").map(|home| text(home, "name"));
        let home = home.unwrap_or_default();
        let (title, path) = (text(provision, "title"), text(provision, "id"));
        let key = [home.clone(), title.clone(), path.clone()];
        if let Some(known) = self.provisions.get(&key) {
            return known.clone();
        }
        let id = self.id(&format!(
            "provision-{}",
            self.provisions.len().saturating_add(1)
        ));
        let mut node = fields(
            provision,
            &[
                ("title", "title"),
                ("number", "number"),
                ("quote", "quote"),
                ("verified", "verified"),
            ],
        );
        if !path.is_empty() {
            node.insert("provisionId".to_owned(), json!(path));
        }
        node.insert("provisionPath".to_owned(), spoken(provision.get("path")));
        if let Some(instrument) = self.instrument_of(&title, &home) {
            node.insert("isPartOf".to_owned(), json!(instrument));
            if node.get("quote").is_some_and(Value::is_string) {
                node.insert("wasQuotedFrom".to_owned(), json!(instrument));
            }
        }
        self.keep(&id, &["prov:Entity", "tiaoli:Provision"], node);
        self.used.push(id.clone());
        self.provisions.insert(key, id.clone());
        id
    }

    /// The instrument that a provision stands in: that of its package, else the only one of this title.
    fn instrument_of(&self, title: &str, home: &str) -> Option<String> {
        let same = self.instruments.get(title)?;
        let own = same.iter().find(|(package, _)| package == home);
        let only = match same.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        own.or(only).map(|(_, id)| id.clone())
    }

    /// The program, and the agency, its officer and who delegated to it, where the record has them.
    fn agents(&mut self) {
        let engine = self.id("engine");
        let node = self.record.get("engine");
        let node = node.map(|engine| fields(engine, &[("name", "name"), ("version", "version")]));
        self.keep(
            &engine,
            &["prov:Agent", "prov:SoftwareAgent"],
            node.unwrap_or_default(),
        );
        self.associated.push(engine);
        let authority = self
            .record
            .get("agency")
            .and_then(|agency| agency.get("authority"));
        let Some(authority) = authority else { return };
        let agency = self.id("agency");
        let mut node = fields(
            authority,
            &[
                ("name", "name"),
                ("credit_code", "creditCode"),
                ("unit", "unit"),
            ],
        );
        let organization = ["prov:Agent", "prov:Organization"];
        if let Some(name) = authority
            .get("delegated_by")
            .filter(|name| name.is_string())
        {
            let by = self.id("delegating-agency");
            let delegating = Map::from_iter([("name".to_owned(), name.clone())]);
            self.keep(&by, &organization, delegating);
            node.insert("actedOnBehalfOf".to_owned(), json!(by));
        }
        self.keep(&agency, &organization, node);
        let officer = Part::of(authority, "officer");
        if officer.sealed.is_some() || officer.text().is_some() {
            let id = self.id("officer");
            let mut node = Map::new();
            officer.commit(&mut node);
            node.insert("name".to_owned(), json!(officer.text()));
            node.insert("actedOnBehalfOf".to_owned(), json!(agency));
            self.keep(&id, &["prov:Agent", "prov:Person"], node);
            self.associated.push(id);
        }
        self.associated.push(agency);
    }

    fn deciding(&mut self, plan: Option<String>) {
        let mut node = Map::new();
        node.insert("kind".to_owned(), json!(self.record.get("kind")));
        if let Some(time) = self.record.get("time") {
            let names = [
                ("as_of", "asOf"),
                ("law_as_of", "lawAsOf"),
                ("known_as_of", "knownAsOf"),
            ];
            node.extend(fields(time, &names));
        }
        let times = self
            .record
            .get("agency")
            .and_then(|agency| agency.get("times"));
        let decided = times.and_then(|times| times.get("decided_at"));
        node.insert("endedAtTime".to_owned(), json!(decided));
        if let Some(trace) = self.record.get("trace") {
            let part = Part::of(self.record, "trace");
            part.commit(&mut node);
            let trace = part.value.unwrap_or(trace);
            node.extend(fields(
                trace,
                &[("sm3", "traceSm3"), ("sha256", "traceSha256")],
            ));
        }
        let mut used = std::mem::take(&mut self.used);
        used.sort();
        used.dedup();
        node.insert("used".to_owned(), json!(used));
        node.insert("wasAssociatedWith".to_owned(), json!(self.associated));
        let association = self.id("association");
        if let Some(plan) = plan {
            let engine = self.id("engine");
            let by = [("agent", engine), ("hadPlan", plan)];
            let by = by.map(|(name, id)| (name.to_owned(), json!(id)));
            self.keep(&association, &["prov:Association"], Map::from_iter(by));
            node.insert("qualifiedAssociation".to_owned(), json!(association));
        }
        let id = self.deciding_id();
        self.keep(&id, &["prov:Activity", "tiaoli:Deciding"], node);
    }

    /// The record as a document: made of the outcomes, at the time that it gives itself.
    fn record_itself(&mut self, outcomes: &[String]) {
        let mut node = Map::new();
        if let Some(digests) = self.record.get("integrity") {
            node.extend(fields(digests, &[("sha256", "sha256")]));
        }
        if let Some(identity) = self.record.get("identity") {
            let names = [
                ("record_id", "recordId"),
                ("case_no", "caseNumber"),
                ("supersedes", "supersedes"),
            ];
            node.extend(fields(identity, &names));
        }
        node.insert(
            "generatedAtTime".to_owned(),
            json!(self.record.get("recorded_at")),
        );
        node.insert("wasDerivedFrom".to_owned(), json!(outcomes));
        node.insert("wasAttributedTo".to_owned(), json!(self.id("engine")));
        let id = self.base.clone();
        self.keep(&id, &["prov:Entity", "tiaoli:Record"], node);
    }
}

/// Members of a block under the terms of the export; what is null or private stays out.
fn fields(block: &Value, names: &[(&str, &str)]) -> Map<String, Value> {
    let members = names.iter().filter_map(|(from, to)| {
        let value = block.get(from)?;
        let plain = value.is_boolean() || value.as_str().is_some_and(|words| !words.is_empty());
        plain.then(|| ((*to).to_owned(), value.clone()))
    });
    members.collect()
}

/// Words in both languages as values with their language; null where there are none.
fn spoken(words: Option<&Value>) -> Value {
    let said = [("zh", "zh-Hans"), ("en", "en")]
        .into_iter()
        .filter_map(|(from, language)| {
            let said = words?.get(from)?.as_str().filter(|said| !said.is_empty())?;
            Some(json!({ "@value": said, "@language": language }))
        });
    let said: Vec<Value> = said.collect();
    if said.is_empty() {
        Value::Null
    } else {
        json!(said)
    }
}

fn text(block: &Value, name: &str) -> String {
    block
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

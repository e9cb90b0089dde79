//! A tree of written values to a case, against the objects, findings and readings of a model. Every mistake is kept; what is
//! right beside it is still read.

use std::collections::BTreeMap;

use crate::check::{ExampleInstance, FieldId, FindingId, Label, Model, ObjectId};
use crate::diagnostic::Words;
use crate::engine::case::Case;
use crate::quantity::Date;

use super::json::{Member, Node, NodeKind};
use super::nearest::nearest;
use super::problem::{FactProblem, Mistake, Wanted};
use super::value::{found, read_date, shortened};

/// How many instances a case may have.
pub const MAX_INSTANCES: usize = 100_000;
/// After so many mistakes a file is not read any further.
const MAX_MISTAKES: usize = 1_000;

pub(crate) const AS_OF: [&str; 2] = ["判断日", "as_of"];
pub(crate) const LAW_AS_OF: [&str; 2] = ["适用法日", "law_as_of"];
pub(crate) const KNOWN_AS_OF: [&str; 2] = ["知悉日", "known_as_of"];
pub(crate) const FINDINGS: [&str; 2] = ["认定", "findings"];
pub(crate) const READINGS: [&str; 2] = ["读法", "readings"];

/// Reads a whole case.
pub(crate) fn read_case(model: &Model, tree: &Node) -> (Case, Vec<FactProblem>) {
    let mut reader = Reader {
        model,
        case: Case::default(),
        problems: Vec::new(),
        instances: 0,
    };
    reader.top(tree);
    let Reader {
        mut case,
        mut problems,
        ..
    } = reader;
    // A list is told before its members, however deep, and the order of the file decides nothing else.
    case.facts
        .sort_by(|left, right| (&left.of, left.field).cmp(&(&right.of, right.field)));
    problems.sort_by_key(|problem| problem.at);
    (case, problems)
}

/// A place in the case, as written.
pub(crate) struct Here<'a> {
    pub(crate) outer: Option<&'a Here<'a>>,
    pub(crate) step: Step<'a>,
}

pub(crate) enum Step<'a> {
    Name(&'a str),
    Member(usize),
}

impl<'a> Here<'a> {
    pub(crate) const fn named(outer: Option<&'a Here<'a>>, name: &'a str) -> Self {
        Self {
            outer,
            step: Step::Name(name),
        }
    }

    fn path(&self) -> String {
        let outer = self.outer.map_or_else(String::new, Self::path);
        match self.step {
            Step::Name(name) if outer.is_empty() => shortened(name),
            Step::Name(name) => format!("{outer}.{}", shortened(name)),
            Step::Member(number) => format!("{outer}[{number}]"),
        }
    }
}

pub(crate) struct Reader<'m> {
    pub(crate) model: &'m Model,
    pub(crate) case: Case,
    problems: Vec<FactProblem>,
    instances: usize,
}

/// What a name at the top stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Top {
    AsOf,
    LawAsOf,
    KnownAsOf,
    Findings,
    Readings,
    Object(ObjectId),
}

/// What a name in an object stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Fact(FieldId),
    Finding(FindingId),
}

pub(crate) fn is(label: &Label, name: &str) -> bool {
    label.name == name || label.alias.as_deref() == Some(name)
}

pub(crate) fn spellings(label: &Label) -> impl Iterator<Item = &str> {
    std::iter::once(label.name.as_str()).chain(label.alias.as_deref())
}

impl<'m> Reader<'m> {
    pub(crate) fn mistake(&mut self, here: Option<&Here<'_>>, at: usize, mistake: Mistake) {
        if self.problems.len() < MAX_MISTAKES {
            let path = here.map_or_else(String::new, Here::path);
            self.problems.push(FactProblem { path, at, mistake });
        }
    }

    /// The members of an object, or the mistake that it is none.
    pub(crate) fn members<'n>(
        &mut self,
        here: Option<&Here<'_>>,
        node: &'n Node,
        what: Words,
    ) -> &'n [Member] {
        if let NodeKind::Object(members) = &node.kind {
            return members;
        }
        self.mistake(
            here,
            node.at,
            Mistake::Kind {
                expected: what,
                found: found(&node.kind),
            },
        );
        &[]
    }

    /// Whether a thing is told for the first time; else the mistake.
    pub(crate) fn first<K: Ord>(
        &mut self,
        told: &mut BTreeMap<K, String>,
        key: K,
        name: &str,
        here: &Here<'_>,
        at: usize,
    ) -> bool {
        let Here {
            step: Step::Name(written),
            ..
        } = here
        else {
            return true;
        };
        match told.get(&key) {
            Some(first) => {
                let first = first.clone();
                self.mistake(
                    Some(here),
                    at,
                    Mistake::Twice {
                        name: name.to_owned(),
                        first,
                    },
                );
                false
            }
            None => {
                told.insert(key, (*written).to_owned());
                true
            }
        }
    }

    fn top(&mut self, tree: &Node) {
        let mut told = BTreeMap::new();
        for member in self.members(None, tree, Words::new("对象", "an object")) {
            let key = member.key.trim();
            let here = Here::named(None, key);
            let Some(top) = self.top_named(key) else {
                let mistake = self.unknown_at_top(key);
                self.mistake(Some(&here), member.key_at, mistake);
                continue;
            };
            let name = self.name_of(top);
            if !self.first(&mut told, top, &name, &here, member.key_at) {
                continue;
            }
            match top {
                Top::AsOf => self.case.as_of = self.date(&here, &member.value),
                Top::LawAsOf => self.case.law_as_of = self.date(&here, &member.value),
                Top::KnownAsOf => self.case.known_as_of = self.date(&here, &member.value),
                Top::Findings => self.findings(&here, &member.value),
                Top::Readings => self.readings(&here, &member.value),
                Top::Object(object) => self.instances_of(&here, object, &member.value),
            }
        }
    }

    fn top_named(&self, key: &str) -> Option<Top> {
        let reserved = [
            (AS_OF, Top::AsOf),
            (LAW_AS_OF, Top::LawAsOf),
            (KNOWN_AS_OF, Top::KnownAsOf),
            (FINDINGS, Top::Findings),
            (READINGS, Top::Readings),
        ];
        let reserved = reserved
            .into_iter()
            .find(|(names, _)| names.contains(&key))
            .map(|(_, top)| top);
        reserved.or_else(|| {
            let place = self
                .model
                .objects
                .iter()
                .position(|object| is(&object.label, key))?;
            Some(Top::Object(ObjectId(u32::try_from(place).ok()?)))
        })
    }

    fn name_of(&self, top: Top) -> String {
        let [name, _] = match top {
            Top::AsOf => AS_OF,
            Top::LawAsOf => LAW_AS_OF,
            Top::KnownAsOf => KNOWN_AS_OF,
            Top::Findings => FINDINGS,
            Top::Readings => READINGS,
            Top::Object(id) => return self.object_name(id).to_owned(),
        };
        name.to_owned()
    }

    pub(crate) fn object_name(&self, id: ObjectId) -> &'m str {
        self.model
            .objects
            .get(id.index())
            .map_or("", |object| &object.label.name)
    }

    /// A name that stands for something that is not given here: a fact of another object, a finding, something computed.
    fn elsewhere(&self, key: &str, here: &str) -> Option<Mistake> {
        let owners = self.owners_of(key);
        if !owners.is_empty() {
            return Some(Mistake::OfOther {
                name: key.to_owned(),
                here: here.to_owned(),
                owners,
            });
        }
        let mut findings = self.model.findings.iter();
        if let Some(finding) = findings.find(|finding| is(&finding.label, key)) {
            let object = finding.object;
            return Some(Mistake::FindingPlace {
                name: finding.label.name.clone(),
                object: object.map(|object| self.object_name(object).to_owned()),
            });
        }
        let name = self.computed(key)?;
        Some(Mistake::Computed { name })
    }

    fn unknown_at_top(&self, key: &str) -> Mistake {
        if let Some(elsewhere) = self.elsewhere(key, "") {
            return elsewhere;
        }
        let reserved = [AS_OF, LAW_AS_OF, KNOWN_AS_OF, FINDINGS, READINGS]
            .into_iter()
            .flatten();
        let objects = self
            .model
            .objects
            .iter()
            .flat_map(|object| spellings(&object.label));
        let near = nearest(key, reserved.chain(objects)).map(str::to_owned);
        Mistake::Unknown {
            name: shortened(key),
            wanted: Wanted::Top,
            nearest: near,
        }
    }

    /// The objects that have a fact of this name.
    fn owners_of(&self, key: &str) -> Vec<String> {
        let fields = self
            .model
            .fields
            .iter()
            .filter(|field| is(&field.label, key));
        fields
            .map(|field| self.object_name(field.object).to_owned())
            .collect()
    }

    /// The name of something with this spelling that the rules compute.
    fn computed(&self, key: &str) -> Option<String> {
        let definitions = self
            .model
            .definitions
            .iter()
            .map(|definition| &definition.label);
        let norms = self.model.norms.iter().map(|norm| &norm.label);
        let tables = self.model.tables.iter().map(|table| &table.label);
        let parameters = self
            .model
            .parameters
            .iter()
            .map(|parameter| &parameter.label);
        let mut labels = definitions.chain(norms).chain(tables).chain(parameters);
        labels
            .find(|label| is(label, key))
            .map(|label| label.name.clone())
    }

    fn date(&mut self, here: &Here<'_>, node: &Node) -> Option<Date> {
        let read = read_date(node);
        read.map_err(|mistake| self.mistake(Some(here), node.at, mistake))
            .ok()
    }

    pub(crate) fn counted(&mut self, here: &Here<'_>, at: usize) -> bool {
        self.instances = self.instances.saturating_add(1);
        if self.instances == MAX_INSTANCES.saturating_add(1) {
            self.mistake(
                Some(here),
                at,
                Mistake::TooMany {
                    limit: MAX_INSTANCES,
                },
            );
        }
        self.instances <= MAX_INSTANCES
    }

    fn instances_of(&mut self, here: &Here<'_>, object: ObjectId, node: &Node) {
        let in_lists = self
            .model
            .objects
            .get(object.index())
            .is_some_and(|object| !object.lists.is_empty());
        match &node.kind {
            NodeKind::List(items) if in_lists => {
                for (number, item) in items.iter().enumerate() {
                    let member = Here {
                        outer: Some(here),
                        step: Step::Member(number),
                    };
                    self.direct_instance(&member, object, number, item);
                }
            }
            _ if in_lists => self.direct_instance(here, object, 0, node),
            _ => {
                if self.counted(here, node.at) {
                    self.instance(here, object, &ExampleInstance::Root(object), node);
                }
            }
        }
    }

    fn direct_instance(&mut self, here: &Here<'_>, object: ObjectId, number: usize, node: &Node) {
        if !self.counted(here, node.at) {
            return;
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.case.direct.insert(object, number.saturating_add(1));
        self.instance(here, object, &ExampleInstance::Direct(object, number), node);
    }

    pub(crate) fn instance(
        &mut self,
        here: &Here<'_>,
        object: ObjectId,
        of: &ExampleInstance,
        node: &Node,
    ) {
        let name = self.object_name(object);
        let what = Words::new(
            format!("对象“{name}”（花括号）"),
            format!("an object `{name}` (braces)"),
        );
        let mut told = BTreeMap::new();
        for member in self.members(Some(here), node, what) {
            let key = member.key.trim();
            let inner = Here::named(Some(here), key);
            let Some(part) = self.part_named(object, key) else {
                let mistake = self.unknown_part(object, key);
                self.mistake(Some(&inner), member.key_at, mistake);
                continue;
            };
            let label = match part {
                Part::Fact(field) => self
                    .model
                    .fields
                    .get(field.index())
                    .map(|field| &field.label),
                Part::Finding(finding) => self
                    .model
                    .findings
                    .get(finding.index())
                    .map(|finding| &finding.label),
            };
            let declared = label.map_or(key, |label| label.name.as_str()).to_owned();
            if !self.first(&mut told, part, &declared, &inner, member.key_at) {
                continue;
            }
            match part {
                Part::Fact(field) => self.fact(&inner, field, of, &member.value),
                Part::Finding(finding) => self.finding(&inner, finding, Some(of), &member.value),
            }
        }
    }

    fn part_named(&self, object: ObjectId, key: &str) -> Option<Part> {
        let fields = &self.model.objects.get(object.index())?.fields;
        let named = |id: &&FieldId| {
            self.model
                .fields
                .get(id.index())
                .is_some_and(|field| is(&field.label, key))
        };
        if let Some(field) = fields.iter().find(named) {
            return Some(Part::Fact(*field));
        }
        let place = self
            .model
            .findings
            .iter()
            .position(|one| one.object == Some(object) && is(&one.label, key))?;
        Some(Part::Finding(FindingId(u32::try_from(place).ok()?)))
    }

    fn unknown_part(&self, object: ObjectId, key: &str) -> Mistake {
        let here = self.object_name(object);
        if let Some(elsewhere) = self.elsewhere(key, here) {
            return elsewhere;
        }
        let fields = self
            .model
            .fields
            .iter()
            .filter(|field| field.object == object)
            .map(|field| &field.label);
        let findings = self
            .model
            .findings
            .iter()
            .filter(|one| one.object == Some(object))
            .map(|one| &one.label);
        let near = nearest(key, fields.chain(findings).flat_map(spellings)).map(str::to_owned);
        Mistake::Unknown {
            name: shortened(key),
            wanted: Wanted::FactOf(here.to_owned()),
            nearest: near,
        }
    }
}

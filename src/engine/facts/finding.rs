//! Findings that were made and readings that were chosen.

use std::collections::BTreeMap;

use crate::check::{Constant, ExampleInstance, FindingId, Label, Reading, ReadingId, Type};
use crate::diagnostic::Words;
use crate::engine::case::CaseFinding;

use super::json::{Member, Node, NodeKind};
use super::nearest::nearest;
use super::problem::{Mistake, Wanted};
use super::read::{Here, Reader, is, spellings};
use super::value::{Wish, found, read_boolean, read_constant, shortened, wrong_kind};

pub(crate) const CONCLUSION: [&str; 2] = ["结论", "found"];
pub(crate) const BY: [&str; 2] = ["由", "by"];
pub(crate) const REASONS: [&str; 2] = ["理由", "reasons"];

impl Reader<'_> {
    pub(crate) fn findings(&mut self, here: &Here<'_>, node: &Node) {
        let model = self.model;
        let all = || model.findings.iter();
        let free = all().filter(|finding| finding.object.is_none());
        let near: Vec<&Label> = free.map(|finding| &finding.label).collect();
        let mut told = BTreeMap::new();
        for member in self.named_members(here, node) {
            let inner = Here::named(Some(here), member.key.trim());
            let labels = all().map(|finding| &finding.label);
            let Some(place) = self.declared(&inner, member, labels, (Wanted::Finding, &near))
            else {
                continue;
            };
            let Some(finding) = model.findings.get(place) else {
                continue;
            };
            let name = finding.label.name.clone();
            if let Some(object) = finding.object {
                let object = Some(self.object_name(object).to_owned());
                self.mistake(
                    Some(&inner),
                    member.key_at,
                    Mistake::FindingPlace { name, object },
                );
                continue;
            }
            if self.first(&mut told, place, &name, &inner, member.key_at) {
                let id = FindingId(u32::try_from(place).unwrap_or(u32::MAX));
                self.finding(&inner, id, None, &member.value);
            }
        }
    }

    fn named_members<'n>(&mut self, here: &Here<'_>, node: &'n Node) -> &'n [Member] {
        let what = Words::new("对象（花括号）", "an object (braces)");
        self.members(Some(here), node, what)
    }

    /// The place of a name among those declared; else the mistake, with the nearest of those that may stand here.
    fn declared<'l>(
        &mut self,
        here: &Here<'_>,
        member: &Member,
        mut labels: impl Iterator<Item = &'l Label>,
        (wanted, near): (Wanted, &[&Label]),
    ) -> Option<usize> {
        let key = member.key.trim();
        let place = labels.position(|label| is(label, key));
        if place.is_none() {
            let names = near.iter().copied().flat_map(spellings);
            let mistake = Mistake::Unknown {
                name: shortened(key),
                wanted,
                nearest: nearest(key, names).map(str::to_owned),
            };
            self.mistake(Some(here), member.key_at, mistake);
        }
        place
    }

    pub(crate) fn finding(
        &mut self,
        here: &Here<'_>,
        id: FindingId,
        of: Option<&ExampleInstance>,
        node: &Node,
    ) {
        let Some(finding) = self.model.findings.get(id.index()) else {
            return;
        };
        let name = finding.label.name.clone();
        let mut parts = FindingParts::default();
        match &node.kind {
            NodeKind::Object(members) => self.finding_parts(here, members, &mut parts),
            _ => match read_boolean(node) {
                Ok(holds) => parts.holds = Some(holds),
                Err(_) => {
                    let expected = Words::new(
                        "认定：是、否，或 {\"结论\": …, \"由\": …, \"理由\": …}",
                        "a finding: true, false or {\"found\": …, \"by\": …, \"reasons\": …}",
                    );
                    self.mistake(
                        Some(here),
                        node.at,
                        Mistake::Kind {
                            expected,
                            found: found(&node.kind),
                        },
                    );
                    return;
                }
            },
        }
        if finding.reasons_required
            && parts
                .reasons
                .as_deref()
                .is_none_or(|words| words.trim().is_empty())
            && parts.whole
        {
            self.mistake(
                Some(here),
                node.at,
                Mistake::ReasonsMissing { name: name.clone() },
            );
        }
        let Some(holds) = parts.holds else {
            if parts.whole {
                self.mistake(Some(here), node.at, Mistake::ConclusionMissing { name });
            }
            return;
        };
        let FindingParts { by, reasons, .. } = parts;
        self.case.findings.push(CaseFinding {
            finding: id,
            of: of.cloned(),
            holds,
            by,
            reasons,
        });
    }

    fn finding_parts(&mut self, here: &Here<'_>, members: &[Member], parts: &mut FindingParts) {
        let mut told = BTreeMap::new();
        for member in members {
            let key = member.key.trim();
            let inner = Here::named(Some(here), key);
            let known = [CONCLUSION, BY, REASONS]
                .into_iter()
                .find(|names| names.contains(&key));
            let Some([name, english]) = known else {
                let names = [CONCLUSION, BY, REASONS].into_iter().flatten();
                let near = nearest(key, names).map(str::to_owned);
                let mistake = Mistake::Unknown {
                    name: shortened(key),
                    wanted: Wanted::PartOfFinding,
                    nearest: near,
                };
                self.mistake(Some(&inner), member.key_at, mistake);
                parts.whole = false;
                continue;
            };
            if !self.first(&mut told, name, name, &inner, member.key_at) {
                continue;
            }
            let wrong = match (english, &member.value.kind) {
                ("found", _) => match read_boolean(&member.value) {
                    Ok(holds) => {
                        parts.holds = Some(holds);
                        continue;
                    }
                    Err(mistake) => mistake,
                },
                ("by", NodeKind::Text(words)) => {
                    parts.by = Some(words.clone());
                    continue;
                }
                (_, NodeKind::Text(words)) => {
                    parts.reasons = Some(words.clone());
                    continue;
                }
                (_, other) => Mistake::Kind {
                    expected: Words::new("文字", "a text"),
                    found: found(other),
                },
            };
            self.mistake(Some(&inner), member.value.at, wrong);
            parts.whole = false;
        }
    }

    pub(crate) fn readings(&mut self, here: &Here<'_>, node: &Node) {
        let model = self.model;
        let near: Vec<&Label> = model
            .readings
            .iter()
            .map(|reading| &reading.label)
            .collect();
        let mut told = BTreeMap::new();
        for member in self.named_members(here, node) {
            let inner = Here::named(Some(here), member.key.trim());
            let labels = near.iter().copied();
            let Some(place) = self.declared(&inner, member, labels, (Wanted::Reading, &near))
            else {
                continue;
            };
            let Some(reading) = model.readings.get(place) else {
                continue;
            };
            let name = &reading.label.name;
            if !self.first(&mut told, place, name, &inner, member.key_at) {
                continue;
            }
            match self.option_of(reading, &member.value) {
                Ok(option) => {
                    let id = ReadingId(u32::try_from(place).unwrap_or(u32::MAX));
                    self.case.readings.insert(id, option);
                }
                Err(mistake) => self.mistake(Some(&inner), member.value.at, mistake),
            }
        }
    }

    /// The option of a reading that a value names.
    fn option_of(&self, reading: &Reading, node: &Node) -> Result<u32, Mistake> {
        let ty = Type::Choice(reading.choice);
        let wish = Wish {
            ty: &ty,
            unit: None,
            whole: false,
        };
        match read_constant(self.model, wish, node)? {
            Constant::Choice(_, option) => Ok(option),
            _ => Err(wrong_kind(self.model, wish, &node.kind)),
        }
    }
}

/// A finding as far as it could be read.
struct FindingParts {
    holds: Option<bool>,
    by: Option<String>,
    reasons: Option<String>,
    /// Whether no part was wrong, so that what is missing is really missing.
    whole: bool,
}

impl Default for FindingParts {
    fn default() -> Self {
        Self {
            holds: None,
            by: None,
            reasons: None,
            whole: true,
        }
    }
}

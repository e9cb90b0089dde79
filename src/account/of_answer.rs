//! An answer to its account.

use std::collections::BTreeSet;

use crate::check::{FindingId, Norm};
use crate::compile::{NormPart, StepKind};
use crate::diagnostic::Words;
use crate::engine::code::Modality;
use crate::engine::code::Outcome;
use crate::engine::{
    Answer, Case, Decision, DefaultTaken, Mark, MissingItem, MissingKind, Reason, Verdict,
    effect_words, instance_words,
};

use super::conclusion::{self, Subject};
use super::counted;
use super::failing::failing;
use super::items::{Source, used};
use super::told::{Counted, Depth, FindingMade, GrantTold, Item, ItemKind, Next, NextKind, Told};
use super::wording::Wording;

/// How many lines stand in each other for a citizen.
const CITIZEN_LEVELS: usize = 2;

/// The account of the answer at a place of a decision.
pub(super) fn told(
    source: Source<'_>,
    case: &Case,
    decision: &Decision,
    place: usize,
) -> Option<Told> {
    let answer = decision.answers.get(place)?;
    let model = source.model();
    let norm = model
        .norms
        .iter()
        .find(|norm| norm.label.name == answer.name);
    let no_reasons = Vec::new();
    let reasons = decision.reasons.get(place).unwrap_or(&no_reasons);
    let roots = source.graph.roots.get(place).map_or(&[][..], Vec::as_slice);
    let parts = Parts::of(source, norm, reasons, roots);
    let next = next(source.wording, answer);
    let name = Words::of_name(&answer.name, answer.alias.as_deref());
    let name = source.wording.plain(&name);
    let object = norm
        .and_then(|norm| model.objects.get(norm.object?.index()))
        .map(|object| Words::of_name(&object.label.name, object.label.alias.as_deref()));
    let subject = Subject {
        answer,
        name: &name,
        who: answer.instance.as_ref().or(object.as_ref()),
        next: &next,
    };
    let refused = matches!(
        answer.verdict,
        Verdict::Reached(Outcome::Fails | Outcome::NotApplicable)
    );
    let mut conditions = parts.conditions();
    if let Some(target) = &answer.target {
        name_target(&mut conditions.items, target);
    }
    let failing = if refused {
        failing(&conditions.items, &conditions.exceptions)
    } else {
        Vec::new()
    };
    let auditor = source.depth == Depth::Auditor;
    let citizen = source.depth == Depth::Citizen;
    let shown = |items: Vec<Item>| {
        if citizen {
            cut(items, CITIZEN_LEVELS)
        } else {
            items
        }
    };
    let counted = |words: Words, rule: Option<Words>, how: Vec<Item>| Counted {
        words,
        rule,
        how: shown(how),
    };
    let also = decision.passages.get(place).into_iter().flatten();
    let also = also.filter(|passage| !answer.basis.contains(passage));
    Some(Told {
        conclusion: subject.sentence(),
        norm: answer.name.clone(),
        instance: answer.instance.clone(),
        instance_path: answer.instance_path.clone(),
        modality: answer.modality,
        mark: conclusion::mark(answer),
        verdict: answer.verdict.clone(),
        failing,
        grants: grants(source, answer, norm, &parts, &shown),
        deeds: deeds(answer),
        measured: answer.measured.as_ref().map(|measured| {
            counted(
                measured.words.clone(),
                answer.target.clone(),
                parts.part(NormPart::Measure),
            )
        }),
        deadline: answer.deadline.as_ref().map(|day| {
            let how = parts.part(NormPart::Deadline);
            let rule = norm.and_then(|norm| counted::rule(source, norm, &how));
            counted(day.clone(), rule, how)
        }),
        done_on: answer
            .done_on
            .as_ref()
            .map(|day| counted(day.clone(), None, parts.part(NormPart::DoneOn))),
        if_late: answer.if_late.clone(),
        basis: source.wording.passages(&answer.basis),
        head: conditions.head,
        conditions: shown(conditions.items),
        exceptions: shown(conditions.exceptions),
        signs: shown(with_marks(parts.signs())),
        findings: findings(source, case, roots),
        figures: answer.figures.clone(),
        readings: answer.readings.clone(),
        defaults: (answer.defaults.iter())
            .map(|default| yes_no(source.wording, default))
            .collect(),
        doubts: answer.doubts.clone(),
        unsettled: answer.unsettled.clone(),
        next,
        different: None,
        also: if citizen {
            Vec::new()
        } else {
            also.map(|passage| source.wording.passage(passage))
                .collect()
        },
        refer_to: answer.refer_to.clone(),
        documents: if refused && citizen {
            Vec::new()
        } else {
            answer.documents.clone()
        },
        effect: answer.effect.map(effect_words),
        notes: answer.notes.clone(),
        home: answer.package.clone(),
        place: norm
            .filter(|_| auditor)
            .and_then(|norm| source.place(norm.span)),
        steps: if auditor { roots.to_vec() } else { Vec::new() },
        name,
    })
}

/// The reasons of an answer, by what they are reasons for.
struct Parts<'a> {
    source: Source<'a>,
    norm: Option<&'a Norm>,
    by_root: Vec<(Option<StepKind>, Vec<Reason>)>,
}

/// Conditions and exceptions.
struct Conditions {
    head: Option<Words>,
    items: Vec<Item>,
    exceptions: Vec<Item>,
}

impl<'a> Parts<'a> {
    fn of(source: Source<'a>, norm: Option<&'a Norm>, reasons: &[Reason], roots: &[u32]) -> Self {
        let reach: Vec<BTreeSet<u32>> = roots.iter().map(|root| under(source, *root)).collect();
        let mut by_root: Vec<(Option<StepKind>, Vec<Reason>)> = roots
            .iter()
            .map(|root| (source.kind(*root), Vec::new()))
            .collect();
        for reason in reasons {
            // Reasons stand in the order of their roots; what several share stands under the first.
            let found = reach.iter().position(|steps| steps.contains(&reason.step));
            if let Some((_, of)) = found.and_then(|place| by_root.get_mut(place)) {
                of.push(reason.clone());
            }
        }
        Self {
            source,
            norm,
            by_root,
        }
    }

    fn under_kind(&self, is: impl Fn(StepKind) -> bool) -> Vec<Item> {
        let of = self
            .by_root
            .iter()
            .filter(|(kind, _)| kind.is_some_and(&is));
        of.flat_map(|(_, reasons)| self.source.items(self.norm, reasons))
            .collect()
    }

    fn part(&self, part: NormPart) -> Vec<Item> {
        self.under_kind(|kind| matches!(kind, StepKind::Part(_, own) if own == part))
    }

    /// What shows that it was done or broken.
    fn signs(&self) -> Vec<Item> {
        let shows = |part: NormPart| matches!(part, NormPart::DoneWhen | NormPart::ViolatedWhen);
        self.under_kind(|kind| matches!(kind, StepKind::Part(_, own) if shows(own)))
    }

    fn grant(&self, place: u32) -> Vec<Item> {
        self.under_kind(|kind| matches!(kind, StepKind::Grant(_, own) if own == place))
    }

    fn conditions(&self) -> Conditions {
        let of = self.by_root.iter();
        let of = of.filter(|(kind, _)| matches!(kind, Some(StepKind::Norm(_))));
        let reasons: Vec<&Reason> = of.flat_map(|(_, reasons)| reasons).collect();
        // What says of an exception that it does not apply is written where the norm is, in the order of the exceptions.
        let whole = self.norm.map(|norm| norm.span);
        let (exceptions, conditions): (Vec<&Reason>, Vec<&Reason>) =
            reasons.into_iter().partition(|reason| {
                let in_force = self.source.kind(reason.step) == Some(StepKind::InForce);
                Some(reason.span) == whole && !in_force
            });
        let exceptions = exceptions.into_iter().enumerate();
        let exceptions = exceptions.filter_map(|(place, reason)| self.exception(place, reason));
        let mut exceptions: Vec<Item> = exceptions.collect();
        let mut head = None;
        let mut items = Vec::new();
        for reason in conditions {
            for mut item in self.source.items(self.norm, std::slice::from_ref(reason)) {
                if self.is_subject(reason) {
                    item.kind = ItemKind::Subject;
                }
                item.mark = mark_of_fact(&item);
                if let Some(unless) = general_and_unless(&mut item) {
                    exceptions.extend(unless);
                }
                let listed = item.items.iter().any(|inner| inner.number.is_some());
                if listed && item.kind == ItemKind::All && item.number.is_none() {
                    head = Some(item.words);
                    items.extend(item.items);
                } else {
                    items.push(item);
                }
            }
        }
        Conditions {
            head,
            items,
            exceptions,
        }
    }

    fn is_subject(&self, reason: &Reason) -> bool {
        let subject = self.norm.and_then(|norm| norm.subject.as_ref());
        subject.is_some_and(|term| {
            let (outer, inner) = (term.span, reason.span);
            outer.file() == inner.file()
                && outer.start() <= inner.start()
                && inner.end() <= outer.end()
        })
    }

    /// The exception at a place, with what it rests on.
    fn exception(&self, place: usize, reason: &Reason) -> Option<Item> {
        let declared = self.norm?.exceptions.get(place)?;
        let mut items = self.source.items(self.norm, std::slice::from_ref(reason));
        let mut item = items.pop()?;
        if item.mark != Mark::Idle && item.items.len() == 1 {
            item = item.items.pop()?;
        }
        item.kind = ItemKind::Exception;
        item.words = Words::of_name(&declared.label.name, declared.label.alias.as_deref());
        Some(item)
    }
}

/// A target is told in English as it is in the conclusion, without its day.
fn name_target(items: &mut [Item], target: &Words) {
    let aim = target.en.split(" by ").next().unwrap_or(&target.en);
    for item in items
        .iter_mut()
        .filter(|item| item.words.en.starts_with("figure "))
    {
        item.words.en = format!("the figure is {aim}");
    }
}

fn with_marks(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        item.mark = mark_of_fact(item);
    }
    items
}

/// How a fact stands that is itself a condition.
fn mark_of_fact(item: &Item) -> Mark {
    let value = item.value.as_ref().map(|value| value.zh.as_str());
    match (item.kind, item.mark, value) {
        (ItemKind::Fact, Mark::Value, Some("是")) => Mark::Holds,
        (ItemKind::Fact, Mark::Value, Some("否")) => Mark::Fails,
        (ItemKind::Fact, Mark::Value, Some("未知")) => Mark::Open,
        (_, mark, _) => mark,
    }
}

/// 条件 with 除外: the list itself stays, what is left out of it is taken away. None where it is no such pair.
fn general_and_unless(item: &mut Item) -> Option<Vec<Item>> {
    let is_list = |inner: &Item| {
        matches!(inner.kind, ItemKind::All | ItemKind::Any)
            && inner.items.iter().any(|one| one.number.is_some())
    };
    let pair = item.kind == ItemKind::All
        && item.items.len() > 1
        && item.items.iter().all(|inner| inner.number.is_none())
        && item.items.iter().filter(|inner| is_list(inner)).count() == 1;
    if !pair {
        return None;
    }
    let inner = std::mem::take(&mut item.items);
    let (lists, others): (Vec<Item>, Vec<Item>) = inner.into_iter().partition(is_list);
    let list = lists.into_iter().next()?;
    let unless = others.into_iter().map(|mut one| {
        one.kind = ItemKind::Exception;
        // That it is not the case is what holds.
        one.mark = match one.mark {
            Mark::Holds => Mark::Fails,
            Mark::Fails => Mark::Holds,
            other => other,
        };
        one
    });
    let unless = unless.collect();
    *item = list;
    Some(unless)
}

/// The steps below a step, itself included.
fn under(source: Source<'_>, root: u32) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let mut open = vec![root];
    while let Some(step) = open.pop() {
        if seen.insert(step) {
            let node = usize::try_from(step)
                .ok()
                .and_then(|at| source.graph.nodes.get(at));
            open.extend(
                node.into_iter()
                    .flat_map(|node| node.inputs.iter().copied()),
            );
        }
    }
    seen
}

/// So many levels; what is below leaves its facts behind.
fn cut(items: Vec<Item>, levels: usize) -> Vec<Item> {
    let cut_one = |mut item: Item| {
        // Steps of arithmetic say nothing to who did not write them: the facts stay.
        let listed = item.items.iter().any(|inner| inner.number.is_some());
        if levels <= 1 || !listed {
            item.used = used(&item.items);
            item.items = Vec::new();
        } else {
            item.items = cut(item.items, levels.saturating_sub(1));
        }
        item
    };
    items.into_iter().map(cut_one).collect()
}

fn grants(
    source: Source<'_>,
    answer: &Answer,
    norm: Option<&Norm>,
    parts: &Parts<'_>,
    shown: &dyn Fn(Vec<Item>) -> Vec<Item>,
) -> Vec<GrantTold> {
    let alone = answer.grants.len() == 1;
    let grants = answer.grants.iter().enumerate().map(|(place, grant)| {
        // An exception grants in its own order; the reasons stand under the general case.
        let own = u32::try_from(place).unwrap_or(u32::MAX);
        GrantTold {
            words: source
                .wording
                .plain(&conclusion::told(&answer.name, grant, alone)),
            value: grant.value.as_ref().map(|value| value.words.clone()),
            exception: grant.exception.clone(),
            how: if norm.is_some() {
                shown(parts.grant(own))
            } else {
                Vec::new()
            },
        }
    });
    grants.collect()
}

fn deeds(answer: &Answer) -> Vec<(Words, String)> {
    let verb = match answer.modality {
        Modality::Prohibition => Words::new("不得", "must not"),
        Modality::Permission => Words::new("可以", "may"),
        Modality::Encouragement => Words::new("鼓励", "encouraged"),
        _ => Words::new("应当", "must"),
    };
    let deeds = answer.deeds.iter();
    deeds.map(|deed| (verb.clone(), deed.clone())).collect()
}

/// A default, in words that people use.
fn yes_no(wording: &Wording<'_>, default: &DefaultTaken) -> DefaultTaken {
    let en = match default.value.en.as_str() {
        "true" => "yes",
        "false" => "no",
        other => other,
    };
    DefaultTaken {
        name: super::named::of_fact(wording, &default.name),
        value: Words::new(default.value.zh.clone(), en),
        ..default.clone()
    }
}

/// What is missing, each thing once.
fn next(wording: &Wording<'_>, answer: &Answer) -> Vec<Next> {
    let of_grants = answer.grants.iter().flat_map(|grant| &grant.missing);
    let mut next: Vec<Next> = Vec::new();
    for item in answer
        .missing
        .iter()
        .chain(of_grants)
        .map(|item| one_next(wording, item))
    {
        if !next.contains(&item) {
            next.push(item);
        }
    }
    next
}

fn one_next(wording: &Wording<'_>, item: &MissingItem) -> Next {
    Next {
        kind: match item.kind {
            MissingKind::Bounded => NextKind::Bounds,
            MissingKind::Finding => NextKind::Finding,
            MissingKind::Calendar => NextKind::Calendar,
            MissingKind::Fact | MissingKind::List | MissingKind::Owner => NextKind::Fact,
        },
        name: super::named::of_fact(wording, &item.name),
        path: item.path.clone(),
        ask: item.ask.clone(),
        evidence: item.evidence.clone(),
        by: item.decided_by.clone(),
    }
}

/// The findings of the case that the answer passed through.
fn findings(source: Source<'_>, case: &Case, roots: &[u32]) -> Vec<FindingMade> {
    let steps = roots.iter().flat_map(|root| under(source, *root));
    let passed: BTreeSet<FindingId> = steps
        .filter_map(|step| match source.kind(step) {
            Some(StepKind::Finding(id)) => Some(id),
            _ => None,
        })
        .collect();
    let model = source.model();
    let made = case
        .findings
        .iter()
        .filter(|made| passed.contains(&made.finding));
    let made = made.filter_map(|made| {
        let label = &model.findings.get(made.finding.index())?.label;
        let own = Words::of_name(&label.name, label.alias.as_deref());
        let own = source.wording.plain(&own);
        let name = match &made.of {
            Some(of) => {
                let owner = instance_words(model, of, true);
                Words::new(
                    format!("{}的{}", owner.zh, own.zh),
                    format!("{} of {}", own.en, owner.en),
                )
            }
            None => own,
        };
        Some(FindingMade {
            name: super::named::of_fact(source.wording, &name),
            holds: made.holds,
            by: made.by.clone(),
            reasons: made.reasons.clone(),
        })
    });
    made.collect()
}

//! The reasons of an answer as a tree: each condition with its number, its words in the rules, what is known of it, and the
//! facts that it comes from. The trace is a graph; what several conditions share is told once and referred to later.

use std::collections::BTreeSet;

use crate::check::{CitationId, Clock, Enumerator, FieldKind, Label, Model, ObjectId, Type};
use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::quantity::{Unit, to_zh_numeral};
use crate::source::{Span, Texts};
use crate::vm::{Known, Step, StepId, Trace, Unjudged, Value};

use super::answer::{Passage, Shower, label_words, object_words};

/// How many lines an explanation may have.
const MAX_REASONS: usize = 4_000;
/// How deep reasons may stand in each other.
const MAX_DEPTH: usize = 64;
/// How much of the words of a rule is quoted.
pub(crate) const MAX_WORDS: usize = 120;

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// ✔ It holds.
    Holds,
    /// ✘ It does not.
    Fails,
    /// ？ Nobody knows.
    Open,
    /// － It was not judged.
    Idle,
    /// ！ It cannot be computed.
    Faulty,
    /// It is a value, not a condition.
    Value,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The step of the trace.
    pub step: u32,
    /// How it stands.
    pub mark: Mark,
    /// Its number, as in the rules: （一） or 1.
    pub item: Option<String>,
    /// What it is: the words of the rules, or a name.
    pub words: Words,
    /// Its value, where it is one.
    pub value: Option<Words>,
    /// How the value is known, or why nothing was judged.
    pub remark: Option<Words>,
    /// The provisions that it cites itself.
    pub basis: Vec<Passage>,
    /// Where it is written.
    pub span: Span,
    /// Whether its own reasons are told further up.
    pub told: bool,
    /// Its reasons.
    pub reasons: Vec<Reason>,
}

/// What an explanation is drawn from.
pub(crate) struct Explainer<'a> {
    pub(crate) trace: &'a Trace,
    pub(crate) texts: &'a Texts,
    pub(crate) shower: &'a Shower<'a>,
    told: BTreeSet<StepId>,
    left: usize,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(trace: &'a Trace, texts: &'a Texts, shower: &'a Shower<'a>) -> Self {
        Self {
            trace,
            texts,
            shower,
            told: BTreeSet::new(),
            left: MAX_REASONS,
        }
    }

    fn model(&self) -> &'a Model {
        self.shower.model
    }

    /// The reasons of a step, told once each; a list of conditions that must all hold needs no line of its own.
    pub(crate) fn reasons(&mut self, id: StepId) -> Vec<Reason> {
        let mut reasons = self.inputs(id, 0);
        reasons.retain(|reason| !reason.told);
        match reasons.as_mut_slice() {
            [only] if only.item.is_none() && only.basis.is_empty() && self.is_all(only.step) => {
                std::mem::take(&mut only.reasons)
            }
            _ => reasons,
        }
    }

    fn is_all(&self, step: u32) -> bool {
        self.trace
            .step(StepId(step))
            .is_some_and(|step| step.kind == StepKind::All)
    }

    fn inputs(&mut self, id: StepId, depth: usize) -> Vec<Reason> {
        let Some(step) = self.trace.step(id) else {
            return Vec::new();
        };
        if depth >= MAX_DEPTH {
            return Vec::new();
        }
        let trace = self.trace;
        let inputs = trace
            .inputs(step)
            .iter()
            .flat_map(|input| self.reason(*input, depth));
        inputs.collect()
    }

    /// The reason that a step is: none for what says nothing, its own reasons for what only passes them on.
    fn reason(&mut self, id: StepId, depth: usize) -> Vec<Reason> {
        let Some(step) = self.trace.step(id) else {
            return Vec::new();
        };
        let deeper = depth.saturating_add(1);
        if self.is_given_list(step) {
            return Vec::new();
        }
        match step.kind {
            StepKind::Constant => return Vec::new(),
            StepKind::InForce if step.value.is_true() || !step.value.is_settled() => {
                return Vec::new();
            }
            StepKind::Condition | StepKind::Exceptions
                if step.unjudged.is_none() && step.item.is_none() =>
            {
                return self.inputs(id, deeper);
            }
            _ => {}
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Vec::new();
        };
        self.left = left;
        let first = self.told.insert(id);
        let told = !first && !self.trace.inputs(step).is_empty();
        let reasons = if told || step.unjudged.is_some() {
            Vec::new()
        } else {
            self.inputs(id, deeper)
        };
        let item = step.item.map(number);
        let mut words = self.words(step);
        let mut reasons = reasons;
        // A case is told by its condition: （一）托位数来源 等于 全口径统计, not by the value that it gives.
        if step.kind == StepKind::Case
            && let Some(first) = reasons
                .first_mut()
                .filter(|first| first.mark != Mark::Value && first.item.is_none())
        {
            words = first.words.clone();
            let inner = std::mem::take(&mut first.reasons);
            reasons.splice(0..1, inner);
        }
        let mut reason = Reason {
            step: id.0,
            mark: mark(step),
            words: if reasons.iter().any(|inner| inner.item.is_some()) {
                before_items(words)
            } else {
                words
            },
            item,
            value: self.value(step),
            remark: remark(step),
            basis: Passage::all(self.model(), self.trace.basis(step)),
            span: step.span,
            told,
            reasons,
        };
        fold(&mut reason);
        vec![reason]
    }

    /// Whether a step only says that a list is there.
    fn is_given_list(&self, step: &Step) -> bool {
        let (StepKind::Fact(id) | StepKind::List(id)) = step.kind else {
            return false;
        };
        let field = self.model().fields.get(id.index());
        let list = field.is_some_and(|field| matches!(field.kind, FieldKind::List { .. }));
        list && step.source == Some(Known::Given)
    }

    /// Whether a step compares a measured value with its target, whose place it then has.
    fn target_of(&self, step: &Step) -> Option<Words> {
        if step.kind != StepKind::Comparison {
            return None;
        }
        let targets = self
            .model()
            .norms
            .iter()
            .filter_map(|norm| norm.measure.as_ref()?.target.as_ref());
        let target = targets
            .into_iter()
            .find(|target| target.value.span == step.span)?;
        let compared = super::answer::relation_words(target.relation);
        let figure = self.quoted(step.span);
        Some(Words::new(
            format!("数值 {} {figure}", compared.zh),
            format!("figure {} {figure}", compared.en),
        ))
    }

    /// What a step is called, or the words of the rules.
    pub(super) fn words(&self, step: &Step) -> Words {
        let model = self.model();
        if let Some(words) = self.target_of(step) {
            return words;
        }
        let named = match step.kind {
            StepKind::Fact(id) | StepKind::List(id) => model
                .fields
                .get(id.index())
                .map(|field| (Some(field.object), &field.label)),
            StepKind::Finding(id) => model
                .findings
                .get(id.index())
                .map(|one| (one.object, &one.label)),
            StepKind::Parameter(id) => model
                .parameters
                .get(id.index())
                .map(|one| (None, &one.label)),
            StepKind::Reading(id) => model.readings.get(id.index()).map(|one| (None, &one.label)),
            StepKind::Definition(id) => model
                .definitions
                .get(id.index())
                .map(|one| (one.object, &one.label)),
            StepKind::Table(id, _) => model
                .tables
                .get(id.index())
                .map(|one| (one.object, &one.label)),
            StepKind::Norm(id) | StepKind::Holds(id) => {
                model.norms.get(id.index()).map(|one| (None, &one.label))
            }
            StepKind::MemberOf(object) => {
                let of = step.of.and_then(|of| (self.shower.instance)(of));
                return of.map_or_else(
                    || object_words(model, object),
                    |of| super::answer::instance_words(model, &of, self.shower.alone),
                );
            }
            StepKind::Clock(Clock::AsOf) => return Words::new("判断日", "day of judgement"),
            StepKind::Clock(Clock::LawAsOf) => return Words::new("适用法日", "day of the law"),
            StepKind::Clock(Clock::KnownAsOf) => return Words::new("知悉日", "day of knowledge"),
            StepKind::InForce => return Words::new("在适用期间内", "in force"),
            _ => None,
        };
        let Some((object, label)) = named.or_else(|| self.declared(step.span)) else {
            return Words::same(self.quoted(step.span));
        };
        let own = label_words(label);
        let of = step.of.and_then(|of| (self.shower.instance)(of));
        let owner = match of {
            Some(of) if object.is_some() => {
                Some(super::answer::instance_words(model, &of, self.shower.alone))
            }
            _ => object.map(|object| object_words(model, object)),
        };
        match owner {
            Some(owner) => Words::new(
                format!("{}的{}", owner.zh, own.zh),
                format!("{} of {}", own.en, owner.en),
            ),
            None => own,
        }
    }

    /// The definition or norm whose declaration a span is: it is called by its name, not by all its words.
    fn declared(&self, span: Span) -> Option<(Option<ObjectId>, &Label)> {
        let model = self.model();
        let begins = |label: &Label| {
            let name = label.span;
            let inside = name.file() == span.file()
                && span.start() <= name.start()
                && name.end() <= span.end();
            // Between the keyword and the name stands at most the object.
            inside
                && usize::try_from(name.start().saturating_sub(span.start()))
                    .ok()
                    .and_then(|length| self.texts.slice(span).get(..length))
                    .is_some_and(|before| !before.contains(['：', ':']))
        };
        let mut definitions = model.definitions.iter();
        let definition = definitions.find(|one| begins(&one.label));
        definition.map(|one| (one.object, &one.label)).or_else(|| {
            let mut norms = model.norms.iter();
            let norm = norms.find(|one| begins(&one.label))?;
            Some((None, &norm.label))
        })
    }

    /// The words of the rules on one line.
    fn quoted(&self, span: Span) -> String {
        let line = on_one_line(self.texts.slice(span));
        if line.chars().count() <= MAX_WORDS {
            return line;
        }
        let kept: String = line.chars().take(MAX_WORDS).collect();
        format!("{kept}…")
    }

    /// The value of a step, where it has a type and a unit to be shown in.
    pub(super) fn value(&self, step: &Step) -> Option<Words> {
        if step.unjudged.is_some() || step.value == Value::Nothing {
            return None;
        }
        if let Some(fault) = step.value.fault() {
            return Some(super::answer::fault_words(&fault));
        }
        let (ty, unit) = self.shown_as(step)?;
        Some(self.shower.value(&ty, unit, &step.value))
    }

    fn shown_as(&self, step: &Step) -> Option<(Type, Option<&'a Unit>)> {
        let model = self.model();
        match step.kind {
            StepKind::Fact(id) => match &model.fields.get(id.index())?.kind {
                FieldKind::Value { ty, unit, .. } => Some((ty.clone(), unit.as_ref())),
                FieldKind::List { .. } => None,
            },
            StepKind::Finding(_) => Some((Type::Boolean, None)),
            StepKind::Parameter(id) => {
                let parameter = model.parameters.get(id.index())?;
                Some((parameter.ty.clone(), parameter.unit.as_ref()))
            }
            StepKind::Reading(id) => {
                Some((Type::Choice(model.readings.get(id.index())?.choice), None))
            }
            StepKind::Definition(id) => {
                let definition = model.definitions.get(id.index())?;
                (definition.ty != Type::Boolean)
                    .then(|| (definition.ty.clone(), definition.unit.as_ref()))
            }
            StepKind::Table(id, output) => {
                let output = usize::try_from(output).ok()?;
                let (_, ty, unit) = model.tables.get(id.index())?.outputs.get(output)?;
                Some((ty.clone(), unit.as_ref()))
            }
            StepKind::Grant(id, grant) | StepKind::Granted(id, grant) => {
                let grant = model
                    .norms
                    .get(id.index())?
                    .grants
                    .get(usize::try_from(grant).ok()?)?;
                Some((grant.value.as_ref()?.ty.clone(), grant.unit.as_ref()))
            }
            StepKind::Part(id, _) => {
                let unit = model
                    .norms
                    .get(id.index())?
                    .measure
                    .as_ref()
                    .and_then(|measure| measure.unit.as_ref());
                untyped(&step.value, unit)
            }
            _ => untyped(&step.value, None).filter(|(ty, _)| *ty == Type::Date),
        }
    }
}

/// The words before the items of a list: 符合下列情形之一.
fn before_items(words: Words) -> Words {
    let head = |words: &str| {
        let (head, _) = words.split_once(['：', ':']).unwrap_or((words, ""));
        head.trim().to_owned()
    };
    Words::new(head(&words.zh), head(&words.en))
}

/// The conditions that fail, each with its number: of a list of which one would have been enough, all its items.
pub(crate) fn failing(reasons: &[Reason]) -> Vec<Words> {
    let mut failing: Vec<&Reason> = reasons
        .iter()
        .filter(|reason| reason.mark == Mark::Fails)
        .collect();
    if let [only] = failing.as_slice()
        && only.item.is_none()
        && only.reasons.iter().any(|inner| inner.item.is_some())
    {
        failing = only
            .reasons
            .iter()
            .filter(|reason| reason.mark == Mark::Fails)
            .collect();
    }
    let said = |reason: &Reason| {
        let item = reason.item.as_deref().unwrap_or("");
        let own = |words: &str| {
            words
                .strip_prefix(item.trim())
                .unwrap_or(words)
                .trim()
                .to_owned()
        };
        let value = |equals: &str, words: Option<&str>| {
            words.map_or_else(String::new, |words| format!("{equals}{words}"))
        };
        let zh = value(" ＝ ", reason.value.as_ref().map(|words| words.zh.as_str()));
        let en = value(" = ", reason.value.as_ref().map(|words| words.en.as_str()));
        Words::new(
            format!("{item}{}{zh}", own(&reason.words.zh)),
            format!("{item}{}{en}", own(&reason.words.en)),
        )
    };
    failing.into_iter().map(said).collect()
}

/// Takes a reason that says the same in other words into its only line: （一）担任监护人 and the fact 担任监护人.
fn fold(reason: &mut Reason) {
    if reason.told || reason.reasons.len() != 1 {
        return;
    }
    let own = bare(reason);
    let says_same = |inner: &Reason| {
        let fact = inner.reasons.is_empty() && inner.value.is_some() && !inner.told;
        inner.item.is_none() && (inner.words.zh == own || (fact && inner.words.zh.ends_with(&own)))
    };
    if !reason.reasons.first().is_some_and(says_same) {
        return;
    }
    if let Some(inner) = reason.reasons.pop() {
        reason.words = inner.words;
        reason.value = reason.value.take().or(inner.value);
        reason.remark = reason.remark.take().or(inner.remark);
        reason.basis.extend(inner.basis);
        reason.told = inner.told;
        reason.reasons = inner.reasons;
    }
}

/// The words of a reason without the number that they begin with.
fn bare(reason: &Reason) -> String {
    let words = reason.words.zh.as_str();
    let number = reason.item.as_deref().unwrap_or("").trim();
    words
        .strip_prefix(number)
        .unwrap_or(words)
        .trim()
        .to_owned()
}

/// Words on one line: a line break beside a Han letter or a full-width mark is no blank.
fn on_one_line(words: &str) -> String {
    let mut line = String::new();
    for part in words.lines() {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let joined = line.ends_with(|letter: char| !letter.is_ascii())
            || part.starts_with(|letter: char| !letter.is_ascii());
        if !line.is_empty() && !part.is_empty() && !joined {
            line.push(' ');
        }
        line.push_str(&part);
    }
    line
}

/// The type that a value shows by itself.
fn untyped<'u>(value: &Value, unit: Option<&'u Unit>) -> Option<(Type, Option<&'u Unit>)> {
    match value {
        Value::Date { .. } => Some((Type::Date, None)),
        Value::Number { .. } => {
            unit.map(|unit| (Type::Number(unit.dimension().clone()), Some(unit)))
        }
        _ => None,
    }
}

pub(super) fn mark(step: &Step) -> Mark {
    if step.unjudged.is_some() {
        return Mark::Idle;
    }
    match (&step.kind, &step.value) {
        (_, Value::Fault(_)) => Mark::Faulty,
        (StepKind::Fact(_), _) => Mark::Value,
        (_, value) if value.is_true() => Mark::Holds,
        (_, value) if value.is_false() => Mark::Fails,
        (_, Value::Boolean { .. }) => Mark::Open,
        _ => Mark::Value,
    }
}

pub(super) fn remark(step: &Step) -> Option<Words> {
    let (zh, en) = match (step.unjudged, step.source) {
        (Some(Unjudged::AnotherFails), _) => {
            ("未判断：已有一项不符合", "not judged: another item fails")
        }
        (Some(Unjudged::AnotherHolds), _) => {
            ("未判断：已有一项符合", "not judged: another item holds")
        }
        (Some(Unjudged::EarlierCase), _) => (
            "未判断：前面的情形已适用",
            "not judged: an earlier case applies",
        ),
        (Some(Unjudged::ConditionFails), _) => {
            ("未判断：条件不符合", "not judged: its condition fails")
        }
        (Some(Unjudged::Overridden), _) => (
            "未判断：另一例外适用且优先",
            "not judged: an exception that applies overrides it",
        ),
        (Some(Unjudged::NotHeld), _) => (
            "未判断：规范不适用或不成立",
            "not judged: the norm does not hold",
        ),
        (None, Some(Known::Given)) => ("案件给出", "given"),
        (None, Some(Known::Bounded)) => ("只知道范围", "only bounds are known"),
        (None, Some(Known::Default)) => ("默认值", "by default"),
        (None, Some(Known::Missing)) => ("没有给出", "not given"),
        (None, Some(Known::NoOwner)) => ("没有所属的对象", "has no owner"),
        (None, None) => return None,
    };
    Some(Words::new(zh, en))
}

/// The number of an item as the rules write it.
pub(super) fn number(item: Enumerator) -> String {
    match item {
        Enumerator::Item(number) => format!("（{}）", to_zh_numeral(u64::from(number))),
        Enumerator::Subitem(number) => format!("{number}. "),
    }
}

/// The citations among the reasons of a step, its own and those of all that it comes from.
pub(crate) fn citations_under(
    trace: &Trace,
    roots: impl IntoIterator<Item = StepId>,
) -> BTreeSet<CitationId> {
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut open: Vec<StepId> = roots.into_iter().collect();
    while let Some(id) = open.pop() {
        let Some(step) = trace.step(id).filter(|step| step.unjudged.is_none()) else {
            continue;
        };
        if seen.insert(id) {
            found.extend(trace.basis(step));
            open.extend(trace.inputs(step));
        }
    }
    found
}

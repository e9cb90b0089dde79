//! Reasons as lines: each with its kind, and without what says the same twice.

use crate::check::{Model, Norm, Type};
use crate::diagnostic::Words;
use crate::engine::code::{Clocks, StepKind};
use crate::engine::{Engine, Graph, Mark, Node, Reason};

use super::told::{Depth, Item, ItemKind, Place, Used};
use super::wording::Wording;

/// How many facts a line of the citizen's account names.
const MOST_USED: usize = 8;

/// What lines are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) engine: &'a Engine,
    pub(super) graph: &'a Graph,
    pub(super) depth: Depth,
    pub(super) wording: &'a Wording<'a>,
    pub(super) clocks: Clocks,
}

impl Source<'_> {
    pub(super) fn model(&self) -> &Model {
        self.engine.model()
    }

    pub(super) fn kind(&self, step: u32) -> Option<StepKind> {
        Some(self.node(step)?.kind)
    }

    /// The kind of what a step is called by: of an item, what it asks.
    fn named_kind(&self, step: u32) -> Option<StepKind> {
        let node = self.node(step)?;
        match (node.kind, node.inputs.as_slice()) {
            (StepKind::Item, [only]) => self.kind(*only),
            (kind, _) => Some(kind),
        }
    }

    /// The lines of some reasons of a norm.
    pub(super) fn items(&self, norm: Option<&Norm>, reasons: &[Reason]) -> Vec<Item> {
        let items = reasons.iter().map(|reason| self.item(norm, reason));
        items.collect()
    }

    fn item(&self, norm: Option<&Norm>, reason: &Reason) -> Item {
        let kind = self.kind(reason.step);
        let auditor = self.depth == Depth::Auditor;
        let number = reason.item.as_ref().map(|number| number.trim().to_owned());
        let words = self.wording.of(reason, self.named_kind(reason.step));
        let mut item = Item {
            kind: kind.map_or(ItemKind::Condition, |kind| item_kind(kind, reason.mark)),
            mark: reason.mark,
            words: without_number(words, number.as_deref()),
            number,
            value: reason.value.as_ref().map(|value| self.wording.plain(value)),
            note: reason.remark.as_ref().map(note),
            used: Vec::new(),
            basis: reason.basis.clone(),
            step: auditor.then_some(reason.step),
            place: auditor.then(|| self.place(reason.span)).flatten(),
            told: reason.told,
            items: self.items(norm, &reason.reasons),
        };
        if let Some(exception) = norm.and_then(|norm| exception_at(norm, reason.span)) {
            item.kind = ItemKind::Exception;
            item.words = exception;
        }
        match kind {
            Some(StepKind::Case) => self.tell_case(&mut item, reason),
            Some(StepKind::InForce) => {
                item.kind = ItemKind::InForce;
                item.words = norm.map_or(item.words, |norm| self.in_force(norm));
            }
            Some(StepKind::Cases | StepKind::Table(..)) => self.tell_rest(&mut item, reason),
            _ => {}
        }
        // What nobody found yet has no value to show.
        let finding = matches!(self.named_kind(reason.step), Some(StepKind::Finding(_)));
        if finding && item.mark == Mark::Open {
            item.value = None;
            item.note = Some(Words::new("还没有认定", "not found yet"));
        }
        if item.value.is_none() && item.mark == Mark::Value && kind != Some(StepKind::Cases) {
            let figure = self.wording.figure(reason.span);
            item.value = figure.and_then(|figure| self.computed(reason, &figure.ty));
            // An age or a count says something by itself, a sum on the way only to who follows it.
            let counts = figure.is_some_and(|figure| figure.counts);
            if item.value.is_some() && !counts {
                item.kind = ItemKind::Computed;
            }
        }
        self.join(&mut item);
        if item.items.iter().any(|inner| inner.number.is_some()) {
            item.words = head(item.kind, item.words);
        }
        item
    }

    /// A case is told by when it applies and what it gives; its mark says whether it applies.
    fn tell_case(&self, item: &mut Item, reason: &Reason) {
        item.kind = ItemKind::Case;
        let case = self.wording.case(reason.span);
        if let Some(case) = case {
            item.words = self
                .wording
                .plain(&Words::new(case.chinese.as_str(), case.english.as_str()));
        }
        let node = self.node(reason.step);
        let condition = node.and_then(|node| self.node(*node.inputs.first()?));
        item.mark = match (reason.mark, condition) {
            (Mark::Idle | Mark::Faulty, _) | (_, None) => reason.mark,
            // It is taken, or else it would not have been judged.
            _ if case.is_some_and(|case| case.otherwise) => Mark::Holds,
            (_, Some(condition)) => match condition.ends.as_ref().map(|ends| {
                let known = |end: &Option<String>| end.as_deref().unwrap_or_default() == "true";
                ends.each_ref().map(known)
            }) {
                Some([true, true]) => Mark::Holds,
                Some([false, false]) => Mark::Fails,
                _ => Mark::Open,
            },
        };
    }

    /// What applies where no case does has no number; it says so.
    fn tell_rest(&self, item: &mut Item, reason: &Reason) {
        let (Some(last), Some(own)) = (item.items.last_mut(), reason.reasons.last()) else {
            return;
        };
        let listed = reason.reasons.len() > 1;
        if listed && self.kind(own.step) != Some(StepKind::Case) && last.mark == Mark::Value {
            last.words = Words::new(
                format!("其他情形，取{}", last.words.zh),
                format!("otherwise: {}", last.words.en),
            );
        }
    }

    /// The value of a computation on the way.
    fn computed(&self, reason: &Reason, ty: &Type) -> Option<Words> {
        super::computed::value(self.model(), self.node(reason.step)?, ty)
    }

    fn node(&self, step: u32) -> Option<&Node> {
        self.graph.nodes.get(usize::try_from(step).ok()?)
    }

    /// When a norm applies, beside the day whose law was asked for.
    fn in_force(&self, norm: &Norm) -> Words {
        let day = self.clocks.law_as_of;
        let last = norm
            .in_force
            .until
            .and_then(|until| until.checked_add_days(-1));
        let (zh, en) = match (norm.in_force.from, last) {
            (Some(from), Some(last)) => (
                format!("{}至{}", from.zh(), last.zh()),
                format!("from {from} to {last}"),
            ),
            (Some(from), None) => (format!("自{}起", from.zh()), format!("from {from}")),
            (None, Some(last)) => (format!("到{}止", last.zh()), format!("to {last}")),
            (None, None) => (String::new(), String::new()),
        };
        let known = self.clocks.known_as_of;
        if norm.in_force.contains(day) {
            return Words::new(
                format!("{zh}适用；按知悉日{}以前公布的算", known.zh()),
                format!("it applies {en}, by what was published by {known}"),
            );
        }
        Words::new(
            format!("{zh}适用，而适用法日是{}", day.zh()),
            format!("it applies {en}, but the day of the law is {day}"),
        )
    }

    pub(super) fn place(&self, span: crate::source::Span) -> Option<Place> {
        let (file, line, _) = self.engine.place(span)?;
        Some(Place { file, line })
    }

    /// Takes a line that says the same as the line above it into that line.
    fn join(&self, item: &mut Item) {
        while let [inner] = item.items.as_slice() {
            let same = inner.number.is_none() && !inner.told && says_the_same(item, inner);
            if !same {
                return;
            }
            let Some(inner) = item.items.pop() else {
                return;
            };
            // The inner line names whose it is; the head of a list is kept as it is.
            if inner.words.zh.chars().count() >= item.words.zh.chars().count() {
                item.words = inner.words;
            }
            if item.kind == ItemKind::Condition {
                item.kind = inner.kind;
            }
            item.value = item.value.take().or(inner.value);
            item.note = item.note.take().or(inner.note);
            item.basis.extend(inner.basis);
            item.basis.dedup();
            item.items = inner.items;
            item.step = inner.step.or(item.step);
        }
    }
}

/// The words before the items of a list, which stand below them.
fn head(kind: ItemKind, words: Words) -> Words {
    let zh = match words.zh.split_once('：') {
        Some((head, _)) => head.to_owned(),
        None => words.zh,
    };
    match kind {
        ItemKind::All => Words::new(zh, "all of the following hold"),
        ItemKind::Any => Words::new(zh, "at least one of the following holds"),
        _ => Words::new(zh, words.en),
    }
}

/// Whether an inner line only repeats the one above it: 符合下列情形之一 under its own head, a definition under its name.
fn says_the_same(outer: &Item, inner: &Item) -> bool {
    if outer.mark != inner.mark {
        return false;
    }
    let list = matches!(inner.kind, ItemKind::All | ItemKind::Any);
    let (own, other) = (outer.words.zh.as_str(), inner.words.zh.as_str());
    let head = own.split_once('：').map_or(own, |(head, _)| head);
    if list && head == other {
        return true;
    }
    // 家长是本市女职工 and 家庭的第1个家长是本市女职工.
    let named = !own.contains(' ') && !other.contains(' ');
    named && other.ends_with(own) && inner.value.is_none()
}

fn item_kind(kind: StepKind, mark: Mark) -> ItemKind {
    match kind {
        StepKind::Fact(_) | StepKind::List(_) => ItemKind::Fact,
        StepKind::Finding(_) => ItemKind::Finding,
        StepKind::All => ItemKind::All,
        StepKind::Any => ItemKind::Any,
        StepKind::Exception(..) => ItemKind::Exception,
        StepKind::Case => ItemKind::Case,
        _ if mark == Mark::Value => ItemKind::Value,
        _ => ItemKind::Condition,
    }
}

/// The name of the exception that a place belongs to.
fn exception_at(norm: &Norm, span: crate::source::Span) -> Option<Words> {
    let inside = |outer: crate::source::Span| {
        outer.file() == span.file() && outer.start() <= span.start() && span.end() <= outer.end()
    };
    let exception = norm.exceptions.iter().find(|one| inside(one.span))?;
    // Only the exception itself has its name, not the lines of its condition.
    let whole = span == exception.span || span.start() == exception.span.start();
    whole.then(|| Words::of_name(&exception.label.name, exception.label.alias.as_deref()))
}

/// How a value is known, for people.
fn note(remark: &Words) -> Words {
    match remark.zh.strip_prefix("未判断：") {
        Some(why) => Words::new(format!("没有判断：{why}"), remark.en.clone()),
        None => remark.clone(),
    }
}

fn without_number(words: Words, number: Option<&str>) -> Words {
    let Some(number) = number else { return words };
    let strip = |words: String| match words.strip_prefix(number) {
        Some(rest) => rest.trim_start().to_owned(),
        None => words,
    };
    Words::new(strip(words.zh), strip(words.en))
}

/// The values right below some lines, then the facts behind them, each once.
pub(super) fn used(items: &[Item]) -> Vec<Used> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| item.kind != ItemKind::Computed) {
        take(item, &mut found);
    }
    let mut open: Vec<&Item> = items.iter().rev().collect();
    while let Some(item) = open.pop() {
        if matches!(item.kind, ItemKind::Fact | ItemKind::Finding) {
            take(item, &mut found);
        }
        open.extend(item.items.iter().rev());
    }
    found.truncate(MOST_USED);
    found
}

/// The fact that a line is itself.
pub(super) fn own(item: &Item) -> Option<Used> {
    let value = item.value.clone()?;
    Some(Used {
        name: item.words.clone(),
        value,
        note: item.note.clone(),
    })
}

fn take(item: &Item, found: &mut Vec<Used>) {
    let Some(used) = own(item) else { return };
    if !found.contains(&used) {
        found.push(used);
    }
}

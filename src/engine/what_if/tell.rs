//! Changes in words.

use crate::check::ExampleInstance;
use crate::check::{Constant, Field, FieldKind, Type};
use crate::diagnostic::Words;
use crate::engine::answer::{instance_path, instance_words, label_words};
use crate::engine::facts::show_constant;
use crate::engine::lay::Places;
use crate::engine::open::Engine;
use crate::quantity::Unit;

use super::grid::{Grid, Side, Stretch};
use super::search::{Found, Put};
use super::slots::{Now, Other, Slot, What};
use super::{Change, ChangeKind, Made, Way};

/// Tells what was found.
pub(crate) struct Teller<'s> {
    engine: &'s Engine,
    slots: &'s [Slot],
    /// Whether at most one instance is given directly.
    alone: bool,
}

/// A value and how far values after it do it as well.
struct To {
    value: Constant,
    until: Option<Option<Constant>>,
    /// The value one step nearer, which does not do it, where the rules speak of that.
    short: Option<Constant>,
    /// To which side it goes.
    side: Side,
}

impl<'s> Teller<'s> {
    pub(crate) fn new(engine: &'s Engine, slots: &'s [Slot], places: &Places) -> Self {
        let direct = |of: &&ExampleInstance| matches!(of, ExampleInstance::Direct(..));
        Self {
            engine,
            slots,
            alone: places.values().filter(direct).count() < 2,
        }
    }

    /// What does it.
    pub(crate) fn way(&self, found: &Found) -> Option<Way> {
        let changes = found.iter().map(|(at, put)| self.change(*at, put));
        let changes: Option<Vec<Change>> = changes.collect();
        Some(Way { changes: changes? })
    }

    /// A fact as it stands: name and value.
    pub(crate) fn stands(&self, at: usize) -> Option<Words> {
        let slot = self.slots.get(at)?;
        let (name, _) = self.named(slot)?;
        let now = self.now(slot);
        let (zh, en) = match now {
            Some(now) => (
                format!("{}（{}）", name.zh, now.zh),
                format!("{} ({})", name.en, now.en),
            ),
            None => (
                format!("{}（未填）", name.zh),
                format!("{} (not given)", name.en),
            ),
        };
        Some(Words::new(zh, en))
    }

    /// What a slot is called, and its path.
    fn named(&self, slot: &Slot) -> Option<(Words, String)> {
        let model = &self.engine.model;
        let label = match slot.what {
            What::Fact(field) => &model.fields.get(field.index())?.label,
            What::Finding(finding) => &model.findings.get(finding.index())?.label,
        };
        let own = label_words(label);
        // A name that another package declared goes without that package.
        let short = |name: &str| {
            let short = name.rsplit_once([':', '：']);
            short.map_or(name, |(_, name)| name).to_owned()
        };
        let own = Words::new(short(&own.zh), short(&own.en));
        Some(match &slot.place {
            None => (own, format!("认定.{}", label.name)),
            Some(place) => {
                let owner = instance_words(model, place, self.alone);
                let path = format!("{}.{}", instance_path(model, place), label.name);
                let words = Words::new(
                    format!("{}的{}", owner.zh, own.zh),
                    format!("{} of {}", own.en, self.owner_en(place)),
                );
                (words, path)
            }
        })
    }

    /// Whose something is, in English.
    fn owner_en(&self, place: &ExampleInstance) -> String {
        let words = instance_words(&self.engine.model, place, self.alone).en;
        match place {
            ExampleInstance::Root(_) => format!("the {words}"),
            ExampleInstance::Member { owner, .. } => match &**owner {
                // Which child is meant is plain where there is one family.
                ExampleInstance::Root(_) => {
                    let of = instance_words(&self.engine.model, owner, self.alone).en;
                    let short = words.strip_suffix(&format!(" of {of}"));
                    short.map_or_else(|| words.clone(), str::to_owned)
                }
                _ => words,
            },
            ExampleInstance::Direct(..) => words,
        }
    }

    /// The English question to which a slot is the answer, where one is declared.
    fn question(&self, slot: &Slot) -> Option<String> {
        let model = &self.engine.model;
        let ask = match slot.what {
            What::Fact(field) => model.fields.get(field.index())?.ask.as_ref(),
            What::Finding(finding) => model.findings.get(finding.index())?.ask.as_ref(),
        };
        let english = ask.filter(|ask| ask.en != ask.zh)?.en.as_str();
        let of = match &slot.place {
            Some(place @ (ExampleInstance::Member { .. } | ExampleInstance::Direct(..))) => {
                format!(" for {}", self.owner_en(place))
            }
            _ => String::new(),
        };
        Some(format!("“{english}”{of}"))
    }

    /// The English of a change: yes and no, and options, answer a question; a number or day has a name.
    fn english(&self, slot: &Slot, name: &Words, (from, to): (Option<&Words>, &Words)) -> String {
        let counted = matches!(
            self.field(slot).map(|field| &field.kind),
            Some(FieldKind::Value {
                ty: Type::Number(_) | Type::Date,
                ..
            })
        );
        let question = if counted { None } else { self.question(slot) };
        match (question, from) {
            (Some(question), None) => format!("the answer to {question} is {}", to.en),
            (Some(question), Some(from)) => {
                format!(
                    "the answer to {question} is {} instead of {}",
                    to.en, from.en
                )
            }
            (None, None) => format!("the {} is {}", name.en, to.en),
            (None, Some(from)) => format!("the {} is {} instead of {}", name.en, to.en, from.en),
        }
    }

    fn field(&self, slot: &Slot) -> Option<&'s Field> {
        match slot.what {
            What::Fact(field) => self.engine.model.fields.get(field.index()),
            What::Finding(_) => None,
        }
    }

    /// A value in words.
    fn shown(&self, slot: &Slot, value: &Constant) -> Words {
        let unit = match self.field(slot).map(|field| &field.kind) {
            Some(FieldKind::Value { unit, ty, .. }) => unit.clone().or_else(|| base(ty)),
            _ => None,
        };
        match value {
            Constant::Boolean(true) => Words::new("是", "yes"),
            Constant::Boolean(false) => Words::new("否", "no"),
            _ => show_constant(&self.engine.model, value, unit.as_ref()),
        }
    }

    /// A value as a fact file writes it.
    fn written(&self, slot: &Slot, value: &Constant) -> String {
        match value {
            Constant::Boolean(value) => value.to_string(),
            Constant::Date(day) => day.to_string(),
            Constant::Text(words) => words.clone(),
            Constant::Choice(..) => self.shown(slot, value).zh,
            Constant::Number(number) => {
                let unit = match self.field(slot).map(|field| &field.kind) {
                    Some(FieldKind::Value { unit, .. }) => unit.as_ref(),
                    _ => None,
                };
                let factor = unit.map(Unit::factor);
                let own = factor.and_then(|factor| number.checked_div(factor).ok());
                own.unwrap_or(*number).to_string()
            }
        }
    }

    fn now(&self, slot: &Slot) -> Option<Words> {
        match &slot.now {
            Now::Nothing => None,
            Now::Default(value) => {
                let shown = self.shown(slot, value);
                Some(Words::new(
                    format!("未填、按{}", shown.zh),
                    format!("{} by default", shown.en),
                ))
            }
            Now::Exactly(value) => Some(self.shown(slot, value)),
            Now::Between(low, high) => {
                let shown = |end: &Option<Constant>| {
                    end.as_ref()
                        .map_or_else(|| Words::same("…"), |end| self.shown(slot, end))
                };
                let (low, high) = (shown(low), shown(high));
                Some(Words::new(
                    format!("{}至{}", low.zh, high.zh),
                    format!("{} to {}", low.en, high.en),
                ))
            }
            Now::Found(found) => Some(held(*found)),
        }
    }

    fn change(&self, at: usize, put: &Put) -> Option<Change> {
        let slot = self.slots.get(at)?;
        if let Put::Just(Other::Found(found)) = put {
            return self.finding(slot, *found);
        }
        let (name, path) = self.named(slot)?;
        let to = match put {
            Put::Just(Other::Value(value)) => To {
                value: value.clone(),
                until: None,
                short: None,
                side: Side::Above,
            },
            Put::Steps(grid, stretch, to_the_end) => {
                self.steps(slot, *grid, *stretch, *to_the_end)?
            }
            Put::Just(_) => return None,
        };
        let What::Fact(field) = slot.what else {
            return None;
        };
        let kind = match slot.now {
            Now::Nothing | Now::Between(..) => ChangeKind::Given,
            _ => ChangeKind::Changed,
        };
        let from = self.now(slot);
        let target = self.target(slot, &to);
        let english = self.english(slot, &name, (from.as_ref(), &target));
        let chinese = match &from {
            None => format!("{}为{}", name.zh, target.zh),
            Some(from) => format!("{}由{}变为{}", name.zh, from.zh, target.zh),
        };
        let words = Words::new(chinese, english);
        let until = to
            .until
            .as_ref()
            .map(|until| until.as_ref().map(|until| self.shown(slot, until)));
        Some(Change {
            kind,
            name,
            path,
            from,
            to: self.shown(slot, &to.value),
            written: self.written(slot, &to.value),
            until,
            words,
            decided_by: Vec::new(),
            made: Made::Fact(slot.place.clone()?, field, to.value),
        })
    }

    fn steps(&self, slot: &Slot, grid: Grid, stretch: Stretch, to_the_end: bool) -> Option<To> {
        let value = grid.value(stretch.at(stretch.from))?;
        let one = stretch.to == Some(stretch.from);
        let far = stretch.to.and_then(|to| grid.value(stretch.at(to)));
        let until = match (one, to_the_end) {
            (true, _) => None,
            (false, true) => Some(None),
            (false, false) => Some(Some(far?)),
        };
        // The value one step nearer is rounder where the rules say 不满, 超过 and the like.
        let short = grid.value(stretch.at(stretch.from.saturating_sub(1)));
        let rounder = |short: &Constant| {
            let length = |value: &Constant| self.written(slot, value).len();
            matches!(value, Constant::Number(_)) && length(short) < length(&value)
        };
        let whole = matches!(
            self.field(slot).map(|field| &field.kind),
            Some(FieldKind::Value { whole: true, .. })
        );
        let short = short.filter(|short| !whole && stretch.from > 0 && rounder(short));
        Some(To {
            value,
            until,
            short,
            side: stretch.side,
        })
    }

    /// What a fact changes to.
    fn target(&self, slot: &Slot, to: &To) -> Words {
        let value = self.shown(slot, &to.value);
        let day = matches!(to.value, Constant::Date(_));
        let low = match (&to.short, &to.until) {
            (None, None) => return value,
            (_, Some(Some(until))) => {
                let until = self.shown(slot, until);
                let (low, high) = match to.side {
                    Side::Below => (until, value),
                    Side::Above => (value, until),
                };
                // A unit that both ends share is said once.
                let unit = high.en.split_once(' ').map(|(_, unit)| unit);
                let first = unit
                    .and_then(|unit| low.en.strip_suffix(unit))
                    .map_or(low.en.as_str(), str::trim_end);
                return Words::new(
                    format!("{}至{}之间", low.zh, high.zh),
                    format!("from {first} to {}", high.en),
                );
            }
            (Some(short), _) => {
                let short = self.shown(slot, short);
                let (zh, en) = match to.side {
                    Side::Below => ("低于", "less than"),
                    Side::Above => ("高于", "more than"),
                };
                return Words::new(
                    format!("{zh}{}（如{}）", short.zh, value.zh),
                    format!("{en} {} (such as {})", short.en, value.en),
                );
            }
            (None, Some(None)) => to.side == Side::Above,
        };
        let (zh, en) = match (day, low) {
            (true, true) => ("或者更晚", "or later"),
            (true, false) => ("或者更早", "or earlier"),
            (false, true) => ("或者更高", "or more"),
            (false, false) => ("或者更低", "or less"),
        };
        Words::new(format!("{}{zh}", value.zh), format!("{} {en}", value.en))
    }

    fn finding(&self, slot: &Slot, found: bool) -> Option<Change> {
        let What::Finding(id) = slot.what else {
            return None;
        };
        let declared = self.engine.model.findings.get(id.index())?;
        let (name, path) = self.named(slot)?;
        let by = declared.decided_by.join("、");
        let by_whom = match by.is_empty() {
            true => (String::new(), String::new()),
            false => (format!("由{by}"), format!(" by {by}")),
        };
        let words = match found {
            true => format!("{}认定“{}”", by_whom.0, name.zh),
            false => format!("{}认定并非“{}”", by_whom.0, name.zh),
        };
        let asked = self
            .question(slot)
            .unwrap_or_else(|| format!("“{}”", name.en));
        let answer = held(found).en;
        let words = Words::new(
            words,
            format!("the finding{} on {asked} is {answer}", by_whom.1),
        );
        Some(Change {
            kind: ChangeKind::Finding,
            name,
            path,
            from: self.now(slot),
            to: held(found),
            written: found.to_string(),
            until: None,
            words,
            decided_by: declared.decided_by.clone(),
            made: Made::Finding(slot.place.clone(), id, found),
        })
    }
}

fn held(found: bool) -> Words {
    if found {
        Words::new("是", "yes")
    } else {
        Words::new("否", "no")
    }
}

fn base(ty: &Type) -> Option<Unit> {
    match ty {
        Type::Number(dimension) => Some(Unit::base(dimension)),
        _ => None,
    }
}

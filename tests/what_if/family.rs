//! Families made by dice: all facts that a right may read, each with one of the values at which some rule draws a line.

use std::collections::{BTreeMap, BTreeSet};

use tiaoli::check::{
    Computed, Constant, ExampleInstance, ExampleValue, FieldId, FieldKind, FindingId, Model,
    NormId, ObjectId, Type, Uses,
};
use tiaoli::engine::{Case, CaseFact, CaseFinding, Engine};
use tiaoli::quantity::{Date, Number};

use crate::shelf::Folder;

/// A number that follows from another, well mixed.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let sides = u64::try_from(sides.max(1)).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % sides).unwrap()
    }

    pub fn pick<'v, V>(&mut self, values: &'v [V]) -> Option<&'v V> {
        values.get(self.next(values.len()))
    }
}

/// Every number and every day that is written anywhere in the rules.
#[derive(Debug)]
pub struct Lines {
    pub numbers: Vec<Number>,
    pub days: Vec<Date>,
}

impl Lines {
    pub fn of(folder: &Folder) -> Self {
        let (mut numbers, mut days) = (BTreeSet::new(), BTreeSet::new());
        let others = folder.dependencies();
        for rules in others.values().chain([folder]).flat_map(Folder::rules) {
            let text = String::from_utf8(rules.bytes).unwrap();
            let digit = |letter: char| letter.is_ascii_digit() || letter == '.';
            let written = text.split(|letter| !digit(letter));
            numbers.extend(written.filter_map(number));
            let mut parts = text.split('年');
            let mut before = parts.next().unwrap_or_default();
            for after in parts {
                days.extend(day(before, after));
                before = after;
            }
        }
        Self {
            numbers: numbers.into_iter().collect(),
            days: days.into_iter().collect(),
        }
    }
}

fn number(text: &str) -> Option<Number> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let all: i128 = format!("{whole}{part}").parse().ok()?;
    let tenth = u32::try_from(part.len()).ok()?;
    (all <= 10_000_000).then(|| Number::ratio(all, 10_i128.pow(tenth)))?
}

/// The day of which the year ends one text and the rest begins another.
fn day(before: &str, after: &str) -> Option<Date> {
    let year: String = before.chars().rev().take(4).collect();
    let year: String = year.chars().rev().collect();
    let (month, rest) = after.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    Value(Constant),
    Found(bool),
}

/// A fact or a finding of one instance.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Fact(ExampleInstance, FieldId),
    Finding(Option<ExampleInstance>, FindingId),
}

/// Makes families for one right.
#[derive(Debug)]
pub struct Maker<'e> {
    engine: &'e Engine,
    lines: &'e Lines,
    bases: &'e [Case],
    fields: BTreeSet<FieldId>,
    findings: BTreeSet<FindingId>,
}

/// A made family.
#[derive(Debug, Clone)]
pub struct Family {
    pub case: Case,
    pub places: Vec<Place>,
    pub today: Date,
}

impl<'e> Maker<'e> {
    pub fn new(engine: &'e Engine, lines: &'e Lines, bases: &'e [Case], norm: NormId) -> Self {
        let model = engine.model();
        let (mut fields, mut findings) = (BTreeSet::new(), BTreeSet::new());
        let (mut seen, mut open) = (BTreeSet::new(), vec![Computed::Norm(norm)]);
        while let Some(computed) = open.pop() {
            if seen.insert(computed) {
                let uses = Uses::of(model, computed);
                fields.extend(uses.fields);
                findings.extend(uses.findings);
                open.extend(uses.computed);
            }
        }
        Self {
            engine,
            lines,
            bases,
            fields,
            findings,
        }
    }

    fn model(&self) -> &'e Model {
        self.engine.model()
    }

    /// A family; `whole` is one with all facts of its members, whether the right reads them or not.
    pub fn family(&self, dice: &mut Dice, whole: bool) -> Family {
        let today = [(2025, 12, 1), (2025, 12, 1), (2024, 6, 15), (2026, 3, 2)];
        let (year, month, day) = today[dice.next(4)];
        // Three families of four are like an example.
        let base = dice.pick(self.bases).filter(|_| dice.next(4) > 0);
        let of_base = base.and_then(|base| base.as_of);
        let mut family = Family {
            case: Case::default(),
            places: Vec::new(),
            today: of_base.unwrap_or(Date::new(year, month, day).unwrap()),
        };
        let mut members: BTreeMap<ObjectId, Vec<ExampleInstance>> = BTreeMap::new();
        for (id, object) in (0_u32..).map(ObjectId).zip(&self.model().objects) {
            let read = object
                .fields
                .iter()
                .any(|field| self.fields.contains(field));
            let family_itself = object.label.name == "家庭";
            if object.lists.is_empty() && (read || family_itself) {
                let root = ExampleInstance::Root(id);
                self.object(
                    (&root, id),
                    (base, whole && family_itself),
                    dice,
                    &mut family,
                );
                members.entry(id).or_default().push(root);
            }
        }
        for place in &family.places {
            if let Place::Fact(of, field) = place {
                let object = self.model().fields[field.index()].object;
                let of_object = members.entry(object).or_default();
                if !of_object.contains(of) {
                    of_object.push(of.clone());
                }
            }
        }
        for id in &self.findings {
            let object = self.model().findings[id.index()].object;
            let of = match object {
                None => vec![None],
                Some(object) => {
                    let all = members.get(&object).into_iter().flatten();
                    all.cloned().map(Some).collect()
                }
            };
            for of in of {
                let place = Place::Finding(of, *id);
                if dice.next(3) > 0 {
                    put(
                        &mut family.case,
                        &place,
                        Some(Given::Found(dice.next(4) > 0)),
                    );
                }
                family.places.push(place);
            }
        }
        // One fact in so many is left as the dice had it; of what the example does not say, half of the families say nothing.
        let silent = dice.next(2) == 0;
        let rate = [3, 10, 40, 150][dice.next(4)];
        if let Some(base) = base {
            family.case.readings.clone_from(&base.readings);
            for place in &family.places {
                let given = get(base, place);
                if (given.is_some() || silent) && dice.next(rate) > 0 {
                    put(&mut family.case, place, given);
                }
            }
        }
        family
    }

    fn object(
        &self,
        (of, id): (&ExampleInstance, ObjectId),
        (base, whole): (Option<&Case>, bool),
        dice: &mut Dice,
        family: &mut Family,
    ) {
        for id in &self.model().objects[id.index()].fields {
            let field = &self.model().fields[id.index()];
            match &field.kind {
                FieldKind::List { object, least, .. } => {
                    let fields = &self.model().objects[object.index()].fields;
                    if !whole && !fields.iter().any(|field| self.fields.contains(field)) {
                        continue;
                    }
                    let sides = if field.label.name == "子女" { 3 } else { 2 };
                    let members = (1 + u32::try_from(dice.next(sides)).unwrap()).max(*least);
                    let of_base = base.and_then(|base| length(base, of, *id));
                    let members = of_base.unwrap_or(members);
                    family.case.facts.push(CaseFact {
                        of: of.clone(),
                        field: *id,
                        value: ExampleValue::Length(members),
                    });
                    for index in 0..members {
                        let member = ExampleInstance::Member {
                            owner: Box::new(of.clone()),
                            list: *id,
                            index,
                        };
                        self.object((&member, *object), (base, whole), dice, family);
                    }
                }
                FieldKind::Value { ty, .. } => {
                    if !whole && !self.fields.contains(id) {
                        continue;
                    }
                    let place = Place::Fact(of.clone(), *id);
                    // One fact in forty is not known; of few values the first is likelier.
                    let others = self.others(&place, None, dice, family.today);
                    let few = !matches!(ty, Type::Number(_) | Type::Date);
                    let picked = match few && dice.next(3) > 0 {
                        true => others.first(),
                        false => dice.pick(&others),
                    };
                    if let Some(value) = picked.filter(|_| dice.next(40) > 0) {
                        put(&mut family.case, &place, Some(value.clone()));
                    }
                    family.places.push(place);
                }
            }
        }
    }

    /// What a place might hold instead of what it does: all of few values, else some at and beside the lines of the rules, and
    /// beside what it holds.
    pub fn others(
        &self,
        place: &Place,
        now: Option<&Given>,
        dice: &mut Dice,
        today: Date,
    ) -> Vec<Given> {
        let all: Vec<Given> = match place {
            Place::Finding(..) => vec![Given::Found(true), Given::Found(false)],
            Place::Fact(_, field) => {
                let kind = &self.model().fields[field.index()].kind;
                let FieldKind::Value {
                    ty,
                    least,
                    greatest,
                    ..
                } = kind
                else {
                    return Vec::new();
                };
                let values: Vec<Constant> = match ty {
                    Type::Boolean => vec![Constant::Boolean(true), Constant::Boolean(false)],
                    Type::Choice(id) => {
                        let options = self.model().choices[id.index()].options.len();
                        let options = u32::try_from(options).unwrap();
                        (0..options).map(|at| Constant::Choice(*id, at)).collect()
                    }
                    Type::Number(_) => self.numbers(kind, now, dice),
                    Type::Date => self.days(now, dice, today),
                    Type::Text | Type::Period => Vec::new(),
                };
                let ends = [
                    least.as_ref().and_then(|end| line(kind, end)),
                    greatest.as_ref().and_then(|end| line(kind, end)),
                ];
                let within = |value: &Constant| match line(kind, value) {
                    None => !matches!(value, Constant::Number(_)),
                    Some(at) => {
                        ends[0].is_none_or(|low| low <= at) && ends[1].is_none_or(|high| at <= high)
                    }
                };
                values
                    .into_iter()
                    .filter(within)
                    .map(Given::Value)
                    .collect()
            }
        };
        all.into_iter().filter(|one| Some(one) != now).collect()
    }

    fn numbers(&self, kind: &FieldKind, now: Option<&Given>, dice: &mut Dice) -> Vec<Constant> {
        let step = step(kind);
        let FieldKind::Value { unit, .. } = kind else {
            return Vec::new();
        };
        let factor = unit
            .as_ref()
            .map_or(Number::from_i64(1), |unit| unit.factor());
        let mut lines: Vec<Number> = (0..4)
            .filter_map(|_| dice.pick(&self.lines.numbers))
            .copied()
            .collect();
        lines.extend([0, 1, 2].map(Number::from_i64));
        let mut all: Vec<Number> = Vec::new();
        for one in lines {
            let one = one.checked_mul(factor).unwrap();
            let beside = [one.checked_sub(step), one.checked_add(step)];
            all.extend([one, beside[dice.next(2)].unwrap()]);
        }
        if let Some(Given::Value(Constant::Number(now))) = now {
            all.extend([
                now.checked_sub(step).unwrap(),
                now.checked_add(step).unwrap(),
            ]);
        }
        all.into_iter().map(Constant::Number).collect()
    }

    fn days(&self, now: Option<&Given>, dice: &mut Dice, today: Date) -> Vec<Constant> {
        let mut all: Vec<Option<Date>> = Vec::new();
        for _ in 0..2 {
            let line = *dice.pick(&self.lines.days).unwrap();
            all.push(line.checked_add_days(i64::try_from(dice.next(3)).unwrap() - 1));
            // So many years ago to the day, and beside it; and some day of the last two years.
            let years = today.checked_add_years(-i64::try_from(dice.next(20)).unwrap());
            all.push(
                years
                    .and_then(|day| day.checked_add_days(i64::try_from(dice.next(3)).unwrap() - 1)),
            );
            all.push(today.checked_add_days(-i64::try_from(dice.next(730)).unwrap()));
            all.push(today.checked_add_days(-i64::try_from(dice.next(60)).unwrap()));
        }
        if let Some(Given::Value(Constant::Date(now))) = now {
            all.extend([now.checked_add_days(-1), now.checked_add_days(1)]);
        }
        all.push(Some(today));
        all.into_iter().flatten().map(Constant::Date).collect()
    }

    /// Whether somebody can change what stands there.
    pub fn changeable(&self, place: &Place, now: Option<&Given>) -> bool {
        match place {
            Place::Finding(..) => now.is_none(),
            Place::Fact(_, field) => {
                now.is_none() || !self.model().fields[field.index()].unchangeable
            }
        }
    }

    pub fn kind(&self, place: &Place) -> Option<&'e FieldKind> {
        match place {
            Place::Finding(..) => None,
            Place::Fact(_, field) => Some(&self.model().fields[field.index()].kind),
        }
    }

    /// The path of a place as answers write it.
    pub fn path(&self, place: &Place) -> String {
        match place {
            Place::Fact(of, field) => {
                let field = &self.model().fields[field.index()].label.name;
                format!("{}.{field}", self.path_of(of))
            }
            Place::Finding(of, finding) => {
                let finding = &self.model().findings[finding.index()].label.name;
                let of = of.as_ref().map_or("认定".to_owned(), |of| self.path_of(of));
                format!("{of}.{finding}")
            }
        }
    }

    fn path_of(&self, of: &ExampleInstance) -> String {
        match of {
            ExampleInstance::Root(id) => self.model().objects[id.index()].label.name.clone(),
            ExampleInstance::Direct(id, at) => {
                format!("{}[{at}]", self.model().objects[id.index()].label.name)
            }
            ExampleInstance::Member { owner, list, index } => {
                let list = &self.model().fields[list.index()].label.name;
                format!("{}.{list}[{index}]", self.path_of(owner))
            }
        }
    }
}

/// The smallest legal part of the unit of a fact, one where it is whole; hundredths where its unit has none.
pub fn step(kind: &FieldKind) -> Number {
    let FieldKind::Value { unit, whole, .. } = kind else {
        return Number::from_i64(1);
    };
    let factor = unit
        .as_ref()
        .map_or(Number::from_i64(1), |unit| unit.factor());
    let decimals = unit.as_ref().and_then(|unit| unit.natural_decimals());
    let decimals = if *whole { 0 } else { decimals.unwrap_or(2) };
    let part = Number::ratio(1, 10_i128.pow(decimals)).unwrap();
    factor.checked_mul(part).unwrap()
}

/// Where a number or a day stands, in steps; none for what has no order or stands between two steps.
pub fn line(kind: &FieldKind, value: &Constant) -> Option<i64> {
    match value {
        Constant::Date(day) => Some(i64::from(day.to_days())),
        Constant::Number(number) => {
            let steps = number.checked_div(step(kind)).unwrap();
            steps.is_integer().then(|| steps.to_i64())?
        }
        _ => None,
    }
}

/// The value of a step.
pub fn at_line(kind: &FieldKind, at: i64) -> Option<Constant> {
    match kind {
        FieldKind::Value { ty: Type::Date, .. } => {
            Some(Constant::Date(Date::from_days(i32::try_from(at).ok()?)?))
        }
        _ => {
            let number = Number::from_i64(at).checked_mul(step(kind)).ok()?;
            Some(Constant::Number(number))
        }
    }
}

/// What a case gives of a place.
pub fn get(case: &Case, place: &Place) -> Option<Given> {
    match place {
        Place::Fact(of, field) => {
            let mut facts = case.facts.iter();
            let fact = facts.find(|fact| fact.field == *field && fact.of == *of)?;
            match &fact.value {
                ExampleValue::Exactly(value) => Some(Given::Value(value.clone())),
                _ => None,
            }
        }
        Place::Finding(of, finding) => {
            let mut made = case.findings.iter();
            let made = made.find(|made| made.finding == *finding && made.of == *of)?;
            Some(Given::Found(made.holds))
        }
    }
}

/// Puts something in a place, or takes it away.
pub fn put(case: &mut Case, place: &Place, given: Option<Given>) {
    match place {
        Place::Fact(of, field) => {
            let mut facts = case.facts.iter();
            let at = facts.position(|fact| fact.field == *field && fact.of == *of);
            match (at, given) {
                (Some(at), Some(Given::Value(value))) => {
                    case.facts[at].value = ExampleValue::Exactly(value);
                }
                (Some(at), None) => drop(case.facts.remove(at)),
                (None, Some(Given::Value(value))) => case.facts.push(CaseFact {
                    of: of.clone(),
                    field: *field,
                    value: ExampleValue::Exactly(value),
                }),
                _ => {}
            }
        }
        Place::Finding(of, finding) => {
            case.findings
                .retain(|made| made.finding != *finding || made.of != *of);
            if let Some(Given::Found(holds)) = given {
                case.findings.push(CaseFinding {
                    finding: *finding,
                    of: of.clone(),
                    holds,
                    by: None,
                    reasons: None,
                });
            }
        }
    }
}

/// How many members a list has.
fn length(case: &Case, of: &ExampleInstance, list: FieldId) -> Option<u32> {
    let mut facts = case.facts.iter();
    let fact = facts.find(|fact| fact.field == list && fact.of == *of)?;
    match fact.value {
        ExampleValue::Length(members) => Some(members),
        _ => None,
    }
}

//! Every right of the questionnaire for families, and a hundred families that miss each: what is told gains it when it is run,
//! and a plain search, which knows nothing of the engine's, finds nothing smaller.

use std::collections::BTreeSet;
use std::fs;

use tiaoli::check::{Computed, NormId};
use tiaoli::engine::{Aim, Asking, Case, Changing, Engine, Found, Limits, WhatIf, case_from_json};
use tiaoli::quantity::Date;
use tiaoli::vm::{Clocks, Outcome};

use crate::family::{Dice, Family, Given, Lines, Maker, Place, at_line, get, line, put};
use crate::opened;
use crate::shelf::{Folder, policies};

/// How many families that miss a right are asked about.
const FAMILIES: usize = 100;

/// How many families are made before a right is given up.
const MADE: u64 = 8_000;

/// After how many of them families have all their facts.
const LATE: u64 = 400;

/// How many runs are taken before a right is given up.
const RUNS: u64 = 250_000;

/// How many families that have a right are made at least, from which others are made that miss it.
const HOLDERS: usize = 12;

/// How many families that nothing helps are searched through, of each right.
const NOTHING: usize = 10;

/// Rights that no change of a fact that can change gains where they are missed, and what decides them; of each so many families
/// are searched through as of the others.
const NOBODY_CAN_CHANGE: &[(&str, &str)] = &[
    ("儿童照护扣除", "the age of the child"),
    ("家庭照护扣除", "the ages of the children"),
    ("各年度照护扣除", "the day on which the child was born"),
    ("转为子女教育扣除", "the day on which the child turns three"),
    ("首次申领", "the day on which the child was born"),
    ("儿童免票", "the height of the child"),
    (
        "独生子女护理假",
        "whether one is an only child, and what the employer has found",
    ),
    (
        "一次性经济帮助",
        "what befell the child, and the age of the parent",
    ),
    (
        "特殊家庭优先配租",
        "what befell the child, and what the housing office has found",
    ),
];

/// As many changes together as the dice make.
const WAYS: Limits = Limits {
    size: 3,
    runs: 20_000,
    days: 0,
};

/// What is asked of a family as the dice made it, which may miss the right by much.
const FEW: Limits = Limits {
    size: 2,
    runs: 300,
    days: 0,
};

/// One right, and what it is asked with.
struct Right<'e> {
    name: &'e str,
    maker: Maker<'e>,
    asking: Asking<'e>,
    changing: Changing<'e>,
    dice: Dice,
    /// Whether nobody can change what decides it.
    fixed: bool,
    runs: u64,
    told: u64,
}

/// What came of the families of one right.
#[derive(Debug, Default)]
struct Came {
    asked: usize,
    sizes: [usize; 4],
    nothing: usize,
    cut: usize,
}

impl<'e> Right<'e> {
    fn new(engine: &'e Engine, (lines, bases): (&'e Lines, &'e [Case]), norm: NormId) -> Self {
        let name = engine.model().norms[norm.index()].label.name.as_str();
        Self {
            name,
            fixed: NOBODY_CAN_CHANGE.iter().any(|(fixed, _)| *fixed == name),
            maker: Maker::new(engine, lines, bases, norm),
            asking: engine.asking(&[Computed::Norm(norm)]),
            changing: engine.changing(norm),
            dice: Dice(u64::try_from(norm.index()).unwrap() * 1_000_003),
            runs: 0,
            told: 0,
        }
    }

    /// The outcome for one instance; none where it is not settled, or the facts are refused.
    fn outcome(&mut self, case: &Case, today: Date, path: Option<&str>) -> Option<Outcome> {
        self.runs += 1;
        let brief = self.asking.answer_case(case, Clocks::all(today)).ok()?;
        let mut answers = brief.answers();
        let answer = answers.find(|answer| {
            // What is judged of the one family or birth is told without a path.
            answer.instance.is_none() || answer.instance.as_deref() == path
        })?;
        let outcome = answer.outcome.ok()?;
        matches!(
            outcome,
            Outcome::Holds | Outcome::Fails | Outcome::NotApplicable
        )
        .then_some(outcome)
    }

    fn holds(&mut self, case: &Case, today: Date, path: Option<&str>) -> bool {
        self.outcome(case, today, path) == Some(Outcome::Holds)
    }

    fn what_if(&mut self, family: &Family, path: Option<&str>, limits: Limits) -> WhatIf {
        let asked = (Aim::Gain, limits);
        let told = self
            .changing
            .what_if(&family.case, Clocks::all(family.today), path, asked);
        let told = told.unwrap().unwrap();
        self.told += told.runs;
        told
    }

    /// Changes up to three facts that somebody can change, so that the right is missed; says how many.
    fn spoilt(&mut self, family: &Family, path: Option<&str>) -> Option<(Family, usize)> {
        let mut spoilt = family.clone();
        let mut touched: Vec<Place> = Vec::new();
        for _ in 0..60 {
            let place = self.dice.pick(&family.places)?.clone();
            let now = get(&family.case, &place);
            if now.is_none()
                || matches!(place, Place::Finding(..))
                || !self.maker.changeable(&place, now.as_ref())
            {
                continue;
            }
            let others = self
                .maker
                .others(&place, now.as_ref(), &mut self.dice, family.today);
            let Some(other) = self.dice.pick(&others) else {
                continue;
            };
            put(&mut spoilt.case, &place, Some(other.clone()));
            if !touched.contains(&place) {
                touched.push(place);
            }
            match self.outcome(&spoilt.case, family.today, path) {
                Some(Outcome::Fails | Outcome::NotApplicable)
                    if self.dice.next(3) > 0 || touched.len() == 3 =>
                {
                    return Some((spoilt, touched.len()));
                }
                Some(_) if touched.len() < 3 => {}
                _ => {
                    spoilt = family.clone();
                    touched.clear();
                }
            }
        }
        None
    }

    /// Everything that can be put otherwise in one place, beside what is told and nearer.
    fn others(&mut self, family: &Family, place: &Place, told: &[i64]) -> Vec<Given> {
        let now = get(&family.case, place);
        let mut others = self
            .maker
            .others(place, now.as_ref(), &mut self.dice, family.today);
        let kind = self.maker.kind(place);
        if let (Some(kind), Some(Given::Value(value))) = (kind, &now) {
            let here = line(kind, value);
            for (told, here) in told.iter().zip(here.into_iter().cycle()) {
                let way = told - here;
                let nearer = [told - way.signum(), here + way / 2].into_iter();
                let nearer = nearer.filter(|at| *at != here);
                others.extend(nearer.filter_map(|at| at_line(kind, at)).map(Given::Value));
            }
        }
        others
    }

    /// What is told of one family is true, and a search finds nothing smaller.
    fn check(&mut self, family: &Family, path: Option<&str>, told: &WhatIf) {
        let name = self.name;
        let Family {
            case,
            places,
            today,
        } = family;
        let size = match told.found {
            Found::Ways(size) => size,
            Found::Impossible => usize::MAX,
            Found::NotUpTo(size) => size + 1,
            Found::Already => panic!("{name} {path:?} is told to hold: {case:?}"),
        };
        assert_eq!(
            told.ways.is_empty(),
            !matches!(told.found, Found::Ways(_)),
            "{name}"
        );
        for way in told.ways.iter().chain(&told.fixed) {
            assert!(
                self.holds(&way.apply(case), *today, path),
                "{name} {path:?}: {way:?} does not gain it: {case:?}"
            );
        }
        let places: Vec<(String, Place)> = places
            .iter()
            .filter(|place| self.maker.changeable(place, get(case, place).as_ref()))
            .map(|place| (self.maker.path(place), place.clone()))
            .collect();
        for way in &told.ways {
            assert_eq!(way.changes.len(), size, "{name} {path:?}");
            let known = |path: &str| places.iter().any(|(known, _)| known == path);
            assert!(
                way.changes.iter().all(|change| known(&change.path)),
                "{name}: {way:?}"
            );
        }
        let alone = told.ways.iter().filter(|_| size == 1);
        let alone: Vec<(&str, Option<&Given>)> = alone
            .map(|way| (way.changes[0].path.as_str(), None))
            .collect();
        let mut changed = case.clone();
        let mut tried: Vec<(&Place, Vec<Given>)> = Vec::new();
        for (named, place) in &places {
            let now = get(case, place);
            let at = |case: &Case| match (self.maker.kind(place), get(case, place)) {
                (Some(kind), Some(Given::Value(value))) => line(kind, &value),
                _ => None,
            };
            let ways = told
                .ways
                .iter()
                .filter(|way| size == 1 && way.changes[0].path == *named);
            let to: Vec<i64> = ways.filter_map(|way| at(&way.apply(case))).collect();
            let here = at(case);
            let others = self.others(family, place, &to);
            for other in &others {
                put(&mut changed, place, Some(other.clone()));
                if !self.holds(&changed, *today, path) {
                    continue;
                }
                assert!(
                    alone.iter().any(|(told, _)| told == named),
                    "{name} {path:?}: {named} = {other:?} alone gains it, told was {:?} {:?}: {case:?}",
                    told.found,
                    told.ways
                );
                let kind = self.maker.kind(place);
                let there = match (kind, other) {
                    (Some(kind), Given::Value(value)) => line(kind, value),
                    _ => None,
                };
                if let (Some(here), Some(there)) = (here, there) {
                    let near = |to: &i64| {
                        (to - here).signum() == (there - here).signum()
                            && (to - here).abs() <= (there - here).abs()
                    };
                    assert!(
                        to.iter().any(near),
                        "{name} {path:?}: {named} = {other:?} gains it and is nearer than {to:?}: {case:?}"
                    );
                }
            }
            put(&mut changed, place, now);
            tried.push((place, others));
        }
        if matches!(told.found, Found::Ways(3..)) {
            self.pairs(family, path, &tried, told);
        }
    }

    /// No two of the changes together gain it.
    fn pairs(
        &mut self,
        family: &Family,
        path: Option<&str>,
        tried: &[(&Place, Vec<Given>)],
        told: &WhatIf,
    ) {
        let mut changed = family.case.clone();
        for (at, (one, others)) in tried.iter().enumerate() {
            for other in others {
                put(&mut changed, one, Some(other.clone()));
                for (two, beside) in tried.iter().skip(at + 1) {
                    let now = get(&family.case, two);
                    for beside in beside {
                        put(&mut changed, two, Some(beside.clone()));
                        assert!(
                            !self.holds(&changed, family.today, path),
                            "{} {path:?}: {other:?} and {beside:?} gain it, told was {:?}: {:?}",
                            self.name,
                            told.found,
                            family.case
                        );
                    }
                    put(&mut changed, two, now);
                }
            }
            put(&mut changed, one, get(&family.case, one));
        }
    }

    /// Asks about families until enough of them missed it.
    fn ask(&mut self) -> Came {
        let mut came = Came::default();
        let mut holders: Vec<(Family, Option<String>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for tried in 0..MADE {
            if self.fixed {
                if came.nothing >= FAMILIES {
                    break;
                }
                self.holder(tried > LATE, &mut came, &mut seen);
                continue;
            }
            if came.asked >= FAMILIES || self.runs + self.told > RUNS {
                break;
            }
            // Now and then one more family that has the right, so that those that miss it are of many kinds.
            // Of a right that reads few facts only families with all their facts are of many kinds.
            let late = tried > LATE;
            if holders.len() < HOLDERS || tried % if late { 3 } else { 20 } == 0 {
                let whole = late || self.dice.next(30) == 0;
                holders.extend(self.holder(whole, &mut came, &mut seen));
            }
            let Some((holder, path)) = holders.get(self.dice.next(holders.len())).cloned() else {
                continue;
            };
            let path = path.as_deref();
            let Some((family, touched)) = self.spoilt(&holder, path) else {
                continue;
            };
            if seen.insert(format!("{family:?}")) {
                let told = self.what_if(&family, path, WAYS);
                self.check(&family, path, &told);
                came.count(&told);
                let enough = matches!(told.found, Found::Ways(size) if size <= touched);
                assert!(
                    told.cut || enough,
                    "{}: {touched} do it, told was {told:?}: {family:?}",
                    self.name
                );
            }
        }
        came
    }

    /// A family that has the right, and for whom: as the dice made it, or with what is told of it. The first that miss it are
    /// asked about as they are.
    fn holder(
        &mut self,
        whole: bool,
        came: &mut Came,
        seen: &mut BTreeSet<String>,
    ) -> Option<(Family, Option<String>)> {
        let mut family = self.maker.family(&mut self.dice, whole);
        let clocks = Clocks::all(family.today);
        let paths = self.changing.instances(&family.case, clocks).unwrap();
        let path = self.dice.pick(&paths)?.clone();
        let outcome = self.outcome(&family.case, family.today, path.as_deref());
        if outcome == Some(Outcome::Holds) {
            return Some((family, path));
        }
        // A family that waits for facts is seldom of use.
        if outcome.is_none() && self.dice.next(8) > 0 {
            return None;
        }
        let told = self.what_if(&family, path.as_deref(), FEW);
        let most = if self.fixed { FAMILIES } else { NOTHING };
        if outcome.is_some() && came.nothing < most && seen.insert(format!("{family:?}")) {
            self.check(&family, path.as_deref(), &told);
            came.count(&told);
        }
        let way = told.ways.first().or(told.fixed.first())?;
        family.case = way.apply(&family.case);
        Some((family, path))
    }
}

impl Came {
    fn count(&mut self, told: &WhatIf) {
        self.cut += usize::from(told.cut);
        match told.found {
            Found::Ways(size) => {
                self.asked += 1;
                self.sizes[size.min(3)] += 1;
            }
            _ => self.nothing += 1,
        }
    }
}

fn questionnaire() -> (Engine, Lines, Vec<Case>) {
    let folder = Folder::at(&policies().join("cn-beijing/birth-one-matter"));
    let engine = opened::opened(&folder).engine;
    assert!(engine.is_sound());
    let written = fs::read_to_string(folder.root.join("data/family.json")).unwrap();
    let mut bases = vec![case_from_json(engine.model(), &written).unwrap()];
    bases.extend(engine.model().examples.iter().map(Case::of_example));
    (engine, Lines::of(&folder), bases)
}

/// Where in the questionnaire a part of its rights begins; a part goes on to the next.
const PARTS: [&str; 6] = [
    "全家本年合计",
    "产假",
    "生育津贴",
    "儿童照护扣除",
    "本市育儿补贴",
    "申请公租房资格",
];

/// Asks about the rights of one part of the questionnaire.
fn check(part: usize) {
    let (engine, lines, bases) = questionnaire();
    let goals = &engine.questionnaire("生育一件事").unwrap().goals;
    let name = |norm: &NormId| engine.model().norms[norm.index()].label.name.as_str();
    let begins = |part: usize| {
        PARTS.get(part).map_or(goals.len(), |first| {
            goals.iter().position(|norm| name(norm) == *first).unwrap()
        })
    };
    assert_eq!(begins(0), 0);
    let mut wrong = Vec::new();
    for norm in &goals[begins(part)..begins(part + 1)] {
        let mut right = Right::new(&engine, (&lines, &bases), *norm);
        let came = right.ask();
        let (asked, nothing) = match right.fixed {
            true => (0, FAMILIES),
            false => (FAMILIES, came.nothing),
        };
        if (came.asked, came.nothing) != (asked, nothing) {
            wrong.push((right.name, came));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_told_gains_a_family_what_it_is_paid_in_all_and_nothing_smaller_does() {
    check(0);
}

#[test]
fn what_is_told_gains_leave_and_nothing_smaller_does() {
    check(1);
}

#[test]
fn what_is_told_gains_pay_during_leave_and_nothing_smaller_does() {
    check(2);
}

#[test]
fn what_is_told_gains_deductions_from_tax_and_nothing_smaller_does() {
    check(3);
}

#[test]
fn what_is_told_gains_subsidies_and_childcare_and_nothing_smaller_does() {
    check(4);
}

#[test]
fn what_is_told_gains_housing_and_help_for_one_child_families_and_nothing_smaller_does() {
    check(5);
}

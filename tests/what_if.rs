//! What would have to be different: every change that is told does it when it is run, and a plain search that knows nothing of
//! the engine's finds nothing smaller.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use shelf::{Folder, policies};
use tiaoli::check::{Computed, FieldKind, NormId, ObjectId, Type};
use tiaoli::diagnostic::Words;
use tiaoli::engine::{
    Aim, Asking, Case, Engine, Found, Limits, Manifest, SourceFile, WhatIf, case_from_json,
};
use tiaoli::quantity::Date;
use tiaoli::vm::{Clocks, Outcome};
use tiaoli::wire;

/// How many families that fail a right are asked about, and of how many of them every single change is tried.
const FAMILIES: usize = 3;
const SEARCHED: usize = 1;

/// How many families are made for one right before it is given up.
const MADE: u64 = 40;

/// Rights that no made family misses by facts that can change, or at all.
const NEVER_BY_CHANGEABLE_FACTS: &[(&str, usize)] = &[];

/// A number that follows from another, well mixed.
struct Dice(u64);

impl Dice {
    fn next(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }
}

fn today() -> Date {
    Date::new(2025, 12, 1).unwrap()
}

/// Values that a fact may have: all of few, else some at and beside where rules draw lines.
fn candidates(engine: &Engine, ty: &Type) -> Vec<Value> {
    const NUMBERS: &str = "0 1 2 3 4 5 6 7 8 9 10 11 12 14.99 15 15.01 16 22 60 98 119.99 120 120.01 129.99 130 130.01 133 5000 12000 100000 100000.01 130000";
    match ty {
        Type::Boolean => vec![json!(true), json!(false)],
        Type::Choice(id) => {
            let options = &engine.model().choices[id.index()].options;
            options.iter().map(|(name, _)| json!(name)).collect()
        }
        Type::Number(_) => NUMBERS.split(' ').map(|number| json!(number)).collect(),
        Type::Date => {
            let days = [
                -30, -1, 0, 1, 40, 98, 200, 365, 366, 800, 1095, 1096, 1097, 2190, 2191, 2192,
                2557, 5000, 9000,
            ];
            let day = |back: &i64| json!(today().checked_add_days(-back).unwrap().to_string());
            days.iter().map(day).collect()
        }
        Type::Text | Type::Period => Vec::new(),
    }
}

/// One fact of a made family: where it stands, and what else it might be.
struct Place {
    pointer: String,
    others: Vec<Value>,
    changeable: bool,
}

/// Makes families and knows their facts.
struct Maker<'e> {
    engine: &'e Engine,
    dice: Dice,
    places: Vec<Place>,
}

impl Maker<'_> {
    fn object(&mut self, id: ObjectId, pointer: &str) -> Value {
        let model = self.engine.model();
        let mut facts = Map::new();
        for field in &model.objects[id.index()].fields {
            let field = &model.fields[field.index()];
            let own = format!("{pointer}/{}", field.label.name);
            match &field.kind {
                FieldKind::List { object, .. } => {
                    let members = 1 + self.dice.next(2);
                    let members =
                        (0..members).map(|at| self.object(*object, &format!("{own}/{at}")));
                    facts.insert(field.label.name.clone(), members.collect());
                }
                FieldKind::Value { ty, .. } => {
                    let others = candidates(self.engine, ty);
                    let likely =
                        self.dice.next(4) > 0 && !matches!(ty, Type::Number(_) | Type::Date);
                    let picked = if likely {
                        0
                    } else {
                        self.dice.next(others.len())
                    };
                    let Some(value) = others.get(picked) else {
                        continue;
                    };
                    // A value outside the declared bounds is left out, and so is one fact in ten.
                    let alone = json!({ field.label.name.clone(): value });
                    if self.dice.next(10) > 0 && self.stands(&own, alone) {
                        facts.insert(field.label.name.clone(), value.clone());
                    }
                    let changeable = !field.unchangeable || !facts.contains_key(&field.label.name);
                    self.places.push(Place {
                        pointer: own,
                        others,
                        changeable,
                    });
                }
            }
        }
        Value::Object(facts)
    }

    /// Whether a fact alone is one that the package takes.
    fn stands(&self, pointer: &str, fact: Value) -> bool {
        let mut inner = fact;
        let names: Vec<&str> = pointer.split('/').skip(1).collect();
        for name in names.iter().rev().skip(1) {
            inner = match name.parse::<usize>() {
                Ok(at) => Value::Array(
                    (0..=at)
                        .map(|place| {
                            if place == at {
                                inner.clone()
                            } else {
                                json!({})
                            }
                        })
                        .collect(),
                ),
                Err(_) => json!({ *name: inner }),
            };
        }
        case_from_json(self.engine.model(), &inner.to_string()).is_ok()
    }
}

fn family(engine: &Engine, seed: u64) -> (Value, Vec<Place>) {
    let model = engine.model();
    let object = |name: &str| {
        let mut objects = (0_u32..).zip(&model.objects);
        ObjectId(
            objects
                .find(|(_, object)| object.label.name == name)
                .unwrap()
                .0,
        )
    };
    let mut maker = Maker {
        engine,
        dice: Dice(seed.wrapping_mul(1_000_003)),
        places: Vec::new(),
    };
    let family = maker.object(object("家庭"), "/家庭");
    let birth = maker.object(object("生育"), "/生育");
    (json!({ "家庭": family, "生育": birth }), maker.places)
}

/// Puts a value where a pointer says.
fn put(facts: &Value, pointer: &str, value: &Value) -> Value {
    let mut changed = facts.clone();
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = changed.pointer_mut(owner).unwrap().as_object_mut().unwrap();
    owner.insert(name.to_owned(), value.clone());
    changed
}

fn holds(asking: &mut Asking<'_>, facts: &Value, path: Option<&str>) -> bool {
    let Ok(brief) = asking.answer(&facts.to_string(), [None; 3], today()) else {
        return false;
    };
    brief.answers().any(|answer| {
        (path.is_none() || answer.instance.is_none() || answer.instance.as_deref() == path)
            && answer.outcome == Ok(Outcome::Holds)
    })
}

fn runs_to_hold(asking: &mut Asking<'_>, case: &Case, path: Option<&str>) -> bool {
    let brief = asking.answer_case(case, Clocks::all(today())).unwrap();
    brief.answers().any(|answer| {
        (path.is_none() || answer.instance.is_none() || answer.instance.as_deref() == path)
            && answer.outcome == Ok(Outcome::Holds)
    })
}

fn package() -> Engine {
    let engine = opened::engine(&Folder::at(&policies().join("cn-beijing/birth-one-matter")));
    assert!(engine.is_sound());
    engine
}

/// A right, and a family that fails it.
struct Failing<'e> {
    engine: &'e Engine,
    facts: Value,
    places: Vec<Place>,
}

/// Every told change does it; and where more changes are told to be needed, or others, no single one of the grid does it.
fn check(asking: &mut Asking<'_>, told: &WhatIf, failing: &Failing<'_>, search: bool) {
    let Failing {
        engine,
        facts,
        places,
    } = failing;
    let (path, name) = (told.instance_path.as_deref(), &told.name.zh);
    let case = case_from_json(engine.model(), &facts.to_string()).unwrap();
    assert!(
        !runs_to_hold(asking, &case, path),
        "{name} holds already: {facts}"
    );
    assert_ne!(told.found, Found::Already, "{name}: {facts}");
    for way in told.ways.iter().chain(&told.fixed) {
        let does = runs_to_hold(asking, &way.apply(&case), path);
        assert!(does, "{name} {path:?}: {way:?} does not do it: {facts}");
    }
    let size = told
        .ways
        .first()
        .map_or(usize::MAX, |way| way.changes.len());
    if !told.ways.is_empty() {
        assert_eq!(told.found, Found::Ways(size));
    }
    assert!(told.ways.iter().all(|way| way.changes.len() == size));
    if !search || told.cut {
        return;
    }
    let alone = told.ways.iter().filter(|way| way.changes.len() == 1);
    let alone: BTreeSet<&str> = alone.map(|way| way.changes[0].path.as_str()).collect();
    for place in places.iter().filter(|place| place.changeable) {
        let named = place.named();
        let now = facts.pointer(&place.pointer).and_then(place_on_line);
        let told = told.ways.iter().filter(|way| way.changes.len() == 1);
        let told = told.map(|way| &way.changes[0]);
        let told = told.filter(|change| change.path == named);
        let told: Vec<i64> = told
            .filter_map(|change| place_on_line(&json!(change.written)))
            .collect();
        // Beside what the grid has: one step nearer than what was told, and halfway to it.
        let nearer = told.iter().flat_map(|told| {
            let way = now.map_or(0, |now| told - now);
            let day = matches!(place.others.first(), Some(Value::String(text)) if Date::parse_iso(text).is_ok());
            let steps = [told - way.signum(), told - way / 2];
            steps.into_iter().filter(move |_| way != 0).map(move |at| written(at, day))
        });
        let others: Vec<Value> = place.others.iter().cloned().chain(nearer).collect();
        for other in others {
            if !holds(asking, &put(facts, &place.pointer, &other), path) {
                continue;
            }
            assert!(
                alone.contains(named.as_str()),
                "{name} {path:?}: {named} = {other} alone does it and was not told: {facts}"
            );
            if let (Some(now), Some(at)) = (now, place_on_line(&other)) {
                let near = |told: &i64| {
                    (told - now).signum() == (at - now).signum()
                        && (told - now).abs() <= (at - now).abs()
                };
                assert!(
                    told.iter().any(near),
                    "{name} {path:?}: {named} = {other} does it and is nearer than {told:?}: {facts}"
                );
            }
        }
    }
}

/// Where a number or a day stands: hundredths, or days; none for what has no order or is finer.
fn place_on_line(value: &Value) -> Option<i64> {
    let text = value.as_str()?;
    if let Ok(day) = Date::parse_iso(text) {
        return Some(i64::from(day.to_days()));
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let part = format!("{part:0<2}");
    (part.len() == 2).then_some(())?;
    Some(whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?)
}

fn written(at: i64, day: bool) -> Value {
    if day {
        json!(
            Date::from_days(i32::try_from(at).unwrap())
                .unwrap()
                .to_string()
        )
    } else {
        json!(format!("{}.{:02}", at / 100, at % 100))
    }
}

impl Place {
    /// Its path as answers write it.
    fn named(&self) -> String {
        let mut path = String::new();
        for name in self.pointer.split('/').skip(1) {
            match name.parse::<usize>() {
                Ok(at) => path.push_str(&format!("[{at}]")),
                Err(_) if path.is_empty() => path.push_str(name),
                Err(_) => path.push_str(&format!(".{name}")),
            }
        }
        path
    }
}

/// Asks about one right of made families until enough of them fail it by facts that can change; says how many did.
fn ask_about(engine: &Engine, norm: NormId) -> usize {
    let mut asking = engine.asking(&[Computed::Norm(norm)]);
    let mut changing = engine.changing(norm);
    let limits = Limits {
        days: 0,
        runs: 2_000,
        size: 2,
    };
    let mut asked = 0;
    for seed in 0..MADE {
        let (facts, places) = family(engine, seed);
        let Ok(case) = case_from_json(engine.model(), &facts.to_string()) else {
            continue;
        };
        let clocks = Clocks::all(today());
        let paths = changing.instances(&case, clocks).unwrap();
        let failing = paths
            .iter()
            .find(|path| !runs_to_hold(&mut asking, &case, path.as_deref()));
        let Some(path) = failing else {
            continue;
        };
        let told = changing.what_if(&case, clocks, path.as_deref(), (Aim::Gain, limits));
        let told = told.unwrap().unwrap();
        let again = (seed == 0).then(|| {
            let again = changing.what_if(&case, clocks, path.as_deref(), (Aim::Gain, limits));
            again.unwrap().unwrap()
        });
        assert!(again.is_none_or(|again| again == told));
        let failing = Failing {
            engine,
            facts,
            places,
        };
        check(&mut asking, &told, &failing, asked < SEARCHED);
        asked += usize::from(!told.ways.is_empty());
        if asked == FAMILIES {
            break;
        }
    }
    asked
}

#[test]
fn every_right_of_a_family_is_gained_by_what_is_told_and_by_nothing_smaller() {
    let engine = package();
    let form = engine.questionnaire("生育一件事").unwrap();
    let mut few = Vec::new();
    for norm in &form.goals {
        let since = std::time::Instant::now();
        let asked = ask_about(&engine, *norm);
        eprintln!("TIME {} {asked} {:?}", engine.model().norms[norm.index()].label.name, since.elapsed());
        if asked < FAMILIES {
            few.push((
                engine.model().norms[norm.index()].label.name.as_str(),
                asked,
            ));
        }
    }
    assert_eq!(few, NEVER_BY_CHANGEABLE_FACTS);
}

/// A few rules of one file.
fn rules(text: &str) -> Engine {
    let manifest = Manifest {
        name: "a/b".into(),
        version: "1.0.0".into(),
        title: Words::same("例"),
    };
    let text = format!("文件 规则：标题《规则》；全文 未收录。{text}");
    let file = SourceFile {
        path: "rules.tiao".into(),
        bytes: text.into(),
    };
    Engine::open(manifest, vec![file], Vec::new())
}

fn ask(engine: &Engine, facts: &Value, aim: Aim, limits: Limits) -> WhatIf {
    let case = case_from_json(engine.model(), &facts.to_string()).unwrap();
    let goals = engine.goals_named(&["补助".to_owned()]).unwrap();
    let [Computed::Norm(norm)] = goals[..] else {
        panic!("补助 is one norm");
    };
    let clocks = Clocks::all(today());
    let told = engine
        .what_if(&case, clocks, norm, (None, aim, limits))
        .unwrap();
    let schema = jsonschema::validator_for(&wire::what_if_schema()).unwrap();
    let shape = wire::what_if(clocks, &told);
    let wrong: Vec<String> = schema
        .iter_errors(&shape)
        .map(|error| error.to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    told.into_iter().next().unwrap()
}

fn said(told: &WhatIf) -> Vec<Vec<&str>> {
    let ways = told.ways.iter();
    ways.map(|way| {
        way.changes
            .iter()
            .map(|change| change.words.zh.as_str())
            .collect()
    })
    .collect()
}

const FAMILY: &str =
    "对象 家庭：月收入：金额，不低于0元；孩子身高：数量（厘米），不低于20厘米，不超过250厘米；
    出生日期：日期，不可改变；领证日期：日期；本市：是否。";

#[test]
fn a_value_moves_to_the_line_that_the_rules_draw_and_no_further() {
    let cases = [
        (
            "月收入 不超过 10000元",
            "家庭的月收入由12000元变为10000元或者更低",
        ),
        (
            "月收入 低于 10000元",
            "家庭的月收入由12000元变为低于10000元（如9999.99元）",
        ),
        (
            "月收入 × 2 不低于 30000元",
            "家庭的月收入由12000元变为15000元或者更高",
        ),
        (
            "领证日期 ＋ 10日 不晚于 2025年6月1日",
            "家庭的领证日期由2025年8月1日变为2025年5月22日或者更早",
        ),
        ("本市", "家庭的本市由否变为是"),
    ];
    for (condition, words) in cases {
        let engine = rules(&format!(
            "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：{condition}；给予：“补助”。"
        ));
        let facts = json!({"家庭": {"月收入": "12000", "孩子身高": "133", "领证日期": "2025-08-01", "本市": false}});
        let told = ask(&engine, &facts, Aim::Gain, Limits::default());
        assert_eq!(
            (told.found, said(&told)),
            (Found::Ways(1), vec![vec![words]]),
            "{condition}"
        );
    }
}

#[test]
fn what_nobody_can_change_is_shown_and_not_advised() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：出生日期 不早于 2025年1月1日；给予：“补助”。"
    ));
    let told = ask(
        &engine,
        &json!({"家庭": {"出生日期": "2024-03-01"}}),
        Aim::Gain,
        Limits::default(),
    );
    assert_eq!(
        (told.found, told.ways.len(), told.fixed.len()),
        (Found::Impossible, 0, 1)
    );
    assert_eq!(told.fixed[0].changes[0].written, "2025-01-01");
    assert_eq!(told.deciding[0].zh, "家庭的出生日期（2024年3月1日）");
    // Who has not said yet when it was may still say so.
    let told = ask(&engine, &json!({"家庭": {}}), Aim::Gain, Limits::default());
    assert_eq!(told.found, Found::Ways(1));
}

#[test]
fn a_search_that_runs_out_says_so_and_the_other_way_is_found_too() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：本市 且 月收入 低于 100元；给予：“补助”。"
    ));
    let facts = json!({"家庭": {"月收入": "12000", "本市": false}});
    let few = Limits {
        runs: 4,
        ..Limits::default()
    };
    let told = ask(&engine, &facts, Aim::Gain, few);
    assert!(told.cut && told.found != Found::Impossible, "{told:?}");
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!((told.found, told.cut), (Found::Ways(2), false));
    let facts = json!({"家庭": {"月收入": "99.5", "本市": true}});
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!((told.found, told.ways.len()), (Found::Already, 0));
    let told = ask(&engine, &facts, Aim::Lose, Limits::default());
    assert_eq!(
        said(&told),
        [
            ["家庭的月收入由99.5元变为100元或者更高"],
            ["家庭的本市由是变为否"]
        ]
    );
}

#[test]
fn a_finding_is_for_those_to_make_who_make_it_and_comes_last() {
    let engine = rules(&format!(
        "{FAMILY} 认定 家庭的确有困难：依据：规则第二条；由：“区民政部门”；问：“是否确有困难？”；未认定前：待定。
        权利 补助：依据：规则第一条；主体：家庭；条件：家庭的本市 或 家庭的确有困难；给予：“补助”。"
    ));
    let facts = json!({"家庭": {"本市": false}});
    let told = ask(&engine, &facts, Aim::Gain, Limits::default());
    assert_eq!(
        said(&told),
        [["家庭的本市由否变为是"], ["由区民政部门认定“家庭的确有困难”"]]
    );
    assert_eq!(told.ways[1].changes[0].decided_by, ["区民政部门"]);
}

#[test]
fn nothing_given_and_no_room_to_search_are_told_as_such() {
    let engine = rules(&format!(
        "{FAMILY} 权利 补助：依据：规则第一条；主体：家庭；条件：本市 且 月收入 低于 100元；给予：“补助”。"
    ));
    let told = ask(&engine, &json!({}), Aim::Gain, Limits::default());
    assert_eq!((told.found, told.cut), (Found::Ways(2), false));
    let none = Limits {
        size: 0,
        runs: 0,
        days: 0,
    };
    let told = ask(&engine, &json!({}), Aim::Gain, none);
    assert!(told.cut && told.ways.is_empty(), "{told:?}");
    assert_eq!(told.found, Found::NotUpTo(0));
    let one = Limits {
        size: 1,
        ..Limits::default()
    };
    let told = ask(&engine, &json!({}), Aim::Gain, one);
    assert_eq!((told.found, told.cut), (Found::NotUpTo(1), false));
    let most = Limits {
        size: usize::MAX,
        runs: 2_000,
        days: u32::MAX,
    };
    let first = ask(&engine, &json!({}), Aim::Gain, most);
    assert_eq!(first, ask(&engine, &json!({}), Aim::Gain, most));
}

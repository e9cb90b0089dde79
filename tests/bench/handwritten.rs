//! The workload's rules written by hand in Rust, as a programmer without tiaoli would: the yardstick of the benchmarks.

use serde::{Deserialize, Serialize, Serializer};

use crate::households::{Child, Household};

/// The outputs in the order of the workload: n_minor, n_u3, ded_month, ded_year, edu_year, total_year, stat_days, ext_days,
/// leave_days, allowance (分), parental_days, transit_n, tier, nursery_month, paternity_days, check_grant, any.
pub type Outputs = [i64; 17];

/// The outputs' names in the rule package.
pub const NAMES: [&str; 17] = [
    "n_minor",
    "n_u3",
    "ded_month",
    "ded_year",
    "edu_year",
    "total_year",
    "stat_days",
    "ext_days",
    "leave_days",
    "allowance",
    "parental_days",
    "transit_n",
    "tier",
    "nursery_month",
    "paternity_days",
    "check_grant",
    "any",
];

/// One decision.
pub fn decide(house: &Household) -> Outputs {
    let (dy, dm, dd) = house.day;
    let date = dy * 10_000 + dm * 100 + dd;
    let rate: i64 = if date >= 20_230_101 { 2_000 } else { 1_000 };
    let (mut n_minor, mut n_u3, mut care, mut school, mut transit, mut nursery) =
        (0_i64, 0_i64, 0_i64, 0_i64, 0_i64, 0_i64);
    let count = house.children.len();
    for Child {
        born: (by, bm, bd),
        height,
        enrolled,
    } in &house.children
    {
        let age = (dy - by) * 12 + (dm - bm) - i32::from(dd < *bd);
        let (b, s) = (by * 12 + bm - 1, dy * 12);
        care += i64::from(((b + 35).min(s + 11) - b.max(s) + 1).max(0));
        n_minor += i64::from(age < 216);
        n_u3 += i64::from(age < 36);
        school += i64::from((36..216).contains(&age));
        transit += i64::from(*height < 130 || (age < 72 && date >= 20_220_601));
        nursery += i64::from(*enrolled && age < 36);
    }
    let birth = house.babies >= 1;
    let region = i64::from(house.region);
    let parents = i64::try_from(house.ages.len()).expect("few parents");
    let children = i64::try_from(count).expect("few children");
    let stat = if birth {
        98 + if house.dystocia { 15 } else { 0 } + 15 * (i64::from(house.babies) - 1)
    } else {
        0
    };
    let ext = match (birth, house.region) {
        (false, _) => 0,
        (true, 5) => 80,
        (true, 3) if count >= 3 => 90,
        _ => 60,
    };
    let leave = stat + ext;
    let flexible_pilot = matches!(house.region, 1 | 4 | 7) && date >= 20_230_701;
    let base = house.wage.min(3 * (800_000 + 50_000 * region));
    let allowance = if house.sector == 3 && !flexible_pilot {
        0
    } else {
        (base * leave + 15).div_euclid(30)
    };
    let parental_pilot = matches!(house.region, 2 | 5 | 9) && date >= 20_220_101;
    let parental = if n_u3 > 0 {
        parents * if parental_pilot { 10 } else { 5 }
    } else {
        0
    };
    let tier = if house.wage < (250_000 + 20_000 * region) * (parents + children) {
        match n_minor {
            3.. => 1,
            2 => 2,
            _ => 3,
        }
    } else {
        0
    };
    let nursery_month = if count >= 3 { 800 } else { 600 } * nursery;
    let paternity = if birth && parents == 2 {
        if house.region == 5 { 30 } else { 15 }
    } else {
        0
    };
    let grant = if birth && house.ages.first().is_some_and(|age| *age >= 35) {
        1_000
    } else {
        0
    };
    let (ded_year, edu_year) = (rate * care, rate * 12 * school);
    let total = ded_year + edu_year;
    let any = total > 0 || leave > 0 || transit > 0 || tier > 0 || nursery_month > 0 || grant > 0;
    [
        n_minor,
        n_u3,
        rate * n_u3,
        ded_year,
        edu_year,
        total,
        stat,
        ext,
        leave,
        allowance,
        parental,
        transit,
        tier,
        nursery_month,
        paternity,
        grant,
        i64::from(any),
    ]
}

#[derive(Deserialize)]
struct CaseJson<'a> {
    as_of: &'a str,
    #[serde(borrow)]
    household: HouseJson<'a>,
}

#[derive(Deserialize)]
struct HouseJson<'a> {
    region: &'a str,
    dy: i32,
    dm: i32,
    dd: i32,
    parents: Vec<ParentJson>,
    sector: &'a str,
    wage: i64,
    babies: i32,
    dyst: bool,
    children: Vec<ChildJson>,
}

#[derive(Deserialize)]
struct ParentJson {
    age: i32,
    mother: bool,
}

#[derive(Deserialize)]
struct ChildJson {
    by: i32,
    bm: i32,
    bd: i32,
    h: i32,
    n: bool,
}

/// JSON text to JSON text.
pub fn decide_json(text: &str) -> String {
    let case: CaseJson = serde_json::from_str(text).expect("a generated case");
    assert_eq!(case.as_of.len(), 10);
    let house = case.household;
    let sector = ["public", "state", "private", "flexible"]
        .iter()
        .position(|name| *name == house.sector);
    let mut parents = house.parents;
    parents.sort_by_key(|parent| !parent.mother);
    let household = Household {
        region: house
            .region
            .get(1..)
            .and_then(|n| n.parse::<u8>().ok())
            .expect("a region")
            - 1,
        day: (house.dy, house.dm, house.dd),
        ages: parents.iter().map(|parent| parent.age).collect(),
        sector: u8::try_from(sector.expect("a sector")).expect("four sectors"),
        wage: house.wage,
        babies: house.babies,
        dystocia: house.dyst,
        children: house
            .children
            .into_iter()
            .map(|child| Child {
                born: (child.by, child.bm, child.bd),
                height: child.h,
                enrolled: child.n,
            })
            .collect(),
    };
    serde_json::to_string(&Told(decide(&household))).expect("numbers and names become JSON")
}

/// The outputs by their names.
struct Told(Outputs);

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(NAMES.iter().zip(&self.0))
    }
}

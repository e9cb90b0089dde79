//! Generated households: counter-based SplitMix64, so household `i` is the same whatever else is generated.

/// One household of the workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// 0 to 11.
    pub region: u8,
    /// Year, month and day of the decision.
    pub day: (i32, i32, i32),
    /// The parents' ages, the mother first.
    pub ages: Vec<i32>,
    /// 0 public, 1 state, 2 private, 3 flexible.
    pub sector: u8,
    /// In 分.
    pub wage: i64,
    /// Babies born at the delivery that is claimed for.
    pub babies: i32,
    /// Dystocia.
    pub dystocia: bool,
    /// The children.
    pub children: Vec<Child>,
}

/// One child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Year, month and day of birth.
    pub born: (i32, i32, i32),
    /// In centimetres.
    pub height: i32,
    /// In a nursery.
    pub enrolled: bool,
}

const SEED: u64 = 0x5EED_F00D;

fn mix(x: u64) -> u64 {
    let mut x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A number in `0..n` for household `i` and field `k`.
fn draw(i: u64, k: u64, n: i64) -> i64 {
    let word = mix(mix(i.wrapping_mul(64).wrapping_add(k)) ^ SEED) >> 33;
    i64::try_from(word).expect("31 bits fit") % n
}

fn small(value: i64) -> i32 {
    i32::try_from(value).expect("small numbers stay small")
}

/// Year, month and day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i32, i32, i32) {
    let date = tiaoli::quantity::Date::from_days(small(days)).expect("a day of the workload");
    let part = |number: u32| i32::try_from(number).expect("a part of a day");
    (date.year(), part(date.month()), part(date.day()))
}

/// Household `i`.
pub fn household(i: u64) -> Household {
    const FIRST: i64 = 18_628; // 2021-01-01
    const SPAN: i64 = 1_826; // to 2025-12-31
    let decided = FIRST + draw(i, 0, SPAN);
    let parents = if draw(i, 2, 100) < 12 { 1 } else { 2 };
    let mut ages = vec![small(20 + draw(i, 3, 28))];
    if parents == 2 {
        ages.push(small(20 + draw(i, 4, 33)));
    }
    let extra = if draw(i, 7, 10) == 0 {
        draw(i, 8, 3_000_000)
    } else {
        0
    };
    let babies = match draw(i, 9, 100) {
        0..65 => 0,
        65..95 => 1,
        95..99 => 2,
        _ => 3,
    };
    let count = match draw(i, 11, 100) {
        0..10 => 0,
        10..50 => 1,
        50..85 => 2,
        85..97 => 3,
        _ => 4,
    };
    let children = (0..count).map(|slot| child(i, slot, decided)).collect();
    Household {
        region: u8::try_from(draw(i, 1, 12)).expect("twelve regions"),
        day: civil(decided),
        ages,
        sector: u8::try_from(draw(i, 5, 4)).expect("four sectors"),
        wage: 300_000 + draw(i, 6, 1_700_000) + extra,
        babies,
        dystocia: draw(i, 10, 5) == 0,
        children,
    }
}

fn child(i: u64, slot: u64, decided: i64) -> Child {
    let age = if draw(i, 16 + slot, 100) < 55 {
        draw(i, 20 + slot, 1_200)
    } else {
        draw(i, 24 + slot, 7_300)
    };
    let grown = if age < 730 {
        age * 30 / 730
    } else {
        30 - (age - 730) / 600
    };
    let height = 50 + age * 65 / 3_650 + grown + draw(i, 28 + slot, 17) - 8;
    Child {
        born: civil(decided - age),
        height: small(height.clamp(45, 190)),
        enrolled: draw(i, 32 + slot, 2) == 1,
    }
}

impl Household {
    /// The case as the engine reads it: English aliases, whole numbers as numbers.
    pub fn json(&self) -> String {
        const SECTORS: [&str; 4] = ["public", "state", "private", "flexible"];
        let (year, month, day) = self.day;
        let parents: Vec<String> = self
            .ages
            .iter()
            .enumerate()
            .map(|(place, age)| format!("{{\"age\":{age},\"mother\":{}}}", place == 0))
            .collect();
        let children: Vec<String> = self
            .children
            .iter()
            .map(|child| {
                let (by, bm, bd) = child.born;
                format!(
                    "{{\"by\":{by},\"bm\":{bm},\"bd\":{bd},\"h\":{},\"n\":{}}}",
                    child.height, child.enrolled
                )
            })
            .collect();
        format!(
            "{{\"as_of\":\"{year:04}-{month:02}-{day:02}\",\"household\":{{\"region\":\"R{:02}\",\"dy\":{year},\"dm\":{month},\"dd\":{day},\"parents\":[{}],\"sector\":\"{}\",\"wage\":{},\"babies\":{},\"dyst\":{},\"children\":[{}]}}}}",
            self.region + 1,
            parents.join(","),
            SECTORS[usize::from(self.sector)],
            self.wage,
            self.babies,
            self.dystocia,
            children.join(",")
        )
    }
}

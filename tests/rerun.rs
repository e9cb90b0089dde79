//! Records decided again: their classes are those that comparing decisions gives, their counts add up, no published number is
//! small, and nothing in a folder of records does harm.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

mod shelf;

#[path = "shelf/opened.rs"]
mod opened;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use tiaoli::diagnostic::Words;
use tiaoli::engine::{Case, Engine, Question};
use tiaoli::pack::Held;
use tiaoli::quantity::Number;
use tiaoli::record::{Draft, Record, RuleBase};
use tiaoli::rerun::{
    Class, Dimension, LEAST, Label, Measure, Obstacle, Published, Rerun, Tally, Way, again, publish,
};
use tiaoli::wire;

use opened::opened;
use shelf::{Folder, policies};

fn held(root: &Path) -> Held {
    let held = opened(&Folder::at(root));
    assert!(held.engine.is_sound(), "{}", root.display());
    held
}

fn copied(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &to, change);
        } else {
            fs::write(to, change(&fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

/// What the examples ask: a right, an amount and a text out of a table.
const ASKED: [&str; 3] = [
    "则成立：申请公租房资格",
    "则：家庭的收入上限 ＝ 1元",
    "则：家庭的配租户型 ＝ “无”",
];

/// Cases on both sides of the limits, with and without what else could help.
fn cases() -> String {
    let mut text = String::new();
    let mut number = 0;
    for asked in ASKED {
        for size in [1, 2, 3, 4] {
            for income in ["9万", "11万", "14万"] {
                for works in ["", "，外省市来京稳定就业＝是", "，外省市来京稳定就业＝否"]
                {
                    let month = 1 + number % 12;
                    number += 1;
                    text.push_str(&format!(
                        "例 样{number}：\n  判断日：2024年{month}月1日；\n  设 家庭：家庭｛三类轮候家庭＝否，本市城镇户籍＝是，\
                         家庭人口＝{size}，人均使用面积＝10平方米，家庭年收入＝{income}元{works}｝；\n  {asked}。\n\n"
                    ));
                }
            }
        }
    }
    text
}

/// A shelf in a folder of its own: the real package with more examples, and a copy with one figure and one row changed.
struct Shelf {
    folder: TempDir,
    old: PathBuf,
    new: PathBuf,
}

fn shelf() -> Shelf {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    copied(
        &policies().join("cn/vocabulary"),
        &root.join("cn/vocabulary"),
        &str::to_owned,
    );
    let real = policies().join("cn-beijing/public-rental-2011");
    let (old, new) = (root.join("bj/old"), root.join("bj/new"));
    copied(&real, &old, &str::to_owned);
    copied(&real, &new, &|text: &str| {
        text.replace("2011年12月1日起，10万元", "2011年12月1日起，12万元")
            .replace("“单居或者小套型”", "“单居”")
    });
    for package in [&old, &new] {
        fs::write(package.join("generated.tiao"), cases()).unwrap();
    }
    Shelf { folder, old, new }
}

/// Records of the generated cases: decided with one package, said to be of a rule base.
fn records(decided: &Held, base: &RuleBase) -> Vec<(String, Case, Record)> {
    let examples = decided.engine.model().examples.iter();
    let examples = examples.filter(|one| one.label.name.starts_with('样'));
    let made = examples.map(|example| {
        let case = Case::of_example(example);
        let clocks = Engine::clocks(&case, [None; 3], example.as_of);
        let goals = decided.engine.goals_of(example);
        let draft = Draft::decide(&decided.engine, base, &case, &goals, clocks, None).unwrap();
        let name = example.label.name.clone();
        let number: usize = name.trim_start_matches('样').parse().unwrap();
        let bytes: Vec<u8> = (0..draft.needs())
            .map(|at| u8::try_from((at * 7 + number) % 251).unwrap())
            .collect();
        (name, case, draft.seal(&bytes).unwrap())
    });
    made.collect()
}

fn way(held: &Held) -> Way<'_> {
    Way {
        engine: &held.engine,
        day: None,
        old: None,
        by: None,
    }
}

/// What a package says of a case: the outcome of the right, or the figure.
fn says(held: &Held, case: &Case, record: &Record) -> (String, Value) {
    let question = Question {
        goals: record.goals(held.engine.model()).unwrap(),
        clocks: record.clocks().unwrap(),
        explained: false,
    };
    let decision = held.engine.decide(case, &question).unwrap();
    let shown = wire::decision(&held.engine, &decision);
    match shown["answers"].get(0) {
        Some(answer) => (answer["outcome"].as_str().unwrap().to_owned(), Value::Null),
        None => ("figure".to_owned(), shown["figures"][0]["value"].clone()),
    }
}

/// The class that follows from two outcomes, put down by hand.
fn expected(before: &(String, Value), after: &(String, Value)) -> BTreeSet<Class> {
    let amount = |value: &Value| {
        value["low"]
            .as_str()
            .and_then(|low| low.parse::<i64>().ok())
    };
    let one = |class| BTreeSet::from([class]);
    match (before.0.as_str(), after.0.as_str()) {
        ("figure", "figure") if before.1 == after.1 => one(Class::Same),
        ("figure", "figure") => match (amount(&before.1), amount(&after.1)) {
            (Some(before), Some(after)) if before < after => one(Class::AmountUp),
            (Some(_), Some(_)) => one(Class::AmountDown),
            _ => one(Class::Other),
        },
        (before, after) if before == after => [Class::Same, Class::OtherReasons].into(),
        ("fails", "holds") => one(Class::Gained),
        ("holds", "fails") => one(Class::Lost),
        ("holds" | "fails", "pending") => one(Class::Pending),
        ("holds" | "fails", "awaits_finding") => one(Class::AwaitsFinding),
        ("pending" | "awaits_finding", "holds" | "fails") => one(Class::Settled),
        _ => BTreeSet::new(),
    }
}

#[test]
fn each_record_falls_into_the_class_that_comparing_decisions_gives() {
    let shelf = shelf();
    let (old, new) = (held(&shelf.old), held(&shelf.new));
    let mut met = BTreeSet::new();
    for (before, after) in [(&old, &new), (&new, &old), (&old, &old)] {
        let mut tally = Tally::default();
        let made = records(before, &before.base);
        for (name, case, record) in &made {
            let with_old = Way {
                old: Some((&before.engine, &before.base)),
                ..way(after)
            };
            let judged = again(record, &with_old);
            let expected = expected(&says(before, case, record), &says(after, case, record));
            assert!(
                expected.contains(&judged.class),
                "{name}: {:?} {expected:?}",
                judged.class
            );
            if std::ptr::eq(before, after) {
                assert_eq!(judged.class, Class::Same, "{name}");
                assert!(
                    record
                        .differs_now(&after.engine, &after.base)
                        .unwrap()
                        .is_none()
                );
            }
            assert_eq!(
                judged.reproduced,
                (judged.class != Class::Same).then_some(true),
                "{name}"
            );
            let step = judged.conclusions.iter().find(|one| one.first.is_some());
            if matches!(judged.class, Class::Gained | Class::Lost) {
                assert!(step.is_some(), "{name}: no first step");
            }
            met.insert(judged.class);
            tally.add(&judged);
        }
        let counted: u64 = Class::ALL.iter().map(|class| tally.count(*class)).sum();
        assert_eq!(counted, tally.total());
        assert_eq!(tally.total(), u64::try_from(made.len()).unwrap());
    }
    // A public layer, and a package that does not know the case.
    let (_, _, record) = records(&old, &old.base).remove(0);
    let closed = again(&record.public(), &way(&new));
    assert_eq!(closed.class, Class::Cannot);
    assert_eq!(
        closed.conclusions[0].change.obstacle,
        Some(Obstacle::Closed)
    );
    let stranger = held(&policies().join("cn/vocabulary"));
    let unknown = again(&record, &way(&stranger));
    assert_eq!(
        unknown.conclusions[0].change.obstacle,
        Some(Obstacle::Unknown)
    );
    met.insert(closed.class);
    for class in Class::ALL {
        // Another reason for the same outcome needs another provision; see below.
        assert!(
            met.contains(&class) || class == Class::OtherReasons,
            "{class:?} was not met"
        );
    }
}

#[test]
fn the_same_outcome_on_another_provision_has_other_reasons() {
    let shelf = shelf();
    let rules = shelf.new.join("eligibility.tiao");
    let text = fs::read_to_string(&rules).unwrap();
    let moved = "权利 申请公租房资格（又称 public_rental_eligibility）：\n  依据：公租房办法第";
    assert!(text.contains(&format!("{moved}四条")));
    let text = text.replace(&format!("{moved}四条"), &format!("{moved}五条"));
    fs::write(&rules, text).unwrap();
    let (old, new) = (held(&shelf.old), held(&shelf.new));
    let (_, _, record) = records(&old, &old.base).remove(0);
    let judged = again(&record, &way(&new));
    assert_eq!(judged.class, Class::OtherReasons);
    let cited = |set: &BTreeSet<tiaoli::rerun::Provision>| {
        let each = set.iter().map(|one| one.words().zh);
        each.collect::<Vec<_>>().join("；")
    };
    let change = &judged.conclusions[0].change;
    assert!(cited(&change.gained).contains("第五条"), "{change:?}");
}

/// A number that looks random and is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn rolled(dice: &mut Dice, classes: u64, groups: u64) -> Rerun {
    let class = Class::ALL[usize::try_from(dice.below(classes).min(dice.below(classes))).unwrap()];
    let measure = Measure {
        zh: ["元", "日"][usize::try_from(dice.below(2)).unwrap()].to_owned(),
        en: String::new(),
    };
    let size = i128::from(dice.below(200)) + 1;
    let by = match class {
        Class::AmountUp => Number::from_i128(size),
        Class::AmountDown => Number::from_i128(-size),
        _ => None,
    };
    let by = by.map(|by| (Label::step(&measure, by), by));
    let group = dice.below(groups).min(dice.below(groups));
    let place = (group > 0).then(|| Label::alone(Words::same(format!("区{group}"))));
    let month = Label::month(2024, u32::try_from(dice.below(12)).unwrap() + 1);
    let labels = [
        place.clone(),
        None,
        by.as_ref().map(|(label, _)| label.clone()),
        None,
        None,
        Some(month),
        place,
    ];
    Rerun {
        class,
        labels,
        by,
        conclusions: Vec::new(),
        reproduced: None,
    }
}

/// All numbers of a report, and all that is left when one is taken from one that holds it.
fn told(published: &Published) -> Vec<u64> {
    let total = published.total.unwrap();
    let mut told = vec![total];
    for (place, column) in published.columns.iter().enumerate() {
        told.extend([column.count, total - column.count]);
        let rows = published.table.iter().flat_map(|table| &table.rows);
        told.extend(rows.map(|row| column.count - row.counts[place]));
    }
    for row in published.table.iter().flat_map(|table| &table.rows) {
        told.extend([row.total(), total - row.total()]);
        told.extend(&row.counts);
        told.extend(row.counts.iter().map(|cell| row.total() - cell));
    }
    for sum in &published.sums {
        // A sum is of whole cells of one class.
        told.extend([sum.records, total - sum.records]);
        let class = if sum.name.zh.contains("增加") {
            Class::AmountUp
        } else {
            Class::AmountDown
        };
        let holds = published
            .columns
            .iter()
            .find(|one| one.classes.contains(&class));
        told.push(holds.unwrap().count - sum.records);
    }
    told
}

#[test]
fn no_published_number_is_small_and_none_can_be_had_by_subtraction() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut tables, mut sums) = (0, 0);
    for _ in 0..400 {
        let (count, classes, groups) = (dice.below(400), dice.below(11) + 1, dice.below(20) + 1);
        let rolls: Vec<Rerun> = (0..count)
            .map(|_| rolled(&mut dice, classes, groups))
            .collect();
        let (mut tally, mut turned) = (Tally::default(), Tally::default());
        rolls.iter().for_each(|one| tally.add(one));
        rolls.iter().rev().for_each(|one| turned.add(one));
        for dimension in Dimension::ALL {
            let published = publish(&tally, dimension);
            assert_eq!(published, publish(&turned, dimension), "the order matters");
            if count < LEAST {
                assert!(published.total.is_none() && published.columns.is_empty());
                continue;
            }
            for number in told(&published) {
                assert!(number == 0 || number >= LEAST, "{number}: {published:?}");
            }
            let columns: Vec<u64> = published.columns.iter().map(|one| one.count).collect();
            assert_eq!(columns.iter().sum::<u64>(), count);
            let classes: BTreeSet<Class> = (published.columns.iter())
                .flat_map(|one| one.classes.clone())
                .collect();
            assert_eq!(classes.len(), Class::ALL.len());
            if let Some(table) = &published.table {
                tables += 1;
                let whole = (0..columns.len())
                    .map(|place| table.rows.iter().map(|row| row.counts[place]).sum::<u64>());
                assert_eq!(whole.collect::<Vec<_>>(), columns);
            }
            sums += published.sums.len();
        }
    }
    assert!(tables > 200 && sums > 50, "{tables} tables, {sums} sums");
}

fn rerun(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaoli"));
    command.arg("rerun").args(words).output().unwrap()
}

fn shown(words: &[&str], code: i32) -> String {
    let ran = rerun(words);
    let (out, said) = (
        String::from_utf8(ran.stdout).unwrap(),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert_eq!(ran.status.code(), Some(code), "{words:?}\n{out}{said}");
    out
}

#[test]
fn a_folder_is_counted_whatever_stands_in_it() {
    let shelf = shelf();
    let old = held(&shelf.old);
    let made = records(&old, &old.base);
    let (one, other) = (
        shelf.folder.path().join("one"),
        shelf.folder.path().join("other"),
    );
    for (place, (name, _, record)) in made.iter().enumerate() {
        for (folder, name) in [
            (&one, name.clone()),
            (&other, format!("{:04}", made.len() - place)),
        ] {
            fs::create_dir_all(folder.join("in")).unwrap();
            fs::write(
                folder.join("in").join(format!("{name}.json")),
                record.bytes(),
            )
            .unwrap();
        }
    }
    let new = shelf.new.to_str().unwrap();
    let (one, other) = (one.to_str().unwrap(), other.to_str().unwrap());
    for by in [
        "provision",
        "clauses",
        "amount",
        "needs",
        "obstacle",
        "month",
        "家庭人口",
    ] {
        let words = |records| ["--json", records, "--package", new, "--by", by];
        let report = shown(&words(one), 0);
        assert_eq!(
            report,
            shown(&words(other), 0),
            "{by}: the order of files matters"
        );
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["records"], json!(made.len()));
        let schema = tiaoli::rerun::report_schema();
        let schema = jsonschema::validator_for(&schema).unwrap();
        assert!(schema.is_valid(&report), "{report}");
    }
    // What is no record is counted aside, and does no harm.
    let hostile = Path::new(one);
    let before: Value =
        serde_json::from_str(&shown(&["--json", one, "--package", new], 0)).unwrap();
    fs::write(hostile.join("cut.json"), &made[0].2.bytes()[..200]).unwrap();
    fs::write(hostile.join("deep.json"), "[".repeat(100_000)).unwrap();
    fs::write(hostile.join("notes.txt"), "not looked at").unwrap();
    let huge = fs::File::create(hostile.join("huge.json")).unwrap();
    huge.set_len(1 << 34).unwrap();
    let mut unread = 3;
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        std::os::unix::fs::symlink(hostile, hostile.join("loop.json")).unwrap();
        std::os::unix::fs::symlink(hostile, hostile.join("loop")).unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.json");
        fs::write(hostile.join(name), "{}").unwrap();
        unread += 2;
    }
    let after: Value = serde_json::from_str(&shown(&["--json", one, "--package", new], 0)).unwrap();
    assert_eq!(after["unread"], json!(unread));
    assert_eq!(after["columns"], before["columns"]);
    // Contents that are not those of the digests are told apart from what cannot be read.
    let text = String::from_utf8(made[0].2.bytes()).unwrap();
    let altered = Record::read(text.replacen("2024-01-01", "2024-01-02", 1).as_bytes()).unwrap();
    let judged = again(&altered, &way(&old));
    assert_eq!(
        judged.conclusions[0].change.obstacle,
        Some(Obstacle::Altered)
    );
}

#[test]
fn with_the_same_package_a_record_that_comes_out_otherwise_fails_the_run() {
    let shelf = shelf();
    let (old, new) = (held(&shelf.old), held(&shelf.new));
    let package = shelf.old.to_str().unwrap();
    let folder = shelf.folder.path().join("records");
    fs::create_dir(&folder).unwrap();
    let write = |made: &[(String, Case, Record)]| {
        for (name, _, record) in made {
            fs::write(folder.join(format!("{name}.json")), record.bytes()).unwrap();
        }
    };
    write(&records(&old, &old.base));
    let words = ["--json", folder.to_str().unwrap(), "--package", package];
    let report: Value = serde_json::from_str(&shown(&words, 0)).unwrap();
    assert_eq!(report["gate"]["holds"], json!(true));
    // Said to be of this package, and decided by another: as if the program had changed its mind.
    write(&records(&new, &old.base));
    let report: Value = serde_json::from_str(&shown(&words, 1)).unwrap();
    assert_eq!(report["gate"]["holds"], json!(false));
}

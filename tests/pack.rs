//! Packs: what an engine made from a pack says is what the engine made from the folder says, and a pack that is not whole is
//! refused.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

#[path = "pack/damage.rs"]
mod damage;
#[path = "shelf/every.rs"]
mod every;
#[path = "shelf/opened.rs"]
mod opened;
#[path = "shelf/packed.rs"]
mod packed;
mod shelf;

use every::every;
use opened::{opened, opened_with};
use packed::packed;
use shelf::{Folder, policies};
use tiaoli::engine::{Case, Engine, Question};
use tiaoli::pack::{self, FORMAT, Held, MAGIC, RefusalKind};
use tiaoli::record::{Digests, Draft};
use tiaoli::wire;

fn package(name: &str) -> (Held, Vec<u8>) {
    packed(opened(&Folder::at(&policies().join(name))))
}

/// The same bytes; where they are not, what stands around the first that differs.
fn same(there: &[u8], here: &[u8], place: &str) {
    if there == here {
        return;
    }
    let at = there.iter().zip(here).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let part = &bytes[at.saturating_sub(200)..(at + 100).min(bytes.len())];
        String::from_utf8_lossy(part).into_owned()
    };
    assert_eq!(around(there), around(here), "{place}");
}

/// The answers, the brief answers and the record of every example are the same.
fn check(name: &str, there: &Held, here: &Held) -> usize {
    let model = there.engine.model();
    assert_eq!(there.base, here.base, "{name}");
    let sheet = there.engine.facts();
    assert_eq!(sheet, here.engine.facts(), "{name}");
    for example in &model.examples {
        let place = format!("{name}：{}", example.label.name);
        let case = Case::of_example(example);
        let clocks = Engine::clocks(&case, [None; 3], example.as_of);
        let goals = there.engine.goals_of(example);
        let whole = |held: &Held| {
            let question = Question {
                goals: goals.clone(),
                clocks,
                explained: true,
            };
            let decision = held.engine.decide(&case, &question).unwrap();
            serde_json::to_vec(&wire::decision(&held.engine, &decision)).unwrap()
        };
        same(&whole(there), &whole(here), &place);
        let brief = |held: &Held| {
            let mut out = Vec::new();
            let mut asking = held.engine.asking(&goals);
            wire::brief(&asking.answer_case(&case, clocks).unwrap(), &mut out);
            out
        };
        same(&brief(there), &brief(here), &place);
        let record = |held: &Held| {
            let draft = Draft::decide(&held.engine, &held.base, &case, &goals, clocks, None);
            let draft = draft.unwrap();
            let salts = vec![7; draft.needs()];
            draft.seal(&salts).unwrap().bytes()
        };
        same(&record(there), &record(here), &place);
    }
    model.examples.len()
}

#[test]
fn a_pack_answers_what_its_folder_answers_and_keeps_the_same_records() {
    let mut examples = 0;
    for folder in every() {
        let (there, bytes) = packed(opened(&folder));
        let here = pack::read(&bytes).unwrap();
        assert_eq!(
            here.base.pack(),
            Some(Digests::of(&bytes)),
            "{}",
            folder.name
        );
        examples += check(&folder.name, &there, &here);
        assert_eq!(packed(here).1, bytes, "{}: packed again", folder.name);
    }
    assert!(examples > 600, "the examples were not found: {examples}");
}

#[test]
fn the_same_package_gives_the_same_bytes_in_whatever_order_its_files_come() {
    for name in ["cn-beijing/plan-2022", "cn-beijing/birth-one-matter"] {
        let folder = Folder::at(&policies().join(name));
        let reversed = opened_with(&folder, |read| {
            read.others.reverse();
            for one in read.others.iter_mut().chain([&mut read.own]) {
                one.rules.reverse();
            }
        });
        assert!(packed(opened(&folder)).1 == packed(reversed).1, "{name}");
    }
}

#[test]
fn what_is_no_whole_pack_is_refused_by_its_own_name() {
    let (_, bytes) = package("cn/childcare-deduction");
    let refused = |bytes: &[u8]| pack::read(bytes).unwrap_err().kind;
    for length in [0, 1, 7, 8, 15, 79, 80, 1_000, bytes.len() - 1] {
        let wanted = match length {
            0 => RefusalKind::Foreign,
            _ => RefusalKind::Truncated,
        };
        assert_eq!(refused(&bytes[..length]), wanted, "{length} bytes");
    }
    assert_eq!(refused(b"PK\x03\x04"), RefusalKind::Foreign);
    let other = |format: u32| {
        let mut other = bytes.clone();
        other[MAGIC.len()..][..4].copy_from_slice(&format.to_le_bytes());
        other
    };
    assert_eq!(refused(&other(FORMAT + 1)), RefusalKind::Newer);
    assert_eq!(refused(&other(FORMAT - 1)), RefusalKind::Older);
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(refused(&longer), RefusalKind::Damaged);
}

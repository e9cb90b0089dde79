//! Damage: a byte that is flipped is seen by the digest; one that is flipped and sealed again does no harm.

use tiaoli::check::{Computed, DefinitionId};
use tiaoli::engine::{Case, Engine, Question};
use tiaoli::pack::{self, FORMAT, Held, MAGIC, RefusalKind};
use tiaoli::record::{Digests, Draft};
use tiaoli::wire;

use super::package;

/// Where the payload begins.
const HEAD: usize = 80;

/// A pack around a payload, as anybody can make one.
fn sealed(payload: &[u8]) -> Vec<u8> {
    let digests = Digests::of(payload);
    let mut pack = MAGIC.to_vec();
    pack.extend(FORMAT.to_le_bytes());
    pack.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
    pack.extend(digests.sha256().bytes());
    pack.extend(digests.sm3().bytes());
    pack.extend(payload);
    pack
}

/// Numbers without any order, always the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }
}

/// Changes some bytes: flips a bit, writes an end of the range, takes one out or puts one in.
fn damaged(payload: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut payload = payload.to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(payload.len());
        match numbers.below(8) {
            0..4 => payload[at] ^= 1 << numbers.below(8),
            4 => payload[at] = 0xff,
            5 => payload[at] = payload[at].wrapping_add(1),
            6 => drop(payload.remove(at)),
            _ => payload.insert(at, payload[at]),
        }
    }
    payload
}

/// Everything that one does with a package; what comes of it does not matter.
fn used(held: &Held, cases: &[(Case, Vec<Computed>, tiaoli::vm::Clocks)]) {
    let engine = &held.engine;
    let _ = wire::fact_schema("", &engine.facts());
    let model = engine.model();
    let norms = model.norms.iter().map(|norm| Computed::Norm(norm.id));
    let definitions = (0_u32..).zip(&model.definitions);
    let definitions = definitions.map(|(at, _)| Computed::Definition(DefinitionId(at)));
    let all: Vec<Computed> = norms.chain(definitions).collect();
    let form = model
        .questionnaires
        .first()
        .map(|form| form.label.name.clone());
    let _ = engine.goals_named(&form.into_iter().collect::<Vec<_>>());
    for (case, goals, clocks) in cases {
        let question = Question {
            goals: goals.clone(),
            clocks: *clocks,
            explained: true,
        };
        if let Ok(decision) = engine.decide(case, &question) {
            let _ = wire::decision(engine, &decision);
        }
        let mut out = Vec::new();
        if let Ok(brief) = engine.asking(&all).answer_case(case, *clocks) {
            wire::brief(&brief, &mut out);
        }
        if let Ok(draft) = Draft::decide(engine, &held.base, case, goals, *clocks, None) {
            let salts = vec![7; draft.needs()];
            let _ = draft.seal(&salts);
        }
    }
}

fn check(name: &str, count: usize, cases: usize) {
    let (held, pack) = package(name);
    let model = held.engine.model();
    let step = (model.examples.len() / cases).max(1);
    let cases = model.examples.iter().step_by(step).take(cases);
    let cases: Vec<_> = cases
        .map(|example| {
            let case = Case::of_example(example);
            let clocks = Engine::clocks(&case, [None; 3], example.as_of);
            (case, held.engine.goals_of(example), clocks)
        })
        .collect();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for number in 0..count {
        let payload = damaged(&pack[HEAD..], &mut numbers);
        match pack::read(&sealed(&payload)) {
            Ok(held) => {
                used(&held, &cases);
                read += 1;
            }
            Err(refusal) => assert_eq!(refusal.kind, RefusalKind::Broken, "{name} {number}"),
        }
    }
    assert!(
        read > 0 && read < count,
        "{name}: {read} of {count} were read"
    );
}

#[test]
fn damage_that_is_sealed_again_does_no_harm() {
    check("cn/childcare-deduction", 1_500, 2);
    check("cn/women-workers-2012", 300, 2);
}

#[test]
fn damage_to_the_plan_that_is_sealed_again_does_no_harm() {
    check("cn-beijing/plan-2022", 60, 1);
}

#[test]
fn a_byte_that_is_flipped_is_seen_by_the_digest() {
    let (_, pack) = package("cn/childcare-deduction");
    let step = (pack.len() - HEAD) / 400;
    for at in (16..HEAD).chain((HEAD..pack.len()).step_by(step)) {
        let mut other = pack.clone();
        other[at] ^= 1 << (at % 8);
        assert_eq!(
            pack::read(&other).unwrap_err().kind,
            RefusalKind::Damaged,
            "byte {at}"
        );
    }
}

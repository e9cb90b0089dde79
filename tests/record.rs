//! Decision records: every example of every package makes one that verifies and replays to the same bytes, and whatever is
//! done to one is seen and named.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may panic"
)]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

mod shelf;

#[path = "shelf/every.rs"]
mod every;

#[path = "shelf/opened.rs"]
mod opened;

#[cfg(feature = "wasm")]
#[path = "shelf/packed.rs"]
mod packed;

#[path = "record/tampering.rs"]
mod tampering;

#[path = "record/ordering.rs"]
mod ordering;

#[path = "record/refusing.rs"]
mod refusing;

#[cfg(feature = "wasm")]
#[path = "record/page.rs"]
mod page;

#[path = "record/sealed.rs"]
mod sealed;

use serde_json::Value;
use tiaoli::engine::{Case, Engine};
use tiaoli::pack::Held;
use tiaoli::record::{
    Against, Agency, Draft, Layer, Light, PublicKey, Record, Replayed, SecretKey, Seen, State,
    record_schema, replay, verify,
};

use every::every;
use opened::opened;
use shelf::{Folder, policies};

/// Bytes that look random and are the same in every run.
fn random(count: usize, seed: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for block in 0.. {
        if bytes.len() >= count {
            break;
        }
        let text = format!("{seed} {block}");
        let digest = tiaoli::source::Digest::sha256(text.as_bytes()).to_string();
        let digits = digest.strip_prefix("sha256:").unwrap().as_bytes();
        bytes.extend(
            (digits.chunks(2))
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()),
        );
    }
    bytes
}

/// The records of the examples with this name, or of all; a case may be changed and an agency may add to it.
fn recorded_with(
    held: &Held,
    wanted: impl Fn(&str, &Case) -> bool,
    change: impl Fn(&mut Case),
    agency: Option<&Agency>,
) -> Vec<(String, Record)> {
    let examples = held.engine.model().examples.iter();
    let made = examples.filter_map(|example| {
        let name = &example.label.name;
        let mut case = Case::of_example(example);
        if !wanted(name, &case) {
            return None;
        }
        change(&mut case);
        let clocks = Engine::clocks(&case, [None; 3], example.as_of);
        let goals = held.engine.goals_of(example);
        let draft = Draft::decide(&held.engine, &held.base, &case, &goals, clocks, agency);
        let draft = draft.unwrap();
        let bytes = random(draft.needs(), name);
        Some((name.clone(), draft.seal(&bytes).unwrap()))
    });
    made.collect()
}

fn recorded(held: &Held, name: Option<&str>) -> Vec<(String, Record)> {
    let is = |example: &str, _: &Case| name.is_none_or(|name| example == name);
    recorded_with(held, is, |_| (), None)
}

fn plan() -> Folder {
    Folder::at(&policies().join("cn-beijing/plan-2022"))
}

fn secret() -> SecretKey {
    SecretKey::of_seed(&[7; 32])
}

fn public() -> PublicKey {
    secret().public().unwrap()
}

fn seen(held: &Held, record: &Record, keys: &[PublicKey]) -> Vec<Seen> {
    let against = Against {
        held: Some((&held.engine, &held.base)),
        keys,
        digest: None,
    };
    verify(record, &against)
}

fn lights(seen: &[Seen], state: State) -> Vec<Light> {
    let found = seen.iter().filter(|one| one.state == state);
    found.map(|one| one.light).collect()
}

/// A JSON Schema that says what it finds wrong.
struct Schema(jsonschema::Validator);

impl Schema {
    fn of(schema: &Value) -> Self {
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Self(options.build(schema).unwrap())
    }

    fn check(&self, value: &Value, place: &str) {
        let wrong: Vec<String> = (self.0.iter_errors(value))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{place}: {wrong:?}");
    }
}

#[test]
fn every_example_makes_a_record_that_verifies_in_both_layers_and_replays_to_the_same_bytes() {
    let whole = Schema::of(&record_schema(Layer::Whole));
    let public = Schema::of(&record_schema(Layer::Public));
    let partly = Schema::of(&record_schema(Layer::Opened));
    let mut count = 0;
    for folder in every() {
        let held = opened(&folder);
        for (name, record) in recorded(&held, None) {
            let place = format!("{}：{name}", folder.name);
            let record = record.recorded_at("2026-01-02T03:04:05Z");
            let bytes = record.bytes();
            let read = Record::read(&bytes).unwrap();
            assert_eq!(read.bytes(), bytes, "{place}");
            assert_eq!(read.layer(), Layer::Whole, "{place}");
            let lit = seen(&held, &read, &[]);
            let open = [Light::Signatures, Light::Procedure];
            assert_eq!(lights(&lit, State::Red), [], "{place}: {lit:?}");
            assert_eq!(lights(&lit, State::NotJudged), open, "{place}: {lit:?}");
            let again = replay(&read, &held.engine, &held.base);
            assert_eq!(again, Replayed::Same, "{place}");
            whole.check(&read.value(), &place);
            partly.check(&read.value(), &place);

            let outside = Record::read(&read.public().bytes()).unwrap();
            assert_eq!(outside.layer(), Layer::Public, "{place}");
            assert_eq!(outside.digests(), read.digests(), "{place}");
            assert_eq!(outside.signed_bytes(), read.signed_bytes(), "{place}");
            let lit = seen(&held, &outside, &[]);
            let green = [Light::Contents, Light::RuleBase, Light::Provisions];
            assert_eq!(lights(&lit, State::Green), green, "{place}: {lit:?}");
            assert_eq!(lights(&lit, State::Red), [], "{place}: {lit:?}");
            public.check(&outside.value(), &place);
            partly.check(&outside.value(), &place);
            count += 1;
        }
    }
    assert!(count > 100, "the examples were not found: {count}");
}

/// A signature with another first letter.
fn another_first_letter(sig: &str) -> String {
    let mut letters = sig.chars();
    let first = if letters.next() == Some('A') {
        'B'
    } else {
        'A'
    };
    format!("{first}{}", letters.as_str())
}

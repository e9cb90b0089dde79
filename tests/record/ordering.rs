//! The order of what a record lists, changed.

use serde_json::Value;
use tiaoli::record::{Light, Record, Replayed, State, replay};

use crate::tampering::{changed, dark, resealed};
use crate::{lights, opened, plan, recorded, seen};

/// The lists, and whether their order is made by the decision: facts stand as they were given, and the same decision comes of them.
const LISTS: [(&str, bool); 3] = [("outcomes", true), ("reasons", true), ("facts", false)];

fn list<'r>(record: &'r mut Value, name: &str) -> &'r mut Vec<Value> {
    record[name].as_array_mut().unwrap()
}

#[test]
fn another_order_is_seen_and_where_the_decision_makes_it_also_under_new_digests() {
    let held = opened(&plan());
    let records: Vec<Record> = recorded(&held, None)
        .into_iter()
        .map(|(_, record)| record)
        .collect();
    for (name, decided) in LISTS {
        // Only a list of two different things can be put in another order.
        let differ = |record: &&Record| {
            let mut value = record.value();
            matches!(list(&mut value, name).as_slice(), [one, two, ..] if one != two)
        };
        let several: Vec<&Record> = records.iter().filter(differ).take(3).collect();
        assert!(!several.is_empty(), "no example has two {name}");
        for record in several {
            let naive = changed(record, |value| list(value, name).swap(0, 1)).unwrap();
            assert!(dark(&held, &naive).contains(&Light::Contents), "{name}");
            let forged = resealed(&naive);
            if !decided {
                assert_eq!(dark(&held, &forged), [], "{name}");
                continue;
            }
            let seen = seen(&held, &forged, &[]);
            assert_eq!(lights(&seen, State::Red), [Light::Rerun], "{name}");
            let place = format!("{name}[0]");
            match replay(&forged, &held.engine, &held.base) {
                Replayed::Differs(difference) => {
                    assert!(difference.path.starts_with(&place), "{difference:?}");
                }
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}

//! The benchmark's households and hand-written rules are the published workload: the sums of the first thousand decisions are those of
//! its plain reference.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may panic"
)]

#[path = "bench/handwritten.rs"]
mod handwritten;
#[path = "bench/households.rs"]
mod households;

/// Sums over the first 1,000 households, by the workload's plain reference in Python.
const SUMS: [i64; 17] = [
    1519,
    902,
    1_445_000,
    16_057_000,
    11_952_000,
    28_009_000,
    39_346,
    23_230,
    62_576,
    2_171_880_668,
    7_400,
    1_178,
    1_072,
    302_000,
    5_310,
    182_000,
    936,
];

#[test]
fn hand_written_rules_agree_with_the_workloads_reference() {
    let mut sums = [0_i64; 17];
    for i in 0..1_000 {
        let house = households::household(i);
        let outputs = handwritten::decide(&house);
        let names: Vec<String> = handwritten::NAMES
            .iter()
            .zip(outputs)
            .map(|(n, v)| format!("\"{n}\":{v}"))
            .collect();
        assert_eq!(
            handwritten::decide_json(&house.json()),
            format!("{{{}}}", names.join(","))
        );
        for (sum, value) in sums.iter_mut().zip(outputs) {
            *sum += value;
        }
    }
    assert_eq!(sums, SUMS);
}

//! Every page of a code that the checker tells: its bad example yields exactly that code, its good example nothing.

#![expect(clippy::unwrap_used, reason = "tests may panic")]

mod joined;

use std::collections::BTreeSet;

use tiaoli::check::review;
use tiaoli::diagnostic::{Language, explain, explained, plain};
use tiaoli::quantity::Date;

/// Example texts of pages may name the plan's text under this path.
const PLAN: (&str, &str) = (
    "source/plan.txt",
    include_str!("../policies/cn-beijing/plan-2022/source/plan.txt"),
);

/// And this short one.
const NOTICE: (&str, &str) = ("source/notice.txt", "1.3米以下儿童乘坐公交免票。\n");

/// The codes of all problems of one file, and their words.
fn check(text: &str, reviewed: bool) -> (BTreeSet<String>, String) {
    let (texts, model, mut problems) = joined::checked("page.tiao", text, &[PLAN, NOTICE]);
    if reviewed {
        problems.extend(review(&model, Date::new(2026, 1, 1).unwrap()));
    }
    let codes = problems
        .iter()
        .map(|problem| problem.code().name().to_owned())
        .collect();
    let words: Vec<String> = problems
        .iter()
        .map(|problem| plain(problem, &texts, Language::Zh))
        .collect();
    (codes, words.join("\n"))
}

/// The blocks of a page after a fence.
fn blocks<'p>(page: &'p str, fence: &str) -> Vec<&'p str> {
    let after = page.split(fence).skip(1);
    after.filter_map(|rest| rest.split("```").next()).collect()
}

/// Warnings and hints on a package that passed the check are told by a review of it.
fn is_told_by_review(code: &str) -> bool {
    code.starts_with("H05") || code.starts_with("W05")
}

fn told_by_the_checker() -> impl Iterator<Item = &'static str> {
    explained().filter(|code| {
        !code.starts_with("E00") && !code.starts_with("E01") && !code.starts_with("E06")
    })
}

#[test]
fn a_bad_example_yields_exactly_its_code() {
    let mut wrong = Vec::new();
    for code in told_by_the_checker() {
        for bad in blocks(explain(code).unwrap(), "```tiao bad\n") {
            let (codes, words) = check(bad, is_told_by_review(code));
            // A package that is built on another one in error tells the other's error too.
            let alone = code != "E0707" && codes != BTreeSet::from([code.to_owned()]);
            if alone || !codes.contains(code) {
                wrong.push(format!("{code} yields {codes:?}\n{bad}{words}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_good_example_yields_nothing() {
    let mut wrong = Vec::new();
    for code in told_by_the_checker() {
        for good in blocks(explain(code).unwrap(), "```tiao good\n") {
            let (codes, words) = check(good, is_told_by_review(code));
            if !codes.is_empty() {
                wrong.push(format!("{code}: {codes:?}\n{good}{words}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_that_the_checker_tells_has_a_page() {
    let sources = [
        include_str!("../src/check/problem/citations.rs"),
        include_str!("../src/check/problem/dates.rs"),
        include_str!("../src/check/problem/imports.rs"),
        include_str!("../src/check/problem/ledger.rs"),
        include_str!("../src/check/problem/lints.rs"),
        include_str!("../src/check/problem/names.rs"),
        include_str!("../src/check/problem/norms.rs"),
        include_str!("../src/check/problem/types.rs"),
        include_str!("../src/check/problem/wording.rs"),
    ];
    let codes = sources.iter().flat_map(|source| source.split('"'));
    let codes: BTreeSet<&str> = codes
        .filter(|word| {
            let (letter, digits) = word.split_at_checked(1).unwrap_or_default();
            matches!(letter, "E" | "W" | "H")
                && digits.len() == 4
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
        .collect();
    assert!(codes.len() > 50, "the codes are found in the sources");
    let without: Vec<&&str> = codes
        .iter()
        .filter(|code| explain(code).is_none())
        .collect();
    assert!(without.is_empty(), "no page: {without:?}");
}

//! No text makes the reader fail, hang or lose the rest of a file: deep, long, cut off, mangled.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may panic and look at the clock"
)]

use std::time::{Duration, Instant};

use tiaoli::format::{Options, Spelling, format};
use tiaoli::source::{FileId, Text};
use tiaoli::syntax::document::{Document, Item};
use tiaoli::syntax::parse;

/// Reads and formats a text; says which codes were found, each once, in order.
fn check(content: &str) -> (Document, Vec<String>) {
    let text = Text::new(FileId::new(0), "hostile", content).unwrap();
    let start = Instant::now();
    let (document, problems) = parse(&text);
    let options = Options {
        language: Spelling::Keep,
        width: 80,
    };
    let _ = format(&document, &text, options);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?} for {} bytes",
        start.elapsed(),
        content.len()
    );
    let mut codes: Vec<String> = problems
        .iter()
        .map(|problem| problem.code().to_string())
        .collect();
    codes.dedup();
    (document, codes)
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!(
        "定义 甲：是指：{}{inner}{}。",
        open.repeat(depth),
        close.repeat(depth)
    )
}

#[test]
fn brackets_a_hundred_deep_are_read_at_once() {
    for (open, inner, close) in [
        ("（", "乙", "）"),
        ("（", "乙 且 丙", "）"),
        ("（", "乙 ＋ 1", "）不超过 5"),
        ("并非（", "乙", "）"),
        ("乙（其中 ", "丙", "）"),
        ("存在 乙（其中 ", "丙 不超过 3", "）"),
        ("较高者（1，", "2", "）"),
        ("四舍五入（", "2", "，到元）"),
        ("（丙 且（", "乙", "）或 丁）"),
        ("（同时符合下列条件：（一）丙；（二）", "丁", "）"),
        (
            "（按下列情形分别确定：（一）丙 的，1；（二）其他，",
            "2",
            "）",
        ),
        ("全部 乙 均符合（", "丙", "）"),
        ("－（", "2", "）"),
    ] {
        let text = nested(open, inner, close, 60);
        let (document, codes) = check(&text);
        let mixed = open.contains('且');
        assert!(
            if mixed {
                codes == ["E0102"]
            } else {
                codes.is_empty()
            },
            "{open}: {codes:?}"
        );
        assert_eq!(document.items.len(), 1);
    }
    let (_, codes) = check(&nested("（", "乙", "）", 128));
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn what_is_too_deep_is_refused_and_the_rest_is_read() {
    for depth in [129, 5_000, 200_000] {
        for (open, close) in [
            ("（", "）"),
            ("（", ""),
            ("乙（其中 ", "）"),
            ("［", "］"),
            ("｛", "｝"),
            ("(", ")"),
        ] {
            let text = format!("{}\n权利 乙：依据：丙。", nested(open, "丁", close, depth));
            let (document, codes) = check(&text);
            assert_eq!(codes, ["E0120"], "{open} {depth}");
            assert!(
                matches!(document.items.last(), Some(Item::Declaration(_))),
                "{open} {depth}"
            );
        }
    }
}

#[test]
fn long_runs_of_one_thing_end() {
    let many = 2_000;
    for piece in [
        "－",
        "（一）",
        "1.",
        "的乙",
        "乙 且 ",
        "同时符合下列条件：",
        "全部 乙 均符合 ",
        "存在",
        "按下列情形分别确定：",
        "“",
        "”",
        "\"",
        "「",
        "《",
        "※",
        "；",
        "。",
        "、",
        "｜",
        "‖",
        "1",
        "一",
        "百分之",
        "满",
        "第",
        "且",
        "自",
        "2022年",
        "//",
        "\n",
        "\u{FEFF}",
        "𠮷",
        "\0",
        "依据",
    ] {
        check(&format!("定义 甲：是指：{}", piece.repeat(many)));
        check(&piece.repeat(many));
    }
}

#[test]
fn declarations_without_an_end_are_still_told_apart() {
    let many = 800;
    for (line, told) in [
        ("权利 甲：依据：乙；\n", "E0104"),
        ("权利 甲：依据：“乙；\n", "E0111"),
        ("权利 甲：依据：「乙；\n", "E0111"),
        ("权利 甲：条件：（乙；\n", "E0112"),
        ("权利 甲：条件：\"乙；\n", "E0111"),
    ] {
        let (document, codes) = check(&line.repeat(many));
        assert!(codes.iter().any(|code| code == told), "{line}: {codes:?}");
        assert!(
            document.items.len() > 200,
            "{line}: {}",
            document.items.len()
        );
    }
}

const SAMPLE: &str = include_str!("language/every_kind_of_norm.tiao");

#[test]
fn a_file_that_is_cut_off_anywhere_keeps_what_stands_before() {
    let places: Vec<usize> = SAMPLE
        .char_indices()
        .map(|(at, _)| at)
        .step_by(17)
        .collect();
    for at in places {
        let (document, _) = check(SAMPLE.get(..at).unwrap());
        let whole = document
            .items
            .iter()
            .filter(|item| matches!(item, Item::Declaration(_)))
            .count();
        let read = SAMPLE
            .get(..at)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with('※'));
        let closed = read.filter(|line| line.ends_with('。')).count();
        assert!(whole + 1 >= closed, "cut at {at}: {whole} of {closed}");
    }
}

#[test]
fn a_slip_anywhere_loses_at_most_its_own_declaration() {
    let (original, _) = check(SAMPLE);
    let total = original.items.len();
    let slips = [
        "", "。", "；", "“", "（", "且", "O", "※", "\n", "1.", "的", "”",
    ];
    for (number, (at, letter)) in SAMPLE.char_indices().enumerate().step_by(11) {
        let slip = slips.get(number % slips.len()).unwrap();
        let after = at + letter.len_utf8();
        let mangled = format!(
            "{}{slip}{}",
            SAMPLE.get(..at).unwrap(),
            SAMPLE.get(after..).unwrap()
        );
        let (document, _) = check(&mangled);
        let whole = document
            .items
            .iter()
            .filter(|item| matches!(item, Item::Declaration(_)))
            .count();
        assert!(
            whole + 2 >= total,
            "`{letter}` became `{slip}` at {at}: {whole} of {total}"
        );
    }
}

//! Problems as a terminal draws them: the caret stands under the Han letters it means.

#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "tests may panic")]

use miette::{GraphicalReportHandler, GraphicalTheme};
use tiaoli::diagnostic::{Code, Label, Language, Problem, Report, Words};
use tiaoli::source::{FileId, Span, Texts};
use unicode_width::UnicodeWidthStr;

fn draw(problem: &Problem, texts: &Texts, language: Language) -> String {
    let handler =
        GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(80);
    let mut drawn = String::new();
    handler
        .render_report(&mut drawn, &Report::new(problem, texts, language))
        .unwrap();
    drawn
}

fn problem_at(content: &str, words: &str) -> (Problem, Texts) {
    let mut texts = Texts::new();
    let file = texts.add("家庭政策.tiao", content).unwrap();
    let start = content.find(words).unwrap();
    let span = Span::of_range(file, &(start..start + words.len()));
    let message = Words::new(
        "“且”和“或”混在一起，可以有两种读法",
        "`and` and `or` are mixed",
    );
    let problem = Problem::new(
        Code::new("E0102"),
        message,
        Label::new(span, Words::new("这里", "this")),
    )
    .help(Words::new("用括号分开", "use brackets"));
    (problem, texts)
}

/// The columns, from and up to, of the underline below the drawn source line that holds `words`.
fn underline(drawn: &str, words: &str) -> (usize, usize) {
    let mut lines = drawn
        .lines()
        .skip_while(|line| !line.contains(words) || !line.contains('│'));
    lines.next();
    let marks = lines.next().unwrap();
    let frame = marks.find('·').unwrap() + '·'.len_utf8();
    let is_mark = |letter: char| matches!(letter, '─' | '┬' | '▲' | '╰' | '━');
    let start = frame + marks[frame..].find(is_mark).unwrap();
    let run = &marks[start..];
    let end = start + run.find(|letter| !is_mark(letter)).unwrap_or(run.len());
    (marks[..start].width(), marks[..end].width())
}

fn check(content: &str, words: &str, header: &str) {
    let (problem, texts) = problem_at(content, words);
    let drawn = draw(&problem, &texts, Language::Zh);
    assert!(
        drawn.contains(&format!("[家庭政策.tiao:{header}]")),
        "{drawn}"
    );
    let line = drawn
        .lines()
        .find(|line| line.contains(words) && line.contains('│'))
        .unwrap();
    let before = line[..line.find(words).unwrap()].width();
    assert_eq!(
        underline(&drawn, words),
        (before, before + words.width()),
        "{drawn}"
    );
    for line in drawn.lines() {
        assert!(line.width() <= 80, "{line}\n{drawn}");
    }
}

#[test]
fn the_caret_stands_right_under_han_letters() {
    check(
        "权利 优先：\n  条件：多孩家庭 且 低收入 或 有困难；\n  给予：“优先”。\n",
        "或",
        "2:17",
    );
    check("条件：多孩家庭或有困难。", "多孩家庭", "1:4");
    check("条件：\u{3000}𠮷家庭或有困难。", "或", "1:8");
    check("\u{feff}甲\r\n乙丙 或 丁\r\n", "或", "2:4");
}

#[test]
fn a_wide_line_is_drawn_around_the_place() {
    let line = format!(
        "条件：{} 或 {}；",
        "多孩家庭 且 月收入不超过标准".repeat(8),
        "养育确有困难".repeat(20)
    );
    check(&line, "或", "1:125");
    check(&format!("甲\n{line}\n乙"), "或", "2:125");
    let (problem, texts) = problem_at(&line, &line);
    let drawn = draw(&problem, &texts, Language::Zh);
    assert!(drawn.contains("家庭政策.tiao:1:1"), "{drawn}");
}

#[test]
fn a_long_message_and_long_ways_out_stay_inside_the_terminal() {
    let (problem, texts) = problem_at("条件：甲 或 乙。", "或");
    let long = "符合下列情形之一的，按照本方案第（十二）项执行；".repeat(6);
    let problem = problem
        .help(Words::new(long.clone(), long.clone()))
        .cites(Words::new(long.clone(), long));
    for language in [Language::Zh, Language::En] {
        let drawn = draw(&problem, &texts, language);
        for line in drawn.lines() {
            assert!(line.width() <= 80, "{line}\n{drawn}");
        }
    }
}

#[test]
fn places_in_other_files_are_named_in_words() {
    let (problem, mut texts) = problem_at("条件：甲 或 乙。", "或");
    let other = texts.add("其他.tiao", "条件：甲 且 乙。").unwrap();
    let problem = problem.label(
        Span::new(other, 13, 16),
        Words::new("那里是“且”", "that is `and`"),
    );
    let drawn = draw(&problem, &texts, Language::Zh);
    assert!(
        drawn.contains("另见 其他.tiao　第 1 行第 6 字：条件：甲 【且】 乙。　那里是“且”"),
        "{drawn}"
    );
    let drawn = draw(&problem, &texts, Language::En);
    assert!(
        drawn.contains("see also 其他.tiao  line 1, character 6: 条件：甲 【且】 乙。"),
        "{drawn}"
    );
}

#[test]
fn any_place_can_be_drawn() {
    for (content, start, end) in [
        ("", 0, 0),
        ("", 5, 9),
        ("甲", 3, 3),
        ("甲", 1, 2),
        ("甲\n", 4, 4),
        ("甲\n", 4, 99),
        ("\r\n\r\n", 1, 3),
        ("\u{feff}", 0, 0),
        ("甲\n乙\n丙\n丁\n", 0, 16),
    ] {
        let mut texts = Texts::new();
        let file = texts.add("a.tiao", content).unwrap();
        let label = Label::new(Span::new(file, start, end), Words::same("这里"));
        let problem = Problem::new(Code::new("W0501"), Words::same("甲"), label);
        let drawn = draw(&problem, &texts, Language::Zh);
        assert!(
            drawn.contains("W0501") && drawn.contains("a.tiao:"),
            "{content:?} {drawn}"
        );
    }
    let gone = Label::here(Span::at(FileId::new(7), 0));
    let problem = Problem::new(Code::new("E0001"), Words::same("甲"), gone);
    let drawn = draw(&problem, &Texts::new(), Language::Zh);
    assert!(drawn.contains("E0001"), "{drawn}");
}

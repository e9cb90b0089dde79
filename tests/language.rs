//! The language reference is true: what it shows as an example can be read.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::diagnostic::{Language, Problems, explain, explained};
use tiaoli::source::{FileId, Text};
use tiaoli::syntax::built_in;
use tiaoli::syntax::document::Document;
use tiaoli::syntax::fingerprint;
use tiaoli::syntax::problem::CODES;

fn parse(name: &str, content: &str) -> (Text, Document, Problems) {
    let text = Text::new(FileId::new(0), name, content).unwrap();
    let (document, problems) = tiaoli::syntax::parse(&text);
    (text, document, problems)
}

fn check(name: &str, content: &str) -> Vec<String> {
    let (text, _, problems) = parse(name, content);
    let told = |problem: &tiaoli::diagnostic::Problem| {
        let at = text.lines().position(problem.primary().span.start());
        format!(
            "{name}:{}:{} {} {}",
            at.line,
            at.character,
            problem.code(),
            problem.message().in_language(Language::Zh)
        )
    };
    problems.iter().map(told).collect()
}

/// Every file under a folder that ends in `.tiao`.
fn rule_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rule_files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "tiao")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_rule_file_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for folder in ["policies", "tests/language", "tests/bench"] {
        for path in rule_files(&root.join(folder)) {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            wrong.extend(check(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The fenced blocks of a page whose opening line is this, with the line where each starts.
fn blocks<'p>(page: &'p str, fence: &str) -> Vec<(usize, &'p str)> {
    let mut found = Vec::new();
    let opening = format!("{fence}\n");
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(opening.as_str()) {
        let Some((block, next)) = after.split_once("```") else {
            break;
        };
        if before.is_empty() || before.ends_with('\n') {
            found.push((page.len() - after.len(), block));
        }
        rest = next;
    }
    found
        .into_iter()
        .map(|(at, block)| (page[..at].lines().count() + 1, block))
        .collect()
}

#[test]
fn every_example_of_the_reference_is_read() {
    let page = include_str!("../grammar/README.md");
    let found = blocks(page, "```tiao");
    assert!(found.len() > 3);
    let mut wrong = Vec::new();
    for (line, block) in found {
        wrong.extend(check(&format!("grammar/README.md from line {line}"), block));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes of the problems, each once.
fn codes(content: &str) -> BTreeSet<String> {
    let (_, _, problems) = parse("page", content);
    problems
        .iter()
        .map(|problem| problem.code().to_string())
        .collect()
}

#[test]
fn every_page_shows_what_brings_its_code_and_what_does_not() {
    let mut seen = 0;
    for code in explained().filter(|code| code.starts_with("E01")) {
        let page = explain(code).unwrap();
        for (_, bad) in blocks(page, "```tiao bad") {
            assert_eq!(
                codes(bad),
                BTreeSet::from([code.to_owned()]),
                "{code}: bad example"
            );
            seen += 1;
        }
        for (_, good) in blocks(page, "```tiao good") {
            assert_eq!(codes(good), BTreeSet::new(), "{code}: good example");
        }
    }
    let own = CODES
        .iter()
        .filter(|code| code.name().starts_with("E01"))
        .count();
    assert_eq!(seen, own, "every code of the room has its page");
}

/// The words in back-ticks of a table cell, in order.
fn code_words(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some((_, after)) = rest.split_once('`') {
        let (fence, after) = match after.strip_prefix('`') {
            Some(after) => ("``", after),
            None => ("`", after),
        };
        let Some((words, after)) = after.split_once(fence) else {
            break;
        };
        found.push(words.trim().replace("\\|", "|"));
        rest = after;
    }
    found
}

/// The tables of the reference whose examples are given a frame: `<!-- 中文 权利 甲：□。 English right 甲: □. -->`.
fn framed_rows(page: &str, mark: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for part in page.split(mark).skip(1) {
        let (frame, rest) = part.split_once(" -->").unwrap();
        let (chinese, english) = frame.split_once(" English ").unwrap();
        let table = rest
            .trim_start()
            .lines()
            .take_while(|line| line.starts_with('|'))
            .skip(2);
        for row in table {
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
            let words = [code_words(cells[0]), code_words(cells[1])];
            assert!(
                !words[0].is_empty() && words[0].len() == words[1].len(),
                "a row needs examples in pairs: {row}"
            );
            for (left, right) in words[0].iter().zip(&words[1]) {
                found.push((
                    row.to_owned(),
                    chinese.replace('□', left),
                    english.replace('□', right),
                ));
            }
        }
    }
    found
}

#[test]
fn every_row_of_the_reference_is_the_same_in_both_languages() {
    let rows = framed_rows(include_str!("../grammar/README.md"), "<!-- 中文 ");
    assert!(rows.len() > 150, "{}", rows.len());
    let mut wrong = Vec::new();
    for (row, chinese, english) in rows {
        let trees = [chinese, english].map(|words| {
            wrong.extend(check(&words, &words));
            fingerprint(&parse("row", &words).1)
        });
        if trees[0] != trees[1] {
            wrong.push(format!("{row}\n  {}  {}", trees[0], trees[1]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_function_of_the_language_stands_in_the_reference() {
    let page = include_str!("../grammar/README.md");
    for (chinese, english) in built_in::functions() {
        assert!(page.contains(&format!("`{chinese}（")), "{chinese}");
        assert!(page.contains(&format!("`{english}(")), "{english}");
    }
}

//! One document, many spellings: the formatter keeps what a file says, and every spelling of a file says the same.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "tests may panic and read files"
)]

#[path = "spelling/mod.rs"]
mod spelling;

use std::fs;
use std::path::{Path, PathBuf};

use tiaoli::diagnostic::{Language, Problems};
use tiaoli::format::{Options, Spelling, format};
use tiaoli::source::{FileId, Text};
use tiaoli::syntax::document::Document;
use tiaoli::syntax::{fingerprint, parse};

/// A file that was read.
struct Read {
    text: Text,
    document: Document,
    fingerprint: String,
}

fn problems(text: &Text, problems: &Problems) -> String {
    let told = problems.sorted().into_iter().map(|problem| {
        let at = text.lines().position(problem.primary().span.start());
        format!(
            "{}:{} {}",
            at.line,
            at.character,
            problem.message().in_language(Language::Zh)
        )
    });
    told.collect::<Vec<_>>().join("\n")
}

fn read(name: &str, content: &str) -> Read {
    let text = Text::new(FileId::new(0), name, content).unwrap();
    let (document, found) = parse(&text);
    assert!(
        found.is_empty(),
        "{name}:\n{}\n{content}",
        problems(&text, &found)
    );
    let fingerprint = fingerprint(&document);
    Read {
        text,
        document,
        fingerprint,
    }
}

fn written(read: &Read, language: Spelling, width: usize) -> String {
    format(&read.document, &read.text, Options { language, width })
}

fn comments(read: &Read) -> Vec<&str> {
    read.document
        .comments
        .iter()
        .map(|comment| comment.text.trim_end())
        .collect()
}

/// Every rule file of the project.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["policies", "tests/language", "tests/bench"] {
        collect(&root.join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() > 5);
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        (name, fs::read_to_string(path).unwrap())
    };
    found.into_iter().map(named).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "tiao")
        {
            found.push(path);
        }
    }
}

/// Says where two trees differ first.
fn same(name: &str, wanted: &str, found: &str, content: &str) {
    for (number, (wanted, found)) in wanted.lines().zip(found.lines()).enumerate() {
        if wanted != found {
            let at = wanted
                .chars()
                .zip(found.chars())
                .take_while(|(left, right)| left == right)
                .count();
            let near = |line: &str| {
                line.chars()
                    .skip(at.saturating_sub(80))
                    .take(240)
                    .collect::<String>()
            };
            panic!(
                "{name}: declaration {number}\n wanted …{}\n found  …{}\n{content}",
                near(wanted),
                near(found)
            );
        }
    }
    assert_eq!(
        wanted.lines().count(),
        found.lines().count(),
        "{name}: number of declarations\n{content}"
    );
}

fn check_format(name: &str, content: &str) {
    let original = read(name, content);
    for language in [Spelling::Keep, Spelling::Zh, Spelling::En] {
        for width in [60, 100, 10_000] {
            let once = written(&original, language, width);
            let name = format!("{name} {language:?} {width}");
            let again = read(&name, &once);
            same(&name, &original.fingerprint, &again.fingerprint, &once);
            assert_eq!(comments(&original), comments(&again), "{name}: comments");
            let twice = written(&again, language, width);
            assert_eq!(once, twice, "{name}: formatting twice changes something");
        }
    }
}

#[test]
fn formatting_keeps_the_document_and_its_comments_and_doing_it_twice_changes_nothing() {
    for (name, content) in files() {
        check_format(&name, &content);
    }
}

#[test]
fn every_spelling_of_a_file_is_the_same_document() {
    for (number, (name, content)) in files().into_iter().enumerate() {
        let original = read(&name, &content);
        let chinese = written(&original, Spelling::Zh, 10_000);
        let english = written(&original, Spelling::En, 10_000);
        for (spelling, words) in spelling::all(&chinese, &english, u64::try_from(number).unwrap()) {
            let name = format!("{name}, {spelling}");
            let again = read(&name, &words);
            same(&name, &original.fingerprint, &again.fingerprint, &words);
        }
    }
}

#[test]
fn comments_stay_at_their_places() {
    let content = "※ 开头\n\n※ 说明这一项\n权利 甲：  // 行末\n  ※ 依据之前\n  依据：乙；※ 依据之后\n  条件：同时符合下列条件：\n    （一）丙；  ※ 第一项\n    ※ 第二项之前\n    （二）丁；\n  给予：“x”\n  ※ 结尾之前\n。  ※ 结尾之后\n\n※ 文件末尾\n";
    let original = read("comments", content);
    assert_eq!(written(&original, Spelling::Keep, 80), COMMENTS);
    check_format("comments", content);
}

const COMMENTS: &str = "※ 开头

※ 说明这一项
权利 甲：  // 行末
  ※ 依据之前
  依据：乙；  ※ 依据之后
  条件：同时符合下列条件：
    （一）丙；  ※ 第一项
    ※ 第二项之前
    （二）丁；
  给予：“x”
  ※ 结尾之前
。  ※ 结尾之后

※ 文件末尾
";

#[test]
fn a_broken_declaration_is_left_as_it_is() {
    let content = "权利   甲：依据：乙。\n\n权利  丙 ：  ※ 注\n  依剧：丁。\n权利 戊：依据：己。\n";
    let text = Text::new(FileId::new(0), "broken", content).unwrap();
    let (document, _) = parse(&text);
    let once = format(
        &document,
        &text,
        Options {
            language: Spelling::Keep,
            width: 80,
        },
    );
    assert_eq!(
        once,
        "权利 甲：\n  依据：乙。\n\n权利  丙 ：  ※ 注\n  依剧：丁。\n\n权利 戊：\n  依据：己。\n"
    );
}

#[test]
fn tables_are_aligned_by_display_width() {
    let content = "表 补助标准：依据：补助条款；命中：首个；｜子女的顺位｜户籍‖补助金额｜｜1｜任意‖0元｜｜3以上｜本市、外省市‖1万元‖补助条款｜。";
    let wanted = "表 补助标准：
  依据：补助条款；
  命中：首个；
  ｜ 子女的顺位 ｜ 户籍         ‖ 补助金额 ｜
  ｜ 1          ｜ 任意         ‖ 0元      ｜
  ｜ 3以上      ｜ 本市、外省市 ‖ 1万元    ‖ 补助条款 ｜
。
";
    assert_eq!(written(&read("table", content), Spelling::Zh, 80), wanted);
    let english = "table 补助标准:
  basis: 补助条款;
  hit: first;
  | 子女's 顺位 | 户籍         => 补助金额   |
  | 1           | any          => 0 yuan     |
  | 3 or more   | 本市, 外省市 => 1 wan_yuan => 补助条款 |
.
";
    assert_eq!(written(&read("table", content), Spelling::En, 80), english);
}

#[test]
fn numbers_are_arabic_and_document_numbers_have_their_brackets() {
    let content = "文件 甲：文号 国发[2022]8号；标题《乙》。权利 丙：依据：甲第19条第1款第（2）项第一目；给予：六十日。";
    let wanted = "文件 甲：
  文号 国发〔2022〕8号；
  标题《乙》。

权利 丙：
  依据：甲第十九条第一款第（二）项第1目；
  给予：60日。
";
    assert_eq!(written(&read("numbers", content), Spelling::Zh, 80), wanted);
}

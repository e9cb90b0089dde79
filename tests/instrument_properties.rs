//! Whatever the text, the path and the quote: a structure that holds together, an answer, and no panic.

#![expect(clippy::unwrap_used, reason = "tests may panic")]

use proptest::prelude::*;
use proptest::test_runner::Config;
use tiaoli::source::{
    FileId, Level, LineIndex, Marker, Path, QuoteMatch, StructuredText, Style, Text,
};

const PIECES: [&str; 32] = [
    "一、",
    "二。",
    "十二、",
    "(1)",
    "（二）",
    "(十三)",
    "1.",
    "2．",
    "１、",
    "第一条",
    "第二条　",
    "第三章 ",
    "第一节\n",
    "\n",
    "\r\n",
    "\r",
    "。",
    "，",
    ",",
    "！",
    "”",
    "“",
    "…",
    "甲",
    "乙丙",
    "𠮷",
    "1.3米",
    "\u{3000}",
    "\u{feff}",
    " ",
    "第",
    "丁戊己庚",
];

const LEVELS: [Level; 12] = [
    Level::Preamble,
    Level::Sentence,
    Level::Paragraph,
    Level::Book,
    Level::Part,
    Level::Chapter,
    Level::Section,
    Level::Article,
    Level::Clause,
    Level::Item,
    Level::Point,
    Level::Subitem,
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat())
}

fn path() -> impl Strategy<Value = Path> {
    let marker = (prop::sample::select(LEVELS.to_vec()), 0_u32..4);
    prop::collection::vec(marker, 0..5).prop_map(|steps| {
        steps
            .into_iter()
            .map(|(level, number)| Marker::new(level, number))
            .collect()
    })
}

fn structures(content: &str) -> [StructuredText; 2] {
    let text = Text::new(FileId::new(0), "a.txt", content).unwrap();
    [Style::Plan, Style::Statute].map(|style| StructuredText::with_style(text.clone(), style))
}

fn config() -> Config {
    Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_passage_lies_in_the_one_that_holds_it(content in text()) {
        for structured in structures(&content) {
            let passages: Vec<_> = structured.passages().collect();
            for passage in &passages {
                prop_assert!(content.get(passage.range.clone()).is_some());
                prop_assert!(!structured.words(passage).trim().is_empty());
                if let Some(holder) = passage.path.parent().filter(|path| !path.is_empty()) {
                    let held = passages.iter().any(|other| {
                        other.path == holder
                            && other.range.start <= passage.range.start
                            && passage.range.end <= other.range.end
                    });
                    prop_assert!(held, "{}", passage.path);
                }
            }
            for (at, letter) in content.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
                prop_assert!(structured.enclosing(&(at..at + letter.len_utf8())).is_some());
            }
        }
    }

    #[test]
    fn sentences_follow_each_other_and_belong_to_a_clause(content in text()) {
        for structured in structures(&content) {
            let sentences: Vec<_> = structured.sentences().map(|(sentence, _)| sentence).collect();
            prop_assert!(sentences.is_sorted_by(|one, next| one.range.end <= next.range.start));
            for sentence in sentences {
                let clause = structured.clause_of(&sentence.path);
                prop_assert!(clause.is_some(), "{}", sentence.path);
                prop_assert!(sentence.path.is_within(&clause.unwrap().path));
            }
        }
    }

    #[test]
    fn words_of_the_text_are_found_where_they_stand(content in text(), from in 0_usize..60, letters in 1_usize..12) {
        let stretch: Vec<(usize, char)> = content.char_indices().skip(from).take(letters).collect();
        let quote: String = stretch.iter().map(|(_, letter)| *letter).collect();
        prop_assume!(quote.chars().any(char::is_alphanumeric) && !quote.contains('…'));
        for structured in structures(&content) {
            let places = match structured.find_quote(&quote, None) {
                QuoteMatch::Found(place) => vec![place],
                QuoteMatch::Many(places) => places,
                other => return Err(TestCaseError::fail(format!("{quote:?}: {other:?}"))),
            };
            let blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
            for place in places {
                let words = content.get(place.range).unwrap().replace(blank, "");
                let same = |words: &str| words.replace(['“', '”'], "\"").replace('，', ",").replace('！', "!").replace('．', ".").replace('１', "1").replace('（', "(").replace('）', ")");
                prop_assert_eq!(same(&words), same(&quote.replace(blank, "")));
            }
        }
    }

    #[test]
    fn any_path_and_any_quote_get_an_answer(content in text(), path in path(), quote in text()) {
        for structured in structures(&content) {
            let resolved = structured.resolve(&path);
            if let Ok(passage) = &resolved {
                prop_assert_eq!(path.last(), passage.path.last());
            }
            let answer = structured.find_quote(&quote, Some(&path));
            let named = resolved.is_ok() || path.is_empty();
            prop_assert_eq!(!named, matches!(answer, QuoteMatch::NoPassage(_)));
            if let QuoteMatch::NotFound(Some(nearest)) = answer {
                prop_assert!(nearest.similarity <= 100);
                prop_assert!(content.get(nearest.place.range.clone()).is_some());
                for difference in &nearest.differences {
                    prop_assert!(content.get(difference.written.clone()).is_some());
                    prop_assert!(quote.get(difference.quoted.clone()).is_some());
                }
            }
            let shown = format!("{path} {} {}", path.english(), path.id());
            prop_assert!(!shown.is_empty() && structured.children(&path).count() <= content.len());
        }
    }

    #[test]
    fn places_and_offsets_agree(content in text()) {
        let lines = LineIndex::new(content.as_str());
        for (at, letter) in content.char_indices() {
            let offset = u32::try_from(at).unwrap();
            let position = lines.position(offset);
            prop_assert!(lines.line_text(position.line).chars().count() + 1 >= position.character as usize);
            let shown = at > 0 || letter != '\u{feff}';
            if shown && !matches!(letter, '\r' | '\n') {
                prop_assert_eq!(lines.offset(position), offset);
                prop_assert_eq!(lines.offset_of_utf16(lines.utf16(offset)), offset);
            }
        }
    }
}

//! The structure of instruments: every statement of the plan lies where lawyers found it, and quotes lead there.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may panic"
)]

use tiaoli::source::{
    FileId, Level, Marker, NotFound, Path, QuoteMatch, StructuredText, Style, Text,
};

const PLAN: &str = include_str!("../policies/cn-beijing/plan-2022/source/plan.txt");

/// Clause, paragraph, sentence, line and character columns of 158 statements, found by reading the plan.
const STATEMENTS: &str = include_str!("cases/plan-2022-statements.tsv");

fn structured(content: &str) -> StructuredText {
    StructuredText::new(Text::new(FileId::new(0), "plan.txt", content).unwrap())
}

fn path(steps: &[(Level, u32)]) -> Path {
    steps
        .iter()
        .map(|(level, number)| Marker::new(*level, *number))
        .collect()
}

struct Statement {
    id: String,
    path: Path,
    line: u32,
    range: std::ops::Range<usize>,
}

/// The statements with their paths short of the part, and their bytes.
fn statements() -> Vec<Statement> {
    let lines: Vec<(usize, &str)> = PLAN
        .split_inclusive('\n')
        .scan(0, |start, line| {
            let at = *start;
            *start += line.len();
            Some((at, line))
        })
        .collect();
    STATEMENTS
        .lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            let number = |at: usize| cells[at].parse::<u32>().unwrap();
            let clause = match cells[1] {
                "P" => Marker::preamble(),
                _ => Marker::new(Level::Item, number(1)),
            };
            let steps = [
                clause,
                Marker::new(Level::Paragraph, number(2)),
                Marker::new(Level::Sentence, number(3)),
            ];
            let (line_start, line) = lines[number(4) as usize - 1];
            let byte = |column: u32| {
                let letter = line.char_indices().nth(column as usize);
                line_start + letter.map_or(line.trim_end().len(), |(at, _)| at)
            };
            Statement {
                id: cells[0].to_owned(),
                path: steps.into_iter().collect(),
                line: number(4),
                range: byte(number(5))..byte(number(6)),
            }
        })
        .collect()
}

#[test]
fn every_statement_of_the_plan_lies_in_its_sentence() {
    let plan = structured(PLAN);
    let all = statements();
    assert_eq!(all.len(), 158);
    for statement in all {
        let Statement {
            id,
            path,
            line,
            range,
        } = statement;
        let found = plan.enclosing(&range).unwrap();
        assert_eq!(
            found.path.last().unwrap().level(),
            Level::Sentence,
            "{id}: {}",
            found.path
        );
        let asked = plan
            .resolve(&path)
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(found, asked, "{id}");
        assert_eq!(found.line, line, "{id}");
        // The words of the statement lead back to it, unless the plan says them twice.
        match plan.find_quote(&PLAN[range.clone()], None) {
            QuoteMatch::Found(quoted) => {
                assert_eq!((quoted.path, quoted.range), (found.path, range), "{id}");
            }
            QuoteMatch::Many(places) => {
                assert!(places.iter().any(|place| place.range == range), "{id}");
            }
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn the_plan_has_seven_parts_and_twenty_two_items_in_order() {
    let plan = structured(PLAN);
    assert_eq!(plan.style(), Style::Plan);
    let ids: Vec<String> = plan.clauses().map(|clause| clause.path.id()).collect();
    assert_eq!(ids.len(), 23);
    assert_eq!(ids[0], "preamble");
    let items: Vec<u32> = plan
        .clauses()
        .filter_map(|clause| clause.path.number(Level::Item))
        .collect();
    assert_eq!(items, (1..=22).collect::<Vec<_>>());
    let parts: Vec<(String, &str)> = plan
        .headings()
        .filter(|(passage, _)| passage.path.markers().len() == 1)
        .map(|(passage, words)| (passage.path.to_string(), words))
        .collect();
    let expected = [
        ("第一部分", "一般要求"),
        ("第二部分", "安全有序地实施三孩生育政策"),
        ("第三部分", "提高优生优育服务水平"),
        ("第四部分", "发展包容性护理服务体系"),
        ("第五部分", "降低生育、养育和教育成本"),
        ("第六部分", "有序进行政策调整"),
        ("第七部分", "切实加强组织领导"),
    ];
    assert_eq!(
        parts,
        expected.map(|(path, words)| (path.to_owned(), words))
    );
    let heading = plan
        .headings()
        .find(|(passage, _)| passage.path.number(Level::Item) == Some(12));
    assert_eq!(heading.unwrap().1, "完善创新相关配套政策");
}

#[test]
fn every_letter_of_the_plan_is_in_a_sentence_a_heading_or_a_marker() {
    let plan = structured(PLAN);
    let mut left: Vec<(usize, char)> = PLAN
        .char_indices()
        .filter(|(_, letter)| letter.is_alphanumeric())
        .collect();
    let mut covered: Vec<std::ops::Range<usize>> = plan
        .sentences()
        .map(|(sentence, _)| sentence.range)
        .collect();
    assert!(covered.is_sorted_by(|one, next| one.end <= next.start));
    covered.extend(plan.headings().filter_map(|(passage, _)| passage.heading));
    left.retain(|(at, _)| !covered.iter().any(|range| range.contains(at)));
    let left: String = left.into_iter().map(|(_, letter)| letter).collect();
    assert_eq!(
        left,
        "一12二345三6七八四九十十一五12十三十四六十五十六十七七十八十九20二十一二十二"
    );
    for (sentence, words) in plan.sentences() {
        assert!(plan.clause_of(&sentence.path).is_some(), "{words}");
        assert_eq!(plan.words(&sentence), words);
        assert_eq!(plan.text().slice(plan.span(&sentence)), words);
    }
}

#[test]
fn passages_come_in_the_order_of_their_paths() {
    for content in [PLAN, STATUTE] {
        let text = structured(content);
        let paths: Vec<Path> = text.passages().map(|passage| passage.path).collect();
        assert!(paths.is_sorted_by(|one, next| one < next));
        for passage in text.passages() {
            assert_eq!(text.resolve(&passage.path), Ok(passage));
        }
    }
}

#[test]
fn a_short_address_is_enough_where_nothing_else_fits() {
    use Level::{Item, Paragraph, Part, Sentence};
    let plan = structured(PLAN);
    let full = path(&[(Part, 5), (Item, 12), (Paragraph, 1), (Sentence, 5)]);
    for short in [
        path(&[(Item, 12), (Paragraph, 1), (Sentence, 5)]),
        path(&[(Item, 12), (Sentence, 5)]),
        path(&[(Part, 5), (Item, 12), (Sentence, 5)]),
    ] {
        assert_eq!(plan.resolve(&short).unwrap().path, full, "{short}");
    }
    assert_eq!(
        plan.words(&plan.resolve(&full).unwrap()),
        "1.3米以下儿童乘坐公交、地铁，享受免票。".replace('，', ",")
    );
    let several = plan.resolve(&path(&[(Item, 2), (Sentence, 1)]));
    let Err(NotFound::Several { candidates, .. }) = several else {
        panic!("{several:?}");
    };
    let candidates: Vec<String> = candidates.iter().map(Path::to_string).collect();
    assert_eq!(
        candidates,
        [
            "第一部分第（二）项第1段第1句",
            "第一部分第（二）项第2段第1句"
        ]
    );
}

#[test]
fn an_address_that_leads_nowhere_names_its_neighbours() {
    use Level::{Article, Item, Paragraph, Part, Sentence};
    let plan = structured(PLAN);
    let check = |asked: Path, expected: &[&str]| {
        let Err(NotFound::Nothing { nearest, .. }) = plan.resolve(&asked) else {
            panic!("{asked} should lead nowhere");
        };
        let nearest: Vec<String> = nearest.iter().map(Path::to_string).collect();
        assert_eq!(nearest, expected, "{asked}");
    };
    check(
        path(&[(Item, 23)]),
        &["第七部分第（二十一）项", "第七部分第（二十二）项"],
    );
    check(
        path(&[(Item, 12), (Paragraph, 2)]),
        &["第五部分第（十二）项", "第五部分第（十二）项第1段"],
    );
    check(
        path(&[(Part, 4), (Item, 12)]),
        &["第四部分", "第四部分第（十）项", "第四部分第（十一）项"],
    );
    check(path(&[(Article, 3), (Sentence, 1)]), &[]);
    check(Path::default(), &[]);
}

const STATUTE: &str = "\u{feff}某市人口条例\r\n（2021年修正）\r\n目　录\r\n第一章　总则\r\n第二章　假期\r\n\
    第一章　总则\r\n第一条　为了促进均衡发展，制定本条例。\r\n第二条　本条例适用于本市。\r\n第二章　假期\r\n\
    第三条　夫妻享受下列假期：\r\n（一）延长生育假六十日；\r\n（二）育儿假：\r\n1．每人每年五个工作日；\r\n\
    2．按周岁计算。\r\n　　第一款规定的假期，用人单位应当保障。可以协商调整。\r\n\
    第一条规定的单位不得拒绝。\r\n第四条 本条例自公布之日起施行。";

#[test]
fn a_statute_is_divided_into_articles_paragraphs_and_items() {
    use Level::{Article, Chapter, Clause, Item, Subitem};
    let law = structured(STATUTE);
    assert_eq!(law.style(), Style::Statute);
    let check = |steps: &[(Level, u32)], id: &str, words: &str| {
        let passage = law.resolve(&path(steps)).unwrap();
        assert_eq!(passage.path.id(), id);
        assert_eq!(law.words(&passage), words);
    };
    check(
        &[(Article, 1), (Clause, 1)],
        "chp_1__art_1__para_1",
        "为了促进均衡发展，制定本条例。",
    );
    check(
        &[(Article, 3), (Item, 1)],
        "chp_2__art_3__para_1__point_1",
        "（一）延长生育假六十日；",
    );
    check(
        &[(Article, 3), (Clause, 1), (Item, 2), (Subitem, 1)],
        "chp_2__art_3__para_1__point_2__subitem_1",
        "1．每人每年五个工作日；",
    );
    check(
        &[(Article, 3), (Clause, 2)],
        "chp_2__art_3__para_2",
        "第一款规定的假期，用人单位应当保障。可以协商调整。",
    );
    check(
        &[(Article, 3), (Clause, 3)],
        "chp_2__art_3__para_3",
        "第一条规定的单位不得拒绝。",
    );
    check(
        &[(Article, 4)],
        "chp_2__art_4",
        "第四条 本条例自公布之日起施行。",
    );
    check(
        &[(Article, 3), (Clause, 2), (Level::Sentence, 2)],
        "chp_2__art_3__para_2__sent_2",
        "可以协商调整。",
    );
    assert_eq!(law.resolve(&path(&[(Chapter, 2)])).unwrap().line, 9);
    let clauses: Vec<String> = law
        .clauses()
        .map(|clause| clause.path.to_string())
        .collect();
    let expected = [
        "序言",
        "第一章第一条",
        "第一章第二条",
        "第二章第三条",
        "第二章第四条",
    ];
    assert_eq!(clauses, expected);
}

#[test]
fn a_plan_may_number_points_and_restart_its_items() {
    use Level::{Item, Part, Point, Subitem};
    let text = "一、要求\n甲段。\n（一）目标。到明年。\n1.建设。\n（1）校舍；\n（2）师资。\n2．管理\n二、措施\n（一）投入\n增加投入。\n（二）监管。";
    let plan = structured(text);
    let words =
        |steps: &[(Level, u32)]| plan.words(&plan.resolve(&path(steps)).unwrap()).to_owned();
    assert_eq!(
        words(&[(Part, 1), (Item, 1), (Point, 1), (Subitem, 2)]),
        "（2）师资。"
    );
    assert_eq!(words(&[(Point, 2)]), "2．管理");
    assert_eq!(
        words(&[(Part, 2), (Item, 1), (Level::Paragraph, 1)]),
        "增加投入。"
    );
    // Nothing follows this 项, so its words are a sentence and no heading.
    assert_eq!(
        words(&[(Part, 2), (Item, 2), (Level::Sentence, 1)]),
        "监管。"
    );
    assert!(matches!(
        plan.resolve(&path(&[(Item, 1)])),
        Err(NotFound::Several { .. })
    ));
    let clauses: Vec<String> = plan
        .clauses()
        .map(|clause| clause.path.to_string())
        .collect();
    assert_eq!(
        clauses,
        [
            "第一部分",
            "第一部分第（一）项",
            "第二部分第（一）项",
            "第二部分第（二）项"
        ]
    );
    for (sentence, words) in plan.sentences() {
        assert!(plan.clause_of(&sentence.path).is_some(), "{words}");
    }
}

#[test]
fn any_text_has_a_structure() {
    for text in [
        "",
        "\u{feff}",
        "\r\n\u{3000}\n",
        "(1)",
        "一、",
        "第一条",
        "（一）",
        "1.",
        "。",
        "𠮷",
        "第一条\n（一）\n1.\n第一条",
    ] {
        let structured = structured(text);
        let sentences: Vec<&str> = structured.sentences().map(|(_, words)| words).collect();
        let expected: &[&str] = match text {
            "𠮷" => &["𠮷"],
            // A point under nothing is a paragraph like any other.
            "1." => &["1."],
            // The article is already there, so the line only cites it.
            "第一条\n（一）\n1.\n第一条" => &["第一条"],
            _ => &[],
        };
        assert_eq!(sentences, expected, "{text:?}");
        assert!(matches!(
            structured.find_quote("没有的话", None),
            QuoteMatch::NotFound(_)
        ));
    }
}

#[test]
fn a_quote_is_found_whatever_its_width_and_blanks() {
    let plan = structured(PLAN);
    let at = plan
        .resolve(&path(&[(Level::Item, 12), (Level::Sentence, 5)]))
        .unwrap();
    for quote in [
        "1.3米以下儿童乘坐公交、地铁,享受免票",
        "1.3米以下儿童乘坐公交、地铁，享受免票。",
        "１．３米 以下儿童\n　　乘坐公交､地铁，享受免票",
        "1.3米以下儿童……享受免票",
        "…乘坐公交...免票…",
    ] {
        let QuoteMatch::Found(found) = plan.find_quote(quote, Some(&at.path)) else {
            panic!("{quote}");
        };
        assert_eq!(found.path, at.path, "{quote}");
        assert_eq!(
            plan.find_quote(quote, None),
            QuoteMatch::Found(found),
            "{quote}"
        );
    }
    let comma = plan.find_quote("乘坐公交，地铁，享受免票", None);
    assert!(
        matches!(comma, QuoteMatch::NotFound(Some(nearest)) if nearest.marked.contains("乘坐公交【、】地铁"))
    );
    let nested = plan.find_quote("以‘一老一少’为重点", None);
    assert!(matches!(nested, QuoteMatch::Found(_)));
}

#[test]
fn an_ellipsis_does_not_cross_clauses() {
    let plan = structured(PLAN);
    let across = plan.find_quote("享受免票……继续加大教育投入", None);
    assert!(matches!(across, QuoteMatch::NotFound(_)), "{across:?}");
    let backwards = plan.find_quote("享受免票……严格执行产假", None);
    assert!(
        matches!(backwards, QuoteMatch::NotFound(_)),
        "{backwards:?}"
    );
}

#[test]
fn words_that_stand_twice_are_listed_with_both_places() {
    let plan = structured(PLAN);
    let QuoteMatch::Many(places) = plan.find_quote("普惠性养老服务", None) else {
        panic!("not twice");
    };
    let places: Vec<String> = places.iter().map(|place| place.path.to_string()).collect();
    assert_eq!(
        places,
        ["第四部分第（十）项", "第四部分第（十）项第2段第7句"]
    );
    let item = path(&[(Level::Item, 10), (Level::Paragraph, 2)]);
    assert!(matches!(
        plan.find_quote("普惠性养老服务", Some(&item)),
        QuoteMatch::Found(_)
    ));
}

#[test]
fn words_in_another_passage_have_moved() {
    let plan = structured(PLAN);
    let wrong = path(&[(Level::Item, 13)]);
    let QuoteMatch::Moved(places) = plan.find_quote("1.3米以下儿童乘坐公交", Some(&wrong))
    else {
        panic!("not moved");
    };
    assert_eq!(places[0].path.number(Level::Item), Some(12));
    let absent = path(&[(Level::Item, 99)]);
    assert!(matches!(
        plan.find_quote("甲", Some(&absent)),
        QuoteMatch::NoPassage(_)
    ));
}

#[test]
fn one_changed_word_leads_to_the_nearest_passage() {
    let plan = structured(PLAN);
    let check = |quote: &str, marked: &str, quoted: &str, written: &str| {
        let QuoteMatch::NotFound(Some(nearest)) = plan.find_quote(quote, None) else {
            panic!("{quote}");
        };
        assert_eq!(nearest.marked, marked);
        let first = &nearest.differences[0];
        assert_eq!(&quote[first.quoted.clone()], quoted);
        assert_eq!(&PLAN[first.written.clone()], written);
        assert!(nearest.similarity > 80, "{}", nearest.similarity);
        nearest.place.path
    };
    let path = check(
        "1.5米以下儿童乘坐公交、地铁，享受免票。",
        "【1.3】米以下儿童乘坐公交、地铁,享受免票。",
        "1.5",
        "1.3",
    );
    assert_eq!(path.to_string(), "第五部分第（十二）项第1段第5句");
    let path = check(
        "按照每千人口不低于4.5个照料场所的标准,其中普惠性照料场所不低于65%,完善综合照料服务设施",
        "…场所的标准,其中普惠性照料场所不低于【60%】,完善综合照料服务设施",
        "65%",
        "60%",
    );
    assert_eq!(path.number(Level::Item), Some(2));
}

#[test]
fn quotes_without_end_cost_little() {
    let text = "甲乙".repeat(200_000);
    let structured = structured(&text);
    let quote = format!("{}丙", "甲乙".repeat(20_000));
    assert!(matches!(
        structured.find_quote(&quote, None),
        QuoteMatch::NotFound(_)
    ));
    assert!(
        matches!(structured.find_quote("甲", None), QuoteMatch::Many(places) if places.len() == 16)
    );
    assert!(matches!(
        structured.find_quote("", None),
        QuoteMatch::NotFound(None)
    ));
    assert!(matches!(
        structured.find_quote("甲……丁……", None),
        QuoteMatch::NotFound(_)
    ));
}

#[test]
fn one_wrong_letter_in_any_statement_is_shown_in_its_place() {
    let plan = structured(PLAN);
    for Statement { id, range, .. } in statements() {
        let words = &PLAN[range.clone()];
        let letters: Vec<char> = words.chars().collect();
        // A figure is shown whole, so the letter to spoil is one of a word.
        let spoiled = (letters.len() / 2..letters.len()).find(|at| !letters[*at].is_ascii());
        let Some(spoiled) = spoiled.filter(|_| letters.len() >= 8) else {
            continue;
        };
        let quote: String = letters
            .iter()
            .enumerate()
            .map(|(at, letter)| if at == spoiled { '鼎' } else { *letter })
            .collect();
        let QuoteMatch::NotFound(Some(nearest)) = plan.find_quote(&quote, None) else {
            panic!("{id}: {quote}");
        };
        assert_eq!(nearest.place.range, range, "{id}");
        let differences: Vec<(&str, &str)> = nearest
            .differences
            .iter()
            .map(|difference| {
                (
                    &quote[difference.quoted.clone()],
                    &PLAN[difference.written.clone()],
                )
            })
            .collect();
        assert_eq!(
            differences,
            [("鼎", letters[spoiled].to_string().as_str())],
            "{id}"
        );
        assert!(
            nearest
                .marked
                .contains(&format!("【{}】", letters[spoiled])),
            "{id}"
        );
    }
}

//! A problem as plain words for a terminal or a log, 80 columns wide, without colours.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::excerpt::{excerpt, place};
use crate::diagnostic::problem::{Label, Problem};
use crate::diagnostic::words::{Language, Words};
use crate::diagnostic::wrap::{COLUMNS, wrap};
use crate::source::{FileId, Texts};

/// A problem in words: what is wrong, where, the words themselves in 【】, the ways out, and the provision.
///
/// Lines are at most 80 columns wide; there is no line break at the end. A file that `texts` does not hold is not
/// quoted from. Whatever could steer the terminal is spelled out.
#[must_use]
pub fn plain(problem: &Problem, texts: &Texts, language: Language) -> String {
    let gap = match language {
        Language::Zh => "　",
        Language::En => "  ",
    };
    let severity = problem.severity().name(language);
    let title = format!("{severity} {}{gap}", problem.code());
    let message = problem.message().in_language(language);
    let mut lines = wrap(message, &title, "  ");
    lines.extend(label(problem.primary(), texts, language, None));
    for second in problem.labels() {
        let first_file = problem.primary().span.file();
        lines.extend(label(second, texts, language, Some(first_file)));
    }
    lines.extend(ways_out(problem, language));
    if let Some(provision) = problem.provision() {
        let before = match language {
            Language::Zh => "  对照原文：",
            Language::En => "  see: ",
        };
        lines.extend(wrap(provision.in_language(language), before, "    "));
    }
    lines.join("\n")
}

/// A place with its words. A second place, after the one in `seen`, names its file only when it is another.
fn label(label: &Label, texts: &Texts, language: Language, seen: Option<FileId>) -> Vec<String> {
    let said = label.words.in_language(language);
    let Some(text) = texts.get(label.span.file()) else {
        return if said.is_empty() {
            Vec::new()
        } else {
            wrap(said, "    ", "    ")
        };
    };
    let place = place(text, label.span, language);
    let name = text.name();
    let named = seen != Some(text.id());
    let before = match (language, seen.is_some(), named) {
        (Language::Zh, false, _) => format!("  {name}　{place}："),
        (Language::Zh, true, true) => format!("  另见 {name}　{place}："),
        (Language::Zh, true, false) => format!("  另见{place}："),
        (Language::En, false, _) => format!("  {name}  {place}: "),
        (Language::En, true, true) => format!("  see also {name}  {place}: "),
        (Language::En, true, false) => format!("  see also {place}: "),
    };
    let room = COLUMNS.saturating_sub(before.width());
    let mut lines = if room >= 40 {
        vec![format!("{before}{}", excerpt(text, label.span, room))]
    } else {
        let mut lines = wrap(before.trim(), "  ", "    ");
        lines.push(format!(
            "    {}",
            excerpt(text, label.span, COLUMNS.saturating_sub(4))
        ));
        lines
    };
    if !said.is_empty() {
        lines.extend(wrap(said, "    ", "    "));
    }
    lines
}

/// The ways out: one as it is, several under numbers.
fn ways_out(problem: &Problem, language: Language) -> Vec<String> {
    let mut ways: Vec<&Words> = problem.ways_out().iter().collect();
    for fix in problem.fixes() {
        if !ways.contains(&&fix.title) {
            ways.push(&fix.title);
        }
    }
    if let [only] = ways.as_slice() {
        return wrap(only.in_language(language), "  ", "    ");
    }
    let mut lines = Vec::new();
    if !ways.is_empty() {
        lines.push(match language {
            Language::Zh => "  改成其中一种：".to_owned(),
            Language::En => "  one of these will do:".to_owned(),
        });
    }
    for (at, way) in ways.iter().enumerate() {
        let before = format!("   {} ", circled(at));
        lines.extend(wrap(way.in_language(language), &before, "      "));
    }
    lines
}

/// ①, ②, … by index; from the twenty-first on in brackets.
#[must_use]
pub fn circled(index: usize) -> String {
    let number = index.saturating_add(1);
    u32::try_from(index)
        .ok()
        .filter(|index| *index < 20)
        .and_then(|index| char::from_u32(0x2460_u32.saturating_add(index)))
        .map_or_else(|| format!("({number})"), String::from)
}

#[cfg(test)]
mod tests {
    use super::{circled, plain};
    use crate::diagnostic::{Code, Fix, Label, Language, Problem, Words};
    use crate::source::{FileId, Span, Texts};
    use unicode_width::UnicodeWidthStr;

    fn mixed() -> (Problem, Texts) {
        let mut texts = Texts::new();
        let content = "权利 优先：\n  条件：多孩家庭 且 月收入 10000元以下 或 养育确有困难；\n";
        let file = texts.add("家庭政策.tiao", content).unwrap();
        let at = u32::try_from(content.find('或').unwrap()).unwrap();
        let first = u32::try_from(content.find('且').unwrap()).unwrap();
        let message = Words::new(
            "“且”和“或”混在一起，可以有两种读法",
            "`and` and `or` are mixed, which can be read in two ways",
        );
        let problem = Problem::new(
            Code::new("E0102"),
            message,
            Label::here(Span::new(file, at, at + 3)),
        )
        .label(
            Span::new(file, first, first + 3),
            Words::new("这里用的是“且”", "this is `and`"),
        )
        .help(Words::new(
            "多孩家庭 且（月收入 10000元以下 或 养育确有困难）",
            "bracket one side",
        ))
        .help(Words::new(
            "符合下列情形之一：（一）…；（二）…",
            "write a legal list",
        ))
        .cites(Words::new(
            "《实施方案》第四部分第（一）项",
            "plan, part 4, item (1)",
        ));
        (problem, texts)
    }

    #[test]
    fn a_problem_reads_as_an_officer_expects() {
        let (problem, texts) = mixed();
        let expected = "\
错误 E0102　“且”和“或”混在一起，可以有两种读法
  家庭政策.tiao　第 2 行第 26 字：… 月收入 10000元以下 【或】 养育确有困难；
  另见第 2 行第 11 字：条件：多孩家庭 【且】 月收入 10000元以下 或 养育确有…
    这里用的是“且”
  改成其中一种：
   ① 多孩家庭 且（月收入 10000元以下 或 养育确有困难）
   ② 符合下列情形之一：（一）…；（二）…
  对照原文：《实施方案》第四部分第（一）项";
        assert_eq!(plain(&problem, &texts, Language::Zh), expected);
        let expected = "\
error E0102  `and` and `or` are mixed, which can be read in two ways
  家庭政策.tiao  line 2, character 26: … 入 10000元以下 【或】 养育确有困难；
  see also line 2, character 11: 条件：多孩家庭 【且】 月收入 10000元以下 或…
    this is `and`
  one of these will do:
   ① bracket one side
   ② write a legal list
  see: plan, part 4, item (1)";
        assert_eq!(plain(&problem, &texts, Language::En), expected);
    }

    #[test]
    fn a_single_way_out_stands_without_a_number_and_a_fix_counts_as_one() {
        let span = Span::at(FileId::new(9), 0);
        let way = Words::new("请写「甲」", "write 「甲」");
        let problem = Problem::new(Code::new("W0501"), Words::same("甲"), Label::here(span))
            .help(way.clone())
            .fix(Fix::replace(way, span, "「甲」"));
        let shown = plain(&problem, &Texts::new(), Language::Zh);
        assert_eq!(
            shown, "警告 W0501　甲\n  请写「甲」",
            "the file is not at hand"
        );
    }

    #[test]
    fn no_line_is_wider_than_eighty_columns_whatever_the_text() {
        let mut texts = Texts::new();
        let name = "很长的目录名".repeat(12);
        let file = texts.add(name, "甲乙丙丁，".repeat(200)).unwrap();
        let span = Span::new(file, 300, 900);
        let long = Words::new("甲乙丙丁，".repeat(60), "word ".repeat(60));
        let problem = Problem::new(
            Code::new("E0102"),
            long.clone(),
            Label::new(span, long.clone()),
        )
        .label(span, long.clone())
        .help(long.clone())
        .help(long.clone())
        .cites(long);
        for language in [Language::Zh, Language::En] {
            let shown = plain(&problem, &texts, language);
            assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
        }
    }

    #[test]
    fn ways_out_are_numbered_in_circles() {
        assert_eq!([circled(0), circled(19), circled(20)], ["①", "⑳", "(21)"]);
    }
}

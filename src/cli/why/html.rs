//! An outline as a page for a browser.

use askama::Template;

use crate::diagnostic::Language;
use crate::engine::Mark;
use crate::page::{Markup, Page, Sheet, language_tag};

use super::outline::{Block, Chapter, Line, Outline, Section, sign};

pub(super) fn html(outline: &Outline) -> String {
    let language = outline.language;
    let page = Page {
        language,
        title: &outline.title,
        sheet: Sheet::Prose,
        about: &outline.about,
        body: Markup::of(&Account { outline }),
        foot: &[],
    };
    page.html()
}

#[derive(Template)]
#[template(path = "why/account.html")]
struct Account<'a> {
    outline: &'a Outline,
}

impl Account<'_> {
    fn chapter(&self, chapter: &Chapter) -> Markup {
        let language = self.outline.language;
        Markup::of(&ChapterPart { chapter, language })
    }

    fn section(&self, section: &Section) -> Markup {
        section_part(section, self.outline.language)
    }

    /// Whether a condition fails anywhere: only then is there something to leave.
    fn has_failing(&self) -> bool {
        let chapters = self.outline.answers.iter();
        let sections = chapters.flat_map(|chapter| &chapter.sections);
        let blocks = sections.flat_map(|section| &section.blocks);
        let mut lines = blocks.filter_map(|block| match block {
            Block::Lines(lines) => Some(lines),
            _ => None,
        });
        lines
            .any(|lines| lines.iter().any(|line| !line.lines.is_empty()) && lines.iter().any(fails))
    }

    fn switch(&self) -> &'static str {
        self.outline
            .language
            .pick("只看不符合的", "Only what fails")
    }
}

fn fails(line: &Line) -> bool {
    line.mark == Some(Mark::Fails) || line.lines.iter().any(fails)
}

/// How a mark is styled.
const fn class(mark: Option<Mark>) -> &'static str {
    match mark {
        Some(Mark::Holds) => "holds",
        Some(Mark::Fails) => "fails",
        Some(Mark::Open) => "open",
        Some(Mark::Idle) => "idle",
        Some(Mark::Faulty) => "faulty",
        Some(Mark::Value) | None => "value-line",
    }
}

/// A mark as it is read aloud.
const fn aloud(mark: Option<Mark>, language: Language) -> &'static str {
    match mark {
        Some(Mark::Holds) => language.pick("符合", "holds"),
        Some(Mark::Fails) => language.pick("不符合", "fails"),
        Some(Mark::Open) => language.pick("还不知道", "open"),
        Some(Mark::Idle) => language.pick("没有判断或不适用", "not judged or does not apply"),
        Some(Mark::Faulty) => language.pick("出错", "error"),
        Some(Mark::Value) | None => "",
    }
}

#[derive(Template)]
#[template(path = "why/chapter.html")]
struct ChapterPart<'a> {
    chapter: &'a Chapter,
    language: Language,
}

impl ChapterPart<'_> {
    fn section(&self, section: &Section) -> Markup {
        section_part(section, self.language)
    }

    fn class(&self) -> &'static str {
        class(self.chapter.mark)
    }

    fn aloud(&self) -> &'static str {
        aloud(self.chapter.mark, self.language)
    }

    fn sign(&self) -> &'static str {
        self.chapter.mark.map_or("", sign)
    }
}

fn section_part(section: &Section, language: Language) -> Markup {
    Markup::of(&SectionPart { section, language })
}

#[derive(Template)]
#[template(path = "why/section.html")]
struct SectionPart<'a> {
    section: &'a Section,
    language: Language,
}

impl SectionPart<'_> {
    fn lines(&self, lines: &[Line]) -> Markup {
        lines_part(lines, self.language, 0)
    }

    fn lang(&self, words: &str) -> &'static str {
        language_tag(words, self.language)
    }

    /// The badge has an edge of its own.
    fn badge<'w>(&self, words: &'w str) -> &'w str {
        words.trim_matches(['〔', '〕', '[', ']'])
    }

    fn slip(&self) -> &'static str {
        self.language.pick("勘误", "Erratum, in Chinese:")
    }

    /// What stands before the words of a text.
    fn quote_lead(&self) -> &'static str {
        self.language.pick("", "In Chinese:")
    }
}

/// From this level on lines are folded.
const FOLDED: usize = 2;
/// The deepest heading of a line; a page has six levels, and what is deeper keeps the last.
const DEEPEST_HEADING: usize = 6;

fn lines_part(lines: &[Line], language: Language, level: usize) -> Markup {
    Markup::of(&LinesPart {
        lines,
        language,
        level,
    })
}

#[derive(Template)]
#[template(path = "why/lines.html")]
struct LinesPart<'a> {
    lines: &'a [Line],
    language: Language,
    level: usize,
}

impl LinesPart<'_> {
    fn lines(&self, lines: &[Line]) -> Markup {
        lines_part(lines, self.language, self.level.saturating_add(1))
    }

    fn line(&self, line: &Line) -> Markup {
        Markup::of(&LinePart {
            line,
            language: self.language,
        })
    }

    fn class(&self, line: &Line) -> &'static str {
        class(line.mark)
    }

    /// The heading of a line with lines below it: sections have the third level.
    fn heading(&self) -> usize {
        self.level.saturating_add(4).min(DEEPEST_HEADING)
    }

    fn is_open(&self) -> bool {
        self.level < FOLDED
    }
}

#[derive(Template)]
#[template(path = "why/line.html")]
struct LinePart<'a> {
    line: &'a Line,
    language: Language,
}

impl LinePart<'_> {
    fn sign(&self) -> &'static str {
        self.line.mark.map_or("", sign)
    }

    fn class(&self) -> &'static str {
        class(self.line.mark)
    }

    fn aloud(&self) -> &'static str {
        aloud(self.line.mark, self.language)
    }

    fn lang(&self, words: &str) -> &'static str {
        language_tag(words, self.language)
    }

    fn colon(&self) -> &'static str {
        self.language.pick("：", ": ")
    }

    fn note(&self, note: &str) -> String {
        match self.language {
            Language::Zh => format!("〔{note}〕"),
            Language::En => format!(" [{note}]"),
        }
    }

    fn cites(&self) -> String {
        let cites = self.line.cites.join(self.language.pick("、", ", "));
        format!("{}{cites}", self.language.pick("　依据", " per "))
    }
}

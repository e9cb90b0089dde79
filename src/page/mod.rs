//! Pages that people open in a browser: one file each, whole by itself.
//!
//! In come a title, a few lines about the page, and a body of [`Markup`]; out goes an HTML document with its style inside.
//! It asks nothing of the network and runs no script; it follows the reader's light or dark, narrows to a phone, and prints
//! with everything open. What a page says is made elsewhere.
//!
//! A report is a template of its own in the folder `templates`, which begins with its room. Everything that a template
//! shows is escaped; the only words that are not are those of another template, which come as [`Markup`]:
//!
//! ```
//! use tiaoli::diagnostic::Language;
//! use tiaoli::page::{Markup, Page, Sheet};
//!
//! let body = Markup::words("<b>1 < 2</b>");
//! let page = Page { language: Language::En, title: "A report", sheet: Sheet::Report, about: &[], body, foot: &[] };
//! assert!(!page.html().contains("<b>"));
//! ```
//!
//! The classes that the style knows stand at the head of `templates/page/style.css`.

use askama::Template;

use crate::diagnostic::Language;

/// HTML that was made by a template, or words that were escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// What a template gives.
    #[must_use]
    pub fn of(template: &impl Template) -> Self {
        // Writing into a text fails only where a shown value fails, and texts and numbers do not.
        Self(template.render().unwrap_or_default())
    }

    /// Words, escaped.
    #[must_use]
    pub fn words(words: &str) -> Self {
        Self::of(&Escaped { words })
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for Markup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Templates show it as it is.
impl askama::filters::HtmlSafe for Markup {}

/// How wide a page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// As wide as prose reads well.
    Prose,
    /// Wide enough for tables.
    Report,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page<'p> {
    /// The language of everything that has none of its own.
    pub language: Language,
    /// The title, which is also the heading of the first level.
    pub title: &'p str,
    /// How wide it is set.
    pub sheet: Sheet,
    /// Lines under the title.
    pub about: &'p [String],
    /// What it says; its headings begin at the second level.
    pub body: Markup,
    /// Lines at its end.
    pub foot: &'p [String],
}

impl Page<'_> {
    /// The whole document.
    #[must_use]
    pub fn html(&self) -> String {
        Markup::of(&Shell { page: self }).0
    }
}

/// The `lang` of words in a page of a language: Chinese names stay Chinese in an English page.
#[must_use]
pub fn language_tag(words: &str, page: Language) -> &'static str {
    match page {
        Language::Zh => "zh-Hans",
        Language::En if words.chars().any(is_han) => "zh-Hans",
        Language::En => "en",
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[derive(Template)]
#[template(path = "page/shell.html")]
struct Shell<'p> {
    page: &'p Page<'p>,
}

impl Shell<'_> {
    const STYLE: &'static str = include_str!("../../templates/page/style.css");

    fn style(&self) -> Markup {
        Markup(Self::STYLE.to_owned())
    }

    fn lang(&self) -> &'static str {
        match self.page.language {
            Language::Zh => "zh-Hans",
            Language::En => "en",
        }
    }

    fn width(&self) -> &'static str {
        match self.page.sheet {
            Sheet::Prose => "prose",
            Sheet::Report => "report",
        }
    }

    fn skip(&self) -> &'static str {
        match self.page.language {
            Language::Zh => "跳到正文",
            Language::En => "Skip to the text",
        }
    }
}

#[derive(Template)]
#[template(source = "{{ words }}", ext = "html")]
struct Escaped<'w> {
    words: &'w str,
}

#[cfg(test)]
mod tests {
    use super::{Markup, Page, Sheet, language_tag};
    use crate::diagnostic::Language;

    fn page(language: Language, title: &str) -> String {
        let page = Page {
            language,
            title,
            sheet: Sheet::Prose,
            about: &["<b>".to_owned()],
            body: Markup::words("a & \"b\" <script>alert('x')</script>"),
            foot: &["</style>".to_owned()],
        };
        page.html()
    }

    #[test]
    fn nothing_that_is_shown_becomes_markup() {
        let html = page(Language::En, "</title><script>");
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("<b>") && html.matches("</style>").count() == 1);
        assert_eq!(html.matches("</title>").count(), 1);
    }

    #[test]
    fn a_page_is_whole_by_itself() {
        let html = page(Language::Zh, "报告");
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\""));
        for asked in ["src=", "href=\"http", "@import", "url("] {
            assert!(!html.contains(asked), "{asked}");
        }
        assert!(html.contains("default-src 'none'"));
    }

    #[test]
    fn chinese_words_say_so_in_an_english_page() {
        assert_eq!(language_tag("产假", Language::En), "zh-Hans");
        assert_eq!(language_tag("maternity leave", Language::En), "en");
        assert_eq!(language_tag("V2", Language::Zh), "zh-Hans");
    }
}

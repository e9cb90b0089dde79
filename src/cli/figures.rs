//! The figures that answers rest on, each with its instrument and how sure it is, and what is unsettled about them. What is
//! unsettled is told once on a page.

use std::collections::BTreeSet;

use crate::cli::page::Page;
use crate::diagnostic::Language;
use crate::engine::{Answer, Doubt, FigureTaken, confidence_words};

/// What a page has told already.
#[derive(Debug, Default)]
pub(crate) struct Told {
    notes: BTreeSet<String>,
}

impl Told {
    /// Whether it is told for the first time.
    pub(crate) fn is_new(&mut self, note: &str) -> bool {
        self.notes.insert(note.to_owned())
    }
}

/// How much is said of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Its instrument and how sure it is.
    Short,
    /// Also where it was found, when it applies and when it was published.
    Full,
    /// Only figures that are unsure, shortly.
    Doubtful,
}

/// The figures of several answers, each once.
pub(crate) fn of_answers(page: &mut Page, told: &mut Told, group: &[&Answer], detail: Detail) {
    let figures = group.iter().flat_map(|answer| &answer.figures);
    show(page, told, figures, detail);
    let doubts = group.iter().flat_map(|answer| &answer.doubts);
    unsettled(page, told, doubts);
}

/// Figures, each once.
pub(crate) fn show<'a>(
    page: &mut Page,
    told: &mut Told,
    figures: impl Iterator<Item = &'a FigureTaken>,
    detail: Detail,
) {
    let mut shown: Vec<&FigureTaken> = Vec::new();
    for figure in figures {
        let wanted = detail != Detail::Doubtful || figure.is_doubtful() || figure.overdue;
        if wanted && !shown.contains(&figure) {
            shown.push(figure);
        }
    }
    for figure in &shown {
        // Two lines of one parameter are told apart by their days.
        let twin = |other: &&&FigureTaken| other.name == figure.name;
        let dated = detail == Detail::Full || shown.iter().filter(twin).count() > 1;
        let words = one(page.voice.language, told, figure, (detail, dated));
        page.entry("数字", "figure", &words);
    }
}

/// A figure in one line.
pub(crate) fn one(
    language: Language,
    told: &mut Told,
    figure: &FigureTaken,
    (detail, dated): (Detail, bool),
) -> String {
    let gap = language.pick("　", "  ");
    let name = figure.name.in_language(language);
    let value = figure.value.words.in_language(language);
    let mut words = match language {
        Language::Zh => format!("{name} {value}"),
        Language::En => format!("{name}: {value}"),
    };
    if dated {
        let days = stretch(language, figure);
        words.push_str(&match language {
            _ if days.is_empty() => days,
            Language::Zh => format!("（{days}）"),
            Language::En => format!(" ({days})"),
        });
    }
    let passages: Vec<String> = figure
        .basis
        .iter()
        .map(|passage| passage.words().in_language(language).to_owned())
        .collect();
    let mut add = |more: &str| {
        words.push_str(gap);
        words.push_str(more);
    };
    if !passages.is_empty() {
        add(&passages.join(language.pick("、", "; ")));
    }
    if let Some(confidence) = figure.confidence {
        if confidence.is_doubtful() || detail == Detail::Full {
            let meaning = confidence_words(confidence);
            add(&format!(
                "{} {}",
                confidence.code(),
                meaning.in_language(language)
            ));
        } else {
            add(confidence.code());
        }
    }
    if detail == Detail::Full {
        for more in found(language, figure) {
            add(&more);
        }
    }
    for note in &figure.unsettled {
        let note = if told.is_new(note) {
            note.as_str()
        } else {
            language.pick("见上", "see above")
        };
        add(&match language {
            Language::Zh => format!("存疑：{note}"),
            Language::En => format!("unsettled: {note}"),
        });
    }
    if let Some(overdue) = overdue(language, figure) {
        add(&overdue);
    }
    words
}

/// Where a figure was found and when it was published.
pub(crate) fn found(language: Language, figure: &FigureTaken) -> Vec<String> {
    let source = figure.source.as_ref().map(|source| match language {
        Language::Zh => format!("来源：{source}"),
        Language::En => format!("source: {source}"),
    });
    let published = figure.published.map(|day| match language {
        Language::Zh => format!("{}公布", day.zh()),
        Language::En => format!("published {day}"),
    });
    let package = figure.package.as_ref().map(|package| match language {
        Language::Zh => format!("出自 {}", package.name),
        Language::En => format!("from {}", package.name),
    });
    source.into_iter().chain(published).chain(package).collect()
}

/// When a figure applies; the last day is inside.
pub(crate) fn stretch(language: Language, figure: &FigureTaken) -> String {
    let last = figure.until.and_then(|day| day.checked_add_days(-1));
    match (language, figure.from, last) {
        (Language::Zh, Some(from), Some(last)) => format!("{}至{}", from.zh(), last.zh()),
        (Language::Zh, Some(from), None) => format!("自{}起", from.zh()),
        (Language::Zh, None, Some(last)) => format!("至{}止", last.zh()),
        (Language::En, Some(from), Some(last)) => format!("{from} to {last}"),
        (Language::En, Some(from), None) => format!("from {from}"),
        (Language::En, None, Some(last)) => format!("to {last}"),
        (_, None, None) => String::new(),
    }
}

/// That a figure should have been checked again.
pub(crate) fn overdue(language: Language, figure: &FigureTaken) -> Option<String> {
    let day = figure.check_by.filter(|_| figure.overdue)?;
    Some(match language {
        Language::Zh => format!("应在{}以前复核，已过期", day.zh()),
        Language::En => format!("overdue: was to be checked by {day}"),
    })
}

/// What is unsettled about the declarations that answers rest on.
pub(crate) fn unsettled<'a>(
    page: &mut Page,
    told: &mut Told,
    doubts: impl Iterator<Item = &'a Doubt>,
) {
    let voice = page.voice;
    let mut shown: Vec<&Doubt> = Vec::new();
    for doubt in doubts {
        if shown.contains(&doubt) {
            continue;
        }
        shown.push(doubt);
        let colon = voice.pick("：", ": ");
        let name = voice.say(&doubt.name);
        for note in &doubt.says {
            let note = if told.is_new(note) {
                note.as_str()
            } else {
                voice.pick("见上", "see above")
            };
            page.entry("存疑", "unsettled", &format!("{name}{colon}{note}"));
        }
    }
}

/// What is unsettled about the norm itself.
pub(crate) fn own(page: &mut Page, told: &mut Told, answer: &Answer) {
    let seen = page.voice.pick("见上", "see above");
    let (new, old): (Vec<_>, Vec<_>) =
        (answer.unsettled.iter()).partition(|note| told.is_new(note));
    for note in new {
        page.entry("存疑", "unsettled", note);
    }
    if !old.is_empty() {
        page.entry("存疑", "unsettled", seen);
    }
}

/// Whether answers rest on something unsure.
pub(crate) fn is_doubtful(answer: &Answer) -> bool {
    !answer.doubts.is_empty() || answer.figures.iter().any(FigureTaken::is_doubtful)
}

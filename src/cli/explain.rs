//! Explanations as a tree of lines, in the numbering of the rules.

use crate::cli::answer::{cited, head, of_definition};
use crate::cli::figures::{self, Detail, Told};
use crate::cli::layout::clean;
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, FAINT, GREEN, PLAIN, RED, Voice, YELLOW};
use crate::diagnostic::{Language, Words};
use crate::engine::{Answer, Decision, Engine, Mark, Passage, Reason, grant_words, summary};

/// The page of an explained decision.
pub(crate) fn page(voice: Voice, engine: &Engine, decision: &Decision) -> String {
    let mut page = Page::new(voice);
    head(&mut page, engine, decision);
    let empty = Vec::new();
    let mut told = Told::default();
    for (place, answer) in decision.answers.iter().enumerate() {
        page.blank();
        conclusion(&mut page, answer);
        let reasons = decision.reasons.get(place).unwrap_or(&empty);
        branch(&mut page, reasons, "");
        let further: Vec<&Passage> = decision
            .passages
            .get(place)
            .into_iter()
            .flatten()
            .filter(|passage| !answer.basis.contains(passage))
            .collect();
        for passage in further {
            cited(&mut page, passage);
        }
        figures::of_answers(&mut page, &mut told, &[answer], Detail::Full);
        figures::own(&mut page, &mut told, answer);
    }
    for figure in &decision.figures {
        of_definition(&mut page, &mut told, figure, Detail::Full);
    }
    page.done()
}

fn conclusion(page: &mut Page, answer: &Answer) {
    let voice = page.voice;
    let name = Words::of_name(&answer.name, answer.alias.as_deref());
    let name = voice.say(&name);
    let instance =
        answer
            .instance
            .as_ref()
            .map_or_else(String::new, |words| match voice.language {
                Language::Zh => format!("（{}）", words.zh),
                Language::En => format!(" ({})", words.en),
            });
    let gap = voice.pick("　", "  ");
    let said = summary(answer);
    let granted: Vec<String> = answer
        .grants
        .iter()
        .filter(|grant| grant.value.is_none())
        .map(|grant| voice.say(&grant_words(grant)).to_owned())
        .collect();
    let granted = if granted.is_empty() {
        String::new()
    } else {
        format!("{gap}{}", granted.join("；"))
    };
    let before = format!("{BOLD}{}{PLAIN}{gap}", voice.pick("结论", "answer"));
    page.words(
        &format!("{name}{instance}{gap}{}{granted}", voice.say(&said)),
        &before,
        6,
    );
    for passage in &answer.basis {
        cited(page, passage);
    }
}

/// Reasons under each other.
fn branch(page: &mut Page, reasons: &[Reason], before: &str) {
    for (place, reason) in reasons.iter().enumerate() {
        let last = place.saturating_add(1) == reasons.len();
        let (tee, rail) = if last {
            ("└ ", "  ")
        } else {
            ("├ ", "│ ")
        };
        line(
            page,
            reason,
            &format!("{before}{FAINT}{tee}{PLAIN}"),
            &format!("{before}{rail}"),
        );
        branch(
            page,
            &reason.reasons,
            &format!("{before}{FAINT}{rail}{PLAIN}"),
        );
    }
}

fn line(page: &mut Page, reason: &Reason, before: &str, rail: &str) {
    let voice = page.voice;
    let (sign, colour) = match reason.mark {
        Mark::Holds => ("✔ ", GREEN),
        Mark::Fails => ("✘ ", RED),
        Mark::Open => ("？", YELLOW),
        Mark::Idle => ("－ ", FAINT),
        Mark::Faulty => ("！", RED),
        Mark::Value => ("", ""),
    };
    let item = reason.item.as_deref().unwrap_or("");
    let mut words = strip_item(voice.say(&reason.words), item);
    if let Some(value) = &reason.value {
        let equals = voice.pick(" ＝ ", " = ");
        words = format!("{words}{equals}{}", voice.say(value));
    }
    if let Some(remark) = &reason.remark {
        words = match voice.language {
            Language::Zh => format!("{words}〔{}〕", remark.zh),
            Language::En => format!("{words} [{}]", remark.en),
        };
    }
    if reason.told {
        words.push_str(voice.pick("（见上）", " (see above)"));
    }
    let basis: Vec<&str> = reason
        .basis
        .iter()
        .map(|passage| voice.say(&passage.path))
        .filter(|path| !path.is_empty())
        .collect();
    if !basis.is_empty() {
        words = format!("{words}{}{}", voice.pick("　依据", "  "), basis.join("、"));
    }
    page.words_on(
        &clean(&words),
        &format!("{before}{colour}{sign}{PLAIN}{item}"),
        &format!("{FAINT}{rail}{PLAIN}  "),
    );
}

/// The words of an item without the number that they begin with.
fn strip_item(words: &str, item: &str) -> String {
    let bare = item.trim();
    if bare.is_empty() {
        words.to_owned()
    } else {
        words
            .strip_prefix(bare)
            .unwrap_or(words)
            .trim_start()
            .to_owned()
    }
}

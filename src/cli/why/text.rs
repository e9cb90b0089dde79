//! An outline on a terminal.

use crate::cli::layout::clean;
use crate::cli::page::Page;
use crate::cli::voice::{BOLD, FAINT, GREEN, PLAIN, RED, Voice, YELLOW};
use crate::engine::Mark;

use super::outline::{Block, Chapter, Line, Outline, Section, sign};

/// Where what stands under a heading begins.
const BODY: usize = 4;

pub(super) fn text(voice: Voice, outline: &Outline) -> String {
    let mut page = Page::new(voice);
    page.styled(&outline.title, BOLD, 2);
    for line in &outline.about {
        page.words(line, "", 2);
    }
    for answer in &outline.answers {
        chapter(&mut page, answer);
    }
    if !outline.foot.is_empty() {
        page.blank();
    }
    for part in &outline.foot {
        section(&mut page, part);
    }
    page.done()
}

const fn colour(mark: Mark) -> &'static str {
    match mark {
        Mark::Holds => GREEN,
        Mark::Fails | Mark::Faulty => RED,
        Mark::Open => YELLOW,
        Mark::Idle => FAINT,
        Mark::Value => "",
    }
}

/// The sign with its colour, two columns and a blank.
fn signed(mark: Option<Mark>) -> String {
    let Some(mark) = mark else {
        return String::new();
    };
    let sign = sign(mark);
    // Full-width signs bring their own blank.
    let gap = if matches!(mark, Mark::Open | Mark::Faulty) {
        ""
    } else {
        " "
    };
    format!("{}{sign}{PLAIN}{gap}", colour(mark))
}

fn chapter(page: &mut Page, chapter: &Chapter) {
    page.blank();
    let before = format!("{}{BOLD}", signed(chapter.mark));
    page.styled(&chapter.title, &before, 2);
    page.words(&chapter.conclusion, "  ", 2);
    for part in &chapter.sections {
        section(page, part);
    }
}

fn section(page: &mut Page, section: &Section) {
    page.line(&format!("  {FAINT}{}{PLAIN}", clean(&section.title)));
    for block in &section.blocks {
        block_lines(page, block);
    }
}

fn block_lines(page: &mut Page, block: &Block) {
    let body = " ".repeat(BODY);
    match block {
        Block::Words(words) => page.words(words, &body, BODY),
        Block::Passage {
            place,
            checked,
            quote,
            slips,
        } => {
            let gap = page.voice.pick("", " ");
            page.words(
                &format!("{place}{gap}{}", checked.1),
                &body,
                BODY.saturating_add(2),
            );
            let deeper = BODY.saturating_add(2);
            if let Some(quote) = quote {
                let lead = page.voice.pick("", "in Chinese: ");
                page.words(&format!("{lead}“{quote}”"), &" ".repeat(deeper), deeper);
            }
            for slip in slips {
                let head = page.voice.pick("勘误　", "erratum, in Chinese: ");
                let before = format!("{}{FAINT}{head}{PLAIN}", " ".repeat(deeper));
                page.words(slip, &before, deeper.saturating_add(2));
            }
        }
        Block::Lines(lines) => {
            for one in lines {
                line(page, one, BODY);
            }
        }
        Block::Pairs(pairs) => {
            let gap = page.voice.pick("　", ": ");
            for (name, words) in pairs {
                let before = format!("{body}{FAINT}{}{gap}{PLAIN}", clean(name));
                page.words(words, &before, BODY.saturating_add(2));
            }
        }
    }
}

fn line(page: &mut Page, line: &Line, indent: usize) {
    let voice = page.voice;
    let mut words = line.words.clone();
    if let Some(value) = &line.value {
        words = format!("{words}{}{value}", voice.pick("：", ": "));
    }
    if let Some(note) = &line.note {
        words = match voice.pick("zh", "en") {
            "zh" => format!("{words}〔{note}〕"),
            _ => format!("{words} [{note}]"),
        };
    }
    if !line.cites.is_empty() {
        words = format!(
            "{words}{}{}",
            voice.pick("　依据", "  per "),
            line.cites.join(voice.pick("、", ", "))
        );
    }
    let further = indent.saturating_add(2);
    let number = match line.number.as_str() {
        "" => String::new(),
        number if number.is_ascii() => format!("{number} "),
        number => number.to_owned(),
    };
    let before = format!("{}{}{number}", " ".repeat(indent), signed(line.mark));
    let plain = line.mark.is_none() && number.is_empty();
    let hanging = further.saturating_add(usize::from(!plain));
    page.words(&words, &before, hanging);
    for used in &line.used {
        page.words(
            used,
            &format!("{}· ", " ".repeat(further)),
            further.saturating_add(2),
        );
    }
    if let Some(origin) = &line.origin {
        page.styled(origin, &format!("{}{FAINT}", " ".repeat(further)), further);
    }
    for inner in &line.lines {
        self::line(page, inner, further);
    }
}

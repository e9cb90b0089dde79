//! An outline as Markdown (CommonMark).

use crate::diagnostic::Language;

use super::outline::{Block, Chapter, Line, Outline, Section, sign};

/// What Markdown reads as its own.
const SPECIAL: &str = "\\`*_{}[]<>#+|~&";

pub(super) fn markdown(outline: &Outline) -> String {
    let mut out = format!("# {}\n\n", escaped(&outline.title));
    for line in &outline.about {
        out.push_str(&format!("{}  \n", escaped(line)));
    }
    for answer in &outline.answers {
        chapter(&mut out, outline.language, answer);
    }
    if !outline.foot.is_empty() {
        out.push_str("\n---\n");
    }
    for part in &outline.foot {
        section(&mut out, outline.language, part);
    }
    out
}

/// Words that Markdown shows as they are; a line break would end the paragraph.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    for letter in words.chars() {
        if SPECIAL.contains(letter) {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

fn chapter(out: &mut String, language: Language, chapter: &Chapter) {
    let sign = chapter.mark.map_or("", sign);
    let title = format!("{sign} {}", escaped(&chapter.title));
    out.push_str(&format!("\n## {}\n\n", title.trim()));
    out.push_str(&format!("**{}**\n", escaped(&chapter.conclusion)));
    for part in &chapter.sections {
        section(out, language, part);
    }
}

fn section(out: &mut String, language: Language, section: &Section) {
    out.push_str(&format!("\n### {}\n\n", escaped(&section.title)));
    let mut listed = false;
    for block in &section.blocks {
        // A paragraph after a list, or a list after a paragraph, stands apart.
        let list = matches!(block, Block::Lines(_) | Block::Pairs(_));
        if list != listed && !out.ends_with("\n\n") {
            out.push('\n');
        }
        listed = list;
        block_lines(out, language, block);
    }
}

fn block_lines(out: &mut String, language: Language, block: &Block) {
    let colon = language.pick("：", ": ");
    match block {
        Block::Words(words) => out.push_str(&format!("{}\n", escaped(words))),
        Block::Passage {
            place,
            checked,
            quote,
            slips,
        } => {
            out.push_str(&format!("{} {}\n\n", escaped(place), escaped(&checked.1)));
            if let Some(quote) = quote {
                let lead = language.pick("", "in Chinese: ");
                out.push_str(&format!("> {lead}{}\n\n", escaped(quote)));
            }
            for slip in slips {
                let head = language.pick("勘误", "erratum");
                out.push_str(&format!("*{head}*{colon}{}\n\n", escaped(slip)));
            }
        }
        Block::Lines(lines) => {
            for one in lines {
                line(out, language, one, 0);
            }
        }
        Block::Pairs(pairs) => {
            for (name, words) in pairs {
                out.push_str(&format!("- *{}*{colon}{}\n", escaped(name), escaped(words)));
            }
        }
    }
}

fn line(out: &mut String, language: Language, line: &Line, depth: usize) {
    let indent = "  ".repeat(depth);
    let mut words = String::new();
    if let Some(mark) = line.mark {
        words.push_str(sign(mark));
        words.push(' ');
    }
    if !line.number.is_empty() {
        words.push_str(&escaped(&line.number));
        words.push(' ');
    }
    words.push_str(&escaped(&line.words));
    if let Some(value) = &line.value {
        words.push_str(&format!(
            "{}**{}**",
            language.pick("：", ": "),
            escaped(value)
        ));
    }
    if let Some(note) = &line.note {
        words.push_str(&match language {
            Language::Zh => format!("〔{}〕", escaped(note)),
            Language::En => format!(" ({})", escaped(note)),
        });
    }
    if !line.cites.is_empty() {
        let cites: Vec<String> = line.cites.iter().map(|cite| escaped(cite)).collect();
        words.push_str(&format!(
            "{}{}",
            language.pick("　依据", ", per "),
            cites.join(language.pick("、", ", "))
        ));
    }
    if let Some(origin) = &line.origin {
        words.push_str(&format!(" *({})*", escaped(origin)));
    }
    out.push_str(&format!("{indent}- {words}\n"));
    let deeper = depth.saturating_add(1);
    for used in &line.used {
        out.push_str(&format!("{}- {}\n", "  ".repeat(deeper), escaped(used)));
    }
    for inner in &line.lines {
        self::line(out, language, inner, deeper);
    }
}

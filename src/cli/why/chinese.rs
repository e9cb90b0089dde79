//! What has no English, in an English account: it stands in Chinese and says so, and is never mixed into a sentence unmarked.
//!
//! Titles of documents between 《》 are what they are called; the head of the account says so once.

use super::outline::{Block, Chapter, Line, Outline, Section};

const ABOUT: &str =
    "Documents are named in Chinese; so is what has no English, marked “in Chinese”.";

/// An English outline in which Chinese is marked.
pub(super) fn set_apart(mut outline: Outline) -> Outline {
    let parts = outline.answers.iter().flat_map(|chapter| &chapter.sections);
    let has_titles = parts.flat_map(|section| &section.blocks).any(is_passage);
    outline.answers = outline.answers.into_iter().map(chapter).collect();
    outline.foot = outline.foot.into_iter().map(section).collect();
    outline.title = marked(&outline.title);
    if has_titles {
        outline.about.push(ABOUT.to_owned());
    }
    outline
}

const fn is_passage(block: &Block) -> bool {
    matches!(block, Block::Passage { .. })
}

fn chapter(chapter: Chapter) -> Chapter {
    Chapter {
        title: marked(&chapter.title),
        conclusion: marked(&chapter.conclusion),
        sections: chapter.sections.into_iter().map(section).collect(),
        ..chapter
    }
}

fn section(section: Section) -> Section {
    Section {
        blocks: section.blocks.into_iter().map(block).collect(),
        ..section
    }
}

fn block(block: Block) -> Block {
    match block {
        Block::Words(words) => Block::Words(marked(&words)),
        Block::Lines(lines) => Block::Lines(lines.into_iter().map(line).collect()),
        Block::Pairs(pairs) => Block::Pairs(pairs.into_iter().map(pair).collect()),
        passage @ Block::Passage { .. } => passage,
    }
}

fn line(line: Line) -> Line {
    Line {
        words: marked(&line.words),
        value: line.value.as_deref().map(marked),
        note: line.note.as_deref().map(marked),
        used: line.used.iter().map(|used| marked(used)).collect(),
        lines: line.lines.into_iter().map(self::line).collect(),
        ..line
    }
}

/// A name says for its words that they are Chinese.
fn pair((name, words): (String, String)) -> (String, String) {
    let said = marked(&words);
    match said.strip_prefix("in Chinese: ") {
        Some(_) => (format!("{}, in Chinese", marked(&name)), words),
        None => (marked(&name), said),
    }
}

/// Words in which every stretch of Chinese is marked: at the end after a colon, all that follows; else between marks.
fn marked(words: &str) -> String {
    let Some((start, end)) = stretch(words) else {
        return words.to_owned();
    };
    let (before, rest) = words.split_at(start);
    let (chinese, after) = rest.split_at(end.saturating_sub(start));
    if before.is_empty() && after.is_empty() {
        return format!("in Chinese: {chinese}");
    }
    if after.is_empty()
        && let Some(head) = before.strip_suffix(": ")
    {
        return format!("{head}, in Chinese: {chinese}");
    }
    let inside = before
        .strip_suffix('“')
        .zip(after.strip_prefix('”'))
        .filter(|_| !chinese.contains('“'));
    match inside {
        Some((before, after)) => format!("{before}“{chinese}” (in Chinese){}", marked(after)),
        None if after.starts_with(')') && before.ends_with('(') => {
            format!("{before}in Chinese: {chinese}{}", marked(after))
        }
        None => format!("{before}“{chinese}” (in Chinese){}", marked(after)),
    }
}

/// Where the first stretch of Chinese outside 《》 begins and ends: whole words, without the marks around them.
fn stretch(words: &str) -> Option<(usize, usize)> {
    let mut found: Option<(usize, usize)> = None;
    for (start, piece) in pieces(words) {
        let core = piece.trim_matches(['(', ')', '[', ']', ',', ';', ':', '.', '?']);
        let shift = piece.find(core).unwrap_or(0);
        let start = start.saturating_add(shift);
        let core = match core.strip_prefix('“').map(|inner| (inner, inner.find('”'))) {
            Some((inner, Some(at))) if inner.len() == at.saturating_add('”'.len_utf8()) => {
                if let Some(found) = found.or_else(|| quoted(start, inner)) {
                    return Some(found);
                }
                continue;
            }
            _ => core,
        };
        match &mut found {
            Some((_, end)) if has_han(core) => *end = start.saturating_add(core.len()),
            Some(_) => return found,
            None if has_han(core) => found = Some((start, start.saturating_add(core.len()))),
            None => {}
        }
        // A mark of English after Chinese ends it.
        let ends = words
            .get(start.saturating_add(core.len())..)
            .is_some_and(|rest| rest.starts_with([')', ']', ';', ',', ':', '.']));
        if found.is_some() && ends {
            return found;
        }
    }
    found
}

/// The Chinese between quotation marks of an English sentence.
fn quoted(start: usize, inner: &str) -> Option<(usize, usize)> {
    let begin = start.saturating_add('“'.len_utf8());
    let words = inner.strip_suffix('”')?;
    has_han(words).then(|| (begin, begin.saturating_add(words.len())))
}

/// Words between blanks, with where they begin.
fn pieces(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0_usize;
    words.split(' ').filter_map(move |piece| {
        let start = at;
        at = at.saturating_add(piece.len()).saturating_add(1);
        (!piece.is_empty()).then_some((start, piece))
    })
}

/// Whether words hold Chinese that is no title of a document or its number.
fn has_han(words: &str) -> bool {
    let (mut titles, mut after_title, mut number) = (0_u32, false, false);
    for letter in words.chars() {
        match letter {
            '《' => titles = titles.saturating_add(1),
            '》' => {
                titles = titles.saturating_sub(1);
                after_title = true;
                continue;
            }
            '（' if after_title => number = true,
            '）' => number = false,
            '\u{3400}'..='\u{9fff}' if titles == 0 && !number => return true,
            _ => {}
        }
        after_title = false;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn chinese_in_english_is_marked_and_titles_stay() {
        for (words, said) in [
            ("birth date: 2024-01-31", "birth date: 2024-01-31"),
            (
                "《办法》（国发〔2022〕8号）, article 3",
                "《办法》（国发〔2022〕8号）, article 3",
            ),
            ("每月100元；见上", "in Chinese: 每月100元；见上"),
            (
                "which base: 四个文件写了 三种",
                "which base, in Chinese: 四个文件写了 三种",
            ),
            (
                "the exception “逾期” applies",
                "the exception “逾期” (in Chinese) applies",
            ),
            ("当年重复: applies", "“当年重复” (in Chinese): applies"),
            (
                "“by fund” (付到第128日（另加）) (by default)",
                "“by fund” (in Chinese: 付到第128日（另加）) (by default)",
            ),
            (
                "holds, 津贴: 5 yuan, once",
                "holds, “津贴” (in Chinese): 5 yuan, once",
            ),
        ] {
            assert_eq!(marked(words), said);
        }
    }
}

//! Where declarations start and end, even in a broken text: a linear scan before the grammar.

use std::ops::Range;

/// The deepest nesting of brackets that is read.
pub(super) const MAX_DEPTH: usize = 128;

/// The keywords that begin a declaration, in both languages.
#[rustfmt::skip]
pub(super) const DECLARATIONS: &[&str] = &[
    "文件", "document", "勘误", "erratum", "条款", "clause", "约定", "convention", "单位", "unit",
    "日历", "calendar", "对象", "object", "参数", "parameter", "定义", "define", "表", "table",
    "权利", "right", "义务", "duty", "禁止", "prohibition", "准许", "permission", "鼓励", "encouragement",
    "任务", "task", "指标", "indicator", "废止", "repeal", "认定", "finding", "宣示", "declaratory",
    "读法", "reading", "问卷", "questionnaire", "例", "example", "引用", "import",
];

/// One declaration as the marks show it, not yet read.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// From its first letter up to and including its closing mark.
    pub(super) range: Range<usize>,
    /// The comments before and inside it, with their marks.
    pub(super) comments: Vec<Range<usize>>,
    /// Whether brackets open, perhaps without closing, deeper than [`MAX_DEPTH`].
    pub(super) deep: bool,
    /// Lines outside quotations that begin like a declaration.
    pub(super) restarts: Vec<usize>,
}

impl Piece {
    /// What is left of the piece from a place on, if that place is known to be outside quotations.
    pub(super) fn from(mut self, place: usize) -> Option<Self> {
        self.restarts.binary_search(&place).ok()?;
        self.range.start = place;
        self.restarts.retain(|restart| *restart > place);
        self.comments.retain(|comment| comment.start >= place);
        Some(self)
    }
}

/// Cuts the next declaration out of the text, from `from` on. Without a further word there is none; comments are still found.
pub(super) fn next_piece(content: &str, from: usize) -> (Option<Piece>, Vec<Range<usize>>) {
    let mut scan = Scan {
        content,
        at: from,
        comments: Vec::new(),
    };
    let mut start = None;
    let (mut depth, mut deep) = (0_usize, false);
    let mut tail = Tail::default();
    let mut restarts = Vec::new();
    while let Some(letter) = scan.peek() {
        let here = scan.at;
        if scan.skip_comment() {
            continue;
        }
        if start.is_some() && scan.begins_line() && begins_declaration(scan.rest()) {
            restarts.push(here);
        }
        if start.is_none() && !is_blank(letter) {
            start = Some(here);
        }
        if scan.skip_quotation(letter) {
            tail.push(letter);
            continue;
        }
        scan.step(letter);
        depth = deeper(depth, letter);
        deep |= depth > MAX_DEPTH;
        match letter {
            '。' => break,
            '.' | '．' if ends_declaration(scan.rest(), &tail) => break,
            _ => {}
        }
        tail.push(letter);
    }
    let Some(start) = start else {
        return (None, scan.comments);
    };
    let words = content.get(start..scan.at).unwrap_or_default();
    let end = start.saturating_add(words.trim_end().len());
    (
        Some(Piece {
            range: start..end,
            comments: scan.comments,
            deep,
            restarts,
        }),
        Vec::new(),
    )
}

/// Where a stretch of the text nests deeper than [`MAX_DEPTH`].
pub(super) fn too_deep(content: &str, stretch: &Range<usize>) -> Option<usize> {
    let mut scan = Scan {
        content: content.get(..stretch.end)?,
        at: stretch.start,
        comments: Vec::new(),
    };
    let mut depth = 0_usize;
    while let Some(letter) = scan.peek() {
        if scan.skip_comment() || scan.skip_quotation(letter) {
            continue;
        }
        depth = deeper(depth, letter);
        if depth > MAX_DEPTH {
            return Some(scan.at);
        }
        scan.step(letter);
    }
    None
}

fn deeper(depth: usize, letter: char) -> usize {
    match letter {
        '（' | '(' | '｛' | '{' | '［' | '[' => depth.saturating_add(1),
        '）' | ')' | '｝' | '}' | '］' | ']' => depth.saturating_sub(1),
        _ => depth,
    }
}

struct Scan<'t> {
    content: &'t str,
    at: usize,
    comments: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.content.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether only blanks stand before this place on its line, and a letter stands here.
    fn begins_line(&self) -> bool {
        let before = self.content.get(..self.at).unwrap_or_default();
        let indented = before.trim_end_matches([' ', '\t', '\u{3000}']);
        indented.ends_with('\n') && self.peek().is_some_and(|letter| !is_blank(letter))
    }

    fn step(&mut self, letter: char) {
        self.at = self.at.saturating_add(letter.len_utf8());
    }

    fn skip_comment(&mut self) -> bool {
        let rest = self.rest();
        if !rest.starts_with("//") && !rest.starts_with('※') {
            return false;
        }
        let line = rest.split('\n').next().unwrap_or(rest);
        let end = self.at.saturating_add(line.trim_end_matches('\r').len());
        let next = self.at.saturating_add(line.len());
        self.comments.push(self.at..end);
        self.at = next;
        true
    }

    /// Skips over quoted words. A quotation that does not end is no quotation.
    fn skip_quotation(&mut self, letter: char) -> bool {
        let after = self.rest().get(letter.len_utf8()..).unwrap_or_default();
        let length = match letter {
            '“' => after.find(['”', '“']),
            '"' => after.find('"'),
            '「' => after.find(['」', '「', '\n']),
            '`' => after.find(['`', '\n']),
            '《' => after.find(['》', '《', '\n']),
            _ => None,
        };
        let Some(length) = length else {
            return false;
        };
        let close = after
            .get(length..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(letter);
        if close == '\n' || letter != '"' && letter != '`' && close == letter {
            return false;
        }
        self.at = self
            .at
            .saturating_add(letter.len_utf8())
            .saturating_add(length)
            .saturating_add(close.len_utf8());
        true
    }
}

pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{FEFF}'
}

/// The last letters that are no blanks and no comments.
#[derive(Debug, Default)]
struct Tail {
    letters: String,
}

impl Tail {
    fn push(&mut self, letter: char) {
        if is_blank(letter) {
            return;
        }
        self.letters.push(letter);
        if self.letters.len() > 256 {
            self.letters = self
                .letters
                .chars()
                .rev()
                .take(32)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
        }
    }

    /// Whether the digits at the end are the number of an item: they follow a separator or the opening words of a list.
    fn is_enumerator(&self) -> bool {
        let digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
        let head = self.letters.trim_end_matches(digit);
        if head.len() == self.letters.len() {
            return false;
        }
        if head.ends_with(['；', ';']) {
            return true;
        }
        let opening = head.trim_end_matches(['：', ':']);
        let openings = ["条件", "之一", "均不存在", "分别确定", "of", "cases"];
        let scale = opening.len() < head.len() && opening.ends_with(['）', ')']);
        scale || openings.iter().any(|word| opening.ends_with(word))
    }
}

/// Whether a half-width point ends a declaration: no digit follows, and it is not the point of an enumerator `1.`.
fn ends_declaration(rest: &str, tail: &Tail) -> bool {
    !rest.starts_with(|next: char| next.is_ascii_digit() || ('０'..='９').contains(&next))
        && !tail.is_enumerator()
}

/// Where the next declaration seems to start inside a piece that could not be read: a line that begins with a declaration's
/// keyword, a blank, a name and a colon.
pub(super) fn restart(content: &str, piece: &Range<usize>) -> Option<usize> {
    let words = content.get(piece.clone())?;
    let in_example = ["例", "example"]
        .iter()
        .any(|keyword| words.starts_with(keyword));
    let mut at = piece.start;
    for line in words.split_inclusive('\n') {
        let indent = line
            .len()
            .saturating_sub(line.trim_start_matches(is_blank).len());
        let start = at.saturating_add(indent);
        at = at.saturating_add(line.len());
        let begins = line.trim_start_matches(is_blank);
        let finding = in_example
            && ["认定", "读法"]
                .iter()
                .any(|keyword| begins.starts_with(keyword));
        if start > piece.start && !finding && begins_declaration(begins) {
            return Some(start);
        }
    }
    None
}

/// Whether a line begins like a declaration.
pub(super) fn begins_declaration(line: &str) -> bool {
    DECLARATIONS.iter().any(|keyword| {
        let Some(after) = line.strip_prefix(keyword) else {
            return false;
        };
        let name = after.trim_start_matches([' ', '\t', '\u{3000}']);
        if matches!(*keyword, "约定" | "convention") {
            return name.starts_with(['：', ':']);
        }
        name.len() < after.len() && name_and_colon(name)
    })
}

/// `名：` or `名（又称 name）：`.
fn name_and_colon(words: &str) -> bool {
    let Some(stop) = words.find([
        '：', ':', '（', '(', '。', '；', ';', '，', ',', '＝', '=', '\n', '“', '"',
    ]) else {
        return false;
    };
    let (name, rest) = words.split_at_checked(stop).unwrap_or_default();
    if name.trim().is_empty() {
        return false;
    }
    let rest = match rest.strip_prefix(['（', '(']) {
        Some(inner) if inner.starts_with("又称") || inner.starts_with("aka") => inner
            .split_once(['）', ')'])
            .map_or("", |(_, rest)| rest)
            .trim_start(),
        Some(_) => "",
        None => rest,
    };
    rest.starts_with(['：', ':'])
}

/// The statement around a place: from after the `；` or the first colon before it, up to and including the `；` after it.
/// None where the place is before the first colon.
pub(super) fn statement_at(words: &str, place: usize) -> Option<Range<usize>> {
    let mut scan = Scan {
        content: words,
        at: 0,
        comments: Vec::new(),
    };
    let mut start = None;
    while let Some(letter) = scan.peek() {
        if scan.skip_comment() || scan.skip_quotation(letter) {
            continue;
        }
        let here = scan.at;
        match letter {
            '。' => return start.map(|start| start..here),
            '；' | ';' if here >= place => {
                return start.map(|start| start..here.saturating_add(letter.len_utf8()));
            }
            '；' | ';' => start = start.map(|_| here.saturating_add(letter.len_utf8())),
            '：' | ':' if start.is_none() => {
                if here >= place {
                    return None;
                }
                start = Some(here.saturating_add(letter.len_utf8()));
            }
            _ => {}
        }
        scan.step(letter);
    }
    start.map(|start| start..words.len())
}

/// Whether nothing but marks follows the first colon.
pub(super) fn says_nothing(words: &str) -> bool {
    let body = words.split_once(['：', ':']).map_or("", |(_, body)| body);
    body.chars()
        .all(|letter| is_blank(letter) || "；;。.".contains(letter))
}

/// Where the declared name stands in a declaration, if it can be seen.
pub(super) fn declared_name(words: &str) -> Option<Range<usize>> {
    let keyword = DECLARATIONS
        .iter()
        .find(|keyword| words.starts_with(**keyword))?;
    let after = words.get(keyword.len()..)?;
    let start = words
        .len()
        .checked_sub(after.trim_start_matches(is_blank).len())?;
    let rest = words.get(start..)?;
    let (open, stop) = match rest.chars().next()? {
        '「' => ('「'.len_utf8(), rest.find('」')?),
        _ => (0, rest.find(['：', ':', '（', '(', '；', ';', '\n', '。'])?),
    };
    let name = rest.get(open..stop)?.trim_end();
    let start = start.saturating_add(open);
    (!name.is_empty()).then(|| start..start.saturating_add(name.len()))
}

//! Sentences: up to 。！？ or the end of the line.

/// The sentences between two bytes, each with its end mark and without blanks or a stray mark before it.
pub(crate) fn split(content: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let words = content.get(start..end).unwrap_or("");
    let mut sentences = Vec::new();
    let mut from = 0_usize;
    let mut letters = words.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !ends_sentence(letter) {
            continue;
        }
        let mut to = at.saturating_add(letter.len_utf8());
        while let Some((at, letter)) =
            letters.next_if(|(_, next)| ends_sentence(*next) || closes(*next))
        {
            to = at.saturating_add(letter.len_utf8());
        }
        push(&mut sentences, words, from, to);
        from = to;
    }
    push(&mut sentences, words, from, words.len());
    let shift = |(from, to): (usize, usize)| (start.saturating_add(from), start.saturating_add(to));
    sentences.into_iter().map(shift).collect()
}

fn push(sentences: &mut Vec<(usize, usize)>, words: &str, from: usize, to: usize) {
    let piece = words.get(from..to).unwrap_or("");
    let stray = |letter: char| {
        letter.is_whitespace() || letter == '\u{feff}' || "，,、；;：:".contains(letter)
    };
    let lead = piece
        .len()
        .saturating_sub(piece.trim_start_matches(stray).len());
    let said = piece.trim_end();
    // Marks alone say nothing.
    if said.chars().any(char::is_alphanumeric) {
        sentences.push((from.saturating_add(lead), from.saturating_add(said.len())));
    }
}

const fn ends_sentence(letter: char) -> bool {
    matches!(letter, '。' | '｡' | '！' | '!' | '？' | '?')
}

const fn closes(letter: char) -> bool {
    matches!(letter, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】')
}

#[cfg(test)]
mod tests {
    use super::split;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text, 0, text.len())
            .into_iter()
            .filter_map(|(start, end)| text.get(start..end))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_sentence_ends_at_its_mark_or_at_the_end() {
        check("甲。乙！丙？丁", &["甲。", "乙！", "丙？", "丁"]);
        check("", &[]);
    }

    #[test]
    fn a_stray_comma_after_a_full_stop_belongs_to_no_sentence() {
        check(
            "临时托管等服务。,探索实施。",
            &["临时托管等服务。", "探索实施。"],
        );
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        check("（甲。）乙。”丙。", &["（甲。）", "乙。”", "丙。"]);
    }

    #[test]
    fn marks_alone_are_no_sentence() {
        check("甲。。 。乙。", &["甲。。", "乙。"]);
        check("。……。", &[]);
    }

    #[test]
    fn a_decimal_point_ends_nothing() {
        check("1.3米以下儿童免票。", &["1.3米以下儿童免票。"]);
    }
}

//! The words of a text that are most like some others, by edit distance at a bounded cost.

use std::collections::BTreeSet;
use std::ops::Range;

/// How many letters of a quote are compared at most: the table has about twice their square.
const MAX_LETTERS: usize = 1200;

/// How many cells of such tables are computed for one quote.
const MAX_CELLS: usize = 4_000_000;

/// Below this likeness nothing is called near.
const LEAST_SIMILARITY: usize = 50;

/// How a quote lies on the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// The letters of the text.
    pub(crate) window: Range<usize>,
    /// How alike they are, from 0 to 100.
    pub(crate) similarity: u8,
    /// The differences in order.
    pub(crate) runs: Vec<Run>,
}

/// Letters of the quote and the letters of the text in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) quoted: Range<usize>,
    pub(crate) written: Range<usize>,
}

/// The best place of a quote in a text; none where nothing is like it.
pub(crate) fn align(quote: &[char], text: &[char]) -> Option<Alignment> {
    let quote = quote.get(..quote.len().min(MAX_LETTERS))?;
    let blocks = promising(quote, text);
    let best = blocks
        .into_iter()
        .filter_map(|block| {
            let table = Table::new(quote, text.get(block.clone())?);
            Some((table.distance(), block, table))
        })
        .min_by_key(|(distance, block, _)| (*distance, block.start))?;
    let (distance, block, table) = best;
    let (window, runs) = table.trace();
    let longer = quote.len().max(window.len());
    let alike = longer.saturating_sub(distance).saturating_mul(100);
    let similarity = alike.checked_div(longer)?;
    if similarity < LEAST_SIMILARITY {
        return None;
    }
    let shift = |range: &Range<usize>| {
        range.start.saturating_add(block.start)..range.end.saturating_add(block.start)
    };
    let runs = runs.iter().map(|run| Run {
        quoted: run.quoted.clone(),
        written: shift(&run.written),
    });
    Some(Alignment {
        window: shift(&window),
        similarity: u8::try_from(similarity).unwrap_or(100),
        runs: whole_figures(quote, text, runs.collect()),
    })
}

/// The stretches of the text that share most pairs of letters with the quote: as many as [`MAX_CELLS`] allows, but two.
fn promising(quote: &[char], text: &[char]) -> Vec<Range<usize>> {
    let pairs: BTreeSet<&[char]> = quote.windows(2).collect();
    let step = quote.len().saturating_add(32);
    let mut hits: Vec<usize> = Vec::new();
    for (at, pair) in text.windows(2).enumerate() {
        let cell = at.checked_div(step).unwrap_or(0);
        if hits.len() <= cell {
            hits.resize(cell.saturating_add(1), 0);
        }
        if let (true, Some(count)) = (pairs.contains(pair), hits.last_mut()) {
            *count = count.saturating_add(1);
        }
    }
    // Two steps in a row hold every window of the quote's own length with room to spare.
    let mut scored: Vec<(usize, Range<usize>)> = hits
        .iter()
        .enumerate()
        .map(|(cell, _)| {
            let score = hits.iter().skip(cell).take(2).sum();
            let start = cell.saturating_mul(step);
            let end = start.saturating_add(step.saturating_mul(2)).min(text.len());
            (score, start..end)
        })
        .filter(|(score, _)| *score > 0)
        .collect();
    scored.sort_by_key(|(score, block)| (usize::MAX.saturating_sub(*score), block.start));
    let table = quote.len().saturating_mul(step).saturating_mul(2).max(1);
    let affordable = MAX_CELLS.checked_div(table).unwrap_or(0).max(2);
    let best = scored.into_iter().take(affordable);
    best.map(|(_, block)| block).collect()
}

/// Edit distances of every beginning of the quote to every end of a stretch of text, which may begin anywhere.
#[derive(Debug)]
struct Table<'t> {
    quote: &'t [char],
    text: &'t [char],
    cells: Vec<u16>,
}

/// One step of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Other,
    OnlyQuoted,
    OnlyWritten,
}

impl<'t> Table<'t> {
    fn new(quote: &'t [char], text: &'t [char]) -> Self {
        let width = text.len().saturating_add(1);
        let mut cells: Vec<u16> = vec![0; width];
        cells.reserve(width.saturating_mul(quote.len()));
        let mut above = cells.clone();
        for (row, quoted) in quote.iter().enumerate() {
            let mut left = u16::try_from(row.saturating_add(1)).unwrap_or(u16::MAX);
            let mut line = Vec::with_capacity(width);
            line.push(left);
            for (written, pair) in text.iter().zip(above.windows(2)) {
                let (corner, over) = match pair {
                    [corner, over] => (*corner, *over),
                    _ => continue,
                };
                let change = corner.saturating_add(u16::from(quoted != written));
                left = change
                    .min(over.saturating_add(1))
                    .min(left.saturating_add(1));
                line.push(left);
            }
            cells.extend_from_slice(&line);
            above = line;
        }
        Self { quote, text, cells }
    }

    fn at(&self, row: usize, column: usize) -> u16 {
        let width = self.text.len().saturating_add(1);
        let cell = row.saturating_mul(width).saturating_add(column);
        self.cells.get(cell).copied().unwrap_or(u16::MAX)
    }

    /// Where the best window ends: the last place, so that no letter at the end is dropped for nothing.
    fn end(&self) -> usize {
        let row = self.quote.len();
        (0..=self.text.len())
            .min_by_key(|column| (self.at(row, *column), usize::MAX.saturating_sub(*column)))
            .unwrap_or(0)
    }

    fn distance(&self) -> usize {
        usize::from(self.at(self.quote.len(), self.end()))
    }

    fn trace(&self) -> (Range<usize>, Vec<Run>) {
        let end = self.end();
        let (mut row, mut column) = (self.quote.len(), end);
        let mut runs: Vec<Run> = Vec::new();
        while row > 0 {
            let step = self.step(row, column);
            let below = (row, column);
            match step {
                Step::Same | Step::Other => {
                    row = row.saturating_sub(1);
                    column = column.saturating_sub(1);
                }
                Step::OnlyQuoted => row = row.saturating_sub(1),
                Step::OnlyWritten => column = column.saturating_sub(1),
            }
            if step == Step::Same {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.quoted.start == below.0 && run.written.start == below.1 => {
                    run.quoted.start = row;
                    run.written.start = column;
                }
                _ => runs.push(Run {
                    quoted: row..below.0,
                    written: column..below.1,
                }),
            }
        }
        runs.reverse();
        (column..end, runs)
    }

    fn step(&self, row: usize, column: usize) -> Step {
        let here = self.at(row, column);
        let (up, left) = (row.saturating_sub(1), column.saturating_sub(1));
        if column == 0 {
            return Step::OnlyQuoted;
        }
        let corner = self.at(up, left);
        let same = self.quote.get(up) == self.text.get(left);
        if same && corner == here {
            Step::Same
        } else if self.at(up, column).saturating_add(1) == here {
            Step::OnlyQuoted
        } else if self.at(row, left).saturating_add(1) == here {
            Step::OnlyWritten
        } else {
            Step::Other
        }
    }
}

/// A difference inside a figure is the whole figure: 【4.5】, not 4.【5】. Differences that meet by this become one.
fn whole_figures(quote: &[char], text: &[char], runs: Vec<Run>) -> Vec<Run> {
    let figure = |letters: &[char], at: Option<usize>| {
        let letter = at.and_then(|at| letters.get(at));
        letter.is_some_and(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '%'))
    };
    let mut whole: Vec<Run> = Vec::new();
    for mut run in runs {
        let touches = run.quoted.clone().any(|at| figure(quote, Some(at)))
            || run.written.clone().any(|at| figure(text, Some(at)));
        let back = |run: &Run| {
            (
                run.quoted.start.checked_sub(1),
                run.written.start.checked_sub(1),
            )
        };
        while touches && figure(quote, back(&run).0) && figure(text, back(&run).1) {
            run.quoted.start = run.quoted.start.saturating_sub(1);
            run.written.start = run.written.start.saturating_sub(1);
        }
        while touches && figure(quote, Some(run.quoted.end)) && figure(text, Some(run.written.end))
        {
            run.quoted.end = run.quoted.end.saturating_add(1);
            run.written.end = run.written.end.saturating_add(1);
        }
        match whole.last_mut() {
            Some(last)
                if last.quoted.end >= run.quoted.start && last.written.end >= run.written.start =>
            {
                last.quoted.end = last.quoted.end.max(run.quoted.end);
                last.written.end = last.written.end.max(run.written.end);
            }
            _ => whole.push(run),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::align;

    fn check(quote: &str, text: &str, window: &str, runs: &[(&str, &str)]) {
        let quote: Vec<char> = quote.chars().collect();
        let text: Vec<char> = text.chars().collect();
        let found = align(&quote, &text).unwrap();
        let words = |letters: &[char]| letters.iter().collect::<String>();
        assert_eq!(words(&text[found.window]), window);
        let found: Vec<(String, String)> = found
            .runs
            .iter()
            .map(|run| {
                (
                    words(&quote[run.quoted.clone()]),
                    words(&text[run.written.clone()]),
                )
            })
            .collect();
        let runs: Vec<(String, String)> = runs
            .iter()
            .map(|(left, right)| ((*left).into(), (*right).into()))
            .collect();
        assert_eq!(found, runs);
    }

    #[test]
    fn a_changed_word_is_the_difference() {
        check(
            "每人每年享受5个工作日",
            "夫妻每人每年享受10个工作日的假",
            "每人每年享受10个工作日",
            &[("5", "10")],
        );
        check(
            "不低于4.6个场所",
            "按照不低于4.5个场所的标准",
            "不低于4.5个场所",
            &[("4.6", "4.5")],
        );
    }

    #[test]
    fn words_too_many_and_too_few_are_differences() {
        check(
            "逐步建立健全育儿假制度",
            "要逐步建立育儿假制度。",
            "逐步建立育儿假制度",
            &[("健全", "")],
        );
        check(
            "逐步建立育儿假制度",
            "要逐步建立健全育儿假制度。",
            "逐步建立健全育儿假制度",
            &[("", "健全")],
        );
    }

    #[test]
    fn words_that_resemble_nothing_have_no_place() {
        let letters = |words: &str| words.chars().collect::<Vec<_>>();
        assert_eq!(
            align(&letters("完全无关的话"), &letters("一二三四五六七八九十")),
            None
        );
        assert_eq!(align(&[], &letters("甲乙")), None);
        assert_eq!(align(&letters("甲乙"), &[]), None);
    }

    #[test]
    fn a_place_at_the_seam_of_two_blocks_is_found() {
        for lead in 0..200 {
            let text: String = "的".repeat(lead) + "享受十个工作日的育儿假" + &"了".repeat(200);
            let text: Vec<char> = text.chars().collect();
            let quote: Vec<char> = "享受五个工作日的育儿假".chars().collect();
            let found = align(&quote, &text).unwrap();
            assert_eq!(
                (found.window.start, found.similarity),
                (lead, 90),
                "after {lead}"
            );
        }
    }
}

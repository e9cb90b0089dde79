//! The text of an instrument with its structure: passages found by their markers, addressed down to the sentence.

use std::ops::Range;

use thiserror::Error;

use crate::source::Span;
use crate::source::fold::Folded;
use crate::source::marker;
use crate::source::outline::{Node, outline};
use crate::source::path::{Level, Marker, Path};
use crate::source::text::Text;

/// How an instrument is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Parts `一、`, items `（一）`, natural paragraphs.
    Plan,
    /// 编, 章, 节, 条, 款, 项, 目.
    Statute,
}

/// A passage of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its full address.
    pub path: Path,
    /// Its bytes in the text, marker included where it has one.
    pub range: Range<usize>,
    /// The bytes of its heading, which belongs to no sentence.
    pub heading: Option<Range<usize>>,
    /// The line, from 1, in which it begins.
    pub line: u32,
}

/// Why a path leads to no passage.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotFound {
    /// Nothing has this address.
    #[error("nothing has the address {asked}")]
    Nothing {
        /// The address that was asked for.
        asked: Path,
        /// The addresses nearest to it, at most three.
        nearest: Vec<Path>,
    },
    /// The address leaves out a level that is needed to tell passages apart.
    #[error("{asked} may be one of several passages")]
    Several {
        /// The address that was asked for.
        asked: Path,
        /// The addresses that it may stand for, in order, at most eight.
        candidates: Vec<Path>,
    },
}

/// The text of an instrument with its structure.
///
/// Made from any text; what has no marker is 序言. Nothing is changed: all ranges are bytes of the raw text.
#[derive(Debug, Clone)]
pub struct StructuredText {
    text: Text,
    style: Style,
    nodes: Vec<Node>,
    pub(in crate::source) folded: Folded,
}

impl StructuredText {
    /// The structure of a text; one that has a 第一条 is read as a statute, any other as a plan.
    #[must_use]
    pub fn new(text: Text) -> Self {
        let style = if marker::has_articles(text.content()) {
            Style::Statute
        } else {
            Style::Plan
        };
        Self::with_style(text, style)
    }

    /// The structure of a text that is known to be divided in one way.
    #[must_use]
    pub fn with_style(text: Text, style: Style) -> Self {
        let nodes = outline(text.content(), style);
        let folded = Folded::new(text.content());
        Self {
            text,
            style,
            nodes,
            folded,
        }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// How it is divided.
    #[must_use]
    pub const fn style(&self) -> Style {
        self.style
    }

    /// The words of a passage, its marker and heading included.
    #[must_use]
    pub fn words(&self, passage: &Passage) -> &str {
        self.text.slice_range(&passage.range)
    }

    /// The bytes of a passage's marker as it is written: `（一）`, `第十九条`. None where its level has none: 序言, 段, 款, 句.
    #[must_use]
    pub fn marker(&self, passage: &Passage) -> Option<Range<usize>> {
        let level = passage.path.last()?.level();
        if matches!(
            level,
            Level::Preamble | Level::Paragraph | Level::Clause | Level::Sentence
        ) {
            return None;
        }
        let taken = marker::length(self.words(passage), self.style);
        let start = passage.range.start;
        (taken > 0).then(|| start..start.saturating_add(taken))
    }

    /// The span of a passage in the text.
    #[must_use]
    pub fn span(&self, passage: &Passage) -> Span {
        self.text.span(&passage.range)
    }

    /// All passages in the order of the text, each before its own parts.
    pub fn passages(&self) -> impl Iterator<Item = Passage> {
        (0..self.nodes.len()).filter_map(|at| self.passage(at))
    }

    /// All sentences in the order of the text. Headings and markers belong to none.
    pub fn sentences(&self) -> impl Iterator<Item = (Passage, &str)> {
        self.at_level(|level| level == Level::Sentence)
            .map(|passage| {
                let words = self.text.slice_range(&passage.range);
                (passage, words)
            })
    }

    /// The sentences of one passage, given by its full path; all of them for the empty path.
    pub fn sentences_in(&self, path: &Path) -> impl Iterator<Item = (Passage, &str)> {
        self.sentences()
            .filter(move |(sentence, _)| sentence.path.is_within(path))
    }

    /// The passages that have a heading, with its words, in the order of the text.
    pub fn headings(&self) -> impl Iterator<Item = (Passage, &str)> {
        self.passages().filter_map(|passage| {
            let words = self.text.slice_range(passage.heading.as_ref()?);
            Some((passage, words))
        })
    }

    /// The passages that a ledger lists: 序言, then the 项 of a plan or the 条 of a statute; and each 部分, 章 …
    /// that has paragraphs of its own outside them. Every sentence has exactly one: [`StructuredText::clause_of`].
    pub fn clauses(&self) -> impl Iterator<Item = Passage> {
        (0..self.nodes.len())
            .filter(|at| self.is_clause(*at))
            .filter_map(|at| self.passage(at))
    }

    /// The clause, as in [`StructuredText::clauses`], that a passage lies in; none for a passage that holds several.
    #[must_use]
    pub fn clause_of(&self, path: &Path) -> Option<Passage> {
        let at = self.node_at(path)?;
        // An item is listed even where its part is listed too, so the innermost clause counts.
        let clause = self.chain(at).find(|at| self.is_clause(*at))?;
        self.passage(clause)
    }

    /// The passages directly inside one, given by its full path; the outermost ones for the empty path.
    pub fn children(&self, path: &Path) -> impl Iterator<Item = Passage> {
        let parent = self.node_at(path);
        let none = parent.is_none() && !path.is_empty();
        (0..self.nodes.len())
            .filter(move |at| {
                !none
                    && self
                        .nodes
                        .get(*at)
                        .is_some_and(|node| node.parent == parent)
            })
            .filter_map(|at| self.passage(at))
    }

    /// The innermost passage that holds all of these bytes.
    #[must_use]
    pub fn enclosing(&self, range: &Range<usize>) -> Option<Passage> {
        let holds = |node: &Node| node.start <= range.start && range.end <= node.end;
        let at = self.nodes.iter().rposition(holds)?;
        self.passage(at)
    }

    /// The passage that a path leads to. The path may leave out levels, where only one passage fits the rest.
    ///
    /// # Errors
    /// [`NotFound::Nothing`] with the nearest addresses; [`NotFound::Several`] with those that it may stand for.
    pub fn resolve(&self, path: &Path) -> Result<Passage, NotFound> {
        let mut fitting: Vec<(usize, usize)> = (0..self.nodes.len())
            .filter_map(|at| Some((self.omitted(at, path.markers())?, at)))
            .collect();
        // 第十九条第1句 is the sentence of the article's own words before it is that of an 项.
        let least = fitting.iter().map(|(omitted, _)| *omitted).min();
        fitting.retain(|(omitted, _)| Some(*omitted) == least);
        let found = match fitting.as_slice() {
            [(_, only)] => self.passage(*only),
            _ => None,
        };
        if let Some(found) = found {
            return Ok(found);
        }
        let asked = path.clone();
        if fitting.is_empty() {
            let nearest = self.nearest(path);
            return Err(NotFound::Nothing { asked, nearest });
        }
        let candidates = fitting
            .iter()
            .take(8)
            .filter_map(|(_, at)| self.path(*at))
            .collect();
        Err(NotFound::Several { asked, candidates })
    }

    /// The addresses next to one that leads nowhere: those beside it, and the innermost passage that it names rightly.
    fn nearest(&self, path: &Path) -> Vec<Path> {
        let mut rest = path.markers();
        while let Some((wrong, outer)) = rest.split_last() {
            rest = outer;
            let outer = Path::new(outer.to_vec());
            let holder = match self.resolve_exactly(&outer) {
                Some(holder) => holder,
                None if outer.is_empty() => Path::default(),
                None => continue,
            };
            let mut beside: Vec<(u32, Path)> = self
                .passages()
                .filter(|passage| passage.path.is_within(&holder))
                .filter_map(|passage| {
                    let last = passage
                        .path
                        .last()
                        .filter(|last| last.level() == wrong.level())?;
                    Some((last.number().abs_diff(wrong.number()), passage.path))
                })
                .collect();
            beside.sort();
            let mut nearest: Vec<Path> = beside.into_iter().take(2).map(|(_, path)| path).collect();
            if !holder.is_empty() {
                nearest.push(holder);
            }
            if !nearest.is_empty() {
                nearest.sort();
                return nearest;
            }
        }
        Vec::new()
    }

    fn resolve_exactly(&self, path: &Path) -> Option<Path> {
        let mut fitting =
            (0..self.nodes.len()).filter(|at| self.omitted(*at, path.markers()).is_some());
        let only = fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        self.path(only)
    }

    /// How many levels inside the first of these markers a path leaves out if it means this node; none if it cannot.
    fn omitted(&self, at: usize, asked: &[Marker]) -> Option<usize> {
        let (innermost, mut rest) = asked.split_last()?;
        if self.nodes.get(at)?.marker != *innermost {
            return None;
        }
        let mut omitted = 0_usize;
        for outer in self.chain(at).skip(1) {
            let Some((next, further)) = rest.split_last() else {
                break;
            };
            if self
                .nodes
                .get(outer)
                .is_some_and(|node| node.marker == *next)
            {
                rest = further;
            } else {
                omitted = omitted.saturating_add(1);
            }
        }
        rest.is_empty().then_some(omitted)
    }

    fn is_clause(&self, at: usize) -> bool {
        let Some(node) = self.nodes.get(at) else {
            return false;
        };
        match (self.style, node.marker.level()) {
            (_, Level::Preamble)
            | (Style::Plan, Level::Item)
            | (Style::Statute, Level::Article) => true,
            (_, Level::Book | Level::Part | Level::Chapter | Level::Section) => {
                // Its parts follow it directly, and its own paragraphs come before its items.
                let next = self.nodes.get(at.saturating_add(1));
                next.is_some_and(|next| {
                    next.parent == Some(at)
                        && matches!(next.marker.level(), Level::Paragraph | Level::Point)
                })
            }
            _ => false,
        }
    }

    fn at_level(&self, wanted: impl Fn(Level) -> bool) -> impl Iterator<Item = Passage> {
        self.nodes
            .iter()
            .enumerate()
            .filter(move |(_, node)| wanted(node.marker.level()))
            .filter_map(|(at, _)| self.passage(at))
    }

    fn node_at(&self, path: &Path) -> Option<usize> {
        (0..self.nodes.len()).find(|at| {
            let mut markers = path.markers().iter().rev();
            let same = self.chain(*at).all(|node| {
                let marker = self.nodes.get(node).map(|node| node.marker);
                marker.as_ref() == markers.next()
            });
            same && markers.next().is_none()
        })
    }

    /// A node and those that hold it, from the innermost.
    fn chain(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| self.nodes.get(*at)?.parent)
    }

    fn path(&self, at: usize) -> Option<Path> {
        let mut markers: Vec<Marker> = Vec::new();
        for node in self.chain(at) {
            markers.push(self.nodes.get(node)?.marker);
        }
        markers.reverse();
        Some(Path::new(markers))
    }

    fn passage(&self, at: usize) -> Option<Passage> {
        let node = self.nodes.get(at)?;
        Some(Passage {
            path: self.path(at)?,
            range: node.start..node.end,
            heading: node.heading.map(|(start, end)| start..end),
            line: self.text.lines().line_at(node.start),
        })
    }
}

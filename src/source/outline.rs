//! From the raw text of an instrument to the tree of its passages, found by their markers alone.
//!
//! Total: a line that is no marker is a paragraph, so every text has a structure.

use crate::source::instrument::Style;
use crate::source::marker::{Found, Seen};
use crate::source::path::{Level, Marker};
use crate::source::sentence;

/// A passage in the tree; its place in the list is the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) marker: Marker,
    pub(crate) parent: Option<usize>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) heading: Option<(usize, usize)>,
}

/// The passages of a text in order, each after the one that holds it.
pub(crate) fn outline(content: &str, style: Style) -> Vec<Node> {
    let lines = crate::source::marker::lines(content, style);
    let mut builder = Builder {
        content,
        style,
        nodes: Vec::new(),
        open: Vec::new(),
    };
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at.saturating_add(1));
        builder.take(line, next);
    }
    builder.nodes
}

/// A passage that later lines may still belong to, and how many parts without a marker of their own it has.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: usize,
    level: Level,
    unnumbered: u32,
    sentences: u32,
    subitems: u32,
}

#[derive(Debug)]
struct Builder<'t> {
    content: &'t str,
    style: Style,
    nodes: Vec<Node>,
    open: Vec<Open>,
}

impl Builder<'_> {
    fn take(&mut self, line: &Seen, next: Option<&Seen>) {
        match (self.style, line.found) {
            (_, Found::Plain) => self.plain(line.start, line.end),
            (_, Found::Heading(marker)) => self.heading(marker, line, next),
            (Style::Plan, Found::Bracketed { number, arabic }) => {
                let level = if self.continues_point(number, arabic) {
                    Level::Subitem
                } else {
                    Level::Item
                };
                self.plan_item(Marker::new(level, number), line, next);
            }
            (Style::Plan, Found::Dotted { number })
                if self.is_open(Level::Part) || self.is_open(Level::Item) =>
            {
                self.plan_item(Marker::new(Level::Point, number), line, next);
            }
            (Style::Statute, Found::Bracketed { number, .. }) if self.is_open(Level::Article) => {
                self.statute_item(Marker::new(Level::Item, number), line);
            }
            (Style::Statute, Found::Dotted { number }) if self.is_open(Level::Item) => {
                self.statute_item(Marker::new(Level::Subitem, number), line);
            }
            (_, Found::Bracketed { .. } | Found::Dotted { .. }) => self.plain(line.start, line.end),
        }
    }

    /// A part, book, chapter, section or article.
    fn heading(&mut self, marker: Marker, line: &Seen, next: Option<&Seen>) {
        self.enter(marker, line.start, line.end);
        match marker.level() {
            Level::Article => {
                if line.rest < line.end {
                    self.plain(line.rest, line.end);
                }
            }
            _ => self.headed_words(line, next, true),
        }
    }

    fn plan_item(&mut self, marker: Marker, line: &Seen, next: Option<&Seen>) {
        if marker.level() == Level::Subitem
            && let Some(point) = self.open.iter_mut().find(|open| open.level == Level::Point)
        {
            point.subitems = marker.number();
        }
        self.enter(marker, line.start, line.end);
        if marker.level() == Level::Item {
            self.headed_words(line, next, false);
        } else if line.rest < line.end {
            self.plain(line.rest, line.end);
        }
    }

    fn statute_item(&mut self, marker: Marker, line: &Seen) {
        if !self.is_open(Level::Clause) {
            self.enter_unnumbered(Level::Clause, line.start, line.end);
        }
        self.enter(marker, line.start, line.end);
        self.sentences(line.rest, line.end);
    }

    /// The words up to the first 。 after a marker are its heading where more follows them; otherwise they are what the
    /// passage says.
    fn headed_words(&mut self, line: &Seen, next: Option<&Seen>, heading_for_sure: bool) {
        let words = self.content.get(line.rest..line.end).unwrap_or("");
        let stop = words.find(['。', '｡']);
        let heading_end = stop.map_or(line.end, |stop| line.rest.saturating_add(stop));
        let body_start = stop.map_or(line.end, |_| heading_end.saturating_add('。'.len_utf8()));
        let body = self.content.get(body_start..line.end).unwrap_or("");
        let goes_on =
            next.is_some_and(|next| matches!(next.found, Found::Plain | Found::Dotted { .. }));
        let says_more = body.chars().any(char::is_alphanumeric);
        if heading_for_sure || says_more || goes_on {
            self.set_heading(line.rest, heading_end);
            if says_more {
                self.plain(body_start, line.end);
            }
        } else if line.rest < line.end {
            self.plain(line.rest, line.end);
        }
    }

    /// A line, or the rest of one, without a marker.
    fn plain(&mut self, start: usize, end: usize) {
        let (start, end) = crate::source::marker::trimmed(self.content, start, end);
        if start >= end {
            return;
        }
        let in_article = self.style == Style::Statute && self.is_open(Level::Article);
        if self.open.is_empty() {
            self.enter(Marker::preamble(), start, end);
        }
        let level = if in_article {
            Level::Clause
        } else {
            Level::Paragraph
        };
        self.enter_unnumbered(level, start, end);
        self.sentences(start, end);
        if level == Level::Paragraph {
            self.open.pop();
        }
    }

    fn enter_unnumbered(&mut self, level: Level, start: usize, end: usize) {
        self.close(level);
        let number = match self.open.last_mut() {
            Some(holder) => {
                holder.unnumbered = holder.unnumbered.saturating_add(1);
                holder.unnumbered
            }
            None => 1,
        };
        self.enter(Marker::new(level, number), start, end);
    }

    fn enter(&mut self, marker: Marker, start: usize, end: usize) {
        self.close(marker.level());
        let node = self.add(marker, start, end);
        self.open.push(Open {
            node,
            level: marker.level(),
            unnumbered: 0,
            sentences: 0,
            subitems: 0,
        });
    }

    fn sentences(&mut self, start: usize, end: usize) {
        for (start, end) in sentence::split(self.content, start, end) {
            let number = match self.open.last_mut() {
                Some(holder) => {
                    holder.sentences = holder.sentences.saturating_add(1);
                    holder.sentences
                }
                None => 1,
            };
            self.add(Marker::new(Level::Sentence, number), start, end);
        }
    }

    /// Adds a passage inside the innermost open one and stretches all that hold it.
    fn add(&mut self, marker: Marker, start: usize, end: usize) -> usize {
        for open in &self.open {
            if let Some(node) = self.nodes.get_mut(open.node) {
                node.end = node.end.max(end);
            }
        }
        let node = self.nodes.len();
        self.nodes.push(Node {
            marker,
            parent: self.open.last().map(|open| open.node),
            start,
            end,
            heading: None,
        });
        node
    }

    fn set_heading(&mut self, start: usize, end: usize) {
        let (start, end) = crate::source::marker::trimmed(self.content, start, end);
        let node = self
            .open
            .last()
            .and_then(|open| self.nodes.get_mut(open.node));
        if let (Some(node), true) = (node, start < end) {
            node.heading = Some((start, end));
        }
    }

    /// Closes what a marker of this level cannot stand in.
    fn close(&mut self, level: Level) {
        while self
            .open
            .last()
            .is_some_and(|open| depth(open.level) >= depth(level))
        {
            self.open.pop();
        }
    }

    fn is_open(&self, level: Level) -> bool {
        self.open.iter().any(|open| open.level == level)
    }

    /// Whether `（2）` under a 点 goes on with its 目; an 项 in the same brackets comes only after a new 部分.
    fn continues_point(&self, number: u32, arabic: bool) -> bool {
        let point = self.open.iter().find(|open| open.level == Level::Point);
        arabic && point.is_some_and(|point| point.subitems.saturating_add(1) == number)
    }
}

const fn depth(level: Level) -> u8 {
    match level {
        Level::Book | Level::Part => 1,
        Level::Chapter => 2,
        Level::Section => 3,
        Level::Article => 4,
        Level::Clause => 5,
        Level::Item => 6,
        Level::Point => 7,
        // Every marker ends what stands before the first one.
        Level::Subitem | Level::Preamble => 8,
        Level::Paragraph => 9,
        Level::Sentence => 10,
    }
}

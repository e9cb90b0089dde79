//! How a passage of an instrument is addressed: by its markers, from the outermost to the innermost.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::numeral;

/// A level of an instrument's structure.
///
/// Plans are divided 部分 – 项 – 段 – 句 (and 点 under 项), statutes 编 – 章 – 节 – 条 – 款 – 项 – 目; a sentence can be
/// addressed in either. What comes before the first marker is 序言.
///
/// # Invariants
/// The order is the order in a text of two siblings of different levels: a 部分's own 段 stand before its 项, a 款's own
/// sentences before its 项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// 序言: what stands before the first marker. It has no number; [`Marker::preamble`] writes 0.
    Preamble,
    /// 句: a sentence, counted in the passage that holds it.
    Sentence,
    /// 段: a natural paragraph of a plan.
    Paragraph,
    /// 编: a book of a code.
    Book,
    /// 部分: `一、`.
    Part,
    /// 章: a chapter.
    Chapter,
    /// 节: a section.
    Section,
    /// 条: an article.
    Article,
    /// 款: an unnumbered paragraph of an article.
    Clause,
    /// 项: `（一）`, of a 款 in a statute, of a 部分 in a plan.
    Item,
    /// 点: `1.` under an 项 of a plan.
    Point,
    /// 目: `1.` under an 项 of a statute; `（1）` under a 点 of a plan.
    Subitem,
}

/// One step of a path: a level and its number from 1, with the number of an insertion after it (`第十九条之一`).
///
/// # Invariants
/// An inserted provision stands after the one it is numbered by and before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Marker {
    level: Level,
    number: u32,
    inserted: u32,
}

impl Marker {
    /// The marker with this number.
    #[must_use]
    pub const fn new(level: Level, number: u32) -> Self {
        Self::inserted_after(level, number, 0)
    }

    /// The marker of what an amendment inserted after this number: `第十九条之一`. 0 is the provision itself.
    #[must_use]
    pub const fn inserted_after(level: Level, number: u32, inserted: u32) -> Self {
        Self {
            level,
            number,
            inserted,
        }
    }

    /// 序言, which has no number.
    #[must_use]
    pub const fn preamble() -> Self {
        Self::new(Level::Preamble, 0)
    }

    /// The level.
    #[must_use]
    pub const fn level(self) -> Level {
        self.level
    }

    /// The number, from 1; 0 for 序言.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The number of the insertion, from 1; 0 for a provision that was not inserted.
    #[must_use]
    pub const fn insertion(self) -> u32 {
        self.inserted
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        let chinese = numeral::chinese(number);
        match self.level {
            Level::Preamble => write!(f, "序言"),
            Level::Sentence => write!(f, "第{number}句"),
            Level::Paragraph => write!(f, "第{number}段"),
            Level::Book => write!(f, "第{chinese}编"),
            Level::Part => write!(f, "第{chinese}部分"),
            Level::Chapter => write!(f, "第{chinese}章"),
            Level::Section => write!(f, "第{chinese}节"),
            Level::Article => write!(f, "第{chinese}条"),
            Level::Clause => write!(f, "第{chinese}款"),
            Level::Item => write!(f, "第（{chinese}）项"),
            Level::Point => write!(f, "第{number}点"),
            Level::Subitem => write!(f, "第{number}目"),
        }?;
        match self.inserted {
            0 => Ok(()),
            inserted => write!(f, "之{}", numeral::chinese(inserted)),
        }
    }
}

/// The address of a passage: its markers from the outermost to the innermost.
///
/// It may leave out levels that are plain from the rest; [`StructuredText::resolve`] gives the full one.
/// Displayed as in a Chinese citation: `第五部分第（十二）项第1段第5句`, `第十九条第一款第（二）项第1目`.
///
/// # Invariants
/// Full paths of one text are ordered as their passages are, a passage before its own parts.
///
/// [`StructuredText::resolve`]: crate::source::StructuredText::resolve
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Path {
    markers: Vec<Marker>,
}

impl Path {
    /// The path of these markers.
    #[must_use]
    pub const fn new(markers: Vec<Marker>) -> Self {
        Self { markers }
    }

    /// The markers from the outermost to the innermost.
    #[must_use]
    pub fn markers(&self) -> &[Marker] {
        &self.markers
    }

    /// Whether it names nothing, that is, the whole instrument.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.markers.is_empty()
    }

    /// The innermost marker.
    #[must_use]
    pub fn last(&self) -> Option<Marker> {
        self.markers.last().copied()
    }

    /// The number at a level, if the path names that level.
    #[must_use]
    pub fn number(&self, level: Level) -> Option<u32> {
        let marker = self.markers.iter().find(|marker| marker.level == level);
        marker.map(|marker| marker.number)
    }

    /// The path one step further in.
    #[must_use]
    pub fn child(&self, marker: Marker) -> Self {
        let mut markers = self.markers.clone();
        markers.push(marker);
        Self { markers }
    }

    /// The path one step further out; none for the empty path.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.markers.split_last()?;
        Some(Self::new(rest.to_vec()))
    }

    /// Whether the passage of `self` lies in that of `outer`, or is the same. Both paths are full.
    #[must_use]
    pub fn is_within(&self, outer: &Self) -> bool {
        self.markers.starts_with(&outer.markers)
    }

    /// The id in the manner of Akoma Ntoso: `part_5__item_12__para_1__sent_5`, `art_19__para_1__point_2`.
    ///
    /// An 项 is a `point` under an article and an `item` elsewhere.
    #[must_use]
    pub fn id(&self) -> String {
        let steps: Vec<String> = self
            .markers
            .iter()
            .map(|marker| self.step_id(*marker))
            .collect();
        steps.join("__")
    }

    fn step_id(&self, marker: Marker) -> String {
        let name = match marker.level {
            Level::Preamble => return "preamble".to_owned(),
            Level::Sentence => "sent",
            Level::Paragraph | Level::Clause => "para",
            Level::Book => "book",
            Level::Part => "part",
            Level::Chapter => "chp",
            Level::Section => "sec",
            Level::Article => "art",
            Level::Item if self.is_statutory() => "point",
            Level::Item => "item",
            Level::Point => "point",
            Level::Subitem => "subitem",
        };
        match marker.inserted {
            0 => format!("{name}_{}", marker.number),
            inserted => format!("{name}_{}-{inserted}", marker.number),
        }
    }

    fn is_statutory(&self) -> bool {
        self.number(Level::Article).is_some() || self.number(Level::Clause).is_some()
    }

    /// The path in English: `part 5, item (12), paragraph 1, sentence 5`.
    #[must_use]
    pub fn english(&self) -> String {
        let steps: Vec<String> = self.markers.iter().map(|marker| english(*marker)).collect();
        steps.join(", ")
    }

    /// The path in Chinese, as [`Display`](fmt::Display) writes it.
    #[must_use]
    pub fn chinese(&self) -> String {
        self.to_string()
    }
}

fn english(marker: Marker) -> String {
    let number = match marker.inserted {
        0 => marker.number.to_string(),
        inserted => format!("{}-{inserted}", marker.number),
    };
    match marker.level {
        Level::Preamble => "preamble".to_owned(),
        Level::Sentence => format!("sentence {number}"),
        Level::Paragraph | Level::Clause => format!("paragraph {number}"),
        Level::Book => format!("book {number}"),
        Level::Part => format!("part {number}"),
        Level::Chapter => format!("chapter {number}"),
        Level::Section => format!("section {number}"),
        Level::Article => format!("article {number}"),
        Level::Item => format!("item ({number})"),
        Level::Point => format!("point {number}"),
        Level::Subitem => format!("subitem {number}"),
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.markers
            .iter()
            .try_for_each(|marker| write!(f, "{marker}"))
    }
}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> Ordering {
        self.markers.cmp(&other.markers)
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromIterator<Marker> for Path {
    fn from_iter<I: IntoIterator<Item = Marker>>(markers: I) -> Self {
        Self::new(markers.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Marker, Path};

    fn path(steps: &[(Level, u32)]) -> Path {
        steps
            .iter()
            .map(|(level, number)| Marker::new(*level, *number))
            .collect()
    }

    #[test]
    fn a_path_reads_as_it_is_cited() {
        use Level::{Article, Clause, Item, Paragraph, Part, Sentence, Subitem};
        let plan = path(&[(Part, 5), (Item, 12), (Paragraph, 1), (Sentence, 5)]);
        assert_eq!(plan.to_string(), "第五部分第（十二）项第1段第5句");
        assert_eq!(plan.english(), "part 5, item (12), paragraph 1, sentence 5");
        assert_eq!(plan.id(), "part_5__item_12__para_1__sent_5");
        let statute = path(&[(Article, 19), (Clause, 1), (Item, 2), (Subitem, 1)]);
        assert_eq!(statute.to_string(), "第十九条第一款第（二）项第1目");
        assert_eq!(statute.id(), "art_19__para_1__point_2__subitem_1");
        let inserted = Path::new(vec![Marker::inserted_after(Article, 19, 1)]);
        let inserted = inserted.child(Marker::new(Clause, 2));
        assert_eq!(inserted.to_string(), "第十九条之一第二款");
        assert_eq!(inserted.english(), "article 19-1, paragraph 2");
        assert_eq!(inserted.id(), "art_19-1__para_2");
        let preamble = Path::new(vec![Marker::preamble(), Marker::new(Paragraph, 1)]);
        assert_eq!(preamble.to_string(), "序言第1段");
        assert_eq!(preamble.id(), "preamble__para_1");
    }

    #[test]
    fn paths_are_ordered_as_their_passages_are() {
        use Level::{Article, Item, Paragraph, Part, Point, Sentence};
        let ordered = [
            Path::new(vec![Marker::preamble()]),
            path(&[(Part, 1)]),
            path(&[(Part, 1), (Paragraph, 1)]),
            path(&[(Part, 1), (Item, 1)]),
            path(&[(Part, 1), (Item, 1), (Paragraph, 1), (Sentence, 2)]),
            path(&[(Part, 1), (Item, 1), (Point, 1)]),
            path(&[(Part, 1), (Item, 2)]),
            path(&[(Part, 2), (Item, 1)]),
            path(&[(Article, 19)]),
            Path::new(vec![Marker::inserted_after(Article, 19, 1)]),
            path(&[(Article, 20)]),
        ];
        assert!(ordered.is_sorted());
    }

    #[test]
    fn a_passage_lies_within_its_containers() {
        let item = path(&[(Level::Part, 5), (Level::Item, 12)]);
        let sentence = item
            .child(Marker::new(Level::Paragraph, 1))
            .child(Marker::new(Level::Sentence, 5));
        assert!(sentence.is_within(&item) && item.is_within(&item) && !item.is_within(&sentence));
        assert_eq!(sentence.parent().and_then(|path| path.parent()), Some(item));
        assert!(Path::default().is_empty() && Path::default().parent().is_none());
    }
}

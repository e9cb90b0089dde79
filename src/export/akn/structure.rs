//! The passages of a text as a tree whose every passage has an id of its own.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::Words;
use crate::export::akn::unwritable;
use crate::export::refusal::Refusal;
use crate::export::xml::first_unwritable;
use crate::source::{Level, Passage, StructuredText};

/// More passages than this are not exported.
///
/// The longest Chinese code of law has about ten thousand; a larger text is a mistake or an attack.
pub const MAX_PASSAGES: usize = 100_000;

/// A passage with its id.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) passage: Passage,
    pub(crate) level: Level,
    /// The id, which no other passage has.
    pub(crate) id: String,
    /// Its marker as it is written.
    pub(crate) marker: Option<Range<usize>>,
    pub(crate) children: Vec<usize>,
}

impl Unit {
    /// Whether the last step of the id has this name.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let step = self.id.rsplit("__").next();
        step.and_then(|step| step.split_once('_'))
            .is_some_and(|(own, _)| own == name)
    }
}

/// The passages of a text.
#[derive(Debug)]
pub(crate) struct Structure {
    /// In the order of the text, each before its own parts.
    pub(crate) units: Vec<Unit>,
    /// The outermost ones.
    pub(crate) roots: Vec<usize>,
    pub(crate) notices: Vec<Words>,
}

impl Structure {
    /// The structure of a text.
    ///
    /// # Errors
    /// It is empty or too large, or XML cannot hold one of its letters.
    pub(crate) fn of(text: &StructuredText) -> Result<Self, Refusal> {
        may_be_written(text)?;
        let mut structure = Self {
            units: Vec::new(),
            roots: Vec::new(),
            notices: Vec::new(),
        };
        let mut taken = BTreeSet::new();
        // From the outermost open passage to the innermost.
        let mut open: Vec<usize> = Vec::new();
        for passage in text.passages() {
            if structure.units.len() >= MAX_PASSAGES {
                return Err(too_many());
            }
            while open
                .last()
                .is_some_and(|at| !structure.holds(*at, &passage))
            {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(structure.add(text, passage, parent, &mut taken));
        }
        if structure.units.is_empty() {
            return Err(empty(text));
        }
        Ok(structure)
    }

    pub(crate) fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    /// The parts of a passage.
    pub(crate) fn parts<'s>(&'s self, unit: &'s Unit) -> impl Iterator<Item = &'s Unit> {
        unit.children.iter().filter_map(|at| self.unit(*at))
    }

    fn holds(&self, outer: usize, inner: &Passage) -> bool {
        let outer = self.unit(outer).map(|unit| unit.passage.path.markers());
        let inner = inner.path.markers().split_last();
        // A repeated marker has the path of the first one: the innermost open passage with the path of the parent is meant.
        outer == inner.map(|(_, rest)| rest)
    }

    fn add(
        &mut self,
        text: &StructuredText,
        passage: Passage,
        parent: Option<usize>,
        taken: &mut BTreeSet<String>,
    ) -> usize {
        let own = passage.path.id();
        let step = own.rsplit("__").next().unwrap_or_default();
        let id = match parent.and_then(|at| self.unit(at)) {
            Some(outer) => format!("{}__{step}", outer.id),
            None => step.to_owned(),
        };
        let id = self.unique(id, &passage, taken);
        let at = self.units.len();
        let level = passage
            .path
            .last()
            .map_or(Level::Preamble, |last| last.level());
        let marker = text.marker(&passage);
        self.units.push(Unit {
            passage,
            level,
            id,
            marker,
            children: Vec::new(),
        });
        match parent.and_then(|parent| self.units.get_mut(parent)) {
            Some(parent) => parent.children.push(at),
            None => self.roots.push(at),
        }
        at
    }

    /// The id, or where it is taken the same with a number behind it.
    fn unique(&mut self, id: String, passage: &Passage, taken: &mut BTreeSet<String>) -> String {
        if taken.insert(id.clone()) {
            return id;
        }
        let numbered = (2..=MAX_PASSAGES).map(|number| format!("{id}_{number}"));
        let fresh = numbered.into_iter().find(|id| taken.insert(id.clone()));
        let fresh = fresh.unwrap_or(id);
        let (zh, en) = (passage.path.chinese(), passage.path.english());
        let line = passage.line;
        self.notices.push(Words::new(
            format!("第 {line} 行又有一个“{zh}”，编号作 {fresh}；引用写不出是哪一个"),
            format!("line {line} has another {en}; its id is {fresh}, and no citation can tell the two apart"),
        ));
        fresh
    }
}

fn may_be_written(text: &StructuredText) -> Result<(), Refusal> {
    let Some((offset, letter)) = first_unwritable(text.text().content()) else {
        return Ok(());
    };
    let place = text
        .text()
        .lines()
        .position(u32::try_from(offset).unwrap_or(u32::MAX));
    Err(unwritable(letter, Some((place.line, place.character))))
}

fn too_many() -> Refusal {
    Refusal::new(
        Words::new(
            format!("文本的段落和句子超过 {MAX_PASSAGES} 个，不导出"),
            format!("the text has more than {MAX_PASSAGES} passages, too many to export"),
        ),
        Words::new(
            "核对“全文”指的是不是这个文件；一部法典也只有一万来条款句",
            "see whether `full_text` names the right file; a whole code of law has some ten thousand",
        ),
    )
}

fn empty(text: &StructuredText) -> Refusal {
    let name = text.text().name();
    Refusal::new(
        Words::new(
            format!("“{name}”里没有字"),
            format!("`{name}` has no words"),
        ),
        Words::new("把全文写进去", "write the text into it"),
    )
}

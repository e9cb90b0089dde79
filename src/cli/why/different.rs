//! What would have to be different, as lines of an account.

use crate::account::{Depth, Told as Answer};
use crate::cli::what_if::{later, lead, sentence};
use crate::diagnostic::Language;
use crate::engine::{Found, Way, WhatIf};

use super::outline::{Block, Line, Teller};

/// How many ways a citizen is shown.
const FEW: usize = 4;
/// How many ways others are shown.
const MANY: usize = 12;

impl Teller {
    pub(super) fn different(&self, answer: &Answer) -> Vec<Block> {
        let Some(found) = &answer.different else {
            return Vec::new();
        };
        let language = self.language;
        let mut head = match found.found {
            // The heading above says already what the ways are.
            Found::Ways(1) => self.pick("改变一项就够：", "One change is enough:"),
            Found::Ways(size) => match language {
                Language::Zh => format!("至少要同时改变 {size} 项："),
                Language::En => format!("At least {size} changes together:"),
            },
            _ => lead(language, found),
        };
        if found.cut {
            head.push_str(language.pick(
                "（只试算了一部分，没有找到的不等于没有；tiaoli what-if 找得更全）",
                " (Only part was tried: what was not found may exist. `tiaoli what-if` looks further.)",
            ));
        }
        let mut blocks = vec![Block::Words(head), self.ways(found, &found.ways)];
        blocks.extend(later(language, found).map(Block::Words));
        if !found.fixed.is_empty() {
            blocks.push(Block::Words(self.pick(
                "下列事实不是谁能改变的，只作说明：",
                "Nobody can change these; they are only shown:",
            )));
            blocks.push(self.ways(found, &found.fixed));
        }
        blocks
    }

    fn ways(&self, found: &WhatIf, ways: &[Way]) -> Block {
        let shown = match self.depth {
            Depth::Citizen => FEW,
            Depth::Officer | Depth::Auditor => MANY,
        };
        let lines = ways.iter().take(shown).zip(1..);
        let lines = lines.map(|(way, number)| Line {
            number: format!("{number}."),
            ..Line::of(sentence(self.language, found.aim, way))
        });
        let mut lines: Vec<Line> = lines.collect();
        if let Some(more) = ways.len().checked_sub(shown).filter(|more| *more > 0) {
            lines.push(Line::of(match self.language {
                Language::Zh => format!("……另有 {more} 种，见 tiaoli what-if"),
                Language::En => format!("… {more} more, see `tiaoli what-if`"),
            }));
        }
        Block::Lines(lines)
    }
}

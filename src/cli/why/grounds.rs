//! What an answer rests on: how its values came about, its last day, findings, figures, readings, defaults, doubts.

use crate::account::{Counted, Depth, Item, ItemKind, Told as Answer};
use crate::cli::answer::quoted;
use crate::cli::figures;
use crate::diagnostic::Language;
use crate::engine::{FigureTaken, ReadingTaken, confidence_words};

use super::outline::{Block, Line, Teller};

impl Teller {
    pub(super) fn computed(&self, answer: &Answer) -> Vec<Block> {
        let mut blocks = Vec::new();
        for grant in answer.grants.iter().filter(|grant| !grant.how.is_empty()) {
            if let Some(value) = &grant.value {
                blocks.extend(self.counted(&self.say(value), &grant.how));
            }
        }
        if let Some(measured) = answer
            .measured
            .as_ref()
            .filter(|measured| !measured.how.is_empty())
        {
            let mut words = self.entry("数值", "figure", &self.say(&measured.words));
            if let Some(target) = &measured.rule {
                words = format!(
                    "{words}{}",
                    self.entry("　目标", "  target", &self.say(target))
                );
            }
            blocks.push(Block::Words(words));
            blocks.push(Block::Lines(self.lines(&measured.how)));
        }
        blocks
    }

    pub(super) fn counted(&self, value: &str, how: &[Item]) -> Vec<Block> {
        // A value that is one figure needs no line that says it again.
        let plain = matches!(how, [only] if only.items.is_empty() && only.used.is_empty() && only.kind == ItemKind::Value && only.value.is_none());
        if plain {
            return Vec::new();
        }
        vec![
            Block::Words(format!("{} ＝", value).replace(" ＝", self.language.pick(" ＝", " ="))),
            Block::Lines(self.lines(how)),
        ]
    }

    pub(super) fn deadline(&self, answer: &Answer) -> Vec<Block> {
        let Some(Counted { words, rule, how }) = &answer.deadline else {
            return Vec::new();
        };
        let mut blocks = vec![Block::Words(self.say(words))];
        blocks.extend(
            rule.iter().map(|rule| {
                Block::Words(self.entry("算法", "how it was counted", &self.say(rule)))
            }),
        );
        let shows = how.iter().any(|item| !item.used.is_empty());
        if self.depth != Depth::Citizen || shows {
            blocks.push(Block::Lines(self.lines(how)));
        }
        blocks
    }

    pub(super) fn findings(&self, answer: &Answer) -> Block {
        let pairs = answer.findings.iter().map(|made| {
            let found = if made.holds {
                self.pick("认定为是", "found to be so")
            } else {
                self.pick("认定为否", "found not to be so")
            };
            let mut words = found;
            if let Some(by) = &made.by {
                words = match self.language {
                    Language::Zh => format!("由{by}{words}"),
                    Language::En => format!("{words} by {by}"),
                };
            }
            if let Some(reasons) = &made.reasons {
                words.push_str(&match self.language {
                    Language::Zh => format!("，理由：{reasons}"),
                    Language::En => format!("; reasons: {reasons}"),
                });
            }
            (self.say(&made.name), words)
        });
        Block::Pairs(pairs.collect())
    }

    pub(super) fn figures(&mut self, taken: &[FigureTaken]) -> Block {
        let lines = taken.iter().map(|figure| {
            let twins = taken.iter().filter(|other| other.name == figure.name);
            let dated = self.depth != Depth::Citizen || twins.count() > 1;
            self.figure(figure, dated)
        });
        Block::Lines(lines.collect())
    }

    /// A figure: its value and provision, then how sure it is and what is unsettled about it.
    fn figure(&mut self, figure: &FigureTaken, dated: bool) -> Line {
        let language = self.language;
        let citizen = self.depth == Depth::Citizen;
        let mut more = Vec::new();
        if let Some(confidence) = figure.confidence {
            let meaning = self.say(&confidence_words(confidence));
            let code = confidence.code();
            match language {
                _ if citizen && !confidence.is_doubtful() => {}
                Language::Zh if citizen => more.push(format!("可信度：{meaning}")),
                Language::En if citizen => more.push(format!("how sure: {meaning}")),
                Language::Zh => more.push(format!("可信度：{code}，{meaning}")),
                Language::En => more.push(format!("how sure: {code}, {meaning}")),
            }
        }
        if !citizen {
            more.extend(figures::found(language, figure));
        }
        for note in &figure.unsettled {
            let note = if self.told.is_new(note) {
                note.clone()
            } else {
                self.pick("见上", "see above")
            };
            more.push(self.entry("存疑", "unsettled", &note));
        }
        more.extend(figures::overdue(language, figure));
        let cites = figure
            .basis
            .iter()
            .map(|passage| self.say(&passage.words()));
        Line {
            value: Some(self.say(&figure.value.words)),
            note: Some(figures::stretch(language, figure)).filter(|days| dated && !days.is_empty()),
            cites: cites.collect(),
            used: more,
            ..Line::of(self.say(&figure.name))
        }
    }

    pub(super) fn readings(&mut self, readings: &[ReadingTaken]) -> Vec<Block> {
        let lines = readings.iter().map(|reading| {
            let default = if reading.is_default {
                self.language.pick("（默认）", " (by default)")
            } else {
                ""
            };
            let option = quoted(self.language, &reading.option, &reading.says);
            let words = match self.language {
                Language::Zh => format!("{}取{option}{default}", reading.name.zh),
                Language::En => format!("{}: {option}{default}", reading.name.en),
            };
            let others = reading.others.iter().map(|other| {
                let option = quoted(self.language, &other.option, &other.says);
                let words = match (&other.differs, self.language) {
                    (Some(words), Language::Zh) => format!("如取{option}，结论变为：{}", words.zh),
                    (Some(words), Language::En) => {
                        format!("with {option}, it would be: {}", words.en)
                    }
                    (None, Language::Zh) => format!("如取{option}，结论不变"),
                    (None, Language::En) => format!("with {option}, nothing changes"),
                };
                let doubtful = other.figures.iter().filter(|figure| figure.is_doubtful());
                let notes = doubtful
                    .flat_map(|figure| &figure.unsettled)
                    .chain(other.doubts.iter().flat_map(|doubt| &doubt.says));
                let notes: Vec<&str> = notes.map(String::as_str).collect();
                Line {
                    note: Some(notes.join("；")).filter(|note| !note.is_empty()),
                    ..Line::of(words)
                }
            });
            Line {
                lines: others.collect(),
                ..Line::of(words)
            }
        });
        vec![Block::Lines(lines.collect())]
    }

    pub(super) fn defaults(&self, answer: &Answer) -> Block {
        let pairs = answer
            .defaults
            .iter()
            .map(|default| (self.say(&default.name), self.say(&default.value)));
        Block::Pairs(pairs.collect())
    }

    pub(super) fn unsettled(&mut self, answer: &Answer) -> Block {
        let mut lines = Vec::new();
        let own = answer.unsettled.iter().map(|note| (None, note));
        let others = answer
            .doubts
            .iter()
            .flat_map(|doubt| doubt.says.iter().map(move |note| (Some(&doubt.name), note)));
        for (name, note) in own.chain(others) {
            if !self.told.is_new(&format!(
                "{}{note}",
                self.language.pick("存疑", "unsettled")
            )) {
                continue;
            }
            let words = match name {
                Some(name) => self.entry(&name.zh, &name.en, note),
                None => note.clone(),
            };
            lines.push(Line::of(words));
        }
        Block::Lines(lines)
    }
}

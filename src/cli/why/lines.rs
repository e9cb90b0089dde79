//! The lines of an account: conditions, exceptions, what fails, what is still needed, where things stand.

use crate::account::{
    Depth, Failing, Item, ItemKind, Next, NextKind, Told as Answer, Used, arabic,
};
use crate::cli::answer::place_words;
use crate::diagnostic::{Language, Words};
use crate::engine::Mark;
use crate::engine::code::Modality;

use super::outline::{Block, Line, Teller};

impl Teller {
    pub(super) fn failing(&self, failing: &[Failing]) -> Block {
        Block::Lines(failing.iter().map(|one| self.failing_line(one)).collect())
    }

    pub(super) fn failing_line(&self, failing: &Failing) -> Line {
        Line {
            mark: Some(Mark::Fails),
            number: String::new(),
            words: self.say(&failing.sentence()),
            value: None,
            note: None,
            used: Vec::new(),
            cites: Vec::new(),
            origin: None,
            lines: failing
                .items
                .iter()
                .map(|inner| self.failing_line(inner))
                .collect(),
        }
    }

    pub(super) fn next(&self, next: &[Next]) -> Block {
        let lines = next.iter().map(|one| {
            let name = self.say(&one.name);
            let by = one.by.join("、");
            let mut words = match (one.kind, self.language) {
                (NextKind::Finding, Language::Zh) if by.is_empty() => format!("等认定：{name}"),
                (NextKind::Finding, Language::Zh) => format!("等{by}认定：{name}"),
                (NextKind::Finding, Language::En) if by.is_empty() => {
                    format!("to be found: {name}")
                }
                (NextKind::Finding, Language::En) => format!("to be found by {by}: {name}"),
                (NextKind::Bounds, Language::Zh) => format!("{name}只知道范围，要准确的数"),
                (NextKind::Bounds, Language::En) => {
                    format!("{name}: only bounds are known, the exact figure is needed")
                }
                (NextKind::Calendar, Language::Zh) => format!("{name}没有覆盖这些日子"),
                (NextKind::Calendar, Language::En) => format!("{name} does not cover these days"),
                (NextKind::Fact, Language::Zh) => format!("请说明：{name}"),
                (NextKind::Fact, Language::En) => format!("please state: {name}"),
            };
            let mut used = Vec::new();
            let evidence = one.evidence.as_ref().map(|evidence| self.say(evidence));
            match self.language {
                Language::Zh => {
                    words.extend(one.ask.iter().map(|ask| format!("　{}", ask.zh)));
                    words.extend(evidence.map(|evidence| format!("（凭证：{evidence}）")));
                }
                // A question that is Chinese alone would stand in the middle of an English line.
                Language::En => {
                    used.extend(one.ask.iter().map(|ask| format!("question: {}", ask.en)));
                    used.extend(evidence.map(|evidence| format!("evidence: {evidence}")));
                }
            }
            Line {
                mark: Some(Mark::Open),
                used,
                ..Line::of(words)
            }
        });
        Block::Lines(lines.collect())
    }

    pub(super) fn lines<'i>(&self, items: impl IntoIterator<Item = &'i Item>) -> Vec<Line> {
        items.into_iter().map(|item| self.line(item)).collect()
    }

    pub(super) fn line(&self, item: &Item) -> Line {
        let given = |note: &&Words| self.depth != Depth::Citizen || note.zh != "案件给出";
        let mut note: Vec<String> = item
            .note
            .iter()
            .filter(given)
            .map(|note| self.say(note))
            .collect();
        if item.told {
            note.push(self.pick("见上", "see above"));
        }
        let subject = item.kind == ItemKind::Subject;
        let origin = item.step.map(|step| match &item.place {
            Some(place) => match self.language {
                Language::Zh => format!("第{step}步　{} 第{}行", place.file, place.line),
                Language::En => format!(
                    "step {step}  {}, line {}",
                    in_english(&place.file),
                    place.line
                ),
            },
            None => format!("{step}"),
        });
        let cites = item.basis.iter().map(|passage| self.say(&passage.path));
        Line {
            mark: Some(item.mark).filter(|mark| *mark != Mark::Value),
            number: self.number(item),
            words: if subject {
                self.entry("适用对象", "for whom", &self.say(&item.words))
            } else {
                self.say(&item.words)
            },
            value: item.value.as_ref().map(|value| self.say(value)),
            note: Some(note.join(self.language.pick("；", "; "))).filter(|note| !note.is_empty()),
            used: item.used.iter().map(|used| self.used(used)).collect(),
            cites: cites.filter(|cite| !cite.is_empty()).collect(),
            origin,
            lines: self.lines(&item.items),
        }
    }

    /// The number of an item, as the rules write it, or as an English text does.
    pub(super) fn number(&self, item: &Item) -> String {
        let number = item.number.as_deref().unwrap_or_default();
        match self.language {
            Language::Zh => number.to_owned(),
            Language::En if number.is_empty() => String::new(),
            Language::En => arabic(number),
        }
    }

    pub(super) fn used(&self, used: &Used) -> String {
        let note = used.note.as_ref().filter(|note| note.zh != "案件给出");
        let note = note.map_or_else(String::new, |note| match self.language {
            Language::Zh => format!("〔{}〕", note.zh),
            Language::En => format!(" [{}]", note.en),
        });
        match self.language {
            Language::Zh => format!("{}：{}{note}", used.name.zh, used.value.zh),
            Language::En => format!("{}: {}{note}", used.name.en, used.value.en),
        }
    }

    /// Exceptions; that one does not apply is no failing.
    pub(super) fn exceptions(&self, items: &[Item]) -> Vec<Line> {
        let lines = items.iter().map(|item| {
            let (zh, en) = match item.mark {
                Mark::Holds => ("适用", "applies"),
                Mark::Fails => ("不适用", "does not apply"),
                Mark::Idle => ("没有判断", "not judged"),
                Mark::Faulty => ("算不出来", "cannot be computed"),
                Mark::Open | Mark::Value => ("还不能判断", "cannot be decided yet"),
            };
            let mark = match item.mark {
                Mark::Fails | Mark::Value => Mark::Idle,
                other => other,
            };
            let line = self.line(item);
            let (zh, en) = match (&item.note, item.mark) {
                (Some(note), Mark::Idle) => (
                    note.zh.replacen("没有判断：", "没有判断，", 1),
                    note.en.replacen("not judged: ", "not judged, ", 1),
                ),
                _ => (zh.to_owned(), en.to_owned()),
            };
            Line {
                mark: Some(mark),
                words: self
                    .language
                    .pick(
                        &format!("{}：{zh}", line.words),
                        &format!("{}: {en}", line.words),
                    )
                    .to_owned(),
                note: None,
                ..line
            }
        });
        lines.collect()
    }

    pub(super) fn sign_title(&self, answer: &Answer) -> String {
        match answer.modality {
            Modality::Prohibition => self.pick("违反标志", "What shows a violation"),
            _ => self.pick("完成标志", "What shows that it is done"),
        }
    }

    pub(super) fn further(&self, answer: &Answer) -> Block {
        let mut pairs = Vec::new();
        if !answer.refer_to.is_empty() {
            let passages: Vec<String> = answer
                .refer_to
                .iter()
                .map(|passage| place_words(self.language, passage))
                .collect();
            pairs.push((
                self.pick("转致", "referred to"),
                passages.join(self.language.pick("、", "; ")),
            ));
        }
        if let Some(effect) = &answer.effect {
            pairs.push((self.pick("效力", "effect"), self.say(effect)));
        }
        pairs.extend(
            answer
                .notes
                .iter()
                .map(|note| (self.pick("说明", "note"), note.clone())),
        );
        Block::Pairs(pairs)
    }

    pub(super) fn origin(&self, answer: &Answer) -> Block {
        let mut pairs = Vec::new();
        if let Some(place) = &answer.place {
            let place = match self.language {
                Language::Zh => format!("{} 第{}行", place.file, place.line),
                Language::En => format!("{}, line {}", in_english(&place.file), place.line),
            };
            pairs.push((
                self.pick("规范", "norm"),
                format!("{}{}{place}", answer.norm, self.language.pick("　", "  ")),
            ));
        }
        if let Some(home) = &answer.home {
            pairs.push((
                self.pick("规则包", "package"),
                format!("{} · {}", home.name, home.version),
            ));
        }
        let steps: Vec<String> = answer.steps.iter().map(u32::to_string).collect();
        if !steps.is_empty() {
            pairs.push((
                self.pick("步骤", "steps"),
                steps.join(self.language.pick("、", ", ")),
            ));
        }
        Block::Pairs(pairs)
    }
}

/// The file of a package as an English line names it.
fn in_english(file: &str) -> String {
    file.replace('：', ": ")
}

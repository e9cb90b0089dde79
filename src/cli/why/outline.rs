//! An account in one language, block by block: what a page, a Markdown file and a terminal all show.

use crate::account::{Account, Depth, Item, ItemKind, Told as Answer};
use crate::cli::answer::{checked_words, place_words, slip_words};
use crate::cli::figures::Told;
use crate::diagnostic::{Language, Words};
use crate::engine::code::Modality;
use crate::engine::{Figure, Mark, Passage};

use super::chinese;

/// An account, laid out.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) language: Language,
    pub(crate) title: String,
    /// The days, the package, for whom.
    pub(crate) about: Vec<String>,
    pub(crate) answers: Vec<Chapter>,
    /// Versions and what was not used.
    pub(crate) foot: Vec<Section>,
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Chapter {
    pub(crate) mark: Option<Mark>,
    pub(crate) title: String,
    pub(crate) conclusion: String,
    pub(crate) sections: Vec<Section>,
}

/// Blocks under a heading.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// Whether it is folded on a page that can fold.
    pub(crate) folded: bool,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of an account.
#[derive(Debug)]
pub(crate) enum Block {
    /// A sentence.
    Words(String),
    /// A provision, whether it was checked, and its words.
    Passage {
        place: String,
        checked: (bool, String),
        quote: Option<String>,
        slips: Vec<String>,
    },
    /// Lines under each other.
    Lines(Vec<Line>),
    /// Names and what they are.
    Pairs(Vec<(String, String)>),
}

/// A line with lines below it.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) mark: Option<Mark>,
    pub(crate) number: String,
    pub(crate) words: String,
    pub(crate) value: Option<String>,
    pub(crate) note: Option<String>,
    /// Facts under it that are no lines of their own.
    pub(crate) used: Vec<String>,
    pub(crate) cites: Vec<String>,
    /// The step and the place in the rules.
    pub(crate) origin: Option<String>,
    pub(crate) lines: Vec<Line>,
}

/// The sign of a mark, with its blank.
pub(crate) const fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Holds => "✔",
        Mark::Fails => "✘",
        Mark::Open => "？",
        Mark::Idle => "－",
        Mark::Faulty => "！",
        Mark::Value => "",
    }
}

/// What is told in one account.
pub(super) struct Teller {
    pub(super) language: Language,
    pub(super) depth: Depth,
    pub(super) told: Told,
}

impl Outline {
    pub(crate) fn of(account: &Account, language: Language) -> Self {
        let mut teller = Teller {
            language,
            depth: account.depth,
            told: Told::default(),
        };
        let answers = account.answers.iter().map(|answer| teller.chapter(answer));
        let mut answers: Vec<Chapter> = answers.collect();
        answers.extend(
            account
                .figures
                .iter()
                .map(|figure| teller.figure_chapter(figure)),
        );
        let outline = Self {
            language,
            title: account.title.in_language(language).to_owned(),
            about: teller.about(account),
            answers,
            foot: teller.foot(account),
        };
        match language {
            Language::Zh => outline,
            Language::En => chinese::set_apart(outline),
        }
    }
}

impl Teller {
    pub(super) fn pick(&self, zh: &str, en: &str) -> String {
        self.language.pick(zh, en).to_owned()
    }

    pub(super) fn say(&self, words: &Words) -> String {
        words.in_language(self.language).to_owned()
    }

    pub(super) fn entry(&self, zh: &str, en: &str, words: &str) -> String {
        match self.language {
            Language::Zh => format!("{zh}：{words}"),
            Language::En => format!("{en}: {words}"),
        }
    }

    pub(super) fn about(&self, account: &Account) -> Vec<String> {
        let clocks = account.clocks;
        let citizen = self.depth == Depth::Citizen;
        let days = [
            ("判断日", "day of judgement", clocks.as_of, true),
            (
                "适用法日",
                "law of",
                clocks.law_as_of,
                !citizen || clocks.law_as_of != clocks.as_of,
            ),
            (
                "知悉日",
                "known by",
                clocks.known_as_of,
                !citizen || clocks.known_as_of != clocks.as_of,
            ),
        ];
        let days = days
            .into_iter()
            .filter(|(.., shown)| *shown)
            .map(|(zh, en, day, _)| match self.language {
                Language::Zh => format!("{zh} {}", day.zh()),
                Language::En => format!("{en} {day}"),
            });
        let days: Vec<String> = days.collect();
        let package = format!("{} · {}", account.package.name, account.package.version);
        let record = account
            .record
            .as_ref()
            .map(|id| self.entry("判断记录", "decision record", id));
        let mut about = vec![
            days.join(self.language.pick("　", "  ")),
            format!(
                "{package}{}{}",
                self.language.pick("　", "  "),
                self.say(&account.depth.words())
            ),
        ];
        about.extend(record);
        about
    }

    pub(super) fn chapter(&mut self, answer: &Answer) -> Chapter {
        let instance =
            answer
                .instance
                .as_ref()
                .map_or_else(String::new, |words| match self.language {
                    Language::Zh => format!("（{}）", words.zh),
                    Language::En => format!(" ({})", words.en),
                });
        Chapter {
            mark: Some(answer.mark),
            title: format!("{}{instance}", self.say(&answer.name)),
            conclusion: self.say(&answer.conclusion),
            sections: self.sections(answer),
        }
    }

    pub(super) fn sections(&mut self, answer: &Answer) -> Vec<Section> {
        let citizen = self.depth == Depth::Citizen;
        let mut sections = Vec::new();
        let mut add = |title: String, folded: bool, blocks: Vec<Block>| {
            let blocks: Vec<Block> = blocks
                .into_iter()
                .filter(|block| !block.is_empty())
                .collect();
            if !blocks.is_empty() {
                sections.push(Section {
                    title,
                    folded,
                    blocks,
                });
            }
        };
        add(
            self.pick("哪里不符合", "What fails"),
            false,
            vec![self.failing(&answer.failing)],
        );
        add(
            self.pick("还要什么", "What is still needed"),
            false,
            vec![self.next(&answer.next)],
        );
        add(
            self.pick("内容", "What it says"),
            false,
            self.content(answer),
        );
        add(
            self.pick("依据", "Basis"),
            false,
            self.passages(&answer.basis),
        );
        let (subject, others): (Vec<&Item>, Vec<&Item>) = (answer.conditions.iter())
            .partition(|item| matches!(item.kind, ItemKind::Subject | ItemKind::InForce));
        let mut conditions = vec![Block::Lines(self.lines(subject))];
        if !others.is_empty() {
            conditions.extend(
                answer
                    .head
                    .as_ref()
                    .map(|head| Block::Words(self.say(head))),
            );
            conditions.push(Block::Lines(self.lines(others)));
        }
        let conditions_title = match answer.modality {
            Modality::Indicator => self.pick("数值和目标", "Figure and target"),
            _ => self.pick("条件", "Conditions"),
        };
        add(conditions_title, false, conditions);
        add(
            self.pick("例外", "Exceptions"),
            false,
            vec![Block::Lines(self.exceptions(&answer.exceptions))],
        );
        add(
            self.sign_title(answer),
            false,
            vec![Block::Lines(self.lines(&answer.signs))],
        );
        add(
            self.pick("怎样算出", "How it was computed"),
            citizen,
            self.computed(answer),
        );
        add(self.pick("期限", "Deadline"), false, self.deadline(answer));
        add(
            self.pick("已作的认定", "Findings made"),
            false,
            vec![self.findings(answer)],
        );
        add(
            self.pick("数字", "Figures"),
            citizen,
            vec![self.figures(&answer.figures)],
        );
        add(
            self.pick("读法", "Readings"),
            false,
            self.readings(&answer.readings),
        );
        add(
            self.pick("没有给出、按默认算的", "Not given, taken by default"),
            citizen,
            vec![self.defaults(answer)],
        );
        add(
            self.pick("存疑", "Unsettled"),
            citizen,
            vec![self.unsettled(answer)],
        );
        add(
            self.pick("怎样会不同", "What would make it different"),
            false,
            self.different(answer),
        );
        if !citizen {
            add(
                self.pick("理由里的其他条文", "Other provisions among the reasons"),
                true,
                self.passages(&answer.also),
            );
        }
        add(
            self.pick("另见", "See also"),
            citizen,
            vec![self.further(answer)],
        );
        if self.depth == Depth::Auditor {
            add(
                self.pick("出处", "Where it stands"),
                false,
                vec![self.origin(answer)],
            );
        }
        sections
    }

    /// What is granted, must or may be done.
    pub(super) fn content(&self, answer: &Answer) -> Vec<Block> {
        let mut pairs = Vec::new();
        let several = answer.grants.len() > 1 || self.depth != Depth::Citizen;
        for grant in answer.grants.iter().filter(|_| several) {
            let mut words = self.say(&grant.words);
            if let Some(exception) = &grant.exception {
                words.push_str(&match self.language {
                    Language::Zh => format!("（按例外“{}”）", exception.zh),
                    Language::En => format!(" (by the exception “{}”)", exception.en),
                });
            }
            pairs.push((self.pick("给予", "grant"), words));
        }
        for (verb, deed) in &answer.deeds {
            pairs.push((self.say(verb), deed.clone()));
        }
        if let Some(day) = &answer.done_on {
            pairs.push((self.pick("完成日期", "done on"), self.say(&day.words)));
        }
        for words in &answer.if_late {
            pairs.push((self.pick("逾期", "if late"), words.clone()));
        }
        if !answer.documents.is_empty() {
            pairs.push((self.pick("材料", "documents"), answer.documents.join("、")));
        }
        vec![Block::Pairs(pairs)]
    }

    pub(super) fn passages(&self, passages: &[Passage]) -> Vec<Block> {
        let passages = passages.iter().map(|passage| Block::Passage {
            place: place_words(self.language, passage),
            checked: (
                passage.verified,
                checked_words(self.language, passage).to_owned(),
            ),
            quote: passage.quote.clone(),
            slips: passage
                .errata
                .iter()
                .map(|slip| slip_words(Language::Zh, slip))
                .collect(),
        });
        passages.collect()
    }

    pub(super) fn figure_chapter(&mut self, figure: &Figure) -> Chapter {
        let name = Words::of_name(&figure.name, figure.alias.as_deref());
        let instance =
            figure
                .instance
                .as_ref()
                .map_or_else(String::new, |words| match self.language {
                    Language::Zh => format!("（{}）", words.zh),
                    Language::En => format!(" ({})", words.en),
                });
        let name = format!("{}{instance}", self.say(&name));
        let value = self.say(&figure.value.words);
        let doubts: Vec<Line> = figure
            .doubts
            .iter()
            .flat_map(|doubt| &doubt.says)
            .map(|note| Line::of(note.clone()))
            .collect();
        let sections = [
            (self.pick("依据", "Basis"), self.passages(&figure.basis)),
            (
                self.pick("数字", "Figures"),
                vec![self.figures(&figure.figures)],
            ),
            (self.pick("存疑", "Unsettled"), vec![Block::Lines(doubts)]),
        ];
        let sections = sections.into_iter().map(|(title, blocks)| Section {
            title,
            folded: false,
            blocks,
        });
        let is_empty = |section: &Section| section.blocks.iter().all(Block::is_empty);
        Chapter {
            mark: None,
            conclusion: match self.language {
                Language::Zh => format!("{name} ＝ {value}。"),
                Language::En => format!("{name} = {value}."),
            },
            title: name,
            sections: sections.filter(|section| !is_empty(section)).collect(),
        }
    }

    pub(super) fn foot(&self, account: &Account) -> Vec<Section> {
        let Some(engine) = &account.engine else {
            return Vec::new();
        };
        let mut sections = vec![Section {
            title: self.pick("版本", "Versions"),
            folded: false,
            blocks: vec![Block::Pairs(vec![
                (self.pick("程序", "program"), format!("tiaoli {engine}")),
                (
                    self.pick("规则包", "package"),
                    format!("{} · {}", account.package.name, account.package.version),
                ),
            ])],
        }];
        if !account.digests.is_empty() {
            let lines = account.digests.iter().map(|one| Line {
                used: vec![one.sm3.to_string(), one.sha256.to_string()],
                ..Line::of(self.say(&one.of))
            });
            sections.push(Section {
                title: self.pick("摘要", "Digests"),
                folded: false,
                blocks: vec![Block::Lines(lines.collect())],
            });
        }
        let pairs = account.unused.iter().map(|unused| {
            let names: Vec<String> = unused.names.iter().map(|name| self.say(name)).collect();
            let (count, of) = (unused.count, unused.of);
            let kind = match self.language {
                Language::Zh => format!("{}（共{of}个，没有用到{count}个）", unused.kind.zh),
                Language::En => format!("{} ({count} of {of})", unused.kind.en),
            };
            let named = names.join(self.language.pick("、", ", "));
            let others = count.saturating_sub(names.len());
            let shown = match (names.is_empty(), others, self.language) {
                (true, _, Language::Zh) => "都写在这次没有用到的文件里".to_owned(),
                (true, _, Language::En) => "all in files that were not used".to_owned(),
                (false, 0, _) => named,
                (false, _, Language::Zh) => {
                    format!("{named}；另有{others}个写在这次没有用到的文件里")
                }
                (false, _, Language::En) => {
                    format!("{named}; {others} more in files that were not used")
                }
            };
            (kind, shown)
        });
        let pairs: Vec<(String, String)> = pairs.collect();
        if !pairs.is_empty() {
            sections.push(Section {
                title: self.pick("本规则包中没有用到的", "Of this package, not used"),
                folded: true,
                blocks: vec![Block::Pairs(pairs)],
            });
        }
        sections
    }
}

impl Line {
    pub(super) fn of(words: String) -> Self {
        Self {
            mark: None,
            number: String::new(),
            words,
            value: None,
            note: None,
            used: Vec::new(),
            cites: Vec::new(),
            origin: None,
            lines: Vec::new(),
        }
    }
}

impl Block {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.is_empty(),
            Self::Passage { .. } => false,
            Self::Lines(lines) => lines.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }
}

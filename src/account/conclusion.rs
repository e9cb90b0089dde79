//! The conclusion of an answer as one plain sentence.

use crate::diagnostic::Words;
use crate::engine::code::{Modality, Outcome, State};
use crate::engine::{Answer, Granted, Mark, Verdict, grant_words};

use super::told::{Next, NextKind};

/// How an answer stands: what holds and is broken, overdue or missed is not well.
pub(super) const fn mark(answer: &Answer) -> Mark {
    match (&answer.verdict, answer.state) {
        (Verdict::Faulty(_), _) => Mark::Faulty,
        (_, Some(State::Violated | State::Overdue | State::NotMet)) => Mark::Fails,
        (Verdict::Reached(Outcome::Holds), Some(State::Undetermined)) => Mark::Open,
        (Verdict::Reached(Outcome::Holds), _) => Mark::Holds,
        (Verdict::Reached(Outcome::Fails), _) => Mark::Fails,
        (Verdict::Reached(Outcome::Pending | Outcome::AwaitsFinding), _) => Mark::Open,
        (Verdict::Reached(Outcome::NotApplicable), _) => Mark::Idle,
    }
}

/// Whose answer it is, and what it is about.
pub(super) struct Subject<'a> {
    pub(super) answer: &'a Answer,
    pub(super) name: &'a Words,
    /// For whom: the instance, else the one object that it is judged for.
    pub(super) who: Option<&'a Words>,
    pub(super) next: &'a [Next],
}

impl Subject<'_> {
    /// The sentence.
    pub(super) fn sentence(&self) -> Words {
        let words = match &self.answer.verdict {
            Verdict::Faulty(fault) => Words::new(
                format!("{}算不出来：{}", self.about().zh, fault.words.zh),
                format!("{} cannot be computed: {}", self.about().en, fault.words.en),
            ),
            Verdict::Reached(outcome) => self.reached(*outcome),
        };
        Words::new(
            format!("{}。", words.zh),
            format!("{}.", capital(&words.en)),
        )
    }

    /// “产假”（家庭的第1个家长）.
    fn about(&self) -> Words {
        let name = self.name;
        match self.who {
            Some(who) => Words::new(
                format!("“{}”（{}）", name.zh, who.zh),
                format!("“{}” ({})", name.en, who.en),
            ),
            None => Words::new(format!("“{}”", name.zh), format!("“{}”", name.en)),
        }
    }

    fn reached(&self, outcome: Outcome) -> Words {
        match (outcome, self.answer.state) {
            (_, Some(state)) if self.answer.modality == Modality::Indicator => {
                self.indicator(state)
            }
            (Outcome::Holds, Some(state)) => self.stands(state),
            (Outcome::Holds, None) => self.holds(),
            (Outcome::Fails, _) => self.fails(),
            (Outcome::Pending | Outcome::AwaitsFinding, _) => self.open(),
            (Outcome::NotApplicable, _) => {
                let name = self.name;
                match self.who {
                    Some(who) => Words::new(
                        format!("“{}”不适用于{}", name.zh, who.zh),
                        format!("“{}” does not apply to {}", name.en, the(&who.en)),
                    ),
                    None => Words::new(
                        format!("“{}”在这里不适用", name.zh),
                        format!("“{}” does not apply here", name.en),
                    ),
                }
            }
        }
    }

    fn holds(&self) -> Words {
        let name = self.name;
        let meets = match (self.answer.modality, self.who) {
            (Modality::Right, Some(who)) => Words::new(
                format!("{}符合“{}”的条件", who.zh, name.zh),
                format!("{} meets the conditions of “{}”", the(&who.en), name.en),
            ),
            (Modality::Right, None) => Words::new(
                format!("符合“{}”的条件", name.zh),
                format!("the conditions of “{}” are met", name.en),
            ),
            (modality, _) => {
                let kind = kind(modality);
                let about = self.about();
                Words::new(
                    format!("{}这项{}成立", about.zh, kind.zh),
                    format!("the {} {} holds", kind.en, about.en),
                )
            }
        };
        let granted = granted(&self.answer.name, &self.answer.grants);
        if granted.is_empty() {
            return meets;
        }
        // What is granted in words begins like a sentence: 可以申请.
        let in_words = self.answer.grants.iter().any(|grant| grant.value.is_none());
        let then = if in_words { "：" } else { "，给予" };
        Words::new(
            format!("{}{then}{}", meets.zh, granted.zh),
            format!("{}: {}", meets.en, granted.en),
        )
    }

    fn fails(&self) -> Words {
        let name = self.name;
        match (self.answer.modality, self.who) {
            (Modality::Right, Some(who)) => Words::new(
                format!("{}不符合“{}”的条件", who.zh, name.zh),
                format!(
                    "{} does not meet the conditions of “{}”",
                    the(&who.en),
                    name.en
                ),
            ),
            (Modality::Right, None) => Words::new(
                format!("不符合“{}”的条件", name.zh),
                format!("the conditions of “{}” are not met", name.en),
            ),
            (modality, _) => {
                let (kind, about) = (kind(modality), self.about());
                Words::new(
                    format!("{}这项{}不成立", about.zh, kind.zh),
                    format!("the {} {} does not hold", kind.en, about.en),
                )
            }
        }
    }

    fn open(&self) -> Words {
        let about = self.about();
        let findings = self
            .next
            .iter()
            .filter(|next| next.kind == NextKind::Finding)
            .count();
        let facts = self.next.len().saturating_sub(findings);
        let mut zh = Vec::new();
        let mut en = Vec::new();
        if facts > 0 {
            zh.push(format!("还缺{facts}项事实"));
            en.push(counted(facts, "fact is missing", "facts are missing"));
        }
        if findings > 0 {
            zh.push(format!("还要等{findings}项认定"));
            en.push(counted(
                findings,
                "finding is to be made first",
                "findings are to be made first",
            ));
        }
        let (zh, en) = if zh.is_empty() {
            (String::new(), String::new())
        } else {
            (
                format!("：{}", zh.join("，")),
                format!(": {}", en.join(", ")),
            )
        };
        Words::new(
            format!("{}现在还不能判断{zh}", about.zh),
            format!("{} cannot be decided yet{en}", about.en),
        )
    }

    fn stands(&self, state: State) -> Words {
        let about = self.about();
        let kind = kind(self.answer.modality);
        let (zh, en) = match state {
            State::Complied => {
                return Words::new(
                    format!("没有违反{}", about.zh),
                    format!("{} is complied with", about.en),
                );
            }
            State::Violated => {
                return Words::new(
                    format!("违反了{}", about.zh),
                    format!("{} is violated", about.en),
                );
            }
            State::Undetermined if self.answer.modality == Modality::Prohibition => {
                return Words::new(
                    format!("有没有违反{}，现在还不能判断", about.zh),
                    format!("whether {} is violated cannot be decided yet", about.en),
                );
            }
            State::Undetermined => {
                return Words::new(
                    format!("{}这项{}有没有履行，现在还不能判断", about.zh, kind.zh),
                    format!(
                        "whether the {} {} is performed cannot be decided yet",
                        kind.en, about.en
                    ),
                );
            }
            State::NotDue => ("还没有到期", "is not due yet"),
            State::NotPerformed => ("还没有履行", "is not performed yet"),
            State::Performed => ("已经履行", "is performed"),
            State::PerformedLate => ("已经履行，但过了期限", "is performed, but late"),
            State::Overdue => ("过了期限还没有履行", "is overdue"),
            State::Met => ("达到了目标", "is met"),
            State::NotMet => ("没有达到目标", "is not met"),
        };
        Words::new(
            format!("{}这项{}{zh}", about.zh, kind.zh),
            format!("the {} {} {en}", kind.en, about.en),
        )
    }

    fn indicator(&self, state: State) -> Words {
        let about = self.about();
        let (zh, en) = match state {
            State::Met => ("达标", "is met"),
            State::NotMet => ("没有达标", "is not met"),
            _ => ("是否达标，现在还不能判断", "cannot be decided yet"),
        };
        let measured = self
            .answer
            .measured
            .as_ref()
            .filter(|measured| !measured.unknown);
        let (mut more_zh, mut more_en) = (String::new(), String::new());
        if let Some(measured) = measured {
            more_zh.push_str(&format!("：数值{}", measured.words.zh));
            more_en.push_str(&format!(": the figure is {}", measured.words.en));
            if let Some(target) = &self.answer.target {
                more_zh.push_str(&format!("，目标是{}", target.zh.replace(' ', "")));
                more_en.push_str(&format!(", the target {}", target.en));
            }
        }
        Words::new(
            format!("指标{}{zh}{more_zh}", about.zh),
            format!("the indicator {} {en}{more_en}", about.en),
        )
    }
}

/// What is granted, in one line.
fn granted(name: &str, grants: &[Granted]) -> Words {
    let alone = grants.len() == 1;
    let said: Vec<Words> = grants
        .iter()
        .map(|grant| told(name, grant, alone))
        .collect();
    let join = |words: Vec<&str>, mark: &str| {
        let words: Vec<&str> = words
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        words.join(mark)
    };
    Words::new(
        join(said.iter().map(|words| words.zh.as_str()).collect(), "；"),
        join(said.iter().map(|words| words.en.as_str()).collect(), "; "),
    )
}

/// One grant; the value of the only one needs no label that repeats the name of the norm, nor one that has no English.
pub(super) fn told(name: &str, grant: &Granted, alone: bool) -> Words {
    let words = grant_words(grant);
    let Some(label) = grant
        .label
        .as_ref()
        .filter(|_| alone && grant.value.is_some())
    else {
        return words;
    };
    let nameless = grant_words(&Granted {
        label: None,
        ..grant.clone()
    });
    Words::new(
        if label == name { nameless.zh } else { words.zh },
        if label.is_ascii() {
            words.en
        } else {
            nameless.en
        },
    )
}

/// What a kind of norm is called in a sentence.
pub(super) fn kind(modality: Modality) -> Words {
    crate::engine::modality_words(modality)
}

fn counted(number: usize, one: &str, several: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {several}")
    }
}

/// The first letter as a sentence begins.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// What an instance is called in an English sentence: the family, child no. 2 of the family.
pub(super) fn the(words: &str) -> String {
    let named = words.replace(" of ", " of the ");
    if words.contains(" no. ") {
        named
    } else {
        format!("the {named}")
    }
}

//! What outcomes, states and kinds of norm are called.

use crate::check::{Confidence, Effect, GrantBound, Modality};
use crate::diagnostic::Words;
use crate::syntax::document::Expectation;
use crate::vm::{Outcome, State};

use super::from_outcome::{Granted, Verdict};

/// What an outcome is called.
#[must_use]
pub fn outcome_words(outcome: Outcome) -> Words {
    let (zh, en) = match outcome {
        Outcome::Holds => ("成立", "holds"),
        Outcome::Fails => ("不成立", "does not hold"),
        Outcome::Pending => ("待定", "pending"),
        Outcome::AwaitsFinding => ("待认定", "awaits a finding"),
        Outcome::NotApplicable => ("不适用", "does not apply"),
    };
    Words::new(zh, en)
}

/// What a verdict is called.
#[must_use]
pub fn verdict_words(verdict: &Verdict) -> Words {
    match verdict {
        Verdict::Reached(outcome) => outcome_words(*outcome),
        Verdict::Faulty(_) => Words::new("出错", "error"),
    }
}

/// What a state is called.
#[must_use]
pub fn state_words(state: State) -> Words {
    let (zh, en) = match state {
        State::NotDue => ("未到期", "not due"),
        State::NotPerformed => ("尚未履行", "not performed yet"),
        State::Performed => ("已履行", "performed"),
        State::PerformedLate => ("逾期履行", "performed late"),
        State::Overdue => ("逾期未履行", "overdue"),
        State::Complied => ("遵守", "complied with"),
        State::Violated => ("违反", "violated"),
        State::Met => ("达标", "met"),
        State::NotMet => ("未达标", "not met"),
        State::Undetermined => ("无法判断", "undetermined"),
    };
    Words::new(zh, en)
}

/// What a kind of norm is called.
#[must_use]
pub fn modality_words(modality: Modality) -> Words {
    let (zh, en) = match modality {
        Modality::Right => ("权利", "right"),
        Modality::Duty => ("义务", "duty"),
        Modality::Prohibition => ("禁止", "prohibition"),
        Modality::Permission => ("准许", "permission"),
        Modality::Encouragement => ("鼓励", "encouragement"),
        Modality::Task => ("任务", "task"),
        Modality::Indicator => ("指标", "indicator"),
    };
    Words::new(zh, en)
}

/// What an effect is called.
#[must_use]
pub fn effect_words(effect: Effect) -> Words {
    let (zh, en) = match effect {
        Effect::Hortatory => ("倡导性", "hortatory"),
        Effect::Binding => ("约束性", "binding"),
        Effect::Expected => ("预期性", "expected"),
    };
    Words::new(zh, en)
}

/// What a confidence means.
#[must_use]
pub fn confidence_words(confidence: Confidence) -> Words {
    let (zh, en) = match confidence {
        Confidence::V1 => ("已读全文", "full text read"),
        Confidence::V2 => ("官方或报刊转述", "official or press report"),
        Confidence::V3 => ("孤证", "a single report"),
        Confidence::Gk => ("常识", "common knowledge"),
        Confidence::Unc => ("未定", "not settled"),
    };
    Words::new(zh, en)
}

/// What an example expects, in one word.
#[must_use]
pub fn expectation_words(expectation: Expectation) -> Words {
    match expectation {
        Expectation::Holds => outcome_words(Outcome::Holds),
        Expectation::Fails => outcome_words(Outcome::Fails),
        Expectation::Pending => outcome_words(Outcome::Pending),
        Expectation::AwaitsFinding => outcome_words(Outcome::AwaitsFinding),
        Expectation::NotApplicable => outcome_words(Outcome::NotApplicable),
        Expectation::NotDue => state_words(State::NotDue),
        Expectation::NotPerformed => state_words(State::NotPerformed),
        Expectation::Performed => state_words(State::Performed),
        Expectation::PerformedLate => state_words(State::PerformedLate),
        Expectation::Overdue => state_words(State::Overdue),
        Expectation::Complied => state_words(State::Complied),
        Expectation::Violated => state_words(State::Violated),
        Expectation::Met => state_words(State::Met),
        Expectation::NotMet => state_words(State::NotMet),
        Expectation::Undetermined => state_words(State::Undetermined),
        Expectation::Faulty => Words::new("出错", "error"),
    }
}

/// What is granted, in one line: label, floor or ceiling, value, how often.
#[must_use]
pub fn grant_words(grant: &Granted) -> Words {
    let (floor_zh, floor_en) = match (grant.bound, grant.value.is_some()) {
        (GrantBound::AtLeast, true) => ("不少于", "at least "),
        (GrantBound::AtMost, true) => ("不超过", "at most "),
        _ => ("", ""),
    };
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if let Some(label) = &grant.label {
        zh.push(label.clone());
        en.push(label.clone());
    }
    match &grant.value {
        Some(value) => {
            zh.push(format!("{floor_zh}{}", value.words.zh));
            en.push(format!("{floor_en}{}", value.words.en));
        }
        None if grant.fault.is_some() => {
            zh.push("算不出".to_owned());
            en.push("cannot be computed".to_owned());
        }
        None => {}
    }
    let mut words = Words::new(zh.join("："), en.join(": "));
    if let Some(per) = &grant.per {
        words = Words::new(
            format!("{}，{}", words.zh, per.zh),
            format!("{}, {}", words.en, per.en),
        );
    }
    words
}

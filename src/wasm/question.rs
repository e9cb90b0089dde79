//! What a page asks: goals by name and the days.

use serde::Deserialize;

use crate::check::{Computed, QuestionnaireModel};
use crate::diagnostic::Words;
use crate::engine::{Engine, date_from_text};
use crate::quantity::Date;

use super::refusal::Refused;

/// What is asked of a case, as the page writes it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Question {
    /// Names of norms, definitions and questionnaires; none for the rights, or all norms where there is no right.
    #[serde(default)]
    goals: Vec<String>,
    /// All norms, where no goal is named.
    #[serde(default)]
    everything: bool,
    /// 判断日.
    as_of: Option<String>,
    /// 适用法日.
    law_as_of: Option<String>,
    /// 知悉日.
    known_as_of: Option<String>,
    /// The day on which it is asked: 判断日 where neither the question nor the case gives one.
    today: String,
    /// Whether reasons and the trace are wanted.
    #[serde(default)]
    pub(super) explained: bool,
}

impl Question {
    /// What is to be decided.
    pub(super) fn goals(&self, engine: &Engine) -> Result<Vec<Computed>, Refused> {
        if self.goals.is_empty() {
            return Ok(engine.goals_unnamed(self.everything));
        }
        engine.goals_named(&self.goals).map_err(|unknown| {
            let name = unknown.name;
            let (zh, en) = match unknown.nearest {
                Some(near) => (
                    format!("没有“{name}”这项规范、定义或问卷；要写的可能是“{near}”"),
                    format!("there is no norm, definition or questionnaire `{name}`; did you mean `{near}`?"),
                ),
                None => (
                    format!("没有“{name}”这项规范、定义或问卷"),
                    format!("there is no norm, definition or questionnaire `{name}`"),
                ),
            };
            Refused::new("goal", Words::new(zh, en))
        })
    }

    /// The questionnaire that is asked for, whose order of questions holds.
    pub(super) fn form<'e>(&self, engine: &'e Engine) -> Option<&'e QuestionnaireModel> {
        let mut names = self.goals.iter();
        names.find_map(|name| engine.questionnaire(name.trim()))
    }

    /// The days asked for.
    pub(super) fn days(&self) -> Result<[Option<Date>; 3], Refused> {
        let read = |written: &Option<String>| written.as_deref().map(day).transpose();
        Ok([
            read(&self.as_of)?,
            read(&self.law_as_of)?,
            read(&self.known_as_of)?,
        ])
    }

    /// The day on which it is asked.
    pub(super) fn today(&self) -> Result<Date, Refused> {
        day(&self.today)
    }
}

/// Reads a day.
pub(super) fn day(words: &str) -> Result<Date, Refused> {
    date_from_text(words).ok_or_else(|| {
        let shown: String = words.chars().take(40).collect();
        Refused::new(
            "day",
            Words::new(
                format!("“{shown}”不是日期；写成 2024-06-15 或 2024年6月15日"),
                format!("`{shown}` is not a date; write it 2024-06-15"),
            ),
        )
    })
}

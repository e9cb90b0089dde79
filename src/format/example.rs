//! Examples and questionnaires.

use crate::format::declaration::entry;
use crate::format::expression::Binding;
use crate::format::page::Entry;
use crate::format::word::Tongue;
use crate::source::Span;
use crate::syntax::document::{
    Example, ExampleLine, ExampleLineKind, Expectation, Goal, Questionnaire, Value,
};
use crate::syntax::expression::ComparisonWord;

impl Tongue {
    pub(super) fn questionnaire(
        self,
        form: &Questionnaire,
        keyword: Span,
    ) -> (String, Vec<Entry>, bool) {
        let mut entries = Vec::new();
        if let Some(words) = &form.audience {
            entries.push(entry(
                words.words.span,
                vec![format!(
                    "{}{}",
                    self.key("受众", "audience"),
                    self.told(words)
                )],
            ));
        }
        if let Some(words) = &form.introduction {
            entries.push(entry(
                words.words.span,
                vec![format!(
                    "{}{}",
                    self.key("介绍", "introduction"),
                    self.told(words)
                )],
            ));
        }
        if !form.goals.is_empty() {
            let span = form.goals.first().map_or(keyword, |goal| goal.span);
            entries.push(entry(
                span,
                self.led(self.key("目标", "goals"), self.names(&form.goals)),
            ));
        }
        if !form.first.is_empty() {
            let span = form.first.first().map_or(keyword, |path| path.span);
            let paths = self.listed(form.first.iter().map(|path| self.path(path)));
            entries.push(entry(span, self.led(self.key("先问", "ask_first"), paths)));
        }
        entries.extend(form.remarks.iter().map(|remark| self.remark(remark)));
        entries.sort_by_key(|entry| entry.start);
        (
            self.opening("问卷", "questionnaire", &form.head),
            entries,
            false,
        )
    }

    pub(super) fn example(self, example: &Example) -> (String, Vec<Entry>, bool) {
        let entries = example
            .lines
            .iter()
            .map(|line| entry(line.span, self.example_pieces(line)));
        (
            self.labelled("例", "example", &example.head),
            entries.collect(),
            false,
        )
    }

    fn example_pieces(self, line: &ExampleLine) -> Vec<String> {
        let one = |words: String| vec![words];
        match &line.kind {
            ExampleLineKind::AsOf(day) => one(format!(
                "{}{}",
                self.key("判断日", "as_of"),
                self.date(*day)
            )),
            ExampleLineKind::LawAsOf(day) => one(format!(
                "{}{}",
                self.key("适用法日", "law_as_of"),
                self.date(*day)
            )),
            ExampleLineKind::KnownAsOf(day) => one(format!(
                "{}{}",
                self.key("知悉日", "known_as_of"),
                self.date(*day)
            )),
            ExampleLineKind::Let { path, word, value } => {
                let path = self.path(path);
                let lead = self.lead("设", "let");
                match value {
                    Value::List { values, .. } => {
                        self.long_list(format!("{lead}{path}{}", self.say("：", ": ")), values)
                    }
                    Value::Object { .. } => one(format!(
                        "{lead}{path}{}{}",
                        self.say("：", ": "),
                        self.value(value)
                    )),
                    Value::Plain(_) => one(format!("{lead}{}", self.given(&path, *word, value))),
                }
            }
            ExampleLineKind::Find {
                path,
                holds,
                by,
                reasons,
            } => {
                let truth = if *holds {
                    self.say("是", "true")
                } else {
                    self.say("否", "false")
                };
                let mut details = Vec::new();
                details.extend(
                    by.iter()
                        .map(|words| format!("{}{}", self.lead("由", "by"), self.quoted(words))),
                );
                details.extend(reasons.iter().map(|words| {
                    format!("{}{}", self.lead("理由", "reasons"), self.quoted(words))
                }));
                let details = if details.is_empty() {
                    String::new()
                } else {
                    format!(
                        "{}{}",
                        self.say("", " "),
                        self.bracket(&details.join(self.comma()))
                    )
                };
                one(format!(
                    "{}{}{}{truth}{details}",
                    self.lead("认定", "find"),
                    self.path(path),
                    self.say("＝", " = ")
                ))
            }
            ExampleLineKind::Read { reading, option } => {
                let option = self.name(option);
                one(format!(
                    "{}{}{}{option}",
                    self.lead("读法", "read"),
                    self.name(reading),
                    self.say("＝", " = ")
                ))
            }
            ExampleLineKind::Expect { expectation, goal } => {
                let (chinese, english) = expected(*expectation);
                one(format!("{}{}", self.key(chinese, english), self.goal(goal)))
            }
            ExampleLineKind::ExpectValue { goal, word, value } => {
                let said = self.comparison_of(&self.goal(goal), *word, value);
                one(format!("{}{said}", self.key("则", "then")))
            }
            ExampleLineKind::Missing(paths) => {
                let paths = self.listed(paths.iter().map(|path| self.path(path)));
                self.led(self.key("缺", "missing"), paths)
            }
            ExampleLineKind::Because(citations) => {
                self.led(self.key("因为", "because"), self.citations(citations))
            }
            ExampleLineKind::Note(words) => one(format!(
                "{}{}",
                self.key("说明", "note"),
                self.quoted(words)
            )),
        }
    }

    /// A list that may be broken between its values.
    fn long_list(self, lead: String, values: &[Value]) -> Vec<String> {
        let mut pieces = self.listed(values.iter().map(|value| self.value(value)));
        let open = self.say("［", "[");
        match pieces.first_mut() {
            Some(first) => first.insert_str(0, &format!("{lead}{open}")),
            None => pieces.push(format!("{lead}{open}")),
        }
        if let Some(last) = pieces.last_mut() {
            last.push_str(self.say("］", "]"));
        }
        pieces
    }

    /// `身高＝3米`, `身高 不超过 3米`.
    fn given(self, fact: &str, word: ComparisonWord, value: &Value) -> String {
        match value {
            Value::Plain(plain) if word == ComparisonWord::SignEqual => {
                format!(
                    "{fact}{}{}",
                    self.say("＝", " = "),
                    self.expression(plain, Binding::Logic)
                )
            }
            Value::Plain(plain) => self.comparison_of(fact, word, plain),
            _ => format!("{fact}{}{}", self.say("＝", " = "), self.value(value)),
        }
    }

    fn value(self, value: &Value) -> String {
        match value {
            Value::Plain(plain) => self.expression(plain, Binding::Logic),
            Value::List { values, .. } => {
                let values: Vec<String> = values.iter().map(|value| self.value(value)).collect();
                format!(
                    "{}{}{}",
                    self.say("［", "["),
                    values.join(self.list()),
                    self.say("］", "]")
                )
            }
            Value::Object { name, pairs, .. } => {
                let name = name
                    .as_ref()
                    .map_or_else(String::new, |name| self.name(name));
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(fact, word, value)| self.given(&self.name(fact), *word, value))
                    .collect();
                format!("{name}{}", self.set(&pairs.join(self.comma())))
            }
        }
    }

    fn goal(self, goal: &Goal) -> String {
        let path = self.path(&goal.path);
        match (goal.number, self.english) {
            (None, _) => path,
            (Some(number), true) => format!("{path} (no {number})"),
            (Some(number), false) => format!("{path}（第{number}个）"),
        }
    }
}

const fn expected(expectation: Expectation) -> (&'static str, &'static str) {
    match expectation {
        Expectation::Holds => ("则成立", "then_holds"),
        Expectation::Fails => ("则不成立", "then_fails"),
        Expectation::Pending => ("则待定", "then_pending"),
        Expectation::AwaitsFinding => ("则待认定", "then_awaits"),
        Expectation::NotApplicable => ("则不适用", "then_not_applicable"),
        Expectation::NotDue => ("则未到期", "then_not_due"),
        Expectation::NotPerformed => ("则尚未履行", "then_not_performed"),
        Expectation::Performed => ("则已履行", "then_performed"),
        Expectation::PerformedLate => ("则逾期履行", "then_late"),
        Expectation::Overdue => ("则逾期未履行", "then_overdue"),
        Expectation::Complied => ("则遵守", "then_complied"),
        Expectation::Violated => ("则违反", "then_violated"),
        Expectation::Met => ("则达标", "then_met"),
        Expectation::NotMet => ("则未达标", "then_not_met"),
        Expectation::Undetermined => ("则无法判断", "then_undetermined"),
        Expectation::Faulty => ("则出错", "then_faulty"),
    }
}

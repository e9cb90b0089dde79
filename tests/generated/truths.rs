//! Conditions, homes and grades, as text.

use super::{Kind, Maker, Scope};

const HOMES: [&str; 3] = ["本市", "外省", "境外"];
const GRADES: [&str; 3] = ["一级", "二级", "三级"];

impl Maker {
    /// A fact of what is in scope, or of what owns it.
    pub fn own(&mut self, scope: Scope, what: &str) -> String {
        let above = self.choices.pick(4);
        match scope {
            Scope::Child if above < 3 => format!("孩{what}"),
            Scope::Paper if above < 2 => format!("证{what}"),
            Scope::Paper if above < 3 => format!("子女的孩{what}"),
            _ => format!("家庭的家{what}"),
        }
    }

    pub fn home(&mut self, scope: Scope, depth: usize) -> String {
        match self.choices.pick(if depth == 0 { 2 } else { 3 }) {
            0 => self.own(scope, "户"),
            1 => self
                .named(Kind::Home, scope)
                .unwrap_or_else(|| "家庭的家户".to_owned()),
            _ => format!("（{}）", self.cases(Kind::Home, scope, depth)),
        }
    }

    pub fn grade(&mut self, scope: Scope, depth: usize) -> String {
        match self.choices.pick(if depth == 0 { 2 } else { 3 }) {
            0 => self.own(scope, "级"),
            1 => self
                .named(Kind::Grade, scope)
                .unwrap_or_else(|| "家庭的家级".to_owned()),
            _ => format!("（{}）", self.cases(Kind::Grade, scope, depth)),
        }
    }

    pub fn truth(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 10 } else { 26 };
        match self.choices.pick(choices) {
            0 => self.own(scope, "真"),
            1 => format!(
                "{} {} {}",
                self.home(scope, 0),
                self.choices.one(&["等于", "不等于"]),
                self.choices.one(&HOMES)
            ),
            2 => format!(
                "{} {} {}",
                self.grade(scope, 0),
                self.choices
                    .one(&["不低于", "低于", "超过", "不超过", "等于", "不等于"]),
                self.choices.one(&GRADES)
            ),
            3 => self
                .named(Kind::Truth, scope)
                .unwrap_or_else(|| "家庭的家真".to_owned()),
            4 => self
                .choices
                .one(&["家庭的确有困难", "口径 等于 窄义", "口径 不等于 宽义"])
                .to_owned(),
            5 => self.finding(scope),
            6 => self.constant_truth(),
            7 => self.words(),
            8 => self.written(scope),
            9 => format!("{} 属于｛一级、三级｝", self.grade(scope, 0)),
            10..=13 => self.compared(scope, depth),
            14 => self.joined(scope, depth, "且"),
            15 => self.joined(scope, depth, "或"),
            16 => format!("并非（{}）", self.truth(scope, depth - 1)),
            17 => self.member(scope, depth),
            18 => format!(
                "（{} {} {}）",
                self.home(scope, depth),
                self.choices.one(&["等于", "不等于"]),
                self.home(scope, depth)
            ),
            19 => format!(
                "（{} {} {}）",
                self.grade(scope, depth),
                self.choices
                    .one(&["不低于", "低于", "超过", "不超过", "等于"]),
                self.grade(scope, depth)
            ),
            20 | 21 => self.exists(scope, depth),
            22 | 23 => self.every(scope, depth),
            24 => format!("（{}）", self.cases(Kind::Truth, scope, depth)),
            _ => self.legal_list(scope, depth),
        }
    }

    fn finding(&mut self, scope: Scope) -> String {
        match (scope, self.choices.pick(3)) {
            (Scope::Paper, 0) => "真伪已明".to_owned(),
            (Scope::Paper, 1) => "子女的需要照护".to_owned(),
            (Scope::Child, 0 | 1) => "需要照护".to_owned(),
            _ => "从严办理".to_owned(),
        }
    }

    fn constant_truth(&mut self) -> String {
        self.choices
            .one(&[
                "家庭的家默",
                "重点户",
                "参数值（重点户，家庭的家日）",
                "家庭的家真 等于 否",
            ])
            .to_owned()
    }

    fn words(&mut self) -> String {
        self.choices
            .one(&[
                "家庭的家文 等于 “甲”",
                "家庭的家文 不等于 “乙”",
                "家庭的家文 属于｛“甲”、“丙”｝",
                "家庭的家文 不属于｛“乙”｝",
            ])
            .to_owned()
    }

    /// A comparison whose figure is written out.
    fn written(&mut self, scope: Scope) -> String {
        let (what, figures): (&str, &[&str]) = match self.choices.pick(3) {
            0 => ("数", &["3以上", "3以下", "4以内", "2以外"]),
            1 => ("额", &["1000元以上", "200元以下", "50元以外"]),
            _ => ("期", &["6个月以内", "1年以上", "24个月以外"]),
        };
        format!("{} {}", self.own(scope, what), self.choices.one(figures))
    }

    fn compared(&mut self, scope: Scope, depth: usize) -> String {
        let kind = *self.choices.one(&[
            &Kind::Plain,
            &Kind::Money,
            &Kind::Day,
            &Kind::Plain,
            &Kind::Length,
        ]);
        let words: &[&str] = match kind {
            Kind::Day => &["早于", "不早于", "晚于", "不晚于", "等于"],
            Kind::Length => &["未满", "已满", "不超过", "超过", "等于"],
            _ => &["不超过", "超过", "不低于", "低于", "等于", "不等于"],
        };
        let word = self.choices.one(words);
        let left = self.term(kind, scope, depth - 1);
        let right = self.term(kind, scope, depth - 1);
        format!("（{left} {word} {right}）")
    }

    fn member(&mut self, scope: Scope, depth: usize) -> String {
        let word = self.choices.one(&["属于", "不属于"]);
        match self.choices.pick(3) {
            0 => format!("{} {word}｛本市、境外｝", self.home(scope, depth)),
            1 => format!("{} {word}｛1、3、4｝", self.plain(scope, depth - 1)),
            _ => format!(
                "{} {word}｛2022年1月31日、2024年2月29日｝",
                self.day(scope, depth - 1)
            ),
        }
    }

    fn joined(&mut self, scope: Scope, depth: usize, word: &str) -> String {
        let (left, right) = (self.truth(scope, depth - 1), self.truth(scope, depth - 1));
        format!("（（{left}）{word}（{right}））")
    }

    /// Conditions by their numbers.
    fn legal_list(&mut self, scope: Scope, depth: usize) -> String {
        let head = self
            .choices
            .one(&["同时符合下列条件", "符合下列情形之一", "下列情形均不存在"]);
        let count = 2 + self.choices.pick(2);
        let items: Vec<String> = ["（一）", "（二）", "（三）"]
            .iter()
            .take(count)
            .map(|number| format!("{number}（{}）", self.truth(scope, depth - 1)))
            .collect();
        format!("（{head}：{}）", items.join("；"))
    }
}

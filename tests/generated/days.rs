//! Days, periods and lengths of time, as text.

use super::{Kind, Maker, Scope};

const DAYS: &[&str] = &[
    "2020年2月29日",
    "2021年11月26日",
    "2022年1月31日",
    "2023年12月31日",
    "2024年2月29日",
    "2025年6月15日",
];

impl Maker {
    pub fn day_literal(&mut self) -> &'static str {
        self.choices.one(DAYS)
    }

    pub fn day(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 5 } else { 15 };
        match self.choices.pick(choices) {
            0 => self.day_literal().to_owned(),
            1 => self.own(scope, "日"),
            2 => self
                .choices
                .one(&["判断日", "适用法日", "知悉日"])
                .to_owned(),
            3 => self
                .named(Kind::Day, scope)
                .unwrap_or_else(|| "判断日".to_owned()),
            4 => "起算日".to_owned(),
            5 => {
                let day = self.day(scope, depth - 1);
                let sign = self.choices.one(&["＋", "－"]);
                let unit = self.choices.one(&["个月", "日", "年", "周", "个工作日"]);
                format!("（{day} {sign} {}{unit}）", self.choices.pick(40))
            }
            6 => {
                let function = self.choices.one(&["月初", "月末", "年初", "年末"]);
                format!("{function}（{}）", self.day(scope, depth - 1))
            }
            7 => self.birthday(scope, depth),
            8 => self.listed(Kind::Day, scope, depth),
            9 => format!("（{}）", self.cases(Kind::Day, scope, depth)),
            10 => format!(
                "（{} ＋ {}）",
                self.day(scope, depth - 1),
                self.length(scope, depth - 1)
            ),
            11 => format!("（{} ＋ 家庭的家工）", self.day(scope, depth - 1)),
            12 => self.figure(Kind::Day, scope, depth),
            13 => self.made_of_parts(scope, depth),
            _ => {
                let day = self.day(scope, depth - 1);
                let (from, to) = (self.day(scope, 0), self.day(scope, 0));
                format!("（{day} ＋ 天数（{from}，{to}））")
            }
        }
    }

    fn birthday(&mut self, scope: Scope, depth: usize) -> String {
        let birth = self.day(scope, depth - 1);
        match self.choices.pick(4) {
            0 | 1 => format!("生日（{birth}，{}周岁）", self.choices.pick(5)),
            2 => format!("周岁年度初（{birth}，{}）", self.day(scope, depth - 1)),
            _ => format!("周岁年度末（{birth}，{}）", self.day(scope, depth - 1)),
        }
    }

    fn made_of_parts(&mut self, scope: Scope, depth: usize) -> String {
        let year = if self.choices.pick(2) == 0 {
            "2024".to_owned()
        } else {
            format!("年份（{}）", self.day(scope, depth - 1))
        };
        let month = if self.choices.pick(2) == 0 {
            "2".to_owned()
        } else {
            self.plain(scope, depth - 1)
        };
        format!("日期（{year}，{month}，{}）", 1 + self.choices.pick(31))
    }

    /// A period.
    pub fn span(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 2 } else { 5 };
        match self.choices.pick(choices) {
            0 => format!("期间（{}，{}）", self.day(scope, 0), self.day(scope, 0)),
            1 => self
                .named(Kind::Span, scope)
                .unwrap_or_else(|| "期间（2022年1月31日，判断日）".to_owned()),
            2 => format!(
                "期间（{}，{}）",
                self.day(scope, depth - 1),
                self.day(scope, depth - 1)
            ),
            3 => format!(
                "重叠（{}，{}）",
                self.span(scope, depth - 1),
                self.span(scope, depth - 1)
            ),
            _ => format!("（{}）", self.cases(Kind::Span, scope, depth)),
        }
    }

    /// A number of months.
    pub fn length(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 4 } else { 12 };
        match self.choices.pick(choices) {
            0 => format!("{}个月", self.choices.pick(40)),
            1 => self.own(scope, "期"),
            2 => self
                .named(Kind::Length, scope)
                .unwrap_or_else(|| "1年".to_owned()),
            3 => "期限月".to_owned(),
            4 | 5 => {
                let function = self.choices.one(&["月数", "自然月数"]);
                format!(
                    "{function}（{}，{}）",
                    self.day(scope, depth - 1),
                    self.day(scope, depth - 1)
                )
            }
            6 => format!("期间月数（{}）", self.span(scope, depth - 1)),
            7 => self.binary(Kind::Length, scope, depth),
            8 => format!(
                "（{} × {}）",
                self.length(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            9 => self.listed(Kind::Length, scope, depth),
            10 => self.figure(Kind::Length, scope, depth),
            _ => format!("（{}）", self.cases(Kind::Length, scope, depth)),
        }
    }
}

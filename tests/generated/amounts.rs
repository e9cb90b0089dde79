//! Numbers and money, as text.

use super::{Kind, Maker, Scope};

impl Maker {
    pub fn plain(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 5 } else { 20 };
        match self.choices.pick(choices) {
            0 => self.choices.pick(12).to_string(),
            1 => self.own(scope, "数"),
            2 => "档数".to_owned(),
            3 => self
                .named(Kind::Plain, scope)
                .unwrap_or_else(|| "3".to_owned()),
            4 => self.choices.one(&["家庭的家认", "家庭的家比"]).to_owned(),
            5 | 6 => self.binary(Kind::Plain, scope, depth),
            7 => self.product(Kind::Plain, scope, depth),
            8 => format!(
                "（{} ÷ {}）",
                self.plain(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            9 => self.listed(Kind::Plain, scope, depth),
            10 => format!("取整（{}）", self.plain(scope, depth - 1)),
            11 => self.number_of_members(scope, depth),
            12 => self.figure(Kind::Plain, scope, depth),
            13 => self.counted(scope, depth),
            14 => format!("（{}）", self.cases(Kind::Plain, scope, depth)),
            15 => format!(
                "余数（{}，{}）",
                self.plain(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            16 => {
                let part = self.choices.one(&["年份", "月份", "日号"]);
                format!("{part}（{}）", self.day(scope, depth - 1))
            }
            17 => format!("（－{}）", self.own(scope, "数")),
            18 => format!("（－（{}））", self.plain(scope, depth - 1)),
            _ => format!("绝对值（{}）", self.plain(scope, depth - 1)),
        }
    }

    /// A count of days, months or years as a plain number.
    fn counted(&mut self, scope: Scope, depth: usize) -> String {
        if self.choices.rarely(3) {
            let (a, b) = (self.span(scope, depth - 1), self.span(scope, depth - 1));
            return match self.choices.pick(2) {
                0 => format!("（期间天数（{a}）÷ 1日）"),
                _ => format!("（合并天数（{a}，{b}）÷ 1日）"),
            };
        }
        let (a, b) = (self.day(scope, depth - 1), self.day(scope, depth - 1));
        let (function, unit) = *self.choices.one(&[
            &("月数", "个月"),
            &("天数", "日"),
            &("自然月数", "个月"),
            &("周岁", "周岁"),
        ]);
        format!("（{function}（{a}，{b}）÷ 1{unit}）")
    }

    /// A sum or a difference.
    pub fn binary(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let sign = self.choices.one(&["＋", "－"]);
        let left = self.term(kind, scope, depth - 1);
        let right = self.term(kind, scope, depth - 1);
        format!("（{left} {sign} {right}）")
    }

    fn product(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let left = self.term(kind, scope, depth - 1);
        let right = self.plain(scope, depth - 1);
        format!("（{left} × {right}）")
    }

    /// The least or greatest of two or three.
    pub fn listed(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let function = self.choices.one(&["较低者", "较高者"]);
        let count = 2 + usize::from(self.choices.rarely(4));
        let values: Vec<String> = (0..count)
            .map(|_| self.term(kind, scope, depth - 1))
            .collect();
        format!("{function}（{}）", values.join("，"))
    }

    pub fn money(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 4 } else { 15 };
        match self.choices.pick(choices) {
            0 => format!("{}元", self.choices.pick(9000)),
            1 => self.own(scope, "额"),
            2 => "标准".to_owned(),
            3 => self
                .named(Kind::Money, scope)
                .unwrap_or_else(|| "12.5元".to_owned()),
            4 | 5 => self.binary(Kind::Money, scope, depth),
            6 => self.product(Kind::Money, scope, depth),
            7 => format!(
                "（{} ÷ {}）",
                self.money(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            8 => self.listed(Kind::Money, scope, depth),
            9 => self.rounded(scope, depth),
            10 => self.figure(Kind::Money, scope, depth),
            11 => format!("（{}）", self.cases(Kind::Money, scope, depth)),
            12 => self.scale(scope, depth),
            13 => format!("绝对值（{}）", self.money(scope, depth - 1)),
            _ => format!("参数值（标准，{}）", self.day(scope, depth - 1)),
        }
    }

    /// A bracket scale; its limits may be computed.
    fn scale(&mut self, scope: Scope, depth: usize) -> String {
        let value = self.money(scope, depth - 1);
        let (first, second) = if self.choices.rarely(3) {
            let limit = self.own(scope, "额");
            (
                "不超过（标准）的部分".to_owned(),
                format!("不超过（{limit}）的部分"),
            )
        } else {
            ("1000元以下的部分".to_owned(), "5000元以下的部分".to_owned())
        };
        format!(
            "（分档累进（{value}）：（一）{first}，3％；（二）{second}，10％；（三）其余部分，20％）"
        )
    }

    pub fn rounded(&mut self, scope: Scope, depth: usize) -> String {
        let rounding = self
            .choices
            .one(&["四舍五入", "舍去", "进位", "银行家舍入"]);
        let step = self.choices.one(&["分", "元", "角", "10元"]);
        format!(
            "{rounding}（{}，到{step}）",
            self.money(scope, depth.saturating_sub(1))
        )
    }
}

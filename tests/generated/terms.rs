//! Terms of a wanted type, as text.

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

    fn own(&self, scope: Scope, child: &str, family: &str) -> String {
        match scope {
            Scope::Child => child.to_owned(),
            Scope::Case => format!("家庭的{family}"),
        }
    }

    /// A declared name of the kind that may be used in the scope.
    fn named(&mut self, kind: Kind, scope: Scope) -> Option<String> {
        let fitting: Vec<String> = self
            .known
            .iter()
            .filter(|known| {
                known.kind == kind && (known.scope == Scope::Case || scope == Scope::Child)
            })
            .map(|known| known.name.clone())
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let place = self.choices.pick(fitting.len());
        fitting.get(place).cloned()
    }

    pub fn term(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        match kind {
            Kind::Truth => self.truth(scope, depth),
            Kind::Plain => self.plain(scope, depth),
            Kind::Money => self.money(scope, depth),
            Kind::Day => self.day(scope, depth),
        }
    }

    fn cases(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let (condition, value) = (
            self.truth(scope, depth - 1),
            self.term(kind, scope, depth - 1),
        );
        let otherwise = self.term(kind, scope, depth - 1);
        format!("按下列情形分别确定：（一）（{condition}）的，{value}；（二）其他，{otherwise}")
    }

    fn plain(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 4 } else { 15 };
        match self.choices.pick(choices) {
            0 => self.choices.pick(12).to_string(),
            1 => self.own(scope, "孩数", "家数"),
            2 => "档数".to_owned(),
            3 => self
                .named(Kind::Plain, scope)
                .unwrap_or_else(|| "3".to_owned()),
            4 => self.binary(Kind::Plain, scope, depth, "＋"),
            5 => self.binary(Kind::Plain, scope, depth, "－"),
            6 => self.binary(Kind::Plain, scope, depth, "×"),
            7 => self.binary(Kind::Plain, scope, depth, "÷"),
            8 => self.listed("较低者", Kind::Plain, scope, depth),
            9 => self.listed("较高者", Kind::Plain, scope, depth),
            10 => format!("取整（{}）", self.plain(scope, depth - 1)),
            11 if scope == Scope::Case => format!("家庭的子女们{}的个数", self.filter(depth)),
            12 if scope == Scope::Case => format!(
                "家庭的子女们{}的孩数的{}",
                self.filter(depth),
                self.aggregate()
            ),
            13 => {
                let (a, b) = (self.day(scope, depth - 1), self.day(scope, depth - 1));
                let (function, unit) = *self.choices.one(&[
                    &("月数", "个月"),
                    &("天数", "日"),
                    &("自然月数", "个月"),
                    &("周岁", "周岁"),
                ]);
                format!("（{function}（{a}，{b}）÷ 1{unit}）")
            }
            14 => format!("（{}）", self.cases(Kind::Plain, scope, depth)),
            _ => format!("绝对值（{}）", self.plain(scope, depth - 1)),
        }
    }

    fn aggregate(&mut self) -> &'static str {
        self.choices.one(&["合计", "最大值", "最小值"])
    }

    fn filter(&mut self, depth: usize) -> String {
        if self.choices.pick(2) == 0 || depth == 0 {
            String::new()
        } else {
            format!("（其中 {}）", self.truth(Scope::Child, depth - 1))
        }
    }

    fn binary(&mut self, kind: Kind, scope: Scope, depth: usize, sign: &str) -> String {
        let (left, right) = (
            self.term(kind, scope, depth - 1),
            self.term(kind, scope, depth - 1),
        );
        format!("（{left} {sign} {right}）")
    }

    fn listed(&mut self, function: &str, kind: Kind, scope: Scope, depth: usize) -> String {
        let (left, right) = (
            self.term(kind, scope, depth - 1),
            self.term(kind, scope, depth - 1),
        );
        format!("{function}（{left}，{right}）")
    }

    pub fn money(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 4 } else { 14 };
        match self.choices.pick(choices) {
            0 => format!("{}元", self.choices.pick(9000)),
            1 => self.own(scope, "孩额", "家额"),
            2 => "标准".to_owned(),
            3 => self
                .named(Kind::Money, scope)
                .unwrap_or_else(|| "12.5元".to_owned()),
            4 => self.binary(Kind::Money, scope, depth, "＋"),
            5 => self.binary(Kind::Money, scope, depth, "－"),
            6 => format!(
                "（{} × {}）",
                self.money(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            7 => format!(
                "（{} ÷ {}）",
                self.money(scope, depth - 1),
                self.plain(scope, depth - 1)
            ),
            8 => self.listed("较低者", Kind::Money, scope, depth),
            9 => self.rounded(scope, depth),
            10 if scope == Scope::Case => format!(
                "家庭的子女们{}的孩额的{}",
                self.filter(depth),
                self.aggregate()
            ),
            11 => format!("（{}）", self.cases(Kind::Money, scope, depth)),
            12 => {
                let value = self.money(scope, depth - 1);
                format!(
                    "（分档累进（{value}）：（一）1000元以下的部分，3％；（二）5000元以下的部分，10％；（三）其余部分，20％）"
                )
            }
            _ => format!("参数值（标准，{}）", self.day(scope, depth - 1)),
        }
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

    pub fn day(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 4 } else { 9 };
        match self.choices.pick(choices) {
            0 => self.day_literal().to_owned(),
            1 => self.own(scope, "孩日", "家日"),
            2 => self
                .choices
                .one(&["判断日", "适用法日", "知悉日"])
                .to_owned(),
            3 => self
                .named(Kind::Day, scope)
                .unwrap_or_else(|| "判断日".to_owned()),
            4 => {
                let day = self.day(scope, depth - 1);
                let sign = self.choices.one(&["＋", "－"]);
                let unit = self.choices.one(&["个月", "日", "年"]);
                format!("（{day} {sign} {}{unit}）", self.choices.pick(40))
            }
            5 => {
                let function = self.choices.one(&["月初", "月末", "年初", "年末"]);
                format!("{function}（{}）", self.day(scope, depth - 1))
            }
            6 => format!(
                "生日（{}，{}周岁）",
                self.day(scope, depth - 1),
                self.choices.pick(5)
            ),
            7 => self.listed("较高者", Kind::Day, scope, depth),
            _ => format!("（{}）", self.cases(Kind::Day, scope, depth)),
        }
    }

    pub fn truth(&mut self, scope: Scope, depth: usize) -> String {
        let choices = if depth == 0 { 6 } else { 17 };
        match self.choices.pick(choices) {
            0 => self.own(scope, "孩真", "家真"),
            1 => format!(
                "{} 等于 {}",
                self.own(scope, "孩户", "家户"),
                self.choices.one(&["本市", "外省", "境外"])
            ),
            2 => format!(
                "{} {} {}",
                self.own(scope, "孩级", "家级"),
                self.choices.one(&["不低于", "低于", "超过"]),
                self.choices.one(&["一级", "二级", "三级"])
            ),
            3 => self
                .named(Kind::Truth, scope)
                .unwrap_or_else(|| "家庭的家真".to_owned()),
            4 => self
                .choices
                .one(&["家庭的确有困难", "口径 等于 窄义", "口径 等于 宽义"])
                .to_owned(),
            5 if scope == Scope::Child => "需要照护".to_owned(),
            6..=9 => {
                let kind = *self.choices.one(&[&Kind::Plain, &Kind::Money, &Kind::Day]);
                let word = if kind == Kind::Day {
                    self.choices
                        .one(&["早于", "不早于", "晚于", "不晚于", "等于"])
                } else {
                    self.choices
                        .one(&["不超过", "超过", "不低于", "低于", "等于", "不等于"])
                };
                let (left, right) = (
                    self.term(kind, scope, depth - 1),
                    self.term(kind, scope, depth - 1),
                );
                format!("（{left} {word} {right}）")
            }
            10 => self.joined(scope, depth, "且"),
            11 => self.joined(scope, depth, "或"),
            12 => format!("并非（{}）", self.truth(scope, depth - 1)),
            13 => format!("{} 属于｛本市、境外｝", self.own(scope, "孩户", "家户")),
            14 if scope == Scope::Case => {
                let word = self.choices.one(&["存在", "不存在"]);
                format!(
                    "{word} 家庭的子女们（其中 {}）",
                    self.truth(Scope::Child, depth - 1)
                )
            }
            15 if scope == Scope::Case => format!(
                "全部 家庭的子女们{} 均符合（{}）",
                self.filter(depth),
                self.truth(Scope::Child, depth - 1)
            ),
            _ => "（家庭的家数 不低于 3）".to_owned(),
        }
    }

    fn joined(&mut self, scope: Scope, depth: usize, word: &str) -> String {
        let (left, right) = (self.truth(scope, depth - 1), self.truth(scope, depth - 1));
        format!("（（{left}）{word}（{right}））")
    }
}

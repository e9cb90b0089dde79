//! A case: facts known, bounded or not given; findings, readings and three clocks.

use super::Maker;

/// What a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Truth,
    /// A whole number from 0 to this.
    Whole(usize),
    Share,
    /// Money up to this many yuan.
    Money(usize),
    Months,
    Workdays,
    Day,
    Home,
    Grade,
    Words,
}

const FAMILY: &[(&str, Held)] = &[
    ("家真", Held::Truth),
    ("家默", Held::Truth),
    ("家数", Held::Whole(30)),
    ("家认", Held::Whole(30)),
    ("家比", Held::Share),
    ("家额", Held::Money(20_000)),
    ("家期", Held::Months),
    ("家工", Held::Workdays),
    ("家日", Held::Day),
    ("家户", Held::Home),
    ("家级", Held::Grade),
    ("家文", Held::Words),
    ("办结日", Held::Day),
    ("已办结", Held::Truth),
];

const CHILD: &[(&str, Held)] = &[
    ("孩真", Held::Truth),
    ("孩数", Held::Whole(10)),
    ("孩额", Held::Money(20_000)),
    ("孩期", Held::Months),
    ("孩日", Held::Day),
    ("孩户", Held::Home),
    ("孩级", Held::Grade),
];

const PAPER: &[(&str, Held)] = &[
    ("证真", Held::Truth),
    ("证数", Held::Whole(5)),
    ("证额", Held::Money(500)),
    ("证期", Held::Months),
    ("证日", Held::Day),
    ("证户", Held::Home),
    ("证级", Held::Grade),
];

impl Maker {
    pub fn facts(&mut self) -> String {
        let mut text = String::from("例 案件：");
        text.push_str(&format!("判断日：{}；", self.day_literal()));
        for clock in ["适用法日", "知悉日"] {
            if self.choices.pick(2) == 1 {
                text.push_str(&format!("{clock}：{}；", self.day_literal()));
            }
        }
        let mut pairs = self.pairs(FAMILY);
        if self.choices.pick(5) > 0 {
            let children: Vec<String> = (0..self.choices.pick(4)).map(|_| self.child()).collect();
            pairs.push(format!("子女们＝［{}］", children.join("、")));
        }
        text.push_str(&format!("设 家庭：家庭｛{}｝；", pairs.join("，")));
        // Given directly, they have no owner.
        if self.choices.rarely(4) {
            text.push_str(&format!("设 子女：{}；", self.child()));
            if self.choices.pick(2) == 1 {
                text.push_str("认定 子女的需要照护＝是（由 “医疗机构”，理由 “病历”）；");
            }
        }
        if self.choices.rarely(5) {
            text.push_str(&format!("设 证件：{}；", self.paper()));
            if self.choices.pick(2) == 1 {
                text.push_str("认定 证件的真伪已明＝否；");
            }
        }
        for finding in ["家庭的确有困难", "从严办理"] {
            if self.choices.pick(2) == 1 {
                let found = self.choices.one(&["是", "否"]);
                text.push_str(&format!("认定 {finding}＝{found}；"));
            }
        }
        if self.choices.pick(2) == 1 {
            let reading = self.choices.one(&["窄义", "宽义"]);
            text.push_str(&format!("读法 口径＝{reading}；"));
        }
        text.push_str("说明：“生成的案件”。");
        text
    }

    fn child(&mut self) -> String {
        let mut pairs = self.pairs(CHILD);
        if self.choices.pick(4) > 0 {
            let papers: Vec<String> = (0..=self.choices.pick(3)).map(|_| self.paper()).collect();
            pairs.push(format!("证件们＝［{}］", papers.join("、")));
        }
        format!("子女｛{}｝", pairs.join("，"))
    }

    fn paper(&mut self) -> String {
        format!("证件｛{}｝", self.pairs(PAPER).join("，"))
    }

    fn pairs(&mut self, facts: &[(&str, Held)]) -> Vec<String> {
        // Where everything is known the machine runs on whole numbers.
        let complete = self.choices.pick(3) == 0;
        facts
            .iter()
            .filter_map(|(name, held)| self.pair(name, *held, complete))
            .collect()
    }

    /// A fact known, bounded or left out.
    fn pair(&mut self, name: &str, held: Held, complete: bool) -> Option<String> {
        let numeric = matches!(
            held,
            Held::Whole(_) | Held::Money(_) | Held::Months | Held::Share | Held::Workdays
        );
        let word = match self.choices.pick(6) {
            _ if complete => "＝",
            5 => return None,
            4 if held == Held::Day => self.choices.one(&["不早于", "不晚于"]),
            4 if numeric => self.choices.one(&["不低于", "不超过"]),
            _ => "＝",
        };
        Some(format!("{name} {word} {}", self.held(held)))
    }

    fn held(&mut self, held: Held) -> String {
        match held {
            Held::Truth => self.choices.one(&["是", "否"]).to_owned(),
            Held::Whole(most) => self.choices.pick(most + 1).to_string(),
            Held::Share => format!("{}.{}", self.choices.pick(9), self.choices.pick(100)),
            Held::Money(most) => format!(
                "{}.{:02}元",
                self.choices.pick(most),
                self.choices.pick(100)
            ),
            Held::Months => format!("{}个月", self.choices.pick(60)),
            Held::Workdays => format!("{}个工作日", self.choices.pick(30)),
            Held::Day => self.day_literal().to_owned(),
            Held::Home => self.choices.one(&["本市", "外省", "境外"]).to_owned(),
            Held::Grade => self.choices.one(&["一级", "二级", "三级"]).to_owned(),
            Held::Words => self.choices.one(&["“甲”", "“乙”", "“丙”"]).to_owned(),
        }
    }
}

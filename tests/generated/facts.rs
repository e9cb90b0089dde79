//! A case: facts known, bounded or not given; findings, readings and three clocks.

use super::Maker;

impl Maker {
    pub fn facts(&mut self) -> String {
        let mut text = String::from("例 案件：");
        text.push_str(&format!("判断日：{}；", self.day_literal()));
        for clock in ["适用法日", "知悉日"] {
            if self.choices.pick(2) == 1 {
                text.push_str(&format!("{clock}：{}；", self.day_literal()));
            }
        }
        let mut pairs = Vec::new();
        for (name, kind) in [
            ("家真", 0),
            ("家数", 1),
            ("家额", 2),
            ("家日", 3),
            ("家户", 4),
            ("家级", 5),
            ("办结日", 3),
            ("已办结", 0),
        ] {
            pairs.extend(self.pair(name, kind));
        }
        if self.choices.pick(5) > 0 {
            let children: Vec<String> = (0..self.choices.pick(4)).map(|_| self.child()).collect();
            pairs.push(format!("子女们＝［{}］", children.join("、")));
        }
        text.push_str(&format!("设 家庭：家庭｛{}｝；", pairs.join("，")));
        if self.choices.pick(2) == 1 {
            text.push_str(&format!(
                "认定 家庭的确有困难＝{}；",
                self.choices.one(&["是", "否"])
            ));
        }
        if self.choices.pick(2) == 1 {
            text.push_str(&format!(
                "读法 口径＝{}；",
                self.choices.one(&["窄义", "宽义"])
            ));
        }
        text.push_str("说明：“生成的案件”。");
        text
    }

    fn child(&mut self) -> String {
        let mut pairs = Vec::new();
        for (name, kind) in [
            ("孩真", 0),
            ("孩数", 6),
            ("孩额", 2),
            ("孩日", 3),
            ("孩户", 4),
            ("孩级", 5),
        ] {
            pairs.extend(self.pair(name, kind));
        }
        format!("子女｛{}｝", pairs.join("，"))
    }

    /// A fact known, bounded or left out.
    fn pair(&mut self, name: &str, kind: usize) -> Option<String> {
        let word = match self.choices.pick(6) {
            5 => return None,
            4 if kind == 3 => self.choices.one(&["不早于", "不晚于"]),
            4 if matches!(kind, 1 | 2 | 6) => self.choices.one(&["不低于", "不超过"]),
            _ => "＝",
        };
        let value = match kind {
            0 => self.choices.one(&["是", "否"]).to_owned(),
            1 => self.choices.pick(31).to_string(),
            2 => format!(
                "{}.{:02}元",
                self.choices.pick(20_000),
                self.choices.pick(100)
            ),
            3 => self.day_literal().to_owned(),
            4 => self.choices.one(&["本市", "外省", "境外"]).to_owned(),
            5 => self.choices.one(&["一级", "二级", "三级"]).to_owned(),
            _ => self.choices.pick(11).to_string(),
        };
        Some(format!("{name} {word} {value}"))
    }
}

//! Declarations: a fixed set of objects, then generated parameters, definitions, tables and norms.

use super::{Kind, Known, Maker, Scope};

const OBJECTS: &str = "\
文件 规章：标题《测试用规章》；成文日期 2015年1月1日；适用 自2015年1月1日起；全文 未收录。
约定：周岁 生日当日算满。
对象 家庭：
  家真：是否；
  家数：整数，不低于0，不超过30；
  家额：金额，不低于0元；
  家日：日期；
  家户：取值｛本市、外省、境外｝；
  家级：等级｛一级、二级、三级｝；
  办结日：日期；
  已办结：是否；
  子女们：多个 子女，不超过6。
对象 子女：
  孩真：是否；
  孩数：整数，不低于－5，不超过10；
  孩额：金额；
  孩日：日期；
  孩户：取值｛本市、外省、境外｝；
  孩级：等级｛一级、二级、三级｝。
认定 家庭的确有困难：依据：规章第一条；由：“街道办事处”；问：“确有困难吗？”；未认定前：待定。
认定 子女的需要照护：依据：规章第二条；由：“医疗机构”；问：“需要照护吗？”；未认定前：待定。
读法 口径：依据：规章第三条；宽义：“从宽”，默认，提出 “本项目”；窄义：“从窄”，提出 “本项目”。";

impl Maker {
    pub fn declarations(&mut self) -> Vec<String> {
        let mut all: Vec<String> = OBJECTS
            .split("。\n")
            .map(|text| format!("{}。", text.trim_end_matches('。')))
            .collect();
        all.push(self.parameter("标准", "元", 3000));
        all.push(self.parameter("档数", "", 9));
        for _ in 0..self.choices.pick(5) {
            let scope = *self.choices.one(&[&Scope::Case, &Scope::Child]);
            let text = match self.choices.pick(4) {
                3 => self.table(scope),
                _ => self.definition(scope),
            };
            all.push(text);
        }
        for _ in 0..=self.choices.pick(4) {
            let scope = *self.choices.one(&[&Scope::Case, &Scope::Child]);
            let text = match self.choices.pick(5) {
                0 | 1 => self.right(scope),
                2 => self.duty(scope),
                3 => self.prohibition(scope),
                _ => self.indicator(scope),
            };
            all.push(text);
        }
        all
    }

    fn fresh(&mut self, stem: &str) -> String {
        const LETTERS: [&str; 16] = [
            "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯",
            "辰", "巳",
        ];
        let name = format!("{stem}{}", LETTERS[self.count % LETTERS.len()]);
        self.count += 1;
        name
    }

    fn parameter(&mut self, name: &str, unit: &str, most: usize) -> String {
        let mut values = || self.choices.pick(most);
        let (a, b, c) = (values(), values(), values());
        let retroactive = if self.choices.pick(2) == 1 {
            format!("；自2022年7月1日起，{c}{unit}，依据 规章第七条，公布 2022年10月28日")
        } else {
            String::new()
        };
        let end = if retroactive.is_empty() && self.choices.pick(3) == 2 {
            "自2022年7月1日至2024年12月31日止"
        } else {
            "自2022年7月1日起"
        };
        format!(
            "参数 {name}：自2016年1月1日至2022年6月30日止，{a}{unit}，依据 规章第七条；{end}，{b}{unit}，依据 规章第七条{retroactive}。"
        )
    }

    fn definition(&mut self, scope: Scope) -> String {
        let kind = *self
            .choices
            .one(&[&Kind::Truth, &Kind::Plain, &Kind::Money, &Kind::Day]);
        let name = self.fresh("定");
        let owner = if scope == Scope::Child {
            "子女的"
        } else {
            ""
        };
        let value = self.term(kind, scope, 3);
        let mut text = format!("定义 {owner}{name}：依据：规章第四条；是指：{value}");
        if self.choices.rarely(3) {
            text.push_str("；适用 自2021年1月1日起");
        }
        let exceptions = self.choices.pick(4);
        for place in 0..exceptions.min(3) {
            let condition = self.truth(scope, 2);
            let value = self.term(kind, scope, 2);
            let overrides = if place > 0 && self.choices.pick(2) == 1 {
                "；优先于：例零"
            } else {
                ""
            };
            let exception = ["例零", "例壹", "例贰"][place];
            text.push_str(&format!("；例外 {exception}（依据：规章第五条；条件：{condition}；是指：{value}{overrides}）"));
        }
        text.push('。');
        self.known.push(Known { name, kind, scope });
        text
    }

    fn table(&mut self, scope: Scope) -> String {
        let name = self.fresh("表");
        let (owner, number, choice) = match scope {
            Scope::Child => ("子女的", "孩数", "孩户"),
            Scope::Case => ("", "家庭的家数", "家庭的家户"),
        };
        let hit = self.choices.one(&["唯一", "首个", "累加"]);
        let mut text = format!(
            "表 {owner}{name}：依据：规章第六条；命中：{hit}；｜ {number} ｜ {choice} ‖ 得数 ｜"
        );
        for row in 0..=self.choices.pick(3) {
            let first = if hit == "唯一" {
                // Rows that overlap are refused by the checker.
                ["3以下", "超过 3 且 不超过 6", "7、8", "超过 8"][row]
            } else {
                self.choices
                    .one(&["任意", "3以下", "超过 3", "不低于 0 且 低于 8", "2、5、7"])
            };
            let second = self.choices.one(&["任意", "本市", "外省、境外"]);
            let value = if self.choices.pick(3) == 0 {
                self.plain_in_row(scope)
            } else {
                (row * 10).to_string()
            };
            text.push_str(&format!("｜ {first} ｜ {second} ‖ {value} ｜"));
        }
        text.push('。');
        self.known.push(Known {
            name: format!("{name}的得数"),
            kind: Kind::Plain,
            scope,
        });
        text
    }

    fn plain_in_row(&mut self, scope: Scope) -> String {
        self.term(Kind::Plain, scope, 1)
    }

    fn subject(scope: Scope) -> &'static str {
        if scope == Scope::Child {
            "子女"
        } else {
            "家庭"
        }
    }

    /// Statements that any norm may have: a filter on the subject, its own time in force.
    fn frame(&mut self, keyword: &str, scope: Scope) -> (String, String) {
        let name = self.fresh("规");
        let filter = if self.choices.rarely(4) {
            format!("（其中 {}）", self.truth(scope, 1))
        } else {
            String::new()
        };
        let force = if self.choices.rarely(5) {
            "；适用 自2022年1月1日至2024年6月30日止"
        } else {
            ""
        };
        let text = format!(
            "{keyword} {name}：依据：规章第八条；主体：{}{filter}{force}",
            Self::subject(scope)
        );
        (name, text)
    }

    fn conditions(&mut self, scope: Scope, text: &mut String) {
        if self.choices.pick(5) > 0 {
            let condition = self.truth(scope, 3);
            text.push_str(&format!("；条件：{condition}"));
        }
        if self.choices.rarely(3) {
            let unless = self.truth(scope, 2);
            text.push_str(&format!("；除外：{unless}"));
        }
    }

    fn right(&mut self, scope: Scope) -> String {
        let (name, mut text) = self.frame("权利", scope);
        self.conditions(scope, &mut text);
        let (grant, other) = (self.rounded(scope, 3), self.rounded(scope, 2));
        text.push_str(&format!("；给予：{grant}"));
        match self.choices.pick(4) {
            2 => {
                let condition = self.truth(scope, 2);
                text.push_str(&format!(
                    "；例外 例增（依据：规章第九条；条件：{condition}；给予：{other}）"
                ));
            }
            3 => {
                let condition = self.truth(scope, 2);
                text.push_str(&format!(
                    "；例外 例停（依据：规章第九条；条件：{condition}）"
                ));
            }
            _ => {}
        }
        text.push('。');
        self.known.push(Known {
            name: name.clone(),
            kind: Kind::Truth,
            scope,
        });
        self.known.push(Known {
            name: format!("{name}的给予"),
            kind: Kind::Money,
            scope,
        });
        text
    }

    fn duty(&mut self, scope: Scope) -> String {
        let (_, mut text) = self.frame("义务", scope);
        self.conditions(scope, &mut text);
        let deadline = match self.choices.pick(6) {
            0 => "自2022年1月21日之日起60日内".to_owned(),
            1 => "自家庭的家日之日起6个月内".to_owned(),
            2 => "2025年底前".to_owned(),
            3 => "每年".to_owned(),
            4 => "每季度".to_owned(),
            _ => format!("不晚于{}", self.day(scope, 1)),
        };
        text.push_str(&format!("；应当：“办结”；期限：{deadline}"));
        if self.choices.pick(4) > 0 {
            text.push_str("；完成标志：家庭的已办结");
        }
        if self.choices.pick(2) > 0 || !text.contains("完成标志") {
            text.push_str("；完成日期：家庭的办结日");
        }
        text.push('。');
        text
    }

    fn prohibition(&mut self, scope: Scope) -> String {
        let (_, mut text) = self.frame("禁止", scope);
        self.conditions(scope, &mut text);
        let violated = self.truth(scope, 2);
        text.push_str(&format!("；不得：“如此”；违反标志：{violated}。"));
        text
    }

    fn indicator(&mut self, scope: Scope) -> String {
        let (_, mut text) = self.frame("指标", scope);
        let formula = self.term(Kind::Plain, scope, 3);
        let word = self.choices.one(&["不低于", "不超过", "低于", "超过"]);
        let figure = self.choices.pick(12);
        text.push_str(&format!(
            "；口径：{formula}；目标：2025年 {word} {figure}。"
        ));
        text
    }
}

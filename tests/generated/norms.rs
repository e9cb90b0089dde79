//! Norms of every kind.

use super::world::Placed;
use super::{Kind, Known, Maker, Scope};

impl Maker {
    pub fn norm(&mut self, scope: Scope) -> String {
        let place = self.choices.pick(10);
        // No right may rest on what creates no claim.
        self.weak = place > 3;
        let text = match place {
            0..=3 => self.right(scope),
            4 => self.duty(scope),
            5 => self.prohibition(scope),
            6 => self.weaker("准许", "可以", scope),
            7 => self.weaker("鼓励", "应当", scope),
            8 => self.task(scope),
            _ => self.indicator(scope),
        };
        self.weak = false;
        text
    }

    /// Statements that any norm may have: whom it binds, its basis, its own time in force.
    fn frame(&mut self, keyword: &str, scope: Scope) -> (String, String, Scope) {
        let name = self.fresh("规");
        let basis = self.choices.one(&[
            "规章第八条",
            "规章第八条",
            "旧规第八条",
            "废规第八条、规章第九条",
        ]);
        let (subject, scope) = match scope {
            Scope::Case if self.choices.rarely(4) => ("“街道办事处”", Scope::Case),
            Scope::Case => ("家庭", scope),
            Scope::Child => ("子女", scope),
            Scope::Paper => ("证件", scope),
        };
        let filter = if !subject.starts_with('“') && self.choices.rarely(4) {
            format!("（其中 {}）", self.truth(scope, 1))
        } else {
            String::new()
        };
        let force = self.choices.one(&[
            "",
            "",
            "",
            "；适用 自2022年1月1日至2024年6月30日止",
            "；适用 自2021年1月1日起",
        ]);
        let text = format!("{keyword} {name}：依据：{basis}；主体：{subject}{filter}{force}");
        (name, text, scope)
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

    /// Exceptions that end a norm where they apply.
    fn ending(&mut self, scope: Scope, text: &mut String) {
        if self.choices.pick(2) == 0 {
            return;
        }
        for Placed { name, overrides } in self.exceptions() {
            let condition = self.truth(scope, 1);
            text.push_str(&format!(
                "；例外 {name}（依据：规章第九条；条件：{condition}{overrides}）"
            ));
        }
    }

    fn know_norm(&mut self, name: &str, kind: Kind, scope: Scope, weak: bool) {
        self.known.push(Known {
            name: name.to_owned(),
            kind,
            scope,
            bare: true,
            weak,
        });
    }

    fn right(&mut self, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame("权利", scope);
        self.conditions(scope, &mut text);
        let also = self.choices.rarely(3);
        let grants = |maker: &mut Self| {
            let bound = maker
                .choices
                .one(&["", "“补助” ", "“补助” 不少于", "不超过"]);
            let per = maker.choices.one(&[
                "",
                "，每年",
                "，每季度",
                "，每月",
                "，每周岁年度",
                "，每孩次",
                "，一次性",
            ]);
            let money = maker.rounded(scope, 2);
            let mut text = format!("；给予：{bound}{money}{per}");
            if also {
                text.push_str(&format!("；给予：{}", maker.granted_length(scope)));
            }
            text
        };
        text.push_str(&grants(self));
        if self.choices.pick(2) == 1 {
            for Placed { name, overrides } in self.exceptions() {
                let condition = self.truth(scope, 2);
                let instead = if self.choices.rarely(3) {
                    String::new()
                } else {
                    grants(self)
                };
                text.push_str(&format!(
                    "；例外 {name}（依据：规章第九条；条件：{condition}{instead}{overrides}）"
                ));
            }
        }
        text.push('。');
        self.know_norm(&name, Kind::Truth, scope, false);
        self.know_norm(&format!("{name}的给予"), Kind::Money, scope, false);
        text
    }

    /// Months that need no rounding.
    fn granted_length(&mut self, scope: Scope) -> String {
        match self.choices.pick(4) {
            0 => format!("{}个月", self.choices.pick(30)),
            1 => "期限月".to_owned(),
            2 => self.own(scope, "期"),
            _ => format!("自然月数（{}，{}）", self.day(scope, 0), self.day(scope, 0)),
        }
    }

    fn duty(&mut self, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame("义务", scope);
        self.conditions(scope, &mut text);
        self.ending(scope, &mut text);
        let deadline = self.deadline(scope);
        text.push_str(&format!("；应当：“办结”；期限：{deadline}"));
        self.performance(scope, &mut text);
        text.push_str("；逾期：“通报”。");
        self.know_norm(&name, Kind::Truth, scope, false);
        text
    }

    fn deadline(&mut self, scope: Scope) -> String {
        let term = self
            .choices
            .one(&["60日", "10个工作日", "6个月", "1年", "2周", "0日"]);
        match self.choices.pick(7) {
            0 => format!("自{}之日起{term}内", self.day_literal()),
            1 => format!("自{}之日起{term}内", self.own(scope, "日")),
            2 => format!("自（{}）之日起{term}内", self.day(scope, 1)),
            3 => self
                .choices
                .one(&["2025年底前", "2022年6月30日前"])
                .to_owned(),
            4 | 5 => self.choices.one(&["每年", "每季度", "每月"]).to_owned(),
            _ => format!("不晚于{}", self.day(scope, 1)),
        }
    }

    fn performance(&mut self, scope: Scope, text: &mut String) {
        let said = self.choices.pick(4);
        if said != 1 {
            let done = if self.choices.rarely(3) {
                self.truth(scope, 1)
            } else {
                "家庭的已办结".to_owned()
            };
            text.push_str(&format!("；完成标志：{done}"));
        }
        if said != 2 {
            text.push_str("；完成日期：家庭的办结日");
        }
    }

    fn task(&mut self, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame("任务", scope);
        self.conditions(scope, &mut text);
        self.ending(scope, &mut text);
        text.push_str("；应当：“推进”");
        match self.choices.pick(3) {
            0 => text.push_str("；效力：预期性；期限：“适时”"),
            1 => {
                let deadline = self.deadline(scope);
                text.push_str(&format!("；期限：{deadline}"));
            }
            _ => {}
        }
        if self.choices.pick(3) > 0 {
            self.performance(scope, &mut text);
        }
        if self.choices.rarely(3) {
            text.push_str(&format!("；佐证：“名单”、{}", self.truth(scope, 0)));
        }
        text.push('。');
        self.know_norm(&name, Kind::Truth, scope, true);
        text
    }

    fn weaker(&mut self, keyword: &str, deed: &str, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame(keyword, scope);
        self.conditions(scope, &mut text);
        self.ending(scope, &mut text);
        text.push_str(&format!("；{deed}：“如此”。"));
        self.know_norm(&name, Kind::Truth, scope, true);
        text
    }

    fn prohibition(&mut self, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame("禁止", scope);
        self.conditions(scope, &mut text);
        self.ending(scope, &mut text);
        text.push_str("；不得：“如此”");
        if self.choices.pick(4) > 0 {
            text.push_str(&format!("；违反标志：{}", self.truth(scope, 2)));
        }
        text.push('。');
        self.know_norm(&name, Kind::Truth, scope, false);
        text
    }

    fn indicator(&mut self, scope: Scope) -> String {
        let (name, mut text, scope) = self.frame("指标", scope);
        if self.choices.rarely(3) {
            self.conditions(scope, &mut text);
        }
        let kind = *self
            .choices
            .one(&[&Kind::Plain, &Kind::Money, &Kind::Plain, &Kind::Truth]);
        let formula = self.term(kind, scope, 3);
        text.push_str(&format!("；口径：{formula}"));
        if kind != Kind::Truth && self.choices.pick(5) > 0 {
            let by = self.choices.one(&["", "2025年 ", "2024年6月30日 "]);
            let word = self.choices.one(&["不低于", "不超过", "低于", "超过"]);
            let figure = if self.choices.rarely(3) {
                self.term(kind, scope, 1)
            } else if kind == Kind::Money {
                "900元".to_owned()
            } else {
                self.choices.pick(12).to_string()
            };
            text.push_str(&format!("；目标：{by}{word} {figure}"));
        }
        if kind == Kind::Plain && self.choices.rarely(3) {
            text.push_str(&format!(
                "；基期：2021年，2；频次：每年；数据来源：“年报”；预警：{name} 低于 3"
            ));
        }
        text.push('。');
        self.know_norm(&name, Kind::Truth, scope, false);
        text
    }
}

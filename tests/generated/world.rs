//! What every package declares: instruments, conventions, a calendar, objects, findings, readings and parameters; then generated
//! definitions, tables and norms.

use super::{Kind, Known, Maker, Scope};

const OBJECTS: &str = "\
文件 规章：标题《测试用规章》；成文日期 2015年1月1日；适用 自2015年1月1日起；全文 未收录。
文件 旧规：标题《测试用旧规》；成文日期 2010年1月1日；适用 自2010年1月1日至2024年6月30日止；全文 未收录。
文件 废规：标题《测试用废规》；成文日期 2010年1月1日；适用 自2010年1月1日起；全文 未收录。
日历 工作历：依据 规章第一条；范围 自2022年1月1日至2024年12月31日止；放假 自2024年2月10日至2024年2月17日止、2022年1月31日；上班 2024年2月4日、2024年2月18日。
对象 家庭：
  家真：是否；
  家默：是否，默认 否；
  家数：整数，不低于0，不超过30；
  家认：整数，不低于0，不超过30，默认 4；
  家比：小数，不低于－2，不超过9；
  家额：金额，不低于0元；
  家期：数量（个月），不低于0个月，不超过600个月；
  家工：数量（个工作日），不低于－30个工作日，不超过30个工作日；
  家日：日期；
  家户：取值｛本市、外省、境外｝；
  家级：等级｛一级、二级、三级｝；
  家文：文本；
  家托：数量（托位），不低于0托位，不超过90托位；
  办结日：日期；
  已办结：是否；
  子女们：多个 子女，不超过6。
对象 子女：
  孩真：是否；
  孩数：整数，不低于－5，不超过10；
  孩额：金额；
  孩期：数量（个月）；
  孩日：日期，不早于2000年1月1日；
  孩户：取值｛本市、外省、境外｝，默认 外省；
  孩级：等级｛一级、二级、三级｝；
  证件们：多个 证件，不低于1，不超过4。
对象 证件：
  证真：是否；
  证数：整数，不低于0，不超过5；
  证额：金额，不低于－10元，不超过500元；
  证期：数量（个月），默认 7个月；
  证日：日期；
  证户：取值｛本市、外省、境外｝；
  证级：等级｛一级、二级、三级｝。
条款 正条：出处 规章第八条；原文 “甲”。
单位 托位（又称 place）。
认定 家庭的确有困难：依据：规章第一条；由：“街道办事处”；问：“确有困难吗？”；未认定前：待定。
认定 子女的需要照护：依据：规章第二条；由：“医疗机构”；问：“需要照护吗？”；参考：“病历”；须说明理由；未认定前：待定。
认定 证件的真伪已明：依据：规章第二条；由：“发证机关”；问：“真伪已明吗？”；未认定前：待定。
认定 从严办理：依据：规章第二条；由：“主管部门”；问：“从严吗？”；未认定前：待定。
读法 口径：依据：规章第三条；宽义：“从宽”，默认，提出 “本项目”；窄义：“从窄”，提出 “本项目”。
废止 废规不再施行：依据：规章第一条；废除：废规；适用：自2022年7月1日起。
宣示 空话：依据：规章第一条；理由：“只写目的”。
参数 期限月：自2016年1月1日起，6个月，依据 规章第七条。
参数 起算日：自2016年1月1日至2023年12月31日止，2022年1月31日，依据 规章第七条；自2024年1月1日起，2023年6月1日，依据 规章第七条，公布 2023年11月1日。
参数 重点户：自2016年1月1日起，是，依据 规章第七条。";

/// The kinds of definitions.
const KINDS: [&Kind; 8] = [
    &Kind::Truth,
    &Kind::Plain,
    &Kind::Money,
    &Kind::Day,
    &Kind::Span,
    &Kind::Length,
    &Kind::Home,
    &Kind::Grade,
];

impl Maker {
    pub fn declarations(&mut self) -> Vec<String> {
        let mut all: Vec<String> = OBJECTS
            .split("。\n")
            .map(|text| format!("{}。", text.trim_end_matches('。')))
            .collect();
        all.push(self.conventions());
        all.push(self.parameter("标准", "元", 3000));
        all.push(self.parameter("档数", "", 9));
        for _ in 0..self.choices.pick(5) {
            let scope = self.scope();
            let text = match self.choices.pick(4) {
                3 => self.table(scope),
                _ => self.definition(scope),
            };
            all.push(text);
        }
        for _ in 0..=self.choices.pick(4) {
            let scope = self.scope();
            all.push(self.norm(scope));
        }
        let norm = self
            .known
            .iter()
            .rev()
            .find(|known| known.bare && known.kind == Kind::Truth);
        let goal = norm
            .map(|norm| norm.name.clone())
            .expect("every norm is known");
        all.push(format!(
            "问卷 问答：受众 “家庭”；目标：{goal}；先问：家庭的家户。"
        ));
        all
    }

    fn scope(&mut self) -> Scope {
        *self.choices.one(&[
            &Scope::Case,
            &Scope::Child,
            &Scope::Case,
            &Scope::Child,
            &Scope::Paper,
        ])
    }

    fn conventions(&mut self) -> String {
        let age = self.choices.one(&["生日当日算满", "生日次日算满"]);
        let periods = self.choices.one(&["", "期间 规章第二条；"]);
        format!("约定：周岁 {age}；{periods}节假日 工作历。")
    }

    pub fn fresh(&mut self, stem: &str) -> String {
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

    /// What a declaration's name has before it.
    pub fn owner(scope: Scope) -> &'static str {
        match scope {
            Scope::Case => "",
            Scope::Child => "子女的",
            Scope::Paper => "证件的",
        }
    }

    fn definition(&mut self, scope: Scope) -> String {
        let kind = *self.choices.one(&KINDS);
        let name = self.fresh("定");
        let owner = Self::owner(scope);
        let value = self.term(kind, scope, 3);
        let mut text = format!("定义 {owner}{name}：依据：规章第四条；是指：{value}");
        if kind == Kind::Truth && self.choices.rarely(3) {
            text.push_str(&format!("；除外：{}", self.truth(scope, 1)));
        }
        if self.choices.rarely(3) {
            text.push_str("；适用 自2021年1月1日起");
        }
        for exception in self.exceptions() {
            let condition = self.truth(scope, 2);
            let value = self.term(kind, scope, 2);
            let Placed { name, overrides } = exception;
            text.push_str(&format!(
                "；例外 {name}（依据：规章第五条；条件：{condition}；是指：{value}{overrides}）"
            ));
        }
        text.push('。');
        self.know(name, kind, scope);
        text
    }

    /// Names of exceptions, each with what it overrides: those before it, or those after it, never in a ring.
    pub fn exceptions(&mut self) -> Vec<Placed> {
        const NAMES: [&str; 3] = ["例零", "例壹", "例贰"];
        let count = self.choices.pick(4);
        let downwards = self.choices.pick(2) == 0;
        let names = NAMES.get(..count).unwrap_or_default();
        let mut placed = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let others: Vec<&str> = names
                .iter()
                .enumerate()
                .filter(|(other, _)| {
                    if downwards {
                        *other < place
                    } else {
                        *other > place
                    }
                })
                .map(|(_, other)| *other)
                .collect();
            let overridden: Vec<&str> = others
                .into_iter()
                .filter(|_| self.choices.pick(2) == 1)
                .collect();
            let overrides = if overridden.is_empty() {
                String::new()
            } else {
                format!("；优先于：{}", overridden.join("、"))
            };
            placed.push(Placed { name, overrides });
        }
        placed
    }

    /// A definition or a column of a table may be named from now on.
    pub fn know(&mut self, name: String, kind: Kind, scope: Scope) {
        self.known.push(Known {
            name,
            kind,
            scope,
            bare: false,
            weak: false,
        });
    }
}

/// A named exception with the statement of what it overrides.
pub struct Placed {
    pub name: &'static str,
    pub overrides: String,
}

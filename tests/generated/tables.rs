//! Tables: columns of every type, the three hit rules, one or two results.

use super::{Kind, Maker, Scope};

/// An input column: what it asks, cells that exclude each other, and any cells.
type Column = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const COLUMNS: [Column; 5] = [
    (
        "数",
        &["3以下", "超过 3 且 不超过 6", "7、8", "超过 8"],
        &[
            "任意",
            "3以下",
            "超过 3",
            "不低于 0 且 低于 8",
            "2、5、7",
            "档数",
        ],
    ),
    (
        "户",
        &["本市", "外省", "境外"],
        &["任意", "本市", "外省、境外"],
    ),
    (
        "级",
        &["一级", "低于 二级", "等于 二级"],
        &["任意", "一级、三级", "不低于 二级", "超过 三级"],
    ),
    (
        "日",
        &[
            "早于 2021年1月1日",
            "不早于 2021年1月1日 且 早于 2023年6月1日",
            "2024年2月29日",
            "晚于 2024年2月29日",
        ],
        &[
            "任意",
            "早于 2022年1月31日",
            "不早于 2021年11月26日",
            "2024年2月29日、2022年1月31日",
        ],
    ),
    (
        "额",
        &["0元以下", "超过 0元 且 不超过 300元", "301元", "超过 301元"],
        &[
            "任意",
            "300元以下",
            "超过 标准",
            "不低于 100元 且 低于 8000元",
        ],
    ),
];

const TRUTHS: Column = ("真", &["是", "否"], &["任意", "是", "否"]);

impl Maker {
    pub fn table(&mut self, scope: Scope) -> String {
        let name = self.fresh("表");
        let owner = Self::owner(scope);
        let hit = self.choices.one(&["唯一", "首个", "累加"]);
        let mut columns: Vec<&Column> = Vec::new();
        let first = &COLUMNS[self.choices.pick(COLUMNS.len())];
        columns.push(first);
        for _ in 0..self.choices.pick(3) {
            let place = self.choices.pick(COLUMNS.len() + 1);
            columns.push(COLUMNS.get(place).unwrap_or(&TRUTHS));
        }
        let second = self.second_result(hit);
        let heads: Vec<String> = columns
            .iter()
            .map(|column| self.own(scope, column.0))
            .collect();
        let result = if second.is_some() {
            "得数 ｜ 另果"
        } else {
            "得数"
        };
        let mut text = format!(
            "表 {owner}{name}：依据：规章第六条；命中：{hit}；｜ {} ‖ {result} ｜",
            heads.join(" ｜ ")
        );
        let rows = 1 + self.choices.pick(first.1.len());
        let otherwise = self.choices.rarely(3);
        for row in 0..rows {
            let cells: Vec<&str> = columns
                .iter()
                .enumerate()
                .map(|(place, column)| match (place, hit) {
                    (0, _) if otherwise && row + 1 == rows => "其余",
                    // Rows that overlap are refused by the checker.
                    (0, "唯一") => column.1[row],
                    _ => self.choices.one(column.2),
                })
                .collect();
            let value = if self.choices.pick(3) == 0 {
                self.plain(scope, 1)
            } else {
                (row * 10).to_string()
            };
            let more = second.map_or_else(String::new, |kind| {
                format!(" ｜ {}", self.term(kind, scope, 1))
            });
            text.push_str(&format!("｜ {} ‖ {value}{more} ｜", cells.join(" ｜ ")));
        }
        text.push('。');
        match second {
            None if self.choices.rarely(3) => self.know(name, Kind::Plain, scope),
            None => self.know(format!("{name}的得数"), Kind::Plain, scope),
            Some(kind) => {
                self.know(format!("{name}的得数"), Kind::Plain, scope);
                self.know(format!("{name}的另果"), kind, scope);
            }
        }
        text
    }

    /// What a second column of results holds; only numbers are added up.
    fn second_result(&mut self, hit: &str) -> Option<Kind> {
        let kinds: &[Option<Kind>] = if hit == "累加" {
            &[None, Some(Kind::Money), Some(Kind::Length)]
        } else {
            &[
                None,
                Some(Kind::Money),
                Some(Kind::Day),
                Some(Kind::Truth),
                Some(Kind::Grade),
            ]
        };
        kinds[self.choices.pick(kinds.len())]
    }
}

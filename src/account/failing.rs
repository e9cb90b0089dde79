//! Which items fail, in the numbering of the rules, each with the facts that it fails by.

use crate::diagnostic::Words;
use crate::engine::Mark;

use super::items::{own, used};
use super::told::{Failing, Item, ItemKind};

/// How deep failing items are told.
const DEEPEST: usize = 4;

/// The failing ones among conditions that must all hold, and the exceptions that apply.
pub(super) fn failing(conditions: &[Item], exceptions: &[Item]) -> Vec<Failing> {
    let failed = conditions
        .iter()
        .filter(|item| matches!(item.mark, Mark::Fails | Mark::Faulty));
    let mut failing: Vec<Failing> = failed.map(|item| of_item(item, "", 0)).collect();
    let apply = exceptions.iter().filter(|item| item.mark == Mark::Holds);
    failing.extend(apply.map(|item| Failing {
        number: String::new(),
        words: item.words.clone(),
        kind: ItemKind::Exception,
        fault: None,
        used: used(&item.items),
        items: Vec::new(),
    }));
    failing
}

fn of_item(item: &Item, above: &str, depth: usize) -> Failing {
    let number = format!("{above}{}", item.number.as_deref().unwrap_or(""));
    let listed = depth < DEEPEST
        && item
            .items
            .iter()
            .any(|inner| inner.number.is_some() && inner.kind != ItemKind::Case);
    let items: Vec<Failing> = if listed {
        let failed = item
            .items
            .iter()
            .filter(|inner| inner.kind != ItemKind::Case)
            .filter(|inner| inner.mark == Mark::Fails || no(inner));
        failed
            .map(|inner| of_item(inner, &number, depth.saturating_add(1)))
            .collect()
    } else {
        Vec::new()
    };
    Failing {
        number,
        words: item.words.clone(),
        kind: item.kind,
        fault: item.value.clone().filter(|_| item.mark == Mark::Faulty),
        used: match own(item) {
            Some(own) => vec![own],
            None if items.is_empty() => used(&item.items),
            None => Vec::new(),
        },
        items,
    }
}

/// A fact that is no.
fn no(item: &Item) -> bool {
    item.kind == ItemKind::Fact && item.value.as_ref().is_some_and(|value| value.zh == "否")
}

impl Failing {
    /// The failing in one line: number, condition, facts.
    #[must_use]
    pub fn sentence(&self) -> Words {
        let facts = self.facts();
        if self.kind == ItemKind::Exception {
            let (zh, en) = (&self.words.zh, &self.words.en);
            return Words::new(
                format!("例外“{zh}”适用{}", after("：", &facts.zh)),
                format!("the exception “{en}” applies{}", after(": ", &facts.en)),
            );
        }
        if self.kind == ItemKind::Subject {
            return Words::new(
                format!(
                    "只适用于符合“{}”的{}",
                    self.words.zh,
                    after("；", &facts.zh)
                ),
                format!(
                    "it applies only where {}{}",
                    self.words.en,
                    after("; ", &facts.en)
                ),
            );
        }
        if self.kind == ItemKind::InForce {
            return self.words.clone();
        }
        let (zh, en) = self.itself();
        if let Some(fault) = &self.fault {
            let name = self.item();
            return Words::new(
                format!("{}算不出来{}：{}", name.zh, after("：", &zh), fault.zh),
                format!(
                    "{} cannot be computed{}: {}",
                    name.en,
                    after(": ", &en),
                    fault.en
                ),
            );
        }
        if zh.is_empty() {
            return Words::new(
                format!("{}不符合：{}", self.item().zh, facts.zh),
                format!("{} fails: {}", self.item().en, facts.en),
            );
        }
        let tail = match self.kind {
            ItemKind::Any if !self.items.is_empty() => {
                Words::new("，但一项也不符合", ", but none does")
            }
            _ => Words::new(after("；", &facts.zh), after("; ", &facts.en)),
        };
        Words::new(
            format!("{}不符合{}{}", self.item().zh, after("：", &zh), tail.zh),
            format!("{} fails{}{}", self.item().en, after(": ", &en), tail.en),
        )
    }

    /// 第（三）项.
    fn item(&self) -> Words {
        if self.number.is_empty() {
            return Words::new("条件", "the condition");
        }
        let number = self.number.trim_end_matches('.');
        match number.rsplit_once('）') {
            Some((item, sub)) if !sub.is_empty() => Words::new(
                format!("第{item}）项第{}目", sub.trim()),
                format!(
                    "item {}, point {}",
                    arabic(&format!("{item}）")),
                    sub.trim()
                ),
            ),
            _ => Words::new(format!("第{number}项"), format!("item {}", arabic(number))),
        }
    }

    /// What it asks; a fact says itself what it is.
    fn itself(&self) -> (String, String) {
        let own = self.used.iter().any(|used| used.name == self.words);
        if own {
            (String::new(), String::new())
        } else {
            (self.words.zh.clone(), self.words.en.clone())
        }
    }

    /// The facts: 儿童的依法生育 ＝ 否.
    fn facts(&self) -> Words {
        let zh: Vec<String> = self
            .used
            .iter()
            .map(|used| format!("{} ＝ {}", used.name.zh, used.value.zh))
            .collect();
        let en: Vec<String> = self
            .used
            .iter()
            .map(|used| format!("{} = {}", used.name.en, used.value.en))
            .collect();
        Words::new(zh.join("，"), en.join(", "))
    }
}

/// A number as an English text writes it: (3) for （三）.
#[must_use]
pub fn arabic(number: &str) -> String {
    let mut parts = Vec::new();
    for part in number.split_inclusive('）') {
        let inner = part
            .strip_prefix('（')
            .and_then(|part| part.strip_suffix('）'));
        let value = inner.and_then(crate::quantity::parse_zh_number);
        parts.push(match value {
            Some(value) => format!("({value})"),
            None => part.to_owned(),
        });
    }
    parts.concat()
}

fn after(mark: &str, words: &str) -> String {
    if words.is_empty() {
        String::new()
    } else {
        format!("{mark}{words}")
    }
}

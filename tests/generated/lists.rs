//! Lists, and lists of lists.

use super::{Kind, Maker, Scope};

impl Maker {
    fn filter(&mut self, member: Scope, depth: usize) -> String {
        if self.choices.pick(2) == 0 || depth == 0 {
            String::new()
        } else {
            self.filtered(member, depth)
        }
    }

    fn filtered(&mut self, member: Scope, depth: usize) -> String {
        let condition = self.truth(member, depth.saturating_sub(1).min(1));
        format!("（其中 {condition}）")
    }

    /// A path through lists, and whose facts its members have.
    pub fn members(&mut self, scope: Scope, depth: usize) -> (String, Scope) {
        let nested = |scope| match scope {
            Scope::Case => "家庭的子女们",
            Scope::Child => "证件们",
            Scope::Paper => "子女的证件们",
        };
        match self.choices.pick(6) {
            0 | 1 => {
                let member = if scope == Scope::Case {
                    Scope::Child
                } else {
                    Scope::Paper
                };
                (
                    format!("{}{}", nested(scope), self.filter(member, depth)),
                    member,
                )
            }
            2 => (
                format!("家庭的子女们{}", self.filter(Scope::Child, depth)),
                Scope::Child,
            ),
            3 => (
                format!(
                    "家庭的子女们{}的证件们{}",
                    self.filter(Scope::Child, depth),
                    self.filter(Scope::Paper, depth)
                ),
                Scope::Paper,
            ),
            4 => (
                format!("子女{}", self.filtered(Scope::Child, depth)),
                Scope::Child,
            ),
            _ => (
                format!("证件{}", self.filtered(Scope::Paper, depth)),
                Scope::Paper,
            ),
        }
    }

    /// How many there are.
    pub fn number_of_members(&mut self, scope: Scope, depth: usize) -> String {
        format!("{}的个数", self.members(scope, depth).0)
    }

    /// A figure over the members of a list.
    pub fn figure(&mut self, kind: Kind, scope: Scope, depth: usize) -> String {
        let (path, member) = self.members(scope, depth);
        let letter = if member == Scope::Child { "孩" } else { "证" };
        let what = match kind {
            Kind::Day => "日",
            Kind::Money => "额",
            Kind::Length => "期",
            _ => "数",
        };
        let figures: &[&str] = if kind == Kind::Day {
            &["最大值", "最小值"]
        } else {
            &["合计", "最大值", "最小值"]
        };
        // A definition or a column of the member, where there is one.
        let value = if self.choices.rarely(3) {
            self.own_named(kind, member)
        } else {
            None
        };
        let value = value.unwrap_or_else(|| format!("{letter}{what}"));
        format!("{path}的{value}的{}", self.choices.one(figures))
    }

    /// A definition of the kind that belongs to this very object.
    fn own_named(&mut self, kind: Kind, scope: Scope) -> Option<String> {
        let fitting: Vec<String> = self
            .known
            .iter()
            .filter(|known| known.kind == kind && known.scope == scope && !known.bare)
            .map(|known| known.name.clone())
            .collect();
        let place = self.choices.pick(fitting.len());
        fitting.get(place).cloned()
    }

    pub fn exists(&mut self, scope: Scope, depth: usize) -> String {
        let word = self.choices.one(&["存在", "不存在"]);
        let (path, member) = self.members(scope, depth);
        let truth = match member {
            _ if self.choices.pick(2) == 0 => "",
            Scope::Child => "的孩真",
            _ => "的证真",
        };
        format!("{word} {path}{truth}")
    }

    pub fn every(&mut self, scope: Scope, depth: usize) -> String {
        let (path, member) = self.members(scope, depth);
        let condition = self.truth(member, depth - 1);
        format!("全部 {path} 均符合（{condition}）")
    }
}

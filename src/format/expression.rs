//! Values and conditions, with the brackets that they need and no others.

use crate::format::page::Entry;
use crate::format::word::{Tongue, follows};
use crate::quantity::{Rounding, to_zh_numeral};
use crate::syntax::built_in;
use crate::syntax::document::Citation;
use crate::syntax::expression::{
    Band, Case, ComparisonWord, Enumerator, Expression, ExpressionKind, ListHead, ListItem,
    Operator, Path, Quantifier,
};

/// How tightly an expression holds together; a place names the loosest that may stand there without brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    /// Lists, cases and scales.
    Whole,
    /// 且, 或.
    Logic,
    /// Comparisons and the like.
    Test,
    /// ＋, －.
    Sum,
    /// ×, ÷.
    Product,
    /// A minus sign.
    Signed,
    /// Everything that needs no brackets anywhere.
    Atom,
}

fn binding(expression: &Expression) -> Binding {
    match &*expression.kind {
        ExpressionKind::List { .. }
        | ExpressionKind::Cases(_)
        | ExpressionKind::Brackets { .. } => Binding::Whole,
        ExpressionKind::And(_) | ExpressionKind::Or(_) => Binding::Logic,
        ExpressionKind::Compare { .. }
        | ExpressionKind::Member { .. }
        | ExpressionKind::Not(_)
        | ExpressionKind::Quantified { .. } => Binding::Test,
        ExpressionKind::Arithmetic {
            operator: Operator::Add | Operator::Subtract,
            ..
        } => Binding::Sum,
        ExpressionKind::Arithmetic { .. } => Binding::Product,
        ExpressionKind::Negative(_) => Binding::Signed,
        _ => Binding::Atom,
    }
}

impl Tongue {
    /// A statement whose content is a condition or a value: its lines.
    pub(super) fn condition_entries(
        self,
        start: u32,
        indent: usize,
        key: String,
        condition: &Expression,
    ) -> Vec<Entry> {
        let inner = indent.saturating_add(1);
        let opening = |words: String| Entry {
            start,
            indent,
            pieces: vec![format!("{key}{words}")],
            separated: false,
        };
        match &*condition.kind {
            ExpressionKind::List { head, items } => {
                let mut entries = vec![opening(self.list_head(*head))];
                entries.extend(items.iter().flat_map(|item| self.item_entries(item, inner)));
                entries
            }
            ExpressionKind::Cases(cases) => {
                let mut entries = vec![opening(
                    self.key("按下列情形分别确定", "by cases")
                        .trim_end()
                        .to_owned(),
                )];
                entries.extend(cases.iter().map(|case| self.case_entry(case, inner)));
                entries
            }
            ExpressionKind::Brackets { value, bands } => {
                let mut entries = vec![opening(self.scale_head(value).trim_end().to_owned())];
                entries.extend(bands.iter().map(|band| Entry {
                    start: band.span.start(),
                    indent: inner,
                    pieces: vec![self.band(band)],
                    separated: true,
                }));
                entries
            }
            _ => vec![Entry {
                start,
                indent,
                pieces: self.logic_pieces(key, condition),
                separated: true,
            }],
        }
    }

    /// The pieces of a condition: it may be broken before each 且 or 或.
    fn logic_pieces(self, key: String, condition: &Expression) -> Vec<String> {
        let (join, operands) = match &*condition.kind {
            ExpressionKind::And(operands) => (self.say(" 且 ", " and "), operands),
            ExpressionKind::Or(operands) => (self.say(" 或 ", " or "), operands),
            _ => {
                return vec![format!(
                    "{key}{}",
                    self.expression(condition, Binding::Logic)
                )];
            }
        };
        self.join_pieces(&key, operands, join)
    }

    fn item_entries(self, item: &ListItem, indent: usize) -> Vec<Entry> {
        let number = self.enumerator(item.enumerator);
        let nested = |items: &[ListItem]| {
            matches!(item.enumerator, Enumerator::Item(_))
                && items
                    .iter()
                    .all(|inner| matches!(inner.enumerator, Enumerator::Subitem(_)))
        };
        if let ExpressionKind::List { items, .. } = &*item.condition.kind
            && nested(items)
        {
            return self.condition_entries(item.span.start(), indent, number, &item.condition);
        }
        let pieces = if binding(&item.condition) == Binding::Whole {
            vec![format!(
                "{number}{}",
                self.expression(&item.condition, Binding::Logic)
            )]
        } else {
            self.logic_pieces(number, &item.condition)
        };
        vec![Entry {
            start: item.span.start(),
            indent,
            pieces,
            separated: true,
        }]
    }

    fn case_entry(self, case: &Case, indent: usize) -> Entry {
        Entry {
            start: case.span.start(),
            indent,
            pieces: vec![self.case(case)],
            separated: true,
        }
    }

    // ---- one line ----

    pub(super) fn expression(self, expression: &Expression, loosest: Binding) -> String {
        let words = self.unbracketed(expression);
        if binding(expression) < loosest {
            self.bracket(&words)
        } else {
            words
        }
    }

    fn unbracketed(self, expression: &Expression) -> String {
        match &*expression.kind {
            ExpressionKind::Amount(amount) => self.amount(amount),
            ExpressionKind::Date(date) => self.date(*date),
            ExpressionKind::Boolean(true) => self.say("是", "true").to_owned(),
            ExpressionKind::Boolean(false) => self.say("否", "false").to_owned(),
            ExpressionKind::Text(text) => self.quoted(text),
            ExpressionKind::Path(path) => self.path(path),
            ExpressionKind::Call {
                function,
                arguments,
            } => {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| self.expression(argument, Binding::Logic))
                    .collect();
                let arguments = self.bracket(&arguments.join(self.comma()));
                let twins = built_in::function(&function.text);
                let name =
                    twins.map_or_else(|| self.name(function), |(zh, en)| self.say(zh, en).into());
                format!("{name}{arguments}")
            }
            ExpressionKind::Round {
                rounding,
                value,
                step,
                basis,
            } => {
                let value = self.expression(value, Binding::Logic);
                let one = step.number == crate::quantity::Number::ONE;
                let step = match &step.unit {
                    Some(unit) if one => self.unit(unit),
                    _ => self.amount(step),
                };
                let basis = self.rounding_basis(basis);
                let inside = format!(
                    "{value}{}{}{step}{basis}",
                    self.comma(),
                    self.say("到", "to ")
                );
                format!("{}{}", self.rounding(*rounding), self.bracket(&inside))
            }
            ExpressionKind::Arithmetic {
                operator,
                left,
                right,
            } => self.arithmetic(*operator, left, right),
            ExpressionKind::Negative(value) => {
                format!(
                    "{}{}",
                    self.say("－", "-"),
                    self.expression(value, Binding::Atom)
                )
            }
            ExpressionKind::Compare { left, word, right } => {
                let left = self.expression(left, Binding::Sum);
                self.comparison_of(&left, *word, right)
            }
            ExpressionKind::Member {
                value,
                negated,
                options,
            } => {
                let value = self.expression(value, Binding::Sum);
                let word = if *negated {
                    self.say("不属于", "not in ")
                } else {
                    self.say("属于", "in ")
                };
                let options: Vec<String> = options
                    .iter()
                    .map(|option| self.expression(option, Binding::Sum))
                    .collect();
                format!("{value} {word}{}", self.set(&options.join(self.list())))
            }
            ExpressionKind::And(operands) => self.joined(operands, self.say(" 且 ", " and ")),
            ExpressionKind::Or(operands) => self.joined(operands, self.say(" 或 ", " or ")),
            ExpressionKind::Not(condition) => {
                let condition = self.expression(condition, Binding::Whole);
                format!("{}{}", self.say("并非", "not "), self.bracket(&condition))
            }
            ExpressionKind::Quantified {
                quantifier,
                path,
                condition,
            } => self.quantified(*quantifier, path, condition.as_ref()),
            ExpressionKind::List { head, items } => {
                let items: Vec<String> = items.iter().map(|item| self.item(item)).collect();
                self.in_line(self.list_head(*head), &items)
            }
            ExpressionKind::Cases(cases) => {
                let cases: Vec<String> = cases.iter().map(|case| self.case(case)).collect();
                self.in_line(self.key("按下列情形分别确定", "by cases"), &cases)
            }
            ExpressionKind::Brackets { value, bands } => {
                let bands: Vec<String> = bands.iter().map(|band| self.band(band)).collect();
                self.in_line(self.scale_head(value), &bands)
            }
        }
    }

    fn in_line(self, head: String, items: &[String]) -> String {
        let gap = if self.english && !head.ends_with(' ') {
            " "
        } else {
            ""
        };
        format!("{head}{gap}{}", items.join(self.say("；", "; ")))
    }

    fn joined(self, operands: &[Expression], join: &str) -> String {
        self.join_pieces("", operands, join).concat()
    }

    /// The operands, each with the word before it.
    fn join_pieces(self, key: &str, operands: &[Expression], join: &str) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        for operand in operands {
            let words = self.expression(operand, Binding::Test);
            let before = if pieces.is_empty() { key } else { join };
            // 且（…）: a full-width bracket has its own room.
            let before = if words.starts_with('（') {
                before.trim_end()
            } else {
                before
            };
            pieces.push(format!("{before}{words}"));
        }
        pieces
    }

    /// `身高 不超过 X`, `身高 X以下`.
    pub(super) fn comparison_of(
        self,
        left: &str,
        word: ComparisonWord,
        right: &Expression,
    ) -> String {
        let right = self.compared(word, right);
        // Without the blank, the digits would become part of a Latin name.
        let latin = left.ends_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
        if self.english || !latin || !follows(word) {
            return format!("{left} {right}");
        }
        let before = left.trim_end_matches(|letter: char| {
            (letter.is_alphanumeric() || letter == '_') && letter != '的'
        });
        let name = left.strip_prefix(before).unwrap_or_default();
        format!("{before}「{name}」 {right}")
    }

    /// `不超过 X`, `X以下`.
    pub(super) fn compared(self, word: ComparisonWord, value: &Expression) -> String {
        let value = self.expression(value, Binding::Sum);
        if follows(word) {
            let gap = self.say("", " ");
            return format!("{value}{gap}{}", self.comparison(word));
        }
        // 未满36个月 reads as one word, the others do not.
        let joined = !self.english
            && matches!(word, ComparisonWord::Under | ComparisonWord::Reached)
            && value.starts_with(|letter: char| letter.is_ascii_digit());
        let gap = if joined { "" } else { " " };
        format!("{}{gap}{value}", self.comparison(word))
    }

    fn arithmetic(self, operator: Operator, left: &Expression, right: &Expression) -> String {
        let (sign, tight, tighter) = match operator {
            Operator::Add => (self.say(" ＋ ", " + "), Binding::Sum, Binding::Product),
            Operator::Subtract => (self.say(" － ", " - "), Binding::Sum, Binding::Product),
            Operator::Multiply => (self.say(" × ", " * "), Binding::Product, Binding::Signed),
            Operator::Divide => (self.say(" ÷ ", " / "), Binding::Product, Binding::Signed),
        };
        format!(
            "{}{sign}{}",
            self.expression(left, tight),
            self.expression(right, tighter)
        )
    }

    fn quantified(
        self,
        quantifier: Quantifier,
        path: &Path,
        condition: Option<&Expression>,
    ) -> String {
        let word = match quantifier {
            Quantifier::Exists => self.say("存在", "exists"),
            Quantifier::None => self.say("不存在", "none"),
            Quantifier::Every => self.say("全部", "every"),
        };
        let path = self.path(path);
        let Some(condition) = condition else {
            return format!("{word} {path}");
        };
        let words = self.expression(condition, Binding::Test);
        let nested = matches!(&*condition.kind, ExpressionKind::Quantified { .. });
        let words = if nested { self.bracket(&words) } else { words };
        format!("{word} {path} {} {words}", self.say("均符合", "satisfies"))
    }

    pub(super) fn path(self, path: &Path) -> String {
        let last = path.segments.len().saturating_sub(1);
        let segments = path.segments.iter().enumerate().map(|(at, segment)| {
            let filter = segment
                .filter
                .as_ref()
                .map_or_else(String::new, |filter| self.filter(filter));
            let word = &segment.name.text;
            let twins = match at {
                0 => built_in::clock(word),
                _ if at == last && segment.filter.is_none() => built_in::ending(word),
                _ => None,
            };
            let name = twins.map_or_else(
                || self.name(&segment.name),
                |(zh, en)| self.say(zh, en).into(),
            );
            format!("{name}{filter}")
        });
        segments.collect::<Vec<_>>().join(self.say("的", "'s "))
    }

    pub(super) fn filter(self, condition: &Expression) -> String {
        let condition = self.expression(condition, Binding::Whole);
        if self.english {
            format!(" (where {condition})")
        } else {
            format!("（其中 {condition}）")
        }
    }

    fn rounding_basis(self, basis: &[Citation]) -> String {
        if basis.is_empty() {
            return String::new();
        }
        format!(
            "{}{}{}",
            self.comma(),
            self.lead("依据", "basis"),
            self.citations(basis).concat()
        )
    }

    const fn rounding(self, rounding: Rounding) -> &'static str {
        match rounding {
            Rounding::HalfUp => self.say("四舍五入", "round"),
            Rounding::Down => self.say("舍去", "round_down"),
            Rounding::Up => self.say("进位", "round_up"),
            Rounding::HalfEven => self.say("银行家舍入", "round_even"),
        }
    }

    // ---- items ----

    fn list_head(self, head: ListHead) -> String {
        let words = match head {
            ListHead::All => self.say("同时符合下列条件：", "all of:"),
            ListHead::Any => self.say("符合下列情形之一：", "any of:"),
            ListHead::NoneOf => self.say("下列情形均不存在：", "none of:"),
        };
        words.to_owned()
    }

    fn item(self, item: &ListItem) -> String {
        format!(
            "{}{}",
            self.enumerator(item.enumerator),
            self.expression(&item.condition, Binding::Logic)
        )
    }

    fn case(self, case: &Case) -> String {
        let number = self.enumerator(case.enumerator);
        let value = self.expression(&case.value, Binding::Logic);
        let Some(condition) = &case.condition else {
            return format!(
                "{number}{}{}{value}",
                self.say("其他", "otherwise"),
                self.comma()
            );
        };
        let condition = self.expression(condition, Binding::Logic);
        if self.english {
            format!("{number}when {condition}, {value}")
        } else {
            format!("{number}{condition} 的，{value}")
        }
    }

    fn scale_head(self, value: &Expression) -> String {
        let value = self.bracket(&self.expression(value, Binding::Logic));
        if self.english {
            format!("brackets{value}: ")
        } else {
            format!("分档累进{value}：")
        }
    }

    fn band(self, band: &Band) -> String {
        let number = self.enumerator(band.enumerator);
        let rate = self.expression(&band.rate, Binding::Sum);
        let Some(upper) = &band.upper else {
            return format!(
                "{number}{}{}{rate}",
                self.say("其余部分", "the rest"),
                self.comma()
            );
        };
        let amount = matches!(&*upper.kind, ExpressionKind::Amount(_));
        let words = self.expression(upper, Binding::Whole);
        let upper = match (amount, self.english) {
            (true, true) => format!("up to {words}"),
            (false, true) => format!("up to ({words})"),
            (true, false) => format!("{words}以下的部分"),
            (false, false) => format!("不超过（{words}）的部分"),
        };
        format!("{number}{upper}{}{rate}", self.comma())
    }

    fn enumerator(self, enumerator: Enumerator) -> String {
        match (enumerator, self.english) {
            (Enumerator::Item(number), false) => {
                format!("（{}）", to_zh_numeral(u64::from(number)))
            }
            (Enumerator::Item(number), true) => format!("({}) ", letters(number)),
            (Enumerator::Subitem(number), _) => format!("{number}. "),
        }
    }
}

/// 1 is a, 26 is z, 27 is aa.
fn letters(number: u32) -> String {
    let letter = |place: u32| {
        u8::try_from(place)
            .ok()
            .and_then(|place| b'a'.checked_add(place))
            .map_or('a', char::from)
    };
    let index = number.saturating_sub(1);
    let (first, second) = (index / 26, index % 26);
    match first.checked_sub(1) {
        Some(first) => format!("{}{}", letter(first.min(25)), letter(second)),
        None => letter(second).to_string(),
    }
}

//! Expressions in, short Chinese words out: for what is shown beside a judgement. Never read back.

use crate::quantity::Number;
use crate::syntax::document::{Amount, Deadline, Per};
use crate::syntax::expression::{
    ComparisonWord, Expression, ExpressionKind, ListHead, Operator, Path, Quantifier,
};

/// An expression in words.
pub(super) fn words_of(expression: &Expression) -> String {
    match expression.kind.as_ref() {
        ExpressionKind::Amount(amount) => amount_words(amount),
        ExpressionKind::Date(date) => date.zh(),
        ExpressionKind::Boolean(true) => "是".to_owned(),
        ExpressionKind::Boolean(false) => "否".to_owned(),
        ExpressionKind::Text(text) => format!("“{}”", text.text),
        ExpressionKind::Path(path) => path_words(path),
        ExpressionKind::Call {
            function,
            arguments,
        } => format!("{}（{}）", function.text, joined(arguments, "，")),
        ExpressionKind::Round {
            rounding,
            value,
            step,
            ..
        } => format!(
            "{}（{}，到{}）",
            rounding.zh(),
            words_of(value),
            step_words(step)
        ),
        ExpressionKind::Arithmetic {
            operator,
            left,
            right,
        } => {
            format!(
                "{} {} {}",
                operand(left),
                operator_sign(*operator),
                operand(right)
            )
        }
        ExpressionKind::Negative(value) => format!("－{}", operand(value)),
        ExpressionKind::Compare { left, word, right } => compare_words(left, *word, right),
        ExpressionKind::Member {
            value,
            negated,
            options,
        } => {
            let word = if *negated { "不属于" } else { "属于" };
            format!("{} {word}｛{}｝", words_of(value), joined(options, "、"))
        }
        ExpressionKind::And(items) => operands(items, " 且 "),
        ExpressionKind::Or(items) => operands(items, " 或 "),
        ExpressionKind::Not(condition) => format!("并非（{}）", words_of(condition)),
        ExpressionKind::Quantified {
            quantifier,
            path,
            condition,
        } => quantified_words(*quantifier, path, condition.as_ref()),
        ExpressionKind::List { head, items } => {
            let head = match head {
                ListHead::All => "同时符合下列条件",
                ListHead::Any => "符合下列情形之一",
                ListHead::NoneOf => "下列情形均不存在",
            };
            let items: Vec<String> = items.iter().map(|item| words_of(&item.condition)).collect();
            format!("{head}：{}", items.join("；"))
        }
        ExpressionKind::Cases(cases) => {
            let cases: Vec<String> = cases
                .iter()
                .map(|case| match &case.condition {
                    Some(condition) => {
                        format!("{} 的，{}", words_of(condition), words_of(&case.value))
                    }
                    None => format!("其他，{}", words_of(&case.value)),
                })
                .collect();
            format!("按下列情形分别确定：{}", cases.join("；"))
        }
        ExpressionKind::Brackets { value, .. } => format!("分档累进（{}）", words_of(value)),
    }
}

/// A path in words.
pub(super) fn path_words(path: &Path) -> String {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| match &segment.filter {
            None => segment.name.text.clone(),
            Some(filter) => format!("{}（其中 {}）", segment.name.text, words_of(filter)),
        })
        .collect();
    segments.join("的")
}

/// A deadline in words.
pub(super) fn deadline_words(deadline: &Deadline) -> String {
    match deadline {
        Deadline::Within { from, term } => {
            format!("自{}之日起{}内", words_of(from), amount_words(term))
        }
        Deadline::By(day) => format!("不晚于{}", words_of(day)),
        Deadline::Every(per) => per_words(*per).to_owned(),
        Deadline::Vague(words) => words.text.clone(),
    }
}

const fn per_words(per: Per) -> &'static str {
    match per {
        Per::Year => "每年",
        Per::Quarter => "每季度",
        Per::Month => "每月",
        Per::YearOfAge => "每周岁年度",
        Per::Birth => "每孩次",
        Per::Workday => "每个工作日",
        Per::Once => "一次性",
    }
}

fn amount_words(amount: &Amount) -> String {
    let unit = amount.unit.as_ref().map(|unit| {
        let parts: Vec<&str> = std::iter::once(&unit.numerator)
            .chain(&unit.denominators)
            .map(String::as_str)
            .collect();
        parts.join("/")
    });
    format!("{}{}", amount.number, unit.unwrap_or_default())
}

fn step_words(step: &Amount) -> String {
    match &step.unit {
        Some(unit) if step.number == Number::ONE => unit.numerator.clone(),
        _ => amount_words(step),
    }
}

fn joined(expressions: &[Expression], separator: &str) -> String {
    let words: Vec<String> = expressions.iter().map(words_of).collect();
    words.join(separator)
}

/// An operand, in brackets where its own words would run into those around it.
fn operand(expression: &Expression) -> String {
    let words = words_of(expression);
    let compound = matches!(
        expression.kind.as_ref(),
        ExpressionKind::Arithmetic { .. }
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Negative(_)
    );
    if compound {
        format!("（{words}）")
    } else {
        words
    }
}

fn operands(expressions: &[Expression], separator: &str) -> String {
    let words: Vec<String> = expressions.iter().map(operand).collect();
    words.join(separator)
}

const fn operator_sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "＋",
        Operator::Subtract => "－",
        Operator::Multiply => "×",
        Operator::Divide => "÷",
    }
}

fn compare_words(left: &Expression, word: ComparisonWord, right: &Expression) -> String {
    let (left, right) = (operand(left), operand(right));
    let after = match word {
        ComparisonWord::OrMore => Some("以上"),
        ComparisonWord::OrLess => Some("以下"),
        ComparisonWord::OrWithin => Some("以内"),
        ComparisonWord::OrBeyond => Some("以外"),
        _ => None,
    };
    match after {
        Some(after) => format!("{left} {right}{after}"),
        None => format!("{left} {} {right}", comparison_word(word)),
    }
}

/// A comparison word that stands before its quantity.
const fn comparison_word(word: ComparisonWord) -> &'static str {
    match word {
        ComparisonWord::NotExceeding => "不超过",
        ComparisonWord::Exceeding => "超过",
        ComparisonWord::NotBelow => "不低于",
        ComparisonWord::Below => "低于",
        ComparisonWord::NotFewer => "不少于",
        ComparisonWord::Fewer => "少于",
        ComparisonWord::More => "多于",
        ComparisonWord::Equal => "等于",
        ComparisonWord::NotEqual => "不等于",
        ComparisonWord::Before => "早于",
        ComparisonWord::NotBefore => "不早于",
        ComparisonWord::After => "晚于",
        ComparisonWord::NotAfter => "不晚于",
        ComparisonWord::Under => "未满",
        ComparisonWord::Reached => "已满",
        ComparisonWord::OrMore | ComparisonWord::SignAtLeast => "≥",
        ComparisonWord::OrLess | ComparisonWord::OrWithin | ComparisonWord::SignAtMost => "≤",
        ComparisonWord::OrBeyond | ComparisonWord::SignGreater => "＞",
        ComparisonWord::SignLess => "＜",
        ComparisonWord::SignEqual => "＝",
        ComparisonWord::SignNotEqual => "≠",
    }
}

fn quantified_words(quantifier: Quantifier, path: &Path, condition: Option<&Expression>) -> String {
    let path = path_words(path);
    match (quantifier, condition) {
        (Quantifier::Exists, _) => format!("存在 {path}"),
        (Quantifier::None, _) => format!("不存在 {path}"),
        (Quantifier::Every, Some(condition)) => {
            format!("全部 {path} 均符合 {}", words_of(condition))
        }
        (Quantifier::Every, None) => format!("全部 {path}"),
    }
}

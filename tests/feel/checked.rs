//! Tree to an expression of the language, and what the checker says of it.

use tiaoli::check::{self, Inputs};
use tiaoli::diagnostic::Severity;
use tiaoli::quantity::Base;
use tiaoli::source::{FileId, Text};

use super::parse::{Expression, Operator};
use super::value::{Value, literal};

const WORLD: &str = "\
文件 规章：标题《测试用规章》；成文日期 2015年1月1日；适用 自2015年1月1日起；全文 未收录。
对象 案情：数：小数；真：是否；日：日期；文：文本；长：数量（个月）。
";

/// Facts of every type, for what FEEL has no type: `null`.
const UNKNOWN: [&str; 5] = ["案情的数", "案情的真", "案情的日", "案情的文", "案情的长"];

/// Whether the checker refuses the expression whatever type an unknown value has; none where it cannot be said in the language.
pub fn is_refused(expression: &Expression) -> Option<bool> {
    let refused = |unknown: &&str| said(expression, unknown).map(|text| !accepts(&text));
    UNKNOWN
        .iter()
        .map(refused)
        .try_fold(true, |all, one| Some(all && one?))
}

/// Rules that define each value by its number, with an example of what each is.
pub fn rules(values: &[(String, String)]) -> String {
    let mut rules = WORLD.to_owned();
    let mut example = "例 全部：判断日：2024年6月1日".to_owned();
    for (number, (value, expected)) in values.iter().enumerate() {
        rules.push_str(&format!(
            "定义 值_n{number}：依据：规章第一条；是指：{value}。\n"
        ));
        example.push_str(&format!("；则：值_n{number} ＝ {expected}"));
    }
    rules + &example + "。\n"
}

/// Whether a package with the expression is without errors.
pub fn accepts(value: &str) -> bool {
    let rules = format!("{WORLD}定义 甲：依据：规章第一条；是指：{value}。\n");
    let text = Text::new(FileId::new(0), "feel.tiao", rules).expect("a small text");
    let (document, slips) = tiaoli::syntax::parse(&text);
    let (_, problems) = check::check(&[document], &Inputs::default());
    slips
        .iter()
        .chain(problems.iter())
        .all(|problem| problem.code().severity() != Severity::Error)
}

/// The expression in the language, where it can be said; with this for `null`.
pub fn said(expression: &Expression, unknown: &str) -> Option<String> {
    let of = |inner: &Expression| said(inner, unknown);
    Some(match expression {
        Expression::Number(text) => text.clone(),
        Expression::Text(text) => format!("“{text}”"),
        Expression::At(text) => of_value(&literal(text).ok()?)?,
        Expression::Boolean(value) => truth(*value),
        Expression::Null => unknown.to_owned(),
        Expression::Name(_) => return None,
        Expression::Negated(inner) => format!("（－{}）", of(inner)?),
        // Days are not subtracted here: the days between them are asked for.
        Expression::Binary(Operator::Subtract, to, from) if is_day(from) && is_day(to) => {
            format!("天数（{}，{}）", of(from)?, of(to)?)
        }
        Expression::Binary(operator, left, right) => {
            let sign = match operator {
                Operator::Or => "或",
                Operator::And => "且",
                Operator::Add => "＋",
                Operator::Subtract => "－",
                Operator::Multiply => "×",
                Operator::Divide => "÷",
            };
            format!("（{} {sign} {}）", of(left)?, of(right)?)
        }
        Expression::Between(parts) => {
            let [value, from, to] = parts.as_ref();
            let (value, from, to) = (of(value)?, of(from)?, of(to)?);
            format!("（{value} ≥ {from} 且 {value} ≤ {to}）")
        }
        Expression::Call(name, arguments) => {
            if arguments.iter().any(|(name, _)| name.is_some()) {
                return None;
            }
            let arguments: Vec<&Expression> = arguments.iter().map(|(_, one)| one).collect();
            call(name, &arguments, unknown)?
        }
    })
}

fn is_day(expression: &Expression) -> bool {
    matches!(expression, Expression::At(text) if matches!(literal(text), Ok(Value::Day(_))))
}

fn truth(value: bool) -> String {
    if value { "是" } else { "否" }.to_owned()
}

/// A value as the language writes it.
pub fn of_value(value: &Value) -> Option<String> {
    Some(match value {
        Value::Unknown => return None,
        Value::Boolean(value) => truth(*value),
        Value::Text(text) => format!("“{text}”"),
        Value::Day(day) => day.to_string(),
        Value::Measured(quantity) => {
            let dimension = quantity.dimension();
            let unit = match dimension.single() {
                _ if dimension.is_none() => "",
                Some(Base::Month) => "个月",
                Some(Base::Day) => "日",
                Some(Base::Clock) => "分钟",
                _ => return None,
            };
            let number = quantity.value();
            let size = number.checked_abs().ok()?;
            if number.is_negative() {
                format!("（－{size}{unit}）")
            } else {
                format!("{size}{unit}")
            }
        }
    })
}

fn call(name: &str, arguments: &[&Expression], unknown: &str) -> Option<String> {
    let listed = |arguments: &[&Expression]| -> Option<String> {
        let said: Option<Vec<String>> = arguments.iter().map(|one| said(one, unknown)).collect();
        Some(said?.join("，"))
    };
    let all = listed(arguments)?;
    if let ("date" | "duration", [Expression::Text(text)]) = (name, arguments) {
        return of_value(&literal(text).ok()?);
    }
    if let ("round up" | "round down" | "round half up" | "decimal", [value, scale]) =
        (name, arguments)
    {
        let word = rounding(name)?;
        let (value, step) = (listed(&[value])?, step(scale).or_else(|| listed(&[scale]))?);
        return Some(format!("{word}（{value}，到{step}）"));
    }
    // FEEL counts away from the earlier day and takes the sign afterwards.
    if let ("years and months duration", [from, to]) = (name, arguments) {
        let (from, to) = (listed(&[from])?, listed(&[to])?);
        return Some(format!(
            "（按下列情形分别确定：（一）（{from} ≤ {to}）的，月数（{from}，{to}）；（二）其他，－月数（{to}，{from}））"
        ));
    }
    Some(match (name, arguments.len()) {
        // With a second argument they round to decimals, downwards and upwards: no word of the language.
        ("floor" | "ceiling", 2) => return None,
        ("ceiling", 1) => format!("（－取整（－（{all}）））"),
        ("floor" | "ceiling", _) => format!("取整（{all}）"),
        ("abs", _) => format!("绝对值（{all}）"),
        ("modulo", _) => format!("余数（{all}）"),
        ("even", 1) => format!("（余数（{all}，2） ＝ 0）"),
        ("odd", 1) => format!("（余数（{all}，2） ＝ 1）"),
        ("date", 1) if matches!(arguments, [Expression::Call(..)]) => all,
        ("date", _) => format!("日期（{all}）"),
        ("years and months duration", _) => format!("月数（{all}）"),
        (other, _) => format!("{}（{all}）", rounding(other)?),
    })
}

fn rounding(name: &str) -> Option<&'static str> {
    Some(match name {
        "round up" => "进位",
        "round down" => "舍去",
        "round half up" => "四舍五入",
        "decimal" => "银行家舍入",
        _ => return None,
    })
}

/// To multiples of what: a scale of 2 is 0.01.
fn step(scale: &Expression) -> Option<String> {
    let digits = match scale {
        Expression::Number(text) => text.parse::<usize>().ok()?,
        _ => return None,
    };
    Some(match digits {
        0 => "1".to_owned(),
        1..=20 => format!("0.{}1", "0".repeat(digits - 1)),
        _ => return None,
    })
}

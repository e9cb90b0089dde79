//! Values in words.

use crate::check::{ChoiceId, Model, Per, Type};
use crate::diagnostic::Words;
use crate::quantity::{Number, Rounding, Unit, show_en, show_zh};
use crate::vm::{Fault, FaultKind, TextId, Value};

/// What a value is shown as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// The model that names its options.
    pub(crate) model: &'a Model,
    /// Its type.
    pub(crate) ty: &'a Type,
    /// The unit of a number.
    pub(crate) unit: Option<&'a Unit>,
}

/// A value in words: the value itself, or what is known of it.
pub(crate) fn show_value<'t>(
    manner: Manner<'_>,
    value: &Value,
    text: impl Fn(TextId) -> Option<&'t str>,
) -> Words {
    match value {
        Value::Boolean { low, high } if low == high => yes_no(*low),
        Value::Number { low, high } => range(
            low.map(|end| number(manner, end)),
            high.map(|end| number(manner, end)),
        ),
        Value::Date { low, high } => {
            let words = |end: Option<crate::quantity::Date>| {
                end.map(|day| Words::new(day.zh(), day.to_string()))
            };
            range(words(*low), words(*high))
        }
        Value::Choice { low, high } => match manner.ty {
            Type::Choice(id) => options(manner.model, *id, *low, *high),
            _ => unknown(),
        },
        Value::Text(Some(id)) => {
            text(*id).map_or_else(unknown, |words| Words::same(format!("“{words}”")))
        }
        Value::Period(Some(period)) => Words::new(period.zh(), period.en()),
        Value::Nothing => Words::none(),
        Value::Fault(fault) => fault_words(fault),
        Value::Boolean { .. } | Value::Text(None) | Value::Period(None) => unknown(),
    }
}

/// How many decimals a figure has before it is cut for people; the exact one crosses the doors as a fraction.
const DECIMALS: u32 = 6;
/// How many decimals a cut figure keeps.
const KEPT: i128 = 10_000;

fn number(manner: Manner<'_>, value: Number) -> Words {
    let own = match manner.ty {
        Type::Number(dimension) => Unit::base(dimension),
        _ => Unit::none(),
    };
    let unit = manner.unit.unwrap_or(&own);
    let written = value.checked_div(unit.factor());
    let long = written.is_ok_and(|written| {
        written
            .decimals()
            .is_none_or(|decimals| decimals > DECIMALS)
    });
    match cut(value, unit).filter(|_| long) {
        Some(near) => Words::new(
            format!("约{}", show_zh(near, unit)),
            format!("about {}", show_en(near, unit)),
        ),
        None => Words::new(show_zh(value, unit), show_en(value, unit)),
    }
}

/// The figure rounded to a few decimals of its unit.
fn cut(value: Number, unit: &Unit) -> Option<Number> {
    let step = Number::ratio(1, KEPT)?.checked_mul(unit.factor()).ok()?;
    Rounding::HalfUp.apply(value, step).ok()
}

/// The ends of what is known of a number, exactly, in a unit; none for other values.
pub(crate) fn exact_ends(unit: Option<&Unit>, value: &Value) -> Option<[Option<String>; 2]> {
    let Value::Number { low, high } = value else {
        return None;
    };
    let none = Unit::none();
    let unit = unit.unwrap_or(&none);
    let end = |end: &Option<Number>| {
        let value = (*end)?.checked_div(unit.factor()).ok()?;
        Some(value.to_string())
    };
    Some([end(low), end(high)])
}

/// Yes or no.
pub(crate) fn yes_no(value: bool) -> Words {
    if value {
        Words::new("是", "yes")
    } else {
        Words::new("否", "no")
    }
}

/// Nothing is known.
pub(crate) fn unknown() -> Words {
    Words::new("未知", "not known")
}

fn range(low: Option<Words>, high: Option<Words>) -> Words {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => Words::new(
            format!("{}至{}", low.zh, high.zh),
            format!("{} to {}", low.en, high.en),
        ),
        (Some(low), None) => {
            Words::new(format!("不低于{}", low.zh), format!("at least {}", low.en))
        }
        (None, Some(high)) => {
            Words::new(format!("不超过{}", high.zh), format!("at most {}", high.en))
        }
        (None, None) => unknown(),
    }
}

fn options(model: &Model, id: ChoiceId, low: u32, high: u32) -> Words {
    let all = model
        .choices
        .get(id.index())
        .map_or(0, |choice| choice.options.len());
    let names = (low..=high).filter_map(|place| option_words(model, id, place));
    let names: Vec<Words> = names.take(64).collect();
    if names.len() > 1 && names.len() == all {
        return unknown();
    }
    let zh: Vec<&str> = names.iter().map(|words| words.zh.as_str()).collect();
    let en: Vec<&str> = names.iter().map(|words| words.en.as_str()).collect();
    Words::new(zh.join("或"), en.join(" or "))
}

/// The name of an option.
pub(crate) fn option_words(model: &Model, id: ChoiceId, place: u32) -> Option<Words> {
    let choice = model.choices.get(id.index())?;
    let (name, alias) = choice.options.get(usize::try_from(place).ok()?)?;
    Some(Words::of_name(name, alias.as_deref()))
}

/// Why a value cannot be computed.
pub(crate) fn fault_words(fault: &Fault) -> Words {
    match fault.kind {
        FaultKind::Overflow => Words::new(
            "数太大，不能准确计算",
            "the exact figure is too large to be held",
        ),
        FaultKind::DivisionByZero => Words::new("除数是零", "the divisor is zero"),
        FaultKind::NoSuchDay => Words::new("没有这一天", "there is no such day"),
        FaultKind::NoMember => Words::new(
            "列表里没有成员，取不出最大值或最小值",
            "there is no member to take the greatest or least of",
        ),
        FaultKind::NoneApplies => Words::new("没有一种情形或一行适用", "no case or row applies"),
        FaultKind::Conflict => Words::new(
            "有几行或几个例外同时适用而结果不同",
            "several rows or exceptions apply and differ",
        ),
        FaultKind::NotInForce => Words::new(
            "这一天没有有效的数值或定义",
            "no value or definition is in force on that day",
        ),
    }
}

/// How often.
pub(crate) fn per_words(per: Per) -> Words {
    let (zh, en) = match per {
        Per::Year => ("每年", "a year"),
        Per::Quarter => ("每季度", "a quarter"),
        Per::Month => ("每月", "a month"),
        Per::YearOfAge => ("每周岁年度", "in each year of age"),
        Per::Birth => ("每孩次", "for each birth"),
        Per::Workday => ("每个工作日", "each working day"),
        Per::Once => ("一次性", "once"),
    };
    Words::new(zh, en)
}

//! One value of a fact, from what is written to an exact constant.

use crate::check::{Choice, ChoiceId, Model};
use crate::check::{Constant, Type};
use crate::diagnostic::Words;
use crate::quantity::{Date, Dimension, Number, Unit, parse_zh_number, show_en, show_zh};

use super::json::{Node, NodeKind};
use super::nearest::nearest;
use super::problem::Mistake;

/// What a value has to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'m> {
    /// Its type.
    pub(crate) ty: &'m Type,
    /// The unit in which a number is given.
    pub(crate) unit: Option<&'m Unit>,
    /// Whether only whole numbers are accepted.
    pub(crate) whole: bool,
}

/// Reads one value.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_constant(
    model: &Model,
    wish: Wish<'_>,
    node: &Node,
) -> Result<Constant, Mistake> {
    match wish.ty {
        Type::Boolean => read_boolean(node).map(Constant::Boolean),
        Type::Number(dimension) => read_number(model, wish, dimension, node).map(Constant::Number),
        Type::Date => read_date(node).map(Constant::Date),
        Type::Text => match &node.kind {
            NodeKind::Text(words) => Ok(Constant::Text(words.clone())),
            other => Err(wrong_kind(model, wish, other)),
        },
        Type::Choice(id) => read_option(model, *id, node),
        Type::Period => Err(wrong_kind(model, wish, &node.kind)),
    }
}

/// Reads yes or no.
pub(crate) fn read_boolean(node: &Node) -> Result<bool, Mistake> {
    match &node.kind {
        NodeKind::Boolean(value) => Ok(*value),
        NodeKind::Text(words) => match words.trim() {
            "是" | "true" | "TRUE" | "True" => Ok(true),
            "否" | "false" | "FALSE" | "False" => Ok(false),
            _ => Err(Mistake::Kind {
                expected: expected_boolean(),
                found: found(&node.kind),
            }),
        },
        other => Err(Mistake::Kind {
            expected: expected_boolean(),
            found: found(other),
        }),
    }
}

fn expected_boolean() -> Words {
    Words::new("“是”或“否”（true 或 false）", "true or false")
}

fn read_option(model: &Model, id: ChoiceId, node: &Node) -> Result<Constant, Mistake> {
    let options = options_of(model, id);
    let NodeKind::Text(words) = &node.kind else {
        return Err(Mistake::Kind {
            expected: one_of(options),
            found: found(&node.kind),
        });
    };
    option_named(options, words).map(|place| Constant::Choice(id, place))
}

fn options_of(model: &Model, id: ChoiceId) -> &[(String, Option<String>)] {
    model
        .choices
        .get(id.index())
        .map_or(&[], |choice: &Choice| &choice.options)
}

fn one_of(options: &[(String, Option<String>)]) -> Words {
    let listed = listed(options);
    Words::new(
        format!("下列之一：{}", listed.zh),
        format!("one of: {}", listed.en),
    )
}

/// The names of options, in English by their aliases.
fn listed(options: &[(String, Option<String>)]) -> Words {
    let zh: Vec<&str> = options.iter().map(|(name, _)| name.as_str()).collect();
    let en: Vec<&str> = options
        .iter()
        .map(|(name, alias)| alias.as_deref().unwrap_or(name))
        .collect();
    Words::new(zh.join("、"), en.join(", "))
}

/// The place of an option by its name or alias.
pub(crate) fn option_named(
    options: &[(String, Option<String>)],
    words: &str,
) -> Result<u32, Mistake> {
    let written = words.trim();
    let same = |(name, alias): &(String, Option<String>)| {
        name == written || alias.as_deref() == Some(written)
    };
    if let Some(place) = options.iter().position(same) {
        return Ok(u32::try_from(place).unwrap_or(u32::MAX));
    }
    let names = options
        .iter()
        .flat_map(|(name, alias)| std::iter::once(name.as_str()).chain(alias.as_deref()));
    Err(Mistake::Option {
        found: shortened(words),
        options: listed(options),
        nearest: nearest(written, names).map(str::to_owned),
    })
}

fn read_number(
    model: &Model,
    wish: Wish<'_>,
    dimension: &Dimension,
    node: &Node,
) -> Result<Number, Mistake> {
    let none = Unit::none();
    let own = wish.unit.unwrap_or(&none);
    let (value, unit, written) = match &node.kind {
        NodeKind::Number(digits) => (exact(digits)?, own.clone(), digits.clone()),
        NodeKind::Text(words) => {
            let Some((figure, unit)) = split_amount(words) else {
                return Err(wrong_kind(model, wish, &node.kind));
            };
            let value = figure_of(figure)?.ok_or_else(|| wrong_kind(model, wish, &node.kind))?;
            let unit = if unit.is_empty() {
                own.clone()
            } else {
                unit_named(model, unit, own)?
            };
            (value, unit, words.clone())
        }
        other => return Err(wrong_kind(model, wish, other)),
    };
    if unit.dimension() != dimension {
        let measured = unit.dimension();
        let measures = Words::new(measured.zh(), measured.en());
        return Err(Mistake::OtherDimension {
            unit: unit.zh().to_owned(),
            measures,
            expected: unit_words(own),
        });
    }
    let too_precise = || Mistake::TooPrecise {
        found: shortened(&written),
    };
    let base = value
        .checked_mul(unit.factor())
        .map_err(|_| too_precise())?;
    let given = base.checked_div(own.factor()).map_err(|_| too_precise())?;
    if wish.whole && !given.is_integer() {
        let unit = if own.zh().is_empty() {
            Words::none()
        } else {
            Words::new(
                format!("（{}）", own.zh()),
                format!(" of {}", own.en_plural()),
            )
        };
        return Err(Mistake::NotWhole {
            found: shortened(&written),
            unit,
        });
    }
    Ok(base)
}

/// A JSON number, exactly; `1.2e4` too.
fn exact(digits: &str) -> Result<Number, Mistake> {
    let too_precise = || Mistake::TooPrecise {
        found: shortened(digits),
    };
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let mut value = Number::parse_decimal(mantissa).map_err(|_| too_precise())?;
    let power: i32 = exponent.parse().map_err(|_| too_precise())?;
    if power.unsigned_abs() > 28 {
        return if value.is_zero() {
            Ok(value)
        } else {
            Err(too_precise())
        };
    }
    let ten = Number::from_i64(10);
    for _ in 0..power.unsigned_abs() {
        let next = if power > 0 {
            value.checked_mul(ten)
        } else {
            value.checked_div(ten)
        };
        value = next.map_err(|_| too_precise())?;
    }
    Ok(value)
}

/// A figure and a unit, `1.2万元`, `六十日`, `-3`; none where there is no figure at the start.
fn split_amount(words: &str) -> Option<(&str, &str)> {
    let words = words.trim();
    let is_digit = |letter: char| {
        letter.is_ascii_digit() || ('０'..='９').contains(&letter) || "+-＋－−.．".contains(letter)
    };
    let end = words
        .find(|letter| !is_digit(letter))
        .unwrap_or(words.len());
    if end > 0 {
        let (figure, unit) = words.split_at_checked(end)?;
        return Some((figure, unit.trim()));
    }
    // 十万元 is ten 万元 as well as a hundred thousand 元: the longest figure whose rest is still a unit.
    let is_numeral = |letter: char| {
        "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟".contains(letter)
    };
    let end = words
        .find(|letter| !is_numeral(letter))
        .unwrap_or(words.len());
    let (figure, unit) = words.split_at_checked(end)?;
    (!figure.is_empty()).then_some((figure, unit.trim()))
}

fn figure_of(figure: &str) -> Result<Option<Number>, Mistake> {
    use crate::quantity::NumberError::TooManyDigits;
    match Number::parse_decimal(figure) {
        Ok(value) => Ok(Some(value)),
        Err(TooManyDigits) => Err(Mistake::TooPrecise {
            found: shortened(figure),
        }),
        Err(_) => {
            Ok(parse_zh_number(figure).and_then(|value| Number::from_i128(i128::from(value))))
        }
    }
}

/// A unit by its name: built in, declared, or a rate of both.
fn unit_named(model: &Model, words: &str, own: &Unit) -> Result<Unit, Mistake> {
    let one = |name: &str| {
        let name = name.trim();
        let declared = model
            .units
            .iter()
            .find(|label| label.name == name || label.alias.as_deref() == Some(name));
        let declared = declared.map(|label| {
            Unit::declared_as(&label.name, label.alias.as_deref().unwrap_or(&label.name))
        });
        declared.or_else(|| Unit::named(name))
    };
    let mut parts = words.split(['/', '／']).map(one);
    let first = parts.next().flatten();
    let whole = parts.fold(first, |rate, part| rate?.per(&part?));
    whole.ok_or_else(|| Mistake::UnknownUnit {
        unit: shortened(words),
        expected: unit_words(own),
    })
}

fn unit_words(unit: &Unit) -> Words {
    if unit.zh().is_empty() {
        Words::new("没有单位的数", "a number without unit")
    } else {
        Words::new(format!("“{}”", unit.zh()), unit.en_plural())
    }
}

/// Reads a day in one of its three spellings.
pub(crate) fn read_date(node: &Node) -> Result<Date, Mistake> {
    let NodeKind::Text(words) = &node.kind else {
        let expected = Words::new("日期", "a date");
        return Err(Mistake::Kind {
            expected,
            found: found(&node.kind),
        });
    };
    let folded: String = words
        .trim()
        .chars()
        .map(half_width)
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if let Some((year, month, day)) = numbers_of(&folded, &['-'], "") {
        let strict = folded.len() == 10;
        let date = Date::new(year, month, day);
        return match date {
            Some(date) if strict => Ok(date),
            Some(date) => Err(bad_date(words, false, Some(date))),
            None => Err(bad_date(words, true, None)),
        };
    }
    if let Some((year, month, day)) = numbers_of(&folded, &['年', '月'], "日") {
        return Date::new(year, month, day).ok_or_else(|| bad_date(words, true, None));
    }
    let loose = numbers_of(&folded, &['.', '/', '．', '、'], "");
    let meant = loose.and_then(|(year, month, day)| Date::new(year, month, day));
    Err(bad_date(words, false, meant))
}

fn bad_date(words: &str, no_such_day: bool, meant: Option<Date>) -> Mistake {
    Mistake::Date {
        found: shortened(words),
        no_such_day,
        suggestion: meant.map(|date| date.to_string()),
    }
}

/// Year, month and day between marks.
fn numbers_of(words: &str, marks: &[char], end: &str) -> Option<(i32, u32, u32)> {
    let inner = words.strip_suffix(end)?;
    let mut parts = inner.split(marks);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = digits_of(year)?;
    (year >= 1000).then_some(())?;
    Some((
        i32::try_from(year).ok()?,
        u32::try_from(digits_of(month)?).ok()?,
        u32::try_from(digits_of(day)?).ok()?,
    ))
}

fn digits_of(words: &str) -> Option<u64> {
    if !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit()) {
        return words.parse().ok();
    }
    let digits = crate::quantity::parse_zh_digits(words).filter(|_| words.chars().count() == 4);
    digits.or_else(|| parse_zh_number(words))
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => char::from_u32(u32::from(letter).saturating_sub(0xfee0)).unwrap_or(letter),
        '－' | '—' | '–' | '−' => '-',
        '／' => '/',
        other => other,
    }
}

/// What a value of this type looks like.
pub(crate) fn expected(model: &Model, wish: Wish<'_>) -> Words {
    match wish.ty {
        Type::Boolean => expected_boolean(),
        Type::Number(_) => match wish.unit.filter(|unit| !unit.zh().is_empty()) {
            Some(unit) => Words::new(
                format!("数（以“{}”计，或写成带单位的文字）", unit.zh()),
                format!(
                    "a number (in {}, or a text with its unit)",
                    unit.en_plural()
                ),
            ),
            None => Words::new("数", "a number"),
        },
        Type::Date => Words::new("日期", "a date"),
        Type::Text => Words::new("文字", "a text"),
        Type::Choice(id) => one_of(options_of(model, *id)),
        Type::Period => Words::new("期间", "a period"),
    }
}

pub(crate) fn wrong_kind(model: &Model, wish: Wish<'_>, kind: &NodeKind) -> Mistake {
    Mistake::Kind {
        expected: expected(model, wish),
        found: found(kind),
    }
}

/// What stands there, in words.
pub(crate) fn found(kind: &NodeKind) -> Words {
    match kind {
        NodeKind::Null => Words::new("空值（null）", "null"),
        NodeKind::Boolean(true) => Words::new("“是”（true）", "true"),
        NodeKind::Boolean(false) => Words::new("“否”（false）", "false"),
        NodeKind::Number(digits) => {
            let digits = shortened(digits);
            Words::new(format!("数 {digits}"), format!("the number {digits}"))
        }
        NodeKind::Text(words) => {
            let words = shortened(words);
            Words::new(format!("文字“{words}”"), format!("the text `{words}`"))
        }
        NodeKind::List(_) => Words::new("列表", "a list"),
        NodeKind::Object(_) => Words::new("对象", "an object"),
    }
}

/// The first letters of what somebody wrote, on one line; what could steer a terminal is spelled out.
pub(crate) fn shortened(words: &str) -> String {
    let mut line = String::new();
    for letter in words.chars().take(40) {
        let hidden = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
        if letter.is_control() || hidden {
            line.extend(letter.escape_unicode());
        } else {
            line.push(letter);
        }
    }
    if words.chars().nth(40).is_some() {
        line.push('…');
    }
    line
}

/// A constant, as a citizen reads it.
pub(crate) fn show(model: &Model, constant: &Constant, unit: Option<&Unit>) -> Words {
    match constant {
        Constant::Boolean(value) => {
            let (zh, en) = if *value {
                ("是", "true")
            } else {
                ("否", "false")
            };
            Words::new(zh, en)
        }
        Constant::Number(value) => {
            let none = Unit::none();
            let unit = unit.unwrap_or(&none);
            Words::new(show_zh(*value, unit), show_en(*value, unit))
        }
        Constant::Date(date) => Words::new(date.zh(), date.to_string()),
        Constant::Text(words) => Words::new(format!("“{words}”"), format!("“{words}”")),
        Constant::Choice(id, place) => {
            let choice = model.choices.get(id.index());
            let option = usize::try_from(*place)
                .ok()
                .and_then(|place| choice?.options.get(place));
            option.map_or_else(Words::none, |(name, alias)| {
                Words::new(name.clone(), alias.clone().unwrap_or_else(|| name.clone()))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wish, read_constant, read_date};
    use crate::check::{Constant, Type};
    use crate::check::{Label, Model};
    use crate::engine::facts::json::{Node, NodeKind};
    use crate::engine::facts::problem::Mistake;
    use crate::quantity::{Number, Unit};
    use crate::source::{FileId, Span};

    fn text(words: &str) -> Node {
        Node {
            at: 0,
            kind: NodeKind::Text(words.to_owned()),
        }
    }

    fn number(unit: &str, whole: bool, kind: NodeKind) -> Result<Number, Mistake> {
        let span = Span::at(FileId::new(0), 0);
        let place = Label {
            name: "托位".into(),
            alias: Some("place".into()),
            span,
        };
        let model = Model {
            units: vec![place],
            ..Model::default()
        };
        let unit = if unit == "托位" {
            Unit::declared_as("托位", "place")
        } else {
            Unit::named(unit).unwrap_or(Unit::none())
        };
        let ty = Type::Number(unit.dimension().clone());
        let wish = Wish {
            ty: &ty,
            unit: Some(&unit),
            whole,
        };
        match read_constant(&model, wish, &Node { at: 0, kind })? {
            Constant::Number(value) => Ok(value),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_are_exact_and_carry_any_unit_that_fits() {
        let cases = [
            ("厘米", "130", "1.3"),
            ("厘米", "1.3米", "1.3"),
            ("元", "1.2万元", "12000"),
            ("元", "１２．５元", "12.5"),
            ("元", "六十元", "60"),
            ("托位", "66000托位", "66000"),
            ("托位", "66 place", "66"),
            ("", "60％", "0.6"),
            ("元", "-3", "-3"),
            // Only a rule rounds money.
            ("元", "0.001", "0.001"),
        ];
        for (unit, words, value) in cases {
            let expected = Number::parse_decimal(value).unwrap();
            assert_eq!(
                number(unit, false, NodeKind::Text(words.into())),
                Ok(expected),
                "{words}"
            );
        }
        let digits = |words: &str| number("元", false, NodeKind::Number(words.into()));
        assert_eq!(digits("0.1"), Ok(Number::ratio(1, 10).unwrap()));
        assert_eq!(digits("1.2e4"), Ok(Number::from_i64(12_000)));
        assert_eq!(digits("5E-1"), Ok(Number::ratio(1, 2).unwrap()));
        assert_eq!(
            digits("9007199254740993"),
            Ok(Number::from_i64(9_007_199_254_740_993))
        );
        assert!(matches!(digits("1e400"), Err(Mistake::TooPrecise { .. })));
    }

    #[test]
    fn numbers_that_cannot_be_meant_are_refused() {
        let refused =
            |unit: &str, words: &str| number(unit, true, NodeKind::Text(words.into())).unwrap_err();
        assert!(matches!(
            refused("元", "3米"),
            Mistake::OtherDimension { .. }
        ));
        assert!(matches!(refused("元", "3文"), Mistake::UnknownUnit { .. }));
        assert!(matches!(refused("元", "很多"), Mistake::Kind { .. }));
        assert!(matches!(
            refused("元", "12,000元"),
            Mistake::UnknownUnit { .. }
        ));
        assert!(matches!(refused("人", "1.5"), Mistake::NotWhole { .. }));
        assert!(matches!(refused("元", "1-2"), Mistake::Kind { .. }));
        assert!(matches!(
            refused("元", &"9".repeat(40)),
            Mistake::TooPrecise { .. }
        ));
    }

    #[test]
    fn a_day_has_three_spellings_and_no_fourth() {
        for words in [
            "2022-01-21",
            "2022年1月21日",
            "2022年01月21日",
            "二〇二二年一月二十一日",
            "２０２２年１月２１日",
        ] {
            assert_eq!(
                read_date(&text(words)).unwrap().to_string(),
                "2022-01-21",
                "{words}"
            );
        }
        for words in ["2022.1.21", "2022/1/21", "2022-1-21", "2022．1．21"] {
            let Mistake::Date {
                suggestion,
                no_such_day: false,
                ..
            } = read_date(&text(words)).unwrap_err()
            else {
                panic!("{words}");
            };
            assert_eq!(suggestion.as_deref(), Some("2022-01-21"), "{words}");
        }
        for words in ["2023-02-29", "2023年2月29日", "二〇二三年二月二十九日"] {
            assert!(
                matches!(
                    read_date(&text(words)),
                    Err(Mistake::Date {
                        no_such_day: true,
                        ..
                    })
                ),
                "{words}"
            );
        }
        for words in ["", "昨天", "21-01-2022", "2022-01", "2022年1月"] {
            assert!(
                matches!(
                    read_date(&text(words)),
                    Err(Mistake::Date {
                        no_such_day: false,
                        ..
                    })
                ),
                "{words}"
            );
        }
    }
}

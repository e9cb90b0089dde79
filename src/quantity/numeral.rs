//! Chinese numerals.

use crate::quantity::Number;

/// No numeral in an official text is longer; what is longer is refused unread.
const MAX_CHARACTERS: usize = 64;

const YI: u64 = 100_000_000;
const WAN: u64 = 10_000;

/// The number that a Chinese numeral such as 六十 or 一亿零三百万 writes. Capital numerals (陆拾), 两 and 〇 are read; a numeral that
/// is not well formed (一百五, 十百) is not.
///
/// # Examples
/// ```
/// use tiaoli::quantity::parse_zh_number;
/// assert_eq!(parse_zh_number("六十"), Some(60));
/// assert_eq!(parse_zh_number("一万零二百"), Some(10_200));
/// assert_eq!(parse_zh_number("一百五"), None);
/// ```
#[must_use]
pub fn parse_zh_number(text: &str) -> Option<u64> {
    if text.chars().count() > MAX_CHARACTERS {
        return None;
    }
    let plain: Vec<char> = text.chars().map(plain_form).collect();
    let value = read(&plain)?;
    // What does not write the number the way it is written is a slip or has two meanings (一百五: 105 or 150).
    let canonical: Vec<char> = to_zh_numeral(value).chars().collect();
    (without_leading_ones(&plain) == without_leading_ones(&canonical)).then_some(value)
}

/// The number that Chinese digits such as 二〇二二 write one by one.
///
/// # Examples
/// ```
/// use tiaoli::quantity::parse_zh_digits;
/// assert_eq!(parse_zh_digits("二〇二二"), Some(2022));
/// assert_eq!(parse_zh_digits("十二"), None);
/// ```
#[must_use]
pub fn parse_zh_digits(text: &str) -> Option<u64> {
    let mut value = None::<u64>;
    for character in text.chars() {
        let digit = digit_value(plain_form(character)).filter(|_| character != '两')?;
        value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
    }
    value
}

/// The amount in 元 that Chinese numerals such as 壹万贰仟元整 or 三元五角 write.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Number, parse_zh_amount};
/// assert_eq!(parse_zh_amount("壹万贰仟元整"), Some(Number::from_i64(12_000)));
/// assert_eq!(parse_zh_amount("三元五角"), Number::parse_decimal("3.5").ok());
/// ```
#[must_use]
pub fn parse_zh_amount(text: &str) -> Option<Number> {
    let text = text.strip_prefix("人民币").unwrap_or(text);
    let text = text.strip_suffix(['整', '正']).unwrap_or(text);
    let mut rest = text;
    let mut fen = 0_i128;
    let mut found = false;
    for (unit, worth, limit) in [('元', 100_i128, u64::MAX), ('角', 10, 9), ('分', 1, 9)] {
        let unit_or_variant = |character: char| {
            character == unit || (unit == '元' && matches!(character, '圆' | '圓'))
        };
        let Some((numeral, after)) = rest.split_once(unit_or_variant) else {
            continue;
        };
        // 一元零五分: the 零 stands for the missing 角.
        let numeral = if found {
            numeral.strip_prefix(['零', '〇']).unwrap_or(numeral)
        } else {
            numeral
        };
        let count = parse_zh_number(numeral).filter(|count| *count <= limit)?;
        fen = fen.checked_add(i128::from(count).checked_mul(worth)?)?;
        rest = after;
        found = true;
    }
    if !found || !rest.is_empty() {
        return None;
    }
    Number::ratio(fen, 100)
}

/// The Chinese numeral for a number, as it stands in a citation: 第（十二）项.
///
/// # Examples
/// ```
/// use tiaoli::quantity::to_zh_numeral;
/// assert_eq!(to_zh_numeral(12), "十二");
/// assert_eq!(to_zh_numeral(10_200), "一万零二百");
/// ```
#[must_use]
pub fn to_zh_numeral(number: u64) -> String {
    let text = written(number);
    // 十二, not 一十二; but 一百一十二 and 一亿零一十万.
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// The numeral with 一十 throughout.
fn written(number: u64) -> String {
    const PARTS: [(u64, &str); 5] = [
        (YI, "亿"),
        (WAN, "万"),
        (1000, "千"),
        (100, "百"),
        (10, "十"),
    ];
    let Some((worth, name)) = PARTS.into_iter().find(|(worth, _)| number >= *worth) else {
        return digit_name(number).to_string();
    };
    let count = number.checked_div(worth).unwrap_or(0);
    let rest = number.checked_rem(worth).unwrap_or(0);
    let mut text = written(count);
    text.push_str(name);
    if rest == 0 {
        return text;
    }
    if rest < worth / 10 {
        text.push('零');
    }
    text.push_str(&written(rest));
    text
}

/// The value of a numeral, read loosely.
fn read(characters: &[char]) -> Option<u64> {
    for (name, worth) in [('亿', YI), ('万', WAN)] {
        let Some(position) = characters.iter().rposition(|character| *character == name) else {
            continue;
        };
        let (count, rest) = (
            characters.get(..position)?,
            characters.get(position.checked_add(1)?..)?,
        );
        let rest = if rest.is_empty() { 0 } else { read(rest)? };
        return read(count)?.checked_mul(worth)?.checked_add(rest);
    }
    let mut total = 0_u64;
    let mut digit = None::<u64>;
    for character in characters {
        let worth = match *character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' => {
                // It stands for missing parts, and a part of its own may follow: 一亿零十万.
                digit = None;
                continue;
            }
            other => {
                digit = Some(digit_value(other)?);
                continue;
            }
        };
        total = total.checked_add(digit.take().unwrap_or(1).checked_mul(worth)?)?;
    }
    if characters.is_empty() {
        None
    } else {
        total.checked_add(digit.unwrap_or(0))
    }
}

/// The numeral without the 一 of every 一十, which may be written or not.
fn without_leading_ones(characters: &[char]) -> String {
    characters.iter().collect::<String>().replace("一十", "十")
}

/// The everyday form of a capital or variant numeral.
fn plain_form(character: char) -> char {
    match character {
        '〇' => '零',
        '壹' => '一',
        '贰' | '貳' | '两' => '二',
        '叁' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        '萬' => '万',
        '億' => '亿',
        other => other,
    }
}

/// The value of a plain Chinese digit.
fn digit_value(character: char) -> Option<u64> {
    DIGITS
        .chars()
        .position(|digit| digit == character)
        .and_then(|value| u64::try_from(value).ok())
}

/// The plain Chinese digit for a value below ten.
fn digit_name(value: u64) -> char {
    usize::try_from(value)
        .ok()
        .and_then(|value| DIGITS.chars().nth(value))
        .unwrap_or('零')
}

const DIGITS: &str = "零一二三四五六七八九";

#[cfg(test)]
mod tests {
    use super::{parse_zh_amount, parse_zh_digits, parse_zh_number, to_zh_numeral};
    use crate::quantity::Number;

    #[test]
    fn numerals_are_written_as_statutes_do() {
        let cases = [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (22, "二十二"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (112, "一百一十二"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1259, "一千二百五十九"),
            (10_000, "一万"),
            (10_010, "一万零一十"),
            (10_200, "一万零二百"),
            (12_000, "一万二千"),
            (120_000, "十二万"),
            (105_000, "十万五千"),
            (300_500, "三十万零五百"),
            (100_000_000, "一亿"),
            (103_000_000, "一亿零三百万"),
            (1_000_000_000_000, "一万亿"),
            (1_400_050_000, "十四亿零五万"),
            (1_000_100_000, "十亿零一十万"),
            (100_120_010, "一亿零一十二万零一十"),
        ];
        for (number, text) in cases {
            assert_eq!(to_zh_numeral(number), text);
            assert_eq!(parse_zh_number(text), Some(number), "{text}");
        }
    }

    #[test]
    fn every_number_is_read_back_from_its_numeral() {
        let edges = [
            9_999,
            99_999,
            9_999_999,
            100_000_001,
            10_000_000_000_000_000,
            u64::MAX,
        ];
        for number in (0..20_000).chain(edges) {
            assert_eq!(parse_zh_number(&to_zh_numeral(number)), Some(number));
        }
    }

    #[test]
    fn variants_are_read_and_slips_are_not() {
        let cases = [
            ("两千", Some(2000)),
            ("陆拾", Some(60)),
            ("壹佰贰拾叁", Some(123)),
            ("一百十二", Some(112)),
            ("一十二", Some(12)),
            ("一百〇一", Some(101)),
            ("一亿零十万", Some(100_100_000)),
            ("〇", Some(0)),
            ("一百五", None),
            ("十百", None),
            ("一零", None),
            ("二〇二二", None),
            ("百", None),
            ("零五", None),
            ("一百五十零", None),
            ("五十六十", None),
            ("", None),
            ("12", None),
            ("三孩", None),
            ("亿", None),
            ("一亿亿亿亿", None),
            ("万万", None),
        ];
        for (text, value) in cases {
            assert_eq!(parse_zh_number(text), value, "{text}");
        }
        assert_eq!(parse_zh_number(&"一亿".repeat(100)), None);
    }

    #[test]
    fn digits_stand_one_by_one() {
        let cases = [
            ("二〇二二", Some(2022)),
            ("二零二二", Some(2022)),
            ("〇", Some(0)),
            ("十二", None),
            ("两〇", None),
            ("", None),
        ];
        for (text, value) in cases {
            assert_eq!(parse_zh_digits(text), value, "{text}");
        }
        assert_eq!(parse_zh_digits(&"九".repeat(30)), None);
    }

    #[test]
    fn amounts_in_capital_numerals_are_read_to_the_fen() {
        let cases = [
            ("壹万贰仟元整", Some("12000")),
            ("人民币伍佰元整", Some("500")),
            ("叁圆伍角", Some("3.5")),
            ("一元零五分", Some("1.05")),
            ("五角", Some("0.5")),
            ("五分", Some("0.05")),
            ("壹佰贰拾元叁角肆分", Some("120.34")),
            ("零元", Some("0")),
            ("壹万贰仟", None),
            ("十角", None),
            ("元", None),
            ("五角三元", None),
            ("三元五", None),
            ("整", None),
            ("", None),
            ("零五角", None),
        ];
        for (text, value) in cases {
            let value = value.map(|value| Number::parse_decimal(value).unwrap());
            assert_eq!(parse_zh_amount(text), value, "{text}");
        }
    }
}

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
    if (10..20).contains(&number) {
        return match number % 10 {
            0 => "十".to_owned(),
            ones => format!("十{}", digit_name(ones)),
        };
    }
    written(number)
}

/// The numeral in full, with 一十 where a larger part may stand before it.
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
    // 亿 and 万 have a numeral of their own before them, which may begin with 十 for 一十.
    let mut text = if worth >= WAN {
        to_zh_numeral(count)
    } else {
        written(count)
    };
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

//! The numbers of markers: 十二, 12, １２ are one number.

/// Reads the number at the start of some words: Arabic digits of either width, or a Chinese numeral.
///
/// Gives the number and how many bytes it takes; nothing when there is none, or when it is 0 or above 9999.
pub(crate) fn leading(words: &str) -> Option<(u32, usize)> {
    let arabic = end_of(words, |letter| digit(letter).is_some());
    if arabic > 0 {
        let number = words
            .get(..arabic)?
            .chars()
            .try_fold(0_u32, |sum, letter| {
                sum.checked_mul(10)?.checked_add(digit(letter)?)
            })?;
        return bounded(number).map(|number| (number, arabic));
    }
    let end = end_of(words, |letter| {
        han(letter).is_some() || weight(letter).is_some()
    });
    let number = chinese_value(words.get(..end)?)?;
    bounded(number).map(|number| (number, end))
}

/// Whether a Chinese numeral below ten thousand may hold this letter.
#[must_use]
pub const fn is_han_numeral(letter: char) -> bool {
    matches!(
        letter,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

/// A number as statutes write it: 12 is 十二, 103 is 一百零三. From 10,000 on it is written in digits.
pub(crate) fn chinese(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number >= 10_000 {
        return number.to_string();
    }
    if number == 0 {
        return "零".to_owned();
    }
    let mut written = String::new();
    let mut gap = false;
    for (weight, letter) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number.checked_div(weight).unwrap_or(0) % 10;
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if gap {
            written.push('零');
            gap = false;
        }
        // 十二, not 一十二; but 一百一十二.
        if !(digit == 1 && weight == 10 && written.is_empty()) {
            let index = usize::try_from(digit).unwrap_or(0);
            written.extend(DIGITS.get(index));
        }
        written.push_str(letter);
    }
    written
}

fn end_of(words: &str, belongs: impl Fn(char) -> bool) -> usize {
    words
        .char_indices()
        .find(|(_, letter)| !belongs(*letter))
        .map_or(words.len(), |(at, _)| at)
}

const fn bounded(number: u32) -> Option<u32> {
    if number >= 1 && number <= 9999 {
        Some(number)
    } else {
        None
    }
}

const fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => letter.to_digit(10),
        '０' => Some(0),
        '１' => Some(1),
        '２' => Some(2),
        '３' => Some(3),
        '４' => Some(4),
        '５' => Some(5),
        '６' => Some(6),
        '７' => Some(7),
        '８' => Some(8),
        '９' => Some(9),
        _ => None,
    }
}

const fn han(letter: char) -> Option<u32> {
    Some(match letter {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

const fn weight(letter: char) -> Option<u32> {
    match letter {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn chinese_value(words: &str) -> Option<u32> {
    if words.is_empty() {
        return None;
    }
    if words.chars().all(|letter| han(letter).is_some()) {
        // 一〇三: digit by digit.
        return words.chars().try_fold(0_u32, |sum, letter| {
            sum.checked_mul(10)?.checked_add(han(letter)?)
        });
    }
    let mut sum = 0_u32;
    let mut last_weight = u32::MAX;
    let mut digit = None;
    for letter in words.chars() {
        if let Some(value) = han(letter) {
            // Two digits in a row are a number only after 零: 一百零三.
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(value);
        } else {
            let weight = weight(letter)?;
            if weight >= last_weight {
                return None;
            }
            last_weight = weight;
            let times = match digit.take() {
                None if weight == 10 => 1,
                Some(value) if value != 0 => value,
                _ => return None,
            };
            sum = sum.checked_add(times.checked_mul(weight)?)?;
        }
    }
    sum.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{chinese, leading};

    #[test]
    fn every_number_of_a_marker_is_read_back() {
        for number in 1..=9999 {
            let written = chinese(number);
            assert_eq!(
                leading(&written),
                Some((number, written.len())),
                "{written}"
            );
        }
    }

    #[test]
    fn numbers_are_written_as_statutes_write_them() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (1260, "一千二百六十"),
            (1003, "一千零三"),
            (10_000, "10000"),
        ];
        for (number, written) in cases {
            assert_eq!(chinese(number), written);
        }
    }

    #[test]
    fn digits_of_either_width_and_positions_are_read() {
        for (words, expected) in [
            ("12)", Some((12, 2))),
            ("１２）", Some((12, 6))),
            ("一〇三条", Some((103, 9))),
            ("二十二)", Some((22, 9))),
            ("十条", Some((10, 3))),
            ("零", None),
            ("0", None),
            ("99999", None),
            ("99999999999999999999", None),
            ("十十", None),
            ("条", None),
            ("", None),
        ] {
            assert_eq!(leading(words), expected, "{words}");
        }
    }
}

//! Quoted words in, their figures and days out, each with the comparison word that goes with it.
//!
//! An Arabic number is a figure. A Chinese numeral is one only where a unit of measure follows it, so that 十四五, 一老一少,
//! 三孩 and 十九大 stay names. Titles in 《》 hold no figures, nor do numbers of documents and of passages (第十二项).

use crate::check::Relation;
use crate::quantity::{Number, Unit, parse_zh_digits, parse_zh_number};
use crate::source::is_han_numeral;

/// A figure of an official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number as written.
    pub(super) number: Number,
    /// Its unit, where it is one that rules know.
    pub(super) unit: Option<Unit>,
    /// 每千人: for each how many.
    pub(super) per: Option<Number>,
    /// How it bounds, where a comparison word stands beside it.
    pub(super) relation: Option<Relation>,
    /// The figure with its unit and comparison word, as written.
    pub(super) words: String,
}

/// A day or a year of an official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i64,
    /// Month and day, where they are written.
    pub(super) month_and_day: (Option<u32>, Option<u32>),
    pub(super) words: String,
}

/// What a text says in figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) figures: Vec<Figure>,
    pub(super) days: Vec<Day>,
}

/// Comparison words that stand before a figure, the longer before those that they hold.
const BEFORE: &[(&str, Relation)] = &[
    ("不得低于", Relation::AtLeast),
    ("不得少于", Relation::AtLeast),
    ("不能低于", Relation::AtLeast),
    ("不能少于", Relation::AtLeast),
    ("不得超过", Relation::AtMost),
    ("不得高于", Relation::AtMost),
    ("不得多于", Relation::AtMost),
    ("不能超过", Relation::AtMost),
    ("不低于", Relation::AtLeast),
    ("不少于", Relation::AtLeast),
    ("不小于", Relation::AtLeast),
    ("不早于", Relation::AtLeast),
    ("不超过", Relation::AtMost),
    ("不高于", Relation::AtMost),
    ("不多于", Relation::AtMost),
    ("不大于", Relation::AtMost),
    ("不晚于", Relation::AtMost),
    ("未达到", Relation::Less),
    ("至少", Relation::AtLeast),
    ("最少", Relation::AtLeast),
    ("最低", Relation::AtLeast),
    ("达到", Relation::AtLeast),
    ("年满", Relation::AtLeast),
    ("已满", Relation::AtLeast),
    ("至多", Relation::AtMost),
    ("最多", Relation::AtMost),
    ("最高", Relation::AtMost),
    ("超过", Relation::Greater),
    ("高于", Relation::Greater),
    ("多于", Relation::Greater),
    ("大于", Relation::Greater),
    ("低于", Relation::Less),
    ("少于", Relation::Less),
    ("小于", Relation::Less),
    ("未满", Relation::Less),
    ("不满", Relation::Less),
    ("不足", Relation::Less),
    ("不到", Relation::Less),
    ("满", Relation::AtLeast),
];

/// Comparison words with which a verb may stand between them and the figure: 至少设立1个.
const AT_A_DISTANCE: &[&str] = &["至少", "最少", "至多", "最多"];

/// Comparison words that stand after a figure and its unit.
const AFTER: &[(&str, Relation)] = &[
    ("及以上", Relation::AtLeast),
    ("及以下", Relation::AtMost),
    ("(含)以上", Relation::AtLeast),
    ("(含)以下", Relation::AtMost),
    ("以上", Relation::AtLeast),
    ("以下", Relation::AtMost),
    ("以内", Relation::AtMost),
    ("以外", Relation::Greater),
];

/// What may follow a Chinese numeral with its unit where it is a figure and not a part of a name.
const AFTER_NUMERAL: &str = "以内后前之的起未不及至或和与者";

/// The figures and days of some words.
pub(super) fn figures(words: &str) -> Figures {
    let letters: Vec<char> = words.chars().map(half_width).collect();
    let mut reader = Reader {
        letters,
        written: words.chars().collect(),
        found: Figures::default(),
    };
    reader.read();
    reader.found
}

struct Reader {
    letters: Vec<char>,
    /// The same letters, as written.
    written: Vec<char>,
    found: Figures,
}

impl Reader {
    fn read(&mut self) {
        let mut at = 0_usize;
        let mut title = 0_usize;
        let mut inner = false;
        while let Some(letter) = self.letters.get(at).copied() {
            match letter {
                '《' | '[' | '〔' => title = title.saturating_add(1),
                '》' | ']' | '〕' => title = title.saturating_sub(1),
                '"' => inner = !inner,
                _ => {}
            }
            let starts = title == 0 && self.before(at) != Some('第');
            let next = if starts && letter.is_ascii_digit() {
                self.arabic(at)
            } else if starts && self.starts_with(at, "百分之") {
                self.hundredths(at)
            } else if starts && !inner && is_numeral(letter) {
                self.chinese(at)
            } else {
                None
            };
            at = next.unwrap_or_else(|| self.past(at));
        }
    }

    /// Past a letter, or past the whole number that begins there and is no figure.
    fn past(&self, at: usize) -> usize {
        let one = at.saturating_add(1);
        match self.letters.get(at) {
            Some(letter) if letter.is_ascii_digit() => self.digits_end(at),
            Some(letter) if is_numeral(*letter) => self.numeral_end(at),
            _ => one,
        }
    }

    fn digits_end(&self, at: usize) -> usize {
        let rest = self.letters.iter().skip(at);
        let length = rest
            .take_while(|one| one.is_ascii_digit() || **one == '.')
            .count();
        at.saturating_add(length.max(1))
    }

    fn numeral_end(&self, at: usize) -> usize {
        let rest = self.letters.iter().skip(at);
        at.saturating_add(rest.take_while(|one| is_numeral(**one)).count().max(1))
    }

    fn arabic(&mut self, start: usize) -> Option<usize> {
        if let Some(end) = self.day(start) {
            return Some(end);
        }
        let end = self.digits_end(start);
        let number = self.number(start, end)?;
        // 3-6岁 is two figures with one unit.
        let dash = self
            .letters
            .get(end)
            .is_some_and(|one| "-~—–至".contains(*one));
        let second = end.saturating_add(1);
        if dash && self.letters.get(second).is_some_and(char::is_ascii_digit) {
            let second_end = self.digits_end(second);
            let other = self.number(second, second_end)?;
            let (unit, after) = self.unit(second_end);
            let words = self.words(start, after);
            for number in [number, other] {
                self.found.figures.push(Figure {
                    number,
                    unit: unit.clone(),
                    per: None,
                    relation: None,
                    words: words.clone(),
                });
            }
            return Some(after);
        }
        let (unit, after) = self.unit(end);
        if self.letters.get(after) == Some(&'号') {
            return Some(after);
        }
        Some(self.push(start, after, number, unit))
    }

    /// 百分之六十.
    fn hundredths(&mut self, start: usize) -> Option<usize> {
        let from = start.saturating_add(3);
        let end = if self.letters.get(from)?.is_ascii_digit() {
            self.digits_end(from)
        } else {
            self.numeral_end(from)
        };
        let number = self.number(from, end)?;
        Some(self.push(start, end, number, Unit::named("％")))
    }

    fn chinese(&mut self, start: usize) -> Option<usize> {
        if let Some(end) = self.day(start) {
            return Some(end);
        }
        let end = self.numeral_end(start);
        if self.starts_with(end, "刻钟") {
            let number = self
                .number(start, end)?
                .checked_mul(Number::from_i64(15))
                .ok()?;
            let after = end.saturating_add(2);
            return Some(self.push(start, after, number, Unit::named("分钟")));
        }
        let number = self.number(start, end)?;
        let (unit, after) = self.unit(end);
        let unit = unit?;
        let compared =
            self.comparison_before(start).is_some() || self.comparison_after(after).is_some();
        let counted = unit.dimension().is_none() || unit == Unit::named("人")?;
        let free = self
            .letters
            .get(after)
            .is_none_or(|next| !next.is_alphabetic() || AFTER_NUMERAL.contains(*next));
        // 个 and 人 follow numerals in too many names; only beside a comparison word are they counted.
        (compared || (free && !counted)).then(|| self.push(start, after, number, Some(unit)))
    }

    /// A day or a year: 2022年1月21日, 2025年, 二〇二五年.
    fn day(&mut self, start: usize) -> Option<usize> {
        let end = if self.letters.get(start)?.is_ascii_digit() {
            self.digits_end(start)
        } else {
            self.numeral_end(start)
        };
        if end.checked_sub(start) != Some(4) || self.letters.get(end) != Some(&'年') {
            return None;
        }
        let digits: String = self.letters.get(start..end)?.iter().collect();
        let year = digits
            .parse::<u64>()
            .ok()
            .or_else(|| parse_zh_digits(&digits))?;
        let year = i64::try_from(year)
            .ok()
            .filter(|year| (1900..2200).contains(year))?;
        let (month, after) = self.part(end.saturating_add(1), '月');
        let (day, after) = if month.is_some() {
            self.part(after, '日')
        } else {
            (None, after)
        };
        self.found.days.push(Day {
            year,
            month_and_day: (month, day),
            words: self.words(start, after),
        });
        Some(after)
    }

    /// A month or a day of the month before its mark.
    fn part(&self, start: usize, mark: char) -> (Option<u32>, usize) {
        let digit = self.letters.get(start).is_some_and(char::is_ascii_digit);
        let end = if digit {
            self.digits_end(start)
        } else {
            self.numeral_end(start)
        };
        let number = self.number(start, end).and_then(Number::to_i64);
        match number.and_then(|number| u32::try_from(number).ok()) {
            Some(number) if self.letters.get(end) == Some(&mark) => {
                (Some(number), end.saturating_add(1))
            }
            _ => (None, start),
        }
    }

    fn number(&self, start: usize, end: usize) -> Option<Number> {
        let digits: String = self.letters.get(start..end)?.iter().collect();
        match parse_zh_number(&digits) {
            Some(number) => Some(Number::from_i64(i64::try_from(number).ok()?)),
            None => Number::parse_decimal(digits.trim_end_matches('.')).ok(),
        }
    }

    /// The longest unit that stands here, and where it ends.
    fn unit(&self, start: usize) -> (Option<Unit>, usize) {
        let longest = (1..=5_usize).rev().find_map(|length| {
            let end = start.saturating_add(length);
            let spelling: String = self.letters.get(start..end)?.iter().collect();
            let han = spelling.chars().all(|letter| !letter.is_ascii_alphabetic());
            let unit = Unit::named(&spelling).filter(|_| han)?;
            Some((Some(unit), end))
        });
        longest.unwrap_or((None, start))
    }

    fn push(&mut self, start: usize, end: usize, number: Number, unit: Option<Unit>) -> usize {
        let before = self.comparison_before(start);
        let after = self.comparison_after(end);
        let from = before.map_or(start, |(from, _)| from);
        let to = after.map_or(end, |(to, _)| to);
        self.found.figures.push(Figure {
            number,
            unit,
            per: self.each(from),
            relation: before.or(after).map(|(_, relation)| relation),
            words: self.words(from, to),
        });
        to
    }

    fn comparison_before(&self, start: usize) -> Option<(usize, Relation)> {
        let near = |gap: usize, word: &str| {
            let end = start.checked_sub(gap)?;
            let from = end.checked_sub(word.chars().count())?;
            self.starts_with(from, word).then_some(from)
        };
        let right_before = BEFORE
            .iter()
            .find_map(|(word, relation)| Some((near(0, word)?, *relation)));
        right_before.or_else(|| {
            (1..=4).find_map(|gap| {
                let between = self.letters.get(start.checked_sub(gap)?..start)?;
                let verb = between.iter().all(|letter| letter.is_alphabetic());
                let words = BEFORE
                    .iter()
                    .filter(|(word, _)| verb && AT_A_DISTANCE.contains(word));
                let mut found =
                    words.filter_map(|(word, relation)| Some((near(gap, word)?, *relation)));
                found.next()
            })
        })
    }

    fn comparison_after(&self, end: usize) -> Option<(usize, Relation)> {
        let (word, relation) = AFTER.iter().find(|(word, _)| self.starts_with(end, word))?;
        Some((end.saturating_add(word.chars().count()), *relation))
    }

    /// 每千人口不低于: for each thousand.
    fn each(&self, start: usize) -> Option<Number> {
        let from = start.saturating_sub(8);
        let before: String = self.letters.get(from..start)?.iter().collect();
        let (_, each) = before.rsplit_once('每')?;
        let numeral: String = each
            .chars()
            .take_while(|letter| is_numeral(*letter))
            .collect();
        let number = i64::try_from(parse_zh_number_of(&numeral)?).ok()?;
        (number > 1).then(|| Number::from_i64(number))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.letters.get(at.checked_sub(1)?).copied()
    }

    fn starts_with(&self, at: usize, word: &str) -> bool {
        let mut rest = self.letters.iter().skip(at);
        word.chars().all(|letter| rest.next() == Some(&letter))
    }

    fn words(&self, start: usize, end: usize) -> String {
        self.written.get(start..end).unwrap_or(&[]).iter().collect()
    }
}

/// 千 alone is a thousand.
fn parse_zh_number_of(numeral: &str) -> Option<u64> {
    parse_zh_number(numeral).or_else(|| parse_zh_number(&format!("一{numeral}")))
}

const fn is_numeral(letter: char) -> bool {
    is_han_numeral(letter) || matches!(letter, '万' | '亿')
}

/// A letter in half width, quotation marks of one kind.
fn half_width(letter: char) -> char {
    match letter {
        '“' | '”' | '‘' | '’' => '"',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter).saturating_sub(0xfee0)).unwrap_or(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::figures;
    use crate::check::Relation;

    /// Each figure as `number unit relation`, each day as it is written.
    fn check(words: &str, expected: &[&str]) {
        let found = figures(words);
        let figures = found.figures.iter().map(|figure| {
            let unit = figure.unit.as_ref().map_or("", |unit| unit.zh());
            let per = figure.per.map_or(String::new(), |per| format!("/{per}"));
            let relation = match figure.relation {
                None => "",
                Some(Relation::Less) => "<",
                Some(Relation::AtMost) => "≤",
                Some(Relation::Greater) => ">",
                Some(Relation::AtLeast) => "≥",
                Some(_) => "?",
            };
            format!("{relation}{}{unit}{per}", figure.number)
        });
        let days = found.days.iter().map(|day| day.words.clone());
        let shown: Vec<String> = figures.chain(days).collect();
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn figures_with_their_comparison_words() {
        check("1.3米以下儿童乘坐公交、地铁,享受免票", &["≤1.3米"]);
        check(
            "按照每千人口不低于4.5个照料场所的标准,其中普惠性不低于60%",
            &["≥4.5个/1000", "≥60％"],
        );
        check("每个区至少设立1个综合性婴幼儿护理服务指导中心", &["≥1个"]);
        check("不少于１０００元", &["≥1000元"]);
        check(
            "未满3周岁、不满十六周岁、年满六十周岁",
            &["<3周岁", "<16周岁", "≥60周岁"],
        );
        check(
            "自受理之日起六十日内办结，不得超过30个工作日",
            &["60日", "≤30个工作日"],
        );
        check("打造“一刻钟”托幼服务圈、一刻钟服务圈", &["15分钟"]);
        check("不低于百分之六十；超过百分之5", &["≥60％", ">5％"]);
    }

    #[test]
    fn two_ends_share_a_unit() {
        check(
            "满足3-6岁幼儿需求的基础上,招收2-3岁幼儿",
            &["3周岁", "6周岁", "2周岁", "3周岁"],
        );
    }

    #[test]
    fn names_hold_no_figures() {
        check("“十四五”期间以“一老一少”为重点", &[]);
        check("实施好三孩生育政策，党的十九大和十九大历次全会精神", &[]);
        check(
            "“一出生一件事”联合办公，一站式便民服务，双岗，三个全覆盖",
            &[],
        );
        check("三级助产机构，提供一批普惠性停车场所，一把手亲自抓", &[]);
        check(
            "《托育服务三年行动方案（2023年—2025年）》第十二条，国发〔2022〕8号",
            &[],
        );
    }

    #[test]
    fn days_and_years() {
        check(
            "到2025年，2022年1月21日印发，二〇三五年",
            &["2025年", "2022年1月21日", "二〇三五年"],
        );
    }

    #[test]
    fn no_text_makes_it_panic() {
        for words in [
            "",
            "第",
            "百分之",
            "1.",
            "每",
            "三",
            "2025",
            "9999999999999999999999999999999年",
            "《",
            "“1",
        ] {
            figures(words);
        }
    }
}

//! What a quantity measures.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One thing that can be measured or counted. Each has one base unit, in which values are computed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Base {
    /// Money; base unit 元.
    Money,
    /// Length; base unit 米.
    Length,
    /// Time of the clock; base unit 分钟.
    Clock,
    /// Calendar days.
    Day,
    /// Working days. They need a named calendar and never become calendar days.
    Workday,
    /// Months and years of the calendar; base unit 个月.
    Month,
    /// Completed years of age (周岁).
    Age,
    /// People.
    Person,
    /// A countable thing that a policy declares, such as 托位, by its declared name.
    Item(String),
}

impl Base {
    /// What is measured, in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        match self {
            Self::Money => "金额",
            Self::Length => "长度",
            Self::Clock => "时长",
            Self::Day => "日数",
            Self::Workday => "工作日数",
            Self::Month => "月数",
            Self::Age => "周岁",
            Self::Person => "人数",
            Self::Item(name) => name,
        }
    }

    /// What is measured, in English.
    #[must_use]
    pub fn en(&self) -> &str {
        match self {
            Self::Money => "money",
            Self::Length => "length",
            Self::Clock => "clock time",
            Self::Day => "days",
            Self::Workday => "working days",
            Self::Month => "months",
            Self::Age => "age in years",
            Self::Person => "people",
            Self::Item(name) => name,
        }
    }

    /// The base unit inside a compound, in Chinese.
    #[must_use]
    pub fn unit_zh(&self) -> &str {
        match self {
            Self::Money => "元",
            Self::Length => "米",
            Self::Clock => "分钟",
            Self::Day => "日",
            Self::Workday => "工作日",
            Self::Month => "月",
            Self::Age => "周岁",
            Self::Person => "人",
            Self::Item(name) => name,
        }
    }

    /// The base unit inside a compound, in English.
    #[must_use]
    pub fn unit_en(&self) -> &str {
        match self {
            Self::Money => "yuan",
            Self::Length => "metre",
            Self::Clock => "minute",
            Self::Day => "day",
            Self::Workday => "workday",
            Self::Month => "month",
            Self::Age => "year of age",
            Self::Person => "person",
            Self::Item(name) => name,
        }
    }
}

/// A product of powers of [`Base`]s: what must agree before two quantities may be added or compared.
///
/// # Invariants
/// No exponent is zero; none is further from zero than [`Dimension::MAX_EXPONENT`].
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Base, Dimension};
/// let money = Dimension::of(Base::Money);
/// let monthly = money.div(&Dimension::of(Base::Month)).unwrap();
/// assert_eq!(monthly.to_string(), "元/月");
/// assert_eq!(monthly.mul(&Dimension::of(Base::Month)), Some(money));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Base, i8>", into = "BTreeMap<Base, i8>")]
pub struct Dimension(BTreeMap<Base, i8>);

/// Powers that no dimension has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "a power is zero or further from zero than {}",
    Dimension::MAX_EXPONENT
)]
pub struct NoDimension;

impl TryFrom<BTreeMap<Base, i8>> for Dimension {
    type Error = NoDimension;

    fn try_from(powers: BTreeMap<Base, i8>) -> Result<Self, NoDimension> {
        let allowed = -Self::MAX_EXPONENT..=Self::MAX_EXPONENT;
        let all = powers
            .values()
            .all(|power| *power != 0 && allowed.contains(power));
        if all {
            Ok(Self(powers))
        } else {
            Err(NoDimension)
        }
    }
}

impl From<Dimension> for BTreeMap<Base, i8> {
    fn from(dimension: Dimension) -> Self {
        dimension.0
    }
}

impl Dimension {
    /// The dimension of a plain number.
    pub const NONE: Self = Self(BTreeMap::new());
    /// The greatest power of one base. No official text comes near it; a chain of products that does is a mistake.
    pub const MAX_EXPONENT: i8 = 9;

    /// The dimension of a plain number, of 个, ％ and ‰.
    #[must_use]
    pub const fn none() -> Self {
        Self::NONE
    }

    /// The dimension of one base.
    #[must_use]
    pub fn of(base: Base) -> Self {
        Self(BTreeMap::from([(base, 1)]))
    }

    /// Whether this is the dimension of a plain number.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The one base this dimension consists of, if it is nothing else.
    #[must_use]
    pub fn single(&self) -> Option<&Base> {
        match self.0.first_key_value() {
            Some((base, 1)) if self.0.len() == 1 => Some(base),
            _ => None,
        }
    }

    /// Whether this is the dimension of exactly this base.
    #[must_use]
    pub fn is(&self, base: &Base) -> bool {
        self.single() == Some(base)
    }

    /// The power of a base; zero when it does not occur.
    #[must_use]
    pub fn exponent(&self, base: &Base) -> i8 {
        self.0.get(base).copied().unwrap_or(0)
    }

    /// The bases with their powers, in a fixed order.
    pub fn factors(&self) -> impl Iterator<Item = (&Base, i8)> {
        self.0.iter().map(|(base, exponent)| (base, *exponent))
    }

    /// The dimension of a product, or nothing when a power passes [`Dimension::MAX_EXPONENT`].
    #[must_use]
    pub fn mul(&self, other: &Self) -> Option<Self> {
        self.combined(other, i8::checked_add)
    }

    /// The dimension of a quotient, or nothing when a power passes [`Dimension::MAX_EXPONENT`].
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        self.combined(other, i8::checked_sub)
    }

    /// How many decimals a value in base units naturally has: two for money (分), none for what is counted in whole days,
    /// months, years of age, people and declared things; nothing where there is no natural limit.
    #[must_use]
    pub fn natural_decimals(&self) -> Option<u32> {
        match self.single()? {
            Base::Money => Some(2),
            Base::Day | Base::Workday | Base::Month | Base::Age | Base::Person | Base::Item(_) => {
                Some(0)
            }
            Base::Length | Base::Clock => None,
        }
    }

    /// What is measured, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        if self.is_none() {
            return "数".to_owned();
        }
        if let Some(base) = self.single() {
            return base.zh().to_owned();
        }
        if self.0.len() == 1 && self.exponent(&Base::Length) == 2 {
            return "面积".to_owned();
        }
        self.compound(Base::unit_zh)
    }

    /// What is measured, in English.
    #[must_use]
    pub fn en(&self) -> String {
        if self.is_none() {
            return "a plain number".to_owned();
        }
        if let Some(base) = self.single() {
            return base.en().to_owned();
        }
        if self.0.len() == 1 && self.exponent(&Base::Length) == 2 {
            return "area".to_owned();
        }
        self.compound(Base::unit_en)
    }

    fn combined(&self, other: &Self, operation: fn(i8, i8) -> Option<i8>) -> Option<Self> {
        let mut product = self.0.clone();
        for (base, exponent) in &other.0 {
            let power = operation(self.exponent(base), *exponent)?;
            if power.checked_abs()? > Self::MAX_EXPONENT {
                return None;
            }
            if power == 0 {
                product.remove(base);
            } else {
                product.insert(base.clone(), power);
            }
        }
        Some(Self(product))
    }

    /// The base units as a formula such as `元/月` or `1/人`.
    fn compound<'a>(&'a self, name: fn(&'a Base) -> &'a str) -> String {
        let part = |above: bool| {
            let powers = self
                .0
                .iter()
                .filter(move |(_, exponent)| (**exponent > 0) == above);
            let words = powers.map(|(base, exponent)| match exponent.checked_abs() {
                None | Some(1) => name(base).to_owned(),
                Some(power) => format!("{}^{power}", name(base)),
            });
            words.collect::<Vec<_>>()
        };
        let (above, below) = (part(true), part(false));
        let mut text = if above.is_empty() {
            "1".to_owned()
        } else {
            above.join("·")
        };
        for word in below {
            text.push('/');
            text.push_str(&word);
        }
        text
    }
}

/// What is measured, in Chinese.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zh())
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Dimension};

    #[test]
    fn products_and_quotients_cancel() {
        let money = Dimension::of(Base::Money);
        let place = Dimension::of(Base::Item("托位".to_owned()));
        let rate = money.div(&place).unwrap();
        assert_eq!(rate.mul(&place), Some(money.clone()));
        assert_eq!(money.div(&money), Some(Dimension::NONE));
        assert_eq!(Dimension::default(), Dimension::none());
        assert_eq!(rate.single(), None);
        assert_eq!(Dimension::NONE.div(&place).unwrap().single(), None);
    }

    #[test]
    fn different_things_never_agree() {
        let bases = [
            Base::Money,
            Base::Length,
            Base::Clock,
            Base::Day,
            Base::Workday,
            Base::Month,
            Base::Age,
            Base::Person,
            Base::Item("托位".to_owned()),
            Base::Item("床位".to_owned()),
        ];
        for (index, base) in bases.iter().enumerate() {
            for (other_index, other) in bases.iter().enumerate() {
                let same = Dimension::of(base.clone()).is(other);
                assert_eq!(same, index == other_index, "{base:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_power_beyond_all_texts_is_refused() {
        let length = Dimension::of(Base::Length);
        let mut power = length.clone();
        for _ in 1..Dimension::MAX_EXPONENT {
            power = power.mul(&length).unwrap();
        }
        assert_eq!(power.exponent(&Base::Length), Dimension::MAX_EXPONENT);
        assert_eq!(power.mul(&length), None);
        assert_eq!(Dimension::NONE.div(&power).unwrap().div(&length), None);
        assert_eq!(power.mul(&power), None);
    }

    #[test]
    fn dimensions_are_named_in_both_languages() {
        let of = Dimension::of;
        let area = of(Base::Length).mul(&of(Base::Length)).unwrap();
        let per_person = Dimension::NONE.div(&of(Base::Person)).unwrap();
        let price = of(Base::Money).div(&area).unwrap();
        let cases = [
            (Dimension::NONE, "数", "a plain number"),
            (of(Base::Money), "金额", "money"),
            (of(Base::Item("托位".to_owned())), "托位", "托位"),
            (area, "面积", "area"),
            (per_person, "1/人", "1/person"),
            (price, "元/米^2", "yuan/metre^2"),
        ];
        for (dimension, zh, en) in cases {
            assert_eq!(
                (dimension.to_string().as_str(), dimension.en().as_str()),
                (zh, en)
            );
        }
    }
}

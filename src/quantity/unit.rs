//! Units, as official texts write them.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::quantity::built_in::{BUILT_IN, BuiltIn};
use crate::quantity::{Base, Dimension, Number};

/// A unit: what it measures and how much of the base unit it is.
///
/// Synonyms (日 and 天, 人 and 名) are one unit and display as the first of them.
///
/// # Units
/// `factor` base units make one of this unit: 万元 has the factor 10000, 分 has 1/100, 年 has 12 (months).
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Number, Unit};
/// assert_eq!(Unit::named("万元").unwrap().factor(), Number::from_i64(10_000));
/// let places = Unit::named("个").unwrap().per(&Unit::named("千人").unwrap()).unwrap();
/// assert_eq!(places.zh(), "个/千人");
/// assert_eq!(places.factor(), Number::ratio(1, 1000).unwrap());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub struct Unit {
    dimension: Dimension,
    factor: Number,
    natural_decimals: Option<u32>,
    zh: String,
    en: String,
    en_plural: String,
    keyword: String,
    keyword_in_rate: String,
}

/// A unit as a pack keeps it: a built-in one by its name.
#[derive(Serialize, Deserialize)]
enum Kept {
    BuiltIn(String),
    Other(Dimension, Number, Option<u32>, [String; 5]),
}

/// Words or a factor that no unit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("there is no such unit")]
pub struct NoUnit;

impl TryFrom<Kept> for Unit {
    type Error = NoUnit;

    fn try_from(kept: Kept) -> Result<Self, NoUnit> {
        let (dimension, factor, natural_decimals, words) = match kept {
            Kept::BuiltIn(zh) => return Self::named(&zh).ok_or(NoUnit),
            Kept::Other(dimension, factor, decimals, words) => (dimension, factor, decimals, words),
        };
        if factor <= Number::ZERO || natural_decimals > Some(MOST_NATURAL) {
            return Err(NoUnit);
        }
        let [zh, en, en_plural, keyword, keyword_in_rate] = words;
        Ok(Self {
            dimension,
            factor,
            natural_decimals,
            zh,
            en,
            en_plural,
            keyword,
            keyword_in_rate,
        })
    }
}

impl From<Unit> for Kept {
    fn from(unit: Unit) -> Self {
        if Unit::named(&unit.zh).as_ref() == Some(&unit) {
            return Self::BuiltIn(unit.zh);
        }
        let words = [
            unit.zh,
            unit.en,
            unit.en_plural,
            unit.keyword,
            unit.keyword_in_rate,
        ];
        Self::Other(unit.dimension, unit.factor, unit.natural_decimals, words)
    }
}

/// No unit naturally has more decimals: money has two.
const MOST_NATURAL: u32 = 2;

impl Unit {
    /// The unit of a number written without any.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            dimension: Dimension::NONE,
            factor: Number::ONE,
            natural_decimals: None,
            zh: String::new(),
            en: String::new(),
            en_plural: String::new(),
            keyword: String::new(),
            keyword_in_rate: String::new(),
        }
    }

    /// The built-in unit with this spelling in Chinese or English, if there is one. A blank and `_` are the same.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let spelling = text.replace(' ', "_");
        let entry = BUILT_IN.iter().find(|entry| {
            let chinese = entry.zh == spelling || entry.zh_others.contains(&spelling.as_str());
            chinese || entry.english.contains(&spelling.as_str())
        })?;
        Some(entry.unit())
    }

    /// Every built-in unit, in a fixed order.
    pub fn built_in() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(BuiltIn::unit)
    }

    /// Every spelling of every built-in unit, in a fixed order.
    pub fn spellings() -> impl Iterator<Item = &'static str> {
        let all = |entry: &'static BuiltIn| {
            std::iter::once(entry.zh)
                .chain(entry.zh_others.iter().copied())
                .chain(entry.english.iter().copied())
        };
        BUILT_IN.iter().flat_map(all)
    }

    /// The unit of a countable thing that a policy declares, such as 托位.
    #[must_use]
    pub fn declared(name: &str) -> Self {
        Self::declared_as(name, name)
    }

    /// The unit of a countable thing that a policy declares, with its English alias.
    #[must_use]
    pub fn declared_as(name: &str, alias: &str) -> Self {
        Self {
            dimension: Dimension::of(Base::Item(name.to_owned())),
            factor: Number::ONE,
            natural_decimals: Some(0),
            zh: name.to_owned(),
            en: alias.replace('_', " "),
            en_plural: alias.replace('_', " "),
            keyword: alias.to_owned(),
            keyword_in_rate: alias.to_owned(),
        }
    }

    /// The unit in which values of a dimension are computed.
    #[must_use]
    pub fn base(dimension: &Dimension) -> Self {
        if dimension.is_none() {
            return Self::none();
        }
        if let Some(Base::Item(name)) = dimension.single() {
            return Self::declared(name);
        }
        let built_in = BUILT_IN
            .iter()
            .filter(|entry| entry.scale == (1, 1))
            .map(BuiltIn::unit);
        let mut fitting = built_in.filter(|unit| unit.dimension == *dimension);
        fitting.next().unwrap_or_else(|| Self {
            dimension: dimension.clone(),
            factor: Number::ONE,
            natural_decimals: None,
            zh: dimension.zh(),
            en: dimension.en(),
            en_plural: dimension.en(),
            keyword: dimension.en().replace(' ', "_"),
            keyword_in_rate: dimension.en().replace(' ', "_"),
        })
    }

    /// The rate of this unit for each `other`, such as 元/月, or nothing when the factor or a power does not fit.
    #[must_use]
    pub fn per(&self, other: &Self) -> Option<Self> {
        Some(Self {
            dimension: self.dimension.div(&other.dimension)?,
            factor: self.factor.checked_div(other.factor).ok()?,
            natural_decimals: None,
            zh: format!("{}/{}", self.zh_in_rate(), other.zh_in_rate()),
            en: format!("{} per {}", self.en, other.en),
            en_plural: format!("{} per {}", self.en_plural, other.en),
            keyword: format!("{}/{}", self.keyword, other.keyword_in_rate),
            keyword_in_rate: format!("{}/{}", self.keyword_in_rate, other.keyword_in_rate),
        })
    }

    /// What the unit measures.
    #[must_use]
    pub const fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// How many base units make one of this unit.
    #[must_use]
    pub const fn factor(&self) -> Number {
        self.factor
    }

    /// How many decimals a value in *base* units naturally has: 2 for money, 0 for days, working days, months, ages, people,
    /// declared things and plain counts (个); nothing for rates, percentages, lengths and clock time.
    #[must_use]
    pub const fn natural_decimals(&self) -> Option<u32> {
        self.natural_decimals
    }

    /// The name in Chinese, as it stands after a number; empty for a plain number.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// The name in English, singular; empty for a plain number.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The name in English, plural; empty for a plain number.
    #[must_use]
    pub fn en_plural(&self) -> &str {
        &self.en_plural
    }

    /// How the English view of a rule file writes the unit, such as `wan_yuan` or `yuan/month`.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// The name inside a rate: 元/月, not 元/个月.
    fn zh_in_rate(&self) -> &str {
        match self.zh.strip_prefix('个') {
            Some(rest) if !rest.is_empty() && self.dimension.single().is_some() => rest,
            _ => &self.zh,
        }
    }
}

/// The name in Chinese.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zh)
    }
}

impl BuiltIn {
    fn unit(&self) -> Unit {
        let dimension = match &self.measure {
            None => Dimension::NONE,
            Some((base, 2)) => Dimension::of(base.clone())
                .mul(&Dimension::of(base.clone()))
                .unwrap_or_default(),
            Some((base, _)) => Dimension::of(base.clone()),
        };
        let (numerator, denominator) = self.scale;
        let factor =
            Number::ratio(i128::from(numerator), i128::from(denominator)).unwrap_or(Number::ONE);
        let counted = dimension.is_none() && factor.is_integer();
        let mut english = self.english.iter().copied();
        let keyword = english.next().unwrap_or(self.prose.0);
        let singular = english.next().filter(|name| keyword.starts_with(name));
        Unit {
            natural_decimals: if counted {
                Some(0)
            } else {
                dimension.natural_decimals()
            },
            dimension,
            factor,
            zh: self.zh.to_owned(),
            en: self.prose.0.to_owned(),
            en_plural: self.prose.1.to_owned(),
            keyword: keyword.to_owned(),
            keyword_in_rate: singular.unwrap_or(keyword).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Unit;
    use crate::quantity::{Base, Dimension, Number};

    #[test]
    fn every_spelling_names_one_unit_and_the_english_keyword_names_it_again() {
        let spellings: Vec<&str> = Unit::spellings().collect();
        let distinct: BTreeSet<&str> = spellings.iter().copied().collect();
        assert_eq!(spellings.len(), distinct.len());
        for spelling in spellings {
            let unit = Unit::named(spelling).unwrap();
            assert_eq!(
                Unit::named(unit.keyword()).as_ref(),
                Some(&unit),
                "{spelling}"
            );
            assert_eq!(Unit::named(unit.zh()).as_ref(), Some(&unit), "{spelling}");
        }
        assert_eq!(Unit::named("ten thousand yuan"), Unit::named("万元"));
        assert_eq!(Unit::named("托位"), None);
        assert_eq!(Unit::named(""), None);
    }

    #[test]
    fn natural_decimals_follow_the_smallest_legal_unit() {
        let cases = [
            ("元", Some(2)),
            ("分", Some(2)),
            ("亿元", Some(2)),
            ("日", Some(0)),
            ("工作日", Some(0)),
            ("年", Some(0)),
            ("周岁", Some(0)),
            ("人", Some(0)),
            ("个", Some(0)),
            ("万个", Some(0)),
            ("％", None),
            ("‰", None),
            ("米", None),
            ("小时", None),
            ("平方米", None),
        ];
        for (name, decimals) in cases {
            assert_eq!(
                Unit::named(name).unwrap().natural_decimals(),
                decimals,
                "{name}"
            );
        }
        assert_eq!(Unit::declared("托位").natural_decimals(), Some(0));
        assert_eq!(Unit::none().natural_decimals(), None);
    }

    #[test]
    fn rates_are_units() {
        let unit = |name: &str| Unit::named(name).unwrap();
        let monthly = unit("元").per(&unit("个月")).unwrap();
        assert_eq!(
            (monthly.zh(), monthly.en(), monthly.keyword()),
            ("元/月", "yuan per month", "yuan/month")
        );
        assert_eq!(monthly.natural_decimals(), None);
        let yearly = unit("元").per(&unit("年")).unwrap();
        assert_eq!(yearly.dimension(), monthly.dimension());
        assert_eq!(yearly.factor(), Number::ratio(1, 12).unwrap());
        let places = Unit::declared_as("托位", "places")
            .per(&unit("千人"))
            .unwrap();
        assert_eq!(
            (places.zh(), places.en()),
            ("托位/千人", "places per thousand people")
        );
        assert_eq!(places.factor(), Number::ratio(1, 1000).unwrap());
        assert_eq!(unit("个").per(&unit("千人")).unwrap().zh(), "个/千人");
        assert_eq!(
            unit("元").per(&unit("元")).unwrap().dimension(),
            &Dimension::NONE
        );
    }

    #[test]
    fn the_base_unit_of_a_dimension_has_the_factor_one() {
        for unit in Unit::built_in() {
            let base = Unit::base(unit.dimension());
            assert_eq!(
                (base.factor(), base.dimension()),
                (Number::ONE, unit.dimension()),
                "{unit}"
            );
        }
        let rate = Dimension::of(Base::Money)
            .div(&Dimension::of(Base::Item("托位".to_owned())))
            .unwrap();
        assert_eq!(Unit::base(&rate).zh(), "元/托位");
        assert_eq!(Unit::base(&Dimension::of(Base::Money)).zh(), "元");
        assert_eq!(Unit::base(&Dimension::NONE), Unit::none());
        assert_eq!(
            Unit::base(&Dimension::of(Base::Item("托位".to_owned()))),
            Unit::declared("托位")
        );
    }
}

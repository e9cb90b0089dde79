//! Units, as official texts write them.

use std::fmt;

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    dimension: Dimension,
    factor: Number,
    natural_decimals: Option<u32>,
    zh: String,
    en: String,
    en_plural: String,
    keyword: String,
}

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
            keyword: format!("{}/{}", self.keyword, other.keyword),
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

/// What a built-in unit measures: a base and its power, or a plain number.
type Measure = Option<(Base, i8)>;

/// A row of the table of built-in units.
struct BuiltIn {
    zh: &'static str,
    zh_others: &'static [&'static str],
    /// Spellings in English; the first is the keyword that the English view writes.
    english: &'static [&'static str],
    /// The name in English in prose: singular, plural.
    prose: (&'static str, &'static str),
    measure: Measure,
    /// Numerator and denominator of the factor.
    scale: (i64, i64),
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
        let counted = dimension.is_none() && factor == Number::ONE;
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
            keyword: self
                .english
                .first()
                .copied()
                .unwrap_or(self.prose.0)
                .to_owned(),
        }
    }
}

const fn row(
    zh: &'static str,
    zh_others: &'static [&'static str],
    english: &'static [&'static str],
    prose: (&'static str, &'static str),
    measure: Measure,
    scale: (i64, i64),
) -> BuiltIn {
    BuiltIn {
        zh,
        zh_others,
        english,
        prose,
        measure,
        scale,
    }
}

use Base::{Age, Clock, Day, Length, Money, Month, Person, Workday};

static BUILT_IN: [BuiltIn; 27] = [
    row(
        "元",
        &[],
        &["yuan"],
        ("yuan", "yuan"),
        Some((Money, 1)),
        (1, 1),
    ),
    row(
        "角",
        &[],
        &["jiao"],
        ("jiao", "jiao"),
        Some((Money, 1)),
        (1, 10),
    ),
    row(
        "分",
        &[],
        &["fen"],
        ("fen", "fen"),
        Some((Money, 1)),
        (1, 100),
    ),
    row(
        "万元",
        &[],
        &["wan_yuan", "ten_thousand_yuan"],
        ("ten thousand yuan", "ten thousand yuan"),
        Some((Money, 1)),
        (10_000, 1),
    ),
    row(
        "亿元",
        &[],
        &["yi_yuan", "hundred_million_yuan"],
        ("hundred million yuan", "hundred million yuan"),
        Some((Money, 1)),
        (100_000_000, 1),
    ),
    row(
        "日",
        &["天"],
        &["days", "day"],
        ("day", "days"),
        Some((Day, 1)),
        (1, 1),
    ),
    row(
        "周",
        &["星期", "个星期"],
        &["weeks", "week"],
        ("week", "weeks"),
        Some((Day, 1)),
        (7, 1),
    ),
    row(
        "个工作日",
        &["工作日"],
        &["workdays", "workday", "working_days", "working_day"],
        ("working day", "working days"),
        Some((Workday, 1)),
        (1, 1),
    ),
    row(
        "个月",
        &["月"],
        &["months", "month"],
        ("month", "months"),
        Some((Month, 1)),
        (1, 1),
    ),
    row(
        "年",
        &[],
        &["years", "year"],
        ("year", "years"),
        Some((Month, 1)),
        (12, 1),
    ),
    row(
        "周岁",
        &["岁"],
        &["years_old", "year_old", "years_of_age", "year_of_age"],
        ("year of age", "years of age"),
        Some((Age, 1)),
        (1, 1),
    ),
    row(
        "分钟",
        &[],
        &["minutes", "minute"],
        ("minute", "minutes"),
        Some((Clock, 1)),
        (1, 1),
    ),
    row(
        "小时",
        &["个小时"],
        &["hours", "hour"],
        ("hour", "hours"),
        Some((Clock, 1)),
        (60, 1),
    ),
    row(
        "米",
        &[],
        &["metres", "metre", "meters", "meter", "m"],
        ("metre", "metres"),
        Some((Length, 1)),
        (1, 1),
    ),
    row(
        "厘米",
        &["公分"],
        &[
            "centimetres",
            "centimetre",
            "centimeters",
            "centimeter",
            "cm",
        ],
        ("centimetre", "centimetres"),
        Some((Length, 1)),
        (1, 100),
    ),
    row(
        "公里",
        &["千米"],
        &["kilometres", "kilometre", "kilometers", "kilometer", "km"],
        ("kilometre", "kilometres"),
        Some((Length, 1)),
        (1000, 1),
    ),
    row(
        "平方米",
        &["㎡"],
        &[
            "square_metres",
            "square_metre",
            "square_meters",
            "square_meter",
        ],
        ("square metre", "square metres"),
        Some((Length, 2)),
        (1, 1),
    ),
    row(
        "个",
        &[],
        &["items", "item"],
        ("item", "items"),
        None,
        (1, 1),
    ),
    row(
        "％",
        &["%"],
        &["percent"],
        ("percent", "percent"),
        None,
        (1, 100),
    ),
    row(
        "‰",
        &[],
        &["per_mille"],
        ("per mille", "per mille"),
        None,
        (1, 1000),
    ),
    row(
        "人",
        &["名"],
        &["persons", "person", "people"],
        ("person", "people"),
        Some((Person, 1)),
        (1, 1),
    ),
    row(
        "百人",
        &[],
        &["hundred_people", "hundred_persons"],
        ("hundred people", "hundred people"),
        Some((Person, 1)),
        (100, 1),
    ),
    row(
        "千人",
        &[],
        &["thousand_people", "thousand_persons"],
        ("thousand people", "thousand people"),
        Some((Person, 1)),
        (1000, 1),
    ),
    row(
        "万人",
        &[],
        &["ten_thousand_people", "ten_thousand_persons"],
        ("ten thousand people", "ten thousand people"),
        Some((Person, 1)),
        (10_000, 1),
    ),
    row(
        "百万人",
        &[],
        &["million_people", "million_persons"],
        ("million people", "million people"),
        Some((Person, 1)),
        (1_000_000, 1),
    ),
    row(
        "亿人",
        &[],
        &["hundred_million_people", "hundred_million_persons"],
        ("hundred million people", "hundred million people"),
        Some((Person, 1)),
        (100_000_000, 1),
    ),
    row(
        "万个",
        &[],
        &["ten_thousand_items"],
        ("ten thousand items", "ten thousand items"),
        None,
        (10_000, 1),
    ),
];

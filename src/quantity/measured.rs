//! A number with its unit, as it is written.

use std::fmt;

use thiserror::Error;

use crate::quantity::{ArithmeticError, Base, Dimension, Number, Unit};

/// A number with its unit, as written: `1.2万元` keeps the value 1.2 and the unit 万元.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Number, Quantity, Unit};
/// let income = Quantity::new(Number::parse_decimal("1.2").unwrap(), Unit::named("万元").unwrap());
/// assert_eq!(income.to_string(), "1.2万元");
/// assert_eq!(income.display_en(), "12000 yuan");
/// assert_eq!(income.in_base(), Ok(Number::from_i64(12_000)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    value: Number,
    unit: Unit,
}

/// Why a quantity cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// The two units measure different things.
    #[error("{} cannot be written as {}", from.en(), to.en())]
    Dimension {
        /// What the quantity measures.
        from: Dimension,
        /// What the wanted unit measures.
        to: Dimension,
    },
    /// The result does not fit.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl Quantity {
    /// A value in a unit.
    #[must_use]
    pub const fn new(value: Number, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// A plain number.
    #[must_use]
    pub const fn plain(value: Number) -> Self {
        Self::new(value, Unit::none())
    }

    /// The value, in the unit as written.
    #[must_use]
    pub const fn value(&self) -> Number {
        self.value
    }

    /// The unit as written.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// What the quantity measures.
    #[must_use]
    pub const fn dimension(&self) -> &Dimension {
        self.unit.dimension()
    }

    /// The value in base units: 元, 米, 分钟, days, months.
    ///
    /// # Errors
    /// [`ArithmeticError::Overflow`] when the exact value does not fit.
    pub fn in_base(&self) -> Result<Number, ArithmeticError> {
        self.value.checked_mul(self.unit.factor())
    }

    /// The same quantity in another unit.
    ///
    /// # Errors
    /// [`QuantityError::Dimension`] when the unit measures something else; [`QuantityError::Arithmetic`] when the exact value
    /// does not fit.
    pub fn convert(&self, unit: &Unit) -> Result<Self, QuantityError> {
        if self.dimension() != unit.dimension() {
            let (from, to) = (self.dimension().clone(), unit.dimension().clone());
            return Err(QuantityError::Dimension { from, to });
        }
        let value = self.in_base()?.checked_div(unit.factor())?;
        Ok(Self::new(value, unit.clone()))
    }

    /// The quantity in English. Amounts in 万元 and 亿元, which English has no word for, are written in yuan.
    #[must_use]
    pub fn display_en(&self) -> String {
        let large = self.unit.factor() > Number::ONE && self.dimension().is(&Base::Money);
        if large && let Ok(yuan) = self.in_base() {
            return show_en(yuan, &Unit::base(self.dimension()));
        }
        in_english(self.value, &self.unit)
    }
}

/// The quantity in Chinese.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, self.unit.zh())
    }
}

/// A value in base units, shown in a unit, in Chinese.
///
/// # Examples
/// ```
/// use tiaoli::quantity::{Number, Unit, show_zh};
/// let share = Number::parse_decimal("0.6").unwrap();
/// assert_eq!(show_zh(share, &Unit::named("％").unwrap()), "60％");
/// ```
#[must_use]
pub fn show_zh(base_value: Number, unit: &Unit) -> String {
    match base_value.checked_div(unit.factor()) {
        Ok(value) => format!("{value}{}", unit.zh()),
        Err(_) => format!("{base_value}{}", Unit::base(unit.dimension()).zh()),
    }
}

/// A value in base units, shown in a unit, in English.
#[must_use]
pub fn show_en(base_value: Number, unit: &Unit) -> String {
    match base_value.checked_div(unit.factor()) {
        Ok(value) => in_english(value, unit),
        Err(_) => in_english(base_value, &Unit::base(unit.dimension())),
    }
}

/// An amount read back in a larger unit, such as `12000元 = 1.2万元`; nothing when that is not exact or not shorter.
#[must_use]
pub fn money_read_back(yuan: Number) -> Option<String> {
    let plain = show_zh(yuan, &Unit::named("元")?);
    let larger = ["万元", "亿元"].into_iter().filter_map(Unit::named);
    let texts = larger.map(|unit| show_zh(yuan, &unit));
    let shortest = texts.min_by_key(|text| text.chars().count())?;
    let shorter = shortest.chars().count() < plain.chars().count();
    let exact = yuan.decimals().is_some();
    (exact && shorter).then(|| format!("{plain} = {shortest}"))
}

/// A value and the English name of its unit.
fn in_english(value: Number, unit: &Unit) -> String {
    let name = if value == Number::ONE {
        unit.en()
    } else {
        unit.en_plural()
    };
    match name {
        "" => value.to_string(),
        "percent" => format!("{value}%"),
        name => format!("{value} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Quantity, QuantityError, money_read_back, show_en, show_zh};
    use crate::quantity::{ArithmeticError, Number, Unit};

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    fn quantity(value: &str, unit: &str) -> Quantity {
        Quantity::new(number(value), Unit::named(unit).unwrap())
    }

    #[test]
    fn quantities_read_well_in_both_languages() {
        let cases = [
            ("1.2", "万元", "1.2万元", "12000 yuan"),
            ("0.5", "亿元", "0.5亿元", "50000000 yuan"),
            ("5", "工作日", "5个工作日", "5 working days"),
            ("1", "天", "1日", "1 day"),
            ("60", "%", "60％", "60%"),
            ("5", "‰", "5‰", "5 per mille"),
            ("3", "周岁", "3周岁", "3 years of age"),
            ("1.3", "米", "1.3米", "1.3 metres"),
            ("2", "名", "2人", "2 people"),
            ("-3", "个月", "-3个月", "-3 months"),
            ("0", "个", "0个", "0 items"),
        ];
        for (value, unit, zh, en) in cases {
            let quantity = quantity(value, unit);
            assert_eq!(
                (
                    quantity.to_string().as_str(),
                    quantity.display_en().as_str()
                ),
                (zh, en)
            );
        }
        assert_eq!(Quantity::plain(number("2.50")).to_string(), "2.5");
        assert_eq!(Quantity::plain(Number::ONE).display_en(), "1");
    }

    #[test]
    fn units_of_one_dimension_convert_exactly() {
        let cases = [
            ("1", "万元", "10000", "元"),
            ("1", "元", "100", "分"),
            ("130", "厘米", "1.3", "米"),
            ("2", "年", "24", "个月"),
            ("2", "周", "14", "日"),
            ("1.5", "小时", "90", "分钟"),
            ("0.5", "公里", "500", "米"),
            ("60", "％", "600", "‰"),
            ("2.5", "千人", "2500", "人"),
        ];
        for (value, unit, other_value, other_unit) in cases {
            let other = Unit::named(other_unit).unwrap();
            assert_eq!(
                quantity(value, unit).convert(&other),
                Ok(quantity(other_value, other_unit))
            );
            let back = quantity(other_value, other_unit).convert(&Unit::named(unit).unwrap());
            assert_eq!(back, Ok(quantity(value, unit)));
        }
    }

    #[test]
    fn units_of_different_dimensions_do_not_convert() {
        for (from, to) in [
            ("日", "工作日"),
            ("个月", "日"),
            ("周岁", "年"),
            ("元", "米"),
            ("人", "个"),
            ("米", "平方米"),
        ] {
            let result = quantity("1", from).convert(&Unit::named(to).unwrap());
            assert!(
                matches!(result, Err(QuantityError::Dimension { .. })),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_an_overflow() {
        let most = Quantity::new(
            Number::from_i128(i128::MAX).unwrap(),
            Unit::named("万元").unwrap(),
        );
        assert_eq!(most.in_base(), Err(ArithmeticError::Overflow));
        let same = Unit::named("元").unwrap();
        assert_eq!(
            most.convert(&same),
            Err(QuantityError::Arithmetic(ArithmeticError::Overflow))
        );
    }

    #[test]
    fn base_values_are_shown_in_the_wanted_unit() {
        let rate = Unit::named("个")
            .unwrap()
            .per(&Unit::named("千人").unwrap())
            .unwrap();
        assert_eq!(show_zh(number("0.0045"), &rate), "4.5个/千人");
        assert_eq!(
            show_en(number("0.0045"), &rate),
            "4.5 items per thousand people"
        );
        assert_eq!(show_zh(number("36"), &Unit::named("年").unwrap()), "3年");
        assert_eq!(show_en(Number::ONE, &Unit::named("日").unwrap()), "1 day");
        let most = Number::from_i128(i128::MAX).unwrap();
        assert_eq!(
            show_zh(most, &Unit::named("分").unwrap()),
            format!("{most}元")
        );
    }

    #[test]
    fn amounts_are_read_back_only_when_exact_and_shorter() {
        let cases = [
            ("12000", Some("12000元 = 1.2万元")),
            ("10000", Some("10000元 = 1万元")),
            ("600000000", Some("600000000元 = 6亿元")),
            ("12345000", Some("12345000元 = 1234.5万元")),
            ("1000", None),
            ("12345", None),
            ("0", None),
            ("-20000", Some("-20000元 = -2万元")),
        ];
        for (yuan, text) in cases {
            assert_eq!(money_read_back(number(yuan)).as_deref(), text, "{yuan}");
        }
        assert_eq!(money_read_back(Number::ratio(100_000, 3).unwrap()), None);
    }
}

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

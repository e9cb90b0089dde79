//! One value of a fact, from JSON text into its cell.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};
use serde_json::value::RawValue;

use crate::check::FieldKind;
use crate::engine::facts::{Node, NodeKind, Wish, read_constant};
use crate::engine::lay::given;
use crate::quantity::Date;
use crate::vm::Instance;

use super::fill::{Filling, LONGEST, doubt, sure};
use super::sheet::{Scale, Slot, SlotKind};

/// The first year that a fact file may write in digits.
const FIRST_YEAR: i32 = 1000;

/// The value of one fact of one instance.
pub(super) struct Cell<'f, 's, 'c, 'p> {
    pub(super) filling: &'f mut Filling<'s, 'c, 'p>,
    pub(super) slot: Slot,
    pub(super) row: u32,
}

impl Cell<'_, '_, '_, '_> {
    fn lay<E: Error>(self, raw: i64) -> Result<(), E> {
        let Slot { table, offset, .. } = self.slot;
        sure(self.filling.case.lay((table, self.row, offset), raw))
    }

    /// As the careful reader reads it.
    fn carefully<E: Error>(self, kind: NodeKind) -> Result<(), E> {
        let Slot { object, field, .. } = self.slot;
        let model = self.filling.model;
        let declared = model.fields.get(field.index()).ok_or_else(doubt)?;
        let FieldKind::Value {
            ty, unit, whole, ..
        } = &declared.kind
        else {
            return Err(doubt());
        };
        let wish = Wish {
            ty,
            unit: unit.as_ref(),
            whole: *whole,
        };
        let constant = read_constant(model, wish, &Node { at: 0, kind }).map_err(|_| doubt())?;
        let of = Instance {
            object: Some(object),
            row: self.row,
        };
        let laid = self.filling.case.give(of, field, given(&constant));
        laid.map_err(|_| doubt())
    }
}

impl<'de> DeserializeSeed<'de> for Cell<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.filling.count()?;
        match self.slot.kind {
            // Only the letters of a figure are exact; a whole one is exact in any case.
            SlotKind::Number(Scale { whole: false, .. }) | SlotKind::Other => {
                let raw = <&RawValue>::deserialize(deserializer)?;
                self.written(raw.get())
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl Cell<'_, '_, '_, '_> {
    /// A value as it stands in the text.
    fn written<E: Error>(self, words: &str) -> Result<(), E> {
        let text = words
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        match (text, self.slot.kind) {
            (Some(letters), _) => {
                sure(letters.len() <= LONGEST && !letters.contains('\\'))?;
                self.words(letters)
            }
            (None, kind) => match plain(kind, words) {
                Some(raw) => self.lay(raw),
                None => self.figure(words),
            },
        }
    }

    fn figure<E: Error>(self, words: &str) -> Result<(), E> {
        let first = words.bytes().next();
        sure(first.is_some_and(|byte| byte == b'-' || byte.is_ascii_digit()))?;
        self.carefully(NodeKind::Number(words.to_owned()))
    }

    fn words<E: Error>(self, letters: &str) -> Result<(), E> {
        match self.slot.kind {
            SlotKind::Choice(choice) => {
                let options = self.filling.sheet.choices.get(choice.index());
                let place = options.and_then(|options| options.find(letters));
                self.lay(i64::from(*place.ok_or_else(doubt)?))
            }
            kind => match plain(kind, letters) {
                Some(raw) => self.lay(raw),
                None => self.carefully(NodeKind::Text(letters.to_owned())),
            },
        }
    }
}

impl Visitor<'_> for Cell<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.slot.kind {
            SlotKind::Boolean => self.lay(i64::from(value)),
            _ => Err(doubt()),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.visit_i64(i64::try_from(value).map_err(|_| doubt())?)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match self.slot.kind {
            SlotKind::Number(scale) => match scale.raw(value, 0) {
                Some(raw) => self.lay(raw),
                None => self.carefully(NodeKind::Number(value.to_string())),
            },
            _ => Err(doubt()),
        }
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<(), E> {
        sure(words.len() <= LONGEST)?;
        self.words(words)
    }
}

/// The integer of a plain decimal in its cell; none where it is not plain, or the cell does not take it.
fn plain(kind: SlotKind, words: &str) -> Option<i64> {
    let SlotKind::Number(scale) = kind else {
        return None;
    };
    let (digits, decimals) = decimal(words)?;
    scale.raw(digits, decimals)
}

impl Scale {
    /// The integer of digits with so many decimals, in the unit of the fact; none where the cell does not take it.
    fn raw(self, digits: i64, decimals: u32) -> Option<i64> {
        let (product, power) = (digits.checked_mul(self.one)?, 10_i64.checked_pow(decimals)?);
        if product.checked_rem(power)? != 0 {
            return None;
        }
        let raw = product.checked_div(power)?;
        let right = self.least <= raw && raw <= self.greatest;
        let whole = !self.whole || raw.checked_rem(self.one) == Some(0);
        Some(raw).filter(|_| right && whole)
    }
}

/// The digits and the number of decimals of `-12.50`; none for anything that is not this short and plain.
fn decimal(words: &str) -> Option<(i64, u32)> {
    const MOST: usize = 18;
    let (negative, unsigned) = match words.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let (whole, part) = match unsigned.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    let length = whole.len().checked_add(part.len())?;
    if whole.is_empty() || length > MOST {
        return None;
    }
    let mut digits = 0_i64;
    for byte in whole.bytes().chain(part.bytes()) {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        digits = digits.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    let digits = if negative {
        digits.checked_neg()?
    } else {
        digits
    };
    Some((digits, u32::try_from(part.len()).ok()?))
}

/// A day in digits.
pub(super) struct PlainDate;

impl<'de> DeserializeSeed<'de> for PlainDate {
    type Value = Date;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Date, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for PlainDate {
    type Value = Date;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a day")
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Date, E> {
        let day = Date::parse_iso(words).map_err(|_| doubt())?;
        sure(day.year() >= FIRST_YEAR)?;
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn plain_decimals_are_read_to_the_digit() {
        let cases = [
            ("12", Some((12, 0))),
            ("-12.50", Some((-1250, 2))),
            ("007", Some((7, 0))),
            ("0.000000000000000001", None),
            ("999999999999999999", Some((999_999_999_999_999_999, 0))),
            ("1e3", None),
            (".5", None),
            ("5.", None),
            ("", None),
            ("-", None),
            ("１２", None),
            ("1.2.3", None),
        ];
        for (words, read) in cases {
            assert_eq!(decimal(words), read, "{words}");
        }
    }
}

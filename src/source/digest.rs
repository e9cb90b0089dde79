//! Digests: whether a text is byte for byte the one that a rule file means.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use sm3::Sm3;
use thiserror::Error;

/// The fingerprint of some bytes.
///
/// Displayed as `sha256:` or `sm3:` and 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Digest {
    /// SHA-256 (FIPS 180-4).
    Sha256([u8; 32]),
    /// SM3 (GB/T 32905).
    Sm3([u8; 32]),
}

/// Why words are not a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DigestError {
    /// They do not begin with `sha256:` or `sm3:`.
    #[error("a digest begins with `sha256:` or `sm3:`")]
    Algorithm,
    /// There are not exactly 64 digits; abbreviations are not accepted, since two texts may share one.
    #[error("a digest has 64 hexadecimal digits, not {digits}")]
    Length {
        /// How many characters follow the colon.
        digits: usize,
    },
    /// Something other than `0`–`9` and `a`–`f` stands among the digits.
    #[error("`{found}` is not a hexadecimal digit")]
    Digit {
        /// The first wrong character.
        found: char,
    },
}

/// The digest that the project computes by itself: SHA-256.
#[must_use]
pub fn digest_text(bytes: &[u8]) -> Digest {
    Digest::sha256(bytes)
}

impl Digest {
    /// The SHA-256 digest of some bytes.
    #[must_use]
    pub fn sha256(bytes: &[u8]) -> Self {
        Self::Sha256(Sha256::digest(bytes).into())
    }

    /// The SM3 digest of some bytes.
    #[must_use]
    pub fn sm3(bytes: &[u8]) -> Self {
        Self::Sm3(Sm3::digest(bytes).into())
    }

    /// The digest of other bytes by the same algorithm, to compare with this one.
    #[must_use]
    pub fn of_same_kind(&self, bytes: &[u8]) -> Self {
        match self {
            Self::Sha256(_) => Self::sha256(bytes),
            Self::Sm3(_) => Self::sm3(bytes),
        }
    }

    /// Whether these bytes have this digest.
    #[must_use]
    pub fn matches(&self, bytes: &[u8]) -> bool {
        *self == self.of_same_kind(bytes)
    }

    /// Reads a digest as it is displayed. Capital digits, full-width letters and blanks around it are accepted.
    ///
    /// # Errors
    /// What of it is wrong.
    pub fn parse(words: &str) -> Result<Self, DigestError> {
        let folded: String = words.trim().chars().map(to_half_width).collect();
        let (name, digits) = folded.split_once(':').ok_or(DigestError::Algorithm)?;
        let sha256 = name.trim().eq_ignore_ascii_case("sha256");
        if !sha256 && !name.trim().eq_ignore_ascii_case("sm3") {
            return Err(DigestError::Algorithm);
        }
        let bytes = parse_hex(digits.trim())?;
        Ok(if sha256 {
            Self::Sha256(bytes)
        } else {
            Self::Sm3(bytes)
        })
    }

    /// The bytes, whatever the algorithm.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        match self {
            Self::Sha256(bytes) | Self::Sm3(bytes) => bytes,
        }
    }

    /// The first four digits for a message: `sm3:5e0f…`. It cannot be read back.
    #[must_use]
    pub fn short(&self) -> String {
        let whole = self.to_string();
        let keep = whole.find(':').map_or(0, |colon| colon.saturating_add(5));
        format!("{}…", whole.get(..keep).unwrap_or(""))
    }
}

fn to_half_width(letter: char) -> char {
    let code = u32::from(letter);
    match code {
        0xff01..=0xff5e => char::from_u32(code.saturating_sub(0xfee0)).unwrap_or(letter),
        _ => letter,
    }
}

fn parse_hex(digits: &str) -> Result<[u8; 32], DigestError> {
    if let Some(found) = digits.chars().find(|digit| !digit.is_ascii_hexdigit()) {
        return Err(DigestError::Digit { found });
    }
    let count = digits.len();
    if count != 64 {
        return Err(DigestError::Length { digits: count });
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = str::from_utf8(pair).unwrap_or("");
        *byte = u8::from_str_radix(pair, 16).map_err(|_| DigestError::Length { digits: count })?;
    }
    Ok(bytes)
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(words: &str) -> Result<Self, DigestError> {
        Self::parse(words)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, bytes) = match self {
            Self::Sha256(bytes) => ("sha256", bytes),
            Self::Sm3(bytes) => ("sm3", bytes),
        };
        write!(f, "{name}:")?;
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, DigestError, digest_text};

    #[test]
    fn the_published_test_vectors_come_out() {
        let sha256 = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let sm3 = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(digest_text(b"abc").to_string(), sha256);
        assert_eq!(Digest::sm3(b"abc").to_string(), sm3);
        for words in [sha256, sm3] {
            let digest = Digest::parse(words).unwrap();
            assert!(digest.matches(b"abc") && !digest.matches(b"abd"));
            assert_eq!(digest.to_string(), words);
        }
    }

    #[test]
    fn the_plan_has_the_digest_it_was_handed_over_with() {
        let plan = include_bytes!("../../policies/cn-beijing/plan-2022/source/plan.txt");
        let expected = "sha256:586b7d8f316c83d07a5ada42edf903386998b4f75621b730b075887f9f2b4534";
        assert_eq!(digest_text(plan).to_string(), expected);
    }

    #[test]
    fn an_abbreviation_is_not_accepted() {
        let short = digest_text(b"abc").short();
        assert_eq!(short, "sha256:ba78…");
        assert_eq!(
            Digest::parse(&short),
            Err(DigestError::Digit { found: '…' })
        );
        assert_eq!(
            Digest::parse("sm3:66c7"),
            Err(DigestError::Length { digits: 4 })
        );
        assert_eq!(
            Digest::parse("sm3:"),
            Err(DigestError::Length { digits: 0 })
        );
    }

    #[test]
    fn other_names_and_letters_are_refused() {
        assert_eq!(Digest::parse("md5:00"), Err(DigestError::Algorithm));
        assert_eq!(Digest::parse(""), Err(DigestError::Algorithm));
        let wrong = format!("sm3:{}", "g".repeat(64));
        assert_eq!(
            Digest::parse(&wrong),
            Err(DigestError::Digit { found: 'g' })
        );
    }

    #[test]
    fn full_width_and_capital_digits_are_read() {
        let words = digest_text(b"abc")
            .to_string()
            .to_uppercase()
            .replace(':', "：");
        assert_eq!(Digest::parse(&words), Ok(digest_text(b"abc")));
    }
}

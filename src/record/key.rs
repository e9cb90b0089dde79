//! Keys: Ed25519 to sign and verify, SM2 to verify.
//!
//! Ed25519 keys are verified strictly (RFC 8032, no small-order points, no malleable signatures). SM2 follows GB/T 32918.2 on
//! the curve of GB/T 32918.5 with SM3 and the identity `1234567812345678` of GM/T 0009; this program does not sign with SM2,
//! since in government systems a certified device does. Neither library has been certified by a state body.

use std::fmt;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use ed25519_dalek::{Signer, SigningKey as Ed25519Key, VerifyingKey as Ed25519Public};
use sm2::dsa::signature::Verifier;
use sm2::dsa::{Signature as Sm2Signature, VerifyingKey as Sm2Public};

use crate::diagnostic::Words;
use crate::source::Digest;

/// The identity that SM2 signatures are made with unless a system says otherwise (GM/T 0009).
const SM2_IDENTITY: &str = "1234567812345678";

/// A private Ed25519 key. It is wiped from memory when it goes.
pub struct SecretKey {
    key: Ed25519Key,
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

/// A public key.
#[derive(Debug, Clone)]
pub struct PublicKey {
    key: Known,
    id: String,
}

#[derive(Debug, Clone)]
enum Known {
    Ed25519(Box<Ed25519Public>),
    Sm2(Box<Sm2Public>),
}

impl SecretKey {
    /// The key made of 32 random bytes.
    #[must_use]
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        Self {
            key: Ed25519Key::from_bytes(seed),
        }
    }

    /// Reads a private key in PKCS#8 PEM.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(pem: &str) -> Result<Self, Words> {
        let key = Ed25519Key::from_pkcs8_pem(pem).map_err(|_| {
            if pem.contains("BEGIN PUBLIC KEY") {
                return Words::new(
                    "这是公钥，签名要用私钥",
                    "this is a public key; signing takes the private one",
                );
            }
            Words::new(
                "这不是 PKCS#8 PEM 格式的 Ed25519 私钥；可用 tiaoli key new 生成",
                "this is no Ed25519 private key in PKCS#8 PEM; `tiaoli key new` makes one",
            )
        })?;
        Ok(Self { key })
    }

    /// The key in PKCS#8 PEM.
    ///
    /// # Errors
    /// That it cannot be written, which does not happen with keys made or read here.
    pub fn pem(&self) -> Result<String, Words> {
        let pem = self.key.to_pkcs8_pem(LineEnding::LF);
        let pem = pem.map_err(|_| unwritten())?;
        Ok(pem.as_str().to_owned())
    }

    /// Its public key.
    ///
    /// # Errors
    /// That it cannot be written, which does not happen with keys made or read here.
    pub fn public(&self) -> Result<PublicKey, Words> {
        PublicKey::of_ed25519(self.key.verifying_key())
    }

    /// Signs.
    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }
}

impl PublicKey {
    /// Reads a public key in PEM: Ed25519 or SM2. One whose order is small is refused, since every signature fits it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(pem: &str) -> Result<Self, Words> {
        if pem.contains("PRIVATE KEY") {
            return Err(Words::new(
                "这是私钥，不能拿来核对，也不要交给别人；请用 tiaoli key public 取出公钥",
                "this is a private key: it is not for verifying and not for others; `tiaoli key public` gives the public one",
            ));
        }
        if let Ok(key) = Ed25519Public::from_public_key_pem(pem) {
            return Self::of_ed25519(key);
        }
        if let Ok(key) = sm2::PublicKey::from_public_key_pem(pem) {
            let der = key.to_public_key_der().map_err(|_| unwritten())?;
            let id = Digest::sha256(der.as_bytes()).to_string();
            let key = Sm2Public::new(SM2_IDENTITY, key).map_err(|_| unwritten())?;
            let key = Known::Sm2(Box::new(key));
            return Ok(Self { key, id });
        }
        Err(Words::new(
            "这不是 PEM 格式的 Ed25519 或 SM2 公钥",
            "this is no Ed25519 or SM2 public key in PEM",
        ))
    }

    fn of_ed25519(key: Ed25519Public) -> Result<Self, Words> {
        if key.is_weak() {
            return Err(Words::new(
                "这把公钥的阶太小：随便什么签名都能与它相配，不能用",
                "the order of this public key is small: any signature could fit it, so it is refused",
            ));
        }
        let der = key.to_public_key_der().map_err(|_| unwritten())?;
        let id = Digest::sha256(der.as_bytes()).to_string();
        let key = Known::Ed25519(Box::new(key));
        Ok(Self { key, id })
    }

    /// The key in PEM.
    ///
    /// # Errors
    /// That it cannot be written, which does not happen with keys made or read here.
    pub fn pem(&self) -> Result<String, Words> {
        let pem = match &self.key {
            Known::Ed25519(key) => key.to_public_key_pem(LineEnding::LF),
            Known::Sm2(key) => sm2::PublicKey::from(&**key).to_public_key_pem(LineEnding::LF),
        };
        pem.map_err(|_| unwritten())
    }

    /// The name of the key: the SHA-256 digest of its SPKI form, `sha256:…`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// `Ed25519` or `SM2`.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self.key {
            Known::Ed25519(_) => "Ed25519",
            Known::Sm2(_) => "SM2",
        }
    }

    /// Whether a signature over some bytes is this key's.
    pub(super) fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        match &self.key {
            Known::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(bytes, &signature).is_ok()),
            Known::Sm2(key) => Sm2Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(bytes, &signature).is_ok()),
        }
    }
}

fn unwritten() -> Words {
    Words::new("这把钥匙写不成标准格式", "this key has no standard form")
}

#[cfg(test)]
mod tests {
    use sm2::dsa::VerifyingKey;

    use super::{Known, PublicKey, SM2_IDENTITY, SecretKey};
    use crate::record::seal::from_hex;

    /// The example of GB/T 32918.5: public key, message and signature.
    #[test]
    fn the_example_of_the_sm2_standard_verifies_and_nothing_near_it_does() {
        let hex = |digits: &str| from_hex(&digits.to_lowercase()).unwrap();
        let mut point = vec![4];
        point.extend(hex(
            "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020",
        ));
        point.extend(hex(
            "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
        ));
        let key = VerifyingKey::from_sec1_bytes(SM2_IDENTITY, &point).unwrap();
        let key = PublicKey {
            key: Known::Sm2(Box::new(key)),
            id: String::new(),
        };
        let mut signature = hex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3");
        signature.extend(hex(
            "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
        ));
        assert!(key.verifies(b"message digest", &signature));
        assert!(!key.verifies(b"message digesu", &signature));
        for place in 0..signature.len() {
            let mut other = signature.clone();
            other[place] ^= 1;
            assert!(!key.verifies(b"message digest", &other), "{place}");
        }
        assert!(!key.verifies(b"message digest", &signature[..63]));
        assert!(!key.verifies(b"message digest", &[0; 64]));
        let again = PublicKey::read(&key.pem().unwrap()).unwrap();
        assert_eq!(again.algorithm(), "SM2");
        assert!(again.verifies(b"message digest", &signature));
    }

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn the_example_of_ed25519_signs_as_published() {
        let seed =
            from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let key = SecretKey::of_seed(&<[u8; 32]>::try_from(seed).unwrap());
        let signature = key.sign(&[0x72]);
        let expected = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(signature.to_vec(), from_hex(expected).unwrap());
        let public = key.public().unwrap();
        assert!(public.verifies(&[0x72], &signature));
        assert!(!public.verifies(&[0x73], &signature));
    }

    #[test]
    fn keys_are_written_and_read_again() {
        let key = SecretKey::of_seed(&[9; 32]);
        let pem = key.pem().unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        let again = SecretKey::read(&pem).unwrap();
        assert_eq!(again.sign(b"x"), key.sign(b"x"));
        let public = key.public().unwrap();
        let read = PublicKey::read(&public.pem().unwrap()).unwrap();
        assert_eq!(read.id(), public.id());
        assert!(PublicKey::read(&pem).unwrap_err().zh.contains("私钥"));
        assert!(
            SecretKey::read(&public.pem().unwrap())
                .unwrap_err()
                .zh
                .contains("公钥")
        );
        assert!(PublicKey::read("").is_err());
        assert!(SecretKey::read("-----BEGIN PRIVATE KEY-----\n").is_err());
    }

    /// A signature whose second half is raised by the order of the group is another text for the same; strict readers refuse it.
    #[test]
    fn a_malleable_signature_and_a_key_of_small_order_are_refused() {
        let key = SecretKey::of_seed(&[9; 32]);
        let signature = key.sign(b"x");
        let order =
            from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
        let mut other = signature;
        let mut carry = 0u16;
        for (byte, add) in other[32..].iter_mut().zip(order) {
            let sum = u16::from(*byte) + u16::from(add) + carry;
            *byte = u8::try_from(sum & 0xff).unwrap();
            carry = sum >> 8;
        }
        let public = key.public().unwrap();
        assert!(public.verifies(b"x", &signature));
        assert!(!public.verifies(b"x", &other));
        // The neutral element: any message has the signature of two neutral elements.
        let mut der = from_hex("302a300506032b6570032100").unwrap();
        der.push(1);
        der.extend([0; 31]);
        let body = crate::record::seal::base64(&der);
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
        let refused = PublicKey::read(&pem).unwrap_err();
        assert!(refused.zh.contains("阶太小"), "{refused:?}");
    }
}

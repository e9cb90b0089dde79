//! The head of a pack: what it is, which format, how long, and the digests of the rest.

use crate::record::Digests;

use super::refusal::{Refusal, RefusalKind};

/// The first bytes of a pack: 条理, then an end of file and an end of line, which a transfer as text would change.
pub const MAGIC: [u8; 8] = *b"\xe6\x9d\xa1\xe7\x90\x86\x1a\n";

/// The format that this program writes, and the only one that it reads.
pub const FORMAT: u32 = 2;

/// The longest payload that is read: 4 MiB, many times the largest package known.
pub const MAX_PAYLOAD: usize = 4 * 1024 * 1024;

/// Magic, format and length (little-endian, four bytes each), SHA-256 and SM3 of the payload.
const HEAD: usize = 8 + 4 + 4 + 32 + 32;

/// A pack around a payload.
///
/// # Errors
/// That the payload is longer than [`MAX_PAYLOAD`].
pub(super) fn seal(payload: &[u8]) -> Result<Vec<u8>, Refusal> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    if payload.len() > MAX_PAYLOAD {
        return Err(RefusalKind::TooLarge.refusal(&payload.len().to_string()));
    }
    let digests = Digests::of(payload);
    let mut pack = Vec::with_capacity(HEAD.saturating_add(payload.len()));
    pack.extend(MAGIC);
    pack.extend(FORMAT.to_le_bytes());
    pack.extend(length.to_le_bytes());
    pack.extend(digests.sha256().bytes());
    pack.extend(digests.sm3().bytes());
    pack.extend(payload);
    Ok(pack)
}

/// The payload of a pack.
///
/// # Errors
/// What is wrong with the head, or that the payload is not the one that was sealed.
pub(super) fn open(bytes: &[u8]) -> Result<&[u8], Refusal> {
    let begins = bytes.get(..MAGIC.len()).unwrap_or(bytes);
    if begins.is_empty() || !MAGIC.starts_with(begins) {
        return Err(RefusalKind::Foreign.refusal(""));
    }
    let cut = || RefusalKind::Truncated.refusal(&bytes.len().to_string());
    let mut rest = Rest(bytes);
    let (Some(_), Some(format)) = (rest.take::<8>(), rest.take::<4>()) else {
        return Err(cut());
    };
    let format = u32::from_le_bytes(*format);
    if format != FORMAT {
        let kind = if format > FORMAT {
            RefusalKind::Newer
        } else {
            RefusalKind::Older
        };
        return Err(kind.refusal(&format.to_string()));
    }
    let (Some(length), Some(sha256), Some(sm3)) =
        (rest.take::<4>(), rest.take::<32>(), rest.take::<32>())
    else {
        return Err(cut());
    };
    let Rest(payload) = rest;
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if length > MAX_PAYLOAD || payload.len() > MAX_PAYLOAD {
        return Err(RefusalKind::TooLarge.refusal(&length.max(payload.len()).to_string()));
    }
    if payload.len() < length {
        return Err(cut());
    }
    let found = Digests::of(payload);
    if payload.len() != length || found.sha256().bytes() != sha256 || found.sm3().bytes() != sm3 {
        return Err(RefusalKind::Damaged.refusal(""));
    }
    Ok(payload)
}

/// What is not read yet.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn take<const LENGTH: usize>(&mut self) -> Option<&'b [u8; LENGTH]> {
        let (first, rest) = self.0.split_first_chunk::<LENGTH>()?;
        self.0 = rest;
        Some(first)
    }
}

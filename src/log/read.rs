//! From a stream of bytes to the end of a log: what is whole, and what stands behind it.

use std::io::{self, BufRead, Read};

use super::MAX_LINE;
use super::entry::Line;
use super::fault::{Fault, Wrong};
use super::walk::Walk;

/// How a log ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// With a whole entry.
    Whole,
    /// With something that was not written to its end.
    Torn(Fault),
    /// Nowhere: a line before its end is wrong.
    Broken(Fault),
}

/// What was read of a log.
#[derive(Debug, Clone)]
pub struct Through {
    /// The walk, up to the last entry that is right.
    pub walk: Walk,
    /// The byte at which that entry ends.
    pub whole: u64,
    /// How the log ends.
    pub ending: Ending,
}

/// Reads a log of so many bytes from its first line to its last, one line at a time. `each` may find a fault of its own in an
/// entry; `reached` sees the walk behind the first line and behind each entry that is right.
///
/// # Errors
/// What the stream says, and that it is no log.
pub fn through(
    stream: impl BufRead,
    length: u64,
    mut each: impl FnMut(&Line<'_>) -> Result<(), Fault>,
    mut reached: impl FnMut(&Walk),
) -> io::Result<Result<Through, Fault>> {
    let mut stream = stream.take(length);
    let mut line = Vec::new();
    let mut whole = next(&mut stream, &mut line)?;
    let first = line.strip_suffix(b"\n").ok_or_else(Fault::no_first_line);
    let mut walk = match first.and_then(Walk::begin) {
        Ok(walk) => walk,
        Err(fault) => return Ok(Err(fault)),
    };
    reached(&walk);
    let ending = loop {
        let read = next(&mut stream, &mut line)?;
        if read == 0 {
            break Ending::Whole;
        }
        let number = walk.next();
        let Some(words) = line.strip_suffix(b"\n") else {
            break if line.len() > MAX_LINE {
                Ending::Broken(Fault::too_long(number))
            } else {
                Ending::Torn(Fault::torn(number, read))
            };
        };
        let end = whole.saturating_add(read);
        let leaf = match walk.read(words) {
            // A disk leaves a byte 0 where it did not write; no line that was written has one.
            Err(fault) if fault.wrong == Wrong::Damaged && end == length && words.contains(&0) => {
                break Ending::Torn(Fault::torn(number, read));
            }
            Err(fault) => break Ending::Broken(fault),
            Ok(entry) => each(&entry).map(|()| entry.leaf),
        };
        match leaf {
            Err(fault) => break Ending::Broken(fault),
            Ok(leaf) => walk.take(leaf),
        }
        reached(&walk);
        whole = end;
    };
    Ok(Ok(Through {
        walk,
        whole,
        ending,
    }))
}

/// Reads one line with its end, or what fits of one that is too long, and gives how many bytes that took.
fn next(stream: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    let read = stream
        .take(limit.saturating_add(1))
        .read_until(b'\n', line)?;
    Ok(u64::try_from(read).unwrap_or(u64::MAX))
}

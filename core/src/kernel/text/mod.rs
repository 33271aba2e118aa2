//! Text to septets of the default alphabet, and to code units.

use super::count::class;
use super::tables::{ASCII, ESCAPED, EURO, EURO_CODE, LEADS, MOVED, NONE, TWO_BYTES};
use super::{Form, Path};
use crate::alphabet::ESCAPE;

#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx512;

/// Why not the whole text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The character at this byte is outside the default alphabet and its extension table.
    Outside(usize),
    /// The buffer is full.
    Full,
}

/// Writes the septets of a text in the default alphabet, one to an octet, and returns how many.
pub fn encode_septets(path: Path, text: &str, out: &mut [u8]) -> Result<usize, Stop> {
    match path.0 {
        Form::Portable => septets(text.as_bytes(), out, plain),
        // SAFETY: a path is made only where its features were detected.
        // Gain: 1.5 times the portable form on text (benches/README.md, octets).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 | Form::Avx512 => unsafe { avx2::encode_septets(text.as_bytes(), out) },
    }
}

/// Runs of plain characters (ASCII of one septet) many at a time, each other character by itself.
#[inline(always)]
fn septets(
    bytes: &[u8],
    out: &mut [u8],
    plain: impl Fn(&[u8], &mut [u8]) -> usize,
) -> Result<usize, Stop> {
    let (mut at, mut to) = (0, 0);
    while at < bytes.len() {
        let (rest, room) = (bytes.get(at..).unwrap_or_default(), out.get_mut(to..));
        let room = room.unwrap_or_default();
        let run = plain(rest, room);
        (at, to) = (at + run, to + run);
        let (Some(rest), Some(room)) = (rest.get(run..), room.get_mut(run..)) else { break };
        if rest.is_empty() {
            break;
        }
        let (code, len) = first(rest);
        match (code, room) {
            (NONE, _) => return Err(Stop::Outside(at)),
            (code, [escape, place, ..]) if code & ESCAPED != 0 => {
                (*escape, *place) = (ESCAPE, code & !ESCAPED);
                to += 2;
            }
            (code, [place, ..]) if code & ESCAPED == 0 => {
                *place = code;
                to += 1;
            }
            _ => return Err(Stop::Full),
        }
        at += len;
    }
    Ok(to)
}

/// The septet of the first character, as in [`ASCII`], and its length in bytes.
#[inline(always)]
fn first(bytes: &[u8]) -> (u8, usize) {
    const C2: u8 = LEADS[0].0;
    const C3: u8 = LEADS[1].0;
    const CE: u8 = LEADS[2].0;
    let two_bytes = |table: &[u8; 64], next: u8| (table[usize::from(next & 0x3F)], 2);
    match *bytes {
        [byte @ 0..0x80, ..] => (ASCII[usize::from(byte)], 1),
        [C2, next, ..] => two_bytes(&TWO_BYTES[0], next),
        [C3, next, ..] => two_bytes(&TWO_BYTES[1], next),
        [CE, next, ..] => two_bytes(&TWO_BYTES[2], next),
        [a, b, c, ..] if [a, b, c] == EURO => (EURO_CODE | ESCAPED, 3),
        _ => (NONE, 1),
    }
}

/// Writes plain characters until another one comes, and returns how many: 16 at a time, then one.
#[inline(always)]
fn plain(bytes: &[u8], out: &mut [u8]) -> usize {
    let mut done = 0;
    for (step, place) in bytes.as_chunks::<16>().0.iter().zip(out.as_chunks_mut::<16>().0) {
        if step.map(class).iter().fold(0, |all, class| all | class) != 0 {
            break;
        }
        *place = step.map(septet_of_plain);
        done += 16;
    }
    let rest = bytes.get(done..).unwrap_or_default();
    for (byte, place) in rest.iter().zip(out.get_mut(done..).unwrap_or_default()) {
        if class(*byte) != 0 {
            break;
        }
        *place = septet_of_plain(*byte);
        done += 1;
    }
    done
}

#[inline(always)]
fn septet_of_plain(byte: u8) -> u8 {
    MOVED.iter().fold(byte, |septet, (from, to)| if byte == *from { *to } else { septet })
}

/// Writes the code units of a text, high octet first, and returns how many octets; `None` when
/// `out` is too short.
pub fn encode_ucs2(path: Path, text: &str, out: &mut [u8]) -> Option<usize> {
    let (at, to) = match path.0 {
        Form::Portable => (0, 0),
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        Form::Avx2 => (0, 0),
        // SAFETY: a path is made only where its features were detected.
        // Gain: 6 times the portable form on Arabic (benches/README.md, octets).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512::encode_ucs2(text.as_bytes(), out) },
    };
    let end = code_units(text.get(at..)?, out.get_mut(to..)?)?;
    Some(to + end)
}

/// Characters one by one, but for runs of ASCII, 16 at a time.
fn code_units(text: &str, out: &mut [u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut to) = (0, 0);
    while at < bytes.len() {
        while let (Some(step), Some(place)) = (
            bytes.get(at..).and_then(<[u8]>::first_chunk::<16>),
            out.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<32>),
        ) {
            if !step.is_ascii() {
                break;
            }
            for (byte, place) in step.iter().zip(place.as_chunks_mut::<2>().0) {
                *place = [0, *byte];
            }
            (at, to) = (at + 16, to + 32);
        }
        // then characters until the next place of 16
        let end = bytes.len().min(at + 16);
        let mut chars = text.get(at..)?.chars();
        while at < end {
            let c = chars.next()?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                *out.get_mut(to..)?.first_chunk_mut()? = unit.to_be_bytes();
                to += 2;
            }
            at += c.len_utf8();
        }
    }
    Some(to)
}

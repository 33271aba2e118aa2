//! Text to septets of the default alphabet, and to code units.

use super::count::class;
use super::tables::{ASCII, ESCAPED, EURO, EURO_CODE, LEADS, MOVED, NONE, TWO_BYTES};
use super::{Form, Path};
use crate::alphabet::ESCAPE;

#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod septets_avx2;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod units_avx2;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod units_avx512;

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
        Form::Portable => septets(text.as_bytes(), out),
        // SAFETY: a path is made only where its features were detected.
        // Gain over the portable form (benches/README.md, octets): ASCII 3 times, accented Latin 6.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 | Form::Avx512 => unsafe { septets_avx2::encode_septets(text.as_bytes(), out) },
    }
}

/// Sixteen plain characters (ASCII of one septet) at once; where there is another one among them,
/// one by one.
fn septets(bytes: &[u8], out: &mut [u8]) -> Result<usize, Stop> {
    let (mut at, mut to) = (0, 0);
    while at < bytes.len() {
        if let (Some(step), Some(place)) = (
            bytes.get(at..).and_then(<[u8]>::first_chunk::<16>),
            out.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<16>),
        ) && step.map(class).iter().fold(0, |all, class| all | class) == 0
        {
            *place = step.map(septet_of_plain);
            (at, to) = (at + 16, to + 16);
            continue;
        }
        let end = bytes.len().min(at + 16);
        while at < end {
            (at, to) = character(bytes, at, out, to)?;
        }
    }
    Ok(to)
}

/// Rows of [`CODES`]: ASCII, the continuations of each lead, and of any other byte.
const ROW_LEN: u16 = 64;
const OTHER_ROW: u16 = 128 + 3 * ROW_LEN;

/// The septet of a character, as in [`ASCII`]: by its byte, or in its lead's row by the low bits of
/// the byte behind.
const CODES: [u8; (OTHER_ROW + ROW_LEN) as usize] = {
    let mut codes = [NONE; (OTHER_ROW + ROW_LEN) as usize];
    let mut byte = 0;
    while byte < 128 {
        codes[byte] = ASCII[byte];
        byte += 1;
    }
    let mut at = 0;
    while at < 3 * 64 {
        codes[128 + at] = TWO_BYTES[at / 64][at % 64];
        at += 1;
    }
    codes
};

/// Where the row of a first byte begins in [`CODES`].
const ROWS: [u16; 256] = {
    let mut rows = [OTHER_ROW; 256];
    let mut byte = 0;
    while byte < 128 {
        rows[byte] = 0;
        byte += 1;
    }
    let mut lead = 0;
    while lead < 3 {
        rows[LEADS[lead].0 as usize] = 128 + lead as u16 * ROW_LEN;
        lead += 1;
    }
    rows
};

/// Writes the septets of the character at a place; returns the places behind it and behind them.
/// No branch depends on whether it has one byte or two.
#[inline(always)]
fn character(bytes: &[u8], at: usize, out: &mut [u8], to: usize) -> Result<(usize, usize), Stop> {
    let first = bytes.get(at).copied().unwrap_or_default();
    let second = bytes.get(at + 1).copied().unwrap_or_default();
    let is_ascii = first < 0x80;
    let within = if is_ascii { first } else { second & 0x3F };
    let code = CODES[usize::from(ROWS[usize::from(first)]) + usize::from(within)];
    if code < ESCAPED {
        *out.get_mut(to).ok_or(Stop::Full)? = code;
        return Ok((at + 2 - usize::from(is_ascii), to + 1));
    }
    let (code, len) = match bytes.get(at..) {
        Some([a, b, c, ..]) if [*a, *b, *c] == EURO => (EURO_CODE, 3),
        _ if code == NONE => return Err(Stop::Outside(at)),
        _ => (code & !ESCAPED, 1),
    };
    match out.get_mut(to..) {
        Some([escape, place, ..]) => (*escape, *place) = (ESCAPE, code),
        _ => return Err(Stop::Full),
    }
    Ok((at + len, to + 2))
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
        // SAFETY: a path is made only where its features were detected.
        // Gain: 5 times the portable form on Arabic (benches/README.md, octets).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { units_avx2::encode_ucs2(text.as_bytes(), out) },
        // SAFETY: as above. Gain: 6 times.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { units_avx512::encode_ucs2(text.as_bytes(), out) },
    };
    let end = code_units(text.get(at..)?, out.get_mut(to..)?)?;
    Some(to + end)
}

/// The first bytes of a text as those after them see them: before the text there is nothing.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[inline(always)]
fn moved_up<const N: usize>(bytes: &[u8; N], by: usize) -> [u8; N] {
    let mut moved = [0; N];
    moved[by..].copy_from_slice(&bytes[..N - by]);
    moved
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
        while at < end {
            let window = bytes.get(at..)?;
            let Some((unit, len)) = window.first_chunk().and_then(short) else {
                // four bytes, or so few left
                let c = text.get(at..)?.chars().next()?;
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    *out.get_mut(to..)?.first_chunk_mut()? = unit.to_be_bytes();
                    to += 2;
                }
                at += c.len_utf8();
                continue;
            };
            *out.get_mut(to..)?.first_chunk_mut()? = unit.to_be_bytes();
            (at, to) = (at + len, to + 2);
        }
    }
    Some(to)
}

/// The code unit of a character of one to three bytes at the front, and its length; `None` for one
/// of four. No branch depends on which of the three it is.
#[inline(always)]
fn short(bytes: &[u8; 4]) -> Option<(u16, usize)> {
    let [first, second, third, _] = bytes.map(u32::from);
    if first >= 0xF0 {
        return None;
    }
    let len = 1 + usize::from(first >= 0xC0) + usize::from(first >= 0xE0);
    // as if of three bytes; then what is not of the character is moved out
    let all = first << 12 | (second & 0x3F) << 6 | third & 0x3F;
    let bits = all >> (6 * (3 - len));
    let mask = [0, 0x7F, 0x7FF, 0xFFFF][len];
    Some(((bits & mask) as u16, len))
}

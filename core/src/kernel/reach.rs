//! How far into a text a number of code units reaches.

#[cfg(all(target_arch = "x86_64", feature = "std"))]
use core::arch::x86_64::*;

#[cfg(all(target_arch = "x86_64", feature = "std"))]
use bytemuck::must_cast;

use super::{Form, Path};

/// Octets from the begin of a text that at most `limit` code units reach, and those units: one
/// less where a pair of them stands across the limit.
#[inline]
pub fn reach(path: Path, text: &str, limit: usize) -> (usize, usize) {
    match path.0 {
        Form::Portable => portable(text.as_bytes(), limit),
        // SAFETY: a path is made only where its features were detected.
        // Gain: 3 times the portable form (benches/README.md, one text of 300 octets).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { avx2(text.as_bytes(), limit) },
        // SAFETY: as above. Gain: 1.1 times AVX2.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512(text.as_bytes(), limit) },
    }
}

/// 32 bytes at a time up to those where the limit is, then eight.
fn portable(bytes: &[u8], limit: usize) -> (usize, usize) {
    let (mut at, mut left) = (0, limit);
    for step in bytes.as_chunks::<32>().0 {
        let units = units(step);
        if units > left as u64 {
            break;
        }
        left -= units as usize;
        at += 32;
    }
    let (octets, left) = by_words(&bytes[at..], left);
    (at + octets, limit - left)
}

/// Eight bytes at a time; within the eight where the limit is, by what each byte leaves of it.
/// Returns the octets reached and the units left.
#[inline(never)]
fn by_words(bytes: &[u8], limit: usize) -> (usize, usize) {
    let (mut at, mut left) = (0, limit);
    let (words, rest) = bytes.as_chunks::<8>();
    // continuation bytes, which take nothing, fill up the last word
    let mut last = [0x80; 8];
    last[..rest.len()].copy_from_slice(rest);
    for word in words.iter().chain([&last]) {
        let units = up_to_each(widths(*word));
        if units >> 56 > left as u64 {
            // the high bit of each byte from the first on that is beyond what is left, at most 15
            let beyond = (units + ONES * (0x7F - left as u64)) & (ONES << 7);
            let taken = beyond.trailing_zeros() & !7;
            let within = (units << 8 >> taken) & 0xFF;
            return (at + taken as usize / 8, left - within as usize);
        }
        left -= (units >> 56) as usize;
        at += 8;
    }
    (bytes.len(), left)
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The code units that begin in each of eight bytes of UTF-8: one where the byte is no
/// continuation, one more for a lead of four bytes.
fn widths(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    let continuations = word >> 7 & !(word >> 6) & ONES;
    let pairs = word >> 7 & word >> 6 & word >> 5 & word >> 4 & ONES;
    ONES - continuations + pairs
}

/// The code units that begin in 32 bytes: 64 at most, so that a byte holds their sum.
fn units(bytes: &[u8; 32]) -> u64 {
    let words = bytes.as_chunks::<8>().0;
    up_to_each(words.iter().map(|word| widths(*word)).sum()) >> 56
}

/// The sum of each byte and those before it.
fn up_to_each(bytes: u64) -> u64 {
    bytes.wrapping_mul(ONES)
}

/// First bytes of characters, and leads of surrogate pairs, of 64 bytes.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
fn avx2(bytes: &[u8], limit: usize) -> (usize, usize) {
    let masks = |step: &[u8; 64]| {
        let halves: [__m256i; 2] = must_cast(*step);
        let mask = |[low, high]: [__m256i; 2]| {
            let bits = |bytes| u64::from(_mm256_movemask_epi8(bytes) as u32);
            bits(low) | bits(high) << 32
        };
        let least = _mm256_set1_epi8(0xF0_u8 as i8);
        (
            mask(halves.map(|half| _mm256_cmpgt_epi8(half, _mm256_set1_epi8(-65)))),
            mask(halves.map(|half| _mm256_cmpeq_epi8(_mm256_max_epu8(half, least), half))),
        )
    };
    by_rank(bytes, limit, masks, |bits, places| _pdep_u64(bits, places))
}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,bmi1,bmi2,popcnt")]
fn avx512(bytes: &[u8], limit: usize) -> (usize, usize) {
    let masks = |step: &[u8; 64]| {
        let bytes = must_cast(*step);
        let firsts = _mm512_cmpgt_epi8_mask(bytes, _mm512_set1_epi8(-65));
        (firsts, _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(0xF0_u8 as i8)))
    };
    by_rank(bytes, limit, masks, |bits, places| _pdep_u64(bits, places))
}

/// 64 bytes at a time, each unit a bit: the first one of a character at its first byte, the second
/// one of a pair at its second byte. The bit at the limit is found by its rank: `deposit(1 << n, mask)`
/// is the mask's set bit with n others below it (PDEP, slow in processors of AMD before Zen 3).
#[cfg(all(target_arch = "x86_64", feature = "std"))]
#[inline(always)]
fn by_rank(
    bytes: &[u8],
    limit: usize,
    masks: impl Fn(&[u8; 64]) -> (u64, u64),
    deposit: impl Fn(u64, u64) -> u64,
) -> (usize, usize) {
    let (mut at, mut left) = (0, limit);
    // whether the byte before leads a pair
    let mut before = 0;
    for step in bytes.as_chunks().0 {
        let (firsts, pairs) = masks(step);
        let seconds = pairs << 1 | before;
        let units = firsts | seconds;
        let count = units.count_ones() as usize;
        if count > left {
            let place = deposit(1 << left, units).trailing_zeros();
            // not between the two units of a pair
            let torn = (seconds >> place & 1) as usize;
            return (at + place as usize - torn, limit - torn);
        }
        left -= count;
        at += 64;
        before = pairs >> 63;
    }
    if before as usize > left {
        return (at - 1, limit - 1);
    }
    let (octets, left) = by_words(&bytes[at..], left - before as usize);
    (at + octets, limit - left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// Every form equals the walk over characters, wherever limit, pair and step fall together.
    #[test]
    fn every_form_reaches_as_far_as_character_by_character() {
        let piece = "abcdefghi😀é中 abcdefghijklmnop\u{10FFFF}q\u{FFFF}\u{7FF}\u{80}\u{7F}12345678";
        let text: String =
            [piece, "😀😀x", piece, &"中".repeat(30), piece, &"🎉".repeat(40)].concat();
        for (start, _) in text.char_indices() {
            let text = &text[start..];
            for limit in (0..text.len() + 2).step_by(1 + start % 3) {
                let (mut octets, mut units) = (0, 0);
                for c in text.chars().take_while(|c| {
                    units += c.len_utf16();
                    units <= limit
                }) {
                    octets += c.len_utf8();
                }
                let expected = (octets, text[..octets].encode_utf16().count());
                for path in Path::all() {
                    assert_eq!(reach(path, text, limit), expected, "{} {limit}", path.name());
                }
            }
        }
    }
}

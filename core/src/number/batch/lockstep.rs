//! The strict rows of a batch, four at a time.
//!
//! 1. Sixteen bytes, of which the row's digits are the last, are checked at once and become digits
//!    of four bits each, and the number that they make.
//! 2. The four walks through the automaton take their steps together, so that four table reads
//!    are under way at once, and no branch depends on the digits. A walk that has ended stays where
//!    it is: behind the last digit stands [`END`], by which a node leads to itself.

use super::{NumberColumn, Offset};
use crate::number::automaton::{E164_NUMBERS, END, REFERENCE_WORDS, drop_prefix};
use crate::number::{E164, NumberForm, Verdict};

const LANES: usize = 4;
/// So many steps are taken without asking; hardly any walk takes more.
const SURE_STEPS: usize = 4;
/// `END` in the place of every digit.
const ALL_ENDS: u64 = u64::MAX / 15 * END as u64;

/// Judges the rows that are `+` and 3 to 15 digits with an assigned calling code; every other row
/// is left to `general`, which gets its begin and end.
#[inline]
pub(super) fn judge<O: Offset>(
    column: &NumberColumn<'_, O>,
    verdicts: &mut [Verdict],
    keys: &mut [u64],
    digits: impl Fn(&[u8; 16], usize) -> Option<Digits>,
    general: impl Fn(usize, usize) -> (Verdict, u64),
) {
    let mut offsets = column.offsets;
    let rows = verdicts.chunks_mut(LANES).zip(keys.chunks_mut(LANES));
    for (verdicts, keys) in rows {
        // the last rows may be fewer than the lanes: the others are empty
        let ends = match offsets.first_chunk::<{ LANES + 1 }>() {
            Some(ends) => ends.map(Offset::index),
            None => core::array::from_fn(|i| {
                offsets.get(i).or(offsets.last()).map_or(0, |end| end.index())
            }),
        };
        offsets = offsets.get(LANES..).unwrap_or_default();
        let mut lanes = [Lane::NONE; LANES];
        for (i, lane) in lanes.iter_mut().enumerate() {
            *lane = Lane::read(column.bytes, ends[i], ends[i + 1], &digits);
        }
        let labels = walk(&lanes);
        for (i, (verdict, key)) in verdicts.iter_mut().zip(keys).enumerate() {
            let found = Verdict::of_label(labels[i % LANES]);
            let lane = lanes[i % LANES];
            if lane.len != 0 && !found.needs_more() {
                (*verdict, *key) = (found, lane.key);
            } else {
                let rare = lane.finish_rare(found);
                (*verdict, *key) = rare.unwrap_or_else(|| general(ends[i], ends[i + 1]));
            }
        }
    }
}

/// The digits of a row: by four bits each, the first in the highest bits and 0 behind the last, and
/// the number that they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    packed: u64,
    number: u64,
}

/// One row: its digits with `END` behind the last, how many (0 for a row that is not strict), and
/// its key.
#[derive(Clone, Copy)]
struct Lane {
    digits: u64,
    len: usize,
    key: u64,
}

impl Lane {
    const NONE: Lane = Lane { digits: 0, len: 0, key: 0 };

    #[inline(always)]
    fn read(
        bytes: &[u8],
        from: usize,
        to: usize,
        digits: impl Fn(&[u8; 16], usize) -> Option<Digits>,
    ) -> Lane {
        let len = (to - from).wrapping_sub(1);
        let is_length = (E164::MIN_DIGITS..=E164::MAX_DIGITS).contains(&len);
        if !is_length || bytes[from] != b'+' {
            return Lane::NONE;
        }
        // what is before the row is read with it and masked away
        let digits = match bytes[..to].last_chunk() {
            Some(chunk) => digits(chunk, len),
            None => {
                let mut padded = [0; 16];
                padded[16 - to..].copy_from_slice(&bytes[..to]);
                digits(&padded, len)
            }
        };
        match digits {
            None => Lane::NONE,
            Some(Digits { packed, number }) => {
                Lane { digits: packed | ALL_ENDS >> (4 * len), len, key: number }
            }
        }
    }

    /// The verdict and key where the tables' verdict is not the last word: a prefix may have to go.
    /// None for a row that is not strict, and where the digits are no number: a default region may
    /// make sense of them.
    #[cold]
    #[inline(never)]
    fn finish_rare(&self, verdict: Verdict) -> Option<(Verdict, u64)> {
        if self.len == 0 || verdict.error().is_some() {
            return None;
        }
        let number = E164::from_key(self.key).ok()?;
        let (verdict, changed) =
            drop_prefix(number.in_form(NumberForm::Digits).as_bytes(), verdict);
        let key = match changed {
            None => self.key,
            Some(text) => E164::from_digits(text.as_bytes()).map_or(0, E164::key),
        };
        verdict.error().is_none().then_some((verdict, key))
    }
}

/// The labels that the lanes' digits lead to; anything for a row that is not strict.
#[inline]
fn walk(lanes: &[Lane; LANES]) -> [u16; LANES] {
    let automaton = &E164_NUMBERS;
    let rows_from = automaton.nodes.len() / REFERENCE_WORDS;
    let mut at = lanes.map(|lane| u32::from(automaton.first[(lane.digits >> 52) as usize]));
    for taken in 3..E164::MAX_DIGITS {
        // a walk whose digits have ended in a node stays there, so this may never be true
        if taken >= 3 + SURE_STEPS && at.iter().all(|at| *at as usize >= rows_from) {
            break;
        }
        at = core::array::from_fn(|i| step(at[i], lanes[i].digits << (4 * taken) >> 60));
    }
    core::array::from_fn(|i| automaton.label(at[i] as usize, lanes[i].len))
}

/// One step of a walk by a digit; in a row it stays where it is.
#[inline(always)]
fn step(at: u32, digit: u64) -> u32 {
    let nodes = E164_NUMBERS.nodes;
    let is_node = (at as usize) < nodes.len() / REFERENCE_WORDS;
    let node = if is_node { at as usize } else { 0 };
    let next = u32::from(nodes[REFERENCE_WORDS * node + digit as usize]);
    if is_node { next } else { at }
}

/// The last `len` of sixteen bytes (3 to 15), if they are ASCII digits.
#[inline]
#[cfg(any(test, not(target_arch = "x86_64")))]
pub(super) fn digits_portable(bytes: &[u8; 16], len: usize) -> Option<Digits> {
    const ONES: u128 = u128::MAX / 0xFF;
    let behind = 8 * (16 - len);
    let values = (u128::from_le_bytes(*bytes) ^ (ONES * 0x30)) >> behind;
    // adding 0x76 to a byte over 9 sets its highest bit; bytes over 0x7F have it already
    let over = (values & (ONES * 0x7F)).wrapping_add(ONES * 0x76) | values;
    if over & (ONES * 0x80) != 0 {
        return None;
    }
    let eight = |values: u64| {
        let pairs = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF;
        let fours = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF;
        (fours | fours >> 16) as u32
    };
    let packed = u64::from(eight(values as u64)) | u64::from(eight((values >> 64) as u64)) << 32;
    let packed = packed.swap_bytes();
    Some(Digits { packed, number: number(packed >> (64 - 4 * len)) })
}

/// The number that digits of four bits each make: by pairs, fours and eights at once.
#[inline]
#[cfg(any(test, not(target_arch = "x86_64")))]
fn number(digits: u64) -> u64 {
    let low = 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (digits >> 4 & low) * 10 + (digits & low);
    let low = 0x00FF_00FF_00FF_00FF;
    let fours = (pairs >> 8 & low) * 100 + (pairs & low);
    let low = 0x0000_FFFF_0000_FFFF;
    let eights = (fours >> 16 & low) * 10_000 + (fours & low);
    (eights >> 32) * 100_000_000 + (eights & 0xFFFF_FFFF)
}

/// As [`digits_portable`], with SSE2, which every x86-64 processor has.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(super) fn digits_sse2(bytes: &[u8; 16], len: usize) -> Option<Digits> {
    // SAFETY: SSE2 is part of x86-64
    #[allow(unsafe_code)] // gain over portable code: 1.3 times (benches/README.md, numbers)
    unsafe {
        sse2(bytes, len)
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn sse2(bytes: &[u8; 16], len: usize) -> Option<Digits> {
    use bytemuck::must_cast;
    use core::arch::x86_64::*;

    /// The last n bytes of sixteen.
    const LAST: [[u8; 16]; 16] = {
        let mut masks = [[0; 16]; 16];
        let mut n = 0;
        while n < 16 {
            let mut at = 16 - n;
            while at < 16 {
                masks[n][at] = 0xFF;
                at += 1;
            }
            n += 1;
        }
        masks
    };
    let values = _mm_sub_epi8(must_cast(*bytes), _mm_set1_epi8(0x30));
    let is_digit = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
    let others = !_mm_movemask_epi8(is_digit) as u16;
    if others >> (16 - len) != 0 {
        return None;
    }
    let values = _mm_and_si128(values, must_cast(LAST[len & 15]));

    // of two bytes a and b, 16 a + b, and 10 a + b; of two words then 100 a + b, 10000 a + b
    let (first, second) =
        (_mm_and_si128(values, _mm_set1_epi16(0xFF)), _mm_srli_epi16::<8>(values));
    let bits = _mm_or_si128(_mm_slli_epi16::<4>(first), second);
    let packed = (_mm_cvtsi128_si64(_mm_packus_epi16(bits, bits)) as u64).swap_bytes();
    let pairs = _mm_add_epi16(_mm_mullo_epi16(first, _mm_set1_epi16(10)), second);
    let fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
    let fours = _mm_packs_epi32(fours, fours);
    let eights = _mm_madd_epi16(fours, _mm_set1_epi32(1 << 16 | 10_000));
    let eights = _mm_cvtsi128_si64(eights) as u64;
    Some(Digits {
        packed: packed << (64 - 4 * len),
        number: (eights & 0xFFFF_FFFF) * 100_000_000 + (eights >> 32),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::NumberError;
    use alloc::format;
    use alloc::vec;
    use alloc::vec::Vec;

    /// A column in which every byte stands in every place of a row, and rows of all lengths.
    fn rows() -> (Vec<u8>, Vec<i32>) {
        let mut rows = vec![];
        for place in 0..17 {
            for byte in 0..=255 {
                let mut row = *b"+4479111234567890";
                row[place] = byte;
                rows.push(row[..3 + (place * 7 + usize::from(byte)) % 15].to_vec());
                rows.push(row[..16].to_vec());
            }
        }
        for calling_code in 0..1000 {
            rows.push(format!("+{calling_code}0123456789").into_bytes());
        }
        let mut offsets = vec![0];
        let mut end = 0;
        offsets.extend(rows.iter().map(|row| {
            end += row.len() as i32;
            end
        }));
        (rows.concat(), offsets)
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn simd_says_what_portable_code_says() {
        let (bytes, offsets) = rows();
        let column = NumberColumn::new(&bytes, &offsets).unwrap();
        let none = (Verdict::of_error(NumberError::NotANumber), 0);
        let mut results = vec![];
        for simd in [false, true] {
            let mut verdicts = vec![none.0; column.len()];
            let mut keys = vec![0; column.len()];
            if simd {
                judge(&column, &mut verdicts, &mut keys, digits_sse2, |_, _| none);
            } else {
                judge(&column, &mut verdicts, &mut keys, digits_portable, |_, _| none);
            }
            results.push((verdicts, keys));
        }
        assert!(results[0] == results[1]);
        assert!(results[0].1.iter().filter(|key| **key != 0).count() > 1000);
    }
}

//! The strict rows of a batch, eight at a time.
//!
//! 1. The sixteen bytes behind a row's plus are checked at once and become digits, and the number
//!    that they make.
//! 2. The eight walks through the automaton take their steps together, so that eight table reads
//!    are under way at once, and no branch depends on the digits. A walk that has ended stays where
//!    it is: behind the last digit stands [`END`], by which a node leads to itself.

use super::{NumberColumn, Offset};
use crate::number::automaton::{E164_NUMBERS, END, drop_prefix};
use crate::number::{E164, NumberError, NumberForm, Verdict};

const LANES: usize = 8;
/// After so many digits every walk has come to where only the length matters; a test holds the
/// tables to it.
const LONGEST_WALK: usize = 10;

/// Judges the rows that are `+` and 3 to 15 digits with an assigned calling code; every other row
/// is left to `general`, which gets its begin and end. Without `has_region` there is nothing that
/// could make sense of digits without a calling code.
#[inline]
pub(super) fn judge<O: Offset>(
    column: &NumberColumn<'_, O>,
    has_region: bool,
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
        let lanes: [Lane; LANES] =
            core::array::from_fn(|i| Lane::read(column.bytes, ends[i], ends[i + 1], &digits));
        let labels = walk(&lanes);
        for (i, (verdict, key)) in verdicts.iter_mut().zip(keys).enumerate() {
            let found = Verdict::of_label(labels[i % LANES]);
            let lane = &lanes[i % LANES];
            if lane.len != 0 && !found.needs_more() {
                (*verdict, *key) = (found, lane.digits.number);
            } else {
                let rare = lane.finish_rare(found, has_region);
                (*verdict, *key) = rare.unwrap_or_else(|| general(ends[i], ends[i + 1]));
            }
        }
    }
}

/// The digits of a row, [`END`] behind the last, and the number that they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    values: [u8; 16],
    number: u64,
}

/// One row: its digits and how many; 0 for a row that is not strict.
#[derive(Clone, Copy)]
struct Lane {
    digits: Digits,
    len: usize,
}

impl Lane {
    const NONE: Lane = Lane { digits: Digits { values: [0; 16], number: 0 }, len: 0 };

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
        // what is behind the row is read with it and does not count
        let digits = match bytes[from + 1..].first_chunk() {
            Some(chunk) => digits(chunk, len),
            None => {
                let mut padded = [0; 16];
                padded[..len].copy_from_slice(&bytes[from + 1..to]);
                digits(&padded, len)
            }
        };
        digits.map_or(Lane::NONE, |digits| Lane { digits, len })
    }

    /// The verdict and key where the tables' verdict is not the last word: a prefix may have to go.
    /// None for a row that is not strict, and where the digits are no number: a default region may
    /// make sense of them.
    #[cold]
    #[inline(never)]
    fn finish_rare(&self, verdict: Verdict, has_region: bool) -> Option<(Verdict, u64)> {
        if self.len == 0 {
            return None;
        }
        if let Some(error) = verdict.error() {
            let is_last = !has_region || error != NumberError::InvalidCountryCode;
            return is_last.then_some((Verdict::of_error(error), 0));
        }
        let number = E164::from_key(self.digits.number).ok()?;
        let (verdict, changed) =
            drop_prefix(number.in_form(NumberForm::Digits).as_bytes(), verdict);
        let key = match changed {
            None => self.digits.number,
            Some(text) => E164::from_digits(text.as_bytes()).map_or(0, E164::key),
        };
        verdict.error().is_none().then_some((verdict, key))
    }
}

/// The labels that the lanes' digits lead to; anything for a row that is not strict.
#[inline(always)]
fn walk(lanes: &[Lane; LANES]) -> [u16; LANES] {
    let automaton = &E164_NUMBERS;
    let digit = |i: usize, place: usize| usize::from(lanes[i].digits.values[place]);
    let mut at: [u16; LANES] = core::array::from_fn(|i| {
        automaton.first[digit(i, 0) << 8 | digit(i, 1) << 4 | digit(i, 2)]
    });
    for place in 3..LONGEST_WALK {
        at = core::array::from_fn(|i| automaton.step(at[i], digit(i, place)));
    }
    core::array::from_fn(|i| automaton.label(at[i], lanes[i].len))
}

/// Sixteen bytes of which only the first n count.
const FIRST: [[u8; 16]; 16] = {
    let mut masks = [[0; 16]; 16];
    let mut n = 0;
    while n < 16 {
        let mut at = 0;
        while at < n {
            masks[n][at] = 0xFF;
            at += 1;
        }
        n += 1;
    }
    masks
};

/// [`END`] behind n bytes.
const ENDS: [[u8; 16]; 16] = {
    let mut ends = FIRST;
    let mut n = 0;
    while n < 16 {
        let mut at = 0;
        while at < 16 {
            ends[n][at] = !ends[n][at] & END as u8;
            at += 1;
        }
        n += 1;
    }
    ends
};

/// The number of `len` digits, from that with as many zeros behind it as make sixteen digits. They
/// go by a shift and by the inverse of a power of 5 among the integers below 2^64: where nothing
/// remains, that is the division.
#[inline(always)]
fn without_zeros(number: u64, len: usize) -> u64 {
    const INVERSES: [u64; 16] = {
        let mut inverses = [1u64; 16];
        let mut n = 1;
        while n < 16 {
            inverses[n] = inverses[n - 1].wrapping_mul(0xCCCC_CCCC_CCCC_CCCD);
            n += 1;
        }
        inverses
    };
    let zeros = 16 - len;
    (number >> zeros).wrapping_mul(INVERSES[zeros & 15])
}

/// The first `len` of sixteen bytes (3 to 15), if they are ASCII digits.
#[inline]
#[cfg(any(test, not(target_arch = "x86_64")))]
pub(super) fn digits_portable(bytes: &[u8; 16], len: usize) -> Option<Digits> {
    const ONES: u128 = u128::MAX / 0xFF;
    let values = u128::from_le_bytes(*bytes) ^ (ONES * 0x30);
    let values = values & u128::from_le_bytes(FIRST[len & 15]);
    // adding 0x76 to a byte over 9 sets its highest bit; bytes over 0x7F have it already
    let over = (values & (ONES * 0x7F)).wrapping_add(ONES * 0x76) | values;
    if over & (ONES * 0x80) != 0 {
        return None;
    }
    // eight digits, the first in the lowest byte, by pairs, fours and eights at once
    let eight = |digits: u64| {
        let pairs = (10 * digits + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
        let fours = (100 * pairs + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
        (10_000 * fours + (fours >> 32)) & 0xFFFF_FFFF
    };
    let number = 100_000_000 * eight(values as u64) + eight((values >> 64) as u64);
    let values = values | u128::from_le_bytes(ENDS[len & 15]);
    Some(Digits { values: values.to_le_bytes(), number: without_zeros(number, len) })
}

/// As [`digits_portable`], with SSE2, which every x86-64 processor has.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(super) fn digits_sse2(bytes: &[u8; 16], len: usize) -> Option<Digits> {
    // SAFETY: SSE2 is part of x86-64
    #[allow(unsafe_code)]
    // gain over portable code: 1.3 times in the form before (benches/README.md)
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

    let values = _mm_sub_epi8(must_cast(*bytes), _mm_set1_epi8(0x30));
    let values = _mm_and_si128(values, must_cast(FIRST[len & 15]));
    let is_digit = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
    if _mm_movemask_epi8(is_digit) != 0xFFFF {
        return None;
    }
    // of two bytes a and b 10 a + b, of two words then 100 a + b, then 10000 a + b
    let (first, second) =
        (_mm_and_si128(values, _mm_set1_epi16(0xFF)), _mm_srli_epi16::<8>(values));
    let pairs = _mm_add_epi16(_mm_mullo_epi16(first, _mm_set1_epi16(10)), second);
    let fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
    let fours = _mm_packs_epi32(fours, fours);
    let eights = _mm_madd_epi16(fours, _mm_set1_epi32(1 << 16 | 10_000));
    let eights = _mm_cvtsi128_si64(eights) as u64;
    let number = (eights & 0xFFFF_FFFF) * 100_000_000 + (eights >> 32);
    Some(Digits {
        values: must_cast(_mm_or_si128(values, must_cast(ENDS[len & 15]))),
        number: without_zeros(number, len),
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

    #[test]
    fn every_walk_ends_in_time() {
        let automaton = &E164_NUMBERS;
        let mut level = automaton.first.to_vec();
        for _ in 3..LONGEST_WALK {
            level.sort_unstable();
            level.dedup();
            let next = |at: &u16| (0..10).map(|digit| automaton.step(*at, digit)).collect();
            level = level.iter().flat_map::<Vec<u16>, _>(next).collect();
        }
        assert!(level.iter().all(|at| (0..10).all(|digit| automaton.step(*at, digit) == *at)));
    }

    #[test]
    fn zeros_behind_a_number_go() {
        for number in [1, 7, 123, 999_999_999_999_999, 100_000_000_000_000, 256_772_000_001] {
            let mut padded: u64 = number;
            while padded < 1_000_000_000_000_000 {
                padded *= 10;
            }
            let len = number.ilog10() as usize + 1;
            assert_eq!(without_zeros(padded, len), number);
        }
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
                judge(&column, true, &mut verdicts, &mut keys, digits_sse2, |_, _| none);
            } else {
                judge(&column, true, &mut verdicts, &mut keys, digits_portable, |_, _| none);
            }
            results.push((verdicts, keys));
        }
        assert!(results[0] == results[1]);
        assert!(results[0].1.iter().filter(|key| **key != 0).count() > 1000);
    }
}

//! The strict rows of a batch, four at a time.
//!
//! 1. Sixteen bytes are checked at once and become sixteen digits of four bits each.
//! 2. The four walks through the automaton take their steps together, so that four table reads
//!    are under way at once, and no branch depends on the digits. A walk that has ended stays where
//!    it is: behind the last digit stands [`END`], by which a node leads to itself.
//! 3. The key comes from the same digits by three multiplications.

use super::{NumberColumn, Offset};
use crate::number::automaton::{E164_NUMBERS, END, REFERENCE_WORDS, drop_prefix};
use crate::number::{E164, NumberForm, Verdict};

const LANES: usize = 4;
/// So many steps are taken without asking; hardly any walk takes more.
const SURE_STEPS: usize = 4;
/// `END` in the place of every digit.
const ALL_ENDS: u64 = u64::MAX / 15 * END as u64;

/// Fills in the rows that are `+` and 3 to 15 digits with an assigned calling code; every other row
/// becomes [`Verdict::UNDECIDED`].
#[inline]
pub(super) fn judge<O: Offset>(
    column: &NumberColumn<'_, O>,
    verdicts: &mut [Verdict],
    keys: &mut [u64],
    sixteen: impl Fn(&[u8; 16], usize) -> Option<u64>,
) {
    let rows = verdicts.chunks_mut(LANES).zip(keys.chunks_mut(LANES));
    for (chunk, (verdicts, keys)) in rows.enumerate() {
        let mut lanes = [Lane::NONE; LANES];
        for (i, lane) in lanes.iter_mut().enumerate().take(verdicts.len()) {
            let (from, to) = column.range(LANES * chunk + i);
            *lane = Lane::read(column.bytes, from, to, &sixteen);
        }
        let labels = walk(&lanes);
        for (((lane, label), verdict), key) in lanes.iter().zip(labels).zip(verdicts).zip(keys) {
            (*verdict, *key) = lane.finish(label);
        }
    }
}

/// One row: its digits by four bits each, the first in the highest bits and `END` behind the last,
/// and how many; 0 for a row that is not strict.
#[derive(Clone, Copy)]
struct Lane {
    digits: u64,
    len: usize,
}

impl Lane {
    const NONE: Lane = Lane { digits: 0, len: 0 };

    #[inline]
    fn read(
        bytes: &[u8],
        from: usize,
        to: usize,
        sixteen: impl Fn(&[u8; 16], usize) -> Option<u64>,
    ) -> Lane {
        let len = (to - from).wrapping_sub(1);
        let is_length = (E164::MIN_DIGITS..=E164::MAX_DIGITS).contains(&len);
        if !is_length || bytes[from] != b'+' {
            return Lane::NONE;
        }
        // what is behind the row is read with it and masked away
        let digits = match bytes[from + 1..].first_chunk() {
            Some(chunk) => sixteen(chunk, len),
            None => {
                let mut padded = [0; 16];
                padded[..len].copy_from_slice(&bytes[from + 1..to]);
                sixteen(&padded, len)
            }
        };
        match digits {
            None => Lane::NONE,
            Some(digits) => {
                let behind = u64::MAX >> (4 * len);
                Lane { digits: digits & !behind | ALL_ENDS & behind, len }
            }
        }
    }

    /// The verdict behind a label, and the key.
    #[inline]
    fn finish(&self, label: u16) -> (Verdict, u64) {
        match Verdict::of_label(label) {
            Some(verdict) if self.len != 0 => {
                if verdict.needs_more() {
                    self.finish_rare(verdict)
                } else {
                    (verdict, self.key())
                }
            }
            _ => (Verdict::UNDECIDED, 0),
        }
    }

    /// A prefix may have to go, or the digits are no number.
    #[cold]
    #[inline(never)]
    fn finish_rare(&self, verdict: Verdict) -> (Verdict, u64) {
        let number = E164::from_key(self.key());
        if let (None, Ok(number)) = (verdict.error(), number) {
            let (verdict, changed) =
                drop_prefix(number.in_form(NumberForm::Digits).as_bytes(), verdict);
            let key = match changed {
                None => Some(self.key()),
                Some(text) => E164::from_digits(text.as_bytes()).ok().map(E164::key),
            };
            if verdict.error().is_none() {
                return (verdict, key.unwrap_or(0));
            }
        }
        (Verdict::UNDECIDED, 0) // a default region may make sense of it
    }

    /// The number that the digits make: by pairs, fours and eights at once.
    #[inline]
    fn key(&self) -> u64 {
        let digits = self.digits >> (64 - 4 * self.len);
        let low = 0x0F0F_0F0F_0F0F_0F0F;
        let pairs = (digits >> 4 & low) * 10 + (digits & low);
        let low = 0x00FF_00FF_00FF_00FF;
        let fours = (pairs >> 8 & low) * 100 + (pairs & low);
        let low = 0x0000_FFFF_0000_FFFF;
        let eights = (fours >> 16 & low) * 10_000 + (fours & low);
        (eights >> 32) * 100_000_000 + (eights & 0xFFFF_FFFF)
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

/// Sixteen digits of four bits each, if the first `len` bytes are ASCII digits; what is behind them
/// is not cleared.
#[inline]
#[cfg(any(test, not(target_arch = "x86_64")))]
pub(super) fn sixteen_portable(bytes: &[u8; 16], len: usize) -> Option<u64> {
    const ONES: u128 = u128::MAX / 0xFF;
    let mask = (1 << (8 * len)) - 1;
    let values = (u128::from_le_bytes(*bytes) ^ (ONES * 0x30)) & mask;
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
    Some(packed.swap_bytes())
}

/// As [`sixteen_portable`], with SSE2, which every x86-64 processor has.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(super) fn sixteen_sse2(bytes: &[u8; 16], len: usize) -> Option<u64> {
    // SAFETY: SSE2 is part of x86-64
    #[allow(unsafe_code)] // gain over portable code: see benches/README.md
    unsafe {
        sse2(bytes, len)
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn sse2(bytes: &[u8; 16], len: usize) -> Option<u64> {
    use core::arch::x86_64::*;

    let number = u128::from_le_bytes(*bytes);
    let text = _mm_set_epi64x((number >> 64) as i64, number as i64);
    let values = _mm_sub_epi8(text, _mm_set1_epi8(0x30));
    let is_digit = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
    let row = (1 << len) - 1;
    if _mm_movemask_epi8(is_digit) & row != row {
        return None;
    }
    // of two bytes a and b, 16 * a + b; what is no digit may not run into its neighbour
    let values = _mm_and_si128(values, is_digit);
    let pairs = _mm_or_si128(_mm_slli_epi16::<4>(values), _mm_srli_epi16::<8>(values));
    let pairs = _mm_and_si128(pairs, _mm_set1_epi16(0xFF));
    let packed = _mm_cvtsi128_si64(_mm_packus_epi16(pairs, pairs)) as u64;
    Some(packed.swap_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let mut results = vec![];
        for simd in [false, true] {
            let mut verdicts = vec![Verdict::UNDECIDED; column.len()];
            let mut keys = vec![0; column.len()];
            if simd {
                judge(&column, &mut verdicts, &mut keys, sixteen_sse2);
            } else {
                judge(&column, &mut verdicts, &mut keys, sixteen_portable);
            }
            results.push((verdicts, keys));
        }
        assert!(results[0] == results[1]);
        assert!(results[0].1.iter().filter(|key| **key != 0).count() > 1000);
    }
}

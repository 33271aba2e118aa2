//! Columns of short texts, written straight into Arrow's buffers: a builder takes longer over the
//! texts of a number than the engine over its verdict.

use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer};
use septet::{Error, ErrorKind};

use crate::column::damaged;
use crate::words::present;

/// A text of at most N octets, with its length: copied whole, since N is known when it is compiled.
#[derive(Clone, Copy)]
pub(crate) struct Short<const N: usize> {
    pub(crate) octets: [u8; N],
    pub(crate) len: usize,
}

impl<const N: usize> Short<N> {
    /// No text: the row is null.
    pub(crate) const NONE: Short<N> = Short { octets: [0; N], len: 0 };

    /// A text, cut after N octets.
    pub(crate) fn of(text: &str) -> Short<N> {
        let mut short = Short::NONE;
        for (place, octet) in short.octets.iter_mut().zip(text.bytes()) {
            *place = octet;
            short.len += 1;
        }
        short
    }
}

/// Rows that are written at once, so that what is overwritten stays in the cache.
const CHUNK: usize = 64;

/// A column of texts of at most N octets, null where they are empty.
pub(crate) struct Texts<const N: usize> {
    octets: Vec<u8>,
    ends: Vec<i32>,
    has_empty: bool,
}

impl<const N: usize> Texts<N> {
    /// A column of `rows` texts, most of them of `len` octets.
    pub(crate) fn new(rows: usize, len: usize) -> Texts<N> {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Texts { octets: Vec::with_capacity(rows * len + CHUNK * N), ends, has_empty: false }
    }

    /// Adds the texts of rows.
    pub(crate) fn extend<T>(&mut self, rows: &[T], text: impl Fn(&T) -> Short<N>) {
        for rows in rows.chunks(CHUNK) {
            let mut end = self.octets.len();
            self.octets.resize(end + rows.len() * N, 0);
            let mut ends = [0; CHUNK];
            for (row, place) in rows.iter().zip(&mut ends) {
                let text = text(row);
                if let Some(place) = self.octets[end..].first_chunk_mut() {
                    *place = text.octets; // what is too much, the next one covers
                }
                end += text.len;
                *place = end as i32; // `finish` refuses what is longer
                self.has_empty |= text.len == 0;
            }
            self.ends.extend_from_slice(&ends[..rows.len()]);
            self.octets.truncate(end);
        }
    }

    /// The rows that have a text and are none of `nulls`.
    pub(crate) fn present(&self, nulls: Option<&NullBuffer>) -> Option<NullBuffer> {
        if !self.has_empty {
            return nulls.cloned();
        }
        present(self.ends.len() - 1, nulls, |row| self.ends[row] < self.ends[row + 1])
    }

    /// The column; `nulls` are rows that are null whatever was written.
    ///
    /// # Errors
    /// `overflow` when it is longer than offsets of 32 bits can say.
    pub(crate) fn finish(self, nulls: Option<&NullBuffer>) -> Result<ArrayRef, Error> {
        let nulls = self.present(nulls);
        if i32::try_from(self.octets.len()).is_err() {
            let what = "the words of so many rows are longer than a column can be: give fewer rows";
            return Err(
                Error::new(ErrorKind::Overflow, what).with_detail("rows", self.ends.len() - 1)
            );
        }
        let ends = OffsetBuffer::new(self.ends.into());
        let column = StringArray::try_new(ends, Buffer::from_vec(self.octets), nulls);
        Ok(Arc::new(column.map_err(damaged)?))
    }
}

/// The number of a key below 10^15 as + and its digits; none for 0.
#[inline]
pub(crate) fn plus_digits(key: u64) -> Short<16> {
    if key == 0 || key >= 1_000_000_000_000_000 {
        return Short::NONE;
    }
    let [head, tail] = [key / 100_000_000, key % 100_000_000].map(eight_digits);
    let digits = u128::from(head) | (u128::from(tail) << 64);
    // at least one, since 10^15 would be the first of 16 digits
    let zeros = digits.trailing_zeros() / 8;
    let text = (digits | u128::from_le_bytes([b'0'; 16])) >> (8 * (zeros - 1));
    let mut octets = text.to_le_bytes();
    octets[0] = b'+'; // over the last of the zeros
    Short { octets, len: 17 - zeros as usize }
}

/// The digits of a number below 10^8, one in each octet, the first one lowest: split into halves,
/// these into pairs and these into digits, all at once.
#[inline]
fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // 10486 / 2^20 is 1 / 100 closely enough below 10^4, 103 / 2^10 is 1 / 10 below 100
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let pairs = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((pairs - 10 * tens) << 8)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use proptest::prelude::*;

    use super::*;

    fn plus(key: u64) -> String {
        let short = plus_digits(key);
        String::from_utf8(short.octets[..short.len].to_vec()).unwrap()
    }

    proptest! {
        #[test]
        fn digits_are_those_that_a_number_prints(digits in 1u32..=15, any: u64) {
            let key = any % 10u64.pow(digits) + 1;
            prop_assume!(key < 10u64.pow(15));
            prop_assert_eq!(plus(key), format!("+{key}"));
        }
    }

    #[test]
    fn every_pair_and_every_power() {
        for number in 0..10_000 {
            let found = eight_digits(number * 10_000 + number) | 0x3030_3030_3030_3030;
            assert_eq!(found.to_le_bytes(), *format!("{number:04}{number:04}").as_bytes());
        }
        for key in (0..15).map(|n| 10u64.pow(n)).flat_map(|power| [power, 10 * power - 1]) {
            assert_eq!(plus(key), format!("+{key}"));
        }
        assert_eq!((plus_digits(0).len, plus_digits(1_000_000_000_000_000).len), (0, 0));
    }

    #[test]
    fn rows_stand_one_after_the_other() {
        let mut column = Texts::<4>::new(1, 4);
        column.extend(&["gsm7", "", "a"], |text| Short::of(text));
        column.extend(&["ucs2"], |text| Short::of(text));
        let nulls = NullBuffer::from(vec![true, true, true, false]);
        let column = column.finish(Some(&nulls)).unwrap();
        let rows: Vec<_> = column.as_string::<i32>().iter().collect();
        assert_eq!(rows, [Some("gsm7"), None, Some("a"), None]);
        assert_eq!(column.len(), 4);
        assert_eq!(Short::<4>::of("longer").len, 4);
    }
}

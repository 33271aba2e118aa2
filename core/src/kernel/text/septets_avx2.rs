//! Septets of 32 bytes at a time: plain characters, and those that begin with 0xC3 (the letters of
//! Western Europe). Any other character is written by itself.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::super::tables::{CLASS, LEADS, MOVED, NONE, TWO_BYTES};
use super::{Stop, character};

/// The lead of most characters of two bytes, and its place in [`LEADS`].
const LEAD: u8 = LEADS[1].0;

/// Septets by continuation byte behind [`LEAD`]: for each high nibble from 8 on, by the low one; 0
/// where there is no character. (The septet 0 is the commercial at, which is ASCII.)
const CONTINUATIONS: [[u8; 16]; 4] = {
    let mut rows = [[0; 16]; 4];
    let mut low = 0;
    while low < 64 {
        let code = TWO_BYTES[1][low];
        if code != NONE {
            assert!(code != 0);
            rows[low / 16][low % 16] = code;
        }
        low += 1;
    }
    rows
};

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn encode_septets(bytes: &[u8], out: &mut [u8]) -> Result<usize, Stop> {
    let (mut at, mut to) = (0, 0);
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let room = out.get_mut(to..).unwrap_or_default();
        let (read, written) = match (rest.first_chunk(), room.first_chunk_mut()) {
            (Some(step), Some(place)) => chunk(step, place),
            (None, _) => {
                // the last bytes, filled up with a plain character
                let (mut step, mut septets) = ([b'a'; 32], [0; 32]);
                step.get_mut(..rest.len()).unwrap_or_default().copy_from_slice(rest);
                let (read, written) = chunk(&step, &mut septets);
                let spare = read.saturating_sub(rest.len());
                let septets = septets.get(..written - spare).unwrap_or_default();
                room.get_mut(..septets.len()).ok_or(Stop::Full)?.copy_from_slice(septets);
                (read - spare, septets.len())
            }
            (Some(_), None) => (0, 0),
        };
        (at, to) = (at + read, to + written);
        // a whole step is followed by another one; one that ended early, by another character
        if read < 31 && at < bytes.len() {
            (at, to) = character(bytes, at, out, to)?;
        }
    }
    Ok(to)
}

/// Writes characters until one comes that is neither plain nor begins with [`LEAD`], and returns
/// how many bytes were read and septets written. Octets behind them are overwritten: more text
/// follows.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
#[inline]
fn chunk(step: &[u8; 32], place: &mut [u8; 32]) -> (usize, usize) {
    let table = |bytes: [u8; 16]| _mm256_broadcastsi128_si256(must_cast(bytes));
    let splat = |byte: u8| _mm256_set1_epi8(byte as i8);
    let mask = |bytes: __m256i| _mm256_movemask_epi8(bytes) as u32;

    let bytes: __m256i = must_cast(*step);
    let low = _mm256_and_si256(bytes, splat(0x0F));
    let high = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), splat(0x0F));
    let class = _mm256_and_si256(
        _mm256_shuffle_epi8(table(CLASS.low), low),
        _mm256_shuffle_epi8(table(CLASS.high), high),
    );
    let mut septets = bytes;
    for (from, to) in MOVED {
        let is_moved = _mm256_cmpeq_epi8(bytes, splat(from));
        septets = _mm256_sub_epi8(septets, _mm256_and_si256(is_moved, splat(from - to)));
    }
    let zero = _mm256_setzero_si256();
    let beyond = mask(bytes);
    let special = !mask(_mm256_cmpeq_epi8(class, zero));
    if beyond | special == 0 {
        *place = must_cast(septets);
        return (32, 32);
    }

    let leads = mask(_mm256_cmpeq_epi8(bytes, splat(LEAD)));
    if leads != 0 {
        // a row takes only indices below 16: all others become 0x80 and more, which is no place
        let mut codes = zero;
        for (row, high) in CONTINUATIONS.into_iter().zip(8u8..) {
            let index = _mm256_xor_si256(bytes, splat(high << 4));
            let index = _mm256_adds_epu8(index, splat(0x70));
            codes = _mm256_or_si256(codes, _mm256_shuffle_epi8(table(row), index));
        }
        septets = _mm256_blendv_epi8(septets, codes, bytes);
    }
    let unassigned = mask(_mm256_cmpeq_epi8(septets, zero)) & beyond;
    let continuations = leads << 1;
    // a lead at the end waits for its continuation
    let others = (beyond | special) & !leads & !continuations
        | (unassigned & continuations) >> 1
        | leads & 1 << 31;
    let read = others.trailing_zeros();
    let keep = !leads & (1u64 << read).wrapping_sub(1) as u32;
    let mut to = 0;
    for (word, shift) in must_cast::<__m256i, [u64; 4]>(septets).into_iter().zip([0, 8, 16, 24]) {
        let kept = keep >> shift & 0xFF;
        let octets = _pdep_u64(u64::from(kept), 0x0101_0101_0101_0101) * 0xFF;
        let word = _pext_u64(word, octets).to_le_bytes();
        // the words before have left at least eight octets of room
        if let Some(place) = place.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<8>) {
            *place = word;
        }
        to += kept.count_ones() as usize;
    }
    (read as usize, to)
}

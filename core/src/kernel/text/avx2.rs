//! Plain characters, 32 at a time.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::super::tables::{CLASS, MOVED};
use super::Stop;

#[target_feature(enable = "avx2,bmi1,lzcnt,popcnt")]
pub(super) fn encode_septets(bytes: &[u8], out: &mut [u8]) -> Result<usize, Stop> {
    super::septets(bytes, out, |bytes, out| plain(bytes, out))
}

/// Writes plain characters until another one comes, and returns how many. Octets after them are
/// overwritten, as far as the buffer goes: more text follows.
#[target_feature(enable = "avx2,bmi1,lzcnt,popcnt")]
#[inline]
fn plain(bytes: &[u8], out: &mut [u8]) -> usize {
    let table = |bytes: [u8; 16]| _mm256_broadcastsi128_si256(must_cast(bytes));
    let (class_low, class_high) = (table(CLASS.low), table(CLASS.high));
    let nibble = _mm256_set1_epi8(0x0F);
    let mut done = 0;
    while let (Some(step), Some(place)) = (
        bytes.get(done..).and_then(<[u8]>::first_chunk::<32>),
        out.get_mut(done..).and_then(<[u8]>::first_chunk_mut::<32>),
    ) {
        let step: __m256i = must_cast(*step);
        let low = _mm256_and_si256(step, nibble);
        let high = _mm256_and_si256(_mm256_srli_epi16::<4>(step), nibble);
        let class = _mm256_and_si256(
            _mm256_shuffle_epi8(class_low, low),
            _mm256_shuffle_epi8(class_high, high),
        );
        let plain = _mm256_movemask_epi8(_mm256_cmpeq_epi8(class, _mm256_setzero_si256()));
        let others = _mm256_movemask_epi8(step) as u32 | !plain as u32;

        let mut septets = step;
        for (from, to) in MOVED {
            let is_moved = _mm256_cmpeq_epi8(step, _mm256_set1_epi8(from as i8));
            let way = _mm256_set1_epi8((from - to) as i8);
            septets = _mm256_sub_epi8(septets, _mm256_and_si256(is_moved, way));
        }
        *place = must_cast(septets);
        if others != 0 {
            return done + others.trailing_zeros() as usize;
        }
        done += 32;
    }
    done + super::plain(
        bytes.get(done..).unwrap_or_default(),
        out.get_mut(done..).unwrap_or_default(),
    )
}

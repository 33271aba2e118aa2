//! 32 septets and 28 octets at a step: the folding of the portable form in four groups at once,
//! and unfolding by multiplication.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::{EVEN, EVEN_DOWN, ODD, ODD_UP};

/// Octets of a step, and how many its two stores of 16 touch.
const STEP: usize = 28;
const TOUCHED: usize = 30;

/// Words are moved by different numbers of bits by multiplication: an even septet to eight bits
/// above its place, an odd one into its place.
const EVEN_SCALE: [u16; 8] = {
    let mut scale = [1 << 8; 8];
    let mut word = 0;
    while word < 8 {
        scale[word] >>= EVEN_DOWN[word];
        word += 1;
    }
    scale
};
const ODD_SCALE: [u16; 8] = {
    let mut scale = [1; 8];
    let mut word = 0;
    while word < 8 {
        scale[word] <<= ODD_UP[word];
        word += 1;
    }
    scale
};

#[target_feature(enable = "avx2")]
#[inline]
fn pack_step(septets: &[u8; 32]) -> [[u8; 16]; 2] {
    // seven of eight octets, twice in each half
    let squeeze = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, -1, -1,
    ));
    // septets to pairs of 14 bits, to 28, to 56
    let bits = _mm256_maddubs_epi16(_mm256_set1_epi16(0x8001_u16 as i16), must_cast(*septets));
    let bits = _mm256_madd_epi16(bits, _mm256_set1_epi32(0x4000_0001));
    let bits = _mm256_srli_epi64::<4>(_mm256_sllv_epi32(bits, _mm256_set1_epi64x(4)));
    must_cast(_mm256_shuffle_epi8(bits, squeeze))
}

/// Packs as many steps as fit and returns how many septets that are.
#[target_feature(enable = "avx2")]
pub(super) fn pack(septets: &[u8], out: &mut [u8]) -> usize {
    let mut done = 0;
    let mut rest = out;
    // two steps at once: the loop around one takes as long as the step
    for [first, second] in septets.as_chunks::<32>().0.as_chunks().0 {
        let Some(place) = rest.first_chunk_mut::<{ STEP + TOUCHED }>() else {
            break;
        };
        let quarters = [pack_step(first), pack_step(second)];
        for (quarter, to) in quarters.as_flattened().iter().zip([0, 14, 28, 42]) {
            place[to..to + 16].copy_from_slice(quarter);
        }
        rest = rest.get_mut(2 * STEP..).unwrap_or_default();
        done += 64;
    }
    for step in septets.get(done..).unwrap_or_default().as_chunks::<32>().0 {
        let [low, high] = pack_step(step);
        if let Some(place) = rest.first_chunk_mut::<TOUCHED>() {
            // the second store covers the two spare octets of the first
            place[..16].copy_from_slice(&low);
            place[STEP / 2..].copy_from_slice(&high);
        } else if let Some(place) = rest.first_chunk_mut::<STEP>() {
            place[..STEP / 2].copy_from_slice(&low[..STEP / 2]);
            place[STEP / 2..].copy_from_slice(&high[..STEP / 2]);
        } else {
            break;
        }
        rest = rest.get_mut(STEP..).unwrap_or_default();
        done += 32;
    }
    done
}

#[target_feature(enable = "avx2")]
#[inline]
fn unpack_step(low: [u8; 16], high: [u8; 16]) -> [u8; 32] {
    let table = |bytes: [i8; 16]| _mm256_broadcastsi128_si256(must_cast(bytes));
    let words = |words: [u16; 8]| _mm256_broadcastsi128_si256(must_cast(words));
    let bits = _mm256_set_m128i(must_cast(high), must_cast(low));
    let even = _mm256_mullo_epi16(_mm256_shuffle_epi8(bits, table(EVEN)), words(EVEN_SCALE));
    let odd = _mm256_mullo_epi16(_mm256_shuffle_epi8(bits, table(ODD)), words(ODD_SCALE));
    let even = _mm256_and_si256(_mm256_srli_epi16::<8>(even), _mm256_set1_epi16(0x007F));
    let odd = _mm256_and_si256(odd, _mm256_set1_epi16(0x7F00));
    must_cast(_mm256_or_si256(even, odd))
}

/// Unpacks as many steps as there are octets for and returns how many septets that are.
#[target_feature(enable = "avx2")]
pub(super) fn unpack(octets: &[u8], out: &mut [u8]) -> usize {
    let mut done = 0;
    let mut rest = octets;
    for place in out.as_chunks_mut::<32>().0 {
        let from = |place: usize| rest.get(place..).and_then(<[u8]>::first_chunk::<16>);
        *place = if let (Some(low), Some(high)) = (from(0), from(STEP / 2)) {
            unpack_step(*low, *high)
        } else if let Some(step) = rest.first_chunk::<STEP>() {
            let (mut low, mut high) = ([0; 16], [0; 16]);
            low[..STEP / 2].copy_from_slice(&step[..STEP / 2]);
            high[..STEP / 2].copy_from_slice(&step[STEP / 2..]);
            unpack_step(low, high)
        } else {
            break;
        };
        rest = rest.get(STEP..).unwrap_or_default();
        done += 32;
    }
    done
}

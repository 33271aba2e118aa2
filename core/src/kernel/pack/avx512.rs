//! 64 septets and 56 octets at a step, as in AVX2; the lanes are joined by a permutation of words.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::{EVEN, EVEN_DOWN, ODD, ODD_UP, avx2};

/// Octets of a step. It touches 64.
const STEP: usize = 56;

/// Seven words of each lane of eight, joined, and the other way round.
const JOIN: [u16; 32] = {
    let mut words = [0; 32];
    let mut word = 0;
    while word < 28 {
        words[word] = (word / 7 * 8 + word % 7) as u16;
        word += 1;
    }
    words
};
const PART: [u16; 32] = {
    let mut words = [0; 32];
    let mut word = 0;
    while word < 32 {
        words[word] = (word / 8 * 7 + word % 8) as u16;
        word += 1;
    }
    words
};

/// The second operand where the first has ones, else the third.
const SELECT: i32 = 0xCA;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2")]
#[inline]
fn pack_step(septets: &[u8; 64]) -> [u8; 64] {
    // seven of eight octets, twice in each lane
    let squeeze = _mm512_broadcast_i32x4(_mm_setr_epi8(
        0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, -1, -1,
    ));
    // septets to pairs of 14 bits, to 28, to 56
    let bits = _mm512_maddubs_epi16(_mm512_set1_epi16(0x8001_u16 as i16), must_cast(*septets));
    let bits = _mm512_madd_epi16(bits, _mm512_set1_epi32(0x4000_0001));
    let low = _mm512_set1_epi64(0x0FFF_FFFF);
    let bits = _mm512_ternarylogic_epi64::<SELECT>(low, bits, _mm512_srli_epi64::<4>(bits));
    must_cast(_mm512_permutexvar_epi16(must_cast(JOIN), _mm512_shuffle_epi8(bits, squeeze)))
}

/// Packs as many steps as fit and returns how many septets that are.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2")]
pub(super) fn pack(septets: &[u8], out: &mut [u8]) -> usize {
    let mut done = 0;
    let mut rest = out;
    for [first, second] in septets.as_chunks::<64>().0.as_chunks().0 {
        let Some(place) = rest.first_chunk_mut::<{ STEP + 64 }>() else {
            break;
        };
        place[..64].copy_from_slice(&pack_step(first));
        place[STEP..].copy_from_slice(&pack_step(second));
        rest = rest.get_mut(2 * STEP..).unwrap_or_default();
        done += 128;
    }
    for step in septets.get(done..).unwrap_or_default().as_chunks::<64>().0 {
        let octets = pack_step(step);
        if let Some(place) = rest.first_chunk_mut::<64>() {
            *place = octets;
        } else if let Some(place) = rest.first_chunk_mut::<STEP>() {
            place.copy_from_slice(&octets[..STEP]);
        } else {
            break;
        }
        rest = rest.get_mut(STEP..).unwrap_or_default();
        done += 64;
    }
    done + avx2::pack(septets.get(done..).unwrap_or_default(), rest)
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2")]
#[inline]
fn unpack_step(octets: &[u8; 64]) -> [u8; 64] {
    let table = |bytes: [i8; 16]| _mm512_broadcast_i32x4(must_cast(bytes));
    let words = |words: [u16; 8]| _mm512_broadcast_i32x4(must_cast(words));
    let bits = _mm512_permutexvar_epi16(must_cast(PART), must_cast(*octets));
    let even = _mm512_srlv_epi16(_mm512_shuffle_epi8(bits, table(EVEN)), words(EVEN_DOWN));
    let odd = _mm512_sllv_epi16(_mm512_shuffle_epi8(bits, table(ODD)), words(ODD_UP));
    let septets = _mm512_ternarylogic_epi64::<SELECT>(_mm512_set1_epi16(0x00FF), even, odd);
    must_cast(_mm512_and_si512(septets, _mm512_set1_epi8(0x7F)))
}

/// Unpacks as many steps as there are octets for and returns how many septets that are.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2")]
pub(super) fn unpack(octets: &[u8], out: &mut [u8]) -> usize {
    let mut done = 0;
    let mut rest = octets;
    for place in out.as_chunks_mut::<64>().0 {
        *place = if let Some(step) = rest.first_chunk::<64>() {
            unpack_step(step)
        } else if let Some(step) = rest.first_chunk::<STEP>() {
            let mut octets = [0; 64];
            octets[..STEP].copy_from_slice(step);
            unpack_step(&octets)
        } else {
            break;
        };
        rest = rest.get(STEP..).unwrap_or_default();
        done += 64;
    }
    done + avx2::unpack(rest, out.get_mut(done..).unwrap_or_default())
}

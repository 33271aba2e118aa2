//! Code units of 32 bytes at a time, whatever the characters.
//!
//! Each byte is a lane of 16 bits that sees the two bytes before it; the lane of a character's last
//! byte makes its code unit (of a character of four bytes, the lanes of the third and fourth byte
//! make the two). The other lanes are then closed up.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::moved_up;

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn lanes(bytes: [u8; 32]) -> __m512i {
    _mm512_cvtepu8_epi16(must_cast(bytes))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn splat(unit: u16) -> __m512i {
    _mm512_set1_epi16(unit as i16)
}

/// The lanes under a mask closed up, high octet first.
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn close_up(units: __m256i, keep: u16) -> [u8; 32] {
    let kept = _mm512_maskz_compress_epi32(keep, _mm512_cvtepu16_epi32(units));
    let swap = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
    ));
    must_cast(_mm256_shuffle_epi8(_mm512_cvtepi32_epi16(kept), swap))
}

/// Writes the code units of whole steps; returns the bytes read, up to a character's begin, and
/// the octets written.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,popcnt")]
pub(super) fn encode_ucs2(bytes: &[u8], out: &mut [u8]) -> (usize, usize) {
    let (mut at, mut to) = (0, 0);
    // 1 when the last byte of the step before was the third of four
    let mut third_of_four: u32 = 0;
    while let (Some(step), Some(place)) = (
        bytes.get(at..).and_then(<[u8]>::first_chunk::<32>),
        out.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<64>),
    ) {
        let byte = lanes(*step);
        let is_ascii = _mm512_cmplt_epu16_mask(byte, splat(0x80));
        if is_ascii == !0 && third_of_four == 0 {
            *place = must_cast(_mm512_slli_epi16::<8>(byte));
            (at, to) = (at + 32, to + 64);
            continue;
        }
        let from = |place: usize| bytes.get(place..).and_then(<[u8]>::first_chunk::<32>);
        let before = from(at.wrapping_sub(1)).zip(from(at.wrapping_sub(2)));
        let (one_before, two_before) = match before {
            Some((one_before, two_before)) => (lanes(*one_before), lanes(*two_before)),
            None => (lanes(moved_up(step, 1)), lanes(moved_up(step, 2))),
        };

        let ends_two =
            _mm512_cmplt_epu16_mask(_mm512_sub_epi16(one_before, splat(0xC0)), splat(0x20));
        let ends_three =
            _mm512_cmplt_epu16_mask(_mm512_sub_epi16(two_before, splat(0xE0)), splat(0x10));
        let is_third = _mm512_cmpge_epu16_mask(two_before, splat(0xF0));
        let is_fourth = is_third << 1 | third_of_four;
        third_of_four = is_third >> 31;

        let low = _mm512_and_si512(byte, splat(0x3F));
        let middle = _mm512_slli_epi16::<6>(_mm512_and_si512(one_before, splat(0x3F)));
        let two = _mm512_or_si512(low, middle);
        let three = _mm512_or_si512(two, _mm512_slli_epi16::<12>(two_before));
        let mut units = _mm512_mask_mov_epi16(three, ends_two, two);
        units = _mm512_mask_mov_epi16(units, is_ascii, byte);
        if is_third | is_fourth != 0 {
            // 0xD800 + (code point - 0x10000 >> 10), and 0xDC00 + the low ten bits
            let lead = _mm512_slli_epi16::<8>(_mm512_and_si512(two_before, splat(0x07)));
            let high = _mm512_or_si512(lead, _mm512_srli_epi16::<4>(two));
            units = _mm512_mask_add_epi16(units, is_third, high, splat(0xD800 - 0x40));
            let low = _mm512_and_si512(two, splat(0x3FF));
            units = _mm512_mask_add_epi16(units, is_fourth, low, splat(0xDC00));
        }
        let keep = is_ascii | ends_two | ends_three | is_third | is_fourth;
        let lower = close_up(_mm512_castsi512_si256(units), keep as u16);
        let upper = close_up(_mm512_extracti64x4_epi64::<1>(units), (keep >> 16) as u16);
        // the second store covers what the first left open
        let lower_len = 2 * (keep & 0xFFFF).count_ones() as usize;
        place[..32].copy_from_slice(&lower);
        place[lower_len..lower_len + 32].copy_from_slice(&upper);
        to += 2 * keep.count_ones() as usize;
        at += 32;
    }
    // a character across the end is left to the caller, with the first half of its pair
    while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
        at -= 1;
    }
    (at, to - 2 * third_of_four as usize)
}

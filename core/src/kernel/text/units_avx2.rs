//! Code units of 16 bytes at a time, whatever the characters: as with AVX-512, but that lanes are
//! closed up by a table of shuffles.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::moved_up;

/// For each set of eight lanes of 16 bits, the shuffle that closes them up, high octet first.
static CLOSE_UP: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut set = 0;
    while set < 256 {
        let (mut lane, mut to) = (0, 0);
        while lane < 8 {
            if set >> lane & 1 != 0 {
                table[set][to] = 2 * lane + 1;
                table[set][to + 1] = 2 * lane;
                to += 2;
            }
            lane += 1;
        }
        set += 1;
    }
    table
};

#[target_feature(enable = "avx2")]
#[inline]
fn lanes(bytes: [u8; 16]) -> __m256i {
    _mm256_cvtepu8_epi16(must_cast(bytes))
}

#[target_feature(enable = "avx2")]
#[inline]
fn splat(unit: u16) -> __m256i {
    _mm256_set1_epi16(unit as i16)
}

/// The bits of a lane under a mask are these.
#[target_feature(enable = "avx2")]
#[inline]
fn shows(lanes: __m256i, mask: u16, bits: u16) -> __m256i {
    _mm256_cmpeq_epi16(_mm256_and_si256(lanes, splat(mask)), splat(bits))
}

/// The lanes under a mask closed up, high octet first.
#[target_feature(enable = "avx2")]
#[inline]
fn close_up(units: __m128i, keep: u8) -> [u8; 16] {
    must_cast(_mm_shuffle_epi8(units, must_cast(CLOSE_UP[usize::from(keep)])))
}

/// Writes the code units of whole steps; returns the bytes read, up to a character's begin, and
/// the octets written.
#[target_feature(enable = "avx2,popcnt")]
pub(super) fn encode_ucs2(bytes: &[u8], out: &mut [u8]) -> (usize, usize) {
    let from = |place: usize| bytes.get(place..).and_then(<[u8]>::first_chunk::<16>);
    let (mut at, mut to) = (0, 0);
    // leads of four bytes in the step before, one bit each
    let mut leads_before: u32 = 0;
    while let (Some(step), Some(after), Some(place)) =
        (from(at), from(at + 1), out.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<32>))
    {
        let byte = lanes(*step);
        let bytes: __m128i = must_cast(*step);
        if _mm_movemask_epi8(bytes) == 0 && leads_before == 0 {
            *place = must_cast(_mm256_slli_epi16::<8>(byte));
            (at, to) = (at + 16, to + 32);
            continue;
        }
        let before = |by| match from(at.wrapping_sub(by)) {
            Some(bytes) => lanes(*bytes),
            None => lanes(moved_up(step, by)),
        };
        let (one_before, two_before) = (before(1), before(2));

        let low = _mm256_and_si256(byte, splat(0x3F));
        let middle = _mm256_slli_epi16::<6>(_mm256_and_si256(one_before, splat(0x3F)));
        let two = _mm256_or_si256(low, middle);
        let three = _mm256_or_si256(two, _mm256_slli_epi16::<12>(two_before));
        let mut units = _mm256_blendv_epi8(three, two, shows(one_before, 0xE0, 0xC0));
        units = _mm256_blendv_epi8(units, byte, shows(byte, 0x80, 0x00));
        // a character ends where the next one begins
        let continues = _mm_cmpgt_epi8(_mm_set1_epi8(0xC0_u8 as i8), must_cast(*after));
        let mut keep = !_mm_movemask_epi8(continues) as u32;

        let is_lead = _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8(0xF0_u8 as i8)), bytes);
        let leads = _mm_movemask_epi8(is_lead) as u32;
        if leads | leads_before != 0 {
            // 0xD800 + (code point - 0x10000 >> 10), and 0xDC00 + the low ten bits
            let lead = _mm256_slli_epi16::<8>(_mm256_and_si256(two_before, splat(0x07)));
            let high = _mm256_or_si256(lead, _mm256_srli_epi16::<4>(two));
            let high = _mm256_add_epi16(high, splat(0xD800 - 0x40));
            units = _mm256_blendv_epi8(units, high, shows(two_before, 0xF0, 0xF0));
            let three_before = before(3);
            let low = _mm256_and_si256(two, splat(0x3FF));
            let low = _mm256_or_si256(low, splat(0xDC00));
            units = _mm256_blendv_epi8(units, low, shows(three_before, 0xF0, 0xF0));
            // the third byte of four has a unit as well
            keep |= leads << 2 | leads_before >> 14;
        }
        leads_before = leads;

        let [lower, upper]: [u8; 2] = (keep as u16).to_le_bytes();
        let lower_len = 2 * lower.count_ones() as usize;
        // the second store covers what the first left open
        place[..16].copy_from_slice(&close_up(_mm256_castsi256_si128(units), lower));
        let units = _mm256_extracti128_si256::<1>(units);
        place[lower_len..lower_len + 16].copy_from_slice(&close_up(units, upper));
        to += lower_len + 2 * upper.count_ones() as usize;
        at += 16;
    }
    // a character across the end is left to the caller, with the first half of its pair
    while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
        at -= 1;
    }
    (at, to - 2 * (leads_before >> 13 & 1) as usize)
}

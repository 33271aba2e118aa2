//! AVX-512 forms (F, BW, VL): 64 bytes at a step.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::super::tables::{CLASS, DOUBLE, EURO, FOLLOWS, LEAD, OUTSIDE};
use super::{Index, Masks, Offset, TextCounts, rows, sum, vector_form};

vector_form!("avx512f,avx512bw,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt");

/// What the 64 bytes before leave open.
struct Before {
    /// For each byte, what it allows to follow.
    allowed: __m512i,
    /// Where the euro sign may begin.
    euro: u64,
}

impl Before {
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn none() -> Before {
        Before { allowed: _mm512_setzero_si512(), euro: 0 }
    }
}

#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn splat(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte as i8)
}

/// A table of 16 bytes for each 16 bytes of a vector.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn table(bytes: &[u8; 16]) -> __m512i {
    _mm512_broadcast_i32x4(must_cast(*bytes))
}

/// The masks of 64 bytes; see kernel/tables.rs for the nibbles.
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn masks(chunk: &[u8; 64], before: &mut Before) -> Masks {
    let bytes: __m512i = must_cast(*chunk);
    let low = _mm512_and_si512(bytes, splat(0x0F));
    let high = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), splat(0x0F));

    let class = _mm512_and_si512(
        _mm512_shuffle_epi8(table(&CLASS.low), low),
        _mm512_shuffle_epi8(table(&CLASS.high), high),
    );
    let doubles = _mm512_test_epi8_mask(class, splat(DOUBLE));
    let outside = _mm512_test_epi8_mask(class, splat(OUTSIDE));
    let continuations = _mm512_cmplt_epi8_mask(bytes, splat(0xC0));
    let pairs = _mm512_cmpge_epu8_mask(bytes, splat(0xF0));

    // what each byte allows, moved one byte up, against what each byte is
    let allowed = _mm512_shuffle_epi8(table(&LEAD), low);
    let lanes = _mm512_alignr_epi64::<6>(allowed, before.allowed);
    let allowed_here = _mm512_alignr_epi8::<15>(allowed, lanes);
    let follows = _mm512_and_si512(
        _mm512_shuffle_epi8(table(&FOLLOWS.low), low),
        _mm512_shuffle_epi8(table(&FOLLOWS.high), high),
    );
    let known = _mm512_test_epi8_mask(follows, allowed_here);
    before.allowed = allowed;

    let euro = _mm512_cmpeq_epi8_mask(bytes, splat(EURO[0]));
    let mut unknown = continuations & !known;
    let mut not_euro = 0;
    // its lead is that of much punctuation, yet most texts have neither
    if euro | before.euro != 0 {
        let second = euro << 1 | before.euro >> 63;
        let third = euro << 2 | before.euro >> 62;
        not_euro = second & !_mm512_cmpeq_epi8_mask(bytes, splat(EURO[1]))
            | third & !_mm512_cmpeq_epi8_mask(bytes, splat(EURO[2]));
        unknown &= !(second | third);
    }
    before.euro = euro;

    Masks { continuations, doubles: doubles | euro, pairs, outside: outside | not_euro | unknown }
}

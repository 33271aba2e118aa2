//! AVX2 forms: twice 32 bytes at a step.

use core::arch::x86_64::*;

use bytemuck::must_cast;

use super::super::tables::{CLASS, DOUBLE, EURO, FOLLOWS, LEAD, OUTSIDE};
use super::{Index, Masks, Offset, TextCounts, rows, sum, vector_form};

vector_form!("avx2,bmi1,bmi2,lzcnt,popcnt");

/// What the bytes before leave open.
struct Before {
    /// For each of the last 32 bytes, what it allows to follow.
    allowed: __m256i,
    /// Where the euro sign may begin.
    euro: u64,
}

impl Before {
    #[target_feature(enable = "avx2")]
    #[inline]
    fn none() -> Before {
        Before { allowed: _mm256_setzero_si256(), euro: 0 }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn splat(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte as i8)
}

/// A table of 16 bytes for each 16 bytes of a vector.
#[target_feature(enable = "avx2")]
#[inline]
fn table(bytes: &[u8; 16]) -> __m256i {
    _mm256_broadcastsi128_si256(must_cast(*bytes))
}

/// The high bit of each byte.
#[target_feature(enable = "avx2")]
#[inline]
fn mask(bytes: __m256i) -> u64 {
    u64::from(_mm256_movemask_epi8(bytes) as u32)
}

/// Which bytes share no bit.
#[target_feature(enable = "avx2")]
#[inline]
fn disjoint(bytes: __m256i, other: __m256i) -> u64 {
    mask(_mm256_cmpeq_epi8(_mm256_and_si256(bytes, other), _mm256_setzero_si256()))
}

/// Masks of 32 bytes, and what else must be known of them.
struct Half {
    continuations: u64,
    not_doubles: u64,
    pairs: u64,
    inside: u64,
    /// Bytes that the byte before does not allow as its continuation.
    unknown: u64,
    /// Bytes equal to the three of the euro sign.
    euro: [u64; 3],
    allowed: __m256i,
}

/// See kernel/tables.rs for the nibbles; `before` is what the 32 bytes before allow.
#[target_feature(enable = "avx2")]
#[inline]
fn half(bytes: __m256i, before: __m256i) -> Half {
    let low = _mm256_and_si256(bytes, splat(0x0F));
    let high = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), splat(0x0F));
    let class = _mm256_and_si256(
        _mm256_shuffle_epi8(table(&CLASS.low), low),
        _mm256_shuffle_epi8(table(&CLASS.high), high),
    );
    // what each byte allows, moved one byte up, against what each byte is
    let allowed = _mm256_shuffle_epi8(table(&LEAD), low);
    let lanes = _mm256_permute2x128_si256::<0x21>(before, allowed);
    let allowed_here = _mm256_alignr_epi8::<15>(allowed, lanes);
    let follows = _mm256_and_si256(
        _mm256_shuffle_epi8(table(&FOLLOWS.low), low),
        _mm256_shuffle_epi8(table(&FOLLOWS.high), high),
    );
    let [first, second, third] = EURO;
    Half {
        continuations: mask(_mm256_cmpgt_epi8(splat(0xC0), bytes)),
        not_doubles: disjoint(class, splat(DOUBLE)),
        pairs: mask(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes, splat(0xF0)), bytes)),
        inside: disjoint(class, splat(OUTSIDE)),
        unknown: disjoint(follows, allowed_here),
        euro: [
            mask(_mm256_cmpeq_epi8(bytes, splat(first))),
            mask(_mm256_cmpeq_epi8(bytes, splat(second))),
            mask(_mm256_cmpeq_epi8(bytes, splat(third))),
        ],
        allowed,
    }
}

/// The masks of 64 bytes.
#[target_feature(enable = "avx2")]
#[inline]
fn masks(chunk: &[u8; 64], before: &mut Before) -> Masks {
    let [low, high]: [__m256i; 2] = must_cast(*chunk);
    let low = half(low, before.allowed);
    let high = half(high, low.allowed);
    before.allowed = high.allowed;

    let both = |low: u64, high: u64| low | high << 32;
    let continuations = both(low.continuations, high.continuations);
    let unknown = both(low.unknown, high.unknown);
    let euro = both(low.euro[0], high.euro[0]);
    let second = euro << 1 | before.euro >> 63;
    let third = euro << 2 | before.euro >> 62;
    before.euro = euro;
    let not_euro =
        second & !both(low.euro[1], high.euro[1]) | third & !both(low.euro[2], high.euro[2]);

    Masks {
        continuations,
        doubles: !both(low.not_doubles, high.not_doubles) | euro,
        pairs: both(low.pairs, high.pairs),
        outside: !both(low.inside, high.inside)
            | not_euro
            | continuations & unknown & !(second | third),
    }
}

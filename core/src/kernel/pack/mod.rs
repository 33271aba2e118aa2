//! Septets to octets and back.
//!
//! Eight septets are seven octets: eight bytes are folded into 56 bits in three steps, each of
//! which closes the gap between neighbours, and unfolded by the same steps backwards. Fill bits
//! only move the stream by up to six bits, so what does not fit waits for the next group.

use super::{Form, Path};

#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx2;

/// Packs septets (one to an octet, none above 0x7F) after 0 to 6 fill bits into `out`, which is as
/// long as they take.
pub fn pack(path: Path, septets: &[u8], fill_bits: u8, out: &mut [u8]) {
    let done = match path.0 {
        Form::Portable => 0,
        // SAFETY: a path is made only where its features were detected.
        // Gain: 2 times the portable form on 1600 septets (benches/README.md, octets).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 | Form::Avx512 => unsafe { avx2::pack(septets, fill_bits, out) },
    };
    let (before, septets) = septets.split_at_checked(done).unwrap_or_default();
    // what the last group left over
    let waiting =
        before.last_chunk().map_or(0, |group| fold(u64::from_le_bytes(*group)) >> (56 - fill_bits));
    pack_portable(septets, fill_bits, waiting, out.get_mut(done / 8 * 7..).unwrap_or_default());
}

/// Unpacks as many septets as `out` is long from octets that hold them, after 0 to 6 fill bits.
pub fn unpack(path: Path, octets: &[u8], fill_bits: u8, out: &mut [u8]) {
    let done = match path.0 {
        Form::Portable => 0,
        // SAFETY: a path is made only where its features were detected. Gain: as for `pack`.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 | Form::Avx512 => unsafe { avx2::unpack(octets, fill_bits, out) },
    };
    let octets = octets.get(done / 8 * 7..).unwrap_or_default();
    unpack_portable(octets, fill_bits, out.get_mut(done..).unwrap_or_default());
}

fn pack_portable(septets: &[u8], fill_bits: u8, mut waiting: u64, out: &mut [u8]) {
    let (groups, tail) = septets.as_chunks::<8>();
    let (places, rest) = out.as_chunks_mut::<7>();
    let mut places = places.iter_mut();
    for (group, place) in groups.iter().zip(&mut places) {
        let bits = waiting | fold(u64::from_le_bytes(*group)) << fill_bits;
        let [octets @ .., last] = bits.to_le_bytes();
        *place = octets;
        waiting = u64::from(last);
    }
    let bits = (waiting | fold(load(tail)) << fill_bits).to_le_bytes();
    // seven septets or fewer: a whole place is left only where fill bits make them 56 bits
    let octets = match places.next() {
        Some(place) => &mut place[..],
        None => rest,
    };
    octets.copy_from_slice(bits.get(..octets.len()).unwrap_or_default());
}

fn unpack_portable(octets: &[u8], fill_bits: u8, out: &mut [u8]) {
    let (groups, tail) = out.as_chunks_mut::<8>();
    let mut at = 0;
    for group in groups {
        *group = unfold(load_from(octets, at) >> fill_bits).to_le_bytes();
        at += 7;
    }
    let septets = unfold(load_from(octets, at) >> fill_bits).to_le_bytes();
    tail.copy_from_slice(septets.get(..tail.len()).unwrap_or_default());
}

/// Eight septets in eight bytes to 56 bits.
const fn fold(x: u64) -> u64 {
    let x = (x & 0x007F_007F_007F_007F) | (x & 0x7F00_7F00_7F00_7F00) >> 1;
    let x = (x & 0x0000_3FFF_0000_3FFF) | (x & 0x3FFF_0000_3FFF_0000) >> 2;
    (x & 0x0000_0000_0FFF_FFFF) | (x & 0x0FFF_FFFF_0000_0000) >> 4
}

/// 56 bits to eight septets in eight bytes; higher bits are dropped.
const fn unfold(x: u64) -> u64 {
    let x = (x & 0x0000_0000_0FFF_FFFF) | (x << 4 & 0x0FFF_FFFF_0000_0000);
    let x = (x & 0x0000_3FFF_0000_3FFF) | (x << 2 & 0x3FFF_0000_3FFF_0000);
    (x & 0x007F_007F_007F_007F) | (x << 1 & 0x7F00_7F00_7F00_7F00)
}

/// Up to eight bytes, the missing ones 0.
fn load(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(bytes) {
        *to = *from;
    }
    u64::from_le_bytes(word)
}

fn load_from(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => load(rest),
    }
}

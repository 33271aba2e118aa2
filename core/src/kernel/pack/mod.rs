//! Septets to octets and back.
//!
//! Eight septets are seven octets: eight bytes are folded into 56 bits in three steps, each of
//! which closes the gap between neighbours, and unfolded by the same steps backwards. As many
//! septets as there are fill bits end at an octet, n + 7 n bits being n octets: behind them the
//! stream is one without fill bits.

use super::{Form, Path};

#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx512;

/// Packs septets (one to an octet, none above 0x7F) after 0 to 6 fill bits into `out`, which is as
/// long as they take.
pub fn pack(path: Path, septets: &[u8], fill_bits: u8, out: &mut [u8]) {
    if fill_bits == 0 {
        return pack_whole(path, septets, out);
    }
    let fill = usize::from(fill_bits);
    let (head, septets) = septets.split_at(septets.len().min(fill));
    let (place, out) = out.split_at_mut(out.len().min(fill));
    store(fold(load(head)) << fill_bits, place);
    pack_whole(path, septets, out);
}

/// Without fill bits.
fn pack_whole(path: Path, septets: &[u8], out: &mut [u8]) {
    let done = match path.0 {
        Form::Portable => 0,
        // SAFETY: a path is made only where its features were detected.
        // Gain: 6 times the portable form on 1600 septets (benches/README.md).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { avx2::pack(septets, out) },
        // SAFETY: as above. Gain: 1.4 times AVX2.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512::pack(septets, out) },
    };
    let septets = septets.get(done..).unwrap_or_default();
    pack_portable(septets, out.get_mut(done / 8 * 7..).unwrap_or_default());
}

/// Unpacks as many septets as `out` is long from octets that hold them, after 0 to 6 fill bits.
pub fn unpack(path: Path, octets: &[u8], fill_bits: u8, out: &mut [u8]) {
    if fill_bits == 0 {
        return unpack_whole(path, octets, out);
    }
    let fill = usize::from(fill_bits);
    let (head, octets) = octets.split_at(octets.len().min(fill));
    let (place, out) = out.split_at_mut(out.len().min(fill));
    store(unfold(load(head) >> fill_bits), place);
    unpack_whole(path, octets, out);
}

fn unpack_whole(path: Path, octets: &[u8], out: &mut [u8]) {
    let done = match path.0 {
        Form::Portable => 0,
        // SAFETY: a path is made only where its features were detected. Gain: 4 times, then 1.4.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { avx2::unpack(octets, out) },
        // SAFETY: as above.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512::unpack(octets, out) },
    };
    let octets = octets.get(done / 8 * 7..).unwrap_or_default();
    unpack_portable(octets, out.get_mut(done..).unwrap_or_default());
}

fn pack_portable(septets: &[u8], out: &mut [u8]) {
    let (groups, tail) = septets.as_chunks::<8>();
    let (places, rest) = out.as_chunks_mut::<7>();
    let mut places = places.iter_mut();
    for (group, place) in groups.iter().zip(&mut places) {
        let [octets @ .., _] = fold(u64::from_le_bytes(*group)).to_le_bytes();
        *place = octets;
    }
    // seven septets take seven octets as well
    let octets = places.next().map_or(rest, |place| &mut place[..]);
    store(fold(load(tail)), octets);
}

fn unpack_portable(octets: &[u8], out: &mut [u8]) {
    let (groups, tail) = out.as_chunks_mut::<8>();
    let mut at = 0;
    for group in groups {
        *group = unfold(load_from(octets, at)).to_le_bytes();
        at += 7;
    }
    store(unfold(load_from(octets, at)), tail);
}

/// For vector units: where the two octets of each septet of sixteen stand among fourteen, the
/// septets of even number in one table and those of odd number in the other; and the bits that an
/// even one is to be moved down, and an odd one up, to stand in bits 0 to 6, and 8 to 14.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
const EVEN: [i8; 16] = [0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13];
#[cfg(all(target_arch = "x86_64", feature = "std"))]
const ODD: [i8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, -1];
#[cfg(all(target_arch = "x86_64", feature = "std"))]
const EVEN_DOWN: [u16; 8] = [0, 6, 4, 2, 0, 6, 4, 2];
#[cfg(all(target_arch = "x86_64", feature = "std"))]
const ODD_UP: [u16; 8] = [1, 3, 5, 7, 1, 3, 5, 7];

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

/// Up to eight bytes, the missing ones 0. (A copy of so few would be a call.)
#[inline]
fn load(bytes: &[u8]) -> u64 {
    let word = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => word(first) | word(last) << (8 * (bytes.len() - 4)),
        _ => bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// As many bytes of the word as there is room for, up to eight.
#[inline]
fn store(word: u64, place: &mut [u8]) {
    if let Some(last) = place.len().checked_sub(4) {
        if let Some(bytes) = place.last_chunk_mut() {
            *bytes = ((word >> (8 * last)) as u32).to_le_bytes();
        }
        if let Some(bytes) = place.first_chunk_mut() {
            *bytes = (word as u32).to_le_bytes();
        }
    } else {
        for (place, byte) in place.iter_mut().zip(word.to_le_bytes()) {
            *place = byte;
        }
    }
}

fn load_from(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => load(rest),
    }
}

//! Septets and octets: packing seven bits after seven bits, lowest first (3GPP TS 23.038 clause
//! 6.1.2.1), with fill bits after a header (TS 23.040 clause 9.2.3.24).
//!
//! Eight septets are seven octets: eight bytes are folded into 56 bits in three steps, each of
//! which closes the gap between neighbours, and unfolded by the same steps backwards. Fill bits
//! only move the stream by up to six bits, so what does not fit waits for the next group.

use super::OCTET_OFFSET;
use super::header::buffer_too_small;
use crate::error::{Error, ErrorKind};

/// Octets that hold this many septets after `fill_bits`.
pub const fn packed_len(septet_count: usize, fill_bits: FillBits) -> usize {
    (septet_count * 7 + fill_bits.0 as usize).div_ceil(8)
}

/// Zero to six bits between a header and the first septet, so that the text begins at a septet
/// boundary counted from the start of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FillBits(u8);

impl FillBits {
    /// No header, no fill bits.
    pub const NONE: FillBits = FillBits(0);

    /// The fill bits after a header of this many octets.
    pub const fn after_header(header_octet_len: usize) -> FillBits {
        FillBits(((7 - header_octet_len * 8 % 7) % 7) as u8)
    }

    /// How many, 0 to 6.
    pub const fn count(self) -> u8 {
        self.0
    }
}

/// Packs septets, one to an octet, and returns how many octets were written:
/// [`packed_len`]. Fill bits and the bits after the last septet are 0.
///
/// Errors: `bad_septet` for a value above 0x7F, `buffer_too_small`.
pub fn pack(septets: &[u8], fill_bits: FillBits, out: &mut [u8]) -> Result<usize, Error> {
    check(septets)?;
    let len = packed_len(septets.len(), fill_bits);
    let out = out.get_mut(..len).ok_or_else(buffer_too_small)?;
    let (groups, tail) = septets.as_chunks::<8>();
    let (places, rest) = out.split_at_mut(groups.len() * 7);
    let mut waiting = 0;
    for (group, place) in groups.iter().zip(places.as_chunks_mut::<7>().0) {
        let bits = waiting | fold(u64::from_le_bytes(*group)) << fill_bits.0;
        let [octets @ .., last] = bits.to_le_bytes();
        *place = octets;
        waiting = u64::from(last);
    }
    let bits = waiting | fold(load(tail)) << fill_bits.0;
    rest.copy_from_slice(bits.to_le_bytes().get(..rest.len()).unwrap_or_default());
    Ok(len)
}

/// Unpacks as many septets as `out` is long: the octets do not say how many there are, since '@'
/// is 0.
///
/// Error: `truncated` when there are fewer octets than that needs, with the offset of the first
/// missing one.
pub fn unpack(octets: &[u8], fill_bits: FillBits, out: &mut [u8]) -> Result<(), Error> {
    let len = read_len(out.len(), fill_bits);
    let octets = octets.get(..len).ok_or_else(|| truncated(octets.len()))?;
    let (groups, tail) = out.as_chunks_mut::<8>();
    let mut at = 0;
    for group in groups {
        let bits = load_from(octets, at) >> fill_bits.0;
        *group = unfold(bits).to_le_bytes();
        at += 7;
    }
    let bits = load_from(octets, at) >> fill_bits.0;
    let septets = unfold(bits).to_le_bytes();
    tail.copy_from_slice(septets.get(..tail.len()).unwrap_or_default());
    Ok(())
}

/// Octets it takes to read this many septets: fill bits alone need none.
pub(super) const fn read_len(septet_count: usize, fill_bits: FillBits) -> usize {
    if septet_count == 0 { 0 } else { packed_len(septet_count, fill_bits) }
}

pub(super) fn truncated(octet_offset: usize) -> Error {
    Error::new(ErrorKind::Truncated, "the length counts more than the octets hold")
        .with_detail(OCTET_OFFSET, octet_offset)
}

/// That each value is a septet.
pub(super) fn check(septets: &[u8]) -> Result<(), Error> {
    if septets.iter().fold(0, |all, septet| all | septet) < 0x80 {
        return Ok(());
    }
    let at = septets.iter().position(|septet| *septet > 0x7F).unwrap_or_default();
    Err(Error::new(ErrorKind::BadSeptet, "a septet is 0x00 to 0x7F: unpack the octets first")
        .with_detail(OCTET_OFFSET, at))
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

//! Septets and octets: packing seven bits after seven bits, lowest first (3GPP TS 23.038 clause
//! 6.1.2.1), with fill bits after a header (TS 23.040 clause 9.2.3.24).

use super::OCTET_OFFSET;
use super::header::buffer_too_small;
use crate::error::{Error, ErrorKind};
use crate::kernel::{self, Path};

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
    kernel::pack(Path::best(), septets, fill_bits.0, out);
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
    kernel::unpack(Path::best(), octets, fill_bits.0, out);
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
    if septets.is_ascii() {
        return Ok(());
    }
    let at = septets.iter().position(|septet| *septet > 0x7F).unwrap_or_default();
    Err(Error::new(ErrorKind::BadSeptet, "a septet is 0x00 to 0x7F: unpack the octets first")
        .with_detail(OCTET_OFFSET, at))
}

//! UCS-2: text as big-endian UTF-16 code units (3GPP TS 23.038 clause 6.2.3). The standard says
//! UCS-2; every phone reads surrogate pairs.

use alloc::string::String;

use super::OCTET_OFFSET;
use super::header::buffer_too_small;
use crate::error::{Error, ErrorKind};
use crate::kernel::{self, Path};

/// Writes the code units of `text` and returns how many octets were written.
///
/// Error: `buffer_too_small`.
pub fn encode_ucs2(text: &str, out: &mut [u8]) -> Result<usize, Error> {
    kernel::encode_ucs2(Path::best(), text, out).ok_or_else(buffer_too_small)
}

/// The text of big-endian code units; an unpaired surrogate becomes U+FFFD.
///
/// Error: `odd_length`, with the offset of the last octet.
pub fn decode_ucs2(octets: &[u8]) -> Result<String, Error> {
    let (units, rest) = octets.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Error::new(ErrorKind::OddLength, "UCS-2 needs an even number of octets")
            .with_detail(OCTET_OFFSET, octets.len() - 1));
    }
    let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
    Ok(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

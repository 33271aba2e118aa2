//! Text and septets: one octet per septet, with the tables of a language pair (3GPP TS 23.038
//! clause 6.2.1 and annex A).

use alloc::string::String;

use super::header::buffer_too_small;
use super::septets::check;
use crate::alphabet::{ESCAPE, LanguagePair, Septets};
use crate::error::{Error, ErrorKind};
use crate::kernel::{self, Path, Stop};

/// Carriage return stands after an escape as well: "CR2" (TS 23.038 clause 6.2.1.1 note 4).
const CR: u8 = 0x0D;

/// What a code without a character is shown as (TS 23.038 annex A.3, note 1).
const UNASSIGNED: char = ' ';

/// Writes the septets of `text`, one to an octet, and returns how many there are.
///
/// Errors: `not_encodable` for the first character outside both tables, `buffer_too_small`;
/// whichever comes first in the text.
pub fn encode_septets(text: &str, languages: LanguagePair, out: &mut [u8]) -> Result<usize, Error> {
    if languages.is_default() {
        return kernel::encode_septets(Path::best(), text, out).map_err(|stop| match stop {
            Stop::Outside(byte_offset) => not_encodable(text, byte_offset),
            Stop::Full => buffer_too_small(),
        });
    }
    let mut at = 0;
    let mut put = |octets: &[u8]| -> Result<(), Error> {
        let end = at + octets.len();
        out.get_mut(at..end).ok_or_else(buffer_too_small)?.copy_from_slice(octets);
        at = end;
        Ok(())
    };
    for (byte_offset, c) in text.char_indices() {
        match languages.septets_of(c) {
            Some(Septets::One(code)) => put(&[code])?,
            Some(Septets::Escaped(code)) => put(&[ESCAPE, code])?,
            None => return Err(not_encodable(text, byte_offset)),
        }
    }
    Ok(at)
}

/// The error about the character at this byte.
fn not_encodable(text: &str, byte_offset: usize) -> Error {
    let before = text.get(..byte_offset).unwrap_or_default();
    Error::new(ErrorKind::NotEncodable, "send the text as UCS-2 or substitute the character")
        .with_detail("char_offset", before.chars().count())
        .with_detail("byte_offset", before.len())
        .with_detail("utf16_offset", before.encode_utf16().count())
}

/// The text of septets, one to an octet. What a phone does with codes without a character: an
/// escape before a code that the single shift table lacks shows the character of the locking
/// table; two escapes, an escape at the end and an unassigned code show a space.
///
/// Error: `bad_septet`, with the offset of the first value above 0x7F.
pub fn decode_septets(septets: &[u8], languages: LanguagePair) -> Result<String, Error> {
    check(septets)?;
    let main = |code| languages.locking().char_at(code).unwrap_or(UNASSIGNED);
    let mut text = String::with_capacity(septets.len());
    let mut rest = septets.iter().copied();
    while let Some(code) = rest.next() {
        text.push(if code == ESCAPE {
            match rest.next() {
                None | Some(ESCAPE) => UNASSIGNED,
                Some(CR) => '\r',
                Some(code) => languages.single().char_at(code).unwrap_or_else(|| main(code)),
            }
        } else {
            main(code)
        });
    }
    Ok(text)
}

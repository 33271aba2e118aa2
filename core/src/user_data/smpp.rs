//! The SMPP form of a segment: septets one to an octet, `data_coding`, `esm_class` (SMPP 3.4
//! clause 5.2.12, 5.2.19).

use alloc::string::String;
use core::fmt;

use super::OCTET_OFFSET;
use super::{
    Content, DataCoding, HeaderElements, MessageClass, SEGMENT_OCTET_LEN, UserDataHeader,
    decode_septets, decode_ucs2, encode, encode_septets, moved,
};
use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};

/// `esm_class` bit 6: the short message begins with a user data header.
const UDHI: u8 = 0x40;

/// The alphabet that an SMSC means by `data_coding` 0, "SMSC default alphabet". The protocol does
/// not say; a vendor profile may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SmscAlphabet {
    /// GSM 7 bit default alphabet, one septet to an octet.
    #[default]
    Gsm7,
    /// ISO 8859-1.
    Latin1,
    /// IA5 (ASCII).
    Ascii,
}

impl SmscAlphabet {
    /// The word in vendor profiles: `gsm7`, `latin1` or `ascii`.
    pub const fn as_str(self) -> &'static str {
        match self {
            SmscAlphabet::Gsm7 => "gsm7",
            SmscAlphabet::Latin1 => "latin1",
            SmscAlphabet::Ascii => "ascii",
        }
    }
}

impl core::str::FromStr for SmscAlphabet {
    type Err = Error;

    fn from_str(word: &str) -> Result<SmscAlphabet, Error> {
        [SmscAlphabet::Gsm7, SmscAlphabet::Latin1, SmscAlphabet::Ascii]
            .into_iter()
            .find(|alphabet| alphabet.as_str() == word)
            .ok_or_else(|| {
                Error::new(ErrorKind::InvalidOption, "use gsm7, latin1 or ascii")
                    .with_field("smsc_alphabet")
                    .with_value(word)
            })
    }
}

/// The fields of an SMPP `submit_sm` or `deliver_sm` that carry one segment. `Debug` does not show
/// its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShortMessage<'a> {
    /// `short_message`; its length is `sm_length`.
    pub short_message: &'a [u8],
    /// `data_coding`.
    pub data_coding: u8,
    /// `esm_class`: 0x40 with a user data header, else 0.
    pub esm_class: u8,
}

impl<'a> ShortMessage<'a> {
    /// Writes one segment of text: the header, then one octet per septet of 7-bit text, or the
    /// code units of UCS-2. Leave the header empty for the form without one (`sar_*` parameters).
    ///
    /// Errors: those of [`encode`], and `buffer_too_small`; 160 octets are always enough.
    pub fn encode(
        text: &str,
        encoding: Encoding,
        class: Option<MessageClass>,
        header: &HeaderElements<'_>,
        out: &'a mut [u8],
    ) -> Result<ShortMessage<'a>, Error> {
        let mut segment = [0; SEGMENT_OCTET_LEN];
        // refuses what does not fit into a segment, whatever room SMPP would give it
        let packed = encode(text, DataCoding::new(encoding, class), header, &mut segment)?;
        let len = match encoding {
            Encoding::Gsm7 => {
                let header_len = header.write(out)?;
                let body = out.get_mut(header_len..).unwrap_or_default();
                header_len + encode_septets(text, header.languages, body)?
            }
            _ => {
                let octets = packed.octets();
                let place = out.get_mut(..octets.len());
                place.ok_or_else(super::header::buffer_too_small)?.copy_from_slice(octets);
                octets.len()
            }
        };
        Ok(ShortMessage {
            short_message: out.get(..len).unwrap_or_default(),
            data_coding: smpp_data_coding(encoding, class),
            esm_class: if packed.has_header() { UDHI } else { 0 },
        })
    }

    /// Text or data. `smsc_alphabet` is what `data_coding` 0 means at this SMSC.
    ///
    /// Errors: `header_overrun`, `bad_septet`, `odd_length`, `compressed`, and `invalid_option` for
    /// a `data_coding` of another character set; with the octet offset.
    pub fn decode(self, smsc_alphabet: SmscAlphabet) -> Result<Content, Error> {
        let header = match self.esm_class & UDHI {
            0 => None,
            _ => Some(UserDataHeader::parse(self.short_message)?),
        };
        let header_len = header.map_or(0, UserDataHeader::octet_len);
        let body = self.short_message.get(header_len..).unwrap_or_default();
        let languages = header.map_or(LanguagePair::DEFAULT, UserDataHeader::languages);
        let text = match (self.data_coding, smsc_alphabet) {
            (0x00, SmscAlphabet::Gsm7) => decode_septets(body, languages),
            (0x00, SmscAlphabet::Ascii) | (0x01, _) => decode_ascii(body),
            (0x00, SmscAlphabet::Latin1) | (0x03, _) => Ok(latin1(body)),
            (0x02 | 0x04, _) => return Ok(Content::Data(body.into())),
            (0x08, _) => decode_ucs2(body),
            (0x10..=0x1F | 0xC0..=0xFF, _) => match DataCoding::from_octet(self.data_coding) {
                coding if coding.encoding() == Encoding::Gsm7 => decode_septets(body, languages),
                coding if coding.encoding() == Encoding::Ucs2 => decode_ucs2(body),
                _ => return Ok(Content::Data(body.into())),
            },
            _ => Err(Error::new(
                ErrorKind::InvalidOption,
                "this character set is not one of GSM 7 bit, ASCII, Latin-1, UCS-2 or 8-bit data",
            )
            .with_field("data_coding")
            .with_value(alloc::format!("{:#04x}", self.data_coding))),
        };
        text.map(Content::Text).map_err(|e| moved(e, header_len))
    }
}

/// `data_coding` of a segment: 0, 4 or 8. With a class, the group 0xF0 of SMPP 3.4 clause 5.2.19,
/// which has no UCS-2; there the octet of TP-DCS stands, as SMSCs pass it on.
const fn smpp_data_coding(encoding: Encoding, class: Option<MessageClass>) -> u8 {
    match (encoding, class) {
        (Encoding::Gsm7, Some(class)) => 0xF0 | class.number(),
        (Encoding::Data8, Some(class)) => 0xF4 | class.number(),
        (encoding, class) => DataCoding::new(encoding, class).octet(),
    }
}

fn decode_ascii(octets: &[u8]) -> Result<String, Error> {
    match octets.iter().position(|octet| !octet.is_ascii()) {
        None => Ok(latin1(octets)),
        Some(at) => {
            Err(Error::new(ErrorKind::BadSeptet, "ASCII is 0x00 to 0x7F")
                .with_detail(OCTET_OFFSET, at))
        }
    }
}

fn latin1(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(*octet)).collect()
}

impl fmt::Debug for ShortMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShortMessage")
            .field("sm_length", &self.short_message.len())
            .field("data_coding", &self.data_coding)
            .field("esm_class", &self.esm_class)
            .finish()
    }
}

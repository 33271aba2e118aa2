//! What one segment is on the wire: user data (TP-UD) with its header, length and data coding
//! (3GPP TS 23.040 clause 9.2.3.16 and 9.2.3.24, TS 23.038 clause 4), and its SMPP form.
//!
//! [`encode`] and [`encode_data8`] write one segment into the caller's buffer and allocate
//! nothing; [`UserData::decode`] reads one back, strictly: damage is an error that names the octet.

mod data_coding;
mod header;
mod septets;
mod smpp;
mod text;
mod ucs2;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::error::{Error, ErrorDetail, ErrorKind};

pub use data_coding::{DataCoding, MessageClass, MessageWaiting, WaitingKind};
pub use header::{
    Concatenation, ConcatenationReference, Elements, HeaderElements, InformationElement, Ports,
    SEGMENT_OCTET_LEN, UserDataHeader, element_id,
};
pub use septets::{FillBits, pack, packed_len, unpack};
pub use smpp::{ShortMessage, SmscAlphabet};
pub use text::{decode_septets, encode_septets};
pub use ucs2::{decode_ucs2, encode_ucs2};

/// Septets of user data in one segment, header included (TS 23.040 clause 9.2.3.16).
pub const SEGMENT_SEPTET_LEN: usize = 160;

/// The user data of one segment: TP-UD, and the three fields of the message that it takes to read
/// it. Its text is not shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UserData<'a> {
    octets: &'a [u8],
    length: u8,
    data_coding: DataCoding,
    has_header: bool,
}

/// What user data says.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// 7-bit or UCS-2 text.
    Text(String),
    /// 8-bit data: the octets after the header.
    Data(Vec<u8>),
}

/// Header and body of user data, apart.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) header: Option<UserDataHeader<'a>>,
    pub(crate) encoding: Encoding,
    body: &'a [u8],
    fill_bits: FillBits,
    /// Septets or octets in `body`.
    len: usize,
}

impl<'a> UserData<'a> {
    /// User data as received: `octets` is TP-UD (octets beyond the length are not read), `length`
    /// is TP-UDL (septets in 7-bit coding, else octets; header included), `has_header` is TP-UDHI.
    pub const fn new(
        octets: &'a [u8],
        length: u8,
        data_coding: DataCoding,
        has_header: bool,
    ) -> UserData<'a> {
        UserData { octets, length, data_coding, has_header }
    }

    /// TP-UD: the header, if any, and the text.
    pub const fn octets(self) -> &'a [u8] {
        self.octets
    }

    /// TP-UDL: septets in 7-bit coding, else octets; header included.
    pub const fn udl(self) -> u8 {
        self.length
    }

    /// TP-DCS.
    pub const fn data_coding(self) -> DataCoding {
        self.data_coding
    }

    /// TP-UDHI.
    pub const fn has_header(self) -> bool {
        self.has_header
    }

    /// The header, if the user data has one.
    ///
    /// Error: `header_overrun`.
    pub fn header(self) -> Result<Option<UserDataHeader<'a>>, Error> {
        self.has_header.then(|| UserDataHeader::parse(self.octets)).transpose()
    }

    /// Text or data. Language elements of the header choose the tables in 7-bit coding.
    ///
    /// Errors: `compressed`, `header_overrun`, `truncated`, `odd_length`; with the octet offset.
    pub fn decode(self) -> Result<Content, Error> {
        let parts = self.parts()?;
        let languages = parts.languages();
        let mut body = Vec::new();
        parts.append_to(&mut body)?;
        decode_body(body, parts.encoding, languages).map_err(|e| moved(e, parts.header_len()))
    }

    /// Header and body, by the rules of a strict reader.
    fn parts(self) -> Result<Parts<'a>, Error> {
        self.refuse_compressed()?;
        let header = self.header()?;
        let parts = self.apart(header).ok_or_else(|| {
            Error::new(ErrorKind::HeaderOverrun, "the length ends within the header")
                .with_detail(OCTET_OFFSET, 0usize)
        })?;
        if parts.body_octet_len() > parts.body.len() {
            return Err(septets::truncated(self.octets.len()));
        }
        Ok(parts)
    }

    /// Header and body for reassembly: nothing of a damaged header counts, and a body shorter than
    /// its length is taken as far as it goes.
    pub(crate) fn parts_lenient(self) -> Result<Parts<'a>, Error> {
        self.refuse_compressed()?;
        let header = self.has_header.then(|| UserDataHeader::parse_lenient(self.octets));
        let parts = self.apart(header).unwrap_or(Parts {
            header,
            encoding: self.data_coding.encoding(),
            body: &[],
            fill_bits: FillBits::NONE,
            len: 0,
        });
        let room = match parts.encoding {
            Encoding::Gsm7 => {
                (parts.body.len() * 8).saturating_sub(parts.fill_bits.count().into()) / 7
            }
            _ => parts.body.len(),
        };
        Ok(Parts { len: parts.len.min(room), ..parts })
    }

    fn refuse_compressed(self) -> Result<(), Error> {
        if self.data_coding.is_compressed() {
            return Err(Error::new(
                ErrorKind::Compressed,
                "the text is compressed (TS 23.042), which is not decoded",
            ));
        }
        Ok(())
    }

    /// `None` when the length ends within the header.
    fn apart(self, header: Option<UserDataHeader<'a>>) -> Option<Parts<'a>> {
        let header_len = header.map_or(0, UserDataHeader::octet_len);
        let encoding = self.data_coding.encoding();
        let (fill_bits, header_units) = match encoding {
            Encoding::Gsm7 => (FillBits::after_header(header_len), (header_len * 8).div_ceil(7)),
            _ => (FillBits::NONE, header_len),
        };
        let len = usize::from(self.length).checked_sub(header_units)?;
        let body = self.octets.get(header_len..)?;
        Some(Parts { header, encoding, body, fill_bits, len })
    }
}

impl Parts<'_> {
    fn header_len(&self) -> usize {
        self.header.map_or(0, UserDataHeader::octet_len)
    }

    fn body_octet_len(&self) -> usize {
        match self.encoding {
            Encoding::Gsm7 => septets::read_len(self.len, self.fill_bits),
            _ => self.len,
        }
    }

    /// The tables that the header names; they mean something in 7-bit coding only.
    pub(crate) fn languages(&self) -> LanguagePair {
        match (self.encoding, self.header) {
            (Encoding::Gsm7, Some(header)) => header.languages(),
            _ => LanguagePair::DEFAULT,
        }
    }

    /// Appends the septets (one to an octet) or octets of the body.
    pub(crate) fn append_to(&self, out: &mut Vec<u8>) -> Result<(), Error> {
        match self.encoding {
            Encoding::Gsm7 => {
                let mut septets = [0; 255];
                let septets = septets.get_mut(..self.len).unwrap_or_default();
                unpack(self.body, self.fill_bits, septets)?;
                out.extend_from_slice(septets);
            }
            _ => out.extend_from_slice(self.body.get(..self.len).unwrap_or_default()),
        }
        Ok(())
    }
}

/// Text or data of a body: septets (one to an octet) or octets, of one segment or of several
/// joined.
pub(crate) fn decode_body(
    body: Vec<u8>,
    encoding: Encoding,
    languages: LanguagePair,
) -> Result<Content, Error> {
    match encoding {
        Encoding::Gsm7 => decode_septets(&body, languages).map(Content::Text),
        Encoding::Ucs2 => decode_ucs2(&body).map(Content::Text),
        Encoding::Data8 => Ok(Content::Data(body)),
    }
}

/// Writes one segment of text: header, fill bits and text. `coding` is an [`Encoding`] or a
/// [`DataCoding`] with its class; the language tables are those of the header.
///
/// Errors: `not_encodable` for a character outside the tables, `segment_too_long` when header and
/// text exceed 140 octets, `invalid_option` for 8-bit data (see [`encode_data8`]), `compressed`.
pub fn encode<'o>(
    text: &str,
    coding: impl Into<DataCoding>,
    header: &HeaderElements<'_>,
    out: &'o mut [u8; SEGMENT_OCTET_LEN],
) -> Result<UserData<'o>, Error> {
    let data_coding = coding.into();
    UserData::new(&[], 0, data_coding, false).refuse_compressed()?;
    let header_len = header.write(out)?;
    let body = out.get_mut(header_len..).unwrap_or_default();
    let (body_len, length) = match data_coding.encoding() {
        Encoding::Gsm7 => {
            let room = SEGMENT_SEPTET_LEN - header.septet_len();
            let mut septets = [0; SEGMENT_SEPTET_LEN];
            let septets = septets.get_mut(..room).unwrap_or_default();
            let count = encode_septets(text, header.languages, septets).map_err(too_long)?;
            let septets = septets.get(..count).unwrap_or_default();
            let body_len = pack(septets, FillBits::after_header(header_len), body)?;
            (body_len, header.septet_len() + count)
        }
        Encoding::Ucs2 => {
            let body_len = encode_ucs2(text, body).map_err(too_long)?;
            (body_len, header_len + body_len)
        }
        Encoding::Data8 => {
            return Err(Error::new(
                ErrorKind::InvalidOption,
                "8-bit data is octets, not text: encode it with encode_data8",
            )
            .with_field("encoding"));
        }
    };
    Ok(finish(out, header_len, body_len, length, data_coding))
}

/// Writes one segment of 8-bit data: header and octets.
///
/// Error: `segment_too_long` when both exceed 140 octets.
pub fn encode_data8<'o>(
    data: &[u8],
    class: Option<MessageClass>,
    header: &HeaderElements<'_>,
    out: &'o mut [u8; SEGMENT_OCTET_LEN],
) -> Result<UserData<'o>, Error> {
    let header_len = header.write(out)?;
    let body = out.get_mut(header_len..header_len + data.len());
    body.ok_or_else(segment_too_long)?.copy_from_slice(data);
    let length = header_len + data.len();
    Ok(finish(out, header_len, data.len(), length, DataCoding::new(Encoding::Data8, class)))
}

fn finish(
    out: &[u8; SEGMENT_OCTET_LEN],
    header_len: usize,
    body_len: usize,
    length: usize,
    data_coding: DataCoding,
) -> UserData<'_> {
    UserData {
        octets: out.get(..header_len + body_len).unwrap_or_default(),
        length: length as u8, // at most 160
        data_coding,
        has_header: header_len > 0,
    }
}

/// Name of the detail that says which octet an error is about.
const OCTET_OFFSET: &str = "octet_offset";

/// An error about a body, with its offset counted from the start of the user data.
fn moved(error: Error, header_len: usize) -> Error {
    match error.detail(OCTET_OFFSET) {
        Some(ErrorDetail::Number(offset)) => {
            error.with_detail(OCTET_OFFSET, offset + header_len as u64)
        }
        _ => error,
    }
}

fn segment_too_long() -> Error {
    Error::new(
        ErrorKind::SegmentTooLong,
        "header and text exceed the 140 octets of a segment: split the text first",
    )
}

/// A buffer of a whole segment that is too small means a text that is too long.
fn too_long(error: Error) -> Error {
    match error.kind() {
        ErrorKind::BufferTooSmall => segment_too_long(),
        _ => error,
    }
}

impl From<Encoding> for DataCoding {
    /// The coding without a message class.
    fn from(encoding: Encoding) -> DataCoding {
        DataCoding::new(encoding, None)
    }
}

impl fmt::Debug for UserData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserData")
            .field("octet_len", &self.octets.len())
            .field("length", &self.length)
            .field("data_coding", &self.data_coding)
            .field("has_header", &self.has_header)
            .finish()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Text(text) => write!(f, "Text({} chars)", text.chars().count()),
            Content::Data(data) => write!(f, "Data({} octets)", data.len()),
        }
    }
}

//! Texts of UTF-16 code units, which may hold lone surrogates that a `str` cannot.

use alloc::string::String;
use alloc::vec::Vec;

use super::split::Sender;
use super::{Inspection, Segment, Segments, TextOptions, inspect, split};
use crate::Error;
use crate::encoding::Encoding;
use crate::user_data::{self, HeaderElements, SEGMENT_OCTET_LEN, UserData};

/// Stands for a lone surrogate while a text is counted: one code unit, in no table and no
/// substitution map, untouched by NFC, and like a surrogate a character that marks join (UAX #29:
/// Grapheme_Cluster_Break is Other).
const STAND_IN: char = '\u{FFFF}';

/// As [`inspect`], for UTF-16 code units. A lone surrogate is in no table and counts one code unit.
/// Allocates.
///
/// # Errors
/// Those of [`inspect`].
pub fn inspect_utf16(text: &[u16], options: &TextOptions) -> Result<Inspection, Error> {
    inspect(&decode(text).0, options)
}

/// As [`split`], for UTF-16 code units: lone surrogates stay as they are.
///
/// # Errors
/// Those of [`split`].
pub fn split_utf16(text: &[u16], options: &TextOptions) -> Result<Utf16Segments, Error> {
    let (text, stand_ins) = decode(text);
    let segments: Segments<'_> = split(&text, options)?;
    let mut stand_ins = stand_ins.into_iter();
    let segment_of = |segment: Segment<'_>| {
        let mut code_units: Vec<u16> = segment.text.encode_utf16().collect();
        // no option adds, removes or moves a stand-in, so they come in their order
        for unit in code_units.iter_mut().filter(|unit| u32::from(**unit) == u32::from(STAND_IN)) {
            *unit = stand_ins.next().unwrap_or(*unit);
        }
        Utf16Segment {
            segment_index: segment.segment_index,
            code_units,
            units: segment.units,
            text: segment.text.into(),
            sender: segment.sender,
        }
    };
    let inspection = segments.inspection();
    Ok(Utf16Segments { inspection, segments: segments.iter().map(segment_of).collect() })
}

/// The segments of a text of UTF-16 code units.
#[derive(Clone)]
pub struct Utf16Segments {
    inspection: Inspection,
    segments: Vec<Utf16Segment>,
}

impl Utf16Segments {
    /// What [`inspect_utf16`] says of the whole text.
    pub fn inspection(&self) -> Inspection {
        self.inspection
    }

    /// The segments, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Utf16Segment> {
        self.segments.iter()
    }
}

/// One segment of a text of UTF-16 code units.
#[derive(Clone)]
pub struct Utf16Segment {
    /// From 0.
    pub segment_index: u32,
    /// Its text.
    pub code_units: Vec<u16>,
    /// Units of its text in the encoding of the message, without the header.
    pub units: u32,
    /// With stand-ins.
    text: String,
    sender: Sender,
}

impl Utf16Segment {
    /// As [`Segment::header`].
    ///
    /// # Errors
    /// [`ErrorKind::ReferenceRequired`](crate::ErrorKind::ReferenceRequired).
    pub fn header(&self) -> Result<HeaderElements<'static>, Error> {
        self.sender.header(self.segment_index)
    }

    /// As [`Segment::encode`]; a lone surrogate is written as it is.
    ///
    /// # Errors
    /// [`ErrorKind::ReferenceRequired`](crate::ErrorKind::ReferenceRequired).
    pub fn encode<'o>(&self, out: &'o mut [u8; SEGMENT_OCTET_LEN]) -> Result<UserData<'o>, Error> {
        let (header, data_coding) = (self.header()?, self.sender.data_coding());
        let encoded = user_data::encode(&self.text, data_coding, &header, out)?;
        let (octet_len, udl) = (encoded.octets().len(), encoded.udl());
        let header_len = header.octet_len();
        if data_coding.encoding() == Encoding::Ucs2 {
            let body = out[header_len..octet_len].chunks_exact_mut(2);
            for (octets, unit) in body.zip(&self.code_units) {
                octets.copy_from_slice(&unit.to_be_bytes());
            }
        }
        Ok(UserData::new(&out[..octet_len], udl, data_coding, header_len > 0))
    }
}

/// The text with a stand-in for each lone surrogate, and what every stand-in stands for (itself,
/// where the text has that character).
fn decode(text: &[u16]) -> (String, Vec<u16>) {
    let mut stand_ins = Vec::new();
    let chars = char::decode_utf16(text.iter().copied()).map(|unit| match unit {
        Ok(c) if c != STAND_IN => c,
        Ok(c) => {
            stand_ins.push(u32::from(c) as u16);
            c
        }
        Err(lone) => {
            stand_ins.push(lone.unpaired_surrogate());
            STAND_IN
        }
    });
    (chars.collect(), stand_ins)
}

// Debug shows no text: it ends up in logs.

impl core::fmt::Debug for Utf16Segments {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Utf16Segments")
            .field("inspection", &self.inspection)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Utf16Segment {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Utf16Segment").field("units", &self.units).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As PyPI regex 2025.11.3 has it, a mark joins a lone surrogate: no cut between them.
    #[test]
    fn a_mark_stays_with_a_lone_surrogate() {
        for lone in [0xD83D, 0xDC00] {
            let mut text = alloc::vec![u16::from(b'a'); 66];
            text.extend([lone, 0x301]);
            text.extend([u16::from(b'b'); 5]);
            let segments = split_utf16(&text, &TextOptions::DEFAULT).unwrap();
            let units: Vec<u32> = segments.iter().map(|segment| segment.units).collect();
            assert_eq!(units, [66, 7]);
            let joined = segments.iter().flat_map(|segment| segment.code_units.clone());
            assert!(joined.eq(text));
        }
    }
}

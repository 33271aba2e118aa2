//! How much text fits into a segment beside its user data header.

use crate::encoding::Encoding;
use crate::user_data::{Concatenation, ConcatenationReference, HeaderElements, SEGMENT_OCTET_LEN};

/// Width of the reference number that ties the segments of a message together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReferenceWidth {
    /// Element 0x00, five octets (TS 23.040, 9.2.3.24.1).
    #[default]
    Bits8,
    /// Element 0x08, six octets (TS 23.040, 9.2.3.24.8). US toll-free traffic is billed by it.
    Bits16,
}

impl ReferenceWidth {
    /// 8 or 16.
    pub const fn bits(self) -> u8 {
        match self {
            ReferenceWidth::Bits8 => 8,
            ReferenceWidth::Bits16 => 16,
        }
    }

    /// The reference with this number, of which 8 bits hold the low octet only.
    pub(crate) const fn with_number(self, number: u16) -> ConcatenationReference {
        match self {
            ReferenceWidth::Bits8 => ConcatenationReference::Bits8(number as u8),
            ReferenceWidth::Bits16 => ConcatenationReference::Bits16(number),
        }
    }
}

/// Units of text that fit: into a message of one segment, and into each segment of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Capacity {
    /// Units of a message of one segment.
    pub single: u32,
    /// Units of each segment of a longer message.
    pub concatenated: u32,
}

impl Capacity {
    /// What fits beside these elements, to which a longer message adds a concatenation element.
    pub(crate) fn new(
        encoding: Encoding,
        header: HeaderElements<'_>,
        reference: ReferenceWidth,
    ) -> Capacity {
        let concatenation = Concatenation::new(reference.with_number(0), 1, 1);
        let longer = HeaderElements { concatenation, ..header };
        Capacity { single: units(encoding, &header), concatenated: units(encoding, &longer) }
    }

    /// What fits into each of so many segments.
    pub fn per_segment(self, segments: u32) -> u32 {
        if segments > 1 { self.concatenated } else { self.single }
    }
}

/// Units beside a header. A septet begins at a septet boundary after the header, and a code unit
/// may not be cut (TS 23.040, 9.2.3.24).
fn units(encoding: Encoding, header: &HeaderElements<'_>) -> u32 {
    let octets = SEGMENT_OCTET_LEN.saturating_sub(header.octet_len()) as u32;
    match encoding {
        Encoding::Gsm7 => octets * 8 / 7,
        Encoding::Ucs2 => octets / 2,
        Encoding::Data8 => octets,
    }
}

//! How much text fits into a segment beside its user data header.

use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;

/// Octets of a segment's user data, header included (TS 23.040, 9.2.3.24).
const USER_DATA_OCTETS: u32 = 140;

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

    const fn element_octets(self) -> u32 {
        match self {
            ReferenceWidth::Bits8 => 5,
            ReferenceWidth::Bits16 => 6,
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
    /// The capacity of an encoding with its header: language elements of `pair` in GSM-7,
    /// `other_octets` of further elements without their length octet UDHL.
    pub(crate) fn new(
        encoding: Encoding,
        pair: LanguagePair,
        reference: ReferenceWidth,
        other_octets: u32,
    ) -> Capacity {
        let languages = match encoding {
            Encoding::Gsm7 => {
                let elements = u32::from(pair.locking_id() != 0) + u32::from(pair.single_id() != 0);
                3 * elements
            }
            Encoding::Ucs2 | Encoding::Data8 => 0,
        };
        let elements = languages + other_octets;
        Capacity {
            single: units(encoding, elements),
            concatenated: units(encoding, elements + reference.element_octets()),
        }
    }

    /// What fits into each of so many segments.
    pub fn per_segment(self, segments: u32) -> u32 {
        if segments > 1 { self.concatenated } else { self.single }
    }
}

/// Units beside header elements of so many octets; UDHL takes one more octet when there are any.
fn units(encoding: Encoding, element_octets: u32) -> u32 {
    let header = if element_octets == 0 { 0 } else { element_octets + 1 };
    let octets = USER_DATA_OCTETS.saturating_sub(header);
    match encoding {
        Encoding::Gsm7 => octets * 8 / 7,
        Encoding::Ucs2 => octets / 2,
        Encoding::Data8 => octets,
    }
}

//! The user data header: information elements in front of the text (3GPP TS 23.040 clause
//! 9.2.3.24).

use super::OCTET_OFFSET;
use crate::alphabet::LanguagePair;
use crate::error::{Error, ErrorKind};

/// Octets of user data in one segment (TP-UD, TS 23.040 clause 9.2.3.24).
pub const SEGMENT_OCTET_LEN: usize = 140;

/// Information element identifiers that septet itself reads and writes (TS 23.040 clause
/// 9.2.3.24 and 9.2.3.24.15 to 17).
pub mod element_id {
    /// Concatenated short messages, 8-bit reference.
    pub const CONCATENATION_8: u8 = 0x00;
    /// Application port addressing, 16-bit addresses.
    pub const PORTS_16: u8 = 0x05;
    /// Concatenated short messages, 16-bit reference.
    pub const CONCATENATION_16: u8 = 0x08;
    /// National language single shift.
    pub const SINGLE_SHIFT: u8 = 0x24;
    /// National language locking shift.
    pub const LOCKING_SHIFT: u8 = 0x25;
}

/// The number that ties the segments of a message together; the two widths never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConcatenationReference {
    /// Element 0x00.
    Bits8(u8),
    /// Element 0x08.
    Bits16(u16),
}

/// Which segment of which message this is: sequence 1 to total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Concatenation {
    reference: ConcatenationReference,
    total: u8,
    sequence: u8,
}

impl Concatenation {
    /// `None` when total or sequence is 0 or the sequence is above the total: such an element is
    /// ignored (TS 23.040 clause 9.2.3.24.1).
    pub const fn new(
        reference: ConcatenationReference,
        total: u8,
        sequence: u8,
    ) -> Option<Concatenation> {
        if sequence == 0 || sequence > total {
            return None;
        }
        Some(Concatenation { reference, total, sequence })
    }

    /// The reference number, with its width.
    pub const fn reference(self) -> ConcatenationReference {
        self.reference
    }

    /// Segments in the message, from 1.
    pub const fn total(self) -> u8 {
        self.total
    }

    /// This segment's place, from 1.
    pub const fn sequence(self) -> u8 {
        self.sequence
    }

    /// Octets of the whole element with a reference of this width.
    const fn element_len(reference: ConcatenationReference) -> usize {
        match reference {
            ConcatenationReference::Bits8(_) => 5,
            ConcatenationReference::Bits16(_) => 6,
        }
    }
}

/// Application ports (element 0x05): where in the phone the data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ports {
    /// Destination port.
    pub destination: u16,
    /// Originator port.
    pub source: u16,
}

/// One information element: its identifier and its data, both as they stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InformationElement<'a> {
    /// Information element identifier (IEI).
    pub id: u8,
    /// Information element data, at most 255 octets.
    pub data: &'a [u8],
}

/// What to write into a header. Order on the wire: concatenation, ports, single shift, locking
/// shift, then the others; the standard fixes none.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeaderElements<'a> {
    /// Which segment of which message.
    pub concatenation: Option<Concatenation>,
    /// Application ports.
    pub ports: Option<Ports>,
    /// National language tables; a default table needs no element.
    pub languages: LanguagePair,
    /// Any other elements.
    pub other: &'a [InformationElement<'a>],
}

impl HeaderElements<'_> {
    /// Octets of the header, UDHL included; 0 when there is no element.
    pub const fn octet_len(&self) -> usize {
        let mut len = 0;
        if let Some(concatenation) = self.concatenation {
            len += Concatenation::element_len(concatenation.reference);
        }
        if self.ports.is_some() {
            len += 6;
        }
        if self.languages.single_id() != 0 {
            len += 3;
        }
        if self.languages.locking_id() != 0 {
            len += 3;
        }
        let mut rest = self.other;
        while let [element, tail @ ..] = rest {
            len += 2 + element.data.len();
            rest = tail;
        }
        if len == 0 { 0 } else { len + 1 }
    }

    /// Septets that the header takes of a 7-bit segment, fill bits included.
    pub const fn septet_len(&self) -> usize {
        (self.octet_len() * 8).div_ceil(7)
    }

    /// Writes the header, UDHL included, and returns its length: nothing for no elements.
    ///
    /// Errors: `segment_too_long` when the header alone is more than 140 octets,
    /// `buffer_too_small` when `out` is shorter than the header.
    pub fn write(&self, out: &mut [u8]) -> Result<usize, Error> {
        let len = self.octet_len();
        if len > SEGMENT_OCTET_LEN {
            return Err(Error::new(
                ErrorKind::SegmentTooLong,
                "the header elements alone exceed the 140 octets of a segment: leave some out",
            ));
        }
        let mut writer = Writer { out: out.get_mut(..len).ok_or_else(buffer_too_small)?, at: 0 };
        if len == 0 {
            return Ok(0);
        }
        writer.octets(&[(len - 1) as u8]);
        if let Some(Concatenation { reference, total, sequence }) = self.concatenation {
            match reference {
                ConcatenationReference::Bits8(number) => {
                    writer.element(element_id::CONCATENATION_8, &[number, total, sequence]);
                }
                ConcatenationReference::Bits16(number) => {
                    let [high, low] = number.to_be_bytes();
                    writer.element(element_id::CONCATENATION_16, &[high, low, total, sequence]);
                }
            }
        }
        if let Some(Ports { destination, source }) = self.ports {
            let [d1, d0] = destination.to_be_bytes();
            let [s1, s0] = source.to_be_bytes();
            writer.element(element_id::PORTS_16, &[d1, d0, s1, s0]);
        }
        if self.languages.single_id() != 0 {
            writer.element(element_id::SINGLE_SHIFT, &[self.languages.single_id()]);
        }
        if self.languages.locking_id() != 0 {
            writer.element(element_id::LOCKING_SHIFT, &[self.languages.locking_id()]);
        }
        for element in self.other {
            writer.element(element.id, element.data);
        }
        Ok(len)
    }
}

pub(super) fn buffer_too_small() -> Error {
    Error::new(ErrorKind::BufferTooSmall, "give a longer buffer")
}

/// Appends to a slice whose length was computed beforehand.
struct Writer<'a> {
    out: &'a mut [u8],
    at: usize,
}

impl Writer<'_> {
    fn octets(&mut self, octets: &[u8]) {
        let end = self.at + octets.len();
        if let Some(place) = self.out.get_mut(self.at..end) {
            place.copy_from_slice(octets);
        }
        self.at = end;
    }

    fn element(&mut self, id: u8, data: &[u8]) {
        // at most 140: the whole header was measured
        self.octets(&[id, data.len() as u8]);
        self.octets(data);
    }
}

/// A header as it was received, borrowed from the user data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UserDataHeader<'a> {
    /// UDHL and the octets it covers, or what is left of them.
    octets: &'a [u8],
    damaged: bool,
}

impl<'a> UserDataHeader<'a> {
    /// Reads the header at the start of user data whose header indicator is set.
    ///
    /// Error: `header_overrun`, with the offset of UDHL or of the element that does not end within
    /// the header.
    pub fn parse(user_data: &'a [u8]) -> Result<UserDataHeader<'a>, Error> {
        let header = UserDataHeader::parse_lenient(user_data);
        if !header.damaged {
            return Ok(header);
        }
        let (offset, message) = if user_data.is_empty() {
            (0, "the header indicator is set and there is no user data")
        } else if header.octets.len() <= usize::from(user_data[0]) {
            (0, "the header length exceeds the user data")
        } else {
            let whole: usize =
                Elements { rest: header.body() }.map(|element| 2 + element.data.len()).sum();
            (1 + whole, "an information element does not end within the header")
        };
        Err(Error::new(ErrorKind::HeaderOverrun, message).with_detail(OCTET_OFFSET, offset))
    }

    /// Reads the header for reassembly: a damaged one is skipped by its length octet, as far as
    /// there is data, and none of its elements count.
    pub fn parse_lenient(user_data: &'a [u8]) -> UserDataHeader<'a> {
        let Some(&udhl) = user_data.first() else {
            return UserDataHeader { octets: user_data, damaged: true };
        };
        let Some(octets) = user_data.get(..1 + usize::from(udhl)) else {
            return UserDataHeader { octets: user_data, damaged: true };
        };
        let mut elements = Elements { rest: &octets[1..] };
        elements.by_ref().for_each(drop);
        UserDataHeader { octets, damaged: !elements.rest.is_empty() }
    }

    /// Octets of the header, UDHL included.
    pub const fn octet_len(self) -> usize {
        self.octets.len()
    }

    /// The header as it stands, UDHL included.
    pub const fn octets(self) -> &'a [u8] {
        self.octets
    }

    /// Whether its elements do not end where UDHL says.
    pub const fn is_damaged(self) -> bool {
        self.damaged
    }

    fn body(self) -> &'a [u8] {
        self.octets.get(1..).unwrap_or_default()
    }

    /// The elements in order, known or not; none of a damaged header.
    pub fn elements(self) -> Elements<'a> {
        Elements { rest: if self.damaged { &[] } else { self.body() } }
    }

    /// The last valid concatenation element.
    pub fn concatenation(self) -> Option<Concatenation> {
        let valid = |element: InformationElement<'_>| match (element.id, element.data) {
            (element_id::CONCATENATION_8, &[number, total, sequence]) => {
                Concatenation::new(ConcatenationReference::Bits8(number), total, sequence)
            }
            (element_id::CONCATENATION_16, &[high, low, total, sequence]) => {
                let number = u16::from_be_bytes([high, low]);
                Concatenation::new(ConcatenationReference::Bits16(number), total, sequence)
            }
            _ => None,
        };
        self.elements().filter_map(valid).last()
    }

    /// The last valid port element.
    pub fn ports(self) -> Option<Ports> {
        let valid = |element: InformationElement<'_>| match (element.id, element.data) {
            (element_id::PORTS_16, &[d1, d0, s1, s0]) => Some(Ports {
                destination: u16::from_be_bytes([d1, d0]),
                source: u16::from_be_bytes([s1, s0]),
            }),
            _ => None,
        };
        self.elements().filter_map(valid).last()
    }

    /// The tables named by the last valid language elements; an id without a table is ignored.
    pub fn languages(self) -> LanguagePair {
        let mut languages = LanguagePair::DEFAULT;
        for element in self.elements() {
            let (locking, single) = match (element.id, element.data) {
                (element_id::LOCKING_SHIFT, &[id]) => (id, languages.single_id()),
                (element_id::SINGLE_SHIFT, &[id]) => (languages.locking_id(), id),
                _ => continue,
            };
            languages = LanguagePair::from_ids(locking, single).unwrap_or(languages);
        }
        languages
    }
}

/// Iterator over the information elements of a header, see [`UserDataHeader::elements`].
#[derive(Clone, Debug)]
pub struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Elements<'a> {
    type Item = InformationElement<'a>;

    fn next(&mut self) -> Option<InformationElement<'a>> {
        let (&[id, len], tail) = self.rest.split_first_chunk()?;
        let (data, rest) = tail.split_at_checked(usize::from(len))?;
        self.rest = rest;
        Some(InformationElement { id, data })
    }
}

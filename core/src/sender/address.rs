//! The octets of an originating address (3GPP TS 23.040, 9.1.2.5): a length in semi-octets, a type
//! of address, and at most ten octets of value.

use super::id::SenderText;
use super::{MAX_SEPTETS, SenderId};
use crate::alphabet::{ESCAPE, LanguagePair, LockingTable, Septets, SingleTable};
use crate::number::{E164, NumberForm, NumberText};
use crate::{Error, ErrorKind};

/// Most octets of an address: length, type, and ten of value.
pub const MAX_ADDRESS_OCTETS: usize = 12;

/// Type of number: alphanumeric, coded by the default alphabet.
const ALPHANUMERIC: u8 = 0xD0;
/// International number of the ISDN numbering plan, E.164.
const INTERNATIONAL: u8 = 0x91;
/// Number of a kind that is not said, of the ISDN numbering plan.
const UNKNOWN: u8 = 0x81;
/// Bits 6 to 4 of the type octet.
const TYPE_OF_NUMBER: u8 = 0x70;

impl SenderId {
    /// Writes the address and returns its octets: length, type, value.
    pub fn address<'a>(&self, out: &'a mut [u8; MAX_ADDRESS_OCTETS]) -> &'a [u8] {
        *out = [0; MAX_ADDRESS_OCTETS];
        let (kind, semi_octets) = match self {
            SenderId::Alphanumeric(text) => (ALPHANUMERIC, pack(text.as_str(), &mut out[2..])),
            SenderId::Number(number) => {
                (INTERNATIONAL, pack_digits(&number.in_form(NumberForm::Digits), &mut out[2..]))
            }
            SenderId::ShortCode(digits) => (UNKNOWN, pack_digits(digits, &mut out[2..])),
        };
        out[0] = semi_octets as u8;
        out[1] = kind;
        &out[..2 + semi_octets.div_ceil(2)]
    }

    /// Reads an address: its length octet says how many octets of `octets` belong to it.
    ///
    /// Digits of another type than international become a [`SenderId::ShortCode`]: what they mean
    /// depends on the network.
    ///
    /// # Errors
    /// `sender_number_invalid`: cut off, longer than 20 semi-octets, or not digits;
    /// `sender_not_gsm7`: a septet without a character; `sender_empty`.
    pub fn from_address(octets: &[u8]) -> Result<SenderId, Error> {
        let refuse = |message| Error::new(ErrorKind::SenderNumberInvalid, message);
        let (Some(&length), Some(&kind)) = (octets.first(), octets.get(1)) else {
            return Err(refuse("an address has a length and a type octet"));
        };
        let semi_octets = usize::from(length);
        let value = octets
            .get(2..2 + semi_octets.div_ceil(2))
            .filter(|value| value.len() <= MAX_ADDRESS_OCTETS - 2)
            .ok_or_else(|| refuse("the address is cut off, or longer than ten octets"))?;
        let empty = || Error::new(ErrorKind::SenderEmpty, "the address has no value");
        if semi_octets == 0 {
            return Err(empty());
        }
        if kind & TYPE_OF_NUMBER == ALPHANUMERIC & TYPE_OF_NUMBER {
            return match semi_octets * 4 / 7 {
                0 => Err(empty()),
                septet_count => unpack(value, septet_count).map(SenderId::Alphanumeric),
            };
        }
        let mut digits = NumberText::EMPTY;
        for i in 0..semi_octets {
            let digit = value[i / 2] >> (4 * (i % 2)) & 0xF;
            if digit > 9 || !digits.push(b'0' + digit) {
                return Err(refuse("an address of digits holds 0 to 9 only"));
            }
        }
        if kind & TYPE_OF_NUMBER == INTERNATIONAL & TYPE_OF_NUMBER {
            return E164::from_digits(digits.as_bytes())
                .map(SenderId::Number)
                .map_err(|_| refuse("an international number has 3 to 15 digits, no leading 0"));
        }
        Ok(SenderId::ShortCode(digits))
    }
}

/// Packs septets without gaps, lowest bits first (3GPP TS 23.038, 6.1.2.1), and returns the length
/// in semi-octets.
fn pack(text: &str, out: &mut [u8]) -> usize {
    let mut bits = 0;
    let mut push = |septet: u8| {
        let shifted = u16::from(septet) << (bits % 8);
        let at = bits / 8;
        if let Some(octet) = out.get_mut(at) {
            *octet |= shifted as u8;
        }
        if let Some(octet) = out.get_mut(at + 1) {
            *octet |= (shifted >> 8) as u8;
        }
        bits += 7;
    };
    for c in text.chars() {
        match LanguagePair::DEFAULT.septets_of(c) {
            Some(Septets::One(code)) => push(code),
            Some(Septets::Escaped(code)) => {
                push(ESCAPE);
                push(code);
            }
            None => {} // a SenderText has none such
        }
    }
    bits.div_ceil(4)
}

fn unpack(value: &[u8], septet_count: usize) -> Result<SenderText, Error> {
    let septet = |i: usize| {
        let (at, shift) = (7 * i / 8, 7 * i % 8);
        let octet = |at: usize| u16::from(value.get(at).copied().unwrap_or_default());
        ((octet(at) | octet(at + 1) << 8) >> shift) as u8 & 0x7F
    };
    let mut text = SenderText::EMPTY;
    let mut escaped = false;
    for i in 0..septet_count.min(MAX_SEPTETS) {
        let code = septet(i);
        let c = match (escaped, code) {
            (false, ESCAPE) => {
                escaped = true;
                continue;
            }
            (false, code) => LockingTable::DEFAULT.char_at(code),
            (true, code) => SingleTable::DEFAULT.char_at(code),
        };
        escaped = false;
        let c = c.ok_or_else(|| {
            Error::new(ErrorKind::SenderNotGsm7, "a septet has no character in the alphabet")
        })?;
        text.push(c);
    }
    if escaped {
        return Err(Error::new(ErrorKind::SenderNotGsm7, "the word ends in an escape"));
    }
    Ok(text)
}

/// Two digits to an octet, the first in the lower half, the last filled with 1111; returns the
/// length in semi-octets.
fn pack_digits(digits: &str, out: &mut [u8]) -> usize {
    for (octet, pair) in out.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let high = pair.get(1).map_or(0xF, |digit| digit & 0xF);
        *octet = high << 4 | pair[0] & 0xF;
    }
    digits.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn octets_of_the_standard() {
        // "Design@Home" is the originating address of a short message that PDU decoders are often
        // shown with; eleven septets, 77 bits, 20 semi-octets. The others were packed by hand.
        let cases: [(&str, &[u8]); 4] = [
            (
                "Design@Home",
                &[0x14, 0xD0, 0xC4, 0xF2, 0x3C, 0x7D, 0x76, 0x03, 0x90, 0xEF, 0x76, 0x19],
            ),
            ("+46708251358", &[0x0B, 0x91, 0x64, 0x07, 0x28, 0x15, 0x53, 0xF8]),
            ("12345", &[0x05, 0x81, 0x21, 0x43, 0xF5]),
            ("€", &[0x04, 0xD0, 0x9B, 0x32]),
        ];
        for (text, octets) in cases {
            let id = SenderId::parse(text).unwrap();
            let mut out = [0xAA; MAX_ADDRESS_OCTETS];
            assert_eq!(id.address(&mut out), octets, "{text}");
            assert_eq!(SenderId::from_address(octets).unwrap(), id, "{text}");
        }
    }

    #[test]
    fn every_length_comes_back() {
        for len in 1..=11 {
            for word in ["ABCDEFGHIJK", "@@@@@@@@@@@", "zzzzzzzzzzz"] {
                let id = SenderId::parse(&word[..len]).unwrap();
                let mut out = [0; MAX_ADDRESS_OCTETS];
                let back = SenderId::from_address(id.address(&mut out)).unwrap();
                assert_eq!(back.to_string(), word[..len]);
            }
        }
    }

    #[test]
    fn refused() {
        for (octets, kind) in [
            (&[][..], ErrorKind::SenderNumberInvalid),
            (&[5], ErrorKind::SenderNumberInvalid),
            (&[0, 0x91], ErrorKind::SenderEmpty),
            (&[1, 0xD5, 0x55], ErrorKind::SenderEmpty), // four bits are no septet
            (&[5, 0x81, 0x21, 0x43], ErrorKind::SenderNumberInvalid),
            (&[4, 0x81, 0x21, 0xC3], ErrorKind::SenderNumberInvalid),
            (&[4, 0x91, 0x20, 0x43, 0x65], ErrorKind::SenderNumberInvalid), // leading 0
            (&[2, 0xD0, 0x1B], ErrorKind::SenderNotGsm7),                   // an escape at the end
            (&[22, 0x81, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], ErrorKind::SenderNumberInvalid),
        ] {
            let error = SenderId::from_address(octets).unwrap_err();
            assert_eq!(error.kind(), kind, "{octets:02X?}");
        }
    }
}

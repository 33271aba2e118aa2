//! The octet that says how user data is coded: TP-DCS (3GPP TS 23.038 clause 4).

use core::fmt;

use crate::encoding::Encoding;

/// Where a message is meant to be shown or stored (TS 23.038 clause 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum MessageClass {
    /// Shown at once and not stored: "flash".
    Class0 = 0,
    /// Meant for the mobile equipment.
    Class1 = 1,
    /// Meant for the (U)SIM.
    Class2 = 2,
    /// Meant for the terminal equipment.
    Class3 = 3,
}

impl MessageClass {
    /// The class with this number, 0 to 3.
    pub const fn from_number(number: u8) -> Option<MessageClass> {
        match number {
            0 => Some(MessageClass::Class0),
            1 => Some(MessageClass::Class1),
            2 => Some(MessageClass::Class2),
            3 => Some(MessageClass::Class3),
            _ => None,
        }
    }

    /// The number, 0 to 3.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// What a message waiting indication announces (TS 23.038 clause 4, groups 1100 to 1110).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WaitingKind {
    /// Voicemail.
    Voicemail,
    /// Fax.
    Fax,
    /// Electronic mail.
    Email,
    /// Another message.
    Other,
}

/// A message waiting indication: something else waits for the subscriber, or no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageWaiting {
    /// What waits.
    pub kind: WaitingKind,
    /// Whether the indication is to be set (else cleared).
    pub active: bool,
    /// Whether the text itself is to be stored (group 1100 may be discarded).
    pub store: bool,
}

/// One octet of TP-DCS, with its meaning on demand. Every octet has one: what the standard
/// reserves is read as the GSM 7 bit default alphabet, as clause 4 asks of a receiver, and
/// [`is_reserved`](DataCoding::is_reserved) reports it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DataCoding(u8);

impl DataCoding {
    /// GSM 7 bit default alphabet, no class: 0x00.
    pub const GSM7: DataCoding = DataCoding(0x00);
    /// 8-bit data, no class: 0x04.
    pub const DATA8: DataCoding = DataCoding(0x04);
    /// UCS-2, no class: 0x08.
    pub const UCS2: DataCoding = DataCoding(0x08);

    /// The coding of a message: 0x00, 0x04 or 0x08, and with a class the same in the general
    /// group with bit 4 set: 0x10, 0x14 or 0x18 plus the class.
    pub const fn new(encoding: Encoding, class: Option<MessageClass>) -> DataCoding {
        let alphabet = match encoding {
            Encoding::Gsm7 => 0x00,
            Encoding::Data8 => 0x04,
            Encoding::Ucs2 => 0x08,
        };
        match class {
            None => DataCoding(alphabet),
            Some(class) => DataCoding(alphabet | 0x10 | class.number()),
        }
    }

    /// The coding with this octet.
    pub const fn from_octet(octet: u8) -> DataCoding {
        DataCoding(octet)
    }

    /// The octet.
    pub const fn octet(self) -> u8 {
        self.0
    }

    /// How the text is coded, once it is not [compressed](DataCoding::is_compressed).
    pub const fn encoding(self) -> Encoding {
        match (self.0 >> 4, (self.0 >> 2) & 0b11) {
            (0x0..=0x7, 0b01) | (0xF, 0b01) => Encoding::Data8,
            (0x0..=0x7, 0b10) | (0xE, _) => Encoding::Ucs2,
            _ => Encoding::Gsm7,
        }
    }

    /// Whether the text is compressed (TS 23.042).
    pub const fn is_compressed(self) -> bool {
        self.0 < 0x80 && self.0 & 0x20 != 0
    }

    /// Whether the standard leaves the meaning of this octet open.
    pub const fn is_reserved(self) -> bool {
        match self.0 >> 4 {
            0x0..=0x7 => self.0 & 0x0C == 0x0C,
            0x8..=0xB => true,
            0xC..=0xE => self.0 & 0x04 != 0,
            _ => self.0 & 0x08 != 0,
        }
    }

    /// The message class, where the octet carries one.
    pub const fn message_class(self) -> Option<MessageClass> {
        match self.0 >> 4 {
            0x1 | 0x3 | 0x5 | 0x7 | 0xF => MessageClass::from_number(self.0 & 0b11),
            _ => None,
        }
    }

    /// Whether the message asks to be deleted once read (group 01xx).
    pub const fn is_marked_for_deletion(self) -> bool {
        self.0 >> 6 == 0b01
    }

    /// The message waiting indication, where the octet carries one.
    pub const fn message_waiting(self) -> Option<MessageWaiting> {
        if !matches!(self.0 >> 4, 0xC..=0xE) {
            return None;
        }
        let kind = match self.0 & 0b11 {
            0 => WaitingKind::Voicemail,
            1 => WaitingKind::Fax,
            2 => WaitingKind::Email,
            _ => WaitingKind::Other,
        };
        Some(MessageWaiting { kind, active: self.0 & 0x08 != 0, store: self.0 >> 4 != 0xC })
    }
}

impl fmt::Debug for DataCoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataCoding({:#04x})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clause 4 row by row: mask, value under it, encoding.
    const ROWS: &[(u8, u8, Encoding)] = &[
        (0b1000_1100, 0b0000_0000, Encoding::Gsm7),
        (0b1000_1100, 0b0000_0100, Encoding::Data8),
        (0b1000_1100, 0b0000_1000, Encoding::Ucs2),
        (0b1000_1100, 0b0000_1100, Encoding::Gsm7),
        (0b1100_0000, 0b1000_0000, Encoding::Gsm7),
        (0b1110_0000, 0b1100_0000, Encoding::Gsm7),
        (0b1111_0000, 0b1110_0000, Encoding::Ucs2),
        (0b1111_1100, 0b1111_0000, Encoding::Gsm7),
        (0b1111_1100, 0b1111_0100, Encoding::Data8),
        (0b1111_1000, 0b1111_1000, Encoding::Gsm7),
    ];

    #[test]
    fn each_octet_falls_under_one_row_of_the_standard() {
        for octet in 0..=255u8 {
            let mut rows = ROWS.iter().filter(|(mask, value, _)| octet & mask == *value);
            let (_, _, encoding) = rows.next().expect("a row");
            assert!(rows.next().is_none());
            assert_eq!(DataCoding(octet).encoding(), *encoding, "{octet:#04x}");
        }
    }

    #[test]
    fn what_is_made_is_read_back() {
        for encoding in [Encoding::Gsm7, Encoding::Data8, Encoding::Ucs2] {
            for class in [None, MessageClass::from_number(0), MessageClass::from_number(3)] {
                let dcs = DataCoding::new(encoding, class);
                assert_eq!((dcs.encoding(), dcs.message_class()), (encoding, class));
                assert!(!dcs.is_compressed() && !dcs.is_reserved());
                assert_eq!(dcs.message_waiting(), None);
            }
        }
        assert_eq!(DataCoding::new(Encoding::Ucs2, Some(MessageClass::Class0)).octet(), 0x18);
    }

    #[test]
    fn waiting_indications() {
        let set_and_stored = DataCoding(0xD9).message_waiting();
        assert_eq!(
            set_and_stored,
            Some(MessageWaiting { kind: WaitingKind::Fax, active: true, store: true })
        );
        let cleared = DataCoding(0xC0).message_waiting();
        assert_eq!(
            cleared,
            Some(MessageWaiting { kind: WaitingKind::Voicemail, active: false, store: false })
        );
    }
}

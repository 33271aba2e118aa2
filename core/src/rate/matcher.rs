//! What a row of a card fits, and which of two fitting rows is the more specific.

use core::fmt;

use super::network::{Mcc, Mnc};
use super::words::{Direction, SenderType, Traffic};
use crate::number::{Region, digit_count};

/// Most digits of an E.164 number.
const MAX_DIGITS: u8 = 15;

/// The first digits of numbers, without plus: 1 to 15 digits, no zero in front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(u64);

impl Prefix {
    /// Reads the digits.
    pub fn parse(text: &str) -> Option<Prefix> {
        let fits = (1..=usize::from(MAX_DIGITS)).contains(&text.len())
            && !text.starts_with('0')
            && text.bytes().all(|b| b.is_ascii_digit());
        if fits { text.parse().ok().map(Prefix) } else { None }
    }

    /// The digits as one number.
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// How many digits.
    pub fn digit_count(self) -> u8 {
        digit_count(self.0)
    }

    /// Whether a number of these digits begins with the prefix.
    pub fn begins(self, digits: u64) -> bool {
        match digit_count(digits).checked_sub(self.digit_count()) {
            Some(more) => digits / 10u64.pow(u32::from(more)) == self.0,
            None => false,
        }
    }

    /// The first number of 15 digits that begins so, and the first after it that does not.
    pub(super) fn range(self) -> (u64, u64) {
        let step = 10u64.pow(u32::from(MAX_DIGITS - self.digit_count()));
        (self.0 * step, (self.0 + 1) * step)
    }

    /// Whether one of the two begins with the other.
    fn meets(self, other: Prefix) -> bool {
        let ((a, b), (c, d)) = (self.range(), other.range());
        a < d && c < b
    }
}

/// A country as cards write it: two capital letters.
pub(crate) fn country(text: &str) -> Option<Region> {
    let capitals = text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    if capitals { Region::new(text) } else { None }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prefix({self})")
    }
}

/// Where a message goes and how: what its rate is looked up by.
///
/// `region` is given, never derived here: one calling code is shared by several places.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Destination {
    /// The digits of the E.164 number without plus, at most 15: [`E164::key`](crate::E164::key).
    pub digits: u64,
    /// The place of the number, if known.
    pub region: Option<Region>,
    /// The mobile country code, if known.
    pub mcc: Option<Mcc>,
    /// The mobile network code, if known.
    pub mnc: Option<Mnc>,
    /// To a phone, or from one.
    pub direction: Direction,
    /// The kind of sender, if known.
    pub sender_type: Option<SenderType>,
    /// The kind of message, if known.
    pub traffic: Option<Traffic>,
}

impl Destination {
    /// To the number of these digits, with nothing else known.
    pub const fn to(digits: u64) -> Destination {
        Destination {
            digits,
            region: None,
            mcc: None,
            mnc: None,
            direction: Direction::Mt,
            sender_type: None,
            traffic: None,
        }
    }
}

impl fmt::Debug for Destination {
    /// Shows only the last four digits of the number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Destination(…{:04}, {:?}", self.digits % 10_000, self.region)?;
        write!(f, ", {:?} {:?}, {:?}", self.mcc, self.mnc, self.direction)?;
        write!(f, ", {:?}, {:?})", self.sender_type, self.traffic)
    }
}

/// What a row fits: every field that is given must. Two rows of equal matchers have one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Matchers {
    /// To a phone, or from one.
    pub direction: Direction,
    /// The place of the number.
    pub region: Option<Region>,
    /// The mobile country code.
    pub mcc: Option<Mcc>,
    /// The mobile network code.
    pub mnc: Option<Mnc>,
    /// The first digits of the number.
    pub prefix: Option<Prefix>,
    /// The kind of sender.
    pub sender_type: Option<SenderType>,
    /// The kind of message.
    pub traffic: Option<Traffic>,
}

impl Matchers {
    /// How specific the destination is: mcc and mnc 400, prefix 200 and its length, mcc 150,
    /// country 100, none 0.
    pub fn class(&self) -> u16 {
        match (self.mnc, self.prefix, self.mcc, self.region) {
            (Some(_), ..) => 400,
            (None, Some(prefix), ..) => 200 + u16::from(prefix.digit_count()),
            (None, None, Some(_), _) => 150,
            (None, None, None, Some(_)) => 100,
            (None, None, None, None) => 0,
        }
    }

    /// Class, then whether the sender type is given, then whether the traffic is, as one number.
    pub fn weight(&self) -> u16 {
        self.class() * 4
            + u16::from(self.sender_type.is_some()) * 2
            + u16::from(self.traffic.is_some())
    }

    /// Whether the row fits the message.
    pub fn fits(&self, message: &Destination) -> bool {
        self.fits_but_network(message) && fits(self.mcc, message.mcc) && fits(self.mnc, message.mnc)
    }

    /// Whether the row could fit a message whose network is not known: its MNC is not compared,
    /// and its MCC only with one that is given.
    pub(crate) fn could_fit(&self, message: &Destination) -> bool {
        self.fits_but_network(message) && (message.mcc.is_none() || fits(self.mcc, message.mcc))
    }

    fn fits_but_network(&self, message: &Destination) -> bool {
        self.direction == message.direction
            && fits(self.region, message.region)
            && self.prefix.is_none_or(|prefix| prefix.begins(message.digits))
            && fits(self.sender_type, message.sender_type)
            && fits(self.traffic, message.traffic)
    }

    /// Whether some message fits both rows.
    pub(super) fn meets(&self, other: &Matchers) -> bool {
        self.direction == other.direction
            && both(self.region, other.region)
            && both(self.mcc, other.mcc)
            && both(self.mnc, other.mnc)
            && both(self.sender_type, other.sender_type)
            && both(self.traffic, other.traffic)
            && match (self.prefix, other.prefix) {
                (Some(a), Some(b)) => a.meets(b),
                _ => true,
            }
    }
}

fn fits<T: PartialEq>(row: Option<T>, message: Option<T>) -> bool {
    row.is_none() || row == message
}

fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_begins_with_its_own_digits_only() {
        let prefix = |text| Prefix::parse(text).unwrap();
        assert!(prefix("256").begins(256_701_521_269));
        assert!(prefix("256701521269").begins(256_701_521_269));
        assert!(!prefix("2567015212690").begins(256_701_521_269), "a number is not padded");
        assert!(!prefix("25670").begins(2567));
        assert!(prefix("999999999999999").begins(999_999_999_999_999));
        for bad in ["", "0", "0256", "+256", "1234567890123456", "12a", "٢"] {
            assert_eq!(Prefix::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn prefixes_meet_when_one_begins_with_the_other() {
        let meets = |a, b| Prefix::parse(a).unwrap().meets(Prefix::parse(b).unwrap());
        assert!(meets("25", "256") && meets("256", "25") && meets("7", "7"));
        assert!(!meets("256", "257") && !meets("2", "1") && !meets("19", "2"));
    }
}

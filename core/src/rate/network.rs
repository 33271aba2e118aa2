//! Mobile network codes, ITU-T E.212: three digits of country and two or three of network, both
//! text: the zeros in front count (`010` is not `10`).

use core::fmt;

use alloc::format;

/// A mobile country code, three digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mcc(u16);

/// A mobile network code, two or three digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mnc(u16);

/// What three-digit network codes begin at, so that `010` and `10` differ.
const THREE_DIGITS: u16 = 1000;
/// A code that is given but is none, so that it fits no row.
const OTHER: u16 = u16::MAX;

impl Mcc {
    /// A text that is given as a code but is none: it fits no row of any card.
    pub const OTHER: Mcc = Mcc(OTHER);

    /// Reads exactly three digits.
    pub fn parse(text: &str) -> Option<Mcc> {
        (text.len() == 3).then(|| digits(text)).flatten().map(Mcc)
    }
}

impl Mnc {
    /// A text that is given as a code but is none: it fits no row of any card.
    pub const OTHER: Mnc = Mnc(OTHER);

    /// Reads two or three digits.
    pub fn parse(text: &str) -> Option<Mnc> {
        match text.len() {
            2 => digits(text).map(Mnc),
            3 => digits(text).map(|n| Mnc(n + THREE_DIGITS)),
            _ => None,
        }
    }
}

#[cfg(feature = "preflight")]
impl Mcc {
    /// The code as a number other than 0.
    #[inline]
    pub(crate) const fn bits(self) -> u32 {
        self.0 as u32 + 1
    }
}

#[cfg(feature = "preflight")]
impl Mnc {
    /// The code as a number other than 0; `010` and `10` have different ones.
    #[inline]
    pub(crate) const fn bits(self) -> u32 {
        self.0 as u32 + 1
    }
}

fn digits(text: &str) -> Option<u16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

impl fmt::Display for Mcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Mcc::OTHER { f.pad("?") } else { f.pad(&format!("{:03}", self.0)) }
    }
}

impl fmt::Display for Mnc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            OTHER => f.pad("?"),
            two if two < THREE_DIGITS => f.pad(&format!("{two:02}")),
            three => f.pad(&format!("{:03}", three - THREE_DIGITS)),
        }
    }
}

impl fmt::Debug for Mcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mcc({self})")
    }
}

impl fmt::Debug for Mnc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mnc({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn zeros_count() {
        for text in ["00", "01", "10", "99", "000", "010", "999"] {
            assert_eq!(Mnc::parse(text).unwrap().to_string(), text);
        }
        assert_ne!(Mnc::parse("10"), Mnc::parse("010"));
        assert_eq!(Mcc::parse("001").unwrap().to_string(), "001");
        for text in ["", "1", "1234", "+1", "1a", "٠١"] {
            assert_eq!(Mnc::parse(text), None, "{text}");
        }
        assert_eq!(Mcc::parse("64"), None);
        assert_eq!(Mcc::OTHER.to_string(), "?");
    }
}

//! What senders a destination takes, as one vendor publishes it: advice with a source and a date,
//! reason to warn and never to refuse.

#[rustfmt::skip]
mod generated;

use super::SenderId;
pub use crate::calendar::Date;
use crate::number::E164;
#[cfg(feature = "metadata")]
use crate::number::{NumberForm, Region, calling_code_of_region, parse};
#[cfg(feature = "metadata")]
use crate::{Error, ErrorKind};

/// Whether a kind of sender reaches a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SenderSupport {
    /// Yes.
    Yes,
    /// No.
    No,
    /// With limits that the vendor names only to customers.
    Limited,
    /// After registration.
    Registration,
    /// The list does not say.
    Unknown,
}

impl SenderSupport {
    /// `yes`, `no`, `limited`, `registration` or `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            SenderSupport::Yes => "yes",
            SenderSupport::No => "no",
            SenderSupport::Limited => "limited",
            SenderSupport::Registration => "registration",
            SenderSupport::Unknown => "unknown",
        }
    }

    /// Whether a message from such a sender may not arrive, or from another sender: `no`, `limited`
    /// or `registration`. Not where the list does not say.
    pub const fn is_warning(self) -> bool {
        matches!(self, SenderSupport::No | SenderSupport::Limited | SenderSupport::Registration)
    }
}

/// Whether delivery reports come back from a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryReports {
    /// Yes.
    Yes,
    /// No.
    No,
    /// From the operator's network, not from the phone.
    CarrierOnly,
    /// The list does not say.
    Unknown,
}

impl DeliveryReports {
    /// `yes`, `no`, `carrier_only` or `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            DeliveryReports::Yes => "yes",
            DeliveryReports::No => "no",
            DeliveryReports::CarrierOnly => "carrier_only",
            DeliveryReports::Unknown => "unknown",
        }
    }
}

/// A row of the list.
pub(crate) struct Row {
    pub(crate) prefix: u32,
    countries: &'static str,
    pub(crate) alphanumeric: SenderSupport,
    pub(crate) numeric: SenderSupport,
    pub(crate) short_code: SenderSupport,
    delivery_reports: DeliveryReports,
    note: &'static str,
}

/// What is published of one destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SenderAdvice {
    /// The first digits of the numbers it is about.
    pub prefix: u32,
    /// Their countries, separated by `|`.
    pub countries: &'static str,
    /// Words as senders.
    pub alphanumeric: SenderSupport,
    /// Numbers as senders.
    pub numeric: SenderSupport,
    /// Short codes as senders.
    pub short_code: SenderSupport,
    /// Delivery reports.
    pub delivery_reports: DeliveryReports,
    /// More, separated by `; `; may be empty.
    pub note: &'static str,
    /// Who publishes it, and under what licence.
    pub source: &'static str,
    /// When it was read.
    pub as_of: Date,
}

impl SenderAdvice {
    /// What is published of senders of this one's kind.
    pub const fn support(&self, sender: &SenderId) -> SenderSupport {
        match sender {
            SenderId::Alphanumeric(_) => self.alphanumeric,
            SenderId::Number(_) => self.numeric,
            SenderId::ShortCode(_) => self.short_code,
        }
    }

    /// Whether `today` is more than a year after [`as_of`](SenderAdvice::as_of).
    pub const fn is_stale(&self, today: Date) -> bool {
        let Date { year, month, day } = self.as_of;
        today.year > year + 1
            || today.year == year + 1
                && (today.month > month || today.month == month && today.day > day)
    }

    fn of(row: &Row) -> SenderAdvice {
        SenderAdvice {
            prefix: row.prefix,
            countries: row.countries,
            alphanumeric: row.alphanumeric,
            numeric: row.numeric,
            short_code: row.short_code,
            delivery_reports: row.delivery_reports,
            note: row.note,
            source: generated::SOURCE,
            as_of: generated::AS_OF,
        }
    }
}

/// The advice on a destination: that of the longest prefix. None where the list has none.
pub fn advice(destination: E164) -> Option<SenderAdvice> {
    advice_row(destination).map(SenderAdvice::of)
}

/// The row of [`advice`], for those who ask once for each of millions of messages.
#[inline]
pub(crate) fn advice_row(destination: E164) -> Option<&'static Row> {
    match BY_FIRST_DIGITS[destination.first_four()] {
        0 => None,
        row => Some(&generated::ROWS[usize::from(row) - 1]),
    }
}

/// The advice on a country's numbers: that of the prefix that is its own, else that of its calling
/// code, which others may share. None where the list has none, or the country no calling code.
#[cfg(feature = "metadata")]
pub fn advice_on_region(region: Region) -> Option<SenderAdvice> {
    let code = u32::from(calling_code_of_region(region)?);
    // any number with the prefix: its region does not depend on what follows
    let is_own = |row: &&Row| {
        let number = E164::from_key(u64::from(row.prefix) * 10_000_000 + 2_345_678);
        let number = number.map(|number| number.in_form(NumberForm::Plus));
        number.is_ok_and(|number| {
            parse(number.as_str(), None).is_ok_and(|parsed| parsed.region() == Some(region))
        })
    };
    let is_longer = |row: &&Row| {
        core::iter::successors(Some(row.prefix / 10), |prefix| Some(prefix / 10))
            .take_while(|prefix| *prefix > 0)
            .any(|prefix| prefix == code)
    };
    let longer = generated::ROWS.iter().filter(is_longer).find(is_own);
    longer.or_else(|| of_prefix(code)).map(SenderAdvice::of)
}

/// The advice on a destination as it is named by a person: a number as `+` and digits, or a country by
/// its two letters. None where the list has none.
///
/// # Errors
/// `invalid_option` for anything else, a country without a calling code among it.
#[cfg(feature = "metadata")]
pub fn advice_to(destination: &str) -> Result<Option<SenderAdvice>, Error> {
    if let Ok(number) = E164::parse(destination) {
        return Ok(advice(number));
    }
    match Region::new(destination) {
        Some(region) if calling_code_of_region(region).is_some() => Ok(advice_on_region(region)),
        _ => {
            let message = "give a number with its calling code, such as +256701521269, or the two \
                           letters of a country, such as UG";
            Err(Error::new(ErrorKind::InvalidOption, message).with_field("destination"))
        }
    }
}

/// The advice on the numbers with a prefix of the list.
#[cfg(feature = "preflight")]
pub(crate) fn advice_of_prefix(prefix: u32) -> Option<SenderAdvice> {
    of_prefix(prefix).map(SenderAdvice::of)
}

#[cfg(any(feature = "metadata", test))]
fn of_prefix(prefix: u32) -> Option<&'static Row> {
    let at = generated::ROWS.binary_search_by_key(&prefix, |row| row.prefix).ok()?;
    generated::ROWS.get(at)
}

/// Digits of the longest prefix.
const PREFIX_DIGITS: u32 = 4; // as many as `E164::first_four` has

/// Which row, from 1, is that of numbers with these first four digits; 0: none. A campaign looks
/// once for each message, so the longest prefix is found beforehand.
static BY_FIRST_DIGITS: [u8; 10_000] = by_first_digits();

const fn by_first_digits() -> [u8; 10_000] {
    assert!(generated::ROWS.len() < 256, "rows are counted in an octet");
    let mut table = [0; 10_000];
    let mut digits = 1;
    while digits <= PREFIX_DIGITS {
        let width = 10u32.pow(PREFIX_DIGITS - digits);
        let mut row = 0;
        while row < generated::ROWS.len() {
            let prefix = generated::ROWS[row].prefix;
            if prefix.ilog10() + 1 == digits {
                let mut at = prefix * width;
                while at < (prefix + 1) * width {
                    table[at as usize] = row as u8 + 1;
                    at += 1;
                }
            }
            row += 1;
        }
        digits += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_counts() {
        let of = |number| advice(E164::parse(number).unwrap());
        let bahamas = of("+12425550123").unwrap();
        assert_eq!((bahamas.prefix, bahamas.countries), (1242, "Bahamas"));
        let us = of("+12125550123").unwrap();
        assert_eq!((us.prefix, us.alphanumeric), (1, SenderSupport::No));
        let egypt = of("+201001234567").unwrap();
        assert_eq!(egypt.alphanumeric, SenderSupport::Registration);
        assert!(egypt.source.contains("MIT"));
        assert_eq!(of("+999123456"), None);
    }

    /// The slow twin: each prefix of the number is looked for, the longest first.
    #[test]
    fn first_digits_are_enough() {
        for first in 1000..10_000u64 {
            for number in [first * 10_000_000 + 2_345_678, first * 10, first] {
                let prefixes = core::iter::successors(Some(number), |n| Some(n / 10));
                let mut prefixes = prefixes.take_while(|n| *n > 0);
                let expected = prefixes.find_map(|n| of_prefix(u32::try_from(n).ok()?));
                let found = advice(E164::from_key(number).unwrap());
                assert_eq!(found, expected.map(SenderAdvice::of), "{number}");
            }
        }
        assert!(generated::ROWS.iter().all(|row| row.prefix.ilog10() < PREFIX_DIGITS));
        assert_eq!(advice(E164::parse("+256").unwrap()).unwrap().prefix, 256);
    }

    #[cfg(feature = "metadata")]
    #[test]
    fn countries_have_their_own_prefix_or_that_of_their_calling_code() {
        let of = |code| advice_on_region(Region::new(code).unwrap()).map(|a| a.prefix);
        for (code, prefix) in
            [("KE", 254), ("BS", 1242), ("DO", 1809), ("US", 1), ("CA", 1), ("KZ", 7), ("JE", 44)]
        {
            assert_eq!(of(code), Some(prefix).filter(|p| of_prefix(*p).is_some()), "{code}");
        }
        assert_eq!(of("ZZ"), None);
    }

    #[cfg(feature = "metadata")]
    #[test]
    fn a_destination_is_a_number_or_a_country() {
        for named in ["+254722000001", "KE", "ke"] {
            assert_eq!(advice_to(named).unwrap().map(|advice| advice.prefix), Some(254), "{named}");
        }
        assert_eq!(advice_to("+999123456").unwrap(), None);
        for bad in ["", "+", "254722000001", "ZZ", "001", "Kenya"] {
            assert_eq!(advice_to(bad).unwrap_err().kind(), ErrorKind::InvalidOption, "{bad}");
        }
    }

    #[test]
    fn a_sender_is_told_of_its_own_kind() {
        let kenya = advice(E164::parse("+254722000001").unwrap()).unwrap();
        let of = |sender| kenya.support(&SenderId::parse(sender).unwrap());
        assert_eq!(of("Kito"), SenderSupport::Registration);
        assert_eq!(of("+254722000002"), SenderSupport::No);
        assert_eq!(of("12345"), SenderSupport::Yes);
        let warns = [SenderSupport::Yes, SenderSupport::Unknown, SenderSupport::Limited];
        assert_eq!(warns.map(SenderSupport::is_warning), [false, false, true]);
    }

    #[test]
    fn advice_grows_old() {
        let advice = advice(E164::parse("+201001234567").unwrap()).unwrap();
        let Date { year, month, day } = advice.as_of;
        assert!(!advice.is_stale(advice.as_of));
        assert!(!advice.is_stale(Date { year: year + 1, month, day }));
        assert!(advice.is_stale(Date { year: year + 1, month, day: day + 1 }));
        assert!(advice.is_stale(Date { year: year + 1, month: month + 1, day: 1 }));
        assert!(advice.is_stale(Date { year: year + 2, month: 1, day: 1 }));
    }
}

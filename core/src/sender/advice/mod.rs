//! What senders a destination takes, as one vendor publishes it: advice with a source and a date,
//! reason to warn and never to refuse.

#[rustfmt::skip]
mod generated;

use crate::number::E164;

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

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Such as 2026.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

struct Row {
    prefix: u32,
    countries: &'static str,
    alphanumeric: SenderSupport,
    numeric: SenderSupport,
    short_code: SenderSupport,
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
    /// Whether `today` is more than a year after [`as_of`](SenderAdvice::as_of).
    pub const fn is_stale(&self, today: Date) -> bool {
        let Date { year, month, day } = self.as_of;
        today.year > year + 1
            || today.year == year + 1
                && (today.month > month || today.month == month && today.day > day)
    }
}

/// The advice on a destination: that of the longest prefix. None where the list has none.
pub fn advice(destination: E164) -> Option<SenderAdvice> {
    let mut digits = destination.key();
    loop {
        if let Ok(prefix) = u32::try_from(digits)
            && let Ok(at) = generated::ROWS.binary_search_by_key(&prefix, |row| row.prefix)
        {
            let row = &generated::ROWS[at];
            return Some(SenderAdvice {
                prefix: row.prefix,
                countries: row.countries,
                alphanumeric: row.alphanumeric,
                numeric: row.numeric,
                short_code: row.short_code,
                delivery_reports: row.delivery_reports,
                note: row.note,
                source: generated::SOURCE,
                as_of: generated::AS_OF,
            });
        }
        digits /= 10;
        if digits == 0 {
            return None;
        }
    }
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

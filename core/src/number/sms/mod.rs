//! What a number means to someone who sends text messages.

#[rustfmt::skip]
mod generated;

use core::fmt;

use super::tables::plan_of_region;
use super::{E164, NumberKind, ParsedNumber, Region};

/// Whether a number can receive a text message, as far as the number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SmsReach {
    /// Yes, by its kind.
    Likely,
    /// Rarely.
    Unlikely,
    /// No.
    No,
}

impl SmsReach {
    /// `likely`, `unlikely` or `no`.
    pub const fn as_str(self) -> &'static str {
        match self {
            SmsReach::Likely => "likely",
            SmsReach::Unlikely => "unlikely",
            SmsReach::No => "no",
        }
    }
}

impl fmt::Display for SmsReach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What may make a message to a number dear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BillingRisk {
    /// A premium rate service.
    Premium,
    /// A shared cost service.
    SharedCost,
    /// A satellite network: calling codes 870, 881, 882 and 883 (ITU-T E.164, list of codes).
    Satellite,
}

impl BillingRisk {
    /// `premium`, `shared_cost` or `satellite`.
    pub const fn as_str(self) -> &'static str {
        match self {
            BillingRisk::Premium => "premium",
            BillingRisk::SharedCost => "shared_cost",
            BillingRisk::Satellite => "satellite",
        }
    }
}

/// Which kinds of number can receive a text message: a table that the caller may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmsRules([SmsReach; NumberKind::ALL.len()]);

impl Default for SmsRules {
    fn default() -> SmsRules {
        SmsRules::DEFAULT
    }
}

impl SmsRules {
    /// The table of `core/data/numbering/sms.tsv`.
    pub const DEFAULT: SmsRules = SmsRules({
        let mut reach = [SmsReach::No; NumberKind::ALL.len()];
        let mut i = 0;
        while i < reach.len() {
            reach[i] = generated::BY_KIND[i].0;
            i += 1;
        }
        reach
    });

    /// The table with one row replaced.
    #[must_use]
    pub fn with(mut self, kind: NumberKind, reach: SmsReach) -> SmsRules {
        if let Some(place) = NumberKind::ALL.iter().position(|k| *k == kind) {
            self.0[place] = reach;
        }
        self
    }

    /// What the table says of a kind.
    pub fn of_kind(&self, kind: NumberKind) -> SmsReach {
        let place = NumberKind::ALL.iter().position(|k| *k == kind);
        place.map_or(SmsReach::No, |place| self.0[place])
    }

    /// Whether `number` can receive a text message. One with an extension, or of more than 15
    /// digits, cannot.
    pub fn reach(&self, number: &ParsedNumber) -> SmsReach {
        if number.extension().is_some() || number.digits().len() > E164::MAX_DIGITS {
            return SmsReach::No;
        }
        self.of_kind(number.kind())
    }
}

/// Why the default table says so of a kind.
pub fn sms_reason(kind: NumberKind) -> &'static str {
    let place = NumberKind::ALL.iter().position(|k| *k == kind);
    place.and_then(|place| generated::BY_KIND.get(place)).map_or("", |row| row.1)
}

impl ParsedNumber {
    /// Whether the number can receive a text message, by the default table.
    pub fn sms(&self) -> SmsReach {
        SmsRules::DEFAULT.reach(self)
    }

    /// Why [`sms`](ParsedNumber::sms) says so.
    pub fn sms_reason(&self) -> &'static str {
        if self.extension().is_some() {
            return "an extension cannot receive a text message";
        }
        if self.digits().len() > E164::MAX_DIGITS {
            return "a text message is addressed to at most 15 digits";
        }
        sms_reason(self.kind())
    }

    /// What may make a message to this number dear.
    pub const fn billing_risk(&self) -> Option<BillingRisk> {
        billing_risk(self.calling_code(), self.kind())
    }

    /// Whether subscribers of the region keep their number when they change the operator, so that
    /// the number does not tell it. None without a region.
    pub fn is_portable(&self) -> Option<bool> {
        self.region().and_then(is_portable_region)
    }
}

/// What may make a message to a number of this calling code and kind dear.
pub const fn billing_risk(calling_code: u16, kind: NumberKind) -> Option<BillingRisk> {
    match (kind, calling_code) {
        (NumberKind::PremiumRate, _) => Some(BillingRisk::Premium),
        (NumberKind::SharedCost, _) => Some(BillingRisk::SharedCost),
        (_, 870 | 881..=883) => Some(BillingRisk::Satellite),
        _ => None,
    }
}

/// Whether mobile numbers of a country move between operators; None for what is no country.
pub fn is_portable_region(region: Region) -> Option<bool> {
    plan_of_region(region).map(|plan| plan.portable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse;

    #[test]
    fn reach_and_risk() {
        for (number, reach, risk) in [
            ("+447911123456", SmsReach::Likely, None),
            ("+12015550123", SmsReach::Likely, None),
            ("+442079460018", SmsReach::Unlikely, None),
            ("+18002123456", SmsReach::Unlikely, None),
            ("+35650043645", SmsReach::No, Some(BillingRisk::Premium)),
            ("+39841453", SmsReach::No, Some(BillingRisk::SharedCost)),
            ("+870773111632", SmsReach::Likely, Some(BillingRisk::Satellite)),
            ("+5980004425653156", SmsReach::No, None),
            ("+447911123456 ext. 5", SmsReach::No, None),
            ("+4479111234", SmsReach::No, None),
        ] {
            let number = parse(number, None).unwrap();
            assert_eq!((number.sms(), number.billing_risk()), (reach, risk), "{number}");
        }
    }

    #[test]
    fn the_table_can_be_changed() {
        let rules = SmsRules::DEFAULT.with(NumberKind::FixedLine, SmsReach::Likely);
        let number = parse("+442079460018", None).unwrap();
        assert_eq!(rules.reach(&number), SmsReach::Likely);
        assert_eq!(rules.of_kind(NumberKind::Uan), SmsReach::No);
        assert!(NumberKind::ALL.iter().all(|kind| !sms_reason(*kind).is_empty()));
    }

    #[test]
    fn portable_regions() {
        // libphonenumber 9.0.43 marks 107 regions
        let regions = |a: u8| {
            (b'A'..=b'Z').filter_map(move |b| Region::new(core::str::from_utf8(&[a, b]).unwrap()))
        };
        let portable = (b'A'..=b'Z')
            .flat_map(regions)
            .filter(|region| is_portable_region(*region) == Some(true));
        assert_eq!(portable.count(), 107);
        assert_eq!(is_portable_region(Region::new("ZZ").unwrap()), None);
    }
}

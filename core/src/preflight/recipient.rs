//! What a recipient, as it stands in a campaign, is to one vendor.

use super::finding::{FindingCode, FindingSet};
use crate::number::{
    E164, NumberError, NumberKind, ParseOptions, ParsedNumber, Region, parse_with,
};
use crate::vendor::{International, NumberRules};

/// A recipient's number, or why it is none. Its `Debug` is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recipient {
    /// The number, if it is one that messages can be sent to.
    pub number: Option<E164>,
    /// Where it belongs.
    pub region: Option<Region>,
    /// What it is for; unknown where it is not valid.
    pub kind: NumberKind,
    /// Why it could not be read.
    pub error: Option<NumberError>,
    pub(super) findings: FindingSet,
}

/// Judges recipients under one vendor's rules.
#[derive(Clone, Debug)]
pub(super) struct RecipientJudge<'a> {
    rules: &'a NumberRules,
    home: &'a [Region],
    options: ParseOptions,
}

impl<'a> RecipientJudge<'a> {
    /// `default_region` wins over the profile's. Without any, digits begin with a calling code.
    pub(super) fn new(
        rules: &'a NumberRules,
        home: &'a [Region],
        default_region: Option<Region>,
    ) -> Self {
        let default_region = default_region.or(rules.default_region);
        let options = ParseOptions {
            default_region,
            idd00: true,
            assume_international: default_region.is_none(),
            letters: false,
        };
        RecipientJudge { rules, home, options }
    }

    pub(super) fn judge(&self, to: &str) -> Recipient {
        let mut recipient = Recipient {
            number: None,
            region: None,
            kind: NumberKind::Unknown,
            error: None,
            findings: FindingSet::EMPTY,
        };
        match parse_with(to, &self.options) {
            Ok(parsed) => self.accept(to, &parsed, &mut recipient),
            Err(error) => {
                recipient.error = Some(error);
                recipient.findings.insert(match error {
                    NumberError::SpreadsheetMangled => FindingCode::NumberMangled,
                    _ => FindingCode::InvalidNumber,
                });
            }
        }
        recipient
    }

    fn accept(&self, to: &str, parsed: &ParsedNumber, recipient: &mut Recipient) {
        recipient.region = parsed.region();
        recipient.kind = parsed.kind();
        let number = parsed.e164().filter(|_| parsed.is_valid());
        let Some(number) = number else {
            recipient.findings.insert(FindingCode::InvalidNumber);
            return;
        };
        let digits = parsed.digits();
        if to.strip_prefix('+') != Some(digits) && !written_digits(to).eq(digits.bytes()) {
            recipient.findings.insert(FindingCode::NumberChanged);
        }
        match parsed.kind() {
            NumberKind::PremiumRate => recipient.findings.insert(FindingCode::PremiumDestination),
            NumberKind::FixedLine
            | NumberKind::TollFree
            | NumberKind::SharedCost
            | NumberKind::Uan
            | NumberKind::Voicemail => recipient.findings.insert(FindingCode::CannotReceiveSms),
            _ => {}
        }
        let count = digits.len() as u32;
        let refused = self.rules.min_digits.is_some_and(|min| count < min)
            || self.rules.max_digits.is_some_and(|max| count > max);
        let abroad = !self.home.is_empty()
            && parsed.region().is_some_and(|region| !self.home.contains(&region));
        match self.rules.international {
            Some(International::Forbidden) if abroad => {
                recipient.findings.insert(FindingCode::NumberRefusedByVendor);
                return;
            }
            Some(International::AccountSwitch) if abroad => {
                recipient.findings.insert(FindingCode::InternationalNeedsSwitch);
            }
            _ => {}
        }
        if refused {
            recipient.findings.insert(FindingCode::NumberRefusedByVendor);
            return;
        }
        recipient.number = Some(number);
    }
}

/// The digits of a recipient as it is written.
fn written_digits(to: &str) -> impl Iterator<Item = u8> {
    to.bytes().filter(u8::is_ascii_digit)
}

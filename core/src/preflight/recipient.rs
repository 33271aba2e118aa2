//! What a recipient, as it stands in a campaign, is to one vendor.

use alloc::vec::Vec;

use super::finding::{FindingCode, FindingSet};
use crate::Error;
use crate::number::{
    E164, NumberColumn, NumberError, NumberForm, NumberKind, ParseOptions, Region, Verdict,
    judge_batch, parse_with,
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
        match parse_with(to, &self.options) {
            Ok(parsed) => self.of(to, parsed.verdict(), parsed.e164().map_or(0, E164::key)),
            Err(error) => self.of(to, Verdict::of_error(error), 0),
        }
    }

    /// What a recipient is whose verdict and key are known; the key is 0 where it has none.
    fn of(&self, to: &str, verdict: Verdict, key: u64) -> Recipient {
        let mut recipient = Recipient {
            number: None,
            region: None,
            kind: NumberKind::Unknown,
            error: verdict.error(),
            findings: FindingSet::EMPTY,
        };
        match recipient.error {
            None => self.accept(to, verdict, key, &mut recipient),
            Some(NumberError::SpreadsheetMangled) => {
                recipient.findings.insert(FindingCode::NumberMangled);
            }
            Some(_) => recipient.findings.insert(FindingCode::InvalidNumber),
        }
        recipient
    }

    fn accept(&self, to: &str, verdict: Verdict, key: u64, recipient: &mut Recipient) {
        recipient.region = verdict.region();
        recipient.kind = verdict.kind();
        let number = number(to, key).filter(|_| verdict.is_valid());
        let Some((number, is_changed)) = number else {
            recipient.findings.insert(FindingCode::InvalidNumber);
            return;
        };
        if is_changed {
            recipient.findings.insert(FindingCode::NumberChanged);
        }
        match verdict.kind() {
            NumberKind::PremiumRate => recipient.findings.insert(FindingCode::PremiumDestination),
            NumberKind::FixedLine
            | NumberKind::TollFree
            | NumberKind::SharedCost
            | NumberKind::Uan
            | NumberKind::Voicemail => recipient.findings.insert(FindingCode::CannotReceiveSms),
            _ => {}
        }
        let count = || number.digit_count() as u32;
        let refused = self.rules.min_digits.is_some_and(|min| count() < min)
            || self.rules.max_digits.is_some_and(|max| count() > max);
        let abroad = !self.home.is_empty()
            && recipient.region.is_some_and(|region| !self.home.contains(&region));
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

/// The number of a key, and whether its digits are other ones than were written.
fn number(to: &str, key: u64) -> Option<(E164, bool)> {
    match E164::parse(to) {
        Ok(number) if number.key() == key => Some((number, false)),
        _ => {
            let number = E164::from_key(key).ok()?;
            let digits = number.in_form(NumberForm::Digits);
            let written = to.bytes().filter(u8::is_ascii_digit);
            Some((number, !written.eq(digits.bytes())))
        }
    }
}

/// Recipients judged a column at a time: several times as fast as one by one.
#[derive(Clone, Debug)]
pub struct Recipients<'a> {
    judge: RecipientJudge<'a>,
    verdicts: Vec<Verdict>,
    keys: Vec<u64>,
}

impl<'a> Recipients<'a> {
    pub(super) fn new(judge: RecipientJudge<'a>) -> Recipients<'a> {
        Recipients { judge, verdicts: Vec::new(), keys: Vec::new() }
    }

    /// Looks at a column, in the place of the one before.
    ///
    /// # Errors
    /// None: the column is sound.
    pub fn look(&mut self, column: &NumberColumn<'_, i32>) -> Result<(), Error> {
        let none = Verdict::of_error(NumberError::NotANumber);
        self.verdicts.resize(column.len(), none);
        self.keys.resize(column.len(), 0);
        judge_batch(column, &self.judge.options, &mut self.verdicts, &mut self.keys)
    }

    /// The recipient of a row of the column, which is written as `to`.
    pub fn get(&self, row: usize, to: &str) -> Recipient {
        match (self.verdicts.get(row), self.keys.get(row)) {
            (Some(verdict), Some(key)) => self.judge.of(to, *verdict, *key),
            _ => self.judge.judge(to),
        }
    }

    /// Any recipient.
    pub fn judge(&self, to: &str) -> Recipient {
        self.judge.judge(to)
    }
}
